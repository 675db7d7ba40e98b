//! A participle of speech behind a preposition: who is blamed or praised for saying something, and what was not said.

use crate::{
    analysis::{
        attribution::acts,
        quotes::{Candidate, Class, Scene, words::Form},
    },
    text::TokenKind,
};

/// What may stand before "of saying" where it was said: "made a point of telling".
const SAID_BEFORE_OF: &[&str] =
    &["business", "fond", "guilty", "habit", "history", "point", "practice", "proud", "tired", "version", "way"];

/// The preposition before the participle at `cue`: "for falsely claiming".
fn preposition(scene: &Scene<'_, '_>, cue: usize) -> Option<usize> {
    let before = (0..cue).rev().take(3).find(|&i| !acts::leads_to_participle(scene, i))?;
    (scene.same_sentence(before, cue) && !scene.is_quoted(before)).then_some(before)
}

/// Whether a participle tells of what was not said, or is but held against somebody: "stopped short of saying", "accused of telling",
/// "came close to admitting".
pub(super) fn falls_short(scene: &Scene<'_, '_>, cue: usize) -> bool {
    let Some(of) = preposition(scene, cue).filter(|&of| of > 0 && scene.lexeme(cue).has(Form::Participle)) else {
        return false;
    };
    let before = scene.tokens.lower(of - 1);
    match scene.tokens.lower(of) {
        // "“…,” she says of reporting".
        "of" if scene.class[of - 1] == Class::Cue && !before.starts_with("accus") => false,
        "of" => !SAID_BEFORE_OF.contains(&before),
        // "went from saying it was late to saying".
        "from" => !matches!(before, "go" | "goes" | "going" | "gone" | "moved" | "shifted" | "went"),
        "to" => matches!(before, "close" | "closer"),
        "as" => before == "misquoted" || before == "quoted" && of > 1 && scene.tokens.lower(of - 2) == "falsely",
        _ => false,
    }
}

/// The candidate who is blamed or praised for what the participle at `cue` tells: "criticised Orlova for saying"; but "took heat from
/// Orlova for saying" is of who took it.
pub(in super::super) fn blamed(scene: &Scene<'_, '_>, from: usize, cue: usize) -> Option<usize> {
    let of = preposition(scene, cue)
        .filter(|&i| scene.tokens.lower(i) == "for" && scene.lexeme(cue).has(Form::Participle))?;
    let beside = (from..of).rev().find(|&i| scene.class[i] != Class::Adverb && scene.tokens.lower(i) != "again")?;
    let number = scene.candidate_at(beside)?;
    let candidate = &scene.candidates[number];
    let object = candidate.last == beside + 1 && !candidate.possessive && !candidate.quoted;
    (object && candidate.first > from && is_object(scene, from, candidate)).then_some(number)
}

/// Whether something is done to a candidate: a verb, or "at", stands before it and its title.
fn is_object(scene: &Scene<'_, '_>, from: usize, candidate: &Candidate) -> bool {
    let titles = |i: &usize| {
        matches!(scene.class[*i], Class::Capital | Class::Determiner) || scene.tokens[*i].kind == TokenKind::Possessive
    };
    let before = (from..candidate.first).rev().find(|i| !titles(i));
    before.is_some_and(|i| {
        let plain = scene.tokens[i].kind == TokenKind::Word && scene.candidate_at(i).is_none() && !scene.is_quoted(i);
        let bare = !matches!(
            scene.class[i],
            Class::Preposition | Class::Conjunction | Class::Auxiliary | Class::That | Class::Function | Class::Pronoun
        );
        plain && i > from && (bare || scene.tokens.lower(i) == "at")
    })
}
