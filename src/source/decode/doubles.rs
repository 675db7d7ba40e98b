//! Words of an article that its page prints once more in a box, to catch the eye: a quote there would be counted twice.

use std::borrow::Cow;

use memchr::memmem;

use super::{
    classes,
    markup::{self, Piece},
    regions::{self, Region},
};

/// Longest text in bytes of such a box.
const BOX: usize = 600;

/// Boxes that are looked at.
const BOXES: usize = 64;

/// Letters of the shortest words that are told again: fewer may stand twice by chance.
const WORDS: usize = 15;

/// Longest line in bytes beside the words: whose they are.
const WHOSE: usize = 90;

/// Classes of such boxes, in lower case; `sibtbg` and `story-feature` are those of the BBC, 2000 to 2012.
const CLASSES: [&str; 9] = [
    "pullquote",
    "pull-quote",
    "pull_quote",
    "quote",
    "blockquote",
    "quotebox",
    "pulledquote",
    "story-feature",
    "sibtbg",
];

/// A page without boxes whose words stand elsewhere in its paragraphs too.
pub(super) fn without(html: &str) -> Cow<'_, str> {
    let mut boxes = regions::of(html, |name, attributes| is_box(name, attributes).then_some(())).all;
    boxes.retain(|one| one.text > 0 && one.text <= BOX && !one.heads);
    boxes.truncate(BOXES);
    if boxes.is_empty() {
        return Cow::Borrowed(html);
    }
    let prose = prose(html, &boxes);
    let is_double = |one: &&Region<()>| is_told_again(&html[one.from..one.to], prose.as_bytes());
    regions::without(html, boxes.iter().filter(is_double).map(|one| (one.from, one.to)))
}

fn is_box(name: &str, attributes: &str) -> bool {
    let is_classed = || {
        let classes = classes::of(attributes);
        classes.iter().any(|class| CLASSES.iter().any(|word| classes::has(class, word)))
    };
    markup::is_one_of(name, &["blockquote", "aside"])
        || (markup::is_one_of(name, &["div", "figure", "p", "section", "td"]) && !attributes.is_empty() && is_classed())
}

/// The letters of all of a page's text outside boxes and headings.
fn prose(html: &str, boxes: &[Region<()>]) -> String {
    let mut out = String::new();
    let mut boxes = boxes.iter().peekable();
    let mut inside = 0;
    let mut in_heading = false;
    for piece in markup::pieces(html) {
        match piece {
            Piece::Text(text) => {
                let at = regions::offset(html, text);
                while let Some(begun) = boxes.next_if(|one| one.from <= at) {
                    inside = inside.max(begun.to);
                }
                if at >= inside && !in_heading {
                    letters(&htmlize::unescape(text), &mut out);
                }
            }
            Piece::Open { name, .. } if is_heading(name) => in_heading = true,
            Piece::Close { name } if is_heading(name) => in_heading = false,
            _ => {}
        }
    }
    out
}

fn is_heading(name: &str) -> bool {
    markup::is_one_of(name, &["title", "h1", "h2", "h3", "h4"])
}

fn letters(text: &str, out: &mut String) {
    out.extend(text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase));
}

/// Whether the longest line of a box stands in the prose, and the others do too or only say whose it is.
fn is_told_again(html: &str, prose: &[u8]) -> bool {
    let text = markup::strip(html);
    let mut lines: Vec<(usize, String)> = text.lines().map(|line| (line.trim().len(), folded(line))).collect();
    lines.sort_unstable_by_key(|(_, letters)| std::cmp::Reverse(letters.len()));
    let stands = |letters: &str| memmem::find(prose, letters.as_bytes()).is_some();
    let Some(((_, first), others)) = lines.split_first() else { return false };
    first.len() >= WORDS && stands(first) && others.iter().all(|(bytes, line)| *bytes <= WHOSE || stands(line))
}

fn folded(line: &str) -> String {
    let mut out = String::new();
    letters(line, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_told_again_go_and_others_stay() {
        let said = "<p>“You can see the sea through the floor of it,” said Ilka Brandt.</p>";
        for double in [
            "<blockquote>You can see the sea through the floor</blockquote>",
            "<div class='c-pullquote'><p>“You can see the sea …</p><p>— Ilka Brandt</p></div>",
            "<aside><q>the sea through the floor</q></aside>",
        ] {
            let page = format!("{said}{double}<p>She left.</p>");
            assert_eq!(without(&page), format!("{said}<p>She left.</p>"), "{double}");
        }
        for other in [
            "<blockquote>The ferry has sailed since 1884 and it will sail on.</blockquote>",
            "<aside>You can see</aside>",
            "<blockquote><p>You can see the sea through the floor</p><p>The rest of the letter is about the price of \
             a ticket, which had doubled in a year, and about the harbour.</p></blockquote>",
        ] {
            let page = format!("{said}{other}<p>She left.</p>");
            assert!(matches!(without(&page), Cow::Borrowed(_)), "{other}");
        }
        let twice = "<blockquote>The ferry has sailed since 1884.</blockquote>".repeat(2);
        assert!(matches!(without(&twice), Cow::Borrowed(_)), "one of them must stay");
    }

    #[test]
    fn a_page_of_boxes_takes_no_time() {
        let page = "<blockquote class=quote>The ferry sails on and on</blockquote>".repeat(20_000);
        let _ = without(&page);
        let _ = without(&("<blockquote>".repeat(50_000) + "words that stand here"));
    }
}
