//! Noun phrases round a role noun: "the minister", "a spokesman for the ministry", "one of the residents".

use super::{Kind, enter, is_determiner, states_what_was_quoted};
use crate::{
    analysis::{
        EntityKind,
        quotes::{
            papers::is_document,
            scene::Scene,
            shares::{self, SEVERAL},
            words::{Class, is_clause_verb},
        },
    },
    lexicon,
    text::{Case, TokenKind},
};

/// How far a noun phrase may reach back from its head noun, in tokens.
pub(super) const REACH_BACK: usize = 6;

/// How far its prepositional phrases may reach on, in tokens.
pub(super) const REACH_ON: usize = 10;

/// Words of what somebody owns.
pub(super) const OWNED: usize = 3;

/// Noun phrases round a role noun: "the minister", "a spokesman for the ministry", "several residents".
pub(super) fn roles(scene: &mut Scene<'_, '_>, nouns: &[usize]) {
    let mut end = 0;
    for &i in nouns {
        if i >= end {
            end = role_phrase(scene, i).unwrap_or(end);
        }
    }
}

/// Enters the phrase whose head may be the noun at `i`; tells where it ends.
pub(super) fn role_phrase(scene: &mut Scene<'_, '_>, i: usize) -> Option<usize> {
    // A noun within a quote speaks for nobody outside it; function words and verbs are no nouns.
    if !matches!(scene.class[i], Class::Other | Class::Capital | Class::WeakCue) {
        return None;
    }
    let token = &scene.tokens[i];
    let lower = scene.tokens.lower(i);
    // "the Kentucky Republican".
    let member = token.case == Case::Title && scene.lexeme(i).is_affiliation;
    let head = token.kind == TokenKind::Word
        && (!token.is_capitalised() || member || token.case == Case::Title && scene.begins_sentence(i))
        && !scene.is_claimed(i..i + 1)
        && !is_verb_here(scene, i);
    if !head || is_compound(scene, i) {
        return None;
    }
    let (first, determined) = phrase_start(scene, i);
    // "the head of Acme", and no other head.
    if matches!(lower, "head" | "heads") && !(determined && i + 1 < scene.len() && scene.tokens.lower(i + 1) == "of") {
        return None;
    }
    let plural = lower.ends_with('s') || matches!(lower, "police" | "people");
    // "its seven state titles": of several the noun that tells them is yet to come.
    let several = |j: usize| !scene.tokens[j].is_capitalised() && SEVERAL.contains(&scene.tokens.lower(j));
    let irregular = lower.ends_with("men") || lower == "children";
    if !plural && !irregular && i.checked_sub(1).is_some_and(several) {
        return None;
    }
    if !determined && (member || !plural && !beside_cue(scene, first, i)) {
        return None;
    }
    let first = shares::start_of(scene, first).filter(|_| plural).unwrap_or(first);
    let before_name = i + 1 < scene.len() && scene.same_sentence(i, i + 1) && scene.is_claimed(i + 1..i + 2);
    if before_name && !determined {
        return None; // a title: part of the name
    }
    if let Some(last) = end_over_name(scene, i).filter(|_| !scene.is_claimed(first..i)) {
        // Whoever speaks for a name is not that name: "a spokesman for Acme" is one candidate.
        scene.enclose(i..last);
        enter(scene, first, last, Kind::Role);
        return Some(last);
    }
    let last = phrase_end(scene, i + usize::from(is_kind_of_members(scene, i) || is_kind_of_body(scene, i)));
    let named = start_over_names(scene, first, i).filter(|_| !scene.is_claimed(i..last));
    if let Some(first) = named {
        // "the Orlov campaign", "Orlova's lawyer": not the person whose it is.
        scene.enclose(first..i);
        enter(scene, first, last, Kind::Role);
        return Some(last);
    }
    if scene.is_claimed(first..last) {
        return claim_unclaimed(scene, first, i, last);
    }
    enter(scene, first, last, Kind::Role);
    Some(last)
}

/// "some conservative Republicans": the noun at `i` tells what kind of a party's members.
pub(super) fn is_kind_of_members(scene: &Scene<'_, '_>, i: usize) -> bool {
    let next = i + 1;
    let members = |i: usize| lexicon::word_bits_of(scene.tokens.key(i)) & lexicon::word::DEMONYM != 0;
    scene.lexeme(i).is_affiliation
        && !scene.tokens[i].is_capitalised()
        && next < scene.len()
        && scene.same_sentence(i, next)
        && scene.tokens[next].is_capitalised()
        && members(next)
}

/// "the military wing vowed": the noun at `i` tells what kind of body, or of what, the next names.
fn is_kind_of_body(scene: &Scene<'_, '_>, i: usize) -> bool {
    let (next, verb) = (i + 1, i + 2);
    let noun = |j: usize| {
        scene.class[j] == Class::Other
            && scene.tokens[j].kind == TokenKind::Word
            && !scene.tokens[j].is_capitalised()
            && !is_clause_verb(scene.tokens, j, j)
            && !["able", "ed", "ible", "ly"].iter().any(|ending| scene.tokens.lower(j).ends_with(ending))
            && (!scene.tokens.lower(j).ends_with("ing") || scene.tokens.lower(j).len() <= 4)
            && !matches!(scene.tokens.lower(j), "alone" | "early" | "first" | "itself" | "later" | "then" | "there")
    };
    // "told the paper cars had passed".
    let told = |j: usize| matches!(scene.tokens.lower(j), "told" | "tells" | "telling");
    let told = (i.saturating_sub(3)..i).any(told);
    verb < scene.len()
        && !told
        && scene.same_sentence(i, verb)
        && lexicon::word_bits_of(scene.tokens.key(i)) & lexicon::word::BODY != 0
        && noun(next)
        && !scene.is_claimed(next..verb)
        && (matches!(scene.class[verb], Class::Cue | Class::Auxiliary) || is_clause_verb(scene.tokens, verb, verb))
}

/// First token of "(the) NAME('s) HEAD", if a name and nothing else is claimed between `first`, or the owner before it,
/// and the head noun.
pub(super) fn start_over_names(scene: &Scene<'_, '_>, first: usize, head: usize) -> Option<usize> {
    let owner = first.checked_sub(2).filter(|&i| {
        let owns = scene.tokens[first - 1].kind == TokenKind::Possessive || owns_as_plural(scene, first - 1);
        let owns = owns && scene.same_sentence(i, head);
        owns && !scene.is_quoted(i) && scene.candidate_at(i).is_some()
    });
    let mut start = None;
    for i in owner.unwrap_or(first)..head {
        let Some(number) = scene.candidate_at(i) else { continue };
        let candidate = &scene.candidates[number];
        if !matches!(candidate.kind, Kind::Name(..)) {
            return None;
        }
        start = start.or(Some(candidate.first.min(first)));
    }
    let start = start?;
    let before = start.checked_sub(1).filter(|&i| start < first && scene.same_sentence(i, head));
    let determines =
        |i: usize| is_determiner(scene, i) && scene.tokens.lower(i) != "that" && !scene.is_claimed(i..i + 1);
    Some(before.filter(|&i| determines(i)).unwrap_or(start))
}

/// A phrase that runs over a name ("the Reuters reporter") keeps the part round its head noun.
pub(super) fn claim_unclaimed(scene: &mut Scene<'_, '_>, first: usize, head: usize, last: usize) -> Option<usize> {
    let first = (first..head).rev().find(|&i| scene.is_claimed(i..i + 1)).map_or(first, |i| i + 1);
    let last = (head + 1..last).find(|&i| scene.is_claimed(i..i + 1)).unwrap_or(last);
    let last =
        (head + 1..last).rev().find(|&i| scene.class[i] != Class::Preposition && scene.class[i] != Class::Determiner);
    let last = last.map_or(head + 1, |i| i + 1);
    enter(scene, first, last, Kind::Role);
    Some(last)
}

/// End of "HEAD for (the) NAME", if the head noun at `i` goes on so.
pub(super) fn end_over_name(scene: &Scene<'_, '_>, i: usize) -> Option<usize> {
    let same = |j: usize| j < scene.len() && joins_phrase(scene, i, j);
    // "a person close to Orr".
    let beside = same(i + 2) && matches!(scene.tokens.lower(i + 1), "close" | "familiar" | "loyal" | "opposed");
    let joint = i + 1 + usize::from(beside);
    let preposition = same(joint)
        && (matches!(scene.tokens.lower(joint), "of" | "for" | "at" | "with" | "in" | "from" | "to")
            || is_around(scene.tokens.lower(joint)));
    let mut at = joint + 1;
    if same(at) && preposition && scene.class[at] == Class::Determiner {
        at += 1;
    }
    // "a spokesman for the office of Orr".
    if preposition && same(at + 2) && scene.class[at] == Class::Other && scene.tokens.lower(at + 1) == "of" {
        at += 2 + usize::from(scene.class[at + 2] == Class::Determiner);
    }
    at = past_titles(scene, i, at);
    let number = (preposition && same(at)).then(|| scene.candidate_at(at)).flatten()?;
    let candidate = &scene.candidates[number];
    let named = candidate.first == at && matches!(candidate.kind, Kind::Name(..));
    if !candidate.possessive {
        return named.then(|| past_list(scene, i, number));
    }
    // "the lawyer for Orlova's family".
    let owned = candidate.last + 1;
    let nouns = |&j: &usize| same(j) && scene.class[j] == Class::Other && scene.tokens[j].kind == TokenKind::Word;
    let end = (owned..owned + OWNED).take_while(nouns).last()?;
    (named && scene.tokens[candidate.last].kind == TokenKind::Possessive).then_some(end + 1)
}

/// Token past the places or bodies that are listed with the candidate `number`: "voters in Lund, Marenta and Velland".
fn past_list(scene: &Scene<'_, '_>, head: usize, number: usize) -> usize {
    /// Names of the longest list.
    const SEVERAL: usize = 6;
    let alike = |n: &usize| match (scene.candidates[*n].kind, scene.candidates[number].kind) {
        (Kind::Name(_, kind), Kind::Name(_, listed)) => kind == listed && kind != EntityKind::Person,
        _ => false,
    };
    let whole = scene.candidates[number].last;
    let same = |j: usize| j < scene.len() && joins_phrase(scene, head, j);
    let mut end = whole;
    for _ in 0..SEVERAL {
        let comma = usize::from(same(end) && scene.class[end] == Class::Comma);
        let and = same(end + comma) && matches!(scene.tokens.lower(end + comma), "and" | "or");
        let mut at = end + comma + usize::from(and);
        at += usize::from(same(at) && scene.class[at] == Class::Determiner);
        let next = (comma == 1 || and).then(|| same(at).then(|| scene.candidate_at(at)).flatten()).flatten();
        let Some(next) = next.filter(alike).map(|n| &scene.candidates[n]).filter(|c| c.first == at && !c.possessive)
        else {
            return whole;
        };
        end = next.last;
        if and {
            return end;
        }
    }
    whole
}

/// Token past what the name that follows `at` is introduced by: "an aide to Agriculture Secretary Orr", "to former Secretary of
/// State Orr", "to Lund Police Commissioner Orr".
fn past_titles(scene: &Scene<'_, '_>, head: usize, mut at: usize) -> usize {
    /// Words of the longest title.
    const LONGEST: usize = 8;
    let same = |j: usize| j < scene.len() && joins_phrase(scene, head, j);
    let capital = |j: usize| same(j) && scene.class[j] == Class::Capital && !scene.is_claimed(j..j + 1);
    let (first, end) = (at, at + LONGEST);
    while at < end && same(at) {
        let lower = scene.tokens.lower(at);
        let of = lower == "of" && at > first && capital(at - 1) && capital(at + 1);
        let titled = |last: &usize| {
            let lower = || scene.tokens.lower(*last);
            capital(*last) && (lexicon::is_role_noun(lower()) || lexicon::is_title(lower()))
        };
        let body = scene.candidate_at(at).map(|number| scene.candidates[number].last).filter(titled);
        match body {
            Some(last) => at = last,
            None if capital(at) || of || matches!(lower, "acting" | "former" | "then") => at += 1,
            None => break,
        }
    }
    at
}

/// Whether a word that can be a noun is a verb at this place ("officials report", "to minister").
pub(super) fn is_verb_here(scene: &Scene<'_, '_>, i: usize) -> bool {
    if scene.class[i] == Class::Cue {
        return true;
    }
    let Some(before) = i.checked_sub(1) else { return false };
    let weak = scene.class[i] == Class::WeakCue;
    if weak && states_what_was_quoted(scene, i) {
        return true;
    }
    scene.tokens.lower(before) == "to"
        || weak && matches!(scene.symbol(before), Class::Named | Class::Pronoun | Class::Auxiliary)
}

/// Whether the head noun follows later, over a name or not, or the noun belongs to another's ("police officer", "senior
/// U.S. official", "the court filing", "the minister's").
pub(super) fn is_compound(scene: &Scene<'_, '_>, i: usize) -> bool {
    /// Words of a name looked past.
    const NAME: usize = 4;
    let Some(next) = (i + 1 < scene.len()).then_some(i + 1) else { return false };
    let possessive = scene.tokens[next].kind == TokenKind::Possessive || owns_as_plural(scene, next);
    let noun = |j: usize| scene.class[j] == Class::Other && scene.lexeme(j).is_head_noun && scene.same_sentence(i, j);
    let paper =
        is_document(scene.tokens.lower(next)) && scene.class[next] == Class::Other && scene.same_sentence(i, next);
    // "a veteran Lund-based engineer".
    let named = |j: usize| scene.class[j] == Class::Capital || scene.tokens.word(j).starts_with('-');
    let beyond = (next..scene.len().min(next + NAME)).find(|&j| !named(j));
    // "a senior Republican".
    let member = scene.lexeme(next).is_affiliation
        && scene.same_sentence(i, next)
        && beyond.is_none_or(|beyond| beyond == next + 1 || !scene.same_sentence(i, beyond));
    possessive || paper || member || beyond.is_some_and(noun)
}

/// First token of the phrase round the head at `i`, and whether a determiner begins it.
pub(super) fn phrase_start(scene: &Scene<'_, '_>, i: usize) -> (usize, bool) {
    let joins = |j: usize| {
        scene.same_sentence(j, i)
            && scene.stretch_of(j) == scene.stretch_of(i)
            && matches!(scene.class[j], Class::Other | Class::Capital | Class::Quoted)
            && (scene.tokens[j].is_wordlike() || scene.tokens[j].kind == TokenKind::Possessive)
            && !(scene.class[j] == Class::Quoted && scene.lexeme(j).sense.is_some())
    };
    let mut first = i;
    while first > 0 && i - first < REACH_BACK && joins(first - 1) {
        first -= 1;
    }
    if first > 0 && scene.same_sentence(first - 1, i) && is_determiner(scene, first - 1) {
        // "a law that critics say": no determiner.
        let relative = scene.tokens.lower(first - 1) == "that" && scene.tokens.lower(i).ends_with('s');
        return if relative { (first, false) } else { (first - 1, true) };
    }
    if second_adjective(scene, first, i) {
        return (first - 3, true);
    }
    owner_start(scene, first, i).map_or((first, false), |start| (start, true))
}

/// First token of the owner of the phrase `first..=head`, if one is printed: "Orlova's lawyer", "the lawmaker's staff" are as
/// definite as "the lawyer". A name keeps its own candidate: then the phrase begins behind it. A website is where something
/// stands, and its owner the source.
pub(super) fn owner_start(scene: &Scene<'_, '_>, first: usize, head: usize) -> Option<usize> {
    let possessive = first.checked_sub(1).filter(|&i| {
        let owns = scene.tokens[i].kind == TokenKind::Possessive || owns_as_plural(scene, i);
        owns && scene.same_sentence(i, head) && !scene.is_quoted(i)
    })?;
    if matches!(scene.tokens.lower(head), "website" | "site" | "page" | "paper") {
        return None;
    }
    let owner = |&i: &usize| {
        matches!(scene.class[i], Class::Other | Class::Capital)
            && scene.tokens[i].is_wordlike()
            && scene.same_sentence(i, head)
            && !scene.is_claimed(i..i + 1)
    };
    let start = (possessive.saturating_sub(REACH_BACK)..possessive).rev().take_while(owner).last();
    let Some(start) = start else { return Some(first) };
    let determined = start > 0 && scene.same_sentence(start - 1, head) && is_determiner(scene, start - 1);
    Some(start - usize::from(determined))
}

/// Whether an adjective and a comma stand before `first`, where the phrase round the head `i` would begin: "a tall, quiet
/// man". A phrase of place or time ends at the comma ("after the fire, residents said"), and several need no determiner
/// ("a penalty, political analysts say").
pub(super) fn second_adjective(scene: &Scene<'_, '_>, first: usize, i: usize) -> bool {
    first > 2
        && first < i
        && scene.class[first - 1] == Class::Comma
        && scene.class[first - 2] == Class::Other
        && is_determiner(scene, first - 3)
        && scene.same_sentence(first - 3, i)
        && (first == 3 || scene.class[first - 4] != Class::Preposition)
        && (!scene.tokens.lower(i).ends_with('s') || is_adjective(scene.tokens.lower(first - 2)))
        && scene.tokens.lower(first) != "whose"
}

/// Whether a word ends as adjectives do and nouns seldom ("the furious, soaked farmers").
pub(super) fn is_adjective(lower: &str) -> bool {
    const ENDINGS: &[&str] = &["ed", "ous", "ful", "ive", "ic", "able", "ible", "less", "some", "ing", "ish"];
    lower.len() > 4 && ENDINGS.iter().any(|ending| lower.ends_with(ending))
}

pub(super) fn beside_cue(scene: &Scene<'_, '_>, first: usize, head: usize) -> bool {
    let passed = |&i: &usize| !matches!(scene.class[i], Class::Auxiliary | Class::Adverb);
    let verb = (head + 1..scene.len().min(head + 4)).find(passed);
    let after = verb.is_some_and(|i| scene.class[i] == Class::Cue && scene.same_sentence(head, i));
    after || first > 0 && scene.class[first - 1] == Class::Cue
}

/// End of the phrase with its prepositional phrases ("a spokesman for the ministry").
pub(super) fn phrase_end(scene: &Scene<'_, '_>, head: usize) -> usize {
    let mut last = head + 1;
    while last < scene.len() && last - head < REACH_ON && joins_phrase(scene, head, last) {
        let lower = scene.tokens.lower(last);
        let preposition = matches!(lower, "of" | "for" | "at" | "with" | "in" | "from") || is_around(lower);
        if !preposition {
            break;
        }
        let mut end = last + 1;
        // "a speaker at the union drew cheers".
        let verb = |i: usize| !scene.tokens.lower(i).ends_with("ed") && is_clause_verb(scene.tokens, i, i);
        let part = |i: usize| is_nominal(scene, i) && (scene.tokens[i].is_capitalised() || !verb(i));
        while end < scene.len() && end - head < 2 * REACH_ON && joins_phrase(scene, head, end) && part(end) {
            end += 1;
        }
        if end == last + 1 {
            break;
        }
        last = end;
    }
    last
}

/// Whether a preposition tells where several are: "sources inside the ministry", "councils around the country".
fn is_around(lower: &str) -> bool {
    matches!(lower, "across" | "around" | "inside" | "near" | "outside" | "throughout" | "within")
}

pub(super) fn joins_phrase(scene: &Scene<'_, '_>, head: usize, i: usize) -> bool {
    scene.same_sentence(head, i) && scene.stretch_of(i) == scene.stretch_of(head)
}

/// Whether the sign at token `i` makes an owner of a plural: "the miners' union".
fn owns_as_plural(scene: &Scene<'_, '_>, i: usize) -> bool {
    let glued = |i: usize| scene.tokens[i - 1].span().end == scene.tokens[i].span().start;
    i > 0
        && i + 1 < scene.len()
        && matches!(scene.tokens.word(i), "'" | "’")
        && glued(i)
        && !glued(i + 1)
        && scene.tokens.lower(i - 1).ends_with('s')
        && matches!(scene.class[i + 1], Class::Other | Class::Capital)
        && scene.stretch_of(i - 1).is_none()
}

pub(super) fn is_nominal(scene: &Scene<'_, '_>, i: usize) -> bool {
    scene.tokens[i].kind == TokenKind::Possessive
        || owns_as_plural(scene, i)
        || matches!(scene.tokens.lower(i), "both" | "several" | "some" | "many" | "other")
        || matches!(scene.class[i], Class::Other | Class::Capital | Class::Determiner) && scene.tokens[i].is_wordlike()
        || scene.class[i] == Class::WeakCue && i > 0 && is_determiner(scene, i - 1)
}
