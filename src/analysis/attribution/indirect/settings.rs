//! Where and when something is said: "said in Lund on Monday", "wrote in his book, “The Long Ferry,” last year".

use super::{Frame, words::is_opener};
use crate::{
    analysis::{
        attribution::acts::{is_hour, is_setting},
        quotes::{
            Class,
            papers::{is_document, is_made},
            words::{TIME_UNITS, is_clause_verb},
        },
    },
    text::TokenKind,
};

impl Frame<'_, '_, '_> {
    /// Token after "last week", unless it is what the clause is about: "last year was hard".
    pub(super) fn past_unit(&self, at: usize) -> Option<usize> {
        let unit = at + 1;
        let told = unit < self.bounds.1
            && matches!(self.lower(at), "last" | "this" | "next")
            && TIME_UNITS.contains(&self.lower(unit));
        let subject = || unit + 1 < self.bounds.1 && self.is_verb(at, unit + 1);
        (told && !subject()).then_some(unit + 1)
    }

    /// Token after what tells when: "Monday morning", "on Friday", "last week", "later this year".
    pub(super) fn past_time(&self, mut at: usize) -> usize {
        let to = self.bounds.1;
        while at < to {
            if let Some(end) = self.past_unit(at) {
                at = end;
                continue;
            }
            let next = at + 1;
            at = match self.lower(at) {
                "on" if next < to && self.is_day(next) => next,
                "earlier" | "later" | "today" | "yesterday" | "early" | "late" => next,
                // "said April 14."
                _ if at > self.bounds.0
                    && self.is_day(at - 1)
                    && self.scene.tokens[at].kind == TokenKind::Number
                    && self.lower(at).len() <= 2 =>
                {
                    next
                }
                _ if self.is_day(at) || self.class(at) == Class::Adverb || self.is_hour(at) => next,
                _ => return at,
            };
        }
        at
    }

    /// Whether a day stands at token `i`, and not what belongs to it: "Thursday's accident".
    pub(super) fn is_day(&self, i: usize) -> bool {
        let owns = i + 1 < self.bounds.1 && self.scene.tokens[i + 1].kind == TokenKind::Possessive;
        self.class(i) == Class::Day && !owns
    }

    /// Whether the hour of a day is told at token `i`: "Monday morning".
    pub(super) fn is_hour(&self, i: usize) -> bool {
        i > 0 && self.class(i - 1) == Class::Day && is_hour(self.lower(i))
    }

    /// Token past the year at `at` in a setting that begins with token `from`: "at a March 3, 2016, meeting".
    fn past_year(&self, from: usize, at: usize) -> Option<usize> {
        let number = |i: usize| self.scene.tokens[i].kind == TokenKind::Number;
        let comma = |i: usize| self.class(i) == Class::Comma;
        let within = at > from + 1 && at + 2 < self.bounds.1 && self.class(from + 1) == Class::Determiner;
        let year = within && number(at - 1) && comma(at) && number(at + 1) && comma(at + 2);
        (year && self.lower(at + 1).len() == 4).then_some(at + 3)
    }

    /// Token after the title that a work is set beside: "wrote in his book, “The Long Ferry,” CLAUSE".
    fn past_title(&self, at: usize) -> Option<usize> {
        let scene = self.scene;
        let stretch =
            (at < self.bounds.1).then(|| scene.stretch_of(at)).flatten().map(|number| scene.stretches[number])?;
        let small = |i: usize| scene.tokens[i].kind == TokenKind::Word && !scene.tokens[i].is_capitalised();
        // Small words of titles are short: "of", "the", "with".
        let titled = !(stretch.first..stretch.last).any(|i| small(i) && scene.tokens[i].span().len() > 4);
        let set_off = scene.tokens.word(stretch.last - 1) == ",";
        (stretch.open == at && titled && set_off && stretch.close < self.bounds.1).then_some(stretch.close)
    }

    /// Token behind a day, paper or occasion that ends a setting within `from..to`, where a noun phrase begins: "said in Lund on Tuesday
    /// the union stands", "said in a statement the ferry is late".
    fn past_occasion(&self, from: usize, to: usize) -> Option<usize> {
        // "said in a statement Orlova did not see it".
        let named = |i: usize| {
            let name = self.scene.candidate_at(i).map(|number| self.scene.candidates[number]);
            name.is_some_and(|name| {
                name.name().is_some()
                    && name.first == i
                    && name.last < self.bounds.1
                    && self.class(name.last) == Class::Auxiliary
                    && !name.possessive
            })
        };
        // "said in a statement she hoped to come", but "said in a statement she sent".
        let hopes = |i: usize| {
            matches!(self.lower(i), "he" | "she" | "they" | "it" | "we")
                && i + 1 < self.bounds.1
                && is_clause_verb(self.scene.tokens, i + 1, i + 1)
                && !is_made(self.lower(i + 1))
                && !matches!(self.lower(i + 1), "gave" | "did" | "wrote" | "shared" | "read" | "tweeted" | "recorded")
        };
        let told = |i: usize| {
            let lower = self.lower(i);
            i > from + 1
                && (is_document(lower) || is_setting(lower))
                && i + 1 < self.bounds.1
                && (self.class(i + 1) == Class::Determiner || named(i + 1) || hopes(i + 1))
        };
        let last = (from + 1..to).find(|&i| self.is_day(i) || told(i))?;
        let past = if self.is_day(last) { self.past_time(last) } else { last + 1 };
        let opens =
            past < self.bounds.1 && (self.class(past) == Class::Determiner || self.scene.candidate_at(past).is_some());
        opens.then_some(past)
    }

    /// "said in an interview, CLAUSE": past the comma.
    pub(super) fn past_setting(&self, mut at: usize) -> Option<usize> {
        /// Tokens of the longest setting.
        const SETTING: usize = 16;
        let from = at;
        // "said at least four were there": a number, and no place.
        if self.lower(at) == "at" && at + 1 < self.bounds.1 && matches!(self.lower(at + 1), "least" | "most") {
            return Some(at);
        }
        let inner = [Class::Preposition, Class::Determiner, Class::Other, Class::Capital, Class::Day];
        while at < self.bounds.1 && at - from < SETTING {
            at = match self.past_year(from, at) {
                Some(past) => past,
                None if inner.contains(&self.class(at))
                    || matches!(self.lower(at), "this" | "these" | "those")
                    || self.scene.tokens[at].kind == TokenKind::Possessive
                    // "after this week’s ruling", "in a press release".
                    || self.class(at) == Class::WeakCue
                        && (self.scene.tokens[at - 1].kind == TokenKind::Possessive || is_document(self.lower(at)))
                    // "during a long visit", "in his nearly 20 years".
                    || self.class(at) == Class::Adverb && self.class(at - 1) == Class::Determiner =>
                {
                    at + 1
                }
                None => break,
            };
        }
        if at < self.bounds.1 && self.class(at) == Class::Comma {
            return Some(self.past_title(at + 1).unwrap_or(at + 1));
        }
        if let Some(past) = self.past_occasion(from, at) {
            return Some(past);
        }
        if let Some(past) = self.past_place(from, at) {
            return Some(past);
        }
        // "said about 20 people".
        let number = from + 1 < self.bounds.1 && self.scene.tokens[from + 1].kind == TokenKind::Number;
        let about = matches!(self.lower(from), "about" | "around" | "over" | "under" | "nearly" | "between");
        if about && number { Some(from) } else { self.opens_clause(at).then_some(at) }
    }

    /// Token behind a place within `from..at` and what tells when, where a pronoun begins a clause: "said on Radio Lund earlier this week
    /// he appreciated it".
    fn past_place(&self, from: usize, at: usize) -> Option<usize> {
        let place = at > from + 1 && (self.scene.tokens[at - 1].is_capitalised() || self.is_day(at - 1));
        let later = self.past_time(at);
        let verb = |i: usize| self.class(i) == Class::Auxiliary || is_clause_verb(self.scene.tokens, i, i);
        let opens =
            later + 1 < self.bounds.1 && matches!(self.lower(later), "he" | "she" | "they" | "it") && verb(later + 1);
        ((place || later > at) && opens).then_some(later)
    }

    /// Whether a pronoun begins a clause at token `at`: "said after the meeting it would", and not "said in a speech he gave", "in an
    /// interview I did".
    pub(super) fn opens_clause(&self, at: usize) -> bool {
        let drawn = |i: usize| self.lower(i).contains(['\'', '’']);
        at + 1 < self.bounds.1
            && is_opener(self.lower(at))
            && self.lower(at) != "i"
            && (self.class(at + 1) == Class::Auxiliary
                || self.scene.is_quoted(at + 1)
                || drawn(at)
                || drawn(at + 1)
                || self.lower(at) == "it" && is_clause_verb(self.scene.tokens, at + 1, at + 1))
    }
}
