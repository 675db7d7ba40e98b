//! Addresses that lead to words on a page: text fragments (`#:~:text=first words,last words`), as browsers read them.

/// Words of a longer text that stand for its beginning, and as many for its end.
const ENDS: usize = 5;

/// A text of at most so many words stands in the link whole.
const WHOLE: usize = 2 * ENDS;

/// The address with what leads to these words on its page; the bare address if it is of no page or there are no words.
pub(crate) fn to_words(url: &str, text: &str) -> String {
    let page = ["http://", "https://"].iter().any(|scheme| {
        url.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme)) && url.len() > scheme.len()
    });
    let Some(directive) = directive(text).filter(|_| page) else { return url.to_owned() };
    // A directive follows a fragment that is there; one that already is there is replaced.
    let base = url.split(":~:").next().unwrap_or(url);
    if base.contains('#') { format!("{base}:~:text={directive}") } else { format!("{base}#:~:text={directive}") }
}

fn directive(text: &str) -> Option<String> {
    // Whole words alone can be found; signs at either end may be printed otherwise on the page.
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    // A text of one block can be looked for as a whole; the ends of one that runs over several are looked for each.
    let blocks = text.contains('\n');
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.len() {
        0 => None,
        count if count <= WHOLE && !blocks => Some(encoded(&words)),
        count => {
            let ends = ENDS.min(count.div_ceil(2));
            let first = text.lines().next().map_or(0, |line| line.split_whitespace().count()).clamp(1, ends);
            let last = text.lines().next_back().map_or(0, |line| line.split_whitespace().count()).clamp(1, ends);
            Some(format!("{},{}", encoded(&words[..first]), encoded(&words[count - last..])))
        }
    }
}

/// Words joined by blanks, all but letters and digits percent-encoded; `-`, `,` and `&` have a meaning of their own.
fn encoded(words: &[&str]) -> String {
    let mut out = String::new();
    for byte in words.join(" ").trim_matches(|c: char| !c.is_alphanumeric()).bytes() {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_stands_whole_and_a_long_one_by_its_ends() {
        assert_eq!(
            to_words("https://a.example/x", "“We sail, at last,”"),
            "https://a.example/x#:~:text=We%20sail%2C%20at%20last"
        );
        let long = "one two three four five six seven eight nine ten eleven";
        assert_eq!(
            to_words("https://a.example/x", long),
            "https://a.example/x#:~:text=one%20two%20three%20four%20five,seven%20eight%20nine%20ten%20eleven"
        );
    }

    #[test]
    fn a_text_over_two_paragraphs_is_found_by_words_within_each() {
        let link = to_words("https://a.example", "We begin.\nWe end here");
        assert!(link.ends_with("#:~:text=We%20begin,We%20end%20here"), "{link}");
    }

    #[test]
    fn signs_with_a_meaning_are_encoded_and_fragments_kept() {
        assert_eq!(
            to_words("https://a.example/#top", "a-b & c,d"),
            "https://a.example/#top:~:text=a%2Db%20%26%20c%2Cd"
        );
        assert_eq!(to_words("https://a.example/#:~:text=old", "new"), "https://a.example/#:~:text=new");
        assert!(to_words("https://a.example/", "naïve\u{1b}[31m é").is_ascii());
    }

    #[test]
    fn what_is_no_page_or_has_no_words_stays_as_it_is() {
        assert_eq!(to_words("urn:x:1", "words"), "urn:x:1");
        assert_eq!(to_words("https://a.example/", "—!"), "https://a.example/");
    }
}
