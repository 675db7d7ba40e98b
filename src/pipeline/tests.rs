//! The ledger against a plain model, and what users rely on from run to run.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use index_schema::ArticleDoc;
use proptest::prelude::*;

use super::{documents::documents, prepare::content_hash};
use crate::{
    analysis::{Input, analyze},
    article::{Article, ArticleId, Extent, Provenance},
    index::{
        FileState, Incoming, IndexError, Ledger, Outcome, Reader, Writer, WriterOptions, check, engine_folder,
        ledger::{Prune, Removed},
    },
};

/// A file of the model: what it holds, and a time that changes with it.
#[derive(Debug, Clone)]
struct ModelFile {
    articles: Vec<(u8, u8)>,
    mtime: i64,
}

/// Files on disk (their bytes do not matter here) and the index over them.
struct World {
    root: tempfile::TempDir,
    files: BTreeMap<u8, ModelFile>,
    clock: i64,
}

/// Files from this number on hold one article each.
const SINGLE: u8 = 3;

fn article(path: &Arc<PathBuf>, offset: u64, id: u8, content: u8) -> Article {
    Article {
        id: ArticleId::of(&[&id.to_string()]),
        text: format!("The ferry to isle {id} sails again.\nPilot Oona Brask saw version {content}."),
        title: Some(format!("Ferry {id}")),
        published: None,
        byline: None,
        source: Some("Harbour Post".to_owned()),
        url: None,
        lang: None,
        own_id: None,
        extent: Extent::Whole,
        version: None,
        provenance: Provenance { path: Arc::clone(path), member: None, offset },
    }
}

fn apply(ledger: &mut Ledger, article: &Article) -> Outcome {
    let incoming = Incoming {
        id: article.id,
        content_hash: content_hash(article),
        version: article.version.map(jiff::Timestamp::as_second),
        provenance: article.provenance.clone(),
    };
    let fields = index_schema::Fields::schema().1;
    let input = Input { text: &article.text, title: None, published: None };
    let built = || Ok::<_, IndexError>(documents(&fields, article, &analyze(&input), incoming.content_hash));
    ledger.article(&incoming, article.text.len() as u64, built).unwrap()
}

impl World {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("news")).unwrap();
        fs::write(root.path().join("news").join("keep"), "").unwrap();
        Self { root, files: BTreeMap::new(), clock: 0 }
    }

    fn dir(&self) -> PathBuf {
        self.root.path().join("store")
    }

    fn path(&self, file: u8) -> Arc<PathBuf> {
        Arc::new(self.root.path().join("news").join(format!("{file}.jsonl")))
    }

    fn write(&mut self, file: u8, mut articles: Vec<(u8, u8)>) {
        if file >= SINGLE {
            articles.truncate(1);
        }
        self.clock += 1;
        fs::write(self.path(file).as_path(), "").unwrap();
        self.files.insert(file, ModelFile { articles, mtime: self.clock });
    }

    fn delete(&mut self, file: u8) {
        if self.files.remove(&file).is_some() {
            fs::remove_file(self.path(file).as_path()).unwrap();
        }
    }

    fn open(&self, prune: Prune) -> Ledger {
        Ledger::new(Writer::open(&self.dir(), WriterOptions { threads: 1 }).unwrap(), prune).unwrap()
    }

    /// Indexes as the pipeline does, committing after every `commit_every` articles.
    fn index(&self, prune: Prune, commit_every: usize) -> (Vec<Outcome>, Removed) {
        let mut ledger = self.open(prune);
        let mut outcomes = Vec::new();
        let before = ledger.snapshot();
        for (&number, file) in &self.files {
            let path = self.path(number);
            if before.unchanged(&path.to_string_lossy(), 0, file.mtime, prune).unwrap().is_some() {
                continue;
            }
            ledger.begin_file(&path, 0).unwrap();
            for (i, &(id, content)) in file.articles.iter().enumerate() {
                outcomes.push(apply(&mut ledger, &article(&path, 100 * i as u64, id, content)));
                if outcomes.len() % commit_every == 0 {
                    ledger.commit().unwrap();
                }
            }
            let (mtime, single) = (file.mtime, number >= SINGLE);
            let state = FileState::Complete { size: 0, mtime, single, rejected: 0, earlier: 0, stamp: None };
            ledger.end_file(state).unwrap();
        }
        if prune == Prune::Remove {
            ledger.prune_below(&self.root.path().join("news")).unwrap();
        }
        (outcomes, ledger.finish().unwrap().0)
    }

    fn held(&self) -> BTreeMap<String, String> {
        held(&self.dir())
    }
}

/// Article ids and texts in the index; fails if it is unsound or one stands twice.
fn held(dir: &Path) -> BTreeMap<String, String> {
    let report = check(dir).unwrap();
    assert!(report.is_sound(), "{report:?}");
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
    assert_eq!(found.len() as u64, report.counts.articles);
    found
}

fn id(number: u8) -> String {
    ArticleId::of(&[&number.to_string()]).to_string()
}

/// Files of the index folder that no commit knows.
fn strays(dir: &Path) -> Vec<String> {
    let reader = Reader::open(dir).unwrap();
    let known = reader.index().load_metas().unwrap().list_segment_files();
    let names = fs::read_dir(engine_folder(dir)).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    names
        .filter(|name| !known.contains(Path::new(name)))
        .filter(|name| !matches!(name.as_str(), "meta.json" | ".managed.json") && !name.ends_with(".lock"))
        .collect()
}

#[derive(Debug, Clone)]
enum Op {
    Write(u8, Vec<(u8, u8)>),
    Delete(u8),
    Index { prune: bool, commit_every: usize },
}

fn op() -> impl Strategy<Value = Op> {
    let articles = proptest::collection::vec((0u8..6, 0u8..3), 0..5);
    prop_oneof![
        4 => (0u8..5, articles).prop_map(|(file, articles)| Op::Write(file, articles)),
        1 => (0u8..5).prop_map(Op::Delete),
        4 => (any::<bool>(), 1usize..6).prop_map(|(prune, commit_every)| Op::Index { prune, commit_every }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever is written, changed, deleted and indexed in whatever order, with commits anywhere: the index holds
    /// the articles a plain model says.
    #[test]
    fn the_index_holds_what_the_model_holds(ops in proptest::collection::vec(op(), 1..12)) {
        let mut world = World::new();
        // Which article lies in which file, as far as the index should know.
        let mut model: BTreeSet<(u8, u8)> = BTreeSet::new();
        for op in ops {
            match op {
                Op::Write(file, articles) => world.write(file, articles),
                Op::Delete(file) => world.delete(file),
                Op::Index { prune, commit_every } => {
                    world.index(if prune { Prune::Remove } else { Prune::Keep }, commit_every);
                    if prune {
                        model.clear();
                    }
                    for (&number, file) in &world.files {
                        if number >= SINGLE && !file.articles.is_empty() {
                            model.retain(|(other, _)| *other != number);
                        }
                        model.extend(file.articles.iter().map(|(id, _)| (number, *id)));
                    }
                    let ids: BTreeSet<String> = model.iter().map(|(_, article)| id(*article)).collect();
                    prop_assert_eq!(world.held().into_keys().collect::<BTreeSet<_>>(), ids);
                }
            }
        }
    }
}

#[test]
fn a_second_run_does_nothing() {
    let mut world = World::new();
    world.write(0, vec![(1, 0), (2, 0)]);
    assert_eq!(world.index(Prune::Keep, 99).0.len(), 2);
    let meta = fs::read(engine_folder(&world.dir()).join("meta.json")).unwrap();
    assert_eq!(world.index(Prune::Keep, 99), (Vec::new(), Removed::default()));
    assert_eq!(fs::read(engine_folder(&world.dir()).join("meta.json")).unwrap(), meta, "nothing is committed");
    assert_eq!(strays(&world.dir()), Vec::<String>::new());
}

#[test]
fn an_article_met_again_is_told_apart() {
    let mut world = World::new();
    world.write(0, vec![(1, 0), (2, 0)]);
    world.write(1, vec![(1, 0), (2, 1)]);
    let (outcomes, _) = world.index(Prune::Keep, 99);
    assert!(matches!(outcomes[0], Outcome::Indexed { .. }));
    assert_eq!(outcomes[2], Outcome::Duplicate);
    assert!(matches!(outcomes[3], Outcome::Replaced { .. }));
    assert!(world.held()[&id(2)].contains("version 1"));

    // The first file is read again: what stands in the last path still wins, as in one clean run.
    world.write(0, vec![(1, 0), (2, 0)]);
    assert_eq!(world.index(Prune::Keep, 99).0, [Outcome::Unchanged, Outcome::Unchanged]);
    assert!(world.held()[&id(2)].contains("version 1"));

    // A record that moved within its file is no duplicate, and leaves no place behind.
    world.write(0, vec![(3, 0), (1, 0), (2, 0)]);
    let (outcomes, removed) = world.index(Prune::Keep, 99);
    assert!(matches!(outcomes[..], [Outcome::Indexed { .. }, Outcome::Unchanged, Outcome::Unchanged]));
    assert_eq!(removed, Removed { articles: 0, places: 2 });
}

#[test]
fn the_newer_version_wins_wherever_it_lies() {
    let world = World::new();
    let mut ledger = world.open(Prune::Keep);
    let version = |file: u8, content: u8, second: i64| Article {
        version: Some(jiff::Timestamp::from_second(second).unwrap()),
        ..article(&world.path(file), 0, 1, content)
    };
    apply(&mut ledger, &version(0, 1, 200));
    assert_eq!(apply(&mut ledger, &version(1, 0, 100)), Outcome::Duplicate);
    ledger.commit().unwrap();
    assert_eq!(apply(&mut ledger, &version(2, 0, 150)), Outcome::Duplicate);
    assert!(matches!(apply(&mut ledger, &version(0, 2, 300)), Outcome::Replaced { .. }));
    ledger.finish().unwrap();
    assert!(world.held()[&id(1)].contains("version 2"));
}

#[test]
fn ids_that_share_a_key_are_not_mixed_up() {
    let world = World::new();
    let mut ledger = world.open(Prune::Keep);
    let first = article(&world.path(0), 0, 1, 0);
    let mut twin = article(&world.path(0), 9, 2, 0);
    twin.id = first.id;
    twin.id.0[15] ^= 1;
    apply(&mut ledger, &first);
    assert_eq!(apply(&mut ledger, &twin), Outcome::Collision);
    ledger.commit().unwrap();
    assert_eq!(apply(&mut ledger, &twin), Outcome::Collision);
    ledger.finish().unwrap();
    assert_eq!(world.held().len(), 1);
}

#[test]
fn a_file_that_was_not_finished_is_read_again_and_nothing_twice() {
    let mut world = World::new();
    world.write(0, vec![(1, 0), (2, 0), (3, 0)]);
    let mut ledger = world.open(Prune::Keep);
    ledger.begin_file(&world.path(0), 0).unwrap();
    apply(&mut ledger, &article(&world.path(0), 0, 1, 0));
    ledger.end_file(FileState::Partial).unwrap();
    ledger.finish().unwrap();
    assert_eq!(world.held().len(), 1);
    let (outcomes, _) = world.index(Prune::Keep, 99);
    assert!(matches!(outcomes[..], [Outcome::Unchanged, Outcome::Indexed { .. }, Outcome::Indexed { .. }]));
}

#[test]
fn a_second_writer_is_told_who_writes() {
    let world = World::new();
    let first = Writer::open(&world.dir(), WriterOptions::default()).unwrap();
    let error = Writer::open(&world.dir(), WriterOptions::default()).err().unwrap();
    let text = error.to_string();
    assert!(text.contains(&world.dir().display().to_string()), "{text}");
    assert!(text.contains(&format!("process {}", std::process::id())), "{text}");
    drop(first);
    Writer::open(&world.dir(), WriterOptions::default()).unwrap();
}

#[test]
fn what_killed_runs_leave_is_swept_and_a_first_run_without_meta_heals() {
    let mut world = World::new();
    let folder = engine_folder(&world.dir());
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(".tmpAb12"), "x").unwrap();
    assert!(matches!(Reader::open(&world.dir()), Err(IndexError::Missing(_))));
    world.write(0, vec![(1, 0)]);
    world.index(Prune::Keep, 1);
    assert_eq!(strays(&world.dir()), Vec::<String>::new());
    assert_eq!(world.held().len(), 1);
}

#[test]
fn every_commit_carries_the_payload() {
    let mut world = World::new();
    world.write(0, vec![(1, 0), (2, 0)]);
    world.index(Prune::Keep, 1);
    world.write(0, vec![(2, 0)]);
    world.index(Prune::Remove, 1);
    let reader = Reader::open(&world.dir()).unwrap();
    let counts = reader.payload().counts;
    assert_eq!((counts.articles, counts.places, counts.files), (1, 1, 1));
    assert_eq!(reader.payload().schema, index_schema::SCHEMA_VERSION);
}

#[test]
fn an_index_of_another_version_or_program_is_refused() {
    let mut world = World::new();
    world.write(0, vec![(1, 0)]);
    world.index(Prune::Keep, 1);
    let meta = engine_folder(&world.dir()).join("meta.json");
    let sound = fs::read_to_string(&meta).unwrap();
    let own = format!(r#"\"schema\":{}"#, index_schema::SCHEMA_VERSION);
    fs::write(&meta, sound.replace(&own, r#"\"schema\":7"#)).unwrap();
    let error = Reader::open(&world.dir()).err().unwrap();
    assert!(matches!(error, IndexError::Version { found: 7, .. }), "{error}");
    assert!(Writer::open(&world.dir(), WriterOptions::default()).is_err());
    fs::write(&meta, sound.replace(&own, r#"\"shame\":1"#)).unwrap();
    assert!(matches!(Reader::open(&world.dir()), Err(IndexError::Foreign(_))));
}

#[test]
fn check_finds_flipped_bytes() {
    let mut world = World::new();
    world.write(0, vec![(1, 0), (2, 0), (3, 1)]);
    world.index(Prune::Keep, 99);
    let names: Vec<PathBuf> = fs::read_dir(engine_folder(&world.dir())).unwrap().map(|e| e.unwrap().path()).collect();
    let mut tried = 0;
    // By extension: the name of the scratch folder is random.
    for path in names.iter().filter(|path| path.extension().is_some_and(|e| e == "store" || e == "pos" || e == "fast"))
    {
        let sound = fs::read(path).unwrap();
        let mut flipped = sound.clone();
        flipped[sound.len() / 3] ^= 4;
        fs::write(path, &flipped).unwrap();
        assert!(!check(&world.dir()).is_ok_and(|report| report.is_sound()), "{path:?}");
        fs::write(path, &sound).unwrap();
        tried += 1;
    }
    assert!(tried > 0 && check(&world.dir()).unwrap().is_sound());
}

/// A plain commit erases the payload: there must be one place that commits.
#[test]
fn only_the_writer_commits() {
    let mut places = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else if fs::read_to_string(&entry)
                .is_ok_and(|code| code.contains("prepare_commit()") || code.contains("engine.commit("))
            {
                places.push(entry.file_name().unwrap().to_string_lossy().into_owned());
            }
        }
    }
    places.retain(|name| name != "tests.rs");
    assert_eq!(places, ["writer.rs"]);
}

/// The whole pipeline over real files.
mod whole {
    use std::cell::RefCell;

    use super::super::{IndexOptions, Observer, PipelineError, Problem, Progress, Report, StopFlag, run};
    use super::*;

    /// Remembers problems, and stops the run after some articles.
    #[derive(Default)]
    struct Ear {
        problems: RefCell<Vec<Problem>>,
        stop: StopFlag,
        stop_after: Option<u64>,
    }

    impl Observer for Ear {
        fn progress(&self, progress: &Progress) {
            if self.stop_after.is_some_and(|limit| progress.articles >= limit) {
                self.stop.stop();
            }
        }

        fn problem(&self, problem: &Problem) {
            self.problems.borrow_mut().push(problem.clone());
        }
    }

    struct Archive(tempfile::TempDir);

    impl Archive {
        fn new() -> Self {
            let archive = Self(tempfile::tempdir().unwrap());
            fs::create_dir(archive.news()).unwrap();
            archive
        }

        fn news(&self) -> PathBuf {
            self.0.path().join("news")
        }

        fn dir(&self) -> PathBuf {
            self.0.path().join("store")
        }

        fn write(&self, name: &str, text: &str) {
            fs::write(self.news().join(name), text).unwrap();
        }

        fn options(&self) -> IndexOptions {
            IndexOptions { roots: vec![self.news()], dir: self.dir(), threads: Some(2), ..IndexOptions::default() }
        }

        fn run(&self, options: &IndexOptions) -> Report {
            let report = run(options, &Ear::default(), &StopFlag::default()).unwrap();
            report.balanced().unwrap();
            assert!(check(&self.dir()).unwrap().is_sound());
            report
        }
    }

    fn line(number: usize, word: &str) -> String {
        format!(
            "{{\"url\":\"https://post.example/story/{number}\",\"title\":\"Ferry {number}\",\"date\":\"2014-03-05\",\"text\":\"The ferry sailed {word}. Oona Brask counted {number} cars on it, and nobody was hurt.\"}}\n"
        )
    }

    fn lines(numbers: std::ops::Range<usize>, word: &str) -> String {
        numbers.map(|number| line(number, word)).collect()
    }

    #[test]
    fn a_rerun_opens_nothing_and_a_change_replaces_only_itself() {
        let archive = Archive::new();
        archive.write("a.jsonl", &lines(0..20, "early"));
        archive.write("b.json", &line(100, "late"));
        archive.write("c.bin", "no news");
        let first = archive.run(&archive.options());
        assert_eq!((first.files.read, first.articles.indexed, first.index.articles), (2, 21, 21));
        assert_eq!(first.files.skipped.values().sum::<u64>(), 1);

        let again = archive.run(&archive.options());
        assert_eq!((again.files.unchanged, again.files.read), (2, 0));
        assert_eq!((again.articles.read, again.articles.unchanged, again.bytes_read), (21, 21, 0));

        archive.write("a.jsonl", &(lines(0..19, "early") + &line(19, "twice") + &line(20, "early")));
        let changed = archive.run(&archive.options());
        assert_eq!((changed.articles.indexed, changed.articles.replaced, changed.articles.unchanged), (2, 1, 20));
        assert_eq!(changed.index.articles, 22);
    }

    #[test]
    fn lines_added_are_read_from_where_the_file_grew() {
        let archive = Archive::new();
        let old = lines(0..20, "early") + "{\"url\":\n";
        archive.write("a.jsonl", &old);
        archive.run(&archive.options());

        let added = lines(20..23, "early") + &line(3, "again");
        archive.write("a.jsonl", &(old.clone() + &added));
        let grown = archive.run(&archive.options());
        assert_eq!((grown.files.read, grown.files.grown, grown.bytes_read), (1, 1, added.len() as u64));
        assert_eq!((grown.articles.read, grown.articles.indexed, grown.articles.unchanged), (25, 4, 20));
        assert_eq!((grown.articles.replaced, grown.rejected(), grown.index.articles), (1, 1, 23));
        let again = archive.run(&archive.options());
        assert_eq!((again.files.unchanged, again.articles.read, again.articles.unchanged), (1, 25, 24));

        // One clean run ends in the same place.
        let clean = IndexOptions { dir: archive.news().join("clean"), ..archive.options() };
        let report = run(&clean, &Ear::default(), &StopFlag::default()).unwrap();
        assert_eq!((report.files.grown, report.index), (0, again.index));
        assert_eq!(held(&archive.dir()), held(&clean.dir));

        // What was there is not as it was, or everything has to be seen: all is read.
        let changed = old.replacen("early", "later", 1) + &added + &line(30, "early");
        archive.write("a.jsonl", &changed);
        let report = archive.run(&archive.options());
        assert_eq!(report.files.grown, 0);
        assert!(held(&archive.dir()).values().any(|text| text.contains("later")));
        archive.write("a.jsonl", &(changed + &line(31, "early")));
        let pruned = archive.run(&IndexOptions { prune: Prune::Remove, ..archive.options() });
        assert_eq!((pruned.files.grown, pruned.index.articles), (0, 25));
    }

    #[test]
    fn a_single_file_that_changes_loses_its_old_article() {
        let archive = Archive::new();
        archive.write("b.json", &line(1, "early"));
        archive.run(&archive.options());
        archive.write("b.json", &line(2, "later on"));
        let report = archive.run(&archive.options());
        assert_eq!((report.articles.indexed, report.removed.articles, report.index.articles), (1, 1, 1));
    }

    #[test]
    fn prune_removes_what_is_gone_and_refuses_an_empty_root() {
        let archive = Archive::new();
        archive.write("a.jsonl", &lines(0..5, "early"));
        archive.write("b.jsonl", &lines(4..8, "early"));
        assert_eq!(archive.run(&archive.options()).articles.duplicate, 1);
        fs::remove_file(archive.news().join("b.jsonl")).unwrap();
        assert_eq!(archive.run(&archive.options()).index.articles, 8, "without --prune everything stays");

        let prune = IndexOptions { prune: Prune::Remove, ..archive.options() };
        let report = archive.run(&prune);
        assert_eq!((report.removed.articles, report.removed.places, report.index.articles), (3, 4, 5));

        fs::remove_file(archive.news().join("a.jsonl")).unwrap();
        let refused = run(&prune, &Ear::default(), &StopFlag::default());
        assert!(matches!(refused, Err(PipelineError::Prune { .. })));
        assert_eq!(held(&archive.dir()).len(), 5);
    }

    #[test]
    fn what_cannot_be_read_is_told_and_counted_in_this_run_and_the_next() {
        let archive = Archive::new();
        archive.write("a.jsonl", &(line(1, "early") + "{\"url\":\n" + &line(2, "early")));
        archive.write("empty.jsonl", "");
        let ear = Ear::default();
        let report = run(&archive.options(), &ear, &ear.stop).unwrap();
        report.balanced().unwrap();
        assert_eq!((report.articles.read, report.articles.indexed, report.rejected()), (3, 2, 1));
        assert_eq!(report.files.failed.values().sum::<u64>(), 1);
        assert!(!report.is_complete());
        let problems = ear.problems.borrow();
        assert!(problems.iter().any(|problem| problem.text.contains("a.jsonl at byte")), "{problems:?}");
        let again = archive.run(&archive.options());
        assert_eq!((again.articles.read, again.articles.unchanged, again.rejected()), (3, 2, 1));
    }

    #[test]
    fn a_stopped_run_keeps_what_it_did_and_the_next_goes_on() {
        let archive = Archive::new();
        archive.write("a.jsonl", &lines(0..6_000, "early"));
        let ear = Ear { stop_after: Some(500), ..Ear::default() };
        let report = run(&archive.options(), &ear, &ear.stop).unwrap();
        report.balanced().unwrap();
        assert!(report.interrupted);
        assert_eq!(report.files.interrupted, 1);
        let kept = report.index.articles;
        assert!((500..6_000).contains(&kept), "{kept}");
        let rest = archive.run(&archive.options());
        assert_eq!((rest.articles.unchanged, rest.articles.indexed), (kept, 6_000 - kept));
    }

    #[test]
    fn threads_and_commits_do_not_change_what_is_indexed() {
        let archive = Archive::new();
        archive.write("a.jsonl", &lines(0..300, "early"));
        archive.write("b.jsonl", &lines(200..400, "late"));
        archive.run(&IndexOptions { threads: Some(1), ..archive.options() });
        let one = held(&archive.dir());
        let mut many = IndexOptions { threads: Some(4), dir: archive.0.path().join("other"), ..archive.options() };
        many.commit_every.articles = Some(17);
        run(&many, &Ear::default(), &StopFlag::default()).unwrap();
        assert_eq!(held(&many.dir), one);
        assert_eq!(one.values().filter(|text| text.contains("late")).count(), 200, "the last in path order stands");
    }

    #[test]
    fn the_index_within_the_archive_is_not_read() {
        let archive = Archive::new();
        archive.write("a.jsonl", &lines(0..3, "early"));
        let inside = IndexOptions { dir: archive.news().join(".onrecord"), ..archive.options() };
        run(&inside, &Ear::default(), &StopFlag::default()).unwrap();
        let again = run(&inside, &Ear::default(), &StopFlag::default()).unwrap();
        assert_eq!((again.files.unchanged, again.files.read, again.files.seen), (1, 0, 2));
    }
}

/// Copies of a story share a cluster, whichever run or commit brought them, and whatever the number of threads.
mod clusters {
    use super::*;
    use crate::pipeline::{IndexOptions, Silent, StopFlag, run};

    /// Titles of the fixtures' copies, each with that of the story it copies.
    const COPIES: [(&str, &str); 3] = [
        ("Talks on Saltmouth berths to open in April", "Marenta, Velland agree to harbour talks"),
        ("Historic pact ends harbour feud", "Carrow and Stancu sign Saltmouth harbour treaty"),
        ("Four years for 'tidy' harbour chief", "Pendry jailed for four years"),
    ];

    /// Cluster of each article by title.
    fn clusters(dir: &Path) -> BTreeMap<String, u64> {
        let reader = Reader::open(dir).unwrap();
        let mut found = BTreeMap::new();
        for segment in reader.searcher().segment_readers() {
            let store = segment.get_store_reader(1).unwrap();
            let clusters = segment.fast_fields().u64("cluster").unwrap();
            for doc in segment.doc_ids_alive() {
                let Some(cluster) = clusters.first(doc) else { continue };
                let article = ArticleDoc::from_document(reader.fields(), &store.get(doc).unwrap()).unwrap();
                found.insert(article.title.unwrap_or_default(), cluster);
            }
        }
        found
    }

    fn index(dir: PathBuf, threads: usize, every: Option<u64>) -> BTreeMap<String, u64> {
        let archive = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/archive");
        let mut options = IndexOptions { roots: vec![archive], dir, threads: Some(threads), ..IndexOptions::default() };
        options.commit_every.articles = every;
        run(&options, &Silent, &StopFlag::default()).unwrap();
        clusters(&options.dir)
    }

    #[test]
    fn syndicated_copies_of_the_fixtures_share_a_cluster_and_nothing_else_does() {
        let scratch = tempfile::tempdir().unwrap();
        let found = index(scratch.path().join("one"), 1, None);
        for (copy, of) in COPIES {
            assert_eq!(found[copy], found[of], "{copy}");
        }
        let different: BTreeSet<u64> = found.values().copied().collect();
        assert_eq!(different.len(), found.len() - COPIES.len(), "{found:?}");
        assert_eq!(index(scratch.path().join("two"), 3, Some(5)), found);
    }

    #[test]
    fn a_cluster_once_given_stays() {
        let world = World::new();
        let body = |n: usize| (0..60).map(|i| format!("word{} ", (i * 7 + n * 1_000) * 31)).collect::<String>();
        let story = |file: u8, id: u8, text: String| Article { text, ..article(&world.path(file), 0, id, 0) };
        let cluster = |ledger: &Ledger, id: u8| ledger.snapshot().article(key(id)).unwrap().unwrap().cluster;
        fn key(id: u8) -> u64 {
            ArticleId::of(&[&id.to_string()]).key()
        }
        let mut ledger = world.open(Prune::Keep);
        apply(&mut ledger, &story(0, 1, body(1)));
        apply(&mut ledger, &story(1, 2, body(1) + "with an end of its own"));
        ledger.commit().unwrap();
        apply(&mut ledger, &story(2, 3, "New beginning. ".to_owned() + &body(1)));
        // Another version of the first member has another text: the cluster stays, and goes by the new text.
        apply(&mut ledger, &story(3, 1, body(2)));
        apply(&mut ledger, &story(4, 4, body(2)));
        apply(&mut ledger, &story(5, 5, body(1)));
        ledger.commit().unwrap();
        let found: Vec<u64> = (1..=5).map(|id| cluster(&ledger, id)).collect();
        assert_eq!(found, [key(1), key(1), key(1), key(1), key(5)]);
        ledger.finish().unwrap();
    }
}
