//! What a verb of speech tells of and nobody said: only thought of, asked, refused or denied.

use super::{Frame, blamed, words::UNSAID};
use crate::analysis::{
    attribution::acts::{self, Act},
    quotes::{
        Class, Kind, Pronoun, Scene,
        words::{denies, perceives},
    },
};

/// Whether the act with this cue and subject is none: nobody said it, or who is told of denies it.
#[must_use]
pub(in super::super) fn is_unsaid(scene: &Scene<'_, '_>, acts: &[Act], act: Act) -> bool {
    /// Tokens looked back at: "has never once been heard to have".
    const BACK: usize = 12;
    let Act { cue, subject } = act;
    let near =
        (cue.saturating_sub(BACK)..cue).rev().take_while(|&i| scene.same_sentence(i, cue) && !scene.is_quoted(i));
    let bounds = (near.last().unwrap_or(cue), cue + 1);
    let frame = Frame { scene, acts, cue, subject, bounds };
    // "“…” some don't agree, said Orlova": that verb is not hers.
    let own = || acts::subject_at(acts, cue) == Some(subject);
    own() && (frame.is_imagined() || frame.is_refused() || frame.is_negated())
        || frame.is_pictured()
        || super::is_no_noun(scene, &scene.candidates[subject])
        || acts::is_denied(scene, cue)
        || blamed::falls_short(scene, cue)
}

/// Whether a verb of speech takes something back or calls it false.
pub(super) fn is_denying(cue: &str) -> bool {
    matches!(cue, "denied" | "denies")
}

impl Frame<'_, '_, '_> {
    /// Whether the cue is something not said: "would tell", "declined to say".
    pub(super) fn is_unsaid(&self) -> bool {
        // "continued to say it was late", "was forced to admit it was late".
        let leads = |to: usize| self.lower(to) == "to" && acts::leads_to_infinitive(self.scene, to);
        if self.cue >= self.bounds.0 + 2 && leads(self.cue - 1) {
            return false;
        }
        // "people will be saying that".
        let to_come = |i: usize| matches!(self.lower(i), "will" | "'ll" | "would" | "may" | "might");
        if self.cue >= self.bounds.0 + 2 && self.lower(self.cue - 1) == "be" && to_come(self.cue - 2) {
            return true;
        }
        // "would later say that it was late": of what came after.
        if self.cue >= self.bounds.0 + 2
            && self.lower(self.cue - 2) == "would"
            && matches!(self.lower(self.cue - 1), "afterwards" | "eventually" | "later" | "subsequently")
        {
            return false;
        }
        let before = (self.bounds.0..self.cue).rev().filter(|&i| !self.scene.floats(i)).take(2);
        let mut before = before.take_while(|&i| {
            matches!(self.class(i), Class::Auxiliary | Class::Adverb | Class::Preposition | Class::Function)
        });
        before.any(|i| UNSAID.contains(&self.lower(i)))
    }

    /// Whether it is only thought that somebody may say it: "critics could argue that". "The bank in May warned" is no such.
    pub(super) fn is_supposed(&self) -> bool {
        let before = self.cue.checked_sub(1).map(|i| i - usize::from(i > 0 && self.scene.floats(i)));
        let before = before.filter(|&i| i >= self.bounds.0);
        let modal = |i: usize| matches!(self.lower(i), "could" | "might" | "may");
        // "whether the house will say that".
        let start = self.subject_start();
        let led = start > self.bounds.0 && start < self.cue;
        // "If the justices say that", "neither Orlova nor Brandt said", "Had Orlova said".
        let asked = led && matches!(self.lower(start - 1), "if" | "nor" | "suppose" | "unless" | "whether");
        let had = led && start - 1 == self.bounds.0 && self.lower(start - 1) == "had";
        let supposed = || before.is_some_and(|i| modal(i) && !self.scene.tokens[i].is_capitalised());
        asked
            || had
            || supposed()
            || self.is_imagined()
            || self.is_refused()
            || acts::is_denied(self.scene, self.cue)
            || self.is_negated()
            || self.is_pictured()
            || self.is_question()
    }

    /// Whether it ought to be said, or would have been: "should remember that", "could have said that"; but "I can tell you that", and
    /// who "may have said it best" said it.
    fn is_imagined(&self) -> bool {
        let helps = |i: &usize| {
            matches!(self.class(*i), Class::Auxiliary | Class::Adverb) && !self.scene.tokens[*i].is_capitalised()
        };
        let from = (self.bounds.0..self.cue).rev().take_while(helps).last().unwrap_or(self.cue);
        let any = |words: &[&str]| (from..self.cue).any(|i| words.contains(&self.lower(i)));
        let ought = any(&["must", "ought", "should"]);
        let undone = any(&["could", "may", "might", "would", "'d", "’d"]) && any(&["have"]);
        let best = || {
            let at = self.cue + 2;
            at < self.scene.len() && matches!(self.lower(at), "best" | "all")
        };
        !self.is_own() && (ought || undone) && !best()
    }

    /// Whether one is asked to think of somebody's saying it, or nobody heard it: "Imagine Orlova saying", "hard to imagine the mayor
    /// saying", "If Orlova says", "Nobody heard Orlova say".
    fn is_pictured(&self) -> bool {
        let before = self.subject_start().checked_sub(1).filter(|&i| i >= self.bounds.0);
        let last = self.scene.candidates[self.subject].last;
        // "asked if he was there and replied": not beside its subject.
        let beside =
            last <= self.cue && (last..self.cue).all(|i| matches!(self.class(i), Class::Auxiliary | Class::Adverb));
        if beside && before.is_some_and(|i| self.lower(i) == "if" || self.is_heard_by_nobody(i)) {
            return true;
        }
        // A name takes a capital before it: "Imagine Orlova".
        let first = self.lower(self.scene.candidates[self.subject].first);
        let imagines = |lower: &str| matches!(lower, "imagine" | "imagined" | "picture" | "suppose");
        before.is_some_and(|i| imagines(self.lower(i))) || imagines(first)
    }

    /// Whether the word at `verb` tells of hearing or seeing, and nobody did: "No one heard", "has never heard".
    fn is_heard_by_nobody(&self, verb: usize) -> bool {
        /// Tokens from "no one" to the verb: "no one has ever heard".
        const BACK: usize = 4;
        let nobody = |i: usize| {
            denies(self.lower(i)) || matches!(self.lower(i), "nobody" | "none") || {
                matches!(self.lower(i), "no" | "neither") && matches!(self.lower(i + 1), "one" | "of" | "witness")
            }
        };
        let near = (self.bounds.0.max(verb.saturating_sub(BACK))..verb).rev();
        let mut near = near.take_while(|&i| !matches!(self.class(i), Class::Comma | Class::That | Class::Conjunction));
        perceives(self.lower(verb)) && near.any(nobody)
    }

    /// Whether somebody but wants to say it, or will not: "wanted to say that", "refused to say whether".
    fn is_refused(&self) -> bool {
        const VERBS: &[&str] = &[
            "decline",
            "declined",
            "declines",
            "declining",
            "fail",
            "failed",
            "fails",
            "forgot",
            "hesitate",
            "hesitated",
            "hesitates",
            "hoped",
            "hopes",
            "meant",
            "neglected",
            "offered",
            "offers",
            "pretended",
            "refuse",
            "refused",
            "refuses",
            "refusing",
            "reluctant",
            "threatened",
            "unable",
            "unwilling",
            "wanted",
            "wants",
            "wished",
        ];
        let to = (self.bounds.0..self.cue).rev().find(|&i| self.class(i) != Class::Adverb);
        let verb = to.filter(|&i| i > self.bounds.0 && self.lower(i) == "to").map(|to| to - 1);
        // "did not hesitate to say", "never failed to tell".
        let not = |i: usize| i > self.bounds.0 && denies(self.lower(i - 1));
        let refuses = |i: usize| !self.scene.is_quoted(i) && VERBS.contains(&self.lower(i)) && !not(i);
        !self.is_own() && verb.is_some_and(refuses)
    }

    /// Whether it is the writer's or speaker's own: what "I want to say" is said by it.
    pub(super) fn is_own(&self) -> bool {
        matches!(self.scene.candidates[self.subject].kind, Kind::Pronoun(Pronoun::I | Pronoun::We))
    }

    /// End of the sentence, or of what is denied without "that", which goes no further than its first verb: "denied he was late and
    /// said".
    pub(super) fn end_of_denial(&self) -> usize {
        let to = self.bounds.1;
        let next = self.cue + 1;
        let bare = is_denying(self.lower(self.cue)) && next < to && self.class(next) == Class::Pronoun;
        let ends = |&i: &usize| {
            let parts = matches!(self.class(i), Class::Comma | Class::Conjunction | Class::Dash | Class::Semicolon);
            (parts || matches!(self.lower(i), "after" | "before" | "when" | "while")) && !self.scene.is_quoted(i)
        };
        if bare { (next..to).find(ends).unwrap_or(to) } else { to }
    }

    /// Whether it was not said: "has never claimed that", but "not only claimed that", "did not deny that".
    fn is_negated(&self) -> bool {
        let helps = |i: &usize| {
            matches!(self.class(*i), Class::Auxiliary | Class::Adverb)
                || matches!(self.lower(*i), "not" | "yet" | "even")
        };
        let from = (self.bounds.0..self.cue).rev().take_while(helps).last().unwrap_or(self.cue);
        let lower = |i: usize| self.lower(i);
        let not = |i: usize| denies(lower(i));
        let only = |i: usize| matches!(lower(i), "only" | "just" | "merely" | "simply");
        let negated = (from..self.cue).any(not) && !(from..self.cue).any(only);
        negated && !["den", "doubt", "disput", "disagree"].iter().any(|verb| lower(self.cue).starts_with(verb))
    }

    /// Whether it is asked if somebody said so: "Does she agree that it is late?", "And who can tell me that it is late?"
    fn is_question(&self) -> bool {
        const OPENING: &[&str] =
            &["are", "can", "could", "did", "do", "does", "had", "has", "have", "is", "should", "was", "will", "would"];
        let (from, to) = self.bounds;
        let first = from + usize::from(self.class(from) == Class::Conjunction && from + 1 < to);
        let who = self.lower(first) == "who" && self.scene.candidates[self.subject].first == first;
        let asks = OPENING.contains(&self.lower(first)) && self.scene.candidates[self.subject].first <= first + 3;
        (asks || who) && !self.scene.is_quoted(first) && self.class(to - 1) == Class::Question
    }
}
