//! Words quoted to name or judge something: "called the plan “a very expensive way to stand still”".
//!
//! Such fragments are mixed speech: the marks hold the speaker's words, the sentence round them is the reporter's. They are
//! too short for the models to tell from titles and scare quotes, but the verb and its subject do.

use super::{
    acts::{self, Act},
    indirect,
};
use crate::{
    analysis::quotes::{
        Class, Kind, Scene,
        words::{TIME_UNITS, is_clause_verb},
    },
    text::TokenKind,
};

/// Verbs of those that name ([`Lexeme::is_naming`](crate::analysis::quotes::lexemes::Lexeme)) that judge a thing without giving it a name: of "blasted the “leak”" the marks hold a doubt, of "blasted it as “a
/// leak”" the words.
const JUDGING: &[&str] = &[
    "assailed",
    "blasted",
    "blasting",
    "condemned",
    "condemning",
    "criticised",
    "criticising",
    "criticized",
    "criticizing",
    "decried",
    "decrying",
    "denounced",
    "denouncing",
    "derided",
    "deriding",
    "dismissed",
    "dismisses",
    "dismissing",
    "hailed",
    "hailing",
    "lambasted",
    "mocked",
    "mocking",
    "praised",
    "praising",
    "ridiculed",
    "ridiculing",
    "slammed",
    "slamming",
];

/// Verbs that judge a thing only by what "as" leads to: "rejected the claim as “false”", "cast it as “a game”".
const TAKEN_AS: &[&str] = &[
    "attacked",
    "cast",
    "casting",
    "justified",
    "painted",
    "painting",
    "portrayed",
    "portraying",
    "portrays",
    "rated",
    "rating",
    "rejected",
    "rejecting",
    "rejects",
    "smeared",
];

/// Verbs that tell of what somebody speaks: "warned of “a flood”", "railed against “the few”".
const SPEAKING_OF: &[&str] =
    &["boasted", "complained", "complaining", "complains", "lashed", "railed", "warned", "warns"];

/// Tokens that may stand between the verb and the opening mark, quoted ones not counted.
const REACH: usize = 14;

/// The same with the quoted ones: a text of marks alone must stay linear.
const FARTHEST: usize = 60;

/// The verb that names by stretch `number`, and the candidate that is its subject.
#[must_use]
pub(super) fn namer(scene: &Scene<'_, '_>, acts: &[Act], number: usize) -> Option<(usize, usize)> {
    let verb = verb_before(scene, number)?;
    // "people who get called “traitors”", "calling out those who “push back”".
    let got = verb > 0 && matches!(scene.tokens.lower(verb - 1), "get" | "gets" | "getting" | "got");
    let out = scene.tokens.lower(verb).starts_with("call") && scene.tokens.lower(verb + 1) == "out";
    if got || out || acts::is_passive(scene, verb) || acts::is_denied(scene, verb) {
        return None;
    }
    // "a group calling itself “the Crew”".
    let itself = scene.tokens.lower(verb).starts_with("call")
        && scene.same_sentence(verb, verb + 1)
        && matches!(scene.tokens.lower(verb + 1), "itself" | "themselves");
    if itself && scene.tokens[scene.stretches[number].first].is_capitalised() {
        return None;
    }
    // "called it on Radio Lund's “Late Harbour” a lie": a title.
    let stretch = scene.stretches[number];
    let owned = scene.tokens[stretch.open - 1].kind == TokenKind::Possessive;
    if owned && scene.tokens[stretch.first].is_capitalised() {
        return None;
    }
    // "Orlova left the talks, calling them “a farce”".
    let participle = scene.tokens.lower(verb).ends_with("ing");
    let goes_on = || acts::subject_of_clause(scene, verb).or_else(|| indirect::goes_on(scene, acts, verb));
    let before = if participle { goes_on() } else { None }.or_else(|| acts::before(scene, verb));
    let subject = before.or_else(|| acts::before(scene, joined_to(scene, verb)?))?;
    let candidate = &scene.candidates[subject];
    // "a group called “the Crew”", "a plan called the “Harbour Way”" is called so by others.
    let indefinite = matches!(candidate.kind, Kind::Role | Kind::Subject)
        && matches!(scene.tokens.lower(candidate.first), "a" | "an");
    let article = usize::from(scene.class[verb + 1] == Class::Determiner);
    let bare = candidate.last == verb && scene.is_quoted(verb + 1 + article);
    (!(indefinite && bare)).then_some((verb, subject))
}

/// First token of what the verb at `verb` names or judges by stretch `number`, if it stands between the two: who is asked what somebody
/// said of the plan wants "the plan “a dream”".
#[must_use]
pub(super) fn object(scene: &Scene<'_, '_>, number: usize, verb: usize) -> Option<usize> {
    // "referred to the plan as “a dream”", "called on them to “wake up”".
    let first = match behind_preposition(scene, verb) {
        beside if beside == verb + 1 => beside + usize::from(matches!(scene.tokens.lower(beside), "for" | "on" | "to")),
        behind => behind,
    };
    (first < scene.stretches[number].open && !scene.is_quoted(first)).then_some(first)
}

/// Token behind the preposition of a verb that tells of what somebody speaks: "warned of", "railed against", "lashed out at"; else the one
/// behind the verb.
fn behind_preposition(scene: &Scene<'_, '_>, verb: usize) -> usize {
    let next = verb + 1;
    let out = usize::from(scene.tokens.lower(next) == "out");
    let speaks = SPEAKING_OF.contains(&scene.tokens.lower(verb)) && next + 1 < scene.len();
    let leads = speaks && matches!(scene.tokens.lower(next + out), "about" | "against" | "at" | "of");
    if leads && scene.same_sentence(verb, next + out) { next + out + 1 } else { next }
}

/// Token past the noun that words in marks are but a part of: "called it an “amnesty” bill", "of wanting to “seize” Velland"; else past the
/// marks.
#[must_use]
pub(super) fn end(scene: &Scene<'_, '_>, number: usize) -> usize {
    /// Words of the noun.
    const NOUN: usize = 3;
    let stretch = scene.stretches[number];
    let before = scene.tokens.lower(stretch.open - usize::from(stretch.open > 0));
    let open = scene.class[stretch.open - usize::from(stretch.open > 0)] == Class::Determiner || before == "to";
    let ended = scene.tokens[stretch.last - 1].kind == TokenKind::Stop
        || scene.tokens.word(stretch.last - 1).ends_with([',', '?', '!']);
    let part = |&i: &usize| {
        let nominal = matches!(scene.class[i], Class::Other | Class::Capital) || scene.candidate_at(i).is_some();
        let lower = scene.tokens.lower(i);
        let time = TIME_UNITS.contains(&lower.strip_suffix('s').unwrap_or(lower))
            || matches!(lower, "days" | "hours" | "minutes" | "ahead");
        nominal
            && !time
            && scene.tokens[i].kind == TokenKind::Word
            && scene.same_sentence(stretch.open, i)
            && !is_clause_verb(scene.tokens, i, i)
    };
    let noun = (stretch.close..scene.len().min(stretch.close + NOUN)).take_while(part).last();
    noun.filter(|_| open && !ended && stretch.open > 0).map_or(stretch.close, |noun| noun + 1)
}

/// Whether a stretch is but what people call a thing, whoever they are: "are described as “free of cost”".
#[must_use]
pub(super) fn is_name_of_a_thing(scene: &Scene<'_, '_>, number: usize) -> bool {
    let stretch = scene.stretches[number];
    let by = (stretch.close < scene.len()) && scene.tokens.lower(stretch.close) == "by";
    let lower = !scene.tokens[stretch.first].is_capitalised();
    let Some(verb) = verb_before(scene, number).filter(|_| lower && !by) else { return false };
    let beside = (verb + 1..stretch.open).all(|i| matches!(scene.tokens.lower(i), "as" | "a" | "an" | "the"));
    beside && acts::is_passive(scene, verb)
}

fn verb_before(scene: &Scene<'_, '_>, number: usize) -> Option<usize> {
    let open = scene.stretches[number].open;
    let mut outside = 0;
    for i in (open.saturating_sub(FARTHEST)..open).rev().take_while(|&i| scene.same_sentence(i, open)) {
        if scene.is_quoted(i) {
            continue;
        }
        if scene.lexeme(i).is_naming {
            return Some(i).filter(|&verb| takes(scene, verb, number));
        }
        let parts = match scene.class[i] {
            // "called the plan's author “a dreamer”".
            Class::Auxiliary => scene.tokens[i].kind != TokenKind::Possessive,
            class => {
                matches!(
                    class,
                    Class::Cue | Class::Period | Class::Colon | Class::Semicolon | Class::Comma | Class::Dash
                )
            }
        };
        outside += 1;
        if parts || outside > REACH {
            return None;
        }
    }
    None
}

/// The verb that one behind "and" shares its subject with: "called the plan “ours” and accused them of “sleeping”".
fn joined_to(scene: &Scene<'_, '_>, verb: usize) -> Option<usize> {
    let before = (0..verb).rev().take(2).find(|&i| scene.class[i] != Class::Adverb);
    let joined = before.filter(|&i| matches!(scene.tokens.lower(i), "and" | "but") && scene.same_sentence(i, verb))?;
    let near = (joined.saturating_sub(FARTHEST)..joined).rev().take_while(|&i| scene.same_sentence(i, verb));
    let mut outside = near.filter(|&i| !scene.is_quoted(i)).take(REACH);
    outside.find(|&i| scene.lexeme(i).is_naming || scene.class[i] == Class::Cue)
}

/// Whether what stretch `number` quotes hangs on the verb as it must: "accused the board of “sleeping”" and not "accused of
/// “sleeping”", "referred to it as “ours”".
fn takes(scene: &Scene<'_, '_>, verb: usize, number: usize) -> bool {
    /// Words of a judgement where no "as" or "for" leads to it.
    const TELLING: usize = 3;
    let stretch = scene.stretches[number];
    let open = stretch.open;
    let joined = |word: &str| (verb + 2..open).any(|i| !scene.is_quoted(i) && scene.tokens.lower(i) == word);
    match scene.tokens.lower(verb) {
        "accuse" | "accused" | "accuses" | "accusing" => scene.tokens.lower(verb + 1) != "of" && joined("of"),
        "refer" | "referred" | "referring" | "refers" => joined("as"),
        as_it_is if TAKEN_AS.contains(&as_it_is) => joined("as"),
        speaking if SPEAKING_OF.contains(&speaking) => {
            !scene.tokens[stretch.first].is_capitalised() && behind_preposition(scene, verb) > verb + 1
        }
        judging if JUDGING.contains(&judging) => {
            let words = (stretch.first..stretch.last).filter(|&i| scene.tokens[i].is_wordlike()).count();
            joined("as") || joined("for") || words >= TELLING
        }
        _ => true,
    }
}
