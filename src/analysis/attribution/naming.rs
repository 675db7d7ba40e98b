//! Words quoted to name or judge something: "called the plan “a very expensive way to stand still”".
//!
//! Such fragments are mixed speech: the marks hold the speaker's words, the sentence round them is the reporter's. They are
//! too short for the models to tell from titles and scare quotes, but the verb and its subject do.

use super::acts;
use crate::analysis::quotes::{Class, Kind, Scene};

/// Verbs that give a thing a name or a judgement in somebody's words, in all their forms.
const VERBS: &[&str] = &[
    "blasted",
    "branded",
    "branding",
    "brands",
    "call",
    "called",
    "calling",
    "calls",
    "characterised",
    "characterized",
    "criticised",
    "criticized",
    "decried",
    "deemed",
    "denounced",
    "derided",
    "describe",
    "described",
    "describes",
    "describing",
    "dismissed",
    "dubbed",
    "hailed",
    "labeled",
    "labelled",
    "likened",
    "mocked",
    "praised",
    "ridiculed",
    "slammed",
];

/// Tokens that may stand between the verb and the opening mark, quoted ones not counted.
const REACH: usize = 14;

/// The same with the quoted ones: a text of marks alone must stay linear.
const FARTHEST: usize = 60;

/// The verb that names by stretch `number`, and the candidate that is its subject.
#[must_use]
pub(super) fn namer(scene: &Scene<'_, '_>, number: usize) -> Option<(usize, usize)> {
    let verb = verb_before(scene, number)?;
    if acts::is_passive(scene, verb) {
        return None;
    }
    // "a group calling itself “the Crew”".
    let itself = scene.tokens.lower(verb).starts_with("call")
        && scene.same_sentence(verb, verb + 1)
        && matches!(scene.tokens.lower(verb + 1), "itself" | "themselves");
    if itself && scene.tokens[scene.stretches[number].first].is_capitalised() {
        return None;
    }
    let subject = acts::before(scene, verb)?;
    let candidate = &scene.candidates[subject];
    // "a group called “the Crew”" is called so by others.
    let indefinite = matches!(candidate.kind, Kind::Role | Kind::Subject)
        && matches!(scene.tokens.lower(candidate.first), "a" | "an");
    let bare = candidate.last == verb && scene.is_quoted(verb + 1);
    (!(indefinite && bare)).then_some((verb, subject))
}

/// Whether a stretch is but what people call a thing, whoever they are: "are described as “free of cost”".
#[must_use]
pub(super) fn is_name_of_a_thing(scene: &Scene<'_, '_>, number: usize) -> bool {
    let stretch = scene.stretches[number];
    let by = (stretch.close < scene.len()) && scene.tokens.lower(stretch.close) == "by";
    let lower = !scene.tokens[stretch.first].is_capitalised();
    let Some(verb) = verb_before(scene, number).filter(|_| lower && !by) else { return false };
    let beside = (verb + 1..stretch.open).all(|i| matches!(scene.tokens.lower(i), "as" | "a" | "an" | "the"));
    beside && acts::is_passive(scene, verb)
}

fn verb_before(scene: &Scene<'_, '_>, number: usize) -> Option<usize> {
    let open = scene.stretches[number].open;
    let mut outside = 0;
    for i in (open.saturating_sub(FARTHEST)..open).rev().take_while(|&i| scene.same_sentence(i, open)) {
        if scene.is_quoted(i) {
            continue;
        }
        if VERBS.contains(&scene.tokens.lower(i)) {
            return Some(i);
        }
        let parts = matches!(
            scene.class[i],
            Class::Cue
                | Class::Period
                | Class::Colon
                | Class::Semicolon
                | Class::Comma
                | Class::Auxiliary
                | Class::Dash
        );
        outside += 1;
        if parts || outside > REACH {
            return None;
        }
    }
    None
}
