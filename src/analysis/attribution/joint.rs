//! Several who say one thing: "Orr and Brandt said", "said Orr, the mayor, and Brandt". One stands at the verb and is found by
//! [`acts`](super::acts); here are the others. Whoever only stands near is none of them: "the deal between Orr and Brandt said".

use super::{acts::Act, indirect::SUBORDINATE, parts::parts_clauses};
use crate::{
    analysis::{
        EntityKind,
        quotes::{Candidate, Class, Kind, Scene, words::is_clause_verb},
    },
    text::TokenKind,
};

/// Those looked at: more are never listed before a verb of speech.
const MOST: usize = 6;

/// The candidates that say it with the subject of an act, in text order; nearly always none.
pub(super) fn speakers(scene: &Scene<'_, '_>, act: &Act) -> Vec<usize> {
    let subject = &scene.candidates[act.subject];
    if matches!(subject.kind, Kind::Pronoun(_)) || subject.quoted || subject.possessive {
        return Vec::new();
    }
    let list = List { scene, subject, cue: act.cue };
    if subject.last <= act.cue {
        return list.before();
    }
    // "said harbour lawyer and former mayor Ada Orr": two roles of one.
    if matches!(subject.kind, Kind::Name(..)) { list.behind() } else { Vec::new() }
}

/// The others of a list that is the subject of a verb.
struct List<'s, 'a, 't> {
    scene: &'s Scene<'a, 't>,
    subject: &'s Candidate,
    cue: usize,
}

impl List<'_, '_, '_> {
    /// "Orr, Brandt and Dahl said".
    fn before(&self) -> Vec<usize> {
        let start = self.past_role(self.phrase_start(self.subject.first));
        let Some(and) = start.checked_sub(1).filter(|&i| self.is_and(i) && !self.is_of_one()) else {
            return Vec::new();
        };
        // "Orr, Brandt, and Dahl": of two a comma parts clauses.
        let comma = and > 0 && self.scene.class[and - 1] == Class::Comma;
        let aside = if comma { self.aside_start(and - 1) } else { None };
        let (mut found, first) = self.listed_before(aside.unwrap_or(and - usize::from(comma)));
        let opens = self.opens(first) && (aside.is_none() || self.scene.begins_sentence(first));
        let apart = comma && aside.is_none() && found.len() < 2;
        if !opens || apart {
            return Vec::new();
        }
        found.reverse();
        found
    }

    /// The candidates of a list that ends before `end`, the last first, and the first token of all.
    fn listed_before(&self, mut end: usize) -> (Vec<usize>, usize) {
        let (mut found, mut first) = (Vec::new(), end);
        while let Some(number) = self.ending_at(end).filter(|_| found.len() < MOST) {
            found.push(number);
            first = self.phrase_start(self.scene.candidates[number].first);
            match first.checked_sub(1).filter(|&i| self.class(i) == Some(Class::Comma)) {
                Some(comma) => end = comma,
                None => break,
            }
        }
        (found, first)
    }

    /// "said Orr, Brandt and Dahl".
    fn behind(&self) -> Vec<usize> {
        let mut found = Vec::new();
        let mut at = self.past_tags(self.subject.last);
        while found.len() <= MOST {
            let comma = usize::from(self.class(at) == Some(Class::Comma));
            let listed = if comma == 1 { self.beginning_at(at + 1) } else { None };
            if let Some(number) = listed.filter(|&number| self.goes_on(number)) {
                found.push(number);
                at = self.past_tags(self.scene.candidates[number].last);
                continue;
            }
            let aside = if comma == 1 && found.is_empty() { self.past_aside(at) } else { None };
            let and = aside.unwrap_or(at + comma);
            let last = self.here(and) && self.is_and(and);
            let number = if last { self.beginning_at(and + 1) } else { None };
            let apart = comma == 1 && aside.is_none() && found.is_empty();
            return match number.filter(|&number| !apart && self.is_last(number)) {
                Some(number) => {
                    found.push(number);
                    found
                }
                None => Vec::new(),
            };
        }
        Vec::new()
    }

    fn here(&self, i: usize) -> bool {
        i < self.scene.len() && self.scene.same_sentence(i, self.cue) && !self.scene.is_quoted(i)
    }

    fn class(&self, i: usize) -> Option<Class> {
        self.here(i).then(|| self.scene.class[i])
    }

    fn is_and(&self, i: usize) -> bool {
        self.here(i) && matches!(self.scene.tokens.lower(i), "and" | "&")
    }

    /// Whether the verb is that of one: "Orr met Dahl, and Brandt says", "bodies such as Acme and Kestrel, which said".
    fn is_of_one(&self) -> bool {
        let singular = |i: usize| {
            let lower = self.scene.tokens.lower(i);
            matches!(lower, "has" | "was" | "is" | "does" | "himself" | "herself")
                || self.scene.class[i] == Class::Cue && lower.ends_with('s')
        };
        let helps = |i: &usize| matches!(self.scene.class[*i], Class::Auxiliary | Class::Adverb);
        let before = (self.subject.last..self.cue).rev().find(|i| !helps(i));
        let relative = before.is_some_and(|i| matches!(self.scene.tokens.lower(i), "which" | "who"));
        relative || (self.subject.last..=self.cue).any(singular)
    }

    /// Whether this candidate may say something with the subject.
    fn fits(&self, number: usize) -> bool {
        let candidate = &self.scene.candidates[number];
        let alike = match (candidate.kind, self.subject.kind) {
            (Kind::Name(_, EntityKind::Person), Kind::Name(_, EntityKind::Place)) => false,
            (Kind::Name(_, EntityKind::Person), _) => true,
            (Kind::Name(_, EntityKind::Organisation), Kind::Name(_, kind)) => kind != EntityKind::Person,
            (Kind::Name(_, EntityKind::Place), Kind::Name(_, kind)) => kind == EntityKind::Place,
            // "miners and farmers said", "the council and the ministry said"; but "the mayor and party chairman said" is one.
            (Kind::Role, Kind::Role) => self.stands_alone(self.subject),
            _ => false,
        };
        let other = candidate.name() != self.subject.name() || candidate.name().is_none();
        alike && other && !candidate.quoted && !candidate.possessive
    }

    /// Whether a phrase behind "and" tells others than the one before it: by an article, or a plural.
    fn stands_alone(&self, phrase: &Candidate) -> bool {
        let plural = self.scene.tokens.lower(phrase.last - 1).ends_with('s');
        plural || self.class(phrase.first) == Some(Class::Determiner)
    }

    /// The candidate whose last token, brackets and the like aside, is the one before `end`.
    fn ending_at(&self, end: usize) -> Option<usize> {
        /// Tokens of what hangs on a name: "(L-Lund)", "of Lund".
        const TAGS: usize = 6;
        let ends = (end.saturating_sub(TAGS)..end).rev().take_while(|&i| self.here(i));
        let number = ends.into_iter().find_map(|i| self.scene.candidate_at(i).filter(|&n| self.fits(n)))?;
        (self.past_tags(self.scene.candidates[number].last) == end).then_some(number)
    }

    /// The candidate that begins at `from`, titles and roles before it aside.
    fn beginning_at(&self, from: usize) -> Option<usize> {
        /// Tokens of the titles.
        const TITLES: usize = 6;
        let first = (from..from + TITLES).take_while(|&i| self.here(i)).find_map(|i| self.scene.candidate_at(i))?;
        let candidate = &self.scene.candidates[first];
        (self.fits(first) && self.phrase_start(candidate.first) <= from).then_some(first)
    }

    /// First token of the role before the name at `name`: "Orr and her husband, Bill Dahl, said".
    fn past_role(&self, name: usize) -> usize {
        let comma = name.checked_sub(1).filter(|&i| self.class(i) == Some(Class::Comma));
        let role =
            comma.map(|comma| self.role_start(comma)).filter(|&role| self.class(role) == Some(Class::Determiner));
        role.unwrap_or(name)
    }

    /// First token of the phrase that ends before `comma`, whether it is a candidate or not.
    fn role_start(&self, comma: usize) -> usize {
        let candidate = comma.checked_sub(1).and_then(|i| self.scene.candidate_at(i));
        let role = candidate.map(|number| &self.scene.candidates[number]);
        let role = role.filter(|role| matches!(role.kind, Kind::Role | Kind::Subject));
        self.phrase_start(role.map_or(comma, |role| role.first))
    }

    /// First token of a name or phrase with the titles and roles before it.
    fn phrase_start(&self, first: usize) -> usize {
        /// Tokens of titles and roles.
        const ROLE: usize = 7;
        let part = |&i: &usize| {
            self.here(i)
                && self.scene.candidate_at(i).is_none()
                && matches!(self.scene.class[i], Class::Capital | Class::Other | Class::Determiner)
                && !SUBORDINATE.contains(&self.scene.tokens.lower(i))
                && !matches!(self.scene.tokens.lower(i), "both" | "who" | "which" | "than")
                && !is_clause_verb(self.scene.tokens, i, i)
        };
        (first.saturating_sub(ROLE)..first).rev().take_while(part).last().unwrap_or(first)
    }

    /// Token after what hangs on a name that ends before `last`: "(L-Lund)", "of Lund", ", L-Lund,".
    fn past_tags(&self, last: usize) -> usize {
        /// Tokens in brackets.
        const BRACKETED: usize = 6;
        let opening = self.class(last) == Some(Class::Bracket);
        if opening && let Some(close) = (last + 1..last + BRACKETED).find(|&i| self.class(i) == Some(Class::Bracket)) {
            return close + 1;
        }
        let from = self.here(last) && matches!(self.scene.tokens.lower(last), "of" | "from");
        let place = if from && self.here(last + 1) { self.scene.candidate_at(last + 1) } else { None };
        let place = place.map(|number| &self.scene.candidates[number]);
        match place.filter(|place| matches!(place.kind, Kind::Name(_, EntityKind::Place))) {
            Some(place) => place.last,
            None => last,
        }
    }

    /// The comma that opens what is told of a name between it and the comma at `close`.
    fn aside_start(&self, close: usize) -> Option<usize> {
        /// Tokens between the commas.
        const ASIDE: usize = 12;
        let inner = |i: usize| self.here(i) && !self.is_verb(i);
        let open = (close.saturating_sub(ASIDE)..close).rev().take_while(|&i| inner(i));
        let open = open.into_iter().find(|&i| self.scene.class[i] == Class::Comma)?;
        (open + 1 < close && self.beginning_at(open + 1).is_none()).then_some(open)
    }

    /// Token after the comma that closes what is told of a name behind the comma at `open`.
    fn past_aside(&self, open: usize) -> Option<usize> {
        /// Tokens between the commas.
        const ASIDE: usize = 16;
        let inner = |i: usize| self.here(i) && !self.is_verb(i);
        let close =
            (open + 1..open + ASIDE).take_while(|&i| inner(i)).find(|&i| self.scene.class[i] == Class::Comma)?;
        (self.is_and(close + 1)).then_some(close + 1)
    }

    fn is_verb(&self, i: usize) -> bool {
        matches!(self.scene.class[i], Class::Cue | Class::Auxiliary)
            && self.scene.tokens[i].kind != TokenKind::Possessive
            || self.scene.class[i] == Class::Other && is_clause_verb(self.scene.tokens, i, i)
    }

    /// Whether a list may begin at `first`: where a clause begins, and not "met Orr and Brandt", "between Orr and Brandt".
    fn opens(&self, first: usize) -> bool {
        if self.scene.begins_sentence(first) {
            return true;
        }
        let before = first - 1;
        let lower = self.scene.tokens.lower(before);
        let class = self.scene.class[before];
        parts_clauses(class)
            || class == Class::That
            || SUBORDINATE.contains(&lower)
            || matches!(lower, "because" | "both" | "than" | "what" | "where" | "which")
    }

    /// Whether a list goes on behind this candidate.
    fn goes_on(&self, number: usize) -> bool {
        let at = self.past_tags(self.scene.candidates[number].last);
        self.class(at) == Some(Class::Comma) || self.here(at) && self.is_and(at)
    }

    /// Whether nothing is said of this candidate: not "said Orr, and Brandt agreed".
    fn is_last(&self, number: usize) -> bool {
        let at = self.past_tags(self.scene.candidates[number].last);
        !self.here(at) || !self.is_verb(at) && !matches!(self.scene.class[at], Class::WeakCue | Class::Adverb)
    }
}
