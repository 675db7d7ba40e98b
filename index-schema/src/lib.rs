//! The contract between the half of onrecord that writes an index and the half that reads it.
//!
//! Every field stands here once, with its type, unit and meaning ([`fields`]); so do the analyzer ([`analyzer`]) and the
//! documents as structs ([`documents`]) and how those of one article lie together ([`block`]); [`eights`] is how words are read. A change of the fields without a new [`SCHEMA_VERSION`] fails a test against
//! the golden file `schema.v2.json`.
#![deny(missing_docs)]

pub mod analyzer;
mod bits;
pub mod block;
pub mod documents;
pub mod eights;
pub mod fields;
mod record;

pub use analyzer::{NEWS, register};
pub use block::Block;
pub use documents::{Annotations, ArticleDoc, FileDoc, PassageDoc, PlaceDoc, QuoteDoc};
pub use fields::{DocKind, Fields};

/// Version of fields and analyzers; an index of another version is refused with advice.
pub const SCHEMA_VERSION: u32 = 2;
