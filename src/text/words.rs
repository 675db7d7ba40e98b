//! The different words of one article: each is spelled, put into lower case and hashed once, however often it stands.
//!
//! A word is found again by its first eight bytes and its length, longer ones by the rest as well. The table's hash is
//! seeded at random in each process, so that no text can be made to crowd it; numbers are given in order of appearance
//! and do not depend on the seed.

use std::{
    hash::{BuildHasher, RandomState},
    ops::Range,
    sync::LazyLock,
};

use index_schema::eights::{each, head, range};

use super::{
    key::Key,
    spare::{self, Spare},
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

/// Where a word is spelled, and what it is found by.
#[derive(Debug, Clone, Copy)]
struct Spelling {
    /// Its first eight bytes.
    head: u64,
    hash: u64,
    /// Place in [`Words::home`].
    start: u32,
    len: u32,
}

/// One of the different words.
#[derive(Debug, Clone, Copy)]
struct Word {
    head: u64,
    hash: u64,
    /// Its key if it is in lower case, else that of its lower case.
    key: Key,
    start: u32,
    len: u32,
    lower: WordId,
    case: Case,
    hyphen: bool,
    /// Whether it stands in the text with no capital at its front; of words with one it means nothing.
    met: bool,
}

/// The different words of one article, as printed and in lower case.
#[derive(Debug)]
pub struct Words {
    /// Where words are spelled: the text, and behind it the words in lower case that were not met in it before. In one place, since a
    /// word's spelling is what is asked for most.
    home: String,
    list: Vec<Word>,
    table: Table,
    seed: [u64; 2],
}

thread_local! {
    static LIST: Spare<Word> = const { Spare::new() };
    static SLOTS: Spare<Slot> = const { Spare::new() };
}

impl Drop for Words {
    fn drop(&mut self) {
        spare::give(&LIST, std::mem::take(&mut self.list));
        spare::give(&SLOTS, std::mem::take(&mut self.table.slots));
    }
}

impl Words {
    /// Room for the words of a text; more is made when it is needed.
    pub(super) fn new(text: &str) -> Self {
        let mut home = String::with_capacity(text.len() + (text.len() / 8).min(1 << 14));
        home.push_str(text);
        Self {
            home,
            list: spare::take(&LIST, (text.len() / 8).min(1 << 13)),
            table: Table::new((text.len() / 4).min(1 << 14)),
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
        &self.home[word.start as usize..word.start as usize + word.len as usize]
    }

    #[inline]
    fn bytes(&self, start: u32, len: u32) -> &[u8] {
        &self.home.as_bytes()[start as usize..start as usize + len as usize]
    }

    /// Key of a word in lower case (of others the key of their lower case).
    #[must_use]
    #[inline]
    pub fn key(&self, id: WordId) -> Key {
        self.list[id.index()].key
    }

    /// Key of each word in lower case and whether it has a hyphen, in the order of the words' numbers.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = (Key, bool)> + '_ {
        self.list.iter().map(|word| (word.key, word.hyphen))
    }

    /// The words in lower case, which [`Token::lower_id`](super::Token::lower_id) may give.
    pub fn small(&self) -> impl Iterator<Item = WordId> + '_ {
        let number = (0..).map(WordId);
        self.list.iter().zip(number).filter(|(word, id)| word.lower == *id).map(|(_, id)| id)
    }

    /// A number by which this process may know the word in other articles: no two words are likely ever to share it, and
    /// no text can make them.
    #[must_use]
    #[inline]
    pub fn print(&self, id: WordId) -> u64 {
        self.list[id.index()].hash
    }

    /// Number of a word, if it is one of them, as printed or in lower case.
    ///
    /// ```
    /// use onrecord::text::Tokens;
    /// let tokens = Tokens::new("She left.");
    /// assert_eq!(tokens.words().number_of("she"), Some(tokens[0].lower_id()));
    /// assert_eq!(tokens.words().number_of("her"), None);
    /// ```
    #[must_use]
    pub fn number_of(&self, word: &str) -> Option<WordId> {
        let bytes = word.as_bytes();
        let hash = hash(self.seed, bytes, head(bytes, 0, bytes.len()), 0, bytes.len());
        self.table.find(hash, |id| self.spelling(id) == word)
    }

    /// Whether a word in lower case stands in the text with no capital at its front ("iPhone" counts for "iphone"): what
    /// [`Token::lower_id`](super::Token::lower_id) gives may have been met with a capital alone.
    #[must_use]
    #[inline]
    pub fn is_met_small(&self, id: WordId) -> bool {
        self.list[id.index()].met
    }

    /// Whether the word has a hyphen.
    #[must_use]
    #[inline]
    pub fn has_hyphen(&self, id: WordId) -> bool {
        self.list[id.index()].hyphen
    }

    /// The word at `start..end` of the text, as printed and in lower case, with `’` written as `'`. "US" in capitals is the
    /// country, as "U.S." is, and not the pronoun.
    #[inline]
    pub(super) fn enter(&mut self, start: usize, end: usize, kind: TokenKind) -> Found {
        let spelling = self.spell(start, end);
        let printed = match self.find(&spelling) {
            Some(known) => known,
            None => self.add(&spelling, kind),
        };
        self.found(printed)
    }

    /// The same of a word or number at `start..end` of up to eight ASCII letters and digits, which `head` has all of.
    #[inline(always)]
    pub(super) fn enter_short(&mut self, head: u64, start: usize, end: usize) -> Found {
        let len = end - start;
        let hash = hash_short(self.seed, head, len);
        let alike = |known: &Word| known.head == head && known.len == len as u32;
        let known = self.table.find(hash, |id| alike(&self.list[id.index()]));
        let printed = known.unwrap_or_else(|| {
            self.add(&Spelling { head, hash, start: start as u32, len: len as u32 }, TokenKind::Word)
        });
        self.found(printed)
    }

    #[inline]
    fn found(&mut self, printed: WordId) -> Found {
        let word = &mut self.list[printed.index()];
        word.met = true;
        Found { printed, lower: word.lower, case: word.case }
    }

    #[inline]
    fn spell(&self, start: usize, end: usize) -> Spelling {
        let bytes = self.home.as_bytes();
        let head = head(bytes, start, end);
        let hash = hash(self.seed, bytes, head, start, end);
        Spelling { head, hash, start: start as u32, len: (end - start) as u32 }
    }

    #[inline]
    fn find(&self, spelling: &Spelling) -> Option<WordId> {
        let &Spelling { head, hash, start, len } = spelling;
        self.table.find(hash, |id| {
            let known = &self.list[id.index()];
            let alike = known.head == head && known.len == len;
            let rest = || {
                let (old, new) = (self.bytes(known.start, len), self.bytes(start, len));
                tail(old) == tail(new) && (len <= 16 || old == new)
            };
            alike && (len <= 8 || rest())
        })
    }

    /// Enters a new word of the text, and its lower case if that is another.
    #[inline(never)]
    fn add(&mut self, spelling: &Spelling, kind: TokenKind) -> WordId {
        if spelling.is_small() {
            return self.push(spelling, None, Case::Lower);
        }
        let (start, end) = (spelling.start as usize, (spelling.start + spelling.len) as usize);
        let Some(letters) = Letters::of(self.home.as_bytes(), start, end) else {
            return self.add_wide(spelling, kind);
        };
        if letters.uppers == 0 {
            return self.push(spelling, None, Case::Lower);
        }
        let case = if has_case(kind) { letters.case() } else { Case::Lower };
        let lower = match spelling.len {
            2 if self.home[start..end] == *"US" => self.lower_of("u.s.", kind),
            ..=8 => self.lower_short(spelling, start..end),
            _ => {
                let from = self.spell_small(start..end);
                self.lower(from, kind)
            }
        };
        self.push(spelling, Some(lower), case)
    }

    /// The same for a word that is not all ASCII.
    fn add_wide(&mut self, spelling: &Spelling, kind: TokenKind) -> WordId {
        let (start, end) = (spelling.start as usize, (spelling.start + spelling.len) as usize);
        let (word, from) = (&self.home[start..end], self.home.len());
        let case = if has_case(kind) { case_of(word) } else { Case::Lower };
        let lower = lower_case(word, kind);
        if lower == word {
            return self.push(spelling, None, case);
        }
        self.home.push_str(&lower);
        let lower = self.lower(from, kind);
        self.push(spelling, Some(lower), case)
    }

    /// The lower case of up to eight ASCII bytes, which are wholly in the spelling's head: only where it is new it is spelled.
    fn lower_short(&mut self, spelling: &Spelling, place: Range<usize>) -> WordId {
        let head = spelling.head | range(spelling.head, b'A', b'Z') >> 2;
        let hash = hash_short(self.seed, head, spelling.len as usize);
        let spelling = Spelling { head, hash, start: self.home.len() as u32, len: spelling.len };
        self.find(&spelling).unwrap_or_else(|| {
            self.spell_small(place);
            self.push(&spelling, None, Case::Lower)
        })
    }

    /// Spells the ASCII word at `place` in lower case; returns where it begins.
    fn spell_small(&mut self, place: Range<usize>) -> usize {
        let from = self.home.len();
        self.home.extend_from_within(place);
        self.home[from..].make_ascii_lowercase();
        from
    }

    /// The word in lower case, spelled so.
    fn lower_of(&mut self, word: &str, kind: TokenKind) -> WordId {
        let from = self.home.len();
        self.home.push_str(word);
        self.lower(from, kind)
    }

    /// The word in lower case that was just spelled from `start` on.
    fn lower(&mut self, start: usize, kind: TokenKind) -> WordId {
        let spelling = self.spell(start, self.home.len());
        if let Some(known) = self.find(&spelling) {
            self.home.truncate(start);
            return known;
        }
        // Some capitals have no small letter.
        let case = if has_case(kind) { case_of(&self.home[start..]) } else { Case::Lower };
        self.push(&spelling, None, case)
    }

    /// Enters a word without looking whether it is known; `lower` is none if it is its own lower case.
    fn push(&mut self, spelling: &Spelling, lower: Option<WordId>, case: Case) -> WordId {
        let id = WordId(self.list.len() as u32);
        let &Spelling { head, hash, start, len } = spelling;
        let word = self.bytes(start, len);
        let hyphen = if len <= 8 { has_hyphen(head) } else { eights(word).any(has_hyphen) };
        let key = lower.map_or_else(|| Key::of_run(word), |lower| self.key(lower));
        self.list.push(Word { head, hash, key, start, len, lower: lower.unwrap_or(id), case, hyphen, met: false });
        self.table.add(hash, id);
        if let Some(lower) = lower.filter(|_| case == Case::Lower) {
            self.list[lower.index()].met = true;
        }
        id
    }
}

impl Spelling {
    /// Whether it is surely its own lower case: up to eight ASCII bytes, no capital among them, as most words.
    fn is_small(&self) -> bool {
        self.len <= 8 && self.head & each(0x80) == 0 && range(self.head, b'A', b'Z') == 0
    }
}

/// Which letters a word has, and whether it begins with a capital.
#[derive(Default)]
struct Letters {
    /// How many capitals; two may stand for more.
    uppers: u32,
    has_lower: bool,
    capitalised: bool,
}

impl Letters {
    /// Of the ASCII letters `bytes[start..end]`, eight at a time; nothing if not all are ASCII.
    #[inline]
    fn of(bytes: &[u8], start: usize, end: usize) -> Option<Self> {
        let mut letters = Self { capitalised: bytes[start].is_ascii_uppercase(), ..Self::default() };
        let mut at = start;
        while at < end {
            let eight = head(bytes, at, end.min(at + 8));
            if eight & each(0x80) != 0 {
                return None;
            }
            let uppers = range(eight, b'A', b'Z');
            letters.uppers += u32::from(uppers != 0) + u32::from(uppers & uppers.wrapping_sub(1) != 0);
            letters.has_lower |= range(eight, b'a', b'z') != 0;
            at += 8;
        }
        Some(letters)
    }

    fn case(&self) -> Case {
        match self {
            Self { capitalised: false, .. } => Case::Lower,
            Self { uppers: 1, .. } => Case::Title,
            Self { has_lower: false, .. } => Case::Upper,
            _ => Case::Mixed,
        }
    }
}

/// Whether one of eight bytes is a hyphen.
#[inline]
fn has_hyphen(eight: u64) -> bool {
    range(eight & each(0x7F), b'-', b'-') & !eight != 0
}

/// A word in lower case.
fn lower_case(word: &str, kind: TokenKind) -> String {
    if !has_case(kind) {
        return word.to_ascii_lowercase();
    }
    word.chars().flat_map(|c| if c == '’' { '\''.to_lowercase() } else { c.to_lowercase() }).collect()
}

fn has_case(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Word | TokenKind::Number | TokenKind::Possessive)
}

/// How a word is written.
fn case_of(word: &str) -> Case {
    let letters = Letters::of(word.as_bytes(), 0, word.len()).unwrap_or_else(|| Letters {
        uppers: word.chars().filter(|c| c.is_uppercase()).count() as u32,
        has_lower: word.contains(char::is_lowercase),
        capitalised: word.starts_with(char::is_uppercase),
    });
    letters.case()
}

/// All bytes of a word that has more than eight, eight at a time; the last eight may share some with those before.
#[inline]
fn eights(word: &[u8]) -> impl Iterator<Item = u64> + '_ {
    let whole = word.as_chunks().0.iter().map(|eight| u64::from_le_bytes(*eight));
    whole.chain(std::iter::once(tail(word)))
}

/// The last eight bytes of a word that has more.
#[inline]
fn tail(word: &[u8]) -> u64 {
    word.last_chunk().map_or(0, |eight| u64::from_le_bytes(*eight))
}

/// Two numbers, odd, other ones in each process.
static SEED: LazyLock<[u64; 2]> = LazyLock::new(|| [1u64, 2].map(|n| RandomState::new().hash_one(n) | 1));

/// Hash of `bytes[start..end]`, whose head is `head`; the whole of a short word is in its head and length.
#[inline]
fn hash([a, b]: [u64; 2], bytes: &[u8], head: u64, start: usize, end: usize) -> u64 {
    if end - start <= 8 {
        return hash_short([a, b], head, end - start);
    }
    let length = b.wrapping_add(((end - start) as u64) << 32);
    let word = &bytes[start..end];
    let state = eights(word).fold(a, |state, eight| fold(eight ^ state, b));
    fold(state, length)
}

/// The same of up to eight bytes, all of which are in the head.
#[inline]
fn hash_short([a, b]: [u64; 2], head: u64, len: usize) -> u64 {
    fold(head ^ a, b.wrapping_add((len as u64) << 32))
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
        let slots = slots.next_power_of_two().max(64);
        let mut empty = spare::take(&SLOTS, slots);
        empty.resize(slots, Slot::default());
        Self { slots: empty, taken: 0 }
    }

    #[inline(always)]
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
    use proptest::{collection::vec, prelude::*, sample::select};

    use super::*;

    /// The numbers of each word of a text, as printed and in lower case, and its case.
    fn enter(text: &str) -> (Words, Vec<(usize, usize, Case)>) {
        let mut words = Words::new(text);
        let mut found = Vec::new();
        let mut start = 0;
        for word in text.split(' ') {
            let word = words.enter(start, start + word.len(), TokenKind::Word);
            found.push((word.printed.index(), word.lower.index(), word.case));
            start = text[start..].find(' ').map_or(text.len(), |n| start + n + 1);
        }
        (words, found)
    }

    #[test]
    fn words_printed_alike_have_one_number_and_share_their_lower_case() {
        let (words, found) = enter("The the The THE of");
        let (the, lower, case) = found[0];
        assert_eq!(case, Case::Title);
        assert_eq!(found[1], (lower, lower, Case::Lower));
        assert_eq!(found[2], found[0]);
        assert_eq!((found[3].1, found[3].2), (lower, Case::Upper));
        assert_eq!((words.len(), words.spelling(WordId(lower as u32))), (4, "the"));
        assert_eq!(words.key(WordId(the as u32)), Key::of("the"));
    }

    #[test]
    fn many_words_are_told_apart_by_every_byte() {
        let word = |n: usize| format!("{}{n}-Year-old", "x".repeat(n % 13));
        let all: Vec<String> = (0..5000).map(word).collect();
        let text = format!("{} {}", all.join(" "), all.join(" "));
        let (words, found) = enter(&text);
        assert_eq!(words.len(), 10_000);
        assert_eq!(found[..5000], found[5000..]);
        for (word, (printed, lower, _)) in all.iter().zip(found) {
            assert_eq!(words.spelling(WordId(printed as u32)), word);
            assert_eq!(words.spelling(WordId(lower as u32)), word.to_lowercase());
            assert!(words.has_hyphen(WordId(lower as u32)));
        }
    }

    /// The case of a word by its characters, one by one.
    fn case_by_letters(word: &str) -> Case {
        let count = |of: fn(char) -> bool| word.chars().filter(|c| of(*c)).count();
        match (word.starts_with(char::is_uppercase), count(char::is_uppercase), count(char::is_lowercase)) {
            (false, ..) => Case::Lower,
            (true, 1, _) => Case::Title,
            (true, _, 0) => Case::Upper,
            (true, ..) => Case::Mixed,
        }
    }

    const PARTS: &[&str] = &["a", "B", "-", "é", "É", "ß", "9", "Harbour", "NATO", "US", "us", "x", "東"];

    proptest! {
        #[test]
        fn case_and_lower_case_are_those_of_the_letters(parts in vec(select(PARTS), 1..6)) {
            let word = parts.concat();
            let (words, found) = enter(&word);
            let (printed, lower, case) = found[0];
            prop_assert_eq!(case, case_by_letters(&word));
            let small = if word == "US" { "u.s.".to_owned() } else { word.to_lowercase() };
            prop_assert_eq!(words.spelling(WordId(lower as u32)), small);
            prop_assert_eq!(words.spelling(WordId(printed as u32)), &word);
            prop_assert_eq!(words.has_hyphen(WordId(printed as u32)), word.contains('-'));
        }
    }

    #[test]
    fn words_are_found_by_how_they_are_spelled_and_tell_whether_they_were_met_small() {
        let (words, found) = enter("The the Harbour Harbourmasters harbourmasters Lund iPhone Won’t won’t");
        let number = |word: &str| words.number_of(word);
        assert_eq!(number("the").map(WordId::index), Some(found[0].1));
        assert_eq!(number("Harbourmasters").map(WordId::index), Some(found[3].0));
        assert_eq!(number("harbourmasters").map(WordId::index), Some(found[3].1));
        assert!(["Mole", "harbourmaster", ""].map(number).iter().all(Option::is_none));
        let met = ["the", "harbour", "harbourmasters", "lund", "iphone", "won't"]
            .map(|word| number(word).map(|id| words.is_met_small(id)));
        assert_eq!(met, [true, false, true, false, true, true].map(Some));
    }

    #[test]
    fn the_country_is_not_the_pronoun() {
        let (words, found) = enter("US us U.S. u.s. Us USA");
        assert_eq!(words.spelling(WordId(found[0].1 as u32)), "u.s.");
        assert_eq!((found[0].1, found[3].1, found[4].1), (found[2].1, found[2].1, found[1].1));
        assert!(found[0].0 != found[2].0 && found[0].1 != found[1].1 && found[5].1 != found[0].1);
    }

    #[test]
    fn apostrophes_are_alike_in_lower_case() {
        let (_, found) = enter("O’Neil O'NEIL 𝐀B 𝐀b é É Z@[ z@[");
        assert_eq!(found[0].1, found[1].1);
        // A capital without a small letter stays one.
        assert_eq!((found[2].1, found[3].2), (found[3].0, Case::Title));
        assert_eq!((found[5].1, found[5].2), (found[4].0, Case::Title));
        assert_eq!(found[6].1, found[7].0);
    }
}
