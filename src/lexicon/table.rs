//! A hash table in a byte slice: used in place from the binary, nothing is parsed at start.
//!
//! Slots of four bytes, `2^n` of them: sixteen bits of the key's hash, then sixteen bits of value, both little-endian.
//! Value 0 is an empty slot; a taken slot pushes its key on to the next. Keys are not stored: about one unknown word
//! in thirty thousand is taken for a known one, which a tagger and a gazetteer can bear.

use rustc_hash::FxHashMap;

pub use crate::text::Key;

const SLOT: usize = 4;

/// A table of word or phrase hashes and what is known of them.
#[derive(Debug, Clone, Copy)]
pub struct Table<'b> {
    slots: &'b [[u8; SLOT]],
}

impl<'b> Table<'b> {
    /// A table over `bytes` as [`Table::build`] made them.
    ///
    /// # Panics
    /// If the length is not a power of two of at least one slot: a data file in the repository is damaged.
    #[must_use]
    pub const fn new(bytes: &'b [u8]) -> Self {
        let (slots, rest) = bytes.as_chunks();
        assert!(slots.len().is_power_of_two() && rest.is_empty(), "a table has 2^n slots");
        Self { slots }
    }

    /// The value of `key`, 0 if there is none.
    #[must_use]
    pub fn get(&self, key: Key) -> u16 {
        let mask = self.slots.len() - 1;
        let (first, mark) = place(key, mask);
        for slot in first..=first + mask {
            let [a, b, c, d] = self.slots[slot & mask];
            let value = u16::from_le_bytes([c, d]);
            if value == 0 || u16::from_le_bytes([a, b]) == mark {
                return value;
            }
        }
        0
    }

    /// Looks where `key` would be and no further: whoever will ask for many keys has their places fetched so.
    #[must_use]
    #[inline]
    pub fn touch(&self, key: Key) -> u8 {
        let mask = self.slots.len() - 1;
        self.slots[place(key, mask).0 & mask][0]
    }

    /// Writes `entries` as a table of `1 << bits` slots; the same entries give the same bytes.
    ///
    /// # Panics
    /// If there are not more slots than entries.
    #[must_use]
    pub fn build(entries: &FxHashMap<Key, u16>, bits: u32) -> Vec<u8> {
        let slots = 1usize << bits;
        assert!(entries.len() < slots, "the table needs an empty slot");
        let mut sorted: Vec<_> = entries.iter().filter(|(_, value)| **value != 0).collect();
        sorted.sort_unstable();
        let mut out = vec![0u8; slots * SLOT];
        for (key, value) in sorted {
            let (mut slot, mark) = place(*key, slots - 1);
            while out[slot * SLOT + 2..slot * SLOT + SLOT] != [0, 0] {
                slot = (slot + 1) & (slots - 1);
            }
            out[slot * SLOT..slot * SLOT + 2].copy_from_slice(&mark.to_le_bytes());
            out[slot * SLOT + 2..slot * SLOT + SLOT].copy_from_slice(&value.to_le_bytes());
        }
        out
    }
}

/// What is known of some words, by their keys. Made at first use of short lists; unlike in a [`Table`] keys are compared
/// whole.
#[derive(Debug, Clone)]
pub struct KeyMap<V> {
    /// `2^n` slots, at most half of them taken.
    slots: Vec<(Key, Option<V>)>,
    /// A bit for each of the keys and for few others: most words are on no list, and this stays in the nearest cache.
    hints: Vec<u64>,
}

impl<V: Clone> FromIterator<(Key, V)> for KeyMap<V> {
    fn from_iter<I: IntoIterator<Item = (Key, V)>>(entries: I) -> Self {
        let entries: Vec<_> = entries.into_iter().collect();
        let mut slots = vec![(Key::of(""), None); (entries.len() * 2).next_power_of_two()];
        let mask = slots.len() - 1;
        let mut hints = vec![0; (entries.len() / 4).next_power_of_two()];
        for (key, value) in entries {
            let (word, bit) = hint(key, hints.len());
            hints[word] |= bit;
            let (mut slot, _) = place(key, mask);
            while slots[slot].1.is_some() && slots[slot].0 != key {
                slot = (slot + 1) & mask;
            }
            if slots[slot].1.is_none() {
                slots[slot] = (key, Some(value));
            }
        }
        Self { slots, hints }
    }
}

impl<V> KeyMap<V> {
    /// What is known of the word; of two entries with one key the first counts.
    #[must_use]
    #[inline]
    pub fn get(&self, key: Key) -> Option<&V> {
        let (word, bit) = hint(key, self.hints.len());
        if self.hints[word] & bit == 0 {
            return None;
        }
        let mask = self.slots.len() - 1;
        let (mut slot, _) = place(key, mask);
        loop {
            let (found, value) = &self.slots[slot & mask];
            let value = value.as_ref()?;
            if *found == key {
                return Some(value);
            }
            slot += 1;
        }
    }
}

/// Word and bit of a key among `2^n` words of hints: sixteen bits a key, so that one other word in seventeen is let through.
#[inline]
fn hint(key: Key, words: usize) -> (usize, u64) {
    let mixed = key.number().wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((mixed >> 32) as usize & (words - 1), 1 << (mixed >> 58))
}

/// First slot of a key and the mark that tells it from others.
#[inline]
fn place(key: Key, mask: usize) -> (usize, u16) {
    let mixed = (key.number() ^ (key.number() >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    ((mixed >> 16) as usize & mask, (mixed >> 48) as u16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_found_and_the_rest_hardly_ever() {
        let word = |i: u16| format!("w{i}");
        let entries = (1..5000u16).map(|i| (Key::of(&word(i)), i)).collect();
        let bytes = Table::build(&entries, 13);
        let table = Table::new(&bytes);
        for i in 1..5000 {
            assert_eq!(table.get(Key::of(&word(i))), i);
        }
        let wrong = (0..5000).filter(|i| table.get(Key::of(&format!("other{i}"))) != 0).count();
        assert!(wrong < 10, "{wrong} unknown words were taken for known ones");
    }

    #[test]
    fn a_key_map_knows_its_words_and_no_others() {
        let entries: Vec<_> = (0..3000u16).map(|i| (Key::of(&format!("w{i}")), i)).collect();
        let map: KeyMap<u16> = entries.iter().copied().chain([(Key::of("w7"), 9999)]).collect();
        assert!(entries.iter().all(|(key, value)| map.get(*key) == Some(value)));
        assert!((0..3000).all(|i| map.get(Key::of(&format!("other{i}"))).is_none()));
        assert!(KeyMap::<u16>::from_iter([]).get(Key::of("w1")).is_none());
    }
}
