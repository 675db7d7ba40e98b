//! How sure the model has to be that a stretch is speech: the less, the more its surroundings tell.

use super::{acts::Act, features::Previous, indirect, outright, sourced};
use crate::{
    analysis::quotes::{Class, Ending, Scene, Stretch},
    text::TokenKind,
};

/// A stretch is kept as speech from this probability on. Within a sentence what is less sure is mostly titles and scare
/// quotes, in both dev sets; what begins a paragraph, is announced or signed, is seldom anything but speech.
pub(super) const WITHIN: f32 = 0.7;
const ALONE: f32 = 0.5;
const SIGNED: f32 = 0.2;

/// How sure it is at least where the sentence leads to it ([`is_led`]).
const LED_CERTAINTY: f32 = 0.9;

/// How sure it is that stretch `number` is speech, of which the model is `sure`; none if it is not kept.
#[must_use]
pub(super) fn kept(scene: &Scene<'_, '_>, acts: &[Act], number: usize, previous: Previous, sure: f32) -> Option<f32> {
    let open = scene.stretches[number].open;
    let begins = scene.begins_paragraph(open);
    // "… issued a statement:" ends the paragraph before.
    let announced = begins && open > 0 && scene.class[open - 1] == Class::Colon;
    if reopens(scene, number, previous) {
        return Some(sure.max(LED_CERTAINTY));
    }
    let led = is_led(scene, acts, number, previous);
    let threshold = if announced || led || outright::signed(scene, number).is_some() {
        SIGNED
    } else if begins || is_led_in(scene, number) {
        ALONE
    } else {
        WITHIN
    };
    let sure_of = if led { sure.max(LED_CERTAINTY) } else { sure };
    (sure >= threshold).then_some(sure_of)
}

/// Whether the sentence leads to the stretch by what it tells of who speaks, whatever is quoted.
fn is_led(scene: &Scene<'_, '_>, acts: &[Act], number: usize, previous: Previous) -> bool {
    is_announced(scene, acts, number)
        || resumes(scene, number, previous)
        || is_told(scene, number)
        || is_told_show(scene, number)
        || sourced::speaker(scene, acts, number).is_some()
}

/// Whether somebody's verb of speech and a colon stand before a stretch in its sentence: "told the Courier in May: “I".
fn is_announced(scene: &Scene<'_, '_>, acts: &[Act], number: usize) -> bool {
    /// Tokens from the verb to the colon.
    const REACH: usize = 12;
    let open = scene.stretches[number].open;
    let colon = open.checked_sub(1).filter(|&i| scene.class[i] == Class::Colon && scene.same_sentence(i, open));
    let act = |colon: usize| acts[..acts.partition_point(|act| act.cue < colon)].last();
    let near = |cue: usize| cue + REACH >= open && scene.same_sentence(cue, open);
    // "…, tweeting: “": a participle has no act of its own.
    let beside = |colon: usize| colon > 0 && scene.class[colon - 1] == Class::Cue;
    colon.is_some_and(beside) || colon.and_then(act).is_some_and(|act| near(act.cue))
}

/// Whether a verb of speech, and a comma or colon, lead to a stretch that begins as a sentence does: "he told her, “I".
fn is_led_in(scene: &Scene<'_, '_>, stretch: usize) -> bool {
    let stretch = scene.stretches[stretch];
    let Some(before) = stretch.open.checked_sub(1) else { return false };
    let cue = (before.saturating_sub(4)..before).any(|i| scene.class[i] == Class::Cue);
    let sign = matches!(scene.class[before], Class::Comma | Class::Colon);
    cue && sign && scene.tokens[stretch.first].is_capitalised()
}

/// Whether nothing but whom somebody tells stands before a sentence quoted: "told the Courier “I thought it was ours”".
fn is_told(scene: &Scene<'_, '_>, number: usize) -> bool {
    /// Tokens of who is told, and where.
    const REACH: usize = 9;
    let stretch = scene.stretches[number];
    if stretch.open == 0 {
        return false;
    }
    let within = (stretch.open.saturating_sub(REACH)..stretch.open).rev();
    let nominal = |&i: &usize| {
        let class = [Class::Determiner, Class::Other, Class::Capital, Class::Preposition, Class::Day, Class::Pronoun];
        scene.same_sentence(i, stretch.open) && (class.contains(&scene.class[i]) || scene.candidate_at(i).is_some())
    };
    let before = within.take_while(nominal).last().unwrap_or(stretch.open).checked_sub(1);
    let told = before.filter(|&i| before != Some(stretch.open - 1) && scene.same_sentence(i, stretch.open));
    let tells = |i: usize| matches!(scene.tokens.lower(i), "told" | "tells" | "telling");
    let beside = matches!(scene.class[stretch.open - 1], Class::Preposition | Class::Determiner);
    let sentence = indirect::is_opener(scene.tokens.lower(stretch.first));
    told.is_some_and(tells) && !beside && sentence
}

/// Whether a show stands before the quote whom somebody tells it: "told Radio Lund's “Late Harbour,” “The ferry is ours.”".
fn is_told_show(scene: &Scene<'_, '_>, number: usize) -> bool {
    /// Tokens from the verb to the title, and of the title.
    const REACH: usize = 5;
    let here = scene.stretches[number];
    let Some(show) = number.checked_sub(1).map(|before| scene.stretches[before]) else { return false };
    let comma = scene.tokens.word(show.last - 1) == ",";
    let beside = show.close == here.open && show.last - show.first <= REACH + 1 && comma;
    let near = (show.open.saturating_sub(REACH)..show.open).rev().take_while(|&i| scene.same_sentence(i, show.open));
    let told = near.into_iter().any(|i| matches!(scene.tokens.lower(i), "told" | "tells"));
    beside && told && scene.tokens[here.first].is_capitalised()
}

/// Whether the quote before was not closed and its paragraphs run together: `"It is late. "We go home."`
fn reopens(scene: &Scene<'_, '_>, number: usize, previous: Previous) -> bool {
    let before = previous.kept.filter(|_| previous.adjacent).map(|n| scene.stretches[n]);
    let here = scene.stretches[number];
    let whole = |stretch: Stretch| {
        scene.tokens[stretch.first].is_capitalised() && scene.tokens[stretch.last - 1].kind == TokenKind::Stop
    };
    before.is_some_and(|before| {
        let run_together = before.ending == Ending::Unclosed && before.close == here.open;
        run_together && !scene.begins_paragraph(here.open) && whole(before) && whole(here)
    })
}

/// Whether who says it is told between the quote before and this: "“It is late,” Orlova says, “making it hard.”".
fn resumes(scene: &Scene<'_, '_>, number: usize, previous: Previous) -> bool {
    /// Tokens between the two.
    const REACH: usize = 20;
    let Some(before) = previous.kept.filter(|_| previous.adjacent).map(|n| scene.stretches[n]) else {
        return false;
    };
    let here = scene.stretches[number];
    let between = before.close..here.open;
    let ends = scene.tokens.word(before.last - 1) == ",";
    let parted = between.len() <= REACH && between.len() > 1 && scene.class[here.open - 1] == Class::Comma;
    let small = !scene.tokens[here.first].is_capitalised();
    ends && parted && small && between.into_iter().any(|i| scene.class[i] == Class::Cue)
}
