//! What holds for every text, friendly or not: spans lie in it, lists are in order, time stays linear.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::{Input, analyze};
use crate::text::Span;

/// Fragments that the analysis reacts to; random texts are made of them.
const FRAGMENTS: &[&str] = &[
    "“",
    "”",
    "\"",
    "''",
    "``",
    "«",
    "»",
    "‘",
    "'",
    " said ",
    "he",
    " She ",
    "according to ",
    "Ann Orr",
    "the minister",
    " of ",
    ", ",
    ". ",
    "\n\n",
    "\n",
    " told reporters that ",
    "who",
    "é",
    "—",
    " on Monday ",
    "two weeks ago",
    "NATO",
    "(",
    ")",
    "5'10\"",
    "U.S. ",
    "Mr. ",
    "it",
    " and added: ",
    "’s ",
    "\u{200B}",
    "😀",
    "İ",
    "a spokesman for ",
    " according to ",
    "people close to ",
    "52 percent of ",
    ", which ",
    "’s claim that ",
    "as ",
    "asked the board whether ",
    "continues to insist ",
    "noting that ",
    ", for instance, ",
    "those who ",
    "sued Acme claiming ",
    "radio host ",
    "one of ",
    "told them, ",
    "2015-03-01",
    "\u{0}",
    " and ",
    "Bill Tirel",
    "Acme Rail",
    "both ",
    "have all said ",
    "at least ",
    "early on ",
    "the secretary of state ",
    "Lund (CNN) ",
    " familiar with the talks ",
    "the mission in Lund ",
    "this same ",
    "’s lawsuit says ",
    "current and former officials ",
    "Republicans",
    " said by ",
    "whose announced ",
    "(L-Lund)",
    "he told Acme’s ",
    "denied ever telling ",
    "stopped short of saying ",
    "Those who said they were ",
    " criticised Ann Orr for saying ",
    " never said, “",
    "imagine ",
    " should have ",
    " wrote:\n\n",
    "We will build a bridge and all of us will pay for it.",
    " accused ",
    " of lying",
    " called on ",
    " called for ",
    " vowed to ",
    ", who",
    " quotes Ann Orr describing: “",
];

fn holds(text: &str) {
    let found = analyze(&Input { text, title: None, published: None });
    let inside = |span: Span| {
        assert!(span.start < span.end && span.end <= text.len(), "{span:?} in {text:?}");
        assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{span:?} in {text:?}");
    };
    for quote in &found.quotes {
        inside(quote.span);
        quote.cue.into_iter().chain(quote.unresolved).for_each(inside);
        quote.speaker.iter().chain(&quote.co_speakers).filter_map(|speaker| speaker.mention).for_each(inside);
        assert!((0.0..=1.0).contains(&quote.confidence), "{}", quote.confidence);
        assert!(!quote.evidence.is_empty(), "a quote without a reason in {text:?}");
    }
    found.passages.iter().copied().for_each(inside);
    found.mentions.iter().for_each(|mention| inside(mention.span));
    found.dates.iter().for_each(|date| inside(date.span));
    assert!(found.quotes.is_sorted_by_key(|quote| quote.span));
    assert!(found.passages.is_sorted());
}

proptest! {
    #[test]
    fn any_text_is_analysed(text in any::<String>()) {
        holds(&text);
    }

    #[test]
    fn any_mixture_of_fragments_is_analysed(parts in prop::collection::vec(0..FRAGMENTS.len(), 0..60)) {
        holds(&parts.into_iter().map(|n| FRAGMENTS[n]).collect::<String>());
    }
}

fn time(unit: &str, bytes: usize) -> Duration {
    time_of(&unit.repeat(bytes / unit.len()))
}

fn time_of(text: &str) -> Duration {
    let input = Input { text, title: None, published: None };
    let run = || {
        let start = Instant::now();
        assert!(analyze(&input).passages.len() <= text.len());
        start.elapsed()
    };
    run().min(run())
}

/// A last name for each number, of letters alone.
fn last_name(number: usize) -> String {
    const SYLLABLES: [&str; 10] = ["ba", "do", "ki", "mu", "re", "sa", "to", "vi", "lo", "ne"];
    let syllables = (0..5u32).map(|n| SYLLABLES[number / 10_usize.pow(n) % 10]);
    format!("O{}", syllables.collect::<String>())
}

/// Persons of whom no two are alike, where one unit after another would be one.
#[test]
fn thousands_of_one_role_take_linear_time() {
    let unit = |i| format!("President Ann {name} left. The president said she was. {name} left. ", name = last_name(i));
    let text = |n: usize| -> String { (0..n).map(unit).collect() };
    let is_linear = || {
        let (short, long) = (time_of(&text(2000)), time_of(&text(8000)));
        long < short * 9 + Duration::from_millis(60)
    };
    assert!((0..3).any(|_| is_linear()));
}

#[test]
fn hostile_text_takes_linear_time() {
    const UNITS: &[&str] = &[
        "\"",
        "“",
        "said ",
        "Mr. ",
        "x",
        "Putin said ",
        "he said \"x\" ",
        ", said he, ",
        "according to the ",
        "who said ",
        "“a b c,” she said while ",
        "the minister of ",
        "' ‘",
        "“a\n\n",
        "Ann Orr of Kim ",
        "and said that he ",
        "of 52 percent ",
        "badly continued to ",
        "Ann Orr, who met Kim, ",
        "according to people close to Ann Orr ",
        "Orr’s claim that ",
        "as Ann Orr noted, ",
        "“Ann Orr”, he said ",
        "sent a letter to Ann Orr saying ",
        "heard him say “a ",
        "voters in Lund, Norway and ",
        "a report by Ann Orr from ",
        "Norway's head of ",
        "Those who said they were late and he was ",
        "denied that he said ",
        "hit Ann Orr for saying of saying ",
        "Ann Orr said, saying adding, ",
        "Ann Orr wrote:\n\nWe will build a bridge and all of us will pay.\n\n",
        "Ann Orr accused Kim of it and called on him to go, accusing ",
        "a friend of Ann Orr who said that Democrats, who say ",
        "\"One went home. ",
    ];
    // Four times the text: four times the time, with room for a busy machine; quadratic would be sixteen. A busy
    // machine may still spoil a measurement, though not three in a row.
    let is_linear = |unit: &str| {
        let (short, long) = (time(unit, 1 << 17), time(unit, 1 << 19));
        long < short * 9 + Duration::from_millis(60)
    };
    for unit in UNITS {
        assert!((0..3).any(|_| is_linear(unit)), "{unit:?} takes more than linear time");
    }
}
