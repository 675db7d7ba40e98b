//! Dates of publication as they are typed.

use jiff::civil::Date;

use crate::article::Published;

/// A string that is no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a date: write 2016, 2016-09 or 2016-09-20")]
pub struct NoDate(String);

/// Reads `2016`, `2016-09`, `2016-09-20`, or an ISO 8601 time stamp, of which the day counts as printed.
///
/// # Errors
/// If `typed` is none of these.
///
/// ```
/// use onrecord::commands::days::parse;
/// assert_eq!(parse("2016-02").unwrap().to.to_string(), "2016-02-29");
/// assert_eq!(parse("2021-12-01T23:59:00-05:00").unwrap(), parse("2021-12-01").unwrap());
/// assert!(parse("yesterday").is_err());
/// ```
pub fn parse(typed: &str) -> Result<Published, NoDate> {
    let trimmed = typed.trim();
    interval(trimmed).ok_or_else(|| NoDate(trimmed.chars().take(64).collect()))
}

fn interval(typed: &str) -> Option<Published> {
    let day = match typed.split_once(['T', ' ']) {
        Some((day, time)) if day.len() == 10 && time.starts_with(|c: char| c.is_ascii_digit()) => day,
        Some(_) => return None,
        None => typed,
    };
    let numbers = day.split('-').map(number).collect::<Option<Vec<_>>>()?;
    match (numbers.as_slice(), day.len()) {
        (&[year], 4) => Some(Published { from: Date::new(year, 1, 1).ok()?, to: Date::new(year, 12, 31).ok()? }),
        (&[year, month], 7) => {
            let from = Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
            Some(Published { from, to: from.last_of_month() })
        }
        (&[year, month, day], 10) => {
            Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().map(Published::on)
        }
        _ => None,
    }
}

fn number(digits: &str) -> Option<i16> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_dates_are_dates() {
        for wrong in
            ["", "2016-", "2016-13", "2016-02-30", "16-02-03", "2016-2-3", "20160203", "-016", "２０１６", "next week"]
        {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
        for (typed, printed) in [("2016", "2016"), (" 2016-09 ", "2016-09"), ("2016-09-20 11:00", "2016-09-20")] {
            assert_eq!(parse(typed).unwrap().to_string(), printed);
        }
    }
}
