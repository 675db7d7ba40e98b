//! Printing: for people ([`text`], [`report`], all of it sanitised) and for programs ([`json`], never sanitised).

pub mod counts;
pub mod flow;
pub mod json;
pub mod kwic;
pub mod look;
pub mod markdown;
pub mod report;
pub mod sanitize;
pub mod sources;
pub mod speakers;
pub mod table;
pub mod text;

pub use look::{Look, Marks};
