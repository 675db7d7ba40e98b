//! Opens one article by an id, for `show`.

use index_schema::{
    ArticleDoc, Fields, PlaceDoc,
    documents::{DamagedDocument, StoredQuote},
};
use tantivy::Searcher;

use crate::text::Span;

/// An article with all that belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The article.
    pub article: ArticleDoc,
    /// Where it lay, in path order.
    pub places: Vec<PlaceDoc>,
    /// Its quotes, by start.
    pub quotes: Vec<StoredQuote>,
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
    let _ = (searcher, fields);
    Err(LookupError::NotFound(id.to_owned()))
}
