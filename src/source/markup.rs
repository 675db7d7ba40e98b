//! HTML as a stream of tags and text: a linear scanner without a tree, for metadata, charsets and bodies in records.

use std::borrow::Cow;

use encoding_rs::Encoding;
use memchr::{memchr, memmem};

use crate::source::encoding;

/// Bytes at the beginning of a page in which it may declare its charset.
const DECLARATION: usize = 4096;

/// Elements whose contents are no markup and no text of the article.
const RAW: [&str; 7] = ["script", "style", "noscript", "iframe", "template", "textarea", "svg"];

/// Elements that part paragraphs.
const BLOCKS: [&str; 34] = [
    "p",
    "div",
    "br",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "figure",
    "figcaption",
    "table",
    "tr",
    "td",
    "th",
    "section",
    "article",
    "header",
    "footer",
    "aside",
    "main",
    "nav",
    "hr",
    "pre",
    "dl",
    "dt",
    "dd",
    "form",
    "address",
    "body",
];

/// Further elements by which markup is told from text with a less-than sign.
const INLINE: [&str; 24] = [
    "a", "b", "i", "em", "strong", "span", "img", "u", "s", "sup", "sub", "small", "font", "cite", "q", "abbr", "time",
    "script", "style", "iframe", "video", "audio", "html", "code",
];

/// Elements that hold nothing and need no end.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Elements that end without an end tag when the next of them begins.
const OPTIONAL_END: [&str; 12] = ["p", "li", "td", "th", "tr", "dt", "dd", "option", "tbody", "thead", "html", "body"];

/// Text that is no markup, whatever is in it; it comes as a piece of text with its wrapping.
const CDATA: &str = "<![CDATA[";

/// Text without the wrapping of CDATA, if it has one.
pub(super) fn cdata(text: &str) -> &str {
    let inner = text.strip_prefix(CDATA).unwrap_or(text);
    if inner.len() < text.len() { inner.strip_suffix("]]>").unwrap_or(inner) } else { text }
}

/// A piece of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'h> {
    Text(&'h str),
    Open {
        name: &'h str,
        attributes: &'h str,
    },
    Close {
        name: &'h str,
    },
    /// An element whose contents are not markup.
    Raw {
        name: &'h str,
        attributes: &'h str,
        contents: &'h str,
    },
}

/// Cuts a page into pieces, in time linear in its length whatever is unclosed.
#[derive(Debug)]
pub(super) struct Pieces<'h> {
    rest: &'h str,
    /// A quote in a tag was never closed: from then on quotes in tags are not looked at.
    quotes_lie: bool,
}

pub(super) fn pieces(html: &str) -> Pieces<'_> {
    Pieces { rest: html, quotes_lie: false }
}

impl<'h> Iterator for Pieces<'h> {
    type Item = Piece<'h>;

    fn next(&mut self) -> Option<Piece<'h>> {
        while !self.rest.is_empty() {
            let Some(at) = next_tag(self.rest) else { return Some(Piece::Text(std::mem::take(&mut self.rest))) };
            if at > 0 {
                let (text, rest) = self.rest.split_at(at);
                self.rest = rest;
                return Some(Piece::Text(text));
            }
            if let Some(piece) = self.tag() {
                return Some(piece);
            }
        }
        None
    }
}

/// The next `<` that begins a tag, an end tag or a comment.
fn next_tag(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'<', bytes).find(|&at| {
        bytes.get(at + 1).is_some_and(|&byte| byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'!' | b'?'))
    })
}

impl<'h> Pieces<'h> {
    fn tag(&mut self) -> Option<Piece<'h>> {
        let tag = self.rest;
        if let Some(comment) = tag.strip_prefix("<!--") {
            self.rest = memmem::find(comment.as_bytes(), b"-->").map_or("", |end| &comment[end + 3..]);
            return None;
        }
        if tag.starts_with(CDATA) {
            let end = memmem::find(tag.as_bytes(), b"]]>").map_or(tag.len(), |end| end + 3);
            let (text, rest) = tag.split_at(end);
            self.rest = rest;
            return Some(Piece::Text(text));
        }
        let end = self.end(tag);
        let inner = &tag[1..end];
        self.rest = tag.get(end + 1..).unwrap_or("");
        if let Some(name) = inner.strip_prefix('/') {
            return Some(Piece::Close { name: name.trim() });
        }
        let length = inner
            .bytes()
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':' | b'.' | b'_'))
            .count();
        let (name, attributes) = inner.split_at(length);
        if name.is_empty() {
            return None;
        }
        if is_one_of(name, &RAW) && !attributes.ends_with('/') {
            let end = close_of(self.rest, name);
            let (contents, rest) = self.rest.split_at(end);
            self.rest = rest;
            return Some(Piece::Raw { name, attributes, contents });
        }
        Some(Piece::Open { name, attributes })
    }

    /// The place of the `>` that ends a tag; the end of the page if there is none.
    fn end(&mut self, tag: &str) -> usize {
        if !self.quotes_lie {
            if let Some(end) = quoted_end(tag.as_bytes()) {
                return end;
            }
            self.quotes_lie = true;
        }
        memchr(b'>', tag.as_bytes()).unwrap_or(tag.len())
    }
}

fn quoted_end(tag: &[u8]) -> Option<usize> {
    let mut at = 1;
    while let Some(found) = memchr::memchr3(b'>', b'"', b'\'', &tag[at..]) {
        let byte = tag[at + found];
        let place = at + found;
        if byte == b'>' {
            return Some(place);
        }
        // A quote opens a value only after an equals sign.
        let opens = tag[..place].iter().rev().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'=');
        at = if opens { place + 2 + memchr(byte, &tag[place + 1..])? } else { place + 1 };
    }
    None
}

/// Where the end tag of a raw element begins; the end of the page if it has none.
fn close_of(text: &str, name: &str) -> usize {
    let bytes = text.as_bytes();
    let closes = |at: &usize| {
        bytes.get(at + 1) == Some(&b'/')
            && bytes.get(at + 2..at + 2 + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    };
    memchr::memchr_iter(b'<', bytes).find(closes).unwrap_or(text.len())
}

pub(super) fn is_one_of(name: &str, list: &[&str]) -> bool {
    list.iter().any(|entry| entry.eq_ignore_ascii_case(name))
}

/// The value of an attribute, its entities decoded.
pub(super) fn attribute<'h>(attributes: &'h str, wanted: &str) -> Option<Cow<'h, str>> {
    let found = self::attributes(attributes).find(|(name, _)| name.eq_ignore_ascii_case(wanted));
    found.map(|(_, value)| htmlize::unescape_attribute(value))
}

/// The attributes of a tag with their values as they stand.
pub(super) fn attributes(attributes: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = attributes;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(|c: char| c == '=' || c.is_ascii_whitespace()).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let (value, after) = match after.trim_start().strip_prefix('=') {
            Some(value) => attribute_value(value.trim_start()),
            None => ("", after),
        };
        // A stray equals sign has no name; it must not stop the loop.
        rest = if name.is_empty() && after.len() == rest.len() { &rest[1..] } else { after };
        Some((name, value))
    })
}

fn attribute_value(text: &str) -> (&str, &str) {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    match quote {
        Some(quote) => match text[1..].split_once(quote) {
            Some((value, after)) => (value, after),
            None => (&text[1..], ""),
        },
        None => text.split_at(text.find(|c: char| c.is_ascii_whitespace()).unwrap_or(text.len())),
    }
}

/// The charset that a page declares in a `meta` element near its beginning, or in its XML declaration.
pub(super) fn declared_charset(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(DECLARATION)];
    let lower = head.to_ascii_lowercase();
    let mark = [b"charset".as_slice(), b"encoding"]
        .into_iter()
        .find_map(|word| Some(memmem::find(&lower, word)? + word.len()))?;
    let value = lower[mark..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
    let length = value
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.'))
        .count();
    encoding::labelled(&value[..length])
}

/// Deepest nesting of elements that want an end tag.
pub(super) fn depth(html: &str) -> usize {
    let (mut now, mut deepest) = (0_usize, 0);
    for piece in pieces(html) {
        match piece {
            Piece::Open { name, attributes } if !attributes.ends_with('/') && counts(name) => now += 1,
            Piece::Close { name } if counts(name) => now = now.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(now);
    }
    deepest
}

fn counts(name: &str) -> bool {
    !is_one_of(name, &VOID) && !is_one_of(name, &OPTIONAL_END)
}

/// Text from a record: markup taken out if it has any, entities decoded, also those that were escaped twice.
pub(super) fn to_text(text: Cow<'_, str>) -> Cow<'_, str> {
    let text = match with_ampersands(&text) {
        Some(whole) => Cow::Owned(whole),
        None => text,
    };
    let text = if has_markup(&text) { Cow::Owned(strip(&text)) } else { text };
    if memchr(b'&', text.as_bytes()).is_none() {
        return text;
    }
    let once = unescape(text);
    let once = if has_markup(&once) { Cow::Owned(strip(&once)) } else { once };
    if memchr(b'&', once.as_bytes()).is_some() { unescape(once) } else { once }
}

/// Entities whose ampersand became a blank get it back, as in `isn #39;t` and ` quot;No, quot; she said`; `None` if there
/// are none. Only marks that no text writes so by itself.
fn with_ampersands(text: &str) -> Option<String> {
    const LOST: [&str; 14] = [
        " #39", " #36", " #34", " #38", " quot", " amp", " lt", " gt", " #145", " #146", " #147", " #148", " #150",
        " #151",
    ];
    let mut out = String::new();
    let mut kept = 0;
    for end in memchr::memchr_iter(b';', text.as_bytes()) {
        let before = &text[kept..end];
        if let Some(entity) = LOST.iter().find(|entity| before.ends_with(*entity)) {
            out.push_str(&before[..before.len() - entity.len()]);
            out.push('&');
            out.push_str(&entity[1..]);
            out.push(';');
            kept = end + 1;
        }
    }
    out.push_str(&text[kept..]);
    (kept > 0).then_some(out)
}

fn unescape(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => htmlize::unescape(text),
        Cow::Owned(text) => Cow::Owned(htmlize::unescape(text.as_str()).into_owned()),
    }
}

/// Whether text holds at least one tag of a known element.
fn has_markup(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'<', bytes).any(|at| {
        let rest = bytes[at + 1..].strip_prefix(b"/").unwrap_or(&bytes[at + 1..]);
        let length = rest.iter().take(12).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let ends = rest.get(length).is_some_and(|byte| matches!(byte, b'>' | b'/') || byte.is_ascii_whitespace());
        let name = std::str::from_utf8(&rest[..length]).unwrap_or_default();
        ends && (is_one_of(name, &BLOCKS) || is_one_of(name, &INLINE))
    })
}

/// All text of some markup; blocks become paragraphs. Line ends are kept as such where nothing else parts paragraphs.
pub(super) fn strip(html: &str) -> String {
    let has_blocks = pieces(html).any(|piece| matches!(piece, Piece::Open { name, .. } if is_one_of(name, &BLOCKS)));
    let mut out = String::with_capacity(html.len());
    for piece in pieces(html) {
        match piece {
            Piece::Text(text) => push_text(&mut out, text, has_blocks),
            Piece::Open { name, .. } if name.eq_ignore_ascii_case("br") => out.push('\n'),
            Piece::Open { name, .. } | Piece::Close { name } if is_one_of(name, &BLOCKS) => part(&mut out),
            _ => {}
        }
    }
    out
}

/// The text of a page's paragraphs alone, and of all else if it has hardly any.
pub(super) fn paragraphs(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for piece in pieces(html) {
        match piece {
            Piece::Text(text) if inside => push_text(&mut out, text, true),
            Piece::Open { name, .. } if name.eq_ignore_ascii_case("p") => {
                part(&mut out);
                inside = true;
            }
            Piece::Open { name, .. } if inside && name.eq_ignore_ascii_case("br") => out.push('\n'),
            Piece::Open { name, .. } | Piece::Close { name } if is_one_of(name, &BLOCKS) => inside = false,
            _ => {}
        }
    }
    if out.trim().len() >= 200 { out } else { strip(html) }
}

fn push_text(out: &mut String, text: &str, collapse: bool) {
    let text = if text.starts_with(CDATA) { cdata(text).into() } else { htmlize::unescape(text) };
    if !collapse {
        return out.push_str(&text);
    }
    push_collapsed(out, &text);
}

/// Adds text, each run of blanks and line ends as one blank.
pub(super) fn push_collapsed(out: &mut String, text: &str) {
    for c in text.chars() {
        if !c.is_ascii_whitespace() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with([' ', '\n']) {
            out.push(' ');
        }
    }
}

/// Whether an element parts paragraphs.
pub(super) fn is_block(name: &str) -> bool {
    is_one_of(name, &BLOCKS)
}

/// Ends a paragraph.
pub(super) fn part(out: &mut String) {
    out.truncate(out.trim_end_matches(' ').len());
    if !out.is_empty() && !out.ends_with("\n\n") {
        out.push_str("\n\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_record_becomes_paragraphs_and_a_ticker_stays() {
        let text = |html: &str| to_text(Cow::Owned(html.to_owned())).into_owned();
        assert_eq!(
            text("<p>One &amp; <b>two</b>\nthree</p><p>“Four”<br>five").trim(),
            "One & two three\n\n“Four”\nfive"
        );
        assert_eq!(text("One\n\n<b>two</b>\n\nthree"), "One\n\ntwo\n\nthree");
        assert_eq!(text("Shares of Brandt &lt;BRND> fell, 3 < 4"), "Shares of Brandt <BRND> fell, 3 < 4");
        assert_eq!(text("&amp;quot;No,&amp;quot; she said"), "\"No,\" she said");
        assert_eq!(
            text("It isn #39;t  quot;so, quot; she said; the  #36;10 stays"),
            "It isn't \"so,\" she said; the $10 stays"
        );
        assert_eq!(text("Ranked #3; then #40; she laughed &amp; left"), "Ranked #3; then #40; she laughed & left");
        assert_eq!(text("&lt;p&gt;One&lt;/p&gt;&lt;p&gt;two&lt;/p&gt;").trim(), "One\n\ntwo");
        assert_eq!(text("a<script>if (a<b) x('</p>')</script><style>p{}</style>b"), "ab");
    }

    #[test]
    fn attributes_are_read_in_any_quoting() {
        let tag = r#" name=author content="Ilka &quot;I&quot; Brandt" hidden data-x='>' / = "#;
        assert_eq!(attribute(tag, "CONTENT").unwrap(), "Ilka \"I\" Brandt");
        assert_eq!(attribute(tag, "name").unwrap(), "author");
        assert_eq!(attribute(tag, "hidden").unwrap(), "");
        assert_eq!(attribute(tag, "absent"), None);
    }

    #[test]
    fn what_is_never_closed_ends_with_the_page() {
        for html in
            ["<!-- <!-- ", "<p class=\"x", "<script>a", "<", "</", "<p", "<a href='x>y</a>", "<!doctype", "< p>"]
        {
            for repeat in [1, 3] {
                let html = html.repeat(repeat);
                let _ = (pieces(&html).count(), strip(&html), paragraphs(&html), depth(&html));
            }
        }
    }

    #[test]
    fn charsets_are_found_where_pages_put_them() {
        let name = |html: &[u8]| declared_charset(html).map(Encoding::name);
        assert_eq!(name(b"<meta charset=utf-8>"), Some("UTF-8"));
        assert_eq!(name(b"<META http-equiv=x content=\"text/html; charset=ISO-8859-1\">"), Some("windows-1252"));
        assert_eq!(name(b"<?xml version='1.0' encoding='windows-1250'?>"), Some("windows-1250"));
        assert_eq!(name(b"<p>no charset here"), None);
    }
}
