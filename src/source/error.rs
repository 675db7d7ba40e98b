//! What can go wrong between a path and an article, typed, with the place and what to do about it.

use std::{fmt, io, path::Path, sync::Arc};

use crate::article::Provenance;

/// What went wrong with a path, a file or a record.
///
/// Printed as `PATH[:MEMBER][ at byte N]: what, remedy`.
#[derive(Debug)]
pub struct SourceError {
    path: Arc<std::path::PathBuf>,
    member: Option<Arc<str>>,
    offset: Option<u64>,
    scope: Scope,
    reason: Reason,
    message: String,
    cause: Option<io::Error>,
}

/// How much is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Scope {
    /// A path or (the rest of) a file.
    File,
    /// One article.
    Record,
}

/// Why something was not read: the key under which it is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// The operating system refused (rights, disk).
    Io,
    /// The path does not exist, or the file went away or changed its kind after the walk.
    Gone,
    /// A link that leads back to a folder that holds it.
    Loop,
    /// The file holds nothing at all.
    Empty,
    /// The file ends in the middle of something.
    Truncated,
    /// Compressed data that does not decompress.
    Damaged,
    /// A compressed file that grows beyond the limits.
    Bomb,
    /// Not a form that this version reads.
    UnknownFormat,
    /// Not JSON, or not an object.
    BadJson,
    /// A row that does not fit its header, or a quote that is never closed.
    BadCsv,
    /// A table whose columns are not known.
    NoHeader,
    /// A page that cannot be read within the limits.
    BadHtml,
    /// Bytes that are no text in any encoding known.
    NotText,
    /// A record longer than the limit.
    TooLong,
    /// A record without a body.
    NoText,
}

impl Reason {
    /// Every reason, in the order of the report.
    pub const ALL: [Self; 15] = [
        Self::Io,
        Self::Gone,
        Self::Loop,
        Self::Empty,
        Self::Truncated,
        Self::Damaged,
        Self::Bomb,
        Self::UnknownFormat,
        Self::BadJson,
        Self::BadCsv,
        Self::NoHeader,
        Self::BadHtml,
        Self::NotText,
        Self::TooLong,
        Self::NoText,
    ];

    /// The stable label of the counter.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Io => "io",
            Self::Gone => "gone",
            Self::Loop => "loop",
            Self::Empty => "empty",
            Self::Truncated => "truncated",
            Self::Damaged => "damaged",
            Self::Bomb => "bomb",
            Self::UnknownFormat => "unknown-format",
            Self::BadJson => "bad-json",
            Self::BadCsv => "bad-csv",
            Self::NoHeader => "no-header",
            Self::BadHtml => "bad-html",
            Self::NotText => "not-text",
            Self::TooLong => "too-long",
            Self::NoText => "no-text",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

impl SourceError {
    /// A path or a whole file is lost.
    pub(super) fn file(path: &Path, reason: Reason, message: impl Into<String>) -> Self {
        Self {
            path: Arc::new(path.to_path_buf()),
            member: None,
            offset: None,
            scope: Scope::File,
            reason,
            message: message.into(),
            cause: None,
        }
    }

    /// A whole file or member is lost.
    pub(super) fn whole(place: &Provenance, reason: Reason, message: impl Into<String>) -> Self {
        Self { offset: None, ..Self::rest(place, reason, message) }
    }

    /// The rest of a file is lost from a known place on.
    pub(super) fn rest(place: &Provenance, reason: Reason, message: impl Into<String>) -> Self {
        Self { scope: Scope::File, ..Self::record(place, reason, message) }
    }

    /// One article is lost.
    pub(super) fn record(place: &Provenance, reason: Reason, message: impl Into<String>) -> Self {
        Self {
            path: Arc::clone(&place.path),
            member: place.member.clone(),
            offset: Some(place.offset),
            scope: Scope::Record,
            reason,
            message: message.into(),
            cause: None,
        }
    }

    /// The operating system refused.
    pub(super) fn io(path: &Path, cause: io::Error) -> Self {
        let (reason, remedy) = match cause.kind() {
            io::ErrorKind::NotFound => (Reason::Gone, "; check the path, or whether the disk is mounted"),
            io::ErrorKind::PermissionDenied => (Reason::Io, "; it must be readable by you"),
            _ => (Reason::Io, ""),
        };
        Self { cause: None, ..Self::file(path, reason, format!("{cause}{remedy}")) }.because(cause)
    }

    /// Adds the error behind this one.
    pub(super) fn because(mut self, cause: io::Error) -> Self {
        self.cause = Some(cause);
        self
    }

    /// The key under which this is counted.
    #[must_use]
    pub fn reason(&self) -> Reason {
        self.reason
    }

    /// Whether this is one rejected article (and not a path, a file or the rest of one).
    #[must_use]
    pub fn is_record(&self) -> bool {
        self.scope == Scope::Record
    }

    /// The file or folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The member within a container.
    #[must_use]
    pub fn member(&self) -> Option<&str> {
        self.member.as_deref()
    }

    /// The place in the decompressed file or member, in bytes, where it is known.
    #[must_use]
    pub fn offset(&self) -> Option<u64> {
        self.offset
    }
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        if let Some(member) = &self.member {
            write!(f, ":{member}")?;
        }
        if let Some(offset) = self.offset {
            write!(f, " at byte {offset}")?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for SourceError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_ref().map(|cause| cause as _)
    }
}
