//! Copies: the same words in several printings of one story, shown once, under the earliest.
//!
//! Which articles are printings of one story was settled when they were indexed (their cluster). Here hits of one
//! cluster that say the same words are put together. Of a few hits wanted only the clusters of the best are looked at.

use std::{
    collections::hash_map::DefaultHasher,
    hash::{Hash as _, Hasher as _},
};

use index_schema::{DocKind, analyzer};
use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::{DocAddress, tokenizer::TextAnalyzer};

use super::{
    collect::Entry,
    error::AskError,
    execute::{Sort, Target},
    leaf,
    store::Store,
};

/// What becomes of copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Copies {
    /// Each is a hit.
    #[default]
    Shown,
    /// They stand under the earliest, which tells how many they are.
    Folded,
}

/// What hits are, as far as telling copies needs it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sight {
    /// The documents found.
    pub(super) unit: DocKind,
    /// What is shown of them.
    pub(super) target: Target,
}

/// Hits put together under the earliest of them.
#[derive(Debug, Default)]
pub(super) struct Folds {
    /// Where a hit belongs, if it has copies or is one.
    first: FxHashMap<DocAddress, Entry>,
    /// How many copies stand under a hit.
    under: FxHashMap<DocAddress, usize>,
}

impl Folds {
    /// Takes in all hits of some clusters.
    pub(super) fn add(&mut self, store: &mut Store<'_>, sight: Sight, mut hits: Vec<Entry>) -> Result<(), AskError> {
        hits.sort_unstable_by(Entry::by_age);
        let mut analyzer = analyzer::news();
        // Words said twice in an article are two hits: the second there is a copy of the second elsewhere.
        let mut times: FxHashMap<(u64, u64), u32> = FxHashMap::default();
        let mut known: FxHashMap<(u64, u64, u32), Entry> = FxHashMap::default();
        for hit in hits {
            let words = words(store, sight, &hit, &mut analyzer)?;
            let time = times.entry((hit.key, words)).or_default();
            *time += 1;
            let first = *known.entry((store.cluster(&hit)?, words, *time)).or_insert(hit);
            self.first.insert(hit.address(), first);
            if first.address() != hit.address() {
                *self.under.entry(first.address()).or_default() += 1;
            }
        }
        Ok(())
    }

    /// The hits without copies, in order. Ranked, the earliest stands where the best of its copies stood.
    pub(super) fn fold(&self, hits: &[Entry], sort: Sort, seen: &mut FxHashSet<DocAddress>) -> Vec<Entry> {
        let mut kept = Vec::with_capacity(hits.len());
        for hit in hits {
            let mut first = self.first.get(&hit.address()).copied().unwrap_or(*hit);
            let in_place = sort == Sort::Relevance || first.address() == hit.address();
            if in_place && seen.insert(first.address()) {
                first.score = hit.score;
                kept.push(first);
            }
        }
        kept
    }

    /// How many copies stand under each hit that has any.
    pub(super) fn into_counts(self) -> FxHashMap<DocAddress, usize> {
        self.under
    }
}

/// What the words of a hit are told by, whatever the case, accents and signs; articles of one cluster are all alike.
fn words(store: &mut Store<'_>, sight: Sight, hit: &Entry, analyzer: &mut TextAnalyzer) -> Result<u64, AskError> {
    let mut hasher = DefaultHasher::new();
    if sight.target == Target::Articles || sight.unit == DocKind::Article {
        return Ok(hasher.finish());
    }
    let loaded = store.article(hit.key, hit.address().segment_ord)?;
    let (start, end) = store.bounds(hit.address())?;
    let (start, end) = loaded.cut(start, end);
    let title = loaded.article.title.as_deref().unwrap_or_default();
    let text = if start == end { title } else { &loaded.article.text[start..end] };
    leaf::tokens(analyzer, text).hash(&mut hasher);
    Ok(hasher.finish())
}

/// Clusters that more than one of these hits' articles belong to.
pub(super) fn shared(store: &mut Store<'_>, hits: &[Entry]) -> Result<FxHashSet<u64>, AskError> {
    let mut key_of: FxHashMap<u64, u64> = FxHashMap::default();
    let mut shared = FxHashSet::default();
    for hit in hits {
        let cluster = store.cluster(hit)?;
        if *key_of.entry(cluster).or_insert(hit.key) != hit.key {
            shared.insert(cluster);
        }
    }
    Ok(shared)
}
