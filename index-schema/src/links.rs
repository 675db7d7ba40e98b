//! How the passages and quotes of one article find one another.
//!
//! An article's documents lie together in one segment, in the order article, passages, quotes: they are added as one
//! batch, merging keeps the order, and they are deleted together. So a passage can name the first quote that touches
//! it, and a quote the first passage it touches, by counting documents: words of the paragraph round a quote are found
//! without being indexed a second time.

/// Start and end in bytes of the article's text.
pub type Bounds = (usize, usize);

/// Distances in documents, for each passage and each quote; none where nothing is touched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Links {
    /// From a passage on to the first quote that shares a byte with it.
    pub quotes: Vec<Option<u64>>,
    /// From a quote back to the first passage that shares a byte with it.
    pub passages: Vec<Option<u64>>,
}

impl Links {
    /// Links passages, which stand in text order and do not overlap, with quotes in order of their starts.
    ///
    /// ```
    /// use index_schema::links::Links;
    /// // The title, two paragraphs; one quote in the second of them.
    /// let links = Links::new(&[(0, 0), (0, 10), (11, 40)], &[(12, 30)]);
    /// assert_eq!(links.quotes, [None, None, Some(1)]);
    /// assert_eq!(links.passages, [Some(1)]);
    /// ```
    #[must_use]
    pub fn new(passages: &[Bounds], quotes: &[Bounds]) -> Self {
        let apart = |passage: usize, quote: usize| Some((passages.len() - passage + quote) as u64);
        let quotes_of = first_touching(passages, quotes);
        let passages_of = first_touching(quotes, passages);
        Self {
            quotes: quotes_of.into_iter().enumerate().map(|(at, quote)| apart(at, quote?)).collect(),
            passages: passages_of.into_iter().enumerate().map(|(at, passage)| apart(passage?, at)).collect(),
        }
    }
}

/// For each of `items` the first of `others` that shares a byte with it; both in order of their starts.
///
/// What ends before an item starts is left behind for good, as later items start later still: linear.
fn first_touching(items: &[Bounds], others: &[Bounds]) -> Vec<Option<usize>> {
    let mut first = 0;
    let find = |&(start, end): &Bounds| {
        while others.get(first).is_some_and(|other| other.1 <= start) {
            first += 1;
        }
        others.get(first).filter(|other| other.0 < end).map(|_| first)
    };
    items.iter().map(find).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same by looking at every pair.
    fn plainly(items: &[Bounds], others: &[Bounds]) -> Vec<Option<usize>> {
        let touches = |a: &Bounds, b: &Bounds| a.0 < b.1 && b.0 < a.1;
        items.iter().map(|item| others.iter().position(|other| touches(item, other))).collect()
    }

    #[test]
    fn they_are_those_of_every_pair() {
        let mut seed = 3u32;
        let mut random = |most: usize| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as usize % most
        };
        for _ in 0..500 {
            let (mut passages, mut at) = (vec![(0, 0)], 0);
            for _ in 0..random(8) {
                let start = at + random(3);
                at = start + 1 + random(9);
                passages.push((start, at));
            }
            let (mut quotes, mut from) = (Vec::new(), 0);
            for _ in 0..random(8) {
                from += random(9);
                quotes.push((from, from + 1 + random(20)));
            }
            assert_eq!(first_touching(&passages, &quotes), plainly(&passages, &quotes), "{passages:?} {quotes:?}");
            assert_eq!(first_touching(&quotes, &passages), plainly(&quotes, &passages), "{passages:?} {quotes:?}");
        }
    }
}
