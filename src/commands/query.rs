//! `query`: answers from an index, after bringing it up to date if asked to.

use std::{io, path::PathBuf};

use super::{Context, Outcome, index::bring_up_to_date};
use crate::{
    index::Reader,
    names::Names,
    pipeline::IndexOptions,
    query::{Answers, Facet, Group, Hit, Request, Sort, Target, answer, reasons_for_nothing},
    render::{
        Look, counts, kwic, markdown,
        report::grouped,
        table::{BOM, Table},
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
    /// Hits that have this in common are shown as one.
    pub group: Option<Group>,
    /// What to print of the answer.
    pub output: Output,
    /// Whether to tell how the query was understood.
    pub explain_query: Understood,
    /// How text looks.
    pub look: Look,
    /// Whether text gives reasons.
    pub reasons: Reasons,
}

/// Whether it is told how a query was understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Understood {
    /// It is.
    Told,
    /// It is not.
    Untold,
}

/// What to print of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// Hits.
    Hits(Format),
    /// Their number.
    Count,
    /// Where their articles lie, each once, with this after it.
    Paths(char),
    /// Numbers of hits by facet.
    Counts(Vec<Facet>, CountsFormat),
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
    /// Rows with this between cells; with or without a byte order mark.
    Table(u8, Mark),
    /// Quotations.
    Markdown,
    /// A concordance.
    Kwic(kwic::Order),
}

/// Whether a table begins with a byte order mark, as some spreadsheets need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It does.
    Bom,
    /// It does not.
    None,
}

/// How to print counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountsFormat {
    /// Tables with bars, at most so many values a facet.
    Text(usize),
    /// One object.
    Json,
    /// Rows.
    Csv,
    /// A chart of the first facet.
    Svg,
}

/// Runs the command.
///
/// # Errors
/// If the query is faulty, indexing stopped, the index cannot be read, or results cannot be written.
/// No hit is [`Outcome::Nothing`].
pub fn run(options: &Options, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    // A faulty query is told at once, not after an hour of indexing.
    let understood = options.request.understood()?;
    if options.explain_query == Understood::Told {
        context.messages.note(&format!("understood as: {understood}"));
    }
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
    let names = Names::open(&reader)?;
    let request = full(options);
    let mut answers = answer(&searcher, reader.fields(), &names, &request)?;
    if let Some(group) = options.group {
        answers.gather(group, options.request.limit)?;
    }
    let outcome = print(options, answers, context)?;
    if outcome == Outcome::Nothing {
        for reason in reasons_for_nothing(&searcher, reader.fields(), &names, &options.request)? {
            context.messages.note(&reason);
        }
    }
    Ok(outcome)
}

/// The request with what the output needs: all hits, or none at all, or articles.
fn full(options: &Options) -> Request {
    let mut request = options.request.clone();
    match options.output {
        Output::Count if options.group.is_none() => request.limit = Some(1),
        Output::Counts(..) => (request.limit, request.sort) = (None, Sort::DateAsc),
        Output::Paths(_) => request.target = Some(Target::Articles),
        _ if options.group.is_some() => request.limit = None,
        _ => {}
    }
    request
}

fn print(options: &Options, mut answers: Answers<'_>, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let (total, target) = (answers.total, answers.target);
    if let Some(note) = &answers.note {
        context.messages.note(note);
    }
    let done = if total == 0 { Outcome::Nothing } else { Outcome::Done };
    match &options.output {
        Output::Count => writeln!(context.out, "{total}")?,
        Output::Counts(facets, format) => {
            let found = answers.tally(facets)?;
            match format {
                CountsFormat::Text(most) if total > 0 => counts::text(context.out, &options.look, &found, *most)?,
                CountsFormat::Text(_) => {}
                CountsFormat::Json => counts::json(context.out, &found)?,
                CountsFormat::Csv => counts::csv(context.out, &found)?,
                CountsFormat::Svg => found.first().map_or(Ok(()), |first| counts::svg(context.out, first))?,
            }
            context.messages.note(&closing(target, total, total));
        }
        Output::Paths(end) => return print_paths(*end, answers, context),
        Output::Hits(format) => return print_hits(options, *format, answers, context),
    }
    context.out.flush()?;
    Ok(done)
}

fn print_paths(end: char, answers: Answers<'_>, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::Nothing;
    let mut last = String::new();
    for found in answers {
        if context.stop.is_set() {
            return Ok(Outcome::Interrupted);
        }
        outcome = Outcome::Done;
        let article = found?.article;
        let path = article.path.unwrap_or_default();
        let place = article.member.map_or(path.clone(), |member| format!("{path}!{member}"));
        // Articles of one container that follow one another are one line.
        if place != last {
            // A path that is to be used by a program is printed as it is, one for a screen is not.
            let shown =
                if end == '\0' { place.clone() } else { crate::render::sanitize::sanitize(&place).into_owned() };
            write!(context.out, "{shown}{end}")?;
            last = place;
        }
    }
    context.out.flush()?;
    Ok(outcome)
}

fn print_hits(
    options: &Options,
    format: Format,
    answers: Answers<'_>,
    context: &mut Context<'_>,
) -> anyhow::Result<Outcome> {
    let (total, target) = (answers.total, answers.target);
    let stop = context.stop;
    let mut shown = 0;
    {
        let mut printer = Printer::new(options, format, &mut *context.out)?;
        for found in answers {
            if stop.is_set() {
                return Ok(Outcome::Interrupted);
            }
            shown += 1;
            printer.hit(shown, &found?)?;
        }
        printer.end()?;
    }
    context.out.flush()?;
    context.messages.note(&closing(target, total, shown));
    Ok(if total == 0 { Outcome::Nothing } else { Outcome::Done })
}

/// Prints hits one by one in some form.
enum Printer<'o> {
    Table(Box<Table<&'o mut dyn io::Write>>),
    Kwic { out: &'o mut dyn io::Write, look: Look, order: kwic::Order, lines: Vec<kwic::Line> },
    Other { out: &'o mut dyn io::Write, look: Look, format: Format, reasons: Reasons, any: bool },
}

impl<'o> Printer<'o> {
    fn new(options: &Options, format: Format, out: &'o mut dyn io::Write) -> io::Result<Self> {
        let look = options.look;
        Ok(match format {
            Format::Table(delimiter, mark) => {
                if mark == Mark::Bom {
                    out.write_all(BOM)?;
                }
                Self::Table(Box::new(Table::new(out, delimiter)?))
            }
            Format::Kwic(order) => Self::Kwic { out, look, order, lines: Vec::new() },
            format => Self::Other { out, look, format, reasons: options.reasons, any: false },
        })
    }

    fn hit(&mut self, number: usize, hit: &Hit) -> anyhow::Result<()> {
        match self {
            Self::Table(table) => table.hit(hit)?,
            Self::Kwic { out, look, order: kwic::Order::Hits, .. } => {
                kwic::lines(hit).try_for_each(|line| kwic::print(*out, look, &line))?;
            }
            // To be sorted, lines must be held: a few hundred bytes each.
            Self::Kwic { lines, .. } => lines.extend(kwic::lines(hit)),
            Self::Other { out, look, format, reasons, any } => {
                match format {
                    Format::Json => {
                        out.write_all(if *any { b",\n" } else { b"[\n" })?;
                        serde_json::to_writer(&mut *out, hit)?;
                    }
                    Format::Jsonl => {
                        serde_json::to_writer(&mut *out, hit)?;
                        out.write_all(b"\n")?;
                    }
                    Format::Markdown => markdown::hit(*out, hit)?,
                    _ => text::hit(*out, look, number, hit, *reasons)?,
                }
                *any = true;
            }
        }
        Ok(())
    }

    fn end(self) -> io::Result<()> {
        match self {
            Self::Table(mut table) => table.flush(),
            Self::Kwic { out, look, order, mut lines } => {
                kwic::sort(&mut lines, order);
                lines.iter().try_for_each(|line| kwic::print(out, &look, line))
            }
            Self::Other { out, format: Format::Json, any, .. } => out.write_all(if any { b"\n]\n" } else { b"[]\n" }),
            Self::Other { .. } => Ok(()),
        }
    }
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
