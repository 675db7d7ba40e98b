//! Plain lines: wrapped at a fixed width, set in, parted by blank lines.

use std::borrow::Cow;

use super::reflow;

/// Widest line in bytes that may have been wrapped at a fixed width.
const WIDTH: usize = 100;

/// Joins the lines of paragraphs that were wrapped at a fixed width; a blank line or an indent begins a paragraph.
/// Where neither does, a line ends one that is short behind a sentence. Text with a longer line is left as it is.
pub(super) fn unwrapped(text: &str) -> String {
    if text.lines().any(|line| line.trim_end().len() > WIDTH) {
        return text.to_owned();
    }
    let parts = |line: &str| line.trim().is_empty() || line.starts_with("  ") || line.starts_with('\t');
    if !text.trim().lines().skip(1).any(parts) {
        return reflow::parted(text);
    }
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let words = line.trim();
        let indented = line.starts_with("  ") || line.starts_with('\t');
        if words.is_empty() || (indented && !out.is_empty()) {
            crate::source::markup::part(&mut out);
        } else if !out.is_empty() && !out.ends_with('\n') {
            out.push(' ');
        }
        out.push_str(words);
    }
    out
}

/// The paragraphs of text as wires send it, lines broken at a fixed width and the first of each paragraph set in; none
/// if it is no such text. Lines of printed markup are set in all alike.
pub(super) fn set_in(text: &str) -> Option<String> {
    let indent = |line: &&str| line.len() - line.trim_start_matches(' ').len();
    let lines = || text.lines().skip(1).filter(|line| !line.trim().is_empty());
    let flush = lines().filter(|line| indent(line) < 2).count();
    let begins = lines().filter(|line| (2..=8).contains(&indent(line))).count();
    let narrow = lines().all(|line| line.trim_end().len() <= WIDTH);
    (narrow && flush >= 3 && begins >= 1 && flush + begins == lines().count()).then(|| unwrapped(text))
}

/// Text whose lines were set in when it was printed as markup or JSON: a line that is set in deep and goes on in small
/// letters belongs to the line before.
pub(super) fn unindented(text: &str) -> Cow<'_, str> {
    const DEEP: &str = "\n        ";
    if !text.contains(DEEP) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split('\n') {
        let words = line.trim_start_matches(' ');
        let goes_on = line.len() - words.len() >= DEEP.len() - 1 && words.starts_with(char::is_lowercase);
        if goes_on && !out.is_empty() && !out.ends_with('\n') {
            out.push(' ');
            out.push_str(words);
            continue;
        }
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(line);
    }
    Cow::Owned(out)
}

/// The agency that the dateline of a text names: `HOLMSUND (AP) — `.
pub(super) fn agency(text: &str) -> Option<&'static str> {
    const AGENCIES: [(&str, &str); 12] = [
        ("(Reuters)", "Reuters"),
        ("(AP)", "AP"),
        ("(AFP)", "AFP"),
        ("(UPI)", "UPI"),
        ("(dpa)", "dpa"),
        ("(Xinhua)", "Xinhua"),
        ("(PTI)", "PTI"),
        ("(ANI)", "ANI"),
        ("(IANS)", "IANS"),
        ("(CNN)", "CNN"),
        ("(ANSA)", "ANSA"),
        ("(EFE)", "EFE"),
    ];
    let head = super::head(text, 160);
    AGENCIES.iter().find_map(|(mark, name)| {
        let (_, rest) = head.split_once(mark)?;
        rest.trim_start().starts_with(['-', '–', '—', '_', '.']).then_some(*name)
    })
}

/// Double quotes as typewriters and tokenisers write them, and the dash of wires.
pub(super) fn unquoted(text: &str) -> String {
    let mut out = text.to_owned();
    for (from, to) in [("``", "“"), ("''", "”"), (" _ ", " — ")] {
        if out.contains(from) {
            out = out.replace(from, to);
        }
    }
    out
}

/// Adds a line to a block that is one line.
pub(super) fn append(block: &mut String, line: &str) {
    if !block.is_empty() {
        block.push(' ');
    }
    block.push_str(line);
}

/// Blocks parted by blank lines, each on one line.
pub(super) fn blocks(text: &str) -> Vec<String> {
    let mut blocks = vec![String::new()];
    for line in text.lines() {
        let line = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{A0}');
        let last = blocks.last_mut().expect("there is always a block");
        if line.is_empty() {
            blocks.push(String::new());
        } else {
            append(last, line);
        }
    }
    blocks.retain(|block| !block.is_empty());
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_are_joined_and_verse_is_not() {
        assert_eq!(
            unwrapped("Ilka Brandt said\nshe would stay.\n    Ove Dahl\nleft."),
            "Ilka Brandt said she would stay.\n\nOve Dahl left."
        );
        let long = "word ".repeat(40);
        assert_eq!(unwrapped(&format!("{long}\nnext")), format!("{long}\nnext"));
    }

    #[test]
    fn what_was_set_in_is_told_from_what_is_printed_so() {
        let wire = "(Adds comment)\n    * Dues rise\n\n    Ilka Brandt said\nshe would not\nsell, whatever\nhappens.\n    Ove Dahl left.";
        assert_eq!(
            set_in(wire).as_deref(),
            Some(
                "(Adds comment)\n\n* Dues rise\n\nIlka Brandt said she would not sell, whatever happens.\n\nOve Dahl left."
            )
        );
        let printed = "\n      Ilka Brandt said\n      she would not\n      sell.\n    ";
        assert_eq!(set_in(printed), None);
        assert_eq!(
            unindented("The\n          ferry\n          stays.\n          Ove Dahl left."),
            "The ferry stays.\n          Ove Dahl left."
        );
        assert!(matches!(unindented("One\n    two"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_dateline_names_its_agency_and_the_text_does_not() {
        assert_eq!(agency("HOLMSUND, Sweden (AP) — The ferry stays."), Some("AP"));
        assert_eq!(agency("Holmsund (Reuters) - The ferry stays."), Some("Reuters"));
        assert_eq!(agency("The agency (AP) said the ferry stays."), None);
    }
}
