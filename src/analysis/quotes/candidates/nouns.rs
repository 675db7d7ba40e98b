//! Which words before a verb of speech can be its subject, and how far the phrase reaches: "the U.N. mission in Lund", "that same
//! official"; never "rest" of "rest assured", nor an hour.

use super::{Kind, extents::is_span_of_time, is_determiner};
use crate::{
    analysis::{
        EntityKind,
        quotes::{
            papers::is_document,
            scene::Scene,
            shares::SEVERAL,
            words::{Class, Form, TIME_UNITS, is_clause_verb, is_modal, is_past_participle},
        },
    },
    lexicon,
    text::TokenKind,
};

/// First token of the phrase of any noun that a name ends before token `k`, if the phrase begins its clause: "the U.N. mission in Lund
/// said". By verbs that need not be said of anybody only papers speak ("the tightness in Velland indicates").
pub(super) fn phrase_over_name(scene: &Scene<'_, '_>, k: usize, cue: usize) -> Option<usize> {
    const PLAIN: &[&str] =
        &["added", "announced", "confirmed", "reported", "said", "say", "says", "tell", "tells", "told"];
    let name = &scene.candidates[scene.candidate_at(k - 1)?];
    let whole = matches!(name.kind, Kind::Name(_, EntityKind::Place | EntityKind::Organisation)) && name.last == k;
    let determined = name.first > 0 && scene.class[name.first - 1] == Class::Determiner;
    let preposition = name.first.checked_sub(1 + usize::from(determined)).filter(|_| whole && !name.possessive)?;
    let governs = matches!(scene.tokens.lower(preposition), "at" | "for" | "in" | "of");
    let noun =
        preposition.checked_sub(1).filter(|&i| governs && may_speak(scene, i) && scene.same_sentence(i, k - 1))?;
    let speaks = PLAIN.contains(&scene.tokens.lower(cue)) || scene.lexeme(noun).is_document;
    start_of_clause(scene, noun).filter(|_| speaks)
}

/// Whether the word at `i` may be the noun of a phrase that speaks: no verb, and no time.
fn may_speak(scene: &Scene<'_, '_>, i: usize) -> bool {
    scene.class[i] == Class::Other
        && scene.tokens[i].kind == TokenKind::Word
        && !scene.is_claimed(i..i + 1)
        && !TIME_UNITS.contains(&scene.tokens.lower(i))
        && !is_clause_verb(scene.tokens, i, i)
}

/// The article of the phrase whose noun is at `noun`, over a name in it, if a clause begins there.
fn start_of_clause(scene: &Scene<'_, '_>, noun: usize) -> Option<usize> {
    /// Words before the noun.
    const REACH: usize = 4;
    let part = |&i: &usize| {
        let nominal = matches!(scene.class[i], Class::Other | Class::Capital);
        nominal && !scene.is_claimed(i..i + 1) && scene.same_sentence(i, noun)
    };
    let first = (noun.saturating_sub(REACH)..=noun).rev().take_while(part).last()?;
    let body = first.checked_sub(1).and_then(|i| scene.candidate_at(i)).map(|number| &scene.candidates[number]);
    let body = body.filter(|body| matches!(body.kind, Kind::Name(..)) && body.last == first && !body.possessive);
    let article = body.map_or(first, |body| body.first).checked_sub(1)?;
    let begins = scene.begins_sentence(article)
        || matches!(scene.class[article - 1], Class::Comma | Class::Conjunction | Class::That);
    (scene.class[article] == Class::Determiner && scene.same_sentence(article, noun) && begins).then_some(article)
}

/// First token of the name that owns the paper or body at `noun`, whose phrase begins with the sign of it: "Orr's lawsuit". Other
/// things that are owned say nothing: "Orr's defeat".
pub(super) fn owner_before(scene: &Scene<'_, '_>, first: usize, noun: usize) -> Option<usize> {
    /// Bodies that are told by whose they are.
    const BODIES: &[&str] = &[
        "army",
        "branch",
        "camp",
        "command",
        "military",
        "mission",
        "navy",
        "operator",
        "regulator",
        "service",
        "services",
        "side",
        "team",
        "watchdog",
    ];
    let lower = scene.tokens.lower(noun);
    if !is_document(lower) && !lexicon::is_body_noun(lower) && !BODIES.contains(&lower) {
        return None;
    }
    let owner = first.checked_sub(1).filter(|_| scene.tokens[first].kind == TokenKind::Possessive)?;
    let owner = &scene.candidates[scene.candidate_at(owner)?];
    let named = matches!(owner.kind, Kind::Name(..) | Kind::Role) && scene.same_sentence(owner.first, first);
    let determined = owner.first > 0 && scene.class[owner.first - 1] == Class::Determiner;
    named.then_some(owner.first - usize::from(determined && scene.same_sentence(owner.first - 1, first)))
}

/// First token of the phrase at `first` with what stands before it and is no article: "both sides", "another person".
pub(super) fn before_quantifier(scene: &Scene<'_, '_>, first: usize) -> usize {
    let before = first.checked_sub(1).filter(|&i| scene.same_sentence(i, first) && !scene.is_claimed(i..first));
    // "that same official".
    if let Some(same) = before.filter(|&i| i > 0 && scene.tokens.lower(i) == "same" && is_determiner(scene, i - 1)) {
        return same - 1;
    }
    // "The two sides".
    if let Some(number) =
        before.filter(|&i| i > 0 && SEVERAL.contains(&scene.tokens.lower(i)) && is_determiner(scene, i - 1))
    {
        return number - 1;
    }
    let counts =
        |i: usize| matches!(scene.tokens.lower(i), "all" | "another" | "both" | "each" | "every" | "one" | "this");
    before.filter(|&i| counts(i) && scene.class[first] != Class::Determiner).unwrap_or(first)
}

/// Whether the word at `i` belongs to the verb at `cue` or to nothing, and never speaks: "less acknowledged", "rest assured",
/// "[emphasis added]", "two years ago said".
pub(super) fn is_aside_of_verb(scene: &Scene<'_, '_>, i: usize, cue: usize) -> bool {
    // "the prior announced investigation", "the single biggest reported closure".
    const RANKS: &[&str] =
        &["biggest", "highest", "largest", "last", "latest", "lowest", "newly", "previous", "prior", "widely"];
    const ADVERBS: &[&str] =
        &["ago", "best", "better", "less", "more", "perhaps", "quite", "rather", "seldom", "worse"];
    let lower = scene.tokens.lower(i);
    ADVERBS.contains(&lower)
        || RANKS.contains(&lower) && scene.tokens.lower(cue).ends_with("ed")
        || is_passive_end(scene, i)
        || match scene.tokens.lower(cue) {
            "assured" => lower == "rest",
            // "Orr is investigating alleged leaks", "after two or three warning letters", "giving warning that".
            "alleged" => lower.ends_with("ing"),
            "warning" => lower == "giving" || SEVERAL.contains(&lower) || scene.tokens[i].kind == TokenKind::Number,
            "added" => matches!(lower, "emphasis" | "italics" | "link" | "links"),
            _ => false,
        }
}

/// "who asked not to be named said": the participle is no noun.
fn is_passive_end(scene: &Scene<'_, '_>, i: usize) -> bool {
    let be = i.checked_sub(1).filter(|&be| scene.same_sentence(be, i));
    let passive = be.is_some_and(|be| matches!(scene.tokens.lower(be), "be" | "been" | "being"));
    passive && is_past_participle(scene.tokens.lower(i))
}

/// "would require acknowledging", "to avoid saying": what stands at `first` before the participle is a verb.
pub(super) fn is_verb_of_participle(scene: &Scene<'_, '_>, cue: usize, first: usize) -> bool {
    let leads = |i: usize| {
        let lower = scene.tokens.lower(i);
        is_modal(lower) || matches!(lower, "did" | "do" | "does" | "to")
    };
    let before = first.checked_sub(1).filter(|&i| scene.same_sentence(i, cue));
    scene.lexeme(cue).has(Form::Participle) && before.is_some_and(leads)
}

/// "“…,” one said": one of those spoken of; not "no one said".
pub(super) fn is_one_of_them(scene: &Scene<'_, '_>, i: usize, cue: usize) -> bool {
    let plainly = matches!(scene.tokens.lower(cue), "said" | "says" | "told" | "added" | "explained" | "wrote");
    let before = i.checked_sub(1).filter(|&before| scene.same_sentence(before, i));
    let alone = before.is_none_or(|before| {
        scene.is_quoted(before) || matches!(scene.class[before], Class::Comma | Class::Conjunction)
    });
    scene.tokens.lower(i) == "one" && plainly && alone
}

/// Whether a time begins at token `i`: "last week", "that day".
pub(super) fn is_time(scene: &Scene<'_, '_>, i: usize) -> bool {
    i + 1 < scene.len()
        && matches!(scene.tokens.lower(i), "each" | "last" | "next" | "that" | "this")
        && TIME_UNITS.contains(&scene.tokens.lower(i + 1))
}

/// Whether what ends before token `k` is never the subject of a verb behind it: "including", "this week", "of whom", "you".
pub(super) fn is_no_subject(scene: &Scene<'_, '_>, k: usize) -> bool {
    let lower = scene.tokens.lower(k - 1);
    // "Residents met this week said": a time.
    let time = k > 1 && (is_time(scene, k - 2) || scene.class[k - 2] == Class::Day && TIME_UNITS.contains(&lower));
    // "spent several weeks insisting", "over the past few weeks suggest".
    let times = k > 1
        && lower
            .strip_suffix('s')
            .is_some_and(|unit| TIME_UNITS.contains(&unit) || matches!(unit, "day" | "hour" | "minute"))
        && (scene.tokens[k - 2].kind == TokenKind::Number
            || SEVERAL.contains(&scene.tokens.lower(k - 2))
            || matches!(scene.tokens.lower(k - 2), "few" | "several" | "many" | "past" | "recent"));
    // "a survey released on July 16 found", "who in 2016 said".
    let of_month = k > 1 && scene.tokens[k - 1].kind == TokenKind::Number && scene.class[k - 2] == Class::Day;
    let dated = of_month || scene.is_year_behind_in(k - 1);
    // "You're saying": whoever is spoken to.
    let you = lower.split('\'').next() == Some("you");
    time || times
        || dated
        || you
        || matches!(
            lower,
            "let" | "lets" | "whom" | "including" | "excluding" | "besides" | "first" | "once" | "twice" | "since"
        )
}

/// First token of the noun phrase that ends before token `last` and is the subject of the cue, if it can be one.
pub(super) fn phrase_before(scene: &Scene<'_, '_>, cue: usize, last: usize) -> Option<usize> {
    let mut first = past_stop(scene, last - 1);
    let address = first < last - 1;
    // "showed him an image of harbourboats.vel saying": a phrase begins with its article, unless another leads to it.
    let opens = |i: usize| address && scene.class[i] == Class::Determiner && scene.class[i - 1] != Class::Preposition;
    while first > 0 && scene.same_sentence(first - 1, cue) && last - first < 9 && in_subject(scene, first - 1) {
        if is_span_of_time(scene, first - 1) {
            break;
        }
        first -= 1;
        if first > 0 && opens(first) {
            break;
        }
    }
    // "Slate.vel over the weekend urged".
    first = past_stop(scene, first);
    // "…, which included staff members suggesting": a verb before the phrase is no part of it.
    let leads = |i: usize| {
        let participle =
            |i: usize| matches!(scene.tokens.lower(i), "leading" | "owing") && scene.tokens.lower(i + 1) == "to";
        let lower = scene.tokens.lower(i);
        scene.class[i] == Class::Preposition
            || lower.ends_with("ed")
            || matches!(lower, "shown" | "given" | "sent") && scene.class[i + 1] != Class::Determiner
            || participle(i)
    };
    while first + 1 < last && leads(first) {
        first += 1;
    }
    // "who have seen the memo say": an article behind a bare word shows that it is a verb's object.
    let object = |i: usize| {
        scene.class[i] == Class::Determiner && !matches!(scene.class[i - 1], Class::Preposition | Class::Determiner)
    };
    // "Those trying to leave say".
    if first > 0 && scene.tokens.lower(first - 1) == "those" && !scene.is_claimed(first - 1..first) {
        first -= 1;
    }
    // "has got judges confirmed".
    let done = matches!(scene.tokens.lower(first), "gotten" | "got" | "having" | "had" | "seen" | "left" | "made");
    (!done && !is_object(scene, first) && !(first + 1..last).any(object)).then_some(first)
}

/// The verb in the phrase before a participle, and the first token of its object: "nineteen members signed on to a letter saying".
pub(super) fn verb_within(scene: &Scene<'_, '_>, cue: usize, first: usize, last: usize) -> Option<(usize, usize)> {
    /// Prepositions that belong to the verb.
    const PREPOSITIONS: usize = 2;
    if !scene.lexeme(cue).has(Form::Participle) {
        return None;
    }
    let object = |verb: usize| {
        let behind = (verb + 1..last.min(verb + 2 + PREPOSITIONS)).find(|&i| scene.class[i] != Class::Preposition);
        behind.filter(|&i| matches!(scene.tokens.lower(i), "a" | "an"))
    };
    let finite = |i: usize| is_clause_verb(scene.tokens, i, i) && scene.class[i] == Class::Other;
    (first + 1..last).filter(|&i| finite(i)).find_map(|verb| Some((verb, object(verb)?)))
}

/// Whether a word that can be a verb of speech is the paper of whoever is named before it: "the Acme report said".
pub(super) fn is_paper_of_body(scene: &Scene<'_, '_>, i: usize) -> bool {
    let name = i.checked_sub(1).filter(|&name| scene.same_sentence(name, i)).and_then(|name| scene.candidate_at(name));
    let first = name.map(|number| scene.candidates[number].first).and_then(|first| first.checked_sub(1));
    let determined = first.is_some_and(|i| scene.class[i] == Class::Determiner);
    scene.class[i] == Class::WeakCue && scene.lexeme(i).is_document && determined
}

/// First token of "the NAME NOUN", if one or two nouns stand behind a body or place: "the Acme counterproposal".
pub(super) fn start_over_body(scene: &Scene<'_, '_>, first: usize, last: usize) -> Option<usize> {
    let name = &scene.candidates[scene.candidate_at(first - 1)?];
    let of_body =
        matches!(name.kind, Kind::Name(_, EntityKind::Organisation | EntityKind::Place)) && name.last == first;
    let noun = |i: usize| {
        let lower = scene.tokens.lower(i);
        let titled = scene.class[i] == Class::Capital && i + 1 == last && lexicon::is_title_or_role(lower);
        (scene.class[i] == Class::Other || titled || is_paper_of_body(scene, i))
            && scene.tokens[i].kind == TokenKind::Word
            && !lower.ends_with("ing")
            && !lower.ends_with("ed")
    };
    // "A new Acme poll".
    let adjective = |i: usize| scene.class[i] == Class::Other && !is_clause_verb(scene.tokens, i, i);
    let near = (name.first.saturating_sub(3)..name.first).rev().take_while(|&i| scene.same_sentence(i, first));
    let article = near.into_iter().find(|&i| !adjective(i)).filter(|&i| scene.class[i] == Class::Determiner);
    // "Acme guidelines say", "Velland media say".
    let noun_of = scene.tokens.lower(last - 1);
    let several = || noun_of.ends_with('s') && is_document(noun_of) || noun_of == "media";
    let start = article.or_else(|| several().then_some(name.first))?;
    let begins = scene.begins_sentence(start)
        || matches!(
            scene.class[start - 1],
            Class::Comma | Class::Conjunction | Class::That | Class::Adverb | Class::Quoted
        )
        || matches!(
            scene.tokens.lower(start - 1),
            "which" | "what" | "as" | "when" | "while" | "if" | "because" | "where"
        );
    (begins && of_body && last - first <= 2 && (first..last).all(noun)).then_some(start)
}

/// The first token of the word that token `i` ends, over stops within it: "harbourboats.vel".
pub(super) fn past_stop(scene: &Scene<'_, '_>, i: usize) -> usize {
    let glued = |j: usize| scene.tokens[j - 1].span().end == scene.tokens[j].span().start;
    let mut first = i;
    while first > 1
        && scene.tokens.word(first - 1) == "."
        && glued(first)
        && glued(first - 1)
        && scene.tokens[first - 2].is_wordlike()
        && scene.same_sentence(first - 2, i)
    {
        first -= 2;
    }
    first
}

/// Whether the phrase at `first` is what a verb before it is done to: "met to discuss strategy said".
pub(super) fn is_object(scene: &Scene<'_, '_>, first: usize) -> bool {
    let Some(before) = first.checked_sub(1).filter(|&i| scene.same_sentence(i, first)) else { return false };
    let verb = matches!(scene.class[before], Class::Cue | Class::WeakCue);
    verb && !scene.is_quoted(before) && !is_determiner(scene, first)
}

pub(super) fn in_subject(scene: &Scene<'_, '_>, i: usize) -> bool {
    let possessive = scene.tokens[i].kind == TokenKind::Possessive && scene.class[i] != Class::Quoted;
    let nominal = matches!(scene.class[i], Class::Other | Class::Capital | Class::Determiner | Class::Preposition);
    // "in the state legislature": a noun there.
    let nominal = nominal || scene.class[i] == Class::WeakCue && i > 0 && scene.class[i - 1] == Class::Determiner;
    // "the states in this case".
    let shown = matches!(scene.tokens.lower(i), "these" | "this" | "those")
        && i > 0
        && scene.class[i - 1] == Class::Preposition;
    (possessive || nominal || shown) && !scene.is_claimed(i..i + 1)
}

/// Whether a word that begins a phrase without being an article stands at `first`: "some".
pub(super) fn opens_phrase(scene: &Scene<'_, '_>, first: usize) -> bool {
    scene.lexeme(first).is_quantifier && scene.tokens.lower(first) != "that" && !scene.is_claimed(first..first + 1)
}

/// End of a phrase that a name cut short, without the article and preposition before it: "a headline in The".
pub(super) fn without_joints(scene: &Scene<'_, '_>, first: usize, mut last: usize) -> usize {
    while last > first && matches!(scene.class[last - 1], Class::Determiner | Class::Preposition) {
        last -= 1;
    }
    last
}
