//! Calendar arithmetic: stretches of the calendar, lengths, and how TIMEX3 writes them.

use std::fmt;

use jiff::civil::Date;

/// Years that can be named; the calendar library ends at 9999.
const YEARS: std::ops::RangeInclusive<i32> = -9000..=9000;

/// A unit of the calendar or the clock, from short to long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// A season of the north; "autumn" and "fall" are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

impl Season {
    /// First month of the season.
    pub(super) fn month(self) -> i8 {
        match self {
            Self::Spring => 3,
            Self::Summer => 6,
            Self::Autumn => 9,
            Self::Winter => 12,
        }
    }

    /// TIMEX3 code.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Spring => "SP",
            Self::Summer => "SU",
            Self::Autumn => "FA",
            Self::Winter => "WI",
        }
    }
}

/// A part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Morning,
    Afternoon,
    Evening,
    Night,
    Daytime,
}

impl Part {
    /// TIMEX3 code.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Morning => "TMO",
            Self::Afternoon => "TAF",
            Self::Evening => "TEV",
            Self::Night => "TNI",
            Self::Daytime => "TDT",
        }
    }
}

/// A time within a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TimeOfDay {
    Part(Part),
    Clock { hour: u8, minute: u8 },
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Part(part) => f.write_str(part.code()),
            Self::Clock { hour, minute } => write!(f, "T{hour:02}:{minute:02}"),
        }
    }
}

/// A stretch of the calendar. Years are astronomical: 0 is 1 BC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stretch {
    Day(Date),
    /// By its Monday.
    Week(Date),
    /// By the Monday of its week.
    Weekend(Date),
    Month(i16, i8),
    Quarter(i16, i8),
    Half(i16, i8),
    Season(i16, Season),
    Year(i16),
    /// Years 10n to 10n+9.
    Decade(i16),
    /// Years 100n to 100n+99: TIMEX3 calls the 20th century 19.
    Century(i16),
}

impl Stretch {
    /// The stretch of length `unit` that `day` lies in.
    pub(super) fn around(day: Date, unit: Unit) -> Self {
        let (year, month) = (day.year(), day.month());
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Self::Day(day),
            Unit::Weekend => Self::Weekend(monday(day)),
            Unit::Week => Self::Week(monday(day)),
            Unit::Month => Self::Month(year, month),
            Unit::Quarter => Self::Quarter(year, (month - 1) / 3 + 1),
            Unit::Year => Self::Year(year),
            Unit::Decade => Self::Decade(year.div_euclid(10)),
            Unit::Century => Self::Century(year.div_euclid(100)),
        }
    }

    /// The stretch of length `unit` that lies `count` such units from the one round `day`.
    pub(super) fn from(day: Date, unit: Unit, count: i32) -> Option<Self> {
        Self::Day(day).coarsen(unit)?.shift(count)
    }

    /// The stretch of length `unit` in which this one begins.
    pub(super) fn coarsen(self, unit: Unit) -> Option<Self> {
        Some(Self::around(self.interval()?.0, unit))
    }

    /// The stretch of the same kind `count` steps on (a season or half steps by years).
    pub(super) fn shift(self, count: i32) -> Option<Self> {
        Some(match self {
            Self::Day(day) => Self::Day(days(day, count)?),
            Self::Week(day) => Self::Week(days(day, count.checked_mul(7)?)?),
            Self::Weekend(day) => Self::Weekend(days(day, count.checked_mul(7)?)?),
            Self::Month(year, month) => {
                let (year, month) = carry(year, month, 12, count)?;
                Self::Month(year, month)
            }
            Self::Quarter(year, quarter) => {
                let (year, quarter) = carry(year, quarter, 4, count)?;
                Self::Quarter(year, quarter)
            }
            Self::Half(year, half) => Self::Half(later(year, count)?, half),
            Self::Season(year, season) => Self::Season(later(year, count)?, season),
            Self::Year(year) => Self::Year(later(year, count)?),
            Self::Decade(n) => Self::Decade(later(n, count).filter(|n| n.abs() < 900)?),
            Self::Century(n) => Self::Century(later(n, count).filter(|n| n.abs() < 90)?),
        })
    }

    /// The same stretch `count` years on.
    pub(super) fn years(self, count: i32) -> Option<Self> {
        Some(match self {
            Self::Day(day) => {
                let year = later(day.year(), count)?;
                Self::Day(
                    month_day(year, day.month(), day.day().min(28))
                        .filter(|_| day.day() > 28)
                        .or_else(|| month_day(year, day.month(), day.day()))?,
                )
            }
            Self::Month(year, month) => Self::Month(later(year, count)?, month),
            Self::Quarter(year, quarter) => Self::Quarter(later(year, count)?, quarter),
            Self::Week(_) | Self::Weekend(_) => self.shift(count.checked_mul(52)?)?,
            Self::Decade(_) | Self::Century(_) => return None,
            _ => self.shift(count)?,
        })
    }

    /// Length of the stretch, seasons and halves counting as quarters.
    pub(super) fn unit(self) -> Unit {
        match self {
            Self::Day(_) => Unit::Day,
            Self::Week(_) => Unit::Week,
            Self::Weekend(_) => Unit::Weekend,
            Self::Month(..) => Unit::Month,
            Self::Quarter(..) | Self::Half(..) | Self::Season(..) => Unit::Quarter,
            Self::Year(_) => Unit::Year,
            Self::Decade(_) => Unit::Decade,
            Self::Century(_) => Unit::Century,
        }
    }

    /// First and last day; none outside the years the calendar library knows.
    pub(super) fn interval(self) -> Option<(Date, Date)> {
        match self {
            Self::Day(day) => Some((day, day)),
            Self::Week(monday) => Some((monday, days(monday, 6)?)),
            Self::Weekend(monday) => Some((days(monday, 5)?, days(monday, 6)?)),
            Self::Month(year, month) => months(year, month, 1),
            Self::Quarter(year, quarter) => months(year, 3 * quarter - 2, 3),
            Self::Half(year, half) => months(year, 6 * half - 5, 6),
            Self::Season(year, season) => months(year, season.month(), 3),
            Self::Year(year) => months(year, 1, 12),
            Self::Decade(n) => years(i32::from(n) * 10, 10),
            Self::Century(n) => years(i32::from(n) * 100, 100),
        }
    }
}

impl fmt::Display for Stretch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Day(day) => write!(f, "{}-{:02}-{:02}", Year(day.year()), day.month(), day.day()),
            Self::Week(monday) | Self::Weekend(monday) => {
                let week = monday.iso_week_date();
                let end = if matches!(self, Self::Weekend(_)) { "-WE" } else { "" };
                write!(f, "{}-W{:02}{end}", Year(week.year()), week.week())
            }
            Self::Month(year, month) => write!(f, "{}-{month:02}", Year(year)),
            Self::Quarter(year, quarter) => write!(f, "{}-Q{quarter}", Year(year)),
            Self::Half(year, half) => write!(f, "{}-H{half}", Year(year)),
            Self::Season(year, season) => write!(f, "{}-{}", Year(year), season.code()),
            Self::Year(year) => Year(year).fmt(f),
            Self::Decade(n) => decimal(f, n, 3, 10),
            Self::Century(n) => decimal(f, n, 2, 100),
        }
    }
}

/// A year as TIMEX3 writes it: `1989`, `BC0481`.
struct Year(i16);

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 > 0 { write!(f, "{:04}", self.0) } else { write!(f, "BC{:04}", 1 - self.0) }
    }
}

/// Decade or century number `n`; before Christ it is counted back from the year 1.
fn decimal(f: &mut fmt::Formatter<'_>, n: i16, width: usize, length: i16) -> fmt::Result {
    if n >= 0 {
        return write!(f, "{n:0width$}");
    }
    let last = 1 - (i32::from(n) * i32::from(length) + i32::from(length) - 1);
    write!(f, "BC{:0width$}", last / i32::from(length))
}

/// A length of time; `count` is none for "several", "a few", a bare plural.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Length {
    pub(super) count: Option<f64>,
    pub(super) unit: Unit,
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (prefix, letter, times) = match self.unit {
            Unit::Second => ("PT", "S", 1.0),
            Unit::Minute => ("PT", "M", 1.0),
            Unit::Hour => ("PT", "H", 1.0),
            Unit::Day => ("P", "D", 1.0),
            Unit::Weekend => ("P", "WE", 1.0),
            Unit::Week => ("P", "W", 1.0),
            Unit::Month => ("P", "M", 1.0),
            Unit::Quarter => ("P", "Q", 1.0),
            Unit::Year => ("P", "Y", 1.0),
            Unit::Decade if self.count.is_some() => ("P", "Y", 10.0),
            Unit::Decade => ("P", "DE", 1.0),
            Unit::Century => ("P", "CE", 1.0),
        };
        let Some(count) = self.count else { return write!(f, "{prefix}X{letter}") };
        let count = count * times;
        let half = ((count.fract() - 0.5).abs() < 1e-9).then(|| half(self.unit)).flatten();
        match half {
            Some(half) if count < 1.0 => write!(f, "{prefix}{half}"),
            Some(half) => write!(f, "{prefix}{}{letter}{half}", count.trunc()),
            None => write!(f, "{prefix}{count}{letter}"),
        }
    }
}

/// Half a unit in whole smaller ones.
fn half(unit: Unit) -> Option<&'static str> {
    match unit {
        Unit::Minute => Some("30S"),
        Unit::Hour => Some("30M"),
        Unit::Year => Some("6M"),
        _ => None,
    }
}

/// A day of the month, if that month has it.
pub(super) fn month_day(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

/// The day `count` days on.
pub(super) fn days(day: Date, count: i32) -> Option<Date> {
    day.checked_add(jiff::Span::new().try_days(count).ok()?).ok()
}

fn monday(day: Date) -> Date {
    days(day, -i32::from(day.weekday().to_monday_zero_offset())).unwrap_or(day)
}

fn later(year: i16, count: i32) -> Option<i16> {
    let sum = i32::from(year).checked_add(count)?;
    if YEARS.contains(&sum) { i16::try_from(sum).ok() } else { None }
}

fn carry(year: i16, place: i8, base: i32, count: i32) -> Option<(i16, i8)> {
    let all = (i32::from(year) * base + i32::from(place) - 1).checked_add(count)?;
    let year = all.div_euclid(base);
    let year = if YEARS.contains(&year) { i16::try_from(year).ok()? } else { return None };
    Some((year, i8::try_from(all.rem_euclid(base)).ok()? + 1))
}

fn months(year: i16, month: i8, count: i32) -> Option<(Date, Date)> {
    let first = month_day(year, month, 1)?;
    let (next_year, next_month) = carry(year, month, 12, count)?;
    Some((first, days(month_day(next_year, next_month, 1)?, -1)?))
}

fn years(first: i32, count: i32) -> Option<(Date, Date)> {
    let (from, to) = (i16::try_from(first).ok()?, i16::try_from(first + count - 1).ok()?);
    Some((month_day(from, 1, 1)?, month_day(to, 12, 31)?))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn stretches_print_and_know_their_days() {
        let cases = [
            (Stretch::Week(date(1998, 3, 2)), "1998-W10", date(1998, 3, 2), date(1998, 3, 8)),
            (Stretch::Weekend(date(1998, 3, 2)), "1998-W10-WE", date(1998, 3, 7), date(1998, 3, 8)),
            (Stretch::Month(2016, 2), "2016-02", date(2016, 2, 1), date(2016, 2, 29)),
            (Stretch::Quarter(1989, 3), "1989-Q3", date(1989, 7, 1), date(1989, 9, 30)),
            (Stretch::Season(2015, Season::Winter), "2015-WI", date(2015, 12, 1), date(2016, 2, 29)),
            (Stretch::Decade(197), "197", date(1970, 1, 1), date(1979, 12, 31)),
            (Stretch::Century(19), "19", date(1900, 1, 1), date(1999, 12, 31)),
            (Stretch::Year(-480), "BC0481", date(-480, 1, 1), date(-480, 12, 31)),
            (Stretch::Decade(-49), "BC048", date(-490, 1, 1), date(-481, 12, 31)),
        ];
        for (stretch, value, from, to) in cases {
            assert_eq!(stretch.to_string(), value);
            assert_eq!(stretch.interval(), Some((from, to)), "{value}");
        }
    }

    #[test]
    fn steps_carry_and_stop_at_the_ends_of_the_calendar() {
        assert_eq!(Stretch::Month(1998, 1).shift(-1), Some(Stretch::Month(1997, 12)));
        assert_eq!(Stretch::Quarter(1989, 4).shift(1), Some(Stretch::Quarter(1990, 1)));
        assert_eq!(Stretch::Day(date(2016, 2, 29)).years(-1), Some(Stretch::Day(date(2015, 2, 28))));
        assert_eq!(Stretch::Year(1998).shift(i32::MAX), None);
        assert_eq!(Stretch::Day(date(1998, 1, 1)).shift(i32::MIN), None);
    }

    #[test]
    fn lengths_print_as_the_standard_writes_them() {
        let cases = [
            (Some(5.0), Unit::Year, "P5Y"),
            (Some(2.5), Unit::Year, "P2Y6M"),
            (Some(0.5), Unit::Hour, "PT30M"),
            (Some(1.5), Unit::Minute, "PT1M30S"),
            (Some(2.0), Unit::Decade, "P20Y"),
            (None, Unit::Month, "PXM"),
            (None, Unit::Minute, "PTXM"),
            (Some(22.8), Unit::Year, "P22.8Y"),
        ];
        for (count, unit, value) in cases {
            assert_eq!(Length { count, unit }.to_string(), value);
        }
    }
}
