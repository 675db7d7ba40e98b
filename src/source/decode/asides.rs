//! Parts of a page that stand in the article's place and are none of it: consent dialogs, offers, bios, captions. Told
//! by element and class before the page parser sees them, for it takes the longest prose for the article.

use std::borrow::Cow;

use super::markup::{self, Piece, attribute};

/// Deepest nesting in which such parts are looked for; browsers stop there too.
const DEPTH: usize = 512;

/// Longest text in bytes of a part that may go by its class alone: an article's own wrapper may have such a class.
const SHORT: usize = 1500;

/// Elements that may be such parts.
const ELEMENTS: [&str; 9] = ["div", "section", "aside", "ul", "form", "dialog", "figcaption", "header", "footer"];

/// Ids and classes of consent dialogs, in lower case. They go whatever their length: the dialogs are long.
const CONSENT: [&str; 6] =
    ["onetrust-", "didomi-host", "usercentrics-root", "cybotcookiebotdialog", "qc-cmp2-", "sp_message_container"];

/// Words of ids and classes of what is put into or under an article, in lower case.
const INSERTS: [&str; 27] = [
    "newsletter",
    "news-letter",
    "author__bio",
    "author-bio",
    "author_bio",
    "authorbio",
    "author-box",
    "about-author",
    "author-info",
    "related-articles",
    "related-links",
    "related-stories",
    "related-content",
    "related-posts",
    "relatedlinks",
    "similarlinks",
    "intro-body__premium",
    "paywall-offer",
    "subscribe-box",
    "signup-form",
    "most-read",
    "read-more-links",
    "cookie-banner",
    "social-share",
    "identity-intro",
    "video-card-overlay",
    "google-preferred-source",
];

/// What goes whatever its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A dialog, or the caption of a picture.
    Whole,
    /// Something put in, if it is short.
    Insert,
}

/// An element that is open.
struct Open<'h> {
    name: &'h str,
    at: usize,
    /// Bytes of text on the page before it.
    text: usize,
    part: Option<Part>,
}

/// A page without such parts. What is never closed stays, and so does everything below the depth looked at.
pub(super) fn without(html: &str) -> Cow<'_, str> {
    let cuts = cuts(html);
    if cuts.is_empty() {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len());
    let mut kept = 0;
    for (start, end) in cuts {
        if start >= kept {
            out.push_str(&html[kept..start]);
        }
        kept = kept.max(end);
    }
    out.push_str(&html[kept..]);
    Cow::Owned(out)
}

/// The parts to cut out, in order of their beginnings.
fn cuts(html: &str) -> Vec<(usize, usize)> {
    let mut cuts = Vec::new();
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut text = 0;
    for piece in markup::pieces(html) {
        match piece {
            Piece::Text(words) => text += words.trim().len(),
            Piece::Open { name, attributes } if open.len() < DEPTH && is_tracked(name, attributes) => {
                open.push(Open { name, at: offset(html, name) - 1, text, part: part(name, attributes) });
            }
            Piece::Close { name } => {
                let Some(found) = open.iter().rposition(|one| one.name.eq_ignore_ascii_case(name)) else { continue };
                let closed = open.drain(found..).next().expect("the range holds the one found");
                if closed.part.is_some_and(|part| part == Part::Whole || text - closed.text <= SHORT) {
                    let after = offset(html, name) + name.len();
                    let end = memchr::memchr(b'>', &html.as_bytes()[after..]).map_or(html.len(), |at| after + at + 1);
                    cuts.push((closed.at, end));
                }
            }
            _ => {}
        }
    }
    cuts.sort_unstable();
    cuts
}

fn is_tracked(name: &str, attributes: &str) -> bool {
    markup::is_one_of(name, &ELEMENTS) && !attributes.ends_with('/')
}

/// Where a piece of a page begins in it.
fn offset(html: &str, piece: &str) -> usize {
    piece.as_ptr() as usize - html.as_ptr() as usize
}

fn part(name: &str, attributes: &str) -> Option<Part> {
    if name.eq_ignore_ascii_case("figcaption") {
        return Some(Part::Whole);
    }
    let value = |key| attribute(attributes, key).map(|value| value.to_lowercase()).unwrap_or_default();
    let names = value("class") + " " + &value("id");
    let has = |list: &[&str]| list.iter().any(|word| names.contains(word));
    if has(&CONSENT) {
        return Some(Part::Whole);
    }
    has(&INSERTS).then_some(Part::Insert)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dialogs_captions_and_inserts_go() {
        let page = "<div id=a><p>One.</p><DIV class='Newsletter-box'><div>Sign up</div></DIV><p>Two.</p>\
            <figcaption class=x>b</figcaption><div id=onetrust-consent-sdk><p>We value</p></div ><p>Three.</p></div>";
        assert_eq!(without(page), "<div id=a><p>One.</p><p>Two.</p><p>Three.</p></div>");
    }

    #[test]
    fn an_article_within_a_misnamed_wrapper_stays() {
        let page = format!("<div class=newsletter-page><p>{}</p></div>", "The ferry stays. ".repeat(200));
        assert!(matches!(without(&page), Cow::Borrowed(_)));
        assert!(matches!(without("<p>a</p><figcaption>b"), Cow::Borrowed(_)));
    }

    #[test]
    fn nested_parts_and_stray_ends_do_no_harm() {
        assert_eq!(without("a<aside class=most-read>b<ul class=most-read>c</ul></aside>d</ul></div>"), "ad</ul></div>");
        let deep = "<div class=newsletter>".repeat(5000) + &"</ul></div>".repeat(5000);
        let _ = without(&deep);
    }
}
