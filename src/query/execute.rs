//! Puts a question to an index.

use std::{fmt, ops::Range};

use index_schema::{DocKind, Fields};
use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::{DocAddress, Searcher, query::Query};

use crate::names::Names;

use super::{
    ast::{Ast, Field, Leaf},
    collect::{Entry, Hits, Keep},
    copies::{self, Copies, Folds, Sight},
    error::{AskError, QueryError},
    explain,
    grammar::parse_with_notes,
    highlight::Highlighter,
    hit::Hit,
    passage::{self, Place},
    plan::{Planner, all_of},
    store::Store,
    threads::on_all_cores,
    whole,
};

/// What an answer is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// Stretches of speech.
    Quotes,
    /// Paragraphs.
    Passages,
    /// Whole articles, each shown by its best passage.
    Articles,
}

/// Order of answers; ties break by article and place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Sort {
    /// Best first.
    #[default]
    Relevance,
    /// Oldest first, undated last.
    DateAsc,
    /// Newest first, undated last.
    DateDesc,
}

/// A question.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The query; may be blank if an option below is set.
    pub expr: String,
    /// As `speaker:(…)`.
    pub speaker: Option<String>,
    /// As `about:(…)`.
    pub about: Option<String>,
    /// As `source:(…)`.
    pub source: Option<String>,
    /// As `kind:…`.
    pub kind: Option<String>,
    /// As `date:…`.
    pub date: Option<String>,
    /// Forces what the answer is made of; else the query decides.
    pub target: Option<Target>,
    /// Order.
    pub sort: Sort,
    /// Most hits yielded (at least 1); none for all.
    pub limit: Option<usize>,
    /// What becomes of copies.
    pub copies: Copies,
    /// Sentences shown either side of a hit; its whole paragraph if none.
    pub context: Option<usize>,
    /// Absolute path prefixes: only articles that lay at or under one of them. Empty: anywhere.
    pub within: Vec<String>,
}

impl Request {
    /// Reads the query without an index, so that a fault is told before long work is done for it.
    ///
    /// # Errors
    /// If the query or an option is faulty.
    pub fn check(&self) -> Result<(), QueryError> {
        Question::read(self).map(drop)
    }

    /// How the query with all options was understood: the query as it is read, what is looked for, and each condition
    /// in words, in several lines.
    ///
    /// # Errors
    /// If the query or an option is faulty.
    pub fn understood(&self) -> Result<String, QueryError> {
        let question = Question::read(self)?;
        let finds = match (question.target, question.of_quotes) {
            (Target::Quotes, _) => "quotes; all conditions hold of one and the same quote",
            (Target::Passages, OfQuotes::Yes) => "passages in which a quote begins that all conditions hold of",
            (Target::Passages, OfQuotes::No) => "passages; if none holds all the words, articles that do as a whole",
            (Target::Articles, OfQuotes::Yes) => "articles with a quote that all conditions hold of",
            (Target::Articles, OfQuotes::No) => "articles with a passage that all conditions hold of",
        };
        let of_quotes = question.unit() == DocKind::Quote;
        let conditions = explain::conditions(&question.ast, of_quotes).join("\n");
        Ok(format!("understood as: {}\nfinds {finds}\n{conditions}", question.ast))
    }
}

/// Answers, yielded one by one: a hit is read from the index only when it is asked for.
pub struct Answers<'s> {
    /// What they are made of.
    pub target: Target,
    /// How many there are in all, whatever the limit.
    pub total: usize,
    /// What was done that was not asked, in words.
    pub note: Option<String>,
    pub(super) entries: std::vec::IntoIter<Entry>,
    /// How many hits each entry stands for beside itself, if they were gathered.
    pub(super) others: Option<std::vec::IntoIter<usize>>,
    /// How many copies stand under a hit, if they were folded.
    copies: Option<FxHashMap<DocAddress, usize>>,
    /// What the entries' addresses point to.
    pub(super) unit: DocKind,
    pub(super) store: Store<'s>,
    pub(super) names: &'s Names,
    highlighter: Highlighter,
    /// Sentences shown either side; whole paragraphs if none.
    context: Option<usize>,
}

impl fmt::Debug for Answers<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { target, total, note, .. } = self;
        f.debug_struct("Answers")
            .field("target", target)
            .field("total", total)
            .field("note", note)
            .finish_non_exhaustive()
    }
}

impl Iterator for Answers<'_> {
    type Item = Result<Hit, AskError>;

    fn next(&mut self) -> Option<Self::Item> {
        let entry = self.entries.next()?;
        let others = self.others.as_mut().and_then(Iterator::next);
        let under = |counts: &FxHashMap<_, _>| counts.get(&entry.address()).copied().unwrap_or(0);
        let copies = self.copies.as_ref().map(under);
        Some(self.read(&entry).map(|hit| Hit { others, copies, ..hit }))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.entries.size_hint()
    }
}

impl Answers<'_> {
    pub(super) fn read(&mut self, entry: &Entry) -> Result<Hit, AskError> {
        let loaded = self.store.article(entry.key, entry.address().segment_ord)?;
        let quote = match self.unit {
            DocKind::Quote => Some(loaded.quote(self.store.quote_number(entry.address())?)?),
            _ => None,
        };
        let place = match (quote, self.target) {
            (Some(quote), Target::Articles) => {
                let (start, end) = loaded.cut(quote.start, quote.end);
                Place::Article(passage::round(&loaded.article.text, start..end))
            }
            (Some(quote), _) => Place::Quote(quote),
            (None, _) if self.unit == DocKind::Article => Place::Article(opening(&loaded.article.text)),
            (None, target) => {
                let (start, end) = self.store.bounds(entry.address())?;
                if target == Target::Articles { Place::Article(start..end) } else { Place::Passage(start..end) }
            }
        };
        Ok(passage::hit(&loaded, &place, entry.score, &mut self.highlighter, self.context))
    }
}

/// The tree of a request, its options in it.
pub(super) fn tree(request: &Request) -> Result<Ast, QueryError> {
    Question::read(request).map(|question| question.ast)
}

/// How many hits another tree has in the place of the request's own, nothing widened.
pub(super) fn answer_tree(
    searcher: &Searcher,
    fields: &Fields,
    names: &Names,
    request: &Request,
    ast: Ast,
) -> Result<usize, AskError> {
    let asked = Question::read(request)?;
    // A part of a query for quotes is asked of quotes too.
    let target = Some(asked.target);
    let question = Question { ast, target: asked.target, ..Question::read(request)? };
    let request = Request { target, ..request.clone() };
    let planner = Planner { searcher, fields, names, unit: question.unit() };
    let scope = if request.within.is_empty() { None } else { planner.keys_within(&request.within)? };
    let asked = Asked { planner, question: &question, request: &request, limit: Some(1), scope };
    let query = asked.scoped(planner.query(&question.ast)?);
    Ok(asked.search(&query, asked.hits(Keep::Each))?.1)
}

/// The first paragraph.
pub(super) fn opening(text: &str) -> Range<usize> {
    let start = text.len() - text.trim_start().len();
    passage::round(text, start..start)
}

/// Answers `request` from `searcher`; `names` says which names are one person's.
///
/// # Errors
/// If the query is faulty ([`AskError::Query`], with its place) or the index unreadable.
pub fn answer<'s>(
    searcher: &'s Searcher,
    fields: &Fields,
    names: &'s Names,
    request: &Request,
) -> Result<Answers<'s>, AskError> {
    let question = Question::read(request)?;
    let planner = Planner { searcher, fields, names, unit: question.unit() };
    let scope = match request.within.as_slice() {
        [] => None,
        roots => planner.keys_within(roots)?,
    };
    let asked = Asked { planner, question: &question, request, limit: request.limit.map(|limit| limit.max(1)), scope };
    let mut store = Store::new(searcher, fields);
    let (outcome, copies) = match request.copies {
        Copies::Shown => (asked.outcome()?, None),
        Copies::Folded => asked.folded(&mut store).map(|(outcome, copies)| (outcome, Some(copies)))?,
    };
    Ok(Answers {
        target: question.target,
        total: outcome.total,
        note: note(&question.ignored, outcome.widened),
        entries: outcome.entries.into_iter(),
        others: None,
        copies,
        names,
        context: request.context,
        unit: outcome.unit,
        store,
        highlighter: Highlighter::new(&question.ast),
    })
}

fn note(ignored: &[String], widened: Widened) -> Option<String> {
    let mut parts = Vec::new();
    if !ignored.is_empty() {
        let words: Vec<String> = ignored.iter().take(5).map(|word| format!("`{}`", shorten(word))).collect();
        parts.push(format!("ignored, having no letter or digit: {}", words.join(" ")));
    }
    if widened == Widened::Yes {
        parts
            .push("no single passage matches; these articles do as a whole, each shown by its best passage".to_owned());
    }
    (!parts.is_empty()).then(|| parts.join("; "))
}

fn shorten(word: &str) -> String {
    word.chars().filter(|c| !c.is_control()).take(24).collect()
}

/// What a request asks, with its options put into the tree.
struct Question {
    ast: Ast,
    ignored: Vec<String>,
    target: Target,
    /// Whether the tree holds a condition on quotes.
    of_quotes: OfQuotes,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OfQuotes {
    Yes,
    No,
}

/// Whether words were tried over whole articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Widened {
    Yes,
    No,
}

impl Question {
    fn read(request: &Request) -> Result<Self, QueryError> {
        let options = [
            ("speaker", Field::Speaker, &request.speaker),
            ("about", Field::About, &request.about),
            ("source", Field::Source, &request.source),
            ("kind", Field::Kind, &request.kind),
            ("date", Field::Date, &request.date),
        ];
        let (mut parts, mut ignored) = (Vec::new(), Vec::new());
        if !request.expr.trim().is_empty() || options.iter().all(|(_, _, value)| value.is_none()) {
            let parsed = parse_with_notes(&request.expr, Field::Any)?;
            parts.push(parsed.ast);
            ignored = parsed.ignored;
        }
        for (name, field, value) in options {
            let Some(value) = value else { continue };
            let parsed = parse_with_notes(value, field).map_err(|error| QueryError { option: Some(name), ..error })?;
            parts.push(parsed.ast);
        }
        let ast = Ast::and(parts).expect("a request without options has an expression");
        let of_quotes = if ast.any(Leaf::is_of_quotes) { OfQuotes::Yes } else { OfQuotes::No };
        let natural = if of_quotes == OfQuotes::Yes { Target::Quotes } else { Target::Passages };
        Ok(Self { ast, ignored, target: request.target.unwrap_or(natural), of_quotes })
    }

    /// The documents that are searched.
    fn unit(&self) -> DocKind {
        match (self.of_quotes, self.target) {
            (OfQuotes::Yes, _) | (_, Target::Quotes) => DocKind::Quote,
            (_, Target::Articles) if !self.ast.any(Leaf::is_of_passages) => DocKind::Article,
            _ => DocKind::Passage,
        }
    }
}

/// Those of the hits whose cluster is one of these.
fn of_clusters(store: &mut Store<'_>, hits: &[Entry], clusters: &FxHashSet<u64>) -> Result<Vec<Entry>, AskError> {
    let mut found = Vec::new();
    for hit in hits {
        if clusters.contains(&store.cluster(hit)?) {
            found.push(*hit);
        }
    }
    Ok(found)
}

/// What a search gave.
struct Outcome {
    entries: Vec<Entry>,
    total: usize,
    unit: DocKind,
    widened: Widened,
}

/// A question put to an index.
struct Asked<'a> {
    planner: Planner<'a>,
    question: &'a Question,
    request: &'a Request,
    /// Most hits wanted.
    limit: Option<usize>,
    /// Keys of the articles that may answer, sorted; all if none.
    scope: Option<Vec<u64>>,
}

/// Hits asked for beyond those wanted, since copies among them will go.
const SPARE: usize = 64;

/// By how much more is asked for if too many were copies.
const MORE: usize = 8;

/// Copies under a hit.
type Counts = FxHashMap<DocAddress, usize>;

impl Asked<'_> {
    /// The hits without copies, and how many copies each has.
    fn folded(&self, store: &mut Store<'_>) -> Result<(Outcome, Counts), AskError> {
        let mut wanted = self.limit.map(|limit| limit.saturating_add(SPARE));
        loop {
            let mut outcome = Asked { limit: wanted, scope: self.scope.clone(), ..*self }.outcome()?;
            let (kept, folds) = self.fold(store, &outcome)?;
            let enough = outcome.entries.len() == outcome.total || self.limit.is_none_or(|limit| kept.len() >= limit);
            if enough {
                outcome.entries = kept;
                outcome.entries.truncate(self.limit.unwrap_or(usize::MAX));
                return Ok((outcome, folds.into_counts()));
            }
            wanted = wanted.map(|wanted| wanted.saturating_mul(MORE));
        }
    }

    /// Folds as many of the hits found as are wanted, a screen of them at a time.
    fn fold(&self, store: &mut Store<'_>, outcome: &Outcome) -> Result<(Vec<Entry>, Folds), AskError> {
        let sight = Sight { unit: outcome.unit, target: self.question.target };
        let (mut folds, mut kept, mut seen) = (Folds::default(), Vec::new(), FxHashSet::default());
        let mut known: FxHashSet<u64> = FxHashSet::default();
        let all = outcome.entries.len() == outcome.total;
        let screen = self.limit.filter(|_| !all).unwrap_or(outcome.entries.len()).max(1);
        if all {
            let shared = copies::shared(store, &outcome.entries)?;
            let hits = of_clusters(store, &outcome.entries, &shared)?;
            folds.add(store, sight, hits)?;
        }
        for hits in outcome.entries.chunks(screen) {
            if !all {
                let fresh = hits.iter().map(|hit| store.cluster(hit)).collect::<Result<FxHashSet<_>, _>>()?;
                let fresh = fresh.into_iter().filter(|cluster| known.insert(*cluster)).collect();
                let hits = self.hits_of_copied(store, &fresh)?;
                folds.add(store, sight, hits)?;
            }
            kept.extend(folds.fold(hits, self.request.sort, &mut seen));
            if self.limit.is_some_and(|limit| kept.len() >= limit) {
                break;
            }
        }
        Ok((kept, folds))
    }

    /// All hits of those of these clusters that have several articles.
    fn hits_of_copied(&self, store: &mut Store<'_>, clusters: &FxHashSet<u64>) -> Result<Vec<Entry>, AskError> {
        let mut keys = store.members(clusters)?.into_values().flatten().collect::<Vec<_>>();
        keys.sort_unstable();
        if let Some(scope) = &self.scope {
            keys.retain(|key| scope.binary_search(key).is_ok());
        }
        if keys.len() < 2 {
            return Ok(Vec::new());
        }
        Ok(Asked { limit: None, scope: Some(keys), ..*self }.outcome()?.entries)
    }

    fn outcome(&self) -> Result<Outcome, AskError> {
        let unit = self.planner.unit;
        if unit == DocKind::Quote && self.question.target == Target::Passages {
            return self.passages_of_quotes();
        }
        let keep = if self.question.target == Target::Articles { Keep::BestOfArticle } else { Keep::Each };
        let query = self.scoped(self.planner.query(&self.question.ast)?);
        let (entries, total) = self.search(&query, self.hits(keep))?;
        if total == 0 && unit == DocKind::Passage {
            return self.widened();
        }
        Ok(Outcome { entries, total, unit, widened: Widened::No })
    }

    fn hits(&self, keep: Keep) -> Hits {
        Hits { sort: self.request.sort, limit: self.limit, keep, unit: self.planner.unit }
    }

    fn search(&self, query: &dyn Query, hits: Hits) -> Result<(Vec<Entry>, usize), AskError> {
        let searcher = self.planner.searcher;
        // What a few posting lists answer is done before a second thread has woken.
        Ok(if self.question.ast.is_dear() {
            on_all_cores(searcher, query, &hits)?
        } else {
            searcher.search(query, &hits)?
        })
    }

    fn scoped(&self, query: Box<dyn Query>) -> Box<dyn Query> {
        match &self.scope {
            None => query,
            Some(keys) => all_of(vec![query, self.planner.having_keys(keys.clone())]),
        }
    }

    /// The passages in which the quotes found begin.
    fn passages_of_quotes(&self) -> Result<Outcome, AskError> {
        let every = Hits { limit: None, ..self.hits(Keep::Each) };
        let query = self.scoped(self.planner.query(&self.question.ast)?);
        let quotes = self.search(&query, every)?.0;
        let mut keys: Vec<u64> = quotes.iter().map(|quote| quote.key).collect();
        keys.sort_unstable();
        keys.dedup();
        let passages = self.planner.over(DocKind::Passage);
        let every = Hits { unit: DocKind::Passage, ..every };
        let mut passages = self.search(&passages.of_unit(passages.having_keys(keys)), every)?.0;
        passages.sort_unstable_by(Entry::by_place);
        let mut entries = Vec::with_capacity(quotes.len());
        for quote in quotes {
            let after = passages.partition_point(|passage| (passage.key, passage.start) <= (quote.key, quote.start));
            let passage = after.checked_sub(1).map(|at| passages[at]).filter(|passage| passage.key == quote.key);
            if let Some(mut passage) = passage {
                passage.score = quote.score;
                entries.push(passage);
            }
        }
        let sort = self.request.sort;
        entries.sort_unstable_by(|a, b| a.by_place(b).then_with(|| a.rank(b, sort)));
        entries.dedup_by_key(|entry| entry.address());
        let total = self.hits(Keep::Each).finish(&mut entries);
        Ok(Outcome { entries, total, unit: DocKind::Passage, widened: Widened::No })
    }

    /// Nothing was found within one passage: tries the same words over whole articles.
    fn widened(&self) -> Result<Outcome, AskError> {
        let nothing = Outcome { entries: Vec::new(), total: 0, unit: DocKind::Passage, widened: Widened::No };
        let Some(keys) = whole::articles(&self.planner, &self.question.ast)? else { return Ok(nothing) };
        if keys.is_empty() {
            return Ok(nothing);
        }
        let wanted = whole::wanted(&self.planner, &self.question.ast)?;
        let query = self.scoped(all_of(vec![self.planner.of_unit(wanted), self.planner.having_keys(keys)]));
        let (entries, total) = self.search(&query, self.hits(Keep::BestOfArticle))?;
        let widened = if total > 0 { Widened::Yes } else { Widened::No };
        Ok(Outcome { entries, total, widened, ..nothing })
    }
}
