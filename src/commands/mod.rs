//! One file a subcommand; each takes validated options, orchestrates, and returns what is to be printed.

pub mod check;
pub mod index;
pub mod stats;
