//! How surely is a copy told from another story on the same event, and what does telling cost?
//!
//! `cargo bench --bench copies -- [--stories N]`: N invented stories (by default 300), each with copies as editors make
//! them and with rivals, other papers' stories on the same event that share its quotes and background. All are indexed
//! in one run, in an order that chance decides; a copy is found if the index gives it the cluster of its story. Then
//! sketching is timed beside the whole analysis of the same texts, on one thread.
#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark prints, and may stop at once")]

#[path = "support/corpus.rs"]
mod corpus;

use std::{
    collections::{BTreeMap, HashMap},
    fmt::Write as _,
    fs,
    path::Path,
    time::Instant,
};

use corpus::Dice;
use onrecord::{
    analysis::{Input, analyze, fingerprint::Fingerprint},
    index::Reader,
    names::Names,
    pipeline::{self, IndexOptions, Silent, StopFlag},
    query::{Request, Target, answer},
};

const WHO: &[&str] = &[
    "harbour master Oona Brask",
    "the dockers’ union",
    "Norvik Bank",
    "mayor Ilse Tirel",
    "a spokeswoman for the port",
    "Piet Sorbeck",
    "the ministry of works",
    "residents of the quay",
    "her deputy",
    "two inspectors",
    "the ferry company",
    "a court in Marisburg",
    "the chief surgeon",
    "Tarek Okonjo",
];
const DID: &[&str] = &[
    "turned down",
    "put off",
    "paid for",
    "looked into",
    "signed",
    "opened",
    "lost",
    "gave up",
    "asked about",
    "voted for",
    "measured",
    "sold",
    "would not discuss",
    "was told of",
];
const WHAT: &[&str] = &[
    "the night trains",
    "a lease on the old quay",
    "nine bridge tolls",
    "its pension plan",
    "an ice breaker",
    "the winter budget",
    "three hospital wards",
    "a letter from the capital",
    "the flood wall",
    "school meals",
    "an audit of the fish market",
    "the dredging contract",
    "a loan of four million crowns",
    "every well in the valley",
];
const WHERE: &[&str] = &[
    "in Tarnholm",
    "at Cape Sennet",
    "on the west bank",
    "near the lighthouse",
    "before a full gallery",
    "behind closed doors",
    "in Lower Vesk",
    "at the customs house",
    "over the telephone",
    "in the rain",
    "at a village hall",
    "on board the Petrel",
];
const WHEN: &[&str] = &[
    "on Monday",
    "late last year",
    "in October 2014",
    "after the storm",
    "for the second time",
    "yesterday",
    "within a week",
    "since the war",
    "at noon",
    "before Easter",
    "in spite of a warning",
    "without a word",
];

/// A text with the story that it tells, and how it came about.
struct Text {
    story: usize,
    kind: &'static str,
    words: String,
}

fn main() {
    let stories = arguments();
    let mut dice = Dice(17);
    let mut texts: Vec<Text> = (0..stories).flat_map(|story| printings(&mut dice, story)).collect();
    shuffle(&mut dice, &mut texts);
    let clusters = clusters(&texts);
    told(&texts, &clusters);
    cost(&texts);
}

fn arguments() -> usize {
    let mut args = std::env::args().skip(1).filter(|arg| arg != "--bench");
    match (args.next().as_deref(), args.next()) {
        (None, _) => 300,
        (Some("--stories"), Some(number)) => number.parse().expect("a number follows"),
        (Some(other), _) => panic!("unknown argument {other}"),
    }
}

fn pick<'a>(dice: &mut Dice, from: &[&'a str]) -> &'a str {
    from[dice.below(from.len())]
}

fn sentence(dice: &mut Dice) -> String {
    let (who, did, what) = (pick(dice, WHO), pick(dice, DID), pick(dice, WHAT));
    let (place, when, other) = (pick(dice, WHERE), pick(dice, WHEN), pick(dice, WHAT));
    match dice.below(5) {
        0 => format!("{when} {who} {did} {what} {place}."),
        1 => format!("“{who} {did} {what} and {other},” she said {when}."),
        2 => format!("{place} {who} {did} {what}, though {other} mattered more {when}."),
        3 => format!("{who}, who {did} {other} {when}, said {} of it were left.", dice.below(900)),
        _ => format!("Neither {what} nor {other} moved {who} {place}."),
    }
}

fn sentences(dice: &mut Dice, count: usize) -> Vec<String> {
    (0..count).map(|_| sentence(dice)).collect()
}

/// Some words of the text replaced, one in so many, at least one.
fn edited(dice: &mut Dice, text: &str, one_in: usize) -> String {
    let count = text.split(' ').count();
    let sure = dice.below(count);
    let word = |(at, word): (usize, &'_ str)| match at == sure || dice.below(one_in) == 0 {
        true => "reportedly".to_owned(),
        false => word.to_owned(),
    };
    text.split(' ').enumerate().map(word).collect::<Vec<_>>().join(" ")
}

/// A story, its copies, and the rivals of other papers, each as one text.
fn printings(dice: &mut Dice, story: usize) -> Vec<Text> {
    let length = 10 + dice.below(25);
    let whole = sentences(dice, length);
    let all = whole.join(" ");
    let kept = length * (50 + dice.below(40)) / 100;
    let mut merged = sentences(dice, length);
    merged.splice(2..2, whole.iter().cloned());
    let mut updated = sentences(dice, 2 + length / 6);
    updated.extend(whole.iter().enumerate().filter(|(i, _)| i % 7 != 3).map(|(_, sentence)| sentence.clone()));
    let copies = [
        ("story", all.clone()),
        ("cut", whole[..kept].join(" ")),
        ("under another headline", format!("TARNHOLM (Harbour Post) — {all}")),
        ("other signs", all.replace(['“', '”'], "''").replace('’', "'").to_uppercase()),
        ("edited by one word", edited(dice, &all, usize::MAX)),
        ("edited, one word in 15", edited(dice, &all, 15)),
        ("merged with another story", merged.join(" ")),
        ("updated", edited(dice, &updated.join(" "), 40)),
    ];
    let brief = sentences(dice, 4).join(" ");
    let briefs = [("brief", brief.clone()), ("brief, edited by one word", edited(dice, &brief, usize::MAX))];
    let rivals: Vec<String> = (0..2).map(|at| rival(dice, &whole, at)).collect();
    let own = |number: usize| story * 8 + number;
    let copies = copies.into_iter().map(|(kind, words)| Text { story: own(0), kind, words });
    let briefs = briefs.into_iter().map(|(kind, words)| Text { story: own(1), kind, words });
    let rivals = rivals.into_iter().zip(2..).map(|(words, number)| Text { story: own(number), kind: "rival", words });
    copies.chain(briefs).chain(rivals).collect()
}

/// Another paper's story on the same event: two quotes and three sentences of background are the same.
fn rival(dice: &mut Dice, whole: &[String], at: usize) -> String {
    let count = 14 + dice.below(15);
    let mut own = sentences(dice, count);
    own.splice(at..at, whole[..2].iter().cloned());
    own.extend(whole[whole.len() - 3..].iter().cloned());
    own.join(" ")
}

fn shuffle(dice: &mut Dice, texts: &mut [Text]) {
    for at in (1..texts.len()).rev() {
        texts.swap(at, dice.below(at + 1));
    }
}

/// The cluster of each text, as the index has it.
fn clusters(texts: &[Text]) -> Vec<String> {
    let scratch = tempfile::tempdir().unwrap();
    let (path, dir) = (scratch.path().join("news.jsonl"), scratch.path().join("index"));
    let mut lines = String::new();
    for (number, text) in texts.iter().enumerate() {
        let url = format!("https://post-{}.example/{number}", number % 90);
        writeln!(lines, "{}", serde_json::json!({"url": url, "title": format!("No. {number}"), "text": text.words}))
            .unwrap();
    }
    fs::write(&path, lines).unwrap();
    let options = IndexOptions { roots: vec![path], dir: dir.clone(), ..IndexOptions::default() };
    let report = pipeline::run(&options, &Silent, &StopFlag::default()).unwrap();
    assert_eq!(report.articles.indexed, texts.len() as u64);
    listed(&dir, texts.len())
}

fn listed(dir: &Path, count: usize) -> Vec<String> {
    let reader = Reader::open(dir).unwrap();
    let (searcher, names) = (reader.searcher(), Names::open(&reader).unwrap());
    let request = Request { expr: "*".to_owned(), target: Some(Target::Articles), ..Request::default() };
    let mut clusters = vec![String::new(); count];
    for hit in answer(&searcher, reader.fields(), &names, &request).unwrap() {
        let article = hit.unwrap().article;
        let number: usize = article.url.as_deref().and_then(|url| url.rsplit('/').next()).unwrap().parse().unwrap();
        clusters[number] = article.cluster;
    }
    assert!(clusters.iter().all(|cluster| !cluster.is_empty()));
    clusters
}

/// Of each kind, how many share the cluster of their story; and of all pairs in one cluster, how many are of one story.
fn told(texts: &[Text], clusters: &[String]) {
    let mut firsts: HashMap<usize, &str> = HashMap::new();
    for (text, cluster) in texts.iter().zip(clusters) {
        if matches!(text.kind, "story" | "brief") {
            firsts.insert(text.story, cluster);
        }
    }
    let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (text, cluster) in texts.iter().zip(clusters).filter(|(text, _)| firsts.contains_key(&text.story)) {
        if !matches!(text.kind, "story" | "brief") {
            let (found, all) = kinds.entry(text.kind).or_default();
            *found += usize::from(firsts[&text.story] == cluster);
            *all += 1;
        }
    }
    for (kind, (found, all)) in &kinds {
        println!("{kind:<28} {found:>5} of {all}");
    }
    let (found, all) = kinds.values().fold((0, 0), |sum, (found, all)| (sum.0 + found, sum.1 + all));
    let (right, paired) = pairs(texts, clusters);
    println!("recall    {:.4}: {found} of {all} copies share the cluster of their story", found as f64 / all as f64);
    println!(
        "precision {:.4}: {right} of {paired} pairs in one cluster are of one story, {} rivals among all",
        right as f64 / paired as f64,
        texts.iter().filter(|text| text.kind == "rival").count(),
    );
}

/// Pairs that share a cluster, and those of them that are of one story. A story merged into a text belongs there.
fn pairs(texts: &[Text], clusters: &[String]) -> (usize, usize) {
    let mut by_cluster: HashMap<&str, Vec<&Text>> = HashMap::new();
    for (text, cluster) in texts.iter().zip(clusters) {
        by_cluster.entry(cluster).or_default().push(text);
    }
    let (mut right, mut all) = (0, 0);
    for members in by_cluster.values() {
        for (at, one) in members.iter().enumerate() {
            for other in &members[at + 1..] {
                all += 1;
                right += usize::from(one.story == other.story);
            }
        }
    }
    (right, all)
}

/// Time of sketching beside that of analysing the same texts.
fn cost(texts: &[Text]) {
    let bytes: usize = texts.iter().map(|text| text.words.len()).sum();
    let timed = |work: &dyn Fn(&str) -> usize| {
        let start = Instant::now();
        let sum: usize = texts.iter().map(|text| work(&text.words)).sum();
        (start.elapsed().as_secs_f64(), sum)
    };
    let rounds = 3;
    let best = |work: &dyn Fn(&str) -> usize| (0..rounds).map(|_| timed(work).0).fold(f64::INFINITY, f64::min);
    let sketch = best(&|text| Fingerprint::of(text).bands().len());
    let whole = best(&|text| analyze(&Input { text, title: None, published: None }).quotes.len());
    println!(
        "sketching {:.2} ms a MB, analysing {:.1} ms a MB: {:.2} % of both",
        sketch * 1e9 / bytes as f64,
        whole * 1e9 / bytes as f64,
        100.0 * sketch / (sketch + whole),
    );
}
