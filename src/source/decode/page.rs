//! What a page says about itself: linked data, `meta` elements, what is marked or printed near its heading, in that
//! order of trust.

use std::collections::{HashMap, hash_map::Entry};

use super::{
    ADDRESS, dates,
    markup::{self, Piece, attribute},
};
use crate::{
    article::Published,
    source::{identity, names},
};

mod heading;
mod linked;
mod near;
mod printed;
mod saved;
mod title;

use printed::Printed;

/// Longest list of authors in bytes that is put together of several `meta` elements.
const AUTHORS: usize = 500;

const TITLES: [&str; 6] = ["hdl", "headline", "twitter:title", "dc.title", "parsely-title", "title"];
const DATES: [&str; 25] = [
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
    "originalpublicationdate",
    "pdate",
    "displaydate",
    "dat",
    "analyticsattributes.articledate",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "date",
    "datecreated",
];
const BYLINES: [&str; 9] = [
    "author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "sailthru.author",
    "byl",
    "byline",
    "article:author",
    "dcsext.author",
];
const SITES: [&str; 4] = ["og:site_name", "application-name", "dc.publisher", "cre"];
const LANGS: [&str; 3] = ["language", "dc.language", "og:locale"];
const CHANGES: [&str; 3] = ["article:modified_time", "datemodified", "og:updated_time"];

/// A page's own account of itself.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) title: Option<String>,
    pub(super) byline: Option<String>,
    pub(super) published: Option<Day>,
    pub(super) version: Option<jiff::Timestamp>,
    pub(super) site: Option<String>,
    pub(super) url: Option<String>,
    pub(super) lang: Option<String>,
    /// The body as linked data gives it: often cut, often without paragraphs.
    pub(super) body: Option<String>,
    /// Whether linked data says that not all may read the article.
    pub(super) paid: bool,
}

/// A day as a page gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day {
    day: Published,
    /// Whether it is the day in Greenwich, and may be another where the page was written.
    in_greenwich: bool,
}

impl Day {
    /// A day as it is printed.
    pub(super) fn printed(day: Published) -> Self {
        Self { day, in_greenwich: false }
    }

    /// Reads a day, or a moment.
    fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_moment = text.contains(':') || text.contains('T');
        let in_greenwich = is_moment && ["Z", "+00:00", "+0000", "UTC", "GMT"].iter().any(|end| text.ends_with(end));
        Some(Self { day: dates::parse(text)?, in_greenwich })
    }

    /// The day where the page was written: the one in the folders of its address (`/2023/05/01/`), if that is the day
    /// before or after the one in Greenwich. A number in a name may be the day of anything.
    pub(super) fn where_written(self, address: Option<&str>) -> Published {
        let address = address.filter(|_| self.in_greenwich).map(|address| super::head(address, ADDRESS));
        let own = address.and_then(|address| {
            dates::in_path(address).filter(|day| address.contains(&format!("/{}/", day.from.year())))
        });
        let is_next = |own: &Published| {
            let follows = |first: Published, then: Published| first.from.tomorrow().ok() == Some(then.from);
            own.from == own.to && (follows(*own, self.day) || follows(self.day, *own))
        };
        own.filter(is_next).unwrap_or(self.day)
    }
}

/// All that is gathered in one pass.
#[derive(Debug, Default)]
struct Found<'h> {
    meta: HashMap<String, String>,
    linked: Vec<&'h str>,
    title: String,
    canonical: Option<String>,
    /// Where a copy in an archive may be found again.
    bookmark: Option<String>,
    /// The page's address.
    url: Option<String>,
    lang: Option<String>,
    heading: String,
    /// Names in links that are marked as those of authors.
    authors: Vec<String>,
}

/// Reads a page's account of itself.
pub(super) fn read(html: &str) -> Page {
    let mut found = gather(html);
    let mut page = Page::default();
    found.linked.iter().for_each(|text| linked::add(&mut page, text));
    found.forget_archive();
    let meta = |names: &[&str]| names.iter().find_map(|name| found.meta.get(*name)).cloned();
    let is_told = page.title.is_some() || meta(&["og:title"]).or_else(|| meta(&TITLES)).is_some();
    page.title = title::told(&found, page.title.take());
    page.byline = page
        .byline
        .or_else(|| BYLINES.iter().filter_map(|name| found.meta.get(*name)).find(|text| is_person(text)).cloned())
        .or_else(|| meta(&["twitter:data1"]).filter(|_| meta(&["twitter:label1"]).is_some_and(|l| is_written_by(&l))))
        .or_else(|| (!found.authors.is_empty()).then(|| found.authors.join(", ")));
    page.published = page
        .published
        .or_else(|| DATES.iter().filter_map(|name| found.meta.get(*name)).find_map(|text| Day::read(text)));
    page.version = page.version.or_else(|| meta(&CHANGES).and_then(|text| dates::moment(&text)));
    page.site = meta(&SITES).or(page.site);
    page.url = found.url.take().or(page.url).or_else(|| saved::address(html).map(str::to_owned));
    if page.published.is_none() || page.byline.is_none() || page.site.is_none() || !is_told {
        add_printed(&mut page, &found, is_told, &printed::read(html));
    }
    let host = page.url.as_deref().and_then(identity::host);
    let names = [page.site.as_deref(), host.as_deref()];
    page.title =
        page.title.map(|title| title::without_site(&title, &names.map(|name| letters(name.unwrap_or_default()))));
    page.lang = page.lang.or(found.lang).or_else(|| meta(&LANGS));
    page
}

/// Takes over what is printed near the heading. Title and site are looked for only in a title that stands for both.
fn add_printed(page: &mut Page, found: &Found<'_>, is_told: bool, printed: &Printed) {
    let given = found.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let own = page.title.as_deref().filter(|_| is_told);
    let apart = heading::apart(&given, own, printed);
    let site = apart.as_ref().and_then(|apart| apart.site.clone());
    let fits = |site: &String| page.url.as_deref().is_none_or(|url| heading::may_be_at(site, url));
    let account = || found.meta.get("twitter:site").filter(|_| page.url.is_none());
    page.site = page.site.take().or_else(|| site.filter(fits)).or_else(|| account().and_then(|name| of_account(name)));
    if !is_told {
        let marked = || near::marked_heading(printed);
        let named = apart.map(|apart| apart.title).or_else(marked);
        page.title = named.or_else(|| title::untold(page.title.as_deref(), &given, found, printed));
    }
    let heading = near::heading(printed, page.title.as_deref());
    let lang = found.lang.as_deref().or(page.lang.as_deref()).unwrap_or_default();
    let day_first = has_day_first(lang);
    page.published = page.published.or_else(|| near::published(printed, heading, day_first));
    let published = page.published.map(|day| day.day);
    page.byline = page.byline.take().or_else(|| near::byline(printed, heading, published));
}

/// Whether a language, given as `pt-BR`, writes `05/12/2019` with the day first: English may or may not, and where the year
/// comes first the order of such a day is nobody's habit.
fn has_day_first(lang: &str) -> bool {
    const OTHERS: [&str; 9] = ["en", "zh", "ja", "ko", "hu", "lt", "mn", "tl", "fil"];
    let lower = lang.trim().to_lowercase();
    let language = lower.split(['-', '_']).next().unwrap_or_default();
    (2..=3).contains(&language.len()) && !OTHERS.contains(&language) && !lower.ends_with("us")
}

/// The name of an account: `Ledger` of `@Ledger`.
fn of_account(name: &str) -> Option<String> {
    let name = name.trim().trim_start_matches('@');
    (!name.is_empty() && !name.contains("://")).then(|| name.to_owned())
}

/// Whether a `meta` element names a person, and no address, account or nobody.
fn is_person(text: &str) -> bool {
    !text.contains("://") && !text.starts_with('@') && !names::is_nobody(text)
}

/// What of a text is compared: its letters and digits in lower case.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_written_by(label: &str) -> bool {
    matches!(label.to_lowercase().as_str(), "written by" | "author" | "by" | "verfasst von" | "geschrieben von")
}

fn gather(html: &str) -> Found<'_> {
    let mut found = Found::default();
    let mut into = Into::Nothing;
    for piece in markup::pieces(html) {
        match piece {
            Piece::Open { name, attributes } => {
                into = found.begun(name, attributes).unwrap_or(into);
                if into == Into::Heading && markup::is_block(name) {
                    found.heading.push(' ');
                }
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
    /// Finds the page's address; of a copy by archive.today that of the page copied, for what it says of itself is not
    /// the page's.
    fn forget_archive(&mut self) {
        let addresses = [self.canonical.take(), self.meta.get("og:url").cloned(), self.bookmark.take()];
        let mut addresses = addresses.into_iter().flatten().filter(|url| url.starts_with("http")).peekable();
        if !addresses.peek().is_some_and(|url| identity::is_retold(url)) {
            self.url = addresses.next();
            return;
        }
        self.url = addresses.find(|url| identity::original(url) != url.as_str());
        let kept = |key: &String| !SITES.contains(&key.as_str()) && !DATES.contains(&key.as_str());
        self.meta.retain(|key, _| kept(key) && !CHANGES.contains(&key.as_str()));
    }

    /// Notes what a `meta` element says: the first of a name counts, but each author does. Within the markup of a
    /// picture it may say who took it.
    fn meta(&mut self, key: String, content: String, within: bool) {
        let is_author = !within && matches!(key.as_str(), "author" | "dc.creator" | "dcterms.creator");
        match self.meta.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(content);
            }
            Entry::Occupied(mut entry) if is_author && is_person(&content) && names::name(&content).is_some() => {
                let all = entry.get_mut();
                if !is_person(all) {
                    *all = content;
                } else if !all.contains(&content) && all.len() + content.len() < AUTHORS {
                    *all += ", ";
                    *all += &content;
                }
            }
            Entry::Occupied(_) => {}
        }
    }

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
                    self.meta(key.to_ascii_lowercase(), content, value("itemprop").is_some());
                }
            }
            "link" if value("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.canonical = self.canonical.take().or_else(|| value("href"));
            }
            "link" if value("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("bookmark")) => {
                self.bookmark = self.bookmark.take().or_else(|| value("href"));
            }
            "html" => self.lang = self.lang.take().or_else(|| value("lang")).or_else(|| value("xml:lang")),
            _ => {}
        }
    }
}
