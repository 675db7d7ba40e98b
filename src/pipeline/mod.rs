//! From paths to an index: read, analyse, write, all three at once, in the order read.
//!
//! One thread walks and cuts files into records ([`reading`]); a pool decodes and analyses each batch of records,
//! order kept, a panic costing one article ([`prepare`]); the calling thread writes them ([`run()`]). Batches travel
//! through channels of a few, so memory does not grow with the archive, and errors travel as items.

pub mod analyser;
pub mod cover;
pub mod documents;
pub mod guard;
mod options;
mod prepare;
mod reading;
mod reanalyse;
mod repeats;
pub mod report;
mod run;
#[cfg(test)]
mod tests;

pub use analyser::Analyser;
pub use options::{CommitEvery, IndexOptions, StopFlag};
pub use prepare::PANIC;
pub use reanalyse::{ReanalyseOptions, Reanalysed, Which, reanalyse};
pub use repeats::Repeats;
pub use report::{Imbalance, Observer, Problem, Progress, Report, Silent};
pub use run::{PipelineError, run};
