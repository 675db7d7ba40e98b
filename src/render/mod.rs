//! Printing: for people ([`text`], [`report`], all of it sanitised) and for programs ([`json`], never sanitised).

pub mod flow;
pub mod json;
pub mod look;
pub mod report;
pub mod sanitize;
pub mod sources;
pub mod text;

pub use look::{Look, Marks};
