//! Names of those who wrote an article, as they are printed: "By Ilka Brandt, harbour reporter".

use super::dates::{self, Word};

/// Longest byline in bytes.
const BYLINE: usize = 120;

/// Labels before a name, in lower case, longer ones first.
const BY: [&str; 13] = [
    "posted by",
    "submitted by",
    "written by",
    "published by",
    "reported by",
    "story by",
    "words by",
    "propos recueillis par",
    "text by",
    "authors:",
    "author:",
    "author",
    "by",
];

/// Such labels that may begin a name as well ("Von Miller"): they count before a first name and a last.
const BY_ABROAD: [&str; 3] = ["von", "por", "par"];

/// Labels with a colon before a name, as printed.
const LABELS: [&str; 12] = [
    "Words:",
    "Text:",
    "Reporter:",
    "Autor:",
    "Autorin:",
    "Auteur:",
    "Tekst:",
    "Texte:",
    "Texto:",
    "Testo:",
    "Автор:",
    "Текст:",
];

/// Labels that count in what is marked as a byline only: elsewhere they begin headlines ("Report: Ferry to stay").
const LABELS_MARKED: [&str; 12] = [
    "Report:",
    "Interview:",
    "Story:",
    "Door ",
    "door ",
    "Av ",
    "av ",
    "af ",
    // "Da Silva" is a name.
    "da ",
    "di ",
    "od ",
    "Od ",
];

/// Small words within names and between them, in lower case.
const WITHIN: [&str; 24] = [
    "agencies", "agency", "and", "of", "in", "for", "at", "de", "del", "della", "der", "den", "di", "da", "du", "la",
    "le", "van", "von", "bin", "al", "y", "und", "et",
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

/// Words of the names of newspapers and stations, in lower case.
const PAPERS: [&str; 56] = [
    "advertiser",
    "anzeiger",
    "argus",
    "bulletin",
    "chronicle",
    "citizen",
    "corriere",
    "courier",
    "dagblad",
    "daily",
    "diario",
    "dispatch",
    "dziennik",
    "dépêche",
    "echo",
    "examiner",
    "express",
    "gazeta",
    "gazette",
    "gazzetta",
    "globe",
    "guardian",
    "herald",
    "independent",
    "inquirer",
    "journal",
    "kurier",
    "ledger",
    "magazine",
    "mail",
    "mercury",
    "mirror",
    "nachrichten",
    "news",
    "observer",
    "online",
    "post",
    "posten",
    "press",
    "radio",
    "record",
    "review",
    "rundschau",
    "standard",
    "star",
    "sun",
    "tagblatt",
    "tageblatt",
    "telegraph",
    "tidning",
    "times",
    "today",
    "tribune",
    "tv",
    "weekly",
    "zeitung",
];

/// Most words of such a name.
const PAPER_WORDS: usize = 4;

/// What stands between a name and what is printed behind it.
const BEHIND: [&str; 6] = [" | ", " • ", " · ", " on ", " – ", " — "];

/// A name or names without their label and what is printed behind them; `None` for what is none.
pub(super) fn name(text: &str) -> Option<String> {
    let mut rest = text.trim();
    if let Some(name) = name_of_the_east(rest) {
        return Some(name.to_owned());
    }
    while let Some(by) = after_any_label(rest) {
        rest = by;
    }
    // "Ilka Brandt @ilka": the name of an account.
    let rest = rest.split_once(" @").map_or(rest, |(name, _)| name);
    // "Ilka Brandt (dpa)", where capitals may be more than an agency's name.
    let agency = |inner: &str| inner.len() <= 8 && inner.ends_with(')') && !inner.contains(char::is_uppercase);
    let rest = rest.split_once(" (").filter(|(_, inner)| agency(inner)).map_or(rest, |(name, _)| name);
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '|');
    let cut = BEHIND.iter().filter_map(|by| rest.find(by)).min();
    let rest = without_day(&rest[..cut.unwrap_or(rest.len())]);
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | ':'));
    let is_one = (2..=BYLINE).contains(&rest.len())
        && rest.starts_with(char::is_uppercase)
        && !rest.contains(['@', '/', '|', '?', '!', '“', '"'])
        && !rest.contains(|c: char| c.is_ascii_digit())
        && !is_nobody(rest)
        && are_names(rest);
    is_one.then(|| without_place(rest).to_owned())
}

/// The name in an element of one line or several: of several the first, if it is a full name.
pub(super) fn name_of_lines(text: &str) -> Option<String> {
    let is_label = |line: &str| BY.contains(&line.trim().to_lowercase().as_str());
    let mut lines = text.lines().filter(|line| !line.trim().is_empty() && !is_label(line));
    let first = name(lines.next()?)?;
    (is_full_name(&first) || lines.next().is_none()).then_some(first)
}

/// Whether a name is one that systems give whoever has none.
pub(super) fn is_nobody(name: &str) -> bool {
    NOBODY.contains(&name.trim().to_lowercase().as_str())
}

/// The name in a line that says but by whom, and perhaps when: "By Ilka Brandt, harbour reporter", "Posted on 12 January
/// 2015 by Ilka Brandt".
pub(super) fn byline(line: &str) -> Option<String> {
    if let Some(name) = name_of_the_east(line) {
        return Some(name.to_owned());
    }
    let (before, name_) = parted(line)?;
    dates::among(before.split_whitespace())?;
    name(name_).filter(|name| is_full_name(name))
}

/// What stands before "by" in a line, and what behind it.
pub(super) fn parted(line: &str) -> Option<(&str, &str)> {
    let lower = line.to_ascii_lowercase();
    let begins = |by: &&str| by.ends_with("by") && lower.strip_prefix(*by).is_some_and(|rest| rest.starts_with(' '));
    if BY.iter().any(begins) {
        return Some(("", line));
    }
    if let Some(rest) = after_label_abroad(line).or_else(|| after_colon(line)) {
        return Some(("", rest));
    }
    let at = lower.find(" by ")?;
    Some((&line[..at], &line[at + " by ".len()..]))
}

/// What follows a name and a comma, or a name, if a day may: "12 January 2015" of "Ilka Brandt, 12 January 2015".
pub(super) fn behind_name(text: &str) -> Option<&str> {
    let text = BY.iter().find_map(|by| after_label(text, by)).unwrap_or(text);
    let name = without_day(text);
    let bare = name.trim().trim_end_matches(',');
    let is_name = name.len() < text.len() && are_names(bare) && is_full_name(bare) && bare.split(' ').count() <= 5;
    is_name.then(|| &text[name.len()..])
}

/// A text without the day or the time that it ends with: "Ilka Brandt, 12 January 2015", "Ilka Brandt at 9:15 AM"; all of
/// it if what follows the name is more than that.
fn without_day(text: &str) -> &str {
    let is_digit = |c: char| c.is_ascii_digit();
    if !text.contains(is_digit) {
        return text;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let behind = words.iter().rev().take_while(|word| dates::word(word) != Word::Other).count();
    // "HOLT" may be a zone, as far as its letters tell.
    let begins = |word: &&&str| dates::word(word) != Word::Passed || ["at", "on", "um", "le"].contains(*word);
    let Some(first) = words[words.len() - behind..].iter().find(begins) else { return text };
    let cut = first.as_ptr() as usize - text.as_ptr() as usize;
    if text[..cut].contains(is_digit) { text } else { &text[..cut] }
}

/// A name without where it was written, or for whom: "Ilka Brandt in Holmsund", "Ilka Brandt for The Ledger".
fn without_place(name: &str) -> &str {
    let cut = [" in ", " for ", " at "].iter().filter_map(|by| name.find(by).map(|at| (at, at + by.len()))).min();
    let Some((at, behind)) = cut else { return name };
    let is_place = name[behind..].starts_with(char::is_uppercase) && !name[behind..].contains([',', '&']);
    let is_several = || name[behind..].contains(" and ") || name[behind..].contains(" in ");
    if is_place && !is_several() && is_full_name(&name[..at]) { &name[..at] } else { name }
}

/// A name without the address of its owner: `rosa@ledger.example (Rosa Lind)`, `Rosa Lind <rosa@ledger.example>`.
pub(super) fn without_address(byline: &str) -> &str {
    let is_address = |text: &str| text.contains('@') && !text.contains(' ');
    let behind = || byline.split_once(" (").filter(|(address, _)| is_address(address))?.1.strip_suffix(')');
    let before = || byline.split_once(" <").filter(|(_, rest)| rest.strip_suffix('>').is_some_and(is_address));
    let name = behind().or_else(|| before().map(|(name, _)| name)).map(|name| name.trim_matches(['"', ' ']));
    name.filter(|name| !name.is_empty()).unwrap_or(byline)
}

/// Whether words are the name of a newspaper or station: few words that all begin with capitals, one of them
/// a word of such names.
pub(super) fn is_paper(part: &str) -> bool {
    let words: Vec<&str> = part.split_whitespace().collect();
    let is_name = |word: &&str| word.starts_with(char::is_uppercase) || matches!(*word, "of" | "the" | "and" | "&");
    (2..=PAPER_WORDS).contains(&words.len())
        && words.iter().all(is_name)
        && words.iter().any(|word| PAPERS.contains(&word.to_lowercase().as_str()))
}

/// What follows a label and a blank or colon.
fn after_label<'t>(text: &'t str, label: &str) -> Option<&'t str> {
    let head = text.get(..label.len()).filter(|head| head.eq_ignore_ascii_case(label))?;
    let rest = &text[head.len()..];
    let parted = rest.starts_with([' ', ':']) || label.ends_with(':');
    parted.then(|| rest.trim_start_matches([' ', ':']))
}

/// What follows whatever label stands before a name in an element that is marked as a byline.
fn after_any_label(text: &str) -> Option<&str> {
    let known = BY.iter().find_map(|by| after_label(text, by)).or_else(|| after_label_abroad(text));
    known.or_else(|| after_colon(text)).or_else(|| {
        let rest = LABELS_MARKED.iter().find_map(|by| text.strip_prefix(by)).map(str::trim_start)?;
        let is_capital = |word: &&str| word.starts_with(char::is_uppercase);
        let capitals = rest.split_whitespace().take(4).filter(is_capital).count();
        (rest.starts_with(char::is_uppercase) && capitals >= 2).then_some(rest)
    })
}

/// The name behind the word for a reporter or a writer in Chinese or Japanese: "记者 林晓芳", "作者:林晓芳".
fn name_of_the_east(text: &str) -> Option<&str> {
    const LABELS: [&str; 4] = ["作者", "记者", "記者", "撰文"];
    let is_mark = |c: char| matches!(c, ':' | '：' | '・' | ' ' | '/' | '\u{3000}');
    let is_sign = |c: char| matches!(c, '\u{3400}'..='\u{9FFF}');
    let at = LABELS.iter().find_map(|label| text.find(label).map(|at| at + label.len()))?;
    let rest = text[at..].strip_prefix(is_mark)?.trim_start_matches(is_mark);
    let name = rest.split(|c: char| !is_sign(c)).next()?;
    ((2..=5).contains(&name.chars().count()) && text.chars().count() <= 60).then_some(name)
}

/// What follows a label with a colon.
fn after_colon(text: &str) -> Option<&str> {
    LABELS.iter().find_map(|label| text.strip_prefix(label)).map(str::trim_start)
}

fn after_label_abroad(text: &str) -> Option<&str> {
    let rest = BY_ABROAD.iter().find_map(|by| after_label(text, by))?;
    let mut words = rest.split_whitespace().take(2).filter(|word| word.starts_with(char::is_uppercase));
    (words.next().is_some() && words.next().is_some()).then_some(rest)
}

/// Whether all words up to the first comma begin with a capital, but for small ones.
fn are_names(text: &str) -> bool {
    let names = text.split(',').next().unwrap_or_default();
    // "d’Amico", "al-Masri", "(AP)".
    let is_word = |word: &str| word.contains(char::is_uppercase) || word == "&" || WITHIN.contains(&word);
    names.split_whitespace().count() <= 12 && names.split_whitespace().all(is_word)
}

/// Whether each name in the byline has two words or more, and none begins as names do not: not "By the numbers".
pub(super) fn is_full_name(byline: &str) -> bool {
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
