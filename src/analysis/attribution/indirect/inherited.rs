//! Who speaks by a cue that has no subject of its own: a participle, or a verb after "and".

use super::words::{GOING_ON, SUBORDINATE};
use crate::{
    analysis::{
        EntityKind,
        attribution::acts::{self, Act, Giver},
        quotes::{
            Candidate, Class, Kind, Pronoun, Scene,
            words::{Form, is_clause_verb, is_past_participle},
        },
    },
    lexicon,
    text::{Case, TokenKind},
};

/// Verbs of speech looked back at.
const ACTS: usize = 8;

/// A participle, or a verb after "and", without a subject of its own goes on with the act of its sentence, else with
/// the subject of its sentence, else with the last act near it.
pub(super) fn inherited(
    scene: &Scene<'_, '_>,
    acts: &[Act],
    before: usize,
    cue: usize,
    (from, _): (usize, usize),
) -> Option<usize> {
    let act = acts[..before].iter().rev().take(ACTS).find(|act| !is_compared(scene, act));
    let here = act.filter(|act| scene.same_sentence(act.cue, cue)).map(|act| act.subject);
    // "Orlova said the board had told him, adding that": hers.
    let adds = here.is_some() && scene.tokens.lower(cue) == "adding";
    let outer = if adds { outermost(scene, &acts[..before], cue) } else { None };
    let here = outer.or(here);
    let finite = !scene.tokens.lower(cue).ends_with("ing");
    let joint = if finite { joint(scene, from, cue) } else { None };
    // "reminding viewers that": any participle that "that" follows.
    let that =
        || (cue + 1..scene.len().min(cue + 4)).any(|i| scene.class[i] == Class::That && scene.same_sentence(i, cue));
    let given = acts::given_by(scene, cue);
    let participle = GOING_ON.contains(&scene.tokens.lower(cue))
        || !finite && scene.lexeme(cue).has(Form::Participle) && (given.is_some() || that());
    // "Orlova said the ministry issued a notice saying": the ministry's.
    match given.filter(|_| participle).map(|verb| acts::giver(scene, verb)) {
        Some(Giver::Known(giver)) => return Some(giver),
        Some(Giver::Unknown) => return None,
        _ => {}
    }
    if let Some(quoted) = acts::quoted_as(scene, cue).filter(|_| participle) {
        return Some(quoted);
    }
    if participle && acts::is_of_one_quoted(scene, cue) {
        return None;
    }
    if here.is_some() && (joint.is_some() || participle) {
        return here;
    }
    if !participle {
        return joint.and_then(|joint| of_relative(scene, joint).or_else(|| first_of_sentence(scene, from, joint)));
    }
    if let Some(subject) = fronted(scene, from, cue) {
        return Some(subject);
    }
    let main = main_clause(scene, from, cue);
    let subject = subject_before(scene, (from, main), cue, given);
    // "A series of Republicans appeared on video saying": not whoever spoke before.
    if subject.is_none() && (from..cue).any(|i| !scene.is_quoted(i) && scene.candidate_at(i).is_some()) {
        return None;
    }
    // "The synod met on Monday, saying": its subject is no candidate, and not whoever spoke before.
    let tells =
        |i: usize| !scene.is_quoted(i) && (scene.class[i] == Class::Auxiliary || is_clause_verb(scene.tokens, main, i));
    if subject.is_none() && (main + 1..cue).any(tells) {
        return None;
    }
    let near = act.map(|act| act.subject).filter(|&subject| {
        scene.outer_sentence[cue].saturating_sub(scene.outer_sentence[scene.candidates[subject].first]) <= 1
    });
    subject.or(near)
}

/// Who speaks by the first verb of the sentence of `cue`, if no words are quoted since and none but that verb's are told.
fn outermost(scene: &Scene<'_, '_>, acts: &[Act], cue: usize) -> Option<usize> {
    /// Tokens from that verb: a text without sentence ends is not read anew for each.
    const REACH: usize = 80;
    let near = |act: &&Act| act.cue + REACH >= cue && scene.same_sentence(act.cue, cue);
    let first = acts.iter().rev().take(ACTS).take_while(near).last()?;
    let quoted = (first.cue..cue).any(|i| scene.is_quoted(i));
    (!quoted && !is_compared(scene, first)).then_some(first.subject)
}

/// Whether an act only measures another, or tells whom it is done to: "it is vaguer than the mayor said, saying that" is not the mayor's,
/// "never told him to pay women who claimed it, adding that" not theirs.
fn is_compared(scene: &Scene<'_, '_>, act: &Act) -> bool {
    let subject = &scene.candidates[act.subject];
    let first = subject.first;
    if matches!(subject.kind, Kind::Pronoun(Pronoun::Who)) {
        return first > 0 && scene.same_sentence(first - 1, first) && scene.class[first - 1] == Class::Other;
    }
    let plain = |i: &usize| scene.class[*i] != Class::Determiner && scene.same_sentence(*i, first);
    let before = (first.saturating_sub(2)..first).rev().find(plain);
    before.is_some_and(|i| scene.tokens.lower(i) == "than")
}

/// Who goes on by the participle at `cue`, which tells more of what its sentence tells: "Orlova left the talks, calling them “a farce”",
/// "“It is late,” said Orlova, calling it “a farce”".
pub(in crate::analysis::attribution) fn goes_on(scene: &Scene<'_, '_>, acts: &[Act], cue: usize) -> Option<usize> {
    /// Tokens looked back over for the sentence's beginning.
    const REACH: usize = 80;
    /// Tokens from the main clause to its subject: titles, an article.
    const LEAD: usize = 6;
    let from = (cue.saturating_sub(REACH)..cue).rev().take_while(|&i| scene.same_sentence(i, cue)).last()?;
    let act = acts[..acts.partition_point(|act| act.cue < cue)].last().filter(|act| act.cue >= from);
    let here = act.filter(|act| !scene.is_quoted(act.cue)).map(|act| act.subject);
    let before = cue.checked_sub(1).filter(|&i| i >= from)?;
    let adverb = usize::from(before > from && scene.class[before] == Class::Adverb);
    let set_off = |i: usize| {
        matches!(scene.class[i], Class::Comma | Class::Dash)
            || matches!(scene.tokens.lower(i), "after" | "and" | "by")
            || scene.is_quoted(i)
    };
    // "the man who left, and whose party won, calling": the subject must be that of the sentence.
    let plain = |number: usize, main: usize| {
        let last = scene.candidates[number].last;
        let nested =
            |i: usize| scene.class[i] == Class::That || matches!(scene.tokens.lower(i), "who" | "which" | "whose");
        scene.candidates[number].first <= main + LEAD && !(last..cue).any(|i| !scene.is_quoted(i) && nested(i))
    };
    let begins = || {
        let main = main_clause(scene, from, cue);
        let subject = subject_before(scene, (from, main), cue, None);
        subject.filter(|&number| scene.begins_sentence(from) && plain(number, main))
    };
    here.filter(|_| set_off(before - adverb)).or_else(|| fronted(scene, from, cue)).or_else(begins)
}

/// The subject of the sentence that begins at token `from`, its main clause at `main`, if the participle at `cue` can go on with
/// it; `given` is the verb by which something was given out.
fn subject_before(
    scene: &Scene<'_, '_>,
    (from, main): (usize, usize),
    cue: usize,
    given: Option<usize>,
) -> Option<usize> {
    // "…, saying", "— now saying", "ended by saying", "while suggesting", "and saying".
    let before = (from..cue).rev().find(|&i| scene.class[i] != Class::Adverb);
    let joins = |i: usize| {
        matches!(scene.class[i], Class::Comma | Class::Dash | Class::Preposition | Class::Conjunction)
            || scene.is_quoted(i) && i > from && scene.tokens.word(i - 1) == ","
            || matches!(scene.tokens.lower(i), "while" | "when" | "after" | "before" | "since" | "without")
    };
    let object = cue.checked_sub(1).and_then(|i| scene.candidate_at(i)).map(|number| scene.candidates[number].first);
    let sued = object.is_some_and(|first| acts::is_sued(scene, cue, first));
    let apart = before.is_some_and(joins) || given.is_some() || sued;
    // "quoted Orr as saying", "blamed Orr for saying": his; nor is a paper anything done to, which may speak for somebody unknown.
    let his = before.is_some_and(|i| matches!(scene.tokens.lower(i), "as" | "for"));
    let done_to = |n: &usize| {
        let candidate = &scene.candidates[*n];
        !his && acts::is_done_to(scene, candidate.first) && !acts::has_words(scene.tokens.lower(candidate.last - 1))
    };
    let free = |n: &usize| {
        let first = scene.candidates[*n].first;
        // "Who's saying what: … Orr turned on him, arguing".
        let who = first == from && matches!(scene.candidates[*n].kind, Kind::Pronoun(Pronoun::Who));
        // "trips into the United States have": a place does something only by its own verb.
        let place = matches!(scene.candidates[*n].kind, Kind::Name(_, EntityKind::Place));
        let acts = || is_clause_verb(scene.tokens, first, scene.candidates[*n].last);
        // "LUND (Reuters) - Orr accused them, saying".
        let in_brackets = first.checked_sub(1).is_some_and(|i| matches!(scene.tokens.word(i), "(" | "["));
        !scene.candidates[*n].possessive
            && !who
            && !in_brackets
            && (!place || first == main || acts())
            && (first == from || acts::governor(scene, first).is_none() && !done_to(n))
    };
    // "wrote a letter to Orr asking": not whoever got it.
    let got = |n: &usize| {
        let candidate = &scene.candidates[*n];
        given.is_some_and(|verb| candidate.first > verb) && !acts::has_words(scene.tokens.lower(candidate.last - 1))
    };
    let mut starts = (main..cue).filter(|&i| !scene.is_quoted(i)).filter_map(|i| scene.candidate_at(i));
    let subject = starts.find(|n| free(n) && !got(n)).filter(|_| apart)?;
    // "Lund judge Ada Orlova dismissed it, saying".
    Some(acts::employee(scene, subject).unwrap_or(subject))
}

/// Where the main clause begins: "After Republicans had won the House, Orr began by saying", "In a speech, shortly after that,
/// Orr began".
fn main_clause(scene: &Scene<'_, '_>, from: usize, cue: usize) -> usize {
    let leads = |i: usize| SUBORDINATE.contains(&scene.tokens.lower(i)) || scene.class[i] == Class::Preposition;
    // "On June 1, 2012, Orr", "Nudged by an aide, Orr", "Just days away from the vote, Orr".
    let told = |i: usize| {
        scene.tokens[i].kind == TokenKind::Number
            || is_past_participle(scene.tokens.lower(i)) && scene.class[i + 1] == Class::Preposition
            || scene.class[i] == Class::Adverb
    };
    let verb = |i: usize| {
        matches!(scene.class[i], Class::Auxiliary | Class::Cue) && scene.tokens[i].kind != TokenKind::Possessive
            || is_clause_verb(scene.tokens, i, i)
    };
    let ends = |i: usize| scene.class[i] == Class::Comma || ends_in_comma(scene, i);
    let mut main = past_dateline(scene, from, cue);
    while main + 1 < cue {
        let Some(comma) = (main..cue).find(|&i| ends(i) && i + 1 < cue) else { break };
        let adverb = scene.class[main] == Class::Adverb && leads(main + 1);
        let fronted = told(main) && !(main + 1..comma).any(verb);
        if !(leads(main) || adverb || fronted) {
            break;
        }
        main = comma + 1;
    }
    main
}

/// Whether a title or quote with a comma in its marks ends at `i`: "In a talk on “Lund Today,” Orr".
fn ends_in_comma(scene: &Scene<'_, '_>, i: usize) -> bool {
    let stretch = scene.stretch_of(i).map(|number| scene.stretches[number]);
    stretch.is_some_and(|stretch| i + 1 == stretch.close && scene.tokens.word(stretch.last - 1) == ",")
}

/// Agencies and stations that a dateline names in brackets.
const AGENCIES: &[&str] = &[
    "aap",
    "abc",
    "afp",
    "ani",
    "anp",
    "ansa",
    "ap",
    "apa",
    "bbc",
    "belga",
    "bloomberg",
    "cbs",
    "cnn",
    "dpa",
    "dw",
    "efe",
    "ians",
    "interfax",
    "ips",
    "itar-tass",
    "kyodo",
    "nbc",
    "npr",
    "pa",
    "pti",
    "reuters",
    "ria",
    "rt",
    "sapa",
    "tass",
    "upi",
    "xinhua",
    "yonhap",
];

/// First token of the sentence from `from` on, the dateline left off: "LUND, June 1 (Reuters) - …", "(Reuters) - …", "Lund (CNN) Orr
/// said".
pub(super) fn past_dateline(scene: &Scene<'_, '_>, from: usize, cue: usize) -> usize {
    /// Tokens of the longest.
    const DATELINE: usize = 12;
    if !scene.begins_paragraph(from) {
        return from;
    }
    let opens = scene.tokens[from].case == Case::Upper || scene.class[from] == Class::Bracket;
    let part = |i: usize| {
        let token = &scene.tokens[i];
        token.is_capitalised()
            || !token.is_wordlike()
            || token.kind == TokenKind::Number
            || scene.class[i] == Class::Day
    };
    let head = || (from..cue.min(from + DATELINE)).take_while(|&i| part(i));
    let dash = head().find(|&i| opens && i > from && scene.class[i] == Class::Dash);
    // An agency in brackets, and perhaps no dash behind it.
    let agency = |i: usize| {
        let known = AGENCIES.contains(&scene.tokens.lower(i)) && scene.class[i - 1] == Class::Bracket;
        known && i + 2 < cue && scene.class[i + 1] == Class::Bracket
    };
    let named = head().find(|&i| i > from + 1 && agency(i)).map(|agency| agency + 2);
    let named = named.map(|first| first + usize::from(scene.class[first] == Class::Dash));
    dash.map(|dash| dash + 1).or(named).unwrap_or(from)
}

/// Who is the subject behind the comma that ends the phrase with the participle at `cue`: "Saying it was late, Orlova left",
/// "In addition to noting that, she left".
fn fronted(scene: &Scene<'_, '_>, from: usize, cue: usize) -> Option<usize> {
    /// Words before the participle.
    const LEAD: usize = 4;
    /// Tokens of the phrase.
    const REACH: usize = 40;
    let leads = |i: usize| {
        matches!(scene.class[i], Class::Preposition | Class::Adverb | Class::Conjunction)
            || matches!(
                scene.tokens.lower(i),
                "addition" | "besides" | "while" | "when" | "after" | "before" | "since" | "without" | "even"
            )
    };
    if cue > from + LEAD || !(from..cue).all(leads) {
        return None;
    }
    let near = (cue + 1..scene.len().min(cue + REACH)).take_while(|&i| scene.same_sentence(i, cue));
    // A comma within a quote ends the phrase with it: "Repeating that it was “the wrong word,” Orlova left".
    let comma = near.clone().find(|&i| scene.class[i] == Class::Comma || ends_in_comma(scene, i))?;
    let skips = |i: usize| {
        let lower = scene.tokens.lower(i);
        scene.class[i] == Class::Determiner || scene.class[i] == Class::Capital && lexicon::is_title_or_role(lower)
    };
    let first = near.into_iter().find(|&i| i > comma && !skips(i))?;
    let number = scene.candidate_at(first)?;
    let subject = &scene.candidates[number];
    let passes = |i: usize| {
        scene.class[i] == Class::Adverb || matches!(scene.tokens.lower(i), "only" | "also" | "then" | "even" | "now")
    };
    let verb = subject.last + usize::from(subject.last < scene.len() && passes(subject.last));
    let acts = verb < scene.len()
        && scene.same_sentence(verb, cue)
        && (matches!(scene.class[verb], Class::Cue | Class::WeakCue | Class::Auxiliary)
            || is_clause_verb(scene.tokens, verb, verb));
    let speaks = !matches!(
        subject.kind,
        Kind::Subject | Kind::Name(_, EntityKind::Place) | Kind::Pronoun(Pronoun::It | Pronoun::Who)
    );
    (acts && speaks && !subject.possessive).then_some(number)
}

/// The conjunction, or comma of a list, before a cue that has no subject of its own: "and said", "but has said".
fn joint(scene: &Scene<'_, '_>, from: usize, cue: usize) -> Option<usize> {
    let before = (from..cue).rev().find(|&i| !matches!(scene.class[i], Class::Auxiliary | Class::Adverb))?;
    // "wants to go and say": a plain form is the infinitive's.
    let plain = scene.lexeme(cue).has(Form::Base);
    let own = !plain && !acts::is_passive(scene, cue);
    // "said it was late, admitted that it was dear, and said".
    let listed =
        || scene.class[before] == Class::Comma && before + 1 == cue && scene.class.get(cue + 1) == Some(&Class::That);
    (own && (matches!(scene.tokens.lower(before), "and" | "but") || listed())).then_some(before)
}

/// Who is the subject of the sentence that goes on with a verb behind the conjunction at `joint`.
pub(super) fn joined(scene: &Scene<'_, '_>, joint: usize) -> Option<usize> {
    /// Tokens looked back over for the sentence's beginning.
    const REACH: usize = 60;
    let from = (joint.saturating_sub(REACH)..joint).rev().take_while(|&i| scene.same_sentence(i, joint)).last()?;
    scene.begins_sentence(from).then(|| first_of_sentence(scene, from, joint)).flatten()
}

/// The "who" of the clause that goes on at `joint`: "met Orlova, who wants a bridge and said".
fn of_relative(scene: &Scene<'_, '_>, joint: usize) -> Option<usize> {
    /// Tokens of the clause.
    const REACH: usize = 14;
    let part = |&i: &usize| {
        let parts = [Class::Comma, Class::Dash, Class::Semicolon, Class::Cue, Class::That, Class::Conjunction];
        scene.same_sentence(i, joint) && !scene.is_quoted(i) && !parts.contains(&scene.class[i])
    };
    let within = (joint.saturating_sub(REACH)..joint).rev().take_while(part);
    let number = within
        .filter_map(|i| scene.candidate_at(i))
        .find(|&n| scene.candidates[n].kind == Kind::Pronoun(Pronoun::Who))?;
    let before = scene.candidates[number].first.checked_sub(1)?;
    (scene.class[before] == Class::Comma).then_some(number)
}

/// The person or role behind words that tell more of them, with which the sentence begins at `from`: "Former harbour adviser Bill Orr
/// defended it and said".
fn described_from(scene: &Scene<'_, '_>, from: usize, joint: usize) -> Option<usize> {
    let first = from + usize::from(matches!(scene.class[from], Class::Determiner | Class::Conjunction));
    let number = acts::past_modifiers(scene, first, joint)?;
    let somebody = &scene.candidates[number];
    let speaks = matches!(somebody.kind, Kind::Role | Kind::Name(_, EntityKind::Person));
    (speaks && somebody.first > first && !somebody.possessive).then_some(number)
}

/// Who is the subject of a sentence by standing first in it, if that is somebody and a verb follows: "Orlova left the room
/// and said". Between the two nothing may begin a clause with a subject of its own.
fn first_of_sentence(scene: &Scene<'_, '_>, from: usize, joint: usize) -> Option<usize> {
    /// Tokens before the first name: an article, titles, "However,".
    const LEAD: usize = 5;
    // "In Lund, Orlova left the room and said".
    let comma = (from..joint.min(from + LEAD + 1)).find(|&i| scene.class[i] == Class::Comma);
    let plain = |i: usize| {
        matches!(
            scene.class[i],
            Class::Preposition | Class::Other | Class::Day | Class::Determiner | Class::Capital | Class::Adverb
        ) && !is_clause_verb(scene.tokens, i, i)
            || scene.lexeme(i).is_quantifier
    };
    // "Iran branded it a lie and said": a place that does something.
    let somebody = |i: usize| {
        let kind = scene.candidate_at(i).map(|n| scene.candidates[n].kind);
        kind.is_some_and(|kind| !matches!(kind, Kind::Name(_, EntityKind::Place)))
    };
    // "In a talk with reporters held in Lund, Orlova left the room and said".
    let told = |i: usize| scene.tokens.lower(i).ends_with("ed") && scene.class[i + 1] == Class::Preposition;
    let leads_in = scene.class[from] == Class::Preposition;
    let dated = past_dateline(scene, from, joint);
    let main = main_clause(scene, from, joint);
    let from = match comma.filter(|_| dated == from) {
        _ if main > dated => main,
        Some(comma) if (from..comma).all(|i| (plain(i) || leads_in && told(i)) && (leads_in || !somebody(i))) => {
            comma + 1
        }
        _ => dated,
    };
    let described = described_from(scene, from, joint);
    let at = (from..joint.min(from + LEAD)).find(|&i| scene.candidate_at(i).is_some());
    let number = described.or_else(|| scene.candidate_at(at?))?;
    let at = if described.is_some() { from } else { at? };
    let candidate = &scene.candidates[number];
    let titled = |i: usize| lexicon::is_title(scene.tokens.key(i)) || lexicon::is_role_noun(scene.tokens.key(i));
    let leads = |i: usize| match scene.class[i] {
        Class::Determiner | Class::Adverb | Class::Conjunction => true,
        Class::Capital => titled(i),
        Class::Comma => i == from + 1 && scene.class[from] == Class::Adverb,
        _ => false,
    };
    let speaks = match candidate.kind {
        Kind::Name(_, kind) => kind != EntityKind::Place || candidate.first == from,
        Kind::Role => true,
        Kind::Pronoun(pronoun) => matches!(pronoun, Pronoun::He | Pronoun::She | Pronoun::They),
        Kind::Subject => false,
    };
    // "Democrats blamed the plan and say".
    let speaks = speaks || matches!(candidate.kind, Kind::Subject) && candidate.first == from;
    // "called it “a lie,” and said", but "“No,” a man cried, and said".
    let quoted = (from..at).any(|i| scene.is_quoted(i));
    (speaks && !candidate.possessive && !quoted && !another_begins(scene, candidate, joint) && (from..at).all(leads))
        .then_some(number)
}

/// Whether a clause with a subject or verb of speech of its own begins between `candidate`, which begins the sentence, and `joint`.
fn another_begins(scene: &Scene<'_, '_>, candidate: &Candidate, joint: usize) -> bool {
    // "He did not say which hat he wore, but said": the same.
    let another = |other: &Candidate, i: usize| {
        matches!(other.kind, Kind::Pronoun(_))
            && other.kind != candidate.kind
            && !scene.tokens.lower(i - 1).ends_with("ing")
            // "called it a lie and said".
            && !(matches!(other.kind, Kind::Pronoun(Pronoun::It))
                && matches!(scene.class[i - 1], Class::Cue | Class::WeakCue))
    };
    // "Orlova, who has long called for it, praised the plan but said".
    let relative = candidate.last + 1 < joint
        && scene.class[candidate.last] == Class::Comma
        && matches!(scene.tokens.lower(candidate.last + 1), "who" | "which" | "whose");
    let begins = (candidate.last + 1..joint).find(|&i| scene.class[i] == Class::Comma).filter(|_| relative);
    let begins = begins.unwrap_or(candidate.last);
    // "did not know if it was late, but said": behind a comma only the subject of the sentence goes on so.
    let turns = joint > 0 && scene.class[joint - 1] == Class::Comma && scene.tokens.lower(joint) == "but";
    // "would not deny it but said".
    let plain = |i: usize| scene.lexeme(i).has(Form::Base) && !scene.lexeme(i).has(Form::Finite);
    (begins..joint).filter(|&i| !scene.is_quoted(i)).any(|i| {
        matches!(scene.class[i], Class::Semicolon | Class::Colon | Class::Dash)
            // "would not tell what she meant by that, but said".
            || scene.class[i] == Class::That && scene.class[i - 1] != Class::Preposition
            || scene.class[i] == Class::Cue && !scene.lexeme(i).has(Form::Participle) && !plain(i)
            || matches!(scene.tokens.lower(i), "who" | "which" | "when" | "while" | "because" | "where" | "if")
                && scene.class[i - 1] != Class::Preposition
                && !(turns && matches!(scene.tokens.lower(i), "if" | "when" | "where" | "because"))
            || scene.candidate_at(i).is_some_and(|n| another(&scene.candidates[n], i))
    })
}
