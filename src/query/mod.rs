//! From a string to answers: grammar, syntax tree, plan, hits, passages.

pub mod hit;

pub use hit::{Hit, HitArticle, HitKind, HitSpeaker};
