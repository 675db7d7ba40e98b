//! How long does an answer take, from the start of the process to the last byte?
//!
//! `cargo bench --bench latency -- [--runs N] [-d INDEX]`; without an index one is made of a generated corpus. Each kind
//! of question is asked once unmeasured and then N times; printed are the middle and the 95th of a hundred, the mean CPU
//! time (the sturdier measure where other programs run), the bytes printed, and for questions for hits also the time of the library's call alone, its index already open.
#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark prints, and may stop at once")]

#[path = "support/corpus.rs"]
mod corpus;

use std::{
    fs,
    io::BufWriter,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use onrecord::{
    index::Reader,
    names::Names,
    query::{Copies, Request, answer},
};

/// Articles generated when no index is given: some 20 MB.
const GENERATED: usize = 8_000;

/// The allocator of the binary.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Kind of question, and what is typed after the program's name. `WHO` and `WHOM` are speakers of the index.
const KINDS: &[(&str, &[&str])] = &[
    ("word", &["query", "president"]),
    ("two words", &["query", "new law"]),
    ("phrase", &["query", "\"last year\""]),
    ("stop-word phrase", &["query", "\"of the\""]),
    ("prefix", &["query", "govern*"]),
    ("inner wildcard", &["query", "*ment"]),
    ("fuzzy", &["query", "president~1"]),
    ("regular expression", &["query", "/pr[eo]si.*/"]),
    ("near", &["query", "president w/5 house"]),
    ("same sentence", &["query", "the w/s of"]),
    ("words said", &["query", "said:people"]),
    ("speaker", &["query", "speaker:\"WHO\""]),
    ("speaker, about, dates", &["query", "speaker:\"WHO\" about:\"WHOM\" date:2012..2019"]),
    ("title", &["query", "title:house vote"]),
    ("nothing found", &["query", "speaker:\"WHO\" zzyzzx"]),
    ("facets", &["query", "speaker:\"WHO\"", "--facets", "source,year"]),
    ("timeline", &["timeline", "president", "--by", "month"]),
    ("count", &["query", "the", "-c"]),
    ("--all export", &["query", "speaker:\"WHO\"", "--all", "--format", "jsonl"]),
];

struct Timed {
    middle: Duration,
    late: Duration,
    cpu: Duration,
    bytes: usize,
}

fn main() {
    let scratch = tempfile::tempdir().unwrap();
    let (runs, index) = arguments();
    let index = index.unwrap_or_else(|| generated(scratch.path()));
    let (who, whom) = speakers(&index);
    println!("{runs} runs each; speakers {who}, {whom}");
    println!(
        "{:<22} {:>8} {:>8} {:>8} {:>9} {:>8}   question",
        "kind", "p50 ms", "p95 ms", "CPU ms", "bytes", "call ms"
    );
    for (kind, typed) in KINDS {
        let typed: Vec<String> = typed.iter().map(|word| word.replace("WHOM", &whom).replace("WHO", &who)).collect();
        let timed = process(&index, &typed, runs);
        let call = call(&index, &typed, runs).map_or_else(|| "–".to_owned(), ms);
        let question = typed[1..].join(" ");
        let [middle, late, cpu] = [timed.middle, timed.late, timed.cpu].map(ms);
        println!("{kind:<22} {middle:>8} {late:>8} {cpu:>8} {:>9} {call:>8}   {question}", timed.bytes);
    }
}

fn ms(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1000.0)
}

fn arguments() -> (usize, Option<PathBuf>) {
    let (mut runs, mut index) = (21, None);
    let mut rest = std::env::args().skip(1);
    while let Some(word) = rest.next() {
        match word.as_str() {
            "--runs" => runs = rest.next().unwrap().parse().unwrap(),
            "-d" => index = rest.next().map(PathBuf::from),
            // Cargo adds it.
            "--bench" => {}
            other => panic!("what is {other}?"),
        }
    }
    (runs, index)
}

fn program(index: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.env("ONRECORD_INDEX", index);
    command
}

fn generated(scratch: &Path) -> PathBuf {
    let (news, index) = (scratch.join("news.jsonl"), scratch.join("index"));
    corpus::write(&mut BufWriter::new(fs::File::create(&news).unwrap()), 7, 0, GENERATED).unwrap();
    assert!(program(&index).arg("index").arg(&news).arg("--quiet").status().unwrap().success());
    index
}

/// The two most quoted.
fn speakers(index: &Path) -> (String, String) {
    let out = program(index).args(["speakers", "-n", "2", "--format", "csv"]).output().unwrap();
    let mut rows = csv::Reader::from_reader(out.stdout.as_slice());
    let mut names = rows.records().map(|row| row.unwrap()[0].to_owned());
    (names.next().unwrap_or_default(), names.next().unwrap_or_default())
}

fn sorted(mut times: Vec<Duration>) -> (Duration, Duration) {
    times.sort_unstable();
    (times[times.len() / 2], times[(times.len() * 95).div_ceil(100) - 1])
}

fn process(index: &Path, typed: &[String], runs: usize) -> Timed {
    let run = || {
        let begun = Instant::now();
        let out = program(index).args(typed).output().unwrap();
        assert!(out.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&out.stderr));
        (begun.elapsed(), out.stdout.len())
    };
    let bytes = run().1;
    let before = cpu_of_children();
    let (middle, late) = sorted((0..runs).map(|_| run().0).collect());
    let cpu = (cpu_of_children() - before) / u32::try_from(runs).unwrap();
    Timed { middle, late, cpu, bytes }
}

/// User and system time of all children that have ended; nothing where it cannot be told.
#[cfg(unix)]
fn cpu_of_children() -> Duration {
    use nix::sys::resource::{UsageWho, getrusage};
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap();
    let micros = [usage.user_time(), usage.system_time()].map(|time| time.tv_sec() * 1_000_000 + time.tv_usec());
    Duration::from_micros(u64::try_from(micros.iter().sum::<i64>()).unwrap())
}

#[cfg(not(unix))]
fn cpu_of_children() -> Duration {
    Duration::ZERO
}

/// The library's call for ten hits; none for questions that are not for hits.
fn call(index: &Path, typed: &[String], runs: usize) -> Option<Duration> {
    let [command, expr] = typed else { return None };
    assert_eq!(command, "query");
    let reader = Reader::open(index).unwrap();
    let (searcher, names) = (reader.searcher(), Names::open(&reader).unwrap());
    let request = Request { expr: expr.clone(), limit: Some(10), copies: Copies::Folded, ..Request::default() };
    let run = || {
        let begun = Instant::now();
        let hits = answer(&searcher, reader.fields(), &names, &request).unwrap();
        assert!(hits.map(Result::unwrap).count() <= 10);
        begun.elapsed()
    };
    run();
    Some(sorted((0..runs).map(|_| run()).collect()).0)
}
