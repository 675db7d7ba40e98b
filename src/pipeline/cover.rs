//! Days as search terms: an interval as the shortest list of ISO prefixes that covers it exactly.

use jiff::{ToSpan, civil::Date};

/// Years after which an interval says nothing worth a search ("since the Stone Age") and gets no terms.
const LONGEST_YEARS: i64 = 200;

/// The shortest list of ISO prefixes that covers the days from `from` to `to`, both included, and no other:
/// centuries ("20"), decades ("201"), years ("2014"), months ("2014-03"), days ("2014-03-05").
///
/// Two intervals overlap if and only if a term of one begins with a term of the other. At most some 130 terms.
/// Nothing for an interval that is reversed, before the year 0 or longer than two centuries.
///
/// ```
/// use jiff::civil::date;
/// use onrecord::pipeline::cover::cover;
/// assert_eq!(cover(date(2014, 1, 1), date(2015, 2, 1)), ["2014", "2015-01", "2015-02-01"]);
/// ```
#[must_use]
pub fn cover(from: Date, to: Date) -> Vec<String> {
    let mut terms = Vec::new();
    if from > to || from.year() < 0 || i64::from(to.year()) - i64::from(from.year()) > LONGEST_YEARS {
        return terms;
    }
    let mut day = Some(from);
    while let Some(start) = day.filter(|day| *day <= to) {
        let (term, last) = largest(start, to);
        terms.push(term);
        day = last.tomorrow().ok();
    }
    terms
}

/// The largest period that begins on `start` and ends by `to`: its term and last day.
fn largest(start: Date, to: Date) -> (String, Date) {
    if start.day() == 1 && start.month() == 1 {
        for (years, digits) in [(100, 2), (10, 3), (1, 4)] {
            let begins = i32::from(start.year()) % years == 0;
            if let Some(last) = begins.then(|| last_of(start, years)).flatten().filter(|last| *last <= to) {
                return (format!("{:04}", start.year())[..digits].to_owned(), last);
            }
        }
    }
    let month_end = start.last_of_month();
    if start.day() == 1 && month_end <= to {
        return (format!("{:04}-{:02}", start.year(), start.month()), month_end);
    }
    (start.to_string(), start)
}

/// The last day of the period of `years` years that begins on the first of January `start`.
fn last_of(start: Date, years: i32) -> Option<Date> {
    let next = start.checked_add((years - 1).years()).ok()?;
    Some(next.last_of_year())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn whole_periods_are_one_term() {
        assert_eq!(cover(date(2014, 3, 5), date(2014, 3, 5)), ["2014-03-05"]);
        assert_eq!(cover(date(2014, 3, 1), date(2014, 3, 31)), ["2014-03"]);
        assert_eq!(cover(date(2014, 1, 1), date(2014, 12, 31)), ["2014"]);
        assert_eq!(cover(date(2010, 1, 1), date(2019, 12, 31)), ["201"]);
        assert_eq!(cover(date(1900, 1, 1), date(1999, 12, 31)), ["19"]);
        assert_eq!(cover(date(2016, 2, 28), date(2016, 3, 1)), ["2016-02-28", "2016-02-29", "2016-03-01"]);
    }

    #[test]
    fn senseless_intervals_give_nothing() {
        assert!(cover(date(2014, 3, 5), date(2014, 3, 4)).is_empty());
        assert!(cover(date(1500, 1, 1), date(2014, 3, 4)).is_empty());
        assert!(cover(date(-5, 1, 1), date(1, 3, 4)).is_empty());
        assert_eq!(cover(date(9999, 12, 31), date(9999, 12, 31)), ["9999-12-31"]);
    }

    proptest! {
        #[test]
        fn a_cover_holds_exactly_its_days(start in 0i32..400_000, len in 0i32..8_000, probe in -400i32..8_400) {
            let origin = date(1000, 1, 1);
            let day = |n: i32| origin.checked_add(n.days()).unwrap();
            let (from, to) = (day(start + 400), day(start + 400 + len));
            let terms = cover(from, to);
            let probed = day(start + 400 + probe);
            let covered = terms.iter().filter(|term| probed.to_string().starts_with(term.as_str())).count();
            prop_assert_eq!(covered, usize::from(from <= probed && probed <= to));
            prop_assert!(terms.len() < 135);
        }
    }
}
