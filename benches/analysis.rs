//! How fast is the analysis of articles alone, on one thread, and which stage takes how much of it?
//!
//! `cargo bench --bench analysis -- [--articles N] [--rounds N] [PATH…]`; without a path articles are generated. They
//! are read and decoded before the clock starts; of N rounds (by default 5) over the first N articles the best counts.
//! The first two are CPU time where the system tells it, the stages time by the clock. The sum of the stages is a little more than the whole, which hands on what is warm in the cache.
#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark prints, and may stop at once")]

#[path = "support/corpus.rs"]
mod corpus;

use std::{
    fs,
    hint::black_box,
    io::BufWriter,
    path::PathBuf,
    time::{Duration, Instant},
};

use onrecord::{
    analysis::{Input, analyze, attribution, dates, entities, quotes::Scene},
    article::Article,
    source::{self, DecodeOptions, Found, Walk, WalkOptions},
    text::Tokens,
};

/// Articles generated when no path is given.
const GENERATED: usize = 1500;

/// The allocator of the binary.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let scratch = tempfile::tempdir().unwrap();
    let (most, rounds, mut paths) = arguments();
    if paths.is_empty() {
        let path = scratch.path().join("generated.jsonl");
        corpus::write(&mut BufWriter::new(fs::File::create(&path).unwrap()), 7, 0, GENERATED).unwrap();
        paths.push(path);
    }
    let articles = read(&paths, most);
    let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
    println!("{} articles, {:.2} MB of text, best of {rounds} rounds", articles.len(), bytes as f64 / 1e6);
    let print = |name: &str, time: Duration| {
        let seconds = time.as_secs_f64();
        println!("{name:<20} {:>8.1} ms {:>8.1} MB/s", seconds * 1e3, bytes as f64 / 1e6 / seconds);
    };
    print("whole analysis", best(rounds, || articles.iter().for_each(|article| drop(black_box(whole(article))))));
    print("entities and dates", best(rounds, || articles.iter().for_each(|article| drop(names_and_dates(article)))));
    for (name, time) in stages(rounds, &articles) {
        print(name, time);
    }
}

fn arguments() -> (usize, usize, Vec<PathBuf>) {
    let (mut most, mut rounds, mut paths) = (usize::MAX, 5, Vec::new());
    let mut args = std::env::args().skip(1).filter(|arg| arg != "--bench");
    while let Some(arg) = args.next() {
        let mut number = || args.next().and_then(|n| n.parse().ok()).expect("a number follows");
        match arg.as_str() {
            "--articles" => most = number(),
            "--rounds" => rounds = number(),
            _ => paths.push(PathBuf::from(arg)),
        }
    }
    (most, rounds, paths)
}

fn read(paths: &[PathBuf], most: usize) -> Vec<Article> {
    let options = DecodeOptions::default();
    let files = Walk::new(paths, &WalkOptions::default()).filter_map(|found| match found {
        Ok(Found::File(entry)) => Some(entry),
        _ => None,
    });
    let records = files.flat_map(|entry| source::open(&entry, &options.limits).into_iter().flatten().flatten());
    records.filter_map(|record| source::decode(&record, &options).ok()).take(most).collect()
}

fn whole(article: &Article) -> onrecord::analysis::Analysis {
    analyze(&Input { text: &article.text, title: article.title.as_deref(), published: article.published })
}

#[inline(never)]
fn names_and_dates(article: &Article) -> (entities::Found, usize) {
    let tokens = Tokens::new(&article.text);
    let found = black_box(entities::find(&tokens, article.title.as_deref()));
    (found, black_box(dates::find(&tokens, article.published)).len())
}

/// By CPU time, which other programs disturb less.
fn best(rounds: usize, mut work: impl FnMut()) -> Duration {
    let time = |_| {
        let (began, cpu) = (Instant::now(), cpu());
        work();
        cpu.zip(self::cpu()).map_or_else(|| began.elapsed(), |(before, after)| after - before)
    };
    (0..rounds).map(time).min().unwrap_or_default()
}

/// CPU time of this thread so far, where the system tells.
fn cpu() -> Option<Duration> {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// Time of each stage, its inputs made before.
fn stages(rounds: usize, articles: &[Article]) -> Vec<(&'static str, Duration)> {
    let mut times = vec![
        ("tokens", Duration::MAX),
        ("entities", Duration::MAX),
        ("dates", Duration::MAX),
        ("scene", Duration::MAX),
        ("attribution", Duration::MAX),
    ];
    for _ in 0..rounds {
        let mut round = [Duration::ZERO; 5];
        articles.iter().for_each(|article| stage_times(article, &mut round));
        times.iter_mut().zip(round).for_each(|((_, best), time)| *best = time.min(*best));
    }
    times
}

fn stage_times(article: &Article, round: &mut [Duration; 5]) {
    let mut began = Instant::now();
    let mut lap = |n: usize| {
        let now = Instant::now();
        round[n] += now - began;
        began = now;
    };
    let tokens = black_box(Tokens::new(&article.text));
    lap(0);
    let found = black_box(entities::find(&tokens, article.title.as_deref()));
    lap(1);
    black_box(dates::find(&tokens, article.published));
    lap(2);
    let scene = black_box(Scene::new(&tokens, &found));
    lap(3);
    black_box(attribution::quotes(&scene));
    lap(4);
}
