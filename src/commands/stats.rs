//! `stats`: what an index holds.

use std::path::PathBuf;

use super::{Context, Outcome, ReportFormat};
use crate::{
    index::{self, Reader},
    render::{report::Holdings, sanitize::sanitize_lines},
};

/// Which index, and how to print it.
#[derive(Debug)]
pub struct Options {
    /// The index folder.
    pub dir: PathBuf,
    /// How to print it.
    pub format: ReportFormat,
}

/// Runs the command.
///
/// # Errors
/// If there is no index, it cannot be read, or results cannot be written.
pub fn run(options: &Options, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let stats = index::stats(&Reader::open(&options.dir)?)?;
    match options.format {
        ReportFormat::Text => context.out.write_all(sanitize_lines(&Holdings(&stats).to_string()).as_bytes())?,
        ReportFormat::Json => {
            serde_json::to_writer_pretty(&mut context.out, &stats)?;
            context.out.write_all(b"\n")?;
        }
    }
    Ok(Outcome::Done)
}
