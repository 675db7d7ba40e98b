//! Links to other articles that a page sets between the paragraphs of this one, and a text taken off the page keeps: "(Also
//! on LEDGER: Ferry to stay)", "Ferry to stay Read more", "FERRY TO STAY IN HOLMSUND AFTER COUNCIL VOTE, BRANDT SAYS".

use super::notices::ends;

/// Longest link in bytes.
const LONGEST: usize = 220;

/// Most words of a label.
const LABEL: usize = 6;

/// Fewest words of the headline that is glued to a label.
const GLUED: usize = 5;

/// Fewest words in capitals that no heading within an article has.
const CAPITALS: usize = 9;

/// Fewest words in capitals of the other links of a text that has one of those.
const FEWER: usize = 4;

/// So many links in capitals are not between the paragraphs of a text: more are the headings of its parts.
const LINKS: usize = 5;

/// What begins a link in brackets, in lower case.
const IN_BRACKETS: [&str; 27] = [
    "also on ",
    "also read:",
    "audio:",
    "cartoons:",
    "full coverage:",
    "gallery:",
    "graphic:",
    "interactive:",
    "listen:",
    "more:",
    "photo gallery:",
    "photo:",
    "photos:",
    "podcast:",
    "poll:",
    "quiz:",
    "read more:",
    "read:",
    "related:",
    "see also:",
    "slideshow:",
    "transcript:",
    "video gallery:",
    "video:",
    "videos:",
    "watch:",
    "watch fox",
];

/// Whether a line is a link to another article; `apart` if finished paragraphs stand on both sides of it.
pub(super) fn is_teaser(line: &str, apart: impl Fn() -> bool) -> bool {
    line.len() <= LONGEST
        && (is_in_brackets(line)
            || is_to_be_read(line)
            || is_also_on(line)
            || is_glued(line) && apart()
            || is_related(line, apart))
}

/// "(PHOTOS: Ferries of the north)", "[Related: Ferry to stay]".
fn is_in_brackets(line: &str) -> bool {
    let inside = |open, close| line.strip_prefix(open).and_then(|rest: &str| rest.strip_suffix(close));
    let Some(inside) = inside('(', ')').or_else(|| inside('[', ']')) else { return false };
    let lower = inside.trim_start().to_ascii_lowercase();
    lower.contains(':') && IN_BRACKETS.iter().any(|label| lower.starts_with(label))
}

/// "Ferry to stay Read more".
fn is_to_be_read(line: &str) -> bool {
    let title = line.strip_suffix(" Read more").or_else(|| line.strip_suffix(" Read More"));
    title.is_some_and(|title| title.contains(' ') && !title.ends_with(['.', '…', '!', ',', ':', '”', '"']))
}

/// "Also on ledger.example Ferry to stay", "Arrow MORE: Ferry to stay".
fn is_also_on(line: &str) -> bool {
    let site = line.strip_prefix("Also on ").and_then(|rest| rest.split(' ').next());
    let is_site = |site: &str| site.trim_end_matches(['.', ',']).contains('.') || site.ends_with(':');
    site.is_some_and(is_site) && !ends(line) || line.starts_with("Arrow MORE:")
}

/// "What sailors want:Ferry crews ask for a raise in Lund": a label that grew together with the headline behind it.
fn is_glued(line: &str) -> bool {
    let Some((label, title)) = line.split_once(':') else { return false };
    let words = label.split_whitespace().count();
    label.len() > 2
        && words <= LABEL
        && label.starts_with(char::is_alphabetic)
        && label.ends_with(char::is_alphabetic)
        && title.starts_with(char::is_uppercase)
        && title.split_whitespace().count() >= GLUED
        && !title.contains("://")
        && !ends(line)
        && !line.ends_with([':', ','])
}

/// "Related Coverage Ferry to stay".
fn is_related(line: &str, apart: impl Fn() -> bool) -> bool {
    let sure = ["Related Coverage ", "Related Links ", "Related Articles ", "Related Stories "];
    let behind = || {
        line.strip_prefix("Related ").filter(|rest| rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
    };
    !ends(line)
        && (sure.iter().any(|label| line.starts_with(label))
            || behind().is_some_and(|rest| rest.split_whitespace().count() >= GLUED) && apart())
}

/// How many words a line has if it is in capitals throughout, as a link may be and a sentence is not; none for other lines.
pub(super) fn words_in_capitals(line: &str) -> usize {
    let begins = line.starts_with(|c: char| c.is_uppercase() || matches!(c, '\'' | '‘'));
    if line.len() > LONGEST
        || !begins
        || line.contains(char::is_lowercase)
        || line.ends_with(['.', ':', '!', '”', '"', ','])
    {
        return 0;
    }
    let is_word = |word: &&str| word.contains(char::is_alphabetic);
    let words = line.split_whitespace().filter(is_word).count();
    let figures = line.bytes().filter(u8::is_ascii_digit).count();
    if figures * 4 > line.len() { 0 } else { words }
}

/// The fewest words that a line in capitals has in a text if it is a link, told from those of all such lines that stand
/// apart: headings are short, and where there is one too long for a heading, the others are links too.
pub(super) fn fewest_in_capitals(counts: impl Iterator<Item = usize> + Clone) -> usize {
    let has_links = counts.clone().any(|count| count >= CAPITALS);
    let has_headings = counts.clone().any(|count| count < FEWER);
    match counts.count() {
        LINKS.. => usize::MAX,
        _ if has_links && !has_headings => FEWER,
        _ => CAPITALS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_other_articles_are_told_by_their_shape() {
        for line in [
            "( Also on LEDGER: Ferry to stay)",
            "(PHOTOS: Ferries of the north)",
            "[Related: Ferry to stay]",
            "Will the ferry stay? Read more",
            "Also on ledger.example Crew of ferry walks out",
            "What sailors want:Ferry crews in Lund ask for a raise",
            "Related Coverage Ferry to stay",
        ] {
            assert!(is_teaser(line, || true), "{line}");
        }
        for line in [
            "(Also on the list were two ferries.)",
            "(Related to nobody, she sailed on.)",
            "The ferry stays, the council decided. Read more",
            "Also on Monday the ferry stayed in port",
            "Brandt:No.",
            "What sailors want: a raise for ferry crews in Lund, and soon",
            "Related Companies of Lund owns the ferry.",
        ] {
            assert!(!is_teaser(line, || true), "{line}");
        }
        assert!(!is_teaser("What sailors want:Ferry crews in Lund ask for a raise", || false));
    }

    #[test]
    fn capitals_are_links_if_no_heading_is_as_long() {
        let link = "FERRY TO STAY IN HOLMSUND AFTER COUNCIL VOTE, BRANDT SAYS";
        assert_eq!(words_in_capitals(link), 10);
        for line in ["The FERRY stays", "“THE FERRY STAYS”", "FERRY STAYS!", "10 4 12 A B"] {
            assert_eq!(words_in_capitals(line), 0, "{line}");
        }
        assert_eq!(fewest_in_capitals([10, 6].into_iter()), FEWER);
        assert_eq!(fewest_in_capitals([10, 6, 2].into_iter()), CAPITALS);
        assert_eq!(fewest_in_capitals([6, 7].into_iter()), CAPITALS);
        assert_eq!(fewest_in_capitals([10, 6, 5, 7, 5, 6, 9].into_iter()), usize::MAX);
    }
}
