//! How fast is indexing with all extraction, beside plain tantivy on the same text and threads?
//!
//! `cargo bench --bench throughput -- [--threads N] [PATH…]`; without a path a corpus is generated. Both sides read
//! and decode the same records with the same code; plain tantivy then indexes title and body with positions and
//! stores them (zstd), and knows nothing else. With `ONRECORD_SPACE` set it also tells the bytes of each field.
#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark prints, and may stop at once")]

#[path = "support/corpus.rs"]
mod corpus;
#[path = "support/measure.rs"]
mod measure;

use std::{
    fs,
    io::BufWriter,
    path::{Path, PathBuf},
    time::Instant,
};

use measure::{cpu, mb, peak, reset_peak, size};
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

/// The allocator of the binary, for both sides.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
    if std::env::var_os("ONRECORD_SPACE").is_some() {
        space(&scratch.path().join("whole"));
    }
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
        cpu: measure::cpu() - cpu,
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

/// Prints where the bytes of the index go, largest field first.
fn space(dir: &Path) {
    let reader = onrecord::index::Reader::open(dir).unwrap();
    let usage = reader.searcher().space_usage().unwrap();
    let mut fields = std::collections::BTreeMap::<String, [u64; 5]>::new();
    let mut store = 0;
    for segment in usage.segments() {
        store += segment.store().total().get_bytes();
        let parts =
            [segment.termdict(), segment.postings(), segment.positions(), segment.fast_fields(), segment.fieldnorms()];
        for (at, part) in parts.iter().enumerate() {
            for used in part.fields() {
                let name = used.field_name().to_owned();
                fields.entry(name).or_default()[at] += used.total().get_bytes();
            }
        }
    }
    let mut sorted: Vec<_> = fields.into_iter().collect();
    sorted.sort_by_key(|(_, parts)| std::cmp::Reverse(parts.iter().sum::<u64>()));
    println!("store {:.1} MB; in MB: terms, postings, positions, fast, norms", mb(store));
    for (name, parts) in sorted.into_iter().take(40) {
        println!("{name:<16} {}", parts.map(|bytes| format!("{:>8.2}", mb(bytes))).join(" "));
    }
}
