//! The names and the paper that a page prints above an article, and a text taken off it begins with: "Ada Orr and Rosa
//! Lind", and on the next line "Lund Courier", which the record names as its source.

use super::captions::is_person;

/// Most names above an article.
const NAMES: usize = 6;

/// What a text begins with, if that is its source, or names and below them its source: the names, and the text below.
pub(super) fn of<'t>(text: &'t str, source: Option<&str>) -> Option<(Option<&'t str>, &'t str)> {
    let source = source?;
    let (first, rest) = line(text)?;
    if first.eq_ignore_ascii_case(source) {
        return Some((None, rest));
    }
    let (second, rest) = line(rest)?;
    (second.eq_ignore_ascii_case(source) && are_persons(first)).then_some((Some(first), rest))
}

/// The first line of a text that has words, and what is below it; none if nothing is below.
fn line(text: &str) -> Option<(&str, &str)> {
    let (line, rest) = text.trim_start().split_once('\n')?;
    Some((line.trim(), rest.trim_start())).filter(|(_, rest)| !rest.is_empty())
}

fn are_persons(line: &str) -> bool {
    let names = || line.split(", and ").flat_map(|names| names.split(" and ")).flat_map(|names| names.split(", "));
    names().count() <= NAMES && names().all(is_person)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_above_the_source_that_the_record_names() {
        let courier = Some("Lund Courier");
        let stays = "The ferry stays.";
        for names in ["Ada Orr", "Ada Orr, Rosa Lind and Ove Dahl", "Ada Orr, and Rosa Lind"] {
            assert_eq!(of(&format!("{names}\n\nLUND COURIER\n\n{stays}"), courier), Some((Some(names), stays)));
        }
        assert_eq!(of("Lund Courier\n\nThe ferry stays.", courier), Some((None, stays)));
        for text in
            ["Ada Orr\n\nThe ferry stays.", "Ferries stay in port\n\nLund Courier\n\nThe ferry stays.", "Lund Courier"]
        {
            assert_eq!(of(text, courier), None, "{text}");
        }
        assert_eq!(of("Ada Orr\n\nLund Courier\n\nThe ferry stays.", None), None);
    }
}
