//! A JSON record as a tree whose strings are borrowed where they can be, and forgiving where real dumps need it.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, SeqAccess, Visitor},
};

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
}

/// Parses a record; one that strict JSON refuses is mended (see [`mend`]) and tried once more.
pub(in crate::source) fn parse(text: &str) -> Result<Json<'_>, serde_json::Error> {
    serde_json::from_str(text).or_else(|error| {
        let Some(mended) = mend(text) else { return Err(error) };
        // The tree of a mended text must own its strings; this is the rare path.
        serde_json::from_str::<Json<'_>>(&mended).map(own).map_err(|_| error)
    })
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

/// Mends what real dumps get wrong: lone surrogates become U+FFFD, raw control characters in strings are escaped,
/// unknown escapes lose their backslash, `NaN` and the infinities become null. `None` if there is nothing to mend.
fn mend(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len() + 64);
    let (mut kept, mut at, mut quoted) = (0, 0, false);
    while at < bytes.len() {
        let fix = match bytes[at] {
            b'"' => {
                quoted = !quoted;
                Fix::Keep(1)
            }
            b'\\' if quoted => mend_escape(bytes, at),
            byte if quoted && byte < 0x20 => Fix::Put(1, control(byte)),
            b'N' | b'I' | b'-' if !quoted => mend_number(&bytes[at..]),
            _ => Fix::Keep(1),
        };
        match fix {
            Fix::Keep(count) => at += count,
            Fix::Put(count, instead) => {
                out.push_str(&text[kept..at]);
                out.push_str(instead);
                at += count;
                kept = at;
            }
        }
    }
    out.push_str(text.get(kept..)?);
    (kept > 0).then_some(out)
}

enum Fix {
    Keep(usize),
    Put(usize, &'static str),
}

fn control(byte: u8) -> &'static str {
    match byte {
        b'\n' => "\\n",
        b'\r' => "\\r",
        b'\t' => "\\t",
        _ => " ",
    }
}

fn mend_escape(bytes: &[u8], at: usize) -> Fix {
    match bytes.get(at + 1) {
        Some(b'u') => match (unit(bytes, at), unit(bytes, at + 6)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => Fix::Keep(12),
            (Some(0xD800..=0xDFFF), _) => Fix::Put(6, "\\ufffd"),
            (Some(_), _) => Fix::Keep(6),
            (None, _) => Fix::Put(1, ""),
        },
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Fix::Keep(2),
        Some(_) => Fix::Put(1, ""),
        None => Fix::Keep(1),
    }
}

/// The UTF-16 unit written as `\uXXXX` at `at`.
fn unit(bytes: &[u8], at: usize) -> Option<u16> {
    let digits = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
    digits.iter().try_fold(0_u16, |sum, digit| Some(sum << 4 | (*digit as char).to_digit(16)? as u16))
}

fn mend_number(rest: &[u8]) -> Fix {
    ["NaN", "Infinity", "-Infinity"]
        .into_iter()
        .find(|word| rest.starts_with(word.as_bytes()))
        .map_or(Fix::Keep(1), |word| Fix::Put(word.len(), "null"))
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
        Ok(Json::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Owned(text)))
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
    fn nesting_is_refused_not_followed() {
        let deep = "[".repeat(1_000_000);
        assert!(parse(&deep).is_err());
    }
}
