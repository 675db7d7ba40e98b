//! One reader a form: each finds where records begin and end, and nothing more.

use std::{path::PathBuf, sync::Arc};

use super::{
    Format, Limits, RawRecord, SourceError,
    error::Reason,
    input::{Fault, Input},
};
use crate::article::Provenance;

pub(super) mod json;
pub(super) mod lines;
mod scan;
pub(super) mod table;
pub(super) mod whole;

/// What a reader yields.
pub(super) type Item = Result<RawRecord, SourceError>;

/// What every reader of one file needs to know.
#[derive(Debug, Clone)]
pub(super) struct Context {
    pub(super) path: Arc<PathBuf>,
    pub(super) limits: Limits,
}

impl Context {
    pub(super) fn place(&self, offset: u64) -> Provenance {
        Provenance { path: Arc::clone(&self.path), member: None, offset }
    }

    fn record(&self, offset: u64, bytes: &[u8], format: Format) -> RawRecord {
        RawRecord { bytes: bytes.to_vec(), format, provenance: self.place(offset), header: None }
    }

    fn too_long(&self, offset: u64) -> SourceError {
        let message = format!("the record is longer than {} MiB and was skipped", self.limits.record_bytes >> 20);
        SourceError::record(&self.place(offset), Reason::TooLong, message)
    }

    /// The error for bytes that end at `offset` in the middle of something, for a reason the input knows or by itself.
    fn cut(&self, input: &mut Input, offset: u64) -> SourceError {
        let fault = input.take_fault().unwrap_or_else(|| Fault {
            reason: Reason::Truncated,
            message: "the file ends in the middle of this record; all before it was read, fetch it again for the rest"
                .to_owned(),
            cause: None,
        });
        fault.at(&self.place(offset))
    }
}
