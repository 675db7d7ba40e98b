//! Noun phrases round a role noun: "the minister", "a spokesman for the ministry", "one of the residents".

use super::{
    Kind, enter,
    extents::{end_over_name, owns_as_plural, phrase_end, phrase_start, start_over_names},
    is_determiner, states_what_was_quoted,
};
use crate::{
    analysis::{
        EntityKind,
        quotes::{
            scene::Scene,
            shares::{self, SEVERAL},
            words::{Class, is_clause_verb},
        },
    },
    lexicon,
    text::{Case, TokenKind},
};

/// Roles that are written as letters, in capitals: "the MP said", "a senior MP".
const LETTERS: &[&str] = &[
    "ceo", "ceos", "cfo", "cio", "coo", "cto", "gp", "gps", "mep", "meps", "mla", "mlas", "mp", "mpp", "mpps", "mps",
    "msp", "msps", "pm", "td", "tds", "vp", "vps",
];

/// Letters of ranks, honours and callings behind a name, besides those of offices: "Ada Orlova, QC".
const RANKS: &[&str] = &["cbe", "dbe", "esq", "frs", "jp", "kbe", "kc", "mbe", "md", "obe", "phd", "qc", "rn"];

/// The person behind whose name the letters of an office or rank stand at token `i`: "Ada Orlova MP", "Ada Orlova, QC".
#[must_use]
pub fn person_before_letters(scene: &Scene<'_, '_>, i: usize) -> Option<usize> {
    let lower = scene.tokens.lower(i);
    let letters = scene.tokens[i].is_capitalised() && (LETTERS.contains(&lower) || RANKS.contains(&lower));
    if !letters || scene.candidate_at(i).is_some() {
        return None;
    }
    let comma = usize::from(i > 1 && scene.class[i - 1] == Class::Comma);
    let last = i.checked_sub(1 + comma).filter(|&last| scene.same_sentence(last, i) && !scene.is_quoted(last))?;
    let number = scene.candidate_at(last)?;
    let person = &scene.candidates[number];
    (matches!(person.kind, Kind::Name(_, EntityKind::Person)) && person.last == last + 1).then_some(number)
}

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
    let member = is_member(scene, i);
    if !may_be_head(scene, i, member) || is_compound(scene, i) || is_behind_person(scene, i) {
        return None;
    }
    let lower = scene.tokens.lower(i);
    let office = office_start(scene, i).or_else(|| title_start(scene, i)).map(|first| (first, true));
    let (first, determined) = office.unwrap_or_else(|| phrase_start(scene, i));
    let (first, determined) = department_start(scene, first, i).map_or((first, determined), |start| (start, true));
    if !determined && let Some(both) = second_role(scene, first, i) {
        scene.enclose(both..first);
        enter(scene, both, i + 1, Kind::Role);
        return Some(i + 1);
    }
    let (first, determined) = town_before_region(scene, first).map_or((first, determined), |start| (start, true));
    // "the head of Acme", and no other head.
    if matches!(lower, "head" | "heads") && !(determined && i + 1 < scene.len() && scene.tokens.lower(i + 1) == "of") {
        return None;
    }
    let determined = determined || follows_named_article(scene, first, i);
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
    let first = if plural { shares::with_amount(scene, first) } else { first };
    // "Orr met farmers who said".
    let who = is_before_who(scene, i);
    let before_name = i + 1 < scene.len() && scene.same_sentence(i, i + 1) && scene.is_claimed(i + 1..i + 2) && !who;
    // "state House Speaker Ada Orlova".
    let before_title = || {
        let next = i + 1 < scene.len() && scene.same_sentence(i, i + 1) && scene.class[i + 1] == Class::Capital;
        next && first == i && lexicon::is_body_noun(scene.tokens.key(i))
    };
    if !determined && (before_name || before_title()) {
        return None; // a title: part of the name
    }
    let first = if who && !determined { past_verb(scene, first, i) } else { first };
    Some(enter_role(scene, first, i, determined || plural))
}

/// Enters the phrase round the noun at `i` that begins at `first`, with the names it runs over if it is `definite` or told of several; tells
/// where it ends.
fn enter_role(scene: &mut Scene<'_, '_>, first: usize, i: usize, definite: bool) -> usize {
    let named = start_over_names(scene, first, i);
    let free = named.is_some() && definite || !scene.is_claimed(first..i);
    let last = phrase_end(scene, i + usize::from(is_kind_of_members(scene, i) || is_kind_of_body(scene, i)));
    // "supporters of former president Orlova".
    if let Some(end) = end_over_titled(scene, i, last).filter(|_| free) {
        let first = named.unwrap_or(first);
        scene.enclose(first..end);
        enter(scene, first, end, Kind::Role);
        return end;
    }
    if let Some(last) = end_over_name(scene, i).filter(|_| free) {
        // Whoever speaks for a name is not that name: "a spokesman for Acme", "the Labour MP for Lund" is one candidate.
        let first = named.unwrap_or(first);
        scene.enclose(first..last);
        enter(scene, first, last, Kind::Role);
        return last;
    }
    if let Some(first) = named.filter(|_| !scene.is_claimed(i..last)) {
        // "the Orlov campaign", "Orlova's lawyer": not the person whose it is.
        scene.enclose(first..i);
        enter(scene, first, last, Kind::Role);
        return last;
    }
    if scene.is_claimed(first..last) {
        return claim_unclaimed(scene, first, i, last);
    }
    enter(scene, first, last, Kind::Role);
    last
}

/// Token after the person whose title in small letters stands in the phrase `head..last` round another noun: "the mother of Velland
/// pilot Ada Orlova".
fn end_over_titled(scene: &Scene<'_, '_>, head: usize, last: usize) -> Option<usize> {
    let person = |i: usize| {
        let number = scene.candidate_at(i)?;
        let named = matches!(scene.candidates[number].kind, Kind::Name(_, EntityKind::Person));
        (named && scene.candidates[number].first == i).then_some(number)
    };
    let within = head + 3..scene.len().min(last + 1);
    let number = within.take_while(|&i| scene.same_sentence(head, i)).find_map(person)?;
    let (name, title) = (&scene.candidates[number], scene.candidates[number].first - 1);
    // "the head of the service Director Ada Orlova" is she, and so is "the mayor's chief of staff Ada Orlova".
    let titled = lexicon::is_title_or_role(scene.tokens.lower(title))
        && scene.tokens.lower(title) != "staff"
        && !scene.tokens[title].is_capitalised();
    // "Doctors for Lund adviser Ada Orlova" is she; "Supporters of former mayor Ada Orlova" are not.
    let opens = scene.begins_sentence(head) && !head.checked_sub(1).is_some_and(|i| scene.is_quoted(i));
    let small = !scene.tokens[head].is_capitalised() || opens && scene.tokens.lower(head + 1) == "of";
    // "the party of chairman Ada Orlova, who said".
    let who = name.last + 1 < scene.len()
        && scene.class[name.last] == Class::Comma
        && scene.tokens.lower(name.last + 1) == "who";
    let body = who && lexicon::is_body_noun(scene.tokens.key(head));
    (titled && small && !body && !name.possessive).then_some(name.last)
}

/// Whether an article stands before the body whose name the phrase `first..=head` follows or ends in: "A Department of Harbours official,
/// who".
fn follows_named_article(scene: &Scene<'_, '_>, first: usize, head: usize) -> bool {
    let behind = || first.checked_sub(1).and_then(|i| scene.candidate_at(i));
    let number = scene.candidate_at(first).or_else(behind);
    let body = number.map(|number| &scene.candidates[number]).filter(|body| body.last >= first && body.last <= head);
    let body = body.filter(|body| matches!(body.kind, Kind::Name(_, EntityKind::Organisation)));
    let before = body.filter(|body| !body.possessive).and_then(|body| body.first.checked_sub(1));
    let titles = head + 1 < scene.len() && scene.is_claimed(head + 1..head + 2);
    !titles && before.is_some_and(|i| scene.same_sentence(i, head) && matches!(scene.tokens.lower(i), "a" | "an"))
}

/// The article before a department whose field the phrase at `first` begins with: "a Department of Justice spokesman".
fn department_start(scene: &Scene<'_, '_>, first: usize, head: usize) -> Option<usize> {
    /// Words before its noun: "Lund Police".
    const BEFORE: usize = 3;
    let of = first.checked_sub(1).filter(|&i| i > 1 && first < head && scene.tokens.lower(i) == "of")?;
    let body = of - 1;
    let capital =
        |i: usize| scene.class[i] == Class::Capital && scene.same_sentence(i, head) && !scene.is_claimed(i..i + 1);
    let department = matches!(scene.tokens.lower(body), "department" | "ministry" | "office" | "bureau" | "board");
    if !department || !capital(body) || !capital(first) {
        return None;
    }
    let start = (of.saturating_sub(BEFORE)..of).rev().take_while(|&i| capital(i)).last()?;
    start.checked_sub(1).filter(|&i| scene.same_sentence(i, head) && is_determiner(scene, i))
}

/// First token of a role that goes on with a second one before a verb of speech in the singular: "the author and actor says".
fn second_role(scene: &Scene<'_, '_>, first: usize, i: usize) -> Option<usize> {
    let and = first.checked_sub(1).filter(|&and| scene.tokens.lower(and) == "and" && scene.same_sentence(and, i))?;
    let role = &scene.candidates[scene.candidate_at(and.checked_sub(1)?)?];
    let one = |j: usize| !scene.tokens.lower(j).ends_with('s');
    let determined = role.last == and && matches!(role.kind, Kind::Role) && is_determiner(scene, role.first);
    // "the senator and veteran filibusterer joked": the second ends later.
    let ends = i + 1 >= scene.len() || !matches!(scene.class[i + 1], Class::Other | Class::Capital);
    (determined && ends && one(and - 1) && one(i) && !scene.is_claimed(first..i + 1)).then_some(role.first)
}

/// The article before a town whose region "-based" hangs on: "the Lund, Velland-based company".
fn town_before_region(scene: &Scene<'_, '_>, first: usize) -> Option<usize> {
    let based = first + 1 < scene.len() && scene.tokens.word(first + 1).starts_with("-based");
    let comma = first.checked_sub(1).filter(|&i| based && scene.class[i] == Class::Comma)?;
    let town = &scene.candidates[scene.candidate_at(comma.checked_sub(1)?)?];
    let article = town.first.checked_sub(1).filter(|&i| scene.same_sentence(i, first) && is_determiner(scene, i));
    article.filter(|_| matches!(town.kind, Kind::Name(_, EntityKind::Place)) && town.last == comma)
}

/// First token of the phrase round the plural at `head` that would begin at `first`, past the verb of whoever stands before it: "Orr
/// met angry farmers who".
fn past_verb(scene: &Scene<'_, '_>, first: usize, head: usize) -> usize {
    let verb = |i: usize| scene.candidate_at(i).is_none() && is_clause_verb(scene.tokens, i, i);
    let subject = |i: usize| scene.candidate_at(i).is_some() && scene.same_sentence(i, head);
    let behind = (first.max(1)..head).find(|&i| subject(i - 1) && verb(i));
    behind.map_or(first, |verb| verb + 1)
}

/// Whether "who" stands behind the noun at `i`.
fn is_before_who(scene: &Scene<'_, '_>, i: usize) -> bool {
    let next = Some(i + 1).filter(|&next| next < scene.len() && scene.same_sentence(i, next));
    next.is_some_and(|next| scene.tokens.lower(next) == "who")
}

/// "the Kentucky Republican".
fn is_member(scene: &Scene<'_, '_>, i: usize) -> bool {
    scene.tokens[i].case == Case::Title && scene.lexeme(i).is_affiliation
}

/// Whether the role noun at `i` may be the head of a phrase. A noun within a quote speaks for nobody outside it; function words and
/// verbs are no nouns; of capitals only members, letters and the first word of a sentence are no part of a name.
fn may_be_head(scene: &Scene<'_, '_>, i: usize, member: bool) -> bool {
    let token = &scene.tokens[i];
    let begins = token.case == Case::Title && scene.begins_sentence(i);
    let printed = !token.is_capitalised()
        || member
        || begins
        || LETTERS.contains(&scene.tokens.lower(i))
        || office_start(scene, i).is_some();
    matches!(scene.class[i], Class::Other | Class::Capital | Class::WeakCue)
        && token.kind == TokenKind::Word
        && printed
        && !scene.is_claimed(i..i + 1)
        && !is_verb_here(scene, i)
        && !is_verb_of_document(scene, i)
}

/// "the letter states", "which states that": a verb, where "the states" are bodies.
fn is_verb_of_document(scene: &Scene<'_, '_>, i: usize) -> bool {
    let before = i.checked_sub(1).filter(|&before| scene.same_sentence(before, i));
    scene.tokens.lower(i) == "states"
        && before.is_some_and(|before| scene.lexeme(before).is_document || scene.tokens.lower(before) == "which")
}

/// First token of the phrase round an office in capitals with a name behind it that it is no part of: "the Mayor of Lund", "the
/// Duke and Duchess of Lund". Other nouns in capitals are taken for parts of names.
fn office_start(scene: &Scene<'_, '_>, i: usize) -> Option<usize> {
    /// Words before the noun: "Lord", "Duke and".
    const BEFORE: usize = 3;
    let same = |j: usize| j < scene.len() && scene.same_sentence(i, j);
    let of = same(i + 1) && matches!(scene.tokens.lower(i + 1), "of" | "to" | "for" | "at" | "in");
    let name = i + 2 + usize::from(same(i + 2) && scene.class[i + 2] == Class::Determiner);
    let whose = of && same(name) && scene.is_claimed(name..name + 1);
    if !whose || scene.tokens[i].case != Case::Title || !lexicon::is_role_noun(scene.tokens.key(i)) {
        return None;
    }
    let capital = |j: usize| scene.class[j] == Class::Capital && !scene.is_claimed(j..j + 1);
    let office = |j: &usize| same(*j) && (capital(*j) || scene.tokens.lower(*j) == "and");
    let first = (i.saturating_sub(BEFORE)..i).rev().take_while(office).last().unwrap_or(i);
    first.checked_sub(1).filter(|&j| same(j) && capital(first) && is_determiner(scene, j))
}

/// First token of the phrase round a noun that a title in marks tells more of: "the “Late Harbour” host", "the “anti-bridge” mayor".
fn title_start(scene: &Scene<'_, '_>, i: usize) -> Option<usize> {
    /// Tokens of the title, with its marks.
    const TITLE: usize = 9;
    let before = i.checked_sub(1).filter(|&before| scene.same_sentence(before, i))?;
    let stretch = scene.stretches[scene.stretch_of(before)?];
    let short = stretch.close == i && stretch.close - stretch.open <= TITLE;
    // "“Late Harbour” host says", as headlines have it; but "“Not my mayor,” protesters chanted".
    let bare = scene.tokens[stretch.last - 1].is_capitalised() && !scene.tokens.lower(i).ends_with('s');
    if short && bare && scene.begins_paragraph(stretch.open) {
        return Some(stretch.open);
    }
    let adjective = |j: &usize| {
        scene.class[*j] == Class::Other && scene.same_sentence(*j, i) && !is_clause_verb(scene.tokens, *j, *j)
    };
    let adjectives = (stretch.open.saturating_sub(2)..stretch.open).rev().take_while(adjective).last();
    let open = adjectives.unwrap_or(stretch.open).checked_sub(1).filter(|&open| scene.same_sentence(open, i))?;
    (short && is_determiner(scene, open) && !scene.is_claimed(open..open + 1)).then_some(open)
}

/// "Ada Orlova MP said": letters behind a name are no speaker of their own.
fn is_behind_person(scene: &Scene<'_, '_>, i: usize) -> bool {
    let before = i.checked_sub(1).and_then(|before| scene.candidate_at(before));
    let person = |number: usize| matches!(scene.candidates[number].kind, Kind::Name(_, EntityKind::Person));
    before.is_some_and(person) && LETTERS.contains(&scene.tokens.lower(i))
}

/// "some conservative Republicans": the noun at `i` tells what kind of a party's members.
pub(super) fn is_kind_of_members(scene: &Scene<'_, '_>, i: usize) -> bool {
    let next = i + 1;
    let members = |i: usize| lexicon::word_bits(scene.tokens.key(i)) & lexicon::word::DEMONYM != 0;
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
        && lexicon::word_bits(scene.tokens.key(i)) & lexicon::word::BODY != 0
        && noun(next)
        && !scene.is_claimed(next..verb)
        && (matches!(scene.class[verb], Class::Cue | Class::Auxiliary) || is_clause_verb(scene.tokens, verb, verb))
}

/// A phrase that runs over a name ("the Reuters reporter") keeps the part round its head noun.
fn claim_unclaimed(scene: &mut Scene<'_, '_>, first: usize, head: usize, last: usize) -> usize {
    let first = (first..head).rev().find(|&i| scene.is_claimed(i..i + 1)).map_or(first, |i| i + 1);
    let last = (head + 1..last).find(|&i| scene.is_claimed(i..i + 1)).unwrap_or(last);
    let last =
        (head + 1..last).rev().find(|&i| scene.class[i] != Class::Preposition && scene.class[i] != Class::Determiner);
    let last = last.map_or(head + 1, |i| i + 1);
    enter(scene, first, last, Kind::Role);
    last
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
    scene.tokens.lower(before) == "to" && !is_before_who(scene, i)
        || weak && matches!(scene.symbol(before), Class::Named | Class::Pronoun | Class::Auxiliary)
}

/// Whether the head noun follows later, over a name or not, or the noun belongs to another's ("police officer", "senior
/// U.S. official", "the court filing", "the minister's").
pub(super) fn is_compound(scene: &Scene<'_, '_>, i: usize) -> bool {
    /// Words of a name looked past.
    const NAME: usize = 4;
    let Some(next) = (i + 1 < scene.len()).then_some(i + 1) else { return false };
    let possessive = scene.tokens[next].kind == TokenKind::Possessive || owns_as_plural(scene, next);
    let letters = |j: usize| LETTERS.contains(&scene.tokens.lower(j)) && !scene.is_claimed(j..j + 1);
    let noun = |j: usize| {
        let noun = scene.class[j] == Class::Other && scene.lexeme(j).is_head_noun;
        scene.same_sentence(i, j) && (noun || letters(j))
    };
    let paper = scene.lexeme(next).is_document && scene.class[next] == Class::Other && scene.same_sentence(i, next);
    // "a veteran Lund-based engineer".
    let named = |j: usize| scene.class[j] == Class::Capital || scene.tokens.word(j).starts_with('-');
    let beyond = (next..scene.len().min(next + NAME)).find(|&j| !named(j) || letters(j));
    // "a senior intelligence official", "the former Acme safety inspector".
    let adjective = matches!(scene.tokens.lower(i), "chief" | "junior" | "principal" | "senior" | "veteran");
    let of_field = beyond.filter(|&j| {
        (j > next || adjective) && scene.class[j] == Class::Other && !is_clause_verb(scene.tokens, next, j)
    });
    // "a senior law enforcement official": two nouns tell the field.
    let field = |j: usize| {
        scene.class[j] == Class::Other
            && scene.tokens[j].kind == TokenKind::Word
            && !is_clause_verb(scene.tokens, next, j)
    };
    let of_field = of_field.map(|first| first + 1).filter(|&j| j < scene.len());
    let of_fields = of_field.filter(|&j| adjective && field(j)).map(|second| second + 1).filter(|&j| j < scene.len());
    // "a senior Republican", "a senior House Republican".
    let run = beyond.unwrap_or_else(|| scene.len().min(next + NAME));
    let member = run > next && scene.lexeme(run - 1).is_affiliation && scene.same_sentence(i, run - 1);
    possessive
        || paper
        || member
        || beyond.is_some_and(noun)
        || of_field.is_some_and(noun)
        || of_fields.is_some_and(noun)
}

pub(super) fn beside_cue(scene: &Scene<'_, '_>, first: usize, head: usize) -> bool {
    let passed = |&i: &usize| !matches!(scene.class[i], Class::Auxiliary | Class::Adverb);
    let verb = (head + 1..scene.len().min(head + 4)).find(passed);
    let after = verb.is_some_and(|i| scene.class[i] == Class::Cue && scene.same_sentence(head, i));
    after || first > 0 && scene.class[first - 1] == Class::Cue
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_role_nouns() {
        assert!(LETTERS.iter().all(|letters| lexicon::is_role_noun(*letters)));
    }
}
