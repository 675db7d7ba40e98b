//! Speech acts: a cue outside quotes with the subject beside it. They tell who has been speaking, which helps to resolve
//! pronouns, and they carry indirect speech.

use crate::{
    analysis::{
        EntityKind,
        quotes::{
            Candidate, Class, Kind, Scene,
            words::{Form, is_clause_verb},
        },
    },
    lexicon,
    text::TokenKind,
};

/// A cue with its subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Act {
    /// Token of the cue.
    pub cue: usize,
    /// Number of the candidate that speaks.
    pub subject: usize,
}

/// How far an apposition may part a name from its cue, in tokens.
const APPOSITION: usize = 26;

/// How far a relative clause may ("Orr, who …, said").
const RELATIVE: usize = 50;

/// All speech acts in text order.
#[must_use]
pub fn find(scene: &Scene<'_, '_>) -> Vec<Act> {
    let cues = (0..scene.len()).filter(|&i| scene.class[i] == Class::Cue && !is_passive(scene, i));
    let acts = cues.filter_map(|cue| Some(Act { cue, subject: subject(scene, cue)? }));
    acts.filter(|act| !is_occasion(scene, act)).collect()
}

/// Whether that somebody speaks only tells where or when: "outside the hall where Orlova spoke".
fn is_occasion(scene: &Scene<'_, '_>, act: &Act) -> bool {
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
    // "the database maintained by the bureau".
    if cue + 1 < scene.len() && scene.tokens.lower(cue + 1) == "by" && scene.tokens.lower(cue).ends_with("ed") {
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

/// The candidate that speaks by the cue at token `cue`.
pub(super) fn subject(scene: &Scene<'_, '_>, cue: usize) -> Option<usize> {
    let quoted = || if cue > 0 && scene.is_quoted(cue - 1) { after(scene, cue) } else { None };
    inverted(scene, cue).or_else(|| before(scene, cue)).or_else(quoted).or_else(|| far_before(scene, cue))
}

/// First token of the verb whose last word stands at `cue`: "has also said", "continued to insist".
fn verb_start(scene: &Scene<'_, '_>, cue: usize) -> usize {
    let within = |i: usize| scene.same_sentence(i, cue) && !scene.is_quoted(i);
    let helps = |i: usize| {
        matches!(scene.class[i], Class::Auxiliary | Class::Adverb)
            || matches!(
                scene.tokens.lower(i),
                "even" | "just" | "only" | "now" | "again" | "himself" | "herself" | "themselves" | "itself"
            )
    };
    let mut start = cue;
    loop {
        while start > 0 && within(start - 1) && helps(start - 1) {
            start -= 1;
        }
        let goes_on = |i: usize| {
            matches!(
                scene.tokens.lower(i),
                "continue"
                    | "continues"
                    | "continued"
                    | "went"
                    | "goes"
                    | "began"
                    | "quick"
                    | "careful"
                    | "on"
                    | "used"
            )
        };
        let infinitive = start > 1 && start + 2 > cue && within(start - 2) && scene.tokens.lower(start - 1) == "to";
        if !infinitive || !goes_on(start - 2) {
            return start;
        }
        start -= 1 + 1;
        // "went on to say".
        if scene.tokens.lower(start) == "on" {
            let went =
                start.checked_sub(1).filter(|&i| within(i) && matches!(scene.tokens.lower(i), "went" | "goes" | "go"));
            match went {
                Some(went) => start = went,
                None => return start + 2,
            }
        }
    }
}

/// The subject that stands before the verb at `cue`.
pub(super) fn before(scene: &Scene<'_, '_>, cue: usize) -> Option<usize> {
    let k = verb_start(scene, cue);
    let k = k.checked_sub(1).filter(|&k| scene.same_sentence(k, cue) && !scene.is_quoted(k))?;
    if scene.tokens.lower(k) == "which" {
        return whom_which_means(scene, k);
    }
    let k = before_setting(scene, k).unwrap_or(k);
    // "Rep. Ada Orr (R-Lund), said".
    let k = if scene.class[k] == Class::Comma && k > 0 && scene.class[k - 1] == Class::Bracket { k - 1 } else { k };
    let k = before_aside(scene, before_bracket(scene, k));
    if let Some(number) = scene.candidate_at(k) {
        let candidate = &scene.candidates[number];
        let part = candidate.possessive || candidate.last != k + 1 || is_after_quoted_part(scene, candidate);
        if part || has_object(scene, cue) || is_noun(scene, candidate, cue) {
            return None;
        }
        if let Some(subject) = across_relative(scene, cue, candidate.first) {
            return Some(subject);
        }
        let governor = governor(scene, candidate.first);
        // "footage of Orr saying", "with Orr saying": the participle is the name's own.
        let own = |i: usize| scene.tokens.lower(cue).ends_with("ing") && matches!(scene.tokens.lower(i), "of" | "with");
        // "posted via Twitter stating": the participle is the subject's of the verb before.
        if let Some(verb) = channel(scene, cue, candidate.first) {
            return before(scene, verb);
        }
        return match governor.filter(|&i| !own(i)) {
            Some(preposition) if is_share(scene, preposition) => Some(number),
            Some(preposition) => preposition.checked_sub(1).and_then(|i| named_at(scene, i)),
            None => Some(number),
        };
    }
    if scene.class[k] == Class::Dash {
        return across_dashes(scene, k);
    }
    if scene.class[k] != Class::Comma {
        return None;
    }
    named_in_apposition(scene, k).or_else(|| named_at_last(scene, k)).or_else(|| across_apposition(scene, k))
}

/// The body or paper before ", which": "the report, which concluded that".
fn whom_which_means(scene: &Scene<'_, '_>, which: usize) -> Option<usize> {
    let comma = which.checked_sub(1).filter(|&i| scene.class[i] == Class::Comma && scene.same_sentence(i, which))?;
    let number = scene.candidate_at(before_bracket(scene, comma.checked_sub(1)?))?;
    let body = !matches!(
        scene.candidates[number].kind,
        Kind::Pronoun(_) | Kind::Name(_, EntityKind::Person | EntityKind::Place)
    );
    body.then_some(number)
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
    one && scene.lexeme(cue).has(Form::Base) && !share()
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

/// Whether a share of several stands before the preposition at `of`: "52 percent of voters", "most of the women".
fn is_share(scene: &Scene<'_, '_>, of: usize) -> bool {
    let share = |i: usize| {
        scene.tokens[i].kind == TokenKind::Number
            || scene.lexeme(i).is_quantifier
            || matches!(
                scene.tokens.lower(i),
                "percent"
                    | "%"
                    | "half"
                    | "third"
                    | "thirds"
                    | "quarter"
                    | "quarters"
                    | "majority"
                    | "most"
                    | "many"
                    | "some"
                    | "all"
                    | "several"
                    | "few"
                    | "none"
                    | "one"
                    | "two"
                    | "three"
                    | "dozens"
                    | "hundreds"
                    | "thousands"
                    | "number"
                    | "group"
            )
    };
    scene.tokens.lower(of) == "of" && of > 0 && scene.same_sentence(of - 1, of) && share(of - 1)
}

/// The candidate before "who", if the words from there to `end` are a clause on it: "a man who saw Orlova said".
fn across_relative(scene: &Scene<'_, '_>, cue: usize, end: usize) -> Option<usize> {
    /// Tokens of the clause.
    const REACH: usize = 16;
    // "who saw Orlova", but "who believes Orlova said".
    let sees = |i: usize| {
        let thinks = [
            "believe",
            "think",
            "know",
            "feel",
            "felt",
            "fear",
            "suspect",
            "hope",
            "find",
            "show",
            "understand",
            "guess",
        ];
        !thinks.iter().any(|verb| scene.tokens.lower(i).starts_with(verb))
    };
    let parts = |i: usize| match scene.class[i] {
        Class::WeakCue => !sees(i),
        class => matches!(class, Class::Comma | Class::Quoted | Class::Cue | Class::Dash | Class::Semicolon),
    };
    let within = (end.saturating_sub(REACH)..end).rev().take_while(|&i| scene.same_sentence(i, cue) && !parts(i));
    let who = within.into_iter().find(|&i| matches!(scene.tokens.lower(i), "who" | "that"))?;
    let verb = (who + 1..end).find(|&i| scene.class[i] != Class::Adverb)?;
    let finite =
        matches!(scene.class[verb], Class::Auxiliary | Class::WeakCue) || is_clause_verb(scene.tokens, verb, verb);
    let own = scene.lexeme(cue).has(Form::Finite) || scene.lexeme(cue).has(Form::Base);
    let number = scene.candidate_at(who.checked_sub(1)?)?;
    let whole = scene.candidates[number].last == who && scene.same_sentence(who - 1, who);
    (finite && own && whole && !scene.candidates[number].possessive).then_some(number)
}

/// Whether a word that can be a verb of speech is a noun behind an article and its adjectives: "in a Courier post".
fn is_noun_form(scene: &Scene<'_, '_>, i: usize) -> bool {
    let plain = |j: &usize| matches!(scene.class[*j], Class::Other | Class::Capital) && scene.same_sentence(*j, i);
    let first = (i.saturating_sub(3)..i).rev().take_while(plain).last().unwrap_or(i);
    let determined = first > 0 && scene.class[first - 1] == Class::Determiner && scene.same_sentence(first - 1, i);
    scene.class[i] == Class::WeakCue && scene.lexeme(i).has(Form::Base) && determined
}

/// The phrase at the head of the clause whose only finite verb is the cue: what stands between tells more of it ("voters
/// interviewed at the rally said", "Orlova in her speech said").
fn far_before(scene: &Scene<'_, '_>, cue: usize) -> Option<usize> {
    /// Tokens from the cue back to the head of the clause.
    const REACH: usize = 18;
    let able = scene.lexeme(cue).has(Form::Finite) || scene.lexeme(cue).has(Form::Base);
    if !able || scene.tokens[cue].is_capitalised() {
        return None;
    }
    let inside = |&i: &usize| {
        let nominal = [Class::Other, Class::Capital, Class::Determiner, Class::Preposition, Class::Adverb, Class::Day];
        scene.same_sentence(i, cue)
            && !scene.is_quoted(i)
            && (nominal.contains(&scene.class[i])
                || scene.tokens[i].kind == TokenKind::Possessive
                || matches!(scene.tokens.lower(i), "here" | "there" | "him" | "them" | "me" | "her")
                || scene.lexeme(i).is_quantifier && scene.tokens.lower(i) != "that"
                || is_noun_form(scene, i)
                || scene.tokens.lower(i) == "close" && scene.tokens.lower(i + 1) == "to")
    };
    let from = (cue.saturating_sub(REACH)..cue).rev().take_while(inside).last();
    let Some(from) = from.filter(|&i| i == 0 || scene.class[i - 1] != Class::Auxiliary) else {
        return across_relative(scene, cue, cue);
    };
    let begins = scene.begins_sentence(from) || scene.class[from - 1] == Class::Comma;
    let leads = |i: usize| matches!(scene.class[i], Class::Determiner | Class::Adverb);
    let at = (from..cue).find(|&i| scene.candidate_at(i).is_some() || !leads(i))?;
    let number = scene.candidate_at(at)?;
    let subject = &scene.candidates[number];
    let next = subject.last;
    let told = next < cue && !subject.possessive && {
        let lower = scene.tokens.lower(next);
        scene.class[next] == Class::Preposition
            || lower.ends_with("ing")
            || lower.ends_with("ed")
            || matches!(lower, "here" | "there" | "close" | "familiar" | "privy" | "aware" | "loyal" | "opposed")
    };
    // A verb of its own, or another's ("the town officials visited").
    let verb = |i: usize| is_clause_verb(scene.tokens, i, i) && !scene.tokens[i].is_capitalised();
    let speaks = matches!(subject.kind, Kind::Role | Kind::Name(_, EntityKind::Person | EntityKind::Organisation));
    (begins && told && speaks && !(next + 1..cue).any(verb)).then_some(number)
}

/// Token before a phrase between commas that only joins, else `i`: "Orlova, for instance, said".
fn before_aside(scene: &Scene<'_, '_>, i: usize) -> usize {
    /// Tokens of the longest phrase.
    const LONGEST: usize = 4;
    if scene.class[i] != Class::Comma {
        return i;
    }
    let earlier = (i.saturating_sub(LONGEST + 1)..i).rev().find(|&j| scene.class[j] == Class::Comma);
    let Some(comma) = earlier.filter(|&j| j > 0 && j + 1 < i && scene.same_sentence(j, i)) else { return i };
    let words = scene.tokens[comma + 1].span().join(scene.tokens[i - 1].span()).of(scene.tokens.text());
    let joins = super::indirect::LINKS.contains(&words.to_lowercase().as_str()) || words == "too" || words == "though";
    if joins { comma - 1 } else { i }
}

/// The verb of speech right before "via NAME" or "on NAME", if a participle at `cue` follows the name at `first`.
fn channel(scene: &Scene<'_, '_>, cue: usize, first: usize) -> Option<usize> {
    let verb = first.checked_sub(2).filter(|&i| scene.same_sentence(i, cue))?;
    let led = matches!(scene.tokens.lower(first - 1), "via" | "on" | "through" | "over");
    let posts = matches!(scene.tokens.lower(verb), "posted" | "tweeted" | "wrote" | "announced" | "said" | "spoke");
    (led && posts && scene.tokens.lower(cue).ends_with("ing")).then_some(verb)
}

/// What a subject may be parted from its verb by: "Orlova on Monday said", "the ministry in a statement said".
const SETTINGS: &[&str] = &[
    "afternoon",
    "conference",
    "email",
    "evening",
    "interview",
    "letter",
    "month",
    "morning",
    "night",
    "speech",
    "statement",
    "tweet",
    "week",
    "weekend",
    "year",
];

/// Last token of the name, role or pronoun before a phrase of time or occasion that ends with token `last`.
fn before_setting(scene: &Scene<'_, '_>, last: usize) -> Option<usize> {
    /// Tokens of the phrase.
    const LONGEST: usize = 5;
    let tells = |i: usize| {
        let lower = scene.tokens.lower(i);
        scene.class[i] == Class::Day || SETTINGS.contains(&lower) || lower == "may" && scene.tokens[i].is_capitalised()
    };
    let leads = |i: usize| {
        scene.tokens[i].kind == TokenKind::Number
            || matches!(
                scene.tokens.lower(i),
                "on" | "in"
                    | "late"
                    | "early"
                    | "earlier"
                    | "last"
                    | "this"
                    | "a"
                    | "an"
                    | "news"
                    | "press"
                    | "television"
            )
    };
    let part = |i: &usize| scene.same_sentence(*i, last) && !scene.is_quoted(*i) && (tells(*i) || leads(*i));
    let first = (last.saturating_sub(LONGEST)..=last).rev().take_while(part).last()?;
    let end = first.checked_sub(1).filter(|&i| scene.same_sentence(i, last) && (first..=last).any(tells))?;
    let subject = &scene.candidates[scene.candidate_at(end)?];
    // "in a Courier interview Thursday said": the paper does not speak.
    let own = SETTINGS.contains(&scene.tokens.lower(first));
    (subject.last == first && !own && !matches!(subject.kind, Kind::Subject)).then_some(end)
}

/// Whether a thing that somebody gave stands before the participle at `cue`: "held a press conference claiming".
pub(super) fn has_object(scene: &Scene<'_, '_>, cue: usize) -> bool {
    let thing = cue.checked_sub(1).and_then(|i| scene.candidate_at(i)).map(|number| &scene.candidates[number]);
    let participle = scene.tokens.lower(cue).ends_with("ing");
    participle
        && thing.is_some_and(|thing| {
            let verb = thing.first.checked_sub(1).filter(|&i| scene.same_sentence(i, cue));
            let past = |i: usize| {
                let lower = scene.tokens.lower(i);
                matches!(scene.class[i], Class::Other | Class::WeakCue)
                    && (lower.ends_with("ed") || matches!(lower, "held" | "gave" | "sent" | "made" | "put" | "wrote"))
            };
            matches!(thing.kind, Kind::Subject)
                && matches!(scene.tokens.lower(thing.first), "a" | "an")
                && verb.is_some_and(past)
        })
}

/// The preposition that governs the phrase at `first`, past its determiner and owner ("Orr of Velland's union said"): the
/// subject stands before it.
pub(super) fn governor(scene: &Scene<'_, '_>, first: usize) -> Option<usize> {
    // "polls in Lund and Velland showed".
    let joined = first
        .checked_sub(2)
        .filter(|&i| matches!(scene.tokens.lower(i + 1), "and" | "or") && scene.same_sentence(i, first));
    let place = |i: usize| {
        let number =
            scene.candidate_at(i).filter(|&n| matches!(scene.candidates[n].kind, Kind::Name(_, EntityKind::Place)))?;
        Some(scene.candidates[number].first)
    };
    let first = if place(first).is_some() { joined.and_then(place).unwrap_or(first) } else { first };
    /// Words of an owner looked past.
    const OWNER: usize = 4;
    /// Nouns of a role looked past.
    const ROLES: usize = 3;
    let mut at = first.checked_sub(1)?;
    if scene.tokens[at].kind == TokenKind::Possessive {
        let owner = (at.saturating_sub(OWNER)..at).rev();
        at = owner.take_while(|&i| scene.tokens[i].is_capitalised()).last()?.checked_sub(1)?;
    }
    // "to official Ada Orlova": past what the name is introduced by.
    for _ in 0..ROLES {
        let lower = scene.tokens.lower(at);
        if scene.tokens[at].is_capitalised() || !lexicon::is_role_noun(lower) {
            break;
        }
        at = at.checked_sub(1)?;
    }
    if scene.class[at] == Class::Determiner {
        at = at.checked_sub(1)?;
    }
    let governs = matches!(
        scene.tokens.lower(at),
        "of" | "to"
            | "with"
            | "by"
            | "at"
            | "for"
            | "from"
            | "on"
            | "in"
            | "across"
            | "among"
            | "against"
            | "between"
            | "throughout"
    );
    (governs && scene.same_sentence(at, first)).then_some(at)
}

/// The named candidate that token `i` belongs to.
fn named_at(scene: &Scene<'_, '_>, i: usize) -> Option<usize> {
    scene.candidate_at(i).filter(|&n| matches!(scene.candidates[n].kind, Kind::Name(..)) && !scene.is_quoted(i))
}

/// "The judge, Alma Rourke, said": a name that fills the place between two commas.
fn named_in_apposition(scene: &Scene<'_, '_>, comma: usize) -> Option<usize> {
    let last = before_bracket(scene, comma.checked_sub(1)?);
    let number = scene.candidate_at(last)?;
    let candidate = &scene.candidates[number];
    let titled = candidate.first.checked_sub(1).is_some_and(|i| lexicon::is_title(scene.tokens.lower(i)));
    let before = candidate.first.checked_sub(2 + usize::from(titled))?;
    let fills =
        candidate.last == last + 1 && scene.class[before + 1] == Class::Comma && scene.same_sentence(before, comma);
    // "in Paris, France, said" would be a place in a place; a role or body before the comma shows an apposition, and so does
    // "the envoy to Velland, Ada Orlova, said".
    let describes = scene.candidate_at(before).is_some_and(|c| {
        let described = &scene.candidates[c];
        let of_role = || {
            let role = governor(scene, described.first)?.checked_sub(1)?;
            Some(lexicon::is_role_noun(scene.tokens.lower(role)) || lexicon::is_title(scene.tokens.lower(role)))
        };
        matches!(described.kind, Kind::Role) || of_role().unwrap_or(false)
    });
    // "Its CEO, Alma Rourke, said".
    let titles = || {
        let lower = scene.tokens.lower(before);
        scene.class[before] == Class::Capital && (lexicon::is_role_noun(lower) || lexicon::is_title(lower))
    };
    let describes = describes || titles();
    (fills && describes && matches!(candidate.kind, Kind::Name(..))).then_some(number)
}

/// "One of those at the rally, nuclear technician Alain Rourke, said": somebody told of first and named then.
fn named_at_last(scene: &Scene<'_, '_>, comma: usize) -> Option<usize> {
    /// Tokens from the name back to the beginning of the sentence.
    const REACH: usize = 24;
    let number = scene.candidate_at(comma.checked_sub(1)?)?;
    let candidate = &scene.candidates[number];
    let reach = candidate.first.saturating_sub(REACH);
    let mut back = (reach..candidate.first).rev().take_while(|&i| scene.same_sentence(i, comma) && !scene.is_quoted(i));
    // No "of" and no verb: "the paper, owned by Ada Orr, said".
    let earlier = back.find(|&i| !matches!(scene.class[i], Class::Other | Class::Capital))?;
    let from = back.last()?;
    let person = matches!(candidate.kind, Kind::Name(_, EntityKind::Person)) && candidate.last == comma;
    let from = from + usize::from(matches!(scene.tokens.lower(from), "and" | "but"));
    let one = matches!(scene.tokens.lower(from), "one" | "another" | "a" | "an" | "among");
    let verb = |i: usize| {
        let helps = scene.class[i] == Class::Auxiliary && scene.tokens[i].kind != TokenKind::Possessive;
        helps || scene.class[i] == Class::Cue || is_clause_verb(scene.tokens, from, i)
    };
    let fits = person && one && scene.class[earlier] == Class::Comma && !(from..earlier).any(verb);
    fits.then_some(number)
}

/// "Orlova — the mayor of Lund — said": the name before the earlier dash.
fn across_dashes(scene: &Scene<'_, '_>, dash: usize) -> Option<usize> {
    let from = dash.saturating_sub(APPOSITION + 1);
    let inside = (from..dash).rev().take_while(|&i| scene.same_sentence(i, dash) && !scene.is_quoted(i));
    let earlier = inside.into_iter().find(|&i| scene.class[i] == Class::Dash)?;
    let number = named_at(scene, before_bracket(scene, earlier.checked_sub(1)?))?;
    (scene.candidates[number].last <= earlier && scene.same_sentence(earlier - 1, dash)).then_some(number)
}

/// "Orlova, the mayor of Lund, said": the name before the earlier comma; before "who" or "which" any candidate, farther off.
fn across_apposition(scene: &Scene<'_, '_>, comma: usize) -> Option<usize> {
    let from = comma.saturating_sub(RELATIVE);
    let earlier = (from..comma).rev().take_while(|&i| scene.same_sentence(i, comma));
    let mut earlier = earlier.filter(|&i| matches!(scene.class[i], Class::Comma) && i > 0);
    earlier.find_map(|i| {
        let nearest = scene.candidate_at(before_bracket(scene, i - 1)).filter(|_| scene.same_sentence(i - 1, comma))?;
        let number = whose_place(scene, nearest).unwrap_or(nearest);
        let lower = scene.tokens.lower(i + 1);
        let participle = scene.class[i + 1] == Class::Other && (lower.ends_with("ed") || lower.ends_with("ing"));
        let relative = participle
            || matches!(
                lower,
                "who" | "which" | "whose" | "including" | "led" | "among" | "many" | "most" | "some" | "both"
            );
        let candidate = &scene.candidates[number];
        // "Will Orr, of Lund, Vells., said": a place within the apposition is passed over, and what stands "in" is one.
        let place = candidate.first > 0 && matches!(scene.tokens.lower(candidate.first - 1), "in" | "near" | "outside");
        let named = matches!(candidate.kind, Kind::Name(_, EntityKind::Person | EntityKind::Organisation))
            && comma - i <= APPOSITION
            && !place;
        // "The employee, a father of two, said".
        let described = matches!(candidate.kind, Kind::Role)
            && scene.begins_sentence(candidate.first)
            && scene.class[i + 1] == Class::Determiner
            && comma - i <= APPOSITION;
        let relative = relative || described;
        let holder = || whose_employer(scene, number);
        (named || relative).then(|| if relative { number } else { holder().unwrap_or(number) })
    })
}

/// The person whom a place tells whence they are: "Lena Orr of Velland, the mayor,".
fn whose_place(scene: &Scene<'_, '_>, place: usize) -> Option<usize> {
    let kind = |number: usize| scene.candidates[number].kind;
    if !matches!(kind(place), Kind::Name(_, EntityKind::Place)) {
        return None;
    }
    let before = governor(scene, scene.candidates[place].first)?.checked_sub(1)?;
    named_at(scene, before).filter(|&number| matches!(kind(number), Kind::Name(_, EntityKind::Person)))
}

/// The person who has a role at the body of candidate `body`: "Ada Orlova, the director of Acme, a maker of boats,".
fn whose_employer(scene: &Scene<'_, '_>, body: usize) -> Option<usize> {
    /// Tokens from the role's comma to the body.
    const ROLE: usize = 8;
    let candidate = &scene.candidates[body];
    if !matches!(candidate.kind, Kind::Name(_, EntityKind::Organisation)) {
        return None;
    }
    let of = governor(scene, candidate.first)?;
    let role = of.checked_sub(1).filter(|&i| scene.same_sentence(i, of) && scene.lexeme(i).is_head_noun)?;
    let comma = (role.saturating_sub(ROLE)..role).rev().find(|&i| scene.class[i] == Class::Comma)?;
    let number = scene.candidate_at(before_bracket(scene, comma.checked_sub(1)?))?;
    let person = matches!(scene.candidates[number].kind, Kind::Name(_, EntityKind::Person));
    (person && scene.same_sentence(comma - 1, of)).then_some(number)
}

/// "CLAUSE, said Orlova": the cue follows a comma or a quote, and the subject has no verb of its own.
fn inverted(scene: &Scene<'_, '_>, cue: usize) -> Option<usize> {
    let number = after(scene, cue)?;
    let last = scene.candidates[number].last;
    // "said Orlova in prepared remarks": no verb behind a preposition or article.
    let led = |i: usize| {
        matches!(scene.class[i - 1], Class::Preposition | Class::Determiner) || scene.tokens[i].is_capitalised()
    };
    let verbless = |i: usize| {
        !matches!(scene.class[i], Class::Auxiliary | Class::Cue | Class::WeakCue | Class::That)
            && (led(i) || !is_clause_verb(scene.tokens, last, i))
    };
    let rest = (last..(last + APPOSITION).min(scene.len())).take_while(|&i| scene.same_sentence(i, cue));
    let mut rest = rest.take_while(|&i| !matches!(scene.class[i], Class::Comma | Class::Period | Class::Quoted));
    let pronoun = matches!(scene.candidates[number].kind, Kind::Pronoun(_));
    let ends = last >= scene.len()
        || !scene.same_sentence(last, cue)
        || matches!(scene.class[last], Class::Comma | Class::Period | Class::Quoted);
    let able = rest.all(verbless) && (!pronoun || ends) && !is_predicate(scene, cue, last);
    let parenthetical = || resuming_comma(scene, last).is_some();
    (able && !is_written(scene, cue, number) && (follows_clause(scene, cue) || parenthetical())).then_some(number)
}

/// Whether a candidate behind a verb is what was said or written, and not who did: "his band, Acme, wrote a host of songs".
fn is_written(scene: &Scene<'_, '_>, cue: usize, number: usize) -> bool {
    let subject = &scene.candidates[number];
    let plainly = matches!(scene.tokens.lower(cue), "said" | "says" | "say") || scene.is_quoted(cue - 1);
    !plainly && matches!(subject.kind, Kind::Subject) && matches!(scene.tokens.lower(subject.first), "a" | "an")
}

/// The comma behind a subject that ends at token `last`, and what tells more of it, behind which a verb goes on with the clause:
/// "the trains, said Orlova, the mayor, would be late".
pub(super) fn resuming_comma(scene: &Scene<'_, '_>, last: usize) -> Option<usize> {
    /// Tokens that tell more of the subject.
    const REACH: usize = 20;
    let within =
        (last..scene.len().min(last + REACH)).take_while(|&i| scene.same_sentence(i, last - 1) && !scene.is_quoted(i));
    let mut commas = within.into_iter().filter(|&i| scene.class[i] == Class::Comma && i + 1 < scene.len());
    commas.find(|&i| {
        let verb = i + 1 + usize::from(i + 2 < scene.len() && scene.class[i + 1] == Class::Adverb);
        scene.same_sentence(verb, i) && !scene.is_quoted(verb) && scene.class[verb] == Class::Auxiliary
    })
}

/// Whether a clause, or a quote, ends before the cue at `cue`: "The governor, Ada Orlova, declared a state of emergency" has
/// none, and its verb no subject behind it.
fn follows_clause(scene: &Scene<'_, '_>, cue: usize) -> bool {
    /// Tokens looked back at: a verb never lies farther off than that in a sentence of prose.
    const REACH: usize = 120;
    let before = (cue.saturating_sub(REACH)..cue).rev().take_while(|&i| scene.same_sentence(i, cue));
    let from = before.clone().last().unwrap_or(cue);
    let verb = |i: usize| {
        scene.is_quoted(i)
            || matches!(scene.class[i], Class::Auxiliary | Class::WeakCue | Class::Cue | Class::Pronoun)
            || scene.tokens.lower(i).ends_with('s') && !scene.tokens[i].is_capitalised()
            || is_clause_verb(scene.tokens, from, i)
    };
    before.into_iter().any(verb)
}

/// Whether what is quoted at token `i` goes on with the words before it: "Orlova, the mayor, said the plan “has to wait”".
fn is_predicate(scene: &Scene<'_, '_>, cue: usize, i: usize) -> bool {
    let stretch = (i < scene.len() && scene.same_sentence(i, cue)).then(|| scene.stretch_of(i)).flatten();
    let lower = stretch.is_some_and(|number| !scene.tokens[scene.stretches[number].first].is_capitalised());
    lower && !scene.is_quoted(cue - 1)
}

/// The candidate right behind a cue that follows a comma or a quote. Whom one tells is no speaker.
fn after(scene: &Scene<'_, '_>, cue: usize) -> Option<usize> {
    if super::indirect::TELLING.contains(&scene.tokens.lower(cue)) || scene.tokens.lower(cue).ends_with("ing") {
        return None;
    }
    let follows = cue > 0 && (scene.is_quoted(cue - 1) || scene.class[cue - 1] == Class::Comma);
    if !follows {
        return None;
    }
    let limit = (cue + 6).min(scene.len());
    let skips = |i: usize| matches!(scene.class[i], Class::Other | Class::Determiner | Class::Capital);
    let at =
        (cue + 1..limit).find(|&i| !scene.same_sentence(i, cue) || scene.candidate_at(i).is_some() || !skips(i))?;
    let number = scene.same_sentence(at, cue).then(|| scene.candidate_at(at)).flatten()?;
    // "said the mayor Ada Orlova": the name, not the role before it.
    let next = scene.candidates[number].last;
    let name = (next < scene.len() && scene.same_sentence(next, cue)).then(|| scene.candidate_at(next)).flatten();
    let is_name = |n: &usize| matches!(scene.candidates[*n].kind, Kind::Name(..));
    Some(if is_name(&number) { number } else { name.filter(is_name).unwrap_or(number) })
}
