//! The subject of which more is told without a comma before the verb: the apposition is left open, or words in marks end it.

use super::apposition::across_apposition;
use crate::analysis::{
    EntityKind,
    quotes::{Candidate, Class, Kind, Scene, words::is_clause_verb},
};

/// The person with whom the sentence begins, or who stands right behind a quote, where the role before the verb tells more of him and
/// no second comma parts them: "Ada Orlova, a pilot from Lund said she".
pub(super) fn person_apposed(scene: &Scene<'_, '_>, cue: usize, number: usize) -> Option<usize> {
    let role = &scene.candidates[number];
    if let Some(person) = person_behind_quote(scene, role) {
        return Some(person);
    }
    let one = matches!(role.kind, Kind::Role) && matches!(scene.tokens.lower(role.first), "a" | "an");
    let person = person_before_comma(scene, role.first).filter(|_| one && scene.same_sentence(role.first - 1, cue))?;
    // "Orlova, a friend said, was late".
    let goes_on = cue + 1 < scene.len()
        && scene.same_sentence(cue, cue + 1)
        && !matches!(scene.class[cue + 1], Class::Comma | Class::Period);
    let first = scene.candidates[person].first;
    let apart = !scene.is_quoted(first) && (first == 0 || !scene.is_quoted(first - 1));
    (goes_on && apart).then_some(person)
}

/// The person between a quote and the comma before a role: "“It is late,” Ada Orlova, the fund's chairman said".
fn person_behind_quote(scene: &Scene<'_, '_>, role: &Candidate) -> Option<usize> {
    let comma = role.first.checked_sub(1).filter(|&i| i > 0 && scene.class[i] == Class::Comma)?;
    let number = scene.candidate_at(comma - 1)?;
    let person = &scene.candidates[number];
    let named = matches!(person.kind, Kind::Name(_, EntityKind::Person)) && person.last == comma && !person.quoted;
    let quote = person.first.checked_sub(1).and_then(|i| scene.stretch_of(i)).map(|n| scene.stretches[n])?;
    let closed = quote.close == person.first && scene.tokens.word(quote.last - 1).ends_with([',', '?', '!']);
    let told = matches!(role.kind, Kind::Role | Kind::Subject) && scene.same_sentence(comma, role.first);
    (named && closed && told).then_some(number)
}

/// The person of whom a title in marks tells more, which ends at token `last`: "Ada Orlova, the host of “Harbour Today,” said".
pub(super) fn before_title(scene: &Scene<'_, '_>, last: usize) -> Option<usize> {
    /// Tokens of the title, with its marks.
    const TITLE: usize = 16;
    let title = scene.stretches[scene.stretch_of(last)?];
    let small = |i: usize| {
        scene.tokens[i].is_wordlike() && !scene.tokens[i].is_capitalised() && scene.tokens.lower(i).len() > 3
    };
    let short = title.close == last + 1 && title.close - title.open <= TITLE && scene.same_sentence(title.open, last);
    let printed = short && scene.tokens[title.first].is_capitalised() && !(title.first..title.last).any(small);
    let led = title.open > 0
        && matches!(scene.tokens.lower(title.open - 1), "of" | "on" | "in" | "for" | "with" | "to" | "book" | "show");
    if !printed || !led {
        return None;
    }
    let parts = [Class::Cue, Class::Auxiliary, Class::Dash, Class::Semicolon];
    told_of(scene, title.open, &parts)
}

/// The person of whom more is told up to a few quoted words that end at token `last`: "Ada Orlova, who coined the term “still water,” has
/// argued that".
pub(super) fn before_fragment(scene: &Scene<'_, '_>, last: usize) -> Option<usize> {
    /// Tokens of the words, with their marks.
    const FRAGMENT: usize = 8;
    let words = scene.stretches[scene.stretch_of(last)?];
    let short = words.close == last + 1 && words.close - words.open <= FRAGMENT && words.open > 0;
    let comma = short && scene.tokens.word(words.last - 1) == ",";
    if !comma || scene.tokens[words.first].is_capitalised() || !scene.same_sentence(words.open - 1, last) {
        return None;
    }
    told_of(scene, words.open, &[Class::Cue, Class::Dash, Class::Semicolon])
}

/// The person of whom what ends before token `open` tells more, without a word of the classes `parts`.
fn told_of(scene: &Scene<'_, '_>, open: usize, parts: &[Class]) -> Option<usize> {
    let number = across_apposition(scene, open)?;
    let somebody = &scene.candidates[number];
    let person = matches!(somebody.kind, Kind::Name(_, EntityKind::Person));
    (person && !(somebody.last..open).any(|i| parts.contains(&scene.class[i]))).then_some(number)
}

/// The person whose name ends at the comma before token `first` and begins the sentence: "Ada Orlova, a pilot".
pub(super) fn person_before_comma(scene: &Scene<'_, '_>, first: usize) -> Option<usize> {
    let comma = first.checked_sub(1).filter(|&i| i > 0 && scene.class[i] == Class::Comma)?;
    let number = scene.candidate_at(comma - 1)?;
    let person = &scene.candidates[number];
    let named = matches!(person.kind, Kind::Name(_, EntityKind::Person)) && person.last == comma;
    (named && scene.begins_sentence(person.first)).then_some(number)
}

/// The person with whom the sentence begins, if what tells more of him has no second comma: "Ada Orlova, a teacher from Lund said".
pub(super) fn before_open_apposition(scene: &Scene<'_, '_>, cue: usize) -> Option<usize> {
    /// Tokens of what is told.
    const REACH: usize = 12;
    let inside = |&i: &usize| {
        let nominal = [Class::Other, Class::Capital, Class::Determiner, Class::Preposition, Class::Adverb];
        scene.same_sentence(i, cue) && !scene.is_quoted(i) && nominal.contains(&scene.class[i])
    };
    let from = (cue.saturating_sub(REACH)..cue).rev().take_while(inside).last()?;
    let number = person_before_comma(scene, from)?;
    let opens = matches!(scene.tokens.lower(from), "a" | "an" | "the") && from + 1 < cue;
    // "Ada Orlova, the mayor met him and said": a verb of its own.
    let verb = |i: usize| is_clause_verb(scene.tokens, i, i) && !scene.tokens[i].is_capitalised();
    let role = scene.candidate_at(from).is_none() && scene.candidate_at(from + 1).is_none();
    (opens && role && !(from + 1..cue).any(verb)).then_some(number)
}
