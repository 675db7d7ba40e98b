//! Transcripts: paragraphs that begin with a speaker's name in capitals and a colon (`ORLOVA: …`), or with Q: and A:.
//!
//! Market reports label their paragraphs the same way ("ENERGY: …"), so lines are talk only where labels come again, are
//! Q and A, or mostly name persons of the article.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    analysis::{EntityKind, NameId, quotes::Scene},
    text::{Case, TokenKind},
};

/// Longest label in tokens ("FORMER MAYOR ADA ORLOVA").
const LONGEST: usize = 4;

/// A paragraph of a transcript, in token numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Labelled {
    /// First token of the label.
    pub label: usize,
    /// The colon.
    pub colon: usize,
    /// First token of the words said.
    pub first: usize,
    /// Token after the last.
    pub last: usize,
    /// Whom the label names, if the article names them in full.
    pub name: Option<NameId>,
}

/// The labelled paragraphs of an article that is, or holds, a transcript.
#[must_use]
pub fn find(scene: &Scene<'_, '_>) -> Vec<Labelled> {
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
    let names = last_names(scene);
    let only = only_person(scene);
    for line in &mut found {
        let answer = scene.tokens.lower(line.label) == "a";
        line.name = if answer { only } else { names.get(scene.tokens.lower(line.colon - 1)).copied().flatten() };
    }
    if !is_talk(scene, &found) {
        return Vec::new();
    }
    // A question is the reporter's.
    found.retain(|line| scene.tokens.lower(line.label) != "q");
    found
}

/// The paragraph `from..to`, if it begins with a label.
fn labelled(scene: &Scene<'_, '_>, from: usize, to: usize) -> Option<Labelled> {
    let tokens = scene.tokens;
    // Scraped transcripts put a stray mark before the label.
    let label = from + usize::from(tokens[from].kind == TokenKind::DoubleMark);
    let colon = (label..to.min(label + LONGEST + 1)).find(|&i| tokens.word(i) == ":")?;
    let capitals = |i: usize| {
        let single = tokens.word(i).len() == 1 && matches!(tokens.lower(i), "q" | "a");
        tokens[i].kind == TokenKind::Word && (tokens[i].case == Case::Upper || single)
    };
    let first = colon + 1;
    let fits = colon > label && first < to && (label..colon).all(capitals);
    let wordy = fits && (first..to).any(|i| tokens[i].is_wordlike());
    wordy.then_some(Labelled { label, colon, first, last: to, name: None })
}

/// Whether labels come again, are Q and A, or mostly name persons; and are no pointers such as "READ MORE:".
fn is_talk(scene: &Scene<'_, '_>, found: &[Labelled]) -> bool {
    const POINTERS: &[&str] =
        &["more", "below", "now", "also", "related", "video", "photos", "update", "updated", "breaking"];
    let last = |line: &Labelled| scene.tokens.lower(line.colon - 1);
    if found.len() < 2 || found.iter().any(|line| POINTERS.contains(&last(line))) {
        return false;
    }
    let mut seen = FxHashSet::default();
    let again = found.iter().filter(|line| !seen.insert(last(line))).count();
    let named = found.iter().filter(|line| line.name.is_some()).count();
    let interview = found.iter().all(|line| matches!(last(line), "q" | "a"));
    interview || 2 * named >= found.len() || 3 * again >= found.len()
}

/// Persons by the last word of their name, in lower case; none where two share it.
fn last_names(scene: &Scene<'_, '_>) -> FxHashMap<String, Option<NameId>> {
    let mut names = FxHashMap::default();
    for (number, name) in scene.names.iter().enumerate().filter(|(_, name)| name.canonical.contains(' ')) {
        if name.kind == EntityKind::Person {
            let last = name.canonical.rsplit(' ').next().unwrap_or_default().to_lowercase();
            let id = Some(NameId(number as u32));
            names.entry(last).and_modify(|known| *known = None).or_insert(id);
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
