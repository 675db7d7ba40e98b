//! The reading thread: walks, opens what has changed, and sends records in batches.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use crossbeam_channel::Sender;

use super::{IndexOptions, StopFlag};
use crate::{
    index::{Snapshot, lookup::KnownFile},
    source::{FileEntry, Found, RawRecord, Records, SourceError, Walk, open_as, stamp},
};

/// A batch is sent when it holds this many bytes: some 10 ms of analysis, so that threads seldom wait at its end for
/// the slowest article, and the cost of a batch is nothing beside it.
const BATCH_BYTES: usize = 1 << 20;

/// Or when it holds this many items: very short records, and many unchanged files.
const BATCH_ITEMS: usize = 512;

/// What the reading thread met, in order.
pub(super) enum Raw {
    /// A file begins; if it only grew, with what is known of the part that is not read again.
    Begin(FileEntry, Option<KnownFile>),
    /// A record of it.
    Record(RawRecord),
    /// A record, or the rest of the file, could not be read.
    Bad(SourceError),
    /// The file ends.
    End(End),
    /// A file that has not changed since it was read.
    Unchanged(KnownFile),
    /// A path passed by on purpose, with the label of the reason.
    Skipped(&'static str),
    /// A path that could not be walked, or a file that could not be opened.
    Broken(SourceError),
}

/// How a file ended.
#[derive(Debug, Clone, Copy)]
pub(super) enum End {
    /// Read to its end, and as it was when it was found.
    Whole { single: bool, stamp: Option<u64> },
    /// Its size or time changed while it was read: read it again next time.
    Changed,
    /// The run was stopped.
    Stopped,
}

/// Bytes of files dealt with so far, and of all files once they are counted (0 before).
#[derive(Debug, Default)]
pub(super) struct Meter {
    pub(super) done: AtomicU64,
    pub(super) total: AtomicU64,
}

/// The receiving end is gone: the run has failed elsewhere.
struct Closed;

/// Reads everything below the roots. Ends early if the run is stopped or has failed.
pub(super) struct Reading<'a> {
    pub(super) options: &'a IndexOptions,
    pub(super) before: Arc<Snapshot>,
    pub(super) stop: &'a StopFlag,
    pub(super) meter: &'a Meter,
    pub(super) out: Sender<Vec<Raw>>,
    pub(super) batch: Vec<Raw>,
    pub(super) bytes: usize,
}

impl Reading<'_> {
    pub(super) fn run(mut self) {
        let mut walk = self.options.walk.clone();
        walk.skip.push(self.options.dir.clone());
        for found in Walk::new(&self.options.roots, &walk) {
            if self.stop.is_set() {
                break;
            }
            let sent = match found {
                Err(error) => self.push(Raw::Broken(error)),
                Ok(Found::Skipped { reason, .. }) => self.push(Raw::Skipped(reason.label())),
                Ok(Found::File(entry)) => self.file(entry),
            };
            if sent.is_err() {
                return;
            }
        }
        // If the other end is gone, the failure is reported there.
        let _ = self.flush();
    }

    fn file(&mut self, entry: FileEntry) -> Result<(), Closed> {
        let FileEntry { ref path, size, mtime } = entry;
        let known = self.before.unchanged(&path.to_string_lossy(), size, mtime, self.options.prune);
        let before = self.meter.done.load(Ordering::Relaxed);
        // A look-up that fails means reading the file again; the writer meets the same failure and reports it.
        let sent = match known.ok().flatten() {
            Some(known) => self.push(Raw::Unchanged(known)),
            None => match open_as(&entry, &self.options.decode.limits, self.options.decode.form) {
                Err(error) => self.push(Raw::Broken(error)),
                Ok(records) => self.records(entry, records, before),
            },
        };
        self.meter.done.store(before + size, Ordering::Relaxed);
        sent
    }

    /// Goes to where the file grew, if it only grew since it was last read; tells what is known of the rest.
    fn pass_known(&self, entry: &FileEntry, records: &mut Records) -> Option<KnownFile> {
        let FileEntry { ref path, size, .. } = *entry;
        if !records.may_grow() {
            return None;
        }
        let known = self.before.smaller(&path.to_string_lossy(), size, self.options.prune).ok().flatten()?;
        let same = stamp(path, known.size).ok().flatten() == known.stamp;
        // If it cannot be read there, it is read from its beginning, and that error is told.
        (same && records.go_on_at(known.size).is_ok()).then_some(known)
    }

    fn records(&mut self, entry: FileEntry, mut records: Records, before: u64) -> Result<(), Closed> {
        let known = self.pass_known(&entry, &mut records);
        self.push(Raw::Begin(entry.clone(), known))?;
        while !self.stop.is_set() {
            let Some(record) = records.next() else {
                let stamp = records.may_grow().then(|| stamp(&entry.path, entry.size).ok().flatten()).flatten();
                let whole = End::Whole { single: records.is_single(), stamp };
                for (&label, &count) in records.passed_over() {
                    (0..count).try_for_each(|_| self.push(Raw::Skipped(label)))?;
                }
                return self.push(Raw::End(if is_as_found(&entry) { whole } else { End::Changed }));
            };
            self.push(record.map_or_else(Raw::Bad, Raw::Record))?;
            self.meter.done.store(before + records.bytes_read(), Ordering::Relaxed);
        }
        self.push(Raw::End(End::Stopped))
    }

    fn push(&mut self, raw: Raw) -> Result<(), Closed> {
        self.bytes += if let Raw::Record(record) = &raw { record.bytes.len() } else { 0 };
        self.batch.push(raw);
        if self.bytes >= BATCH_BYTES || self.batch.len() >= BATCH_ITEMS { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), Closed> {
        self.bytes = 0;
        self.out.send(std::mem::take(&mut self.batch)).map_err(|_| Closed)
    }
}

/// Whether the file still has the size and time it was found with.
fn is_as_found(entry: &FileEntry) -> bool {
    let roots = [entry.path.as_ref().clone()];
    let options = crate::source::WalkOptions::default();
    match Walk::new(&roots, &options).next() {
        Some(Ok(Found::File(now))) => (now.size, now.mtime) == (entry.size, entry.mtime),
        _ => false,
    }
}
