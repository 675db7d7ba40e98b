//! What the program exists for: who is named, what is dated, who said what. Pure: no files, no index.
//!
//! [`analyze`] reads one article's text in linear time and keeps the evidence of each decision.

pub mod attribution;
#[cfg(test)]
mod bounds;
#[cfg(test)]
mod cases;
pub mod dates;
pub mod entities;
pub mod fingerprint;
pub mod quotes;
pub mod transcript;

use jiff::civil::Date;

pub use crate::lexicon::Gender;
use crate::{
    article::Published,
    text::{Span, Tokens, passages::passages},
};

/// Changes whenever the same text may give another analysis; stored with each article.
pub const ANALYSIS_VERSION: u32 = 22;

/// What the analysis may look at.
#[derive(Debug, Clone, Copy)]
pub struct Input<'t> {
    /// The article's cleaned text; all offsets found point into it.
    pub text: &'t str,
    /// Headline; names there help resolving.
    pub title: Option<&'t str>,
    /// Publication; without it relative dates keep a span and no value.
    pub published: Option<Published>,
}

/// What was found in one article, each list in text order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Analysis {
    /// Paragraphs, long ones split: what a query shows.
    pub passages: Vec<Span>,
    /// Who or what is named; [`Mention::name`] and [`Speaker::name`] point here.
    pub names: Vec<Name>,
    /// Where names stand in the text.
    pub mentions: Vec<Mention>,
    /// Temporal expressions.
    pub dates: Vec<DateMention>,
    /// Stretches of speech.
    pub quotes: Vec<Quote>,
}

/// Type of an entity, as scorers and facets call it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum EntityKind {
    /// A person.
    #[serde(rename = "PER")]
    Person,
    /// An organisation.
    #[serde(rename = "ORG")]
    Organisation,
    /// A place.
    #[serde(rename = "LOC")]
    Place,
    /// Nationalities, events, works and the rest.
    #[serde(rename = "MISC")]
    Misc,
}

/// One entity of one article under its canonical name.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// Fullest form printed, titles and possessives off.
    pub canonical: String,
    /// Other forms printed, without pronouns; the canonical one is not repeated.
    pub variants: Vec<String>,
    /// Type.
    pub kind: EntityKind,
    /// Gender, for persons where the text tells.
    pub gender: Option<Gender>,
    /// Role as printed ("the Russian president"), if any.
    pub role: Option<String>,
}

/// Index of a [`Name`] in [`Analysis::names`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NameId(pub u32);

/// A place in the text where an entity is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// The words of the name, title left off.
    pub span: Span,
    /// Type at this place (may differ from the name's: Washington the city, Washington the government).
    pub kind: EntityKind,
    /// Whom or what it names.
    pub name: NameId,
}

/// Type of a temporal expression, as TIMEX3 calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimexKind {
    /// A day or longer on the calendar.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A repeated time.
    Set,
}

/// A temporal expression.
#[derive(Debug, Clone, PartialEq)]
pub struct DateMention {
    /// Its words.
    pub span: Span,
    /// Its type.
    pub kind: TimexKind,
    /// TIMEX3 value, if it could be told.
    pub value: Option<String>,
    /// First and last day it names, for range search.
    pub interval: Option<(Date, Date)>,
}

/// How speech is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuoteKind {
    /// Words in quote marks standing for themselves; also those of a transcript, of a post, and of a paragraph set off without marks.
    Direct,
    /// A clause of the reporter's that holds words in quote marks.
    Mixed,
    /// A clause of the reporter's without quote marks.
    Indirect,
}

/// What kind of speaker it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SpeakerKind {
    /// A named person.
    Person,
    /// A named organisation (or a place standing for its government).
    Org,
    /// Several ("residents", "they").
    Group,
    /// One who is not named ("a spokesman for the ministry"); the words printed stand for the name.
    Unnamed,
}

/// Who speaks, as far as it is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Speaker {
    /// The name in [`Analysis::names`], if the speaker has one.
    pub name: Option<NameId>,
    /// Canonical name, or for an unnamed speaker the words printed.
    pub label: String,
    /// What kind.
    pub kind: SpeakerKind,
    /// The words in the text that name the speaker here; none for a continued quote.
    pub mention: Option<Span>,
    /// Role as printed, if any.
    pub role: Option<String>,
}

/// A contiguous stretch of speech.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote {
    /// Direct: the words inside the marks. Mixed and indirect: the whole content clause.
    pub span: Span,
    /// How it is printed.
    pub kind: QuoteKind,
    /// Number shared by the parts of one split or reopened quote.
    pub group: Option<u32>,
    /// Who speaks; none if unknown.
    pub speaker: Option<Speaker>,
    /// Others who say it with the speaker ("Orr and Brandt said"); nearly always none.
    pub co_speakers: Vec<Speaker>,
    /// The words that name a speaker who stays unknown ("she", and nobody fits): a mention without a name.
    pub unresolved: Option<Span>,
    /// The word or words that introduce the speech ("said").
    pub cue: Option<Span>,
    /// Whom it is said to ("reporters"), as printed.
    pub addressee: Option<String>,
    /// 0 to 1: how sure we are that speaker and span are right.
    pub confidence: f32,
    /// Why, in words.
    pub evidence: Vec<String>,
}

/// What there is of a text that is not analysed, for it is in another language: its passages.
#[must_use]
pub fn text_only(text: &str) -> Analysis {
    Analysis { passages: passages(&Tokens::new(text)), ..Analysis::default() }
}

/// Analyses one article.
///
/// ```
/// use onrecord::analysis::{Input, analyze};
/// let text = "Ada Orlova leads the council.\n\n“We will rebuild the bridge,” Orlova said.";
/// let found = analyze(&Input { text, title: None, published: None });
/// assert_eq!(found.quotes[0].span.of(text), "We will rebuild the bridge,");
/// assert_eq!(found.quotes[0].speaker.as_ref().map(|s| s.label.as_str()), Some("Ada Orlova"));
/// ```
#[must_use]
pub fn analyze(input: &Input<'_>) -> Analysis {
    let tokens = Tokens::new(input.text);
    let found = entities::find(&tokens, input.title);
    let scene = quotes::Scene::new(&tokens, &found);
    let quotes = attribution::quotes(&scene);
    Analysis {
        passages: passages(&tokens),
        dates: dates::find(&tokens, input.published),
        names: found.names,
        mentions: found.mentions,
        quotes,
    }
}
