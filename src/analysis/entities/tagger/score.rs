//! Scores a place with the model, keeping the sums of what it has met before.
//!
//! Each feature depends on one word and the tag before, or on a few small numbers ([`Part`]), and news repeats its words:
//! the weights of a part are summed once and kept in tables of fixed size, where a newer word takes an older one's slot; so
//! is what the lists know of it. Sums are of whole numbers, so that a kept sum is exactly the one that would be made anew.
//! What a place scores is ten such sums. Features of two words or more would have to be summed anew at every place; they
//! gained nothing beyond chance.

use super::{
    TAGS,
    facts::WordFacts,
    features::{Only, Part, Window, features},
    model::{Model, WIDTH},
};
use crate::{lexicon, text::Tokens};

/// Sums of weights, as [`Model`] counts.
type Sums = [i16; WIDTH];

/// Slots for words: four megabytes a thread at most, enough for all but the rare words of news.
const WORD_SLOTS: usize = 1 << 14;

/// Slots of a table for small numbers: what news has of each is some thousands at most.
const PART_SLOTS: usize = 1 << 13;

const WORD: u16 = Part::Word.bit();
const BEFORE: u16 = Part::Before.bit();
const BEFORE_2: u16 = Part::Before2.bit();
const AFTER: u16 = Part::After.bit();
const AFTER_2: u16 = Part::After2.bit();
const LOOK: u16 = Part::Look.bit();
const LISTS: u16 = Part::Lists.bit();
const LISTS_2: u16 = Part::Lists2.bit();
const GAZETTEER: u16 = Part::Gazetteer.bit();
const PAST: u16 = Part::Past.bit();

/// A model with what is kept of its sums; each thread has its own.
#[derive(Debug)]
pub struct Scorer<'b> {
    model: Model<'b>,
    facts: Vec<WordFacts>,
    /// Which of the words asked for are not kept.
    new: Vec<usize>,
    word: Kept<WORD_SLOTS>,
    before: Kept<WORD_SLOTS>,
    after: Kept<WORD_SLOTS>,
    before_2: Kept<WORD_SLOTS>,
    after_2: Kept<WORD_SLOTS>,
    look: Kept<PART_SLOTS>,
    lists: Kept<PART_SLOTS>,
    lists_2: Kept<PART_SLOTS>,
    gazetteer: Kept<PART_SLOTS>,
    past: Kept<PART_SLOTS>,
}

impl<'b> Scorer<'b> {
    /// Knows no word yet.
    #[must_use]
    pub fn new(model: Model<'b>) -> Self {
        Self {
            model,
            facts: vec![WordFacts::default(); WORD_SLOTS],
            new: Vec::new(),
            word: Kept::default(),
            before: Kept::default(),
            after: Kept::default(),
            before_2: Kept::default(),
            after_2: Kept::default(),
            look: Kept::default(),
            lists: Kept::default(),
            lists_2: Kept::default(),
            gazetteer: Kept::default(),
            past: Kept::default(),
        }
    }

    /// Appends what is known of the words at the tokens `asked`. Each step is taken for all of them before the next, so that the
    /// processor waits for memory once and not once a word.
    pub fn word_facts(&mut self, tokens: &Tokens<'_>, asked: &[u32], facts: &mut Vec<WordFacts>) {
        let print = |i: u32| tokens.words().print(tokens[i as usize].printed_id());
        let slot = |print: u64| (print >> 40) as usize % WORD_SLOTS;
        let from = facts.len();
        facts.extend(asked.iter().map(|&i| self.facts[slot(print(i))]));
        let is_new = |(n, i): &(usize, &u32)| facts[from + n].print() != print(**i);
        self.new.clear();
        self.new.extend(asked.iter().enumerate().filter(is_new).map(|(n, _)| n));
        let key = |n: usize| tokens.key(asked[n] as usize);
        lexicon::fetch(self.new.iter().map(|&n| key(n)));
        for &n in &self.new {
            let known = WordFacts::of(tokens, asked[n] as usize);
            facts[from + n] = known;
            self.facts[slot(known.print())] = known;
        }
    }

    /// The scores of all tags.
    pub fn score(&mut self, window: &Window<'_>) -> [i16; TAGS] {
        let model = self.model;
        let [x, a, aa, b, bb] = window.prints();
        let mut sums = *self.word.get(x, || sum::<WORD>(model, window));
        add(&mut sums, self.before.get(a, || sum::<BEFORE>(model, window)));
        add(&mut sums, self.after.get(b, || sum::<AFTER>(model, window)));
        add(&mut sums, self.before_2.get(aa, || sum::<BEFORE_2>(model, window)));
        add(&mut sums, self.after_2.get(bb, || sum::<AFTER_2>(model, window)));
        add(&mut sums, self.look.get(window.look(), || sum::<LOOK>(model, window)));
        add(&mut sums, self.lists.get(window.lists(), || sum::<LISTS>(model, window)));
        add(&mut sums, self.lists_2.get(window.lists_2(), || sum::<LISTS_2>(model, window)));
        add(&mut sums, self.gazetteer.get(window.gazetteer(), || sum::<GAZETTEER>(model, window)));
        if let Some(past) = window.past() {
            add(&mut sums, self.past.get(past, || sum::<PAST>(model, window)));
        }
        let mut scores = [0; TAGS];
        scores[1..].copy_from_slice(&sums);
        scores
    }
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

/// Kept sums of some parts, by a number on which alone they depend. Keys lie apart, close together: most of what is asked
/// is answered from them and one line of sums. Both are plain numbers, so that the system gives them zeroed and only as they
/// are used.
#[derive(Debug)]
struct Kept<const SLOTS: usize> {
    keys: Vec<u64>,
    sums: Vec<Sums>,
}

impl<const SLOTS: usize> Default for Kept<SLOTS> {
    fn default() -> Self {
        // A slot that is empty has a key that belongs into another one, which no key that is asked for can be.
        let mut keys = vec![0; SLOTS];
        keys[Self::slot(0)] = 1;
        Self { keys, sums: vec![[0; WIDTH]; SLOTS] }
    }
}

impl<const SLOTS: usize> Kept<SLOTS> {
    /// All bits of the key have a say in the upper bits of the product.
    fn slot(key: u64) -> usize {
        (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - SLOTS.ilog2())) as usize
    }

    #[inline]
    fn get(&mut self, key: u64, make: impl FnOnce() -> Sums) -> &Sums {
        let slot = Self::slot(key);
        let sums = &mut self.sums[slot];
        if self.keys[slot] != key {
            self.keys[slot] = key;
            *sums = make();
        }
        sums
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
    fn sums_are_made_once_for_each_key_the_first_two_numbers_among_them() {
        let mut kept = Kept::<64>::default();
        for key in [0, 1, u64::MAX, 1 << 63] {
            assert_eq!(kept.get(key, || [7; WIDTH]), &[7; WIDTH], "{key} is new");
            assert_eq!(kept.get(key, || [8; WIDTH]), &[7; WIDTH], "{key} is known");
        }
    }

    #[test]
    fn list_bits_fit_the_keys() {
        let lists = word::TITLE | word::MALE | word::FEMALE | word::ROLE | word::BODY | word::ORG_WORD | word::DEMONYM;
        let lists = lists | word::CALENDAR | word::STARTER | word::NAME_VERB | word::PARTICLE | word::FIRST;
        assert_eq!(lists, (1 << 12) - 1);
        let people = gaz::FIRST | gaz::LAST | gaz::MALE | gaz::FEMALE;
        assert_eq!(gaz::PLACE | people | gaz::PREFIX | gaz::ORGANISATION, (1 << 12) - 1);
    }
}
