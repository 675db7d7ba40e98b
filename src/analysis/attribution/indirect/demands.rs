//! What somebody holds against another, asks of them, doubts or means to do: "accused Orr of lying", "called on Orr to leave", "called for a
//! vote", "questioned whether it was late", "vowed to stay".
//!
//! Such verbs need no "that", and most of them tell of other things as well ("called a meeting", "the storm threatened to"). So the word
//! that shows what they do has to stand behind them, and before them somebody who can speak.

use super::{Clause, Frame, goes_on, inherited::inherited, words::PROMISING};
use crate::{
    analysis::{
        EntityKind,
        attribution::acts::{self, Act},
        quotes::{Class, Kind, Pronoun, Scene, words::Form},
    },
    text::TokenKind,
};

/// What a verb does by the words behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Demand {
    /// "accused Orr of lying": all behind the verb.
    Accuses,
    /// "called on Orr to leave": whom, and to do what.
    CallsOn,
    /// "called for a vote": behind "for".
    CallsFor,
    /// "questioned whether", "wondered if".
    Doubts,
}

/// What the verb at `cue` does, as far as its form and the word behind it tell.
pub(super) fn demand(scene: &Scene<'_, '_>, cue: usize) -> Option<Demand> {
    let next = (cue + 1 < scene.len() && scene.same_sentence(cue, cue + 1)).then(|| scene.tokens.lower(cue + 1))?;
    match scene.tokens.lower(cue) {
        // "the man accused of it": done to him.
        "accuse" | "accused" | "accuses" | "accusing" => (next != "of").then_some(Demand::Accuses),
        "call" | "called" | "calling" | "calls" => match next {
            "on" | "upon" => Some(Demand::CallsOn),
            "for" => Some(Demand::CallsFor),
            _ => None,
        },
        "questioned" | "questioning" | "wondered" | "wondering" | "wonders" => {
            matches!(next, "if" | "whether").then_some(Demand::Doubts)
        }
        _ => None,
    }
}

/// Whether a clause tells what somebody demands, or means to do, and not what they said.
pub(in crate::analysis::attribution) fn is_demand(scene: &Scene<'_, '_>, clause: &Clause) -> bool {
    let promise = PROMISING.contains(&scene.tokens.lower(clause.cue)) && scene.tokens.lower(clause.first) == "to";
    demand(scene, clause.cue).is_some() || promise && !clause.quoted
}

/// Who does so by the verb at `cue`; `next` is the number of the act there or behind.
pub(super) fn who(
    scene: &Scene<'_, '_>,
    acts: &[Act],
    next: usize,
    cue: usize,
    bounds: (usize, usize),
) -> Option<usize> {
    if acts::is_passive(scene, cue) {
        return None;
    }
    let participle = scene.tokens.lower(cue).ends_with("ing");
    let goes_on = || if participle { goes_on(scene, acts, cue) } else { inherited(scene, acts, next, cue, bounds) };
    let subject = acts::before(scene, cue).or_else(goes_on).filter(|&number| can_speak(scene, number))?;
    // "over White House calls for a vote": a noun.
    let plain = matches!(scene.tokens.lower(cue), "call" | "calls");
    let noun = plain && acts::governor(scene, scene.candidates[subject].first).is_some();
    (!noun).then_some(subject)
}

/// Whether a candidate is somebody: a name, a role, a pronoun for persons. Plans and bills call for things too.
fn can_speak(scene: &Scene<'_, '_>, number: usize) -> bool {
    let candidate = &scene.candidates[number];
    match candidate.kind {
        Kind::Name(_, kind) => kind != EntityKind::Misc,
        Kind::Role => !scene.lexeme(candidate.last - 1).is_document,
        Kind::Pronoun(pronoun) => pronoun != Pronoun::It,
        Kind::Subject => false,
    }
}

impl Frame<'_, '_, '_> {
    /// What is held against another, asked or doubted by the cue.
    pub(super) fn what_is_demanded(&self, demand: Demand) -> Option<(usize, usize)> {
        let to = self.end_of_subordinate().min(self.end_of_relative()).min(self.end_of_bound());
        let to = to.min(self.end_of_dashes());
        let first = match demand {
            Demand::Accuses => self.accusation(to)?,
            Demand::CallsOn => self.infinitive_of(self.cue + 2, to).map(|_| self.cue + 2)?,
            Demand::CallsFor => Some(self.cue + 2).filter(|&i| i < to && self.begins_phrase(i))?,
            Demand::Doubts => self.cue + 1,
        };
        Some((first, self.end_of_demand(first, to)))
    }

    /// Where what is demanded from `first` on ends before `to`: "…, then left", "calling for help and sending food".
    fn end_of_demand(&self, first: usize, to: usize) -> usize {
        let participle = self.lower(self.cue).ends_with("ing");
        let turns = |i: usize| {
            let comma = self.class(i) == Class::Comma && matches!(self.lower(i + 1), "then" | "to");
            comma || self.class(i) == Class::Semicolon
        };
        let sends = |i: usize| {
            participle
                && self.class(i) == Class::Conjunction
                && self.lower(i + 1).ends_with("ing")
                && !self.scene.is_quoted(i + 1)
                && !self.lower(first).ends_with("ing")
                && !(first..i).any(|i| self.lower(i).ends_with("ing"))
        };
        // "accused him of it and called on him to go".
        let another = |i: usize| {
            let next = i + 1 + usize::from(self.class(i + 1) == Class::Adverb || self.lower(i + 1) == "also");
            let verb = next < to && matches!(self.class(next), Class::Cue | Class::WeakCue);
            let own = verb && self.scene.lexeme(next).has(Form::Finite) && !self.lower(next).ends_with("ing");
            self.class(i) == Class::Conjunction && own && !self.scene.is_quoted(next)
        };
        (first + 1..to.saturating_sub(1)).find(|&i| turns(i) || sends(i) || another(i)).unwrap_or(to)
    }

    /// Whether a noun phrase begins at token `i`: "for a vote", "for talks"; but "called for him", "called for the first time".
    fn begins_phrase(&self, i: usize) -> bool {
        let noun =
            matches!(self.class(i), Class::Determiner | Class::Other | Class::Capital) || self.scene.is_quoted(i);
        let counts = i + 1 < self.bounds.1 && matches!(self.lower(i + 1), "first" | "second" | "third" | "last");
        let other = matches!(self.lower(i), "example" | "instance" | "help" | "backup" | "comment");
        noun && !counts && !other && (self.scene.tokens[i].is_wordlike() || self.scene.is_quoted(i))
    }

    /// First token of whom somebody accuses, if "of" and what he is to have done follow.
    fn accusation(&self, to: usize) -> Option<usize> {
        /// Tokens of whom.
        const NEAR: usize = 16;
        let first = self.cue + 1;
        let parts = [Class::Cue, Class::Semicolon, Class::Period, Class::Colon, Class::Quoted];
        let mut near = (first..to.min(first + NEAR)).take_while(|&i| !parts.contains(&self.class(i)));
        // "accused him of saying, “It is late”": whose words they are is open.
        let says = |i: usize| {
            let sign = i + 1 + usize::from(i + 1 < to && self.class(i + 1) == Class::Comma);
            self.class(i) == Class::Cue && sign < to && self.scene.is_quoted(sign)
        };
        let did = |of: usize| {
            let next = of + 1;
            next < to
                && !says(next)
                && (self.scene.is_quoted(next)
                    || matches!(self.class(next), Class::Determiner | Class::Other | Class::Adverb | Class::Cue)
                    || self.lower(next).ends_with("ing")
                    || matches!(self.lower(next), "being" | "not"))
        };
        near.find(|&i| i > first && self.lower(i) == "of" && did(i))?;
        Some(first)
    }

    /// The "to" of an infinitive behind whom it is asked of, named from `from` on.
    fn infinitive_of(&self, from: usize, to: usize) -> Option<usize> {
        /// Tokens of whom.
        const NEAR: usize = 16;
        let parts = [Class::Cue, Class::Semicolon, Class::Period, Class::Colon, Class::Quoted, Class::Auxiliary];
        let mut near = (from..to.min(from + NEAR)).take_while(|&i| !parts.contains(&self.class(i)));
        let verb = |i: usize| {
            let classes = [Class::Other, Class::Cue, Class::WeakCue, Class::Auxiliary, Class::Adverb];
            let plain = classes.contains(&self.class(i)) && !self.scene.tokens[i].is_capitalised();
            plain || matches!(self.lower(i), "not" | "also") || self.scene.is_quoted(i)
        };
        near.find(|&i| i > from && self.lower(i) == "to" && i + 1 < to && verb(i + 1))
    }

    /// What somebody means to do, from "to" at `at` on, where no words of it are quoted: "vowed to stay"; a night promises to be long, and a
    /// storm threatens to come.
    pub(super) fn plain_promise(&self, at: usize, to: usize) -> Option<usize> {
        let own = self.scene.lexeme(self.cue).has(Form::Finite) || self.lower(self.cue).ends_with("ing");
        let thing = matches!(self.lower(at + 1), "be" | "become" | "come" | "turn");
        let verb = |i: usize| self.class(i) == Class::Auxiliary && self.scene.tokens[i].kind != TokenKind::Possessive;
        let goes_on =
            |i: usize| self.class(i) == Class::Semicolon || self.class(i) == Class::Comma && i + 1 < to && verb(i + 1);
        let end = (at..to).find(|&i| goes_on(i)).unwrap_or(to);
        (own && !thing && can_speak(self.scene, self.subject)).then_some(end)
    }
}
