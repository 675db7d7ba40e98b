//! From an object with named members to a draft: which member is which field.

mod assets;
mod rich;
mod unknown;
mod values;

use std::borrow::Cow;

use values::{body_text, day, moment, names, serial_day, short, source, title};

use super::{
    Draft, Said, dates, identity,
    json::Json,
    mapping,
    mapping::{Field, Mapping},
};
use crate::article::Published;

/// Members that hold the article itself in what search engines and content systems export.
const SHELLS: [&str; 16] = [
    "source",
    "doc",
    "article",
    "attributes",
    "data",
    "document",
    "news",
    "node",
    "fields",
    "value",
    "payload",
    "message",
    "record",
    "json",
    "item",
    "object",
];

/// Texts that stand before the body and are part of it, apart from it: Factiva's, whatever they are like, and those of
/// others, where they are sentences. An abstract or description tells the article once more, and is none.
const LEADS: [&str; 5] = ["leadparagraph", "lp", "lead", "intro", "standfirst"];

/// Members beside a text, or round it, that tell of it: `{"text": …, "meta": {"title": …}}`.
const SHELVES: [&str; 4] = ["meta", "metadata", "fields", "attributes"];

/// Reads an object.
pub(super) fn draft<'j>(json: &'j Json<'j>, map: &Mapping) -> Draft<'j> {
    let record = Record::of(json, map);
    let url = record.url();
    let body = record.body();
    Draft {
        title: record.title(),
        extent: if body.stands_in { Said::Abstract } else { Said::Nothing },
        advice: body.text.trim().is_empty().then(|| unknown::advice(json)),
        body: body.text,
        published: record.published(),
        byline: record.first(Field::Byline, names).or_else(|| assets::names(record.json)),
        source: record.first(Field::Source, source),
        lang: record.first(Field::Lang, short),
        own_id: record.first(Field::Id, short),
        version: record.first(Field::Version, |value| moment(value)),
        url,
        page: None,
    }
}

/// The page that the body of an object is, as crawlers keep it in a column of a table.
pub(super) fn page<'j>(json: &'j Json<'j>, map: &Mapping) -> Option<&'j str> {
    let is_page = |text: &str| {
        let start = text.trim_start().get(..14).unwrap_or_default();
        ["<!doctype html", "<html>", "<html "]
            .iter()
            .any(|mark| start.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark)))
    };
    let Json::Object(members) = json else { return None };
    members.iter().find(|(_, value)| matches!(value, Json::Text(text) if is_page(text)))?;
    let key = Record::of(json, map).body().key?;
    let Some(Json::Text(text)) = json.get(&key) else { return None };
    Some(&**text).filter(|text| is_page(text))
}

/// Which key feeds which field.
pub(super) fn used(json: &Json<'_>, map: &Mapping) -> Vec<(Field, String)> {
    let record = Record::of(json, map);
    let reads = |field: Field, value: &Json<'_>| match field {
        Field::Title => title(value).is_some(),
        Field::Body => false,
        Field::Date => day(value).is_some(),
        Field::Byline => names(value).is_some(),
        Field::Source => source(value).is_some(),
        Field::Url => short(value).is_some_and(|url| Some(url) == record.url()),
        Field::Lang | Field::Id => short(value).is_some(),
        Field::Version => moment(value).is_some(),
    };
    let key = |field: Field| match field {
        Field::Body => record.body().key,
        _ => {
            let serial = |key: &str, value: &Json<'_>| field == Field::Date && serial_day(key, value).is_some();
            let feeds = |(key, value): &(String, &Json<'_>)| reads(field, value) || serial(key, value);
            let known = record.keyed(field).find(feeds).map(|(key, _)| key);
            let guessed = || record.levels.iter().find_map(|level| unknown::date(level)).map(|(key, _)| key.to_owned());
            known.or_else(|| if field == Field::Date { guessed() } else { None })
        }
    };
    Field::ALL.into_iter().filter_map(|field| Some((field, key(field)?))).collect()
}

/// Whether an object has a body, an abstract or a headline and address.
pub(super) fn is_article(json: &Json<'_>) -> bool {
    let map = Mapping::default();
    let record = Record::of(json, &map);
    !record.body().text.trim().is_empty() || (record.first(Field::Title, title).is_some() && record.url().is_some())
}

/// Whether an object is an article beyond doubt, whatever holds it: it has a text, and says what it is and of which day,
/// or the text has some length.
pub(super) fn is_whole_article(json: &Json<'_>) -> bool {
    let shelled = || SHELLS.iter().filter_map(|name| json.get(name)).find(|inner| matches!(inner, Json::Object(_)));
    is_whole(&[json]) || shelled().is_some_and(|inner| is_whole(&[inner, json]))
}

/// The same of the first of these, of which the others tell.
fn is_whole(levels: &[&Json<'_>]) -> bool {
    /// Bytes that no caption or teaser has.
    const TEXT: usize = 200;
    let map = Mapping::default();
    let record = Record { json: levels[0], map: &map, levels: levels.to_vec() };
    let body = record.body();
    let (titled, dated) = (record.first(Field::Title, title).is_some(), record.published().is_some());
    let long = body.text.len() >= TEXT && (titled || dated || record.url().is_some());
    !body.stands_in && (long || titled && dated && !body.text.trim().is_empty())
}

/// Whether a list of articles lies within, under a name of such lists or of articles beyond doubt.
pub(super) fn holds_list(json: &Json<'_>) -> bool {
    /// Values looked at.
    const MOST: usize = 1024;
    let mut open = vec![("", json)];
    for _ in 0..MOST {
        match open.pop() {
            None => return false,
            Some((key, Json::List(items))) => {
                let known = mapping::is_list_key(key) && items.first().is_some_and(is_article);
                if known || items.first().is_some_and(is_whole_article) {
                    return true;
                }
                open.extend(items.iter().take(2).map(|item| ("", item)));
            }
            Some((_, Json::Object(members))) => open.extend(members.iter().map(|(key, value)| (&**key, value))),
            Some(_) => {}
        }
    }
    false
}

/// The object within, where the outer one is only its shell.
fn shelled<'j>(json: &'j Json<'j>) -> &'j Json<'j> {
    if has_own_text(json) {
        return json;
    }
    let inner = |name: &&str| json.get(name).filter(|inner| matches!(inner, Json::Object(_)) && has_own_text(inner));
    SHELLS.iter().find_map(inner).or_else(|| buried(json)).unwrap_or(json)
}

/// The article deep within an object that says nothing of its own: `{"props": {"pageProps": {"article": {…}}}}`.
fn buried<'j>(json: &'j Json<'j>) -> Option<&'j Json<'j>> {
    /// Objects looked at.
    const MOST: usize = 256;
    let says = |field: Field| mapping::known(field).iter().any(|key| json.at(key).is_some());
    if says(Field::Title) || mapping::fallback_bodies()[1].iter().any(|key| json.at(key).is_some()) {
        return None;
    }
    let mut open = std::collections::VecDeque::from([json]);
    for _ in 0..MOST {
        let Json::Object(members) = open.pop_front()? else { continue };
        let inner = members.iter().map(|(_, value)| value).filter(|value| matches!(value, Json::Object(_)));
        for value in inner {
            if is_whole(&[value]) {
                return Some(value);
            }
            open.push_back(value);
        }
    }
    None
}

fn has_own_text(json: &Json<'_>) -> bool {
    let text = |value: &Json<'_>| match value {
        Json::Text(_) | Json::List(_) => true,
        // Drupal: `"body": {"value": …, "processed": …}`.
        _ => {
            let inner = ["value", "processed", "rendered"];
            inner.iter().any(|key| matches!(value.get(key), Some(Json::Text(_)))) || rich::is_tree(value)
        }
    };
    mapping::known(Field::Body).iter().any(|key| json.at(key).is_some_and(text))
}

impl<'j> Json<'j> {
    /// The value under a folded path, whose whole may also be one key (a column named `source.name`).
    fn at(&'j self, path: &str) -> Option<&'j Self> {
        if let Some(value) = self.get(path) {
            return Some(value);
        }
        path.contains('.').then(|| path.split('.').try_fold(self, |json, key| json.get(key))).flatten()
    }
}

/// What a record's body is.
struct Body<'j> {
    /// The key it lies under, folded; none if there is none.
    key: Option<String>,
    text: Cow<'j, str>,
    /// Whether an abstract stands for it.
    stands_in: bool,
}

struct Record<'j, 'm> {
    /// The object that holds the text.
    json: &'j Json<'j>,
    map: &'m Mapping,
    /// That object, what lies on its shelves, and the shell: where the other fields are looked for, in this order.
    levels: Vec<&'j Json<'j>>,
}

impl<'j, 'm> Record<'j, 'm> {
    fn of(outer: &'j Json<'j>, map: &'m Mapping) -> Self {
        let json = shelled(outer);
        let shell = (!std::ptr::eq(json, outer)).then_some(outer);
        let mut levels = vec![json];
        for round in std::iter::once(json).chain(shell) {
            let shelves = SHELVES.iter().filter_map(|name| round.get(name));
            levels.extend(shelves.filter(|shelf| matches!(shelf, Json::Object(_)) && !std::ptr::eq(*shelf, json)));
            levels.extend(shell.filter(|shell| std::ptr::eq(*shell, round)));
        }
        Self { json, map, levels }
    }

    /// The values for a field with their keys, the user's key first.
    fn keyed(&self, field: Field) -> impl Iterator<Item = (String, &'j Json<'j>)> {
        let own = self.map.overrides(field).map(mapping::fold);
        let own = own.filter_map(|key| Some((self.levels.iter().find_map(|level| level.at(&key))?, key)));
        let own = own.map(|(value, key)| (key, value));
        let at = move |level: &'j Json<'j>| {
            mapping::known(field).iter().filter_map(move |key| Some(((*key).to_owned(), level.at(key)?)))
        };
        own.chain(self.levels.iter().copied().flat_map(at))
    }

    /// The values for a field, the user's key first.
    fn values(&self, field: Field) -> impl Iterator<Item = &'j Json<'j>> {
        self.keyed(field).map(|(_, value)| value)
    }

    /// The first value for a field that reads as something.
    fn first<T>(&self, field: Field, read: impl Fn(&'j Json<'j>) -> Option<T>) -> Option<T> {
        self.values(field).find_map(read)
    }

    fn url(&self) -> Option<Cow<'j, str>> {
        let page = |value: &Cow<'_, str>| identity::normal_url(value).is_some();
        let printed = |value: &Cow<'_, str>| value.starts_with("http");
        let texts = || self.values(Field::Url).filter_map(short);
        // Some call the page they read its source.
        let sources = || self.values(Field::Source).filter_map(short).filter(printed);
        let told = || assets::page(self.json).filter(page);
        texts().find(page).or_else(told).or_else(|| sources().find(page)).or_else(|| texts().find(printed))
    }

    fn published(&self) -> Option<Published> {
        let serial = || self.keyed(Field::Date).find_map(|(key, value)| serial_day(&key, value));
        let guessed = || self.levels.iter().find_map(|level| unknown::date(level)).map(|(_, day)| day);
        let named = self.keyed(Field::Date).find_map(|(key, value)| Some((key, day(value)?)));
        // "created_at" beside "first_publication_date".
        let made = named.as_ref().is_some_and(|(key, _)| mapping::says_made(key));
        let said = if made { self.levels.iter().find_map(|level| unknown::of_publication(level)) } else { None };
        let known = said.or(named.map(|(_, day)| day)).or_else(|| self.typed_date()).or_else(|| self.parted_date());
        let shelves = || SHELVES[..2].iter().filter_map(|name| self.json.get(name)).find_map(unknown::published_within);
        known.or_else(|| self.day_ago()).or_else(serial).or_else(shelves).or_else(guessed)
    }

    /// The title, without the name of the outlet that is printed behind it and told beside it: `Ferry to stay | Ledger`.
    fn title(&self) -> Option<Cow<'j, str>> {
        let heading = || self.first(Field::Body, rich::heading).map(Cow::Borrowed);
        // A name is a title only where nothing else is: databases have one round the article.
        let titles = |named: bool| {
            let mut keyed = self.keyed(Field::Title).filter(move |(key, _)| (key == "name") == named);
            keyed.find_map(|(_, value)| title(value))
        };
        let title = titles(false).or_else(|| titles(true)).or_else(heading)?;
        let parted = [" | ", " - ", " – ", " — ", " :: ", " · ", " • ", " » "];
        let Some((own, site)) = parted.iter().find_map(|by| title.rsplit_once(by)) else { return Some(title) };
        let letters = |text: &str| -> String {
            text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let site = letters(site);
        let is_told =
            !site.is_empty() && self.values(Field::Source).filter_map(source).any(|told| letters(&told) == site);
        Some(if is_told && !letters(own).is_empty() { Cow::Owned(own.trim_end().to_owned()) } else { title })
    }

    /// The day of what was put up "3 hours ago", where the moment at which that was read stands beside.
    fn day_ago(&self) -> Option<Published> {
        /// Parts of keys of the moment at which a page was read.
        const READ: [&str; 7] = ["crawl", "scrap", "fetch", "download", "retriev", "access", "capture"];
        let ago = self.values(Field::Date).filter_map(short).find(|text| {
            let lower = text.to_ascii_lowercase();
            lower.ends_with(" ago") || matches!(&*lower, "today" | "yesterday")
        })?;
        let members =
            self.levels.iter().filter_map(|level| if let Json::Object(all) = level { Some(all) } else { None });
        let mut read = members.flatten().filter(|(key, _)| READ.iter().any(|part| key.contains(part)));
        read.find_map(|(_, value)| dates::ago(&ago, &short(value)?))
    }

    /// The date that members for year, month and day give.
    fn parted_date(&self) -> Option<Published> {
        let part = |key| self.json.at(key).and_then(short);
        let y = part("year").or_else(|| part("publicationyear"))?;
        let m = part("month").or_else(|| part("publicationmonth"));
        let d = part("day").or_else(|| part("publicationdayofmonth"));
        dates::from_columns(&y, m.as_deref(), d.as_deref())
    }

    /// The date among typed elements of a body, as the Washington Post's have one.
    fn typed_date(&self) -> Option<Published> {
        let Some(Json::List(parts)) = self.json.at("contents") else { return None };
        let is_date = |part: &&Json<'_>| matches!(part.get("type"), Some(Json::Text(kind)) if kind == "date");
        day(parts.iter().find(is_date)?.get("content")?)
    }

    /// The user's key; else the best of the usual keys; else a second list; else what is prose under a key that nobody
    /// knows; else an abstract.
    fn body(&self) -> Body<'j> {
        if unknown::is_by_columns(self.json) {
            return Body::none();
        }
        let whole = |(key, text): (String, Cow<'j, str>)| Body { key: Some(key), text, stands_in: false };
        let own = self.map.overrides(Field::Body).map(mapping::fold);
        let own = own.filter_map(|key| Some((read(self.levels.iter().find_map(|level| level.at(&key))?)?, key)));
        if let Some((text, key)) = own.into_iter().next() {
            return whole((key, text));
        }
        let [second, abstracts] = mapping::fallback_bodies();
        let prose = || self.levels.iter().find_map(|level| unknown::body(level)).map(whole);
        let stand_in = || self.texts(abstracts).next().map(|found| Body { stands_in: true, ..whole(found) });
        let usual = best(self.texts(mapping::known(Field::Body))).or_else(|| best(self.texts(second)));
        let laid = || assets::text(self.json).map(|text| ("layout".to_owned(), Cow::Owned(text)));
        let Some((key, text)) = usual.or_else(laid).or_else(|| self.first_of_numbered()) else {
            return prose().or_else(stand_in).unwrap_or_else(Body::none);
        };
        let longer = if is_cut(&text) { prose() } else { None };
        longer.unwrap_or_else(|| {
            let text = self.continued(&key, self.with_lead(text));
            whole((key, text))
        })
    }

    /// The text under the first of numbered keys, `text1` or `paragraph_1`, where there is a second.
    fn first_of_numbered(&self) -> Option<(String, Cow<'j, str>)> {
        const STEMS: [&str; 4] = ["p", "para", "paragraph", "absatz"];
        let Json::Object(members) = self.json else { return None };
        let numbered = members.iter().filter_map(|(key, value)| Some((key.strip_suffix('1')?, value)));
        let has_second = |stem: &str| self.json.get(&format!("{stem}2")).is_some();
        let mut numbered = numbered.filter(|(stem, _)| mapping::is_body_key(stem) || STEMS.contains(stem));
        let (stem, value) = numbered.find(|(stem, value)| has_second(stem) && read(value).is_some())?;
        Some((format!("{stem}1"), read(value)?))
    }

    /// A text with those that lie beside it under its key and a number, in their order: `text`, `text2`, `text_3`. One
    /// that begins as what stands right before it does says it once more; each is compared with that alone, so that
    /// the time stays linear.
    fn continued(&self, key: &str, text: Cow<'j, str>) -> Cow<'j, str> {
        const MOST: usize = 999;
        let stem = key.strip_suffix('1').unwrap_or(key);
        let Some(level) = self.levels.iter().find(|level| level.get(key).is_some()) else { return text };
        let numbered = (2..MOST).map_while(|number| level.get(&format!("{stem}{number}")).and_then(read));
        let mut parts = vec![text];
        for next in numbered {
            if parts.last().is_some_and(|before| begins_within(before, &next)) {
                break;
            }
            parts.push(next);
        }
        match parts.len() {
            1 => parts.swap_remove(0),
            _ => Cow::Owned(parts.iter().map(|part| part.trim()).collect::<Vec<_>>().join("\n\n")),
        }
    }

    /// The texts under these keys.
    fn texts(&self, keys: &'static [&'static str]) -> impl Iterator<Item = (String, Cow<'j, str>)> {
        let at = move |level: &'j Json<'j>| {
            keys.iter().filter_map(move |key| Some(((*key).to_owned(), read(level.at(key)?)?)))
        };
        self.levels.iter().copied().flat_map(at)
    }

    /// A text with the lead that some keep apart from it ("LP" and "TD" of Factiva), if it does not hold it already.
    fn with_lead(&self, text: Cow<'j, str>) -> Cow<'j, str> {
        let lead = LEADS.iter().filter_map(|key| Some((*key, read(self.json.at(key)?)?)));
        let lead = lead.map(|(key, lead)| (key, lead.trim().to_owned())).find(|(key, lead)| is_lead(key, lead));
        match lead {
            Some((_, lead)) if !begins_within(&text, &lead) => Cow::Owned(format!("{lead}\n\n{text}")),
            _ => text,
        }
    }
}

/// Whether what lies under a key of leads is one: not "Sport", nor a beginning that is cut off and goes on in the text.
fn is_lead(key: &str, lead: &str) -> bool {
    /// Bytes of the shortest lead of sentences.
    const SHORT: usize = 40;
    let of_factiva = matches!(key, "leadparagraph" | "lp");
    let ends = lead.ends_with(['.', '!', '?', '"', '”', '»', '“']) && !lead.ends_with("...");
    of_factiva || lead.len() >= SHORT && ends
}

/// Whether a text holds the first words of a lead, whatever stands between its words.
fn begins_within(text: &str, lead: &str) -> bool {
    /// Letters of a lead that tell.
    const SAME: usize = 32;
    let letters = |text: &str, most: usize| text.chars().filter(|c| c.is_alphanumeric()).take(most).collect::<String>();
    letters(text, usize::MAX).contains(&letters(lead, SAME))
}

impl Body<'_> {
    fn none() -> Self {
        Self { key: None, text: Cow::Borrowed(""), stands_in: false }
    }
}

/// The text of a body, if there is any.
fn read<'j>(value: &'j Json<'j>) -> Option<Cow<'j, str>> {
    body_text(value).filter(|text| !text.trim().is_empty())
}

/// Whether an interface cut a text and says by how much: "… [+1234 chars]".
fn is_cut(text: &str) -> bool {
    text.trim_end()
        .strip_suffix("chars]")
        .and_then(|text| text.rsplit_once("[+"))
        .is_some_and(|(_, count)| !count.trim().is_empty() && count.trim().bytes().all(|byte| byte.is_ascii_digit()))
}

/// The longest that does not look tokenised; nearly equal ones rank as they are listed.
fn best<'j>(candidates: impl Iterator<Item = (String, Cow<'j, str>)>) -> Option<(String, Cow<'j, str>)> {
    candidates.reduce(|best, other| {
        let better = match (looks_tokenised(&other.1), looks_tokenised(&best.1)) {
            (false, true) => true,
            (true, false) => false,
            _ => other.1.len() > best.1.len() + best.1.len() / 10,
        };
        if better { other } else { best }
    })
}

/// Text that went through a tokeniser has blanks before its points and commas.
fn looks_tokenised(text: &str) -> bool {
    let bytes = text.as_bytes();
    let spaces = bytes.iter().filter(|&&byte| byte == b' ').count();
    let ends = |at: usize| bytes.get(at).is_none_or(u8::is_ascii_whitespace);
    let lone = memchr::memchr_iter(b' ', bytes)
        .filter(|&at| match bytes.get(at + 1) {
            Some(b',' | b'.' | b'?' | b'!') => ends(at + 2),
            Some(b'n') => bytes[at + 1..].starts_with(b"n't") && ends(at + 4),
            Some(b'\'') => bytes[at + 1..].starts_with(b"''") && ends(at + 3),
            _ => false,
        })
        .count();
    lone >= 2 && lone * 40 > spaces
}
