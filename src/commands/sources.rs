//! `sources`: what files are taken for, which key feeds which field, what would be rejected and why. Nothing is written.

use std::path::PathBuf;

use anyhow::Context as _;
use rayon::prelude::*;

use super::{Context, Outcome};
use crate::{
    article::{Article, Extent},
    render::{
        sanitize::sanitize_lines,
        sources::{FileReport, Sample, Summary, Tally},
    },
    source::{
        self, DecodeOptions, FileEntry, Form, Format, Found, RawRecord, Records, SourceError, Walk, WalkOptions,
        fields_used,
    },
};

/// Articles shown of each file.
const SAMPLES: usize = 3;

/// Records decoded at once: enough for all threads, little enough to hold.
const BATCH: usize = 256;

/// What to look at, and how to tell of it.
#[derive(Debug)]
pub struct Options {
    /// Files and folders.
    pub roots: Vec<PathBuf>,
    /// How to walk.
    pub walk: WalkOptions,
    /// How records become articles.
    pub decode: DecodeOptions,
    /// Threads that decode; by default one a core.
    pub threads: Option<usize>,
    /// How to tell of it.
    pub view: View,
}

/// How to tell of what was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// A paragraph for each file.
    Files,
    /// A line for each form.
    Summary,
}

/// Runs the command. What would be rejected is its answer, not its failure; a path that cannot be walked is one.
///
/// # Errors
/// If results cannot be written.
pub fn run(options: &Options, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(options.threads.unwrap_or(0)).build();
    let pool = pool.context("threads could not be started: try --threads 1")?;
    let mut summary = Summary::default();
    let mut outcome = Outcome::Done;
    for found in Walk::new(&options.roots, &options.walk) {
        if context.stop.is_set() {
            return Ok(Outcome::Interrupted);
        }
        match found {
            Ok(Found::File(entry)) => {
                let report = pool.install(|| look(&entry, options));
                if options.view == View::Files {
                    context.out.write_all(sanitize_lines(&report.to_string()).as_bytes())?;
                }
                summary.add(&report);
            }
            Ok(Found::Skipped { path, reason }) => {
                let file = reason.is_of_form().then_some(&*path);
                summary.skip(reason.label(), file);
            }
            Err(error) => {
                context.messages.problem(&error);
                outcome = Outcome::Incomplete;
            }
        }
    }
    context.out.write_all(sanitize_lines(&summary.to_string()).as_bytes())?;
    Ok(outcome)
}

/// Reads a whole file and tells of it.
fn look(entry: &FileEntry, options: &Options) -> FileReport {
    let mut report = FileReport { path: entry.path.display().to_string(), ..FileReport::default() };
    match source::open_as(entry, &options.decode.limits, options.decode.form) {
        Ok(records) => read(records, options, &mut report),
        Err(error) => reject(&mut report, "unread", &error),
    }
    report
}

fn read(mut records: Records, options: &Options, report: &mut FileReport) {
    loop {
        let mut batch: Vec<(Form, Result<RawRecord, SourceError>)> = Vec::new();
        while batch.len() < BATCH {
            let Some(record) = records.next() else { break };
            batch.push((records.form(), record));
        }
        if batch.is_empty() {
            break;
        }
        let one = |(form, record): (Form, Result<RawRecord, SourceError>)| {
            let decoded =
                record.and_then(|record| source::decode(&record, &options.decode).map(|article| (record, article)));
            (form, decoded)
        };
        let decoded: Vec<_> = batch.into_par_iter().map(one).collect();
        for (form, result) in decoded {
            match result {
                Ok((record, article)) => accept(report, form, &record, &article, options),
                Err(error) => reject(report, form.name(), &error),
            }
        }
    }
    if report.forms.is_empty() {
        report.forms.insert(records.form().name(), Tally::default());
    }
    report.passed = records.passed_over().iter().map(|(label, count)| (*label, *count)).collect();
}

fn accept(report: &mut FileReport, form: Form, record: &RawRecord, article: &Article, options: &Options) {
    let tally = report.forms.entry(form.name()).or_default();
    tally.articles += 1;
    tally.titled += u64::from(article.title.is_some());
    tally.dated += u64::from(article.published.is_some());
    tally.sourced += u64::from(article.source.is_some());
    tally.signed += u64::from(article.byline.is_some());
    tally.foreign += u64::from(article.lang.as_deref().is_some_and(source::is_foreign));
    tally.stubs += u64::from(article.extent != Extent::Whole);
    tally.unreadable += u64::from(article.text.contains(char::REPLACEMENT_CHARACTER));
    tally.text_bytes += article.text.len() as u64;
    if report.samples.len() < SAMPLES {
        if matches!(record.format, Format::Json | Format::Row { .. }) {
            let used = fields_used(record, &options.decode).into_iter();
            report.fields.extend(used.map(|(field, key)| (field.name(), key)));
        }
        report.samples.push(Sample::of(article));
    }
}

fn reject(report: &mut FileReport, form: &'static str, error: &SourceError) {
    let tally = report.forms.entry(form).or_default();
    let (count, _) = tally.rejected.entry(error.reason().label()).or_insert_with(|| (0, error.to_string()));
    *count += 1;
}
