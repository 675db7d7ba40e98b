//! Linear models over hashed features: small, quick, and each decision a sum that can be taken apart.
//!
//! A feature is a number of 16 bits, the hash of its template and values; a model is a table of 65,536 weights of one
//! byte. They are trained with the hash, so that collisions are learned around (`training/`).

/// Slots of a model's table.
pub const SLOTS: usize = 1 << 16;

/// A feature: a slot of the table.
pub type Feature = u16;

/// Collects the features of one decision; reused to spare allocations.
#[derive(Debug, Default, Clone)]
pub struct Features {
    list: Vec<Feature>,
    space: u64,
}

impl Features {
    /// Empties the list; features added from here on belong to `space` (the same template in another space is another
    /// feature: before and after the quote, say).
    pub fn begin(&mut self, space: u64) {
        self.list.clear();
        self.space = space;
    }

    /// Adds the feature of `template` with `values`.
    pub fn add(&mut self, template: u64, values: &[u64]) {
        let mut hash = mix(self.space.wrapping_mul(0x9E37_79B9_7F4A_7C15), template);
        for &value in values {
            hash = mix(hash, value);
        }
        self.list.push((hash >> 48) as Feature);
    }

    /// The features added since [`Features::begin`].
    #[must_use]
    pub fn list(&self) -> &[Feature] {
        &self.list
    }
}

/// Hash of a word, for use as a feature's value.
#[must_use]
pub fn word(text: &str) -> u64 {
    text.bytes().fold(7, |hash, byte| mix(hash, u64::from(byte)))
}

fn mix(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(23) ^ value.wrapping_add(0x632B_E59B_D9B4_E019)).wrapping_mul(0xD6E8_FEB8_6659_FD93)
}

/// A distance in steps that widen: near ones are told apart, far ones are not.
#[must_use]
pub fn bucket(n: usize) -> u64 {
    const STEPS: [usize; 9] = [0, 1, 2, 3, 5, 8, 12, 20, 40];
    STEPS.iter().position(|&step| n <= step).unwrap_or(STEPS.len()) as u64
}

/// A trained model, used in place.
#[derive(Debug, Clone, Copy)]
pub struct Model {
    weights: &'static [u8],
    scale: f32,
}

impl Model {
    /// A table as `training/` writes it: the scale as a little-endian `f32`, then one signed byte a slot.
    ///
    /// # Panics
    /// If the table has another size: it is part of the binary, so a test would fail first.
    #[must_use]
    pub const fn new(file: &'static [u8]) -> Self {
        assert!(file.len() == SLOTS + 4, "a model has a scale and 65,536 weights");
        let (scale, weights) = file.split_at(4);
        Self { weights, scale: f32::from_le_bytes([scale[0], scale[1], scale[2], scale[3]]) }
    }

    /// Sum of the features' weights.
    #[must_use]
    pub fn score(&self, features: &[Feature]) -> f32 {
        let sum: i32 = features.iter().map(|&feature| i32::from(self.weights[feature as usize] as i8)).sum();
        sum as f32 * self.scale
    }
}

/// Probability of a yes whose score is `score`.
#[must_use]
pub fn logistic(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}
