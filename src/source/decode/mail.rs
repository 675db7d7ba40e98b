//! An e-mail as an article: a newsletter, a press release.

use std::borrow::Cow;

use mail_parser::{Address, Message, MessageParser, MessagePart, MimeHeaders};

use super::{Draft, dates, markup};
use crate::source::{identity, names};

mod forwarded;

/// Reads a message; `None` if it is none. Of two versions of the text, the plain one is taken unless it is but a note
/// that there is another.
pub(super) fn draft(bytes: &[u8]) -> Option<Draft<'static>> {
    let bytes = match bytes.starts_with(b"From ") {
        true => bytes.splitn(2, |&byte| byte == b'\n').nth(1)?,
        false => bytes,
    };
    let message = MessageParser::default().parse(bytes)?;
    // Where there is no plain text the parser makes one of the page, without paragraphs.
    let has_plain = !message.text_bodies().next().is_some_and(MessagePart::is_text_html);
    let plain = message.body_text(0).filter(|_| has_plain).map(Cow::into_owned).unwrap_or_default();
    let page = message.body_html(0).map(|html| markup::to_text(html).into_owned()).unwrap_or_default();
    let body = if plain.trim().len() * 2 >= page.trim().len() { plain } else { page };
    let body = if body.trim().is_empty() { ill_formed(&message) } else { body };
    let draft = with_head(&message, &body);
    let bare = forwarded::without_foot(&draft.body);
    let cut = (bare.len() < draft.body.len()).then(|| Cow::Owned(bare.to_owned()));
    Some(Draft { body: cut.unwrap_or(draft.body), ..draft })
}

/// What the head of a message says of its text, or the head of what it passes on.
fn with_head(message: &Message<'_>, body: &str) -> Draft<'static> {
    let from = message.from().and_then(Address::first);
    let address = from.and_then(|from| from.address()).and_then(|address| address.split_once('@'));
    let date = message.date().map(mail_parser::DateTime::to_rfc3339);
    // Outlook writes "Sent:" where it prints a message.
    let printed = || ["Date", "Sent"].iter().find_map(|name| dates::parse(message.header_raw(*name)?.trim()));
    let published = date.as_deref().and_then(dates::parse).or_else(printed);
    let host = |host: &str| identity::host(&format!("http://{host}")).map(Cow::Owned);
    let subject = message.subject();
    let is_list = |name: &str| is_list(message, body, name);
    let title = |subject: &str| Cow::Owned(forwarded::bare_subject(subject, is_list).to_owned());
    let own_id = message.message_id().map(|id| Cow::Owned(id.to_owned()));
    if let Some(inner) = subject.and_then(|subject| forwarded::read(subject, body)) {
        let name = inner.from.map(names::without_address).filter(|name| !name.contains('@'));
        let address =
            inner.from.and_then(|from| from.rsplit_once('@')).map(|(_, host)| host.trim_end_matches(['>', ']']));
        return Draft {
            title: inner.subject.or(subject).map(title),
            body: Cow::Owned(inner.body.to_owned()),
            published: inner.published.or(published),
            byline: name.map(|name| Cow::Owned(name.to_owned())),
            source: address.and_then(host),
            own_id,
            ..Draft::default()
        };
    }
    Draft {
        title: subject.map(title),
        body: Cow::Owned(body.to_owned()),
        published,
        byline: from.and_then(|from| from.name()).map(|name| Cow::Owned(name.to_owned())),
        source: address.and_then(|(_, at)| host(at)),
        own_id,
        ..Draft::default()
    }
}

/// Whether a message is one of the list of this name, as its head or the foot of its text says.
fn is_list(message: &Message<'_>, body: &str, name: &str) -> bool {
    let is_own = |address: &str| address.split('@').next().is_some_and(|own| own.eq_ignore_ascii_case(name));
    let to = || message.to().and_then(Address::first).and_then(|to| to.address()).is_some_and(is_own);
    let listed = || message.header_raw("List-Id").is_some_and(|id| id.to_lowercase().contains(&name.to_lowercase()));
    let foot = || body.contains(&format!("{name} mailing list"));
    !name.is_empty() && !name.contains(' ') && (to() || listed() || foot())
}

/// The page, and its address, that a browser saved as a message: "Save as … single file" (MHT).
pub(super) fn saved_page(bytes: &[u8]) -> Option<(String, Option<String>)> {
    /// Bytes of the header in which browsers say that they saved it.
    const HEADER: usize = 2048;
    memchr::memmem::find(&bytes[..bytes.len().min(HEADER)], b"Saved by ")?;
    let message = MessageParser::default().parse(bytes)?;
    // As sender, and not "Saved by the bell" as subject.
    message.header_raw("From").filter(|from| from.trim().trim_start_matches(['<', '"']).starts_with("Saved by "))?;
    let page = message.html_bodies().find(|part| part.is_text_html())?;
    let told = message.header_raw("Snapshot-Content-Location").map(str::trim).map(str::to_owned);
    let address = told.or_else(|| page.content_location().map(str::to_owned)).filter(|url| url.starts_with("http"));
    Some((page.text_contents()?.to_owned(), address))
}

/// The text of a message whose parts are not parted as they should be: of one within it, else all lines that are
/// neither header nor border; nothing if what is there is packed.
fn ill_formed(message: &Message<'_>) -> String {
    let inner = message.attachments().find_map(|part| part.message()?.body_text(0).map(Cow::into_owned));
    if let Some(inner) = inner.filter(|inner| !inner.trim().is_empty()) {
        return inner;
    }
    let raw = String::from_utf8_lossy(message.raw_message());
    let Some((_, body)) = raw.replace('\r', "").split_once("\n\n").map(|(head, body)| (head.len(), body.to_owned()))
    else {
        return String::new();
    };
    if body.to_ascii_lowercase().contains("content-transfer-encoding: base64") {
        return String::new();
    }
    let is_header = |line: &&str| {
        line.starts_with("--")
            || line.starts_with([' ', '\t'])
            || line.split_once(": ").is_some_and(|(name, _)| {
                name.contains('-') && name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-')
            })
    };
    body.lines().filter(|line| !is_header(line)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newsletter_is_read() {
        let mail = b"From a@b Mon Sep 20\r\nFrom: Rosa Lind <rosa@mail.ledger.example>\r\nSubject: =?utf-8?q?Ferry_=E2=80=93_stays?=\r\nDate: Tue, 20 Sep 2016 23:30:00 -0700\r\nMessage-ID: <20160920.x1@ledger.example>\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=22No,=22 said Ilka Brandt at the caf=E9.\r\n";
        let draft = draft(mail).unwrap();
        assert_eq!(draft.title.as_deref(), Some("Ferry – stays"));
        assert_eq!(draft.body.trim(), "\"No,\" said Ilka Brandt at the café.");
        assert_eq!(draft.published.unwrap().to_string(), "2016-09-20", "the day as printed");
        assert_eq!(
            (draft.byline.as_deref(), draft.source.as_deref()),
            (Some("Rosa Lind"), Some("mail.ledger.example"))
        );
    }
}
