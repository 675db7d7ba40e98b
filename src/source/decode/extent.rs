//! Is a text all of its article? Beginnings end as paywalls and interfaces end them.

use crate::article::Extent;

/// Longest text in bytes that may be a beginning only: paywalls and interfaces show less.
const LONGEST: usize = 3000;

/// Longest text in bytes that is but a beginning if its page says that not all may read the article: shorter than
/// nearly all articles, longer than what is shown of those.
pub(super) const TEASER: usize = 1500;

/// Bytes at the end of a text in which it may say that it goes on elsewhere.
const END: usize = 240;

/// How a beginning ends, in lower case.
const ENDS: [&str; 14] = [
    "continue reading",
    "read the full story",
    "read the full article",
    "to read the rest",
    "subscribe to continue",
    "subscribe to read",
    "subscribe now to read",
    "already a subscriber",
    "for subscribers only",
    "is for subscribers",
    "sign in to continue",
    "log in to continue",
    "register to continue",
    "this is a preview",
];

/// How much of its article a text is.
pub(super) fn of(text: &str) -> Extent {
    if text.len() > LONGEST {
        return Extent::Whole;
    }
    let mut from = text.len().saturating_sub(END);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let end = text[from..].to_lowercase();
    let cut = ENDS.iter().any(|mark| end.contains(mark))
        || counts_what_is_missing(&end)
        || end.ends_with("[...]")
        || end.ends_with("[…]");
    if cut { Extent::Stub } else { Extent::Whole }
}

/// `… [+1234 chars]`, as NewsAPI ends what it cuts.
fn counts_what_is_missing(end: &str) -> bool {
    let Some(number) = end.strip_suffix(" chars]").and_then(|end| end.rsplit_once("[+")) else { return false };
    !number.1.is_empty() && number.1.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_are_told_from_articles() {
        let story = "The ferry stays, said Ilka Brandt.";
        for end in ["… [+1234 chars]", " Subscribe to continue reading.", "\n\nAlready a subscriber? Sign in", " [...]"]
        {
            assert_eq!(of(&format!("{story}{end}")), Extent::Stub, "{end}");
        }
        for end in ["", " She counted 40 chars]", " “Do continue,” she said."] {
            assert_eq!(of(&format!("{story}{end}")), Extent::Whole, "{end}");
        }
        assert_eq!(of(&format!("{}Subscribe to continue reading", format!("{story} ").repeat(100))), Extent::Whole);
    }
}
