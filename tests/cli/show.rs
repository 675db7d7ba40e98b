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
        for key in ["text", "title", "date", "byline", "source", "url", "lang", "quotes", "entities", "dates"] {
            assert_eq!(stored[key], fresh[key], "{key} of {title}");
        }
    }
});
