//! Clauses that the cue stands in or before: "the trains, Orlova said, were late", "as Orlova noted, the trains were late".

use super::{
    Clause, Frame, Order,
    words::{ASIDES, GOING_ON, NOTING},
};
use crate::{
    analysis::{
        attribution::acts,
        quotes::{Class, Kind, Pronoun, asides, words::is_clause_verb},
    },
    lexicon,
    text::TokenKind,
};

impl Frame<'_, '_, '_> {
    /// The comma that ends what tells who speaks, if the clause goes on behind it: "The trains, Orlova explained, would be late".
    pub(super) fn closing_comma(&self, order: Order) -> Option<usize> {
        let subject = &self.scene.candidates[self.subject];
        let (from, to) = self.bounds;
        let (first, last) = match order {
            Order::According => (self.cue, self.past_paper(subject.last)),
            Order::Noun | Order::Demand(_) => return None,
            Order::Verb if subject.last <= self.cue => {
                let next = self.cue + 1;
                (self.subject_start(), self.past_told_before_verb(next))
            }
            Order::Verb => return self.closing_inverted(),
        };
        if matches!(subject.kind, Kind::Pronoun(Pronoun::Who)) {
            return None;
        }
        // "…, according to Orlova, the mayor": no verb, an apposition.
        let verb = |i: usize, j: usize| {
            let owns = self.scene.tokens[j].kind == TokenKind::Possessive;
            !owns && self.is_verb(i, j) || self.is_verb_by_place(i, j, to) || self.scene.is_quoted(j)
        };
        let whole = |i: usize| order == Order::Verb || (i..to).any(|j| verb(i, j));
        // "The rules, the lawyers said, “command the same” that": the quote has the verb of what stands before.
        let predicate = |i: usize| {
            let small = self
                .scene
                .stretch_of(i)
                .is_some_and(|number| !self.scene.tokens[self.scene.stretches[number].first].is_capitalised());
            let own = (subject.last..self.cue).all(|i| matches!(self.class(i), Class::Auxiliary | Class::Adverb));
            order == Order::Verb
                && small
                && own
                && !(from..first).any(|i| self.is_verb(from, i) || self.scene.is_quoted(i))
        };
        let closes = |i: usize| {
            i + 2 < to
                && self.class(i) == Class::Comma
                && (!self.scene.is_quoted(i + 1) && whole(i + 1) || predicate(i + 1))
        };
        let parts = first > from && self.class(first - 1) == Class::Comma && closes(last) && !self.leaves_off(last + 1);
        parts.then_some(last)
    }

    /// The same in "The trains, said Orlova, the mayor, would be late": the first comma with a verb behind it, if none stands
    /// before the cue.
    pub(super) fn closing_inverted(&self) -> Option<usize> {
        let (from, to) = self.bounds;
        let last = self.scene.candidates[self.subject].last;
        let opens = self.cue > from && self.class(self.cue - 1) == Class::Comma;
        let whole = (from..self.cue).any(|i| self.scene.is_quoted(i) || self.is_verb(from, i));
        if !opens || whole {
            return None;
        }
        let comma = acts::resuming_comma(self.scene, last).filter(|&comma| comma + 2 < to);
        comma.or_else(|| self.resuming_far(last))
    }

    /// The comma behind an inverted subject and what is told of it, behind which a clause or its verb follows: "In fact, says Orlova, the
    /// mayor, the plan raised taxes", "The left, says Orlova, wants it".
    fn resuming_far(&self, last: usize) -> Option<usize> {
        /// Tokens that tell more of the subject.
        const REACH: usize = 30;
        let to = self.bounds.1;
        let commas: Vec<usize> = (last..to.min(last + REACH)).filter(|&i| self.class(i) == Class::Comma).collect();
        let whole = |&(n, &comma): &(usize, &usize)| {
            let end = commas.get(n + 1).copied().unwrap_or(to);
            let parts = |i: usize| matches!(self.lower(i), "who" | "which" | "whose" | "that" | "and" | "but");
            let mut words = (comma + 1..end).take_while(|&i| !parts(i));
            let verb = |i: usize| {
                let helps = self.class(i) == Class::Auxiliary && self.scene.tokens[i].kind != TokenKind::Possessive;
                helps
                    || self.class(i) == Class::WeakCue && self.lower(i).ends_with('s')
                    || self.is_verb(comma + 1, i)
                    || self.is_verb_by_place(comma + 1, i, to)
            };
            comma + 3 < to && !self.scene.is_quoted(comma + 1) && words.any(verb) && !self.leaves_off(comma + 1)
        };
        commas.iter().enumerate().find(whole).map(|(_, &comma)| comma)
    }

    /// Token after the paper of a body: "the Courier report".
    pub(super) fn past_paper(&self, last: usize) -> usize {
        let paper = last < self.bounds.1 && self.class(last) == Class::Other && self.scene.lexeme(last).is_document;
        last + usize::from(paper)
    }

    /// Token after whom the cue's subject told it, if a verb follows behind the comma ("The answer, she told them, was no");
    /// else `next`.
    pub(super) fn past_told_before_verb(&self, next: usize) -> usize {
        let to = self.bounds.1;
        if !matches!(self.lower(self.cue), "told" | "tells") || next >= to || self.class(next) == Class::Comma {
            return next;
        }
        let told = self.past_told(next);
        // Not one of several who were told: "told Orr, Orlov and Brandt".
        let goes_on = |i: usize| {
            let verb = || is_clause_verb(self.scene.tokens, i, i) && !self.scene.tokens[i].is_capitalised();
            let helps = matches!(self.class(i), Class::Auxiliary | Class::Determiner | Class::Pronoun);
            (helps || verb()) && !self.scene.is_quoted(i)
        };
        let verb = told + 1 < to && self.class(told) == Class::Comma && goes_on(told + 1);
        if verb { told } else { next }
    }

    /// Whether what begins at `i` is the reporter's again: "…, he said, adding that", "…, she said, who", "…, officials
    /// said, but one said".
    pub(super) fn leaves_off(&self, i: usize) -> bool {
        let lower = self.lower(i);
        let speaks = |i: usize| {
            let one = i + 1 < self.bounds.1 && matches!(self.lower(i), "one" | "another" | "others" | "some");
            let last = self.scene.candidate_at(i).map_or(i + usize::from(one), |c| self.scene.candidates[c].last);
            last > i && self.class(last.min(self.scene.len() - 1)) == Class::Cue
        };
        let joined = matches!(lower, "and" | "but")
            && i + 1 < self.bounds.1
            && (speaks(i + 1) || self.class(i + 1) == Class::Cue);
        lower.ends_with("ing") && !self.is_gerund_subject(i)
            || matches!(lower, "who" | "which" | "according" | "as" | "after" | "when" | "where")
            || joined
            || speaks(i)
    }

    /// Whether the form in -ing at `i` is what a verb near it is said of: "…, she added, closing the harbour would be dear".
    fn is_gerund_subject(&self, i: usize) -> bool {
        /// Tokens to its verb.
        const NEAR: usize = 6;
        let lower = self.lower(i);
        let parts = |i: usize| {
            matches!(self.class(i), Class::Comma | Class::That | Class::Pronoun | Class::Cue)
                || matches!(self.lower(i), "who" | "which" | "what" | "how" | "why" | "when")
        };
        let near = (i + 1..self.bounds.1.min(i + NEAR)).take_while(|&i| !parts(i) && !self.scene.is_quoted(i));
        let helps = |i: usize| self.class(i) == Class::Auxiliary && self.scene.tokens[i].kind != TokenKind::Possessive;
        !GOING_ON.contains(&lower) && !ASIDES.contains(&lower) && near.into_iter().any(helps)
    }

    /// The parts before and behind a parenthetical cue, which ends at the comma `closing`.
    pub(super) fn parted(&self, closing: usize) -> Vec<Clause> {
        let (from, to) = self.bounds;
        let comma = self.subject_start().min(self.cue) - 1;
        let tail = (self.past_link(closing + 1), to);
        // "It was late and, according to Orr, dear": the head is not what she says.
        let joined = comma > from && self.class(comma - 1) == Class::Conjunction;
        let head = (!joined).then_some((from, comma));
        let parts = head.into_iter().chain([tail]).filter_map(|(first, last)| self.trim(first, last));
        // "Reached for comment, Orlova said".
        let leads_in = |first: usize, last: usize| self.is_link(first, last) || self.is_answering(first);
        let parts = parts.filter(|&(first, last)| first > self.cue || !leads_in(first, last));
        let parts: Vec<Clause> = parts.filter_map(|(first, last)| self.admit(first, last, 1)).collect();
        // "The rules, he said, “make sense.”": a quote of its own, and no clause.
        let direct = self.scene.is_quoted(tail.0) && !parts.iter().any(|clause| clause.first >= tail.0);
        if direct { Vec::new() } else { parts }
    }

    /// Token behind what only joins a quote to the cue, and its comma: "said, in part, “…”".
    fn past_link(&self, first: usize) -> usize {
        /// Words of the link.
        const LINK: usize = 3;
        let comma = (first..self.bounds.1.min(first + LINK + 1)).find(|&i| self.class(i) == Class::Comma);
        let comma =
            comma.filter(|&comma| comma > first && comma + 1 < self.bounds.1 && self.scene.is_quoted(comma + 1));
        let joins =
            |comma: usize| self.is_link(first, comma) || self.lower(first) == "in" && self.lower(first + 1) == "part";
        comma.filter(|&comma| joins(comma)).map_or(first, |comma| comma + 1)
    }

    /// Whether what stands before the cue only joins the clause behind it to what went before: "For this reason, he said, …".
    pub(super) fn is_link(&self, first: usize, last: usize) -> bool {
        asides::is_link(self.scene, first, last)
    }

    /// "As Orlova noted, CLAUSE".
    pub(super) fn is_led_by_as(&self) -> bool {
        let start = self.subject_start();
        let own = self.is_own();
        // "As Orlova told the Courier", but "as she told the story".
        let listener = || {
            let next = self.cue + 1;
            let at = next + usize::from(next + 1 < self.bounds.1 && self.class(next) == Class::Determiner);
            at < self.bounds.1
                && (self.scene.candidate_at(at).is_some() || matches!(self.lower(at), "reporters" | "me" | "us"))
        };
        let cue = self.lower(self.cue);
        let tells = NOTING.contains(&cue) || matches!(cue, "told" | "tells") && listener();
        let start = self.past_role(start);
        let first = start.checked_sub(1).filter(|&i| i >= self.bounds.0 && start < self.cue);
        let from = self.bounds.0;
        let joins = |i: usize| matches!(self.lower(i), "but" | "and");
        // "… and, as Orlova notes, it is late".
        let set_off = |i: usize| i > from + 1 && self.class(i - 1) == Class::Comma && joins(i - 2);
        let begins = |i: usize| i == from || i == from + 1 && joins(from) || set_off(i);
        tells && !own && first.is_some_and(|i| self.lower(i) == "as" && begins(i))
    }

    /// First token of the role in small letters before the name that begins at `name`: "as the harbour historian Ada Orlova noted".
    fn past_role(&self, name: usize) -> usize {
        /// Words of the role.
        const ROLE: usize = 5;
        let part = |i: &usize| matches!(self.class(*i), Class::Other | Class::Capital | Class::Determiner);
        // "As Acme’s Ada Orlova noted".
        let owner = name.checked_sub(1).filter(|&i| self.scene.tokens[i].kind == TokenKind::Possessive);
        if let Some(owner) = owner.filter(|&i| i > self.bounds.0) {
            let capital = |i: &usize| self.class(*i) == Class::Capital;
            return (self.bounds.0.max(owner.saturating_sub(ROLE))..owner)
                .rev()
                .take_while(capital)
                .last()
                .unwrap_or(name);
        }
        let role = name > self.bounds.0 && lexicon::is_role_noun(self.lower(name - 1));
        let reach = self.bounds.0.max(name.saturating_sub(ROLE));
        (reach..name).rev().take_while(|i| role && part(i)).last().unwrap_or(name)
    }

    /// What follows the comma that ends "as Orlova noted on Monday".
    pub(super) fn past_as(&self) -> Option<(usize, usize)> {
        /// Tokens from the cue to the comma.
        const NEAR: usize = 12;
        let to = self.bounds.1;
        let inner = |i: usize| {
            matches!(
                self.class(i),
                Class::Preposition | Class::Determiner | Class::Other | Class::Capital | Class::Day | Class::Adverb
            ) || self.scene.candidate_at(i).is_some()
                || self.lower(i) == "out"
        };
        let comma = (self.cue + 1..to.min(self.cue + NEAR)).find(|&i| !inner(i))?;
        let clause = |first: usize| (first..to).any(|i| self.is_verb(first, i));
        // "As Orlova notes, “the primaries and a seat” are at stake".
        let goes_on = |first: usize| {
            let stretch = self.scene.stretch_of(first).map(|number| self.scene.stretches[number]);
            stretch.is_none_or(|stretch| {
                let beyond = stretch.close < to && !matches!(self.class(stretch.close), Class::Comma | Class::Period);
                beyond && !self.scene.tokens[stretch.first].is_capitalised()
            })
        };
        let fits = self.class(comma) == Class::Comma && comma + 1 < to && goes_on(comma + 1);
        (fits && clause(comma + 1)).then_some((comma + 1, to))
    }
}
