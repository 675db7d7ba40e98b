//! The one analyzer of all main fields, chosen so that other engines can be configured to do exactly the same.

use tantivy::{
    Index,
    tokenizer::{AsciiFoldingFilter, LowerCaser, RemoveLongFilter, SimpleTokenizer, TextAnalyzer},
};

/// Name under which the analyzer is registered: simple tokens under 255 bytes, lower case, ASCII folding, no stemming.
pub const NEWS: &str = "news";

/// Tokens of this many bytes or more are dropped, as Quickwit's and Elasticsearch's default limit has it.
const TOKEN_LIMIT: usize = 255;

/// Builds the analyzer.
#[must_use]
pub fn news() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(TOKEN_LIMIT))
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .build()
}

/// Makes the analyzer known to `index`; to be done after each create or open.
pub fn register(index: &Index) {
    index.tokenizers().register(NEWS, news());
}

#[cfg(test)]
mod tests {
    #[test]
    fn tokens_are_folded() {
        let mut analyzer = super::news();
        let mut stream = analyzer.token_stream("Müller’s café, U.S.");
        let mut found = Vec::new();
        stream.process(&mut |token| found.push(token.text.clone()));
        assert_eq!(found, ["muller", "s", "cafe", "u", "s"]);
    }
}
