//! From bytes to code points: offsets leave the program as code points (see the JSON contract).

use super::span::{Byte, Char, Span};

/// Bytes between two remembered positions: a look-up counts at most this many. An article is asked for some hundred
/// places; at 256 the counting was a twentieth of `extract`.
const STRIDE: usize = 64;

/// Converts byte offsets of one text to code points; made once per text in linear time.
///
/// ```
/// use onrecord::text::{chars::CharIndex, Span};
/// let index = CharIndex::new("“Nein”");
/// assert_eq!(index.span(Span::new(3, 7)), Span::new(1, 5));
/// ```
#[derive(Debug)]
pub struct CharIndex<'t> {
    text: &'t str,
    /// Code points before byte `i * STRIDE`; empty for ASCII, where the two units are one.
    marks: Vec<usize>,
}

impl<'t> CharIndex<'t> {
    /// Reads `text` once.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        if text.is_ascii() {
            return Self { text, marks: Vec::new() };
        }
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for block in text.as_bytes().chunks(STRIDE) {
            marks.push(count);
            count += starts(block);
        }
        Self { text, marks }
    }

    /// Code points before byte `offset`; an offset past the end counts as the end.
    #[must_use]
    pub fn offset(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        if self.marks.is_empty() {
            return offset;
        }
        let block = (offset / STRIDE).min(self.marks.len() - 1);
        self.marks[block] + starts(&self.text.as_bytes()[block * STRIDE..offset])
    }

    /// The same place in code points.
    #[must_use]
    pub fn span(&self, span: Span<Byte>) -> Span<Char> {
        Span::new(self.offset(span.start), self.offset(span.end))
    }
}

/// Code points that begin in `bytes`.
fn starts(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    let (eights, rest) = bytes.as_chunks();
    // Of each byte that goes on (0b10…) the lowest bit; the product's highest byte is their sum.
    let going_on = |eight: &[u8; 8]| {
        let eight = u64::from_le_bytes(*eight);
        ((eight >> 7 & !(eight >> 6) & ONES).wrapping_mul(ONES) >> 56) as usize
    };
    let rest_going_on = rest.iter().filter(|&&byte| byte & 0xC0 == 0x80).count();
    bytes.len() - eights.iter().map(going_on).sum::<usize>() - rest_going_on
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_boundary_counts_as_the_standard_library_does() {
        let text = "aé€😀 ".repeat(200);
        let index = CharIndex::new(&text);
        for (n, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(index.offset(byte), n);
        }
        assert_eq!(index.offset(text.len() + 5), text.chars().count());
    }
}
