//! Quotes by what their paragraphs hold.
//!
//! A bare word of a quote query is looked for in the words said and in the paragraph round them. Paragraphs are
//! indexed once, as passages; from a passage found the quotes that touch it are a few documents on
//! ([`index_schema::block`]). So the words need not be indexed again with each quote.

use tantivy::{
    DocId, DocSet, Score, SegmentReader, TERMINATED,
    columnar::Column,
    query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight},
};

use super::filter::explained;

/// Quotes that touch a passage which another query finds; scored as that passage.
#[derive(Debug)]
pub(crate) struct Around(pub(crate) Box<dyn Query>);

impl Clone for Around {
    fn clone(&self) -> Self {
        Self(self.0.box_clone())
    }
}

impl Query for Around {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(AroundWeight(self.0.weight(scoring)?)))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a tantivy::Term, bool)) {
        self.0.query_terms(visitor);
    }
}

struct AroundWeight(Box<dyn Weight>);

impl Weight for AroundWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        match Columns::new(reader)? {
            Some(columns) => Ok(Box::new(Touching::new(self.0.scorer(reader, boost)?, columns))),
            None => Ok(Box::new(EmptyScorer)),
        }
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        explained("Around", self.scorer(reader, 1.0)?, doc)
    }
}

/// The ways between passages and the quotes that touch them, in one segment.
pub(crate) struct Links {
    next_quote: Column<u64>,
    first_passage: Column<u64>,
    /// The number of documents.
    pub(crate) max_doc: DocId,
}

impl Links {
    /// None if the segment has no quote.
    pub(crate) fn open(reader: &SegmentReader) -> tantivy::Result<Option<Self>> {
        let column = |name| reader.fast_fields().column_opt::<u64>(name);
        let (Some(next_quote), Some(first_passage)) = (column("next_quote")?, column("first_passage")?) else {
            return Ok(None);
        };
        Ok(Some(Self { next_quote, first_passage, max_doc: reader.max_doc() }))
    }

    /// The first quote that touches a passage.
    pub(crate) fn first_quote(&self, passage: DocId) -> Option<DocId> {
        passage.checked_add(u32::try_from(self.next_quote.first(passage)?).ok()?)
    }

    /// The first passage that a quote touches.
    pub(crate) fn first_passage(&self, quote: DocId) -> Option<DocId> {
        quote.checked_sub(u32::try_from(self.first_passage.first(quote)?).ok()?)
    }

    /// The passage before which nothing need be looked for if quotes from `target` on are wanted.
    pub(crate) fn passage_for(&self, target: DocId) -> DocId {
        (target..self.max_doc).find_map(|doc| self.first_passage(doc)).unwrap_or(TERMINATED)
    }
}

/// Where passages and quotes lie.
struct Columns {
    starts: Column<u64>,
    ends: Column<u64>,
    links: Links,
}

impl Columns {
    /// None if the segment has no quote.
    fn new(reader: &SegmentReader) -> tantivy::Result<Option<Self>> {
        let column = |name| reader.fast_fields().column_opt::<u64>(name);
        let columns = (column("start")?, column("end")?, Links::open(reader)?);
        let (Some(starts), Some(ends), Some(links)) = columns else { return Ok(None) };
        Ok(Some(Self { starts, ends, links }))
    }

    /// None of articles, places and files.
    fn bounds(&self, doc: DocId) -> Option<(u64, u64)> {
        self.starts.first(doc).zip(self.ends.first(doc))
    }
}

/// The quotes, in order.
///
/// Passages are taken in order; so are the quotes of each, and those of a later passage that an earlier one did not
/// give start later: a quote before them that touches the later passage touches the earlier one too.
struct Touching {
    passages: Box<dyn Scorer>,
    columns: Columns,
    /// The quote it stands at.
    doc: DocId,
}

impl Touching {
    fn new(passages: Box<dyn Scorer>, columns: Columns) -> Self {
        let mut this = Self { passages, columns, doc: 0 };
        this.doc = this.first_from(0);
        this
    }

    /// The first quote at or after `least`, with the passage it touches at hand.
    fn first_from(&mut self, least: DocId) -> DocId {
        let mut passage = self.passages.doc();
        while passage != TERMINATED {
            if let Some(quote) = self.first_of(passage, least) {
                return quote;
            }
            passage = self.passages.advance();
        }
        TERMINATED
    }

    /// The first quote at or after `least` that touches this passage.
    fn first_of(&self, passage: DocId, least: DocId) -> Option<DocId> {
        let (start, end) = self.columns.bounds(passage)?;
        let mut doc = self.columns.links.first_quote(passage)?.max(least);
        while doc < self.columns.links.max_doc {
            // The article's quotes end where a document has no place in a text: a place, or the next article.
            let quote = self.columns.bounds(doc).filter(|quote| quote.0 < end)?;
            if quote.1 > start {
                return Some(doc);
            }
            doc += 1;
        }
        None
    }
}

impl DocSet for Touching {
    fn advance(&mut self) -> DocId {
        if self.doc != TERMINATED {
            self.doc = self.first_from(self.doc + 1);
        }
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target {
            return self.doc;
        }
        let passage = self.columns.links.passage_for(target);
        if self.passages.doc() < passage {
            self.passages.seek(passage);
        }
        self.doc = self.first_from(target);
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.passages.size_hint()
    }

    fn cost(&self) -> u64 {
        // Three columns are read for each passage found.
        self.passages.cost().saturating_mul(2)
    }
}

impl Scorer for Touching {
    fn score(&mut self) -> Score {
        self.passages.score()
    }
}

#[cfg(test)]
mod tests {
    use index_schema::{ArticleDoc, Fields, PassageDoc, QuoteDoc, block, documents::StoredQuote};
    use proptest::prelude::*;
    use tantivy::{
        Index, IndexWriter, Term,
        query::{AllQuery, TermQuery},
        schema::IndexRecordOption,
    };

    use super::*;

    /// Of an article: which passages have the word, and the quotes by first and last character. A passage is ten
    /// characters long.
    #[derive(Debug, Clone)]
    struct Story {
        passages: Vec<bool>,
        quotes: Vec<(usize, usize)>,
    }

    fn story() -> impl Strategy<Value = Story> {
        let quotes = proptest::collection::vec((0usize..60, 1usize..25), 0..6);
        (proptest::collection::vec(any::<bool>(), 0..6), quotes).prop_map(|(passages, mut quotes)| {
            quotes.sort_unstable();
            let quotes = quotes.into_iter().map(|(start, length)| (start, start + length)).collect();
            Story { passages, quotes }
        })
    }

    impl Story {
        /// For each quote whether a passage that it touches has the word.
        fn expected(&self) -> Vec<bool> {
            let touches = |quote: &(usize, usize), at: usize| quote.0 < 10 * at + 10 && 10 * at < quote.1;
            let has = |quote| self.passages.iter().enumerate().any(|(at, &has)| has && touches(quote, at));
            self.quotes.iter().map(has).collect()
        }

        fn write(&self, key: u64, fields: &Fields, writer: &IndexWriter) {
            let quote = |&(start, end): &(usize, usize)| StoredQuote { start, end, ..StoredQuote::default() };
            let article = ArticleDoc {
                article_key: key,
                quotes: self.quotes.iter().map(quote).collect(),
                ..ArticleDoc::default()
            };
            let passage = |(at, &has): (usize, &bool)| {
                let body = if has { "ferry" } else { "harbour" };
                PassageDoc { start: 10 * at, end: 10 * at + 10, body, ..PassageDoc::default() }
            };
            let passages: Vec<_> = self.passages.iter().enumerate().map(passage).collect();
            let quotes = vec![QuoteDoc::default(); self.quotes.len()];
            for doc in block::documents(fields, &article, &passages, &quotes) {
                writer.add_document(doc).unwrap();
            }
        }
    }

    /// Addresses of the quotes expected, in one segment.
    fn expected(stories: &[Story]) -> Vec<DocId> {
        let mut base = 0;
        let mut docs = Vec::new();
        for story in stories {
            base += 1 + story.passages.len() as DocId;
            docs.extend((base..).zip(story.expected()).filter(|(_, has)| *has).map(|(doc, _)| doc));
            base += story.quotes.len() as DocId;
        }
        docs
    }

    proptest! {
        #[test]
        fn quotes_are_found_by_every_passage_they_touch(
            stories in proptest::collection::vec(story(), 1..8),
            targets in proptest::collection::btree_set(1u32..90, 0..9),
        ) {
            let (schema, fields) = Fields::schema();
            let index = Index::create_in_ram(schema);
            index_schema::register(&index);
            let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000).unwrap();
            stories.iter().zip(0..).for_each(|(story, key)| story.write(key, &fields, &writer));
            writer.commit().unwrap();
            let searcher = index.reader().unwrap().searcher();
            let reader = searcher.segment_reader(0);
            let word = TermQuery::new(Term::from_field_text(fields.body, "ferry"), IndexRecordOption::Basic);
            for (inner, wanted) in [(Box::new(word) as Box<dyn Query>, expected(&stories)), (Box::new(AllQuery), {
                let all = |story: &Story| Story { passages: vec![true; story.passages.len()], ..story.clone() };
                expected(&stories.iter().map(all).collect::<Vec<_>>())
            })] {
                let weight = Around(inner).weight(EnableScoring::disabled_from_searcher(&searcher)).unwrap();
                let scorer = || weight.scorer(reader, 1.0).unwrap();
                let (mut found, mut walk) = (Vec::new(), scorer());
                while walk.doc() != TERMINATED {
                    found.push(walk.doc());
                    walk.advance();
                }
                prop_assert_eq!(&found, &wanted);
                let mut seeking = scorer();
                for &target in &targets {
                    let next = wanted.iter().copied().find(|doc| *doc >= target).unwrap_or(TERMINATED);
                    if seeking.doc() <= target {
                        prop_assert_eq!(seeking.seek(target), next);
                    }
                }
            }
        }
    }
}
