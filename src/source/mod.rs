//! From paths to articles: walk, open (sniff, decompress, cap), split into records, decode.
//!
//! Two halves with the thread border between them. [`walk`] and [`mod@open`] run on one reading thread and only find
//! where records begin and end; [`decode`](fn@decode) does the dear part (JSON, HTML, encodings, field mapping) record
//! by record on the worker threads, so that one huge file is as parallel as a folder of small ones.

use std::{path::PathBuf, sync::Arc};

use crate::article::{Provenance, Published};

mod clean;
pub mod dates;
pub mod decode;
mod encoding;
pub mod error;
pub mod identity;
mod input;
mod kind;
pub mod limits;
pub mod mapping;
pub mod open;
mod records;
pub mod walk;

pub use decode::decode;
pub use error::{Reason, SourceError};
pub use limits::Limits;
pub use mapping::Mapping;
pub use open::{Records, open};
#[cfg(test)]
mod tests;

pub use walk::{Found, SkipReason, Walk, WalkOptions, measure};

/// A regular file found by the walk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEntry {
    /// Absolute path.
    pub path: Arc<PathBuf>,
    /// Size in bytes.
    pub size: u64,
    /// Time of modification, nanoseconds since 1970-01-01.
    pub mtime: i64,
}

/// A record as it lay in its file, not yet decoded.
#[derive(Debug, Clone)]
pub struct RawRecord {
    /// Its bytes as they lay (after decompression; UTF-16 files arrive as UTF-8).
    pub bytes: Vec<u8>,
    /// What it is.
    pub format: Format,
    /// Where it lay.
    pub provenance: Provenance,
    /// What the record shares with the others of its file (the header of a table).
    pub header: Option<Arc<Vec<String>>>,
}

/// Form of one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text: title on the first line where it looks like one.
    Text,
    /// One JSON object.
    Json,
    /// One row of a table as it lay, its cells parted by this byte.
    Row {
        /// A comma, tab, semicolon or bar.
        delimiter: u8,
    },
    /// An HTML page.
    Html,
}

/// How records become articles.
#[derive(Debug, Clone, Default)]
pub struct DecodeOptions {
    /// Which key is which field.
    pub map: Mapping,
    /// Date of publication of what has none.
    pub published: Option<Published>,
    /// What one record may cost.
    pub limits: Limits,
}
