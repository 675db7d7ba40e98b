//! Parts of a page that stand in the article's place and are none of it: consent dialogs, offers, bios, captions, what
//! is hidden from readers. Told by element and class before the page parser sees them, for it takes the longest prose
//! for the article.

use std::borrow::Cow;

use super::{
    classes,
    markup::attribute,
    regions::{self, Region},
};

/// Longest text in bytes of a part that may go by its class alone: an article's own wrapper may have such a class.
const SHORT: usize = 1500;

/// Longest text in bytes of a caption, and of what is hidden.
const LINE: usize = 400;

/// Ids and classes of consent dialogs, in lower case. They go whatever their length: the dialogs are long.
const CONSENT: [&str; 6] =
    ["onetrust-", "didomi-host", "usercentrics-root", "cybotcookiebotdialog", "qc-cmp2-", "sp_message_container"];

/// Ids and classes of what is put into or under an article, in lower case, alone or between the marks of a longer one.
const INSERTS: [&str; 31] = [
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
    "cookie-consent",
    "cookie-notice",
    "respond",
    "comment-respond",
];

/// Ids and classes of what readers wrote below an article, in lower case.
const COMMENTS: [&str; 6] =
    ["comments", "comment-list", "commentlist", "comments-area", "comments-section", "disqus_thread"];

/// Classes of what only those hear who have pages read to them, in lower case.
const HIDDEN: [&str; 6] =
    ["visually-hidden", "visuallyhidden", "sr-only", "screen-reader-text", "screen-reader", "screenreader-text"];

/// Elements that may be put in whole.
const INSERTED: [&str; 10] = ["div", "section", "aside", "ul", "dl", "form", "dialog", "header", "footer", "figure"];

/// What a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A dialog, or the caption of a picture: goes whatever its text.
    Whole,
    /// Something put in, if it is short.
    Insert,
    /// What readers wrote, unless most of the page's prose is in it.
    Comments,
    /// A caption that is marked by its class alone, if it is short.
    Caption,
    /// Words that are hidden, if they are few.
    Hidden,
}

/// A page without such parts. What is never closed stays, and so does what holds the heading or most of the prose.
pub(super) fn without(html: &str) -> Cow<'_, str> {
    let found = regions::of(html, part);
    let captions = found.all.iter().filter(|region| region.part == Part::Caption && region.text <= LINE);
    // An article whose every paragraph is of such a class has it for another reason.
    let are_captions = captions.map(|region| region.prose).sum::<usize>() * 2 <= found.prose;
    let goes = |region: &&Region<Part>| match region.part {
        Part::Whole => true,
        Part::Insert => region.text <= SHORT && !region.heads && region.prose * 2 <= found.prose,
        Part::Comments => !region.heads && region.prose * 2 <= found.prose,
        Part::Caption => region.text <= LINE && !region.heads && are_captions,
        Part::Hidden => region.text <= LINE && !region.heads,
    };
    regions::without(html, found.all.iter().filter(goes).map(|region| (region.from, region.to)))
}

fn part(name: &str, attributes: &str) -> Option<Part> {
    let is = |list: &[&str]| list.iter().any(|one| name.eq_ignore_ascii_case(one));
    if is(&["figcaption"]) {
        return Some(Part::Whole);
    }
    if attributes.is_empty() {
        return None;
    }
    let classes = classes::of(attributes);
    let has = |list: &[&str]| classes.iter().any(|class| list.iter().any(|word| classes::has(class, word)));
    if is(&INSERTED) && is_consent(attributes) {
        return Some(Part::Whole);
    }
    // Joomla's list of author, section, day and hits.
    if is(&INSERTED) && has(&INSERTS) || is(&["dl"]) && has(&["article-info"]) {
        return Some(Part::Insert);
    }
    if is(&["div", "section", "ul"]) && classes.iter().any(|class| COMMENTS.contains(&class.as_str())) {
        return Some(Part::Comments);
    }
    if is(&["p", "span", "div", "td"]) && classes.iter().any(|class| is_caption(class)) {
        return Some(Part::Caption);
    }
    let skips = |class: &String| class.starts_with("skip-") && class != "skip-lazy";
    (is(&["p", "span", "div", "a", "h2", "h3", "h4"]) && (has(&HIDDEN) || classes.iter().any(skips)))
        .then_some(Part::Hidden)
}

fn is_consent(attributes: &str) -> bool {
    let names = ["class", "id"].into_iter().filter_map(|key| attribute(attributes, key));
    names.map(|names| names.to_lowercase()).any(|names| CONSENT.iter().any(|word| names.contains(word)))
}

/// `wp-caption-text`, `photo-credit`, `cap`, but not `credit-card`.
fn is_caption(class: &str) -> bool {
    let mut words = classes::words(class);
    class == "cap"
        || matches!(words.next_back(), Some("credit" | "credits" | "caption"))
        || words.any(|w| w == "caption")
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
