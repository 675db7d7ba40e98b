//! Names in invented sentences, and what must hold for any text.

use std::{fmt::Write as _, time::Instant};

use proptest::prelude::*;
use rustc_hash::FxHashSet;

use super::*;
use crate::{lexicon::Gender, text::chars::CharIndex};

const CASES: &str = include_str!("../../../fixtures/entities/names.txt");

/// A case's headline, text and expected names.
#[derive(Default)]
struct Case {
    headline: Option<&'static str>,
    text: String,
    expected: Vec<&'static str>,
}

fn cases() -> Vec<Case> {
    let blocks = CASES.split("\n\n").filter(|block| block.contains("> "));
    blocks.map(|block| block.lines().fold(Case::default(), read_line)).collect()
}

fn read_line(mut case: Case, line: &'static str) -> Case {
    if let Some(text) = line.strip_prefix("> ") {
        case.text = if case.text.is_empty() { text.to_owned() } else { case.text + "\n\n" + text };
    } else if let Some(headline) = line.strip_prefix("headline ") {
        case.headline = Some(headline);
    } else if !line.starts_with('#') {
        case.expected.push(line);
    }
    case
}

fn describe(name: &Name) -> String {
    let kind = ["PER", "ORG", "LOC", "MISC"][KINDS.iter().position(|kind| *kind == name.kind).unwrap()];
    let mut out = format!("{kind} {}", name.canonical);
    match name.gender {
        Some(Gender::Male) => out.push_str("; m"),
        Some(Gender::Female) => out.push_str("; f"),
        None => {}
    }
    if let Some(role) = &name.role {
        write!(out, "; role {role}").unwrap();
    }
    for variant in &name.variants {
        write!(out, "; also {variant}").unwrap();
    }
    out
}

#[test]
fn names_of_invented_articles() {
    let mut wrong = String::new();
    for case in cases() {
        let found = find(&Tokens::new(&case.text), case.headline);
        let names: Vec<String> = found.names.iter().map(describe).collect();
        if names != case.expected {
            writeln!(wrong, "> {}\n  expected {:#?}\n  found {names:#?}", case.text, case.expected).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn holds_for(text: &str) {
    let found = find(&Tokens::new(text), Some(text));
    for pair in found.mentions.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start, "mentions stand in order and apart");
    }
    for mention in &found.mentions {
        assert!(!mention.span.of(text).is_empty() && (mention.name.0 as usize) < found.names.len());
    }
    for (i, name) in found.names.iter().enumerate() {
        assert!(!name.canonical.is_empty() && !name.variants.contains(&name.canonical));
        assert!(found.mentions.iter().any(|mention| mention.name.0 as usize == i), "each name is mentioned");
    }
}

proptest! {
    #[test]
    fn any_text_gives_ordered_mentions(text in any::<String>()) {
        holds_for(&text);
    }

    #[test]
    fn any_heap_of_names_gives_ordered_mentions(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "Mr.", "Ada", "Orlova", "the", "of", "Ministry", "said", "van", ",", "(", ")", "WHO", "Jr.", "U.S.", "’s",
                "President", "King", "and", "\n", ".", "Lund", "she", "51", "“", "É", "nurse", "I.", "Orr-Lind",
                "Lund-based", "pro-Lund", "US-China", "U.S.-led", "on", "site",
            ]),
            0..60,
        )
    ) {
        holds_for(&words.join(" "));
    }
}

const GOLD: &str = include_str!("../../../fixtures/entities/gold.txt");

/// Names at their places, in code points: first, behind the last, kind.
type Places = FxHashSet<(usize, usize, EntityKind)>;

/// The texts of the gold, each with its names.
fn gold() -> Vec<(&'static str, Places)> {
    let mut texts: Vec<(&str, Places)> = Vec::new();
    for line in GOLD.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let Some((carets, kind)) = line.trim_start().split_once(' ').filter(|_| line.trim_start().starts_with('^'))
        else {
            texts.push((line, Places::default()));
            continue;
        };
        let start = line.len() - line.trim_start().len();
        let kind = ["PER", "ORG", "LOC", "MISC"].iter().position(|name| *name == kind).unwrap();
        let (_, places) = texts.last_mut().unwrap();
        assert!(places.insert((start, start + carets.len(), KINDS[kind])), "{line} stands twice");
    }
    texts
}

fn places(text: &str) -> Places {
    let chars = CharIndex::new(text);
    let mentions = find(&Tokens::new(text), None).mentions;
    let place = |mention: &Mention| (chars.span(mention.span), mention.kind);
    mentions.iter().map(place).map(|(span, kind)| (span.start, span.end, kind)).collect()
}

/// F1 over the names of `kinds`, per cent.
fn f1(texts: &[(Places, Places)], kinds: &[EntityKind]) -> f64 {
    let count = |places: &Places| places.iter().filter(|(.., kind)| kinds.contains(kind)).count();
    let (mut right, mut all) = (0, 0);
    for (gold, found) in texts {
        right += gold.intersection(found).filter(|(.., kind)| kinds.contains(kind)).count();
        all += count(gold) + count(found);
    }
    200.0 * right as f64 / all as f64
}

/// A gold of our own: what the shipped model and the rules find in it may not get worse.
#[test]
fn the_shipped_model_finds_the_names_of_the_gold() {
    let (mut texts, mut wrong) = (Vec::new(), String::new());
    for (text, gold) in gold() {
        let found = places(text);
        let words = |&(start, end, kind): &(usize, usize, EntityKind)| {
            format!("{kind:?} {}", text.chars().skip(start).take(end - start).collect::<String>())
        };
        let missed: Vec<_> = gold.difference(&found).map(words).collect();
        let false_ones: Vec<_> = found.difference(&gold).map(words).collect();
        if !(missed.is_empty() && false_ones.is_empty()) {
            writeln!(wrong, "{text}\n  missed {missed:?}, found {false_ones:?}").unwrap();
        }
        texts.push((gold, found));
    }
    assert!(texts.len() >= 50, "only {} texts were read", texts.len());
    let scores = [&KINDS[..3], &KINDS[..1], &KINDS[1..2], &KINDS[2..3], &KINDS[3..]].map(|kinds| f1(&texts, kinds));
    // Persons, organisations and places together, each of them, and the other names: a little under what they now are.
    let floors = [90.0, 92.5, 86.0, 91.5, 82.0];
    let holds = scores.iter().zip(floors).all(|(score, floor)| *score >= floor);
    assert!(holds, "F1 {scores:.1?}, at least {floors:.1?} is asked for:\n{wrong}");
}

/// What the tagger looks up must be what it learned from.
#[test]
fn the_shipped_model_was_trained_with_the_lists_as_they_are() {
    let trained_with = include_str!("tagger/tagger.lists");
    assert_eq!(
        trained_with,
        crate::lexicon::state(),
        "a list has changed: train the tagger, then the quotes (training/README.md)"
    );
}

/// Ten times the text may take little more than ten times the time.
fn is_linear(unit: &str) {
    let time = |n: usize| {
        let text = unit.repeat(n / unit.len());
        let start = Instant::now();
        let _ = find(&Tokens::new(&text), None);
        start.elapsed().as_secs_f64()
    };
    let (small, large) = (time(100_000).min(time(100_000)), time(1_000_000));
    assert!(large < 40.0 * small + 0.5, "100 kB took {small} s, 1 MB {large} s: {unit}");
}

#[test]
fn time_is_linear_in_capitals_titles_and_names() {
    let names = ["Word ", "Mr. ", "Ada Orlova ", "WHO (", "Ada Orlova said. Orlova went. ", "Ada Orlova, the "];
    for unit in names.into_iter().chain(["US-China-", "U.S.-", "pro-Lund-based "]) {
        is_linear(unit);
    }
    let people: String =
        (0..30_000).fold(String::new(), |text, i| text + &format!("Ada{i} Orlova spoke. Orlova left. "));
    let start = Instant::now();
    let _ = find(&Tokens::new(&people), None);
    assert!(start.elapsed().as_secs() < 20, "thirty thousand of one last name");
}

#[test]
fn the_shipped_model_is_whole() {
    assert!(Model::new(MODEL).is_some());
}
