//! Numbers before a unit of time: "12", "twenty-five", "two and a half", "a couple of", "several".

use super::{
    grammar::{Grammar, Read},
    triggers::Term,
};

/// A count of units; none is "several", "many" and the like.
pub(super) type Count = Option<f64>;

impl Grammar<'_, '_> {
    /// A count with what may stand round it ("two more", "a few", "2 1/2", "12 to 18").
    pub(super) fn count(&self, i: usize) -> Read<Count> {
        let (count, k) = self.plain_count(i)?;
        let k = match (self.peek(k), self.peek(k + 1)) {
            (Some(Term::To | Term::Or | Term::Dash), Some(_)) => match self.plain_count(k + 1) {
                Some((Some(_), next)) => next,
                _ => k,
            },
            _ => k,
        };
        Some((count, self.skip(k, Term::More)))
    }

    fn plain_count(&self, i: usize) -> Read<Count> {
        match self.first(i)? {
            Term::Digits { value, len } if len <= 5 => Some(self.fraction(f64::from(value), i + 1)),
            Term::Decimal(value) => Some((Some(value), i + 1)),
            Term::Large => Some((None, i + 1)),
            Term::Vague => Some((None, i + 1)),
            Term::Dozens => Some((None, self.skip(i + 1, Term::Of))),
            Term::Couple => Some((Some(2.0), self.skip(i + 1, Term::Of))),
            Term::Half => match self.peek(i + 1)? {
                Term::A => Some((Some(0.5), i + 2)),
                _ => Some((Some(0.5), i + 1)),
            },
            Term::A => match self.peek(i + 1)? {
                Term::Vague => Some((None, i + 2)),
                Term::Couple => Some((Some(2.0), self.skip(i + 2, Term::Of))),
                Term::Half => Some((Some(0.5), i + 2)),
                Term::Hundred | Term::Thousand | Term::Cardinal(12) => self.spelled(i + 1),
                _ => Some((Some(1.0), self.skip(i + 1, Term::Full))),
            },
            Term::Cardinal(_) | Term::Tens(_) | Term::Hundred | Term::Thousand => self.spelled(i),
            _ => None,
        }
    }

    /// "twenty-five", "two hundred", "two thousand": at most four words, so that a list of numbers stays cheap.
    fn spelled(&self, i: usize) -> Read<Count> {
        let (mut total, mut k) = (0.0, i);
        for _ in 0..4 {
            let term = if k == i { self.first(k) } else { self.peek(k) };
            match term {
                Some(Term::Cardinal(n)) if total == 0.0 || total % 10.0 == 0.0 => total += f64::from(n),
                Some(Term::Tens(n)) if total == 0.0 || total >= 100.0 => total += f64::from(n),
                Some(Term::Hundred) => total = if total == 0.0 { 100.0 } else { total * 100.0 },
                Some(Term::Thousand) => total = if total == 0.0 { 1000.0 } else { total * 1000.0 },
                _ => break,
            }
            k += 1;
        }
        (k > i).then(|| self.fraction(total, k))
    }

    /// "2 1/2", "two and a half", "two and half", "one-and-a-half".
    fn fraction(&self, whole: f64, k: usize) -> (Count, usize) {
        let printed = (self.peek(k), self.peek(k + 1), self.peek(k + 2));
        if let (Some(Term::Digits { value: 1, .. }), Some(Term::Slash), Some(Term::Digits { value: 2, .. })) = printed {
            return (Some(whole + 0.5), k + 3);
        }
        match printed {
            (Some(Term::And), Some(Term::A), Some(Term::Half)) => (Some(whole + 0.5), k + 3),
            (Some(Term::And), Some(Term::Half), _) => (Some(whole + 0.5), k + 2),
            _ => (Some(whole), k),
        }
    }
}
