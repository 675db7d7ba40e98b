//! The JSON of `query`, as programs rely on it.

use serde_json::Value;

use crate::util::Dir;

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<_> = value.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

fn cut(text: &Value, start: &Value, end: &Value) -> String {
    let (start, end) = (start.as_u64().unwrap() as usize, end.as_u64().unwrap() as usize);
    text.as_str().unwrap().chars().skip(start).take(end - start).collect()
}

onrecord!(a_quote_hit_has_the_keys_of_the_contract_and_true_offsets, |dir: Dir| {
    let dir = dir.with_index();
    let ran = dir.expect(0, &["query", "speaker:märtens größer", "--format", "jsonl"]);
    let hit: Value = serde_json::from_str(ran.out.lines().next().unwrap()).unwrap();
    for key in ["id", "kind", "score", "quote", "passage", "highlights", "speaker", "cue", "confidence", "date"] {
        assert!(hit.get(key).is_some(), "{key} is missing in {hit}");
    }
    for key in ["dates", "entities", "article", "start", "end"] {
        assert!(hit.get(key).is_some(), "{key} is missing in {hit}");
    }
    assert_eq!(keys(&hit["speaker"]), ["kind", "mention", "name", "role"]);
    let article = ["byline", "cluster", "date", "extent", "id", "member", "path", "source", "title", "url"];
    assert_eq!(keys(&hit["article"]), article);
    assert_eq!((&hit["kind"], &hit["speaker"]["name"]), (&Value::from("direct"), &Value::from("Zoë Märtens")));
    let highlight = &hit["highlights"][0];
    assert_eq!(cut(&hit["passage"], &highlight[0], &highlight[1]), "größer");

    let id = hit["id"].as_str().unwrap();
    let shown: Value = serde_json::from_str(&dir.expect(0, &["show", id, "--format", "json"]).out).unwrap();
    assert_eq!(cut(&shown["text"], &hit["start"], &hit["end"]), hit["quote"].as_str().unwrap());
});

onrecord!(a_passage_hit_has_no_quote_and_no_speaker, |dir: Dir| {
    let dir = dir.with_index();
    let ran = dir.expect(0, &["query", "lamps", "--format", "jsonl"]);
    let hit: Value = serde_json::from_str(ran.out.lines().next().unwrap()).unwrap();
    assert_eq!((&hit["kind"], &hit["quote"], &hit["speaker"]), (&Value::from("passage"), &Value::Null, &Value::Null));
});

onrecord!(json_is_one_array_whatever_is_found, |dir: Dir| {
    let dir = dir.with_index();
    let all: Value = serde_json::from_str(&dir.expect(0, &["query", "*", "--all", "--format", "json"]).out).unwrap();
    assert!(all.as_array().unwrap().len() > 5);
    let none: Value = serde_json::from_str(&dir.expect(1, &["query", "zeppelin", "--format", "json"]).out).unwrap();
    assert_eq!(none, Value::Array(vec![]));
});

onrecord!(answers_do_not_depend_on_the_number_of_threads, |dir: Dir| {
    let dir = dir.with_news();
    let ask = |index: &str, threads: &str| {
        dir.expect(0, &["index", "news", "-d", index, "-j", threads]);
        dir.expect(0, &["query", "*", "--all", "--format", "jsonl", "-d", index]).out
    };
    assert_eq!(ask("one", "1"), ask("four", "4"));
});
