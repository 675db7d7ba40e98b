//! What readers judged of real articles, asked again: is speech found where they saw it, and given to whom they gave it?
//!
//! `cargo bench --bench judged -- PATH…`: the dumps that the articles lie in; `training/data/judged.tsv` tells them by their titles and places
//! by number of word, and holds no words of theirs but the speakers' names. `ONRECORD_SHOW` set, what is wrong is listed.
#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark prints, and may stop at once")]

use std::{
    collections::HashMap,
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use serde_json::Value;

const JUDGED: &str = include_str!("../training/data/judged.tsv");

/// Words that the text may have shifted by since it was judged.
const SHIFT: usize = 400;

struct Judged<'l> {
    first: usize,
    words: usize,
    hash: &'l str,
    verdict: &'l str,
    speaker: &'l str,
}

#[derive(Default)]
struct Counts {
    right: usize,
    wrong: usize,
    unknown: usize,
    not_found: usize,
    moved: usize,
}

fn main() {
    let paths: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    if paths.is_empty() {
        return println!("nothing asked: cargo bench --bench judged -- PATH…");
    }
    let mut articles: HashMap<&str, Vec<Judged<'_>>> = HashMap::new();
    for line in JUDGED.lines().filter(|line| !line.starts_with('#')) {
        let field: Vec<&str> = line.split('\t').collect();
        let (first, words) = (field[1].parse().unwrap(), field[2].parse().unwrap());
        let judged = Judged { first, words, hash: field[3], verdict: field[4], speaker: field[5] };
        articles.entry(field[0]).or_default().push(judged);
    }
    let all = articles.len();
    let mut counts: HashMap<&str, Counts> = HashMap::new();
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    let mut child = command.arg("extract").args(&paths).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut met = 0;
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let article: Value = serde_json::from_str(&line.unwrap()).unwrap();
        if let Some(judged) = articles.remove(key(&article).as_str()) {
            met += 1;
            ask(&article, &judged, &mut counts);
        }
    }
    child.wait().unwrap();
    println!("{met} of {all} articles judged are in these dumps");
    println!("{:<10} {:>7} {:>7} {:>9} {:>10} {:>10}", "", "right", "wrong", "unknown", "not found", "not there");
    for verdict in ["said", "missed", "nospeech"] {
        let c = counts.remove(verdict).unwrap_or_default();
        println!("{verdict:<10} {:>7} {:>7} {:>9} {:>10} {:>10}", c.right, c.wrong, c.unknown, c.not_found, c.moved);
    }
    println!(
        "said: speech that was found when it was judged; missed: that was not; nospeech: none, and right if it is not found"
    );
}

/// The words of a text, in lower case, with the byte behind each.
fn words(text: &str) -> Vec<(String, usize, usize)> {
    let mut out = Vec::new();
    let mut from = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), from) {
            (true, None) => from = Some(at),
            (false, Some(start)) => {
                out.push((text[start..at].to_lowercase(), start, at));
                from = None;
            }
            _ => {}
        }
    }
    out
}

/// FNV-1a of words with a space between.
fn hash<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let joined = words.collect::<Vec<_>>().join(" ");
    let hash = joined.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("{hash:08x}")
}

fn key(article: &Value) -> String {
    match article["title"].as_str().filter(|title| !title.is_empty()) {
        Some(title) => hash(words(title).iter().map(|word| word.0.as_str())),
        None => hash(words(article["text"].as_str().unwrap()).iter().take(8).map(|word| word.0.as_str())),
    }
}

fn ask<'l>(article: &Value, judged: &[Judged<'l>], counts: &mut HashMap<&'l str, Counts>) {
    let text = article["text"].as_str().unwrap();
    let words = words(text);
    let first_three =
        |at: usize, n: usize| hash(words[at..words.len().min(at + n.min(3))].iter().map(|w| w.0.as_str()));
    // Places in JSON are code points.
    let points: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let show = std::env::var_os("ONRECORD_SHOW").is_some();
    for one in judged {
        let count = counts.entry(one.verdict).or_default();
        let near = (0..words.len()).filter(|at| at.abs_diff(one.first) <= SHIFT);
        let place = near.min_by_key(|&at| (first_three(at, one.words) != one.hash, at.abs_diff(one.first)));
        let Some(at) = place.filter(|&at| first_three(at, one.words) == one.hash) else {
            count.moved += 1;
            continue;
        };
        let last = words.len().min(at + one.words) - 1;
        let (start, end) = (words[at].1, words[last].2);
        let share = |quote: &&Value| {
            let place = |name: &str| points[quote[name].as_u64().unwrap() as usize];
            let (from, to) = (place("start"), place("end"));
            let common = end.min(to).saturating_sub(start.max(from)) as f64;
            common / (end.max(to) - start.min(from)) as f64
        };
        let quotes = article["quotes"].as_array().unwrap();
        let best = quotes.iter().max_by(|a, b| share(a).total_cmp(&share(b))).filter(|quote| share(quote) > 0.5);
        let told = best.map_or(Told::NotFound, |quote| told(quote, one.speaker));
        match (one.verdict, told) {
            ("nospeech", Told::NotFound) => count.right += 1,
            (verdict, Told::Right) if verdict != "nospeech" => count.right += 1,
            ("nospeech", _) | (_, Told::Wrong | Told::Right) => {
                count.wrong += 1;
                if show {
                    let got = best.and_then(|quote| quote["speaker"].as_str()).unwrap_or("-");
                    println!("{} | {} | {got} | {}", one.verdict, one.speaker, &text[start..end]);
                }
            }
            (_, Told::Unknown) => count.unknown += 1,
            (_, Told::NotFound) => count.not_found += 1,
        }
    }
}

enum Told {
    Right,
    Wrong,
    Unknown,
    NotFound,
}

/// Whether a quote is given to one of those who were judged to say it: the same words, or a name of which the other is the end.
fn told(quote: &Value, speaker: &str) -> Told {
    let plain =
        |name: &str| words(name).into_iter().map(|word| word.0).filter(|word| word != "the").collect::<Vec<_>>();
    let same = |a: &[String], b: &[String]| !a.is_empty() && !b.is_empty() && (a.ends_with(b) || b.ends_with(a));
    let mut got: Vec<Vec<String>> = quote["speaker"].as_str().map(plain).into_iter().collect();
    let others = quote["co_speakers"].as_array().into_iter().flatten();
    got.extend(others.filter_map(|other| other["speaker"].as_str().or(other["name"].as_str())).map(plain));
    if got.is_empty() {
        return if speaker == "-" { Told::Right } else { Told::Unknown };
    }
    let right = speaker.split(" + ").map(plain).any(|right| got.iter().any(|got| same(got, &right)));
    if right { Told::Right } else { Told::Wrong }
}
