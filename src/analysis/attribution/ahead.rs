//! Who speaks in the sentence behind a quote, and of something else: "Brandt said it was late. “We shall see.” Orlova said: “It is not.”"
//!
//! Where nobody spoke before, a quote may be taken up by the next sentence ("“We shall see.” Orlova has said so for years"); where
//! somebody just did, or a colon leads to the quote, it is not.

use super::acts::Speech;
use crate::{
    analysis::quotes::{Class, Scene},
    text::TokenKind,
};

/// Whether a candidate stands in a later sentence, and the quote is told before.
pub(super) fn speaks_of_something_else(scene: &Scene<'_, '_>, speech: &Speech, number: usize, stretch: usize) -> bool {
    let here = scene.stretches[stretch];
    let candidate = &scene.candidates[number];
    let later = candidate.first >= here.close && !scene.same_sentence(here.close - 1, candidate.first);
    let whole = scene.tokens[here.last - 1].kind == TokenKind::Stop;
    if !later || !whole || here.open == 0 || only_says(scene, speech, number, here.close) {
        return false;
    }
    let led = scene.class[here.open - 1] == Class::Colon && scene.same_sentence(here.open - 1, here.open);
    led || scene.begins_sentence(here.open)
        && !scene.begins_paragraph(here.open)
        && speech.subject[number]
        && spoke_before(scene, speech, number, here.open)
}

/// Whether but who says the quote stands right behind it, for all its full stop: "“It is late.” Orlova said."
fn only_says(scene: &Scene<'_, '_>, speech: &Speech, number: usize, close: usize) -> bool {
    /// Tokens before the name: a title.
    const NEAR: usize = 3;
    /// Tokens behind the verb: who is told, when.
    const REST: usize = 5;
    let candidate = &scene.candidates[number];
    let next = speech.acts.partition_point(|act| act.cue < close);
    let own = speech.acts[next..].iter().take(2).find(|act| act.subject == number);
    let content = |i: usize| matches!(scene.class[i], Class::Colon | Class::That | Class::Quoted | Class::Auxiliary);
    candidate.first <= close + NEAR
        && own.is_some_and(|act| {
            let rest = act.cue + 1..scene.len().min(act.cue + 1 + REST);
            let end = rest.clone().find(|&i| !scene.same_sentence(act.cue, i) || scene.class[i] == Class::Period);
            end.is_some_and(|end| !(act.cue + 1..end).any(content)) || rest.is_empty()
        })
}

/// Whether somebody else speaks in the sentence before token `open`, in its paragraph.
fn spoke_before(scene: &Scene<'_, '_>, speech: &Speech, number: usize, open: usize) -> bool {
    let next = speech.acts.partition_point(|act| act.cue < open);
    let Some(act) = speech.acts[..next].last().filter(|act| !scene.is_quoted(act.cue)) else { return false };
    let same = scene.candidates[act.subject].name().is_some_and(|name| scene.candidates[number].name() == Some(name));
    act.subject != number
        && !same
        && scene.same_sentence(act.cue, open - 1)
        && scene.paragraphs_between(act.cue, open) == 0
}
