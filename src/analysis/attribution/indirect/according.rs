//! "CLAUSE, according to X", "According to X, CLAUSE", "…, which, according to X, CLAUSE".

use super::{Frame, words::is_opener};
use crate::{
    analysis::{
        attribution::acts,
        quotes::{
            Class, Kind,
            words::{Form, TIME_UNITS},
        },
    },
    text::TokenKind,
};

impl Frame<'_, '_, '_> {
    /// "CLAUSE, according to X" or "According to X, CLAUSE".
    pub(super) fn beside_according(&self) -> Option<(usize, usize)> {
        let (from, to) = self.bounds;
        // "It was late, but according to Orr, CLAUSE": the first half is not hers.
        let joined = self.cue > from && self.class(self.cue - 1) == Class::Conjunction;
        // "“Is it late?” Orlova said, according to the paper": hers.
        if from > 0 && !self.scene.begins_paragraph(from) && self.ends_in_comma(from - 1) && !joined {
            let speaks = self.acts.partition_point(|act| act.cue < from);
            let near = self.acts.get(speaks).is_some_and(|act| act.cue < self.cue && act.cue < from + 8);
            if near {
                return None;
            }
        }
        if self.cue - from > 3 && !joined && !self.is_led_to_source() {
            let comma = self.class(self.cue - 1) == Class::Comma;
            let end = if comma { self.cue - 1 } else { self.cue };
            // "It was “no surprise,” Orlova said, according to the paper": hers.
            let anothers = acts::subject_at(self.acts, end - 1).is_some();
            return (!anothers || !comma).then_some((from, end));
        }
        if self.is_relayed() {
            return None;
        }
        let after = self.scene.candidates[self.subject].last;
        let comma = |from: usize| (from..to.min(from + 20)).find(|&i| self.class(i) == Class::Comma);
        let first = comma(after).filter(|&i| i < after + 14)?;
        // "According to the Courier, which first told of it, CLAUSE".
        if first + 1 < to && matches!(self.lower(first + 1), "which" | "who" | "whose") {
            return comma(first + 1).map(|second| (second + 1, to));
        }
        Some((self.past_apposition(first) + 1, to))
    }

    /// The comma that ends what is told of the source behind the one at `first`, if a clause follows, else that one: "According to
    /// Orr, once the mayor of Lund, CLAUSE". An apposition has no verb.
    fn past_apposition(&self, first: usize) -> usize {
        /// Tokens of the apposition.
        const LONGEST: usize = 20;
        let to = self.bounds.1;
        let source = &self.scene.candidates[self.subject];
        if !matches!(source.kind, Kind::Name(..)) || first != source.last {
            return first;
        }
        let second = (first + 1..to.min(first + LONGEST)).find(|&i| self.class(i) == Class::Comma);
        let apposed = second.filter(|&second| {
            let verb = |i: usize| self.is_verb(first, i) || self.is_verb_by_place(first, i, second);
            let silent = !(first..second).any(|i| verb(i) || self.scene.is_quoted(i));
            let apposed = !matches!(self.lower(first + 1), "these" | "those" | "this" | "that" | "both" | "there");
            apposed && second > first + 2 && silent && (second..to).any(|i| self.is_verb(second, i))
        });
        apposed.unwrap_or(first)
    }

    /// The word that joins a clause to what stands before "according to", so that all of it stands behind: "…, which, according to
    /// the bank, CLAUSE", "… and, according to the bank, CLAUSE".
    pub(super) fn joint_to_source(&self) -> Option<usize> {
        let comma = self.cue.checked_sub(1).filter(|&i| i > self.bounds.0)?;
        let set_off = self.class(comma) == Class::Comma;
        let joint = if set_off { comma - 1 } else { comma };
        let runs_on = || self.opens_behind_source().is_some();
        let joins = match self.lower(joint) {
            "which" => true,
            "and" | "but" => set_off || runs_on(),
            // "That, according to the bank, is late".
            "that" => joint > self.bounds.0,
            "because" | "if" | "when" | "where" | "who" => set_off,
            _ => false,
        };
        (joins && !self.scene.is_quoted(joint)).then_some(joint)
    }

    /// Token past the source where a clause begins without a comma: "according to the bank it is late".
    fn opens_behind_source(&self) -> Option<usize> {
        let last = self.past_paper(self.scene.candidates[self.subject].last);
        let opens = last < self.bounds.1
            && (is_opener(self.lower(last)) || self.scene.candidate_at(last).is_some())
            && !matches!(self.lower(last), "who" | "which" | "that");
        opens.then_some(last)
    }

    /// What such a word joins. "He said that, according to the bank, it was late" is his.
    pub(super) fn behind_joint(&self, joint: usize) -> Option<(usize, usize)> {
        /// Tokens of what the source is told by.
        const SOURCE: usize = 14;
        let to = self.bounds.1;
        let last = self.past_paper(self.scene.candidates[self.subject].last);
        let relative = matches!(self.lower(joint), "which" | "who");
        let told = self.lower(joint) == "that" && matches!(self.class(joint - 1), Class::Cue | Class::WeakCue);
        let comma = (last..to.min(last + SOURCE)).find(|&i| self.class(i) == Class::Comma);
        let first = match comma {
            Some(comma) if comma == last => self.past_apposition(comma) + 1,
            _ if relative => last,
            _ => self.opens_behind_source().or(comma.map(|comma| comma + 1))?,
        };
        if told || first >= to {
            return None;
        }
        // "the fire, which according to the bank was large, is out"; "Because, according to the bank, it was late, they left".
        let leads = joint == self.bounds.0;
        let ends = |&i: &usize| {
            let resumes = self.class(i + 1) == Class::Auxiliary || self.is_verb(i + 1, i + 1);
            self.class(i) == Class::Comma && (leads || relative && resumes)
        };
        let end = (first + 1..to.saturating_sub(1)).find(ends);
        Some((first, end.unwrap_or(to)))
    }

    /// Whether but a phrase that leads to it stands before "according to", and the clause behind: "As for its rank, according to the
    /// bank, it is late".
    pub(super) fn is_led_to_source(&self) -> bool {
        let from = self.bounds.0;
        let Some(comma) = self.cue.checked_sub(1).filter(|&comma| comma > from) else { return false };
        let leads = self.class(from) == Class::Preposition || self.lower(from) == "as" && self.lower(from + 1) == "for";
        // "About half of them rent", "At least nine live there".
        let number = self.scene.tokens[from + 1].kind == TokenKind::Number
            || matches!(self.lower(from + 1), "half" | "least" | "most" | "one" | "two" | "three");
        let phrase = self.class(comma) == Class::Comma
            && !(from..comma)
                .any(|i| self.class(i) == Class::Comma || self.is_verb(from, i) || self.scene.is_quoted(i));
        let last = self.scene.candidates[self.subject].last;
        let goes_on = last < self.bounds.1 && self.class(last) == Class::Comma;
        phrase && (leads && !number && goes_on || self.is_time(from, comma))
    }

    /// Whether but a time stands from token `from` to the comma before the source, and the clause behind: "A couple of years before,
    /// according to a story Orr has told, it was late".
    fn is_time(&self, from: usize, comma: usize) -> bool {
        /// Words of the time, and words behind the source.
        const FEW: usize = 6;
        let lower = self.lower(comma - 1);
        let unit = |word: &str| TIME_UNITS.contains(&word);
        let ends = matches!(lower, "afterward" | "afterwards" | "ago" | "before" | "earlier" | "later" | "previously")
            || unit(lower)
            || lower.strip_suffix('s').is_some_and(unit);
        let last = self.scene.candidates[self.subject].last;
        let behind = (last..self.bounds.1).take(FEW).find(|&i| self.class(i) == Class::Comma).map(|comma| comma + 1);
        let opens = |i: usize| i < self.bounds.1 && !self.is_verb(i, i) && !self.lower(i).ends_with("ing");
        ends && comma - from <= FEW && behind.is_some_and(opens)
    }

    /// "According to reports, Orlova said it was late": her words, and not those of the reports.
    fn is_relayed(&self) -> bool {
        /// Tokens from the source to who speaks, and on to the verb.
        const NEAR: usize = 10;
        let last = self.scene.candidates[self.subject].last;
        let next = self.acts.partition_point(|act| act.cue < last);
        self.acts.get(next).is_some_and(|act| {
            let speaker = &self.scene.candidates[act.subject];
            let apposed = self.scene.class.get(speaker.last) == Some(&Class::Comma) && act.cue < speaker.last + NEAR;
            let beside = act.cue < speaker.last + 4 || apposed;
            let begins = speaker.first > last && speaker.first < last + NEAR && beside && act.cue < self.bounds.1;
            begins
                && (last..speaker.first).any(|i| self.class(i) == Class::Comma)
                && self.scene.lexeme(act.cue).has(Form::Finite)
        })
    }
}
