//! Pages: one article, or several that a weblog or an archive prints whole, one below the other.
//!
//! Decided: only where the page does not say of itself that it is an article, and each entry has a heading, a text of
//! some length, and a day or lasting address of its own. A page of beginnings ("Read more") holds no article whole and
//! stays one page, as does one article with cards of others beside it.

use std::fmt::Write as _;

use memchr::memmem;

use super::{Context, Item, whole::Whole};
use crate::source::{
    Format, RawRecord, encoding,
    input::Input,
    markup::{self, Piece, attribute, pieces},
};

/// Bytes of text that no teaser has.
const TEXT: usize = 500;

/// Bytes of a name that is told of each entry.
const NAME: usize = 200;

/// Classes of elements that are one entry of several.
const ENTRIES: [&str; 2] = ["hentry", "h-entry"];

/// Yields the articles of a page, or the page.
#[derive(Debug)]
pub(in crate::source) struct Entries {
    whole: Whole,
    /// Articles not yet yielded, the last first.
    left: Vec<RawRecord>,
    several: bool,
}

impl Entries {
    pub(in crate::source) fn new() -> Self {
        Self { whole: Whole::new(Format::Html), left: Vec::new(), several: false }
    }

    /// Whether the page, once begun, was found to be one article.
    pub(in crate::source) fn is_single(&self) -> bool {
        !self.several
    }

    pub(in crate::source) fn next(&mut self, input: &mut Input, context: &Context) -> Option<Item> {
        if let Some(record) = self.left.pop() {
            return Some(Ok(record));
        }
        let page = match self.whole.next(input, context)? {
            Ok(page) => page,
            Err(error) => return Some(Err(error)),
        };
        self.left = cut(&page.bytes, context);
        self.several = !self.left.is_empty();
        self.left.reverse();
        Some(Ok(self.left.pop().unwrap_or(page)))
    }
}

/// The entries of a page as pages of their own; none if it is one article or a list of beginnings.
fn cut(page: &[u8], context: &Context) -> Vec<RawRecord> {
    let marks = ["hentry", "h-entry", "<article"].map(|mark| memmem::find_iter(page, mark.as_bytes()).take(2).count());
    if marks.iter().all(|count| *count < 2) {
        return Vec::new();
    }
    let text = encoding::of_file(page, markup::declared_charset(page));
    let Some(found) = Found::of(&text).filter(Found::are_articles) else { return Vec::new() };
    let record = |entry: &Entry<'_>| {
        let bytes = found.head(entry) + &text[entry.from..entry.to] + "</body></html>";
        // Of a page in another encoding than UTF-8 the place in its text: it tells one entry from another.
        context.record(entry.from as u64, bytes.as_bytes(), Format::Html)
    };
    found.entries.iter().filter(|entry| entry.is_headed()).map(record).collect()
}

/// An entry of a page.
#[derive(Debug)]
struct Entry<'h> {
    name: &'h str,
    from: usize,
    to: usize,
    /// Elements of the same name that are open within.
    within: usize,
    heading: String,
    address: Option<String>,
    /// Bytes of text outside headings and links.
    text: usize,
    /// Whether it has a day or a lasting address of its own.
    own: bool,
    /// Whether it leads to its rest.
    cut: bool,
}

impl Entry<'_> {
    fn is_headed(&self) -> bool {
        !self.heading.trim().is_empty()
    }

    fn is_whole(&self) -> bool {
        self.text >= TEXT && self.own && !self.cut
    }
}

/// What is found on a page.
#[derive(Debug, Default)]
struct Found<'h> {
    entries: Vec<Entry<'h>>,
    /// The entry that is open, the last.
    open: bool,
    /// The heading within it that is open.
    heading: Option<&'h str>,
    in_link: bool,
    in_title: bool,
    /// Bytes of text outside links, on the whole page.
    text: usize,
    site: Option<String>,
    lang: Option<String>,
    /// Whether the page says that it is one article.
    is_one: bool,
}

impl<'h> Found<'h> {
    /// Reads a page once; `None` as soon as it says that it is one article.
    fn of(html: &'h str) -> Option<Self> {
        let mut found = Self::default();
        let place = |part: &str| part.as_ptr() as usize - html.as_ptr() as usize;
        for piece in pieces(html) {
            match piece {
                Piece::Open { name, attributes } => found.opened(name, attributes, place(name) - 1),
                Piece::Close { name } => {
                    let end = place(name) + name.len();
                    let end = memchr::memchr(b'>', &html.as_bytes()[end..]).map_or(html.len(), |at| end + at + 1);
                    found.closed(name, end);
                }
                Piece::Text(text) => found.text(text),
                Piece::Raw { name, attributes, contents } if name.eq_ignore_ascii_case("script") => {
                    found.is_one |= is_linked(attributes) && tells_of_one(contents);
                }
                Piece::Raw { .. } => {}
            }
            if found.is_one {
                return None;
            }
        }
        // An entry that is never closed may hold whatever follows it.
        (!found.open).then_some(found)
    }

    fn opened(&mut self, name: &'h str, attributes: &'h str, at: usize) {
        let value = |key| attribute(attributes, key).map(|value| value.trim().to_owned());
        self.in_link |= name.eq_ignore_ascii_case("a");
        self.in_title |= name.eq_ignore_ascii_case("title");
        match name.to_ascii_lowercase().as_str() {
            "meta" => self.meta(attributes),
            "html" => self.lang = value("lang").or_else(|| value("xml:lang")),
            _ => {}
        }
        if !self.open {
            if is_entry(name, attributes) {
                self.open = true;
                let (heading, address) = (String::new(), None);
                let entry =
                    Entry { name, from: at, to: at, within: 0, heading, address, text: 0, own: false, cut: false };
                self.entries.push(entry);
            }
            return;
        }
        let Some(entry) = self.entries.last_mut() else { return };
        entry.within += usize::from(entry.name.eq_ignore_ascii_case(name));
        if matches!(name.as_bytes(), [b'h' | b'H', b'1'..=b'4']) && !entry.is_headed() {
            self.heading = Some(name);
        }
        entry.note(name, attributes, self.heading.is_some());
    }

    /// What a page says of itself.
    fn meta(&mut self, attributes: &str) {
        let value = |key| attribute(attributes, key).map(|value| value.trim().to_owned());
        let (Some(key), Some(content)) = (value("property").or_else(|| value("name")), value("content")) else {
            return;
        };
        match key.to_ascii_lowercase().as_str() {
            "og:type" => self.is_one |= content.eq_ignore_ascii_case("article"),
            "article:published_time" => self.is_one = true,
            "og:site_name" => self.site = Some(content),
            _ => {}
        }
    }

    fn closed(&mut self, name: &str, end: usize) {
        self.in_link &= !name.eq_ignore_ascii_case("a");
        self.in_title &= !name.eq_ignore_ascii_case("title");
        if self.heading.is_some_and(|heading| heading.eq_ignore_ascii_case(name)) {
            self.heading = None;
        }
        let Some(entry) = self.entries.last_mut().filter(|entry| self.open && entry.name.eq_ignore_ascii_case(name))
        else {
            return;
        };
        match entry.within.checked_sub(1) {
            Some(within) => entry.within = within,
            None => {
                entry.to = end;
                self.open = false;
                self.heading = None;
            }
        }
    }

    fn text(&mut self, text: &str) {
        let length = text.trim().len();
        if length == 0 || self.in_title {
            return;
        }
        self.text += if self.in_link { 0 } else { length };
        let Some(entry) = self.entries.last_mut().filter(|_| self.open) else { return };
        match (self.heading, self.in_link) {
            (Some(_), _) => entry.heading.push_str(text),
            (None, true) => entry.cut |= leads_on(text),
            (None, false) => entry.text += length,
        }
    }

    /// Whether these are articles, and most of what the page has to say.
    fn are_articles(&self) -> bool {
        let headed = || self.entries.iter().filter(|entry| entry.is_headed());
        let whole = headed().filter(|entry| entry.is_whole()).count();
        let text: usize = headed().map(|entry| entry.text).sum();
        // What has no heading is no article of its own, and would be left out.
        let left_out = self.entries.iter().any(|entry| !entry.is_headed() && entry.text >= TEXT);
        !left_out
            && whole >= 2
            && whole * 3 >= headed().count() * 2
            && !headed().any(|entry| entry.cut)
            && text * 2 >= self.text
    }

    /// What stands before an entry to make it a page.
    fn head(&self, entry: &Entry<'_>) -> String {
        let mut out = String::from("<!DOCTYPE html><html");
        let quoted = |value: &str| value.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
        if let Some(lang) = self.lang.as_ref().filter(|lang| lang.len() < NAME) {
            let _ = write!(out, " lang=\"{}\"", quoted(lang));
        }
        let title = entry.heading.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = write!(out, "><head><meta charset=\"utf-8\"><title>{title}</title>");
        if let Some(site) = self.site.as_ref().filter(|site| site.len() < NAME) {
            let _ = write!(out, "<meta property=\"og:site_name\" content=\"{}\">", quoted(site));
        }
        if let Some(address) = &entry.address {
            let _ = write!(out, "<link rel=\"canonical\" href=\"{}\">", quoted(address));
        }
        out + "</head><body>"
    }
}

impl Entry<'_> {
    /// Notes what an element within says of the entry.
    fn note(&mut self, name: &str, attributes: &str, in_heading: bool) {
        let value = |key| attribute(attributes, key);
        let classed = |wanted: &[&str]| {
            value("class").is_some_and(|class| {
                class.split_whitespace().any(|one| wanted.iter().any(|wanted| one.eq_ignore_ascii_case(wanted)))
            })
        };
        if name.eq_ignore_ascii_case("a") {
            let lasting = value("rel").is_some_and(|rel| rel.split_whitespace().any(|word| word == "bookmark"));
            self.own |= lasting;
            self.cut |= classed(&["more-link", "read-more", "readmore", "continue-reading"]);
            if (lasting || in_heading) && self.address.is_none() {
                self.address = value("href").filter(|to| to.starts_with("http")).map(std::borrow::Cow::into_owned);
            }
        }
        self.own |= name.eq_ignore_ascii_case("time")
            || classed(&["published", "updated", "entry-date", "dt-published", "post-date", "date"]);
    }
}

/// Whether an element is one of several articles, and no comment on one.
fn is_entry(name: &str, attributes: &str) -> bool {
    let class = attribute(attributes, "class").unwrap_or_default().to_ascii_lowercase();
    let mut classes = class.split_whitespace();
    let is_comment = || class.contains("comment") && !class.contains("hentry");
    let boxed = markup::is_one_of(name, &["article", "div", "section", "li"]);
    boxed
        && (classes.any(|one| ENTRIES.contains(&one)) || name.eq_ignore_ascii_case("article"))
        && !is_comment()
        && !attributes.ends_with('/')
}

fn is_linked(attributes: &str) -> bool {
    attribute(attributes, "type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"))
}

/// Whether linked data tells of one article, or of the posts of one that is told as it happens.
fn tells_of_one(linked: &str) -> bool {
    ["articleBody", "NewsArticle\"", "\"Article\"", "LiveBlogPosting"].iter().any(|mark| linked.contains(mark))
}

/// Whether a link leads to the rest of a text.
fn leads_on(link: &str) -> bool {
    let lower = link.trim().to_lowercase();
    let begins = ["read more", "continue reading", "read the rest", "read full", "keep reading", "full story", "more…"];
    lower.len() < 200 && begins.iter().any(|words| lower.starts_with(words))
        || matches!(&*lower, "more" | "[…]" | "[...]")
}
