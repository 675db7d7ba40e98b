//! "CLAUSE, Orlova said": whether what stands before a cue is what was said, and where it begins.

use super::{
    Frame,
    inherited::past_dateline,
    words::{NOTING, TELLING},
};
use crate::{
    analysis::quotes::{
        Class, Kind, Pronoun,
        words::{denies, is_clause_verb},
    },
    text::TokenKind,
};

impl Frame<'_, '_, '_> {
    /// Whether the subject follows the cue, or both follow the clause: "CLAUSE, said X", "CLAUSE, X said".
    pub(super) fn is_postposed(&self) -> bool {
        let subject = &self.scene.candidates[self.subject];
        if subject.first > self.cue {
            return true;
        }
        // "It angered his wife, Ada Orlova, who said on Monday": the reporter's words.
        if matches!(subject.kind, Kind::Pronoun(Pronoun::Who)) {
            return false;
        }
        let (from, to) = self.bounds;
        // "He put a hand on it and said, cheerfully": what stands before is another clause of the same subject.
        let joined = |i: &usize| !matches!(self.class(*i), Class::Auxiliary | Class::Adverb);
        let before = (from..self.cue).rev().find(joined);
        if before.is_some_and(|i| i >= subject.last && matches!(self.lower(i), "and" | "but")) {
            return false;
        }
        let start = self.subject_start();
        // "The ferry is late, as Orlova noted."
        let start = start - usize::from(self.is_taken_up(start));
        let comma = start > from && (self.class(start - 1) == Class::Comma || self.ends_in_comma(start - 1));
        let far = start > from + 4;
        // "…, Orlova points out."
        let out = self.lower(self.cue).starts_with("point") && self.cue + 1 < to && self.lower(self.cue + 1) == "out";
        let next = self.cue + 1 + usize::from(out);
        let leads_in = next + 1 < to && self.class(next) == Class::Comma && self.scene.is_quoted(next + 1);
        let told = if TELLING.contains(&self.lower(self.cue)) { self.past_told(next) } else { next };
        let rest = self.past_time(told);
        let ends = |i: usize| {
            (matches!(self.class(i), Class::Period | Class::Comma | Class::Preposition | Class::Semicolon)
                || self.scene.lexeme(i).is_according)
                && (told == next || self.lower(i) != "to")
                && !self.is_infinitive(i)
                && !self.is_object(i)
        };
        // "…, Orlova announced Monday it would": what follows the day is the clause.
        let announces =
            |i: usize| self.class(i) == Class::Colon && (i + 1 >= self.scene.len() || self.scene.is_quoted(i + 1));
        let leads_in = leads_in || (next..to).any(announces);
        let nothing_after = next >= to || !leads_in && (rest >= to || ends(rest));
        let that = (next..to.min(next + 14)).find(|&i| self.is_that(i));
        // "a crew of officials still reporting to the hall": no verb of a clause.
        let bare = self.lower(self.cue).ends_with("ing") && self.class(self.cue - 1) != Class::Auxiliary;
        comma
            && far
            && !bare
            && nothing_after
            && !that.is_some_and(|that| that > next && self.is_aside(next, that) || self.is_told_next(told, that))
            && !self.is_answering(from)
            && !self.scene.lexeme(from).is_according
            && !self.is_conceded(from, start - 1)
            && (self.ends_at(next) && !self.is_phrase(from, start)
                || (from..subject.first).any(|i| self.is_verb_there(from, i)))
    }

    /// Whether a verb stands at `i`, and no sign of an owner: "Velland's Interior Minister, Ada Orlova, told the hall".
    fn is_verb_there(&self, from: usize, i: usize) -> bool {
        let owns = i > 0 && self.scene.tokens[i].kind == TokenKind::Possessive && self.class(i - 1) != Class::Pronoun;
        self.is_verb(from, i) && !owns
    }

    /// Whether but a phrase that tells where or when stands before the subject: "On the same programme, Orlova disagreed."
    fn is_phrase(&self, from: usize, start: usize) -> bool {
        let led = self.class(from) == Class::Preposition;
        led && !(from..start).any(|i| self.scene.is_quoted(i) || self.is_verb_there(from, i))
    }

    /// Whether "as" behind a comma takes up with the subject that begins at `start` what was said: "…, as Orlova noted."
    fn is_taken_up(&self, start: usize) -> bool {
        let own = self.is_own();
        let led = start > self.bounds.0 + 1 && self.lower(start - 1) == "as" && self.class(start - 2) == Class::Comma;
        // "If it is late, as Orlova says, it raises questions": a clause follows.
        let ends = || {
            let parts = |i: usize| {
                matches!(
                    self.class(i),
                    Class::Comma | Class::Dash | Class::Semicolon | Class::Auxiliary | Class::Pronoun
                )
            };
            !(self.cue + 1..self.bounds.1).any(parts)
        };
        // "It is not clear that it is late, as Orlova argued": what of it she did is not told.
        let notes = || NOTING.contains(&self.lower(self.cue)) && !is_dispute(self.lower(self.cue));
        let open = |i: usize| denies(self.lower(i)) || matches!(self.lower(i), "no" | "neither" | "unclear");
        led && !own && notes() && ends() && !(self.bounds.0..start).any(open)
    }

    /// Whether "that" follows the one who is told, past when and where: "told the Courier at the time that".
    fn is_told_next(&self, told: usize, that: usize) -> bool {
        let parts = [Class::Comma, Class::Conjunction, Class::Cue, Class::Auxiliary, Class::Pronoun];
        let plain = (told..that).all(|i| !parts.contains(&self.class(i)));
        let article = self.class(that - 1) == Class::Preposition;
        let apart = told > self.cue + 1 || that > self.cue + 2;
        apart && plain && !article && !self.is_relative(that)
    }

    /// Whether what is spoken of begins at `i`: "boasted of her skills", "agreed with him"; but "said of Orlova".
    pub(super) fn is_object(&self, i: usize) -> bool {
        let on = i + 1 < self.bounds.1
            && self.lower(i) == "on"
            && !self.is_day(i + 1)
            && self.lower(self.cue).starts_with("report")
            && self.scene.candidate_at(i + 1).is_none_or(|n| self.scene.candidates[n].name().is_none());
        i == self.cue + 1 && on
            || i == self.cue + 1
                && matches!(self.lower(i), "of" | "about" | "against" | "for" | "with")
                && !matches!(self.lower(self.cue), "said" | "say" | "says" | "wrote" | "added")
    }

    /// "Responding to a question, Orlova said": the reporter's words.
    pub(super) fn is_answering(&self, from: usize) -> bool {
        matches!(
            self.lower(from),
            "responding"
                | "addressing"
                | "asked"
                | "reached"
                | "contacted"
                | "speaking"
                | "replying"
                | "answering"
                | "commenting"
                | "writing"
        )
    }

    /// Whether nothing but a clause of the reporter's stands from `from` to the comma before the subject, with no word quoted:
    /// "While the mayor waited, Orlova said".
    pub(super) fn is_conceded(&self, from: usize, comma: usize) -> bool {
        let first = from + usize::from(matches!(self.lower(from), "and" | "but"));
        let concedes = matches!(
            self.lower(first),
            "while"
                | "although"
                | "though"
                | "whereas"
                | "when"
                | "after"
                | "before"
                | "once"
                | "until"
                | "as"
                | "since"
        );
        concedes && !(first..comma).any(|i| self.class(i) == Class::Comma || self.scene.is_quoted(i))
    }

    pub(super) fn before_cue(&self) -> Option<(usize, usize)> {
        let from = past_dateline(self.scene, self.bounds.0, self.cue);
        let mut end = self.subject_start().min(self.cue).checked_sub(1)?;
        if let Some(stretch) = self.scene.stretch_of(end) {
            return self.before_quote(stretch);
        }
        while end > from && self.class(end) != Class::Comma {
            end -= 1;
        }
        (end > from).then_some((from, end))
    }

    /// "The line would “turn a village into a car park,” Amato said": the reporter begins, and quotes the rest.
    pub(super) fn before_quote(&self, stretch: usize) -> Option<(usize, usize)> {
        let scene = self.scene;
        let from = self.bounds.0;
        let stretch = scene.stretches[stretch];
        let own = |i: &usize| {
            scene.tokens[*i].is_wordlike()
                && !scene.is_quoted(*i)
                && !matches!(self.class(*i), Class::Conjunction | Class::Adverb | Class::Cue)
        };
        let words = (from..stretch.open).filter(own).count();
        // "Orlova “needs to come back,” Tirel said".
        let verb = self.scene.lexeme(stretch.first).is(Class::Auxiliary)
            || is_clause_verb(scene.tokens, stretch.first, stretch.first);
        let begins = stretch.open > from && (words > 1 || words == 1 && verb);
        let apart = begins
            && matches!(
                self.class(stretch.open - 1),
                Class::Comma | Class::Colon | Class::Cue | Class::Period | Class::Semicolon
            );
        let lower = !scene.tokens[stretch.first].is_capitalised();
        let spoken = (from..stretch.open).any(|i| self.class(i) == Class::Cue);
        (begins && lower && !apart && !spoken).then_some((from, stretch.close))
    }

    /// Whether the subject and cue belong to a quote just before: "“…,” she said several months later".
    pub(super) fn closes_quote(&self) -> bool {
        // "“…,” Orlova added, saying it would": the second verb goes on.
        let last = self.scene.candidates[self.subject].last;
        let own =
            (last..self.cue).all(|i| matches!(self.class(i), Class::Auxiliary | Class::Adverb | Class::Determiner));
        if self.lower(self.cue).ends_with("ing") && !own {
            return false;
        }
        let first = self.subject_start().min(self.cue);
        // "“…,” Lund Mayor Ada Orlova said": a place, or a party, before the title.
        let capital = |i: &usize| matches!(self.class(*i), Class::Capital) && self.scene.same_sentence(*i, first);
        let first = (first.saturating_sub(2)..first).rev().take_while(capital).last().unwrap_or(first);
        let Some(before) = first.checked_sub(1).filter(|_| !self.scene.begins_paragraph(first)) else { return false };
        // "… said “no.” Orlova said the plan": a sentence of its own.
        let begins = !self.scene.same_sentence(before, first)
            && self.scene.tokens[before.saturating_sub(1)].kind == TokenKind::Stop;
        // "… “Is it late?” Orlova said she would go": a clause of its own.
        let apart = || self.scene.tokens.word(before - 1) == "." || self.opens_clause(self.cue + 1);
        self.ends_in_comma(before) && !self.is_titled(before) && !(begins && apart())
    }

    /// Whether token `i` stands in the title of a work, by its capitals: "on “Lund This Morning,” Orlova said he had".
    pub(super) fn is_titled(&self, i: usize) -> bool {
        let scene = self.scene;
        let Some(stretch) = scene.stretch_of(i).map(|number| scene.stretches[number]) else { return false };
        let small = |i: usize| scene.tokens[i].kind == TokenKind::Word && !scene.tokens[i].is_capitalised();
        // Small words of titles are short: "of", "the", "with".
        let long = (stretch.first..stretch.last).any(|i| small(i) && scene.tokens[i].span().len() > 4);
        let mut words = (stretch.first..stretch.last).filter(|&i| scene.tokens[i].is_wordlike());
        let ends = words.clone().count() > 1 && words.next_back().is_some_and(|last| !small(last));
        ends && !long && !small(stretch.first) && stretch.open > self.bounds.0
    }

    /// Whether token `i` closes a quote that ends with a comma or a final sign.
    pub(super) fn ends_in_comma(&self, i: usize) -> bool {
        let stretch = self.scene.stretch_of(i).map(|n| self.scene.stretches[n]);
        stretch.is_some_and(|stretch| self.scene.tokens.word(stretch.last - 1).ends_with([',', '?', '!', '.']))
    }
}

/// Whether a verb tells that others may not agree: "as Orlova claims".
fn is_dispute(verb: &str) -> bool {
    ["alleg", "argu", "claim", "contend", "insist"].iter().any(|stem| verb.starts_with(stem))
}
