//! Which cluster of near-duplicates an article belongs to, decided once, when it is written.
//!
//! An article is compared with the *first members* of clusters only: they alone carry band keys. So a story that is
//! updated again and again cannot drift through a chain of copies into another story, and a wire story printed four
//! hundred times costs one candidate and not four hundred. Candidates are looked up by their bands in the last commit
//! and in the batch since; then the whole sketches are compared.
//!
//! All is a function of the articles in the order read: neither threads nor commits change it. When the first member
//! is removed, its copies keep the cluster, and a copy that comes later begins a new one.

use std::cmp::Reverse;

use index_schema::documents::{add_bands, decide_cluster};
use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::DocAddress;

use super::{Built, IndexError, Ledger, lookup::Known};
use crate::analysis::fingerprint::{ALIKE, BANDS_MOST, Band, Fingerprint};

/// A band that more first members share says nothing (a credit line, a form letter): it is passed over.
const MOST_SHARING: usize = 16;

/// Candidates that are compared in full, those first that share most bands.
const COMPARED: usize = 4;

/// The articles that carry a band: nearly always one, for which no list is made.
enum Sharing {
    One(u64),
    Several(Vec<u64>),
}

impl Sharing {
    fn keys(&self) -> &[u64] {
        match self {
            Self::One(key) => std::slice::from_ref(key),
            Self::Several(keys) => keys,
        }
    }

    fn add(&mut self, key: u64) {
        match self {
            Self::One(first) => *self = Self::Several(vec![*first, key]),
            Self::Several(keys) => keys.push(key),
        }
    }
}

/// First members written since the last commit.
#[derive(Default)]
pub(super) struct Leaders {
    by_band: FxHashMap<u64, Sharing>,
    prints: FxHashMap<u64, Sketched>,
}

/// A text as it is compared.
struct Sketched {
    print: Fingerprint,
    /// Bytes of its text.
    len: u64,
}

impl Leaders {
    fn add(&mut self, key: u64, sketched: Sketched) {
        for band in sketched.print.bands() {
            self.by_band.entry(band.key).and_modify(|sharing| sharing.add(key)).or_insert(Sharing::One(key));
        }
        self.prints.insert(key, sketched);
    }

    /// Forgets the article, if it is one of them.
    pub(super) fn remove(&mut self, key: u64) {
        let Some(sketched) = self.prints.remove(&key) else { return };
        for band in sketched.print.bands() {
            match self.by_band.get_mut(&band.key) {
                Some(Sharing::Several(keys)) => keys.retain(|other| *other != key),
                Some(Sharing::One(one)) if *one == key => _ = self.by_band.remove(&band.key),
                _ => {}
            }
        }
    }
}

/// Where the text of a candidate is.
#[derive(Clone, Copy)]
enum Held {
    Batch,
    Commit(DocAddress),
}

/// An article that shares bands.
#[derive(Clone, Copy)]
struct Candidate {
    key: u64,
    held: Held,
    /// Bytes of its text, once it is known to be worth a look.
    len: u64,
    bands: [Band; BANDS_MOST],
    count: usize,
}

impl Candidate {
    fn new(key: u64, held: Held) -> Self {
        Self { key, held, len: 0, bands: [Band::default(); BANDS_MOST], count: 0 }
    }

    fn share(&mut self, band: Band) {
        self.bands[self.count] = band;
        self.count += 1;
    }

    /// The bands that the new article has too.
    fn shared(&self) -> &[Band] {
        &self.bands[..self.count]
    }
}

impl Ledger {
    /// Decides the cluster of an article about to be written and completes its documents with it. Another version of
    /// an article that is there stays where it was.
    pub(super) fn join(&mut self, key: u64, known: Option<Known>, built: &mut Built) -> Result<u64, IndexError> {
        let sketched = Sketched { print: std::mem::take(&mut built.fingerprint), len: built.text_bytes };
        let first = match known {
            Some(known) => Some(known.cluster),
            None => self.first_member(key, &sketched)?,
        };
        let cluster = first.unwrap_or(key);
        let fields = *self.writer.fields();
        let is_first = cluster == key;
        if let Some(article) = built.docs.first_mut() {
            decide_cluster(&fields, article, cluster);
            if is_first {
                add_bands(&fields, article, sketched.print.bands().map(|band| band.key));
            }
        }
        self.batch.leaders.remove(key);
        if is_first {
            self.batch.leaders.add(key, sketched);
        }
        Ok(cluster)
    }

    /// The first member of the cluster that a text belongs to, if there is one.
    fn first_member(&mut self, key: u64, sketched: &Sketched) -> Result<Option<u64>, IndexError> {
        let mut best: Option<(f64, u64)> = None;
        for candidate in self.candidates(key, sketched)? {
            let alike = match candidate.held {
                Held::Batch => self
                    .batch
                    .leaders
                    .prints
                    .get(&candidate.key)
                    .map_or(0.0, |other| sketched.print.containment(&other.print)),
                Held::Commit(at) => sketched.print.containment(&Fingerprint::of(&self.now.text(at)?)),
            };
            if alike >= ALIKE && best.is_none_or(|(most, _)| alike > most) {
                best = Some((alike, candidate.key));
            }
        }
        Ok(best.map(|(_, key)| key))
    }

    /// The articles that may be copies by the bands they share, those first that share more; then those of least length, of
    /// which so few are to be expected. A single band seldom leads to a copy: of those that share no more one is enough.
    fn candidates(&mut self, key: u64, sketched: &Sketched) -> Result<Vec<Candidate>, IndexError> {
        let mut found: FxHashMap<u64, Candidate> = FxHashMap::default();
        for band in sketched.print.bands() {
            if self.common_bands.contains(&band.key) {
                continue;
            }
            let sharing = self.sharing(key, band.key)?;
            if sharing.len() > MOST_SHARING {
                self.common_bands.insert(band.key);
                continue;
            }
            for (key, held) in sharing {
                found.entry(key).or_insert_with(|| Candidate::new(key, held)).share(band);
            }
        }
        let mut all = Vec::with_capacity(found.len());
        for mut candidate in found.into_values() {
            candidate.len = self.len_of(candidate)?;
            if Fingerprint::may_be_copies(candidate.shared(), sketched.len, candidate.len) {
                all.push(candidate);
            }
        }
        all.sort_unstable_by_key(|candidate| (Reverse(candidate.count), candidate.len, candidate.key));
        let strong = all.partition_point(|candidate| candidate.count > 1);
        all.truncate(COMPARED.min(strong + 1));
        Ok(all)
    }

    /// Bytes of a candidate's text.
    fn len_of(&self, candidate: Candidate) -> Result<u64, IndexError> {
        match candidate.held {
            Held::Batch => Ok(self.batch.leaders.prints.get(&candidate.key).map_or(0, |other| other.len)),
            Held::Commit(at) => self.now.text_len(at),
        }
    }

    /// The first members that carry the band, or more than [`MOST_SHARING`] of them.
    fn sharing(&self, key: u64, band: u64) -> Result<Vec<(u64, Held)>, IndexError> {
        let new = self.batch.leaders.by_band.get(&band).map_or(&[][..], Sharing::keys).iter();
        let mut found: Vec<(u64, Held)> = new.take(MOST_SHARING + 1).map(|&other| (other, Held::Batch)).collect();
        let gone: &FxHashSet<u64> = &self.batch.removed_articles;
        let is_old = |other: u64| other == key || gone.contains(&other) || self.batch.articles.contains_key(&other);
        self.now.with_band(band, |other, at| {
            if !is_old(other) {
                found.push((other, Held::Commit(at)));
            }
            found.len() <= MOST_SHARING
        })?;
        Ok(found)
    }
}
