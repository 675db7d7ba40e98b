//! Speech acts: a cue outside quotes with the subject beside it. They tell who has been speaking, which helps to resolve
//! pronouns, and they carry indirect speech.

mod apposition;
mod behind;
mod body;
mod denied;
mod far;
mod governor;
mod leading;
mod objects;
mod origin;
mod tail;
mod unclosed;

use apposition::{
    across_apposition, across_dashes, first_at, named_at_last, named_behind_relative, named_in_apposition,
    subject_of_main,
};
pub(super) use behind::resuming_comma;
use behind::{after, inverted};
pub(super) use denied::{is_denied, leads_to_participle};
use far::{across_relative, before_setting, channel, far_before};
pub(super) use far::{is_hour, is_setting, past_modifiers};
pub(super) use governor::governor;
use governor::{is_made_by, is_share};
pub(super) use leading::leads_to_infinitive;
use objects::quotes_another;
pub(super) use objects::{
    Giver, given_before, given_by, giver, gives, has_words, is_done_to, is_of_one_quoted, is_sued, quoted_as,
    quotes_another_behind,
};
pub(super) use origin::employee;
use origin::{before_origin, is_named_at_last};
use unclosed::{before_fragment, before_title, person_apposed};

use crate::{
    analysis::{
        EntityKind,
        quotes::{
            Candidate, Class, Kind, Pronoun, Scene, asides,
            candidates::person_before_letters,
            words::{Form, is_modal, perceives},
        },
    },
    lexicon,
    text::{Case, TokenKind},
};

/// A cue with its subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Act {
    /// Token of the cue.
    pub cue: usize,
    /// Number of the candidate that speaks.
    pub subject: usize,
}

/// Who speaks by the cue at token `cue`, if an act has it. `acts` is in text order.
pub(super) fn subject_at(acts: &[Act], cue: usize) -> Option<usize> {
    acts.binary_search_by_key(&cue, |act| act.cue).ok().map(|n| acts[n].subject)
}

/// How far an apposition may part a name from its cue, in tokens.
const APPOSITION: usize = 26;

/// All speech acts in text order.
#[must_use]
pub fn find(scene: &Scene<'_, '_>) -> Vec<Act> {
    let words = scene.places.words.iter().copied();
    let cues = words.filter(|&i| scene.class[i] == Class::Cue && !is_passive(scene, i));
    let acts = cues.filter_map(|cue| Some(Act { cue, subject: subject(scene, cue)? }));
    acts.filter(|act| !is_occasion(scene, act)).collect()
}

/// Whether that somebody speaks only tells where or when: "outside the hall where Orlova spoke".
fn is_occasion(scene: &Scene<'_, '_>, act: &Act) -> bool {
    // "All told there were four".
    let subject = &scene.candidates[act.subject];
    if scene.tokens.lower(act.cue) == "told" && subject.last == act.cue && scene.tokens.lower(subject.first) == "all" {
        return true;
    }
    let speaks = matches!(scene.tokens.lower(act.cue), "spoke" | "speaks" | "talked");
    let mut before = (act.cue.saturating_sub(6)..act.cue).rev().take_while(|&i| scene.same_sentence(i, act.cue));
    speaks && before.any(|i| matches!(scene.tokens.lower(i), "where" | "when" | "while"))
}

/// What the acts tell of an article: who speaks, and how often.
#[derive(Debug, Clone)]
pub struct Speech {
    /// The acts in text order.
    pub acts: Vec<Act>,
    /// How often each name is the subject of a cue.
    pub counts: Vec<u32>,
    /// Whether each candidate is the subject of a cue.
    pub subject: Vec<bool>,
}

impl Speech {
    /// Counts the acts.
    #[must_use]
    pub fn of(scene: &Scene<'_, '_>, acts: &[Act]) -> Self {
        let mut out = Self {
            acts: acts.to_vec(),
            counts: vec![0; scene.names.len()],
            subject: vec![false; scene.candidates.len()],
        };
        for act in acts {
            out.subject[act.subject] = true;
            if let Some(name) = scene.candidates[act.subject].name() {
                out.counts[name.0 as usize] += 1;
            }
        }
        out
    }
}

/// Whether the cue at `cue` is done to its subject: "was reported by", "having been told".
pub(super) fn is_passive(scene: &Scene<'_, '_>, cue: usize) -> bool {
    if scene.tokens.lower(cue).ends_with("ing") || scene.tokens.lower(cue) == "quoted" {
        return false;
    }
    // "the database maintained by the bureau", "the manner outlined above".
    let told = cue + 1 < scene.len() && matches!(scene.tokens.lower(cue + 1), "above" | "below" | "by");
    if told && scene.tokens.lower(cue).ends_with("ed") || is_said_by(scene, cue) {
        return true;
    }
    let before = (cue.saturating_sub(3)..cue).rev().take_while(|&i| scene.same_sentence(i, cue));
    let verb = before.into_iter().find(|&i| scene.class[i] != Class::Adverb);
    verb.is_some_and(|i| {
        matches!(
            scene.tokens.lower(i),
            "is" | "are" | "was" | "were" | "be" | "been" | "being" | "'re" | "'m" | "wasn't" | "weren't"
        )
    })
}

/// "things said by the two rivals"; but "Orr said by telephone".
fn is_said_by(scene: &Scene<'_, '_>, cue: usize) -> bool {
    const WAYS: &[&str] = &["e-mail", "email", "fax", "letter", "phone", "satellite", "telephone", "text", "video"];
    let by = scene.tokens.lower(cue) == "said" && cue + 2 < scene.len() && scene.tokens.lower(cue + 1) == "by";
    // "said by 50 percent to 39", "said by a margin of".
    let share = |i: usize| scene.tokens[i].kind == TokenKind::Number || scene.tokens.lower(i) == "margin";
    let told = |i: usize| WAYS.contains(&scene.tokens.lower(i)) || share(i);
    by && scene.same_sentence(cue, cue + 2) && !(cue + 2..scene.len().min(cue + 5)).any(told)
}

/// The candidate that speaks by the cue at token `cue`.
pub(super) fn subject(scene: &Scene<'_, '_>, cue: usize) -> Option<usize> {
    if let Some(quoted) = quoted_as(scene, cue).filter(|_| scene.lexeme(cue).has(Form::Participle)) {
        return Some(quoted);
    }
    if quotes_another(scene, cue) {
        return None;
    }
    let behind_quote = cue > 0 && scene.is_quoted(cue - 1) && scene.same_sentence(cue - 1, cue);
    if behind_quote && let Some(subject) = before_title(scene, cue - 1) {
        return Some(subject);
    }
    // "in a talk on “Lund Today,” said the council should": that is what was said.
    let own = |n: &usize| {
        let verb = scene.candidates[*n].last;
        verb < scene.len()
            && scene.same_sentence(cue, verb)
            && scene.class[verb] == Class::Auxiliary
            && scene.tokens[verb].kind != TokenKind::Possessive
    };
    let quoted = || if cue > 0 && scene.is_quoted(cue - 1) { after(scene, cue).filter(|n| !own(n)) } else { None };
    inverted(scene, cue).or_else(|| before(scene, cue)).or_else(quoted).or_else(|| far_before(scene, cue))
}

/// First token of the verb whose last word stands at `cue`, and of an aside that only joins before it: "has also said", "continued to
/// insist", "went on to say", ", in turn, said".
fn verb_start(scene: &Scene<'_, '_>, cue: usize) -> usize {
    let start = helpers_start(scene, cue);
    // "the miners, in turn, said", "a source close to them, though, told".
    if let Some(before) = start.checked_sub(1).filter(|&i| scene.same_sentence(i, cue))
        && let Some(link) = asides::before_link(scene, before)
    {
        return link + 1;
    }
    leading::lead(scene, start, cue).unwrap_or(start)
}

/// First of the auxiliaries and adverbs before the verb at `verb`.
fn helpers_start(scene: &Scene<'_, '_>, verb: usize) -> usize {
    let helps = |&i: &usize| {
        let adverb =
            matches!(scene.class[i], Class::Auxiliary | Class::Adverb) || asides::stresses(scene, i) || scene.floats(i);
        adverb && scene.same_sentence(i, verb) && !scene.is_quoted(i)
    };
    (0..verb).rev().take_while(helps).last().unwrap_or(verb)
}

/// The subject that stands before the verb at `cue`.
pub(super) fn before(scene: &Scene<'_, '_>, cue: usize) -> Option<usize> {
    let k = verb_start(scene, cue);
    let k = k.checked_sub(1).filter(|&k| scene.same_sentence(k, cue))?;
    if scene.is_quoted(k) {
        // "said they were “small,” adding that": whoever spoke before.
        if matches!(scene.tokens.lower(cue), "adding" | "noting" | "saying") {
            return None;
        }
        return before_title(scene, k).or_else(|| before_fragment(scene, k));
    }
    if scene.tokens.lower(k) == "which" {
        return whom_which_means(scene, k, cue);
    }
    let k = subject_end(scene, k);
    if let Some(head) = tail::head_of_phrase(scene, k) {
        return Some(head);
    }
    if let Some(number) = scene.candidate_at(k) {
        let candidate = &scene.candidates[number];
        // "Moody's said": letters of the name.
        let body = matches!(candidate.kind, Kind::Name(_, EntityKind::Organisation));
        let plain = matches!(scene.tokens.lower(cue), "said" | "says" | "told");
        let owner = candidate.possessive && !(body && plain && candidate.last + 1 == cue);
        let part = owner || candidate.last != k + 1 || is_after_quoted_part(scene, candidate);
        if part
            || given_by(scene, cue).is_some()
            || is_sued(scene, cue, candidate.first)
            || is_noun(scene, candidate, cue)
            || is_object_of_infinitive(scene, candidate)
        {
            return None;
        }
        if let Some(subject) = across_relative(scene, cue, candidate.first) {
            return Some(subject);
        }
        if let Some(subject) = before_participle(scene, candidate.first) {
            return Some(subject);
        }
        if let Some(who) = far::who_before(scene, cue, candidate.first) {
            return Some(who);
        }
        if is_told_of_another(scene, candidate) {
            return None;
        }
        // "spoke to farmers who said": what stands before the farmers governs them.
        let who = matches!(candidate.kind, Kind::Pronoun(Pronoun::Who));
        let governor = if who { None } else { governor(scene, candidate.first) };
        // "footage of Orr saying", "with Orr saying": the participle is the name's own.
        let own = |i: usize| {
            scene.tokens.lower(cue).ends_with("ing") && matches!(scene.tokens.lower(i), "about" | "of" | "with")
        };
        // "posted via Twitter stating": the participle is the subject's of the verb before.
        if let Some(verb) = channel(scene, cue, candidate.first) {
            return before(scene, verb);
        }
        let head = match governor.filter(|&i| !own(i)) {
            Some(preposition) if is_share(scene, preposition) || is_made_by(scene, preposition, candidate) => {
                return Some(number);
            }
            Some(preposition) => {
                preposition.checked_sub(1).and_then(|i| governed_by(scene, before_bracket(scene, i)))?
            }
            None => person_apposed(scene, cue, number).unwrap_or(number),
        };
        return Some(body::person_of(scene, head).unwrap_or(head));
    }
    if scene.class[k] == Class::Dash {
        return across_dashes(scene, k);
    }
    before_comma(scene, cue, k)
}

/// The last token of a subject, past what stands between it and its verb at token `k`: a setting, brackets, an aside, letters behind a name.
fn subject_end(scene: &Scene<'_, '_>, k: usize) -> usize {
    let k = before_setting(scene, k).unwrap_or(k);
    // "Rep. Ada Orr (R-Lund), said", but "Ada Orr, who heads the Harbour Party (HP), said".
    let person = |i: usize| {
        let number = scene.candidate_at(before_bracket(scene, i));
        number.is_some_and(|n| matches!(scene.candidates[n].kind, Kind::Role | Kind::Name(_, EntityKind::Person)))
    };
    let closed = scene.class[k] == Class::Comma && k > 0 && scene.class[k - 1] == Class::Bracket && person(k - 1);
    let k = if closed { k - 1 } else { k };
    let k = before_bracket(scene, k);
    let k = asides::before_link(scene, k).unwrap_or(k);
    let k = before_brackets_of_wire(scene, k);
    // "Ada Orlova MP said".
    person_before_letters(scene, k).map_or(k, |person| scene.candidates[person].last - 1)
}

/// The subject that a comma at `k` parts from the verb at `cue`: what is between tells more of it.
fn before_comma(scene: &Scene<'_, '_>, cue: usize, k: usize) -> Option<usize> {
    if scene.class[k] != Class::Comma {
        return None;
    }
    let participle = scene.lexeme(cue).has(Form::Participle);
    if participle && let Some(subject) = subject_of_main(scene, k) {
        return Some(subject);
    }
    let origin = if participle { None } else { before_origin(scene, k) };
    let number = origin
        .filter(|&number| is_named_at_last(scene, number))
        .or_else(|| named_in_apposition(scene, k))
        .or_else(|| named_at_last(scene, k))
        .or_else(|| named_behind_relative(scene, k))
        .or_else(|| across_apposition(scene, k))
        .or(origin)
        .or_else(|| if participle { None } else { first_at(scene, asides::before(scene, k)?) })?;
    // "spoke of her distaste for Orr, the mayor, saying", "blamed Orr, the mayor, saying": the participle is not his.
    let first = scene.candidates[number].first;
    let told_of = participle && (governor(scene, first).is_some() || is_done_to(scene, first));
    // "the board's letter to Orlova, the mayor, said", "the aides, including Orlova, the mayor, said", "led by Orr, said".
    let preposition = governor(scene, first).filter(|_| scene.candidates[number].name().is_some());
    let apart = preposition.is_some_and(|i| {
        let before = i.checked_sub(1).filter(|&before| scene.same_sentence(before, i));
        before.is_some_and(|before| match scene.tokens.lower(i) {
            "to" => scene.lexeme(before).is_document,
            "including" => scene.class[before] == Class::Comma,
            "by" => matches!(scene.tokens.lower(before), "headed" | "led"),
            _ => false,
        })
    });
    (!told_of && !apart).then_some(number)
}

/// Who goes on by the participle at `verb`, where a comma parts it from the clause whose subject that is: "Hours after Orr left, Orlova
/// attacked him, calling".
pub(super) fn subject_of_clause(scene: &Scene<'_, '_>, verb: usize) -> Option<usize> {
    let adverb = usize::from(verb > 0 && scene.class[verb - 1] == Class::Adverb);
    let comma =
        verb.checked_sub(1 + adverb).filter(|&i| scene.class[i] == Class::Comma && scene.same_sentence(i, verb))?;
    subject_of_main(scene, comma)
}

/// Whether a name is but what something is done to: "the general who is to retake Marenta said".
fn is_object_of_infinitive(scene: &Scene<'_, '_>, candidate: &Candidate) -> bool {
    let verb = candidate.first.checked_sub(1).filter(|&i| i > 0 && scene.same_sentence(i - 1, candidate.first));
    verb.is_some_and(|i| {
        let plain = scene.class[i] == Class::Other && !scene.tokens[i].is_capitalised();
        let led = scene.tokens.lower(i - 1) == "to" && !lexicon::is_role_noun(scene.tokens.lower(i));
        plain && led && candidate.name().is_some() && !lexicon::is_title(scene.tokens.lower(i))
    })
}

/// Who does what the participle before the phrase at `first` tells: "members supporting the bill said".
fn before_participle(scene: &Scene<'_, '_>, first: usize) -> Option<usize> {
    const DOING: &[&str] = &[
        "advising",
        "assisting",
        "attending",
        "backing",
        "covering",
        "defending",
        "following",
        "investigating",
        "leading",
        "leaving",
        "monitoring",
        "opposing",
        "organising",
        "organizing",
        "protesting",
        "representing",
        "reviewing",
        "running",
        "studying",
        "supporting",
        "tracking",
        "visiting",
        "watching",
    ];
    /// The same with a preposition: "prosecutors working for Orr said".
    const DOING_FOR: &[&str] = &["acting", "campaigning", "fighting", "lobbying", "working"];
    let serves = || {
        let preposition = governor(scene, first)?;
        let participle = preposition.checked_sub(1).filter(|&i| DOING_FOR.contains(&scene.tokens.lower(i)))?;
        matches!(scene.tokens.lower(preposition), "for" | "with" | "against").then_some(participle)
    };
    // "a tweet mocking Orr".
    let paper = |i: usize| i > 0 && scene.lexeme(i - 1).is_document && scene.tokens.lower(i).ends_with("ing");
    let direct = first.checked_sub(1).filter(|&i| DOING.contains(&scene.tokens.lower(i)) || paper(i));
    let participle = direct.or_else(serves)?;
    let number = scene.candidate_at(participle.checked_sub(1)?)?;
    let doer = &scene.candidates[number];
    let whole = doer.last == participle && scene.same_sentence(doer.first, first) && !doer.possessive;
    (whole && !scene.is_quoted(participle) && !matches!(doer.kind, Kind::Pronoun(_))).then_some(number)
}

/// Whether a name is but what a paper does something to, or those behind "who": "an ad attacking Orr said", "those who know Orr say".
fn is_told_of_another(scene: &Scene<'_, '_>, candidate: &Candidate) -> bool {
    let Some(verb) = candidate.first.checked_sub(1).filter(|&i| i > 0 && scene.same_sentence(i - 1, i)) else {
        return false;
    };
    let plain = matches!(scene.class[verb], Class::Other | Class::WeakCue) && !scene.tokens[verb].is_capitalised();
    let paper = scene.tokens.lower(verb).ends_with("ing") && scene.lexeme(verb - 1).is_document;
    candidate.name().is_some() && plain && !scene.is_quoted(verb) && (paper || scene.tokens.lower(verb - 1) == "who")
}

/// The body, place or paper before ", which" and the verb at `cue`: "the report, which concluded that".
fn whom_which_means(scene: &Scene<'_, '_>, which: usize, cue: usize) -> Option<usize> {
    let comma = which.checked_sub(1).filter(|&i| scene.class[i] == Class::Comma && scene.same_sentence(i, which))?;
    let number = scene.candidate_at(before_bracket(scene, comma.checked_sub(1)?))?;
    let body = !matches!(scene.candidates[number].kind, Kind::Pronoun(_) | Kind::Name(_, EntityKind::Person));
    // "Ohio, which explains why": the matter told of does.
    let place = matches!(scene.candidates[number].kind, Kind::Name(_, EntityKind::Place));
    let shows = ["expla", "impl", "indicat", "mean", "reveal", "suggest"];
    let matter = place && shows.iter().any(|verb| scene.tokens.lower(cue).starts_with(verb));
    // "the Harbour Group in Velland, which says on its site": the body there.
    let there = if place { governor(scene, scene.candidates[number].first) } else { None };
    let group = there.and_then(|i| scene.candidate_at(i.checked_sub(1)?));
    let named = |n: &usize| matches!(scene.candidates[*n].kind, Kind::Name(_, EntityKind::Organisation));
    (body && !matter).then_some(group.filter(named).unwrap_or(number))
}

/// Whether a phrase is but the end of one that holds quoted words: "supporters of the “no-hold” policy say".
fn is_after_quoted_part(scene: &Scene<'_, '_>, candidate: &Candidate) -> bool {
    let before = candidate.first.checked_sub(1).filter(|&i| scene.same_sentence(i, candidate.first));
    let stretch = before.and_then(|i| scene.stretch_of(i)).map(|number| scene.stretches[number]);
    let determined = |open: usize| open > 0 && scene.class[open - 1] == Class::Determiner;
    matches!(candidate.kind, Kind::Subject | Kind::Role)
        && !candidate.quoted
        && stretch.is_some_and(|stretch| determined(stretch.open) && scene.same_sentence(stretch.open, candidate.first))
}

/// Whether the plain form at `cue` is a noun, since one does not agree with it: "a defective relay".
fn is_noun(scene: &Scene<'_, '_>, candidate: &Candidate, cue: usize) -> bool {
    let one = matches!(scene.tokens.lower(candidate.first), "a" | "an" | "one" | "another" | "each" | "every");
    // "A third of the voters say", "one in five say".
    let share = || {
        (candidate.first + 1..candidate.last)
            .any(|i| scene.tokens[i].kind == TokenKind::Number || matches!(scene.tokens.lower(i), "of" | "in"))
    };
    one && scene.lexeme(cue).has(Form::Base) && !share() && !is_perceived(scene, candidate)
}

/// "she heard a man shout": whoever is heard or seen to say it says what follows, whoever tells of it.
pub(super) fn is_perceived(scene: &Scene<'_, '_>, candidate: &Candidate) -> bool {
    /// Words of titles looked past.
    const TITLES: usize = 2;
    let title = |i: &usize| {
        scene.class[*i] == Class::Determiner
            || scene.tokens[*i].is_capitalised() && lexicon::is_title(scene.tokens.key(*i))
    };
    let from = candidate.first.saturating_sub(TITLES + 1);
    let mut before = (from..candidate.first).rev().take_while(|&i| scene.same_sentence(i, candidate.first));
    before.find(|i| !title(i)).is_some_and(|i| perceives(scene.tokens.lower(i)) && !scene.is_quoted(i))
}

/// Token before a remark in brackets that ends at `i`, else `i`: "Rep. Ada Orr (R-Lund) said".
fn before_bracket(scene: &Scene<'_, '_>, i: usize) -> usize {
    /// Tokens of the longest remark looked past.
    const LONGEST: usize = 8;
    let closes = scene.class[i] == Class::Bracket && matches!(scene.tokens.word(i), ")" | "]");
    if !closes {
        return i;
    }
    let mut inside = (i.saturating_sub(LONGEST)..i).rev().take_while(|&j| scene.same_sentence(j, i));
    let open = inside.find(|&j| matches!(scene.tokens.word(j), "(" | "["));
    open.and_then(|open| open.checked_sub(1)).filter(|&before| scene.same_sentence(before, i)).unwrap_or(i)
}

/// Token before the angle bracket that ends at `i`, and before a whole share code, else `i`: "<Acme Inc> said", "Acme Inc <ACM.L> said".
fn before_brackets_of_wire(scene: &Scene<'_, '_>, i: usize) -> usize {
    /// Tokens of the longest code, with its brackets.
    const CODE: usize = 5;
    if scene.tokens.word(i) != ">" || i == 0 || !scene.same_sentence(i - 1, i) {
        return i;
    }
    let open = (i.saturating_sub(CODE)..i).rev().find(|&j| scene.tokens.word(j) == "<");
    let code = |open: usize| {
        let upper = |j: usize| {
            let letter = scene.tokens[j].is_capitalised() && scene.tokens[j].span().len() == 1;
            scene.tokens[j].case == Case::Upper || letter || scene.tokens.word(j) == "."
        };
        open + 1 < i && (open + 1..i).all(upper) && (i == open + 2 || scene.tokens.word(open + 2) == ".")
    };
    let before = open.filter(|&open| code(open)).and_then(|open| open.checked_sub(1));
    // "House of Fabrics Inc <HF>", of which but the end is a name: the code, which the article has for the company.
    let whole = |j: usize| {
        let number = scene.candidate_at(j).filter(|_| scene.same_sentence(j, i));
        number.is_some_and(|number| governor(scene, scene.candidates[number].first).is_none())
    };
    before.filter(|&j| whole(j)).unwrap_or(i - 1)
}

/// The named candidate that token `i` belongs to.
fn named_at(scene: &Scene<'_, '_>, i: usize) -> Option<usize> {
    scene.candidate_at(i).filter(|&n| matches!(scene.candidates[n].kind, Kind::Name(..)) && !scene.is_quoted(i))
}

/// The name or role that token `i` ends, or is the head of, before a preposition: "prosecutors in Lund and Velland said".
fn governed_by(scene: &Scene<'_, '_>, i: usize) -> Option<usize> {
    let role = |n: &usize| {
        let candidate = &scene.candidates[*n];
        let first = candidate.first;
        let begins = scene.begins_sentence(first) || scene.class[first - 1] == Class::Comma;
        candidate.kind == Kind::Role && begins
    };
    // "a deal that would keep Velland in the union said".
    let object = |n: &usize| {
        let verb = scene.candidates[*n].first.checked_sub(1).filter(|&i| i > 0 && scene.same_sentence(i - 1, i));
        verb.is_some_and(|i| scene.class[i] == Class::Other && is_modal(scene.tokens.lower(i - 1)))
    };
    named_at(scene, i).filter(|n| !object(n)).or_else(|| scene.candidate_at(i).filter(role))
}
