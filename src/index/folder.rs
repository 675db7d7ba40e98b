//! The folder of an index as the writer sees it: files are read piece by piece, where tantivy's own directory maps them.
//!
//! Merging reads whole segments and looking up known articles touches pages all over them. Of mapped files each page
//! touched counts as memory of this process until the last reader of the segment goes; read, only what is in hand does.

use std::{
    fs::File,
    io,
    ops::Range,
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use tantivy::{
    Directory, HasLen,
    directory::{
        DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes, WatchCallback, WatchHandle, WritePtr,
        error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError},
    },
};

/// Bytes read at once when pieces are asked for one after the other, as a merge does with the postings.
const WINDOW: usize = 128 << 10;

/// Bytes between two pieces that still follow each other.
const GAP: usize = 4 << 10;

/// Pieces of more bytes are mapped for as long as they are held: the texts of a segment that a merge copies in one go.
const LARGE: usize = 1 << 20;

/// A folder whose files are read.
#[derive(Debug, Clone)]
pub(super) struct Folder {
    root: Arc<Path>,
    mapped: MmapDirectory,
}

impl Folder {
    /// The folder at `root`.
    pub(super) fn open(root: &Path) -> Result<Self, OpenDirectoryError> {
        Ok(Self { root: Arc::from(root), mapped: MmapDirectory::open(root)? })
    }
}

/// All but reading is tantivy's own.
impl Directory for Folder {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let file = OpenFile::open(self, path).map_err(|cause| match cause.kind() {
            io::ErrorKind::NotFound => OpenReadError::FileDoesNotExist(path.to_owned()),
            _ => OpenReadError::wrap_io_error(cause, path.to_owned()),
        })?;
        Ok(Arc::new(file))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.mapped.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.mapped.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.mapped.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.mapped.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.mapped.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.mapped.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.mapped.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.mapped.watch(callback)
    }
}

/// A file of the folder. It can be read to its end even when it has been removed since.
#[derive(Debug)]
struct OpenFile {
    path: PathBuf,
    mapped: MmapDirectory,
    file: File,
    length: usize,
    last: Mutex<Piece>,
}

/// What was read last.
#[derive(Debug, Clone)]
struct Piece {
    start: usize,
    bytes: OwnedBytes,
}

impl Piece {
    /// The bytes of `range`, if all of them are here.
    fn part(&self, range: &Range<usize>) -> Option<OwnedBytes> {
        let from = range.start.checked_sub(self.start)?;
        let to = from + range.len();
        (to <= self.bytes.len()).then(|| self.bytes.slice(from..to))
    }

    /// Whether a piece from `start` goes on where this one ends, or soon after.
    fn goes_on_at(&self, start: usize) -> bool {
        (self.start..=self.start + self.bytes.len() + GAP).contains(&start)
    }
}

impl OpenFile {
    fn open(folder: &Folder, path: &Path) -> io::Result<Self> {
        let file = File::open(folder.root.join(path))?;
        let length = usize::try_from(file.metadata()?.len()).map_err(io::Error::other)?;
        let last = Mutex::new(Piece { start: length, bytes: OwnedBytes::empty() });
        Ok(Self { path: path.to_owned(), mapped: folder.mapped.clone(), file, length, last })
    }

    fn read(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        let mut bytes = vec![0; range.len()];
        self.file.read_exact_at(&mut bytes, range.start as u64)?;
        Ok(OwnedBytes::new(bytes))
    }

    /// Reads ahead where pieces follow one another. A piece alone, as of a look-up, is read as it is.
    fn read_small(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(part) = last.part(&range) {
            return Ok(part);
        }
        let ahead = if last.goes_on_at(range.start) { WINDOW } else { 0 };
        let end = range.end.max((range.start + ahead).min(self.length));
        *last = Piece { start: range.start, bytes: self.read(range.start..end)? };
        Ok(last.bytes.slice(0..range.len()))
    }
}

impl HasLen for OpenFile {
    fn len(&self) -> usize {
        self.length
    }
}

impl FileHandle for OpenFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.len() <= WINDOW {
            return self.read_small(range);
        }
        // A file removed since cannot be mapped any more.
        let mapped = if range.len() > LARGE { self.mapped.get_file_handle(&self.path).ok() } else { None };
        mapped.map_or_else(|| self.read(range.clone()), |mapped| mapped.read_bytes(range.clone()))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn bytes(length: usize) -> Vec<u8> {
        (0..length).map(|n| (n * n / 8) as u8).collect()
    }

    #[test]
    fn pieces_are_the_bytes_of_the_file_in_whatever_order() {
        let dir = tempfile::tempdir().expect("a folder");
        let whole = bytes(3 << 20);
        fs::write(dir.path().join("a.idx"), &whole).expect("it can be written");
        let folder = Folder::open(dir.path()).expect("it opens");
        let file = folder.open_read(Path::new("a.idx")).expect("it is there");
        assert_eq!(file.len(), whole.len());
        let mut seed = 1u32;
        let mut at = 0;
        for step in 0..4_000 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let size = [0, 3, 700, 90_000, 200_000, 1_500_000][(seed >> 20) as usize % 6];
            at = if step % 7 == 0 { seed as usize % whole.len() } else { at };
            let end = (at + size).min(whole.len());
            assert_eq!(file.slice(at..end).read_bytes().expect("it reads").as_slice(), &whole[at..end]);
            at = if end == whole.len() { 0 } else { end };
        }
    }

    #[test]
    fn a_file_removed_is_read_on() {
        let dir = tempfile::tempdir().expect("a folder");
        let whole = bytes(2 << 20);
        fs::write(dir.path().join("a.store"), &whole).expect("it can be written");
        let folder = Folder::open(dir.path()).expect("it opens");
        let file = folder.open_read(Path::new("a.store")).expect("it is there");
        folder.delete(Path::new("a.store")).expect("it goes");
        assert_eq!(file.read_bytes().expect("it reads").as_slice(), whole);
        assert!(matches!(folder.open_read(Path::new("a.store")), Err(OpenReadError::FileDoesNotExist(_))));
    }
}
