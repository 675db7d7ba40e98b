//! What an article met again means: new, unchanged, a duplicate, another version. And what a file read again means
//! for the places it held.
//!
//! Only the batch since the last commit is held in memory; everything else is asked of the last commit. Every rule
//! depends on paths and versions alone, never on which run read what first, so that many small runs end where one
//! clean run would.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Instant,
};

use index_schema::{FileDoc, PlaceDoc};
use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::{DocAddress, Term};

use super::{Built, Counts, IndexError, Snapshot, Withdrawn, Writer, clusters::Leaders, lookup::Known, writer::Change};
use crate::article::{ArticleId, Provenance};

/// An article as the ledger must know it to decide.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// Identity.
    pub id: ArticleId,
    /// Hash of all that would be indexed of it.
    pub content_hash: u64,
    /// When this version was made, seconds since 1970-01-01.
    pub version: Option<i64>,
    /// Where it lay.
    pub provenance: Provenance,
}

/// What became of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is new.
    Indexed {
        /// What was added.
        added: Counts,
    },
    /// It took the place of another version of itself.
    Replaced {
        /// What was added.
        added: Counts,
    },
    /// It was there, at this place or elsewhere in this file.
    Unchanged,
    /// It was there from another place; this place was added.
    Duplicate,
    /// Another article has the same key; it could not be told apart and is left out.
    Collision,
    /// It was taken out for good.
    Withdrawn,
}

/// What is removed from a file that changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Prune {
    /// Nothing that is not superseded: articles no longer met stay.
    #[default]
    Keep,
    /// What was not met again.
    Remove,
}

/// How a file's reading ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileState {
    /// Read to its end, unchanged meanwhile: it need not be opened again until it changes.
    Complete {
        /// Size in bytes.
        size: u64,
        /// Time of modification, nanoseconds since 1970-01-01.
        mtime: i64,
        /// Whether it holds one article by its nature.
        single: bool,
        /// Records rejected in it.
        rejected: u64,
        /// Articles of earlier runs in the part that was not read again.
        earlier: u64,
        /// Hash by which its bytes are known again, if lines may be added to it.
        stamp: Option<u64>,
    },
    /// Stopped, failed, or changed while being read: it will be read again.
    Partial,
}

/// What went from the index.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Removed {
    /// Articles.
    pub articles: u64,
    /// Places.
    pub places: u64,
}

/// An article written since the last commit.
pub(super) struct Pending {
    id: ArticleId,
    known: Known,
    counts: Counts,
}

/// A place added since the last commit.
struct AddedPlace {
    key: u64,
    path: Arc<PathBuf>,
}

/// What was done since the last commit.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) articles: FxHashMap<u64, Pending>,
    pub(super) removed_articles: FxHashSet<u64>,
    pub(super) leaders: Leaders,
    places: FxHashMap<u64, Vec<AddedPlace>>,
    removed_places: FxHashSet<u64>,
    /// Of articles that lost a place: how many of their committed places are left.
    places_left: FxHashMap<u64, u64>,
    files: FxHashSet<u64>,
    text_bytes: u64,
    written: u64,
    dirty: bool,
}

/// A bit for each document of a snapshot, allocated segment by segment as needed.
struct Bits {
    sizes: Vec<u32>,
    words: Vec<Vec<u64>>,
}

impl Bits {
    fn new(sizes: Vec<u32>) -> Self {
        let words = vec![Vec::new(); sizes.len()];
        Self { sizes, words }
    }

    fn set(&mut self, at: DocAddress) {
        let words = &mut self.words[at.segment_ord as usize];
        if words.is_empty() {
            words.resize(self.sizes[at.segment_ord as usize].div_ceil(64) as usize, 0);
        }
        words[at.doc_id as usize / 64] |= 1 << (at.doc_id % 64);
    }

    fn get(&self, at: DocAddress) -> bool {
        let word = self.words[at.segment_ord as usize].get(at.doc_id as usize / 64);
        word.is_some_and(|word| word >> (at.doc_id % 64) & 1 == 1)
    }
}

/// One pass over a file: which of the places it held before are met again. Bits over the snapshot that was the last
/// when the pass began, so that a file of ten million records costs a megabyte and not a set of ten million keys.
struct Pass {
    name: String,
    /// What lies before this byte is not read again.
    from: u64,
    /// None if nothing is known of the path: then nothing can be stale.
    before: Option<Arc<Snapshot>>,
    met: Bits,
    superseded: Bits,
    articles: u64,
}

/// Applies articles and files to the index, in the order read.
pub struct Ledger {
    pub(super) writer: Writer,
    pub(super) now: Arc<Snapshot>,
    pub(super) batch: Batch,
    /// Bands seen to be shared by too many first members to tell anything.
    pub(super) common_bands: FxHashSet<u64>,
    pass: Option<Pass>,
    prune: Prune,
    pub(super) withdrawn: Withdrawn,
    pub(super) removed: Removed,
    since: Instant,
}

impl Ledger {
    /// A ledger over an open writer.
    ///
    /// # Errors
    /// If the last commit cannot be read.
    pub fn new(writer: Writer, prune: Prune) -> Result<Self, IndexError> {
        let now = Arc::new(writer.snapshot(None)?);
        let withdrawn = Withdrawn::load(writer.dir())?;
        Ok(Self {
            writer,
            now,
            batch: Batch::default(),
            common_bands: FxHashSet::default(),
            pass: None,
            prune,
            withdrawn,
            removed: Removed::default(),
            since: Instant::now(),
        })
    }

    /// The last commit.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.now)
    }

    /// Begins a pass over a file, from this byte on: what an earlier run found before it stays.
    ///
    /// # Errors
    /// If the index cannot be read or written.
    pub fn begin_file(&mut self, path: &Arc<PathBuf>, from: u64) -> Result<(), IndexError> {
        let name = path.to_string_lossy().into_owned();
        if self.batch.files.contains(&file_key(&name)) {
            // Met twice in one run (roots that overlap, and it changed meanwhile): its places must be seen.
            self.commit()?;
        }
        let before = self.now.knows_path(&name)?.then(|| Arc::clone(&self.now));
        let sizes = before.as_ref().map_or_else(Vec::new, |snapshot| snapshot.sizes());
        let (met, superseded) = (Bits::new(sizes.clone()), Bits::new(sizes));
        self.pass = Some(Pass { name, from, before, met, superseded, articles: 0 });
        Ok(())
    }

    /// Applies one article; `build` is asked for its documents only where they are needed.
    ///
    /// # Errors
    /// Of the index, or those of `build`.
    pub fn article<E: From<IndexError>>(
        &mut self,
        incoming: &Incoming,
        text_bytes: u64,
        build: impl FnOnce() -> Result<Built, E>,
    ) -> Result<Outcome, E> {
        if self.withdrawn.contains(incoming.id) {
            return Ok(Outcome::Withdrawn);
        }
        let key = incoming.id.key();
        let place = place_key(&incoming.provenance, key);
        let current = match self.current(incoming.id)? {
            Current::Collision => return Ok(Outcome::Collision),
            Current::Absent => None,
            Current::Known(known) => Some(known),
        };
        let (here, moved) = self.meet(key, place, current.is_some())?;
        let wins = match current {
            None => true,
            Some(known) if known.content_hash == incoming.content_hash => false,
            Some(known) => self.wins(incoming, known)?,
        };
        let built = if wins { Some(build()?) } else { None };
        self.batch.text_bytes += text_bytes;
        let added = built.as_ref().map(|built| built.counts);
        self.write(incoming, place, built, current, here)?;
        Ok(match (added, current) {
            (Some(added), None) => Outcome::Indexed { added },
            (Some(added), Some(_)) => Outcome::Replaced { added },
            (None, _) if here || moved => Outcome::Unchanged,
            (None, _) => Outcome::Duplicate,
        })
    }

    /// What is there under the id now.
    fn current(&self, id: ArticleId) -> Result<Current, IndexError> {
        let key = id.key();
        if let Some(pending) = self.batch.articles.get(&key) {
            return Ok(if pending.id == id { Current::Known(pending.known) } else { Current::Collision });
        }
        if self.batch.removed_articles.contains(&key) {
            return Ok(Current::Absent);
        }
        match self.now.article(key)? {
            None => Ok(Current::Absent),
            Some(known) if self.now.has_id(id)? => Ok(Current::Known(known)),
            Some(_) => Ok(Current::Collision),
        }
    }

    /// Notes in the pass that the place was met. Tells whether the place is known, and whether the article lay
    /// elsewhere in this file before. An article that is not there has no places.
    fn meet(&mut self, article: u64, place: u64, is_there: bool) -> Result<(bool, bool), IndexError> {
        let here = is_there && self.has_place(article, place)?;
        let Some(pass) = &mut self.pass else { return Ok((here, false)) };
        pass.articles += 1;
        let Some(before) = &pass.before else { return Ok((here, false)) };
        if let Some(address) = before.place(place)? {
            pass.met.set(address);
            return Ok((here, false));
        }
        let mut moved = false;
        for (address, old) in before.places_of(article)? {
            if old.path == pass.name {
                pass.superseded.set(address);
                moved = true;
            }
        }
        Ok((here, moved))
    }

    fn has_place(&self, article: u64, place: u64) -> Result<bool, IndexError> {
        let added = self.batch.places.get(&article);
        if added.is_some_and(|added| added.iter().any(|added| added.key == place)) {
            return Ok(true);
        }
        Ok(!self.batch.removed_places.contains(&place) && self.now.place(place)?.is_some())
    }

    /// Which of two texts of one article stands: the newer version if both tell, else the one whose path is last.
    fn wins(&self, incoming: &Incoming, known: Known) -> Result<bool, IndexError> {
        if let (Some(new), Some(old)) = (incoming.version, known.version)
            && new != old
        {
            return Ok(new > old);
        }
        let (key, path) = (incoming.id.key(), incoming.provenance.path.as_path());
        let added = self.batch.places.get(&key);
        if added.is_some_and(|added| added.iter().any(|place| place.path.as_path() > path)) {
            return Ok(false);
        }
        // A file that is gone has no say, or an archive that moved could never be corrected.
        let later = |place: &PlaceDoc| Path::new(&place.path) > path && Path::new(&place.path).exists();
        let places = self.now.places_of(key)?;
        Ok(!places.iter().any(|(_, place)| !self.batch.removed_places.contains(&place.place_key) && later(place)))
    }

    /// Writes documents and place of an article as one batch.
    fn write(
        &mut self,
        incoming: &Incoming,
        place: u64,
        built: Option<Built>,
        current: Option<Known>,
        here: bool,
    ) -> Result<(), IndexError> {
        let mut changes = Vec::new();
        let mut bytes = 0;
        if let Some(mut built) = built {
            let key = incoming.id.key();
            if current.is_some() {
                changes.push(self.forget(key)?);
            }
            let cluster = self.join(key, current, &mut built)?;
            bytes += built.bytes;
            self.writer.counts += built.counts;
            changes.extend(built.docs.into_iter().map(Change::Add));
            let known = Known { content_hash: incoming.content_hash, version: incoming.version, cluster };
            let pending = Pending { id: incoming.id, known, counts: built.counts };
            self.batch.articles.insert(key, pending);
        }
        if !here {
            changes.push(self.add_place(incoming, place));
        }
        self.batch.written += 1;
        if changes.is_empty() {
            return Ok(());
        }
        self.batch.dirty = true;
        self.writer.apply(changes, bytes)
    }

    /// Writes an article that is there once more: the same text, analysed anew. Its places and cluster stay.
    ///
    /// # Errors
    /// If the index cannot be read or written.
    pub fn rewrite(&mut self, id: ArticleId, mut built: Built, text_bytes: u64) -> Result<(), IndexError> {
        let Current::Known(known) = self.current(id)? else { return Ok(()) };
        let key = id.key();
        let forget = self.forget(key)?;
        self.join(key, Some(known), &mut built)?;
        let changes = std::iter::once(forget).chain(built.docs.into_iter().map(Change::Add)).collect();
        self.writer.counts += built.counts;
        self.batch.articles.insert(key, Pending { id, known, counts: built.counts });
        self.batch.text_bytes += text_bytes;
        self.batch.written += 1;
        self.batch.dirty = true;
        self.writer.apply(changes, built.bytes)
    }

    /// Takes the documents of an article, which is there, out of the counts; gives the change that deletes them.
    fn forget(&mut self, key: u64) -> Result<Change, IndexError> {
        self.batch.leaders.remove(key);
        let old = match self.batch.articles.remove(&key) {
            Some(pending) => pending.counts,
            None => self.now.documents_of(key)?,
        };
        self.writer.counts -= old;
        Ok(Change::Delete(Term::from_field_u64(self.writer.fields().article_key, key)))
    }

    fn add_place(&mut self, incoming: &Incoming, key: u64) -> Change {
        let from = &incoming.provenance;
        let doc = PlaceDoc {
            path: from.path.to_string_lossy().into_owned(),
            member: from.member.as_deref().map(str::to_owned),
            offset: from.offset,
            place_key: key,
            place_article: incoming.id.key(),
        };
        let added = AddedPlace { key, path: Arc::clone(&from.path) };
        self.batch.places.entry(incoming.id.key()).or_default().push(added);
        self.writer.counts.places += 1;
        Change::Add(doc.to_document(self.writer.fields()))
    }

    /// Ends the pass over a file.
    ///
    /// # Errors
    /// If the index cannot be read or written.
    pub fn end_file(&mut self, state: FileState) -> Result<(), IndexError> {
        let Some(pass) = self.pass.take() else { return Ok(()) };
        let FileState::Complete { size, mtime, single, rejected, earlier, stamp } = state else {
            return self.forget_file(&pass.name);
        };
        self.remove_stale(&pass, single)?;
        self.forget_file(&pass.name)?;
        let key = file_key(&pass.name);
        let articles = earlier + pass.articles;
        let doc = FileDoc { path: pass.name, file_key: key, size, mtime, articles, rejected, stamp };
        self.batch.files.insert(key);
        self.batch.dirty = true;
        self.writer.counts.files += 1;
        let change = Change::Add(doc.to_document(self.writer.fields()));
        self.writer.apply(vec![change], 0)
    }

    /// Removes the places this file held and holds no more.
    fn remove_stale(&mut self, pass: &Pass, single: bool) -> Result<(), IndexError> {
        let Some(before) = &pass.before else { return Ok(()) };
        let taken_over = single && pass.articles > 0;
        for address in before.places_at(&pass.name)? {
            let stale = taken_over || self.prune == Prune::Remove || pass.superseded.get(address);
            if !stale || pass.met.get(address) {
                continue;
            }
            let place = before.read_place(address)?;
            if place.offset >= pass.from {
                self.remove_place(&place)?;
            }
        }
        Ok(())
    }

    /// Deletes the file document, if there is one.
    pub(super) fn forget_file(&mut self, path: &str) -> Result<(), IndexError> {
        let key = file_key(path);
        let committed = !self.batch.removed_places.contains(&key) && self.now.file(key)?.is_some();
        if !self.batch.files.remove(&key) && !committed {
            return Ok(());
        }
        self.batch.removed_places.insert(key);
        self.writer.counts.files -= 1;
        self.delete(Term::from_field_u64(self.writer.fields().place_key, key))
    }

    /// Deletes a place that was there, and its article if that was the last.
    pub(super) fn remove_place(&mut self, place: &PlaceDoc) -> Result<(), IndexError> {
        let (article, key) = (place.place_article, place.place_key);
        if !self.has_place(article, key)? {
            return Ok(());
        }
        self.take_place(article, key)?;
        self.writer.counts.places -= 1;
        self.removed.places += 1;
        self.delete(Term::from_field_u64(self.writer.fields().place_key, key))?;
        let added = self.batch.places.get(&article).is_some_and(|added| !added.is_empty());
        if added || self.batch.places_left[&article] > 0 {
            return Ok(());
        }
        let change = self.forget(article)?;
        self.batch.removed_articles.insert(article);
        self.removed.articles += 1;
        self.writer.apply(vec![change], 0)
    }

    /// Takes a place out of what the batch knows. The places left are counted once and then down, so that removing
    /// the thousand places of one article does not look at them a million times.
    fn take_place(&mut self, article: u64, key: u64) -> Result<(), IndexError> {
        if let Some(added) = self.batch.places.get_mut(&article) {
            added.retain(|added| added.key != key);
        }
        let left = match self.batch.places_left.get(&article) {
            Some(left) => *left,
            None => self.now.count_places(article)?,
        };
        let committed = self.now.place(key)?.is_some() && self.batch.removed_places.insert(key);
        self.batch.places_left.insert(article, left - u64::from(committed));
        Ok(())
    }

    fn delete(&mut self, term: Term) -> Result<(), IndexError> {
        self.batch.dirty = true;
        self.writer.apply(vec![Change::Delete(term)], 0)
    }

    /// What happened since the last commit: bytes of text, articles met, time.
    #[must_use]
    pub fn uncommitted(&self) -> (u64, u64, std::time::Duration) {
        (self.batch.text_bytes, self.batch.written, self.since.elapsed())
    }

    /// Whether a commit would write anything.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        self.batch.dirty
    }

    /// Commits, if there is anything to commit.
    ///
    /// # Errors
    /// If writing fails; the commit before stays intact.
    pub fn commit(&mut self) -> Result<(), IndexError> {
        if self.batch.dirty {
            self.writer.commit()?;
            self.now = Arc::new(self.writer.snapshot(Some(&self.now))?);
        }
        self.batch = Batch::default();
        self.since = Instant::now();
        Ok(())
    }

    /// Commits and closes the index.
    ///
    /// # Errors
    /// If writing fails.
    pub fn finish(mut self) -> Result<(Removed, Counts), IndexError> {
        self.commit()?;
        let told = (self.removed, self.writer.counts());
        self.writer.finish()?;
        Ok(told)
    }
}

/// What is there under an id.
enum Current {
    Absent,
    Known(Known),
    Collision,
}

/// First 64 bits of the hash of the parts.
fn hash(parts: &[&[u8]]) -> u64 {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
    }
    let mut head = [0; 8];
    head.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    u64::from_be_bytes(head)
}

/// Key of a place document: of the place and the article, since two articles may have lain at one place in turn.
fn place_key(from: &Provenance, article: u64) -> u64 {
    let path = from.path.to_string_lossy();
    let member = from.member.as_deref().unwrap_or("");
    hash(&[path.as_bytes(), member.as_bytes(), &from.offset.to_le_bytes(), &article.to_le_bytes()])
}

/// Key of a file document.
#[must_use]
pub fn file_key(path: &str) -> u64 {
    hash(&[b"file", path.as_bytes()])
}
