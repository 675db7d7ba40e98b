//! Days in the names of files and folders, and in addresses.

use super::{believable, compact, day, month, month_name};
use crate::article::Published;

/// A day in a file name or address, the last one if there are several: `2016-09-20`, `/2016/09/20/`, `/2016/sep/20/`,
/// `20160920`; else one written otherwise, if it can be no other (`20-09-2016`, `Sep-20-2016`); else, as folders have it, a
/// month (`/2016/09/`).
pub(in crate::source) fn in_path(path: &str) -> Option<Published> {
    let bytes = path.as_bytes();
    let boundary = |at: usize| at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
    let plain = (0..bytes.len()).rev().filter(|&at| bytes[at].is_ascii_digit() && boundary(at)).find_map(|at| {
        let rest = path.get(at..)?;
        separated_day(rest).or_else(|| eight_digits(rest)).and_then(believable)
    });
    plain.or_else(|| among_words(path)).or_else(|| among_folders(path)).or_else(|| month_of_folders(path))
}

/// `20-09-2016`, `Sep-20-2016`, `20 Sep 2016`, `guardian20160920fish`.
fn among_words(path: &str) -> Option<Published> {
    let words: Vec<&str> = path.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let day_of = |three: &[&str]| {
        let year =
            |word: &str| (word.len() == 4).then(|| word.parse().ok()).flatten().filter(|y| (1800..2100).contains(y));
        let number = |word: &str| (word.len() <= 2).then(|| word.parse::<i8>().ok()).flatten();
        let y = year(three[2])?;
        match (number(three[0]), number(three[1])) {
            (Some(d), Some(m)) if d > 12 => day(y, m, d),
            (Some(m), Some(d)) if d > 12 => day(y, m, d),
            (Some(d), None) => day(y, month_name(three[1])?, d),
            (None, Some(d)) => day(y, month_name(three[0])?, d),
            _ => None,
        }
    };
    let parted = || words.windows(3).rev().find_map(|three| day_of(three).and_then(believable));
    let inner = |word: &&str| word.bytes().any(|byte| byte.is_ascii_alphabetic());
    // Among more digits than these eight stand those of a hash.
    let run = |word: &str| {
        let mut runs = word.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
        let first = runs.next().filter(|run| run.len() == 8 && runs.next().is_none());
        first.and_then(eight_digits).and_then(believable)
    };
    parted().or_else(|| words.iter().copied().filter(inner).rev().find_map(run))
}

/// `/2000/US/09/20/`, `/2016-09/20/`: other folders stand between the year and the day.
fn among_folders(path: &str) -> Option<Published> {
    let folders: Vec<&str> = path.split('/').collect();
    let two = |at: usize| folders.get(at).filter(|word| word.len() == 2).and_then(|word| word.parse::<i8>().ok());
    let year = |word: &str| (word.len() == 4).then(|| word.parse::<i16>().ok()).flatten();
    let behind = |at: usize| {
        let y = year(folders[at])?;
        let named = |at: usize| folders.get(at).is_some_and(|word| word.starts_with(|c: char| c.is_ascii_alphabetic()));
        let month = (at + 2..=at + 3).find(|&month| (at + 1..month).all(named) && two(month).is_some())?;
        day(y, two(month)?, two(month + 1)?)
    };
    let joined = |at: usize| {
        let (y, m) = folders[at].split_once('-')?;
        day(year(y)?, (m.len() == 2).then(|| m.parse().ok()).flatten()?, two(at + 1)?)
    };
    (0..folders.len()).rev().find_map(|at| behind(at).or_else(|| joined(at)).and_then(believable))
}

/// `/2016/09/`, `/2016/Sep/`.
fn month_of_folders(path: &str) -> Option<Published> {
    let folders: Vec<&str> = path.split('/').collect();
    let month_at = |pair: &[&str]| {
        let y = (pair[0].len() == 4).then(|| pair[0].parse().ok()).flatten()?;
        let m = if pair[1].len() == 2 { pair[1].parse().ok() } else { month_name(pair[1]) };
        month(y, m?).and_then(believable)
    };
    // The last is no folder but the file.
    folders[..folders.len() - 1].windows(2).rev().find_map(month_at)
}

/// The day in a number or name that has eight digits of a date (`NYT_ENG_19950101.0001`, `0002647_18240217_0003.xml`),
/// or six after letters as TREC has them (`AP880212-0001`).
pub(in crate::source) fn in_number(text: &str) -> Option<Published> {
    let runs = text.split(|c: char| !c.is_ascii_digit());
    let eight = runs.filter(|run| run.len() == 8).filter_map(|run| compact(run).and_then(believable)).next_back();
    eight.or_else(|| {
        let digits = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let six = digits.len() < text.len() && digits.bytes().take_while(u8::is_ascii_digit).count() == 6;
        six.then(|| compact(&format!("19{}", &digits[..6])).and_then(believable)).flatten()
    })
}

fn separated_day(rest: &str) -> Option<Published> {
    let y = rest.get(..4).filter(|y| y.bytes().all(|b| b.is_ascii_digit()))?;
    let by = rest[4..].chars().next().filter(|by| matches!(by, '-' | '/' | '_' | '.'))?;
    let mut parts = rest[5..].splitn(3, by);
    let (m, d) = (parts.next()?, parts.next()?);
    let digits = d.bytes().take_while(u8::is_ascii_digit).count();
    let m = if m.len() == 2 {
        m.parse().ok()?
    } else if by == '/' {
        month_name(m)?
    } else {
        return None;
    };
    let clean_end = d[digits..].chars().next().is_none_or(|c| !c.is_alphanumeric());
    if !(digits == 2 || (digits == 1 && by == '/')) || !clean_end {
        return None;
    }
    day(y.parse().ok()?, m, d[..digits].parse().ok()?)
}

fn eight_digits(rest: &str) -> Option<Published> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let clean_end = !rest[digits..].starts_with(|c: char| c.is_alphabetic() && c != 'T');
    // "Surely a date": this century or the last; an article number may begin with 1 or 2 as well.
    let sure = rest.starts_with("19") || rest.starts_with("20");
    (digits == 8 && clean_end && sure).then(|| compact(&rest[..8])).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_paths() {
        for (path, expected) in [
            ("/a/2016/09/20/talks", Some("2016-09-20")),
            ("/news/2013/may/24/blocking", Some("2013-05-24")),
            ("sun_2016-09-20_talks.txt", Some("2016-09-20")),
            ("x/20160920.txt", Some("2016-09-20")),
            ("id-20169999", None),
            ("story-12345678.html", None),
            ("a/2016/09/x", Some("2016-09")),
            ("a/2016/Sep/x", Some("2016-09")),
            ("a/2016/x", None),
            ("ledger/Sep-20-2016.txt", Some("2016-09-20")),
            ("20 Sep 2016 ferry.txt", Some("2016-09-20")),
            ("20-09-2016_ferry.txt", Some("2016-09-20")),
            ("05-09-2016_ferry.txt", None),
            ("ledger20160920ferry.txt", Some("2016-09-20")),
            ("04ab20160920cd7e1fba.html.gz", None),
            ("https://ledger.example/2000/US/09/20/ferry/index.html", Some("2000-09-20")),
            ("https://ledger.example/2016-09/20/content_1.htm", Some("2016-09-20")),
        ] {
            assert_eq!(in_path(path).map(|found| found.to_string()).as_deref(), expected, "{path}");
        }
    }

    #[test]
    fn days_in_numbers() {
        let day = |text: &str| in_number(text).map(|found| found.to_string());
        assert_eq!(day("NYT_ENG_19950101.0001").as_deref(), Some("1995-01-01"));
        assert_eq!(day("/a/0002647/1824/0217/0002647_18240217_0003.xml").as_deref(), Some("1824-02-17"));
        assert_eq!(day("AP880212-0001").as_deref(), Some("1988-02-12"));
        assert_eq!(day("doc12345678"), None);
    }
}
