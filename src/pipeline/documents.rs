//! An analysed article as the documents of the index.

use std::sync::Arc;

use index_schema::{
    Annotations, ArticleDoc, Fields, PassageDoc, QuoteDoc, block,
    documents::{CoSpeaker, DateNote, EntityNote, StoredQuote},
};
use jiff::civil::Date;
use rustc_hash::FxHashSet;

use super::cover::cover;
use crate::{
    analysis::{
        ANALYSIS_VERSION, Analysis, EntityKind, Mention, Name, NameId, Quote, QuoteKind, Speaker, SpeakerKind,
        TimexKind, fingerprint::Fingerprint,
    },
    article::{Article, Extent},
    index::{Built, Counts},
    text::Span,
};

/// Bytes that a document costs beside its words: an estimate, for the bound on tantivy's queue.
const DOCUMENT_COST: usize = 256;

/// Variants of a name that are indexed with each mention. Real names have a handful; a hostile text could have
/// thousands, and each passage would repeat them all.
const MOST_VARIANTS: usize = 16;

/// Makes the documents of an article: the article itself, its passages with the title first, its quotes. `content_hash`
/// is the hash of all that is indexed of it.
#[must_use]
pub fn documents(fields: &Fields, article: &Article, found: &Analysis, content_hash: u64) -> Built {
    let forms = found.names.iter().map(forms).collect();
    let maker = Maker { article, found, content_hash, forms };
    let (passages, quotes) = (maker.passages(), maker.quotes());
    let docs = block::documents(fields, &maker.article(), &passages, &quotes);
    let indexed = passages.iter().map(|passage| passage.body.len());
    Built {
        fingerprint: Fingerprint::of(&article.text),
        text_bytes: article.text.len() as u64,
        counts: Counts {
            articles: 1,
            passages: passages.len() as u64,
            quotes: quotes.len() as u64,
            ..Counts::default()
        },
        bytes: article.text.len() + indexed.sum::<usize>() + docs.len() * DOCUMENT_COST,
        docs,
    }
}

/// Days since 1970-01-01.
fn days(date: Date) -> i64 {
    jiff::civil::date(1970, 1, 1).until(date).map_or(0, |span| i64::from(span.get_days()))
}

struct Maker<'a> {
    article: &'a Article,
    found: &'a Analysis,
    content_hash: u64,
    /// Forms of each name.
    forms: Vec<Vec<&'a str>>,
}

/// The forms of a name that are indexed, the canonical one first. A form that stands within another is found by the
/// other's words, so it is left out.
fn forms(name: &Name) -> Vec<&str> {
    let mut kept = vec![name.canonical.as_str()];
    for variant in name.variants.iter().take(MOST_VARIANTS) {
        if !kept.iter().any(|other| stands_within(other, variant)) {
            kept.push(variant);
        }
    }
    kept
}

/// Whether `whole` holds `part` as whole words.
fn stands_within(whole: &str, part: &str) -> bool {
    whole.match_indices(part).any(|(at, _)| {
        let (before, after) = (whole[..at].chars().next_back(), whole[at + part.len()..].chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// Which names go into the field `about`.
#[derive(Clone, Copy)]
enum About {
    /// Those of neither persons, organisations nor places, which have fields of their own.
    Others,
    /// All but the speaker's.
    AllBut(Option<NameId>),
}

impl About {
    fn holds(self, mention: &Mention) -> bool {
        match self {
            Self::Others => mention.kind == EntityKind::Misc,
            Self::AllBut(speaker) => speaker != Some(mention.name),
        }
    }
}

/// Names that stand in a span, all forms, each once.
#[derive(Default)]
struct Named<'a> {
    persons: Vec<&'a str>,
    orgs: Vec<&'a str>,
    places: Vec<&'a str>,
    about: Vec<&'a str>,
}

impl<'a> Maker<'a> {
    fn article(&self) -> ArticleDoc {
        let a = self.article;
        ArticleDoc {
            article_key: a.id.key(),
            article_id: a.id.to_string(),
            source: a.source.clone(),
            lang: a.lang.clone(),
            days: a.published.map(|published| (days(published.from), days(published.to))),
            content_hash: self.content_hash,
            analysis_version: ANALYSIS_VERSION,
            text: a.text.clone(),
            title: a.title.clone(),
            byline: a.byline.clone(),
            url: a.url.clone(),
            own_id: a.own_id.clone(),
            published: a.published.map(|published| published.to_string()),
            version: a.version.map(jiff::Timestamp::as_second),
            extent: (a.extent != Extent::Whole).then(|| a.extent.label().to_owned()),
            annotations: self.annotations(),
            quotes: self.found.quotes.iter().map(|quote| self.stored(quote)).collect(),
        }
    }

    fn annotations(&self) -> Annotations {
        let names: Vec<Arc<str>> = self.found.names.iter().map(|name| Arc::from(name.canonical.as_str())).collect();
        let entity = |m: &Mention| -> Option<EntityNote> {
            let name = names.get(m.name.0 as usize)?;
            Some((m.span.start, m.span.end, kind_label(m.kind).into(), Arc::clone(name)))
        };
        let dates = self.found.dates.iter().map(|date| -> DateNote {
            let (from, to) = date.interval.unzip();
            let kind = timex_label(date.kind).into();
            let day = |date: Option<Date>| date.map(|date| date.to_string());
            (date.span.start, date.span.end, kind, date.value.clone(), day(from), day(to))
        });
        Annotations { entities: self.found.mentions.iter().filter_map(entity).collect(), dates: dates.collect() }
    }

    /// The title first.
    fn passages(&self) -> Vec<PassageDoc<'a>> {
        let title = self.article.title.as_deref().map(|title| PassageDoc { body: title, ..PassageDoc::default() });
        let passage = |&span: &Span| {
            let named = self.named(span, About::Others);
            PassageDoc {
                start: span.start,
                end: span.end,
                body: span.of(&self.article.text),
                mentions: self.days_in(span),
                persons: named.persons,
                orgs: named.orgs,
                places: named.places,
                about: named.about,
            }
        };
        title.into_iter().chain(self.found.passages.iter().map(passage)).collect()
    }

    fn quotes(&self) -> Vec<QuoteDoc<'a>> {
        let quote = |quote: &Quote| {
            let speaker = quote.speaker.as_ref();
            let named = self.named(quote.span, About::AllBut(speaker.and_then(|speaker| speaker.name)));
            QuoteDoc {
                speaker_variants: speaker
                    .into_iter()
                    .chain(&quote.co_speakers)
                    .flat_map(|one| self.variants(one))
                    .collect(),
                mentions: self.days_in(quote.span),
                persons: named.persons,
                orgs: named.orgs,
                places: named.places,
                about: named.about,
            }
        };
        self.found.quotes.iter().map(quote).collect()
    }

    fn stored(&self, quote: &Quote) -> StoredQuote {
        let speaker = quote.speaker.as_ref();
        let cue = quote.cue.map(|span| span.of(&self.article.text).to_lowercase());
        StoredQuote {
            start: quote.span.start,
            end: quote.span.end,
            speaker_name: speaker.map(|speaker| speaker.label.clone()),
            speaker_kind: speaker.map_or("unknown", |speaker| speaker_label(speaker.kind)).into(),
            mention: speaker.and_then(|speaker| speaker.mention).or(quote.unresolved).map(bounds),
            role: speaker.and_then(|speaker| speaker.role.clone()),
            cue,
            cue_span: quote.cue.map(bounds),
            addressee: quote.addressee.clone(),
            kind: quote_label(quote.kind).into(),
            group: quote.group.map(u64::from),
            // Three decimals, as `extract` prints it.
            confidence: (f64::from(quote.confidence) * 1000.0).round() / 1000.0,
            evidence: quote.evidence.clone(),
            co_speakers: quote.co_speakers.iter().map(co_speaker).collect(),
        }
    }

    fn variants(&self, speaker: &Speaker) -> impl Iterator<Item = &'a str> {
        let forms = speaker.name.and_then(|name| self.forms.get(name.0 as usize));
        forms.into_iter().flat_map(|forms| forms[1..].iter().copied())
    }

    fn named(&self, span: Span, about: About) -> Named<'a> {
        let mut named = Named::default();
        let mut names = FxHashSet::default();
        let mut seen = FxHashSet::default();
        for mention in overlapping(&self.found.mentions, span, |mention| mention.span) {
            let Some(forms) = self.forms.get(mention.name.0 as usize) else { continue };
            let forms = || forms.iter().copied();
            if about.holds(mention) && names.insert(mention.name) {
                named.about.extend(forms());
            }
            if !seen.insert((mention.name, mention.kind)) {
                continue;
            }
            match mention.kind {
                EntityKind::Person => named.persons.extend(forms()),
                EntityKind::Organisation => named.orgs.extend(forms()),
                EntityKind::Place => named.places.extend(forms()),
                EntityKind::Misc => {}
            }
        }
        named
    }

    fn days_in(&self, span: Span) -> Vec<String> {
        let dates = overlapping(&self.found.dates, span, |date| date.span);
        let mut terms: Vec<String> =
            dates.filter_map(|date| date.interval).flat_map(|(from, to)| cover(from, to)).collect();
        terms.sort_unstable();
        terms.dedup();
        terms
    }
}

/// Those of `items`, which stand in text order and do not overlap each other, that share a byte with `span`.
fn overlapping<T>(items: &[T], span: Span, at: impl Fn(&T) -> Span + Copy) -> impl Iterator<Item = &T> {
    let first = items.partition_point(|item| at(item).end <= span.start);
    items[first..].iter().take_while(move |item| at(item).start < span.end)
}

fn co_speaker(speaker: &Speaker) -> CoSpeaker {
    CoSpeaker {
        name: speaker.label.clone(),
        kind: speaker_label(speaker.kind).into(),
        mention: speaker.mention.map(bounds),
    }
}

fn bounds(span: Span) -> (usize, usize) {
    (span.start, span.end)
}

fn kind_label(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "PER",
        EntityKind::Organisation => "ORG",
        EntityKind::Place => "LOC",
        EntityKind::Misc => "MISC",
    }
}

fn timex_label(kind: TimexKind) -> &'static str {
    match kind {
        TimexKind::Date => "DATE",
        TimexKind::Time => "TIME",
        TimexKind::Duration => "DURATION",
        TimexKind::Set => "SET",
    }
}

fn quote_label(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => "direct",
        QuoteKind::Mixed => "mixed",
        QuoteKind::Indirect => "indirect",
    }
}

fn speaker_label(kind: SpeakerKind) -> &'static str {
    match kind {
        SpeakerKind::Person => "person",
        SpeakerKind::Org => "org",
        SpeakerKind::Group => "group",
        SpeakerKind::Unnamed => "unnamed",
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use tantivy::{
        TantivyDocument,
        schema::{Field, Value},
    };

    use super::*;
    use crate::{
        analysis::{DateMention, Gender},
        article::{ArticleId, Provenance},
    };

    const TEXT: &str = "Mayor Ilse Tirel met Norvik Bank on 3 March 2014.\n“Ilse, no; Norvik must pay,” Tirel said.";

    fn at(words: &str) -> Span {
        let start = TEXT.find(words).unwrap();
        Span::new(start, start + words.len())
    }

    fn name(canonical: &str, variant: &str, kind: EntityKind) -> Name {
        let variants = vec![variant.to_owned()];
        Name { canonical: canonical.to_owned(), variants, kind, gender: Some(Gender::Female), role: None }
    }

    fn analysis() -> Analysis {
        let mention = |span, kind, name| Mention { span, kind, name: NameId(name) };
        let speaker = Speaker {
            name: Some(NameId(0)),
            label: "Ilse Tirel".to_owned(),
            kind: SpeakerKind::Person,
            mention: Some(Span::new(TEXT.rfind("Tirel").unwrap(), TEXT.rfind("Tirel").unwrap() + 5)),
            role: Some("Mayor".to_owned()),
        };
        let quote = Quote {
            span: at("Ilse, no; Norvik must pay,"),
            kind: QuoteKind::Direct,
            group: None,
            speaker: Some(speaker),
            co_speakers: Vec::new(),
            unresolved: None,
            cue: Some(at("said")),
            addressee: None,
            confidence: 0.9,
            evidence: vec!["cue after".to_owned()],
        };
        let break_at = TEXT.find('\n').unwrap();
        let said = quote.span.start;
        Analysis {
            passages: vec![Span::new(0, break_at), Span::new(break_at + 1, TEXT.len())],
            names: vec![
                name("Ilse Tirel", "Mrs Tirel", EntityKind::Person),
                name("Norvik Bank", "Norvik", EntityKind::Organisation),
            ],
            mentions: vec![
                mention(at("Ilse Tirel"), EntityKind::Person, 0),
                mention(at("Norvik Bank"), EntityKind::Organisation, 1),
                mention(Span::new(said, said + 4), EntityKind::Person, 0),
                mention(at("Norvik must").join(at("Norvik must")), EntityKind::Organisation, 1),
            ],
            dates: vec![DateMention {
                span: at("3 March 2014"),
                kind: TimexKind::Date,
                value: Some("2014-03-03".to_owned()),
                interval: Some((date(2014, 3, 3), date(2014, 3, 3))),
            }],
            quotes: vec![quote],
        }
    }

    fn values(doc: &TantivyDocument, field: Field) -> Vec<String> {
        doc.get_all(field).filter_map(|value| value.as_str().map(str::to_owned)).collect()
    }

    #[test]
    fn a_form_within_another_is_not_repeated() {
        let mut name = name("Jan van der Vell", "Vell", EntityKind::Person);
        name.variants.extend(["van der Vell", "Mr van der Vell", "V", "Mr van"].map(str::to_owned));
        assert_eq!(forms(&name), ["Jan van der Vell", "Mr van der Vell", "V"]);
    }

    #[test]
    fn names_and_days_stand_where_they_are_said() {
        let article = Article {
            id: ArticleId::of(&["a"]),
            text: TEXT.to_owned(),
            title: Some("Bank must pay".to_owned()),
            published: None,
            byline: None,
            source: None,
            url: None,
            lang: None,
            own_id: None,
            extent: Extent::Whole,
            version: None,
            provenance: Provenance { path: std::sync::Arc::default(), member: None, offset: 0 },
        };
        let fields = Fields::schema().1;
        let built = documents(&fields, &article, &analysis(), 7);
        assert_eq!(built.counts, Counts { articles: 1, passages: 3, quotes: 1, ..Counts::default() });
        let [_, title, first, second, quote] = &built.docs[..] else { panic!("{} documents", built.docs.len()) };
        assert_eq!(values(title, fields.body), ["Bank must pay"]);
        assert_eq!(values(first, fields.person), ["Ilse Tirel", "Mrs Tirel"]);
        assert_eq!(values(first, fields.org), ["Norvik Bank"]);
        assert_eq!(values(first, fields.about), Vec::<String>::new(), "persons and organisations have their own");
        assert_eq!(values(first, fields.mentions), ["2014-03-03"]);
        assert_eq!(values(quote, fields.speaker), ["Ilse Tirel", "Mrs Tirel"]);
        assert_eq!(values(quote, fields.person), ["Ilse Tirel", "Mrs Tirel"]);
        assert_eq!(values(quote, fields.about), ["Norvik Bank"], "the speaker is not whom it is about");
        assert_eq!(values(quote, fields.mentions), Vec::<String>::new());
        let distance = |doc: &TantivyDocument, field| doc.get_first(field).and_then(|value| value.as_u64());
        assert_eq!(distance(first, fields.next_quote), None);
        assert_eq!(distance(second, fields.next_quote), Some(1));
        assert_eq!(distance(quote, fields.first_passage), Some(1));
        assert_eq!(values(quote, fields.cue), ["said"]);
    }
}
