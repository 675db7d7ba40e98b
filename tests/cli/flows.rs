//! Index, ask, index again.

use std::fs;

use crate::util::Dir;

onrecord!(who_said_it_is_answered_with_all_that_is_needed_to_cite_it, |dir: Dir| {
    let dir = dir.with_index();
    let ran = dir.expect(0, &["query", "speaker:orlova bridge"]);
    for needed in
        ["Ada Orlova", "said", "We will rebuild the old *bridge* before winter", "Council votes", "2019-05-03"]
    {
        assert!(ran.out.contains(needed), "{needed:?} is missing in {}", ran.out);
    }
    assert!(ran.out.contains("River Post") && ran.out.contains("news/river.jsonl") && ran.out.contains("id "));
    assert!(!ran.out.contains("costs more"), "another speaker's words are given to Orlova: {}", ran.out);
});

onrecord!(from_indexes_and_answers_from_there_only, |dir: Dir| {
    let dir = dir.with_news();
    dir.create("other/x.txt", "Bridge closed\n\nThe bridge at Ostend is closed, the police said on Friday.\n");
    let first = dir.expect(0, &["query", "--from", "news", "bridge", "--format", "jsonl"]);
    let both = dir.expect(0, &["query", "--from", "other", "--from", "news", "bridge", "--format", "jsonl", "--all"]);
    let other = dir.expect(0, &["query", "--from", "other", "bridge", "--format", "jsonl", "--all"]);
    assert!(first.out.contains("riverpost.example") && !first.out.contains("Ostend"));
    assert!(both.out.contains("riverpost.example") && both.out.contains("Ostend"));
    assert!(other.out.contains("Ostend") && !other.out.contains("riverpost.example"));
    for spelling in ["news/", "./news", "news/.", "news/river.jsonl"] {
        let ran = dir.expect(0, &["query", "--from", spelling, "bridge", "--format", "jsonl"]);
        assert!(ran.out.contains("riverpost.example") && !ran.out.contains("Ostend"), "{spelling}: {ran:?}");
    }
});

onrecord!(options_say_what_fields_say, |dir: Dir| {
    let dir = dir.with_index();
    let count = |args: &[&str]| {
        let ran = dir.run(&[&["query", "--all", "--format", "jsonl"], args].concat());
        assert!(ran.code <= 1, "{ran:?}");
        ran.out
    };
    assert_eq!(count(&["speaker:castell"]), count(&["--speaker", "castell"]));
    assert_eq!(count(&["date:2020 café"]), count(&["--date", "2020", "café"]));
    assert!(count(&["--about", "orlova", "--speaker", "castell"]).lines().count() <= 2);
    let sorted = count(&["*", "--as", "articles", "--sort", "-date"]);
    let dates: Vec<_> = sorted.lines().map(|line| line.split("\"date\":").nth(1).unwrap()[..12].to_owned()).collect();
    assert_eq!(dates[..3], ["\"2020-01-20\"", "\"2019-06-11\"", "\"2019-05-03\""]);
});

onrecord!(exit_codes_tell_hits_from_none_from_errors, |dir: Dir| {
    let dir = dir.with_index();
    dir.expect(0, &["query", "bridge"]);
    let none = dir.expect(1, &["query", "zeppelin"]);
    assert!(none.out.is_empty() && none.err.contains("found"), "{none:?}");
    let wrong = dir.expect(2, &["query", "speeker:orlova"]);
    assert!(wrong.out.is_empty() && wrong.err.contains('^'), "{wrong:?}");
    dir.expect(2, &["query", "bridge", "-d", "nowhere"]);
    dir.expect(2, &["query"]);
    dir.expect(2, &["query", "bridge", "-n", "0"]);
    dir.expect(2, &["index", "not-there"]);
    dir.expect(2, &["index", "news", "--map", "nonsense"]);
    dir.expect(2, &["index", "news", "--published", "yesterday"]);
});

onrecord!(a_faulty_query_is_told_before_anything_is_indexed, |dir: Dir| {
    let dir = dir.with_news();
    dir.expect(2, &["query", "--from", "news", "(bridge"]);
    assert!(!dir.path(".onrecord").exists());
});

onrecord!(a_second_run_does_only_what_changed, |dir: Dir| {
    let dir = dir.with_index();
    let again = dir.expect(0, &["index", "news"]);
    assert!(again.err.contains("4 found = 0 indexed + 4 unchanged"), "{}", again.err);
    dir.create("news/more.txt", "Ferry sinks\n\nThe ferry sank at noon. All were saved, the harbour master said.\n");
    let more = dir.expect(0, &["index", "news"]);
    assert!(more.err.contains("5 found = 1 indexed + 4 unchanged"), "{}", more.err);
    fs::remove_file(dir.path("news/more.txt")).unwrap();
    dir.expect(0, &["index", "news"]);
    dir.expect(0, &["query", "ferry"]);
    dir.expect(0, &["index", "news", "--prune"]);
    dir.expect(1, &["query", "ferry"]);
});

onrecord!(the_index_folder_is_the_option_then_the_variable_then_the_default, |dir: Dir| {
    let dir = dir.with_news();
    dir.expect(0, &["index", "news", "-d", "one", "--quiet"]);
    let ran = dir.command().args(["index", "news"]).env("ONRECORD_INDEX", "two").output().unwrap();
    assert!(ran.status.success());
    assert!(dir.path("one/index").is_dir() && dir.path("two/index").is_dir() && !dir.path(".onrecord").exists());
});

onrecord!(quiet_is_quiet, |dir: Dir| {
    let ran = dir.with_news().expect(0, &["index", "news", "--quiet"]);
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("", ""));
});

onrecord!(what_cannot_be_read_is_told_and_the_rest_is_indexed, |dir: Dir| {
    let dir = dir.with_news();
    dir.create("news/empty.json", "");
    dir.create(
        "news/cut.jsonl",
        "{\"title\":\"Whole\",\"text\":\"The whole one was read, Dora Lind said.\"}\n{\"title\":\"Cu",
    );
    dir.create("news/notes.xyz", "not a form that is read");
    let ran = dir.expect(2, &["index", "news"]);
    assert!(ran.err.contains("empty.json") && ran.err.contains("cut.jsonl at byte "), "{}", ran.err);
    assert!(ran.err.contains("1 skipped (1 unknown-kind)"), "{}", ran.err);
    dir.expect(0, &["query", "title:whole"]);
    dir.expect(0, &["query", "title:bridge"]);
});

onrecord!(stats_and_check_tell_what_is_there, |dir: Dir| {
    let dir = dir.with_index();
    let stats = dir.expect(0, &["stats"]);
    assert!(stats.out.contains("articles  4") && stats.out.contains("2019-05-03"), "{}", stats.out);
    let json: serde_json::Value = serde_json::from_str(&dir.expect(0, &["stats", "--format", "json"]).out).unwrap();
    assert_eq!(json["counts"]["articles"], 4);
    assert!(dir.expect(0, &["check"]).out.starts_with("sound"));
    dir.expect(2, &["check", "-d", "nowhere"]);
});

onrecord!(check_finds_an_altered_byte, |dir: Dir| {
    let dir = dir.with_index();
    let stores = fs::read_dir(dir.path(".onrecord/index")).unwrap().map(|entry| entry.unwrap().path());
    let store = stores.into_iter().find(|path| path.extension().is_some_and(|e| e == "store")).unwrap();
    let mut bytes = fs::read(&store).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x40;
    fs::write(&store, bytes).unwrap();
    let ran = dir.run(&["check"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!((ran.out + &ran.err).contains("damage"));
});

onrecord!(explain_gives_reasons, |dir: Dir| {
    let dir = dir.with_index();
    let plain = dir.expect(0, &["query", "speaker:orlova bridge"]);
    let explained = dir.expect(0, &["query", "speaker:orlova bridge", "--explain"]);
    assert!(!plain.out.contains("because") && explained.out.contains("because"), "{}", explained.out);
});

onrecord!(colour_is_for_those_who_ask, |dir: Dir| {
    let dir = dir.with_index();
    assert!(!dir.expect(0, &["query", "bridge"]).out.contains('\u{1b}'));
    let coloured = dir.expect(0, &["query", "bridge", "--color", "always"]);
    assert!(coloured.out.contains('\u{1b}') && !coloured.out.contains("*bridge*"));
});

onrecord!(completions_and_manual_are_printed, |dir: Dir| {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        assert!(dir.expect(0, &["completions", shell]).out.contains("onrecord"), "{shell}");
    }
    let manual = dir.expect(0, &["man"]).out;
    assert!(manual.contains(".TH onrecord") && manual.contains("onrecord\\-query"), "{manual:.300}");
});
