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
        Args, As, Color, Command, CountForm, ExtractArgs, ExtractFormat, FormArg, GroupBy, IndexArgs, InputForm,
        PathArgs, QueryArgs, QueryFormat, ReadArgs, ReportForm, ShowArgs, Side, SortBy, SourcesArgs, SpeakersArgs,
        Time, TimelineArgs,
    },
    messages::Talk,
};
use crate::{
    commands::{Context, Outcome, ReportFormat, check, days, extract, query, show, sources, speakers, stats},
    index::ledger::Prune,
    pipeline::IndexOptions,
    query::{Facet, Group, Request, Sort, Target},
    render::{Look, Marks, kwic, text::Reasons},
    source::{DecodeOptions, Filter, Mapping, Names, WalkOptions, mapping::MappingFile},
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
    /// `sources`.
    Sources(sources::Options),
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
    let look = look(args.color);
    Ok(match args.command {
        Command::Index(args) => Task::Index(index_options(args)?),
        Command::Query(args) => Task::Query(query_options(args, look)?),
        Command::Timeline(args) => Task::Query(timeline_options(args, look)),
        Command::Speakers(args) => Task::Speakers(speakers_options(args, look)?),
        Command::Extract(args) => Task::Extract(extract_options(args, look)?),
        Command::Show(args) => Task::Show(show_options(args, look)),
        Command::Stats(args) => {
            Task::Stats(stats::Options { dir: args.dir.index_dir, format: report_format(args.format) })
        }
        Command::Check(args) => Task::Check(check::Options { dir: args.dir.index_dir }),
        Command::Sources(args) => Task::Sources(sources_options(args)?),
        Command::Completions { shell } => Task::Completions(shell),
        Command::Man => Task::Man,
    })
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

/// Colours and width for results: by the terminal that standard output is, if it is one.
fn look(color: Color) -> Look {
    let stdout = std::io::stdout();
    let choice = match color_choice(color) {
        ColorChoice::Auto => anstream::AutoStream::choice(&stdout),
        given => given,
    };
    let marks = if choice == ColorChoice::Never { Marks::Signs } else { Marks::Colours };
    let columns = stdout.is_terminal().then(terminal_size::terminal_size).flatten();
    Look::new(marks, columns.map(|(width, _)| usize::from(width.0)))
}

fn reasons(explain: bool) -> Reasons {
    if explain { Reasons::Shown } else { Reasons::Hidden }
}

fn index_options(args: IndexArgs) -> anyhow::Result<IndexOptions> {
    let prune = if args.prune { Prune::Remove } else { Prune::Keep };
    pipeline_options(paths(args.paths)?, args.dir.index_dir, &args.read, &args.form, prune)
}

fn sources_options(args: SourcesArgs) -> anyhow::Result<sources::Options> {
    let mut walk = walk_options(&args.read, Vec::new())?;
    let mut decode = decode_options(&args.read)?;
    set_form(&args.form, &mut walk, &mut decode)?;
    let view = if args.summary { sources::View::Summary } else { sources::View::Files };
    Ok(sources::Options { roots: paths(args.paths)?, walk, decode, threads: threads(&args.read)?, view })
}

/// The form that the user names is believed whatever a file's name or beginning says.
fn set_form(arg: &FormArg, walk: &mut WalkOptions, decode: &mut DecodeOptions) -> anyhow::Result<()> {
    let named = arg.input.as_deref().map(str::parse).transpose().context("--input")?;
    decode.form = named.or(decode.form);
    if decode.form.is_some() {
        walk.names = Names::Any;
    }
    Ok(())
}

fn pipeline_options(
    paths: Vec<PathBuf>,
    dir: PathBuf,
    read: &ReadArgs,
    form: &FormArg,
    prune: Prune,
) -> anyhow::Result<IndexOptions> {
    ensure!(!paths.iter().any(|path| path == Path::new("-")), "cannot index standard input: give files or folders");
    let mut walk = walk_options(read, vec![dir.clone()])?;
    let (mut decode, threads) = (decode_options(read)?, threads(read)?);
    set_form(form, &mut walk, &mut decode)?;
    let mut options = IndexOptions { roots: paths, dir, walk, decode, prune, threads, ..IndexOptions::default() };
    options.commit_every.articles = std::env::var(COMMIT_EVERY).ok().and_then(|number| number.parse().ok());
    Ok(options)
}

fn threads(read: &ReadArgs) -> anyhow::Result<Option<usize>> {
    ensure!(read.threads != Some(0), "--threads 0: at least one thread is needed");
    Ok(read.threads)
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
    let overrides = read.map.iter().map(|pair| Mapping::parse_override(pair)).collect::<Result<Vec<_>, _>>();
    let mut overrides = overrides.context("--map")?;
    let file = read.mapping.as_deref().map(mapping_file).transpose()?.unwrap_or_default();
    // What is typed comes before what is written down.
    overrides.extend(file.overrides);
    let published = match (read.published.as_deref(), file.published.as_deref()) {
        (Some(typed), _) => Some(days::parse(typed).context("--published")?),
        (None, Some(written)) => Some(days::parse(written).context("--mapping: published")?),
        (None, None) => None,
    };
    Ok(DecodeOptions { map: Mapping::new(overrides), published, form: file.form, ..DecodeOptions::default() })
}

fn mapping_file(path: &Path) -> anyhow::Result<MappingFile> {
    let named = || format!("--mapping {}", path.display());
    let text = std::fs::read_to_string(path).with_context(named)?;
    MappingFile::parse(&text).with_context(named)
}

fn query_options(args: QueryArgs, look: Look) -> anyhow::Result<query::Options> {
    ensure!(args.max > 0, "-n 0: at least one hit is needed; --all prints all");
    let output = output(&args)?;
    let dir = args.dir.index_dir;
    let group = args.group.map(group);
    let explain_query = if args.explain_query { query::Understood::Told } else { query::Understood::Untold };
    let within = args.from.iter().map(|path| absolute(path)).collect::<Result<Vec<_>, _>>()?;
    let from = match args.from {
        paths if paths.is_empty() => None,
        paths => Some(pipeline_options(paths, dir.clone(), &args.read, &args.form, Prune::Keep)?),
    };
    let request = Request {
        expr: args.expr.unwrap_or_default(),
        speaker: args.speaker,
        about: args.about,
        source: args.source,
        kind: args.kind,
        date: args.date,
        target: args.target.map(target),
        sort: sort(args.sort),
        limit: (!args.all && !args.files).then_some(args.max),
        context: args.context,
        within,
    };
    Ok(query::Options { dir, from, request, group, output, explain_query, look, reasons: reasons(args.explain) })
}

fn output(args: &QueryArgs) -> anyhow::Result<query::Output> {
    if args.count {
        return Ok(query::Output::Count);
    }
    if args.files {
        return Ok(query::Output::Paths(if args.null { '\0' } else { '\n' }));
    }
    if !args.facets.is_empty() {
        let facets = args.facets.iter().map(|typed| typed.parse()).collect::<Result<Vec<Facet>, String>>();
        let format = match args.format {
            QueryFormat::Text => query::CountsFormat::Text(args.max),
            QueryFormat::Json | QueryFormat::Jsonl => query::CountsFormat::Json,
            QueryFormat::Csv => query::CountsFormat::Csv,
            _ => anyhow::bail!("--facets: counts are printed as text, json or csv"),
        };
        let facets = facets.map_err(anyhow::Error::msg).context("--facets")?;
        return Ok(query::Output::Counts(facets, format));
    }
    let mark = if args.bom { query::Mark::Bom } else { query::Mark::None };
    Ok(query::Output::Hits(match args.format {
        QueryFormat::Text => query::Format::Text,
        QueryFormat::Json => query::Format::Json,
        QueryFormat::Jsonl => query::Format::Jsonl,
        QueryFormat::Csv => query::Format::Table(b',', mark),
        QueryFormat::Tsv => query::Format::Table(b'\t', mark),
        QueryFormat::Md => query::Format::Markdown,
        QueryFormat::Kwic => query::Format::Kwic(match args.kwic_by {
            None => kwic::Order::Hits,
            Some(Side::Left) => kwic::Order::Left,
            Some(Side::Right) => kwic::Order::Right,
        }),
    }))
}

fn group(typed: GroupBy) -> Group {
    match typed {
        GroupBy::Article => Group::Article,
        GroupBy::Speaker => Group::Speaker,
        GroupBy::Cluster => Group::Cluster,
    }
}

fn timeline_options(args: TimelineArgs, look: Look) -> query::Options {
    let facet = match args.by {
        Time::Year => Facet::Year,
        Time::Month => Facet::Month,
        Time::Day => Facet::Day,
    };
    let format = match args.format {
        CountForm::Text => query::CountsFormat::Text(usize::MAX),
        CountForm::Json => query::CountsFormat::Json,
        CountForm::Csv => query::CountsFormat::Csv,
        CountForm::Svg => query::CountsFormat::Svg,
    };
    query::Options {
        dir: args.dir.index_dir,
        from: None,
        request: Request { expr: args.expr, target: args.target.map(target), ..Request::default() },
        group: None,
        output: query::Output::Counts(vec![facet], format),
        explain_query: query::Understood::Untold,
        look,
        reasons: Reasons::Hidden,
    }
}

fn speakers_options(args: SpeakersArgs, look: Look) -> anyhow::Result<speakers::Options> {
    let format = match args.format {
        CountForm::Text => speakers::Format::Text,
        CountForm::Json => speakers::Format::Json,
        CountForm::Csv => speakers::Format::Csv,
        CountForm::Svg => anyhow::bail!("--format svg: speakers are printed as text, json or csv"),
    };
    let limit = if args.all { usize::MAX } else { args.max };
    Ok(speakers::Options { dir: args.dir.index_dir, begins: args.name, limit, format, look })
}

/// Absolute by text alone, as the walk makes its roots, so that what it stored is found.
fn absolute(path: &Path) -> anyhow::Result<String> {
    let absolute = std::path::absolute(path).with_context(|| format!("--from {}", path.display()))?;
    Ok(absolute.to_string_lossy().into_owned())
}

fn target(typed: As) -> Target {
    match typed {
        As::Quotes => Target::Quotes,
        As::Passages => Target::Passages,
        As::Articles => Target::Articles,
    }
}

fn sort(typed: SortBy) -> Sort {
    match typed {
        SortBy::Relevance => Sort::Relevance,
        SortBy::Date => Sort::DateAsc,
        SortBy::DateDesc => Sort::DateDesc,
    }
}

fn show_options(args: ShowArgs, look: Look) -> show::Options {
    let format = report_format(args.format);
    show::Options { dir: args.dir.index_dir, id: args.id, format, look, reasons: reasons(args.explain) }
}

fn report_format(typed: ReportForm) -> ReportFormat {
    match typed {
        ReportForm::Text => ReportFormat::Text,
        ReportForm::Json => ReportFormat::Json,
    }
}

fn extract_options(args: ExtractArgs, look: Look) -> anyhow::Result<extract::Options> {
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
        threads: threads(&args.read)?,
        format,
        look,
        reasons: reasons(args.explain),
    })
}

fn source(path: PathBuf) -> extract::Source {
    if path == Path::new("-") { extract::Source::Stdin } else { extract::Source::Path(path) }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_well_formed() {
        Args::command().debug_assert();
    }
}
