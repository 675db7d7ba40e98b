//! Indirect and mixed speech: the content clause beside a cue that has a subject.
//!
//! Four orders: "X said (that) CLAUSE", "CLAUSE, X said", "CLAUSE, said X", "according to X, CLAUSE" (or after it).
//! Beliefs and intentions are not speech: without "that", only verbs that report words open a clause.

use super::acts::Act;
use crate::analysis::quotes::{Class, Kind, Scene, candidates, words::Form, words::sense_of};

/// A content clause, in token numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clause {
    /// First token.
    pub first: usize,
    /// Token after the last.
    pub last: usize,
    /// Token of the cue.
    pub cue: usize,
    /// Number of the candidate that speaks.
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

/// Verbs that report words even without "that".
const REPORTING: &[&str] = &[
    "acknowledged",
    "acknowledges",
    "added",
    "adding",
    "adds",
    "admits",
    "admitted",
    "alleged",
    "alleges",
    "announced",
    "argued",
    "argues",
    "claimed",
    "claims",
    "confirmed",
    "confirms",
    "explained",
    "explains",
    "insisted",
    "insists",
    "maintains",
    "maintained",
    "noted",
    "notes",
    "noting",
    "predicted",
    "predicts",
    "recalled",
    "reported",
    "reports",
    "said",
    "say",
    "saying",
    "says",
    "stated",
    "states",
    "stressed",
    "suggested",
    "suggests",
    "warned",
    "warns",
    "wrote",
    "contends",
    "contended",
    "conceded",
    "reiterated",
    "testified",
    "estimated",
    "thinks",
    "believes",
];

/// Verbs that name their listener before the clause.
pub(super) const TELLING: &[&str] =
    &["told", "tells", "tell", "telling", "informed", "reminded", "assured", "warned", "advised"];

/// Participles that go on with what their subject said before.
const GOING_ON: &[&str] = &[
    "acknowledging",
    "adding",
    "alleging",
    "arguing",
    "claiming",
    "declaring",
    "explaining",
    "insisting",
    "noting",
    "predicting",
    "recalling",
    "saying",
    "stating",
    "stressing",
    "suggesting",
    "telling",
    "warning",
    "writing",
];

/// The content clauses of an article in text order, not overlapping.
#[must_use]
pub fn find(scene: &Scene<'_, '_>, acts: &[Act]) -> Vec<Clause> {
    let mut found: Vec<Clause> = Vec::new();
    let mut next_act = 0;
    let bounds = SentenceBounds::new(scene);
    for cue in 0..scene.len() {
        let source = if scene.tokens.key(cue) == candidates::ACCORDING && !scene.is_quoted(cue) {
            according_to(scene, cue).map(|subject| (subject, Order::According))
        } else if scene.class[cue] == Class::Cue {
            while next_act < acts.len() && acts[next_act].cue < cue {
                next_act += 1;
            }
            let own = acts.get(next_act).filter(|act| act.cue == cue).map(|act| act.subject);
            own.or_else(|| inherited(scene, acts, next_act, cue)).map(|subject| (subject, Order::Verb))
        } else {
            None
        };
        if let Some((subject, order)) = source {
            let frame = Frame { scene, acts, cue, subject, bounds: bounds.near(scene, cue) };
            found.extend(frame.clause(order));
        }
    }
    without_overlaps(found)
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

/// "according to X": the candidate X.
fn according_to(scene: &Scene<'_, '_>, cue: usize) -> Option<usize> {
    if cue + 2 >= scene.len() || scene.tokens.lower(cue + 1) != "to" {
        return None;
    }
    let limit = (cue + 8).min(scene.len());
    let at =
        (cue + 2..limit).take_while(|&i| scene.same_sentence(i, cue)).find(|&i| scene.candidate_at(i).is_some())?;
    let mut subject = scene.candidate_at(at)?;
    // "according to spokesman Bill Orr": the name.
    while !matches!(scene.candidates[subject].kind, Kind::Name(..)) {
        let next = scene.candidates[subject].last;
        match (next < scene.len() && scene.same_sentence(next, cue)).then(|| scene.candidate_at(next)).flatten() {
            Some(following) if following != subject => subject = following,
            _ => break,
        }
    }
    Some(subject)
}

/// A participle, or a verb after "and", without a subject of its own goes on with the last act near it.
fn inherited(scene: &Scene<'_, '_>, acts: &[Act], before: usize, cue: usize) -> Option<usize> {
    let act = acts[..before].last()?;
    let joined = cue > 0 && matches!(scene.tokens.lower(cue - 1), "and" | "but") && scene.same_sentence(act.cue, cue);
    if !joined && !GOING_ON.contains(&scene.tokens.lower(cue)) {
        return None;
    }
    let near = scene.outer_sentence[cue].saturating_sub(scene.outer_sentence[scene.candidates[act.subject].first]) <= 1;
    near.then_some(act.subject)
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
    fn clause(&self, order: Order) -> Option<Clause> {
        let range = match order {
            Order::According => self.beside_according(),
            Order::Verb if self.is_parenthetical() => Some(self.bounds),
            Order::Verb if self.is_postposed() => self.before_cue(),
            Order::Verb => self.after_cue(),
        };
        let (first, last) = self.trim(range?)?;
        self.admit(first, last)
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
        if self.cue - from > 3 {
            let comma = self.class(self.cue - 1) == Class::Comma;
            return Some((from, if comma { self.cue - 1 } else { self.cue }));
        }
        let after = self.scene.candidates[self.subject].last;
        let comma = (after..to.min(after + 14)).find(|&i| self.class(i) == Class::Comma)?;
        Some((comma + 1, to))
    }

    /// Whether the subject follows the cue, or both follow the clause: "CLAUSE, said X", "CLAUSE, X said".
    fn is_postposed(&self) -> bool {
        let subject = &self.scene.candidates[self.subject];
        if subject.first > self.cue {
            return true;
        }
        let (from, to) = self.bounds;
        let comma = subject.first > from && self.class(subject.first - 1) == Class::Comma;
        let far = subject.first > from + 4;
        let next = self.cue + 1;
        let nothing_after = next >= to
            || matches!(
                self.class(next),
                Class::Period | Class::Comma | Class::Day | Class::Preposition | Class::Adverb | Class::Semicolon
            );
        comma && far && nothing_after
    }

    /// "The trains, Orlova explained, would be late": the clause goes on round its cue.
    fn is_parenthetical(&self) -> bool {
        let subject = &self.scene.candidates[self.subject];
        let (from, to) = self.bounds;
        let next = self.cue + 1;
        let opens = subject.last <= self.cue && subject.first > from + 1 && subject.first <= from + 5;
        opens && self.class(subject.first - 1) == Class::Comma && next + 3 < to && self.class(next) == Class::Comma
    }

    fn before_cue(&self) -> Option<(usize, usize)> {
        let from = self.bounds.0;
        let subject = self.scene.candidates[self.subject].first;
        let mut end = subject.min(self.cue).checked_sub(1)?;
        while end > from && self.class(end) != Class::Comma {
            end -= 1;
        }
        (end > from).then_some((from, end))
    }

    fn after_cue(&self) -> Option<(usize, usize)> {
        let to = self.bounds.1;
        let cue = self.lower(self.cue);
        let mut at = self.cue + 1;
        while at < to && (matches!(self.class(at), Class::Adverb | Class::Day) || self.lower(at) == "on") {
            at += 1;
        }
        let that = (at..to.min(at + 14)).find(|&i| self.lower(i) == "that" && !self.scene.is_quoted(i));
        let at = if TELLING.contains(&cue) {
            self.past_listener(at, that)
        } else if let Some(that) = that.filter(|&that| that == at || self.is_aside(at)) {
            that
        } else if at < to && self.class(at) == Class::Preposition && matches!(cue, "said" | "says" | "say" | "saying") {
            self.past_setting(at)?
        } else {
            at
        };
        let opens = at < to && !matches!(self.class(at), Class::Period | Class::Colon | Class::Question | Class::Comma);
        (opens && self.is_clause(at)).then_some((at, to))
    }

    fn is_aside(&self, at: usize) -> bool {
        at < self.bounds.1 && matches!(self.class(at), Class::Preposition | Class::Comma)
    }

    /// "told reporters (on Monday) CLAUSE".
    fn past_listener(&self, mut at: usize, that: Option<usize>) -> usize {
        if let Some(that) = that {
            return that;
        }
        let to = self.bounds.1;
        if at >= to {
            return at;
        }
        if let Some(listener) = self.scene.candidate_at(at) {
            at = self.scene.candidates[listener].last;
        } else if matches!(self.lower(at), "him" | "her" | "them" | "me" | "us" | "you") {
            at += 1;
        } else {
            while at < to && matches!(self.class(at), Class::Determiner | Class::Other | Class::Capital) {
                at += 1;
            }
        }
        while at < to && matches!(self.class(at), Class::Adverb | Class::Day | Class::Preposition) {
            at += 1;
        }
        at
    }

    /// "said in an interview, CLAUSE": past the comma.
    fn past_setting(&self, mut at: usize) -> Option<usize> {
        let from = at;
        let inner = [Class::Preposition, Class::Determiner, Class::Other, Class::Capital, Class::Day];
        while at < self.bounds.1 && at - from < 9 && inner.contains(&self.class(at)) {
            at += 1;
        }
        (at < self.bounds.1 && self.class(at) == Class::Comma).then_some(at + 1)
    }

    /// Whether what begins at `at` is a clause: after "that" always, else after a reporting verb and with a verb in it.
    fn is_clause(&self, at: usize) -> bool {
        if self.lower(at) == "that" {
            return true;
        }
        let cue = self.lower(self.cue);
        if !REPORTING.contains(&cue) && !TELLING.contains(&cue) {
            return false;
        }
        (at..self.bounds.1).any(|i| {
            let lower = self.lower(i);
            self.class(i) == Class::Auxiliary
                || lower.ends_with("n't")
                || lower.ends_with("ed") && lower.len() > 4
                || sense_of(self.scene.tokens.key(i))
                    .is_some_and(|s| s.class == Class::Auxiliary || s.form == Some(Form::Finite))
        })
    }

    /// Cuts signs off the ends and ", adding …", ", according to …", ", X said" off the tail.
    fn trim(&self, (mut first, mut last): (usize, usize)) -> Option<(usize, usize)> {
        let scene = self.scene;
        let hangs = |i: usize| !scene.tokens[i].is_wordlike() && !scene.is_quoted(i) && scene.tokens.word(i) != ")";
        while last > first && hangs(last - 1) {
            last -= 1;
        }
        if let Some(cut) = (first + 3..last.saturating_sub(2)).find(|&i| i > self.cue && self.cuts(i, last)) {
            last = cut;
        }
        while last > first && hangs(last - 1) {
            last -= 1;
        }
        while first < last && (self.class(first) == Class::Comma || self.lower(first) == "that" && first > self.cue) {
            first += 1;
        }
        if first < last && matches!(self.lower(first), "but" | "and" | "yet" | "still") && first < self.cue {
            first += 1;
        }
        (first < last).then_some((first, last))
    }

    fn cuts(&self, i: usize, last: usize) -> bool {
        let scene = self.scene;
        if scene.is_quoted(i) || scene.is_quoted(i + 1) {
            return false;
        }
        if self.class(i) == Class::Comma {
            let next = self.lower(i + 1);
            let speaks = scene.candidate_at(i + 1).map(|c| scene.candidates[c].last);
            let other = speaks.is_some_and(|end| end < last && self.class(end) == Class::Cue);
            return next == "according" || GOING_ON.contains(&next) || other;
        }
        let joins = matches!(self.lower(i), "and" | "but" | "while" | "although" | "though");
        joins && (self.class(i + 1) == Class::Cue || self.another_speaks(i, last))
    }

    /// Whether another act begins after the conjunction at `i`: "…, but his deputy confirmed".
    fn another_speaks(&self, i: usize, last: usize) -> bool {
        /// How far its subject may reach, in tokens.
        const REACH: usize = 12;
        let next = self.acts.partition_point(|act| act.cue <= i);
        self.acts.get(next).is_some_and(|act| {
            let subject = &self.scene.candidates[act.subject];
            act.cue < last.min(i + REACH) && subject.first > i && subject.first < act.cue
        })
    }

    /// A clause, unless it is too short, wholly quoted, or holds its own cue.
    fn admit(&self, first: usize, last: usize) -> Option<Clause> {
        let scene = self.scene;
        let words = (first..last).filter(|&i| scene.tokens[i].is_wordlike()).count();
        let quoted = (first..last).filter(|&i| scene.tokens[i].is_wordlike() && scene.is_quoted(i)).count();
        let direct = quoted as f32 >= NEARLY_ALL * words as f32;
        let holds_cue = first <= self.cue && self.cue < last && !self.is_parenthetical();
        let fits = words >= FEWEST_WORDS && !direct && !holds_cue;
        fits.then_some(Clause { first, last, cue: self.cue, subject: self.subject, quoted: quoted > 0 })
    }
}
