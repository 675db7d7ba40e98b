//! `extract`: the contract by which other programs use it.

use serde_json::Value;

use crate::util::{Dir, HARBOUR, RIVER};

fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn cut(text: &str, start: &Value, end: &Value) -> String {
    let (start, end) = (start.as_u64().unwrap() as usize, end.as_u64().unwrap() as usize);
    text.chars().skip(start).take(end - start).collect()
}

onrecord!(the_text_is_taken_exactly_as_given_and_offsets_point_into_it, |dir: Dir| {
    let text = "  Zoë\u{a0}Märtens spoke. \r\n\n“Ça\tva,” Märtens said on Monday. \u{200b}";
    let line = serde_json::json!({"id": "x", "text": text, "date": "2020-01-22", "title": null, "more": {"a": 1}});
    let ran = dir.run_with(&["extract", "--input", "jsonl"], line.to_string().as_bytes());
    assert_eq!(ran.code, 0, "{ran:?}");
    let article = &lines(&ran.out)[0];
    assert_eq!((article["text"].as_str(), article["id"].as_str()), (Some(text), Some("x")));
    let quote = &article["quotes"][0];
    assert_eq!(quote["text"], "Ça\tva,");
    assert_eq!(cut(text, &quote["start"], &quote["end"]), "Ça\tva,");
    assert_eq!(cut(text, &quote["cue_start"], &quote["cue_end"]), "said");
    assert_eq!(cut(text, &quote["speaker_start"], &quote["speaker_end"]), quote["speaker_mention"].as_str().unwrap());
    assert_eq!(article["dates"][0]["from"], "2020-01-20");
});

onrecord!(every_object_has_the_keys_of_the_contract, |dir: Dir| {
    let ran = dir.run_with(&["extract", "--input", "jsonl"], RIVER[0].as_bytes());
    let article = &lines(&ran.out)[0];
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<std::collections::BTreeSet<_>>();
    let set = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<std::collections::BTreeSet<_>>();
    let article_keys =
        ["id", "text", "title", "date", "byline", "source", "url", "lang", "extent", "quotes", "entities", "dates"];
    assert_eq!(keys(article), set(&article_keys));
    let quote_keys = [
        "start",
        "end",
        "text",
        "kind",
        "group",
        "speaker",
        "speaker_kind",
        "speaker_mention",
        "speaker_start",
        "speaker_end",
        "role",
        "cue",
        "cue_start",
        "cue_end",
        "addressee",
        "confidence",
        "evidence",
    ];
    assert_eq!(keys(&article["quotes"][0]), set(&quote_keys));
    assert_eq!(keys(&article["entities"][0]), set(&["start", "end", "text", "type", "name"]));
    assert_eq!(keys(&article["dates"][0]), set(&["start", "end", "text", "type", "value", "from", "to"]));
});

onrecord!(order_and_ids_are_kept_and_bad_lines_are_told, |dir: Dir| {
    let mut input = String::new();
    for number in 0..2000 {
        input += &format!("{{\"id\":{number},\"text\":\"Article number {number}, Ada Orlova said.\"}}\n");
    }
    input += "not json\n{\"id\":\"last\",\"text\":\"\"}\n{\"id\":1}\n";
    let ran = dir.run_with(&["extract", "--input", "jsonl"], input.as_bytes());
    assert_eq!(ran.code, 2);
    let ids: Vec<_> = lines(&ran.out).iter().map(|article| article["id"].clone()).collect();
    assert_eq!(ids.len(), 2001);
    assert!(ids[..2000].iter().enumerate().all(|(i, id)| id == i) && ids[2000] == "last");
    assert!(ran.err.contains("line 2001") && ran.err.contains("line 2003"), "{}", ran.err);
});

onrecord!(plain_text_and_folders_are_read, |dir: Dir| {
    let typed = dir.run_with(&["extract", "--published", "2021-12-01"], HARBOUR.as_bytes());
    assert_eq!(typed.code, 0);
    assert_eq!(lines(&typed.out)[0]["date"], "2021-12-01");
    let dir = dir.with_news();
    let folder = lines(&dir.expect(0, &["extract", "news"]).out);
    let dates: Vec<_> = folder.iter().map(|article| article["date"].as_str()).collect();
    assert_eq!(dates, [None, Some("2019-05-03"), Some("2019-06-11"), Some("2020-01-20")]);
    let array: Value = serde_json::from_str(&dir.expect(0, &["extract", "news", "--format", "json"]).out).unwrap();
    assert_eq!(array.as_array().unwrap(), &folder);
    dir.expect(2, &["extract", "nowhere"]);
});

onrecord!(text_output_names_speakers_and_reasons, |dir: Dir| {
    let dir = dir.with_news();
    let ran = dir.expect(0, &["extract", "news/river.jsonl", "--format", "text", "--explain"]);
    assert!(ran.out.contains("Ada Orlova") && ran.out.contains("We will rebuild") && ran.out.contains("because"));
});

onrecord!(nothing_in_gives_nothing_out, |dir: Dir| {
    assert_eq!(dir.run_with(&["extract", "--input", "jsonl"], b"").out, "");
    let array = dir.run_with(&["extract", "--input", "jsonl", "--format", "json"], b"\n\n");
    assert_eq!(serde_json::from_str::<Value>(&array.out).unwrap(), Value::Array(vec![]));
});

onrecord!(what_is_not_in_english_is_text_only, |dir: Dir| {
    let words = "„Die Fähre zur Insel bleibt in Betrieb“, sagte Ilka Brandt am Montag im Rat. Das habe sie dem Rat in einem \
                 Brief mitgeteilt, den er in der vergangenen Woche erhalten habe. Verlesen wurde er von ihrem Stellvertreter.";
    let line = |text: &str| serde_json::json!({ "source": "Post", "title": "Insel", "text": text }).to_string();
    dir.create("news.jsonl", format!("{}\n{}\n", line(words), line("“We will sail on Monday,” Ilka Brandt said.")));
    let ran = dir.expect(0, &["extract", "news.jsonl"]);
    let articles = lines(&ran.out);
    let found = |n: usize| ["quotes", "entities", "dates"].map(|key| articles[n][key].as_array().unwrap().len());
    assert_eq!((&articles[0]["lang"], found(0)), (&Value::from("de"), [0, 0, 0]));
    assert_eq!(articles[1]["quotes"][0]["speaker"], "Ilka Brandt");
    assert!(ran.err.contains("1 article not in English"), "{}", ran.err);
});

onrecord!(many_faults_of_one_kind_are_told_by_their_number, |dir: Dir| {
    let rows: String = (0..40).map(|n| format!("2019-05-03,Ferry {n},\n")).collect();
    dir.create("news/titles.csv", format!("date,title,text\n{rows}2019-05-03,Pier,\"It goes,\" said Dora Lind.\n"));
    for command in [&["extract", "news"][..], &["index", "news"]] {
        let ran = dir.expect(2, command);
        assert_eq!(ran.err.matches("holds no text").count(), 3, "{}", ran.err);
        assert!(ran.err.contains("titles.csv: 37 more like these, 40 in all (no-text)"), "{}", ran.err);
    }
});

onrecord!(what_is_of_no_form_that_is_read_is_told_once, |dir: Dir| {
    dir.create("news/a.txt", "Ferry to stay\n\nIt stays, said Dora Lind.\n");
    dir.create("news/b.pdf", "%PDF-1.4");
    dir.create("news/c.jpg", "\u{1}");
    let ran = dir.expect(0, &["extract", "news"]);
    let told = ran.err.lines().filter(|line| line.contains("not of a form that is read")).count();
    assert_eq!(told, 1, "{}", ran.err);
    assert!(ran.err.contains("b.pdf") && ran.err.contains("pdftotext"), "{}", ran.err);
});
