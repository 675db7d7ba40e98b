//! Lines that are surely not the article's: buttons, notices, credits. Where there is doubt a line stays.

use std::borrow::Cow;

use super::{captions, credits, dates, notices, teasers, widgets};

/// Longest line in bytes that may be taken for such a line by its beginning or end.
const SHORT: usize = 240;

/// Lines at the beginning and end of a text among which a bare date or a byline's date is looked for.
const MARGIN: usize = 8;

/// Whole lines, in lower case, without marks at their ends and without numbers at the last.
const LINES: [&str; 109] = [
    "ad",
    "add new comment",
    "advert",
    "advertisement",
    "advertisement - scroll to continue",
    "advertisement advertisement",
    "advertisement continue reading the main story",
    "advertising",
    "already a subscriber? log in",
    "article content",
    "article continues below",
    "author of the article",
    "caption",
    "click for more",
    "click here",
    "close",
    "comment",
    "comments",
    "continue reading",
    "continue reading below",
    "continue reading the main story",
    "current issue",
    "e-mail this to a friend",
    "email the author",
    "enditem",
    "follow us",
    "getty",
    "getty images",
    "image caption",
    "image copyright",
    "image source",
    "is this page useful",
    "join the conversation",
    "leave a comment",
    "leave a reply",
    "link copied",
    "loading",
    "more about",
    "more on this story",
    "more stories",
    "newsletter",
    "newsletter sign-up",
    "opinion",
    "opinion columnist",
    "opinion contributor",
    "our standards: the thomson reuters trust principles",
    "pdf print e-mail",
    "pdf print email",
    "photo",
    "play video",
    "popular",
    "post a comment",
    "post comment",
    "post navigation",
    "print this article",
    "printable version",
    "pullquote",
    "read more",
    "read more here",
    "read next",
    "recommended",
    "related",
    "related article",
    "related articles",
    "related coverage",
    "related stories",
    "reuter",
    "reuters",
    "see all comments",
    "see more photos",
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
    "story highlights",
    "story timeline",
    "subscribe",
    "swipe",
    "tell us what you think",
    "this article is for subscribers only",
    "this is a rush transcript. copy may not be in its final form",
    "this slideshow requires javascript",
    "unsubscribe",
    "urgent",
    "urgent poll",
    "video",
    "view author archive",
    "view comments",
    "view in browser",
    "vote now",
    "was this article helpful",
    "watch live",
    "watch now",
    "watch on youtube",
    "watch this video on youtube",
    "we apologize, but this video has failed to load",
    "you may also like",
    "you might also like",
];

/// Ends of short lines, in lower case: the credits of pictures.
const ENDS: [&str; 10] = [
    "getty images",
    "getty images)",
    "via getty",
    "shutterstock)",
    "ap photo)",
    "alamy)",
    " | reuters",
    " | afp",
    " | bloomberg",
    " | ap",
];

/// What the first and last lines of a text may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Margin {
    /// Those of a page: when it was put up or changed, how long it takes to read.
    Page,
    /// The article's.
    Text,
}

/// Captions, links and the like of a text of which it is asked whether they alone name somebody in full.
const ASKED: usize = 16;

/// Lines above what stands apart: two paragraphs, for below a title there may be a second.
const APART: usize = 4;

/// Agencies that sign their texts, in lower case.
const AGENCIES: [&str; 13] =
    ["aap", "afp", "ansa", "ap", "apa", "dpa", "efe", "ntb", "pa", "ritzau", "stt", "tt", "upi"];

/// Short words by which a sentence is told from initials.
const WORDS: [&str; 16] =
    ["a", "and", "as", "at", "for", "has", "in", "is", "it", "no", "of", "on", "said", "the", "to", "was"];

/// What is known of an article whose text is cleaned.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) title: Option<&'a str>,
    pub(super) byline: Option<&'a str>,
    pub(super) source: Option<&'a str>,
    pub(super) margin: Margin,
}

/// A clean text without such lines, and without a first line that repeats the title; the text as it was if there are
/// none, or if little is left.
pub(super) fn without<'t>(text: &'t str, known: Known<'_>) -> Cow<'t, str> {
    let cut = cut(text, known);
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
    // Shows of pictures may be longer than the article.
    let shown = || lines(text).filter(|line| widgets::is_widget(line.trim())).map(str::len).sum::<usize>();
    let is_little = out.len() * 2 < text.len() && out.len() * 2 < text.len() - shown();
    if is_little { Cow::Borrowed(text) } else { Cow::Owned(out) }
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
fn cut(text: &str, known: Known<'_>) -> Vec<usize> {
    let Known { title, byline, margin, .. } = known;
    let all: Vec<&str> = lines(text).map(str::trim).collect();
    let in_capitals = fewest_in_capitals(&all);
    let highlights = end_of_highlights(&all).unwrap_or_default();
    let title = title.map(|title| words(title).collect::<String>()).unwrap_or_default();
    let (mut cut, mut beside, mut at_head, mut before) = (Vec::new(), Vec::new(), true, "");
    for at in 0..all.len() {
        let bare = all[at];
        if bare.is_empty() {
            before = bare;
            continue;
        }
        let (is_early, is_late) = (at < MARGIN, at + MARGIN > all.len());
        let stamped = margin == Margin::Page && (is_early || is_late);
        let repeats = at_head && !title.is_empty() && words(bare).eq(title.chars());
        let is_first = at_head && !repeats;
        at_head &= repeats;
        // The end of a sentence broken over two lines is no notice.
        let goes_on = margin == Margin::Text && bare.starts_with(char::is_lowercase) && !is_ended(before);
        let is_begun = all.get(at + 1).is_some_and(|next| next.starts_with(char::is_lowercase));
        let signs_off = margin == Margin::Text && at + 1 == all.len() && at > 0 && is_sign_off(bare);
        let is_apart = || is_apart(&all, at);
        let shown = at < highlights && !captions::is_speech(bare)
            || captions::is_caption(bare, is_first && !title.is_empty())
            || widgets::is_widget(bare)
            || teasers::words_in_capitals(bare) >= in_capitals && is_apart()
            || teasers::is_teaser(bare, is_apart);
        let goes = repeats
            || signs_off
            || !goes_on && is_boilerplate(bare, stamped, is_begun)
            || credits::is_credit(bare, is_late)
            || (is_early || is_late) && (credits::is_note(bare, byline, is_late) || is_history(bare, is_first))
            || byline
                .is_some_and(|byline| credits::is_signature(bare, byline, is_early) || is_name_alone(&all, at, byline))
            || margin == Margin::Page && is_first && is_section(bare)
            || shown;
        if goes {
            cut.push(at);
        }
        if shown {
            beside.push(at);
        }
        before = bare;
    }
    keep_names(&all, &mut cut, &beside);
    cut_rules(&all, &mut cut);
    cut
}

/// Keeps the first of the lines `beside` the article that tells somebody's full name where what is left has but the last
/// one: without it nobody could say who that is.
fn keep_names(all: &[&str], cut: &mut Vec<usize>, beside: &[usize]) {
    if beside.is_empty() {
        return;
    }
    let mut goes = cut.iter().peekable();
    let kept = (0..all.len()).filter(|at| goes.next_if_eq(&at).is_none()).map(|at| all[at]);
    let mut kept = kept.fold(String::new(), |kept, line| kept + line + "\n");
    for &at in beside.iter().take(ASKED) {
        if captions::names_somebody(all[at], &kept) {
            kept = kept + all[at] + "\n";
            cut.retain(|cut| *cut != at);
        }
    }
}

/// Whether a line is the section of the page that an article stands in: "Entertainment".
fn is_section(line: &str) -> bool {
    const SECTIONS: [&str; 16] = [
        "Business",
        "Culture",
        "Economy",
        "Entertainment",
        "Environment",
        "Health",
        "Life",
        "Lifestyle",
        "Local",
        "News",
        "Politics",
        "Science",
        "Sport",
        "Sports",
        "Technology",
        "World",
    ];
    SECTIONS.iter().any(|section| section.eq_ignore_ascii_case(line))
}

/// Whether a line is the name of the writer below a picture: the only line of the text that is a name, for where there
/// are more they say who speaks.
fn is_name_alone(all: &[&str], at: usize, byline: &str) -> bool {
    all[at] == byline
        && captions::is_person(byline)
        && !all.iter().enumerate().any(|(other, line)| other != at && captions::is_person(line.trim_end_matches(':')))
}

/// The fewest words that a line in capitals has in this text if it is a link; none does where much is in capitals.
fn fewest_in_capitals(all: &[&str]) -> usize {
    let in_capitals = |line: &&&str| line.len() > 3 && !line.contains(char::is_lowercase);
    if all.iter().filter(in_capitals).count() * 3 > all.iter().filter(|line| !line.is_empty()).count() {
        return usize::MAX;
    }
    let counts = (0..all.len()).map(|at| (at, teasers::words_in_capitals(all[at]))).filter(|(_, words)| *words > 0);
    teasers::fewest_in_capitals(counts.filter(|(at, _)| is_apart(all, *at)).map(|(_, words)| words))
}

/// Whether finished paragraphs stand above and below a line, blank lines between.
fn is_apart(all: &[&str], at: usize) -> bool {
    let blank = |at: usize| all.get(at).is_some_and(|line| line.is_empty());
    let is_prose = |line: &str| line.contains(char::is_lowercase) && line.contains(' ');
    at >= APART
        && blank(at - 1)
        && (notices::ends(all[at - 2]) || all[at - 2].ends_with(':'))
        && is_prose(all[at - 2])
        && (at + 1 == all.len() || blank(at + 1) && all.get(at + 2).is_none_or(|next| is_prose(next)))
}

/// The end of the summary that a page puts before its article: "Story highlights Ferry stays", and the lines below that do
/// not end as sentences.
fn end_of_highlights(all: &[&str]) -> Option<usize> {
    const MOST: usize = 6;
    let first = all.first()?;
    let begins = first.strip_prefix("Story highlights").or_else(|| first.strip_prefix("Story Highlights"))?;
    if !begins.is_empty() && !begins.starts_with(' ') || first.len() > SHORT {
        return None;
    }
    let is_item =
        |line: &&&str| line.len() <= SHORT && !notices::ends(line) && !line.ends_with(':') && !line.starts_with('(');
    let items = all.iter().filter(|line| !line.is_empty()).skip(1).take_while(is_item).count();
    // Where nothing below ends as a sentence nothing tells the article from its summary.
    let items = if items < MOST { items } else { 0 };
    let mut filled = all.iter().enumerate().filter(|(_, line)| !line.is_empty());
    filled.nth(items).map(|(at, _)| at + 1)
}

/// Adds the rules at the end of a text, `___`, that part nothing from nothing.
fn cut_rules(all: &[&str], cut: &mut Vec<usize>) {
    let is_rule = |line: &str| line.chars().all(|c| matches!(c, '_' | '-' | '–' | '—' | '*' | '•' | '='));
    let mut rules = Vec::new();
    let mut gone = cut.len();
    for at in (0..all.len()).rev() {
        if gone > 0 && cut[gone - 1] == at {
            gone -= 1;
        } else if !is_rule(all[at]) {
            break;
        } else if !all[at].is_empty() {
            rules.push(at);
        }
    }
    cut.append(&mut rules);
    cut.sort_unstable();
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
    let lower = if lower.contains('’') { lower.replace('’', "'") } else { lower };
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
    let post = line.strip_prefix("The post ").or_else(|| line.strip_prefix("This post "));
    let parts = post.and_then(|rest| rest.split_once(" appeared first on "));
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

/// Whether a line at the beginning or end of a text tells when it was changed, or where it was printed first: "This story
/// has been updated.", "Updated at 9:15 a.m.", "Originally published in the Lund Courier." What was wrong before stays.
fn is_history(line: &str, first: bool) -> bool {
    const TEXTS: [&str; 6] = ["article", "column", "piece", "post", "report", "story"];
    if line.len() > SHORT || line.contains(['“', '"', '«']) {
        return false;
    }
    let lower = line.to_ascii_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let of_text = bare.strip_prefix("this ").and_then(|rest| TEXTS.iter().find_map(|text| rest.strip_prefix(text)));
    first && line.len() < 20 && lower.ends_with(" ago") && lower.starts_with(|c: char| c.is_ascii_digit())
        || is_clock(line)
        || is_change_of_wire(line)
        || of_text.is_some_and(|rest| is_told_of_text(rest.trim_start()))
        || ["originally published ", "originally appeared ", "first published "].iter().any(|words| {
            bare.strip_prefix(words)
                .is_some_and(|rest| ["on ", "in ", "at ", "by "].iter().any(|at| rest.starts_with(at)))
                && !notices::is_told(bare)
        })
}

/// "(Adds comment, detail)": what an agency says has changed in a text that it sends again.
fn is_change_of_wire(line: &str) -> bool {
    let inside = line.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let begins = |inside: &str| {
        ["Adds ", "Recasts ", "Updates ", "Rewrites ", "Repeats "].iter().any(|verb| inside.starts_with(verb))
    };
    inside.is_some_and(|inside| begins(inside) && !inside.contains(". "))
}

/// "has been updated with new details", "was first published in the Lund Courier".
fn is_told_of_text(rest: &str) -> bool {
    const WRONG: [&str; 10] =
        ["correct", "clarif", "error", "earlier", "incorrect", "to note", "to reflect", "to say", "to show", "which"];
    let verb = ["has been ", "was ", "is ", ""].iter().find_map(|verb| rest.strip_prefix(verb)).unwrap_or(rest);
    let adverbs = ["first ", "last ", "originally ", "initially ", "also "];
    let verb = adverbs.iter().find_map(|adverb| verb.strip_prefix(adverb)).unwrap_or(verb);
    let is_new = |behind: &str| behind.is_empty() || [" ", ".", ","].iter().any(|mark| behind.starts_with(mark));
    let behind = ["updated", "published", "appeared"].iter().find_map(|done| verb.strip_prefix(done));
    behind.is_some_and(|behind| is_new(behind) && !WRONG.iter().any(|word| behind.contains(word)))
}

/// "Updated at 9:15 a.m. ET", "Last updated: March 31, 1:03 pm": nothing but a time behind the word.
fn is_clock(line: &str) -> bool {
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric());
    let is_label = |label: &&str| bare.get(..label.len()).is_some_and(|head| head.eq_ignore_ascii_case(label));
    let Some(label) = ["last updated", "updated"].into_iter().find(is_label) else { return false };
    let time = &bare[label.len()..];
    let is_time = |word: &str| {
        let lower = word.to_ascii_lowercase();
        matches!(lower.trim_end_matches('.'), "at" | "on" | "am" | "pm" | "a.m" | "p.m" | "e.t")
            || dates::word(word) != dates::Word::Other
    };
    let is_parted = |c: char| matches!(c, ' ' | ',' | '@' | '(' | ')');
    time.len() < 60
        && time.starts_with([' ', ':'])
        && time.contains(|c: char| c.is_ascii_digit())
        && time.split(is_parted).all(|word| is_time(word.trim_matches(':')))
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

    fn known(title: Option<&str>, margin: Margin) -> Known<'_> {
        Known { title, byline: None, source: None, margin }
    }

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
            without(text, known(None, Margin::Text)).trim_end(),
            "Ilka Brandt said that the ferry stays where it is.\nShe left."
        );
    }

    #[test]
    fn a_summary_above_the_article_goes_and_what_is_quoted_in_it_stays() {
        let article = "The ferry stays in Lund for a year or two, said Ilka Brandt.\n\nShe will not sell it, whatever the council of Holmsund may decide.";
        let text = format!(
            "Story highlights Ferry stays in Lund\n\n\"Not for sale,\" Brandt says\n\nDecision is for a year\n\n{article}"
        );
        assert_eq!(without(&text, known(None, Margin::Text)), format!("\"Not for sale,\" Brandt says\n\n{article}"));
    }

    #[test]
    fn when_a_text_was_changed_goes_and_what_was_wrong_stays() {
        for line in [
            "Updated at 9:15 a.m. ET",
            "--This report was updated on May 4 at 8:29 a.m.",
            "This story has been updated with new details.",
            "Originally published in the Lund Courier.",
            "(Adds comment, detail)",
        ] {
            assert!(is_history(line, false), "{line}");
        }
        assert!(is_history("7 years ago", true) && !is_history("7 years ago", false));
        for line in [
            "This story has been updated to correct the name of the ferry.",
            "Updated ferries cost more, at 9 a.m. and later.",
            "This article is on ferries.",
            "Originally published as a warning, the book was banned.",
            "(Adds up to four ferries. They stay.)",
        ] {
            assert!(!is_history(line, false), "{line}");
        }
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
        let left = without(&text, known(Some("Ferry Stays"), Margin::Page));
        let left: Vec<&str> = left.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(left, ["“Share,” said Ilka Brandt.", said, "She left on September 20, 2016."]);
        assert_eq!(without("Share\nComments\nYes", known(None, Margin::Page)), "Share\nComments\nYes");
        let ruled = "The ferry stays, said Ilka Brandt.\n\n***\n\nShe left, and so did the crew.\n\n____\n\nAda Orr contributed to this report.\n\n—";
        let left = "The ferry stays, said Ilka Brandt.\n\n***\n\nShe left, and so did the crew.";
        assert_eq!(without(ruled, known(None, Margin::Text)), left);
        let told = "Two inspectors came.\nPublished in 1998, it says, and forgotten.\nThe ferry sank 30 years ago";
        assert!(matches!(without(told, known(None, Margin::Text)), Cow::Borrowed(_)), "no page, no stamps");
        let broken = "The ferry pays four crowns a\nshare.\nNobody was asked, Ove Dahl said.";
        assert!(matches!(without(broken, known(None, Margin::Text)), Cow::Borrowed(_)), "a line broken by hand");
    }
}
