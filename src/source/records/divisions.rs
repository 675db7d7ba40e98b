//! TEI: a text, or the articles of an issue that it is the edition of: `<div type="article">`, or texts in a group.

use super::{Context, Item, PassedOver, elements::Elements};
use crate::source::{
    Dialect, Format, RawRecord,
    input::Input,
    markup::{Piece, attribute, pieces},
};

/// Bytes of text that is part of no article and worth a record of its own.
const REST: usize = 200;

/// Bytes of a part of the header that is told of each article.
const TOLD: usize = 16 << 10;

/// Yields the articles of each text, or the text.
#[derive(Debug)]
pub(in crate::source) struct Divisions {
    texts: Elements,
    /// The text that is being cut.
    cut: Option<Cut>,
}

/// A text with its articles not yet yielded; one after the other, for each has the header before it.
#[derive(Debug)]
struct Cut {
    text: RawRecord,
    /// What the header tells of all.
    head: String,
    /// Where the articles lie, the last first.
    parts: Vec<(usize, usize)>,
    /// What is part of none.
    rest: Option<String>,
}

impl Divisions {
    /// Texts that are elements of this name.
    pub(in crate::source) fn new(name: &str) -> Self {
        Self { texts: Elements::new(Dialect::Xml, name), cut: None }
    }

    pub(in crate::source) fn next(
        &mut self,
        input: &mut Input,
        context: &Context,
        passed: &mut PassedOver,
    ) -> Option<Item> {
        if let Some(article) = self.cut.as_mut().and_then(|cut| cut.next(context)) {
            return Some(Ok(article));
        }
        let text = match self.texts.next(input, context, passed)? {
            Ok(text) => text,
            Err(error) => return Some(Err(error)),
        };
        match Cut::of(text) {
            Ok(mut cut) => {
                let first = cut.next(context);
                self.cut = Some(cut);
                first.map(Ok)
            }
            Err(text) => Some(Ok(text)),
        }
    }
}

/// Whether a file that begins so, and is TEI, may hold several articles in one text.
pub(in crate::source) fn may_hold(head: &[u8]) -> bool {
    let has = |mark: &[u8]| memchr::memmem::find(head, mark).is_some();
    has(b"<group") || (has(b"<div") && (has(b"article") || has(b"Article")))
}

impl Cut {
    /// Finds the articles of a text; gives it back if there are not several.
    fn of(text: RawRecord) -> Result<Self, RawRecord> {
        let Ok(tei) = std::str::from_utf8(&text.bytes) else { return Err(text) };
        let header = tei.find("</teiHeader>").map_or(0, |at| at + "</teiHeader>".len());
        let mut parts = parts(tei, header);
        if parts.len() < 2 {
            return Err(text);
        }
        let ends = parts.iter().map(|(_, to)| *to);
        let begins = parts.iter().map(|(from, _)| *from).chain([tei.len()]);
        let rest: String = std::iter::once(header).chain(ends).zip(begins).map(|(from, to)| &tei[from..to]).collect();
        let rest = Some(rest).filter(|rest| text_bytes(rest) >= REST);
        let head = told(&tei[..header]);
        parts.reverse();
        Ok(Self { text, head, parts, rest })
    }

    fn next(&mut self, context: &Context) -> Option<RawRecord> {
        let (at, inner) = match self.parts.pop() {
            Some((from, to)) => (from, self.text.bytes[from..to].to_vec()),
            // It lies where the text begins, before all articles.
            None => (0, self.rest.take()?.into_bytes()),
        };
        let bytes = [self.head.as_bytes(), b"<part>", &inner, b"</part></TEI>"].concat();
        let place = self.text.provenance.offset + at as u64;
        let record = context.record(place, &bytes, Format::Element(Dialect::Tei));
        Some(RawRecord { shared: self.text.shared.clone(), ..record })
    }
}

/// Bytes of text between tags.
fn text_bytes(markup: &str) -> usize {
    pieces(markup).map(|piece| if let Piece::Text(text) = piece { text.trim().len() } else { 0 }).sum()
}

/// What a header tells of all articles: where they were printed, when they were written, in what language.
fn told(header: &str) -> String {
    let mut out = String::from("<TEI><teiHeader>");
    for name in ["sourceDesc", "creation", "langUsage"] {
        let close = format!("</{name}>");
        let from = header.find(&format!("<{name}"));
        let part = from.and_then(|from| Some(&header[from..from + header[from..].find(&close)? + close.len()]));
        out.push_str(part.filter(|part| part.len() <= TOLD).unwrap_or_default());
    }
    out + "</teiHeader>"
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
