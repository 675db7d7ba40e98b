//! From what was typed to a question: `query`, `timeline`, `speakers`, `sample`.

use std::path::Path;

use anyhow::{Context as _, ensure};

use super::{
    args::{
        As, CountForm, GroupBy, QueryArgs, QueryFormat, SampleArgs, SampleForm, Side, SortBy, SpeakersArgs, Time,
        TimelineArgs,
    },
    config::{dir, pipeline_options, reasons, threads},
    settings::Settings,
};
use crate::{
    commands::{batch, query, sample, speakers},
    index::ledger::Prune,
    pipeline::IndexOptions,
    query::{Copies, Facet, Group, Request, Sort, Target},
    render::{
        Look,
        hits::{Format, Mark},
        kwic,
        text::Reasons,
    },
};

/// `query`.
///
/// # Errors
/// If a value makes no sense.
pub(super) fn query(args: QueryArgs, settings: &Settings, look: Look) -> anyhow::Result<query::Options> {
    let max = settings.max(args.max).value;
    ensure!(max > 0, "-n 0: at least one hit is needed; --all prints all");
    let output = output(&args, max)?;
    let batch = batch(&args);
    let copies = copies(&args);
    let dir = dir(args.dir, settings);
    let group = args.group.map(group);
    let explain_query = if args.explain_query { query::Understood::Told } else { query::Understood::Untold };
    let within = args.from.iter().map(|path| absolute(path)).collect::<Result<Vec<_>, _>>()?;
    let from = match args.from {
        paths if paths.is_empty() => None,
        paths => {
            let options = pipeline_options(paths, dir.clone(), &args.read, &args.form, Prune::Keep)?;
            Some(IndexOptions { threads: threads(&args.read, settings)?, ..options })
        }
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
        limit: (!args.all && !args.files).then_some(max),
        copies,
        context: args.context,
        within,
    };
    Ok(query::Options { dir, from, request, batch, group, output, explain_query, look, reasons: reasons(args.explain) })
}

/// With `--all` every hit is meant, a copy too; gathered hits tell by themselves how many they stand for.
fn copies(args: &QueryArgs) -> Copies {
    let shown = args.copies || args.group.is_some() || (args.all && !args.no_copies);
    if shown { Copies::Shown } else { Copies::Folded }
}

fn batch(args: &QueryArgs) -> Option<batch::Source> {
    let file = args.batch.clone()?;
    let form = match (&args.column, args.null) {
        (Some(column), _) => batch::Form::Column(column.clone()),
        (None, true) => batch::Form::Zeros,
        (None, false) => batch::Form::Lines,
    };
    Some(batch::Source { file, form })
}

fn output(args: &QueryArgs, max: usize) -> anyhow::Result<query::Output> {
    if args.count {
        return Ok(query::Output::Count);
    }
    if args.files {
        return Ok(query::Output::Paths(if args.null { '\0' } else { '\n' }));
    }
    if !args.facets.is_empty() {
        let facets = args.facets.iter().map(|typed| typed.parse()).collect::<Result<Vec<Facet>, String>>();
        let format = match args.format {
            QueryFormat::Text => query::CountsFormat::Text(max),
            QueryFormat::Json | QueryFormat::Jsonl => query::CountsFormat::Json,
            QueryFormat::Csv => query::CountsFormat::Csv,
            _ => anyhow::bail!("--facets: counts are printed as text, json or csv"),
        };
        let facets = facets.map_err(anyhow::Error::msg).context("--facets")?;
        return Ok(query::Output::Counts(facets, format));
    }
    let mark = if args.bom { Mark::Bom } else { Mark::None };
    Ok(query::Output::Hits(match args.format {
        QueryFormat::Text => Format::Text,
        QueryFormat::Json => Format::Json,
        QueryFormat::Jsonl => Format::Jsonl,
        QueryFormat::Csv => Format::Table(b',', mark),
        QueryFormat::Tsv => Format::Table(b'\t', mark),
        QueryFormat::Md => Format::Markdown,
        QueryFormat::Kwic => Format::Kwic(match args.kwic_by {
            None => kwic::Order::Hits,
            Some(Side::Left) => kwic::Order::Left,
            Some(Side::Right) => kwic::Order::Right,
        }),
        QueryFormat::Csl => Format::Csl,
        QueryFormat::Bibtex => Format::Bibtex,
    }))
}

fn group(typed: GroupBy) -> Group {
    match typed {
        GroupBy::Article => Group::Article,
        GroupBy::Speaker => Group::Speaker,
        GroupBy::Cluster => Group::Cluster,
    }
}

/// `timeline`.
pub(super) fn timeline(args: TimelineArgs, settings: &Settings, look: Look) -> query::Options {
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
        dir: dir(args.dir, settings),
        from: None,
        batch: None,
        request: Request { expr: args.expr, target: args.target.map(target), ..Request::default() },
        group: None,
        output: query::Output::Counts(vec![facet], format),
        explain_query: query::Understood::Untold,
        look,
        reasons: Reasons::Hidden,
    }
}

/// `speakers`.
///
/// # Errors
/// If the form is none for speakers.
pub(super) fn speakers(args: SpeakersArgs, settings: &Settings, look: Look) -> anyhow::Result<speakers::Options> {
    let format = match args.format {
        _ if args.complete => speakers::Format::Names,
        CountForm::Text => speakers::Format::Text,
        CountForm::Json => speakers::Format::Json,
        CountForm::Csv => speakers::Format::Csv,
        CountForm::Svg => anyhow::bail!("--format svg: speakers are printed as text, json or csv"),
    };
    let limit = if args.all { usize::MAX } else { args.max };
    Ok(speakers::Options { dir: dir(args.dir, settings), begins: args.name, limit, format, look })
}

/// `sample`.
///
/// # Errors
/// If the form is not one for what is printed.
pub(super) fn sample(args: SampleArgs, settings: &Settings, look: Look) -> anyhow::Result<sample::Options> {
    if let Some(file) = args.grades {
        let format = match args.format {
            None | Some(SampleForm::Text) => sample::Scores::Text,
            Some(SampleForm::Json) => sample::Scores::Json,
            Some(_) => anyhow::bail!("--format: what grades come to is printed as text or json"),
        };
        return Ok(sample::Options::Score { file, format, look });
    }
    ensure!(args.max > 0, "-n 0: at least one quote is needed");
    let mark = if args.bom { Mark::Bom } else { Mark::None };
    let format = match args.format {
        None | Some(SampleForm::Csv) => sample::Rows::Csv(mark),
        Some(SampleForm::Jsonl) => sample::Rows::Jsonl,
        Some(_) => anyhow::bail!("--format: a sample is printed as csv or jsonl"),
    };
    let expr = args.expr.unwrap_or_else(|| "kind:quote".to_owned());
    Ok(sample::Options::Draw { dir: dir(args.dir, settings), expr, number: args.max, seed: args.seed, format })
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
