//! `reanalyse`: brings old articles to the present analysis, from the index itself.

use super::{Context, Outcome};
use crate::{
    pipeline::{self, ReanalyseOptions},
    render::report::Anew,
};

/// Runs the command.
///
/// # Errors
/// If there is no index or it cannot be read or written. Articles that could not be analysed stay as they were, and
/// give [`Outcome::Incomplete`].
pub fn run(options: &ReanalyseOptions, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let done = {
        let observer = context.messages.observer();
        pipeline::reanalyse(options, observer.as_ref(), context.stop)?
    };
    context.messages.note(&Anew(&done));
    Ok(match (done.interrupted, done.failed) {
        (true, _) => Outcome::Interrupted,
        (false, 0) => Outcome::Done,
        (false, _) => Outcome::Incomplete,
    })
}
