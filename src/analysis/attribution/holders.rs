//! Who holds which role: "President Orlov", "Ada Orr, the coach,"; and whom "the president" can mean then.
//!
//! A role that is somebody else's as well is told apart by the word before it: "the president" is President Orlov, and
//! not the Velland president, the vice president or the former president, whom the same article names.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::documents;
use crate::{
    analysis::{
        EntityKind, NameId,
        entities::roles::is_doing,
        quotes::{Candidate, Class, Kind, Scene},
    },
    lexicon,
    text::TokenKind,
};

/// Words before a name among which its role may stand.
const BEFORE: usize = 4;

/// Words after a name and its comma among which its role may stand.
const AFTER: usize = 10;

/// Words that make another role of one: the vice president is not the president, nor the prime minister the minister.
const APART: &[&str] = &[
    "vice",
    "prime",
    "deputy",
    "assistant",
    "associate",
    "former",
    "shadow",
    "ex",
    "then",
    "late",
    "onetime",
    "would-be",
    "acting",
    "incoming",
    "outgoing",
];

/// Fields of work of which there is one office each.
const OFFICES: &[&str] = &[
    "agriculture",
    "commerce",
    "defence",
    "defense",
    "education",
    "energy",
    "environment",
    "finance",
    "foreign",
    "health",
    "home",
    "interior",
    "justice",
    "labor",
    "labour",
    "press",
    "trade",
    "transport",
    "treasury",
];

/// How well a phrase fits a role that a name is tied to; better ones are greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// The role alone, where the article says whose it is: "the president" for "Velland President Stancu", and the
    /// other way round.
    Loose,
    /// The role alone both times.
    Plain,
    /// With the same word before it: "the Velland president".
    Exact,
}

/// What an article ties to a name and a role.
#[derive(Debug, Default)]
struct Ties<'s> {
    /// Whether the role stands alone somewhere.
    plain: bool,
    /// The words before it elsewhere.
    of: Vec<&'s str>,
    /// The fields of work before it: "Home Secretary".
    fields: Vec<&'s str>,
}

/// The roles of an article's names.
#[derive(Debug)]
pub struct Holders<'s>(FxHashMap<(NameId, &'s str), Ties<'s>>);

impl<'s> Holders<'s> {
    /// Reads them off the words before and after each name.
    pub(super) fn of(scene: &'s Scene<'_, '_>) -> Self {
        let mut holders = Self(FxHashMap::default());
        for candidate in &scene.candidates {
            let Kind::Name(name, EntityKind::Person) = candidate.kind else { continue };
            let same = |i: &usize| scene.same_sentence(*i, candidate.first);
            // A role before another name is that one's: "President Orlov and Jan Tirel".
            // Nor is it the name's own before a verb: "a lawyer met Orlov".
            // "the minister for health, Orlov", but "the lawyer for Orlov".
            let own = |i: &usize| {
                let lower = scene.tokens.lower(*i);
                let joins = matches!(lower, "of" | "for") && *i + 1 < candidate.first || lower == "the";
                let nominal = scene.tokens[*i].is_capitalised() || is_role(lower) || joins;
                scene.tokens[*i].kind == TokenKind::Word && nominal && !is_person(scene, *i)
            };
            let before = candidate.first.saturating_sub(BEFORE)..candidate.first;
            before.rev().take_while(same).take_while(own).for_each(|i| holders.enter(scene, name, i));
            if candidate.last < scene.len() && scene.class[candidate.last] == Class::Comma {
                let reach = candidate.last + 1..(candidate.last + AFTER).min(scene.len());
                let (from, limit) = (reach.start, reach.end);
                let end = reach.take_while(same).find(|&i| ends_apposition(scene, i));
                // "…, along with Orr, the source said": whoever has a verb is another one.
                if !end.is_some_and(|end| is_verb(scene, end)) {
                    let apposition = (from..end.unwrap_or(limit)).take_while(same);
                    apposition.for_each(|i| holders.enter(scene, name, i));
                }
            }
        }
        holders
    }

    /// Ties the name to the role at token `i`, if it is one.
    fn enter(&mut self, scene: &'s Scene<'_, '_>, name: NameId, i: usize) {
        let lower = scene.tokens.lower(i);
        // "Orr, the president's lawyer": not a role of Orr's.
        let owns = scene.tokens.items().get(i + 1).is_some_and(|next| next.kind == TokenKind::Possessive);
        if scene.tokens[i].kind != TokenKind::Word || owns || !is_role(lower) {
            return;
        }
        let ties = self.0.entry((name, lower.trim_end_matches('.'))).or_default();
        let before = i.checked_sub(1).filter(|&before| scene.same_sentence(before, i)).map(|i| scene.tokens.lower(i));
        ties.fields.extend(before.filter(|word| OFFICES.contains(word)));
        match i.checked_sub(1).and_then(|before| modifier(scene, before, i)).or_else(|| complement(scene, i)) {
            Some(of) => ties.of.push(of),
            None => ties.plain = true,
        }
    }

    /// The phrases that tell a person by a role which the article ties to nobody else, by number of the candidate: "the
    /// president", where one president is named.
    pub(super) fn phrases(&self, scene: &Scene<'_, '_>) -> FxHashMap<usize, NameId> {
        /// Persons of one role of whom one may be meant; with more the time would not stay linear, and hardly one is.
        const HOLDERS: usize = 16;
        let mut by_role: FxHashMap<&str, SmallVec<[NameId; 4]>> = FxHashMap::default();
        self.0.keys().for_each(|&(name, role)| by_role.entry(role).or_default().push(name));
        let meant = |(number, candidate): (usize, &Candidate)| {
            let definite = candidate.kind == Kind::Role && scene.tokens.lower(candidate.first) == "the";
            let head =
                (definite && !candidate.quoted && !candidate.inner).then(|| documents::head(scene, candidate))?;
            let holders = by_role.get(scene.tokens.lower(head)).filter(|holders| holders.len() <= HOLDERS)?;
            let words: SmallVec<[&str; 8]> = (candidate.first + 1..head).map(|i| scene.tokens.lower(i)).collect();
            // "the Velland governor" need not be the one governor whom the article tells of without his land.
            let close = |fit: &Fit| *fit > Fit::Loose || words.is_empty();
            let fit = |name: NameId| self.fit(name, scene.tokens.lower(head), &words).filter(close);
            let fits = || holders.iter().filter_map(|&name| Some((fit(name)?, name)));
            let best = fits().map(|(fit, _)| fit).max()?;
            let mut best = fits().filter(|(fit, _)| *fit == best);
            let (_, name) = best.next()?;
            best.next().is_none().then_some((number, name))
        };
        scene.candidates.iter().enumerate().filter_map(meant).collect()
    }

    /// Whether this name is but the deputy of whom the role with these words before it tells: "the prime minister".
    pub(super) fn is_deputy(&self, name: NameId, role: &str, before: &[&str]) -> bool {
        let under = |ties: &Ties<'_>| ties.of.iter().any(|of| *of != "prime" && APART.contains(of));
        before.contains(&"prime") && !before.contains(&"deputy") && self.0.get(&(name, role)).is_some_and(under)
    }

    /// Whether this name may be meant by the role with these words before it, and how well that fits.
    pub(super) fn fit(&self, name: NameId, role: &str, before: &[&str]) -> Option<Fit> {
        let ties = self.0.get(&(name, role))?;
        let is_apart = |word: &&str| APART.contains(word);
        let words = || before.iter().copied();
        if words().any(|word| ties.of.contains(&word)) {
            return Some(Fit::Exact);
        }
        if words().any(|word| is_apart(&word)) {
            return None;
        }
        // "the foreign secretary" is not the Home Secretary.
        let another = |word: &str| OFFICES.contains(&word) && !ties.fields.is_empty() && !ties.fields.contains(&word);
        if words().any(another) {
            return None;
        }
        match (ties.plain, before.is_empty()) {
            (true, true) => Some(Fit::Plain),
            // "the Lund Democrat" is not just any Democrat.
            (true, false) => (!lexicon::is_affiliation(role)).then_some(Fit::Loose),
            (false, true) => ties.of.iter().any(|of| !is_apart(of)).then_some(Fit::Loose),
            // Whoever is the president of something else than what is spoken of is another one.
            (false, false) => None,
        }
    }
}

/// Whether what stands beside a name ("Ada Orr, the long-time coach of the team") is over here: with its punctuation, a
/// verb, or a word that begins another phrase ("Orr, while praising the coach").
fn ends_apposition(scene: &Scene<'_, '_>, i: usize) -> bool {
    const ENDS: &[&str] = &[
        "while", "who", "whose", "which", "that", "with", "without", "for", "to", "in", "on", "at", "by", "from", "as",
        "when", "where", "but", "because", "after", "before", "against", "about", "under", "over", "like", "unlike",
        "if", "though", "although", "than", "into", "since", "until",
    ];
    use Class::{Comma, Period, Quoted, Semicolon};
    let class = scene.class[i];
    let word = ENDS.contains(&scene.tokens.lower(i)) || is_doing(scene.tokens, i);
    word || is_verb(scene, i) || matches!(class, Comma | Period | Quoted | Semicolon)
}

fn is_role(lower: &str) -> bool {
    lexicon::is_role_noun(lower) || lexicon::is_title(lower)
}

fn is_verb(scene: &Scene<'_, '_>, i: usize) -> bool {
    matches!(scene.class[i], Class::Cue | Class::WeakCue | Class::Auxiliary)
}

fn is_person(scene: &Scene<'_, '_>, i: usize) -> bool {
    let kind = scene.candidate_at(i).map(|number| scene.candidates[number].kind);
    matches!(kind, Some(Kind::Name(_, EntityKind::Person)))
}

/// The word before a role that says which one it is: a place, a body, a nationality, "vice". A field of work does not:
/// "the minister" is the Health Minister as well as any.
fn modifier<'s>(scene: &'s Scene<'_, '_>, before: usize, role: usize) -> Option<&'s str> {
    // "the Deputy Prime Minister" is not the prime minister.
    let second =
        before.checked_sub(1).filter(|&i| scene.tokens.lower(before) == "prime" && scene.same_sentence(i, role));
    let second = second.filter(|&i| APART.contains(&scene.tokens.lower(i)));
    let lower = scene.tokens.lower(second.unwrap_or(before));
    let joined = scene.same_sentence(before, role) && scene.tokens[before].kind == TokenKind::Word;
    let named = scene.candidate_at(before).is_some_and(|number| scene.candidates[number].name().is_some());
    let says = APART.contains(&lower) || lexicon::is_demonym(lower) || named;
    (joined && says).then_some(lower)
}

/// The name after "of" behind a role: "president of the Velland Bank".
fn complement<'s>(scene: &'s Scene<'_, '_>, role: usize) -> Option<&'s str> {
    let same = |i: &usize| *i < scene.len() && scene.same_sentence(*i, role);
    let of = Some(role + 1).filter(same).filter(|&of| scene.tokens.lower(of) == "of")?;
    let next = Some(of + 1).filter(same)?;
    let named = if scene.tokens.lower(next) == "the" { Some(next + 1).filter(same)? } else { next };
    let number = scene.candidate_at(named)?;
    scene.candidates[number].name().map(|_| scene.tokens.lower(named))
}
