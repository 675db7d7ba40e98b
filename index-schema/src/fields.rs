//! The field table.

use tantivy::schema::{FAST, Field, IndexRecordOption, NumericOptions, STORED, Schema, TextFieldIndexing, TextOptions};

use crate::analyzer::NEWS;

/// What a document is; value of the field `doc`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DocKind {
    /// An article: metadata and the whole text.
    Article,
    /// A paragraph or part of one.
    Passage,
    /// A stretch of speech.
    Quote,
    /// Where an article lay.
    Place,
    /// A file that was read to its end: how an unchanged file is recognised.
    File,
}

impl DocKind {
    /// The term stored in the field `doc`.
    #[must_use]
    pub fn term(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Passage => "passage",
            Self::Quote => "quote",
            Self::Place => "place",
            Self::File => "file",
        }
    }
}

/// Handles of all fields. The table in the documents of this struct is the schema's description.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    /// Every document: its [`DocKind`]; exact.
    pub doc: Field,
    /// article: 32 hexadecimal digits; exact.
    pub article_id: Field,
    /// article, passage, quote: first 64 bits of the article id; indexed (deletes, look-ups).
    pub article_key: Field,
    /// article: the same; fast.
    pub key: Field,
    /// article, passage, quote: how many documents back the article lies ([`block`](crate::block)), 0 of itself; fast.
    pub article: Field,
    /// article: number of its passages, which follow it, the title among them; fast.
    pub passages: Field,
    /// article: number of its quotes, which follow the passages; fast.
    pub quotes: Field,
    /// article: hash of everything indexed of it: the same hash means unchanged; fast.
    pub content_hash: Field,
    /// article that is the first of its cluster: near-duplicate band keys; indexed, several.
    pub bands: Field,
    /// article: key of the first member of its near-duplicate cluster; indexed, fast.
    pub cluster: Field,
    /// article: version of the analysis that made it; fast.
    pub analysis_version: Field,
    /// article: bytes of its text; fast (whether another can be a copy of it).
    pub text_bytes: Field,
    /// article: all that an answer shows of it and its quotes but the text, packed; stored only. Passages and quotes, of which there are
    /// most, store nothing.
    pub record: Field,
    /// article: the cleaned text; stored only.
    pub text: Field,
    /// article: headline; words with positions.
    pub title: Field,
    /// article: author line; words with positions.
    pub byline: Field,
    /// article: address as printed; exact.
    pub url: Field,
    /// article: the record's own id; exact.
    pub own_id: Field,
    /// article: outlet; words with positions.
    pub source: Field,
    /// article: outlet, lower case, exact, fast (facets).
    pub source_exact: Field,
    /// article: language tag, exact, fast.
    pub lang: Field,
    /// article: first day of publication, days since 1970-01-01; fast, absent if undated.
    pub published_from: Field,
    /// article: last day of publication, days since 1970-01-01; fast, absent if undated.
    pub published_to: Field,
    /// article: when this version was made, seconds since 1970-01-01; fast, absent if unknown.
    pub version: Field,
    /// passage, quote: first byte in the article's text; fast.
    pub start: Field,
    /// passage, quote: byte after the last; fast.
    pub end: Field,
    /// passage: its text; words with positions. Passage 0 (start = end = 0) is the title.
    pub body: Field,
    /// passage, quote: days named, each as the shortest list of ISO prefixes that covers it ("2014", "2014-03-05"); exact.
    pub mentions: Field,
    /// passage, quote (within the words said): names of persons, all forms (one that stands within another is left out); words with positions.
    pub person: Field,
    /// passage, quote: names of organisations, all forms; words with positions.
    pub org: Field,
    /// passage, quote: names of places, all forms; words with positions.
    pub place: Field,
    /// passage: names of other things than persons, organisations and places, all forms; quote: names of any kind, the speaker's left out;
    /// words with positions.
    pub about: Field,
    /// passage that a quote touches: how many words it has; fast.
    pub words: Field,
    /// quote: which word of the first passage it touches is the first one said, from 0; fast. The words said are not indexed again: they
    /// stand, with their positions, in `body`.
    pub said_from: Field,
    /// quote: how many words are said; in the passages from the first on, in a row; fast.
    pub said_words: Field,
    /// passage: how many documents on the first quote lies that touches it ([`block`](crate::block)); fast, absent if none does.
    pub next_quote: Field,
    /// quote: how many documents back the first passage lies that it touches; fast.
    pub first_passage: Field,
    /// quote: canonical names and variants of the speaker and of who says it too, as separate values, or an unnamed speaker's words; words
    /// with positions.
    pub speaker: Field,
    /// quote: canonical name as printed; exact, fast.
    pub speaker_name: Field,
    /// quote: "person", "org", "group", "unnamed" or "unknown"; exact, fast.
    pub speaker_kind: Field,
    /// quote: role as printed; words with positions.
    pub role: Field,
    /// quote: cue as printed in lower case; words with positions, fast.
    pub cue: Field,
    /// quote: whom it is said to; words with positions.
    pub addressee: Field,
    /// quote: "direct", "mixed" or "indirect"; exact, fast.
    pub kind: Field,
    /// quote: thousandths; fast.
    pub confidence: Field,
    /// place, file: absolute path; exact, fast, stored.
    pub path: Field,
    /// place: name within a container; exact, stored.
    pub member: Field,
    /// place: byte offset of the record; fast, stored.
    pub offset: Field,
    /// place: hash of path, member, offset and article; file: hash of the path; indexed (look-ups, deletes), stored.
    pub place_key: Field,
    /// place: key of the article that lay here (not `article_key`, so that replacing an article keeps its places); indexed, fast, stored.
    pub place_article: Field,
    /// file: size in bytes; fast, stored.
    pub size: Field,
    /// file: time of modification, nanoseconds since 1970-01-01; fast, stored.
    pub mtime: Field,
    /// file: articles found in it; fast (an unchanged file is counted without reading its document), stored.
    pub articles: Field,
    /// file: records rejected in it; fast, stored.
    pub rejected: Field,
    /// file: hash by which its bytes are known again if lines are added; fast, stored.
    pub stamp: Field,
}

/// Words with positions under the news analyzer, and how many there are: longer texts rank lower.
fn words() -> TextOptions {
    words_with(true)
}

/// Words of names and short phrases: how long they are says nothing of how well they answer.
fn names() -> TextOptions {
    words_with(false)
}

fn words_with(lengths: bool) -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(NEWS)
        .set_fieldnorms(lengths)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    TextOptions::default().set_indexing_options(indexing)
}

/// Exact, without lengths: all values are one term long.
fn exact() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::Basic);
    TextOptions::default().set_indexing_options(indexing)
}

fn number() -> NumericOptions {
    NumericOptions::default()
}

/// Exact, without lengths (the flag `INDEXED` would keep them).
fn indexed() -> NumericOptions {
    number().set_indexed()
}

impl Fields {
    /// The schema of this version with the handles of its fields.
    #[must_use]
    pub fn schema() -> (Schema, Self) {
        let mut b = Schema::builder();
        let fields = Self {
            doc: b.add_text_field("doc", exact()),
            article_id: b.add_text_field("article_id", exact()),
            article_key: b.add_u64_field("article_key", indexed()),
            key: b.add_u64_field("key", number() | FAST),
            article: b.add_u64_field("article", number() | FAST),
            passages: b.add_u64_field("passages", number() | FAST),
            quotes: b.add_u64_field("quotes", number() | FAST),
            content_hash: b.add_u64_field("content_hash", number() | FAST),
            bands: b.add_u64_field("bands", indexed()),
            cluster: b.add_u64_field("cluster", indexed() | FAST),
            analysis_version: b.add_u64_field("analysis_version", number() | FAST),
            text_bytes: b.add_u64_field("text_bytes", number() | FAST),
            record: b.add_bytes_field("record", STORED),
            text: b.add_text_field("text", STORED),
            title: b.add_text_field("title", names()),
            byline: b.add_text_field("byline", names()),
            url: b.add_text_field("url", exact()),
            own_id: b.add_text_field("own_id", exact()),
            source: b.add_text_field("source", names()),
            source_exact: b.add_text_field("source_exact", exact() | FAST),
            lang: b.add_text_field("lang", exact() | FAST),
            published_from: b.add_i64_field("published_from", number() | FAST),
            published_to: b.add_i64_field("published_to", number() | FAST),
            version: b.add_i64_field("version", number() | FAST),
            start: b.add_u64_field("start", number() | FAST),
            end: b.add_u64_field("end", number() | FAST),
            body: b.add_text_field("body", words()),
            mentions: b.add_text_field("mentions", exact()),
            person: b.add_text_field("person", names()),
            org: b.add_text_field("org", names()),
            place: b.add_text_field("place", names()),
            about: b.add_text_field("about", names()),
            words: b.add_u64_field("words", number() | FAST),
            said_from: b.add_u64_field("said_from", number() | FAST),
            said_words: b.add_u64_field("said_words", number() | FAST),
            next_quote: b.add_u64_field("next_quote", number() | FAST),
            first_passage: b.add_u64_field("first_passage", number() | FAST),
            speaker: b.add_text_field("speaker", names()),
            speaker_name: b.add_text_field("speaker_name", exact() | FAST),
            speaker_kind: b.add_text_field("speaker_kind", exact() | FAST),
            role: b.add_text_field("role", names()),
            cue: b.add_text_field("cue", names().set_fast("raw")),
            addressee: b.add_text_field("addressee", names()),
            kind: b.add_text_field("kind", exact() | FAST),
            confidence: b.add_u64_field("confidence", number() | FAST),
            path: b.add_text_field("path", exact() | FAST | STORED),
            member: b.add_text_field("member", exact() | STORED),
            offset: b.add_u64_field("offset", number() | FAST | STORED),
            place_key: b.add_u64_field("place_key", indexed() | STORED),
            place_article: b.add_u64_field("place_article", indexed() | FAST | STORED),
            size: b.add_u64_field("size", number() | FAST | STORED),
            mtime: b.add_i64_field("mtime", number() | FAST | STORED),
            articles: b.add_u64_field("articles", number() | FAST | STORED),
            rejected: b.add_u64_field("rejected", number() | FAST | STORED),
            stamp: b.add_u64_field("stamp", number() | FAST | STORED),
        };
        (b.build(), fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A change here is a new schema version: raise `SCHEMA_VERSION`, write a new golden file, keep the old one.
    #[test]
    fn the_schema_is_the_golden_one() {
        let now = serde_json::to_string_pretty(&Fields::schema().0).expect("a schema serialises") + "\n";
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema.v2.json");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(path, &now).expect("the golden file can be written");
        }
        let golden = std::fs::read_to_string(path).expect("the golden file is there");
        let differs = now.lines().zip(golden.lines()).position(|(now, golden)| now != golden);
        assert!(now == golden, "another schema than {path} from line {differs:?} on, or another length");
    }
}
