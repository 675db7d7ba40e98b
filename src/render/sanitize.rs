//! Printing hostile text for people: what a terminal would obey, or what would make text read otherwise than it is stored,
//! is made visible or left out. Titles, quotes, paths and error messages all pass here; JSON never does.

use std::borrow::Cow;

/// Stands where a character was that a terminal would have obeyed.
pub const REPLACEMENT: char = '\u{FFFD}';

/// What becomes of one character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Printed as it is.
    Kept(char),
    /// Printed as something harmless.
    Replaced(char),
    /// Left out: it has no glyph and its absence changes no reading.
    Dropped,
}

/// Settles what becomes of `c` in a line of text: line breaks and tabs become spaces, since a line is one line.
#[must_use]
pub fn fate(c: char) -> Fate {
    match c {
        ' '..='~' => Fate::Kept(c),
        '\t' | '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::Replaced(' '),
        // C0, DEL and C1: ESC and CSI start escape sequences, BS and CR overwrite.
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => Fate::Replaced(REPLACEMENT),
        // Embeddings, overrides and isolates reorder what follows them, past the end of our line too.
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}' => Fate::Replaced(REPLACEMENT),
        // Interlinear annotation, and tags: text that is there and is not seen.
        '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}' => Fate::Replaced(REPLACEMENT),
        // Soft hyphen, marks of direction, zero-width space, word joiner and invisible operators, byte order mark.
        // Zero-width joiners stay: Persian, Hindi and emoji need them.
        '\u{AD}'
        | '\u{61C}'
        | '\u{180E}'
        | '\u{200B}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{2060}'..='\u{2064}'
        | '\u{FEFF}' => Fate::Dropped,
        _ => Fate::Kept(c),
    }
}

/// The text as one harmless line.
///
/// ```
/// use onrecord::render::sanitize::sanitize;
/// assert_eq!(sanitize("plain “words”"), "plain “words”");
/// assert_eq!(sanitize("red\u{1b}[31m\nnext"), "red\u{FFFD}[31m next");
/// ```
#[must_use]
pub fn sanitize(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| fate(c) == Fate::Kept(c)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars()
            .filter_map(|c| match fate(c) {
                Fate::Kept(c) | Fate::Replaced(c) => Some(c),
                Fate::Dropped => None,
            })
            .collect(),
    )
}

/// As [`sanitize`], for a text of our own making that has several lines: its line feeds stay.
#[must_use]
pub fn sanitize_lines(text: &str) -> String {
    text.split('\n').map(sanitize).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Attack and what is printed of it.
    const ATTACKS: &[(&str, &str)] = &[
        ("\u{1b}[2J\u{1b}[H", "\u{FFFD}[2J\u{FFFD}[H"),
        ("\u{1b}]52;c;ZXZpbA==\u{7}", "\u{FFFD}]52;c;ZXZpbA==\u{FFFD}"),
        (
            "\u{1b}]8;;http://evil\u{1b}\\click\u{1b}]8;;\u{1b}\\",
            "\u{FFFD}]8;;http://evil\u{FFFD}\\click\u{FFFD}]8;;\u{FFFD}\\",
        ),
        ("\u{9b}31mred", "\u{FFFD}31mred"),
        ("\u{90}q\u{9c}", "\u{FFFD}q\u{FFFD}"),
        ("good\rbad", "good bad"),
        ("bad\u{8}\u{8}\u{8}good", "bad\u{FFFD}\u{FFFD}\u{FFFD}good"),
        ("a\0b\u{7f}c", "a\u{FFFD}b\u{FFFD}c"),
        ("two\nlines\tand\u{85}more\u{2028}still\u{2029}one", "two lines and more still one"),
        ("user\u{202e}txt.exe", "user\u{FFFD}txt.exe"),
        ("\u{2066}iso\u{2069}", "\u{FFFD}iso\u{FFFD}"),
        ("tag\u{E0041}", "tag\u{FFFD}"),
        ("in\u{200b}vis\u{ad}ible\u{feff}\u{2060}", "invisible"),
        ("mark\u{200e}\u{200f}\u{61c}", "mark"),
        ("می\u{200c}خواهم 👩\u{200d}👧", "می\u{200c}خواهم 👩\u{200d}👧"),
        ("Zażółć gęślą jaźń “„«»”", "Zażółć gęślą jaźń “„«»”"),
    ];

    #[test]
    fn attacks_are_defused_and_honest_text_stays() {
        for (attack, printed) in ATTACKS {
            assert_eq!(sanitize(attack), *printed);
        }
    }

    #[test]
    fn of_all_characters_no_control_and_no_bidi_control_passes() {
        let mut all = (0..=u32::from(char::MAX)).filter_map(char::from_u32);
        assert!(all.all(|c| match fate(c) {
            Fate::Kept(c) | Fate::Replaced(c) => !c.is_control() && !('\u{202A}'..='\u{202E}').contains(&c),
            Fate::Dropped => true,
        }));
    }
}
