//! What stands near an article's heading: when it was put up and by whom.
//!
//! Only what is marked as such, or is a line of its own that says nothing else. Of several days that no mark tells
//! apart the nearest below the heading counts; farther off a day or name counts if it is the only one.

use super::{
    super::dates,
    Day, letters,
    printed::{Line, Mark, Marked, Printed},
};
use crate::article::Published;

/// Lines above a heading in which the day may stand.
const ABOVE: usize = 4;

/// Lines below a heading in which day and byline may stand.
const BELOW: usize = 12;

/// Longest byline in bytes.
const BYLINE: usize = 120;

/// Labels before a name, in lower case, longer ones first.
const BY: [&str; 11] = [
    "posted by",
    "submitted by",
    "written by",
    "published by",
    "reported by",
    "story by",
    "words by",
    "authors:",
    "author:",
    "author",
    "by",
];

/// Small words within names and between them, in lower case.
const WITHIN: [&str; 22] = [
    "and", "of", "in", "for", "at", "de", "del", "della", "der", "den", "di", "da", "du", "la", "le", "van", "von",
    "bin", "al", "y", "und", "et",
];

/// What is no name though it stands where names do, in lower case.
const NOBODY: [&str; 14] = [
    "admin",
    "administrator",
    "author",
    "editor",
    "user",
    "guest",
    "webmaster",
    "root",
    "unknown",
    "none",
    "null",
    "default",
    "wordpress",
    "anonymous",
];

/// Words that no name begins with, in lower case: "By the numbers".
const NO_NAMES: [&str; 16] =
    ["the", "a", "an", "our", "your", "this", "that", "these", "all", "any", "no", "one", "two", "what", "how", "now"];

/// The line of the heading: one that is the title, else the first heading.
pub(super) fn heading(printed: &Printed, title: Option<&str>) -> Option<usize> {
    let title = title.map(letters).filter(|title| !title.is_empty());
    let is_title = |line: &Line| !line.beside && title.as_deref() == Some(letters(&line.text).as_str());
    let lines = || printed.lines.iter();
    lines()
        .position(|line| line.heading > 0 && is_title(line))
        .or_else(|| title.as_ref().and_then(|_| lines().position(is_title)))
        .or_else(|| lines().position(|line| line.heading == 1 && !line.beside))
}

/// What is marked as the article's heading, if it is one thing.
pub(super) fn marked_heading(printed: &Printed) -> Option<String> {
    let mut marked = printed.marked.iter().filter(|one| one.mark == Mark::Heading && !one.beside).map(|one| &one.text);
    let first = marked.next()?;
    marked.all(|other| letters(other) == letters(first)).then(|| first.trim().to_owned())
}

/// Whether a text is a day and nothing else.
pub(super) fn is_only_day(text: &str) -> bool {
    !days_of_part(text).is_empty()
}

/// The day of publication.
pub(super) fn published(printed: &Printed, heading: Option<usize>) -> Option<Day> {
    let as_printed = || Some(Day { day: printed_day(printed, heading?)?, in_greenwich: false });
    marked_day(printed, heading, Mark::Published)
        .or_else(|| marked_day(printed, heading, Mark::Time))
        .or_else(as_printed)
        .or_else(|| marked_day(printed, heading, Mark::Changed))
}

/// The day in the marked element nearest to the heading; in any, if there is but one day.
fn marked_day(printed: &Printed, heading: Option<usize>, mark: Mark) -> Option<Day> {
    let marked = printed.marked.iter().filter(|one| one.mark == mark && !one.beside);
    let read = marked.filter_map(|one| Some((one.line, Day::read(&one.text)?)));
    let days: Vec<(usize, Day)> = read.filter(|(_, day)| is_day(day.day)).collect();
    let near = heading.and_then(|heading| {
        let near = days.iter().filter(|(line, _)| is_near(*line, heading));
        near.min_by_key(|(line, _)| (*line < heading, line.abs_diff(heading))).map(|(_, day)| *day)
    });
    let first = days.first().map(|(_, day)| *day);
    near.or_else(|| first.filter(|first| days.iter().all(|(_, day)| day.day == first.day)))
}

fn is_near(line: usize, heading: usize) -> bool {
    line + ABOVE >= heading && line <= heading + BELOW
}

/// A single day and no month or year.
fn is_day(published: Published) -> bool {
    published.from == published.to
}

/// What a printed day is the day of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Label {
    Published,
    None,
    Changed,
}

/// The day in a line that is one, near the heading; one labelled as that of publication before others, below before
/// above.
fn printed_day(printed: &Printed, heading: usize) -> Option<Published> {
    let above = printed.lines.iter().enumerate().take(heading + 1).skip(heading.saturating_sub(ABOVE));
    let below = below(printed, heading).filter(|(_, line)| !matches!(line.heading, 1..=4));
    let dated = above.chain(below).filter(|(_, line)| !line.beside);
    let days = dated.flat_map(|(at, line)| days_of(&line.text).into_iter().map(move |(label, day)| (label, at, day)));
    days.min_by_key(|(label, at, _)| (*label, *at < heading, at.abs_diff(heading))).map(|(.., day)| day)
}

/// The lines below the heading, up to the running text.
fn below(printed: &Printed, heading: usize) -> impl Iterator<Item = (usize, &Line)> {
    let mut sentences = 0;
    let lines = printed.lines.iter().enumerate().skip(heading + 1).take(BELOW);
    lines.take_while(move |(_, line)| {
        sentences += usize::from(line.is_sentence());
        !line.is_long() && sentences < 2
    })
}

/// The days of a line that holds little else: "Updated 15 January 2015 | Published 12 January 2015".
fn days_of(line: &str) -> Vec<(Label, Published)> {
    const ELSE: usize = 6;
    let (mut days, mut others) = (Vec::new(), 0);
    if line.len() > super::printed::LONGEST / 2 {
        return days;
    }
    for part in parts(line) {
        let found = days_of_part(part);
        others += if found.is_empty() { part.split_whitespace().count() } else { 0 };
        days.extend(found);
    }
    if others > ELSE { Vec::new() } else { days }
}

/// What marks part in a line: "By Ilka Brandt | 12 January 2015", "Submitted by Ilka Brandt on 12 January 2015".
fn parts(line: &str) -> Vec<&str> {
    let lower = line.to_ascii_lowercase();
    let has_by = lower.starts_with("by ") || lower.contains(" by ");
    let (before, after) = line.split_once(" on ").filter(|_| has_by).unwrap_or((line, ""));
    let halves = before.split(" - ").chain(after.split(" - "));
    halves.flat_map(|half| half.split(['|', '•', '·', '–', '—', ';'])).filter(|part| !part.trim().is_empty()).collect()
}

/// The days of a part that holds nothing but days, times and labels of them; none if there is anything else.
fn days_of_part(part: &str) -> Vec<(Label, Published)> {
    let mut days = Vec::new();
    let (mut label, mut run) = (Label::None, String::new());
    let end = |label: Label, run: &mut String, days: &mut Vec<(Label, Published)>| {
        let day = unequivocal(run.trim()).filter(|day| is_day(*day));
        run.clear();
        days.extend(day.map(|day| (label, day)));
    };
    for word in part.split_whitespace() {
        match kind(word) {
            Word::Label(found) => {
                end(label, &mut run, &mut days);
                // "Last updated": the second word tells.
                label = found;
            }
            Word::Day => {
                run.push(' ');
                run.push_str(word);
            }
            Word::Passed => {}
            Word::Other => return Vec::new(),
        }
    }
    end(label, &mut run, &mut days);
    days
}

/// A day that is one only: not `12/01/2015`, which is one in America and another elsewhere.
fn unequivocal(text: &str) -> Option<Published> {
    let mut numbers = text.split(['/', '-']);
    let small = |part: Option<&str>| part.and_then(|part| part.parse::<u8>().ok()).filter(|part| *part <= 12);
    match (small(numbers.next()), small(numbers.next())) {
        (Some(a), Some(b)) if a != b => None,
        _ => dates::parse(text.trim_end_matches([',', '.'])),
    }
}

/// What a word is in a line that may be a day.
enum Word {
    Label(Label),
    /// Part of a day.
    Day,
    /// A weekday, a time, a zone, a small word, the address of a site.
    Passed,
    Other,
}

fn kind(word: &str) -> Word {
    const PASSED: [&str; 30] = [
        "at",
        "on",
        "of",
        "the",
        "am",
        "pm",
        "um",
        "uhr",
        "date",
        "mon",
        "monday",
        "tue",
        "tues",
        "tuesday",
        "wed",
        "wednesday",
        "thu",
        "thur",
        "thurs",
        "thursday",
        "fri",
        "friday",
        "sat",
        "saturday",
        "sun",
        "sunday",
        "first",
        "last",
        "a.m",
        "p.m",
    ];
    let bare = word.trim_matches(|c: char| matches!(c, ',' | '.' | ':' | '(' | ')' | '[' | ']'));
    let lower = bare.to_lowercase();
    match lower.as_str() {
        "published" | "posted" | "created" | "issued" | "submitted" | "added" | "aired" | "filed" => {
            return Word::Label(Label::Published);
        }
        "updated" | "modified" | "changed" | "edited" => return Word::Label(Label::Changed),
        "" | "-" | "/" => return Word::Passed,
        passed if PASSED.contains(&passed) => return Word::Passed,
        _ => {}
    }
    let is_zone = (2..=4).contains(&bare.len()) && bare.bytes().all(|byte| byte.is_ascii_uppercase());
    let starts = bare.as_bytes()[0];
    let is_time = starts.is_ascii_digit() && (bare.contains(':') || lower.ends_with("am") || lower.ends_with("pm"));
    // "English.news.cn".
    let is_site = starts.is_ascii_alphabetic() && bare.contains('.') && bare.len() > 4;
    let ordinal = ["st", "nd", "rd", "th"].iter().any(|end| lower.ends_with(end)) && lower.len() <= 4;
    let number = bare.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'/' | b'-' | b'.'));
    // A month before zones: "MAY".
    if is_month(bare) || starts.is_ascii_digit() && (number || ordinal || has_month(bare)) {
        return Word::Day;
    }
    if is_zone || is_time || is_site { Word::Passed } else { Word::Other }
}

fn is_month(word: &str) -> bool {
    dates::month_name(word).is_some()
}

/// `19-Feb-18`.
fn has_month(word: &str) -> bool {
    word.split('-').nth(1).is_some_and(is_month)
}

/// Who wrote the article.
pub(super) fn byline(printed: &Printed, heading: Option<usize>) -> Option<String> {
    let marks = [Mark::Author, Mark::Name, Mark::AuthorName, Mark::Byline];
    let near = |mark: &Mark| heading.and_then(|heading| near_names(printed, heading, *mark));
    let only = || marks.iter().find_map(|mark| only_name(printed, heading.unwrap_or(0), *mark));
    let linked = || near(&Mark::AuthorLink);
    marks.iter().find_map(near).or_else(linked).or_else(|| printed_byline(printed, heading?)).or_else(only)
}

fn names_of<'p>(printed: &'p Printed, mark: Mark) -> impl Iterator<Item = (usize, String)> + use<'p> {
    let marked = move |one: &&Marked| one.mark == mark && !one.beside;
    printed.marked.iter().filter(marked).filter_map(|one| Some((one.line, name(&one.text)?)))
}

/// All names near the heading that are marked so.
fn near_names(printed: &Printed, heading: usize, mark: Mark) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for (_, name) in names_of(printed, mark).filter(|(line, _)| is_near(*line, heading)) {
        if !names.contains(&name) && names.len() < 8 {
            names.push(name);
        }
    }
    (!names.is_empty()).then(|| names.join(", "))
}

/// The one name below the heading that is marked so, if there are no others.
fn only_name(printed: &Printed, heading: usize, mark: Mark) -> Option<String> {
    let below = names_of(printed, mark).filter(|(line, _)| *line >= heading);
    let mut names = below.map(|(_, name)| name);
    let first = names.next()?;
    names.all(|name| name == first).then_some(first)
}

/// A line below the heading that says "By Ilka Brandt" or "By Ilka Brandt, harbour reporter".
fn printed_byline(printed: &Printed, heading: usize) -> Option<String> {
    let below = below(printed, heading).map(|(_, line)| line);
    let mut lines = below.filter(|line| !line.beside && !matches!(line.heading, 1..=3));
    lines.find_map(|line| {
        let lower = line.text.to_lowercase();
        let is_by =
            BY.iter().any(|by| by.ends_with("by") && lower.strip_prefix(by).is_some_and(|r| r.starts_with(' ')));
        name(&line.text).filter(|name| is_by && is_full_name(name))
    })
}

/// A name or names without their label and what is printed behind them; `None` for what is none.
pub(super) fn name(text: &str) -> Option<String> {
    let mut rest = text.trim();
    while let Some(by) = BY.iter().find_map(|by| after_label(rest, by)) {
        rest = by;
    }
    let cut = [" | ", " • ", " · ", " on ", " – ", " — "].iter().filter_map(|by| rest.find(by)).min();
    let rest =
        rest[..cut.unwrap_or(rest.len())].trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | ':'));
    let is_one = (2..=BYLINE).contains(&rest.len())
        && rest.starts_with(char::is_uppercase)
        && !rest.contains(['@', '/', '|', '?', '!', '“', '"'])
        && !rest.contains(|c: char| c.is_ascii_digit())
        && !is_nobody(rest)
        && are_names(rest);
    is_one.then(|| rest.to_owned())
}

/// Whether a name is one that systems give whoever has none.
pub(super) fn is_nobody(name: &str) -> bool {
    NOBODY.contains(&name.trim().to_lowercase().as_str())
}

/// What follows a label and a blank or colon.
fn after_label<'t>(text: &'t str, label: &str) -> Option<&'t str> {
    let head = text.get(..label.len()).filter(|head| head.eq_ignore_ascii_case(label))?;
    let rest = &text[head.len()..];
    let parted = rest.starts_with([' ', ':']) || label.ends_with(':');
    parted.then(|| rest.trim_start_matches([' ', ':']))
}

/// Whether all words up to the first comma begin with a capital, but for small ones.
fn are_names(text: &str) -> bool {
    let names = text.split(',').next().unwrap_or_default();
    // "d’Amico", "al-Masri", "(AP)".
    let is_word = |word: &str| word.contains(char::is_uppercase) || word == "&" || WITHIN.contains(&word);
    names.split_whitespace().count() <= 12 && names.split_whitespace().all(is_word)
}

/// Whether each name in the byline has two words or more, and none begins as names do not: not "By the numbers".
fn is_full_name(byline: &str) -> bool {
    let names = byline.split(',').next().unwrap_or_default().replace(" & ", " and ");
    let names = names.split(" in ").next().unwrap_or_default().split(" and ");
    let is_full = |name: &str| {
        let mut words = name.split_whitespace().filter(|word| word.starts_with(char::is_uppercase));
        let first = words.next().unwrap_or_default().to_lowercase();
        !NO_NAMES.contains(&first.as_str()) && words.next().is_some()
    };
    let ends = byline.trim_end();
    names.clone().count() <= 6 && names.clone().all(is_full) && (!ends.ends_with('.') || ends.ends_with("r."))
}
