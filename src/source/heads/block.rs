//! A head whose lines stand in an order of its own: the day or the paper above the title, a name without "by" between
//! title and day, all in one line (`2016-09-20 | The Ledger | Ferry to stay`).
//!
//! Decided: a day must be among the lines, or a byline and the address, and only one line may be the title: where two may be,
//! one of them is text. A line that can be told to be no text is told by its form alone, in whatever language.

use std::borrow::Cow;

use super::{Head, LINE, byline, is_only_day, is_rule, line, may_be_title};
use crate::{
    article::Published,
    source::{
        dates::{self, Label},
        names,
    },
};

/// Most lines of a head.
const LINES: usize = 7;

/// Shortest line in bytes that is text, though it may end without a stop.
const TEXT: usize = 100;

/// Shortest sentence in bytes that is text.
const SENTENCE: usize = 40;

/// Fewest words of a title among other parts of one line.
const TITLE_WORDS: usize = 3;

/// What parts a line that tells several things.
const BY: [&str; 8] = [" | ", "; ", " • ", " · ", " – ", " — ", " - ", ", "];

/// Words of what somebody is who wrote an article, in lower case.
const ROLES: [&str; 8] =
    ["writer", "correspondent", "reporter", "editor", "staff", "journalist", "redakteur", "redaktion"];

/// What a line of a head is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'t> {
    Title(&'t str),
    /// A day, of publication unless it says otherwise; and what stands beside it.
    Day(Label, Published),
    By(&'t str),
    /// Two or three words with capitals: a person, or a paper that does not say so.
    Name(&'t str),
    Paper(&'t str),
    Url(&'t str),
    /// Nothing: a page, a role below a name, a rule.
    None,
}

/// What is known of a head while its lines are read.
#[derive(Debug, Default)]
struct Reader<'t> {
    title: Option<&'t str>,
    day: Option<(Label, Published)>,
    by: Option<&'t str>,
    names: Vec<&'t str>,
    paper: Option<&'t str>,
    url: Option<&'t str>,
    /// What stands in one line with a day: a paper, a place, or who wrote it; only the first can be told.
    beside: Option<&'t str>,
    /// Whether two lines may be the title.
    doubtful: bool,
}

/// Reads a head of lines in any order, or one of a single line.
pub(super) fn read(text: &str) -> Option<Head<'_>> {
    let (first, below) = line(text);
    let mut reader = Reader::default();
    if reader.takes_all(first) {
        return reader.head(below);
    }
    let mut reader = Reader::default();
    let mut rest = text;
    for _ in 0..LINES * 2 {
        let (next, after) = line(rest);
        let bare = next.trim_start_matches(['#', ' ']).trim_matches(['*', '_', ' ']);
        let ruled = is_rule(next);
        if !ruled && (is_text(next) || reader.is_whole() && !is_told(bare)) {
            break;
        }
        if after.trim().is_empty() {
            return None;
        }
        if !bare.is_empty() && !ruled {
            let (below, _) = line(after);
            // A line that the next goes on with is text, whatever stands above it.
            let goes_on = rest.len() < text.len() && !below.is_empty() && !is_rule(below) && !is_told(below);
            reader.takes(bare, goes_on);
        }
        rest = after;
    }
    reader.head(rest)
}

/// Whether a line is of the text: a sentence, or too long for a head.
fn is_text(line: &str) -> bool {
    if day_of(line).is_some() {
        return false;
    }
    let bare = line.trim_end_matches(['"', '”', '’', '\'', '»', '“']);
    let is_sentence = bare.ends_with(['.', '!', '?', ',', ';', ':', '。']) && !line.starts_with("http");
    (line.len() >= TEXT && pieces(line).is_none()) || is_sentence && line.len() >= SENTENCE && pieces(line).is_none()
}

/// Whether a line tells something of an article that its title does not.
fn is_told(line: &str) -> bool {
    line.is_empty() || is_rule(line) || pieces(line).is_some() || !matches!(piece(line), Piece::Title(_))
}

/// What a line is.
fn piece(line: &str) -> Piece<'_> {
    if let Some((label, day)) = day_of(line) {
        return Piece::Day(label, day);
    }
    if let Some(names) = by(line) {
        return Piece::By(names);
    }
    match () {
        () if line.starts_with("http") && !line.contains(' ') => Piece::Url(line),
        () if is_page(line) || is_role(line) => Piece::None,
        () if names::is_paper(line) => Piece::Paper(line),
        () if is_name(line) => Piece::Name(line),
        () => Piece::Title(line),
    }
}

/// The day of a line that is one, in words or numbers.
fn day_of(line: &str) -> Option<(Label, Published)> {
    let line = line.trim_matches(['[', ']', '(', ')']);
    if line.len() > LINE / 2 || !line.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let told = dates::days(line);
    let first = told.iter().min_by_key(|(label, _)| *label).copied();
    first.or_else(|| is_only_day(line).then(|| dates::parse(line)).flatten().map(|day| (Label::None, day)))
}

/// The names behind "by" of English, German, French or Spanish.
fn by(line: &str) -> Option<&str> {
    if let Some(names) = byline(line) {
        return Some(names);
    }
    let rest = ["Von ", "Par ", "Por ", "VON ", "PAR ", "POR "].iter().find_map(|by| line.strip_prefix(by))?;
    is_name(rest).then_some(rest)
}

/// Whether a line is nothing but one person's name, as far as its form tells.
fn is_name(line: &str) -> bool {
    // Articles of papers, and first words of places: "La Dépêche", "New York".
    const NONE: [&str; 40] = [
        "the", "a", "an", "le", "la", "les", "der", "die", "das", "el", "los", "il", "home", "page", "new", "san",
        "santa", "saint", "st.", "fort", "port", "north", "south", "east", "west", "upper", "lower", "united", "hong",
        "buenos", "rio", "tel", "cape", "mount", "lake", "abu", "costa", "sri", "las", "puerto",
    ];
    let letters = |c: char| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’');
    let is_part = |word: &str| word.starts_with(char::is_uppercase) && word.chars().all(letters);
    let is_small =
        |word: &str| matches!(word, "de" | "van" | "von" | "der" | "den" | "da" | "del" | "di" | "la" | "al");
    let mut words = line.split(' ');
    let first = words.next().unwrap_or_default().to_lowercase();
    (2..=4).contains(&line.split(' ').count())
        && line.len() <= 48
        && line.split(' ').all(|word| is_part(word) || is_small(word))
        && line.split(' ').filter(|word| is_part(word)).count() >= 2
        && !NONE.contains(&first.as_str())
        && !line.ends_with('.')
}

/// `Page A4`, `Seite 3`, `p. 12`.
fn is_page(line: &str) -> bool {
    let lower = line.to_lowercase();
    let number = ["page ", "pg. ", "p. ", "pp. ", "seite ", "s. "].iter().find_map(|page| lower.strip_prefix(page));
    number.is_some_and(|number| number.len() <= 8 && number.contains(|c: char| c.is_ascii_digit()))
}

/// `Staff Writer`.
fn is_role(line: &str) -> bool {
    let mut words = line.split(' ');
    line.len() <= 40 && words.next_back().is_some_and(|last| ROLES.contains(&last.to_lowercase().as_str()))
}

/// What the parts of a line are that tells a day and more: "Ledger, 20 September 2016, page 3", "The Ledger | Rosa Lind | 20
/// September 2016".
fn pieces(line: &str) -> Option<Vec<Piece<'_>>> {
    if line.len() > LINE || !line.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if let Some(rest) = line.strip_prefix('[').filter(|rest| rest.contains(']')) {
        return bracketed(rest);
    }
    let by = BY.iter().find(|by| line.contains(**by))?;
    let (mut told, mut from, mut at) = (Vec::new(), 0, 0);
    // "Tuesday, April 9, 2013, Page 4": commas part a day as well.
    let parts: Vec<&str> = line.split(by).collect();
    while at < parts.len() {
        let start = offset(line, parts[at]);
        let day = (at..parts.len()).rev().find_map(|last| {
            let whole = &line[start..offset(line, parts[last]) + parts[last].len()];
            day_of(whole.trim_matches(['*', '_', ' '])).map(|day| (last, day))
        });
        match day {
            Some((last, (label, day))) => {
                told.push(Piece::Day(label, day));
                at = last + 1;
            }
            None => {
                told.push(piece(parts[at].trim_matches(['*', '_', ' '])));
                at += 1;
            }
        }
        from += usize::from(matches!(told.last(), Some(Piece::Day(..))));
    }
    (from > 0 && told.len() > 1).then_some(told)
}

/// Whether these are a day and a few words with a capital: "Holmsunds Tidning, 20 september 2016".
fn is_beside_day(told: &[Piece<'_>]) -> bool {
    // "By Monday night, September 20, 2016" is no paper.
    let is_time = |word: &str| dates::is_month(word) || dates::weekday(word).is_some();
    let is_short = |words: &str| {
        words.len() <= 60
            && words.split(' ').count() <= 5
            && words.starts_with(char::is_uppercase)
            && !["By ", "On ", "In ", "At "].iter().any(|small| words.starts_with(small))
            && !words.split(' ').any(is_time)
    };
    match told {
        [Piece::Name(words) | Piece::Title(words), Piece::Day(..)] => is_short(words),
        [Piece::Name(words) | Piece::Title(words), Piece::Day(..), Piece::None] => is_short(words),
        _ => false,
    }
}

/// `[2016-09-20] [The Ledger] Ferry to stay`, from behind the first bracket.
fn bracketed(line: &str) -> Option<Vec<Piece<'_>>> {
    let mut told = Vec::new();
    let mut rest = line;
    loop {
        let (inner, after) = rest.split_once(']')?;
        told.push(piece(inner.trim()));
        let after = after.trim_start();
        match after.strip_prefix('[') {
            Some(next) => rest = next,
            None => {
                told.push(Piece::Title(after));
                break;
            }
        }
    }
    told.iter().any(|piece| matches!(piece, Piece::Day(..))).then_some(told)
}

fn offset(line: &str, part: &str) -> usize {
    part.as_ptr() as usize - line.as_ptr() as usize
}

impl<'t> Reader<'t> {
    /// Whether title and day are known: what follows must tell something to be of the head.
    fn is_whole(&self) -> bool {
        self.title.is_some() && (self.day.is_some() || self.by.is_some())
    }

    /// Takes a line of which a title is a part; whether it is one.
    fn takes_all(&mut self, line: &'t str) -> bool {
        // "Ferry to stay - by Rosa Lind, The Ledger, 20 September 2016".
        let (title, rest) =
            line.split_once(" - by ").map_or(("", line), |(title, _)| (title, &line[title.len() + 3..]));
        let Some(told) = pieces(rest) else { return false };
        if title.is_empty() {
            let is_title =
                |piece: &&Piece<'_>| matches!(piece, Piece::Title(title) if title.split(' ').count() >= TITLE_WORDS);
            let titles = told.iter().filter(|piece| matches!(piece, Piece::Title(_)));
            if titles.clone().count() != 1
                || titles.filter(is_title).count() != 1
                || line.contains(", ") && !line.contains(" | ") && !line.starts_with('[')
            {
                return false;
            }
        } else {
            self.title = Some(title);
        }
        told.into_iter().for_each(|piece| self.put(piece));
        self.title.is_some_and(may_be_title) && !self.doubtful
    }

    fn takes(&mut self, line: &'t str, goes_on: bool) {
        // "By Rosa Lind, September 20, 2016" before "By Rosa Lind, Staff Writer".
        match pieces(line) {
            Some(told) if self.title.is_some() && is_beside_day(&told) => {
                for piece in told {
                    match piece {
                        Piece::Name(name) | Piece::Title(name) => self.beside = Some(name),
                        other => self.put(other),
                    }
                }
            }
            Some(told) if !told.iter().any(|piece| matches!(piece, Piece::Title(_))) => {
                told.into_iter().for_each(|piece| self.put(piece));
            }
            _ => {
                let one = piece(line);
                self.doubtful |= goes_on && matches!(one, Piece::Title(_));
                self.put(one);
            }
        }
    }

    fn put(&mut self, piece: Piece<'t>) {
        match piece {
            Piece::Title(title) => {
                self.doubtful |= self.title.is_some() || !may_be_title(title);
                self.title.get_or_insert(title);
            }
            Piece::Day(label, day) => {
                let better = self.day.is_none_or(|(known, _)| label < known);
                self.day = if better { Some((label, day)) } else { self.day };
            }
            Piece::By(names) => self.by = self.by.or(Some(names)),
            Piece::Name(name) => self.names.push(name),
            Piece::Paper(paper) => self.paper = self.paper.or(Some(paper)),
            Piece::Url(url) => self.url = self.url.or(Some(url)),
            Piece::None => {}
        }
    }

    /// The head, if its lines are one.
    fn head(self, rest: &'t str) -> Option<Head<'t>> {
        let is_dated = self.day.is_some() || self.by.is_some() && self.url.is_some();
        let title = self.title.filter(|_| is_dated && !self.doubtful)?;
        // A chronicle has a day above each part.
        let other = |line: &str| is_only_day(line.trim());
        if rest.trim().is_empty() || rest.lines().any(other) {
            return None;
        }
        let mut names = self.names.into_iter();
        let name = names.next().filter(|_| names.next().is_none());
        let published =
            self.day.filter(|(label, day)| *label != Label::Changed && day.from == day.to).map(|(_, day)| day);
        let head = Head {
            title: Some(Cow::Borrowed(title)),
            byline: self.by.or(name).map(Cow::Borrowed),
            published,
            source: self.paper.or(self.beside.filter(|beside| names::is_paper(beside))),
            url: self.url,
            rest,
            known: 1,
        };
        Some(head.with_lines())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\n\nThe ferry stays where it is, the council of Holmsund decided late on Monday.\n";

    #[test]
    fn heads_in_any_order_are_read() {
        for head in [
            "September 20, 2016\n\nFerry to stay after all\n\nBy Rosa Lind",
            "The Holmsund Ledger\n20 September 2016\n\nFerry to stay after all\nby Rosa Lind",
            "Ferry to stay after all\nRosa Lind\nSeptember 20, 2016",
            "Ferry to stay after all | Rosa Lind | September 20, 2016",
            "2016-09-20\nFerry to stay after all\nRosa Lind",
            "Ferry to stay after all - by Rosa Lind, Holmsund Ledger, 20 September 2016",
            "Ferry to stay after all\nTuesday, September 20, 2016, Page A4\nBy Rosa Lind\nStaff Writer",
            "Ferry to stay after all\n====\n\nBy Rosa Lind, September 20, 2016",
            "Ferry to stay after all\nRosa Lind\nLa Dépêche d'Évroult, 20 septembre 2016",
            "Ferry to stay after all\nVon Rosa Lind\nHolmsunder Anzeiger, 20. September 2016",
            "Ferry to stay after all\nRosa Lind\nPublished: September 20, 2016 at 10:12 a.m.\nUpdated: Oct. 3, 2017 at 9:00 a.m.",
            "https://ledger.example/1\n\nFerry to stay after all\n\nRosa Lind\nSeptember 20, 2016",
        ] {
            let text = format!("{head}{TEXT}");
            let read = read(&text).unwrap_or_else(|| panic!("{head}"));
            assert_eq!(read.title.as_deref(), Some("Ferry to stay after all"), "{head}");
            assert_eq!(read.published.map(|day| day.to_string()).as_deref(), Some("2016-09-20"), "{head}");
            assert_eq!(read.byline.as_deref().map(|by| by.split(',').next().unwrap()), Some("Rosa Lind"), "{head}");
            assert_eq!(read.rest.trim(), TEXT.trim(), "{head}");
        }
    }

    #[test]
    fn what_may_be_text_is_no_head() {
        for text in [
            "Ferry to stay\n\nThe council met on Monday. It was late.\n",
            "Ferry to stay\nSubtitle of some kind\nSeptember 20, 2016\n\nThe ferry stays where it is, they said.\n",
            "Chronicle of the ferry\nMay 2, 2018\n\nThe ferry came.\n\nMay 3, 2018\n\nThe ferry left.\n",
            "On 20 September 2016, the ferry sank\n\nNobody was on board when it did.\n",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
