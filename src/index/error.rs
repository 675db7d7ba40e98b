//! What can go wrong with an index, each with what to do about it.

use std::{
    io,
    path::{Path, PathBuf},
};

use index_schema::documents::DamagedDocument;
use tantivy::TantivyError;

/// Why an index could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// Nothing was ever indexed there.
    #[error("no index in {dir}: run `onrecord index PATH -d {dir}`", dir = .0.display())]
    Missing(PathBuf),
    /// Another process writes to it.
    #[error("the index in {dir} is being written by {who}: wait for it to end, or use another folder with -d", dir = .dir.display())]
    Busy {
        /// The index folder.
        dir: PathBuf,
        /// "process 123", as far as the lock file tells.
        who: String,
    },
    /// It was made with other fields or analyzers.
    #[error(
        "the index in {dir} has schema version {found}, this program reads version {expected}: index again into a new folder with `onrecord index PATH -d NEW`",
        dir = .dir.display()
    )]
    Version {
        /// The index folder.
        dir: PathBuf,
        /// Version found.
        found: u32,
        /// Version of this program.
        expected: u32,
    },
    /// There is an index, but not one of this program.
    #[error("{dir} holds an index that onrecord did not write: choose another folder with -d", dir = .0.display())]
    Foreign(PathBuf),
    /// Files are missing, cut short or altered.
    #[error("the index in {dir} is damaged ({cause}): remove {dir}/index and run `onrecord index PATH -d {dir}` again", dir = .dir.display())]
    Damaged {
        /// The index folder.
        dir: PathBuf,
        /// What was found.
        cause: String,
    },
    /// The file system refused.
    #[error("{path}: {cause}", path = .path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The system's word.
        cause: io::Error,
    },
    /// Writing stopped; what was committed before is intact.
    #[error("writing to the index in {dir} failed: {cause}; what was committed before is intact, run the same command again to go on", dir = .dir.display())]
    Write {
        /// The index folder.
        dir: PathBuf,
        /// The first cause that could be found.
        cause: String,
    },
    /// Reading failed.
    #[error("reading the index in {dir} failed: {cause}; `onrecord check -d {dir}` tells more", dir = .dir.display())]
    Read {
        /// The index folder.
        dir: PathBuf,
        /// The cause.
        cause: String,
    },
    /// A stored document lacks a field.
    #[error(transparent)]
    Document(#[from] DamagedDocument),
}

impl IndexError {
    /// A failure of the file system at `path`.
    pub(crate) fn io(path: &Path, cause: io::Error) -> Self {
        Self::Io { path: path.to_owned(), cause }
    }

    /// A failure of tantivy while opening `dir`.
    pub(crate) fn open(dir: &Path, error: &TantivyError) -> Self {
        Self::Damaged { dir: dir.to_owned(), cause: words(error) }
    }

    /// A failure of tantivy while reading `dir`.
    pub(crate) fn read(dir: &Path, error: &TantivyError) -> Self {
        Self::Read { dir: dir.to_owned(), cause: words(error) }
    }

    /// A failure of tantivy while writing `dir`.
    pub(crate) fn write(dir: &Path, error: &TantivyError) -> Self {
        Self::Write { dir: dir.to_owned(), cause: words(error) }
    }
}

/// tantivy's error in words: the system's own where there is one, since tantivy prints wrappers.
pub(crate) fn words(error: &TantivyError) -> String {
    use tantivy::directory::error::{OpenReadError, OpenWriteError};
    match error {
        TantivyError::IoError(cause) => cause.to_string(),
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, filepath }) => {
            format!("{}: {io_error}", filepath.display())
        }
        TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(path)) => {
            format!("{} is missing", path.display())
        }
        TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, filepath }) => {
            format!("{}: {io_error}", filepath.display())
        }
        other => other.to_string(),
    }
}
