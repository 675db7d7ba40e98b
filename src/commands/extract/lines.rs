//! Lines of `{"id","text","date"?,"title"?}`, whose text is taken exactly as given.

use std::{
    borrow::Cow,
    io::{self, BufRead},
    sync::Arc,
};

use serde::Deserialize;

use super::Subject;
use crate::{article::Published, commands::days, render::json::Id};

/// Bytes of one line; a longer one is skipped, so that one broken line cannot take all memory.
pub(super) const LINE_LIMIT: usize = 64 << 20;

/// One line with where it lay.
pub(super) struct Line {
    pub(super) bytes: Vec<u8>,
    number: u64,
    name: Arc<str>,
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
                    return Some(Ok(Line { bytes, number: self.number, name: Arc::clone(&self.name) }));
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
    /// Where it lay, for messages.
    pub(super) fn place(&self) -> String {
        format!("{}: line {}", self.name, self.number)
    }

    /// Reads the line's object.
    pub(super) fn subject(&self, published: Option<Published>) -> Result<Subject<'_>, String> {
        let wrong = |what: String| format!("{}: {what}", self.place());
        // A byte order mark at the head of a file is no part of its first line.
        let bytes = self.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&self.bytes);
        let given: Given<'_> = serde_json::from_slice(bytes).map_err(|error| wrong(error.to_string()))?;
        let text = given.text.ok_or_else(|| wrong("no text: give {\"id\": …, \"text\": …}".to_owned()))?;
        let date = given.date.as_deref().filter(|date| !date.trim().is_empty());
        let date = date.map(days::parse).transpose().map_err(|error| wrong(format!("date {error}")))?;
        let id = match given.id {
            Some(GivenId::Number(number)) => Id::Number(number),
            Some(GivenId::Text(text)) => Id::Text(text),
            None => Id::Absent(()),
        };
        Ok(Subject { id, text, title: given.title, published: date.or(published) })
    }
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
    fn what_is_wrong_with_a_line_is_said_with_its_place() {
        for wrong in
            ["{", "[]", "{\"id\":1}", "{\"text\":5}", "{\"text\":\"\",\"date\":\"soon\"}", "{\"id\":[],\"text\":\"\"}"]
        {
            let lines = read(wrong);
            let error = lines[0].as_ref().unwrap().subject(None).err().unwrap();
            assert!(error.starts_with("in: line 1: "), "{error}");
        }
    }
}
