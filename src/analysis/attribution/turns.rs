//! Whose turn it is: whoever has just asked or told somebody something is not whom "he" means in the answer.
//!
//! "“You must go,” Brandt told her. “I will not,” she said": of two whose gender nobody knows the one who spoke last would have it,
//! since in most articles one person speaks on. Only plain signs are read: that "her" was told, or that the words answer.

use super::acts::Act;
use crate::analysis::quotes::{Candidate, Class, Scene};

/// Verbs that answer.
pub(super) const ANSWERS: &[&str] = &["answered", "answers", "replied", "replies", "responded", "responds"];

/// Verbs that ask.
pub(super) const ASKS: &[&str] = &["asked", "asks", "pressed"];

/// Whether the turn has passed from who speaks by `act` to whom the pronoun means.
pub(super) fn is_passed(scene: &Scene<'_, '_>, act: Act, pronoun: &Candidate) -> bool {
    let near = act.cue < pronoun.first
        && scene.paragraphs_between(act.cue, pronoun.first) <= 1
        && scene.outer_sentence[pronoun.first] - scene.outer_sentence[act.cue] <= 1
        && !scene.same_sentence(act.cue, pronoun.first)
        && !scene.is_quoted(act.cue);
    // Of "pulled her aside and told her" the subject may be another.
    let subject = &scene.candidates[act.subject];
    let own = act.cue.abs_diff(if subject.first > act.cue { subject.first } else { subject.last }) <= 2;
    near && own && (addresses(scene, act.cue, pronoun) || asks(scene, act) && answers(scene, pronoun))
}

/// Whether the verb at `cue` tells the very one that the pronoun means: "told her to go … she", "put it to him … he".
fn addresses(scene: &Scene<'_, '_>, cue: usize, pronoun: &Candidate) -> bool {
    let object = match scene.tokens.lower(pronoun.first) {
        "he" => "him",
        "she" => "her",
        _ => return false,
    };
    // "told her", "said to her", "put it to him".
    let links = |i: usize| matches!(scene.tokens.lower(i), "it" | "this" | "to");
    let behind = (cue + 1..scene.len().min(cue + 4)).take_while(|&i| scene.same_sentence(cue, i));
    let at = behind.into_iter().find(|&i| !links(i)).filter(|&i| scene.tokens.lower(i) == object);
    // "told him he had been brave": whoever says so may well say more.
    let tells = |at: usize| {
        let next = at + 1;
        next < scene.len()
            && scene.same_sentence(cue, next)
            && (matches!(scene.class[next], Class::Pronoun | Class::That)
                || matches!(scene.tokens.lower(next), "he" | "she"))
    };
    at.is_some_and(|at| !owns(scene, at) && !tells(at))
}

/// Whether "her" at `at` tells whose the next word is: "told her sister".
fn owns(scene: &Scene<'_, '_>, at: usize) -> bool {
    let next = at + 1;
    scene.tokens.lower(at) == "her"
        && next < scene.len()
        && scene.same_sentence(at, next)
        && !scene.is_quoted(next)
        && matches!(scene.class[next], Class::Other | Class::Capital | Class::Named | Class::Role)
        && scene.tokens.lower(next) != "to"
}

/// Whether the verb of an act asks, or a question stands beside it in quotes: "“Where were you?” Judge Orr demanded".
fn asks(scene: &Scene<'_, '_>, act: Act) -> bool {
    let subject = &scene.candidates[act.subject];
    let before = subject.first.min(act.cue).checked_sub(1).filter(|&i| scene.is_quoted(i));
    let question = before.and_then(|i| scene.stretch_of(i)).map(|number| scene.stretches[number].last - 1);
    ASKS.contains(&scene.tokens.lower(act.cue)) || question.is_some_and(|i| scene.tokens.word(i).ends_with('?'))
}

/// Whether what the pronoun says is an answer: "he replied", "“No,” he said".
fn answers(scene: &Scene<'_, '_>, pronoun: &Candidate) -> bool {
    let verb = pronoun.last;
    if verb < scene.len() && ANSWERS.contains(&scene.tokens.lower(verb)) {
        return true;
    }
    let quote = pronoun.first.checked_sub(1).and_then(|i| scene.stretch_of(i)).map(|number| scene.stretches[number]);
    quote.is_some_and(|quote| {
        let plain = matches!(scene.tokens.lower(quote.first), "no" | "yes" | "yeah" | "nope" | "aye");
        let sign = quote.first + 1;
        let alone = sign >= quote.last || matches!(scene.tokens.word(sign), "," | "." | "!" | "…");
        plain && alone && scene.begins_sentence(quote.open)
    })
}
