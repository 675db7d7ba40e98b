//! One segment as the writing side asks it.

use std::sync::{
    OnceLock,
    atomic::{AtomicU32, Ordering},
};

use fastbloom::BloomFilter;
use index_schema::Fields;
use rustc_hash::FxBuildHasher;
use tantivy::{
    DocId, DocSet, SegmentReader, TERMINATED, Term,
    columnar::{Column, DynamicColumn, HasAssociatedColumnType},
    schema::{Field, IndexRecordOption},
    store::StoreReader,
};

/// Blocks of texts that a segment keeps unpacked while the writer looks at candidates for copies, which lie all over the
/// archive. With tantivy's 100 a run over 459 MB of text held 527 MB and took 220 ms a MB, with 2 479 MB and 189 ms
/// (`benches/scale.rs`, one run each).
const STORE_BLOCKS_KEPT: usize = 2;

/// A column that is opened when it is first asked.
pub(super) struct Lazy<T> {
    name: &'static str,
    column: OnceLock<Option<Column<T>>>,
}

impl<T> Lazy<T> {
    fn new(name: &'static str) -> Self {
        Self { name, column: OnceLock::new() }
    }
}

/// A segment that was asked once for so many documents of its own gets a filter, which costs about as much as these
/// look-ups did. A run that adds a few articles to a large archive makes none.
const DOCUMENTS_PER_LOOKUP: u32 = 16;

/// Share of the keys a segment does not hold that the filter lets pass: at ten bits a key.
const LET_PASS: f64 = 0.01;

/// Which articles and bands a segment surely does not hold. Nearly every key is asked in vain of nearly every segment,
/// and a dictionary takes a dozen steps, each far from the last, to say so: 7.5 % of the CPU time of a run over 2 GB of text.
#[derive(Default)]
struct Filter {
    asked: AtomicU32,
    made: OnceLock<BloomFilter<FxBuildHasher>>,
}

/// One segment with the columns that look-ups need. Columns and dictionaries are opened when they are first asked: they
/// are what a snapshot holds most of, and a run over new articles asks few.
pub(super) struct Segment {
    pub(super) reader: SegmentReader,
    pub(super) store: StoreReader,
    filter: Filter,
    pub(super) key: Lazy<u64>,
    pub(super) cluster: Lazy<u64>,
    pub(super) content_hash: Lazy<u64>,
    pub(super) version: Lazy<i64>,
    pub(super) confidence: Lazy<u64>,
    pub(super) size: Lazy<u64>,
    pub(super) mtime: Lazy<i64>,
    pub(super) articles: Lazy<u64>,
    pub(super) rejected: Lazy<u64>,
    pub(super) stamp: Lazy<u64>,
    pub(super) text_bytes: Lazy<u64>,
}

impl Segment {
    pub(super) fn open(segment: &tantivy::Segment) -> tantivy::Result<Self> {
        let reader = SegmentReader::open(segment)?;
        Ok(Self {
            store: reader.get_store_reader(STORE_BLOCKS_KEPT)?,
            reader,
            filter: Filter::default(),
            key: Lazy::new("key"),
            cluster: Lazy::new("cluster"),
            content_hash: Lazy::new("content_hash"),
            version: Lazy::new("version"),
            confidence: Lazy::new("confidence"),
            size: Lazy::new("size"),
            mtime: Lazy::new("mtime"),
            articles: Lazy::new("articles"),
            rejected: Lazy::new("rejected"),
            stamp: Lazy::new("stamp"),
            text_bytes: Lazy::new("text_bytes"),
        })
    }

    /// The first value of a document in a column.
    pub(super) fn value<T: HasAssociatedColumnType>(&self, lazy: &Lazy<T>, doc: DocId) -> tantivy::Result<Option<T>>
    where
        DynamicColumn: Into<Option<Column<T>>>,
    {
        let column = match lazy.column.get() {
            Some(column) => column,
            None => {
                let opened = self.reader.fast_fields().column_opt(lazy.name)?;
                lazy.column.get_or_init(|| opened)
            }
        };
        Ok(column.as_ref().and_then(|column| column.first(doc)))
    }

    /// Whether this is that segment, with the same documents deleted.
    pub(super) fn is(&self, other: &tantivy::Segment) -> bool {
        (self.reader.segment_id(), self.reader.delete_opstamp()) == (other.id(), other.meta().delete_opstamp())
    }

    /// The first answer of `visit` about a living article that carries the key or band, which many segments do not hold.
    pub(super) fn find_key<T>(
        &self,
        fields: &Fields,
        term: &Term,
        visit: impl FnMut(DocId) -> tantivy::Result<Option<T>>,
    ) -> tantivy::Result<Option<T>> {
        if self.lacks(fields, term)? { Ok(None) } else { self.find(term, visit) }
    }

    fn lacks(&self, fields: &Fields, term: &Term) -> tantivy::Result<bool> {
        if let Some(filter) = self.filter.made.get() {
            return Ok(!filter.contains(term.serialized_value_bytes()));
        }
        // Equal once: one thread makes it, the others meanwhile ask the dictionaries.
        if self.filter.asked.fetch_add(1, Ordering::Relaxed) == self.reader.max_doc() / DOCUMENTS_PER_LOOKUP {
            let made = self.filter_of([fields.article_key, fields.bands])?;
            self.filter.made.get_or_init(|| made);
        }
        Ok(false)
    }

    /// A filter of all terms of these fields.
    fn filter_of(&self, fields: [Field; 2]) -> tantivy::Result<BloomFilter<FxBuildHasher>> {
        let [a, b] = fields.map(|field| self.reader.inverted_index(field));
        let opened = [a?, b?];
        let all: usize = opened.iter().map(|index| index.terms().num_terms()).sum();
        let filter = BloomFilter::with_false_pos(LET_PASS).hasher(FxBuildHasher);
        let mut filter = filter.expected_items(all.max(1));
        for index in &opened {
            let mut terms = index.terms().stream()?;
            while terms.advance() {
                filter.insert(terms.key());
            }
        }
        Ok(filter)
    }

    /// Calls `visit` with each living document that carries `term`, until it answers something.
    pub(super) fn find<T>(
        &self,
        term: &Term,
        mut visit: impl FnMut(DocId) -> tantivy::Result<Option<T>>,
    ) -> tantivy::Result<Option<T>> {
        let index = self.reader.inverted_index(term.field())?;
        let Some(mut postings) = index.read_postings(term, IndexRecordOption::Basic)? else { return Ok(None) };
        let mut doc = postings.doc();
        while doc != TERMINATED {
            if !self.reader.is_deleted(doc)
                && let Some(found) = visit(doc)?
            {
                return Ok(Some(found));
            }
            doc = postings.advance();
        }
        Ok(None)
    }
}
