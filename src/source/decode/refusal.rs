//! Pages that hold no article: errors, walls before the article, shells that a script fills, lists of links. A page is
//! one only if its heading and its text both say so, for there are articles on errors too.

use memchr::memmem;

use super::markup::{self, Piece};

/// Longest text in bytes of an error or a wall.
const SHORT: usize = 1500;

/// Longest text in bytes beside the frames of a page.
const BESIDE_FRAMES: usize = 300;

/// Letters of a line that is a paragraph of an article, if it is no link.
const PARAGRAPH: usize = 100;

/// Lines of a list of links that may be none.
const OTHERS: usize = 64;

/// Headings of errors and walls, their letters and digits in lower case.
const HEADINGS: [&str; 34] = [
    "301movedpermanently",
    "302found",
    "403forbidden",
    "404notfound",
    "404error",
    "404filenotfound",
    "500internalservererror",
    "502badgateway",
    "503servicetemporarilyunavailable",
    "503serviceunavailable",
    "504gatewaytimeout",
    "accessdenied",
    "accesstothispagehasbeendenied",
    "areyouarobot",
    "attentionrequired",
    "badgateway",
    "beforeyoucontinue",
    "error404",
    "error404notfound",
    "filenotfound",
    "forbidden",
    "internalservererror",
    "justamoment",
    "objectmoved",
    "pagecannotbefound",
    "pagenotfound",
    "pagenolongeravailable",
    "pleaseverifyyouareahuman",
    "robotcheck",
    "securitycheck",
    "servicetemporarilyunavailable",
    "serviceunavailable",
    "unavailableduetolegalreasons",
    "yourprivacychoices",
];

/// What the texts of such pages say, in lower case.
const SAID: [&str; 19] = [
    "permission to access",
    "don't have permission",
    "cookies",
    "javascript",
    "the page you",
    "this page",
    "not found",
    "could not be found",
    "cannot be found",
    "security of your connection",
    "security check",
    "access cannot be granted",
    "this server",
    "the server",
    "try again",
    "your browser",
    "has moved",
    "you are human",
    "unusual traffic",
];

/// Why a page is no article; `None` if it may be one.
pub(super) fn of(html: &str, title: Option<&str>, text: &str) -> Option<&'static str> {
    if text.len() <= SHORT && is_wall(html, title, text) {
        return Some("is a page of an error or a wall before the article; fetch it again");
    }
    if text.len() <= BESIDE_FRAMES && holds(html, "frameset") {
        return Some("is a frame round other pages; the article lies in one of them");
    }
    if text.len() <= SHORT && (is_shell(title, text) || is_title_alone(html, text)) {
        return Some("holds but its title; its text is put there by a script");
    }
    is_list(html, text).then_some("is a list of articles and no article")
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_wall(html: &str, title: Option<&str>, text: &str) -> bool {
    let headings = heads(html);
    // "404 - Page not found | Ledger", "451: Unavailable due to legal reasons".
    let says_so = |part: &str| {
        let letters = letters(part);
        HEADINGS.contains(&&*letters) || HEADINGS.contains(&letters.trim_start_matches(|c: char| c.is_ascii_digit()))
    };
    let is_error = |heading: &str| heading.split('|').flat_map(|part| part.split(" - ")).any(says_so);
    let lower = text.to_lowercase().replace('’', "'");
    title.into_iter().chain(headings.iter().map(String::as_str)).any(is_error)
        && SAID.iter().any(|words| lower.contains(words))
}

/// The page's `title` and its first heading.
fn heads(html: &str) -> Vec<String> {
    let mut heads: Vec<String> = Vec::new();
    let mut inside: Option<&str> = None;
    for piece in markup::pieces(html) {
        match piece {
            Piece::Open { name, .. } if heads.len() < 2 && markup::is_one_of(name, &["title", "h1"]) => {
                heads.push(String::new());
                inside = Some(name);
            }
            Piece::Close { name } if inside.is_some_and(|open| open.eq_ignore_ascii_case(name)) => inside = None,
            Piece::Text(text) if inside.is_some() => {
                heads.last_mut().into_iter().for_each(|head| head.push_str(&htmlize::unescape(text)));
            }
            _ => {}
        }
    }
    heads
}

fn holds(html: &str, element: &str) -> bool {
    markup::pieces(html).any(|piece| matches!(piece, Piece::Open { name, .. } if name.eq_ignore_ascii_case(element)))
}

/// Whether a text is but the title again, or asks for scripts.
fn is_shell(title: Option<&str>, text: &str) -> bool {
    let asks = || text.len() < BESIDE_FRAMES && text.to_lowercase().contains("enable javascript");
    title.is_some_and(|title| letters(title) == letters(text)) || asks()
}

/// Whether a page with data for a script has no line but its title and the name of the site in it.
fn is_title_alone(html: &str, text: &str) -> bool {
    if text.len() > BESIDE_FRAMES || memmem::find(html.as_bytes(), b"application/json").is_none() {
        return false;
    }
    let heads: Vec<String> = heads(html).iter().map(|head| letters(head)).collect();
    let is_head = |line: String| heads.iter().any(|head| head.contains(&line));
    text.lines().map(letters).filter(|line| !line.is_empty()).all(is_head)
}

/// Whether most of a text are the words of links, and none of it is a paragraph.
fn is_list(html: &str, text: &str) -> bool {
    let links = links(html);
    let (mut linked, mut all, mut others, mut from) = (0, 0, 0, 0);
    for line in text.lines().map(letters).filter(|line| !line.is_empty()) {
        all += line.len();
        // Links may stand several to a line, in the order of the page.
        if let Some(at) = memmem::find(&links.as_bytes()[from..], line.as_bytes()) {
            from += at + line.len();
            linked += line.len();
            continue;
        }
        others += 1;
        if line.len() > PARAGRAPH || others > OTHERS {
            return false;
        }
    }
    linked * 10 > all * 6
}

/// The letters of all links of a page, in order.
fn links(html: &str) -> String {
    let mut links = String::new();
    let mut inside = false;
    for piece in markup::pieces(html) {
        match piece {
            Piece::Open { name, .. } if name.eq_ignore_ascii_case("a") => inside = true,
            Piece::Close { name } if name.eq_ignore_ascii_case("a") => inside = false,
            Piece::Text(text) if inside => links += &letters(&htmlize::unescape(text)),
            _ => {}
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(title: &str, body: &str) -> Option<&'static str> {
        let html = format!("<title>{title} | The Ledger</title><body><h1>{title}</h1>{body}</body>");
        of(&html, Some(title), markup::strip(body).trim())
    }

    #[test]
    fn errors_walls_and_lists_are_no_articles() {
        assert!(page("404 - Page not found", "<p>The page you asked for has gone.</p>").is_some());
        assert!(page("Access Denied", "You don’t have permission to access this server.").is_some());
        assert!(page("Just a moment...", "<p>Enable JavaScript and cookies to continue</p>").is_some());
        assert!(page("News", &"<li><a href=/a>Ferry to stay in Holmsund</a></li>".repeat(9)).is_some());
        assert!(page("Ferry to stay", "<p>Ferry to stay</p>").is_some());
    }

    #[test]
    fn articles_on_errors_are_articles() {
        let said = "<p>“The page was not found,” said Ilka Brandt of the log of her ferry.</p>";
        assert_eq!(page("Page not found: the log of the ferry", said), None);
        assert_eq!(page("Access denied", "<p>Ilka Brandt was turned away at the quay, she said.</p>"), None);
        let links = "<li><a href=/a>Ferry to stay in Holmsund</a></li>".repeat(9);
        let told =
            "“It stays,” said Ilka Brandt of the ferry that has sailed from Holmsund for a hundred years and more.";
        assert_eq!(page("News", &format!("<p>{told} She had been asked for weeks.</p>{links}")), None);
    }
}
