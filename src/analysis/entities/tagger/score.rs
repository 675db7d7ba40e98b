//! Scores a place with the model, keeping the sums of what it has met before.
//!
//! Most features of a place depend on one word, or on a few small numbers ([`Part`]), and news repeats its words: their
//! weights are summed once and kept in tables of fixed size, where a newer word takes an older one's slot; so is what the
//! lists know of it. Sums are of whole numbers, so that a kept sum is exactly the one that would be made anew.

use super::{
    TAGS,
    features::{Only, Part, Window, WordFacts, features},
    model::{Model, WIDTH},
};
use crate::text::Tokens;

/// Sums of weights, as [`Model`] counts.
type Sums = [i16; WIDTH];

/// Slots for words: six megabytes a thread, enough for all but the rare words of news.
const WORD_SLOTS: usize = 1 << 14;

/// Slots of a table for a part: what news has of each is some hundreds.
const PART_SLOTS: usize = 1 << 11;

const WORD: u16 = Part::Word.bit();
const BEFORE: u16 = Part::Before.bit();
const BEFORE_2: u16 = Part::Before2.bit();
const AFTER: u16 = Part::After.bit();
const AFTER_2: u16 = Part::After2.bit();
const WORD_TAG: u16 = Part::WordTag.bit();
const BEFORE_TAG: u16 = Part::BeforeTag.bit();
const AFTER_TAG: u16 = Part::AfterTag.bit();
const LOOK: u16 = Part::Look.bit();
const LISTS: u16 = Part::Lists.bit();
const GAZETTEER: u16 = Part::Gazetteer.bit();
const PAST: u16 = Part::Past.bit();
const SEVERAL: u16 = Part::Several.bit();

/// Kept sums of words. Arrays of numbers, so that the system gives them zeroed and only as they are used.
#[derive(Debug)]
struct WordSums {
    prints: Vec<u64>,
    /// The parts whose sums have been made.
    made: Vec<u16>,
    parts: Vec<[Sums; 8]>,
}

/// A model with what is kept of its sums; each thread has its own.
#[derive(Debug)]
pub struct Scorer<'b> {
    model: Model<'b>,
    facts: Vec<WordFacts>,
    words: WordSums,
    look: Kept,
    lists: Kept,
    gazetteer: Kept,
    past: Kept,
}

impl<'b> Scorer<'b> {
    /// Knows no word yet.
    #[must_use]
    pub fn new(model: Model<'b>) -> Self {
        Self {
            model,
            facts: vec![WordFacts::default(); WORD_SLOTS],
            words: WordSums {
                prints: vec![0; WORD_SLOTS],
                made: vec![0; WORD_SLOTS],
                parts: vec![[[0; WIDTH]; 8]; WORD_SLOTS],
            },
            look: Kept::new(),
            lists: Kept::new(),
            gazetteer: Kept::new(),
            past: Kept::new(),
        }
    }

    /// What is known of the word at token `i`.
    pub fn word_facts(&mut self, tokens: &Tokens<'_>, i: usize) -> WordFacts {
        let print = tokens.words().print(tokens[i].printed_id());
        let slot = &mut self.facts[slot(print)];
        if slot.print() != print {
            *slot = WordFacts::of(tokens, i);
        }
        *slot
    }

    /// The scores of all tags.
    pub fn score(&mut self, window: &Window<'_>) -> [i16; TAGS] {
        let model = self.model;
        // With the tag before them, words are kept only where that tag is none, as it mostly is.
        let mut sums = if window.follows_nothing() {
            let mut sums = sum::<SEVERAL>(model, window);
            self.add_words_after_nothing(window, &mut sums);
            sums
        } else {
            sum::<{ SEVERAL | WORD_TAG | BEFORE_TAG | AFTER_TAG }>(model, window)
        };
        self.add_words(window, &mut sums);
        add(&mut sums, self.look.get(window.look(), || sum::<LOOK>(model, window)));
        add(&mut sums, self.lists.get(window.lists(), || sum::<LISTS>(model, window)));
        add(&mut sums, self.gazetteer.get(window.gazetteer(), || sum::<GAZETTEER>(model, window)));
        if let Some(past) = window.past() {
            add(&mut sums, self.past.get(past, || sum::<PAST>(model, window)));
        }
        let mut scores = [0; TAGS];
        scores[1..].copy_from_slice(&sums);
        scores
    }

    fn add_words(&mut self, window: &Window<'_>, sums: &mut Sums) {
        let [x, a, aa, b, bb] = window.prints();
        add(sums, self.word::<WORD>(window, x));
        add(sums, self.word::<BEFORE>(window, a));
        add(sums, self.word::<BEFORE_2>(window, aa));
        add(sums, self.word::<AFTER>(window, b));
        add(sums, self.word::<AFTER_2>(window, bb));
    }

    fn add_words_after_nothing(&mut self, window: &Window<'_>, sums: &mut Sums) {
        let [x, a, _, b, _] = window.prints();
        add(sums, self.word::<WORD_TAG>(window, x));
        add(sums, self.word::<BEFORE_TAG>(window, a));
        add(sums, self.word::<AFTER_TAG>(window, b));
    }

    /// Sums of a part that depends on the word of this print alone; its bit is among the first eight.
    fn word<const PART: u16>(&mut self, window: &Window<'_>, print: u64) -> &Sums {
        let slot = slot(print);
        let made = &mut self.words.made[slot];
        if self.words.prints[slot] != print {
            (self.words.prints[slot], *made) = (print, 0);
        }
        let kept = &mut self.words.parts[slot][PART.trailing_zeros() as usize];
        if *made & PART == 0 {
            *made |= PART;
            *kept = sum::<PART>(self.model, window);
        }
        kept
    }
}

fn slot(print: u64) -> usize {
    (print >> 40) as usize % WORD_SLOTS
}

/// By value, so that the compiler adds all at once.
#[inline]
fn add(sums: &mut Sums, more: &Sums) {
    let (old, more) = (*sums, *more);
    *sums = std::array::from_fn(|tag| old[tag] + more[tag]);
}

/// Sums of some parts, made anew.
fn sum<const PARTS: u16>(model: Model<'_>, window: &Window<'_>) -> Sums {
    let mut only = Only::<PARTS>::default();
    features(window, &mut only);
    model.sum(only.rows())
}

/// Kept sums of a part, by a number on which alone they depend.
#[derive(Debug)]
struct Kept {
    slots: Vec<(u64, Sums)>,
}

impl Kept {
    fn new() -> Self {
        Self { slots: vec![(u64::MAX, [0; WIDTH]); PART_SLOTS] }
    }

    fn get(&mut self, key: u64, make: impl FnOnce() -> Sums) -> &Sums {
        let mixed = key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        let slot = &mut self.slots[mixed as usize % PART_SLOTS];
        if slot.0 != key {
            *slot = (key, make());
        }
        &slot.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analysis::entities::tagger::{decode::Walk, features::MOST_FEATURES},
        lexicon::{gaz, word},
    };

    const TEXT: &str = "Mayor Ada Orlova of New Lund told The Harbour Times on Monday that “Acme Holdings Inc.” would leave.\n\
        ORLOVA RETURNS\nMs. Orlova, 51, met Dr. Jan van der Berg of the University of Lund and the U.S. envoy; Berg said no.";

    /// What is kept is added up to exactly what all features weigh, in a first reading and in a second.
    #[test]
    fn kept_sums_are_those_of_all_features() {
        let model = Model::new(include_bytes!("tagger.bin")).expect("whole");
        let mut scorer = Scorer::new(model);
        let tokens = Tokens::new(TEXT);
        let mut met = 0;
        for _ in 0..2 {
            let mut walk = Walk::new(&tokens);
            for i in 0..tokens.len() {
                let mut rows = Vec::new();
                walk.look(i, &mut rows);
                let mut all = [0; WIDTH];
                rows.chunks(MOST_FEATURES).for_each(|rows| add(&mut all, &model.sum(rows)));
                let scores = walk.window(i).map(|window| scorer.score(&window));
                assert_eq!(scores.is_some(), !rows.is_empty());
                if let Some(scores) = scores {
                    assert_eq!(scores[1..], all, "at “{}”", tokens.word(i));
                    met += 1;
                }
                let best = scores.map_or(Default::default(), |scores| walk.best(i, &scores));
                walk.step(i, best, best);
            }
        }
        assert!(met > 40);
    }

    #[test]
    fn list_bits_fit_the_keys() {
        let lists = word::TITLE | word::MALE | word::FEMALE | word::ROLE | word::BODY | word::ORG_WORD | word::DEMONYM;
        let lists = lists | word::CALENDAR | word::STARTER | word::NAME_VERB | word::PARTICLE | word::FIRST;
        assert_eq!(lists, (1 << 12) - 1);
        assert_eq!(gaz::PLACE | gaz::FIRST | gaz::LAST | gaz::PREFIX | gaz::MALE | gaz::FEMALE, (1 << 11) - 1);
    }
}
