//! One file a subcommand; each only orchestrates. What they may touch of the world outside comes in a [`Context`].

pub mod days;
pub mod extract;

use std::{
    fmt::Display,
    io::Write,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// What a command may use of the world outside.
pub struct Context<'a> {
    /// Where results go.
    pub out: &'a mut dyn Write,
    /// Where problems go.
    pub messages: &'a dyn Messages,
    /// Set when the work is to stop at the next safe place.
    pub stop: &'a StopFlag,
}

/// Takes what is not fatal: printed, counted, and the work goes on.
pub trait Messages: Sync {
    /// Something could not be read or was wrong.
    fn problem(&self, problem: &dyn Display);
    /// Something worth knowing.
    fn note(&self, note: &dyn Display);
}

/// How a command ended, short of an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It did what was asked.
    Done,
    /// It looked, and there is nothing.
    Nothing,
    /// It did the rest, but something could not be read.
    Incomplete,
    /// It was asked to stop.
    Interrupted,
}

/// Asks long work to stop at the next safe place.
#[derive(Debug, Clone, Default)]
pub struct StopFlag(Arc<AtomicBool>);

impl StopFlag {
    /// Asks.
    pub fn set(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    /// Whether it was asked.
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}
