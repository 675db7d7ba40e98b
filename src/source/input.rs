//! The bytes of a file as a growing window: decompressed, capped, counted, and as UTF-8 where it was UTF-16.

use std::{
    fmt,
    fs::File,
    io::{self, BufRead, BufReader, Read, Seek, SeekFrom},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use encoding_rs::{CoderResult, Decoder, UTF_16BE, UTF_16LE};
use flate2::bufread::GzDecoder;

use super::{
    Limits,
    error::{Reason, SourceError},
};
use crate::article::Provenance;

/// Bytes read from the disk, and added to the window, at a time.
const CHUNK: usize = 256 << 10;

/// Bytes by which UTF-16 without a byte order mark is told.
const PAIRS: usize = 512;

const GZIP: &[u8] = &[0x1F, 0x8B];
const ZSTD: &[u8] = &[0x28, 0xB5, 0x2F, 0xFD];
const BZIP2: &[u8] = b"BZh";
const XZ: &[u8] = &[0xFD, b'7', b'z', b'X', b'Z', 0];

/// A window on the decompressed bytes of a file: it begins at the first byte not yet consumed and grows on demand.
pub(super) struct Input {
    reader: Box<dyn Read + Send>,
    transcoder: Option<Transcoder>,
    window: Vec<u8>,
    /// Where the window begins within its buffer: consuming moves this, growing moves the bytes.
    start: usize,
    /// Offset of the window's first byte in the decompressed file.
    offset: u64,
    state: State,
    read: Arc<AtomicU64>,
    packed: bool,
}

#[derive(Debug)]
enum State {
    Open,
    End,
    /// The reader failed after the bytes in the window.
    Failed(Option<Fault>),
}

/// Why the bytes end before the file does.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) reason: Reason,
    pub(super) message: String,
    pub(super) cause: Option<io::Error>,
}

impl Fault {
    /// The error for the rest of a file from `place` on.
    pub(super) fn at(self, place: &Provenance) -> SourceError {
        let error = SourceError::rest(place, self.reason, self.message);
        match self.cause {
            Some(cause) => error.because(cause),
            None => error,
        }
    }
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Input").field("offset", &self.offset).field("state", &self.state).finish_non_exhaustive()
    }
}

impl Input {
    /// Opens a regular file, whatever it was when the walk saw it.
    pub(super) fn open(path: &Path, limits: &Limits) -> Result<Self, SourceError> {
        let file = open_regular(path)?;
        let mut input = Self::member(Box::new(file), limits).map_err(|error| SourceError::io(path, error))?;
        // Nothing read from the disk at all, or nothing once unpacked: the second is told by whoever looks for records.
        if !input.has(1) && input.bytes_read() == 0 && !input.failed() {
            return Err(SourceError::file(path, Reason::Empty, "the file is empty; fetch or export it again"));
        }
        Ok(input)
    }

    /// The bytes of a file or of a member of a container, unpacked if they are compressed.
    pub(super) fn member(bytes: Box<dyn Read + Send>, limits: &Limits) -> io::Result<Self> {
        let read = Arc::new(AtomicU64::new(0));
        let counted = Counted { inner: bytes, read: Arc::clone(&read) };
        let mut raw = BufReader::with_capacity(CHUNK, counted);
        let compression = Compression::of(raw.fill_buf()?);
        let mut input = Self::over(decompress(raw, compression, limits, &read)?);
        input.read = read;
        input.packed = compression != Compression::None;
        input.sniff_utf16();
        Ok(input)
    }

    /// A regular file of plain bytes from `offset` on; `read` counts what lies before as read.
    pub(super) fn at(path: &Path, offset: u64, read: &Arc<AtomicU64>) -> Result<Self, SourceError> {
        let mut file = open_regular(path)?;
        file.seek(SeekFrom::Start(offset)).map_err(|error| SourceError::io(path, error))?;
        read.store(offset, Ordering::Relaxed);
        let counted = Counted { inner: Box::new(file), read: Arc::clone(read) };
        Ok(Self { offset, read: Arc::clone(read), ..Self::over(Box::new(counted)) })
    }

    /// A window on any reader.
    pub(super) fn over(reader: Box<dyn Read + Send>) -> Self {
        Self {
            reader,
            transcoder: None,
            window: Vec::new(),
            start: 0,
            offset: 0,
            state: State::Open,
            read: Arc::default(),
            packed: false,
        }
    }

    /// Whether the bytes come out of a compression.
    pub(super) fn is_packed(&self) -> bool {
        self.packed
    }

    /// Whether offsets are those of the file on disk: neither unpacked nor in another encoding.
    pub(super) fn is_as_on_disk(&self) -> bool {
        !self.packed && self.transcoder.is_none()
    }

    /// The bytes at hand that are not yet consumed.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.window[self.start..]
    }

    /// Offset of the first of [`Self::bytes`] in the decompressed file.
    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    /// The counter of bytes read from the disk.
    pub(super) fn meter(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.read)
    }

    /// Bytes of the file on disk read so far.
    fn bytes_read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// Gives up the first `count` bytes of the window.
    pub(super) fn consume(&mut self, count: usize) {
        debug_assert!(count <= self.bytes().len(), "consumes only what is there");
        self.start += count;
        self.offset += count as u64;
    }

    /// Adds bytes to the window; false at the end of what can be read.
    pub(super) fn grow(&mut self) -> bool {
        // Moving costs as much as was consumed since the last move, or more: linear in all.
        if self.start > self.window.len() / 2 || self.start == self.window.len() {
            self.window.drain(..self.start);
            self.start = 0;
        }
        let before = self.window.len();
        while self.window.len() == before && matches!(self.state, State::Open) {
            if let Err(error) = self.read_chunk() {
                self.state = State::Failed(Some(fault(error)));
            }
        }
        self.window.len() > before
    }

    /// Whether at least `count` bytes are at hand, after growing as needed.
    pub(super) fn has(&mut self, count: usize) -> bool {
        while self.bytes().len() < count {
            if !self.grow() {
                return false;
            }
        }
        true
    }

    /// What ended the bytes early, if anything did; told once, after the window was used up to its end.
    pub(super) fn take_fault(&mut self) -> Option<Fault> {
        match &mut self.state {
            State::Failed(fault) => fault.take(),
            _ => None,
        }
    }

    /// Whether the bytes ended early, told or not.
    pub(super) fn failed(&self) -> bool {
        matches!(self.state, State::Failed(_))
    }

    fn read_chunk(&mut self) -> io::Result<()> {
        let before = self.window.len();
        self.window.resize(before + CHUNK, 0);
        let outcome = loop {
            match self.reader.read(&mut self.window[before..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                outcome => break outcome,
            }
        };
        let count = *outcome.as_ref().unwrap_or(&0);
        self.window.truncate(before + count);
        outcome?;
        if count == 0 {
            self.state = State::End;
        }
        if let Some(transcoder) = &mut self.transcoder {
            let raw = self.window.split_off(before);
            transcoder.decode(&raw, count == 0, &mut self.window);
        }
        Ok(())
    }

    /// Files in UTF-16, told by its byte order mark or every second byte, are read as UTF-8 from here on; offsets then
    /// count UTF-8.
    fn sniff_utf16(&mut self) {
        self.has(PAIRS);
        let encoding = match self.bytes() {
            [0xFF, 0xFE, ..] => UTF_16LE,
            [0xFE, 0xFF, ..] => UTF_16BE,
            bytes if is_every_second_block(bytes, 1) => UTF_16LE,
            bytes if is_every_second_block(bytes, 0) => UTF_16BE,
            _ => return,
        };
        let mut transcoder = Transcoder { decoder: encoding.new_decoder() };
        let raw = std::mem::take(&mut self.window);
        transcoder.decode(&raw, !matches!(self.state, State::Open), &mut self.window);
        self.transcoder = Some(transcoder);
    }
}

/// Whether of each two bytes this one is nearly always the number of a block of letters, and the other a letter or sign:
/// text in UTF-16 of a language that is written in Latin letters, whose block is NUL, or in Greek, Russian, Hebrew or
/// Arabic ones, whose blocks are controls that no text has.
fn is_every_second_block(bytes: &[u8], high: usize) -> bool {
    let pairs = || bytes.chunks_exact(2).take(PAIRS / 2);
    let of_block = pairs().filter(|pair| matches!(pair[high], 0 | 3..=6)).count();
    let is_text = |low: u8| low >= b' ' || b"\t\n\r\x0C".contains(&low);
    let text = pairs().all(|pair| pair[high] != 0 || is_text(pair[1 - high]));
    of_block >= 8 && text && of_block * 10 >= pairs().count() * 9
}

/// UTF-16 to UTF-8, across chunks.
struct Transcoder {
    decoder: Decoder,
}

impl Transcoder {
    fn decode(&mut self, mut raw: &[u8], last: bool, out: &mut Vec<u8>) {
        let mut room = vec![0; CHUNK];
        loop {
            let (result, read, written, _) = self.decoder.decode_to_utf8(raw, &mut room, last);
            out.extend_from_slice(&room[..written]);
            raw = &raw[read..];
            if result == CoderResult::InputEmpty {
                return;
            }
        }
    }
}

/// How a file is compressed, by its first bytes (names lie: a server may have unpacked it on the way).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Compression {
    None,
    Gzip,
    Zstd,
    Bzip2,
    Xz,
}

impl Compression {
    fn of(head: &[u8]) -> Self {
        if head.starts_with(GZIP) {
            Self::Gzip
        } else if head.starts_with(ZSTD) {
            Self::Zstd
        } else if head.starts_with(BZIP2) && head.get(3).is_some_and(|level| (b'1'..=b'9').contains(level)) {
            Self::Bzip2
        } else if head.starts_with(XZ) {
            Self::Xz
        } else {
            Self::None
        }
    }
}

fn decompress(
    raw: BufReader<Counted>,
    compression: Compression,
    limits: &Limits,
    read: &Arc<AtomicU64>,
) -> io::Result<Box<dyn Read + Send>> {
    let capped = |inner: Box<dyn Read + Send>| -> Box<dyn Read + Send> {
        Box::new(Capped { inner, out: 0, read: Arc::clone(read), limits: limits.clone() })
    };
    Ok(match compression {
        Compression::None => Box::new(raw),
        Compression::Gzip => capped(Box::new(Members { state: Member::Inside(GzDecoder::new(raw)) })),
        Compression::Zstd => {
            let mut decoder = zstd::stream::read::Decoder::with_buffer(raw)?;
            decoder.window_log_max(limits.zstd_window_log)?;
            capped(Box::new(decoder))
        }
        Compression::Bzip2 => capped(Box::new(bzip2::bufread::MultiBzDecoder::new(raw))),
        Compression::Xz => capped(Box::new(lzma_rust2::XzReader::new_mem_limit(raw, true, limits.xz_memory_kib))),
    })
}

/// Opens without waiting (a FIFO swapped in since the walk would wait for ever) and looks again at what it is.
pub(super) fn open_regular(path: &Path) -> Result<File, SourceError> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(libc::O_NONBLOCK);
    }
    let wrap = |error| SourceError::io(path, error);
    let file = options.open(path).map_err(wrap)?;
    if file.metadata().map_err(wrap)?.is_file() {
        return Ok(file);
    }
    Err(SourceError::file(path, Reason::Gone, "is no longer a regular file; it was one when the folder was walked"))
}

/// Counts what is read from the disk.
struct Counted {
    inner: Box<dyn Read + Send>,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// All members of a gzip file, one after the other.
///
/// Own, not `MultiGzDecoder`: zeros after the last member (tapes, padded uploads) are no damage, and what else lies
/// there is told apart from a damaged member.
struct Members<R> {
    state: Member<R>,
}

enum Member<R> {
    Inside(GzDecoder<R>),
    Done,
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let Member::Inside(decoder) = &mut self.state else { return Ok(0) };
            let count = decoder.read(into)?;
            if count > 0 || into.is_empty() {
                return Ok(count);
            }
            let Member::Inside(decoder) = std::mem::replace(&mut self.state, Member::Done) else { return Ok(0) };
            let mut rest = decoder.into_inner();
            match next_member(&mut rest)? {
                Next::End => return Ok(0),
                Next::Member => self.state = Member::Inside(GzDecoder::new(rest)),
                Next::Garbage => return Err(io::Error::other(Stop::Garbage)),
            }
        }
    }
}

enum Next {
    Member,
    End,
    Garbage,
}

fn next_member(rest: &mut impl BufRead) -> io::Result<Next> {
    loop {
        let head = rest.fill_buf()?;
        let zeros = head.iter().take_while(|&&byte| byte == 0).count();
        match head.get(zeros) {
            None if head.is_empty() => return Ok(Next::End),
            None => rest.consume(zeros),
            Some(&byte) => {
                rest.consume(zeros);
                return Ok(if byte == GZIP[0] { Next::Member } else { Next::Garbage });
            }
        }
    }
}

/// Stops a decompression that grows beyond the limits.
struct Capped {
    inner: Box<dyn Read + Send>,
    out: u64,
    read: Arc<AtomicU64>,
    limits: Limits,
}

impl Read for Capped {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into)?;
        self.out += count as u64;
        let allowed = self.read.load(Ordering::Relaxed).saturating_mul(self.limits.ratio);
        if self.out > self.limits.file_bytes || (self.out > self.limits.ratio_grace && self.out > allowed) {
            return Err(io::Error::other(Stop::Bomb));
        }
        Ok(count)
    }
}

/// Why reading was stopped by ourselves; travels as an `io::Error`.
#[derive(Debug, Clone, Copy, thiserror::Error)]
enum Stop {
    #[error(
        "grows more by decompression than any real archive does and is not read further; unpack it by hand if it is sound"
    )]
    Bomb,
    #[error("bytes after the last gzip member are no gzip and were left out; all before them was read")]
    Garbage,
}

/// The error of a container that grows too much.
pub(super) fn bomb() -> io::Error {
    io::Error::other(Stop::Bomb)
}

/// A failed input as an error for whoever reads from it as from a stream.
impl From<Fault> for io::Error {
    fn from(fault: Fault) -> Self {
        let kind = match fault.reason {
            Reason::Truncated => io::ErrorKind::UnexpectedEof,
            _ => io::ErrorKind::Other,
        };
        Self::new(kind, Passed(fault.reason, fault.message))
    }
}

/// The fault of a container, met while a member is read.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{1}")]
struct Passed(Reason, String);

fn fault(error: io::Error) -> Fault {
    if let Some(Passed(reason, message)) = error.get_ref().and_then(|inner| inner.downcast_ref::<Passed>()).cloned() {
        return Fault { reason, message, cause: None };
    }
    let stop = error.get_ref().and_then(|inner| inner.downcast_ref::<Stop>()).copied();
    let (reason, message) = match (stop, error.kind()) {
        (Some(stop @ Stop::Bomb), _) => (Reason::Bomb, stop.to_string()),
        (Some(stop @ Stop::Garbage), _) => (Reason::Damaged, stop.to_string()),
        (None, io::ErrorKind::UnexpectedEof) => {
            (Reason::Truncated, "the compressed file ends too early; all whole records before this place were read, fetch it again for the rest".to_owned())
        }
        (None, io::ErrorKind::OutOfMemory) => {
            (Reason::Bomb, "wants more memory to be unpacked than the limit allows; unpack it by hand if it is sound".to_owned())
        }
        (None, io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::Other) => {
            (Reason::Damaged, format!("does not decompress from here on ({error}); fetch it again"))
        }
        (None, _) => (Reason::Io, format!("cannot be read from here on ({error})")),
    };
    Fault { reason, message, cause: stop.is_none().then_some(error) }
}
