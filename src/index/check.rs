//! `check`: reads every byte and every document, and says in words what is wrong.

use std::path::Path;

use index_schema::{ArticleDoc, Block, PlaceDoc, documents::DamagedDocument};
use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::{DocId, SegmentReader, columnar::Column};

use super::{Counts, IndexError, Reader, error::words, stats::count};

/// Findings of one kind are listed up to this many; the rest is only counted.
const LISTED: usize = 10;

/// Something wrong with an index.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// What, where, and what to do.
    pub text: String,
}

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct CheckReport {
    /// Living documents by kind.
    pub counts: Counts,
    /// What is wrong; empty if the index is sound.
    pub findings: Vec<Finding>,
    /// Findings that were not listed, since many were alike.
    pub unlisted: u64,
}

impl CheckReport {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }
}

/// What to do about damage.
const ADVICE: &str = "remove the folder `index` in it and run `onrecord index` again";

/// Checks checksums, counts, every stored article, passage, quote and place. If a checksum is wrong, the documents
/// are not looked at: the index must be made again anyway.
///
/// # Errors
/// If there is no index or it cannot even be opened; anything less is a finding.
pub fn check(dir: &Path) -> Result<CheckReport, IndexError> {
    let reader = Reader::open(dir)?;
    let mut checking = Checking::default();
    checking.checksums(&reader);
    if !checking.report.is_sound() {
        // tantivy trusts its files: decoding altered ones may panic, and would tell nothing that is not known now.
        return Ok(checking.report);
    }
    let searcher = reader.searcher();
    checking.report.counts = count(&reader, &searcher)?;
    checking.counts(reader.payload().counts);
    for segment in searcher.segment_readers() {
        if let Err(error) = checking.segment(&reader, segment) {
            checking.find("reading", format!("a segment cannot be read ({}); {ADVICE}", words(&error)));
        }
    }
    checking.places();
    Ok(checking.report)
}

/// State of a check.
#[derive(Default)]
struct Checking {
    report: CheckReport,
    listed: FxHashMap<&'static str, usize>,
    /// The article whose passages and quotes come next: an article's documents lie together, in every segment.
    current: Option<(DocId, ArticleDoc)>,
    articles: FxHashSet<u64>,
    /// Articles that places point to.
    pointed: FxHashSet<u64>,
}

/// Columns that tell what a document is.
struct Columns {
    block: Block,
    key: Option<Column<u64>>,
    start: Option<Column<u64>>,
    end: Option<Column<u64>>,
    place_article: Option<Column<u64>>,
}

impl Columns {
    fn new(segment: &SegmentReader) -> tantivy::Result<Self> {
        let columns = segment.fast_fields();
        Ok(Self {
            block: Block::open(segment)?,
            key: columns.column_opt("key")?,
            start: columns.column_opt("start")?,
            end: columns.column_opt("end")?,
            place_article: columns.column_opt("place_article")?,
        })
    }
}

fn first<T: PartialOrd + Copy + std::fmt::Debug + Send + Sync + 'static>(
    column: &Option<Column<T>>,
    doc: DocId,
) -> Option<T> {
    column.as_ref().and_then(|column| column.first(doc))
}

impl Checking {
    fn find(&mut self, kind: &'static str, text: String) {
        let listed = self.listed.entry(kind).or_default();
        *listed += 1;
        if *listed <= LISTED {
            self.report.findings.push(Finding { text });
        } else {
            self.report.unlisted += 1;
        }
    }

    fn checksums(&mut self, reader: &Reader) {
        match reader.index().validate_checksum() {
            Ok(damaged) => {
                let mut damaged: Vec<_> = damaged.into_iter().collect();
                damaged.sort();
                for file in damaged {
                    let text = format!("{} is altered (its checksum is wrong); {ADVICE}", file.display());
                    self.find("checksum", text);
                }
            }
            Err(error) => self.find("checksum", format!("a file cannot be read ({}); {ADVICE}", words(&error))),
        }
    }

    fn counts(&mut self, said: Counts) {
        let found = self.report.counts;
        if said != found {
            let text = format!("the index holds {found:?}, but its last commit says {said:?}; {ADVICE}");
            self.find("counts", text);
        }
    }

    fn segment(&mut self, reader: &Reader, segment: &SegmentReader) -> tantivy::Result<()> {
        let columns = Columns::new(segment)?;
        let store = segment.get_store_reader(16)?;
        self.current = None;
        for doc in segment.doc_ids_alive() {
            if let Some(key) = first(&columns.key, doc) {
                self.article(key, doc, ArticleDoc::from_document(reader.fields(), &store.get(doc)?));
            } else if let Some(article) = first(&columns.place_article, doc) {
                self.pointed.insert(article);
                if let Err(error) = PlaceDoc::from_document(reader.fields(), &store.get(doc)?) {
                    self.find("place", error.to_string());
                }
            } else if let (Some(start), Some(end)) = (first(&columns.start, doc), first(&columns.end, doc)) {
                let (span, number) = ((start as usize, end as usize), columns.block.quote_number(doc));
                self.member(columns.block.article_of(doc), span, number);
            }
        }
        Ok(())
    }

    fn article(&mut self, key: u64, doc: DocId, article: Result<ArticleDoc, DamagedDocument>) {
        let article = match article {
            Ok(article) => article,
            Err(error) => return self.find("article", error.to_string()),
        };
        let notes = &article.annotations;
        let spans = notes.entities.iter().map(|e| (e.0, e.1)).chain(notes.dates.iter().map(|d| (d.0, d.1)));
        let quotes = article.quotes.iter();
        let quoted = quotes.flat_map(|quote| [Some((quote.start, quote.end)), quote.mention, quote.cue_span]);
        if let Some((a, b)) = spans.chain(quoted.flatten()).find(|span| !holds(&article.text, *span)) {
            let id = &article.article_id;
            let text = format!("article {id}: an entity, date or quote {a}..{b} lies outside its text; {ADVICE}");
            self.find("span", text);
        }
        if !self.articles.insert(key) {
            self.find("twice", format!("article {} stands twice; {ADVICE}", article.article_id));
        }
        self.current = Some((doc, article));
    }

    /// A passage, or the quote of this number: it must lie with its article, and be what the article says of it.
    fn member(&mut self, of: Option<DocId>, span: (usize, usize), number: Option<usize>) {
        let (start, end) = span;
        let problem = match &self.current {
            Some((doc, article)) if of == Some(*doc) => {
                let told = number.map(|number| article.quotes.get(number).map(|quote| (quote.start, quote.end)));
                let wrong = !holds(&article.text, span) || told.is_some_and(|told| told != Some(span));
                wrong.then(|| format!("article {}: it has no passage or quote {start}..{end}", article.article_id))
            }
            _ => Some(format!("a passage or quote {start}..{end} does not lie with its article")),
        };
        if let Some(text) = problem {
            self.find("span", format!("{text}; {ADVICE}"));
        }
    }

    fn places(&mut self) {
        let (lost, astray) =
            (self.articles.difference(&self.pointed).count(), self.pointed.difference(&self.articles).count());
        if lost > 0 {
            self.find("place", format!("{lost} articles have no place; {ADVICE}"));
        }
        if astray > 0 {
            self.find("place", format!("the places of {astray} articles point to nothing; {ADVICE}"));
        }
    }
}

fn holds(text: &str, (start, end): (usize, usize)) -> bool {
    text.get(start..end).is_some()
}
