//! What a stretch of rows tells of all of a table that its header does not.

use memchr::{memchr, memmem};

use super::scan::{Quotes, Style, begins_with_speech, cells, escaped, rows, trim_line_end};
use crate::source::{dates, encoding};

/// Longest cell that may be a day with its time.
const DAY: usize = 40;

/// What quotes mean in a table of so many columns. They are letters where a cell begins with `"No," said Brandt` and,
/// taken so, nearly every line has a cell for each column, and more do than rows otherwise; a lost quote alone is a
/// fault of its row.
pub(super) fn quotes(sample: &[u8], style: Style, columns: usize, whole: bool) -> Quotes {
    if columns < 2 || style.quotes() == Quotes::Escaped {
        return style.quotes();
    }
    let (mut quoted, mut letters, mut others, mut speech) = (0, 0, 0, false);
    for (bytes, row) in rows(sample, style, whole) {
        quoted += usize::from(row.cells == columns && !row.torn && !row.open);
        let lines = rows(bytes, style.of_letters(), whole).filter(|(_, line)| !line.open);
        // The first line of a row that the sample cuts may look whole.
        for (line, found) in lines.skip(usize::from(row.open && !whole)) {
            let fits = found.cells == columns;
            letters += usize::from(fits);
            others += usize::from(!fits && !line.trim_ascii().is_empty());
            speech = speech || (fits && begins_with_speech(line, style));
        }
    }
    let are_letters = speech && letters > quoted && others * 10 <= letters;
    if are_letters { Quotes::Letters } else { style.quotes() }
}

/// The style with escaped quotes, if those of the table are.
pub(super) fn with_escaped_quotes(sample: &[u8], style: Style) -> Style {
    if has_escaped_quotes(sample, style) { style.with(Quotes::Escaped).escaping() } else { style }
}

/// The style with escapes in the cells, if the table has any.
pub(super) fn with_escapes(sample: &[u8], style: Style, whole: bool) -> Style {
    if has_escapes(sample, style, whole) { style.escaping() } else { style }
}

/// Whether a quote in a cell is written `\"`, as Spark and MySQL do, and not `""`. A cell may end in either (`no\""`).
fn has_escaped_quotes(sample: &[u8], style: Style) -> bool {
    let parts = |byte: Option<&u8>| byte.is_none_or(|&byte| byte == style.delimiter() || matches!(byte, b'\n' | b'\r'));
    let (mut escaped, mut doubled, mut at) = (0, 0, 0);
    while let Some(found) = memchr(b'"', &sample[at..]) {
        let quote = at + found;
        let before = quote.checked_sub(1).map(|before| &sample[before]);
        let is_double = sample.get(quote + 1) == Some(&b'"');
        let ends = parts(sample.get(quote + 1 + usize::from(is_double)));
        match (before == Some(&b'\\'), is_double) {
            (true, false) => escaped += 1,
            (false, true) if !(ends && parts(before)) => doubled += 1,
            (true, true) if !ends => doubled += 1,
            _ => {}
        }
        at = quote + 1 + usize::from(is_double);
    }
    escaped > 1 && doubled * 10 <= escaped
}

/// Whether `\n` is a line break: it occurs and a real one does not, and no backslash is one of a path or a formula.
fn has_escapes(sample: &[u8], style: Style, whole: bool) -> bool {
    let breaks = memmem::find_iter(sample, br"\n").count();
    let mut rest = sample;
    while let Some(at) = memchr(b'\\', rest) {
        // `\N` is a cell that holds nothing.
        let is_known = rest.get(at + 1).is_none_or(|&letter| letter == b'N' || escaped(letter).is_some());
        if !is_known {
            return false;
        }
        rest = rest.get(at + 2..).unwrap_or_default();
    }
    breaks > 1 && rows(sample, style, whole).all(|(_, row)| !row.folded)
}

/// The long cells of the first rows, decoded.
pub(super) fn texts(sample: &[u8], style: Style, whole: bool) -> impl Iterator<Item = String> {
    /// Bytes of a text whose language can be told.
    const LONG: usize = 200;
    /// Rows looked at.
    const FEW: usize = 16;
    let rows = rows(sample, style, whole).filter(|(_, row)| !row.open).take(FEW);
    let long = |cell: &std::borrow::Cow<'_, [u8]>| cell.len() > LONG;
    rows.flat_map(move |(bytes, _)| cells(trim_line_end(bytes), style).into_iter().filter(long))
        .map(|cell| encoding::of_record(&cell).into_owned())
}

/// The columns that hold nothing but days like `31/12/2019`, by whether the day goes before the month.
#[derive(Debug, Default)]
pub(super) struct Days {
    columns: Vec<Column>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Column {
    /// Cells that are such days.
    days: usize,
    /// Cells that are neither empty nor such days.
    others: usize,
    /// Days like `31/12/2019`.
    day_first: bool,
    /// Days like `12/31/2019`.
    month_first: bool,
}

impl Days {
    /// Reads the rows of a sample.
    pub(super) fn of(sample: &[u8], style: Style, whole: bool) -> Self {
        let mut days = Self::default();
        for (bytes, row) in rows(sample, style, whole).filter(|(_, row)| !row.open) {
            days.columns.resize(days.columns.len().max(row.cells), Column::default());
            let cells = cells(trim_line_end(bytes), style);
            days.columns.iter_mut().zip(cells).for_each(|(column, cell)| column.take(&cell));
        }
        days
    }

    /// Whether there are such columns and nothing in them tells which number is the day.
    pub(super) fn are_undecided(&self) -> bool {
        let mut columns = self.columns.iter().filter(|column| column.is_of_days()).peekable();
        columns.peek().is_some() && columns.all(|column| !column.day_first && !column.month_first)
    }

    /// The columns of such days.
    pub(super) fn columns(&self) -> Vec<usize> {
        let at = self.columns.iter().enumerate();
        at.filter(|(_, column)| column.is_of_days()).map(|(at, _)| at).collect()
    }

    /// The columns with the day first: by their own days, or where those do not tell, as all the others have it.
    pub(super) fn day_first(&self) -> Vec<usize> {
        let columns = || self.columns.iter().filter(|column| column.is_of_days());
        let all = columns().any(|column| column.day_first) && !columns().any(|column| column.month_first);
        let is_day_first = |column: &Column| (column.day_first && !column.month_first) || all;
        let at = self.columns.iter().enumerate();
        at.filter(|(_, column)| column.is_of_days() && is_day_first(column)).map(|(at, _)| at).collect()
    }
}

impl Column {
    fn is_of_days(&self) -> bool {
        self.days > 0 && self.others * 10 <= self.days
    }

    fn take(&mut self, cell: &[u8]) {
        let cell = cell.trim_ascii();
        if cell.is_empty() {
            return;
        }
        let numbers = (cell.len() <= DAY).then(|| encoding::of_record(cell)).and_then(|text| dates::two_numbers(&text));
        self.days += usize::from(numbers.is_some());
        self.others += usize::from(numbers.is_none());
        self.day_first = self.day_first || numbers.is_some_and(|(first, _)| first > 12);
        self.month_first = self.month_first || numbers.is_some_and(|(_, second)| second > 12);
    }
}
