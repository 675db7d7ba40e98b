//! Are quotes that people marked found again, by who says them and three of their rarer words?

use std::{collections::HashMap, path::Path};

use onrecord::{
    index::Reader,
    names::Names,
    query::{Copies, Hit, Request, Target, answer},
};
use serde_json::Value;

/// A quote as people marked it.
pub(crate) struct Gold {
    words: Vec<String>,
    speaker: String,
}

/// How many quotes are found again.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Direct quotes of a speaker with a full name.
    pub(crate) asked: usize,
    /// Of these found as the first hit, and among the first three.
    pub(crate) first: usize,
    pub(crate) third: usize,
    /// Those that the program gives to the right speaker, and how many of them come first.
    pub(crate) right: usize,
    pub(crate) right_first: usize,
    /// What was asked for those of the right speaker that did not come first.
    pub(crate) missed: Vec<String>,
}

fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Direct quotes of speakers with a full name. Two forms of file are known: `speaker_resolved` beside `speaker`, and
/// `speaker` alone for the name.
pub(crate) fn read(file: &Path) -> Vec<Gold> {
    let mut found = Vec::new();
    for line in std::fs::read_to_string(file).unwrap().lines() {
        let article: Value = serde_json::from_str(line).unwrap();
        for quote in article["quotes"].as_array().unwrap() {
            let text = |key: &str| quote[key].as_str();
            let speaker = text("speaker_resolved").or(text("speaker")).unwrap_or_default();
            let words = words(text("text").unwrap());
            if speaker.split_whitespace().count() > 1 && text("type").unwrap_or("direct") == "direct" && words.len() > 2
            {
                found.push(Gold { words, speaker: speaker.to_owned() });
            }
        }
    }
    found
}

/// The three words of a quote that the fewest quotes have.
fn rarest<'g>(gold: &'g Gold, uses: &HashMap<&str, usize>) -> Vec<&'g str> {
    let mut words: Vec<&str> = gold.words.iter().map(String::as_str).filter(|word| word.len() > 2).collect();
    words.sort_unstable_by_key(|word| (uses[word], std::cmp::Reverse(word.len()), *word));
    words.dedup();
    words.truncate(3);
    words
}

/// Whether a hit is that quote: most words of either stand in the other.
fn is(gold: &Gold, hit: &Hit) -> bool {
    let said = words(hit.quote.as_deref().unwrap_or_default());
    let shared = gold.words.iter().filter(|word| said.contains(word)).count();
    shared * 10 >= gold.words.len() * 6 && shared * 10 >= said.len() * 6
}

/// Asks an index for each quote.
pub(crate) fn ask(index: &Path, gold: &[Gold]) -> Found {
    let mut uses: HashMap<&str, usize> = HashMap::new();
    gold.iter().flat_map(|gold| &gold.words).for_each(|word| *uses.entry(word).or_default() += 1);
    let reader = Reader::open(index).unwrap();
    let (searcher, names) = (reader.searcher(), Names::open(&reader).unwrap());
    let hits = |request: &Request| -> Vec<Hit> {
        answer(&searcher, reader.fields(), &names, request).unwrap().map(Result::unwrap).collect()
    };
    let every = hits(&Request { expr: "kind:direct".to_owned(), target: Some(Target::Quotes), ..Request::default() });
    let same_name = |hit: &Hit, name: &str| {
        hit.speaker.as_ref().is_some_and(|speaker| words(names.person_of(&speaker.name)) == words(name))
    };
    let mut found = Found::default();
    for gold in gold {
        let expr = format!("speaker:\"{}\" {}", gold.speaker, rarest(gold, &uses).join(" "));
        let request = Request { expr: expr.clone(), limit: Some(3), copies: Copies::Folded, ..Request::default() };
        let place = hits(&request).iter().position(|hit| is(gold, hit));
        let right = every.iter().any(|hit| is(gold, hit) && same_name(hit, &gold.speaker));
        found.asked += 1;
        found.first += usize::from(place == Some(0));
        found.third += usize::from(place.is_some());
        found.right += usize::from(right);
        found.right_first += usize::from(right && place == Some(0));
        if right && place != Some(0) {
            found.missed.push(expr);
        }
    }
    found
}
