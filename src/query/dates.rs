//! Spellings of a stretch of days: `2015`, `2015-03..2016`, `>=2015-03-07`.

use std::fmt;

use jiff::civil::Date;

/// Days from the first to the last, both inclusive; a missing bound is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Days {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

impl Days {
    /// Reads a date, partial date (its whole period), range `A..B`, open range or comparison.
    ///
    /// ```
    /// use onrecord::query::Days;
    /// assert_eq!(Days::parse("2015-03..2016").unwrap().to_string(), "2015-03-01..2016-12-31");
    /// ```
    ///
    /// # Errors
    /// If it is none of these, or ends before it begins; the message says which.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        for (sign, make) in COMPARISONS {
            if let Some(rest) = text.strip_prefix(sign) {
                return make(period(rest)?).ok_or_else(|| format!("no day lies {sign} `{rest}`"));
            }
        }
        let Some((from, to)) = text.split_once("..") else {
            let (from, to) = period(text)?;
            return Ok(Self { from: Some(from), to: Some(to) });
        };
        let bound = |part: &str| if part.trim().is_empty() { Ok(None) } else { period(part).map(Some) };
        let days = Self { from: bound(from)?.map(|p| p.0), to: bound(to)?.map(|p| p.1) };
        match (days.from, days.to) {
            (None, None) => Err("a range of dates needs a beginning or an end".to_owned()),
            (Some(from), Some(to)) if from > to => Err(format!("the range ends ({to}) before it begins ({from})")),
            _ => Ok(days),
        }
    }

    /// Whether the two stretches share a day; both bounds of `other` are inclusive.
    #[must_use]
    pub fn overlap(&self, other: (Date, Date)) -> bool {
        self.from.is_none_or(|from| from <= other.1) && self.to.is_none_or(|to| other.0 <= to)
    }
}

type Make = fn((Date, Date)) -> Option<Days>;

/// Longer signs first. After or before a period is after its last or before its first day.
const COMPARISONS: [(&str, Make); 4] = [
    (">=", |p| Some(Days { from: Some(p.0), to: None })),
    ("<=", |p| Some(Days { from: None, to: Some(p.1) })),
    (">", |p| Some(Days { from: Some(p.1.tomorrow().ok()?), to: None })),
    ("<", |p| Some(Days { from: None, to: Some(p.0.yesterday().ok()?) })),
];

impl fmt::Display for Days {
    /// A spelling that reads back as the same days.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.from.iter().try_for_each(|day| write!(f, "{day}"))?;
        f.write_str("..")?;
        self.to.iter().try_for_each(|day| write!(f, "{day}"))
    }
}

/// First and last day of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
pub(crate) fn period(text: &str) -> Result<(Date, Date), String> {
    let text = text.trim();
    let wrong = || format!("`{}` is no date", text.chars().take(32).collect::<String>());
    let mut parts = text.split('-');
    let year = digits(parts.next(), 4).ok_or_else(wrong)?;
    let (month, day) = (parts.next(), parts.next());
    if parts.next().is_some() {
        return Err(wrong());
    }
    let date = |m: i16, d: i16| Date::new(year, m as i8, d as i8).map_err(|_| wrong());
    let (Some(month), day) = (month, day) else { return Ok((date(1, 1)?, date(12, 31)?)) };
    let month = digits(Some(month), 2).ok_or_else(wrong)?;
    match day {
        None => date(month, 1).map(|first| (first, first.last_of_month())),
        Some(day) => digits(Some(day), 2).ok_or_else(wrong).and_then(|d| date(month, d)).map(|day| (day, day)),
    }
}

fn digits(part: Option<&str>, most: usize) -> Option<i16> {
    let part = part?;
    let length = if most == 4 { part.len() == 4 } else { (1..=most).contains(&part.len()) };
    (length && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())?
}

/// Days since 1970-01-01, as the index has them.
pub(crate) fn epoch_day(date: Date) -> i64 {
    date.duration_since(Date::constant(1970, 1, 1)).as_hours() / 24
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> String {
        Days::parse(text).unwrap_or_else(|message| panic!("{text}: {message}")).to_string()
    }

    #[test]
    fn partial_dates_are_whole_periods_and_ranges_are_inclusive() {
        assert_eq!(days("2015"), "2015-01-01..2015-12-31");
        assert_eq!(days("2016-02"), "2016-02-01..2016-02-29");
        assert_eq!(days("2015-3..2016"), "2015-03-01..2016-12-31");
        assert_eq!(days("2015.."), "2015-01-01..");
        assert_eq!(days("..2016-02-03"), "..2016-02-03");
        assert_eq!(days(">2015"), "2016-01-01..");
        assert_eq!(days("<2015-03"), "..2015-02-28");
        assert_eq!(days(">=2015-03"), "2015-03-01..");
        assert_eq!(days("<=2015-03"), "..2015-03-31");
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in
            ["", "..", "15", "2015-13", "2015-02-30", "2016..2015", "March", "2015-01-01-01", ">9999", "20é5", "+201"]
        {
            assert!(Days::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(epoch_day(Date::constant(1970, 1, 2)), 1);
        assert_eq!(epoch_day(Date::constant(1969, 12, 31)), -1);
        assert_eq!(epoch_day(Date::constant(2016, 9, 20)), 17064);
    }
}
