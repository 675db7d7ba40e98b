//! Which spans are clauses: not a quote that stands for itself, nor another's.

use super::{Clause, Frame};
use crate::analysis::quotes::Class;

/// Share of quoted words from which a clause is a direct quote and not mixed speech.
const NEARLY_ALL: f32 = 0.95;

impl Frame<'_, '_, '_> {
    /// Whether the "that" of the cue stands right before token `first`.
    fn is_behind_that(&self, first: usize) -> bool {
        first.checked_sub(1).is_some_and(|that| that > self.cue && self.is_that(that))
    }

    /// Whether nothing but who said it, to whom and where, stands beside the quote in `first..last`: "“…,” Orlova said in a
    /// letter, according to the paper".
    fn is_anothers_quote(&self, first: usize, last: usize) -> bool {
        let next = self.acts.partition_point(|act| act.cue < first);
        let Some(act) = self.acts.get(next).filter(|act| act.cue < last && act.cue != self.cue) else { return false };
        let subject = &self.scene.candidates[act.subject];
        let of_place = [Class::Preposition, Class::Determiner, Class::Other, Class::Capital, Class::Day, Class::Adverb];
        let told = |i: usize| {
            i == act.cue
                || (subject.first..subject.last).contains(&i)
                || of_place[1..4].contains(&self.class(i)) && i < act.cue && i + 4 > subject.first
                || i > act.cue && (of_place.contains(&self.class(i)) || self.scene.candidate_at(i).is_some())
        };
        let begins = self.scene.is_quoted(first);
        begins && (first..last).all(|i| self.scene.is_quoted(i) || !self.scene.tokens[i].is_wordlike() || told(i))
    }

    /// Whether but the role of whoever is named behind it follows the quote in `first..last`: "“…,” the manager, Orlova, said".
    fn ends_in_role(&self, first: usize, last: usize) -> bool {
        /// Words of the role.
        const ROLE: usize = 8;
        let scene = self.scene;
        let tail = (first..last).rev().take_while(|&i| !scene.is_quoted(i)).last();
        let Some(tail) = tail.filter(|&tail| tail > first && last - tail <= ROLE && last < self.cue) else {
            return false;
        };
        let plain = |i: usize| {
            scene.candidate_at(i).is_some()
                || matches!(self.class(i), Class::Determiner | Class::Other | Class::Capital | Class::Preposition)
        };
        scene.is_quoted(first) && self.class(tail) == Class::Determiner && (tail..last).all(plain)
    }

    /// A clause, unless it is too short, wholly quoted and not behind "that", or holds its own cue.
    pub(super) fn admit(&self, first: usize, last: usize, fewest: usize) -> Option<Clause> {
        let scene = self.scene;
        // "argued that “the bridge is ours. It was always ours.”": up to the closing mark.
        let opened = scene.stretch_of(first).filter(|_| self.is_behind_that(first)).map(|n| scene.stretches[n]);
        let last = opened.filter(|stretch| stretch.open == first).map_or(last, |stretch| last.max(stretch.close));
        let words = (first..last).filter(|&i| scene.tokens[i].is_wordlike()).count();
        let quoted = (first..last).filter(|&i| scene.tokens[i].is_wordlike() && scene.is_quoted(i)).count();
        // "argued that “the bridge is ours”" is a clause, however much of it is quoted.
        // "said she “hates to see it”" too, but not "said only: “I hate it”".
        let opens =
            scene.is_quoted(first) || matches!(self.class(first), Class::Adverb | Class::Function | Class::Conjunction);
        let direct = quoted as f32 >= NEARLY_ALL * words as f32 && opens && !self.is_behind_that(first);
        let holds_cue = first <= self.cue && self.cue < last;
        let anothers = quoted > 0 && (self.is_anothers_quote(first, last) || self.ends_in_role(first, last));
        let fits = words >= fewest && !direct && !holds_cue && !anothers;
        fits.then_some(Clause { first, last, cue: self.cue, subject: self.subject, quoted: quoted > 0 })
    }
}
