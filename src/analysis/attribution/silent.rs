//! Who stands beside a quote and does not say it: who is told, where it was said, who passed it on, the body of whoever speaks.
//! The model is not asked about them.

use super::{
    acts::{Act, Speech},
    cue, is_according,
};
use crate::{
    analysis::{
        EntityKind,
        quotes::{Candidate, Class, Kind, Scene, papers},
    },
    text::TokenKind,
};

/// Whether a candidate is a place without a verb of speech, which says nothing.
pub(super) fn is_bare_place(scene: &Scene<'_, '_>, number: usize, stretch: usize) -> bool {
    let place = matches!(scene.candidates[number].kind, Kind::Name(_, EntityKind::Place));
    let stretch = scene.stretches[stretch];
    place && cue(scene, number, (stretch.open, stretch.close)).is_none()
}

/// Whether a candidate is but told of beside the quote, and so said nothing.
pub(super) fn is_beside_the_speaker(scene: &Scene<'_, '_>, speech: &Speech, number: usize, stretch: usize) -> bool {
    let body = matches!(scene.candidates[number].kind, Kind::Name(_, EntityKind::Organisation | EntityKind::Place));
    let speaks = speech.subject[number];
    only_relays(scene, speech, number, stretch)
        || is_told_of_speaker(scene, speech, number)
        || says_otherwise(scene, speech, number)
        || !speaks && (is_told(scene, number) || body && is_setting(scene, number))
        || body && is_owner_of_speaker(scene, speech, number)
}

/// Whether a candidate behind the quote only reports who said it: "“…,” Orlova said, according to the paper".
fn only_relays(scene: &Scene<'_, '_>, speech: &Speech, number: usize, stretch: usize) -> bool {
    /// Tokens from "according" to the end of "the leaked transcript".
    const REACH: usize = 8;
    let close = scene.stretches[stretch].close;
    let first = scene.candidates[number].first;
    let mut near = (close.max(first.saturating_sub(REACH))..first).rev().take_while(|&i| scene.same_sentence(i, first));
    let Some(according) = near.find(|&i| is_according(scene, i)) else { return false };
    let next = speech.acts.partition_point(|act| act.cue < close);
    speech.acts.get(next).is_some_and(|act| act.cue < according && scene.candidates[act.subject].first >= close)
}

/// Whether a name stands within what is told of who speaks: "“…,” an aide hired by Ada Orlova said", "“…,” said a lawyer representing
/// Ada Orlova"; but "said a lawyer named Ada Orlova".
fn is_told_of_speaker(scene: &Scene<'_, '_>, speech: &Speech, number: usize) -> bool {
    let told = &scene.candidates[number];
    let other = |act: &&Act| act.subject != number && scene.same_sentence(act.cue, told.first);
    let next = speech.acts.partition_point(|act| act.cue < told.last);
    let before = || speech.acts.get(next).filter(other).is_some_and(|act| is_within_phrase(scene, act.subject, told));
    let behind = || {
        let act = speech.acts[..next].last().filter(other);
        act.is_some_and(|act| {
            act.cue < scene.candidates[act.subject].first && is_within_phrase(scene, act.subject, told)
        })
    };
    told.name().is_some() && (before() || behind())
}

/// Whether a phrase that is no paper goes on up to the name `told`, which it does not give.
fn is_within_phrase(scene: &Scene<'_, '_>, phrase: usize, told: &Candidate) -> bool {
    let phrase = &scene.candidates[phrase];
    let between = phrase.last..told.first;
    let described = matches!(phrase.kind, Kind::Role | Kind::Subject)
        && !papers::is_document(scene.tokens.lower(phrase.last - 1))
        && scene.same_sentence(phrase.first, told.first);
    let leads = |i: usize| {
        let lower = scene.tokens.lower(i);
        let participle = scene.tokens[i].kind == TokenKind::Word && (lower.ends_with("ing") || lower.ends_with("ed"));
        !scene.tokens[i].is_capitalised()
            && (participle || scene.class[i] == Class::Preposition || matches!(lower, "who" | "whom" | "whose"))
    };
    let tells = |i: usize| {
        let names = matches!(scene.tokens.lower(i), "as" | "called" | "dubbed" | "identified" | "known" | "named");
        !names && !matches!(scene.class[i], Class::Comma | Class::Period | Class::Dash | Class::Quoted | Class::Colon)
    };
    described && !between.is_empty() && leads(phrase.last) && between.into_iter().all(tells)
}

/// Whether a candidate's verb of speech tells but that it says so or not: "Unless the court says otherwise, “…,” Orlova said".
fn says_otherwise(scene: &Scene<'_, '_>, speech: &Speech, number: usize) -> bool {
    let subject = &scene.candidates[number];
    let next = speech.acts.partition_point(|act| act.cue < subject.first);
    let act = speech.acts.get(next).filter(|act| act.subject == number);
    act.is_some_and(|act| {
        let behind = act.cue + 1;
        behind + 1 < scene.len()
            && matches!(scene.tokens.lower(behind), "otherwise" | "so" | "differently")
            && scene.class[behind + 1] == Class::Comma
    })
}

/// The word before a candidate and its article.
fn before(scene: &Scene<'_, '_>, candidate: &Candidate) -> Option<usize> {
    let plain = |i: &usize| scene.class[*i] != Class::Determiner && scene.same_sentence(*i, candidate.first);
    let before = (candidate.first.saturating_sub(2)..candidate.first).rev().find(plain);
    before.filter(|&i| !scene.is_quoted(i))
}

/// Whether a candidate is who is told: "“…,” the owner told the Courier".
fn is_told(scene: &Scene<'_, '_>, number: usize) -> bool {
    before(scene, &scene.candidates[number])
        .is_some_and(|i| scene.class[i] == Class::Cue && matches!(scene.tokens.lower(i), "told" | "tells" | "telling"))
}

/// Whether a body is but where, or by what means, something was said: "said in a statement to the Courier", "a post on Twitter",
/// "(in Lund)". "According to the Courier" is none, nor an owner ("in Acme's words"), nor who prints a piece ("an article in the
/// Courier").
fn is_setting(scene: &Scene<'_, '_>, number: usize) -> bool {
    const PLATFORMS: &[&str] = &[
        "facebook",
        "instagram",
        "linkedin",
        "medium",
        "reddit",
        "snapchat",
        "telegram",
        "tiktok",
        "tumblr",
        "twitter",
        "whatsapp",
        "yelp",
        "youtube",
    ];
    const PRINTED: &[&str] = &["column", "headline", "item", "piece", "segment", "story"];
    let candidate = &scene.candidates[number];
    let platform = PLATFORMS.contains(&scene.tokens.lower(candidate.first));
    let printed = |i: usize| {
        let noun = i.checked_sub(1).map_or("", |i| scene.tokens.lower(i));
        PRINTED.contains(&noun) || papers::is_document(noun)
    };
    !candidate.possessive
        && before(scene, candidate).is_some_and(|i| match scene.tokens.lower(i) {
            "at" | "in" | "on" => platform || !printed(i),
            "to" | "via" | "with" => !(i > 0 && is_according(scene, i - 1)),
            _ => false,
        })
}

/// Whether the next verb of speech behind an owner is somebody's who is named as his: "Acme's director, Ada Orlova, said".
fn is_owner_of_speaker(scene: &Scene<'_, '_>, speech: &Speech, number: usize) -> bool {
    /// Tokens from the owner to who is named.
    const NEAR: usize = 10;
    let owner = &scene.candidates[number];
    let next = speech.acts.partition_point(|act| act.cue < owner.last);
    owner.possessive
        && speech.acts.get(next).is_some_and(|act| {
            let subject = &scene.candidates[act.subject];
            let near = subject.first > owner.last && subject.first < owner.last + NEAR;
            near && scene.same_sentence(owner.first, act.cue) && subject.name().is_some()
        })
}
