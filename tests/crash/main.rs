//! Indexing runs that are killed at random moments: the index opens, nothing seen is lost, nothing stands twice, and
//! a rerun ends where one clean run would.
//!
//! `ONRECORD_KILLS` sets the number of kills (10 by default); the seed is printed when something is wrong.
#![cfg(unix)]
#![allow(missing_docs, clippy::unwrap_used, reason = "a test binary: a panic is its way to fail")]

#[path = "../../benches/support/corpus.rs"]
mod corpus;
mod damage;
mod faults;
mod room;

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::BufWriter,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use corpus::Dice;
use index_schema::ArticleDoc;
use onrecord::index::{IndexError, Reader, check, engine_folder};

/// The number in a variable of the environment; `default` without one. What is no number is refused: it would test next to nothing.
fn asked_for(variable: &str, default: usize) -> usize {
    let number = |text: String| text.parse().unwrap_or_else(|_| panic!("{variable} is no number: {text}"));
    std::env::var(variable).map_or(default, number)
}

/// Kills without `ONRECORD_KILLS`: half a minute on a slow machine.
const KILLS: usize = 10;

/// Articles in the long file; with a commit every [`COMMIT_EVERY`] a run has some fifty commits to be killed in.
const LONG: usize = 600;

/// Articles between two commits.
const COMMIT_EVERY: &str = "12";

fn archive(root: &Path) {
    let file = |name: &str| BufWriter::new(File::create(root.join(name)).unwrap());
    corpus::write(&mut file("long.jsonl"), 1, 0, LONG).unwrap();
    // Copies of some, and a folder of small files.
    corpus::write(&mut file("part.jsonl"), 1, 0, 120).unwrap();
    for number in 0..60 {
        corpus::write(&mut file(&format!("small-{number}.json")), 100 + number, 10_000 + number as usize, 1).unwrap();
    }
}

fn start(archive: &Path, dir: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["index", "--index-dir"])
        .args([dir, archive])
        .env("ONRECORD_COMMIT_EVERY", COMMIT_EVERY)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Articles that a reader sees now; none if there is no index yet.
fn seen(dir: &Path) -> u64 {
    match Reader::open(dir) {
        Ok(reader) => reader.payload().counts.articles,
        Err(IndexError::Missing(_)) => 0,
        // A merge may remove a segment between the reading of meta.json and the opening of its files.
        Err(_) => 0,
    }
}

fn held(dir: &Path) -> BTreeMap<String, String> {
    let reader = Reader::open(dir).unwrap();
    let mut found = BTreeMap::new();
    for segment in reader.searcher().segment_readers() {
        let store = segment.get_store_reader(1).unwrap();
        for doc in segment.doc_ids_alive() {
            if let Ok(article) = ArticleDoc::from_document(reader.fields(), &store.get(doc).unwrap()) {
                assert!(found.insert(article.article_id, article.text).is_none(), "an article stands twice");
            }
        }
    }
    found
}

fn strays(dir: &Path) -> Vec<String> {
    let reader = Reader::open(dir).unwrap();
    let known = reader.index().load_metas().unwrap().list_segment_files();
    let names = fs::read_dir(engine_folder(dir)).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    names
        .filter(|name| !known.contains(Path::new(name)))
        .filter(|name| !matches!(name.as_str(), "meta.json" | ".managed.json") && !name.ends_with(".lock"))
        .collect()
}

/// Lets a run go on for a while, looks at what it has committed, and kills it. Tells whether it had ended before.
fn kill_after(archive: &Path, dir: &Path, delay: Duration) -> (bool, u64) {
    let mut child = start(archive, dir);
    thread::sleep(delay);
    let seen = seen(dir);
    let ended = child.try_wait().unwrap().is_some();
    child.kill().unwrap();
    child.wait().unwrap();
    (ended, seen)
}

#[test]
fn killed_runs_lose_nothing_and_go_on() {
    let kills = asked_for("ONRECORD_KILLS", KILLS);
    let scratch = tempfile::tempdir().unwrap();
    let (news, clean, dir) = (scratch.path().join("news"), scratch.path().join("clean"), scratch.path().join("index"));
    fs::create_dir(&news).unwrap();
    archive(&news);
    let began = Instant::now();
    assert!(start(&news, &clean).wait().unwrap().success());
    let whole = began.elapsed();
    let expected = held(&clean);
    assert_eq!(expected.len(), LONG + 60);

    let seed = u64::from(std::process::id());
    let mut dice = Dice(seed);
    let mut killed = 0;
    let mut finished = 0;
    while killed < kills {
        // One in ten in the first moments, when the index is being made.
        let upto = if dice.below(10) == 0 { 20 } else { whole.as_millis() as usize / 2 };
        let (ended, before) = kill_after(&news, &dir, Duration::from_millis(1 + dice.below(upto.max(2)) as u64));
        if engine_folder(&dir).join("meta.json").exists() {
            let report = check(&dir).unwrap();
            assert!(report.is_sound(), "seed {seed}, kill {killed}: {report:?}");
            assert!(report.counts.articles >= before, "seed {seed}, kill {killed}: articles that were seen are lost");
        }
        if ended {
            finished += 1;
            assert!(finished <= 4 * kills, "runs end too fast to be killed");
            assert_eq!(held(&dir), expected, "seed {seed}");
            fs::remove_dir_all(&dir).unwrap();
        } else {
            killed += 1;
        }
    }
    assert!(start(&news, &dir).wait().unwrap().success());
    assert_eq!(held(&dir), expected, "seed {seed}");
    assert_eq!(check(&dir).unwrap().findings, []);
    assert_eq!(strays(&dir), Vec::<String>::new(), "seed {seed}");
    assert_eq!(check(&dir).unwrap().counts, check(&clean).unwrap().counts, "seed {seed}");
}

/// When the disk is full (here: a limit on the size of files), the error says where and why, the last commit stays,
/// and the same command goes on once there is room.
#[test]
fn a_full_disk_is_named_and_survived() {
    let scratch = tempfile::tempdir().unwrap();
    let (news, dir) = (scratch.path().join("news"), scratch.path().join("index"));
    fs::create_dir(&news).unwrap();
    corpus::write(&mut BufWriter::new(File::create(news.join("a.jsonl")).unwrap()), 3, 0, 100).unwrap();
    assert!(start(&news, &dir).wait().unwrap().success());
    corpus::write(&mut BufWriter::new(File::create(news.join("b.jsonl")).unwrap()), 4, 100, 900).unwrap();
    let limited = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 80; exec \"$0\" index --index-dir \"$1\" \"$2\""])
        .arg(env!("CARGO_BIN_EXE_onrecord"))
        .args([&dir, &news])
        .env("ONRECORD_COMMIT_EVERY", "400")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&limited.stderr);
    assert_eq!(limited.status.code(), Some(2), "{told}");
    assert!(told.contains(&*dir.to_string_lossy()) && told.contains("File too large"), "{told}");
    assert_eq!(check(&dir).unwrap().findings, []);
    assert_eq!(held(&dir).len(), 100);
    assert!(start(&news, &dir).wait().unwrap().success());
    assert_eq!(held(&dir).len(), 1_000);
}
