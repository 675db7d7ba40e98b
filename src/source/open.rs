//! Opens a file: sniffs, decompresses, caps, and hands it to the reader of its form.

use super::{FileEntry, Limits, RawRecord, SourceError};

/// Opens a file and finds out what it is.
///
/// # Errors
/// If it cannot be opened, is empty, or is of no form that is read here.
pub fn open(entry: &FileEntry, limits: &Limits) -> Result<Records, SourceError> {
    let _ = (entry, limits);
    Ok(Records {})
}

/// The records of one file, read as they are asked for, in bounded memory.
///
/// After a damaged place it has yielded what was whole before it, then yields an error with the place, then goes on
/// where that is possible (at the next line, row or element), else ends.
#[derive(Debug)]
pub struct Records {}

impl Records {
    /// Whether the form of this file holds exactly one article: plain text, a page, one JSON object.
    #[must_use]
    pub fn is_single(&self) -> bool {
        false
    }

    /// Bytes of the file (as it lies on disk, compressed) read so far.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        0
    }
}

impl Iterator for Records {
    type Item = Result<RawRecord, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        None
    }
}
