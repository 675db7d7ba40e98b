//! Copies, citations, batches, samples, settings: what people do with answers.

use std::collections::HashMap;

use serde_json::Value;

use crate::util::Dir;

fn hits(dir: &Dir, args: &[&str]) -> Vec<Value> {
    let ran = dir.run(&[&["query", "--format", "jsonl"], args].concat());
    assert!(ran.code <= 1, "{ran:?}");
    ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// One story in three outlets, the last with a paragraph more, and another story.
fn copied(dir: Dir) -> Dir {
    let story = "The ferry to Lindholm stayed in port on Friday because of a storm that had come up from the west in the \
        night.\n\n“No captain of mine leaves port in that,” Mara Veldt, the harbour master, told reporters on the quay. “The \
        sea can wait, and so can we.”\n\nSome forty passengers slept in the waiting room, where the town council served \
        them soup, bread and blankets until the wind went down.";
    let line = |id: &str, source: &str, date: &str, text: &str| {
        serde_json::json!({"url": format!("https://{source}.example/a/{id}"), "title": format!("Storm holds ferry {id}"),
            "date": date, "source": source, "text": text})
        .to_string()
    };
    let longer = format!("{story}\n\nIn Ostend the ferry to Lindholm was missed by many.");
    let lines = [
        line("one", "gazette", "2019-03-09", story),
        line("two", "courier", "2019-03-08", story),
        line("three", "herald", "2019-03-10", &longer),
        line(
            "four",
            "herald",
            "2019-04-01",
            "“No captain of mine leaves port in that,” said Tomas Reed of the ferry in the play.",
        ),
    ];
    dir.create("news/storm.jsonl", lines.join("\n"));
    dir.expect(0, &["index", "news", "--quiet"]);
    dir
}

onrecord!(copies_stand_under_the_earliest_and_can_be_shown, |dir: Dir| {
    let dir = copied(dir);
    let captain = hits(&dir, &["said:captain"]);
    let told: Vec<_> =
        captain.iter().map(|h| (h["article"]["source"].as_str().unwrap(), h["copies"].as_u64())).collect();
    // The same words in another story are no copy.
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.contains(&("courier", Some(2))) && told.contains(&("herald", Some(0))), "{told:?}");
    assert_eq!(hits(&dir, &["said:captain", "--copies"]).len(), 4);
    assert_eq!(hits(&dir, &["said:captain", "--all"]).len(), 4, "all are all");
    assert_eq!(hits(&dir, &["said:captain", "--all", "--no-copies"]).len(), 2);
    assert_eq!(dir.expect(0, &["query", "said:captain", "-c"]).out, "4\n");
    let passages = hits(&dir, &["ferry", "--as", "passages"]);
    assert!(passages.iter().any(|h| h["passage"].as_str().unwrap().starts_with("In Ostend")), "only one has it");
    assert_eq!(hits(&dir, &["ferry", "--as", "articles"]).len(), 2);
    // Of those that a condition leaves, the earliest.
    let late = hits(&dir, &["said:captain date:2019-03-09..2019-03-31"]);
    assert_eq!((late.len(), &late[0]["article"]["source"], &late[0]["copies"]), (1, &"gazette".into(), &1.into()));
    let newest = hits(&dir, &["said:captain", "--sort", "-date"]);
    assert_eq!((&newest[0]["date"], &newest[1]["date"]), (&"2019-04-01".into(), &"2019-03-08".into()));
    let text = dir.expect(
        0,
        &["query", "said:captain", "date:2019-03"].map(|a| if a == "date:2019-03" { "--date=2019-03" } else { a }),
    );
    assert!(text.out.contains("and 2 copies in other articles"), "{}", text.out);
    assert!(text.err.contains("2 copies under these (--copies shows them)"), "{}", text.err);
});

onrecord!(a_hit_wanted_is_never_lost_to_copies, |dir: Dir| {
    let mut lines = String::new();
    let sentence =
        |n: usize| format!("The tower of house {n} was measured by the same two men with a rope and a plumb line.");
    let story: String = (0..12).map(|n| sentence(n) + "\n\n").collect();
    for copy in 0..150 {
        let article = serde_json::json!({"url": format!("https://p{copy}.example/x/{copy}"), "title": "Towers", "date": "2020-01-01",
            "text": format!("{story}Printed in town {copy}.")});
        lines += &format!("{article}\n");
    }
    dir.create("news/towers.jsonl", &lines);
    dir.create(
        "news/other.txt",
        "Elsewhere\n\nA tower leaned by the harbour, and of all the towers of the coast it was the last one.\n",
    );
    dir.expect(0, &["index", "news", "--quiet"]);
    // The best hundreds are copies: the search has to go on until it has what was asked for.
    let found = hits(&dir, &["tower", "-n", "13"]);
    assert_eq!(found.len(), 13);
    let copies: Vec<u64> = found.iter().map(|hit| hit["copies"].as_u64().unwrap()).collect();
    assert_eq!(copies.iter().filter(|number| **number == 149).count(), 12, "{copies:?}");
    let all = hits(&dir, &["tower", "--all", "--no-copies"]);
    assert_eq!(all, found, "all at once and screen by screen come to the same");
});

onrecord!(citations_name_article_words_and_speaker, |dir: Dir| {
    let dir = dir.with_index();
    let csl = dir.expect(0, &["query", "speaker:orlova bridge", "-n", "1", "--format", "csl"]).out;
    let item = &serde_json::from_str::<Value>(&csl).unwrap()[0];
    let hit = &hits(&dir, &["speaker:orlova bridge", "-n", "1"])[0];
    assert_eq!((&item["id"], &item["URL"], &item["container-title"]), (&hit["id"], &hit["link"], &"River Post".into()));
    assert_eq!(item["issued"]["date-parts"], serde_json::json!([[2019, 5, 3]]));
    assert_eq!(item["note"], "“We will rebuild the old bridge before winter,” — Ada Orlova");
    let link = hit["link"].as_str().unwrap();
    assert!(link.ends_with("/bridge#:~:text=We%20will%20rebuild%20the%20old%20bridge%20before%20winter"), "{link}");
    let bibtex = dir.expect(0, &["query", "speaker:orlova bridge", "-n", "1", "--format", "bibtex"]).out;
    assert!(bibtex.starts_with("@misc{onrecord-") && bibtex.contains(&format!("url = {{{link}}}")), "{bibtex}");
    assert_eq!(bibtex.matches('{').count(), bibtex.matches('}').count());
    for format in ["text", "md", "csv", "json"] {
        let out = dir.expect(0, &["query", "speaker:orlova bridge", "--format", format]).out;
        assert!(out.contains("#:~:text=We%20will%20rebuild"), "{format}: {out}");
    }
});

onrecord!(a_batch_names_the_query_in_each_row, |dir: Dir| {
    let dir = dir.with_index();
    dir.create("q.txt", "# mine\nspeaker:castell\n\nzeppelin\nspeaker:orlova bridge\n");
    let ran = dir.expect(0, &["query", "-f", "q.txt", "--format", "csv"]);
    let mut rows = csv::Reader::from_reader(ran.out.as_bytes());
    assert_eq!(rows.headers().unwrap().iter().take(2).collect::<Vec<_>>(), ["query", "id"]);
    let mut queries: Vec<String> = rows.records().map(|row| row.unwrap()[0].to_owned()).collect();
    queries.dedup();
    assert_eq!(queries, ["speaker:castell", "speaker:orlova bridge"]);
    assert!(ran.err.contains("3 queries, 2 with hits; 1 without: `zeppelin`"), "{}", ran.err);
    dir.create("claims.csv", "id;claim\n1;\"speaker:castell\"\n2;\"(broken\"\n3;\"zeppelin\"\n");
    let ran = dir.expect(2, &["query", "-f", "claims.csv", "--column", "claim", "-c"]);
    assert_eq!(ran.out, "1\tspeaker:castell\n0\tzeppelin\n");
    assert!(ran.err.contains("query at 3") && ran.err.contains("never closed"), "{}", ran.err);
    let zeros = dir.run_with(&["query", "-f", "-", "-0", "--format", "jsonl", "-n", "1"], b"speaker:castell\0bridge\0");
    let named: Vec<Value> = zeros.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((named.len(), &named[0]["query"], &named[1]["query"]), (2, &"speaker:castell".into(), &"bridge".into()));
    assert_eq!(named[1]["id"], hits(&dir, &["bridge", "-n", "1"])[0]["id"]);
    dir.expect(1, &["query", "-f", "q.txt", "--date", "1999"]);
    dir.expect(2, &["query", "-f", "missing.txt"]);
    dir.expect(2, &["query", "-f", "claims.csv", "--column", "words"]);
    dir.expect(2, &["query", "-f", "q.txt", "bridge"]);
});

onrecord!(a_sample_is_drawn_graded_and_scored, |dir: Dir| {
    let said = |n: usize| format!("“Number {n} is the ferry that I took,” Ada Orlova said.\n\n");
    dir.create("news/many.txt", format!("Ferries\n\n{}", (0..80).map(said).collect::<String>()));
    dir.expect(0, &["index", "news", "--quiet"]);
    let drawn = |seed: &str| dir.expect(0, &["sample", "-n", "20", "--seed", seed]).out;
    assert_eq!(drawn("1"), drawn("1"), "the same seed draws the same");
    assert_ne!(drawn("1"), drawn("2"));
    let five = dir.expect(0, &["sample", "-n", "5", "--seed", "1"]).out;
    assert!(drawn("1").starts_with(&five), "the first so many are a sample too");
    let sample = drawn("7");
    let mut rows = csv::Reader::from_reader(sample.as_bytes());
    let ids: HashMap<String, usize> = rows.records().map(|row| (row.unwrap()[1].to_owned(), 1)).collect();
    assert_eq!(ids.len(), 20, "no quote twice");
    dir.create("empty.csv", &sample);
    dir.expect(1, &["sample", "--grades", "empty.csv"]);
    let mut graded = csv::Writer::from_writer(Vec::new());
    let mut rows = csv::Reader::from_reader(sample.as_bytes());
    graded.write_record(rows.headers().unwrap()).unwrap();
    for (n, row) in rows.records().enumerate() {
        let row = row.unwrap();
        let grade = if n < 18 { "y" } else { "n" };
        graded.write_record(std::iter::once(grade).chain(row.iter().skip(1))).unwrap();
    }
    dir.create("graded.csv", graded.into_inner().unwrap());
    let text = dir.expect(0, &["sample", "--grades", "graded.csv"]).out;
    assert!(text.contains("18 of 20") && text.contains("90.0") && text.contains("69.9 – 97.2"), "{text}");
    let json = dir.expect(0, &["sample", "--grades", "graded.csv", "--format", "json"]).out;
    let scores: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&scores[0]["of"], &scores[0]["right"], &scores[0]["graded"]), (&"all".into(), &18.into(), &20.into()));
    assert_eq!(scores[1]["of"], "kind direct");
    dir.create("wrong.csv", sample.replacen("\n,", "\nperhaps,", 1));
    let wrong = dir.expect(2, &["sample", "--grades", "wrong.csv"]);
    assert!(wrong.err.contains("line 2") && wrong.err.contains("perhaps"), "{}", wrong.err);
});

onrecord!(settings_say_where_they_come_from, |dir: Dir| {
    let dir = dir.with_news();
    dir.create("conf/onrecord/config.toml", "max = 2\nindex-dir = \"elsewhere\"\n");
    let run = |args: &[&str], env: &[(&str, &str)]| {
        let mut command = dir.command();
        command.args(args).env_remove("ONRECORD_CONFIG").env("XDG_CONFIG_HOME", dir.path("conf"));
        let out = command.envs(env.iter().copied()).output().unwrap();
        (out.status.code(), String::from_utf8(out.stdout).unwrap(), String::from_utf8(out.stderr).unwrap())
    };
    assert_eq!(run(&["index", "news", "--quiet"], &[]).0, Some(0));
    assert!(dir.path("elsewhere/index").is_dir());
    assert_eq!(run(&["query", "*", "--format", "jsonl"], &[]).1.lines().count(), 2);
    assert_eq!(run(&["query", "*", "--format", "jsonl", "-n", "3"], &[]).1.lines().count(), 3);
    let shown = run(&["config", "show", "--color", "never"], &[("ONRECORD_INDEX", "third")]).1;
    let line = |key: &str| {
        let line = shown.lines().find(|line| line.starts_with(key)).unwrap();
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(line("index-dir"), "index-dir third environment ONRECORD_INDEX");
    assert!(line("max").starts_with("max 2 file ") && line("max").ends_with("config.toml"), "{shown}");
    assert_eq!(line("color"), "color never option --color");
    assert_eq!(line("hyperlink"), "hyperlink never default");
    assert!(run(&["config", "path"], &[]).1.trim_end().ends_with("conf/onrecord/config.toml"));
    dir.create("conf/onrecord/config.toml", "max = 2\ncolour = \"never\"\n");
    let (code, _, err) = run(&["query", "*"], &[]);
    assert!(code == Some(2) && err.contains("line 2") && err.contains("colour"), "{err}");
    let missing = run(&["query", "*"], &[("ONRECORD_CONFIG", "nowhere.toml")]);
    assert!(missing.0 == Some(2) && missing.2.contains("nowhere.toml"), "{missing:?}");
    // A file in the working folder is whoever's: it sets nothing.
    dir.create("onrecord.toml", "nonsense");
    dir.create("config.toml", "nonsense");
    dir.expect(1, &["query", "zeppelin", "-d", "elsewhere"]);
});

onrecord!(names_are_completed_from_the_index, |dir: Dir| {
    let dir = dir.with_index();
    assert_eq!(dir.expect(0, &["speakers", "--complete", "orl"]).out, "Ada Orlova\n");
    assert!(dir.expect(0, &["completions", "bash"]).out.contains("speakers --complete"));
});

onrecord!(how_a_query_was_understood_is_told_in_words, |dir: Dir| {
    let dir = dir.with_index();
    let told = dir.run(&["query", "speaker:orlova bridg~1 -date:2018", "--explain-query"]).err;
    for needed in [
        "understood as: speaker:orlova bridg~1 -date:2018-01-01..2018-12-31",
        "finds quotes; all conditions hold of one and the same quote",
        "a word at most one letter from `bridg` said, or in the paragraph round it",
        "the word `orlova` in a name of who says it",
    ] {
        assert!(told.contains(needed), "{needed}: {told}");
    }
});

onrecord!(ten_thousand_rows_of_csv_are_the_lines_of_json, |dir: Dir| {
    let odd = [
        "plain",
        "\"quoted\"",
        "comma, comma",
        "semi; colon",
        "tab\there",
        "=SUM(1)",
        "-5 degrees",
        "naïve 日本",
        "@home",
        "\\back",
    ];
    let mut lines = String::new();
    for article in 0..500 {
        let paragraph = |n: usize| format!("Gull {n} of {article} said {} and flew.", odd[n % odd.len()]);
        let text: Vec<String> = (0..20).map(paragraph).collect();
        let record = serde_json::json!({"id": article, "title": odd[article % 10], "source": odd[article / 10 % 10],
            "date": "2021-02-03", "text": text.join("\n\n")});
        lines += &format!("{record}\n");
    }
    dir.create("news/gulls.jsonl", &lines);
    dir.expect(0, &["index", "news", "--quiet"]);
    let out = |format: &str| dir.expect(0, &["query", "gull", "--as", "passages", "--all", "--format", format]).out;
    let json: Vec<Value> = out("jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(json.len(), 10_000);
    let table = out("csv");
    // Strict: as many cells in each row as names, UTF-8, quotes as RFC 4180 has them.
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(table.as_bytes());
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let mut rows = 0;
    for (row, hit) in reader.records().map(Result::unwrap).zip(&json) {
        rows += 1;
        for (name, cell) in names.iter().zip(row.iter()) {
            let article =
                matches!(name.as_str(), "source" | "title" | "byline" | "url" | "path" | "member" | "cluster");
            let value = match name.as_str() {
                "speaker" | "speaker_kind" | "mention" | "role" => &Value::Null,
                "article_id" => &hit["article"]["id"],
                name if article => &hit["article"][name],
                name => &hit[name],
            };
            let expected = match value {
                Value::Null => String::new(),
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            // What a spreadsheet would run has an apostrophe before it.
            let plain = cell
                .strip_prefix('\'')
                .filter(|rest| rest.trim_start().starts_with(['=', '+', '-', '@']))
                .unwrap_or(cell);
            if name != "score" {
                assert_eq!(plain, expected, "{name} of {hit}");
            }
        }
    }
    assert_eq!(rows, 10_000);
});

onrecord!(a_hit_is_at_most_a_screen, |dir: Dir| {
    let long = "and the ferry went on and on ".repeat(2_000);
    let article = serde_json::json!({"title": "Title ".repeat(500), "byline": "Name ".repeat(500), "source": "Paper ".repeat(500),
        "text": format!("“It sailed {long} until the zeppelin came,” said Ada Orlova.\n\n{long} zeppelin {long}")});
    dir.create("news/long.jsonl", article.to_string());
    dir.expect(0, &["index", "news", "--quiet"]);
    for args in [&["zeppelin"][..], &["said:zeppelin"], &["zeppelin", "-C", "3"], &["zeppelin", "--as", "articles"]] {
        let out = dir.expect(0, &[&["query", "-n", "1"], args].concat()).out;
        assert!(out.lines().count() <= 24 && out.contains("*zeppelin*"), "{args:?}: {} lines", out.lines().count());
    }
});

onrecord!(whoever_speaks_with_another_is_found_and_counted, |dir: Dir| {
    let text = "Ada Orr leads the mill and Bill Tirel the union.\n\n“The wheel is broken,” Orr and Tirel said in a statement. “It was \
        old.”\n\n“It will be mended,” Orr said.";
    dir.create("news/mill.txt", text);
    dir.expect(0, &["index", "news", "--quiet"]);
    for name in ["tirel", "=\"Ada Orr\"", "\"Bill Tirel\""] {
        let found = hits(&dir, &[&format!("speaker:{name} said:broken")]);
        assert_eq!(found.len(), 1, "{name}");
        let names =
            [&found[0]["speaker"], &found[0]["co_speakers"][0]].map(|speaker| speaker["name"].as_str().unwrap());
        assert_eq!(names, ["Bill Tirel", "Ada Orr"]);
        assert_eq!(found[0]["co_speakers"][0]["mention"], "Orr");
    }
    let alone = hits(&dir, &["said:mended"]);
    assert!(alone[0].get("co_speakers").is_none(), "{alone:?}");
    let shown = dir.expect(0, &["query", "speaker:orr said:broken"]).out;
    assert!(shown.contains("Bill Tirel (“Tirel”), with Ada Orr — said"), "{shown}");
    let counted = dir.expect(0, &["query", "kind:quote", "--facets", "speaker", "--format", "json"]).out;
    let counted: Value = serde_json::from_str(&counted).unwrap();
    let speakers = serde_json::json!({"values": [["Ada Orr", 3], ["Bill Tirel", 2]], "without": 0});
    assert_eq!(counted["speaker"], speakers, "{counted}");
    let csv = dir.expect(0, &["query", "said:broken", "--format", "csv"]).out;
    assert!(csv.lines().next().unwrap().ends_with(",co_speakers") && csv.trim_end().ends_with(",Ada Orr"), "{csv}");
    let id = hits(&dir, &["said:broken"])[0]["article"]["id"].as_str().unwrap().to_owned();
    let article = dir.expect(0, &["show", &id, "--format", "json"]).out;
    let article: Value = serde_json::from_str(&article).unwrap();
    assert_eq!(article["quotes"][1]["co_speakers"][0]["name"], "Ada Orr", "the quote goes on: {article}");
});
