//! Ties what was read to the calendar: by itself, by publication, or by the date last named.

use jiff::civil::{Date, Weekday};

use super::{
    context,
    grammar::{Base, Origin, Reading, Year},
    triggers::{Era, THANKSGIVING, Way},
    value::{Length, Season, Stretch, TimeOfDay, Unit, days, month_day},
};
use crate::{
    analysis::{DateMention, TimexKind},
    article::Published,
    text::Tokens,
};

/// Printed years from which on a text may be a narrative.
const NARRATIVE_YEARS: usize = 4;

/// How many times more past years than words from the writer's own day a narrative has: news that look back have
/// both.
const NARRATIVE_RATIO: usize = 5;

/// A narrative that names a year farther away than this looks aside.
const ASIDE: i32 = 15;

/// How many tokens after a quarter "a year earlier" still compares it.
const COMPARED: usize = 60;

/// All readings as mentions, in order.
pub(super) fn resolve(tokens: &Tokens<'_>, readings: &[Reading], published: Option<Published>) -> Vec<DateMention> {
    let mut resolver = Resolver {
        tokens,
        now: published,
        narrative: is_narrative(readings, published),
        topic: None,
        quarter: None,
        aside: None,
        last: None,
    };
    readings.iter().map(|reading| resolver.mention(reading)).collect()
}

/// Whether the dates of a text follow one another rather than its publication: it names many past years and hardly
/// ever speaks from its own day.
fn is_narrative(readings: &[Reading], published: Option<Published>) -> bool {
    let recent = published.map_or(i16::MAX, |published| published.from.year() - 1);
    let (mut past, mut daily) = (0, 0);
    for reading in readings {
        match reading.base {
            Base::Fixed(Stretch::Year(year))
            | Base::MonthDay { year: Year::Is(year), .. }
            | Base::Month { year: Year::Is(year), .. }
            | Base::Season(_, Year::Is(year)) => past += usize::from(year < recent),
            Base::Fixed(Stretch::Day(day)) => past += usize::from(day.year() < recent),
            Base::Weekday(..) | Base::Day(_) => daily += 1,
            Base::Unit(_, Way::Last | Way::Next | Way::This) => daily += 1,
            Base::Offset { origin: Origin::Now, .. } => daily += 1,
            _ => {}
        }
    }
    past >= NARRATIVE_YEARS && past > NARRATIVE_RATIO * daily
}

/// What is known while the readings are gone through.
struct Resolver<'a, 't> {
    tokens: &'a Tokens<'t>,
    now: Option<Published>,
    narrative: bool,
    /// The date last named.
    topic: Option<Stretch>,
    /// The quarter last named: what "a year earlier" compares in a report on earnings.
    quarter: Option<(usize, Stretch)>,
    /// A far-off year just named in a narrative.
    aside: Option<i16>,
    /// Last token of the reading before, and the day it named.
    last: Option<(usize, Stretch)>,
}

/// A value with what it stands for.
enum Outcome {
    Stretch(Stretch),
    Text(TimexKind, String),
    /// Temporal, but not to be told when.
    Open(TimexKind),
}

impl Resolver<'_, '_> {
    fn mention(&mut self, reading: &Reading) -> DateMention {
        let outcome = self.outcome(reading);
        let kind = match (&outcome, reading.time) {
            (_, Some(_)) => TimexKind::Time,
            (Outcome::Stretch(_), None) => TimexKind::Date,
            (Outcome::Text(kind, _) | Outcome::Open(kind), None) => *kind,
        };
        let (value, interval) = match outcome {
            Outcome::Stretch(stretch) => {
                self.remember(reading, stretch);
                (Some(timed(stretch, reading.time)), stretch.interval())
            }
            Outcome::Text(_, text) => (Some(text), None),
            Outcome::Open(_) => (None, None),
        };
        DateMention { span: reading.span, kind, value, interval }
    }

    fn remember(&mut self, reading: &Reading, stretch: Stretch) {
        // A comparison ("a year earlier") is looked at and left again.
        let compared = match reading.base {
            Base::YearBack(_) => true,
            Base::Offset { origin, .. } => matches!(stretch, Stretch::Quarter(..)) || origin == Origin::Now,
            _ => false,
        };
        if matches!(stretch, Stretch::Quarter(..)) && !compared {
            self.quarter = Some((reading.last, stretch));
        }
        if !compared && !matches!(stretch, Stretch::Decade(_) | Stretch::Century(_)) && !self.is_aside(stretch) {
            self.topic = Some(stretch);
        }
        self.last = Some((reading.last, stretch));
    }

    /// Whether a narrative looks far away for once ("declassified in 2005"); the second such year is where it went.
    fn is_aside(&mut self, stretch: Stretch) -> bool {
        let (Stretch::Year(year), true) = (stretch, self.narrative) else { return false };
        let far = |other: i16| (i32::from(year) - i32::from(other)).abs() > ASIDE;
        let here = self.topic.and_then(Stretch::interval).map_or(year, |(from, _)| from.year());
        if !far(here) || self.aside.is_some_and(|aside| !far(aside)) {
            self.aside = None;
            return false;
        }
        self.aside = Some(year);
        true
    }

    fn outcome(&self, reading: &Reading) -> Outcome {
        let found = match &reading.base {
            Base::Length(length) => return Outcome::Text(TimexKind::Duration, length.to_string()),
            Base::Repeat(value) => return Outcome::Text(TimexKind::Set, value.clone()),
            Base::Reference(era) => return Outcome::Text(TimexKind::Date, reference(*era)),
            Base::Offset { length, sign, origin } => return self.offset(*length, *sign, *origin, reading),
            Base::Fixed(stretch) => Some(*stretch),
            Base::MonthDay { month, day, year } => self.month_day(*month, *day, *year, reading),
            Base::Month { month, year } => self.month(*month, *year, reading),
            Base::DayOfMonth(day) => self.day_of_month(*day),
            Base::Weekday(day, way) => self.weekday(*day, *way, reading),
            Base::Season(season, year) => self.season(*season, *year, reading),
            Base::Quarter(quarter, year) => self.numbered_quarter(*quarter, *year, reading),
            Base::Half(half, year) => self.year(*year).map(|year| Stretch::Half(year, *half)),
            Base::Unit(unit, way) => self.unit(*unit, *way),
            Base::Same(unit) => self.same(*unit, reading),
            Base::YearBack(quarter) => self.year_back(*quarter),
            Base::Day(count) => self.today().and_then(|day| days(day, *count)).map(Stretch::Day),
            Base::TopicDay(count) => self.topic_day().and_then(|day| days(day, *count)).map(Stretch::Day),
            Base::Time => self.day_of_time(reading),
            Base::Unknown | Base::Nothing => None,
        };
        found.map_or(Outcome::Open(TimexKind::Date), Outcome::Stretch)
    }

    /// The day of publication, if it is known.
    fn today(&self) -> Option<Date> {
        self.now?.day()
    }

    /// A day that stands for publication at the precision of `unit`.
    fn present(&self, unit: Unit) -> Option<Date> {
        let now = self.now?;
        let known =
            now.day().is_some() || unit >= Unit::Year || now.from.month() == now.to.month() && unit >= Unit::Month;
        known.then_some(now.from)
    }

    /// The day from which relative expressions of `unit` count: publication, in a narrative the date last named.
    fn anchor(&self, unit: Unit) -> Option<Date> {
        let topic = self.topic.and_then(Stretch::interval).map(|(from, _)| from);
        if self.narrative { topic.or_else(|| self.present(unit)) } else { self.present(unit) }
    }

    /// The day last named, else publication.
    fn topic_day(&self) -> Option<Date> {
        match self.topic {
            Some(Stretch::Day(day)) => Some(day),
            Some(_) if self.narrative => None,
            _ => self.today(),
        }
    }

    /// The date last named at the precision of `unit`, else publication.
    fn topic_at(&self, unit: Unit) -> Option<Stretch> {
        let fine = self.topic.filter(|topic| topic.unit() <= unit);
        match fine {
            Some(topic) => topic.coarsen(unit),
            None if self.narrative && self.topic.is_some() => None,
            None => Some(Stretch::around(self.present(unit)?, unit)),
        }
    }

    /// The year meant by an explicit mark; none if there is no mark.
    fn year(&self, year: Year) -> Option<i16> {
        let now = || Some(self.anchor(Unit::Year)?.year());
        let topic = || match self.topic_at(Unit::Year)? {
            Stretch::Year(year) => Some(year),
            _ => None,
        };
        match year {
            Year::Is(year) => Some(year),
            Year::Open | Year::Near(_) => now(),
            Year::Of(Way::Last | Way::Past) => Some(now()? - 1),
            Year::Of(Way::Next) => Some(now()? + 1),
            Year::Of(Way::This | Way::Recent) => now(),
            Year::Of(Way::That) => topic(),
            Year::Of(Way::Previous) => Some(topic()? - 1),
            Year::Of(Way::Following) => Some(topic()? + 1),
        }
    }

    fn month_day(&self, month: i8, day: i8, year: Year, reading: &Reading) -> Option<Stretch> {
        if let Year::Near(way) = year {
            return day_of(self.near_year(month, way)?, month, day).map(Stretch::Day);
        }
        if year != Year::Open {
            return day_of(self.year(year)?, month, day).map(Stretch::Day);
        }
        let year = self.open_year(month, Some(day.max(1)), reading)?;
        day_of(year, month, day).or_else(|| day_of(year + 1, month, day)).map(Stretch::Day)
    }

    /// The year of a month or day printed without one.
    fn open_year(&self, month: i8, day: Option<i8>, reading: &Reading) -> Option<i16> {
        if self.narrative && self.topic.is_some() {
            return self.narrative_year(month);
        }
        let now = self.present(Unit::Month)?;
        let ahead = context::ahead(self.tokens, reading.first, reading.last);
        let place = (month, day.unwrap_or(now.day()));
        let here = (now.month(), now.day());
        let months = i32::from(month) - i32::from(now.month());
        Some(match place.cmp(&here) {
            // A day up to two months ahead is more often announced than remembered.
            std::cmp::Ordering::Greater if !ahead && months > if day.is_none() { 1 } else { 2 } => now.year() - 1,
            std::cmp::Ordering::Less if ahead && (day.is_none() || months < -1) => now.year() + 1,
            std::cmp::Ordering::Less if day.is_some() && months < -9 => now.year() + 1,
            _ => now.year(),
        })
    }

    /// In a narrative a month without a year lies near the date last named, rather after it than before.
    fn narrative_year(&self, month: i8) -> Option<i16> {
        let topic = self.topic?;
        let (from, _) = topic.interval()?;
        if topic.unit() >= Unit::Year {
            return Some(from.year());
        }
        let back = i32::from(from.month()) - i32::from(month);
        Some(if back > 8 {
            from.year() + 1
        } else if back < -10 {
            from.year() - 1
        } else {
            from.year()
        })
    }

    fn month(&self, month: i8, year: Year, reading: &Reading) -> Option<Stretch> {
        let year = match year {
            Year::Open => self.open_year(month, None, reading)?,
            Year::Near(way) => self.near_year(month, way)?,
            year => self.year(year)?,
        };
        Some(Stretch::Month(year, month))
    }

    /// The year of "last April", "next April", "this April".
    fn near_year(&self, month: i8, way: Way) -> Option<i16> {
        let now = self.anchor(Unit::Month)?;
        Some(match way {
            Way::Last | Way::Past | Way::Previous => now.year() - i16::from(month >= now.month()),
            Way::Next | Way::Following => now.year() + i16::from(month <= now.month()),
            Way::This | Way::That | Way::Recent => now.year(),
        })
    }

    fn day_of_month(&self, day: i8) -> Option<Stretch> {
        let (from, _) = self.topic.filter(|topic| topic.unit() <= Unit::Month)?.interval()?;
        month_day(from.year(), from.month(), day).map(Stretch::Day)
    }

    fn weekday(&self, weekday: i8, way: Option<Way>, reading: &Reading) -> Option<Stretch> {
        let topical = matches!(way, Some(Way::Previous | Way::Following)) || self.narrative;
        let now = if topical { self.topic_day().or_else(|| self.today())? } else { self.today()? };
        let back = i32::from(now.weekday().to_monday_one_offset() - weekday).rem_euclid(7);
        let ahead = (7 - back) % 7;
        let count = match way {
            Some(Way::Last | Way::Past | Way::Previous) => -(if back == 0 { 7 } else { back }),
            Some(Way::Next | Way::Following) => {
                if ahead == 0 {
                    7
                } else {
                    ahead
                }
            }
            // "Today" in a narrative runs on.
            _ if self.narrative && way.is_none() => ahead,
            _ if context::ahead(self.tokens, reading.first, reading.last) => ahead,
            _ => -back,
        };
        days(now, count).map(Stretch::Day)
    }

    fn season(&self, season: Season, year: Year, reading: &Reading) -> Option<Stretch> {
        let year = match year {
            Year::Open if self.narrative => self.anchor(Unit::Year)?.year(),
            Year::Open => {
                let now = self.present(Unit::Month)?;
                let later = season.month() > now.month();
                let ahead = context::ahead(self.tokens, reading.first, reading.last);
                now.year() - i16::from(later && !ahead && season != Season::Winter)
            }
            Year::Near(way) => {
                let now = self.anchor(Unit::Month)?;
                // A season is "last" only when it has ended, "next" only before it begins.
                match way {
                    Way::Last | Way::Past | Way::Previous => now.year() - i16::from(season.month() + 2 >= now.month()),
                    Way::Next | Way::Following => now.year() + i16::from(season.month() <= now.month()),
                    _ => now.year(),
                }
            }
            year => self.year(year)?,
        };
        Some(Stretch::Season(year, season))
    }

    fn numbered_quarter(&self, quarter: i8, year: Year, reading: &Reading) -> Option<Stretch> {
        if year != Year::Open {
            return self.year(year).map(|year| Stretch::Quarter(year, quarter));
        }
        let now = self.anchor(Unit::Quarter)?;
        let current = (now.month() - 1) / 3 + 1;
        // Results are of the past; a quarter not begun is last year's only if it is far ahead.
        let far = quarter > current + 1 || quarter > current && current == 1;
        let ahead = context::ahead(self.tokens, reading.first, reading.last);
        Some(Stretch::Quarter(now.year() - i16::from(far && !ahead), quarter))
    }

    /// "last week", "this year", "the following month", "that day".
    fn unit(&self, unit: Unit, way: Way) -> Option<Stretch> {
        match way {
            Way::That => self.topic_at(unit),
            Way::Previous | Way::Following => {
                let step = if way == Way::Previous { -1 } else { 1 };
                self.topic_at(unit)?.shift(step)
            }
            Way::Next if unit == Unit::Day => days(self.topic_day()?, 1).map(Stretch::Day),
            Way::Last if unit == Unit::Quarter => Stretch::from(self.anchor(unit)?, unit, -1),
            Way::Last | Way::Past => Stretch::from(self.anchor(unit)?, unit, -1),
            Way::Next => Stretch::from(self.anchor(unit)?, unit, 1),
            Way::This | Way::Recent => Stretch::from(self.anchor(unit)?, unit, 0),
        }
    }

    /// "the quarter", "the year": the one named before, else the present one.
    fn same(&self, unit: Unit, reading: &Reading) -> Option<Stretch> {
        if unit == Unit::Weekend {
            // Until it comes again, "the weekend" is the one just gone.
            let now = self.anchor(unit)?;
            let gone = now.weekday().to_monday_zero_offset() < 5;
            let ahead = context::ahead(self.tokens, reading.first, reading.last);
            return Stretch::from(now, unit, -i32::from(gone && !ahead));
        }
        if unit == Unit::Quarter {
            return self.quarter.map(|(_, quarter)| quarter).or_else(|| Stretch::from(self.anchor(unit)?, unit, -1));
        }
        if self.narrative { self.topic_at(unit) } else { Stretch::from(self.present(unit)?, unit, 0) }
    }

    /// "the year-ago quarter".
    fn year_back(&self, quarter: Option<i8>) -> Option<Stretch> {
        let named = self
            .quarter
            .map(|(_, quarter)| quarter)
            .or_else(|| Stretch::from(self.anchor(Unit::Quarter)?, Unit::Quarter, -1));
        match (quarter, named?) {
            (Some(quarter), Stretch::Quarter(year, _)) => Some(Stretch::Quarter(year - 1, quarter)),
            (_, named) => named.years(-1),
        }
    }

    /// "two weeks ago", "a year earlier", "three days later".
    fn offset(&self, length: Length, sign: i32, origin: Origin, reading: &Reading) -> Outcome {
        let Some(count) = length.count else {
            let era = if sign < 0 { Era::Past } else { Era::Future };
            return Outcome::Text(TimexKind::Date, reference(era));
        };
        if length.unit < Unit::Day {
            return Outcome::Text(TimexKind::Duration, length.to_string());
        }
        let steps = sign * count.min(1e6) as i32;
        let found = if length.unit == Unit::Year && steps == -1 { self.compared(reading) } else { None };
        let found = found.or_else(|| self.steps(length.unit, steps, count.fract() != 0.0, origin));
        found.map_or(Outcome::Open(TimexKind::Date), Outcome::Stretch)
    }

    fn steps(&self, unit: Unit, steps: i32, half: bool, origin: Origin) -> Option<Stretch> {
        // Weeks are counted in days: "two weeks ago" is a day.
        let (unit, steps) = match unit {
            Unit::Week => (Unit::Day, steps.checked_mul(7)?),
            Unit::Weekend => (Unit::Week, steps),
            Unit::Year if half => (Unit::Month, steps.checked_mul(12)? + steps.signum() * 6),
            unit => (unit, steps),
        };
        let origin = match origin {
            Origin::Now => self.present(unit)?,
            Origin::Topic if unit == Unit::Day => self.topic_day()?,
            Origin::Topic => self.topic_at(unit)?.interval()?.0,
        };
        Stretch::from(origin, unit, steps)
    }

    /// "a year earlier" in a report that has just named a quarter: that quarter, a year before.
    fn compared(&self, reading: &Reading) -> Option<Stretch> {
        let (at, quarter) = self.quarter.filter(|_| !self.narrative)?;
        if reading.first - at <= COMPARED { quarter.years(-1) } else { None }
    }

    /// The day a bare time of day belongs to: the one named beside it, else publication.
    fn day_of_time(&self, reading: &Reading) -> Option<Stretch> {
        let near = self.last.filter(|&(last, _)| {
            self.tokens[last].sentence == self.tokens[reading.first].sentence && reading.first - last < 12
        });
        match near {
            Some((_, day @ Stretch::Day(_))) => Some(day),
            _ if self.narrative => self.topic_day().map(Stretch::Day),
            _ => self.today().map(Stretch::Day),
        }
    }
}

/// A day of the month, movable feasts included.
fn day_of(year: i16, month: i8, day: i8) -> Option<Date> {
    match day {
        THANKSGIVING => month_day(year, month, 1)?.nth_weekday_of_month(4, Weekday::Thursday).ok(),
        day => month_day(year, month, day),
    }
}

fn timed(stretch: Stretch, time: Option<TimeOfDay>) -> String {
    time.map_or_else(|| stretch.to_string(), |time| format!("{stretch}{time}"))
}

fn reference(era: Era) -> String {
    let name = match era {
        Era::Past => "PAST_REF",
        Era::Present => "PRESENT_REF",
        Era::Future => "FUTURE_REF",
    };
    name.to_owned()
}
