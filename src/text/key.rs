//! Keys: hashes by which stored tables and word lists know words.

/// Hash of a word or of the words of a phrase; grows word by word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(u64);

impl Key {
    /// Of one word, in lower case.
    #[must_use]
    pub const fn of(lower: &str) -> Self {
        Self(hash(FNV_START, lower.as_bytes()))
    }

    /// Of a word in lower case given as bytes.
    #[must_use]
    pub(super) const fn of_run(lower: &[u8]) -> Self {
        Self(hash(FNV_START, lower))
    }

    /// Of a few bytes, as [`Key::of`] of the same: their number is known, which makes it quicker.
    #[must_use]
    #[inline]
    pub fn of_bytes<const N: usize>(bytes: [u8; N]) -> Self {
        Self(hash(FNV_START, &bytes))
    }

    /// Of the word that goes on with `more`.
    #[must_use]
    pub fn and(self, more: &str) -> Self {
        Self(hash(self.0, more.as_bytes()))
    }

    /// Of the phrase with one word more: made of the words' keys, which an article has at hand.
    #[must_use]
    pub fn then(self, lower: impl Into<Self>) -> Self {
        Self((self.0.rotate_left(29) ^ lower.into().0).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// Of a phrase given in whole, by its words or their keys.
    #[must_use]
    pub fn phrase<W: Into<Self> + Copy>(words: &[W]) -> Self {
        let mut keys = words.iter().map(|&word| word.into());
        let first = keys.next().unwrap_or_else(|| Self::of(""));
        keys.fold(first, Self::then)
    }

    /// The number itself, for other tables over the same words.
    #[must_use]
    pub fn number(self) -> u64 {
        self.0
    }
}

impl From<&str> for Key {
    /// [`Key::of`] of a word in lower case.
    fn from(lower: &str) -> Self {
        Self::of(lower)
    }
}

const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a: short, and the same on every machine, which a stored table needs.
#[inline]
const fn hash(start: u64, bytes: &[u8]) -> u64 {
    let (mut state, mut n) = (start, 0);
    while n < bytes.len() {
        state = (state ^ bytes[n] as u64).wrapping_mul(0x100_0000_01b3);
        n += 1;
    }
    state
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_grows_word_by_word() {
        assert_eq!(Key::phrase(&["new", "york"]), Key::of("new").then("york"));
        assert_eq!(Key::phrase(&[Key::of("new"), Key::of("york")]), Key::phrase(&["new", "york"]));
        assert_ne!(Key::phrase(&["york", "new"]), Key::phrase(&["new", "york"]));
        assert_eq!(Key::phrase::<Key>(&[]), Key::of(""));
        assert_eq!(Key::of("yo").and("rk"), Key::of("york"));
        assert_eq!(Key::of_bytes(*b"york"), Key::of("york"));
    }
}
