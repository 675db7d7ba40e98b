//! What people are told on standard error: problems that do not stop the work, notes, and the error that does.

use std::{fmt::Display, io::Write as _, sync::Mutex};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};

use super::progress::Bar;
use crate::{
    commands::Messages,
    pipeline::Observer,
    query::{AskError, QueryError},
    render::sanitize::{sanitize, sanitize_lines},
};

const PROBLEM: Style = AnsiColor::Yellow.on_default().bold();
const FATAL: Style = AnsiColor::Red.on_default().bold();

/// How much is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Talk {
    /// Everything.
    Normal,
    /// Problems and errors only.
    Quiet,
}

/// Standard error; lines of several threads do not mix.
#[derive(Debug)]
pub struct Stderr {
    stream: Mutex<AutoStream<std::io::Stderr>>,
    talk: Talk,
    /// Lines that wait until a pager has left the terminal; none if none is there.
    held: Mutex<Option<Vec<String>>>,
}

impl Stderr {
    /// Standard error with colours as asked for.
    #[must_use]
    pub fn new(color: ColorChoice, talk: Talk) -> Self {
        Self { stream: Mutex::new(AutoStream::new(std::io::stderr(), color)), talk, held: Mutex::new(None) }
    }

    /// Keeps what is told from now on: a pager has the terminal.
    pub fn hold(&self) {
        if let Ok(mut held) = self.held.lock() {
            held.get_or_insert_default();
        }
    }

    /// Tells what was kept.
    pub fn release(&self) {
        let kept = self.held.lock().ok().and_then(|mut held| held.take());
        if let (Some(kept), Ok(mut stream)) = (kept, self.stream.lock()) {
            // A closed standard error leaves nobody to tell.
            let _ = kept.iter().try_for_each(|line| writeln!(stream, "{line}"));
        }
    }

    /// Whether only problems and errors are told.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        self.talk == Talk::Quiet
    }

    /// Prints the error that ends the program, with its causes; a faulty query with the marks under its fault.
    pub fn fatal(&self, error: &anyhow::Error) {
        let text = format!("{error:#}");
        // Only these have lines of our own making; any other line feed came in with a path.
        let lines = error.is::<QueryError>() || matches!(error.downcast_ref(), Some(AskError::Query(_)));
        self.line(FATAL, "error: ", &if lines { sanitize_lines(&text) } else { sanitize(&text).into_owned() });
    }

    fn line(&self, style: Style, label: &str, text: &str) {
        let line = format!("{style}{label}{style:#}{text}");
        if let Ok(mut held) = self.held.lock()
            && let Some(held) = held.as_mut()
        {
            held.push(line);
            return;
        }
        let Ok(mut stream) = self.stream.lock() else { return };
        // A closed standard error leaves nobody to tell.
        let _ = writeln!(stream, "{line}");
    }
}

impl Messages for Stderr {
    fn problem(&self, problem: &dyn Display) {
        self.line(PROBLEM, "problem: ", &sanitize(&problem.to_string()));
    }

    fn note(&self, note: &dyn Display) {
        if self.talk == Talk::Normal {
            self.line(Style::new(), "", &sanitize_lines(&note.to_string()));
        }
    }

    fn observer(&self) -> Box<dyn Observer + '_> {
        Box::new(Bar::new(self))
    }
}
