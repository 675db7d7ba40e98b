//! How long a question takes: `cargo test --release --lib query::tests::speed -- --ignored --nocapture`.

use std::time::{Duration, Instant};

use super::fixture::{Archive, Paragraph, Speech, Story};
use crate::query::{Request, Sort, Target};

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    /// Common words often, rare ones seldom.
    fn word(&mut self) -> String {
        let range = 1 << (1 + self.below(14));
        format!("w{}", self.below(range))
    }

    fn words(&mut self, count: u64) -> String {
        (0..count).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }
}

fn story(dice: &mut Dice) -> Story {
    let paragraph = |dice: &mut Dice| {
        let said = dice.words(8);
        let speaker = Some(format!("Ada{} Orlova{}", dice.below(50), dice.below(500)));
        let text = format!("{} “{said}” said {}", dice.words(15), dice.words(15));
        Paragraph {
            text,
            quotes: vec![Speech { said, speaker, kind: "direct", ..Speech::default() }],
            ..Paragraph::default()
        }
    };
    Story {
        title: Some(dice.words(6)),
        date: Some(format!("{}-{:02}", 2000 + dice.below(20), 1 + dice.below(12))),
        source: Some(format!("source{}", dice.below(40))),
        paragraphs: (0..4).map(|_| paragraph(dice)).collect(),
        ..Story::default()
    }
}

#[test]
#[ignore = "measures"]
fn questions_are_answered_in_milliseconds() {
    let mut dice = Dice(7);
    let stories: Vec<Story> = (0..20_000).map(|_| story(&mut dice)).collect();
    let archive = Archive::new(&stories, 10_000);
    println!("{} documents", archive.searcher.num_docs());
    let ask = |name: &str, request: Request| {
        let mut times: Vec<Duration> = (0..15)
            .map(|_| {
                let begun = Instant::now();
                let answers = archive.answer(&request);
                assert!(answers.take(10).all(|hit| hit.is_ok()));
                begun.elapsed()
            })
            .collect();
        times.sort();
        println!("{name:40} {:>9.2?} {:>8} hits", times[7], archive.answer(&request).total);
        assert!(times[7] < Duration::from_millis(500), "{name}");
    };
    let request = |expr: &str| Request { expr: expr.to_owned(), limit: Some(10), ..Request::default() };
    for expr in [
        "w5000",
        "w1",
        "w1 w2",
        "w100 w200",
        "\"w1 w2\"",
        "w1 OR w2 OR w3",
        "w1 -w2",
        "w12*",
        "w1*",
        "speaker:orlova7",
        "speaker:orlova7 w1",
        "-speaker:orlova7",
        "title:w1 w3",
        "date:2005 w1",
        "w1 source:source3",
        "*",
        "w16000 w15000 w14000",
        "path:1 w3",
    ] {
        ask(expr, request(expr));
    }
    ask("w1 by date", Request { sort: Sort::DateDesc, ..request("w1") });
    ask("w1 as articles", Request { target: Some(Target::Articles), ..request("w1") });
    ask("* as articles", Request { target: Some(Target::Articles), ..request("*") });
    ask("speaker:* as passages", Request { target: Some(Target::Passages), ..request("speaker:*") });
    ask("w1 within a folder", Request { within: vec!["/archive".to_owned()], ..request("w1") });
    let phrases: Vec<String> = (0..128).map(|n| format!("\"w{} w{}\"", n % 8, n / 8)).collect();
    let begun = Instant::now();
    println!(
        "{} hits of 128 common phrases in {:.2?}",
        archive.answer(&request(&phrases.join(" OR "))).total,
        begun.elapsed()
    );
    let begun = Instant::now();
    let count = archive.answer(&Request { limit: None, ..request("w1") }).filter(|hit| hit.is_ok()).count();
    println!("all {count} hits of w1 in {:.2?}", begun.elapsed());
}
