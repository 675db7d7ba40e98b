//! Small indexes in memory.

use index_schema::{
    Annotations, ArticleDoc, Fields, PassageDoc, PlaceDoc, QuoteDoc,
    documents::{Common, StoredQuote},
    links::Links,
};
use tantivy::{Index, IndexWriter, Searcher};

use crate::{
    article::ArticleId,
    names::Names,
    query::{Answers, Hit, Request, answer, dates},
};

/// A quote within a paragraph.
#[derive(Debug, Clone, Default)]
pub(super) struct Speech {
    /// Its words as they stand in the paragraph.
    pub(super) said: String,
    pub(super) speaker: Option<String>,
    pub(super) variants: Vec<String>,
    pub(super) kind: &'static str,
    pub(super) confidence: f64,
    pub(super) cue: Option<String>,
    pub(super) about: Vec<String>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Paragraph {
    pub(super) text: String,
    pub(super) quotes: Vec<Speech>,
    /// Persons named.
    pub(super) persons: Vec<String>,
    /// Days named.
    pub(super) mentions: Vec<String>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Story {
    pub(super) title: Option<String>,
    pub(super) source: Option<String>,
    pub(super) byline: Option<String>,
    pub(super) url: Option<String>,
    pub(super) lang: Option<String>,
    /// As printed: "2016", "2016-03", "2016-03-07".
    pub(super) date: Option<String>,
    pub(super) path: Option<String>,
    pub(super) paragraphs: Vec<Paragraph>,
}

/// A paragraph without speech.
pub(super) fn plain(text: &str) -> Paragraph {
    Paragraph { text: text.to_owned(), ..Paragraph::default() }
}

pub(super) fn owned(text: &str) -> Option<String> {
    Some(text.to_owned())
}

impl Story {
    /// Id of the story that stands at `at` in its archive.
    pub(super) fn id(at: usize) -> ArticleId {
        ArticleId::of(&["story", &at.to_string()])
    }

    pub(super) fn text(&self) -> String {
        self.paragraphs.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join("\n")
    }

    fn common(&self, at: usize) -> Common {
        let published = self.date.as_deref().map(|date| dates::period(date).unwrap());
        Common {
            article_key: Self::id(at).key(),
            cluster: Self::id(at).key(),
            source: self.source.clone(),
            lang: self.lang.clone(),
            published: published.map(|(from, to)| (dates::epoch_day(from), dates::epoch_day(to))),
        }
    }

    fn article(&self, at: usize) -> ArticleDoc {
        let text = self.text();
        let mut annotations = Annotations::default();
        for name in self.paragraphs.iter().flat_map(|paragraph| &paragraph.persons) {
            for (start, found) in text.match_indices(name.as_str()) {
                annotations.entities.push((start, start + found.len(), "PER".to_owned(), name.clone()));
            }
        }
        ArticleDoc {
            common: self.common(at),
            article_id: Self::id(at).to_string(),
            text,
            title: self.title.clone(),
            byline: self.byline.clone(),
            url: self.url.clone(),
            published: self.date.clone(),
            annotations,
            ..ArticleDoc::default()
        }
    }

    fn write(&self, at: usize, fields: &Fields, writer: &IndexWriter) {
        let add = |document| writer.add_document(document).unwrap();
        add(self.article(at).to_document(fields));
        let common = self.common(at);
        let title = self.title.as_deref().unwrap_or("");
        if !title.is_empty() {
            add(PassageDoc { common: common.clone(), body: title, ..PassageDoc::default() }.to_document(fields));
        }
        let (mut passages, mut quotes, mut start) = (Vec::new(), Vec::new(), 0);
        for paragraph in &self.paragraphs {
            passages.push(paragraph.passage(&common, start));
            quotes.extend(paragraph.quotes.iter().map(|quote| paragraph.quote(&common, start, quote)));
            start += paragraph.text.len() + 1;
        }
        let spans: Vec<_> = passages.iter().map(|passage| (passage.start, passage.end)).collect();
        let said: Vec<_> = quotes.iter().map(|quote| (quote.stored.start, quote.stored.end)).collect();
        let links = Links::new(&spans, &said);
        for (passage, next_quote) in passages.into_iter().zip(links.quotes) {
            add(PassageDoc { next_quote, ..passage }.to_document(fields));
        }
        for (quote, first_passage) in quotes.into_iter().zip(links.passages) {
            add(QuoteDoc { first_passage, ..quote }.to_document(fields));
        }
        let path = self.path.clone().unwrap_or_else(|| format!("/archive/{at}.txt"));
        let place = PlaceDoc { path, place_key: at as u64, place_article: common.article_key, ..PlaceDoc::default() };
        add(place.to_document(fields));
    }
}

impl Paragraph {
    fn passage<'p>(&'p self, common: &Common, start: usize) -> PassageDoc<'p> {
        let persons: Vec<&str> = self.persons.iter().map(String::as_str).collect();
        PassageDoc {
            common: common.clone(),
            start,
            end: start + self.text.len(),
            body: &self.text,
            mentions: self.mentions.clone(),
            about: persons.clone(),
            persons,
            ..PassageDoc::default()
        }
    }

    fn quote<'p>(&'p self, common: &Common, start: usize, quote: &'p Speech) -> QuoteDoc<'p> {
        let at = start + self.text.find(&quote.said).unwrap();
        let place = |words: &str| self.text.find(words).map(|at| (start + at, start + at + words.len()));
        let kind = if quote.speaker.is_some() { "person" } else { "unknown" };
        QuoteDoc {
            stored: StoredQuote {
                article_key: common.article_key,
                start: at,
                end: at + quote.said.len(),
                speaker_name: quote.speaker.clone(),
                speaker_kind: kind.to_owned(),
                mention: quote.variants.first().and_then(|name| place(name)),
                cue: quote.cue.as_ref().map(|cue| cue.to_lowercase()),
                cue_span: quote.cue.as_ref().and_then(|cue| place(cue)),
                kind: quote.kind.to_owned(),
                confidence: quote.confidence,
                evidence: vec!["cue".to_owned()],
                ..StoredQuote::default()
            },
            common: common.clone(),
            said: &quote.said,
            speaker_variants: quote.variants.iter().map(String::as_str).collect(),
            about: quote.about.iter().map(String::as_str).collect(),
            ..QuoteDoc::default()
        }
    }
}

/// An index and what is needed to ask it.
pub(super) struct Archive {
    pub(super) searcher: Searcher,
    pub(super) fields: Fields,
    pub(super) names: Names,
}

impl Archive {
    /// Writes the stories, a new segment after every `per_segment` of them.
    pub(super) fn new(stories: &[Story], per_segment: usize) -> Self {
        Self::without(stories, per_segment, &[])
    }

    /// The same, some stories deleted again; their places stay behind, as an interrupted run may leave them.
    pub(super) fn without(stories: &[Story], per_segment: usize, deleted: &[usize]) -> Self {
        let (schema, fields) = Fields::schema();
        let index = Index::create_in_ram(schema);
        index_schema::register(&index);
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000).unwrap();
        writer.set_merge_policy(Box::new(tantivy::merge_policy::NoMergePolicy));
        for (at, story) in stories.iter().enumerate() {
            story.write(at, &fields, &writer);
            if (at + 1) % per_segment == 0 {
                writer.commit().unwrap();
            }
        }
        writer.commit().unwrap();
        for &at in deleted {
            writer.delete_term(tantivy::Term::from_field_u64(fields.article_key, Story::id(at).key()));
        }
        writer.commit().unwrap();
        Self { searcher: index.reader().unwrap().searcher(), fields, names: Names::default() }
    }

    pub(super) fn answer(&self, request: &Request) -> Answers<'_> {
        answer(&self.searcher, &self.fields, &self.names, request).unwrap_or_else(|error| panic!("{error}"))
    }

    pub(super) fn ask(&self, expr: &str) -> Vec<Hit> {
        self.hits(&Request { expr: expr.to_owned(), ..Request::default() })
    }

    pub(super) fn hits(&self, request: &Request) -> Vec<Hit> {
        let answers = self.answer(request);
        let total = answers.total;
        let hits: Vec<Hit> = answers.map(|hit| hit.unwrap()).collect();
        assert_eq!(hits.len(), total.min(request.limit.unwrap_or(usize::MAX)));
        hits
    }
}
