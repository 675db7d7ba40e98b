//! What the beginning of a table tells of all of it: its delimiter, the names of its columns, how its days are written.

use memchr::memchr;

use super::{
    sample,
    scan::{Row, Style, cells, rows, trim_line_end},
};
use crate::source::{
    dates, encoding,
    mapping::{self, Field},
};

/// Lines among which a header is looked for.
const LINES_BEFORE: usize = 20;

/// Rows by which it is judged whether text is a table.
const LINES_AHEAD: usize = 20;

/// What all rows of a table have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The names of the columns; empty if none is known.
    pub(in crate::source) names: Vec<String>,
    /// How the cells are written.
    pub(in crate::source) style: Style,
    /// The columns of days like `31/12/2019`, the day before the month.
    pub(in crate::source) day_first: Vec<usize>,
    /// Columns of such days of which nothing tells whether the month comes first.
    pub(in crate::source) unsure_days: Vec<usize>,
    /// The charset of all cells, where it is neither UTF-8 nor that of Windows in the West.
    pub(in crate::source) charset: Option<&'static encoding_rs::Encoding>,
}

/// The header of a table with commas.
impl From<Vec<String>> for Header {
    fn from(names: Vec<String>) -> Self {
        Self { names, style: b','.into(), day_first: Vec::new(), unsure_days: Vec::new(), charset: None }
    }
}

/// The names in a first row, if it is a header.
pub(super) fn names_in(
    row: &[u8],
    style: Style,
    charset: Option<&'static encoding_rs::Encoding>,
) -> Option<Vec<String>> {
    let names = match charset {
        Some(charset) => {
            let decoded =
                |cell: &std::borrow::Cow<'_, [u8]>| charset.decode_without_bom_handling(cell).0.trim().to_owned();
            cells(trim_line_end(row), style).iter().map(decoded).collect()
        }
        None => texts(row, style),
    };
    (mapping::knows_header(&names) || looks_like_header(&names)).then_some(names)
}

fn texts(row: &[u8], style: Style) -> Vec<String> {
    cells(trim_line_end(row), style).iter().map(|cell| encoding::of_record(cell).trim().to_owned()).collect()
}

/// What ends the lines of a table: a carriage return where nothing else does, as Excel for the Macintosh writes them.
pub(super) fn line_end(head: &[u8]) -> u8 {
    let inner = head.trim_ascii_end();
    let has = |byte| memchr(byte, inner).is_some();
    if has(b'\r') && !has(b'\n') { b'\r' } else { b'\n' }
}

/// The delimiter of a line: the one under which it is a known header, else the one that the name promises if the line
/// has it, else the commonest; of two that are alike the one with more cells.
fn delimiter(line: &[u8], promised: Style) -> u8 {
    let count = |delimiter: u8| rows(line, delimiter.into(), true).next().map_or(0, |(_, row)| row.cells);
    let rank = |&delimiter: &u8| {
        let is_header = mapping::knows_header(&texts(line, delimiter.into()));
        (is_header, delimiter == promised.delimiter() && (is_header || count(delimiter) > 1), count(delimiter))
    };
    let others = [b'|', b';', b'\t', b','].into_iter().filter(|&other| count(other) > 1);
    others.chain([promised.delimiter()]).max_by_key(rank).unwrap_or(promised.delimiter())
}

/// Where the first row begins, and the delimiter: behind lines that only say what the export is, if a known header with
/// more cells than any of them follows; else behind blank lines and comments (`# exported 2022`).
pub(super) fn begin(head: &[u8], promised: Style) -> (usize, Style) {
    let style_of = |line: &[u8]| Style::from(delimiter(line, promised)).ending_in(promised.end());
    let lines = || lines(head, promised.end()).take(LINES_BEFORE);
    let is_header = |&(at, line): &(usize, &[u8])| {
        let names = texts(line, style_of(line));
        let before = |(_, line)| texts(line, style_of(line)).len();
        let fewer = || lines().take_while(|(earlier, _)| *earlier < at).map(before).all(|cells| cells < names.len());
        mapping::knows_header(&names) && (at == 0 || (names.len() > 2 && fewer()))
    };
    let says_nothing = |line: &[u8]| line.starts_with(b"#") && texts(line, style_of(line)).len() == 1;
    let is_row = |&(_, line): &(usize, &[u8])| !line.trim_ascii().is_empty() && !says_nothing(line);
    let first = lines().find(is_header).or_else(|| lines().find(is_row));
    first.map_or((0, promised), |(at, line)| (at, style_of(line)))
}

/// The delimiter of text that begins with a known header of three names or more; blanks part only what is quoted, as R
/// writes it (`"title" "date" "text"`).
pub(in crate::source) fn of_known_header(text: &[u8]) -> Option<u8> {
    let (_, line) = lines(text, line_end(text)).next()?;
    let is_header = |delimiter: &u8| {
        let names = texts(line, Style::from(*delimiter));
        names.len() > 2 && names.iter().all(|name| name.len() < 40) && mapping::knows_header(&names)
    };
    let blank = line.starts_with(b"\"").then_some(b' ');
    [b',', b'\t', b';', b'|'].into_iter().chain(blank).find(is_header)
}

/// Whether most of the rows behind the header that text begins with have a cell for each of its names: where the name
/// of a file promises prose, a first line like "Title, author, text" is not enough.
pub(in crate::source) fn has_rows(text: &[u8], delimiter: u8) -> bool {
    let style = Style::from(delimiter).ending_in(line_end(text));
    let whole = text.len() < super::SAMPLE;
    let mut all = rows(text, style, true);
    let Some((_, header)) = all.next() else { return false };
    let rest = &text[header.length..];
    let style = style.with(sample::quotes(rest, style, header.cells, whole));
    let filled = |(line, _): &(&[u8], Row)| !line.trim_ascii().is_empty();
    let rows = || rows(rest, style, whole).filter(|(_, row)| !row.open || whole).filter(filled).take(LINES_AHEAD);
    let fits = |(line, row): &(&[u8], Row)| {
        let numbered = line.starts_with(b"\"") && row.cells == header.cells + 1;
        !row.open && (row.cells == header.cells || numbered)
    };
    let (count, fitting) = (rows().count(), rows().filter(fits).count());
    fitting > 0 && fitting * 4 >= count * 3
}

/// The lines of a stretch without their ends, each with where it begins.
fn lines(head: &[u8], end: u8) -> impl Iterator<Item = (usize, &[u8])> {
    let lines = head.split_inclusive(move |&byte| byte == end);
    lines.scan(0, |at, line| {
        let begin = *at;
        *at += line.len();
        Some((begin, trim_line_end(line)))
    })
}

/// Whether the names are those that pandas gives to columns without any: `0,1,2`.
pub(super) fn is_numbered(row: &[u8], style: Style) -> bool {
    let names = texts(row, style);
    names.len() > 1 && names.iter().enumerate().all(|(at, name)| *name == at.to_string())
}

/// Whether the first column has no name, as R writes those of rows: each row of a sample has one cell more than there
/// are names, and its day lies one column further on. Where there is no day it must be quoted, so that no cell was cut,
/// and the longest cell be the body.
pub(super) fn lacks_first(names: &[String], sample: &[u8], style: Style, whole: bool) -> bool {
    let folded: Vec<String> = names.iter().map(|name| mapping::fold(name)).collect();
    let date = folded.iter().position(|name| mapping::known(Field::Date).contains(&name.as_str()));
    let body = folded.iter().position(|name| mapping::is_body_key(name));
    let is_shifted = |(bytes, row): (&[u8], Row)| {
        let line = trim_line_end(bytes);
        let cells = cells(line, style);
        let is_day = |at: usize| dates::parse(&encoding::of_record(&cells[at])).is_some();
        let longest = || (0..cells.len()).max_by_key(|&at| cells[at].len());
        row.cells == names.len() + 1
            && cells.len() == row.cells
            && style.empty_at_end(line) == 0
            && match (date, body) {
                (Some(at), _) => is_day(at + 1) && !is_day(at),
                (None, Some(at)) => style.has_quoted(line) && longest() == Some(at + 1),
                (None, None) => false,
            }
    };
    let filled = |(line, row): &(&[u8], Row)| !row.open && !line.trim_ascii().is_empty();
    let mut rows = rows(sample, style, whole).filter(filled).peekable();
    rows.peek().is_some() && rows.all(is_shifted)
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

/// Names columns by their contents, if there is no doubt: one column of long prose, before it one of headlines, one of
/// days, one of addresses.
pub(super) fn guessed_names(sample: &[u8], style: Style, whole: bool) -> Option<Vec<String>> {
    let columns = columns(sample, style, whole)?;
    let (body, longest) = columns.iter().enumerate().max_by_key(|(_, column)| column.mean)?;
    let rival =
        columns.iter().enumerate().filter(|(n, _)| *n != body).map(|(_, column)| column.mean).max().unwrap_or(0);
    if longest.mean < 150 || longest.mean < 3 * rival {
        return None;
    }
    let mut names = vec![String::new(); columns.len()];
    names[body] = "text".to_owned();
    let is_headlines = |column: &Column| !column.is_days && !column.is_addresses && (15..=160).contains(&column.mean);
    // The nearest: an author's name and an address may stand between.
    if let Some(title) = columns[..body].iter().rposition(is_headlines) {
        names[title] = "title".to_owned();
    }
    let find = |is: fn(&Column) -> bool| columns.iter().position(is);
    find(|column| column.is_days).into_iter().for_each(|at| names[at] = "date".to_owned());
    find(|column| column.is_addresses).into_iter().for_each(|at| names[at] = "url".to_owned());
    Some(names)
}

/// What the cells of a column are.
struct Column {
    /// Mean length.
    mean: usize,
    /// Whether all cells are days.
    is_days: bool,
    /// Whether all cells are addresses of pages.
    is_addresses: bool,
}

/// What each column holds in the whole rows of a sample; `None` if their numbers differ, or the rows are too few.
fn columns(sample: &[u8], style: Style, whole: bool) -> Option<Vec<Column>> {
    let (mut columns, mut count): (Vec<Column>, usize) = (Vec::new(), 0);
    for (bytes, _) in rows(sample, style, whole).filter(|(_, row)| !row.open) {
        let cells = cells(trim_line_end(bytes), style);
        if columns.is_empty() {
            columns.extend(cells.iter().map(|_| Column { mean: 0, is_days: true, is_addresses: true }));
        }
        if columns.len() != cells.len() {
            return None;
        }
        columns.iter_mut().zip(&cells).for_each(|(column, cell)| column.take(cell));
        count += 1;
    }
    columns.iter_mut().for_each(|column| column.mean /= count.max(1));
    (count >= 3).then_some(columns)
}

impl Column {
    fn take(&mut self, cell: &[u8]) {
        self.mean += cell.len();
        let text = encoding::of_record(&cell[..cell.len().min(64)]);
        // A number may be anything; a day has its parts parted.
        let is_day = |text: &str| text.contains(['-', '/', '.', ' ']) && dates::parse(text).is_some();
        self.is_days = self.is_days && cell.len() <= 40 && is_day(text.trim());
        self.is_addresses = self.is_addresses && text.starts_with("http");
    }
}
