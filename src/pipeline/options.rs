//! What a run is told.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use super::Analyser;
use crate::{
    index::ledger::Prune,
    source::{DecodeOptions, WalkOptions},
};

/// When to commit, between articles. Whichever comes first; always at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommitEvery {
    /// Bytes of article text. 64 MiB: about what fits into the writer's memory, so that a commit makes full segments,
    /// and some ten seconds of work to lose at worst.
    pub text_bytes: u64,
    /// Time since the last commit. 30 s: what a user would be sorry to lose, where reading is slow.
    pub time: Duration,
    /// Articles; none by default. For tests that must see many commits on little text.
    pub articles: Option<u64>,
}

impl Default for CommitEvery {
    fn default() -> Self {
        Self { text_bytes: 64 << 20, time: Duration::from_secs(30), articles: None }
    }
}

impl CommitEvery {
    /// Whether so much text, so many articles or so long a time since the last commit is enough.
    #[must_use]
    pub fn is_due(&self, text_bytes: u64, articles: u64, time: Duration) -> bool {
        let enough = self.articles.is_some_and(|limit| articles >= limit);
        articles > 0 && (text_bytes >= self.text_bytes || time >= self.time || enough)
    }
}

/// What to index, where to, and how.
#[derive(Debug, Clone, Default)]
pub struct IndexOptions {
    /// Files and folders to read.
    pub roots: Vec<PathBuf>,
    /// The index folder (the one that holds `index/`); made if it is not there.
    pub dir: PathBuf,
    /// How to walk.
    pub walk: WalkOptions,
    /// How records become articles, and what they may cost.
    pub decode: DecodeOptions,
    /// Whether what is gone is removed.
    pub prune: Prune,
    /// Threads that analyse; by default one a core.
    pub threads: Option<usize>,
    /// When to commit.
    pub commit_every: CommitEvery,
    /// What analyses an article.
    pub analyser: Analyser,
}

/// Set by Ctrl-C: the run finishes the batch, commits and says that it was interrupted.
#[derive(Debug, Clone, Default)]
pub struct StopFlag(Arc<AtomicBool>);

impl StopFlag {
    /// Asks the run to stop.
    pub fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it was asked to.
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
