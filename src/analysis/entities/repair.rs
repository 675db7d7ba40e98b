//! What the tagger gets wrong in a way that rules can tell.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Stretch, groups, person};
use crate::{
    analysis::EntityKind,
    lexicon::{self, FirstName, gaz, table::Key, word},
    text::{TokenKind, Tokens},
};

/// Takes titles off the front of persons' names, and what stands before a title within them
/// ("Lund Mayor Ada Orlova").
pub fn titles_off(tokens: &Tokens<'_>, stretches: &mut [Stretch]) {
    for stretch in stretches.iter_mut().filter(|stretch| stretch.kind == EntityKind::Person) {
        stretch.first = name_start(tokens, stretch);
    }
}

fn name_start(tokens: &Tokens<'_>, stretch: &Stretch) -> usize {
    let inner = (stretch.first + 1..stretch.last.saturating_sub(1)).rev();
    let after_inner = inner.into_iter().find(|&i| is_plain_title(tokens, i)).map(|i| i + 1);
    let mut start = after_inner.unwrap_or(stretch.first);
    while start < stretch.last && is_title_at(tokens, start) && !person::is_suffix(tokens.lower(start + 1)) {
        start += 1;
    }
    start
}

/// A title that is no name here: "Mayor", and "Leader", which the census knows as a last name, before a first name.
fn is_plain_title(tokens: &Tokens<'_>, i: usize) -> bool {
    let lower = tokens.lower(i);
    let first_name_follows = || lexicon::first_name(tokens.lower(i + 1)) != FirstName::No;
    lexicon::is_title(lower)
        && lexicon::first_name(lower) == FirstName::No
        && (!lexicon::is_last_name(lower) || first_name_follows())
}

/// A title at the front: one that may be a first name ("Dean", "King") only before another first name, as are
/// nationalities and parties ("Republican Ada Orlova").
fn is_title_at(tokens: &Tokens<'_>, i: usize) -> bool {
    let lower = tokens.lower(i);
    let is_first_name = lexicon::first_name(lower) != FirstName::No;
    let first_name_follows = || lexicon::first_name(tokens.lower(i + 1)) != FirstName::No;
    if lexicon::is_title(lower) {
        return lower.ends_with('.') || !is_first_name || first_name_follows();
    }
    lexicon::is_demonym(lower) && !is_first_name && first_name_follows()
}

/// Ends persons' names before a dash: what follows is a place or an agency.
pub fn dashes_off(tokens: &Tokens<'_>, stretches: &mut [Stretch]) {
    for stretch in stretches.iter_mut().filter(|stretch| stretch.kind == EntityKind::Person) {
        let dash = (stretch.first + 1..=stretch.last).find(|&i| tokens[i].kind == TokenKind::Dash);
        stretch.last = dash.map_or(stretch.last, |dash| dash - 1);
    }
}

/// Takes a first name that the tagger left out into the name it belongs to.
pub fn first_names_on(tokens: &Tokens<'_>, stretches: &mut [Stretch]) {
    let mut free_from = 0;
    for stretch in stretches {
        let before = stretch.first.wrapping_sub(1);
        let fits =
            stretch.kind == EntityKind::Person && stretch.first > free_from && is_free_first_name(tokens, before);
        if fits && tokens[before].sentence == tokens[stretch.first].sentence {
            stretch.first = before;
        }
        free_from = stretch.last + 1;
    }
}

fn is_free_first_name(tokens: &Tokens<'_>, i: usize) -> bool {
    let lower = tokens.lower(i);
    tokens[i].is_capitalised()
        && lexicon::first_name(lower) != FirstName::No
        && lexicon::word_bits(lower) & (word::STARTER | word::TITLE | word::CALENDAR | word::ROLE) == 0
}

/// Lets a long name label its short form (last name, head of a company's name) wherever it stands alone: words the tagger left out ("Green told"),
/// and single words it took for something else.
pub fn long_names_label_short_forms(tokens: &Tokens<'_>, stretches: &mut Vec<Stretch>) {
    let known = short_forms(tokens, stretches);
    if known.is_empty() {
        return;
    }
    relabel(tokens, stretches, &known);
    add_missed(tokens, stretches, &known);
}

/// Words that stand for a longer name, and what it names: last names of persons named in full, and the heads of
/// organisations' names ("Acme" of "Acme Holdings").
fn short_forms<'t>(tokens: &'t Tokens<'_>, stretches: &[Stretch]) -> FxHashMap<&'t str, EntityKind> {
    let mut known = FxHashMap::default();
    for stretch in stretches.iter().filter(|s| s.kind == EntityKind::Organisation && s.first < s.last) {
        let words: Vec<&str> = stretch.lower(tokens).collect();
        if let Some(head) = groups::head_before_org_words(&words) {
            known.insert(head, EntityKind::Organisation);
        }
    }
    for stretch in stretches.iter().filter(|s| s.kind == EntityKind::Person && s.first < s.last) {
        let words: Vec<&str> = stretch.lower(tokens).collect();
        if let Some(last) = person::last_name(&words).filter(|last| last.len() > 2) {
            known.insert(last, EntityKind::Person);
        }
    }
    known
}

fn relabel(tokens: &Tokens<'_>, stretches: &mut [Stretch], known: &FxHashMap<&str, EntityKind>) {
    for stretch in stretches.iter_mut().filter(|s| s.first == s.last && s.kind != EntityKind::Person) {
        let lower = tokens.lower(stretch.first);
        let elsewhere = lexicon::gazetteer(Key::of(lower)) & gaz::PLACE != 0 || lexicon::is_demonym(lower);
        if known.get(lower) == Some(&EntityKind::Person) && !elsewhere {
            stretch.kind = EntityKind::Person;
        }
    }
}

fn add_missed(tokens: &Tokens<'_>, stretches: &mut Vec<Stretch>, known: &FxHashMap<&str, EntityKind>) {
    let printed_small = |i: usize| !tokens[i].is_capitalised() && known.contains_key(tokens.lower(i));
    let small: FxHashSet<&str> = (0..tokens.len()).filter(|&i| printed_small(i)).map(|i| tokens.lower(i)).collect();
    let mut taken = vec![false; tokens.len()];
    for stretch in stretches.iter() {
        taken[stretch.first..=stretch.last].fill(true);
    }
    let free = |i: usize| i >= tokens.len() || !tokens[i].is_capitalised();
    for i in 0..tokens.len() {
        let lower = tokens.lower(i);
        let Some(&kind) = known.get(lower) else { continue };
        if taken[i] || free(i) || !free(i + 1) {
            continue;
        }
        let first = i == 0 || tokens[i - 1].sentence != tokens[i].sentence || tokens[i - 1].kind != TokenKind::Word;
        let alone = first || free(i - 1) || lexicon::is_title(tokens.lower(i - 1));
        let named = !first || !small.contains(lower) || acts_like_a_name(tokens, i);
        if alone && named {
            stretches.push(Stretch { first: i, last: i, kind });
        }
    }
    stretches.sort_unstable_by_key(|stretch| stretch.first);
}

fn acts_like_a_name(tokens: &Tokens<'_>, i: usize) -> bool {
    let next = i + 1;
    next < tokens.len()
        && (tokens[next].kind == TokenKind::Possessive || lexicon::word_bits(tokens.lower(next)) & word::NAME_VERB != 0)
}
