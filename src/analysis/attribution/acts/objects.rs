//! What stands between a subject's verb and the participle by which it speaks: "issued a notice on Tuesday saying", "sued Acme
//! claiming".

use super::before;
use crate::{
    analysis::{
        EntityKind,
        quotes::{
            Class, Kind, Scene, papers,
            words::{Form, is_clause_verb, quotes_words},
        },
    },
    lexicon,
    text::TokenKind,
};

/// Verbs by which somebody gives out words of his own: a letter one received, cited or dismissed is another's.
const GIVING: &[&str] = &[
    "added",
    "adopted",
    "aired",
    "approved",
    "attached",
    "authored",
    "broadcast",
    "circulated",
    "delivered",
    "distributed",
    "drafted",
    "emailed",
    "filed",
    "files",
    "filing",
    "fired",
    "gave",
    "gives",
    "giving",
    "held",
    "holding",
    "holds",
    "introduced",
    "issued",
    "issues",
    "issuing",
    "launched",
    "left",
    "made",
    "mailed",
    "makes",
    "making",
    "passed",
    "penned",
    "posted",
    "posting",
    "posts",
    "printed",
    "produced",
    "published",
    "publishes",
    "publishing",
    "proposed",
    "put",
    "puts",
    "ran",
    "recorded",
    "released",
    "releases",
    "releasing",
    "sending",
    "sends",
    "sent",
    "shot",
    "signed",
    "signing",
    "submitted",
    "tweeted",
    "wrote",
    "writes",
    "writing",
    "written",
];

/// Their plain forms, which are nouns but behind "to" or a verb that helps.
const GIVE: &[&str] = &[
    "file", "give", "hold", "issue", "leave", "make", "pass", "post", "publish", "put", "release", "send", "sign",
    "write",
];

/// Verbs of an answer, with which it is given: "replied with a note saying".
const ANSWERING: &[&str] =
    &["answered", "back", "countered", "followed", "reacted", "replied", "responded", "responding", "responds", "up"];

/// What is given out that has words, besides papers.
const SPOKEN: &[&str] = &[
    "address",
    "advert",
    "advertisement",
    "announcement",
    "appeal",
    "banner",
    "bill",
    "briefing",
    "broadcast",
    "bulletin",
    "conference",
    "decree",
    "editorial",
    "interview",
    "manifesto",
    "measure",
    "motion",
    "piece",
    "placard",
    "proclamation",
    "resolution",
    "sign",
    "speech",
    "tweets",
    "video",
    "videos",
    "warning",
];

/// Whether words are given out by the verb at `i`, with "with" or "in" behind one of an answer.
pub(in crate::analysis::attribution) fn gives(scene: &Scene<'_, '_>, i: usize) -> bool {
    let lower = scene.tokens.lower(i);
    // "refused to sign a letter saying".
    let refuses = |to: usize| {
        let verb = to.checked_sub(1).map_or("", |i| scene.tokens.lower(i));
        ["refus", "declin", "fail"].iter().any(|stem| verb.starts_with(stem))
    };
    let helped = || {
        let before = i.checked_sub(1).filter(|&before| scene.same_sentence(before, i));
        before.is_some_and(|before| {
            scene.tokens.lower(before) == "to" && !refuses(before) || scene.class[before] == Class::Auxiliary
        })
    };
    let with = || i + 1 < scene.len() && matches!(scene.tokens.lower(i + 1), "with" | "in" | "by");
    let gives = GIVING.contains(&lower) || GIVE.contains(&lower) && helped() || ANSWERING.contains(&lower) && with();
    gives && !scene.tokens[i].is_capitalised()
}

/// The verb of giving whose object stands, with where and when it was given, right before the participle at `cue`: "held a press
/// conference claiming", "issued a notice on Tuesday saying".
pub(in crate::analysis::attribution) fn given_by(scene: &Scene<'_, '_>, cue: usize) -> Option<usize> {
    if scene.tokens.lower(cue).ends_with("ing") { given_before(scene, cue) } else { None }
}

/// The verb of giving whose object stands right before token `cue`: the participle, or the "that" of "released a statement that said".
pub(in crate::analysis::attribution) fn given_before(scene: &Scene<'_, '_>, cue: usize) -> Option<usize> {
    /// Tokens from the verb to the participle.
    const REACH: usize = 14;
    let part = |i: usize| {
        let nominal = [
            Class::Other,
            Class::Capital,
            Class::Determiner,
            Class::Preposition,
            Class::Adverb,
            Class::Day,
            Class::Named,
            Class::WeakCue,
        ];
        let owns = scene.tokens[i].kind == TokenKind::Possessive
            || matches!(scene.tokens.lower(i), "his" | "her" | "its" | "their" | "our" | "my");
        (owns || nominal.contains(&scene.class[i])) && !is_clause_verb(scene.tokens, i, i)
    };
    let near = (cue.saturating_sub(REACH)..cue).rev();
    let mut near = near.take_while(|&i| scene.same_sentence(i, cue) && !scene.is_quoted(i));
    let verb = near.find(|&i| gives(scene, i) || !part(i)).filter(|&i| gives(scene, i))?;
    // "published an interview with Orr saying" is Orr's, "gave an interview saying" is not.
    let told = |lower: &str| has_words(lower) && (lower != "interview" || scene.tokens.lower(verb).starts_with('g'));
    (verb + 1..cue).any(|i| told(scene.tokens.lower(i)) && !is_anothers(scene, i, cue)).then_some(verb)
}

/// Whether words can be given out in what a noun tells.
pub(in crate::analysis::attribution) fn has_words(noun: &str) -> bool {
    papers::is_document(noun) || SPOKEN.contains(&noun)
}

/// Whether what has words at token `i` is of somebody named right before the participle: "released a letter from Orr saying",
/// "wrote an article about men saying".
fn is_anothers(scene: &Scene<'_, '_>, i: usize, cue: usize) -> bool {
    let from = i + 1 < cue && matches!(scene.tokens.lower(i + 1), "from" | "by" | "of");
    if (i + 1..cue).any(|i| scene.tokens.lower(i) == "about") {
        return true;
    }
    let last = scene.candidate_at(cue - 1).map(|number| &scene.candidates[number]);
    from && last.is_some_and(|last| matches!(last.kind, Kind::Name(..) | Kind::Role) && last.first > i)
}

/// Who gave out what stands before the participle at `cue`, by the verb at `given`; of "Orr, who issued" nobody nearer than him.
pub(in crate::analysis::attribution) fn giver(scene: &Scene<'_, '_>, given: usize) -> Giver {
    let helps =
        |&i: &usize| matches!(scene.class[i], Class::Auxiliary | Class::Adverb) && scene.same_sentence(i, given);
    let start = (given.saturating_sub(4)..given).rev().take_while(helps).last().unwrap_or(given);
    let relative = start > 0 && matches!(scene.tokens.lower(start - 1), "which" | "who" | "that");
    match before(scene, given) {
        Some(number) => Giver::Known(number),
        None if relative => Giver::Unknown,
        None => Giver::Far,
    }
}

/// Who gave something out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::analysis::attribution) enum Giver {
    /// The candidate.
    Known(usize),
    /// Somebody who is no candidate.
    Unknown,
    /// Whoever is the subject of the sentence.
    Far,
}

/// Whether something was done to whoever stands at `first` before the participle at `cue`, so that it is another's: "sued Acme
/// claiming"; but "quoted Orr saying", "filmed Orr saying".
pub(in crate::analysis::attribution) fn is_sued(scene: &Scene<'_, '_>, cue: usize, first: usize) -> bool {
    const HEARD: &[&str] = &[
        "captured",
        "cited",
        "depicted",
        "filmed",
        "heard",
        "noticed",
        "observed",
        "overheard",
        "portrayed",
        "quoted",
        "recalled",
        "recorded",
        "remembered",
        "showed",
        "taped",
        "watched",
    ];
    let skips = |i: usize| {
        scene.class[i] == Class::Determiner
            || scene.class[i] == Class::Capital && lexicon::is_title(scene.tokens.key(i))
    };
    let verb = (first.saturating_sub(3)..first).rev().find(|&i| !skips(i)).filter(|&i| scene.same_sentence(i, cue));
    let done = |i: usize| {
        let lower = scene.tokens.lower(i);
        (lower.ends_with("ed") || lower == "wrote") && !HEARD.contains(&lower) && !scene.is_quoted(i)
    };
    // "received a letter saying": the letter's.
    let thing = scene.candidate_at(first).map(|number| &scene.candidates[number]);
    let thing =
        thing.is_some_and(|thing| matches!(thing.kind, Kind::Subject) && has_words(scene.tokens.lower(thing.last - 1)));
    scene.lexeme(cue).has(Form::Participle) && !thing && verb.is_some_and(done)
}

/// Whose words are told by another's verb: "the paper quoted Orr as saying", "blamed Orr for saying".
pub(in crate::analysis::attribution) fn quoted_as(scene: &Scene<'_, '_>, cue: usize) -> Option<usize> {
    /// Tokens of what the one quoted is.
    const DESCRIPTION: usize = 8;
    let joint =
        cue.checked_sub(1).filter(|&i| matches!(scene.tokens.lower(i), "as" | "for") && scene.same_sentence(i, cue))?;
    if scene.tokens.lower(joint) == "as"
        && let Some(quoted) = quoted_far_before(scene, joint)
    {
        return Some(quoted);
    }
    let end = before_apposition(scene, joint).unwrap_or(joint);
    let number = scene.candidate_at(end.checked_sub(1)?)?;
    let quoted = &scene.candidates[number];
    let place = matches!(quoted.kind, Kind::Name(_, EntityKind::Place));
    // "Brandt quotes Orr as saying": a word that looks like a plural.
    // "quoted Border Council president Bo Orlova as saying": past what he is.
    let described = |i: &usize| matches!(scene.class[*i], Class::Capital | Class::Other | Class::Determiner);
    let near = (quoted.first.saturating_sub(DESCRIPTION)..quoted.first).rev();
    let near = near.take_while(|&i| scene.same_sentence(i, quoted.first));
    let beside = || {
        near.clone()
            .find(|i| !described(i) || quotes_words(scene.tokens.lower(*i)))
            .is_some_and(|i| quotes_words(scene.tokens.lower(i)))
    };
    let object = || is_done_to(scene, quoted.first) || beside();
    (quoted.last == end && !quoted.possessive && !place && object()).then_some(number)
}

/// Who stands right behind the verb that quotes, where more is told of him up to the comma before "as": "quoted Orr at the harbour office in
/// Lund, as saying".
fn quoted_far_before(scene: &Scene<'_, '_>, joint: usize) -> Option<usize> {
    joint.checked_sub(1).filter(|&i| scene.class[i] == Class::Comma)?;
    let verb = quoting_verb(scene, joint)?;
    let skips = |i: &usize| {
        matches!(scene.class[*i], Class::Capital | Class::Other | Class::Determiner) && scene.candidate_at(*i).is_none()
    };
    let first = (verb + 1..joint).find(|i| !skips(i))?;
    let number = scene.candidate_at(first)?;
    let quoted = &scene.candidates[number];
    let place = matches!(quoted.kind, Kind::Name(_, EntityKind::Place));
    let plain = (quoted.last..joint).all(|i| scene.class[i] != Class::Comma || i + 1 == joint);
    (plain && !place && !quoted.possessive).then_some(number)
}

/// The verb by which the sentence quotes somebody before the "as" at `joint`.
fn quoting_verb(scene: &Scene<'_, '_>, joint: usize) -> Option<usize> {
    /// Tokens from the verb to "as".
    const REACH: usize = 30;
    let near = (joint.saturating_sub(REACH)..joint).rev().take_while(|&i| scene.same_sentence(i, joint));
    near.into_iter().find(|&i| quotes_words(scene.tokens.lower(i)) && !scene.is_quoted(i))
}

/// Whether the participle at `cue` is of somebody whom the sentence quotes, whoever that is: "quoted friends of Orlova as saying".
pub(in crate::analysis::attribution) fn is_of_one_quoted(scene: &Scene<'_, '_>, cue: usize) -> bool {
    let joint = cue.checked_sub(1).filter(|&i| scene.tokens.lower(i) == "as" && scene.same_sentence(i, cue));
    // "She was quoted by state media as saying": herself.
    let verb = joint.and_then(|joint| quoting_verb(scene, joint));
    let is_hers = |verb: usize| {
        (verb.saturating_sub(2)..verb).any(|i| matches!(scene.tokens.lower(i), "is" | "was" | "are" | "were" | "been"))
    };
    verb.is_some_and(|verb| !is_hers(verb))
}

/// The comma that begins what stands between commas before token `last`: "quoted Orr, an aide, as saying".
fn before_apposition(scene: &Scene<'_, '_>, last: usize) -> Option<usize> {
    /// Tokens between the commas.
    const REACH: usize = 20;
    let close = last.checked_sub(1).filter(|&i| scene.class[i] == Class::Comma)?;
    let near = (close.saturating_sub(REACH)..close).rev().take_while(|&i| scene.same_sentence(i, last));
    near.into_iter().find(|&i| scene.class[i] == Class::Comma)
}

/// Whether something is done to whoever stands at `first`: "blamed Orr", "blamed Republican Senator Orr".
pub(in crate::analysis::attribution) fn is_done_to(scene: &Scene<'_, '_>, first: usize) -> bool {
    /// Tokens of a title and an article.
    const TITLE: usize = 5;
    let title = |i: usize| {
        let lower = scene.tokens.lower(i);
        scene.class[i] == Class::Capital && (lexicon::is_title_or_role(lower) || lexicon::is_demonym(lower))
    };
    let plain = |i: &usize| !title(*i) && scene.class[*i] != Class::Determiner;
    let before = (first.saturating_sub(TITLE)..first).rev().take_while(|&i| scene.same_sentence(i, first));
    let verb = before.into_iter().find(plain);
    verb.is_some_and(|i| {
        let small = !scene.tokens[i].is_capitalised() && !scene.is_quoted(i) && !scene.tokens.word(i).contains('-');
        let done = scene.tokens.lower(i).ends_with("ing") || is_clause_verb(scene.tokens, i, i);
        // "Residents sued Lund": behind those who do it.
        let doers = || {
            let noun = i.checked_sub(1).filter(|&noun| scene.same_sentence(noun, i));
            noun.is_some_and(|noun| scene.begins_sentence(noun) && scene.tokens.lower(noun).ends_with('s'))
        };
        let done = done || scene.tokens.lower(i).ends_with("ed") && doers();
        small && done && matches!(scene.class[i], Class::Other | Class::Cue | Class::WeakCue)
    })
}

/// Whether the verb behind token `last` only tells whose words follow: "the paper also quoted Orr as saying".
pub(in crate::analysis::attribution) fn quotes_another_behind(scene: &Scene<'_, '_>, last: usize) -> bool {
    /// Auxiliaries and adverbs before the verb.
    const HELPERS: usize = 3;
    let helps = |i: usize| matches!(scene.class[i], Class::Auxiliary | Class::Adverb);
    let verb = (last..scene.len().min(last + HELPERS)).find(|&i| !helps(i));
    verb.is_some_and(|verb| scene.same_sentence(last - 1, verb) && quotes_another(scene, verb))
}

/// Whether the verb at `cue` only tells whose words follow: "the paper quoted Orr, an aide, as saying".
pub(super) fn quotes_another(scene: &Scene<'_, '_>, cue: usize) -> bool {
    /// Tokens from the verb to "as".
    const REACH: usize = 30;
    let quotes = quotes_words(scene.tokens.lower(cue));
    let near = (cue + 1..scene.len().min(cue + REACH)).take_while(|&i| scene.same_sentence(i, cue));
    let saying = |i: usize| scene.tokens.lower(i - 1) == "as" && scene.lexeme(i).has(Form::Participle);
    quotes && near.skip(2).any(saying)
}
