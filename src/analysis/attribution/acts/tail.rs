//! The subject of a verb behind a phrase that ends in a noun of its own: "Parents at a school in Lund say", "Workers at the car plant say".

use crate::{
    analysis::quotes::{Class, Kind, Scene, words::is_clause_verb},
    text::TokenKind,
};

/// Tokens from the verb back to the subject.
const REACH: usize = 12;

/// The role with which a clause begins, if nothing but where or of what they are stands between it and token `last`, right before the verb.
pub(super) fn head_of_phrase(scene: &Scene<'_, '_>, last: usize) -> Option<usize> {
    // Most subjects are names and pronouns, and end their phrase themselves.
    let ends =
        scene.candidate_at(last).is_some_and(|n| !matches!(scene.candidates[n].kind, Kind::Role | Kind::Subject));
    if ends {
        return None;
    }
    let nominal = |i: usize| {
        let word = matches!(scene.class[i], Class::Other | Class::Capital | Class::Determiner | Class::Preposition);
        let named = scene.candidate_at(i).is_some_and(|n| !matches!(scene.candidates[n].kind, Kind::Pronoun(_)));
        (word || named || scene.tokens[i].kind == TokenKind::Possessive) && scene.same_sentence(i, last)
    };
    let mut back = (last.saturating_sub(REACH)..=last).rev().take_while(|&i| nominal(i) && !scene.is_quoted(i));
    back.find_map(|i| {
        let place =
            matches!(scene.tokens.lower(i), "across" | "at" | "from" | "in" | "inside" | "near" | "outside" | "with");
        let number = i.checked_sub(1).filter(|_| place).and_then(|before| scene.candidate_at(before))?;
        leads(scene, number, i, last).then_some(number)
    })
}

/// Whether candidate `number` is several persons who lead the clause, and tokens from `preposition` to `last` hold no verb.
fn leads(scene: &Scene<'_, '_>, number: usize, preposition: usize, last: usize) -> bool {
    let head = &scene.candidates[number];
    let several = scene.tokens.lower(head.last - 1).ends_with('s') || scene.tokens.lower(head.last - 1) == "people";
    let opens = scene.begins_sentence(head.first) || scene.begins_sentence(head.first - 1);
    let verb = |i: usize| {
        let noun = matches!(scene.class[i - 1], Class::Determiner | Class::Preposition | Class::Capital);
        !noun && !scene.tokens[i].is_capitalised() && is_clause_verb(scene.tokens, i, i)
    };
    let whole = head.last == preposition && matches!(head.kind, Kind::Role) && !head.possessive;
    whole && several && opens && !(preposition + 1..=last).any(verb)
}
