//! Relatives: whose last name is another's, by which the article calls that other one.
//!
//! "President Orlov said … He left with first lady Maria Orlov": a name in full is looked for wherever it stands, so
//! that a last name printed before it finds it too. But some who are printed in full only once are the wife or son of
//! somebody known to every reader and never printed in full, as some are of whom only a link to another story tells. To
//! them no last name goes that stands before they enter.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Stretch,
    gender::{self, Pronouns},
    groups::Grouped,
    person,
};
use crate::{
    analysis::EntityKind,
    lexicon::Gender,
    text::{Case, Key, TokenKind, Tokens},
};

/// Pronouns of the other gender behind a last name before it is another's than the only person of that name.
const OPPOSED: u32 = 2;

/// Notes for each person named in full where they enter, if the last name before that is another's.
pub(super) fn enter(tokens: &Tokens<'_>, stretches: &[Stretch], pronouns: &Pronouns, grouped: &mut Grouped<'_>) {
    let bare = pronouns_of_last_names(tokens, stretches, pronouns, grouped);
    let (mut entered, mut alone) = (FxHashSet::default(), FxHashSet::default());
    for (i, stretch) in stretches.iter().enumerate() {
        if stretch.first == stretch.last && tokens[stretch.first].case == Case::Title {
            alone.insert(tokens.key(stretch.first));
        }
        let Some(entity) = grouped.entities.get_mut(grouped.of[i]) else { continue };
        if !entered.insert(grouped.of[i]) {
            continue;
        }
        let words: Vec<&str> = stretch.lower(tokens).collect();
        let last = person::last_name(&words).map(Key::of);
        let told = last.and_then(|last| bare.get(&last));
        let opposed = told.zip(gender::of_first_name(&words)).is_some_and(|(told, own)| is_opposed(own, told, i));
        // "ADA ORLOV ON THE FERRY": a link to another story below a text that has long told of Orlov.
        let linked = is_in_capitals(tokens, stretch) && last.is_some_and(|last| alone.contains(&last));
        entity.enters = (opposed || linked || is_kin(tokens, stretch)).then_some(i);
    }
}

/// Whether a name stands in a line of capitals: its own, and the word behind it.
fn is_in_capitals(tokens: &Tokens<'_>, stretch: &Stretch) -> bool {
    let behind = stretch.last + 1;
    stretch.first < stretch.last
        && behind < tokens.len()
        && tokens[behind].paragraph == tokens[stretch.last].paragraph
        && (stretch.first..=behind).all(|i| tokens[i].case == Case::Upper)
}

/// The pronouns behind last names that stand alone, with the stretches they follow, in text order.
type Behind = FxHashMap<Key, Vec<(usize, Gender)>>;

fn pronouns_of_last_names(
    tokens: &Tokens<'_>,
    stretches: &[Stretch],
    pronouns: &Pronouns,
    grouped: &Grouped<'_>,
) -> Behind {
    let mut out = Behind::default();
    for (i, stretch) in stretches.iter().enumerate() {
        let alone = stretch.kind == EntityKind::Person && stretch.first == stretch.last;
        if alone
            && grouped.of[i] == usize::MAX
            && let Some(gender) = pronouns.after(tokens, stretches, i)
        {
            out.entry(tokens.key(stretch.first)).or_default().push((i, gender));
        }
    }
    out
}

/// Whether those behind the last name before stretch `enters` are of the other gender, all of them.
fn is_opposed(own: Gender, told: &[(usize, Gender)], enters: usize) -> bool {
    let before = || told.iter().take_while(|(i, _)| *i < enters);
    before().count() as u32 >= OPPOSED && before().all(|(_, gender)| *gender != own)
}

/// Whether a name is set beside a word of kinship: "first lady Ada Orlova", "his son, Ben Orlov", "Ben Orlov, the
/// president's son".
fn is_kin(tokens: &Tokens<'_>, stretch: &Stretch) -> bool {
    let same = |i: &usize| tokens[*i].sentence == tokens[stretch.first].sentence;
    let before = stretch.first.checked_sub(1).filter(same);
    let before = before.and_then(|i| if tokens.lower(i) == "," { i.checked_sub(1).filter(same) } else { Some(i) });
    let lady = |i: usize| tokens.lower(i) == "lady" && i > 0 && tokens.lower(i - 1) == "first";
    if before.is_some_and(|i| lady(i) || is_kinship(tokens.lower(i))) {
        return true;
    }
    /// Tokens from the comma behind a name to "the former vice president's youngest son".
    const REACH: usize = 8;
    let comma = stretch.last + 1;
    if comma >= tokens.len() || !same(&comma) || tokens.lower(comma) != "," {
        return false;
    }
    let apposition = (comma + 1..tokens.len().min(comma + REACH)).take_while(|i| same(i) && tokens.lower(*i) != ",");
    let owned = apposition.clone().find(|&i| tokens[i].kind == TokenKind::Possessive);
    owned.is_some_and(|owner| apposition.skip_while(|i| *i <= owner).any(|i| is_kinship(tokens.lower(i))))
}

fn is_kinship(lower: &str) -> bool {
    matches!(
        lower,
        "brother"
            | "daughter"
            | "daughter-in-law"
            | "father"
            | "granddaughter"
            | "grandson"
            | "husband"
            | "mother"
            | "nephew"
            | "niece"
            | "sister"
            | "son"
            | "son-in-law"
            | "stepdaughter"
            | "stepson"
            | "widow"
            | "wife"
    )
}

#[cfg(test)]
mod tests {
    use super::super::find;
    use crate::text::Tokens;

    /// Whom each mention of "Orlov" means.
    fn meant(text: &str) -> Vec<String> {
        let tokens = Tokens::new(text);
        let found = find(&tokens, None);
        let orlov = found.mentions.iter().filter(|mention| mention.span.of(text).ends_with("Orlov"));
        orlov.map(|mention| found.names[mention.name.0 as usize].canonical.clone()).collect()
    }

    #[test]
    fn the_last_name_stays_with_whom_readers_know() {
        let ladies = "President Orlov spoke in Lund. He left with first lady Maria Orlov. “We won,” Orlov said.";
        assert_eq!(meant(ladies), ["Orlov", "Maria Orlov", "Orlov"]);
        let sons = "Orlov spoke in Lund. Peter Orlov, the president's eldest son, was there. Orlov left early.";
        assert_eq!(meant(sons), ["Orlov", "Peter Orlov", "Orlov"]);
        let named = "President Peter Orlov spoke. His wife, Maria Orlov, was there. “We won,” Orlov said.";
        assert_eq!(meant(named), ["Peter Orlov", "Maria Orlov", "Peter Orlov"]);
        let links = "Orlov spoke in Lund.\n\nMARIA ORLOV ON THE FERRY\n\n“We won,” Orlov said.";
        assert_eq!(meant(links), ["Orlov", "Orlov"]);
        let pronouns = "Orlov said his plan was good. Orlov said he was glad to see Maria Orlov. Orlov left.";
        assert_eq!(meant(pronouns), ["Orlov", "Orlov", "Maria Orlov", "Orlov"]);
    }

    #[test]
    fn the_only_one_of_a_name_has_it() {
        let late = "Orlov spoke in Lund. Maria Orlov, who is the mayor, said that she was glad. Orlov left.";
        assert_eq!(meant(late), ["Maria Orlov"; 3]);
        let acts = "Peter Orlov was shot. His father, Ivan Orlov, said no. “We won,” Orlov said.";
        assert_eq!(meant(acts), ["Peter Orlov", "Ivan Orlov", "Ivan Orlov"]);
        let first = "First lady Maria Orlov spoke. “We won,” Orlov said.";
        assert_eq!(meant(first), ["Maria Orlov"; 2]);
    }
}
