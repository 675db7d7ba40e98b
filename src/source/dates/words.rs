//! Days as they are printed for readers: a line, or a part of one, that holds a day and nothing else.
//!
//! Decided: `12/01/2015` is one day in America and another elsewhere, and counts as none unless a weekday beside it tells.

use jiff::civil::Date;

use super::{day, ends_in_year, is_month, is_weekday, parse, weekday};
use crate::article::Published;

/// What a printed day is the day of; what is sought comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::source) enum Label {
    /// Publication.
    Published,
    /// The line does not say.
    None,
    /// A change.
    Changed,
}

/// What a word is in a line that may be a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::source) enum Word {
    /// It says what the day is the day of.
    Label(Label),
    /// A part of a day.
    Day,
    /// The number of a weekday.
    Weekday(i8),
    /// A time, a zone, a small word, the address of a site.
    Passed,
    /// What stands in no day.
    Other,
}

/// Words before a day of publication, in lower case.
const PUBLISHED: [&str; 24] = [
    "published",
    "posted",
    "created",
    "issued",
    "submitted",
    "added",
    "aired",
    "filed",
    "publié",
    "publiée",
    "posté",
    "veröffentlicht",
    "erstellt",
    "publicado",
    "publicada",
    "pubblicato",
    "pubblicata",
    "gepubliceerd",
    "geplaatst",
    "publicerad",
    "publisert",
    "opublikowano",
    "опубликовано",
    "дата",
];

/// Words before the day of a change, in lower case; "mis à jour".
const CHANGED: [&str; 19] = [
    "updated",
    "modified",
    "changed",
    "edited",
    "aktualisiert",
    "stand",
    "actualizado",
    "actualizada",
    "atualizado",
    "atualizada",
    "aktualizacja",
    "aktualizováno",
    "güncelleme",
    "güncellenme",
    "aggiornato",
    "bijgewerkt",
    "uppdaterad",
    "jour",
    "обновлено",
];

/// Words that may stand in a day and say nothing, in lower case.
const PASSED: [&str; 46] = [
    "a", "ostatnia", "at", "on", "of", "the", "am", "pm", "um", "uhr", "date", "first", "last", "a.m", "p.m", "le",
    "à", "mis", "mise", "de", "del", "el", "las", "den", "vom", "om", "op", "uur", "kl", "il", "alle", "ore", "em",
    "às", "г", "года", "в", "datum", "zuletzt", "eastern", "central", "pacific", "mountain", "standard", "daylight",
    "time",
];

/// What a word is in a line that may be a day.
pub(in crate::source) fn word(word: &str) -> Word {
    let bare = word.trim_matches(|c: char| matches!(c, ',' | '.' | ':' | '(' | ')' | '[' | ']'));
    let lower = bare.to_lowercase();
    let Some(starts) = bare.bytes().next() else { return Word::Passed };
    match lower.as_str() {
        "-" | "/" => return Word::Passed,
        label if PUBLISHED.contains(&label) => return Word::Label(Label::Published),
        label if CHANGED.contains(&label) => return Word::Label(Label::Changed),
        passed if PASSED.contains(&passed) => return Word::Passed,
        _ => {}
    }
    let is_zone = (2..=4).contains(&bare.len()) && bare.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_hour = |lower: &str| {
        lower.split_once('h').is_some_and(|(hour, rest)| is_number(hour) && (rest.is_empty() || is_number(rest)))
    };
    let is_time = starts.is_ascii_digit()
        && (bare.contains(':') || lower.ends_with("am") || lower.ends_with("pm") || is_hour(&lower));
    // "English.news.cn".
    let is_site = starts.is_ascii_alphabetic() && bare.contains('.') && bare.len() > 4;
    let ordinal = ["st", "nd", "rd", "th", "er"].iter().any(|end| lower.ends_with(end)) && lower.len() <= 4;
    let number = bare.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'/' | b'-' | b'.'))
        || bare.chars().all(|c| c.is_ascii_digit() || "年月日년월일".contains(c));
    // A month before zones: "MAY".
    if is_month(bare) || starts.is_ascii_digit() && (number || ordinal || has_month(bare)) {
        return Word::Day;
    }
    match weekday(bare) {
        Some(number) => Word::Weekday(number),
        None if is_zone || is_time || is_site => Word::Passed,
        None => Word::Other,
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `19-Feb-18`, `19/Feb/2018`.
fn has_month(word: &str) -> bool {
    word.split(['-', '/']).nth(1).is_some_and(is_month)
}

/// The days of a part that holds nothing but days, times and labels of them; none if there is anything else.
pub(in crate::source) fn days(part: &str) -> Vec<(Label, Published)> {
    among(part.split_whitespace()).unwrap_or_default()
}

/// The days among words that are nothing but days, times and labels of them; `None` if there is anything else.
pub(in crate::source) fn among<'w>(words: impl Iterator<Item = &'w str>) -> Option<Vec<(Label, Published)>> {
    let mut days = Vec::new();
    let (mut label, mut run, mut on) = (Label::None, String::new(), None);
    let mut unread = false;
    let mut end = |label: Label, run: &mut String, on: Option<i8>, days: &mut Vec<(Label, Published)>| {
        let day = unequivocal(run.trim(), on).filter(|day| day.from == day.to);
        unread |= day.is_none() && !run.is_empty() && label != Label::Changed;
        run.clear();
        days.extend(day.map(|day| (label, day)));
    };
    for one in words {
        match word(one) {
            Word::Label(found) => {
                end(label, &mut run, on.take(), &mut days);
                // "Last updated": the second word tells.
                label = found;
            }
            Word::Day => {
                run.push(' ');
                run.push_str(one);
            }
            Word::Weekday(number) => on = Some(number),
            Word::Passed => {}
            Word::Other => return None,
        }
    }
    end(label, &mut run, on, &mut days);
    // "07/08/2013, updated 08/08/2013": the day of the change is not the one that cannot be read.
    if unread {
        days.retain(|(label, _)| *label != Label::Changed);
    }
    Some(days)
}

/// The day that a text begins with, whatever follows: "Thursday, February 17th, 2022 at 9:15 am and is filed".
pub(in crate::source) fn begun(text: &str) -> Option<Published> {
    let words = text.split_whitespace().take_while(|one| word(one) != Word::Other).take(12);
    among(words)?.first().map(|(_, day)| *day)
}

/// A day that is one only: one of `12/01/2015` is, if it is the weekday that is named.
fn unequivocal(text: &str, on: Option<i8>) -> Option<Published> {
    let mut numbers = text.split(['/', '-']);
    let small = |part: Option<&str>| part.and_then(|part| part.parse::<u8>().ok()).filter(|part| *part <= 12);
    match (small(numbers.next()), small(numbers.next())) {
        (Some(a), Some(b)) if a != b => told_by_weekday(text, on?),
        _ => parse(text.trim_end_matches([',', '.'])),
    }
}

fn told_by_weekday(text: &str, on: i8) -> Option<Published> {
    let (first, second, year, _) = ends_in_year(text)?;
    let is_on = |m, d| Date::new(year, m, d).is_ok_and(|date| date.weekday().to_monday_one_offset() == on);
    match (is_on(first, second), is_on(second, first)) {
        (true, false) => day(year, first, second),
        (false, true) => day(year, second, first),
        _ => None,
    }
}

/// Whether a line has no words but those of a day: `Tuesday, September 20, 2016`, `20.9.2016 10:05 GMT`.
pub(in crate::source) fn are_of_a_day(line: &str) -> bool {
    let mut words = line.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.all(|one| {
        let zone = one.len() <= 4 && one.chars().all(char::is_uppercase);
        let small = ["st", "nd", "rd", "th", "z", "t"].contains(&&*one.to_lowercase());
        zone || small || is_weekday(one) || word(one) != Word::Other
    })
}
