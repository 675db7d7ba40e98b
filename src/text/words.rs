//! The different words of one article: each is spelled, put into lower case and hashed once, however often it stands.
//!
//! A word is found again by its first eight bytes and its length, longer ones by the rest as well. The table's hash is
//! seeded at random in each process, so that no text can be made to crowd it; numbers are given in order of appearance
//! and do not depend on the seed.

use std::{
    hash::{BuildHasher, RandomState},
    sync::LazyLock,
};

use super::{
    key::Key,
    tokens::{Case, TokenKind},
};

/// Number of a word among the different words of its article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordId(u32);

impl WordId {
    /// The first word's number.
    pub const FIRST: Self = Self(0);

    /// The number, below [`Words::len`].
    #[must_use]
    #[inline]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A word's forms, as [`Words::enter`] tells them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    /// The word as printed.
    pub(super) printed: WordId,
    /// The same in lower case.
    pub(super) lower: WordId,
    /// How it is written.
    pub(super) case: Case,
}

/// One of the different words.
#[derive(Debug, Clone, Copy)]
struct Word {
    /// Its first eight bytes.
    head: u64,
    /// Its key if it is in lower case.
    key: Key,
    start: u32,
    len: u32,
    lower: WordId,
    case: Case,
    hyphen: bool,
}

/// The different words of one article, as printed and in lower case.
#[derive(Debug)]
pub struct Words {
    /// All spellings, one after the other.
    spelled: String,
    list: Vec<Word>,
    table: Table,
    seed: [u64; 2],
}

impl Words {
    /// Room for the words of a text of `bytes`; more is made when it is needed.
    pub(super) fn for_text(bytes: usize) -> Self {
        Self {
            spelled: String::with_capacity((bytes / 2).min(1 << 16)),
            list: Vec::with_capacity((bytes / 10).min(1 << 13)),
            table: Table::new((bytes / 4).min(1 << 14)),
            seed: *SEED,
        }
    }

    /// Number of different words.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is no word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The word.
    #[must_use]
    #[inline]
    pub fn spelling(&self, id: WordId) -> &str {
        let word = &self.list[id.index()];
        &self.spelled[word.start as usize..(word.start + word.len) as usize]
    }

    /// Key of a word in lower case (of others the key of their lower case).
    #[must_use]
    #[inline]
    pub fn key(&self, id: WordId) -> Key {
        self.list[id.index()].key
    }

    /// Whether the word has a hyphen.
    #[must_use]
    #[inline]
    pub fn has_hyphen(&self, id: WordId) -> bool {
        self.list[id.index()].hyphen
    }

    /// The word `text[start..end]` as printed and in lower case, with `’` written as `'`.
    pub(super) fn enter(&mut self, text: &str, start: usize, end: usize, kind: TokenKind) -> Found {
        let head = head(text.as_bytes(), start, end);
        let hash = hash(self.seed, text.as_bytes(), head, start, end);
        let printed = match self.find(head, hash, &text[start..end]) {
            Some(known) => known,
            None => self.add(head, hash, &text[start..end], kind),
        };
        let word = &self.list[printed.index()];
        Found { printed, lower: word.lower, case: word.case }
    }

    fn find(&self, head: u64, hash: u64, word: &str) -> Option<WordId> {
        let same = |id: WordId| {
            let known = &self.list[id.index()];
            known.head == head && known.len as usize == word.len() && (word.len() <= 8 || self.spelling(id) == word)
        };
        self.table.find(hash, same)
    }

    /// Enters a new word, and its lower case if that is another.
    fn add(&mut self, head: u64, hash: u64, word: &str, kind: TokenKind) -> WordId {
        let start = self.spelled.len();
        self.spelled.push_str(word);
        let end = self.spelled.len();
        let case = push_lower(&mut self.spelled, word, kind);
        if self.spelled[start..end] == self.spelled[end..] {
            self.spelled.truncate(end);
            return self.push(head, hash, (start, end), None, case);
        }
        let lower = self.lower(end, kind);
        self.push(head, hash, (start, end), Some(lower), case)
    }

    /// The word in lower case that was just spelled from `start` on.
    fn lower(&mut self, start: usize, kind: TokenKind) -> WordId {
        let (bytes, end) = (self.spelled.as_bytes(), self.spelled.len());
        let head = head(bytes, start, end);
        let hash = hash(self.seed, bytes, head, start, end);
        let word = &self.spelled[start..end];
        if let Some(known) = self.find(head, hash, word) {
            self.spelled.truncate(start);
            return known;
        }
        // Some capitals have no small letter.
        let case = case_of(word, kind);
        self.push(head, hash, (start, end), None, case)
    }

    /// Enters a word without looking whether it is known; `lower` is none if it is its own lower case.
    fn push(&mut self, head: u64, hash: u64, place: (usize, usize), lower: Option<WordId>, case: Case) -> WordId {
        let id = WordId(self.list.len() as u32);
        let (start, end) = place;
        let key = lower.map_or_else(|| Key::of(&self.spelled[start..end]), |lower| self.key(lower));
        let (start, len) = (start as u32, (end - start) as u32);
        let hyphen = memchr::memchr(b'-', &self.spelled.as_bytes()[place.0..place.1]).is_some();
        self.list.push(Word { head, key, start, len, lower: lower.unwrap_or(id), case, hyphen });
        self.table.add(hash, id);
        id
    }
}

/// Appends `word` in lower case and tells how it is written.
fn push_lower(lower: &mut String, word: &str, kind: TokenKind) -> Case {
    let from = lower.len();
    if word.is_ascii() || !has_case(kind) {
        lower.push_str(word);
        lower[from..].make_ascii_lowercase();
    } else {
        lower.extend(word.chars().flat_map(|c| if c == '’' { '\''.to_lowercase() } else { c.to_lowercase() }));
    }
    case_of(word, kind)
}

fn has_case(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Word | TokenKind::Number | TokenKind::Possessive)
}

/// How a token is written; signs count as [`Case::Lower`].
fn case_of(word: &str, kind: TokenKind) -> Case {
    let (mut uppers, mut lowers) = (0, 0);
    if !has_case(kind) {
        return Case::Lower;
    }
    if word.is_ascii() {
        for byte in word.bytes() {
            uppers += usize::from(byte.is_ascii_uppercase());
            lowers += usize::from(byte.is_ascii_lowercase());
        }
    } else {
        for c in word.chars() {
            uppers += usize::from(c.is_uppercase());
            lowers += usize::from(c.is_lowercase());
        }
    }
    match (word.starts_with(char::is_uppercase), uppers, lowers) {
        (false, ..) => Case::Lower,
        (true, 1, _) => Case::Title,
        (true, _, 0) => Case::Upper,
        (true, ..) => Case::Mixed,
    }
}

/// The first eight bytes of `bytes[start..end]` as a number.
fn head(bytes: &[u8], start: usize, end: usize) -> u64 {
    let len = end - start;
    match bytes[start..].first_chunk() {
        Some(eight) if len >= 8 => u64::from_le_bytes(*eight),
        Some(eight) => u64::from_le_bytes(*eight) & ((1 << (8 * len)) - 1),
        None => bytes[start..end].iter().rev().fold(0, |head, &byte| head << 8 | u64::from(byte)),
    }
}

/// Two numbers, odd, other ones in each process.
static SEED: LazyLock<[u64; 2]> = LazyLock::new(|| [1u64, 2].map(|n| RandomState::new().hash_one(n) | 1));

/// Hash of `bytes[start..end]`, whose head is `head`; the whole of a short word is in its head and length.
#[inline]
fn hash([a, b]: [u64; 2], bytes: &[u8], head: u64, start: usize, end: usize) -> u64 {
    let length = b.wrapping_add(((end - start) as u64) << 32);
    if end - start <= 8 {
        return fold(head ^ a, length);
    }
    let (eights, rest) = bytes[start..end].as_chunks();
    let state = eights.iter().fold(a, |state, eight| fold(u64::from_le_bytes(*eight) ^ state, b));
    let rest = rest.iter().fold(0, |tail, &byte| tail << 8 | u64::from(byte));
    fold(rest ^ state, length)
}

fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

/// From hashes to numbers: 2^n slots, at most half of them taken; a taken slot pushes its word on to the next.
#[derive(Debug)]
struct Table {
    slots: Vec<Slot>,
    taken: usize,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    hash: u32,
    /// Number of the word and 1; 0 if the slot is empty.
    after: u32,
}

impl Table {
    fn new(slots: usize) -> Self {
        Self { slots: vec![Slot::default(); slots.next_power_of_two().max(64)], taken: 0 }
    }

    fn find(&self, hash: u64, same: impl Fn(WordId) -> bool) -> Option<WordId> {
        let mask = self.slots.len() - 1;
        let hash = (hash >> 32) as u32;
        let mut at = hash as usize;
        loop {
            let slot = self.slots[at & mask];
            let id = WordId(slot.after.checked_sub(1)?);
            if slot.hash == hash && same(id) {
                return Some(id);
            }
            at += 1;
        }
    }

    fn add(&mut self, hash: u64, id: WordId) {
        self.taken += 1;
        if self.taken * 2 > self.slots.len() {
            let twice = vec![Slot::default(); self.slots.len() * 2];
            for slot in std::mem::replace(&mut self.slots, twice).into_iter().filter(|slot| slot.after != 0) {
                self.put(slot);
            }
        }
        self.put(Slot { hash: (hash >> 32) as u32, after: id.0 + 1 });
    }

    fn put(&mut self, slot: Slot) {
        let mask = self.slots.len() - 1;
        let mut at = slot.hash as usize;
        while self.slots[at & mask].after != 0 {
            at += 1;
        }
        self.slots[at & mask] = slot;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn enter(words: &mut Words, word: &str) -> (usize, usize, Case) {
        let found = words.enter(word, 0, word.len(), TokenKind::Word);
        (found.printed.index(), found.lower.index(), found.case)
    }

    #[test]
    fn words_printed_alike_have_one_number_and_share_their_lower_case() {
        let mut words = Words::for_text(0);
        let (the, lower, case) = enter(&mut words, "The");
        assert_eq!(case, Case::Title);
        assert_eq!(enter(&mut words, "the"), (lower, lower, Case::Lower));
        assert_eq!(enter(&mut words, "The"), (the, lower, Case::Title));
        assert_eq!(enter(&mut words, "THE").1, lower);
        assert_eq!(words.spelling(WordId(lower as u32)), "the");
        assert_eq!(words.key(WordId(the as u32)), Key::of("the"));
    }

    #[test]
    fn many_words_are_told_apart_by_every_byte() {
        let mut words = Words::for_text(0);
        let word = |n: usize| format!("{}{n}-year-old", "x".repeat(n % 13));
        let numbers: Vec<_> = (0..5000).map(|n| enter(&mut words, &word(n)).0).collect();
        assert_eq!(words.len(), 5000);
        for (n, &number) in numbers.iter().enumerate() {
            assert_eq!(enter(&mut words, &word(n)).0, number);
            assert_eq!(words.spelling(WordId(number as u32)), word(n));
        }
    }

    #[test]
    fn apostrophes_are_alike_in_lower_case() {
        let mut words = Words::for_text(0);
        assert_eq!(enter(&mut words, "O’Neil").1, enter(&mut words, "O'NEIL").1);
        // A capital without a small letter stays one.
        assert_eq!(enter(&mut words, "𝐀B").1, enter(&mut words, "𝐀b").0);
        assert_eq!(enter(&mut words, "𝐀b").2, Case::Title);
    }
}
