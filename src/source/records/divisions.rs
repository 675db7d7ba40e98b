//! TEI: a text, or the articles of an issue that it is the edition of: `<div type="article">`, or texts in a group.

use super::{Context, Item, PassedOver, elements::Elements};
use crate::source::{
    Dialect, Format, RawRecord,
    input::Input,
    markup::{Piece, attribute, pieces},
};

/// Bytes of text that is part of no article and worth a record of its own.
const REST: usize = 200;

/// Yields the articles of each text, or the text.
#[derive(Debug)]
pub(in crate::source) struct Divisions {
    texts: Elements,
    /// Articles not yet yielded, the last first.
    left: Vec<RawRecord>,
}

impl Divisions {
    /// Texts that are elements of this name.
    pub(in crate::source) fn new(name: &str) -> Self {
        Self { texts: Elements::new(Dialect::Xml, name), left: Vec::new() }
    }

    pub(in crate::source) fn next(
        &mut self,
        input: &mut Input,
        context: &Context,
        passed: &mut PassedOver,
    ) -> Option<Item> {
        if let Some(record) = self.left.pop() {
            return Some(Ok(record));
        }
        let text = match self.texts.next(input, context, passed)? {
            Ok(text) => text,
            Err(error) => return Some(Err(error)),
        };
        self.left = cut(&text, context);
        self.left.reverse();
        Some(Ok(self.left.pop().unwrap_or(text)))
    }
}

/// Whether a file that begins so, and is TEI, may hold several articles in one text.
pub(in crate::source) fn may_hold(head: &[u8]) -> bool {
    let has = |mark: &[u8]| memchr::memmem::find(head, mark).is_some();
    has(b"<group") || (has(b"<div") && (has(b"article") || has(b"Article")))
}

/// The articles of a text, each below the header of all, and what is part of none; nothing if there are not several.
fn cut(text: &RawRecord, context: &Context) -> Vec<RawRecord> {
    let Ok(tei) = std::str::from_utf8(&text.bytes) else { return Vec::new() };
    let header = tei.find("</teiHeader>").map_or(0, |at| at + "</teiHeader>".len());
    let parts = parts(tei, header);
    if parts.len() < 2 {
        return Vec::new();
    }
    let record = |at: usize, inner: &str| {
        // What opens the text, with its header, and no more.
        let bytes = [&tei[..header], "<part>", inner, "</part></TEI>"].concat();
        let record =
            context.record(text.provenance.offset + at as u64, bytes.as_bytes(), Format::Element(Dialect::Tei));
        RawRecord { shared: text.shared.clone(), ..record }
    };
    let mut all: Vec<RawRecord> = parts.iter().map(|(from, to)| record(*from, &tei[*from..*to])).collect();
    let ends = parts.iter().map(|(_, to)| *to);
    let begins = parts.iter().map(|(from, _)| *from).chain([tei.len()]);
    let rest: String = std::iter::once(header).chain(ends).zip(begins).map(|(from, to)| &tei[from..to]).collect();
    let length: usize =
        pieces(&rest).map(|piece| if let Piece::Text(text) = piece { text.trim().len() } else { 0 }).sum();
    if length >= REST {
        all.push(record(header, &rest));
    }
    all
}

/// Where the articles of a text lie, tags included.
fn parts(tei: &str, header: usize) -> Vec<(usize, usize)> {
    let body = &tei[header..];
    let place = |name: &str| header + (name.as_ptr() as usize - body.as_ptr() as usize);
    let mut parts = Vec::new();
    // The article that is open: its name, where it begins, and how many elements of that name are open within.
    let mut open: Option<(&str, usize, usize)> = None;
    let mut groups = 0_usize;
    for piece in pieces(body) {
        match (piece, &mut open) {
            (Piece::Open { attributes, .. }, _) if attributes.ends_with('/') => {}
            (Piece::Open { name, .. }, Some((own, _, within))) => *within += usize::from(name == *own),
            (Piece::Open { name, attributes }, None) => {
                groups += usize::from(name == "group");
                if (name == "text" && groups > 0) || is_article(name, attributes) {
                    open = Some((name, place(name) - 1, 0));
                }
            }
            (Piece::Close { name }, Some((own, from, within))) if name == *own => match within.checked_sub(1) {
                Some(rest) => *within = rest,
                None => {
                    let end = place(name) + name.len();
                    let end = memchr::memchr(b'>', &tei.as_bytes()[end..]).map_or(tei.len(), |at| end + at + 1);
                    parts.push((*from, end));
                    open = None;
                }
            },
            (Piece::Close { name }, None) => groups -= usize::from(name == "group" && groups > 0),
            _ => {}
        }
    }
    parts
}

/// `<div type="article">`, `<div2 type="jArticle">`.
fn is_article(name: &str, attributes: &str) -> bool {
    name.starts_with("div")
        && ["type", "subtype", "ana"].iter().any(|key| {
            attribute(attributes, key).is_some_and(|value| {
                let value = value.trim_start_matches('#').to_ascii_lowercase();
                value.ends_with("article") || value.starts_with("article")
            })
        })
}
