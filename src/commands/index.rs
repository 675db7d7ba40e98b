//! `index`: brings the index up to date with what lies below the roots.

use super::{Context, Outcome};
use crate::{
    pipeline::{self, IndexOptions, PipelineError, Report},
    render::report::Indexed,
};

/// Runs the command.
///
/// # Errors
/// As [`pipeline::run`]. What cannot be read is told, counted, and gives [`Outcome::Incomplete`].
pub fn run(options: &IndexOptions, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let report = bring_up_to_date(options, context)?;
    context.messages.note(&Indexed(&report));
    report.balanced()?;
    Ok(match (report.interrupted, report.is_complete()) {
        (true, _) => Outcome::Interrupted,
        (false, true) => Outcome::Done,
        (false, false) => Outcome::Incomplete,
    })
}

/// Indexes, telling progress and problems while it goes.
pub(super) fn bring_up_to_date(options: &IndexOptions, context: &Context<'_>) -> Result<Report, PipelineError> {
    let observer = context.messages.observer();
    pipeline::run(options, observer.as_ref(), context.stop)
}
