//! `onrecord index`.

use crate::pipeline::{self, IndexOptions, Observer, PipelineError, Report, StopFlag};

/// Brings the index up to date with what lies below the roots.
///
/// # Errors
/// As [`pipeline::run`].
pub fn index(options: &IndexOptions, observer: &dyn Observer, stop: &StopFlag) -> Result<Report, PipelineError> {
    pipeline::run(options, observer, stop)
}
