//! Gender of persons, as far as title, kinship, first name and pronouns tell.

use super::{
    Stretch,
    groups::{self, Grouped},
};
use crate::{
    analysis::EntityKind,
    lexicon::{self, FirstName, Gender},
    text::{Key, Tokens},
};

/// What a title right before the name tells ("Mrs. Orlova"); two titles are looked through ("Mr. Justice Orr").
#[must_use]
pub fn of_title_before(tokens: &Tokens<'_>, stretch: &Stretch) -> Option<Gender> {
    let before = (stretch.first.saturating_sub(3)..stretch.first).rev();
    before
        .take_while(|&i| tokens[i].sentence == tokens[stretch.first].sentence && lexicon::is_title(tokens.lower(i)))
        .find_map(|i| lexicon::title_gender(tokens.lower(i)))
}

/// What a noun for one of a gender tells right before the name ("her son Kody Orr"), or before a comma where another
/// sets the name off ("her son, Kody Orr, said"; not "she told her son, Orr said").
fn of_noun_before(tokens: &Tokens<'_>, stretch: &Stretch) -> Option<Gender> {
    let same = |i: &usize| tokens[*i].sentence == tokens[stretch.first].sentence;
    let before = stretch.first.checked_sub(1).filter(same)?;
    if tokens.lower(before) != "," {
        return noun(tokens.lower(before));
    }
    let behind = stretch.last + 1;
    let set_off = behind >= tokens.len() || !same(&behind) || matches!(tokens.lower(behind), "," | "." | ";" | ")");
    before.checked_sub(1).filter(|i| set_off && same(i)).and_then(|i| noun(tokens.lower(i)))
}

/// The gender of whom a noun names: kin, and trades that the word tells apart.
fn noun(lower: &str) -> Option<Gender> {
    match lower {
        "boyfriend" | "brother" | "businessman" | "congressman" | "councilman" | "dad" | "father" | "fisherman"
        | "grandfather" | "grandson" | "husband" | "nephew" | "policeman" | "salesman" | "son" | "stepfather"
        | "uncle" | "widower" => Some(Gender::Male),
        "actress" | "aunt" | "businesswoman" | "chairwoman" | "congresswoman" | "councilwoman" | "daughter"
        | "girlfriend" | "granddaughter" | "grandmother" | "mom" | "mother" | "mum" | "niece" | "policewoman"
        | "sister" | "spokeswoman" | "stepmother" | "widow" | "wife" => Some(Gender::Female),
        _ => None,
    }
}

/// What the first name tells of a name in full, in lower case.
#[must_use]
pub fn of_first_name(words: &[&str]) -> Option<Gender> {
    let [first, _, ..] = words else { return None };
    let part = first.split('-').next().unwrap_or(first);
    match lexicon::first_name(first) {
        FirstName::Of(gender) => Some(gender),
        FirstName::Either => None,
        FirstName::No => match lexicon::first_name(part) {
            FirstName::Of(gender) => Some(gender),
            _ => None,
        },
    }
}

/// Votes for either gender.
#[derive(Debug, Default, Clone, Copy)]
struct Votes {
    title: [u32; 2],
    pronoun: [u32; 2],
}

impl Votes {
    fn decide(self, first_name: Option<Gender>) -> Option<Gender> {
        let lead = |votes: [u32; 2], least: u32| match votes {
            [he, she] if he >= she + least => Some(Gender::Male),
            [he, she] if she >= he + least => Some(Gender::Female),
            _ => None,
        };
        // One stray "her" is weaker than a first name, three of them are not.
        let pronoun = lead(self.pronoun, 3).filter(|_| self.pronoun[0].min(self.pronoun[1]) == 0);
        lead(self.title, 1).or(pronoun).or(first_name).or(lead(self.pronoun, 1))
    }
}

/// Tells the gender of all persons from all their mentions.
pub fn tell(tokens: &Tokens<'_>, stretches: &[Stretch], grouped: &mut Grouped) {
    let mut votes = vec![Votes::default(); grouped.entities.len()];
    for (i, stretch) in stretches.iter().enumerate().filter(|(_, stretch)| stretch.kind == EntityKind::Person) {
        let vote = &mut votes[grouped.of[i]];
        if let Some(gender) = of_title_before(tokens, stretch).or_else(|| of_noun_before(tokens, stretch)) {
            vote.title[gender as usize] += 1;
        }
        if let Some(gender) = of_pronoun_after(tokens, stretches, i) {
            vote.pronoun[gender as usize] += 1;
        }
    }
    for (entity, votes) in grouped.entities.iter_mut().zip(votes) {
        let words: Vec<&str> = entity.words.iter().map(String::as_str).collect();
        entity.gender = votes.decide(of_first_name(&words)).or(entity.gender);
    }
}

/// How far behind a name its pronoun is looked for, in tokens.
const PRONOUN_REACH: usize = 40;

/// The first pronoun behind the subject of a verb, in its sentence: its own, unless another person comes between. "Trump's
/// attacks. She", "struck Trump as she left" are another's.
pub(super) fn of_own_pronoun(tokens: &Tokens<'_>, stretches: &[Stretch], i: usize) -> Option<Gender> {
    let sentence = tokens[stretches[i].last].sentence;
    let subject = groups::has_verb_behind(tokens, &stretches[i]);
    let gender = if subject { of_pronoun_after(tokens, stretches, i) } else { None };
    let from = stretches[i].last + 1;
    let here = (from..tokens.len().min(from + PRONOUN_REACH)).take_while(|&j| tokens[j].sentence == sentence);
    gender.filter(|_| here.into_iter().any(|j| pronoun(tokens.key(j)).is_some()))
}

/// The first pronoun behind a name, in its sentence or opening the next, unless another person comes between.
pub(super) fn of_pronoun_after(tokens: &Tokens<'_>, stretches: &[Stretch], i: usize) -> Option<Gender> {
    let from = stretches[i].last + 1;
    let next_person = stretches[i + 1..].iter().take(PRONOUN_REACH).find(|next| next.kind == EntityKind::Person);
    let end = next_person.map_or(tokens.len(), |next| next.first).min(from + PRONOUN_REACH).min(tokens.len());
    let sentence = tokens[stretches[i].last].sentence;
    (from..end)
        .take_while(|&j| tokens[j].sentence == sentence || tokens[j].sentence == sentence + 1 && opens(tokens, j))
        .find_map(|j| pronoun(tokens.key(j)))
}

fn opens(tokens: &Tokens<'_>, j: usize) -> bool {
    j == 0 || tokens[j - 1].sentence != tokens[j].sentence
}

fn pronoun(lower: Key) -> Option<Gender> {
    const HE: [Key; 4] = [Key::of("he"), Key::of("his"), Key::of("him"), Key::of("himself")];
    const SHE: [Key; 4] = [Key::of("she"), Key::of("her"), Key::of("hers"), Key::of("herself")];
    match lower {
        _ if HE.contains(&lower) => Some(Gender::Male),
        _ if SHE.contains(&lower) => Some(Gender::Female),
        _ => None,
    }
}
