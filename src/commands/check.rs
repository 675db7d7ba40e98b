//! `check`: reads an index back, byte by byte and document by document.

use std::path::PathBuf;

use super::{Context, Outcome};
use crate::{
    index,
    render::{report::Checked, sanitize::sanitize_lines},
};

/// Which index.
#[derive(Debug)]
pub struct Options {
    /// The index folder.
    pub dir: PathBuf,
}

/// Runs the command.
///
/// # Errors
/// If there is no index or it cannot be opened. Damage is a result and [`Outcome::Incomplete`].
pub fn run(options: &Options, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let report = index::check(&options.dir)?;
    context.out.write_all(sanitize_lines(&Checked(&report).to_string()).as_bytes())?;
    Ok(if report.is_sound() { Outcome::Done } else { Outcome::Incomplete })
}
