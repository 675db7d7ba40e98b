//! What a search keeps: sort keys and addresses, 32 bytes a hit, never documents.

use std::cmp::Ordering;

use index_schema::{Block, DocKind};
use tantivy::{
    DocAddress, DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
    columnar::Column,
};

use super::{even::even, execute::Sort};

/// Hits kept beyond the limit before the worst are dropped.
const SLACK: usize = 1024;

/// Bytes of text at which a passage counts half of its score. A caption or a line with nothing but the name asked for would
/// come first by the ratio of words found, and tells nobody anything; an ordinary sentence has a hundred and more.
const TOO_SHORT_TO_TELL: f32 = 40.0;

/// Sorts after every known day.
const UNDATED: i32 = i32::MAX;

/// A hit before it is read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Entry {
    /// Rank score, 0 unless sorted by relevance.
    pub(crate) score: f32,
    /// First day of publication, days since 1970-01-01.
    day: i32,
    /// Key of the article.
    pub(crate) key: u64,
    /// First byte in the article's text.
    pub(crate) start: u32,
    segment: SegmentOrdinal,
    doc: DocId,
}

impl Entry {
    /// Where the document lies.
    pub(crate) fn address(&self) -> DocAddress {
        DocAddress::new(self.segment, self.doc)
    }

    /// By article, then by place in it. The address tells the title from the first passage.
    pub(crate) fn by_place(&self, other: &Self) -> Ordering {
        let place = |entry: &Self| (entry.key, entry.start, entry.segment, entry.doc);
        place(self).cmp(&place(other))
    }

    /// Oldest first, undated last; of one day by article and place.
    pub(crate) fn by_age(&self, other: &Self) -> Ordering {
        self.day.cmp(&other.day).then_with(|| self.by_place(other))
    }

    /// What is printed first.
    pub(crate) fn rank(&self, other: &Self, sort: Sort) -> Ordering {
        let first = match sort {
            Sort::Relevance => other.score.total_cmp(&self.score),
            Sort::DateAsc => self.day.cmp(&other.day),
            Sort::DateDesc => {
                let undated = |entry: &Self| entry.day == UNDATED;
                undated(self).cmp(&undated(other)).then(other.day.cmp(&self.day))
            }
        };
        first.then_with(|| self.by_place(other))
    }
}

/// What of an article's hits is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// Each one.
    Each,
    /// The best one.
    BestOfArticle,
}

/// Collects the hits that come first, and counts all.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hits {
    /// Order.
    pub(crate) sort: Sort,
    /// Most hits kept; all if none.
    pub(crate) limit: Option<usize>,
    /// Of an article.
    pub(crate) keep: Keep,
    /// What the hits are. Only passages may be too short to tell: a quote is what was asked for, however short.
    pub(crate) unit: DocKind,
}

impl Hits {
    /// Sorts, drops all but the best of an article if so ordered, cuts; returns the number before the cut.
    pub(crate) fn finish(&self, entries: &mut Vec<Entry>) -> usize {
        if self.keep == Keep::BestOfArticle {
            entries.sort_unstable_by(|a, b| a.key.cmp(&b.key).then_with(|| a.rank(b, self.sort)));
            entries.dedup_by_key(|entry| entry.key);
        }
        let total = entries.len();
        entries.sort_unstable_by(|a, b| a.rank(b, self.sort));
        entries.truncate(self.limit.unwrap_or(usize::MAX));
        total
    }
}

/// What a segment gives: the hits kept and the number of all.
type Kept = (Vec<Entry>, usize);

impl Collector for Hits {
    type Fruit = Kept;
    type Child = SegmentHits;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentHits> {
        let fast = reader.fast_fields();
        Ok(SegmentHits {
            order: *self,
            segment,
            block: Block::open(reader)?,
            keys: fast.column_opt("key")?,
            starts: fast.column_opt("start")?,
            ends: fast.column_opt("end")?,
            days: fast.column_opt("published_from")?,
            entries: Vec::new(),
            total: 0,
            floor: f32::NEG_INFINITY,
        })
    }

    fn requires_scoring(&self) -> bool {
        self.sort == Sort::Relevance
    }

    fn merge_fruits(&self, segments: Vec<Kept>) -> tantivy::Result<Kept> {
        let counted = segments.iter().map(|segment| segment.1).sum();
        let mut entries: Vec<Entry> = segments.into_iter().flat_map(|segment| segment.0).collect();
        let grouped = self.finish(&mut entries);
        Ok((entries, if self.keep == Keep::Each { counted } else { grouped }))
    }
}

/// Collects from one segment.
pub(crate) struct SegmentHits {
    order: Hits,
    segment: SegmentOrdinal,
    block: Block,
    /// Of the article, as `days`.
    keys: Option<Column<u64>>,
    starts: Option<Column<u64>>,
    ends: Option<Column<u64>>,
    days: Option<Column<i64>>,
    entries: Vec<Entry>,
    total: usize,
    /// No hit below this score can be kept.
    floor: f32,
}

impl SegmentHits {
    /// Less for a passage of a few words. Titles, which have no place in the text, keep theirs.
    fn damped(&self, doc: DocId, score: Score) -> Score {
        if self.order.unit != DocKind::Passage {
            return score;
        }
        let at = |column: &Option<Column<u64>>| column.as_ref()?.first(doc);
        match at(&self.ends).zip(at(&self.starts)).map(|(end, start)| end.saturating_sub(start) as f32) {
            Some(length) if length > 0.0 => even(score * length / (length + TOO_SHORT_TO_TELL)),
            _ => score,
        }
    }

    fn entry(&self, doc: DocId, score: Score) -> Entry {
        let article = self.block.article_of(doc);
        let day = article.and_then(|article| self.days.as_ref()?.first(article));
        let day = day.and_then(|day| i32::try_from(day).ok());
        let start = self.starts.as_ref().and_then(|column| column.first(doc)).unwrap_or(0);
        Entry {
            score,
            day: day.unwrap_or(UNDATED),
            key: article.and_then(|article| self.keys.as_ref()?.first(article)).unwrap_or(0),
            start: u32::try_from(start).unwrap_or(u32::MAX),
            segment: self.segment,
            doc,
        }
    }

    fn push(&mut self, entry: Entry) {
        let sort = self.order.sort;
        match self.entries.last_mut() {
            Some(last) if self.order.keep == Keep::BestOfArticle && last.key == entry.key => {
                if entry.rank(last, sort).is_lt() {
                    *last = entry;
                }
            }
            _ => self.entries.push(entry),
        }
    }

    /// Drops what can no longer come among the first. An article's hits are grouped only at the end, so not theirs.
    fn trim(&mut self) {
        let (Some(limit), Keep::Each) = (self.order.limit, self.order.keep) else { return };
        if self.entries.len() < limit.saturating_mul(2).saturating_add(SLACK) {
            return;
        }
        let sort = self.order.sort;
        let (_, worst, _) = self.entries.select_nth_unstable_by(limit, |a, b| a.rank(b, sort));
        self.floor = if sort == Sort::Relevance { worst.score } else { f32::NEG_INFINITY };
        self.entries.truncate(limit);
    }
}

impl SegmentCollector for SegmentHits {
    type Fruit = Kept;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.total += 1;
        let relevant = self.order.sort == Sort::Relevance;
        // Damping never raises a score, so what is below the floor need not be looked at.
        if relevant && score < self.floor {
            return;
        }
        let score = if relevant { self.damped(doc, score) } else { 0.0 };
        if score >= self.floor {
            self.push(self.entry(doc, score));
            self.trim();
        }
    }

    fn harvest(self) -> Kept {
        (self.entries, self.total)
    }
}

/// Collects the keys of the articles hit, sorted, each once.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Keys {
    /// The hits are documents of articles.
    Articles,
    /// The hits are places.
    Places,
}

impl Collector for Keys {
    type Fruit = Vec<u64>;
    type Child = SegmentKeys;

    fn for_segment(&self, _: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentKeys> {
        let column = |name| reader.fast_fields().column_opt(name);
        let (column, block) = match self {
            Self::Articles => (column("key")?, Some(Block::open(reader)?)),
            Self::Places => (column("place_article")?, None),
        };
        Ok(SegmentKeys { column, block, keys: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Vec<u64>>) -> tantivy::Result<Vec<u64>> {
        let mut keys = segments.concat();
        keys.sort_unstable();
        keys.dedup();
        Ok(keys)
    }
}

/// Collects from one segment.
pub(crate) struct SegmentKeys {
    column: Option<Column<u64>>,
    /// The way to the document that has the key, if it is not the hit itself.
    block: Option<Block>,
    keys: Vec<u64>,
}

impl SegmentCollector for SegmentKeys {
    type Fruit = Vec<u64>;

    fn collect(&mut self, doc: DocId, _: Score) {
        let holder = self.block.as_ref().map_or(Some(doc), |block| block.article_of(doc));
        let key = holder.and_then(|doc| self.column.as_ref()?.first(doc));
        self.keys.extend(key.filter(|key| self.keys.last() != Some(key)));
    }

    fn harvest(self) -> Vec<u64> {
        self.keys
    }
}
