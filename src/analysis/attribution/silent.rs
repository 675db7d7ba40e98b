//! Who stands beside a quote and does not say it: who is told, asked or written to, where it was said, who passed it on, the body of
//! whoever speaks, a name within what is told of them.
//! The model is not asked about them.

use super::{
    acts::{self, Act, Speech},
    ahead, cue, is_according,
};
use crate::{
    analysis::{
        EntityKind,
        quotes::{
            Candidate, Class, Kind, Scene, papers,
            words::{Form, is_clause_verb},
        },
    },
    text::TokenKind,
};

/// Whether a candidate is a place without a verb of speech, which says nothing.
pub(super) fn is_bare_place(scene: &Scene<'_, '_>, number: usize, stretch: usize) -> bool {
    let place = matches!(scene.candidates[number].kind, Kind::Name(_, EntityKind::Place));
    let stretch = scene.stretches[stretch];
    place && cue(scene, number, (stretch.open, stretch.close)).is_none()
}

/// Whether a candidate is but told of beside the quote, and so said nothing.
pub(super) fn is_beside_the_speaker(scene: &Scene<'_, '_>, speech: &Speech, number: usize, stretch: usize) -> bool {
    let body = matches!(scene.candidates[number].kind, Kind::Name(_, EntityKind::Organisation | EntityKind::Place));
    let speaks = speech.subject[number];
    only_relays(scene, speech, number, stretch)
        || opens_another_sentence(scene, number, stretch)
        || is_told_of_speaker(scene, speech, number)
        || is_addressed(scene, number)
        || is_written_of(scene, number)
        || ahead::speaks_of_something_else(scene, speech, number, stretch)
        || !speaks && is_recipient(scene, number)
        || gets_words(scene, number)
        || says_otherwise(scene, speech, number)
        || !speaks && (is_told(scene, number) || body && is_setting(scene, number))
        || body && (is_owner_of_speaker(scene, speech, number) || is_in_title(scene, speech, number))
}

/// Whether a candidate behind the quote only reports who said it: "“…,” Orlova said, according to the paper".
fn only_relays(scene: &Scene<'_, '_>, speech: &Speech, number: usize, stretch: usize) -> bool {
    /// Tokens from "according" to the end of "the leaked transcript".
    const REACH: usize = 8;
    let close = scene.stretches[stretch].close;
    let first = scene.candidates[number].first;
    let mut near = (close.max(first.saturating_sub(REACH))..first).rev().take_while(|&i| scene.same_sentence(i, first));
    let Some(according) = near.find(|&i| is_according(scene, i)) else { return false };
    next_act(speech, close).is_some_and(|act| act.cue < according && scene.candidates[act.subject].first >= close)
}

/// Whether a candidate is but told of in a sentence that follows the one that the quote ends: "… “we go.” Orlova did not see it.", "… “we
/// go.” In Lund, Orlova runs for mayor.", "… “we go.” The board has to issue a statement."
fn opens_another_sentence(scene: &Scene<'_, '_>, number: usize, stretch: usize) -> bool {
    /// Tokens before the candidate, and to what else the sentence tells.
    const LEAD: usize = 10;
    const NEAR: usize = 10;
    let here = scene.stretches[stretch];
    let candidate = &scene.candidates[number];
    let (end, first) = (here.last - 1, candidate.first);
    let behind = first >= here.close && scene.tokens[first].paragraph == scene.tokens[end].paragraph;
    if !behind || scene.tokens.word(end) != "." || first > here.close + LEAD {
        return false;
    }
    let verb = |i: usize| {
        scene.class[i] == Class::Auxiliary && scene.tokens[i].kind != TokenKind::Possessive
            || is_clause_verb(scene.tokens, here.close, i)
    };
    // A signature stands behind a dash.
    let plain = |i: usize| {
        !matches!(scene.class[i], Class::Dash | Class::Bracket | Class::Quoted | Class::Cue)
            && scene.same_sentence(i, first)
    };
    if !(here.close..first).all(plain) {
        return false;
    }
    if (here.close..first).any(verb) {
        return matches!(candidate.kind, Kind::Subject | Kind::Role) && is_object_there(scene, candidate);
    }
    let rest = (candidate.last..scene.len().min(candidate.last + NEAR)).take_while(|&i| scene.same_sentence(i, first));
    let long = rest.clone().count() + 2 >= NEAR;
    let acts = rest.take_while(|&i| !scene.is_quoted(i)).any(verb);
    long && acts && cue(scene, number, (here.open, here.close)).is_none()
}

/// Whether a phrase stands right behind a verb, whose object it is: "has to issue a statement".
fn is_object_there(scene: &Scene<'_, '_>, candidate: &Candidate) -> bool {
    let verb = candidate.first.checked_sub(1).filter(|&i| scene.same_sentence(i, candidate.first));
    let behind = scene.class.get(candidate.last);
    verb.is_some_and(|i| {
        let does = scene.lexeme(i).has(Form::Base) || is_clause_verb(scene.tokens, i, i);
        does && !matches!(behind, Some(Class::Cue | Class::WeakCue))
    })
}

/// Whether a name stands within what is told of who speaks: "“…,” an aide hired by Ada Orlova said", "“…,” said a lawyer representing
/// Ada Orlova"; but "said a lawyer named Ada Orlova".
fn is_told_of_speaker(scene: &Scene<'_, '_>, speech: &Speech, number: usize) -> bool {
    let told = &scene.candidates[number];
    let other = |act: &&Act| act.subject != number && scene.same_sentence(act.cue, told.first);
    let next = speech.acts.partition_point(|act| act.cue < told.last);
    let before = || speech.acts.get(next).filter(other).is_some_and(|act| is_within_phrase(scene, act.subject, told));
    let behind = || {
        let act = speech.acts[..next].last().filter(other);
        act.is_some_and(|act| {
            act.cue < scene.candidates[act.subject].first && is_within_phrase(scene, act.subject, told)
        })
    };
    told.name().is_some() && (before() || behind())
}

/// Whether a phrase that is no paper goes on up to the name `told`, which it does not give.
fn is_within_phrase(scene: &Scene<'_, '_>, phrase: usize, told: &Candidate) -> bool {
    let phrase = &scene.candidates[phrase];
    let between = phrase.last..told.first;
    let described = matches!(phrase.kind, Kind::Role | Kind::Subject)
        && !scene.lexeme(phrase.last - 1).is_document
        && scene.same_sentence(phrase.first, told.first);
    let leads = |i: usize| {
        let lower = scene.tokens.lower(i);
        let participle = scene.tokens[i].kind == TokenKind::Word && (lower.ends_with("ing") || lower.ends_with("ed"));
        !scene.tokens[i].is_capitalised()
            && (participle || scene.class[i] == Class::Preposition || matches!(lower, "who" | "whom" | "whose"))
    };
    let tells = |i: usize| {
        let names = matches!(scene.tokens.lower(i), "as" | "called" | "dubbed" | "identified" | "known" | "named");
        !names && !matches!(scene.class[i], Class::Comma | Class::Period | Class::Dash | Class::Quoted | Class::Colon)
    };
    described && !between.is_empty() && leads(phrase.last) && between.into_iter().all(tells)
}

/// Whether a candidate is who was told or asked: "Ada Orlova was told, “…”".
fn is_addressed(scene: &Scene<'_, '_>, number: usize) -> bool {
    /// Tokens from whoever it is to the verb: "has since been told".
    const REACH: usize = 4;
    const TOLD: &[&str] = &["advised", "asked", "assured", "informed", "reminded", "told", "urged", "warned"];
    let told = &scene.candidates[number];
    let helps = |&i: &usize| matches!(scene.class[i], Class::Auxiliary | Class::Adverb);
    let same = |i: &usize| *i < scene.len() && scene.same_sentence(told.first, *i) && !scene.is_quoted(*i);
    let verb = (told.last..told.last + REACH).take_while(same).find(|i| !helps(i));
    let passive = verb.and_then(|verb| verb.checked_sub(1)).is_some_and(|i| {
        i >= told.last && matches!(scene.tokens.lower(i), "are" | "been" | "being" | "is" | "was" | "were")
    });
    passive && verb.is_some_and(|verb| TOLD.contains(&scene.tokens.lower(verb)))
}

/// Whether a sentence begins with whom its words are of: "Of Ada Orlova he wrote: “…”".
fn is_written_of(scene: &Scene<'_, '_>, number: usize) -> bool {
    let told = &scene.candidates[number];
    let fronted = acts::governor(scene, told.first)
        .is_some_and(|of| scene.begins_sentence(of) && matches!(scene.tokens.lower(of), "about" | "of"));
    let next = (told.last < scene.len()).then(|| scene.candidate_at(told.last)).flatten();
    let writer = next.is_some_and(|next| matches!(scene.candidates[next].kind, Kind::Pronoun(_) | Kind::Name(..)));
    fronted && writer && scene.same_sentence(told.first, told.last)
}

/// Nouns for words that one gives another.
fn is_message(lower: &str) -> bool {
    const GIVEN: &[&str] = &["advice", "answer", "call", "plea", "question", "reply", "response", "word", "words"];
    acts::has_words(lower) || GIVEN.contains(&lower)
}

/// Whether a name is but for whom words are: "her message to Ada Orlova: “…”".
fn is_recipient(scene: &Scene<'_, '_>, number: usize) -> bool {
    let to =
        before(scene, &scene.candidates[number]).filter(|&i| i > 0 && matches!(scene.tokens.lower(i), "for" | "to"));
    to.is_some_and(|to| scene.same_sentence(to - 1, to) && is_message(scene.tokens.lower(to - 1)))
}

/// Whether a candidate but gets or reads the words that a colon or "that said" leads to: "Ada Orlova got this answer: “…”".
fn gets_words(scene: &Scene<'_, '_>, number: usize) -> bool {
    /// Tokens of the noun phrase, and behind its noun.
    const PHRASE: usize = 5;
    let reader = &scene.candidates[number];
    let same = |i: &usize| *i < scene.len() && scene.same_sentence(reader.first, *i) && !scene.is_quoted(*i);
    let verb = (reader.last..reader.last + 3).take_while(same).find(|&i| scene.class[i] != Class::Adverb);
    let gets =
        |i: usize| matches!(scene.tokens.lower(i), "got" | "gets" | "received" | "receives" | "read" | "reads" | "saw");
    let Some(verb) = verb.filter(|&verb| gets(verb)) else { return false };
    let noun = (verb + 1..verb + 1 + PHRASE).take_while(same).find(|&i| is_message(scene.tokens.lower(i)));
    let leads = |i: usize| {
        let says = matches!(scene.tokens.lower(i), "read" | "reading" | "said" | "saying" | "says" | "that" | "which");
        scene.class[i] == Class::Colon || says
    };
    noun.is_some_and(|noun| (noun + 1..noun + 1 + PHRASE).take_while(same).any(leads))
}

/// Whether a candidate's verb of speech tells but that it says so or not: "Unless the court says otherwise, “…,” Orlova said".
fn says_otherwise(scene: &Scene<'_, '_>, speech: &Speech, number: usize) -> bool {
    let subject = &scene.candidates[number];
    let act = next_act(speech, subject.first).filter(|act| act.subject == number);
    act.is_some_and(|act| {
        let behind = act.cue + 1;
        behind + 1 < scene.len()
            && matches!(scene.tokens.lower(behind), "otherwise" | "so" | "differently")
            && scene.class[behind + 1] == Class::Comma
    })
}

/// The first verb of speech at or behind token `from`, and whose it is.
fn next_act(speech: &Speech, from: usize) -> Option<&Act> {
    let next = speech.acts.partition_point(|act| act.cue < from);
    speech.acts.get(next)
}

/// The word before a candidate and its article.
fn before(scene: &Scene<'_, '_>, candidate: &Candidate) -> Option<usize> {
    let plain = |i: &usize| scene.class[*i] != Class::Determiner && scene.same_sentence(*i, candidate.first);
    let before = (candidate.first.saturating_sub(2)..candidate.first).rev().find(plain);
    before.filter(|&i| !scene.is_quoted(i))
}

/// Whether a candidate is who is told: "“…,” the owner told the Courier".
fn is_told(scene: &Scene<'_, '_>, number: usize) -> bool {
    before(scene, &scene.candidates[number])
        .is_some_and(|i| scene.class[i] == Class::Cue && matches!(scene.tokens.lower(i), "told" | "tells" | "telling"))
}

/// Whether a body is but where, or by what means, something was said: "said in a statement to the Courier", "a post on Twitter",
/// "(in Lund)". "According to the Courier" is none, nor an owner ("in Acme's words"), nor who prints a piece ("an article in the
/// Courier").
fn is_setting(scene: &Scene<'_, '_>, number: usize) -> bool {
    const PLATFORMS: &[&str] = &[
        "facebook",
        "instagram",
        "linkedin",
        "medium",
        "reddit",
        "snapchat",
        "telegram",
        "tiktok",
        "tumblr",
        "twitter",
        "whatsapp",
        "yelp",
        "youtube",
    ];
    const PRINTED: &[&str] = &["column", "headline", "item", "piece", "segment", "story"];
    let candidate = &scene.candidates[number];
    let platform = PLATFORMS.contains(&scene.tokens.lower(candidate.first));
    let printed = |i: usize| {
        let noun = i.checked_sub(1).map_or("", |i| scene.tokens.lower(i));
        PRINTED.contains(&noun) || papers::is_document(noun)
    };
    !candidate.possessive
        && before(scene, candidate).is_some_and(|i| match scene.tokens.lower(i) {
            "at" | "in" | "on" => platform || !printed(i),
            "to" | "via" | "with" => !(i > 0 && is_according(scene, i - 1)),
            _ => false,
        })
}

/// Whether a body is but part of the title of who speaks: "Lund Harbour Pilots' Union president Ada Orlova said".
fn is_in_title(scene: &Scene<'_, '_>, speech: &Speech, number: usize) -> bool {
    /// Tokens from the body to the name.
    const NEAR: usize = 8;
    let body = &scene.candidates[number];
    next_act(speech, body.last).is_some_and(|act| {
        let person = &scene.candidates[act.subject];
        let near = person.first > body.last && person.first <= body.last + NEAR;
        let titles = |i: usize| {
            matches!(scene.class[i], Class::Capital | Class::Other)
                || scene.tokens[i].kind == TokenKind::Possessive
                || matches!(scene.tokens.word(i), "'" | "’")
                || scene.candidate_at(i).is_some()
        };
        let named =
            matches!(person.kind, Kind::Name(_, EntityKind::Person)) && scene.same_sentence(body.first, act.cue);
        near && named && (body.last..person.first).all(titles)
    })
}

/// Whether the next verb of speech behind an owner is somebody's who is named as his: "Acme's director, Ada Orlova, said".
fn is_owner_of_speaker(scene: &Scene<'_, '_>, speech: &Speech, number: usize) -> bool {
    /// Tokens from the owner to who is named.
    const NEAR: usize = 10;
    let owner = &scene.candidates[number];
    owner.possessive
        && next_act(speech, owner.last).is_some_and(|act| {
            let subject = &scene.candidates[act.subject];
            let near = subject.first > owner.last && subject.first < owner.last + NEAR;
            near && scene.same_sentence(owner.first, act.cue) && subject.name().is_some()
        })
}
