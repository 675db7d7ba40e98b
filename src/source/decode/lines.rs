//! Articles in plain lines: news wires, and lines wrapped at a fixed width.

use std::borrow::Cow;

use super::{Draft, dates};

/// Widest line in bytes that may have been wrapped at a fixed width.
const WIDTH: usize = 100;

/// Joins the lines of paragraphs that were wrapped at a fixed width; a blank line or an indent begins a paragraph.
/// Text with a longer line is left as it is.
pub(super) fn unwrapped(text: &str) -> String {
    if text.lines().any(|line| line.trim_end().len() > WIDTH) {
        return text.to_owned();
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
fn blocks(text: &str) -> Vec<String> {
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

/// A wire message: by ANPA 1312, whose header lines begin with `^`, or by IPTC 7901.
pub(super) fn wire(text: &str) -> Draft<'static> {
    let (header, message) = text.split_once('\u{2}').unwrap_or(("", text));
    let (message, trailer) = message.split_once('\u{3}').unwrap_or((message, ""));
    let message = message.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '^'));
    if message.lines().take(3).any(|line| line.starts_with('^')) {
        anpa(message, trailer)
    } else {
        iptc(header, message, trailer)
    }
}

fn anpa(message: &str, trailer: &str) -> Draft<'static> {
    let bare = |line: &str| {
        line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '^' | '<' | '=' | '\u{8}')).to_owned()
    };
    let mut lines = message.lines();
    let heads: Vec<String> =
        lines.by_ref().take_while(|line| line.trim().is_empty() || line.starts_with('^')).map(bare).collect();
    let taken = message.lines().take_while(|line| line.trim().is_empty() || line.starts_with('^')).count();
    let mut body: Vec<String> = message.lines().skip(taken).map(bare).collect();
    if body.iter().all(String::is_empty) {
        // A list of headlines is all header.
        body = heads.iter().skip(2).cloned().collect();
    }
    let byline = heads.iter().find_map(|line| line.strip_prefix("By ")).map(str::to_owned);
    let title = heads.get(1).filter(|line| !line.starts_with("By ") && !line.is_empty()).cloned();
    let wire = trailer.trim_matches(|c: char| c.is_control() || matches!(c, '^' | '<') || c.is_whitespace());
    // AP-WF-02-20-15 0500GMT: the last three numbers before the time.
    let day = wire.split_whitespace().next().and_then(|stamp| {
        let parts: Vec<&str> = stamp.rsplit('-').take(3).collect();
        dates::parse(&format!("{}/{}/{}", parts.get(2)?, parts.get(1)?, parts.first()?))
    });
    Draft {
        title: title.map(|title| Cow::Owned(unquoted(&title))),
        body: Cow::Owned(unquoted(&body.join("\n\n"))),
        published: day,
        byline: byline.map(Cow::Owned),
        source: wire.starts_with("AP-").then_some(Cow::Borrowed("AP")),
        ..Draft::default()
    }
}

fn iptc(header: &str, message: &str, trailer: &str) -> Draft<'static> {
    // Lines up to the one that ends in `=` are headlines and bylines.
    let heads = message.lines().take(12).position(|line| line.trim_end().ends_with('=')).map_or(0, |at| at + 1);
    let bare = |line: &str| line.trim().trim_end_matches(['=', ' ']).to_owned();
    let (bylines, titles): (Vec<String>, Vec<String>) =
        message.lines().take(heads).map(bare).filter(|line| !line.is_empty()).partition(|line| line.starts_with("By "));
    let byline = bylines.into_iter().next();
    let title = (!titles.is_empty()).then(|| titles.join(" "));
    let body: Vec<&str> = message.lines().skip(heads).collect();
    let words: Vec<&str> = trailer.split_whitespace().take(4).collect();
    // 131137 GMT Nov 13: day and time, zone (or none), month, year.
    let day = match words[..] {
        [stamp, _, month, year] | [stamp, month, year] => {
            stamp.get(..2).and_then(|day| dates::parse(&format!("{day}-{month}-{}", year.get(..2).unwrap_or(year))))
        }
        _ => None,
    };
    let source = header.lines().next().unwrap_or_default().split_whitespace().rev().nth(1);
    let source = source.filter(|word| word.len() < 8 && word.chars().all(char::is_alphabetic)).map(str::to_owned);
    Draft {
        title: title.map(Cow::Owned),
        body: Cow::Owned(blocks(&body.join("\n")).join("\n\n")),
        published: day,
        byline: byline.map(|line| Cow::Owned(line["By ".len()..].to_owned())),
        source: source.map(Cow::Owned),
        ..Draft::default()
    }
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

    #[test]
    fn both_wires_are_read() {
        let anpa = "\u{16}\u{16}\u{1}z12\u{1f}_---\r\nr z\u{13}\u{11} BC-Ferry 09-20\r\n\u{2}^BC-Ferry,40<\r\n^Ferry to stay in Holmsund<\r\n^By ROSA LIND=\r\n^Ledger Writer=\r\n\t  HOLMSUND (AP) _ ``No,'' said Ilka Brandt. \r\n\t  She stayed. \r\n\t  \u{3}AP-WF-09-20-16 0500GMT<\r\n\u{4}";
        let draft = wire(anpa);
        assert_eq!(draft.title.as_deref(), Some("Ferry to stay in Holmsund"));
        assert_eq!(draft.body, "HOLMSUND (AP) — “No,” said Ilka Brandt.\n\nShe stayed.");
        assert_eq!(
            (draft.published.unwrap().to_string().as_str(), draft.byline.as_deref()),
            ("2016-09-20", Some("ROSA LIND"))
        );
        let iptc = "\u{1}eca1 4 i 21 dpa 061\r\n\nFerry/\r\n\u{2}Ferry to stay,\r\nsays owner =\r\n\n   Holmsund (dpa) - Ilka Brandt\r\nstays.\r\n\n   \"No.\"\r\n\u{3}201137 GMT Sep 16\r\n\u{4}";
        let draft = wire(iptc);
        assert_eq!(draft.title.as_deref(), Some("Ferry to stay, says owner"));
        assert_eq!(draft.body, "Holmsund (dpa) - Ilka Brandt stays.\n\n\"No.\"");
        assert_eq!(
            (draft.published.unwrap().to_string().as_str(), draft.source.as_deref()),
            ("2016-09-20", Some("dpa"))
        );
    }
}
