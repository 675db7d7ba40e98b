//! One record to one article: the dear half of reading, run on the worker threads.

use std::borrow::Cow;

use super::{
    DecodeOptions, Dialect, Format, RawRecord, SourceError, WebArchive, clean, dates, encoding, error::Reason,
    identity, language, mapping, mapping::Field, markup, names, records::table,
};
use crate::article::{Article, Extent, Published};

mod asides;
mod boilerplate;
mod captions;
mod classes;
mod credits;
mod doubles;
mod element;
mod exports;
mod extent;
mod fields;
mod groups;
mod html;
mod inserts;
mod json;
mod lead;
mod leaves;
mod lines;
mod links;
mod mail;
mod mend;
mod nexis;
mod notices;
mod packed;
mod page;
mod plain;
mod reflow;
mod refusal;
mod regions;
mod response;
mod scanned;
mod scripts;
mod signature;
mod teasers;
mod tree;
mod typed;
mod widgets;
mod wiki;
mod wires;

use boilerplate::{Known, Margin};
use json::Json;

/// Bytes of an address or path that are searched for a date.
const ADDRESS: usize = 2048;

/// What a record says of how much of its article it holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Said {
    /// Nothing.
    #[default]
    Nothing,
    /// There is no body, and an abstract stands for it.
    Abstract,
    /// Not all may read the article: what is there may be the beginning that all may read.
    Paid,
}

/// Letters of a text by which it is told whether it could be decoded.
const SEEN: usize = 4096;

/// What a record says, before it is cleaned.
#[derive(Debug, Default)]
struct Draft<'r> {
    title: Option<Cow<'r, str>>,
    body: Cow<'r, str>,
    published: Option<Published>,
    byline: Option<Cow<'r, str>>,
    source: Option<Cow<'r, str>>,
    url: Option<Cow<'r, str>>,
    lang: Option<Cow<'r, str>>,
    own_id: Option<Cow<'r, str>>,
    version: Option<jiff::Timestamp>,
    /// How much of the article the body is, as the record says.
    extent: Said,
    /// What to do where there is no text, if the record's form tells more than that.
    advice: Option<String>,
    /// The page whose main text the body is, if it was one.
    page: Option<&'r str>,
}

impl Draft<'_> {
    /// The same with its words its own, the page it was left out: for what was read in text that is made here.
    fn into_owned(self) -> Draft<'static> {
        let own = |value: Option<Cow<'_, str>>| value.map(|value| Cow::Owned(value.into_owned()));
        Draft {
            title: own(self.title),
            body: Cow::Owned(self.body.into_owned()),
            published: self.published,
            byline: own(self.byline),
            source: own(self.source),
            url: own(self.url),
            lang: own(self.lang),
            own_id: own(self.own_id),
            version: self.version,
            extent: self.extent,
            advice: self.advice,
            page: None,
        }
    }
}

/// Reads one record.
///
/// # Errors
/// If the record holds no article; the reason is counted and the others go on.
pub fn decode(record: &RawRecord, options: &DecodeOptions) -> Result<Article, SourceError> {
    with_draft(record, options, |draft| finish(draft, record, options))
}

/// Reads one record, and beside the article its text before it was cleaned: of a page all of its text, menus too.
///
/// # Errors
/// As [`decode`].
pub fn decode_with_raw(record: &RawRecord, options: &DecodeOptions) -> Result<(Article, String), SourceError> {
    with_draft(record, options, |draft| {
        let raw = draft.page.map_or_else(|| draft.body.clone().into_owned(), markup::strip);
        Ok((finish(draft, record, options)?, raw))
    })
}

/// Finds out what a record says and hands it on, for it may point into text that lives no longer than this call.
fn with_draft<T>(
    record: &RawRecord,
    options: &DecodeOptions,
    then: impl FnOnce(Draft<'_>) -> Result<T, SourceError>,
) -> Result<T, SourceError> {
    match record.format {
        Format::Text => {
            let text = encoding::of_file(&record.bytes, None);
            let title = record.shared.as_deref().and_then(|shared| shared.title.clone());
            let mut draft = match title {
                Some(title) => Draft { title: Some(Cow::Owned(title)), body: Cow::Borrowed(&text), ..Draft::default() },
                None => plain::draft(&text),
            };
            draft.published = draft.published.or_else(|| date_of_path(record));
            then(draft)
        }
        Format::Html => {
            let text = encoding::of_file(&record.bytes, markup::declared_charset(&record.bytes));
            let mut draft = html::draft(&text, &options.limits);
            draft.published = draft.published.or_else(|| date_of_path(record));
            then(draft)
        }
        Format::Json => {
            let text = encoding::of_record(&record.bytes);
            let mut json = json::parse(&text).map_err(|error| bad_json(record, &error))?;
            if let Some(shared) = record.shared.as_deref() {
                json.put_year_first(&shared.day_first, &shared.unsure_days);
            }
            if !matches!(json, Json::Object(_)) {
                let message = "is no JSON object; articles are objects";
                return Err(SourceError::record(&record.provenance, Reason::BadJson, message));
            }
            with_fields(&json, record.shared.as_deref(), options, then)
        }
        Format::Row { delimiter } => {
            let json = row(record, delimiter, options)?;
            with_fields(&json, None, options, then)
        }
        Format::Element(dialect) => {
            let shared = record.shared.as_deref().cloned().unwrap_or_default();
            let charset = shared.charset.and_then(|name| encoding::labelled(name.as_bytes()));
            let text = encoding::of_file(&record.bytes, charset.or_else(|| markup::declared_charset(&record.bytes)));
            let path = record.provenance.path.to_string_lossy();
            let draft = element::draft(dialect, &text, &shared, tail(&path, ADDRESS), &options.map);
            let published = draft.published.or_else(|| shared.published.as_deref().and_then(dates::parse));
            then(Draft { published, ..draft })
        }
        Format::Wire => {
            let draft = wires::draft(&encoding::of_file(&record.bytes, None));
            then(Draft { published: draft.published.or_else(|| date_of_path(record)), ..draft })
        }
        Format::Nexis => then(nexis::draft(&encoding::of_file(&record.bytes, None))),
        Format::Export(provider) => then(exports::draft(provider, &encoding::of_file(&record.bytes, None))),
        Format::Mail => from_mail(record, options, then),
        Format::Response(kind) => from_response(record, kind, options, then),
    }
}

/// An object with named members: an article, or a whole page with what was noted about it.
fn with_fields<T>(
    json: &Json<'_>,
    shared: Option<&crate::source::Shared>,
    options: &DecodeOptions,
    then: impl FnOnce(Draft<'_>) -> Result<T, SourceError>,
) -> Result<T, SourceError> {
    let mut draft = fields::draft(json, &options.map);
    if let Some(shared) = shared {
        draft.published = draft.published.or_else(|| shared.published.as_deref().and_then(dates::parse));
        draft.url = draft.url.or(shared.url.as_deref().map(Cow::Borrowed));
    }
    let Some(page) = fields::page(json, &options.map) else { return then(draft) };
    let page = html::draft(page, &options.limits);
    then(Draft {
        title: draft.title.or(page.title),
        published: draft.published.or(page.published),
        byline: draft.byline.or(page.byline),
        source: draft.source.or(page.source),
        url: draft.url.or(page.url),
        lang: draft.lang.or(page.lang),
        own_id: draft.own_id,
        version: draft.version,
        body: page.body,
        extent: page.extent,
        advice: page.advice,
        page: page.page,
    })
}

/// Which key of a record feeds which field, keys written without case, `_`, `-` and spaces; empty for forms whose
/// fields have places of their own.
#[must_use]
pub fn fields_used(record: &RawRecord, options: &DecodeOptions) -> Vec<(Field, String)> {
    match record.format {
        Format::Json => json::parse(&encoding::of_record(&record.bytes))
            .map_or_else(|_| Vec::new(), |json| fields::used(&json, &options.map)),
        Format::Row { delimiter } => {
            row(record, delimiter, options).map_or_else(|_| Vec::new(), |json| fields::used(&json, &options.map))
        }
        _ => Vec::new(),
    }
}

/// A message, or the page that a browser saved as one.
fn from_mail<T>(
    record: &RawRecord,
    options: &DecodeOptions,
    then: impl FnOnce(Draft<'_>) -> Result<T, SourceError>,
) -> Result<T, SourceError> {
    if let Some((page, url)) = mail::saved_page(&record.bytes) {
        let draft = html::draft(&page, &options.limits);
        return then(Draft { url: url.map(Cow::Owned).or(draft.url), ..draft });
    }
    let refused = || SourceError::record(&record.provenance, Reason::NoText, "is no e-mail");
    then(mail::draft(&record.bytes).ok_or_else(refused)?)
}

/// A page out of a web archive: its address is the one it was fetched from.
fn from_response<T>(
    record: &RawRecord,
    kind: WebArchive,
    options: &DecodeOptions,
    then: impl FnOnce(Draft<'_>) -> Result<T, SourceError>,
) -> Result<T, SourceError> {
    let response = response::read(&record.bytes, kind, &options.limits)
        .map_err(|(reason, message)| SourceError::record(&record.provenance, reason, message))?;
    let charset = response.charset.or_else(|| markup::declared_charset(&response.body));
    let text = encoding::of_file(&response.body, charset);
    let mut draft = if response.plain { plain::draft(&text) } else { html::draft(&text, &options.limits) };
    draft.url = response.url.map(Cow::Owned).or(draft.url);
    then(draft)
}

/// Whether an element of a list is an article, told by its having a title or body of its own.
pub(super) fn looks_like_article(bytes: &[u8]) -> bool {
    let text = encoding::of_record(bytes);
    json::parse(&text).is_ok_and(|json| fields::is_article(&json))
}

/// Whether bytes are an article beyond doubt: one with a text of some length that says what it is.
pub(super) fn is_whole_article(bytes: &[u8]) -> bool {
    let text = encoding::of_record(bytes);
    json::parse(&text).is_ok_and(|json| fields::is_whole_article(&json))
}

/// Whether an object or list holds a list of articles, at whatever depth.
pub(super) fn holds_articles(bytes: &[u8]) -> bool {
    let text = encoding::of_record(bytes);
    json::parse(&text).is_ok_and(|json| fields::holds_list(&json))
}

fn bad_json(record: &RawRecord, error: &serde_json::Error) -> SourceError {
    let message = format!("is not JSON ({error}, within the record)");
    SourceError::record(&record.provenance, Reason::BadJson, message)
}

/// A row as the object that its header makes of it. Without a header the columns are numbered.
fn row<'r>(record: &'r RawRecord, delimiter: u8, options: &DecodeOptions) -> Result<Json<'r>, SourceError> {
    let table = record.header.as_deref();
    let style = table.map_or(delimiter.into(), |table| table.style);
    let header = table.map_or(&[] as &[String], |table| &table.names);
    let cells = cells(record, style, header, options);
    let refuse = |reason, message: String| Err(SourceError::record(&record.provenance, reason, message));
    if cells.len() > options.limits.columns || (!header.is_empty() && cells.len() > header.len()) {
        return refuse(
            Reason::BadCsv,
            format!("the row has {} cells, its header {}; is a quote missing?", cells.len(), header.len()),
        );
    }
    if header.is_empty() && !options.map.names_column(Field::Body) {
        let message = "no column is known; say which is which, for example --map title=2 --map body=3";
        return refuse(Reason::NoHeader, message.to_owned());
    }
    let has =
        |columns: fn(&table::Header) -> &Vec<usize>, at: usize| table.is_some_and(|table| columns(table).contains(&at));
    let charset = table.and_then(|table| table.charset);
    let named = cells.into_iter().enumerate().flat_map(|(at, cell)| {
        let text = text_of(cell, charset);
        let value = match has(|table| &table.unsure_days, at) && dates::is_either_way(&text) {
            true => Json::Nothing,
            false => value_of(text, has(|table| &table.day_first, at)),
        };
        let number = (Cow::Owned((at + 1).to_string()), value);
        let name = header.get(at).filter(|name| !name.is_empty());
        match name {
            Some(name) if !options.map.names_columns() => [Some((json::folded(name.into()), number.1)), None],
            Some(name) => [Some((json::folded(name.into()), number.1.clone())), Some(number)],
            None => [Some(number), None],
        }
    });
    Ok(Json::Object(named.flatten().collect()))
}

/// The cells of a row, not more than its header has if the others are empty, or if the last is the body and nothing is
/// quoted: what parts the cells then parts words of the body as well.
fn cells<'r>(
    record: &'r RawRecord,
    style: table::Style,
    header: &[String],
    options: &DecodeOptions,
) -> Vec<Cow<'r, [u8]>> {
    let mut cells = table::cells(&record.bytes, style);
    if header.is_empty() || cells.len() <= header.len() {
        return cells;
    }
    if cells[header.len()..].iter().all(|cell| cell.is_empty()) {
        cells.truncate(header.len());
        return cells;
    }
    let is_body = header.last().is_some_and(|name| options.map.is_body(&mapping::fold(name)));
    if is_body && !style.has_quoted(&record.bytes) {
        return table::cells_up_to(&record.bytes, style, header.len());
    }
    cells
}

/// A cell as a value: nothing as databases write it, a day in its column's order, a list that is printed in it, or text.
fn value_of(text: Cow<'_, str>, day_first: bool) -> Json<'_> {
    if text == r"\N" {
        return Json::Nothing;
    }
    let written = if day_first { dates::with_day_first(&text) } else { None };
    let printed = packed::python_bytes(&text).map(Cow::Owned);
    json::within(&text).unwrap_or(Json::Text(written.map(Cow::Owned).or(printed).unwrap_or(text)))
}

fn text_of<'c>(cell: Cow<'c, [u8]>, charset: Option<&'static encoding_rs::Encoding>) -> Cow<'c, str> {
    match cell {
        Cow::Borrowed(bytes) if let Some(charset) = charset => charset.decode_without_bom_handling(bytes).0,
        Cow::Owned(bytes) if let Some(charset) = charset => {
            Cow::Owned(charset.decode_without_bom_handling(&bytes).0.into_owned())
        }
        Cow::Borrowed(bytes) => encoding::of_record(bytes),
        Cow::Owned(bytes) => Cow::Owned(encoding::of_record(&bytes).into_owned()),
    }
}

/// Whether files of this form hold one article each, so that a day in their names is its own.
fn is_whole_file(format: Format) -> bool {
    matches!(
        format,
        Format::Mail
            | Format::Element(
                Dialect::Alto | Dialect::Hocr | Dialect::Nitf | Dialect::Page | Dialect::Tei | Dialect::Xml
            )
    )
}

fn date_of_path(record: &RawRecord) -> Option<Published> {
    let within = record.provenance.member.as_deref().and_then(|member| dates::in_path(tail(member, ADDRESS)));
    let path = record.provenance.path.to_string_lossy();
    within.or_else(|| dates::in_path(tail(&path, ADDRESS)))
}

fn tail(text: &str, most: usize) -> &str {
    let mut from = text.len().saturating_sub(most);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..]
}

fn head(text: &str, most: usize) -> &str {
    let mut to = text.len().min(most);
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    &text[..to]
}

/// A body as it becomes an article's text.
struct Cleaned {
    text: String,
    extent: Extent,
    /// The names above the text.
    signed: Option<String>,
}

/// A body without what cannot be seen, its broken lines joined, without notices, of which one may say that it goes on
/// elsewhere.
fn cleaned(body: Cow<'_, str>, known: Known<'_>) -> Cleaned {
    let step = |text: String, step: &dyn Fn(&str) -> Option<String>| step(&text).unwrap_or(text);
    let text = step(clean::text(body), &|text| changed(element::without_captions(text)));
    let text = step(text, &|text| changed(lines::unindented(text)));
    let text = step(text, &|text| changed(reflow::joined(text)));
    let text = step(text, &|text| Some(boilerplate::without_end(text).to_owned()).filter(|cut| cut.len() < text.len()));
    let extent = extent::of(&text);
    let (signed, text) = unsigned(text, known);
    let known = Known { byline: known.byline.or(signed.as_deref()), ..known };
    let text = step(text, &|text| changed(inserts::without(text)));
    let text = step(text, &|text| changed(boilerplate::without(text, known)));
    Cleaned { text, extent, signed }
}

/// A text without the names and the source above it, and the names; names that the record does not give stay.
fn unsigned(text: String, known: Known<'_>) -> (Option<String>, String) {
    let Some((names, rest)) = signature::of(&text, known.source) else { return (None, text) };
    if names.is_some() && known.byline.is_some_and(|byline| names != Some(byline)) {
        return (None, text);
    }
    (names.map(str::to_owned), rest.to_owned())
}

fn changed(text: Cow<'_, str>) -> Option<String> {
    match text {
        Cow::Borrowed(_) => None,
        Cow::Owned(text) => Some(text),
    }
}

/// A byline without the "By" that is printed before it.
fn without_by(byline: String) -> String {
    match byline.split_once(' ') {
        Some((by, names)) if by.eq_ignore_ascii_case("by") => names.to_owned(),
        _ => byline,
    }
}

/// Whether what a text begins with is mostly the mark that stands for bytes that were no character.
fn is_undecodable(text: &str) -> bool {
    let letters = || text.chars().take(SEEN).filter(|c| !c.is_whitespace());
    text.contains(char::REPLACEMENT_CHARACTER)
        && letters().filter(|&c| c == char::REPLACEMENT_CHARACTER).count() * 2 > letters().count()
}

/// Cleans what a draft says and gives it its identity.
fn finish(draft: Draft<'_>, record: &RawRecord, options: &DecodeOptions) -> Result<Article, SourceError> {
    let line = |value: Option<Cow<'_, str>>| value.and_then(clean::line);
    let title = line(draft.title);
    let margin = if draft.page.is_some() { Margin::Page } else { Margin::Text };
    let byline = line(draft.byline).map(|byline| without_by(names::without_address(&byline).to_owned()));
    let source = line(draft.source);
    let known = Known { title: title.as_deref(), byline: byline.as_deref(), source: source.as_deref(), margin };
    let Cleaned { text, extent, signed } = cleaned(draft.body, known);
    let extent = match draft.extent {
        Said::Abstract => Extent::Abstract,
        Said::Paid if text.len() <= extent::TEASER => Extent::Stub,
        _ => extent,
    };
    if text.is_empty() {
        let message = draft.advice.as_deref().unwrap_or("holds no text; if it does, name its key with --map body=KEY");
        return Err(SourceError::record(&record.provenance, Reason::NoText, message));
    }
    if is_undecodable(&text) {
        let message = "decodes to nothing readable; if it is text, convert it to UTF-8";
        return Err(SourceError::record(&record.provenance, Reason::NotText, message));
    }
    if let Some(why) = draft.page.and_then(|html| refusal::of(html, title.as_deref(), &text)) {
        return Err(SourceError::record(&record.provenance, Reason::NoText, why));
    }
    let url = line(draft.url).map(|url| identity::original(&url).to_owned());
    let source =
        source.or_else(|| url.as_deref().and_then(identity::host)).or_else(|| lines::agency(&text).map(str::to_owned));
    let own_id = line(draft.own_id);
    let from_url = || url.as_deref().and_then(|url| dates::in_path(head(url, ADDRESS)));
    let from_path = || if is_whole_file(record.format) { date_of_path(record) } else { None };
    let published = draft.published.or_else(from_url).or_else(from_path).or(options.published);
    let lang = language::of(&text, line(draft.lang));
    Ok(Article {
        id: identity::article_id(url.as_deref(), source.as_deref(), own_id.as_deref(), title.as_deref(), &text),
        text,
        title,
        published,
        byline: byline.or(signed),
        source,
        url,
        lang,
        own_id,
        extent,
        version: draft.version,
        provenance: record.provenance.clone(),
    })
}
