//! What a user relies on, through the binary: one folder, one command, its output and exit code.
//!
//! One binary for all of it, since each integration-test binary links the whole program again.
#![allow(missing_docs, clippy::unwrap_used, reason = "a test binary: a panic is its way to fail")]

#[macro_use]
mod util;

mod archives;
mod arrows;
mod asking;
mod examples;
mod extract;
mod flows;
mod forms;
mod frozen;
mod gold;
mod hostile;
mod json;
mod machine;
mod screens;
mod show;
mod sources;
#[cfg(unix)]
mod terminal;
mod upkeep;
