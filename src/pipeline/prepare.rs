//! One record on a pool thread: decode, compare, analyse, make documents.

use index_schema::Fields;

use super::{
    IndexOptions,
    analyser::{Analyser, AsText},
    documents::documents,
    guard::guarded,
    report::Problem,
};
use crate::{
    article::{Article, Extent, Provenance},
    index::{Built, IndexError, Snapshot, ledger::Incoming},
    source::{RawRecord, decode},
};

/// Label under which an article is counted whose analysis panicked.
pub const PANIC: &str = "panic";

/// An article ready to be written.
pub(super) struct Prepared {
    pub(super) incoming: Incoming,
    pub(super) text_bytes: u64,
    /// Why it is indexed as text only, if it is.
    pub(super) as_text: Option<AsText>,
    pub(super) extent: Extent,
    pub(super) body: Body,
}

/// The documents of an article, or what is needed to make them.
pub(super) enum Body {
    /// Made on the pool.
    Built(Built),
    /// Not made, since the last commit held the same article: they will hardly be asked for.
    Later(Box<Article>),
}

/// Why documents could not be had.
pub(super) enum NotBuilt {
    Rejected(Problem),
    Index(IndexError),
}

impl From<IndexError> for NotBuilt {
    fn from(error: IndexError) -> Self {
        Self::Index(error)
    }
}

impl Body {
    /// The documents, made now if they were not.
    pub(super) fn built(self, fields: &Fields, analyser: Analyser) -> Result<Built, NotBuilt> {
        let article = match self {
            Self::Built(built) => return Ok(built),
            Self::Later(article) => article,
        };
        let build = || build(fields, &article, analyser, content_hash(&article));
        guard(&article.provenance, build).map_err(NotBuilt::Rejected)
    }
}

/// Decodes and analyses one record.
pub(super) fn prepare(
    record: &RawRecord,
    options: &IndexOptions,
    fields: &Fields,
    last: &Snapshot,
) -> Result<Prepared, Problem> {
    guard(&record.provenance, || {
        let article = decode(record, &options.decode)
            .map_err(|error| Problem { reason: error.reason().label(), text: error.to_string() })?;
        let incoming = incoming(&article);
        let text_bytes = article.text.len() as u64;
        let (as_text, extent) = (AsText::why(&article.text, article.lang.as_deref()), article.extent);
        // A hint only: the ledger decides, and asks for the documents after all if it must.
        let known = last.article(incoming.id.key()).ok().flatten();
        let same = known.is_some_and(|known| known.content_hash == incoming.content_hash);
        let body = match same {
            true => Body::Later(Box::new(article)),
            false => Body::Built(build(fields, &article, options.analyser, incoming.content_hash)),
        };
        Ok(Prepared { incoming, text_bytes, as_text, extent, body })
    })?
}

fn incoming(article: &Article) -> Incoming {
    Incoming {
        id: article.id,
        content_hash: content_hash(article),
        version: article.version.map(jiff::Timestamp::as_second),
        provenance: article.provenance.clone(),
    }
}

/// Analyses an article, of which this is the [`content_hash`], and makes its documents.
pub(super) fn build(fields: &Fields, article: &Article, analyser: Analyser, hash: u64) -> Built {
    documents(fields, article, &analyser.of(article), hash)
}

/// Runs `work`; a panic becomes a problem of this one article.
pub(super) fn guard<T>(place: &Provenance, work: impl FnOnce() -> T) -> Result<T, Problem> {
    guarded(work).map_err(|words| {
        let (path, offset) = (place.path.display(), place.offset);
        let text = format!(
            "{path} at byte {offset}: an error in onrecord ({words}); the article is left out, please report it"
        );
        Problem { reason: PANIC, text }
    })
}

/// Hash of all that is indexed of an article: the same hash means that there is nothing to do.
pub(super) fn content_hash(article: &Article) -> u64 {
    let mut hasher = blake3::Hasher::new();
    let date = article.published.map(|published| published.to_string());
    let parts = [
        Some(article.text.as_str()),
        article.title.as_deref(),
        date.as_deref(),
        article.byline.as_deref(),
        article.source.as_deref(),
        article.url.as_deref(),
        article.lang.as_deref(),
    ];
    for part in parts {
        let len = part.map_or(u64::MAX, |part| part.len() as u64);
        hasher.update(&len.to_le_bytes()).update(part.unwrap_or_default().as_bytes());
    }
    // Said only where it is not all, so that what is known of all others stays true.
    if article.extent != Extent::Whole {
        hasher.update(article.extent.label().as_bytes());
    }
    let mut head = [0; 8];
    head.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    u64::from_be_bytes(head)
}

#[cfg(test)]
mod tests {
    use std::{path::PathBuf, sync::Arc};

    use super::*;

    #[test]
    fn a_panic_costs_one_article_and_says_where() {
        let place = Provenance { path: Arc::new(PathBuf::from("/news/a.jsonl")), member: None, offset: 7 };
        let problem = guard(&place, || -> u8 { panic!("no such case") }).unwrap_err();
        assert_eq!(problem.reason, PANIC);
        assert!(problem.text.starts_with("/news/a.jsonl at byte 7: "), "{problem}");
        assert!(problem.text.contains("no such case"));
        assert_eq!(guard(&place, || 1).unwrap(), 1);
    }
}
