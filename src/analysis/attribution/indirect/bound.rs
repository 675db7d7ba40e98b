//! Where a clause ends that stands in what "who" tells of the sentence's own subject: "Residents who said [the plan was late] left".
//!
//! No comma shows it. The sentence's verb is yet to come where "who" begins, and it is the one that nothing leads to once the
//! clause has a verb of its own.

use super::Frame;
use crate::{
    analysis::quotes::{Class, Kind, Pronoun, words::Form},
    text::TokenKind,
};

/// Words that begin what has a verb of its own, besides conjunctions and signs.
const LEADING: &[&str] = &[
    "after", "although", "because", "before", "how", "if", "since", "so", "than", "though", "unless", "until", "what",
    "when", "where", "whether", "which", "while", "who", "whom", "whose", "why",
];

/// Beginnings of verbs that have a clause of their own without "that": "thinks it is late".
const THINKING: &[&str] = &["believe", "feel", "felt", "hope", "knew", "know", "think", "thought"];

impl Frame<'_, '_, '_> {
    /// End of the sentence, or the place of its verb if the cue stands in what is told of its subject.
    pub(super) fn end_of_bound(&self) -> usize {
        let (from, to) = self.bounds;
        let Some(who) = self.bound_relative() else { return to };
        // "Orlova – who said it was late – left".
        if self.class(who - 1) == Class::Dash {
            let dash = |&i: &usize| self.class(i) == Class::Dash && !self.scene.is_quoted(i);
            return (self.cue + 1..to).find(dash).unwrap_or(to);
        }
        // "Of those who said they would vote, most": what hangs on a preposition is no subject.
        if self.class(from) == Class::Preposition && !(from..who).any(|i| self.is_comma(i)) {
            return (self.cue + 1..to).find(|&i| self.is_comma(i)).unwrap_or(to);
        }
        if (from..who).any(|i| self.scene.is_quoted(i) || self.is_verb(from, i)) {
            return to;
        }
        let Some(main) = self.main_verb(to) else { return to };
        (self.cue + 1..main).rev().find(|&i| self.class(i) != Class::Adverb).map_or(to, |i| i + 1)
    }

    /// The "who" round the cue, if no comma sets it off: its own subject, or what stands before that ("aides who Orlova says").
    fn bound_relative(&self) -> Option<usize> {
        let subject = &self.scene.candidates[self.subject];
        let own = matches!(subject.kind, Kind::Pronoun(Pronoun::Who)) && subject.first < self.cue;
        let before = || subject.first.checked_sub(1).filter(|&i| matches!(self.lower(i), "who" | "whom"));
        let who = if own { Some(subject.first) } else { before() };
        who.filter(|&who| who > self.bounds.0 && self.class(who - 1) != Class::Comma && !self.ends_in_comma(who - 1))
    }

    fn is_comma(&self, i: usize) -> bool {
        self.class(i) == Class::Comma
    }

    /// The verb of the sentence, behind a clause that has its own: of the verbs to which no word leads the second, or the third where the
    /// second belongs to the first ("thinks it is", "the plan approved was").
    fn main_verb(&self, to: usize) -> Option<usize> {
        let verbs = self.bare_verbs(to);
        let (&first, &second) = (verbs.first()?, verbs.get(1)?);
        let thinks = matches!(self.class(first), Class::Cue | Class::WeakCue)
            || THINKING.iter().any(|verb| self.lower(first).starts_with(verb));
        let participle = self.lower(first).ends_with("ed");
        let main = verbs.get(2).copied().filter(|_| thinks || participle).unwrap_or(second);
        // A sentence goes on behind its verb: "for other reasons" ends in none.
        (main + 1..to).any(|i| self.scene.tokens[i].is_wordlike()).then_some(main)
    }

    /// First tokens of the verbs behind the cue to which neither "and", "that" nor the like leads.
    fn bare_verbs(&self, to: usize) -> Vec<usize> {
        let behind = self.cue + 1;
        let that = (behind..to).take_while(|&i| !self.is_verb(behind, i)).find(|&i| self.is_that(i));
        let start = that.map_or(behind, |that| that + 1);
        let (mut found, mut led, mut helped) = (Vec::new(), false, false);
        for i in start..to {
            if self.scene.is_quoted(i) {
                helped = false;
                continue;
            }
            let verb = self.is_finite_here(start, i);
            if verb && !helped {
                // "who says it is late, left": a comma right before leads to nothing.
                if !led || i > start && self.is_comma(i - 1) {
                    found.push(i);
                }
                led = false;
            }
            led |= self.leads_on(i);
            helped = self.class(i) == Class::Auxiliary || self.is_drawn(i) || helped && self.class(i) == Class::Adverb;
        }
        found
    }

    /// Whether a verb of a clause that begins at `start` stands at `i`, and no infinitive.
    fn is_finite_here(&self, start: usize, i: usize) -> bool {
        let bare = i > start && self.lower(i - 1) == "to";
        let plain = self.class(i) == Class::Cue && self.scene.lexeme(i).has(Form::Base);
        !bare && (plain || self.is_verb(start, i) || self.is_behind_pronoun(i) || self.is_drawn(i))
    }

    /// "they’d", "it's": a pronoun drawn together with its verb.
    fn is_drawn(&self, i: usize) -> bool {
        self.scene.lexeme(i).pronoun.is_some() && self.lower(i).contains(['\'', '’'])
    }

    /// Whether the verb behind a token belongs to what it begins.
    fn leads_on(&self, i: usize) -> bool {
        let parts = matches!(
            self.class(i),
            Class::Comma | Class::Conjunction | Class::That | Class::Semicolon | Class::Dash | Class::Colon
        );
        parts
            || match self.lower(i) {
                // "as a result".
                "as" => i + 1 < self.bounds.1 && !matches!(self.lower(i + 1), "a" | "an"),
                lower => LEADING.contains(&lower),
            }
    }

    /// Whether a pronoun that has no other verb stands before the word at `i`: "they attend".
    fn is_behind_pronoun(&self, i: usize) -> bool {
        let pronoun = i.checked_sub(1).is_some_and(|before| {
            matches!(self.lower(before), "he" | "i" | "she" | "they" | "we") && self.class(before) == Class::Pronoun
        });
        pronoun && self.scene.tokens[i].kind == TokenKind::Word && self.class(i) != Class::Adverb
    }
}
