//! What a search keeps: sort keys and addresses, 32 bytes a hit, never documents.

use std::cmp::Ordering;

use index_schema::{Block, DocKind};
use tantivy::{
    DocAddress, DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
    columnar::Column,
    fieldnorm::FieldNormReader,
};

use super::{even::even, execute::Sort};

/// Hits kept beyond the limit before the worst are dropped.
const SLACK: usize = 1024;

/// Words at which a passage counts half of its score. A caption or a line with nothing but the name asked for would
/// come first by the ratio of words found, and tells nobody anything; an ordinary sentence has twenty and more.
const TOO_SHORT_TO_TELL: f32 = 7.0;

/// Words beyond which a passage tells no more for being longer: where scores are equal, as they are for a prefix, the
/// longest paragraphs of the archive would come first.
const LONG_ENOUGH: f32 = 60.0;

/// Most words of a title that keeps its score: whether a passage is one is looked up for those no longer than this alone.
const WORDS_OF_TITLE: u32 = 24;

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
        // Only the score is needed to tell which of all hits can come among the first: what else ranks is read for those.
        let by_score = self.sort == Sort::Relevance && self.keep == Keep::Each;
        Ok(SegmentHits {
            order: *self,
            damping: if self.unit == DocKind::Passage { Damping::open(reader)? } else { None },
            places: Places::open(segment, reader)?,
            found: if by_score { Found::Scores(Best::new(self.limit)) } else { Found::Entries(Vec::new()) },
            total: 0,
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

/// What ranks a document beside its score, in one segment.
struct Places {
    segment: SegmentOrdinal,
    block: Block,
    /// Of the article, as `days`.
    keys: Option<Column<u64>>,
    starts: Option<Column<u64>>,
    days: Option<Column<i64>>,
}

impl Places {
    fn open(segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<Self> {
        let fast = reader.fast_fields();
        Ok(Self {
            segment,
            block: Block::open(reader)?,
            keys: fast.column_opt("key")?,
            starts: fast.column_opt("start")?,
            days: fast.column_opt("published_from")?,
        })
    }

    fn key(&self, doc: DocId) -> u64 {
        self.key_of(self.block.article_of(doc))
    }

    fn key_of(&self, article: Option<DocId>) -> u64 {
        article.and_then(|article| self.keys.as_ref()?.first(article)).unwrap_or(0)
    }

    fn entry(&self, doc: DocId, score: Score) -> Entry {
        let article = self.block.article_of(doc);
        let day = article.and_then(|article| self.days.as_ref()?.first(article));
        let day = day.and_then(|day| i32::try_from(day).ok());
        let start = self.starts.as_ref().and_then(|column| column.first(doc)).unwrap_or(0);
        Entry {
            score,
            day: day.unwrap_or(UNDATED),
            key: self.key_of(article),
            start: u32::try_from(start).unwrap_or(u32::MAX),
            segment: self.segment,
            doc,
        }
    }
}

/// Less for a passage of a few words. Titles, which have no place in the text, keep their scores.
struct Damping {
    lengths: FieldNormReader,
    /// By what a length, as the index rounds it, multiplies a score.
    factors: [Score; 256],
    /// From this length on a title is none to tell from a paragraph.
    too_long_for_title: u8,
    ends: Option<Column<u64>>,
}

impl Damping {
    /// None if the segment has no texts.
    fn open(reader: &SegmentReader) -> tantivy::Result<Option<Self>> {
        let body = reader.schema().get_field("body")?;
        let factor = |id: u8| match FieldNormReader::id_to_fieldnorm(id) as f32 {
            0.0 => 1.0,
            words => words.min(LONG_ENOUGH) / (words.min(LONG_ENOUGH) + TOO_SHORT_TO_TELL),
        };
        let factors = std::array::from_fn(|id| factor(u8::try_from(id).unwrap_or(u8::MAX)));
        let too_long_for_title = FieldNormReader::fieldnorm_to_id(WORDS_OF_TITLE) + 1;
        let ends = reader.fast_fields().column_opt("end")?;
        let lengths = reader.fieldnorms_readers().get_field(body)?;
        Ok(lengths.map(|lengths| Self { lengths, factors, too_long_for_title, ends }))
    }

    fn damped(&self, doc: DocId, score: Score) -> Score {
        let length = self.lengths.fieldnorm_id(doc);
        if length < self.too_long_for_title && self.is_title(doc) {
            return score;
        }
        even(score * self.factors[usize::from(length)])
    }

    fn is_title(&self, doc: DocId) -> bool {
        self.ends.as_ref().and_then(|ends| ends.first(doc)).unwrap_or(0) == 0
    }
}

/// The best scores of many, with all that equal the last of them: eight bytes a hit.
struct Best {
    /// Most wanted; all if none.
    limit: Option<usize>,
    scores: Vec<(Score, DocId)>,
    /// No hit below this score can be among them.
    floor: Score,
    /// How many are held before the worst are dropped. Grows with those that cannot be: linear in the hits.
    room: usize,
}

impl Best {
    fn new(limit: Option<usize>) -> Self {
        let room = limit.map_or(usize::MAX, |limit| limit.saturating_mul(2).saturating_add(SLACK));
        Self { limit, scores: Vec::new(), floor: Score::NEG_INFINITY, room }
    }

    fn add(&mut self, doc: DocId, score: Score) {
        if score < self.floor {
            return;
        }
        self.scores.push((score, doc));
        if self.scores.len() >= self.room {
            self.trim();
            self.room = self.room.max(self.scores.len().saturating_mul(2));
        }
    }

    fn trim(&mut self) {
        let Some(last) = self.limit.and_then(|limit| limit.checked_sub(1)) else { return };
        if last >= self.scores.len() {
            return;
        }
        let (_, worst, _) = self.scores.select_nth_unstable_by(last, |a, b| b.0.total_cmp(&a.0));
        self.floor = worst.0;
        self.scores.retain(|(score, _)| *score >= self.floor);
    }

    /// Those that come first; of equal scores, which all quotes of a speaker have, those of the first articles.
    fn entries(mut self, places: &Places) -> Vec<Entry> {
        self.trim();
        let (floor, limit) = (self.floor, self.limit.unwrap_or(usize::MAX));
        let (mut first, mut equal): (Vec<_>, Vec<_>) = self.scores.into_iter().partition(|(score, _)| *score > floor);
        let wanted = limit.saturating_sub(first.len());
        if wanted > 0 && equal.len() > wanted {
            let mut keyed: Vec<_> = equal.into_iter().map(|found| (places.key(found.1), found)).collect();
            let (_, last, _) = keyed.select_nth_unstable_by_key(wanted - 1, |(key, _)| *key);
            let last = last.0;
            equal = keyed.into_iter().filter(|(key, _)| *key <= last).map(|(_, found)| found).collect();
        }
        first.append(&mut equal);
        first.into_iter().map(|(score, doc)| places.entry(doc, score)).collect()
    }
}

/// What a segment's hits are kept as.
enum Found {
    /// Ranked by score, and by place where that is equal.
    Scores(Best),
    /// Ranked by age, or grouped by article.
    Entries(Vec<Entry>),
}

/// Collects from one segment.
pub(crate) struct SegmentHits {
    order: Hits,
    /// Of passages that are sorted by relevance.
    damping: Option<Damping>,
    places: Places,
    found: Found,
    total: usize,
}

/// Adds a hit to those of its article if only the best of them is kept, and drops what can no longer come among the first.
/// An article's hits are grouped only at the end, so theirs are not dropped.
fn push(entries: &mut Vec<Entry>, entry: Entry, order: &Hits) {
    let sort = order.sort;
    match (order.keep, entries.last_mut()) {
        (Keep::BestOfArticle, Some(last)) if last.key == entry.key => {
            if entry.rank(last, sort).is_lt() {
                *last = entry;
            }
        }
        _ => entries.push(entry),
    }
    let (Some(limit), Keep::Each) = (order.limit, order.keep) else { return };
    if entries.len() >= limit.saturating_mul(2).saturating_add(SLACK) {
        entries.select_nth_unstable_by(limit, |a, b| a.rank(b, sort));
        entries.truncate(limit);
    }
}

impl SegmentCollector for SegmentHits {
    type Fruit = Kept;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.total += 1;
        // Damping never raises a score, so what is below the floor need not be looked at.
        if matches!(&self.found, Found::Scores(best) if score < best.floor) {
            return;
        }
        let score = match &self.damping {
            _ if self.order.sort != Sort::Relevance => 0.0,
            Some(damping) => damping.damped(doc, score),
            None => score,
        };
        match &mut self.found {
            Found::Scores(best) => best.add(doc, score),
            Found::Entries(entries) => push(entries, self.places.entry(doc, score), &self.order),
        }
    }

    fn harvest(self) -> Kept {
        let entries = match self.found {
            Found::Scores(best) => best.entries(&self.places),
            Found::Entries(entries) => entries,
        };
        (entries, self.total)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_scores_are_those_of_sorting_all() {
        let mut seed = 5u32;
        let mut random = |most: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) % most
        };
        for kinds in [1, 2, 50, 100_000] {
            for limit in [1, 7, 200] {
                let all: Vec<Score> = (0..5_000).map(|_| random(kinds) as Score).collect();
                let mut best = Best::new(Some(limit));
                all.iter().zip(0..).for_each(|(score, doc)| best.add(doc, *score));
                best.trim();
                let mut sorted = all.clone();
                sorted.sort_unstable_by(|a, b| b.total_cmp(a));
                let floor = sorted[limit - 1];
                let mut kept: Vec<DocId> = best.scores.iter().map(|(_, doc)| *doc).collect();
                kept.sort_unstable();
                let wanted: Vec<DocId> =
                    (0..).zip(&all).filter(|(_, score)| **score >= floor).map(|(doc, _)| doc).collect();
                assert_eq!(kept, wanted, "{kinds} kinds of scores, {limit} wanted");
            }
        }
    }
}
