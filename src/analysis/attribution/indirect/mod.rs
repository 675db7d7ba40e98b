//! Indirect and mixed speech: the content clause beside a cue that has a subject.
//!
//! Four orders: "X said (that) CLAUSE", "CLAUSE, X said", "CLAUSE, said X", "according to X, CLAUSE" (or after it).
//! Beliefs and intentions are not speech: without "that", only verbs that report words open a clause.

mod between;
mod source;
mod words;

use super::acts::{self, Act};
use crate::{
    analysis::quotes::{
        Class, Kind, Pronoun, Scene,
        words::{Form, is_clause_verb},
    },
    lexicon,
    text::{Case, TokenKind},
};
use source::source;
use words::{ASIDES, ASKING, GOING_ON, OF_THINGS, REPORTING, SUBORDINATE, TAKING_THINGS, UNSAID, URGING, is_opener};
pub(super) use words::{LINKS, TELLING};

/// A content clause, in token numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clause {
    /// First token.
    pub first: usize,
    /// Token after the last.
    pub last: usize,
    /// Token of the cue.
    pub cue: usize,
    /// Number of the candidate that speaks. Clauses with one cue are parts of one.
    pub subject: usize,
    /// Whether some of its words stand in quote marks.
    pub quoted: bool,
}

/// Fewest words of a clause: shorter ones are fragments of other constructions.
const FEWEST_WORDS: usize = 3;

/// Tokens on either side of a cue that a clause may reach: text without sentence ends must stay linear.
const LONGEST: usize = 200;

/// Share of quoted words from which a clause is a direct quote and not mixed speech.
const NEARLY_ALL: f32 = 0.95;

/// The content clauses of an article in text order, not overlapping.
#[must_use]
pub fn find(scene: &Scene<'_, '_>, acts: &[Act]) -> Vec<Clause> {
    let mut found: Vec<Clause> = Vec::new();
    let mut next_act = 0;
    let bounds = SentenceBounds::new(scene);
    for cue in 0..scene.len() {
        if !matches!(scene.class[cue], Class::Cue | Class::WeakCue) && !scene.lexeme(cue).is_according {
            continue;
        }
        while next_act < acts.len() && acts[next_act].cue < cue {
            next_act += 1;
        }
        let bounds = bounds.near(scene, cue);
        if let Some((subject, order)) = source(scene, acts, next_act, cue, bounds)
            && !scene.points_elsewhere(cue)
            && !goes_on_doing(scene, cue)
        {
            found.extend(Frame { scene, acts, cue, subject, bounds }.clauses(order));
        }
    }
    without_overlaps(found)
}

/// Whether a verb tells of doing and not of speaking: "costs continue to rise", but "…, Orlova continued, …".
fn goes_on_doing(scene: &Scene<'_, '_>, cue: usize) -> bool {
    let next = scene.class.get(cue + 1).filter(|_| scene.same_sentence(cue, cue + 1));
    matches!(scene.tokens.lower(cue), "began" | "begin" | "begins" | "continue" | "continued" | "continues")
        && next.is_some_and(|next| !matches!(next, Class::Comma | Class::Period))
}

/// Longer clauses first where several begin together; later ones that overlap go.
fn without_overlaps(mut clauses: Vec<Clause>) -> Vec<Clause> {
    clauses.sort_by_key(|clause| (clause.first, usize::MAX - clause.last));
    let mut end = 0;
    clauses.retain(|clause| {
        let free = clause.first >= end;
        if free {
            end = clause.last;
        }
        free
    });
    clauses
}

/// First token of each sentence, for linear look-up of its bounds.
struct SentenceBounds {
    starts: Vec<usize>,
}

impl SentenceBounds {
    fn new(scene: &Scene<'_, '_>) -> Self {
        let begins = |&i: &usize| i == 0 || !scene.same_sentence(i - 1, i);
        Self { starts: (0..scene.len()).filter(begins).collect() }
    }

    /// The sentence round `token`, of an endless one the part within reach.
    fn near(&self, scene: &Scene<'_, '_>, token: usize) -> (usize, usize) {
        let (from, to) = self.of(scene, token);
        (from.max(token.saturating_sub(LONGEST)), to.min(token + LONGEST))
    }

    fn of(&self, scene: &Scene<'_, '_>, token: usize) -> (usize, usize) {
        let after = self.starts.partition_point(|&start| start <= token);
        (self.starts[after - 1], self.starts.get(after).copied().unwrap_or(scene.len()))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    According,
    Verb,
}

/// A cue with its subject and sentence.
struct Frame<'s, 'a, 't> {
    scene: &'s Scene<'a, 't>,
    acts: &'s [Act],
    cue: usize,
    subject: usize,
    bounds: (usize, usize),
}

impl Frame<'_, '_, '_> {
    /// The clause, or both parts of one that the cue parts.
    fn clauses(&self, order: Order) -> Vec<Clause> {
        if let Some(closing) = self.closing_comma(order) {
            return self.parted(closing);
        }
        let range = match order {
            Order::According => self.beside_according(),
            Order::Verb if self.is_led_by_as() => self.past_as(),
            Order::Verb if self.end_of_fronted().is_none() && self.is_postposed() => self.before_cue(),
            Order::Verb => self.after_cue(),
        };
        let trimmed = range.and_then(|(first, last)| self.trim(first, last));
        trimmed.and_then(|(first, last)| self.admit(first, last, FEWEST_WORDS)).into_iter().collect()
    }

    fn lower(&self, i: usize) -> &str {
        self.scene.tokens.lower(i)
    }

    fn class(&self, i: usize) -> Class {
        self.scene.class[i]
    }

    /// "CLAUSE, according to X" or "According to X, CLAUSE".
    fn beside_according(&self) -> Option<(usize, usize)> {
        let (from, to) = self.bounds;
        // "It was late, but according to Orr, CLAUSE": the first half is not hers.
        let joined = self.cue > from && self.class(self.cue - 1) == Class::Conjunction;
        // "“Is it late?” Orlova said, according to the paper": hers.
        if from > 0 && !self.scene.begins_paragraph(from) && self.ends_in_comma(from - 1) && !joined {
            let speaks = self.acts.partition_point(|act| act.cue < from);
            let near = self.acts.get(speaks).is_some_and(|act| act.cue < self.cue && act.cue < from + 8);
            if near {
                return None;
            }
        }
        if self.cue - from > 3 && !joined {
            let comma = self.class(self.cue - 1) == Class::Comma;
            let end = if comma { self.cue - 1 } else { self.cue };
            // "It was “no surprise,” Orlova said, according to the paper": hers.
            let anothers = self.acts.binary_search_by_key(&(end - 1), |act| act.cue).is_ok();
            return (!anothers || !comma).then_some((from, end));
        }
        if self.is_relayed() {
            return None;
        }
        let after = self.scene.candidates[self.subject].last;
        let comma = |from: usize| (from..to.min(from + 20)).find(|&i| self.class(i) == Class::Comma);
        let first = comma(after).filter(|&i| i < after + 14)?;
        // "According to Orr, once the mayor of Lund, CLAUSE": an apposition has no verb.
        let apposed = comma(first + 1).filter(|&second| {
            let named = matches!(self.scene.candidates[self.subject].kind, Kind::Name(..)) && first == after;
            named && second > first + 2 && !(first..second).any(|i| self.is_verb(first, i) || self.scene.is_quoted(i))
        });
        let clause = apposed.filter(|&second| (second..to).any(|i| self.is_verb(second, i)));
        Some((clause.unwrap_or(first) + 1, to))
    }

    /// "According to reports, Orlova said it was late": her words, and not those of the reports.
    fn is_relayed(&self) -> bool {
        /// Tokens from the source to who speaks, and on to the verb.
        const NEAR: usize = 10;
        let last = self.scene.candidates[self.subject].last;
        let next = self.acts.partition_point(|act| act.cue < last);
        self.acts.get(next).is_some_and(|act| {
            let speaker = &self.scene.candidates[act.subject];
            let apposed = self.class(speaker.last) == Class::Comma && act.cue < speaker.last + NEAR;
            let beside = act.cue < speaker.last + 4 || apposed;
            let begins = speaker.first > last && speaker.first < last + NEAR && beside;
            let comma = (last..speaker.first).any(|i| self.class(i) == Class::Comma);
            begins && comma && act.cue < self.bounds.1 && self.scene.lexeme(act.cue).has(Form::Finite)
        })
    }

    /// First token of the subject with its article and titles, which names leave off: "the Fund", "Mr. Orlov".
    fn subject_start(&self) -> usize {
        /// Words of titles looked past.
        const TITLES: usize = 4;
        let titled = |i: usize| {
            let lower = self.lower(i);
            self.class(i) == Class::Determiner
                || self.scene.lexeme(i).is_quantifier && self.lower(i) != "that"
                || self.class(i) == Class::Capital && (lexicon::is_title(lower) || lexicon::is_role_noun(lower))
        };
        let first = self.scene.candidates[self.subject].first;
        let reach = self.bounds.0.max(first.saturating_sub(TITLES));
        let start = (reach..first).rev().take_while(|&i| titled(i)).last().unwrap_or(first);
        self.apposed_to(start).or_else(|| self.introduced_by(start)).unwrap_or(start)
    }

    /// First token of a role in small letters behind a comma: "…, public defender Ada Orlova wrote".
    fn introduced_by(&self, name: usize) -> Option<usize> {
        /// Words of the role.
        const ROLE: usize = 5;
        let from = self.bounds.0;
        // "one conservative, radio host Ada Orlova, disagrees": an apposition.
        let closed = self.class(self.scene.candidates[self.subject].last) == Class::Comma;
        let last = name.checked_sub(1).filter(|&i| i > from && !closed && lexicon::is_role_noun(self.lower(i)))?;
        let part = |i: &usize| matches!(self.class(*i), Class::Other | Class::Capital) && !self.scene.is_quoted(*i);
        let start = (from.max(last.saturating_sub(ROLE))..=last).rev().take_while(part).last()?;
        (start > from && self.class(start - 1) == Class::Comma).then_some(start)
    }

    /// First token of the role whose holder is named between commas: "the minister, Ada Orlova, said".
    fn apposed_to(&self, start: usize) -> Option<usize> {
        let scene = self.scene;
        let last = scene.candidates[self.subject].last;
        let comma = start.checked_sub(1).filter(|&i| i > self.bounds.0 && self.class(i) == Class::Comma)?;
        let role = &scene.candidates[scene.candidate_at(comma - 1)?];
        let closed = last < self.bounds.1 && self.class(last) == Class::Comma && last < self.cue;
        (closed && matches!(role.kind, Kind::Role) && role.first >= self.bounds.0).then_some(role.first)
    }

    /// Whether the subject follows the cue, or both follow the clause: "CLAUSE, said X", "CLAUSE, X said".
    fn is_postposed(&self) -> bool {
        let subject = &self.scene.candidates[self.subject];
        if subject.first > self.cue {
            return true;
        }
        // "It angered his wife, Ada Orlova, who said on Monday": the reporter's words.
        if matches!(subject.kind, Kind::Pronoun(Pronoun::Who)) {
            return false;
        }
        let (from, to) = self.bounds;
        let start = self.subject_start();
        let comma = start > from && (self.class(start - 1) == Class::Comma || self.ends_in_comma(start - 1));
        let far = start > from + 4;
        let next = self.cue + 1;
        let leads_in = next + 1 < to && self.class(next) == Class::Comma && self.scene.is_quoted(next + 1);
        let told = if TELLING.contains(&self.lower(self.cue)) { self.past_told(next) } else { next };
        let rest = self.past_time(told);
        let ends = |i: usize| {
            matches!(self.class(i), Class::Period | Class::Comma | Class::Preposition | Class::Semicolon)
                && (told == next || self.lower(i) != "to")
                && !self.is_infinitive(i)
                && !self.is_object(i)
        };
        // "…, Orlova announced Monday it would": what follows the day is the clause.
        let announces =
            |i: usize| self.class(i) == Class::Colon && (i + 1 >= self.scene.len() || self.scene.is_quoted(i + 1));
        let leads_in = leads_in || (next..to).any(announces);
        let nothing_after = next >= to || !leads_in && (rest >= to || ends(rest));
        let that = (next..to.min(next + 14)).find(|&i| self.lower(i) == "that" && !self.scene.is_quoted(i));
        comma
            && far
            && nothing_after
            && !that.is_some_and(|that| that > next && self.is_aside(next, that))
            && !self.is_answering(from)
            && !self.is_conceded(from, start - 1)
            && (self.ends_at(next) || (from..subject.first).any(|i| self.is_verb(from, i)))
    }

    /// Whether what is spoken of begins at `i`: "boasted of her skills", "agreed with him"; but "said of Orlova".
    fn is_object(&self, i: usize) -> bool {
        i == self.cue + 1
            && matches!(self.lower(i), "of" | "about" | "against" | "for" | "with")
            && !matches!(self.lower(self.cue), "said" | "say" | "says" | "wrote" | "added")
    }

    /// "Responding to a question, Orlova said": the reporter's words.
    fn is_answering(&self, from: usize) -> bool {
        matches!(
            self.lower(from),
            "responding" | "asked" | "speaking" | "replying" | "answering" | "commenting" | "writing"
        )
    }

    /// Whether nothing but a clause of the reporter's stands from `from` to the comma before the subject, with no word quoted:
    /// "While the mayor waited, Orlova said".
    fn is_conceded(&self, from: usize, comma: usize) -> bool {
        let first = from + usize::from(matches!(self.lower(from), "and" | "but"));
        let concedes = matches!(
            self.lower(first),
            "while"
                | "although"
                | "though"
                | "whereas"
                | "when"
                | "after"
                | "before"
                | "once"
                | "until"
                | "as"
                | "since"
        );
        concedes && !(first..comma).any(|i| self.class(i) == Class::Comma || self.scene.is_quoted(i))
    }

    /// The comma that ends what tells who speaks, if the clause goes on behind it: "The trains, Orlova explained, would be late".
    fn closing_comma(&self, order: Order) -> Option<usize> {
        let subject = &self.scene.candidates[self.subject];
        let (from, to) = self.bounds;
        let (first, last) = match order {
            Order::According => (self.cue, subject.last),
            Order::Verb if subject.last <= self.cue => {
                let next = self.cue + 1;
                (self.subject_start(), self.past_told_before_verb(next))
            }
            Order::Verb => return self.closing_inverted(),
        };
        if matches!(subject.kind, Kind::Pronoun(Pronoun::Who)) {
            return None;
        }
        // "…, according to Orlova, the mayor": no verb, an apposition.
        let whole = |i: usize| {
            order == Order::Verb
                || (i..to).any(|j| self.is_verb(i, j) || self.is_verb_by_place(i, j, to) || self.scene.is_quoted(j))
        };
        let closes =
            |i: usize| i + 2 < to && self.class(i) == Class::Comma && !self.scene.is_quoted(i + 1) && whole(i + 1);
        let parts = first > from && self.class(first - 1) == Class::Comma && closes(last) && !self.leaves_off(last + 1);
        parts.then_some(last)
    }

    /// Token after whom the cue's subject told it, if a verb follows behind the comma ("The answer, she told them, was no");
    /// else `next`.
    fn past_told_before_verb(&self, next: usize) -> usize {
        let to = self.bounds.1;
        if !matches!(self.lower(self.cue), "told" | "tells") || next >= to || self.class(next) == Class::Comma {
            return next;
        }
        let told = self.past_told(next);
        // Not one of several who were told: "told Orr, Orlov and Brandt".
        let goes_on = |i: usize| {
            matches!(self.class(i), Class::Auxiliary | Class::Determiner | Class::Pronoun) && !self.scene.is_quoted(i)
        };
        let verb = told + 1 < to && self.class(told) == Class::Comma && goes_on(told + 1);
        if verb { told } else { next }
    }

    /// The same in "The trains, said Orlova, the mayor, would be late": the first comma with a verb behind it, if none stands
    /// before the cue.
    fn closing_inverted(&self) -> Option<usize> {
        let (from, to) = self.bounds;
        let last = self.scene.candidates[self.subject].last;
        let opens = self.cue > from && self.class(self.cue - 1) == Class::Comma;
        let whole = (from..self.cue).any(|i| self.scene.is_quoted(i) || self.is_verb(from, i));
        if !opens || whole {
            return None;
        }
        acts::resuming_comma(self.scene, last).filter(|&comma| comma + 2 < to)
    }

    /// "As Orlova noted, CLAUSE".
    fn is_led_by_as(&self) -> bool {
        let start = self.subject_start();
        let tells = matches!(
            self.lower(self.cue),
            "said"
                | "says"
                | "noted"
                | "notes"
                | "wrote"
                | "writes"
                | "reported"
                | "reports"
                | "argued"
                | "argues"
                | "observed"
                | "explained"
                | "explains"
                | "predicted"
                | "warned"
                | "stressed"
                | "acknowledged"
                | "conceded"
                | "suggested"
                | "remarked"
                | "pointed"
                | "points"
        );
        let own = matches!(self.scene.candidates[self.subject].kind, Kind::Pronoun(Pronoun::I | Pronoun::We));
        // "As Orlova told the Courier", but "as she told the story".
        let listener = || {
            let next = self.cue + 1;
            let at = next + usize::from(next + 1 < self.bounds.1 && self.class(next) == Class::Determiner);
            at < self.bounds.1
                && (self.scene.candidate_at(at).is_some() || matches!(self.lower(at), "reporters" | "me" | "us"))
        };
        let tells = tells || matches!(self.lower(self.cue), "told" | "tells") && listener();
        let first = start.checked_sub(1).filter(|&i| i >= self.bounds.0 && start < self.cue);
        let begins =
            |i: usize| i == self.bounds.0 || i == self.bounds.0 + 1 && matches!(self.lower(i - 1), "but" | "and");
        tells && !own && first.is_some_and(|i| self.lower(i) == "as" && begins(i))
    }

    /// What follows the comma that ends "as Orlova noted on Monday".
    fn past_as(&self) -> Option<(usize, usize)> {
        /// Tokens from the cue to the comma.
        const NEAR: usize = 12;
        let to = self.bounds.1;
        let inner = |i: usize| {
            matches!(
                self.class(i),
                Class::Preposition | Class::Determiner | Class::Other | Class::Capital | Class::Day | Class::Adverb
            ) || self.scene.candidate_at(i).is_some()
                || self.lower(i) == "out"
        };
        let comma = (self.cue + 1..to.min(self.cue + NEAR)).find(|&i| !inner(i))?;
        let clause = |first: usize| (first..to).any(|i| self.is_verb(first, i));
        let fits = self.class(comma) == Class::Comma && comma + 1 < to && !self.scene.is_quoted(comma + 1);
        (fits && clause(comma + 1)).then_some((comma + 1, to))
    }

    /// Whether what begins at `i` is the reporter's again: "…, he said, adding that", "…, she said, who", "…, officials
    /// said, but one said".
    fn leaves_off(&self, i: usize) -> bool {
        let lower = self.lower(i);
        let speaks = |i: usize| {
            let one = i + 1 < self.bounds.1 && matches!(self.lower(i), "one" | "another" | "others" | "some");
            let last = self.scene.candidate_at(i).map_or(i + usize::from(one), |c| self.scene.candidates[c].last);
            last > i && self.class(last.min(self.scene.len() - 1)) == Class::Cue
        };
        let joined = matches!(lower, "and" | "but")
            && i + 1 < self.bounds.1
            && (speaks(i + 1) || self.class(i + 1) == Class::Cue);
        lower.ends_with("ing")
            || matches!(lower, "who" | "which" | "according" | "as" | "after" | "when" | "where")
            || joined
            || speaks(i)
    }

    /// The parts before and behind a parenthetical cue, which ends at the comma `closing`.
    fn parted(&self, closing: usize) -> Vec<Clause> {
        let (from, to) = self.bounds;
        let comma = self.subject_start().min(self.cue) - 1;
        let tail = (closing + 1, to);
        // "It was late and, according to Orr, dear": the head is not what she says.
        let joined = comma > from && self.class(comma - 1) == Class::Conjunction;
        let head = (!joined).then_some((from, comma));
        let parts = head.into_iter().chain([tail]).filter_map(|(first, last)| self.trim(first, last));
        let parts = parts.filter(|(first, last)| *first > self.cue || !self.is_link(*first, *last));
        parts.filter_map(|(first, last)| self.admit(first, last, 1)).collect()
    }

    /// Whether what stands before the cue only joins the clause behind it to what went before: "For this reason, he said, …".
    fn is_link(&self, first: usize, last: usize) -> bool {
        let words = self.scene.tokens[first].span().join(self.scene.tokens[last - 1].span());
        LINKS.contains(&words.of(self.scene.tokens.text()).to_lowercase().as_str())
    }

    /// Whether the sentence ends at token `i`.
    fn ends_at(&self, i: usize) -> bool {
        i >= self.bounds.1 || self.class(i) == Class::Period
    }

    /// First token of the sentence, the dateline left off: "LUND, June 1 - …".
    fn past_dateline(&self) -> usize {
        /// Longest dateline in tokens.
        const DATELINE: usize = 9;
        let from = self.bounds.0;
        let upper = self.scene.tokens[from].case == Case::Upper && self.scene.begins_paragraph(from);
        let end = self.cue.min(from + DATELINE);
        let dash = (from..end).find(|&i| upper && self.class(i) == Class::Dash);
        dash.map_or(from, |dash| dash + 1)
    }

    fn before_cue(&self) -> Option<(usize, usize)> {
        let from = self.past_dateline();
        let subject = self.scene.candidates[self.subject].first;
        let mut end = subject.min(self.cue).checked_sub(1)?;
        if let Some(stretch) = self.scene.stretch_of(end) {
            return self.before_quote(stretch);
        }
        while end > from && self.class(end) != Class::Comma {
            end -= 1;
        }
        (end > from).then_some((from, end))
    }

    /// "The line would “turn a village into a car park,” Amato said": the reporter begins, and quotes the rest.
    fn before_quote(&self, stretch: usize) -> Option<(usize, usize)> {
        let scene = self.scene;
        let from = self.bounds.0;
        let stretch = scene.stretches[stretch];
        let own = |i: &usize| {
            scene.tokens[*i].is_wordlike()
                && !scene.is_quoted(*i)
                && !matches!(self.class(*i), Class::Conjunction | Class::Adverb | Class::Cue)
        };
        let begins = stretch.open > from && (from..stretch.open).filter(own).count() > 1;
        let apart =
            begins && matches!(self.class(stretch.open - 1), Class::Comma | Class::Colon | Class::Cue | Class::Period);
        let lower = !scene.tokens[stretch.first].is_capitalised();
        let spoken = (from..stretch.open).any(|i| self.class(i) == Class::Cue);
        (begins && lower && !apart && !spoken).then_some((from, stretch.close))
    }

    fn after_cue(&self) -> Option<(usize, usize)> {
        let to = self.end_of_subordinate().min(self.end_of_relative()).min(self.end_of_dashes());
        let to = self.end_of_fronted().map_or(to, |comma| to.min(comma));
        let cue = self.lower(self.cue);
        let mut at = self.cue + 1;
        let day = |i: usize| i + 1 < to && self.lower(i) == "on" && self.is_day(i + 1);
        // "said approximately 1,300 people" begins with the adverb; "said repeatedly that" does not.
        let adverb = |i: usize| {
            self.class(i) == Class::Adverb
                && (!self.lower(i).ends_with("ly") || i + 1 < to && self.lower(i + 1) == "that")
        };
        while at < to {
            let passed = adverb(at)
                || self.is_day(at)
                || day(at)
                || self.is_hour(at)
                || at == self.cue + 1 && self.lower(at) == "out";
            match self.past_unit(at) {
                Some(end) => at = end,
                None if passed => at += 1,
                None => break,
            }
        }
        let telling = TELLING.contains(&cue);
        let reach = if telling { 26 } else { 14 };
        let that = (at..to.min(at + reach))
            .find(|&i| self.lower(i) == "that" && !self.scene.is_quoted(i) && !self.ends_at(i + 1));
        if that.is_none() && (self.is_unsaid() || self.closes_quote() || self.is_of_what()) || self.is_supposed() {
            return None;
        }
        let at = if ASKING.contains(&cue) {
            return self.what_is_asked(at, to).map(|at| (at, to));
        } else if URGING.contains(&cue) {
            return that.or_else(|| self.what_is_urged(at, to)).map(|at| (at, to));
        } else if telling {
            self.past_listener(at, that)
        } else if let Some(that) = that.filter(|&that| that == at || self.is_aside(at, that) || self.is_told(at, that))
        {
            that
        } else if at < to && self.class(at) == Class::Preposition {
            self.past_setting(at)?
        } else {
            at
        };
        if self.is_whole_quote(at) {
            return None;
        }
        let opens = at < to && !matches!(self.class(at), Class::Period | Class::Colon | Class::Question | Class::Comma);
        (opens && self.is_clause(at, to)).then_some((at, to))
    }

    /// Whether a quoted sentence opens at token `at`: what follows it is the reporter's.
    fn is_whole_quote(&self, at: usize) -> bool {
        let stretch = (at < self.bounds.1).then(|| self.scene.stretch_of(at)).flatten();
        stretch.map(|number| self.scene.stretches[number]).is_some_and(|stretch| {
            stretch.open == at
                && self.scene.tokens[stretch.first].is_capitalised()
                && self.scene.tokens[stretch.last - 1].kind == TokenKind::Stop
        })
    }

    /// Whether the subject and cue belong to a quote just before: "“…,” she said several months later".
    fn closes_quote(&self) -> bool {
        let first = self.subject_start().min(self.cue);
        // "“…,” Lund Mayor Ada Orlova said": a place, or a party, before the title.
        let capital = |i: &usize| matches!(self.class(*i), Class::Capital) && self.scene.same_sentence(*i, first);
        let first = (first.saturating_sub(2)..first).rev().take_while(capital).last().unwrap_or(first);
        let Some(before) = first.checked_sub(1).filter(|_| !self.scene.begins_paragraph(first)) else { return false };
        // "… said “no.” Orlova said the plan": a sentence of its own.
        let begins = !self.scene.same_sentence(before, first)
            && self.scene.tokens[before.saturating_sub(1)].kind == TokenKind::Stop;
        self.ends_in_comma(before) && !(begins && self.scene.tokens.word(before - 1) == ".")
    }

    /// Whether token `i` closes a quote that ends with a comma or a final sign.
    fn ends_in_comma(&self, i: usize) -> bool {
        let stretch = self.scene.stretch_of(i).map(|n| self.scene.stretches[n]);
        stretch.is_some_and(|stretch| self.scene.tokens.word(stretch.last - 1).ends_with([',', '?', '!', '.']))
    }

    /// Whether the cue is something not said: "would tell", "declined to say".
    fn is_unsaid(&self) -> bool {
        let before = (self.bounds.0..self.cue).rev().take(2);
        let mut before = before.take_while(|&i| {
            matches!(self.class(i), Class::Auxiliary | Class::Adverb | Class::Preposition | Class::Function)
        });
        before.any(|i| UNSAID.contains(&self.lower(i)))
    }

    /// "what Orlova said about the harbour, is": "what" stands for what is said; but "what Orlova said was a lie".
    fn is_of_what(&self) -> bool {
        let before = self.subject_start().checked_sub(1).filter(|&i| i >= self.bounds.0);
        let next = self.cue + 1;
        let beside = next < self.bounds.1 && matches!(self.class(next), Class::Preposition | Class::Function);
        let last = self.scene.candidates[self.subject].last;
        let own = (last..self.cue).all(|i| matches!(self.class(i), Class::Auxiliary | Class::Adverb));
        beside && own && before.is_some_and(|i| self.lower(i) == "what")
    }

    /// Whether it is only thought that somebody may say it: "critics could argue that". "The bank in May warned" is no such.
    fn is_supposed(&self) -> bool {
        let before = self.cue.checked_sub(1).filter(|&i| i >= self.bounds.0);
        let modal = |i: usize| matches!(self.lower(i), "could" | "might" | "may");
        before.is_some_and(|i| modal(i) && !self.scene.tokens[i].is_capitalised())
    }

    /// End of the sentence, or of the relative clause round the cue: "Orlova, who said it would rain, is at home".
    fn end_of_relative(&self) -> usize {
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
        let goes_on = |&i: &usize| {
            let verb = i + 1;
            self.class(i) == Class::Comma
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
        (self.cue + 3..to.saturating_sub(1)).find(|i| goes_on(i) && !apposed(*i)).unwrap_or(to)
    }

    /// The comma before the subject, if a participle stands before both: "Saying it was late, Orlova left".
    fn end_of_fronted(&self) -> Option<usize> {
        let participle = self.scene.lexeme(self.cue).has(Form::Participle);
        let comma = self.subject_start().checked_sub(1).filter(|&i| participle && i > self.cue)?;
        (self.class(comma) == Class::Comma || self.ends_in_comma(comma)).then_some(comma)
    }

    /// End of the sentence, or of the remark between dashes that the cue begins: "published a report — warning it was late — in".
    fn end_of_dashes(&self) -> usize {
        let to = self.bounds.1;
        let dash = |i: usize| self.class(i) == Class::Dash && !self.scene.is_quoted(i);
        if self.cue == self.bounds.0 || !dash(self.cue - 1) {
            return to;
        }
        (self.cue + 1..to).find(|&i| dash(i)).unwrap_or(to)
    }

    /// Whether a verb of speech with a subject of its own stands at `i`, and no participle or infinitive.
    fn is_finite_cue(&self, i: usize) -> bool {
        let finite = || self.scene.lexeme(i).has(Form::Finite);
        self.class(i) == Class::Cue && finite()
    }

    /// End of the sentence, or of the clause that "while" or "although" opens round the cue.
    fn end_of_subordinate(&self) -> usize {
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

    /// Whether what stands from `at` to `to` is a clause: after "that" nearly always, else after a reporting verb and with a
    /// verb in it.
    fn is_clause(&self, at: usize, to: usize) -> bool {
        if self.lower(at) == "that" {
            return !self.is_that_alone(at, to);
        }
        // "warned against closing the harbour".
        if self.lower(at) == "against" {
            return at + 1 < to && self.lower(at + 1).ends_with("ing");
        }
        let cue = self.lower(self.cue);
        if !REPORTING.contains(&cue) && !TELLING.contains(&cue) && !cue.starts_with("point") {
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
        if is_opener(self.lower(at)) && at + 1 < to && !matches!(self.lower(at + 1), "to" | "," | ".") {
            return true;
        }
        let strict = TAKING_THINGS.contains(&cue);
        let subordinate = |i: usize| {
            matches!(
                self.lower(i),
                "when" | "which" | "who" | "whose" | "that" | "by" | "after" | "before" | "while" | "as"
            )
        };
        if strict {
            // "added a goal before the end", "promised a bridge that would": only a verb of its own shows a clause.
            let owns = |i: usize| {
                let pronoun = self.class(i - 1) == Class::Pronoun || is_opener(self.lower(i - 1));
                self.scene.tokens[i].kind == TokenKind::Possessive && !pronoun
            };
            // "to be seen" is no verb of its own.
            let bare = |i: usize| self.lower(i - 1) == "to";
            let helps = |i: usize| self.class(i) == Class::Auxiliary && !owns(i) && !bare(i);
            return (at..to).take_while(|&i| !subordinate(i)).any(helps);
        }
        // "said the plan “turns a village into a car park”": the verb may be quoted.
        let quoted = || at + 1 < to && !self.scene.is_quoted(at) && (at..to).any(|i| self.scene.is_quoted(i));
        (at..to).any(|i| self.is_verb(at, i) || self.is_verb_by_place(at, i, to)) || quoted()
    }

    /// Whether a word between a noun and what it is done to is a verb we do not know: "the plan upends the budget", "officers
    /// eye their rivals".
    fn is_verb_by_place(&self, from: usize, i: usize, to: usize) -> bool {
        let next = i + 1;
        if i == from || next >= to || self.class(i) != Class::Other || self.scene.tokens[i].is_capitalised() {
            return false;
        }
        let leads = matches!(
            self.lower(i),
            "around"
                | "inside"
                | "outside"
                | "like"
                | "unlike"
                | "except"
                | "throughout"
                | "across"
                | "along"
                | "below"
                | "past"
                | "round"
                | "including"
                | "regarding"
                | "concerning"
                | "plus"
                | "minus"
                | "opposite"
                | "beneath"
                | "beside"
        );
        let singular = self.lower(i).ends_with('s') && !self.lower(i).ends_with("ss");
        // "the law unfairly targets", "the nation needs to", "needs more".
        let adverb = self.class(i - 1) == Class::Adverb && self.lower(i - 1).ends_with("ly");
        let takes = matches!(self.lower(next), "to" | "more" | "less" | "no" | "any" | "all" | "what" | "how");
        let object = !leads
            && (self.class(next) == Class::Determiner
                || matches!(self.lower(next), "him" | "them" | "us" | "me")
                || singular && (adverb || takes));
        let before = (from..i).rev().find(|&j| self.class(j) != Class::Adverb);
        let noun =
            |j: usize| self.scene.candidate_at(j).is_some() || matches!(self.class(j), Class::Other | Class::Capital);
        let agrees = |j: usize| self.lower(i).ends_with('s') != self.lower(j).ends_with('s');
        object && self.scene.tokens[i].kind == TokenKind::Word && before.is_some_and(|j| noun(j) && agrees(j))
    }

    /// "half of them said that a year ago": "that" is what was said, and nothing but a time or place stands behind it.
    fn is_that_alone(&self, that: usize, to: usize) -> bool {
        /// Words of a time or place.
        const FEW: usize = 5;
        let next = that + 1;
        let set = next < to && (self.class(next) == Class::Preposition || matches!(self.lower(next), "a" | "an"));
        let few = (next..to).filter(|&i| self.scene.tokens[i].is_wordlike()).count() <= FEW;
        set && few && !(next..to).any(|i| self.is_verb(next, i) || self.scene.is_quoted(i))
    }

    /// "by saying things and then claiming": what is said, and no clause on it.
    fn is_bare_thing(&self, at: usize, to: usize) -> bool {
        let thing = matches!(
            self.lower(at),
            "things" | "something" | "anything" | "nothing" | "everything" | "much" | "little" | "plenty" | "lots"
        );
        let parts =
            |i: usize| matches!(self.class(i), Class::Conjunction | Class::That | Class::Preposition | Class::Comma);
        // "said much about it", but "said much of it was lost".
        thing && (at + 1 >= to || parts(at + 1) && self.lower(at + 1) != "of" || self.lower(at + 1) == "like")
    }

    /// Whether the word at `i` is a verb of the clause that begins at `from`.
    fn is_verb(&self, from: usize, i: usize) -> bool {
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

    /// Cuts signs off the ends and ", adding …", ", according to …", ", X said" off the tail.
    fn trim(&self, mut first: usize, mut last: usize) -> Option<(usize, usize)> {
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

    /// Whether "that" is what a verb behind it is said of: "said that suggests", "say that's wrong"; not "said that reports are".
    fn is_pronoun_that(&self, that: usize, last: usize) -> bool {
        let next = that + 1;
        let owns = |i: usize| self.scene.tokens[i].kind == TokenKind::Possessive;
        let singular = |i: usize| {
            self.lower(i).ends_with('s')
                && (self.is_finite_cue(i)
                    || is_clause_verb(self.scene.tokens, i, i)
                    || self.class(i) == Class::Auxiliary)
        };
        that == self.cue + 1 && next < last && !self.scene.is_quoted(next) && (owns(next) || singular(next))
    }

    fn cuts(&self, i: usize, (first, last): (usize, usize)) -> bool {
        let scene = self.scene;
        if scene.is_quoted(i) || scene.is_quoted(i + 1) {
            return false;
        }
        // "“…,” suggesting".
        if GOING_ON.contains(&self.lower(i)) && self.ends_in_comma(i - 1) {
            return true;
        }
        if self.class(i) == Class::Comma {
            // ", instead suggesting".
            let next = self.lower(i + 1 + usize::from(i + 2 < last && self.class(i + 1) == Class::Adverb));
            let speaks = scene.candidate_at(i + 1).map(|c| scene.candidates[c].last);
            let other = speaks.is_some_and(|end| end < last && self.class(end) == Class::Cue);
            // "said it was late, admitted that": the reporter's next verb; not "maintained jobs, added parks".
            let plainly =
                matches!(next, "said" | "says" | "told" | "tells") && !matches!(self.lower(i + 2), "to" | "by");
            let that = || (i + 2..last.min(i + 6)).any(|j| self.lower(j) == "that");
            let opens = is_opener(self.lower(i + 2)) || that();
            let goes_on = self.is_finite_cue(i + 1) && (plainly || opens);
            return next == "according"
                || goes_on
                || self.is_reported(i + 1, last)
                || GOING_ON.contains(&next)
                || ASIDES.contains(&next)
                || other;
        }
        let joins = matches!(self.lower(i), "and" | "but" | "while" | "although" | "though");
        // "said officials of the party and the unions agreed": a clause has to be whole before another begins.
        let whole = || (first..i).any(|j| self.is_verb(first, j) || self.lower(j) == "to");
        let silent = || matches!(self.lower(i + 1), "declined" | "refused");
        joins && (self.class(i + 1) == Class::Cue || silent() || self.another_speaks(i, last) && whole())
    }

    /// Whether it tells from `i` on who reported it: "as the Courier reported".
    fn is_reported(&self, i: usize, last: usize) -> bool {
        let at = i + 1 + usize::from(i + 1 < last && self.class(i + 1) == Class::Determiner);
        let subject = if at < last { self.scene.candidate_at(at) } else { None };
        let end = subject.map(|number| self.scene.candidates[number].last);
        self.lower(i) == "as" && end.is_some_and(|end| end < last && self.class(end) == Class::Cue)
    }

    /// Whether another act begins after the conjunction at `i`: "…, but his deputy confirmed".
    fn another_speaks(&self, i: usize, last: usize) -> bool {
        /// How far its subject may reach, in tokens.
        const REACH: usize = 12;
        let next = self.acts.partition_point(|act| act.cue <= i);
        self.lower(i + 1) != "that"
            && self.acts.get(next).is_some_and(|act| {
                let subject = &self.scene.candidates[act.subject];
                let speaks = !matches!(subject.kind, Kind::Subject | Kind::Pronoun(Pronoun::It))
                    && self.scene.lexeme(act.cue).has(Form::Finite);
                speaks && act.cue < last.min(i + REACH) && subject.first > i && subject.first < act.cue
            })
    }

    /// Whether nothing but who said it, to whom and where, stands beside the quote in `first..last`: "“…,” Orlova said in a
    /// letter, according to the paper".
    fn is_anothers_quote(&self, first: usize, last: usize) -> bool {
        let next = self.acts.partition_point(|act| act.cue < first);
        let Some(act) = self.acts.get(next).filter(|act| act.cue < last && act.cue != self.cue) else { return false };
        let subject = &self.scene.candidates[act.subject];
        let of_place = [Class::Preposition, Class::Determiner, Class::Other, Class::Capital, Class::Day, Class::Adverb];
        let told = |i: usize| {
            i == act.cue
                || (subject.first..subject.last).contains(&i)
                || of_place[1..4].contains(&self.class(i)) && i < act.cue && i + 4 > subject.first
                || i > act.cue && (of_place.contains(&self.class(i)) || self.scene.candidate_at(i).is_some())
        };
        let begins = self.scene.is_quoted(first);
        begins && (first..last).all(|i| self.scene.is_quoted(i) || !self.scene.tokens[i].is_wordlike() || told(i))
    }

    /// Whether but the role of whoever is named behind it follows the quote in `first..last`: "“…,” the manager, Orlova, said".
    fn ends_in_role(&self, first: usize, last: usize) -> bool {
        /// Words of the role.
        const ROLE: usize = 8;
        let scene = self.scene;
        let tail = (first..last).rev().take_while(|&i| !scene.is_quoted(i)).last();
        let Some(tail) = tail.filter(|&tail| tail > first && last - tail <= ROLE && last < self.cue) else {
            return false;
        };
        let plain = |i: usize| {
            scene.candidate_at(i).is_some()
                || matches!(self.class(i), Class::Determiner | Class::Other | Class::Capital | Class::Preposition)
        };
        scene.is_quoted(first) && self.class(tail) == Class::Determiner && (tail..last).all(plain)
    }

    /// A clause, unless it is too short, wholly quoted, or holds its own cue.
    fn admit(&self, first: usize, last: usize, fewest: usize) -> Option<Clause> {
        let scene = self.scene;
        let words = (first..last).filter(|&i| scene.tokens[i].is_wordlike()).count();
        let quoted = (first..last).filter(|&i| scene.tokens[i].is_wordlike() && scene.is_quoted(i)).count();
        let direct = quoted as f32 >= NEARLY_ALL * words as f32;
        let holds_cue = first <= self.cue && self.cue < last;
        let anothers = quoted > 0 && (self.is_anothers_quote(first, last) || self.ends_in_role(first, last));
        let fits = words >= fewest && !direct && !holds_cue && !anothers;
        fits.then_some(Clause { first, last, cue: self.cue, subject: self.subject, quoted: quoted > 0 })
    }
}
