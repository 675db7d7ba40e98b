//! Which cluster of near-duplicates an article belongs to, decided once, when it is written.
//!
//! An article is compared with the *first members* of clusters only: they alone carry band keys. So a story that is
//! updated again and again cannot drift through a chain of copies into another story, and a wire story printed four
//! hundred times costs one candidate and not four hundred. Candidates are looked up by their bands in the last commit
//! and in the batch since; then the whole sketches are compared.
//!
//! All is a function of the articles in the order read: neither threads nor commits change it. When the first member
//! is removed, its copies keep the cluster, and a copy that comes later begins a new one.

use index_schema::documents::{add_bands, decide_cluster};
use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::DocAddress;

use super::{Built, IndexError, Ledger, lookup::Known};
use crate::analysis::fingerprint::{ALIKE, Fingerprint};

/// A band that more first members share says nothing (a credit line, a form letter): it is passed over.
const MOST_SHARING: usize = 64;

/// Candidates that are compared in full, those first that share most bands.
const COMPARED: usize = 4;

/// Bits of a band that are left out of its key. The other 40 tell bands apart well enough for a hundred million
/// articles: whole sketches are compared in the end, and random keys are dear to keep in a dictionary.
const LEFT_OUT: u32 = 24;

/// The keys by which candidates are looked up.
fn bands(print: &Fingerprint) -> impl Iterator<Item = u64> {
    print.bands().iter().map(|band| band >> LEFT_OUT)
}

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
    prints: FxHashMap<u64, Fingerprint>,
}

impl Leaders {
    fn add(&mut self, key: u64, print: Fingerprint) {
        for band in bands(&print) {
            self.by_band.entry(band).and_modify(|sharing| sharing.add(key)).or_insert(Sharing::One(key));
        }
        self.prints.insert(key, print);
    }

    /// Forgets the article, if it is one of them.
    pub(super) fn remove(&mut self, key: u64) {
        let Some(print) = self.prints.remove(&key) else { return };
        for band in bands(&print) {
            match self.by_band.get_mut(&band) {
                Some(Sharing::Several(keys)) => keys.retain(|other| *other != key),
                Some(Sharing::One(one)) if *one == key => _ = self.by_band.remove(&band),
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
    shared: usize,
    held: Held,
}

impl Ledger {
    /// Decides the cluster of an article about to be written and completes its documents with it. Another version of
    /// an article that is there stays where it was.
    pub(super) fn join(&mut self, key: u64, known: Option<Known>, built: &mut Built) -> Result<u64, IndexError> {
        let print = std::mem::take(&mut built.fingerprint);
        let first = match known {
            Some(known) => Some(known.cluster),
            None => self.first_member(key, &print)?,
        };
        let cluster = first.unwrap_or(key);
        let fields = *self.writer.fields();
        let is_first = cluster == key;
        if let Some(article) = built.docs.first_mut() {
            decide_cluster(&fields, article, cluster);
            if is_first {
                add_bands(&fields, article, bands(&print));
            }
        }
        self.batch.leaders.remove(key);
        if is_first {
            self.batch.leaders.add(key, print);
        }
        Ok(cluster)
    }

    /// The first member of the cluster that a text belongs to, if there is one.
    fn first_member(&self, key: u64, print: &Fingerprint) -> Result<Option<u64>, IndexError> {
        let mut best: Option<(f64, u64)> = None;
        for candidate in self.candidates(key, print)? {
            let alike = match candidate.held {
                Held::Batch => {
                    self.batch.leaders.prints.get(&candidate.key).map_or(0.0, |other| print.containment(other))
                }
                Held::Commit(at) => print.containment(&Fingerprint::of(&self.now.text(at)?)),
            };
            if alike >= ALIKE && best.is_none_or(|(most, _)| alike > most) {
                best = Some((alike, candidate.key));
            }
        }
        Ok(best.map(|(_, key)| key))
    }

    /// The articles that share most bands, those first that share more; then by key.
    fn candidates(&self, key: u64, print: &Fingerprint) -> Result<Vec<Candidate>, IndexError> {
        let mut found: FxHashMap<u64, Candidate> = FxHashMap::default();
        for band in bands(print) {
            let sharing = self.sharing(key, band)?;
            if sharing.len() > MOST_SHARING {
                continue;
            }
            for (key, held) in sharing {
                found.entry(key).or_insert(Candidate { key, shared: 0, held }).shared += 1;
            }
        }
        let mut all: Vec<Candidate> = found.into_values().collect();
        all.sort_unstable_by(|a, b| b.shared.cmp(&a.shared).then(a.key.cmp(&b.key)));
        all.truncate(COMPARED);
        Ok(all)
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
