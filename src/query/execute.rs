//! Puts a question to an index.

use std::marker::PhantomData;

use index_schema::Fields;
use tantivy::Searcher;

use super::{error::AskError, hit::Hit};

/// What an answer is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// Stretches of speech.
    Quotes,
    /// Paragraphs.
    Passages,
    /// Whole articles, each shown by its best passage.
    Articles,
}

/// Order of answers; ties break by article and place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Sort {
    /// Best first.
    #[default]
    Relevance,
    /// Oldest first, undated last.
    DateAsc,
    /// Newest first, undated last.
    DateDesc,
}

/// A question.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The query; may be blank if an option below is set.
    pub expr: String,
    /// As `speaker:(…)`.
    pub speaker: Option<String>,
    /// As `about:(…)`.
    pub about: Option<String>,
    /// As `source:(…)`.
    pub source: Option<String>,
    /// As `kind:…`.
    pub kind: Option<String>,
    /// As `date:…`.
    pub date: Option<String>,
    /// Forces what the answer is made of; else the query decides.
    pub target: Option<Target>,
    /// Order.
    pub sort: Sort,
    /// Most hits yielded (at least 1); none for all.
    pub limit: Option<usize>,
    /// Absolute path prefixes: only articles that lay at or under one of them. Empty: anywhere.
    pub within: Vec<String>,
}

/// Answers, yielded one by one.
#[derive(Debug)]
pub struct Answers<'s> {
    /// What they are made of.
    pub target: Target,
    /// How many there are in all, whatever the limit.
    pub total: usize,
    /// What was done that was not asked, in words.
    pub note: Option<String>,
    searcher: PhantomData<&'s Searcher>,
}

impl Iterator for Answers<'_> {
    type Item = Result<Hit, AskError>;

    fn next(&mut self) -> Option<Self::Item> {
        None
    }
}

/// Answers `request` from `searcher`.
///
/// # Errors
/// If the query is faulty ([`AskError::Query`], with its place) or the index unreadable.
pub fn answer<'s>(searcher: &'s Searcher, fields: &Fields, request: &Request) -> Result<Answers<'s>, AskError> {
    let _ = (searcher, fields, request);
    Ok(Answers { target: Target::Passages, total: 0, note: None, searcher: PhantomData })
}
