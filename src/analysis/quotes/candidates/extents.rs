//! Where the phrase round a role noun begins and ends: "the Lund mayor's lawyer", "voters in Lund and Velland".

use super::{Kind, is_determiner};
use crate::{
    analysis::{
        EntityKind,
        quotes::{
            scene::Scene,
            shares,
            words::{Class, is_clause_verb},
        },
    },
    lexicon,
    text::TokenKind,
};

/// How far a noun phrase may reach back from its head noun, in tokens.
pub(super) const REACH_BACK: usize = 6;

/// How far its prepositional phrases may reach on, in tokens.
pub(super) const REACH_ON: usize = 10;

/// Words of what somebody owns.
pub(super) const OWNED: usize = 3;

/// First token of "(the) NAME('s) HEAD", if a name and nothing else is claimed between `first`, or the owner before it,
/// and the head noun.
pub(super) fn start_over_names(scene: &Scene<'_, '_>, first: usize, head: usize) -> Option<usize> {
    let owner = first.checked_sub(2).filter(|&i| {
        let owns = scene.tokens[first - 1].kind == TokenKind::Possessive || owns_as_plural(scene, first - 1);
        let owns = owns && scene.same_sentence(i, head);
        owns && !scene.is_quoted(i) && scene.candidate_at(i).is_some()
    });
    let mut start = None;
    for i in owner.unwrap_or(first)..head {
        let Some(number) = scene.candidate_at(i) else { continue };
        let candidate = &scene.candidates[number];
        // "Orlova defended harbour cities", "Acme finished several studies": a verb.
        let person = matches!(candidate.kind, Kind::Name(_, EntityKind::Person));
        let acts = |j: usize| {
            let past = scene.tokens.lower(j).ends_with("ed") && is_clause_verb(scene.tokens, j, j);
            past && (person || scene.lexeme(j + 1).is_quantifier)
        };
        if !matches!(candidate.kind, Kind::Name(..)) || candidate.last < head && acts(candidate.last) {
            return None;
        }
        start = start.or(Some(candidate.first.min(first)));
    }
    let start = start?;
    let before = start.checked_sub(1).filter(|&i| start < first && scene.same_sentence(i, head));
    let determines =
        |i: usize| is_determiner(scene, i) && scene.tokens.lower(i) != "that" && !scene.is_claimed(i..i + 1);
    Some(before.filter(|&i| determines(i)).unwrap_or(start))
}

/// The body whose owner's name begins at `at`, in the phrase whose head is at `head`: "the commander of Velland’s Northern Fleet".
fn owned_body(scene: &Scene<'_, '_>, head: usize, at: usize) -> Option<usize> {
    /// Words of the owner's name.
    const NAME: usize = 4;
    let same = |j: usize| j < scene.len() && joins_phrase(scene, head, j);
    let name = |&j: &usize| same(j) && scene.tokens[j].is_capitalised();
    let sign = (at..at + NAME).take_while(name).last()? + 1;
    let owned = Some(sign + 1).filter(|_| same(sign + 1) && scene.tokens[sign].kind == TokenKind::Possessive)?;
    let number = scene.candidate_at(owned)?;
    let body = &scene.candidates[number];
    let organisation = matches!(body.kind, Kind::Name(_, EntityKind::Organisation));
    (organisation && body.first == owned && !body.possessive).then_some(number)
}

/// End of "HEAD for (the) NAME", if the head noun at `i` goes on so.
pub(super) fn end_over_name(scene: &Scene<'_, '_>, i: usize) -> Option<usize> {
    let same = |j: usize| j < scene.len() && joins_phrase(scene, i, j);
    // "a person close to Orr".
    let beside = same(i + 2) && matches!(scene.tokens.lower(i + 1), "close" | "familiar" | "loyal" | "opposed");
    let joint = i + 1 + usize::from(beside);
    let preposition = same(joint)
        && (matches!(scene.tokens.lower(joint), "of" | "for" | "at" | "with" | "in" | "from" | "to")
            || is_around(scene.tokens.lower(joint)));
    let mut at = joint + 1 + usize::from(same(joint + 1) && scene.tokens.lower(joint + 1) == "both");
    let article = same(at) && preposition && scene.class[at] == Class::Determiner;
    at += usize::from(article);
    // "a spokesman for the office of Orr".
    if preposition && same(at + 2) && scene.class[at] == Class::Other && scene.tokens.lower(at + 1) == "of" {
        at += 2 + usize::from(scene.class[at + 2] == Class::Determiner);
    }
    // "a teacher from northern Velland".
    let direction = |j: usize| !scene.tokens[j].is_capitalised() && lexicon::is_direction(scene.tokens.lower(j));
    at += usize::from(same(at + 1) && direction(at));
    if let Some(body) = owned_body(scene, i, at).filter(|_| preposition) {
        return Some(scene.candidates[body].last);
    }
    at = past_titles(scene, i, at);
    let number = (preposition && same(at)).then(|| scene.candidate_at(at)).flatten()?;
    let candidate = &scene.candidates[number];
    let named = candidate.first == at && matches!(candidate.kind, Kind::Name(..));
    if !candidate.possessive {
        return named.then(|| past_list(scene, i, number)).map(|end| past_noun(scene, i, end, article));
    }
    // "the lawyer for Orlova's family".
    let owned = candidate.last + 1;
    let nouns = |&j: &usize| same(j) && scene.class[j] == Class::Other && scene.tokens[j].kind == TokenKind::Word;
    let end = (owned..owned + OWNED).take_while(nouns).last()?;
    (named && scene.tokens[candidate.last].kind == TokenKind::Possessive).then_some(end + 1)
}

/// Token past the noun that the name which ends at `end` tells more of: "the commander of Velland forces in Lund"; any noun where an
/// article stands before the name: "opponents of the Velland bill".
fn past_noun(scene: &Scene<'_, '_>, head: usize, end: usize, article: bool) -> usize {
    const NOUNS: &[&str] =
        &["affairs", "forces", "intelligence", "operations", "police", "policy", "studies", "troops"];
    let noun = end < scene.len() && joins_phrase(scene, head, end) && !scene.is_claimed(end..end + 1);
    if !noun {
        return end;
    }
    // "workers at the Harlow car plant": two nouns at most, before a verb.
    let lower = scene.tokens.lower(end);
    let second = end + 1;
    let other = |i: usize| scene.class[i] == Class::Other && !is_clause_verb(scene.tokens, i, i);
    let two = second < scene.len()
        && joins_phrase(scene, head, second)
        && other(second)
        && !scene.is_claimed(second..second + 1);
    let last = if two { second } else { end };
    let plain = || {
        let next = last + 1;
        let goes_on = next < scene.len()
            && joins_phrase(scene, head, next)
            && matches!(scene.class[next], Class::Cue | Class::Auxiliary | Class::Adverb);
        other(end) && goes_on && !scene.tokens.lower(last).ends_with('s')
    };
    if NOUNS.contains(&lower) {
        end + 1
    } else if article && plain() {
        last + 1
    } else {
        end
    }
}

/// Token past those that are listed with the candidate `number`: "voters in Lund, Marenta and Velland"; persons only before a
/// verb of speech ("lawyers for Orr and Brandt said"), since a clause may begin with the second.
fn past_list(scene: &Scene<'_, '_>, head: usize, number: usize) -> usize {
    /// Names of the longest list.
    const SEVERAL: usize = 6;
    let alike = |n: &usize| match (scene.candidates[*n].kind, scene.candidates[number].kind) {
        (Kind::Name(_, kind), Kind::Name(_, listed)) => kind == listed,
        _ => false,
    };
    let persons = matches!(scene.candidates[number].kind, Kind::Name(_, EntityKind::Person));
    let whole = scene.candidates[number].last;
    let same = |j: usize| j < scene.len() && joins_phrase(scene, head, j);
    let mut end = whole;
    for _ in 0..SEVERAL {
        let comma = usize::from(same(end) && scene.class[end] == Class::Comma);
        let and = same(end + comma) && matches!(scene.tokens.lower(end + comma), "and" | "or");
        let mut at = end + comma + usize::from(and);
        at += usize::from(same(at) && scene.class[at] == Class::Determiner);
        let next = (comma == 1 || and).then(|| same(at).then(|| scene.candidate_at(at)).flatten()).flatten();
        let Some(next) = next.filter(alike).map(|n| &scene.candidates[n]).filter(|c| c.first == at && !c.possessive)
        else {
            return whole;
        };
        end = next.last;
        if and {
            let speak = same(end) && matches!(scene.class[end], Class::Cue | Class::WeakCue);
            return if persons && !speak { whole } else { end };
        }
    }
    whole
}

/// Token past what the name that follows `at` is introduced by: "an aide to Agriculture Secretary Orr", "to former Secretary of
/// State Orr", "to Lund Police Commissioner Orr".
fn past_titles(scene: &Scene<'_, '_>, head: usize, at: usize) -> usize {
    let described = past_description(scene, head, at);
    let named = described.map(|first| (first, titles_end(scene, head, first))).filter(|&(first, end)| {
        let person = (end < scene.len()).then(|| scene.candidate_at(end)).flatten().map(|n| &scene.candidates[n]);
        person.is_some_and(|person| {
            let whole = end > first || person.last > end + 1;
            whole && person.first == end && matches!(person.kind, Kind::Name(_, EntityKind::Person))
        })
    });
    named.map_or_else(|| titles_end(scene, head, at), |(_, end)| end)
}

/// Token past the titles that begin at `at`.
fn titles_end(scene: &Scene<'_, '_>, head: usize, mut at: usize) -> usize {
    /// Words of the longest title.
    const LONGEST: usize = 8;
    let same = |j: usize| j < scene.len() && joins_phrase(scene, head, j);
    let capital = |j: usize| same(j) && scene.class[j] == Class::Capital && !scene.is_claimed(j..j + 1);
    let (first, end) = (at, at + LONGEST);
    // "the mayor's chief of staff Bill Orr" is Orr.
    let within = at > 0 && same(at - 1) && scene.tokens.lower(at - 1) == "of";
    while at < end && same(at) {
        let lower = scene.tokens.lower(at);
        let of = lower == "of" && at > first && capital(at - 1) && capital(at + 1);
        let titled = |last: &usize| capital(*last) && lexicon::is_title_or_role(scene.tokens.key(*last));
        let body = scene.candidate_at(at).map(|number| scene.candidates[number].last).filter(titled);
        match body {
            Some(last) => at = last,
            None if capital(at) || of || matches!(lower, "acting" | "former" | "then") => at += 1,
            None if !within && is_role_before_name(scene, at) => at += 1,
            None => break,
        }
    }
    at
}

/// Token past small words that describe whoever is named behind them, if there are some at `at`: "a friend of 21-year-old Ada Orr", "the
/// mother of recently slain Ada Orr".
fn past_description(scene: &Scene<'_, '_>, head: usize, at: usize) -> Option<usize> {
    /// Words of the description.
    const WORDS: usize = 3;
    let describes = |&j: &usize| {
        let lower = scene.tokens.lower(j);
        // "the chief of staff Ada Orr" is Orr, and "a lawyer for victims Ada Orr met" is none of hers.
        let noun = lexicon::is_role_noun(lower) || lower == "staff" || lower.ends_with('s');
        let plain = matches!(scene.class[j], Class::Other | Class::Adverb) && !scene.is_claimed(j..j + 1);
        // "a candidate to replace Ada Orr": a verb.
        let sure = ["acting", "embattled", "fellow", "interim", "late", "longtime"].contains(&lower)
            || lower.ends_with("-old");
        let open = at > 0 && scene.tokens.lower(at - 1) == "to" && !sure;
        plain && !noun && !open && lower != "named" && !scene.tokens[j].is_capitalised()
    };
    let same = |j: &usize| *j < scene.len() && joins_phrase(scene, head, *j);
    (at..at + WORDS).take_while(same).take_while(describes).last().map(|last| last + 1)
}

/// "special counsel Orr": a role in small letters, or what tells more of it, right before a name.
fn is_role_before_name(scene: &Scene<'_, '_>, at: usize) -> bool {
    let role = |i: usize| i + 1 < scene.len() && lexicon::is_role_noun(scene.tokens.key(i));
    let named = |i: usize| {
        scene.same_sentence(i, i + 1) && scene.tokens[i + 1].is_capitalised() && scene.is_claimed(i + 1..i + 2)
    };
    if scene.tokens[at].is_capitalised() || scene.is_claimed(at..at + 1) {
        return false;
    }
    let told = matches!(scene.tokens.lower(at), "assistant" | "deputy" | "senior" | "special");
    if told { role(at + 1) && named(at + 1) } else { role(at) && named(at) }
}

/// First token of the phrase round the head at `i`, and whether a determiner begins it.
pub(super) fn phrase_start(scene: &Scene<'_, '_>, i: usize) -> (usize, bool) {
    let joins = |j: usize| {
        scene.same_sentence(j, i)
            && scene.stretch_of(j) == scene.stretch_of(i)
            && matches!(scene.class[j], Class::Other | Class::Capital | Class::Quoted)
            && (scene.tokens[j].is_wordlike() || scene.tokens[j].kind == TokenKind::Possessive)
            && !(scene.class[j] == Class::Quoted && scene.lexeme(j).sense.is_some())
            && !is_span_of_time(scene, j)
    };
    let mut first = i;
    while first > 0 && i - first < REACH_BACK && joins(first - 1) {
        first -= 1;
    }
    if first > 0 && scene.same_sentence(first - 1, i) && is_determiner(scene, first - 1) {
        // "a law that critics say": no determiner.
        let relative = scene.tokens.lower(first - 1) == "that" && scene.tokens.lower(i).ends_with('s');
        return if relative { (first, false) } else { (before_number(scene, first - 1), true) };
    }
    if second_adjective(scene, first, i) {
        return (first - 3, true);
    }
    owner_start(scene, first, i).map_or((first, false), |start| (start, true))
}

/// "Over the last two years Republicans alleged": the time ends before the phrase.
pub(super) fn is_span_of_time(scene: &Scene<'_, '_>, i: usize) -> bool {
    let time = matches!(scene.tokens.lower(i), "days" | "decades" | "hours" | "months" | "weeks" | "years");
    time && i + 1 < scene.len() && scene.tokens[i + 1].is_capitalised()
}

/// Token before a number that a determiner stands before ("the two teachers"), else the number itself.
fn before_number(scene: &Scene<'_, '_>, number: usize) -> usize {
    let counted = number > 0
        && is_several(scene, number)
        && scene.class[number - 1] == Class::Determiner
        && scene.same_sentence(number - 1, number);
    number - usize::from(counted)
}

fn is_several(scene: &Scene<'_, '_>, i: usize) -> bool {
    shares::SEVERAL.contains(&scene.tokens.lower(i))
}

/// First token of the owner of the phrase `first..=head`, if one is printed: "Orlova's lawyer", "the lawmaker's staff" are as
/// definite as "the lawyer". A name keeps its own candidate: then the phrase begins behind it. A website is where something
/// stands, and its owner the source.
pub(super) fn owner_start(scene: &Scene<'_, '_>, first: usize, head: usize) -> Option<usize> {
    let possessive = first.checked_sub(1).filter(|&i| {
        let owns = scene.tokens[i].kind == TokenKind::Possessive || owns_as_plural(scene, i);
        owns && scene.same_sentence(i, head) && !scene.is_quoted(i)
    })?;
    let named = possessive > 0 && scene.is_claimed(possessive - 1..possessive);
    if named && matches!(scene.tokens.lower(head), "website" | "site" | "page" | "paper") {
        return None;
    }
    let owner = |&i: &usize| {
        matches!(scene.class[i], Class::Other | Class::Capital)
            && scene.tokens[i].is_wordlike()
            && scene.same_sentence(i, head)
            && !scene.is_claimed(i..i + 1)
    };
    let start = (possessive.saturating_sub(REACH_BACK)..possessive).rev().take_while(owner).last();
    let Some(start) = start else { return Some(first) };
    let determined = start > 0 && scene.same_sentence(start - 1, head) && is_determiner(scene, start - 1);
    Some(start - usize::from(determined))
}

/// Whether an adjective and a comma stand before `first`, where the phrase round the head `i` would begin: "a tall, quiet
/// man". A phrase of place or time ends at the comma ("after the fire, residents said"), and several need no determiner
/// ("a penalty, political analysts say").
pub(super) fn second_adjective(scene: &Scene<'_, '_>, first: usize, i: usize) -> bool {
    first > 2
        && first < i
        && scene.class[first - 1] == Class::Comma
        && scene.class[first - 2] == Class::Other
        && is_determiner(scene, first - 3)
        && scene.same_sentence(first - 3, i)
        && (first == 3 || scene.class[first - 4] != Class::Preposition)
        && (!scene.tokens.lower(i).ends_with('s') || is_adjective(scene.tokens.lower(first - 2)))
        && scene.tokens.lower(first) != "whose"
}

/// Whether a word ends as adjectives do and nouns seldom ("the furious, soaked farmers").
pub(super) fn is_adjective(lower: &str) -> bool {
    const ENDINGS: &[&str] = &["ed", "ous", "ful", "ive", "ic", "able", "ible", "less", "some", "ing", "ish"];
    lower.len() > 4 && ENDINGS.iter().any(|ending| lower.ends_with(ending))
}

/// End of the phrase with its prepositional phrases ("a spokesman for the ministry").
pub(super) fn phrase_end(scene: &Scene<'_, '_>, head: usize) -> usize {
    let mut last = head + 1;
    while last < scene.len() && last - head < REACH_ON && joins_phrase(scene, head, last) {
        let lower = scene.tokens.lower(last);
        let preposition = matches!(lower, "of" | "for" | "at" | "with" | "in" | "from") || is_around(lower);
        if !preposition {
            break;
        }
        // "the secretary of state": no verb there.
        let of_state = lower == "of" && last + 1 < scene.len() && scene.tokens.lower(last + 1) == "state";
        let mut end = last + 1 + usize::from(of_state && joins_phrase(scene, head, last + 1));
        // "a speaker at the union drew cheers", "a group of miners disputed the claim".
        let has_object = |i: usize| i + 1 < scene.len() && scene.class[i + 1] == Class::Determiner;
        let verb =
            |i: usize| (!scene.tokens.lower(i).ends_with("ed") || has_object(i)) && is_clause_verb(scene.tokens, i, i);
        let part = |i: usize| is_nominal(scene, i) && (scene.tokens[i].is_capitalised() || !verb(i));
        while end < scene.len() && end - head < 2 * REACH_ON && joins_phrase(scene, head, end) && part(end) {
            end += 1;
        }
        if end == last + 1 {
            break;
        }
        last = end;
    }
    last
}

/// Whether a preposition tells where several are: "sources inside the ministry", "councils around the country".
fn is_around(lower: &str) -> bool {
    matches!(lower, "across" | "around" | "inside" | "near" | "outside" | "throughout" | "within")
}

pub(super) fn joins_phrase(scene: &Scene<'_, '_>, head: usize, i: usize) -> bool {
    scene.same_sentence(head, i) && scene.stretch_of(i) == scene.stretch_of(head)
}

/// Whether the sign at token `i` makes an owner of a plural: "the miners' union".
pub(super) fn owns_as_plural(scene: &Scene<'_, '_>, i: usize) -> bool {
    let glued = |i: usize| scene.tokens[i - 1].span().end == scene.tokens[i].span().start;
    i > 0
        && i + 1 < scene.len()
        && matches!(scene.tokens.word(i), "'" | "’")
        && glued(i)
        && !glued(i + 1)
        && scene.tokens.lower(i - 1).ends_with('s')
        && matches!(scene.class[i + 1], Class::Other | Class::Capital)
        && scene.stretch_of(i - 1).is_none()
}

pub(super) fn is_nominal(scene: &Scene<'_, '_>, i: usize) -> bool {
    scene.tokens[i].kind == TokenKind::Possessive
        || owns_as_plural(scene, i)
        || matches!(scene.tokens.lower(i), "both" | "several" | "some" | "many" | "other")
        || is_several(scene, i)
        || matches!(scene.class[i], Class::Other | Class::Capital | Class::Determiner) && scene.tokens[i].is_wordlike()
        || scene.class[i] == Class::WeakCue && i > 0 && is_determiner(scene, i - 1)
}
