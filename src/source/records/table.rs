//! Tables: where a row ends, and which cells it has.
//!
//! Rows are split on the reading thread by watching quotes only; the same rules cut a row into cells on the workers.
//! They are those of RFC 4180 made tolerant: a quote within a quoted cell ends it only before a delimiter or the row's
//! end, so `"he said "no" twice"` stays one cell; a quote within a bare cell is a letter like any other.

use std::{borrow::Cow, sync::Arc};

use memchr::{memchr, memchr3};

use super::{Context, Item, lines::skip_line};
use crate::source::{Format, RawRecord, SourceError, encoding, error::Reason, input::Input, mapping};

/// Bytes that a row may have when a damaged stretch is read again line by line, and how often that is tried in one
/// file. Both bound what a file full of open quotes can cost: 256 MiB of scanning, then single lines only.
const RETRY_BYTES: usize = 64 << 10;
const RETRIES: u32 = 4096;
const LINE_BYTES: usize = 256;

/// Bytes from the beginning of a table by which its columns are judged when its header is not known.
const SAMPLE: usize = 64 << 10;

/// Splits a table into rows.
#[derive(Debug)]
pub(in crate::source) struct Table {
    delimiter: u8,
    header: Option<Arc<Vec<String>>>,
    started: bool,
    /// Within a stretch that was misread as one row: its end.
    wary_until: u64,
    retries: u32,
    done: bool,
}

/// How a row ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Row {
    /// Bytes with the line end.
    length: usize,
    cells: usize,
    /// Whether a cell holds a line break.
    folded: bool,
    /// Whether a lone quote after a delimiter lies in a folded cell: a cell of the next row, and a lost quote before.
    torn: bool,
    /// Whether a quote was still open at the end of the file or at the limit.
    open: bool,
}

impl Table {
    pub(in crate::source) fn new(delimiter: u8) -> Self {
        Self { delimiter, header: None, started: false, wary_until: 0, retries: 0, done: false }
    }

    pub(in crate::source) fn next(&mut self, input: &mut Input, context: &Context) -> Option<Item> {
        if !std::mem::replace(&mut self.started, true) {
            self.read_header(input, context);
        }
        while !self.done {
            let offset = input.offset();
            if !input.has(1) {
                self.done = true;
                return input.failed().then(|| input.take_fault()).flatten().map(|f| Err(f.at(&context.place(offset))));
            }
            let wary = offset < self.wary_until;
            let limit = self.limit(wary, context);
            let row = scan_row(input, self.delimiter, limit);
            if row.open && input.failed() && !wary {
                self.done = true;
                return Some(Err(context.cut(input, offset)));
            }
            match (self.fits(row, wary), wary) {
                (true, _) => {
                    if let Some(record) = self.take(input, context, row) {
                        return Some(Ok(record));
                    }
                }
                (false, true) => self.pass_line(input),
                (false, false) => {
                    self.wary_until = offset + row.length as u64;
                    self.pass_line(input);
                    return Some(Err(misread(context, offset, row, limit)));
                }
            }
        }
        None
    }

    fn limit(&self, wary: bool, context: &Context) -> usize {
        match (wary, self.retries < RETRIES) {
            (false, _) => context.limits.record_bytes,
            (true, true) => RETRY_BYTES,
            (true, false) => LINE_BYTES,
        }
    }

    /// Whether a row can be trusted. A row over several lines with another number of cells than the header is rather
    /// two rows and a lost quote; a single line with too few cells is ragged, as some exporters write them.
    fn fits(&self, row: Row, wary: bool) -> bool {
        let expected = self.header.as_ref().map(|header| header.len());
        let even = expected.is_none_or(|expected| row.cells == expected);
        !row.open && !row.torn && (even || !(row.folded || wary))
    }

    fn take(&self, input: &mut Input, context: &Context, row: Row) -> Option<RawRecord> {
        let offset = input.offset();
        let bytes = trim_line_end(&input.bytes()[..row.length]);
        let blank = bytes.iter().all(|&byte| byte == self.delimiter || byte.is_ascii_whitespace());
        let record = (!blank).then(|| RawRecord {
            header: self.header.clone(),
            ..context.record(offset, bytes, Format::Row { delimiter: self.delimiter })
        });
        input.consume(row.length);
        record
    }

    fn pass_line(&mut self, input: &mut Input) {
        self.retries += 1;
        skip_line(input);
    }

    /// Finds the delimiter and the header; the first row stays to be read if it is no header.
    fn read_header(&mut self, input: &mut Input, context: &Context) {
        input.has(SAMPLE);
        self.pass_separator_line(input);
        self.delimiter = sniff_delimiter(input.bytes(), self.delimiter);
        let row = scan_row(input, self.delimiter, context.limits.record_bytes);
        if row.open || row.cells > context.limits.columns {
            return;
        }
        let first = texts(trim_line_end(&input.bytes()[..row.length]), self.delimiter);
        if mapping::knows_header(&first) || looks_like_header(&first) {
            input.consume(row.length);
            self.header = Some(Arc::new(first));
        } else {
            self.header = guess_header(input.bytes(), self.delimiter).map(Arc::new);
        }
    }

    /// Excel's `sep=;`.
    fn pass_separator_line(&mut self, input: &mut Input) {
        let head = input.bytes();
        if let Some(&delimiter) = head.strip_prefix(b"sep=").and_then(|rest| rest.first()) {
            self.delimiter = delimiter;
            skip_line(input);
        }
    }
}

fn misread(context: &Context, offset: u64, row: Row, limit: usize) -> SourceError {
    let message = match (row.open, row.length > limit) {
        (true, true) => format!(
            "a quote opened in this row is not closed within {} MiB; reading goes on at the next whole row",
            limit >> 20
        ),
        (true, false) => "a quote opened in this row is never closed; reading goes on at the next whole row".to_owned(),
        _ if row.torn => {
            "a quote opened in this row is closed in a later one only; reading goes on at the next whole row".to_owned()
        }
        _ => format!(
            "this row has {} cells over several lines and does not fit the header; reading goes on at the next whole row",
            row.cells
        ),
    };
    SourceError::record(&context.place(offset), Reason::BadCsv, message)
}

/// Finds the end of the row at the window's beginning.
fn scan_row(input: &mut Input, delimiter: u8, limit: usize) -> Row {
    let mut scan = Scan::new(delimiter);
    loop {
        // Never beyond the limit, however much is at hand: a stretch that is read again must not cost its whole length.
        let most = input.bytes().len().min(limit.saturating_add(1));
        if scan.run(&input.bytes()[..most], false) {
            return scan.row(false);
        }
        if input.bytes().len() > limit {
            return scan.row(true);
        }
        if !input.grow() {
            let whole = scan.run(input.bytes(), true);
            let failed = input.failed();
            return scan.row(!whole || failed);
        }
    }
}

/// The state between quotes, resumable when more bytes come.
#[derive(Debug)]
struct Scan {
    delimiter: u8,
    at: usize,
    cells: usize,
    quoted: bool,
    cell_starts: bool,
    folded: bool,
    torn: bool,
}

impl Scan {
    fn new(delimiter: u8) -> Self {
        Self { delimiter, at: 0, cells: 1, quoted: false, cell_starts: true, folded: false, torn: false }
    }

    fn row(&self, open: bool) -> Row {
        Row { length: self.at, cells: self.cells, folded: self.folded, torn: self.torn, open }
    }

    /// Goes on over `bytes` (the row from its beginning); true when the row has ended.
    fn run(&mut self, bytes: &[u8], last: bool) -> bool {
        while self.at < bytes.len() {
            let going = if self.quoted { self.in_quotes(bytes, last) } else { self.bare(bytes) };
            match going {
                Going::On => {}
                Going::More => return false,
                Going::Ends => return true,
            }
        }
        last && !self.quoted
    }

    fn bare(&mut self, bytes: &[u8]) -> Going {
        let Some(found) = memchr3(self.delimiter, b'\n', b'"', &bytes[self.at..]) else {
            self.cell_starts = false;
            self.at = bytes.len();
            return Going::On;
        };
        let opens = self.cell_starts && found == 0;
        self.at += found + 1;
        self.cell_starts = false;
        match bytes[self.at - 1] {
            b'"' => self.quoted = opens,
            b'\n' => return Going::Ends,
            _ => {
                self.cells += 1;
                self.cell_starts = true;
            }
        }
        Going::On
    }

    fn in_quotes(&mut self, bytes: &[u8], last: bool) -> Going {
        let from = self.at;
        let Some(found) = memchr(b'"', &bytes[from..]) else {
            self.folded = self.folded || memchr(b'\n', &bytes[from..]).is_some();
            self.at = bytes.len();
            return Going::On;
        };
        let quote = from + found;
        self.folded = self.folded || memchr(b'\n', &bytes[from..quote]).is_some();
        self.at = quote;
        match bytes.get(quote + 1) {
            None if !last => return Going::More,
            Some(b'"') => self.at += 2,
            next => {
                self.at += 1;
                self.quoted = !closes(next.copied(), self.delimiter);
                let after_delimiter = found > 0 && bytes[quote - 1] == self.delimiter;
                self.torn = self.torn || (self.quoted && self.folded && after_delimiter);
            }
        }
        Going::On
    }
}

enum Going {
    On,
    More,
    Ends,
}

/// Whether a quote followed by this byte ends a quoted cell.
fn closes(next: Option<u8>, delimiter: u8) -> bool {
    next.is_none_or(|next| next == delimiter || next == b'\n' || next == b'\r')
}

/// Cuts a row (without its line end) into cells by the rules of this module.
pub(in crate::source) fn cells(row: &[u8], delimiter: u8) -> Vec<Cow<'_, [u8]>> {
    let mut cells = Vec::new();
    let mut rest = row;
    loop {
        let (cell, after) =
            if rest.first() == Some(&b'"') { quoted_cell(rest, delimiter) } else { bare_cell(rest, delimiter) };
        cells.push(cell);
        match after {
            Some(after) => rest = after,
            None => return cells,
        }
    }
}

fn bare_cell(rest: &[u8], delimiter: u8) -> (Cow<'_, [u8]>, Option<&[u8]>) {
    match memchr(delimiter, rest) {
        Some(at) => (Cow::Borrowed(&rest[..at]), Some(&rest[at + 1..])),
        None => (Cow::Borrowed(rest), None),
    }
}

fn quoted_cell(rest: &[u8], delimiter: u8) -> (Cow<'_, [u8]>, Option<&[u8]>) {
    let mut at = 1;
    let mut from = 1;
    let mut mended = Vec::new();
    while let Some(found) = memchr(b'"', &rest[at..]) {
        let quote = at + found;
        let next = rest.get(quote + 1).copied();
        if next == Some(b'"') {
            mended.extend_from_slice(&rest[from..=quote]);
            at = quote + 2;
            from = at;
        } else if closes(next, delimiter) {
            let after = rest[quote + 1..].iter().position(|&byte| byte == delimiter).map(|n| &rest[quote + 2 + n..]);
            return (join(mended, &rest[from..quote]), after);
        } else {
            at = quote + 1;
        }
    }
    (join(mended, &rest[from..]), None)
}

fn join(mut before: Vec<u8>, last: &[u8]) -> Cow<'_, [u8]> {
    if before.is_empty() {
        return Cow::Borrowed(last);
    }
    before.extend_from_slice(last);
    Cow::Owned(before)
}

fn trim_line_end(row: &[u8]) -> &[u8] {
    let row = row.strip_suffix(b"\n").unwrap_or(row);
    row.strip_suffix(b"\r").unwrap_or(row)
}

fn texts(row: &[u8], delimiter: u8) -> Vec<String> {
    cells(row, delimiter).iter().map(|cell| encoding::of_record(cell).trim().to_owned()).collect()
}

/// The delimiter that the first line uses, if it does not use the one that the name promises.
fn sniff_delimiter(head: &[u8], promised: u8) -> u8 {
    let line = &head[..memchr(b'\n', head).unwrap_or(head.len())];
    let count = |delimiter: u8| {
        let mut scan = Scan::new(delimiter);
        scan.run(line, true);
        scan.cells
    };
    if count(promised) > 1 {
        return promised;
    }
    [b',', b'\t', b';', b'|'].into_iter().filter(|&d| count(d) > 1).max_by_key(|&d| count(d)).unwrap_or(promised)
}

/// A first row of short, different, wordlike cells is a header even if none of its names is known: the user may map it.
fn looks_like_header(cells: &[String]) -> bool {
    let wordlike = |cell: &String| {
        cell.len() <= 40 && cell.chars().any(char::is_alphabetic) && !cell.ends_with(['.', '!', '?', '"', '”'])
    };
    let mut sorted: Vec<&String> = cells.iter().collect();
    sorted.sort();
    sorted.dedup();
    cells.len() > 1 && sorted.len() == cells.len() && cells.iter().skip(1).all(wordlike)
}

/// Names columns by their contents, if there is no doubt: one column of long prose, and before it one of headlines.
fn guess_header(sample: &[u8], delimiter: u8) -> Option<Vec<String>> {
    let lengths = column_lengths(sample, delimiter)?;
    let (body, &longest) = lengths.iter().enumerate().max_by_key(|(_, mean)| **mean)?;
    let rival = lengths.iter().enumerate().filter(|(n, _)| *n != body).map(|(_, mean)| *mean).max().unwrap_or(0);
    if longest < 150 || longest < 3 * rival {
        return None;
    }
    let mut header = vec![String::new(); lengths.len()];
    header[body] = "text".to_owned();
    if body > 0 && (15..=160).contains(&lengths[body - 1]) {
        header[body - 1] = "title".to_owned();
    }
    Some(header)
}

/// Mean length of each column over the whole rows of a sample; `None` if their numbers differ.
fn column_lengths(sample: &[u8], delimiter: u8) -> Option<Vec<usize>> {
    let (mut sums, mut rows, mut rest) = (Vec::new(), 0, sample);
    loop {
        let mut scan = Scan::new(delimiter);
        if !scan.run(rest, sample.len() < SAMPLE) || rest.is_empty() {
            break;
        }
        let lengths: Vec<usize> = cells(trim_line_end(&rest[..scan.at]), delimiter).iter().map(|c| c.len()).collect();
        if sums.is_empty() {
            sums = vec![0; lengths.len()];
        }
        if sums.len() != lengths.len() {
            return None;
        }
        sums.iter_mut().zip(lengths).for_each(|(sum, length)| *sum += length);
        rows += 1;
        rest = &rest[scan.at..];
    }
    (rows >= 3).then(|| sums.iter().map(|sum| sum / rows).collect())
}
