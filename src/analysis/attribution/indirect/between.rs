//! What stands between a cue and its clause: the one who is told, who is asked, and "that".

use super::{
    Frame,
    words::{OF_CONTENT, TELLING, is_opener, is_plain},
};
use crate::{
    analysis::quotes::{Class, words::is_clause_verb},
    text::TokenKind,
};

impl Frame<'_, '_, '_> {
    /// "urged residents to leave": what follows the one who is urged.
    pub(super) fn what_is_urged(&self, at: usize, to: usize) -> Option<usize> {
        let plain = |i: &usize| !matches!(self.class(*i), Class::Comma | Class::Period | Class::Cue);
        let end = to.min(at + 12);
        let wish = (at..end).take_while(plain).find(|&i| i > at && self.lower(i) == "to" && !self.scene.is_quoted(i));
        wish.map(|to| self.with_not(to))
    }

    /// "told residents to leave", "warned the camps not to wait": what follows the one who is told.
    pub(super) fn what_is_told_to(&self, at: usize, to: usize) -> Option<usize> {
        if !TELLING.contains(&self.lower(self.cue)) || at >= to || self.lower(at) == "to" {
            return None;
        }
        // "as hard as telling them to go": nobody does.
        let before = self.cue.checked_sub(1).filter(|&i| i >= self.bounds.0);
        let set_off = |i: usize| self.class(i) == Class::Comma || matches!(self.lower(i), "and" | "by" | "after");
        if self.lower(self.cue).ends_with("ing") && !before.is_some_and(set_off) {
            return None;
        }
        let told = self.past_told(at);
        let wish = told + usize::from(told + 1 < to && self.lower(told) == "not");
        let verb = wish + 1;
        let plain = verb < to
            && (self.scene.is_quoted(verb) || !self.scene.tokens[verb].is_capitalised())
            && self.scene.candidate_at(verb).is_none()
            && !matches!(self.class(verb), Class::Determiner | Class::Capital | Class::Pronoun | Class::Adverb)
            && self.scene.tokens[verb].kind != TokenKind::Number;
        (told > at && told < to && self.lower(wish) == "to" && plain).then_some(told)
    }

    /// "to" with "not" before it, without which the opposite would be said: "urged the board not to close it".
    fn with_not(&self, to: usize) -> usize {
        to - usize::from(self.lower(to) == "to" && self.lower(to - 1) == "not")
    }

    /// "asked (the board) whether it would close", "asked the board to close it": where the question or the wish begins.
    pub(super) fn what_is_asked(&self, at: usize, to: usize) -> Option<usize> {
        /// Tokens of who is asked, and when.
        const NEAR: usize = 10;
        let parts = [Class::Comma, Class::Period, Class::Cue, Class::Colon, Class::Auxiliary, Class::Semicolon];
        let plain = |i: &usize| !parts.contains(&self.class(*i));
        let near = (at..to.min(at + NEAR)).take_while(plain).take_while(|&i| !self.scene.is_quoted(i));
        let asks = |i: usize| {
            matches!(
                self.lower(i),
                "whether" | "if" | "why" | "how" | "what" | "when" | "where" | "which" | "who" | "whom"
            )
        };
        let wish = |i: usize| {
            i > at && self.lower(i) == "to" && self.class(at) != Class::Preposition && self.lower(at) != "not"
        };
        let found = near.into_iter().find(|&i| asks(i) || wish(i))?;
        let whole = found + 1 < to && !matches!(self.class(found + 1), Class::Comma | Class::Period);
        // "asked people who were there to leave": not a question.
        let person = matches!(self.lower(found), "who" | "which" | "where" | "when") && found > at;
        (whole && !person).then(|| self.with_not(found))
    }

    /// Whether the words between a cue and its "that" only tell where or when: "said in a speech that".
    pub(super) fn is_aside(&self, at: usize, that: usize) -> bool {
        let opens = at < self.bounds.1 && matches!(self.class(at), Class::Preposition | Class::Comma);
        let owns = |i: usize| self.scene.tokens[i].kind == TokenKind::Possessive;
        // "said, with a wink and a nod, that".
        let set_off = self.class(at) == Class::Comma && that > at + 1 && self.class(that - 1) == Class::Comma;
        let verb = |i: usize| {
            matches!(self.class(i), Class::Cue | Class::Pronoun)
                || self.class(i) == Class::Conjunction && !set_off
                || self.class(i) == Class::Auxiliary && !owns(i)
        };
        // "…, Orlova explained, referring to a feat that drew laughs".
        let remark = self.class(at) == Class::Comma && !set_off && self.lower(at + 1).ends_with("ing") && that > at + 4;
        opens
            && !remark
            && !self.is_infinitive(at)
            && !(at..that).any(verb)
            && !self.takes_that(at, that)
            && !self.is_relative(that)
    }

    /// Whether nothing but who is told stands before "that": "warning Orlova that".
    pub(super) fn is_told(&self, at: usize, that: usize) -> bool {
        let tells = ["warn", "remind", "inform", "assur", "advis", "notif", "promis"];
        tells.iter().any(|verb| self.lower(self.cue).starts_with(verb)) && that < at + 7 && self.past_told(at) == that
    }

    /// "vowed to close", but "said to the board".
    pub(super) fn is_infinitive(&self, at: usize) -> bool {
        let next = at + 1;
        let listener = next < self.bounds.1
            && (self.scene.candidate_at(next).is_some()
                || matches!(self.class(next), Class::Determiner | Class::Capital)
                || matches!(self.lower(next), "me" | "us" | "him" | "them" | "you" | "reporters" | "journalists"));
        self.lower(at) == "to" && !listener
    }

    /// Whether a verb follows "that": "in a message that said", "to schools that stay open".
    pub(super) fn is_relative(&self, that: usize) -> bool {
        let next = that + 1;
        next < self.bounds.1
            && !self.scene.is_quoted(next)
            && self.scene.candidate_at(next).is_none()
            && (matches!(self.class(next), Class::Auxiliary | Class::Cue)
                || is_clause_verb(self.scene.tokens, next, next)
                || self.lower(next).ends_with("n't"))
    }

    /// Whether "that" belongs to the word before it: "in an attempt to show that", "of fears that", "without knowing that".
    fn takes_that(&self, at: usize, that: usize) -> bool {
        let word = self.lower(that - 1);
        // "during Monday's press briefing that".
        let nominal = |i: usize| {
            matches!(self.class(i), Class::Determiner | Class::Day | Class::Other | Class::Capital | Class::WeakCue)
                || self.scene.tokens[i].kind == TokenKind::Possessive
        };
        let participle = word.ends_with("ing") && !(that - 1 > at && nominal(that - 2));
        let infinitive = that >= at + 2 && self.lower(that - 2) == "to" && self.scene.candidate_at(that - 1).is_none();
        let plural = word.strip_suffix('s').unwrap_or(word);
        let named = self.scene.tokens[that - 1].is_capitalised();
        // "claimed without evidence that".
        let without = self.lower(that - 2) == "without" && matches!(word, "evidence" | "proof");
        let content = OF_CONTENT.contains(&plural) && !named && !without && !self.is_in_paper(at, that - 1);
        participle || infinitive && self.class(that - 1) == Class::Other || content
    }

    /// Whether the noun at `noun` is but where it was said, in the phrase that begins at `at`: "said in its report that", where "amid
    /// reports that" tells what they say.
    fn is_in_paper(&self, at: usize, noun: usize) -> bool {
        let paper = self.scene.lexeme(noun).is_document || matches!(self.lower(noun), "threat" | "warning" | "opinion");
        let determined = at + 1 < noun && self.class(at + 1) == Class::Determiner;
        let own = determined && matches!(self.lower(at + 1), "her" | "his" | "its" | "their");
        let plain = (at + 1..noun).all(|i| !matches!(self.class(i), Class::Preposition | Class::Comma));
        paper && (own || is_plain(self.lower(self.cue))) && self.lower(at) == "in" && determined && plain
    }

    /// "told reporters (on Monday) (that) CLAUSE".
    pub(super) fn past_listener(&self, mut at: usize, that: Option<usize>) -> usize {
        let to = self.bounds.1;
        let plain = |i: usize| i < to && matches!(self.class(i), Class::Other | Class::Capital);
        if at >= to {
            return at;
        }
        at = self.past_told(at);
        // "told Lund 4's Today programme", "told the Harbour Party (HP)".
        if at < to && self.scene.tokens[at].kind == TokenKind::Possessive {
            at = (at + 1..to).find(|&i| !plain(i) && self.class(i) != Class::Day).unwrap_or(to);
        } else if at < to && self.scene.tokens.word(at) == "(" {
            at = (at + 1..to.min(at + 5)).find(|&i| self.scene.tokens.word(i) == ")").map_or(at, |close| close + 1);
        }
        // "told BBC Radio 4's Today programme".
        let free = |i: usize| i < to && self.scene.candidate_at(i).is_none();
        let number = |i: usize| self.scene.tokens[i].kind == TokenKind::Number;
        let end = (at..to).find(|&i| !(free(i) && (self.scene.tokens[i].is_capitalised() || number(i)))).unwrap_or(to);
        // "told Lund Sport: “…”": of a name the tagger has but the first word.
        if end > at && end < to && self.class(end) == Class::Colon && self.scene.tokens[at - 1].is_capitalised() {
            return end;
        }
        if end > at && end < to && number(end - 1) && self.scene.tokens[end].kind == TokenKind::Possessive {
            at = (end + 1..to).find(|&i| !plain(i)).unwrap_or(to);
        }
        if at < to && is_opener(self.lower(at)) {
            return at;
        }
        if let Some(that) = that {
            return that;
        }
        at = self.past_time(at);
        // "warned against building a bridge": what is warned of is the clause.
        if at < to && self.lower(at) == "against" {
            return at;
        }
        if at < to && self.class(at) == Class::Preposition {
            at += 1;
            at += usize::from(at < to && self.class(at) == Class::Determiner);
            // "before boarding Air Force One".
            let named = |at: usize| {
                at < to && self.scene.tokens[at].is_capitalised() && self.scene.tokens[at - 1].is_capitalised()
            };
            while plain(at) || at < to && self.class(at) == Class::Day || named(at) {
                at += 1;
            }
        }
        at
    }

    /// Token after the one who is told, who begins at `at`.
    pub(super) fn past_told(&self, at: usize) -> usize {
        let to = self.bounds.1;
        if at >= to {
            return at;
        }
        // "warned the “costs could outweigh it”": nobody is told.
        if self.class(at) == Class::Determiner && at + 1 < to && self.scene.is_quoted(at + 1) {
            return at;
        }
        // "told The Lund Courier": an article of its own before the name.
        let article = usize::from(matches!(self.lower(at), "the" | "a" | "an") && at + 1 < to);
        if let Some(listener) = self.scene.candidate_at(at).or_else(|| self.scene.candidate_at(at + article)) {
            return self.past_owner(listener);
        }
        if matches!(self.lower(at), "him" | "her" | "them" | "me" | "us" | "you") {
            return at + 1;
        }
        // The next article begins another phrase.
        let ends = |&i: &usize| match self.class(i) {
            Class::Determiner => i > at,
            // "a bankers' meeting".
            Class::Sign => {
                !(i > at && matches!(self.scene.tokens.word(i), "'" | "’") && self.lower(i - 1).ends_with('s'))
            }
            class => !matches!(class, Class::Other | Class::Capital),
        };
        (at..to).find(ends).unwrap_or(to)
    }

    /// Token after a listener: after "CNN's Anna Orr", or after the show in "CNN's “Night Desk”", and not after "CNN".
    fn past_owner(&self, listener: usize) -> usize {
        let listener = &self.scene.candidates[listener];
        let Some(next) = Some(listener.last + 1).filter(|&next| listener.possessive && next < self.bounds.1) else {
            return listener.last;
        };
        if let Some(show) = self.scene.stretch_of(next) {
            return self.scene.stretches[show].close;
        }
        if let Some(owned) = self.scene.candidate_at(next) {
            return self.scene.candidates[owned].last;
        }
        // "told the bank's annual meeting."
        let noun = |&i: &usize| matches!(self.class(i), Class::Other | Class::Capital);
        let end = (next..self.bounds.1).take_while(noun).last().map_or(next, |last| last + 1);
        let ends = end >= self.bounds.1 || matches!(self.class(end), Class::Period | Class::Comma);
        if end > next && ends { end } else { listener.last }
    }
}
