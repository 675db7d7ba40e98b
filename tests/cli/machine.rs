//! What the program asks of the machine: any number of threads gives the same answers, and no socket is opened.

#[path = "../../benches/support/corpus.rs"]
mod corpus;

use std::process::Command;

use crate::util::Dir;

/// Words, names and forms of question, of the generated articles.
const ASKED: &[&str] = &[
    "bridge",
    "winter OR ferry",
    "\"night trains\"",
    "\"trust lost\"~2",
    "toll*",
    "*ister",
    "ferry~1",
    "/pen[a-z]+/",
    "bridge w/5 tolls",
    "people w/s here",
    "speaker:brask",
    "speaker:\"Oona Brask\"",
    "said:winter",
    "NOT bridge",
    "speaker:okonjo OR speaker:quast",
    "about:norvik",
    "to:reporters",
    "role:mayor",
    "cue:warned",
    "kind:direct",
    "kind:indirect bridge",
    "confidence:>=0.9",
    "date:2004..2009",
    "mentions:2014",
    "source:\"Post 7\"",
    "title:tolls",
    "place:tarnholm",
    "org:norvik",
    "person:brask -speaker:brask",
    "speaker:unknown",
];

/// Ways to print what was found.
const PRINTED: &[&[&str]] = &[&["--format", "jsonl", "-n", "50"], &["--sort", "date", "-n", "20"]];

fn news(dir: &Dir, articles: usize) {
    let mut lines = Vec::new();
    corpus::write(&mut lines, 11, 0, articles).unwrap();
    // Copies, so that clusters are at stake too.
    corpus::write(&mut lines, 11, articles, articles / 10).unwrap();
    dir.create("news.jsonl", lines);
}

/// All answers of the index in this folder, one after the other.
fn answers(dir: &Dir, index: &str) -> String {
    let mut all = String::new();
    for asked in ASKED {
        for printed in PRINTED {
            let ran = dir.run(&[&["query", "-d", index, asked][..], printed].concat());
            assert!(ran.code <= 1, "{asked}: {ran:?}");
            all.push_str(&format!("{asked}: {}\n{}{}", ran.code, ran.out, ran.err));
        }
    }
    all
}

onrecord!(any_number_of_threads_gives_the_same_answers, |dir: Dir| {
    news(&dir, 800);
    for (index, threads) in [("one", "1"), ("two", "2"), ("five", "5")] {
        dir.expect(0, &["index", "-d", index, "-j", threads, "news.jsonl"]);
    }
    let one = answers(&dir, "one");
    assert!(one.len() > 200_000, "the questions hardly find anything: {} bytes", one.len());
    for index in ["two", "five"] {
        let other = answers(&dir, index);
        let differs = one.lines().zip(other.lines()).find(|(a, b)| a != b);
        assert!(one == other, "-d {index} answers otherwise: {differs:?}");
    }
});

/// Calls of the network family that the program made under `strace`; none if there is no strace that may trace.
fn network_calls(dir: &Dir, args: &[&str]) -> Option<String> {
    let trace = dir.path("trace");
    let ran = Command::new("strace")
        .args(["-f", "-qq", "-e", "trace=network", "-o"])
        .arg(&trace)
        .arg(env!("CARGO_BIN_EXE_onrecord"))
        .args(args)
        .current_dir(dir.path("."))
        .env("ONRECORD_CONFIG", "")
        .output()
        .ok()?;
    let calls = std::fs::read_to_string(trace).ok()?;
    ran.status.success().then_some(calls)
}

onrecord!(no_socket_is_ever_opened, |dir: Dir| {
    news(&dir, 20);
    let runs: [&[&str]; 5] = [
        &["index", "-d", "ix", "news.jsonl"],
        &["query", "-d", "ix", "bridge"],
        &["speakers", "-d", "ix"],
        &["check", "-d", "ix"],
        &["extract", "news.jsonl"],
    ];
    for args in runs {
        let Some(calls) = network_calls(&dir, args) else {
            eprintln!("no strace here that may trace: nothing was tested");
            return;
        };
        let calls: Vec<&str> =
            calls.lines().filter(|line| line.contains("socket") || line.contains("connect")).collect();
        assert!(calls.is_empty(), "{args:?} opens sockets: {calls:?}");
    }
});
