//! tar: POSIX and GNU headers, long names by either, in one pass over a stream of any size.

use std::{
    io::{self, Read},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::Member;
use crate::source::{SourceError, error::Reason, input::Input, records::Context};

const BLOCK: usize = 512;

/// Longest name in bytes that is kept; what a file system allows.
const NAME: u64 = 4096;

/// A tar that is being read.
#[derive(Debug)]
pub(in crate::source) struct Tar {
    shared: Arc<Mutex<Stream>>,
    members: u64,
    ended: bool,
}

/// The stream, lent to the member that is being read.
#[derive(Debug)]
struct Stream {
    input: Input,
    /// Bytes of the current member not yet read, and of the padding after it.
    left: u64,
    padding: u64,
}

/// Whether these first bytes are a tar's: the mark of POSIX and GNU, or an old header whose sum is right.
pub(in crate::source) fn is_tar(head: &[u8]) -> bool {
    head.len() >= BLOCK && head[0] != 0 && sum_is_right(&head[..BLOCK])
}

impl Tar {
    pub(in crate::source) fn new(input: Input) -> Self {
        let stream = Stream { input, left: 0, padding: 0 };
        Self { shared: Arc::new(Mutex::new(stream)), members: 0, ended: false }
    }

    pub(in crate::source) fn next(&mut self, context: &Context) -> Option<Result<Member, SourceError>> {
        if self.ended {
            return None;
        }
        match self.header(context) {
            Ok(Some(name)) => Some(Ok(Member { name, bytes: Box::new(Reading(Arc::clone(&self.shared))) })),
            Ok(None) => {
                self.ended = true;
                None
            }
            Err(error) => {
                self.ended = true;
                Some(Err(error))
            }
        }
    }

    /// Goes on to the next regular file and gives its name.
    fn header(&mut self, context: &Context) -> Result<Option<String>, SourceError> {
        let mut stream = lock(&self.shared);
        let mut long_name = None;
        loop {
            stream.skip();
            let offset = stream.input.offset();
            if !stream.input.has(BLOCK) {
                return if stream.input.bytes().is_empty() && !stream.input.failed() {
                    Ok(None)
                } else {
                    told(&mut stream.input).map_or(Ok(None), |fault| Err(fault.at(&context.place(offset))))
                };
            }
            let block: [u8; BLOCK] = stream.input.bytes()[..BLOCK].try_into().expect("the window holds a block");
            stream.input.consume(BLOCK);
            if block.iter().all(|&byte| byte == 0) {
                // Zeros end a tar, but concatenated ones go on after them.
                continue;
            }
            self.members += 1;
            let refuse = |reason, message: &str| Err(SourceError::rest(&context.place(offset), reason, message));
            if self.members > context.limits.members {
                return refuse(Reason::Bomb, "the archive has more members than the limit; split it");
            }
            let size = number(&block[124..136]).filter(|_| sum_is_right(&block));
            let Some(size) = size else {
                return refuse(Reason::Damaged, "the tar is damaged from here on; all before was read, fetch it again");
            };
            stream.left = size;
            stream.padding = size.next_multiple_of(BLOCK as u64) - size;
            match block[156] {
                b'L' => long_name = Some(stream.text(NAME).trim_end_matches('\0').to_owned()),
                b'x' => long_name = pax_name(&stream.text(1 << 16)).or(long_name),
                0 | b'0' | b'7' => return Ok(Some(long_name.take().unwrap_or_else(|| short_name(&block)))),
                // Links, folders and devices have no bytes of their own.
                b'1'..=b'6' => long_name = None,
                _ => {}
            }
        }
    }
}

/// What ended the stream early; an error of ours if the stream itself does not know.
fn told(input: &mut Input) -> Option<crate::source::input::Fault> {
    let known = input.take_fault();
    let torn = known.is_none() && !input.bytes().is_empty();
    known.or_else(|| {
        torn.then(|| crate::source::input::Fault {
            reason: Reason::Truncated,
            message: "the tar ends in the middle of a header; all before it was read".to_owned(),
            cause: None,
        })
    })
}

fn lock(shared: &Mutex<Stream>) -> MutexGuard<'_, Stream> {
    // One thread reads a file; a panic in it ends the file's reading anyway.
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Stream {
    /// Passes over what is left of a member and its padding.
    fn skip(&mut self) {
        let mut count = self.left + self.padding;
        (self.left, self.padding) = (0, 0);
        while count > 0 && self.input.has(1) {
            let step = usize::try_from(count).unwrap_or(usize::MAX).min(self.input.bytes().len());
            self.input.consume(step);
            count -= step as u64;
        }
    }

    /// The member's beginning as text: a long name, a list of attributes.
    fn text(&mut self, most: u64) -> String {
        let length = usize::try_from(self.left.min(most)).unwrap_or(0);
        self.input.has(length);
        let length = length.min(self.input.bytes().len());
        let text = String::from_utf8_lossy(&self.input.bytes()[..length]).into_owned();
        self.input.consume(length);
        self.left -= length as u64;
        text
    }
}

/// Reads the current member.
struct Reading(Arc<Mutex<Stream>>);

impl Read for Reading {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut stream = lock(&self.0);
        if stream.left == 0 || into.is_empty() {
            return Ok(0);
        }
        if !stream.input.has(1) {
            stream.left = 0;
            let fault = stream.input.take_fault().map(io::Error::from);
            return Err(fault.unwrap_or_else(|| io::ErrorKind::UnexpectedEof.into()));
        }
        let most = usize::try_from(stream.left).unwrap_or(usize::MAX);
        let count = most.min(into.len()).min(stream.input.bytes().len());
        into[..count].copy_from_slice(&stream.input.bytes()[..count]);
        stream.input.consume(count);
        stream.left -= count as u64;
        Ok(count)
    }
}

/// An octal number, or a binary one as GNU writes sizes of 8 GiB and more.
fn number(field: &[u8]) -> Option<u64> {
    if field[0] & 0x80 != 0 {
        let bytes: [u8; 8] = field[field.len() - 8..].try_into().ok()?;
        return Some(u64::from_be_bytes(bytes)).filter(|size| *size < 1 << 56);
    }
    let text = std::str::from_utf8(field).ok()?.trim_matches(|c: char| c == '\0' || c == ' ');
    if text.is_empty() { Some(0) } else { u64::from_str_radix(text, 8).ok() }
}

fn sum_is_right(block: &[u8]) -> bool {
    let sum = |at: usize, &byte: &u8| if (148..156).contains(&at) { u64::from(b' ') } else { u64::from(byte) };
    number(&block[148..156]) == Some(block.iter().enumerate().map(|(at, byte)| sum(at, byte)).sum())
}

fn short_name(block: &[u8; BLOCK]) -> String {
    let until_nul = |field: &[u8]| {
        let end = field.iter().position(|&byte| byte == 0).unwrap_or(field.len());
        String::from_utf8_lossy(&field[..end]).into_owned()
    };
    let name = until_nul(&block[..100]);
    let prefix = if &block[257..263] == b"ustar\0" { until_nul(&block[345..500]) } else { String::new() };
    if prefix.is_empty() { name } else { format!("{prefix}/{name}") }
}

/// The name among the lines `LENGTH KEY=VALUE` of a POSIX extended header.
fn pax_name(text: &str) -> Option<String> {
    text.split('\n').find_map(|line| line.split_once(' ')?.1.strip_prefix("path=").map(str::to_owned))
}
