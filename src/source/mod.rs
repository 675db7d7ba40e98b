//! From paths to articles: walk, open (sniff, decompress, cap), split into records, decode.
//!
//! Two halves with the thread border between them. [`walk`] and [`open`] run on one reading thread and only find where
//! records begin and end; [`decode`] does the dear part (JSON, HTML, encodings, field mapping) record by record on the
//! worker threads, so that one huge file is as parallel as a folder of small ones.

use std::{path::PathBuf, sync::Arc};

use crate::article::{Article, Provenance};

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
    /// Its bytes as they lay (after decompression).
    pub bytes: Vec<u8>,
    /// What it is.
    pub format: Format,
    /// Where it lay.
    pub provenance: Provenance,
    /// What the record shares with the others of its file (the header of a CSV).
    pub header: Option<Arc<Vec<String>>>,
}

/// Form of one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text: title on the first line where it looks like one.
    Text,
    /// One JSON object.
    Json,
    /// One row of a CSV or TSV file, cells kept apart as the `csv` crate reads them.
    Row,
    /// An HTML page.
    Html,
}

/// Reads one record.
///
/// # Errors
/// If the record holds no article; the reason is counted and the others go on.
pub fn decode(record: &RawRecord, options: &DecodeOptions) -> Result<Article, SourceError> {
    let _ = (record, options);
    Err(SourceError::placeholder())
}

/// How records become articles.
#[derive(Debug, Clone, Default)]
pub struct DecodeOptions {}

/// What went wrong with a path, a file or a record.
#[derive(Debug, thiserror::Error)]
#[error("not read")]
pub struct SourceError {}

impl SourceError {
    fn placeholder() -> Self {
        Self {}
    }
}
