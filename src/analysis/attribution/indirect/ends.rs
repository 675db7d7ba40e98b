//! Where a clause of indirect speech ends.

use super::{
    Frame,
    words::{
        ABOUT_WHAT_WAS_SAID, ASIDES, DETAILS, GOING_ON, JUDGING, NOT_TELLING, PLAIN_VERBS, SUBORDINATE,
        TELLING_PLAINLY, TURNING, is_opener, is_plain,
    },
};
use crate::{
    analysis::{
        EntityKind,
        quotes::{
            Class, Kind, Pronoun,
            papers::calls_outlet,
            words::{Form, denies, is_clause_verb, is_modal},
        },
    },
    text::TokenKind,
};

impl Frame<'_, '_, '_> {
    /// End of the sentence, or of the relative clause round the cue: "Orlova, who said it would rain, is at home".
    pub(super) fn end_of_relative(&self) -> usize {
        let (scene, to) = (self.scene, self.bounds.1);
        let subject = &scene.candidates[self.subject];
        // "the firm, which some argue was late, said".
        let of_which = subject.first.checked_sub(1).filter(|&i| matches!(self.lower(i), "which" | "who" | "whom"));
        let who = matches!(subject.kind, Kind::Pronoun(Pronoun::Who)).then_some(subject.first);
        let which = subject.last + 1;
        let who = who.or((which < self.cue && self.lower(which) == "which").then_some(which));
        let before = who.or(of_which).and_then(|i| i.checked_sub(1));
        if before.is_none_or(|i| self.class(i) != Class::Comma) {
            return to;
        }
        let comma = |i: usize| self.class(i) == Class::Comma;
        // "who says it is “evil,” led the talks".
        let closes = |i: usize| scene.is_quoted(i) && !scene.is_quoted(i + 1) && self.ends_in_comma(i);
        let goes_on = |&i: &usize| {
            let verb = i + 1;
            (comma(i) || closes(i))
                && !scene.is_quoted(verb)
                && (self.class(verb) == Class::Auxiliary
                    || self.is_finite_cue(verb)
                    || is_clause_verb(scene.tokens, verb, verb) && !(verb + 1 < to && self.lower(verb + 1) == "by"))
        };
        // "said her friend, Ada Orr, was there": that comma ends an apposition.
        let apposed = |i: usize| {
            let before = (self.cue + 1..i).rev().find(|&j| self.class(j) == Class::Comma);
            before.is_some_and(|before| !(before + 1..i).any(|j| self.is_verb(before + 1, j)))
        };
        let end = (self.cue + 3..to.saturating_sub(1)).find(|i| goes_on(i) && !apposed(*i));
        end.map_or(to, |i| i + usize::from(closes(i)))
    }

    /// The comma before the subject, if a participle stands before both: "Saying it was late, Orlova left".
    pub(super) fn end_of_fronted(&self) -> Option<usize> {
        let participle = self.scene.lexeme(self.cue).has(Form::Participle);
        let comma = self.subject_start().checked_sub(1).filter(|&i| participle && i > self.cue)?;
        (self.class(comma) == Class::Comma || self.ends_in_comma(comma)).then_some(comma)
    }

    /// End of the sentence, or of the remark between dashes that the cue begins: "published a report — warning it was late — in".
    pub(super) fn end_of_dashes(&self) -> usize {
        let to = self.bounds.1;
        let dash = |i: usize| self.class(i) == Class::Dash && !self.scene.is_quoted(i);
        if self.cue == self.bounds.0 || !dash(self.cue - 1) {
            return to;
        }
        (self.cue + 1..to).find(|&i| dash(i)).unwrap_or(to)
    }

    /// End of the sentence, or of the clause that "while" or "although" opens round the cue.
    pub(super) fn end_of_subordinate(&self) -> usize {
        let scene = self.scene;
        let (from, to) = self.bounds;
        let subject = scene.candidates[self.subject].first;
        let main = (from..subject.min(to)).any(|i| self.class(i) == Class::Comma);
        // "But when Orlova said it was late, he left".
        let from = from + usize::from(from + 1 < to && matches!(self.lower(from), "and" | "but"));
        if !SUBORDINATE.contains(&self.lower(from)) || main || subject > from + 8 {
            return to;
        }
        let comma = |i: &usize| self.class(*i) == Class::Comma || scene.is_quoted(*i) && scene.tokens.word(*i) == ",";
        (self.cue + 3..to).find(comma).unwrap_or(to)
    }

    /// Cuts signs off the ends and ", adding …", ", according to …", ", X said" off the tail.
    pub(super) fn trim(&self, mut first: usize, mut last: usize) -> Option<(usize, usize)> {
        let scene = self.scene;
        let opened = (first..last).any(|i| scene.tokens.word(i) == "(");
        let hangs = |i: usize| {
            !scene.tokens[i].is_wordlike() && !scene.is_quoted(i) && (scene.tokens.word(i) != ")" || !opened)
        };
        while last > first && hangs(last - 1) {
            last -= 1;
        }
        if let Some(cut) = (first + 3..last.saturating_sub(2)).find(|&i| i > self.cue && self.cuts(i, (first, last))) {
            last = cut;
        }
        last = self.without_tag(first, last);
        while last > first && (hangs(last - 1) || self.class(last - 1) == Class::Conjunction) {
            last -= 1;
        }
        let joins = |i: usize| self.lower(i) == "that" && i > self.cue && !self.is_pronoun_that(i, last);
        while first < last && (self.class(first) == Class::Comma || joins(first)) {
            first += 1;
        }
        if first < last && matches!(self.lower(first), "but" | "and" | "yet" | "still") && first < self.cue {
            first += 1;
        }
        (first < last).then_some((first, last))
    }

    /// End of a clause without the tag that closes it: "…, Orlova said", "… “harder,” she said"; and without the address that a page hangs
    /// on it.
    fn without_tag(&self, first: usize, last: usize) -> usize {
        let scene = self.scene;
        let address = |i: usize| {
            let word = scene.tokens.word(i);
            matches!(word.as_bytes().first(), Some(b'h' | b'p' | b'R'))
                && (word.starts_with("http") || word.starts_with("pic.") || word == "Read" && i + 2 == last)
        };
        if let Some(cut) = (first + 3..last).find(|&i| !scene.is_quoted(i) && address(i)) {
            return cut;
        }
        let Some(cue) = last.checked_sub(1).filter(|&cue| cue > first + 4 && self.class(cue) == Class::Cue) else {
            return last;
        };
        let subject = scene.candidate_at(cue - 1).map(|number| &scene.candidates[number]);
        let Some(start) =
            subject.filter(|subject| subject.last == cue && !scene.is_quoted(cue)).map(|subject| subject.first)
        else {
            return last;
        };
        let set_off = start > first + 3 && (self.class(start - 1) == Class::Comma || self.ends_in_comma(start - 1));
        if set_off && self.scene.lexeme(cue).has(Form::Finite) { start } else { last }
    }

    /// Whether "that" is what a verb behind it is said of: "said that suggests", "say that's wrong"; not "said that reports are".
    pub(super) fn is_pronoun_that(&self, that: usize, last: usize) -> bool {
        let next = that + 1;
        let owns = |i: usize| self.scene.tokens[i].kind == TokenKind::Possessive;
        let singular = |i: usize| {
            self.lower(i).ends_with('s')
                && (self.is_finite_cue(i)
                    || is_clause_verb(self.scene.tokens, i, i)
                    || self.class(i) == Class::Auxiliary)
        };
        // "said that that is enough".
        let first = that == self.cue + 1 || that == self.cue + 2 && self.lower(that - 1) == "that";
        let helps = |i: usize| self.class(i) == Class::Auxiliary;
        first && next < last && !self.scene.is_quoted(next) && (owns(next) || singular(next) || helps(next))
    }

    pub(super) fn cuts(&self, i: usize, (first, last): (usize, usize)) -> bool {
        let scene = self.scene;
        if scene.is_quoted(i) || scene.is_quoted(i + 1) {
            return false;
        }
        // "“…,” suggesting", "who said some were “dead,” said on Monday".
        if (is_plain(self.lower(i)) || GOING_ON.contains(&self.lower(i))) && self.ends_in_comma(i - 1) {
            return true;
        }
        if self.class(i) == Class::Comma {
            return self.cuts_at_comma(i, (first, last));
        }
        // "said the firm fired them — a claim that it denies".
        if self.class(i) == Class::Dash && self.tells_of_it(i + 1)
            || self.class(i) == Class::Semicolon && self.begins_anew(i + 1, last)
        {
            return true;
        }
        if self.leaves_out_details(i, last) {
            return true;
        }
        let joins = matches!(self.lower(i), "and" | "but" | "while" | "although" | "though");
        // "said officials of the party and the unions agreed": a clause has to be whole before another begins.
        // Nor does an owner make it whole: "said Lund's council and the unions agreed".
        let owns = |j: usize| scene.tokens[j].kind == TokenKind::Possessive && self.class(j - 1) != Class::Pronoun;
        let whole = || (first..i).any(|j| self.is_verb(first, j) && !owns(j) || self.lower(j) == "to");
        let turns =
            || self.lower(i) == "but" && TURNING.contains(&self.lower(i + 1)) && !self.is_passive_before(i, first);
        let silent = || matches!(self.lower(i + 1), "declined" | "refused");
        // "said it had been late, but also praised".
        let also = || {
            self.lower(i) == "but"
                && self.lower(i + 1) == "also"
                && i + 3 < last
                && self.lower(i + 2).ends_with("ed")
                && is_clause_verb(scene.tokens, i + 2, i + 2)
        };
        joins
            && (self.class(i + 1) == Class::Cue && self.may_go_on(i + 1)
                || silent()
                || turns()
                || self.leaves_unsaid(i, last)
                || whole() && self.goes_on_judging(i, (first, last))
                || also()
                || self.goes_back_to_speaker(i, (first, last))
                || (self.another_speaks(i, last) || self.another_notes(i, last) || self.another_judges(i, last))
                    && whole())
    }

    /// Whether the reporter goes on at the comma at `i`: with a verb or participle of his, with who else says something, or with what he says of it.
    fn cuts_at_comma(&self, i: usize, (first, last): (usize, usize)) -> bool {
        let scene = self.scene;
        // "the act would, as its name suggests, make changes".
        let parted = i > first && self.class(i - 1) == Class::Auxiliary;
        if parted && (i + 1..last).any(|j| self.class(j) == Class::Comma) {
            return false;
        }
        // ", instead suggesting".
        let next = self.lower(i + 1 + usize::from(i + 2 < last && self.class(i + 1) == Class::Adverb));
        let name = i + 1 + usize::from(i + 2 < last && self.class(i + 1) == Class::Determiner);
        let speaks =
            scene.candidate_at(i + 1).or_else(|| scene.candidate_at(name)).or_else(|| self.outlet_at(name, last));
        let speaks = speaks.map(|number| scene.candidates[number].last);
        // "told the Courier that when they saw it, they asked for more": the main clause is yet to come.
        let main = !(SUBORDINATE.contains(&self.lower(first))
            || self.lower(first) == "that" && SUBORDINATE.contains(&self.lower(first + 1)))
            || (first..i).any(|j| self.class(j) == Class::Comma);
        let other = main && speaks.is_some_and(|end| end < last && self.class(end) == Class::Cue);
        // "said it was late, admitted that": the reporter's next verb; not "maintained jobs, added parks".
        let plainly = is_plain(next) && !matches!(self.lower(i + 2), "to" | "by");
        let that = || (i + 2..last.min(i + 6)).any(|j| self.lower(j) == "that");
        let opens = is_opener(self.lower(i + 2)) || that();
        let goes_on = self.is_finite_cue(i + 1) && (plainly || opens);
        next == "according"
            || self.tells_of_it(i + 1)
            || self.is_told_by_another(i, last)
            || self.turns_to_speaker(i + 1, (first, last))
            || goes_on
            || self.is_reported(i + 1, last)
            || GOING_ON.contains(&next)
            // "According to the papers, he fell ill, describing": their words.
            || ASIDES.contains(&next) && !scene.lexeme(self.cue).is_according
            || other
    }

    /// Whether the verb of speech at `i` may have the subject of the cue, and not that of the clause: "he quipped that Orr should step down
    /// and admit it" has a plain form, which goes on with "should".
    fn may_go_on(&self, i: usize) -> bool {
        let plain = |i: usize| self.scene.lexeme(i).has(Form::Base) && !self.scene.lexeme(i).has(Form::Finite);
        !plain(i) || plain(self.cue)
    }

    /// Whether the reporter speaks at `i` of what was said: "a claim that", "a reference to".
    fn tells_of_it(&self, i: usize) -> bool {
        /// Words between the article and the noun.
        const BETWEEN: usize = 2;
        let opens = i + 1 < self.bounds.1 && matches!(self.lower(i), "a" | "an" | "another");
        let mut words = (i + 1..self.bounds.1.min(i + 2 + BETWEEN))
            .take_while(|&i| matches!(self.class(i), Class::Other | Class::Adverb | Class::WeakCue | Class::Cue));
        opens && words.any(|i| ABOUT_WHAT_WAS_SAID.contains(&self.lower(i)))
    }

    /// Whether the reporter goes on at the "but" at `i` with what the speaker did not say: "but did not specify when", "but it declined to".
    fn leaves_unsaid(&self, i: usize, last: usize) -> bool {
        /// Tokens to the verb: a subject, "has", "not", an adverb.
        const REACH: usize = 6;
        let first = i + 1;
        let pronoun = first < last && matches!(self.lower(first), "he" | "she" | "it" | "they");
        let named = || self.scene.candidate_at(first).map(|number| &self.scene.candidates[number]);
        let verb = if pronoun {
            first + 1
        } else {
            named().filter(|who| who.last < last && who.name().is_some()).map_or(first, |who| who.last)
        };
        if self.lower(i) != "but" || verb >= last {
            return false;
        }
        let refuses = matches!(self.lower(verb), "declined" | "refused")
            || verb + 1 < last && self.lower(verb) == "stopped" && self.lower(verb + 1) == "short";
        let helps = |i: &usize| {
            matches!(self.class(*i), Class::Auxiliary | Class::Adverb) || matches!(self.lower(*i), "not" | "n't")
        };
        let not = (verb..last.min(verb + REACH)).take_while(helps).any(|i| denies(self.lower(i)));
        let told = (verb..last.min(verb + REACH)).find(|i| !helps(i)).filter(|&told| not && told > verb);
        refuses || told.is_some_and(|told| TELLING_PLAINLY.contains(&self.lower(told)))
    }

    /// Whether the reporter goes on at the "without" at `i` with what the speaker did not tell: "without giving details". What is done "without
    /// giving notice", with no comma before, is part of what is said.
    fn leaves_out_details(&self, i: usize, last: usize) -> bool {
        /// Tokens from the verb to what is not told.
        const REACH: usize = 4;
        if self.lower(i) != "without" || i + 1 >= last || !NOT_TELLING.contains(&self.lower(i + 1)) {
            return false;
        }
        let details = || (i + 2..last.min(i + 2 + REACH)).any(|j| DETAILS.contains(&self.lower(j)));
        self.class(i - 1) == Class::Comma || self.lower(i + 1) == "elaborating" || details()
    }

    /// Whether a verb at `i + 1` behind "and" takes up the subject that speaks: "said it was late and called it a shame". A form in -ed may
    /// go on with "was" or "had" before.
    fn goes_on_judging(&self, i: usize, (first, last): (usize, usize)) -> bool {
        let verb = i + 1 + usize::from(i + 2 < last && self.class(i + 1) == Class::Adverb);
        let past = self.scene.lexeme(self.cue).has(Form::Finite) && !self.lower(self.cue).ends_with('s');
        let helped = (first..i).any(|j| {
            matches!(self.lower(j), "had" | "has" | "have" | "'ve" | "'d" | "’ve" | "’d" | "to")
                || matches!(self.lower(j), "was" | "were" | "been" | "be" | "being") && j + 4 > i
        });
        // "said a man who had been there and called for help".
        let relative = (first..i).any(|j| matches!(self.lower(j), "who" | "which"));
        self.lower(i) == "and"
            && verb + 1 < last
            && past
            && !helped
            && !relative
            && JUDGING.contains(&self.lower(verb))
            && !matches!(self.lower(verb + 1), "by" | "as")
    }

    /// The candidate behind what an outlet is called, from `i` on: "…, state news agency Acme reported".
    fn outlet_at(&self, i: usize, last: usize) -> Option<usize> {
        /// Words of what it is called.
        const LONGEST: usize = 4;
        let plain =
            |i: usize| self.scene.candidate_at(i).is_none() && matches!(self.class(i), Class::Other | Class::Capital);
        let name = (i..last.min(i + LONGEST + 1)).find(|&i| !plain(i))?;
        let called = name > i && calls_outlet(self.lower(name - 1));
        if called { self.scene.candidate_at(name) } else { None }
    }

    /// Whether another tells something at the "which" behind the comma at `i`: "to help the refugees, which a charity said".
    fn is_told_by_another(&self, i: usize, last: usize) -> bool {
        let subject = i + 2 + usize::from(i + 2 < last && self.class(i + 2) == Class::Determiner);
        let which = i + 2 < last && matches!(self.lower(i + 1), "which" | "whom" | "who");
        let number = if which && subject < last { self.scene.candidate_at(subject) } else { None };
        number.is_some_and(|number| {
            let verb = self.scene.candidates[number].last;
            verb < last && is_plain(self.lower(verb)) && number != self.subject
        })
    }

    /// Whether a sentence of its own begins at `i` behind a semicolon: "said he was late; Orlova left".
    fn begins_anew(&self, i: usize, last: usize) -> bool {
        let subject = i < last && (self.scene.candidate_at(i).is_some() || self.class(i) == Class::Determiner);
        subject && (i + 1..last.min(i + 8)).any(|j| self.is_verb(i, j))
    }

    /// Whether "and" or "but" at `i` goes on with "he" or "she" for the one person who speaks, of whom the clause has not spoken so:
    /// "said the ferry was late, and she set off for the pier".
    fn turns_to_speaker(&self, i: usize, (first, last): (usize, usize)) -> bool {
        let scene = self.scene;
        if i + 2 >= last || !matches!(self.lower(i), "and" | "but") || !matches!(self.lower(i + 1), "he" | "she") {
            return false;
        }
        let person = match scene.candidates[self.subject].kind {
            Kind::Name(_, kind) => kind == EntityKind::Person,
            Kind::Pronoun(pronoun) => matches!(pronoun, Pronoun::He | Pronoun::She),
            Kind::Role => true,
            Kind::Subject => false,
        };
        let spoken_of = |j: usize| {
            matches!(self.lower(j), "he" | "she" | "him" | "his" | "her")
                || scene
                    .candidate_at(j)
                    .is_some_and(|n| matches!(scene.candidates[n].kind, Kind::Name(_, EntityKind::Person)))
        };
        // "and she's hopeful": what she says still.
        let verb = i + 2 + usize::from(self.class(i + 2) == Class::Adverb);
        let plain = verb < last
            && !scene.lexeme(verb).is(Class::Auxiliary)
            && scene.tokens[verb].kind == TokenKind::Word
            && !self.lower(i + 1).contains(['\'', '’']);
        person && plain && self.subject_start() < first && !(first..i).any(spoken_of)
    }

    /// Whether a form of "be" or "have" stands in the clause from `first` to `i`, with which a past form could go on: "was hurt but
    /// refused".
    fn is_passive_before(&self, i: usize, first: usize) -> bool {
        let helps =
            |j: usize| matches!(self.lower(j), "was" | "were" | "been" | "had" | "has" | "have" | "is" | "are" | "be");
        (first..i).any(|j| helps(j) && self.lower(j + 1).ends_with("ed"))
    }

    /// Whether a past form follows "and" or "but" at `i` that cannot go on with the modal before: "said the plan will help and called
    /// for a vote".
    fn goes_back_to_speaker(&self, i: usize, (first, last): (usize, usize)) -> bool {
        let (scene, verb, next) = (self.scene, i + 1, i + 2);
        let past = next < last && self.lower(verb).ends_with("ed") && is_clause_verb(scene.tokens, verb, verb);
        let object = past
            && (self.class(next) == Class::Determiner
                || self.lower(next) == "for"
                || scene.candidate_at(next).is_some());
        let modal = (first..i).rev().find(|&j| !scene.is_quoted(j) && is_modal(self.lower(j)));
        // "will be built and opened for", "would help those who lost and needed the".
        let plain = |j: usize| {
            !matches!(
                self.lower(j),
                "be" | "been" | "being" | "become" | "get" | "have" | "who" | "which" | "that" | "where"
            ) && self.class(j) != Class::Auxiliary
                && !self.lower(j).ends_with("ed")
        };
        object && modal.is_some_and(|modal| (modal + 1..i).all(|j| scene.is_quoted(j) || plain(j)))
    }

    /// Whether it tells from `i` on who reported it: "as the Courier reported".
    pub(super) fn is_reported(&self, i: usize, last: usize) -> bool {
        let at = i + 1 + usize::from(i + 1 < last && self.class(i + 1) == Class::Determiner);
        let subject = if at < last { self.scene.candidate_at(at) } else { None };
        let end = subject.map(|number| self.scene.candidates[number].last);
        self.lower(i) == "as" && end.is_some_and(|end| end < last && self.class(end) == Class::Cue)
    }

    /// Whether somebody named right behind the conjunction at `i` reports in the present: "…, but Orlova notes it was late".
    pub(super) fn another_notes(&self, i: usize, last: usize) -> bool {
        let number = self.scene.candidate_at(i + 1);
        let named = number.map(|number| &self.scene.candidates[number]).filter(|other| other.name().is_some());
        named.is_some_and(|other| {
            let verb = other.last;
            !other.possessive
                && verb + 2 < last
                && PLAIN_VERBS.contains(&self.lower(verb))
                && is_opener(self.lower(verb + 1))
        })
    }

    /// Whether somebody else names or judges a thing behind the conjunction at `i`: "…, while Acme's Ada Orlova called it “dull”".
    fn another_judges(&self, i: usize, last: usize) -> bool {
        /// Tokens to the verb: titles, a body, the name.
        const REACH: usize = 8;
        let verb = (i + 2..last.min(i + REACH)).find(|&j| self.scene.lexeme(j).is_naming);
        let verb = verb.filter(|_| self.lower(i + 1) != "that");
        let subject = verb.and_then(|verb| Some(&self.scene.candidates[self.scene.candidate_at(verb - 1)?]));
        let named = subject.filter(|subject| subject.first > i && !subject.possessive);
        named
            .is_some_and(|subject| matches!(subject.kind, Kind::Name(_, EntityKind::Person | EntityKind::Organisation)))
    }

    /// Whether another act begins after the conjunction at `i`: "…, but his deputy confirmed".
    pub(super) fn another_speaks(&self, i: usize, last: usize) -> bool {
        /// How far its subject may reach, in tokens.
        const REACH: usize = 12;
        let next = self.acts.partition_point(|act| act.cue <= i);
        self.lower(i + 1) != "that"
            && self.acts.get(next).is_some_and(|act| {
                let subject = &self.scene.candidates[act.subject];
                // "… and Republicans say": right behind the conjunction.
                let beside =
                    matches!(subject.kind, Kind::Subject) && subject.first == i + 1 && is_plain(self.lower(act.cue));
                let speaks = (beside || !matches!(subject.kind, Kind::Subject | Kind::Pronoun(Pronoun::It)))
                    && self.scene.lexeme(act.cue).has(Form::Finite);
                speaks && act.cue < last.min(i + REACH) && subject.first > i && subject.first < act.cue
            })
    }
}
