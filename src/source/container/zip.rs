//! zip: the table of contents tells where members lie; each is then read from its own place.

use std::{
    fmt,
    fs::File,
    io::{self, BufReader, Cursor, Read, Seek, SeekFrom},
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive, result::ZipError};

use super::Member;
use crate::source::{SourceError, error::Reason, input, records::Context};

/// A zip that is being read.
pub(in crate::source) struct Zip {
    place: Place,
    archive: ZipArchive<Source>,
    next: usize,
    /// Bytes that came out of all members so far: members that overlap share their bytes in, not their bytes out.
    out: Arc<AtomicU64>,
    size: u64,
    /// Ratio and grace.
    limits: (u64, u64),
    ended: bool,
}

/// Where a zip lies.
enum Place {
    File(PathBuf),
    Memory(Arc<[u8]>),
}

/// Its bytes, read from the beginning or from a member on.
enum Source {
    File(BufReader<File>),
    Memory(Cursor<Arc<[u8]>>),
}

impl fmt::Debug for Zip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Zip").field("next", &self.next).field("size", &self.size).finish_non_exhaustive()
    }
}

impl Place {
    fn open(&self) -> io::Result<Source> {
        Ok(match self {
            Self::File(path) => Source::File(BufReader::new(File::open(path)?)),
            Self::Memory(bytes) => Source::Memory(Cursor::new(Arc::clone(bytes))),
        })
    }
}

impl Read for Source {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(into),
            Self::Memory(bytes) => bytes.read(into),
        }
    }
}

impl Seek for Source {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::File(file) => file.seek(to),
            Self::Memory(bytes) => bytes.seek(to),
        }
    }
}

impl Zip {
    /// A zip file on disk.
    pub(in crate::source) fn file(context: &Context) -> Result<Self, SourceError> {
        let path = context.path.as_ref().clone();
        let size = std::fs::metadata(&path).map_err(|error| SourceError::io(&path, error))?.len();
        Self::open(Place::File(path), size, context)
    }

    /// A zip within another container.
    pub(in crate::source) fn memory(bytes: Vec<u8>, context: &Context) -> Result<Self, SourceError> {
        let size = bytes.len() as u64;
        Self::open(Place::Memory(bytes.into()), size, context)
    }

    fn open(place: Place, size: u64, context: &Context) -> Result<Self, SourceError> {
        let source = place.open().map_err(|error| SourceError::io(&context.path, error))?;
        let archive = ZipArchive::new(source).map_err(|error| {
            let message = format!("has no readable table of contents ({error}); fetch it again");
            SourceError::rest(&context.place(0), Reason::Damaged, message)
        })?;
        let limits = (context.limits.ratio, context.limits.ratio_grace);
        Ok(Self { place, archive, next: 0, out: Arc::default(), size, limits, ended: false })
    }

    pub(in crate::source) fn next(&mut self, context: &Context) -> Option<Result<Member, SourceError>> {
        while self.next < self.archive.len() && !self.ended {
            let at = self.next;
            self.next += 1;
            let refuse = |reason, message: String| Some(Err(SourceError::rest(&context.place(0), reason, message)));
            if self.next as u64 > context.limits.members {
                self.ended = true;
                return refuse(Reason::Bomb, "the zip has more members than the limit; split it".to_owned());
            }
            if self.is_bomb(context) {
                self.ended = true;
                let message = "grows more by unpacking than any real archive does and is not read further; unpack it by hand if it is sound";
                return refuse(Reason::Bomb, message.to_owned());
            }
            match self.member(at) {
                Ok(Some(member)) => return Some(Ok(member)),
                Ok(None) => {}
                Err(error) => return refuse(Reason::Damaged, format!("member {} cannot be read ({error})", at + 1)),
            }
        }
        None
    }

    /// Whether there is a member of this name.
    pub(in crate::source) fn holds(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The bytes of a member, if there is one of this name with no more than so many.
    pub(in crate::source) fn read_small(&mut self, name: &str, most: u64) -> Option<Vec<u8>> {
        let at = self.archive.index_for_name(name)?;
        let size = self.archive.by_index_raw(at).ok()?.size();
        (size <= most).then_some(())?;
        let mut bytes = Vec::new();
        self.member(at).ok()??.bytes.take(most).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    fn is_bomb(&self, context: &Context) -> bool {
        let out = self.out.load(Ordering::Relaxed);
        out > context.limits.ratio_grace && out > self.size.saturating_mul(context.limits.ratio)
    }

    /// Opens a member; `None` for a folder.
    fn member(&mut self, at: usize) -> Result<Option<Member>, ZipError> {
        let entry = self.archive.by_index_raw(at)?;
        if entry.is_dir() {
            return Ok(None);
        }
        let (method, length) = (entry.compression(), entry.compressed_size());
        let (name, encrypted) = (entry.name().map(std::borrow::Cow::into_owned)?, entry.encrypted());
        let start = entry.data_start().ok_or(ZipError::InvalidArchive("a member without a place".into()))?;
        drop(entry);
        if encrypted {
            return Err(ZipError::UnsupportedArchive("it is encrypted: unpack it with its password"));
        }
        let mut source = self.place.open()?;
        source.seek(SeekFrom::Start(start))?;
        let packed = source.take(length);
        let bytes: Box<dyn Read + Send> = match method {
            CompressionMethod::STORE => Box::new(packed),
            CompressionMethod::DEFLATE => Box::new(DeflateDecoder::new(packed)),
            _ => unsupported(method, packed)?,
        };
        let counted = Counted { bytes, out: Arc::clone(&self.out), most: self.size, limits: self.limits };
        Ok(Some(Member { name, bytes: Box::new(counted) }))
    }
}

/// The rarer methods.
fn unsupported(method: CompressionMethod, packed: io::Take<Source>) -> Result<Box<dyn Read + Send>, ZipError> {
    match method {
        CompressionMethod::BZIP2 => Ok(Box::new(bzip2::read::BzDecoder::new(packed))),
        CompressionMethod::ZSTD => Ok(Box::new(zstd::stream::read::Decoder::new(packed)?)),
        _ => Err(ZipError::UnsupportedArchive("its compression method is not read here: pack it anew with deflate")),
    }
}

/// Counts what comes out, and stops what grows beyond the limits even within one member.
struct Counted {
    bytes: Box<dyn Read + Send>,
    out: Arc<AtomicU64>,
    most: u64,
    limits: (u64, u64),
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.bytes.read(into)?;
        let out = self.out.fetch_add(count as u64, Ordering::Relaxed) + count as u64;
        let (ratio, grace) = self.limits;
        if out > grace && out > self.most.saturating_mul(ratio) {
            return Err(input::bomb());
        }
        Ok(count)
    }
}
