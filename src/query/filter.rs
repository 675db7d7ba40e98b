//! A tantivy query that is a plain set of documents, computed segment by segment. It scores nothing.
//!
//! It serves three needs that tantivy's own queries meet badly: prefixes without a cap on expansions, conditions on
//! the terms of a small dictionary (languages, days, paths), and membership of an article in a set.

use std::{fmt, sync::Arc};

use index_schema::{Block, Fields};
use tantivy::{
    BitSet, DocId, DocSet, InvertedIndexReader, Score, SegmentReader, TERMINATED, TantivyError, Term,
    postings::TermInfo,
    query::{BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight},
    schema::{Field, IndexRecordOption},
};

use super::{
    matcher::Matcher,
    said::{Where, Words},
    walk::each_term,
};

/// Up to this many keys are looked up one by one; beyond, reading the whole column is quicker.
const LOOK_UPS: usize = 2048;

/// The documents of another query, found in one go before any of them is asked for.
///
/// tantivy 0.27 asks an excluded phrase for documents it has already passed; its scorer does not allow that and fails
/// an assertion or loses its place. A set can be asked in any order. Costs one pass over the documents excluded.
#[derive(Debug)]
pub(crate) struct Settled(pub(crate) Box<dyn Query>);

impl Clone for Settled {
    fn clone(&self) -> Self {
        Self(self.0.box_clone())
    }
}

impl Query for Settled {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(SettledWeight(unscored(&self.0, scoring)?)))
    }
}

struct SettledWeight(Box<dyn Weight>);

impl Weight for SettledWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut docs = BitSet::with_max_value(reader.max_doc());
        self.0.for_each_no_score(reader, &mut |found| {
            for &doc in found {
                docs.insert(doc);
            }
        })?;
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(docs), boost)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.0.explain(reader, doc)
    }
}

type Fill = dyn Fn(&SegmentReader, &mut BitSet) -> tantivy::Result<()> + Send + Sync;

/// A set of documents as a query.
#[derive(Clone)]
pub(crate) struct Filter {
    fill: Arc<Fill>,
}

impl Filter {
    /// The documents that `fill` finds in a segment.
    pub(crate) fn new(
        fill: impl Fn(&SegmentReader, &mut BitSet) -> tantivy::Result<()> + Send + Sync + 'static,
    ) -> Self {
        Self { fill: Arc::new(fill) }
    }

    /// Documents with a term of `field` that begins with `prefix` and passes `keep`.
    ///
    /// All such terms are read, however many: linear in their postings, at worst one pass over those of the field.
    pub(crate) fn terms(
        field: Field,
        prefix: impl Into<Vec<u8>>,
        keep: impl Fn(&[u8]) -> bool + Send + Sync + 'static,
    ) -> Self {
        let prefix = prefix.into();
        Self { fill: Arc::new(move |reader, docs| fill_terms(reader, field, &prefix, &keep, docs)) }
    }

    /// Documents with a word there that `word` stands for, however many these are.
    pub(crate) fn words(fields: &Fields, place: Where, word: Matcher) -> Self {
        let fields = *fields;
        Self {
            fill: Arc::new(move |reader, docs| {
                if let Where::Field(field) = place {
                    let index = reader.inverted_index(field)?;
                    return each_term(&index, field, &word, |info| insert_all(&index, info, docs));
                }
                let Some(words) = Words::open(reader, &fields, place)? else { return Ok(()) };
                words.each(&word, IndexRecordOption::Basic, |doc, _| {
                    docs.insert(doc);
                })
            }),
        }
    }

    /// Documents of the articles with these keys, which are sorted; they stand in the field `article_key`.
    pub(crate) fn keys(article_key: Field, keys: Vec<u64>) -> Self {
        Self {
            fill: Arc::new(move |reader, docs| {
                if keys.len() <= LOOK_UPS {
                    fill_few(reader, article_key, &keys, docs)
                } else {
                    fill_many(reader, &keys, docs)
                }
            }),
        }
    }
}

fn fill_terms(
    reader: &SegmentReader,
    field: Field,
    prefix: &[u8],
    keep: &dyn Fn(&[u8]) -> bool,
    docs: &mut BitSet,
) -> tantivy::Result<()> {
    let index = reader.inverted_index(field)?;
    let mut terms = index.terms().range().ge(prefix).into_stream()?;
    while terms.advance() && terms.key().starts_with(prefix) {
        if keep(terms.key()) {
            insert_all(&index, terms.value(), docs)?;
        }
    }
    Ok(())
}

/// The documents of a term.
fn insert_all(index: &InvertedIndexReader, info: &TermInfo, docs: &mut BitSet) -> tantivy::Result<()> {
    let mut blocks = index.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
    while !blocks.docs().is_empty() {
        for &doc in blocks.docs() {
            docs.insert(doc);
        }
        blocks.advance();
    }
    Ok(())
}

fn fill_few(reader: &SegmentReader, field: Field, keys: &[u64], docs: &mut BitSet) -> tantivy::Result<()> {
    let index = reader.inverted_index(field)?;
    for &key in keys {
        let Some(mut postings) = index.read_postings(&Term::from_field_u64(field, key), IndexRecordOption::Basic)?
        else {
            continue;
        };
        while postings.doc() != TERMINATED {
            docs.insert(postings.doc());
            postings.advance();
        }
    }
    Ok(())
}

fn fill_many(reader: &SegmentReader, keys: &[u64], docs: &mut BitSet) -> tantivy::Result<()> {
    let Some(column) = reader.fast_fields().column_opt::<u64>("key")? else { return Ok(()) };
    let block = Block::open(reader)?;
    for doc in 0..reader.max_doc() {
        if column.first(doc).is_some_and(|key| keys.binary_search(&key).is_ok()) {
            insert_article(&block, doc, docs);
        }
    }
    Ok(())
}

/// The article and all that belongs to it.
fn insert_article(block: &Block, article: DocId, docs: &mut BitSet) {
    let end = block.members(article).end.min(docs.max_value());
    (article..end).for_each(|doc| {
        docs.insert(doc);
    });
}

/// All documents of the articles that another query finds. Costs one pass over these.
#[derive(Debug)]
pub(crate) struct OfArticles(pub(crate) Box<dyn Query>);

impl Clone for OfArticles {
    fn clone(&self) -> Self {
        Self(self.0.box_clone())
    }
}

impl Query for OfArticles {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(OfArticlesWeight(unscored(&self.0, scoring)?)))
    }
}

struct OfArticlesWeight(Box<dyn Weight>);

impl Weight for OfArticlesWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut articles = Vec::new();
        self.0.for_each_no_score(reader, &mut |found| articles.extend_from_slice(found))?;
        Ok(Box::new(ConstScorer::new(Blocks::new(Block::open(reader)?, articles, reader.max_doc()), boost)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        explained("OfArticles", self.scorer(reader, 1.0)?, doc)
    }
}

/// Documents that an article has, about: what is asked first of a conjunction is guessed by it.
const DOCUMENTS_OF_ONE: u32 = 16;

/// The documents of some articles. How far an article's reach is looked up only where one is asked for: of a range of
/// years with most of the archive, hardly any is.
struct Blocks {
    block: Block,
    /// In order.
    articles: Vec<DocId>,
    /// The articles up to this one are behind.
    next: usize,
    doc: DocId,
    /// After the last document of the present article.
    end: DocId,
    max_doc: DocId,
}

impl Blocks {
    fn new(block: Block, articles: Vec<DocId>, max_doc: DocId) -> Self {
        let mut this = Self { block, articles, next: 0, doc: 0, end: 0, max_doc };
        this.enter(0);
        this
    }

    /// Goes to the first document from `target` on in the article at `next` or later.
    fn enter(&mut self, target: DocId) -> DocId {
        self.doc = TERMINATED;
        while let Some(&article) = self.articles.get(self.next) {
            self.next += 1;
            self.end = self.block.members(article).end.min(self.max_doc);
            if target < self.end {
                self.doc = article.max(target);
                break;
            }
        }
        self.doc
    }
}

/// Which of these, in order, is the last that is not above `target`; the first if all are. Found in steps that double: what is
/// near in few, what is far in not many.
fn last_up_to(docs: &[DocId], target: DocId) -> usize {
    let mut reach = 1;
    while docs.get(reach).is_some_and(|doc| *doc <= target) {
        reach *= 2;
    }
    let from = reach / 2;
    let within = &docs[from.min(docs.len())..reach.min(docs.len())];
    (from + within.partition_point(|doc| *doc <= target)).saturating_sub(1)
}

impl DocSet for Blocks {
    fn advance(&mut self) -> DocId {
        self.seek(self.doc.saturating_add(1))
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc == TERMINATED || target <= self.doc {
            return self.doc;
        }
        if target < self.end {
            self.doc = target;
            return target;
        }
        self.next += last_up_to(&self.articles[self.next..], target);
        self.enter(target)
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        u32::try_from(self.articles.len()).unwrap_or(u32::MAX).saturating_mul(DOCUMENTS_OF_ONE).min(self.max_doc)
    }
}

/// What the query finds, without scores.
fn unscored(query: &dyn Query, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
    query.weight(match scoring.searcher() {
        Some(searcher) => EnableScoring::disabled_from_searcher(searcher),
        None => EnableScoring::disabled_from_schema(scoring.schema()),
    })
}

/// Why a document is found: by a query of this name; an error if it is not.
pub(crate) fn explained(name: &'static str, mut scorer: Box<dyn Scorer>, doc: DocId) -> tantivy::Result<Explanation> {
    if scorer.doc() <= doc && scorer.seek(doc) == doc {
        return Ok(Explanation::new(name, scorer.score()));
    }
    Err(TantivyError::InvalidArgument(format!("document {doc} does not match")))
}

impl fmt::Debug for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Filter")
    }
}

impl Query for Filter {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for Filter {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut docs = BitSet::with_max_value(reader.max_doc());
        (self.fill)(reader, &mut docs)?;
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(docs), boost)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        explained("Filter", self.scorer(reader, 1.0)?, doc)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_up_to_a_document_is_that_of_a_plain_search() {
        let docs: Vec<DocId> = (0..40).map(|i| 3 + i * i).collect();
        for taken in 0..docs.len() {
            for target in 0..1700 {
                let plainly = docs[taken..].iter().filter(|doc| **doc <= target).count().saturating_sub(1);
                assert_eq!(last_up_to(&docs[taken..], target), plainly, "{taken} {target}");
            }
        }
        assert_eq!(last_up_to(&[], 7), 0);
    }
}
