//! Fetches stored documents: an article once per run of its hits.

use std::{collections::HashSet, sync::Arc};

use index_schema::{
    ArticleDoc, Block, DocKind, Fields, PlaceDoc,
    documents::{DamagedDocument, StoredQuote},
};
use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::{
    DocAddress, DocId, DocSet, InvertedIndexReader, Searcher, SegmentOrdinal, SegmentReader, TERMINATED,
    TantivyDocument, Term, collector::DocSetCollector, columnar::Column, schema::IndexRecordOption,
};

use super::{
    collect::Entry,
    error::AskError,
    plan::{all_of, any_of, exactly, numbered},
};

/// Bytes of decoded articles kept: hits sorted by rank hop between articles. A hundred thousand hits of some thousand
/// articles then read each article once or twice, and memory stays flat.
const KEPT_BYTES: usize = 96 << 20;

/// Bytes between two remembered code-point counts.
const STRIDE: usize = 1024;

/// An article ready to be cut.
#[derive(Debug)]
pub(crate) struct Loaded {
    /// As stored; annotations sorted by start.
    pub(crate) article: ArticleDoc,
    /// Key of the first member of its cluster.
    pub(crate) cluster: u64,
    /// Where it lay first in path order.
    pub(crate) place: Option<PlaceDoc>,
    /// Code points before byte `i * STRIDE` of the text. `CharIndex` borrows its text and so cannot be kept beside it.
    marks: Vec<usize>,
}

impl Loaded {
    /// The quote of this number.
    pub(crate) fn quote(&self, number: Option<usize>) -> Result<&StoredQuote, DamagedDocument> {
        let quote = number.and_then(|number| self.article.quotes.get(number));
        quote.ok_or_else(|| DamagedDocument::lacking("article", "quotes"))
    }

    /// Code points of the text before byte `offset`.
    pub(crate) fn chars(&self, offset: usize) -> usize {
        let offset = offset.min(self.article.text.len());
        let block = (offset / STRIDE).min(self.marks.len().saturating_sub(1));
        let before = self.marks.get(block).copied().unwrap_or(0);
        before + starts(&self.article.text.as_bytes()[block * STRIDE..offset])
    }

    /// The text at these bytes, moved to character boundaries within the text: a damaged index must not panic.
    pub(crate) fn cut(&self, start: usize, end: usize) -> (usize, usize) {
        let text = &self.article.text;
        let floor = |mut at: usize| {
            at = at.min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let start = floor(start);
        (start, floor(end).max(start))
    }
}

fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

fn marks(text: &str) -> Vec<usize> {
    let mut count = 0;
    let count_block = |block: &[u8]| {
        let before = count;
        count += starts(block);
        before
    };
    text.as_bytes().chunks(STRIDE).map(count_block).collect()
}

/// Handles of one segment, opened once: opening a column or a dictionary costs more than asking it.
struct Segment {
    block: Block,
    article_key: Arc<InvertedIndexReader>,
    place_article: Arc<InvertedIndexReader>,
    content_hash: Option<Column<u64>>,
    cluster: Option<Column<u64>>,
    start: Option<Column<u64>>,
    end: Option<Column<u64>>,
}

impl Segment {
    fn new(reader: &SegmentReader, f: &Fields) -> tantivy::Result<Self> {
        let fast = reader.fast_fields();
        Ok(Self {
            block: Block::open(reader)?,
            article_key: reader.inverted_index(f.article_key)?,
            place_article: reader.inverted_index(f.place_article)?,
            content_hash: fast.column_opt("content_hash")?,
            cluster: fast.column_opt("cluster")?,
            start: fast.column_opt("start")?,
            end: fast.column_opt("end")?,
        })
    }
}

fn first(column: Option<&Column<u64>>, doc: DocId) -> Option<u64> {
    column.and_then(|column| column.first(doc))
}

/// Reads documents of one index.
pub(crate) struct Store<'s> {
    searcher: &'s Searcher,
    fields: Fields,
    /// By ordinal; opened when first asked.
    segments: Vec<Option<Segment>>,
    kept: FxHashMap<u64, (u64, Arc<Loaded>)>,
    /// Counts askings, to tell what was asked for last.
    clock: u64,
    kept_bytes: usize,
    /// Most bytes kept.
    room: usize,
}

impl<'s> Store<'s> {
    pub(crate) fn new(searcher: &'s Searcher, fields: &Fields) -> Self {
        let segments = searcher.segment_readers().iter().map(|_| None).collect();
        Self {
            searcher,
            fields: *fields,
            segments,
            kept: FxHashMap::default(),
            clock: 0,
            kept_bytes: 0,
            room: KEPT_BYTES,
        }
    }

    /// The index it reads.
    pub(crate) fn searcher(&self) -> &'s Searcher {
        self.searcher
    }

    /// Keeps at most so many bytes of articles from now on.
    pub(crate) fn keep(&mut self, room: usize) {
        self.room = room;
    }

    fn segment(&mut self, ord: SegmentOrdinal) -> tantivy::Result<&Segment> {
        let at = ord as usize;
        if self.segments[at].is_none() {
            self.segments[at] = Some(Segment::new(self.searcher.segment_reader(ord), &self.fields)?);
        }
        Ok(self.segments[at].as_ref().expect("the segment was just opened"))
    }

    /// The article with this key; most likely in the segment `near`, where its hit lies.
    pub(crate) fn article(&mut self, key: u64, near: SegmentOrdinal) -> Result<Arc<Loaded>, AskError> {
        self.clock += 1;
        let now = self.clock;
        if let Some((asked, loaded)) = self.kept.get_mut(&key) {
            *asked = now;
            return Ok(Arc::clone(loaded));
        }
        let loaded = Arc::new(self.load(key, near)?);
        self.kept_bytes += weight(&loaded);
        self.kept.insert(key, (now, Arc::clone(&loaded)));
        if self.kept_bytes > self.room {
            self.forget();
        }
        Ok(loaded)
    }

    /// Drops the half that was asked for longest ago: dear, but seldom.
    fn forget(&mut self) {
        let mut times: Vec<u64> = self.kept.values().map(|(asked, _)| *asked).collect();
        let middle = times.len() / 2;
        let (_, &mut middle, _) = times.select_nth_unstable(middle);
        self.kept.retain(|_, (asked, _)| *asked > middle);
        self.kept_bytes = self.kept.values().map(|(_, loaded)| weight(loaded)).sum();
    }

    fn load(&mut self, key: u64, near: SegmentOrdinal) -> Result<Loaded, AskError> {
        let address = self.address(key, near)?.ok_or(AskError::LostArticle(key))?;
        let mut article = ArticleDoc::from_document(&self.fields, &self.searcher.doc(address)?)?;
        article.annotations.entities.sort_by_key(|entity| entity.0);
        article.annotations.dates.sort_by_key(|date| date.0);
        let cluster = first(self.segment(address.segment_ord)?.cluster.as_ref(), address.doc_id);
        let place = self.place(key)?;
        let marks = marks(&article.text);
        Ok(Loaded { article, cluster: cluster.unwrap_or(key), place, marks })
    }

    /// Where the article document lies; one with a content hash, as no other document of an article has.
    fn address(&mut self, key: u64, near: SegmentOrdinal) -> Result<Option<DocAddress>, AskError> {
        let term = Term::from_field_u64(self.fields.article_key, key);
        let others = (0..self.segments.len() as SegmentOrdinal).filter(|ord| *ord != near);
        for ord in std::iter::once(near).chain(others) {
            let reader = self.searcher.segment_reader(ord);
            let segment = self.segment(ord)?;
            let found = living(&segment.article_key, &term, reader)?;
            let is_article = |doc: &DocId| first(segment.content_hash.as_ref(), *doc).is_some();
            if let Some(doc) = found.into_iter().find(is_article) {
                return Ok(Some(DocAddress::new(ord, doc)));
            }
        }
        Ok(None)
    }

    /// Where the article lay first in path order.
    fn place(&mut self, key: u64) -> Result<Option<PlaceDoc>, AskError> {
        let term = Term::from_field_u64(self.fields.place_article, key);
        let mut docs = Vec::new();
        for ord in 0..self.segments.len() as SegmentOrdinal {
            let reader = self.searcher.segment_reader(ord);
            for doc in living(&self.segment(ord)?.place_article, &term, reader)? {
                docs.push(self.searcher.doc(DocAddress::new(ord, doc))?);
            }
        }
        Ok(in_path_order(&self.fields, &docs)?.into_iter().next())
    }

    /// The cluster that the article of a hit belongs to.
    pub(super) fn cluster(&mut self, hit: &Entry) -> tantivy::Result<u64> {
        let address = hit.address();
        let segment = self.segment(address.segment_ord)?;
        let article = segment.block.article_of(address.doc_id);
        Ok(article.and_then(|article| first(segment.cluster.as_ref(), article)).unwrap_or(hit.key))
    }

    /// Clusters of several articles among these, with the keys of their articles.
    pub(super) fn members(&mut self, clusters: &FxHashSet<u64>) -> Result<FxHashMap<u64, Vec<u64>>, AskError> {
        let any = any_of(clusters.iter().map(|cluster| numbered(self.fields.cluster, *cluster)).collect());
        let found = self.searcher.search(&any, &DocSetCollector)?;
        let mut members: FxHashMap<u64, Vec<u64>> = FxHashMap::default();
        for address in found {
            let fast = self.searcher.segment_reader(address.segment_ord).fast_fields();
            let number = |name| -> tantivy::Result<Option<u64>> {
                Ok(fast.column_opt::<u64>(name)?.and_then(|column| column.first(address.doc_id)))
            };
            if let (Some(cluster), Some(key)) = (number("cluster")?, number("key")?) {
                members.entry(cluster).or_default().push(key);
            }
        }
        members.retain(|_, keys| keys.len() > 1);
        Ok(members)
    }

    /// Which of its article's quotes lies at an address.
    pub(crate) fn quote_number(&mut self, address: DocAddress) -> Result<Option<usize>, AskError> {
        Ok(self.segment(address.segment_ord)?.block.quote_number(address.doc_id))
    }

    /// First and last byte of a passage; both 0 for the title.
    pub(crate) fn bounds(&mut self, address: DocAddress) -> Result<(usize, usize), AskError> {
        let segment = self.segment(address.segment_ord)?;
        let read = |column| usize::try_from(first(column, address.doc_id).unwrap_or(0)).unwrap_or(usize::MAX);
        Ok((read(segment.start.as_ref()), read(segment.end.as_ref())))
    }
}

/// Bytes an article takes while it is kept, roughly.
fn weight(loaded: &Loaded) -> usize {
    let notes = &loaded.article.annotations;
    1024 + loaded.article.text.len() + 200 * (notes.entities.len() + notes.dates.len())
}

/// Documents with a term that were not deleted.
fn living(index: &InvertedIndexReader, term: &Term, reader: &SegmentReader) -> tantivy::Result<Vec<DocId>> {
    let mut found = Vec::new();
    if let Some(mut postings) = index.read_postings(term, IndexRecordOption::Basic)? {
        while postings.doc() != TERMINATED {
            if !reader.is_deleted(postings.doc()) {
                found.push(postings.doc());
            }
            postings.advance();
        }
    }
    Ok(found)
}

/// First and last byte of a passage or quote; both 0 for the title.
pub(crate) fn bounds(searcher: &Searcher, address: DocAddress) -> tantivy::Result<(usize, usize)> {
    let fast = searcher.segment_reader(address.segment_ord).fast_fields();
    let read = |name: &str| -> tantivy::Result<usize> {
        let column = fast.column_opt::<u64>(name)?;
        let value = column.and_then(|column| column.first(address.doc_id)).unwrap_or(0);
        Ok(usize::try_from(value).unwrap_or(usize::MAX))
    };
    Ok((read("start")?, read("end")?))
}

/// Documents of one kind with this number, in order of their addresses.
pub(crate) fn addresses(
    searcher: &Searcher,
    fields: &Fields,
    kind: DocKind,
    field: tantivy::schema::Field,
    number: u64,
) -> tantivy::Result<Vec<DocAddress>> {
    let query = all_of(vec![numbered(field, number), exactly(fields.doc, kind.term())]);
    let found: HashSet<DocAddress> = searcher.search(&query, &DocSetCollector)?;
    let mut found: Vec<DocAddress> = found.into_iter().collect();
    found.sort_unstable();
    Ok(found)
}

/// Where the article lay, in order of path, member and offset.
pub(crate) fn places(searcher: &Searcher, fields: &Fields, key: u64) -> tantivy::Result<Vec<TantivyDocument>> {
    let found = addresses(searcher, fields, DocKind::Place, fields.place_article, key)?;
    found.into_iter().map(|address| searcher.doc(address)).collect()
}

/// Reads places and puts them in order.
pub(crate) fn in_path_order(fields: &Fields, docs: &[TantivyDocument]) -> Result<Vec<PlaceDoc>, DamagedDocument> {
    let mut places: Vec<PlaceDoc> =
        docs.iter().map(|doc| PlaceDoc::from_document(fields, doc)).collect::<Result<_, _>>()?;
    places.sort_by(|a, b| (&a.path, &a.member, a.offset).cmp(&(&b.path, &b.member, b.offset)));
    Ok(places)
}
