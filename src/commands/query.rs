//! `query`: answers from an index, after bringing it up to date if asked to.

use std::path::PathBuf;

use index_schema::Fields;
use tantivy::Searcher;

use super::{
    Context, Messages, Outcome,
    batch::{self, Item},
    index::bring_up_to_date,
};
use crate::{
    index::Reader,
    names::Names,
    pipeline::IndexOptions,
    query::{Answers, AskError, Copies, Facet, Group, Request, Sort, Target, answer, reasons_for_nothing},
    render::{
        Look, counts,
        hits::{Format, Printer, Queries, Style},
        report::grouped,
        sanitize::sanitize,
        text::Reasons,
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
    /// Where its queries come from, if they are several.
    pub batch: Option<batch::Source>,
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
/// If the query is faulty, indexing stopped, the index or a file of queries cannot be read, or results cannot be written.
/// No hit is [`Outcome::Nothing`].
pub fn run(options: &Options, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    // A faulty query is told at once, not after an hour of indexing.
    let batch = options.batch.as_ref().map(batch::Source::read).transpose()?;
    if batch.is_none() {
        let understood = options.request.understood()?;
        if options.explain_query == Understood::Told {
            context.messages.note(&understood);
        }
    }
    if let Some(from) = &options.from
        && update(from, context)? == Outcome::Interrupted
    {
        return Ok(Outcome::Interrupted);
    }
    let reader = Reader::open(&options.dir)?;
    let archive = Archive { searcher: reader.searcher(), fields: *reader.fields(), names: Names::open(&reader)? };
    match batch {
        Some(items) => several(options, &items, &archive, context),
        None => one(options, &archive, context),
    }
}

/// What is asked.
struct Archive {
    searcher: Searcher,
    fields: Fields,
    names: Names,
}

impl Archive {
    fn answer(&self, options: &Options, request: &Request) -> Result<Answers<'_>, AskError> {
        let mut answers = answer(&self.searcher, &self.fields, &self.names, request)?;
        if let Some(group) = options.group {
            answers.gather(group, options.request.limit)?;
        }
        Ok(answers)
    }
}

fn update(from: &IndexOptions, context: &Context<'_>) -> anyhow::Result<Outcome> {
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
    Ok(Outcome::Done)
}

fn one(options: &Options, archive: &Archive, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let answers = archive.answer(options, &full(options))?;
    let outcome = print(options, answers, context)?;
    if outcome == Outcome::Nothing {
        for reason in reasons_for_nothing(&archive.searcher, &archive.fields, &archive.names, &options.request)? {
            context.messages.note(&reason);
        }
    }
    Ok(outcome)
}

/// Asks one query after another. A faulty one is told with its place, and the rest goes on.
fn several(options: &Options, items: &[Item], archive: &Archive, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let Output::Hits(format) = options.output else { return counted(options, items, archive, context) };
    let (messages, stop) = (context.messages, context.stop);
    let style = Style { look: options.look, reasons: options.reasons };
    let mut printer = Printer::new(&mut *context.out, format, style, Queries::Several)?;
    let mut asked = Asked::default();
    for item in items {
        let Some(answers) = asked.answers(options, item, archive, messages)? else { continue };
        printer.query(&item.query)?;
        for (number, found) in answers.enumerate() {
            if stop.is_set() {
                return Ok(Outcome::Interrupted);
            }
            printer.hit(number + 1, &found?)?;
        }
    }
    printer.end()?;
    context.out.flush()?;
    asked.tell(messages);
    Ok(asked.outcome())
}

/// The number of hits of each query, and the query.
fn counted(options: &Options, items: &[Item], archive: &Archive, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let mut asked = Asked::default();
    for item in items {
        if context.stop.is_set() {
            return Ok(Outcome::Interrupted);
        }
        if let Some(answers) = asked.answers(options, item, archive, context.messages)? {
            writeln!(context.out, "{}\t{}", answers.total, sanitize(&item.query))?;
        }
    }
    context.out.flush()?;
    asked.tell(context.messages);
    Ok(asked.outcome())
}

/// What became of the queries of a batch.
#[derive(Debug, Default)]
struct Asked {
    answered: usize,
    without: Vec<String>,
    faulty: usize,
}

/// Queries without hits that are named at the end of a batch.
const NAMED: usize = 5;

impl Asked {
    /// Puts a query; none if it is faulty, which is told.
    fn answers<'a>(
        &mut self,
        options: &Options,
        item: &Item,
        archive: &'a Archive,
        messages: &dyn Messages,
    ) -> anyhow::Result<Option<Answers<'a>>> {
        let request = Request { expr: item.query.clone(), ..full(options) };
        if options.explain_query == Understood::Told
            && let Ok(understood) = request.understood()
        {
            messages.note(&format!("{}: {understood}", item.line));
        }
        match archive.answer(options, &request) {
            Ok(answers) if answers.total == 0 => {
                self.without.push(item.query.clone());
                Ok(Some(answers))
            }
            Ok(answers) => {
                self.answered += 1;
                Ok(Some(answers))
            }
            Err(AskError::Query(fault)) => {
                self.faulty += 1;
                messages.problem(&format!("query at {}: {}", item.line, fault.message));
                Ok(None)
            }
            Err(other) => Err(other.into()),
        }
    }

    fn tell(&self, messages: &dyn Messages) {
        let all = self.answered + self.without.len() + self.faulty;
        let mut line = format!("{all} queries, {} with hits", self.answered);
        if !self.without.is_empty() {
            let named: Vec<String> = self.without.iter().take(NAMED).map(|query| format!("`{query}`")).collect();
            let more = if self.without.len() > NAMED { ", …" } else { "" };
            line += &format!("; {} without: {}{more}", self.without.len(), named.join(", "));
        }
        if self.faulty > 0 {
            line += &format!("; {} faulty", self.faulty);
        }
        messages.note(&line);
    }

    fn outcome(&self) -> Outcome {
        match (self.faulty, self.answered) {
            (1.., _) => Outcome::Incomplete,
            (0, 0) => Outcome::Nothing,
            _ => Outcome::Done,
        }
    }
}

/// The request with what the output needs: all hits, or none at all, or articles.
fn full(options: &Options) -> Request {
    let mut request = options.request.clone();
    if !matches!(options.output, Output::Hits(_)) {
        // Counts and paths are of all hits.
        request.copies = Copies::Shown;
    }
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
            context.messages.note(&closing(target, total, total, 0));
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
            let shown = if end == '\0' { place.clone() } else { sanitize(&place).into_owned() };
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
    let style = Style { look: options.look, reasons: options.reasons };
    let mut printer = Printer::new(&mut *context.out, format, style, Queries::One)?;
    let (mut shown, mut copies) = (0, 0);
    for found in answers {
        if context.stop.is_set() {
            return Ok(Outcome::Interrupted);
        }
        let hit = found?;
        shown += 1;
        copies += hit.copies.unwrap_or(0);
        printer.hit(shown, &hit)?;
    }
    printer.end()?;
    context.out.flush()?;
    context.messages.note(&closing(target, total, shown, copies));
    Ok(if total == 0 { Outcome::Nothing } else { Outcome::Done })
}

/// How many there are, how many were printed, and how many copies stand under these.
fn closing(target: Target, total: usize, shown: usize, copies: usize) -> String {
    let (one, many) = match target {
        Target::Quotes => ("quote", "quotes"),
        Target::Passages => ("passage", "passages"),
        Target::Articles => ("article", "articles"),
    };
    let mut line = match total {
        0 => return format!("no {many} found"),
        1 => return format!("1 {one}"),
        _ => format!("{} {many}", grouped(total as u64)),
    };
    if shown < total {
        line += &format!(", {} shown", grouped(shown as u64));
    }
    if copies > 0 {
        let noun = if copies == 1 { "copy" } else { "copies" };
        line += &format!(", {} {noun} under these (--copies shows them)", grouped(copies as u64));
    }
    if shown + copies < total {
        line += "; --all prints all";
    }
    line
}
