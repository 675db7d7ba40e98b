//! Fetches stored documents: an article once per run of its hits.

use std::{collections::HashSet, sync::Arc};

use index_schema::{ArticleDoc, DocKind, Fields, PlaceDoc, documents::DamagedDocument, documents::StoredQuote};
use tantivy::{DocAddress, Searcher, TantivyDocument, collector::DocSetCollector};

use super::{
    error::AskError,
    plan::{all_of, exactly, numbered},
};

/// Articles kept decoded: hits sorted by rank hop between articles, those of one article seldom lie far apart.
const KEPT: usize = 16;

/// Bytes of text kept at most beside the newest article's: a few huge articles must not add up.
const KEPT_BYTES: usize = 64 << 20;

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

/// Reads documents of one index.
pub(crate) struct Store<'s> {
    searcher: &'s Searcher,
    fields: Fields,
    /// Most recently used last.
    kept: Vec<(u64, Arc<Loaded>)>,
}

impl<'s> Store<'s> {
    pub(crate) fn new(searcher: &'s Searcher, fields: &Fields) -> Self {
        Self { searcher, fields: *fields, kept: Vec::with_capacity(KEPT) }
    }

    /// The article with this key.
    pub(crate) fn article(&mut self, key: u64) -> Result<Arc<Loaded>, AskError> {
        if let Some(at) = self.kept.iter().position(|(kept, _)| *kept == key) {
            let found = self.kept.remove(at);
            self.kept.push(found);
        } else {
            let loaded = Arc::new(self.load(key)?);
            while self.kept.len() >= KEPT || self.kept_bytes() > KEPT_BYTES {
                self.kept.remove(0);
            }
            self.kept.push((key, loaded));
        }
        let last = self.kept.last().expect("an article was just kept");
        Ok(Arc::clone(&last.1))
    }

    fn kept_bytes(&self) -> usize {
        self.kept.iter().map(|(_, kept)| kept.article.text.len()).sum()
    }

    fn load(&self, key: u64) -> Result<Loaded, AskError> {
        let (searcher, f) = (self.searcher, &self.fields);
        let addresses = addresses(searcher, f, DocKind::Article, f.article_key, key)?;
        let address = addresses.first().copied().ok_or(AskError::LostArticle(key))?;
        let mut article = ArticleDoc::from_document(f, &searcher.doc(address)?)?;
        article.annotations.entities.sort_by_key(|entity| entity.0);
        article.annotations.dates.sort_by_key(|date| date.0);
        let fast = searcher.segment_reader(address.segment_ord).fast_fields();
        let cluster = fast.column_opt::<u64>("cluster")?.and_then(|column| column.first(address.doc_id));
        let place = first_place(searcher, f, key)?;
        let marks = marks(&article.text);
        Ok(Loaded { article, cluster: cluster.unwrap_or(key), place, marks })
    }

    /// The quote at an address.
    pub(crate) fn quote(&self, address: DocAddress) -> Result<StoredQuote, AskError> {
        Ok(StoredQuote::from_document(&self.fields, &self.searcher.doc(address)?)?)
    }

    /// First and last byte of a passage; both 0 for the title.
    pub(crate) fn bounds(&self, address: DocAddress) -> Result<(usize, usize), AskError> {
        Ok(bounds(self.searcher, address)?)
    }
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

fn first_place(searcher: &Searcher, fields: &Fields, key: u64) -> Result<Option<PlaceDoc>, AskError> {
    Ok(in_path_order(fields, &places(searcher, fields, key)?)?.into_iter().next())
}
