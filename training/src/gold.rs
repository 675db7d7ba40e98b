//! Gold articles: JSON lines of text and entities, offsets in code points.

use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

use anyhow::{Context, Result};
use onrecord::{
    analysis::entities::tagger::{Part, Tag},
    text::{Span, Tokens},
};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

/// One article with its entities.
#[derive(Debug, Deserialize)]
pub(crate) struct Article {
    /// Its name in the data set.
    pub(crate) id: String,
    /// Its text.
    pub(crate) text: String,
    #[serde(default)]
    entities: Vec<Entity>,
}

/// A name to compare: its words and its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Place {
    span: Span,
    /// Number of its kind.
    pub(crate) kind: usize,
}

impl Place {
    /// A name at `span` (bytes), less a leading article and a possessive.
    pub(crate) fn new(text: &str, span: Span, kind: usize) -> Self {
        Self { span: trim(text, span), kind }
    }
}

#[derive(Debug, Deserialize)]
struct Entity {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: String,
}

/// Reads a file of articles.
pub(crate) fn read(path: &Path) -> Result<Vec<Article>> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    BufReader::new(file).lines().map(|line| Ok(serde_json::from_str(&line?)?)).collect()
}

impl Article {
    /// Whether the article was annotated with names that are not of persons, organisations or places.
    pub(crate) fn has_misc(&self) -> bool {
        !self.id.starts_with("ewt-")
    }

    /// Its persons, organisations and places. Buildings and the like are not among them: sets differ.
    pub(crate) fn places(&self) -> FxHashSet<Place> {
        let bytes = self.byte_offsets();
        let measured = ["PER", "ORG", "LOC"];
        let place = |entity: &Entity| {
            let kind = measured.iter().position(|kind| *kind == entity.kind)?;
            Some(Place::new(&self.text, Span::new(bytes[entity.start], bytes[entity.end.min(bytes.len() - 1)]), kind))
        };
        self.entities.iter().filter_map(place).collect()
    }

    /// Where each code point starts, and where the last ends.
    fn byte_offsets(&self) -> Vec<usize> {
        self.text.char_indices().map(|(i, _)| i).chain([self.text.len()]).collect()
    }

    /// The tag of each token. Entities that do not fall on token edges are left out.
    pub(crate) fn tags(&self, tokens: &Tokens<'_>) -> Vec<Tag> {
        let bytes = self.byte_offsets();
        let spans = tokens.items().iter().enumerate();
        let starts: FxHashMap<usize, usize> = spans.clone().map(|(i, token)| (token.span().start, i)).collect();
        let ends: FxHashMap<usize, usize> = spans.map(|(i, token)| (token.span().end, i)).collect();
        let mut tags = vec![Tag::OUT; tokens.len()];
        for entity in &self.entities {
            let Some(kind) = kind(&entity.kind) else { continue };
            let span = trim(&self.text, Span::new(bytes[entity.start], bytes[entity.end.min(bytes.len() - 1)]));
            // Some leave the point of "U.S." off.
            let end = ends
                .get(&span.end)
                .or_else(|| ends.get(&(span.end + 1)).filter(|_| self.text[span.end..].starts_with('.')));
            if let (Some(&first), Some(&last)) = (starts.get(&span.start), end) {
                mark(&mut tags, first, last, kind);
            }
        }
        tags
    }
}

/// Number of the kind; places and buildings are one, as are the kinds of other names.
fn kind(name: &str) -> Option<usize> {
    match name {
        "PER" => Some(0),
        "ORG" => Some(1),
        "LOC" | "FAC" | "GPE" => Some(2),
        "NORP" | "MISC" | "PROD" => Some(3),
        _ => None,
    }
}

/// Without a leading article and a possessive: data sets differ, and we leave them off.
fn trim(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = if words.len() > 4 && words.as_bytes()[..4].eq_ignore_ascii_case(b"the ") {
        span.start + 4
    } else {
        span.start
    };
    let end = ["'s", "’s"].iter().find(|tail| words.ends_with(**tail)).map_or(span.end, |tail| span.end - tail.len());
    Span::new(start, end)
}

fn mark(tags: &mut [Tag], first: usize, last: usize, kind: usize) {
    if last < first || tags[first..=last].iter().any(|tag| *tag != Tag::OUT) {
        return;
    }
    if first == last {
        tags[first] = Tag::new(kind, Part::Only);
        return;
    }
    tags[first..=last].fill(Tag::new(kind, Part::Inside));
    tags[first] = Tag::new(kind, Part::Begin);
    tags[last] = Tag::new(kind, Part::Last);
}
