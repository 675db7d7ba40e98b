//! Speech that somebody denies.

use super::subject;
use crate::analysis::quotes::{
    Class, Scene,
    words::{Form, denies},
};

/// Whether what the verb at `cue` tells is denied to have been said: "denied telling the board that", "denies the claim that he called it";
/// but "denied it and said".
pub(in super::super) fn is_denied(scene: &Scene<'_, '_>, cue: usize) -> bool {
    /// Tokens from the one verb to the other.
    const REACH: usize = 16;
    let same = |i: &usize| scene.same_sentence(*i, cue) && !scene.is_quoted(*i) && !parts(scene, *i);
    let denial = |i: &usize| matches!(scene.tokens.lower(*i), "denied" | "denies" | "deny" | "denying");
    // "“…,” Orlova denied saying".
    let speaks = |i: usize| scene.class[i] == Class::Cue && scene.lexeme(i).has(Form::Participle);
    let behind = (cue + 1..scene.len().min(cue + 4)).find(|&i| !leads_to_participle(scene, i));
    if denial(&cue) && behind.is_some_and(|i| speaks(i) && scene.same_sentence(cue, i)) {
        return true;
    }
    let Some(verb) = (cue.saturating_sub(REACH)..cue).rev().take_while(same).find(denial) else {
        return is_called_false(scene, cue);
    };
    if is_negated(scene, verb) {
        return false;
    }
    if scene.lexeme(cue).has(Form::Participle) {
        return (verb + 1..cue).all(|i| leads_to_participle(scene, i));
    }
    subject(scene, cue).map(|number| scene.candidates[number].first).is_some_and(|first| {
        // "denied a request Orlova said was late": only what is denied, and no thing told of.
        let leads = |i: usize| scene.class[i] == Class::That || is_charge(scene.tokens.lower(i));
        // "denied US claims it was late" tells of claims that were made.
        let beside = first == verb + 1 && !scene.lexeme(cue).is_saying;
        first > verb && first < cue && (beside || leads(first - 1))
    })
}

/// Whether it is called untrue or without evidence that somebody said so: "It is false that Orlova said", "no record of Orlova saying".
fn is_called_false(scene: &Scene<'_, '_>, cue: usize) -> bool {
    /// Tokens from the one to the other: the subject with its titles.
    const REACH: usize = 10;
    const FALSE: &[&str] = &["false", "fabricated", "inaccurate", "incorrect", "untrue"];
    const GROUNDS: &[&str] =
        &["evidence", "hint", "indication", "proof", "record", "recording", "sign", "suggestion", "transcript"];
    let lower = |i: usize| scene.tokens.lower(i);
    let participle = scene.lexeme(cue).has(Form::Participle);
    let leads = |i: &usize| scene.class[*i] == Class::That || participle && lower(*i) == "of";
    let near = |&i: &usize| scene.same_sentence(i, cue) && !scene.is_quoted(i) && !parts(scene, i);
    let led = (cue.saturating_sub(REACH)..cue).rev().take_while(near).find(leads).filter(|&that| that > 1);
    led.is_some_and(|that| {
        let not = |i: usize| denies(lower(i)) || matches!(lower(i), "no" | "little" | "without");
        let whole = scene.same_sentence(that - 2, cue) && !scene.is_quoted(that - 2);
        let word = lower(that - 1);
        let grounds = || GROUNDS.contains(&word) && (that.saturating_sub(3)..that - 1).any(not);
        let nothing = matches!(word, "indicates" | "proves" | "shows" | "suggests") && lower(that - 2) == "nothing";
        whole && (nothing || FALSE.contains(&word) || word == "true" && not(that - 2) || grounds())
    })
}

/// Whether another statement begins at token `i`.
fn parts(scene: &Scene<'_, '_>, i: usize) -> bool {
    let class = scene.class[i];
    matches!(
        class,
        Class::Comma
            | Class::Period
            | Class::Semicolon
            | Class::Colon
            | Class::Dash
            | Class::Bracket
            | Class::Conjunction
    ) || matches!(
        scene.tokens.lower(i),
        "after" | "although" | "as" | "because" | "when" | "where" | "which" | "while" | "who"
    )
}

/// "did not deny that she had said".
fn is_negated(scene: &Scene<'_, '_>, verb: usize) -> bool {
    let near = (verb.saturating_sub(3)..verb).rev().take_while(|&i| scene.same_sentence(i, verb));
    near.into_iter().any(|i| denies(scene.tokens.lower(i)))
}

/// What may stand between a verb or preposition and its participle: "denied ever having told", "accused of falsely claiming".
pub(in super::super) fn leads_to_participle(scene: &Scene<'_, '_>, i: usize) -> bool {
    matches!(scene.class[i], Class::Auxiliary | Class::Adverb)
        || matches!(scene.tokens.lower(i), "ever" | "even" | "having")
}

/// What is said against somebody.
fn is_charge(lower: &str) -> bool {
    let one = lower.strip_suffix('s').unwrap_or(lower);
    matches!(one, "accusation" | "allegation" | "charge" | "claim" | "report" | "rumor" | "rumour" | "suggestion")
}
