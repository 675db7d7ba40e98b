//! Gender of persons, as far as title, kinship, first name and pronouns tell.

use super::{
    Stretch,
    groups::{self, Grouped},
};
use crate::{
    analysis::EntityKind,
    lexicon::{self, FirstName, Gender, word},
    text::{Token, Tokens},
};

/// What a title right before the name tells ("Mrs. Orlova"); two titles are looked through ("Mr. Justice Orr").
#[must_use]
pub fn of_title_before(tokens: &Tokens<'_>, stretch: &Stretch) -> Option<Gender> {
    let before = (stretch.first.saturating_sub(3)..stretch.first).rev();
    let is_title = |i: usize| lexicon::word_bits(tokens.key(i)) & word::TITLE != 0;
    before
        .take_while(|&i| tokens[i].sentence == tokens[stretch.first].sentence && is_title(i))
        .find_map(|i| lexicon::title_gender(tokens.key(i)))
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
pub(crate) fn noun(lower: &str) -> Option<Gender> {
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

/// First names that are a man's in one language and a woman's in another; the lists, by which the tagger was trained, know but one.
const OF_EITHER: &[&str] =
    &["daniele", "dominique", "gabriele", "jaime", "jan", "jean", "joan", "michele", "nicola", "rene", "simone"];

/// Family names of peoples who say them first, some of which are first names elsewhere: "Ma Ngok".
const FAMILY_FIRST: &[&str] = &[
    "cai", "chen", "cho", "choi", "deng", "ding", "dong", "du", "feng", "gao", "guo", "han", "he", "hu", "huang",
    "jiang", "jung", "kang", "kim", "le", "li", "liang", "lim", "lin", "liu", "lu", "luo", "ma", "nguyen", "pan",
    "park", "peng", "pham", "ren", "shen", "song", "su", "sun", "tang", "tian", "tran", "wang", "wei", "wu", "xi",
    "xiao", "xie", "xu", "yang", "yao", "ye", "yoon", "yu", "yuan", "zeng", "zhang", "zhao", "zheng", "zhou", "zhu",
];

/// What the first name tells of a name in full, in lower case.
#[must_use]
pub fn of_first_name(words: &[&str]) -> Option<Gender> {
    let [first, second, ..] = words else { return None };
    // "Jan van der Berg" is Dutch.
    let told = matches!(*second, "van" | "von" | "de" | "der");
    let open = |first: &str| !told && (OF_EITHER.contains(&first) || FAMILY_FIRST.contains(&first));
    let part = first.split('-').next().unwrap_or(first);
    match lexicon::first_name(*first) {
        FirstName::Of(gender) => Some(gender).filter(|_| !open(first)),
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
pub(super) fn tell(tokens: &Tokens<'_>, stretches: &[Stretch], pronouns: &Pronouns, grouped: &mut Grouped<'_>) {
    let mut votes = vec![Votes::default(); grouped.entities.len()];
    for (i, stretch) in stretches.iter().enumerate().filter(|(_, stretch)| stretch.kind == EntityKind::Person) {
        let vote = &mut votes[grouped.of[i]];
        if let Some(gender) = of_title_before(tokens, stretch).or_else(|| of_noun_before(tokens, stretch)) {
            vote.title[gender as usize] += 1;
        }
        if let Some(gender) = pronouns.after(tokens, stretches, i) {
            vote.pronoun[gender as usize] += 1;
        }
    }
    for (entity, votes) in grouped.entities.iter_mut().zip(votes) {
        entity.gender = votes.decide(entity.first_name).or(entity.gender);
    }
}

/// How far behind a name its pronoun is looked for, in tokens.
const PRONOUN_REACH: usize = 40;

/// The pronouns of an article that tell a gender, by their tokens, in order.
#[derive(Debug)]
pub(super) struct Pronouns(Vec<(usize, Gender)>);

const PRONOUNS: [(&str, Gender); 8] = [
    ("he", Gender::Male),
    ("his", Gender::Male),
    ("him", Gender::Male),
    ("himself", Gender::Male),
    ("she", Gender::Female),
    ("her", Gender::Female),
    ("hers", Gender::Female),
    ("herself", Gender::Female),
];

impl Pronouns {
    pub(super) fn of(tokens: &Tokens<'_>) -> Self {
        let mut told = vec![None; tokens.words().len()];
        for (pronoun, gender) in PRONOUNS {
            if let Some(number) = tokens.words().number_of(pronoun) {
                told[number.index()] = Some(gender);
            }
        }
        let tell = |(i, token): (usize, &Token)| Some((i, told[token.lower_id().index()]?));
        Self(tokens.items().iter().enumerate().filter_map(tell).collect())
    }

    /// The first behind token `last`, at most [`PRONOUN_REACH`] tokens on: in its sentence, or opening the next.
    fn first(&self, tokens: &Tokens<'_>, last: usize) -> Option<(usize, Gender)> {
        let behind = self.0.partition_point(|(at, _)| *at <= last);
        let &(at, gender) = self.0.get(behind)?;
        let sentence = tokens[last].sentence;
        let near = at <= last + PRONOUN_REACH;
        (near && (tokens[at].sentence == sentence || tokens[at - 1].sentence == sentence)).then_some((at, gender))
    }

    /// The first behind a name, in its sentence or opening the next, unless another person comes between.
    pub(super) fn after(&self, tokens: &Tokens<'_>, stretches: &[Stretch], i: usize) -> Option<Gender> {
        let (at, gender) = self.first(tokens, stretches[i].last)?;
        let mut nearer = stretches[i + 1..].iter().take_while(|next| next.first <= at);
        nearer.all(|next| next.kind != EntityKind::Person).then_some(gender)
    }

    /// The first behind the subject of a verb, in its sentence: its own, unless another person comes between. "Trump's
    /// attacks. She", "struck Trump as she left" are another's.
    pub(super) fn own(&self, tokens: &Tokens<'_>, stretches: &[Stretch], i: usize) -> Option<Gender> {
        let last = stretches[i].last;
        let here = |at: usize| tokens[at].sentence == tokens[last].sentence;
        let first = self.first(tokens, last);
        first.filter(|(at, _)| here(*at) && groups::verb_behind(tokens, &stretches[i]).is_some())?;
        self.after(tokens, stretches, i)
    }
}
