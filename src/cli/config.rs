//! From what was typed to what is to be done: everything is checked here, so that commands start from sound options.

use std::{
    io::{IsTerminal as _, Read as _},
    path::{Path, PathBuf},
};

use anstream::ColorChoice;
use anyhow::{Context as _, ensure};
use clap::CommandFactory;

use super::{
    args::{
        Args, Color, Command, ConfigWhat, ExtractArgs, ExtractFormat, FormArg, Hyperlink, IndexArgs, IndexDir,
        InputForm, PathArgs, ReadArgs, ReanalyseArgs, RemoveArgs, ReportForm, ShowArgs, SourcesArgs,
    },
    asking,
    messages::Talk,
    settings::Settings,
};
use crate::{
    commands::{
        Context, Outcome, ReportFormat, check, config, extract, query, remove, sample, show, sources, speakers, stats,
    },
    index::ledger::Prune,
    pipeline::{self, IndexOptions},
    render::{Links, Look, Marks, text::Reasons},
    source::{DecodeOptions, Filter, Form, Mapping, Names, WalkOptions, mapping::MappingFile},
};

/// Environment variable with a number of articles after which to commit, beside the other bounds. For tests that must
/// see many commits on little text; not part of the documented interface.
const COMMIT_EVERY: &str = "ONRECORD_COMMIT_EVERY";

/// A subcommand with its options, ready to run.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "there is one of it, for the length of the program")]
pub enum Task {
    /// `index`.
    Index(IndexOptions),
    /// `query`.
    Query(query::Options),
    /// `speakers`.
    Speakers(speakers::Options),
    /// `extract`.
    Extract(extract::Options),
    /// `show`.
    Show(show::Options),
    /// `stats`.
    Stats(stats::Options),
    /// `check`.
    Check(check::Options),
    /// `reanalyse`.
    Reanalyse(pipeline::ReanalyseOptions),
    /// `remove`.
    Remove(remove::Options),
    /// `sources`.
    Sources(sources::Options),
    /// `sample`.
    Sample(sample::Options),
    /// `config`.
    Config(config::Options),
    /// `completions`.
    Completions(clap_complete::Shell),
    /// `man`.
    Man,
}

impl Task {
    /// Whether people read what it prints, so that a pager is of use.
    #[must_use]
    pub fn is_for_reading(&self) -> bool {
        !matches!(
            self,
            Self::Index(_)
                | Self::Reanalyse(_)
                | Self::Remove(_)
                | Self::Check(_)
                | Self::Config(_)
                | Self::Completions(_)
                | Self::Man
        )
    }
}

/// Checks what was typed.
///
/// # Errors
/// If a value makes no sense; the message says which and what would.
pub fn build(args: Args, settings: &Settings) -> anyhow::Result<Task> {
    let look = look(&args, settings);
    let (color, no_pager, hyperlink) = (args.color, args.no_pager, args.hyperlink);
    Ok(match args.command {
        Command::Index(args) => Task::Index(index_options(args, settings)?),
        Command::Query(args) => Task::Query(asking::query(*args, settings, look)?),
        Command::Timeline(args) => Task::Query(asking::timeline(args, settings, look)),
        Command::Speakers(args) => Task::Speakers(asking::speakers(args, settings, look)?),
        Command::Sample(args) => Task::Sample(asking::sample(args, settings, look)?),
        Command::Extract(args) => Task::Extract(extract_options(args, settings, look)?),
        Command::Show(args) => Task::Show(show_options(args, settings, look)?),
        Command::Stats(args) => {
            Task::Stats(stats::Options { dir: dir(args.dir, settings), format: report_format(args.format) })
        }
        Command::Check(args) => Task::Check(check::Options { dir: dir(args.dir, settings) }),
        Command::Reanalyse(args) => Task::Reanalyse(reanalyse_options(args, settings)?),
        Command::Remove(args) => Task::Remove(remove_options(args, settings)),
        Command::Sources(args) => Task::Sources(sources_options(args, settings)?),
        Command::Config { what: ConfigWhat::Show } => {
            Task::Config(config::Options::Show(settings.lines(color, no_pager, hyperlink)))
        }
        Command::Config { what: ConfigWhat::Path } => {
            Task::Config(config::Options::Path(settings.path().map(Path::to_owned)))
        }
        Command::Completions { shell } => Task::Completions(shell),
        Command::Man => Task::Man,
    })
}

/// The index folder.
pub(super) fn dir(typed: IndexDir, settings: &Settings) -> PathBuf {
    settings.index_dir(typed.index_dir).value
}

/// How much is to be told.
#[must_use]
pub fn talk(args: &Args) -> Talk {
    match &args.command {
        Command::Index(IndexArgs { quiet: true, .. }) => Talk::Quiet,
        _ => Talk::Normal,
    }
}

/// Colours for messages.
#[must_use]
pub fn color_choice(color: Color) -> ColorChoice {
    match color {
        Color::Auto => ColorChoice::Auto,
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    }
}

/// Colours, links and width for results: by the terminal that standard output is, if it is one.
fn look(args: &Args, settings: &Settings) -> Look {
    let stdout = std::io::stdout();
    let choice = match color_choice(settings.color(args.color).value) {
        ColorChoice::Auto => anstream::AutoStream::choice(&stdout),
        given => given,
    };
    let marks = if choice == ColorChoice::Never { Marks::Signs } else { Marks::Colours };
    let links = match settings.hyperlink(args.hyperlink).value {
        Hyperlink::Always => Links::On,
        Hyperlink::Auto if stdout.is_terminal() => Links::On,
        Hyperlink::Auto | Hyperlink::Never => Links::Off,
    };
    let columns = stdout.is_terminal().then(terminal_size::terminal_size).flatten();
    Look { links, ..Look::new(marks, columns.map(|(width, _)| usize::from(width.0))) }
}

pub(super) fn reasons(explain: bool) -> Reasons {
    if explain { Reasons::Shown } else { Reasons::Hidden }
}

fn index_options(args: IndexArgs, settings: &Settings) -> anyhow::Result<IndexOptions> {
    let prune = if args.prune { Prune::Remove } else { Prune::Keep };
    let dir = dir(args.dir, settings);
    let options = pipeline_options(paths(args.paths)?, dir, &args.read, &args.form, prune)?;
    Ok(IndexOptions { threads: threads(&args.read, settings)?, ..options })
}

fn reanalyse_options(args: ReanalyseArgs, settings: &Settings) -> anyhow::Result<pipeline::ReanalyseOptions> {
    ensure!(args.threads != Some(0), "--threads 0: at least one thread is needed");
    let which = if args.all { pipeline::Which::All } else { pipeline::Which::Old };
    let mut options = pipeline::ReanalyseOptions::new(dir(args.dir, settings), which);
    options.threads = settings.threads(args.threads).value;
    Ok(options)
}

fn remove_options(args: RemoveArgs, settings: &Settings) -> remove::Options {
    let what = match args.query {
        Some(query) => {
            let then = if args.yes { remove::Then::TakeOut } else { remove::Then::List };
            remove::What::Found { query, then }
        }
        None if args.restore => remove::What::Restore(args.ids),
        None => remove::What::Ids(args.ids),
    };
    remove::Options { dir: dir(args.dir, settings), what }
}

fn sources_options(args: SourcesArgs, settings: &Settings) -> anyhow::Result<sources::Options> {
    let mut walk = walk_options(&args.read, Vec::new())?;
    let mut decode = decode_options(&args.read)?;
    set_form(&args.form, &mut walk, &mut decode)?;
    let view = if args.summary { sources::View::Summary } else { sources::View::Files };
    let threads = threads(&args.read, settings)?;
    Ok(sources::Options { roots: paths(args.paths)?, walk, decode, threads, view })
}

/// The form that the user names is believed whatever a file's name or beginning says.
fn set_form(arg: &FormArg, walk: &mut WalkOptions, decode: &mut DecodeOptions) -> anyhow::Result<()> {
    decode.form = named_form(arg.input.as_deref())?.or(decode.form);
    if decode.form.is_some() {
        walk.names = Names::Any;
    }
    Ok(())
}

fn named_form(typed: Option<&str>) -> anyhow::Result<Option<Form>> {
    typed.map(str::parse).transpose().context("--input")
}

pub(super) fn pipeline_options(
    paths: Vec<PathBuf>,
    dir: PathBuf,
    read: &ReadArgs,
    form: &FormArg,
    prune: Prune,
) -> anyhow::Result<IndexOptions> {
    ensure!(!paths.iter().any(|path| path == Path::new("-")), "cannot index standard input: give files or folders");
    let mut walk = walk_options(read, vec![dir.clone()])?;
    let mut decode = decode_options(read)?;
    set_form(form, &mut walk, &mut decode)?;
    let mut options = IndexOptions { roots: paths, dir, walk, decode, prune, ..IndexOptions::default() };
    options.commit_every.articles = std::env::var(COMMIT_EVERY).ok().and_then(|number| number.parse().ok());
    Ok(options)
}

pub(super) fn threads(read: &ReadArgs, settings: &Settings) -> anyhow::Result<Option<usize>> {
    ensure!(read.threads != Some(0), "--threads 0: at least one thread is needed");
    Ok(settings.threads(read.threads).value)
}

fn walk_options(read: &ReadArgs, skip: Vec<PathBuf>) -> anyhow::Result<WalkOptions> {
    let filter = Filter::new(&read.include, &read.exclude).context("--include or --exclude")?;
    Ok(WalkOptions { follow_symlinks: read.follow, skip, filter, ..WalkOptions::default() })
}

/// All paths named, those of a list behind the others.
fn paths(args: PathArgs) -> anyhow::Result<Vec<PathBuf>> {
    let mut paths = args.paths;
    let Some(list) = args.files_from else { return Ok(paths) };
    let named = || format!("--files-from {}", list.display());
    let bytes = match list.as_os_str() == "-" {
        true => {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
        }
        false => std::fs::read(&list),
    };
    let end = if args.null { 0 } else { b'\n' };
    let bytes = bytes.with_context(named)?;
    for line in bytes.split(|&byte| byte == end) {
        let line = if args.null { line } else { line.strip_suffix(b"\r").unwrap_or(line) };
        if !line.is_empty() {
            paths.push(path_of(line).with_context(named)?);
        }
    }
    ensure!(!paths.is_empty(), "{}: lists no path", named());
    Ok(paths)
}

/// A path as its bytes say: where names are bytes, any name can be listed.
fn path_of(bytes: &[u8]) -> anyhow::Result<PathBuf> {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt as _;
        Ok(PathBuf::from(std::ffi::OsStr::from_bytes(bytes)))
    }
    #[cfg(not(unix))]
    Ok(PathBuf::from(std::str::from_utf8(bytes).context("a path in it is not UTF-8")?))
}

fn decode_options(read: &ReadArgs) -> anyhow::Result<DecodeOptions> {
    let mut options = mapped(&read.map, read.mapping.as_deref(), read.published.as_deref())?;
    read.limit.iter().try_for_each(|limit| options.limits.set(limit)).context("--limit")?;
    Ok(options)
}

/// What is typed and written down of how records become articles.
fn mapped(map: &[String], mapping: Option<&Path>, published: Option<&str>) -> anyhow::Result<DecodeOptions> {
    let overrides = map.iter().map(|pair| Mapping::parse_override(pair)).collect::<Result<Vec<_>, _>>();
    let mut overrides = overrides.context("--map")?;
    let file = mapping.map(mapping_file).transpose()?.unwrap_or_default();
    // What is typed comes before what is written down.
    overrides.extend(file.overrides);
    let published = match (published, file.published.as_deref()) {
        (Some(typed), _) => Some(typed.parse().context("--published")?),
        (None, Some(written)) => Some(written.parse().context("--mapping: published")?),
        (None, None) => None,
    };
    Ok(DecodeOptions { map: Mapping::new(overrides), published, form: file.form, ..DecodeOptions::default() })
}

fn mapping_file(path: &Path) -> anyhow::Result<MappingFile> {
    let named = || format!("--mapping {}", path.display());
    let text = std::fs::read_to_string(path).with_context(named)?;
    MappingFile::parse(&text).with_context(named)
}

fn show_options(args: ShowArgs, settings: &Settings, look: Look) -> anyhow::Result<show::Options> {
    let format = report_format(args.format);
    let text = match args.raw {
        true => {
            let mut decode = mapped(&args.map, args.mapping.as_deref(), None)?;
            decode.form = named_form(args.input.as_deref())?.or(decode.form);
            show::Text::Raw(Box::new(decode))
        }
        false => show::Text::Cleaned,
    };
    Ok(show::Options { dir: dir(args.dir, settings), id: args.id, format, look, reasons: reasons(args.explain), text })
}

fn report_format(typed: ReportForm) -> ReportFormat {
    match typed {
        ReportForm::Text => ReportFormat::Text,
        ReportForm::Json => ReportFormat::Json,
    }
}

fn extract_options(args: ExtractArgs, settings: &Settings, look: Look) -> anyhow::Result<extract::Options> {
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
    let paths = if args.paths.is_empty() { vec![PathBuf::from("-")] } else { args.paths };
    Ok(extract::Options {
        sources: paths.into_iter().map(source).collect(),
        input,
        walk: walk_options(&args.read, Vec::new())?,
        decode: decode_options(&args.read)?,
        threads: threads(&args.read, settings)?,
        format,
        look,
        reasons: reasons(args.explain),
    })
}

fn source(path: PathBuf) -> extract::Source {
    if path == Path::new("-") { extract::Source::Stdin } else { extract::Source::Path(path) }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_well_formed() {
        Args::command().debug_assert();
    }
}
