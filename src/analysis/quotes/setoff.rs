//! Words that a paragraph sets off without quote marks: `Orlova wrote on her blog:`, and below it what she wrote.
//!
//! Pages indent such blocks or change their type, and an archive keeps neither. What stays is the sentence before, which a verb of
//! speech and a colon end, and a paragraph that is a text of its own. A colon leads to lists, headings and the reporter's own telling as
//! well, so each of these is looked for first; a paragraph that holds quote marks has speakers of its own.

use super::{
    lexemes::Lexeme,
    marks::{Ending, Stretch},
    words::{Class, Form, class, quotes_words},
};
use crate::text::{TokenKind, Tokens};

/// Tokens from the verb of speech to the colon: "wrote on his blog last Friday:".
const TAIL: usize = 10;

/// Fewest words of a block: below are headings and answers of a list.
const FEWEST: usize = 8;

/// Bytes of the longest block.
const LONGEST: usize = 4000;

/// The paragraphs that a sentence above sets off, in text order; `marked` are the stretches between quote marks.
pub(super) fn stretches(tokens: &Tokens<'_>, marked: &[Stretch]) -> Vec<Stretch> {
    let mut out = Vec::new();
    let paragraphs = tokens.paragraphs();
    for (number, pair) in paragraphs.windows(2).enumerate() {
        if !pair[0].of(tokens.text()).ends_with(':') || pair[1].len() > LONGEST {
            continue;
        }
        let first = tokens.at(pair[1].start);
        let last = first + tokens.items()[first..].partition_point(|token| token.paragraph as usize == number + 1);
        let holds_marks = marked[marked.partition_point(|stretch| stretch.close <= first)..]
            .first()
            .is_some_and(|stretch| stretch.open < last);
        if first > 0 && !holds_marks && leads(tokens, first - 1) && is_text(tokens, first, last) {
            out.push(Stretch { open: first, first, last, close: last, ending: Ending::SetOff });
        }
    }
    out
}

/// Whether a verb of speech, and no more than where, when and to whom, stands before the colon at `colon`.
fn leads(tokens: &Tokens<'_>, colon: usize) -> bool {
    let lexeme = |i: usize| Lexeme::of(tokens.lower(i), tokens.key(i));
    let class = |i: usize| class(tokens, i, &lexeme);
    let same = |&i: &usize| tokens[i].sentence == tokens[colon].sentence;
    let mut back = (colon.saturating_sub(TAIL)..colon).rev().take_while(same);
    let Some(cue) = back.find(|&i| class(i) == Class::Cue || is_shown_a_verb(tokens, i, colon, class(i))) else {
        return false;
    };
    verb_alone(tokens, cue, &lexeme(cue))
        && begins_tail(tokens, cue, colon, class(cue + 1))
        && (cue + 1..colon).all(|i| !says_more(tokens, i, class(i)))
        && !is_said_before(tokens, cue, &class)
}

/// Whether a word that may be a noun is a verb since who does it stands before it and the colon behind: "As the Post notes:".
fn is_shown_a_verb(tokens: &Tokens<'_>, i: usize, colon: usize, class: Class) -> bool {
    let does = |before: usize| tokens[before].is_capitalised() || matches!(tokens.lower(before), "he" | "she" | "it");
    class == Class::WeakCue && i + 1 == colon && tokens.lower(i).ends_with('s') && i > 0 && does(i - 1)
}

/// Whether the word at `cue` is a verb of somebody who speaks: not of a heading ("Toll Estimate Rises:"), nor a noun ("Orr's reporting
/// on it:"), nor of one who passes words on ("worth quoting at length:").
fn verb_alone(tokens: &Tokens<'_>, cue: usize, lexeme: &Lexeme) -> bool {
    let owned = cue > 0 && tokens[cue - 1].kind == TokenKind::Possessive;
    let noun = lexeme.has(Form::Base) && lexeme.is_head_noun;
    // "the plan proposed in May:", "recommends this:": lists and plans.
    let lists = ["estimat", "outlin", "propos", "recommend", "suggest"];
    let lists = lists.iter().any(|stem| tokens.lower(cue).starts_with(stem));
    !tokens[cue].is_capitalised() && !noun && !owned && !lists && !quotes_words(tokens.lower(cue))
}

/// Whether what stands behind the verb at `cue` tells where, when and to whom, or points at what follows.
fn begins_tail(tokens: &Tokens<'_>, cue: usize, colon: usize, next: Class) -> bool {
    let told = matches!(tokens.lower(cue), "told" | "tells" | "telling" | "asked" | "asks");
    let points = match tokens.lower(cue + 1) {
        "the" => tokens.lower(cue + 2) == "following" && cue + 3 == colon,
        lower => matches!(lower, "this" | "as" | "last" | "earlier" | "back" | "later"),
    };
    let free = matches!(next, Class::Preposition | Class::Day | Class::Adverb | Class::Comma);
    cue + 1 == colon || told || points || free
}

/// Whether token `i` begins a clause or another's words, and the colon therefore ends more than who speaks.
fn says_more(tokens: &Tokens<'_>, i: usize, class: Class) -> bool {
    matches!(class, Class::That | Class::Auxiliary | Class::Semicolon | Class::Colon | Class::Bracket)
        || matches!(tokens.lower(i), "how" | "why" | "what" | "whether" | "if" | "according")
        || tokens[i].kind == TokenKind::DoubleMark
}

/// Whether what the verb at `cue` tells stands before it in its sentence, in marks or behind a comma: "“Go,” Orlova said in a note:".
fn is_said_before(tokens: &Tokens<'_>, cue: usize, class: &impl Fn(usize) -> Class) -> bool {
    /// Tokens looked back over.
    const REACH: usize = 40;
    let lexeme = Lexeme::of(tokens.lower(cue), tokens.key(cue));
    let same = |&i: &usize| tokens[i].sentence == tokens[cue].sentence;
    let mut before = (cue.saturating_sub(REACH)..cue).rev().take_while(same);
    let quoted = lexeme.has(Form::Finite) && before.clone().any(|i| tokens[i].kind == TokenKind::DoubleMark);
    // "quotes Orr and others, writing:": who of them writes is open.
    quoted || before.any(|i| class(i) == Class::Cue && quotes_words(tokens.lower(i)))
}

/// Whether the tokens `first..last`, a paragraph, are a text of its own and no item of a list, heading or label.
fn is_text(tokens: &Tokens<'_>, first: usize, last: usize) -> bool {
    let begins = tokens[first].kind == TokenKind::Word && tokens[first].is_capitalised();
    let ends = tokens[last - 1].kind == TokenKind::Stop;
    let words = (first..last).filter(|&i| tokens[i].kind == TokenKind::Word).take(FEWEST).count() == FEWEST;
    let label = (first..last.min(first + FEWEST)).any(|i| tokens.word(i) == ":");
    begins && ends && words && !label
}
