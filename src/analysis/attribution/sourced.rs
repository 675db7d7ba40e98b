//! Whose words a quote is by what leads to its comma and tells a source: "According to Orlova, “…”", "As Orlova noted, “…”", "In
//! Orlova's words, “…”". What is quoted so is speech, whatever it looks like, if the sentence ends with it: a title goes on
//! ("According to Orlova, “Late Harbour” is a fine film").

use super::{acts::Act, is_according};
use crate::{
    analysis::{
        EntityKind,
        quotes::{Class, Kind, Scene, words::Form},
    },
    text::TokenKind,
};

/// The source that leads to a stretch.
pub(super) fn speaker(scene: &Scene<'_, '_>, acts: &[Act], stretch: usize) -> Option<usize> {
    let here = scene.stretches[stretch];
    let sign = here.open.checked_sub(1).filter(|&i| scene.same_sentence(i, here.open))?;
    let leads = matches!(scene.class[sign], Class::Comma | Class::Colon);
    if !leads || !ends_sentence(scene, stretch) {
        return None;
    }
    according(scene, sign).or_else(|| as_said(scene, acts, sign)).or_else(|| in_words(scene, sign))
}

/// Whether the sentence ends with the quote.
fn ends_sentence(scene: &Scene<'_, '_>, stretch: usize) -> bool {
    let here = scene.stretches[stretch];
    let stops = scene.tokens[here.last - 1].kind == TokenKind::Stop;
    let behind = here.close;
    stops
        || behind >= scene.len()
        || scene.class[behind] == Class::Period
        || !scene.same_sentence(here.close - 1, behind)
}

/// "According to Orlova,".
fn according(scene: &Scene<'_, '_>, sign: usize) -> Option<usize> {
    let number = scene.candidate_at(sign.checked_sub(1)?)?;
    let source = &scene.candidates[number];
    let to = source.first.checked_sub(1).filter(|&i| scene.same_sentence(i, sign))?;
    let article = usize::from(scene.class[to] == Class::Determiner);
    // "Orr said, according to the paper, “…”": Orr's.
    let opens =
        |i: usize| scene.begins_sentence(i) || scene.class[i - 1] == Class::Conjunction && scene.begins_sentence(i - 1);
    let at = to.checked_sub(article + 1).filter(|&i| is_according(scene, i) && opens(i));
    at.and(Some(number).filter(|_| source.last == sign))
}

/// "As Orlova noted,", "As Orlova told reporters,".
fn as_said(scene: &Scene<'_, '_>, acts: &[Act], sign: usize) -> Option<usize> {
    /// Tokens of who is told, and when.
    const REACH: usize = 6;
    /// Titles before the name, and "as".
    const TITLES: usize = 5;
    let act = acts[..acts.partition_point(|act| act.cue < sign)].last()?;
    let subject = &scene.candidates[act.subject];
    // "As the old saying goes".
    let says = scene.lexeme(act.cue).has(Form::Finite);
    let near = says && act.cue + REACH >= sign && subject.first < act.cue && scene.same_sentence(subject.first, sign);
    // "As Mayor Orlova said".
    let titles =
        |i: &usize| matches!(scene.class[*i], Class::Determiner | Class::Capital) && !scene.begins_sentence(*i);
    let before = (subject.first.saturating_sub(TITLES)..subject.first).rev().find(|i| !titles(i));
    let led = before.is_some_and(|i| scene.tokens.lower(i) == "as" && scene.begins_sentence(i));
    (near && led).then_some(act.subject)
}

/// "In Orlova's words,", "In the words of Ada Orlova,".
fn in_words(scene: &Scene<'_, '_>, sign: usize) -> Option<usize> {
    let opinion = |i: usize| matches!(scene.tokens.lower(i), "opinion" | "phrase" | "view" | "words");
    let opens = |i: usize| scene.tokens.lower(i) == "in" && scene.begins_sentence(i);
    let last = sign.checked_sub(1)?;
    if opinion(last) && scene.tokens[last.checked_sub(1)?].kind == TokenKind::Possessive {
        let number = scene.candidate_at(last.checked_sub(2)?)?;
        let before = scene.candidates[number].first.checked_sub(1)?;
        return (opens(before) && is_somebody(scene, number)).then_some(number);
    }
    let number = scene.candidate_at(last)?;
    let of = scene.candidates[number].first.checked_sub(1).filter(|&i| i > 2 && scene.tokens.lower(i) == "of")?;
    let whole = opinion(of - 1) && scene.class[of - 2] == Class::Determiner && opens(of - 3);
    (whole && is_somebody(scene, number)).then_some(number)
}

fn is_somebody(scene: &Scene<'_, '_>, number: usize) -> bool {
    matches!(scene.candidates[number].kind, Kind::Name(_, EntityKind::Person) | Kind::Role)
}
