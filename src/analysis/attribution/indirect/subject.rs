//! Where the subject of a cue begins: its article, titles and role are part of it.

use super::{Frame, words::SUBORDINATE};
use crate::{
    analysis::quotes::{
        Class, Kind,
        words::{Form, is_clause_verb},
    },
    lexicon,
    text::TokenKind,
};

impl Frame<'_, '_, '_> {
    /// First token of the subject with its article and titles, which names leave off: "the Fund", "Mr. Orlov".
    pub(super) fn subject_start(&self) -> usize {
        /// Words of titles looked past.
        const TITLES: usize = 4;
        let titled = |i: usize| {
            let lower = self.lower(i);
            self.class(i) == Class::Determiner
                || self.scene.lexeme(i).is_quantifier && self.lower(i) != "that"
                || self.class(i) == Class::Capital && lexicon::is_title_or_role(lower)
                // "…, de Orr said".
                || matches!(lower, "de" | "van" | "von" | "der" | "den" | "di" | "da" | "du" | "al" | "bin")
        };
        let first = self.scene.candidates[self.subject].first;
        let reach = self.bounds.0.max(first.saturating_sub(TITLES));
        let start = (reach..first).rev().take_while(|&i| titled(i)).last().unwrap_or(first);
        let apposed = self.apposed_to(start).or_else(|| self.introduced_by(start));
        let described = apposed.or_else(|| self.titled_at_length(start)).or_else(|| self.described_from_quote(start));
        let start = described.unwrap_or(start);
        self.listed_from(start).or_else(|| self.described_from_comma(start)).unwrap_or(start)
    }

    /// First token of a list that ends with the subject before a verb: "…, miners, farmers and Ada Orlova said".
    fn listed_from(&self, last: usize) -> Option<usize> {
        /// Of those listed.
        const MOST: usize = 6;
        let and = last.checked_sub(1).filter(|&i| i > self.bounds.0 && matches!(self.lower(i), "and" | "&"))?;
        let comma = |i: usize| i > self.bounds.0 && self.class(i) == Class::Comma;
        let mut end = and - usize::from(comma(and - 1));
        let mut start = None;
        for _ in 0..MOST {
            let Some(first) = self.listed_before(end) else { break };
            let before = first - 1;
            // "was given to the council, Orlova and Orr said": no part of the list; "as Brandt, Orlova and Orr said".
            let opens =
                self.ends_in_comma(before) || SUBORDINATE.contains(&self.lower(before)) || self.lower(before) == "that";
            if comma(before) || opens {
                start = Some(first);
            }
            if !comma(before) {
                break;
            }
            end = before;
        }
        start
    }

    /// First token, with its article and titles, of the candidate that ends before token `end`.
    fn listed_before(&self, end: usize) -> Option<usize> {
        /// Words of titles.
        const TITLES: usize = 6;
        let from = self.bounds.0;
        let candidate = &self.scene.candidates[self.scene.candidate_at(end.checked_sub(1)?)?];
        let fits = candidate.last == end && !candidate.quoted && !matches!(candidate.kind, Kind::Pronoun(_));
        let reach = candidate.first.saturating_sub(TITLES).max(from);
        let part = |i: &usize| {
            self.scene.candidate_at(*i).is_none()
                && (matches!(self.class(*i), Class::Capital | Class::Determiner)
                    || self.scene.lexeme(*i).is_quantifier && self.lower(*i) != "that"
                    || self.class(*i) == Class::Other && lexicon::is_title_or_role(self.lower(*i)))
        };
        let first = (reach..candidate.first).rev().take_while(part).last().unwrap_or(candidate.first);
        (fits && first > from).then_some(first)
    }

    /// First token behind a comma, if nothing but what somebody is stands from there to the name before a verb: "…, Velland's
    /// Minister of State Ada Orlova said", "…, news agency Acme said".
    fn described_from_comma(&self, name: usize) -> Option<usize> {
        let subject = &self.scene.candidates[self.subject];
        let own = subject.last <= self.cue
            && (subject.last..self.cue).all(|i| matches!(self.class(i), Class::Auxiliary | Class::Adverb | Class::Day));
        // "…, the Lund attorney general's office said Tuesday": nothing but a day stands behind the verb.
        let rest = self.past_time(self.cue + 1);
        let ends = || {
            let noun =
                matches!(subject.kind, Kind::Role | Kind::Subject) && self.scene.lexeme(self.cue).has(Form::Finite);
            noun && (rest >= self.bounds.1 || self.class(rest) == Class::Period)
        };
        if !own || subject.possessive || subject.name().is_none() && !ends() {
            return None;
        }
        // "…, a theme Orlova should stress": who that is must be told right before the name.
        let last = name.checked_sub(1).filter(|&last| last > self.bounds.0)?;
        let tells = self.scene.tokens[last].is_capitalised()
            || self.scene.tokens[last].kind == TokenKind::Possessive
            || lexicon::is_title_or_role(self.lower(last).trim_end_matches("-elect"))
            || lexicon::is_body_noun(self.scene.tokens.key(last))
            || self.scene.lexeme(last).is_document;
        if !tells {
            return None;
        }
        let start = self.description_before(name)?;
        let opens = !matches!(self.class(start), Class::Preposition | Class::Conjunction)
            && !SUBORDINATE.contains(&self.lower(start))
            // "…, a view Acme spokesman Bill Orr shared".
            && !matches!(self.lower(start), "a" | "an")
            && !self.scene.lexeme(start).is_according;
        (opens && self.class(start - 1) == Class::Comma).then_some(start)
    }

    /// First of the words that can tell what somebody is, before the name at `name`; none if the sentence begins with them.
    fn description_before(&self, name: usize) -> Option<usize> {
        /// Words of the description.
        const LONGEST: usize = 10;
        let from = self.bounds.0;
        let part = |i: &usize| {
            let nominal =
                matches!(self.class(*i), Class::Capital | Class::Other | Class::Determiner | Class::Preposition)
                    || self.scene.tokens[*i].kind == TokenKind::Possessive;
            nominal && (self.scene.tokens[*i].is_capitalised() || !is_clause_verb(self.scene.tokens, *i, *i))
        };
        (from.max(name.saturating_sub(LONGEST))..name).rev().take_while(part).last().filter(|&start| start > from)
    }

    /// First token behind a quote that ends with a comma, if nothing but what somebody is stands from there to the name: "“…,” Lund
    /// Harbour Deputy Secretary Ada Orlova said".
    fn described_from_quote(&self, name: usize) -> Option<usize> {
        let start = self.description_before(name)?;
        let opens = self.class(start) != Class::Preposition && !self.scene.lexeme(start).is_according;
        let quote = start.checked_sub(1).filter(|&i| opens && self.scene.is_quoted(i))?;
        // Of a title the sentence tells: "on “Lund Today,” Orlova said".
        (self.scene.tokens.word(quote - 1) == "," && !self.is_titled(quote)).then_some(start)
    }

    /// First token of a title in capitals that a comma parts from its name: "…, Acme Marketing Manager, Ada Orlova said", "…,
    /// Velland's Minister of State for Harbours, Ada Orlova, said".
    fn titled_at_length(&self, name: usize) -> Option<usize> {
        /// Words of the title, with the body.
        const LONGEST: usize = 10;
        let from = self.bounds.0;
        let comma = name.checked_sub(1).filter(|&i| i > from && self.class(i) == Class::Comma)?;
        let last = comma.checked_sub(1).filter(|&i| i > from && self.scene.tokens[i].is_capitalised())?;
        let part = |i: &usize| {
            self.scene.tokens[*i].is_capitalised()
                || self.scene.tokens[*i].kind == TokenKind::Possessive
                || matches!(self.lower(*i), "of" | "and" | "for" | "the")
        };
        let start = (last.saturating_sub(LONGEST).max(from)..=last).rev().take_while(part).last()?;
        // No title: "…, Handling and Transport, Orlova said".
        let titled = |i: usize| lexicon::is_role_noun(self.lower(i));
        let apart = start > from && (self.class(start - 1) == Class::Comma || self.ends_in_comma(start - 1));
        (apart && (lexicon::is_title(self.lower(start)) || (start..=last).any(titled))).then_some(start)
    }

    /// First token of a role in small letters behind a comma: "…, public defender Ada Orlova wrote".
    pub(super) fn introduced_by(&self, name: usize) -> Option<usize> {
        /// Words of the role.
        const ROLE: usize = 8;
        let from = self.bounds.0;
        // "one conservative, radio host Ada Orlova, disagrees": an apposition.
        let last = self.scene.candidates[self.subject].last;
        let closed = last < self.bounds.1 && self.class(last) == Class::Comma;
        let last = name.checked_sub(1).filter(|&i| i > from && !closed && lexicon::is_role_noun(self.lower(i)))?;
        // "“…,” Office of Harbours official Ada Orlova told".
        let joins = |i: usize| {
            let capitals = || self.scene.tokens[i - 1].is_capitalised() && self.scene.tokens[i + 1].is_capitalised();
            i > from && matches!(self.lower(i), "of" | "and" | "for") && capitals()
        };
        let part = |i: &usize| {
            (matches!(self.class(*i), Class::Other | Class::Capital) || joins(*i)) && !self.scene.is_quoted(*i)
        };
        let start = (from.max(last.saturating_sub(ROLE))..=last).rev().take_while(part).last()?;
        let apart = start > from && (self.class(start - 1) == Class::Comma || self.ends_in_comma(start - 1));
        apart.then_some(start)
    }

    /// First token of the role whose holder is named between commas: "the minister, Ada Orlova, said".
    pub(super) fn apposed_to(&self, start: usize) -> Option<usize> {
        let scene = self.scene;
        let last = scene.candidates[self.subject].last;
        let comma = start.checked_sub(1).filter(|&i| i > self.bounds.0 && self.class(i) == Class::Comma)?;
        let role = &scene.candidates[scene.candidate_at(comma - 1)?];
        let closed = last < self.bounds.1 && self.class(last) == Class::Comma && last < self.cue;
        (closed && matches!(role.kind, Kind::Role) && role.first >= self.bounds.0).then_some(role.first)
    }
}
