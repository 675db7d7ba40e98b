//! The stored half of an article document but its text, packed with postcard.
//!
//! Offsets are kept as distances from what stands before, which are small numbers, and names once; there is no text to
//! print and parse for each of a hundred entities.

use std::{borrow::Cow, collections::HashMap};

use serde::{Deserialize, Serialize};

use crate::documents::{Annotations, ArticleDoc, StoredQuote, thousandths};

type Text<'a> = Cow<'a, str>;

/// Start (as distance from the start before) and length.
type Extent = (i64, usize);

#[derive(Serialize, Deserialize)]
struct Record<'a> {
    key: u64,
    id: Text<'a>,
    source: Option<Text<'a>>,
    lang: Option<Text<'a>>,
    title: Option<Text<'a>>,
    byline: Option<Text<'a>>,
    url: Option<Text<'a>>,
    own_id: Option<Text<'a>>,
    published: Option<Text<'a>>,
    version: Option<i64>,
    /// Types and names of entities, each pair once.
    names: Vec<(Text<'a>, Text<'a>)>,
    /// Number of the name besides.
    entities: Vec<(Extent, usize)>,
    /// Type, value, first and last day besides.
    dates: Vec<(Extent, DateText<'a>)>,
    quotes: Vec<QuoteRecord<'a>>,
}

type DateText<'a> = (Text<'a>, Option<Text<'a>>, Option<Text<'a>>, Option<Text<'a>>);

/// Places of mention and cue are distances from the start of the quote.
#[derive(Serialize, Deserialize)]
struct QuoteRecord<'a> {
    at: Extent,
    speaker_name: Option<Text<'a>>,
    speaker_kind: Text<'a>,
    mention: Option<Extent>,
    role: Option<Text<'a>>,
    /// None if it is what stands at its place, in lower case.
    cue: Option<Text<'a>>,
    cue_span: Option<Extent>,
    addressee: Option<Text<'a>>,
    kind: Text<'a>,
    group: Option<u64>,
    /// Confidence as `extract` prints it.
    thousandths: u64,
    evidence: Vec<Text<'a>>,
}

fn some(text: &Option<String>) -> Option<Text<'_>> {
    text.as_deref().map(Cow::Borrowed)
}

fn owned(text: Option<Text<'_>>) -> Option<String> {
    text.map(Cow::into_owned)
}

fn extent((start, end): (usize, usize), before: usize) -> Extent {
    (start as i64 - before as i64, end.saturating_sub(start))
}

/// Nothing if it leaves the numbers there are.
fn bounds((distance, length): Extent, before: usize) -> Option<(usize, usize)> {
    let start = before.checked_add_signed(isize::try_from(distance).ok()?)?;
    Some((start, start.checked_add(length)?))
}

/// What is stored of an article beside its text.
pub(crate) fn pack(doc: &ArticleDoc) -> Vec<u8> {
    let (names, entities) = entities(&doc.annotations);
    let record = Record {
        key: doc.article_key,
        id: Cow::Borrowed(&doc.article_id),
        source: some(&doc.source),
        lang: some(&doc.lang),
        title: some(&doc.title),
        byline: some(&doc.byline),
        url: some(&doc.url),
        own_id: some(&doc.own_id),
        published: some(&doc.published),
        version: doc.version,
        names,
        entities,
        dates: dates(&doc.annotations),
        quotes: quotes(doc),
    };
    let whole = "numbers, strings and lists of known length always serialise";
    let packed = postcard::to_allocvec(&record).expect(whole);
    // Behind the record, where readers that do not know it pass over it; of nearly all articles there is nothing.
    match &doc.extent {
        Some(extent) => postcard::to_extend(extent, packed).expect(whole),
        None => packed,
    }
}

/// The names of entities, each once, and the entities.
type Named<'a> = (Vec<(Text<'a>, Text<'a>)>, Vec<(Extent, usize)>);

fn entities(notes: &Annotations) -> Named<'_> {
    let (mut names, mut numbers, mut before) = (Vec::new(), HashMap::new(), 0);
    let mut entities = Vec::with_capacity(notes.entities.len());
    for (start, end, kind, name) in &notes.entities {
        let number = *numbers.entry((kind.as_str(), name.as_str())).or_insert_with(|| {
            names.push((Cow::Borrowed(kind.as_str()), Cow::Borrowed(name.as_str())));
            names.len() - 1
        });
        entities.push((extent((*start, *end), before), number));
        before = *start;
    }
    (names, entities)
}

fn dates(notes: &Annotations) -> Vec<(Extent, DateText<'_>)> {
    let mut before = 0;
    let mut packed = Vec::with_capacity(notes.dates.len());
    for (start, end, kind, value, from, to) in &notes.dates {
        let text = (Cow::Borrowed(kind.as_str()), some(value), some(from), some(to));
        packed.push((extent((*start, *end), before), text));
        before = *start;
    }
    packed
}

fn quotes(doc: &ArticleDoc) -> Vec<QuoteRecord<'_>> {
    let mut before = 0;
    let mut packed = Vec::with_capacity(doc.quotes.len());
    for quote in &doc.quotes {
        packed.push(QuoteRecord::new(quote, before, &doc.text));
        before = quote.start;
    }
    packed
}

/// The cue that is not written out.
fn printed(text: &str, cue: Option<(usize, usize)>) -> Option<String> {
    cue.and_then(|(start, end)| text.get(start..end)).map(str::to_lowercase)
}

impl<'a> QuoteRecord<'a> {
    fn new(quote: &'a StoredQuote, before: usize, text: &str) -> Self {
        let cue = if quote.cue == printed(text, quote.cue_span) { None } else { some(&quote.cue) };
        let near = |span: (usize, usize)| extent(span, quote.start);
        Self {
            at: extent((quote.start, quote.end), before),
            speaker_name: some(&quote.speaker_name),
            speaker_kind: Cow::Borrowed(&quote.speaker_kind),
            mention: quote.mention.map(near),
            role: some(&quote.role),
            cue,
            cue_span: quote.cue_span.map(near),
            addressee: some(&quote.addressee),
            kind: Cow::Borrowed(&quote.kind),
            group: quote.group,
            thousandths: thousandths(quote.confidence),
            evidence: quote.evidence.iter().map(|reason| Cow::Borrowed(reason.as_str())).collect(),
        }
    }

    fn unpack(self, before: usize, text: &str) -> Option<StoredQuote> {
        let (start, end) = bounds(self.at, before)?;
        let near = |at: Option<Extent>| match at {
            Some(at) => bounds(at, start).map(Some),
            None => Some(None),
        };
        let cue_span = near(self.cue_span)?;
        Some(StoredQuote {
            start,
            end,
            speaker_name: owned(self.speaker_name),
            speaker_kind: self.speaker_kind.into_owned(),
            mention: near(self.mention)?,
            role: owned(self.role),
            cue: owned(self.cue).or_else(|| printed(text, cue_span)),
            cue_span,
            addressee: owned(self.addressee),
            kind: self.kind.into_owned(),
            group: self.group,
            confidence: self.thousandths as f64 / 1000.0,
            evidence: self.evidence.into_iter().map(Cow::into_owned).collect(),
        })
    }
}

/// The article again; nothing if the bytes are no such record.
pub(crate) fn unpack(packed: &[u8], text: String) -> Option<ArticleDoc> {
    let (record, rest): (Record<'_>, _) = postcard::take_from_bytes(packed).ok()?;
    let extent = if rest.is_empty() { None } else { Some(postcard::from_bytes(rest).ok()?) };
    let mut quotes = Vec::with_capacity(record.quotes.len());
    let mut before = 0;
    for quote in record.quotes {
        let quote = quote.unpack(before, &text)?;
        before = quote.start;
        quotes.push(quote);
    }
    Some(ArticleDoc {
        article_key: record.key,
        article_id: record.id.into_owned(),
        source: owned(record.source),
        lang: owned(record.lang),
        title: owned(record.title),
        byline: owned(record.byline),
        url: owned(record.url),
        own_id: owned(record.own_id),
        published: owned(record.published),
        version: record.version,
        extent,
        annotations: annotations(&record.names, &record.entities, record.dates)?,
        quotes,
        text,
        ..ArticleDoc::default()
    })
}

/// Nothing if an entity has no name.
fn annotations(
    names: &[(Text<'_>, Text<'_>)],
    entities: &[(Extent, usize)],
    dates: Vec<(Extent, DateText<'_>)>,
) -> Option<Annotations> {
    let mut found = Annotations::default();
    let mut before = 0;
    for &(at, number) in entities {
        let (kind, name) = names.get(number)?;
        let (start, end) = bounds(at, before)?;
        found.entities.push((start, end, kind.clone().into_owned(), name.clone().into_owned()));
        before = start;
    }
    before = 0;
    for (at, (kind, value, from, to)) in dates {
        let (start, end) = bounds(at, before)?;
        found.dates.push((start, end, kind.into_owned(), owned(value), owned(from), owned(to)));
        before = start;
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article() -> ArticleDoc {
        let own = |text: &str| Some(text.to_owned());
        let entity = |start, end, name: &str| (start, end, "PER".to_owned(), name.to_owned());
        ArticleDoc {
            article_key: u64::MAX,
            article_id: "f".repeat(32),
            text: "Tirel Said so. “Pay,” Ilse Tirel said.".to_owned(),
            title: own("Pay"),
            version: Some(-5),
            annotations: Annotations {
                entities: vec![entity(26, 36, "Ilse Tirel"), entity(0, 5, "Ilse Tirel")],
                dates: vec![(3, 9, "DATE".to_owned(), None, own("2014-01-01"), own("2014-12-31"))],
            },
            quotes: vec![StoredQuote {
                start: 18,
                end: 22,
                speaker_name: own("Ilse Tirel"),
                speaker_kind: "person".to_owned(),
                mention: Some((26, 36)),
                cue: own("said"),
                cue_span: Some((6, 10)),
                kind: "direct".to_owned(),
                group: Some(3),
                confidence: 0.873,
                evidence: vec!["cue after".to_owned()],
                ..StoredQuote::default()
            }],
            ..ArticleDoc::default()
        }
    }

    #[test]
    fn what_is_packed_comes_out_again() {
        let mut doc = article();
        assert_eq!(unpack(&pack(&doc), doc.text.clone()), Some(doc.clone()));
        doc.quotes[0].cue = Some("according to".to_owned());
        assert_eq!(unpack(&pack(&doc), doc.text.clone()), Some(doc.clone()), "a cue that is not what stands there");
        doc.extent = Some("stub".to_owned());
        assert_eq!(unpack(&pack(&doc), doc.text.clone()), Some(doc), "a beginning");
    }

    #[test]
    fn damage_is_told_and_never_panics() {
        let doc = article();
        let whole = pack(&doc);
        for at in 0..whole.len() {
            for bit in 0..8 {
                let mut damaged = whole.clone();
                damaged[at] ^= 1 << bit;
                let _: Option<ArticleDoc> = unpack(&damaged, doc.text.clone());
            }
            assert_eq!(unpack(&whole[..at], doc.text.clone()), None, "cut at {at}");
        }
    }
}
