//! Days told by how long ago they were: "3 hours ago". Without the moment at which that was read they are none.

use super::parse;
use crate::article::Published;

/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// The day of "3 hours ago" as it was read at a moment like `2019-03-05 20:30`; `None` if it may be one of two days, as
/// that of "2 days ago" is, which may be nearly three.
pub(in crate::source) fn ago(text: &str, read: &str) -> Option<Published> {
    let read_on = parse(read).filter(|day| day.from == day.to)?;
    let lower = text.trim().to_ascii_lowercase();
    let before = |days: i64| Some(Published::on(read_on.from.checked_sub(jiff::Span::new().days(days)).ok()?));
    match lower.as_str() {
        "today" => return Some(read_on),
        "yesterday" => return before(1),
        _ => {}
    }
    let words: Vec<&str> = lower.split_whitespace().collect();
    let [number, unit, "ago"] = words[..] else { return None };
    let number = match number {
        "a" | "an" | "one" => 1,
        _ => number.parse::<i64>().ok().filter(|number| (0..100).contains(number))?,
    };
    let unit = match unit.trim_end_matches('s') {
        "minute" | "min" => 1,
        "hour" | "hr" => 60,
        _ => return None,
    };
    // What is "3 hours ago" may be nearly four.
    let latest = minute(read)? - number * unit;
    let day = |minute: i64| minute.div_euclid(DAY);
    (day(latest) == day(latest - unit)).then(|| before(-day(latest)))?
}

/// The minute of the day in `2019-03-05T20:30:00Z`, as printed.
fn minute(text: &str) -> Option<i64> {
    let (before, after) = text.split_once(':')?;
    let number = |text: Option<&str>| text.and_then(|text| text.parse::<i64>().ok());
    let hour = number(before.get(before.len().checked_sub(2)?..)).filter(|hour| *hour < 24)?;
    Some(hour * 60 + number(after.get(..2)).filter(|minute| *minute < 60)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_of_one_day_is_of_that_day() {
        for (text, read, expected) in [
            ("3 hours ago", "2019-03-05T20:30:00Z", Some("2019-03-05")),
            ("3 hours ago", "2019-03-05T03:20:00", None),
            ("5 hours ago", "2019-03-05T03:20:00", Some("2019-03-04")),
            ("an hour ago", "2019-03-05 20:30", Some("2019-03-05")),
            ("12 mins ago", "2019-03-05 20:30", Some("2019-03-05")),
            ("Yesterday", "2019-03-05", Some("2019-03-04")),
            ("2 hours ago", "2019-03-05", None),
            ("2 days ago", "2019-03-05 20:30", None),
            ("soon", "2019-03-05 20:30", None),
        ] {
            assert_eq!(ago(text, read).map(|day| day.to_string()).as_deref(), expected, "{text} {read}");
        }
    }
}
