//! Where the text tells outright who speaks, no model is asked: by a signature, by somebody's being heard to say it, by who
//! gave out what it is said in, by a name and its verb right before the quote.

use super::{
    acts::{self, Act, Giver},
    indirect::blamed,
    sourced, written,
};
use crate::{
    analysis::{
        EntityKind,
        quotes::{
            Class, Kind, Scene, Stretch,
            words::{Form, quotes_words},
        },
    },
    text::TokenKind,
};

/// How sure a signature is ("— Ada Orlova"), and that somebody is heard ("heard her say"): by eye. A source before the comma and a label
/// are taken to be as sure, which was not counted.
const CERTAINTY: f32 = 0.97;

/// Who speaks by what is told outright, and how sure that is.
pub(super) fn speaker(scene: &Scene<'_, '_>, acts: &[Act], stretch: usize) -> Option<(usize, f32)> {
    let number = signed(scene, stretch)
        .or_else(|| heard(scene, acts, stretch))
        .or_else(|| quoted(scene, stretch))
        .or_else(|| gave(scene, stretch))
        .or_else(|| held_against(scene, stretch))
        .or_else(|| named(scene, acts, stretch))
        .or_else(|| sourced::speaker(scene, acts, stretch))
        .or_else(|| labelled(scene, stretch))?;
    Some((number, CERTAINTY))
}

/// Whom somebody heard or saw say the quote: "Orlova heard a man shout, “No!”" is not hers.
fn heard(scene: &Scene<'_, '_>, acts: &[Act], stretch: usize) -> Option<usize> {
    /// Tokens from the verb to the quote: who is told, a comma.
    const NEAR: usize = 6;
    let open = scene.stretches[stretch].open;
    let near = (open.saturating_sub(NEAR)..open).rev().take_while(|&i| scene.same_sentence(i, open - 1));
    let mut near = near.take_while(|&i| {
        !matches!(scene.class[i], Class::Semicolon | Class::Conjunction | Class::Period | Class::Question)
    });
    let cue = near.find(|&i| matches!(scene.class[i], Class::Cue | Class::WeakCue) && !scene.is_quoted(i))?;
    let dependent = !scene.lexeme(cue).has(Form::Finite);
    let number = acts::subject_at(acts, cue).or_else(|| scene.candidate_at(cue.checked_sub(1)?))?;
    (dependent && acts::is_perceived(scene, &scene.candidates[number])).then_some(number)
}

/// Whom another quotes in the sentence that leads to the quote by a colon: "The paper quoted an economist, Ada Orlova: “…”", "a profile quotes
/// Orlova describing the boat: “…”".
fn quoted(scene: &Scene<'_, '_>, stretch: usize) -> Option<usize> {
    /// Tokens from the verb to the colon, and to the name.
    const REACH: usize = 24;
    const NAME: usize = 7;
    let colon = scene.stretches[stretch].open.checked_sub(1).filter(|&i| scene.class[i] == Class::Colon)?;
    let mut before = (colon.saturating_sub(REACH)..colon)
        .rev()
        .take_while(|&i| scene.same_sentence(i, colon) && !scene.is_quoted(i));
    let finite = |i: usize| scene.class[i] == Class::Cue && scene.lexeme(i).has(Form::Finite);
    let verb = before.find(|&i| quotes_words(scene.tokens.lower(i)) || finite(i))?;
    let passive = verb > 0 && matches!(scene.tokens.lower(verb - 1), "was" | "were" | "is" | "are" | "been" | "be");
    // "the longest quotes": a noun.
    let noun = scene.class[verb] != Class::Cue && scene.candidate_at(verb + 1).is_none();
    if passive || noun || !quotes_words(scene.tokens.lower(verb)) {
        return None;
    }
    let leads = |i: usize| matches!(scene.class[i], Class::Capital | Class::Determiner | Class::Other | Class::Comma);
    let mut behind = (verb + 1..colon.min(verb + NAME)).take_while(|&i| leads(i) || scene.candidate_at(i).is_some());
    let person = |n: usize| matches!(scene.candidates[n].kind, Kind::Name(_, EntityKind::Person)).then_some(n);
    let named = behind.find_map(|i| scene.candidate_at(i).and_then(person))?;
    (!scene.candidates[named].possessive).then_some(named)
}

/// Whose name stands right before a verb of speech and the sign that leads to the quote: "Asked why he left, Orlova said: “…”".
fn named(scene: &Scene<'_, '_>, acts: &[Act], stretch: usize) -> Option<usize> {
    let sign = scene.stretches[stretch].open.checked_sub(1)?;
    let cue = told_before(scene, sign).or_else(|| sign.checked_sub(1)).filter(|&i| scene.same_sentence(i, sign))?;
    let leads = matches!(scene.class[sign], Class::Comma | Class::Colon)
        && scene.tokens[scene.stretches[stretch].first].is_capitalised();
    let act = acts::subject_at(acts, cue)?;
    let subject = &scene.candidates[act];
    // "at least one expert agrees: “…,” Ada Orlova said": no name is yet to come of "the minister".
    let definite = matches!(scene.tokens.lower(subject.first), "the" | "his" | "her" | "its" | "their");
    let person = match subject.kind {
        Kind::Name(_, kind) => kind == EntityKind::Person,
        Kind::Role => definite,
        _ => false,
    };
    // "The maker, Orlov Pharma, said: “…”".
    let apposed_body = || {
        let body = matches!(subject.kind, Kind::Name(_, EntityKind::Organisation));
        body && subject.last < cue && scene.class[subject.last] == Class::Comma
    };
    let person = person || apposed_body();
    // "the minister had told the cabinet: “…”".
    let apposed = |i: usize| i == subject.last && scene.class[i] == Class::Comma;
    let helps = |i: usize| matches!(scene.class[i], Class::Auxiliary | Class::Adverb) || apposed(i);
    let own = subject.last <= cue && (subject.last..cue).all(helps) && !subject.possessive;
    (leads && person && own && scene.lexeme(cue).has(Form::Finite)).then_some(act)
}

/// The verb before whom somebody tells, where that stands right before the sign: "told her sister: “".
fn told_before(scene: &Scene<'_, '_>, sign: usize) -> Option<usize> {
    /// Tokens of who is told.
    const REACH: usize = 5;
    let nominal = |&i: &usize| {
        scene.same_sentence(i, sign)
            && !scene.is_quoted(i)
            && (matches!(scene.class[i], Class::Determiner | Class::Other | Class::Capital | Class::Pronoun)
                || matches!(scene.tokens.lower(i), "him" | "me" | "them" | "us")
                || scene.candidate_at(i).is_some())
    };
    let told = (sign.saturating_sub(REACH)..sign).rev().take_while(nominal).last()?.checked_sub(1)?;
    // "said to him: “", "shouted at her: “".
    let to = told > 0 && matches!(scene.tokens.lower(told), "to" | "at") && scene.same_sentence(told - 1, sign);
    let cue = told - usize::from(to);
    let tells = to || matches!(scene.tokens.lower(cue), "told" | "tells");
    (tells && scene.class[cue] == Class::Cue).then_some(cue)
}

/// Whose name or role and a colon are all that leads to a quote in its sentence: "The judge: “Sit down.”"
fn labelled(scene: &Scene<'_, '_>, stretch: usize) -> Option<usize> {
    let colon = scene.stretches[stretch].open.checked_sub(1).filter(|&i| scene.class[i] == Class::Colon)?;
    let number = scene.candidate_at(colon.checked_sub(1)?)?;
    let label = &scene.candidates[number];
    let speaks = match label.kind {
        Kind::Name(_, kind) => kind == EntityKind::Person,
        Kind::Role => true,
        _ => false,
    };
    let alone = label.last == colon && scene.begins_sentence(label.first) && !label.possessive && !label.quoted;
    (speaks && alone && scene.same_sentence(label.first, colon)).then_some(number)
}

/// Who is blamed or praised for saying it: "criticised Orlova for saying, “…”"; but a fragment ("for asking “silly things”") is as likely
/// the critic's.
fn held_against(scene: &Scene<'_, '_>, stretch: usize) -> Option<usize> {
    /// Tokens looked back at for whom.
    const REACH: usize = 16;
    let stretch_at = scene.stretches[stretch];
    let cue = cue_before(scene, stretch)?;
    let whole = cue + 1 < stretch_at.open || scene.tokens[stretch_at.first].is_capitalised();
    blamed(scene, cue.saturating_sub(REACH), cue).filter(|_| whole)
}

/// The verb of speech right before a quote, past "that", a comma or a colon.
fn cue_before(scene: &Scene<'_, '_>, stretch: usize) -> Option<usize> {
    /// "that", a comma.
    const NEAR: usize = 3;
    let open = scene.stretches[stretch].open;
    let near = (open.saturating_sub(NEAR)..open).rev().take_while(|&i| scene.same_sentence(i, open - 1));
    let mut near = near.skip_while(|&i| matches!(scene.class[i], Class::Comma | Class::Colon | Class::That));
    near.next().filter(|&i| matches!(scene.class[i], Class::Cue | Class::WeakCue) && !scene.is_quoted(i))
}

/// Who gave out what the quote is said in: "sent Orr a letter on Monday saying that “…”" is not Orr's.
fn gave(scene: &Scene<'_, '_>, stretch: usize) -> Option<usize> {
    let cue = cue_before(scene, stretch)?;
    if let Some(number) = written::giver(scene, cue) {
        return Some(number);
    }
    match acts::giver(scene, acts::given_by(scene, cue)?) {
        Giver::Known(number) => Some(number),
        Giver::Unknown | Giver::Far => None,
    }
}

/// The name that signs a quote: `“…” — Ada Orlova` at the end of a paragraph, or as the short one that follows.
pub(super) fn signed(scene: &Scene<'_, '_>, stretch: usize) -> Option<usize> {
    /// Longest signature that is a paragraph of its own, in tokens.
    const LONGEST: usize = 14;
    if let Some(number) = credited_below(scene, scene.stretches[stretch]) {
        return Some(number);
    }
    let dash = scene.stretches[stretch].close;
    if dash >= scene.len() || scene.class[dash] != Class::Dash || scene.ends_paragraph(dash + 1) {
        return None;
    }
    if scene.begins_paragraph(dash) {
        let paragraph = scene.tokens[dash].paragraph;
        let far = scene.tokens.items().get(dash + LONGEST);
        if far.is_some_and(|far| far.paragraph == paragraph) {
            return None;
        }
    }
    // "— Mayor Ada Orlova": past the title.
    let name = (dash + 1..scene.len().min(dash + 4))
        .take_while(|&i| scene.same_sentence(i, dash))
        .find(|&i| scene.candidate_at(i).is_some() || scene.class[i] != Class::Capital)?;
    let number = scene.candidate_at(name)?;
    let candidate = &scene.candidates[number];
    let last = candidate.last;
    // "— Ada Orlova to Bo Brandt", "— Ada Orlova at Lund, 3 May".
    let setting = || {
        let rest = (last..scene.len().min(last + LONGEST)).find(|&i| scene.ends_paragraph(i + 1));
        let verb = |i: usize| matches!(scene.class[i], Class::Cue | Class::Auxiliary | Class::Comma);
        scene.class[last] == Class::Preposition && rest.is_some_and(|end| !(last..end).any(verb))
    };
    let alone =
        scene.ends_paragraph(last) || scene.class[last] == Class::Comma || scene.ends_paragraph(last + 1) || setting();
    (candidate.first == name && candidate.name().is_some() && alone).then_some(number)
}

/// Who is credited in the line below a paragraph that ends with a quote, or behind its last quote, of what is quoted there without
/// words of its own: digests of opinion leave some sentences out between the quotes.
fn credited_below(scene: &Scene<'_, '_>, here: Stretch) -> Option<usize> {
    /// Words that lead to a quote and tell nothing: "Nonetheless, “…”".
    const LINK: usize = 2;
    let paragraph = scene.tokens[here.close - 1].paragraph;
    let below = scene.tokens.items().partition_point(|token| token.paragraph <= paragraph);
    let own = |i: &usize| scene.tokens[*i].is_wordlike() && !scene.is_quoted(*i);
    let lead = (0..here.open).rev().take_while(|&i| scene.same_sentence(i, here.open)).take(LINK * 4).filter(own);
    if lead.take(LINK + 1).count() > LINK {
        return None;
    }
    let ends = scene.tokens[here.last - 1].kind == TokenKind::Stop || scene.tokens.word(here.last - 1) == "…";
    if ends && here.close < below && !scene.is_quoted(below - 1) {
        return credited(scene, here.close);
    }
    let goes_on = here.close >= below || scene.is_quoted(here.close) || scene.begins_sentence(here.close);
    let whole = below < scene.len() && scene.is_quoted(below - 1) && goes_on;
    credited(scene, below).filter(|_| whole)
}

/// The name in a line of name and paper that begins at token `first`, as digests of opinion sign what they quote: "Ada Orlova,
/// The Lund Courier", "Editorial Board, Lund Courier".
fn credited(scene: &Scene<'_, '_>, first: usize) -> Option<usize> {
    /// Longest such line, in tokens.
    const LONGEST: usize = 12;
    let end =
        (first + 1..scene.len().min(first + LONGEST)).find(|&i| scene.begins_paragraph(i) || i + 1 == scene.len())?;
    let end = if scene.begins_paragraph(end) { end } else { end + 1 };
    let plain = |i: usize| {
        let lower = scene.tokens.lower(i);
        scene.tokens[i].is_capitalised()
            || scene.class[i] == Class::Comma
            || matches!(lower, "of" | "and" | "the" | ".")
    };
    let comma = (first..end).find(|&i| scene.class[i] == Class::Comma)?;
    let stop = scene.class[end - 1] == Class::Period && scene.tokens.word(end - 1) == ".";
    if stop || comma + 1 >= end || !(first..end).all(plain) {
        return None;
    }
    let board = matches!(scene.tokens.lower(comma - 1), "board" | "editors" | "editorial");
    let of = |at: usize| (at..end).find_map(|i| scene.candidate_at(i)).map(|n| (n, &scene.candidates[n]));
    let (number, candidate) = of(if board { comma + 1 } else { first })?;
    // "Ada Orlova and Bo Brandt, The Lund Courier".
    let joined = || scene.tokens.lower(candidate.last) == "and";
    let whole = board || candidate.first == first && (candidate.last == comma || joined());
    let named = match candidate.kind {
        Kind::Name(_, EntityKind::Person) => !board,
        Kind::Name(_, EntityKind::Organisation) => board,
        _ => false,
    };
    (whole && named).then_some(number)
}
