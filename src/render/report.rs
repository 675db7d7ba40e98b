//! What a run, an index and a check come to, in words.

use std::fmt::{self, Display, Write as _};

use super::sanitize::sanitize;
use crate::{
    index::{CheckReport, Counts, Stats},
    pipeline::{Reanalysed, Report, analyser::LONGEST_ANALYSED, report::ByReason},
};

/// How many speakers and sources `stats` lists for people; JSON has all that are known.
const LISTED: usize = 10;

/// The closing report of `index`. Its parts add up: found = indexed + unchanged + duplicate + rejected.
#[derive(Debug)]
pub struct Indexed<'a>(pub &'a Report);

impl Display for Indexed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Report { files, articles, .. } = self.0;
        if self.0.interrupted {
            writeln!(f, "Interrupted; what was read is kept, the same command goes on from here.")?;
        }
        writeln!(
            f,
            "articles: {} found = {} indexed + {} unchanged + {} duplicate + {} rejected{}",
            grouped(articles.read),
            grouped(articles.indexed),
            grouped(articles.unchanged),
            grouped(articles.duplicate),
            grouped(self.0.rejected()),
            reasons(&articles.rejected),
        )?;
        writeln!(
            f,
            "files:    {} seen = {} read + {} unchanged + {} interrupted + {} skipped{} + {} failed{}",
            grouped(files.seen),
            grouped(files.read),
            grouped(files.unchanged),
            grouped(files.interrupted),
            grouped(files.skipped.values().sum()),
            reasons(&files.skipped),
            grouped(files.failed.values().sum()),
            reasons(&files.failed),
        )?;
        let unread = self.0.none_readable();
        if unread > 0 {
            writeln!(
                f,
                "Not one of {} files is of a form that is read; `onrecord sources PATH` tells what they are, --input says what to take them for.",
                grouped(unread)
            )?;
        }
        self.changes(f)?;
        if self.0.outdated > 0 {
            let count = grouped(self.0.outdated);
            writeln!(
                f,
                "analysis: {count} articles were analysed by another version; `onrecord reanalyse` does it anew"
            )?;
        }
        write!(f, "index:    {}", holds(&self.0.index))
    }
}

/// What `reanalyse` did.
#[derive(Debug)]
pub struct Anew<'a>(pub &'a Reanalysed);

impl Display for Anew<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let done = self.0;
        if done.interrupted {
            writeln!(f, "Interrupted; what was analysed is kept.")?;
        }
        if done.articles + done.failed == 0 {
            writeln!(f, "All articles were analysed by this version already; --all analyses them again.")?;
        } else {
            let (articles, failed) = (grouped(done.articles), grouped(done.failed));
            writeln!(f, "articles: {articles} analysed anew, {failed} left as they were")?;
        }
        write!(f, "index:    {}", holds(&done.index))
    }
}

/// An article that `remove --query` would take out, as a line.
#[derive(Debug)]
pub struct WouldGo<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its headline.
    pub title: Option<&'a str>,
}

impl Display for WouldGo<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}  {}", self.id, sanitize(self.title.unwrap_or("(no title)")))
    }
}

/// What `remove` did.
#[derive(Debug)]
pub enum Taken {
    /// Articles went.
    Out {
        /// That were there.
        gone: u64,
        /// That were named.
        asked: u64,
    },
    /// Articles would go.
    Would(u64),
    /// Articles may come in again.
    In(u64),
}

impl Display for Taken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Out { gone, asked } if gone == asked => {
                write!(f, "{} articles taken out; `index` will leave them out", grouped(*gone))
            }
            Self::Out { gone, asked } => {
                let (gone, others) = (grouped(*gone), grouped(asked - gone));
                write!(f, "{gone} articles taken out, {others} were not there; `index` will leave all of them out")
            }
            Self::Would(number) => write!(f, "{} articles would go; with --yes they do", grouped(*number)),
            Self::In(0) => write!(f, "none of these was taken out"),
            Self::In(number) => write!(f, "{} articles may come in again: run `index`", grouped(*number)),
        }
    }
}

impl Indexed<'_> {
    fn changes(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let report = self.0;
        if report.articles.replaced > 0 {
            writeln!(f, "replaced: {} articles by another version", grouped(report.articles.replaced))?;
        }
        if report.articles.foreign > 0 {
            let count = grouped(report.articles.foreign);
            writeln!(
                f,
                "language: {count} articles are not in English; their text is indexed, nobody's words are told apart"
            )?;
        }
        if report.articles.too_long > 0 {
            let (count, bound) = (grouped(report.articles.too_long), size(LONGEST_ANALYSED as u64));
            writeln!(
                f,
                "length:   {count} articles have over {bound} of text; it is indexed, nobody's words are told apart"
            )?;
        }
        if report.articles.abstracts + report.articles.stubs > 0 {
            let (abstracts, stubs) = (grouped(report.articles.abstracts), grouped(report.articles.stubs));
            writeln!(f, "extent:   {abstracts} articles are but abstracts, {stubs} but beginnings, cut by a paywall")?;
        }
        if report.removed.articles + report.removed.places > 0 {
            let (articles, places) = (grouped(report.removed.articles), grouped(report.removed.places));
            writeln!(f, "removed:  {articles} articles, {places} places")?;
        }
        let seconds = report.elapsed.as_secs_f64();
        let speed = report.text_bytes as f64 / 1e6 / seconds.max(1e-6);
        let quotes = grouped(report.quotes);
        writeln!(
            f,
            "new:      {quotes} quotes, {} of text in {seconds:.1} s ({speed:.1} MB/s)",
            size(report.text_bytes)
        )
    }
}

/// What an index holds, as `stats` tells it.
#[derive(Debug)]
pub struct Holdings<'a>(pub &'a Stats);

impl Display for Holdings<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stats = self.0;
        writeln!(f, "articles  {}", grouped(stats.counts.articles))?;
        writeln!(f, "quotes    {}{}", grouped(stats.counts.quotes), kinds(stats))?;
        writeln!(f, "passages  {}", grouped(stats.counts.passages))?;
        writeln!(f, "speakers  {}", grouped(stats.speakers))?;
        writeln!(f, "sources   {}", grouped(stats.sources))?;
        let range = stats.dates.as_ref().map_or("none known".to_owned(), |(from, to)| format!("{from} to {to}"));
        writeln!(f, "dates     {range}; undated: {}", grouped(stats.undated))?;
        writeln!(f, "files     {}", grouped(stats.counts.files))?;
        writeln!(f, "size      {}", size(stats.disk_bytes))?;
        let versions: Vec<_> =
            stats.analysis_versions.iter().map(|(v, n)| format!("{v} ({} articles)", grouped(*n))).collect();
        writeln!(f, "analysis  {}", if versions.is_empty() { "none".to_owned() } else { versions.join(", ") })?;
        list(f, "most quoted", &stats.top_speakers)?;
        list(f, "most articles", &stats.top_sources)
    }
}

fn kinds(stats: &Stats) -> String {
    let parts: Vec<_> =
        stats.quotes_by_kind.iter().map(|(kind, number)| format!("{} {kind}", grouped(*number))).collect();
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}

fn list(f: &mut fmt::Formatter<'_>, title: &str, entries: &[(String, u64)]) -> fmt::Result {
    if entries.is_empty() {
        return Ok(());
    }
    writeln!(f, "{title}")?;
    entries.iter().take(LISTED).try_for_each(|(name, number)| writeln!(f, "  {:>9}  {name}", grouped(*number)))
}

/// What a check found.
#[derive(Debug)]
pub struct Checked<'a>(pub &'a CheckReport);

impl Display for Checked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in &self.0.findings {
            writeln!(f, "damage: {}", finding.text)?;
        }
        if self.0.unlisted > 0 {
            writeln!(f, "damage: {} more of the same kinds", grouped(self.0.unlisted))?;
        }
        if self.0.is_sound() {
            return writeln!(f, "sound: {}", holds(&self.0.counts));
        }
        let number = self.0.findings.len() as u64 + self.0.unlisted;
        writeln!(f, "damaged: {} findings", grouped(number))
    }
}

fn holds(counts: &Counts) -> String {
    let Counts { articles, passages, quotes, places, files } = *counts;
    format!(
        "{} articles, {} quotes, {} passages, {} places, {} files",
        grouped(articles),
        grouped(quotes),
        grouped(passages),
        grouped(places),
        grouped(files)
    )
}

fn reasons(by: &ByReason) -> String {
    let parts: Vec<_> = by.iter().map(|(reason, number)| format!("{} {reason}", grouped(*number))).collect();
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}

/// A number with its thousands set apart.
///
/// ```
/// assert_eq!(onrecord::render::report::grouped(1234567), "1,234,567");
/// ```
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number of bytes in the unit that suits it; thousands, as disks are sold.
#[must_use]
pub fn size(bytes: u64) -> String {
    let mut value = bytes as f64;
    let mut out = String::new();
    for unit in ["B", "kB", "MB", "GB", "TB"] {
        out.clear();
        let decimals = usize::from(unit != "B");
        // Writing to a string does not fail.
        let _ = write!(out, "{value:.decimals$} {unit}");
        if value < 999.95 {
            break;
        }
        value /= 1000.0;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!([0, 12, 999, 1000, 100_000].map(grouped), ["0", "12", "999", "1,000", "100,000"]);
        assert_eq!([0, 999, 1000, 49_000_000].map(size), ["0 B", "999 B", "1.0 kB", "49.0 MB"]);
    }

    #[test]
    fn the_closing_report_names_reasons_and_states_the_sum() {
        let mut report = Report::default();
        report.articles.read = 3;
        report.articles.indexed = 2;
        report.articles.rejected.insert("bad-json", 1);
        let text = Indexed(&report).to_string();
        assert!(text.contains("3 found = 2 indexed + 0 unchanged + 0 duplicate + 1 rejected (1 bad-json)"), "{text}");
    }
}
