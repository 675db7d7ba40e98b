//! Who and what is named: a tagger finds the names, then the forms of one name become one entity.
//!
//! [`tagger`] marks stretches, [`repair`] mends where they begin and end, [`hidden`] takes persons out of what ends with
//! their names, [`missed`] lets long names label their short forms, [`groups`] gathers the forms under one name,
//! [`gender`] and [`roles`] read what the text tells beside them.

pub mod bodies;
pub mod gender;
pub mod groups;
mod hidden;
pub mod missed;
pub mod person;
mod relatives;
pub mod repair;
pub mod roles;
pub mod tagger;

use std::cell::RefCell;

use super::{
    EntityKind, Mention, Name,
    transcript::{self, Turn},
};
use crate::text::{Span, Tokens};
use tagger::{KINDS, decode, model::Model, score::Scorer};

static MODEL: &[u8] = include_bytes!("tagger/tagger.bin");

thread_local! {
    /// What it keeps makes the next article quicker, and changes nothing else.
    static SCORER: RefCell<Scorer<'static>> =
        RefCell::new(Scorer::new(Model::new(MODEL).expect("the shipped model is whole: a test reads it")));
}

/// The names of an article and where they stand.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// Each entity once, in the order of first mention.
    pub names: Vec<Name>,
    /// In text order, not overlapping.
    pub mentions: Vec<Mention>,
    /// The turns of a transcript, whose labels are mentions that no sentence shows; nearly always none.
    pub turns: Vec<Turn>,
}

/// A stretch of tokens that names something; the first step towards a [`Mention`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Number of its first token.
    pub first: usize,
    /// Number of its last token.
    pub last: usize,
    /// What it names.
    pub kind: EntityKind,
}

impl Stretch {
    /// Its place in the text.
    #[must_use]
    pub fn span(&self, tokens: &Tokens<'_>) -> Span {
        tokens[self.first].span().join(tokens[self.last].span())
    }

    /// Its words in lower case, the bracket left out that closes a first name put in ("[Ilona] Carrow").
    pub fn lower<'s>(&self, tokens: &'s Tokens<'_>) -> impl Iterator<Item = &'s str> + use<'s> {
        (self.first..=self.last).map(|i| tokens.lower(i)).filter(|lower| *lower != "]")
    }
}

/// Finds and groups the names of an article. Persons of the headline `title` help to complete names of the text,
/// which is all they do: mentions lie in the text.
///
/// ```
/// use onrecord::{analysis::entities::find, text::Tokens};
/// let found = find(&Tokens::new("Mayor Ada Orlova left Lund. Mrs. Orlova will return."), None);
/// assert_eq!(found.names[0].canonical, "Ada Orlova");
/// assert_eq!(found.names[0].role.as_deref(), Some("Mayor"));
/// assert_eq!(found.mentions.iter().filter(|mention| mention.name.0 == 0).count(), 2);
/// ```
#[must_use]
pub fn find(tokens: &Tokens<'_>, title: Option<&str>) -> Found {
    let (stretches, mut turns) = stretches(tokens);
    let headline = title.map(Tokens::new);
    let in_headline = headline.as_ref().map(stretches_of_headline).unwrap_or_default();
    let seeds = headline.as_ref().map(|headline| (headline, in_headline.as_slice()));
    let pronouns = gender::Pronouns::of(tokens);
    let mut grouped = groups::group(tokens, &stretches, &pronouns, seeds);
    gender::tell(tokens, &stretches, &pronouns, &mut grouped);
    roles::read(tokens, &stretches, &mut grouped);
    let (names, mentions) = grouped.into_names(tokens, &stretches);
    transcript::tell(tokens, &names, &mentions, &mut turns);
    Found { names, mentions, turns }
}

fn stretches(tokens: &Tokens<'_>) -> (Vec<Stretch>, Vec<Turn>) {
    let mut found = tagged(tokens);
    repair::extents(tokens, &mut found);
    let persons = found.iter().filter(|stretch| stretch.kind == EntityKind::Person);
    let turns = transcript::find(tokens, persons.map(|stretch| stretch.first..stretch.last + 1));
    missed::labels(&turns, &mut found);
    missed::persons_named_elsewhere(tokens, &mut found);
    hidden::persons_called_elsewhere(tokens, &mut found);
    hidden::initials_of_bodies(tokens, &mut found);
    missed::persons_shown(tokens, &mut found);
    missed::speakers_shown(tokens, &mut found);
    missed::companies_shown(tokens, &mut found);
    missed::long_names_label_short_forms(tokens, &mut found);
    (found, turns)
}

fn stretches_of_headline(tokens: &Tokens<'_>) -> Vec<Stretch> {
    let mut found = tagged(tokens);
    repair::leads_off(tokens, &mut found);
    repair::titles_off(tokens, &mut found);
    repair::headline_verbs_off(tokens, &mut found);
    found.retain(|stretch| stretch.kind == EntityKind::Person && stretch.first < stretch.last);
    found
}

fn tagged(tokens: &Tokens<'_>) -> Vec<Stretch> {
    let tags = SCORER.with_borrow_mut(|scorer| decode::tag(tokens, scorer));
    // Room for all: names have at least a token each, and growing by steps would copy them again and again.
    let mut found = Vec::with_capacity(tags.len());
    found.extend(decode::spans(&tags).map(|(first, last, kind)| Stretch { first, last, kind: KINDS[kind] }));
    found
}

#[cfg(test)]
mod tests;
