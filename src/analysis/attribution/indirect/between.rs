//! What stands between a cue and its clause: the one who is told, a day, a place.

use super::{
    Frame,
    words::{OF_CONTENT, is_opener, is_plain},
};
use crate::{
    analysis::{
        attribution::acts::SETTINGS,
        quotes::{
            Class,
            papers::is_document,
            words::{TIME_UNITS, is_clause_verb},
        },
    },
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
        opens
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
        let content = OF_CONTENT.contains(&plural) && !self.is_in_paper(at, that - 1);
        participle || infinitive && self.class(that - 1) == Class::Other || content
    }

    /// Whether the noun at `noun` is but where it was said, in the phrase that begins at `at`: "said in its report that", where "amid
    /// reports that" tells what they say.
    fn is_in_paper(&self, at: usize, noun: usize) -> bool {
        let paper = is_document(self.lower(noun)) || matches!(self.lower(noun), "threat" | "warning" | "opinion");
        let determined = at + 1 < noun && self.class(at + 1) == Class::Determiner;
        let plain = (at + 1..noun).all(|i| !matches!(self.class(i), Class::Preposition | Class::Comma));
        paper && is_plain(self.lower(self.cue)) && self.lower(at) == "in" && determined && plain
    }

    /// "told reporters (on Monday) (that) CLAUSE".
    pub(super) fn past_listener(&self, mut at: usize, that: Option<usize>) -> usize {
        let to = self.bounds.1;
        let plain = |i: usize| i < to && matches!(self.class(i), Class::Other | Class::Capital);
        if at >= to {
            return at;
        }
        at = self.past_told(at);
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
            while plain(at) || at < to && self.class(at) == Class::Day {
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
            class => !matches!(class, Class::Other | Class::Capital),
        };
        (at..to).find(ends).unwrap_or(to)
    }

    /// Token after "last week", unless it is what the clause is about: "last year was hard".
    pub(super) fn past_unit(&self, at: usize) -> Option<usize> {
        let unit = at + 1;
        let told = unit < self.bounds.1
            && matches!(self.lower(at), "last" | "this" | "next")
            && TIME_UNITS.contains(&self.lower(unit));
        let subject = || unit + 1 < self.bounds.1 && self.is_verb(at, unit + 1);
        (told && !subject()).then_some(unit + 1)
    }

    /// Token after what tells when: "Monday morning", "on Friday", "last week", "later this year".
    pub(super) fn past_time(&self, mut at: usize) -> usize {
        let to = self.bounds.1;
        while at < to {
            if let Some(end) = self.past_unit(at) {
                at = end;
                continue;
            }
            let next = at + 1;
            at = match self.lower(at) {
                "on" if next < to && self.is_day(next) => next,
                "earlier" | "later" | "today" | "yesterday" | "early" | "late" => next,
                _ if self.is_day(at) || self.class(at) == Class::Adverb || self.is_hour(at) => next,
                _ => return at,
            };
        }
        at
    }

    /// Whether a day stands at token `i`, and not what belongs to it: "Thursday's accident".
    pub(super) fn is_day(&self, i: usize) -> bool {
        let owns = i + 1 < self.bounds.1 && self.scene.tokens[i + 1].kind == TokenKind::Possessive;
        self.class(i) == Class::Day && !owns
    }

    /// Whether the hour of a day is told at token `i`: "Monday morning".
    pub(super) fn is_hour(&self, i: usize) -> bool {
        i > 0
            && self.class(i - 1) == Class::Day
            && matches!(self.lower(i), "morning" | "afternoon" | "evening" | "night")
    }

    /// Token past the year at `at` in a setting that begins with token `from`: "at a March 3, 2016, meeting".
    fn past_year(&self, from: usize, at: usize) -> Option<usize> {
        let number = |i: usize| self.scene.tokens[i].kind == TokenKind::Number;
        let comma = |i: usize| self.class(i) == Class::Comma;
        let within = at > from + 1 && at + 2 < self.bounds.1 && self.class(from + 1) == Class::Determiner;
        let year = within && number(at - 1) && comma(at) && number(at + 1) && comma(at + 2);
        (year && self.lower(at + 1).len() == 4).then_some(at + 3)
    }

    /// Token behind a day, paper or occasion that ends a setting within `from..to`, where a noun phrase begins: "said in Lund on Tuesday
    /// the union stands", "said in a statement the ferry is late".
    fn past_occasion(&self, from: usize, to: usize) -> Option<usize> {
        // "said in a statement Orlova did not see it".
        let named = |i: usize| {
            let name = self.scene.candidate_at(i).map(|number| self.scene.candidates[number]);
            name.is_some_and(|name| {
                name.name().is_some()
                    && name.first == i
                    && name.last < self.bounds.1
                    && self.class(name.last) == Class::Auxiliary
                    && !name.possessive
            })
        };
        let told = |i: usize| {
            let lower = self.lower(i);
            i > from + 1
                && (is_document(lower) || SETTINGS.contains(&lower))
                && i + 1 < self.bounds.1
                && (self.class(i + 1) == Class::Determiner || named(i + 1))
        };
        let last = (from + 1..to).find(|&i| self.is_day(i) || told(i))?;
        let past = if self.is_day(last) { self.past_time(last) } else { last + 1 };
        let opens =
            past < self.bounds.1 && (self.class(past) == Class::Determiner || self.scene.candidate_at(past).is_some());
        opens.then_some(past)
    }

    /// Token after a listener: after "CNN's Anna Orr", or after the show in "CNN's “Night Desk”", and not after "CNN".
    fn past_owner(&self, listener: usize) -> usize {
        let listener = &self.scene.candidates[listener];
        let show = if listener.possessive { self.scene.stretch_of(listener.last + 1) } else { None };
        if let Some(show) = show.filter(|_| listener.last + 1 < self.bounds.1) {
            return self.scene.stretches[show].close;
        }
        let owned = (listener.possessive && listener.last + 1 < self.bounds.1)
            .then(|| self.scene.candidate_at(listener.last + 1))
            .flatten();
        owned.map_or(listener.last, |owned| self.scene.candidates[owned].last)
    }

    /// Token after the title that a work is set beside: "wrote in his book, “The Long Ferry,” CLAUSE".
    fn past_title(&self, at: usize) -> Option<usize> {
        let scene = self.scene;
        let stretch =
            (at < self.bounds.1).then(|| scene.stretch_of(at)).flatten().map(|number| scene.stretches[number])?;
        let small = |i: usize| scene.tokens[i].kind == TokenKind::Word && !scene.tokens[i].is_capitalised();
        // Small words of titles are short: "of", "the", "with".
        let titled = !(stretch.first..stretch.last).any(|i| small(i) && scene.tokens[i].span().len() > 4);
        let set_off = scene.tokens.word(stretch.last - 1) == ",";
        (stretch.open == at && titled && set_off && stretch.close < self.bounds.1).then_some(stretch.close)
    }

    /// "said in an interview, CLAUSE": past the comma.
    pub(super) fn past_setting(&self, mut at: usize) -> Option<usize> {
        let from = at;
        let inner = [Class::Preposition, Class::Determiner, Class::Other, Class::Capital, Class::Day];
        while at < self.bounds.1 && at - from < 12 {
            at = match self.past_year(from, at) {
                Some(past) => past,
                None if inner.contains(&self.class(at)) || matches!(self.lower(at), "this" | "these" | "those") => {
                    at + 1
                }
                None => break,
            };
        }
        if at < self.bounds.1 && self.class(at) == Class::Comma {
            return Some(self.past_title(at + 1).unwrap_or(at + 1));
        }
        if let Some(past) = self.past_occasion(from, at) {
            return Some(past);
        }
        // "said on Radio Lund earlier this week he appreciated it".
        let place = at > from + 1 && (self.scene.tokens[at - 1].is_capitalised() || self.is_day(at - 1));
        let later = self.past_time(at);
        let dated = |i: usize| {
            i + 1 < self.bounds.1
                && matches!(self.lower(i), "he" | "she" | "they" | "it")
                && (self.class(i + 1) == Class::Auxiliary || is_clause_verb(self.scene.tokens, i + 1, i + 1))
        };
        if (place || later > at) && dated(later) {
            return Some(later);
        }
        // "said after the meeting it would", and not "said in a speech he gave", "in an interview I did"; "said about 20
        // people".
        let drawn = |i: usize| self.lower(i).contains(['\'', '’']);
        let opens = at + 1 < self.bounds.1
            && is_opener(self.lower(at))
            && self.lower(at) != "i"
            && (self.class(at + 1) == Class::Auxiliary
                || self.scene.is_quoted(at + 1)
                || drawn(at)
                || drawn(at + 1)
                || self.lower(at) == "it" && is_clause_verb(self.scene.tokens, at + 1, at + 1));
        let number = from + 1 < self.bounds.1 && self.scene.tokens[from + 1].kind == TokenKind::Number;
        let about = matches!(self.lower(from), "about" | "around" | "over" | "under" | "nearly" | "between");
        if about && number { Some(from) } else { opens.then_some(at) }
    }
}
