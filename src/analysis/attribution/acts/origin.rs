//! Whence somebody is and whom they serve, told by the name of a place or body beside theirs: "Sen. Ada Orlova of Velland, said", "Acme
//! chief Ada Orlova said".

use super::{before_bracket, governor, named_at};
use crate::{
    analysis::{
        EntityKind,
        quotes::{Candidate, Class, Kind, Scene, words::is_clause_verb},
    },
    lexicon,
    text::{Case, TokenKind},
};

/// The person whom a place or body tells whence they are: "Lena Orr of Velland, the mayor,", "Lena Orr of the Fund, a charity,".
pub(super) fn who_is_from(scene: &Scene<'_, '_>, origin: usize) -> Option<usize> {
    let kind = |number: usize| scene.candidates[number].kind;
    if !matches!(kind(origin), Kind::Name(_, EntityKind::Place | EntityKind::Organisation)) {
        return None;
    }
    let governor = governor(scene, scene.candidates[origin].first)?.checked_sub(1)?;
    let before = before_bracket(scene, governor);
    let whose = named_at(scene, before)?;
    match kind(whose) {
        Kind::Name(_, EntityKind::Person) => Some(whose),
        // "Lena Orr of the University of Velland in Lund, a chemist,".
        Kind::Name(_, EntityKind::Organisation) if scene.candidates[whose].first < scene.candidates[origin].first => {
            who_is_from(scene, whose)
        }
        _ => None,
    }
}

/// The name or role before the place that tells whence it is, where a comma closes the place: "Sen. Ada Orlova of Velland, said", "The
/// Harbour Service in Lund, Vells., said".
pub(super) fn before_origin(scene: &Scene<'_, '_>, comma: usize) -> Option<usize> {
    let place = |i: usize| {
        let number = scene.candidate_at(i).filter(|_| scene.same_sentence(i, comma))?;
        let candidate = &scene.candidates[number];
        let whole = candidate.last == i + 1 && !candidate.possessive && !scene.is_quoted(i);
        (whole && matches!(candidate.kind, Kind::Name(_, EntityKind::Place))).then_some(candidate.first)
    };
    let first = place(before_bracket(scene, comma.checked_sub(1)?))?;
    // "The mayor of Lund, Velland, said".
    let beside = first.checked_sub(2).filter(|&i| scene.class[i + 1] == Class::Comma && scene.same_sentence(i, comma));
    let role = beside.and_then(|i| scene.candidate_at(i)).filter(|&number| {
        let role = &scene.candidates[number];
        let of_place = beside.is_some_and(|i| role.last == i + 1 && scene.tokens[i].is_capitalised());
        matches!(role.kind, Kind::Role) && of_place && scene.begins_sentence(role.first) && !role.possessive
    });
    if role.is_some() {
        return role;
    }
    // "in Lund, Velland,".
    let town = first.checked_sub(2).filter(|&i| scene.class[i + 1] == Class::Comma).and_then(place);
    let preposition = governor(scene, town.unwrap_or(first))?;
    let number = scene.candidate_at(before_bracket(scene, preposition.checked_sub(1)?))?;
    let somebody = &scene.candidates[number];
    let speaks = match somebody.kind {
        Kind::Role | Kind::Name(_, EntityKind::Person) => true,
        Kind::Name(_, kind) => kind == EntityKind::Organisation && scene.tokens.lower(preposition) != "to",
        _ => false,
    };
    let start = titles_start(scene, somebody.first);
    let start = start - usize::from(start > 0 && scene.class[start - 1] == Class::Determiner);
    // "The Senate's first Republican, Ada Orlova of Velland, said".
    let opens = scene.begins_sentence(start)
        || matches!(scene.class[start - 1], Class::Comma | Class::Conjunction | Class::That);
    let whole = somebody.last == preposition && !somebody.possessive && !scene.is_quoted(somebody.first);
    (opens && whole && speaks).then_some(number)
}

/// Whether nothing but what somebody is stands from the beginning of the sentence to the comma before the person's name: "The council's
/// first Liberal, Ada Orlova of Velland, said".
pub(super) fn is_named_at_last(scene: &Scene<'_, '_>, number: usize) -> bool {
    /// Tokens of the description.
    const REACH: usize = 14;
    let person = &scene.candidates[number];
    let start = titles_start(scene, person.first);
    let Some(comma) = start.checked_sub(1).filter(|&i| scene.class[i] == Class::Comma) else { return false };
    let another = |i: usize| {
        let name = scene.candidate_at(i).map(|n| scene.candidates[n]).filter(|name| !name.possessive);
        name.is_some_and(|name| matches!(name.kind, Kind::Name(_, EntityKind::Person)))
    };
    let part = |&i: &usize| {
        let nominal = [Class::Other, Class::Capital, Class::Determiner, Class::Named];
        let owns = scene.tokens[i].kind == TokenKind::Possessive;
        let of = matches!(scene.tokens.lower(i), "of" | "on" | "in");
        scene.same_sentence(i, comma) && (owns || of || nominal.contains(&scene.class[i])) && !another(i)
    };
    let first = (comma.saturating_sub(REACH)..comma).rev().take_while(part).last();
    let article = |i: usize| scene.class[i] == Class::Determiner || scene.tokens[i].is_capitalised();
    matches!(person.kind, Kind::Name(_, EntityKind::Person))
        && first.is_some_and(|first| scene.begins_sentence(first) && article(first) && first + 1 < comma)
}

/// First of the titles and offices in capitals right before the name at `name`: "Sen. Ada Orlova".
pub(super) fn titles_start(scene: &Scene<'_, '_>, name: usize) -> usize {
    /// Words of the titles.
    const TITLES: usize = 3;
    let title = |&i: &usize| scene.class[i] == Class::Capital && lexicon::is_title_or_role(scene.tokens.key(i));
    (name.saturating_sub(TITLES)..name).rev().take_while(title).last().unwrap_or(name)
}

/// The person behind a body or place and a noun for what they are there: "University of Lund sociologist Ada Orlova", "Lund
/// County Judge Ada Orlova".
pub(in crate::analysis::attribution) fn employee(scene: &Scene<'_, '_>, body: usize) -> Option<usize> {
    /// Words of the role.
    const ROLE: usize = 6;
    let body = &scene.candidates[body];
    if matches!(body.kind, Kind::Name(_, EntityKind::Person)) || !matches!(body.kind, Kind::Name(..)) {
        return None;
    }
    let same = |i: usize| i < scene.len() && scene.same_sentence(body.first, i);
    let part = |i: usize| {
        let named = scene.candidate_at(i).is_some_and(|number| scene.candidates[number].name().is_some());
        // "Velland branded Minister Ada Orlova a liar".
        let verb = !scene.tokens[i].is_capitalised()
            && scene.tokens.lower(i).ends_with("ed")
            && is_clause_verb(scene.tokens, i, i);
        matches!(scene.class[i], Class::Other | Class::Capital) && !named && !verb && scene.tokens[i].is_wordlike()
    };
    let last = past_region(scene, body);
    // "the Committee on Energy and Harbours Chairman".
    let of_field = last < scene.len() && matches!(scene.tokens.lower(last), "on" | "for");
    let joins = |i: usize| of_field && (i == last || matches!(scene.tokens.lower(i), "and" | "the"));
    let end = (last..last + ROLE + 1).find(|&i| !same(i) || !part(i) && !joins(i))?;
    let noun = |i: usize| {
        let lower = scene.tokens.lower(i);
        scene.lexeme(i).is_head_noun
            || lexicon::is_title(lower)
            || ["ist", "er", "or", "ian"].iter().any(|ending| lower.ends_with(ending))
    };
    // "Acme chairman MK Ada Orlova".
    let short = |i: usize| scene.tokens[i].case == Case::Upper && scene.tokens[i].span().len() <= 4;
    let role = end > last && same(end) && (noun(end - 1) || end > last + 1 && short(end - 1) && noun(end - 2));
    let person = if role { scene.candidate_at(end) } else { None };
    person.filter(|&person| matches!(scene.candidates[person].kind, Kind::Name(_, EntityKind::Person)))
}

/// Token past the region that tells where a town lies: "Dayton, Ohio, teacher", "Dayton, OH teacher"; else past the town.
fn past_region(scene: &Scene<'_, '_>, town: &Candidate) -> usize {
    let comma = |i: usize| i < scene.len() && scene.class[i] == Class::Comma && scene.same_sentence(town.first, i);
    let region = town.last + 1;
    if !matches!(town.kind, Kind::Name(_, EntityKind::Place)) || !comma(town.last) || region >= scene.len() {
        return town.last;
    }
    let named = scene.candidate_at(region).map(|number| scene.candidates[number]);
    let end = match named.map(|named| (named.kind, named.last)) {
        Some((Kind::Name(_, EntityKind::Place), last)) => last,
        None if scene.class[region] == Class::Capital => region + 1,
        _ => return town.last,
    };
    end + usize::from(comma(end))
}
