//! Files altered behind the program's back: `check` finds it, nothing panics, and it is said what to do.

use std::{
    collections::BTreeMap,
    fs,
    io::BufWriter,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use onrecord::index::engine_folder;

use crate::{corpus, start};

/// Places in each kind of file where a bit is flipped.
const FLIPS: usize = 12;

fn onrecord(args: &[&str], dir: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_onrecord")).args(args).arg("--index-dir").arg(dir).output().unwrap()
}

/// Whether `check` says that something is wrong; fails if the program ends in any other way than by saying so.
#[track_caller]
fn is_found(dir: &Path, what: &str) -> bool {
    let told = onrecord(&["check"], dir);
    let words = String::from_utf8_lossy(&told.stdout).into_owned() + &String::from_utf8_lossy(&told.stderr);
    assert!(!words.contains("panicked"), "{what}: {words}");
    let code = told.status.code();
    assert!(matches!(code, Some(0 | 2)), "{what}: {code:?} {words}");
    if code == Some(2) {
        assert!(words.contains("onrecord") || words.contains("remove"), "{what}: nothing is advised: {words}");
    }
    code == Some(2)
}

/// The largest file of each kind that a segment has.
fn segment_files(dir: &Path) -> BTreeMap<String, PathBuf> {
    let mut found: BTreeMap<String, PathBuf> = BTreeMap::new();
    let size = |path: &PathBuf| fs::metadata(path).unwrap().len();
    for entry in fs::read_dir(engine_folder(dir)).unwrap() {
        let path = entry.unwrap().path();
        let kind = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        if !matches!(kind.as_str(), "json" | "lock" | "") {
            let kept = found.entry(kind).or_insert_with(|| path.clone());
            if size(&path) > size(kept) {
                *kept = path;
            }
        }
    }
    found
}

/// An index with deleted documents, so that every kind of file is there.
fn index(scratch: &Path) -> PathBuf {
    let (news, dir) = (scratch.join("news"), scratch.join("index"));
    fs::create_dir(&news).unwrap();
    let write = |seed| {
        let file = fs::File::create(news.join("a.jsonl")).unwrap();
        corpus::write(&mut BufWriter::new(file), seed, 0, 60).unwrap();
    };
    write(1);
    assert!(start(&news, &dir).wait().unwrap().success());
    // The same articles, other texts.
    write(2);
    assert!(start(&news, &dir).wait().unwrap().success());
    dir
}

#[test]
fn every_flipped_bit_cut_and_lost_file_is_found() {
    let scratch = tempfile::tempdir().unwrap();
    let dir = index(scratch.path());
    assert!(!is_found(&dir, "sound"), "a sound index is called damaged");
    let files = segment_files(&dir);
    assert!(files.len() >= 6, "{files:?}");
    for (kind, path) in &files {
        let whole = fs::read(path).unwrap();
        for flip in 0..FLIPS {
            let at = (whole.len() - 1) * flip / (FLIPS - 1);
            let mut flipped = whole.clone();
            flipped[at] ^= 1 << (flip % 8);
            fs::write(path, &flipped).unwrap();
            assert!(is_found(&dir, kind), "a flipped bit at {at} of {} in .{kind} is not found", whole.len());
            // A query may answer or refuse, but it may not panic.
            let asked = onrecord(&["query", "the", "--format", "json"], &dir);
            let words = String::from_utf8_lossy(&asked.stderr);
            assert!(!words.contains("panicked"), "query, .{kind} at {at}: {words}");
        }
        for left in [0, whole.len() / 2, whole.len() - 1] {
            fs::write(path, &whole[..left]).unwrap();
            assert!(is_found(&dir, kind), ".{kind} cut to {left} bytes is not found");
        }
        fs::remove_file(path).unwrap();
        assert!(is_found(&dir, kind), "a lost .{kind} is not found");
        fs::write(path, &whole).unwrap();
    }
    assert!(!is_found(&dir, "restored"));
}

/// tantivy keeps no checksum of `meta.json`. What is altered there is found, or changes nothing that the index tells.
#[test]
fn an_altered_list_of_segments_is_found_or_harmless() {
    let scratch = tempfile::tempdir().unwrap();
    let dir = index(scratch.path());
    let path = engine_folder(&dir).join("meta.json");
    let whole = fs::read(&path).unwrap();
    let stats = || onrecord(&["query", "*", "--count"], &dir).stdout;
    let before = stats();
    for at in (0..whole.len()).step_by(whole.len() / 40) {
        let mut flipped = whole.clone();
        flipped[at] ^= 4;
        fs::write(&path, &flipped).unwrap();
        assert!(is_found(&dir, "meta.json") || stats() == before, "meta.json at {at}");
    }
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    assert!(is_found(&dir, "meta.json"));
}
