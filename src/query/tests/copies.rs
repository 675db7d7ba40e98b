//! Copies are folded as a plain reading of the hits would fold them, however few are asked for.

use std::collections::{HashMap, HashSet};

use proptest::{collection::vec, prelude::*, sample::select};

use super::fixture::{Archive, Story, plain};
use crate::query::{Copies, Hit, Request, Sort, Target, dates};

const TEXTS: [[&str; 3]; 3] = [
    ["the old bridge fell", "bridge and river", "bridge and river"],
    ["the old bridge stands", "a river, and a bridge", "nothing else"],
    ["Bridge and River!", "a town", "the town has a bridge"],
];

/// Which texts the stories have, and whether a story is known as a copy of the first with its text.
fn stories() -> impl Strategy<Value = Vec<Story>> {
    let story = (0..TEXTS.len(), any::<bool>(), select(vec![None, Some("2016"), Some("2016-03-07"), Some("2015-01")]));
    vec(story, 1..9).prop_map(|made| {
        let first = |text: usize| made.iter().position(|(other, ..)| *other == text);
        let story = |&(text, copy, date): &(usize, bool, Option<&str>)| Story {
            paragraphs: TEXTS[text].iter().map(|words| plain(words)).collect(),
            date: date.map(str::to_owned),
            copy_of: first(text).filter(|_| copy),
            ..Story::default()
        };
        made.iter().map(story).collect()
    })
}

fn folded_words(text: &str) -> String {
    text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Earliest first, the undated last.
fn age(hit: &Hit) -> (bool, String, String, usize) {
    let day = hit.date.as_deref().map(|date| dates::period(date).unwrap().0.to_string());
    (day.is_none(), day.unwrap_or_default(), hit.article.id[..16].to_owned(), hit.start)
}

/// Ids and numbers of copies, from all hits in their order.
fn expected(hits: &[Hit], sort: Sort, target: Target) -> Vec<(String, usize)> {
    let mut by_age: Vec<&Hit> = hits.iter().collect();
    by_age.sort_by_key(|hit| age(hit));
    let mut times: HashMap<(String, String), usize> = HashMap::new();
    let mut groups: HashMap<(String, String, usize), Vec<&str>> = HashMap::new();
    let mut group_of = HashMap::new();
    for hit in by_age {
        let words = if target == Target::Articles { String::new() } else { folded_words(&hit.passage) };
        let time = times.entry((hit.article.id.clone(), words.clone())).or_default();
        *time += 1;
        let group = (hit.article.cluster.clone(), words, *time);
        groups.entry(group.clone()).or_default().push(&hit.id);
        group_of.insert(hit.id.as_str(), group);
    }
    let mut seen = HashSet::new();
    let mut kept = Vec::new();
    for hit in hits {
        let members = &groups[&group_of[hit.id.as_str()]];
        if (sort == Sort::Relevance || members[0] == hit.id) && seen.insert(members[0]) {
            kept.push((members[0].to_owned(), members.len() - 1));
        }
    }
    kept
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn folding_is_that_of_a_plain_reading(
        stories in stories(),
        per_segment in 1usize..5,
        expr in select(vec!["bridge", "river", "bridge river", "town OR river", "zeppelin", "*"]),
        sort in select(vec![Sort::Relevance, Sort::DateAsc, Sort::DateDesc]),
        target in select(vec![Target::Passages, Target::Articles]),
        limit in prop_oneof![Just(None), (1usize..6).prop_map(Some)],
    ) {
        let archive = Archive::new(&stories, per_segment);
        let all = Request { expr: expr.to_owned(), sort, target: Some(target), ..Request::default() };
        let mut expected = expected(&archive.hits(&all), sort, target);
        expected.truncate(limit.unwrap_or(usize::MAX));
        let request = Request { limit, copies: Copies::Folded, ..all };
        let found: Vec<_> = archive.answer(&request).map(|hit| {
            let hit = hit.unwrap();
            (hit.id, hit.copies.unwrap())
        }).collect();
        prop_assert_eq!(found, expected);
    }
}
