//! Words in marks that nobody says: the title of a work, what is printed on a sign, a proverb.

use crate::analysis::quotes::{Class, Scene};

/// Whether what leads to stretch `number` tells that it is printed somewhere, or everybody's: "an essay titled “…”", "a sign that read
/// “…”", "as the old saying goes, “…”".
#[must_use]
pub(super) fn is_printed(scene: &Scene<'_, '_>, number: usize) -> bool {
    let open = scene.stretches[number].open;
    let sign = |i: &usize| matches!(scene.class[*i], Class::Comma | Class::Colon | Class::Dash);
    let near = |&i: &usize| scene.same_sentence(i, open) && !scene.is_quoted(i);
    let last = (open.saturating_sub(2)..open).rev().take_while(near).find(|i| !sign(i));
    last.is_some_and(|i| is_titling(scene.tokens.lower(i)) || is_sign(scene, i) || is_proverb(scene, i))
}

fn is_titling(lower: &str) -> bool {
    matches!(lower, "captioned" | "entitled" | "headlined" | "subtitled" | "titled")
}

/// Whether the verb at `verb` tells what a sign holds: "signs reading", "a banner that said".
fn is_sign(scene: &Scene<'_, '_>, verb: usize) -> bool {
    /// Tokens from the noun to the verb.
    const REACH: usize = 5;
    let tells = matches!(
        scene.tokens.lower(verb),
        "proclaiming" | "read" | "reading" | "reads" | "said" | "saying" | "says" | "stating"
    );
    let between = |i: usize| matches!(scene.tokens.lower(i), "that" | "which") || scene.class[i] == Class::Dash;
    let described =
        |&i: &usize| between(i) || matches!(scene.class[i], Class::Adverb | Class::Other | Class::Determiner);
    let noun = |&i: &usize| {
        let lower = scene.tokens.lower(i);
        is_sign_noun(lower) || lower.strip_suffix('s').is_some_and(is_sign_noun)
    };
    let mut near = (verb.saturating_sub(REACH)..verb).rev().take_while(|&i| scene.same_sentence(i, verb));
    tells && near.find(|i| noun(i) || !described(i)).is_some_and(|i| noun(&i))
}

fn is_sign_noun(lower: &str) -> bool {
    matches!(
        lower,
        "banner"
            | "billboard"
            | "bracelet"
            | "button"
            | "cap"
            | "flag"
            | "graffiti"
            | "hat"
            | "placard"
            | "plaque"
            | "poster"
            | "shirt"
            | "sign"
            | "sticker"
            | "sweatshirt"
            | "t-shirt"
            | "tattoo"
            | "tombstone"
    )
}

/// Whether the word at `i` ends what tells of a proverb: "an old proverb", "as the saying goes".
fn is_proverb(scene: &Scene<'_, '_>, i: usize) -> bool {
    match scene.tokens.lower(i) {
        "adage" | "maxim" | "proverb" => true,
        "goes" if i > 0 => matches!(scene.tokens.lower(i - 1), "adage" | "proverb" | "saying"),
        "saying" if i > 0 => scene.tokens.lower(i - 1) == "old",
        _ => false,
    }
}
