//! Plain text: what of it is head, and what text.

use std::borrow::Cow;

use super::Draft;
use crate::source::heads::{self, Head};

/// Reads plain text. The head is taken off the body, which otherwise stays as it is.
pub(super) fn draft(text: &str) -> Draft<'_> {
    // As old Macintoshes write.
    if text.contains('\r') && !text.contains('\n') {
        return owned(of_lines(&text.replace('\r', "\n")));
    }
    of_lines(text)
}

fn of_lines(text: &str) -> Draft<'_> {
    let (licence, text) = without_licence(text).unwrap_or(("", text));
    let told = |key: &str| {
        licence.lines().find_map(|line| line.trim().strip_prefix(key)).map(|told| Cow::Borrowed(told.trim()))
    };
    let Head { title, byline, mut published, source, url, mut rest, .. } = heads::read(text);
    if let Some((above, foot)) = foot_of_wire(rest) {
        rest = above;
        published = published.or_else(|| foot.lines().find_map(heads::day_of_line));
    }
    Draft {
        title: told("Title:").or(title),
        byline: told("Author:").or(byline),
        published,
        source: source.map(Cow::Borrowed),
        url: url.map(Cow::Borrowed),
        body: Cow::Borrowed(without_rule(rest)),
        ..Draft::default()
    }
}

/// A text without what a wire puts below its end, "(END) …", and that.
fn foot_of_wire(text: &str) -> Option<(&str, &str)> {
    const FOOT: usize = 600;
    let at = text.rfind("\n(END)").or_else(|| text.rfind("\n  (END)"))?;
    (at > 0 && text.len() - at <= FOOT).then(|| text.split_at(at))
}

/// What Project Gutenberg puts before a text, and the text between its two marks.
fn without_licence(text: &str) -> Option<(&str, &str)> {
    const MARK: &str = "*** START OF TH";
    let (licence, rest) = text.split_once(MARK).filter(|(licence, _)| licence.contains("Project Gutenberg"))?;
    let (_, rest) = rest.split_once('\n')?;
    Some((licence, rest.split_once("*** END OF TH").map_or(rest, |(text, _)| text)))
}

/// A text without the rule or `###` that parts it from what followed.
fn without_rule(text: &str) -> &str {
    let bare = text.trim_end();
    match bare.rsplit_once('\n') {
        Some((before, last)) if heads::is_rule(last) => before,
        _ => text,
    }
}

fn owned(draft: Draft<'_>) -> Draft<'static> {
    let own = |value: Option<Cow<'_, str>>| value.map(|value| Cow::Owned(value.into_owned()));
    Draft {
        title: own(draft.title),
        byline: own(draft.byline),
        published: draft.published,
        source: own(draft.source),
        url: own(draft.url),
        body: Cow::Owned(draft.body.into_owned()),
        ..Draft::default()
    }
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
