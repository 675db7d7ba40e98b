//! Lines that are surely not the article's: buttons, notices, credits. Where there is doubt a line stays.

use std::borrow::Cow;

use super::{dates, notices};

/// Longest line in bytes that may be taken for such a line by its beginning or end.
const SHORT: usize = 240;

/// Lines at the beginning and end of a text among which a bare date or a byline's date is looked for.
const MARGIN: usize = 8;

/// Whole lines, in lower case, without marks at their ends and without numbers at the last.
const LINES: [&str; 79] = [
    "ad",
    "add new comment",
    "advert",
    "advertisement",
    "advertisement - scroll to continue",
    "advertisement continue reading the main story",
    "advertising",
    "already a subscriber? log in",
    "article content",
    "article continues below",
    "author of the article",
    "caption",
    "click here",
    "close",
    "comment",
    "comments",
    "continue reading",
    "continue reading below",
    "continue reading the main story",
    "e-mail this to a friend",
    "email the author",
    "enditem",
    "follow us",
    "getty",
    "getty images",
    "image copyright",
    "image source",
    "is this page useful",
    "join the conversation",
    "leave a comment",
    "leave a reply",
    "loading",
    "more about",
    "more stories",
    "newsletter",
    "our standards: the thomson reuters trust principles",
    "pdf print e-mail",
    "pdf print email",
    "photo",
    "post a comment",
    "post comment",
    "post navigation",
    "printable version",
    "pullquote",
    "read more",
    "recommended",
    "related",
    "related articles",
    "related stories",
    "reuter",
    "reuters",
    "share",
    "share this",
    "share this article",
    "share this article in your social network",
    "sharing is caring",
    "sign in",
    "sign up",
    "skip advertisement",
    "skip to content",
    "skip to main content",
    "skip to next paragraph",
    "story continued below",
    "story continues",
    "story continues below",
    "story continues below advertisement",
    "subscribe",
    "tell us what you think",
    "this article is for subscribers only",
    "this is a rush transcript. copy may not be in its final form",
    "this slideshow requires javascript",
    "unsubscribe",
    "view author archive",
    "view comments",
    "view in browser",
    "was this article helpful",
    "we apologize, but this video has failed to load",
    "you may also like",
    "you might also like",
];

/// Ends of short lines, in lower case: the credits of pictures.
const ENDS: [&str; 6] = ["getty images", "getty images)", "via getty", "shutterstock)", "ap photo)", "alamy)"];

/// What the first and last lines of a text may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Margin {
    /// Those of a page: when it was put up or changed, how long it takes to read.
    Page,
    /// The article's.
    Text,
}

/// Agencies that sign their texts, in lower case.
const AGENCIES: [&str; 13] =
    ["aap", "afp", "ansa", "ap", "apa", "dpa", "efe", "ntb", "pa", "ritzau", "stt", "tt", "upi"];

/// Short words by which a sentence is told from initials.
const WORDS: [&str; 16] =
    ["a", "and", "as", "at", "for", "has", "in", "is", "it", "no", "of", "on", "said", "the", "to", "was"];

/// A clean text without such lines, and without a first line that repeats the title; the text as it was if there are
/// none, or if little is left.
pub(super) fn without<'t>(text: &'t str, title: Option<&str>, margin: Margin) -> Cow<'t, str> {
    let cut = cut(text, title, margin);
    if cut.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut next = cut.iter().peekable();
    for (at, line) in lines(text).enumerate() {
        // Where a notice stood between blank lines one of them is enough.
        let doubled = line.is_empty() && (out.is_empty() || out.ends_with("\n\n"));
        if next.next_if(|cut| **cut == at).is_some() || doubled {
            continue;
        }
        out.push_str(if out.is_empty() { line.trim_start() } else { line });
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    if out.len() * 2 < text.len() { Cow::Borrowed(text) } else { Cow::Owned(out) }
}

/// The lines of a clean text, as [`str::lines`] gives them.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = memchr::memchr(b'\n', rest.as_bytes());
        let (line, after) = end.map_or((rest, ""), |end| (&rest[..end], &rest[end + 1..]));
        let more = end.is_some() || !rest.is_empty();
        rest = after;
        more.then_some(line)
    })
}

/// The numbers of the lines to be left out.
fn cut(text: &str, title: Option<&str>, margin: Margin) -> Vec<usize> {
    let title = title.map(|title| words(title).collect::<String>()).unwrap_or_default();
    let count = memchr::memchr_iter(b'\n', text.as_bytes()).count() + usize::from(!text.ends_with('\n'));
    let (mut cut, mut at_head, mut before) = (Vec::new(), true, "");
    let mut all = lines(text).enumerate().peekable();
    while let Some((at, line)) = all.next() {
        let bare = line.trim();
        if bare.is_empty() {
            before = bare;
            continue;
        }
        let stamped = margin == Margin::Page && (at < MARGIN || at + MARGIN > count);
        let repeats = at_head && !title.is_empty() && words(bare).eq(title.chars());
        at_head &= repeats;
        // The end of a sentence broken over two lines is no notice.
        let goes_on = margin == Margin::Text && bare.starts_with(char::is_lowercase) && !is_ended(before);
        let is_begun = all.peek().is_some_and(|(_, next)| next.starts_with(char::is_lowercase));
        let signs_off = margin == Margin::Text && at + 1 == count && at > 0 && is_sign_off(bare);
        if repeats || signs_off || !goes_on && is_boilerplate(bare, stamped, is_begun) {
            cut.push(at);
        }
        before = bare;
    }
    cut
}

/// Whether a line ends a paragraph, as far as its last sign tells.
fn is_ended(line: &str) -> bool {
    line.is_empty() || line.ends_with(['.', '!', '?', '”', '"', ':', ')'])
}

/// Letters and digits in lower case.
fn words(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// Whether a line is none of the article's: `stamped` where a page may say when it was put up, `is_begun` if the next line
/// goes on with it.
fn is_boilerplate(line: &str, stamped: bool, is_begun: bool) -> bool {
    if line.len() > SHORT {
        return false;
    }
    let lower = line.to_ascii_lowercase();
    let end = |c: char| !c.is_alphanumeric();
    let bare = lower.trim_matches(end).trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches(end);
    let has_digit = lower.bytes().any(|byte| byte.is_ascii_digit());
    // "“Close.”" may be somebody's answer.
    let quoted = line.starts_with(['“', '"', '‘', '\'', '«']);
    !quoted && LINES.binary_search(&bare).is_ok()
        || notices::is_notice(&lower, is_begun)
        || is_post_notice(line)
        || ENDS.iter().any(|end| lower.ends_with(end))
        || lower.ends_with(')') && lower.contains("(image: ")
        || is_copyright(&lower)
        || is_count(&lower)
        || (has_digit
            && lower.len() < 40
            && ["minute read", "min read", "minutes read"].iter().any(|end| lower.ends_with(end)))
        || (stamped && has_digit && is_stamp(&lower))
}

/// "75 shares", "121 View comments".
fn is_count(lower: &str) -> bool {
    let counted = lower.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | 'k' | ' '));
    let is_counted = matches!(counted, "shares" | "comments" | "view comments" | "views" | "likes" | "hits");
    is_counted && lower.starts_with(|c: char| c.is_ascii_digit()) && lower.len() < 40
}

/// A text without the word that an agency puts behind its last sentence: "… the ferry stays. Enditem".
pub(super) fn without_end(text: &str) -> &str {
    let bare = text.trim_end();
    let before = bare.strip_suffix("Enditem").filter(|before| before.ends_with([' ', '\n', '.']));
    before.map_or(text, str::trim_end)
}

/// "The post Ferry to stay appeared first on The Ledger.": names on both sides, and no sentence on a post.
fn is_post_notice(line: &str) -> bool {
    let parts = line.strip_prefix("The post ").and_then(|rest| rest.split_once(" appeared first on "));
    parts.is_some_and(|(title, site)| !title.starts_with(char::is_lowercase) && site.starts_with(char::is_uppercase))
}

/// `Copyright 2016 Ledger`, `(c) 2016`: not a sentence on the law of it.
pub(super) fn is_copyright(lower: &str) -> bool {
    let rest = lower.strip_prefix("copyright").or_else(|| lower.strip_prefix("(c)").filter(|rest| rest.len() < 80));
    let Some(rest) = rest.map(str::trim_start) else { return false };
    if rest.starts_with("of ") && rest.contains(" is the property of ") {
        return true;
    }
    let after = rest.trim_start_matches("(c)").trim_start_matches('©');
    let is_year = |text: &str| {
        text.trim_start_matches([':', ' ']).get(..4).is_some_and(|year| year.bytes().all(|b| b.is_ascii_digit()))
    };
    // "Copyright 1931 was stamped on each of the cards."
    let told = || is_year(rest) && rest.get(4..).is_some_and(|behind| notices::is_told(first_words(behind)));
    (after.len() < rest.len() || is_year(rest)) && !told()
}

/// The first two words of a text.
fn first_words(text: &str) -> &str {
    let second = text.match_indices(' ').nth(2);
    second.map_or(text, |(end, _)| &text[..end])
}

/// Whether a last line is the initials or the agency of those who wrote and sent a text: `ib/od`, `dpa ib od`, `ends`.
pub(super) fn is_sign_off(line: &str) -> bool {
    if line.is_empty() || line.len() > 40 {
        return false;
    }
    let lower = line.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    if matches!(bare, "reuter" | "reuters" | "end" | "ends" | "30")
        || (lower.starts_with('/') && AGENCIES.contains(&bare))
    {
        return true;
    }
    let short = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let mut words = bare.split(' ');
    let signed = words.next().is_some_and(|agency| AGENCIES.contains(&agency)) && bare.contains(' ');
    let initials = bare.contains('/') && !bare.contains(' ') && bare.split('/').all(short);
    initials
        || (signed
            && !line.ends_with('.')
            && words.all(|word| short(word) && word.len() <= 4 && !WORDS.contains(&word)))
}

/// When a page was put up or changed, as a line of its own.
fn is_stamp(lower: &str) -> bool {
    let stamped = ["published", "updated", "last updated", "first published", "posted"];
    let is_labelled = |word: &&str| lower.strip_prefix(*word).is_some_and(|rest| rest.starts_with([' ', ':']));
    // "Published in 1931, the book was banned." is a sentence, "Published 20 Sep 2016, 9 a.m." none.
    let is_sentence = || {
        notices::ends(lower)
            && !lower.ends_with(".m.")
            && !lower.ends_with("read.")
            && dates::among(lower.split_whitespace()).is_none()
    };
    lower.len() < 80
        && (stamped.iter().any(is_labelled) && !is_sentence()
            || lower.ends_with(" ago")
            || (lower.len() < 48 && !lower.ends_with(['.', '!', '?', '”', '"']) && dates::parse(lower).is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copyright_and_initials_go_and_sentences_on_them_stay() {
        for line in
            ["Copyright © 2016 The Ledger, Ltd. Click here for reprints.", "(c) 2016 Ledger", "Copyright 2016 Ledger"]
        {
            assert!(is_boilerplate(line, false, false), "{line}");
        }
        for line in [
            "Copyright law is old, said Ove Dahl.",
            "(C) is the third answer, he said, and the others are wrong.",
            "Copyright: a history",
        ] {
            assert!(!is_boilerplate(line, false, false), "{line}");
        }
        for line in ["ib/od", "dpa ib od", "AAP RTV", "/ritzau/", "ends", "-30-", "Reuter"] {
            assert!(is_sign_off(line), "{line}");
        }
        for line in ["He left.", "So it ends.", "No", "AP said it was so", "He and/or she", "pa"] {
            assert!(!is_sign_off(line), "{line}");
        }
        let text = "Ilka Brandt said that the ferry stays where it is.\nShe left.\nib/od";
        assert_eq!(
            without(text, None, Margin::Text).trim_end(),
            "Ilka Brandt said that the ferry stays where it is.\nShe left."
        );
    }

    #[test]
    fn notices_go_and_what_people_say_stays() {
        assert!(LINES.is_sorted());
        let said = "The updated ferry, photographed in 2015, sails on, and nobody who was there doubts that it will. "
            .repeat(3);
        let said = said.trim();
        let notices = "Article content\n\nAdvertisement 2\n\nRead more: Ferries of the north\n\nIlka Brandt on deck (Image: Ledger)";
        let text = format!(
            "Ferry stays\n\nPublished Sep 20, 2016 • 3 minute read\n\n“Share,” said Ilka Brandt.\n\n{notices}\n\n{said}\n\nShe left on September 20, 2016.\n\nShare this article\n"
        );
        let left = without(&text, Some("Ferry Stays"), Margin::Page);
        let left: Vec<&str> = left.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(left, ["“Share,” said Ilka Brandt.", said, "She left on September 20, 2016."]);
        assert_eq!(without("Share\nComments\nYes", None, Margin::Page), "Share\nComments\nYes");
        let told = "Two inspectors came.\nPublished in 1998, it says, and forgotten.\nThe ferry sank 30 years ago";
        assert!(matches!(without(told, None, Margin::Text), Cow::Borrowed(_)), "no page, no stamps");
        let broken = "The ferry pays four crowns a\nshare.\nNobody was asked, Ove Dahl said.";
        assert!(matches!(without(broken, None, Margin::Text), Cow::Borrowed(_)), "a line broken by hand");
    }
}
