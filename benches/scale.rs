//! Does memory stay flat as the archive grows, and is a run over an unchanged archive nearly free?
//!
//! `cargo bench --bench scale -- [--megabytes N]… [--files N]`: indexes a generated file of each size (by default 50
//! and 200 MB); then a folder of N small files (by default 5,000), twice.
#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark prints, and may stop at once")]

#[path = "support/corpus.rs"]
mod corpus;
#[path = "support/measure.rs"]
mod measure;

use std::{
    fs,
    io::{BufWriter, Write},
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use measure::{cpu, mb, peak, reset_peak, size};
use onrecord::pipeline::{self, IndexOptions, Report, Silent, StopFlag};

/// The allocator of the binary, so that its memory is what is measured.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let (mut sizes, files) = arguments();
    if sizes.is_empty() {
        sizes.extend([50, 200]);
    }
    for megabytes in sizes {
        large(megabytes);
    }
    small(files);
}

fn arguments() -> (Vec<u64>, usize) {
    let (mut sizes, mut files) = (Vec::new(), 5_000);
    let mut args = std::env::args().skip(1).filter(|arg| arg != "--bench");
    while let Some(arg) = args.next() {
        let mut number = || args.next().and_then(|n| n.parse().ok()).expect("a number follows");
        match arg.as_str() {
            "--megabytes" => sizes.push(number()),
            "--files" => files = number() as usize,
            _ => panic!("unknown argument {arg}"),
        }
    }
    (sizes, files)
}

/// One file of some megabytes.
fn large(megabytes: u64) {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("news.jsonl");
    let mut out = BufWriter::new(fs::File::create(&path).unwrap());
    let (mut dice, mut written) = (corpus::Dice(megabytes), 0);
    for number in 0.. {
        let line = corpus::article(&mut dice, number);
        written += line.len() as u64 + 1;
        writeln!(out, "{line}").unwrap();
        if written >= megabytes * 1_000_000 {
            break;
        }
    }
    out.flush().unwrap();
    reset_peak();
    let before = cpu();
    let dir = scratch.path().join("index");
    let (report, own, mapped) = watched(|| run(&path, &dir));
    let text = mb(report.text_bytes);
    println!(
        "{megabytes:>5} MB: {} articles, {text:.1} MB of text, {:.1} s, {:.1} CPU s, {:.0} ms and {:.0} CPU ms a MB, peak memory {:.0} MB (of its own at most {:.0} MB, pages of the mapped index at most {:.0} MB), index/text {:.2}",
        report.articles.indexed,
        report.elapsed.as_secs_f64(),
        cpu() - before,
        report.elapsed.as_secs_f64() * 1e3 / text,
        (cpu() - before) * 1e3 / text,
        mb(peak()),
        mb(own),
        mb(mapped),
        size(&dir.join("index")) as f64 / report.text_bytes as f64,
    );
}

/// Does `work` while another thread watches the memory of this process: at most how many bytes were its own, and how
/// many were pages of files that it maps, which the system can take back at any time. Looked at every 50 ms.
fn watched<T>(work: impl FnOnce() -> T) -> (T, u64, u64) {
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let watch = scope.spawn(|| {
            let mut most = (0, 0);
            while !done.load(Ordering::Relaxed) {
                let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
                let read = |name| {
                    let line = status.lines().find_map(|line| line.strip_prefix(name));
                    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0) * 1024
                };
                most = (read("RssAnon:").max(most.0), read("RssFile:").max(most.1));
                std::thread::sleep(Duration::from_millis(50));
            }
            most
        });
        let result = work();
        done.store(true, Ordering::Relaxed);
        let (own, mapped) = watch.join().unwrap();
        (result, own, mapped)
    })
}

/// Many small files, indexed and then met unchanged.
fn small(files: usize) {
    let scratch = tempfile::tempdir().unwrap();
    let news = scratch.path().join("news");
    let mut dice = corpus::Dice(3);
    for number in 0..files {
        let folder = news.join(format!("{:03}", number / 500));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{number}.json")), corpus::article(&mut dice, number)).unwrap();
    }
    let dir = scratch.path().join("index");
    let first = run(&news, &dir);
    let before = cpu();
    let again = run(&news, &dir);
    assert_eq!((again.files.unchanged, again.bytes_read), (files as u64, 0));
    println!(
        "{files} files: {:.1} s, again {:.2} s ({:.2} CPU s)",
        first.elapsed.as_secs_f64(),
        again.elapsed.as_secs_f64(),
        cpu() - before
    );
}

fn run(path: &Path, dir: &Path) -> Report {
    let options = IndexOptions { roots: vec![path.to_owned()], dir: dir.to_owned(), ..IndexOptions::default() };
    let report = pipeline::run(&options, &Silent, &StopFlag::default()).unwrap();
    report.balanced().unwrap();
    report
}
