//! What the words round an expression say about it: is it a date at all, does it lie ahead.

use crate::text::{TokenKind, Tokens};

/// Words between which a year or a bare month can hardly be anything else.
const LEADS: &[&str] = &[
    "in",
    "since",
    "by",
    "from",
    "until",
    "till",
    "to",
    "of",
    "for",
    "before",
    "after",
    "during",
    "through",
    "between",
    "and",
    "or",
    "late",
    "early",
    "mid",
    "around",
    "circa",
    "c.",
    "ca.",
    "throughout",
    "on",
    "into",
    "last",
    "next",
    "this",
    "the",
    "within",
    "than",
    "year",
    "as",
];

/// Words after a number that make it a count.
const COUNTED: &[&str] = &[
    "%",
    "percent",
    "per",
    "people",
    "points",
    "million",
    "billion",
    "trillion",
    "thousand",
    "dollars",
    "euros",
    "pounds",
    "miles",
    "kilometers",
    "kilometres",
    "km",
    "meters",
    "metres",
    "feet",
    "yards",
    "tons",
    "tonnes",
    "barrels",
    "shares",
    "units",
    "jobs",
    "votes",
    "troops",
    "soldiers",
    "men",
    "women",
    "workers",
    "employees",
    "children",
    "students",
    "cents",
    "acres",
    "homes",
    "houses",
    "seats",
    "members",
    "others",
    "degrees",
    "pct",
    "civilians",
    "prisoners",
    "casualties",
    "hours",
    "hrs",
    "rpm",
    "mph",
    "pages",
    "copies",
    "ships",
    "aircraft",
    "tanks",
    "guns",
    "horses",
    "infantry",
    "cavalry",
];

/// Words after a weekday that make a title or a name of the two.
const TITLES: &[&str] =
    &["times", "telegraph", "herald", "mirror", "post", "mail", "express", "tribune", "star", "agreement", "live"];

/// Words that set what follows in the future.
const AHEAD: &[&str] = &[
    "will",
    "'ll",
    "shall",
    "expected",
    "scheduled",
    "due",
    "upcoming",
    "plan",
    "plans",
    "planned",
    "planning",
    "set",
    "slated",
    "begins",
    "starts",
    "opens",
    "expires",
    "supposed",
];

/// Verbs after which a weekday is the day of saying, whatever is said lies ahead.
const SAID: &[&str] =
    &["said", "told", "announced", "reported", "added", "says", "declared", "agreed", "ruled", "voted", "died"];

/// Token number `i` in lower case, or "" past the end.
pub(super) fn word<'a>(tokens: &'a Tokens<'_>, i: usize) -> &'a str {
    if i < tokens.len() { tokens.lower(i) } else { "" }
}

/// The token before in the same sentence, or "".
pub(super) fn before<'a>(tokens: &'a Tokens<'_>, token: usize) -> &'a str {
    match token.checked_sub(1) {
        Some(i) if tokens[i].sentence == tokens[token].sentence => tokens.lower(i),
        _ => "",
    }
}

/// The token after in the same sentence, or "".
pub(super) fn after<'a>(tokens: &'a Tokens<'_>, token: usize) -> &'a str {
    let next = token + 1;
    if next < tokens.len() && tokens[next].sentence == tokens[token].sentence { tokens.lower(next) } else { "" }
}

/// Whether the clause ends after the token: no word follows.
pub(super) fn ends(tokens: &Tokens<'_>, token: usize) -> bool {
    let next = after(tokens, token);
    next.is_empty() || !tokens[token + 1].is_wordlike() || matches!(next, "and" | "but" | "when" | "with" | "in")
}

/// "Sunday Times", "Bloody Sunday".
pub(super) fn is_title(tokens: &Tokens<'_>, token: usize) -> bool {
    let named = TITLES.contains(&after(tokens, token)) && tokens[token + 1].is_capitalised();
    named || matches!(before(tokens, token), "bloody" | "ruby" | "sheffield" | "tgi")
}

/// Whether a bare month name is a month: not "May" the verb or a person's name.
pub(super) fn month_stands(tokens: &Tokens<'_>, token: usize, month: i8) -> bool {
    let prev = before(tokens, token);
    let led =
        LEADS.contains(&prev) && prev != "the" || matches!(prev, "each" | "every" | "(" | "beginning" | "starting");
    let name = !after(tokens, token).is_empty() && tokens[token + 1].case == crate::text::tokens::Case::Title;
    match month {
        3 | 5 => led && !(month == 5 && prev == "and"),
        4 | 6 | 8 if name => {
            matches!(prev, "in" | "since" | "until" | "during" | "last" | "next" | "this" | "late" | "early")
        }
        _ => !name || led || !prev.is_empty() && !tokens[token - 1].is_capitalised(),
    }
}

/// Whether the number at `token` counts something.
pub(super) fn counts(tokens: &Tokens<'_>, token: usize) -> bool {
    COUNTED.contains(&after(tokens, token))
}

/// Whether a clock or a count follows, so that four digits are no year.
pub(super) fn clock_follows(tokens: &Tokens<'_>, token: usize) -> bool {
    matches!(after(tokens, token), "hours" | "hrs" | "%" | "percent" | "gmt" | "km" | "million" | "people")
}

/// Whether the word before leads to a year.
pub(super) fn year_leads(tokens: &Tokens<'_>, token: usize) -> bool {
    LEADS.contains(&before(tokens, token))
}

/// Whether four digits alone are a year.
pub(super) fn year_stands(tokens: &Tokens<'_>, token: usize, year: i16, joined: bool) -> bool {
    let prev = before(tokens, token);
    if matches!(prev, "$" | "£" | "€" | "#" | "no." | "nearly" | "almost" | "over" | "than" | "some" | "least") {
        return false;
    }
    // "555 2014" is a telephone number; a day before a year has been read with it.
    if !joined && !prev.is_empty() && tokens[token - 1].kind == TokenKind::Number {
        return false;
    }
    let next = after(tokens, token);
    let plain = matches!(prev, "in" | "since" | "of" | "until");
    let surely = !plain || matches!(next, "%" | "percent" | "people" | "men" | "million");
    if surely && counts(tokens, token) {
        return false;
    }
    let sign = matches!(prev, "/" | "." | "+") && tokens[token - 1].kind != TokenKind::Word;
    if sign || matches!(next, ":" | "/") && !plain {
        return false;
    }
    match year {
        1900..2100 => !joined || !prev.is_empty(),
        1500..1900 => joined || LEADS.contains(&prev) || matches!(prev, "(" | "," | "–" | "-"),
        _ => matches!(prev, "in" | "since" | "year"),
    }
}

/// "in spring", "by summer": a bare season that is meant.
pub(super) fn season_stands(tokens: &Tokens<'_>, token: usize) -> bool {
    let prev = before(tokens, token);
    let fall = tokens.lower(token) == "fall";
    let name = tokens[token].is_capitalised() && token > 0 && tokens[token - 1].sentence == tokens[token].sentence;
    match prev {
        "in" | "by" | "during" | "since" | "until" | "through" | "before" => !name,
        "of" | "for" | "late" | "early" => !fall && !name,
        _ => false,
    }
}

/// "to fall", "will fall", "shares fall": the verb.
pub(super) fn is_verb(tokens: &Tokens<'_>, token: usize) -> bool {
    let modal =
        matches!(before(tokens, token), "to" | "will" | "would" | "could" | "can" | "may" | "might" | "should" | "not");
    tokens.lower(token) == "fall" && modal
}

/// "the 80s" but not "in his 80s".
pub(super) fn decade_stands(tokens: &Tokens<'_>, token: usize) -> bool {
    let prev = before(tokens, token);
    let own = |word: &str| matches!(word, "his" | "her" | "their" | "my" | "your" | "our");
    let far = token.checked_sub(2).map_or("", |i| tokens.lower(i));
    prev == "the" || matches!(prev, "early" | "late" | "mid") && !own(far)
}

/// "the 20th" where no noun follows.
pub(super) fn day_stands(tokens: &Tokens<'_>, token: usize) -> bool {
    let digits = tokens.lower(token).starts_with(|c: char| c.is_ascii_digit());
    let prev = token.checked_sub(2).map_or("", |i| tokens.lower(i));
    digits && ends(tokens, token) && matches!(prev, "on" | "of" | "by" | "until" | "from" | "to" | "and" | "since")
}

/// "at 10:58": a bare time only after such a word.
pub(super) fn clock_stands(tokens: &Tokens<'_>, token: usize) -> bool {
    matches!(before(tokens, token), "at" | "by" | "around" | "about" | "until" | "from" | "before" | "after" | "since")
}

/// Whether a capitalised name follows ("the Week Magazine") or the unit is part of a longer noun.
pub(super) fn names_follow(tokens: &Tokens<'_>, token: usize) -> bool {
    let next = after(tokens, token);
    tokens[token].is_capitalised() || matches!(next, "that" | "when" | "who" | "-" | "he" | "she" | "they")
}

/// How many tokens before an expression a word about the future may stand.
const REACH: usize = 16;

/// How many tokens after one, where the sentence opens with it.
const LOOK: usize = 12;

/// Whether the sentence turns a bare weekday or month at tokens `first..=last` forward.
pub(super) fn ahead(tokens: &Tokens<'_>, first: usize, last: usize) -> bool {
    let sentence = tokens[first].sentence;
    if as_early_as(tokens, first) {
        return true;
    }
    if matches!(before(tokens, first), "until" | "till" | "through" | "by") && !past_bound(tokens, first, last) {
        return true;
    }
    let from = first.saturating_sub(REACH);
    for i in (from..first).rev() {
        if tokens[i].sentence != sentence {
            break;
        }
        let word = tokens.lower(i);
        if AHEAD.contains(&word) {
            return true;
        }
        let near = first - i <= if SAID.contains(&word) { 4 } else { 2 };
        if near && is_past(word) && !passive(tokens, i) {
            return false;
        }
    }
    // Only an expression that opens its sentence is governed by what follows.
    if first >= 3 && tokens[first - 3].sentence == sentence {
        return false;
    }
    let end = (last + 1 + LOOK).min(tokens.len());
    (last + 1..end)
        .take_while(|&i| tokens[i].sentence == sentence)
        .any(|i| matches!(tokens.lower(i), "will" | "'ll" | "expected" | "scheduled" | "due"))
        && !(last + 1..end.min(last + 6)).any(|i| SAID.contains(&tokens.lower(i)))
}

/// Whether "by", "until" bound something past ("had left by Friday") rather than something put off.
fn past_bound(tokens: &Tokens<'_>, first: usize, last: usize) -> bool {
    let sentence = tokens[first].sentence;
    let mut past = false;
    for i in (first.saturating_sub(REACH)..first).rev().take_while(|&i| tokens[i].sentence == sentence) {
        match tokens.lower(i) {
            "extended" | "postponed" | "delayed" | "adjourned" | "will" | "scheduled" | "expected" => return false,
            "had" | "was" | "were" | "did" | "didn't" | "continued" | "wasn't" | "remained" => past = true,
            _ => {}
        }
    }
    let opens = first < 2 || tokens[first - 2].sentence != sentence;
    let end = (last + 1 + LOOK / 2).min(tokens.len());
    past || opens && (last + 1..end).any(|i| tokens[i].sentence == sentence && is_past(tokens.lower(i)))
}

/// "as early as Tuesday", "as soon as next week".
fn as_early_as(tokens: &Tokens<'_>, first: usize) -> bool {
    first >= 2 && before(tokens, first) == "as" && matches!(tokens.lower(first - 2), "early" | "soon" | "late")
}

/// Whether a verb tells what has been; participles count as well, see [`passive`].
fn is_past(word: &str) -> bool {
    const STRONG: &[&str] = &[
        "began", "met", "won", "left", "came", "went", "fell", "rose", "took", "made", "held", "was", "were", "had",
        "gave", "got", "sent", "lost", "spoke", "wrote", "ran", "broke", "found", "saw", "led",
    ];
    word.len() > 4 && word.ends_with("ed") || SAID.contains(&word) || STRONG.contains(&word)
}

/// "will be announced": the verb says nothing about when it was said.
fn passive(tokens: &Tokens<'_>, i: usize) -> bool {
    i > 0 && matches!(tokens.lower(i - 1), "be" | "being")
}
