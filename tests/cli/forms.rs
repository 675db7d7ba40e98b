//! Answers as tables, concordances, counts; names across the archive; why there is nothing.

use crate::util::Dir;

/// Two outlets, one story of a cell that a spreadsheet would run.
fn archive(dir: Dir) -> Dir {
    let line = |id: &str, source: &str, date: &str, text: &str| {
        serde_json::json!({"id": id, "url": format!("https://{id}.example/a/{id}"), "title": format!("=SUM(1) story {id}"),
            "date": date, "source": source, "text": text})
        .to_string()
    };
    let lines = [
        line(
            "f1",
            "Quay Times",
            "2018-02-03",
            "“The ferry is late again,” Mara Veldt, the harbour master, said.\n\nNobody was surprised. A gull cried. Rain fell.",
        ),
        line(
            "f2",
            "Hill Paper",
            "2018-05-09",
            "“We lost the ferry and the old quay,” Mara Veldt told reporters.\n\n“The ferry will sail,” said Tomas Reed.",
        ),
        line("f3", "Hill Paper", "2019-05-09", "“A ferry needs a captain, not a plan,” Veldt said on Monday."),
    ];
    dir.create("news/ferry.jsonl", lines.join("\n"));
    dir.expect(0, &["index", "news", "--quiet"]);
    dir
}

onrecord!(tables_say_what_json_says_and_run_nothing, |dir: Dir| {
    let dir = archive(dir);
    let query = |format: &str| dir.expect(0, &["query", "ferry kind:quote", "--all", "--format", format]).out;
    let hits: Vec<serde_json::Value> = query("jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for (format, delimiter) in [("csv", b','), ("tsv", b'\t')] {
        let table = query(format);
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(table.as_bytes());
        let head: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), hits.len());
        let cell = |row: &csv::StringRecord, name: &str| row[head.iter().position(|h| h == name).unwrap()].to_owned();
        for (row, hit) in rows.iter().zip(&hits) {
            for key in ["id", "kind", "quote", "passage", "date"] {
                assert_eq!(cell(row, key), hit[key].as_str().unwrap(), "{key}");
            }
            assert_eq!(cell(row, "title"), format!("'{}", hit["article"]["title"].as_str().unwrap()));
            assert_eq!(cell(row, "start"), hit["start"].to_string());
        }
    }
    let marked = dir.expect(0, &["query", "ferry", "--format", "csv", "--bom"]).out;
    assert!(marked.starts_with('\u{feff}'));
});

onrecord!(a_concordance_is_sorted_by_its_neighbours, |dir: Dir| {
    let dir = archive(dir);
    let after = |side: &str| {
        let ran = dir.expect(0, &["query", "said:ferry", "--format", "kwic", "--kwic-by", side, "--all"]);
        let word = |line: &str| line.split_once(" ferry ").unwrap().1.trim().split(' ').next().unwrap().to_owned();
        ran.out.lines().map(word).collect::<Vec<_>>()
    };
    assert_eq!(after("right"), ["and", "is", "needs", "will"]);
    assert_eq!(after("left")[0], "needs");
});

onrecord!(counts_and_paths_stand_for_hits, |dir: Dir| {
    let dir = archive(dir);
    assert_eq!(dir.expect(0, &["query", "said:ferry", "-c"]).out, "4\n");
    assert_eq!(dir.expect(1, &["query", "said:zeppelin", "-c"]).out, "0\n");
    let paths = dir.expect(0, &["query", "ferry", "-l"]).out;
    assert!(paths.lines().count() == 1 && paths.trim_end().ends_with("news/ferry.jsonl"), "{paths}");
    assert!(dir.expect(0, &["query", "ferry", "-l", "-0"]).out.ends_with(".jsonl\0"));
    let facets = dir.expect(0, &["query", "said:ferry", "--facets", "source,year,speaker", "--format", "json"]).out;
    let facets: serde_json::Value = serde_json::from_str(&facets).unwrap();
    assert_eq!(facets["source"]["values"], serde_json::json!([["hill paper", 3], ["quay times", 1]]));
    assert_eq!(facets["year"]["values"], serde_json::json!([["2018", 3], ["2019", 1]]));
    assert_eq!(facets["speaker"]["values"], serde_json::json!([["Mara Veldt", 3], ["Tomas Reed", 1]]));
    dir.expect(2, &["query", "ferry", "--facets", "colour"]);
    let line = dir.expect(0, &["timeline", "said:ferry", "--by", "month", "--format", "csv"]).out;
    assert_eq!(line, "facet,value,hits\nmonth,2018-02,1\nmonth,2018-05,2\nmonth,2019-05,1\n");
    let bars = dir.expect(0, &["timeline", "said:ferry", "--by", "year"]).out;
    assert!(bars.contains("2018  3  ████") && bars.contains("2019  1  █"), "{bars}");
    let picture = dir.expect(0, &["timeline", "said:ferry", "--format", "svg"]).out;
    assert!(picture.starts_with("<svg") && picture.matches("<rect").count() == 3, "{picture}");
});

onrecord!(hits_are_gathered_and_others_counted, |dir: Dir| {
    let dir = archive(dir);
    let ran = dir.expect(0, &["query", "said:ferry", "--group", "speaker", "--format", "jsonl"]);
    let hits: Vec<serde_json::Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut others: Vec<_> = hits.iter().map(|hit| (hit["speaker"]["name"].clone(), hit["others"].clone())).collect();
    others.sort_by_key(|other| other.0.to_string());
    assert_eq!(others, [("Mara Veldt".into(), 2.into()), ("Tomas Reed".into(), 0.into())]);
    assert!(dir.expect(0, &["query", "said:ferry", "--group", "speaker"]).out.contains("and 2 more"));
});

onrecord!(context_is_counted_in_sentences, |dir: Dir| {
    let dir = archive(dir);
    let passage = |n: &str| {
        let ran = dir.expect(0, &["query", "said:late", "-C", n, "--format", "jsonl"]);
        serde_json::from_str::<serde_json::Value>(&ran.out).unwrap()["passage"].as_str().unwrap().to_owned()
    };
    assert!(passage("0").ends_with("said."));
    assert!(passage("2").ends_with("surprised. A gull cried."), "{}", passage("2"));
});

onrecord!(markdown_is_quotation_and_source, |dir: Dir| {
    let dir = archive(dir);
    let ran = dir.expect(0, &["query", "said:late", "--format", "md"]);
    assert!(ran.out.starts_with("> “The ferry is **late** again,”"), "{}", ran.out);
    assert!(
        ran.out.contains("**Mara Veldt**")
            && ran.out.contains(
                "](<https://f1.example/a/f1#:~:text=The%20ferry%20is%20late%20again>), Quay Times, 2018-02-03"
            )
    );
});

onrecord!(one_person_is_one_name_across_the_archive, |dir: Dir| {
    let dir = archive(dir);
    let count = |query: &str| dir.run(&["query", query, "-c"]).out.trim().to_owned();
    assert_eq!(count("speaker:\"Mara Veldt\""), "3", "the article that prints only Veldt is hers too");
    assert_eq!(count("speaker:=\"Mara Veldt\""), "2");
    let json = |args: &[&str]| -> serde_json::Value {
        serde_json::from_str(&dir.expect(0, &[&["speakers", "--format", "json"], args].concat()).out).unwrap()
    };
    let veldt = &json(&["vel"])[0];
    assert_eq!(
        (&veldt["name"], &veldt["quotes"], &veldt["names"][0]),
        (&"Mara Veldt".into(), &3.into(), &"Veldt".into())
    );
    assert_eq!((&veldt["from"], &veldt["sources"]), (&"2018-02-03".into(), &2.into()));
    dir.expect(1, &["speakers", "zz"]);
    dir.create(".onrecord/aliases.toml", "[split]\nnames = [\"Veldt\"]\n[merge]\n\"Tom Reed\" = [\"Tomas Reed\"]\n");
    assert_eq!(count("speaker:\"Mara Veldt\""), "2");
    assert_eq!(count("speaker:\"Tom Reed\""), "1");
    assert_eq!(json(&["tom"])[0]["name"], "Tom Reed");
    dir.create(".onrecord/aliases.toml", "[merge]\n\"A\" = \"B\"\n");
    let wrong = dir.expect(2, &["query", "ferry"]);
    assert!(wrong.err.contains("aliases.toml"), "{}", wrong.err);
});

onrecord!(the_table_of_names_follows_the_index, |dir: Dir| {
    let dir = archive(dir);
    dir.expect(0, &["query", "speaker:veldt"]);
    let before = std::fs::read_to_string(dir.path(".onrecord/names")).unwrap();
    dir.create(
        "news/more.txt",
        "Another Veldt\n\n“No,” said Piet Veldt. “No,” Piet Veldt said. “No,” Piet Veldt said again.\n",
    );
    dir.expect(0, &["index", "news", "--quiet"]);
    dir.expect(0, &["query", "speaker:veldt"]);
    let after = std::fs::read_to_string(dir.path(".onrecord/names")).unwrap();
    assert!(before.contains("Veldt\tMara Veldt") && !after.contains("Veldt\tMara Veldt"), "{before} {after}");
    assert_eq!(dir.run(&["query", "speaker:\"Mara Veldt\"", "-c"]).out, "2\n", "two have the last name now");
});

onrecord!(nothing_found_is_explained, |dir: Dir| {
    let dir = archive(dir);
    let told = |query: &str| dir.expect(1, &["query", query]).err;
    assert!(told("said:ferry said:zeppelin").contains("`said:zeppelin` alone finds nothing"));
    assert!(told("said:captain speaker:reed").contains("without `speaker:reed` there are 1"));
    assert!(told("speaker:velt ferry").contains("names like `velt`: Mara Veldt"), "{}", told("speaker:velt ferry"));
    let told = dir.expect(0, &["query", "ferry OR boat w/3 old", "--explain-query"]).err;
    assert!(told.contains("understood as: ferry OR (boat w/3 old)"), "{told}");
});
