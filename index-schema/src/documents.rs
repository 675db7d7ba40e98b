//! Documents as structs, and both ways between them and tantivy's.

use std::{borrow::Cow, collections::HashMap};

use serde::{Deserialize, Serialize};
use tantivy::{
    TantivyDocument,
    schema::{Field, Value, document::CompactDocValue},
};

use crate::fields::{DocKind, Fields};

/// Start, end, type (DATE, TIME, DURATION, SET), TIMEX3 value, first day, last day (ISO).
pub type DateNote = (usize, usize, String, Option<String>, Option<String>, Option<String>);

/// Entities and dates of an article, kept so that answers need no second analysis. Offsets are bytes of the text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Annotations {
    /// Start, end, type (PER, ORG, LOC, MISC), canonical name.
    pub entities: Vec<(usize, usize, String, String)>,
    /// Temporal expressions.
    pub dates: Vec<DateNote>,
}

/// What article, passage and quote documents share.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Common {
    /// First 64 bits of the article id.
    pub article_key: u64,
    /// Key of the cluster's first member; 0 while it is not decided, then [`decide_cluster`] adds it.
    pub cluster: u64,
    /// Outlet.
    pub source: Option<String>,
    /// Language tag.
    pub lang: Option<String>,
    /// First and last day of publication, in days since 1970-01-01.
    pub published: Option<(i64, i64)>,
}

/// An article document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ArticleDoc {
    /// Shared fields.
    pub common: Common,
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
    /// Entities and dates found.
    pub annotations: Annotations,
}

/// A passage document. The title is the passage with `start == end == 0`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PassageDoc<'a> {
    /// Shared fields.
    pub common: Common,
    /// First byte in the article's text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Its words.
    pub body: &'a str,
    /// Documents on to the first quote that touches it.
    pub next_quote: Option<u64>,
    /// ISO prefixes of the days named.
    pub mentions: Vec<String>,
    /// Names of persons, all forms.
    pub persons: Vec<&'a str>,
    /// Names of organisations, all forms.
    pub orgs: Vec<&'a str>,
    /// Names of places, all forms.
    pub places: Vec<&'a str>,
    /// Names of any kind, all forms.
    pub about: Vec<&'a str>,
}

/// A quote document as written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QuoteDoc<'a> {
    /// What is stored, and what can be read back.
    pub stored: StoredQuote,
    /// Shared fields.
    pub common: Common,
    /// The words said.
    pub said: &'a str,
    /// Documents back to the first passage it touches, whose words are searched as its context.
    pub first_passage: Option<u64>,
    /// Other forms of the speaker's name, the canonical one left out.
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

/// The stored half of a quote document, in JSON. Offsets are bytes of the article's text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct StoredQuote {
    /// First 64 bits of the article id.
    pub article_key: u64,
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Canonical name or an unnamed speaker's words; none if unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker_name: Option<String>,
    /// "person", "org", "group", "unnamed" or "unknown".
    pub speaker_kind: String,
    /// Place of the mention.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mention: Option<(usize, usize)>,
    /// Role as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Cue in lower case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cue: Option<String>,
    /// Place of the cue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cue_span: Option<(usize, usize)>,
    /// Whom it is said to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addressee: Option<String>,
    /// "direct", "mixed" or "indirect".
    pub kind: String,
    /// Number shared by the parts of a split quote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<u64>,
    /// 0 to 1.
    pub confidence: f64,
    /// Why, in words.
    pub evidence: Vec<String>,
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
}

/// Adds values by field, leaving out what is absent.
struct Build {
    doc: TantivyDocument,
}

impl Build {
    fn new(fields: &Fields, kind: DocKind) -> Self {
        let mut doc = TantivyDocument::default();
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

    fn record(&mut self, f: &Fields, record: &impl Serialize) -> &mut Self {
        let json = serde_json::to_string(record).expect("numbers, strings and lists always serialise");
        self.text(f.record, Some(&json))
    }

    fn common(&mut self, f: &Fields, common: &Common) -> &mut Self {
        let exact = common.source.as_ref().map(|source| source.to_lowercase());
        self.number(f.article_key, Some(common.article_key))
            .number(f.cluster, (common.cluster != 0).then_some(common.cluster))
            .text(f.source, common.source.as_deref())
            .text(f.source_exact, exact.as_deref())
            .text(f.lang, common.lang.as_deref())
            .signed(f.published_from, common.published.map(|p| p.0))
            .signed(f.published_to, common.published.map(|p| p.1))
    }
}

impl ArticleDoc {
    /// As tantivy stores it.
    #[must_use]
    pub fn to_document(&self, f: &Fields) -> TantivyDocument {
        let mut build = Build::new(f, DocKind::Article);
        build
            .common(f, &self.common)
            .record(f, &ArticleRecord::new(self))
            .text(f.article_id, Some(&self.article_id))
            .number(f.content_hash, Some(self.content_hash))
            .number(f.analysis_version, Some(u64::from(self.analysis_version)))
            .text(f.text, Some(&self.text))
            .text(f.title, self.title.as_deref())
            .text(f.byline, self.byline.as_deref())
            .text(f.url, self.url.as_deref())
            .text(f.own_id, self.own_id.as_deref())
            .signed(f.version, self.version);
        build.doc
    }
}

/// The stored half of an article document but its text, in JSON.
#[derive(Serialize, Deserialize)]
struct ArticleRecord<'a> {
    key: u64,
    id: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byline: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    own_id: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i64>,
    /// Types and names of entities, each pair once.
    names: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    /// Start, length, number of the name.
    entities: Vec<(usize, usize, usize)>,
    dates: Cow<'a, [DateNote]>,
}

impl<'a> ArticleRecord<'a> {
    fn new(doc: &'a ArticleDoc) -> Self {
        let text = |value: &'a Option<String>| value.as_deref().map(Cow::Borrowed);
        let mut names = Vec::new();
        let mut numbers = HashMap::new();
        let mut number = |kind: &'a str, name: &'a str| {
            *numbers.entry((kind, name)).or_insert_with(|| {
                names.push((Cow::Borrowed(kind), Cow::Borrowed(name)));
                names.len() - 1
            })
        };
        let entities = doc.annotations.entities.iter();
        let entities = entities.map(|(from, to, kind, name)| (*from, to - from, number(kind, name))).collect();
        Self {
            key: doc.common.article_key,
            id: Cow::Borrowed(&doc.article_id),
            source: text(&doc.common.source),
            lang: text(&doc.common.lang),
            title: text(&doc.title),
            byline: text(&doc.byline),
            url: text(&doc.url),
            own_id: text(&doc.own_id),
            published: text(&doc.published),
            version: doc.version,
            names,
            entities,
            dates: Cow::Borrowed(&doc.annotations.dates),
        }
    }

    /// Nothing if an entity has no name.
    fn annotations(&self) -> Option<Annotations> {
        let entity = |&(start, len, number): &(usize, usize, usize)| {
            let (kind, name) = self.names.get(number)?;
            Some((start, start.checked_add(len)?, kind.clone().into_owned(), name.clone().into_owned()))
        };
        let entities = self.entities.iter().map(entity).collect::<Option<_>>()?;
        Some(Annotations { entities, dates: self.dates.to_vec() })
    }
}

impl PassageDoc<'_> {
    /// As tantivy stores it.
    #[must_use]
    pub fn to_document(&self, f: &Fields) -> TantivyDocument {
        let mut build = Build::new(f, DocKind::Passage);
        build
            .common(f, &self.common)
            .span(f.start, f.end, Some((self.start, self.end)))
            .text(f.body, Some(self.body))
            .number(f.next_quote, self.next_quote)
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
    #[must_use]
    pub fn to_document(&self, f: &Fields) -> TantivyDocument {
        let q = &self.stored;
        let mut build = Build::new(f, DocKind::Quote);
        build
            .common(f, &self.common)
            .record(f, q)
            .span(f.start, f.end, Some((q.start, q.end)))
            .text(f.said, Some(self.said))
            .number(f.first_passage, self.first_passage)
            .text(f.speaker, q.speaker_name.as_deref())
            .texts(f.speaker, &self.speaker_variants)
            .text(f.speaker_name, q.speaker_name.as_deref())
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
        build.doc.add_f64(f.confidence, q.confidence);
        build.doc
    }
}

impl PlaceDoc {
    /// As tantivy stores it.
    #[must_use]
    pub fn to_document(&self, f: &Fields) -> TantivyDocument {
        let mut build = Build::new(f, DocKind::Place);
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
        let mut build = Build::new(f, DocKind::File);
        build
            .text(f.path, Some(&self.path))
            .number(f.place_key, Some(self.file_key))
            .number(f.size, Some(self.size))
            .signed(f.mtime, Some(self.mtime))
            .number(f.articles, Some(self.articles))
            .number(f.rejected, Some(self.rejected));
        build.doc
    }
}

/// Adds the cluster to a document made without: which cluster an article belongs to is known only when its turn to be
/// written has come.
pub fn decide_cluster(f: &Fields, doc: &mut TantivyDocument, cluster: u64) {
    doc.add_u64(f.cluster, cluster);
}

/// Adds band keys to an article document made without: only the first member of a cluster is looked up by them.
pub fn add_bands(f: &Fields, doc: &mut TantivyDocument, bands: &[u64]) {
    bands.iter().for_each(|&band| doc.add_u64(f.bands, band));
}

/// Why a stored document could not be read back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("stored {kind} lacks its field {field}; the index is damaged: run `onrecord check`")]
pub struct DamagedDocument {
    kind: &'static str,
    field: &'static str,
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

    /// What was written by [`Build::record`].
    fn record<T: Deserialize<'d>>(&self, f: &Fields) -> Result<T, DamagedDocument> {
        let json = self.value(f.record).and_then(|value| value.as_str());
        self.must("record", json.and_then(|json| serde_json::from_str(json).ok()))
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
        let record: ArticleRecord<'_> = r.record(f)?;
        let annotations = r.must("record", record.annotations())?;
        let text = |value: Option<Cow<'_, str>>| value.map(Cow::into_owned);
        let (article_key, source, lang) = (record.key, text(record.source), text(record.lang));
        Ok(Self {
            common: Common { article_key, source, lang, ..Common::default() },
            article_id: record.id.into_owned(),
            text: r.must("text", r.text(f.text))?,
            title: text(record.title),
            byline: text(record.byline),
            url: text(record.url),
            own_id: text(record.own_id),
            published: text(record.published),
            version: record.version,
            annotations,
            ..Self::default()
        })
    }
}

impl StoredQuote {
    /// Reads a stored quote.
    ///
    /// # Errors
    /// If the document is no quote or is damaged.
    pub fn from_document(f: &Fields, doc: &TantivyDocument) -> Result<Self, DamagedDocument> {
        Read { doc, kind: "quote" }.record(f)
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
        })
    }
}
