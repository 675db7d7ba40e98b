//! A record's text as it was before it was cleaned, with what was cut and mended marked in it.

use std::io::{self, Write};

use serde::Serialize;

use super::{
    flow::Flow,
    look::{Look, Marks, Part},
};
use crate::{
    source::edits::{Edit, edits},
    text::chars::CharIndex,
};

/// A text before and after it was cleaned. Offsets are code points of `raw`; the edits made there give `text`.
#[derive(Debug, Serialize)]
pub struct RawJson<'a> {
    /// Id of the article.
    pub id: &'a str,
    /// File that the text was read from.
    pub path: &'a str,
    /// Name within a container.
    pub member: Option<&'a str>,
    /// Byte offset of the record.
    pub offset: u64,
    /// The text as decoded; of a page all of its text.
    pub raw: &'a str,
    /// The text of the article.
    pub text: &'a str,
    /// What was done, in order.
    pub edits: Vec<EditJson>,
}

/// A stretch of the text as decoded and what the article has in its place.
#[derive(Debug, Serialize)]
pub struct EditJson {
    /// First code point.
    pub start: usize,
    /// Code point after the last.
    pub end: usize,
    /// What the article has there; empty if it was cut.
    pub text: String,
}

impl<'a> RawJson<'a> {
    /// Tells the texts apart.
    #[must_use]
    pub fn new(
        id: &'a str,
        (path, member, offset): (&'a str, Option<&'a str>, u64),
        raw: &'a str,
        text: &'a str,
    ) -> Self {
        let chars = CharIndex::new(raw);
        let json = |edit: Edit| {
            let at = chars.span(edit.at);
            EditJson { start: at.start, end: at.end, text: edit.put }
        };
        Self { id, path, member, offset, raw, text, edits: edits(raw, text).into_iter().map(json).collect() }
    }
}

/// Prints the text as decoded: what was cut struck out (by signs: `[-cut-]`), what was put in its place behind it
/// (`{+put+}`); then how much that was.
///
/// # Errors
/// If `out` does not take it.
pub fn raw(out: &mut dyn Write, look: &Look, raw: &str, text: &str) -> io::Result<()> {
    let edits = edits(raw, text);
    let mut page = Page { look, lines: vec![Flow::default()] };
    let (mut from, mut cut, mut put) = (0, 0, 0);
    for edit in edits.iter().filter(|edit| !edit.is_blank(raw)) {
        page.add(Part::Plain, &raw[from..edit.at.start]);
        page.add(Part::Cut, edit.at.of(raw));
        page.add(Part::Put, &edit.put);
        cut += edit.at.of(raw).split_whitespace().count();
        put += edit.put.split_whitespace().count();
        from = edit.at.end;
    }
    page.add(Part::Plain, &raw[from..]);
    for line in &page.lines {
        line.print(out, look, 0)?;
    }
    let all = raw.split_whitespace().count();
    writeln!(out)?;
    Flow::default().push(Part::Dim, &format!("{cut} of {all} words cut, {put} put in their place")).print(out, look, 0)
}

/// The lines of a text, put together part by part.
struct Page<'l> {
    look: &'l Look,
    lines: Vec<Flow>,
}

impl Page<'_> {
    /// Adds text; what runs over several lines is marked on each.
    fn add(&mut self, part: Part, text: &str) {
        let (open, close) = match (part, self.look.marks) {
            (Part::Cut, Marks::Signs) => ("[-", "-]"),
            (Part::Put, Marks::Signs) => ("{+", "+}"),
            _ => ("", ""),
        };
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.lines.push(Flow::default());
            }
            let last = self.lines.last_mut().expect("there is always a line");
            match line.trim() {
                words if part == Part::Plain || words.is_empty() => last.push(part, line),
                words => last.push(part, &line.replacen(words, &format!("{open}{words}{close}"), 1)),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::Links;

    #[test]
    fn what_was_cut_and_mended_is_marked() {
        let before = "Ferry stays\n\nAdvertisement\n\nRead more: Ferries\n“No,” said RenÃ© Holm.\r\nShe left.";
        let after = "Ferry stays\n\n“No,” said René Holm.\nShe left.";
        let look = Look { marks: Marks::Signs, width: 90, links: Links::Off };
        let mut out = Vec::new();
        raw(&mut out, &look, before, after).unwrap();
        let out = String::from_utf8(out).unwrap();
        let lines = "[-Advertisement-]\n[-Read more: Ferries-]\n“No,” said [-RenÃ©-]{+René+} Holm.\nShe left.\n";
        assert!(out.contains(lines), "{out}");
        assert!(out.ends_with("5 of 12 words cut, 1 put in their place\n"), "{out}");
    }

    #[test]
    fn edits_in_json_make_the_article_of_what_was_read() {
        let (before, after) = ("Menü\n\n“No,” she said.\n\nShare", "“No,” she said.");
        let json = RawJson::new("id", ("/a.txt", None, 0), before, after);
        let chars: Vec<char> = before.chars().collect();
        let (mut made, mut from) = (String::new(), 0);
        for edit in &json.edits {
            made.extend(&chars[from..edit.start]);
            made.push_str(&edit.text);
            from = edit.end;
        }
        made.extend(&chars[from..]);
        assert_eq!(made, after);
    }
}
