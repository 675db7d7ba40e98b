//! What a word is to the analysis of speech: a cue, an auxiliary, a pronoun, … One look-up a token.
//!
//! The classes are the alphabet of the signatures by which the ranker knows a construction: what matters between a
//! quote and a name is not which words stand there but of which kind (a verb of speech, a comma, a preposition).

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::lexemes::Lexeme;
use crate::{
    lexicon::table::KeyMap,
    text::{Case, Key, TokenKind, Tokens},
};

/// Class of a token. Fewer than 32, so that a signature of up to twelve fits in a `u64`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Class {
    /// Within a quoted stretch, its marks included.
    Quoted = 1,
    /// A verb of speech ("said").
    Cue,
    /// A verb that introduces speech now and then ("believes").
    WeakCue,
    /// An auxiliary or modal.
    Auxiliary,
    /// A preposition.
    Preposition,
    /// "that".
    That,
    /// "and", "but", "or".
    Conjunction,
    /// An article or possessive pronoun.
    Determiner,
    /// A pronoun that may be a speaker.
    Pronoun,
    /// `,`
    Comma,
    /// `.` and `…`
    Period,
    /// `:`
    Colon,
    /// `;`
    Semicolon,
    /// `?`
    Question,
    /// `!`
    Exclamation,
    /// `(` or `)` or `[` or `]`
    Bracket,
    /// `-`, `–`, `—`
    Dash,
    /// Any other sign.
    Sign,
    /// An adverb.
    Adverb,
    /// A weekday or month.
    Day,
    /// A capitalised word.
    Capital,
    /// Any other function word.
    Function,
    /// Any other word or number.
    Other,
    /// A candidate speaker that has a name.
    Named,
    /// A candidate speaker told by a noun.
    Role,
}

/// How a cue's subject and content stand, as far as the word tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// "say"
    Base,
    /// "says", "said"
    Finite,
    /// "saying"
    Participle,
}

/// What is known of a lower-case word.
#[derive(Debug, Clone, Copy)]
pub struct Sense {
    /// Its class when it is not a name.
    pub class: Class,
    /// Its form, if it is a cue of either strength.
    pub form: Option<Form>,
    /// Whether it is a function word (also where its class tells more).
    pub function: bool,
}

/// The cue list; see its head for the notation.
const CUES: &str = include_str!("data/cues.txt");

const AUXILIARIES: &str = "is are was were be been being has have had do does did will would can could may might must \
    should shall 's 're 'd 'll 've isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't \
    couldn't shouldn't cannot";
const PREPOSITIONS: &str = "of to in on for at by with from as into over after before during about against under above between \
    through per via among amid towards toward without within upon near behind beyond despite";
const DETERMINERS: &str = "the a an his her their its our my your";
const PRONOUNS: &str = "he she they i we it who";
const DAYS: &str = "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august \
    september october november december jan feb mar apr jun jul aug sept sep oct nov dec jan. feb. aug. sept. oct. nov. dec. \
    today yesterday tomorrow";
const FUNCTION: &str = "that this these those and or but if so not no since until though although because while than also just \
    even only more most much very all any some each both one two three other another such own same too here there now up out \
    off down again further once which what when where why how then you him them us me still yet ever nor whether either neither \
    every few many several himself herself themselves itself myself ourselves";
const ADVERBS: &str = "long also then later once now again never just still soon often sometimes always already meanwhile earlier \
    instead thus therefore hence nevertheless nonetheless moreover furthermore likewise otherwise anyway afterward afterwards";

static WORDS: LazyLock<KeyMap<Sense>> =
    LazyLock::new(|| build().into_iter().map(|(word, sense)| (Key::of(&word), sense)).collect());

/// What is known of `lower`.
#[must_use]
pub fn sense(lower: &str) -> Option<&'static Sense> {
    sense_of(Key::of(lower))
}

/// The same for a word whose key is known ([`Tokens::key`]).
#[must_use]
#[inline]
pub fn sense_of(lower: Key) -> Option<&'static Sense> {
    WORDS.get(lower)
}

/// Words that show a clause; see the head of the list.
static CLAUSE_VERBS: LazyLock<KeyMap<()>> = LazyLock::new(|| {
    let lines = include_str!("data/clause_verbs.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).map(|verb| (Key::of(verb), ())).collect()
});

/// Whether the word is a form of a verb that is hardly ever a noun: words without "that" behind a verb of speech are a
/// clause with it.
fn shows_clause(lower: Key) -> bool {
    CLAUSE_VERBS.get(lower).is_some()
}

/// Whether a verb tells whose words follow: "quoted her as saying".
#[must_use]
pub fn quotes_words(lower: &str) -> bool {
    matches!(lower, "cite" | "cited" | "cites" | "citing" | "quote" | "quoted" | "quotes" | "quoting")
}

/// Whether a word says that a verb did not happen: "not", "never", "hasn’t", "hardly".
#[must_use]
pub fn denies(lower: &str) -> bool {
    matches!(lower, "not" | "never" | "cannot" | "hardly" | "scarcely")
        || lower.ends_with("n't")
        || lower.ends_with("n’t")
}

/// Whether a plain form follows such a word: "will go".
#[must_use]
pub fn is_modal(lower: &str) -> bool {
    const MODALS: &[&str] =
        &["'ll", "can", "cannot", "could", "may", "might", "must", "should", "will", "won't", "would", "wouldn't"];
    MODALS.contains(&lower)
}

/// Whether a word may be a past participle by its form: "released", "made".
#[must_use]
pub fn is_past_participle(lower: &str) -> bool {
    const IRREGULAR: &[&str] = &["given", "held", "led", "made", "seen", "sent", "taken", "written"];
    lower.ends_with("ed") || IRREGULAR.contains(&lower)
}

/// Whether a verb tells that somebody hears or sees what another does: "heard a man shout".
#[must_use]
pub fn perceives(lower: &str) -> bool {
    const VERBS: &[&str] = &[
        "hear",
        "heard",
        "hearing",
        "hears",
        "overhear",
        "overheard",
        "saw",
        "see",
        "seeing",
        "seen",
        "watch",
        "watched",
        "watching",
    ];
    VERBS.contains(&lower)
}

/// Whether the word at `i` shows a clause that begins at `from`: such a form, one in -ed, or the plain form behind a
/// plural within the clause ("the engines fail").
#[must_use]
pub fn is_clause_verb(tokens: &Tokens<'_>, from: usize, i: usize) -> bool {
    /// Letters of the shortest past form in -ed that is none of the list.
    const PAST: usize = 5;
    let (lower, key) = (tokens.lower(i), tokens.key(i));
    let noun = || (from..i).rev().find(|&j| sense_of(tokens.key(j)).is_none_or(|sense| sense.class != Class::Adverb));
    let plain = || lower != "last" && shows_clause(key.and("s")) && noun().is_some_and(|j| is_plural_noun(tokens, j));
    lower.ends_with("ed") && lower.len() >= PAST || shows_clause(key) || plain()
}

/// Whether the word at `i` looks like a plural and is no verb or function word that we know.
fn is_plural_noun(tokens: &Tokens<'_>, i: usize) -> bool {
    let lower = tokens.lower(i);
    let plural = lower.len() > 3 && lower.ends_with('s') && !lower.ends_with("ss") || lower == "people";
    plural && !shows_clause(tokens.key(i)) && sense_of(tokens.key(i)).is_none()
}

/// Class of token `i` as the word alone tells it; names and quotes are laid over it later. `lexeme` tells what is known of
/// the word at a token.
#[must_use]
#[inline]
pub fn class(tokens: &Tokens<'_>, i: usize, lexeme: &impl Fn(usize) -> Lexeme) -> Class {
    let token = &tokens[i];
    match token.kind {
        TokenKind::Word | TokenKind::Number | TokenKind::Possessive => word_class(tokens, i, lexeme),
        TokenKind::DoubleMark | TokenKind::SingleMark => Class::Sign,
        TokenKind::Dash => Class::Dash,
        TokenKind::Hyphen => Class::Other,
        TokenKind::Stop => stop_class(tokens.word(i)),
        TokenKind::Punct => sign_class(tokens.word(i)),
    }
}

/// What "this" and "last" make a time of: "last week", "this morning".
pub const TIME_UNITS: &[&str] = &[
    "afternoon",
    "autumn",
    "evening",
    "fall",
    "month",
    "morning",
    "night",
    "spring",
    "summer",
    "week",
    "weekend",
    "winter",
    "year",
];

/// Whether a cue may be a noun: the base form of a weak one ("the claim"), a participle ("the ruling").
fn may_be_noun(sense: Sense) -> bool {
    match sense.form {
        Some(Form::Base) => sense.class == Class::WeakCue,
        Some(Form::Participle | Form::Finite) => true,
        None => false,
    }
}

#[inline]
fn word_class(tokens: &Tokens<'_>, i: usize, lexeme: &impl Fn(usize) -> Lexeme) -> Class {
    let Lexeme { sense, is_adverb, .. } = lexeme(i);
    if let Some(sense) = sense {
        // "May" and "Will" are read as words, "march" as no month.
        let as_name = tokens[i].is_capitalised() && matches!(sense.class, Class::WeakCue | Class::Other);
        if may_be_noun(sense) && is_noun_here(tokens, i, sense, lexeme) {
            return Class::Other;
        }
        let month_verb =
            sense.class == Class::Day && !tokens[i].is_capitalised() && matches!(tokens.lower(i), "march" | "may");
        if sense.class == Class::Auxiliary && is_month_of_may(tokens, i) {
            return Class::Day;
        }
        // "the IT minister".
        let letters = sense.class == Class::Pronoun && tokens[i].case == Case::Upper;
        let letters = letters && i > 0 && lexeme(i - 1).is(Class::Determiner);
        if !as_name && !month_verb && !letters {
            return sense.class;
        }
    }
    if tokens[i].is_capitalised() {
        return Class::Capital;
    }
    if is_adverb { Class::Adverb } else { Class::Other }
}

/// "said in May that", "on May 3": the month, and no auxiliary.
fn is_month_of_may(tokens: &Tokens<'_>, i: usize) -> bool {
    const BEFORE: &[&str] =
        &["by", "early", "in", "last", "late", "mid", "next", "on", "since", "this", "through", "until"];
    let named = tokens[i].case == Case::Title && tokens.lower(i) == "may";
    named && i > 0 && BEFORE.contains(&tokens.lower(i - 1)) && !tokens[i - 1].is_capitalised()
}

/// Whether a determiner makes a noun of the cue at `i`: "the rail ministry", "his claim", "the civil claim said"; "the
/// ruling said", but "the admiring crowd".
fn is_noun_here(tokens: &Tokens<'_>, i: usize, sense: Sense, lexeme: &impl Fn(usize) -> Lexeme) -> bool {
    let is = |i: usize, class: Class| lexeme(i).is(class);
    let Some(before) = i.checked_sub(1) else { return false };
    // "the alleged fraud", "her stated goal".
    if sense.form == Some(Form::Finite) {
        let next = tokens.items().get(i + 1).is_some_and(|next| next.kind == TokenKind::Word);
        return tokens.lower(i).ends_with("ed")
            && is(before, Class::Determiner)
            && next
            && lexeme(i + 1).sense.is_none();
    }
    if sense.form == Some(Form::Participle) {
        let next = tokens.items().get(i + 1);
        let plain = next.is_none_or(|next| !next.is_wordlike()) || lexeme(i + 1).sense.is_some();
        return plain && is(before, Class::Determiner);
    }
    // A plural before the base form is its subject: "the residents claim".
    let plain = tokens[before].kind == TokenKind::Word
        && !tokens[before].is_capitalised()
        && !tokens.lower(before).ends_with('s')
        && lexeme(before).sense.is_none();
    let adjective = || plain && before > 0 && is(before - 1, Class::Determiner);
    is(before, Class::Determiner) || adjective()
}

fn stop_class(word: &str) -> Class {
    if word.contains('?') {
        Class::Question
    } else if word.contains('!') {
        Class::Exclamation
    } else {
        Class::Period
    }
}

fn sign_class(word: &str) -> Class {
    match word {
        "," => Class::Comma,
        ":" => Class::Colon,
        ";" => Class::Semicolon,
        "(" | ")" | "[" | "]" => Class::Bracket,
        _ => Class::Sign,
    }
}

fn build() -> FxHashMap<String, Sense> {
    let mut words = FxHashMap::default();
    let mut put = |list: &str, class: Class| {
        for word in list.split_whitespace() {
            words.entry(word.to_owned()).or_insert(Sense { class, form: None, function: class != Class::Day });
        }
    };
    put(AUXILIARIES, Class::Auxiliary);
    put(PREPOSITIONS, Class::Preposition);
    put("that", Class::That);
    put("and but or", Class::Conjunction);
    put(DETERMINERS, Class::Determiner);
    put(PRONOUNS, Class::Pronoun);
    put(DAYS, Class::Day);
    put(ADVERBS, Class::Adverb);
    put(FUNCTION, Class::Function);
    for (class, verb) in cue_verbs() {
        inflect(verb, class, &mut words);
    }
    words
}

/// The verbs of the cue list with the class that their section gives.
fn cue_verbs() -> impl Iterator<Item = (Class, &'static str)> {
    let mut class = Class::Cue;
    CUES.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).filter_map(
        move |word| match word {
            "[strong]" => {
                class = Class::Cue;
                None
            }
            "[weak]" => {
                class = Class::WeakCue;
                None
            }
            verb => Some((class, verb)),
        },
    )
}

/// Enters all forms of a verb in the list's notation.
fn inflect(verb: &str, class: Class, words: &mut FxHashMap<String, Sense>) {
    let mut forms = verb.split('/');
    let base = forms.next().unwrap_or_default();
    let noun = base.ends_with('*');
    let base = base.trim_end_matches('*');
    let (third, past, participle) = match (forms.next(), forms.next(), forms.next()) {
        (Some(third), Some(past), Some(participle)) => (third.to_owned(), past.to_owned(), participle.to_owned()),
        _ => regular(base),
    };
    let lesser = if noun { Class::WeakCue } else { class };
    for (word, class, form) in [
        (past, class, Form::Finite),
        (participle, class, Form::Participle),
        (third, lesser, Form::Finite),
        (base.to_owned(), lesser, Form::Base),
    ] {
        words.entry(word).or_insert(Sense { class, form: Some(form), function: false });
    }
}

/// -s, -ed and -ing of a regular verb. Verbs that double their last letter stand in the list with all forms.
fn regular(base: &str) -> (String, String, String) {
    let stem = base.strip_suffix('e').unwrap_or(base);
    let sibilant = ["s", "sh", "ch", "x", "z", "o"].iter().any(|end| base.ends_with(end));
    let third = format!("{base}{}", if sibilant { "es" } else { "s" });
    (third, format!("{stem}ed"), format!("{stem}ing"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_made_by_rule_and_by_list() {
        for word in ["said", "explained", "arguing", "replies", "confesses", "quipped", "confesses"] {
            assert_eq!(sense(word).map(|s| s.class), Some(Class::Cue), "{word}");
        }
        assert_eq!(sense("claims").map(|s| s.class), Some(Class::WeakCue));
        assert_eq!(sense("of").map(|s| s.class), Some(Class::Preposition));
        assert!(sense("table").is_none());
    }

    #[test]
    fn no_verb_stands_twice_in_the_cue_list() {
        let mut verbs: Vec<&str> = cue_verbs().map(|(_, verb)| verb).collect();
        verbs.sort_unstable();
        let before = verbs.len();
        verbs.dedup();
        assert_eq!(before, verbs.len());
        assert!(before > 250);
    }
}
