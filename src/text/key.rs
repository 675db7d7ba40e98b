//! Keys: hashes by which stored tables and word lists know words.

/// Hash of a word or of the words of a phrase; grows word by word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(u64);

impl Key {
    /// Of one word, in lower case.
    #[must_use]
    pub fn of(lower: &str) -> Self {
        Self(hash(FNV_START, lower.as_bytes()))
    }

    /// Of the phrase with one word more.
    #[must_use]
    pub fn then(self, lower: &str) -> Self {
        Self(hash(hash(self.0, b" "), lower.as_bytes()))
    }

    /// Of a phrase given in whole, words parted by one space.
    #[must_use]
    pub fn phrase(words: &[&str]) -> Self {
        let (first, rest) = words.split_first().unwrap_or((&"", &[]));
        rest.iter().fold(Self::of(first), |key, word| key.then(word))
    }

    /// The number itself, for other tables over the same words.
    #[must_use]
    pub fn number(self) -> u64 {
        self.0
    }
}

const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a: short, and the same on every machine, which a stored table needs.
fn hash(start: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(start, |state, &byte| (state ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_grows_word_by_word() {
        assert_eq!(Key::phrase(&["new", "york"]), Key::of("new").then("york"));
    }
}
