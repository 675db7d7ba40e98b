//! A bound in bytes on what waits in tantivy's queue.
//!
//! tantivy bounds its queue by 10,000 batches; with long articles that would be gigabytes. So every batch holds a
//! permit that is given back when a worker takes the last document of it.

use std::{
    sync::{Arc, Condvar, Mutex, PoisonError},
    time::Duration,
};

use tantivy::{TantivyDocument, schema::document::Document};

/// Bytes of documents that may wait: enough to keep two workers busy while a batch of articles is analysed, and
/// little beside the workers' own memory.
const LIMIT: usize = 16 << 20;

/// A worker that died never gives its permit back; then the next send tells the error, so waiting may end.
const PATIENCE: Duration = Duration::from_secs(20);

/// Hands out permits.
#[derive(Debug, Default)]
pub(super) struct Gate {
    waiting: Mutex<usize>,
    freed: Condvar,
}

impl Gate {
    /// Waits until `bytes` more may enter the queue. A batch larger than the limit enters an empty queue.
    pub(super) fn enter(self: &Arc<Self>, bytes: usize) -> Permit {
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |waiting: &mut usize| *waiting > 0 && *waiting + bytes > LIMIT;
        let woken = self.freed.wait_timeout_while(waiting, PATIENCE, full);
        let (mut waiting, _) = woken.unwrap_or_else(PoisonError::into_inner);
        *waiting += bytes;
        Permit { gate: Arc::clone(self), bytes }
    }
}

/// Room for some bytes in the queue; gives it back when dropped.
#[derive(Debug)]
pub(super) struct Permit {
    gate: Arc<Gate>,
    bytes: usize,
}

impl Drop for Permit {
    fn drop(&mut self) {
        *self.gate.waiting.lock().unwrap_or_else(PoisonError::into_inner) -= self.bytes;
        self.gate.freed.notify_one();
    }
}

/// A document on its way to a worker; the last of a batch carries the permit.
pub(super) struct Queued {
    pub(super) doc: TantivyDocument,
    pub(super) permit: Option<Permit>,
}

impl Document for Queued {
    type Value<'a> = <TantivyDocument as Document>::Value<'a>;
    type FieldsValuesIter<'a> = <TantivyDocument as Document>::FieldsValuesIter<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.doc.iter_fields_and_values()
    }

    fn into_tantivy_document(self) -> TantivyDocument {
        drop(self.permit);
        self.doc
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gate_opens_when_a_permit_is_dropped() {
        let gate = Arc::new(Gate::default());
        let held = gate.enter(2 * LIMIT);
        let other = Arc::clone(&gate);
        let waiting = std::thread::spawn(move || drop(other.enter(1)));
        std::thread::sleep(Duration::from_millis(20));
        assert!(!waiting.is_finished());
        drop(held);
        waiting.join().unwrap();
        assert_eq!(*gate.waiting.lock().unwrap(), 0);
    }
}
