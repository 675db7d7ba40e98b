//! One record to one article: the dear half of reading, run on the worker threads.

use super::{DecodeOptions, RawRecord, SourceError, error::Reason};
use crate::article::Article;

/// Reads one record.
///
/// # Errors
/// If the record holds no article; the reason is counted and the others go on.
pub fn decode(record: &RawRecord, options: &DecodeOptions) -> Result<Article, SourceError> {
    let _ = options;
    Err(SourceError::record(&record.provenance, Reason::NoText, "no text"))
}
