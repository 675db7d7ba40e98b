//! What files are taken for, in words.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    path::Path,
};

use super::report::{grouped, size};
use crate::article::Article;

/// Letters of a text that a sample shows.
const SHOWN: usize = 160;

/// What came of the records of one form.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Files or members.
    pub files: u64,
    /// Articles with a body.
    pub articles: u64,
    /// Of them, with a title.
    pub titled: u64,
    /// With a date.
    pub dated: u64,
    /// With an outlet.
    pub sourced: u64,
    /// With a byline.
    pub signed: u64,
    /// Not in English.
    pub foreign: u64,
    /// Abstracts, and beginnings that a paywall or interface cut.
    pub stubs: u64,
    /// With characters that could not be read.
    pub unreadable: u64,
    /// Bytes of all bodies.
    pub text_bytes: u64,
    /// Rejected, by reason, with one message for each.
    pub rejected: BTreeMap<&'static str, (u64, String)>,
}

/// An article to look at.
#[derive(Debug, Clone, Default)]
pub struct Sample {
    title: String,
    rest: String,
    text: String,
}

impl Sample {
    /// Of this article.
    #[must_use]
    pub fn of(article: &Article) -> Self {
        let none = || "–".to_owned();
        let date = article.published.map_or_else(none, |published| published.to_string());
        let (source, byline) = (article.source.clone(), article.byline.clone());
        Self {
            title: article.title.clone().unwrap_or_else(none),
            rest: format!("{date} · {} · {}", source.unwrap_or_else(none), byline.unwrap_or_else(none)),
            text: shown(&article.text),
        }
    }
}

/// The beginning of a text on one line.
fn shown(text: &str) -> String {
    let line: String = text.chars().take(SHOWN).map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    if text.chars().nth(SHOWN).is_some() { line + "…" } else { line }
}

/// What one file is taken for.
#[derive(Debug, Clone, Default)]
pub struct FileReport {
    /// Where it lies.
    pub path: String,
    /// By form: one, unless it is a container.
    pub forms: BTreeMap<&'static str, Tally>,
    /// Which field is fed by which key.
    pub fields: BTreeSet<(&'static str, String)>,
    /// Some articles.
    pub samples: Vec<Sample>,
    /// Passed over on purpose, by label.
    pub passed: BTreeMap<&'static str, u64>,
}

impl fmt::Display for FileReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.path)?;
        for (form, tally) in &self.forms {
            writeln!(f, "  {form}: {} articles, {} of text", grouped(tally.articles), size(tally.text_bytes))?;
            for (count, what) in [
                (tally.foreign, "not in English"),
                (tally.stubs, "only an abstract or a beginning"),
                (tally.unreadable, "with characters that could not be read"),
            ] {
                if count > 0 {
                    writeln!(f, "  {} of them {what}", grouped(count))?;
                }
            }
            for (reason, (count, example)) in &tally.rejected {
                writeln!(f, "  rejected {} as {reason}: {example}", grouped(*count))?;
            }
        }
        for (label, count) in &self.passed {
            writeln!(f, "  passed over {} as {label}", grouped(*count))?;
        }
        if !self.fields.is_empty() {
            let pairs: Vec<String> = self.fields.iter().map(|(field, key)| format!("{field}={key}")).collect();
            writeln!(f, "  fields: {}", pairs.join(" "))?;
        }
        for sample in &self.samples {
            writeln!(f, "  · {}\n    {}\n    {}", sample.title, sample.rest, sample.text)?;
        }
        writeln!(f)
    }
}

/// All files together, a line a form.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    forms: BTreeMap<&'static str, Tally>,
    passed: BTreeMap<&'static str, u64>,
    skipped: BTreeMap<&'static str, Passed>,
}

/// Paths that the walk passed by for one reason.
#[derive(Debug, Clone, Default)]
struct Passed {
    count: u64,
    /// How their names end, with how many do.
    endings: BTreeMap<String, u64>,
}

impl fmt::Display for Passed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// Endings told.
        const MOST: usize = 6;
        let mut endings: Vec<(&String, &u64)> = self.endings.iter().collect();
        endings.sort_by_key(|(_, count)| u64::MAX - **count);
        let told: Vec<String> =
            endings.iter().take(MOST).map(|(end, count)| format!("{} {end}", grouped(**count))).collect();
        let more = if endings.len() > MOST { ", …" } else { "" };
        if told.is_empty() { Ok(()) } else { write!(f, " ({}{more})", told.join(", ")) }
    }
}

impl Summary {
    /// Adds a file.
    pub fn add(&mut self, report: &FileReport) {
        for (form, tally) in &report.forms {
            let all = self.forms.entry(form).or_default();
            all.files += 1;
            all.articles += tally.articles;
            all.titled += tally.titled;
            all.dated += tally.dated;
            all.sourced += tally.sourced;
            all.signed += tally.signed;
            all.text_bytes += tally.text_bytes;
            all.foreign += tally.foreign;
            all.stubs += tally.stubs;
            all.unreadable += tally.unreadable;
            for (reason, (count, example)) in &tally.rejected {
                all.rejected.entry(reason).or_insert_with(|| (0, example.clone())).0 += count;
            }
        }
        for (label, count) in &report.passed {
            *self.passed.entry(label).or_default() += count;
        }
    }

    /// Counts a path that the walk passed by, and if it is a file's, how its name ends.
    pub fn skip(&mut self, label: &'static str, file: Option<&Path>) {
        let passed = self.skipped.entry(label).or_default();
        passed.count += 1;
        if let Some(file) = file {
            let end = file.extension().map(|end| format!(".{:.12}", end.to_string_lossy().to_ascii_lowercase()));
            *passed.endings.entry(end.unwrap_or_else(|| "without an ending".to_owned())).or_default() += 1;
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head =
            ["form", "files", "articles", "title", "date", "source", "byline", "foreign", "stubs", "text", "rejected"];
        writeln!(
            f,
            "{:<14}{:>8}{:>10}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>10}  {}",
            head[0], head[1], head[2], head[3], head[4], head[5], head[6], head[7], head[8], head[9], head[10]
        )?;
        for (form, tally) in &self.forms {
            let counts = [
                tally.files,
                tally.articles,
                tally.titled,
                tally.dated,
                tally.sourced,
                tally.signed,
                tally.foreign,
                tally.stubs,
            ]
            .map(grouped);
            let rejected: Vec<String> =
                tally.rejected.iter().map(|(reason, (count, _))| format!("{} {reason}", grouped(*count))).collect();
            let rejected = if rejected.is_empty() { "0".to_owned() } else { rejected.join(", ") };
            let [files, articles, titled, dated, sourced, signed, foreign, stubs] = counts;
            let text = size(tally.text_bytes);
            writeln!(
                f,
                "{form:<14}{files:>8}{articles:>10}{titled:>9}{dated:>9}{sourced:>9}{signed:>9}{foreign:>9}{stubs:>9}{text:>10}  {rejected}"
            )?;
        }
        let list = |by: &BTreeMap<&'static str, u64>| {
            by.iter().map(|(label, count)| format!("{} {label}", grouped(*count))).collect::<Vec<_>>().join(", ")
        };
        if !self.passed.is_empty() {
            writeln!(f, "passed over: {}", list(&self.passed))?;
        }
        let unreadable = self.forms.values().map(|tally| tally.unreadable).sum();
        writeln!(f, "unreadable:  {} articles with characters that could not be read (U+FFFD)", grouped(unreadable))?;
        if !self.skipped.is_empty() {
            let skipped = self.skipped.iter();
            let skipped: Vec<String> =
                skipped.map(|(label, passed)| format!("{} {label}{passed}", grouped(passed.count))).collect();
            writeln!(f, "not opened:  {}", skipped.join(", "))?;
        }
        Ok(())
    }
}
