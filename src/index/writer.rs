//! The one writer: takes the lock, heals what a killed run left, and knows one way to commit.

use std::{
    fs::{self, File, TryLockError},
    io::{Read, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use index_schema::{Fields, register};
use tantivy::{
    Index, IndexSettings, IndexWriter, TantivyDocument, TantivyError, Term,
    indexer::{IndexWriterOptions, LogMergePolicy, UserOperation},
    store::{Compressor, ZstdCompressor},
};

#[cfg(unix)]
use super::folder::Folder;
use super::{
    Counts, IndexError, Payload, Snapshot, engine_folder, error,
    queue::{Gate, Queued},
    reader::verify,
};
use crate::analysis::fingerprint::Fingerprint;

/// Where files cannot be read at a place of one's own they are mapped.
#[cfg(not(unix))]
type Folder = tantivy::directory::MmapDirectory;

/// How the writer works.
#[derive(Debug, Clone, Copy)]
pub struct WriterOptions {
    /// Threads that build segments; more than two seldom pay beside the analysis.
    pub threads: usize,
}

impl Default for WriterOptions {
    fn default() -> Self {
        Self { threads: 2 }
    }
}

/// Bytes of memory for the postings of one thread before it closes a segment. With two threads a commit's worth of text
/// about fits, so segments are as large as commits make them. With 64 MB for each and commits after 64 MiB of text a run
/// over 459 MB of text held 513 MB beside what it maps, with 48 for both 412 MB.
const HEAP_PER_THREAD: usize = 48 << 20;

/// Merging shares the cores with indexing: one thread keeps up, four would only hold more memory.
const MERGE_THREADS: usize = 1;

/// Segments of one size that are merged together. tantivy's 8 lets 15 to 20 segments stand for long; queries open
/// each, and a query's time is mostly opening.
const MERGE_AT: usize = 6;

/// Documents under which segments count as the same size: about one commit's worth of passages and quotes.
const SMALL_SEGMENT: u32 = 100_000;

/// Segments with more documents are left alone: merging them again costs minutes, and memory that grows with them. With
/// 10,000,000 a run over 1.8 GB of text held 772 MB, with this 557 MB (`benches/scale.rs`, one run each); queries open
/// more segments for it.
const LARGE_SEGMENT: usize = 1_000_000;

/// Share of deleted documents from which a segment is rewritten.
const DELETED_SHARE: f32 = 0.3;

/// zstd at its default level: a fifth smaller than lz4 at hardly more time (measured, see the notes of the design).
const STORE: Compressor = Compressor::Zstd(ZstdCompressor { compression_level: Some(3) });

/// Bytes compressed together: some ten articles with their quotes. tantivy's 16 KB compress worse and make a new
/// compressor for every three articles; to read one costs 0.1 ms still.
const STORE_BLOCK: usize = 64 << 10;

/// The documents of one article, ready to be added.
#[derive(Debug, Default)]
pub struct Built {
    /// Article first, then passages and quotes; the cluster, which they all carry, is added when they are written.
    pub docs: Vec<TantivyDocument>,
    /// Of the article's text.
    pub fingerprint: Fingerprint,
    /// Bytes of the article's text.
    pub text_bytes: u64,
    /// What they count as; `places` and `files` are 0.
    pub counts: Counts,
    /// About how many bytes of memory they hold.
    pub bytes: usize,
}

/// A change to be applied.
pub(super) enum Change {
    /// Deletes what was added before and carries the term.
    Delete(Term),
    /// Adds a document.
    Add(TantivyDocument),
}

/// The writing end of an index; at most one exists for a folder.
pub struct Writer {
    dir: PathBuf,
    folder: PathBuf,
    engine: IndexWriter<Queued>,
    fields: Fields,
    gate: Arc<Gate>,
    /// What the index will hold after the next commit.
    pub(super) counts: Counts,
    /// Held, not read: the kernel frees it with the process, so no stale lock can stay.
    _lock: File,
}

impl Writer {
    /// Opens the index in `dir`, or makes one, and removes what killed runs left behind.
    ///
    /// # Errors
    /// If another process writes, the index is another's or damaged, or the file system refuses.
    pub fn open(dir: &Path, options: WriterOptions) -> Result<Self, IndexError> {
        let folder = engine_folder(dir);
        fs::create_dir_all(&folder).map_err(|cause| IndexError::io(&folder, cause))?;
        let lock = lock(dir)?;
        sweep(&folder)?;
        let index = open_or_create(dir, &folder)?;
        let payload = verify(dir, &index)?;
        register(&index);
        let engine = engine(&index, options).map_err(|error| busy_or_write(dir, &error))?;
        engine.garbage_collect_files().wait().map_err(|error| IndexError::write(dir, &error))?;
        sync_folder(&folder)?;
        sync_folder(dir)?;
        Ok(Self {
            dir: dir.to_owned(),
            folder,
            engine,
            fields: Fields::schema().1,
            gate: Arc::default(),
            counts: payload.counts,
            _lock: lock,
        })
    }

    /// Opens the index in `dir` to change what it holds; makes none.
    ///
    /// # Errors
    /// As [`Self::open`], and if there is no index.
    pub fn open_existing(dir: &Path, options: WriterOptions) -> Result<Self, IndexError> {
        if !engine_folder(dir).join("meta.json").is_file() {
            return Err(IndexError::Missing(dir.to_owned()));
        }
        Self::open(dir, options)
    }

    /// Handles of the fields.
    #[must_use]
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// The folder it was opened in.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// What the index will hold after the next commit.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// The last commit, which shares with the one `before` what both have.
    ///
    /// # Errors
    /// If its segments cannot be read.
    pub fn snapshot(&self, before: Option<&Snapshot>) -> Result<Snapshot, IndexError> {
        Snapshot::new(&self.dir, self.engine.index(), self.fields, before)
    }

    /// Applies changes in order; documents added in one call lie together. Waits while the queue is full.
    pub(super) fn apply(&mut self, changes: Vec<Change>, bytes: usize) -> Result<(), IndexError> {
        let mut permit = Some(self.gate.enter(bytes));
        let mut operations: Vec<UserOperation<Queued>> = Vec::with_capacity(changes.len());
        for change in changes.into_iter().rev() {
            operations.push(match change {
                Change::Delete(term) => UserOperation::Delete(term),
                Change::Add(doc) => UserOperation::Add(Queued { doc, permit: permit.take() }),
            });
        }
        operations.reverse();
        match self.engine.run(operations) {
            Ok(_) => Ok(()),
            Err(error) => Err(self.cause(&error)),
        }
    }

    /// The only commit of the program: a plain one would erase the payload, and tantivy renames `meta.json` without
    /// syncing the folder, so that a power cut could undo what was said to be safe.
    ///
    /// # Errors
    /// If writing fails; the commit before stays intact.
    pub fn commit(&mut self) -> Result<(), IndexError> {
        let payload = Payload::new(self.counts).to_json();
        let committed = self.engine.prepare_commit().and_then(|mut prepared| {
            prepared.set_payload(&payload);
            prepared.commit()
        });
        committed.map_err(|error| IndexError::write(&self.dir, &error))?;
        sync_folder(&self.folder)
    }

    /// Waits for merges under way and closes the index. What was not committed is lost.
    ///
    /// # Errors
    /// If a merge failed.
    pub fn finish(self) -> Result<(), IndexError> {
        self.engine.wait_merging_threads().map_err(|error| IndexError::write(&self.dir, &error))?;
        sync_folder(&self.folder)
    }

    /// Asks the dead workers what happened: the send only tells that they are gone.
    fn cause(&mut self, sent: &TantivyError) -> IndexError {
        let first = self.engine.prepare_commit().err().map_or_else(|| error::words(sent), |error| error::words(&error));
        IndexError::Write { dir: self.dir.clone(), cause: first }
    }
}

/// Takes the lock or says who has it.
fn lock(dir: &Path) -> Result<File, IndexError> {
    let path = dir.join("lock");
    let io = |cause| IndexError::io(&path, cause);
    let mut file = File::options().create(true).truncate(false).read(true).write(true).open(&path).map_err(io)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(busy(dir, &mut file)),
        Err(TryLockError::Error(cause)) => return Err(io(cause)),
    }
    file.set_len(0).map_err(io)?;
    write!(file, "{}", std::process::id()).map_err(io)?;
    Ok(file)
}

fn busy(dir: &Path, file: &mut File) -> IndexError {
    let mut pid = String::new();
    let read = file.read_to_string(&mut pid).is_ok();
    let known = read && !pid.is_empty() && pid.bytes().all(|byte| byte.is_ascii_digit());
    let who = if known { format!("process {pid}") } else { "another process".to_owned() };
    IndexError::Busy { dir: dir.to_owned(), who }
}

fn busy_or_write(dir: &Path, error: &TantivyError) -> IndexError {
    match error {
        TantivyError::LockFailure(..) => IndexError::Busy { dir: dir.to_owned(), who: "another program".to_owned() },
        other => IndexError::write(dir, other),
    }
}

/// Removes the `.tmp*` files that killed runs leave and tantivy never collects. Only to be called under the lock.
fn sweep(folder: &Path) -> Result<(), IndexError> {
    let io = |cause| IndexError::io(folder, cause);
    for entry in fs::read_dir(folder).map_err(io)? {
        let entry = entry.map_err(io)?;
        if entry.file_name().to_string_lossy().starts_with(".tmp") {
            fs::remove_file(entry.path()).map_err(|cause| IndexError::io(&entry.path(), cause))?;
        }
    }
    Ok(())
}

/// Opens the index, or makes one where a first run was killed before its first file.
fn open_or_create(dir: &Path, folder: &Path) -> Result<Index, IndexError> {
    let directory = Folder::open(folder).map_err(|error| IndexError::open(dir, &error.into()))?;
    let exists = Index::exists(&directory).map_err(|error| IndexError::open(dir, &error.into()))?;
    let opened = if exists {
        Index::open(directory)
    } else {
        let settings =
            IndexSettings { docstore_compression: STORE, docstore_blocksize: STORE_BLOCK, ..IndexSettings::default() };
        Index::create(directory, Fields::schema().0, settings)
    };
    opened.map_err(|error| IndexError::open(dir, &error))
}

fn engine(index: &Index, options: WriterOptions) -> tantivy::Result<IndexWriter<Queued>> {
    let options = IndexWriterOptions::builder()
        .num_worker_threads(options.threads.max(1))
        .memory_budget_per_thread(HEAP_PER_THREAD)
        .num_merge_threads(MERGE_THREADS)
        .build();
    let engine = index.writer_with_options(options)?;
    let mut policy = LogMergePolicy::default();
    policy.set_min_num_segments(MERGE_AT);
    policy.set_min_layer_size(SMALL_SEGMENT);
    policy.set_max_docs_before_merge(LARGE_SEGMENT);
    policy.set_del_docs_ratio_before_merge(DELETED_SHARE);
    engine.set_merge_policy(Box::new(policy));
    Ok(engine)
}

/// Makes renames and removals in `folder` survive a power cut.
fn sync_folder(folder: &Path) -> Result<(), IndexError> {
    File::open(folder).and_then(|file| file.sync_all()).map_err(|cause| IndexError::io(folder, cause))
}
