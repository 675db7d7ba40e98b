//! Words near one another: a set of documents found by where words stand in them.
//!
//! tantivy knows phrases, not distances between alternatives, nor sentences. Here the documents that hold all parts are
//! found first; only of these are places of words read. Sentences are told apart in the stored text. The cost is one
//! pass over the postings of the words asked for; for sentences also the text of the documents that hold them all.

use std::{borrow::Cow, sync::Arc};

use index_schema::{ArticleDoc, Block, DocKind, Fields, analyzer};
use tantivy::{
    BitSet, DocId, DocSet, SegmentReader, TERMINATED, TantivyDocument, TantivyError,
    query::{BitSetDocSet, Query},
    schema::{IndexRecordOption, Value as _},
    tokenizer::TextAnalyzer,
};

use super::{
    ast::{Ast, Form, Leaf, Near, Value, Within},
    filter::Filter,
    leaf,
    matcher::Matcher,
    said::{Where, Words},
};
use crate::text::Tokens;

/// What is looked for, in any of several ways: rows of words.
pub(crate) type Part = Vec<Vec<Matcher>>;

/// How parts stand to one another.
#[derive(Debug, Clone)]
pub(crate) enum Rule {
    /// Each within a step of the one before.
    Chain(Vec<Within>),
    /// All among so many words, each at a place of its own.
    Window(u32),
    /// All in one sentence of the text.
    Sentence,
    /// All in the text of one document.
    Text,
}

/// Parts of a text near one another.
#[derive(Debug, Clone)]
pub(crate) struct Proximity {
    parts: Vec<Part>,
    rule: Rule,
}

/// Where a row of words stands: document, first and last word.
type Place = (DocId, u32, u32);

impl Proximity {
    /// The parts of a chain and how near they are to stand.
    pub(crate) fn of_near(near: &Near) -> Self {
        let mut analyzer = analyzer::news();
        let mut row = |leaf: &Leaf| Matcher::row(&mut analyzer, &leaf.value);
        let part = |part: &Ast| {
            let mut rows = Part::new();
            part.visit(&mut |leaf, _| rows.push(row(leaf)));
            rows
        };
        let parts = near.parts.iter().map(part).collect();
        let rule = match near.steps.first() {
            Some(Within::Sentence) => Rule::Sentence,
            Some(Within::Paragraph) | None => Rule::Text,
            Some(_) => Rule::Chain(near.steps.clone()),
        };
        Self { parts, rule }
    }

    /// The words of a loose phrase; none if `value` is no such.
    pub(crate) fn of_loose(value: &Value) -> Option<Self> {
        let Value::Text { text, form: Form::Loose(others) } = value else { return None };
        let tokens = leaf::tokens(&mut analyzer::news(), text);
        let window = tokens.len() as u32 + u32::from(*others);
        let parts = tokens.into_iter().map(|token| vec![vec![Matcher::Word(token)]]).collect();
        Some(Self { parts, rule: Rule::Window(window) })
    }

    /// The single words among the parts, for ranking.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().flatten().flatten().filter_map(|word| match word {
            Matcher::Word(word) => Some(word.as_str()),
            _ => None,
        })
    }

    /// That these words stand in a row.
    pub(crate) fn of_row(row: Vec<Matcher>) -> Self {
        Self { parts: vec![vec![row]], rule: Rule::Text }
    }

    /// The documents of this kind in which the parts stand so, there where they are looked for.
    pub(crate) fn query(self, fields: &Fields, unit: DocKind, place: Where) -> Box<dyn Query> {
        let (fields, this) = (*fields, Arc::new(self));
        Box::new(Filter::new(move |reader, docs| this.fill(reader, &fields, unit, place, docs)))
    }

    fn fill(
        &self,
        reader: &SegmentReader,
        fields: &Fields,
        unit: DocKind,
        place: Where,
        docs: &mut BitSet,
    ) -> tantivy::Result<()> {
        let Some(words) = Words::open(reader, fields, place)? else { return Ok(()) };
        let Some(candidates) = self.candidates(reader.max_doc(), &words)? else { return Ok(()) };
        match &self.rule {
            Rule::Text if self.parts.iter().flatten().all(|row| row.len() == 1) => {
                each(&candidates, |doc| add(docs, doc))
            }
            Rule::Sentence => Texts::new(reader, fields, unit, place)?.fill(&candidates, &self.parts, docs)?,
            rule => {
                let places: Vec<Vec<Place>> = self
                    .parts
                    .iter()
                    .map(|part| places_of_part(&words, part, &candidates))
                    .collect::<Result<_, _>>()?;
                match rule {
                    Rule::Chain(steps) => chain(&places, steps, docs),
                    Rule::Window(width) => window(&places, *width, docs),
                    Rule::Text | Rule::Sentence => {
                        let has = |places: &Vec<Place>, doc| places.binary_search_by_key(&doc, |place| place.0).is_ok();
                        each(&candidates, |doc| {
                            if places.iter().all(|places| has(places, doc)) {
                                add(docs, doc);
                            }
                        });
                    }
                }
            }
        }
        Ok(())
    }

    /// Documents that hold all words of some row of each part; none if there is no such.
    fn candidates(&self, most: u32, words: &Words) -> tantivy::Result<Option<BitSet>> {
        let mut all: Option<BitSet> = None;
        for part in &self.parts {
            let mut some = BitSet::with_max_value(most);
            for row in part {
                let mut whole: Option<BitSet> = None;
                for word in row {
                    let mut docs = BitSet::with_max_value(most);
                    words.each(word, IndexRecordOption::Basic, |doc, _| add(&mut docs, doc))?;
                    whole = Some(both(whole, docs, most));
                }
                if let Some(whole) = whole {
                    each(&whole, |doc| add(&mut some, doc));
                }
            }
            let next = both(all, some, most);
            if next.len() == 0 {
                return Ok(None);
            }
            all = Some(next);
        }
        Ok(all)
    }
}

fn both(a: Option<BitSet>, b: BitSet, most: u32) -> BitSet {
    let Some(a) = a else { return b };
    let mut out = BitSet::with_max_value(most);
    each(&a, |doc| {
        if b.contains(doc) {
            out.insert(doc);
        }
    });
    out
}

fn add(docs: &mut BitSet, doc: DocId) {
    docs.insert(doc);
}

fn each(docs: &BitSet, mut see: impl FnMut(DocId)) {
    let mut set = BitSetDocSet::from(docs.clone());
    let mut doc = set.doc();
    while doc != TERMINATED {
        see(doc);
        doc = set.advance();
    }
}

fn places_of_word(words: &Words, word: &Matcher, among: &BitSet) -> tantivy::Result<Vec<Place>> {
    let (mut places, mut positions) = (Vec::new(), Vec::new());
    words.each(word, IndexRecordOption::WithFreqsAndPositions, |doc, read| {
        if among.contains(doc) {
            read(&mut positions);
            places.extend(positions.iter().map(|&at| (doc, at, at)));
        }
    })?;
    places.sort_unstable();
    places.dedup();
    Ok(places)
}

fn places_of_part(words: &Words, part: &Part, among: &BitSet) -> tantivy::Result<Vec<Place>> {
    let mut all = Vec::new();
    for row in part {
        let Some((first, rest)) = row.split_first() else { continue };
        let mut places = places_of_word(words, first, among)?;
        for (i, word) in rest.iter().enumerate() {
            let next = places_of_word(words, word, among)?;
            places.retain(|&(doc, at, _)| {
                let at = at + 1 + i as u32;
                next.binary_search(&(doc, at, at)).is_ok()
            });
        }
        let length = rest.len() as u32;
        all.extend(places.into_iter().map(|(doc, at, _)| (doc, at, at + length)));
    }
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

/// Documents in which a place of each part lies within a step of one of the part before.
fn chain(parts: &[Vec<Place>], steps: &[Within], docs: &mut BitSet) {
    let Some((first, rest)) = parts.split_first() else { return };
    let mut reached = first.clone();
    for (places, step) in rest.iter().zip(steps) {
        reached = places.iter().copied().filter(|place| has_near(&reached, *place, *step)).collect();
    }
    reached.iter().for_each(|place| add(docs, place.0));
}

/// Whether one of `places`, sorted, lies near this one. Places of several words have different lengths, so all that
/// may lie near are looked at: a few, as places are of one document and a bounded stretch.
fn has_near(places: &[Place], (doc, start, end): Place, step: Within) -> bool {
    let (most, before_only) = match step {
        Within::Words(n) => (u32::from(n), false),
        Within::After(n) => (u32::from(n), true),
        Within::Sentence | Within::Paragraph => (u32::MAX, false),
    };
    // No row is longer than a query has words.
    let reach = most.saturating_add(super::grammar::MAX_TERMS as u32);
    let from = places.partition_point(|place| *place < (doc, start.saturating_sub(reach), 0));
    places[from..].iter().take_while(|place| place.0 == doc && place.1 <= end.saturating_add(most)).any(|place| {
        let ahead = start > place.2 && start - place.2 <= most;
        let behind = place.1 > end && place.1 - end <= most;
        ahead || (behind && !before_only)
    })
}

/// Documents in which a window of `width` words holds every part; a part asked for twice is needed twice.
fn window(parts: &[Vec<Place>], width: u32, docs: &mut BitSet) {
    // Equal words have equal places: each kind of word is needed as often as it was written.
    let mut kinds: Vec<(&Vec<Place>, usize)> = Vec::new();
    for places in parts {
        match kinds.iter_mut().find(|(known, _)| *known == places) {
            Some((_, needed)) => *needed += 1,
            None => kinds.push((places, 1)),
        }
    }
    let mut all: Vec<(DocId, u32, usize)> =
        kinds.iter().enumerate().flat_map(|(kind, (places, _))| places.iter().map(move |p| (p.0, p.1, kind))).collect();
    all.sort_unstable();
    for of_doc in all.chunk_by(|a, b| a.0 == b.0) {
        let mut have = vec![0usize; kinds.len()];
        let (mut from, mut full) = (0, 0);
        for &(doc, at, kind) in of_doc {
            have[kind] += 1;
            full += usize::from(have[kind] == kinds[kind].1);
            while at - of_doc[from].1 >= width {
                let gone = of_doc[from].2;
                full -= usize::from(have[gone] == kinds[gone].1);
                have[gone] -= 1;
                from += 1;
            }
            if full == kinds.len() {
                docs.insert(doc);
                break;
            }
        }
    }
}

/// The texts of documents of one segment, for what the index does not know.
struct Texts<'s> {
    fields: &'s Fields,
    unit: DocKind,
    place: Where,
    block: Block,
    start: Option<tantivy::columnar::Column<u64>>,
    end: Option<tantivy::columnar::Column<u64>>,
    store: tantivy::store::StoreReader,
}

/// Blocks of stored documents kept: candidates come in the order of articles.
const BLOCKS: usize = 2;

impl<'s> Texts<'s> {
    fn new(reader: &'s SegmentReader, fields: &'s Fields, unit: DocKind, place: Where) -> tantivy::Result<Self> {
        let fast = reader.fast_fields();
        Ok(Self {
            fields,
            unit,
            place,
            block: Block::open(reader)?,
            start: fast.column_opt("start")?,
            end: fast.column_opt("end")?,
            store: reader.get_store_reader(BLOCKS)?,
        })
    }

    fn fill(&self, candidates: &BitSet, parts: &[Part], docs: &mut BitSet) -> tantivy::Result<()> {
        let mut analyzer = analyzer::news();
        let mut held: Option<(DocId, TantivyDocument)> = None;
        let mut failed = None;
        each(candidates, |doc| {
            if failed.is_some() {
                return;
            }
            match self.holds(doc, parts, &mut analyzer, &mut held) {
                Ok(true) => add(docs, doc),
                Ok(false) => {}
                Err(error) => failed = Some(error),
            }
        });
        failed.map_or(Ok(()), Err)
    }

    fn holds(
        &self,
        doc: DocId,
        parts: &[Part],
        analyzer: &mut TextAnalyzer,
        held: &mut Option<(DocId, TantivyDocument)>,
    ) -> tantivy::Result<bool> {
        let Some(of) = self.block.article_of(doc) else { return Ok(false) };
        if held.as_ref().is_none_or(|(held, _)| *held != of) {
            *held = None;
        }
        let article = match held {
            Some((_, article)) => article,
            None => &held.insert((of, self.store.get(of)?)).1,
        };
        let text = self.text(article, doc)?;
        Ok(in_one_sentence(&text, parts, analyzer))
    }

    /// The text in which words are looked for in this document.
    fn text<'d>(&self, article: &'d TantivyDocument, doc: DocId) -> tantivy::Result<Cow<'d, str>> {
        let f = self.fields;
        if self.unit == DocKind::Article {
            let article = self.whole(article)?;
            let value = if self.place == Where::Field(f.byline) { article.byline } else { article.title };
            return Ok(Cow::Owned(value.unwrap_or_default()));
        }
        let text = article.get_first(f.text).and_then(|value| value.as_str()).unwrap_or_default();
        let number = |column: &Option<tantivy::columnar::Column<u64>>| {
            let value = column.as_ref().and_then(|column| column.first(doc)).unwrap_or(0);
            usize::try_from(value).unwrap_or(usize::MAX).min(text.len())
        };
        let (start, end) = (number(&self.start), number(&self.end));
        match text.get(start..end) {
            Some("") => Ok(Cow::Owned(self.whole(article)?.title.unwrap_or_default())),
            words => Ok(Cow::Borrowed(words.unwrap_or_default())),
        }
    }

    /// All of an article: dearer than its text alone.
    fn whole(&self, article: &TantivyDocument) -> tantivy::Result<ArticleDoc> {
        let article = ArticleDoc::from_document(self.fields, article);
        article.map_err(|error| TantivyError::InternalError(error.to_string()))
    }
}

/// Whether one sentence has a row of each part.
fn in_one_sentence(text: &str, parts: &[Part], analyzer: &mut TextAnalyzer) -> bool {
    // Between two signs that may end a sentence all is one sentence: most texts are settled so, without being read as
    // language. No word goes over such a sign.
    let mut pieces = text.split(['.', '!', '?', '…', '\n', '\r']).filter(|piece| !piece.is_empty()).peekable();
    while let Some(piece) = pieces.next() {
        if has_all(piece, parts, analyzer) {
            return true;
        }
        if pieces.peek().is_none() && piece.len() + 1 >= text.len() {
            return false;
        }
    }
    sentences(text).any(|sentence| has_all(sentence, parts, analyzer))
}

/// Whether a text has a row of each part.
fn has_all(text: &str, parts: &[Part], analyzer: &mut TextAnalyzer) -> bool {
    let single = parts.len() <= 64 && parts.iter().flatten().all(|row| row.len() == 1);
    if !single {
        let words = leaf::tokens(analyzer, text);
        return parts.iter().all(|part| part.iter().any(|row| stands(row, &words)));
    }
    let mut missing = u64::MAX >> (64 - parts.len().clamp(1, 64));
    let mut words = analyzer.token_stream(text);
    while missing != 0 && words.advance() {
        for (i, part) in parts.iter().enumerate() {
            if missing & (1 << i) != 0 && part.iter().any(|row| row[0].matches(&words.token().text)) {
                missing &= !(1 << i);
            }
        }
    }
    missing == 0
}

/// The sentences of a text.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let tokens = Tokens::new(text);
    let bounds = tokens.items().chunk_by(|a, b| a.sentence == b.sentence);
    let spans: Vec<_> = bounds.map(|row| row[0].span().start..row[row.len() - 1].span().end).collect();
    spans.into_iter().map(|span| &text[span])
}

fn stands(row: &[Matcher], words: &[String]) -> bool {
    words.windows(row.len().max(1)).any(|found| found.iter().zip(row).all(|(found, wanted)| wanted.matches(found)))
}
