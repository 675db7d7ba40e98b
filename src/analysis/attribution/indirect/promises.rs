//! "Orlova vowed to “clean up” the harbour": what somebody means to do, in words of their own.

use super::{
    Frame,
    words::{PROMISING, SUBORDINATE},
};
use crate::{analysis::quotes::Class, text::TokenKind};

impl Frame<'_, '_, '_> {
    /// Whether what somebody means to do begins at token `at`: "vowed to".
    pub(super) fn is_promise(&self, at: usize, to: usize) -> bool {
        PROMISING.contains(&self.lower(self.cue)) && at + 1 < to && self.is_infinitive(at)
    }

    /// Where a promise that begins at `at` ends, if words in quote marks stand in it: "to “clean up” the harbour", and not what the
    /// sentence goes on with.
    pub(super) fn end_of_promise(&self, at: usize, to: usize) -> Option<usize> {
        /// Tokens to the quote.
        const NEAR: usize = 12;
        let parts = |i: usize| {
            let class = self.class(i);
            let parts = matches!(class, Class::Comma | Class::Cue | Class::Auxiliary | Class::Dash | Class::Semicolon);
            parts && self.scene.tokens[i].kind != TokenKind::Possessive
        };
        // "to be a “uniter”".
        let from = at + 1 + usize::from(matches!(self.lower(at + 1), "be" | "have" | "do"));
        let mut near = (from..to.min(at + NEAR)).take_while(|&i| !parts(i));
        let number = self.scene.stretch_of(near.find(|&i| self.scene.is_quoted(i))?)?;
        let past = |i: usize| i >= to || !self.scene.is_quoted(i) && (parts(i) || SUBORDINATE.contains(&self.lower(i)));
        (self.scene.stretches[number].close..=to).find(|&i| past(i))
    }
}
