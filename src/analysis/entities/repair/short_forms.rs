//! Names by the short forms that stand in brackets behind them.

use crate::{
    analysis::{
        EntityKind,
        entities::{Stretch, groups},
    },
    text::Tokens,
};

/// Gives a name the extent that its short form in brackets spells ("Construction and Similar Workers Union (CSWU)"), as
/// Schwartz and Hearst (2003) read them from the right. What the tagger took for several names becomes one, a body if
/// any of them was.
pub(super) fn short_forms_spell_names(tokens: &Tokens<'_>, stretches: &mut Vec<Stretch>) {
    let mut kept = 0;
    for at in 0..stretches.len() {
        stretches[kept] = stretches[at];
        kept += 1;
        if let Some(first) = spelled_from(tokens, &stretches[kept - 1]) {
            kept = join_from(first, &mut stretches[..kept]);
        }
    }
    stretches.truncate(kept);
}

/// Makes one name of all that reach behind token `first`, unless a person is among them. Gives how many there are then.
fn join_from(first: usize, stretches: &mut [Stretch]) -> usize {
    let before = stretches.partition_point(|stretch| stretch.last < first);
    let joined = &mut stretches[before..];
    if joined.iter().any(|stretch| stretch.kind == EntityKind::Person) {
        return stretches.len();
    }
    let body = joined.iter().any(|stretch| stretch.kind == EntityKind::Organisation);
    let Stretch { last, kind, .. } = joined[joined.len() - 1];
    joined[0] = Stretch { first, last, kind: if body { EntityKind::Organisation } else { kind } };
    before + 1
}

/// Where a name begins by the initials that stand in brackets behind `stretch`: every capital counts once; small words
/// are skipped, or else counted ("DOJ").
fn spelled_from(tokens: &Tokens<'_>, stretch: &Stretch) -> Option<usize> {
    /// Letters of the longest short form that is looked at.
    const LONGEST: usize = 10;
    let (last, short) = (stretch.last, stretch.last + 2);
    let in_brackets = short + 1 < tokens.len() && tokens.word(last + 1) == "(" && tokens.word(short + 1) == ")";
    if !in_brackets {
        return None;
    }
    let letters = tokens.lower(short).as_bytes();
    if !(2..=LONGEST).contains(&letters.len()) || !letters.iter().all(u8::is_ascii_alphabetic) {
        return None;
    }
    [false, true].into_iter().find_map(|small_count| initials_from(tokens, last, letters, small_count))
}

fn initials_from(tokens: &Tokens<'_>, last: usize, letters: &[u8], small_count: bool) -> Option<usize> {
    let mut left = letters;
    for i in (0..=last).rev().take_while(|&i| tokens[i].sentence == tokens[last].sentence) {
        let (lower, capital) = (tokens.lower(i), tokens[i].is_capitalised());
        let fits = lower.as_bytes().first() == left.last();
        if fits && (capital || small_count) {
            left = &left[..left.len() - 1];
        } else if capital || !groups::is_small(lower) {
            return None;
        }
        if left.is_empty() {
            return capital.then_some(i);
        }
    }
    None
}
