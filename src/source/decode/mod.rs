//! One record to one article: the dear half of reading, run on the worker threads.

use std::borrow::Cow;

use super::{
    DecodeOptions, Format, RawRecord, SourceError, WebArchive, clean, dates, encoding, error::Reason, identity,
    language, mapping, mapping::Field, markup, records::table,
};
use crate::article::{Article, Extent, Published};

mod asides;
mod boilerplate;
mod element;
mod extent;
mod fields;
mod groups;
mod html;
mod json;
mod lines;
mod mail;
mod page;
mod plain;
mod response;
mod tree;
mod wiki;

use json::Json;

/// Bytes of an address or path that are searched for a date.
const ADDRESS: usize = 2048;

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
    /// Whether the body is an abstract.
    is_abstract: bool,
}

/// Reads one record.
///
/// # Errors
/// If the record holds no article; the reason is counted and the others go on.
pub fn decode(record: &RawRecord, options: &DecodeOptions) -> Result<Article, SourceError> {
    match record.format {
        Format::Text => {
            let text = encoding::of_file(&record.bytes, None);
            let mut draft = plain::draft(&text);
            draft.published = date_of_path(record);
            finish(draft, record, options)
        }
        Format::Html => {
            let text = encoding::of_file(&record.bytes, markup::declared_charset(&record.bytes));
            let mut draft = html::draft(&text, &options.limits);
            draft.published = draft.published.or_else(|| date_of_path(record));
            finish(draft, record, options)
        }
        Format::Json => {
            let text = encoding::of_record(&record.bytes);
            let json = json::parse(&text).map_err(|error| bad_json(record, &error))?;
            if !matches!(json, Json::Object(_)) {
                let message = "is no JSON object; articles are objects";
                return Err(SourceError::record(&record.provenance, Reason::BadJson, message));
            }
            finish(fields::draft(&json, &options.map), record, options)
        }
        Format::Row { delimiter } => {
            let json = row(record, delimiter, options)?;
            finish(fields::draft(&json, &options.map), record, options)
        }
        Format::Element(dialect) => {
            let shared = record.shared.as_deref().cloned().unwrap_or_default();
            let charset = shared.charset.and_then(|name| encoding::labelled(name.as_bytes()));
            let text = encoding::of_file(&record.bytes, charset.or_else(|| markup::declared_charset(&record.bytes)));
            let path = record.provenance.path.to_string_lossy();
            let draft = element::draft(dialect, &text, &shared, tail(&path, ADDRESS), &options.map);
            finish(draft, record, options)
        }
        Format::Wire => finish(lines::wire(&encoding::of_file(&record.bytes, None)), record, options),
        Format::Nexis => finish(lines::nexis(&encoding::of_file(&record.bytes, None)), record, options),
        Format::Mail => {
            let refused = || SourceError::record(&record.provenance, Reason::NoText, "is no e-mail");
            finish(mail::draft(&record.bytes).ok_or_else(refused)?, record, options)
        }
        Format::Response(kind) => from_response(record, kind, options),
    }
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

/// A page out of a web archive: its address is the one it was fetched from.
fn from_response(record: &RawRecord, kind: WebArchive, options: &DecodeOptions) -> Result<Article, SourceError> {
    let response = response::read(&record.bytes, kind, &options.limits)
        .map_err(|(reason, message)| SourceError::record(&record.provenance, reason, message))?;
    let charset = response.charset.or_else(|| markup::declared_charset(&response.body));
    let text = encoding::of_file(&response.body, charset);
    let mut draft = if response.plain { plain::draft(&text) } else { html::draft(&text, &options.limits) };
    draft.url = response.url.map(Cow::Owned).or(draft.url);
    finish(draft, record, options)
}

/// Whether an element of a list is an article, told by its having a title or body of its own.
pub(super) fn looks_like_article(bytes: &[u8]) -> bool {
    let text = encoding::of_record(bytes);
    json::parse(&text).is_ok_and(|json| fields::is_article(&json))
}

fn bad_json(record: &RawRecord, error: &serde_json::Error) -> SourceError {
    let message = format!("is not JSON ({error}, within the record)");
    SourceError::record(&record.provenance, Reason::BadJson, message)
}

/// A row as the object that its header makes of it. Without a header the columns are numbered.
fn row<'r>(record: &'r RawRecord, delimiter: u8, options: &DecodeOptions) -> Result<Json<'r>, SourceError> {
    let cells = table::cells(&record.bytes, delimiter);
    let refuse = |reason, message: String| Err(SourceError::record(&record.provenance, reason, message));
    let header = record.header.as_deref().map(Vec::as_slice).unwrap_or_default();
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
    let named = cells.into_iter().enumerate().flat_map(|(at, cell)| {
        let number = (Cow::Owned((at + 1).to_string()), Json::Text(text_of(cell)));
        let name = header.get(at).filter(|name| !name.is_empty());
        match name {
            Some(name) if !options.map.names_columns() => [Some((json::folded(name.into()), number.1)), None],
            Some(name) => [Some((json::folded(name.into()), number.1.clone())), Some(number)],
            None => [Some(number), None],
        }
    });
    Ok(Json::Object(named.flatten().collect()))
}

fn text_of(cell: Cow<'_, [u8]>) -> Cow<'_, str> {
    match cell {
        Cow::Borrowed(bytes) => encoding::of_record(bytes),
        Cow::Owned(bytes) => Cow::Owned(encoding::of_record(&bytes).into_owned()),
    }
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

/// Cleans what a draft says and gives it its identity.
fn finish(draft: Draft<'_>, record: &RawRecord, options: &DecodeOptions) -> Result<Article, SourceError> {
    let text = clean::text(draft.body);
    if text.is_empty() {
        let message = "holds no text; if it does, name its key with --map body=KEY";
        return Err(SourceError::record(&record.provenance, Reason::NoText, message));
    }
    let line = |value: Option<Cow<'_, str>>| value.and_then(clean::line);
    let url = line(draft.url);
    let title = line(draft.title);
    let source = line(draft.source)
        .or_else(|| url.as_deref().and_then(identity::host))
        .or_else(|| lines::agency(&text).map(str::to_owned));
    let own_id = line(draft.own_id);
    let from_url = || url.as_deref().and_then(|url| dates::in_path(head(url, ADDRESS)));
    let published = draft.published.or_else(from_url).or(options.published);
    let extent = if draft.is_abstract { Extent::Abstract } else { extent::of(&text) };
    let lang = language::of(&text, line(draft.lang));
    Ok(Article {
        id: identity::article_id(url.as_deref(), source.as_deref(), own_id.as_deref(), title.as_deref(), &text),
        text,
        title,
        published,
        byline: line(draft.byline),
        source,
        url,
        lang,
        own_id,
        extent,
        version: draft.version,
        provenance: record.provenance.clone(),
    })
}
