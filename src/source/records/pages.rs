//! ALTO: a page of a scanned newspaper, cut into its articles where a METS beside it says which they are.

use super::{Context, Item, mets::Issue, whole::Whole};
use crate::source::{Dialect, Format, RawRecord, input::Input, markup::attribute};

use std::fmt::Write as _;

use memchr::memmem;

/// Yields the articles of a page, or the page.
#[derive(Debug)]
pub(in crate::source) struct Pages {
    whole: Whole,
    /// Articles not yet yielded, the last first.
    left: Vec<RawRecord>,
}

impl Pages {
    pub(in crate::source) fn new() -> Self {
        Self { whole: Whole::new(Format::Element(Dialect::Alto)), left: Vec::new() }
    }

    pub(in crate::source) fn next(&mut self, input: &mut Input, context: &Context) -> Option<Item> {
        if let Some(record) = self.left.pop() {
            return Some(Ok(record));
        }
        let page = match self.whole.next(input, context)? {
            Ok(page) => page,
            Err(error) => return Some(Err(error)),
        };
        // A member of a container has nothing beside it that could be opened.
        let issue = context.member.is_none().then(|| Issue::of_page(&context.path, context.limits.record_bytes));
        self.left = issue.flatten().map(|issue| cut(&page, &issue, context)).unwrap_or_default();
        self.left.reverse();
        Some(Ok(self.left.pop().unwrap_or(page)))
    }
}

/// The articles of a page in the order in which they begin; what is part of none is one more. Nothing if the page has no
/// block that the issue knows.
fn cut(page: &RawRecord, issue: &Issue, context: &Context) -> Vec<RawRecord> {
    let mut parts: Vec<(Option<usize>, u64, Vec<u8>)> = Vec::new();
    // Where an article stands among the parts: 0 for what is part of none.
    let mut places: Vec<Option<usize>> = vec![None; issue.articles.len() + 1];
    for (at, block) in blocks(&page.bytes) {
        let article = id(block).and_then(|id| issue.article_of(&id));
        let place = &mut places[article.map_or(0, |article| article + 1)];
        let place = *place.get_or_insert_with(|| {
            parts.push((article, at as u64, Vec::new()));
            parts.len() - 1
        });
        parts[place].2.extend_from_slice(block);
    }
    if parts.iter().all(|(article, ..)| article.is_none()) {
        return Vec::new();
    }
    let stem = context.path.file_stem().unwrap_or_default().to_string_lossy();
    let record = |(article, at, blocks): (Option<usize>, u64, Vec<u8>)| {
        let bytes = [head(issue, article, &stem).as_bytes(), &blocks, b"</alto>"].concat();
        context.record(at, &bytes, Format::Element(Dialect::Alto))
    };
    parts.into_iter().map(record).collect()
}

/// The root of an article's own ALTO: what the issue says of it as attributes.
fn head(issue: &Issue, article: Option<usize>, page: &str) -> String {
    let entry = article.and_then(|article| issue.articles.get(article));
    let id = entry.map(|entry| format!("{page}-{}", entry.id));
    let mut out = "<alto".to_owned();
    for (name, value) in [
        ("title", entry.and_then(|entry| entry.title.as_ref())),
        ("lang", entry.and_then(|entry| entry.lang.as_ref())),
        ("source", issue.source.as_ref()),
        ("date", issue.date.as_ref()),
        ("id", id.as_ref()),
    ] {
        if let Some(value) = value {
            let value = value.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
            let _ = write!(out, " {name}=\"{value}\"");
        }
    }
    out + ">"
}

/// The blocks of text of a page, each with its place.
fn blocks(page: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let at = from + memmem::find(&page[from..], b"TextBlock")?;
            let start = page[from..at].iter().rposition(|&byte| byte == b'<').map(|start| from + start);
            from = at + "TextBlock".len();
            let Some(start) = start.filter(|start| page.get(start + 1) != Some(&b'/')) else { continue };
            let close = from + memmem::find(&page[from..], b"TextBlock>")?;
            from = close + "TextBlock>".len();
            return Some((start, &page[start..from]));
        }
    })
}

/// The id of a block.
fn id(block: &[u8]) -> Option<String> {
    let tag = &block[..memchr::memchr(b'>', block)?];
    let tag = String::from_utf8_lossy(tag);
    let (_, attributes) = tag.split_once(char::is_whitespace)?;
    attribute(attributes, "ID").map(std::borrow::Cow::into_owned)
}
