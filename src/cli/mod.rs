//! The command line: what was typed ([`args`]), what it means ([`config`]), how it ends ([`exit`]), and what people see
//! on standard error while it runs ([`messages`], [`progress`]).

pub mod args;
pub mod config;
pub mod exit;
pub mod messages;
pub mod progress;
pub mod signals;

use std::io::{self, BufWriter, Write};

use crate::commands::{self, Context, Outcome};

use self::{args::Args, config::Task, exit::Exit, messages::Stderr};

/// Bytes of results held before they are written: few system calls, yet the first screen comes at once.
const OUTPUT_BUFFER: usize = 64 * 1024;

/// Runs what was typed and says how it ended. Broken pipe and Ctrl-C are handled here and nowhere else.
#[must_use]
pub fn run(args: Args) -> Exit {
    let messages = Stderr::new(config::color_choice(args.color), config::talk(&args));
    let ended = config::build(args).and_then(|task| perform(task, &messages));
    match ended {
        Ok(outcome) => Exit::from(outcome),
        Err(error) if exit::is_broken_pipe(&error) => Exit::Success,
        Err(error) => {
            messages.fatal(&error);
            Exit::Error
        }
    }
}

fn perform(task: Task, messages: &Stderr) -> anyhow::Result<Outcome> {
    let stop = signals::watch()?;
    let mut out = BufWriter::with_capacity(OUTPUT_BUFFER, io::stdout().lock());
    let mut context = Context { out: &mut out, messages, stop: &stop };
    let outcome = match task {
        Task::Index(options) => commands::index::run(&options, &mut context)?,
        Task::Query(options) => commands::query::run(&options, &mut context)?,
        Task::Speakers(options) => commands::speakers::run(&options, &mut context)?,
        Task::Show(options) => commands::show::run(&options, &mut context)?,
        Task::Stats(options) => commands::stats::run(&options, &mut context)?,
        Task::Check(options) => commands::check::run(&options, &mut context)?,
        Task::Extract(options) => commands::extract::run(&options, &mut context)?,
        Task::Sources(options) => commands::sources::run(&options, &mut context)?,
        Task::Completions(shell) => config::completions(shell, &mut context)?,
        Task::Man => config::man(&mut context)?,
    };
    out.flush()?;
    Ok(outcome)
}
