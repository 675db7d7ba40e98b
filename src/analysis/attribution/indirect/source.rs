//! Who speaks by a cue: the subject beside it, or, of a participle or a second verb, the one of its sentence.

use super::{
    Order, blamed, demands,
    inherited::{self, inherited},
    nouns,
    words::{PLAIN_VERBS, is_opener},
};
use crate::{
    analysis::{
        EntityKind,
        attribution::acts::{self, Act},
        quotes::{Class, Kind, Pronoun, Scene, words::Form},
    },
    text::TokenKind,
};

/// Who speaks by the cue at `cue`, if it is one.
pub(super) fn source(
    scene: &Scene<'_, '_>,
    acts: &[Act],
    next: usize,
    cue: usize,
    bounds: (usize, usize),
) -> Option<(usize, Order)> {
    if scene.is_quoted(cue) {
        return None;
    }
    if scene.tokens.lower(cue) == "according" {
        let source = according_to(scene, cue).filter(|&subject| !is_manner(scene, subject));
        return source.map(|subject| (subject, Order::According));
    }
    if scene.lexeme(cue).is_saying
        && let Some(owner) = nouns::owner(scene, cue)
    {
        return Some((owner, Order::Noun));
    }
    if let Some(demand) = demands::demand(scene, cue) {
        return demands::who(scene, acts, next, cue, bounds).map(|subject| (subject, Order::Demand(demand)));
    }
    if scene.class[cue] == Class::WeakCue {
        return plain_verb(scene, cue).map(|subject| (subject, Order::Verb));
    }
    if scene.class[cue] != Class::Cue || blamed::falls_short(scene, cue) {
        return None;
    }
    if let Some(blamed) = blamed::blamed(scene, bounds.0, cue) {
        return Some((blamed, Order::Verb));
    }
    let own = acts.get(next).filter(|act| act.cue == cue).map(|act| act.subject);
    own.or_else(|| inherited(scene, acts, next, cue, bounds)).map(|subject| (subject, Order::Verb))
}

/// "residents report they …", "…, researchers report.": the subject of a verb that looks like a noun.
fn plain_verb(scene: &Scene<'_, '_>, cue: usize) -> Option<usize> {
    let lower = scene.tokens.lower(cue);
    let next = cue + 1;
    // "also pointed out", "has noted".
    let helps = |i: &usize| {
        let owns = scene.tokens[*i].kind == TokenKind::Possessive;
        let adverb = matches!(scene.class[*i], Class::Auxiliary | Class::Adverb) || scene.tokens.lower(*i) == "even";
        adverb && !owns && scene.same_sentence(*i, cue)
    };
    let start = (cue.saturating_sub(3)..cue).rev().take_while(helps).last().unwrap_or(cue);
    let out = lower.starts_with("point") && next < scene.len() && scene.tokens.lower(next) == "out";
    if !(out || PLAIN_VERBS.contains(&lower)) || cue == 0 || next >= scene.len() || !scene.same_sentence(cue - 1, next)
    {
        return None;
    }
    // "Acme, which lies in Lund, reports that", "Orlova, 50, claims he".
    let opens = scene.class[next] == Class::That || is_opener(scene.tokens.lower(next));
    if scene.class[start.checked_sub(1)?] == Class::Comma && opens && lower.ends_with('s') {
        // "The affidavit against Orlova, 25, states that".
        let own = |n: &usize| acts::governor(scene, scene.candidates[*n].first).is_none();
        return acts::before(scene, cue).filter(own);
    }
    // "Orlova credits the mayor, but notes that"; "the loss and reports that" is of nouns.
    let verb = scene.tokens.lower(start - 1) == "but" || matches!(lower, "counters" | "jokes" | "laments" | "notes");
    let joined = verb && scene.class[start - 1] == Class::Conjunction;
    if joined && scene.class[next] == Class::That && lower.ends_with('s') {
        return inherited::joined(scene, start - 1);
    }
    let subject = scene.candidate_at(start - 1).filter(|&n| scene.candidates[n].last == start)?;
    let speaker = &scene.candidates[subject];
    // "a recent Acme report that".
    let noun = matches!(speaker.kind, Kind::Name(..)) && !lower.ends_with('s') && follows_article(scene, speaker.first);
    if noun {
        return None;
    }
    let definite = !matches!(speaker.kind, Kind::Role | Kind::Subject)
        || matches!(scene.class[speaker.first], Class::Determiner | Class::Function | Class::Capital)
        || scene.tokens.lower(speaker.last - 1).ends_with('s');
    let opens =
        out || definite && scene.tokens.lower(next) == "that" || definite && is_opener(scene.tokens.lower(next));
    // "she claims the harbour is".
    let person = matches!(speaker.kind, Kind::Name(_, EntityKind::Person) | Kind::Pronoun(Pronoun::He | Pronoun::She));
    // "the ministry claims the harbour is", "critics claim the charter has".
    let several = !person && scene.tokens.lower(speaker.last - 1).ends_with('s');
    let agrees = lower.ends_with('s') && !several || several && matches!(lower, "allege" | "argue" | "claim" | "warn");
    let speaks = person || definite && !matches!(speaker.kind, Kind::Pronoun(Pronoun::It | Pronoun::Who));
    let noun = scene.class[next] == Class::Determiner || person && scene.tokens.lower(next).ends_with("ing");
    let opens = opens || speaks && agrees && noun;
    // "Orlova claims Brandt told her".
    let other = scene.candidate_at(next).map(|number| scene.candidates[number].last);
    let tells = other.is_some_and(|verb| {
        verb < scene.len() && scene.class[verb] == Class::Cue && scene.lexeme(verb).has(Form::Finite)
    });
    let opens = opens || lower.ends_with('s') && tells && scene.same_sentence(cue, next);
    let first = scene.candidates[subject].first;
    let ends = matches!(scene.class[next], Class::Period | Class::Comma);
    let behind = first > 0 && scene.class[first - 1] == Class::Comma && ends;
    (opens || behind || ends && lower.ends_with('s') && is_led_by_as(scene, first)).then_some(subject)
}

/// Whether "as" stands before whoever is named at `first`: "As the Institute notes, it is late".
fn is_led_by_as(scene: &Scene<'_, '_>, first: usize) -> bool {
    let plain = |i: &usize| scene.class[*i] != Class::Determiner && scene.same_sentence(*i, first);
    let before = (first.saturating_sub(2)..first).rev().find(plain);
    before.is_some_and(|i| scene.tokens.lower(i) == "as")
}

/// Whether "a" or "an" stands before a name, or before an adjective there.
fn follows_article(scene: &Scene<'_, '_>, first: usize) -> bool {
    let near = (first.saturating_sub(2)..first).rev().take_while(|&i| scene.same_sentence(i, first));
    let mut near = near.skip_while(|&i| scene.class[i] == Class::Other);
    near.next().is_some_and(|i| matches!(scene.tokens.lower(i), "a" | "an"))
}

/// "according to X": the candidate X.
fn according_to(scene: &Scene<'_, '_>, cue: usize) -> Option<usize> {
    // "an agreement according to which the sea is theirs".
    if cue + 2 >= scene.len() || scene.tokens.lower(cue + 1) != "to" || scene.tokens.lower(cue + 2) == "which" {
        return None;
    }
    /// Tokens to the source, and to one behind "by": "according to a study in May by the Lund Institute".
    const NEAR: usize = 8;
    const MAKER: usize = 12;
    let limit = (cue + MAKER).min(scene.len());
    let parts = |i: usize| match scene.class[i] {
        Class::Auxiliary => scene.tokens[i].kind != TokenKind::Possessive,
        // "according to a plan that Orr will present".
        Class::That => true,
        class => class == Class::Comma,
    };
    let within = |&i: &usize| scene.same_sentence(i, cue) && !parts(i);
    let maker = |i: usize| (i - 2..i).any(|j| matches!(scene.tokens.lower(j), "by" | "from"));
    let at = (cue + 2..limit).take_while(within).find(|&i| scene.candidate_at(i).is_some())?;
    if at >= cue + NEAR && !maker(at) {
        return None;
    }
    let mut subject = scene.candidate_at(at)?;
    // "according to Velland's Harbour Ministry": not Velland; but "according to Orr's letter" is Orr.
    let owner = &scene.candidates[subject];
    let owned = owner.last + 1;
    let theirs =
        (owner.possessive && owned < scene.len() && scene.same_sentence(owned, cue)).then(|| scene.candidate_at(owned));
    subject = theirs.flatten().unwrap_or(subject);
    // "according to the Lund National Hurricane Centre", of which the place was seen apart.
    let body = |n: &usize| matches!(scene.candidates[*n].kind, Kind::Name(_, EntityKind::Organisation));
    if matches!(scene.candidates[subject].kind, Kind::Name(_, EntityKind::Place)) {
        let next = scene.candidates[subject].last;
        let beside = (next < scene.len() && scene.same_sentence(next, cue)).then(|| scene.candidate_at(next)).flatten();
        subject = beside.filter(body).unwrap_or(subject);
    }
    // "according to spokesman Bill Orr": the name.
    while !matches!(scene.candidates[subject].kind, Kind::Name(..)) {
        let next = scene.candidates[subject].last;
        match (next < scene.len() && scene.same_sentence(next, cue)).then(|| scene.candidate_at(next)).flatten() {
            Some(following) if scene.candidates[following].name().is_some() => subject = following,
            _ => break,
        }
    }
    // "according to a Twitter post by Ada Orlova".
    let next = scene.candidates[subject].last;
    let by = next + 1;
    let posted = by + 1 < scene.len()
        && scene.same_sentence(next, by + 1)
        && scene.lexeme(next).is_document
        && matches!(scene.tokens.lower(by), "by" | "from");
    if posted && let Some(author) = scene.candidate_at(by + 1).filter(|&n| scene.candidates[n].name().is_some()) {
        subject = author;
    }
    // "according to Acme analyst Ada Orlova": not the firm.
    Some(acts::employee(scene, subject).unwrap_or(subject))
}

/// Nouns for how something is done, where "according to" stands before them.
const MANNERS: &[&str] = &[
    "ability",
    "age",
    "choice",
    "circumstance",
    "circumstances",
    "condition",
    "conditions",
    "convenience",
    "custom",
    "customs",
    "demand",
    "evolution",
    "gender",
    "height",
    "identity",
    "income",
    "intention",
    "intentions",
    "jobs",
    "line",
    "lines",
    "means",
    "merit",
    "merits",
    "need",
    "needs",
    "preference",
    "preferences",
    "race",
    "rank",
    "religion",
    "ritual",
    "schedule",
    "scores",
    "seniority",
    "sex",
    "size",
    "status",
    "taste",
    "tastes",
    "tradition",
    "traditions",
    "values",
    "weight",
    "wishes",
];

/// The same where somebody's own.
const OWN_MANNERS: &[&str] = &[
    "belief",
    "beliefs",
    "capacity",
    "class",
    "degree",
    "faith",
    "identity",
    "interpretation",
    "kind",
    "nature",
    "own",
    "principles",
    "rules",
    "species",
    "standards",
    "type",
];

/// Whether "according to" tells how something is done and not who says it: "according to need".
fn is_manner(scene: &Scene<'_, '_>, subject: usize) -> bool {
    let candidate = &scene.candidates[subject];
    let last = candidate.last - 1;
    let manner = match scene.tokens.lower(last) {
        "plan" => candidate.last == candidate.first + 1,
        lower => MANNERS.contains(&lower),
    };
    // "according to the party line".
    let behind = Some(candidate.last).filter(|&i| i < scene.len() && scene.same_sentence(last, i));
    let line = behind.is_some_and(|i| matches!(scene.tokens.lower(i), "line" | "lines"));
    // "according to their violent interpretation of the law", but "according to his diary".
    let theirs = matches!(scene.tokens.lower(candidate.first), "his" | "her" | "its" | "their" | "our" | "your" | "my");
    let thing = theirs && (candidate.first + 1..candidate.last).any(|i| OWN_MANNERS.contains(&scene.tokens.lower(i)));
    line || matches!(candidate.kind, Kind::Subject) && (manner || thing) && !scene.tokens[last].is_capitalised()
}
