//! The documents of one article: how they lie together, and how they find one another.
//!
//! An article's documents lie in one segment in the order article, passages, quotes: they are added as one batch,
//! merging keeps the order, and they are deleted together. So they find one another by counting documents. What holds
//! of the whole article (its key, date, source) stands with the article alone, and the words of the paragraph round a
//! quote with the passage alone; neither is indexed twice. Nor are the words said: a quote tells which words of its
//! passages they are, by number.

use std::ops::Range;

use tantivy::{DocId, SegmentReader, TantivyDocument, columnar::Column};

use crate::{
    analyzer,
    documents::{ArticleDoc, PassageDoc, QuoteDoc},
    fields::Fields,
};

/// Start and end in bytes of the article's text.
type Bounds = (usize, usize);

/// Where a passage or quote lies among the documents of its article.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At {
    /// First 64 bits of the article id.
    pub(crate) article_key: u64,
    /// Documents back to the article.
    pub(crate) article: u64,
    /// From a passage on to the first quote that shares a byte with it, from a quote back to the first passage.
    pub(crate) touching: Option<u64>,
}

/// All documents of an article, in the order in which they have to be added, as one batch.
///
/// Passages stand in text order, the title first if there is one; quotes, of which `article.quotes` tells the rest, in
/// order of their starts.
#[must_use]
pub fn documents(
    f: &Fields,
    article: &ArticleDoc,
    passages: &[PassageDoc<'_>],
    quotes: &[QuoteDoc<'_>],
) -> Vec<TantivyDocument> {
    let spans: Vec<Bounds> = passages.iter().map(|passage| (passage.start, passage.end)).collect();
    let said: Vec<Bounds> = article.quotes.iter().map(|quote| (quote.start, quote.end)).collect();
    let (next, first) = (first_touching(&spans, &said), first_touching(&said, &spans));
    let words = Words::of(passages, &next);
    let apart = |passage: usize, quote: usize| (passages.len() - passage + quote) as u64;
    let at = |before: usize, touching| At { article_key: article.article_key, article: 1 + before as u64, touching };
    let mut docs = Vec::with_capacity(1 + passages.len() + quotes.len());
    docs.push(article.to_document(f, passages.len() as u64));
    for ((i, passage), quote) in passages.iter().enumerate().zip(&next) {
        let at = at(i, quote.map(|quote| apart(i, quote)));
        docs.push(passage.to_document(f, at, quote.map(|_| words.of_passage(i))));
    }
    for ((i, (quote, stored)), passage) in quotes.iter().zip(&article.quotes).enumerate().zip(&first) {
        let at = at(passages.len() + i, passage.map(|passage| apart(passage, i)));
        let said = passage.map_or_else(Said::default, |passage| words.said(passage, said[i]));
        docs.push(quote.to_document(f, stored, at, said));
    }
    docs
}

/// Which words of its passages a quote holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// Number of the first, from 0, among the words of the first passage that the quote touches.
    pub(crate) from: u64,
    /// How many.
    pub(crate) words: u64,
}

/// The words of those passages of an article that quotes touch, as they are counted where they are indexed.
struct Words {
    /// Bytes of the article's text; in order.
    bounds: Vec<Bounds>,
    /// How many stand before each passage; one more for the end.
    before: Vec<usize>,
}

impl Words {
    /// `next` tells the passages that a quote touches.
    fn of(passages: &[PassageDoc<'_>], next: &[Option<usize>]) -> Self {
        let mut this = Self { bounds: Vec::new(), before: vec![0] };
        for (passage, quote) in passages.iter().zip(next) {
            if quote.is_some() {
                let words = analyzer::words(passage.body);
                this.bounds.extend(words.map(|word| (passage.start + word.start, passage.start + word.end)));
            }
            this.before.push(this.bounds.len());
        }
        this
    }

    fn of_passage(&self, passage: usize) -> u64 {
        (self.before[passage + 1] - self.before[passage]) as u64
    }

    /// The words that lie wholly in a quote, which touches `first` before all other passages.
    fn said(&self, first: usize, (start, end): Bounds) -> Said {
        let before = self.before[first];
        let from = self.bounds.partition_point(|word| word.0 < start).max(before);
        let to = self.bounds.partition_point(|word| word.1 <= end).max(from);
        Said { from: (from - before) as u64, words: (to - from) as u64 }
    }
}

/// The way from any document of an article to the article and back, in one segment.
pub struct Block {
    article: Option<Column<u64>>,
    passages: Option<Column<u64>>,
    quotes: Option<Column<u64>>,
}

fn number(column: Option<&Column<u64>>, doc: DocId) -> Option<DocId> {
    column?.first(doc).and_then(|number| DocId::try_from(number).ok())
}

impl Block {
    /// Opens the columns.
    ///
    /// # Errors
    /// If the segment cannot be read.
    pub fn open(reader: &SegmentReader) -> tantivy::Result<Self> {
        let column = |name| reader.fast_fields().column_opt(name);
        Ok(Self { article: column("article")?, passages: column("passages")?, quotes: column("quotes")? })
    }

    /// The article that a document belongs to (an article: itself); none of places and files.
    #[must_use]
    pub fn article_of(&self, doc: DocId) -> Option<DocId> {
        doc.checked_sub(number(self.article.as_ref(), doc)?)
    }

    /// Passages and quotes of the article at this place.
    #[must_use]
    pub fn members(&self, article: DocId) -> Range<DocId> {
        let count = |column: &Option<Column<u64>>| number(column.as_ref(), article).unwrap_or(0);
        let first = article.saturating_add(1);
        first..first.saturating_add(count(&self.passages)).saturating_add(count(&self.quotes))
    }

    /// Which of its article's quotes this one is, from 0; none of other documents.
    #[must_use]
    pub fn quote_number(&self, doc: DocId) -> Option<usize> {
        let article = self.article_of(doc)?;
        let passages = number(self.passages.as_ref(), article)?;
        usize::try_from((doc - article).checked_sub(1)?.checked_sub(passages)?).ok()
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
    fn words_said_are_counted_over_passages() {
        let text = "Wait. “Well, I said\n—\nno more” of it";
        let passage = |start, end| PassageDoc { start, end, body: &text[start..end], ..PassageDoc::default() };
        let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
        let (a, b) = (ends[0], ends[1]);
        let passages = [passage(0, a), passage(a + 1, b), passage(b + 1, text.len())];
        let words = Words::of(&passages, &[Some(0), Some(0), Some(0)]);
        assert_eq!([0, 1, 2].map(|passage| words.of_passage(passage)), [4, 0, 4]);
        let at = |words: &str| text.find(words).unwrap();
        assert_eq!(words.said(0, (at("Well"), at("” of"))), Said { from: 1, words: 5 });
        assert_eq!(words.said(0, (at("ell"), at("aid"))), Said { from: 2, words: 1 }, "parts of words are none");
        assert_eq!(words.said(1, (a + 1, b)), Said { from: 0, words: 0 });
        assert_eq!(words.said(2, (at("of it"), text.len())), Said { from: 2, words: 2 });
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
