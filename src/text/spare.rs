//! Buffers handed from one article to the next.
//!
//! An article takes a dozen tables of some ten or hundred kilobytes. An allocator gives blocks of that size back to
//! the system, which fills them with zeros again for the next article: a tenth of the time of an analysis. So each
//! thread keeps a few.

use std::{cell::RefCell, thread::LocalKey};

/// Buffers kept at most: those of two articles at a time.
const KEPT: usize = 2;

/// Bytes of a buffer that is kept at most: a text of some megabytes must not hold memory for good.
const KEPT_BYTES: usize = 1 << 20;

/// Empty buffers of one type and use; one a thread, in a `thread_local!`.
pub struct Spare<T>(RefCell<Vec<Vec<T>>>);

impl<T> Spare<T> {
    /// Keeps none yet.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "a default could not be made at compile time")]
    pub const fn new() -> Self {
        Self(RefCell::new(Vec::new()))
    }

    /// An empty buffer with room for so many.
    #[must_use]
    pub fn take(&self, room: usize) -> Vec<T> {
        let mut buffer = self.0.borrow_mut().pop().unwrap_or_default();
        buffer.reserve(room);
        buffer
    }

    /// Takes a buffer back; what is in it goes.
    pub fn give(&self, mut buffer: Vec<T>) {
        buffer.clear();
        let mut kept = self.0.borrow_mut();
        if kept.len() < KEPT && buffer.capacity() * size_of::<T>() <= KEPT_BYTES {
            kept.push(buffer);
        }
    }
}

/// An empty buffer of this thread's, with room for so many.
#[must_use]
pub fn take<T: 'static>(spare: &'static LocalKey<Spare<T>>, room: usize) -> Vec<T> {
    spare.with(|spare| spare.take(room))
}

/// Hands a buffer on to the next article of this thread; a thread that ends has no use for it.
pub fn give<T: 'static>(spare: &'static LocalKey<Spare<T>>, buffer: Vec<T>) {
    spare.try_with(|spare| spare.give(buffer)).unwrap_or_default();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_buffers_of_bounded_size_are_kept_and_come_back_empty() {
        let spare = Spare::new();
        spare.give(vec![1u8, 2, 3]);
        spare.give(vec![0; KEPT_BYTES + 1]);
        let again = spare.take(0);
        assert!(again.is_empty() && again.capacity() >= 3);
        assert_eq!(spare.take(0).capacity(), 0, "the large one is gone");
        (0..9).for_each(|_| spare.give(vec![0; 10]));
        assert_eq!(spare.0.borrow().len(), KEPT);
    }
}
