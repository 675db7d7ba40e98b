//! Words between two signs that part a subject from its verb: "Many councillors, in turn, have said", "The majority, 54 percent, said",
//! "31% of the public – including 44% of miners – said".

use super::{
    scene::Scene,
    words::{Class, is_clause_verb, is_past_participle},
};
use crate::text::TokenKind;

/// Words that only join a sentence to the one before, where commas set them off.
const LINKS: &[&str] = &[
    "after all",
    "also",
    "as a result",
    "as such",
    "at the same time",
    "besides",
    "by contrast",
    "consequently",
    "finally",
    "for example",
    "for instance",
    "for one",
    "for one thing",
    "for that reason",
    "for these reasons",
    "for this reason",
    "furthermore",
    "hence",
    "however",
    "in addition",
    "in any case",
    "in contrast",
    "in fact",
    "in other words",
    "in particular",
    "in short",
    "in that case",
    "in this way",
    "in turn",
    "indeed",
    "instead",
    "meanwhile",
    "moreover",
    "nevertheless",
    "nonetheless",
    "of course",
    "on the contrary",
    "on the one hand",
    "on the other hand",
    "secondly",
    "similarly",
    "still",
    "that said",
    "then",
    "therefore",
    "thus",
];

/// Words that stress a verb, or tell when, between its subject and it.
const STRESS: &[&str] = &[
    "again",
    "even",
    "first",
    "further",
    "herself",
    "himself",
    "itself",
    "just",
    "nationwide",
    "now",
    "once",
    "only",
    "overall",
    "since",
    "themselves",
    "twice",
];

/// Whether the word at `i` only stresses the verb behind it or joins its sentence to the one before: "have since said", "have in fact
/// said".
#[must_use]
pub fn stresses(scene: &Scene<'_, '_>, i: usize) -> bool {
    let pair = |j: usize| j + 1 < scene.len() && scene.tokens.lower(j) == "in" && scene.tokens.lower(j + 1) == "fact";
    let lower = scene.tokens.lower(i);
    match lower {
        "since" => i > 0 && scene.class[i - 1] == Class::Auxiliary,
        "in" => pair(i),
        "fact" => i > 0 && pair(i - 1),
        _ => STRESS.contains(&lower),
    }
}

/// Whether the words `first..last` only join a sentence to the one before: "for this reason".
#[must_use]
pub fn is_link(scene: &Scene<'_, '_>, first: usize, last: usize) -> bool {
    let words = scene.tokens[first].span().join(scene.tokens[last - 1].span()).of(scene.tokens.text());
    LINKS.iter().any(|link| link.eq_ignore_ascii_case(words))
}

/// Token before a phrase between commas that only joins, which ends at token `i`: "Orlova, for instance, said".
#[must_use]
pub fn before_link(scene: &Scene<'_, '_>, i: usize) -> Option<usize> {
    /// Tokens of the longest phrase.
    const LONGEST: usize = 4;
    let open = opening(scene, i, LONGEST).filter(|_| scene.class[i] == Class::Comma)?;
    let (first, last) = (scene.tokens.lower(open + 1), scene.tokens.lower(i - 1));
    // "the miners, for their part, said".
    let part = first == "for" && last == "part";
    let short = open + 2 == i && matches!(first, "too" | "though");
    (short || part || is_link(scene, open + 1, i)).then(|| open - 1)
}

/// Token before what is set off by two signs and ends at token `i`, where that tells how, where or of how many and holds no clause: "those
/// doctors, by a wide margin, said", "a larger share — 8 in 10 — said", "about half (51%) said".
#[must_use]
pub fn before(scene: &Scene<'_, '_>, i: usize) -> Option<usize> {
    /// Tokens of the longest aside.
    const LONGEST: usize = 16;
    let open = opening(scene, i, LONGEST)?;
    let first = open + 1;
    let even = usize::from(matches!(scene.tokens.lower(first), "even" | "especially" | "including" | "particularly"));
    let led = first + even < i && scene.class[first + even] == Class::Preposition;
    let leads = even == 1 || led && !scene.lexeme(first).is_according;
    let verb = |j: usize| is_clause_verb(scene.tokens, j, j) && !is_past_participle(scene.tokens.lower(j));
    let clause = |j: usize| {
        let owns = scene.tokens[j].kind == TokenKind::Possessive;
        let part = matches!(scene.class[j], Class::Cue | Class::Auxiliary | Class::Pronoun | Class::Quoted);
        part && !owns || verb(j) && !scene.tokens[j].is_capitalised()
    };
    let plain = scene.class[i] != Class::Comma || leads || scene.tokens[first].kind == TokenKind::Number;
    (plain && !(first..i).any(clause)).then(|| open - 1)
}

/// The sign that opens what the sign at `i` closes, at most `longest` tokens before it and behind a word.
fn opening(scene: &Scene<'_, '_>, i: usize, longest: usize) -> Option<usize> {
    let sign = scene.class[i];
    let parts = matches!(sign, Class::Comma | Class::Dash) || matches!(scene.tokens.word(i), ")" | "]");
    let within = (i.saturating_sub(longest + 1)..i).rev().take_while(|&j| parts && scene.same_sentence(j, i));
    let open = within.into_iter().find(|&j| scene.class[j] == sign)?;
    (open > 0 && open + 1 < i && scene.same_sentence(open - 1, i)).then_some(open)
}
