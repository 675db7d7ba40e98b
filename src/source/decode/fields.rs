//! From an object with named members to a draft: which member is which field.

use std::borrow::Cow;

use super::{
    Draft, Said, dates, identity,
    json::Json,
    mapping,
    mapping::{Field, Mapping},
    markup,
};
use crate::article::Published;

/// Members that hold the article itself in what search engines and content systems export.
const SHELLS: [&str; 7] = ["source", "doc", "article", "attributes", "data", "document", "news"];

/// Reads an object.
pub(super) fn draft<'j>(json: &'j Json<'j>, map: &Mapping) -> Draft<'j> {
    let record = Record { json: shelled(json), map };
    let url = record.url();
    Draft {
        title: record.first(Field::Title, title),
        extent: if record.has_abstract_only() { Said::Abstract } else { Said::Nothing },
        body: record.body(),
        published: record.published(),
        byline: record.first(Field::Byline, names),
        source: record.first(Field::Source, source),
        lang: record.first(Field::Lang, short),
        own_id: record.first(Field::Id, short),
        version: record.first(Field::Version, |value| moment(value)),
        url,
        page: None,
    }
}

/// Which key feeds which field.
pub(super) fn used(json: &Json<'_>, map: &Mapping) -> Vec<(Field, String)> {
    let record = Record { json: shelled(json), map };
    let reads = |field: Field, value: &Json<'_>| match field {
        Field::Title => title(value).is_some(),
        Field::Body => body_text(value).is_some_and(|text| text == record.body()),
        Field::Date => day(value).is_some(),
        Field::Byline => names(value).is_some(),
        Field::Source => source(value).is_some(),
        Field::Url => short(value).is_some_and(|url| Some(url) == record.url()),
        Field::Lang | Field::Id => short(value).is_some(),
        Field::Version => moment(value).is_some(),
    };
    let key = |field: Field| {
        let more = if field == Field::Body { mapping::fallback_bodies() } else { [&[] as &[&str], &[]] };
        let known = mapping::known(field).iter().chain(more[0]).chain(more[1]).map(|key| (*key).to_owned());
        let mut keys = map.overrides(field).map(mapping::fold).chain(known);
        keys.find(|key| record.json.at(key).is_some_and(|value| reads(field, value)))
    };
    Field::ALL.into_iter().filter_map(|field| Some((field, key(field)?))).collect()
}

/// Whether an object has a body, an abstract or a headline and address.
pub(super) fn is_article(json: &Json<'_>) -> bool {
    let map = Mapping::default();
    let record = Record { json: shelled(json), map: &map };
    !record.body().trim().is_empty() || (record.first(Field::Title, title).is_some() && record.url().is_some())
}

/// The object within, where the outer one is only its shell.
fn shelled<'j>(json: &'j Json<'j>) -> &'j Json<'j> {
    if has_own_text(json) {
        return json;
    }
    let inner = |name: &&str| json.get(name).filter(|inner| matches!(inner, Json::Object(_)) && has_own_text(inner));
    SHELLS.iter().find_map(inner).unwrap_or(json)
}

fn has_own_text(json: &Json<'_>) -> bool {
    mapping::known(Field::Body).iter().any(|key| matches!(json.at(key), Some(Json::Text(_) | Json::List(_))))
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

struct Record<'j, 'm> {
    json: &'j Json<'j>,
    map: &'m Mapping,
}

impl<'j> Record<'j, '_> {
    /// The values for a field, the user's key first.
    fn values(&self, field: Field) -> impl Iterator<Item = &'j Json<'j>> {
        let own = self.map.overrides(field).filter_map(|key| self.json.at(&mapping::fold(key)));
        own.chain(mapping::known(field).iter().filter_map(|key| self.json.at(key)))
    }

    /// The first value for a field that reads as something.
    fn first<T>(&self, field: Field, read: impl Fn(&'j Json<'j>) -> Option<T>) -> Option<T> {
        self.values(field).find_map(read)
    }

    fn url(&self) -> Option<Cow<'j, str>> {
        let page = |value: &Cow<'_, str>| identity::normal_url(value).is_some();
        let printed = |value: &Cow<'_, str>| value.starts_with("http");
        let texts = || self.values(Field::Url).filter_map(short);
        texts().find(page).or_else(|| texts().find(printed))
    }

    fn published(&self) -> Option<Published> {
        self.first(Field::Date, day).or_else(|| self.typed_date()).or_else(|| {
            let part = |key| self.json.at(key).and_then(short);
            let y = part("year").or_else(|| part("publicationyear"))?;
            let m = part("month").or_else(|| part("publicationmonth"));
            let d = part("day").or_else(|| part("publicationdayofmonth"));
            dates::from_columns(&y, m.as_deref(), d.as_deref())
        })
    }

    /// The date among typed elements of a body, as the Washington Post's have one.
    fn typed_date(&self) -> Option<Published> {
        let Some(Json::List(parts)) = self.json.at("contents") else { return None };
        let is_date = |part: &&Json<'_>| matches!(part.get("type"), Some(Json::Text(kind)) if kind == "date");
        day(parts.iter().find(is_date)?.get("content")?)
    }

    /// Whether there is no body, so that an abstract stands for it.
    fn has_abstract_only(&self) -> bool {
        let user = self.map.overrides(Field::Body).map(mapping::fold);
        let known =
            mapping::known(Field::Body).iter().chain(mapping::fallback_bodies()[0]).map(|key| (*key).to_owned());
        let has_text = |key: String| self.json.at(&key).and_then(body_text).is_some_and(|text| !text.trim().is_empty());
        !user.chain(known).any(has_text)
    }

    /// The user's key; else the best of the usual keys; else a second list; else an abstract.
    fn body(&self) -> Cow<'j, str> {
        let text = |value| body_text(value).filter(|text| !text.trim().is_empty());
        if let Some(text) =
            self.map.overrides(Field::Body).filter_map(|key| self.json.at(&mapping::fold(key))).find_map(text)
        {
            return text;
        }
        let [second, abstracts] = mapping::fallback_bodies();
        let at = |keys: &'static [&'static str]| keys.iter().filter_map(|key| self.json.at(key)).filter_map(text);
        best(at(mapping::known(Field::Body)))
            .or_else(|| best(at(second)))
            .or_else(|| at(abstracts).next())
            .unwrap_or_default()
    }
}

/// The longest that does not look tokenised; nearly equal ones rank as they are listed.
fn best<'j>(candidates: impl Iterator<Item = Cow<'j, str>>) -> Option<Cow<'j, str>> {
    candidates.reduce(|best, text| {
        let better = match (looks_tokenised(&text), looks_tokenised(&best)) {
            (false, true) => true,
            (true, false) => false,
            _ => text.len() > best.len() + best.len() / 10,
        };
        if better { text } else { best }
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

/// The text of a body in any of the shapes that dumps give it: text, paragraphs, lists of them, typed elements.
fn body_text<'j>(value: &'j Json<'j>) -> Option<Cow<'j, str>> {
    if let Json::Text(text) = value {
        return Some(markup::to_text(Cow::Borrowed(text)));
    }
    let mut paragraphs = String::new();
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Json::Text(text) => {
                if !paragraphs.is_empty() {
                    paragraphs.push_str("\n\n");
                }
                paragraphs.push_str(markup::to_text(Cow::Borrowed(text)).trim());
            }
            Json::List(items) => open.extend(items.iter().rev()),
            Json::Object(_) if is_prose(value) => open.extend(element_parts(value).into_iter().rev()),
            _ => {}
        }
    }
    (!paragraphs.is_empty()).then_some(Cow::Owned(paragraphs))
}

/// Whether a typed element is text (and not a title, image or date that the record has elsewhere).
fn is_prose(element: &Json<'_>) -> bool {
    let Some(Json::Text(kind)) = element.get("type") else { return true };
    matches!(
        mapping::fold(kind).as_str(),
        "text" | "sanitizedhtml" | "paragraph" | "html" | "p" | "header" | "quote" | "list"
    )
}

fn element_parts<'j>(element: &'j Json<'j>) -> Vec<&'j Json<'j>> {
    let parts = |keys: &[&str]| -> Vec<&'j Json<'j>> { keys.iter().filter_map(|key| element.get(key)).collect() };
    let sections = parts(&["headline", "sections", "paragraphs", "contentelements", "items"]);
    if sections.len() > usize::from(element.get("headline").is_some()) {
        return sections;
    }
    parts(&["content", "text", "value", "rendered", "html", "body", "plaintext"]).into_iter().take(1).collect()
}

fn title<'j>(value: &'j Json<'j>) -> Option<Cow<'j, str>> {
    let inner = match value {
        Json::List(items) => {
            items.iter().find_map(|item| item.get("value").or(matches!(item, Json::Text(_)).then_some(item)))?
        }
        Json::Object(_) => ["main", "basic", "rendered", "value"].iter().find_map(|key| value.get(key))?,
        _ => value,
    };
    short(inner).map(markup::to_text)
}

/// Text or a number, if it is not blank.
fn short<'j>(value: &'j Json<'j>) -> Option<Cow<'j, str>> {
    match value {
        Json::Text(text) => Some(text.trim()).filter(|text| !text.is_empty() && !is_filler(text)).map(Cow::Borrowed),
        Json::Whole(number) => Some(Cow::Owned(number.to_string())),
        Json::Number(number) => Some(Cow::Owned(number.to_string())),
        _ => None,
    }
}

/// What programs print for nothing.
fn is_filler(text: &str) -> bool {
    matches!(text, "nan" | "NaN" | "None" | "null" | "NULL" | "N/A" | "n/a" | "[]" | "{}")
}

/// One name or several, joined by commas.
fn names<'j>(value: &'j Json<'j>) -> Option<Cow<'j, str>> {
    match value {
        Json::Text(text) if text.starts_with("['") || text.starts_with("[\"") => Some(python_list(text)),
        Json::List(items) => {
            let names: Vec<Cow<'_, str>> = items.iter().filter_map(one_name).collect();
            (!names.is_empty()).then(|| Cow::Owned(names.join(", ")))
        }
        Json::Whole(_) | Json::Number(_) => None,
        _ => one_name(value),
    }
}

fn one_name<'j>(value: &'j Json<'j>) -> Option<Cow<'j, str>> {
    let inner = match value {
        Json::Object(_) => ["name", "original", "title", "fullname", "byline"].iter().find_map(|key| value.get(key))?,
        _ => value,
    };
    short(inner).map(markup::to_text)
}

/// A list as Python prints it into a cell.
fn python_list(text: &str) -> Cow<'_, str> {
    let inner = text.trim_start_matches('[').trim_end_matches(']');
    let names: Vec<&str> = inner.split(['\'', '"']).map(str::trim).filter(|name| !matches!(*name, "" | ",")).collect();
    Cow::Owned(names.join(", "))
}

fn source<'j>(value: &'j Json<'j>) -> Option<Cow<'j, str>> {
    let inner = match value {
        Json::Object(_) => ["name", "title", "domain", "site"].iter().find_map(|key| value.get(key))?,
        Json::List(items) => items.first().and_then(|item| item.get("name").or(Some(item)))?,
        _ => value,
    };
    let text = short(inner).map(markup::to_text)?;
    match identity::host(&text) {
        Some(host) => Some(Cow::Owned(host)),
        None => Some(text.strip_prefix("www.").map(|host| Cow::Owned(host.to_owned())).unwrap_or(text)),
    }
}

fn day(value: &Json<'_>) -> Option<Published> {
    match value {
        Json::Text(text) => dates::parse(text),
        #[expect(clippy::cast_precision_loss, reason = "dates are far below 2^53")]
        Json::Whole(number) => dates::from_number(*number as f64),
        Json::Number(number) => dates::from_number(*number),
        _ => None,
    }
}

fn moment(value: &Json<'_>) -> Option<jiff::Timestamp> {
    match value {
        Json::Text(text) => dates::moment(text),
        Json::Whole(seconds) if (100_000_000..10_000_000_000).contains(seconds) => {
            jiff::Timestamp::from_second(*seconds).ok()
        }
        Json::Whole(millis) => jiff::Timestamp::from_millisecond(*millis).ok().filter(|_| *millis > 100_000_000_000),
        _ => None,
    }
}
