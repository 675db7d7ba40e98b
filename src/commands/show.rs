//! `show`: one article, opened at a quote or passage, or as it was before it was cleaned.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context as _, bail};
use index_schema::PlaceDoc;

use super::{Context, Outcome, ReportFormat};
use crate::{
    article::Provenance,
    index::Reader,
    query::{Found, LookupError, lookup},
    render::{
        Look,
        json::{ArticleJson, Id},
        raw::{self, RawJson},
        text::{Opened, Reasons, headed, opened},
    },
    source::{DecodeOptions, read_again},
    text::chars::CharIndex,
};

/// What to show, and how.
#[derive(Debug)]
pub struct Options {
    /// The index folder.
    pub dir: PathBuf,
    /// Id of an article, passage or quote, or the beginning of one.
    pub id: String,
    /// How to print it.
    pub format: ReportFormat,
    /// How text looks.
    pub look: Look,
    /// Whether text gives reasons.
    pub reasons: Reasons,
    /// Which text of the article.
    pub text: Text,
}

/// Which text of an article is shown.
#[derive(Debug)]
pub enum Text {
    /// The cleaned text, as it is indexed.
    Cleaned,
    /// The text of its record before it was cleaned, read again from the archive as these say.
    Raw(Box<DecodeOptions>),
}

/// Runs the command.
///
/// # Errors
/// If there is no index, it cannot be read, the id is short for several articles, or results cannot be written; of a
/// raw text, if the archive is gone or has changed. An id that names nothing is [`Outcome::Nothing`].
pub fn run(options: &Options, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let reader = Reader::open(&options.dir)?;
    let found = match lookup(&reader.searcher(), reader.fields(), &options.id) {
        Ok(found) => found,
        Err(error @ LookupError::NotFound(_)) => {
            context.messages.note(&error);
            return Ok(Outcome::Nothing);
        }
        Err(error) => return Err(error.into()),
    };
    if let Text::Raw(decode) = &options.text {
        return before(&found, decode, options, context);
    }
    let id = Id::Text(found.article.article_id.clone());
    let article = ArticleJson::stored(&id, &found.article);
    match options.format {
        ReportFormat::Json => {
            serde_json::to_writer_pretty(&mut context.out, &article)?;
            context.out.write_all(b"\n")?;
        }
        ReportFormat::Text => opened(context.out, &options.look, &article, &place(&found), options.reasons)?,
    }
    Ok(Outcome::Done)
}

fn place(found: &Found) -> Opened<'_> {
    let chars = CharIndex::new(&found.article.text);
    let head = &found.article.article_id;
    Opened {
        span: found.span.map(|span| chars.span(span)).map(|span| (span.start, span.end)),
        places: places(found),
        quote_ids: found.article.quotes.iter().map(|quote| format!("{head}:{}", quote.start)).collect(),
    }
}

fn places(found: &Found) -> Vec<(&str, Option<&str>)> {
    found.places.iter().map(|place| (place.path.as_str(), place.member.as_deref())).collect()
}

/// Prints the record of an article before it was cleaned.
fn before(
    found: &Found,
    decode: &DecodeOptions,
    options: &Options,
    context: &mut Context<'_>,
) -> anyhow::Result<Outcome> {
    let (place, fresh, raw) = reread(found, decode)?;
    let article = &found.article;
    if fresh != article.text {
        context.messages.note(&"the text in the archive is not the one that is indexed; `onrecord index` brings it in");
    }
    match options.format {
        ReportFormat::Json => {
            let at = (place.path.as_str(), place.member.as_deref(), place.offset);
            let json = RawJson::new(&article.article_id, at, &raw, &article.text);
            serde_json::to_writer_pretty(&mut context.out, &json)?;
            context.out.write_all(b"\n")?;
        }
        ReportFormat::Text => {
            let id = Id::Text(article.article_id.clone());
            headed(context.out, &options.look, &ArticleJson::stored(&id, article), &places(found))?;
            raw::raw(context.out, &options.look, &raw, &article.text)?;
        }
    }
    Ok(Outcome::Done)
}

/// The first place at which the article still lies, its text there now, and the same before it was cleaned.
fn reread<'f>(found: &'f Found, decode: &DecodeOptions) -> anyhow::Result<(&'f PlaceDoc, String, String)> {
    let mut failed = None;
    for place in &found.places {
        match read(place, &found.article.article_id, decode) {
            Ok((text, raw)) => return Ok((place, text, raw)),
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    Err(failed.unwrap_or_else(|| {
        anyhow::anyhow!("the index does not say where this article lay; `onrecord check` looks into it")
    }))
}

fn read(place: &PlaceDoc, id: &str, decode: &DecodeOptions) -> anyhow::Result<(String, String)> {
    let at = Provenance {
        path: Arc::new(Path::new(&place.path).to_path_buf()),
        member: place.member.as_deref().map(Arc::from),
        offset: place.offset,
    };
    let (article, raw) = read_again(&at, decode).context("the archive is needed for --raw")?;
    if article.id.to_string() != id {
        bail!(
            "{} at byte {}: another article lies here now; the archive has changed since it was indexed, so run \
             `onrecord index` on it again (or it was read with --input or --map, which must be given here too)",
            place.path,
            place.offset
        );
    }
    Ok((article.text, raw))
}
