//! The one analyzer of all main fields, chosen so that other engines can be configured to do exactly the same.

use std::ops::Range;

use tantivy::{
    Index,
    tokenizer::{AsciiFoldingFilter, LowerCaser, RawTokenizer, TextAnalyzer, Token, TokenStream, Tokenizer},
};

use crate::eights::{alphanumeric_end, head, range};

/// Name under which the analyzer is registered: simple tokens under 255 bytes, lower case, ASCII folding, no stemming.
pub const NEWS: &str = "news";

/// Tokens of this many bytes or more are dropped, as Quickwit's and Elasticsearch's default limit has it.
const TOKEN_LIMIT: usize = 255;

/// Builds the analyzer. It does what tantivy's `SimpleTokenizer`, `RemoveLongFilter`, `LowerCaser` and
/// `AsciiFoldingFilter` do one after the other (a test holds it to that), in one go over the bytes where they are
/// ASCII: indexing calls it for each of some twenty values of each document. Beyond them, an accent that stands as a
/// sign of its own belongs to the word and is dropped.
#[must_use]
pub fn news() -> TextAnalyzer {
    TextAnalyzer::builder(NewsTokenizer::default()).build()
}

/// Makes the analyzer known to `index`; to be done after each create or open.
pub fn register(index: &Index) {
    index.tokenizers().register(NEWS, news());
}

/// What folds a word that is not all ASCII.
#[derive(Clone)]
struct Folding(TextAnalyzer);

impl Default for Folding {
    fn default() -> Self {
        let words = TextAnalyzer::builder(RawTokenizer::default()).filter(LowerCaser).filter(AsciiFoldingFilter);
        Self(words.build())
    }
}

/// Bytes of the words of a text, in order: the word at number `n` of this list is indexed at position `n`, or, if it is
/// too long, leaves that position empty.
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (word, _) = word(text, at)?;
        at = word.end;
        Some(word)
    })
}

/// The first word from byte `at` on, however long, and whether it is all ASCII.
#[inline]
fn word(text: &str, at: usize) -> Option<(Range<usize>, bool)> {
    let bytes = text.as_bytes();
    let mut start = at;
    loop {
        match bytes.get(start)? {
            byte if byte.is_ascii_alphanumeric() => break,
            byte if byte.is_ascii() => start += 1,
            _ => match beyond_ascii(text, start) {
                (_, Beyond::Letter) => break,
                (length, _) => start += length,
            },
        }
    }
    // What indexing does most: the rest of a word is nearly always told in one look.
    let (mut end, mut ascii) = (alphanumeric_end(bytes, start), true);
    while bytes.get(end).is_some_and(|byte| !byte.is_ascii()) {
        match beyond_ascii(text, end) {
            (_, Beyond::Sign) => break,
            (length, _) => (end, ascii) = (alphanumeric_end(bytes, end + length), false),
        }
    }
    Some((start..end, ascii))
}

/// Length of the character at byte `at` and what it is to a word.
#[cold]
fn beyond_ascii(text: &str, at: usize) -> (usize, Beyond) {
    text[at..].chars().next().map_or((1, Beyond::Sign), |c| (c.len_utf8(), Beyond::of(c)))
}

/// What a character beyond ASCII is to a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beyond {
    Letter,
    /// An accent written as a sign of its own: goes on a word, and is dropped as all accents are.
    Accent,
    Sign,
}

impl Beyond {
    fn of(c: char) -> Self {
        match c {
            '\u{300}'..='\u{36F}' => Self::Accent,
            // Quote marks and dashes: the commonest by far, and dear to look up.
            '\u{2000}'..='\u{206F}' => Self::Sign,
            _ if c.is_alphanumeric() => Self::Letter,
            _ => Self::Sign,
        }
    }
}

#[derive(Clone, Default)]
struct NewsTokenizer {
    token: Token,
    folding: Folding,
}

/// The tokens of one text.
struct NewsStream<'a> {
    text: &'a str,
    at: usize,
    token: &'a mut Token,
    folding: &'a mut Folding,
}

impl Tokenizer for NewsTokenizer {
    type TokenStream<'a> = NewsStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> NewsStream<'a> {
        self.token.reset();
        NewsStream { text, at: 0, token: &mut self.token, folding: &mut self.folding }
    }
}

impl NewsStream<'_> {
    fn write(&mut self, start: usize, end: usize, ascii: bool) {
        let word = &self.text[start..end];
        (self.token.offset_from, self.token.offset_to) = (start, end);
        if ascii {
            self.token.text.push_str(word);
            if end - start > 8 || range(head(self.text.as_bytes(), start, end), b'A', b'Z') != 0 {
                self.token.text.make_ascii_lowercase();
            }
        } else {
            let mut folded = self.folding.0.token_stream(word);
            folded.process(&mut |token| self.token.text.push_str(&token.text));
            // A few letters are folded to capitals ("ǧ" to "G"), and one is two in lower case ("İ", an "i" with a dot).
            self.token.text.make_ascii_lowercase();
            self.token.text.retain(|c| Beyond::of(c) != Beyond::Accent);
        }
    }
}

impl TokenStream for NewsStream<'_> {
    fn advance(&mut self) -> bool {
        self.token.text.clear();
        while let Some((Range { start, end }, ascii)) = word(self.text, self.at) {
            self.at = end;
            // A word too long keeps its place, so that the words round it do not become neighbours.
            self.token.position = self.token.position.wrapping_add(1);
            if end - start < TOKEN_LIMIT {
                self.write(start, end, ascii);
                return true;
            }
        }
        false
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use tantivy::tokenizer::{RemoveLongFilter, SimpleTokenizer};

    use super::*;

    fn tokens(analyzer: &mut TextAnalyzer, text: &str) -> Vec<Token> {
        let mut found = Vec::new();
        analyzer.token_stream(text).process(&mut |token| found.push(token.clone()));
        found
    }

    #[test]
    fn tokens_are_folded() {
        let words: Vec<String> =
            tokens(&mut news(), "Müller’s café, U.S. Toǧrul").into_iter().map(|token| token.text).collect();
        assert_eq!(words, ["muller", "s", "cafe", "u", "s", "togrul"]);
    }

    #[test]
    fn accents_that_are_signs_of_their_own_are_dropped() {
        let found = tokens(&mut news(), "Mu\u{308}ller of İzmir, \u{301}a\u{300}\u{301}b");
        let words: Vec<&str> = found.iter().map(|token| token.text.as_str()).collect();
        assert_eq!(words, ["muller", "of", "izmir", "ab"]);
        assert_eq!((found[0].offset_from, found[0].offset_to), (0, 8));
    }

    #[test]
    fn it_does_what_the_chain_of_filters_does() {
        let mut chain = TextAnalyzer::builder(SimpleTokenizer::default())
            .filter(RemoveLongFilter::limit(TOKEN_LIMIT))
            .filter(LowerCaser)
            .filter(AsciiFoldingFilter)
            .build();
        let parts = ["Ferry", "ÆRØ", "ß", "ﬁn", "東京", "5", "½", "٣", "É", "Straße", "A1b", "ʼ", "\u{0}"];
        let signs = [" ", "", "-", "’", "… ", "\n", "—", ".", "\u{a0}", "\u{203f}", "\u{2071}"];
        let mut texts =
            vec![String::new(), "x".repeat(254), "a ".to_owned() + &"x".repeat(255) + " b", "é".repeat(200)];
        let mut seed = 7u32;
        for _ in 0..2_000 {
            let mut text = String::new();
            for _ in 0..8 {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                text += parts[(seed >> 16) as usize % parts.len()];
                text += signs[(seed >> 24) as usize % signs.len()];
            }
            texts.push(text);
        }
        for text in &texts {
            let found = tokens(&mut news(), text);
            assert_eq!(found, tokens(&mut chain, text), "{text:?}");
            let words: Vec<_> = words(text).collect();
            for token in found {
                assert_eq!(words[token.position], token.offset_from..token.offset_to, "{text:?}");
            }
        }
    }
}
