//! Counts over the hits of a query: facets, times, and hits gathered under what they have in common.

use std::{fmt, ops::Range, str::FromStr};

use index_schema::{Block, DocKind};
use jiff::{ToSpan, civil::Date};
use rustc_hash::FxHashMap;
use tantivy::{
    DocId, SegmentReader,
    columnar::{Column, StrColumn},
};

use super::{
    collect::Entry,
    error::AskError,
    execute::{Answers, Target, opening},
    passage,
    store::Loaded,
};
use crate::{analysis::EntityKind, names::column::with_words};

/// What hits can be counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Facet {
    /// Who speaks; quotes only.
    Speaker,
    /// Outlet.
    Source,
    /// How the speech is printed; quotes only.
    Kind,
    /// The word that introduces the speech; quotes only.
    Cue,
    /// Language.
    Lang,
    /// Year of publication.
    Year,
    /// Month of publication.
    Month,
    /// Day of publication.
    Day,
    /// Whoever and whatever is named and does not speak. Needs the stored articles, as the next three do.
    About,
    /// Persons named.
    Person,
    /// Organisations named.
    Org,
    /// Places named.
    Place,
}

impl Facet {
    const NAMES: [(&'static str, Self); 12] = [
        ("speaker", Self::Speaker),
        ("source", Self::Source),
        ("kind", Self::Kind),
        ("cue", Self::Cue),
        ("lang", Self::Lang),
        ("year", Self::Year),
        ("month", Self::Month),
        ("day", Self::Day),
        ("about", Self::About),
        ("person", Self::Person),
        ("org", Self::Org),
        ("place", Self::Place),
    ];

    /// Its name as typed.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, facet)| *facet == self).map_or("", |(name, _)| name)
    }

    /// Whether its values have an order of their own.
    #[must_use]
    pub fn is_of_time(self) -> bool {
        matches!(self, Self::Year | Self::Month | Self::Day)
    }

    /// Whether stored articles are read for it.
    fn is_of_names(self) -> bool {
        matches!(self, Self::About | Self::Person | Self::Org | Self::Place)
    }
}

impl fmt::Display for Facet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Facet {
    type Err = String;

    fn from_str(typed: &str) -> Result<Self, String> {
        let found = Self::NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(typed.trim()));
        found.map(|(_, facet)| *facet).ok_or_else(|| {
            let names: Vec<&str> = Self::NAMES.iter().map(|(name, _)| *name).collect();
            format!("there is no facet `{}`: {}", typed.chars().take(32).collect::<String>(), names.join(", "))
        })
    }
}

/// What hits can be gathered by; the best of each is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// The article.
    Article,
    /// Who speaks; quotes of unknown speakers stay apart.
    Speaker,
    /// Copies of one story.
    Cluster,
}

/// Values with the number of hits that have them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    /// Counted by this.
    pub facet: Facet,
    /// Most first, ties in the order of the alphabet; times in their order.
    pub values: Vec<(String, u64)>,
    /// Hits that have no value.
    pub without: u64,
}

/// The columns of one segment.
struct Columns {
    speaker: Option<StrColumn>,
    source: Option<StrColumn>,
    kind: Option<StrColumn>,
    cue: Option<StrColumn>,
    lang: Option<StrColumn>,
    day: Option<Column<i64>>,
    cluster: Option<Column<u64>>,
    block: Block,
}

impl Columns {
    fn new(segment: &SegmentReader) -> tantivy::Result<Self> {
        let fast = segment.fast_fields();
        Ok(Self {
            speaker: fast.str("speaker_name")?,
            source: fast.str("source_exact")?,
            kind: fast.str("kind")?,
            cue: fast.str("cue")?,
            lang: fast.str("lang")?,
            day: fast.column_opt("published_from")?,
            cluster: fast.column_opt("cluster")?,
            block: Block::open(segment)?,
        })
    }

    /// The number that the document's article has there.
    fn of_article<T>(&self, column: &Option<Column<T>>, doc: DocId) -> Option<T>
    where
        T: PartialOrd + Copy + fmt::Debug + Send + Sync + 'static,
    {
        column.as_ref()?.first(self.block.article_of(doc)?)
    }

    /// Ordinals of the values that a document or its article has: one or none, but several where several say one thing.
    fn ords(&self, facet: Facet, doc: DocId) -> impl Iterator<Item = u64> {
        let of_article = matches!(facet, Facet::Source | Facet::Lang);
        let doc = if of_article { self.block.article_of(doc) } else { Some(doc) };
        let column = doc.zip(self.words(facet));
        column.into_iter().flat_map(|(doc, column)| column.ords().values_for_doc(doc))
    }

    fn words(&self, facet: Facet) -> Option<&StrColumn> {
        match facet {
            Facet::Speaker => self.speaker.as_ref(),
            Facet::Source => self.source.as_ref(),
            Facet::Kind => self.kind.as_ref(),
            Facet::Cue => self.cue.as_ref(),
            Facet::Lang => self.lang.as_ref(),
            _ => None,
        }
    }
}

/// Bytes of articles kept while hits are read in the order of articles.
const IN_ORDER: usize = 1 << 20;

type Tally = FxHashMap<String, u64>;

impl Answers<'_> {
    /// Counts all hits by these facets, whatever the limit. Hits are not consumed.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn tally(&mut self, facets: &[Facet]) -> Result<Vec<Counts>, AskError> {
        let columns = self.columns()?;
        let total = self.entries.len() as u64;
        let mut tallies: Vec<Tally> = facets.iter().map(|_| Tally::default()).collect();
        let mut with = vec![0u64; facets.len()];
        for ((facet, tally), with) in facets.iter().zip(&mut tallies).zip(&mut with) {
            if facet.is_of_time() {
                self.count_days(&columns, *facet, tally);
                *with = tally.values().sum();
            } else if !facet.is_of_names() {
                *with = self.count_words(&columns, *facet, tally)?;
            }
        }
        if facets.iter().any(|facet| facet.is_of_names()) {
            self.count_names(facets, &mut tallies, &mut with)?;
        }
        let made = facets.iter().zip(tallies).zip(with);
        let made = made.map(|((facet, tally), with)| Counts {
            facet: *facet,
            values: sorted(*facet, tally),
            without: total - with,
        });
        Ok(made.collect())
    }

    fn columns(&self) -> Result<Vec<Columns>, AskError> {
        Ok(self.store.searcher().segment_readers().iter().map(Columns::new).collect::<Result<_, _>>()?)
    }

    /// Ordinals first: words are looked up once a segment, not once a hit. Gives the number of hits that have a value.
    fn count_words(&self, columns: &[Columns], facet: Facet, tally: &mut Tally) -> Result<u64, AskError> {
        let mut with = 0;
        let mut by_ord: Vec<FxHashMap<u64, u64>> = columns.iter().map(|_| FxHashMap::default()).collect();
        for entry in self.entries.as_slice() {
            let address = entry.address();
            let segment = address.segment_ord as usize;
            let mut ords = columns[segment].ords(facet, address.doc_id).peekable();
            with += u64::from(ords.peek().is_some());
            ords.for_each(|ord| *by_ord[segment].entry(ord).or_default() += 1);
        }
        for (columns, by_ord) in columns.iter().zip(by_ord) {
            let Some(column) = columns.words(facet) else { continue };
            for (word, number) in with_words(column, by_ord)? {
                let name = if facet == Facet::Speaker { self.names.person_of(&word).to_owned() } else { word };
                *tally.entry(name).or_default() += number;
            }
        }
        Ok(with)
    }

    fn count_days(&self, columns: &[Columns], facet: Facet, tally: &mut Tally) {
        let mut by_day: FxHashMap<i64, u64> = FxHashMap::default();
        for entry in self.entries.as_slice() {
            let address = entry.address();
            let columns = &columns[address.segment_ord as usize];
            if let Some(day) = columns.of_article(&columns.day, address.doc_id) {
                *by_day.entry(day).or_default() += 1;
            }
        }
        for (days, number) in by_day {
            if let Some(period) = period(days, facet) {
                *tally.entry(period).or_default() += number;
            }
        }
    }

    /// Each name counts once a hit.
    fn count_names(&mut self, facets: &[Facet], tallies: &mut [Tally], with: &mut [u64]) -> Result<(), AskError> {
        let mut entries = self.entries.as_slice().to_vec();
        // As they lie, so that each article is read once and need not be kept.
        entries.sort_unstable_by_key(Entry::address);
        self.store.keep(IN_ORDER);
        for entry in entries {
            let loaded = self.store.article(entry.key, entry.address().segment_ord)?;
            let stretch = self.stretch(&entry, &loaded)?;
            let entities = passage::within(&loaded.article.annotations.entities, &stretch, |e| (e.0, e.1));
            let named: Vec<(EntityKind, &str)> =
                entities.map(|e| (passage::entity_kind(&e.2), self.names.person_of(&e.3))).collect();
            let speaker = match (self.unit, self.target) {
                (DocKind::Quote, Target::Quotes) => {
                    loaded.quote(self.store.quote_number(entry.address())?)?.speaker_name.as_deref()
                }
                _ => None,
            };
            let speaker = speaker.map(|name| self.names.person_of(name));
            for (i, facet) in facets.iter().enumerate().filter(|(_, facet)| facet.is_of_names()) {
                let fits = |kind: EntityKind| match facet {
                    Facet::Person => kind == EntityKind::Person,
                    Facet::Org => kind == EntityKind::Organisation,
                    Facet::Place => kind == EntityKind::Place,
                    _ => true,
                };
                let mut names: Vec<&str> =
                    named.iter().filter(|(kind, _)| fits(*kind)).map(|(_, name)| *name).collect();
                names.retain(|name| *facet != Facet::About || speaker != Some(*name));
                names.sort_unstable();
                names.dedup();
                with[i] += u64::from(!names.is_empty());
                for name in names {
                    *tallies[i].entry(name.to_owned()).or_default() += 1;
                }
            }
        }
        Ok(())
    }

    /// Bytes of the article's text whose names count for a hit: the words said, or what is shown of the article.
    fn stretch(&mut self, entry: &Entry, loaded: &Loaded) -> Result<Range<usize>, AskError> {
        let (start, end) = self.store.bounds(entry.address())?;
        let (start, end) = loaded.cut(start, end);
        Ok(match (self.unit, self.target) {
            (DocKind::Article, _) => opening(&loaded.article.text),
            (DocKind::Quote, Target::Articles) => passage::round(&loaded.article.text, start..end),
            _ => start..end,
        })
    }

    /// Leaves the best hit of each group, at most `limit` of them; each then tells how many it stands for.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn gather(&mut self, by: Group, limit: Option<usize>) -> Result<(), AskError> {
        let columns = self.columns()?;
        let mut seen: FxHashMap<String, usize> = FxHashMap::default();
        let mut kept: Vec<Entry> = Vec::new();
        let mut others: Vec<usize> = Vec::new();
        for (number, entry) in self.entries.as_slice().iter().enumerate() {
            let key = self.key(&columns, entry, by)?.unwrap_or_else(|| format!(" {number}"));
            match seen.get(&key) {
                Some(&at) => others[at] += 1,
                None => {
                    seen.insert(key, kept.len());
                    kept.push(*entry);
                    others.push(0);
                }
            }
        }
        self.total = kept.len();
        let most = limit.unwrap_or(usize::MAX);
        kept.truncate(most);
        others.truncate(most);
        self.entries = kept.into_iter();
        self.others = Some(others.into_iter());
        Ok(())
    }

    /// Leaves `number` of the hits, drawn by chance: the same `seed` draws the same from the same archive, however it was
    /// indexed. They come in the order drawn, so the first so many are a sample too.
    pub fn draw(&mut self, number: usize, seed: u64) {
        let mut lots: Vec<(u64, Entry)> = self.entries.as_slice().iter().map(|hit| (lot(hit, seed), *hit)).collect();
        lots.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.by_place(&b.1)));
        lots.truncate(number);
        self.total = lots.len();
        self.entries = lots.into_iter().map(|(_, hit)| hit).collect::<Vec<_>>().into_iter();
    }

    fn key(&self, columns: &[Columns], entry: &Entry, by: Group) -> Result<Option<String>, AskError> {
        let address = entry.address();
        let columns = &columns[address.segment_ord as usize];
        Ok(match by {
            Group::Article => Some(format!("{:016x}", entry.key)),
            Group::Cluster => {
                let cluster = columns.of_article(&columns.cluster, address.doc_id);
                Some(format!("{:016x}", cluster.unwrap_or(entry.key)))
            }
            Group::Speaker if self.unit != DocKind::Quote => None,
            Group::Speaker => {
                let column = columns.speaker.as_ref();
                let Some((column, ord)) =
                    column.and_then(|column| Some((column, column.ords().first(address.doc_id)?)))
                else {
                    return Ok(None);
                };
                let mut name = String::new();
                column.ord_to_str(ord, &mut name).map_err(tantivy::TantivyError::from)?;
                Some(self.names.person_of(&name).to_owned())
            }
        })
    }
}

/// A number that is as good as drawn by chance, from the place of a hit (the finisher of SplitMix64).
fn lot(hit: &Entry, seed: u64) -> u64 {
    let mix = |mut z: u64| {
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    };
    mix(mix(mix(seed.wrapping_add(0x9E37_79B9_7F4A_7C15)) ^ hit.key) ^ u64::from(hit.start))
}

fn period(days: i64, facet: Facet) -> Option<String> {
    let origin: Date = jiff::civil::date(1970, 1, 1);
    let day = origin.checked_add(i32::try_from(days).ok()?.days()).ok()?.to_string();
    let length = match facet {
        Facet::Year => 4,
        Facet::Month => 7,
        _ => 10,
    };
    day.get(..length).map(str::to_owned)
}

fn sorted(facet: Facet, tally: Tally) -> Vec<(String, u64)> {
    let mut values: Vec<(String, u64)> = tally.into_iter().collect();
    if facet.is_of_time() {
        values.sort_unstable();
    } else {
        values.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    }
    values
}
