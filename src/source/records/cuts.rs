//! Files of many articles that are parted by a mark at the beginning of each: mailboxes, wire messages, exports.

use super::{Context, Item};
use crate::source::{
    Format,
    exports::{Line, Provider},
    input::Input,
    parts::Part,
};
use memchr::{memchr, memmem};

/// Bytes from a mark to the end of what tells that it is one.
const REACH: usize = 2048;

/// How a record begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::source) enum Begin {
    /// A line `From ` at the beginning or after a blank line: a mailbox.
    From,
    /// The control character SOH, or three SYN before it: a wire message.
    Wire,
    /// A line that begins with `ZCZC`: a message of a wire, its control characters lost.
    Zczc,
    /// What follows the labels at the end of a document: a Nexis export without counters.
    NexisEnd,
    /// A line `3 of 10 DOCUMENTS`: a Nexis export as text.
    NexisLine,
    /// `<DOC NUMBER=`: a Nexis export as a page.
    NexisPage,
    /// `</html>` and `<!DOCTYPE html>` or `<html`: pages one behind the other.
    Page,
    /// `<div id="article-` or `<div class="article `: a Factiva export.
    Factiva(&'static [u8]),
    /// As this provider of exports as text parts them.
    Export(Provider),
    /// As this mark parts articles of plain text.
    Part(Part),
}

/// Yields what lies between marks.
#[derive(Debug)]
pub(in crate::source) struct Cuts {
    begin: Begin,
    format: Format,
    started: bool,
    done: bool,
}

impl Cuts {
    pub(in crate::source) fn new(begin: Begin, format: Format) -> Self {
        Self { begin, format, started: false, done: false }
    }

    pub(in crate::source) fn next(&mut self, input: &mut Input, context: &Context) -> Option<Item> {
        if !std::mem::replace(&mut self.started, true) && self.begin.has_preamble() {
            self.preamble(input);
        }
        while !self.done {
            let offset = input.offset();
            let Some((length, last)) = self.length(input, context.limits.record_bytes) else {
                let seen = input.bytes().len();
                input.consume(seen);
                self.preamble(input);
                return Some(Err(context.too_long(offset)));
            };
            self.done = last;
            if last && input.failed() {
                return Some(Err(context.cut(input, offset)));
            }
            let bytes = &input.bytes()[..length];
            let blank = bytes.iter().all(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric());
            let left_over = last && self.begin.leaves_over(bytes);
            let record = (!blank && !left_over).then(|| context.record(offset, bytes, self.format));
            input.consume(length);
            if let Some(record) = record {
                return Some(Ok(record));
            }
        }
        None
    }

    /// Passes over what stands before the first mark: the cover page of an export.
    fn preamble(&self, input: &mut Input) {
        loop {
            if let Some(at) = self.begin.find(input.bytes(), 0) {
                return input.consume(at);
            }
            let keep = REACH.min(input.bytes().len());
            let passed = input.bytes().len() - keep;
            input.consume(passed);
            if !input.grow() {
                let rest = input.bytes().len();
                return input.consume(rest);
            }
        }
    }

    /// The length of the record at the window's beginning, and whether it is the last; `None` beyond the limit.
    fn length(&self, input: &mut Input, limit: usize) -> Option<(usize, bool)> {
        let mut searched = 1;
        loop {
            if let Some(at) = self.begin.find(input.bytes(), searched) {
                return (at <= limit).then_some((at, false));
            }
            if input.bytes().len() > limit {
                return None;
            }
            // A mark and what tells that it is one are short; they may lie across the border of what has been read.
            searched = input.bytes().len().saturating_sub(REACH).max(1);
            if !input.grow() {
                return Some((input.bytes().len(), true));
            }
        }
    }
}

impl Begin {
    /// Whether what stands before the first mark is no record: the mark is at the beginning of each.
    fn has_preamble(self) -> bool {
        match self {
            Self::Export(provider) => provider.has_preamble(),
            Self::Part(_) | Self::Page | Self::Zczc | Self::NexisEnd => false,
            _ => true,
        }
    }

    /// Whether what stands behind the last mark at the end of a record is no more than the copyright of the whole:
    /// `© 2016 Factiva, Inc. All rights reserved.`
    fn leaves_over(self, bytes: &[u8]) -> bool {
        let rest = bytes.trim_ascii();
        !self.has_preamble() && rest.len() < 200 && {
            // "Page 2 of 2 © 2016 Factiva, Inc. All rights reserved."
            let is_foot = rest.starts_with(b"Page ") && memmem::find(rest, "©".as_bytes()).is_some();
            is_foot || rest.starts_with("©".as_bytes()) || rest.starts_with(b"Copyright")
        }
    }

    /// Where the next record begins, at or after `from`.
    pub(in crate::source) fn find(self, bytes: &[u8], from: usize) -> Option<usize> {
        let rest = bytes.get(from..)?;
        let mark = |mark: &[u8]| memmem::find(rest, mark).map(|at| from + at);
        match self {
            Self::From if from == 0 && bytes.starts_with(b"From ") => Some(0),
            Self::From => ["\n\nFrom ", "\n\r\nFrom "]
                .iter()
                .filter_map(|lines| mark(lines.as_bytes()).map(|at| at + lines.len() - 5))
                .min(),
            Self::Wire => wire(bytes, from),
            Self::Zczc => line_with(bytes, from, b"ZCZC"),
            Self::NexisEnd => nexis_end(bytes, from),
            Self::NexisLine => nexis_line(bytes, from),
            Self::Page => page(bytes, from),
            Self::NexisPage => mark(b"<DOC NUMBER="),
            Self::Factiva(begin) => mark(begin),
            Self::Export(provider) => provider.find(bytes, from),
            Self::Part(part) => part.find(bytes, from),
        }
    }
}

/// SOH, with the SYN before it.
fn wire(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += memchr(1, bytes.get(at..)?)?;
        let syn = bytes[..at].iter().rev().take_while(|&&byte| byte == 0x16).count();
        // The mark that this very record begins with is not the next one.
        if at - syn >= from {
            return Some(at - syn);
        }
        at += 1;
    }
}

/// The beginning of the first line that begins with this.
fn line_with(bytes: &[u8], from: usize, mark: &[u8]) -> Option<usize> {
    let begins = |at: &usize| *at == 0 || bytes[at - 1] == b'\n';
    memmem::find_iter(bytes.get(from..)?, mark).map(|at| from + at).find(begins)
}

/// Where the next document of Nexis begins behind the labels that end one, with the copyright above it: its own labels
/// are not far.
fn nexis_end(bytes: &[u8], from: usize) -> Option<usize> {
    /// Bytes of the head of a document, up to its label of length.
    const HEAD: usize = 1500;
    let mut searched = from;
    loop {
        let load = line_with(bytes, searched, b"LOAD-DATE:")?;
        let at = behind_labels(bytes, load)?;
        let head = &bytes[at..bytes.len().min(at + HEAD)];
        if line_with(head, 0, b"LENGTH:").is_some() {
            return Some(at);
        }
        searched = at;
    }
}

/// The first line behind a label and the labels that follow it, each with what it says up to a blank line.
fn behind_labels(bytes: &[u8], label: usize) -> Option<usize> {
    let end_of_line = |at: usize| memchr(b'\n', &bytes[at..]).map(|end| at + end + 1);
    let mut at = label;
    let mut in_label = true;
    loop {
        at = end_of_line(at)?;
        let line = bytes[at..end_of_line(at)?].trim_ascii();
        let name = &line[..memchr(b':', line).unwrap_or(0)];
        let is_name = |byte: &u8| byte.is_ascii_uppercase() || matches!(byte, b'-' | b' ');
        in_label &= !line.is_empty();
        in_label |= (3..=24).contains(&name.len()) && name.iter().all(is_name);
        if !in_label && !line.is_empty() {
            return Some(at);
        }
    }
}

/// The beginning of a line that is nothing but `N of N DOCUMENTS`, or `1 of 1 DOCUMENT`.
/// Where the next page begins behind the end of another.
fn page(bytes: &[u8], from: usize) -> Option<usize> {
    let begins =
        |rest: &[u8], mark: &[u8]| rest.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark));
    memmem::find_iter(bytes.get(from..)?, b"</")
        .map(|at| from + at)
        .filter(|at| begins(&bytes[*at..], b"</html>"))
        .find_map(|at| {
            let rest = bytes[at + 7..].trim_ascii_start();
            let is_page = begins(rest, b"<!doctype html") || begins(rest, b"<html");
            is_page.then(|| bytes.len() - rest.len())
        })
}

fn nexis_line(bytes: &[u8], from: usize) -> Option<usize> {
    let number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    memmem::find_iter(&bytes[from..], b" DOCUMENT").map(|at| from + at).find_map(|at| {
        let line = Line::about(bytes, at)?;
        let words: Vec<&str> = line.text.split_whitespace().collect();
        match words[..] {
            [a, _, b, "DOCUMENT" | "DOCUMENTS"] if number(a) && number(b) && line.start >= from => Some(line.start),
            _ => None,
        }
    })
}
