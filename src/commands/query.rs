//! `query`: answers from an index, after bringing it up to date if asked to.

use std::path::PathBuf;

use super::{Context, Outcome, index::bring_up_to_date};
use crate::{
    index::Reader,
    pipeline::IndexOptions,
    query::{Answers, Hit, Request, Target, answer},
    render::{
        Look,
        report::grouped,
        text::{self, Reasons},
    },
};

/// What is asked, where, and how to print the answer.
#[derive(Debug)]
pub struct Options {
    /// The index folder.
    pub dir: PathBuf,
    /// What to index first.
    pub from: Option<IndexOptions>,
    /// What is asked.
    pub request: Request,
    /// How to print it.
    pub format: Format,
    /// How text looks.
    pub look: Look,
    /// Whether text gives reasons.
    pub reasons: Reasons,
}

/// How to print hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For reading.
    Text,
    /// One array.
    Json,
    /// One object a line.
    Jsonl,
}

/// Runs the command.
///
/// # Errors
/// If the query is faulty, indexing stopped, the index cannot be read, or results cannot be written.
/// No hit is [`Outcome::Nothing`].
pub fn run(options: &Options, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    // A faulty query is told at once, not after an hour of indexing.
    options.request.check()?;
    if let Some(from) = &options.from {
        let report = bring_up_to_date(from, context)?;
        report.balanced()?;
        if report.interrupted {
            return Ok(Outcome::Interrupted);
        }
        if !report.is_complete() {
            let failed: u64 = report.files.failed.values().sum();
            context.messages.note(&format!(
                "{} files and {} articles could not be read; the answer leaves them out",
                grouped(failed),
                grouped(report.rejected())
            ));
        }
    }
    let reader = Reader::open(&options.dir)?;
    let searcher = reader.searcher();
    let answers = answer(&searcher, reader.fields(), &options.request)?;
    print(options, answers, context)
}

fn print(options: &Options, answers: Answers<'_>, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let (total, target) = (answers.total, answers.target);
    if let Some(note) = &answers.note {
        context.messages.note(note);
    }
    let mut shown = 0;
    for found in answers {
        if context.stop.is_set() {
            return Ok(Outcome::Interrupted);
        }
        shown += 1;
        print_hit(options, &found?, shown, context)?;
    }
    if options.format == Format::Json {
        context.out.write_all(if shown == 0 { b"[]\n" } else { b"\n]\n" })?;
    }
    context.out.flush()?;
    context.messages.note(&closing(target, total, shown));
    Ok(if total == 0 { Outcome::Nothing } else { Outcome::Done })
}

fn print_hit(options: &Options, hit: &Hit, number: usize, context: &mut Context<'_>) -> anyhow::Result<()> {
    match options.format {
        Format::Text => text::hit(context.out, &options.look, number, hit, options.reasons)?,
        Format::Jsonl => {
            serde_json::to_writer(&mut context.out, hit)?;
            context.out.write_all(b"\n")?;
        }
        Format::Json => {
            context.out.write_all(if number == 1 { b"[\n" } else { b",\n" })?;
            serde_json::to_writer(&mut context.out, hit)?;
        }
    }
    Ok(())
}

fn closing(target: Target, total: usize, shown: usize) -> String {
    let (one, many) = match target {
        Target::Quotes => ("quote", "quotes"),
        Target::Passages => ("passage", "passages"),
        Target::Articles => ("article", "articles"),
    };
    match total {
        0 => format!("no {many} found"),
        1 => format!("1 {one}"),
        _ if shown < total => format!("{} {many}, {} shown; --all prints all", grouped(total as u64), shown),
        _ => format!("{} {many}", grouped(total as u64)),
    }
}
