//! JSON as the contract in DESIGN has it. Offsets are Unicode code points into the printed text; nothing is sanitised.

use index_schema::{
    ArticleDoc,
    documents::{CoSpeaker, StoredQuote},
};
use serde::Serialize;

use crate::{
    analysis::{Analysis, EntityKind, Quote, QuoteKind, Speaker, SpeakerKind, TimexKind},
    text::{Byte, Char, Span, chars::CharIndex},
};

/// What identifies an article in the output: echoed as it was given.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Id {
    /// Given as a number.
    Number(serde_json::Number),
    /// Given as a string, or made by us.
    Text(String),
    /// Not given; the unit makes it a null.
    Absent(()),
}

impl Default for Id {
    fn default() -> Self {
        Self::Absent(())
    }
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => text.fmt(f),
            Self::Absent(()) => Ok(()),
        }
    }
}

/// What is said of an article beside its text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Heading<'a> {
    /// Headline.
    pub title: Option<&'a str>,
    /// Publication, ISO 8601, partial allowed.
    pub date: Option<String>,
    /// Author line.
    pub byline: Option<&'a str>,
    /// Outlet.
    pub source: Option<&'a str>,
    /// Address.
    pub url: Option<&'a str>,
    /// Language tag.
    pub lang: Option<&'a str>,
    /// How much of the article the text is; none if the text was given as it is.
    pub extent: Option<&'a str>,
}

/// One article with what was found in it.
#[derive(Debug, Serialize)]
pub struct ArticleJson<'a> {
    /// Its id.
    pub id: &'a Id,
    /// The text that all offsets point into.
    pub text: &'a str,
    /// Headline.
    pub title: Option<&'a str>,
    /// Publication.
    pub date: Option<&'a str>,
    /// Author line.
    pub byline: Option<&'a str>,
    /// Outlet.
    pub source: Option<&'a str>,
    /// Address.
    pub url: Option<&'a str>,
    /// Language tag.
    pub lang: Option<&'a str>,
    /// How much of the article the text is: "whole", "abstract" or "stub"; none if the text was given as it is.
    pub extent: Option<&'a str>,
    /// Stretches of speech.
    pub quotes: Vec<QuoteJson<'a>>,
    /// Names.
    pub entities: Vec<EntityJson<'a>>,
    /// Temporal expressions.
    pub dates: Vec<DateJson<'a>>,
}

/// A stretch of speech.
#[derive(Debug, Serialize)]
pub struct QuoteJson<'a> {
    /// First code point.
    pub start: usize,
    /// Code point after the last.
    pub end: usize,
    /// The words said.
    pub text: &'a str,
    /// How it is printed.
    pub kind: &'a str,
    /// Number shared by the parts of a split quote.
    pub group: Option<u64>,
    /// Canonical name, or an unnamed speaker's words.
    pub speaker: Option<&'a str>,
    /// What kind of speaker.
    pub speaker_kind: Option<&'a str>,
    /// The words that name the speaker here.
    pub speaker_mention: Option<&'a str>,
    /// Where they begin.
    pub speaker_start: Option<usize>,
    /// Where they end.
    pub speaker_end: Option<usize>,
    /// Role as printed.
    pub role: Option<&'a str>,
    /// The word that introduces the speech.
    pub cue: Option<&'a str>,
    /// Where it begins.
    pub cue_start: Option<usize>,
    /// Where it ends.
    pub cue_end: Option<usize>,
    /// Whom it is said to.
    pub addressee: Option<&'a str>,
    /// Others who say it with the speaker; left out where there are none, as nearly always.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub co_speakers: Vec<CoSpeakerJson<'a>>,
    /// 0 to 1.
    pub confidence: f64,
    /// Why, in words.
    pub evidence: &'a [String],
}

/// One who says something with another.
#[derive(Debug, Serialize)]
pub struct CoSpeakerJson<'a> {
    /// Canonical name.
    pub name: &'a str,
    /// What kind of speaker.
    pub kind: &'a str,
    /// The words that name the speaker here.
    pub mention: Option<&'a str>,
    /// Where they begin.
    pub start: Option<usize>,
    /// Where they end.
    pub end: Option<usize>,
}

/// A name in the text.
#[derive(Debug, Serialize)]
pub struct EntityJson<'a> {
    /// First code point.
    pub start: usize,
    /// Code point after the last.
    pub end: usize,
    /// Words printed.
    pub text: &'a str,
    /// PER, ORG, LOC or MISC.
    #[serde(rename = "type")]
    pub kind: &'a str,
    /// Canonical name in this article.
    pub name: &'a str,
}

/// A temporal expression in the text.
#[derive(Debug, Serialize)]
pub struct DateJson<'a> {
    /// First code point.
    pub start: usize,
    /// Code point after the last.
    pub end: usize,
    /// Words printed.
    pub text: &'a str,
    /// DATE, TIME, DURATION or SET.
    #[serde(rename = "type")]
    pub kind: &'a str,
    /// TIMEX3 value.
    pub value: Option<&'a str>,
    /// First day named.
    pub from: Option<String>,
    /// Last day named.
    pub to: Option<String>,
}

/// A text with what converts its offsets and cuts its words.
struct Cut<'t> {
    text: &'t str,
    chars: CharIndex<'t>,
}

impl<'t> Cut<'t> {
    fn at(&self, span: Span<Byte>) -> (Span<Char>, &'t str) {
        (self.chars.span(span), span.of(self.text))
    }

    /// As [`Cut::at`], for a span read back from an index: on a damaged one it gives no words instead of a panic.
    fn stored(&self, (start, end): (usize, usize)) -> (Span<Char>, &'t str) {
        (self.chars.span(Span::new(start, end)), self.text.get(start..end).unwrap_or_default())
    }
}

impl<'a> ArticleJson<'a> {
    /// An article just analysed.
    #[must_use]
    pub fn new(id: &'a Id, text: &'a str, heading: &'a Heading<'a>, found: &'a Analysis) -> Self {
        let cut = Cut { text, chars: CharIndex::new(text) };
        Self {
            id,
            text,
            title: heading.title,
            date: heading.date.as_deref(),
            byline: heading.byline,
            source: heading.source,
            url: heading.url,
            lang: heading.lang,
            extent: heading.extent,
            quotes: found.quotes.iter().map(|quote| quote_json(&cut, quote)).collect(),
            entities: entities_json(&cut, found),
            dates: dates_json(&cut, found),
        }
    }
}

impl<'a> ArticleJson<'a> {
    /// An article read back from an index with its quotes.
    #[must_use]
    pub fn stored(id: &'a Id, article: &'a ArticleDoc) -> Self {
        let cut = Cut { text: &article.text, chars: CharIndex::new(&article.text) };
        Self {
            id,
            text: &article.text,
            title: article.title.as_deref(),
            date: article.published.as_deref(),
            byline: article.byline.as_deref(),
            source: article.source.as_deref(),
            url: article.url.as_deref(),
            lang: article.lang.as_deref(),
            extent: Some(article.extent.as_deref().unwrap_or("whole")),
            quotes: article.quotes.iter().map(|quote| stored_quote(&cut, quote)).collect(),
            entities: stored_entities(&cut, article),
            dates: stored_dates(&cut, article),
        }
    }
}

fn stored_quote<'a>(cut: &Cut<'a>, quote: &'a StoredQuote) -> QuoteJson<'a> {
    let (at, text) = cut.stored((quote.start, quote.end));
    let mention = quote.mention.map(|span| cut.stored(span));
    let cue = quote.cue_span.map(|span| cut.stored(span));
    QuoteJson {
        start: at.start,
        end: at.end,
        text,
        kind: &quote.kind,
        group: quote.group,
        speaker: quote.speaker_name.as_deref(),
        speaker_kind: quote.speaker_name.as_ref().map(|_| quote.speaker_kind.as_ref()),
        speaker_mention: mention.map(|(_, words)| words),
        speaker_start: mention.map(|(span, _)| span.start),
        speaker_end: mention.map(|(span, _)| span.end),
        role: quote.role.as_deref(),
        cue: cue.map(|(_, words)| words).or(quote.cue.as_deref()),
        cue_start: cue.map(|(span, _)| span.start),
        cue_end: cue.map(|(span, _)| span.end),
        addressee: quote.addressee.as_deref(),
        co_speakers: quote.co_speakers.iter().map(|speaker| stored_co_speaker(cut, speaker)).collect(),
        confidence: rounded(quote.confidence),
        evidence: &quote.evidence,
    }
}

fn stored_co_speaker<'a>(cut: &Cut<'a>, speaker: &'a CoSpeaker) -> CoSpeakerJson<'a> {
    let mention = speaker.mention.map(|span| cut.stored(span));
    CoSpeakerJson {
        name: &speaker.name,
        kind: &speaker.kind,
        mention: mention.map(|(_, words)| words),
        start: mention.map(|(span, _)| span.start),
        end: mention.map(|(span, _)| span.end),
    }
}

fn stored_entities<'a>(cut: &Cut<'a>, article: &'a ArticleDoc) -> Vec<EntityJson<'a>> {
    let json = |(start, end, kind, name): &'a index_schema::documents::EntityNote| {
        let (at, text) = cut.stored((*start, *end));
        EntityJson { start: at.start, end: at.end, text, kind, name }
    };
    article.annotations.entities.iter().map(json).collect()
}

fn stored_dates<'a>(cut: &Cut<'a>, article: &'a ArticleDoc) -> Vec<DateJson<'a>> {
    let json = |(start, end, kind, value, from, to): &'a index_schema::documents::DateNote| {
        let (at, text) = cut.stored((*start, *end));
        let (value, from, to) = (value.as_deref(), from.clone(), to.clone());
        DateJson { start: at.start, end: at.end, text, kind, value, from, to }
    };
    article.annotations.dates.iter().map(json).collect()
}

fn quote_json<'a>(cut: &Cut<'a>, quote: &'a Quote) -> QuoteJson<'a> {
    let (at, text) = cut.at(quote.span);
    let speaker = quote.speaker.as_ref();
    let mention = speaker.and_then(|speaker| speaker.mention).or(quote.unresolved).map(|span| cut.at(span));
    let cue = quote.cue.map(|span| cut.at(span));
    QuoteJson {
        start: at.start,
        end: at.end,
        text,
        kind: quote_kind(quote.kind),
        group: quote.group.map(u64::from),
        speaker: speaker.map(|speaker| speaker.label.as_str()),
        speaker_kind: speaker.map(speaker_kind),
        speaker_mention: mention.map(|(_, words)| words),
        speaker_start: mention.map(|(span, _)| span.start),
        speaker_end: mention.map(|(span, _)| span.end),
        role: speaker.and_then(|speaker| speaker.role.as_deref()),
        cue: cue.map(|(_, words)| words),
        cue_start: cue.map(|(span, _)| span.start),
        cue_end: cue.map(|(span, _)| span.end),
        addressee: quote.addressee.as_deref(),
        co_speakers: quote.co_speakers.iter().map(|speaker| co_speaker(cut, speaker)).collect(),
        confidence: rounded(f64::from(quote.confidence)),
        evidence: &quote.evidence,
    }
}

fn co_speaker<'a>(cut: &Cut<'a>, speaker: &'a Speaker) -> CoSpeakerJson<'a> {
    let mention = speaker.mention.map(|span| cut.at(span));
    CoSpeakerJson {
        name: &speaker.label,
        kind: speaker_kind(speaker),
        mention: mention.map(|(_, words)| words),
        start: mention.map(|(span, _)| span.start),
        end: mention.map(|(span, _)| span.end),
    }
}

fn entities_json<'a>(cut: &Cut<'a>, found: &'a Analysis) -> Vec<EntityJson<'a>> {
    let json = |mention: &crate::analysis::Mention| {
        let (at, text) = cut.at(mention.span);
        let name = found.names.get(mention.name.0 as usize).map_or(text, |name| &name.canonical);
        EntityJson { start: at.start, end: at.end, text, kind: entity_kind(mention.kind), name }
    };
    found.mentions.iter().map(json).collect()
}

fn dates_json<'a>(cut: &Cut<'a>, found: &'a Analysis) -> Vec<DateJson<'a>> {
    let json = |date: &'a crate::analysis::DateMention| {
        let (at, text) = cut.at(date.span);
        DateJson {
            start: at.start,
            end: at.end,
            text,
            kind: timex_kind(date.kind),
            value: date.value.as_deref(),
            from: date.interval.map(|(from, _)| from.to_string()),
            to: date.interval.map(|(_, to)| to.to_string()),
        }
    };
    found.dates.iter().map(json).collect()
}

/// Three decimals are all that a confidence can mean, and all that should be compared.
fn rounded(confidence: f64) -> f64 {
    (confidence.clamp(0.0, 1.0) * 1000.0).round() / 1000.0
}

/// As the contract names it.
#[must_use]
pub fn quote_kind(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => "direct",
        QuoteKind::Mixed => "mixed",
        QuoteKind::Indirect => "indirect",
    }
}

fn speaker_kind(speaker: &Speaker) -> &'static str {
    match speaker.kind {
        SpeakerKind::Person => "person",
        SpeakerKind::Org => "org",
        SpeakerKind::Group => "group",
        SpeakerKind::Unnamed => "unnamed",
    }
}

fn entity_kind(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "PER",
        EntityKind::Organisation => "ORG",
        EntityKind::Place => "LOC",
        EntityKind::Misc => "MISC",
    }
}

fn timex_kind(kind: TimexKind) -> &'static str {
    match kind {
        TimexKind::Date => "DATE",
        TimexKind::Time => "TIME",
        TimexKind::Duration => "DURATION",
        TimexKind::Set => "SET",
    }
}
