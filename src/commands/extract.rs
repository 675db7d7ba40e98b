//! `extract`: articles in, one object an article out, no index.
//!
//! The input is read in order on this thread into bounded batches; each batch is analysed in parallel and printed in the
//! order read, so that memory does not grow with the input and the output does not depend on the number of threads.

mod lines;
mod told;

use std::{
    borrow::Cow,
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::Context as _;
use rayon::prelude::*;

use self::{
    lines::{Line, Lines},
    told::{Fault, Told, Unread},
};
use super::{Context, Outcome};
use crate::{
    analysis,
    article::{Article, Extent, Provenance, Published},
    pipeline::{
        Analyser, PANIC,
        analyser::{AsText, LONGEST_ANALYSED},
        guard::guarded,
    },
    render::{
        Look,
        json::{ArticleJson, Heading, Id},
        text::{Reasons, extracted},
    },
    source::{self, DecodeOptions, Found, RawRecord, Reason, SkipReason, Walk, WalkOptions},
};

/// Bytes of input that each thread analyses before results are printed: so few that the results, some four times as
/// much, fit the caches (32 times as many take a thirtieth more time and 20 MB).
const BATCH_BYTES: usize = 1 << 17;

/// What is printed of an article is so many times as long as its text, or less: room made once.
const MUCH: usize = 4;

/// What messages call standard input.
const STDIN: &str = "standard input";

/// Stack of a thread that analyses, as in the pipeline.
const STACK_BYTES: usize = 16 << 20;

/// What to extract from, and how to print it.
#[derive(Debug)]
pub struct Options {
    /// Where to read.
    pub sources: Vec<Source>,
    /// How to read it.
    pub input: Input,
    /// How to print it.
    pub format: Format,
    /// How folders are walked.
    pub walk: WalkOptions,
    /// How records become articles.
    pub decode: DecodeOptions,
    /// Threads that analyse; by default one a core.
    pub threads: Option<usize>,
    /// How text looks.
    pub look: Look,
    /// Whether text gives reasons.
    pub reasons: Reasons,
}

/// Where to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Standard input.
    Stdin,
    /// A file or folder.
    Path(PathBuf),
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Stdin => f.write_str(STDIN),
            Self::Path(path) => path.display().fmt(f),
        }
    }
}

/// How to read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// Files by their form, standard input as plain text.
    Auto,
    /// Plain text.
    Text,
    /// Lines with text taken exactly as given.
    Jsonl,
}

/// How to print it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One object a line.
    Jsonl,
    /// One array.
    Json,
    /// For reading.
    Text,
}

/// Something read, not yet looked at.
enum Item {
    Line(Line),
    Record(RawRecord),
    /// What could not be read, told in its place.
    Fault(Fault),
}

impl Item {
    fn size(&self) -> usize {
        match self {
            Self::Line(line) => line.size(),
            Self::Record(record) => record.bytes.len(),
            Self::Fault(fault) => fault.text.len(),
        }
    }

    fn place(&self) -> String {
        match self {
            Self::Record(record) => format!("{} at byte {}", self.file(), record.provenance.offset),
            Self::Line(line) => line.place(),
            Self::Fault(_) => self.file(),
        }
    }

    /// The file that it lay in, as messages name it.
    fn file(&self) -> String {
        match self {
            Self::Line(line) => line.file(),
            Self::Record(record) => record.provenance.path.display().to_string(),
            Self::Fault(fault) => fault.file.clone(),
        }
    }

    fn fault(&self, reason: &'static str, text: String) -> Fault {
        Fault { file: self.file(), reason, text }
    }
}

/// An article, ready to be analysed.
#[derive(Default)]
struct Subject<'a> {
    id: Id,
    text: Cow<'a, str>,
    title: Option<Cow<'a, str>>,
    published: Option<Published>,
    byline: Option<String>,
    source: Option<String>,
    url: Option<String>,
    lang: Option<String>,
    extent: Option<Extent>,
    /// What was wrong with it and did not cost the article.
    warning: Option<String>,
}

impl From<Article> for Subject<'_> {
    fn from(article: Article) -> Self {
        let Article { id, text, title, published, byline, source, url, lang, own_id, extent, .. } = article;
        let id = Id::Text(own_id.unwrap_or_else(|| id.to_string()));
        let (text, title) = (Cow::Owned(text), title.map(Cow::Owned));
        Self { id, text, title, published, byline, source, url, lang, extent: Some(extent), warning: None }
    }
}

/// Runs the command.
///
/// # Errors
/// If results cannot be written. What cannot be read is a message and [`Outcome::Incomplete`].
pub fn run(options: &Options, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let pool = pool(options.threads)?;
    let mut work = Work {
        options,
        context,
        pool,
        batch: Vec::new(),
        bytes: 0,
        printed: 0,
        told: Told::default(),
        as_text: AsTextCounts::default(),
    };
    work.open_list()?;
    for source in &options.sources {
        if work.context.stop.is_set() {
            break;
        }
        if let Err(failure) = work.read(source) {
            work.settle(failure, source)?;
        }
    }
    work.analyse_batch()?;
    work.close_list()?;
    work.told.end(work.context.messages);
    work.tell_as_text();
    Ok(match (work.context.stop.is_set(), work.told.faults()) {
        (true, _) => Outcome::Interrupted,
        (false, 0) => Outcome::Done,
        (false, _) => Outcome::Incomplete,
    })
}

fn pool(threads: Option<usize>) -> anyhow::Result<rayon::ThreadPool> {
    let builder = rayon::ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0)).stack_size(STACK_BYTES);
    builder.build().context("threads could not be started: try --threads 1")
}

/// Why reading a source ended early.
enum Failure {
    /// It cannot be read: told, and the next one is read.
    Input(anyhow::Error),
    /// Results cannot be written: all ends.
    Output(anyhow::Error),
}

struct Work<'o, 'c, 'x> {
    options: &'o Options,
    context: &'c mut Context<'x>,
    pool: rayon::ThreadPool,
    batch: Vec<Item>,
    bytes: usize,
    printed: u64,
    told: Told,
    as_text: AsTextCounts,
}

/// How many articles were printed without quotes, names and dates, by reason.
#[derive(Default)]
struct AsTextCounts {
    foreign: u64,
    too_long: u64,
}

impl AsTextCounts {
    fn count(&mut self, as_text: Option<AsText>) {
        match as_text {
            Some(AsText::Foreign) => self.foreign += 1,
            Some(AsText::TooLong) => self.too_long += 1,
            None => {}
        }
    }
}

impl Work<'_, '_, '_> {
    fn read(&mut self, source: &Source) -> Result<(), Failure> {
        match (source, self.options.input) {
            (Source::Stdin, Input::Jsonl) => self.read_lines(io::stdin().lock(), STDIN),
            (Source::Stdin, _) => self.read_text(io::stdin().lock(), Path::new(STDIN)),
            (Source::Path(path), Input::Jsonl) if !path.is_dir() && !is_packed(path) => {
                // Opened as it is, so that `<(command)` does as well as a file.
                let file = open(path)?;
                self.read_lines(BufReader::with_capacity(1 << 16, file), &path.display().to_string())
            }
            (Source::Path(path), _) => self.walk(path),
        }
    }

    fn walk(&mut self, root: &Path) -> Result<(), Failure> {
        let (mut opened, mut unread) = (false, Unread::default());
        for found in Walk::new(&[root.to_path_buf()], &self.options.walk) {
            match found {
                Ok(Found::File(_)) if self.context.stop.is_set() => return Ok(()),
                Ok(Found::File(entry)) if self.options.input == Input::Text => {
                    opened = true;
                    let file = open(&entry.path)?;
                    self.read_text(file, &entry.path)?;
                }
                Ok(Found::File(entry)) => {
                    opened = true;
                    self.read_records(&entry)?;
                }
                Ok(Found::Skipped { path, reason }) if path == root => {
                    let text = format!("{}: skipped ({})", path.display(), reason.label());
                    self.fault(Fault { file: path.display().to_string(), reason: reason.label(), text })?;
                }
                Ok(Found::Skipped { path, reason }) => unread.skip(&path, reason),
                Err(error) => self.fault(error.into())?,
            }
        }
        match (opened, unread.number()) {
            (false, passed) if passed > 0 => {
                let text = source::NothingRead { root, passed }.to_string();
                self.fault(Fault { file: root.display().to_string(), reason: SkipReason::UnknownKind.label(), text })?;
            }
            _ => self.told.unread(unread),
        }
        Ok(())
    }

    fn read_records(&mut self, entry: &source::FileEntry) -> Result<(), Failure> {
        let mut records = match source::open_as(entry, &self.options.decode.limits, self.options.decode.form) {
            Ok(records) => records,
            Err(error) => return self.fault(error.into()),
        };
        for record in records.by_ref() {
            if self.context.stop.is_set() {
                break;
            }
            match record {
                Ok(record) if self.options.input == Input::Jsonl => self.push(Item::Line(Line::unpacked(record)))?,
                Ok(record) => self.push(Item::Record(record))?,
                Err(error) => self.fault(error.into())?,
            }
        }
        let mut unread = Unread::default();
        unread.members(&entry.path, records.passed_over());
        self.told.unread(unread);
        Ok(())
    }

    fn read_lines(&mut self, stream: impl BufRead, name: &str) -> Result<(), Failure> {
        for line in Lines::new(stream, name) {
            if self.context.stop.is_set() {
                break;
            }
            match line {
                Ok(line) => self.push(Item::Line(line))?,
                Err(text) => self.fault(Fault { file: name.to_owned(), reason: lines::BAD, text })?,
            }
        }
        Ok(())
    }

    /// Plain text: the whole stream is one article.
    fn read_text(&mut self, stream: impl Read, path: &Path) -> Result<(), Failure> {
        let limit = self.options.decode.limits.record_bytes;
        let mut bytes = Vec::new();
        let name = || path.display().to_string();
        stream.take(limit as u64 + 1).read_to_end(&mut bytes).with_context(name).map_err(Failure::Input)?;
        if bytes.len() > limit {
            return Err(Failure::Input(anyhow::anyhow!("{}: longer than {limit} bytes, which is no article", name())));
        }
        let provenance = Provenance { path: Arc::new(path.to_path_buf()), member: None, offset: 0 };
        self.push(Item::Record(RawRecord {
            bytes,
            format: source::Format::Text,
            provenance,
            header: None,
            shared: None,
        }))
    }

    fn fault(&mut self, fault: Fault) -> Result<(), Failure> {
        self.push(Item::Fault(fault))
    }

    fn push(&mut self, item: Item) -> Result<(), Failure> {
        self.bytes += item.size();
        self.batch.push(item);
        if self.bytes >= BATCH_BYTES * self.pool.current_num_threads() {
            self.analyse_batch().map_err(Failure::Output)
        } else {
            Ok(())
        }
    }

    fn analyse_batch(&mut self) -> anyhow::Result<()> {
        self.bytes = 0;
        let batch = std::mem::take(&mut self.batch);
        if self.context.stop.is_set() {
            return Ok(());
        }
        let options = self.options;
        let done: Vec<_> = self.pool.install(|| batch.par_iter().map(|item| one(item, options)).collect());
        for (result, warning) in done {
            if let Some(warning) = warning {
                self.told.fault(&warning, self.context.messages);
            }
            match result {
                Ok(printed) => {
                    self.as_text.count(printed.as_text);
                    self.print(&printed.bytes)?;
                }
                Err(fault) => self.told.fault(&fault, self.context.messages),
            }
        }
        Ok(())
    }

    fn tell_as_text(&self) {
        let reasons = [
            (self.as_text.foreign, "not in English".to_owned()),
            (self.as_text.too_long, format!("longer than {LONGEST_ANALYSED} bytes")),
        ];
        for (articles, reason) in reasons.iter().filter(|(articles, _)| *articles > 0) {
            let noun = if *articles == 1 { "article" } else { "articles" };
            self.context.messages.note(&format!("{articles} {noun} {reason}: without quotes, names and dates"));
        }
    }

    fn print(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        if self.options.format == Format::Json && self.printed > 0 {
            self.context.out.write_all(b",\n")?;
        }
        self.printed += 1;
        self.context.out.write_all(bytes)?;
        if self.options.format == Format::Jsonl {
            self.context.out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn open_list(&mut self) -> anyhow::Result<()> {
        if self.options.format == Format::Json {
            self.context.out.write_all(b"[\n")?;
        }
        Ok(())
    }

    fn close_list(&mut self) -> anyhow::Result<()> {
        if self.options.format == Format::Json {
            self.context.out.write_all(if self.printed > 0 { b"\n]\n" } else { b"]\n" })?;
        }
        Ok(())
    }

    fn settle(&mut self, failure: Failure, source: &Source) -> anyhow::Result<()> {
        let error = match failure {
            Failure::Output(error) => return Err(error),
            Failure::Input(error) => error,
        };
        let fault = Fault { file: source.to_string(), reason: Reason::Io.label(), text: format!("{error:#}") };
        match self.fault(fault) {
            Err(Failure::Output(error) | Failure::Input(error)) => Err(error),
            Ok(()) => Ok(()),
        }
    }
}

fn open(path: &Path) -> Result<File, Failure> {
    File::open(path).with_context(|| path.display().to_string()).map_err(Failure::Input)
}

fn is_packed(path: &Path) -> bool {
    let end = path.extension().and_then(|end| end.to_str()).map(str::to_ascii_lowercase).unwrap_or_default();
    matches!(end.as_str(), "gz" | "zst" | "bz2" | "xz" | "zip" | "tar" | "tgz")
}

/// What is printed of an article.
struct Printed {
    bytes: Vec<u8>,
    /// Why it was not analysed, if it was not.
    as_text: Option<AsText>,
}

/// From something read to what is printed of it, and what was wrong with it. A panic costs this article only.
fn one(item: &Item, options: &Options) -> (Result<Printed, Fault>, Option<Fault>) {
    let guarded = guarded(|| match subject(item, options) {
        Ok(mut subject) => {
            let warning = subject.warning.take().map(|text| item.fault(lines::NO_DATE, text));
            (print_one(&subject, options).map_err(|text| item.fault("unprinted", text)), warning)
        }
        Err(fault) => (Err(fault), None),
    });
    let report = |said| {
        let text = format!("{}: an error in onrecord ({said}); please report this article", item.place());
        item.fault(PANIC, text)
    };
    guarded.unwrap_or_else(|said| (Err(report(said)), None))
}

fn subject<'a>(item: &'a Item, options: &Options) -> Result<Subject<'a>, Fault> {
    match item {
        Item::Line(line) => line.subject(options.decode.published).map_err(|text| item.fault(lines::BAD, text)),
        Item::Record(record) => source::decode(record, &options.decode).map(Subject::from).map_err(Fault::from),
        Item::Fault(fault) => Err(fault.clone()),
    }
}

fn print_one(subject: &Subject<'_>, options: &Options) -> Result<Printed, String> {
    let as_text = AsText::why(&subject.text, subject.lang.as_deref());
    let input = analysis::Input { text: &subject.text, title: subject.title.as_deref(), published: subject.published };
    let found = Analyser::default().input(&input, as_text);
    let heading = Heading {
        title: subject.title.as_deref(),
        date: subject.published.map(|published| published.to_string()),
        byline: subject.byline.as_deref(),
        source: subject.source.as_deref(),
        url: subject.url.as_deref(),
        lang: subject.lang.as_deref(),
        extent: subject.extent.map(Extent::label),
    };
    let json = ArticleJson::new(&subject.id, &subject.text, &heading, &found);
    let mut bytes = Vec::with_capacity(MUCH * subject.text.len());
    match options.format {
        Format::Json | Format::Jsonl => serde_json::to_writer(&mut bytes, &json).map_err(|error| error.to_string())?,
        Format::Text => {
            extracted(&mut bytes, &options.look, &json, options.reasons).map_err(|error| error.to_string())?;
        }
    }
    Ok(Printed { bytes, as_text })
}
