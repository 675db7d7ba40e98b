//! Arguments as typed. What they mean is settled in [`super::config`].

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use serde::Deserialize;

/// Full-text search over news archives that knows who said what.
#[derive(Debug, Parser)]
#[command(
    name = "onrecord",
    version,
    max_term_width = 100,
    disable_help_subcommand = true,
    next_line_help = false,
    after_help = EXAMPLES
)]
pub struct Args {
    /// When to use colours.
    #[arg(long, value_enum, global = true, value_name = "WHEN", hide_possible_values = true)]
    #[arg(help = "When to use colours: auto, always, never [default: auto]")]
    pub color: Option<Color>,
    /// When paths and addresses are links to click: auto (on a terminal), always, never [default: never]
    #[arg(long, value_enum, global = true, value_name = "WHEN", hide_possible_values = true)]
    #[arg(num_args = 0..=1, require_equals = true, default_missing_value = "auto")]
    pub hyperlink: Option<Hyperlink>,
    /// On a terminal too, print straight to it
    #[arg(long, global = true)]
    pub no_pager: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Also into files and pipes.
    Always,
    /// Not at all.
    Never,
}

/// When to print links that a terminal lets one click.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Hyperlink {
    /// On a terminal.
    Auto,
    /// Also into files and pipes.
    Always,
    /// Not at all.
    Never,
}

/// Subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Index articles; run again, it does only what changed
    Index(IndexArgs),
    /// Find who said what, or any passage
    Query(Box<QueryArgs>),
    /// Count hits by year, month or day
    Timeline(TimelineArgs),
    /// Tell who is quoted how often, by which outlets, since when
    Speakers(SpeakersArgs),
    /// Draw quotes to grade by hand; with the grades, say how many are right
    Sample(SampleArgs),
    /// Print who says what in articles, without an index
    Extract(ExtractArgs),
    /// Print an article, opened at a quote or passage
    Show(ShowArgs),
    /// Tell what an index holds
    Stats(StatsArgs),
    /// Read an index back and say whether it is sound
    Check(CheckArgs),
    /// Analyse old articles anew from the index itself, without the archive
    Reanalyse(ReanalyseArgs),
    /// Take articles out, and keep them out
    Remove(RemoveArgs),
    /// Tell what files are taken for, and what would be rejected
    Sources(SourcesArgs),
    /// Tell what is set, and by what
    Config {
        /// What to tell
        #[command(subcommand)]
        what: ConfigWhat,
    },
    /// Print shell completions
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

/// What `config` tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Subcommand)]
pub enum ConfigWhat {
    /// Every setting and where its value comes from: option, environment, file or default
    Show,
    /// Where the file of settings is looked for
    Path,
}

/// Where the index lies.
#[derive(Debug, clap::Args)]
pub struct IndexDir {
    /// Index folder [env: ONRECORD_INDEX] [default: .onrecord]
    #[arg(short = 'd', long = "index-dir", value_name = "DIR")]
    pub index_dir: Option<PathBuf>,
}

/// How records become articles.
#[derive(Debug, clap::Args)]
pub struct ReadArgs {
    /// Key or column that holds a field (title, body, date, byline, source, url, lang, id, version)
    #[arg(long, value_name = "FIELD=KEY")]
    pub map: Vec<String>,
    /// TOML file that says how to read a dump: form = "csv", published = "2016", [fields] title = "key", body = ["a", "b"]
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// Read only files below PATH that match (may be repeated): '*.jsonl.gz', '2016/**'
    #[arg(long, value_name = "GLOB")]
    pub include: Vec<String>,
    /// Pass over files and folders below PATH that match (may be repeated)
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
    /// Publication of articles without a date: 2016, 2016-09 or 2016-09-20
    #[arg(long, value_name = "DATE")]
    pub published: Option<String>,
    /// Follow symbolic links
    #[arg(long)]
    pub follow: bool,
    /// Bound what one input may cost (may be repeated): record=64M, file=10G, ratio=500, depth=3 … (a wrong name lists all)
    #[arg(long, value_name = "NAME=NUMBER")]
    pub limit: Vec<String>,
    /// Threads that analyse [default: one a core]
    #[arg(short = 'j', long, value_name = "N")]
    pub threads: Option<usize>,
}

/// Paths, as arguments or in a list.
#[derive(Debug, clap::Args)]
pub struct PathArgs {
    /// Files or folders
    #[arg(value_name = "PATH", required_unless_present = "files_from")]
    pub paths: Vec<PathBuf>,
    /// Read further paths from FILE, one a line; - is standard input
    #[arg(long, value_name = "FILE")]
    pub files_from: Option<PathBuf>,
    /// Paths of --files-from end in NUL, as `find -print0` writes them
    #[arg(short = '0', long, requires = "files_from")]
    pub null: bool,
}

/// What files are taken for.
#[derive(Debug, clap::Args)]
pub struct FormArg {
    /// Take every file for this form, whatever it looks like: csv, html, trec, nitf, newsml-g2, wire … (a wrong name lists all)
    #[arg(long, value_name = "FORM")]
    pub input: Option<String>,
}

/// Arguments of `sources`.
#[derive(Debug, clap::Args)]
#[command(after_help = SOURCES_EXAMPLES)]
pub struct SourcesArgs {
    /// What to read.
    #[command(flatten)]
    pub paths: PathArgs,
    /// How to read.
    #[command(flatten)]
    pub read: ReadArgs,
    /// What to take files for.
    #[command(flatten)]
    pub form: FormArg,
    /// One line for each form instead of a paragraph for each file
    #[arg(long)]
    pub summary: bool,
}

/// Arguments of `index`.
#[derive(Debug, clap::Args)]
#[command(after_help = INDEX_EXAMPLES)]
pub struct IndexArgs {
    /// What to read.
    #[command(flatten)]
    pub paths: PathArgs,
    /// The index.
    #[command(flatten)]
    pub dir: IndexDir,
    /// How to read.
    #[command(flatten)]
    pub read: ReadArgs,
    /// What to take files for.
    #[command(flatten)]
    pub form: FormArg,
    /// Remove articles whose files below PATH are gone
    #[arg(long)]
    pub prune: bool,
    /// No progress and no closing report
    #[arg(short = 'q', long)]
    pub quiet: bool,
}

/// Arguments of `query`.
#[derive(Debug, clap::Args)]
#[command(after_help = QUERY_EXAMPLES)]
pub struct QueryArgs {
    /// What to find; may be left out if an option below says it
    #[arg(value_name = "EXPR", required_unless_present_any = ["speaker", "about", "source", "date", "kind", "batch"])]
    pub expr: Option<String>,
    /// The index.
    #[command(flatten)]
    pub dir: IndexDir,
    /// First bring the index up to date with PATH, then answer from PATH only; may be repeated
    #[arg(long, value_name = "PATH")]
    pub from: Vec<PathBuf>,
    /// How to read what `--from` names.
    #[command(flatten)]
    pub read: ReadArgs,
    /// What to take files for.
    #[command(flatten)]
    pub form: FormArg,
    /// Who says it
    #[arg(long, value_name = "NAME")]
    pub speaker: Option<String>,
    /// Who or what is spoken of
    #[arg(long, value_name = "NAME")]
    pub about: Option<String>,
    /// The outlet
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// Publication: 2015, 2015-03..2016, ..2015, 2015..
    #[arg(long, value_name = "DATES")]
    pub date: Option<String>,
    /// How it is printed: direct, mixed, indirect, passage
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// Order of hits: relevance, date (oldest first), -date (newest first)
    #[arg(long, value_enum, default_value_t = SortBy::Relevance, allow_hyphen_values = true, hide_possible_values = true)]
    pub sort: SortBy,
    /// Most hits to print [default: 10]
    #[arg(short = 'n', long = "max", value_name = "N", conflicts_with = "all")]
    pub max: Option<usize>,
    /// Print every hit, copies too
    #[arg(long)]
    pub all: bool,
    /// Show copies, the same words in other printings of a story, as hits of their own
    #[arg(long, overrides_with = "no_copies")]
    pub copies: bool,
    /// With --all too, leave copies out and tell their number with the earliest
    #[arg(long, overrides_with = "copies")]
    pub no_copies: bool,
    /// Ask each query of FILE (`-`: standard input), one a line or, with --column, one a row of a CSV
    #[arg(short = 'f', long = "batch", value_name = "FILE", conflicts_with_all = ["expr", "facets", "files"])]
    pub batch: Option<PathBuf>,
    /// Column of --batch's CSV that holds the queries: its name, or its number from 1
    #[arg(long, value_name = "NAME", requires = "batch")]
    pub column: Option<String>,
    /// What a hit is: quotes, passages, articles [default: as the query asks]
    #[arg(long = "as", value_enum, value_name = "WHAT", hide_possible_values = true)]
    pub target: Option<As>,
    /// Show hits that have it in common as one: article, speaker, cluster (copies of one story)
    #[arg(long, value_enum, value_name = "WHAT", hide_possible_values = true)]
    pub group: Option<GroupBy>,
    /// Sentences shown either side of a hit [default: its paragraph]
    #[arg(short = 'C', long, value_name = "N")]
    pub context: Option<usize>,
    /// Output: text, json (one array), jsonl (one hit a line), csv, tsv, md, kwic (a concordance), csl, bibtex (citations)
    #[arg(long, value_enum, default_value_t = QueryFormat::Text, hide_possible_values = true)]
    pub format: QueryFormat,
    /// Order of a concordance: left (by the words before), right (by the words after) [default: as hits come]
    #[arg(long, value_enum, value_name = "SIDE", hide_possible_values = true)]
    pub kwic_by: Option<Side>,
    /// Begin csv and tsv with a byte order mark, for Excel
    #[arg(long)]
    pub bom: bool,
    /// Print only the number of hits
    #[arg(short = 'c', long, conflicts_with_all = ["files", "facets"])]
    pub count: bool,
    /// Print only the paths of the articles
    #[arg(short = 'l', long = "files", conflicts_with = "facets")]
    pub files: bool,
    /// With -l, end paths with a zero byte; with -f, queries end with one
    #[arg(short = '0', long)]
    pub null: bool,
    /// Count all hits by speaker, source, kind, cue, lang, year, month, day, about, person, org, place (as text, json, csv)
    #[arg(long, value_name = "FACETS", value_delimiter = ',')]
    pub facets: Vec<String>,
    /// With text, also print why each quote is given to its speaker
    #[arg(long)]
    pub explain: bool,
    /// Tell how the query was understood
    #[arg(long)]
    pub explain_query: bool,
}

/// Arguments of `timeline`.
#[derive(Debug, clap::Args)]
#[command(after_help = TIMELINE_EXAMPLES)]
pub struct TimelineArgs {
    /// What to find
    #[arg(value_name = "EXPR")]
    pub expr: String,
    /// The index.
    #[command(flatten)]
    pub dir: IndexDir,
    /// Length of a bar's time: year, month, day
    #[arg(long, value_enum, default_value_t = Time::Month, hide_possible_values = true)]
    pub by: Time,
    /// What is counted: quotes, passages, articles [default: as the query asks]
    #[arg(long = "as", value_enum, value_name = "WHAT", hide_possible_values = true)]
    pub target: Option<As>,
    /// Output: text, json, csv, svg
    #[arg(long, value_enum, default_value_t = CountForm::Text, hide_possible_values = true)]
    pub format: CountForm,
}

/// Arguments of `speakers`.
#[derive(Debug, clap::Args)]
#[command(after_help = SPEAKERS_EXAMPLES)]
pub struct SpeakersArgs {
    /// Print bare names that go on from NAME, for the shell
    #[arg(long, hide = true)]
    pub complete: bool,
    /// Beginning of a word of the name
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// The index.
    #[command(flatten)]
    pub dir: IndexDir,
    /// Most speakers to print
    #[arg(short = 'n', long = "max", value_name = "N", default_value_t = 20, conflicts_with = "all")]
    pub max: usize,
    /// Print every speaker
    #[arg(long)]
    pub all: bool,
    /// Output: text, json, csv
    #[arg(long, value_enum, default_value_t = CountForm::Text, hide_possible_values = true)]
    pub format: CountForm,
}

/// Arguments of `sample`.
#[derive(Debug, clap::Args)]
#[command(after_help = SAMPLE_EXAMPLES)]
pub struct SampleArgs {
    /// Draw from these quotes only
    #[arg(value_name = "EXPR", conflicts_with = "grades")]
    pub expr: Option<String>,
    /// The index.
    #[command(flatten)]
    pub dir: IndexDir,
    /// How many to draw
    #[arg(short = 'n', long = "max", value_name = "N", default_value_t = 50, conflicts_with = "grades")]
    pub max: usize,
    /// The same number draws the same quotes
    #[arg(long, value_name = "NUMBER", default_value_t = 1, conflicts_with = "grades")]
    pub seed: u64,
    /// Read a sample with its column `grade` filled in (y or n; empty where you cannot tell), and say how many are right
    #[arg(long, value_name = "FILE")]
    pub grades: Option<PathBuf>,
    /// Output: csv (of a sample), text (of grades), json, jsonl
    #[arg(long, value_enum, hide_possible_values = true)]
    pub format: Option<SampleForm>,
    /// Begin csv with a byte order mark, for Excel
    #[arg(long)]
    pub bom: bool,
}

/// Output of `sample`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SampleForm {
    /// For reading.
    Text,
    /// Rows.
    Csv,
    /// One array or object.
    Json,
    /// One object a line.
    Jsonl,
}

/// What hits have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum GroupBy {
    /// The article.
    Article,
    /// Who speaks.
    Speaker,
    /// The story, copies counted as one.
    Cluster,
}

/// Side of a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Side {
    /// Before it.
    Left,
    /// After it.
    Right,
}

/// Length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Time {
    /// A year.
    Year,
    /// A month.
    Month,
    /// A day.
    Day,
}

/// Output of counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CountForm {
    /// For reading, with bars.
    Text,
    /// One JSON object.
    Json,
    /// Rows.
    Csv,
    /// A picture (`timeline` only).
    Svg,
}

/// Order of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SortBy {
    /// Best first.
    Relevance,
    /// Oldest first.
    Date,
    /// Newest first.
    #[value(name = "-date")]
    DateDesc,
}

/// What a hit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum As {
    /// Stretches of speech.
    Quotes,
    /// Paragraphs.
    Passages,
    /// Articles.
    Articles,
}

/// Output of `query`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum QueryFormat {
    /// For reading.
    Text,
    /// One JSON array.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// Rows, cells parted by commas.
    Csv,
    /// Rows, cells parted by tabs.
    Tsv,
    /// Quotations in Markdown.
    Md,
    /// A concordance.
    Kwic,
    /// Citations as CSL-JSON.
    Csl,
    /// Citations as BibTeX.
    Bibtex,
}

/// Arguments of `extract`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXTRACT_EXAMPLES)]
pub struct ExtractArgs {
    /// Files or folders; `-` or nothing is standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Input: auto (files by their form, standard input as text), text, jsonl (the text taken exactly as given)
    #[arg(long, value_enum, default_value_t = InputForm::Auto, value_name = "FORM", hide_possible_values = true)]
    pub input: InputForm,
    /// How to read.
    #[command(flatten)]
    pub read: ReadArgs,
    /// Output: jsonl (one article a line), json (one array), text
    #[arg(long, value_enum, default_value_t = ExtractFormat::Jsonl, hide_possible_values = true)]
    pub format: ExtractFormat,
    /// With text, also print why each quote is given to its speaker
    #[arg(long)]
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

/// Arguments of `show`.
#[derive(Debug, clap::Args)]
#[command(after_help = SHOW_EXAMPLES)]
pub struct ShowArgs {
    /// Id of an article, or of a quote or passage (ID:START), as hits print it; a unique beginning will do
    #[arg(value_name = "ID")]
    pub id: String,
    /// The index.
    #[command(flatten)]
    pub dir: IndexDir,
    /// Output: text, json
    #[arg(long, value_enum, default_value_t = ReportForm::Text, hide_possible_values = true)]
    pub format: ReportForm,
    /// With text, also print why each quote is given to its speaker
    #[arg(long, conflicts_with = "raw")]
    pub explain: bool,
    /// Read its record again from the archive and print it as it was before it was cleaned, what was cut or mended marked
    #[arg(long)]
    pub raw: bool,
    /// With --raw: the --map with which it was indexed
    #[arg(long, value_name = "FIELD=KEY", requires = "raw")]
    pub map: Vec<String>,
    /// With --raw: the --mapping with which it was indexed
    #[arg(long, value_name = "FILE", requires = "raw")]
    pub mapping: Option<PathBuf>,
    /// With --raw: the --input with which it was indexed
    #[arg(long, value_name = "FORM", requires = "raw")]
    pub input: Option<String>,
}

/// Arguments of `stats`.
#[derive(Debug, clap::Args)]
pub struct StatsArgs {
    /// The index.
    #[command(flatten)]
    pub dir: IndexDir,
    /// Output: text, json
    #[arg(long, value_enum, default_value_t = ReportForm::Text, hide_possible_values = true)]
    pub format: ReportForm,
}

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    /// The index.
    #[command(flatten)]
    pub dir: IndexDir,
}

/// Arguments of `reanalyse`.
#[derive(Debug, clap::Args)]
pub struct ReanalyseArgs {
    /// All articles, not only those that an older version analysed
    #[arg(long)]
    pub all: bool,
    /// Threads that analyse [default: one a core]
    #[arg(short = 'j', long, value_name = "N")]
    pub threads: Option<usize>,
    /// The index.
    #[command(flatten)]
    pub dir: IndexDir,
}

/// Arguments of `remove`.
#[derive(Debug, clap::Args)]
#[command(after_help = REMOVE_EXAMPLES)]
pub struct RemoveArgs {
    /// Articles: their ids, as hits and `show` print them
    #[arg(value_name = "ID", required_unless_present = "query")]
    pub ids: Vec<String>,
    /// All articles that a query finds; without --yes they are only listed
    #[arg(long, value_name = "EXPR", conflicts_with_all = ["ids", "restore"])]
    pub query: Option<String>,
    /// Remove what the query finds
    #[arg(long, requires = "query")]
    pub yes: bool,
    /// Let articles in again that were taken out; the next `index` reads them
    #[arg(long)]
    pub restore: bool,
    /// The index.
    #[command(flatten)]
    pub dir: IndexDir,
}

/// Output of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportForm {
    /// For reading.
    Text,
    /// One JSON object.
    Json,
}

const EXAMPLES: &str = "\
Examples:
  onrecord index ~/news
  onrecord query 'speaker:orlova \"new bridge\"'
  onrecord query --from ./dump 'said:budget date:2016'

Exit codes: 0 done, hits; 1 no hits, no such id; 2 error, or something could not be read; 130 interrupted";

const REMOVE_EXAMPLES: &str = "\
Examples:
  onrecord remove 0d1fcee654e7c696581c23ced9b42b82
  onrecord remove --query 'source:=\"Example Post\"'
  onrecord remove --query 'source:=\"Example Post\"' --yes
  onrecord remove --restore 0d1fcee654e7c696581c23ced9b42b82

What was taken out is listed in the file `withdrawn` of the index folder; `index` leaves it out from then on.";

const INDEX_EXAMPLES: &str = "\
Reads text, JSON, JSONL, CSV, TSV, HTML, WARC, ARC, NITF, NewsML, RSS, Atom, WXR, MediaWiki, TREC, Reuters-21578, ALTO,
ANPA, IPTC 7901, e-mail, Nexis and Factiva exports, each also as .gz .bz2 .xz .zst or within .zip or .tar.
`onrecord sources PATH` tells what files are taken for.

Examples:
  onrecord index ~/news ~/more-news.jsonl.zst
  onrecord index dump.csv --map body=full_text --map date=day
  onrecord index ~/news --exclude drafts --mapping paper.toml
  find ~/news -newer last -print0 | onrecord index --files-from - -0
  onrecord index ~/news --prune";

const SOURCES_EXAMPLES: &str = "\
Examples:
  onrecord sources dump.zip
  onrecord sources --summary ~/news
  onrecord sources export.csv --map body=full_text";

const QUERY_EXAMPLES: &str = "\
Words are joined by AND; \"phrases\", OR, NOT or -, ( ), and
  wor* w?rd *ord word~1 /w[oa]rds?/ word^2    ends, letters, spellings, weights
  \"a b\"~3  a w/3 b  a pre/3 b  a w/s b  a w/p b    near: words, before, sentence, paragraph
The fields
  speaker: said: about: to: role: cue: kind: confidence:       of a quote
  person: org: place: mentions:                                of a passage or quote
  title: byline: source: date: path: lang: id: cluster:        of the article

Examples:
  onrecord query 'speaker:orlova \"new bridge\"'
  onrecord query 'about:orlova -speaker:orlova' --date 2015-03..2016 --sort date
  onrecord query 'harbour OR port' --as articles -n 3
  onrecord query '*' --speaker orlova --all --format jsonl
  onrecord query 'speaker:orlova' --facets source,year,about
  onrecord query 'bridge w/5 cost' --format kwic --kwic-by right -n 50
  onrecord query 'speaker:orlova' -n 3 --format bibtex
  onrecord query -f claims.csv --column claim --format csv -n 5 > found.csv";

const TIMELINE_EXAMPLES: &str = "\
Examples:
  onrecord timeline 'speaker:orlova bridge' --by year
  onrecord timeline 'about:lindholm' --format svg > lindholm.svg";

const SPEAKERS_EXAMPLES: &str = "\
Names are those of persons across the archive; `aliases.toml` in the index folder joins and parts them by hand:
  [merge]
  \"Ada Orlova\" = [\"A. Orlowa\"]
  [split]
  names = [\"Brandt\"]

Examples:
  onrecord speakers
  onrecord speakers orl --format csv";

const SAMPLE_EXAMPLES: &str = "\
A quote is right if these are words of a speech as printed and the speaker, if one is given, is who says them.
Rows come in the order drawn, so the first so many are a sample too.

Examples:
  onrecord sample -n 50 > sample.csv
  onrecord sample 'source:courier' --seed 7 > courier.csv
  onrecord sample --grades sample.csv";

const EXTRACT_EXAMPLES: &str = "\
Examples:
  onrecord extract --published 2021-12-01 --format text story.txt
  onrecord extract dump/ > quotes.jsonl
  curl -s https://example.org/story.txt | onrecord extract --format text
  onrecord extract --input jsonl articles.jsonl

Lines for --input jsonl: {\"id\": …, \"text\": …, \"date\": …, \"title\": …}; offsets point into that very text.";

const SHOW_EXAMPLES: &str = "\
Examples:
  onrecord show 3f2a9c41:1532
  onrecord show 3f2a9c41 --format json
  onrecord show 3f2a9c41 --raw";
