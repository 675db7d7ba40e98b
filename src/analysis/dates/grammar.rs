//! Reads runs of adjacent atoms: which words are one temporal expression, and what they say before the calendar is asked.
//!
//! Every production looks at a bounded number of atoms, so the whole is linear. A production returns what it read and
//! the number of the first atom it left.

use super::{
    context,
    triggers::{Atom, Era, Term, Way},
    value::{Length, Part, Season, Stretch, TimeOfDay, Unit},
};
use crate::text::{Span, Tokens};

/// What a production read and the atom to go on with.
pub(super) type Read<T> = Option<(T, usize)>;

/// Which year a month, day, season or quarter belongs to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Year {
    /// Not said.
    Open,
    /// Printed.
    Is(i16),
    /// "… last year", "… of that year".
    Of(Way),
    /// "last April": the nearest such one in that direction.
    Near(Way),
}

/// What an offset is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// "ago", "from now": publication.
    Now,
    /// "earlier", "later": the date last named.
    Topic,
}

/// What an expression says, before it is tied to the calendar.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Base {
    /// A time of day alone; the day is the context's.
    Time,
    /// By itself.
    Fixed(Stretch),
    MonthDay {
        month: i8,
        day: i8,
        year: Year,
    },
    Month {
        month: i8,
        year: Year,
    },
    /// "the 20th".
    DayOfMonth(i8),
    /// Monday is 1.
    Weekday(i8, Option<Way>),
    Season(Season, Year),
    Quarter(i8, Year),
    Half(i8, Year),
    /// "last week", "that year".
    Unit(Unit, Way),
    /// "the year", "the quarter": the one spoken of.
    Same(Unit),
    /// "the year-ago quarter", with the quarter's number if it is printed.
    YearBack(Option<i8>),
    /// Days from publication.
    Day(i32),
    /// "next morning" and the like: days from the date last named.
    TopicDay(i32),
    Offset {
        length: Length,
        sign: i32,
        origin: Origin,
    },
    Length(Length),
    Repeat(String),
    Reference(Era),
    /// "the period": temporal, no value.
    Unknown,
    /// An age or the like: read, so that nothing else reads it, and dropped.
    Nothing,
}

/// One expression as read.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    /// Its words.
    pub(super) span: Span,
    /// Its first token.
    pub(super) first: usize,
    /// Its last token.
    pub(super) last: usize,
    pub(super) base: Base,
    pub(super) time: Option<TimeOfDay>,
}

/// What a point in time was read as.
pub(super) type Point = (Base, Option<TimeOfDay>);

/// A text's atoms and what is asked of its tokens round them.
pub(super) struct Grammar<'a, 't> {
    pub(super) tokens: &'a Tokens<'t>,
    pub(super) atoms: &'a [Atom],
    /// Whether the text counts years before Christ: there "in 499" is a year.
    ancient: bool,
}

impl<'a, 't> Grammar<'a, 't> {
    pub(super) fn new(tokens: &'a Tokens<'t>, atoms: &'a [Atom]) -> Self {
        let ancient = atoms.iter().filter(|atom| atom.term == Term::BeforeChrist).take(3).count() == 3;
        Self { tokens, atoms, ancient }
    }

    /// All expressions, left to right, the longest at each place.
    pub(super) fn read(&self) -> Vec<Reading> {
        let mut out = Vec::new();
        let mut i = 0;
        while i < self.atoms.len() {
            let Some((point, next)) = self.expression(i) else {
                i += 1;
                continue;
            };
            let (from, to) = (self.atoms[i], self.atoms[next - 1]);
            if point.0 != Base::Nothing {
                let span = Span::new(from.start, to.end);
                out.push(Reading { span, first: from.token, last: to.token, base: point.0, time: point.1 });
            }
            i = next;
        }
        out
    }

    /// The term of atom `k`.
    pub(super) fn first(&self, k: usize) -> Option<Term> {
        self.atoms.get(k).map(|atom| atom.term)
    }

    /// The term of atom `k` if it directly follows atom `k - 1`.
    pub(super) fn peek(&self, k: usize) -> Option<Term> {
        self.atoms.get(k).filter(|atom| !atom.gap).map(|atom| atom.term)
    }

    /// `k + 1` if atom `k` follows directly and is `term`, else `k`.
    pub(super) fn skip(&self, k: usize, term: Term) -> usize {
        if self.peek(k) == Some(term) { k + 1 } else { k }
    }

    /// Runs `production` at atom `k` if that follows directly.
    pub(super) fn then<T>(&self, k: usize, production: impl Fn(&Self, usize) -> Read<T>) -> Read<T> {
        self.peek(k).and_then(|_| production(self, k))
    }

    /// Lower-cased token before atom `k`, or "".
    pub(super) fn before(&self, k: usize) -> &str {
        context::before(self.tokens, self.atoms[k].token)
    }

    fn expression(&self, i: usize) -> Read<Point> {
        let term = self.first(i)?;
        if !begins(term) || self.peek(i + 1).is_none() && !stands_alone(term) {
            return None;
        }
        self.clock(i)
            .or_else(|| self.led_point(i))
            .or_else(|| self.repeat(i))
            .or_else(|| self.length(i))
            .or_else(|| self.reference(i))
    }

    /// "early", "late", "the end of" and what they narrow.
    fn led_point(&self, i: usize) -> Read<Point> {
        let start = self.lead(i);
        if start == i {
            return self.point(i, false);
        }
        let (point, next) = self.then(start, |g, k| g.point(k, true))?;
        Some((point, next))
    }

    /// The atom after "early", "in mid-", "the beginning of", or `i`.
    fn lead(&self, i: usize) -> usize {
        let mut k = i;
        let mut found = i;
        for _ in 0..6 {
            let term = if k == i { self.first(k) } else { self.peek(k) };
            match term {
                Some(Term::Early | Term::Late | Term::Mid | Term::Earlier | Term::Later | Term::Post) => {
                    k += 1;
                    found = k;
                    if matches!(self.peek(k), Some(Term::In | Term::On | Term::Dash)) {
                        k += 1;
                        found = k;
                    }
                }
                Some(Term::End) if matches!(self.peek(k + 1), Some(Term::Of)) => {
                    k += 2;
                    found = k;
                }
                Some(Term::The) if matches!(self.peek(k + 1), Some(Term::End | Term::Early | Term::Late)) => k += 1,
                _ => break,
            }
        }
        found
    }

    /// A point or stretch of the calendar; `led` if "early", "the end of" or the like stands before.
    pub(super) fn point(&self, i: usize, led: bool) -> Read<Point> {
        let (base, next) = match self.first(i)? {
            Term::Weekday(_) | Term::WeekdayShort(_) => self.weekday(i)?,
            Term::Month(_) | Term::MonthShort(_) => self.month(i, led)?,
            Term::Digits { .. } | Term::Quote | Term::AnnoDomini | Term::Cardinal(_) => {
                self.day_first(i).or_else(|| self.loose_year(i, led)).or_else(|| self.decade(i))?
            }
            Term::Iso(day) => (Base::Fixed(Stretch::Day(day)), i + 1),
            Term::Decade(_) => self.decade(i)?,
            Term::Season(_) => self.season(i, led)?,
            Term::Ordinal(_) | Term::Tens(_) => self.ordinal(i)?,
            Term::Fiscal => self.fiscal(i)?,
            Term::Day(n) => (Base::Day(n), i + 1),
            Term::Tonight => return Some(((Base::Day(0), Some(TimeOfDay::Part(Part::Night))), i + 1)),
            Term::Overnight => return Some(((Base::Day(0), Some(TimeOfDay::Part(Part::Night))), i + 1)),
            Term::Holiday(month, day) => self.holiday(i, month, day)?,
            Term::Unit(Unit::Year) => self.year_word(i)?,
            Term::Part(part) => return self.part_of(i, part),
            Term::The => return self.the(i, led),
            Term::Way(_) => return self.way(i, led),
            _ => return None,
        };
        Some(self.with_part(base, next))
    }

    /// "Wednesday night", "yesterday morning", "Oct. 3 evening".
    fn with_part(&self, base: Base, next: usize) -> (Point, usize) {
        let day = matches!(base, Base::Weekday(..) | Base::Day(_) | Base::MonthDay { .. } | Base::TopicDay(_));
        match self.peek(next) {
            Some(Term::Part(part)) if day => ((base, Some(TimeOfDay::Part(part))), next + 1),
            Some(Term::Noon) if day => ((base, Some(TimeOfDay::Clock { hour: 12, minute: 0 })), next + 1),
            _ => ((base, None), next),
        }
    }

    /// `Monday`, `Monday, Oct. 26, 1998`, `Friday 3 September`.
    fn weekday(&self, i: usize) -> Read<Base> {
        let term = self.first(i)?;
        let mut k = i + 1;
        if matches!(self.peek(k), Some(Term::Parts(_))) {
            return None;
        }
        if matches!(term, Term::WeekdayShort(_)) {
            k = self.skip(k, Term::Stop);
        }
        let k = self.skip(self.skip(k, Term::Comma), Term::The);
        let dated = self.then(k, |g, k| match g.first(k)? {
            Term::Month(_) | Term::MonthShort(_) => g.month(k, true),
            _ => g.day_first(k),
        });
        if let Some((base @ Base::MonthDay { .. }, next)) = dated {
            return Some((base, next));
        }
        match term {
            Term::Weekday(day) if !context::is_title(self.tokens, self.atoms[i].token) => {
                if let (Some(Term::Way(Way::Last)), true) = (self.peek(i + 1), self.peek(i + 2).is_none()) {
                    return Some((Base::Weekday(day, Some(Way::Last)), i + 2));
                }
                Some((Base::Weekday(day, None), i + 1))
            }
            _ => None,
        }
    }

    /// `May`, `May 2015`, `May of that year`, `May 3`, `May 3rd, 2015`, `March eighth`.
    pub(super) fn month(&self, i: usize, led: bool) -> Read<Base> {
        let (month, mut k) = match self.first(i)? {
            Term::Month(month) => (month, i + 1),
            Term::MonthShort(month) => (month, self.skip(i + 1, Term::Stop)),
            _ => return None,
        };
        if let Some((day, next)) = self.then(self.skip(k, Term::The), Self::day_number) {
            let (mut year, next) = self.year_after(next);
            if year == Year::Open {
                year = self.shared_year(next);
            }
            return Some((Base::MonthDay { month, day, year }, next));
        }
        if let Some((year, next)) = self.year_of(k) {
            return Some((Base::Month { month, year }, next));
        }
        let plain = matches!(self.first(i), Some(Term::Month(_)));
        if !plain && k == i + 1 && !led {
            return None;
        }
        if matches!(self.peek(k), Some(Term::Stop)) {
            k = i + 1;
        }
        let stands = led || context::month_stands(self.tokens, self.atoms[i].token, month);
        stands.then_some((Base::Month { month, year: self.shared_year(k) }, k))
    }

    /// The year printed once for two: "between March and April 1918", "May 3 to June 5, 1918".
    fn shared_year(&self, k: usize) -> Year {
        let joined = self.atoms.get(k).is_some_and(|atom| atom.joined);
        let k = match self.peek(k) {
            Some(Term::And | Term::To | Term::Dash) => k + 1,
            Some(Term::Month(_)) if joined => k,
            _ => return Year::Open,
        };
        if !matches!(self.peek(k), Some(Term::Month(_))) {
            return Year::Open;
        }
        let k = self.then(k + 1, Self::day_number).map_or(k + 1, |(_, next)| next);
        match self.year_of(k) {
            Some((year @ Year::Is(_), _)) => year,
            _ => Year::Open,
        }
    }

    /// A day of the month as a number of any kind, not part of something longer.
    fn day_number(&self, i: usize) -> Read<i8> {
        let next = i + 1;
        let value = match self.first(i)? {
            Term::Digits { value, len } if len <= 2 => value,
            Term::Ordinal(value) => value,
            _ => return None,
        };
        let time = matches!(self.peek(next), Some(Term::Colon | Term::Slash | Term::Meridiem { .. }))
            && matches!(self.first(i), Some(Term::Digits { .. }))
            && !matches!((self.peek(next), self.peek(next + 1)), (Some(Term::Colon), None));
        let fits = (1..=31).contains(&value) && !time && !context::counts(self.tokens, self.atoms[i].token);
        fits.then_some((value as i8, next))
    }

    /// `3 September 2015`, `3rd of May`, `8/15/2015`; `24-25 April` gives the first day.
    fn day_first(&self, i: usize) -> Read<Base> {
        if let Some(found) = self.slashed(i) {
            return Some(found);
        }
        let (day, next) = self.day_number(i)?;
        let k = self.skip(next, Term::Of);
        if let Some((Base::Month { month, year }, next)) = self.month_name(k) {
            return Some((Base::MonthDay { month, day, year }, next));
        }
        let joined = matches!(self.peek(next), Some(Term::Dash | Term::And | Term::To));
        let k = if joined { next + 1 } else { next };
        let range = joined || self.atoms.get(next).is_some_and(|atom| atom.joined);
        let (_, after) = if range { self.then(k, Self::day_number)? } else { return None };
        let (found, _) = self.month_name(after)?;
        let Base::Month { month, year } = found else { return None };
        Some((Base::MonthDay { month, day, year }, next))
    }

    /// A month's name with the year that may follow, where a day stands before it.
    fn month_name(&self, k: usize) -> Read<Base> {
        let (month, next) = match self.peek(k)? {
            Term::Month(month) => (month, k + 1),
            Term::MonthShort(month) => (month, self.skip(k + 1, Term::Stop)),
            _ => return None,
        };
        let (year, next) = self.year_after(next);
        Some((Base::Month { month, year }, next))
    }

    /// `8/15/2015` month first as American papers print it; day first if that is the only way.
    fn slashed(&self, i: usize) -> Read<Base> {
        let (Some(Term::Digits { value: a, len: 1..=2 }), Some(Term::Slash)) = (self.first(i), self.peek(i + 1)) else {
            return None;
        };
        let Some(Term::Digits { value: b, len: 1..=2 }) = self.peek(i + 2) else { return None };
        if self.peek(i + 3) != Some(Term::Slash) {
            // "9/11" names one day; no other month/day pair is told from a fraction.
            let named = (a, b) == (9, 11) && self.touches(i) && self.touches(i + 1);
            let day = super::value::month_day(2001, 9, 11).filter(|_| named)?;
            return Some((Base::Fixed(Stretch::Day(day)), i + 3));
        }
        let Some(Term::Digits { value: year, len: 2 | 4 }) = self.peek(i + 4) else { return None };
        let year = if year >= 100 {
            year
        } else if year > 50 {
            1900 + year
        } else {
            2000 + year
        };
        let (month, day) = if a <= 12 { (a, b) } else { (b, a) };
        let day = super::value::month_day(year as i16, month as i8, day as i8)?;
        Some((Base::Fixed(Stretch::Day(day)), i + 5))
    }

    /// ", 2015", "last year", "of that year" after a day; [`Year::Open`] if nothing of the kind follows.
    fn year_after(&self, k: usize) -> (Year, usize) {
        self.year_of(k).unwrap_or((Year::Open, k))
    }

    /// The year that a month or season is said to lie in.
    fn year_of(&self, k: usize) -> Read<Year> {
        let mut at = self.skip(k, Term::Comma);
        if at == k {
            at = self.skip(self.skip(k, Term::Of), Term::In);
        }
        if let Some((year, next)) = self.then(at, Self::year_number) {
            return Some((Year::Is(year), next));
        }
        let at = self.skip(at, Term::The);
        match (self.peek(at)?, self.peek(at + 1)?) {
            (Term::Way(way), Term::Unit(Unit::Year)) => Some((Year::Of(way), at + 2)),
            (Term::Way(Way::That), Term::Way(Way::That)) if self.peek(at + 2) == Some(Term::Unit(Unit::Year)) => {
                Some((Year::Of(Way::That), at + 3))
            }
            _ => None,
        }
    }

    /// A year where one must stand.
    fn year_number(&self, i: usize) -> Read<i16> {
        match self.first(i)? {
            Term::Digits { value, len } => match self.peek(i + 1) {
                Some(Term::BeforeChrist) if len <= 4 => Some((1 - value as i16, i + 2)),
                Some(Term::AnnoDomini) if len <= 4 => Some((value as i16, i + 2)),
                _ if len <= 4 && self.range_before_christ(i) => Some((1 - value as i16, i + 1)),
                _ if len == 4 && (1000..2200).contains(&value) => {
                    (!context::clock_follows(self.tokens, self.atoms[i].token)).then_some((value as i16, i + 1))
                }
                _ => None,
            },
            Term::AnnoDomini => match self.peek(i + 1) {
                Some(Term::Digits { value, len: 1..=4 }) => Some((value as i16, i + 2)),
                _ => None,
            },
            Term::Quote => match self.peek(i + 1) {
                Some(Term::Digits { value, len: 2 }) if self.touches(i) => Some((self.short_year(value), i + 2)),
                _ => None,
            },
            Term::Cardinal(_) => self.spelled_year(i),
            _ => None,
        }
    }

    /// Whether "499–493 BC" goes on after atom `i`.
    fn range_before_christ(&self, i: usize) -> bool {
        let k = self.skip(i + 1, Term::Dash);
        let range = k > i + 1 || self.atoms.get(k).is_some_and(|atom| atom.joined);
        range && matches!(self.peek(k), Some(Term::Digits { .. })) && self.peek(k + 1) == Some(Term::BeforeChrist)
    }

    /// '99 stands for the last year so numbered.
    fn short_year(&self, value: u32) -> i16 {
        if value > 40 { 1900 + value as i16 } else { 2000 + value as i16 }
    }

    /// Whether nothing stands between atoms `i` and `i + 1`, not even a space.
    pub(super) fn touches(&self, i: usize) -> bool {
        self.atoms.get(i + 1).is_some_and(|next| next.start == self.atoms[i].end)
    }

    /// A year that stands alone: only where it can hardly be a number.
    fn loose_year(&self, i: usize, led: bool) -> Read<Base> {
        if let Some(year) = self.range_end(i) {
            return Some((Base::Fixed(Stretch::Year(year)), i + 1));
        }
        let token = self.atoms[i].token;
        if self.first(i) == Some(Term::Quote) && !self.followed_short_year(i) {
            return None;
        }
        let ancient = match self.first(i)? {
            Term::Digits { value, len: 3 } if self.ancient && context::year_leads(self.tokens, token) => Some(value),
            _ => None,
        };
        if let Some(value) = ancient.filter(|_| self.peek(i + 1) != Some(Term::BeforeChrist)) {
            return Some((Base::Fixed(Stretch::Year(1 - value as i16)), i + 1));
        }
        let (year, next) = self.year_number(i)?;
        let sure = next > i + 1 || led;
        if !sure && !context::year_stands(self.tokens, token, year, self.atoms[i].joined) {
            return None;
        }
        if let Some(found) = self.year_quarter(next, year) {
            return Some(found);
        }
        Some((Base::Fixed(Stretch::Year(year)), next))
    }

    fn followed_short_year(&self, i: usize) -> bool {
        let closed =
            self.atoms.get(i + 2).is_some_and(|atom| atom.term == Term::Quote && !atom.gap && self.touches(i + 1));
        !closed && context::year_leads(self.tokens, self.atoms[i].token)
    }

    /// The second year of `1939-45`, `2015–2016`.
    fn range_end(&self, i: usize) -> Option<i16> {
        let atom = self.atoms[i];
        let head = if atom.joined {
            i.checked_sub(1)?
        } else {
            let dash = i.checked_sub(1).filter(|&k| self.atoms[k].term == Term::Dash && !atom.gap)?;
            dash.checked_sub(1).filter(|_| !self.atoms[dash].gap)?
        };
        let (Term::Digits { value: from, len: 4 }, Term::Digits { value: to, len }) =
            (self.atoms[head].term, atom.term)
        else {
            return None;
        };
        let to = match len {
            2 => from / 100 * 100 + to,
            4 => to,
            _ => return None,
        };
        ((1000..2200).contains(&from) && to > from && to < from + 150).then_some(to as i16)
    }

    /// "nineteen ninety-six".
    fn spelled_year(&self, i: usize) -> Read<i16> {
        let Some(Term::Cardinal(head @ 16..=20)) = self.first(i) else { return None };
        let Some(Term::Tens(tens)) = self.peek(i + 1) else { return None };
        match self.peek(i + 2) {
            Some(Term::Cardinal(ones @ 1..=9)) => Some(((head * 100 + tens + ones) as i16, i + 3)),
            Some(Term::Units(_) | Term::Unit(_)) => None,
            _ => Some(((head * 100 + tens) as i16, i + 2)),
        }
    }

    /// "the year 2000", "the year two thousand"; "year-end"; "year-ago" and "year-earlier".
    fn year_word(&self, i: usize) -> Read<Base> {
        if self.atoms.get(i + 1).is_some_and(|atom| atom.joined) {
            match self.peek(i + 1)? {
                Term::Ago | Term::Earlier => return Some(self.year_back(i + 2)),
                Term::End => return Some((Base::Same(Unit::Year), i + 2)),
                _ => return None,
            }
        }
        if self.peek(i + 1) == Some(Term::Cardinal(2)) && self.peek(i + 2) == Some(Term::Thousand) {
            return Some((Base::Fixed(Stretch::Year(2000)), i + 3));
        }
        let (year, next) = self.then(i + 1, Self::year_number)?;
        Some((Base::Fixed(Stretch::Year(year)), next))
    }

    /// What "year-ago" compares: "[third] quarter", "period", or nothing printed.
    fn year_back(&self, k: usize) -> (Base, usize) {
        let (quarter, k) = match self.peek(k) {
            Some(Term::Ordinal(n @ 1..=4)) => (Some(n as i8), k + 1),
            _ => (None, k),
        };
        let next = if matches!(self.peek(k), Some(Term::Unit(Unit::Quarter) | Term::Period)) { k + 1 } else { k };
        (Base::YearBack(quarter), next)
    }

    /// "the morning of 31 January".
    fn part_of(&self, i: usize, part: Part) -> Read<Point> {
        if self.peek(i + 1) != Some(Term::Of) {
            return None;
        }
        let ((base, _), next) = self.then(i + 2, |g, k| g.point(k, true))?;
        let day =
            matches!(base, Base::MonthDay { .. } | Base::Fixed(Stretch::Day(_)) | Base::Weekday(..) | Base::Day(_));
        day.then_some(((base, Some(TimeOfDay::Part(part))), next))
    }

    /// Christmas and the like: a day, unless it names something else.
    fn holiday(&self, i: usize, month: i8, day: i8) -> Read<Base> {
        let next = if self.peek(i + 1) == Some(Term::Unit(Unit::Day)) { i + 2 } else { i + 1 };
        let (year, next) = self.year_after(next);
        Some((Base::MonthDay { month, day, year }, next))
    }

    /// Seasons: "summer 2007", "spring of last year"; bare only where a season is meant.
    pub(super) fn season(&self, i: usize, led: bool) -> Read<Base> {
        let Some(Term::Season(season)) = self.first(i) else { return None };
        if season == Season::Autumn && context::is_verb(self.tokens, self.atoms[i].token) {
            return None;
        }
        if let Some((year, next)) = self.year_of(i + 1) {
            return Some((Base::Season(season, year), next));
        }
        // "the fall of the wall" is no autumn.
        let falls = self.peek(i + 1) == Some(Term::Of) && season == Season::Autumn;
        let stands = led && !falls || context::season_stands(self.tokens, self.atoms[i].token);
        stands.then_some((Base::Season(season, Year::Open), i + 1))
    }

    /// Decades: "the 1970s", "the '80s", "nineties".
    fn decade(&self, i: usize) -> Read<Base> {
        let k = if self.first(i) == Some(Term::Quote) && self.touches(i) { i + 1 } else { i };
        let Term::Decade(n) = (if k > i { self.peek(k)? } else { self.first(k)? }) else { return None };
        if n < 10 && k == i && !context::decade_stands(self.tokens, self.atoms[i].token) {
            return None;
        }
        let n = if n >= 100 { n } else { 190 + n };
        if self.peek(k + 1) == Some(Term::BeforeChrist) {
            return None;
        }
        Some((Base::Fixed(Stretch::Decade(n)), k + 1))
    }

    /// "third quarter", "20th century", "first half of 1990", "3rd of May", "eleventh day".
    fn ordinal(&self, i: usize) -> Read<Base> {
        if let Some(found) = self.day_first(i) {
            return Some(found);
        }
        let (n, k) = self.ordinal_number(i)?;
        let k = self.skip(k, Term::Fiscal);
        match self.peek(k)? {
            Term::Unit(Unit::Quarter) if n <= 4 => {
                let (year, next) = self.year_after_quarter(k + 1);
                Some((Base::Quarter(n as i8, year), next))
            }
            Term::Unit(Unit::Century) if n <= 30 => {
                let century = n as i16 - 1;
                match self.peek(k + 1) {
                    Some(Term::BeforeChrist) => Some((Base::Fixed(Stretch::Century(-(n as i16))), k + 2)),
                    _ => Some((Base::Fixed(Stretch::Century(century)), k + 1)),
                }
            }
            Term::Half if n <= 2 => {
                let (year, next) = self.year_after_quarter(k + 1);
                (year != Year::Open).then_some((Base::Half(n as i8, year), next))
            }
            _ => None,
        }
    }

    /// "20th", "twentieth", "twenty-first".
    fn ordinal_number(&self, i: usize) -> Read<u32> {
        match (self.first(i)?, self.peek(i + 1)) {
            (Term::Tens(tens), Some(Term::Ordinal(n @ 1..=9))) => Some((tens + n, i + 2)),
            (Term::Ordinal(n), _) => Some((n, i + 1)),
            _ => None,
        }
    }

    /// "of [fiscal] 1990", "of this year" after a quarter or half.
    fn year_after_quarter(&self, k: usize) -> (Year, usize) {
        if let Some(found) = self.year_of(k) {
            return found;
        }
        let at = self.skip(self.skip(k, Term::Of), Term::Fiscal);
        match self.then(at, Self::year_number) {
            Some((year, next)) => (Year::Is(year), next),
            None => (Year::Open, k),
        }
    }

    /// "1988 third quarter", "1988 quarter", "1988 period".
    fn year_quarter(&self, k: usize, year: i16) -> Read<Base> {
        match (self.peek(k)?, self.peek(k + 1)) {
            (Term::Ordinal(n @ 1..=4), Some(Term::Unit(Unit::Quarter))) => {
                Some((Base::Quarter(n as i8, Year::Is(year)), k + 2))
            }
            (Term::Season(season), _) => Some((Base::Season(season, Year::Is(year)), k + 1)),
            (Term::Period, _) => Some((Base::Fixed(Stretch::Year(year)), k + 1)),
            _ => None,
        }
    }

    /// "fiscal 1989", "fiscal third quarter".
    fn fiscal(&self, i: usize) -> Read<Base> {
        match self.peek(i + 1)? {
            Term::Ordinal(_) => self.ordinal(i + 1),
            Term::Unit(Unit::Year) => match self.then(i + 2, Self::year_number) {
                Some((year, next)) => Some((Base::Fixed(Stretch::Year(year)), next)),
                None => self.same(i + 1, false),
            },
            _ => {
                let (year, next) = self.then(i + 1, Self::year_number)?;
                Some((Base::Fixed(Stretch::Year(year)), next))
            }
        }
    }
}

/// Whether an expression can begin so; signs and joining words only stand inside one.
fn begins(term: Term) -> bool {
    !matches!(
        term,
        Term::Comma
            | Term::Dash
            | Term::Slash
            | Term::Colon
            | Term::Stop
            | Term::Possessive
            | Term::Of
            | Term::In
            | Term::On
            | Term::To
            | Term::And
            | Term::Or
            | Term::From
            | Term::Than
    )
}

/// Whether the word can be an expression by itself; most small words stand alone, and so cost nothing more.
fn stands_alone(term: Term) -> bool {
    !matches!(
        term,
        Term::The
            | Term::A
            | Term::At
            | Term::Approx
            | Term::More
            | Term::Least
            | Term::Up
            | Term::Only
            | Term::Half
            | Term::Full
            | Term::Other
            | Term::So
            | Term::End
            | Term::Early
            | Term::Late
            | Term::Earlier
            | Term::Later
            | Term::Every
            | Term::Cardinal(_)
            | Term::Tens(_)
            | Term::Vague
            | Term::Quote
    )
}
