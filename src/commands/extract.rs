//! `extract`: articles in, one object an article out, no index.
//!
//! The input is read in order on this thread into bounded batches; each batch is analysed in parallel and printed in the
//! order read, so that memory does not grow with the input and the output does not depend on the number of threads.

mod lines;

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use rayon::prelude::*;

use self::lines::{Line, Lines};
use super::{Context, Outcome};
use crate::{
    analysis::{self, Analysis, analyze},
    article::Published,
    render::json::{ArticleJson, Heading, Id},
};

/// Bytes of input analysed at once: enough to keep all threads busy, little enough to hold.
const BATCH_BYTES: usize = 4 << 20;

/// Bytes of plain text taken as one article; more is no article.
const TEXT_LIMIT: u64 = 64 << 20;

/// What to extract from, and how to print it.
#[derive(Debug)]
pub struct Options {
    /// Where to read.
    pub sources: Vec<Source>,
    /// How to read it.
    pub input: Input,
    /// How to print it.
    pub format: Format,
    /// Publication of what has none.
    pub published: Option<Published>,
    /// Whether text output gives reasons.
    pub explain: bool,
}

/// Where to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Standard input.
    Stdin,
    /// A file or folder.
    Path(PathBuf),
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
    Text { id: String, bytes: Vec<u8> },
}

impl Item {
    fn size(&self) -> usize {
        match self {
            Self::Line(line) => line.bytes.len(),
            Self::Text { bytes, .. } => bytes.len(),
        }
    }
}

/// An article, ready to be analysed.
struct Subject<'a> {
    id: Id,
    text: std::borrow::Cow<'a, str>,
    title: Option<std::borrow::Cow<'a, str>>,
    published: Option<Published>,
}

/// Runs the command.
///
/// # Errors
/// If results cannot be written. What cannot be read is a message and [`Outcome::Incomplete`].
pub fn run(options: &Options, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let mut work = Work { options, context, batch: Vec::new(), bytes: 0, printed: 0, problems: 0 };
    work.open_list()?;
    for source in &options.sources {
        if let Err(failure) = work.read(source) {
            work.settle(failure)?;
        }
    }
    work.analyse_batch()?;
    work.close_list()?;
    Ok(match (work.context.stop.is_set(), work.problems) {
        (true, _) => Outcome::Interrupted,
        (false, 0) => Outcome::Done,
        (false, _) => Outcome::Incomplete,
    })
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
    batch: Vec<Item>,
    bytes: usize,
    printed: u64,
    problems: u64,
}

impl Work<'_, '_, '_> {
    fn read(&mut self, source: &Source) -> Result<(), Failure> {
        match source {
            Source::Stdin => self.read_stream(io::stdin().lock(), "standard input"),
            Source::Path(path) => self.read_path(path),
        }
    }

    fn read_path(&mut self, path: &Path) -> Result<(), Failure> {
        let name = path.display().to_string();
        let file = File::open(path).with_context(|| name.clone()).map_err(Failure::Input)?;
        self.read_stream(BufReader::with_capacity(1 << 16, file), &name)
    }

    fn read_stream(&mut self, stream: impl BufRead, name: &str) -> Result<(), Failure> {
        match self.options.input {
            Input::Jsonl => self.read_lines(stream, name),
            Input::Auto | Input::Text => self.read_text(stream, name),
        }
    }

    fn read_lines(&mut self, stream: impl BufRead, name: &str) -> Result<(), Failure> {
        for line in Lines::new(stream, name) {
            if self.context.stop.is_set() {
                break;
            }
            match line {
                Ok(line) => self.push(Item::Line(line))?,
                Err(problem) => self.problem(&problem),
            }
        }
        Ok(())
    }

    fn read_text(&mut self, stream: impl Read, name: &str) -> Result<(), Failure> {
        let mut bytes = Vec::new();
        stream.take(TEXT_LIMIT).read_to_end(&mut bytes).with_context(|| name.to_owned()).map_err(Failure::Input)?;
        self.push(Item::Text { id: name.to_owned(), bytes })
    }

    fn push(&mut self, item: Item) -> Result<(), Failure> {
        self.bytes += item.size();
        self.batch.push(item);
        if self.bytes >= BATCH_BYTES { self.analyse_batch().map_err(Failure::Output) } else { Ok(()) }
    }

    fn analyse_batch(&mut self) -> anyhow::Result<()> {
        self.bytes = 0;
        let batch = std::mem::take(&mut self.batch);
        if self.context.stop.is_set() {
            return Ok(());
        }
        let options = self.options;
        let done: Vec<_> = batch.par_iter().map(|item| one(item, options)).collect();
        for result in done {
            match result {
                Ok(bytes) => self.print(&bytes)?,
                Err(problem) => self.problem(&problem),
            }
        }
        Ok(())
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

    fn problem(&mut self, problem: &dyn std::fmt::Display) {
        self.problems += 1;
        self.context.messages.problem(problem);
    }

    fn settle(&mut self, failure: Failure) -> anyhow::Result<()> {
        match failure {
            Failure::Output(error) => Err(error),
            Failure::Input(error) => {
                self.problem(&format!("{error:#}"));
                Ok(())
            }
        }
    }
}

/// From something read to what is printed of it. A panic costs this article only.
fn one(item: &Item, options: &Options) -> Result<Vec<u8>, String> {
    let subject = match item {
        Item::Line(line) => line.subject(options.published)?,
        Item::Text { id, bytes } => Subject {
            id: Id::Text(id.clone()),
            text: String::from_utf8_lossy(bytes),
            title: None,
            published: options.published,
        },
    };
    let guarded = catch_unwind(AssertUnwindSafe(|| {
        let input =
            analysis::Input { text: &subject.text, title: subject.title.as_deref(), published: subject.published };
        print_one(&subject, &analyze(&input))
    }));
    guarded.unwrap_or_else(|_| Err(format!("{}: the analysis failed on this article; please report it", place(item))))
}

fn place(item: &Item) -> String {
    match item {
        Item::Line(line) => line.place(),
        Item::Text { id, .. } => id.clone(),
    }
}

fn print_one(subject: &Subject<'_>, found: &Analysis) -> Result<Vec<u8>, String> {
    let date = subject.published.map(|published| published.to_string());
    let heading = Heading { title: subject.title.as_deref(), date, ..Heading::default() };
    let json = ArticleJson::new(&subject.id, &subject.text, &heading, found);
    serde_json::to_vec(&json).map_err(|error| error.to_string())
}
