//! Who stands right beside a quote whose sentence goes on behind it: "“It is late,” Orlova corrects", "“It is late,” fumed Orlova".
//!
//! A comma ends the quote, so what follows tells who says it, whether or not the lists know the verb: verbs that tell how words are
//! spoken have no end. Where the lists know it, the models decide as for any other.

use super::acts;
use crate::{
    analysis::{
        EntityKind,
        quotes::{
            Class, Kind, Scene,
            words::{is_clause_verb, quotes_words},
        },
    },
    text::TokenKind,
};

/// Small words that may belong to the verb: "shot back", "cuts in".
const PARTICLES: &[&str] = &["along", "back", "in", "off", "on", "out", "up"];

/// Who says a quote by what stands right behind its comma, and the verb.
pub(super) fn speaker(scene: &Scene<'_, '_>, stretch: usize) -> Option<(usize, usize)> {
    let here = scene.stretches[stretch];
    let inside = scene.tokens.word(here.last - 1).ends_with(',');
    let at = here.close + usize::from(!inside);
    let comma = inside || here.close < scene.len() && scene.class[here.close] == Class::Comma;
    let goes_on = at + 1 < scene.len() && scene.same_sentence(here.close - 1, at + 1) && !scene.is_quoted(at);
    if !comma || !goes_on || !scene.begins_sentence(here.open) {
        return None;
    }
    before_verb(scene, at).or_else(|| behind_verb(scene, at)).or_else(|| behind_reply(scene, at))
}

/// "Orlova corrects.", "the coach shot back".
fn before_verb(scene: &Scene<'_, '_>, at: usize) -> Option<(usize, usize)> {
    let number = scene.candidate_at(at).filter(|&number| may_speak(scene, number, at))?;
    let verb = scene.candidates[number].last;
    let whole = is_verb(scene, verb) && scene.same_sentence(at, verb);
    let named = scene.candidates[number].name().is_some();
    (whole && ends_well(scene, verb, named)).then_some((number, verb))
}

/// Whether the clause may end, or go on, behind the verb at `verb` as one that tells who speaks does: "Orlova officials said" does not.
fn ends_well(scene: &Scene<'_, '_>, verb: usize, named: bool) -> bool {
    let particle = |i: usize| i < scene.len() && PARTICLES.contains(&scene.tokens.lower(i));
    let next = verb + 1 + usize::from(particle(verb + 1));
    if next >= scene.len() || !scene.same_sentence(verb, next) {
        return true;
    }
    // "an aide hired by Orlova", "the deal signed on Monday": done to them.
    let past = named && !scene.tokens.lower(verb).ends_with('s') && scene.tokens.lower(next) != "by";
    match scene.class[next] {
        Class::Period | Class::Comma | Class::Quoted | Class::Adverb | Class::Dash => true,
        Class::Preposition | Class::Determiner => past,
        _ => false,
    }
}

/// "corrected Orlova", "shot back the coach".
fn behind_verb(scene: &Scene<'_, '_>, verb: usize) -> Option<(usize, usize)> {
    if !is_verb(scene, verb) {
        return None;
    }
    let particle = PARTICLES.contains(&scene.tokens.lower(verb + 1));
    let at = verb + 1 + usize::from(particle);
    let number = (at < scene.len() && scene.same_sentence(verb, at)).then(|| scene.candidate_at(at)).flatten()?;
    if let Some(person) = acts::employee(scene, number) {
        return Some((person, verb));
    }
    may_speak(scene, number, at).then_some((number, verb))
}

/// "came the reply from Orlova".
fn behind_reply(scene: &Scene<'_, '_>, came: usize) -> Option<(usize, usize)> {
    let from = came + 3;
    let reply = from + 1 < scene.len()
        && scene.same_sentence(came, from + 1)
        && matches!(scene.tokens.lower(came), "came" | "comes")
        && matches!(scene.tokens.lower(came + 1), "the" | "a")
        && matches!(scene.tokens.lower(came + 2), "answer" | "reply" | "response" | "retort")
        && matches!(scene.tokens.lower(from), "from" | "of");
    let number = if reply { scene.candidate_at(from + 1) } else { None }?;
    may_speak(scene, number, from + 1).then_some((number, came + 2))
}

/// Whether a candidate that begins at `at` may speak: a name, or a role with its article.
fn may_speak(scene: &Scene<'_, '_>, number: usize, at: usize) -> bool {
    let candidate = &scene.candidates[number];
    let kind = match candidate.kind {
        Kind::Name(_, kind) => kind != EntityKind::Place,
        Kind::Role => scene.class[at] == Class::Determiner,
        _ => false,
    };
    // "CNN poller Ada Orlova", "Lund Coach Ada Orlova": not the body.
    let next = candidate.last;
    let joined = matches!(candidate.kind, Kind::Name(_, EntityKind::Organisation))
        && next < scene.len()
        && scene.same_sentence(at, next)
        && (matches!(scene.class[next], Class::Capital | Class::Other) && !is_verb(scene, next)
            || scene.candidate_at(next).is_some());
    kind && !joined && candidate.first == at && !candidate.possessive && !candidate.quoted
}

/// Whether a word that the lists do not have for a verb of speech looks like a verb in the past or of one person. Of "the paper cited Orr
/// as saying" it is not the paper's.
fn is_verb(scene: &Scene<'_, '_>, i: usize) -> bool {
    /// Letters of the shortest form that its ending tells.
    const SHORTEST: usize = 4;
    if i >= scene.len() || scene.tokens[i].kind != TokenKind::Word || scene.tokens[i].is_capitalised() {
        return false;
    }
    let lower = scene.tokens.lower(i);
    let present = lower.len() >= SHORTEST && lower.ends_with('s') && !lower.ends_with("ss") && !lower.ends_with("us");
    let formed = present || is_clause_verb(scene.tokens, i, i);
    let free = matches!(scene.class[i], Class::Other | Class::WeakCue) && scene.candidate_at(i).is_none();
    free && formed && !quotes_words(lower)
}
