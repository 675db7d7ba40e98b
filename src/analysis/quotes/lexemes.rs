//! What the lists know of each word of an article, asked once a word.
//!
//! News repeats its words: each thread keeps what it was told, in a table of fixed size where a newer word takes an older
//! one's slot. Only what hangs on the word alone belongs here.

use std::{cell::RefCell, sync::LazyLock};

use super::{
    candidates::Pronoun,
    papers::is_document,
    words::{Class, Form, Sense, sense_of},
};
use crate::{
    lexicon::{self, table::KeyMap, word},
    text::{
        Key, Tokens,
        words::{WordId, Words},
    },
};

/// What is known of a word in lower case, wherever it stands.
#[derive(Debug, Clone, Copy, Default)]
pub struct Lexeme {
    /// What it is to speech, if it is on one of the lists.
    pub sense: Option<Sense>,
    /// The pronoun, alone or drawn together with its verb.
    pub pronoun: Option<Pronoun>,
    /// Whether it tells a person by role ("minister") or a body ("ministry"), in either number.
    pub is_head_noun: bool,
    /// Whether it tells one person by party or people ("republican").
    pub is_affiliation: bool,
    /// Whether it begins a noun phrase as determiners do.
    pub is_quantifier: bool,
    /// Whether it is "according".
    pub is_according: bool,
    /// Whether it is a noun for what somebody said ("claim").
    pub is_saying: bool,
    /// Whether it tells what an inquiry came to ("found").
    pub is_finding: bool,
    /// Whether it is a cue, "according", or one of the two before.
    pub tells_of_speech: bool,
    /// Whether it is what is written and speaks for somebody ([`is_document`]).
    pub is_document: bool,
    /// Whether it is a verb that names or judges ("called", "denounced").
    pub is_naming: bool,
    /// Whether it is of the first or second person ("we", "you're").
    pub is_personal: bool,
    /// Whether it ends as adverbs do.
    pub is_adverb: bool,
}

/// The lexemes of an article's words.
#[derive(Debug)]
pub struct Lexemes(Vec<Lexeme>);

/// Slots of what a thread keeps: 400 kilobytes, enough for all but the rare words of news.
const SLOTS: usize = 1 << 14;

/// A word's number ([`Words::print`]) and what is known of it.
type Slot = (u64, Lexeme);

thread_local! {
    static KNOWN: RefCell<Vec<Slot>> = RefCell::new(vec![Slot::default(); SLOTS]);
}

impl Lexemes {
    /// Of all words of an article.
    #[must_use]
    pub fn of(words: &Words) -> Self {
        let mut all = vec![Lexeme::default(); words.len()];
        KNOWN.with_borrow_mut(|known| {
            for id in words.small() {
                let print = words.print(id);
                let (kept, lexeme) = &mut known[(print >> 40) as usize % SLOTS];
                if *kept != print {
                    (*kept, *lexeme) = (print, Lexeme::of(words.spelling(id), words.key(id)));
                }
                all[id.index()] = *lexeme;
            }
        });
        Self(all)
    }

    /// Of the token at `i`.
    #[must_use]
    #[inline]
    pub fn at(&self, tokens: &Tokens<'_>, i: usize) -> &Lexeme {
        self.by_id(tokens[i].lower_id())
    }

    /// Of the word in lower case.
    #[must_use]
    #[inline]
    pub fn by_id(&self, lower: WordId) -> &Lexeme {
        &self.0[lower.index()]
    }
}

impl Lexeme {
    /// Whether it is on a list as one of this class.
    #[must_use]
    pub fn is(&self, class: Class) -> bool {
        self.sense.is_some_and(|sense| sense.class == class)
    }

    /// Whether it is a cue of this form.
    #[must_use]
    pub fn has(&self, form: Form) -> bool {
        self.sense.is_some_and(|sense| sense.form == Some(form))
    }

    /// Of a word in lower case, whose key is known: asks the lists.
    #[must_use]
    pub fn of(lower: &str, key: Key) -> Self {
        let list = LISTED.get(key).copied();
        let sense = sense_of(key).copied();
        let is_according = lower == "according";
        let is_cue = sense.is_some_and(|sense| matches!(sense.class, Class::Cue | Class::WeakCue));
        Self {
            sense,
            pronoun: Pronoun::parse(lower),
            is_head_noun: is_head_noun(lower, key),
            is_affiliation: lexicon::is_affiliation(lower),
            is_quantifier: list == Some(List::Quantifiers),
            is_according,
            is_saying: list == Some(List::Sayings),
            is_finding: list == Some(List::Findings),
            is_document: is_document(lower),
            is_naming: list == Some(List::Naming),
            is_personal: list == Some(List::Personal),
            tells_of_speech: is_cue || is_according || matches!(list, Some(List::Sayings | List::Findings)),
            is_adverb: lower.len() > 4 && lower.ends_with("ly") && list != Some(List::NoAdverbs),
        }
    }
}

/// The lists of this room; no word is on two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum List {
    Quantifiers,
    Sayings,
    Findings,
    NoAdverbs,
    Naming,
    Personal,
}

const LISTS: [(List, &[&str]); 6] = [
    (List::Quantifiers, QUANTIFIERS),
    (List::Sayings, SAYINGS),
    (List::Findings, &["found", "finds"]),
    (List::NoAdverbs, NO_ADVERBS),
    (List::Naming, NAMING),
    (List::Personal, PERSONAL),
];

static LISTED: LazyLock<KeyMap<List>> = LazyLock::new(|| {
    let entries = LISTS.iter().flat_map(|(list, words)| words.iter().map(|word| (Key::of(word), *list)));
    entries.collect()
});

/// Nouns for what somebody said; beliefs and conclusions are none.
const SAYINGS: &[&str] = &[
    "accusation",
    "accusations",
    "acknowledgement",
    "acknowledgment",
    "admission",
    "allegation",
    "allegations",
    "announcement",
    "assertion",
    "assertions",
    "assurance",
    "assurances",
    "claim",
    "claims",
    "comment",
    "comments",
    "complaint",
    "complaints",
    "contention",
    "declaration",
    "denial",
    "insistence",
    "pledge",
    "prediction",
    "promise",
    "promises",
    "remark",
    "remarks",
    "statement",
    "statements",
    "suggestion",
    "testimony",
    "vow",
    "warning",
    "warnings",
];

/// Words in -ly that are no adverbs.
const NO_ADVERBS: &[&str] = &[
    "anomaly",
    "assembly",
    "belly",
    "bully",
    "butterfly",
    "elderly",
    "family",
    "friendly",
    "italy",
    "jelly",
    "monopoly",
    "rally",
    "supply",
];

/// Verbs that give a thing a name or a judgement in somebody's words, in all their forms.
const NAMING: &[&str] = &[
    "accuse",
    "accused",
    "accuses",
    "accusing",
    "assailed",
    "attacked",
    "blasted",
    "blasting",
    "boasted",
    "branded",
    "branding",
    "brands",
    "call",
    "called",
    "calling",
    "calls",
    "cast",
    "casting",
    "characterised",
    "characterising",
    "characterized",
    "characterizing",
    "complained",
    "complaining",
    "complains",
    "condemned",
    "condemning",
    "criticised",
    "criticising",
    "criticized",
    "criticizing",
    "decried",
    "decrying",
    "deemed",
    "deeming",
    "denounced",
    "denouncing",
    "derided",
    "deriding",
    "describe",
    "described",
    "describes",
    "describing",
    "dismissed",
    "dismisses",
    "dismissing",
    "dubbed",
    "dubbing",
    "hailed",
    "hailing",
    "justified",
    "label",
    "labeled",
    "labeling",
    "labelled",
    "labelling",
    "labels",
    "lambasted",
    "lashed",
    "likened",
    "likening",
    "mocked",
    "mocking",
    "painted",
    "painting",
    "portrayed",
    "portraying",
    "portrays",
    "praised",
    "praising",
    "railed",
    "rated",
    "rating",
    "refer",
    "referred",
    "referring",
    "refers",
    "rejected",
    "rejecting",
    "rejects",
    "ridiculed",
    "ridiculing",
    "slammed",
    "slamming",
    "smeared",
    "termed",
    "terming",
    "warned",
    "warns",
];

/// First person and second person: words of speech.
const PERSONAL: &[&str] = &[
    "i", "we", "you", "my", "our", "your", "i'm", "it's", "we're", "i've", "don't", "me", "us", "i'll", "you're",
    "can't",
];

/// Words that begin a noun phrase besides determiners.
const QUANTIFIERS: &[&str] = &[
    "one", "two", "three", "four", "five", "some", "many", "another", "most", "several", "other", "these", "those",
    "this", "that", "both", "all", "few", "no", "multiple", "dozens", "hundreds",
];

/// Whether the noun tells a person by role ("minister") or a body ("ministry"). The list holds singulars; "officials",
/// "bosses" and "agencies" follow from them.
fn is_head_noun(lower: &str, key: Key) -> bool {
    let is_listed = |key| lexicon::word_bits(key) & (word::ROLE | word::BODY) != 0;
    let plural = || {
        let noun = lower.strip_suffix('s')?;
        let stem = noun.strip_suffix('e');
        let singular = stem.and_then(|stem| stem.strip_suffix('i')).map(|stem| Key::of(stem).and("y"));
        Some(
            is_listed(Key::of(noun))
                || stem.is_some_and(|stem| is_listed(Key::of(stem)))
                || singular.is_some_and(is_listed),
        )
    };
    // "the co-chairman", "the ex-minister".
    let joined = || {
        let noun = ["co-", "ex-", "vice-"].iter().find_map(|prefix| lower.strip_prefix(prefix));
        noun.is_some_and(|noun| is_listed(Key::of(noun)))
    };
    // A head may be anything's: no role to the tagger.
    matches!(lower, "head" | "heads") || is_listed(key) || plural().unwrap_or(false) || joined()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_on_two_lists() {
        let mut words: Vec<&str> = LISTS.iter().flat_map(|(_, words)| words.iter().copied()).collect();
        let all = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), all);
        for (list, words) in LISTS {
            assert!(words.iter().all(|word| LISTED.get(Key::of(word)) == Some(&list)));
        }
    }
}
