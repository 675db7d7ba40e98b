//! Where a row ends, and which cells it has: the one place that knows how a table is written.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter, memchr2, memchr3};

use crate::source::input::Input;

/// How the cells of a table are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::source) struct Style {
    /// What parts them.
    delimiter: u8,
    /// What ends a row: a line feed, or a carriage return where there is nothing else.
    end: u8,
    quotes: Quotes,
    /// Whether `\n` is a line break and `\\` a backslash.
    escapes: bool,
}

/// What a quote at the beginning of a cell means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    /// It opens a quoted cell, in which `""` is a quote.
    Doubled,
    /// It opens a quoted cell, in which `\"` is a quote as well.
    Escaped,
    /// It is a letter like any other.
    Letters,
}

impl From<u8> for Style {
    fn from(delimiter: u8) -> Self {
        Self { delimiter, end: b'\n', quotes: Quotes::Doubled, escapes: false }
    }
}

impl Style {
    pub(in crate::source) fn delimiter(self) -> u8 {
        self.delimiter
    }

    /// Whether a line shows by itself how many cells it has, for prose has none of what parts them.
    pub(super) fn is_told_by_line(self) -> bool {
        matches!(self.delimiter, b'\t' | b'|') && self.quotes != Quotes::Letters
    }

    /// Empty cells behind the last one of a row that holds something.
    pub(super) fn empty_at_end(self, row: &[u8]) -> usize {
        trim_line_end(row).iter().rev().take_while(|&&byte| byte == self.delimiter).count()
    }

    /// Whether a cell of a row is quoted.
    pub(in crate::source) fn has_quoted(self, row: &[u8]) -> bool {
        let after = |at: usize| at.checked_sub(1).is_none_or(|before| row[before] == self.delimiter);
        self.quotes != Quotes::Letters && memchr_iter(b'"', row).any(after)
    }

    pub(super) fn quotes(self) -> Quotes {
        self.quotes
    }

    pub(super) fn end(self) -> u8 {
        self.end
    }

    /// The same with rows that end otherwise.
    pub(super) fn ending_in(self, end: u8) -> Self {
        Self { end, ..self }
    }

    /// The same with quotes that mean something else.
    pub(super) fn with(self, quotes: Quotes) -> Self {
        Self { quotes, ..self }
    }

    /// The same with escapes in the cells.
    pub(super) fn escaping(self) -> Self {
        Self { escapes: true, ..self }
    }

    /// The same with quotes that are letters.
    pub(super) fn of_letters(self) -> Self {
        self.with(Quotes::Letters)
    }
}

/// How a row ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    /// Bytes with the line end.
    pub(super) length: usize,
    pub(super) cells: usize,
    /// Whether a cell holds a line break.
    pub(super) folded: bool,
    /// Whether a lone quote after a delimiter lies in a folded cell: a cell of the next row, and a lost quote before.
    pub(super) torn: bool,
    /// Whether a lone quote lies in a quoted cell: whatever was lost, the cell ends at a quote that opened another.
    pub(super) lone: bool,
    /// Whether a quote was still open at the end of the file or at the limit.
    pub(super) open: bool,
}

/// Finds the end of the row that begins `from` bytes into the window.
pub(super) fn scan_row(input: &mut Input, from: usize, style: Style, limit: usize) -> Row {
    let mut scan = Scan::new(style);
    loop {
        // Never beyond the limit, however much is at hand: a stretch that is read again must not cost its whole length.
        let bytes = &input.bytes()[from..];
        if scan.run(&bytes[..bytes.len().min(limit.saturating_add(1))], false) {
            return scan.row(false);
        }
        if bytes.len() > limit {
            return scan.row(true);
        }
        if !input.grow() {
            let whole = scan.run(&input.bytes()[from..], true);
            let failed = input.failed();
            return scan.row(!whole || failed);
        }
    }
}

/// The rows of a sample, each with its bytes; the last one is open where the sample ends within it.
pub(super) fn rows(sample: &[u8], style: Style, whole: bool) -> impl Iterator<Item = (&[u8], Row)> {
    let mut rest = sample;
    std::iter::from_fn(move || {
        let mut scan = Scan::new(style);
        let ended = scan.run(rest, whole);
        let (bytes, after) = if ended { rest.split_at(scan.at) } else { (rest, &rest[rest.len()..]) };
        rest = after;
        (!bytes.is_empty()).then(|| (bytes, scan.row(!ended)))
    })
}

/// The state between quotes, resumable when more bytes come.
#[derive(Debug)]
struct Scan {
    style: Style,
    at: usize,
    cells: usize,
    quoted: bool,
    cell_starts: bool,
    folded: bool,
    torn: bool,
    lone: bool,
}

impl Scan {
    fn new(style: Style) -> Self {
        Self { style, at: 0, cells: 1, quoted: false, cell_starts: true, folded: false, torn: false, lone: false }
    }

    fn row(&self, open: bool) -> Row {
        let Self { at: length, cells, folded, torn, lone, .. } = *self;
        Row { length, cells, folded, torn, lone, open }
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
        let Style { delimiter, end, quotes, .. } = self.style;
        let rest = &bytes[self.at..];
        let found = match quotes {
            Quotes::Letters => memchr2(delimiter, end, rest),
            Quotes::Doubled | Quotes::Escaped => memchr3(delimiter, end, b'"', rest),
        };
        let Some(found) = found else {
            self.cell_starts = false;
            self.at = bytes.len();
            return Going::On;
        };
        let opens = self.cell_starts && found == 0;
        self.at += found + 1;
        self.cell_starts = false;
        match bytes[self.at - 1] {
            b'"' => self.quoted = opens,
            byte if byte == end => return Going::Ends,
            _ => {
                self.cells += 1;
                self.cell_starts = true;
            }
        }
        Going::On
    }

    fn in_quotes(&mut self, bytes: &[u8], last: bool) -> Going {
        let from = self.at;
        let Some(found) = mark(&bytes[from..], self.style.quotes) else {
            self.folded = self.folded || memchr(self.style.end, &bytes[from..]).is_some();
            self.at = bytes.len();
            return Going::On;
        };
        let quote = from + found;
        self.folded = self.folded || memchr(self.style.end, &bytes[from..quote]).is_some();
        self.at = quote;
        match (bytes[quote], bytes.get(quote + 1)) {
            (_, None) if !last => return Going::More,
            (b'\\', next) => self.at += 1 + usize::from(next.is_some_and(|&next| next != self.style.end)),
            (_, Some(b'"')) => self.at += 2,
            (_, next) => {
                self.at += 1;
                self.quoted = !closes(next.copied(), self.style);
                self.lone = self.lone || self.quoted;
                let after_delimiter = found > 0 && bytes[quote - 1] == self.style.delimiter;
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

/// The next byte in a quoted cell that may end it, or keep a quote from doing so.
fn mark(bytes: &[u8], quotes: Quotes) -> Option<usize> {
    if quotes == Quotes::Escaped { memchr2(b'"', b'\\', bytes) } else { memchr(b'"', bytes) }
}

/// Whether a quote followed by this byte ends a quoted cell.
fn closes(next: Option<u8>, style: Style) -> bool {
    next.is_none_or(|next| next == style.delimiter || next == b'\n' || next == b'\r')
}

/// Cuts a row (without its line end) into cells by the rules of this module.
pub(in crate::source) fn cells(row: &[u8], style: impl Into<Style>) -> Vec<Cow<'_, [u8]>> {
    cells_up_to(row, style.into(), usize::MAX)
}

/// As [`cells`], but not more than `most`: the last one is all that is left.
pub(in crate::source) fn cells_up_to(row: &[u8], style: Style, most: usize) -> Vec<Cow<'_, [u8]>> {
    let mut cells = Vec::new();
    let mut rest = row;
    loop {
        let opens = style.quotes != Quotes::Letters && rest.first() == Some(&b'"');
        let (cell, after) = match opens {
            _ if cells.len() + 1 == most => (Cow::Borrowed(rest), None),
            true => quoted_cell(rest, style),
            false => bare_cell(rest, style.delimiter),
        };
        cells.push(if style.escapes { unescaped(cell) } else { cell });
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

fn quoted_cell(rest: &[u8], style: Style) -> (Cow<'_, [u8]>, Option<&[u8]>) {
    let mut at = 1;
    let mut from = 1;
    let mut mended = Vec::new();
    while let Some(found) = mark(&rest[at..], style.quotes) {
        let quote = at + found;
        let next = rest.get(quote + 1).copied();
        if rest[quote] == b'\\' {
            at = (quote + 2).min(rest.len());
        } else if next == Some(b'"') {
            mended.extend_from_slice(&rest[from..=quote]);
            at = quote + 2;
            from = at;
        } else if closes(next, style) {
            let after = memchr(style.delimiter, &rest[quote + 1..]).map(|n| &rest[quote + 2 + n..]);
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

/// The byte that a backslash and this letter stand for, as databases write them.
pub(super) fn escaped(letter: u8) -> Option<u8> {
    Some(match letter {
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'"' | b'\'' | b'\\' => letter,
        _ => return None,
    })
}

/// A cell with its escapes read; `\N`, which is a whole cell, stays for whoever knows that it is nothing.
fn unescaped(cell: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    if memchr(b'\\', &cell).is_none() {
        return cell;
    }
    let mut out = Vec::with_capacity(cell.len());
    let mut rest = &*cell;
    while let Some(at) = memchr(b'\\', rest) {
        out.extend_from_slice(&rest[..at]);
        let byte = rest.get(at + 1).copied().and_then(escaped);
        out.push(byte.unwrap_or(b'\\'));
        rest = &rest[at + 1 + usize::from(byte.is_some())..];
    }
    out.extend_from_slice(rest);
    Cow::Owned(out)
}

/// Whether a cell of a line begins with a quote that is closed amid it, as in `"No," said Brandt`: none that writes
/// quoted cells does so.
pub(super) fn begins_with_speech(line: &[u8], style: Style) -> bool {
    let is_quote = |byte: &u8| *byte == b'"';
    let closes_amid = |cell: &[u8]| {
        let end = cell.iter().rposition(|byte| !is_quote(byte)).map_or(0, |at| at + 1);
        let start = cell.iter().position(|byte| !is_quote(byte)).unwrap_or(end);
        start > 0 && cell[start..end].split(|byte| !is_quote(byte)).any(|run| run.len() % 2 == 1)
    };
    cells(trim_line_end(line), style.of_letters()).iter().any(|cell| closes_amid(cell))
}

/// A row without its line end.
pub(super) fn trim_line_end(row: &[u8]) -> &[u8] {
    let row = row.strip_suffix(b"\n").unwrap_or(row);
    row.strip_suffix(b"\r").unwrap_or(row)
}
