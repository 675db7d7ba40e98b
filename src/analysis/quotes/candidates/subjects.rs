//! Noun phrases of any kind in the place of a cue's subject: "the filing says", "said the filing".

use super::{
    Kind, apposed, enter,
    extents::phrase_start,
    is_determiner,
    nouns::{
        before_quantifier, in_subject, is_aside_of_verb, is_no_subject, is_one_of_them, is_paper_of_body, is_time,
        is_verb_of_participle, opens_phrase, owner_before, phrase_before, phrase_over_name, start_over_body,
        verb_within, without_joints,
    },
    person_before_letters,
    sources::source_after,
    states_what_was_quoted,
};
use crate::{
    analysis::quotes::{
        asides,
        papers::is_document,
        scene::Scene,
        shares,
        words::{Class, Form, is_clause_verb, is_past_participle},
    },
    lexicon,
    text::TokenKind,
};

/// Words that stand for people where they are the subject of a cue.
pub(super) const SOME: &[&str] =
    &["some", "many", "others", "most", "several", "few", "both", "neither", "everyone", "nobody", "somebody"];

/// Noun phrases of any kind in the place of a cue's subject: "the filing says", "said the filing".
pub(super) fn subjects(scene: &mut Scene<'_, '_>, cues: &[usize]) {
    for &i in cues {
        // "the letter reads", "read the warning": what is written speaks by this verb alone.
        let reads = scene.class[i] == Class::WeakCue && matches!(scene.tokens.lower(i), "read" | "reads");
        // "The ruling notes: “…”".
        let leads = scene.class[i] == Class::WeakCue
            && i + 2 < scene.len()
            && scene.class[i + 1] == Class::Colon
            && scene.is_quoted(i + 2);
        if scene.class[i] == Class::WeakCue && states_what_was_quoted(scene, i) {
            scene.class[i] = Class::Cue;
        }
        // "the email cautions that".
        let states = scene.class[i] == Class::WeakCue
            && i > 0
            && matches!(scene.class.get(i + 1), Some(Class::That | Class::Pronoun))
            && scene.tokens.lower(i).ends_with('s')
            && scene.lexeme(i - 1).is_document;
        if scene.class[i] == Class::Cue || reads || leads || states {
            subject_before(scene, i);
            subject_of_sentence(scene, i);
            paper_before(scene, i);
            paper_far_before(scene, i);
            apposed::head_before(scene, i);
            if !scene.begins_paragraph(i) && (scene.is_quoted(i - 1) || ends_inverted(scene, i)) {
                subject_after(scene, i);
            }
        } else if names_in_marks(scene, i) {
            subject_before(scene, i);
        } else if scene.lexeme(i).is_according && !scene.is_quoted(i) {
            source_after(scene, i);
        }
    }
}

/// Whether the verb at `i` names or judges something in the marks that open a few words behind it: "the coach described Orr as “ready”".
fn names_in_marks(scene: &Scene<'_, '_>, i: usize) -> bool {
    /// Tokens to the marks.
    const NEAR: usize = 10;
    /// Tokens of the noun with which the sentence begins.
    const NOUN: usize = 4;
    let finite = scene.lexeme(i).is_naming && !scene.tokens.lower(i).ends_with("ing") && !scene.is_quoted(i);
    // "a plan called “Harbour Way”" is called so by others.
    let begins = (i.saturating_sub(NOUN)..i).any(|first| scene.begins_sentence(first) && scene.same_sentence(first, i));
    finite
        && begins
        && (i + 1..scene.len().min(i + NEAR)).take_while(|&j| scene.same_sentence(i, j)).any(|j| scene.is_quoted(j))
}

/// Whether a clause ends before the cue at `i` and the sentence a few words behind it: "…, said the winter report."
pub(super) fn ends_inverted(scene: &Scene<'_, '_>, i: usize) -> bool {
    let told = scene.class[i - 1] == Class::Comma && matches!(scene.tokens.lower(i), "said" | "says");
    // A second determiner or a verb shows a clause: "…, says the walk changed his life.", "…, said the engines fail."
    let noun = |j: usize| in_subject(scene, j) && !is_clause_verb(scene.tokens, i + 1, j) && !is_determiner(scene, j);
    let end = || (i + 2..(i + 8).min(scene.len())).find(|&j| !noun(j));
    told && end().is_some_and(|end| scene.class[end] == Class::Period || !scene.same_sentence(end, i))
}

/// Token at which what is the verb's begins: auxiliaries, adverbs and words that stress it, and the day behind a paper.
pub(super) fn start_of_verb(scene: &Scene<'_, '_>, cue: usize) -> usize {
    // "further" may be an adjective here: "which prompted further reporting".
    let stress = |i: usize| {
        asides::stresses(scene, i) && (scene.tokens.lower(i) != "further" || scene.lexeme(cue).has(Form::Finite))
    };
    let helps = |i: usize| matches!(scene.class[i], Class::Auxiliary | Class::Adverb) || stress(i) || scene.floats(i);
    let mut k = cue;
    while k > 0 && scene.same_sentence(k - 1, cue) && helps(k - 1) {
        k -= 1;
    }
    before_day(scene, cue, k)
}

pub(super) fn subject_before(scene: &mut Scene<'_, '_>, cue: usize) {
    let k = start_of_verb(scene, cue);
    if k == 0 || !scene.same_sentence(k - 1, cue) {
        return;
    }
    if scene.tokens.lower(k - 1) == "who" {
        members_before(scene, k - 1);
    }
    let aside = || if scene.lexeme(cue).has(Form::Participle) { None } else { asides::before(scene, k - 1) };
    if let Some(before) = asides::before_link(scene, k - 1).or_else(aside) {
        counted_before(scene, before + 1);
        return;
    }
    aged_before(scene, k);
    if let Some(first) = people_before(scene, k) {
        enter_over(scene, first, k);
    } else if scene.is_claimed(k - 1..k) {
        if let Some(first) = phrase_over_name(scene, k, cue) {
            enter_over(scene, first, k);
        }
    } else if !is_no_subject(scene, k)
        && !is_aside_of_verb(scene, k - 1, cue)
        && person_before_letters(scene, k - 1).is_none()
    {
        plain_subject(scene, cue, k);
    }
}

/// Enters a phrase with the names in it.
fn enter_over(scene: &mut Scene<'_, '_>, first: usize, last: usize) {
    scene.enclose(first..last);
    enter(scene, first, last, Kind::Subject);
}

/// The phrase without a name at its end, before token `k`: some, a share, or a noun of any kind.
fn plain_subject(scene: &mut Scene<'_, '_>, cue: usize, k: usize) {
    let some = SOME.contains(&scene.tokens.lower(k - 1)) || is_one_of_them(scene, k - 1, cue);
    // "the most telling sign", "the most confirmed cases".
    let degree = k > 1 && scene.tokens.lower(k - 1) == "most" && is_determiner(scene, k - 2);
    if degree {
        return;
    }
    if some && !scene.is_quoted(k - 1) {
        enter(scene, k - 1, k, Kind::Subject);
        return;
    }
    // "36% of those asked said".
    let asked = matches!(scene.tokens.lower(k - 1), "asked" | "interviewed" | "polled" | "questioned" | "surveyed");
    let share = k - usize::from(asked && k > 1 && scene.tokens.lower(k - 2) == "those");
    if let Some(first) = shares::start_of_clause(scene, share) {
        enter(scene, first, k, Kind::Subject);
        return;
    }
    let paper = is_paper_of_body(scene, k - 1) || is_paper_that_speaks(scene, k - 1, cue);
    if matches!(scene.class[k - 1], Class::Other | Class::Capital) || paper {
        noun_phrase(scene, cue, k);
    }
}

/// The phrase round the noun before token `k`, whose verb is the cue.
fn noun_phrase(scene: &mut Scene<'_, '_>, cue: usize, k: usize) {
    let Some(first) = phrase_before(scene, cue, k).filter(|&first| !is_verb_of_participle(scene, cue, first)) else {
        return;
    };
    // "one of the sources directly familiar with the matter told": tells more of whoever stands before.
    let describes = matches!(scene.tokens.lower(first), "close" | "familiar" | "loyal" | "opposed" | "privy");
    if describes && scene.class[first + 1] == Class::Preposition {
        return;
    }
    if let Some(start) = owner_before(scene, first, k - 1) {
        scene.enclose(start..first);
        enter(scene, start, k, Kind::Subject);
        return;
    }
    if let Some((verb, object)) = verb_within(scene, cue, first, k) {
        enter(scene, first, verb, Kind::Subject);
        enter(scene, object, k, Kind::Subject);
        return;
    }
    let first = shares::start_of(scene, first).unwrap_or(first);
    let first = shares::with_amount(scene, before_quantifier(scene, first));
    // "Protesters marching through the streets said": the phrase describes the candidate before it.
    if first > 0 && scene.same_sentence(first - 1, cue) && scene.is_claimed(first - 1..first) {
        if let Some(start) = start_over_body(scene, first, k) {
            scene.enclose(start..first);
            enter(scene, start, k, Kind::Subject);
        }
        return;
    }
    enter(scene, first, k, Kind::Subject);
}

/// Several told by their number or people at the head of a clause, whom an aside behind token `last` parts from their verb: "Many
/// Democrats, in turn, said", "The majority, 54 percent, said", "31% of the public – half of the miners – said".
fn counted_before(scene: &mut Scene<'_, '_>, last: usize) {
    /// Words of the phrase.
    const LONGEST: usize = 10;
    let leads = |i: usize| matches!(scene.tokens.lower(i), "as" | "because" | "that" | "when" | "while");
    let part = |&i: &usize| {
        let nominal = [Class::Other, Class::Capital, Class::Determiner, Class::Preposition, Class::Adverb];
        let counts = shares::tells_part(scene, i) || scene.lexeme(i).is_quantifier;
        let word = nominal.contains(&scene.class[i]) || counts || matches!(scene.tokens.lower(i), "%" | "even");
        scene.same_sentence(i, last - 1) && word && !leads(i) && !scene.is_quoted(i) && !scene.is_claimed(i..i + 1)
    };
    let Some(first) = (last.saturating_sub(LONGEST)..last).rev().take_while(part).last() else { return };
    // "as many Republicans (31%) as Democrats (8%) say", "majorities of Republicans (84%) and Democrats (74%) say".
    let parts = |i: usize| i == 0 || scene.class[i - 1] != Class::Bracket;
    let opens = scene.begins_sentence(first)
        || scene.class[first - 1] == Class::Comma
        || scene.class[first - 1] == Class::Conjunction
            && (scene.tokens.lower(first - 1) == "but"
                || scene.begins_sentence(first - 1)
                || scene.class[first - 2] == Class::Comma)
        || leads(first - 1) && parts(first - 1);
    let determined = usize::from(scene.class[first] == Class::Determiner);
    let counted = shares::is_about(scene.tokens.lower(first))
        || matches!(scene.tokens.lower(first), "fewer" | "less" | "more")
        || scene.lexeme(first).is_quantifier
        || (first + determined < last && shares::tells_part(scene, first + determined))
        || matches!(scene.tokens.lower(last - 1), "number" | "percentage" | "proportion" | "share");
    let people = || last == first + 1 && is_people(scene, first);
    let verb = |i: usize| is_clause_verb(scene.tokens, i, i) && !scene.tokens[i].is_capitalised();
    if opens && (counted || people()) && !(first..last).any(verb) {
        enter(scene, first, last, Kind::Subject);
    }
}

/// "The 19-year-old, who lives in Lund, said": somebody told by age alone, of whom a clause tells that ends before token `k`.
fn aged_before(scene: &mut Scene<'_, '_>, k: usize) {
    /// Tokens of the clause.
    const REACH: usize = 30;
    if scene.class[k - 1] != Class::Comma {
        return;
    }
    let within = (k.saturating_sub(REACH)..k - 1).rev().take_while(|&i| scene.same_sentence(i, k - 1));
    let aged = |&i: &usize| {
        let told = i + 2 < k && scene.class[i + 1] == Class::Comma && scene.tokens.lower(i + 2) == "who";
        told && scene.tokens.lower(i).ends_with("-year-old")
    };
    let Some(aged) = within.into_iter().find(aged).filter(|&i| i > 0 && is_determiner(scene, i - 1)) else { return };
    if !scene.is_quoted(aged) && !scene.is_claimed(aged - 1..aged + 1) {
        enter(scene, aged - 1, aged + 1, Kind::Subject);
    }
}

/// Whether the word at `i` is the plural of a people or party: "Democrats".
fn is_people(scene: &Scene<'_, '_>, i: usize) -> bool {
    let people = lexicon::word_bits(scene.tokens.key(i)) & lexicon::word::DEMONYM != 0;
    people && scene.tokens[i].is_capitalised() && scene.tokens.lower(i).ends_with('s')
}

/// Whether the word at `i`, which may be a verb, is a paper, since a verb of speech follows: "at least one report said".
fn is_paper_that_speaks(scene: &Scene<'_, '_>, i: usize, cue: usize) -> bool {
    let before = i.checked_sub(1).filter(|&before| scene.same_sentence(before, i) && !scene.is_quoted(before));
    let told = before.is_some_and(|before| {
        let number =
            scene.lexeme(before).is_quantifier || is_determiner(scene, before) || scene.tokens.lower(before) == "one";
        number
            || scene.tokens[before].kind == TokenKind::Possessive
            || matches!(scene.class[before], Class::Other | Class::Capital)
    });
    matches!(scene.class[i], Class::Cue | Class::WeakCue)
        && (scene.lexeme(cue).has(Form::Finite)
            || scene.lexeme(cue).has(Form::Base) && scene.tokens.lower(i).ends_with('s'))
        && scene.lexeme(i).is_document
        && told
}

/// Nouns for people who are told by what they know or whom they are near.
const PEOPLE: &[&str] = &["people", "person", "somebody", "someone", "those"];

/// What such people are, before "with", "to", "on" and the like.
const KNOWING: &[&str] = &["briefed", "close", "familiar", "knowledgeable", "privy"];

/// First token of people of whom what stands before token `k` tells more: "People familiar with the harbour plan said", "many people in
/// Lund said", "those attending the talk said".
fn people_before(scene: &Scene<'_, '_>, k: usize) -> Option<usize> {
    /// Tokens of what they know of.
    const REACH: usize = 10;
    let part = |&i: &usize| {
        let nominal = matches!(scene.class[i], Class::Other | Class::Capital | Class::Determiner | Class::Preposition);
        // "familiar with the plans".
        let noun =
            scene.class[i] == Class::WeakCue && (is_determiner(scene, i - 1) || scene.tokens.lower(i - 1) == "who");
        let owns = scene.tokens[i].kind == TokenKind::Possessive;
        (nominal || noun || owns || scene.is_claimed(i..i + 1)) && scene.same_sentence(i, k - 1) && !scene.is_quoted(i)
    };
    let people = |i: usize| PEOPLE.contains(&scene.tokens.lower(i));
    let knows = |i: usize| {
        let lower = scene.tokens.lower(i);
        let next = i + 1 < k && matches!(scene.tokens.lower(i + 1), "with" | "to" | "on" | "about" | "of" | "by");
        let known = next && KNOWING.contains(&lower);
        let there = matches!(lower, "across" | "around" | "at" | "from" | "in" | "near" | "with");
        let doing = lower.ends_with("ing") && i + 1 < k && lower.len() > 5;
        // "those who know Orr".
        let verb = |i: usize| i + 1 < k && matches!(scene.class[i], Class::Other | Class::WeakCue);
        let whole = || verb(i + 1) && !scene.is_claimed(i + 1..i + 2);
        let relative = lower == "who" && matches!(scene.tokens.lower(i - 1), "people" | "those") && whole();
        known || relative || people(i - 1) && (there || doing)
    };
    let known = (k.saturating_sub(REACH).max(1)..k).rev().take_while(|i| knows(*i) || part(i)).find(|&i| knows(i))?;
    let head = known - 1;
    // "people in Lund hope officials said": no verb stands between.
    let verb = |i: usize| {
        let noun = matches!(scene.class[i - 1], Class::Determiner | Class::Preposition);
        !scene.tokens[i].is_capitalised() && !noun && is_clause_verb(scene.tokens, i, i)
    };
    let apart = |i: usize| verb(i) || scene.begins_paragraph(i);
    let own = usize::from(scene.tokens.lower(known) == "who");
    if (known + 1 + own..k).any(apart) || scene.begins_paragraph(known) || scene.is_claimed(head..head + 1) {
        return None;
    }
    let (first, determined) = phrase_start(scene, head);
    let first = if determined { first } else { head };
    // "One of the people familiar with it".
    let first = shares::start_of(scene, first).unwrap_or(first);
    let first = shares::with_amount(scene, before_quantifier(scene, first));
    let who = scene.tokens.lower(k - 1) == "who";
    (people(head) && !who && !scene.is_claimed(first..head) && scene.same_sentence(head, known)).then_some(first)
}

/// Token after the paper that a day parts from its verb, which `k` begins: "the decree Thursday said", "the ruling on Friday said"; else
/// `k`.
fn before_day(scene: &Scene<'_, '_>, cue: usize, k: usize) -> usize {
    let Some(day) = k.checked_sub(1).filter(|&i| i > 1 && scene.class[i] == Class::Day) else { return k };
    let end = day - usize::from(scene.tokens.lower(day - 1) == "on");
    let paper = scene.class[end - 1] == Class::Other && scene.lexeme(end - 1).is_document;
    // "issued a statement Friday saying" is of whoever issued it.
    let own = !scene.tokens.lower(cue).ends_with("ing");
    if paper && own && scene.same_sentence(end - 1, day) { end } else { k }
}

/// "The synod issued a letter on Monday, saying": the phrase with which the sentence of a participle begins.
fn subject_of_sentence(scene: &mut Scene<'_, '_>, cue: usize) {
    /// Tokens from the cue back to the sentence's beginning.
    const REACH: usize = 40;
    /// Words of the phrase.
    const PHRASE: usize = 5;
    let Some(comma) = cue.checked_sub(1).filter(|&i| scene.class[i] == Class::Comma && scene.same_sentence(i, cue))
    else {
        return;
    };
    if !scene.lexeme(cue).has(Form::Participle) {
        return;
    }
    let within = (comma.saturating_sub(REACH)..comma).rev().take_while(|&i| scene.same_sentence(i, cue));
    let Some(from) = within.last().filter(|&i| scene.begins_sentence(i)) else { return };
    // "But Republicans blamed the plan, arguing".
    let from = from + usize::from(scene.class[from] == Class::Conjunction && from + 2 < comma);
    // "Some Democrats blamed the plan, arguing".
    let people = from + usize::from(scene.lexeme(from).is_quantifier && from + 2 < comma);
    if is_people(scene, people) && !scene.is_claimed(from..people + 1) {
        let verb = scene.class[people + 1] == Class::Auxiliary || is_clause_verb(scene.tokens, people, people + 1);
        if verb {
            enter(scene, from, people + 1, Kind::Subject);
        }
        return;
    }
    if scene.class[from] != Class::Determiner {
        return;
    }
    let noun = |&i: &usize| {
        let nominal = matches!(scene.class[i], Class::Other | Class::Capital);
        nominal && !scene.is_claimed(i..i + 1) && !is_clause_verb(scene.tokens, from, i)
    };
    let Some(last) = (from + 1..comma.min(from + 1 + PHRASE)).take_while(noun).last() else { return };
    let verb = scene.class[last + 1] == Class::Auxiliary || is_clause_verb(scene.tokens, from, last + 1);
    if verb && !scene.is_claimed(from..from + 1) && !scene.is_claimed(last + 1..last + 2) {
        enter(scene, from, last + 1, Kind::Subject);
    }
}

/// "the letter, obtained by the Courier, said", "the report — released on Monday — said": the paper of which is told between two
/// signs whose it was, or when it came out.
fn paper_before(scene: &mut Scene<'_, '_>, cue: usize) {
    /// Tokens between the signs.
    const REACH: usize = 16;
    let sign = |i: usize| {
        let parts = matches!(scene.class[i], Class::Comma | Class::Dash);
        (parts && scene.same_sentence(i, cue) && !scene.is_quoted(i)).then_some(scene.class[i])
    };
    let Some(close) = cue.checked_sub(1).filter(|&i| sign(i).is_some()) else { return };
    let Some(open) = (close.saturating_sub(REACH)..close).rev().find(|&i| sign(i) == sign(close)) else { return };
    let told = |i: usize| {
        let lower = scene.tokens.lower(i);
        scene.tokens.lower(i + 1) == "by" && (is_past_participle(lower) || lower == "read")
    };
    // "which was first obtained by"; "The book, by Ada Orlova, argues"; "One report, quoting an envoy, said".
    let by_whom = (open + 1..close.min(open + 5)).any(told)
        || is_past_participle(scene.tokens.lower(open + 1))
        || matches!(scene.tokens.lower(open + 1), "by" | "citing" | "quoting");
    let noun = open.checked_sub(1).filter(|&i| by_whom && scene.class[i] == Class::Other && !scene.is_claimed(i..open));
    if !noun.is_some_and(|noun| scene.lexeme(noun).is_document) {
        return;
    }
    if let Some(first) = phrase_before(scene, cue, open).filter(|&first| !scene.is_claimed(first..open)) {
        enter(scene, first, open, Kind::Subject);
    }
}

/// "A Courier column published on Tuesday said", "a police statement Sunday said": the paper at the head of its clause, of which the
/// words up to the verb tell more.
fn paper_far_before(scene: &mut Scene<'_, '_>, cue: usize) {
    let Some((from, noun)) = paper_at_head(scene, cue).filter(|&(_, noun)| !scene.is_claimed(noun..noun + 1)) else {
        return;
    };
    let names = (from..noun).any(|i| scene.is_claimed(i..i + 1));
    if names {
        scene.enclose(from..noun);
    }
    enter(scene, from, noun + 1, Kind::Subject);
}

/// First token of the clause whose verb is the cue, and its head, a paper of which the words up to the verb tell more.
pub(super) fn paper_at_head(scene: &Scene<'_, '_>, cue: usize) -> Option<(usize, usize)> {
    /// Tokens from the cue back to the head of the clause.
    const REACH: usize = 18;
    let nominal = [
        Class::Other,
        Class::Capital,
        Class::Determiner,
        Class::Preposition,
        Class::Day,
        Class::Adverb,
        Class::WeakCue,
    ];
    let counts = |i: usize| scene.lexeme(i).is_quantifier && scene.tokens.lower(i) != "that";
    // "the Institute for Boats and Harbours".
    let joins = |i: usize| {
        let capital = |i: usize| scene.tokens[i].is_capitalised();
        scene.class[i] == Class::Conjunction && i > 0 && capital(i - 1) && capital(i + 1)
    };
    let part = |&i: &usize| {
        let owns = scene.tokens[i].kind == TokenKind::Possessive || scene.tokens.lower(i) == "/";
        let word = owns || counts(i) || joins(i) || nominal.contains(&scene.class[i]);
        scene.same_sentence(i, cue) && !scene.is_quoted(i) && word
    };
    let from = (cue.saturating_sub(REACH)..cue).rev().take_while(part).last()?;
    let opens = scene.begins_sentence(from) || matches!(scene.class[from - 1], Class::Comma | Class::Conjunction);
    if !opens || !(scene.class[from] == Class::Determiner || counts(from)) {
        return None;
    }
    let tells = |i: usize| {
        matches!(scene.class[i], Class::Day | Class::Adverb)
            || scene.class[i] == Class::Preposition
            || is_past_participle(scene.tokens.lower(i))
            || is_time(scene, i)
    };
    let paper = |i: usize| {
        let lower = scene.tokens.lower(i);
        is_document(lower) || counts(from) && lower.strip_suffix('s').is_some_and(is_document)
    };
    let noun = (from + 1..cue.saturating_sub(1)).find(|&i| paper(i) && tells(i + 1))?;
    // "The Courier issued a statement Tuesday saying": a verb of its own.
    let verb = |i: usize| is_clause_verb(scene.tokens, i, i) && !is_past_participle(scene.tokens.lower(i));
    let article = |i: usize| scene.class[i] == Class::Determiner;
    let whole = !(from + 1..noun).any(|i| verb(i) || article(i));
    // "a poll of 900 adults", but "a copy of the letter".
    let asked = noun + 2 < cue && scene.tokens[noun + 2].kind == TokenKind::Number;
    (whole && (asked || scene.tokens.lower(noun + 1) != "of")).then_some((from, noun))
}

/// "pressed by Republicans who said": the members of a people or party of whom "who" at token `who` tells.
fn members_before(scene: &mut Scene<'_, '_>, who: usize) {
    /// Words before the noun that tell which members.
    const TOLD: usize = 3;
    let Some(mut noun) = who.checked_sub(1) else { return };
    if scene.class[noun] == Class::Comma && noun > 0 {
        noun -= 1;
    }
    if !is_people(scene, noun) || !scene.same_sentence(noun, who) || scene.is_claimed(noun..noun + 1) {
        return;
    }
    let tells =
        |i: usize| scene.tokens[i].is_capitalised() && scene.class[i] == Class::Capital || is_determiner(scene, i);
    let told = (noun.saturating_sub(TOLD)..noun).rev();
    let told = told.take_while(|&i| tells(i) && scene.same_sentence(i, who) && !scene.is_claimed(i..i + 1));
    let first = told.last().unwrap_or(noun);
    enter(scene, first, noun + 1, Kind::Subject);
}

/// "said the filing" after a quote.
fn subject_after(scene: &mut Scene<'_, '_>, cue: usize) {
    let first = cue + 1;
    if first >= scene.len() || is_time(scene, first) || matches!(scene.tokens.lower(first), "no" | "so" | "yes") {
        return;
    }
    if let Some(last) = end_of_user(scene, cue).or_else(|| end_of_another(scene, first)) {
        enter(scene, first, last, Kind::Subject);
        return;
    }
    if let Some(last) = end_of_people(scene, first) {
        enter_over(scene, first, last);
        return;
    }
    let opens = opens_phrase(scene, first);
    let mut last = first + usize::from(opens && !scene.is_quoted(first));
    let within = |i: usize| scene.same_sentence(i, cue) && i - cue < 9 && in_subject(scene, i);
    while last < scene.len() && within(last) {
        last += 1;
    }
    last = without_joints(scene, first, last);
    // "said the", "said 9": cut short by a sign.
    let plain = scene.class[first] == Class::Other;
    let bare = last == first + 1 && (!plain || scene.tokens[first].kind == TokenKind::Number);
    // "said state House Speaker Ada Orlova": a word of the title.
    let named = last < scene.len()
        && scene.same_sentence(first, last)
        && (scene.candidate_at(last).is_some_and(|number| scene.candidates[number].name().is_some())
            || scene.class[last] == Class::Capital);
    let titles = plain && named && last == first + 1;
    if last > first && !bare && !titles && (is_determiner(scene, first) || plain) {
        enter(scene, first, last, Kind::Subject);
    }
}

/// Token after the name of a user behind a verb: "wrote @orlova", "tweeted user @orlova".
fn end_of_user(scene: &Scene<'_, '_>, cue: usize) -> Option<usize> {
    let at = cue + 1 + usize::from(matches!(scene.tokens.lower(cue + 1), "account" | "user"));
    let name = (at + 1 < scene.len() && scene.tokens.word(at) == "@").then_some(at + 1)?;
    let whole = scene.same_sentence(cue, name) && scene.tokens[name].is_wordlike();
    (whole && !scene.is_claimed(at..name + 1)).then_some(name + 1)
}

/// Token after "one" or "another" where the sentence ends or tells no more of them: "“…,” said another."
fn end_of_another(scene: &Scene<'_, '_>, first: usize) -> Option<usize> {
    let one = matches!(scene.tokens.lower(first), "another" | "one");
    let end = first + 1;
    let alone = scene.ends_paragraph(end) || !scene.same_sentence(first, end);
    let parts = || {
        let place = scene.class[end] == Class::Preposition && scene.tokens.lower(end) != "of";
        place || matches!(scene.class[end], Class::Period | Class::Comma)
    };
    (one && !scene.is_claimed(first..end) && (alone || parts())).then_some(end)
}

/// Token after people and whoever they are told by: "said people around Orr", "said those who know Orr".
fn end_of_people(scene: &Scene<'_, '_>, first: usize) -> Option<usize> {
    /// Tokens of the phrase.
    const PHRASE: usize = 9;
    let head = first + usize::from(matches!(scene.tokens.lower(first), "a" | "the"));
    let same = |i: &usize| *i < scene.len() && scene.same_sentence(first, *i) && !scene.is_quoted(*i);
    if !same(&(head + 2)) {
        return None;
    }
    if !PEOPLE.contains(&scene.tokens.lower(head)) {
        return None;
    }
    let next = scene.tokens.lower(head + 1);
    let told =
        scene.class[head + 1] == Class::Preposition || matches!(next, "around" | "who") || KNOWING.contains(&next);
    let part = |i: &usize| {
        let signs = [Class::Comma, Class::Period, Class::Dash, Class::Colon, Class::Semicolon, Class::Conjunction];
        let owns = scene.tokens[*i].kind == TokenKind::Possessive;
        let verb = matches!(scene.class[*i], Class::Cue | Class::Auxiliary | Class::Pronoun);
        !signs.contains(&scene.class[*i]) && (owns || !verb)
    };
    let last = (head + 1..head + 1 + PHRASE).take_while(same).take_while(part).last()? + 1;
    // Short of the end of its clause it may be any part of it.
    let ends = last >= scene.len() || !scene.same_sentence(first, last) || !part(&last);
    let names = (head + 1..last).any(|i| scene.is_claimed(i..i + 1));
    // A name may hold what ends the phrase: "people around Orr, Brandt & Co."
    let cuts = last < scene.len() && scene.is_claimed(last - 1..last) && scene.is_claimed(last..last + 1);
    (told && ends && names && !cuts && !scene.is_claimed(first..head + 1)).then_some(last)
}
