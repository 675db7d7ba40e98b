//! Verbs that lead to a verb of speech and tell that it was done: "went on to say", "was forced to admit", "kept saying".
//!
//! The subject stands before the verb that leads. One that leaves open whether it was done ("wanted to say", "was expected to
//! tell") is no such, and `indirect/unsaid.rs` keeps those out.

use super::helpers_start;
use crate::{
    analysis::quotes::{
        Class, Scene,
        words::{Form, denies, is_modal},
    },
    text::TokenKind,
};

/// First token of the verb that leads to the one of speech at `cue`, whose own helpers begin at `start`: "was" of "was quick to say".
pub(super) fn lead(scene: &Scene<'_, '_>, start: usize, cue: usize) -> Option<usize> {
    let before = start.checked_sub(1).filter(|&i| scene.same_sentence(i, cue) && !scene.is_quoted(i))?;
    let infinitive = scene.tokens.lower(before) == "to";
    if !infinitive {
        return if scene.lexeme(cue).has(Form::Participle) { to_participle(scene, before) } else { None };
    }
    // "to have said", "to also say".
    match cue - start {
        0 => to_infinitive(scene, before).or_else(|| had_to(scene, before, cue)),
        1 if scene.tokens.lower(start) == "have" => told_of(scene, before),
        1 => to_infinitive(scene, before),
        _ => None,
    }
}

/// Whether the "to" at `to` belongs to a verb that tells of what follows as done.
pub(in super::super) fn leads_to_infinitive(scene: &Scene<'_, '_>, to: usize) -> bool {
    to_infinitive(scene, to).is_some()
}

/// The words before a token, within its sentence and outside quotes; nothing beyond.
fn word<'t>(scene: &'t Scene<'_, '_>, at: usize, back: usize) -> &'t str {
    let i = at.checked_sub(back).filter(|&i| scene.same_sentence(i, at) && !scene.is_quoted(i));
    i.map_or("", |i| scene.tokens.lower(i))
}

fn to_infinitive(scene: &Scene<'_, '_>, to: usize) -> Option<usize> {
    if let Some(verb) = of_purpose(scene, to).or_else(|| going_on(scene, to)) {
        return Some(helpers_start(scene, verb));
    }
    of_state(scene, to).or_else(|| of_will(scene, to)).or_else(|| of_order(scene, to)).or_else(|| having(scene, to))
}

/// "continued to insist", "went on to say".
fn going_on(scene: &Scene<'_, '_>, to: usize) -> Option<usize> {
    const VERBS: &[&str] =
        &["began", "careful", "continue", "continued", "continues", "go", "goes", "quick", "used", "went"];
    let verb = if word(scene, to, 1) == "on" { 2 } else { 1 };
    VERBS.contains(&word(scene, to, verb)).then(|| to - verb)
}

/// "went so far as to say", "took to the Senate floor to say", "wrote to say".
fn of_purpose(scene: &Scene<'_, '_>, to: usize) -> Option<usize> {
    /// Tokens from "took to" to the other "to".
    const PLACE: usize = 8;
    if [word(scene, to, 3), word(scene, to, 2), word(scene, to, 1)] == ["so", "far", "as"] {
        return matches!(word(scene, to, 4), "go" | "goes" | "going" | "gone" | "went").then(|| to - 4);
    }
    if matches!(word(scene, to, 1), "wrote" | "writes" | "phoned") {
        return Some(to - 1);
    }
    let back = (3..=PLACE.min(to))
        .find(|&n| matches!(word(scene, to, n), "taken" | "takes" | "took") && word(scene, to, n - 1) == "to")?;
    let place = |i: usize| {
        scene.tokens.lower(i) == "of"
            || matches!(scene.class[i], Class::Capital | Class::Determiner | Class::Other | Class::Day | Class::Named)
            || scene.tokens[i].kind == TokenKind::Possessive
            || scene.candidate_at(i).is_some()
    };
    (to - back + 2..to).all(place).then(|| to - back)
}

/// "was forced to admit", "felt compelled to say", "was right to point out".
fn of_state(scene: &Scene<'_, '_>, to: usize) -> Option<usize> {
    const STATES: &[&str] = &[
        "bold",
        "bound",
        "compelled",
        "correct",
        "delighted",
        "forced",
        "glad",
        "happy",
        "heard",
        "honest",
        "moved",
        "obliged",
        "overheard",
        "pleased",
        "prompted",
        "proud",
        "right",
        "sorry",
        "swift",
        "wrong",
    ];
    let state = to.checked_sub(1).filter(|_| STATES.contains(&word(scene, to, 1)))?;
    let felt = state.checked_sub(1).filter(|_| matches!(word(scene, state, 1), "feel" | "feels" | "felt"));
    let start = helpers_start(scene, felt.unwrap_or(state));
    // "It was right to say".
    let whose = !matches!(word(scene, start, 1), "it" | "that" | "there" | "what");
    done(scene, start, felt.unwrap_or(state)).filter(|_| whose && (felt.is_some() || is_being(scene, start, state)))
}

/// "likes to say", "rushed to point out", "did not hesitate to say".
fn of_will(scene: &Scene<'_, '_>, to: usize) -> Option<usize> {
    const VERBS: &[&str] = &[
        "dared",
        "hastened",
        "hurried",
        "liked",
        "likes",
        "loved",
        "loves",
        "paused",
        "proceeded",
        "rose",
        "rushed",
        "ventured",
    ];
    let verb = to.checked_sub(1)?;
    if matches!(word(scene, to, 1), "hesitate" | "hesitated" | "hesitates") {
        return denied_start(scene, verb);
    }
    // "stepped forward to say", "stood up to say".
    let away = matches!(word(scene, to, 1), "forward" | "up" | "out");
    if away && matches!(word(scene, to, 2), "came" | "spoke" | "stepped" | "stood") {
        return Some(helpers_start(scene, to - 2));
    }
    VERBS.contains(&word(scene, to, 1)).then(|| helpers_start(scene, verb)).and_then(|start| done(scene, start, verb))
}

/// "was the first minister to say", "were among the last to admit".
fn of_order(scene: &Scene<'_, '_>, to: usize) -> Option<usize> {
    /// Words of those among whom one is the first.
    const WHOM: usize = 4;
    let order = (1..=WHOM + 1).find(|&n| matches!(word(scene, to, n), "first" | "last" | "latest" | "second"))?;
    let plain = (1..order).all(|n| matches!(scene.class[to - n], Class::Other | Class::Capital));
    let the = (plain && word(scene, to, order + 1) == "the").then(|| to - order - 1)?;
    let became = matches!(word(scene, the, 1), "became" | "becomes" | "become");
    let verb = if became || word(scene, the, 1) == "among" { the - 1 } else { the };
    let start = helpers_start(scene, verb);
    done(scene, start, verb).filter(|&start| became || is_being(scene, start, verb))
}

/// "had the courage to say", "took pains to point out".
fn having(scene: &Scene<'_, '_>, to: usize) -> Option<usize> {
    const HAD: &[&str] = &["audacity", "courage", "decency", "gall", "grace", "nerve", "temerity"];
    const TAKEN: &[&str] = &["occasion", "opportunity", "pains", "time", "trouble"];
    let noun = word(scene, to, 1);
    let back = if noun == "pains" { 2 } else { 3 };
    let verb = to.checked_sub(back).filter(|_| back == 2 || matches!(word(scene, to, 2), "the" | "that" | "this"))?;
    let had = HAD.contains(&noun) && matches!(word(scene, to, back), "had" | "has");
    let took = TAKEN.contains(&noun) && matches!(word(scene, to, back), "took" | "used" | "seized");
    let start = helpers_start(scene, verb);
    (had || took).then_some(start).and_then(|start| done(scene, start, verb))
}

/// "had to admit": what one had to concede one did.
fn had_to(scene: &Scene<'_, '_>, to: usize, cue: usize) -> Option<usize> {
    let concedes = matches!(scene.tokens.lower(cue), "acknowledge" | "admit" | "concede" | "confess");
    (concedes && word(scene, to, 1) == "had").then(|| helpers_start(scene, to - 1))
}

/// "is reported to have said", "is known to have told": others pass it on as a fact.
fn told_of(scene: &Scene<'_, '_>, to: usize) -> Option<usize> {
    let verb = to.checked_sub(1)?;
    let known = matches!(word(scene, to, 1), "heard" | "known" | "quoted" | "recorded" | "reported");
    let start = helpers_start(scene, verb);
    known.then_some(start).and_then(|start| done(scene, start, verb)).filter(|&start| is_being(scene, start, verb))
}

/// The verb that ends at `last`, before a participle of speech: "kept saying", "was overheard telling", "could not help saying".
fn to_participle(scene: &Scene<'_, '_>, last: usize) -> Option<usize> {
    const DONE_TO: &[&str] = &["caught", "filmed", "heard", "overheard", "recorded", "seen", "taped", "videotaped"];
    let at = last + 1;
    // "the growth he keeps bragging about".
    if at + 1 < scene.len() && scene.tokens.lower(at + 1) == "about" {
        return None;
    }
    match word(scene, at, 1) {
        "keep" | "keeps" | "kept" => return Some(helpers_start(scene, last)),
        "on" | "around" if matches!(word(scene, at, 2), "insisted" | "insists" | "kept" | "went") => {
            return Some(helpers_start(scene, last - 1));
        }
        "stopped" | "tired" if word(scene, at, 2) == "never" => return Some(helpers_start(scene, last)),
        "help" => return denied_start(scene, last),
        _ => {}
    }
    // "was caught on tape telling a donor that".
    let recorded = matches!(word(scene, at, 1), "audio" | "camera" | "film" | "tape" | "video");
    let verb = if recorded && word(scene, at, 2) == "on" { last.checked_sub(2)? } else { last };
    if !DONE_TO.contains(&scene.tokens.lower(verb)) || !scene.same_sentence(verb, at) {
        return None;
    }
    let start = helpers_start(scene, verb);
    let never = (start..verb).any(|i| denies(scene.tokens.lower(i)));
    (!never && is_being(scene, start, verb)).then_some(start)
}

/// First token of the denied verb at `verb`: "did" of "did not hesitate", "couldn't" of "couldn't help".
fn denied_start(scene: &Scene<'_, '_>, verb: usize) -> Option<usize> {
    let not = verb.checked_sub(1).filter(|_| denies(word(scene, verb, 1)))?;
    Some(helpers_start(scene, not))
}

/// `start` if the helpers `start..verb` tell of something done, and not of what may be, will be or was not.
fn done(scene: &Scene<'_, '_>, start: usize, verb: usize) -> Option<usize> {
    let open = |i: usize| denies(scene.tokens.lower(i)) || is_modal(scene.tokens.lower(i));
    let hangs = start > 0 && scene.same_sentence(start - 1, verb) && scene.tokens.lower(start - 1) == "to";
    (!hangs && !(start..verb).any(open)).then_some(start)
}

/// Whether a form of "be" is among the helpers `start..verb`.
fn is_being(scene: &Scene<'_, '_>, start: usize, verb: usize) -> bool {
    let being = |i: usize| matches!(scene.tokens.lower(i), "am" | "are" | "be" | "been" | "is" | "was" | "were");
    (start..verb).any(being)
}
