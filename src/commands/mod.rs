//! One file a subcommand; each only orchestrates. What they may touch of the world outside comes in a [`Context`].

pub mod batch;
pub mod check;
pub mod config;
pub mod extract;
pub mod index;
pub mod query;
pub mod reanalyse;
pub mod remove;
pub mod sample;
pub mod show;
pub mod sources;
pub mod speakers;
pub mod stats;

use std::{fmt::Display, io::Write};

use crate::pipeline::{Observer, StopFlag};

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
    /// Tells how a run of the pipeline goes; what it shows goes away when it is dropped.
    fn observer(&self) -> Box<dyn Observer + '_>;
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

/// How a report is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportFormat {
    /// For reading.
    Text,
    /// One JSON object.
    Json,
}
