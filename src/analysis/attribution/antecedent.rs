//! The subject of a sentence, which "it" or "they" behind it may mean: "The chamber began a campaign that it says is needed."

use super::{acts, indirect::SUBORDINATE};
use crate::analysis::quotes::{Candidate, Class, Kind, Pronoun, Scene, words::is_clause_verb};

/// Tokens of a sentence that are looked at: a text without sentence ends is not read anew for each pronoun in it.
const REACH: usize = 60;

/// The candidate that is the subject of the sentence in which token `at` stands, if the sentence has come to its verb there. Not of
/// what is said: "The hill is closed, they say."
pub(super) fn subject_here(scene: &Scene<'_, '_>, at: usize) -> Option<usize> {
    let said = at > 0 && (scene.class[at - 1] == Class::Comma || scene.is_quoted(at - 1));
    if said { None } else { subject(scene, sentence_start(scene, at)?, at) }
}

/// The candidate that is the subject of the sentence before that of token `at`, in its paragraph or the one before.
pub(super) fn subject_before(scene: &Scene<'_, '_>, at: usize) -> Option<usize> {
    let last = sentence_start(scene, at)?.checked_sub(1)?;
    let near = scene.paragraphs_between(last, at) <= 1;
    if near { subject(scene, sentence_start(scene, last)?, last) } else { None }
}

/// Whether a pronoun stands for nobody: "It's telling that", "It comes after Orr drew fire by claiming".
pub(super) fn is_empty(scene: &Scene<'_, '_>, pronoun: &Candidate) -> bool {
    const BARE: &[&str] =
        &["came", "comes", "followed", "follows", "is", "remains", "seemed", "seems", "takes", "took", "was"];
    let (verb, next) = (pronoun.last, pronoun.last + 1);
    let drawn = pronoun.text(scene).contains(['\'', '’']);
    let bare = matches!(pronoun.kind, Kind::Pronoun(Pronoun::It))
        && next < scene.len()
        && BARE.contains(&scene.tokens.lower(verb))
        && !matches!(scene.class[next], Class::Cue | Class::WeakCue | Class::Adverb);
    drawn || bare
}

/// First token of the sentence of `at`, unless that is far off.
fn sentence_start(scene: &Scene<'_, '_>, at: usize) -> Option<usize> {
    let from = (at.saturating_sub(REACH)..=at).rev().take_while(|&i| scene.same_sentence(i, at)).last()?;
    (from == 0 || !scene.same_sentence(from - 1, at)).then_some(from)
}

/// The first candidate from token `from` on with a verb behind it, nothing but phrases before. What opens a subordinate clause
/// is not looked at: its subject is seldom meant.
fn subject(scene: &Scene<'_, '_>, from: usize, to: usize) -> Option<usize> {
    if SUBORDINATE.contains(&scene.tokens.lower(from)) {
        return None;
    }
    let mut at = from;
    while at < to {
        if scene.is_quoted(at) || is_verb(scene, from, at) {
            return None;
        }
        let Some(number) = scene.candidate_at(at) else {
            at += 1;
            continue;
        };
        let candidate = &scene.candidates[number];
        if matches!(candidate.kind, Kind::Pronoun(_)) || candidate.last >= to {
            return None;
        }
        let told_of = candidate.possessive || acts::governor(scene, candidate.first).is_some();
        if !told_of && verb_behind(scene, candidate.last, to) {
            return Some(number);
        }
        at = candidate.last;
    }
    None
}

fn is_verb(scene: &Scene<'_, '_>, from: usize, i: usize) -> bool {
    scene.candidate_at(i).is_none()
        && (matches!(scene.class[i], Class::Auxiliary | Class::Cue) || is_clause_verb(scene.tokens, from, i))
}

/// Whether a verb follows at token `last`, past adverbs, or past what is told between commas.
fn verb_behind(scene: &Scene<'_, '_>, last: usize, to: usize) -> bool {
    /// Tokens between the commas.
    const ASIDE: usize = 24;
    let verb = |from: usize| {
        let adverb = |&i: &usize| scene.class[i] == Class::Adverb;
        (from..to).find(|i| !adverb(i)).is_some_and(|i| {
            matches!(scene.class[i], Class::Auxiliary | Class::Cue | Class::WeakCue)
                || is_clause_verb(scene.tokens, from, i)
        })
    };
    if scene.class[last] != Class::Comma {
        return verb(last);
    }
    let close = (last + 1..to.min(last + ASIDE)).find(|&i| scene.class[i] == Class::Comma);
    close.is_some_and(|close| verb(close + 1))
}
