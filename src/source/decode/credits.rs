//! Paragraphs that name who else worked on an article or who its writer is: "Ada Orr contributed to this report.", "Ada
//! Orr is a columnist for the Lund Courier. The opinions expressed are her own."
//!
//! Decided: a credit is told by all of its words. Those that begin small are words of credits, one by one; a sentence of
//! an article has others.

use std::sync::LazyLock;

use memchr::memmem::{self, Finder};

use super::captions::{is_person, is_speech};

/// Longest credit in bytes.
const LONGEST: usize = 700;

/// Longest note on a writer in bytes.
const NOTE: usize = 1000;

/// Longest sentence in bytes that says whose the opinions are.
const DISCLAIMER: usize = 260;

/// What begins a credit, in lower case.
const BEGINNINGS: [&str; 12] = [
    "additional reporting",
    "compiled by ",
    "contributing:",
    "edited by ",
    "editing by ",
    "from staff and wire reports",
    "graphics by ",
    "reporting by ",
    "research by ",
    "with additional reporting",
    "with reporting by ",
    "with reporting from ",
];

/// What stands within a credit.
static WITHIN: LazyLock<[(Finder<'static>, &[&str]); 3]> = LazyLock::new(|| {
    [
        ("contributed ", &["reporting", "to this ", "research"][..]),
        ("helped with this ", &["report", "story"][..]),
        ("provided additional ", &["reporting"][..]),
    ]
    .map(|(words, behind)| (Finder::new(words), behind))
});

/// Words of credits that begin small.
const WORDS: [&str; 97] = [
    "a",
    "across",
    "additional",
    "al",
    "also",
    "an",
    "and",
    "around",
    "article",
    "as",
    "associate",
    "at",
    "based",
    "bin",
    "both",
    "bureau",
    "business",
    "by",
    "chief",
    "column",
    "columnist",
    "contributed",
    "contributing",
    "contributor",
    "correspondent",
    "correspondents",
    "da",
    "de",
    "del",
    "der",
    "di",
    "director",
    "dispatch",
    "economics",
    "editing",
    "editor",
    "editors",
    "el",
    "for",
    "foreign",
    "freelance",
    "from",
    "graph",
    "graphics",
    "health",
    "helped",
    "in",
    "intern",
    "investigative",
    "journalist",
    "journalists",
    "la",
    "le",
    "medical",
    "national",
    "news",
    "newsroom",
    "of",
    "on",
    "other",
    "photographer",
    "photographers",
    "piece",
    "political",
    "politics",
    "polling",
    "post",
    "producer",
    "producers",
    "provided",
    "report",
    "reported",
    "reporter",
    "reporters",
    "reporting",
    "reports",
    "research",
    "researcher",
    "s",
    "science",
    "senior",
    "service",
    "special",
    "sports",
    "staff",
    "state",
    "statehouse",
    "story",
    "the",
    "this",
    "to",
    "video",
    "with",
    "world",
    "writer",
    "writers",
    "writing",
];

/// Whether a paragraph names those who worked on an article and does nothing else; `last` if it is among the last ones.
pub(super) fn is_credit(line: &str, last: bool) -> bool {
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric());
    let ends = || last && (bare.ends_with(" contributed") || bare.contains(" reported from "));
    let within = || {
        WITHIN.iter().any(|(words, behind)| {
            let mut ends = words.find_iter(bare.as_bytes()).map(|at| at + words.needle().len());
            ends.any(|end| behind.iter().any(|behind| bare[end..].starts_with(behind)))
        })
    };
    line.len() <= LONGEST
        && (begins(bare) || is_of_wires(bare) || within() || ends())
        && !line.contains(['"', '“', '”', '«', '‘'])
        && are_of_credits(line)
}

fn begins(bare: &str) -> bool {
    let is_begun = |words: &&str| bare.get(..words.len()).is_some_and(|head| head.eq_ignore_ascii_case(words));
    BEGINNINGS.iter().any(is_begun)
}

/// "With Lund Press wires".
fn is_of_wires(bare: &str) -> bool {
    let ends = [" wires", " wire services", " wire reports", " news services"].iter().any(|end| bare.ends_with(end));
    ends && (bare.starts_with("With ") || bare.starts_with("with ")) && bare.split(' ').count() <= 6
}

/// Whether every word begins with a capital or is one of credits.
fn are_of_credits(line: &str) -> bool {
    let words = line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.clone().any(|word| word.starts_with(char::is_uppercase))
        && words.into_iter().all(|word| {
            word.starts_with(char::is_uppercase)
                || matches!(word, "wire" | "wires" | "services")
                || WORDS.binary_search(&word).is_ok()
        })
}

/// Whether a paragraph at the beginning or end of an article is a note on its writer, who is the one named in the byline:
/// "Ada Orr is a columnist for the Lund Courier.", "Editor's note: Ada Orr is …", "The opinions expressed are her own."
pub(super) fn is_note(line: &str, byline: Option<&str>, last: bool) -> bool {
    line.len() <= NOTE
        && (is_on_opinions(line) || is_on_writer(line) || last && is_on(byline, line))
        && !is_speech(line)
}

/// Whether a paragraph ends with a sentence on whose the opinions are.
fn is_on_opinions(line: &str) -> bool {
    const BEGIN: [&str; 6] = [
        "The opinions expressed ",
        "Opinions expressed ",
        "The views expressed ",
        "Views expressed ",
        "The views and opinions expressed ",
        "The opinions and views expressed ",
    ];
    if memmem::find(line.as_bytes(), b"expressed ").is_none() {
        return false;
    }
    let Some(at) = BEGIN.iter().filter_map(|words| line.rfind(words)).min() else { return false };
    let (before, sentence) = (line[..at].trim_end(), line[at..].to_ascii_lowercase());
    let ended = before.ends_with(['.', ')', ']', '"', '”']) || before.contains('@');
    let begins =
        before.is_empty() || ended && (is_on_writer(line) || begins_with_name(before) || before.ends_with(" views."));
    let stops = sentence.trim_end_matches(['.', ')', ' ', ']', '*']);
    let whose = [" are ", " do not ", " is ", " may "].iter().any(|verb| sentence.contains(verb));
    begins && whose && sentence.len() <= DISCLAIMER && !stops.contains(". ") && !super::notices::is_told(&sentence)
}

/// Whether the first two words are a name, as far as their capitals tell: "Ada Orr, a lawyer", not "Here is a choice".
fn begins_with_name(note: &str) -> bool {
    let mut words = note.split_whitespace();
    let name = [words.next(), words.next()].map(Option::unwrap_or_default);
    is_person(&name.join(" "))
}

/// "Ada Orr Political Editor", "By Ada Orr and Rosa Lind": who wrote it, as a page prints it a second time near its
/// beginning.
pub(super) fn is_signature(line: &str, byline: &str, early: bool) -> bool {
    if !early || line.len() > 2 * byline.len() + 60 {
        return false;
    }
    let by = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY "));
    by.is_some_and(|names| bare_names(names).eq(bare_names(byline))) || has_post(by.unwrap_or(line), byline)
}

/// The words of names, without what joins them.
fn bare_names(names: &str) -> impl Iterator<Item = &str> {
    names.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && *word != "and")
}

/// Whether a name is followed by its owner's post and nothing else.
fn has_post(line: &str, byline: &str) -> bool {
    const POST: usize = 6;
    let Some(behind) = line.strip_prefix(byline).filter(|_| is_person(byline)) else { return false };
    let is_title = |word: &str| word.starts_with(char::is_uppercase) || matches!(word, "at" | "for" | "of" | "the");
    behind.starts_with([' ', ','])
        && (1..=POST).contains(&behind.split_whitespace().count())
        && behind.trim_start_matches(',').split_whitespace().all(is_title)
        && !line.ends_with(['.', ':', '!', '?'])
}

/// "Editor's note: Ada Orr, a columnist, is …".
fn is_on_writer(line: &str) -> bool {
    const LABELS: [&str; 4] = ["Editor's note: ", "Editor’s note: ", "Editor's Note: ", "Editor’s Note: "];
    let Some(note) = LABELS.iter().find_map(|label| line.strip_prefix(label)) else { return false };
    let name = note.find([',', ';']).into_iter().chain(note.find(" is ")).min().map(|end| &note[..end]);
    name.is_some_and(is_person) && [" is ", ", who ", " was "].iter().any(|verb| note.contains(verb))
}

/// Whether a line says what the writer is.
fn is_on(byline: Option<&str>, line: &str) -> bool {
    let bare = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let name = byline.filter(|name| is_person(name));
    let behind = name.and_then(|name| bare.strip_prefix(name));
    behind.is_some_and(|behind| [" is a ", " is an ", " is the "].iter().any(|verb| behind.starts_with(verb)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_are_told_by_all_their_words() {
        assert!(WORDS.is_sorted());
        for line in [
            "Ada Orr contributed to this report.",
            "• Ada Orr and Rosa Lind contributed to this article.",
            "Brandt reported from Holmsund, Sweden. Lund Press writers Ada Orr in Lund and Rosa Lind also contributed to this report.",
            "Contributing: Ada Orr, Lund Courier; Lund Press",
            "(Reporting by Ada Orr in Holmsund; Editing by Rosa Lind and Ove Dahl)",
            "Additional reporting by Ada Orr",
            "With Lund wires",
            "Research by Ada Orr and Rosa Lind, graph by Ove Dahl.",
        ] {
            assert!(is_credit(line, false), "{line}");
        }
        assert!(
            is_credit("Ada Orr reported from Holmsund.", true) && !is_credit("Ada Orr reported from Holmsund.", false)
        );
        for line in [
            "Ten towns contributed to this report, which the council ordered.",
            "Bad weather contributed to this.",
            "“Ada Orr contributed to this report.”",
            "Reporting by Ada Orr found that the ferry was never insured.",
            "Contributing: that was what she did best.",
            "With the wires down nobody could call for help, she wrote of news services",
        ] {
            assert!(!is_credit(line, true), "{line}");
        }
    }

    #[test]
    fn notes_on_the_writer_are_told_by_the_byline_or_by_whose_the_opinions_are() {
        let orr = Some("Ada Orr");
        for line in [
            "Ada Orr is a columnist for the Lund Courier.",
            "Rosa Lind, a lawyer, was mayor of Lund. The opinions expressed in this commentary are solely those of the author.",
            "Editor's note: Rosa Lind, a lawyer, is the author of \"Ferries.\" Follow her on Twitter.",
            "The views expressed by columnists are their own and do not represent those of the Lund Courier.",
        ] {
            assert!(is_note(line, orr, true), "{line}");
        }
        for line in [
            "Ada Orr is right, the council found.",
            "Rosa Lind is a lawyer in Lund.",
            "The views expressed in the letter were those of a frightened man.",
            "“The opinions expressed here are mine,” Rosa Lind said.",
            "Editor's note: The ferry has since been sold.",
            "Here is a choice of the letters. The opinions expressed in them are those of the writers.",
        ] {
            assert!(!is_note(line, orr, true), "{line}");
        }
        assert!(!is_note("Ada Orr is a columnist for the Lund Courier.", orr, false));
        assert!(
            is_signature("Ada Orr Political Editor", "Ada Orr", true) && is_signature("By Ada Orr", "Ada Orr", true)
        );
        assert!(is_signature("By Ada Orr and Rosa Lind", "Ada Orr, Rosa Lind", true));
        for line in ["Ada Orr Political Editor.", "Ada Orr went home", "Ada Orr", "By Ada Orr and Rosa Lind"] {
            assert!(!is_signature(line, "Ada Orr", true), "{line}");
        }
    }
}
