//! Names in invented sentences, and what must hold for any text.

use std::{fmt::Write as _, time::Instant};

use proptest::prelude::*;

use super::*;
use crate::lexicon::Gender;

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
            ]),
            0..60,
        )
    ) {
        holds_for(&words.join(" "));
    }
}

/// Ten times the text may take little more than ten times the time.
fn is_linear(unit: &str) {
    let time = |n: usize| {
        let text = unit.repeat(n / unit.len());
        let tokens = Tokens::new(&text);
        let start = Instant::now();
        let _ = find(&tokens, None);
        start.elapsed().as_secs_f64()
    };
    let (small, large) = (time(100_000).min(time(100_000)), time(1_000_000));
    assert!(large < 40.0 * small + 0.5, "100 kB took {small} s, 1 MB {large} s: {unit}");
}

#[test]
fn time_is_linear_in_capitals_titles_and_names() {
    for unit in ["Word ", "Mr. ", "Ada Orlova ", "WHO (", "Ada Orlova said. Orlova went. ", "Ada Orlova, the "] {
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
