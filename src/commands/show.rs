//! `show`: one article, opened at a quote or passage.

use std::path::PathBuf;

use super::{Context, Outcome, ReportFormat};
use crate::{
    index::Reader,
    query::{Found, LookupError, lookup},
    render::{
        Look,
        json::{ArticleJson, Id},
        text::{Opened, Reasons, opened},
    },
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
}

/// Runs the command.
///
/// # Errors
/// If there is no index, it cannot be read, the id is short for several articles, or results cannot be written.
/// An id that names nothing is [`Outcome::Nothing`].
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
        places: found.places.iter().map(|place| (place.path.as_str(), place.member.as_deref())).collect(),
        quote_ids: found.article.quotes.iter().map(|quote| format!("{head}:{}", quote.start)).collect(),
    }
}
