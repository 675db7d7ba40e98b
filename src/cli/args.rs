//! Arguments as typed. What they mean is settled in [`super::config`].

use std::path::PathBuf;

use clap::{ArgAction, Parser, Subcommand, ValueEnum};

/// Full-text search over news archives that knows who said what.
#[derive(Debug, Parser)]
#[command(name = "onrecord", version, max_term_width = 100, disable_help_subcommand = true)]
pub struct Args {
    /// When to use colours.
    #[arg(long, value_enum, default_value_t = Color::Auto, global = true, value_name = "WHEN")]
    pub color: Color,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Also into files and pipes.
    Always,
    /// Not at all.
    Never,
}

/// Subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print who says what in articles, without an index.
    Extract(ExtractArgs),
    /// Print shell completions.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    Man,
}

/// Arguments of `extract`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXTRACT_EXAMPLES)]
pub struct ExtractArgs {
    /// Files or folders; `-` or nothing: standard input.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How to read the input.
    #[arg(long, value_enum, default_value_t = InputForm::Auto, value_name = "FORM")]
    pub input: InputForm,
    /// Day of publication of articles without one (2016, 2016-09 or 2016-09-20).
    #[arg(long, value_name = "DATE")]
    pub published: Option<String>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = ExtractFormat::Jsonl)]
    pub format: ExtractFormat,
    /// With --format text: also print why each quote is given to its speaker.
    #[arg(long, action = ArgAction::SetTrue)]
    pub explain: bool,
}

/// How `extract` reads its input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum InputForm {
    /// Files by their form; standard input as plain text.
    Auto,
    /// Everything as plain text.
    Text,
    /// Lines of {"id", "text", "date"?, "title"?}; the text is taken exactly as given.
    Jsonl,
}

/// Output of `extract`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExtractFormat {
    /// One JSON object a line.
    Jsonl,
    /// One JSON array.
    Json,
    /// For reading.
    Text,
}

const EXTRACT_EXAMPLES: &str = "\
Examples:
  onrecord extract --published 2021-12-01 --format text story.txt
  onrecord extract dump/ > quotes.jsonl
  curl -s https://example.org/story.txt | onrecord extract --format text
  onrecord extract --input jsonl articles.jsonl   # offsets point into your own text";
