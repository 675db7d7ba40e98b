//! Expressions that point from somewhere else: "last week", "two days later", "the following year", "every month".

use super::{
    context,
    grammar::{Base, Grammar, Origin, Point, Read, Year},
    numbers::Count,
    triggers::{Era, Term, Way},
    value::{Length, Part, TimeOfDay, Unit},
};

impl Grammar<'_, '_> {
    /// What follows "the".
    pub(super) fn the(&self, i: usize, led: bool) -> Read<Point> {
        let k = i + 1;
        let token = self.atoms.get(k)?.token;
        let plain = |(base, next)| ((base, None), next);
        match self.peek(k)? {
            Term::Way(_) => self.way(k, led),
            Term::Ordinal(n) => self.point(k, led).or_else(|| {
                let stands = n <= 31 && context::day_stands(self.tokens, token);
                stands.then_some(((Base::DayOfMonth(n as i8), None), k + 1))
            }),
            Term::Season(_) => self.season(k, true).map(plain),
            Term::Full if matches!(self.peek(k + 1), Some(Term::Unit(Unit::Year | Unit::Quarter))) => {
                self.same(k + 1, led).map(plain)
            }
            Term::Unit(Unit::Year) => self.point(k, led).or_else(|| self.same(k, led).map(plain)),
            Term::Unit(_) => self.same(k, led).map(plain),
            // "the 2016 election": the article belongs to the noun.
            Term::Digits { len: 4, .. } => self.point(k, led).filter(|&(_, next)| next > k + 1),
            Term::Fiscal | Term::Digits { .. } | Term::Decade(_) | Term::Quote | Term::Tens(_) | Term::Part(_) => {
                self.point(k, led)
            }
            _ => None,
        }
    }

    /// "the year", "the quarter": the one spoken of.
    pub(super) fn same(&self, k: usize, led: bool) -> Read<Base> {
        let Some(Term::Unit(unit)) = self.peek(k) else { return None };
        // "the year ended June 30" is a length that no calendar year holds.
        let bounds = matches!(context::after(self.tokens, self.atoms[k].token), "ended" | "ending");
        if unit == Unit::Year && bounds && !led {
            return Some((Base::Length(Length { count: Some(1.0), unit }), k + 1));
        }
        let bound = matches!(self.peek(k + 1), Some(Term::Of)) || self.atoms.get(k + 1).is_some_and(|a| a.joined);
        let long = unit > Unit::Day;
        let loose = long && unit < Unit::Decade && !context::names_follow(self.tokens, self.atoms[k].token);
        // "later in the day", but not the idiom "at the end of the day".
        let day = led && unit == Unit::Day && self.tokens.lower(self.atoms[k].token.saturating_sub(2)) == "in";
        ((led && long || loose || day) && !bound).then_some((Base::Same(unit), k + 1))
    }

    /// "last week", "this coming Sunday", "that same day", "next spring".
    pub(super) fn way(&self, i: usize, led: bool) -> Read<Point> {
        let Term::Way(mut way) = self.first(i)? else { return None };
        let mut k = i + 1;
        if let Some(Term::Way(second)) = self.peek(k) {
            way = match second {
                Way::Past => Way::Last,
                second => second,
            };
            k += 1;
        }
        k = self.skip(self.skip(k, Term::Fiscal), Term::Full);
        let none = |(base, next)| ((base, None), next);
        match self.peek(k)? {
            Term::Weekday(_) if way != Way::That => self.way_weekday(k, way),
            Term::Month(month) if way != Way::That => {
                let (base, next) = self.month(k, true)?;
                let open = matches!(base, Base::Month { year: Year::Open, .. });
                Some(((if open { Base::Month { month, year: Year::Near(way) } } else { base }, None), next))
            }
            Term::Season(season) => Some(((Base::Season(season, Year::Near(way)), None), k + 1)),
            Term::Holiday(month, day) => {
                let named = self.peek(k + 1) == Some(Term::Unit(Unit::Day));
                Some(((Base::MonthDay { month, day, year: Year::Near(way) }, None), k + 1 + usize::from(named)))
            }
            Term::Part(part) => Some((way_part(way, part), k + 1)),
            // "This Week" is a programme.
            Term::Unit(_) if self.tokens[self.atoms[k].token].is_capitalised() => None,
            Term::Unit(unit) => self.way_unit(k, way, unit, led).map(none),
            Term::Ordinal(_) if way == Way::That => None,
            Term::Period => {
                let base = if way == Way::Last { Base::Same(Unit::Quarter) } else { Base::Unknown };
                Some(((base, None), k + 1))
            }
            _ => None,
        }
    }

    fn way_weekday(&self, k: usize, way: Way) -> Read<Point> {
        let ((base, time), next) = self.point(k, true)?;
        match base {
            Base::Weekday(day, _) => Some(((Base::Weekday(day, Some(way)), time), next)),
            base => Some(((base, time), next)),
        }
    }

    fn way_unit(&self, k: usize, way: Way, unit: Unit, led: bool) -> Read<Base> {
        if unit < Unit::Day {
            return matches!(way, Way::Past | Way::Last)
                .then_some((Base::Length(Length { count: Some(1.0), unit }), k + 1))
                .filter(|_| !self.atoms[k].joined);
        }
        if unit == Unit::Year && self.peek(k + 1) == Some(Term::Possessive) {
            match (self.peek(k + 2), self.peek(k + 3)) {
                (Some(Term::Ordinal(n @ 1..=4)), Some(Term::Unit(Unit::Quarter))) => {
                    return Some((Base::Quarter(n as i8, Year::Of(way)), k + 4));
                }
                (Some(Term::Unit(Unit::Quarter) | Term::Period), _) => return Some((Base::YearBack(None), k + 3)),
                _ => {}
            }
        }
        match way {
            Way::Past | Way::Next if unit == Unit::Decade => {
                Some((Base::Length(Length { count: Some(1.0), unit }), k + 1))
            }
            Way::Past if !led => Some((Base::Length(Length { count: Some(1.0), unit }), k + 1)),
            // "the last week of August"
            Way::Last if self.peek(k + 1) == Some(Term::Of) => {
                Some((Base::Length(Length { count: Some(1.0), unit }), k + 1))
            }
            Way::Recent => None,
            way => Some((Base::Unit(unit, way), k + 1)),
        }
    }

    /// "every Monday", "each of", "daily", "per month", "Tuesday nights".
    pub(super) fn repeat(&self, i: usize) -> Read<Point> {
        let (value, next) = match self.first(i)? {
            Term::Every => self.every(i)?,
            Term::Per => match self.peek(i + 1)? {
                Term::Unit(unit) => (Length { count: Some(1.0), unit }.to_string(), i + 2),
                _ => return None,
            },
            Term::Frequency(value) => {
                let name = self.tokens[self.atoms[i].token].is_capitalised();
                if name || self.atoms[i].joined {
                    return None;
                }
                (value.to_owned(), i + 1)
            }
            Term::Weekday(day) => match self.peek(i + 1)? {
                Term::Parts(part) => (format!("XXXX-WXX-{day}{}", part.code()), i + 2),
                _ => return None,
            },
            Term::Weekdays(day) => match self.peek(i + 1) {
                Some(Term::Parts(part) | Term::Part(part)) => (format!("XXXX-WXX-{day}{}", part.code()), i + 2),
                _ => (format!("XXXX-WXX-{day}"), i + 1),
            },
            _ => return None,
        };
        Some(((Base::Repeat(value), None), next))
    }

    fn every(&self, i: usize) -> Read<String> {
        let (times, k) = match self.peek(i + 1)? {
            Term::Other => (2.0, i + 2),
            Term::Ordinal(n) => (f64::from(n), i + 2),
            _ => (1.0, i + 1),
        };
        match self.peek(k)? {
            Term::Unit(unit) => Some((Length { count: Some(times), unit }.to_string(), k + 1)),
            Term::Weekday(day) => match self.peek(k + 1) {
                Some(Term::Part(part)) => Some((format!("XXXX-WXX-{day}{}", part.code()), k + 2)),
                _ => Some((format!("XXXX-WXX-{day}"), k + 1)),
            },
            Term::Part(part) => Some((format!("XXXX-XX-XX{}", part.code()), k + 1)),
            Term::Month(month) => Some((format!("XXXX-{month:02}"), k + 1)),
            Term::Season(season) => Some((format!("XXXX-{}", season.code()), k + 1)),
            _ => {
                let (count, k) = self.then(k, Self::count)?;
                let Term::Units(unit) = self.peek(k)? else { return None };
                Some((Length { count, unit }.to_string(), k + 1))
            }
        }
    }

    /// Lengths and what is counted by them: "two weeks", "more than a year ago", "the first nine months".
    pub(super) fn length(&self, i: usize) -> Read<Point> {
        let none = |(base, next)| ((base, None), next);
        let start = self.modifiers(i);
        if start > i && self.peek(start).is_none() {
            return None;
        }
        self.counted(start).or_else(|| self.uncounted(start)).map(none)
    }

    /// The atom after "more than", "at least", "about", "up to".
    fn modifiers(&self, i: usize) -> usize {
        let mut k = i;
        for _ in 0..4 {
            let term = if k == i { self.first(k) } else { self.peek(k) };
            k += match (term, self.peek(k + 1)) {
                (Some(Term::More), Some(Term::Than)) | (Some(Term::At), Some(Term::Least)) => 2,
                (Some(Term::Up), Some(Term::To)) => 2,
                (Some(Term::Approx | Term::Only), _) => 1,
                _ => return k,
            };
        }
        k
    }

    /// The atom after "the", "the last", "the first", "past" before a count.
    fn before_count(&self, i: usize) -> usize {
        let mut k = i;
        for _ in 0..3 {
            let term = if k == i { self.first(k) } else { self.peek(k) };
            match term {
                // "said that two weeks …": a conjunction.
                Some(Term::Way(Way::That)) if context::word(self.tokens, self.atoms[k].token) == "that" => break,
                Some(Term::The | Term::Way(_) | Term::Ordinal(1) | Term::Final | Term::These) => k += 1,
                _ => break,
            }
        }
        k
    }

    fn counted(&self, i: usize) -> Read<Base> {
        let k = self.before_count(i);
        if k > i && self.peek(k).is_none() {
            return None;
        }
        let (count, next) = self.count(k)?;
        let next = self.skip(next, Term::Full);
        let unit = match self.peek(next)? {
            Term::Units(Unit::Quarter) if self.atoms[next].joined => return None,
            Term::Units(unit) => unit,
            Term::Unit(unit) if self.singular_fits(k, next, count) => unit,
            _ => return None,
        };
        let bounded = k > i;
        let (count, next) = self.and_a_half(count, next + 1);
        if self.is_age(next) {
            return Some((Base::Nothing, self.skip(next, Term::Old)));
        }
        let length = Length { count, unit };
        let next = self.or_so(next);
        if bounded {
            return Some((Base::Length(length), next));
        }
        Some(self.offset(length, next))
    }

    /// A unit in the singular after "a", "one", or as part of an adjective ("five-year", "five year").
    fn singular_fits(&self, first: usize, unit: usize, count: Count) -> bool {
        let one = self.first(first) == Some(Term::A);
        let quarter = matches!(self.first(unit), Some(Term::Unit(Unit::Quarter)));
        if one && quarter {
            return false;
        }
        let minute =
            matches!(self.first(unit), Some(Term::Unit(Unit::Day))) && one && self.first(unit - 1) != Some(Term::A);
        !minute && (count.is_some() || self.atoms[unit].joined)
    }

    fn and_a_half(&self, count: Count, k: usize) -> (Count, usize) {
        match (self.peek(k), self.peek(k + 1), self.peek(k + 2)) {
            (Some(Term::And), Some(Term::A), Some(Term::Half)) => (count.map(|n| n + 0.5), k + 3),
            _ => (count, k),
        }
    }

    /// "31-year-old", "52 years old", "26 years of age".
    fn is_age(&self, k: usize) -> bool {
        if self.peek(k) == Some(Term::Old) {
            return true;
        }
        let last = self.atoms[k - 1].token;
        self.peek(k) == Some(Term::Of) && context::word(self.tokens, last + 2) == "age"
    }

    /// "or two", "or so", "or more".
    fn or_so(&self, k: usize) -> usize {
        match (self.peek(k), self.peek(k + 1)) {
            (Some(Term::Or), Some(Term::So | Term::More | Term::Cardinal(_))) => k + 2,
            (Some(Term::Long), _) if self.atoms[k].joined => k + 1,
            _ => k,
        }
    }

    /// "ago", "earlier", "later", "from now" after a length.
    fn offset(&self, length: Length, k: usize) -> (Base, usize) {
        let (sign, origin, next) = match (self.peek(k), self.peek(k + 1)) {
            (Some(Term::Ago), _) => (-1, Origin::Now, k + 1),
            (Some(Term::From), Some(Term::Now)) => (1, Origin::Now, k + 2),
            (Some(Term::Earlier), _) => (-1, Origin::Topic, k + 1),
            (Some(Term::Later), _) => (1, Origin::Topic, k + 1),
            (Some(Term::Before), _) if context::ends(self.tokens, self.atoms[k].token) => (-1, Origin::Topic, k + 1),
            (Some(Term::After), _) if context::ends(self.tokens, self.atoms[k].token) => (1, Origin::Topic, k + 1),
            _ => return (Base::Length(length), k),
        };
        (Base::Offset { length, sign, origin }, next)
    }

    /// Lengths without a count: "recent years", "months later", "for decades", "month-long".
    fn uncounted(&self, i: usize) -> Read<Base> {
        match (self.first(i)?, self.peek(i + 1)) {
            (Term::Unit(unit), Some(Term::Long)) if self.atoms[i + 1].joined => {
                Some((Base::Length(Length { count: Some(1.0), unit }), i + 2))
            }
            (Term::Way(Way::Recent | Way::Next | Way::Past | Way::Following | Way::Last), Some(Term::Units(unit))) => {
                Some((Base::Length(Length { count: None, unit }), i + 2))
            }
            (Term::The, Some(Term::Way(Way::Next | Way::Following | Way::Past | Way::Last | Way::Previous))) => {
                let Term::Units(unit) = self.peek(i + 2)? else { return None };
                Some((Base::Length(Length { count: None, unit }), i + 3))
            }
            (Term::These, Some(Term::Units(Unit::Day))) => Some((Base::Reference(Era::Present), i + 2)),
            (Term::Units(unit), _) => self.bare_units(i, unit),
            _ => None,
        }
    }

    fn bare_units(&self, i: usize, unit: Unit) -> Read<Base> {
        let length = Length { count: None, unit };
        let (base, next) = self.offset(length, i + 1);
        if base != Base::Length(length) {
            return Some((base, next));
        }
        let long = self.peek(i + 1) == Some(Term::Long) && self.atoms[i + 1].joined;
        if long {
            return Some((base, i + 2));
        }
        let stands = matches!(self.before(i), "for" | "in" | "within" | "over" | "after") && unit >= Unit::Hour;
        stands.then_some((base, i + 1))
    }

    /// "now", "recently", "the future".
    pub(super) fn reference(&self, i: usize) -> Read<Point> {
        let (era, next) = match (self.first(i)?, self.peek(i + 1), self.peek(i + 2)) {
            (Term::Now, ..) => (Era::Present, i + 1),
            (Term::Reference(era), ..) => (era, i + 1),
            (Term::The, Some(Term::Future), _) => (Era::Future, i + 2),
            (Term::The, Some(Term::Near), Some(Term::Future)) => (Era::Future, i + 3),
            (Term::The, Some(Term::Way(Way::Past)), _) if context::ends(self.tokens, self.atoms[i + 1].token) => {
                (Era::Past, i + 2)
            }
            (Term::The, Some(Term::Moment), _) if self.before(i) == "at" => (Era::Present, i + 2),
            (Term::Way(Way::Recent), ..) => (Era::Past, i + 1),
            (Term::Way(Way::This), ..) if context::word(self.tokens, self.atoms[i].token) == "current" => {
                (Era::Present, i + 1)
            }
            _ => return None,
        };
        Some(((Base::Reference(era), None), next))
    }
}

/// "last night", "this morning", "the next evening", "that afternoon".
fn way_part(way: Way, part: Part) -> Point {
    let base = match way {
        Way::Last | Way::Past => Base::Day(-1),
        Way::This | Way::Recent => Base::Day(0),
        Way::Next | Way::Following => Base::TopicDay(1),
        Way::Previous => Base::TopicDay(-1),
        Way::That => Base::TopicDay(0),
    };
    (base, Some(TimeOfDay::Part(part)))
}
