//! Log-linear models trained by AdaGrad over the hashed features that the binary uses.

use std::{fs, io, path::Path};

use onrecord::analysis::attribution::lessons::{Feature, Model, SLOTS};

/// Weights in training.
#[derive(Debug)]
pub(crate) struct Weights {
    values: Vec<f32>,
    squares: Vec<f32>,
}

/// Starting value of the squared gradients: keeps the first steps small.
const DAMPING: f32 = 1e-2;

/// Share by which a weight shrinks at each touch.
const DECAY: f32 = 1e-6;

impl Default for Weights {
    fn default() -> Self {
        Self { values: vec![0.0; SLOTS], squares: vec![DAMPING; SLOTS] }
    }
}

impl Weights {
    /// The mean of several models.
    #[must_use]
    pub(crate) fn mean(models: &[Self]) -> Self {
        let mut out = Self::default();
        for (slot, value) in out.values.iter_mut().enumerate() {
            *value = models.iter().map(|model| model.values[slot]).sum::<f32>() / models.len() as f32;
        }
        out
    }

    /// Sum of the features' weights.
    #[must_use]
    pub(crate) fn score(&self, features: &[Feature]) -> f32 {
        features.iter().map(|&feature| self.values[feature as usize]).sum()
    }

    /// One step along `gradient` for each feature.
    pub(crate) fn step(&mut self, features: &[Feature], gradient: f32, rate: f32) {
        for &feature in features {
            let slot = feature as usize;
            self.squares[slot] += gradient * gradient;
            self.values[slot] = self.values[slot] * (1.0 - DECAY) + rate * gradient / self.squares[slot].sqrt();
        }
    }

    /// The model as the binary takes it: the scale, then one signed byte a slot.
    #[must_use]
    pub(crate) fn packed(&self) -> Vec<u8> {
        let largest = self.values.iter().fold(f32::MIN_POSITIVE, |most, value| most.max(value.abs()));
        let scale = largest / 127.0;
        let mut file = scale.to_le_bytes().to_vec();
        file.extend(self.values.iter().map(|value| (value / scale).round() as i8 as u8));
        file
    }

    /// Writes the model.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub(crate) fn write(&self, path: &Path) -> io::Result<()> {
        fs::write(path, self.packed())
    }

    /// The model for use in this process, which lives as long as it does.
    #[must_use]
    pub(crate) fn into_model(self) -> Model {
        Model::new(Box::leak(self.packed().into_boxed_slice()))
    }
}

/// A small generator of its own, so that training repeats itself to the byte.
#[derive(Debug)]
pub(crate) struct Shuffle(u64);

impl Shuffle {
    /// Starts from `seed`, which must not be 0.
    #[must_use]
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Puts `items` into a random order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            let j = (self.next() % (i as u64 + 1)) as usize;
            items.swap(i, j);
        }
    }
}
