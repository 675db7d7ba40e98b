//! The command line: what was typed ([`args`]), what it means ([`config`]), how it ends ([`exit`]), and what people see
//! on standard error while it runs ([`messages`], [`progress`]).

pub mod args;
mod asking;
pub mod completions;
pub mod config;
pub mod exit;
pub mod messages;
pub mod pager;
pub mod progress;
pub mod settings;
pub mod signals;

use std::io::{BufWriter, Write as _};

use anyhow::bail;

use crate::{
    commands::{self, Context, Outcome},
    pipeline::guard::guarded,
};

use self::{args::Args, config::Task, exit::Exit, messages::Stderr, pager::Output, settings::Settings};

/// Bytes of results held before they are written: few system calls, yet the first screen comes at once.
const OUTPUT_BUFFER: usize = 64 * 1024;

/// Runs what was typed and says how it ended. Broken pipe and Ctrl-C are handled here and nowhere else.
#[must_use]
pub fn run(args: Args) -> Exit {
    let settings = Settings::load();
    let color = settings.as_ref().map_or(args::Color::Auto, |settings| settings.color(args.color).value);
    let messages = Stderr::new(config::color_choice(color), config::talk(&args));
    let ended = settings.and_then(|settings| {
        let pager = settings.pager(args.no_pager).value;
        config::build(args, &settings).and_then(|task| perform(task, &pager, &messages))
    });
    match ended {
        Ok(outcome) => Exit::from(outcome),
        Err(error) if exit::is_broken_pipe(&error) => Exit::Success,
        Err(error) => {
            messages.fatal(&error);
            Exit::Error
        }
    }
}

fn perform(task: Task, pager: &str, messages: &Stderr) -> anyhow::Result<Outcome> {
    let stop = signals::watch()?;
    let reads = task.is_for_reading();
    let mut out = BufWriter::with_capacity(OUTPUT_BUFFER, Output::new(if reads { pager } else { "" }, messages));
    let mut context = Context { out: &mut out, messages, stop: &stop };
    let ended = if reads { undamaged(|| dispatch(task, &mut context)) } else { dispatch(task, &mut context) };
    let flushed = out.flush();
    // A buffer that could not be written is given up: its reader has gone.
    out.into_parts().0.finish();
    let outcome = ended?;
    flushed?;
    Ok(outcome)
}

/// tantivy trusts what it reads: where bytes of an index have changed on the disk it may stop in the middle.
fn undamaged(work: impl FnOnce() -> anyhow::Result<Outcome>) -> anyhow::Result<Outcome> {
    guarded(work).unwrap_or_else(|said| {
        bail!("reading stopped at what cannot be ({said}): run `onrecord check`; if it finds no damage, this is a fault of the program")
    })
}

fn dispatch(task: Task, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    match task {
        Task::Index(options) => commands::index::run(&options, context),
        Task::Query(options) => commands::query::run(&options, context),
        Task::Speakers(options) => commands::speakers::run(&options, context),
        Task::Sample(options) => commands::sample::run(&options, context),
        Task::Show(options) => commands::show::run(&options, context),
        Task::Stats(options) => commands::stats::run(&options, context),
        Task::Reanalyse(options) => commands::reanalyse::run(&options, context),
        Task::Remove(options) => commands::remove::run(&options, context),
        Task::Check(options) => commands::check::run(&options, context),
        Task::Extract(options) => commands::extract::run(&options, context),
        Task::Sources(options) => commands::sources::run(&options, context),
        Task::Config(options) => commands::config::run(&options, context),
        Task::Completions(shell) => completions::print(shell, context),
        Task::Man => config::man(context),
    }
}
