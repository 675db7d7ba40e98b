//! Printing: for people ([`text`], [`report`], all of it sanitised) and for programs ([`json`], never sanitised).

pub mod citation;
pub mod counts;
pub mod flow;
pub mod hits;
pub mod hyperlink;
pub mod json;
pub mod kwic;
pub mod look;
pub mod markdown;
pub mod raw;
pub mod report;
pub mod sanitize;
pub mod scores;
pub mod sources;
pub mod speakers;
pub mod table;
pub mod text;

pub use look::{Links, Look, Marks};
