//! Indirect and mixed speech: the content clause beside a cue that has a subject.
//!
//! Four orders: "X said (that) CLAUSE", "CLAUSE, X said", "CLAUSE, said X", "according to X, CLAUSE" (or after it).
//! Beliefs and intentions are not speech: without "that", only verbs that report words open a clause.

mod according;
mod admit;
mod between;
mod blamed;
mod bound;
mod demands;
mod ends;
mod inherited;
mod nouns;
mod parted;
mod postposed;
mod promises;
mod settings;
mod source;
mod subject;
mod unsaid;
mod verbs;
mod words;

use super::acts::Act;
use crate::{
    analysis::{
        EntityKind,
        quotes::{
            Candidate, Class, Kind, Pronoun, Scene,
            papers::{calls_outlet, is_outlet},
            words::is_clause_verb,
        },
    },
    text::TokenKind,
};
pub(super) use blamed::blamed;
use demands::Demand;
pub(super) use demands::is_demand;
pub(super) use inherited::goes_on;
use source::source;
pub(super) use unsaid::is_unsaid;
use words::{ASKING, URGING};
pub(super) use words::{SUBORDINATE, TELLING, is_opener};

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

impl Clause {
    /// Whether token `i` is one of its words.
    #[must_use]
    pub fn contains(&self, i: usize) -> bool {
        (self.first..self.last).contains(&i)
    }

    /// Whether a name stands right beside the clause's finite verb, or a share of many before it: then that tells who speaks, whatever is quoted
    /// in the clause.
    #[must_use]
    pub fn names_speaker(&self, scene: &Scene<'_, '_>) -> bool {
        let subject = &scene.candidates[self.subject];
        let (from, to) =
            if subject.first > self.cue { (self.cue + 1, subject.first) } else { (subject.last, self.cue) };
        let beside = (from..to)
            .all(|i| matches!(scene.class[i], Class::Auxiliary | Class::Adverb | Class::Determiner | Class::Capital));
        let speaks = match subject.kind {
            Kind::Name(_, kind) => matches!(kind, EntityKind::Person | EntityKind::Organisation),
            Kind::Subject => subject.last == self.cue && scene.tokens[subject.first].kind == TokenKind::Number,
            _ => false,
        };
        speaks && beside && !scene.tokens.lower(self.cue).ends_with("ing")
    }
}

/// Fewest words of a clause: shorter ones are fragments of other constructions.
const FEWEST_WORDS: usize = 3;

/// Tokens on either side of a cue that a clause may reach: text without sentence ends must stay linear.
const LONGEST: usize = 200;

/// The content clauses of an article in text order, not overlapping.
#[must_use]
pub fn find(scene: &Scene<'_, '_>, acts: &[Act]) -> Vec<Clause> {
    let mut found: Vec<Clause> = Vec::new();
    let mut next_act = 0;
    let bounds = SentenceBounds::new(scene);
    for &cue in &scene.places.words {
        let lexeme = scene.lexeme(cue);
        if !matches!(scene.class[cue], Class::Cue | Class::WeakCue) && !lexeme.is_according && !lexeme.is_saying {
            continue;
        }
        while next_act < acts.len() && acts[next_act].cue < cue {
            next_act += 1;
        }
        let bounds = bounds.near(scene, cue);
        if let Some((subject, order)) = source(scene, acts, next_act, cue, bounds)
            && !scene.points_elsewhere(cue)
            && !goes_on_doing(scene, cue)
            && !is_no_verb_of_speech(scene, cue)
            && !is_nobody(scene, subject)
            && !is_inference(scene, cue, subject)
        {
            found.extend(Frame { scene, acts, cue, subject, bounds }.clauses(order));
        }
    }
    found.retain(|clause| !is_head_of_another(scene, acts, clause));
    without_overlaps(without_relays(scene, found))
}

/// Whether a clause is but who speaks in it, since what is said there is one of its own: "said that [Orlova, the head of the board], told".
fn is_head_of_another(scene: &Scene<'_, '_>, acts: &[Act], clause: &Clause) -> bool {
    /// Tokens from the clause to the other's verb: a comma, "has also".
    const NEAR: usize = 4;
    let next = acts.partition_point(|act| act.cue < clause.last);
    let inner = acts.get(next).filter(|act| act.cue < clause.last + NEAR && scene.same_sentence(clause.first, act.cue));
    let verb = |i: usize| {
        let helps = scene.class[i] == Class::Auxiliary && scene.tokens[i].kind != TokenKind::Possessive;
        helps || scene.class[i] == Class::Cue || is_clause_verb(scene.tokens, clause.first, i)
    };
    let headed = |act: &Act| clause.contains(scene.candidates[act.subject].first) && act.subject != clause.subject;
    let promises = scene.tokens.lower(clause.first) == "to";
    clause.cue < clause.first && !promises && inner.is_some_and(headed) && !(clause.first..clause.last).any(verb)
}

/// Leaves out what a paper or station only passes on: "Orlova maintains that it is late, as the Courier reported", "…, newspaper El Faro
/// reported", "Reuters reported that a minister said".
fn without_relays(scene: &Scene<'_, '_>, mut clauses: Vec<Clause>) -> Vec<Clause> {
    clauses.sort_by_key(|clause| clause.first);
    let passes_on = |i: usize| {
        let whole = &clauses[i];
        if !is_relay(scene, whole) {
            return false;
        }
        let within = clauses[i + 1..].iter().take_while(|other| other.first < whole.last);
        let mut within = within.filter(|other| other.last <= whole.last && other.subject != whole.subject);
        let behind = whole.cue >= whole.last;
        // "Reuters reported that a minister said it was late": who said it stands first.
        let leads = |other: &Clause| other.cue < other.first && opens_with(scene, whole, other);
        within.any(|other| whole.contains(other.cue) && (behind || leads(other)) && !is_relay(scene, other))
    };
    let keep: Vec<bool> = (0..clauses.len()).map(|i| !passes_on(i)).collect();
    let mut keep = keep.into_iter();
    clauses.retain(|_| keep.next().unwrap_or(true));
    clauses
}

/// Whether who says the inner clause stands at the front of the whole: nothing but titles and articles before.
fn opens_with(scene: &Scene<'_, '_>, whole: &Clause, inner: &Clause) -> bool {
    let first = scene.candidates[inner.subject].first;
    let plain = |i: usize| {
        matches!(scene.class[i], Class::Determiner | Class::Capital | Class::Other | Class::That | Class::Day)
            && !is_clause_verb(scene.tokens, i, i)
    };
    first >= whole.first && (whole.first..first).all(plain)
}

/// Whether who speaks in a clause is a paper, station or agency, by its name or by what it is called, that reports.
fn is_relay(scene: &Scene<'_, '_>, clause: &Clause) -> bool {
    let subject = &scene.candidates[clause.subject];
    let called = |i: usize| calls_outlet(scene.tokens.lower(i));
    let before = subject.first.checked_sub(1).filter(|&i| scene.same_sentence(i, subject.first));
    match subject.name() {
        Some(name) if is_outlet(&scene.names[name.0 as usize].canonical) => true,
        Some(_) => {
            let body = matches!(subject.kind, Kind::Name(_, EntityKind::Organisation | EntityKind::Misc));
            let reports = scene.tokens.lower(clause.cue).starts_with("report");
            before.is_some_and(called) && !subject.possessive || body && reports
        }
        None => called(subject.last - 1) && !matches!(subject.kind, Kind::Pronoun(_)),
    }
}

/// Whether a verb tells of doing and not of speaking: "costs continue to rise", but "…, Orlova continued, …".
fn goes_on_doing(scene: &Scene<'_, '_>, cue: usize) -> bool {
    let next = scene.class.get(cue + 1).filter(|_| scene.same_sentence(cue, cue + 1));
    matches!(scene.tokens.lower(cue), "began" | "begin" | "begins" | "continue" | "continued" | "continues")
        && next.is_some_and(|next| !matches!(next, Class::Comma | Class::Period))
}

/// Whether a word of speech tells of none: "the film tells the story of", "papers reporting on it", "a weather warning is in place".
fn is_no_verb_of_speech(scene: &Scene<'_, '_>, cue: usize) -> bool {
    let same = |n: usize| cue + n < scene.len() && scene.same_sentence(cue, cue + n);
    let next = |n: usize| if same(n) { scene.tokens.lower(cue + n) } else { "" };
    let tale = |word: &str| matches!(word, "tale" | "tales" | "story" | "stories" | "truth");
    match scene.tokens.lower(cue) {
        "tell" | "tells" | "told" | "telling" => {
            tale(next(1)) || matches!(next(1), "a" | "the" | "their" | "his" | "her" | "its") && tale(next(2))
        }
        "reporting" => matches!(next(1), "on" | "from"),
        // "an old saying of the harbour that".
        "saying" if matches!(next(1), "goes" | "of") => true,
        // "the delays add to the doubts".
        "add" | "added" | "adding" | "adds" | "related" => next(1) == "to",
        // "given little advance warning that".
        "warning"
            if cue > 0
                && matches!(
                    scene.tokens.lower(cue - 1),
                    "advance" | "early" | "fair" | "final" | "little" | "no" | "stark"
                ) =>
        {
            true
        }
        // "several alleged accomplices".
        "alleged" => {
            let before = cue.checked_sub(1).filter(|&i| scene.same_sentence(i, cue));
            let counted = before.is_some_and(|i| scene.lexeme(i).is_quantifier);
            // "over alleged offences", "Orlova's alleged debts".
            let adjective = |i: usize| {
                matches!(scene.class[i], Class::Preposition | Class::Determiner)
                    || scene.tokens[i].kind == TokenKind::Possessive
            };
            counted && next(1).ends_with('s') || before.is_some_and(adjective)
        }
        "testifying" if next(1) == "before" => true,
        // "The warning rings true".
        "warning" if cue > 0 && matches!(scene.tokens.lower(cue - 1), "a" | "the") => true,
        participle => {
            participle.ends_with("ing")
                && same(1)
                && scene.class[cue + 1] == Class::Auxiliary
                && scene.tokens[cue + 1].kind != TokenKind::Possessive
                && !scene.is_quoted(cue + 1)
        }
    }
}

/// Whether a subject is nobody who speaks: "none of the candidates say", "history tells us", "time will tell", "it's worth noting".
fn is_nobody(scene: &Scene<'_, '_>, subject: usize) -> bool {
    const NOBODY: &[&str] = &["neither", "no", "nobody", "none", "nothing"];
    const THINGS: &[&str] = &[
        "arithmetic",
        "conscience",
        "experience",
        "fate",
        "history",
        "instinct",
        "intuition",
        "logic",
        "math",
        "sense",
        "something",
        "time",
    ];
    let subject = &scene.candidates[subject];
    let last = scene.tokens.lower(subject.last - 1);
    // "Neither mayor said".
    let before = subject.first.checked_sub(1).filter(|&i| scene.same_sentence(i, subject.first));
    if before.is_some_and(|i| matches!(scene.tokens.lower(i), "neither" | "no")) {
        return true;
    }
    matches!(subject.kind, Kind::Subject | Kind::Role)
        && (THINGS.contains(&last) && subject.last - subject.first <= 2
            || is_no_noun(scene, subject)
            || (subject.first..subject.last).any(|i| NOBODY.contains(&scene.tokens.lower(i))))
}

/// Whether a subject is but a word that stands alone before a verb, and tells of nobody: "back", "nobody".
fn is_no_noun(scene: &Scene<'_, '_>, subject: &Candidate) -> bool {
    const NO_NOUNS: &[&str] = &[
        "avoided",
        "avoids",
        "back",
        "comfortable",
        "elsewhere",
        "far",
        "longer",
        "neither",
        "nobody",
        "none",
        "online",
        "outright",
        "overheard",
        "please",
        "quit",
        "rather",
        "resisted",
        "severe",
        "stopped",
        "well",
        "worth",
    ];
    let alone = subject.last - subject.first == 1;
    // "the order that was not overturned declared".
    let before = subject.first.checked_sub(1).filter(|&i| scene.same_sentence(i, subject.first));
    let done = scene.tokens.lower(subject.first).ends_with("ed")
        && before.is_some_and(|i| scene.class[i] == Class::Auxiliary || scene.tokens.lower(i) == "not");
    if alone && done && subject.kind == Kind::Subject {
        return true;
    }
    alone && NO_NOUNS.contains(&scene.tokens.lower(subject.first)) && !matches!(subject.kind, Kind::Name(..))
}

/// Whether "it" stands for a matter that leads one to think something: "If that is so, it suggests that".
fn is_inference(scene: &Scene<'_, '_>, cue: usize, subject: usize) -> bool {
    let it = matches!(scene.candidates[subject].kind, Kind::Pronoun(Pronoun::It));
    it && matches!(scene.tokens.lower(cue), "suggests" | "suggest" | "indicates" | "implies" | "acknowledges")
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
    Noun,
    Demand(Demand),
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
        let joint = if order == Order::According { self.joint_to_source() } else { None };
        let parted = order != Order::According || joint.is_none() && !self.is_led_to_source();
        if let Some(closing) = self.closing_comma(order).filter(|_| parted) {
            return self.parted(closing);
        }
        let range = match order {
            Order::According => joint.map_or_else(|| self.beside_according(), |joint| self.behind_joint(joint)),
            Order::Noun => self.behind_noun(),
            Order::Demand(demand) => self.what_is_demanded(demand),
            Order::Verb if self.is_led_by_as() => self.past_as().or_else(|| self.after_cue()),
            Order::Verb if self.end_of_fronted().is_none() && self.is_postposed() => self.before_cue(),
            Order::Verb => self.after_cue(),
        };
        let trimmed = range.and_then(|(first, last)| self.trim(first, last));
        trimmed.and_then(|(first, last)| self.admit(first, last, self.fewest(first, last))).into_iter().collect()
    }

    /// Fewest words that the clause `first..last` may have: one is whole as soon as a pronoun and its verb have a word behind them ("said
    /// she's glad").
    fn fewest(&self, first: usize, last: usize) -> usize {
        let contracted = self.lower(first).contains(['\'', '’']);
        let subject = matches!(self.class(first), Class::Pronoun | Class::That) || self.lower(first) == "there";
        let verb = first + 1 < last && (contracted || self.scene.tokens[first + 1].kind == TokenKind::Possessive);
        if subject && verb { FEWEST_WORDS - 1 } else { FEWEST_WORDS }
    }

    #[inline]
    fn lower(&self, i: usize) -> &str {
        self.scene.tokens.lower(i)
    }

    fn class(&self, i: usize) -> Class {
        self.scene.class[i]
    }

    /// Whether the sentence ends at token `i`.
    fn ends_at(&self, i: usize) -> bool {
        i >= self.bounds.1 || self.class(i) == Class::Period
    }

    /// "X said (that) CLAUSE".
    fn after_cue(&self) -> Option<(usize, usize)> {
        let to = self.end_of_subordinate().min(self.end_of_relative()).min(self.end_of_bound());
        let to = to.min(self.end_of_dashes()).min(self.end_of_denial());
        let to = self.end_of_fronted().map_or(to, |comma| to.min(comma));
        let cue = self.lower(self.cue);
        let at = self.past_adverbs(to);
        let reach = if TELLING.contains(&cue) { 26 } else { 14 };
        let that = (at..to.min(at + reach)).find(|&i| self.is_that(i)).map(|that| self.past_relative(at, that, to));
        if self.is_filler(at, to) {
            return None;
        }
        if that.is_none() && (self.is_unsaid() || self.closes_quote() || self.is_of_what()) || self.is_supposed() {
            return None;
        }
        if ASKING.contains(&cue) {
            return self.what_is_asked(at, to).map(|at| (at, to));
        }
        if self.is_promise(at, to) {
            return self.end_of_promise(at, to).or_else(|| self.plain_promise(at, to)).map(|end| (at, end));
        }
        if URGING.contains(&cue) {
            // "urged boats to follow rules that call for it": "that" belongs to the rules.
            return that.into_iter().chain(self.what_is_urged(at, to)).min().map(|at| (at, to));
        }
        // "warned them to refrain from steps that hurt": "that" belongs to the steps.
        if let Some(wish) = self.what_is_told_to(at, to).filter(|&wish| that.is_none_or(|that| that > wish)) {
            return Some((wish, to));
        }
        let at = self.opening(at, that, to)?;
        if self.leads_to_quote(at, to) {
            return None;
        }
        let opens = at < to && !matches!(self.class(at), Class::Period | Class::Colon | Class::Question | Class::Comma);
        (opens && !self.is_whole_quote(at) && self.is_clause(at, to)).then_some((at, to))
    }

    /// Whether nothing but more of who is told, and when, stands from `at` to the colon before a quote: "told the Ledger's Sunday
    /// programme: “…”".
    fn leads_to_quote(&self, at: usize, to: usize) -> bool {
        let colon = (at..to).find(|&i| self.class(i) == Class::Colon || self.scene.is_quoted(i));
        colon.is_some_and(|colon| {
            let quotes = self.class(colon) == Class::Colon && colon + 1 < to && self.scene.is_quoted(colon + 1);
            quotes && !(at..colon).any(|i| self.is_verb(at, i))
        })
    }

    /// Whether words like "I'll tell you what", "as I say it" and "please tell me" only fill in.
    fn is_filler(&self, at: usize, to: usize) -> bool {
        let subject = &self.scene.candidates[self.subject];
        let before = subject.first.checked_sub(1).filter(|&i| i >= self.bounds.0).map_or("", |i| self.lower(i));
        let drawn = self.lower(subject.first).contains(['\'', '’']);
        let will = drawn || (subject.last..self.cue).any(|i| matches!(self.lower(i), "will" | "can" | "'ll" | "’ll"));
        let telling = TELLING.contains(&self.lower(self.cue));
        let thing = at < to && matches!(self.lower(at), "it" | "this" | "what" | "something");
        self.is_own() && (telling && will || before == "as" && thing)
    }

    /// Token behind the cue past adverbs, days, hours and numbers of times: "said repeatedly on Monday that".
    fn past_adverbs(&self, to: usize) -> usize {
        let day = |i: usize| i + 1 < to && self.lower(i) == "on" && self.is_day(i + 1);
        // "said repeatedly on Monday that", but "said simply in private".
        let set_off = |i: usize| (i..to.min(i + 8)).any(|i| self.is_that(i));
        // "said approximately 1,300 people" begins with the adverb; "said repeatedly that" does not.
        // "said just 1 percent", "said once she had seen it, she left": words of what is said.
        let said = |i: usize| {
            let next = i + 1;
            let number = next < to && self.scene.tokens[next].kind == TokenKind::Number;
            let somebody =
                next < to && (self.scene.candidate_at(next).is_some() || self.class(next) == Class::Determiner);
            number && self.lower(i) != "again" || self.lower(i) == "once" && somebody
        };
        let adverb = |i: usize| {
            self.class(i) == Class::Adverb
                && !said(i)
                && (!self.lower(i).ends_with("ly")
                    || i + 1 < to
                        && (self.lower(i + 1) == "that"
                            || self.class(i + 1) == Class::Preposition && set_off(i + 1)
                            || self.is_day(i + 1)))
        };
        let times = |i: usize| self.lower(i) == "times" || i + 1 < to && self.lower(i + 1) == "times";
        let mut at = self.cue + 1;
        while at < to {
            let beside = at == self.cue + 1 && matches!(self.lower(at), "out" | "back");
            match self.past_unit(at) {
                Some(end) => at = end,
                // "said on March 7 that".
                None if at > self.cue + 1 && self.is_day(at - 1) && self.scene.tokens[at].kind == TokenKind::Number => {
                    at += 1
                }
                None if matches!(self.lower(at), "late" | "early" | "last") && at + 1 < to && self.is_day(at + 1) => {
                    at += 1;
                }
                // "acknowledged more recently that".
                None if matches!(self.lower(at), "just" | "more" | "most") && at + 1 < to && adverb(at + 1) => at += 2,
                // "said early on that".
                None if self.lower(at) == "early" && at + 1 < to && self.lower(at + 1) == "on" => at += 2,
                // "said Wednesday, Jan. 30, 2019 it was".
                None if self.class(at) == Class::Comma
                    && at + 1 < to
                    && (at > self.cue + 1 && self.is_day(at - 1) && self.is_day(at + 1)
                        || self.scene.tokens[at - 1].kind == TokenKind::Number
                            && self.scene.tokens[at + 1].kind == TokenKind::Number) =>
                {
                    at += 1;
                }
                None if at > self.cue + 2
                    && self.class(at - 1) == Class::Comma
                    && self.scene.tokens[at].kind == TokenKind::Number
                    && self.lower(at).len() == 4 =>
                {
                    at += 1;
                }
                None if adverb(at) || self.is_day(at) || day(at) || self.is_hour(at) || beside || times(at) => at += 1,
                None => break,
            }
        }
        at
    }

    /// First token of the clause that "that", the listener or the occasion behind the cue opens; `at` where none of them stands.
    fn opening(&self, at: usize, that: Option<usize>, to: usize) -> Option<usize> {
        if TELLING.contains(&self.lower(self.cue)) {
            return Some(self.past_listener(at, that));
        }
        let plain = that.filter(|&that| that == at || self.is_aside(at, that) || self.is_told(at, that));
        match plain {
            Some(that) => Some(that),
            // "said outside court".
            None if at < to
                && (self.class(at) == Class::Preposition || matches!(self.lower(at), "inside" | "outside")) =>
            {
                self.past_setting(at)
            }
            None => Some(at),
        }
    }

    /// The "that" behind the one at `that`, if that only tells more of where it was said: "said in a talk that aired on Sunday that".
    fn past_relative(&self, at: usize, that: usize, to: usize) -> usize {
        /// Tokens of what is told.
        const REACH: usize = 8;
        let set = at < that && self.class(at) == Class::Preposition && self.is_relative(that);
        let told = [Class::Other, Class::Day, Class::Preposition, Class::Capital, Class::Adverb, Class::WeakCue];
        let mut behind =
            (that + 1..to.min(that + REACH)).take_while(|&i| told.contains(&self.class(i)) || self.is_that(i));
        if set { behind.find(|&i| self.is_that(i)).unwrap_or(that) } else { that }
    }

    /// Whether "that" may begin a clause at token `i`: not "so that", nor at the end of a sentence.
    fn is_that(&self, i: usize) -> bool {
        let purpose = || i > 0 && self.lower(i - 1) == "so";
        self.lower(i) == "that" && !purpose() && !self.scene.is_quoted(i) && !self.ends_at(i + 1)
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

    /// "what Orlova said about the harbour, is": "what" stands for what is said; but "what Orlova said was a lie".
    fn is_of_what(&self) -> bool {
        let before = self.subject_start().checked_sub(1).filter(|&i| i >= self.bounds.0);
        let next = self.cue + 1;
        let beside = next < self.bounds.1 && matches!(self.class(next), Class::Preposition | Class::Function);
        let last = self.scene.candidates[self.subject].last;
        let own = (last..self.cue).all(|i| matches!(self.class(i), Class::Auxiliary | Class::Adverb));
        beside && own && before.is_some_and(|i| self.lower(i) == "what")
    }
}
