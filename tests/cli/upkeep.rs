//! An index looked after without its archive: articles taken out for good, old ones analysed anew.

use crate::util::Dir;

/// Every hit of every kind, as printed, in one string.
fn all(dir: &Dir) -> String {
    let list = |kind: &str| dir.expect(0, &["query", "*", "--as", kind, "--all", "--format", "jsonl"]).out;
    ["articles", "passages", "quotes"].map(list).concat()
}

fn id_of(dir: &Dir, expr: &str) -> String {
    let ran = dir.expect(0, &["query", expr, "--as", "articles", "--format", "jsonl"]);
    let hit: serde_json::Value = serde_json::from_str(ran.out.lines().next().unwrap()).unwrap();
    hit["article"]["id"].as_str().unwrap().to_owned()
}

onrecord!(what_is_taken_out_stays_out_until_it_is_let_in, |dir: Dir| {
    let dir = dir.with_index();
    let before = all(&dir);
    let id = id_of(&dir, "speaker:castell");
    assert!(dir.expect(0, &["remove", &id[..8]]).err.contains("1 articles taken out"));
    assert!(!all(&dir).contains(&id), "its quotes and passages go with it");
    dir.expect(1, &["show", &id]);
    dir.expect(0, &["check"]);

    // The file has changed, so it is read again; the article is left out and counted.
    let mut news = std::fs::read_to_string(dir.path("news/river.jsonl")).unwrap();
    news.push('\n');
    std::fs::write(dir.path("news/river.jsonl"), news).unwrap();
    let again = dir.expect(0, &["index", "news"]);
    assert!(again.err.contains("1 rejected (1 withdrawn)"), "{}", again.err);
    assert!(!all(&dir).contains(&id));

    assert!(dir.expect(0, &["remove", "--restore", &id]).err.contains("1 articles may come in again"));
    dir.expect(1, &["remove", "--restore", &id]);
    dir.expect(0, &["index", "news"]);
    assert_eq!(sorted(&all(&dir)), sorted(&before), "all is as it was");
    dir.expect(0, &["check"]);
});

onrecord!(a_removal_that_was_killed_halfway_is_finished_by_the_next_run, |dir: Dir| {
    let dir = dir.with_index();
    let id = id_of(&dir, "speaker:castell");
    // The list is written first.
    dir.create(".onrecord/withdrawn", format!("# by hand\n{id}\n"));
    dir.expect(0, &["index", "news"]);
    dir.expect(1, &["show", &id]);
    dir.create(".onrecord/withdrawn", "nonsense\n");
    let ran = dir.expect(2, &["index", "news"]);
    assert!(ran.err.contains("withdrawn: line 1"), "{ran:?}");
});

fn sorted(lines: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = lines.lines().collect();
    lines.sort_unstable();
    lines
}

onrecord!(what_a_query_finds_goes_only_when_that_is_said, |dir: Dir| {
    let dir = dir.with_index();
    let listed = dir.expect(0, &["remove", "--query", "source:=\"River Post\""]);
    assert_eq!(listed.out.lines().count(), 2, "{listed:?}");
    assert!(listed.err.contains("2 articles would go"), "{listed:?}");
    dir.expect(0, &["query", "speaker:orlova"]);
    dir.expect(0, &["remove", "--query", "source:=\"River Post\"", "--yes"]);
    dir.expect(1, &["query", "speaker:orlova"]);
    dir.expect(0, &["query", "speaker:märtens"]);
    dir.expect(1, &["remove", "--query", "source:=\"River Post\"", "--yes"]);
    dir.expect(2, &["remove", "--query", "sourze:x"]);
    dir.expect(2, &["remove", "no-such-id"]);
    dir.expect(2, &["remove", "00", "-d", "nowhere"]);
    assert!(!dir.path("nowhere").exists(), "nothing is made");
    dir.expect(0, &["check"]);
});

onrecord!(analysed_anew_without_the_archive_all_is_the_same, |dir: Dir| {
    let dir = dir.with_index();
    let before = all(&dir);
    std::fs::remove_dir_all(dir.path("news")).unwrap();
    assert!(dir.expect(0, &["reanalyse"]).err.contains("analysed by this version already"));
    let ran = dir.expect(0, &["reanalyse", "--all", "-j", "1"]);
    assert!(ran.err.contains("4 analysed anew, 0 left as they were"), "{}", ran.err);
    assert_eq!(sorted(&all(&dir)), sorted(&before));
    dir.expect(0, &["check"]);
    dir.expect(2, &["reanalyse", "-d", "nowhere"]);
});
