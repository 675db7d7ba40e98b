//! How surely is a copy told from another story on the same event, and what does telling cost?
//!
//! `cargo bench --bench copies -- [--stories N]`: N invented stories (by default 300), each with copies as editors make
//! them and with rivals, other papers' stories on the same event that share its quotes and background. All are indexed
//! in one run, in an order that chance decides; a copy is found if the index gives it the cluster of its story. Then
//! sketching is timed beside the CPU time of that run.
#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark prints, and may stop at once")]

#[path = "support/corpus.rs"]
mod corpus;
#[allow(dead_code, reason = "each of its users needs a part")]
#[path = "support/measure.rs"]
mod measure;

use std::{
    collections::{BTreeMap, HashMap},
    fmt::Write as _,
    fs,
    path::Path,
};

use corpus::Dice;
use measure::cpu;
use onrecord::{
    analysis::fingerprint::Fingerprint,
    index::Reader,
    names::Names,
    pipeline::{self, IndexOptions, Silent, StopFlag},
    query::{Request, Target, answer},
};

/// What all papers write alike, whatever the story.
const STOCK: &[&str] = &[
    "the prime minister said",
    "told reporters on Monday",
    "in a statement on Tuesday",
    "according to the ministry of",
    "at the end of the",
    "for the first time since",
    "one of the most",
    "did not respond to a request for comment",
    "on condition of anonymity",
    "the first half of the year",
    "a spokeswoman for the company",
    "more than a thousand people",
];
/// Small words, as often as real text has them.
const SMALL: &[&str] = &[
    "the", "the", "the", "of", "of", "to", "to", "and", "and", "a", "a", "in", "in", "that", "for", "on", "with",
    "was", "is", "by", "at", "from", "has", "his", "her", "not", "would", "had", "as", "it", "who", "but", "said",
    "will", "been",
];
const SYLLABLES: &[&str] = &[
    "bra", "dol", "fen", "gri", "hal", "jor", "kel", "lun", "mar", "nor", "pel", "quin", "ros", "sal", "tir", "und",
    "ves", "wil", "yar", "zon", "ast", "ber", "cor", "den", "est",
];
/// Words that mean something: as many as a daily paper uses in a week, some far more often than others.
const LEXICON: usize = 8_000;

/// How often all texts are sketched, for the clock of CPU time is coarse.
const ROUNDS: u32 = 20;

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
    let (clusters, run) = clusters(&texts);
    told(&texts, &clusters);
    cost(&texts, run);
}

fn arguments() -> usize {
    let mut args = std::env::args().skip(1).filter(|arg| arg != "--bench");
    match (args.next().as_deref(), args.next()) {
        (None, _) => 300,
        (Some("--stories"), Some(number)) => number.parse().expect("a number follows"),
        (Some(other), _) => panic!("unknown argument {other}"),
    }
}

/// An invented word, always the same for a number.
fn coined(number: usize) -> String {
    let mut dice = Dice(number as u64);
    (0..2 + dice.below(2)).map(|_| SYLLABLES[dice.below(SYLLABLES.len())]).collect()
}

/// A word that means something; the share of the n-th is about one in n.
fn meaning(dice: &mut Dice) -> String {
    let uniform = (dice.below(1 << 20) + 1) as f64 / f64::from(1 << 20);
    coined((LEXICON as f64).powf(uniform) as usize)
}

/// A sentence: words that mean something between small ones, now and then what all papers write.
fn sentence(dice: &mut Dice) -> String {
    let mut words: Vec<String> = Vec::new();
    for _ in 0..10 + dice.below(16) {
        match dice.below(20) {
            0 => words.push(STOCK[dice.below(STOCK.len())].to_owned()),
            1..=9 => words.push(SMALL[dice.below(SMALL.len())].to_owned()),
            _ => words.push(meaning(dice)),
        }
    }
    let said = words.join(" ");
    if dice.below(4) == 0 {
        format!("“{said},” {} {} said.", capital(dice), capital(dice))
    } else {
        format!("{said}.")
    }
}

fn capital(dice: &mut Dice) -> String {
    let word = meaning(dice);
    word[..1].to_uppercase() + &word[1..]
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

/// The cluster of each text, as the index has it, and the CPU time of the run that made it.
fn clusters(texts: &[Text]) -> (Vec<String>, f64) {
    let scratch = tempfile::tempdir().unwrap();
    let (path, dir) = (scratch.path().join("news.jsonl"), scratch.path().join("index"));
    let mut lines = String::new();
    for (number, text) in texts.iter().enumerate() {
        let url = format!("https://post-{}.example/{number}", number % 90);
        writeln!(lines, "{}", serde_json::json!({"url": url, "title": format!("No. {number}"), "text": text.words}))
            .unwrap();
    }
    fs::write(&path, lines).unwrap();
    let options = IndexOptions { roots: vec![path], dir: dir.clone(), threads: Some(1), ..IndexOptions::default() };
    let before = cpu();
    let report = pipeline::run(&options, &Silent, &StopFlag::default()).unwrap();
    assert_eq!(report.articles.indexed, texts.len() as u64);
    let run = cpu() - before;
    (listed(&dir, texts.len()), run)
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

/// Of each kind, how many share the cluster of their story; and how many texts are in the cluster of another.
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
    let joined = strangers(texts, clusters);
    let rivals = texts.iter().filter(|text| text.kind == "rival").count();
    println!("recall    {:.4}: {found} of {all} copies have the cluster of their story", found as f64 / all as f64);
    println!(
        "precision {:.4}: {joined} of {} texts, {rivals} rivals among them, have the cluster of another story",
        found as f64 / (found + joined) as f64,
        texts.len(),
    );
}

/// Texts that share a cluster in which another story is more often told.
fn strangers(texts: &[Text], clusters: &[String]) -> usize {
    let mut told: HashMap<&str, BTreeMap<usize, usize>> = HashMap::new();
    for (text, cluster) in texts.iter().zip(clusters) {
        *told.entry(cluster).or_default().entry(text.story).or_default() += 1;
    }
    told.values().map(|stories| stories.values().sum::<usize>() - stories.values().max().unwrap_or(&0)).sum()
}

/// Time of sketching beside that of the whole run over the same texts, both on one thread.
fn cost(texts: &[Text], run: f64) {
    let bytes: usize = texts.iter().map(|text| text.words.len()).sum();
    let before = cpu();
    for _ in 0..ROUNDS {
        let bands: usize = texts.iter().map(|text| Fingerprint::of(&text.words).bands().count()).sum();
        assert!(bands > 0);
    }
    let sketch = (cpu() - before) / f64::from(ROUNDS);
    println!(
        "sketching {:.2} ms a MB, the whole run {:.1} CPU ms a MB: {:.2} %",
        sketch * 1e9 / bytes as f64,
        run * 1e9 / bytes as f64,
        100.0 * sketch / run,
    );
}
