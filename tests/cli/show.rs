//! From a hit to its article.

use serde_json::Value;

use crate::util::Dir;

fn first_id(dir: &Dir, query: &str) -> String {
    let ran = dir.expect(0, &["query", query, "--format", "jsonl"]);
    let hit: Value = serde_json::from_str(ran.out.lines().next().unwrap()).unwrap();
    hit["id"].as_str().unwrap().to_owned()
}

onrecord!(a_quote_is_shown_within_its_article, |dir: Dir| {
    let dir = dir.with_index();
    let id = first_id(&dir, "speaker:castell");
    let ran = dir.expect(0, &["show", &id]);
    assert!(ran.out.starts_with("Bridge too dear"), "{}", ran.out);
    assert!(ran.out.contains(">>The bridge costs more than the town,<<"), "{}", ran.out);
    assert!(ran.out.contains("news/river.jsonl") && ran.out.contains("Bruno Castell") && ran.out.contains(&id));
});

onrecord!(the_beginning_of_an_id_will_do, |dir: Dir| {
    let dir = dir.with_index();
    let id = first_id(&dir, "speaker:castell");
    let (article, start) = id.split_once(':').unwrap();
    let whole = dir.expect(0, &["show", &id]).out;
    assert_eq!(dir.expect(0, &["show", &format!("{}:{start}", &article[..12])]).out, whole);
    assert!(!dir.expect(0, &["show", &article[..12]]).out.contains(">>"));
});

onrecord!(an_unknown_id_is_exit_one, |dir: Dir| {
    let dir = dir.with_index();
    for id in ["00000000000000000000000000000000", "0000", "nonsense", "", ":", "0000:99999999999999999999"] {
        let ran = dir.expect(1, &["show", id]);
        assert!(ran.out.is_empty() && !ran.err.is_empty(), "{ran:?}");
    }
    dir.expect(2, &["show", "0000", "-d", "nowhere"]);
});

onrecord!(stored_and_fresh_extraction_agree, |dir: Dir| {
    let dir = dir.with_index();
    let fresh = dir.expect(0, &["extract", "news/river.jsonl"]).out;
    for line in fresh.lines() {
        let fresh: Value = serde_json::from_str(line).unwrap();
        let title = fresh["title"].as_str().unwrap();
        let ran = dir.expect(0, &["query", &format!("title:\"{title}\""), "--as", "articles", "--format", "jsonl"]);
        let hit: Value = serde_json::from_str(&ran.out).unwrap();
        let id = hit["article"]["id"].as_str().unwrap();
        let stored: Value = serde_json::from_str(&dir.expect(0, &["show", id, "--format", "json"]).out).unwrap();
        for key in ["text", "title", "date", "byline", "source", "url", "lang", "extent", "quotes", "entities", "dates"]
        {
            assert_eq!(stored[key], fresh[key], "{key} of {title}");
        }
    }
});

onrecord!(what_was_cut_of_a_text_can_be_seen, |dir: Dir| {
    let told =
        |n: usize| format!("Ilka Brandt said in letter {n} that the ferry stays at the cafÃ©, whatever it costs.");
    let page = format!(
        "<html><head><title>Ferry stays</title></head><body><nav>Home Sport</nav><article><h1>Ferry stays</h1>{}<p>Read more: Ferries of the north</p></article></body></html>",
        (0..9).map(|n| format!("<p>{}</p>", told(n))).collect::<String>()
    );
    dir.create("news/page.html", &page);
    dir.create("news/lines.jsonl", format!("{{\"title\":\"Other\",\"text\":\"Nothing of that.\"}}\n{{\"title\":\"Dues\",\"text\":\"{}\\n\\nAdvertisement\\n\\nOve Dahl left.\"}}\n", told(1)));
    dir.expect(0, &["index", "news"]);
    let id = |title: &str| first_id(&dir, &format!("title:{title}")).split(':').next().unwrap().to_owned();

    let shown = dir.expect(0, &["show", "--raw", &id("dues")]).out;
    assert!(shown.contains("[-Advertisement-]") && shown.contains("[-cafÃ©,-]{+café,+}"), "{shown}");
    assert!(shown.contains("2 of ") && shown.contains("news/lines.jsonl"), "{shown}");
    let shown = dir.expect(0, &["show", "--raw", &id("ferry")]).out;
    assert!(shown.contains("[-Home Sport-]") && shown.contains("[-Read more: Ferries of the north-]"), "{shown}");

    let json: Value =
        serde_json::from_str(&dir.expect(0, &["show", "--raw", "--format", "json", &id("dues")]).out).unwrap();
    let raw: Vec<char> = json["raw"].as_str().unwrap().chars().collect();
    let (mut made, mut from) = (String::new(), 0);
    for edit in json["edits"].as_array().unwrap() {
        let at = |key: &str| usize::try_from(edit[key].as_u64().unwrap()).unwrap();
        made.extend(&raw[from..at("start")]);
        made.push_str(edit["text"].as_str().unwrap());
        from = at("end");
    }
    made.extend(&raw[from..]);
    assert_eq!(made, json["text"].as_str().unwrap());

    let (page, dues) = (id("ferry"), id("dues"));
    dir.create("news/lines.jsonl", "{\"title\":\"Dues\",\"text\":\"All else.\"}\n");
    let ran = dir.expect(2, &["show", "--raw", &dues]);
    assert!(ran.err.contains("has changed") && ran.err.contains("lines.jsonl"), "{}", ran.err);
    std::fs::remove_file(dir.path("news/page.html")).unwrap();
    let ran = dir.expect(2, &["show", "--raw", &page]);
    assert!(ran.err.contains("page.html") && ran.err.contains("--raw"), "{}", ran.err);
    assert!(dir.expect(0, &["show", &page]).out.contains("café"), "the cleaned text needs no archive");
});

onrecord!(beginnings_and_abstracts_say_so, |dir: Dir| {
    dir.create(
        "news/a.jsonl",
        "{\"title\":\"Ferry\",\"text\":\"Ilka Brandt said it sails. Subscribe to continue reading.\"}\n\
         {\"title\":\"Dues\",\"description\":\"Ove Dahl said they rise.\"}\n\
         {\"title\":\"Quay\",\"text\":\"Oona Brask said it opens.\"}\n",
    );
    let ran = dir.expect(0, &["index", "news"]);
    assert!(ran.err.contains("1 articles are but abstracts, 1 but beginnings"), "{}", ran.err);
    let extent = |key: &str| {
        let ran = dir.expect(0, &["query", &format!("title:{key}"), "--as", "articles", "--format", "jsonl"]);
        let hit: Value = serde_json::from_str(ran.out.lines().next().unwrap()).unwrap();
        let id = hit["article"]["id"].as_str().unwrap();
        let shown: Value = serde_json::from_str(&dir.expect(0, &["show", id, "--format", "json"]).out).unwrap();
        assert_eq!(shown["extent"], hit["article"]["extent"]);
        hit["article"]["extent"].as_str().unwrap().to_owned()
    };
    let all = ["ferry", "dues", "quay"].map(extent);
    assert_eq!(all, ["stub", "abstract", "whole"]);
    dir.expect(0, &["reanalyse", "--all"]);
    assert_eq!(["ferry", "dues", "quay"].map(extent), all, "kept when analysed anew");
    let fresh = dir.expect(0, &["extract", "news"]).out;
    let kept: Vec<Value> =
        fresh.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["extent"].clone()).collect();
    assert_eq!(kept, all);
});
