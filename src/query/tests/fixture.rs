//! Small indexes in memory.

use index_schema::{
    Annotations, ArticleDoc, Fields, PassageDoc, PlaceDoc, QuoteDoc, block,
    documents::{self, StoredQuote},
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
    /// Its words as they stand in the text, from the paragraph on; they may run on over the next.
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
    /// The story whose cluster it shares; its own if none.
    pub(super) copy_of: Option<usize>,
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

    /// The paragraphs with their first bytes in the text.
    pub(super) fn placed(&self) -> Vec<(usize, &Paragraph)> {
        let (mut placed, mut start) = (Vec::new(), 0);
        for paragraph in &self.paragraphs {
            placed.push((start, paragraph));
            start += paragraph.text.len() + 1;
        }
        placed
    }

    /// What is said, with its first byte in the text; in order.
    pub(super) fn speeches(&self) -> Vec<(usize, &Speech)> {
        let text = self.text();
        let mut speeches = Vec::new();
        for (start, paragraph) in self.placed() {
            let place = |speech: &Speech| start + text[start..].find(&speech.said).unwrap();
            speeches.extend(paragraph.quotes.iter().map(|speech| (place(speech), speech)));
        }
        speeches.sort_by_key(|(at, _)| *at);
        speeches
    }

    fn article(&self, at: usize) -> ArticleDoc {
        let text = self.text();
        let mut annotations = Annotations::default();
        for name in self.paragraphs.iter().flat_map(|paragraph| &paragraph.persons) {
            for (start, found) in text.match_indices(name.as_str()) {
                annotations.entities.push((start, start + found.len(), "PER".into(), name.as_str().into()));
            }
        }
        let published = self.date.as_deref().map(|date| dates::period(date).unwrap());
        let quotes = self.speeches().into_iter().map(|(at, speech)| speech.stored(at, &text)).collect();
        ArticleDoc {
            article_key: Self::id(at).key(),
            source: self.source.clone(),
            lang: self.lang.clone(),
            days: published.map(|(from, to)| (dates::epoch_day(from), dates::epoch_day(to))),
            quotes,
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
        let add = |document| {
            writer.add_document(document).unwrap();
        };
        let title = self.title.as_deref().filter(|title| !title.is_empty());
        let title = title.map(|title| PassageDoc { body: title, ..PassageDoc::default() });
        let paragraphs = self.placed().into_iter().map(|(start, paragraph)| paragraph.passage(start));
        let passages: Vec<_> = title.into_iter().chain(paragraphs).collect();
        let quotes: Vec<_> = self.speeches().into_iter().map(|(_, speech)| speech.document()).collect();
        let mut docs = block::documents(fields, &self.article(at), &passages, &quotes);
        documents::decide_cluster(fields, &mut docs[0], Self::id(self.copy_of.unwrap_or(at)).key());
        docs.into_iter().for_each(add);
        let path = self.path.clone().unwrap_or_else(|| format!("/archive/{at}.txt"));
        let place = PlaceDoc { path, place_key: at as u64, place_article: Self::id(at).key(), ..PlaceDoc::default() };
        add(place.to_document(fields));
    }
}

impl Paragraph {
    fn passage(&self, start: usize) -> PassageDoc<'_> {
        let persons: Vec<&str> = self.persons.iter().map(String::as_str).collect();
        PassageDoc {
            start,
            end: start + self.text.len(),
            body: &self.text,
            mentions: self.mentions.clone(),
            persons,
            ..PassageDoc::default()
        }
    }
}

impl Speech {
    fn stored(&self, at: usize, text: &str) -> StoredQuote {
        let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let place = |words: &str| text[start..].find(words).map(|at| (start + at, start + at + words.len()));
        let kind = if self.speaker.is_some() { "person" } else { "unknown" };
        StoredQuote {
            start: at,
            end: at + self.said.len(),
            speaker_name: self.speaker.clone(),
            speaker_kind: kind.into(),
            mention: self.variants.first().and_then(|name| place(name)),
            cue: self.cue.as_ref().map(|cue| cue.to_lowercase()),
            cue_span: self.cue.as_ref().and_then(|cue| place(cue)),
            kind: self.kind.into(),
            confidence: self.confidence,
            evidence: vec!["cue".to_owned()],
            ..StoredQuote::default()
        }
    }

    fn document(&self) -> QuoteDoc<'_> {
        QuoteDoc {
            speaker_variants: self.variants.iter().map(String::as_str).collect(),
            about: self.about.iter().map(String::as_str).collect(),
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
