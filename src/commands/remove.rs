//! `remove`: takes articles out, and keeps them out; lets them in again.

use std::path::PathBuf;

use super::{Context, Outcome};
use crate::{
    article::ArticleId,
    index::{Ledger, Reader, Writer, WriterOptions, ledger::Prune},
    names::Names,
    query::{Request, Target, answer, lookup},
    render::report::{Taken, WouldGo},
};

/// What to take out, or to let in.
#[derive(Debug)]
pub enum What {
    /// Articles with these ids, or unique beginnings of them.
    Ids(Vec<String>),
    /// Articles that a query finds.
    Found {
        /// The query.
        query: String,
        /// What becomes of them.
        then: Then,
    },
    /// Articles with these whole ids, in again.
    Restore(Vec<String>),
}

/// What becomes of articles that a query finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// They are listed, and stay.
    List,
    /// They go.
    TakeOut,
}

/// Which index, and what.
#[derive(Debug)]
pub struct Options {
    /// The index folder.
    pub dir: PathBuf,
    /// What to do.
    pub what: What,
}

/// Runs the command.
///
/// # Errors
/// If there is no index, an id or the query is faulty, or the index cannot be read or written.
pub fn run(options: &Options, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    match &options.what {
        What::Ids(ids) => {
            let ids = named(options, ids)?;
            take_out(options, &ids, context)
        }
        What::Found { query, then } => found(options, query, *then, context),
        What::Restore(ids) => {
            let ids = ids.iter().map(|id| id.parse()).collect::<Result<Vec<ArticleId>, _>>()?;
            let restored = ledger(options)?.restore(&ids)?;
            context.messages.note(&Taken::In(restored));
            Ok(if restored == 0 { Outcome::Nothing } else { Outcome::Done })
        }
    }
}

fn ledger(options: &Options) -> anyhow::Result<Ledger> {
    Ok(Ledger::new(Writer::open_existing(&options.dir, WriterOptions { threads: 1 })?, Prune::Keep)?)
}

/// The articles of these ids: whole ones need not be there.
fn named(options: &Options, ids: &[String]) -> anyhow::Result<Vec<ArticleId>> {
    let reader = Reader::open(&options.dir)?;
    let searcher = reader.searcher();
    let one = |typed: &String| match typed.parse::<ArticleId>() {
        Ok(id) => Ok(id),
        Err(_) => Ok(lookup(&searcher, reader.fields(), typed)?.article.article_id.parse()?),
    };
    ids.iter().map(one).collect()
}

fn found(options: &Options, query: &str, then: Then, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let reader = Reader::open(&options.dir)?;
    let (searcher, names) = (reader.searcher(), Names::open(&reader)?);
    let request = Request { expr: query.to_owned(), target: Some(Target::Articles), ..Request::default() };
    let mut ids = Vec::new();
    for hit in answer(&searcher, reader.fields(), &names, &request)? {
        let hit = hit?;
        ids.push(hit.article.id.parse()?);
        if then == Then::List {
            let line = WouldGo { id: &hit.article.id, title: hit.article.title.as_deref() }.to_string();
            context.out.write_all(line.as_bytes())?;
        }
    }
    if ids.is_empty() {
        return Ok(Outcome::Nothing);
    }
    match then {
        Then::TakeOut => take_out(options, &ids, context),
        Then::List => {
            context.messages.note(&Taken::Would(ids.len() as u64));
            Ok(Outcome::Done)
        }
    }
}

fn take_out(options: &Options, ids: &[ArticleId], context: &Context<'_>) -> anyhow::Result<Outcome> {
    let gone = ledger(options)?.withdraw(ids)?;
    context.messages.note(&Taken::Out { gone, asked: ids.len() as u64 });
    Ok(Outcome::Done)
}
