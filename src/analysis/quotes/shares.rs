//! Shares of people: "52 percent of voters", "nearly nine out of 10", "some in the party", "most of them".
//!
//! Papers let them speak by the dozen, in polls above all. Without its number such a phrase would say of all what some said.

use super::{scene::Scene, words::Class};
use crate::text::TokenKind;

/// Numbers that singular nouns do not follow.
pub(in crate::analysis) const SEVERAL: &[&str] =
    &["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// Further words for numbers and parts.
const PARTS: &[&str] = &[
    "%",
    "all",
    "another",
    "both",
    "dozens",
    "eighty",
    "fifth",
    "fifty",
    "forty",
    "half",
    "hundreds",
    "majorities",
    "majority",
    "million",
    "millions",
    "minority",
    "ninety",
    "none",
    "one",
    "percent",
    "plurality",
    "quarter",
    "quarters",
    "scores",
    "seventy",
    "sixty",
    "third",
    "thirds",
    "thirty",
    "thousands",
    "total",
    "twenty",
];

/// Words for some of many, who may be told by where they are: "many at the rally".
const SOME: &[&str] = &["few", "many", "most", "others", "several", "some", "those"];

/// Words that stand beside a number: "about a third of the".
const BESIDE: &[&str] = &[
    "-", "a", "about", "almost", "an", "around", "cent", "exactly", "fewer", "full", "fully", "in", "just", "less",
    "mere", "more", "nearly", "of", "only", "out", "over", "per", "roughly", "than", "the", "them", "us", "well",
];

/// Whether the word at token `i` tells a number, or a part of several.
#[must_use]
pub fn tells_part(scene: &Scene<'_, '_>, i: usize) -> bool {
    let lower = scene.tokens.lower(i);
    let head = lower.split_once('-').map_or(lower, |(head, _)| head);
    let fraction = ["-third", "-thirds", "-quarters", "-fourths", "-fifths"].iter().any(|end| lower.ends_with(end));
    scene.tokens[i].kind == TokenKind::Number
        || fraction
        || SEVERAL.contains(&lower)
        || PARTS.contains(&head)
        || SOME.contains(&lower)
}

/// First token of the share that the phrase at `first` is told of: "one of the officials", "some in the party".
#[must_use]
pub(super) fn start_of(scene: &Scene<'_, '_>, first: usize) -> Option<usize> {
    let joint = first.checked_sub(1).filter(|&i| i > 0 && scene.same_sentence(i - 1, first))?;
    match scene.tokens.lower(joint) {
        "of" => start(scene, joint),
        "in" | "at" | "from" | "on" | "around" | "within" | "inside" => {
            let some = joint - 1;
            let begins = scene.begins_sentence(some) || scene.class[some - 1] != Class::Determiner;
            let free = !scene.is_quoted(some) && !scene.is_claimed(some..joint);
            (begins && free && SOME.contains(&scene.tokens.lower(some))).then_some(some)
        }
        _ => None,
    }
}

/// Whether a word tells that the number behind it is not exact, or all there is: "about 20", "fully half".
#[must_use]
pub(super) fn is_about(lower: &str) -> bool {
    matches!(
        lower,
        "about" | "almost" | "approximately" | "around" | "fully" | "just" | "nearly" | "only" | "over" | "roughly"
    )
}

/// First token of the phrase of several at `first` with what tells how many: "more than a dozen officials", "at least 20 voters", "one in
/// five voters".
#[must_use]
pub(super) fn with_amount(scene: &Scene<'_, '_>, first: usize) -> usize {
    let free = |i: usize| scene.same_sentence(i, first) && !scene.is_quoted(i) && !scene.is_claimed(i..i + 1);
    let before = |n: usize| first.checked_sub(n).filter(|&i| free(i)).map_or("", |i| scene.tokens.lower(i));
    let several = first + 1 < scene.len()
        && matches!(scene.tokens.lower(first), "a" | "an")
        && matches!(
            scene.tokens.lower(first + 1),
            "dozen" | "hundred" | "thousand" | "million" | "score" | "third" | "quarter"
        );
    let number = |i: usize| scene.tokens[i].kind == TokenKind::Number || SEVERAL.contains(&scene.tokens.lower(i));
    if !several && !number(first) {
        return first;
    }
    let share =
        |n: usize| matches!(before(n), "one" | "nine") || first >= n && !before(n).is_empty() && number(first - n);
    match (before(2), before(1)) {
        ("more" | "fewer" | "less", "than") | ("at", "least" | "most") | ("up", "to") => first - 2,
        (_, "in") if share(2) => first - 2,
        ("out", "of") if share(3) => first - 3,
        (_, about) if is_about(about) => first - 1,
        _ => first,
    }
}

/// First token of a share that ends before token `last` and begins its clause: "nearly nine out of 10", "most of them", "42%".
#[must_use]
pub(super) fn start_of_clause(scene: &Scene<'_, '_>, last: usize) -> Option<usize> {
    let first = start(scene, last)?;
    let opening = [Class::Comma, Class::Conjunction, Class::Semicolon, Class::Colon, Class::Dash];
    let begins = scene.begins_sentence(first) || opening.contains(&scene.class[first - 1]);
    // "The one said": one person.
    (begins && (last > first + 1 || scene.tokens.lower(first) != "one")).then_some(first)
}

/// First token of the words that tell a number or part and end before token `last`.
#[must_use]
pub fn start(scene: &Scene<'_, '_>, last: usize) -> Option<usize> {
    /// Tokens of the longest.
    const LONGEST: usize = 9;
    let beside = |i: usize| BESIDE.contains(&scene.tokens.lower(i));
    let part = |&i: &usize| {
        let free = !scene.is_quoted(i) && !scene.is_claimed(i..i + 1);
        scene.same_sentence(i, last - 1) && free && (tells_part(scene, i) || beside(i))
    };
    let from = (last.saturating_sub(LONGEST)..last).rev().take_while(part).last()?;
    let opens =
        |i: usize| !matches!(scene.tokens.lower(i), "-" | "in" | "of" | "out" | "over" | "than" | "them" | "us");
    let first = (from..last).find(|&i| opens(i))?;
    (first..last).any(|i| tells_part(scene, i)).then_some(first)
}
