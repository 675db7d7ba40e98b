//! `onrecord index`.

use crate::pipeline::{self, IndexOptions, Observer, PipelineError, Report, StopFlag};

/// Environment variable with a number of articles after which to commit, beside the other bounds. For tests that
/// must see many commits on little text; not part of the documented interface.
pub const COMMIT_EVERY: &str = "ONRECORD_COMMIT_EVERY";

/// Brings the index up to date with what lies below the roots.
///
/// # Errors
/// As [`pipeline::run`].
pub fn index(options: &IndexOptions, observer: &dyn Observer, stop: &StopFlag) -> Result<Report, PipelineError> {
    let articles = std::env::var(COMMIT_EVERY).ok().and_then(|number| number.parse().ok());
    let mut options = options.clone();
    options.commit_every.articles = articles.or(options.commit_every.articles);
    pipeline::run(&options, observer, stop)
}
