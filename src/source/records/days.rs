//! In which order the days of a JSON file are written, by a look at its beginning.
//!
//! `03/04/2019` may be of March or of April; one `25/04/2019` under the same key tells. The beginning is scanned for
//! strings of that shape, nothing is parsed: the look costs a pass over a mebibyte at most, once a file, and all records
//! are read by what it told, whoever reads them.

use memchr::{memchr2_iter, memrchr};

use crate::source::{dates, input::Input, mapping};

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

/// The folded keys under which the day stands before the month: by their own days, or where those do not tell, as all
/// other keys of days have it. Empty if nothing tells.
pub(in crate::source) fn day_first(input: &mut Input) -> Vec<String> {
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
    keys.retain(|key| (key.day_first && !key.month_first) || all);
    keys.into_iter().map(|key| key.name).collect()
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

    fn told(json: &str) -> Vec<String> {
        day_first(&mut Input::over(Box::new(std::io::Cursor::new(json.as_bytes().to_vec()))))
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
