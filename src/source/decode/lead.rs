//! A lead that stands with the heading, while the text below has a box of its own: the page parser takes that box for all of
//! the article, and what stands above it for the page's head.
//!
//! Decided: only a sentence in the element that holds the heading, between it and the first words of the text, is the lead; a
//! day, a name, a menu or a subtitle without a stop is none.

use super::{
    classes,
    markup::{self, Piece, attribute},
    notices,
};

/// Shortest and longest lead in bytes.
const LEAD: std::ops::RangeInclusive<usize> = 50..=1200;

/// Blocks below a heading that are looked at.
const BLOCKS: usize = 24;

/// Letters by which a line is found in the text.
const LETTERS: usize = 40;

/// Deepest nesting below the heading that is followed.
const DEPTH: usize = 64;

/// Elements within which no lead stands.
const NONE: [&str; 12] =
    ["nav", "aside", "ul", "ol", "li", "figure", "figcaption", "footer", "form", "table", "blockquote", "button"];

/// Words of classes of what holds none, in lower case.
const NO_LEADS: [&str; 22] = [
    "abstract",
    "ad",
    "advert",
    "bio",
    "blurb",
    "caption",
    "comment",
    "cookie",
    "credit",
    "des",
    "desc",
    "description",
    "excerpt",
    "newsletter",
    "notice",
    "paywall",
    "promo",
    "related",
    "share",
    "subscribe",
    "summary",
    "teaser",
];

/// The text with its lead, if the page has one that the text has not.
pub(super) fn with(html: &str, main: String) -> String {
    match of(html, &main) {
        Some(lead) => format!("{}\n\n{}", lead.trim(), main.trim_start()),
        None => main,
    }
}

/// What has been read below the heading.
#[derive(Default)]
struct Reader<'h> {
    /// The elements that are open within the one that holds the heading, and whether no lead stands in them.
    open: Vec<(&'h str, bool)>,
    /// Whether the paragraph that is open is none.
    told_again: bool,
    /// Whether the element that holds the heading has ended.
    left: bool,
    line: String,
    blocks: usize,
    lead: Vec<String>,
}

/// The lead of a page whose text begins below it.
fn of(html: &str, main: &str) -> Option<String> {
    let all = letters(main, usize::MAX);
    let start: String = all.chars().take(LETTERS).collect();
    if start.len() < LETTERS {
        return None;
    }
    let mut pieces = markup::pieces(html);
    pieces.find(|piece| matches!(piece, Piece::Close { name } if name.eq_ignore_ascii_case("h1")))?;
    let mut reader = Reader::default();
    for piece in pieces {
        match piece {
            Piece::Text(text) => markup::push_collapsed(&mut reader.line, &htmlize::unescape(text)),
            Piece::Open { name, attributes } => {
                if markup::is_block(name) && reader.ends_at(&start, &all) {
                    return reader.told();
                }
                reader.open(name, attributes);
            }
            Piece::Close { name } => {
                if markup::is_block(name) && reader.ends_at(&start, &all) {
                    return reader.told();
                }
                reader.close(name);
            }
            Piece::Raw { .. } => {}
        }
        if reader.blocks > BLOCKS {
            return None;
        }
    }
    None
}

impl<'h> Reader<'h> {
    /// Ends a line; whether it is the first of the text.
    fn ends_at(&mut self, start: &str, all: &str) -> bool {
        let line = std::mem::take(&mut self.line);
        let line = line.trim();
        if line.is_empty() {
            return false;
        }
        self.blocks += 1;
        let own = letters(line, LETTERS);
        if own == start {
            return true;
        }
        let is_none = self.open.last().is_some_and(|(_, is_none)| *is_none);
        let told_again = std::mem::take(&mut self.told_again);
        let is_lead = !is_none
            && !told_again
            && !self.left
            && LEAD.contains(&line.len())
            && line.ends_with(['.', '!', '?', '”', '"', '。'])
            && line.split_whitespace().count() >= 6
            && !speaks_to_reader(&line.to_lowercase())
            && !all.contains(&letters(line, usize::MAX));
        if is_lead {
            self.lead.push(line.to_owned());
        }
        false
    }

    fn open(&mut self, name: &'h str, attributes: &str) {
        if name.eq_ignore_ascii_case("p") {
            self.told_again = is_none(name, attributes);
            return;
        }
        if !markup::is_block(name) && !markup::is_one_of(name, &NONE) || markup::is_one_of(name, &["br", "hr"]) {
            return;
        }
        let outer = self.open.last().is_some_and(|(_, is_none)| *is_none);
        if self.open.len() < DEPTH && !attributes.ends_with('/') {
            self.open.push((name, outer || is_none(name, attributes)));
        }
    }

    /// An end tag without a beginning ends what holds the heading.
    fn close(&mut self, name: &str) {
        if markup::is_one_of(name, &["p", "h1", "br", "hr"]) {
            return;
        }
        if let Some(at) = self.open.iter().rposition(|(open, _)| open.eq_ignore_ascii_case(name)) {
            self.open.truncate(at);
        } else {
            self.left |= markup::is_block(name);
        }
    }

    /// The lead, if it is one: a sentence or two, no list of teasers.
    fn told(self) -> Option<String> {
        (1..=3).contains(&self.lead.len()).then(|| self.lead.join("\n\n"))
    }
}

/// Whether no lead stands in an element, as its name says, its class, or the description of the article that it is: that
/// tells the article once more, and is none of its text.
fn is_none(name: &str, attributes: &str) -> bool {
    let classes = classes::of(attributes);
    let is_description = || attribute(attributes, "itemprop").is_some_and(|property| property.contains("description"));
    markup::is_one_of(name, &NONE)
        || classes.iter().any(|class| classes::words(class).any(|word| NO_LEADS.contains(&word)))
        || is_description()
}

/// Whether a line asks the reader to sign up, sign in, pay or switch something on.
fn speaks_to_reader(lower: &str) -> bool {
    const ASKED: [&str; 9] = [
        "sign in",
        "sign-in",
        "sign up",
        "registering",
        "subscri",
        "newsletter",
        "javascript",
        "cookies",
        "connect with us",
    ];
    notices::is_notice(lower, false) || ASKED.iter().any(|asked| lower.contains(asked))
}

fn letters(text: &str, most: usize) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_with_the_heading_is_the_lead() {
        let lead = "The ferry stays where it is, the council of Holmsund decided late on Monday night.";
        let main = "Nobody wanted to lock the doors of the ferry, said Ilka Brandt, its captain.\n\nShe left.";
        let page = |head: &str| {
            format!("<header><h1>Ferry to stay</h1>{head}</header><div class=body><p>{}</p></div>", &main[..76])
        };
        for head in ["<p class=standfirst>{}</p><p>By Rosa Lind</p>", "<h2>{}</h2>", "<div><p>{}</p></div>"] {
            assert_eq!(of(&page(&head.replace("{}", lead)), main).as_deref(), Some(lead), "{head}");
        }
        for head in [
            "<p>By Rosa Lind</p>",
            "<ul><li>{}</li></ul>",
            "<div class=caption>{}</div>",
            "<h2 itemprop=description>{}</h2>",
            "<p class=blurb>{}</p>",
            "<p>A subtitle without a stop, but a long one for all that</p>",
        ] {
            assert_eq!(of(&page(&head.replace("{}", lead)), main), None, "{head}");
        }
        assert_eq!(of(&page(&format!("<p>{}</p>", &main[..76])), main), None, "it is in the text");
    }

    #[test]
    fn a_page_of_boxes_takes_no_time() {
        let page = "<h1>x</h1>".to_owned() + &"<div>".repeat(100_000) + &"</p>".repeat(100_000);
        assert_eq!(of(&page, &"The ferry stays where it is. ".repeat(9)), None);
    }
}
