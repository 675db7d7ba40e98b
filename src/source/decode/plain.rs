//! Plain text: is the first line a title?

use std::borrow::Cow;

use super::Draft;

/// Longest first line in bytes that may be a title.
const TITLE: usize = 160;

/// Reads plain text. The title line is taken off the body, which otherwise stays as it is.
pub(super) fn draft(text: &str) -> Draft<'_> {
    match title_line(text) {
        Some((title, body)) => {
            Draft { title: Some(Cow::Borrowed(title)), body: Cow::Borrowed(body), ..Draft::default() }
        }
        None => Draft { body: Cow::Borrowed(text), ..Draft::default() },
    }
}

/// The first line and the rest, if the line is short, does not end as a sentence does, and is set apart: by a blank
/// line, or by a next line so long that the text cannot be one broken at a fixed width.
fn title_line(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches(['\u{FEFF}', '\n', '\r', ' ', '\t']);
    let (first, rest) = text.split_once('\n')?;
    let title = first.trim();
    let bare = title.trim_end_matches(['"', '”', '’', '\'']);
    if title.is_empty() || title.len() > TITLE || bare.ends_with(['.', ',', ';', ':']) || rest.trim().is_empty() {
        return None;
    }
    let second = rest.lines().next().unwrap_or_default().trim();
    (second.is_empty() || second.len() > TITLE).then_some((title, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_short_and_set_apart() {
        let title = |text: &str| draft(text).title.map(Cow::into_owned);
        let long = "Ilka Brandt, who runs the ferry, said on Monday that she would not sell. ".repeat(4);
        assert_eq!(title("Ferry to stay\n\nIlka Brandt said so.").as_deref(), Some("Ferry to stay"));
        assert_eq!(title(&format!("Ferry to stay\r\n{long}")).as_deref(), Some("Ferry to stay"));
        assert_eq!(title("Ilka Brandt, who runs the ferry,\nsaid on Monday that she\nwould not sell."), None);
        assert_eq!(title("The ferry stays.\n\nIlka Brandt said so."), None);
        assert_eq!(title("Ferry to stay\n"), None);
        assert_eq!(title(&format!("{long}\n\nMore.")), None);
        assert_eq!(draft("Ferry to stay\n\nBody  text").body, "\nBody  text");
    }
}
