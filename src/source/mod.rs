//! From paths to articles: walk, open (sniff, decompress, cap), split into records, decode.
//!
//! Two halves with the thread border between them. [`walk`] and [`mod@open`] run on one reading thread and only find
//! where records begin and end; [`decode`](fn@decode) does the dear part (JSON, HTML, encodings, field mapping) record
//! by record on the worker threads, so that one huge file is as parallel as a folder of small ones.

use std::{path::PathBuf, sync::Arc};

use crate::article::{Provenance, Published};

mod again;
mod clean;
mod container;
pub mod dates;
pub mod decode;
pub mod edits;
mod encoding;
pub mod error;
mod exports;
mod filter;
mod grown;
mod heads;
pub mod identity;
mod input;
mod kind;
mod language;
pub mod limits;
pub mod mapping;
mod markup;
mod names;
pub mod open;
mod parts;
mod records;
mod titles;
pub mod walk;
mod xmlkeys;

pub use again::read_again;
pub use decode::{decode, decode_with_raw, fields_used};
pub use error::{Reason, SourceError};
pub use exports::Provider;
pub use filter::{Filter, FilterError};
pub use grown::stamp;
pub use kind::{Form, UnknownForm};
pub use language::is_foreign;
pub use limits::Limits;
pub use mapping::Mapping;
pub use open::{Records, open, open_as};
pub use records::table::Header;
#[cfg(test)]
mod tests;

pub use walk::{Found, Names, NothingRead, SkipReason, Walk, WalkOptions, measure};

/// A regular file found by the walk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEntry {
    /// Absolute path.
    pub path: Arc<PathBuf>,
    /// Size in bytes.
    pub size: u64,
    /// Time of modification, nanoseconds since 1970-01-01.
    pub mtime: i64,
}

/// A record as it lay in its file, not yet decoded.
#[derive(Debug, Clone)]
pub struct RawRecord {
    /// Its bytes as they lay (after decompression; UTF-16 files arrive as UTF-8).
    pub bytes: Vec<u8>,
    /// What it is.
    pub format: Format,
    /// Where it lay.
    pub provenance: Provenance,
    /// What is known of the table that it is a row of.
    pub header: Option<Arc<Header>>,
    /// What the file says about all its records.
    pub shared: Option<Arc<Shared>>,
}

/// What a file says about all its records.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shared {
    /// The charset that it declares.
    pub charset: Option<&'static str>,
    /// The outlet: the title of a feed, the name of a wiki.
    pub source: Option<String>,
    /// The language.
    pub lang: Option<String>,
    /// The title of its one article, where that lies in another file.
    pub title: Option<String>,
    /// The day that is printed round records, and is that of each that has none: of an issue, or the key of a list.
    pub published: Option<String>,
    /// The address that is the key of a record.
    pub url: Option<String>,
    /// The address of its home page, from which the others' are made.
    pub base: Option<String>,
    /// Logins of authors and the names they go by.
    pub authors: Vec<(String, String)>,
    /// The keys of days like `31/12/2019`, the day before the month, in JSON.
    pub day_first: Vec<String>,
    /// The keys of such days of which nothing tells whether the month comes first, in JSON.
    pub unsure_days: Vec<String>,
}

/// Form of one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text: title on the first line where it looks like one.
    Text,
    /// One JSON object.
    Json,
    /// One row of a table as it lay, its cells parted by this byte.
    Row {
        /// A comma, tab, semicolon, bar or blank.
        delimiter: u8,
    },
    /// An HTML page.
    Html,
    /// One article in markup.
    Element(Dialect),
    /// A record of a web archive with its headers.
    Response(WebArchive),
    /// An e-mail.
    Mail,
    /// A message of a news wire: ANPA 1312 or IPTC 7901.
    Wire,
    /// One document of a Nexis export as text.
    Nexis,
    /// One record of another export as text.
    Export(Provider),
}

/// Which markup an article is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dialect {
    /// Reuters-21578 (SGML).
    Reuters,
    /// TREC, LDC and Gigaword (SGML).
    Trec,
    /// NITF, as the New York Times corpus and many agencies use it.
    Nitf,
    /// NewsML 1.
    NewsMl1,
    /// NewsML-G2.
    NewsMlG2,
    /// RSS, Atom, and WordPress' export, which is RSS.
    Feed,
    /// A MediaWiki export, as of Wikinews.
    MediaWiki,
    /// A Nexis export as a page.
    NexisPage,
    /// A Factiva export as a page.
    FactivaPage,
    /// A Europresse export as a page.
    EuropressePage,
    /// A Factiva export as XML.
    FactivaXml,
    /// ALTO: a page of a scanned newspaper.
    Alto,
    /// PAGE XML: a page of a scanned newspaper.
    Page,
    /// hOCR: scanned pages as a page of the web.
    Hocr,
    /// An article of an edition in TEI; a text of one article is read as XML.
    Tei,
    /// METS: which ALTO pages make an issue; no text of its own.
    Mets,
    /// XML of no known kind: its elements are fields by their names.
    Xml,
}

/// Which web archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WebArchive {
    /// WARC, of any version, and WET.
    Warc,
    /// ARC, its forerunner.
    Arc,
}

/// How records become articles.
#[derive(Debug, Clone, Default)]
pub struct DecodeOptions {
    /// Which key is which field.
    pub map: Mapping,
    /// Date of publication of what has none.
    pub published: Option<Published>,
    /// What one record may cost.
    pub limits: Limits,
    /// The form of every file, if the user names it.
    pub form: Option<Form>,
}
