//! Opens one article by an id, for `show`.

use index_schema::{ArticleDoc, DocKind, Fields, PlaceDoc, documents::DamagedDocument};
use tantivy::{Searcher, collector::TopDocs};

use super::{
    filter::Filter,
    leaf::MIN_ID,
    plan::{all_of, exactly, unscored},
    store::{addresses, bounds, in_path_order, places},
};
use crate::text::Span;

/// Most ids told when a beginning fits several.
const SHOWN: usize = 10;

/// An article with all that belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The article, its quotes in order of their starts.
    pub article: ArticleDoc,
    /// Where it lay, in path order.
    pub places: Vec<PlaceDoc>,
    /// The quote or passage that was addressed, in bytes of the article's text; none if the id names the article.
    pub span: Option<Span>,
}

/// Why an id opens nothing.
#[derive(Debug, thiserror::Error)]
pub enum LookupError {
    /// No such article, quote or passage; or no id at all.
    #[error("nothing in this index has the id `{0}`")]
    NotFound(String),
    /// Several articles begin so; at most ten of their ids, in order.
    #[error("the id is short for several articles: {}", .0.join(", "))]
    Ambiguous(Vec<String>),
    /// The index could not be read.
    #[error("the index could not be read: {0}")]
    Index(#[from] tantivy::TantivyError),
    /// A stored document lacks what every such document has.
    #[error(transparent)]
    Damaged(#[from] DamagedDocument),
}

/// Finds what `id` names: a whole article id, a unique beginning of one (at least 4 digits), or either with `:start`,
/// the byte offset that [`super::Hit::id`] ends in.
///
/// # Errors
/// If it names nothing or too much, or the index is unreadable.
pub fn lookup(searcher: &Searcher, fields: &Fields, id: &str) -> Result<Found, LookupError> {
    let unknown = || LookupError::NotFound(id.chars().take(80).collect());
    let (digits, start) = match id.trim().split_once(':') {
        None => (id.trim(), None),
        Some((digits, start)) => (digits, Some(start.parse::<usize>().map_err(|_| unknown())?)),
    };
    if !(MIN_ID..=32).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(unknown());
    }
    let article = article(searcher, fields, &digits.to_ascii_lowercase())?.ok_or_else(unknown)?;
    let key = article.article_key;
    let places = in_path_order(fields, &places(searcher, fields, key)?)?;
    let span = match start {
        None => None,
        Some(start) => Some(spot(searcher, fields, &article, start)?.ok_or_else(unknown)?),
    };
    Ok(Found { article, places, span })
}

/// The one article whose id begins so.
fn article(searcher: &Searcher, fields: &Fields, digits: &str) -> Result<Option<ArticleDoc>, LookupError> {
    let begins = unscored(Filter::terms(fields.article_id, digits, |_| true));
    let query = all_of(vec![begins, exactly(fields.doc, DocKind::Article.term())]);
    let found = searcher.search(&query, &TopDocs::with_limit(SHOWN).order_by_score())?;
    let mut articles = Vec::with_capacity(found.len());
    for (_, address) in found {
        articles.push(ArticleDoc::from_document(fields, &searcher.doc(address)?)?);
    }
    if articles.len() > 1 {
        let mut ids: Vec<String> = articles.into_iter().map(|article| article.article_id).collect();
        ids.sort_unstable();
        return Err(LookupError::Ambiguous(ids));
    }
    Ok(articles.pop())
}

/// The quote that begins at `start`, else the passage; the longest, so that 0 is the first passage and not the title.
fn spot(searcher: &Searcher, fields: &Fields, article: &ArticleDoc, start: usize) -> Result<Option<Span>, LookupError> {
    let quotes = article.quotes.iter();
    let quote = quotes.filter(|quote| quote.start == start).map(|quote| Span::new(start, quote.end)).max();
    if quote.is_some() {
        return Ok(quote);
    }
    let mut found = None;
    for address in addresses(searcher, fields, DocKind::Passage, fields.article_key, article.article_key)? {
        let bounds = bounds(searcher, address)?;
        if bounds.0 == start {
            found = found.max(Some(Span::new(start, bounds.1)));
        }
    }
    Ok(found)
}
