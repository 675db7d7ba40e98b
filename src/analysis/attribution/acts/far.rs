//! The subject that other words part from its verb without a comma: a clause on it, a time, a place.

use super::{
    before_bracket,
    unclosed::{before_open_apposition, person_before_comma},
    verb_start,
};
use crate::{
    analysis::{
        EntityKind,
        quotes::{
            Candidate, Class, Kind, Scene,
            words::{Form, is_clause_verb, is_past_participle},
        },
    },
    lexicon,
    text::TokenKind,
};

/// The candidate before "who", if the words from there to `end` are a clause on it: "a man who saw Orlova said".
pub(super) fn across_relative(scene: &Scene<'_, '_>, cue: usize, end: usize) -> Option<usize> {
    /// Tokens of the clause.
    const REACH: usize = 16;
    /// Beginnings of verbs that open a clause: "who believes Orlova said", but "who saw Orlova said".
    const OPENING: &[&str] =
        &["believe", "fear", "feel", "felt", "find", "guess", "hope", "know", "show", "suspect", "think", "understand"];
    let opens = |i: usize| OPENING.iter().any(|verb| scene.tokens.lower(i).starts_with(verb));
    let town = |i: usize| {
        let place = |i: usize| {
            let number = scene.candidate_at(i).filter(|_| scene.same_sentence(i, cue));
            number.is_some_and(|number| matches!(scene.candidates[number].kind, Kind::Name(_, EntityKind::Place)))
        };
        i > 0 && place(i - 1) && (i + 1 == cue || i + 1 < end && place(i + 1))
    };
    let parts = |i: usize| match scene.class[i] {
        Class::WeakCue => opens(i),
        // "a man who lives in Lund, Velland, said".
        Class::Comma => !town(i),
        class => matches!(class, Class::Comma | Class::Quoted | Class::Cue | Class::Dash | Class::Semicolon),
    };
    let within = (end.saturating_sub(REACH)..end).rev().take_while(|&i| scene.same_sentence(i, cue) && !parts(i));
    let who = within.into_iter().find(|&i| matches!(scene.tokens.lower(i), "who" | "that"))?;
    let verb = (who + 1..end).find(|&i| scene.class[i] != Class::Adverb)?;
    let finite =
        matches!(scene.class[verb], Class::Auxiliary | Class::WeakCue) || is_clause_verb(scene.tokens, verb, verb);
    let own = scene.lexeme(cue).has(Form::Finite) || scene.lexeme(cue).has(Form::Base);
    let number = scene.candidate_at(who.checked_sub(1)?)?;
    let whole = scene.candidates[number].last == who && scene.same_sentence(who - 1, who);
    (finite && own && whole && !scene.candidates[number].possessive).then_some(number)
}

/// "who", from which nothing but where and when parts the verb at `cue`, though somebody is named there before token `end`: "Orlova, who in a
/// talk at the harbour board last week said".
pub(super) fn who_before(scene: &Scene<'_, '_>, cue: usize, end: usize) -> Option<usize> {
    /// Tokens of where and when.
    const REACH: usize = 18;
    let setting = |&i: &usize| {
        let nominal = [
            Class::Preposition,
            Class::Determiner,
            Class::Other,
            Class::Capital,
            Class::Day,
            Class::Named,
            Class::Adverb,
            Class::Function,
        ];
        scene.same_sentence(i, cue)
            && !scene.is_quoted(i)
            && (nominal.contains(&scene.class[i]) || scene.candidate_at(i).is_some())
    };
    let verb = |i: usize| is_clause_verb(scene.tokens, i, i) || scene.class[i] == Class::Auxiliary;
    let from = (end.saturating_sub(REACH)..end).rev().take_while(setting).find(|&i| scene.tokens.lower(i) == "who")?;
    let set = scene.class[from + 1] == Class::Preposition && !(from + 1..end).any(verb);
    scene.candidate_at(from).filter(|_| set)
}

/// Whether a word that can be a verb of speech is a noun behind an article and its adjectives: "in a Courier post", "privy to the
/// talks".
pub(super) fn is_noun_form(scene: &Scene<'_, '_>, i: usize) -> bool {
    let plain = |j: &usize| matches!(scene.class[*j], Class::Other | Class::Capital) && scene.same_sentence(*j, i);
    let first = (i.saturating_sub(3)..i).rev().take_while(plain).last().unwrap_or(i);
    let determined = first > 0 && scene.class[first - 1] == Class::Determiner && scene.same_sentence(first - 1, i);
    let noun = scene.class[i] == Class::WeakCue && scene.lexeme(i).has(Form::Base);
    (noun || scene.tokens.lower(i) == "talks") && determined
}

/// The subject at the head of the clause: what tells more of it stands between, with a verb of its own ("voters who came on Tuesday
/// said") or without ("voters interviewed at the rally said").
pub(super) fn far_before(scene: &Scene<'_, '_>, cue: usize) -> Option<usize> {
    let able = scene.lexeme(cue).has(Form::Finite) || scene.lexeme(cue).has(Form::Base);
    if !able || scene.tokens[cue].is_capitalised() {
        return None;
    }
    // "those who wrote in order to warn": no verb of the main clause.
    let main = cue > 0 && scene.tokens.lower(cue - 1) != "to";
    let relative = || if main { across_relative(scene, cue, cue) } else { None };
    let far = head_of_clause(scene, cue).or_else(relative).or_else(|| met_by_writer(scene, cue));
    far.or_else(|| before_open_apposition(scene, cue))
}

/// Of whom the writer tells that they met: "One pilot I spoke with said".
fn met_by_writer(scene: &Scene<'_, '_>, cue: usize) -> Option<usize> {
    let end = verb_start(scene, cue);
    let writer = (end.saturating_sub(4)..end).find(|&i| matches!(scene.tokens.lower(i), "i" | "we"))?;
    let meets = matches!(
        scene.tokens.lower(writer + 1),
        "contacted" | "interviewed" | "know" | "met" | "reached" | "spoke" | "talked" | "visited"
    );
    let told = (writer + 2..end).all(|i| matches!(scene.class[i], Class::Preposition | Class::Adverb));
    let number = scene.candidate_at(writer.checked_sub(1)?)?;
    let met = &scene.candidates[number];
    let whole =
        met.last == writer && scene.same_sentence(met.first, cue) && !met.possessive && !scene.is_quoted(writer);
    (meets && told && writer + 1 < end && whole && !matches!(met.kind, Kind::Pronoun(_))).then_some(number)
}

/// Whether the word at `i`, which is not the last of its text, can stand between the head of a clause and its verb.
fn is_in_head(scene: &Scene<'_, '_>, i: usize) -> bool {
    let nominal = [Class::Other, Class::Capital, Class::Determiner, Class::Preposition, Class::Adverb, Class::Day];
    let lower = scene.tokens.lower(i);
    let before = i.checked_sub(1);
    if nominal.contains(&scene.class[i]) || scene.tokens[i].kind == TokenKind::Possessive {
        return true;
    }
    // "the Institute for Boats and Harbours".
    let joins = || {
        let capital = before.is_some_and(|i| scene.tokens[i].is_capitalised()) && scene.tokens[i + 1].is_capitalised();
        scene.class[i] == Class::Conjunction && capital && scene.candidate_at(i).is_some()
    };
    // "A source speaking in Lund told", "the general in charge of it", "a source briefed on it".
    let dependent = || {
        let doing = lower.ends_with("ing") && before.is_some_and(|i| scene.candidate_at(i).is_some());
        let owned = |i: usize| scene.class[i] == Class::Preposition || scene.tokens[i].kind == TokenKind::Possessive;
        scene.class[i] == Class::WeakCue && (doing || before.is_some_and(owned) || is_past_participle(lower))
    };
    matches!(lower, "here" | "there" | "him" | "them" | "me" | "her" | "this" | "/")
        || scene.lexeme(i).is_quantifier && lower != "that"
        || is_noun_form(scene, i)
        || lower == "close" && scene.tokens.lower(i + 1) == "to"
        || joins()
        || dependent()
}

/// The phrase at the head of the clause whose only finite verb is the cue ("voters interviewed at the rally said", "Orlova in her
/// speech said").
fn head_of_clause(scene: &Scene<'_, '_>, cue: usize) -> Option<usize> {
    /// Tokens from the cue back to the head of the clause.
    const REACH: usize = 18;
    // "Sources familiar with it had previously told".
    let end = verb_start(scene, cue);
    let inside = |&i: &usize| scene.same_sentence(i, cue) && !scene.is_quoted(i) && is_in_head(scene, i);
    let from = (end.saturating_sub(REACH)..end).rev().take_while(inside).last();
    let from = from.filter(|&i| i == 0 || scene.class[i - 1] != Class::Auxiliary)?;
    // "…, and several members at the meeting said", but "both Orr and Tirel in the last week said".
    let joined = from > 0
        && scene.class[from - 1] == Class::Conjunction
        && (scene.begins_sentence(from - 1) || scene.class[from - 2] == Class::Comma);
    // "Local and federal officials at the scene said".
    let two = from > 1
        && scene.class[from - 1] == Class::Conjunction
        && scene.begins_sentence(from - 2)
        && matches!(scene.class[from - 2], Class::Capital | Class::Other);
    // "LUND, June 1 - A group led by Acme said".
    let set_off = || matches!(scene.class[from - 1], Class::Comma | Class::Dash);
    let begins = scene.begins_sentence(from) || set_off() || joined || two;
    let leads = |i: usize| matches!(scene.class[i], Class::Determiner | Class::Adverb);
    let at = (from..end).find(|&i| scene.candidate_at(i).is_some() || !leads(i))?;
    let number = past_modifiers(scene, at, end)?;
    let subject = &scene.candidates[number];
    // "sources directly familiar with it".
    let next = (past_noun(scene, subject)..end).find(|&i| scene.class[i] != Class::Adverb).unwrap_or(end);
    let told = next < end && !subject.possessive && {
        let lower = scene.tokens.lower(next);
        scene.class[next] == Class::Preposition
            || lower.ends_with("ing")
            || lower.ends_with("ed")
            || matches!(lower, "here" | "there" | "close" | "familiar" | "privy" | "aware" | "loyal" | "opposed")
    };
    // A verb of its own, or another's ("the town officials visited"); but "familiar with the talks".
    let noun = |i: usize| matches!(scene.class[i - 1], Class::Determiner | Class::Preposition);
    // "a report made public last week".
    let made =
        |i: usize| scene.tokens.lower(i) == "made" && matches!(scene.tokens.lower(i + 1), "available" | "public");
    let verb =
        |i: usize| is_clause_verb(scene.tokens, i, i) && !scene.tokens[i].is_capitalised() && !noun(i) && !made(i);
    let speaks = matches!(subject.kind, Kind::Role | Kind::Name(_, EntityKind::Person | EntityKind::Organisation))
        || scene.lexeme(subject.last - 1).is_document;
    // "Ada Orlova, a pilot from Lund said".
    let role = at == from && matches!(subject.kind, Kind::Role);
    let person = if role { person_before_comma(scene, from) } else { None };
    (begins && told && speaks && !(next + 1..end).any(verb)).then_some(person.unwrap_or(number))
}

/// The candidate at `at`; of a name or adjective that only tells more of one right behind it, that one: "Senior U.S. officials in Lund
/// said", "Acme chief Ada Orlova in a talk said".
pub(in crate::analysis::attribution) fn past_modifiers(scene: &Scene<'_, '_>, at: usize, end: usize) -> Option<usize> {
    /// Words before the noun.
    const WORDS: usize = 5;
    let plain = |i: usize| {
        let adjective = scene.class[i] == Class::Other && !is_clause_verb(scene.tokens, i, i);
        adjective || scene.class[i] == Class::Capital
    };
    let here = scene.candidate_at(at);
    if let Some(person) = here.and_then(|body| super::employee(scene, body)) {
        return Some(person);
    }
    let mut i = at;
    while i < end.min(at + WORDS) {
        let Some(number) = scene.candidate_at(i) else {
            if !plain(i) {
                break;
            }
            i += 1;
            continue;
        };
        let candidate = &scene.candidates[number];
        match candidate.kind {
            Kind::Role if !scene.is_quoted(i) => return Some(number),
            Kind::Name(_, EntityKind::Person) if i > at && lexicon::is_role_noun(scene.tokens.key(i - 1)) => {
                return Some(number);
            }
            Kind::Name(_, EntityKind::Place | EntityKind::Organisation) if !candidate.possessive => i = candidate.last,
            _ => break,
        }
    }
    here
}

/// Token past a noun that the name at the end of `subject` tells more of: "the commander of Velland forces in Lund said".
fn past_noun(scene: &Scene<'_, '_>, subject: &Candidate) -> usize {
    let next = subject.last;
    let noun = next + 1 < scene.len()
        && matches!(subject.kind, Kind::Role)
        && scene.tokens[next - 1].is_capitalised()
        && scene.class[next] == Class::Other
        && scene.same_sentence(next - 1, next + 1)
        && scene.class[next + 1] == Class::Preposition
        && !is_clause_verb(scene.tokens, next, next);
    next + usize::from(noun)
}

/// What a subject may be parted from its verb by: "Orlova on Monday said", "the ministry in a statement said".
const SETTINGS: &[&str] = &[
    "conference",
    "email",
    "interview",
    "letter",
    "month",
    "occasion",
    "occasions",
    "speech",
    "statement",
    "tweet",
    "week",
    "weekend",
    "year",
];

/// Parts of a day that are told behind it: "Monday morning".
const HOURS: &[&str] = &["afternoon", "evening", "morning", "night"];

/// Whether a word is the part of a day that is told behind it.
pub(in crate::analysis::attribution) fn is_hour(lower: &str) -> bool {
    HOURS.contains(&lower)
}

/// Whether a word ends the phrase that tells when or where something is said.
pub(in crate::analysis::attribution) fn is_setting(lower: &str) -> bool {
    SETTINGS.contains(&lower) || is_hour(lower)
}

/// Last token of the name, role or pronoun before a phrase of time or occasion that ends with token `last`.
pub(super) fn before_setting(scene: &Scene<'_, '_>, last: usize) -> Option<usize> {
    /// Tokens of the phrase.
    const LONGEST: usize = 5;
    let tells = |i: usize| {
        let lower = scene.tokens.lower(i);
        scene.class[i] == Class::Day
            || scene.is_year_behind_in(i)
            || is_setting(lower)
            || lower == "may" && scene.tokens[i].is_capitalised()
    };
    let leads = |i: usize| {
        scene.tokens[i].kind == TokenKind::Number
            || matches!(
                scene.tokens.lower(i),
                "on" | "in"
                    | "late"
                    | "early"
                    | "earlier"
                    | "last"
                    | "this"
                    | "many"
                    | "several"
                    | "various"
                    | "a"
                    | "an"
                    | "news"
                    | "press"
                    | "television"
            )
    };
    let part = |i: &usize| scene.same_sentence(*i, last) && !scene.is_quoted(*i) && (tells(*i) || leads(*i));
    let first = (last.saturating_sub(LONGEST)..=last).rev().take_while(part).last()?;
    let end = first.checked_sub(1).filter(|&i| scene.same_sentence(i, last) && (first..=last).any(tells))?;
    // "Orlova herself on Monday said".
    let stressed = end > 0 && matches!(scene.tokens.lower(end), "herself" | "himself" | "itself" | "themselves");
    let end = end - usize::from(stressed);
    // "Rep. Ada Orlova (R-Lund) on Monday said".
    let end = before_bracket(scene, end);
    // "Mr. Orr, a Lund veteran, on Tuesday morning said".
    let dated = scene.tokens.lower(first) == "on" || scene.class[first] == Class::Day;
    if scene.class[end] == Class::Comma && dated {
        return Some(end);
    }
    let subject = &scene.candidates[scene.candidate_at(end)?];
    // "in a Courier interview Thursday said": the paper does not speak.
    let own = is_setting(scene.tokens.lower(first));
    let speaks = !matches!(subject.kind, Kind::Subject) || scene.lexeme(end).is_document;
    (subject.last == end + 1 && !own && speaks).then_some(end)
}

/// The verb of speech right before "via NAME" or "on NAME", if a participle at `cue` follows the name at `first`.
pub(super) fn channel(scene: &Scene<'_, '_>, cue: usize, first: usize) -> Option<usize> {
    let verb = first.checked_sub(2).filter(|&i| scene.same_sentence(i, cue))?;
    let led = matches!(scene.tokens.lower(first - 1), "via" | "on" | "through" | "over");
    let posts = matches!(scene.tokens.lower(verb), "posted" | "tweeted" | "wrote" | "announced" | "said" | "spoke");
    (led && posts && scene.tokens.lower(cue).ends_with("ing")).then_some(verb)
}
