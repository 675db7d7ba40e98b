//! What a page says about itself: linked data, `meta` elements, `time`, title, in that order of trust.

use std::collections::HashMap;

use super::{
    dates,
    json::{self, Json},
    markup::{self, Piece, attribute},
};
use crate::article::Published;

/// Nodes of linked data that are looked at.
const NODES: usize = 10_000;

const TITLES: [&str; 4] = ["twitter:title", "dc.title", "parsely-title", "title"];
const DATES: [&str; 20] = [
    "article:published_time",
    "datepublished",
    "og:article:published_time",
    "article:published",
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "publishdate",
    "published-date",
    "publish_date",
    "publication_date",
    "pubdate",
    "pub_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "date",
    "datecreated",
];
const BYLINES: [&str; 8] =
    ["author", "parsely-author", "dc.creator", "sailthru.author", "byl", "byline", "article:author", "dcsext.author"];
const SITES: [&str; 3] = ["og:site_name", "application-name", "dc.publisher"];
const LANGS: [&str; 3] = ["language", "dc.language", "og:locale"];
const CHANGES: [&str; 3] = ["article:modified_time", "datemodified", "og:updated_time"];

/// A page's own account of itself.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) title: Option<String>,
    pub(super) byline: Option<String>,
    pub(super) published: Option<Published>,
    pub(super) version: Option<jiff::Timestamp>,
    pub(super) site: Option<String>,
    pub(super) url: Option<String>,
    pub(super) lang: Option<String>,
    /// The body as linked data gives it: often cut, often without paragraphs.
    pub(super) body: Option<String>,
    /// Whether linked data says that not all may read the article.
    pub(super) paid: bool,
}

/// All that is gathered in one pass.
#[derive(Debug, Default)]
struct Found<'h> {
    meta: HashMap<String, String>,
    linked: Vec<&'h str>,
    title: String,
    canonical: Option<String>,
    times: Vec<String>,
    lang: Option<String>,
    heading: String,
    /// Names in links that are marked as those of authors.
    authors: Vec<String>,
}

/// Reads a page's account of itself.
pub(super) fn read(html: &str) -> Page {
    let found = gather(html);
    let mut page = Page::default();
    for text in &found.linked {
        page.paid |= is_paid(text);
        if let Ok(json) = json::parse(trim_linked(text)) {
            add_linked(&mut page, &json);
        }
    }
    let meta = |names: &[&str]| names.iter().find_map(|name| found.meta.get(*name)).cloned();
    let person = |text: &String| !text.contains("://") && !text.starts_with('@');
    page.title = title(&found, page.title.take());
    page.byline = page
        .byline
        .or_else(|| BYLINES.iter().filter_map(|name| found.meta.get(*name)).find(|t| person(t)).cloned())
        .or_else(|| meta(&["twitter:data1"]).filter(|_| meta(&["twitter:label1"]).is_some_and(|l| is_written_by(&l))))
        .or_else(|| (!found.authors.is_empty()).then(|| found.authors.join(", ")));
    page.published = page
        .published
        .or_else(|| DATES.iter().filter_map(|name| found.meta.get(*name)).find_map(|text| dates::parse(text)))
        .or_else(|| found.times.iter().find_map(|text| dates::parse(text)));
    page.version = page.version.or_else(|| meta(&CHANGES).and_then(|text| dates::moment(&text)));
    page.site = meta(&SITES).or(page.site);
    page.url = found.canonical.or_else(|| meta(&["og:url"])).filter(|url| url.starts_with("http")).or(page.url);
    page.title = page.title.map(|title| without_site(title, page.site.as_deref()));
    page.lang = page.lang.or(found.lang).or_else(|| meta(&LANGS));
    page
}

/// Whether linked data says `"isAccessibleForFree": false`, in whichever spelling, of the article or a part of it.
fn is_paid(linked: &str) -> bool {
    const KEY: &str = "\"isAccessibleForFree\"";
    memchr::memmem::find_iter(linked.as_bytes(), KEY).any(|at| {
        let value = linked[at + KEY.len()..].trim_start().trim_start_matches(':').trim_start().trim_start_matches('"');
        value.get(..5).is_some_and(|value| value.eq_ignore_ascii_case("false"))
    })
}

/// The title that two of the three agree on that a page may give: its heading, the one for sharing, the one in linked
/// data. Where all differ, linked data. Without what is put behind it.
fn title(found: &Found<'_>, linked: Option<String>) -> Option<String> {
    let filled =
        |text: &str| Some(text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty());
    let heading = filled(&found.heading);
    let shared = found.meta.get("og:title").and_then(|text| filled(text));
    let agree = shared.is_some() && shared.as_deref().map(letters) == heading.as_deref().map(letters);
    let others = || TITLES.iter().find_map(|name| found.meta.get(*name).and_then(|text| filled(text)));
    let title = match agree {
        true => heading.clone(),
        false => linked.clone().or(shared).or_else(others).or_else(|| filled(&found.title)),
    }?;
    let bare = [heading, linked].into_iter().flatten().find(|bare| {
        let rest = title.strip_prefix(bare.as_str()).map(str::trim_start);
        bare.len() >= 12 && rest.is_some_and(|rest| rest.starts_with(['|', '-', '–', '—', '*', '·']))
    });
    Some(bare.unwrap_or(title))
}

/// What of a text is compared: its letters and digits in lower case.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_written_by(label: &str) -> bool {
    matches!(label.to_lowercase().as_str(), "written by" | "author" | "by" | "verfasst von" | "geschrieben von")
}

/// A title without the name of the site that many put behind it.
fn without_site(title: String, site: Option<&str>) -> String {
    let cut = [" | ", " - ", " – ", " — "].iter().filter_map(|by| title.rfind(by).map(|at| (at, by.len()))).max();
    match (cut, site.map(letters)) {
        (Some((at, length)), Some(site)) if at > 0 && !site.is_empty() && letters(&title[at + length..]) == site => {
            title[..at].trim_end().to_owned()
        }
        _ => title,
    }
}

fn gather(html: &str) -> Found<'_> {
    let mut found = Found::default();
    let mut into = Into::Nothing;
    for piece in markup::pieces(html) {
        match piece {
            Piece::Open { name, attributes } => {
                into = found.begun(name, attributes).unwrap_or(into);
                found.open(&name.to_ascii_lowercase(), attributes);
            }
            Piece::Text(text) => match (into, found.authors.last_mut()) {
                (Into::Title, _) => found.title.push_str(&htmlize::unescape(text)),
                (Into::Heading, _) => found.heading.push_str(&htmlize::unescape(text)),
                (Into::Author, Some(author)) => author.push_str(&htmlize::unescape(text)),
                _ => {}
            },
            Piece::Raw { name, attributes, contents } => {
                let linked = attribute(attributes, "type")
                    .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"));
                if linked && name.eq_ignore_ascii_case("script") {
                    found.linked.push(contents);
                }
            }
            Piece::Close { name } if into.is_ended_by(name) => into = Into::Nothing,
            Piece::Close { .. } => {}
        }
    }
    found.authors = names(&found.authors);
    found
}

/// Which part of a page its text is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Into {
    Nothing,
    Title,
    Heading,
    Author,
}

impl Into {
    fn is_ended_by(self, name: &str) -> bool {
        let own = match self {
            Self::Nothing => return false,
            Self::Title => "title",
            Self::Heading => "h1",
            Self::Author => "a",
        };
        name.eq_ignore_ascii_case(own)
    }
}

/// Names as printed in links to authors: each once, without "By", and only what may be a name.
fn names(links: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for link in links {
        let words: Vec<&str> = link.split_whitespace().skip_while(|word| word.eq_ignore_ascii_case("by")).collect();
        let name = words.join(" ");
        let is_name = (2..80).contains(&name.len()) && !name.contains(['@', '/', '|']) && words.len() < 8;
        if is_name && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

impl Found<'_> {
    /// What the text behind this tag is part of, if the tag begins a part.
    fn begun(&mut self, name: &str, attributes: &str) -> Option<Into> {
        if name.eq_ignore_ascii_case("title") && self.title.is_empty() {
            return Some(Into::Title);
        }
        if name.eq_ignore_ascii_case("h1") && self.heading.trim().is_empty() {
            return Some(Into::Heading);
        }
        let author = name.eq_ignore_ascii_case("a")
            && self.authors.len() < 8
            && attribute(attributes, "rel").is_some_and(|rel| rel.split_whitespace().any(|word| word == "author"));
        author.then(|| {
            self.authors.push(String::new());
            Into::Author
        })
    }

    fn open(&mut self, name: &str, attributes: &str) {
        let value =
            |wanted| attribute(attributes, wanted).map(|value| value.trim().to_owned()).filter(|v| !v.is_empty());
        match name {
            "meta" => {
                let key = ["property", "name", "itemprop"].into_iter().find_map(value);
                if let (Some(key), Some(content)) = (key, value("content")) {
                    self.meta.entry(key.to_ascii_lowercase()).or_insert(content);
                }
            }
            "link" if value("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.canonical = self.canonical.take().or_else(|| value("href"));
            }
            "time" if self.times.len() < 16 => self.times.extend(value("datetime")),
            "html" => self.lang = self.lang.take().or_else(|| value("lang")).or_else(|| value("xml:lang")),
            _ => {}
        }
    }
}

/// Linked data comes in comments and CDATA, and with a last semicolon.
fn trim_linked(text: &str) -> &str {
    let trim = |c: char| c.is_whitespace() || matches!(c, ';');
    let mut text = text.trim_matches(trim);
    for (before, after) in [("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("<![CDATA[", "]]>")] {
        text = text.strip_prefix(before).unwrap_or(text).trim_matches(trim);
        text = text.strip_suffix(after).unwrap_or(text).trim_matches(trim);
    }
    text
}

/// Takes over what an article among the nodes says.
fn add_linked(page: &mut Page, json: &Json<'_>) {
    let mut open = vec![json];
    let mut seen = 0;
    while let Some(node) = open.pop().filter(|_| seen < NODES) {
        seen += 1;
        match node {
            Json::List(items) => open.extend(items.iter().rev()),
            Json::Object(_) => {
                if is_article(node) {
                    return add_article(page, node);
                }
                open.extend(["@graph", "mainentity", "mainentityofpage"].iter().rev().filter_map(|key| node.get(key)));
            }
            _ => {}
        }
    }
}

fn is_article(node: &Json<'_>) -> bool {
    let article = |kind: &Json<'_>| matches!(kind, Json::Text(kind) if kind.ends_with("Article") || kind.contains("Posting") || kind == "Report");
    match node.get("@type") {
        Some(Json::List(kinds)) => kinds.iter().any(article),
        Some(kind) => article(kind),
        None => false,
    }
}

fn add_article(page: &mut Page, node: &Json<'_>) {
    let text = |key| node.get(key).and_then(text_of);
    page.title = page.title.take().or_else(|| text("headline"));
    page.published = page.published.or_else(|| text("datepublished").and_then(|text| dates::parse(&text)));
    page.version = page.version.or_else(|| text("datemodified").and_then(|text| dates::moment(&text)));
    page.lang = page.lang.take().or_else(|| text("inlanguage"));
    page.body = page.body.take().or_else(|| text("articlebody"));
    page.url = page.url.take().or_else(|| text("url").filter(|url| url.starts_with("http")));
    page.site = page.site.take().or_else(|| node.get("publisher").and_then(names_of));
    page.byline = page.byline.take().or_else(|| node.get("author").or_else(|| node.get("creator")).and_then(names_of));
}

fn text_of(value: &Json<'_>) -> Option<String> {
    match value {
        Json::Text(text) => {
            Some(markup::to_text(text.as_ref().into()).trim().to_owned()).filter(|text| !text.is_empty())
        }
        Json::Object(_) => {
            value.get("name").or_else(|| value.get("@value")).filter(|v| matches!(v, Json::Text(_))).and_then(text_of)
        }
        _ => None,
    }
}

/// One name, an object with a name, a list of either, or a list of lists.
fn names_of(value: &Json<'_>) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    let mut open = vec![value];
    while let Some(value) = open.pop().filter(|_| names.len() < 32) {
        match value {
            Json::List(items) => open.extend(items.iter().rev()),
            other => names.extend(text_of(other).filter(|name| !name.contains("://") && !names.contains(name))),
        }
    }
    (!names.is_empty()).then(|| names.join(", "))
}
