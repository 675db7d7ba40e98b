//! Words in which a hyphen joins a name to something else: "Lund-based", "pro-Lund", "Norway-Sweden". The name is a
//! token of its own there, for it names whom it always names; "Ocasio-Cortez" and "state-owned" stay one word.
//!
//! What stands before or behind a name is told by lists, since small letters behind a hyphen belong to names too
//! ("Kim Jong-un"), and so are names that stand in pairs ("Rolls-Royce", "Guinea-Bissau").

/// Bytes of the longest word that is parted.
pub(super) const LONGEST: usize = 64;

/// Where a word falls into two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// "Lund-based": what stands behind the name keeps the hyphen at this byte.
    Tail(usize),
    /// "pro-Lund": what stands before the name keeps the hyphen at this byte.
    Head(usize),
    /// "Norway-Sweden": the hyphen at this byte is a token.
    Pair(usize),
}

/// Where `word`, which has a hyphen, falls into two; none if it is one word.
pub(super) fn joint(word: &str) -> Option<Joint> {
    let (first, last) = (word.find('-')?, word.rfind('-')?);
    if word.as_bytes()[0].is_ascii_lowercase() {
        let capital = word[first + 1..].starts_with(char::is_uppercase);
        return (capital && HEADS.contains(&&word[..first])).then_some(Joint::Head(first));
    }
    if !word.starts_with(char::is_uppercase) || first < 2 {
        return None;
    }
    if is_tail(&word[last + 1..]) {
        return Some(Joint::Tail(last));
    }
    let behind = &word[first + 1..];
    let next = behind.find('-').map_or(behind, |end| &behind[..end]);
    are_pair(&word[..first], next).then_some(Joint::Pair(first))
}

/// Whether `word` is told of a name before its hyphen.
pub(super) fn is_tail(word: &str) -> bool {
    TAILS.binary_search(&word).is_ok()
}

/// Whether two names with a hyphen between them are two.
pub(super) fn are_pair(one: &str, other: &str) -> bool {
    let other = other.strip_suffix("'s").or_else(|| other.strip_suffix("’s")).unwrap_or(other);
    let capital = other.len() > 1 && other.starts_with(char::is_uppercase);
    // "Japan-South Korea" goes on behind the word.
    let is_second = || is_party(other) || matches!(other, "New" | "North" | "South");
    // "African-American" is one people.
    let citizens = matches!(other, "American" | "Australian" | "Canadian");
    capital && !citizens && (is_party(one) && is_second() || is_power(one) || is_power(other))
}

fn is_party(word: &str) -> bool {
    PARTIES.binary_search(&word).is_ok()
}

/// Letters that stand for a state in every pair ("US-Israeli").
fn is_power(word: &str) -> bool {
    matches!(word, "EU" | "UAE" | "UK" | "US")
}

/// What stands before a name.
const HEADS: [&str; 7] = ["anti", "non", "off", "post", "pre", "pro", "un"];

/// What is told of a name behind it, in order.
const TAILS: [&str; 128] = [
    "administered",
    "affiliated",
    "aligned",
    "allied",
    "appointed",
    "approved",
    "area",
    "armed",
    "assisted",
    "authored",
    "backed",
    "based",
    "bashing",
    "born",
    "bound",
    "branded",
    "bred",
    "brokered",
    "built",
    "centered",
    "centred",
    "centric",
    "certified",
    "chaired",
    "class",
    "commissioned",
    "connected",
    "controlled",
    "convened",
    "critical",
    "dependent",
    "designated",
    "designed",
    "developed",
    "directed",
    "dominated",
    "drafted",
    "educated",
    "endorsed",
    "enforced",
    "engineered",
    "era",
    "esque",
    "facilitated",
    "featuring",
    "financed",
    "flagged",
    "focused",
    "focussed",
    "founded",
    "friendly",
    "funded",
    "governed",
    "hating",
    "headquartered",
    "held",
    "hit",
    "hosted",
    "imposed",
    "influenced",
    "initiated",
    "inspired",
    "invested",
    "issued",
    "language",
    "leaning",
    "led",
    "licensed",
    "like",
    "linked",
    "listed",
    "loving",
    "loyal",
    "made",
    "majority",
    "managed",
    "mandated",
    "manufactured",
    "mediated",
    "nominated",
    "occupied",
    "operated",
    "orchestrated",
    "ordered",
    "organised",
    "organized",
    "oriented",
    "origin",
    "owned",
    "patrolled",
    "planned",
    "produced",
    "proposed",
    "protected",
    "provided",
    "published",
    "raised",
    "recognised",
    "recognized",
    "registered",
    "related",
    "resident",
    "ruled",
    "run",
    "sanctioned",
    "sceptic",
    "sceptical",
    "signed",
    "sized",
    "skeptic",
    "skeptical",
    "sourced",
    "speaking",
    "specific",
    "sponsored",
    "staffed",
    "starring",
    "style",
    "styled",
    "supplied",
    "supported",
    "supporting",
    "themed",
    "tied",
    "trained",
    "type",
    "wide",
    "written",
];

/// States, unions, parts of the world, and their peoples, as they stand in pairs, in order.
const PARTIES: [&str; 229] = [
    "ASEAN",
    "Afghan",
    "Afghanistan",
    "Africa",
    "African",
    "Albania",
    "Albanian",
    "Algeria",
    "Algerian",
    "America",
    "American",
    "Angola",
    "Angolan",
    "Arab",
    "Arabia",
    "Argentina",
    "Argentine",
    "Armenia",
    "Armenian",
    "Asia",
    "Australia",
    "Australian",
    "Austria",
    "Austrian",
    "Azerbaijan",
    "Azerbaijani",
    "Bahrain",
    "Bangladesh",
    "Belarus",
    "Belgium",
    "Bolivia",
    "Botswana",
    "Brazil",
    "Britain",
    "British",
    "Brunei",
    "Bulgaria",
    "Burma",
    "Burundi",
    "Cambodia",
    "Cameroon",
    "Canada",
    "Canadian",
    "Chad",
    "Chile",
    "China",
    "Chinese",
    "Colombia",
    "Colombian",
    "Congo",
    "Croatia",
    "Croatian",
    "Cuba",
    "Cuban",
    "Cyprus",
    "Danish",
    "Denmark",
    "Dutch",
    "Ecuador",
    "Egypt",
    "Egyptian",
    "England",
    "English",
    "Eritrea",
    "Estonia",
    "Ethiopia",
    "Ethiopian",
    "Europe",
    "European",
    "Finland",
    "Finnish",
    "France",
    "Franco",
    "French",
    "Gambia",
    "Gaza",
    "Georgia",
    "German",
    "Germany",
    "Ghana",
    "Greece",
    "Greek",
    "Guatemala",
    "Guyana",
    "Haiti",
    "Hindu",
    "Honduras",
    "Hungarian",
    "Hungary",
    "Iceland",
    "India",
    "Indian",
    "Indonesia",
    "Indonesian",
    "Iran",
    "Iranian",
    "Iraq",
    "Iraqi",
    "Ireland",
    "Irish",
    "Israel",
    "Israeli",
    "Italian",
    "Italy",
    "Jamaica",
    "Japan",
    "Japanese",
    "Jewish",
    "Jordan",
    "Jordanian",
    "Kazakhstan",
    "Kenya",
    "Kenyan",
    "Korea",
    "Korean",
    "Kosovo",
    "Kurdish",
    "Kuwait",
    "Kuwaiti",
    "Kyrgyzstan",
    "Laos",
    "Latvia",
    "Lebanese",
    "Lebanon",
    "Liberia",
    "Libya",
    "Libyan",
    "Lithuania",
    "Macedonia",
    "Malawi",
    "Malaysia",
    "Malaysian",
    "Mali",
    "Malta",
    "Mauritius",
    "Mexican",
    "Mexico",
    "Moldova",
    "Mongolia",
    "Montenegro",
    "Moroccan",
    "Morocco",
    "Mozambique",
    "Muslim",
    "Myanmar",
    "NATO",
    "Namibia",
    "Nepal",
    "Netherlands",
    "Nicaragua",
    "Niger",
    "Nigeria",
    "Nigerian",
    "Norway",
    "Norwegian",
    "Oman",
    "Pakistan",
    "Pakistani",
    "Palestine",
    "Palestinian",
    "Panama",
    "Paraguay",
    "Persian",
    "Peru",
    "Philippines",
    "Poland",
    "Polish",
    "Portugal",
    "Portuguese",
    "Qatar",
    "Romania",
    "Romanian",
    "Russia",
    "Russian",
    "Rwanda",
    "Saudi",
    "Scotland",
    "Scottish",
    "Senegal",
    "Serbia",
    "Serbian",
    "Shia",
    "Shiite",
    "Singapore",
    "Sino",
    "Slovakia",
    "Slovenia",
    "Somali",
    "Somalia",
    "Spain",
    "Spanish",
    "Sudan",
    "Sudanese",
    "Sunni",
    "Sweden",
    "Swedish",
    "Swiss",
    "Switzerland",
    "Syria",
    "Syrian",
    "Taiwan",
    "Taiwanese",
    "Tajik",
    "Tajikistan",
    "Tanzania",
    "Thai",
    "Thailand",
    "Tibet",
    "Tunisia",
    "Tunisian",
    "Turkey",
    "Turkish",
    "Turkmenistan",
    "Uganda",
    "Ugandan",
    "Ukraine",
    "Ukrainian",
    "Uruguay",
    "Uzbekistan",
    "Venezuela",
    "Venezuelan",
    "Vietnam",
    "Vietnamese",
    "Wales",
    "Yemen",
    "Yemeni",
    "Zambia",
    "Zimbabwe",
    "Zionist",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_in_order() {
        assert!(TAILS.is_sorted_by(|a, b| a < b) && PARTIES.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn names_are_parted_from_what_is_told_of_them() {
        assert_eq!(joint("Lund-based"), Some(Joint::Tail(4)));
        assert_eq!(joint("Saint-Denis-born"), Some(Joint::Tail(11)));
        assert_eq!(joint("pro-Lund"), Some(Joint::Head(3)));
        assert_eq!(joint("Norway-Sweden"), Some(Joint::Pair(6)));
        assert_eq!(joint("Norway-Sweden-Finland"), Some(Joint::Pair(6)));
        assert_eq!(joint("US-Israeli"), Some(Joint::Pair(2)));
        assert_eq!(joint("Israeli-Palestinian"), Some(Joint::Pair(7)));
        assert_eq!(joint("Japan-EU’s"), Some(Joint::Pair(5)));
    }

    #[test]
    fn names_with_a_hyphen_and_common_words_stay_whole() {
        let whole = [
            "Jong-un",
            "Ocasio-Cortez",
            "Guinea-Bissau",
            "African-American",
            "Rolls-Royce",
            "Vice-President",
            "state-owned",
            "well-known",
            "pro-choice",
            "mid-May",
            "F-based",
            "US-",
        ];
        for word in whole {
            assert_eq!(joint(word), None, "{word}");
        }
    }
}
