//! Who is quoted: persons across the archive, with numbers.

use index_schema::Block;
use jiff::{ToSpan, civil::Date};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use tantivy::{Searcher, SegmentReader};

use super::leaf;
use crate::names::{
    Names,
    column::{each_speaker, with_words},
};

/// A person or other named speaker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Speaker {
    /// Name across the archive.
    pub name: String,
    /// Other names counted with it, in the order of the alphabet.
    pub names: Vec<String>,
    /// Quotes.
    pub quotes: u64,
    /// Outlets.
    pub sources: u64,
    /// First day of publication, ISO.
    pub from: Option<String>,
    /// Last day of publication, ISO.
    pub to: Option<String>,
}

#[derive(Default)]
struct Tally {
    names: FxHashSet<String>,
    quotes: u64,
    sources: FxHashSet<String>,
    days: Option<(i64, i64)>,
}

/// All speakers with a name, most quoted first; only those of whom a word of some name begins with `begins`.
///
/// # Errors
/// If the index cannot be read.
pub fn speakers(searcher: &Searcher, names: &Names, begins: Option<&str>) -> tantivy::Result<Vec<Speaker>> {
    let mut tallies: FxHashMap<String, Tally> = FxHashMap::default();
    for segment in searcher.segment_readers() {
        add(segment, names, &mut tallies)?;
    }
    let wanted = begins.map(|typed| leaf::tokens(&mut index_schema::analyzer::news(), typed));
    let mut analyzer = index_schema::analyzer::news();
    let mut fits = |tally: &Tally| {
        let Some(wanted) = &wanted else { return true };
        tally.names.iter().any(|name| {
            let words = leaf::tokens(&mut analyzer, name);
            wanted.iter().all(|wanted| words.iter().any(|word| word.starts_with(wanted.as_str())))
        })
    };
    let mut found: Vec<Speaker> =
        tallies.into_iter().filter(|(_, tally)| fits(tally)).map(|(name, tally)| speaker(name, tally)).collect();
    found.sort_unstable_by(|a, b| b.quotes.cmp(&a.quotes).then_with(|| a.name.cmp(&b.name)));
    Ok(found)
}

fn speaker(name: String, tally: Tally) -> Speaker {
    let mut names: Vec<String> = tally.names.into_iter().filter(|other| *other != name).collect();
    names.sort_unstable();
    let days = tally.days.and_then(|(from, to)| Some((day(from)?, day(to)?))).unzip();
    Speaker { name, names, quotes: tally.quotes, sources: tally.sources.len() as u64, from: days.0, to: days.1 }
}

fn day(days: i64) -> Option<String> {
    let origin: Date = jiff::civil::date(1970, 1, 1);
    origin.checked_add(i32::try_from(days).ok()?.days()).ok().map(|date| date.to_string())
}

/// What is known of one ordinal of a segment.
#[derive(Default)]
struct ByOrd {
    quotes: u64,
    sources: FxHashSet<u64>,
    days: Option<(i64, i64)>,
}

fn add(segment: &SegmentReader, names: &Names, into: &mut FxHashMap<String, Tally>) -> tantivy::Result<()> {
    let fast = segment.fast_fields();
    let sources = fast.str("source_exact")?;
    let published = fast.column_opt::<i64>("published_from")?;
    let block = Block::open(segment)?;
    let mut by_ord: FxHashMap<u64, ByOrd> = FxHashMap::default();
    let is_named = |kind: &str| !matches!(kind, "unnamed" | "unknown" | "group");
    let speakers = each_speaker(segment, is_named, |doc, name| {
        let entry = by_ord.entry(name).or_default();
        entry.quotes += 1;
        let Some(article) = block.article_of(doc) else { return };
        entry.sources.extend(sources.as_ref().and_then(|column| column.ords().first(article)));
        if let Some(day) = published.as_ref().and_then(|column| column.first(article)) {
            let (a, b) = entry.days.unwrap_or((day, day));
            entry.days = Some((a.min(day), b.max(day)));
        }
    })?;
    let Some(speakers) = speakers else { return Ok(()) };
    let outlets = match &sources {
        Some(column) => {
            let all: FxHashMap<u64, u64> =
                by_ord.values().flat_map(|of| of.sources.iter().map(|ord| (*ord, *ord))).collect();
            with_words(column, all)?.into_iter().map(|(name, ord)| (ord, name)).collect()
        }
        None => FxHashMap::default(),
    };
    for (name, of) in with_words(&speakers, by_ord)? {
        let tally = into.entry(names.person_of(&name).to_owned()).or_default();
        tally.names.insert(name);
        tally.quotes += of.quotes;
        for outlet in of.sources.iter().filter_map(|source| outlets.get(source)) {
            if !tally.sources.contains(outlet) {
                tally.sources.insert(outlet.clone());
            }
        }
        if let Some((from, to)) = of.days {
            let (a, b) = tally.days.unwrap_or((from, to));
            tally.days = Some((a.min(from), b.max(to)));
        }
    }
    Ok(())
}
