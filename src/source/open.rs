//! Opens a file: sniffs, decompresses, caps, and hands it to the reader of its form.

use std::{path::Path, sync::Arc};

use super::{
    FileEntry, Format, Limits, SourceError,
    error::Reason,
    input::Input,
    kind::{self, Kind},
    mapping,
    records::{Context, Item, json::Json, lines::Lines, table::Table, whole::Whole},
};

/// Bytes looked at to tell what a file is.
const HEAD: usize = 4096;

/// Opens a file and finds out what it is.
///
/// # Errors
/// If it cannot be opened, is empty, or is of no form that is read here.
pub fn open(entry: &FileEntry, limits: &Limits) -> Result<Records, SourceError> {
    let mut input = Input::open(&entry.path, limits)?;
    let context = Context { path: Arc::clone(&entry.path), limits: limits.clone() };
    input.has(HEAD);
    if input.bytes().starts_with(b"\xEF\xBB\xBF") {
        input.consume(3);
    }
    let head = &input.bytes()[..input.bytes().len().min(HEAD)];
    if head.is_empty() {
        return Err(nothing(input, &context));
    }
    let reader = choose(head, &entry.path)?;
    let mut records = Records { input, context, reader, pending: None, single: false };
    records.look_ahead();
    Ok(records)
}

/// The error for a compressed file that yields nothing.
fn nothing(mut input: Input, context: &Context) -> SourceError {
    match input.take_fault() {
        Some(fault) => fault.at(&context.place(0)),
        None => SourceError::file(&context.path, Reason::Empty, "holds nothing once unpacked; fetch it again"),
    }
}

/// The reader for a file, by its name and how it begins.
fn choose(head: &[u8], path: &Path) -> Result<Reader, SourceError> {
    let refuse = |reason, message: String| Err(SourceError::file(path, reason, message));
    if let Some(what) = foreign(head) {
        return refuse(
            Reason::UnknownFormat,
            format!("is {what}, which this version does not read; convert or unpack it first"),
        );
    }
    if memchr::memchr_iter(0, head).count() * 10 > head.len() {
        return refuse(Reason::NotText, "is not text; if it is UTF-16, convert it to UTF-8".to_owned());
    }
    let named = kind::of_name(path).unwrap_or(Kind::Unnamed);
    Ok(match (named, look(head)) {
        (Kind::Html, _) | (Kind::Text | Kind::Unnamed | Kind::Table(_) | Kind::Json, Look::Page) => whole(Format::Html),
        (Kind::Lines, Look::Array | Look::OpenObject) | (Kind::Json, _) => Reader::Json(Json::default()),
        (Kind::Text | Kind::Unnamed, Look::Object | Look::OpenObject) => Reader::Json(Json::default()),
        (Kind::Unnamed, Look::Array) => Reader::Json(Json::default()),
        (Kind::Lines, _) => Reader::Lines(Lines::default()),
        (Kind::Table(delimiter), _) => Reader::Table(Table::new(delimiter)),
        (Kind::Unnamed, Look::Header(delimiter)) => Reader::Table(Table::new(delimiter)),
        (Kind::Text | Kind::Unnamed, _) => whole(Format::Text),
    })
}

fn whole(format: Format) -> Reader {
    Reader::Whole(Whole::new(format))
}

/// How text begins.
enum Look {
    /// An HTML page.
    Page,
    /// `{` and a key.
    Object,
    /// `{` alone on its line: an object printed over several lines.
    OpenObject,
    /// `[` and an object or its end.
    Array,
    /// Known column names, parted by this byte.
    Header(u8),
    /// Anything else.
    Prose,
}

fn look(head: &[u8]) -> Look {
    let text = head.trim_ascii_start();
    let second = text.get(1..).and_then(|rest| rest.iter().find(|byte| !byte.is_ascii_whitespace()));
    match (text.first(), second) {
        (Some(b'<'), _) if is_page(text) => Look::Page,
        (Some(b'{'), Some(b'"' | b'}')) if matches!(text.get(1), Some(b'\n' | b'\r')) => Look::OpenObject,
        (Some(b'{'), Some(b'"' | b'}')) => Look::Object,
        (Some(b'['), Some(b'{' | b']')) => Look::Array,
        _ => [b',', b'\t'].into_iter().find(|&by| is_header(text, by)).map_or(Look::Prose, Look::Header),
    }
}

fn is_page(text: &[u8]) -> bool {
    let start = text[..text.len().min(1024)].to_ascii_lowercase();
    memchr::memmem::find(&start, b"<html").is_some() || start.starts_with(b"<!doctype html")
}

fn is_header(text: &[u8], delimiter: u8) -> bool {
    let line = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let names: Vec<String> =
        line.split(|&byte| byte == delimiter).map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect();
    names.len() > 2 && names.iter().all(|name| name.len() < 40) && mapping::knows_header(&names)
}

/// Forms that are known and not read, by their first bytes.
fn foreign(head: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 14] = [
        (b"PK\x03\x04", "a zip archive"),
        (b"%PDF-", "a PDF"),
        (b"BZh", "compressed by bzip2"),
        (b"\xFD7zXZ", "compressed by xz"),
        (b"7z\xBC\xAF", "a 7z archive"),
        (b"Rar!", "a rar archive"),
        (b"\x89PNG", "an image"),
        (b"\xFF\xD8\xFF", "an image"),
        (b"GIF8", "an image"),
        (b"WARC/", "a WARC file"),
        (b"PAR1", "a Parquet file"),
        (b"SQLite format 3", "a database"),
        (b"\x00\x05\x16\x07", "macOS metadata"),
        (b"\x1F\x8B", "compressed twice"),
    ];
    let text = head.trim_ascii_start();
    if text.starts_with(b"<?xml") && !is_page(text) {
        return Some("an XML file");
    }
    MAGIC.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, what)| *what)
}

/// The records of one file, read as they are asked for, in bounded memory.
///
/// After a damaged place it has yielded what was whole before it, then yields an error with the place, then goes on
/// where that is possible (at the next line, row or element), else ends.
#[derive(Debug)]
pub struct Records {
    input: Input,
    context: Context,
    reader: Reader,
    pending: Option<Item>,
    single: bool,
}

#[derive(Debug)]
enum Reader {
    Whole(Whole),
    Json(Json),
    Lines(Lines),
    Table(Table),
}

impl Records {
    /// Whether the form of this file holds exactly one article: plain text, a page, one JSON object.
    #[must_use]
    pub fn is_single(&self) -> bool {
        self.single
    }

    /// Bytes of the file (as it lies on disk, compressed) read so far.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        self.input.bytes_read()
    }

    /// A JSON object is one article only if no list of articles is in it and nothing follows.
    fn look_ahead(&mut self) {
        if matches!(self.reader, Reader::Json(_)) {
            self.pending = self.read();
        }
        self.single = match &self.reader {
            Reader::Whole(_) => true,
            Reader::Json(json) => json.is_single(&mut self.input, &self.context),
            Reader::Lines(_) | Reader::Table(_) => false,
        };
    }

    fn read(&mut self) -> Option<Item> {
        match &mut self.reader {
            Reader::Whole(reader) => reader.next(&mut self.input, &self.context),
            Reader::Json(reader) => reader.next(&mut self.input, &self.context),
            Reader::Lines(reader) => reader.next(&mut self.input, &self.context),
            Reader::Table(reader) => reader.next(&mut self.input, &self.context),
        }
    }
}

impl Iterator for Records {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        self.pending.take().or_else(|| self.read())
    }
}
