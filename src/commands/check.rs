//! `onrecord check`.

use std::path::Path;

use crate::index::{self, CheckReport, IndexError};

/// Checks the index in `dir` byte by byte and document by document.
///
/// # Errors
/// If there is none or it cannot even be opened; anything less is a finding in the report.
pub fn check(dir: &Path) -> Result<CheckReport, IndexError> {
    index::check(dir)
}
