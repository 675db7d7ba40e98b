//! Brings old articles to the present analysis from the text that the index keeps: the archive is not needed.

use std::{path::PathBuf, sync::Arc};

use index_schema::{ArticleDoc, Fields};
use rayon::prelude::*;
use tantivy::DocAddress;

use super::{
    Analyser, CommitEvery, Observer, PipelineError, Problem, Progress, StopFlag,
    prepare::{build, guard},
    run::{pool, threads_of, writer_options},
};
use crate::{
    analysis::ANALYSIS_VERSION,
    article::{Article, ArticleId, Extent, Provenance},
    index::{Built, Counts, IndexError, Ledger, Snapshot, Writer, ledger::Prune},
};

/// Articles read, analysed and written at a time: enough for every thread, and some megabytes.
const BATCH: usize = 256;

/// Which articles are analysed anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Those that another version of the analysis made.
    Old,
    /// All.
    All,
}

/// What to analyse anew.
#[derive(Debug, Clone)]
pub struct ReanalyseOptions {
    /// The index folder.
    pub dir: PathBuf,
    /// Which articles.
    pub which: Which,
    /// Threads that analyse; by default one a core.
    pub threads: Option<usize>,
    /// When to commit.
    pub commit_every: CommitEvery,
}

impl ReanalyseOptions {
    /// With all else as usual.
    #[must_use]
    pub fn new(dir: PathBuf, which: Which) -> Self {
        Self { dir, which, threads: None, commit_every: CommitEvery::default() }
    }
}

/// What was done.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reanalysed {
    /// Articles analysed anew and written.
    pub articles: u64,
    /// Articles left as they were, since analysing them failed.
    pub failed: u64,
    /// Whether it was stopped before its end; the same command goes on.
    pub interrupted: bool,
    /// What the index holds now.
    pub index: Counts,
}

/// Analyses articles of an index anew. Stopped or killed, what was committed stays; run again, it goes on (with
/// [`Which::All`]: begins again).
///
/// # Errors
/// If the index cannot be read or written. An article whose analysis fails is told and stays as it was.
pub fn reanalyse(
    options: &ReanalyseOptions,
    observer: &dyn Observer,
    stop: &StopFlag,
) -> Result<Reanalysed, PipelineError> {
    let threads = threads_of(options.threads);
    let pool = pool(threads)?;
    let ledger = Ledger::new(Writer::open_existing(&options.dir, writer_options(threads))?, Prune::Keep)?;
    let mut work = Work { options, observer, fields: Fields::schema().1, ledger, done: Reanalysed::default() };
    let snapshot = work.ledger.snapshot();
    let articles =
        snapshot.articles(|version| options.which == Which::All || version != u64::from(ANALYSIS_VERSION))?;
    for batch in articles.chunks(BATCH) {
        if stop.is_set() {
            work.done.interrupted = true;
            break;
        }
        work.batch(&pool, &snapshot, batch)?;
        observer.progress(&work.progress(articles.len()));
    }
    let (_, counts) = work.ledger.finish()?;
    Ok(Reanalysed { index: counts, ..work.done })
}

struct Work<'a> {
    options: &'a ReanalyseOptions,
    observer: &'a dyn Observer,
    fields: Fields,
    ledger: Ledger,
    done: Reanalysed,
}

/// An article analysed anew, with the bytes of its text.
type Anew = Result<(ArticleId, Built, u64), Problem>;

impl Work<'_> {
    fn batch(&mut self, pool: &rayon::ThreadPool, from: &Snapshot, batch: &[DocAddress]) -> Result<(), PipelineError> {
        let one = |&at: &DocAddress| from.read_article(at).map(|doc| anew(&self.fields, doc));
        let made: Vec<Result<Anew, IndexError>> = pool.install(|| batch.par_iter().map(one).collect());
        for made in made {
            match made? {
                Ok((id, built, bytes)) => {
                    self.ledger.rewrite(id, built, bytes)?;
                    self.done.articles += 1;
                }
                Err(problem) => {
                    self.observer.problem(&problem);
                    self.done.failed += 1;
                }
            }
        }
        let (text, articles, time) = self.ledger.uncommitted();
        if self.options.commit_every.is_due(text, articles, time) {
            self.ledger.commit()?;
        }
        Ok(())
    }

    fn progress(&self, all: usize) -> Progress {
        let done = self.done.articles + self.done.failed;
        Progress {
            articles: done,
            bytes_done: done,
            bytes_total: Some(all as u64),
            quotes: 0,
            rejected: self.done.failed,
        }
    }
}

fn anew(fields: &Fields, doc: ArticleDoc) -> Anew {
    let (id, bytes) = (doc.article_id.clone(), doc.text.len() as u64);
    let unreadable =
        || Problem { reason: "damaged", text: format!("article {id}: its id is damaged; run `onrecord check`") };
    let id: ArticleId = id.parse().map_err(|_| unreadable())?;
    let article = article(id, doc);
    let built = guard(&article.provenance, || build(fields, &article, Analyser::default()))?;
    Ok((id, built, bytes))
}

/// The article as it was read. Where it lay is told by its places, which stay.
fn article(id: ArticleId, doc: ArticleDoc) -> Article {
    Article {
        id,
        text: doc.text,
        title: doc.title,
        published: doc.published.and_then(|published| published.parse().ok()),
        byline: doc.byline,
        source: doc.source,
        url: doc.url,
        lang: doc.lang,
        own_id: doc.own_id,
        extent: doc.extent.as_deref().map(Extent::of_label).unwrap_or_default(),
        version: doc.version.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok()),
        provenance: Provenance { path: Arc::new(PathBuf::from(format!("article {id}"))), member: None, offset: 0 },
    }
}
