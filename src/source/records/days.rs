//! In which order the days of a JSON file are written, by a look at its beginning.
//!
//! `03/04/2019` may be of March or of April; one `25/04/2019` under the same key tells. The beginning is scanned for
//! strings of that shape, nothing is parsed: the look costs a pass over a mebibyte at most, once a file, and all records
//! are read by what it told, whoever reads them.

use memchr::{memchr2_iter, memrchr};

use super::scan::end_of_value;
use crate::source::{dates, input::Input, language, mapping};

/// Bytes looked at, and bytes more where those hold such days and none tells: dumps are often sorted by day.
const AHEAD: [usize; 2] = [64 << 10, 1 << 20];

/// Different keys of days that are told apart.
const KEYS: usize = 32;

/// Longest string that may be a day with its time.
const DAY: usize = 40;

/// What the days under one key tell.
struct Key {
    /// The key, folded.
    name: String,
    /// One like `25/04/2019` was met.
    day_first: bool,
    /// One like `04/25/2019` was met.
    month_first: bool,
}

/// What the beginning of a file tells of the order in its days.
#[derive(Debug, Default)]
pub(in crate::source) struct Order {
    /// The folded keys under which the day stands before the month.
    pub(in crate::source) day_first: Vec<String>,
    /// Those under which either may be first.
    pub(in crate::source) unsure: Vec<String>,
}

/// The order of days under each key: as their own days tell, or where those do not, as all other keys have it.
///
/// Decided: where no day tells, a key that is a word of a language which has the day first (`fecha`, `tanggal`) says who
/// wrote the file, and the day is first. Texts in another language than English under English keys do not: an American
/// program may have written their days. Those days count as missing, for a wrong date is worse than none. In English
/// the month is first.
pub(in crate::source) fn order(input: &mut Input) -> Order {
    let mut keys = Vec::new();
    for most in AHEAD {
        let whole = !input.has(most + 1);
        keys = keys_of_days(&input.bytes()[..input.bytes().len().min(most)]);
        let told = keys.iter().any(|key| key.day_first || key.month_first);
        if whole || keys.is_empty() || told {
            break;
        }
    }
    let all = keys.iter().any(|key| key.day_first) && !keys.iter().any(|key| key.month_first);
    let told = keys.iter().any(|key| key.day_first || key.month_first);
    let sample = &input.bytes()[..input.bytes().len().min(AHEAD[0])];
    let native = !told && !keys.is_empty() && names_of(sample).any(|name| mapping::is_of_day_first(&name));
    let foreign = !told && !native && !keys.is_empty() && is_foreign(texts_of(sample));
    keys.retain(|key| (key.day_first && !key.month_first) || all || native || foreign);
    let names = keys.into_iter().map(|key| key.name).collect();
    if foreign { Order { unsure: names, ..Order::default() } } else { Order { day_first: names, ..Order::default() } }
}

/// Whether the first text whose language is sure is in another than English.
pub(in crate::source) fn is_foreign(mut texts: impl Iterator<Item = String>) -> bool {
    texts.find_map(|text| language::told(&text)).is_some_and(|language| language != "en")
}

/// The folded keys of all objects.
pub(in crate::source) fn names_of(bytes: &[u8]) -> impl Iterator<Item = String> {
    memchr::memchr_iter(b':', bytes).filter_map(|at| {
        let key = bytes[at.saturating_sub(64)..at].trim_ascii_end().strip_suffix(b"\"")?;
        Some(mapping::fold(&String::from_utf8_lossy(&key[memrchr(b'"', key)? + 1..])))
    })
}

/// The long texts, the first few.
fn texts_of(bytes: &[u8]) -> impl Iterator<Item = String> {
    /// Bytes of a text whose language can be told.
    const LONG: usize = 200;
    /// Texts looked at.
    const FEW: usize = 16;
    let mut at = 0;
    let strings = std::iter::from_fn(move || {
        let begin = at + memchr::memchr(b'"', bytes.get(at..)?)?;
        at = begin + end_of_value(&bytes[begin..])?;
        Some(&bytes[begin..at])
    });
    strings.filter(|string| string.len() > LONG).filter_map(|string| serde_json::from_slice(string).ok()).take(FEW)
}

/// The keys of strings like `03/04/2019`.
fn keys_of_days(bytes: &[u8]) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::new();
    let mut next = 0;
    for at in memchr2_iter(b'/', b'-', bytes) {
        // A day has one or two digits before its first mark, and a quote before those.
        let Some(quote) = (1..=2).find_map(|digits| at.checked_sub(digits + 1).filter(|&at| bytes[at] == b'"')) else {
            continue;
        };
        let Some((first, second)) = (quote >= next).then(|| numbers(&bytes[quote + 1..])).flatten() else { continue };
        next = at;
        let Some(name) = key_before(&bytes[..quote]) else { continue };
        let known = keys.iter().position(|key| key.name == name);
        let known = known.or_else(|| {
            let new = Key { name, day_first: false, month_first: false };
            (keys.len() < KEYS).then(|| keys.push(new))?;
            Some(keys.len() - 1)
        });
        let Some(key) = known.map(|known| &mut keys[known]) else { continue };
        key.day_first |= first > 12;
        key.month_first |= second > 12;
    }
    keys
}

/// The numbers before the year of a string that is such a day.
fn numbers(inner: &[u8]) -> Option<(i8, i8)> {
    let end = memchr::memchr(b'"', &inner[..inner.len().min(DAY)])?;
    dates::two_numbers(str::from_utf8(&inner[..end]).ok()?)
}

/// The folded key of the value that begins behind these bytes, where it names a day.
fn key_before(bytes: &[u8]) -> Option<String> {
    /// Bytes of the longest key, with what stands between it and its value.
    const REACH: usize = 96;
    let near = bytes[bytes.len().saturating_sub(REACH)..].trim_ascii_end();
    // `"$date": [` and a day in a list have the key of what they are in.
    let near = near.strip_suffix(b"[").unwrap_or(near).trim_ascii_end();
    let key = near.strip_suffix(b":")?.trim_ascii_end().strip_suffix(b"\"")?;
    let key = &key[memrchr(b'"', key)? + 1..];
    let folded = mapping::fold(&String::from_utf8_lossy(key));
    mapping::may_be_day(&folded).then_some(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Order {
        order(&mut Input::over(Box::new(std::io::Cursor::new(json.as_bytes().to_vec()))))
    }

    fn told(json: &str) -> Vec<String> {
        read(json).day_first
    }

    #[test]
    fn where_no_day_tells_the_words_of_the_keys_do_and_the_language_of_the_texts_makes_unsure() {
        assert_eq!(told(r#"{"titolo": "x", "data": "03/04/2019"}"#), ["data"]);
        let text =
            "Il traghetto resta a Holmsund, ha detto la capitana Ilka Brandt lunedì al molo davanti a molte persone. ";
        let json = format!(r#"{{"date": "03/04/2019", "text": "{}"}}"#, text.repeat(3));
        let order = read(&json);
        assert_eq!((order.day_first.as_slice(), order.unsure.as_slice()), (&[][..], &["date".to_owned()][..]));
        let english = "The ferry stays at Holmsund, said its captain Ilka Brandt on Monday at the quay of the town. ";
        let order = read(&format!(r#"{{"date": "03/04/2019", "text": "{}"}}"#, english.repeat(3)));
        assert!(order.day_first.is_empty() && order.unsure.is_empty());
    }

    #[test]
    fn a_day_that_is_no_month_tells_of_all_under_its_key() {
        let two = |first: &str, second: &str| told(&format!("{{\"Date\": \"{first}\"}}\n{{\"Date\":\"{second}\"}}\n"));
        assert_eq!(two("03/04/2019", "25/04/2019"), ["date"]);
        assert_eq!(two("03-04-2019 09:15", "25-04-2019 09:15"), ["date"]);
        assert_eq!(two("03/04/2019", "04/25/2019"), [""; 0]);
        assert_eq!(two("25/04/2019", "04/25/2019"), [""; 0]);
        assert_eq!(two("2019-04-25", "03/04/2019"), [""; 0]);
        assert_eq!(
            told(r#"{"date": "03/04/2019", "score": "25/04/2019", "updated_date": "25/04/2019"}"#),
            ["date", "updateddate"]
        );
    }

    #[test]
    fn a_day_far_on_tells_too() {
        let line = "{\"date\": \"03/04/2019\", \"text\": \"Nobody sailed.\"}\n";
        assert_eq!(told(&(line.repeat(8000) + "{\"date\": \"25/04/2019\"}\n")), ["date"]);
    }
}
