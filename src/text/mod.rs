//! Text as the analysis sees it: typed offsets, tokens, sentences, paragraphs, passages. Pure and linear in time.

pub mod chars;
pub mod passages;
pub mod span;
pub mod tokens;

pub use span::{Byte, Char, Span};
pub use tokens::{Case, Token, TokenKind, Tokens};
