//! Exit codes: one enum, so that each is given in one place.

use std::{io, process::ExitCode};

use crate::commands::Outcome;

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// It did what was asked.
    Success,
    /// A query without hits, an id that is not there.
    Nothing,
    /// Something could not be read, was wrong, or failed.
    Error,
    /// Stopped by Ctrl-C or a termination signal.
    Interrupted,
}

impl Exit {
    /// The number the shell sees.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Success => 0,
            Self::Nothing => 1,
            Self::Error => 2,
            Self::Interrupted => 130,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

impl From<Outcome> for Exit {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::Success,
            Outcome::Nothing => Self::Nothing,
            Outcome::Incomplete => Self::Error,
            Outcome::Interrupted => Self::Interrupted,
        }
    }
}

/// Whether `error` comes from a reader of our output that went away (`| head`): no fault of ours, hence no message.
#[must_use]
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let broken = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(broken)
            || cause
                .downcast_ref::<serde_json::Error>()
                .is_some_and(|e| e.io_error_kind() == Some(io::ErrorKind::BrokenPipe))
    })
}
