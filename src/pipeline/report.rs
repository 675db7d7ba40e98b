//! What a run tells: progress while it goes, problems as they come, and counters that add up at its end.

use std::{collections::BTreeMap, fmt, time::Duration};

use crate::index::{Counts, ledger::Removed};

/// Counts by reason; reasons are stable labels.
pub type ByReason = BTreeMap<&'static str, u64>;

/// Label under which rejects of earlier runs, in files that have not changed since, are counted.
pub const EARLIER: &str = "in-an-earlier-run";

/// Label under which articles are counted that were taken out for good.
pub const WITHDRAWN: &str = "withdrawn";

/// Files, each in exactly one of the parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileCounts {
    /// Paths the walk came upon.
    pub seen: u64,
    /// Read to their end.
    pub read: u64,
    /// Of `read`, those of which only the lines added since were read (not a part of its own).
    pub grown: u64,
    /// Unchanged since they were last read; not opened.
    pub unchanged: u64,
    /// Not finished because the run was stopped.
    pub interrupted: u64,
    /// Passed by on purpose.
    pub skipped: ByReason,
    /// Not read, or not to their end.
    pub failed: ByReason,
}

/// Articles, each in exactly one of the parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArticleCounts {
    /// Records that were or should have been articles, those of unchanged files among them.
    pub read: u64,
    /// Written to the index.
    pub indexed: u64,
    /// Of `indexed`, those that took the place of another version (not a part of its own).
    pub replaced: u64,
    /// Of `indexed`, those in another language than English: found by their words, without quotes and names.
    pub foreign: u64,
    /// Of `indexed`, those too long to be analysed: found by their words, without quotes and names.
    pub too_long: u64,
    /// Of `indexed`, those that are but an abstract.
    pub abstracts: u64,
    /// Of `indexed`, those that are but a beginning, cut by a paywall or an interface.
    pub stubs: u64,
    /// There already, in the same place.
    pub unchanged: u64,
    /// There already from another place.
    pub duplicate: u64,
    /// Not indexed.
    pub rejected: ByReason,
}

/// What a run did.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// Files by what became of them.
    pub files: FileCounts,
    /// Articles by what became of them.
    pub articles: ArticleCounts,
    /// Articles and places removed.
    pub removed: Removed,
    /// Quotes written.
    pub quotes: u64,
    /// Passages written.
    pub passages: u64,
    /// Bytes of article text analysed or recognised.
    pub text_bytes: u64,
    /// Bytes read from disk.
    pub bytes_read: u64,
    /// What the index holds now.
    pub index: Counts,
    /// Articles in it that an earlier version of the analysis made.
    pub outdated: u64,
    /// How long it took.
    pub elapsed: Duration,
    /// Whether it was stopped before its end.
    pub interrupted: bool,
}

/// Counters that do not add up: an error in this program.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the counters of {what} do not add up: {whole} in all, {parts} in parts; please report this")]
pub struct Imbalance {
    what: &'static str,
    whole: u64,
    parts: u64,
}

impl Report {
    /// Checks that each file and each article was counted in exactly one part.
    ///
    /// # Errors
    /// If not.
    pub fn balanced(&self) -> Result<(), Imbalance> {
        let (f, a) = (&self.files, &self.articles);
        let sum = |by: &ByReason| by.values().sum::<u64>();
        let files = f.read + f.unchanged + f.interrupted + sum(&f.skipped) + sum(&f.failed);
        let articles = a.indexed + a.unchanged + a.duplicate + sum(&a.rejected);
        equal("files", f.seen, files)?;
        equal("articles", a.read, articles)
    }

    /// How many files were passed by for their form, if not one was of a form that is read; else none.
    #[must_use]
    pub fn none_readable(&self) -> u64 {
        let files = &self.files;
        let by_form = ["unknown-kind", "document"].iter().filter_map(|label| files.skipped.get(label)).sum();
        let others = files.read + files.unchanged + files.interrupted + files.failed.values().sum::<u64>();
        if others == 0 { by_form } else { 0 }
    }

    /// Whether every file and article could be read that was not left out on purpose.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.none_readable() == 0
            && self.files.failed.is_empty()
            && self.articles.rejected.keys().all(|reason| *reason == WITHDRAWN)
    }

    /// Number of articles rejected, for any reason.
    #[must_use]
    pub fn rejected(&self) -> u64 {
        self.articles.rejected.values().sum()
    }
}

fn equal(what: &'static str, whole: u64, parts: u64) -> Result<(), Imbalance> {
    if whole == parts { Ok(()) } else { Err(Imbalance { what, whole, parts }) }
}

/// How far a run is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Records met, as in [`ArticleCounts::read`].
    pub articles: u64,
    /// Bytes of files dealt with, as they lie on disk.
    pub bytes_done: u64,
    /// Bytes of all files, once they are counted.
    pub bytes_total: Option<u64>,
    /// Quotes written.
    pub quotes: u64,
    /// Articles rejected.
    pub rejected: u64,
}

/// Something that was not read; the run goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The label it is counted under.
    pub reason: &'static str,
    /// Path, place and remedy in words.
    pub text: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Hears of a run while it goes; always called on the thread that called [`super::run()`].
pub trait Observer {
    /// How far it is; called after each batch.
    fn progress(&self, progress: &Progress);
    /// Something was not read.
    fn problem(&self, problem: &Problem);
}

/// Hears nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Observer for Silent {
    fn progress(&self, _: &Progress) {}
    fn problem(&self, _: &Problem) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_article_does_not_balance() {
        let mut report = Report::default();
        report.articles.read = 3;
        report.articles.indexed = 1;
        report.articles.rejected.insert("panic", 1);
        assert!(report.balanced().is_err());
        report.articles.duplicate = 1;
        assert_eq!(report.balanced(), Ok(()));
    }
}
