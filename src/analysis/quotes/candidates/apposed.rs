//! A phrase at the head of its sentence that commas part from its verb: "The applicant, Skylink, said", "The people, who asked not to be
//! named, said", "Parkright, the firm that runs the pier, said".
//!
//! Elsewhere a phrase is looked for right before a verb of speech; here another stands between. Both are entered, the phrase and, where the
//! tagger has not met it, the name that fills the place between: which of them speaks is told by the rules for appositions.

use super::{Kind, enter, is_determiner, nouns::is_time, start_of_verb};
use crate::{
    analysis::quotes::{
        scene::Scene,
        shares,
        words::{Class, Form, is_clause_verb, is_past_participle},
    },
    lexicon::{self, word},
    text::TokenKind,
};

/// Tokens from the verb back to the beginning of its sentence.
const REACH: usize = 50;

/// Words of the phrase.
const PHRASE: usize = 9;

/// Words of a name.
const NAME: usize = 4;

/// Enters the phrase with which the sentence of the verb at `cue` begins, and the name between it and the verb.
pub(super) fn head_before(scene: &mut Scene<'_, '_>, cue: usize) {
    let k = start_of_verb(scene, cue);
    let Some(close) = k.checked_sub(1).filter(|&i| scene.class[i] == Class::Comma && scene.same_sentence(i, cue))
    else {
        return;
    };
    if !scene.lexeme(cue).has(Form::Finite) || scene.is_quoted(close) {
        return;
    }
    let Some(from) = sentence_head(scene, close, REACH) else { return };
    let Some(open) = (from + 1..close.min(from + PHRASE + 1)).find(|&i| scene.class[i] == Class::Comma) else { return };
    if !is_phrase(scene, from, open) || (open..close).any(|i| scene.is_quoted(i)) {
        return;
    }
    // "His wife, Lund, said": no place.
    let kin = matches!(scene.tokens.lower(from), "his" | "her" | "their");
    let name = name_between(scene, open, close, kin);
    if (name.is_some() || tells_more(scene, open, close)) && !scene.is_claimed(from..open) {
        enter(scene, from, open, Kind::Subject);
    }
    if let Some(last) = name.filter(|&last| !scene.is_claimed(open + 1..last)) {
        enter(scene, open + 1, last, Kind::Subject);
    }
}

/// Whether the sentence of the comma at `comma` begins with a noun and what belongs to it, which ends there: "The company behind it,".
#[must_use]
pub fn heads_sentence(scene: &Scene<'_, '_>, comma: usize) -> bool {
    let from = sentence_head(scene, comma, PHRASE + 1);
    from.is_some_and(|from| from < comma && is_determiner(scene, from) && is_phrase(scene, from, comma))
}

/// First token of the sentence of token `at`, a conjunction left out, if it lies within `reach` tokens before.
fn sentence_head(scene: &Scene<'_, '_>, at: usize, reach: usize) -> Option<usize> {
    let within = (at.saturating_sub(reach)..at).rev().take_while(|&i| scene.same_sentence(i, at));
    let from = within.last().filter(|&i| scene.begins_sentence(i) && !scene.is_quoted(i))?;
    Some(from + usize::from(scene.class[from] == Class::Conjunction))
}

/// The token before a comma and an age that end at token `i`, else `i`: "Orlova, 44".
#[must_use]
pub fn before_age(scene: &Scene<'_, '_>, i: usize) -> usize {
    let aged = i > 1
        && scene.tokens[i].kind == TokenKind::Number
        && scene.tokens[i].span().len() == 2
        && scene.class[i - 1] == Class::Comma
        && scene.same_sentence(i - 2, i);
    if aged { i - 2 } else { i }
}

/// Whether nothing but a noun and what belongs to it stands in `from..open`: "The company behind it", "Two people", "Parkright".
fn is_phrase(scene: &Scene<'_, '_>, from: usize, open: usize) -> bool {
    let determined = is_determiner(scene, from) || scene.tokens[from].kind == TokenKind::Number;
    let part = |i: usize| match scene.class[i] {
        Class::Other => !is_verb(scene, from, i),
        Class::Capital | Class::Determiner => true,
        Class::Preposition => i > from + 1 || !determined && i > from,
        Class::Pronoun => i > from && scene.class[i - 1] == Class::Preposition,
        _ => scene.tokens[i].kind == TokenKind::Possessive || i == from,
    };
    let timed = (from..open).any(|i| is_time(scene, i) || scene.class[i] == Class::Day);
    let whole = (from..open).all(part) && !timed && open > from + usize::from(determined);
    whole && (determined || is_unknown_name(scene, from, open))
}

fn is_verb(scene: &Scene<'_, '_>, from: usize, i: usize) -> bool {
    let noun = i > from && (is_determiner(scene, i - 1) || scene.tokens[i - 1].kind == TokenKind::Possessive);
    !noun && i > from && is_clause_verb(scene.tokens, from, i) && !is_past_participle(scene.tokens.lower(i))
}

/// Whether `from..open` is in capitals, and no word that begins sentences: "Parkright", not "Elsewhere".
fn is_unknown_name(scene: &Scene<'_, '_>, from: usize, open: usize) -> bool {
    let other = |i: usize| {
        let starts = lexicon::word_bits(scene.tokens.key(i)) & (word::STARTER | word::CALENDAR) != 0;
        starts || scene.tokens.words().is_met_small(scene.tokens[i].lower_id())
    };
    let capital = |i: usize| scene.tokens[i].is_capitalised() && scene.class[i] == Class::Capital;
    open - from <= NAME && (from..open).all(capital) && !other(from)
}

/// The token after the name that fills the place between two commas, an age behind it left out: "Skylink", "Lovely, 20". A single word may be
/// a place, but for `kin`.
fn name_between(scene: &Scene<'_, '_>, open: usize, close: usize, kin: bool) -> Option<usize> {
    let last = before_age(scene, close - 1) + 1;
    let words = last.checked_sub(open + 1)?;
    let place = words == 1 && !kin;
    let part = |i: usize| {
        let bits = lexicon::word_bits(scene.tokens.key(i));
        scene.tokens[i].is_capitalised()
            && scene.tokens[i].kind == TokenKind::Word
            && scene.class[i] == Class::Capital
            && bits & (word::STARTER | word::CALENDAR | word::DEMONYM) == 0
            && !(place && lexicon::gazetteer(scene.tokens.key(i)) & lexicon::gaz::PLACE != 0)
    };
    ((1..=NAME).contains(&words) && (open + 1..last).all(part)).then_some(last)
}

/// Whether what stands between the commas tells more of what stands before: "who …", "the firm that …", "one of …", "based in …".
fn tells_more(scene: &Scene<'_, '_>, open: usize, close: usize) -> bool {
    let first = open + 1;
    let relative = matches!(scene.tokens.lower(first), "who" | "which" | "whose");
    let participle = scene.class[first] == Class::Other
        && (is_past_participle(scene.tokens.lower(first)) || scene.tokens.lower(first).ends_with("ing"));
    let apposed = scene.class[first] == Class::Determiner || shares::tells_part(scene, first);
    first < close && (relative || participle || apposed)
}
