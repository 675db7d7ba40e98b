//! `speakers`: who is quoted how often, by how many outlets, from when to when.

use std::path::PathBuf;

use super::{Context, Outcome};
use crate::{
    index::Reader,
    names::Names,
    query::speakers::{Speaker, speakers},
    render::{Look, speakers as print},
};

/// Which index, which speakers, and how to print them.
#[derive(Debug)]
pub struct Options {
    /// The index folder.
    pub dir: PathBuf,
    /// Only names of which a word begins so.
    pub begins: Option<String>,
    /// Most speakers printed.
    pub limit: usize,
    /// How to print them.
    pub format: Format,
    /// How text looks.
    pub look: Look,
}

/// How to print speakers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For reading.
    Text,
    /// One array.
    Json,
    /// Rows.
    Csv,
    /// Names alone, one a line, those that go on from what was typed first.
    Names,
}

/// Runs the command.
///
/// # Errors
/// If there is no index, it or `aliases.toml` cannot be read, or results cannot be written.
/// No such speaker is [`Outcome::Nothing`].
pub fn run(options: &Options, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let reader = Reader::open(&options.dir)?;
    let names = Names::open(&reader)?;
    let mut found: Vec<Speaker> = speakers(&reader.searcher(), &names, options.begins.as_deref())?;
    let total = found.len();
    found.truncate(options.limit);
    match options.format {
        Format::Text => print::text(context.out, &options.look, &found)?,
        Format::Csv => print::csv(context.out, &found)?,
        // For the shell: no closing note on the line that is being typed.
        Format::Names => {
            print::names(context.out, &found)?;
            return Ok(if total == 0 { Outcome::Nothing } else { Outcome::Done });
        }
        Format::Json => {
            serde_json::to_writer_pretty(&mut context.out, &found)?;
            context.out.write_all(b"\n")?;
        }
    }
    context.out.flush()?;
    context.messages.note(&match total {
        0 => "no such speaker".to_owned(),
        _ if found.len() < total => format!("{total} speakers, {} shown; --all prints all", found.len()),
        _ => format!("{total} speakers"),
    });
    Ok(if total == 0 { Outcome::Nothing } else { Outcome::Done })
}
