//! The head of an article in plain text: its title, and by whom, when and where it was published, on lines of their own.
//!
//! Decided: below a title only what cannot be text is taken for a part of the head: `By Rosa Lind`, a line that is
//! nothing but a day, a key that is known. `By Monday night nobody was left` is text.

use std::borrow::Cow;

use super::{
    dates,
    mapping::{self, Field},
    names,
};
use crate::article::Published;

mod block;

/// Longest line in bytes that may be a title.
const TITLE: usize = 160;

/// Longest line in bytes of a head but the title.
const LINE: usize = 200;

/// Most lines below a title that are of the head.
const LINES: usize = 4;

/// Most lines of a block of keys.
const KEYS: usize = 60;

/// What the head says, and the text below it.
#[derive(Debug, Default)]
pub(super) struct Head<'t> {
    pub(super) title: Option<Cow<'t, str>>,
    pub(super) byline: Option<Cow<'t, str>>,
    pub(super) published: Option<Published>,
    pub(super) source: Option<&'t str>,
    pub(super) url: Option<&'t str>,
    pub(super) rest: &'t str,
    /// How many lines say something beside the title.
    known: usize,
}

/// Reads the head of a text; all of a text without one is its rest.
pub(super) fn read(text: &str) -> Head<'_> {
    let blank = ['\u{FEFF}', '\n', '\r', ' ', '\t', '\u{C}'];
    let mut text = text.trim_start_matches(blank);
    // What parts it from the one before in a file of several.
    while let (first, rest) = line(text)
        && (is_counter(first) || is_rule(first) && first != "---")
        && !rest.trim().is_empty()
    {
        text = rest.trim_start_matches(blank);
    }
    let told = front_matter(text).or_else(|| keyed(text));
    let text = behind_menu(text).unwrap_or(text);
    told.unwrap_or_else(|| {
        let (embargoed, _) = embargo(text);
        let block = if embargoed.len() == text.len() { block::read(text) } else { None };
        block.unwrap_or_else(|| titled(text))
    })
}

/// The title of an article that begins here for certain: something of its head beside the title is there, and text.
pub(super) fn surely(text: &str) -> Option<String> {
    let head = read(text);
    let is_text = |line: &str| line.trim().len() >= 40;
    let title = head.title.filter(|_| head.known > 0 && head.rest.lines().any(is_text))?;
    Some(title.into_owned())
}

/// Whether a line is nothing but one sign, three times or more: `=====`, `* * *`.
pub(super) fn is_rule(line: &str) -> bool {
    let mut signs = line.trim().bytes().filter(|byte| *byte != b' ');
    let Some(first) = signs.next().filter(|first| b"=-*#_~@".contains(first)) else { return false };
    let (same, other): (usize, usize) = signs.fold((1, 0), |(same, other), sign| match sign == first {
        true => (same + 1, other),
        false => (same, other + 1),
    });
    same >= 3 && other == 0
}

/// The text of a page from its heading on, if it begins as pages taken as text do: their `<title>` with the name of the site,
/// short lines of a menu, and the title once more alone.
fn behind_menu(text: &str) -> Option<&str> {
    const MENU: usize = 60;
    const ITEM: usize = 40;
    let (first, mut rest) = line(text);
    let title = [" | ", " - ", " – ", " — ", " :: ", " « ", " » "].iter().find_map(|by| first.split_once(by))?.0.trim();
    if first.len() > LINE || title.split(' ').count() < 3 {
        return None;
    }
    for _ in 0..MENU {
        let (next, after) = line(rest);
        if next == title {
            return Some(rest);
        }
        if next.len() > ITEM || next.ends_with(['.', '!', '?', '”', '"']) || after.is_empty() {
            return None;
        }
        rest = after;
    }
    None
}

/// Whether a line is the number of an article among several: `Article 1 of 3`, `DOCUMENT 2`, `[article0]`, `Dokument 1 von 3`.
pub(super) fn is_counter(line: &str) -> bool {
    const WORDS: [&str; 9] = ["article", "document", "dokument", "item", "record", "story", "text", "artikel", "doc"];
    const OF: [&str; 4] = ["of", "von", "de", "sur"];
    if line.len() > 40 || !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let bare = line.trim_matches(|c: char| matches!(c, '[' | ']' | '<' | '>' | '#' | ':' | '-' | '=' | '*' | ' '));
    let lower = bare.to_lowercase();
    let is_number = |word: &str| !word.is_empty() && word.len() < 8 && word.bytes().all(|byte| byte.is_ascii_digit());
    let words: Vec<&str> = lower.split(' ').collect();
    match words[..] {
        [word, number, of, all] => WORDS.contains(&word) && is_number(number) && OF.contains(&of) && is_number(all),
        [word, number] => {
            WORDS.contains(&word) && is_number(number) && (!bare.contains(char::is_lowercase) || bare != line)
        }
        // `[article0]`
        [word] => {
            let name = word.trim_end_matches(|c: char| c.is_ascii_digit());
            line.starts_with('[') && line.ends_with(']') && name.len() < word.len() && WORDS.contains(&name)
        }
        _ => false,
    }
}

/// Whether a line tells day, paper and title in one: `2016-09-20 | The Ledger | Ferry to stay`.
pub(super) fn is_stamped(line: &str) -> bool {
    line.matches(" | ").count() == 2 && block::read(&format!("{line}\n\nx")).is_some()
}

/// The first line, and what follows.
fn line(text: &str) -> (&str, &str) {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    (line.trim(), rest)
}

/// The first line that is not blank, what follows, and whether blank lines stand before it.
fn next_line(text: &str) -> (&str, &str, bool) {
    let (mut first, mut rest) = line(text);
    let mut apart = false;
    while first.is_empty() && !rest.is_empty() {
        apart = true;
        (first, rest) = line(rest);
    }
    (first, rest, apart)
}

/// A block of keys between `---` and `---`, or `+++` and `+++`, or of `#+TITLE:`.
fn front_matter(text: &str) -> Option<Head<'_>> {
    let (first, mut rest) = line(text);
    let by = match first {
        "---" => ':',
        "+++" => '=',
        _ => return org(text),
    };
    let (mut head, mut list) = (Head::default(), "");
    for _ in 0..KEYS {
        let (next, after) = line(rest);
        if next == first || (next == "..." && by == ':') {
            return head.told(after);
        }
        match next.strip_prefix("- ").filter(|_| !list.is_empty()) {
            // `  - Rosa Lind` goes on with a list.
            Some(value) => head.add(list, value),
            None => {
                let value = next.split_once(by).filter(|_| !rest.starts_with([' ', '\t', '-']));
                list = value.filter(|(_, value)| value.trim().is_empty()).map_or("", |(key, _)| key);
                value.map(|(key, value)| head.put(key, value));
            }
        }
        rest = after;
    }
    None
}

/// `#+TITLE: Ferry to stay`.
fn org(text: &str) -> Option<Head<'_>> {
    let (mut head, mut rest) = (Head::default(), text);
    while let (first, after) = line(rest)
        && let Some((key, value)) = first.strip_prefix("#+").and_then(|first| first.split_once(':'))
    {
        head.put(key, value);
        rest = after;
    }
    head.told(rest)
}

/// A block of lines `Title: Ferry to stay`, at least two of them with keys that are known; it ends with the last of them. A
/// tab or `=` may stand for the colon, in all of them.
fn keyed(text: &str) -> Option<Head<'_>> {
    keyed_by(text, ':').or_else(|| keyed_by(text, '\t')).or_else(|| keyed_by(text, '='))
}

fn keyed_by(text: &str, by: char) -> Option<Head<'_>> {
    let (mut head, mut rest, mut below) = (Head::default(), text, text);
    for _ in 0..KEYS {
        let (first, after) = line(rest);
        let Some((key, value)) = first.split_once(by).map(|(key, value)| (key.trim_end(), value)) else { break };
        if !is_key(key) {
            break;
        }
        if mapping::is_body_key(&mapping::fold(key)) {
            below = rest.split_once(by).map_or(rest, |(_, text)| text);
            break;
        }
        if first.len() > 2 * LINE {
            break;
        }
        rest = after;
        if head.put(key, value) {
            below = rest;
        }
    }
    head.told(below).filter(|head| head.known + usize::from(head.title.is_some()) > 1)
}

/// Whether this may be a key: a word or three, and no sentence.
fn is_key(key: &str) -> bool {
    let letters = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-');
    (2..=24).contains(&key.len())
        && key.trim_start_matches('$').starts_with(char::is_alphabetic)
        && key.trim_start_matches('$').chars().all(letters)
        && key.split(' ').count() <= 3
}

/// A title on a line of its own and what belongs to it.
fn titled(text: &str) -> Head<'_> {
    let (text, published) = embargo(text);
    let none = || Head { published, rest: text, ..Head::default() };
    let (first, rest) = line(text);
    let (title, sure) = match first.strip_prefix("# ") {
        Some(title) => (title.trim(), true),
        None => (first, false),
    };
    if !may_be_title(title) || rest.trim().is_empty() {
        return none();
    }
    if is_only_day(title) {
        return Head { published: published.or_else(|| dates::parse(title)), rest, ..Head::default() };
    }
    let (second, below) = line(rest);
    let underlined = second.starts_with("===") && is_rule(second);
    let rest = if underlined { below } else { rest };
    let head = Head { title: Some(Cow::Borrowed(title)), published, rest, ..Head::default() }.with_lines();
    let day = head.published.or_else(|| day_of_dateline(head.rest));
    let head = Head { published: day, ..head };
    let apart = second.is_empty() || second.len() > TITLE || is_dateline(second) || is_of_head(second);
    if sure || underlined || apart || head.known > 0 { head } else { none() }
}

/// Whether a line below a title tells by itself that it is no text.
fn is_of_head(line: &str) -> bool {
    byline(line).is_some() || is_only_day(line)
}

/// Whether a line is short and does not end as a sentence does.
fn may_be_title(line: &str) -> bool {
    let bare = line.trim_end_matches(['"', '”', '’', '\'']);
    !line.is_empty() && line.len() <= TITLE && !bare.ends_with(['.', ',', ';', ':']) && !is_rule(line)
}

/// What stands below the line that says until when a text must not be published, and the day it names.
fn embargo(text: &str) -> (&str, Option<Published>) {
    const BEGINNINGS: [&str; 4] = ["EMBARGOED ", "EMBARGO: ", "FOR RELEASE ", "FOR IMMEDIATE RELEASE"];
    let (first, rest, _) = next_line(text);
    let is_notice = first.len() < LINE && BEGINNINGS.iter().any(|beginning| first.starts_with(beginning));
    if !is_notice || rest.trim().is_empty() {
        return (text, None);
    }
    (next_line_begins(rest), dates::parse(first).filter(|day| day.from == day.to))
}

fn next_line_begins(text: &str) -> &str {
    text.trim_start_matches(['\n', '\r', ' ', '\t'])
}

impl<'t> Head<'t> {
    /// The head with its rest, if it says anything.
    fn told(self, rest: &'t str) -> Option<Self> {
        ((self.title.is_some() || self.known > 0) && !rest.trim().is_empty()).then_some(Self { rest, ..self })
    }

    /// Takes the value of a key that is known; whether it was.
    fn put(&mut self, key: &str, value: &'t str) -> bool {
        let value = unquoted(value);
        let key = mapping::fold(key.trim());
        let is = |field| mapping::known(field).contains(&key.as_str());
        if value.is_empty() {
            return false;
        }
        if is(Field::Title) {
            self.title.get_or_insert(Cow::Borrowed(value));
            return true;
        }
        let known = if is(Field::Byline) {
            self.byline.get_or_insert(Cow::Borrowed(value));
            true
        } else if is(Field::Date) {
            self.published = self.published.or_else(|| dates::parse(value));
            self.published.is_some()
        } else if is(Field::Url) && value.starts_with("http") {
            self.url.get_or_insert(value);
            true
        } else if is(Field::Source) {
            self.source.get_or_insert(value);
            true
        } else {
            false
        };
        self.known += usize::from(known);
        known
    }

    /// Takes an item of a list under a key: one more of those who wrote the article.
    fn add(&mut self, key: &str, value: &'t str) {
        let is_byline = mapping::known(Field::Byline).contains(&mapping::fold(key.trim()).as_str());
        match self.byline.as_mut().filter(|_| is_byline) {
            Some(names) if names.len() < LINE => *names.to_mut() += &format!(", {}", unquoted(value)),
            Some(_) => {}
            None => {
                self.put(key, value);
            }
        }
    }

    /// The head with the lines below its title that belong to it.
    fn with_lines(mut self) -> Self {
        for _ in 0..LINES {
            let (first, rest, apart) = next_line(self.rest);
            if first.len() > LINE || rest.trim().is_empty() {
                break;
            }
            let is_paper = self.known == 0 && self.source.is_none() && is_paper(first, rest);
            if is_paper {
                self.source = Some(first);
            } else if !self.takes(first, rest, apart) {
                break;
            }
            self.rest = rest;
        }
        self
    }

    /// Takes a line below the title; whether it belongs to the head. A key that stands apart from it may be text. Where
    /// more days or names stand so below, as in a chronicle, they are none of the head's.
    fn takes(&mut self, line: &'t str, rest: &str, apart: bool) -> bool {
        let bare = line.trim_matches(['*', '_']);
        if bare.contains(" | ") {
            return self.takes_parts(line);
        }
        let bare = day_behind_name(bare).unwrap_or(bare);
        let below = || rest.lines().map(str::trim);
        if let Some(names) = byline(bare) {
            if below().any(|line| byline(line).is_some_and(|other| other != names)) {
                return false;
            }
            self.byline.get_or_insert(Cow::Borrowed(names));
        } else if is_only_day(bare) {
            if below().any(|line| line != bare && is_only_day(line)) {
                return false;
            }
            self.published = self.published.or_else(|| dates::parse(bare));
        } else {
            let pair = line.split_once(':').filter(|(key, value)| is_key(key) && !value.ends_with('.'));
            let may = !apart || self.known > 0;
            let title = self.title.clone();
            let taken = may && pair.is_some_and(|(key, value)| !is_title_key(key) && self.put(key, value));
            self.title = title;
            return taken;
        }
        self.known += 1;
        true
    }
}

impl<'t> Head<'t> {
    /// Takes a line all of whose parts are a name or a day: `**By Rosa Lind** | May 2, 2018`.
    fn takes_parts(&mut self, line: &'t str) -> bool {
        let parts = || line.split('|').map(|part| part.trim_matches(|c: char| c.is_whitespace() || "*_".contains(c)));
        if !parts().all(is_of_head) {
            return false;
        }
        let names = parts().find_map(byline).map(Cow::Borrowed);
        self.byline = self.byline.take().or(names);
        let day = parts().find(|part| is_only_day(part)).and_then(dates::parse);
        self.published = self.published.or(day);
        self.known += 1;
        true
    }
}

/// Whether a line is the name of the paper, right above a day or a byline.
fn is_paper(line: &str, rest: &str) -> bool {
    let (next, below) = self::line(rest);
    line.len() <= 40
        && names::is_paper(line)
        && !is_of_head(line)
        && may_be_title(line)
        && is_of_head(next)
        && !below.trim().is_empty()
}

fn are_capitals(text: &str) -> bool {
    let is_name = |word: &str| word.starts_with(char::is_uppercase) || matches!(word, "of" | "the" | "and" | "&");
    (1..=4).contains(&text.split(' ').count()) && text.split(' ').all(is_name)
}

/// The day in `Xinhua, May 2, 2018`.
fn day_behind_name(line: &str) -> Option<&str> {
    let (name, day) = line.split_once(", ")?;
    (are_capitals(name) && !dates::are_of_a_day(name) && is_only_day(day)).then_some(day)
}

/// The day in the dateline that a text begins with: `HOLMSUND -- (September 20, 2016) -- `, `HOLMSUND, Sept. 20, 2016
/// /PRNewswire/ -- `.
fn day_of_dateline(text: &str) -> Option<Published> {
    const DATELINE: usize = 100;
    let (first, _, _) = next_line(text);
    let start = &first[..first.char_indices().nth(DATELINE).map_or(first.len(), |(at, _)| at)];
    let at = start.find([',', '-', '–', '—'])?;
    let place = start[..at].trim();
    let is_place = place.len() >= 3 && place.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '.' | '\'' | '’'));
    let rest = start[at..].trim_start_matches([',', '-', '–', '—', ' ']);
    let day = match rest.strip_prefix('(') {
        Some(inner) => inner.split_once(')')?.0,
        None => rest.split(['(', '/', '–', '—']).next()?.split(" -").next()?.trim(),
    };
    let has_year = day.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
    (is_place && has_year && is_only_day(day)).then(|| dates::parse(day)).flatten()
}

fn is_title_key(key: &str) -> bool {
    mapping::known(Field::Title).contains(&mapping::fold(key).as_str())
}

/// A value without quotes and brackets: `"Ferry to stay"`, `[Rosa Lind]`, `<2016-09-20 Tue>`.
fn unquoted(value: &str) -> &str {
    let mut bare = value.trim();
    for (opens, closes) in [('[', ']'), ('<', '>'), ('"', '"'), ('\'', '\'')] {
        bare = bare.strip_prefix(opens).and_then(|bare| bare.strip_suffix(closes)).unwrap_or(bare).trim();
    }
    bare
}

/// The names in `By Rosa Lind and Ove Dahl`; at least one first name and one last.
fn byline(line: &str) -> Option<&str> {
    const SMALL: [&str; 12] = ["and", "in", "of", "for", "de", "van", "von", "der", "la", "al", "the", "with"];
    let names = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY ")).or_else(|| line.strip_prefix("by "))?;
    let names = names.trim();
    let words = || names.split([' ', ',']).filter(|word| !word.is_empty());
    let letters = |c: char| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’' | '&' | '/');
    let is_name = |word: &str| word.starts_with(char::is_uppercase) && word.chars().all(letters);
    let all = words().all(|word| SMALL.contains(&word) || is_name(word));
    let begins = words().take(2).filter(|word| is_name(word)).count() == 2;
    let is_time = words().next().is_some_and(|word| dates::is_month(word) || dates::weekday(word).is_some());
    (all && begins && !is_time && !names.ends_with('.') && names.len() < 100).then_some(names)
}

/// Whether a line says a day and nothing else: `Tuesday, September 20, 2016`, `20.9.2016 10:05 GMT`.
fn is_only_day(line: &str) -> bool {
    line.len() <= 60
        && line.bytes().any(|byte| byte.is_ascii_digit())
        && dates::are_of_a_day(line)
        && dates::parse(line).is_some_and(|day| day.from == day.to)
}

/// The day of a line that is nothing but a day.
pub(super) fn day_of_line(line: &str) -> Option<Published> {
    let line = line.trim();
    is_only_day(line).then(|| dates::parse(line)).flatten()
}

/// Whether a line begins with the place of the news: `HOLMSUND, Sept 20 (AP) — `, `HOLMSUND - `.
fn is_dateline(line: &str) -> bool {
    let start: String = line.chars().take(60).collect();
    let place = start.split([',', '(', '—', '–', '-']).next().unwrap_or_default().trim();
    let capital = place.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && place.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '.' | '\'' | '’'));
    capital && ["—", "–", " - ", " -- ", ") -"].iter().any(|dash| start.contains(dash))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_days_are_told_from_text() {
        for line in
            ["By Rosa Lind", "By ROSA LIND", "By Rosa Lind and Ove Dahl in Holmsund", "BY ROSA LIND, Ledger Writer"]
        {
            assert!(byline(line).is_some(), "{line}");
        }
        for line in ["By Monday", "By Monday Night", "By nightfall they", "By Reuters", "By Rosa Lind.", "By the sea"] {
            assert!(byline(line).is_none(), "{line}");
        }
        for line in ["September 20, 2016", "Tue, 20 Sep 2016 10:00:00 GMT", "Published September 20, 2016", "20.9.2016"]
        {
            assert!(is_only_day(line), "{line}");
        }
        for line in ["September 2016", "On September 20, 2016 the ferry sank", "2016", "The May 20, 2016 vote"] {
            assert!(!is_only_day(line), "{line}");
        }
    }

    #[test]
    fn rules_are_told_from_lines() {
        assert!(["===", "* * *", "-----", "____"].iter().all(|line| is_rule(line)));
        assert!(["==", "=-=", "", "* a *", "a"].iter().all(|line| !is_rule(line)));
    }
}
