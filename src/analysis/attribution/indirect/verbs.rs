//! Whether words behind a cue are a clause: by a verb in them, known or told by its place.

use super::{
    Frame,
    unsaid::is_denying,
    words::{GOING_ON, OF_THINGS, RARE_PREPOSITIONS, REPORTING, STATING, TAKING_THINGS, TELLING, is_opener, is_plain},
};
use crate::{
    analysis::quotes::{
        Class, Kind, Pronoun,
        shares::SEVERAL,
        words::{Form, is_clause_verb, is_modal, is_past_participle},
    },
    text::TokenKind,
};

impl Frame<'_, '_, '_> {
    /// Whether what stands from `at` to `to` is a clause: after "that" nearly always, else after a reporting verb and with a
    /// verb in it.
    pub(super) fn is_clause(&self, at: usize, to: usize) -> bool {
        if self.lower(at) == "that" {
            return !self.is_that_alone(at, to);
        }
        // "warned against closing the harbour".
        if self.lower(at) == "against" {
            return self.is_against_doing(at, to);
        }
        let cue = self.lower(self.cue);
        let reports = REPORTING.contains(&cue) || TELLING.contains(&cue) || cue.starts_with("point");
        if !(reports || self.states(at, to)) {
            return false;
        }
        let thing = matches!(self.scene.candidates[self.subject].kind, Kind::Subject | Kind::Pronoun(Pronoun::It));
        if OF_THINGS.contains(&cue) && thing {
            return false;
        }
        // "said or did", "said softly as she left".
        let leads = at + 1 < to
            && (self.class(at + 1) == Class::Preposition || matches!(self.lower(at + 1), "as" | "while" | "when"));
        if self.class(at) == Class::Conjunction || self.class(at) == Class::Adverb && leads {
            return false;
        }
        let why = matches!(self.lower(at), "why" | "how" | "so");
        if self.is_bare_thing(at, to) || why && at + 1 < to && self.class(at + 1) == Class::Comma {
            return false;
        }
        let goes_on = |i: usize| {
            !matches!(self.lower(i), "to" | "," | "." | "because" | "when" | "if" | "as" | "again" | "before" | "with")
        };
        if reports && is_opener(self.lower(at)) && at + 1 < to && goes_on(at + 1) {
            return true;
        }
        // "reiterated the belief that trade is “the engine”": the words quoted show that it is speech.
        let takes = TAKING_THINGS.contains(&cue) && !(cue.starts_with("reiterate") && self.quotes_behind(at, to));
        if !reports || takes {
            return self.has_own_verb(at, to);
        }
        self.tells_what_happens(at, to)
    }

    /// Whether the cue is one that states as well as does, and what follows shows that it states: "pledged her panel would “go on”",
    /// "declared he would not resign".
    fn states(&self, at: usize, to: usize) -> bool {
        let cue = self.lower(self.cue);
        // A pronoun with its verb. "Concluded it was time to go" is as often a thought.
        let whole = || {
            let subject = at + 2 < to && (self.class(at) == Class::Pronoun || self.lower(at) == "there");
            cue != "concluded"
                && subject
                && self.class(at - 1) != Class::Comma
                && self.class(at + 1) == Class::Auxiliary
                && !self.scene.is_quoted(at)
        };
        let stating = || self.quotes_behind(at, to) || whole() || self.has_modal(at, to);
        STATING.contains(&cue) && stating() || is_denying(cue) && whole()
    }

    /// Whether words are quoted from behind `at` to the next comma.
    fn quotes_behind(&self, at: usize, to: usize) -> bool {
        let mut words = (at..to).take_while(|&i| self.class(i) != Class::Comma);
        !self.scene.is_quoted(at) && words.any(|i| self.scene.is_quoted(i))
    }

    /// Whether a verb stands from `at` to `to` that is no verb of a clause which tells of a thing alone, or words are quoted, or there are so
    /// many that there is a verb among them.
    fn tells_what_happens(&self, at: usize, to: usize) -> bool {
        let cue = self.lower(self.cue);
        // "said the plan “turns a village into a car park”": the verb may be quoted.
        let quoted = || at + 1 < to && !self.scene.is_quoted(at) && (at..to).any(|i| self.scene.is_quoted(i));
        // "claimed victory in the vote, which was late": a verb of what is told of a thing alone.
        let comma = |i: usize| self.class(i) == Class::Comma;
        let which =
            (at..to.saturating_sub(1)).find(|&i| comma(i) && matches!(self.lower(i + 1), "which" | "who" | "whose"));
        let past = which.map_or(to, |which| (which + 2..to).find(|&i| comma(i)).unwrap_or(to));
        let own = |i: usize| is_plain(cue) || which.is_none_or(|which| i < which || i > past);
        (at..to).any(|i| own(i) && (self.is_verb(at, i) || self.is_verb_by_place(at, i, to)))
            || quoted()
            || matches!(cue, "said" | "says") && self.is_at_length(at, to)
    }

    /// Whether what is warned of begins with a participle: "against closing the harbour", "against “just sleeping on it”".
    fn is_against_doing(&self, at: usize, to: usize) -> bool {
        let mut words = (at + 1..to.min(at + 4)).filter(|&i| self.scene.tokens[i].is_wordlike());
        let first = words.find(|&i| self.class(i) != Class::Adverb && self.lower(i) != "just");
        first.is_some_and(|i| self.lower(i).ends_with("ing"))
    }

    /// Whether a noun stands from `at` on whose verb is a modal or a form of "be": "vowed the nine men would stay", "declared time was up".
    fn has_modal(&self, at: usize, to: usize) -> bool {
        /// Tokens to the verb.
        const NEAR: usize = 8;
        let noun = |i: usize| {
            matches!(self.class(i), Class::Other | Class::Capital | Class::Determiner)
                || self.scene.candidate_at(i).is_some()
                || self.scene.lexeme(i).is_quantifier
                || self.lower(i) == "of"
        };
        let verb = (at..to.min(at + NEAR)).find(|&i| !noun(i) || self.scene.is_quoted(i));
        let helps = |lower: &str| is_modal(lower) || matches!(lower, "was" | "were" | "is" | "are" | "had");
        // "concluded it was time to go" is as often a thought.
        let thought = self.lower(self.cue) == "concluded";
        !thought && verb.is_some_and(|verb| verb > at && !self.scene.is_quoted(verb) && helps(self.lower(verb)))
    }

    /// Whether so much follows a plain verb of saying that it is a clause, though we know no verb in it: "said some farmers in the hills
    /// worry about it". What is short may be a thing: "said a prayer".
    fn is_at_length(&self, at: usize, to: usize) -> bool {
        /// Words of a clause, up to a comma.
        const FEWEST: usize = 6;
        const THINGS: &[&str] = &[
            "farewell",
            "goodbye",
            "grace",
            "hello",
            "less",
            "little",
            "mass",
            "more",
            "much",
            "no",
            "nothing",
            "prayer",
            "prayers",
            "same",
            "so",
            "sorry",
            "something",
            "speech",
            "word",
            "words",
            "yes",
        ];
        let begins = matches!(self.class(at), Class::Determiner | Class::Other | Class::Capital)
            || self.scene.candidate_at(at).is_some()
            || self.scene.lexeme(at).is_quantifier;
        let thing = (at..to.min(at + 3)).any(|i| THINGS.contains(&self.lower(i)));
        let comma = (at..to).find(|&i| self.class(i) == Class::Comma).unwrap_or(to);
        let words = (at..comma).filter(|&i| self.scene.tokens[i].is_wordlike()).count();
        let led = self.scene.candidates[self.subject].last <= self.cue;
        begins && led && !thing && words >= FEWEST && !self.scene.is_quoted(at)
    }

    /// Whether a clause has a verb of its own in `at..to`, as behind verbs that take things too: "added a goal before the end", "promised a
    /// bridge that would" are none.
    fn has_own_verb(&self, at: usize, to: usize) -> bool {
        let subordinate = |i: usize| {
            matches!(
                self.lower(i),
                "when" | "which" | "who" | "whose" | "that" | "by" | "after" | "before" | "while" | "as"
            )
        };
        // "wrote Orr about a complaint that he had".
        let told = self.scene.candidate_at(at).map(|number| self.scene.candidates[number].last);
        if told.is_some_and(|last| last < to && self.lower(last) == "about") {
            return false;
        }
        // "claims Brandt told her".
        let tells = |i: usize| TELLING.contains(&self.lower(i)) || matches!(self.lower(i), "asked" | "said" | "says");
        if told.is_some_and(|last| at == self.cue + 1 && last < to && tells(last) && self.is_finite_cue(last)) {
            return true;
        }
        // "added a goal before the end", "promised a bridge that would": only a verb of its own shows a clause.
        let owns = |i: usize| {
            let pronoun = self.class(i - 1) == Class::Pronoun || is_opener(self.lower(i - 1));
            self.scene.tokens[i].kind == TokenKind::Possessive && !pronoun
        };
        // "to be seen" is no verb of its own.
        let bare = |i: usize| self.lower(i - 1) == "to";
        let helps = |i: usize| self.class(i) == Class::Auxiliary && !owns(i) && !bare(i);
        // "now that she has announced a vote, she is blamed".
        let main = |i: usize| {
            i + 1 < to
                && (self.class(i) == Class::Comma && self.class(i + 1) == Class::Pronoun
                    // "notes a drop in sales and says there are", "promised a figure but have yet to reveal".
                    || self.class(i) == Class::Conjunction
                        && matches!(self.class(i + 1), Class::Cue | Class::Auxiliary))
                // "wrote two letters contending the mayor is".
                || i > at && self.class(i) == Class::Cue && self.scene.lexeme(i).has(Form::Participle)
        };
        (at..to)
            .take_while(|&i| !subordinate(i) && !main(i))
            .any(|i| helps(i) || self.begins_predicate(i) || self.is_verb_of_noun(at, i, to))
    }

    /// Whether a verb that can be no participle stands at `i` behind the noun with which the clause begins at `at`: "claims the mayor went
    /// back", "confirmed the judge declined to".
    fn is_verb_of_noun(&self, at: usize, i: usize, to: usize) -> bool {
        if i == at || i + 1 >= to || self.scene.tokens[i].is_capitalised() || self.scene.is_quoted(i) {
            return false;
        }
        let begins = self.class(at) == Class::Determiner || self.scene.candidate_at(at).is_some();
        let noun = matches!(self.class(i - 1), Class::Other | Class::Capital | Class::Adverb)
            || self.scene.candidate_at(i - 1).is_some();
        let lower = self.lower(i);
        let known = is_clause_verb(self.scene.tokens, at, i) && !is_past_participle(lower);
        /// Verbs that take no object, so that their past form is no participle behind a noun.
        const BARE: &[&str] = &[
            "appeared",
            "arrived",
            "collapsed",
            "crashed",
            "died",
            "ended",
            "erupted",
            "escaped",
            "exploded",
            "failed",
            "happened",
            "occurred",
            "remained",
            "started",
            "stopped",
            "survived",
        ];
        let led = !lower.ends_with("ed") || self.lower(i + 1) == "to" || BARE.contains(&lower);
        // "reports sales rises": a plural.
        let bare = lower.ends_with('s') && self.class(i + 1) != Class::Determiner && self.lower(i + 1) != "to";
        begins && noun && known && led && !bare && self.class(i) != Class::Determiner
    }

    /// Whether what is quoted from token `i` on begins with a verb of the noun before it: "claims that radio “takes its orders”".
    fn begins_predicate(&self, i: usize) -> bool {
        /// Tokens to its verb.
        const NEAR: usize = 6;
        let stretch = self.scene.stretch_of(i).map(|number| self.scene.stretches[number]);
        let first = stretch.filter(|stretch| stretch.open == i && i > self.cue + 1).map(|stretch| stretch.first);
        let noun =
            || self.scene.candidate_at(i - 1).is_some() || matches!(self.class(i - 1), Class::Other | Class::Adverb);
        // "claims the “harbours have long worked”".
        let whole = |first: usize| {
            let helps = (first + 1..self.bounds.1.min(first + NEAR)).any(|i| self.scene.lexeme(i).is(Class::Auxiliary));
            self.class(i - 1) == Class::Determiner && i == self.cue + 2 && helps
        };
        first.is_some_and(|first| {
            let known =
                self.scene.lexeme(first).is(Class::Auxiliary) || is_clause_verb(self.scene.tokens, first, first);
            known && noun() && !self.scene.tokens[first].is_capitalised() || whole(first)
        })
    }

    /// Whether a word between a noun and what it is done to is a verb we do not know: "the plan upends the budget", "officers
    /// eye their rivals".
    pub(super) fn is_verb_by_place(&self, from: usize, i: usize, to: usize) -> bool {
        let next = i + 1;
        if i == from || next >= to || self.class(i) != Class::Other || self.scene.tokens[i].is_capitalised() {
            return false;
        }
        let singular = self.lower(i).ends_with('s') && !self.lower(i).ends_with("ss");
        // "the law unfairly targets", "the nation needs to", "needs more".
        let adverb = self.class(i - 1) == Class::Adverb && self.lower(i - 1).ends_with("ly");
        let takes = matches!(self.lower(next), "to" | "more" | "less" | "no" | "any" | "all" | "what" | "how");
        let object = !RARE_PREPOSITIONS.contains(&self.lower(i))
            && (self.class(next) == Class::Determiner
                || matches!(self.lower(next), "him" | "them" | "us" | "me")
                || singular && (adverb || takes || self.is_counted(next))
                || !singular && self.lower(next) == "to" && self.lower(i - 1).ends_with('s'));
        let before = (from..i).rev().find(|&j| self.class(j) != Class::Adverb);
        let noun =
            |j: usize| self.scene.candidate_at(j).is_some() || matches!(self.class(j), Class::Other | Class::Capital);
        let agrees = |j: usize| self.lower(i).ends_with('s') != self.lower(j).ends_with('s');
        object && self.scene.tokens[i].kind == TokenKind::Word && before.is_some_and(|j| noun(j) && agrees(j))
    }

    /// Whether a number or a part of a whole begins at `i`, which a noun in the plural has before it: "the plant makes about two thirds".
    fn is_counted(&self, i: usize) -> bool {
        let about = matches!(self.lower(i), "about" | "around" | "nearly" | "almost" | "roughly");
        let at = i + usize::from(about && i + 1 < self.bounds.1);
        let part = matches!(self.lower(at), "half" | "two-thirds" | "a" | "one" | "its" | "their");
        self.scene.tokens[at].kind == TokenKind::Number || SEVERAL.contains(&self.lower(at)) || part
    }

    /// "half of them said that a year ago": "that" is what was said, and nothing but a time or place stands behind it.
    pub(super) fn is_that_alone(&self, that: usize, to: usize) -> bool {
        /// Words of a time or place.
        const FEW: usize = 5;
        let next = that + 1;
        let set = next < to && (self.class(next) == Class::Preposition || matches!(self.lower(next), "a" | "an"));
        let few = (next..to).filter(|&i| self.scene.tokens[i].is_wordlike()).count() <= FEW;
        // "appeared to confirm that view, saying".
        let comma = next + 1;
        let object = comma + 1 < to
            && self.class(comma) == Class::Comma
            && GOING_ON.contains(&self.lower(comma + 1))
            && self.class(next) == Class::Other
            && !is_plain(self.lower(self.cue))
            && !self.lower(next).ends_with('s');
        object || set && few && !(next..to).any(|i| self.is_verb(next, i) || self.scene.is_quoted(i))
    }

    /// "by saying things and then claiming": what is said, and no clause on it.
    pub(super) fn is_bare_thing(&self, at: usize, to: usize) -> bool {
        let thing = matches!(
            self.lower(at),
            "things" | "something" | "anything" | "nothing" | "everything" | "much" | "little" | "plenty" | "lots"
        );
        let parts =
            |i: usize| matches!(self.class(i), Class::Conjunction | Class::That | Class::Preposition | Class::Comma);
        // "says all of these things forcefully, so they must be true".
        let these = matches!(self.lower(at), "all" | "such" | "these" | "those" | "many" | "some" | "other")
            && (at + 1..to.min(at + 4)).any(|i| {
                self.lower(i) == "things" && (i + 1 >= to || parts(i + 1) || self.class(i + 1) == Class::Adverb)
            });
        if these {
            return true;
        }
        // "said much about it", but "said much of it was lost".
        thing
            && (at + 1 >= to
                || parts(at + 1) && self.lower(at + 1) != "of"
                || matches!(self.lower(at + 1), "like" | "except"))
    }

    /// Whether the word at `i` is a verb of the clause that begins at `from`.
    pub(super) fn is_verb(&self, from: usize, i: usize) -> bool {
        let (lower, lexeme) = (self.lower(i), self.scene.lexeme(i));
        // "responsibility for the attacks": a noun.
        let noun = || {
            lower.ends_with('s')
                && lexeme.is(Class::WeakCue)
                && i > 0
                && matches!(
                    self.class(i - 1),
                    Class::Determiner | Class::Preposition | Class::Conjunction | Class::Comma
                )
        };
        self.class(i) == Class::Auxiliary
            || lower.ends_with("n't")
            || is_clause_verb(self.scene.tokens, from, i)
            || lexeme.is(Class::Auxiliary)
            || lexeme.has(Form::Finite) && !noun()
    }

    /// Whether a verb of speech with a subject of its own stands at `i`, and no participle or infinitive.
    pub(super) fn is_finite_cue(&self, i: usize) -> bool {
        let finite = || self.scene.lexeme(i).has(Form::Finite);
        self.class(i) == Class::Cue && finite()
    }
}
