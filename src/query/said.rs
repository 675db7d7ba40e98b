//! Words said, found where they are indexed: in the passages.
//!
//! A quote says which words of its passages are its own, by number. So the places of a word in passages, which the index
//! has, are the places of the word in quotes: those of its passages' that lie in its stretch, counted from its first
//! word and on through the next passage. Words of other speakers in the same paragraph are not among them.

use std::sync::Arc;

use index_schema::Fields;
use tantivy::{
    DocId, DocSet, InvertedIndexReader, Score, SegmentReader, TERMINATED, Term,
    columnar::Column,
    fieldnorm::FieldNormReader,
    postings::{Postings, SegmentPostings, TermInfo},
    query::{Bm25StatisticsProvider, Bm25Weight, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight},
    schema::{Field, IndexRecordOption},
};

use super::{around::Links, filter::explained, matcher::Matcher, walk::each_term};

/// Words of a quote that is neither long nor short, to rank by: the mean of news archives.
const USUAL_WORDS: u64 = 20;

/// Where words are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Where {
    /// In a field of words.
    Field(Field),
    /// Among the words that quotes hold.
    Said,
}

/// The words of one segment there.
pub(crate) struct Words {
    index: Arc<InvertedIndexReader>,
    field: Field,
    /// If words said are looked for.
    quotes: Option<Arc<Quotes>>,
}

impl Words {
    /// None if there are none.
    ///
    /// # Errors
    /// If the segment cannot be read.
    pub(crate) fn open(reader: &SegmentReader, fields: &Fields, place: Where) -> tantivy::Result<Option<Self>> {
        let (field, quotes) = match place {
            Where::Field(field) => (field, None),
            Where::Said => match Quotes::open(reader)? {
                Some(quotes) => (fields.body, Some(Arc::new(quotes))),
                None => return Ok(None),
            },
        };
        Ok(Some(Self { index: reader.inverted_index(field)?, field, quotes }))
    }

    /// Visits the documents with a word that `word` stands for, in order for each such word; the second argument of
    /// `see` reads where it stands in the document, if `option` has places read.
    ///
    /// # Errors
    /// If the segment cannot be read.
    pub(crate) fn each(
        &self,
        word: &Matcher,
        option: IndexRecordOption,
        mut see: impl FnMut(DocId, &mut dyn FnMut(&mut Vec<u32>)),
    ) -> tantivy::Result<()> {
        each_term(&self.index, self.field, word, |info| match &self.quotes {
            None => {
                let mut list = self.index.read_postings_from_terminfo(info, option)?;
                while list.doc() != TERMINATED {
                    see(list.doc(), &mut |out| list.positions(out));
                    list.advance();
                }
                Ok(())
            }
            Some(quotes) => {
                let mut said = SaidWord::new(&self.index, info, Arc::clone(quotes))?;
                while said.doc != TERMINATED {
                    see(said.doc, &mut |out| out.clone_from(&said.places));
                    said.advance();
                }
                Ok(())
            }
        })
    }
}

/// Which words of which passages are whose, in one segment.
pub(crate) struct Quotes {
    links: Links,
    /// Words of a passage.
    words: Column<u64>,
    /// Of a quote, which word of its first passage is its first.
    from: Column<u64>,
    /// Of a quote, how many there are.
    said: Column<u64>,
}

/// Words of a quote that stand in one passage.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    passage: DocId,
    /// The first, from 0 among the words of the passage.
    from: u32,
    words: u32,
    /// Words of the quote that stand in passages before.
    before: u32,
}

impl Quotes {
    /// None if the segment has no quote.
    fn open(reader: &SegmentReader) -> tantivy::Result<Option<Self>> {
        let column = |name| reader.fast_fields().column_opt::<u64>(name);
        let Some(links) = Links::open(reader)? else { return Ok(None) };
        let columns = (column("words")?, column("said_from")?, column("said_words")?);
        let (Some(words), Some(from), Some(said)) = columns else { return Ok(None) };
        Ok(Some(Self { links, words, from, said }))
    }

    fn number(column: &Column<u64>, doc: DocId) -> Option<u32> {
        column.first(doc).and_then(|number| u32::try_from(number).ok())
    }

    /// Words said in a quote.
    fn length(&self, quote: DocId) -> u32 {
        Self::number(&self.said, quote).unwrap_or(0)
    }

    /// The first quote from `least` on that begins in this passage or before it and may hold words of it; none if none
    /// is left.
    fn of_passage(&self, passage: DocId, least: DocId) -> Option<DocId> {
        let mut doc = self.links.first_quote(passage)?.max(least);
        while doc < self.links.max_doc && self.said.first(doc).is_some() {
            match self.links.first_passage(doc) {
                Some(first) if first <= passage => return Some(doc),
                Some(_) => return None,
                None => doc += 1,
            }
        }
        None
    }

    /// Where the words of a quote stand, passage after passage.
    fn stretches(&self, quote: DocId, out: &mut Vec<Stretch>) {
        out.clear();
        let Some(first) = self.links.first_passage(quote) else { return };
        let (mut from, all) = (Self::number(&self.from, quote).unwrap_or(0), self.length(quote));
        let mut before = 0;
        for passage in first..quote {
            let Some(has) = Self::number(&self.words, passage).filter(|_| before < all) else { return };
            let words = has.saturating_sub(from).min(all - before);
            out.push(Stretch { passage, from, words, before });
            before += words;
            from = 0;
        }
    }
}

/// The quotes in which a word is said, in order, and where in each.
struct SaidWord {
    /// Passages with the word.
    passages: SegmentPostings,
    quotes: Arc<Quotes>,
    /// Places in passages already read that the next quotes may hold too; those before `left` are done with.
    held: Vec<(DocId, u32)>,
    left: usize,
    stretches: Vec<Stretch>,
    /// Where the word stands in the present quote, from 0.
    places: Vec<u32>,
    doc: DocId,
    /// Room for reading.
    read: Vec<u32>,
}

/// Places done with that are kept before the room is used again.
const DONE_WITH: usize = 4096;

impl SaidWord {
    fn new(index: &InvertedIndexReader, info: &TermInfo, quotes: Arc<Quotes>) -> tantivy::Result<Self> {
        let passages = index.read_postings_from_terminfo(info, IndexRecordOption::WithFreqsAndPositions)?;
        let mut this = Self {
            passages,
            quotes,
            held: Vec::new(),
            left: 0,
            stretches: Vec::new(),
            places: Vec::new(),
            doc: 0,
            read: Vec::new(),
        };
        this.doc = this.first_from(0);
        Ok(this)
    }

    /// The first quote from `least` on that holds the word.
    fn first_from(&mut self, mut least: DocId) -> DocId {
        while let Some(quote) = self.candidate(least) {
            self.look_into(quote);
            if !self.places.is_empty() {
                return quote;
            }
            least = quote + 1;
        }
        TERMINATED
    }

    /// The first quote from `least` on that may hold words of the first passage not yet done with. Passages without
    /// one are left behind: later quotes begin later still.
    fn candidate(&mut self, least: DocId) -> Option<DocId> {
        loop {
            let held = self.held.get(self.left).map(|place| place.0);
            let passage = held.unwrap_or_else(|| self.passages.doc());
            if passage == TERMINATED {
                return None;
            }
            if let Some(quote) = self.quotes.of_passage(passage, least) {
                return Some(quote);
            }
            match held {
                Some(_) => self.leave(passage + 1),
                None => _ = self.passages.advance(),
            }
        }
    }

    /// Leaves all passages before this one behind.
    fn leave(&mut self, passage: DocId) {
        let behind = self.held[self.left..].iter().take_while(|place| place.0 < passage).count();
        self.left += behind;
        if self.left == self.held.len() {
            self.held.clear();
            self.left = 0;
        } else if self.left > DONE_WITH {
            self.held.drain(..self.left);
            self.left = 0;
        }
        if self.passages.doc() < passage {
            self.passages.seek(passage);
        }
    }

    /// Finds where the word stands in a quote.
    fn look_into(&mut self, quote: DocId) {
        self.places.clear();
        self.quotes.stretches(quote, &mut self.stretches);
        let (Some(first), Some(last)) = (self.stretches.first(), self.stretches.last()) else { return };
        let (first, last) = (first.passage, last.passage);
        self.leave(first);
        while self.passages.doc() <= last {
            let passage = self.passages.doc();
            self.passages.positions(&mut self.read);
            self.held.extend(self.read.iter().map(|&at| (passage, at)));
            self.passages.advance();
        }
        let mut held = &self.held[self.left..];
        for stretch in &self.stretches {
            let (begin, end) = (stretch.from, stretch.from + stretch.words);
            held = &held[held.partition_point(|place| *place < (stretch.passage, begin))..];
            let inside = held.iter().take_while(|place| **place < (stretch.passage, end));
            self.places.extend(inside.map(|place| place.1 - begin + stretch.before));
        }
    }
}

impl DocSet for SaidWord {
    fn advance(&mut self) -> DocId {
        if self.doc != TERMINATED {
            self.doc = self.first_from(self.doc + 1);
        }
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            let passage = self.quotes.links.passage_for(target);
            self.leave(passage);
            self.doc = self.first_from(target);
        }
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.passages.size_hint()
    }

    fn cost(&self) -> u64 {
        // Places and columns are read for each passage found.
        self.passages.cost().saturating_mul(4)
    }
}

/// Quotes in which these words are said in a row, ranked as a field of the words said would be: by how often, and how
/// few others there are. How rare a word is is taken from all passages.
#[derive(Debug, Clone)]
pub(crate) struct SaidRow {
    words: Vec<Term>,
}

impl SaidRow {
    /// `words` as the index has them; at least one.
    pub(crate) fn new<'w>(fields: &Fields, words: impl IntoIterator<Item = &'w str>) -> Self {
        Self { words: words.into_iter().map(|word| Term::from_field_text(fields.body, word)).collect() }
    }
}

impl Query for SaidRow {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let rank = match scoring {
            EnableScoring::Enabled { statistics_provider, .. } if !self.words.is_empty() => {
                Some(Bm25Weight::for_terms(&UsualLength(statistics_provider), &self.words)?)
            }
            _ => None,
        };
        Ok(Box::new(SaidWeight { words: self.words.clone(), rank }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.words.iter().for_each(|word| visitor(word, true));
    }
}

/// The statistics of another, but for the length of a text.
struct UsualLength<'a>(&'a dyn Bm25StatisticsProvider);

impl Bm25StatisticsProvider for UsualLength<'_> {
    fn total_num_tokens(&self, _: Field) -> tantivy::Result<u64> {
        Ok(self.total_num_docs()?.saturating_mul(USUAL_WORDS))
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        self.0.total_num_docs()
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        self.0.doc_freq(term)
    }
}

struct SaidWeight {
    words: Vec<Term>,
    rank: Option<Bm25Weight>,
}

impl Weight for SaidWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let none = || Ok(Box::new(EmptyScorer) as Box<dyn Scorer>);
        let (Some(quotes), Some(first)) = (Quotes::open(reader)?.map(Arc::new), self.words.first()) else {
            return none();
        };
        let index = reader.inverted_index(first.field())?;
        let mut infos = Vec::with_capacity(self.words.len());
        for (number, word) in (0..).zip(&self.words) {
            let Some(info) = index.get_term_info(word)? else { return none() };
            infos.push((number, info));
        }
        // The rarest word leads.
        infos.sort_by_key(|(_, info)| info.doc_freq);
        let mut row = Vec::with_capacity(infos.len());
        for (number, info) in &infos {
            row.push((*number, SaidWord::new(&index, info, Arc::clone(&quotes))?));
        }
        let rank = self.rank.as_ref().map(|rank| rank.boost_by(boost));
        Ok(Box::new(SaidScorer::new(row, quotes, rank, boost)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        explained("Said", self.scorer(reader, 1.0)?, doc)
    }
}

struct SaidScorer {
    /// Words with their numbers in the row, rarest first; at least one.
    row: Vec<(u32, SaidWord)>,
    quotes: Arc<Quotes>,
    rank: Option<Bm25Weight>,
    boost: Score,
    /// Where the row begins in the present quote.
    begins: Vec<u32>,
    doc: DocId,
}

impl SaidScorer {
    fn new(row: Vec<(u32, SaidWord)>, quotes: Arc<Quotes>, rank: Option<Bm25Weight>, boost: Score) -> Self {
        let mut this = Self { row, quotes, rank, boost, begins: Vec::new(), doc: 0 };
        this.doc = this.settle();
        this
    }

    /// The first quote, from where the leading word stands, that has the whole row.
    fn settle(&mut self) -> DocId {
        loop {
            let quote = self.meet();
            if quote == TERMINATED || self.find_row() {
                return quote;
            }
            self.row[0].1.advance();
        }
    }

    /// The first quote, from where the leading word stands, that has all words.
    fn meet(&mut self) -> DocId {
        let Some(((_, lead), others)) = self.row.split_first_mut() else { return TERMINATED };
        'quotes: while lead.doc != TERMINATED {
            for (_, word) in &mut *others {
                let next = word.seek(lead.doc);
                if next != lead.doc {
                    lead.seek(next);
                    continue 'quotes;
                }
            }
            break;
        }
        lead.doc
    }

    /// Finds where in the present quote the row begins; whether it does.
    fn find_row(&mut self) -> bool {
        let Some(((number, lead), others)) = self.row.split_first() else { return false };
        self.begins.clear();
        self.begins.extend(lead.places.iter().filter_map(|place| place.checked_sub(*number)));
        for (number, word) in others {
            self.begins.retain(|begin| word.places.binary_search(&(begin + number)).is_ok());
        }
        !self.begins.is_empty()
    }
}

impl DocSet for SaidScorer {
    fn advance(&mut self) -> DocId {
        if self.doc != TERMINATED {
            self.row[0].1.advance();
            self.doc = self.settle();
        }
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.row[0].1.seek(target);
            self.doc = self.settle();
        }
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.row.first().map_or(0, |(_, word)| word.size_hint())
    }

    fn cost(&self) -> u64 {
        let lead = self.row.first().map_or(0, |(_, word)| word.cost());
        lead.saturating_mul(self.row.len() as u64)
    }
}

impl Scorer for SaidScorer {
    fn score(&mut self) -> Score {
        let Some(rank) = &self.rank else { return self.boost };
        let length = FieldNormReader::fieldnorm_to_id(self.quotes.length(self.doc));
        rank.score(length, u32::try_from(self.begins.len()).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use index_schema::{ArticleDoc, PassageDoc, QuoteDoc, block, documents::StoredQuote};
    use proptest::{collection::vec, prelude::*};
    use tantivy::{Index, IndexWriter};

    use super::*;

    /// Passages, each the words it has (`a`, `b`, `c`), and quotes by their first and last bytes. Words and blanks are
    /// one byte long.
    #[derive(Debug, Clone)]
    struct Story {
        passages: Vec<Vec<u8>>,
        quotes: Vec<(usize, usize)>,
    }

    fn story() -> impl Strategy<Value = Story> {
        let passages = vec(vec(b'a'..=b'c', 0..8), 0..6);
        (passages, vec((0usize..60, 1usize..40), 0..6)).prop_map(|(passages, mut quotes)| {
            quotes.sort_unstable();
            let quotes = quotes.into_iter().map(|(start, length)| (start, start + length)).collect();
            Story { passages, quotes }
        })
    }

    impl Story {
        /// The text of each passage with its first byte.
        fn texts(&self) -> Vec<(usize, String)> {
            let mut start = 0;
            let mut texts = Vec::new();
            for words in &self.passages {
                let text: String = words.iter().flat_map(|&word| [char::from(word), ' ']).collect();
                texts.push((start, text));
                start += 2 * words.len() + 1;
            }
            texts
        }

        /// The words of each quote.
        fn said(&self) -> Vec<String> {
            let texts = self.texts();
            let letters = |&(start, end): &(usize, usize)| {
                let all = texts.iter().flat_map(|(at, text)| (*at..).zip(text.chars()));
                all.filter(|(at, c)| *c != ' ' && start <= *at && *at < end).map(|(_, c)| c).collect()
            };
            self.quotes.iter().map(letters).collect()
        }

        fn write(&self, key: u64, fields: &Fields, writer: &IndexWriter) {
            let quote = |&(start, end): &(usize, usize)| StoredQuote { start, end, ..StoredQuote::default() };
            let quotes: Vec<_> = self.quotes.iter().map(quote).collect();
            let article = ArticleDoc { article_key: key, quotes, ..ArticleDoc::default() };
            let texts = self.texts();
            let passage = |(start, body): &'_ (usize, String)| (*start, start + body.len());
            let bounds = texts.iter().map(passage);
            let passages: Vec<_> = bounds
                .zip(&texts)
                .map(|((start, end), (_, body))| PassageDoc { start, end, body, ..PassageDoc::default() })
                .collect();
            let quotes = vec![QuoteDoc::default(); self.quotes.len()];
            for doc in block::documents(fields, &article, &passages, &quotes) {
                writer.add_document(doc).unwrap();
            }
        }
    }

    /// Every quote with its words, in one segment.
    fn quotes(stories: &[Story]) -> Vec<(DocId, String)> {
        let mut base = 0;
        let mut quotes = Vec::new();
        for story in stories {
            base += 1 + story.passages.len() as DocId;
            quotes.extend((base..).zip(story.said()));
            base += story.quotes.len() as DocId;
        }
        quotes
    }

    /// Where `row` begins in `said`.
    fn begins(said: &str, row: &str) -> Vec<u32> {
        (0..said.len()).filter(|at| said[*at..].starts_with(row)).map(|at| at as u32).collect()
    }

    proptest! {
        #[test]
        fn words_are_found_where_they_are_said_and_nowhere_else(
            stories in vec(story(), 1..8),
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
            let quotes = quotes(&stories);
            if let Some(words) = Words::open(reader, &fields, Where::Said).unwrap() {
                let mut found = Vec::new();
                let word = Matcher::Word("a".to_owned());
                let mut places = Vec::new();
                let see = |doc, read: &mut dyn FnMut(&mut Vec<u32>)| {
                    read(&mut places);
                    found.push((doc, places.clone()));
                };
                words.each(&word, IndexRecordOption::WithFreqsAndPositions, see).unwrap();
                let expected: Vec<_> = quotes.iter().map(|(doc, said)| (*doc, begins(said, "a"))).collect();
                prop_assert_eq!(found, expected.into_iter().filter(|(_, at)| !at.is_empty()).collect::<Vec<_>>());
            }
            for row in ["a", "ab", "aa", "abc"] {
                let wanted: Vec<DocId> =
                    quotes.iter().filter(|(_, said)| said.contains(row)).map(|(doc, _)| *doc).collect();
                let query = SaidRow::new(&fields, row.split("").filter(|word| !word.is_empty()));
                let weight = query.weight(EnableScoring::enabled_from_searcher(&searcher)).unwrap();
                let (mut found, mut walk) = (Vec::new(), weight.scorer(reader, 1.0).unwrap());
                while walk.doc() != TERMINATED {
                    found.push(walk.doc());
                    prop_assert!(walk.score() > 0.0);
                    walk.advance();
                }
                prop_assert_eq!(&found, &wanted, "{}", row);
                let mut seeking = weight.scorer(reader, 1.0).unwrap();
                for &target in &targets {
                    let next = wanted.iter().copied().find(|doc| *doc >= target).unwrap_or(TERMINATED);
                    if seeking.doc() <= target {
                        prop_assert_eq!(seeking.seek(target), next, "{} from {}", row, target);
                    }
                }
            }
        }
    }
}
