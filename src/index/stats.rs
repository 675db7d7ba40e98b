//! `stats`: what an index holds, from its columns and dictionaries alone.

use std::{collections::BTreeMap, path::Path};

use jiff::{ToSpan, civil::Date};
use rustc_hash::FxHashMap;
use tantivy::{Searcher, SegmentReader, TantivyError};

use super::{Counts, IndexError, Reader, engine_folder};

/// How many of the most frequent speakers and sources are told.
pub const TOP: usize = 20;

/// What an index holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Stats {
    /// Living documents by kind.
    pub counts: Counts,
    /// Quotes by kind ("direct", "mixed", "indirect").
    pub quotes_by_kind: BTreeMap<String, u64>,
    /// Distinct names of speakers (each canonical in its article).
    pub speakers: u64,
    /// The most quoted, with numbers of quotes, most first.
    pub top_speakers: Vec<(String, u64)>,
    /// Distinct sources.
    pub sources: u64,
    /// The sources with most articles, most first.
    pub top_sources: Vec<(String, u64)>,
    /// First and last day of publication, ISO.
    pub dates: Option<(String, String)>,
    /// Articles without a date of publication.
    pub undated: u64,
    /// Articles by version of the analysis that made them; more than one if the index mixes versions.
    pub analysis_versions: BTreeMap<u64, u64>,
    /// Bytes on disk.
    pub disk_bytes: u64,
}

/// Looks through the index once.
///
/// # Errors
/// If it cannot be read.
pub fn stats(reader: &Reader) -> Result<Stats, IndexError> {
    let mut tally = Tally::default();
    let searcher = reader.searcher();
    for segment in searcher.segment_readers() {
        tally.segment(segment).map_err(|error| IndexError::read(reader.dir(), &error))?;
    }
    let mut stats = tally.into_stats();
    stats.counts = count(reader, &searcher)?;
    stats.undated = stats.counts.articles.saturating_sub(stats.undated);
    stats.disk_bytes = disk_bytes(&engine_folder(reader.dir()))?;
    Ok(stats)
}

/// Living documents by kind.
pub(super) fn count(reader: &Reader, searcher: &Searcher) -> Result<Counts, IndexError> {
    use index_schema::DocKind;
    use tantivy::{Term, collector::Count, query::TermQuery, schema::IndexRecordOption};
    let number = |kind: DocKind| {
        let term = Term::from_field_text(reader.fields().doc, kind.term());
        let found = searcher.search(&TermQuery::new(term, IndexRecordOption::Basic), &Count);
        found.map(|n| n as u64).map_err(|error| IndexError::read(reader.dir(), &error))
    };
    Ok(Counts {
        articles: number(DocKind::Article)?,
        passages: number(DocKind::Passage)?,
        quotes: number(DocKind::Quote)?,
        places: number(DocKind::Place)?,
        files: number(DocKind::File)?,
    })
}

fn disk_bytes(folder: &Path) -> Result<u64, IndexError> {
    let io = |cause| IndexError::io(folder, cause);
    let mut sum = 0;
    for entry in std::fs::read_dir(folder).map_err(io)? {
        // A file that a merge removes meanwhile counts as nothing.
        sum += entry.map_err(io)?.metadata().map_or(0, |metadata| metadata.len());
    }
    Ok(sum)
}

#[derive(Default)]
struct Tally {
    kinds: FxHashMap<String, u64>,
    speakers: FxHashMap<String, u64>,
    sources: FxHashMap<String, u64>,
    versions: BTreeMap<u64, u64>,
    days: Option<(i64, i64)>,
    dated: u64,
}

impl Tally {
    fn segment(&mut self, segment: &SegmentReader) -> tantivy::Result<()> {
        let articles = segment.fast_fields().column_opt::<u64>("analysis_version")?;
        add_terms(segment, "kind", &mut self.kinds)?;
        add_terms(segment, "speaker_name", &mut self.speakers)?;
        add_terms(segment, "source_exact", &mut self.sources)?;
        let from = segment.fast_fields().column_opt::<i64>("published_from")?;
        let to = segment.fast_fields().column_opt::<i64>("published_to")?;
        let Some(versions) = &articles else { return Ok(()) };
        for doc in segment.doc_ids_alive() {
            let Some(version) = versions.first(doc) else { continue };
            *self.versions.entry(version).or_default() += 1;
            let first = from.as_ref().and_then(|column| column.first(doc));
            let last = to.as_ref().and_then(|column| column.first(doc));
            if let Some((first, last)) = first.zip(last) {
                let (a, b) = self.days.unwrap_or((first, last));
                self.days = Some((a.min(first), b.max(last)));
                self.dated += 1;
            }
        }
        Ok(())
    }

    /// `undated` holds the dated articles until the caller knows how many there are.
    fn into_stats(self) -> Stats {
        Stats {
            quotes_by_kind: self.kinds.into_iter().collect(),
            speakers: self.speakers.len() as u64,
            top_speakers: top(self.speakers),
            sources: self.sources.len() as u64,
            top_sources: top(self.sources),
            dates: self.days.and_then(|(a, b)| Some((day(a)?, day(b)?))),
            undated: self.dated,
            analysis_versions: self.versions,
            ..Stats::default()
        }
    }
}

/// Adds the numbers of living documents by value of a column, counting ordinals first.
fn add_terms(segment: &SegmentReader, field: &str, into: &mut FxHashMap<String, u64>) -> tantivy::Result<()> {
    let Some(column) = segment.fast_fields().str(field)? else { return Ok(()) };
    let mut by_ord: FxHashMap<u64, u64> = FxHashMap::default();
    for doc in segment.doc_ids_alive() {
        if let Some(ord) = column.ords().first(doc) {
            *by_ord.entry(ord).or_default() += 1;
        }
    }
    for (ord, number) in by_ord {
        let mut word = String::new();
        column.ord_to_str(ord, &mut word).map_err(TantivyError::from)?;
        *into.entry(word).or_default() += number;
    }
    Ok(())
}

/// The most frequent, ties in the order of the alphabet.
fn top(counts: FxHashMap<String, u64>) -> Vec<(String, u64)> {
    let mut all: Vec<(String, u64)> = counts.into_iter().collect();
    all.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all.truncate(TOP);
    all
}

/// Days since 1970-01-01 as an ISO date.
fn day(days: i64) -> Option<String> {
    let origin: Date = jiff::civil::date(1970, 1, 1);
    origin.checked_add(i32::try_from(days).ok()?.days()).ok().map(|date| date.to_string())
}
