//! From a string to answers: grammar, syntax tree, plan, hits, passages.
//!
//! [`parse`] reads the query language into an [`Ast`]; [`answer`] puts a [`Request`] to an index and yields [`Hit`]s
//! lazily; [`lookup()`] opens one article by an id. User text never reaches tantivy's own query parser: its grammar
//! differs from ours in ways that silently find nothing.

mod around;
pub mod ast;
mod collect;
mod copies;
pub mod dates;
mod either;
pub mod error;
mod even;
pub mod execute;
mod explain;
mod filter;
pub mod grades;
pub mod grammar;
mod highlight;
pub mod hit;
mod leaf;
mod link;
pub mod lookup;
mod matcher;
mod near;
mod nothing;
mod passage;
mod plan;
mod said;
pub mod speakers;
mod store;
pub mod tally;
mod threads;
mod walk;
mod whole;

pub use ast::Ast;
pub use copies::Copies;
pub use dates::Days;
pub use error::{AskError, Caret, QueryError};
pub use execute::{Answers, Request, Sort, Target, answer};
pub use grammar::parse;
pub use hit::{Hit, HitArticle, HitKind, HitSpeaker};
pub use lookup::{Found, LookupError, lookup};
pub use nothing::reasons_for_nothing;
pub use tally::{Counts, Facet, Group};

#[cfg(test)]
mod tests;
