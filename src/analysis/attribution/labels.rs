//! Transcripts: paragraphs that begin with a speaker's name in capitals and a colon (`ORLOVA: …`), with Q: and A:, with a name in
//! double brackets (`((Ada Orlova)) …`), or with one as it is written elsewhere (`Orlova: …`).
//!
//! Market reports label their paragraphs the same way ("ENERGY: …"), so lines are talk only where labels come again, are
//! Q and A, or mostly name persons of the article. Lists of what two persons stand for do so too ("Orlova: Against the dam."): of
//! names in small letters each has to come again, and they have to say "I" or "you".

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    analysis::{EntityKind, NameId, quotes::Scene},
    lexicon::{self, gaz, word},
    text::{Case, TokenKind},
};

/// Longest label in tokens ("FORMER MAYOR ADA ORLOVA").
const LONGEST: usize = 4;

/// How a label is set off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `ORLOVA:`
    Capitals,
    /// `((Ada Orlova))`
    Brackets,
    /// `Orlova:`
    Plain,
}

/// A paragraph of a transcript, in token numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Labelled {
    /// First token of the label.
    pub label: usize,
    /// The colon, or the bracket behind the label.
    pub colon: usize,
    /// First token of the words said.
    pub first: usize,
    /// Token after the last.
    pub last: usize,
    /// Whom the label names, if the article names them in full.
    pub name: Option<NameId>,
    /// How the label is set off.
    pub style: Style,
}

/// The labelled paragraphs of an article that is, or holds, a transcript.
#[must_use]
pub fn find(scene: &Scene<'_, '_>) -> Vec<Labelled> {
    let mut found = all(scene);
    if found.is_empty() {
        return found;
    }
    name(scene, &mut found);
    found.retain(|line| may_speak(scene, line));
    let plain = |line: &Labelled| line.style == Style::Plain;
    if found.iter().any(plain) && !is_dialogue(scene, &found) {
        found.retain(|line| !plain(line));
    }
    if !is_talk(scene, &found) {
        return Vec::new();
    }
    // A question is the reporter's.
    found.retain(|line| scene.tokens.lower(line.label) != "q");
    found
}

/// All paragraphs that begin with a label.
fn all(scene: &Scene<'_, '_>) -> Vec<Labelled> {
    let mut found = Vec::new();
    let mut from = 0;
    while from < scene.len() {
        let paragraph = scene.tokens[from].paragraph;
        let to = from + scene.tokens.items()[from..].partition_point(|token| token.paragraph == paragraph);
        if !scene.is_boilerplate(from) || to - from > 2 {
            found.extend(labelled(scene, from, to));
        }
        from = to;
    }
    found
}

/// Tells whom labels name: by the last name, "A" by there being but one person, `Ada:` by the first.
fn name(scene: &Scene<'_, '_>, found: &mut [Labelled]) {
    let (lasts, firsts) = (names_by(scene, Part::Last), names_by(scene, Part::First));
    let only = only_person(scene);
    let initials = initials(scene);
    for line in found {
        let (first, last) = (scene.tokens.lower(line.label), scene.tokens.lower(line.colon - 1));
        let by_first = || firsts.get(first).filter(|_| line.style == Style::Plain && line.colon - line.label == 1);
        let named = lasts.get(last).or_else(by_first).copied().flatten();
        // "AO:" behind "Ada Orlova:".
        let short =
            || initials.get(scene.tokens.word(line.label)).filter(|_| line.colon - line.label == 1).copied().flatten();
        line.name = if first == "a" && line.style == Style::Capitals { only } else { named.or_else(short) };
    }
}

/// The paragraph `from..to`, if it begins with a label.
fn labelled(scene: &Scene<'_, '_>, from: usize, to: usize) -> Option<Labelled> {
    bracketed(scene, from, to).or_else(|| before_colon(scene, from, to))
}

/// `((Ada Orlova)) words`.
fn bracketed(scene: &Scene<'_, '_>, from: usize, to: usize) -> Option<Labelled> {
    let tokens = scene.tokens;
    let twice = |i: usize, sign: &str| i + 1 < to && tokens.word(i) == sign && tokens.word(i + 1) == sign;
    let label = from + 2;
    let close = if twice(from, "(") { (label..to.min(label + LONGEST + 1)).find(|&i| twice(i, ")")) } else { None }?;
    let first = close + 2;
    let named = close > label && (label..close).all(|i| tokens[i].is_capitalised());
    let wordy = named && (first..to).any(|i| tokens[i].is_wordlike());
    wordy.then_some(Labelled { label, colon: close, first, last: to, name: None, style: Style::Brackets })
}

/// `ORLOVA: words`, `Orlova: words`.
fn before_colon(scene: &Scene<'_, '_>, from: usize, to: usize) -> Option<Labelled> {
    let tokens = scene.tokens;
    // Scraped transcripts put a stray mark before the label.
    let label = from + usize::from(tokens[from].kind == TokenKind::DoubleMark);
    let colon = (label..to.min(label + LONGEST + 1)).find(|&i| tokens.word(i) == ":")?;
    let capitals = |i: usize| {
        let single = tokens.word(i).len() == 1 && matches!(tokens.lower(i), "q" | "a");
        tokens[i].kind == TokenKind::Word && (tokens[i].case == Case::Upper || single)
    };
    let first = colon + 1;
    let plain = |i: usize| tokens[i].kind == TokenKind::Word && tokens[i].is_capitalised();
    let style = if (label..colon).all(capitals) { Style::Capitals } else { Style::Plain };
    let fits = colon > label && first < to && (style == Style::Capitals || (label..colon).all(plain));
    // "ORLOVA: “We won.” — tweets Friday".
    let marked = if fits { scene.stretch_of(first).map(|number| scene.stretches[number]) } else { None };
    let last =
        marked.filter(|stretch| stretch.open == first && stretch.close <= to).map_or(to, |stretch| stretch.close);
    let wordy = fits && (first..last).any(|i| tokens[i].is_wordlike());
    wordy.then_some(Labelled { label, colon, first, last, name: None, style })
}

/// Last words of labels that point elsewhere or say what follows, though some are names as well.
const POINTERS: &[&str] = &[
    "also", "below", "breaking", "credit", "more", "now", "photo", "photos", "read", "related", "source", "sources",
    "update", "updated", "video", "watch",
];

/// Whether a label can be somebody's: a person of the article, Q or A, initials, or words among which is a name or a role.
/// "FILE PHOTO:", "THE FACTS:", "SPECIAL COVERAGE:" are nobody's.
fn may_speak(scene: &Scene<'_, '_>, line: &Labelled) -> bool {
    /// Letters of the longest initials.
    const INITIALS: usize = 3;
    let words = || line.label..line.colon;
    let pointer = POINTERS.contains(&scene.tokens.lower(line.colon - 1));
    let phrase = words().any(|i| scene.lexeme(i).sense.is_some_and(|sense| sense.function));
    let somebody = |i: usize| {
        let key = scene.tokens.key(i);
        lexicon::gazetteer(key) & (gaz::FIRST | gaz::LAST) != 0
            || lexicon::word_bits(key) & (word::ROLE | word::TITLE) != 0
    };
    let initials = line.colon - line.label == 1 && scene.tokens.word(line.label).len() <= INITIALS;
    let answer = matches!(scene.tokens.lower(line.label), "q" | "a");
    if line.style != Style::Capitals {
        return line.name.is_some() || line.style == Style::Brackets;
    }
    answer || !pointer && (line.name.is_some() || !phrase && (initials || words().any(somebody)))
}

/// Whether labels come again, are Q and A, or mostly name persons.
fn is_talk(scene: &Scene<'_, '_>, found: &[Labelled]) -> bool {
    let last = |line: &Labelled| scene.tokens.lower(line.colon - 1);
    if found.len() < 2 {
        return false;
    }
    let mut seen = FxHashSet::default();
    let again = found.iter().filter(|line| !seen.insert(last(line))).count();
    let named = found.iter().filter(|line| line.name.is_some()).count();
    let interview = found.iter().all(|line| matches!(last(line), "q" | "a"));
    interview || 2 * named >= found.len() || 3 * again >= found.len()
}

/// Whether at least two persons speak in turn under labels in small letters, each more than once and some of "I" or "you".
fn is_dialogue(scene: &Scene<'_, '_>, found: &[Labelled]) -> bool {
    let plain = || found.iter().filter(|line| line.style == Style::Plain);
    let mut turns: FxHashMap<Option<NameId>, usize> = FxHashMap::default();
    plain().for_each(|line| *turns.entry(line.name).or_default() += 1);
    let addresses = |i: usize| matches!(scene.tokens.lower(i), "i" | "you" | "my" | "your" | "we" | "i'm" | "i’m");
    let spoken = plain().filter(|line| (line.first..line.last).any(addresses)).count();
    turns.values().filter(|turns| **turns > 1).count() > 1 && 2 * spoken >= plain().count()
}

/// Which word of a name.
#[derive(Clone, Copy)]
enum Part {
    First,
    Last,
}

/// Persons by the first or last word of their name, in lower case; none where two share it.
fn names_by(scene: &Scene<'_, '_>, part: Part) -> FxHashMap<String, Option<NameId>> {
    let mut names = FxHashMap::default();
    for (number, name) in scene.names.iter().enumerate().filter(|(_, name)| name.canonical.contains(' ')) {
        if name.kind == EntityKind::Person {
            let word = match part {
                Part::First => name.canonical.split(' ').next(),
                Part::Last => name.canonical.rsplit(' ').next(),
            };
            let id = Some(NameId(number as u32));
            names.entry(word.unwrap_or_default().to_lowercase()).and_modify(|known| *known = None).or_insert(id);
        }
    }
    names
}

/// Persons by the first letters of their names; none where two share them.
fn initials(scene: &Scene<'_, '_>) -> FxHashMap<String, Option<NameId>> {
    let mut names = FxHashMap::default();
    for (number, name) in scene.names.iter().enumerate().filter(|(_, name)| name.kind == EntityKind::Person) {
        let letters: String =
            name.canonical.split(' ').filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect();
        if letters.len() > 1 {
            let id = Some(NameId(number as u32));
            names.entry(letters).and_modify(|known| *known = None).or_insert(id);
        }
    }
    names
}

/// The one person of the article, if there is just one.
fn only_person(scene: &Scene<'_, '_>) -> Option<NameId> {
    let mut persons = (0..scene.names.len()).filter(|&n| scene.names[n].kind == EntityKind::Person);
    let only = persons.next()?;
    persons.next().is_none().then_some(NameId(only as u32))
}
