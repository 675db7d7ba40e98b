//! Word lists and the gazetteer: data files with a loader; each list has a test of its own invariants.
//!
//! Two kinds of data. Short lists written by hand are text, one entry a line, and become one hash map at first use
//! (some tens of microseconds). The gazetteer and the word clusters are [`table::Table`]s used in place; the
//! `training` workspace member writes them. All look-ups take words in lower case, as [`crate::text::Tokens::lower`]
//! gives them. `NOTICE` names the sources.

pub mod table;

use std::{hint::black_box, sync::LazyLock};

use rustc_hash::FxHashMap;

use table::{Key, KeyMap, Table};

/// Gender as the text tells it (title, pronoun, first name); never more than a hint for pronouns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gender {
    /// Referred to as "he".
    Male,
    /// Referred to as "she".
    Female,
}

/// What the gazetteer knows of a word or phrase: a set of the bits in [`gaz`].
pub type GazBits = u16;

/// Bits of [`GazBits`].
pub mod gaz {
    /// A country.
    pub const COUNTRY: u16 = 1;
    /// A capital.
    pub const CAPITAL: u16 = 1 << 1;
    /// A city of more than 200,000 or so.
    pub const BIG_CITY: u16 = 1 << 2;
    /// A smaller town.
    pub const CITY: u16 = 1 << 3;
    /// A state of the United States.
    pub const STATE: u16 = 1 << 4;
    /// A first name.
    pub const FIRST: u16 = 1 << 5;
    /// A last name.
    pub const LAST: u16 = 1 << 6;
    /// A region, province, sea or other place.
    pub const REGION: u16 = 1 << 7;
    /// A longer name begins with these words.
    pub const PREFIX: u16 = 1 << 8;
    /// A first name of men.
    pub const MALE: u16 = 1 << 9;
    /// A first name of women.
    pub const FEMALE: u16 = 1 << 10;
    /// An organisation that is named without saying what it is.
    pub const ORGANISATION: u16 = 1 << 11;
    /// All bits that name a place.
    pub const PLACE: u16 = COUNTRY | CAPITAL | BIG_CITY | CITY | STATE | REGION;
}

const TABLES: [&[u8]; 2] = [include_bytes!("data/gazetteer.bin"), include_bytes!("data/clusters.bin")];
static GAZETTEER: Table<'static> = Table::new(TABLES[0]);
static CLUSTERS: Table<'static> = Table::new(TABLES[1]);

/// What the gazetteer knows of a phrase (see [`gaz`]); 0 if nothing.
#[must_use]
pub fn gazetteer(phrase: Key) -> GazBits {
    GAZETTEER.get(phrase)
}

/// Has the processor fetch what [`gazetteer`] and [`clusters`] will look at for each of these words, at once and not word by
/// word: the tables are larger than its nearer caches.
pub fn fetch(words: impl Iterator<Item = Key>) {
    // What was read has to count for something, or the compiler would not read it.
    black_box(words.fold(0, |all, word| all ^ GAZETTEER.touch(word) ^ CLUSTERS.touch(word)));
}

/// The same of what [`gazetteer`] alone will look at.
pub fn fetch_names(phrases: impl Iterator<Item = Key>) {
    black_box(phrases.fold(0, |all, phrase| all ^ GAZETTEER.touch(phrase)));
}

/// The word's coarse (1 to 64) and fine (1 to 512) cluster of like use; zeros for an unknown word.
#[must_use]
pub fn clusters(word: Key) -> (u16, u16) {
    match CLUSTERS.get(word) {
        0 => (0, 0),
        value => ((value >> 9 & 63) + 1, (value & 511) + 1),
    }
}

/// Value of [`clusters`] as the table keeps it; clusters are counted from 0 here.
#[must_use]
pub fn pack_clusters(coarse: u16, fine: u16) -> u16 {
    1 << 15 | (coarse & 63) << 9 | fine & 511
}

/// What the hand-written lists say of a word: a set of the bits in [`word`].
pub type WordBits = u16;

/// Bits of [`WordBits`].
pub mod word {
    /// Printed before a person's name ("Mr.", "Minister").
    pub const TITLE: u16 = 1;
    /// A title, or first name, of men.
    pub const MALE: u16 = 1 << 1;
    /// A title, or first name, of women.
    pub const FEMALE: u16 = 1 << 2;
    /// Noun for a person by role, trade or kinship ("spokesman", "mother").
    pub const ROLE: u16 = 1 << 3;
    /// Noun for an organisation that may speak ("company").
    pub const BODY: u16 = 1 << 4;
    /// Part of names of organisations ("Inc.", "University").
    pub const ORG_WORD: u16 = 1 << 5;
    /// Nationality, people, creed or party.
    pub const DEMONYM: u16 = 1 << 6;
    /// Weekday, month or feast.
    pub const CALENDAR: u16 = 1 << 7;
    /// Opens sentences and is no name there.
    pub const STARTER: u16 = 1 << 8;
    /// Verb that often follows a name.
    pub const NAME_VERB: u16 = 1 << 9;
    /// Small word inside a person's name ("van").
    pub const PARTICLE: u16 = 1 << 10;
    /// First name of the list of our own.
    pub const FIRST: u16 = 1 << 11;
}

/// The hand-written lists: name, text, bit.
const LISTS: [(&str, &str, u16); 10] = [
    ("titles.txt", include_str!("data/titles.txt"), word::TITLE),
    ("roles.txt", include_str!("data/roles.txt"), word::ROLE),
    ("bodies.txt", include_str!("data/bodies.txt"), word::BODY),
    ("organisation_words.txt", include_str!("data/organisation_words.txt"), word::ORG_WORD),
    ("demonyms.txt", include_str!("data/demonyms.txt"), word::DEMONYM),
    ("calendar.txt", include_str!("data/calendar.txt"), word::CALENDAR),
    ("common_starters.txt", include_str!("data/common_starters.txt"), word::STARTER),
    ("after_name_verbs.txt", include_str!("data/after_name_verbs.txt"), word::NAME_VERB),
    ("particles.txt", include_str!("data/particles.txt"), word::PARTICLE),
    ("first_names.tsv", FIRST_NAMES, word::FIRST),
];

/// First names the census lacks or judges otherwise; the `training` member puts them into the gazetteer as well.
pub const FIRST_NAMES: &str = include_str!("data/first_names.tsv");

/// Places GeoNames' lists lack; the `training` member puts them into the gazetteer.
pub const PLACES: &str = include_str!("data/places.txt");

/// Organisations whose names do not say what they are; the `training` member puts them into the gazetteer.
pub const ORGANISATIONS: &str = include_str!("data/organisations.txt");

/// Fields of work that bodies are named after ("Department of Health, Education and Welfare"). No feature of the tagger
/// reads it, so it is not among the lists that a model is held to.
const FIELDS: &str = include_str!("data/fields.txt");

static FIELD_WORDS: LazyLock<KeyMap<()>> =
    LazyLock::new(|| entries(FIELDS).map(|(word, _)| (Key::of(word), ())).collect());

/// Whether a word names a field of work, or part of one ("climate", "change").
#[must_use]
pub fn is_field(lower: Key) -> bool {
    FIELD_WORDS.get(lower).is_some()
}

/// A hash of all lists and tables, in hexadecimal: a model knows the lists by what they were when it was trained, and a
/// test holds the shipped one to these.
#[must_use]
pub fn state() -> String {
    let mut hash = blake3::Hasher::new();
    for (name, text, _) in LISTS {
        hash.update(name.as_bytes()).update(text.as_bytes());
    }
    TABLES.iter().for_each(|table| _ = hash.update(table));
    hash.finalize().to_hex().to_string()
}

static WORDS: LazyLock<KeyMap<WordBits>> = LazyLock::new(|| {
    let mut words = FxHashMap::default();
    for (_, text, bit) in LISTS {
        for (word, gender) in entries(text) {
            *words.entry(Key::of(word)).or_insert(0) |= bit | gender;
        }
    }
    words.into_iter().collect()
});

/// Lines of a list: the word, and the gender bit of an "m" or "f" behind it.
fn entries(text: &'static str) -> impl Iterator<Item = (&'static str, WordBits)> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| {
        let mut parts = line.split([' ', '\t']);
        let word = parts.next().unwrap_or(line);
        let gender = match parts.next() {
            Some("m") => word::MALE,
            Some("f") => word::FEMALE,
            _ => 0,
        };
        (word, gender)
    })
}

/// What the hand-written lists say of `lower` (see [`word`]): of a word in lower case, or, which is quicker, of its key
/// ([`crate::text::Tokens::key`]). So do the functions below.
#[must_use]
pub fn word_bits(lower: impl Into<Key>) -> WordBits {
    WORDS.get(lower.into()).copied().unwrap_or(0)
}

/// What a first name tells of gender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FirstName {
    /// Not known as a first name.
    No,
    /// A first name of either gender, or of one we do not know.
    Either,
    /// A first name of one gender.
    Of(Gender),
}

/// Whether `lower` is a first name, and of which gender. Our own list goes before the census.
#[must_use]
pub fn first_name(lower: impl Into<Key>) -> FirstName {
    let lower = lower.into();
    let (own, census) = (word_bits(lower), gazetteer(lower));
    if own & word::FIRST != 0 {
        return gender(own, word::MALE, word::FEMALE).map_or(FirstName::Either, FirstName::Of);
    }
    if census & gaz::FIRST == 0 {
        return FirstName::No;
    }
    gender(census, gaz::MALE, gaz::FEMALE).map_or(FirstName::Either, FirstName::Of)
}

fn gender(bits: u16, male: u16, female: u16) -> Option<Gender> {
    match (bits & male != 0, bits & female != 0) {
        (true, false) => Some(Gender::Male),
        (false, true) => Some(Gender::Female),
        _ => None,
    }
}

/// Whether `lower` is a last name of the census.
#[must_use]
pub fn is_last_name(lower: impl Into<Key>) -> bool {
    gazetteer(lower.into()) & gaz::LAST != 0
}

/// Whether `phrase` (lower case, one space between words) is a place the gazetteer knows.
#[must_use]
pub fn is_place(phrase: &str) -> bool {
    let words: Vec<&str> = phrase.split(' ').collect();
    gazetteer(Key::phrase(&words)) & gaz::PLACE != 0
}

/// Whether `lower` is printed before persons' names ("mr.", "minister").
#[must_use]
pub fn is_title(lower: impl Into<Key>) -> bool {
    word_bits(lower) & word::TITLE != 0
}

/// The gender a title tells ("mrs.", "king"), if it is a title and tells.
#[must_use]
pub fn title_gender(lower: impl Into<Key>) -> Option<Gender> {
    let bits = word_bits(lower);
    if bits & word::TITLE == 0 || bits & word::FIRST != 0 {
        return None;
    }
    gender(bits, word::MALE, word::FEMALE)
}

/// Whether `lower` is a noun for a person by role, trade, stance or kinship ("spokesman", "mother").
#[must_use]
pub fn is_role_noun(lower: impl Into<Key>) -> bool {
    word_bits(lower) & word::ROLE != 0
}

/// Whether `lower` is printed before persons' names or tells a person by role.
#[must_use]
pub fn is_title_or_role(lower: impl Into<Key>) -> bool {
    word_bits(lower) & (word::TITLE | word::ROLE) != 0
}

/// Whether `lower` is a noun for an organisation that may speak ("company", "ministry").
#[must_use]
pub fn is_body_noun(lower: impl Into<Key>) -> bool {
    word_bits(lower) & word::BODY != 0
}

/// Whether `lower` is part of names of organisations ("inc.", "university").
#[must_use]
pub fn is_org_word(lower: impl Into<Key>) -> bool {
    word_bits(lower) & word::ORG_WORD != 0
}

/// Whether `lower` is a nationality, people, creed or party.
#[must_use]
pub fn is_demonym(lower: impl Into<Key>) -> bool {
    word_bits(lower) & word::DEMONYM != 0
}

/// Whether `lower` tells which part of a country is meant ("northern Velland").
#[must_use]
pub fn is_direction(lower: &str) -> bool {
    let point = lower.strip_suffix("ern").unwrap_or(lower);
    matches!(point, "central" | "downtown" | "nearby" | "neighboring" | "neighbouring" | "rural" | "upstate")
        || ["north", "south"].iter().any(|pole| {
            point.strip_prefix(pole).is_some_and(|rest| matches!(rest.trim_start_matches('-'), "" | "east" | "west"))
        })
        || matches!(point, "east" | "west")
}

/// Whether `lower` tells one person by party or people ("the Kentucky Republican").
#[must_use]
pub fn is_affiliation(lower: &str) -> bool {
    matches!(
        lower,
        "american"
            | "australian"
            | "briton"
            | "californian"
            | "canadian"
            | "conservative"
            | "democrat"
            | "frenchman"
            | "german"
            | "independent"
            | "italian"
            | "liberal"
            | "republican"
            | "russian"
            | "socialist"
            | "spaniard"
            | "texan"
            | "tory"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_without_doubles_in_lower_case_and_say_their_licence() {
        for (name, text) in LISTS.map(|(name, text, _)| (name, text)).into_iter().chain([("fields.txt", FIELDS)]) {
            let words: Vec<_> = entries(text).map(|(word, _)| word).collect();
            assert!(words.windows(2).all(|pair| pair[0] < pair[1]), "{name} is sorted and has no doubles");
            assert!(words.iter().all(|word| word.to_lowercase() == **word && word.trim() == *word), "{name}");
            assert!(text.lines().nth(1).is_some_and(|line| line.contains("MIT OR Apache-2.0")), "{name} has a licence");
            assert!(text.ends_with('\n') && !text.contains('\r'), "{name} ends its lines alike");
        }
    }

    #[test]
    fn names_are_sorted_without_doubles_and_in_the_gazetteer() {
        for (list, bits) in [(PLACES, gaz::PLACE), (ORGANISATIONS, gaz::ORGANISATION)] {
            assert!(list.lines().nth(1).is_some_and(|line| line.contains("MIT OR Apache-2.0")));
            let names: Vec<_> = list.lines().filter(|line| !line.starts_with('#')).collect();
            assert!(names.windows(2).all(|pair| pair[0] < pair[1]));
            for name in names {
                // A point at the end would be a full stop if nothing followed.
                let followed = format!("{name} on");
                let tokens = crate::text::Tokens::new(&followed);
                let words: Vec<_> = (0..tokens.len() - 1).map(|i| tokens.lower(i)).collect();
                assert_ne!(gazetteer(Key::phrase(&words)) & bits, 0, "{name} is in gazetteer.bin: train it again");
            }
        }
    }

    #[test]
    fn the_gazetteer_knows_places_and_names() {
        assert!(is_place("new york") && is_place("nova scotia") && is_place("france"));
        assert!(!is_place("said") && !is_place("the bridge"));
        assert!(is_last_name("smith"));
        assert_eq!(first_name("mary"), FirstName::Of(Gender::Female));
        assert_eq!(first_name("sergei"), FirstName::Of(Gender::Male));
        assert_eq!(first_name("wei"), FirstName::Either);
        assert_eq!(first_name("bridge"), FirstName::No);
    }

    #[test]
    fn titles_tell_gender() {
        assert_eq!(title_gender("mrs."), Some(Gender::Female));
        assert_eq!(title_gender("king"), Some(Gender::Male));
        assert_eq!(title_gender("minister"), None);
        assert!(is_title("minister") && is_role_noun("spokeswoman") && is_body_noun("ministry") && is_org_word("inc."));
    }

    #[test]
    fn clusters_hold_words_of_like_use_together() {
        let of = |word: &str| clusters(Key::of(word));
        assert_eq!(of("monday"), of("tuesday"));
        assert_ne!(of("monday").0, of("minister").0);
        assert_eq!(of("qqqzxv"), (0, 0));
    }
}
