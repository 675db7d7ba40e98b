//! What every commit carries: versions and counts. Nothing per file, since it is rewritten at each commit.

use std::ops::{AddAssign, SubAssign};

use index_schema::SCHEMA_VERSION;
use serde::{Deserialize, Serialize};

use crate::analysis::ANALYSIS_VERSION;

/// Numbers of documents that live in an index, by kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Articles.
    pub articles: u64,
    /// Passages, titles among them.
    pub passages: u64,
    /// Quotes.
    pub quotes: u64,
    /// Places where articles lay.
    pub places: u64,
    /// Files read to their end.
    pub files: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.articles += other.articles;
        self.passages += other.passages;
        self.quotes += other.quotes;
        self.places += other.places;
        self.files += other.files;
    }
}

impl SubAssign for Counts {
    /// Saturates, so that a miscount shows in `check` and does not stop a run.
    fn sub_assign(&mut self, other: Self) {
        self.articles = self.articles.saturating_sub(other.articles);
        self.passages = self.passages.saturating_sub(other.passages);
        self.quotes = self.quotes.saturating_sub(other.quotes);
        self.places = self.places.saturating_sub(other.places);
        self.files = self.files.saturating_sub(other.files);
    }
}

/// The payload of a commit, JSON in `meta.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payload {
    /// Version of fields and analyzers.
    pub schema: u32,
    /// Version of the analysis that wrote last; articles carry their own.
    pub analysis: u32,
    /// Version of the program that wrote last.
    pub program: String,
    /// What lives in the index after this commit.
    pub counts: Counts,
}

impl Payload {
    /// The payload of this program for an index that holds `counts`.
    #[must_use]
    pub fn new(counts: Counts) -> Self {
        let program = env!("CARGO_PKG_VERSION").to_owned();
        Self { schema: SCHEMA_VERSION, analysis: ANALYSIS_VERSION, program, counts }
    }

    /// As it is stored.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("numbers and a string always serialise")
    }

    /// Reads what [`Payload::to_json`] wrote; none if it is something else.
    #[must_use]
    pub fn from_json(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok()
    }
}
