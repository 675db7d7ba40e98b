//! A JSON record as a tree whose strings are borrowed where they can be, and forgiving where real dumps need it.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, SeqAccess, Visitor},
};

use super::{mend, packed, typed};
use crate::source::dates;

/// Any JSON value.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::source) enum Json<'j> {
    /// null and booleans: no field of an article is one.
    Nothing,
    Whole(i64),
    Number(f64),
    Text(Cow<'j, str>),
    List(Vec<Json<'j>>),
    /// Members by their folded keys: folded once, for they are looked up some hundred times.
    Object(Vec<(Cow<'j, str>, Json<'j>)>),
}

impl<'j> Json<'j> {
    /// The value under a folded key.
    pub(in crate::source) fn get(&self, folded: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.iter().find(|(key, value)| *value != Self::Nothing && key == folded).map(|m| &m.1)
    }

    /// Writes the days under these folded keys, which have the day before the month, so that nobody takes it for one;
    /// those under keys where either may be first are taken away.
    pub(in crate::source) fn put_year_first(&mut self, keys: &[String], unsure: &[String]) {
        match self {
            Self::Object(members) => {
                for (key, value) in members {
                    match value {
                        Self::Text(text) if dates::is_either_way(text) && unsure.iter().any(|name| *name == **key) => {
                            *value = Self::Nothing;
                        }
                        Self::Text(text) if keys.iter().any(|name| *name == **key) => put_year_first(text),
                        Self::List(items) if keys.iter().any(|name| *name == **key) => {
                            items.iter_mut().for_each(|item| {
                                if let Self::Text(text) = item {
                                    put_year_first(text)
                                }
                            });
                        }
                        // Recursion is safe here: the parser refuses more than 128 levels.
                        value => value.put_year_first(keys, unsure),
                    }
                }
            }
            Self::List(items) => items.iter_mut().for_each(|item| item.put_year_first(keys, unsure)),
            _ => {}
        }
    }
}

fn put_year_first(text: &mut Cow<'_, str>) {
    if let Some(written) = dates::with_day_first(text) {
        *text = Cow::Owned(written);
    }
}

/// Parses a record; one that strict JSON refuses is mended (see [`mend::mended`]) and tried once more.
pub(in crate::source) fn parse(text: &str) -> Result<Json<'_>, serde_json::Error> {
    match serde_json::from_str(text).or_else(|error| mended(text).ok_or(error))? {
        // A record that was written as a string once more.
        Json::Text(inner) if inner.trim_start().starts_with('{') => serde_json::from_str::<Json<'_>>(&inner).map(own),
        json => Ok(unpacked(json)),
    }
}

/// A record with the object that lies in it as a string, as queues of messages keep what they carry.
fn unpacked(json: Json<'_>) -> Json<'_> {
    const CARRIERS: [&str; 5] = ["value", "payload", "message", "record", "json"];
    let mut json = typed::plain(json);
    let Json::Object(members) = &mut json else { return json };
    for (_, value) in members.iter_mut().filter(|(key, _)| CARRIERS.contains(&&**key)) {
        let Json::Text(text) = value else { continue };
        if !text.trim_start().starts_with('{') {
            continue;
        }
        if let Ok(inner @ Json::Object(_)) = serde_json::from_str::<Json<'_>>(text) {
            *value = own(inner);
        }
    }
    json
}

/// A record as it is once mended. The tree must own its strings; this is the rare path.
fn mended<'j>(text: &str) -> Option<Json<'j>> {
    serde_json::from_str::<Json<'_>>(&mend::mended(text)?).ok().map(own)
}

/// A list or object that a cell or a string holds, in JSON or as Python prints it.
pub(in crate::source) fn within<'j>(cell: &str) -> Option<Json<'j>> {
    let text = cell.trim();
    let (first, last) = (text.chars().next()?, text.chars().next_back()?);
    if !matches!((first, last), ('[', ']') | ('{', '}')) {
        return None;
    }
    let json = serde_json::from_str::<Json<'_>>(text).ok().map(own).or_else(|| mended(text))?;
    // "[1]", "[...]": a note, not a list.
    matches!(&json, Json::Object(_) | Json::List(_)).then_some(json)
}

fn own<'a>(json: Json<'_>) -> Json<'a> {
    match json {
        Json::Nothing => Json::Nothing,
        Json::Whole(number) => Json::Whole(number),
        Json::Number(number) => Json::Number(number),
        Json::Text(text) => Json::Text(Cow::Owned(text.into_owned())),
        // Recursion is safe here: the parser refuses more than 128 levels.
        Json::List(items) => Json::List(items.into_iter().map(own).collect()),
        Json::Object(members) => {
            Json::Object(members.into_iter().map(|(key, value)| (Cow::Owned(key.into_owned()), own(value))).collect())
        }
    }
}

impl<'de> Deserialize<'de> for Json<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Tree)
    }
}

struct Tree;

impl<'de> Visitor<'de> for Tree {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json<'de>, E> {
        Ok(Json::Nothing)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Json<'de>, E> {
        Ok(Json::Nothing)
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json<'de>, E> {
        Ok(Json::Whole(number))
    }

    #[expect(clippy::cast_precision_loss, reason = "beyond i64 there are neither dates nor ids of rows")]
    fn visit_u64<E>(self, number: u64) -> Result<Json<'de>, E> {
        Ok(i64::try_from(number).map_or(Json::Number(number as f64), Json::Whole))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Json<'de>, E> {
        Ok(Json::Number(number))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::Text(packed::encoded_once(text).map_or(Cow::Borrowed(text), Cow::Owned)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Owned(packed::encoded_once(text).unwrap_or_else(|| text.to_owned()))))
    }

    fn visit_string<E>(self, text: String) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Owned(packed::encoded_once(&text).unwrap_or(text))))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json<'de>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json<'de>, A::Error> {
        let mut object = Vec::new();
        while let Some((Key(key), value)) = members.next_entry()? {
            object.push((folded(key), value));
        }
        Ok(Json::Object(object))
    }
}

/// A key without case, `_`, `-` and spaces; not copied if it has none of them.
pub(in crate::source) fn folded(key: Cow<'_, str>) -> Cow<'_, str> {
    let plain =
        key.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase() && !matches!(byte, b'_' | b'-' | b' '));
    if plain { key } else { Cow::Owned(crate::source::mapping::fold(&key)) }
}

/// A key, borrowed where it has no escapes (`Cow`'s own implementation always copies).
struct Key<'k>(Cow<'k, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(json: &str) -> String {
        match parse(json).unwrap().get("a") {
            Some(Json::Text(text)) => text.clone().into_owned(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_real_dumps_get_wrong_is_mended() {
        assert_eq!(text(r#"{"a": "\ud83d\ude00 \ud83d and \udc00"}"#), "😀 \u{FFFD} and \u{FFFD}");
        assert_eq!(text("{\"a\": \"one\ntwo\u{1}\", \"b\": NaN, \"c\": -Infinity}"), "one\ntwo ");
        assert_eq!(text(r#"{"a": "it\'s \u00zz"}"#), "it's u00zz");
        assert!(parse(r#"{"a": "#).is_err());
    }

    #[test]
    fn what_is_nearly_json_is_read() {
        assert_eq!(text(r#"{'a': 'it\'s "late"', 'b': None, 'c': True}"#), "it's \"late\"");
        assert_eq!(text(r#"{'a': "it's late", 'd': datetime.datetime(2019, 3, 5, 22, 30)}"#), "it's late");
        assert_eq!(text(r#"{"a": "x", "list": [1, 2,], },"#), "x");
        assert_eq!(text(r#"/* 1 */ {"_id": ObjectId("5c7e"), "n": NumberLong(3), "a": "f(x)"}"#), "f(x)");
        assert_eq!(text(r#""{\"a\": \"x\"}""#), "x");
        assert_eq!(text(r#"show({"a": "x"});"#), "x");
    }

    #[test]
    fn lists_in_cells_are_told_from_notes_in_brackets() {
        assert!(matches!(within("['One.', \"It's two.\"]"), Some(Json::List(items)) if items.len() == 2));
        assert!(within("{'id': None, 'name': 'Ledger'}").is_some_and(|json| json.get("name").is_some()));
        assert_eq!(within("[Updated at noon] The ferry stays. [More]"), None);
        assert_eq!(within("The ferry stays."), None);
    }

    #[test]
    fn nesting_is_refused_not_followed() {
        let deep = "[".repeat(1_000_000);
        assert!(parse(&deep).is_err());
    }
}
