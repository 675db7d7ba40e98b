//! From the paths that were named to the regular files below them, in an order that does not change.

use std::{
    fs::Metadata,
    path::{Path, PathBuf},
    sync::Arc,
    time::UNIX_EPOCH,
};

use walkdir::{DirEntry, IntoIter, WalkDir};

use super::{FileEntry, Filter, SourceError, error::Reason, kind, open};

/// How to walk.
#[derive(Debug, Clone, Default)]
pub struct WalkOptions {
    /// Whether links are followed below the roots; a root that is a link always is.
    pub follow_symlinks: bool,
    /// Folders not to enter (the index in use), besides every folder that holds an index.
    pub skip: Vec<PathBuf>,
    /// Which files are read.
    pub names: Names,
    /// Which files and folders below the roots are wanted; a root itself always is.
    pub filter: Filter,
}

/// Which files are read, by their names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Names {
    /// Those whose names promise a form that is read; and those whose names say nothing, if their beginnings tell.
    #[default]
    Known,
    /// All: the user says what they are.
    Any,
}

/// What the walk came upon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A file to read.
    File(FileEntry),
    /// Something passed by on purpose.
    Skipped {
        /// Where.
        path: PathBuf,
        /// Why.
        reason: SkipReason,
    },
}

/// Why a path is passed by on purpose; counted, and no error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SkipReason {
    /// A FIFO, socket or device: reading it could wait for ever.
    NotRegular,
    /// A link, when links are not followed.
    Symlink,
    /// A name that this version does not read.
    UnknownKind,
    /// PDF, RTF, DOCX and their like: to be converted first.
    Document,
    /// An index of onrecord.
    IndexFolder,
    /// Left out by a pattern of the user's: a file, or a folder with all in it.
    Excluded,
}

impl SkipReason {
    /// Whether it is the file's form that is not read.
    #[must_use]
    pub fn is_of_form(self) -> bool {
        matches!(self, Self::UnknownKind | Self::Document)
    }

    /// The stable label of the counter.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::NotRegular => "not-regular",
            Self::Symlink => "symlink",
            Self::UnknownKind => "unknown-kind",
            Self::Document => "document",
            Self::IndexFolder => "index-folder",
            Self::Excluded => "excluded",
        }
    }
}

/// That nothing below a path was of a form that is read, in words with the remedy.
#[derive(Debug, Clone, Copy)]
pub struct NothingRead<'p> {
    /// The path.
    pub root: &'p Path,
    /// Files passed by.
    pub passed: u64,
}

impl std::fmt::Display for NothingRead<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let root = self.root.display();
        write!(
            f,
            "{root}: none of {} files is of a form that is read; `onrecord sources {root}` tells what they are, --input says what to take them for",
            self.passed
        )
    }
}

/// Iterator over all that lies at and below the roots: each folder's names sorted, roots in the order given.
#[derive(Debug)]
pub struct Walk {
    roots: std::vec::IntoIter<PathBuf>,
    current: Option<IntoIter>,
    /// The root that is walked.
    root: PathBuf,
    options: WalkOptions,
}

impl Walk {
    /// Prepares a walk; nothing is read yet. The roots are made absolute without following links.
    #[must_use]
    pub fn new(roots: &[PathBuf], options: &WalkOptions) -> Self {
        let mut options = options.clone();
        for path in &mut options.skip {
            *path = absolute(path);
        }
        Self { roots: Vec::from(roots).into_iter(), current: None, root: PathBuf::new(), options }
    }

    fn start(&mut self, root: &Path) -> IntoIter {
        self.root = absolute(root);
        WalkDir::new(&self.root)
            .follow_links(self.options.follow_symlinks)
            .follow_root_links(true)
            .sort_by_file_name()
            .into_iter()
    }

    fn entry(&mut self, entry: &DirEntry) -> Option<Result<Found, SourceError>> {
        let skipped = |reason| Some(Ok(Found::Skipped { path: entry.path().to_path_buf(), reason }));
        let metadata = match metadata(entry) {
            Ok(metadata) => metadata,
            Err(error) => return Some(Err(error)),
        };
        let within = entry.path().strip_prefix(&self.root).unwrap_or(entry.path());
        if metadata.is_dir() {
            let reason = match entry.depth() > 0 && !self.options.filter.wants_folder(within) {
                true => SkipReason::Excluded,
                false if self.is_index(entry.path()) => SkipReason::IndexFolder,
                false => return None,
            };
            if let Some(walk) = &mut self.current {
                walk.skip_current_dir();
            }
            return skipped(reason);
        }
        if metadata.is_symlink() {
            return skipped(SkipReason::Symlink);
        }
        if !metadata.is_file() {
            return skipped(SkipReason::NotRegular);
        }
        if entry.depth() > 0 && !self.options.filter.wants_file(within) {
            return skipped(SkipReason::Excluded);
        }
        // A file that was named by hand is looked at whatever its name.
        let path = entry.path();
        let read = self.options.names == Names::Any
            || entry.depth() == 0
            || kind::of_name(path).is_some()
            || (kind::may_be_anything(path) && open::is_recognised(path));
        if read {
            return Some(Ok(Found::File(file_entry(path, &metadata))));
        }
        skipped(if kind::is_document(path) { SkipReason::Document } else { SkipReason::UnknownKind })
    }

    fn is_index(&self, folder: &Path) -> bool {
        self.options.skip.iter().any(|skip| skip == folder) || folder.join("index").join("meta.json").is_file()
    }
}

impl Iterator for Walk {
    type Item = Result<Found, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let Some(walk) = &mut self.current else {
                let root = self.roots.next()?;
                self.current = Some(self.start(&root));
                continue;
            };
            match walk.next() {
                None => self.current = None,
                Some(Err(error)) => return Some(Err(walk_error(error))),
                Some(Ok(entry)) => {
                    if let Some(found) = self.entry(&entry) {
                        return Some(found);
                    }
                }
            }
        }
    }
}

/// Counts the files to read below the roots and their bytes on disk, for a progress bar; errors count as nothing.
#[must_use]
pub fn measure(roots: &[PathBuf], options: &WalkOptions) -> (u64, u64) {
    Walk::new(roots, options).fold((0, 0), |(files, bytes), found| match found {
        Ok(Found::File(entry)) => (files + 1, bytes + entry.size),
        _ => (files, bytes),
    })
}

/// Made absolute by text alone: a link in the path stays what the user typed.
fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}

/// A root that is a link is what it leads to; below, `walkdir` follows or not as told.
fn metadata(entry: &DirEntry) -> Result<Metadata, SourceError> {
    if entry.depth() == 0 {
        return std::fs::metadata(entry.path()).map_err(|error| SourceError::io(entry.path(), error));
    }
    entry.metadata().map_err(walk_error)
}

pub(super) fn file_entry(path: &Path, metadata: &Metadata) -> FileEntry {
    let since = metadata.modified().ok().and_then(|time| match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).ok(),
        Err(before) => i64::try_from(before.duration().as_nanos()).ok().map(|nanos| -nanos),
    });
    FileEntry { path: Arc::new(path.to_path_buf()), size: metadata.len(), mtime: since.unwrap_or(0) }
}

fn walk_error(error: walkdir::Error) -> SourceError {
    let path = error.path().map(Path::to_path_buf).unwrap_or_default();
    if let Some(ancestor) = error.loop_ancestor() {
        let message = format!("the link leads back to {}, which holds it; it is not followed", ancestor.display());
        return SourceError::file(&path, Reason::Loop, message);
    }
    let text = error.to_string();
    match error.into_io_error() {
        Some(cause) => SourceError::io(&path, cause),
        None => SourceError::file(&path, Reason::Io, text),
    }
}
