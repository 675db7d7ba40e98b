//! The last step before a text is an article's: one kind of line end, no control characters, certain damage mended.
//!
//! Decided: no-break spaces become spaces and soft hyphens and zero-width spaces go, because what a reader cannot see
//! must not part a name from its search; tabs and control characters become spaces so that no word grows together;
//! an accent written as a sign of its own joins its letter, as every list of names has it; three or more line ends
//! become two, which is what a paragraph is to every later stage.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;
use unicode_normalization::char::compose;

/// Cleans a body text; a text that is clean already is not copied.
pub(super) fn text(text: Cow<'_, str>) -> String {
    let text = match mend_mojibake(&text) {
        Some(mended) => Cow::Owned(mended),
        None => text,
    };
    let text = match is_escaped(&text) {
        true => Cow::Owned(htmlize::unescape(&*text).into_owned()),
        false => text,
    };
    if is_clean(&text) {
        return match text {
            Cow::Borrowed(text) => text.trim().to_owned(),
            Cow::Owned(text) if text.trim().len() == text.len() => text,
            Cow::Owned(text) => text.trim().to_owned(),
        };
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some(at) = suspect(rest.as_bytes(), 0) {
        out.push_str(&rest[..at]);
        let mut chars = rest[at..].chars();
        let Some(c) = chars.next() else { break };
        rest = chars.as_str();
        put(&mut out, c, rest);
    }
    out.push_str(rest);
    out.truncate(out.trim_end().len());
    match out.trim_start().len() {
        length if length == out.len() => out,
        length => out.split_off(out.len() - length),
    }
}

/// Whether marks of a text are still written as entities (`&ldquo;`), which nobody prints: what they stand for was
/// written so twice, or the text was taken from a page by hand.
fn is_escaped(text: &str) -> bool {
    const MARKS: [&str; 16] = [
        "ldquo;", "rdquo;", "lsquo;", "rsquo;", "quot;", "apos;", "nbsp;", "mdash;", "ndash;", "hellip;", "#39;",
        "#039;", "#8216;", "#8217;", "#8220;", "#8221;",
    ];
    let mark = |at: usize| MARKS.iter().any(|mark| text[at + 1..].starts_with(mark));
    memchr::memchr_iter(b'&', text.as_bytes()).any(mark)
}

/// Puts one sign, cleaned, behind what is clean already; `rest` is what follows it.
fn put(out: &mut String, sign: char, rest: &str) {
    match sign {
        '\r' if rest.starts_with('\n') => {}
        '\r' | '\n' | '\u{2028}' | '\u{2029}' => line_end(out),
        '\u{FEFF}' | '\u{200B}' | '\u{AD}' => {}
        '\u{80}'..='\u{9F}' => out.push_str(&mislabelled(sign)),
        '\u{300}'..='\u{36F}' => accent(out, sign),
        c if c.is_control() || c == '\u{A0}' => out.push(' '),
        c => out.push(c),
    }
}

/// Cleans something that belongs on one line: a title, a name.
pub(super) fn line(text: Cow<'_, str>) -> Option<String> {
    let clean = self::text(text);
    let mut out = String::with_capacity(clean.len());
    for word in clean.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    (!out.is_empty()).then_some(out)
}

fn line_end(out: &mut String) {
    out.truncate(out.trim_end_matches(' ').len());
    if !out.is_empty() && !out.ends_with("\n\n") {
        out.push('\n');
    }
}

/// Puts an accent on the last letter, where such a letter exists.
fn accent(out: &mut String, mark: char) {
    let letter = out.chars().next_back().and_then(|base| compose(base, mark));
    if letter.is_some() {
        out.pop();
    }
    out.push(letter.unwrap_or(mark));
}

/// A C1 control is a Windows-1252 byte that was read as Latin-1.
fn mislabelled(c: char) -> Cow<'static, str> {
    let byte = [u8::try_from(c as u32).unwrap_or(b' ')];
    let text = WINDOWS_1252.decode_without_bom_handling(&byte).0.into_owned();
    if text.chars().all(char::is_control) { Cow::Borrowed(" ") } else { Cow::Owned(text) }
}

/// Whether nothing but the ends could need cleaning; errs on the side of no.
fn is_clean(text: &str) -> bool {
    let bytes = text.as_bytes();
    let suspects = std::iter::successors(suspect(bytes, 0), |at| suspect(bytes, at + 1));
    suspects.map(|at| bytes.split_at(at)).all(|(before, from)| match from {
        [b'\n', ..] => !before.ends_with(b" ") && !before.ends_with(b"\n\n"),
        // U+0080 to U+00A0, U+00AD; accents, U+0300 to U+036F; U+200B, U+2028, U+2029; U+FEFF.
        [0..=0x1F | 0x7F | 0xCC, ..]
        | [0xC2, 0x80..=0xA0 | 0xAD, ..]
        | [0xCD, 0x80..=0xAF, ..]
        | [0xE2, 0x80, 0x8B | 0xA8 | 0xA9, ..]
        | [0xEF, 0xBB, 0xBF, ..] => false,
        _ => true,
    })
}

/// The bytes that a character begins with which may need cleaning: few of a text do.
const SUSPECT: [bool; 256] = {
    let (mut suspect, mut byte) = ([false; 256], 0);
    while byte < 256 {
        suspect[byte] = matches!(byte as u8, 0..=0x1F | 0x7F | 0xC2 | 0xCC | 0xCD | 0xE2 | 0xEF);
        byte += 1;
    }
    suspect
};

/// The first of [`SUSPECT`] at byte `at` or later.
fn suspect(bytes: &[u8], mut at: usize) -> Option<usize> {
    while at < bytes.len() {
        if bytes[at..].first_chunk().is_some_and(|eight| is_plain(u64::from_le_bytes(*eight))) {
            at += 8;
        } else if SUSPECT[usize::from(bytes[at])] {
            return Some(at);
        } else {
            at += 1;
        }
    }
    None
}

/// Whether eight bytes are printable ASCII; errs on the side of no.
fn is_plain(eight: u64) -> bool {
    const fn each(byte: u8) -> u64 {
        u64::from_le_bytes([byte; 8])
    }
    let control = eight.wrapping_sub(each(0x20)) & !eight;
    let wide_or_delete = eight | eight.wrapping_add(each(1));
    (control | wide_or_delete) & each(0x80) == 0
}

/// Pairs that no language writes: UTF-8 that was read as Windows-1252 and written again.
const MOJIBAKE: [&str; 12] = ["â€", "Â£", "Ã©", "Ã¨", "Ã¼", "Ã¶", "Ã¤", "Ã±", "Â©", "Â°", "Â«", "Â»"];

/// Mends doubly encoded text. Only a text that holds a pair that no language writes is touched; then all that can be
/// decoded once more is, and the rest stays.
fn mend_mojibake(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    // "Â", "Ã", "â".
    let suspect = memchr::memchr_iter(0xC3, bytes).any(|at| matches!(bytes.get(at + 1), Some(0x82 | 0x83 | 0xA2)))
        && MOJIBAKE.iter().any(|pair| text.contains(pair));
    suspect.then(|| {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let (mended, length) = match c {
                'â' | 'Ã' | 'Â' | 'Å' => redecode(rest).unwrap_or((c, c.len_utf8())),
                _ => (c, c.len_utf8()),
            };
            out.push(mended);
            rest = &rest[length..];
        }
        out
    })
}

/// The character that the first two or three of `text` were before they were read as Windows-1252, and their length.
fn redecode(text: &str) -> Option<(char, usize)> {
    let mut bytes = [0; 3];
    let mut length = 0;
    for (n, c) in text.chars().take(3).enumerate() {
        bytes[n] = windows_1252_byte(c)?;
        length += c.len_utf8();
        if let Ok(mended) = std::str::from_utf8(&bytes[..=n])
            && n > 0
        {
            return mended.chars().next().map(|c| (c, length));
        }
    }
    None
}

fn windows_1252_byte(c: char) -> Option<u8> {
    if let '\u{80}'..='\u{9F}' = c {
        return u8::try_from(c as u32).ok();
    }
    let mut buffer = [0; 4];
    let (bytes, _, unmappable) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    (!unmappable && bytes.len() == 1).then(|| bytes[0])
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*, sample::select};

    use super::*;

    #[test]
    fn what_cannot_be_seen_goes_and_paragraphs_stay() {
        assert_eq!(
            text("\u{FEFF}One\r\ntwo \r\n\r\n\n \nthree\0four\u{A0}five\u{AD}six\n".into()),
            "One\ntwo\n\nthree four fivesix"
        );
        assert_eq!(text("\n\n “Already clean,” said Ilka Brandt.\n".into()), "“Already clean,” said Ilka Brandt.");
        assert_eq!(text("a\rb\u{2028}c".into()), "a\nb\nc");
    }

    /// Sign by sign, without looking ahead for what may need cleaning.
    fn plainly(text: &str) -> String {
        let mut out = String::new();
        for (at, c) in text.char_indices() {
            put(&mut out, c, &text[at + c.len_utf8()..]);
        }
        out.trim().to_owned()
    }

    /// What needs cleaning, what looks like it, and what does not.
    const PARTS: &[&str] = &[
        "Ferry",
        " ",
        "\n",
        "“",
        "é",
        "e\u{301}",
        "\u{A0}",
        "\u{AD}",
        "\r\n",
        "\r",
        "\u{2028}",
        "\u{FEFF}",
        "\0",
        "\u{7F}",
        "\u{93}",
        "東",
        "\u{200B}",
        "harbours",
        "\u{340}",
        "α\u{345}",
        "ͽ",
        "…",
    ];

    proptest! {
        #[test]
        fn what_is_passed_over_at_a_stride_needed_no_cleaning(parts in vec(select(PARTS), 0..16)) {
            let mixed = parts.concat();
            prop_assert_eq!(text(Cow::Borrowed(&mixed)), plainly(&mixed));
        }
    }

    #[test]
    fn an_accent_apart_joins_its_letter() {
        assert_eq!(text("Jose\u{301} Mu\u{308}ller, q\u{301}".into()), "José Müller, q\u{301}");
        assert_eq!(text("\u{301}a".into()), "\u{301}a");
    }

    #[test]
    fn mislabelled_and_doubly_encoded_marks_are_mended() {
        assert_eq!(text("\u{93}No,\u{94} she said".into()), "“No,” she said");
        assert_eq!(
            text("â€œNo,â€\u{9d} said René at the cafÃ© for Â£3 â€“ twice".into()),
            "“No,” said René at the café for £3 – twice"
        );
        assert_eq!(
            text("&ldquo;No,&rdquo; she&#8217;d said at B&B &amp; Co&nbsp;3".into()),
            "“No,” she’d said at B&B & Co 3"
        );
        assert_eq!(text("write &amp; for the sign".into()), "write &amp; for the sign");
        assert_eq!(text("a grant of Â£4 million".into()), "a grant of £4 million");
        assert_eq!(text("Ânimo y maçÃ".into()), "Ânimo y maçÃ");
    }

    #[test]
    fn a_line_is_one_line() {
        assert_eq!(line(" Talks \n resume ".into()).as_deref(), Some("Talks resume"));
        assert_eq!(line(" \n ".into()), None);
    }
}
