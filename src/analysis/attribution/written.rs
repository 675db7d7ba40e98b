//! Words that something written tells: "found a sign that read, “…”", "a report, which said “…”". Who stands before it has not said them,
//! unless he gave it out, or it is his.

use super::{
    acts::{self, Giver},
    indirect::TELLING,
};
use crate::analysis::{
    EntityKind,
    quotes::{Class, Kind, Scene},
};

/// The "that" or "which" by which the verb at `cue` tells of a thing: "a sign that now read".
pub(super) fn relative(scene: &Scene<'_, '_>, cue: usize) -> Option<usize> {
    let helps = |i: &usize| matches!(scene.class[*i], Class::Auxiliary | Class::Adverb);
    let that = (cue.saturating_sub(3)..cue).rev().find(|i| !helps(i))?;
    let noun = that.checked_sub(1)?;
    let named = scene.candidate_at(noun).is_some()
        || matches!(
            scene.class[noun],
            Class::Other | Class::Capital | Class::Comma | Class::Adverb | Class::Day | Class::WeakCue
        );
    // "told the Courier that volunteers".
    let told = (that.saturating_sub(4)..that).any(|i| TELLING.contains(&scene.tokens.lower(i)));
    let leads = matches!(scene.tokens.lower(that), "that" | "which") && scene.candidate_at(that).is_none();
    (leads && named && !told && scene.same_sentence(noun, cue) && !scene.is_quoted(that)).then_some(that)
}

/// Who gave out what the verb at `cue` tells of, or the body that it tells of: "released a statement that said", "the Harbour Board, which
/// said".
pub(super) fn giver(scene: &Scene<'_, '_>, cue: usize) -> Option<usize> {
    let that = relative(scene, cue)?;
    if let Some(Giver::Known(number)) = acts::given_before(scene, that).map(|verb| acts::giver(scene, verb)) {
        return Some(number);
    }
    // "a letter to the Harbour Board which said" is not the board's.
    let noun = that.checked_sub(2).filter(|_| scene.class[that - 1] == Class::Comma)?;
    let number = scene.candidate_at(noun)?;
    let body = matches!(scene.candidates[number].kind, Kind::Name(_, EntityKind::Organisation));
    (body && scene.candidates[number].last == noun + 1).then_some(number)
}

/// Whether the verb at `cue` tells of a thing, and candidate `number` neither is it, nor has it ("an Acme report that said"), nor gave it
/// out, nor said so in it ("responded in a letter that said").
pub(super) fn is_of_a_thing(scene: &Scene<'_, '_>, number: usize, cue: usize) -> bool {
    /// Words of the thing.
    const THING: usize = 6;
    let Some(that) = relative(scene, cue) else { return false };
    let candidate = &scene.candidates[number];
    let end = that - usize::from(scene.class[that - 1] == Class::Comma);
    if candidate.first >= that || candidate.last == end {
        return false;
    }
    // "issued a statement from Acme that said" is Acme's; "passed a sign that read" went by it.
    let gives = |i: &usize| acts::gives(scene, *i) && scene.tokens.lower(*i) != "passed";
    let given = (candidate.last..end).find(gives);
    let anothers = |verb: usize| (verb..end).any(|i| matches!(scene.tokens.lower(i), "by" | "from"));
    if given.is_some_and(|verb| !anothers(verb)) {
        return false;
    }
    let word = |i: &usize| {
        let noun = matches!(scene.class[*i], Class::Other | Class::Capital | Class::Determiner | Class::Day);
        *i >= candidate.last && (noun || *i + 1 == end)
    };
    // "in a letter on Tuesday that".
    let timed = end >= 2 && scene.class[end - 1] == Class::Day && scene.class[end - 2] == Class::Preposition;
    let end = end - 2 * usize::from(timed);
    let first = (end.saturating_sub(THING)..end).rev().take_while(word).last().unwrap_or(end);
    let Some(before) = first.checked_sub(1) else { return false };
    let by = matches!(scene.tokens.lower(before), "by" | "in" | "on" | "with");
    // "the Harbour Fund, a body that".
    let apposed = scene.class[before] == Class::Comma && before == candidate.last;
    first != candidate.last && !apposed && !(by && acts::has_words(scene.tokens.lower(end - 1)))
}
