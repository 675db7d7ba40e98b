//! Messages of a file or mailbox, and what some carry: the messages of a digest, one that was forwarded whole, pages
//! that are attached.
//!
//! Decided: what is carried is an article of its own, told by its own head. The message round it is one as well, unless
//! its text is but a note, which is counted as passed over. The day on which it was sent is not that of a page attached to it.

use std::collections::VecDeque;

use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders};
use memchr::memmem;

use super::{
    Context, Item, PassedOver,
    cuts::{Begin, Cuts},
    whole::Whole,
};
use crate::source::{Format, RawRecord, input::Input, markup};

/// Bytes of text of a message that are but a note on what it carries: "FYI, worth a look."
const NOTE: usize = 200;

/// Bytes of text of an attached page that may be an article, and no signature.
const PAGE: usize = 200;

/// Yields messages, one after the other.
#[derive(Debug)]
pub(in crate::source) struct Mails {
    from: From,
    /// What the last message carried and has not been yielded.
    carried: VecDeque<RawRecord>,
    /// Whether any message was parted.
    parted: bool,
}

/// What holds the messages.
#[derive(Debug)]
enum From {
    File(Whole),
    Mailbox(Cuts),
}

impl Mails {
    /// The one message of a file.
    pub(in crate::source) fn of_file() -> Self {
        Self::new(From::File(Whole::new(Format::Mail)))
    }

    /// The messages of a mailbox.
    pub(in crate::source) fn of_mailbox() -> Self {
        Self::new(From::Mailbox(Cuts::new(Begin::From, Format::Mail)))
    }

    fn new(from: From) -> Self {
        Self { from, carried: VecDeque::new(), parted: false }
    }

    /// Whether the file is one article; known after the first record.
    pub(in crate::source) fn is_single(&self) -> bool {
        matches!(self.from, From::File(_)) && !self.parted
    }

    pub(in crate::source) fn next(
        &mut self,
        input: &mut Input,
        context: &Context,
        passed: &mut PassedOver,
    ) -> Option<Item> {
        if let Some(record) = self.carried.pop_front() {
            return Some(Ok(record));
        }
        let item = match &mut self.from {
            From::File(whole) => whole.next(input, context)?,
            From::Mailbox(cuts) => cuts.next(input, context)?,
        };
        let Ok(mail) = item else { return Some(item) };
        self.carried = carried(&mail, context);
        self.parted |= !self.carried.is_empty();
        if self.carried.is_empty() || !is_note(&mail) {
            return Some(Ok(mail));
        }
        *passed.entry("note-on-message").or_default() += 1;
        self.carried.pop_front().map(Ok)
    }
}

fn parsed(bytes: &[u8]) -> Option<Message<'_>> {
    MessageParser::default().parse(bytes)
}

/// The bytes of a message without the line before it in a mailbox, and where they begin.
fn without_from_line(bytes: &[u8]) -> (usize, &[u8]) {
    let line = bytes.starts_with(b"From ").then(|| memchr::memchr(b'\n', bytes)).flatten();
    let from = line.map_or(0, |end| end + 1);
    (from, &bytes[from..])
}

/// Whether the text of a message, but for what it carries, is but a note.
fn is_note(mail: &RawRecord) -> bool {
    let (_, bytes) = without_from_line(&mail.bytes);
    let Some(message) = parsed(bytes) else { return false };
    let texts = message.text_bodies().filter(|part| !part.is_message() && !is_attached(part));
    texts.filter_map(MessagePart::text_contents).map(|text| text.trim().len()).sum::<usize>() < NOTE
}

/// The messages and pages that a message carries, each with its place.
fn carried(mail: &RawRecord, context: &Context) -> VecDeque<RawRecord> {
    let has = |mark: &[u8]| memmem::find(&mail.bytes, mark).is_some();
    if !(has(b"rfc822") || has(b"multipart/digest") || has(b"attachment") && has(b"text/html")) {
        return VecDeque::new();
    }
    let (from, bytes) = without_from_line(&mail.bytes);
    let Some(message) = parsed(bytes) else { return VecDeque::new() };
    let record = |part: &MessagePart<'_>| {
        let place = mail.provenance.offset + from as u64 + u64::from(part.raw_body_offset());
        if let Some(inner) = part.message().filter(|inner| has_text(inner)) {
            let range = part.raw_body_offset() as usize..part.raw_end_offset() as usize;
            let as_it_lies = bytes.get(range).filter(|_| part.encoding == Encoding::None);
            let inner = as_it_lies.unwrap_or(&inner.raw_message);
            return Some(context.record(place, inner, Format::Mail));
        }
        let page = part.text_contents().filter(|_| part.is_text_html() && is_attached(part))?;
        let bytes = page.as_bytes();
        (markup::strip(page).trim().len() >= PAGE).then(|| context.record(place, bytes, Format::Html))
    };
    message.parts.iter().filter_map(record).collect()
}

fn is_attached(part: &MessagePart<'_>) -> bool {
    part.content_disposition().is_some_and(mail_parser::ContentType::is_attachment)
}

fn has_text(message: &Message<'_>) -> bool {
    message.body_text(0).is_some_and(|text| !text.trim().is_empty())
}
