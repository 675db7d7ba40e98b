//! The signature of a stretch of tokens: the classes of its tokens with runs collapsed. It names a construction ("comma,
//! cue" between a quote and a name) in a number.

use crate::analysis::quotes::{Class, Scene};

/// Bits of one class.
const BITS: u32 = 5;

/// Classes a signature holds at most; a longer stretch has the signature [`Signature::LONG`].
const CAPACITY: u32 = 12;

/// Up to twelve classes in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature {
    packed: u64,
    len: u32,
}

impl Signature {
    /// More classes than fit: too far away to name the construction.
    pub const LONG: Self = Self { packed: u64::MAX, len: 0 };

    /// Signature of the tokens `from..to`, or [`Signature::LONG`] if it has more than `limit` classes.
    #[must_use]
    pub fn of(scene: &Scene<'_, '_>, from: usize, to: usize, limit: u32) -> Self {
        let mut out = Self { packed: 0, len: 0 };
        let mut last = None;
        for i in from..to.min(scene.len()) {
            let symbol = scene.symbol(i);
            if symbol == Class::Sign || last == Some(symbol) && collapses(scene, i, symbol) {
                continue;
            }
            if out.len == limit.min(CAPACITY) {
                return Self::LONG;
            }
            out.packed = out.packed << BITS | symbol as u64;
            out.len += 1;
            last = Some(symbol);
        }
        out
    }

    /// The whole as a number.
    #[must_use]
    pub fn code(self) -> u64 {
        self.packed
    }

    /// Whether it was too long to keep.
    #[must_use]
    pub fn is_long(self) -> bool {
        self == Self::LONG
    }

    /// The first `n` classes as a number.
    #[must_use]
    pub fn head(self, n: u32) -> u64 {
        if self.is_long() { 1 } else { self.packed >> (BITS * self.len.saturating_sub(n)) }
    }

    /// The last `n` classes as a number.
    #[must_use]
    pub fn tail(self, n: u32) -> u64 {
        if self.is_long() { 1 } else { self.packed & ((1 << (BITS * n)) - 1) }
    }

    /// The first class.
    #[must_use]
    pub fn first(self) -> u64 {
        self.head(1)
    }

    /// The classes as numbers, last first.
    fn classes(self) -> impl Iterator<Item = u64> {
        let len = if self.is_long() { 0 } else { self.len };
        (0..len).map(move |n| self.packed >> (BITS * n) & 31)
    }

    /// How often a class stands in it.
    #[must_use]
    pub fn count(self, class: Class) -> usize {
        self.classes().filter(|&c| c == class as u64).count()
    }

    /// How often a candidate stands in it.
    #[must_use]
    pub fn candidates(self) -> usize {
        self.count(Class::Named) + self.count(Class::Pronoun) + self.count(Class::Role)
    }
}

/// Whether a class that stands twice in a row counts once.
fn collapses(scene: &Scene<'_, '_>, i: usize, symbol: Class) -> bool {
    match symbol {
        Class::Other | Class::Function | Class::Adverb | Class::Quoted | Class::Day => true,
        // The words of one candidate are one symbol.
        Class::Named | Class::Pronoun | Class::Role => {
            scene.candidate_at(i).is_some_and(|c| scene.candidates[c].first != i)
        }
        _ => false,
    }
}
