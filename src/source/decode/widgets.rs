//! Parts of a page that work only on the page, and of which a text taken off it keeps the words on one line: players of
//! films, shows of pictures, forms to sign up with, rows of buttons.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::captions::is_speech;

/// Longest form in bytes.
const FORM: usize = 900;

/// Longest player in bytes.
const PLAYER: usize = 600;

/// Words on the buttons by which a page is handed on, in lower case, sorted.
const BUTTONS: [&str; 42] = [
    "article",
    "bluesky",
    "bookmark",
    "by",
    "cancel",
    "comment",
    "comments",
    "copied",
    "copy",
    "email",
    "embed",
    "facebook",
    "flipboard",
    "google",
    "instagram",
    "link",
    "linkedin",
    "mail",
    "messenger",
    "more",
    "on",
    "pin",
    "pinterest",
    "plus",
    "post",
    "print",
    "reddit",
    "save",
    "share",
    "sms",
    "story",
    "submit",
    "telegram",
    "text",
    "this",
    "threads",
    "tumblr",
    "tweet",
    "twitter",
    "via",
    "whatsapp",
    "x",
];

/// Those of them that stand for a place to hand it on to.
const PLACES: [&str; 11] = [
    "email",
    "facebook",
    "flipboard",
    "linkedin",
    "messenger",
    "pinterest",
    "reddit",
    "telegram",
    "tweet",
    "twitter",
    "whatsapp",
];

/// Words that only forms have.
static FORMS: LazyLock<[Finder<'static>; 6]> = LazyLock::new(|| {
    [
        "verify you're not a robot",
        "verify you’re not a robot",
        "y signing up you agree to",
        "y signing up, you agree to",
        "his site is protected by re",
        "is available without charge to any eligible news publisher",
    ]
    .map(Finder::new)
});

/// Whether a line is the words of such a part.
pub(super) fn is_widget(line: &str) -> bool {
    is_player(line)
        || is_show(line)
        || is_form(line)
        || is_row_of_buttons(line)
        || is_number(line)
        || is_of_machine(line)
}

/// "JUST WATCHED Ferry stays Replay More Videos ... MUST WATCH Ferry stays 02:29".
fn is_player(line: &str) -> bool {
    if line.len() > PLAYER {
        return false;
    }
    let watched = line.starts_with("JUST WATCHED ") && line.contains("Replay More Videos");
    let poster = || {
        line.ends_with('"')
            && line.contains("poster=\"http")
            && !is_speech(line.split("poster=").next().unwrap_or_default())
    };
    watched || line.starts_with("LISTEN TO ARTICLE ") || poster()
}

/// "Photos: Ferries of the north A ferry leaves Lund. Hide Caption 1 of 5 …".
fn is_show(line: &str) -> bool {
    let hides = |line: &str| line.contains("Hide Caption ");
    (line.starts_with("Photos: ") || line.starts_with("Hide Caption ")) && hides(line) && !is_speech(line)
}

fn is_form(line: &str) -> bool {
    let interest = line.starts_with("Interested in ") && line.ends_with(" Add Interest");
    let asks = || FORMS.iter().any(|words| words.find(line.as_bytes()).is_some());
    line.len() <= FORM && (interest || asks()) && !is_speech(line)
}

/// "cancel email X WhatsApp Facebook link bookmark Save".
fn is_row_of_buttons(line: &str) -> bool {
    if line.len() > 200 || !line.contains(' ') {
        return false;
    }
    let lower = line.to_ascii_lowercase();
    let words = || lower.split_whitespace();
    words().all(|word| BUTTONS.binary_search(&word).is_ok()) && words().any(|word| PLACES.contains(&word))
}

/// Long numbers by which a page knows its parts.
fn is_number(line: &str) -> bool {
    (10..=40).contains(&line.len()) && line.bytes().all(|byte| byte.is_ascii_digit())
}

/// What a broken page says of itself, and marks of what was to stand in a place.
fn is_of_machine(line: &str) -> bool {
    let errs = line.ends_with(|c: char| c.is_ascii_digit()) && line.contains(".php on line ");
    let mark = line.starts_with("[embedtweet ") || matches!(line, "[image]" | "[video]" | "[embed]");
    errs || mark && line.ends_with(']') || line.starts_with("*** DISCLAIMER: ") && line.ends_with("***")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_the_page_are_told_from_sentences_on_them() {
        assert!(BUTTONS.is_sorted() && PLACES.is_sorted());
        for line in [
            "JUST WATCHED Ferry stays Replay More Videos ... MUST WATCH Ferry stays 02:29",
            "Photos: Ferries A ferry leaves Lund. Hide Caption 1 of 2 Photos: Ferries Hide Caption 2 of 2",
            "Ledger newsletter Email Sign Up By signing up you agree to receive emails from the Ledger.",
            "Interested in Ferries? Add Ferries as an interest to stay up to date. Add Interest",
            "cancel email X WhatsApp Facebook link bookmark Save",
            "200222064932963",
        ] {
            assert!(is_widget(line), "{line}");
        }
        for line in [
            "JUST WATCHED was what they called the show.",
            "“By signing up you agree to sail,” Ilka Brandt said.",
            "Share this",
            "More on this story",
            "Facebook",
            "1998",
        ] {
            assert!(!is_widget(line), "{line}");
        }
    }
}
