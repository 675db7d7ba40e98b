//! Tables: which rows can be trusted. [`scan`] knows where a row ends, [`header`] and [`sample`] what the beginning
//! tells of all rows.
//!
//! Rows are split on the reading thread by watching quotes only; the same rules cut a row into cells on the workers.
//! They are those of RFC 4180 made tolerant: a quote within a quoted cell ends it only before a delimiter or the row's
//! end, so `"he said "no" twice"` stays one cell; a quote within a bare cell is a letter like any other.

use std::sync::Arc;

use super::days::is_foreign;
use super::{Context, Item, lines::skip_past};
use crate::source::{Format, RawRecord, SourceError, encoding, error::Reason, input::Input, mapping};

mod header;
mod sample;
mod scan;

pub use header::Header;
pub(in crate::source) use header::{has_rows, of_known_header};
use sample::Days;
use scan::{Row, begins_with_speech, scan_row, trim_line_end};
pub(in crate::source) use scan::{Style, cells, cells_up_to};

/// Bytes that a row may have when a damaged stretch is read again line by line, and how often that is tried in one
/// file. Both bound what a file full of open quotes can cost: 256 MiB of scanning, then single lines only.
const RETRY_BYTES: usize = 64 << 10;
const RETRIES: u32 = 4096;
const LINE_BYTES: usize = 256;

/// Bytes from the beginning of a table by which all of it is judged.
const SAMPLE: usize = 64 << 10;

/// Bytes in which it is looked for a day that tells which of its numbers is the month: exports are often sorted by day,
/// and some hundred articles may lie before the first 13th of a month.
const DAYS: usize = 1 << 20;

/// Most bytes of a table that has a header only and is believed to have no more.
const HEADER: u64 = 2 << 10;

/// Splits a table into rows.
#[derive(Debug)]
pub(in crate::source) struct Table {
    header: Arc<Header>,
    /// The row that names the columns, as it lies; empty if none does.
    header_row: Vec<u8>,
    /// The same for rows whose quotes are letters.
    letters: Option<Arc<Header>>,
    started: bool,
    /// Whether anything came of it yet, were it a fault.
    fruitful: bool,
    /// Within a stretch that was misread as one row: its end.
    wary_until: u64,
    retries: u32,
    done: bool,
}

impl Table {
    pub(in crate::source) fn new(delimiter: u8) -> Self {
        let header = Header { style: delimiter.into(), ..Header::from(Vec::new()) };
        Self {
            header: Arc::new(header),
            header_row: Vec::new(),
            letters: None,
            started: false,
            fruitful: false,
            wary_until: 0,
            retries: 0,
            done: false,
        }
    }

    pub(in crate::source) fn next(&mut self, input: &mut Input, context: &Context) -> Option<Item> {
        if !std::mem::replace(&mut self.started, true) {
            self.read_header(input, context);
        }
        let item = self.next_row(input, context).or_else(|| self.barren(input, context));
        self.fruitful = true;
        item
    }

    /// The fault of a table that is longer than a header and has no row.
    fn barren(&self, input: &Input, context: &Context) -> Option<Item> {
        let message = "holds a header and no row; if it has rows, write it anew as CSV with a line for each";
        (!self.fruitful && input.offset() > HEADER)
            .then(|| Err(SourceError::whole(&context.place(0), Reason::BadCsv, message)))
    }

    fn next_row(&mut self, input: &mut Input, context: &Context) -> Option<Item> {
        while !self.done {
            let offset = input.offset();
            if !input.has(1) {
                self.done = true;
                return input.failed().then(|| input.take_fault()).flatten().map(|f| Err(f.at(&context.place(offset))));
            }
            let wary = offset < self.wary_until;
            let limit = self.limit(wary, context);
            let line = self.line_of_letters(input, limit);
            let row = line.unwrap_or_else(|| scan_row(input, 0, self.header.style, limit));
            if row.open && input.failed() && !wary {
                self.done = true;
                return Some(Err(context.cut(input, offset)));
            }
            match (self.fits(input, row, wary), wary) {
                (true, _) => {
                    let header = if line.is_some() { self.letters() } else { Arc::clone(&self.header) };
                    if let Some(record) = self.take(header, input, context, row) {
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
    /// two rows and a lost quote, unless all its quotes are in pairs; a row with too few cells, or with empty ones
    /// behind the last, is ragged, as some exporters write them.
    fn fits(&self, input: &Input, row: Row, wary: bool) -> bool {
        let expected = self.header.names.len();
        let surplus = || self.header.style.empty_at_end(&input.bytes()[..row.length]);
        let even = row.cells == expected || (row.cells > expected && row.cells - expected <= surplus());
        let ragged = row.cells < expected && !row.lone && !wary;
        !row.open && !row.torn && (expected == 0 || even || ragged || !(row.folded || wary))
    }

    /// The first line, if in it a quote is opened that is none: where tabs or bars part the cells and it has one for
    /// each column, and so has the next line, which would be within the quotes, the first is a row.
    fn line_of_letters(&self, input: &mut Input, limit: usize) -> Option<Row> {
        let (style, columns) = (self.header.style, self.header.names.len());
        if !style.is_told_by_line() || columns < 3 {
            return None;
        }
        let line = scan_row(input, 0, style.of_letters(), limit);
        let is_closed = |bytes: &[u8]| scan::rows(bytes, style, true).next().is_none_or(|(_, row)| !row.open);
        if line.open || line.cells != columns || is_closed(&input.bytes()[..line.length]) {
            return None;
        }
        let next = scan_row(input, line.length, style.of_letters(), limit);
        let speech = begins_with_speech(&input.bytes()[..line.length], style);
        let is_row = match next.length {
            0 => speech,
            _ => next.cells == columns && (speech || columns > 3),
        };
        is_row.then_some(line)
    }

    fn letters(&mut self) -> Arc<Header> {
        let header = &self.header;
        let made = || Arc::new(Header { style: header.style.of_letters(), ..Header::clone(header) });
        Arc::clone(self.letters.get_or_insert_with(made))
    }

    /// The row as a record; none if it is blank, or the header once more, as in files put one behind the other.
    fn take(&self, header: Arc<Header>, input: &mut Input, context: &Context, row: Row) -> Option<RawRecord> {
        let offset = input.offset();
        let delimiter = header.style.delimiter();
        let bytes = trim_line_end(&input.bytes()[..row.length]);
        // `|---|:---|`: the rule below the header, where tables are drawn.
        let blank = bytes
            .iter()
            .all(|&byte| byte == delimiter || byte.is_ascii_whitespace() || matches!(byte, b'-' | b':' | b'=' | b'+'));
        let record = (!blank && bytes != self.header_row)
            .then(|| RawRecord { header: Some(header), ..context.record(offset, bytes, Format::Row { delimiter }) });
        input.consume(row.length);
        record
    }

    fn pass_line(&mut self, input: &mut Input) {
        self.retries += 1;
        skip_past(input, self.header.style.end());
    }

    /// Finds out what all rows have in common; the first row stays to be read if it is no header.
    fn read_header(&mut self, input: &mut Input, context: &Context) {
        let end = header::line_end(sample(input, SAMPLE).0);
        let promised = pass_separator_line(input, end).unwrap_or(self.header.style.delimiter());
        let (before, style) = header::begin(sample(input, SAMPLE).0, Style::from(promised).ending_in(end));
        input.consume(before);
        let style = sample::with_escaped_quotes(sample(input, SAMPLE).0, style);
        let charset = encoding::of_all(sample(input, SAMPLE).0);
        let mut found = Header { style, charset, ..Header::from(Vec::new()) };
        let row = scan_row(input, 0, style, context.limits.record_bytes);
        if !row.open && row.cells <= context.limits.columns {
            found.names = self.names(input, row, style, charset);
            let (sample, whole) = sample(input, SAMPLE);
            if header::lacks_first(&found.names, sample, style, whole) {
                found.names.insert(0, String::new());
            }
            let style = style.with(sample::quotes(sample, style, found.names.len(), whole));
            found.style = sample::with_escapes(sample, style, whole);
            order_days(input, &mut found);
        }
        self.header = Arc::new(found);
    }

    /// The names in the first row, which is passed over if it has any; else those that the contents suggest.
    fn names(
        &mut self,
        input: &mut Input,
        row: Row,
        style: Style,
        charset: Option<&'static encoding_rs::Encoding>,
    ) -> Vec<String> {
        let first = &input.bytes()[..row.length];
        let names = header::names_in(first, style, charset);
        if names.is_some() || header::is_numbered(first, style) {
            self.header_row = trim_line_end(first).to_vec();
            input.consume(row.length);
        }
        let (sample, whole) = sample(input, SAMPLE);
        names.or_else(|| header::guessed_names(sample, style, whole)).unwrap_or_default()
    }
}

/// Finds out in which columns the day goes before the month; a longer stretch is read if the first does not tell. Where
/// none does the header and the language of the texts are asked, as in JSON ([`super::days::order`]).
fn order_days(input: &mut Input, header: &mut Header) {
    let style = header.style;
    let mut days = Days::default();
    for length in [SAMPLE, DAYS] {
        let (sample, whole) = sample(input, length);
        days = Days::of(sample, style, whole);
        if whole || !days.are_undecided() {
            break;
        }
    }
    header.day_first = days.day_first();
    if !days.are_undecided() {
        return;
    }
    let (sample, whole) = sample(input, SAMPLE);
    if header.names.iter().any(|name| mapping::is_of_day_first(&mapping::fold(name))) {
        header.day_first = days.columns();
    } else if is_foreign(sample::texts(sample, style, whole)) {
        header.unsure_days = days.columns();
    }
}

/// The next bytes, not more than `most`, and whether they are all there are.
fn sample(input: &mut Input, most: usize) -> (&[u8], bool) {
    let whole = !input.has(most + 1);
    let length = input.bytes().len().min(most);
    (&input.bytes()[..length], whole)
}

/// Excel's `sep=;`.
fn pass_separator_line(input: &mut Input, end: u8) -> Option<u8> {
    let delimiter = *input.bytes().strip_prefix(b"sep=")?.first()?;
    skip_past(input, end);
    Some(delimiter)
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
