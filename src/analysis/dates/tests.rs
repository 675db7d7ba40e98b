//! Reads `fixtures/dates/*.txt`: adding a case means adding lines there.
//!
//! `> DAY` sets the publication (`> -` none, `> 2021-06` a month); any other line is a text. Under it stands one line
//! for each date it holds: carets below its words, then type, value (`?` for none) and, if it is not the one day
//! that the value says, the interval. A text without such lines holds no date.

use std::{fmt::Write as _, fs, path::Path, time::Instant};

use jiff::civil::Date;
use proptest::prelude::*;

use super::find;
use crate::{analysis::DateMention, article::Published, text::Tokens};

fn published(text: &str) -> Option<Published> {
    match text {
        "-" => None,
        month if month.len() == 7 => {
            let from: Date = format!("{month}-01").parse().unwrap();
            Some(Published { from, to: from.last_of_month() })
        }
        day => Some(Published::on(day.parse().unwrap())),
    }
}

/// The line under a text that stands for `found`.
fn line(text: &str, found: &DateMention) -> String {
    let indent = text[..found.span.start].chars().count();
    let width = found.span.of(text).chars().count();
    let kind = serde_json::to_value(found.kind).unwrap();
    let value = found.value.as_deref().unwrap_or("?");
    let mut out = format!("{}{} {} {value}", " ".repeat(indent), "^".repeat(width), kind.as_str().unwrap());
    if let Some((from, to)) = found.interval.filter(|(from, to)| from != to) {
        write!(out, " {from}..{to}").unwrap();
    }
    out
}

fn is_expectation(line: &str) -> bool {
    line.trim_start().starts_with('^')
}

#[test]
fn fixtures_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/dates");
    let (mut cases, mut wrong) = (0, String::new());
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let content = fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = content.lines().collect();
        let mut day = None;
        for (n, text) in lines.iter().enumerate().filter(|(_, line)| !is_expectation(line)) {
            if let Some(date) = text.strip_prefix("> ") {
                day = published(date);
                continue;
            }
            let expected: Vec<&str> = lines[n + 1..].iter().copied().take_while(|line| is_expectation(line)).collect();
            let found: Vec<String> = find(&Tokens::new(text), day).iter().map(|found| line(text, found)).collect();
            cases += 1;
            if found != expected {
                writeln!(wrong, "{}:{}\n{text}\n{}", path.display(), n + 1, found.join("\n")).unwrap();
            }
        }
    }
    assert!(cases > 80, "only {cases} fixtures were read");
    assert!(wrong.is_empty(), "these texts read otherwise now:\n{wrong}");
}

#[test]
fn intervals_hold_the_day_the_value_says() {
    let text = "Two weeks ago, on Wednesday, last year and in the 1990s.";
    let found = find(&Tokens::new(text), published("2021-12-01"));
    let days: Vec<String> = found.iter().map(|found| found.interval.unwrap().0.to_string()).collect();
    assert_eq!(days, ["2021-11-17", "2021-12-01", "2020-01-01", "1990-01-01"]);
}

/// Words whose runs stress the grammar.
const WORDS: &[&str] = &[
    "Monday",
    "two",
    "weeks",
    "ago",
    "the",
    "last",
    "May",
    "3",
    "1999",
    ",",
    "of",
    "year",
    "-",
    "a",
    "half",
    "10:30",
    "p.m.",
    "'80s",
    "31-year-old",
    "third",
    "quarter",
    "mid-June",
    "BC",
    "1939-45",
    "’s",
    "early",
    "every",
    ".\n",
    "“é",
    "9999",
    "next",
    "century",
    "hundred",
    "million",
    "9/11/01",
    "2015-02-30",
    "February",
    "29",
    "nineteen",
    "ninety",
];

proptest! {
    #[test]
    fn any_text_is_read_in_order(text in any::<String>(), year in 1i16..9999) {
        check(&text, Some(Published::on(jiff::civil::date(year, 2, 28))))?;
        check(&text, None)?;
    }

    #[test]
    fn any_run_of_date_words_is_read_in_order(
        words in prop::collection::vec(prop::sample::select(WORDS), 0..60),
        space in prop::sample::select(vec![" ", "", "-", "\n"]),
        year in prop::sample::select(vec![-9999i16, 1, 1899, 2024, 9999]),
    ) {
        let text = words.join(space);
        check(&text, Some(Published::on(jiff::civil::date(year, 1, 31))))?;
        check(&text, None)?;
    }
}

fn check(text: &str, published: Option<Published>) -> Result<(), TestCaseError> {
    let mut end = 0;
    for found in find(&Tokens::new(text), published) {
        prop_assert!(found.span.start >= end && !found.span.is_empty());
        prop_assert!(text.is_char_boundary(found.span.start) && text.is_char_boundary(found.span.end));
        end = found.span.end;
        if let Some((from, to)) = found.interval {
            prop_assert!(from <= to && found.value.is_some());
        }
    }
    Ok(())
}

#[test]
fn hostile_text_takes_linear_time() {
    let of = |unit: &str, len: usize| unit.repeat(len / unit.len());
    for unit in
        ["7", "1 ", "Monday ", "two weeks ", "two ", "the last ", "the end of ", "early ", "about ", "1999-", "May "]
    {
        let took = |len: usize| {
            let text = of(unit, len);
            let tokens = Tokens::new(&text);
            let start = Instant::now();
            let found = find(&tokens, published("2021-12-01"));
            assert!(found.len() <= tokens.len());
            start.elapsed().as_secs_f64()
        };
        let (small, large) = (took(1 << 17), took(1 << 20));
        // Eight times the text; the margin is for a busy machine, a quadratic would take 64 times as long.
        assert!(large < 32.0 * small + 0.2, "{unit:?}: {small} s, then {large} s");
    }
}
