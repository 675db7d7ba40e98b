//! Posts that an article shows, signed behind the words: `The bridge stays shut. — Ada Orlova (@aorlova) May 3, 2019`.
//!
//! Pages keep posts of others so where their scripts do not run, and so they come into archives: no mark stands round them, and no verb
//! of the reporter's leads to them. Name, handle and day together are what no sentence of an article ends with.

use std::ops::Range;

use memchr::memmem;

use super::{
    Style, Turn,
    label::{looks_named, name_in},
    talk::Known,
};
use crate::{
    lexicon::{self, word},
    text::{TokenKind, Tokens},
};

/// Tokens of the longest name: "Rep. Ada Orlova 🇸🇪 (she/her)".
const LONGEST_NAME: usize = 10;

/// Bytes of the longest post that is read: above the limit of four decades of short messages, below a page.
const LONGEST_POST: usize = 1200;

/// Where a handle begins that a post is signed with.
const HANDLE: &str = "(@";

/// Whether an article may hold signed posts at all.
pub(super) fn may_hold(tokens: &Tokens<'_>) -> bool {
    memmem::find(tokens.text().as_bytes(), HANDLE.as_bytes()).is_some()
}

/// All signed posts, in text order; `persons` are the stretches of tokens that the tagger took for persons' names.
pub(super) fn all(tokens: &Tokens<'_>, persons: &[Range<usize>], known: &Known) -> Vec<Turn> {
    let mut found = Vec::new();
    let mut from = 0;
    for at in memmem::find_iter(tokens.text().as_bytes(), HANDLE.as_bytes()) {
        let Some(signature) = Signature::at(tokens, tokens.at(at)) else { continue };
        // "— Ada Orlova (@aorlova) May 3, 2019 (@pier)": one signature.
        if signature.dash < from {
            continue;
        }
        let words = words_above(tokens, from, signature.dash);
        from = signature.end;
        // What is quoted in a post from its beginning is seldom its writer's own.
        let own = words.filter(|words| !is_anothers(tokens, words));
        found.extend(own.map(|words| signature.turn(tokens, words, persons, known)));
    }
    found
}

/// `— Ada Orlova (@aorlova) May 3, 2019`, by token numbers.
struct Signature {
    dash: usize,
    name: Range<usize>,
    /// Behind the day.
    end: usize,
}

impl Signature {
    /// The one whose handle's bracket is at token `bracket`.
    fn at(tokens: &Tokens<'_>, bracket: usize) -> Option<Self> {
        /// Tokens of the longest handle, its sign and the closing bracket.
        const HANDLE: usize = 8;
        let paragraph = tokens.items().get(bracket)?.paragraph;
        let before = bracket.saturating_sub(LONGEST_NAME + 1)..bracket;
        let dash = before.rev().take_while(|&i| tokens[i].paragraph == paragraph).find(|&i| is_dash(tokens, i))?;
        let named = (dash + 1..bracket).any(|i| tokens[i].kind == TokenKind::Word);
        let close = (bracket + 1..tokens.len().min(bracket + HANDLE)).find(|&i| tokens.word(i) == ")")?;
        let end = behind_day(tokens, close + 1).filter(|&end| tokens[end - 1].paragraph == paragraph)?;
        named.then_some(Self { dash, name: dash + 1..bracket, end })
    }

    fn turn(&self, tokens: &Tokens<'_>, words: Range<usize>, persons: &[Range<usize>], known: &Known) -> Turn {
        let next = persons.partition_point(|person| person.start < self.name.start);
        let tagged = persons.get(next).filter(|person| person.end <= self.name.end).cloned();
        let is_person = |named: &Range<usize>| looks_named(tokens, named.clone()) || known.holds(tokens, named);
        let named = tagged.or_else(|| Some(name_in(tokens, self.name.clone())).filter(is_person));
        Turn {
            label: self.name.clone(),
            named,
            role: None,
            sign: self.dash,
            words,
            goes_on: false,
            style: Style::Signed,
            name: None,
        }
    }
}

/// Whether what is signed is quoted from its beginning, or to its end behind who says it: "@aorlova: “I will stay.”"
fn is_anothers(tokens: &Tokens<'_>, words: &Range<usize>) -> bool {
    /// Tokens of who says it.
    const SPEAKER: usize = 6;
    let mark = |i: usize| tokens[i].kind == TokenKind::DoubleMark;
    let led = (words.start..words.end.min(words.start + SPEAKER))
        .any(|i| tokens.word(i) == ":" && i + 1 < words.end && mark(i + 1));
    // "2/2 “I will stay.”"
    let counted = || {
        let sign = |i: usize| tokens[i].kind == TokenKind::Number || tokens.word(i) == "/";
        let first = (words.start..words.end).find(|&i| !sign(i));
        first.is_some_and(|first| first > words.start && mark(first) && mark(words.end - 1))
    };
    mark(words.start) || led && mark(words.end - 1) || counted()
}

fn is_dash(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens[i].kind == TokenKind::Dash || tokens.word(i) == "―"
}

/// The token behind the day that begins at `first`: "May 3, 2019", "3 May 2019".
fn behind_day(tokens: &Tokens<'_>, first: usize) -> Option<usize> {
    /// Tokens of the longest: "Sept. 3, 2019".
    const LONGEST: usize = 5;
    let day = first..tokens.len().min(first + LONGEST);
    let month = |i: usize| lexicon::word_bits(tokens.key(i)) & word::CALENDAR != 0;
    let year = |&i: &usize| tokens[i].kind == TokenKind::Number && tokens.word(i).len() == 4;
    let year = day.clone().find(year)?;
    day.take_while(|&i| i < year).any(month).then_some(year + 1)
}

/// The words that a signature at `dash` stands below: those before it in its paragraph, from token `from` on, or the paragraph before.
/// Addresses of pages and pictures behind them are no words.
fn words_above(tokens: &Tokens<'_>, from: usize, dash: usize) -> Option<Range<usize>> {
    let paragraph = |i: usize| tokens[i].paragraph;
    let begin = |number: u32| from + tokens.items()[from..dash].partition_point(|token| token.paragraph < number);
    let own = begin(paragraph(dash));
    let (start, end) = match own == dash {
        false => (own, dash),
        true => (begin(paragraph(dash.checked_sub(1).filter(|&before| before >= from)?)), dash),
    };
    let place = tokens[start].span().join(tokens[end - 1].span());
    let words = without_addresses(place.of(tokens.text()));
    let stop = place.start + words.len();
    let end = start + tokens.items()[start..end].partition_point(|token| token.span().end <= stop);
    let spoken = (start..end).any(|i| tokens[i].kind == TokenKind::Word);
    (spoken && words.len() <= LONGEST_POST).then_some(start..end)
}

/// `It stays shut. https://t.co/x pic.example.com/y` without what is behind its last word.
fn without_addresses(text: &str) -> &str {
    let mut text = text.trim_end();
    loop {
        let last = text.rfind(char::is_whitespace).map_or(0, |space| space + 1);
        let chunk = text[last..].trim_start();
        let address = chunk.find("http").filter(|at| chunk[*at..].contains("://"));
        let picture = chunk.find("pic.").filter(|at| chunk[*at..].contains('/'));
        let Some(at) = address.or(picture) else { return text };
        text = text[..text.len() - chunk.len() + at].trim_end();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_behind_the_words_are_no_words() {
        assert_eq!(without_addresses("It stays shut. https://t.co/x pic.example.com/y"), "It stays shut.");
        assert_eq!(without_addresses("Shut.https://t.co/xhttps://t.co/y "), "Shut.");
        assert_eq!(without_addresses("https://t.co/x"), "");
        assert_eq!(without_addresses("See pic. 3"), "See pic. 3");
    }
}
