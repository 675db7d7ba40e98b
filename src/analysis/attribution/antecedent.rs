//! The subject of a sentence, which "it" or "they" behind it may mean: "The chamber began a campaign that it says is needed."

use super::{acts, indirect::SUBORDINATE};
use crate::{
    analysis::{
        EntityKind,
        quotes::{Candidate, Class, Kind, Pronoun, Scene, words::is_clause_verb},
    },
    text::TokenKind,
};

/// Tokens of a sentence that are looked at: a text without sentence ends is not read anew for each pronoun in it.
const REACH: usize = 60;

/// The candidate that is the subject of the sentence in which token `at` stands, if the sentence has come to its verb there. Not of
/// what is said: "The hill is closed, they say."
pub(super) fn subject_here(scene: &Scene<'_, '_>, at: usize) -> Option<usize> {
    let said = at > 0 && (scene.class[at - 1] == Class::Comma || scene.is_quoted(at - 1));
    if said { None } else { subject(scene, sentence_start(scene, at)?, at) }
}

/// First token of the sentence before that of token `at`.
pub(super) fn sentence_before(scene: &Scene<'_, '_>, at: usize) -> Option<usize> {
    sentence_start(scene, sentence_start(scene, at)?.checked_sub(1)?)
}

/// The candidate that is the subject of the sentence before that of token `at`, in its paragraph or the one before.
pub(super) fn subject_before(scene: &Scene<'_, '_>, at: usize) -> Option<usize> {
    let last = sentence_start(scene, at)?.checked_sub(1)?;
    let near = scene.paragraphs_between(last, at) <= 1;
    if near { subject(scene, sentence_start(scene, last)?, last) } else { None }
}

/// The phrase with which the sentence before that of token `at` begins, if a verb follows it and `fits` holds of its noun, though the phrase
/// itself does not speak: "The memo paints a picture. It says", "Protectionists make mistakes. They claim". Sentences that go on with
/// the same pronoun are looked past.
pub(super) fn phrase_before(scene: &Scene<'_, '_>, at: usize, fits: impl Fn(&str) -> bool) -> Option<Candidate> {
    /// Sentences looked past.
    const SAME: usize = 3;
    /// Words of the phrase.
    const LONGEST: usize = 6;
    let mut start = sentence_start(scene, at)?;
    for _ in 0..=SAME {
        let last = start.checked_sub(1)?;
        if scene.paragraphs_between(last, at) > 1 {
            return None;
        }
        start = sentence_start(scene, last)?;
        if scene.tokens.lower(start) != scene.tokens.lower(at) {
            break;
        }
    }
    let joins = matches!(scene.class[start], Class::Conjunction | Class::Adverb);
    let first = start + usize::from(joins);
    let nouns = (first..scene.len().min(first + LONGEST)).take_while(|&i| is_nominal(scene, first, i));
    let noun = nouns.into_iter().find(|&i| fits(scene.tokens.lower(i)))?;
    let verb = noun + 1;
    let whole = verb + 1 < scene.len() && scene.same_sentence(first, verb + 1) && !scene.is_quoted(first);
    (whole && acts(scene, first, verb)).then_some(Candidate {
        first,
        last: verb,
        kind: Kind::Subject,
        quoted: false,
        possessive: false,
        inner: false,
    })
}

/// Whether a verb stands at `i` behind the phrase that begins at `first`, though we need not know it: "The memo paints a picture".
fn acts(scene: &Scene<'_, '_>, first: usize, i: usize) -> bool {
    let object = matches!(scene.class[i + 1], Class::Determiner | Class::Preposition | Class::Adverb)
        || scene.tokens.lower(i + 1) == "to";
    is_verb(scene, first, i)
        || scene.class[i] == Class::WeakCue
        || scene.class[i] == Class::Other
            && scene.candidate_at(i).is_none()
            && object
            && !scene.tokens[i].is_capitalised()
}

/// Whether the word at `i` may be part of a plain noun phrase that begins at `first`.
fn is_nominal(scene: &Scene<'_, '_>, first: usize, i: usize) -> bool {
    let opens = i == first
        && (scene.class[i] == Class::Determiner || scene.lexeme(i).is_quantifier || scene.class[i] == Class::Capital);
    let noun = matches!(scene.class[i], Class::Other | Class::Capital) && scene.tokens[i].is_wordlike();
    let named = scene.candidate_at(i).is_some_and(|n| matches!(scene.candidates[n].kind, Kind::Pronoun(_)));
    (opens || noun && !is_clause_verb(scene.tokens, first, i)) && !named
}

/// The persons or bodies who are the subject of the sentence before that of token `at` by name: the last of them, and its verb: "Orr and
/// Orlova believe it. They say".
pub(super) fn persons_before(scene: &Scene<'_, '_>, at: usize) -> Option<acts::Act> {
    let last = sentence_start(scene, at)?.checked_sub(1)?;
    let from = sentence_start(scene, last).filter(|_| scene.paragraphs_between(last, at) <= 1)?;
    let cue = (from..last).find(|&i| is_verb(scene, from, i) || scene.class[i] == Class::WeakCue)?;
    let helps = |&i: &usize| scene.class[i] == Class::Adverb || scene.tokens.lower(i) == "both";
    let end = (from..cue).rev().find(|i| !helps(i))?;
    let subject = scene.candidate_at(end)?;
    let named = matches!(scene.candidates[subject].kind, Kind::Name(_, EntityKind::Person | EntityKind::Organisation));
    named.then_some(acts::Act { cue, subject })
}

/// Whether a candidate is something written.
pub(super) fn is_paper(scene: &Scene<'_, '_>, candidate: &Candidate) -> bool {
    scene.lexeme(super::documents::head(scene, candidate)).is_document
}

/// Whether a pronoun stands for nobody: "It's telling that", "It comes after Orr drew fire by claiming".
pub(super) fn is_empty(scene: &Scene<'_, '_>, pronoun: &Candidate) -> bool {
    const BARE: &[&str] =
        &["came", "comes", "followed", "follows", "is", "remains", "seemed", "seems", "takes", "took", "was"];
    let (verb, next) = (pronoun.last, pronoun.last + 1);
    let drawn = pronoun.text(scene).contains(['\'', '’'])
        || verb < scene.len() && matches!(scene.tokens.lower(verb), "'s" | "’s");
    let bare = matches!(pronoun.kind, Kind::Pronoun(Pronoun::It))
        && next < scene.len()
        && BARE.contains(&scene.tokens.lower(verb))
        && !matches!(scene.class[next], Class::Cue | Class::WeakCue | Class::Adverb);
    drawn || bare
}

/// First token of the sentence of `at`, unless that is far off.
fn sentence_start(scene: &Scene<'_, '_>, at: usize) -> Option<usize> {
    let from = (at.saturating_sub(REACH)..=at).rev().take_while(|&i| scene.same_sentence(i, at)).last()?;
    (from == 0 || !scene.same_sentence(from - 1, at)).then_some(from)
}

/// The first candidate from token `from` on with a verb behind it, nothing but phrases before. What opens a subordinate clause
/// is not looked at: its subject is seldom meant.
fn subject(scene: &Scene<'_, '_>, from: usize, to: usize) -> Option<usize> {
    if SUBORDINATE.contains(&scene.tokens.lower(from)) {
        return None;
    }
    let mut at = past_participle_phrase(scene, from, to);
    while at < to {
        if scene.is_quoted(at) || is_verb(scene, from, at) {
            return None;
        }
        let Some(number) = scene.candidate_at(at) else {
            at += 1;
            continue;
        };
        let candidate = &scene.candidates[number];
        if matches!(candidate.kind, Kind::Pronoun(_)) || candidate.last >= to {
            return None;
        }
        let told_of = candidate.possessive || acts::governor(scene, candidate.first).is_some();
        if !told_of && verb_behind(scene, candidate.last, to) {
            return Some(number);
        }
        at = candidate.last;
    }
    None
}

/// Behind the comma that ends what a participle begins: "Asked about it, a guard laughed".
fn past_participle_phrase(scene: &Scene<'_, '_>, from: usize, to: usize) -> usize {
    /// Tokens of the phrase.
    const PHRASE: usize = 10;
    let participle = matches!(scene.tokens.lower(from), "asked" | "pressed" | "questioned" | "told");
    let comma = (from + 1..to.min(from + PHRASE)).find(|&i| scene.class[i] == Class::Comma);
    comma.filter(|_| participle).map_or(from, |comma| comma + 1)
}

fn is_verb(scene: &Scene<'_, '_>, from: usize, i: usize) -> bool {
    scene.candidate_at(i).is_none()
        && scene.tokens[i].kind != TokenKind::Possessive
        && (matches!(scene.class[i], Class::Auxiliary | Class::Cue) || is_clause_verb(scene.tokens, from, i))
}

/// Whether a verb follows at token `last`, past adverbs, or past what is told between commas.
fn verb_behind(scene: &Scene<'_, '_>, last: usize, to: usize) -> bool {
    /// Tokens between the commas.
    const ASIDE: usize = 24;
    let verb = |from: usize| {
        let adverb = |&i: &usize| scene.class[i] == Class::Adverb;
        (from..to).find(|i| !adverb(i)).is_some_and(|i| {
            matches!(scene.class[i], Class::Auxiliary | Class::Cue | Class::WeakCue)
                || is_clause_verb(scene.tokens, from, i)
        })
    };
    // "The Harbour Fund (HF) forecast".
    let bracket = scene.tokens.word(last) == "(";
    let closing = (last + 1..to.min(last + 4)).find(|&i| bracket && scene.tokens.word(i) == ")");
    if let Some(close) = closing.filter(|&close| close + 1 < to) {
        return verb(close + 1);
    }
    if scene.class[last] != Class::Comma {
        return verb(last);
    }
    let close = (last + 1..to.min(last + ASIDE)).find(|&i| scene.class[i] == Class::Comma);
    close.is_some_and(|close| verb(close + 1))
}
