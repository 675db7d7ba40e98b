//! What leads to a quote and follows it: the acts of speech nearest to it, and the subject of the sentence before it.
//!
//! A sentence that ends in a colon, or that a quote breaks off, has a subject of its own; who spoke in an earlier sentence is
//! not looked for where that one can speak.

use super::acts::Act;
use crate::{
    analysis::quotes::{Candidate, Class, Kind, Pronoun, Scene, Stretch, words::Form},
    lexicon,
};

/// Tokens looked back over for the beginning of a sentence: an endless one must not be read anew for each quote in it.
const REACH: usize = 120;

/// The acts and the subject nearest to a quote, as candidate numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Lead {
    /// Subject of the last verb of speech before the quote, and how many sentences lie between.
    pub(super) act_before: Option<(usize, u32)>,
    /// Subject of the first verb of speech after the quote in its paragraph, and how many sentences lie between.
    pub(super) act_after: Option<(usize, u32)>,
    /// Subject of the sentence that leads to the quote.
    pub(super) subject: Option<usize>,
    /// Subject of its last clause, as far as the word before a candidate tells.
    pub(super) clause: Option<usize>,
    /// First token of that sentence.
    pub(super) from: usize,
    /// Whether a colon ends it.
    pub(super) colon: bool,
    /// Whether it is but a role or the like without a name, and a colon: "The Judge:", "Claim:".
    label: bool,
    /// Whether it tells of a name only where or when ("Horror after Tarnholm attack:").
    aside: bool,
}

impl Lead {
    /// What stands round `stretch`; `acts` are all of the article.
    pub(super) fn of(scene: &Scene<'_, '_>, acts: &[Act], stretch: Stretch) -> Self {
        let (open, close) = (stretch.open, stretch.close);
        let next = acts.partition_point(|act| act.cue < open);
        let sentence = |i: usize| scene.tokens[i].sentence;
        let before = acts[..next].last().map(|act| (act.subject, sentence(open) - sentence(act.cue)));
        let paragraph = scene.tokens[close - 1].paragraph;
        let after = acts[next..].iter().take(8).find(|act| act.cue >= close);
        let after = after.filter(|act| scene.tokens[act.cue].paragraph == paragraph);
        let act_after = after.map(|act| (act.subject, sentence(act.cue) - sentence(close - 1)));
        let mut lead = Self { act_before: before, act_after, from: open, ..Self::default() };
        lead.read_back(scene, open);
        lead
    }

    /// Finds the sentence before the mark at `open`, and its subject.
    fn read_back(&mut self, scene: &Scene<'_, '_>, open: usize) {
        let Some(last) = open.checked_sub(1).filter(|&i| !scene.is_boilerplate(i)) else { return };
        self.colon = scene.class[last] == Class::Colon;
        let mut from = last;
        while from > 0 && last - from < REACH && scene.same_sentence(from - 1, last) {
            from -= 1;
        }
        self.from = from;
        self.label = self.colon && is_label(scene, from, last);
        let mut i = from;
        while i < open {
            let Some(number) = scene.candidate_at(i) else {
                i += 1;
                continue;
            };
            let candidate = &scene.candidates[number];
            if is_subject(scene, candidate, from) {
                self.subject = self.subject.or(Some(number));
                let begins = i == from || begins_clause(scene.class[i - 1]);
                self.clause = if begins { Some(number) } else { self.clause };
            }
            self.aside |= candidate.name().is_some() && is_aside(scene, candidate, from);
            i = candidate.last.max(i + 1);
        }
    }

    /// Whether nobody of an earlier sentence speaks: the clause that a colon ends has a subject that can, or it is a
    /// line of its own that names somebody and says nothing of who speaks.
    pub(super) fn is_closed(&self, scene: &Scene<'_, '_>) -> bool {
        if self.label {
            return true;
        }
        let is_it = |number: usize| matches!(scene.candidates[number].kind, Kind::Pronoun(Pronoun::It));
        self.colon && self.subject.map_or(self.aside && scene.begins_paragraph(self.from), |number| !is_it(number))
    }

    /// Whether the clause that a colon ends tells of this candidate only where, when or on what.
    pub(super) fn passes_over(&self, scene: &Scene<'_, '_>, candidate: &Candidate) -> bool {
        let told_of = || is_aside(scene, candidate, self.from) || is_topic(scene, candidate, self.from);
        self.colon && candidate.first >= self.from && told_of()
    }
}

/// Whether `from..colon` is a label that names nobody: "The Judge:", "Prosecutor:", "Claim:".
fn is_label(scene: &Scene<'_, '_>, from: usize, colon: usize) -> bool {
    const LABELS: &[&str] = &["caption", "claim", "claims", "headline", "myth", "rumor", "rumour"];
    let first = from + usize::from(scene.class[from] == Class::Determiner);
    let lower = scene.tokens.lower(first);
    let names_a_part =
        LABELS.contains(&lower) || scene.tokens[first].is_capitalised() && lexicon::is_title_or_role(lower);
    first + 1 == colon && scene.begins_sentence(from) && scene.candidate_at(first).is_none() && names_a_part
}

/// Whether a clause may begin after a word of this class.
fn begins_clause(before: Class) -> bool {
    matches!(
        before,
        Class::Comma
            | Class::Conjunction
            | Class::That
            | Class::Function
            | Class::Dash
            | Class::Semicolon
            | Class::Quoted
    )
}

/// Whether a word of place or time governs the candidate; one of giving and taking ("from Orr:", "to Orr:") does not,
/// nor is an owner or the subject of a verb of speech governed ("in Orr's words:", "after Orr said:").
fn is_aside(scene: &Scene<'_, '_>, candidate: &Candidate, from: usize) -> bool {
    const ASIDES: &[&str] = &[
        "after", "before", "over", "in", "at", "near", "during", "amid", "since", "outside", "inside", "around",
        "across", "behind", "beyond", "despite",
    ];
    if candidate.possessive || is_verb_of_speech(scene, candidate.last) {
        return false;
    }
    let mut before = (from..candidate.first).rev().filter(|&i| scene.class[i] != Class::Determiner);
    before.next().is_some_and(|i| ASIDES.contains(&scene.tokens.lower(i)))
}

/// Whether a candidate is but what the clause is about: "Students on Orr's ban:"; not whoever opens it.
fn is_topic(scene: &Scene<'_, '_>, candidate: &Candidate, from: usize) -> bool {
    let before = candidate.first.checked_sub(1).filter(|&i| i > from);
    before.is_some_and(|i| matches!(scene.tokens.lower(i), "about" | "against" | "on"))
        && !is_verb_of_speech(scene, candidate.last)
}

/// Whether a verb of speech, or what helps one, stands at `i`; "announcing" goes with a subject before.
fn is_verb_of_speech(scene: &Scene<'_, '_>, i: usize) -> bool {
    match scene.class.get(i) {
        Some(Class::Auxiliary) => true,
        Some(Class::Cue) => !scene.lexeme(i).has(Form::Participle),
        _ => false,
    }
}

/// Whether a candidate can be the subject of the sentence that begins at `from`: neither governed, nor an owner, nor quoted.
fn is_subject(scene: &Scene<'_, '_>, candidate: &Candidate, from: usize) -> bool {
    if candidate.quoted || candidate.possessive || candidate.first < from {
        return false;
    }
    let before = candidate.first.checked_sub(1).filter(|&i| i >= from);
    before.is_none_or(|i| {
        let determiner = scene.class[i] == Class::Determiner && i > from;
        let at = if determiner { i - 1 } else { i };
        scene.class[at] != Class::Preposition
    })
}
