//! What governs a phrase, so that the subject stands before it: "Orr of Velland's union said".

use super::before_bracket;
use crate::{
    analysis::{
        EntityKind,
        quotes::{Candidate, Class, Kind, Scene, papers, shares},
    },
    lexicon,
    text::TokenKind,
};

/// Whether a share of several stands before the preposition at `of`: "52 percent of voters", "most of the women".
pub(super) fn is_share(scene: &Scene<'_, '_>, of: usize) -> bool {
    let before = of.checked_sub(1).filter(|&i| scene.tokens.lower(of) == "of" && scene.same_sentence(i, of));
    before.is_some_and(|i| shares::tells_part(scene, i) || matches!(scene.tokens.lower(i), "number" | "group"))
}

/// Whether a paper stands before the preposition at `by`, and so who made it behind: "a statement (issued) by the ministry said".
pub(super) fn is_made_by(scene: &Scene<'_, '_>, by: usize, maker: &Candidate) -> bool {
    let made = by.checked_sub(1).filter(|&i| papers::is_made(scene.tokens.lower(i))).unwrap_or(by);
    let paper = made.checked_sub(1).filter(|&i| scene.same_sentence(i, by) && !scene.is_quoted(i));
    matches!(scene.tokens.lower(by), "from" | "by")
        && paper.is_some_and(|i| {
            let noun = scene.tokens.lower(i);
            // Who gave those out need not have written them: "emails released by".
            let found = matches!(noun, "data" | "documents" | "emails" | "papers" | "records" | "transcript");
            // Nor did the place they come from: "a report from Rotterdam".
            let told = matches!(noun, "report" | "reports") && matches!(maker.kind, Kind::Name(_, EntityKind::Place));
            papers::is_document(noun) && !found && !told && !scene.tokens[i].is_capitalised()
        })
}

/// First token of the list of names that the one at `first` ends: "polls in Lund, Marenta and Velland showed", "the talks
/// between Orr and Brandt". Of places commas alone make one.
fn first_of_list(scene: &Scene<'_, '_>, mut first: usize) -> usize {
    /// Names of the list.
    const SEVERAL: usize = 6;
    let kind = |number: usize| match scene.candidates[number].kind {
        Kind::Name(_, kind) if !scene.candidates[number].possessive => Some(kind),
        _ => None,
    };
    let Some(listed) = scene.candidate_at(first).and_then(kind) else { return first };
    let mut joined = listed == EntityKind::Place;
    for _ in 0..SEVERAL {
        let determined = first > 0 && scene.class[first - 1] == Class::Determiner;
        let joint = first.checked_sub(2 + usize::from(determined)).filter(|&i| scene.same_sentence(i, first));
        let Some(before) = joint.filter(|&i| {
            let and = matches!(scene.tokens.lower(i + 1), "and" | "or");
            and || joined && !determined && scene.class[i + 1] == Class::Comma
        }) else {
            break;
        };
        let other = scene.candidate_at(before_bracket(scene, before));
        match other.filter(|&number| kind(number) == Some(listed)) {
            Some(number) => first = scene.candidates[number].first,
            None => break,
        }
        joined = true;
    }
    first
}

/// The preposition that governs the phrase at `first`, past its determiner and owner ("Orr of Velland's union said"): the
/// subject stands before it.
pub(in crate::analysis::attribution) fn governor(scene: &Scene<'_, '_>, first: usize) -> Option<usize> {
    let first = first_of_list(scene, first);
    let mut at = before_description(scene, first)?;
    if scene.class[at] == Class::Determiner || scene.tokens.lower(at) == "both" {
        at = at.checked_sub(1)?;
    }
    // "supporters of such a plan".
    if scene.tokens.lower(at) == "such" {
        at = at.checked_sub(1)?;
    }
    // "a book about Orr", but "about half of the voters".
    let counts = || shares::tells_part(scene, at + 1) || scene.tokens[at + 1].kind == TokenKind::Number;
    let about = || scene.tokens.lower(at) == "about" && !scene.lexeme(at + 1).is_quantifier && !counts();
    let governs = is_governing(scene.tokens.lower(at)) || about();
    (governs && scene.same_sentence(at, first)).then_some(at)
}

/// Whether a preposition is one behind which a phrase is but told of.
fn is_governing(lower: &str) -> bool {
    matches!(
        lower,
        "across"
            | "against"
            | "alongside"
            | "amid"
            | "among"
            | "around"
            | "at"
            | "behind"
            | "between"
            | "by"
            | "during"
            | "for"
            | "from"
            | "in"
            | "including"
            | "inside"
            | "into"
            | "near"
            | "of"
            | "on"
            | "outside"
            | "throughout"
            | "to"
            | "toward"
            | "towards"
            | "under"
            | "with"
            | "within"
    )
}

/// Token before what tells more of the name at `first`: its owner, titles, what it is called, an office, where in a place it lies.
fn before_description(scene: &Scene<'_, '_>, first: usize) -> Option<usize> {
    /// Words of an owner looked past.
    const OWNER: usize = 4;
    /// Nouns of a role looked past.
    const ROLES: usize = 3;
    let mut at = first.checked_sub(1)?;
    if scene.tokens[at].kind == TokenKind::Possessive {
        let owner = (at.saturating_sub(OWNER)..at).rev();
        at = owner.take_while(|&i| scene.tokens[i].is_capitalised()).last()?.checked_sub(1)?;
    }
    // "including Mayor Orlova".
    at -= (at.saturating_sub(ROLES) + 1..=at).rev().take_while(|&i| is_titled(scene, i)).count();
    // "from the nuclear agency Rosat".
    let named = scene.candidate_at(first).is_some_and(|number| scene.candidates[number].name().is_some());
    at = if named { before_body_noun(scene, at) } else { at };
    // "to official Ada Orlova": past what the name is introduced by.
    for _ in 0..ROLES {
        let lower = scene.tokens.lower(at);
        if scene.tokens[at].is_capitalised() || !lexicon::is_role_noun(lower) {
            break;
        }
        at = at.checked_sub(1)?;
    }
    if let Some(start) = office_before(scene, at) {
        at = start.checked_sub(1)?;
    }
    // "workers in northeast Velland said".
    if !scene.tokens[at].is_capitalised() && lexicon::is_direction(scene.tokens.lower(at)) {
        at = at.checked_sub(1)?;
    }
    // "to special counsel Orlova".
    let told = at + 1 < first && lexicon::is_role_noun(scene.tokens.lower(at + 1));
    if told && matches!(scene.tokens.lower(at), "assistant" | "deputy" | "former" | "senior" | "special" | "then") {
        at = at.checked_sub(1)?;
    }
    Some(at)
}

/// Whether a title in capitals stands at `i`, and no field of work: "including Mayor Orlova", but "Secretary of Labor Orlova".
fn is_titled(scene: &Scene<'_, '_>, i: usize) -> bool {
    let key = scene.tokens.key(i);
    let title = scene.tokens[i].is_capitalised() && lexicon::is_title(key) && !lexicon::is_field(key);
    title && scene.candidate_at(i).is_none()
}

/// The article before what a body is called that ends at `i`, right before its name: "the nuclear agency Rosat"; else `i`.
fn before_body_noun(scene: &Scene<'_, '_>, i: usize) -> usize {
    /// Words between the article and the noun.
    const WORDS: usize = 2;
    let called = !scene.tokens[i].is_capitalised() && lexicon::is_body_noun(scene.tokens.key(i));
    let before = (i.saturating_sub(WORDS + 1)..i).rev();
    let article = before.into_iter().find(|&j| !matches!(scene.class[j], Class::Other | Class::Capital));
    let article = article.filter(|&j| called && scene.class[j] == Class::Determiner && scene.same_sentence(j, i));
    article.unwrap_or(i)
}

/// First token of the office whose "of" stands at `of`, before a name: "the chief of staff Ada Orlova" is not governed by it.
fn office_before(scene: &Scene<'_, '_>, of: usize) -> Option<usize> {
    let within = scene.tokens.lower(of) == "of" && of + 1 < scene.len();
    let staff = within && matches!(scene.tokens.lower(of + 1), "staff" | "police" | "mission");
    let head =
        of.checked_sub(1).filter(|&i| matches!(scene.tokens.lower(i), "chief" | "chiefs" | "head" | "deputy"))?;
    let deputy = |i: &usize| matches!(scene.tokens.lower(*i), "deputy" | "former" | "acting");
    staff.then(|| (head.saturating_sub(2)..head).rev().take_while(deputy).last().unwrap_or(head))
}
