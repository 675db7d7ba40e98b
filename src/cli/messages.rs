//! What people are told on standard error: problems that do not stop the work, notes, and the error that does.

use std::{fmt::Display, io::Write as _, sync::Mutex};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};

use super::args::Color;
use crate::{commands::Messages, render::sanitize::sanitize};

const PROBLEM: Style = AnsiColor::Yellow.on_default().bold();
const FATAL: Style = AnsiColor::Red.on_default().bold();

/// Standard error, one line a message; lines of several threads do not mix.
#[derive(Debug)]
pub struct Stderr {
    stream: Mutex<AutoStream<std::io::Stderr>>,
}

impl Stderr {
    /// Standard error with colours as asked for.
    #[must_use]
    pub fn new(color: Color) -> Self {
        let choice = match color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        Self { stream: Mutex::new(AutoStream::new(std::io::stderr(), choice)) }
    }

    /// Prints the error that ends the program, with its causes.
    pub fn fatal(&self, error: &anyhow::Error) {
        self.line(FATAL, "error", &format!("{error:#}"));
    }

    fn line(&self, style: Style, label: &str, text: &str) {
        let Ok(mut stream) = self.stream.lock() else { return };
        // A closed standard error leaves nobody to tell.
        let _ = if label.is_empty() {
            writeln!(stream, "{}", sanitize(text))
        } else {
            writeln!(stream, "{style}{label}{style:#}: {}", sanitize(text))
        };
    }
}

impl Messages for Stderr {
    fn problem(&self, problem: &dyn Display) {
        self.line(PROBLEM, "problem", &problem.to_string());
    }

    fn note(&self, note: &dyn Display) {
        self.line(Style::new(), "", &note.to_string());
    }
}
