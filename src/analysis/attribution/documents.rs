//! Documents as sources: whose statement, whose report it is, where the article tells.
//!
//! "Her statement said" is hers; "the report said" is the institute's if the article has called it "a report by the
//! institute" before. Where nothing of the kind is printed the document stays the source: a wrong owner costs more than
//! none.

use std::ops::Range;

use super::acts;
use crate::{
    analysis::{
        EntityKind, NameId,
        quotes::{
            Candidate, Class, Kind, Scene,
            papers::{WORDS_OF_ONE, WORKS, is_got, is_made},
        },
    },
    text::TokenKind,
};

/// How far back an owner is looked for, in tokens: the pass over an article's quotes stays linear.
const REACH: usize = 220;

/// Token of the head noun of a phrase: its last word before a preposition.
#[must_use]
pub(super) fn head(scene: &Scene<'_, '_>, candidate: &Candidate) -> usize {
    let range = candidate.first..candidate.last;
    let names = |i: usize| matches!(scene.tokens.lower(i), "titled" | "entitled" | "called" | "named" | "dated");
    let words = range.take_while(|&i| i == candidate.first || scene.class[i] != Class::Preposition && !names(i));
    words.filter(|&i| scene.tokens[i].is_wordlike()).last().unwrap_or(candidate.first)
}

/// Whether a phrase is "his" or "her" document.
#[must_use]
pub(super) fn is_of_pronoun(scene: &Scene<'_, '_>, candidate: &Candidate) -> bool {
    matches!(candidate.kind, Kind::Role | Kind::Subject)
        && matches!(scene.tokens.lower(candidate.first), "his" | "her")
        && scene.lexeme(head(scene, candidate)).is_document
}

/// The owner of the document that `candidate` names, with the words that tell.
pub(super) fn owner(scene: &Scene<'_, '_>, candidate: &Candidate) -> Option<(NameId, &'static str)> {
    let at = head(scene, candidate);
    // "The National Review", "the Post": a name that the tagger left out.
    if at > candidate.first && scene.tokens[at].is_capitalised() {
        return None;
    }
    let noun = scene.tokens.lower(at);
    if let Some(name) = owner_within(scene, candidate, at) {
        return Some((name, "named as its owner"));
    }
    if let Some(name) = maker(scene, at) {
        return Some((name, "named as its maker"));
    }
    // "The Acme report": whose it is is printed, and nobody else's.
    if (candidate.first + 1..at).any(|i| scene.tokens[i].is_capitalised()) {
        return named_within(scene, candidate.first..at).map(|name| (name, "named in it"));
    }
    // "a statement" is a new one: what was said of another before does not tell whose.
    if matches!(scene.tokens.lower(candidate.first), "a" | "an" | "another" | "one") {
        return None;
    }
    let from = candidate.first.saturating_sub(REACH);
    let same = |i: &usize| {
        let other = scene.tokens.lower(*i);
        other == noun || WORKS.contains(&noun) && WORKS.contains(&other)
    };
    let before = (from..candidate.first).rev().filter(|&i| !scene.is_quoted(i)).filter(same);
    before.take(3).find_map(|i| {
        let maker = maker(scene, i).map(|name| (name, "named as its maker before"));
        let holder = || holder(scene, i).map(|name| (name, "named as its owner before"));
        let sayer = || sayer(scene, i).map(|name| (name, "who spoke in it before"));
        let giver = || giver(scene, i).map(|name| (name, "who gave it out"));
        // Made by somebody without a name, it is of none who has one.
        if maker.is_none() && made_by(scene, i).is_some() {
            return None;
        }
        maker.or_else(holder).or_else(sayer).or_else(|| if WORDS_OF_ONE.contains(&noun) { giver() } else { None })
    })
}

/// Whose it is by the words of the phrase before the noun at `noun`: "Orr's (new) statement".
fn owner_within(scene: &Scene<'_, '_>, phrase: &Candidate, noun: usize) -> Option<NameId> {
    let sign = (phrase.first..noun).rev().find(|&i| scene.tokens[i].kind == TokenKind::Possessive)?;
    named_within(scene, phrase.first..sign)
}

/// The body named in the words of a phrase at `range`, or who owns it ("Orr's lawsuit"): those are the phrase's words and no
/// candidate any more.
fn named_within(scene: &Scene<'_, '_>, range: Range<usize>) -> Option<NameId> {
    let from = scene.candidates.partition_point(|candidate| candidate.first < range.start);
    let inner = scene.candidates[from..].iter().take_while(|candidate| candidate.first < range.end);
    let bodies = inner.filter(|candidate| candidate.inner).filter_map(|candidate| match candidate.kind {
        Kind::Name(name, EntityKind::Organisation) => Some(name),
        Kind::Name(name, EntityKind::Person) if candidate.possessive => Some(name),
        _ => None,
    });
    bodies.last()
}

fn named(scene: &Scene<'_, '_>, i: usize) -> Option<NameId> {
    let candidate = &scene.candidates[scene.candidate_at(i)?];
    match candidate.kind {
        Kind::Name(name, EntityKind::Person | EntityKind::Organisation) => Some(name),
        _ => None,
    }
}

/// Token of the "by" or "from" that tells who made the document at `noun`: "a letter on Friday signed by 65 women".
fn made_by(scene: &Scene<'_, '_>, noun: usize) -> Option<usize> {
    /// How far behind the noun it may stand, in tokens.
    const NEAR: usize = 6;
    let same = |i: &usize| *i < scene.len() && scene.same_sentence(*i, noun) && !scene.is_quoted(*i);
    // "the report, published by the institute,".
    let set_off =
        noun + 2 < scene.len() && scene.class[noun + 1] == Class::Comma && scene.class[noun + 2] == Class::Other;
    let from = noun + 1 + usize::from(set_off && is_made(scene.tokens.lower(noun + 2)));
    let mut near = (from..noun + NEAR).take_while(same).take_while(|&i| scene.class[i] != Class::Comma);
    let got = |i: usize| is_got(scene.tokens.lower(i - 1));
    near.find(|&i| matches!(scene.tokens.lower(i), "by" | "from") && !got(i))
}

/// "a report (released) by the NAME", "a letter from NAME", "a paper … on NAME's website".
fn maker(scene: &Scene<'_, '_>, noun: usize) -> Option<NameId> {
    /// How far behind "by" the name may begin, in tokens.
    const NAME: usize = 8;
    let same = |i: &usize| *i < scene.len() && scene.same_sentence(*i, noun) && !scene.is_quoted(*i);
    let site = (noun + 1..noun + 20).take_while(same).find(|&i| matches!(scene.tokens.lower(i), "website" | "site"));
    if let Some(owner) = site.and_then(|site| holder(scene, site)) {
        return Some(owner);
    }
    let by = made_by(scene, noun)?;
    // Over a title, and over whom the maker belongs to ("by the University of Lund's School of Letters").
    let skips = |i: &usize| {
        matches!(scene.class[*i], Class::Determiner | Class::Capital)
            || scene.tokens[*i].kind == TokenKind::Possessive
            || scene.tokens.word(*i) == "of"
    };
    let at = (by + 1..by + NAME).take_while(same).find(|i| !skips(i) || scene.candidate_at(*i).is_some())?;
    // "research by Acme economist Ada Orlova": hers.
    let person = scene.candidate_at(at).and_then(|number| acts::employee(scene, number));
    named(scene, person.map_or(at, |person| scene.candidates[person].first))
}

/// "NAME's (new) report".
fn holder(scene: &Scene<'_, '_>, noun: usize) -> Option<NameId> {
    let phrase = scene.candidate_at(noun).map(|number| &scene.candidates[number]);
    if let Some(name) = phrase.and_then(|phrase| owner_within(scene, phrase, noun)) {
        return Some(name);
    }
    let from = noun.saturating_sub(4);
    let near = (from..noun).rev().take_while(|&i| scene.same_sentence(i, noun));
    let mut names = near.filter_map(|i| scene.candidate_at(i));
    let candidate = &scene.candidates[names.next()?];
    if candidate.possessive { named(scene, candidate.first) } else { None }
}

/// "NAME said in the company's blog post", "NAME told reporters in a statement".
fn sayer(scene: &Scene<'_, '_>, noun: usize) -> Option<NameId> {
    /// How far the verb may stand before the document, in tokens.
    const NEAR: usize = 10;
    let from = noun.saturating_sub(NEAR);
    let before = (from..noun).rev().take_while(|&i| scene.same_sentence(i, noun) && !scene.is_quoted(i));
    let cue = before.into_iter().find(|&i| scene.class[i] == Class::Cue)?;
    // "wrote in response to the study" is not in it.
    let preposition = (cue + 1..noun).rev().find(|&i| scene.class[i] == Class::Preposition);
    let within = preposition.is_some_and(|i| matches!(scene.tokens.lower(i), "in" | "on" | "via"));
    let subject = if within { acts::subject(scene, cue) } else { None };
    named(scene, scene.candidates[subject?].first)
}

/// "NAME welcomed it in a statement", "NAME sent a letter": what can be the subject of the sentence, if it has a name.
fn giver(scene: &Scene<'_, '_>, noun: usize) -> Option<NameId> {
    // "called them, according to an affidavit": what is told in it is no giving.
    if (noun.saturating_sub(5)..noun).any(|i| scene.tokens.lower(i) == "according") {
        return None;
    }
    let indefinite = (noun.saturating_sub(3)..noun).any(|i| matches!(scene.tokens.lower(i), "a" | "an" | "in"));
    let mut from = noun;
    while from > 0 && noun - from < REACH && scene.same_sentence(from - 1, noun) {
        from -= 1;
    }
    let mut before = (from..noun).filter(|&i| !scene.is_quoted(i)).filter_map(|i| scene.candidate_at(i));
    let subject = before.find(|&number| {
        let candidate = &scene.candidates[number];
        let governed = candidate.first > from && scene.class[candidate.first - 1] == Class::Preposition;
        !governed && !candidate.possessive
    })?;
    if indefinite { named(scene, scene.candidates[subject].first) } else { None }
}
