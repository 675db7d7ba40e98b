//! Strings meant to hurt get an answer or a clear error, quickly.

use std::time::{Duration, Instant};

use super::fixture::{Archive, Story, plain};
use crate::query::{AskError, QueryError, Request, answer, parse};

/// What the contract allows; debug builds and busy machines included.
const SOON: Duration = Duration::from_secs(1);

fn archive() -> Archive {
    let story = |at: usize| Story {
        paragraphs: vec![plain(&format!("The bridge of word{at} fell.")), plain(&"sand ".repeat(50))],
        ..Story::default()
    };
    Archive::new(&(0..50).map(story).collect::<Vec<_>>(), 20)
}

fn error(query: &str) -> QueryError {
    parse(query).expect_err(query)
}

#[test]
fn hostile_queries_are_answered_or_refused_within_a_second() {
    let archive = archive();
    let queries = [
        "(".repeat(10_000),
        "(".repeat(4_000),
        ")".repeat(4_000),
        "-".repeat(4_000) + "x",
        "NOT ".repeat(1_000) + "x",
        "a".repeat(1 << 20),
        "word ".repeat(800),
        "a* ".repeat(1000),
        "wo* ".repeat(250),
        "\"sand sand\" ".repeat(80),
        format!("\"{}\"", "sand ".repeat(250)),
        format!("\"{}san*\"", "sand ".repeat(200)),
        "x OR ".repeat(800),
        "speaker:".repeat(400),
        "*".to_owned(),
        "\"".to_owned(),
        "“".to_owned(),
        "speaker:".to_owned(),
        "\0\u{202e}\u{feff}".to_owned(),
        "é".repeat(3000),
        "date:99999999999999999999".to_owned(),
        "confidence:NaN".to_owned(),
        "sand w/9 ".repeat(300) + "sand",
        "sand w/1000 ".repeat(14) + "sand",
        "(sand OR bridge) w/s ".repeat(12) + "fell",
        "sa*d~2 ".repeat(500),
        "\"sand sand sand sand sand sand\"~99".to_owned(),
        format!("\"{}\"~50", "sand ".repeat(250)),
        format!("/{}/", "(a*)*".repeat(40)),
        format!("/{}/", "(x{90}){90}{90}"),
        "/(sa|s)*nd?.*.*.*.*/".to_owned(),
        format!("{}*", "*a".repeat(1500)),
        format!("{}~2", "s".repeat(2000)),
        "sand".to_owned() + &"^2".repeat(1000),
        "/.*(s.*a.*n.*d.*)*$/".to_owned(),
        "\u{10ffff}".repeat(900) + "~2",
        "?".repeat(2000) + "sand",
        format!("path:{}", "/".repeat(3000)),
        "speaker:=\"".to_owned() + &"a".repeat(3000) + "\"",
        "confidence:1e400..-1e400".to_owned(),
        "mentions:0000-00-00..".to_owned(),
        "id:".to_owned() + &"f".repeat(33),
        format!("{}x{}", "(".repeat(32), ")".repeat(32)),
        format!("{}x", "-(a OR ".repeat(15)) + &")".repeat(15),
    ];
    for query in queries {
        let begun = Instant::now();
        let request = Request { expr: query.clone(), limit: Some(10), ..Request::default() };
        match answer(&archive.searcher, &archive.fields, &archive.names, &request) {
            Ok(answers) => assert!(answers.take(10).all(|hit| hit.is_ok())),
            Err(AskError::Query(error)) => assert!(error.to_string().len() < 1000 && error.caret.width > 0),
            Err(other) => panic!("{other}"),
        }
        let shown: String = query.chars().take(20).collect();
        assert!(begun.elapsed() < SOON, "{shown}… took {:?}", begun.elapsed());
    }
}

#[test]
fn faults_are_placed_and_advised() {
    let cases = [
        ("", 0..0, "empty"),
        ("   ", 0..0, "empty"),
        ("war \"peace", 4..5, "never closed"),
        ("war “peace", 4..7, "never closed"),
        ("(war OR peace", 0..1, "never closed"),
        ("war)", 3..4, "closes none"),
        ("war ()", 4..6, "between"),
        ("speaker:", 0..8, "nothing after"),
        ("war speaker: OR x", 4..12, "nothing after"),
        ("speeker:orlova", 0..7, "no field `speeker:`"),
        ("OR war", 0..2, "each side"),
        ("war AND", 4..7, "each side"),
        ("war OR", 4..6, "each side"),
        ("war NOT", 4..7, "after it"),
        ("!!!", 0..3, "searched"),
        ("w*", 0..2, "letters before"),
        ("*r", 0..2, "at least 2 letters"),
        ("w*r-d", 0..5, "within one word"),
        ("war~3", 0..5, "~1 or ~2"),
        ("war~2", 0..5, "at least 6 letters"),
        ("U.S.~1", 0..6, "behind one word"),
        ("\"old bridge\"~", 0..12, "from 0 to 99"),
        ("bridge^0", 6..8, "from 0.1 to 100"),
        ("w/3 war", 0..3, "each side"),
        ("war w/3", 4..7, "each side"),
        ("war w/0 peace", 4..7, "within 1 to 1000"),
        ("war w/3 -peace", 0..14, "only words"),
        ("said:war w/3 peace", 0..18, "in one field"),
        ("a w/3 b w/s c", 0..13, "mixed"),
        ("/(/", 0..3, "no regular expression"),
        ("title:=\"x\"", 6..7, "whole name"),
        ("speaker:=", 8..9, "no name after it"),
        ("war date:Tuesday", 9..16, "no date"),
        ("date:2016..2015", 5..15, "before it begins"),
        ("kind:rumour", 5..11, "no kind"),
        ("confidence:7", 11..12, "between 0 and 1"),
        ("id:xyz", 3..6, "hexadecimal"),
        (&"wo* ".repeat(17), 64..67, "more than 16 conditions"),
        (&"w ".repeat(257), 512..513, "more than 256 words"),
    ];
    for (query, span, words) in cases {
        let error = error(query);
        assert_eq!(error.span, span, "{query}: {error}");
        assert!(error.message.contains(words), "{query}: {error}");
    }
    assert!(!error("kind:=\u{17}\u{202e}").to_string().contains(['\u{17}', '\u{202e}']));
    assert!(error("speeker:x").advice.unwrap().contains("`speaker:`"));
    assert!(error("sourc:x").advice.unwrap().contains("`source:`"));
}

#[test]
fn a_faulty_option_is_named() {
    let archive = archive();
    let request = Request { expr: "x".to_owned(), date: Some("May".to_owned()), ..Request::default() };
    let Err(AskError::Query(error)) = answer(&archive.searcher, &archive.fields, &archive.names, &request) else {
        panic!()
    };
    assert_eq!(error.option, Some("date"));
    assert!(error.to_string().starts_with("--date: `May` is no date"), "{error}");
}
