//! Persons and bodies whom the tagger took for part of something else, or left out, and whom the rest of the article shows.

use rustc_hash::FxHashSet;

use super::{Stretch, groups, missed};
use crate::{
    analysis::EntityKind,
    lexicon::{self, FirstName, gaz, word},
    text::{Case, Key, TokenKind, Tokens, words::WordId},
};

/// Words of the longest name of a person that is looked for.
const LONGEST: usize = 4;

/// Ends a name before the person who begins at token `first`, and before the titles there; `false` if nothing of it is left.
pub(super) fn ends_before_person(tokens: &Tokens<'_>, stretch: &mut Stretch, first: usize) -> bool {
    let titled = |i: usize| lexicon::is_title(tokens.key(i)) || lexicon::is_role_noun(tokens.key(i));
    let end = (stretch.first..first).find(|&i| titled(i) || !tokens[i].is_capitalised()).unwrap_or(first);
    stretch.last = end.saturating_sub(1);
    let place = end == stretch.first + 1 && lexicon::gazetteer(tokens.key(stretch.first)) & gaz::PLACE != 0;
    stretch.kind = if place { EntityKind::Place } else { stretch.kind };
    end > stretch.first
}

/// Takes persons out of other names that end with theirs, where the article calls them by one word of it: "Ferry Planning Secretary
/// Ada Orlova … Orlova said". Names of two words that were taken for places or bodies are made persons by the same.
pub(super) fn persons_called_elsewhere(tokens: &Tokens<'_>, stretches: &mut Vec<Stretch>) {
    let alone = |s: &&Stretch| s.kind == EntityKind::Person && s.first == s.last && is_surely_person(tokens, s.first);
    let called: FxHashSet<WordId> = stretches.iter().filter(alone).map(|s| tokens[s.first].lower_id()).collect();
    if called.is_empty() {
        return;
    }
    let mut persons = Vec::new();
    stretches.retain_mut(|stretch| {
        if stretch.kind == EntityKind::Person || stretch.first == stretch.last {
            return true;
        }
        let Some(first) = person_at_end(tokens, stretch, &called) else { return true };
        persons.push(Stretch { first, kind: EntityKind::Person, ..*stretch });
        let work = stretch.kind == EntityKind::Misc;
        let party = first == stretch.first + 1 && lexicon::is_affiliation(tokens.lower(stretch.first));
        first > stretch.first && !work && !party && ends_before_person(tokens, stretch, first)
    });
    missed::insert(stretches, persons);
}

/// "Orlova said", "said Orlova", "Mr. Orlova": no part of a park.
fn is_surely_person(tokens: &Tokens<'_>, i: usize) -> bool {
    let bits = |i: usize| lexicon::word_bits(tokens.key(i));
    let here = |j: usize| tokens[j].sentence == tokens[i].sentence;
    let before = i > 0 && here(i - 1) && bits(i - 1) & (word::TITLE | word::NAME_VERB) != 0;
    let behind = i + 1 < tokens.len() && here(i + 1) && bits(i + 1) & word::NAME_VERB != 0;
    tokens[i].case != Case::Upper && (before || behind)
}

/// First token of the person with whose name another one ends: behind a title, or by a first name.
fn person_at_end(tokens: &Tokens<'_>, stretch: &Stretch, called: &FxHashSet<WordId>) -> Option<usize> {
    let last = stretch.last;
    let is_called = |i: usize| called.contains(&tokens[i].lower_id());
    if !(stretch.first..=last).any(is_called) {
        return None;
    }
    let titled = |i: usize| lexicon::is_title_or_role(tokens.key(i)) || lexicon::is_affiliation(tokens.lower(i));
    let from = stretch.first.max(last.saturating_sub(LONGEST));
    let behind_title = (from..last).rev().find(|&i| titled(i)).map(|i| i + 1);
    // "Miss Harbour Ada Orlova".
    let named = |i: usize| lexicon::first_name(tokens.key(i)) != FirstName::No || is_called(i);
    let by_title = behind_title.filter(|&i| named(i));
    let by_name = || first_name_before(tokens, stretch.first, last);
    // "Democrats Resist Orlova" names nobody in full.
    let sure =
        |&i: &usize| lexicon::is_title_or_role(tokens.key(i - 1)) && !tokens.words().is_met_small(tokens[i].lower_id());
    let first = by_title.or_else(by_name).or_else(|| behind_title.filter(sure))?;
    let long = first > stretch.first;
    let known = is_called(last) || long && is_called(first);
    // "Friends of Ada Orlova" is a body.
    let joined = first > stretch.first && matches!(tokens.lower(first - 1), "of" | "for" | "and" | "&");
    (!joined && known && first < last && may_be_person(tokens, first, last)).then_some(first)
}

/// The first of the first names before the last name at `last`, over an initial between them: "Mary Ada K. Orlova".
fn first_name_before(tokens: &Tokens<'_>, from: usize, last: usize) -> Option<usize> {
    const OTHER: u16 = word::STARTER | word::TITLE | word::ROLE | word::CALENDAR | word::ORG_WORD;
    let is_initial = |i: usize| matches!(tokens.word(i).as_bytes(), [letter, b'.'] if letter.is_ascii_uppercase());
    let initial = last > from + 1 && is_initial(last - 1);
    let end = last - usize::from(initial);
    // "Ocean Florida Ada Orlova".
    let region = gaz::COUNTRY | gaz::STATE | gaz::BIG_CITY | gaz::CAPITAL;
    let named = |i: usize| {
        let key = tokens.key(i);
        lexicon::first_name(key) != FirstName::No
            && lexicon::word_bits(key) & OTHER == 0
            && (i == end - 1 && i > from || lexicon::gazetteer(key) & region == 0)
    };
    (from..end).rev().take_while(|&i| named(i)).last()
}

/// Words that are last names, and end names of places.
fn is_of_place(lower: &str) -> bool {
    matches!(
        lower,
        "beach"
            | "bridge"
            | "castle"
            | "field"
            | "hall"
            | "hill"
            | "house"
            | "lake"
            | "park"
            | "street"
            | "tower"
            | "woods"
    )
}

/// Whether the words from `first` to `last` may be a person's name and are no place's or body's.
fn may_be_person(tokens: &Tokens<'_>, first: usize, last: usize) -> bool {
    const OTHER: u16 =
        word::ORG_WORD | word::BODY | word::CALENDAR | word::STARTER | word::DEMONYM | word::TITLE | word::ROLE;
    let keys: Vec<Key> = (first..=last).map(|i| tokens.key(i)).collect();
    let written = |i: usize| {
        tokens[i].kind == TokenKind::Word
            && (i == last || !lexicon::is_field(tokens.key(i)))
            && (matches!(tokens[i].case, Case::Title | Case::Mixed)
                || i < last && i > first && lexicon::word_bits(tokens.key(i)) & word::PARTICLE != 0)
    };
    (first..=last).all(written)
        && !is_of_place(tokens.lower(last))
        && lexicon::word_bits(tokens.key(last)) & OTHER == 0
        && lexicon::gazetteer(Key::phrase(&keys)) & (gaz::PLACE | gaz::ORGANISATION) == 0
}

/// Adds initials by which the article calls a body that it names in full: "Ferry Workers Union … the FWU said".
pub(super) fn initials_of_bodies(tokens: &Tokens<'_>, stretches: &mut Vec<Stretch>) {
    let mut free: Vec<Stretch> = Vec::new();
    let mut taken = stretches.iter().peekable();
    for i in tokens.capitals().iter().map(|&i| i as usize).filter(|&i| stands_for_initials(tokens, i)) {
        while taken.next_if(|stretch| stretch.last < i).is_some() {}
        if taken.peek().is_none_or(|stretch| stretch.first > i) {
            free.push(Stretch { first: i, last: i, kind: EntityKind::Organisation });
        }
    }
    if free.is_empty() {
        return;
    }
    let bodies = stretches.iter().filter(|s| s.kind == EntityKind::Organisation && s.last > s.first + 1);
    let known: FxHashSet<Key> = bodies.filter_map(|body| groups::initials_of(tokens, body)).collect();
    free.retain(|stretch| known.contains(&tokens.key(stretch.first)));
    missed::insert(stretches, free);
}

/// Three capitals or more, in no line of capitals, where any word would be.
fn stands_for_initials(tokens: &Tokens<'_>, i: usize) -> bool {
    let upper = |i: usize| tokens[i].case == Case::Upper;
    let line = || i > 0 && upper(i - 1) || i + 1 < tokens.len() && upper(i + 1);
    upper(i) && tokens.word(i).len() > 2 && !line()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(tokens: &Tokens<'_>, name: &str, kind: EntityKind) -> Stretch {
        let start = tokens.text().find(name).unwrap();
        let at = |offset: usize| (0..tokens.len()).find(|&i| tokens[i].span().end > offset).unwrap();
        Stretch { first: at(start), last: at(start + name.len() - 1), kind }
    }

    /// The names of `text` after the rule, given one that is no person and persons by one word.
    fn called(text: &str, name: &str, kind: EntityKind, persons: &[&str]) -> Vec<String> {
        let tokens = Tokens::new(text);
        let mut found = vec![stretch(&tokens, name, kind)];
        for person in persons {
            let i = (0..tokens.len()).rev().find(|&i| tokens.word(i) == *person).unwrap();
            found.push(Stretch { first: i, last: i, kind: EntityKind::Person });
        }
        persons_called_elsewhere(&tokens, &mut found);
        let tell = |s: &Stretch| format!("{:?} {}", s.kind, s.span(&tokens).of(text));
        found[..found.len() - persons.len()].iter().map(tell).collect()
    }

    #[test]
    fn a_person_is_taken_out_of_what_ends_with_the_name() {
        use EntityKind::{Misc, Organisation, Place};
        let of = |name: &str, kind| called(&format!("It was {name}. Orlova said so."), name, kind, &["Orlova"]);
        assert_eq!(of("Ferry Planning Secretary Ada Orlova", Misc), ["Person Ada Orlova"]);
        assert_eq!(of("Democrat Mary Ada K. Orlova", Place), ["Person Mary Ada K. Orlova"]);
        assert_eq!(of("Ada Orlova", Organisation), ["Person Ada Orlova"]);
        assert_eq!(of("Ohio Gov. Ada Orlova", Organisation), ["Place Ohio", "Person Ada Orlova"]);
        assert_eq!(of("Miss Harbour Ada Orlova", Misc), ["Person Ada Orlova"]);
        assert_eq!(of("Friends of Ada Orlova", Organisation), ["Organisation Friends of Ada Orlova"]);
        assert_eq!(of("Orlova Park", Place), ["Place Orlova Park"]);
        assert_eq!(
            called("Ada Orlova Park. In Orlova it rained.", "Ada Orlova Park", Place, &["Orlova"]),
            ["Place Ada Orlova Park"]
        );
    }

    #[test]
    fn initials_mean_a_body_named_in_full() {
        let initials = |text: &str| {
            let tokens = Tokens::new(text);
            let mut found = vec![stretch(&tokens, "Ferry Workers Union", EntityKind::Organisation)];
            initials_of_bodies(&tokens, &mut found);
            found[1..].iter().map(|s| s.span(&tokens).of(text).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(initials("The Ferry Workers Union met. The FWU said so."), ["FWU"]);
        assert!(initials("The Ferry Workers Union met. LUND FWU STRIKE, the FW, the fwu.").is_empty());
    }
}
