//! The subject behind its verb: "CLAUSE, said Orlova".

use super::{APPOSITION, apposition::named_in_apposition, employee};
use crate::{
    analysis::{
        EntityKind,
        attribution::indirect::TELLING,
        quotes::{Class, Kind, Scene, candidates::before_age, words::is_clause_verb},
    },
    lexicon,
    text::TokenKind,
};

/// "CLAUSE, said Orlova": the cue follows a comma or a quote, and the subject has no verb of its own.
pub(super) fn inverted(scene: &Scene<'_, '_>, cue: usize) -> Option<usize> {
    let number = after(scene, cue)?;
    if is_told_by_relative(scene, cue) {
        return None;
    }
    let last = scene.candidates[number].last;
    // "The poll, released on Monday, indicates Orlova leading".
    let doing = last < scene.len() && scene.same_sentence(last, cue) && scene.tokens.lower(last).ends_with("ing");
    if doing && scene.tokens[last].kind == TokenKind::Word && scene.class[last] == Class::Other {
        return None;
    }
    // "said Orlova in prepared remarks": no verb behind a preposition or article.
    let led = |i: usize| {
        matches!(scene.class[i - 1], Class::Preposition | Class::Determiner) || scene.tokens[i].is_capitalised()
    };
    let verbless = |i: usize| {
        !matches!(scene.class[i], Class::Auxiliary | Class::Cue | Class::WeakCue | Class::That)
            && (led(i) || !is_clause_verb(scene.tokens, last, i))
    };
    let rest = (last..(last + APPOSITION).min(scene.len())).take_while(|&i| scene.same_sentence(i, cue));
    // "…, said a person who was there".
    let one = matches!(scene.tokens.lower(scene.candidates[number].first), "a" | "an" | "another" | "one");
    let person = matches!(scene.candidates[number].kind, Kind::Name(_, EntityKind::Person));
    let mut rest = rest.take_while(|&i| {
        let who = one && scene.tokens.lower(i) == "who";
        // "said Orlova — it is late", but "said his son — who was there — has left", "says Orlova's two- and three-year-old boats".
        let apart = || scene.tokens[i - 1].span().end < scene.tokens[i].span().start;
        let dash =
            person && scene.class[i] == Class::Dash && (matches!(scene.tokens.word(i), "—" | "–" | "--") || apart());
        !matches!(scene.class[i], Class::Comma | Class::Period | Class::Quoted) && !dash && !who
    });
    let pronoun = matches!(scene.candidates[number].kind, Kind::Pronoun(_));
    let ends = last >= scene.len()
        || !scene.same_sentence(last, cue)
        || matches!(scene.class[last], Class::Comma | Class::Period | Class::Quoted);
    let able = rest.all(verbless) && (!pronoun || ends) && !is_predicate(scene, cue, last);
    // "In fact, says Orlova, the plan raised taxes".
    let plainly = matches!(
        scene.tokens.lower(cue),
        "said" | "says" | "explained" | "explains" | "notes" | "observes" | "writes" | "wrote"
    );
    let named = person || is_role(scene, number);
    let resumes = || resuming_comma(scene, last).is_some() && !is_told_of_person(scene, cue - 1);
    let parenthetical = || plainly && named && is_led_in(scene, cue) || resumes();
    (able && !is_written(scene, cue, number) && (follows_clause(scene, cue) || parenthetical())).then_some(number)
}

/// Whether what stands before the comma at the verb is but whoever the sentence begins with and what "who" tells of them: "Orlova, who also
/// spoke, said Orr, 18, was hit" is hers.
fn is_told_by_relative(scene: &Scene<'_, '_>, cue: usize) -> bool {
    /// Tokens of the relative clause.
    const REACH: usize = 40;
    let Some(close) = cue.checked_sub(1).filter(|&i| scene.class[i] == Class::Comma) else { return false };
    let within = (close.saturating_sub(REACH)..close).rev().take_while(|&i| scene.same_sentence(i, cue));
    let Some(open) = within.into_iter().find(|&i| scene.class[i] == Class::Comma || scene.is_quoted(i)) else {
        return false;
    };
    let relative = matches!(scene.tokens.lower(open + 1), "who" | "whose");
    let subject = open.checked_sub(1).and_then(|i| scene.candidate_at(i)).map(|number| &scene.candidates[number]);
    // "Mr Orlova, who": a title and an article may stand before.
    let begins = |first: usize| {
        let titled =
            |i: &usize| scene.same_sentence(*i, first) && matches!(scene.class[*i], Class::Capital | Class::Determiner);
        let start = (first.saturating_sub(3)..first).rev().take_while(titled).last().unwrap_or(first);
        scene.begins_sentence(start)
    };
    relative && subject.is_some_and(|subject| subject.last == open && begins(subject.first))
}

/// Whether what ends at the comma before a verb tells more of a person, who is its subject: "Ada Orlova, 24, said the coach, Karl Orr, had".
fn is_told_of_person(scene: &Scene<'_, '_>, comma: usize) -> bool {
    let Some(last) = comma.checked_sub(1).filter(|_| scene.class[comma] == Class::Comma) else { return false };
    let before = before_age(scene, last);
    let person = |n: usize| matches!(scene.candidates[n].kind, Kind::Name(_, EntityKind::Person));
    before < last && scene.candidate_at(before).is_some_and(person) || named_in_apposition(scene, comma).is_some()
}

/// Whether but a few words that name nobody stand from the beginning of the sentence to the comma before `cue`: "In fact, says Orlova".
fn is_led_in(scene: &Scene<'_, '_>, cue: usize) -> bool {
    /// Tokens of those words.
    const LEAD: usize = 6;
    let comma = cue - 1;
    let within = (comma.saturating_sub(LEAD)..comma).rev().take_while(|&i| scene.same_sentence(i, cue));
    let first = within.last().unwrap_or(comma);
    let named = (first..comma)
        .any(|i| scene.is_quoted(i) || scene.candidate_at(i).is_some_and(|n| scene.candidates[n].name().is_some()));
    scene.class[comma] == Class::Comma && scene.begins_sentence(first) && !named
}

/// Whether a candidate is a role with its article: "said the mayor".
fn is_role(scene: &Scene<'_, '_>, number: usize) -> bool {
    let candidate = &scene.candidates[number];
    matches!(candidate.kind, Kind::Role) && scene.class[candidate.first] == Class::Determiner
}

/// Whether a candidate behind a verb is what was said or written, and not who did: "his band, Acme, wrote a host of songs".
pub(super) fn is_written(scene: &Scene<'_, '_>, cue: usize, number: usize) -> bool {
    let subject = &scene.candidates[number];
    let plainly = matches!(scene.tokens.lower(cue), "said" | "says" | "say") || scene.is_quoted(cue - 1);
    let noun = matches!(subject.kind, Kind::Subject)
        || subject.kind == Kind::Role && !lexicon::is_role_noun(scene.tokens.key(subject.last - 1));
    !plainly && noun && matches!(scene.tokens.lower(subject.first), "a" | "an")
}

/// The comma behind a subject that ends at token `last`, and what tells more of it, behind which a verb goes on with the clause:
/// "the trains, said Orlova, the mayor, would be late".
pub(in crate::analysis::attribution) fn resuming_comma(scene: &Scene<'_, '_>, last: usize) -> Option<usize> {
    /// Tokens that tell more of the subject.
    const REACH: usize = 20;
    let within =
        (last..scene.len().min(last + REACH)).take_while(|&i| scene.same_sentence(i, last - 1) && !scene.is_quoted(i));
    let mut commas = within.into_iter().filter(|&i| scene.class[i] == Class::Comma && i + 1 < scene.len());
    commas.find(|&i| {
        let verb = i + 1 + usize::from(i + 2 < scene.len() && scene.class[i + 1] == Class::Adverb);
        scene.same_sentence(verb, i) && !scene.is_quoted(verb) && scene.class[verb] == Class::Auxiliary
    })
}

/// Whether a clause, or a quote, ends before the cue at `cue`: "The governor, Ada Orlova, declared a state of emergency" has
/// none, and its verb no subject behind it.
pub(super) fn follows_clause(scene: &Scene<'_, '_>, cue: usize) -> bool {
    /// Tokens looked back at: a verb never lies farther off than that in a sentence of prose.
    const REACH: usize = 120;
    let before = (cue.saturating_sub(REACH)..cue).rev().take_while(|&i| scene.same_sentence(i, cue));
    let from = before.clone().last().unwrap_or(cue);
    let verb = |i: usize| {
        scene.is_quoted(i)
            || matches!(scene.class[i], Class::Auxiliary | Class::WeakCue | Class::Cue | Class::Pronoun)
            || scene.tokens.lower(i).ends_with('s') && !scene.tokens[i].is_capitalised()
            || is_clause_verb(scene.tokens, from, i)
    };
    before.into_iter().any(verb)
}

/// Whether what is quoted at token `i` goes on with the words before it: "Orlova, the mayor, said the plan “has to wait”".
pub(super) fn is_predicate(scene: &Scene<'_, '_>, cue: usize, i: usize) -> bool {
    let stretch = (i < scene.len() && scene.same_sentence(i, cue)).then(|| scene.stretch_of(i)).flatten();
    let lower = stretch.is_some_and(|number| !scene.tokens[scene.stretches[number].first].is_capitalised());
    lower && !scene.is_quoted(cue - 1)
}

/// The candidate right behind a cue that follows a comma or a quote. Whom one tells is no speaker.
pub(super) fn after(scene: &Scene<'_, '_>, cue: usize) -> Option<usize> {
    if TELLING.contains(&scene.tokens.lower(cue)) || scene.tokens.lower(cue).ends_with("ing") {
        return None;
    }
    let follows = cue > 0 && (scene.is_quoted(cue - 1) || scene.class[cue - 1] == Class::Comma);
    if !follows {
        return None;
    }
    let limit = (cue + 6).min(scene.len());
    let skips = |i: usize| {
        matches!(scene.class[i], Class::Other | Class::Determiner | Class::Capital)
            || matches!(scene.tokens.lower(i), "these" | "those" | "several" | "some" | "many" | "one")
    };
    // "said outside court": where, and nobody.
    if cue + 1 < scene.len() && matches!(scene.tokens.lower(cue + 1), "afterwards" | "inside" | "later" | "outside") {
        return None;
    }
    let at =
        (cue + 1..limit).find(|&i| !scene.same_sentence(i, cue) || scene.candidate_at(i).is_some() || !skips(i))?;
    let number = scene.same_sentence(at, cue).then(|| scene.candidate_at(at)).flatten()?;
    // "said the mayor Ada Orlova": the name, not the role before it.
    let next = scene.candidates[number].last;
    let name = (next < scene.len() && scene.same_sentence(next, cue)).then(|| scene.candidate_at(next)).flatten();
    let is_name = |n: &usize| matches!(scene.candidates[*n].kind, Kind::Name(..));
    let name = name.filter(|&n| !has_own_verb(scene, number, n));
    // "said Lund Council Chairwoman Ada Orlova": nor the body she heads.
    let own =
        if is_name(&number) { Some(number) } else { name.filter(is_name).or_else(|| past_second_role(scene, next)) };
    let other = || owned(scene, number).or_else(|| named_of_owner(scene, number));
    Some(employee(scene, number).or_else(other).or(own).unwrap_or(number))
}

/// Who is named behind what he is to the owner: "said Brandt's successor, Ada Orlova".
fn named_of_owner(scene: &Scene<'_, '_>, owner: usize) -> Option<usize> {
    /// Words of what he is.
    const NOUN: usize = 4;
    let owner = Some(&scene.candidates[owner]).filter(|owner| owner.possessive)?;
    let same = |i: &usize| *i < scene.len() && scene.same_sentence(owner.first, *i);
    let first = owner.last + usize::from(same(&owner.last) && scene.tokens[owner.last].kind == TokenKind::Possessive);
    let noun = |i: &usize| scene.class[*i] == Class::Other && scene.candidate_at(*i).is_none();
    let comma = (first..first + NOUN + 1).take_while(same).find(|i| !noun(i)).filter(|&i| i > first)?;
    let name = Some(comma + 1).filter(|i| scene.class[comma] == Class::Comma && same(i))?;
    let number = scene.candidate_at(name)?;
    let person = &scene.candidates[number];
    let closed = person.last >= scene.len()
        || !scene.same_sentence(person.first, person.last)
        || matches!(scene.class[person.last], Class::Comma | Class::Period | Class::Quoted);
    (matches!(person.kind, Kind::Name(_, EntityKind::Person)) && person.first == name && closed).then_some(number)
}

/// Whether a name right behind a phrase has a verb that tells whose or what the phrase is: "said the man Ada Orlova beat".
fn has_own_verb(scene: &Scene<'_, '_>, phrase: usize, name: usize) -> bool {
    let (phrase, verb) = (&scene.candidates[phrase], scene.candidates[name].last);
    let determined = matches!(scene.tokens.lower(phrase.first), "a" | "an" | "the");
    let plain = verb < scene.len() && scene.same_sentence(phrase.first, verb) && scene.class[verb] == Class::Other;
    determined && plain && !scene.tokens[verb].is_capitalised() && is_clause_verb(scene.tokens, verb, verb)
}

/// The person behind the second of two roles, which "and" at token `and` joins: "said pilot and former mayor Ada Orlova".
fn past_second_role(scene: &Scene<'_, '_>, and: usize) -> Option<usize> {
    /// Words of the role.
    const ROLE: usize = 5;
    let same = |i: usize| i < scene.len() && scene.same_sentence(and, i);
    let opens = and > 0 && and < scene.len() && scene.same_sentence(and - 1, and) && scene.tokens.lower(and) == "and";
    let part = |i: usize| same(i) && scene.class[i] == Class::Other && scene.candidate_at(i).is_none();
    let name = if opens { (and + 2..and + 2 + ROLE).find(|&i| !part(i))? } else { return None };
    let titled = (and + 1..name).all(part) && lexicon::is_title_or_role(scene.tokens.lower(name - 1));
    let number = if titled && same(name) { scene.candidate_at(name)? } else { return None };
    matches!(scene.candidates[number].kind, Kind::Name(_, EntityKind::Person)).then_some(number)
}

/// The person behind the name of the body that they are told to be of: "noted Acme's Ada Orlova".
fn owned(scene: &Scene<'_, '_>, body: usize) -> Option<usize> {
    let body = &scene.candidates[body];
    let name = body.last + 1;
    let owns = body.possessive && matches!(body.kind, Kind::Name(_, EntityKind::Organisation | EntityKind::Place));
    let here = owns && name < scene.len() && scene.same_sentence(body.first, name);
    let number = if here { scene.candidate_at(name)? } else { return None };
    let person = &scene.candidates[number];
    (matches!(person.kind, Kind::Name(_, EntityKind::Person)) && person.first == name).then_some(number)
}
