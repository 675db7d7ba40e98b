//! The spellings in which dumps write a day of publication.
//!
//! Decided: `a/b/yyyy` is month first (as in every American dump seen) unless `a` is over 12, or its table has the day
//! first (`with_day_first`); `a.b.yyyy` is day first (no American writes points). The day is taken as printed: a time
//! zone shifts nothing. What lies before 1600 or after tomorrow is a filler or a mistake, and counts as missing: a wrong
//! date is worse than none.

mod ago;
mod names;
mod path;
mod words;

use jiff::{
    Timestamp,
    civil::{Date, date},
};

use crate::article::Published;

pub(super) use ago::ago;
pub(super) use names::{is_month, is_weekday, month_name, weekday};
pub(super) use path::{in_number, in_path};
pub(super) use words::{Label, Word, among, are_of_a_day, begun, days, word};

/// Earliest believable year.
const FIRST_YEAR: i16 = 1600;

/// Reads a date of publication in any spelling known.
///
/// ```
/// use onrecord::source::dates::parse;
/// for text in ["2016-09-20", "Tue, 20 Sep 2016 10:00:00 +0200", "9/20/2016", "20. September 2016", "1474329600"] {
///     assert_eq!(parse(text).unwrap().to_string(), "2016-09-20", "{text}");
/// }
/// assert_eq!(parse("September 2016").unwrap().to_string(), "2016-09");
/// assert_eq!(parse("yesterday"), None);
/// ```
#[must_use]
pub fn parse(text: &str) -> Option<Published> {
    let text = text.trim();
    if text.len() > 128 {
        return None;
    }
    let text = behind_change(peeled(text));
    let plain = in_plain_signs(text);
    let text = plain.as_deref().unwrap_or(text);
    // The beginning of time, as computers count it, stands for no date.
    if text.starts_with("1970-01-01") && text.len() > "1970-01-01".len() {
        return None;
    }
    let parts = Parts::of(text);
    let found = numeric(text, &parts).or_else(|| with_month_name(&parts)).or_else(|| behind_weekday(text, &parts));
    found.and_then(believable)
}

/// A date without what programs print about it: `['2019-03-05']`, `/Date(1551825000000)/`, `datetime.date(2019, 3, 5)`.
fn peeled(text: &str) -> &str {
    let text = text.trim_matches(|c: char| matches!(c, '[' | ']' | '\'' | '"') || c.is_whitespace());
    let inner = ["/Date(", "datetime.datetime(", "datetime.date(", "Timestamp("]
        .iter()
        .find_map(|call| text.strip_prefix(call));
    inner.map_or(text, |inner| inner.split(')').next().unwrap_or_default().trim_matches(['\'', '"']))
}

/// What follows the day of a change, where that of publication is labelled too: "Updated May 3, 2024; Published July 5, 2006".
fn behind_change(text: &str) -> &str {
    if !text.starts_with(char::is_alphabetic) {
        return text;
    }
    let mut words = text.split_whitespace().map(|one| (one, word(one)));
    if !words.by_ref().take(2).any(|(_, kind)| kind == Word::Label(Label::Changed)) {
        return text;
    }
    let label = words.find(|(_, kind)| *kind == Word::Label(Label::Published));
    label.map_or(text, |(label, _)| &text[label.as_ptr() as usize - text.as_ptr() as usize..])
}

/// `2020年4月7日` as `2020-4-7 `, and the same of Korea.
fn in_plain_signs(text: &str) -> Option<String> {
    text.contains(['年', '년']).then(|| {
        let sign = |c: char| match c {
            '年' | '月' | '년' | '월' => '-',
            '日' | '일' => ' ',
            other => other,
        };
        text.chars().map(sign).collect::<String>().replace("- ", "-").trim_matches('-').trim().to_owned()
    })
}

/// "Tue, 3/5/2019 - 22:30".
fn behind_weekday(text: &str, parts: &Parts<'_>) -> Option<Published> {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let first = parts.words.first().filter(|word| text.starts_with(*word))?;
    let day = first.get(..3).is_some_and(|start| DAYS.iter().any(|day| start.eq_ignore_ascii_case(day)));
    let rest = text[first.len()..].trim_start_matches([',', '.', ' ']);
    (day && rest.len() < text.len()).then(|| numeric(rest, &Parts::of(rest))).flatten()
}

/// Reads a day as spreadsheets count it, in days since the end of 1899, if it lies between 1990 and today.
#[must_use]
pub(super) fn from_serial(days: i64) -> Option<Published> {
    let since = (32_874..=60_000).contains(&days).then(|| jiff::Span::new().days(days))?;
    believable(Published::on(date(1899, 12, 30).checked_add(since).ok()?))
}

/// Reads a date given as a number: seconds, milli-, micro- or nanoseconds since 1970, `YYYYMMDD`, `YYYYMM`, or a year.
#[must_use]
pub fn from_number(number: f64) -> Option<Published> {
    if !number.is_finite() || number.abs() > 1e19 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "checked to be in range; fractions of seconds do not matter")]
    let whole = number as i64;
    let day = match whole {
        1600..=2999 => return believable(year(i16::try_from(whole).ok()?)?),
        160_001..=299_912 if (1..=12).contains(&(whole % 100)) => {
            return believable(month(i16::try_from(whole / 100).ok()?, i8::try_from(whole % 100).ok()?)?);
        }
        16_000_101..=29_991_231 => return believable(compact(&whole.to_string())?),
        100_000_000..=9_999_999_999 => Timestamp::from_second(whole).ok()?,
        100_000_000_000..=9_999_999_999_999 => Timestamp::from_millisecond(whole).ok()?,
        1_000_000_000_000_000..=9_999_999_999_999_999 => Timestamp::from_microsecond(whole).ok()?,
        1_000_000_000_000_000_000..=4_999_999_999_999_999_999 => Timestamp::from_second(whole / 1_000_000_000).ok()?,
        20_000_000_000_000..=29_991_231_235_959 => return believable(compact(&whole.to_string()[..8])?),
        _ => return None,
    };
    believable(Published::on(day.to_zoned_datetime(jiff::tz::TimeZone::UTC).date()))
}

/// The two numbers before the year in a day like `31/12/2019`, `05-03-19 00:00`; `None` if it is none.
pub(super) fn two_numbers(text: &str) -> Option<(i8, i8)> {
    let (first, second, ..) = ends_in_year(text)?;
    Some((first, second))
}

/// Whether a day like `05/12/2019` may be one of May as well as of December.
pub(super) fn is_either_way(text: &str) -> bool {
    two_numbers(text).is_some_and(|(first, second)| first.max(second) <= 12 && first != second)
}

/// A day like `05/12/2019 10:00` of a table that has the day first, written so that nobody takes it for the month:
/// `2019-12-05 10:00`. One that cannot be meant so (`12/31/2019`) is read in the only way there is.
pub(super) fn with_day_first(text: &str) -> Option<String> {
    let (first, second, y, rest) = ends_in_year(text)?;
    let (m, d) = if second > 12 { (first, second) } else { (second, first) };
    let date = Date::new(y, m, d).ok()?;
    Some(format!("{date}{rest}"))
}

/// The numbers of a day like `31/12/2019` with its year, and what follows; one of the first two may be a month, the
/// other a day.
fn ends_in_year(text: &str) -> Option<(i8, i8, i16, &str)> {
    let text = text.trim();
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let (first, rest) = text.split_at_checked(digits(text))?;
    let by = rest.chars().next().filter(|by| matches!(by, '/' | '-'))?;
    let (second, rest) = rest[1..].split_at_checked(digits(&rest[1..]))?;
    let rest = rest.strip_prefix(by)?;
    let (y, rest) = rest.split_at_checked(digits(rest))?;
    let short = |number: &str| number.parse::<i8>().ok().filter(|number| (1..=31).contains(number));
    let (first, second) = (short(first)?, short(second)?);
    let ends = !rest.starts_with(|c: char| c.is_alphanumeric() || c == by);
    (ends && first.min(second) <= 12).then_some((first, second, full_year(y)?, rest))
}

/// The day, month or year that three columns give.
pub(super) fn from_columns(y: &str, m: Option<&str>, d: Option<&str>) -> Option<Published> {
    let number = |text: &str| text.trim().trim_end_matches(".0").parse::<i16>().ok();
    let y = number(y)?;
    let m = m.and_then(|m| number(m).and_then(|m| i8::try_from(m).ok()).or_else(|| month_name(m.trim())));
    let d = d.and_then(number).and_then(|d| i8::try_from(d).ok());
    believable(match (m, d) {
        (Some(m), Some(d)) => day(y, m, d)?,
        (Some(m), None) => month(y, m)?,
        _ => year(y)?,
    })
}

/// A day among other words: `910514`, `May 1, 1990, Tuesday, Home Edition`, `AP-NY-02-01-88`.
pub(super) fn loose(text: &str) -> Option<Published> {
    let text = text.trim();
    parse(text).or_else(|| {
        let six = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit());
        six.then(|| compact(&format!("19{text}")).and_then(believable)).flatten()
    })
}

/// The one day that is written out among other words: `Économie, mercredi 17 juin 2020 312 mots, p. 8`.
pub(super) fn within(text: &str) -> Option<Published> {
    let words: Vec<&str> = text.split_whitespace().take(64).collect();
    let mut days = words.windows(3).filter(|three| three.iter().any(|word| is_month(word.trim_matches(','))));
    let day = |three: &[&str]| parse(&three.join(" ")).filter(|day| day.from == day.to);
    let first = days.by_ref().find_map(day)?;
    days.filter_map(day).all(|other| other == first).then_some(first)
}

/// The digits and words of a date with what parts them.
struct Parts<'t> {
    /// Each run of digits or letters, in order.
    words: Vec<&'t str>,
}

impl<'t> Parts<'t> {
    fn of(text: &'t str) -> Self {
        let mut words = Vec::new();
        let mut start = 0;
        let class = |c: char| {
            if c.is_ascii_digit() {
                1
            } else if c.is_alphabetic() {
                2
            } else {
                0
            }
        };
        let mut last = 0;
        for (at, c) in text.char_indices() {
            let now = class(c);
            if now != last {
                if last != 0 {
                    words.push(&text[start..at]);
                }
                start = at;
            }
            last = now;
        }
        if last != 0 {
            words.push(&text[start..]);
        }
        Self { words }
    }
}

fn numeric(text: &str, parts: &Parts<'_>) -> Option<Published> {
    let words = &parts.words;
    let first = *words.first()?;
    let digits = first.bytes().all(|byte| byte.is_ascii_digit());
    if !digits || !text.starts_with(first) {
        return None;
    }
    if first.len() >= 8 {
        return long_number(first);
    }
    // "1.551825e+09".
    if words.get(2).is_some_and(|word| word.eq_ignore_ascii_case("e")) {
        return text.parse().ok().and_then(from_number);
    }
    let by = text[first.len()..].chars().next();
    match (first.len(), by) {
        (4, None) => year(first.parse().ok()?),
        (4, Some('.')) if words.len() == 2 && words[1] == "0" => year(first.parse().ok()?),
        (4, Some('-' | '/' | '.' | ':' | ',')) => year_first(words),
        (1 | 2, Some(by @ ('/' | '.' | '-'))) => year_last(words, by),
        // "2019年3月5日".
        (4, Some('年')) => year_first(&words.iter().copied().step_by(2).collect::<Vec<_>>()),
        _ => None,
    }
}

/// `20160920`, `20160102091536`, `20140829T135002Z`, seconds or milliseconds since 1970.
fn long_number(digits: &str) -> Option<Published> {
    match digits.len() {
        8 | 12 | 14 => compact(&digits[..8]),
        _ => from_number(digits.parse().ok()?),
    }
}

fn year_first(words: &[&str]) -> Option<Published> {
    let y = words[0].parse().ok()?;
    let m = words.get(1)?;
    let m = m.parse().ok().filter(|_| m.len() <= 2).or_else(|| month_name(m))?;
    match words.get(2).filter(|d| d.len() <= 2).and_then(|d| d.parse().ok()) {
        Some(d) => day(y, m, d),
        None => month(y, m),
    }
}

fn year_last(words: &[&str], by: char) -> Option<Published> {
    let [a, b, y, ..] = words else { return None };
    if b.bytes().any(|byte| !byte.is_ascii_digit()) {
        return None;
    }
    let (a, b) = (a.parse::<i8>().ok()?, b.parse::<i8>().ok()?);
    let y = full_year(y)?;
    let month_first = by != '.' && a <= 12;
    if month_first { day(y, a, b) } else { day(y, b, a) }
}

/// Four digits, or two, which mean 1970 to 2069.
fn full_year(text: &str) -> Option<i16> {
    let number: i16 = text.parse().ok()?;
    match text.len() {
        4 => Some(number),
        2 if number < 70 => Some(2000 + number),
        2 => Some(1900 + number),
        _ => None,
    }
}

/// A month's name with a day and a year about it, in any order, weekdays and times being passed over.
fn with_month_name(parts: &Parts<'_>) -> Option<Published> {
    let words = &parts.words;
    let (at, m) = words.iter().enumerate().find_map(|(at, word)| Some((at, month_name(word)?)))?;
    let number = |at: Option<usize>| at.and_then(|at| words.get(at)).and_then(|word| word.parse::<i16>().ok());
    let before = number(at.checked_sub(1)).or_else(|| number(before_ordinal(words, at)));
    let mut after = at + 1;
    let first = number(Some(after));
    if first.is_some() {
        after += 1;
    }
    if words
        .get(after)
        .is_some_and(|word| matches!(word.to_ascii_lowercase().as_str(), "st" | "nd" | "rd" | "th" | "de"))
    {
        after += 1;
    }
    let short = |n: i16| i8::try_from(n).ok().filter(|n| (1..=31).contains(n));
    let year_at = |at: usize| words.get(at).filter(|word| word.bytes().all(|b| b.is_ascii_digit()));
    match (before, first) {
        // 20 September 2016, 26-FEB-1987, 19-Feb-18.
        (Some(d), Some(_)) if short(d).is_some() => day(full_year(year_at(at + 1)?)?, m, short(d)?),
        (Some(d), None) if short(d).is_some() => day(full_year(year_at(after)?).filter(|y| *y > 1000)?, m, short(d)?),
        // 2016 September 20.
        (Some(y), Some(d)) if y > 1000 => day(y, m, short(d)?),
        // September 20, 2016; Wed Sep 20 10:00:00 2016.
        (_, Some(d)) if short(d).is_some() && d < 1000 => {
            // Not "+0000".
            let year =
                |at: usize| year_at(at).filter(|word| word.len() == 4)?.parse().ok().filter(|y| *y >= FIRST_YEAR);
            let y = (after..words.len().min(after + 6)).find_map(year)?;
            day(y, m, short(d)?)
        }
        (None, Some(y)) if y > 1000 => month(y, m),
        _ => None,
    }
}

/// `20th of September`: the number's place before its ending and an "of".
fn before_ordinal(words: &[&str], at: usize) -> Option<usize> {
    let filler =
        |word: &str| matches!(word.to_ascii_lowercase().as_str(), "st" | "nd" | "rd" | "th" | "of" | "de" | "er");
    let mut at = at.checked_sub(1)?;
    for _ in 0..2 {
        if filler(words[at]) {
            at = at.checked_sub(1)?;
        }
    }
    Some(at)
}

fn compact(eight: &str) -> Option<Published> {
    day(eight.get(..4)?.parse().ok()?, eight.get(4..6)?.parse().ok()?, eight.get(6..8)?.parse().ok()?)
}

fn day(y: i16, m: i8, d: i8) -> Option<Published> {
    Date::new(y, m, d).ok().map(Published::on)
}

fn month(y: i16, m: i8) -> Option<Published> {
    let from = Date::new(y, m, 1).ok()?;
    Some(Published { from, to: from.last_of_month() })
}

fn year(y: i16) -> Option<Published> {
    let from = Date::new(y, 1, 1).ok()?;
    Some(Published { from, to: from.last_of_year() })
}

/// Nothing before printing, nothing after tomorrow (somewhere it is tomorrow already).
fn believable(published: Published) -> Option<Published> {
    let tomorrow =
        Timestamp::now().to_zoned_datetime(jiff::tz::TimeZone::UTC).date().saturating_add(jiff::Span::new().days(1));
    (published.from >= date(FIRST_YEAR, 1, 1) && published.from <= tomorrow).then_some(published)
}

/// Reads a moment, for telling versions apart: an exact one if there is one, else the beginning of the day.
pub(super) fn moment(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    text.parse().ok().or_else(|| {
        let day = parse(text)?.from;
        let time = text.get(11..19).and_then(|time| time.parse::<jiff::civil::Time>().ok()).unwrap_or_default();
        day.to_datetime(time).to_zoned_datetime(jiff::tz::TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_seen_in_dumps_is_read() {
        for (text, expected) in [
            ("2016-09-20", "2016-09-20"),
            ("2016-9-3", "2016-09-03"),
            ("9/6/2013", "2013-09-06"),
            ("26/9/2013", "2013-09-26"),
            ("6.9.2013", "2013-09-06"),
            ("10-11-2017", "2017-10-11"),
            ("December 31, 2017 ", "2017-12-31"),
            ("19-Feb-18", "2018-02-19"),
            ("26-FEB-1987 15:01:01.79", "1987-02-26"),
            ("2018-01-25 16:17:44.789555", "2018-01-25"),
            ("20170102T222800+0000", "2017-01-02"),
            ("20140829T135002Z", "2014-08-29"),
            ("2014-07-16T15:53:10.000Z", "2014-07-16"),
            ("2014-07-16T23:53:10-07:00", "2014-07-16"),
            ("20150304 10:11:12", "2015-03-04"),
            ("20160102091536", "2016-01-02"),
            ("Wed, 25 Apr 2017 15:12:49 +0000", "2017-04-25"),
            ("January 11, 2010 Monday", "2010-01-11"),
            ("Mon Jan 11 10:00:00 UTC 2010", "2010-01-11"),
            ("9 Januar 1993", "1993-01-09"),
            ("29 décembre 2011", "2011-12-29"),
            ("20th of September 2016", "2016-09-20"),
            ("Sept. 20th, 2016", "2016-09-20"),
            ("03/14/1998 10:36:00", "1998-03-14"),
            ("2016.0", "2016"),
            ("2016", "2016"),
            ("2016-09", "2016-09"),
            ("Sep 2016", "2016-09"),
            ("1474329600", "2016-09-20"),
            ("1474329600000", "2016-09-20"),
            ("1474329600.5", "2016-09-20"),
            ("1.4743296e+09", "2016-09-20"),
            ("Tue Sep 20 22:30:00 +0000 2016", "2016-09-20"),
            ("Tue, 9/20/2016 - 22:30", "2016-09-20"),
            ("['2016-09-20']", "2016-09-20"),
            ("/Date(1474329600000)/", "2016-09-20"),
            ("datetime.datetime(2016, 9, 20, 22, 30)", "2016-09-20"),
            ("1970-01-01", "1970-01-01"),
            ("Updated October 3, 2024; Published July 5, 2006", "2006-07-05"),
            ("2020年4月7日", "2020-04-07"),
            ("2020年4月", "2020-04"),
            ("2019년 10월 2일", "2019-10-02"),
            ("8/Jan/2020", "2020-01-08"),
        ] {
            assert_eq!(parse(text).map(|found| found.to_string()).as_deref(), Some(expected), "{text:?}");
        }
    }

    #[test]
    fn days_of_a_table_with_the_day_first_are_written_anew() {
        for (text, expected) in [
            ("05/12/2019", Some("2019-12-05")),
            ("5/3/19 00:00", Some("2019-03-05 00:00")),
            ("05-03-2019", Some("2019-03-05")),
            ("12/31/2019", Some("2019-12-31")),
            ("13/13/2019", None),
            ("2019-12-05", None),
            ("05/12", None),
            ("1/2/3/2019", None),
            ("", None),
        ] {
            assert_eq!(with_day_first(text).as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_no_believable_date_is_missing() {
        for text in [
            "",
            "0001-01-01",
            "2050-01-01",
            "n/a",
            "13/13/2016",
            "2016-13-01",
            "Monday",
            "1970-01-01T00:00:00Z",
            "http://x.y/1",
            "12345",
            "0",
        ] {
            assert_eq!(parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn days_of_six_digits() {
        assert_eq!(loose("910514").unwrap().to_string(), "1991-05-14");
    }

    #[test]
    fn columns_are_put_together() {
        assert_eq!(from_columns("2016.0", Some("9.0"), None).unwrap().to_string(), "2016-09");
        assert_eq!(from_columns("2016", Some("09"), Some("20")).unwrap().to_string(), "2016-09-20");
    }
}
