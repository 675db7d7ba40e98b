//! How fast is indexing with all extraction, beside plain tantivy on the same text and threads?
//!
//! `cargo bench --bench throughput -- [--threads N] [PATH…]`; without a path a corpus is generated. Both sides read
//! and decode the same records with the same code; plain tantivy then indexes title and body with positions and
//! stores them (zstd), and knows nothing else.
#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark prints, and may stop at once")]

#[path = "support/corpus.rs"]
mod corpus;

use std::{
    fs,
    io::BufWriter,
    path::{Path, PathBuf},
    time::Instant,
};

use onrecord::{
    pipeline::{self, IndexOptions, Silent, StopFlag},
    source::{self, DecodeOptions, Found, Limits, RawRecord, Walk, WalkOptions},
};
use rayon::prelude::*;
use tantivy::{
    Index, IndexSettings, IndexWriter, TantivyDocument,
    schema::{IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions},
    store::{Compressor, ZstdCompressor},
};

/// Articles generated when no path is given: some 60 MB.
const GENERATED: usize = 25_000;

struct Measured {
    name: &'static str,
    seconds: f64,
    cpu: f64,
    text: u64,
    articles: u64,
    index: u64,
    peak: u64,
}

fn main() {
    let scratch = tempfile::tempdir().unwrap();
    let (threads, mut paths) = arguments();
    if paths.is_empty() {
        let path = scratch.path().join("generated.jsonl");
        corpus::write(&mut BufWriter::new(fs::File::create(&path).unwrap()), 7, 0, GENERATED).unwrap();
        paths.push(path);
    }
    let plain = plain(&paths, threads, &scratch.path().join("plain"));
    let whole = whole(&paths, threads, &scratch.path().join("whole"));
    println!("{threads} threads, {} articles, {:.1} MB of text", plain.articles, mb(plain.text));
    for side in [&plain, &whole] {
        println!(
            "{:<14} {:>7.2} s {:>7.2} MB/s   {:>7.2} CPU s {:>7.2} MB/CPU s   peak memory {:>6.1} MB   index/text {:.2}",
            side.name,
            side.seconds,
            mb(side.text) / side.seconds,
            side.cpu,
            mb(side.text) / side.cpu,
            mb(side.peak),
            side.index as f64 / side.text as f64,
        );
    }
    // CPU time is the sturdier measure where other programs run.
    println!("ratio {:.3} by the clock, {:.3} by CPU time", plain.seconds / whole.seconds, plain.cpu / whole.cpu);
}

fn arguments() -> (usize, Vec<PathBuf>) {
    let mut threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut paths = Vec::new();
    let mut args = std::env::args().skip(1).filter(|arg| arg != "--bench");
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--threads" => threads = args.next().and_then(|n| n.parse().ok()).expect("--threads takes a number"),
            _ => paths.push(PathBuf::from(arg)),
        }
    }
    (threads, paths)
}

fn plain(paths: &[PathBuf], threads: usize, dir: &Path) -> Measured {
    fs::create_dir_all(dir).unwrap();
    reset_peak();
    let (began, cpu) = (Instant::now(), cpu());
    let words = TextFieldIndexing::default()
        .set_tokenizer("default")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let options = TextOptions::default().set_indexing_options(words) | STORED;
    let mut builder = Schema::builder();
    let (title, body) = (builder.add_text_field("title", options.clone()), builder.add_text_field("body", options));
    let settings = IndexSettings {
        docstore_compression: Compressor::Zstd(ZstdCompressor { compression_level: Some(3) }),
        ..IndexSettings::default()
    };
    let index = Index::builder().schema(builder.build()).settings(settings).create_in_dir(dir).unwrap();
    let mut writer: IndexWriter = index.writer_with_num_threads(threads.min(2), threads.min(2) * (96 << 20)).unwrap();
    let (mut text, mut articles) = (0, 0);
    let decode = DecodeOptions::default();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let (out, batches) = crossbeam_channel::bounded(3);
    std::thread::scope(|scope| {
        scope.spawn(move || read(paths, &out));
        for batch in batches {
            let decoded: Vec<_> =
                pool.install(|| batch.par_iter().filter_map(|raw| source::decode(raw, &decode).ok()).collect());
            for article in decoded {
                text += article.text.len() as u64;
                articles += 1;
                let mut doc = TantivyDocument::default();
                doc.add_text(title, article.title.as_deref().unwrap_or_default());
                doc.add_text(body, &article.text);
                writer.add_document(doc).unwrap();
            }
        }
    });
    writer.commit().unwrap();
    writer.wait_merging_threads().unwrap();
    Measured {
        name: "plain tantivy",
        seconds: began.elapsed().as_secs_f64(),
        cpu: self::cpu() - cpu,
        text,
        articles,
        index: size(dir),
        peak: peak(),
    }
}

fn read(paths: &[PathBuf], out: &crossbeam_channel::Sender<Vec<RawRecord>>) {
    let mut batch = Vec::new();
    let mut bytes = 0;
    for found in Walk::new(paths, &WalkOptions::default()) {
        let Ok(Found::File(entry)) = found else { continue };
        for record in source::open(&entry, &Limits::default()).into_iter().flatten().flatten() {
            bytes += record.bytes.len();
            batch.push(record);
            if bytes > 1 << 20 {
                out.send(std::mem::take(&mut batch)).unwrap();
                bytes = 0;
            }
        }
    }
    out.send(batch).unwrap();
}

fn whole(paths: &[PathBuf], threads: usize, dir: &Path) -> Measured {
    reset_peak();
    let cpu_before = cpu();
    let options =
        IndexOptions { roots: paths.to_vec(), dir: dir.to_owned(), threads: Some(threads), ..IndexOptions::default() };
    let report = pipeline::run(&options, &Silent, &StopFlag::default()).unwrap();
    report.balanced().unwrap();
    Measured {
        name: "onrecord",
        seconds: report.elapsed.as_secs_f64(),
        cpu: cpu() - cpu_before,
        text: report.text_bytes,
        articles: report.articles.indexed,
        index: size(&dir.join("index")),
        peak: peak(),
    }
}

fn size(folder: &Path) -> u64 {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum()
}

/// Begins a new measurement of the peak; where that is not possible the peak is of both runs.
fn reset_peak() {
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// Peak of resident memory in bytes, 0 where it cannot be told.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0) * 1024
}

/// Seconds of CPU time of all threads so far, 0 where it cannot be told.
fn cpu() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Fields 14 and 15, in hundredths of a second on every Linux; the name in field 2 may hold spaces.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    fields.filter_map(|field| field.parse::<f64>().ok()).sum::<f64>() / 100.0
}

fn mb(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
