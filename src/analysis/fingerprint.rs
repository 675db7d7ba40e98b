//! Near-duplicates: a sketch of a text that a copy shares, whatever its headline, cut ending or small edits.
//!
//! The text is read as runs of [`SHINGLE`] words (lower case, signs left out), each hashed. The sketch keeps the hashes
//! below a bound, which for a short text is higher than for a long one. Of two texts, the hashes below the smaller
//! bound are the same random sample of both, so the share that they have in common estimates how much of the shorter
//! one stands in the longer: *containment*, not likeness of the whole, since a copy is cut or merged as often as edited.
//! The smallest hashes are the *bands* by which candidates are looked up.
//!
//! Pure, and linear in the text: some microseconds a kilobyte, no allocation per word.

use memchr::memmem;

use crate::text::spare::{self, Spare};

/// Words in a run. Shorter runs are shared by different stories on one event ("the prime minister said"), longer ones
/// are broken by every edit.
const SHINGLE: usize = 4;

/// Texts with fewer runs have no sketch: a caption is no story, and chance would decide.
const FEWEST: usize = 20;

/// One run of this many is kept in the sketch.
const SKETCH_SHARE: usize = 8;

/// Hashes in a sketch: at least this many where the text has them.
const SKETCH_LEAST: usize = 48;

/// And at most: what a text of 4,000 words has at the usual share.
const SKETCH_MOST: usize = 500;

/// One run of this many is a band.
const BAND_SHARE: usize = 60;

/// Bands of a text: at least. A copy cut in half must still share some.
const BANDS_LEAST: usize = 8;

/// And at most: each costs a look-up.
pub const BANDS_MOST: usize = 12;

/// Of the bands that a copy without a change would share, a copy shares at least one of this many.
const BANDS_MISSED: usize = 6;

/// Bytes of a word with its blank, about.
const WORD_BYTES: usize = 6;

/// Share of the shorter text that must stand in the longer one. Tried on copies and on different stories on one
/// event, which share quotes and a background paragraph: see the tests.
pub const ALIKE: f64 = 0.5;

/// Bits of a hash that are left out of a band's key. The other 32 tell bands apart well enough for a hundred million
/// articles, for one shared by chance leads to no more than a comparison; and random keys are dear to keep in a dictionary.
const LEFT_OUT: u32 = 32;

/// Low bits of a hash that tell instead where in its text the run stands: a chance in 2^48 is enough to tell runs apart.
const PLACE_BITS: u32 = 16;
const PLACES: u64 = (1 << PLACE_BITS) - 1;

/// Runs that begin so near one another lie in one sentence or two.
const SENTENCE: u16 = 32;

/// Bands that a sentence may have by chance; more are never one sentence's alone.
const OF_SENTENCE: usize = 3;

/// A key by which copies of a text can be found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Band {
    /// What is looked up.
    pub key: u64,
    /// Number of the run it stands for in its text, of the first 65,536.
    pub place: u16,
}

/// The sketch of a text. Empty for a text that is too short to tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fingerprint {
    /// Hashes up to `bound`, in order, each once, with the place of its run in the low bits.
    hashes: Vec<u64>,
    /// All hashes of the text up to here are kept.
    bound: u64,
}

impl Fingerprint {
    /// Reads a text.
    ///
    /// ```
    /// use onrecord::analysis::fingerprint::Fingerprint;
    /// let words: Vec<String> = (0..200).map(|n| format!("word{}", n * n)).collect();
    /// let (whole, cut) = (Fingerprint::of(&words.join(" ")), Fingerprint::of(&words[..120].join(", ")));
    /// assert!(whole.is_copy_of(&cut));
    /// ```
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut all = spare::take(&SHINGLES, text.len() / 5);
        shingles(text, &mut all);
        let print = if all.len() < FEWEST { Self::default() } else { Self::smallest(&mut all) };
        spare::give(&SHINGLES, all);
        print
    }

    /// The sketch of a text with these runs.
    fn smallest(all: &mut Vec<u64>) -> Self {
        let wanted = (all.len() / SKETCH_SHARE).clamp(SKETCH_LEAST, SKETCH_MOST).min(all.len());
        all.select_nth_unstable(wanted - 1);
        all.truncate(wanted);
        all.sort_unstable();
        let bound = all[wanted - 1] | PLACES;
        all.dedup_by_key(|hash| *hash >> PLACE_BITS);
        Self { hashes: all.clone(), bound }
    }

    /// Keys by which a copy can be found: two copies share some. Empty for a text that is too short.
    pub fn bands(&self) -> impl Iterator<Item = Band> + use<'_> {
        let wanted = band_count(self.hashes.len() * SKETCH_SHARE);
        let hashes = &self.hashes[..wanted.min(self.hashes.len())];
        hashes.iter().map(|hash| Band { key: hash >> LEFT_OUT, place: (hash & PLACES) as u16 })
    }

    /// Whether this text and one of other length can be one story, which sketches tell for sure: `shared` are the bands
    /// that both have, and lengths are bytes.
    ///
    /// The bands of the longer text are a sample of all its runs. Stood the shorter wholly in it, they would share as
    /// many as its part in the longer; of copies that share half of their runs still, one in thirty shares less than a
    /// sixth of that. Bands that lie together show but one sentence in common. So most stories that share a sentence need
    /// not be compared, and a copy of less than half the length always is.
    #[must_use]
    pub fn may_be_copies(shared: &[Band], a: u64, b: u64) -> bool {
        let (shorter, longer) = (a.min(b) as usize, a.max(b) as usize);
        let first = shared.iter().map(|band| band.place).min().unwrap_or(0);
        let together = shared.len() <= OF_SENTENCE && shared.iter().all(|band| band.place - first < SENTENCE);
        let counted = if together { shared.len().min(1) } else { shared.len() };
        counted * BANDS_MISSED * longer >= band_count(longer / WORD_BYTES) * shorter
    }

    /// Estimated share of the shorter text that stands in the longer one, 0 to 1; 0 if either is too short to tell.
    #[must_use]
    pub fn containment(&self, other: &Self) -> f64 {
        let bound = self.bound.min(other.bound);
        let below = |hashes: &[u64]| hashes.partition_point(|hash| *hash <= bound);
        let (mine, others) = (&self.hashes[..below(&self.hashes)], &other.hashes[..below(&other.hashes)]);
        let fewer = mine.len().min(others.len());
        if fewer == 0 { 0.0 } else { common(mine, others) as f64 / fewer as f64 }
    }

    /// Whether the two are one story: mostly the same words in the same order.
    #[must_use]
    pub fn is_copy_of(&self, other: &Self) -> bool {
        self.containment(other) >= ALIKE
    }
}

/// Number of bands of a text of so many runs.
fn band_count(runs: usize) -> usize {
    (runs / BAND_SHARE).clamp(BANDS_LEAST, BANDS_MOST)
}

/// Number of values that two ordered lists share.
fn common(a: &[u64], b: &[u64]) -> usize {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        let (x, y) = (x >> PLACE_BITS, y >> PLACE_BITS);
        shared += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    shared
}

thread_local! {
    static SHINGLES: Spare<u64> = const { Spare::new() };
}

/// Adds the hashes of all runs of [`SHINGLE`] words, in text order.
fn shingles(text: &str, out: &mut Vec<u64>) {
    let mut last = [0u64; SHINGLE];
    let mut words = 0;
    let mut each = |word: u64| {
        last.rotate_left(1);
        last[SHINGLE - 1] = word;
        words += 1;
        if words >= SHINGLE {
            let place = (out.len() as u64).min(PLACES);
            let hash = mix(last.iter().fold(0, |sum, word| sum.rotate_left(17).wrapping_mul(PRIME) ^ word));
            out.push(hash & !PLACES | place);
        }
    };
    let mut word = 0u64;
    // A line end is no letter, so that no word runs on over a line left out.
    for line in text.split_inclusive('\n').filter(|line| !is_gallery(line)) {
        let mut at = 0;
        while let Some(&byte) = line.as_bytes().get(at) {
            if byte.is_ascii() {
                let letter = LETTERS[usize::from(byte)];
                if letter != 0 {
                    word = grown(word, u64::from(letter));
                } else if word != 0 && byte != b'\'' {
                    each(std::mem::take(&mut word));
                }
                at += 1;
                continue;
            }
            let c = line[at..].chars().next().expect("a character begins behind the last");
            at += c.len_utf8();
            if c.is_alphanumeric() {
                word = c.to_lowercase().fold(word, |word, c| grown(word, u64::from(c)));
            } else if word != 0 && c != '’' {
                each(std::mem::take(&mut word));
            }
        }
    }
    if word != 0 {
        each(word);
    }
}

/// The hash of a word with a letter more.
fn grown(word: u64, letter: u64) -> u64 {
    (word ^ letter).wrapping_add(1).wrapping_mul(PRIME)
}

/// Letters and digits of ASCII in lower case; 0 for what is neither.
const LETTERS: [u8; 128] = {
    let mut letters = [0; 128];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphanumeric() {
            letters[byte] = (byte as u8).to_ascii_lowercase();
        }
        byte += 1;
    }
    letters
};

/// Whether a line is the captions of a picture gallery, which many stories of one outlet share: it counts them, as in
/// `3 of 37`, with the same number of all each time.
fn is_gallery(line: &str) -> bool {
    let bytes = line.as_bytes();
    let all = memmem::find_iter(bytes, b" of ").filter_map(|at| {
        let counted = at > 0 && bytes[at - 1].is_ascii_digit();
        let digits = bytes[at + 4..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        (counted && (1..=3).contains(&digits)).then(|| &bytes[at + 4..at + 4 + digits])
    });
    let mut last = None;
    let mut same = 0;
    for number in all {
        same = if last.replace(number) == Some(number) { same + 1 } else { 0 };
        if same == 2 {
            return true;
        }
    }
    false
}

/// An odd number with bits all over: the hash is written to disk, so it is our own and never changes by itself.
const PRIME: u64 = 0x9E37_79B9_7F4A_7C15;

/// Spreads every bit over all (the end of SplitMix64), so that "the smallest" is a random choice.
fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests;
