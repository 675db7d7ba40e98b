//! The run: starts the stages, writes what they yield, counts it.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock, atomic::Ordering},
    thread,
    time::Instant,
};

use crossbeam_channel::{Receiver, Sender, bounded};
use index_schema::Fields;
use rayon::prelude::*;

use super::{
    IndexOptions, StopFlag,
    analyser::AsText,
    prepare::{NotBuilt, Prepared, prepare},
    reading::{End, Meter, Raw, Reading},
    repeats::Repeats,
    report::{EARLIER, Observer, Problem, Progress, Report, WITHDRAWN},
};
use crate::{
    analysis::ANALYSIS_VERSION,
    article::Extent,
    index::{
        FileState, IndexError, Ledger, Outcome, Snapshot, Writer, WriterOptions, ledger::Prune, lookup::KnownFile,
    },
    source::{FileEntry, measure},
};

/// Batches that may wait between two stages: enough that no stage waits for a thread switch, and a few megabytes.
const WAITING_BATCHES: usize = 3;

/// Stack of a pool thread. Nothing here recurses on its input; the regular expressions and page parser of others may.
const STACK_BYTES: usize = 16 << 20;

/// Threads that build segments: as many as analyse, for while one closes a segment the other must take what comes, or
/// the analysis waits; but not more than this, since each has its own memory and a vocabulary of its own to write.
const WRITER_THREADS: usize = 2;

/// Why a run stopped. What was committed before is intact; the same command goes on from there.
#[derive(Debug, thiserror::Error)]
pub enum PipelineError {
    /// The index could not be opened, read or written.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// `--prune` would have removed everything below a root that only seems to be empty.
    #[error("{root} {why}, so --prune would remove all that was indexed from it: mount it, or leave --prune out", root = .root.display())]
    Prune {
        /// The root.
        root: PathBuf,
        /// "does not exist" or "is an empty folder".
        why: &'static str,
    },
    /// Threads could not be started.
    #[error("threads could not be started ({0}): try --threads 1")]
    Threads(String),
}

/// Indexes what lies below the roots.
///
/// # Errors
/// If the index cannot be opened or written, or pruning would be rash. Files and articles that cannot be read are no
/// error: they are told to `observer` and counted in the report.
pub fn run(options: &IndexOptions, observer: &dyn Observer, stop: &StopFlag) -> Result<Report, PipelineError> {
    let began = Instant::now();
    if options.prune == Prune::Remove {
        options.roots.iter().try_for_each(|root| refuse_rash_prune(root))?;
    }
    let threads = threads_of(options.threads);
    let pool = pool(threads)?;
    let writer = Writer::open(&options.dir, writer_options(threads))?;
    let mut ledger = Ledger::new(writer, options.prune)?;
    ledger.finish_withdrawing()?;
    let mut writing = Writing::new(options, observer, stop, ledger);
    writing.stages(&pool)?;
    let mut report = writing.finish()?;
    report.elapsed = began.elapsed();
    report.interrupted = stop.is_set();
    debug_assert_eq!(report.balanced(), Ok(()));
    Ok(report)
}

/// Threads asked for, or one a core.
pub(super) fn threads_of(asked: Option<usize>) -> usize {
    asked.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from)).max(1)
}

/// The threads that analyse.
pub(super) fn pool(threads: usize) -> Result<rayon::ThreadPool, PipelineError> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .stack_size(STACK_BYTES)
        .thread_name(|i| format!("analyse-{i}"))
        .build()
        .map_err(|error| PipelineError::Threads(error.to_string()))
}

/// How the writer works beside so many threads that analyse.
pub(super) fn writer_options(threads: usize) -> WriterOptions {
    WriterOptions { threads: threads.clamp(1, WRITER_THREADS) }
}

fn refuse_rash_prune(root: &Path) -> Result<(), PipelineError> {
    let why = match root.read_dir().map(|mut entries| entries.next().is_none()) {
        Ok(true) => "is an empty folder",
        Ok(false) => return Ok(()),
        Err(_) if root.is_file() => return Ok(()),
        Err(_) => "does not exist or cannot be read",
    };
    Err(PipelineError::Prune { root: root.to_owned(), why })
}

/// What comes out of the pool, in the order read.
enum Ready {
    Article(Result<Box<Prepared>, Problem>),
    Other(Raw),
}

/// The pool's stage: takes batches, keeps their order.
struct Analysing<'a> {
    pool: &'a rayon::ThreadPool,
    options: &'a IndexOptions,
    fields: Fields,
    last: &'a RwLock<Arc<Snapshot>>,
    raw: Receiver<Vec<Raw>>,
    out: Sender<Vec<Ready>>,
}

impl Analysing<'_> {
    /// Only this thread waits on the channels; pool threads never do.
    fn run(self) {
        for batch in &self.raw {
            let last = Arc::clone(&self.last.read().unwrap_or_else(PoisonError::into_inner));
            let one = |raw| match raw {
                Raw::Record(record) => {
                    Ready::Article(prepare(&record, self.options, &self.fields, &last).map(Box::new))
                }
                other => Ready::Other(other),
            };
            let ready = self.pool.install(|| batch.into_par_iter().map(one).collect());
            if self.out.send(ready).is_err() {
                return;
            }
        }
    }
}

/// The writing stage, on the calling thread.
struct Writing<'a> {
    options: &'a IndexOptions,
    observer: &'a dyn Observer,
    stop: &'a StopFlag,
    ledger: Ledger,
    fields: Fields,
    meter: Arc<Meter>,
    report: Report,
    file: Option<OpenFile>,
}

/// The file whose records are being written.
struct OpenFile {
    entry: FileEntry,
    /// Of the part that is not read again, if the file only grew.
    known: Option<KnownFile>,
    rejected: u64,
    failed: Option<&'static str>,
    repeats: Repeats,
}

impl<'a> Writing<'a> {
    fn new(options: &'a IndexOptions, observer: &'a dyn Observer, stop: &'a StopFlag, ledger: Ledger) -> Self {
        let (meter, report) = (Arc::default(), Report::default());
        Self { options, observer, stop, ledger, fields: Fields::schema().1, meter, report, file: None }
    }

    /// Runs all stages until the input ends, the run is stopped, or writing fails.
    fn stages(&mut self, pool: &rayon::ThreadPool) -> Result<(), PipelineError> {
        self.count_bytes();
        let (raw_out, raw) = bounded(WAITING_BATCHES);
        let (out, ready) = bounded(WAITING_BATCHES);
        let last = RwLock::new(self.ledger.snapshot());
        let last = &last;
        let meter = Arc::clone(&self.meter);
        let reading = Reading {
            options: self.options,
            before: self.ledger.snapshot(),
            stop: self.stop,
            meter: &meter,
            out: raw_out,
            batch: Vec::new(),
            bytes: 0,
        };
        let analysing = Analysing { pool, options: self.options, fields: self.fields, last, raw, out };
        thread::scope(|scope| {
            let named = |name: &str| thread::Builder::new().name(name.to_owned());
            let started = named("read").spawn_scoped(scope, || reading.run());
            started.map_err(|error| PipelineError::Threads(error.to_string()))?;
            let started = named("spread").spawn_scoped(scope, || analysing.run());
            started.map_err(|error| PipelineError::Threads(error.to_string()))?;
            // Dropping `ready` on an error closes the channels, so that no stage waits for ever.
            self.write(ready, last)
        })
    }

    /// Counts all bytes on a thread of its own, which is not waited for: only the time left depends on it.
    fn count_bytes(&self) {
        let (meter, roots, walk) = (Arc::clone(&self.meter), self.options.roots.clone(), self.options.walk.clone());
        thread::spawn(move || meter.total.store(measure(&roots, &walk).1, Ordering::Relaxed));
    }

    fn write(&mut self, ready: Receiver<Vec<Ready>>, last: &RwLock<Arc<Snapshot>>) -> Result<(), PipelineError> {
        for batch in ready {
            for item in batch {
                match item {
                    Ready::Article(article) => self.article(article)?,
                    Ready::Other(raw) => self.other(raw)?,
                }
                if self.commit_is_due() {
                    self.ledger.commit()?;
                    *last.write().unwrap_or_else(PoisonError::into_inner) = self.ledger.snapshot();
                }
            }
            self.observer.progress(&self.progress());
        }
        Ok(())
    }

    fn commit_is_due(&self) -> bool {
        let (text, articles, time) = self.ledger.uncommitted();
        self.options.commit_every.is_due(text, articles, time)
    }

    fn progress(&self) -> Progress {
        let total = self.meter.total.load(Ordering::Relaxed);
        Progress {
            articles: self.report.articles.read,
            bytes_done: self.meter.done.load(Ordering::Relaxed),
            bytes_total: (total > 0).then_some(total),
            quotes: self.report.quotes,
            rejected: self.report.rejected(),
        }
    }

    fn article(&mut self, article: Result<Box<Prepared>, Problem>) -> Result<(), PipelineError> {
        let prepared = match article {
            Ok(prepared) => *prepared,
            Err(problem) => {
                self.reject(&problem);
                return Ok(());
            }
        };
        let Prepared { incoming, text_bytes, as_text, extent, body } = prepared;
        let (fields, analyser) = (self.fields, self.options.analyser);
        match self.ledger.article(&incoming, text_bytes, || body.built(&fields, analyser)) {
            Ok(Outcome::Collision) => {
                let path = incoming.provenance.path.display();
                let text = format!("{path}: the id of an article collides with another's; it is left out");
                self.reject(&Problem { reason: "id-collision", text });
            }
            Ok(Outcome::Withdrawn) => self.count_rejected(WITHDRAWN),
            Ok(outcome) => self.count(outcome, text_bytes, as_text, extent),
            Err(NotBuilt::Rejected(problem)) => self.reject(&problem),
            Err(NotBuilt::Index(error)) => return Err(error.into()),
        }
        Ok(())
    }

    fn count(&mut self, outcome: Outcome, text_bytes: u64, as_text: Option<AsText>, extent: Extent) {
        let articles = &mut self.report.articles;
        articles.read += 1;
        self.report.text_bytes += text_bytes;
        match outcome {
            Outcome::Indexed { added } | Outcome::Replaced { added } => {
                articles.indexed += 1;
                articles.foreign += u64::from(as_text == Some(AsText::Foreign));
                articles.too_long += u64::from(as_text == Some(AsText::TooLong));
                articles.abstracts += u64::from(extent == Extent::Abstract);
                articles.stubs += u64::from(extent == Extent::Stub);
                articles.replaced += u64::from(matches!(outcome, Outcome::Replaced { .. }));
                self.report.quotes += added.quotes;
                self.report.passages += added.passages;
            }
            Outcome::Unchanged => articles.unchanged += 1,
            Outcome::Duplicate => articles.duplicate += 1,
            Outcome::Collision | Outcome::Withdrawn => {}
        }
    }

    fn reject(&mut self, problem: &Problem) {
        self.count_rejected(problem.reason);
        self.tell(problem);
    }

    /// Tells a problem, if it is among the first few of its file; the others are told by their number when that ends.
    fn tell(&mut self, problem: &Problem) {
        if self.file.as_mut().is_none_or(|file| file.repeats.is_told(problem.reason)) {
            self.observer.problem(problem);
        }
    }

    fn count_rejected(&mut self, reason: &'static str) {
        self.report.articles.read += 1;
        *self.report.articles.rejected.entry(reason).or_default() += 1;
        if let Some(file) = &mut self.file {
            file.rejected += 1;
        }
    }

    fn other(&mut self, raw: Raw) -> Result<(), PipelineError> {
        match raw {
            Raw::Begin(entry, known) => self.begin(entry, known)?,
            Raw::Bad(error) => {
                let problem = Problem { reason: error.reason().label(), text: error.to_string() };
                if error.is_record() {
                    self.reject(&problem);
                } else {
                    self.tell(&problem);
                    let failed = self.file.as_mut().map(|file| &mut file.failed);
                    failed.map(|failed| failed.get_or_insert(problem.reason));
                }
            }
            Raw::End(end) => self.end(end)?,
            Raw::Unchanged(known) => {
                self.report.files.seen += 1;
                self.report.files.unchanged += 1;
                self.unchanged(known);
            }
            Raw::Skipped(reason) => {
                self.report.files.seen += 1;
                *self.report.files.skipped.entry(reason).or_default() += 1;
            }
            Raw::Broken(error) => {
                self.report.files.seen += 1;
                *self.report.files.failed.entry(error.reason().label()).or_default() += 1;
                self.observer.problem(&Problem { reason: error.reason().label(), text: error.to_string() });
            }
            Raw::Record(_) => unreachable!("records become articles on the pool"),
        }
        Ok(())
    }

    fn begin(&mut self, entry: FileEntry, known: Option<KnownFile>) -> Result<(), PipelineError> {
        self.report.files.seen += 1;
        self.ledger.begin_file(&entry.path, known.map_or(0, |known| known.size))?;
        if let Some(known) = known {
            self.report.files.grown += 1;
            self.unchanged(known);
        }
        let rejected = known.map_or(0, |known| known.rejected);
        self.file = Some(OpenFile { entry, known, rejected, failed: None, repeats: Repeats::default() });
        Ok(())
    }

    /// Counts articles that were not read again.
    fn unchanged(&mut self, known: KnownFile) {
        let KnownFile { articles, rejected, .. } = known;
        self.report.articles.read += articles + rejected;
        self.report.articles.unchanged += articles;
        if rejected > 0 {
            *self.report.articles.rejected.entry(EARLIER).or_default() += rejected;
        }
    }

    fn end(&mut self, end: End) -> Result<(), PipelineError> {
        let mut file = self.file.take().expect("a file ends only after it began");
        let untold = file.repeats.rest(&file.entry.path.to_string_lossy());
        untold.iter().for_each(|problem| self.observer.problem(problem));
        let files = &mut self.report.files;
        match (file.failed, end) {
            (Some(reason), _) => *files.failed.entry(reason).or_default() += 1,
            (None, End::Stopped) => files.interrupted += 1,
            (None, _) => files.read += 1,
        }
        let (earlier, passed) = file.known.map_or((0, 0), |known| (known.articles, known.size));
        self.report.bytes_read += file.entry.size - passed;
        let state = match (file.failed, end) {
            (None, End::Whole { single, stamp }) => {
                let (FileEntry { size, mtime, .. }, rejected) = (file.entry, file.rejected);
                FileState::Complete { size, mtime, single, rejected, earlier, stamp }
            }
            _ => FileState::Partial,
        };
        Ok(self.ledger.end_file(state)?)
    }

    /// Removes what is gone, commits, closes.
    fn finish(mut self) -> Result<Report, PipelineError> {
        if self.options.prune == Prune::Remove && !self.stop.is_set() {
            for root in &self.options.roots {
                let root = std::path::absolute(root).unwrap_or_else(|_| root.clone());
                self.ledger.prune_below(&root)?;
            }
        }
        self.ledger.commit()?;
        self.report.outdated = self.ledger.snapshot().outdated(u64::from(ANALYSIS_VERSION))? as u64;
        let (removed, counts) = self.ledger.finish()?;
        self.report.removed = removed;
        self.report.index = counts;
        Ok(self.report)
    }
}
