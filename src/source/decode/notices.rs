//! Lines that ask something of the reader, or label a picture or a link: "Sign up for our newsletter", "Related: Ferry to stay".
//!
//! Decided: the opening words alone tell nothing, for a sentence of the article may have them too ("Sign up for the harvest,
//! the ministry told students"). A line goes by its shape: it ends without a stop, or, where it ends with one, has no word
//! of telling and speaks of what a site has to offer. A line of furniture that stays costs less than a sentence that goes.

use std::sync::LazyLock;

use memchr::memmem::Finder;

/// Bytes of a line that may be the first of a sentence broken over several.
const BROKEN: usize = 30;

/// Most words of a title or a caption behind a label.
const TITLE: usize = 12;

/// Most words of a request that says nothing of what the site has: "Subscribe now."
const FEW: usize = 4;

/// Longest line in bytes that sends a reader elsewhere.
const CALL: usize = 120;

/// Beginnings that no sentence of an article has, in lower case.
const SURE: [&str; 49] = [
    "% of readers think this story is",
    "(image:",
    "a version of this article appeared in print on",
    "a version of this article appears in print in",
    "a version of this article appears in print on",
    "already a subscriber?",
    "also read |",
    "don't miss:",
    "enlarge this image toggle caption",
    "external sites are not endorsed by",
    "follow us and add us as a preferred source",
    "for more stories like this, check",
    "have a tip?",
    "i would like to be emailed about offers",
    "image 1 of",
    "image source,",
    "is this page useful",
    "like this article?",
    "like this story?",
    "listen |",
    "media playback is unsupported on your device",
    "next image ",
    "now read this —",
    "note: pages will open in a new browser window",
    "prev image ",
    "read also |",
    "read or share this story: http",
    "read our privacy guidelines",
    "read |",
    "share this article share tweet",
    "slideshow (",
    "source: http",
    "strict standards: ",
    "terms under which this service is provided",
    "thank you for signing up. for more",
    "the bbc is not responsible for the content of external",
    "this content is reserved for",
    "this entry was posted in",
    "this entry was posted on",
    "to view this video please enable javascript",
    "toggle caption ",
    "view this e-mail in your browser",
    "view this email in your browser",
    "view this post on",
    "was this page useful",
    "watch the latest video at ",
    "watch |",
    "web posted at:",
    "your email address will not be published",
];

/// Further ones, of messages.
const SURE_OF_MAIL: [&str; 6] = [
    "unsubscribe from",
    "unsubscribe:",
    "you are receiving this because",
    "you are receiving this email because",
    "you received this email because",
    "your browser does not support",
];

/// Labels of links, pictures and rights, in lower case: behind one stands a title or a name.
const LABELS: [&str; 35] = [
    "also read:",
    "also see:",
    "arrow more:",
    "cover image:",
    "image copyright",
    "image credit:",
    "image:",
    "listen:",
    "main image credit:",
    "more :",
    "more:",
    "most read:",
    "now read:",
    "now watch:",
    "photo by",
    "photo credit:",
    "photo gallery:",
    "photo-illustration:",
    "photo:",
    "photograph:",
    "photos:",
    "picture:",
    "read also :",
    "read also:",
    "read more:",
    "read next:",
    "read:",
    "related post:",
    "related story:",
    "related video:",
    "related:",
    "see also:",
    "see more:",
    "tags:",
    "watch:",
];

/// Beginnings of what is asked of a reader, in lower case.
const REQUESTS: [&str; 23] = [
    "all rights reserved",
    "check out more of",
    "click for more",
    "click here for",
    "click here to",
    "click on the",
    "click to get",
    "follow us on",
    "get daily",
    "get in touch with our",
    "get the latest",
    "join us at facebook",
    "join us on",
    "like us on",
    "more on this",
    "read more on",
    "share this article on",
    "sign up for",
    "sign up to",
    "sign up:",
    "subscribe for",
    "subscribe now",
    "subscribe to",
];

/// What a site has for its readers, in lower case.
const OFFERED: [&str; 32] = [
    "access",
    "account",
    "alert",
    "alerts",
    "app",
    "bulletin",
    "channel",
    "coverage",
    "email",
    "emails",
    "facebook",
    "free",
    "here",
    "inbox",
    "instagram",
    "mail",
    "news",
    "newsletter",
    "newsletters",
    "our",
    "podcast",
    "podcasts",
    "premium",
    "stories",
    "story",
    "subscriber",
    "subscribers",
    "twitter",
    "updates",
    "video",
    "whatsapp",
    "youtube",
];

/// Words of telling, in lower case, by which a sentence is told that is no notice.
const TELLING: [&str; 37] = [
    "added", "agreed", "asked", "became", "begged", "called", "came", "cried", "fell", "found", "gave", "grew", "had",
    "heard", "knew", "left", "lived", "made", "moved", "passed", "replied", "said", "saw", "says", "sent", "stood",
    "tells", "thought", "told", "took", "turned", "urged", "wanted", "warned", "was", "went", "were",
];

/// What only notices say, in lower case.
static WITHIN: LazyLock<[Finder<'static>; 9]> = LazyLock::new(|| {
    [
        "straight to your inbox",
        "delivered to your inbox",
        "daily to your inbox",
        "sign up for our newsletter",
        "disable your ad blocker",
        "signing up to our",
        "signing up for our",
        "new flipboard magazine",
        " is a reported column by ",
    ]
    .map(Finder::new)
});

/// Whether a line, given in lower case as well, is such a notice. `goes_on` tells whether the next line goes on with it.
pub(super) fn is_notice(lower: &str, goes_on: bool) -> bool {
    if goes_on && lower.len() >= BROKEN && !ends(lower) {
        return false;
    }
    begins(&SURE, lower).or_else(|| begins(&SURE_OF_MAIL, lower)).is_some()
        || is_of_its_age(lower)
        || lower.starts_with("follow @") && words(lower).count() <= FEW
        || is_to_be_followed(lower)
        || is_call(lower)
        || begins(&LABELS, lower).is_some_and(|behind| is_label(lower, behind))
        || begins(&REQUESTS, lower).is_some_and(|behind| is_request(lower, behind))
        || lower.starts_with('©') && !is_told(lower)
        || WITHIN.iter().any(|words| words.find(lower.as_bytes()).is_some()) && !is_told(lower)
}

/// "This article is more than 2 years old".
fn is_of_its_age(lower: &str) -> bool {
    let age = lower.strip_prefix("this article is more than ");
    age.is_some_and(|age| age.ends_with(" old") && words(age).count() <= FEW)
}

/// "Follow Ada Orr on Twitter: @adaorr", "Send letters to letters@courier.example.", "Like us on Facebook."
fn is_to_be_followed(lower: &str) -> bool {
    const NETS: [&str; 8] = [
        " on twitter",
        " on facebook",
        " on instagram",
        "twitter.com/",
        "facebook.com/",
        " at twitter",
        "facebook/",
        "twitter: ",
    ];
    let bare = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    let has_net = || NETS.iter().any(|net| bare.contains(net)) || bare.contains(" @") || bare.contains(":@");
    let has_address = || bare.contains('@');
    let begins = |words: &[&str]| words.iter().any(|words| bare.starts_with(words));
    let asks = begins(&["follow "]) && has_net()
        || begins(&["like "]) && bare.contains(" on facebook")
        || begins(&["join us on ", "join us at "]) && has_net()
        || begins(&["send letters to", "send tips to", "send story tips to", "contact us at", "contact the reporter"])
            && has_address()
        || begins(&["reach ", "contact "]) && has_address() && has_net();
    asks && !is_told(bare) && !bare.contains(['“', '"']) && !bare.contains(" me ")
}

/// "Can't see the video? Click here.", "Read the full report here.": a line that ends with where to go.
fn is_call(lower: &str) -> bool {
    const CALLS: [&str; 6] =
        ["click here", "clicking here", "sign up here", "subscribe here", "vote here", "read more here"];
    const VERBS: [&str; 10] = [
        "download ",
        "find ",
        "get ",
        "listen to ",
        "read ",
        "see ",
        "view ",
        "watch ",
        "you can read ",
        "you can watch ",
    ];
    const THINGS: [&str; 20] = [
        "analysis",
        "article",
        "column",
        "coverage",
        "document",
        "episode",
        "entire",
        "essay",
        "full",
        "interview",
        "letter",
        "op",
        "post",
        "report",
        "results",
        "statement",
        "story",
        "text",
        "transcript",
        "video",
    ];
    let bare = lower.trim_end_matches(|c: char| !c.is_alphanumeric());
    if lower.len() > CALL || !bare.ends_with("here") || is_told(lower) || lower.contains(['“', '"', '”']) {
        return false;
    }
    let is_parted = |call: &&str| bare.strip_suffix(*call).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '));
    let leads = || VERBS.iter().any(|verb| lower.starts_with(verb)) && !bare.ends_with("from here");
    bare.ends_with(" in full here")
        || CALLS.iter().any(is_parted)
        || bare.ends_with(" here") && leads() && words(bare).any(|word| THINGS.contains(&word))
}

/// What stands behind the one of these with which a line begins.
fn begins<'l>(beginnings: &[&str], lower: &'l str) -> Option<&'l str> {
    let first = lower.as_bytes().first()?;
    let mut fitting = beginnings.iter().filter(|beginning| beginning.as_bytes().first() == Some(first));
    fitting.find_map(|beginning| lower.strip_prefix(beginning))
}

/// "Related: Ferry to stay", "Photo: Ilka Brandt.", but not "Related: that is what the two turned out to be."
fn is_label(lower: &str, behind: &str) -> bool {
    !states(lower) || !is_told(lower) && words(behind).count() <= TITLE
}

/// "Sign up for our newsletter.", "Subscribe now", but not "Sign up for the harvest, the ministry urged."
fn is_request(lower: &str, behind: &str) -> bool {
    // "All rights reserved. Reg. office: Holmsund."
    let is_apart = behind.is_empty() || !behind.starts_with(' ') && lower.starts_with("all rights reserved");
    let speaks = |word: &str| OFFERED.binary_search(&word).is_ok() || word == "your";
    let offers = || words(behind).any(speaks) || lower.starts_with("click") || words(lower).count() <= FEW;
    is_apart || !states(lower) || !is_told(lower) && offers()
}

/// Whether a line ends as a statement does, or tells something: neither do titles, questions and calls.
fn states(lower: &str) -> bool {
    let bare = lower.trim_end_matches(['”', '"', '’', '\'', ')', ']', ' ']);
    bare.ends_with('.') && !bare.ends_with("..") || bare.ends_with(['!', '?']) && is_told(lower)
}

/// Whether a line tells of something that was: no notice does.
pub(super) fn is_told(lower: &str) -> bool {
    words(lower).any(|word| TELLING.binary_search(&word).is_ok())
}

/// Whether a line ends as a sentence does.
pub(super) fn ends(line: &str) -> bool {
    line.trim_end_matches(['”', '"', '’', '\'', ')', ']', ' ']).ends_with(['.', '!', '?', '…'])
}

/// The words of a text.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notices_are_told_by_their_shape() {
        assert!(OFFERED.is_sorted() && TELLING.is_sorted());
        for line in [
            "sign up for our newsletter.",
            "get the latest news straight to your inbox.",
            "subscribe now.",
            "subscribe to the ledger",
            "related: ferry to stay",
            "photo: ilka brandt.",
            "all rights reserved. registered in holmsund.",
            "more on this story",
            "© 2016 the ledger",
            "click here to see the map.",
            "this article is more than 2 years old",
            "follow @theledger",
            "follow ada orr on twitter: @adaorr",
            "like us on facebook.",
            "send letters to letters@courier.example.",
            "can't see the film? click here.",
            "read the full report here.",
            "read: ferry to stay",
            "photo credit: ada orr",
            "get the ledger stories you care about delivered to your inbox. by signing up, you agree to our privacy policy",
        ] {
            assert!(is_notice(line, false), "{line}");
        }
        for line in [
            "sign up for the harvest, the ministry urged, or there will be no bread.",
            "subscribe to the theory if you like, said the older one, but the well is dry.",
            "get the latest harvest in before the rain, he told his sons.",
            "more on this hill than on any other in the county the snow lies until may.",
            "related: that is what the two mayors turned out to be, to their own surprise.",
            "all rights reserved for the king in 1707 passed to the county.",
            "© marks were scratched into every plate.",
            "he told them that it came straight to your inbox.",
            "follow the coast and you will find the ferry.",
            "“follow me on twitter,” ilka brandt replied.",
            "read the sea from here, and you read it well, from here.",
            "she found the full report here.",
            "this article is more than an apology to the old sailors of lund, she wrote.",
        ] {
            assert!(!is_notice(line, false), "{line}");
        }
        assert!(!is_notice("get the latest harvest in before the rain", true), "the next line goes on");
    }
}
