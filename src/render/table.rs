//! Hits as rows for spreadsheets: comma or tab separated, safe to open.

use std::{borrow::Cow, io};

use crate::query::Hit;

/// Column names, in order.
const COLUMNS: [&str; 26] = [
    "id",
    "kind",
    "speaker",
    "speaker_kind",
    "mention",
    "role",
    "cue",
    "confidence",
    "quote",
    "passage",
    "date",
    "source",
    "title",
    "byline",
    "url",
    "path",
    "member",
    "cluster",
    "article_id",
    "start",
    "end",
    "score",
    "others",
    "copies",
    "link",
    "co_speakers",
];

/// What a spreadsheet is told that the bytes are UTF-8 by.
pub const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Writes rows.
pub struct Table<W: io::Write> {
    writer: csv::Writer<W>,
}

impl<W: io::Write> Table<W> {
    /// Rows whose cells are parted by `delimiter`; cells are quoted where they must be. Writes the column names, `lead`
    /// first if there is one.
    ///
    /// # Errors
    /// If `out` does not take them.
    pub fn new(out: W, delimiter: u8, lead: Option<&str>) -> io::Result<Self> {
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(out);
        writer.write_record(lead.into_iter().chain(COLUMNS))?;
        Ok(Self { writer })
    }

    /// Writes a hit, after a cell for the leading column if there is one.
    ///
    /// # Errors
    /// If the output does not take it.
    pub fn hit(&mut self, lead: Option<&str>, hit: &Hit) -> io::Result<()> {
        let row = row(hit);
        let cells = lead.into_iter().chain(row.iter().map(String::as_str));
        self.writer.write_record(cells.map(|cell| guarded(cell).into_owned().into_bytes()))?;
        Ok(())
    }

    /// Writes what is held back.
    ///
    /// # Errors
    /// If the output does not take it.
    pub fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

fn row(hit: &Hit) -> [String; COLUMNS.len()] {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let json = |value: serde_json::Result<serde_json::Value>| match value {
        Ok(serde_json::Value::String(word)) => word,
        Ok(value) => value.to_string(),
        Err(_) => String::new(),
    };
    let speaker = hit.speaker.as_ref();
    let article = &hit.article;
    [
        hit.id.clone(),
        json(serde_json::to_value(hit.kind)),
        speaker.map(|speaker| speaker.name.clone()).unwrap_or_default(),
        speaker.map(|speaker| json(serde_json::to_value(speaker.kind))).unwrap_or_default(),
        speaker.and_then(|speaker| speaker.mention.clone()).unwrap_or_default(),
        speaker.and_then(|speaker| speaker.role.clone()).unwrap_or_default(),
        text(&hit.cue),
        hit.confidence.map(|number| number.to_string()).unwrap_or_default(),
        text(&hit.quote),
        hit.passage.clone(),
        text(&hit.date),
        text(&article.source),
        text(&article.title),
        text(&article.byline),
        text(&article.url),
        text(&article.path),
        text(&article.member),
        article.cluster.clone(),
        article.id.clone(),
        hit.start.to_string(),
        hit.end.to_string(),
        hit.score.to_string(),
        hit.others.map(|number| number.to_string()).unwrap_or_default(),
        hit.copies.map(|number| number.to_string()).unwrap_or_default(),
        text(&hit.link),
        hit.co_speakers.iter().map(|speaker| speaker.name.as_str()).collect::<Vec<_>>().join("; "),
    ]
}

/// A cell that no spreadsheet takes for a formula: an apostrophe goes before what would make one.
///
/// ```
/// use onrecord::render::table::guarded;
/// assert_eq!(guarded("=HYPERLINK(1)"), "'=HYPERLINK(1)");
/// assert_eq!(guarded("plain - words"), "plain - words");
/// ```
#[must_use]
pub fn guarded(cell: &str) -> Cow<'_, str> {
    // Also after blanks, which some programs trim before they look; and the full-width forms.
    let first = cell.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}').chars().next();
    let control = cell.starts_with(['\t', '\r', '\n']);
    if control || matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')) {
        return Cow::Owned(format!("'{cell}"));
    }
    Cow::Borrowed(cell)
}
