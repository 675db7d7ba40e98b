//! Whom labels name, once the article's names are gathered.

use std::collections::HashMap;

use rustc_hash::FxHashMap;

use super::{Style, Turn};
use crate::{
    analysis::{EntityKind, Mention, Name, NameId},
    text::Tokens,
};

/// Tells whom the labels of `turns` name: the name mentioned there, else by the last name, the first (`Ada:`), initials (`AO:`), or, for an
/// answer, by there being but one person.
pub fn tell(tokens: &Tokens<'_>, names: &[Name], mentions: &[Mention], turns: &mut [Turn]) {
    if turns.is_empty() {
        return;
    }
    let people = People::of(names);
    let mut labels: FxHashMap<usize, Option<NameId>> = HashMap::default();
    for turn in turns {
        let name = labels.entry(turn.label.start);
        turn.name = *name.or_insert_with(|| {
            let mentioned = mentioned(tokens, names, mentions, turn).filter(|_| !people.share(tokens, turn));
            mentioned.or_else(|| people.of_label(tokens, turn))
        });
    }
}

/// The person whom the label mentions; organisations sign posts as well.
fn mentioned(tokens: &Tokens<'_>, names: &[Name], mentions: &[Mention], turn: &Turn) -> Option<NameId> {
    let signed = turn.style == Style::Signed;
    let named = turn.named.clone().or_else(|| signed.then(|| turn.label.clone()))?;
    let start = tokens[named.start].span().start;
    let at = mentions.partition_point(|mention| mention.span.start < start);
    let mention = mentions.get(at).filter(|mention| mention.span.end <= tokens[named.end - 1].span().end)?;
    // A label of one word is a person only where the article names one in full.
    let name = &names[mention.name.0 as usize];
    let person = name.kind == EntityKind::Person && name.canonical.contains(' ');
    (person || signed && name.kind == EntityKind::Organisation).then_some(mention.name)
}

/// Persons of an article by parts of their names, in lower case; none where two share it.
struct People {
    lasts: FxHashMap<String, Option<NameId>>,
    firsts: FxHashMap<String, Option<NameId>>,
    initials: FxHashMap<String, Option<NameId>>,
    only: Option<NameId>,
}

impl People {
    fn of(names: &[Name]) -> Self {
        let persons = || names.iter().enumerate().filter(|(_, name)| name.kind == EntityKind::Person);
        let by = |part: fn(&str) -> Option<String>| {
            let mut found: FxHashMap<String, Option<NameId>> = HashMap::default();
            for (number, name) in persons() {
                let Some(key) = part(&name.canonical) else { continue };
                found.entry(key).and_modify(|known| *known = None).or_insert(Some(NameId(number as u32)));
            }
            found
        };
        let mut all = persons();
        let only = all.next().filter(|_| all.next().is_none()).map(|(number, _)| NameId(number as u32));
        Self { lasts: by(last), firsts: by(first), initials: by(initials), only }
    }

    /// Whether the one word of a label is the last name of several.
    fn share(&self, tokens: &Tokens<'_>, turn: &Turn) -> bool {
        let single = turn.named.clone().filter(|named| named.len() == 1);
        single.is_some_and(|named| self.lasts.get(tokens.lower(named.start)) == Some(&None))
    }

    fn of_label(&self, tokens: &Tokens<'_>, turn: &Turn) -> Option<NameId> {
        let label = turn.label.clone();
        let (first, end) = (tokens.lower(label.start), tokens.lower(label.end - 1));
        if turn.style == Style::Letter {
            return self.only;
        }
        let single = label.len() == 1;
        let by_first = || self.firsts.get(first).filter(|_| turn.style == Style::Plain && single);
        let by_initials = || self.initials.get(tokens.word(label.start)).filter(|_| single);
        self.lasts.get(end).or_else(by_first).or_else(by_initials).copied().flatten()
    }
}

fn last(name: &str) -> Option<String> {
    Some(name.rsplit_once(' ')?.1.to_lowercase())
}

fn first(name: &str) -> Option<String> {
    Some(name.split_once(' ')?.0.to_lowercase())
}

fn initials(name: &str) -> Option<String> {
    let letters: String = name.split(' ').filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect();
    (letters.len() > 1).then_some(letters)
}
