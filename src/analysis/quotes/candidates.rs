//! Who could be speaking: names, pronouns, and noun phrases that tell a person or body by its role.

use super::{
    papers::is_document,
    scene::Scene,
    words::{Class, Form, is_clause_verb},
};
use crate::{
    analysis::{EntityKind, Mention, NameId},
    lexicon,
    text::{Case, Span, TokenKind},
};

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

/// How far a noun phrase may reach back from its head noun, in tokens.
const REACH_BACK: usize = 6;

/// How far its prepositional phrases may reach on, in tokens.
const REACH_ON: usize = 10;

/// Numbers that singular nouns do not follow.
const SEVERAL: &[&str] = &["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// Words that stand for people where they are the subject of a cue.
const SOME: &[&str] =
    &["some", "many", "others", "most", "several", "few", "both", "neither", "everyone", "nobody", "somebody"];

/// Finds the candidates of `scene` and enters them.
pub(super) fn find(scene: &mut Scene<'_, '_>, mentions: &[Mention]) {
    let places = Places::of(scene);
    names(scene, mentions);
    pronouns(scene, &places.pronouns);
    roles(scene, &places.nouns);
    subjects(scene, &places.cues);
    scene.sort_candidates();
}

/// Where candidates other than names may stand, as far as single words tell.
#[derive(Default)]
struct Places {
    pronouns: Vec<usize>,
    /// Nouns that tell a person or body.
    nouns: Vec<usize>,
    /// What has a subject: verbs of speech, and "according".
    cues: Vec<usize>,
}

impl Places {
    fn of(scene: &Scene<'_, '_>) -> Self {
        let mut places = Self::default();
        for (i, (lexeme, class)) in scene.lexemes().zip(&scene.class).enumerate() {
            if lexeme.pronoun.is_some() {
                places.pronouns.push(i);
            }
            if lexeme.is_head_noun {
                places.nouns.push(i);
            }
            if matches!(class, Class::Cue | Class::WeakCue) || lexeme.is_according {
                places.cues.push(i);
            }
        }
        places
    }
}

fn enter(scene: &mut Scene<'_, '_>, first: usize, last: usize, kind: Kind) {
    // "He's telling": a verb.
    let possessive = last < scene.len()
        && !matches!(kind, Kind::Pronoun(_))
        && (scene.tokens[last].kind == TokenKind::Possessive || matches!(scene.tokens.word(last), "'" | "’"));
    let quoted = scene.is_quoted(first);
    scene.claim(Candidate { first, last, kind, quoted, possessive, inner: false });
}

fn names(scene: &mut Scene<'_, '_>, mentions: &[Mention]) {
    for (i, mention) in mentions.iter().enumerate() {
        let first = scene.tokens.at(mention.span.start);
        let last = scene.tokens.at(mention.span.end.saturating_sub(1)) + 1;
        let kind = scene.names[mention.name.0 as usize].kind;
        let whole = first < last && last <= scene.len() && scene.stretch_of(first) == scene.stretch_of(last - 1);
        if whole
            && mention.kind != EntityKind::Misc
            && !scene.is_claimed(first..last)
            && !is_member(scene, first, last)
            && !(mention.kind == EntityKind::Place && is_of_title(scene, last, mentions.get(i + 1)))
        {
            enter(scene, first, last, Kind::Name(mention.name, kind));
            if is_owner_of_body(scene, last, mentions.get(i + 1)) {
                scene.enclose(first..last);
            }
            if kind != EntityKind::Organisation && is_noun_behind(scene, first, last) {
                scene.class[last] = Class::Other;
            }
        }
    }
}

/// "the University of Lund's School of Letters": a body that belongs to another speaks for itself.
fn is_owner_of_body(scene: &Scene<'_, '_>, last: usize, next: Option<&Mention>) -> bool {
    let owns = last < scene.len() && scene.tokens[last].kind == TokenKind::Possessive;
    let of_body = |next: &&Mention| next.kind == EntityKind::Organisation;
    owns && next.filter(of_body).is_some_and(|next| scene.tokens.at(next.span.start) == last + 1)
}

/// "Velland Secretary of State Jason Tamsin": where a title holds, up to the person who has it. Never the speaker, and in the
/// way between a cue and the one who is.
fn is_of_title(scene: &Scene<'_, '_>, last: usize, next: Option<&Mention>) -> bool {
    /// Words of a title.
    const TITLE: usize = 7;
    let Some(person) = next.filter(|next| next.kind == EntityKind::Person) else { return false };
    let person = scene.tokens.at(person.span.start);
    let part = |i: usize| {
        scene.class[i] == Class::Capital || matches!(scene.tokens.lower(i), "of" | "for" | "and" | "the" | ".")
    };
    let titled = last < person && {
        let lower = scene.tokens.lower(last);
        scene.class[last] == Class::Capital && (lexicon::is_title(lower) || lexicon::is_role_noun(lower))
    };
    titled && person - last <= TITLE && scene.same_sentence(last, person) && (last..person).all(part)
}

/// "the Republican said": one of a party, not the party; whoever it is, is told as by a role.
fn is_member(scene: &Scene<'_, '_>, first: usize, last: usize) -> bool {
    let determined = first > 0 && scene.same_sentence(first - 1, first) && is_determiner(scene, first - 1);
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
        let alone = token.kind == TokenKind::Word && token.span().len() <= LONGEST && !scene.is_claimed(i..i + 1);
        if alone && (pronoun != Pronoun::I || token.case == Case::Title) {
            enter(scene, i, i + 1, Kind::Pronoun(pronoun));
        }
    }
}

/// Noun phrases round a role noun: "the minister", "a spokesman for the ministry", "several residents".
fn roles(scene: &mut Scene<'_, '_>, nouns: &[usize]) {
    let mut end = 0;
    for &i in nouns {
        if i >= end {
            end = role_phrase(scene, i).unwrap_or(end);
        }
    }
}

/// Enters the phrase whose head may be the noun at `i`; tells where it ends.
fn role_phrase(scene: &mut Scene<'_, '_>, i: usize) -> Option<usize> {
    // A noun within a quote speaks for nobody outside it; function words and verbs are no nouns.
    if !matches!(scene.class[i], Class::Other | Class::Capital | Class::WeakCue) {
        return None;
    }
    let token = &scene.tokens[i];
    let lower = scene.tokens.lower(i);
    // "the Kentucky Republican".
    let member = token.case == Case::Title && scene.lexeme(i).is_affiliation;
    let head = token.kind == TokenKind::Word
        && (!token.is_capitalised() || member || token.case == Case::Title && scene.begins_sentence(i))
        && !scene.is_claimed(i..i + 1)
        && !is_verb_here(scene, i);
    if !head || is_compound(scene, i) {
        return None;
    }
    let (first, determined) = phrase_start(scene, i);
    let plural = lower.ends_with('s') || matches!(lower, "police" | "people");
    // "its seven state titles": of several the noun that tells them is yet to come.
    let several = |j: usize| !scene.tokens[j].is_capitalised() && SEVERAL.contains(&scene.tokens.lower(j));
    let irregular = lower.ends_with("men") || lower == "children";
    if !plural && !irregular && i.checked_sub(1).is_some_and(several) {
        return None;
    }
    if !determined && (member || !plural && !beside_cue(scene, first, i)) {
        return None;
    }
    let first = share_of(scene, first).filter(|_| plural).unwrap_or(first);
    let before_name = i + 1 < scene.len() && scene.same_sentence(i, i + 1) && scene.is_claimed(i + 1..i + 2);
    if before_name && !determined {
        return None; // a title: part of the name
    }
    if let Some(last) = end_over_name(scene, i).filter(|_| !scene.is_claimed(first..i)) {
        // Whoever speaks for a name is not that name: "a spokesman for Acme" is one candidate.
        scene.enclose(i..last);
        enter(scene, first, last, Kind::Role);
        return Some(last);
    }
    let last = phrase_end(scene, i + usize::from(is_kind_of_members(scene, i)));
    let named = start_over_names(scene, first, i).filter(|_| !scene.is_claimed(i..last));
    if let Some(first) = named {
        // "the Orlov campaign", "Orlova's lawyer": not the person whose it is.
        scene.enclose(first..i);
        enter(scene, first, last, Kind::Role);
        return Some(last);
    }
    if scene.is_claimed(first..last) {
        return claim_unclaimed(scene, first, i, last);
    }
    enter(scene, first, last, Kind::Role);
    Some(last)
}

/// "some conservative Republicans": the noun at `i` tells what kind of a party's members.
fn is_kind_of_members(scene: &Scene<'_, '_>, i: usize) -> bool {
    let next = i + 1;
    let members = |i: usize| lexicon::word_bits_of(scene.tokens.key(i)) & lexicon::word::DEMONYM != 0;
    scene.lexeme(i).is_affiliation
        && !scene.tokens[i].is_capitalised()
        && next < scene.len()
        && scene.same_sentence(i, next)
        && scene.tokens[next].is_capitalised()
        && members(next)
}

/// First token of "(the) NAME('s) HEAD", if a name and nothing else is claimed between `first`, or the owner before it,
/// and the head noun.
fn start_over_names(scene: &Scene<'_, '_>, first: usize, head: usize) -> Option<usize> {
    let owner = first.checked_sub(2).filter(|&i| {
        let owns = scene.tokens[first - 1].kind == TokenKind::Possessive && scene.same_sentence(i, head);
        owns && !scene.is_quoted(i) && scene.candidate_at(i).is_some()
    });
    let mut start = None;
    for i in owner.unwrap_or(first)..head {
        let Some(number) = scene.candidate_at(i) else { continue };
        let candidate = &scene.candidates[number];
        if !matches!(candidate.kind, Kind::Name(..)) {
            return None;
        }
        start = start.or(Some(candidate.first.min(first)));
    }
    let start = start?;
    let before = start.checked_sub(1).filter(|&i| start < first && scene.same_sentence(i, head));
    let determines =
        |i: usize| is_determiner(scene, i) && scene.tokens.lower(i) != "that" && !scene.is_claimed(i..i + 1);
    Some(before.filter(|&i| determines(i)).unwrap_or(start))
}

/// A phrase that runs over a name ("the Reuters reporter") keeps the part round its head noun.
fn claim_unclaimed(scene: &mut Scene<'_, '_>, first: usize, head: usize, last: usize) -> Option<usize> {
    let first = (first..head).rev().find(|&i| scene.is_claimed(i..i + 1)).map_or(first, |i| i + 1);
    let last = (head + 1..last).find(|&i| scene.is_claimed(i..i + 1)).unwrap_or(last);
    let last =
        (head + 1..last).rev().find(|&i| scene.class[i] != Class::Preposition && scene.class[i] != Class::Determiner);
    let last = last.map_or(head + 1, |i| i + 1);
    enter(scene, first, last, Kind::Role);
    Some(last)
}

/// End of "HEAD for (the) NAME", if the head noun at `i` goes on so.
fn end_over_name(scene: &Scene<'_, '_>, i: usize) -> Option<usize> {
    let same = |j: usize| j < scene.len() && joins_phrase(scene, i, j);
    let preposition =
        same(i + 1) && matches!(scene.tokens.lower(i + 1), "of" | "for" | "at" | "with" | "in" | "from" | "to");
    let mut at = i + 2;
    if same(at) && preposition && scene.class[at] == Class::Determiner {
        at += 1;
    }
    // "an aide to Agriculture Secretary Orr": past the title.
    while same(at) && at < i + 6 && scene.class[at] == Class::Capital && !scene.is_claimed(at..at + 1) {
        at += 1;
    }
    let number = (preposition && same(at)).then(|| scene.candidate_at(at)).flatten()?;
    let candidate = &scene.candidates[number];
    let named = candidate.first == at && matches!(candidate.kind, Kind::Name(..));
    if !candidate.possessive {
        return named.then_some(candidate.last);
    }
    // "the lawyer for Orlova's family".
    let owned = candidate.last + 1;
    let nouns = |&j: &usize| same(j) && scene.class[j] == Class::Other && scene.tokens[j].kind == TokenKind::Word;
    let end = (owned..owned + OWNED).take_while(nouns).last()?;
    (named && scene.tokens[candidate.last].kind == TokenKind::Possessive).then_some(end + 1)
}

/// Words of what somebody owns.
const OWNED: usize = 3;

/// Whether a word that can be a noun is a verb at this place ("officials report", "to minister").
fn is_verb_here(scene: &Scene<'_, '_>, i: usize) -> bool {
    if scene.class[i] == Class::Cue {
        return true;
    }
    let Some(before) = i.checked_sub(1) else { return false };
    let weak = scene.class[i] == Class::WeakCue;
    if weak && states_what_was_quoted(scene, i) {
        return true;
    }
    scene.tokens.lower(before) == "to"
        || weak && matches!(scene.symbol(before), Class::Named | Class::Pronoun | Class::Auxiliary)
}

/// "“…,” the memo states.": behind a quote a word that is a verb or a plural noun, before it a noun, behind it nothing.
fn states_what_was_quoted(scene: &Scene<'_, '_>, i: usize) -> bool {
    let ends = i + 1 >= scene.len() || !scene.same_sentence(i, i + 1) || scene.class[i + 1] == Class::Period;
    let noun = |j: usize| scene.class[j] == Class::Other && scene.same_sentence(j, i);
    let from = (i.saturating_sub(4)..i).rev().find(|&j| !noun(j));
    let determined = |j: usize| j > 0 && j + 1 < i && is_determiner(scene, j) && scene.is_quoted(j - 1);
    ends && from.is_some_and(determined)
}

/// Whether the head noun follows later, over a name or not, or the noun belongs to another's ("police officer", "senior
/// U.S. official", "the court filing", "the minister's").
fn is_compound(scene: &Scene<'_, '_>, i: usize) -> bool {
    /// Words of a name looked past.
    const NAME: usize = 4;
    let Some(next) = (i + 1 < scene.len()).then_some(i + 1) else { return false };
    let possessive = scene.tokens[next].kind == TokenKind::Possessive;
    let noun = |j: usize| scene.class[j] == Class::Other && scene.lexeme(j).is_head_noun && scene.same_sentence(i, j);
    let paper =
        is_document(scene.tokens.lower(next)) && scene.class[next] == Class::Other && scene.same_sentence(i, next);
    let beyond = (next..scene.len().min(next + NAME)).find(|&j| scene.class[j] != Class::Capital);
    possessive || paper || beyond.is_some_and(noun)
}

/// First token of the phrase round the head at `i`, and whether a determiner begins it.
fn phrase_start(scene: &Scene<'_, '_>, i: usize) -> (usize, bool) {
    let joins = |j: usize| {
        scene.same_sentence(j, i)
            && scene.stretch_of(j) == scene.stretch_of(i)
            && matches!(scene.class[j], Class::Other | Class::Capital | Class::Quoted)
            && (scene.tokens[j].is_wordlike() || scene.tokens[j].kind == TokenKind::Possessive)
            && !(scene.class[j] == Class::Quoted && scene.lexeme(j).sense.is_some())
    };
    let mut first = i;
    while first > 0 && i - first < REACH_BACK && joins(first - 1) {
        first -= 1;
    }
    if first > 0 && scene.same_sentence(first - 1, i) && is_determiner(scene, first - 1) {
        // "a law that critics say": no determiner.
        let relative = scene.tokens.lower(first - 1) == "that" && scene.tokens.lower(i).ends_with('s');
        return if relative { (first, false) } else { (first - 1, true) };
    }
    if second_adjective(scene, first, i) {
        return (first - 3, true);
    }
    owner_start(scene, first, i).map_or((first, false), |start| (start, true))
}

/// First token of the owner of the phrase `first..=head`, if one is printed: "Orlova's lawyer", "the lawmaker's staff" are as
/// definite as "the lawyer". A name keeps its own candidate: then the phrase begins behind it. A website is where something
/// stands, and its owner the source.
fn owner_start(scene: &Scene<'_, '_>, first: usize, head: usize) -> Option<usize> {
    let possessive = first.checked_sub(1).filter(|&i| {
        scene.tokens[i].kind == TokenKind::Possessive && scene.same_sentence(i, head) && !scene.is_quoted(i)
    })?;
    if matches!(scene.tokens.lower(head), "website" | "site" | "page" | "paper") {
        return None;
    }
    let owner = |&i: &usize| {
        matches!(scene.class[i], Class::Other | Class::Capital)
            && scene.tokens[i].is_wordlike()
            && scene.same_sentence(i, head)
            && !scene.is_claimed(i..i + 1)
    };
    let start = (possessive.saturating_sub(REACH_BACK)..possessive).rev().take_while(owner).last();
    let Some(start) = start else { return Some(first) };
    let determined = start > 0 && scene.same_sentence(start - 1, head) && is_determiner(scene, start - 1);
    Some(start - usize::from(determined))
}

/// Whether an adjective and a comma stand before `first`, where the phrase round the head `i` would begin: "a tall, quiet
/// man". A phrase of place or time ends at the comma ("after the fire, residents said"), and several need no determiner
/// ("a penalty, political analysts say").
fn second_adjective(scene: &Scene<'_, '_>, first: usize, i: usize) -> bool {
    first > 2
        && first < i
        && scene.class[first - 1] == Class::Comma
        && scene.class[first - 2] == Class::Other
        && is_determiner(scene, first - 3)
        && scene.same_sentence(first - 3, i)
        && (first == 3 || scene.class[first - 4] != Class::Preposition)
        && (!scene.tokens.lower(i).ends_with('s') || is_adjective(scene.tokens.lower(first - 2)))
        && scene.tokens.lower(first) != "whose"
}

/// Whether a word ends as adjectives do and nouns seldom ("the furious, soaked farmers").
fn is_adjective(lower: &str) -> bool {
    const ENDINGS: &[&str] = &["ed", "ous", "ful", "ive", "ic", "able", "ible", "less", "some", "ing", "ish"];
    lower.len() > 4 && ENDINGS.iter().any(|ending| lower.ends_with(ending))
}

fn is_determiner(scene: &Scene<'_, '_>, i: usize) -> bool {
    let lexeme = scene.lexeme(i);
    scene.class[i] == Class::Determiner || lexeme.is_quantifier || lexeme.is(Class::Determiner)
}

fn beside_cue(scene: &Scene<'_, '_>, first: usize, head: usize) -> bool {
    let passed = |&i: &usize| !matches!(scene.class[i], Class::Auxiliary | Class::Adverb);
    let verb = (head + 1..scene.len().min(head + 4)).find(passed);
    let after = verb.is_some_and(|i| scene.class[i] == Class::Cue && scene.same_sentence(head, i));
    after || first > 0 && scene.class[first - 1] == Class::Cue
}

/// End of the phrase with its prepositional phrases ("a spokesman for the ministry").
fn phrase_end(scene: &Scene<'_, '_>, head: usize) -> usize {
    let mut last = head + 1;
    while last < scene.len() && last - head < REACH_ON && joins_phrase(scene, head, last) {
        let preposition = matches!(scene.tokens.lower(last), "of" | "for" | "at" | "with" | "in" | "from");
        if !preposition {
            break;
        }
        let mut end = last + 1;
        while end < scene.len() && end - head < 2 * REACH_ON && joins_phrase(scene, head, end) && is_nominal(scene, end)
        {
            end += 1;
        }
        if end == last + 1 {
            break;
        }
        last = end;
    }
    last
}

fn joins_phrase(scene: &Scene<'_, '_>, head: usize, i: usize) -> bool {
    scene.same_sentence(head, i) && scene.stretch_of(i) == scene.stretch_of(head)
}

fn is_nominal(scene: &Scene<'_, '_>, i: usize) -> bool {
    scene.tokens[i].kind == TokenKind::Possessive
        || matches!(scene.tokens.lower(i), "both" | "several" | "some" | "many" | "other")
        || matches!(scene.class[i], Class::Other | Class::Capital | Class::Determiner) && scene.tokens[i].is_wordlike()
        || scene.class[i] == Class::WeakCue && i > 0 && is_determiner(scene, i - 1)
}

/// Noun phrases of any kind in the place of a cue's subject: "the filing says", "said the filing".
fn subjects(scene: &mut Scene<'_, '_>, cues: &[usize]) {
    for &i in cues {
        // "the letter reads", "read the warning": what is written speaks by this verb alone.
        let reads = scene.class[i] == Class::WeakCue && matches!(scene.tokens.lower(i), "read" | "reads");
        // "The ruling notes: “…”".
        let leads = scene.class[i] == Class::WeakCue
            && i + 2 < scene.len()
            && scene.class[i + 1] == Class::Colon
            && scene.is_quoted(i + 2);
        if scene.class[i] == Class::WeakCue && states_what_was_quoted(scene, i) {
            scene.class[i] = Class::Cue;
        }
        if scene.class[i] == Class::Cue || reads || leads {
            subject_before(scene, i);
            if !scene.begins_paragraph(i) && (scene.is_quoted(i - 1) || ends_inverted(scene, i)) {
                subject_after(scene, i, i + 1);
            }
        } else if scene.lexeme(i).is_according && !scene.is_quoted(i) {
            subject_after(scene, i, i + 2);
        }
    }
}

/// Whether a clause ends before the cue at `i` and the sentence a few words behind it: "…, said the winter report."
fn ends_inverted(scene: &Scene<'_, '_>, i: usize) -> bool {
    let told = scene.class[i - 1] == Class::Comma && matches!(scene.tokens.lower(i), "said" | "says");
    // A second determiner or a verb shows a clause: "…, says the walk changed his life.", "…, said the engines fail."
    let noun = |j: usize| in_subject(scene, j) && !is_clause_verb(scene.tokens, i + 1, j) && !is_determiner(scene, j);
    let end = || (i + 2..(i + 8).min(scene.len())).find(|&j| !noun(j));
    told && end().is_some_and(|end| scene.class[end] == Class::Period || !scene.same_sentence(end, i))
}

fn subject_before(scene: &mut Scene<'_, '_>, cue: usize) {
    let mut k = cue;
    while k > 0 && scene.same_sentence(k - 1, cue) && matches!(scene.class[k - 1], Class::Auxiliary | Class::Adverb) {
        k -= 1;
    }
    if k == 0 || !scene.same_sentence(k - 1, cue) || scene.is_claimed(k - 1..k) {
        return;
    }
    // "Residents met this week said": a time.
    let unit = matches!(
        scene.tokens.lower(k - 1),
        "week"
            | "month"
            | "year"
            | "weekend"
            | "morning"
            | "afternoon"
            | "evening"
            | "night"
            | "spring"
            | "summer"
            | "fall"
            | "winter"
    );
    if unit && k > 1 && matches!(scene.tokens.lower(k - 2), "this" | "last" | "next" | "that") {
        return;
    }
    // "You're saying": whoever is spoken to.
    if scene.tokens.lower(k - 1).split('\'').next() == Some("you") {
        return;
    }
    if SOME.contains(&scene.tokens.lower(k - 1)) && !scene.is_quoted(k - 1) {
        enter(scene, k - 1, k, Kind::Subject);
        return;
    }
    if let Some(first) = share_before(scene, k) {
        enter(scene, first, k, Kind::Subject);
        return;
    }
    if !matches!(scene.class[k - 1], Class::Other | Class::Capital) {
        return;
    }
    let last = k;
    let mut first = past_stop(scene, k - 1);
    let address = first < k - 1;
    // "showed him an image of harbourboats.vel saying": a phrase begins with its article, unless another leads to it.
    let opens = |i: usize| address && scene.class[i] == Class::Determiner && scene.class[i - 1] != Class::Preposition;
    while first > 0 && scene.same_sentence(first - 1, cue) && last - first < 9 && in_subject(scene, first - 1) {
        first -= 1;
        if first > 0 && opens(first) {
            break;
        }
    }
    // "Slate.vel over the weekend urged".
    first = past_stop(scene, first);
    // "…, which included staff members suggesting": a verb before the phrase is no part of it.
    let leads = |i: usize| scene.class[i] == Class::Preposition || scene.tokens.lower(i).ends_with("ed");
    while first + 1 < last && leads(first) {
        first += 1;
    }
    // "who have seen the memo say": an article behind a bare word shows that it is a verb's object.
    let object = |i: usize| {
        scene.class[i] == Class::Determiner && !matches!(scene.class[i - 1], Class::Preposition | Class::Determiner)
    };
    if is_object(scene, first) || (first + 1..last).any(object) {
        return;
    }
    // "Protesters marching through the streets said": the phrase describes the candidate before it.
    if first > 0 && scene.same_sentence(first - 1, cue) && scene.is_claimed(first - 1..first) {
        if let Some(start) = start_over_body(scene, first, last) {
            scene.enclose(start..first);
            enter(scene, start, last, Kind::Subject);
        }
        return;
    }
    enter(scene, first, last, Kind::Subject);
}

/// First token of "the NAME NOUN", if one or two nouns stand behind a body or place: "the Acme counterproposal".
fn start_over_body(scene: &Scene<'_, '_>, first: usize, last: usize) -> Option<usize> {
    let name = &scene.candidates[scene.candidate_at(first - 1)?];
    let of_body =
        matches!(name.kind, Kind::Name(_, EntityKind::Organisation | EntityKind::Place)) && name.last == first;
    let noun = |i: usize| {
        let lower = scene.tokens.lower(i);
        scene.class[i] == Class::Other
            && scene.tokens[i].kind == TokenKind::Word
            && !lower.ends_with("ing")
            && !lower.ends_with("ed")
    };
    let start =
        name.first.checked_sub(1).filter(|&i| scene.class[i] == Class::Determiner && scene.same_sentence(i, first))?;
    let begins = scene.begins_sentence(start)
        || matches!(
            scene.class[start - 1],
            Class::Comma | Class::Conjunction | Class::That | Class::Adverb | Class::Quoted
        )
        || matches!(
            scene.tokens.lower(start - 1),
            "which" | "what" | "as" | "when" | "while" | "if" | "because" | "where"
        );
    (begins && of_body && last - first <= 2 && (first..last).all(noun)).then_some(start)
}

/// First token of the share that a phrase is told of: "one of the officials", "47 percent of voters".
fn share_of(scene: &Scene<'_, '_>, first: usize) -> Option<usize> {
    let of = first.checked_sub(1).filter(|&i| scene.tokens.lower(i) == "of" && scene.same_sentence(i, first))?;
    share(scene, of)
}

/// First token of a share of people that ends before token `last` and begins its clause: "nearly nine out of 10", "most of
/// them", "42%".
fn share_before(scene: &Scene<'_, '_>, last: usize) -> Option<usize> {
    let first = share(scene, last)?;
    let begins = scene.begins_sentence(first)
        || matches!(
            scene.class[first - 1],
            Class::Comma | Class::Conjunction | Class::Semicolon | Class::Colon | Class::Dash
        );
    // "The one said": one person.
    (begins && (last > first + 1 || scene.tokens.lower(first) != "one")).then_some(first)
}

/// First token of words that tell a number or part of several, and end before token `last`.
fn share(scene: &Scene<'_, '_>, last: usize) -> Option<usize> {
    /// Tokens of the longest.
    const LONGEST: usize = 9;
    let fraction =
        |i: usize| ["-third", "-thirds", "-quarters", "-fifths"].iter().any(|end| scene.tokens.lower(i).ends_with(end));
    let number = |i: usize| {
        scene.tokens[i].kind == TokenKind::Number
            || fraction(i)
            || SEVERAL.contains(&scene.tokens.lower(i))
            || matches!(
                scene.tokens.lower(i),
                "one"
                    | "dozens"
                    | "hundreds"
                    | "thousands"
                    | "half"
                    | "third"
                    | "thirds"
                    | "quarter"
                    | "quarters"
                    | "fifth"
                    | "percent"
                    | "%"
                    | "majority"
                    | "most"
                    | "some"
                    | "many"
                    | "several"
                    | "few"
                    | "all"
                    | "none"
                    | "both"
            )
    };
    let part = |i: &usize| {
        scene.same_sentence(*i, last - 1)
            && !scene.is_quoted(*i)
            && !scene.is_claimed(*i..*i + 1)
            && (number(*i)
                || matches!(
                    scene.tokens.lower(*i),
                    "in" | "of"
                        | "out"
                        | "about"
                        | "nearly"
                        | "roughly"
                        | "almost"
                        | "over"
                        | "just"
                        | "only"
                        | "more"
                        | "less"
                        | "fewer"
                        | "than"
                        | "a"
                        | "an"
                        | "the"
                        | "them"
                        | "us"
                        | "per"
                        | "cent"
                        | "mere"
                        | "full"
                        | "around"
                        | "-"
                ))
    };
    let first = (last.saturating_sub(LONGEST)..last).rev().take_while(part).last()?;
    let leads = |i: &usize| {
        matches!(scene.tokens.lower(*i), "in" | "of" | "out" | "than" | "over" | "them" | "us" | "-" | "to")
    };
    let first = (first..last).find(|i| !leads(i))?;
    (first..last).any(number).then_some(first)
}

/// The first token of the word that token `i` ends, over stops within it: "harbourboats.vel".
fn past_stop(scene: &Scene<'_, '_>, i: usize) -> usize {
    let glued = |j: usize| scene.tokens[j - 1].span().end == scene.tokens[j].span().start;
    let mut first = i;
    while first > 1
        && scene.tokens.word(first - 1) == "."
        && glued(first)
        && glued(first - 1)
        && scene.tokens[first - 2].is_wordlike()
        && scene.same_sentence(first - 2, i)
    {
        first -= 2;
    }
    first
}

/// Whether the phrase at `first` is what a verb before it is done to: "met to discuss strategy said".
fn is_object(scene: &Scene<'_, '_>, first: usize) -> bool {
    let Some(before) = first.checked_sub(1).filter(|&i| scene.same_sentence(i, first)) else { return false };
    let verb = matches!(scene.class[before], Class::Cue | Class::WeakCue);
    verb && !scene.is_quoted(before) && !is_determiner(scene, first)
}

fn in_subject(scene: &Scene<'_, '_>, i: usize) -> bool {
    let possessive = scene.tokens[i].kind == TokenKind::Possessive && scene.class[i] != Class::Quoted;
    let nominal = matches!(scene.class[i], Class::Other | Class::Capital | Class::Determiner | Class::Preposition);
    (possessive || nominal) && !scene.is_claimed(i..i + 1)
}

/// "said the filing" after a quote, "according to the filing".
fn subject_after(scene: &mut Scene<'_, '_>, cue: usize, first: usize) {
    if first >= scene.len() {
        return;
    }
    let opens =
        scene.lexeme(first).is_quantifier && scene.tokens.lower(first) != "that" && !scene.is_claimed(first..first + 1);
    let mut last = first + usize::from(opens && !scene.is_quoted(first));
    // "according to state records": nouns there, whatever they are elsewhere; not "the emails released on Monday".
    let source = first == cue + 2;
    let noun = |i: usize| {
        let plain = matches!(scene.class[i], Class::WeakCue | Class::Cue) && !scene.lexeme(i).has(Form::Participle);
        plain && source && !scene.tokens.lower(i).ends_with("ed") && !scene.is_claimed(i..i + 1)
    };
    let ends = |i: usize| i >= scene.len() || !scene.same_sentence(i, cue) || !(in_subject(scene, i) || noun(i));
    let told = |i: usize| {
        let led =
            |j: usize| ends(j) || matches!(scene.class[j], Class::Preposition | Class::Determiner | Class::Capital);
        let lower = scene.tokens.lower(i);
        let participle =
            lower.ends_with("ed") || matches!(lower, "made" | "given" | "taken" | "seen" | "held" | "sent" | "written");
        source && i > first && participle && led(i + 1)
    };
    let within = |i: usize| !ends(i) && i - cue < 9 && !told(i);
    while last < scene.len() && within(last) {
        last += 1;
    }
    // "according to a yearly Rourke poll": the name is looked for there.
    if source
        && last < scene.len()
        && scene.is_claimed(last..last + 1)
        && !(first..last).any(|i| scene.class[i] == Class::Preposition)
    {
        return;
    }
    // "said the", "said 9": cut short by a sign.
    let opens = scene.class[first] == Class::Other || noun(first);
    let bare = last == first + 1 && (!opens || scene.tokens[first].kind == TokenKind::Number);
    if last > first && !bare && (is_determiner(scene, first) || opens) {
        enter(scene, first, last, Kind::Subject);
    }
}
