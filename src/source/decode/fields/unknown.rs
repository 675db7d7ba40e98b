//! Keys that nobody told of: which member may be the text or the day all the same, and what to say where none is.

use std::{borrow::Cow, fmt::Write as _};

use super::{
    rich,
    values::{body_text, day},
};
use crate::{
    article::Published,
    source::{decode::json::Json, mapping, mapping::Field},
};

/// Bytes of the shortest text that is taken for an article's without its key being known.
const PROSE: usize = 300;

/// The longest member that is prose under a key that is no other field's, with its key.
pub(super) fn body<'j>(json: &'j Json<'j>) -> Option<(String, Cow<'j, str>)> {
    /// Parts of keys whose texts are about the article, or beside it.
    const BESIDE: [&str; 20] = [
        "abstract",
        "author",
        "bio",
        "caption",
        "comment",
        "copyright",
        "credit",
        "css",
        "description",
        "disclaimer",
        "excerpt",
        "html",
        "keyword",
        "license",
        "link",
        "script",
        "snippet",
        "summary",
        "tag",
        "url",
    ];
    let Json::Object(members) = json else { return None };
    let other = |key: &str| Field::ALL.into_iter().any(|field| mapping::known(field).contains(&key));
    let fits = |key: &str| !other(key) && !BESIDE.iter().any(|part| key.contains(part));
    let texts = members.iter().filter(|(key, value)| fits(key) && is_long(value));
    let texts = texts.filter_map(|(key, value)| Some((key.clone().into_owned(), body_text(value)?)));
    texts.filter(|(_, text)| is_prose(text)).max_by_key(|(_, text)| text.len())
}

/// Whether a value may be a text of some length; cheap, since most are not.
fn is_long(value: &Json<'_>) -> bool {
    let length = |value: &Json<'_>| if let Json::Text(text) = value { text.len() } else { 0 };
    match value {
        Json::Text(text) => text.len() >= PROSE,
        Json::List(items) => items.iter().map(length).sum::<usize>() >= PROSE,
        _ => false,
    }
}

/// Whether a text is of sentences: several ends, and blanks as often as words have them.
fn is_prose(text: &str) -> bool {
    let blanks = text.bytes().filter(u8::is_ascii_whitespace).count();
    let ends = text.match_indices(['.', '!', '?']).filter(|(at, mark)| {
        text[at + mark.len()..]
            .chars()
            .next()
            .is_none_or(|next| next.is_whitespace() || matches!(next, '"' | '”' | '\''))
    });
    text.len() >= PROSE && (text.len() / 12..text.len() / 3).contains(&blanks) && ends.take(3).count() == 3
}

/// Parts of keys of other days than that of publication.
const OTHER: [&str; 31] = [
    "access", "archiv", "birth", "capture", "chang", "crawl", "download", "duration", "edit", "end", "event", "expir",
    "extract", "fetch", "index", "insert", "modif", "reading", "retriev", "scrap", "start", "updat", "zone", "wayback",
    "memento", "snapshot", "saved", "import", "export", "born", "digiti",
];

/// A day under a key that is not known but names one, with the key: `news_published_on`. What is only digits may be an id
/// (`post_id`) or a number of anything, and is a day only where the key says so (`posting_date`).
pub(super) fn date<'j>(json: &'j Json<'j>) -> Option<(&'j str, Published)> {
    /// Parts of keys, the surest first.
    const TELLING: [&str; 6] = ["publi", "post", "issue", "release", "date", "time"];
    let Json::Object(members) = json else { return None };
    let fits = |key: &str, part: &str| key.contains(part) && !OTHER.iter().any(|other| key.contains(other));
    let named = |part: &str| {
        let mut values = members.iter().filter(|(key, value)| fits(key, part) && (says_day(key) || !is_number(value)));
        let read = |value| day(value).filter(|day| day.from == day.to);
        values.find_map(|(key, value)| Some((&**key, read(value)?)))
    };
    TELLING.iter().find_map(|part| named(part)).or_else(|| under_short_key(json))
}

/// A day under a key that is not known and says that it is one of publication, beside one that tells when a record was
/// made.
pub(super) fn of_publication(json: &Json<'_>) -> Option<Published> {
    let Json::Object(members) = json else { return None };
    let says = |key: &str| key.contains("publi") && says_day(key) && !OTHER.iter().any(|other| key.contains(other));
    members.iter().filter(|(key, _)| says(key)).find_map(|(_, value)| day(value).filter(|day| day.from == day.to))
}

/// The same within what lies on a shelf: `"metadata": {"og": {"article": {"published_time": …}}}`.
pub(super) fn published_within(shelf: &Json<'_>) -> Option<Published> {
    /// Objects looked at.
    const MOST: usize = 32;
    let mut open = std::collections::VecDeque::from([shelf]);
    for _ in 0..MOST {
        let Json::Object(members) = open.pop_front()? else { continue };
        let mut told = members.iter().filter(|(key, _)| mapping::says_published(key));
        let told = told.find_map(|(_, value)| day(value).filter(|day| day.from == day.to));
        if told.is_some() {
            return told;
        }
        let fits = |key: &str| !OTHER.iter().chain(&["related"]).any(|other| key.contains(other));
        open.extend(
            members.iter().filter(|(key, value)| fits(key) && matches!(value, Json::Object(_))).map(|(_, v)| v),
        );
    }
    None
}

/// A day under a key that other things have as well (`ts`, `pub`): one that is written out, or a moment in seconds.
fn under_short_key<'j>(json: &'j Json<'j>) -> Option<(&'static str, Published)> {
    let is_plain = |key: &str, value: &Json<'_>| match value {
        Json::Text(_) => !is_number(value) || matches!(key, "dt" | "ts"),
        Json::Whole(_) | Json::Number(_) => matches!(key, "dt" | "ts"),
        _ => false,
    };
    mapping::SHORT_DATES.iter().find_map(|key| {
        let value = json.get(key).filter(|value| is_plain(key, value))?;
        Some((*key, day(value).filter(|day| day.from == day.to)?))
    })
}

/// Whether a key names a day or moment, and not only what has one.
fn says_day(key: &str) -> bool {
    key.contains("date") || key.contains("time")
}

/// Whether a value is a number, or a text of nothing but digits.
fn is_number(value: &Json<'_>) -> bool {
    match value {
        Json::Text(text) => text.trim().bytes().all(|byte| byte.is_ascii_digit()),
        Json::Whole(_) | Json::Number(_) => true,
        _ => false,
    }
}

/// What to do about an object in which no text was found.
pub(super) fn advice(json: &Json<'_>) -> String {
    /// Members named.
    const MOST: usize = 3;
    let Json::Object(members) = json else { return String::new() };
    if is_by_columns(json) {
        return "is a table by columns, as pandas writes it; write it with to_json(orient=\"records\", lines=True)"
            .to_owned();
    }
    let length = |value: &Json<'_>| if let Json::Text(text) = value { text.len() } else { 0 };
    let mut longest: Vec<(&str, usize)> = members.iter().map(|(key, value)| (&**key, length(value))).collect();
    longest.retain(|(_, length)| *length > 0);
    longest.sort_by_key(|(_, length)| usize::MAX - length);
    let mut out = "holds no text; if it does, name its key with --map body=KEY".to_owned();
    for (at, (key, length)) in longest.iter().take(MOST).enumerate() {
        let lead = if at == 0 { " (its longest are" } else { "," };
        let _ = write!(out, "{lead} {:.40}: {length} bytes", key);
    }
    if !longest.is_empty() {
        out.push(')');
    }
    out
}

/// Whether an object has a column under each key: `{"title": {"0": …}, "text": {"0": …}}`, or lists of equal length.
pub(super) fn is_by_columns(json: &Json<'_>) -> bool {
    let Json::Object(members) = json else { return false };
    let rows = |value: &Json<'_>| match value {
        Json::Object(cells) => cells.len(),
        Json::List(cells) => cells.len(),
        _ => 0,
    };
    let first = members.first().map_or(0, |(_, value)| rows(value));
    let has = |field: Field| members.iter().any(|(key, _)| mapping::known(field).contains(&&**key));
    let split = || json.get("columns").is_some() && json.get("data").is_some();
    let in_languages = || members.iter().any(|(_, value)| rich::localised(value).is_some());
    let even = || members.iter().all(|(_, value)| rows(value) == first) && !in_languages();
    let even = || even() && has(Field::Title) && has(Field::Body);
    first > 1 && (even() || split())
}
