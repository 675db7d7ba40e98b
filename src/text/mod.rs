//! Text as the analysis sees it: typed offsets, tokens, sentences, paragraphs, passages. Pure and linear in time.

pub mod chars;
mod compounds;
pub mod key;
pub mod passages;
pub mod span;
pub mod spare;
pub mod tokens;
pub mod words;

pub use key::Key;
pub use span::{Byte, Char, Span};
pub use tokens::{Case, Token, TokenKind, Tokens};
