//! Opens a file: sniffs, decompresses, caps, and hands it to the reader of its form; containers member by member.

use std::{path::Path, sync::Arc};

use super::{
    Dialect, FileEntry, Form, Format, Limits, Shared, SourceError,
    container::{self, Container, Member, Tar, Zip},
    error::Reason,
    input::Input,
    kind,
    parts::Part,
    records::{
        Context, Item, PassedOver,
        archive::Archive,
        cuts::{Begin, Cuts},
        days,
        divisions::{self, Divisions},
        elements::{self, Elements},
        entries::Entries,
        json::Json,
        lines::Lines,
        mails::Mails,
        pages::Pages,
        sheet::Sheet,
        table::Table,
        whole::Whole,
    },
    titles::{self, Disk},
};
#[cfg(feature = "parquet")]
use super::{input::open_regular, records::parquet::Parquet};

/// Bytes looked at to tell what a file is. An export has a cover page before its first article.
const HEAD: usize = 64 << 10;

/// Bytes looked at for the records of XML of no known kind, whose first may be longer than what is looked at otherwise.
const XML_HEAD: usize = 1 << 20;

/// Opens a file and finds out what it is.
///
/// # Errors
/// If it cannot be opened, is empty, or is of no form that is read here.
pub fn open(entry: &FileEntry, limits: &Limits) -> Result<Records, SourceError> {
    open_as(entry, limits, None)
}

/// Opens a file as of a form that the user names; `None` finds out.
///
/// A container stays one: the form is then that of its members.
///
/// # Errors
/// As [`open`].
pub fn open_as(entry: &FileEntry, limits: &Limits, form: Option<Form>) -> Result<Records, SourceError> {
    let name = entry.path.to_string_lossy();
    let beside = titles::of(&name, &mut Disk);
    let context = Context { path: Arc::clone(&entry.path), member: None, beside, told: None, limits: limits.clone() };
    let input = Input::open(&entry.path, limits)?;
    let meter = input.meter();
    let mut records = Records {
        containers: Vec::new(),
        current: None,
        forced: form,
        form: Form::Text,
        passed: PassedOver::new(),
        meter,
        single: false,
        grows: false,
    };
    if titles::is_one(&name, &Disk) {
        records.passed.insert(titles::LABEL, 1);
        return Ok(records);
    }
    records.enter(input, context)?;
    let passed = &mut records.passed;
    records.single =
        records.containers.is_empty() && records.current.as_mut().is_some_and(|open| open.look_ahead(passed));
    records.grows = records.containers.is_empty() && records.current.as_ref().is_some_and(Open::is_of_plain_lines);
    Ok(records)
}

/// Whether a file whose name says nothing is of a form that is told by how it begins.
pub(super) fn is_recognised(path: &Path) -> bool {
    let Ok(mut input) = Input::open(path, &Limits::default()) else { return false };
    input.has(HEAD);
    let head = &input.bytes()[..input.bytes().len().min(HEAD)];
    !head.is_empty() && kind::sniff(head, path).is_ok_and(|form| form != Form::Text)
}

/// The records of one file, read as they are asked for, in bounded memory.
///
/// After a damaged place it has yielded what was whole before it, then yields an error with the place, then goes on
/// where that is possible (at the next line, row, element or member), else ends.
#[derive(Debug)]
pub struct Records {
    containers: Vec<(Container, Context)>,
    current: Option<Open>,
    forced: Option<Form>,
    form: Form,
    passed: PassedOver,
    meter: Arc<std::sync::atomic::AtomicU64>,
    single: bool,
    grows: bool,
}

/// A file or member that is being read.
#[derive(Debug)]
struct Open {
    input: Input,
    context: Context,
    reader: Reader,
    pending: Option<Item>,
}

#[derive(Debug)]
enum Reader {
    Whole(Whole),
    Json(Json),
    Lines(Lines),
    Table(Table),
    Elements(Elements),
    Entries(Entries),
    Divisions(Divisions),
    Sheet(Sheet),
    Mails(Mails),
    Cuts(Cuts),
    Archive(Archive),
    Pages(Pages),
    #[cfg(feature = "parquet")]
    Parquet(Parquet),
}

impl Records {
    /// Whether the form of this file holds exactly one article: plain text, a page, one JSON object.
    #[must_use]
    pub fn is_single(&self) -> bool {
        self.single
    }

    /// Whether the file can be read from any line on: it holds nothing but lines, as they are.
    #[must_use]
    pub fn may_grow(&self) -> bool {
        self.grows
    }

    /// Goes on at this byte of a file that [may grow](Self::may_grow), where a line begins.
    ///
    /// # Errors
    /// If the file cannot be read there.
    pub fn go_on_at(&mut self, offset: u64) -> Result<(), SourceError> {
        let Some(open) = self.current.as_mut().filter(|_| self.grows) else { return Ok(()) };
        open.input = Input::at(&open.context.path, offset, &self.meter)?;
        Ok(())
    }

    /// Bytes of the file (as it lies on disk, compressed) read so far.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        self.meter.load(std::sync::atomic::Ordering::Relaxed)
    }

    /// What the file (within a container: the member read last) is taken for.
    #[must_use]
    pub fn form(&self) -> Form {
        self.form
    }

    /// What was passed over on purpose so far, by a stable label: records that are no articles (a picture, a page that
    /// was not there, a cancelled item) and members of unknown kinds. Counted, and no errors.
    #[must_use]
    pub fn passed_over(&self) -> &std::collections::BTreeMap<&'static str, u64> {
        &self.passed
    }

    /// Finds out what an input is and prepares its reader.
    fn enter(&mut self, mut input: Input, mut context: Context) -> Result<(), SourceError> {
        input.has(HEAD);
        if input.bytes().starts_with(b"\xEF\xBB\xBF") {
            input.consume(3);
        }
        let head = &input.bytes()[..input.bytes().len().min(HEAD)];
        if head.is_empty() {
            return Err(nothing(input, &context));
        }
        let name = context.name();
        let sniffed = kind::sniff(head, Path::new(name.as_ref()));
        let form = match (self.forced, sniffed) {
            (_, Ok(form @ (Form::Tar | Form::Zip))) | (Some(form), _) | (None, Ok(form)) => form,
            (None, Err((reason, message))) => return Err(SourceError::whole(&context.place(0), reason, message)),
        };
        self.form = form;
        if matches!(form, Form::Tar | Form::Zip) && self.containers.len() >= context.limits.depth {
            let message = "lies deeper within containers than the limit; unpack the outermost";
            return Err(SourceError::whole(&context.place(0), Reason::Bomb, message));
        }
        match form {
            Form::Tar => self.containers.push((Container::Tar(Tar::new(input)), context)),
            #[cfg(feature = "parquet")]
            Form::Parquet => {
                let reader = Reader::Parquet(parquet(&input, &context)?);
                self.current = Some(Open { input, context, reader, pending: None });
            }
            Form::Zip => {
                let zip = zip(input, &context)?;
                self.containers.push((Container::Zip(zip), context));
            }
            form => {
                if matches!(form, Form::Json | Form::Lines) {
                    let days::Order { day_first, unsure } = days::order(&mut input);
                    let says = !day_first.is_empty() || !unsure.is_empty();
                    context.told =
                        says.then(|| Arc::new(Shared { day_first, unsure_days: unsure, ..Shared::default() }));
                }
                let most = if form == Form::Markup(Dialect::Xml) { XML_HEAD } else { HEAD };
                input.has(most);
                let head = &input.bytes()[..input.bytes().len().min(most)];
                let part = context.beside.is_none().then(|| Part::of(head)).flatten();
                let reader = match (form, part) {
                    (Form::Text, Some(part)) => Some(Reader::Cuts(Cuts::new(Begin::Part(part), Format::Text))),
                    _ => reader(form, head, &mut self.passed),
                };
                self.current = reader.map(|reader| Open { input, context, reader, pending: None });
            }
        }
        Ok(())
    }

    /// Goes on to the next member of the innermost container. `None` when all are read.
    fn next_member(&mut self) -> Option<Result<(), SourceError>> {
        loop {
            let (container, outer) = self.containers.last_mut()?;
            let Some(member) = container.next(outer) else {
                self.containers.pop();
                continue;
            };
            let Member { name, bytes } = match member {
                Ok(member) => member,
                Err(error) => return Some(Err(error)),
            };
            if container::is_litter(&name) || !(self.forced.is_some() || is_readable_name(&name)) {
                *self.passed.entry("unknown-kind").or_default() += 1;
                continue;
            }
            if container.is_title(&name) {
                *self.passed.entry(titles::LABEL).or_default() += 1;
                continue;
            }
            let mut context = outer.within(&name);
            context.beside = container.said_beside(&name);
            let input = Input::member(bytes, &context.limits).map_err(|error| {
                SourceError::whole(&context.place(0), Reason::Damaged, format!("cannot be read ({error})"))
            });
            return Some(input.and_then(|input| self.enter(input, context)));
        }
    }
}

/// Members are chosen by name as files of a folder are; what has no ending is opened and looked at.
fn is_readable_name(name: &str) -> bool {
    let path = Path::new(name);
    kind::of_name(path).is_some() || kind::may_be_anything(path)
}

/// The error for a compressed file that yields nothing.
fn nothing(mut input: Input, context: &Context) -> SourceError {
    match input.take_fault() {
        Some(fault) => fault.at(&context.place(0)),
        None => SourceError::whole(&context.place(0), Reason::Empty, "holds nothing once unpacked; fetch it again"),
    }
}

/// A zip is read by its table of contents at its end: from the disk, or if it is itself packed, from memory.
fn zip(mut input: Input, context: &Context) -> Result<Zip, SourceError> {
    if context.member.is_none() && !input.is_packed() {
        return Zip::file(context);
    }
    let limit = context.limits.nested_zip_bytes;
    if input.has(limit + 1) {
        let message = format!("a zip within a container may have {} MiB; unpack the outer one", limit >> 20);
        return Err(SourceError::whole(&context.place(0), Reason::TooLong, message));
    }
    if let Some(fault) = input.take_fault() {
        return Err(fault.at(&context.place(0)));
    }
    Zip::memory(input.bytes().to_vec(), context)
}

/// Parquet is read from its end, so it must lie on the disk as it is.
#[cfg(feature = "parquet")]
fn parquet(input: &Input, context: &Context) -> Result<Parquet, SourceError> {
    if context.member.is_some() || input.is_packed() {
        let message = "is a Parquet file within a container or compression; unpack it";
        return Err(SourceError::whole(&context.place(0), Reason::UnknownFormat, message));
    }
    Parquet::new(open_regular(&context.path)?, context)
}

/// The reader of a form; none for what only describes other files.
fn reader(form: Form, head: &[u8], passed: &mut PassedOver) -> Option<Reader> {
    let cuts = |begin, format| Reader::Cuts(Cuts::new(begin, format));
    Some(match form {
        Form::Text => Reader::Whole(Whole::new(Format::Text)),
        Form::Html if holds_pages(head) => cuts(Begin::Page, Format::Html),
        Form::Html => Reader::Entries(Entries::new()),
        Form::Mail => Reader::Mails(Mails::of_file()),
        Form::Json => Reader::Json(Json::default()),
        Form::Lines => Reader::Lines(Lines::default()),
        Form::Table(delimiter) => Reader::Table(Table::new(delimiter)),
        Form::Web(kind) => Reader::Archive(Archive::new(kind)),
        Form::Mailbox => Reader::Mails(Mails::of_mailbox()),
        Form::Wire if Begin::Wire.find(head, 0).is_none() && Begin::Zczc.find(head, 0).is_some() => {
            cuts(Begin::Zczc, Format::Wire)
        }
        Form::Wire if Begin::Wire.find(head, 0).is_none() => Reader::Whole(Whole::new(Format::Wire)),
        Form::Wire => cuts(Begin::Wire, Format::Wire),
        Form::NexisText if Begin::NexisLine.find(head, 0).is_none() && Begin::NexisEnd.find(head, 0).is_some() => {
            cuts(Begin::NexisEnd, Format::Nexis)
        }
        Form::NexisText if Begin::NexisLine.find(head, 0).is_none() => Reader::Whole(Whole::new(Format::Nexis)),
        Form::NexisText => cuts(Begin::NexisLine, Format::Nexis),
        Form::Export(provider) => cuts(Begin::Export(provider), Format::Export(provider)),
        Form::Markup(dialect) => return markup_reader(dialect, head, passed),
        Form::Tar | Form::Zip => return None,
        #[cfg(feature = "parquet")]
        Form::Parquet => return None,
    })
}

/// Whether pages stand one behind the other, each with a title and text: some sites end their own page too early.
fn holds_pages(head: &[u8]) -> bool {
    let has = |page: &[u8], mark: &[u8]| page.windows(mark.len()).any(|window| window.eq_ignore_ascii_case(mark));
    Begin::Page.find(head, 0).is_some_and(|at| {
        let (first, second) = head.split_at(at);
        [first, second].iter().all(|page| has(page, b"<title") && has(page, b"<p"))
    })
}

fn markup_reader(dialect: Dialect, head: &[u8], passed: &mut PassedOver) -> Option<Reader> {
    let root = kind::root(head);
    let local = root.rsplit(':').next().unwrap_or_default().to_owned();
    let prefix = &root[..root.len() - local.len()];
    let elements = |name: &str| Reader::Elements(Elements::new(dialect, &format!("{prefix}{name}")));
    let cuts = |begin| Reader::Cuts(Cuts::new(begin, Format::Element(dialect)));
    let has = |mark: &[u8]| memchr::memmem::find(head, mark).is_some();
    Some(match dialect {
        Dialect::NewsMlG2 if local == "packageItem" => {
            *passed.entry("package").or_default() += 1;
            return None;
        }
        Dialect::Mets => {
            *passed.entry("table-of-contents").or_default() += 1;
            return None;
        }
        Dialect::Reuters | Dialect::Nitf => elements(&local),
        Dialect::Trec => elements(local.trim_end_matches('s').trim_end_matches('S')),
        Dialect::NewsMl1 => elements("NewsItem"),
        Dialect::NewsMlG2 => elements("newsItem"),
        Dialect::Feed if matches!(local.as_str(), "feed" | "entry") => elements("entry"),
        // RDF has a prefix that its items have not.
        Dialect::Feed => Reader::Elements(Elements::new(dialect, "item")),
        Dialect::MediaWiki => elements("page"),
        Dialect::FactivaXml => elements("article"),
        Dialect::EuropressePage => Reader::Elements(Elements::new(dialect, "article")),
        Dialect::NexisPage if !has(b"<DOC NUMBER=") => cuts(Begin::Factiva(b"<DOCFULL>")),
        Dialect::NexisPage => cuts(Begin::NexisPage),
        Dialect::FactivaPage if has(b"<div id=\"article-") => cuts(Begin::Factiva(b"<div id=\"article-")),
        Dialect::FactivaPage => cuts(Begin::Factiva(b"<div class=\"article ")),
        Dialect::Alto => Reader::Pages(Pages::new()),
        Dialect::Page | Dialect::Hocr | Dialect::Tei => Reader::Whole(Whole::new(Format::Element(dialect))),
        Dialect::Xml if is_tei(&local) && divisions::may_hold(head) => {
            let name = if local == "TEI.2" { "TEI.2" } else { "TEI" };
            Reader::Divisions(Divisions::new(&format!("{prefix}{name}")))
        }
        Dialect::Xml if local == "Workbook" => Reader::Sheet(Sheet::new(&format!("{prefix}Row"))),
        // WikiExtractor: a title in the tag, nothing but text within.
        Dialect::Xml if local == "doc" => elements("doc"),
        Dialect::Xml => match elements::repeated(head) {
            Some(name) if let Some(nitf) = nitf_of(&name, head) => {
                Reader::Elements(Elements::new(Dialect::Nitf, &nitf))
            }
            Some(name) => Reader::Elements(Elements::new(dialect, &name)),
            None => Reader::Whole(Whole::new(Format::Element(dialect))),
        },
    })
}

/// The name of the element that is NITF, where that or its body is what a file holds several times.
fn nitf_of(name: &str, head: &[u8]) -> Option<String> {
    let local = name.rsplit(':').next().unwrap_or_default();
    let nitf = format!("{}nitf", &name[..name.len() - local.len()]);
    let opens = || memchr::memmem::find(head, format!("<{nitf}").as_bytes()).is_some();
    (matches!(local, "nitf" | "body") && opens()).then_some(nitf)
}

/// Whether an element is a text in TEI, or a corpus of them.
fn is_tei(root: &str) -> bool {
    matches!(root, "TEI" | "TEI.2" | "teiCorpus")
}

impl Open {
    /// Whether this is exactly one article. A JSON object is one only if no list of articles is in it and nothing
    /// follows, a page only if it does not print several.
    fn look_ahead(&mut self, passed: &mut PassedOver) -> bool {
        if matches!(self.reader, Reader::Json(_) | Reader::Entries(_) | Reader::Mails(_)) {
            self.pending = self.read(passed);
        }
        match &self.reader {
            Reader::Whole(_) => true,
            Reader::Entries(page) => page.is_single(),
            Reader::Mails(mails) => mails.is_single(),
            Reader::Json(json) => json.is_single(&mut self.input, &self.context),
            _ => false,
        }
    }

    fn is_of_plain_lines(&self) -> bool {
        matches!(self.reader, Reader::Lines(_)) && self.input.is_as_on_disk()
    }

    fn read(&mut self, passed: &mut PassedOver) -> Option<Item> {
        let (input, context) = (&mut self.input, &self.context);
        match &mut self.reader {
            Reader::Whole(reader) => reader.next(input, context),
            Reader::Json(reader) => reader.next(input, context),
            Reader::Lines(reader) => reader.next(input, context),
            Reader::Table(reader) => reader.next(input, context),
            Reader::Elements(reader) => reader.next(input, context, passed),
            Reader::Entries(reader) => reader.next(input, context),
            Reader::Divisions(reader) => reader.next(input, context, passed),
            Reader::Sheet(reader) => reader.next(input, context, passed),
            Reader::Mails(reader) => reader.next(input, context, passed),
            Reader::Cuts(reader) => reader.next(input, context),
            Reader::Archive(reader) => reader.next(input, context, passed),
            Reader::Pages(reader) => reader.next(input, context),
            #[cfg(feature = "parquet")]
            Reader::Parquet(reader) => reader.next(context),
        }
    }
}

impl Iterator for Records {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(open) = &mut self.current {
                if let Some(item) = open.pending.take().or_else(|| open.read(&mut self.passed)) {
                    return Some(item);
                }
                self.current = None;
            }
            if let Err(error) = self.next_member()? {
                return Some(Err(error));
            }
        }
    }
}
