//! Classes and ids of an element, as far as they tell what it is.

use super::markup::attribute;

/// Beginnings of classes that say what all within is about or may have, and not what it is: `category-newsletter`.
const ABOUT: [&str; 8] = ["category-", "tag-", "has-", "no-", "with-", "type-", "single-", "post-type-"];

/// Ends of such classes: `social-share-enabled`.
const SWITCHES: [&str; 3] = ["-enabled", "-disabled", "-open"];

/// The classes and ids of an element that tell what it is, in lower case; `newsletterBox` as `newsletter-box` too.
pub(super) fn of(attributes: &str) -> Vec<String> {
    let mut all = Vec::new();
    for value in ["class", "id"].into_iter().filter_map(|key| attribute(attributes, key)) {
        for token in value.split_whitespace() {
            let (lower, parted) = (token.to_lowercase(), parted(token));
            if parted != lower {
                all.push(parted);
            }
            all.push(lower);
        }
    }
    all.retain(|token| {
        !ABOUT.iter().any(|by| token.starts_with(by)) && !SWITCHES.iter().any(|end| token.ends_with(end))
    });
    all
}

/// `newsletterBox` as `newsletter-box`.
fn parted(token: &str) -> String {
    let mut out = String::with_capacity(token.len() + 4);
    for c in token.chars() {
        if c.is_uppercase() && out.ends_with(char::is_lowercase) {
            out.push('-');
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// Whether a class is this one or has it between its marks: `newsletter` in `c-newsletter__box` and `newsletters`, not
/// in `newsletterish`.
pub(super) fn has(class: &str, word: &str) -> bool {
    let is_end = |rest: &str| rest.is_empty() || rest.starts_with(['-', '_']);
    let begins = |at: usize| {
        let rest = class[at..].strip_prefix(word);
        rest.is_some_and(|rest| is_end(rest) || rest.strip_prefix('s').is_some_and(is_end))
    };
    begins(0) || class.match_indices(['-', '_']).any(|(at, _)| begins(at + 1))
}

/// The words of a class: `byline` and `name` of `byline__name`.
pub(super) fn words(class: &str) -> impl DoubleEndedIterator<Item = &str> {
    class.split(['-', '_']).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_tells_what_an_element_is_and_not_what_it_is_about() {
        assert_eq!(of("class='post category-newsletter has-sidebar' id=theStory"), ["post", "the-story", "thestory"]);
        for class in ["newsletter", "c-newsletter__box", "newsletters"] {
            assert!(has(class, "newsletter"), "{class}");
        }
        for class in ["newsletterish", "snewsletter", "news-letter"] {
            assert!(!has(class, "newsletter"), "{class}");
        }
    }
}
