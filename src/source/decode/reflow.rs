//! Lines that were broken at a fixed width are made paragraphs again: to every later stage a line is a paragraph, and a
//! quote or a name that is broken in two is found by nobody.
//!
//! Decided by the rule by which all programs break lines: a line is ended where its next word would not have fitted. A
//! break where the word would have fitted was made by hand, as in verse, lists, tables and addresses, and stays. Only
//! where most breaks of a text are explained by one width are any of them undone, and then paragraph by paragraph:
//! within one that is not explained nothing is touched.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::boilerplate;

/// Narrowest and widest text, in letters, that counts as broken at a fixed width: wider lines are short paragraphs.
const WIDTHS: std::ops::RangeInclusive<usize> = 28..=100;

/// Letters of a line below which it may be one of verse: columns of newspapers are as narrow, and asked for more.
const VERSE: usize = 45;

/// Lines of a block from which on it may be several paragraphs that nothing parts but their short last lines.
const LONG: usize = 8;

/// Breaks that must be explained before any is believed: two or three are, by chance, in any short poem.
const FEWEST: usize = 4;

/// Widths that are tried.
const TRIED: usize = 8;

/// Letters by which a line may fall short of the width: editors let lines run a little unevenly.
const SLACK: usize = 3;

/// One line in so many, and more, ends in a hyphen where a printer made them.
const PRINTED: usize = 25;

/// First halves of words that keep their hyphens.
const OWN: [&str; 20] = [
    "all", "anti", "co", "cross", "ex", "far", "full", "half", "high", "long", "low", "mid", "non", "north", "self",
    "short", "so", "south", "vice", "well",
];

/// One line, as it will be looked at more than once.
struct Line<'t> {
    /// Without blanks at its ends.
    words: &'t str,
    /// Blanks before its words.
    indent: usize,
    /// Letters, with the indent.
    width: usize,
}

impl<'t> Line<'t> {
    fn new(line: &'t str) -> Self {
        let words = line.trim();
        let indent = line.len() - line.trim_start().len();
        Self { words, indent, width: indent + words.chars().count() }
    }

    fn first_word(&self) -> usize {
        self.words.split(' ').next().map_or(0, |word| word.chars().count())
    }

    /// Whether a point, a dash or a number before it makes it one of a list, or a sign an answer quoted in a mail.
    fn is_item(&self) -> bool {
        let mut chars = self.words.chars();
        match chars.next() {
            Some('-' | '*' | '•' | '·' | '–' | '+') => chars.next() == Some(' '),
            Some('>' | '|') => true,
            Some(c) if c.is_ascii_digit() => {
                let rest = chars.as_str().trim_start_matches(|c: char| c.is_ascii_digit());
                rest.starts_with(". ") || rest.starts_with(") ")
            }
            _ => false,
        }
    }

    /// Whether a sentence ends here, as far as its last sign tells.
    fn is_ended(&self) -> bool {
        self.words.ends_with(['.', '!', '?', '"', '”', ':'])
    }

    /// Whether a paragraph begins here, though no blank line stands before it: its first line is indented.
    fn is_set_in_after(&self, before: &Self) -> bool {
        self.indent >= before.indent + 2
    }
}

/// The text with broken lines joined; as it was if its lines are not surely broken at a fixed width.
pub(super) fn joined(text: &str) -> Cow<'_, str> {
    if !is_narrow(text) {
        return Cow::Borrowed(text);
    }
    let lines: Vec<Line<'_>> = text.split('\n').map(Line::new).collect();
    let blocks = blocks(&lines);
    let paragraphs = |width| blocks.iter().flat_map(move |block| paragraphs(block, width));
    let explained = |width| Some((width, Breaks::of(paragraphs(width), width).sureness(width)?));
    let Some((width, sure)) = widths(&lines).into_iter().find_map(explained) else { return Cow::Borrowed(text) };
    let hyphens = Hyphens::of(&lines);
    let mut out = String::with_capacity(text.len());
    for (number, block) in paragraphs(width).enumerate() {
        let whole = is_prose(block, number, width, sure);
        for (at, line) in block.iter().enumerate() {
            if at > 0 && whole {
                hyphens.join(&mut out, line.words);
                continue;
            }
            if !out.is_empty() || at > 0 {
                out.push('\n');
            }
            out.push_str(line.words);
        }
    }
    Cow::Owned(out)
}

/// Whether nearly all lines may have been broken at a fixed width. One in forty may be longer: an address that no
/// program breaks.
fn is_narrow(text: &str) -> bool {
    let (mut lines, mut longer) = (0usize, 0usize);
    for line in text.split('\n').filter(|line| !line.is_empty()) {
        lines += 1;
        // Bytes first: most texts are told by their first lines, which are paragraphs, without counting letters.
        longer += usize::from(line.len() > *WIDTHS.end() && line.chars().take(400).count() > *WIDTHS.end());
        if longer * 40 > lines + 39 {
            return false;
        }
    }
    longer * 40 <= lines && lines > FEWEST
}

/// Widths at which the text may be broken: those of its longest lines, of which some may not be prose.
fn widths(lines: &[Line<'_>]) -> Vec<usize> {
    let mut widths: Vec<usize> = lines.iter().map(|line| line.width).filter(|width| WIDTHS.contains(width)).collect();
    widths.sort_unstable_by(|a, b| b.cmp(a));
    widths.dedup();
    widths.truncate(TRIED);
    widths
}

/// Lines that stand together: parted by blank lines and by indents. A blank line is a block of its own.
fn blocks<'l, 't>(lines: &'l [Line<'t>]) -> Vec<&'l [Line<'t>]> {
    let parted = |b: &Line<'_>| b.words.is_empty() || boilerplate::is_sign_off(b.words);
    lines.chunk_by(|a, b| !a.words.is_empty() && !parted(b) && !b.is_set_in_after(a)).collect()
}

/// The paragraphs of a block: one, or in a long one as many as its lines end short behind a sentence.
fn paragraphs<'l, 't>(block: &'l [Line<'t>], width: usize) -> impl Iterator<Item = &'l [Line<'t>]> {
    let long = block.len() >= LONG;
    block.chunk_by(move |a, b| !(long && ends_paragraph(a, b, width)))
}

/// Whether a line ends a sentence though the first word of the next would have fitted, and the next begins one.
fn ends_paragraph(line: &Line<'_>, next: &Line<'_>, width: usize) -> bool {
    let begins = next.words.trim_start_matches(['"', '“', '‘', '\'', '„', '«', '(']);
    line.is_ended()
        && !is_abbreviation(line.words.rsplit(' ').next().unwrap_or_default())
        && begins.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && !is_full(line, next, width)
}

/// Whether a name goes on behind a word with a point: `L.K.`, `Mr.`.
fn is_abbreviation(word: &str) -> bool {
    const TITLES: [&str; 16] = [
        "Mr.", "Mrs.", "Ms.", "Dr.", "St.", "Gov.", "Sen.", "Rep.", "Gen.", "Lt.", "Col.", "Capt.", "Sgt.", "Prof.",
        "Rev.", "Hon.",
    ];
    let initials = word.split('.').all(|letter| letter.chars().count() <= 1) && word.contains(char::is_uppercase);
    initials || TITLES.contains(&word)
}

/// The paragraphs of lines that nothing parts but that their last lines are short, each on a line.
pub(super) fn parted(text: &str) -> String {
    let lines: Vec<Line<'_>> = text.lines().map(Line::new).filter(|line| !line.words.is_empty()).collect();
    let width = lines.iter().map(|line| line.width).max().unwrap_or_default();
    let hyphens = Hyphens::default();
    let mut out = String::with_capacity(text.len());
    for paragraph in lines.chunk_by(|a, b| !ends_paragraph(a, b, width)) {
        crate::source::markup::part(&mut out);
        for (at, line) in paragraph.iter().enumerate() {
            match at {
                0 => out.push_str(line.words),
                _ => hyphens.join(&mut out, line.words),
            }
        }
    }
    out
}

/// Whether the first word of `next` would not have fitted on `line`.
fn is_full(line: &Line<'_>, next: &Line<'_>, width: usize) -> bool {
    line.width + 1 + next.first_word() + SLACK > width
}

/// The breaks of some blocks, counted.
#[derive(Default)]
struct Breaks {
    all: usize,
    /// Explained by the width.
    full: usize,
    /// Of these, behind the end of a sentence: of lines that are broken by width few end so, of paragraphs all.
    ended: usize,
    /// Of these, before a small letter: of verse few lines begin so.
    small: usize,
}

impl Breaks {
    fn of<'l, 't: 'l>(blocks: impl Iterator<Item = &'l [Line<'t>]>, width: usize) -> Self {
        let mut breaks = Self::default();
        for pair in blocks.flat_map(|block| block.windows(2)) {
            let full = is_full(&pair[0], &pair[1], width);
            breaks.all += 1;
            breaks.full += usize::from(full);
            breaks.ended += usize::from(full && pair[0].is_ended());
            breaks.small += usize::from(full && pair[1].words.starts_with(char::is_lowercase));
        }
        breaks
    }

    /// How surely the text as a whole is broken by its width. Prose with some verse or a table in it is.
    fn sureness(&self, width: usize) -> Option<Sure> {
        let likely = self.full >= FEWEST && self.full * 5 >= self.all * 3 && self.ended * 3 <= self.full;
        let surely = self.full >= 2 * FEWEST && self.full * 5 >= self.all * 4;
        let no_verse = width >= VERSE || (surely && self.full >= 3 * FEWEST && self.small * 2 >= self.full);
        (likely && no_verse).then_some(Sure { one_in: if surely { 4 } else { 10 } })
    }
}

/// How sure it is that a text is broken by its width.
#[derive(Clone, Copy)]
struct Sure {
    /// One break of a paragraph in so many need not be explained.
    one_in: usize,
}

/// Whether the breaks within a block are explained, and not all of them ends of sentences. Before the first line of a
/// text a dateline may have stood, so that it ends early.
fn is_prose(block: &[Line<'_>], at: usize, width: usize, sure: Sure) -> bool {
    let breaks = Breaks::of(std::iter::once(block), width);
    let strange = breaks.all - breaks.full - usize::from(at == 0 && breaks.full > 0 && breaks.full < breaks.all);
    strange * sure.one_in <= breaks.all
        && breaks.ended < breaks.all
        && !block.iter().any(|line| line.is_item() || line.width > width)
}

/// What is known of the hyphens at the ends of lines. Programs break at a hyphen of the word's own, and do not make it;
/// printers break words by hyphens: those are told by their number, and by the word's being whole elsewhere.
#[derive(Debug, Default)]
struct Hyphens<'t> {
    /// All words, if there is any such hyphen.
    words: FxHashSet<&'t str>,
    /// Whether so many lines end in hyphens that a printer made them.
    printed: bool,
}

impl<'t> Hyphens<'t> {
    fn of(lines: &[Line<'t>]) -> Self {
        let filled = lines.iter().filter(|line| !line.words.is_empty()).count();
        let broken = lines.windows(2).filter(|pair| is_broken(pair[0].words, pair[1].words)).count();
        if broken == 0 {
            return Self::default();
        }
        let words = lines.iter().flat_map(|line| line.words.split(|c: char| !c.is_alphanumeric() && c != '-'));
        Self { words: words.collect(), printed: broken >= FEWEST && broken * PRINTED >= filled }
    }

    /// Adds a line to a paragraph.
    fn join(&self, out: &mut String, words: &str) {
        let mut end = out.chars().rev();
        let hyphen = match (end.next(), end.next()) {
            (Some('-'), Some(before)) => before.is_alphanumeric() || before == '-',
            (Some('—'), Some(before)) => !before.is_whitespace(),
            _ => false,
        };
        if !hyphen {
            out.push(' ');
        } else if is_broken(out, words) && self.made(out, words) {
            out.pop();
        }
        out.push_str(words);
    }

    /// Whether the hyphen between two halves of a word is none of the word's own.
    fn made(&self, out: &str, words: &str) -> bool {
        let before = out.trim_end_matches('-').rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let after = words.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let own = self.words.contains(format!("{before}-{after}").as_str()) || OWN.contains(&&*before.to_lowercase());
        let whole = self.words.contains(format!("{before}{after}").as_str());
        whole || (self.printed && !own)
    }
}

/// Whether a line ends within a word, as far as the letters about its hyphen tell.
fn is_broken(line: &str, next: &str) -> bool {
    let before = line.strip_suffix('-').and_then(|line| line.chars().next_back());
    before.is_some_and(char::is_alphabetic) && next.starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Breaks a text as programs do.
    fn broken(text: &str, width: usize) -> String {
        let mut out = String::new();
        let mut used = 0;
        for word in text.split(' ') {
            let letters = word.chars().count();
            if used > 0 && used + 1 + letters > width {
                out.push('\n');
                used = 0;
            } else if used > 0 {
                out.push(' ');
                used += 1;
            }
            out.push_str(word);
            used += letters;
        }
        out
    }

    const ONE: &str = "“The ferry stays where it is,” said Ilka Brandt, who has run it for thirty-one years and \
        would not hear of a bridge, “and so do I, whatever the county may write in its long-term plans for the sound.”";
    const TWO: &str = "Ove Dahl, who keeps the books — and the keys — of the harbour at Løkvik, put the loss of the \
        winter at four hundred thousand crowns, most of it in the weeks after the storm of January, when no boat sailed.";

    #[test]
    fn lines_broken_at_any_width_are_joined() {
        for width in [60, 65, 72, 78] {
            let text = format!("{}\n\n{}\n", broken(ONE, width), broken(TWO, width));
            assert_eq!(joined(&text), format!("{ONE}\n\n{TWO}\n"), "{width}");
            let set_in = format!("   {}\n   {}", broken(ONE, width), broken(TWO, width));
            assert_eq!(joined(&set_in).replace('\n', " / "), format!("{ONE} / {TWO}"), "{width}");
        }
    }

    #[test]
    fn verse_lists_and_addresses_stay() {
        let verse = "The ferry went, the ferry came,\nand no one asked the boatman’s name;\nthe water rose, the water fell,\nand\n\
            nobody could ever tell\nwhich of the two had been the same,\nthe one that went, the one that came,\nthough all of them had known it well.";
        let list = "Harbour dues, in crowns, as of the first of the month:\nboats under six metres, 40\nboats under ten metres, 75\n\
            all others, by the metre, 9\nferries and the lifeboat, nothing\nvisitors, for the night, 20\nvisitors, for the week, 110";
        for text in [verse, list, "One.\nTwo.\n\nThree.", ""] {
            assert!(matches!(joined(text), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn what_stands_in_broken_prose_and_was_broken_by_hand_stays() {
        let verse = "The ferry went, the ferry came,\nand no one asked its name.";
        let items =
            "- boats under six metres pay forty crowns for the season and no\n  more than that\n- visitors pay twenty";
        let signed = "Ilka Brandt\nHarbour Road 3\nHolmsund";
        let prose = broken(&format!("{ONE} {TWO}"), 56);
        let text = format!("{prose}\n\n{verse}\n\n{items}\n\n{signed}");
        let stays = joined(&text);
        assert!(stays.starts_with(&format!("{ONE} {TWO}\n\nThe ferry went, the ferry came,\nand")), "{stays}");
        assert!(stays.contains("more than that\n- visitors"), "{stays}");
        assert!(stays.ends_with("Ilka Brandt\nHarbour Road 3\nHolmsund"), "{stays}");
    }

    #[test]
    fn a_first_line_that_lost_its_dateline_and_a_table_among_prose() {
        let prose = format!("   {}\n   {}", broken(ONE, 64), broken(TWO, 64));
        let lost = prose.replacen("“The ferry stays where it is,” said Ilka Brandt,", "said Ilka Brandt,", 1);
        let table = "   Dues 40 crowns vs 35\n   Boats 1,147 vs 940\n   Year\n   Dues 480 crowns vs 420";
        let text = format!("{lost}\n{table}\n{prose}");
        let joined = joined(&text).into_owned();
        assert!(
            joined.starts_with("said Ilka Brandt, who has run it for thirty-one years and would not hear"),
            "{joined}"
        );
        assert!(
            joined.contains("\nDues 40 crowns vs 35\nBoats 1,147 vs 940\nYear\nDues 480 crowns vs 420\n“The"),
            "{joined}"
        );
    }

    #[test]
    fn paragraphs_on_lines_of_their_own_are_not_run_together() {
        let short: Vec<String> = (0..40)
            .map(|n| {
                format!("Ferry number {n} sailed at {} with {} people on board, said Ove Dahl.", n % 24, n * 7919 % 211)
            })
            .collect();
        assert!(matches!(joined(&short.join("\n")), Cow::Borrowed(_)));
        let long = format!("{ONE}\n{TWO}\n{ONE}");
        assert!(matches!(joined(&long), Cow::Borrowed(_)));
    }

    #[test]
    fn a_hyphen_at_the_end_of_a_line_is_the_words_own() {
        let mut out = "a long-".to_owned();
        Hyphens::default().join(&mut out, "term plan —");
        Hyphens::default().join(&mut out, "so");
        assert_eq!(out, "a long-term plan — so");
    }

    #[test]
    fn a_hyphen_that_a_printer_made_goes() {
        let joined = |printed, lines: &[&str]| {
            let all: Vec<Line<'_>> = lines.iter().copied().map(Line::new).collect();
            let hyphens = Hyphens { printed, ..Hyphens::of(&all) };
            let mut out = lines[0].to_owned();
            lines[1..].iter().for_each(|line| hyphens.join(&mut out, line));
            out
        };
        assert_eq!(joined(false, &["the har-", "bour and its harbour"]), "the harbour and its harbour");
        assert_eq!(joined(false, &["the har-", "bour and its dues"]), "the har-bour and its dues");
        assert_eq!(joined(true, &["the har-", "bour and its dues"]), "the harbour and its dues");
        assert_eq!(joined(true, &["a long-", "term plan of Brandt-", "Dahl"]), "a long-term plan of Brandt-Dahl");
        assert_eq!(joined(true, &["a sea-", "wide net, sea-wide"]), "a sea-wide net, sea-wide");
    }

    #[test]
    fn paragraphs_that_nothing_parts_but_their_short_last_lines() {
        for width in [38, 60, 75] {
            let text = format!(
                "{}\n{}\n{}\n{}",
                broken(ONE, width),
                broken(TWO, width),
                broken(ONE, width),
                broken(TWO, width)
            );
            assert_eq!(joined(&text), format!("{ONE}\n{TWO}\n{ONE}\n{TWO}"), "{width}");
        }
        let verse = "The ferry went,\nand the ferry came\nover the water wide,\nand nobody ever asked\nfor the name\n\
            of the man who stood\nat the side,\nand the water rose,\nand the water fell\nas the water does\nat the tide,\n\
            and no one was there\nwho lived to tell\nof the ferry and\nof the ride.";
        assert!(matches!(joined(verse), Cow::Borrowed(_)));
    }
}
