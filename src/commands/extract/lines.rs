//! Lines of `{"id","text","date"?,"title"?}`, whose text is taken exactly as given.

use std::{
    borrow::Cow,
    io::{self, BufRead},
    sync::Arc,
};

use serde::Deserialize;

use super::Subject;
use crate::{
    article::{Provenance, Published},
    render::json::Id,
    source::{RawRecord, dates},
};

/// Bytes of one line; a longer one is skipped, so that one broken line cannot take all memory.
pub(super) const LINE_LIMIT: usize = 64 << 20;

/// One line with where it lay.
pub(super) struct Line {
    bytes: Vec<u8>,
    place: Place,
}

/// Label of a line that is no article.
pub(super) const BAD: &str = "bad-line";

/// Label of a line whose date is none.
pub(super) const NO_DATE: &str = "no-date";

/// Where a line lay: its number in a stream, or its byte in an unpacked file.
enum Place {
    Line(Arc<str>, u64),
    Byte(Provenance),
}

/// The lines of a stream, blank ones left out. After an error of the stream nothing follows.
pub(super) struct Lines<R> {
    stream: R,
    name: Arc<str>,
    number: u64,
    over: bool,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(stream: R, name: &str) -> Self {
        Self { stream, name: name.into(), number: 0, over: false }
    }

    fn problem(&self, what: &dyn std::fmt::Display) -> String {
        format!("{}: line {}: {what}", self.name, self.number)
    }

    /// Reads to the next line feed; of a line over the limit it keeps nothing and says so.
    fn line(&mut self) -> io::Result<Option<Result<Vec<u8>, usize>>> {
        let mut line = Vec::new();
        let mut length = 0;
        loop {
            let buffer = self.stream.fill_buf()?;
            if buffer.is_empty() && length == 0 {
                return Ok(None);
            }
            let newline = memchr::memchr(b'\n', buffer);
            let part = newline.unwrap_or(buffer.len());
            if length + part <= LINE_LIMIT {
                line.extend_from_slice(&buffer[..part]);
            } else {
                line = Vec::new();
            }
            length += part + usize::from(newline.is_some());
            let at_end = buffer.is_empty();
            self.stream.consume(part + usize::from(newline.is_some()));
            if newline.is_some() || at_end {
                return Ok(Some(if length <= LINE_LIMIT { Ok(line) } else { Err(length) }));
            }
        }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<Line, String>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.over {
            self.number += 1;
            match self.line() {
                Ok(None) => self.over = true,
                Ok(Some(Ok(bytes))) if bytes.iter().all(u8::is_ascii_whitespace) => {}
                Ok(Some(Ok(bytes))) => {
                    return Some(Ok(Line { bytes, place: Place::Line(Arc::clone(&self.name), self.number) }));
                }
                Ok(Some(Err(length))) => {
                    let what = format!("{length} bytes long, the limit is {LINE_LIMIT}; skipped");
                    return Some(Err(self.problem(&what)));
                }
                Err(error) => {
                    self.over = true;
                    return Some(Err(self.problem(&error)));
                }
            }
        }
        None
    }
}

/// A line's object; nulls count as absent, other keys are ignored.
#[derive(Deserialize)]
struct Given<'a> {
    id: Option<GivenId>,
    #[serde(borrow)]
    text: Option<Cow<'a, str>>,
    #[serde(borrow)]
    date: Option<Cow<'a, str>>,
    #[serde(borrow)]
    title: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "id is neither a string nor a number")]
enum GivenId {
    Number(serde_json::Number),
    Text(String),
}

impl Line {
    /// A record that the reading half has found in a packed file.
    pub(super) fn unpacked(record: RawRecord) -> Self {
        Self { bytes: record.bytes, place: Place::Byte(record.provenance) }
    }

    pub(super) fn size(&self) -> usize {
        self.bytes.len()
    }

    /// The file or stream, for messages.
    pub(super) fn file(&self) -> String {
        match &self.place {
            Place::Line(name, _) => name.to_string(),
            Place::Byte(place) => place.path.display().to_string(),
        }
    }

    /// Where it lay, for messages.
    pub(super) fn place(&self) -> String {
        match &self.place {
            Place::Line(name, number) => format!("{name}: line {number}"),
            Place::Byte(place) => format!("{} at byte {}", place.path.display(), place.offset),
        }
    }

    /// Reads the line's object. A date that is none costs the date, not the article.
    pub(super) fn subject(&self, published: Option<Published>) -> Result<Subject<'_>, String> {
        let wrong = |what: String| format!("{}: {what}", self.place());
        // A byte order mark at the head of a file is no part of its first line.
        let bytes = self.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&self.bytes);
        let given: Given<'_> = serde_json::from_slice(bytes).map_err(|error| wrong(within_line(&error)))?;
        let text = given.text.ok_or_else(|| wrong("no text: give {\"id\": …, \"text\": …}".to_owned()))?;
        let printed = given.date.as_deref().filter(|date| !date.trim().is_empty());
        let date = printed.and_then(|date| date.parse().ok().or_else(|| dates::parse(date)));
        let unread = printed.filter(|_| date.is_none());
        let warning = unread.map(|date| wrong(format!("{date:?} is no date; the article is read without one")));
        let id = match given.id {
            Some(GivenId::Number(number)) => Id::Number(number),
            Some(GivenId::Text(text)) => Id::Text(text),
            None => Id::Absent(()),
        };
        Ok(Subject { id, text, title: given.title, published: date.or(published), warning, ..Subject::default() })
    }
}

/// The parser's words; each of its inputs is one line, so that its "line 1" would only mislead.
fn within_line(error: &serde_json::Error) -> String {
    error.to_string().replace(" at line 1 column ", ", column ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(input: &str) -> Vec<Result<Line, String>> {
        Lines::new(input.as_bytes(), "in").collect()
    }

    #[test]
    fn blank_lines_count_but_are_no_articles() {
        let lines = read("\n{\"text\":\"a\"}\r\n\n  \n{\"text\":\"b\"}");
        let places: Vec<_> = lines.iter().map(|line| line.as_ref().unwrap().place()).collect();
        assert_eq!(places, ["in: line 2", "in: line 5"]);
    }

    #[test]
    fn a_line_is_read_exactly_and_nulls_are_absent() {
        let lines =
            read("\u{feff}{\"id\": 12, \"text\": \" a\\u00a0 b \\n\", \"title\": null, \"date\": null, \"more\": [1]}");
        let subject = lines[0].as_ref().unwrap().subject(None).unwrap();
        assert_eq!(subject.text, " a\u{a0} b \n");
        assert_eq!(subject.id, Id::Number(12.into()));
        assert_eq!((subject.title, subject.published), (None, None));
    }

    #[test]
    fn a_line_over_the_limit_is_skipped_and_the_next_is_read() {
        let long = "x".repeat(LINE_LIMIT + 1);
        let lines = read(&format!("{long}\n{{\"text\":\"b\"}}\n"));
        assert!(lines[0].is_err());
        assert_eq!(lines[1].as_ref().unwrap().place(), "in: line 2");
        assert_eq!(lines.len(), 2);
    }

    #[test]
    fn a_date_that_is_none_costs_the_date_only() {
        let lines = read("{\"text\":\"a\",\"date\":\"soon\"}");
        let subject = lines[0].as_ref().unwrap().subject(None).unwrap();
        assert!(subject.warning.unwrap().contains("soon"));
        assert_eq!(subject.published, None);
    }

    #[test]
    fn what_is_wrong_with_a_line_is_said_with_its_place() {
        for wrong in ["{", "[]", "{\"id\":1}", "{\"text\":5}", "{\"id\":[],\"text\":\"\"}"] {
            let lines = read(wrong);
            let error = lines[0].as_ref().unwrap().subject(None).err().unwrap();
            assert!(error.starts_with("in: line 1: "), "{error}");
        }
    }
}
