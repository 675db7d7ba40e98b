//! Speakers taken back: the verb beside a quote says that it was not said ("Orlova never said, “…”", "denied saying, “…”"), or is a thing's
//! ("Orlova passed a sign that read: “…”").
//!
//! The models learned from texts that hardly hold this, and are sure of whoever stands there; so it is asked behind them.

use super::{
    acts::{Act, is_passive},
    indirect, written,
};
use crate::analysis::quotes::{Class, Scene, words::is_clause_verb};

/// Why the subject of an act beside quote `stretch` did not say it, in words that go on from the verb; none if nothing speaks against it.
///
/// Who is told `outright` to have said it has no thing beside him that says it.
pub(super) fn why(
    scene: &Scene<'_, '_>,
    acts: &[Act],
    act: Act,
    stretch: usize,
    outright: bool,
) -> Option<&'static str> {
    if is_asked(scene, act.subject, stretch) {
        return Some("stands by one who was asked it");
    }
    if !is_near(scene, act.cue, stretch) {
        return None;
    }
    if indirect::is_unsaid(scene, acts, act) {
        return Some("tells that it was not said, or is denied");
    }
    let written = !outright && written::is_of_a_thing(scene, act.subject, act.cue);
    written.then_some("tells what is written somewhere, and not by whom")
}

/// Whether the words lead in a question to the very one: "Orlova was asked, “Is it late?” Orlova said that".
fn is_asked(scene: &Scene<'_, '_>, subject: usize, stretch: usize) -> bool {
    let open = scene.stretches[stretch].open;
    let sign = open.checked_sub(1).filter(|&i| matches!(scene.class[i], Class::Comma | Class::Colon));
    let asked = sign.and_then(|i| i.checked_sub(1)).filter(|&i| scene.tokens.lower(i) == "asked");
    asked.is_some_and(|cue| {
        let before = |i: usize| scene.candidate_at(i).filter(|_| scene.same_sentence(i, cue));
        let helps = |&i: &usize| matches!(scene.class[i], Class::Auxiliary | Class::Adverb);
        let last = (0..cue).rev().find(|i| !helps(i));
        let one = last.and_then(before).and_then(|number| scene.candidates[number].name());
        is_passive(scene, cue) && one.is_some() && one == scene.candidates[subject].name()
    })
}

/// Whether but who is told stands between the verb at `cue` and a quote.
fn is_near(scene: &Scene<'_, '_>, cue: usize, stretch: usize) -> bool {
    /// Tokens between: "told the board that".
    const NEAR: usize = 5;
    let (open, close) = (scene.stretches[stretch].open, scene.stretches[stretch].close);
    if cue > open {
        return cue.saturating_sub(close) <= NEAR && scene.same_sentence(cue, close - 1);
    }
    let plain = |i: usize| !is_clause_verb(scene.tokens, i, i) && scene.class[i] != Class::Conjunction;
    open - cue - 1 <= NEAR && scene.same_sentence(cue, open) && (cue + 1..open).all(plain)
}
