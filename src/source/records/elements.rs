//! Markup of many articles (SGML, XML): one element a record, found by its tags alone, whatever else is ill-formed.

use std::sync::Arc;

use memchr::memmem;

use super::{Context, Item, PassedOver};
use crate::source::{
    Dialect, Format, RawRecord, Shared, encoding,
    input::Input,
    mapping::{self, Field},
    markup::{self, Piece, pieces},
    xmlkeys::{self, Says},
};

/// Bytes before the first element that are read for what the file says about all of them.
const PREAMBLE: usize = 1 << 20;

/// Yields element after element.
#[derive(Debug)]
pub(in crate::source) struct Elements {
    dialect: Dialect,
    open: Vec<u8>,
    close: Vec<u8>,
    shared: Option<Arc<Shared>>,
    /// What is told of all, with the day of the issue that the next record stands in.
    in_issue: Option<Arc<Shared>>,
    found: bool,
    done: bool,
}

impl Elements {
    /// Elements of this name, written as it is in the file.
    pub(in crate::source) fn new(dialect: Dialect, name: &str) -> Self {
        let (open, close) = (format!("<{name}").into_bytes(), format!("</{name}").into_bytes());
        Self { dialect, open, close, shared: None, in_issue: None, found: false, done: false }
    }

    pub(in crate::source) fn next(
        &mut self,
        input: &mut Input,
        context: &Context,
        passed: &mut PassedOver,
    ) -> Option<Item> {
        while !self.done {
            if !self.go_to_open(input, context) {
                self.done = true;
                let offset = input.offset();
                if !self.found {
                    *passed.entry("without-articles").or_default() += 1;
                }
                return input.take_fault().map(|fault| Err(fault.at(&context.place(offset))));
            }
            self.found = true;
            let offset = input.offset();
            let length = match self.element(input, context.limits.record_bytes) {
                End::At(length) => length,
                End::TooLong => {
                    let seen = input.bytes().len();
                    input.consume(seen);
                    return Some(Err(context.too_long(offset)));
                }
                End::Missing => {
                    self.done = true;
                    return Some(Err(context.cut(input, offset)));
                }
            };
            let element = &input.bytes()[..length];
            let label = pass_over(self.dialect, element);
            let record = label.is_none().then(|| RawRecord {
                shared: self.in_issue.clone().or_else(|| self.shared.clone()),
                ..context.record(offset, element, Format::Element(self.dialect))
            });
            input.consume(length);
            match (record, label) {
                (Some(record), _) => return Some(Ok(record)),
                (None, label) => *passed.entry(label.unwrap_or("other")).or_default() += 1,
            }
        }
        None
    }

    /// Goes on to the next start tag; what lies before the first is read for what it says about all.
    fn go_to_open(&mut self, input: &mut Input, context: &Context) -> bool {
        loop {
            if let Some(at) = start_tag(input.bytes(), &self.open) {
                self.read_preamble(&input.bytes()[..at], context);
                self.read_issue(&input.bytes()[..at]);
                input.consume(at);
                return true;
            }
            // A tag may lie across the border of what has been read, and the preamble is kept until it is read.
            let keep = if self.shared.is_none() { PREAMBLE } else { self.open.len() + 1 };
            if input.bytes().len() > keep {
                let beginning = input.bytes()[..keep.min(PREAMBLE)].to_vec();
                self.read_preamble(&beginning, context);
                let most = input.bytes().len().saturating_sub(self.open.len() + 1);
                self.read_issue(&input.bytes()[..most]);
                input.consume(most);
            }
            if !input.grow() {
                return false;
            }
        }
    }

    fn read_preamble(&mut self, bytes: &[u8], context: &Context) {
        if self.shared.is_none() {
            let bytes = &bytes[..bytes.len().min(PREAMBLE)];
            self.shared = Some(Arc::new(shared(bytes, context)));
        }
    }

    /// Notes the day of an issue that begins between two records: `<issue date="2019-03-05">`.
    fn read_issue(&mut self, between: &[u8]) {
        const ISSUES: [&str; 5] = ["issue", "edition", "newspaper", "paper", "day"];
        if self.dialect != Dialect::Xml || memchr::memchr(b'<', between).is_none() {
            return;
        }
        for piece in pieces(&String::from_utf8_lossy(between)) {
            let (name, attributes) = match piece {
                Piece::Open { name, attributes } => (name, attributes),
                Piece::Close { name } => (name, ""),
                _ => continue,
            };
            if ISSUES.iter().any(|issue| name.eq_ignore_ascii_case(issue)) {
                let told = xmlkeys::told(attributes);
                let day = told.filter(|(key, _)| mapping::known(Field::Date).contains(key)).map(|(_, day)| day).next();
                let shared = self.shared.as_deref().cloned().unwrap_or_default();
                self.in_issue = day.map(|day| Arc::new(Shared { published: Some(day), ..shared }));
            }
        }
    }

    /// The length of the element at the window's beginning, with its end tag.
    fn element(&self, input: &mut Input, limit: usize) -> End {
        let mut searched = 0;
        loop {
            let bytes = input.bytes();
            let from = searched.max(self.open.len());
            if bytes.len() > from
                && let Some(at) = end_tag(&bytes[from..], &self.close)
            {
                let length = from + at;
                return if length <= limit { End::At(length) } else { End::TooLong };
            }
            if bytes.len() > limit {
                return End::TooLong;
            }
            searched = bytes.len().saturating_sub(self.close.len() + 64);
            if !input.grow() {
                return End::Missing;
            }
        }
    }
}

enum End {
    At(usize),
    TooLong,
    Missing,
}

fn start_tag(bytes: &[u8], open: &[u8]) -> Option<usize> {
    let ends = |at: &usize| {
        bytes.get(at + open.len()).is_some_and(|&byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))
    };
    memmem::find_iter(bytes, open).find(ends)
}

/// The place behind the first such end tag.
fn end_tag(bytes: &[u8], close: &[u8]) -> Option<usize> {
    memmem::find_iter(bytes, close).find_map(|at| {
        let rest = &bytes[at + close.len()..];
        let spaces = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        (rest.get(spaces) == Some(&b'>')).then_some(at + close.len() + spaces + 1)
    })
}

/// What stands before the first element: charset, name of the outlet, language, and whose login is whose name.
fn shared(bytes: &[u8], _context: &Context) -> Shared {
    let charset = markup::declared_charset(bytes);
    let text = encoding::of_file(bytes, charset);
    let mut shared = Shared { charset: charset.map(|found| found.name()), ..Shared::default() };
    let (mut name, mut login) = ("", String::new());
    for piece in pieces(&text) {
        match piece {
            Piece::Open { name: opened, attributes } => {
                name = opened;
                if name.eq_ignore_ascii_case("mediawiki") {
                    shared.lang = markup::attribute(attributes, "xml:lang").map(std::borrow::Cow::into_owned);
                }
            }
            Piece::Close { .. } => name = "",
            Piece::Text(text) => {
                let value =
                    || Some(markup::to_text(markup::cdata(text).into()).trim().to_owned()).filter(|t| !t.is_empty());
                match name {
                    "title" | "sitename" => shared.source = shared.source.take().or_else(value),
                    "language" => shared.lang = shared.lang.take().or_else(value),
                    "base" => shared.base = shared.base.take().or_else(value),
                    "wp:author_login" => login = value().unwrap_or_default(),
                    "wp:author_display_name" => shared.authors.extend(value().map(|name| (login.clone(), name))),
                    _ => {}
                }
            }
            Piece::Raw { .. } => {}
        }
    }
    shared
}

/// Why an element is no article, judged by what its format says about it.
fn pass_over(dialect: Dialect, element: &[u8]) -> Option<&'static str> {
    let has = |mark: &str| memmem::find(element, mark.as_bytes()).is_some();
    match dialect {
        Dialect::Trec => {
            let tag = &element[..element.iter().position(|&byte| byte == b'>').unwrap_or(element.len()).min(512)];
            let kind = |kind: &str| memmem::find(tag, format!("type=\"{kind}\"").as_bytes()).is_some();
            ["multi", "advis", "other"].into_iter().any(kind).then_some("not-a-story")
        }
        Dialect::NewsMlG2 => g2_reason(element),
        Dialect::Feed if has("<wp:post_type") => {
            let value = |name: &str| {
                let from = memmem::find(element, name.as_bytes())? + name.len();
                let rest = &element[from..element.len().min(from + 64)];
                let rest = rest.strip_prefix(b"<![CDATA[").unwrap_or(rest);
                Some(&rest[..rest.iter().position(|byte| matches!(byte, b'<' | b']')).unwrap_or(rest.len())])
            };
            match (value("<wp:post_type>"), value("<wp:status>")) {
                (Some(kind), _) if kind != b"post" => Some("not-a-post"),
                (_, Some(status)) if status != b"publish" => Some("not-published"),
                _ => None,
            }
        }
        // Blogger exports its templates, settings and comments as entries too.
        Dialect::Feed if has("/blogger/2008/kind#") => match has("/blogger/2008/kind#post") {
            false => Some("not-a-post"),
            true => has("<app:draft>yes").then_some("not-published"),
        },
        Dialect::MediaWiki if !has("<ns>0</ns>") && has("<ns>") => Some("not-an-article-page"),
        Dialect::MediaWiki if has("<redirect ") => Some("redirect"),
        _ => None,
    }
}

fn g2_reason(element: &[u8]) -> Option<&'static str> {
    let has = |mark: &str| memmem::find(element, mark.as_bytes()).is_some();
    if ["stat:canceled", "stat:cancelled"].iter().any(|mark| has(mark)) {
        return Some("cancelled");
    }
    if has("stat:withheld") || has("stat:withhold") {
        return Some("withheld");
    }
    let media = ["ninat:picture", "ninat:graphic", "ninat:video", "ninat:audio", "ninat:composite"];
    media.iter().any(|mark| has(mark)).then_some("not-text")
}

/// The name of the element that stands several times beside itself, each time with a title and a body, or where there are
/// no titles with a text and a day, author or outlet: the records of XML of no known kind. Either may be an element within, by its name or the one it is given, or the title an attribute
/// and the body the text of the element. Records may stand beside each other without a root round them. An abstract is
/// taken for a body only where nothing else is one, as in the lists of programs that keep references.
pub(in crate::source) fn repeated(head: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(head);
    let by_bodies = repeated_by(&text, &|key| mapping::is_body_key(key));
    by_bodies.unwrap_or_else(|| repeated_by(&text, &|key| mapping::is_abstract_key(key)).flatten())
}

/// The same where bodies are what this tells; `None` if there is none.
fn repeated_by(text: &str, is_body: &dyn Fn(&str) -> bool) -> Option<Option<String>> {
    /// Elements open at once in anything but an attack.
    const DEEPEST: usize = 64;
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut met = Met::default();
    // Bodies that are those of records without titles.
    let mut in_untitled = 0;
    let mut parts = Parts::default();
    let mut last: [Option<&str>; DEEP + 1] = [None; DEEP + 1];
    for piece in pieces(text) {
        match piece {
            Piece::Open { attributes, .. } if attributes.trim_end().ends_with('/') => {}
            Piece::Open { .. } if open.len() > DEEPEST => return Some(None),
            Piece::Open { name, attributes } => {
                open.push(Open { name, before: met, says: Says::of(attributes) });
                let key = xmlkeys::key(name, attributes);
                let is = |field: Field| usize::from(mapping::known(field).contains(&key.as_str()));
                met.bodies += usize::from(is_body(&key));
                met.titles += is(Field::Title);
                met.more += is(Field::Date) + is(Field::Byline) + is(Field::Source) + is(Field::Url);
            }
            Piece::Close { name } => {
                let Some(at) = open.iter().rposition(|other| other.name == name) else { continue };
                let untitled = open[at].is_untitled(met, in_untitled);
                in_untitled = if untitled { met.bodies } else { in_untitled };
                let whole = untitled || open[at].is_whole(met);
                if whole && xmlkeys::may_stand_alone(name) && at > 0 {
                    parts.add(&open[at], met);
                }
                let whole = whole && !xmlkeys::is_part(name);
                open.truncate(at);
                if whole && at <= DEEP && last[at].replace(name) == Some(name) {
                    return Some(Some(name.to_owned()));
                }
            }
            Piece::Text(text) => met.bytes += text.trim().len(),
            Piece::Raw { .. } => {}
        }
    }
    // The second is open where the beginning of the file ends.
    let again = open.iter().zip(last).find(|(open, last)| *last == Some(open.name));
    let found = again.map(|(open, _)| open.name).or_else(|| parts.are_all(met)).map(str::to_owned);
    (met.bodies > 0 || found.is_some()).then_some(found)
}

/// Elements that would be parts of an article, or stand beside its text, if there were one.
#[derive(Debug, Default)]
struct Parts<'t> {
    name: Option<&'t str>,
    count: usize,
    /// What was met in them.
    met: Met,
}

impl<'t> Parts<'t> {
    fn add(&mut self, part: &Open<'t>, met: Met) {
        if *self.name.get_or_insert(part.name) == part.name {
            self.count += 1;
            self.met.bodies += met.bodies - part.before.bodies;
            self.met.titles += met.titles - part.before.titles;
        }
    }

    /// Their name, if there are several and no title or body stands outside them.
    fn are_all(&self, met: Met) -> Option<&'t str> {
        let all = self.met.bodies == met.bodies && self.met.titles == met.titles;
        self.name.filter(|_| all && self.count >= 2)
    }
}

/// Elements below the root at which records lie.
const DEEP: usize = 4;

/// What was met up to a place.
#[derive(Debug, Clone, Copy, Default)]
struct Met {
    bodies: usize,
    titles: usize,
    /// Days, authors, outlets and addresses.
    more: usize,
    /// Bytes of text.
    bytes: usize,
}

/// An element that is open.
struct Open<'t> {
    name: &'t str,
    /// What was met before it.
    before: Met,
    says: Says,
}

impl Open<'_> {
    /// Whether it has a title and a body, all being met that is in it.
    fn is_whole(&self, met: Met) -> bool {
        /// Bytes of text that make an element with nothing but a title a record.
        const TEXT: usize = 200;
        let bytes = met.bytes - self.before.bytes;
        let titled = self.before.titles < met.titles || self.says.title;
        let told = (self.says.more && bytes > 0) || (self.says.title && bytes >= TEXT);
        titled && (self.before.bodies < met.bodies || told)
    }

    /// Whether it has a text and what tells of it, on a page without titles, where all bodies before it are those of
    /// such elements: what readers wrote stands behind the body of an article.
    fn is_untitled(&self, met: Met, in_untitled: usize) -> bool {
        /// Bytes of text that no note has.
        const TEXT: usize = 200;
        let has_body = self.before.bodies < met.bodies;
        let told = self.says.day || has_body && self.before.more < met.more;
        met.titles == 0 && self.before.bodies == in_untitled && told && met.bytes - self.before.bytes >= TEXT
    }
}
