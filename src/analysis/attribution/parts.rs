//! What a mention is in its sentence, told by the words beside it: whom a reader has in mind behind it hangs on that.

use super::indirect::SUBORDINATE;
use crate::{
    analysis::quotes::{Candidate, Class, Scene, words::is_clause_verb},
    lexicon,
    text::TokenKind,
};

/// Place of a mention in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Of a clause that depends on no other.
    Subject,
    /// "Orr's".
    Possessive,
    /// Behind a preposition.
    Governed,
    /// Any other.
    Object,
}

/// What a mention is in its sentence, as far as the words beside it tell.
pub(super) fn part(scene: &Scene<'_, '_>, candidate: &Candidate) -> Part {
    if candidate.possessive {
        return Part::Possessive;
    }
    let first = before_titles(scene, candidate.first);
    let before = first.checked_sub(1).filter(|&i| scene.same_sentence(i, candidate.first));
    let class = before.map(|i| scene.class[i]);
    if class == Some(Class::Preposition) {
        return Part::Governed;
    }
    let inverted = class == Some(Class::Cue)
        && before.is_some_and(|i| i > 0 && matches!(scene.class[i - 1], Class::Quoted | Class::Comma));
    let next = (candidate.last < scene.len()).then(|| scene.class[candidate.last]);
    let verb = matches!(next, Some(Class::Cue | Class::WeakCue | Class::Auxiliary | Class::Adverb))
        || next == Some(Class::Other) && is_clause_verb(scene.tokens, candidate.last, candidate.last);
    // "…, Ann Orr, head of the board, is": a name between commas, or with an age, carries an apposition.
    let aged = candidate.last + 1 < scene.len() && scene.tokens[candidate.last + 1].kind == TokenKind::Number;
    let apposed = next == Some(Class::Comma) && (class == Some(Class::Comma) || aged);
    let subject = inverted || apposed || verb && opens_clause(scene, first) || begins_clause(scene, candidate);
    if subject { Part::Subject } else { Part::Object }
}

/// Whether the name at `first`, with its role, opens a clause that depends on no other: not "the text that coach Orr sent", "the
/// effect Orr may have".
fn opens_clause(scene: &Scene<'_, '_>, first: usize) -> bool {
    /// Words of the role.
    const ROLE: usize = 8;
    let nominal = |i: &usize| {
        let part = [Class::Capital, Class::Determiner, Class::Named, Class::Other].contains(&scene.class[*i]);
        part && !scene.begins_sentence(*i + 1) && !SUBORDINATE.contains(&scene.tokens.lower(*i))
    };
    let start = (first.saturating_sub(ROLE)..first).rev().take_while(nominal).last().unwrap_or(first);
    scene.begins_sentence(start)
        || parts_clauses(scene.class[start - 1])
        || SUBORDINATE.contains(&scene.tokens.lower(start - 1)) && scene.begins_sentence(start - 1)
}

/// Whether a clause may begin behind a token of this class.
pub(super) fn parts_clauses(class: Class) -> bool {
    matches!(
        class,
        Class::Adverb
            | Class::Bracket
            | Class::Colon
            | Class::Comma
            | Class::Conjunction
            | Class::Dash
            | Class::Day
            | Class::Quoted
            | Class::Semicolon
    )
}

/// First token of a name with the titles before it: "Mr. Orr", "former Senator Orr".
fn before_titles(scene: &Scene<'_, '_>, first: usize) -> usize {
    /// Titles looked past.
    const TITLES: usize = 3;
    let title = |&i: &usize| {
        let former = matches!(scene.tokens.lower(i), "former" | "late" | "the" | "then");
        former || scene.tokens[i].is_capitalised() && lexicon::is_title(scene.tokens.key(i))
    };
    (first.saturating_sub(TITLES)..first).rev().take_while(title).last().unwrap_or(first)
}

/// Whether a mention is the subject of the main clause, as far as the word before it tells.
pub(super) fn is_main_subject(scene: &Scene<'_, '_>, candidate: &Candidate) -> bool {
    let led = candidate.first.checked_sub(1).is_some_and(|i| scene.class[i] == Class::Comma);
    begins_clause(scene, candidate) || led && part(scene, candidate) == Part::Subject
}

/// Whether a mention opens its sentence, a title or role before it aside.
fn begins_clause(scene: &Scene<'_, '_>, candidate: &Candidate) -> bool {
    /// Words before a name that may tell its role ("Liberal MP", "The Velland coach,").
    const ROLE: usize = 6;
    let mut i = candidate.first;
    while i > 0 && candidate.first - i < ROLE && !scene.begins_sentence(i) {
        let word = scene.class[i - 1];
        let role = matches!(word, Class::Capital | Class::Other | Class::Determiner | Class::Comma);
        let conjunction = word == Class::Conjunction && scene.begins_sentence(i - 1);
        if !role && !conjunction {
            return false;
        }
        i -= 1;
    }
    scene.begins_sentence(i)
}
