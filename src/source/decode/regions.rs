//! Elements of a page with their ends, and a page without some of them.

use std::borrow::Cow;

use super::markup::{self, Piece};

/// Deepest nesting that is followed; browsers stop there too.
const DEPTH: usize = 512;

/// Elements that are followed.
const ELEMENTS: [&str; 20] = [
    "div",
    "section",
    "aside",
    "ul",
    "dl",
    "form",
    "dialog",
    "figure",
    "figcaption",
    "header",
    "footer",
    "blockquote",
    "table",
    "td",
    "p",
    "span",
    "a",
    "h2",
    "h3",
    "h4",
];

/// An element that was closed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Region<P> {
    /// Where it begins and ends, tags included.
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) part: P,
    /// Bytes of its text.
    pub(super) text: usize,
    /// Bytes of text in its paragraphs.
    pub(super) prose: usize,
    /// Whether it holds the first heading of a page.
    pub(super) heads: bool,
}

/// All regions of a page of one kind.
#[derive(Debug)]
pub(super) struct Regions<P> {
    /// In order of their beginnings.
    pub(super) all: Vec<Region<P>>,
    /// Bytes of text in all paragraphs of the page.
    pub(super) prose: usize,
}

/// How much of a page has been read.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    text: usize,
    prose: usize,
    headings: usize,
}

/// An element that is open.
struct Open<'h, P> {
    name: &'h str,
    at: usize,
    before: Count,
    part: Option<P>,
}

/// Reads a page once.
struct Reader<'h, P> {
    html: &'h str,
    open: Vec<Open<'h, P>>,
    count: Count,
    in_paragraph: bool,
    out: Vec<Region<P>>,
}

/// The elements that are a part of some kind, told by name and attributes. What is never closed is none, nor is what
/// lies below the depth followed.
pub(super) fn of<P>(html: &str, part: impl Fn(&str, &str) -> Option<P>) -> Regions<P> {
    let mut reader = Reader { html, open: Vec::new(), count: Count::default(), in_paragraph: false, out: Vec::new() };
    for piece in markup::pieces(html) {
        match piece {
            Piece::Text(words) => reader.text(words.trim().len()),
            Piece::Open { name, attributes } => reader.begin(name, attributes, &part),
            Piece::Close { name } => reader.end(name),
            Piece::Raw { .. } => {}
        }
    }
    reader.out.sort_unstable_by_key(|region| (region.from, std::cmp::Reverse(region.to)));
    Regions { all: reader.out, prose: reader.count.prose }
}

impl<'h, P> Reader<'h, P> {
    fn text(&mut self, bytes: usize) {
        self.count.text += bytes;
        self.count.prose += if self.in_paragraph { bytes } else { 0 };
    }

    fn begin(&mut self, name: &'h str, attributes: &'h str, part: impl Fn(&str, &str) -> Option<P>) {
        let at = start_of_open(self.html, name);
        if markup::is_block(name) {
            self.in_paragraph = name.eq_ignore_ascii_case("p");
            self.end_unclosed(name, at);
        }
        self.count.headings += usize::from(name.eq_ignore_ascii_case("h1"));
        if self.open.len() < DEPTH && markup::is_one_of(name, &ELEMENTS) && !attributes.ends_with('/') {
            self.open.push(Open { name, at, before: self.count, part: part(name, attributes) });
        }
    }

    /// A block ends an open paragraph, a cell the cell before it.
    fn end_unclosed(&mut self, name: &str, at: usize) {
        let is = |open: &Open<'_, P>, what| open.name.eq_ignore_ascii_case(what);
        while let Some(last) = self.open.pop_if(|last| {
            !name.eq_ignore_ascii_case("br") && is(last, "p")
                || is(last, "td") && markup::is_one_of(name, &["td", "tr"])
        }) {
            self.keep(last, at);
        }
    }

    fn end(&mut self, name: &str) {
        self.in_paragraph &= !markup::is_block(name);
        let Some(found) = self.open.iter().rposition(|one| one.name.eq_ignore_ascii_case(name)) else { return };
        self.open.truncate(found + 1);
        let to = end_of_close(self.html, name);
        if let Some(closed) = self.open.pop() {
            self.keep(closed, to);
        }
    }

    fn keep(&mut self, closed: Open<'_, P>, to: usize) {
        let Some(part) = closed.part else { return };
        let Count { text, prose, headings } = self.count;
        self.out.push(Region {
            from: closed.at,
            to,
            part,
            text: text - closed.before.text,
            prose: prose - closed.before.prose,
            heads: headings > closed.before.headings,
        });
    }
}

/// Where a tag begins, by its name.
pub(super) fn start_of_open(html: &str, name: &str) -> usize {
    offset(html, name) - 1
}

/// Where a tag ends, by its attributes.
pub(super) fn end_of_open(html: &str, attributes: &str) -> usize {
    html.len().min(offset(html, attributes) + attributes.len() + 1)
}

/// Where an end tag begins, by its name.
pub(super) fn start_of_close(html: &str, name: &str) -> usize {
    memchr::memrchr(b'<', &html.as_bytes()[..offset(html, name)]).unwrap_or_default()
}

/// Where an end tag ends, by its name.
pub(super) fn end_of_close(html: &str, name: &str) -> usize {
    let after = offset(html, name) + name.len();
    memchr::memchr(b'>', &html.as_bytes()[after..]).map_or(html.len(), |at| after + at + 1)
}

/// Where a piece of a page begins in it.
pub(super) fn offset(html: &str, piece: &str) -> usize {
    piece.as_ptr() as usize - html.as_ptr() as usize
}

/// A page without some stretches, given in order of their beginnings.
pub(super) fn without(html: &str, cuts: impl IntoIterator<Item = (usize, usize)>) -> Cow<'_, str> {
    let mut out = String::new();
    let mut kept = 0;
    for (from, to) in cuts {
        if from >= kept {
            out.push_str(&html[kept..from]);
        }
        kept = kept.max(to);
    }
    if kept == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[kept..]);
    Cow::Owned(out)
}
