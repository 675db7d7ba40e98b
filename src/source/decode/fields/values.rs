//! A member's value as a field: text, names, an outlet, a day, in any of the shapes that dumps give them.

use std::borrow::Cow;

use super::rich;
use crate::{
    article::Published,
    source::{
        dates,
        decode::{json::Json, packed},
        identity, mapping,
        mapping::Field,
        markup,
    },
};

/// The text of a body in any of the shapes that dumps give it: text, paragraphs, lists of them, rich text, also where
/// that is written as a string.
pub(super) fn body_text<'j>(value: &'j Json<'j>) -> Option<Cow<'j, str>> {
    if let Json::Text(text) = value {
        // Blanks at the beginning stay: they tell what certain damage was ("quot;" behind one).
        let inner = text.trim().strip_prefix("<![CDATA[").map_or(&**text, |_| markup::cdata(text.trim()));
        if let Some(unpacked) = packed::base64(text) {
            return Some(markup::to_text(Cow::Owned(unpacked)));
        }
        if packed::looks_packed(text) {
            return None;
        }
        let tree = rich::in_string(text).map(Cow::Owned);
        return Some(tree.unwrap_or_else(|| markup::to_text(Cow::Borrowed(inner))));
    }
    if holds_articles(value) { None } else { rich::text(value).map(Cow::Owned) }
}

/// Whether a list is one of articles, each with a title, a text and a day or address: no body of one.
fn holds_articles(value: &Json<'_>) -> bool {
    let Json::List(items) = value else { return false };
    let has = |item: &Json<'_>, field: Field| mapping::known(field).iter().any(|key| item.get(key).is_some());
    let article = |item: &Json<'_>| {
        has(item, Field::Title) && has(item, Field::Body) && (has(item, Field::Date) || has(item, Field::Url))
    };
    items.len() > 1 && items.iter().take(2).all(article)
}

pub(super) fn title<'j>(value: &'j Json<'j>) -> Option<Cow<'j, str>> {
    let inner = match value {
        Json::List(items) => {
            let inner = |item: &'j Json<'j>| item.get("value").or_else(|| item.get("text"));
            items.iter().find_map(|item| inner(item).or(matches!(item, Json::Text(_)).then_some(item)))?
        }
        // Trove: `"title": {"id": "35", "value": "The Argus"}` is the paper, beside the heading.
        Json::Object(_) if value.get("id").is_some() => return None,
        Json::Object(_) => ["main", "basic", "rendered", "value"]
            .iter()
            .find_map(|key| value.get(key))
            .or_else(|| rich::localised(value))?,
        _ => value,
    };
    short(inner).map(markup::to_text)
}

/// Text or a number, if it is not blank.
pub(super) fn short<'j>(value: &'j Json<'j>) -> Option<Cow<'j, str>> {
    match value {
        Json::Text(text) => Some(text.trim()).filter(|text| !text.is_empty() && !is_filler(text)).map(Cow::Borrowed),
        Json::Whole(number) => Some(Cow::Owned(number.to_string())),
        Json::Number(number) => Some(Cow::Owned(number.to_string())),
        // Search engines give each field as a list.
        Json::List(items) if items.len() == 1 => short(&items[0]),
        _ => None,
    }
}

/// What programs print for nothing.
fn is_filler(text: &str) -> bool {
    matches!(text, "nan" | "NaN" | "None" | "null" | "NULL" | "N/A" | "n/a" | "[]" | "{}")
}

/// One name or several, joined by commas.
pub(super) fn names<'j>(value: &'j Json<'j>) -> Option<Cow<'j, str>> {
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

/// One name, as a text or in the object of a person.
pub(super) fn one_name<'j>(value: &'j Json<'j>) -> Option<Cow<'j, str>> {
    let inner = match value {
        Json::Object(_) => ["name", "displayname", "original", "title", "fullname", "byline"]
            .iter()
            .find_map(|key| value.get(key))
            .or_else(|| rich::localised(value))
            .or_else(|| value.get("lastname"))?,
        _ => value,
    };
    let name = short(inner).map(markup::to_text)?;
    let is_last = value.get("lastname").is_some_and(|last| std::ptr::eq(last, inner));
    Some(match value.get("firstname").filter(|_| is_last).and_then(short) {
        Some(first) => Cow::Owned(format!("{first} {name}")),
        None => name,
    })
}

/// A list as Python prints it into a cell.
fn python_list(text: &str) -> Cow<'_, str> {
    let inner = text.trim_start_matches('[').trim_end_matches(']');
    let names: Vec<&str> = inner.split(['\'', '"']).map(str::trim).filter(|name| !matches!(*name, "" | ",")).collect();
    Cow::Owned(names.join(", "))
}

pub(super) fn source<'j>(value: &'j Json<'j>) -> Option<Cow<'j, str>> {
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

/// A day in any shape: text, a number, a list of one, `{"$date": …}`, `[2019, 3, 5]`.
pub(super) fn day(value: &Json<'_>) -> Option<Published> {
    /// Nesting of a day: `{"$date": {"$numberLong": …}}` in a list.
    const DEEP: usize = 4;
    let mut value = value;
    for _ in 0..DEEP {
        value = match value {
            Json::Text(text) => return dates::parse(text),
            #[expect(clippy::cast_precision_loss, reason = "dates are far below 2^53")]
            Json::Whole(number) => return dates::from_number(*number as f64),
            Json::Number(number) => return dates::from_number(*number),
            Json::List(parts) if parts.len() >= 3 => return parted_day(parts),
            Json::List(parts) => parts.first()?,
            // "t" is the second of a moment that databases count: `{"$timestamp": {"t": …, "i": 1}}`.
            Json::Object(_) => ["$date", "$timestamp", "$numberlong", "date", "iso", "raw", "value", "seconds", "t"]
                .iter()
                .find_map(|key| value.get(key))
                .or_else(|| rich::localised(value))?,
            Json::Nothing => return None,
        };
    }
    None
}

/// A day as spreadsheets write it out, where the key says that it is one: any other number of five digits may be anything.
pub(super) fn serial_day(key: &str, value: &Json<'_>) -> Option<Published> {
    let days = match value {
        // The time of day is a fraction.
        Json::Text(text) => {
            let (days, part) = text.trim().split_once(['.', ',']).unwrap_or((text.trim(), "0"));
            let is_part = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            days.parse().ok().filter(|_| is_part)?
        }
        Json::Whole(days) => *days,
        #[expect(clippy::cast_possible_truncation, reason = "what is no day is refused below")]
        Json::Number(days) => *days as i64,
        _ => return None,
    };
    let says_day = ["date", "datum", "fecha"].iter().any(|part| key.contains(part));
    says_day.then(|| dates::from_serial(days)).flatten()
}

/// `[2019, 3, 5, …]`.
fn parted_day(parts: &[Json<'_>]) -> Option<Published> {
    let number = |at: usize| if let Json::Whole(number) = &parts[at] { Some(number.to_string()) } else { None };
    dates::from_columns(&number(0)?, Some(&number(1)?), Some(&number(2)?))
}

pub(super) fn moment(value: &Json<'_>) -> Option<jiff::Timestamp> {
    match value {
        Json::Text(text) => dates::moment(text),
        Json::Whole(seconds) if (100_000_000..10_000_000_000).contains(seconds) => {
            jiff::Timestamp::from_second(*seconds).ok()
        }
        Json::Whole(millis) => jiff::Timestamp::from_millisecond(*millis).ok().filter(|_| *millis > 100_000_000_000),
        _ => None,
    }
}
