//! Speakers taken back: the verb beside a quote says that it was not said ("Orlova never said, “…”", "denied saying, “…”"), or is a thing's
//! ("Orlova passed a sign that read: “…”").
//!
//! The models learned from texts that hardly hold this, and are sure of whoever stands there; so it is asked behind them.

use super::{acts::Act, indirect, written};
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
    if !is_near(scene, act.cue, stretch) {
        return None;
    }
    if indirect::is_unsaid(scene, acts, act) {
        return Some("tells that it was not said, or is denied");
    }
    let written = !outright && written::is_of_a_thing(scene, act.subject, act.cue);
    written.then_some("tells what is written somewhere, and not by whom")
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
