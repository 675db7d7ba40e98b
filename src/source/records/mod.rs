//! One reader a form: each finds where records begin and end, and nothing more.

use std::{path::PathBuf, sync::Arc};

use super::{
    Format, Limits, RawRecord, Shared, SourceError,
    error::Reason,
    input::{Fault, Input},
};
use crate::article::Provenance;

pub(super) mod archive;
mod columns;
pub(super) mod cuts;
pub(super) mod days;
pub(super) mod divisions;
pub(super) mod elements;
pub(super) mod entries;
pub(super) mod json;
pub(super) mod lines;
pub(super) mod mails;
mod mets;
pub(super) mod pages;
#[cfg(feature = "parquet")]
pub(super) mod parquet;
mod scan;
pub(super) mod sheet;
pub(super) mod table;
pub(super) mod whole;

/// What a reader yields.
pub(super) type Item = Result<RawRecord, SourceError>;

/// Records passed over on purpose, by label: no articles, and no errors.
pub(super) type PassedOver = std::collections::BTreeMap<&'static str, u64>;

/// What every reader of one file needs to know.
#[derive(Debug, Clone)]
pub(super) struct Context {
    pub(super) path: Arc<PathBuf>,
    /// Name of the member within a container, if it is one.
    pub(super) member: Option<Arc<str>>,
    /// What another file says of the text in this one.
    pub(super) beside: Option<Arc<Shared>>,
    /// What the beginning of a file of JSON tells of all its records.
    pub(super) told: Option<Arc<Shared>>,
    pub(super) limits: Limits,
}

impl Context {
    pub(super) fn place(&self, offset: u64) -> Provenance {
        Provenance { path: Arc::clone(&self.path), member: self.member.clone(), offset }
    }

    /// The name by which a form is judged: the member's, else the file's.
    pub(super) fn name(&self) -> std::borrow::Cow<'_, str> {
        match &self.member {
            Some(member) => member.as_ref().into(),
            None => self.path.to_string_lossy(),
        }
    }

    /// The context of a member; names of members within members are joined.
    pub(super) fn within(&self, name: &str) -> Self {
        let member = match &self.member {
            Some(outer) => format!("{outer}/{name}"),
            None => name.to_owned(),
        };
        Self { member: Some(member.into()), beside: None, told: None, ..self.clone() }
    }

    fn record(&self, offset: u64, bytes: &[u8], format: Format) -> RawRecord {
        let shared = if format == Format::Json { self.told.clone() } else { None };
        RawRecord { bytes: bytes.to_vec(), format, provenance: self.place(offset), header: None, shared }
    }

    fn too_long(&self, offset: u64) -> SourceError {
        let message = format!("the record is longer than {} MiB and was skipped", self.limits.record_bytes >> 20);
        SourceError::record(&self.place(offset), Reason::TooLong, message)
    }

    /// The same of an object that may be a whole table by columns.
    fn too_long_object(&self, offset: u64) -> SourceError {
        let message = format!(
            "the record is longer than {} MiB and was skipped; if it is a table by columns, as pandas writes it, over {} MiB, write it with to_json(orient=\"records\", lines=True) or read it with --limit table=1G",
            self.limits.record_bytes >> 20,
            self.limits.table_bytes >> 20
        );
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
