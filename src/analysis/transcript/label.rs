//! What may be the label of a paragraph: its shape alone.

use std::ops::Range;

use super::Style;
use crate::{
    lexicon::{self, FirstName, gaz, word},
    text::{Case, TokenKind, Tokens},
};

/// Tokens of the longest label: "The Parliamentary Under-Secretary of State for Transport (Ada Orlova)".
const LONGEST: usize = 24;

/// Words of the longest first part, before a comma or bracket.
const LONGEST_WHO: usize = 9;

/// A paragraph that begins with what may be a label.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// The label, without its sign.
    pub(super) label: Range<usize>,
    /// Its part before a comma or bracket.
    pub(super) who: Range<usize>,
    /// The words of it that may be a person's name, without title and office; empty if there are none.
    pub(super) named: Range<usize>,
    /// What stands behind a comma or in brackets.
    pub(super) role: Option<Range<usize>>,
    /// The sign behind it.
    pub(super) sign: usize,
    /// The words said: in the same paragraph, or in the next where the label stands alone.
    pub(super) words: Range<usize>,
    pub(super) style: Style,
}

/// All paragraphs that begin with a label.
pub(super) fn all(tokens: &Tokens<'_>) -> Vec<Line> {
    let mut found: Vec<Line> = Vec::new();
    let mut alone = false;
    for paragraph in paragraphs(tokens, 0) {
        let line = read(tokens, paragraph.clone());
        // A label alone on its line has its words below, unless a label stands there too.
        if std::mem::take(&mut alone) {
            match found.last_mut() {
                Some(before) if line.is_none() => before.words = paragraph,
                _ => drop(found.pop()),
            }
        }
        alone = line.as_ref().is_some_and(|line| line.words.is_empty());
        found.extend(line);
    }
    if alone {
        found.pop();
    }
    found
}

/// The paragraphs from token `from` on.
pub(super) fn paragraphs<'s>(tokens: &'s Tokens<'_>, from: usize) -> impl Iterator<Item = Range<usize>> + use<'s> {
    let items = tokens.items();
    let mut from = from;
    std::iter::from_fn(move || {
        let number = items.get(from)?.paragraph;
        let to = from + items[from..].partition_point(|token| token.paragraph == number);
        Some(std::mem::replace(&mut from, to)..to)
    })
}

/// The label at the front of a paragraph.
fn read(tokens: &Tokens<'_>, paragraph: Range<usize>) -> Option<Line> {
    let start = past_marks(tokens, past_stamp(tokens, past_marks(tokens, paragraph)));
    if start.is_empty() || !(tokens[start.start].is_capitalised() || tokens.word(start.start) == "(") {
        return None;
    }
    bracketed(tokens, &start)
        .or_else(|| before_colon(tokens, &start))
        .or_else(|| titled(tokens, &start))
        .or_else(|| letter(tokens, &start))
}

/// Behind a stray quote mark, as scraped transcripts have it, or `>>`, as captions do.
fn past_marks(tokens: &Tokens<'_>, range: Range<usize>) -> Range<usize> {
    let mark = |&i: &usize| tokens[i].kind == TokenKind::DoubleMark || matches!(tokens.word(i), ">" | ">>" | "»");
    let marks = range.clone().take(3).take_while(mark).count();
    range.start + marks..range.end
}

/// Behind a time in brackets: `[00:01:12]`, `(00:12)`, `[17:05]`.
fn past_stamp(tokens: &Tokens<'_>, range: Range<usize>) -> Range<usize> {
    /// Tokens of the longest time.
    const LONGEST: usize = 8;
    if range.is_empty() || !matches!(tokens.word(range.start), "(" | "[") {
        return range;
    }
    let inner = range.start + 1..range.end.min(range.start + LONGEST);
    let Some(close) = inner.clone().find(|&i| matches!(tokens.word(i), ")" | "]")) else { return range };
    let time = |i: usize| tokens[i].kind == TokenKind::Number || matches!(tokens.word(i), ":" | ".");
    let stamped = close > inner.start && (inner.start..close).all(time);
    if stamped { close + 1..range.end } else { range }
}

/// `((Ada Orlova)) words`.
fn bracketed(tokens: &Tokens<'_>, range: &Range<usize>) -> Option<Line> {
    /// Words of the longest.
    const LONGEST: usize = 4;
    let (from, to) = (range.start, range.end);
    let twice = |i: usize, sign: &str| i + 1 < to && tokens.word(i) == sign && tokens.word(i + 1) == sign;
    if !twice(from, "(") {
        return None;
    }
    let first = from + 2;
    let close = (first..to.min(first + LONGEST + 1)).find(|&i| twice(i, ")"))?;
    let named = close > first && (first..close).all(|i| tokens[i].is_capitalised());
    let words = close + 2..to;
    let spoken = has_words(tokens, &words);
    (named && spoken).then(|| Line::new(tokens, first..close, first..close, close, words, Style::Brackets))
}

/// `ORLOVA: words`, `JANE PORTER, HOST:`, `Orlova: words`.
fn before_colon(tokens: &Tokens<'_>, range: &Range<usize>) -> Option<Line> {
    let start = range.start;
    let mut depth = 0_usize;
    let mut who = None;
    let mut sign = None;
    for i in start..range.end.min(start + LONGEST) {
        match tokens.word(i) {
            ":" if depth == 0 => {
                sign = Some(i);
                break;
            }
            "(" | "[" => {
                who.get_or_insert(i);
                depth += 1;
            }
            ")" | "]" => depth = depth.checked_sub(1)?,
            "," => _ = who.get_or_insert(i),
            _ if who.is_some() => {
                let sign = matches!(tokens[i].kind, TokenKind::DoubleMark | TokenKind::Stop);
                if sign {
                    return None;
                }
            }
            _ if !may_be_of_label(tokens, start, i) => return None,
            _ => {}
        }
    }
    let sign = sign.filter(|&sign| sign > start)?;
    let who = start..who.unwrap_or(sign);
    let words = past_stamp(tokens, sign + 1..range.end);
    // "Time: 10:30": a number is no word that is said.
    let spoken = words.is_empty() || has_words(tokens, &words);
    let fits = !who.is_empty() && who.len() <= LONGEST_WHO && spoken && !is_stamped(tokens, who.clone());
    let style = if is_letter(tokens.word(start)) && who.len() == 1 {
        Style::Letter
    } else if is_in_capitals(tokens, who.clone()) {
        Style::Capitals
    } else {
        Style::Plain
    };
    fits.then(|| Line::new(tokens, start..sign, who, sign, words, style))
}

/// Whether the token at `i` may stand in a label's first part.
fn may_be_of_label(tokens: &Tokens<'_>, start: usize, i: usize) -> bool {
    match tokens[i].kind {
        TokenKind::Word => tokens[i].is_capitalised() || i > start && is_joint(tokens.lower(i)),
        TokenKind::Number => i > start,
        TokenKind::Hyphen => true,
        TokenKind::Possessive => tokens[i - usize::from(i > start)].case == Case::Upper,
        _ => tokens.word(i) == "&",
    }
}

/// Small words within names and offices.
fn is_joint(lower: &str) -> bool {
    matches!(
        lower,
        "of" | "for"
            | "the"
            | "and"
            | "de"
            | "da"
            | "dos"
            | "del"
            | "di"
            | "la"
            | "van"
            | "der"
            | "den"
            | "von"
            | "bin"
            | "ibn"
            | "al"
            | "el"
            | "y"
    )
}

/// `Mr. BRANDT. words`, `The PRESIDING OFFICER. words`, as the record of the American congress has it.
fn titled(tokens: &Tokens<'_>, range: &Range<usize>) -> Option<Line> {
    /// Tokens behind the name: "of New York", "pro tempore".
    const TAIL: usize = 4;
    let start = range.start;
    let title = tokens.word(start) == "The" || lexicon::is_title(tokens.key(start));
    if !title || tokens[start].case == Case::Upper {
        return None;
    }
    let upper = |&i: &usize| tokens[i].case == Case::Upper && tokens[i].kind == TokenKind::Word;
    let capitals = (start + 1..range.end).take_while(upper).count();
    let behind = start + 1 + capitals;
    let tail = |&i: &usize| tokens[i].kind == TokenKind::Word && tokens.word(i) != ".";
    let sign = behind + (behind..range.end).take(TAIL).take_while(tail).count();
    let ends = capitals > 0 && sign < range.end && tokens.word(sign) == ".";
    let words = sign + 1..range.end;
    let spoken = ends && has_words(tokens, &words);
    spoken.then(|| Line::new(tokens, start..sign, start..behind, sign, words, Style::Titled))
}

/// `Q.`, `A.` and `Q` before what is asked and answered.
fn letter(tokens: &Tokens<'_>, range: &Range<usize>) -> Option<Line> {
    let start = range.start;
    let pointed = matches!(tokens.word(start), "Q." | "A.");
    // "A man" begins with the same letter.
    let bare = tokens.word(start) == "Q";
    let stop = bare && start + 1 < range.end && tokens.word(start + 1) == ".";
    let sign = start + usize::from(stop);
    let words = sign + 1..range.end;
    let spoken = (pointed || bare) && has_words(tokens, &words);
    spoken.then(|| Line::new(tokens, start..start + 1, start..start + 1, sign, words, Style::Letter))
}

/// "JUST WATCHED Orlova", "WATCH Mayor Orlova": words in capitals before a name in small letters are the page's.
fn is_stamped(tokens: &Tokens<'_>, who: Range<usize>) -> bool {
    /// Letters of the shortest such word; "MP" and "CNN" stand before names as well.
    const SHORTEST: usize = 4;
    let upper = tokens[who.start].case == Case::Upper && tokens.word(who.start).len() >= SHORTEST;
    upper && who.clone().any(|i| tokens[i].case == Case::Title && tokens.word(i).len() > 2)
}

fn is_letter(word: &str) -> bool {
    matches!(word, "Q" | "A" | "Q." | "A.")
}

fn has_words(tokens: &Tokens<'_>, range: &Range<usize>) -> bool {
    range.clone().any(|i| tokens[i].kind == TokenKind::Word)
}

/// Whether a label is in capitals, its titles and small words apart: "Ms. ADA ORLOVA", "BRIAN McCABE", "J. ORR".
fn is_in_capitals(tokens: &Tokens<'_>, who: Range<usize>) -> bool {
    let words = || who.clone().filter(|&i| tokens[i].kind == TokenKind::Word);
    let fits = |i: usize| match tokens[i].case {
        Case::Upper => true,
        Case::Lower => is_joint(tokens.lower(i)),
        Case::Mixed => tokens.word(i).chars().filter(|c| c.is_uppercase()).count() > 2,
        Case::Title => tokens.word(i).trim_end_matches('.').len() == 1 || lexicon::is_title(tokens.key(i)),
    };
    words().all(fits) && words().any(|i| tokens[i].case == Case::Upper)
}

impl Line {
    fn new(
        tokens: &Tokens<'_>,
        label: Range<usize>,
        who: Range<usize>,
        sign: usize,
        words: Range<usize>,
        style: Style,
    ) -> Self {
        let role = behind(tokens, &label, &who);
        let office = tokens.lower(who.start) == "the" && role.clone().is_some_and(|role| looks_named(tokens, role));
        // "The Secretary of State for Transport (Ada Orlova)".
        let (named, role) = match role {
            Some(name) if office => (name, Some(who.clone())),
            role => (name_in(tokens, who.clone()), role.filter(|role| role.clone().any(|i| is_office(tokens, i)))),
        };
        Self { label, who, named, role, sign, words, style }
    }

    /// Whether the label asks and nobody is named by it.
    pub(super) fn is_question(&self, tokens: &Tokens<'_>) -> bool {
        self.who.len() == 1 && matches!(tokens.lower(self.who.start), "q" | "q." | "question")
    }

    /// Whether the label answers and nobody is named by it.
    pub(super) fn is_answer(&self, tokens: &Tokens<'_>) -> bool {
        self.who.len() == 1 && matches!(tokens.lower(self.who.start), "a" | "a." | "answer")
    }
}

/// What stands behind a label's first part, up to the next comma or bracket: an office, a name, but a party, a seat or "(on camera)" as well.
fn behind(tokens: &Tokens<'_>, label: &Range<usize>, who: &Range<usize>) -> Option<Range<usize>> {
    let parts = |i: usize| matches!(tokens.word(i), "," | "(" | ")" | "[" | "]");
    let first = (who.end..label.end).find(|&i| !parts(i))?;
    let last = (first..label.end).find(|&i| parts(i)).unwrap_or(label.end);
    Some(first..last)
}

/// Whether words may be a person's name by the lists: a first name that is no other word ("IN ASIA", "CHINA TALK") before one that is none of
/// an office.
pub(super) fn looks_named(tokens: &Tokens<'_>, words: Range<usize>) -> bool {
    /// What is no last name behind a first name.
    const OTHER: u16 = word::ROLE | word::BODY | word::ORG_WORD | word::CALENDAR | word::NAME_VERB;
    if !(2..=5).contains(&words.len()) {
        return false;
    }
    let capital =
        |i: usize| tokens[i].is_capitalised() || is_joint(tokens.lower(i)) || tokens[i].kind == TokenKind::Hyphen;
    let (first, last) = (tokens.key(words.start), tokens.key(words.end - 1));
    let given = lexicon::first_name(first) != FirstName::No
        && lexicon::word_bits(first) & (word::STARTER | word::DEMONYM) == 0
        && (lexicon::gazetteer(first) & gaz::COUNTRY == 0 || lexicon::is_last_name(last));
    let small = || tokens.words().is_met_small(tokens[words.end - 1].lower_id());
    let family = lexicon::is_last_name(last) || lexicon::word_bits(last) & OTHER == 0 && !small();
    words.clone().all(capital) && (given || are_initials(tokens, words.start)) && family
}

fn is_office(tokens: &Tokens<'_>, i: usize) -> bool {
    lexicon::word_bits(tokens.key(i)) & (word::TITLE | word::ROLE) != 0
}

/// "E.J.", "J."
fn are_initials(tokens: &Tokens<'_>, i: usize) -> bool {
    let word = tokens.word(i);
    word.ends_with('.') && word.bytes().all(|byte| byte == b'.' || byte.is_ascii_uppercase())
}

/// The name in a label's first part, titles and offices before it and numbers behind it left out: "VA SECRETARY ROBERT ORR".
pub(super) fn name_in(tokens: &Tokens<'_>, who: Range<usize>) -> Range<usize> {
    let bits = |i: usize| lexicon::word_bits(tokens.key(i));
    let joint = |i: usize| matches!(tokens.lower(i), "of" | "for" | "and" | "the" | "&");
    let office = |i: usize| is_office(tokens, i) || joint(i);
    let numbers = who.clone().rev().take_while(|&i| tokens[i].kind == TokenKind::Number).count();
    let end = who.end - numbers;
    let behind_office = |&i: &usize| i > who.start && (who.start..i).any(office) && looks_named(tokens, i..end);
    if let Some(start) = (who.start..end).find(behind_office) {
        return start..end;
    }
    let start = who.start + (who.start..end).take_while(|&i| office(i)).count();
    // "TRUMP SUPPORTER", "FOX NEWS": words that no list has as a name are one only among themselves.
    let other = |i: usize| bits(i) & (word::ROLE | word::BODY | word::ORG_WORD | word::STARTER | word::NAME_VERB) != 0;
    let small = |i: usize| {
        // "AL-ORLOV" is "al-Orlov" elsewhere.
        let id = tokens[i].lower_id();
        tokens.words().is_met_small(id) && !tokens.words().has_hyphen(id) && !is_joint(tokens.lower(i))
    };
    let phrase = end > start + 1 && !looks_named(tokens, start..end) && (start..end).any(|i| other(i) || small(i));
    if phrase || (start..end).any(joint) { end..end } else { start..end }
}
