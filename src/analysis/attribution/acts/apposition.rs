//! The subject behind which more is told between commas or dashes: "Orlova, the mayor of Lund, said".

use super::{APPOSITION, before_bracket, governor, named_at, origin::who_is_from};
use crate::{
    analysis::{
        EntityKind,
        quotes::{
            Class, Kind, Pronoun, Scene,
            candidates::{before_age, heads_sentence},
            shares,
            words::{is_clause_verb, is_past_participle},
        },
    },
    lexicon::{self, gaz},
    text::TokenKind,
};

/// How far a relative clause may ("Orr, who …, said").
pub(super) const RELATIVE: usize = 50;

/// "The judge, Alma Rourke, said": a name that fills the place between two commas.
pub(super) fn named_in_apposition(scene: &Scene<'_, '_>, comma: usize) -> Option<usize> {
    let last = before_bracket(scene, before_age(scene, comma.checked_sub(1)?));
    let number = scene.candidate_at(last)?;
    let candidate = &scene.candidates[number];
    // "His lawyers, Ada Orlova and Bill Orr, said": both.
    if let Some(both) = named_together(scene, candidate.first, comma) {
        return Some(both);
    }
    let before = candidate.first.checked_sub(2 + titles_before(scene, candidate.first))?;
    let fills =
        candidate.last == last + 1 && scene.class[before + 1] == Class::Comma && scene.same_sentence(before, comma);
    // "in Paris, France, said" would be a place in a place; a role or body before the comma shows an apposition, and so does
    // "the envoy to Velland, Ada Orlova, said".
    let described = scene.candidate_at(before).map(|c| &scene.candidates[c]);
    let describes = match described {
        Some(described) if matches!(described.kind, Kind::Role) => true,
        Some(described) => governor(scene, described.first).is_some_and(|i| is_of_role(scene, i)),
        None => is_of_role(scene, before + 1),
    };
    // "Its CEO, Alma Rourke, said".
    let titles = || {
        let lower = scene.tokens.lower(before);
        scene.class[before] == Class::Capital && (lexicon::is_role_noun(lower) || lexicon::is_title(lower))
    };
    // "His foe, Alma Rourke, says".
    let owned = || {
        let near = (before.saturating_sub(2)..before).rev().take_while(|&i| scene.same_sentence(i, before));
        let mut near = near.skip_while(|&i| scene.class[i] == Class::Other);
        let whose = near.next().filter(|&i| scene.class[before] == Class::Other && i < before);
        whose.is_some_and(|i| match scene.tokens.lower(i) {
            "his" | "her" | "their" => scene.begins_sentence(i),
            // "Brandt's successor, Alma Rourke, said".
            _ => scene.tokens[i].kind == TokenKind::Possessive && i > 0 && scene.candidate_at(i - 1).is_some(),
        })
    };
    let describes = describes || titles() || owned() || heads_sentence(scene, before + 1);
    // A name that the tagger has not met is a phrase in capitals.
    let unmet = || (candidate.first..candidate.last).all(|i| scene.tokens[i].is_capitalised());
    // "dean of the University of Lund, Marenta, said": where it is; but "The maker, Orlov Pharma, said", of which the tagger made a place.
    let listed = || lexicon::gazetteer(scene.tokens.key(candidate.last - 1)) & gaz::PLACE != 0;
    let somebody = match candidate.kind {
        Kind::Name(_, EntityKind::Place) => candidate.last > candidate.first + 1 && !listed(),
        Kind::Name(..) => true,
        Kind::Subject => unmet(),
        _ => false,
    };
    (fills && describes && somebody).then(|| described_before(scene, before + 1).unwrap_or(number))
}

/// Tokens of titles and of what else is told right before the name at `name`, behind a comma: "the Rev", "former Velland president".
fn titles_before(scene: &Scene<'_, '_>, name: usize) -> usize {
    /// Most of them.
    const TITLES: usize = 6;
    let part = |&i: &usize| {
        scene.same_sentence(i, name)
            && scene.candidate_at(i).is_none_or(|number| matches!(scene.candidates[number].kind, Kind::Role))
            && (matches!(scene.class[i], Class::Capital | Class::Determiner)
                || scene.class[i] == Class::Other && !is_clause_verb(scene.tokens, i, i))
    };
    let first = (name.saturating_sub(TITLES)..name).rev().take_while(part).last().unwrap_or(name);
    let article = first + 1 == name && scene.class[first] == Class::Determiner;
    let titled = article || first < name && lexicon::is_title_or_role(scene.tokens.key(name - 1));
    if titled { name - first } else { 0 }
}

/// The person with whom the sentence begins, if the phrase that ends before token `end` tells more of him: "Ada Orr, the sister of
/// the mayor, Bill Tirel, said".
fn described_before(scene: &Scene<'_, '_>, end: usize) -> Option<usize> {
    /// Tokens of the phrase.
    const PHRASE: usize = 16;
    /// Titles before the person.
    const TITLES: usize = 3;
    let within = (end.saturating_sub(PHRASE)..end).rev().take_while(|&i| scene.same_sentence(i, end));
    let comma = within.into_iter().find(|&i| scene.class[i] == Class::Comma)?;
    let opens = scene.class[comma + 1] == Class::Determiner;
    let number = scene.candidate_at(comma.checked_sub(1)?)?;
    let person = &scene.candidates[number];
    let titles = |&i: &usize| scene.class[i] == Class::Capital && lexicon::is_title(scene.tokens.key(i));
    let first = (person.first.saturating_sub(TITLES)..person.first).rev().take_while(titles).last();
    let first = first.unwrap_or(person.first);
    let named = matches!(person.kind, Kind::Name(_, EntityKind::Person)) && person.last == comma;
    (opens && named && scene.begins_sentence(first)).then_some(number)
}

/// Whether a role leads over prepositions to what stands before token `end`: "the head of the branch at".
fn is_of_role(scene: &Scene<'_, '_>, end: usize) -> bool {
    /// Tokens looked back over.
    const REACH: usize = 12;
    let part = |i: usize| {
        let nominal = [Class::Other, Class::Capital, Class::Preposition, Class::Determiner, Class::Named];
        let owns = scene.tokens[i].kind == TokenKind::Possessive;
        scene.same_sentence(i, end) && !scene.is_quoted(i) && (owns || nominal.contains(&scene.class[i]))
    };
    let role = |i: usize| {
        let lower = scene.tokens.lower(i);
        lexicon::is_role_noun(lower) || lexicon::is_title(lower) || lower == "head"
    };
    let leads = |i: usize| matches!(scene.tokens.lower(i), "of" | "to" | "for" | "at" | "with" | "in" | "from" | "on");
    let mut back = (end.saturating_sub(REACH)..end.min(scene.len() - 1)).rev().take_while(|&i| part(i));
    back.any(|i| role(i) && leads(i + 1))
}

/// The role of several before the comma, if they are named between it and `comma`: "his lawyers, Ada Orlova and Bill Orr,".
pub(super) fn named_together(scene: &Scene<'_, '_>, last: usize, comma: usize) -> Option<usize> {
    let named = |i: usize| {
        let number =
            scene.candidate_at(i).filter(|&n| matches!(scene.candidates[n].kind, Kind::Name(_, EntityKind::Person)))?;
        scene.same_sentence(i, comma).then_some(scene.candidates[number].first)
    };
    let joined = last.checked_sub(2).filter(|&i| scene.class[i + 1] == Class::Conjunction)?;
    let opening = named(joined)?
        .checked_sub(2)
        .filter(|&i| scene.class[i + 1] == Class::Comma && scene.same_sentence(i, comma))?;
    let number = scene.candidate_at(opening)?;
    let several = scene.tokens.lower(opening).ends_with('s');
    (several && matches!(scene.candidates[number].kind, Kind::Role)).then_some(number)
}

/// "One of those at the rally, nuclear technician Alain Rourke, said": somebody told of first and named then.
pub(super) fn named_at_last(scene: &Scene<'_, '_>, comma: usize) -> Option<usize> {
    /// Tokens from the name back to the beginning of the sentence.
    const REACH: usize = 24;
    let number = scene.candidate_at(comma.checked_sub(1)?)?;
    let candidate = &scene.candidates[number];
    let reach = candidate.first.saturating_sub(REACH);
    let mut back = (reach..candidate.first).rev().take_while(|&i| scene.same_sentence(i, comma) && !scene.is_quoted(i));
    // No "of" and no verb: "the paper, owned by Ada Orr, said".
    let earlier = back.find(|&i| !matches!(scene.class[i], Class::Other | Class::Capital))?;
    let from = back.take_while(|&i| scene.class[i] != Class::Comma).last()?;
    let person = matches!(candidate.kind, Kind::Name(_, EntityKind::Person)) && candidate.last == comma;
    let from = from + usize::from(matches!(scene.tokens.lower(from), "and" | "but"));
    let one = matches!(scene.tokens.lower(from), "one" | "another" | "a" | "an" | "among");
    let verb = |i: usize| {
        let helps = scene.class[i] == Class::Auxiliary && scene.tokens[i].kind != TokenKind::Possessive;
        // "another unskilled youth".
        let describes = i == from + 1 && scene.tokens.lower(i).ends_with("ed");
        !describes && (helps || scene.class[i] == Class::Cue || is_clause_verb(scene.tokens, from, i))
    };
    let fits = person && one && scene.class[earlier] == Class::Comma && !(from..earlier).any(verb);
    fits.then(|| described_before(scene, earlier).unwrap_or(number))
}

/// "The Liberal who beat him, Gov. Alma Rourke, said": somebody told of by "who" at the beginning of the sentence, and named then.
pub(super) fn named_behind_relative(scene: &Scene<'_, '_>, comma: usize) -> Option<usize> {
    /// Tokens of what "who" tells, and of the phrase before it.
    const REACH: usize = 14;
    const PHRASE: usize = 5;
    let number = scene.candidate_at(comma.checked_sub(1)?)?;
    let person = &scene.candidates[number];
    let open = person.first.checked_sub(1 + titles_before(scene, person.first))?;
    let within = (open.saturating_sub(REACH)..open).rev().take_while(|&i| scene.same_sentence(i, comma));
    let parts = |i: usize| scene.class[i] == Class::Comma || scene.is_quoted(i);
    let who = within.take_while(|&i| !parts(i)).find(|&i| scene.tokens.lower(i) == "who")?;
    let first = (who.saturating_sub(PHRASE)..who).find(|&i| scene.begins_sentence(i) && scene.same_sentence(i, who))?;
    let nominal = |i: usize| matches!(scene.class[i], Class::Determiner | Class::Other | Class::Capital);
    let named = matches!(person.kind, Kind::Name(_, EntityKind::Person)) && person.last == comma;
    let phrase = scene.class[first] == Class::Determiner && (first..who).all(nominal);
    (named && phrase && scene.class[open] == Class::Comma).then_some(number)
}

/// "Orlova — the mayor of Lund — said": the name before the earlier dash.
pub(super) fn across_dashes(scene: &Scene<'_, '_>, dash: usize) -> Option<usize> {
    let from = dash.saturating_sub(APPOSITION + 1);
    let inside = (from..dash).rev().take_while(|&i| scene.same_sentence(i, dash) && !scene.is_quoted(i));
    let earlier = inside.into_iter().find(|&i| scene.class[i] == Class::Dash)?;
    let before = before_bracket(scene, earlier.checked_sub(1)?);
    // "Orlova, who — in the hall on Monday — told".
    let who = scene.candidate_at(before).filter(|&n| scene.candidates[n].kind == Kind::Pronoun(Pronoun::Who));
    let number = named_at(scene, before).or(who).or_else(|| first_at(scene, before))?;
    let subject = &scene.candidates[number];
    // "the ministers of Lund and Velland — both at odds — said".
    let place = matches!(subject.kind, Kind::Name(_, EntityKind::Place)) && governor(scene, subject.first).is_some();
    (!place && subject.last <= earlier && scene.same_sentence(earlier - 1, dash)).then_some(number)
}

/// The role, paper or share of many that token `i` ends, where the sentence begins with it or with what joins it: "Nine councillors",
/// "More precisely, the report".
pub(super) fn first_at(scene: &Scene<'_, '_>, i: usize) -> Option<usize> {
    let number = scene.candidate_at(i)?;
    let subject = &scene.candidates[number];
    let opens = scene.begins_sentence(subject.first)
        || matches!(scene.class[subject.first - 1], Class::Comma | Class::Conjunction);
    let whole = subject.last == i + 1 && !scene.is_quoted(i) && !subject.possessive;
    let speaks = matches!(subject.kind, Kind::Role | Kind::Subject);
    // "Ada Orlova, a spokeswoman for the board — the harbour's own — said".
    let apposed = subject.first.checked_sub(2).filter(|&i| scene.class[i + 1] == Class::Comma);
    let person = |number: &usize| matches!(scene.candidates[*number].kind, Kind::Name(_, EntityKind::Person));
    let named = apposed.and_then(|i| named_at(scene, i)).filter(person);
    (opens && whole && speaks).then_some(named.unwrap_or(number))
}

/// "Orlova, the mayor of Lund, said": the name before the earlier comma; before "who" or "which" any candidate, farther off.
pub(super) fn across_apposition(scene: &Scene<'_, '_>, comma: usize) -> Option<usize> {
    let from = comma.saturating_sub(RELATIVE);
    let earlier = (from..comma).rev().take_while(|&i| scene.same_sentence(i, comma));
    let earlier = earlier.filter(|&i| matches!(scene.class[i], Class::Comma) && i > 0);
    let mut earlier = earlier.filter_map(|i| before_apposition(scene, i, comma));
    let nearest = earlier.by_ref().find_map(|(number, near)| near.then_some(number))?;
    // "Orlova, director of Acme, a maker of boats, said": whoever stands behind a preposition is but told of.
    let governed =
        |number: usize| governor(scene, scene.candidates[number].first).is_some() || is_listed(scene, number, comma);
    let person = |number: &usize| matches!(scene.candidates[*number].kind, Kind::Name(_, EntityKind::Person));
    if !governed(nearest) {
        return Some(nearest);
    }
    let mut farther = earlier.map(|(number, _)| number);
    Some(farther.find(|number| person(number) && !governed(*number)).unwrap_or(nearest))
}

/// Whether a name is one of several behind a preposition, the last of which stands before the comma: "Orlova, sitting with Orr,
/// Tirel, Brandt and Hale, said".
fn is_listed(scene: &Scene<'_, '_>, number: usize, comma: usize) -> bool {
    /// Tokens of the list before the name.
    const REACH: usize = 24;
    let listed = &scene.candidates[number];
    let part = |i: usize| {
        matches!(scene.class[i], Class::Comma | Class::Capital | Class::Named) || scene.tokens.lower(i) == "and"
    };
    let first = (listed.first.saturating_sub(REACH)..listed.first).rev();
    let first = first.take_while(|&i| part(i) && scene.same_sentence(i, comma)).last();
    let ends = (listed.last..comma).all(part) && (listed.last..comma).any(|i| scene.tokens.lower(i) == "and");
    ends && first.is_some_and(|first| scene.class[first] != Class::Comma && governor(scene, first).is_some())
}

/// Who stands before the comma `i`, if what follows up to `comma` can tell more of them; and whether that is near enough.
fn before_apposition(scene: &Scene<'_, '_>, i: usize, comma: usize) -> Option<(usize, bool)> {
    /// What begins a clause on somebody besides a participle.
    const RELATIVES: &[&str] =
        &["who", "which", "whose", "including", "led", "like", "among", "many", "most", "some", "both"];
    let here = scene.candidate_at(before_bracket(scene, i - 1)).filter(|_| scene.same_sentence(i - 1, comma));
    if here.is_none() && scene.tokens.lower(i + 1) == "who" {
        return far_from_who(scene, i).map(|number| (number, true));
    }
    let nearest = here?;
    if main_clause(scene, i + 1, comma).is_some() {
        return None;
    }
    let number = who_is_from(scene, nearest).unwrap_or(nearest);
    let lower = scene.tokens.lower(i + 1);
    let verbal = matches!(scene.class[i + 1], Class::Other | Class::WeakCue);
    let close = matches!(lower, "close" | "familiar") && matches!(scene.tokens.lower(i + 2), "to" | "with");
    let participle = verbal && (is_past_participle(lower) || lower.ends_with("ing") || close);
    let candidate = &scene.candidates[number];
    // "Will Orr, of Lund, Vells., said": a place within the apposition is passed over, and what stands "in" is one.
    let place = candidate.first > 0 && matches!(scene.tokens.lower(candidate.first - 1), "in" | "near" | "outside");
    let near = comma - i <= APPOSITION;
    let named = matches!(candidate.kind, Kind::Name(_, EntityKind::Person | EntityKind::Organisation)) && !place;
    // "The employee, a father of two, said", "One witness, in a long letter, said", "Velland, the largest producer, said".
    let even = candidate.first.checked_sub(1).filter(|&i| scene.tokens.lower(i) == "even");
    let start = even.unwrap_or(candidate.first);
    // "LUND, June 1 - Velland, the largest producer, said".
    let opens = scene.begins_sentence(start) || scene.class[start - 1] == Class::Dash;
    let described = matches!(candidate.kind, Kind::Role | Kind::Subject | Kind::Name(_, EntityKind::Place))
        && opens
        && (scene.class[i + 1] == Class::Determiner
            || shares::tells_part(scene, i + 1)
            || is_owner(scene, i + 1)
            || (i + 1..comma).all(|j| scene.class[j] == Class::Capital) && comma <= i + 4);
    let relative = participle || RELATIVES.contains(&lower);
    (relative || named || described).then_some((number, relative || near))
}

/// The role with which the sentence begins, where what it tells more of ends at the comma before "who": "An official familiar with the
/// talks, who".
fn far_from_who(scene: &Scene<'_, '_>, comma: usize) -> Option<usize> {
    /// Tokens from the role to the comma.
    const REACH: usize = 12;
    let part = |&i: &usize| {
        let nominal =
            [Class::Other, Class::Capital, Class::Determiner, Class::Preposition, Class::Adverb, Class::Named];
        scene.same_sentence(i, comma) && !scene.is_quoted(i) && nominal.contains(&scene.class[i])
    };
    let from = (comma.saturating_sub(REACH)..comma).rev().take_while(part).last()?;
    let number = scene.candidate_at(from).filter(|_| scene.begins_sentence(from))?;
    let role = &scene.candidates[number];
    let verb = |i: usize| is_clause_verb(scene.tokens, i, i) && scene.class[i - 1] != Class::Determiner;
    let told = role.last < comma && matches!(role.kind, Kind::Role) && !role.possessive;
    (told && !(role.last..comma).any(verb)).then_some(number)
}

/// Whether an owner begins at `i`, by name or within a longer phrase: "Velland's main ally".
fn is_owner(scene: &Scene<'_, '_>, i: usize) -> bool {
    let owner = scene.candidate_at(i).map(|number| &scene.candidates[number]);
    let owns = |i: usize| i < scene.len() && scene.tokens[i].kind == TokenKind::Possessive;
    owner.is_some_and(|owner| match owner.kind {
        Kind::Name(..) => owner.first == i && owns(owner.last),
        _ => (owner.first..owner.last).any(owns),
    })
}

/// The name or pronoun with a verb of its own that begins a clause at `i`, before `comma`: "In talks with Orr, Orlova left the door open,
/// saying".
fn main_clause(scene: &Scene<'_, '_>, i: usize, comma: usize) -> Option<usize> {
    /// Words of an article and titles.
    const TITLES: usize = 6;
    let leads = |j: usize| {
        matches!(scene.class[j], Class::Determiner | Class::Capital)
            || scene.class[j] == Class::Other && lexicon::is_title_or_role(scene.tokens.key(j))
    };
    let first = (i..comma.min(i + TITLES)).find(|&j| scene.candidate_at(j).is_some() || !leads(j))?;
    let number = scene.candidate_at(first)?;
    let subject = &scene.candidates[number];
    let verb = subject.last;
    // "At a hearing in Lund, city lawyers sought": several without an article are no apposition.
    let several =
        || subject.first == i && scene.class[i] == Class::Other && scene.tokens.lower(verb - 1).ends_with('s');
    let able = match subject.kind {
        Kind::Name(..) => true,
        Kind::Pronoun(pronoun) => pronoun != Pronoun::Who,
        Kind::Role => several(),
        Kind::Subject => false,
    };
    let plain = able && !subject.possessive && verb < comma;
    let acts = || {
        matches!(scene.class[verb], Class::Auxiliary | Class::Cue | Class::WeakCue)
            && scene.tokens[verb].kind != TokenKind::Possessive
            || is_clause_verb(scene.tokens, verb, verb) && !is_past_participle(scene.tokens.lower(verb))
    };
    (plain && acts()).then_some(number)
}

/// The subject of the clause that the comma before a participle ends, if a comma parts it from what leads up to it: "Hours after Orr left,
/// Orlova attacked him, calling".
pub(super) fn subject_of_main(scene: &Scene<'_, '_>, comma: usize) -> Option<usize> {
    let from = comma.saturating_sub(RELATIVE);
    let mut back = (from..comma).rev().take_while(|&i| scene.same_sentence(i, comma) && !scene.is_quoted(i));
    let found = back.find_map(|i| {
        let parts = scene.class[i] == Class::Comma;
        // "…, and Orr left, saying": the nearer clause.
        let joins = scene.class[i] == Class::Conjunction && i > 0 && scene.candidate_at(i - 1).is_none();
        (parts || joins).then(|| main_clause(scene, i + 1, comma)).flatten()
    })?;
    (!matches!(scene.candidates[found].kind, Kind::Pronoun(Pronoun::It | Pronoun::We | Pronoun::I))).then_some(found)
}
