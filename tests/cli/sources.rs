//! `sources` and `--input`: what files are taken for, before anything is written.

use super::util::Dir;

onrecord!(sources_tell_forms_fields_samples_and_rejects, |dir: Dir| {
    dir.create(
        "news/a.jsonl",
        "{\"headline\":\"Bridge\",\"maintext\":\"It opens, Dora Lind said.\",\"pub_date\":\"2019-05-03\"}\n{\"headline\":\"Empty\"}\n",
    );
    dir.create("news/b.xml", "<rss><channel><title>Ledger</title><item><title>Ferry</title><description>It sails.</description></item></channel></rss>");
    dir.create("news/c.pdf", "%PDF-1.4");
    let ran = dir.expect(0, &["sources", "news"]);
    for part in [
        "a.jsonl",
        "body=maintext",
        "date=pubdate",
        "2019-05-03",
        "rejected 1 as no-text",
        "Ferry",
        "Ledger",
        "1 document",
    ] {
        assert!(ran.out.contains(part), "{part} is not in\n{}", ran.out);
    }
    let ran = dir.expect(0, &["sources", "--summary", "news"]);
    let rows: Vec<Vec<&str>> = ran.out.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(rows[1][..4], ["feed", "1", "1", "1"], "{}", ran.out);
    assert_eq!(rows[2][..3], ["jsonl", "1", "1"], "{}", ran.out);
    let ran = dir.expect(0, &["sources", "news/c.pdf"]);
    assert!(ran.out.contains("pdftotext"), "{}", ran.out);
    assert!(!dir.path(".onrecord").exists());
});

onrecord!(a_form_may_be_named, |dir: Dir| {
    dir.create("news/dump.dat", "title;text\nFerry;It stays, said Dora Lind.\n");
    let ran = dir.expect(2, &["index", "news"]);
    assert!(ran.err.contains("Not one of 1 files is of a form that is read"), "{}", ran.err);
    let ran = dir.expect(2, &["extract", "news"]);
    assert!(ran.err.contains("--input says what to take them for"), "{}", ran.err);
    assert!(dir.expect(0, &["sources", "news"]).out.contains("1 unknown-kind (1 .dat)"));
    dir.expect(1, &["query", "title:ferry"]);
    dir.expect(0, &["index", "--input", "csv", "news"]);
    dir.expect(0, &["query", "title:ferry"]);
    let ran = dir.expect(2, &["index", "--input", "pdf", "news"]);
    assert!(ran.err.contains("newsml-g2"), "{}", ran.err);
});

onrecord!(a_dump_is_described_in_a_file, |dir: Dir| {
    dir.create("news/dump.tsv", "Kopf\tVolltext\tTag\nFerry\tIt stays, said Dora Lind.\t3.5.2019\n");
    dir.create(
        "paper.toml",
        "published = \"2018\"\n[fields]\ntitle = \"Kopf\"\nbody = [\"Text\", \"Volltext\"]\ndate = \"Tag\"\n",
    );
    let ran = dir.expect(0, &["sources", "news", "--mapping", "paper.toml"]);
    for part in ["1 articles", "body=volltext", "title=kopf", "2019-05-03"] {
        assert!(ran.out.contains(part), "{part} is not in\n{}", ran.out);
    }
    dir.expect(0, &["index", "news", "--mapping", "paper.toml"]);
    dir.expect(0, &["query", "title:ferry date:2019"]);
    for (text, told) in [
        ("[fields]\nkopf = \"a\"\n", "no field \"kopf\""),
        ("form = \"pdf\"\n", "\"pdf\" is no form"),
        ("forn = 1\n", "forn"),
    ] {
        dir.create("wrong.toml", text);
        let ran = dir.expect(2, &["sources", "news", "--mapping", "wrong.toml"]);
        assert!(ran.err.contains(told) && ran.err.contains("wrong.toml"), "{}", ran.err);
    }
});

onrecord!(files_are_chosen_by_pattern_and_by_list, |dir: Dir| {
    for (name, word) in
        [("2016/a.txt", "heron"), ("2016/drafts/b.txt", "otter"), ("2017/c.txt", "badger"), ("2017/c.json", "lynx")]
    {
        let text = format!("The {word} was seen on Monday, said Dora Lind, who counts them.");
        let text = if name.ends_with("json") { format!("{{\"text\": \"{text}\"}}") } else { text };
        dir.create(&format!("news/{name}"), text);
    }
    let found = |args: &[&str]| {
        let out = dir.expect(0, &[&["sources"], args].concat()).out;
        ["heron", "otter", "badger", "lynx"].map(|word| out.contains(word))
    };
    assert_eq!(found(&["news", "--include", "*.txt", "--exclude", "drafts"]), [true, false, true, false]);
    assert_eq!(found(&["news", "--include", "2017/*"]), [false, false, true, true]);
    let ran = dir.expect(0, &["sources", "--summary", "news", "--exclude", "drafts"]);
    assert!(ran.out.contains("1 excluded"), "{}", ran.out);
    dir.create("list", "news/2016/a.txt\r\nnews/2017\n\n");
    assert_eq!(found(&["--files-from", "list"]), [true, false, true, true]);
    dir.create("list0", "news/2016/a.txt\0news/2016/drafts/b.txt\0");
    assert_eq!(found(&["--files-from", "list0", "-0"]), [true, true, false, false]);
    dir.create("empty", "\n");
    assert!(dir.expect(2, &["index", "--files-from", "empty"]).err.contains("lists no path"));
    assert!(dir.expect(2, &["index", "news", "--exclude", "[a"]).err.contains("is no pattern"));
});

onrecord!(other_languages_are_text_and_counted, |dir: Dir| {
    dir.create(
        "news/a.txt",
        "Fähre bleibt\n\nDie Fähre zur Insel bleibt in Betrieb, sagte die Reederin Dora Lind am Montag im Rathaus der \
        kleinen Stadt. „Wir geben nicht auf“, sagte sie, und der Rat hörte ihr schweigend zu, bis sie geendet hatte.\n",
    );
    let ran = dir.expect(0, &["index", "news"]);
    assert!(ran.err.contains("language: 1 articles are not in English"), "{}", ran.err);
    dir.expect(0, &["query", "reederin lang:de"]);
    dir.expect(1, &["query", "speaker:lind"]);
});

onrecord!(limits_can_be_set_and_what_hits_them_is_counted, |dir: Dir| {
    let long = "The ferry stays, said Ilka Brandt. ".repeat(40);
    dir.create("news/a.jsonl", format!("{{\"text\":\"{long}\"}}\n{{\"text\":\"It sails.\"}}\n"));
    let ran = dir.expect(0, &["sources", "news", "--limit", "record=1k"]);
    assert!(ran.out.contains("1 too-long"), "{}", ran.out);
    let ran = dir.expect(2, &["index", "news", "--limit", "record=1k"]);
    assert!(ran.err.contains("2 found = 1 indexed") && ran.err.contains("1 too-long"), "{}", ran.err);
    let ran = dir.expect(2, &["index", "news", "--limit", "speed=1"]);
    assert!(ran.err.contains("--limit") && ran.err.contains("record (bytes"), "{}", ran.err);
});
