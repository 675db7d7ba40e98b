//! The index on disk: one writer with one way to commit, readers, and what keeps both honest.
//!
//! A folder `DIR` holds `index/` (tantivy's files), `lock` (who writes), `withdrawn` (what was taken out for good) and
//! the user's own `aliases.toml`, which is never touched here. [`writer::Writer`] commits with a [`Payload`] and syncs the folder; [`ledger::Ledger`] decides
//! what an article met again means; [`lookup::Snapshot`] is the last commit seen from the writing side;
//! [`reader::Reader`] is what queries open; [`check`] and [`stats`] look at all of it.

pub mod check;
mod clusters;
pub mod error;
#[cfg(unix)]
mod folder;
pub mod ledger;
pub mod lookup;
pub mod payload;
mod prune;
mod queue;
pub mod reader;
mod segment;
pub mod stats;
pub mod withdrawn;
pub mod writer;

use std::path::{Path, PathBuf};

pub use check::{CheckReport, Finding, check};
pub use error::IndexError;
pub use ledger::{FileState, Incoming, Ledger, Outcome};
pub use lookup::Snapshot;
pub use payload::{Counts, Payload};
pub use reader::Reader;
pub use stats::{Stats, stats};
pub use withdrawn::Withdrawn;
pub use writer::{Built, Writer, WriterOptions};

/// The folder below `dir` that is tantivy's alone.
#[must_use]
pub fn engine_folder(dir: &Path) -> PathBuf {
    dir.join("index")
}
