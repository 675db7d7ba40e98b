//! Whether a quote beside which nobody is named goes on with the speaker before.
//!
//! The model learned that from texts where it is nearly always so: the next sentence of the paragraph, or the next paragraph. Farther
//! off, or behind words of the reporter's own, what stands in marks is as often a headline, a sign, or somebody else's ("In his piece
//! the law is “…”"). Read by eye in American news (2026-11-29): of 28 behind three words and more in the same paragraph 16 were right,
//! of 12 behind such words in another paragraph 2. How sure [`Onward::Far`] is follows from that roughly, not from a fit.

use super::{
    acts::{self, Act},
    antecedent, is_according, turns,
};
use crate::analysis::{
    EntityKind,
    quotes::{Class, Kind, Scene, Stretch, words::Form},
};

/// How a quote stands to the one before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Onward {
    /// Right behind it.
    Near,
    /// Other words stand between: that it goes on is as sure as that.
    Far(f32),
    /// Between the two this candidate says something else, and the quote is the next sentence.
    Another(usize),
    /// The one before asks this candidate something, and the quote is the next paragraph.
    Asked(usize),
    /// What stands there tells of somebody or something else.
    Barred,
}

/// How quote `here` stands to `before`, the last one.
pub(super) fn onward(scene: &Scene<'_, '_>, acts: &[Act], before: Stretch, here: Stretch) -> Onward {
    if is_of_another(scene, acts, here) {
        return Onward::Barred;
    }
    if let Some(number) = between(scene, acts, before, here).or_else(|| believes(scene, before, here)) {
        return Onward::Another(number);
    }
    match asked(scene, acts, before, here) {
        Some(number) if scene.begins_paragraph(here.open) => return Onward::Asked(number),
        // Who asks may go on in the paragraph of the question.
        Some(_) => return Onward::Far(0.55),
        None if is_answered(scene, acts, before, here) => return Onward::Far(0.55),
        None => {}
    }
    let from = lead(scene, before, here);
    // "“It is late,” a friend of Orr's told me, “and dear.”"
    let parted = from == before.close && scene.class[here.open - 1] == Class::Comma;
    if parted && scene.tokens.word(before.last - 1).ends_with(',') {
        return Onward::Near;
    }
    let own = (from..here.open).filter(|&i| tells(scene, i)).take(3).count();
    match (own, scene.paragraphs_between(before.close - 1, here.open)) {
        (0..=2, 0 | 1) => Onward::Near,
        (0..=2, 2) => Onward::Far(0.5),
        (0..=2, _) => Onward::Far(0.35),
        (_, 0) if !leads_elsewhere(scene, acts, from..here.open) => Onward::Far(0.55),
        _ => Onward::Barred,
    }
}

/// Whether the word at `i` is one of the reporter's that may tell of somebody: "then later continues" does not.
fn tells(scene: &Scene<'_, '_>, i: usize) -> bool {
    let joins = matches!(scene.class[i], Class::Adverb | Class::Conjunction)
        || matches!(scene.tokens.lower(i), "later" | "then");
    scene.tokens[i].is_wordlike() && !scene.is_quoted(i) && !joins
}

/// Who says the sentence between the two, if it tells that at its end: "The plan is late, said Ada Orlova, a pilot. “It must go.”"
fn between(scene: &Scene<'_, '_>, acts: &[Act], before: Stretch, here: Stretch) -> Option<usize> {
    let last = here.open.checked_sub(1).filter(|&i| i >= before.close && !scene.same_sentence(i, here.open))?;
    let next = acts.partition_point(|act| act.cue < here.open);
    let act = acts[..next].last().filter(|act| act.cue > before.close && scene.same_sentence(act.cue, last))?;
    let subject = &scene.candidates[act.subject];
    let clause = scene.same_sentence(act.cue - 1, act.cue) && scene.class[act.cue - 1] == Class::Comma;
    let apart = !scene.same_sentence(before.close - 1, act.cue);
    let near =
        apart && scene.tokens[act.cue].paragraph == scene.tokens[here.open].paragraph && !scene.is_quoted(act.cue);
    let inverted = subject.first > act.cue && !matches!(subject.kind, Kind::Pronoun(_)) && !subject.quoted;
    (near && clause && inverted).then_some(act.subject)
}

/// Who is said to think so in the sentence between the two: "Orlova believes that it will rise. “It is dear.”"
fn believes(scene: &Scene<'_, '_>, before: Stretch, here: Stretch) -> Option<usize> {
    let number = antecedent::subject_before(scene, here.open)?;
    let subject = &scene.candidates[number];
    let adverb = |i: &usize| scene.class[*i] == Class::Adverb;
    let verb = (subject.last..here.open).find(|i| !adverb(i))?;
    let thinks = scene.class[verb] == Class::WeakCue && scene.begins_sentence(here.open);
    let near = subject.first >= before.close && scene.paragraphs_between(subject.first, here.open) == 0;
    (thinks && near && matches!(subject.kind, Kind::Name(_, EntityKind::Person))).then_some(number)
}

/// Whom the quote before asks something, if this is the sentence or paragraph behind it: "“Is it late?” Orlova asked Brandt. ¶ “It is.”"
fn asked(scene: &Scene<'_, '_>, acts: &[Act], before: Stretch, here: Stretch) -> Option<usize> {
    let question =
        scene.tokens.word(before.last - 1).ends_with('?') && !scene.same_sentence(before.close - 1, here.open);
    let behind = here.open.checked_sub(1).filter(|&i| question && i >= before.close)?;
    // Nothing between the two but who asks whom.
    let one = scene.same_sentence(before.close, behind) && scene.paragraphs_between(behind, here.open) <= 1;
    let act = acts[..acts.partition_point(|act| act.cue < here.open)].last().filter(|act| act.cue >= before.close)?;
    let number = scene.candidate_at(act.cue + 1).filter(|&number| number != act.subject)?;
    let person = matches!(scene.candidates[number].kind, Kind::Name(_, EntityKind::Person));
    let asks = matches!(scene.tokens.lower(act.cue), "asked" | "asks") && !scene.is_quoted(act.cue);
    (one && person && asks).then_some(number)
}

/// Whether a sentence that may answer stands behind the question that the one before asks: "“Why?” Orlova asked. “Because it is late.”" Who asks
/// goes on so as well.
fn is_answered(scene: &Scene<'_, '_>, acts: &[Act], before: Stretch, here: Stretch) -> bool {
    let question = scene.tokens.word(before.last - 1).ends_with('?') && scene.begins_sentence(here.open);
    let answers = question && matches!(scene.tokens.lower(here.first), "because" | "no" | "yes");
    let next = acts.partition_point(|act| act.cue < before.close);
    answers
        && acts.get(next).is_some_and(|act| act.cue < here.open && turns::ASKS.contains(&scene.tokens.lower(act.cue)))
}

/// First token of what leads to a quote in its sentence.
fn lead(scene: &Scene<'_, '_>, before: Stretch, here: Stretch) -> usize {
    /// Tokens looked back over: an endless sentence must not be read anew for each quote in it.
    const REACH: usize = 60;
    let far = here.open.saturating_sub(REACH).max(before.close.min(here.open));
    (far..here.open).rev().take_while(|&i| scene.same_sentence(i, here.open)).last().unwrap_or(here.open)
}

/// Whether the verb right behind a quote is of somebody who is no candidate: "“…,” said another".
fn is_of_another(scene: &Scene<'_, '_>, acts: &[Act], here: Stretch) -> bool {
    let cue = here.close;
    let behind = |i: usize| i < scene.len() && scene.same_sentence(i, here.close - 1) && !scene.is_quoted(i);
    behind(cue)
        && behind(cue + 1)
        && speaks(scene, cue)
        && !matches!(scene.class[cue + 1], Class::Comma | Class::Period | Class::Dash)
        && acts::subject_at(acts, cue).is_none()
}

/// Whether the words `lead` tell of another source, of something printed, or of a verb of speech whose subject is not the one before.
fn leads_elsewhere(scene: &Scene<'_, '_>, acts: &[Act], lead: std::ops::Range<usize>) -> bool {
    // "called it late, argued that it was “…”", "and then later said “…”": of the same subject.
    let plain = |j: &usize| scene.class[*j] != Class::Adverb && !matches!(scene.tokens.lower(*j), "then" | "later");
    let joined = |i: usize| {
        let near = (i.saturating_sub(3)..i).rev().find(plain);
        near.is_some_and(|j| matches!(scene.class[j], Class::Conjunction | Class::Comma))
    };
    let verb = |i: usize| speaks(scene, i) && acts::subject_at(acts, i).is_none() && !joined(i);
    // "The Courier's headline: “…”".
    let thing = |i: usize| {
        matches!(scene.tokens.lower(i), "caption" | "headline" | "headlines" | "name" | "phrase" | "slogan" | "title")
    };
    lead.into_iter().filter(|&i| !scene.is_quoted(i)).any(|i| is_according(scene, i) || thing(i) || verb(i))
}

fn speaks(scene: &Scene<'_, '_>, i: usize) -> bool {
    scene.class[i] == Class::Cue && scene.lexeme(i).has(Form::Finite)
}
