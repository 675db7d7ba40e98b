//! What a file is: judged by its name for the walk ([`of_name`]), and by how it begins for the reader ([`sniff`]).

use std::{path::Path, str::FromStr};

use memchr::memmem;

use super::{
    Dialect, Provider, WebArchive, container, decode,
    error::Reason,
    exports, mapping, markup,
    records::{cuts::Begin, days, elements, table},
};

/// The form of a file: which reader it gets. `--input` names one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// One article as plain text.
    Text,
    /// JSON: an object, an array, a list within, or objects one after the other.
    Json,
    /// JSON, one object a line.
    Lines,
    /// A table, its cells parted by this byte.
    Table(u8),
    /// One page.
    Html,
    /// Markup of one article or many.
    Markup(Dialect),
    /// A web archive.
    Web(WebArchive),
    /// One e-mail.
    Mail,
    /// A mailbox.
    Mailbox,
    /// Wire messages: ANPA 1312 or IPTC 7901.
    Wire,
    /// A Nexis export as text.
    NexisText,
    /// Another export as text.
    Export(Provider),
    /// A Parquet file.
    #[cfg(feature = "parquet")]
    Parquet,
    /// A tar.
    Tar,
    /// A zip.
    Zip,
}

impl Form {
    /// Every form that `--input` takes, with its name there.
    pub const NAMES: [(&'static str, Self); 39 + cfg!(feature = "parquet") as usize] = [
        ("text", Self::Text),
        ("json", Self::Json),
        ("jsonl", Self::Lines),
        ("csv", Self::Table(b',')),
        ("tsv", Self::Table(b'\t')),
        ("html", Self::Html),
        ("reuters", Self::Markup(Dialect::Reuters)),
        ("trec", Self::Markup(Dialect::Trec)),
        ("nitf", Self::Markup(Dialect::Nitf)),
        ("newsml", Self::Markup(Dialect::NewsMl1)),
        ("newsml-g2", Self::Markup(Dialect::NewsMlG2)),
        ("feed", Self::Markup(Dialect::Feed)),
        ("mediawiki", Self::Markup(Dialect::MediaWiki)),
        ("alto", Self::Markup(Dialect::Alto)),
        ("page-xml", Self::Markup(Dialect::Page)),
        ("hocr", Self::Markup(Dialect::Hocr)),
        ("nexis-html", Self::Markup(Dialect::NexisPage)),
        ("factiva-html", Self::Markup(Dialect::FactivaPage)),
        ("europresse-html", Self::Markup(Dialect::EuropressePage)),
        ("factiva-xml", Self::Markup(Dialect::FactivaXml)),
        ("xml", Self::Markup(Dialect::Xml)),
        ("nexis", Self::NexisText),
        ("nexis-uni", Self::Export(Provider::NexisUni)),
        ("factiva", Self::Export(Provider::Factiva)),
        ("factiva-shown", Self::Export(Provider::FactivaShown)),
        ("proquest", Self::Export(Provider::ProQuest)),
        ("newsbank", Self::Export(Provider::NewsBank)),
        ("westlaw", Self::Export(Provider::Westlaw)),
        ("ebsco", Self::Export(Provider::Ebsco)),
        ("newsbank-full", Self::Export(Provider::NewsBankFull)),
        ("gale", Self::Export(Provider::Gale)),
        ("pressreader", Self::Export(Provider::PressReader)),
        ("wire", Self::Wire),
        ("eml", Self::Mail),
        ("mbox", Self::Mailbox),
        ("warc", Self::Web(WebArchive::Warc)),
        ("arc", Self::Web(WebArchive::Arc)),
        #[cfg(feature = "parquet")]
        ("parquet", Self::Parquet),
        ("zip", Self::Zip),
        ("tar", Self::Tar),
    ];

    /// The name of the form, as `--input` takes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Table(b'\t') => "tsv",
            Self::Table(_) => "csv",
            other => Self::NAMES.iter().find(|(_, form)| *form == other).map_or("other", |(name, _)| name),
        }
    }
}

impl FromStr for Form {
    type Err = UnknownForm;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let folded = text.trim().to_ascii_lowercase();
        let name = match folded.as_str() {
            "ndjson" => "jsonl",
            "rss" | "atom" | "wxr" => "feed",
            "anpa" | "iptc7901" => "wire",
            "gigaword" | "sgml" => "trec",
            "htm" => "html",
            "txt" => "text",
            other => other,
        };
        let found = Self::NAMES.iter().find(|(known, _)| *known == name);
        found.map(|(_, form)| *form).ok_or_else(|| UnknownForm(text.chars().take(64).collect()))
    }
}

/// Why `--input` was not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no form that is read; the forms are {names}", names = Form::NAMES.map(|(name, _)| name).join(", "))]
pub struct UnknownForm(String);

/// The form that a file's name promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// One article as plain text.
    Text,
    /// JSON: an object, an array, a list within, or objects one after the other.
    Json,
    /// JSON, one object a line.
    Lines,
    /// A table with this delimiter.
    Table(u8),
    /// One page.
    Html,
    /// A name that says nothing of the form, or only that its beginning will tell.
    Unnamed,
}

const PACKED: [&str; 4] = [".gz", ".zst", ".bz2", ".xz"];

/// Judges a name; `None` if this version reads no such file.
pub(super) fn of_name(path: &Path) -> Option<Kind> {
    let name = path.file_name()?.to_str().map(str::to_ascii_lowercase)?;
    if is_note(&name) {
        return None;
    }
    let inner = PACKED.iter().find_map(|end| name.strip_suffix(end));
    match (of_extension(inner.unwrap_or(&name)), inner) {
        (None, Some(inner)) if !is_other(inner) => Some(Kind::Unnamed),
        (kind, _) => kind,
    }
}

/// Whether a name is that of a note to whoever opens the folder, which is no article: `README.md`, `LICENSE`.
fn is_note(lower: &str) -> bool {
    const NOTES: [&str; 9] =
        ["changelog", "contributing", "copying", "licence", "license", "makefile", "readme", "requirements", "robots"];
    /// Names of notes that an article may have as well, with an ending.
    const BARE: [&str; 3] = ["authors", "citation", "notice"];
    match lower.split_once('.') {
        None => NOTES.contains(&lower) || BARE.contains(&lower),
        Some((stem, end)) => NOTES.contains(&stem) && matches!(end, "txt" | "text" | "md" | "markdown" | "rst" | "org"),
    }
}

/// What is known to be no archive of articles.
fn is_other(name: &str) -> bool {
    [".sql", ".wat", ".cdx"].iter().any(|end| name.ends_with(end))
}

fn of_extension(name: &str) -> Option<Kind> {
    let (_, extension) = name.rsplit_once('.')?;
    Some(match extension {
        "txt" | "text" | "md" | "markdown" | "org" => Kind::Text,
        "json" => Kind::Json,
        "jsonl" | "ndjson" | "jl" | "ldjson" | "jsonlines" => Kind::Lines,
        "csv" => Kind::Table(b','),
        "psv" => Kind::Table(b'|'),
        "tsv" | "tab" => Kind::Table(b'\t'),
        "html" | "htm" | "xhtml" => Kind::Html,
        "parquet" if cfg!(feature = "parquet") => Kind::Unnamed,
        "xml" | "sgm" | "sgml" | "nitf" | "newsml" | "rss" | "rdf" | "atom" | "wxr" | "zip" | "tar" | "tgz"
        | "tbz2" | "txz" | "warc" | "wacz" | "arc" | "wet" | "eml" | "mbox" | "mht" | "mhtml" | "tst" | "hocr" => {
            Kind::Unnamed
        }
        _ => return None,
    })
}

/// Whether a file whose name says nothing may be opened to see how it begins: what has no ending, or one that is none
/// (`tag_reuters.com_2014`, `dump.json.1`), or one of pages that a server made (`story.shtml`), or of whatever was
/// written (`news.log`). Pictures, programs and notes are left alone.
pub(super) fn may_be_anything(path: &Path) -> bool {
    /// What holds pages, and what may hold anything.
    const ENDS: [&str; 14] =
        ["asp", "aspx", "bak", "cfm", "dat", "dump", "js", "jsp", "log", "out", "php", "shtm", "shtml", "stm"];
    let Some(name) = path.file_name().and_then(|name| name.to_str()).map(str::to_ascii_lowercase) else { return false };
    match name.rsplit_once('.') {
        _ if is_note(&name) => false,
        None => true,
        Some(("", _)) => false,
        Some((_, end)) => {
            let none = end.len() > 6 || end.bytes().any(|byte| !byte.is_ascii_alphanumeric());
            none || end.bytes().all(|byte| byte.is_ascii_digit()) || ENDS.contains(&end)
        }
    }
}

/// Whether the name is that of a document that must be converted first.
pub(super) fn is_document(path: &Path) -> bool {
    let end = path.extension().and_then(|end| end.to_str()).map(str::to_ascii_lowercase).unwrap_or_default();
    matches!(
        end.as_str(),
        "bib"
            | "enw"
            | "sql"
            | "pdf"
            | "rtf"
            | "doc"
            | "docx"
            | "odt"
            | "epub"
            | "xls"
            | "xlsx"
            | "parquet"
            | "7z"
            | "rar"
            | "z"
    )
}

/// The way to make readable what is known and not read, by the ending of the name or its first bytes.
pub(super) fn foreign(head: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 18] = [
        (b"%PDF-", "a PDF; convert it with `pdftotext -layout FILE.pdf`"),
        (b"{\\rtf", "RTF; convert it with `libreoffice --headless --convert-to txt:Text FILE.rtf`"),
        (
            b"\xD0\xCF\x11\xE0",
            "a Word or Outlook file; convert it with `libreoffice --headless --convert-to txt:Text FILE`",
        ),
        (b"7z\xBC\xAF", "a 7z archive; unpack it, or pack it anew as zip or tar"),
        (b"Rar!", "a rar archive; unpack it, or pack it anew as zip or tar"),
        (b"\x1F\x9D", "compressed by compress; unpack it with `gzip -d`"),
        (b"\x89PNG", "an image"),
        (b"\xFF\xD8\xFF", "an image"),
        (b"GIF8", "an image"),
        (
            b"PAR1",
            "a Parquet file, which this build does not read (`cargo install --features parquet` makes one that does); write it as JSONL, for example with `duckdb -c \"copy (from 'FILE') to 'FILE.jsonl'\"`",
        ),
        (b"SQLite format 3", "a database; write its table of articles as CSV or JSONL"),
        (b"\x00\x05\x16\x07", "macOS metadata"),
        (b"\x1F\x8B", "compressed twice; unpack it once"),
        (b"BZh", "compressed twice; unpack it once"),
        (b"\xFD7zXZ", "compressed twice; unpack it once"),
        (b"\x28\xB5\x2F\xFD", "compressed twice; unpack it once"),
        (b"\x7FELF", "a program"),
        (b"OggS", "sound or film"),
    ];
    MAGIC.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, what)| *what)
}

/// The way to make readable what is text and not read, by the ending of the name and how it begins.
fn foreign_text(head: &[u8], name: &Path) -> Option<&'static str> {
    let end = ending(name);
    let start = head.trim_ascii_start();
    let begins = |mark: &[u8]| start.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark));
    let statements: [&[u8]; 7] = [
        b"insert into ",
        b"create table ",
        b"create database ",
        b"-- mysql dump",
        b"--\n-- postgresql",
        b"pragma foreign_keys",
        b"set sql_mode",
    ];
    if end == "sql" || statements.iter().any(|mark| begins(mark)) {
        return Some(
            "SQL, the dump of a database; load it into one and write its table of articles as CSV or JSONL, for example with `sqlite3 -json FILE.db 'select * from articles' > FILE.json`",
        );
    }
    match end.as_str() {
        "yaml" | "yml" => Some("YAML; write it as JSON, for example with `yq -o=json FILE`"),
        "toml" => Some("TOML; write it as JSON, for example with `yq -p=toml -o=json FILE`"),
        "bib" => Some("BibTeX; it mostly holds no texts; if it does, write it as CSV, as Zotero and JabRef do"),
        "enw" => Some("EndNote; it mostly holds no texts; if it does, write it as CSV, as Zotero does"),
        _ => None,
    }
}

/// The ending of a name in lower case, without that of a compression.
fn ending(name: &Path) -> String {
    let name = name.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_ascii_lowercase();
    let bare = [".gz", ".bz2", ".xz", ".zst"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name);
    bare.rsplit_once('.').map_or(String::new(), |(_, end)| end.to_owned())
}

/// What to do about a zip that is a document of an office program: its first members say so.
pub(super) fn office(head: &[u8]) -> Option<&'static str> {
    let start = &head[..head.len().min(4096)];
    let has = |mark: &[u8]| memmem::find(start, mark).is_some();
    if has(b"mimetypeapplication/epub+zip") {
        return Some("is an EPUB; convert it with `pandoc -t plain -o FILE.txt FILE.epub`");
    }
    if has(b"xl/") || has(b"opendocument.spreadsheet") {
        return Some("is a spreadsheet; write it as CSV with `libreoffice --headless --convert-to csv FILE`");
    }
    let document = has(b"[Content_Types].xml") || has(b"word/") || has(b"mimetypeapplication/vnd.oasis");
    document.then_some(
        "is DOCX or another office document; convert it with `libreoffice --headless --convert-to txt:Text FILE`",
    )
}

/// What a file is by its name and how it begins.
///
/// # Errors
/// The reason and the remedy, if it is nothing that is read.
pub(super) fn sniff(head: &[u8], name: &Path) -> Result<Form, (Reason, String)> {
    #[cfg(feature = "parquet")]
    if head.starts_with(b"PAR1") {
        return Ok(Form::Parquet);
    }
    if let Some(what) = foreign(head).or_else(|| foreign_text(head, name)) {
        return Err((Reason::UnknownFormat, format!("is {what}")));
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        if let Some(remedy) = office(head) {
            return Err((Reason::UnknownFormat, remedy.to_owned()));
        }
        return Ok(Form::Zip);
    }
    if container::is_tar(head) {
        return Ok(Form::Tar);
    }
    if head.starts_with(b"WARC/") {
        return Ok(Form::Web(WebArchive::Warc));
    }
    if head.starts_with(b"filedesc://") {
        return Ok(Form::Web(WebArchive::Arc));
    }
    if !is_text(&head[..head.len().min(4096)]) {
        let message = "is not text; if it is UTF-16 without a byte order mark, convert it to UTF-8";
        return Err((Reason::NotText, message.to_owned()));
    }
    let form = of_text(head, of_name(name).unwrap_or(Kind::Unnamed));
    let end = name.extension().and_then(|end| end.to_str()).map(str::to_ascii_lowercase).unwrap_or_default();
    Ok(match (form, end.as_str()) {
        (Form::Text, "eml") => Form::Mail,
        (Form::Text, "xml" | "rdf" | "nitf" | "newsml") => Form::Markup(Dialect::Xml),
        (form, _) => form,
    })
}

/// Whether bytes may be text in some encoding that keeps ASCII: one in ten may be NUL, as in records of fixed length,
/// and one in 64 another control character that no text, wire or terminal log has; of random bytes one in 28 is.
fn is_text(start: &[u8]) -> bool {
    let nuls = memchr::memchr_iter(0, start).count();
    let strange = start.iter().filter(|&&byte| matches!(byte, 0x05..=0x07 | 0x0E | 0x0F | 0x15 | 0x17..=0x19)).count();
    nuls * 10 <= start.len() && (strange < 3 || strange * 64 <= start.len())
}

fn of_text(head: &[u8], named: Kind) -> Form {
    let look = look(head);
    match (named, look) {
        (Kind::Html, Look::Markup(dialect)) if is_export_page(dialect) => Form::Markup(dialect),
        (Kind::Html, _) => Form::Html,
        (Kind::Text | Kind::Unnamed | Kind::Table(_) | Kind::Json, Look::Page) => Form::Html,
        (Kind::Lines, Look::Array | Look::OpenObject) | (Kind::Json, _) => Form::Json,
        (Kind::Lines, Look::Object) if begins_with_answer(head) => Form::Json,
        (Kind::Lines, _) => Form::Lines,
        (Kind::Table(delimiter), _) => Form::Table(delimiter),
        (_, Look::Markup(dialect)) => Form::Markup(dialect),
        (_, Look::Object | Look::OpenObject) | (Kind::Unnamed, Look::Array) => Form::Json,
        (_, Look::Told(form)) => form,
        (Kind::Unnamed, Look::Header(delimiter)) => Form::Table(delimiter),
        (Kind::Text, Look::Header(delimiter)) if table::has_rows(head.trim_ascii_start(), delimiter) => {
            Form::Table(delimiter)
        }
        (Kind::Text | Kind::Unnamed, _) => Form::Text,
    }
}

/// Whether markup is a database's export or recognised text as a page, whatever its name says.
fn is_export_page(dialect: Dialect) -> bool {
    matches!(dialect, Dialect::NexisPage | Dialect::FactivaPage | Dialect::EuropressePage | Dialect::Hocr)
}

/// Whether the first line is no article but an answer that holds some, as programs gather them line by line.
fn begins_with_answer(head: &[u8]) -> bool {
    let line = memchr::memchr(b'\n', head).map(|end| &head[..end]);
    line.is_some_and(|line| !decode::looks_like_article(line) && decode::holds_articles(line))
}

/// Whether text is a call or the value of a variable, and what it holds is told by keys that articles have.
fn is_script_of_articles(text: &[u8]) -> bool {
    /// Bytes before what it holds.
    const LEAD: usize = 256;
    let opens = text[..text.len().min(LEAD)].iter().position(|byte| matches!(byte, b'{' | b'['));
    let Some((lead, value)) = opens.map(|at| text.split_at(at)) else { return false };
    let named = |byte: &u8| byte.is_ascii_alphanumeric() || byte.is_ascii_whitespace() || b"._$=(".contains(byte);
    let is_call = lead.iter().all(named) && matches!(lead.trim_ascii_end().last(), Some(b'=' | b'('));
    let mut inner = value.iter().filter(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'{' | b'['));
    let keys = || days::names_of(value);
    is_call
        && inner.next() == Some(&b'"')
        && keys().any(|key| mapping::is_body_key(&key))
        && keys().any(|key| mapping::known(mapping::Field::Title).contains(&key.as_str()))
}

/// How text begins.
enum Look {
    /// An HTML page.
    Page,
    /// Markup of this dialect.
    Markup(Dialect),
    /// `{` and a key.
    Object,
    /// `{` alone on its line: an object printed over several lines.
    OpenObject,
    /// `[` and an object or its end.
    Array,
    /// Known column names, parted by this byte.
    Header(u8),
    /// Marks that only this form has.
    Told(Form),
    /// Anything else.
    Prose,
}

fn look(head: &[u8]) -> Look {
    // RFC 7464: a separator before each record.
    let text = head.trim_ascii_start();
    let text = text.strip_prefix(b"\x1E").unwrap_or(text);
    let second = text.get(1..).and_then(|rest| rest.iter().find(|byte| !byte.is_ascii_whitespace()));
    match (text.first(), second) {
        (Some(b'<'), _) => markup_look(text),
        (Some(b'{'), Some(b'"' | b'}')) if matches!(text.get(1), Some(b'\n' | b'\r')) => Look::OpenObject,
        (Some(b'{'), Some(b'"' | b'}')) => Look::Object,
        (Some(b'['), Some(b'{' | b']')) => Look::Array,
        _ if is_script_of_articles(text) => Look::Object,
        _ => marks(head, text)
            .map(Look::Told)
            .or_else(|| table::of_known_header(text).map(Look::Header))
            .unwrap_or(Look::Prose),
    }
}

fn markup_look(text: &[u8]) -> Look {
    let has = |mark: &[u8]| memmem::find(text, mark).is_some();
    let root = root(text);
    let local = root.rsplit(':').next().unwrap_or_default().to_ascii_lowercase();
    let dialect = match local.as_str() {
        "html" if has(b"<DOC NUMBER=") || has(b"<DOCFULL>") => Dialect::NexisPage,
        "html" if has(b"<title>Factiva</title>") => Dialect::FactivaPage,
        "html" if has(b"DocPublicationName") && has(b"titreArticle") => Dialect::EuropressePage,
        "html" if has(b"ocr_page") => Dialect::Hocr,
        "html" => return Look::Page,
        "reuters" => Dialect::Reuters,
        "doc" if root == "doc" && is_titled(text) => Dialect::Xml,
        "doc" | "docs" => Dialect::Trec,
        "nitf" => Dialect::Nitf,
        "newsml" => Dialect::NewsMl1,
        // Reuters' corpus of 1996 (RCV1) has an element of that name in small letters.
        "newsitem" if root == "newsitem" => Dialect::Xml,
        "newsmessage" | "newsitem" | "packageitem" => Dialect::NewsMlG2,
        // Programs that keep references write RDF as well, without the items of a feed.
        "rdf" if !has(b"<item") => Dialect::Xml,
        "rss" | "rdf" | "feed" | "entry" | "channel" => Dialect::Feed,
        "mediawiki" => Dialect::MediaWiki,
        "alto" => Dialect::Alto,
        "pcgts" => Dialect::Page,
        "mets" => Dialect::Mets,
        "ppsresponse" => Dialect::FactivaXml,
        _ if text.starts_with(b"<?xml") => Dialect::Xml,
        _ if is_page(text) => return Look::Page,
        // Records in tags of somebody's own, without a declaration and mostly without a root.
        _ if elements::repeated(text).is_some() => Dialect::Xml,
        _ => return Look::Prose,
    };
    Look::Markup(dialect)
}

/// The name of the first element, as it is written.
pub(super) fn root(text: &[u8]) -> String {
    let lossy = String::from_utf8_lossy(&text[..text.len().min(16 << 10)]);
    let first = markup::pieces(&lossy).find_map(|piece| match piece {
        markup::Piece::Open { name, .. } => Some(name.to_owned()),
        _ => None,
    });
    first.unwrap_or_default()
}

/// Whether the first tag tells a title.
fn is_titled(text: &[u8]) -> bool {
    let tag = memchr::memchr(b'>', text).map_or(text, |end| &text[..end]);
    memmem::find(tag, b" title=\"").is_some()
}

fn is_page(text: &[u8]) -> bool {
    let start = text[..text.len().min(1024)].to_ascii_lowercase();
    memmem::find(&start, b"<html").is_some() || start.starts_with(b"<!doctype html")
}

/// Marks of forms that are plain text otherwise.
fn marks(head: &[u8], text: &[u8]) -> Option<Form> {
    let start = &head[..head.len().min(256)];
    let wire = start.contains(&1) && head[..head.len().min(4096)].contains(&2);
    if wire || exports::is_printed_wire(text) {
        return Some(Form::Wire);
    }
    if text.starts_with(b"From ") && has_mail_header(text.split(|&byte| byte == b'\n').skip(1)) {
        return Some(Form::Mailbox);
    }
    if has_mail_header(text.split(|&byte| byte == b'\n')) {
        return Some(Form::Mail);
    }
    if Begin::NexisLine.find(head, 0).is_some() || exports::is_nexis(head) {
        return Some(Form::NexisText);
    }
    exports::told(head).map(Form::Export)
}

/// Whether lines begin with the header of an e-mail: nothing but fields, two of them such as only mail has.
fn has_mail_header<'l>(lines: impl Iterator<Item = &'l [u8]>) -> bool {
    const FIELDS: [&str; 10] = [
        "from",
        "to",
        "subject",
        "date",
        "received",
        "return-path",
        "message-id",
        "mime-version",
        "content-type",
        "delivered-to",
    ];
    let mut known = 0;
    for line in lines.take(60) {
        if line.trim_ascii().is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let Some(colon) = memchr::memchr(b':', line) else { return false };
        let name = line[..colon].to_ascii_lowercase();
        if !name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-' || *byte == b'_') {
            return false;
        }
        known += usize::from(FIELDS.iter().any(|field| field.as_bytes() == name));
    }
    known >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_promise_forms_whatever_their_case_and_compression() {
        for (name, kind) in [
            ("a.TXT", Some(Kind::Text)),
            ("a.json.gz", Some(Kind::Json)),
            ("a.b.ndjson.zst", Some(Kind::Lines)),
            ("a.tsv", Some(Kind::Table(b'\t'))),
            ("a.psv.gz", Some(Kind::Table(b'|'))),
            ("a.csv.bz2", Some(Kind::Table(b','))),
            ("dump.gz", Some(Kind::Unnamed)),
            ("pages.warc.gz", Some(Kind::Unnamed)),
            ("table.sql.gz", None),
            ("Makefile", None),
            ("photo.jpg", None),
        ] {
            assert_eq!(of_name(Path::new(name)), kind, "{name}");
        }
    }

    #[test]
    fn beginnings_tell_forms() {
        let form = |name: &str, head: &str| sniff(head.as_bytes(), Path::new(name)).unwrap().name();
        for (name, head, expected) in [
            ("x", "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS NEWID=\"1\">", "reuters"),
            ("ap", "<DOC>\n<DOCNO> X-1 </DOCNO>", "trec"),
            ("a.xml", "<?xml version=\"1.0\"?><n2:newsMessage xmlns:n2=\"x\">", "newsml-g2"),
            ("a.xml", "<?xml version=\"1.0\"?><!-- x --><rss><channel>", "feed"),
            ("a.xml", "<?xml version=\"1.0\"?><story><head>", "xml"),
            ("a.txt", "From a@b.example Mon Jan 1\nFrom: a@b.example\nSubject: x\n\nHi", "mbox"),
            ("a.txt", "Subject: x\nFrom: a@b.example\n\nHi", "eml"),
            ("a.txt", "Note: he left.\nFrom: the start it rained.\n", "text"),
            ("a.txt", "Cover\n\n   1 of 10 DOCUMENTS\n\n", "nexis"),
            ("a.txt", "\u{1}eca1 4 i 2\n\u{2}Title =\n", "wire"),
            ("a.html", "<html><title>x</title>", "html"),
        ] {
            assert_eq!(form(name, head), expected, "{head}");
        }
        assert!(sniff(b"%PDF-1.4", Path::new("a")).unwrap_err().1.contains("pdftotext"));
        for (name, head, words) in [
            ("a.sql.gz", "COPY public.articles FROM stdin;", "is SQL"),
            ("dump", "-- MySQL dump 10.13\n", "as CSV"),
            ("a.yml", "- title: x", "yq"),
            ("a.toml", "[[articles]]", "yq"),
            ("a.bib", "@article{x,", "BibTeX"),
        ] {
            assert!(sniff(head.as_bytes(), Path::new(name)).unwrap_err().1.contains(words), "{name}");
        }
        assert!("gigaword".parse::<Form>().is_ok() && "pdf".parse::<Form>().is_err());
    }

    #[test]
    fn only_names_that_say_nothing_are_looked_into() {
        let may = |name: &str| may_be_anything(Path::new(name));
        assert!(may("trec1") && may("tag_reuters.com_2014_x") && may("AP880212") && may("a.json.1") && may("a.PHP"));
        assert!(!may("a.jpg") && !may(".bashrc") && !may("README.md") && !may("LICENSE") && !may("a.py"));
    }
}
