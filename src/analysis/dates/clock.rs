//! Times of day: "10:35 a.m. EST Friday", "noon", "11:30 GMT".

use super::{
    context,
    grammar::{Base, Grammar, Point, Read},
    triggers::Term,
    value::{Part, TimeOfDay, Unit},
};

impl Grammar<'_, '_> {
    /// A time on the clock with the day that may follow it.
    pub(super) fn clock(&self, i: usize) -> Read<Point> {
        let start = if self.first(i) == Some(Term::Approx) { i + 1 } else { i };
        let (time, next) = if start == i { self.hour(i)? } else { self.then(start, Self::hour)? };
        let next = self.skip(next, Term::Zone);
        let k = self.skip(self.skip(next, Term::Comma), Term::On);
        let day = self.then(k, |g, k| match g.first(k)? {
            Term::Weekday(_) | Term::WeekdayShort(_) | Term::Month(_) | Term::MonthShort(_) | Term::Day(_) => {
                g.point(k, true)
            }
            Term::Way(_) => g.point(k, true).filter(|((base, _), _)| matches!(base, Base::Weekday(..))),
            _ => None,
        });
        match day {
            Some(((base, None), after)) if !matches!(base, Base::Month { .. }) => Some(((base, Some(time)), after)),
            _ => Some(((Base::Time, Some(time)), next)),
        }
    }

    fn hour(&self, i: usize) -> Read<TimeOfDay> {
        match self.first(i)? {
            Term::Noon => Some((TimeOfDay::Clock { hour: 12, minute: 0 }, i + 1)),
            Term::Midnight => Some((TimeOfDay::Clock { hour: 24, minute: 0 }, i + 1)),
            Term::Clock { hour, afternoon } => Some((twelve(hour, 0, afternoon)?, i + 1)),
            Term::Digits { value, len } if len <= 2 && value <= 24 => self.digital(i, value as u8),
            Term::Decimal(value) => match self.peek(i + 1)? {
                Term::Meridiem { afternoon } => {
                    let minute = (value.fract() * 100.0).round() as u8;
                    Some((twelve(value as u8, minute, afternoon)?, i + 2))
                }
                _ => None,
            },
            Term::Cardinal(value @ 1..=12) => match self.peek(i + 1)? {
                Term::Meridiem { afternoon } => Some((twelve(value as u8, 0, afternoon)?, i + 2)),
                _ => None,
            },
            _ => None,
        }
    }

    fn digital(&self, i: usize, hour: u8) -> Read<TimeOfDay> {
        let (minute, k) = match (self.peek(i + 1), self.peek(i + 2)) {
            (Some(Term::Colon), Some(Term::Digits { value, len: 2 })) if value < 60 && self.touches(i) => {
                (Some(value as u8), i + 3)
            }
            (Some(Term::Colon), Some(Term::Clock { hour, afternoon })) if self.touches(i) => {
                return self.glued(i, hour, afternoon);
            }
            _ => (None, i + 1),
        };
        match self.peek(k) {
            Some(Term::Meridiem { afternoon }) => Some((twelve(hour, minute.unwrap_or(0), afternoon)?, k + 1)),
            Some(Term::Zone) => Some((TimeOfDay::Clock { hour, minute: minute? }, k + 1)),
            Some(Term::Units(Unit::Hour)) if minute.is_some() => {
                Some((TimeOfDay::Clock { hour, minute: minute? }, k + 1))
            }
            Some(Term::In) => self.in_the(k, hour, minute.unwrap_or(0)),
            // "3:07:35" is a result, "2:1" a score; a bare "10:58" is a time only after "at" and its like.
            Some(Term::Colon) => None,
            _ => {
                let stands = minute.is_some() && context::clock_stands(self.tokens, self.atoms[i].token);
                stands.then_some((TimeOfDay::Clock { hour, minute: minute? }, k))
            }
        }
    }

    /// `7:30pm`: the minutes carry the half of the day.
    fn glued(&self, i: usize, minute: u8, afternoon: bool) -> Read<TimeOfDay> {
        let Some(Term::Digits { value, .. }) = self.first(i) else { return None };
        Some((twelve(value as u8, minute, afternoon)?, i + 3))
    }

    /// "4 in the morning".
    fn in_the(&self, k: usize, hour: u8, minute: u8) -> Read<TimeOfDay> {
        match (self.peek(k + 1)?, self.peek(k + 2)?) {
            (Term::The, Term::Part(part)) if hour <= 12 => Some((twelve(hour, minute, part != Part::Morning)?, k + 3)),
            _ => None,
        }
    }
}

/// A time on the twelve-hour clock.
fn twelve(hour: u8, minute: u8, afternoon: bool) -> Option<TimeOfDay> {
    if hour > 23 || minute > 59 {
        return None;
    }
    let hour = match (hour, afternoon) {
        (12, false) => 0,
        (1..=11, true) => hour + 12,
        _ => hour,
    };
    Some(TimeOfDay::Clock { hour, minute })
}
