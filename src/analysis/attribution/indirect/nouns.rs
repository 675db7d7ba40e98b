//! Speech told by a noun: "Orlova's claim that the bridge was late".

use super::Frame;
use crate::{
    analysis::{
        attribution::acts,
        quotes::{Class, Kind, Scene},
    },
    text::TokenKind,
};

/// Who made the claim that the noun at `noun` tells of, if a name owns it and "that" follows: "Mr. Orr's recent claim on Monday
/// that".
pub(super) fn owner(scene: &Scene<'_, '_>, noun: usize) -> Option<usize> {
    /// Adjectives between.
    const ADJECTIVES: usize = 3;
    let plain = |i: usize| matches!(scene.class[i], Class::Other | Class::Adverb | Class::WeakCue | Class::Day);
    let owns = |&i: &usize| scene.tokens[i].kind == TokenKind::Possessive && scene.same_sentence(i, noun);
    let from = noun.saturating_sub(ADJECTIVES + 1);
    if let Some(repeated) = repeated_by(scene, noun).filter(|_| that_behind(scene, noun).is_some()) {
        return Some(repeated);
    }
    let possessive = (from..noun).rev().find(owns).filter(|&i| (i + 1..noun).all(plain))?;
    let number = scene.candidate_at(possessive.checked_sub(1)?)?;
    let subject = &scene.candidates[number];
    let named = matches!(subject.kind, Kind::Name(..) | Kind::Role) && subject.last == possessive && !subject.quoted;
    (named && that_behind(scene, noun).is_some()).then_some(number)
}

/// Who repeats a claim of their own: "Orlova repeated her claims that".
fn repeated_by(scene: &Scene<'_, '_>, noun: usize) -> Option<usize> {
    /// Adjectives between.
    const ADJECTIVES: usize = 2;
    let own = |i: &usize| matches!(scene.tokens.lower(*i), "her" | "his" | "its" | "their");
    let whose = (noun.saturating_sub(ADJECTIVES + 1)..noun).rev().find(own)?;
    let plain = (whose + 1..noun).all(|i| scene.class[i] == Class::Other);
    let verb = whose.checked_sub(1).filter(|&i| plain && i > 0 && scene.same_sentence(i - 1, noun))?;
    let repeats = matches!(
        scene.tokens.lower(verb),
        "reaffirmed" | "reiterated" | "reiterates" | "renewed" | "repeated" | "repeats" | "restated"
    );
    repeats.then(|| acts::before(scene, verb)).flatten()
}

/// "that" behind the noun, past a day.
fn that_behind(scene: &Scene<'_, '_>, noun: usize) -> Option<usize> {
    let day = |i: usize| scene.class[i] == Class::Day || scene.tokens.lower(i) == "on";
    let near = noun + 1..scene.len().min(noun + 4);
    let that = near.take_while(|&i| scene.same_sentence(i, noun)).find(|&i| !day(i))?;
    (scene.class[that] == Class::That).then_some(that)
}

impl Frame<'_, '_, '_> {
    /// What a noun tells was said: from "that" to the next sign that parts, where nothing has to follow. Before a main verb
    /// ("Orlova's claim that it was late is wrong") its end cannot be told.
    pub(super) fn behind_noun(&self) -> Option<(usize, usize)> {
        let (from, to) = self.bounds;
        let that = that_behind(self.scene, self.cue)?;
        let start = self.subject_start();
        let parts = |i: usize| matches!(self.class(i), Class::Comma | Class::Dash | Class::Semicolon | Class::Colon);
        // A comma within a quote ends it as well: "that it is “late,” he laughed".
        let ends = |&i: &usize| parts(i) || i > that + 1 && self.ends_in_comma(i) && !self.scene.is_quoted(i + 1);
        let end = (that + 1..to.saturating_sub(1)).find(ends);
        let main = (from..start).any(|i| self.is_verb(from, i) && !self.scene.is_quoted(i));
        let main = main || repeated_by(self.scene, self.cue) == Some(self.subject);
        let led = start > from && self.class(start - 1) == Class::Preposition;
        // "that Orlova's claim that it was late is wrong": the subject of a clause.
        let opens = |i: usize| {
            matches!(self.class(i), Class::That | Class::Conjunction | Class::Auxiliary | Class::Comma | Class::Dash)
                || matches!(self.lower(i), "when" | "while" | "because" | "as" | "if" | "although" | "since" | "where")
        };
        if start > from && opens(start - 1) {
            return None;
        }
        let end = match end {
            Some(end) if main || led => end + usize::from(self.scene.is_quoted(end)),
            None if main => to,
            _ => return None,
        };
        let whole = (that + 1..end).any(|i| self.is_verb(that + 1, i) || self.scene.is_quoted(i));
        (whole && !self.is_relative(that)).then_some((that, end))
    }
}
