//! Documents as structs, and both ways between them and tantivy's.

use std::{borrow::Cow, sync::Arc};

use serde::{Deserialize, Serialize};
use tantivy::{
    TantivyDocument,
    schema::{Field, Value, document::CompactDocValue},
};

use crate::{
    block::{At, Said},
    fields::{DocKind, Fields},
    record,
};

/// One of a few words: nothing is allocated to read it.
pub type Label = Cow<'static, str>;

/// Start, end, type (PER, ORG, LOC, MISC), canonical name, which all its mentions share.
pub type EntityNote = (usize, usize, Label, Arc<str>);

/// Start, end, type (DATE, TIME, DURATION, SET), TIMEX3 value, first day, last day (ISO).
pub type DateNote = (usize, usize, Label, Option<String>, Option<String>, Option<String>);

/// Entities and dates of an article, kept so that answers need no second analysis. Offsets are bytes of the text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Annotations {
    /// Names as they are printed.
    pub entities: Vec<EntityNote>,
    /// Temporal expressions.
    pub dates: Vec<DateNote>,
}

/// An article document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ArticleDoc {
    /// First 64 bits of the article id.
    pub article_key: u64,
    /// Outlet.
    pub source: Option<String>,
    /// Language tag.
    pub lang: Option<String>,
    /// First and last day of publication, in days since 1970-01-01.
    pub days: Option<(i64, i64)>,
    /// 32 hexadecimal digits.
    pub article_id: String,
    /// Hash of all that is indexed of it.
    pub content_hash: u64,
    /// Version of the analysis.
    pub analysis_version: u32,
    /// Cleaned text.
    pub text: String,
    /// Headline.
    pub title: Option<String>,
    /// Author line.
    pub byline: Option<String>,
    /// Address as printed.
    pub url: Option<String>,
    /// The record's own id.
    pub own_id: Option<String>,
    /// Publication as printed, ISO 8601, partial allowed.
    pub published: Option<String>,
    /// When this version was made, seconds since 1970-01-01.
    pub version: Option<i64>,
    /// "abstract" or "stub", if the text is not all of the article.
    pub extent: Option<String>,
    /// Entities and dates found.
    pub annotations: Annotations,
    /// Quotes found, in order of their starts.
    pub quotes: Vec<StoredQuote>,
}

/// A passage document. The title is the passage with `start == end == 0`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PassageDoc<'a> {
    /// First byte in the article's text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Its words.
    pub body: &'a str,
    /// ISO prefixes of the days named.
    pub mentions: Vec<String>,
    /// Names of persons, all forms.
    pub persons: Vec<&'a str>,
    /// Names of organisations, all forms.
    pub orgs: Vec<&'a str>,
    /// Names of places, all forms.
    pub places: Vec<&'a str>,
    /// Names of other things, all forms.
    pub about: Vec<&'a str>,
}

/// A quote document as written; the article keeps the rest of it, as a [`StoredQuote`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QuoteDoc<'a> {
    /// Other forms of the names of the speaker and of those who speak too, the canonical ones left out.
    pub speaker_variants: Vec<&'a str>,
    /// ISO prefixes of the days named in the words said.
    pub mentions: Vec<String>,
    /// Names of persons in the words said, all forms.
    pub persons: Vec<&'a str>,
    /// Names of organisations, all forms.
    pub orgs: Vec<&'a str>,
    /// Names of places, all forms.
    pub places: Vec<&'a str>,
    /// Names of any kind but the speaker's, all forms.
    pub about: Vec<&'a str>,
}

/// What an article keeps of a quote. Offsets are bytes of the article's text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoredQuote {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Canonical name or an unnamed speaker's words; none if unknown.
    pub speaker_name: Option<String>,
    /// "person", "org", "group", "unnamed" or "unknown".
    pub speaker_kind: Label,
    /// Place of the mention.
    pub mention: Option<(usize, usize)>,
    /// Role as printed.
    pub role: Option<String>,
    /// Cue in lower case.
    pub cue: Option<String>,
    /// Place of the cue.
    pub cue_span: Option<(usize, usize)>,
    /// Whom it is said to.
    pub addressee: Option<String>,
    /// "direct", "mixed" or "indirect".
    pub kind: Label,
    /// Number shared by the parts of a split quote.
    pub group: Option<u64>,
    /// 0 to 1.
    pub confidence: f64,
    /// Why, in words.
    pub evidence: Vec<String>,
    /// Others who say it with the speaker; nearly always none.
    pub co_speakers: Vec<CoSpeaker>,
}

/// One who says something with another.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct CoSpeaker {
    /// Canonical name.
    pub name: String,
    /// As [`StoredQuote::speaker_kind`].
    pub kind: Label,
    /// Place of the mention.
    pub mention: Option<(usize, usize)>,
}

/// A place document: where an article lay.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PlaceDoc {
    /// Absolute path.
    pub path: String,
    /// Name within a container.
    pub member: Option<String>,
    /// Byte offset of the record.
    pub offset: u64,
    /// Hash of path, member, offset and article: unique to the place and the article.
    pub place_key: u64,
    /// Key of the article that lay here.
    pub place_article: u64,
}

/// A file document: a file that was read to its end.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FileDoc {
    /// Absolute path.
    pub path: String,
    /// Hash of the path.
    pub file_key: u64,
    /// Size in bytes.
    pub size: u64,
    /// Time of modification, nanoseconds since 1970-01-01.
    pub mtime: i64,
    /// Articles found in it.
    pub articles: u64,
    /// Records rejected in it.
    pub rejected: u64,
    /// Hash by which these bytes are known again if lines are added to the file; none if it is not of lines.
    pub stamp: Option<u64>,
}

/// Bytes that the numbers and short words of a document take, about.
const NUMBERS: usize = 128;

/// Adds values by field, leaving out what is absent.
struct Build {
    doc: TantivyDocument,
}

impl Build {
    /// With room for texts of so many bytes: a document made without reserves a kilobyte, and there are many.
    fn new(fields: &Fields, kind: DocKind, text_bytes: usize) -> Self {
        let mut doc = TantivyDocument::with_capacity(text_bytes + NUMBERS);
        doc.add_text(fields.doc, kind.term());
        Self { doc }
    }

    fn text(&mut self, field: Field, value: Option<&str>) -> &mut Self {
        if let Some(value) = value {
            self.doc.add_text(field, value);
        }
        self
    }

    fn texts<T: AsRef<str>>(&mut self, field: Field, values: &[T]) -> &mut Self {
        for value in values {
            self.doc.add_text(field, value.as_ref());
        }
        self
    }

    fn number(&mut self, field: Field, value: Option<u64>) -> &mut Self {
        if let Some(value) = value {
            self.doc.add_u64(field, value);
        }
        self
    }

    fn signed(&mut self, field: Field, value: Option<i64>) -> &mut Self {
        if let Some(value) = value {
            self.doc.add_i64(field, value);
        }
        self
    }

    fn span(&mut self, start: Field, end: Field, span: Option<(usize, usize)>) -> &mut Self {
        self.number(start, span.map(|s| s.0 as u64)).number(end, span.map(|s| s.1 as u64))
    }

    /// What a passage or quote says of its article.
    fn of_article(&mut self, f: &Fields, at: At) -> &mut Self {
        self.number(f.article_key, Some(at.article_key)).number(f.article, Some(at.article))
    }
}

impl ArticleDoc {
    /// As tantivy stores it; its passages and quotes follow.
    pub(crate) fn to_document(&self, f: &Fields, passages: u64) -> TantivyDocument {
        let exact = self.source.as_ref().map(|source| source.to_lowercase());
        let packed = record::pack(self);
        let mut build = Build::new(f, DocKind::Article, self.text.len() + packed.len() + 512);
        build
            .of_article(f, At { article_key: self.article_key, article: 0, touching: None })
            .number(f.key, Some(self.article_key))
            .number(f.passages, Some(passages))
            .number(f.quotes, Some(self.quotes.len() as u64))
            .text(f.source, self.source.as_deref())
            .text(f.source_exact, exact.as_deref())
            .text(f.lang, self.lang.as_deref())
            .signed(f.published_from, self.days.map(|days| days.0))
            .signed(f.published_to, self.days.map(|days| days.1))
            .text(f.article_id, Some(&self.article_id))
            .number(f.content_hash, Some(self.content_hash))
            .number(f.analysis_version, Some(u64::from(self.analysis_version)))
            .number(f.text_bytes, Some(self.text.len() as u64))
            .text(f.text, Some(&self.text))
            .text(f.title, self.title.as_deref())
            .text(f.byline, self.byline.as_deref())
            .text(f.url, self.url.as_deref())
            .text(f.own_id, self.own_id.as_deref())
            .signed(f.version, self.version);
        build.doc.add_bytes(f.record, &packed);
        build.doc
    }
}

impl PassageDoc<'_> {
    /// As tantivy stores it.
    pub(crate) fn to_document(&self, f: &Fields, at: At, words: Option<u64>) -> TantivyDocument {
        let mut build = Build::new(f, DocKind::Passage, self.body.len());
        build
            .of_article(f, at)
            .span(f.start, f.end, Some((self.start, self.end)))
            .text(f.body, Some(self.body))
            .number(f.words, words)
            .number(f.next_quote, at.touching)
            .texts(f.mentions, &self.mentions)
            .texts(f.person, &self.persons)
            .texts(f.org, &self.orgs)
            .texts(f.place, &self.places)
            .texts(f.about, &self.about);
        build.doc
    }
}

impl QuoteDoc<'_> {
    /// As tantivy stores it.
    pub(crate) fn to_document(&self, f: &Fields, q: &StoredQuote, at: At, said: Said) -> TantivyDocument {
        let mut build = Build::new(f, DocKind::Quote, 128);
        // Behind the speaker: who asks for one name of a quote gets the first.
        let co_speakers: Vec<&str> = q.co_speakers.iter().map(|speaker| speaker.name.as_str()).collect();
        build
            .of_article(f, at)
            .span(f.start, f.end, Some((q.start, q.end)))
            .number(f.said_from, Some(said.from))
            .number(f.said_words, Some(said.words))
            .number(f.first_passage, at.touching)
            .text(f.speaker, q.speaker_name.as_deref())
            .texts(f.speaker, &self.speaker_variants)
            .text(f.speaker_name, q.speaker_name.as_deref())
            .texts(f.speaker, &co_speakers)
            .texts(f.speaker_name, &co_speakers)
            .text(f.speaker_kind, Some(&q.speaker_kind))
            .text(f.role, q.role.as_deref())
            .text(f.cue, q.cue.as_deref())
            .text(f.addressee, q.addressee.as_deref())
            .text(f.kind, Some(&q.kind))
            .texts(f.mentions, &self.mentions)
            .texts(f.person, &self.persons)
            .texts(f.org, &self.orgs)
            .texts(f.place, &self.places)
            .texts(f.about, &self.about);
        build.number(f.confidence, Some(thousandths(q.confidence)));
        build.doc
    }
}

/// A confidence as it is indexed and stored.
pub(crate) fn thousandths(confidence: f64) -> u64 {
    (confidence.clamp(0.0, 1.0) * 1000.0).round() as u64
}

impl PlaceDoc {
    /// As tantivy stores it.
    #[must_use]
    pub fn to_document(&self, f: &Fields) -> TantivyDocument {
        let mut build = Build::new(f, DocKind::Place, self.path.len());
        build
            .text(f.path, Some(&self.path))
            .text(f.member, self.member.as_deref())
            .number(f.offset, Some(self.offset))
            .number(f.place_key, Some(self.place_key))
            .number(f.place_article, Some(self.place_article));
        build.doc
    }
}

impl FileDoc {
    /// As tantivy stores it.
    #[must_use]
    pub fn to_document(&self, f: &Fields) -> TantivyDocument {
        let mut build = Build::new(f, DocKind::File, self.path.len());
        build
            .text(f.path, Some(&self.path))
            .number(f.place_key, Some(self.file_key))
            .number(f.size, Some(self.size))
            .signed(f.mtime, Some(self.mtime))
            .number(f.articles, Some(self.articles))
            .number(f.rejected, Some(self.rejected))
            .number(f.stamp, self.stamp);
        build.doc
    }
}

/// Adds the cluster to an article document made without: which cluster it belongs to is known only when its turn to be
/// written has come.
pub fn decide_cluster(f: &Fields, doc: &mut TantivyDocument, cluster: u64) {
    doc.add_u64(f.cluster, cluster);
}

/// Adds band keys to an article document made without: only the first member of a cluster is looked up by them.
pub fn add_bands(f: &Fields, doc: &mut TantivyDocument, bands: impl Iterator<Item = u64>) {
    bands.for_each(|band| doc.add_u64(f.bands, band));
}

/// Why a stored document could not be read back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("stored {kind} lacks its field {field}; the index is damaged: run `onrecord check`")]
pub struct DamagedDocument {
    kind: &'static str,
    field: &'static str,
}

impl DamagedDocument {
    /// A document of this kind lacks what stands in this field.
    #[must_use]
    pub fn lacking(kind: &'static str, field: &'static str) -> Self {
        Self { kind, field }
    }
}

/// Reads values by field.
struct Read<'d> {
    doc: &'d TantivyDocument,
    kind: &'static str,
}

impl<'d> Read<'d> {
    fn value(&self, field: Field) -> Option<CompactDocValue<'d>> {
        self.doc.get_first(field)
    }

    fn text(&self, field: Field) -> Option<String> {
        self.value(field)?.as_str().map(str::to_owned)
    }

    fn number(&self, field: Field) -> Option<u64> {
        self.value(field)?.as_u64()
    }

    fn signed(&self, field: Field) -> Option<i64> {
        self.value(field)?.as_i64()
    }

    fn must<T>(&self, field: &'static str, value: Option<T>) -> Result<T, DamagedDocument> {
        value.ok_or(DamagedDocument { kind: self.kind, field })
    }
}

impl ArticleDoc {
    /// Reads a stored article; the unstored fields (hash, days) are left empty.
    ///
    /// # Errors
    /// If the document is no article or has lost its id or text.
    pub fn from_document(f: &Fields, doc: &TantivyDocument) -> Result<Self, DamagedDocument> {
        let r = Read { doc, kind: "article" };
        let text = r.must("text", r.text(f.text))?;
        let packed = r.value(f.record).and_then(|value| value.as_bytes());
        r.must("record", packed.and_then(|packed| record::unpack(packed, text)))
    }

    /// The text alone of a stored article: who compares texts needs not unpack all that is known of it.
    ///
    /// # Errors
    /// If the document is no article or has lost its text.
    pub fn text_of(f: &Fields, doc: &TantivyDocument) -> Result<String, DamagedDocument> {
        let r = Read { doc, kind: "article" };
        r.must("text", r.text(f.text))
    }
}

impl PlaceDoc {
    /// Reads a stored place.
    ///
    /// # Errors
    /// If the document is no place or has lost its path or article.
    pub fn from_document(f: &Fields, doc: &TantivyDocument) -> Result<Self, DamagedDocument> {
        let r = Read { doc, kind: "place" };
        Ok(Self {
            path: r.must("path", r.text(f.path))?,
            member: r.text(f.member),
            offset: r.number(f.offset).unwrap_or(0),
            place_key: r.must("place_key", r.number(f.place_key))?,
            place_article: r.must("place_article", r.number(f.place_article))?,
        })
    }
}

impl FileDoc {
    /// Reads a stored file.
    ///
    /// # Errors
    /// If the document is no file or has lost its path, size or time.
    pub fn from_document(f: &Fields, doc: &TantivyDocument) -> Result<Self, DamagedDocument> {
        let r = Read { doc, kind: "file" };
        Ok(Self {
            path: r.must("path", r.text(f.path))?,
            file_key: r.must("place_key", r.number(f.place_key))?,
            size: r.must("size", r.number(f.size))?,
            mtime: r.must("mtime", r.signed(f.mtime))?,
            articles: r.number(f.articles).unwrap_or(0),
            rejected: r.number(f.rejected).unwrap_or(0),
            stamp: r.number(f.stamp),
        })
    }
}
