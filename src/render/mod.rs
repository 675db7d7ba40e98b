//! Printing: for people ([`text`], sanitised) and for programs ([`json`], never sanitised).

pub mod json;
pub mod sanitize;
