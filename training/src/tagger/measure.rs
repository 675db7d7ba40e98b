//! F1 of a model on a gold set: exact span and type, over persons, organisations and places.

use std::fmt;

use onrecord::{
    analysis::entities::{
        Stretch, missed, repair,
        tagger::{
            KINDS, TAGS, Tag,
            decode::{self, Walk},
            features::MOST_FEATURES,
            model::Model,
        },
    },
    text::Tokens,
};
use rustc_hash::FxHashSet;

use super::plan::{Part, Templates};
use crate::gold::{Article, Place};

/// Kinds that are measured, in the order of [`KINDS`].
const MEASURED: [&str; 3] = ["PER", "ORG", "LOC"];

/// Names of one kind, or of all: in the gold, found, and both.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    gold: usize,
    found: usize,
    right: usize,
}

impl Counts {
    fn note(&mut self, gold: &FxHashSet<Place>, found: &FxHashSet<Place>, kind: usize) {
        let count = |places: &FxHashSet<Place>| places.iter().filter(|place| place.kind == kind).count();
        self.gold += count(gold);
        self.found += count(found);
        self.right += gold.intersection(found).filter(|place| place.kind == kind).count();
    }

    fn f1(self) -> f64 {
        200.0 * self.right as f64 / (self.gold + self.found).max(1) as f64
    }
}

/// What a model reaches on a gold set.
#[derive(Debug, Default)]
pub(crate) struct Score {
    kinds: [Counts; MEASURED.len()],
}

impl Score {
    /// Tags `articles` with `model` and the rules, leaving out the parts in `without`.
    pub(crate) fn of(articles: &[Article], model: Model<'_>, without: &[Part]) -> Self {
        let mut score = Self::default();
        for article in articles {
            let tokens = Tokens::new(&article.text);
            let found = stretches(&tokens, model, without);
            let found = found.iter().filter_map(|stretch| place(&article.text, &tokens, stretch)).collect();
            let gold = article.places();
            score.kinds.iter_mut().enumerate().for_each(|(kind, counts)| counts.note(&gold, &found, kind));
        }
        score
    }

    fn all(&self) -> Counts {
        self.kinds.iter().fold(Counts::default(), |all, kind| Counts {
            gold: all.gold + kind.gold,
            found: all.found + kind.found,
            right: all.right + kind.right,
        })
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "F1 {:.2}", self.all().f1())?;
        MEASURED.iter().zip(self.kinds).try_for_each(|(name, counts)| write!(f, "  {name} {:.2}", counts.f1()))?;
        write!(f, "  ({} names)", self.all().gold)
    }
}

fn place(text: &str, tokens: &Tokens<'_>, stretch: &Stretch) -> Option<Place> {
    let kind = KINDS.iter().position(|kind| *kind == stretch.kind).filter(|kind| *kind < MEASURED.len())?;
    Some(Place::new(text, stretch.span(tokens), kind))
}

/// The names of an article as the program finds them, but for the parts left out.
fn stretches(tokens: &Tokens<'_>, model: Model<'_>, without: &[Part]) -> Vec<Stretch> {
    let tags = tags(tokens, model, Templates::without(without));
    let mut found: Vec<Stretch> =
        decode::spans(&tags).map(|(first, last, kind)| Stretch { first, last, kind: KINDS[kind] }).collect();
    if without.contains(&Part::Rules) {
        return found;
    }
    repair::extents(tokens, &mut found);
    missed::persons_shown(tokens, &mut found);
    if !without.contains(&Part::SecondPass) {
        missed::long_names_label_short_forms(tokens, &mut found);
    }
    found
}

/// The tokens of names and their tags. Slower than the program's own way, which keeps sums of whole groups of features.
fn tags(tokens: &Tokens<'_>, model: Model<'_>, templates: Templates) -> Vec<(usize, Tag)> {
    let mut walk = Walk::new(tokens);
    let (mut rows, mut tags) = (Vec::with_capacity(96), Vec::new());
    for i in 0..tokens.len() {
        let mut best = Tag::OUT;
        if let Some(window) = walk.window(i) {
            templates.look(&window, &mut rows);
            best = walk.best(i, &weigh(model, &rows));
        }
        walk.step(i, best, best);
        if best != Tag::OUT {
            tags.push((i, best));
        }
    }
    tags
}

fn weigh(model: Model<'_>, rows: &[u32]) -> [i16; TAGS] {
    let mut scores = [0; TAGS];
    for some in rows.chunks(MOST_FEATURES) {
        scores[1..].iter_mut().zip(model.sum(some)).for_each(|(score, sum)| *score += sum);
    }
    scores
}

#[cfg(test)]
mod tests {
    use onrecord::{analysis::entities, text::Span};

    use super::*;

    const MODEL: &[u8] = include_bytes!("../../../src/analysis/entities/tagger/tagger.bin");
    const TEXT: &str = "KELMAR (Reuters) - Lund Mayor Ada Orlova told the World Bank that Torvik Holdings Ltd. would pay. Orlova, \
        who studied in Vienna, said Torvik had no choice.\n\nORLOVA RETURNS\nMr. Pavel Brandt met Ms. Orlova in Oslo.";

    /// With nothing left out the names measured are the program's own.
    #[test]
    fn what_is_measured_is_what_the_program_finds() {
        let tokens = Tokens::new(TEXT);
        let measured = stretches(&tokens, Model::new(MODEL).unwrap(), &[]);
        let measured: Vec<_> = measured.iter().map(|stretch| (stretch.span(&tokens), stretch.kind)).collect();
        let found = entities::find(&tokens, None).mentions;
        let found: Vec<_> = found.iter().map(|mention| (mention.span, mention.kind)).collect();
        assert!(found.len() > 8);
        assert_eq!(measured, found);
    }

    #[test]
    fn a_name_is_right_with_its_span_and_kind() {
        let place = |words: &str, kind| {
            let start = TEXT.find(words).unwrap();
            Place::new(TEXT, Span::new(start, start + words.len()), kind)
        };
        let gold = [place("Ada Orlova", 0), place("the World Bank", 1), place("Vienna", 2)].into_iter().collect();
        let found = [place("Ada Orlova", 0), place("World Bank", 1), place("Vienna", 1)].into_iter().collect();
        let mut score = Score::default();
        score.kinds.iter_mut().enumerate().for_each(|(kind, counts)| counts.note(&gold, &found, kind));
        assert_eq!(score.to_string(), "F1 66.67  PER 100.00  ORG 66.67  LOC 0.00  (3 names)");
    }
}
