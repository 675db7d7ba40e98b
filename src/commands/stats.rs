//! `stats`: what an index holds.

use std::path::PathBuf;

use super::{Context, Outcome, ReportFormat};
use crate::{
    index::{self, Reader, stats::TOP},
    names::Names,
    query::speakers::speakers,
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
    let reader = Reader::open(&options.dir)?;
    let mut stats = index::stats(&reader)?;
    // The index counts names as articles print them; here a person counts once, and who has no name does not.
    let found = speakers(&reader.searcher(), &Names::open(&reader)?, None)?;
    stats.speakers = found.len() as u64;
    stats.top_speakers = found.into_iter().take(TOP).map(|speaker| (speaker.name, speaker.quotes)).collect();
    match options.format {
        ReportFormat::Text => context.out.write_all(sanitize_lines(&Holdings(&stats).to_string()).as_bytes())?,
        ReportFormat::Json => {
            serde_json::to_writer_pretty(&mut context.out, &stats)?;
            context.out.write_all(b"\n")?;
        }
    }
    Ok(Outcome::Done)
}
