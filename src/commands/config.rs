//! `config`: what is set, and by what.

use std::{fmt, path::PathBuf};

use unicode_width::UnicodeWidthStr as _;

use super::{Context, Outcome};
use crate::render::sanitize::sanitize;

/// Where the value of a setting came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// An option, as typed.
    Option(&'static str),
    /// A variable of the environment.
    Environment(&'static str),
    /// The user's file.
    File(PathBuf),
    /// Nothing was set.
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Option(name) => write!(f, "option {name}"),
            Self::Environment(name) => write!(f, "environment {name}"),
            Self::File(path) => write!(f, "file {}", path.display()),
            Self::Default => f.write_str("default"),
        }
    }
}

/// A setting as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its name in the file.
    pub key: &'static str,
    /// Its value.
    pub value: String,
    /// Where that came from.
    pub origin: Origin,
}

/// What is shown.
#[derive(Debug)]
pub enum Options {
    /// Every setting.
    Show(Vec<Line>),
    /// Where the file is looked for.
    Path(Option<PathBuf>),
}

/// Runs the command.
///
/// # Errors
/// If results cannot be written.
pub fn run(options: &Options, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    match options {
        Options::Show(lines) => {
            let wide = lines.iter().map(|line| sanitize(&line.value).width()).max().unwrap_or(0);
            for Line { key, value, origin } in lines {
                let (value, origin) = (sanitize(value), origin.to_string());
                let pad = wide - value.width();
                writeln!(context.out, "{key:<10} {value}{:pad$}  {}", "", sanitize(&origin))?;
            }
        }
        Options::Path(Some(path)) => writeln!(context.out, "{}", sanitize(&path.display().to_string()))?,
        Options::Path(None) => return Ok(Outcome::Nothing),
    }
    Ok(Outcome::Done)
}
