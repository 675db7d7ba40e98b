//! From what was typed to what is to be done: everything is checked here, so that commands start from sound options.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::CommandFactory;

use super::args::{Args, Command, ExtractArgs, ExtractFormat, InputForm};
use crate::{
    article::Published,
    commands::{Context, Outcome, days, extract},
};

/// A subcommand with its options, ready to run.
#[derive(Debug)]
pub enum Task {
    /// `extract`.
    Extract(extract::Options),
    /// `completions`.
    Completions(clap_complete::Shell),
    /// `man`.
    Man,
}

/// Checks what was typed.
///
/// # Errors
/// If a value makes no sense; the message says which and what would.
pub fn build(args: Args) -> anyhow::Result<Task> {
    Ok(match args.command {
        Command::Extract(args) => Task::Extract(extract_options(args)?),
        Command::Completions { shell } => Task::Completions(shell),
        Command::Man => Task::Man,
    })
}

fn extract_options(args: ExtractArgs) -> anyhow::Result<extract::Options> {
    let input = match args.input {
        InputForm::Auto => extract::Input::Auto,
        InputForm::Text => extract::Input::Text,
        InputForm::Jsonl => extract::Input::Jsonl,
    };
    let format = match args.format {
        ExtractFormat::Jsonl => extract::Format::Jsonl,
        ExtractFormat::Json => extract::Format::Json,
        ExtractFormat::Text => extract::Format::Text,
    };
    let sources = if args.paths.is_empty() { vec![PathBuf::from("-")] } else { args.paths };
    let sources = sources.into_iter().map(source).collect();
    Ok(extract::Options {
        sources,
        input,
        format,
        published: published(args.published.as_deref())?,
        explain: args.explain,
    })
}

fn source(path: PathBuf) -> extract::Source {
    if path == Path::new("-") { extract::Source::Stdin } else { extract::Source::Path(path) }
}

fn published(typed: Option<&str>) -> anyhow::Result<Option<Published>> {
    typed.map(days::parse).transpose().context("--published")
}

/// Prints completions for `shell`.
///
/// # Errors
/// If they cannot be written.
pub fn completions(shell: clap_complete::Shell, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    // Into memory first: clap_complete panics when its writer fails, as a closed pipe does.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "onrecord", &mut script);
    context.out.write_all(&script)?;
    Ok(Outcome::Done)
}

/// Prints the manual page, the subcommands' pages after it.
///
/// # Errors
/// If it cannot be written.
pub fn man(context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let mut command = Args::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut context.out)?;
    for subcommand in command.get_subcommands() {
        clap_mangen::Man::new(subcommand.clone()).render(&mut context.out)?;
    }
    Ok(Outcome::Done)
}
