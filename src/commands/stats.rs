//! `onrecord stats`.

use std::path::Path;

use crate::index::{self, IndexError, Reader, Stats};

/// Tells what the index in `dir` holds.
///
/// # Errors
/// If there is none or it cannot be read.
pub fn stats(dir: &Path) -> Result<Stats, IndexError> {
    index::stats(&Reader::open(dir)?)
}
