//! Scores a place with the model, keeping the sums of what it has met before.
//!
//! Most features of a place depend on one word, or on a few small numbers ([`Part`]), and news repeats its words: their
//! weights are summed once and kept in tables of fixed size, where a newer word takes an older one's slot. Sums are of
//! whole numbers, so that a kept sum is exactly the one that would be made anew.

use super::{
    TAGS,
    features::{Only, Part, Window, features},
    model::{Model, WIDTH},
};

/// Sums of weights, as [`Model`] counts.
type Sums = [i16; WIDTH];

/// Slots for words: two megabytes a thread, enough for all but the rare words of news.
const WORD_SLOTS: usize = 1 << 13;

/// Slots of a table for a part: what news has of each is some hundreds.
const PART_SLOTS: usize = 1 << 11;

/// Kept sums of a word.
#[derive(Debug, Clone, Copy, Default)]
struct WordSums {
    print: u64,
    /// A bit for each part whose sums have been made.
    made: u8,
    parts: [Sums; 8],
}

/// A model with what is kept of its sums; each thread has its own.
#[derive(Debug)]
pub struct Scorer<'b> {
    model: Model<'b>,
    words: Vec<WordSums>,
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
            words: vec![WordSums::default(); WORD_SLOTS],
            look: Kept::new(),
            lists: Kept::new(),
            gazetteer: Kept::new(),
            past: Kept::new(),
        }
    }

    /// The scores of all tags.
    pub fn score(&mut self, window: &Window<'_>) -> [i16; TAGS] {
        let model = self.model;
        let mut sums = part::<{ Part::Several as u8 }>(model, window);
        add(&mut sums, self.look.get(window.look(), || part::<{ Part::Look as u8 }>(model, window)));
        add(&mut sums, self.lists.get(window.lists(), || part::<{ Part::Lists as u8 }>(model, window)));
        add(&mut sums, self.gazetteer.get(window.gazetteer(), || part::<{ Part::Gazetteer as u8 }>(model, window)));
        if let Some(past) = window.past() {
            add(&mut sums, self.past.get(past, || part::<{ Part::Past as u8 }>(model, window)));
        }
        self.add_words(window, &mut sums);
        let mut scores = [0; TAGS];
        scores[1..].copy_from_slice(&sums);
        scores
    }

    /// Adds what single words tell; with the tag before them it is kept only where that tag is none, as it mostly is.
    fn add_words(&mut self, window: &Window<'_>, sums: &mut Sums) {
        let [x, a, aa, b, bb] = window.prints();
        add(sums, self.word::<{ Part::Word as u8 }>(window, x));
        add(sums, self.word::<{ Part::Before as u8 }>(window, a));
        add(sums, self.word::<{ Part::Before2 as u8 }>(window, aa));
        add(sums, self.word::<{ Part::After as u8 }>(window, b));
        add(sums, self.word::<{ Part::After2 as u8 }>(window, bb));
        if window.follows_nothing() {
            add(sums, self.word::<{ Part::WordTag as u8 }>(window, x));
            add(sums, self.word::<{ Part::BeforeTag as u8 }>(window, a));
            add(sums, self.word::<{ Part::AfterTag as u8 }>(window, b));
        } else {
            add(sums, &part::<{ Part::WordTag as u8 }>(self.model, window));
            add(sums, &part::<{ Part::BeforeTag as u8 }>(self.model, window));
            add(sums, &part::<{ Part::AfterTag as u8 }>(self.model, window));
        }
    }

    /// Sums of a part that depends on the word of this print alone.
    fn word<const PART: u8>(&mut self, window: &Window<'_>, print: u64) -> &Sums {
        let slot = &mut self.words[(print >> 40) as usize % WORD_SLOTS];
        if slot.print != print {
            (slot.print, slot.made) = (print, 0);
        }
        if slot.made >> PART & 1 == 0 {
            slot.made |= 1 << PART;
            slot.parts[usize::from(PART)] = part::<PART>(self.model, window);
        }
        &slot.parts[usize::from(PART)]
    }
}

/// By value, so that the compiler adds all at once.
#[inline]
fn add(sums: &mut Sums, more: &Sums) {
    let (old, more) = (*sums, *more);
    *sums = std::array::from_fn(|tag| old[tag] + more[tag]);
}

/// Sums of one part, made anew.
fn part<const PART: u8>(model: Model<'_>, window: &Window<'_>) -> Sums {
    let mut only = Only::<PART>::default();
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
