//! What the tagger gets wrong in a way that rules can tell.

use rustc_hash::FxHashSet;

use super::{Stretch, groups, person};
use crate::{
    analysis::EntityKind,
    lexicon::{self, FirstName, gaz, word},
    text::{TokenKind, Tokens, words::WordId},
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

/// Ends names where something else begins that stood beside them: persons' at several signs, bodies' and places' at a
/// colon, behind which a headline goes on ("Carrow: Senate must act").
pub fn tails_off(tokens: &Tokens<'_>, stretches: &mut [Stretch]) {
    for stretch in stretches.iter_mut().filter(|stretch| stretch.kind != EntityKind::Misc) {
        let person = stretch.kind == EntityKind::Person;
        let ends = |i: usize| tokens.lower(i) == ":" || person && is_tail(tokens, stretch.first, i);
        let tail = (stretch.first + 1..=stretch.last).find(|&i| ends(i));
        stretch.last = tail.map_or(stretch.last, |tail| tail - 1);
    }
}

/// A dash, behind which a place or an agency stands; a day ("Orlova Friday told"); the name's first word once more,
/// where a picture's caption or a link was joined to it ("Ada Orlova Ada OrlovaMore on").
fn is_tail(tokens: &Tokens<'_>, first: usize, i: usize) -> bool {
    /// Letters of the shortest name of a day written out. Shorter words of the calendar are names too ("May", "Sun").
    const DAY: usize = 6;
    let lower = tokens.lower(i);
    let day = || {
        lexicon::word_bits(lower) & word::CALENDAR != 0
            && lower.len() >= DAY
            && lexicon::first_name(lower) == FirstName::No
    };
    let again = i > first + 1 && tokens[i].printed_id() == tokens[first].printed_id();
    tokens[i].kind == TokenKind::Dash || again || day()
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

/// Takes a first name that an editor put in into the name it belongs to ("[Ilona] Carrow").
pub fn inserted_names_on(tokens: &Tokens<'_>, stretches: &mut Vec<Stretch>) {
    let is = |i: usize, bracket: &str| tokens.lower(i) == bracket;
    stretches.dedup_by(|next, one| {
        let joins = (one.kind, next.kind) == (EntityKind::Person, EntityKind::Person)
            && next.first == one.last + 2
            && is(one.last + 1, "]")
            && one.first > 0
            && is(one.first - 1, "[");
        if joins {
            one.last = next.last;
        }
        joins
    });
}

fn is_free_first_name(tokens: &Tokens<'_>, i: usize) -> bool {
    let lower = tokens.lower(i);
    tokens[i].is_capitalised()
        && lexicon::first_name(lower) != FirstName::No
        && lexicon::word_bits(lower) & (word::STARTER | word::TITLE | word::CALENDAR | word::ROLE) == 0
}

/// Lets a long name label its short form (last name, head of a company's name) wherever it stands alone: words the tagger
/// left out ("Green told"), and single words it took for something else.
pub fn long_names_label_short_forms(tokens: &Tokens<'_>, stretches: &mut Vec<Stretch>) {
    if let Some(known) = short_forms(tokens, stretches) {
        relabel(tokens, stretches, &known);
        add_missed(tokens, stretches, &known);
    }
}

/// Words that stand for a longer name, and what it names: last names of persons named in full, and the heads of
/// organisations' names ("Acme" of "Acme Holdings"). By the number of the word; none if there is no such word.
type ShortForms = Vec<Option<EntityKind>>;

fn short_forms(tokens: &Tokens<'_>, stretches: &[Stretch]) -> Option<ShortForms> {
    let mut known = Vec::new();
    let mut note = |i: usize, kind| {
        known.resize(tokens.words().len(), None);
        known[tokens[i].lower_id().index()] = Some(kind);
    };
    for stretch in stretches.iter().filter(|s| s.kind == EntityKind::Organisation && s.first < s.last) {
        if groups::is_head_before_org_words(tokens, stretch) {
            note(stretch.first, EntityKind::Organisation);
        }
    }
    for stretch in stretches.iter().filter(|s| s.kind == EntityKind::Person && s.first < s.last) {
        let suffixes = (stretch.first + 1..=stretch.last).rev().take_while(|&i| person::is_suffix(tokens.lower(i)));
        let last = stretch.last - suffixes.count();
        if tokens.lower(last).len() > 2 {
            note(last, EntityKind::Person);
        }
    }
    (!known.is_empty()).then_some(known)
}

fn relabel(tokens: &Tokens<'_>, stretches: &mut [Stretch], known: &ShortForms) {
    for stretch in stretches.iter_mut().filter(|s| s.first == s.last && s.kind != EntityKind::Person) {
        if known[tokens[stretch.first].lower_id().index()] == Some(EntityKind::Person) {
            let key = tokens.key(stretch.first);
            let elsewhere = lexicon::gazetteer(key) & gaz::PLACE | lexicon::word_bits_of(key) & word::DEMONYM;
            stretch.kind = if elsewhere == 0 { EntityKind::Person } else { stretch.kind };
        }
    }
}

fn add_missed(tokens: &Tokens<'_>, stretches: &mut Vec<Stretch>, known: &ShortForms) {
    let capital = |i: usize| i < tokens.len() && tokens[i].is_capitalised();
    let kind_of = |i: usize| known[tokens[i].lower_id().index()];
    let found: Vec<usize> = (0..tokens.len()).filter(|&i| kind_of(i).is_some()).collect();
    let small: FxHashSet<WordId> = found.iter().filter(|&&i| !capital(i)).map(|&i| tokens[i].lower_id()).collect();
    let mut taken = stretches.iter().peekable();
    let mut missed = Vec::new();
    for (i, kind) in found.into_iter().filter_map(|i| Some((i, kind_of(i)?))) {
        while taken.next_if(|stretch| stretch.last < i).is_some() {}
        if taken.peek().is_some_and(|stretch| stretch.first <= i) || !capital(i) || capital(i + 1) {
            continue;
        }
        let first = i == 0 || tokens[i - 1].sentence != tokens[i].sentence || tokens[i - 1].kind != TokenKind::Word;
        let alone = first || !capital(i - 1) || lexicon::word_bits_of(tokens.key(i - 1)) & word::TITLE != 0;
        let named = !first || !small.contains(&tokens[i].lower_id()) || acts_like_a_name(tokens, i);
        if alone && named {
            missed.push(Stretch { first: i, last: i, kind });
        }
    }
    if !missed.is_empty() {
        stretches.append(&mut missed);
        stretches.sort_unstable_by_key(|stretch| stretch.first);
    }
}

fn acts_like_a_name(tokens: &Tokens<'_>, i: usize) -> bool {
    let next = i + 1;
    next < tokens.len()
        && (tokens[next].kind == TokenKind::Possessive
            || lexicon::word_bits_of(tokens.key(next)) & word::NAME_VERB != 0)
}
