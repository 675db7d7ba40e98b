//! Interval measure of dates: are the days the gold names the days found? Search by `mentions:` asks nothing else, and
//! conventions of writing a value do not matter to it.

use std::{
    fmt,
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

use anyhow::{Context, Result};
use jiff::civil::{Date, ISOWeekDate, Weekday};
use onrecord::{
    analysis::dates,
    article::Published,
    text::{Span, Tokens, chars::CharIndex},
};
use serde::Deserialize;

/// First and last day.
type Days = (Date, Date);

/// An article with gold dates, offsets in code points.
#[derive(Debug, Deserialize)]
struct Article {
    text: String,
    /// Publication.
    date: Option<String>,
    timexes: Vec<Timex>,
}

#[derive(Debug, Deserialize)]
struct Timex {
    start: usize,
    end: usize,
    value: Option<String>,
}

/// A stretch of days named at a place in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Named {
    start: usize,
    end: usize,
    days: Days,
}

/// Gold dates that name days, found ones that do, and how the two agree.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    gold: usize,
    found: usize,
    /// Pairs at one place in the text.
    paired: usize,
    /// Pairs with a day in common.
    meet: usize,
    /// Pairs of the same first and last day.
    same: usize,
}

/// A line of figures for each of `files` (JSON lines: `text`, `date`, `timexes` of `start`, `end`, `value`).
///
/// # Errors
/// If a file cannot be read.
pub(crate) fn measure(files: &[&Path]) -> Result<String> {
    let mut out = String::new();
    for path in files {
        let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
        let mut counts = Counts::default();
        for (n, line) in BufReader::new(file).lines().enumerate() {
            let article: Article = serde_json::from_str(&line?)
                .with_context(|| format!("{}, line {}: no article with gold dates", path.display(), n + 1))?;
            let published = article.date.as_ref().map(|date| date.parse().map(Published::on)).transpose()?;
            counts.note(&gold(&article), &found(&article.text, published));
        }
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        out.push_str(&format!("{name}: {counts}\n"));
    }
    Ok(out)
}

fn gold(article: &Article) -> Vec<Named> {
    let named =
        |timex: &Timex| Some(Named { start: timex.start, end: timex.end, days: days(timex.value.as_deref()?)? });
    article.timexes.iter().filter_map(named).collect()
}

fn found(text: &str, published: Option<Published>) -> Vec<Named> {
    let chars = CharIndex::new(text);
    let found = dates::find(&Tokens::new(text), published);
    let named = |span: Span, days| {
        let span = chars.span(span);
        Named { start: span.start, end: span.end, days }
    };
    found.iter().filter_map(|date| Some(named(date.span, date.interval?))).collect()
}

impl Counts {
    /// Pairs the dates of an article, same words first, then words in common; each is paired once.
    fn note(&mut self, gold: &[Named], found: &[Named]) {
        self.gold += gold.len();
        self.found += found.len();
        let (mut gold, mut found) = (gold.to_vec(), found.to_vec());
        self.pair(&mut gold, &mut found, |a, b| (a.start, a.end) == (b.start, b.end));
        self.pair(&mut gold, &mut found, |a, b| a.start < b.end && b.start < a.end);
    }

    fn pair(&mut self, gold: &mut Vec<Named>, found: &mut Vec<Named>, fits: impl Fn(&Named, &Named) -> bool) {
        gold.retain(|named| {
            let Some(at) = found.iter().position(|other| fits(named, other)) else { return true };
            let other = found.remove(at);
            self.paired += 1;
            self.same += usize::from(named.days == other.days);
            self.meet += usize::from(named.days.0 <= other.days.1 && other.days.0 <= named.days.1);
            false
        });
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        let f1 = |right: usize| 2.0 * share(right, self.gold + self.found);
        write!(f, "same days F1 {:.2}, a day in common F1 {:.2}", f1(self.same), f1(self.meet))?;
        write!(f, "; of {} pairs the same days {:.2} %", self.paired, share(self.same, self.paired))?;
        write!(f, ", a day in common {:.2} %", share(self.meet, self.paired))?;
        write!(f, " ({} gold dates name days, {} found ones do)", self.gold, self.found)
    }
}

/// The days a TIMEX3 value names; none for lengths, sets, "now", and values that leave the year open. A time of day is
/// its day, and what is left open within a year or month (`1998-XX`, `1998-WXX`) is the whole of it.
fn days(value: &str) -> Option<Days> {
    let day = value.split('T').next()?;
    let day = ["-X", "-WX", "-QX"].iter().find_map(|open| Some(day.split_once(open)?.0)).unwrap_or(day);
    let (before_christ, day) = day.strip_prefix("BC").map_or((false, day), |day| (true, day));
    let (year, rest) = day.split_once('-').map_or((day, None), |(year, rest)| (year, Some(rest)));
    let digits = year.trim_end_matches('X');
    let number: i16 = digits.parse().ok()?;
    match (digits.len(), rest) {
        (4, rest) => within(if before_christ { 1 - number } else { number }, rest),
        (3, None) if !before_christ => years(number.checked_mul(10)?, 10),
        (2, None) if !before_christ => years(number.checked_mul(100)?, 100),
        _ => None,
    }
}

/// The days of a part of a year as TIMEX3 writes it.
fn within(year: i16, part: Option<&str>) -> Option<Days> {
    let Some(part) = part else { return years(year, 1) };
    if let Some(week) = part.strip_prefix('W').filter(|week| week.starts_with(|c: char| c.is_ascii_digit())) {
        return week_days(year, week);
    }
    match part {
        "SP" => months(year, 3, 3),
        "SU" => months(year, 6, 3),
        "FA" | "AU" => months(year, 9, 3),
        "WI" => months(year, 12, 3),
        "Q1" | "Q2" | "Q3" | "Q4" => months(year, 3 * part[1..].parse::<i8>().ok()? - 2, 3),
        "H1" => months(year, 1, 6),
        "H2" => months(year, 7, 6),
        _ => match part.split_once('-') {
            Some((month, day)) => {
                let day = Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()?;
                Some((day, day))
            }
            None => months(year, part.parse().ok()?, 1),
        },
    }
}

/// A week, its weekend (`10-WE`), or a day of it (`10-3`).
fn week_days(year: i16, week: &str) -> Option<Days> {
    let (week, part) = week.split_once('-').map_or((week, None), |(week, part)| (week, Some(part)));
    let day = |weekday| Some(ISOWeekDate::new(year, week.parse().ok()?, weekday).ok()?.date());
    match part {
        None => Some((day(Weekday::Monday)?, day(Weekday::Sunday)?)),
        Some("WE") => Some((day(Weekday::Saturday)?, day(Weekday::Sunday)?)),
        Some(number) => {
            let day = day(Weekday::from_monday_one_offset(number.parse().ok()?).ok()?)?;
            Some((day, day))
        }
    }
}

fn months(year: i16, first: i8, count: i8) -> Option<Days> {
    let from = Date::new(year, first, 1).ok()?;
    let last = first + count - 1;
    let end = Date::new(year + i16::from(last > 12), (last - 1) % 12 + 1, 1).ok()?;
    Some((from, end.last_of_month()))
}

fn years(first: i16, count: i16) -> Option<Days> {
    Some((Date::new(first, 1, 1).ok()?, Date::new(first.checked_add(count - 1)?, 12, 31).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_name_their_days() {
        let cases = [
            ("1998-02-13", "1998-02-13..1998-02-13"),
            ("1998-02-13T14:00", "1998-02-13..1998-02-13"),
            ("2016-02", "2016-02-01..2016-02-29"),
            ("1998-W10", "1998-03-02..1998-03-08"),
            ("1998-W10-WE", "1998-03-07..1998-03-08"),
            ("1998-W10-3", "1998-03-04..1998-03-04"),
            ("1989-Q3", "1989-07-01..1989-09-30"),
            ("2015-WI", "2015-12-01..2016-02-29"),
            ("1998-XX-XX", "1998-01-01..1998-12-31"),
            ("1998-WXX", "1998-01-01..1998-12-31"),
            ("1998-02-XX", "1998-02-01..1998-02-28"),
            ("199", "1990-01-01..1999-12-31"),
            ("199X", "1990-01-01..1999-12-31"),
            ("19", "1900-01-01..1999-12-31"),
            ("BC0481", "-000480-01-01..-000480-12-31"),
        ];
        for (value, expected) in cases {
            let found = days(value).map(|(from, to)| format!("{from}..{to}"));
            assert_eq!(found.as_deref(), Some(expected), "{value}");
        }
        for value in ["P2D", "PRESENT_REF", "XXXX-SU", "XXXX", "", "BC04", "1998-13"] {
            assert_eq!(days(value), None, "{value}");
        }
    }

    #[test]
    fn each_date_is_paired_once() {
        let named = |start, end, value: &str| Named { start, end, days: days(value).unwrap() };
        let gold = [named(0, 4, "1998"), named(10, 14, "1999-05"), named(20, 24, "2001")];
        let found = [named(0, 4, "1998"), named(8, 14, "1999"), named(12, 14, "1999-05")];
        let mut counts = Counts::default();
        counts.note(&gold, &found);
        assert_eq!(counts, Counts { gold: 3, found: 3, paired: 2, meet: 2, same: 1 });
    }
}
