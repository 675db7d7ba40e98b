//! The person of whose body a phrase before a verb is but the end: "Ada Orlova of the Lund Institute of Public Service and Policy said".

use crate::analysis::{
    EntityKind,
    quotes::{Class, Kind, Scene, words::is_clause_verb},
};

/// Tokens of the longest body with its place.
const LONGEST: usize = 18;

/// The person with whom the clause begins, if nothing but a body and where it lies stands from the preposition behind the name to candidate
/// `number`. The tagger sees long names of bodies in pieces, of which the last would speak.
pub(super) fn person_of(scene: &Scene<'_, '_>, number: usize) -> Option<usize> {
    let end = &scene.candidates[number];
    let piece = matches!(
        end.kind,
        Kind::Subject | Kind::Name(_, EntityKind::Organisation | EntityKind::Place | EntityKind::Misc)
    );
    // "Orlova of the council and the police said": two who speak.
    let determined = |i: usize| scene.class[i] == Class::Determiner && i > 0 && joins(scene, i - 1);
    let before = end.first.checked_sub(1).filter(|&i| piece && !end.quoted && scene.same_sentence(i, end.first))?;
    if determined(end.first) || determined(before) {
        return None;
    }
    let mut within = (before.saturating_sub(LONGEST)..=before).rev().take_while(|&i| scene.same_sentence(i, before));
    let person = within.find_map(|i| {
        if let Some(person) = person_at(scene, i) {
            return Some(Some(person));
        }
        (!is_of_body(scene, i)).then_some(None)
    })??;
    let name = &scene.candidates[person];
    let led = matches!(scene.tokens.lower(name.last), "at" | "for" | "from" | "of" | "with");
    (led && begins(scene, name.first)).then_some(person)
}

/// The person whose name ends at token `i`.
fn person_at(scene: &Scene<'_, '_>, i: usize) -> Option<usize> {
    let number = scene.candidate_at(i)?;
    let person = &scene.candidates[number];
    let named = matches!(person.kind, Kind::Name(_, EntityKind::Person));
    (named && person.last == i + 1 && !person.possessive && !person.quoted).then_some(number)
}

/// Whether token `i` may stand in the name of a body, or in what tells where it lies.
fn is_of_body(scene: &Scene<'_, '_>, i: usize) -> bool {
    let named = scene.candidate_at(i).is_some_and(|number| !matches!(scene.candidates[number].kind, Kind::Pronoun(_)));
    let word = matches!(scene.class[i], Class::Capital | Class::Other | Class::Determiner | Class::Named);
    let small = matches!(scene.tokens.lower(i), "at" | "for" | "in" | "of" | "on") || joins(scene, i);
    let verb = !scene.tokens[i].is_capitalised() && is_clause_verb(scene.tokens, i, i);
    (named || word || small) && !verb && !scene.is_quoted(i)
}

fn joins(scene: &Scene<'_, '_>, i: usize) -> bool {
    matches!(scene.tokens.lower(i), "and" | "&")
}

/// Whether a clause begins with the name at `first`: nothing but titles and what the person is stands from there to the sentence's
/// beginning, a comma, a quote, or "and".
fn begins(scene: &Scene<'_, '_>, first: usize) -> bool {
    /// Words of titles and roles.
    const TITLES: usize = 6;
    let titled = |i: &usize| {
        matches!(scene.class[*i], Class::Capital | Class::Other | Class::Determiner) && !scene.begins_sentence(*i + 1)
    };
    let start = (first.saturating_sub(TITLES)..first).rev().take_while(titled).last().unwrap_or(first);
    let before = start.checked_sub(1).filter(|_| !scene.begins_sentence(start));
    before
        .is_none_or(|i| matches!(scene.class[i], Class::Comma | Class::Conjunction | Class::That) || scene.is_quoted(i))
}
