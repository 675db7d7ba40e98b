//! Who could be speaking: names, pronouns, and noun phrases that tell a person or body by its role.

mod apposed;
mod extents;
mod nouns;
mod roles;
mod sources;
mod subjects;

use super::{
    papers,
    scene::Scene,
    words::{Class, Form, perceives, quotes_words},
};
use crate::{
    analysis::{EntityKind, Mention, NameId},
    lexicon,
    text::{Case, Span, TokenKind, Tokens},
};
pub use apposed::{before_age, heads_sentence};
pub use roles::person_before_letters;
use roles::roles;
use subjects::{paper_at_head, start_of_verb, subjects};

/// A possible speaker, in token numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// First token.
    pub first: usize,
    /// Token after the last.
    pub last: usize,
    /// What it is.
    pub kind: Kind,
    /// Whether it stands in a quoted stretch.
    pub quoted: bool,
    /// Whether a possessive follows ("Orlov's").
    pub possessive: bool,
    /// Whether it is a name within a larger candidate ("a spokesman for Acme") and does not speak itself.
    pub inner: bool,
}

/// What a candidate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A name.
    Name(NameId, EntityKind),
    /// A pronoun.
    Pronoun(Pronoun),
    /// A noun phrase with a role noun ("the minister").
    Role,
    /// Any other noun phrase in the place of a cue's subject.
    Subject,
}

/// The pronouns that may speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pronoun {
    /// he
    He,
    /// she
    She,
    /// they
    They,
    /// I
    I,
    /// we
    We,
    /// it
    It,
    /// who
    Who,
}

impl Pronoun {
    /// The pronoun, alone or drawn together with its verb ("she'll").
    pub(super) fn parse(lower: &str) -> Option<Self> {
        let alone = lower.split_once('\'').filter(|(_, verb)| matches!(*verb, "d" | "ll" | "m" | "re" | "ve"));
        Some(match alone.map_or(lower, |(pronoun, _)| pronoun) {
            "he" => Self::He,
            "she" => Self::She,
            "they" => Self::They,
            "i" => Self::I,
            "we" => Self::We,
            "it" => Self::It,
            "who" => Self::Who,
            _ => return None,
        })
    }
}

impl Candidate {
    /// Its place in the text, in bytes.
    #[must_use]
    pub fn span(&self, scene: &Scene<'_, '_>) -> Span {
        scene.tokens[self.first].span().join(scene.tokens[self.last - 1].span())
    }

    /// Its words.
    #[must_use]
    pub fn text<'t>(&self, scene: &Scene<'_, 't>) -> &'t str {
        self.span(scene).of(scene.tokens.text())
    }

    /// The name, if it is one.
    #[must_use]
    pub fn name(&self) -> Option<NameId> {
        match self.kind {
            Kind::Name(name, _) => Some(name),
            _ => None,
        }
    }
}

/// Finds the candidates of `scene` and enters them.
pub(super) fn find(scene: &mut Scene<'_, '_>, mentions: &[Mention]) {
    let places = std::mem::take(&mut scene.places);
    let cues: Vec<usize> = places.words.iter().copied().filter(|&i| may_have_subject(scene, i)).collect();
    read_findings(scene, &cues);
    names(scene, mentions);
    pronouns(scene, &places.pronouns);
    perceived(scene, &cues);
    roles(scene, &places.nouns);
    subjects(scene, &cues);
    scene.sort_candidates();
    scene.places = places;
}

/// Whether a word that tells of speech may be its verb, or stand for one.
fn may_have_subject(scene: &Scene<'_, '_>, i: usize) -> bool {
    let lexeme = scene.lexeme(i);
    matches!(scene.class[i], Class::Cue | Class::WeakCue) || lexeme.is_according || lexeme.is_finding
}

/// "The study found that the ferry is late": a verb of speech behind what an inquiry is written in, where that, a clause or the sentence's
/// end follows.
fn read_findings(scene: &mut Scene<'_, '_>, cues: &[usize]) {
    for &i in cues {
        if rules(scene, i) {
            scene.class[i] = Class::Cue;
            continue;
        }
        if !scene.lexeme(i).is_finding || scene.is_quoted(i) {
            continue;
        }
        let helps = |j: &usize| matches!(scene.class[*j], Class::Auxiliary | Class::Adverb);
        let before = (i.saturating_sub(3)..i).rev().take_while(|&j| scene.same_sentence(j, i)).find(|j| !helps(j));
        let inquiry = before.is_some_and(|noun| papers::is_inquiry(scene.tokens.lower(noun)))
            || paper_at_head(scene, i).is_some_and(|(_, noun)| papers::is_inquiry(scene.tokens.lower(noun)));
        let ends = i + 1 >= scene.len() || !scene.same_sentence(i, i + 1) || scene.class[i + 1] == Class::Period;
        let opens =
            || !matches!(scene.tokens.lower(i + 1), "itself" | "out" | "no" | "little" | "its" | "their" | "in" | "it");
        if inquiry && (ends || opens()) || body_finds(scene, before, i) {
            scene.class[i] = Class::Cue;
        }
    }
}

/// "The court ruled on Monday that": what a court decides it says, where a clause behind "that" tells it.
fn rules(scene: &Scene<'_, '_>, i: usize) -> bool {
    /// Tokens to "that": a day, a vote.
    const NEAR: usize = 6;
    let behind = (i + 1..scene.len().min(i + NEAR)).take_while(|&j| scene.same_sentence(i, j) && !scene.is_quoted(j));
    let setting = [Class::Preposition, Class::Determiner, Class::Other, Class::Day, Class::Adverb, Class::Dash];
    let mut behind = behind.skip_while(|&j| setting.contains(&scene.class[j]) && scene.tokens.lower(j) != "out");
    scene.tokens.lower(i) == "ruled"
        && !scene.is_quoted(i)
        && behind.next().is_some_and(|j| scene.class[j] == Class::That)
}

/// "The Harbour Board found that “…”": what a body found it says where that is quoted.
fn body_finds(scene: &Scene<'_, '_>, before: Option<usize>, verb: usize) -> bool {
    let quotes = verb + 2 < scene.len() && scene.class[verb + 1] == Class::That && scene.is_quoted(verb + 2);
    before.filter(|_| quotes).is_some_and(|i| {
        let named = scene.candidate_at(i).is_some_and(|n| {
            matches!(scene.candidates[n].kind, Kind::Name(_, EntityKind::Organisation))
                && scene.candidates[n].last == i + 1
        });
        named || lexicon::is_body_noun(scene.tokens.key(i)) || scene.tokens.lower(i) == "judge"
    })
}

fn enter(scene: &mut Scene<'_, '_>, first: usize, last: usize, kind: Kind) {
    // "He's telling": a verb.
    let possessive = last < scene.len()
        && !matches!(kind, Kind::Pronoun(_))
        && (scene.tokens[last].kind == TokenKind::Possessive || matches!(scene.tokens.word(last), "'" | "’"));
    let quoted = scene.is_quoted(first);
    scene.claim(Candidate { first, last, kind, quoted, possessive, inner: false });
}

/// First token of each mention, and the token after its last.
fn places_of(tokens: &Tokens<'_>, mentions: &[Mention]) -> Vec<(usize, usize)> {
    let mut from = 0;
    let place = |mention: &Mention| {
        from = tokens.at_from(from, mention.span.start);
        (from, tokens.at_from(from, mention.span.end.saturating_sub(1)) + 1)
    };
    mentions.iter().map(place).collect()
}

fn names(scene: &mut Scene<'_, '_>, mentions: &[Mention]) {
    let places = places_of(scene.tokens, mentions);
    for (i, (mention, &(first, last))) in mentions.iter().zip(&places).enumerate() {
        let next = mentions.get(i + 1).map(|next| (next.kind, places[i + 1].0));
        let kind = scene.names[mention.name.0 as usize].kind;
        let whole = first < last && last <= scene.len() && scene.stretch_of(first) == scene.stretch_of(last - 1);
        if whole
            && mention.kind != EntityKind::Misc
            && !scene.tokens.is_compounded(first)
            && !scene.tokens.is_compounded(last - 1)
            && !scene.is_claimed(first..last)
            && !is_member(scene, first, last)
            && !is_of_title(scene, mention.kind, last, next)
        {
            if kind == EntityKind::Organisation && are_members(scene, last, next) {
                enter(scene, first, last + 1, Kind::Role);
                read_as_name(scene, first, last);
                continue;
            }
            enter(scene, first, last, Kind::Name(mention.name, kind));
            read_as_name(scene, first, last);
            if is_owner_of_body(scene, last, next) {
                scene.enclose(first..last);
            }
            if kind != EntityKind::Organisation && is_noun_behind(scene, first, last) {
                scene.class[last] = Class::Other;
            }
        }
    }
}

/// "Theresa May said", "Will Orr", "April Orlova": words of a name are neither verbs nor months.
fn read_as_name(scene: &mut Scene<'_, '_>, first: usize, last: usize) {
    for i in first..last {
        let other = matches!(scene.class[i], Class::Auxiliary | Class::Cue | Class::WeakCue | Class::Day);
        if other && scene.tokens[i].is_capitalised() {
            scene.class[i] = Class::Capital;
        }
    }
}

/// Kind and first token of the mention after another.
type Next = Option<(EntityKind, usize)>;

/// "the University of Lund's School of Letters": a body that belongs to another speaks for itself.
fn is_owner_of_body(scene: &Scene<'_, '_>, last: usize, next: Next) -> bool {
    let owns = last < scene.len() && scene.tokens[last].kind == TokenKind::Possessive;
    owns && next == Some((EntityKind::Organisation, last + 1))
}

/// "House Harbour Committee Republicans": members of a body by their party, not the body.
fn are_members(scene: &Scene<'_, '_>, last: usize, next: Next) -> bool {
    let party = |i: usize| scene.tokens.lower(i).strip_suffix('s').is_some_and(lexicon::is_affiliation);
    let here = last < scene.len() && scene.same_sentence(last - 1, last) && scene.class[last] == Class::Capital;
    // "Senate Democrats Ada Orr and Bill Tirel".
    let named = next.is_some_and(|(kind, first)| kind == EntityKind::Person && first == last + 1);
    here && party(last) && !named && !scene.is_quoted(last)
}

/// "Velland Secretary of State Jason Tamsin", "Orlova campaign director Jason Tamsin": where a title holds, or whose it is, up to the
/// person who has it. Never the speaker, and in the way between a cue and the one who is.
fn is_of_title(scene: &Scene<'_, '_>, kind: EntityKind, last: usize, next: Next) -> bool {
    /// Words of a title.
    const TITLE: usize = 7;
    let Some((EntityKind::Person, person)) = next else { return false };
    if last >= person || person - last > TITLE || !scene.same_sentence(last, person) {
        return false;
    }
    let capital = |i: usize| scene.class[i] == Class::Capital;
    let role = |i: usize| lexicon::is_title_or_role(scene.tokens.key(i));
    match kind {
        EntityKind::Place => {
            let part = |i: usize| capital(i) || matches!(scene.tokens.lower(i), "of" | "for" | "and" | "the" | ".");
            // "Melbourne IT's Jason Tamsin": the end of a body's name.
            let owner = scene.tokens[person - 1].kind == TokenKind::Possessive;
            let body = owner && person > last + 1 && (last..person - 1).all(capital);
            body || capital(last) && role(last) && (last..person).all(part)
        }
        EntityKind::Person => {
            let small = |i: usize| {
                scene.class[i] == Class::Other
                    && (role(i) || lexicon::is_body_noun(scene.tokens.key(i)) || joins_title(scene.tokens.lower(i)))
            };
            role(person - 1) && (last..person).all(|i| capital(i) || small(i))
        }
        _ => false,
    }
}

/// Whether a word may stand among those of a title: "deputy campaign press secretary".
fn joins_title(lower: &str) -> bool {
    matches!(
        lower,
        "campaign" | "chief" | "defense" | "defence" | "deputy" | "former" | "legal" | "press" | "senior" | "top"
    )
}

/// "the Republican said": one of a party, not the party; whoever it is, is told as by a role.
fn is_member(scene: &Scene<'_, '_>, first: usize, last: usize) -> bool {
    /// Of "a senior Republican".
    const ADJECTIVES: usize = 2;
    let adjective = |i: &usize| scene.class[*i] == Class::Other && !scene.tokens[*i].is_capitalised();
    let same = |i: &usize| scene.same_sentence(*i, first);
    let before = (first.saturating_sub(ADJECTIVES + 1)..first).rev().take_while(same).find(|i| !adjective(i));
    let determined = before.is_some_and(|i| is_determiner(scene, i));
    // "one Republican election lawyer".
    let ends = last >= scene.len()
        || !scene.same_sentence(first, last)
        || !matches!(scene.class[last], Class::Other | Class::Capital | Class::Named);
    determined && ends && last == first + 1 && scene.lexeme(first).is_affiliation
}

/// "the Orlov claim", "Tarnholm attack:": a verb would have an ending behind one person or place. Bodies are several
/// in British papers ("Labour claim").
fn is_noun_behind(scene: &Scene<'_, '_>, first: usize, last: usize) -> bool {
    if last >= scene.len() || scene.class[last] != Class::WeakCue || !scene.same_sentence(first, last) {
        return false;
    }
    let is_base = scene.lexeme(last).has(Form::Base);
    // "Orr and Orlov claim", "did Orlov answer".
    let several = first.checked_sub(1).filter(|&i| scene.same_sentence(i, last)).is_some_and(|i| {
        scene.class[i] == Class::Auxiliary || scene.class[i] == Class::Comma || scene.tokens.lower(i) == "and"
    });
    is_base && !several
}

fn pronouns(scene: &mut Scene<'_, '_>, places: &[usize]) {
    /// Bytes of the longest, "they’ll".
    const LONGEST: usize = 9;
    for &i in places {
        let Some(pronoun) = scene.lexeme(i).pronoun else { continue };
        let token = &scene.tokens[i];
        let alone = token.kind == TokenKind::Word
            && token.span().len() <= LONGEST
            && (pronoun != Pronoun::It || scene.class[i] != Class::Capital)
            && !scene.is_claimed(i..i + 1);
        if alone && (pronoun != Pronoun::I || token.case == Case::Title) {
            enter(scene, i, i + 1, Kind::Pronoun(pronoun));
        }
    }
}

/// Whom a pronoun in the form of an object means.
fn object_pronoun(lower: &str) -> Option<Pronoun> {
    match lower {
        "him" => Some(Pronoun::He),
        "her" => Some(Pronoun::She),
        "them" => Some(Pronoun::They),
        _ => None,
    }
}

/// "heard her say, “", "quoted her as saying": with those of "according to her" the only pronouns that speak in this form.
fn perceived(scene: &mut Scene<'_, '_>, cues: &[usize]) {
    for &cue in cues {
        let Some(at) = heard_before(scene, cue).or_else(|| quoted_before(scene, cue)) else { continue };
        let Some(pronoun) = object_pronoun(scene.tokens.lower(at)) else { continue };
        if !scene.is_claimed(at..at + 1) {
            enter(scene, at, at + 1, Kind::Pronoun(pronoun));
        }
    }
}

/// The word between a verb of perception and the cue, if what was said follows: "heard her say".
fn heard_before(scene: &Scene<'_, '_>, cue: usize) -> Option<usize> {
    /// Tokens from the verb to what is said.
    const NEAR: usize = 5;
    let verb = cue.checked_sub(2).filter(|&i| scene.same_sentence(i, cue))?;
    let dependent = !scene.lexeme(cue).has(Form::Finite);
    let speech = (cue + 1..scene.len().min(cue + NEAR)).any(|i| scene.is_quoted(i) || scene.class[i] == Class::That);
    (dependent && speech && perceives(scene.tokens.lower(verb))).then_some(cue - 1)
}

/// The word between "quoted" and "as saying".
fn quoted_before(scene: &Scene<'_, '_>, cue: usize) -> Option<usize> {
    let verb = cue.checked_sub(3).filter(|&i| scene.same_sentence(i, cue) && !scene.is_quoted(i))?;
    let quoted = quotes_words(scene.tokens.lower(verb));
    let saying = scene.tokens.lower(cue - 1) == "as" && scene.lexeme(cue).has(Form::Participle);
    (quoted && saying).then_some(cue - 2)
}

/// "“…,” the memo states.", "“…,” the memo, obtained by the Courier, states.": behind a quote a word that is a verb or a plural noun,
/// before it a noun or comma, behind it nothing.
fn states_what_was_quoted(scene: &Scene<'_, '_>, i: usize) -> bool {
    let ends = i + 1 >= scene.len() || !scene.same_sentence(i, i + 1) || scene.class[i + 1] == Class::Period;
    // "the long report states".
    let paper = |j: usize| scene.class[j] == Class::WeakCue && scene.lexeme(j).is_document;
    let noun = |j: usize| (scene.class[j] == Class::Other || paper(j)) && scene.same_sentence(j, i);
    let from = (i.saturating_sub(4)..i).rev().find(|&j| !noun(j));
    let determined = |j: usize| j > 0 && j + 1 < i && is_determiner(scene, j) && scene.is_quoted(j - 1);
    let set_off = i > 0 && scene.class[i - 1] == Class::Comma && scene.lexeme(i).has(Form::Finite);
    ends && (set_off || from.is_some_and(determined))
}

fn is_determiner(scene: &Scene<'_, '_>, i: usize) -> bool {
    let lexeme = scene.lexeme(i);
    scene.class[i] == Class::Determiner || lexeme.is_quantifier || lexeme.is(Class::Determiner)
}
