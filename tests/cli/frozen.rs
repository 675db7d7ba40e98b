//! Indexes of released versions, kept as they were written: a later program answers from them or refuses with advice.
//!
//! `fixtures/frozen/vN` was made of `fixtures/frozen/news.jsonl` by the program of schema version N. Once a version is
//! released its folder is never made anew; a new version adds one beside it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::util::Dir;

fn frozen() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/frozen")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()) {
        let target = to.join(entry.file_name().unwrap());
        if entry.is_dir() { copy(&entry, &target) } else { _ = fs::copy(&entry, target).unwrap() }
    }
}

/// An index that another version of the analysis made says so when something is added, until it is analysed anew.
fn analysed_anew(dir: &Dir, name: &str) {
    fs::create_dir(dir.path("more")).unwrap();
    fs::write(dir.path("more/quay.txt"), "Quay\n\nThe quay is open, Ada Orlova said.\n").unwrap();
    let added = dir.expect(0, &["index", "-d", name, "more"]);
    assert!(added.err.contains("2 articles were analysed by another version"), "{added:?}");
    dir.expect(0, &["reanalyse", "-d", name]);
    let again = dir.expect(0, &["index", "-d", name, "more"]);
    assert!(!again.err.contains("another version"), "{again:?}");
}

onrecord!(an_index_of_this_version_is_opened_and_of_another_refused_with_advice, |dir: Dir| {
    let mut versions = 0;
    for entry in fs::read_dir(frozen()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        versions += 1;
        let name = entry.file_name().unwrap().to_str().unwrap().to_owned();
        copy(&entry, &dir.path(&name));
        let asked = dir.run(&["query", "-d", &name, "speaker:orlova bridge"]);
        if name == format!("v{}", index_schema::SCHEMA_VERSION) {
            assert_eq!(asked.code, 0, "{asked:?}");
            assert!(asked.out.contains("We will rebuild the old *bridge* before winter"), "{asked:?}");
            assert!(asked.out.contains("Ada Orlova") && asked.out.contains("2019-05-03"), "{asked:?}");
            dir.expect(0, &["check", "-d", &name]);
            let counts = dir.expect(0, &["stats", "-d", &name]);
            assert!(counts.out.contains("articles  2"), "{counts:?}");
            analysed_anew(&dir, &name);
        } else {
            assert_eq!(asked.code, 2, "{asked:?}");
            assert!(asked.err.contains("version") && asked.err.contains("onrecord index"), "no remedy: {asked:?}");
        }
    }
    assert!(versions > 0);
});
