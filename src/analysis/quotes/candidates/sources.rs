//! Who may stand behind "according to": "the filing", "state records", "people close to Orlova".

use super::{
    Candidate, Kind, Pronoun, enter, is_determiner,
    nouns::{in_subject, opens_phrase, without_joints},
    object_pronoun,
};
use crate::{
    analysis::{
        EntityKind,
        quotes::{
            scene::Scene,
            words::{Class, Form, is_past_participle},
        },
    },
    text::TokenKind,
};

/// "according to the filing", "according to state records": nouns there, whatever they are elsewhere.
pub(super) fn source_after(scene: &mut Scene<'_, '_>, according: usize) {
    /// Tokens of the longest source.
    const LONGEST: usize = 7;
    let first = according + 2;
    if first >= scene.len() || !scene.same_sentence(first, according) {
        return;
    }
    if let Some(pronoun) = pronoun_at(scene, first) {
        enter(scene, first, first + 1, Kind::Pronoun(pronoun));
        return;
    }
    if let Some(last) = two_kinds(scene, first) {
        scene.enclose(first..last);
        enter(scene, first, last, Kind::Role);
        return;
    }
    let noun = |i: usize| {
        // "according to charging documents".
        let paper = i + 1 < scene.len() && scene.lexeme(i + 1).is_document && scene.same_sentence(i, i + 1);
        let plain = matches!(scene.class[i], Class::WeakCue | Class::Cue);
        let plain = plain && (!scene.lexeme(i).has(Form::Participle) || paper);
        plain && !scene.tokens.lower(i).ends_with("ed") && !scene.is_claimed(i..i + 1)
    };
    let part = |i: usize| i < scene.len() && scene.same_sentence(i, first) && (in_subject(scene, i) || noun(i));
    let when = |i: usize| i < scene.len() && matches!(scene.tokens.lower(i), "early" | "late" | "public");
    let told = |i: usize| {
        let participle = i > first && is_past_participle(scene.tokens.lower(i));
        participle && (!part(i + 1) || leads(scene, i + 1) || when(i + 1))
    };
    let mut last = first + usize::from(opens_phrase(scene, first));
    while last < first + LONGEST && part(last) && !told(last) {
        last += 1;
    }
    let joined = (first..last).any(|i| scene.class[i] == Class::Preposition);
    let stops_at = (last < scene.len()).then(|| scene.candidate_at(last)).flatten().map(|n| scene.candidates[n]);
    let stops_at = stops_at.filter(|c| !matches!(c.kind, Kind::Pronoun(_)) && scene.same_sentence(last, first));
    // "according to a yearly Rourke poll": the name is looked for there.
    if let Some(named) = stops_at.filter(|_| !joined) {
        if let Some(end) = body_of_place(scene, &named) {
            scene.enclose(named.first..named.last);
            enter(scene, first, end, Kind::Subject);
        }
        return;
    }
    let cut = without_joints(scene, first, last);
    let opens = scene.class[first] == Class::Other || noun(first);
    // "according to those who know her".
    let those = cut < scene.len() && scene.tokens.lower(cut) == "who";
    let bare = cut == first + 1 && (!opens && !those || scene.tokens[first].kind == TokenKind::Number);
    if cut == first || bare || !is_determiner(scene, first) && !opens {
        return;
    }
    // "people close to Orlova"; but "a report by Acme" is looked through for who made it.
    let head = (first..cut).take_while(|&i| i == first || scene.class[i] != Class::Preposition).last().unwrap_or(first);
    let whole = stops_at.filter(|_| cut < last && !scene.lexeme(head).is_document);
    let end = whole.map_or(cut, |candidate| candidate.last);
    scene.enclose(cut..end);
    enter(scene, first, end, Kind::Subject);
}

/// The person of "according to him, …"; "according to her lawyer" is another.
fn pronoun_at(scene: &Scene<'_, '_>, first: usize) -> Option<Pronoun> {
    let next = first + 1;
    let ends = next >= scene.len()
        || !scene.same_sentence(first, next)
        || matches!(scene.class[next], Class::Comma | Class::Period | Class::Colon | Class::Quoted);
    object_pronoun(scene.tokens.lower(first)).filter(|_| ends)
}

/// Token past a role of whom two kinds are told from `first` on: "current and former officials", "health and harbour experts".
fn two_kinds(scene: &Scene<'_, '_>, first: usize) -> Option<usize> {
    let second = first + 2;
    let kinds = second < scene.len()
        && scene.class[first] == Class::Other
        && !scene.lexeme(first).is_head_noun
        && !scene.is_claimed(first..first + 1)
        && scene.tokens.lower(first + 1) == "and"
        && scene.same_sentence(first, second);
    let number = if kinds { scene.candidate_at(second) } else { None };
    let role = number.map(|number| &scene.candidates[number]).filter(|role| role.kind == Kind::Role);
    role.filter(|role| role.first == second).map(|role| role.last)
}

/// Token past a body that is named after a place and was not seen as one: "the U.S. Census". A title before a person's name is
/// none: "Lund Mayor Ada Orlova".
fn body_of_place(scene: &Scene<'_, '_>, place: &Candidate) -> Option<usize> {
    /// Words behind the place.
    const LONGEST: usize = 5;
    let part = |&i: &usize| {
        i < scene.len()
            && scene.class[i] == Class::Capital
            && !scene.is_claimed(i..i + 1)
            && scene.same_sentence(place.first, i)
    };
    let last = (place.last..place.last + LONGEST).take_while(part).last()?;
    let behind = Some(last + 1).filter(|&i| i < scene.len() && scene.same_sentence(last, i));
    let person = behind.and_then(|i| scene.candidate_at(i)).map(|number| scene.candidates[number].kind);
    let titled = matches!(person, Some(Kind::Name(_, EntityKind::Person)));
    (matches!(place.kind, Kind::Name(_, EntityKind::Place)) && !titled).then_some(last + 1)
}

/// Whether the word at token `i` leads on to something else: "released on", "compiled by".
fn leads(scene: &Scene<'_, '_>, i: usize) -> bool {
    matches!(scene.class[i], Class::Preposition | Class::Determiner | Class::Capital)
}
