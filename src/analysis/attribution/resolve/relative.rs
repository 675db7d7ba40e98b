//! Whom "who" tells more of, where that is nobody's name: "one loafer who shouted", "women who say", "a friend of Orr's who said".

use super::{is_plural, names_persons};
use crate::{
    analysis::{
        EntityKind,
        attribution::acts,
        quotes::{Candidate, Class, Kind, Scene, shares, words::is_clause_verb},
    },
    lexicon,
    text::TokenKind,
};

/// Those of a party of whom "who" at token `who` tells more, where they are no candidate: "a gift for House Democrats, who have called".
fn members(scene: &Scene<'_, '_>, who: usize) -> Option<Candidate> {
    /// Words before the party.
    const PHRASE: usize = 2;
    let before = who.checked_sub(1).filter(|&i| scene.same_sentence(i, who))?;
    let party = if scene.class[before] == Class::Comma { before.checked_sub(1)? } else { before };
    let plural = scene.tokens.lower(party).strip_suffix('s').is_some_and(lexicon::is_affiliation);
    let free = |&i: &usize| scene.candidate_at(i).is_none() && scene.same_sentence(i, who) && !scene.is_quoted(i);
    if !plural || !free(&party) {
        return None;
    }
    let capital = |i: &usize| scene.class[*i] == Class::Capital && free(i);
    let first = (party.saturating_sub(PHRASE)..party).rev().take_while(capital).last().unwrap_or(party);
    // "78 per cent of voters, Democrats and independents, who say".
    let listed = first > 0 && scene.class[first - 1] == Class::Conjunction && scene.same_sentence(first - 1, first);
    (!listed).then(|| phrase(first, party + 1))
}

/// A phrase that is no candidate of the scene, in token numbers.
fn phrase(first: usize, last: usize) -> Candidate {
    Candidate { first, last, kind: Kind::Subject, quoted: false, possessive: false, inner: false }
}

/// Whether a plural that is no candidate stands before "who" at token `who`: it tells more of that, and not of whoever is farther off.
pub(super) fn follows_several(scene: &Scene<'_, '_>, who: usize) -> bool {
    who.checked_sub(1).is_some_and(|i| {
        let noun = scene.class[i] == Class::Other && scene.candidate_at(i).is_none();
        noun && scene.tokens.lower(i).ends_with('s') && scene.same_sentence(i, who)
    })
}

/// Whether a body is what a verb leads to by "to" or "with", and "who" at token `who` tells more of it behind a comma: "spoke to the Navy, who
/// told it"; but "a spokesman to the Navy, who". So are those by whom something is done: "betrayed by the authorities, who".
pub(super) fn is_told_to(scene: &Scene<'_, '_>, body: &Candidate, who: usize) -> bool {
    let set_off = body.last + 1 == who && scene.class[body.last] == Class::Comma;
    let several = matches!(body.kind, Kind::Role | Kind::Subject) && is_plural(scene.tokens.lower(body.last - 1));
    let named = matches!(body.kind, Kind::Name(_, EntityKind::Organisation)) || several;
    let governor = acts::governor(scene, body.first).filter(|_| named && set_off);
    if governor.is_some_and(|i| scene.tokens.lower(i) == "by") {
        return true;
    }
    governor.and_then(|i| i.checked_sub(1).map(|before| (i, before))).is_some_and(|(i, verb)| {
        let doing = is_clause_verb(scene.tokens, verb, verb) || scene.class[verb] == Class::Cue;
        matches!(scene.tokens.lower(i), "to" | "with") && scene.same_sentence(verb, i) && doing
    })
}

/// First token of the phrase for several persons, no candidate, right before "who" at token `who`: "Orr heard from loners who said" is theirs
/// and not Orr's.
fn others(scene: &Scene<'_, '_>, who: usize) -> Option<usize> {
    /// Words before the noun.
    const PHRASE: usize = 3;
    let plain = |i: usize| scene.class[i] == Class::Other && scene.candidate_at(i).is_none();
    let noun = who.checked_sub(1).filter(|&i| plain(i) && scene.same_sentence(i, who))?;
    let lower = scene.tokens.lower(noun);
    if !(names_persons(lower) || matches!(lower, "folks" | "friends" | "men" | "parents" | "people" | "women")) {
        return None;
    }
    let before = (noun.saturating_sub(PHRASE)..noun).rev().take_while(|&i| scene.same_sentence(i, noun));
    let describes = |&i: &usize| plain(i) && scene.tokens[i].is_wordlike() && !is_clause_verb(scene.tokens, i, i);
    let first = before.take_while(describes).last().unwrap_or(noun);
    // "of asylum seekers", but "silence women", "to silence women".
    let led = first.checked_sub(1).filter(|&i| scene.same_sentence(i, noun));
    let led = led.is_some_and(|i| {
        matches!(scene.class[i], Class::Preposition | Class::Determiner) && scene.tokens.lower(i) != "to"
            || scene.lexeme(i).is_quantifier
    });
    Some(if led { first } else { noun })
}

/// First token of the phrase that ends at "who", token `who`, with a person's name behind "of" or "close to", where no comma parts the two:
/// "a friend of Orr's who said", "an official close to Orr who said". More is told so of the friend: a name has it behind a comma.
fn headed(scene: &Scene<'_, '_>, who: usize) -> Option<usize> {
    /// Tokens from the article to "of".
    const PHRASE: usize = 7;
    let before = who.checked_sub(1).filter(|&i| scene.same_sentence(i, who) && !scene.is_quoted(i))?;
    let owned = scene.tokens[before].kind == TokenKind::Possessive;
    let name = scene.candidate_at(before - usize::from(owned && before > 0)).map(|n| &scene.candidates[n])?;
    let person = matches!(name.kind, Kind::Name(_, EntityKind::Person)) && name.last + usize::from(owned) == who;
    let of = acts::governor(scene, name.first).filter(|_| person)?;
    let close = scene.tokens.lower(of) == "to" && of > 0 && scene.tokens.lower(of - 1) == "close";
    if !close && scene.tokens.lower(of) != "of" {
        return None;
    }
    let nominal = |&i: &usize| {
        scene.same_sentence(i, who)
            && matches!(scene.class[i], Class::Other | Class::Capital | Class::Named | Class::Determiner)
            && !is_clause_verb(scene.tokens, i, i)
    };
    let mut back = (of.saturating_sub(PHRASE)..of).rev().take_while(nominal);
    back.find(|&i| scene.class[i] == Class::Determiner || is_one(scene, i))
}

/// The phrase of any noun that "who" at token `who` follows without a comma: "one loafer who shouted". Behind a preposition it
/// may be what another noun is told by ("a man in the hat who").
pub(super) fn described(scene: &Scene<'_, '_>, who: usize) -> Option<Candidate> {
    /// Words of the phrase before its noun.
    const PHRASE: usize = 4;
    let noun = |i: usize| {
        scene.class[i] == Class::Other
            && scene.tokens[i].is_wordlike()
            && scene.same_sentence(i, who)
            && scene.candidate_at(i).is_none()
    };
    if let Some(members) = members(scene, who) {
        return Some(members);
    }
    // "the guy who is told", but "the guy who is saying".
    let passive = who + 2 < scene.len()
        && matches!(scene.tokens.lower(who + 1), "is" | "are" | "was" | "were")
        && !scene.tokens.lower(who + 2).ends_with("ing");
    let before = who.checked_sub(1).filter(|&i| scene.same_sentence(i, who) && !scene.is_quoted(i));
    let up_to_who = |first: usize| phrase(first, who);
    // "those who said", "41 percent who say".
    let anybody = |i: usize| {
        matches!(
            scene.tokens.lower(i),
            "those" | "anyone" | "anybody" | "someone" | "somebody" | "everyone" | "everybody" | "others"
        )
    };
    let said = (who + 1..scene.len().min(who + 4)).any(|i| scene.class[i] == Class::Cue && scene.same_sentence(i, who));
    let free = before.filter(|&i| said && scene.candidate_at(i).is_none());
    let part = free.filter(|&i| shares::tells_part(scene, i)).and_then(|_| shares::start(scene, who));
    if let Some(first) = part.or(free.filter(|&i| anybody(i))).or_else(|| headed(scene, who)) {
        return Some(up_to_who(first));
    }
    let several = || others(scene, who).map(up_to_who);
    let Some(last) = before.filter(|&i| noun(i) && !passive) else { return several() };
    let Some(start) = (last.saturating_sub(PHRASE)..last).rev().find(|&i| !noun(i) || is_one(scene, i)) else {
        return several();
    };
    let opens = scene.same_sentence(start, who) && (scene.class[start] == Class::Determiner || is_one(scene, start));
    let of_another = start.checked_sub(1).is_some_and(|i| {
        scene.same_sentence(i, who)
            && matches!(scene.tokens.lower(i), "of" | "in" | "at" | "from" | "with" | "for" | "on" | "near" | "by")
    });
    if opens && !of_another { Some(up_to_who(start)) } else { several() }
}

fn is_one(scene: &Scene<'_, '_>, i: usize) -> bool {
    matches!(scene.tokens.lower(i), "one" | "another")
}
