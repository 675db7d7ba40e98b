//! Lists of headlines that a page hangs on a name, and a text taken off the page runs into the sentence: "Sen. Ada Orlova
//! Ada Maria OrlovaFive takeaways from the vote Orlova defends her plan MORE (D) said".
//!
//! They give persons the names of headlines, and put headlines into mouths. Told by their form alone: the last name runs
//! into a capital, stands alone shortly before with nothing but first names between, and "MORE" ends the list in the same
//! line.

use std::borrow::Cow;

use memchr::memmem;

/// What ends a list.
const END: &[u8] = b" MORE";

/// Longest list in bytes.
const LONGEST: usize = 800;

/// Bytes before the glued name in which it must stand alone: a full name lies between.
const NAME: usize = 90;

/// Words in a list that are looked at for the name: "McRae" is one too.
const GLUED: usize = 24;

/// Letters of the shortest last name: the "Mc" of "McRae" is none.
const SHORTEST: usize = 3;

/// A text without such lists.
pub(super) fn without(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut kept = 0;
    for end in memmem::find_iter(text.as_bytes(), END) {
        let after = end + END.len();
        if text[after..].starts_with(|c: char| c.is_alphanumeric()) {
            continue;
        }
        if let Some(start) = start_of_list(text, kept, end) {
            out.push_str(&text[kept..start]);
            kept = after;
        }
    }
    if kept == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[kept..]);
    Cow::Owned(out)
}

/// Where the list begins that ends at `end`: behind the name as the writer printed it.
fn start_of_list(text: &str, from: usize, end: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let reach = from.max(end.saturating_sub(LONGEST));
    let line = memchr::memrchr(b'\n', &bytes[reach..end]).map_or(reach, |at| reach + at + 1);
    // A capital right behind a small letter, that no blank parts from it.
    let glued = (line + 1..end).filter(|&at| bytes[at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase());
    glued.take(GLUED).find_map(|at| name_before(text, line, at))
}

/// End of the name in its first print, if the name that runs into the capital at `glue` is printed before.
fn name_before(text: &str, line: usize, glue: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let blank = memchr::memrchr(b' ', &bytes[line..glue]).map_or(line, |at| line + at + 1);
    let name = &bytes[blank..glue];
    if name.len() < SHORTEST || !name[0].is_ascii_uppercase() {
        return None;
    }
    let from = line.max(blank.saturating_sub(NAME));
    let end = |at: usize| from + at + name.len();
    let alone = |at: &usize| {
        let begins = from + at == 0 || !bytes[from + at - 1].is_ascii_alphanumeric();
        // "Ada OrlovaAda OrlovaFive": the first print runs into the second.
        begins && !bytes[end(*at)].is_ascii_lowercase() && are_first_names(&bytes[end(*at)..blank])
    };
    memmem::find_iter(&bytes[from..blank], name).filter(alone).last().map(end)
}

/// Whether nothing but first names stands between the two prints of a last name: "Ada (Adi) Maria", "Bo van", and not "Trump
/// says" before "TrumpCare".
fn are_first_names(between: &[u8]) -> bool {
    let mut words = between.split(|byte| *byte == b' ').filter(|word| !word.is_empty()).peekable();
    let is_name = |word: &[u8]| {
        let first = word.iter().find(|byte| !matches!(byte, b'(' | b'"' | b'\''));
        first.is_some_and(|first| first.is_ascii_uppercase() || !first.is_ascii())
            || matches!(word, b"bin" | b"da" | b"de" | b"del" | b"der" | b"la" | b"van" | b"von")
    };
    words.peek().is_some() && words.all(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_hung_on_a_name_go() {
        let plain = "Sen. Ada Orlova (D-Lund) said no. Speaker Bo McRae agreed.";
        for printed in [
            "Sen. Ada Orlova Ada Maria OrlovaFive takeaways from the vote Orlova defends her plan MORE (D-Lund) said no. \
             Speaker Bo McRae agreed.",
            "Sen. Ada OrlovaAda OrlovaFive takeaways from the vote MORE (D-Lund) said no. Speaker Bo McRae Robert (Bo) \
             McRaeMcRae blocks bill Senate waits MORE agreed.",
        ] {
            assert_eq!(without(printed), plain);
        }
    }

    #[test]
    fn other_text_stays() {
        for text in [
            "She wants MORE money for the McRae plan.",
            "Ada Orlova bought an iPhone and a MacBook, and MORE of it.",
            "Ada Orlova ran. OrlovaFive is a team\nand MORE",
            "Bo McRae and Jo McRae want MORE",
            "Orlova says OrlovaCare would cost the town MORE than before.",
            "Orlova OrlovaCare costs MORE",
            " MORE",
            "",
        ] {
            assert_eq!(without(text), text);
        }
    }
}
