//! Web archives: WARC and ARC, record by record; only pages that were there, and plain text made from pages.

use memchr::{memchr, memmem};

use super::{Context, Item, PassedOver};
use crate::source::{Format, SourceError, WebArchive, error::Reason, input::Input};

/// Longest header of a record in bytes.
const HEADER: usize = 64 << 10;

/// Bytes of a response in which its own header is looked for.
const RESPONSE: usize = 16 << 10;

/// Splits a web archive.
#[derive(Debug)]
pub(in crate::source) struct Archive {
    kind: WebArchive,
    done: bool,
}

/// The header of a record.
struct Head {
    length: usize,
    block: u64,
    wanted: Wanted,
}

/// Whether the kind of a record is one of interest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// If its HTTP header says that it is a page.
    Response,
    Yes,
    No(&'static str),
}

impl Archive {
    pub(in crate::source) fn new(kind: WebArchive) -> Self {
        Self { kind, done: false }
    }

    pub(in crate::source) fn next(
        &mut self,
        input: &mut Input,
        context: &Context,
        passed: &mut PassedOver,
    ) -> Option<Item> {
        while !self.done {
            skip_blank(input);
            let offset = input.offset();
            if !input.has(1) {
                self.done = true;
                return input.take_fault().map(|fault| Err(fault.at(&context.place(offset))));
            }
            let Some(head) = self.head(input) else {
                return Some(Err(self.lost(input, context, offset)));
            };
            match self.record(input, context, offset, &head) {
                Ok(Some(item)) => return Some(item),
                Ok(None) => {}
                Err(label) => *passed.entry(label).or_default() += 1,
            }
        }
        None
    }

    /// Takes one record whose header is known; a label if it is passed over.
    fn record(
        &mut self,
        input: &mut Input,
        context: &Context,
        offset: u64,
        head: &Head,
    ) -> Result<Option<Item>, &'static str> {
        let whole = usize::try_from(head.block).ok().and_then(|block| block.checked_add(head.length));
        let start = head.length.saturating_add(usize::try_from(head.block).unwrap_or(usize::MAX).min(RESPONSE));
        input.has(start);
        let block = &input.bytes()[head.length..input.bytes().len().min(start)];
        let label = match head.wanted {
            Wanted::No(label) => Some(label),
            Wanted::Response => response_reason(block),
            Wanted::Yes => None,
        };
        let fits = whole.filter(|&whole| whole <= context.limits.record_bytes);
        let Some(whole) = fits.filter(|_| label.is_none()) else {
            self.skip(input, head);
            return match label {
                Some(label) => Err(label),
                None => Ok(Some(Err(context.too_long(offset)))),
            };
        };
        if !input.has(whole) {
            self.done = true;
            return Ok(Some(Err(context.cut(input, offset))));
        }
        let record = context.record(offset, &input.bytes()[..whole], Format::Response(self.kind));
        input.consume(whole);
        Ok(Some(Ok(record)))
    }

    fn skip(&mut self, input: &mut Input, head: &Head) {
        let mut left = head.length as u64 + head.block;
        while left > 0 && input.has(1) {
            let step = usize::try_from(left).unwrap_or(usize::MAX).min(input.bytes().len());
            input.consume(step);
            left -= step as u64;
        }
    }

    /// After damage: on to the next place where a record may begin.
    fn lost(&mut self, input: &mut Input, context: &Context, offset: u64) -> SourceError {
        let mark: &[u8] = match self.kind {
            WebArchive::Warc => b"WARC/1.",
            WebArchive::Arc => b"\nhttp",
        };
        let ends_here = input.failed();
        if input.has(1) {
            input.consume(1);
        }
        loop {
            if let Some(at) = memmem::find(input.bytes(), mark) {
                input.consume(at);
                break;
            }
            let passed = input.bytes().len().saturating_sub(mark.len());
            input.consume(passed);
            if !input.grow() {
                self.done = true;
                break;
            }
        }
        if self.done && (ends_here || input.failed()) {
            return context.cut(input, offset);
        }
        let message = "no record of a web archive begins here; reading goes on at the next one";
        SourceError::record(&context.place(offset), Reason::Damaged, message)
    }

    fn head(&self, input: &mut Input) -> Option<Head> {
        match self.kind {
            WebArchive::Warc => warc_head(input),
            WebArchive::Arc => arc_head(input),
        }
    }
}

fn skip_blank(input: &mut Input) {
    while input.has(1) {
        let blanks = input.bytes().iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if blanks == 0 {
            return;
        }
        input.consume(blanks);
    }
}

/// The place behind the blank line that ends a header.
pub(in crate::source) fn header_end(bytes: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = memchr(b'\n', &bytes[from..]) {
        from += found + 1;
        match (bytes.get(from), bytes.get(from + 1)) {
            (Some(b'\n'), _) => return Some(from + 1),
            (Some(b'\r'), Some(b'\n')) => return Some(from + 2),
            _ => {}
        }
    }
    None
}

/// The value of a field in the lines of a header.
pub(in crate::source) fn field<'h>(header: &'h [u8], name: &str) -> Option<&'h [u8]> {
    header.split(|&byte| byte == b'\n').find_map(|line| {
        let colon = memchr(b':', line)?;
        line[..colon].trim_ascii().eq_ignore_ascii_case(name.as_bytes()).then(|| line[colon + 1..].trim_ascii())
    })
}

fn warc_head(input: &mut Input) -> Option<Head> {
    if !input.has(7) || !input.bytes().starts_with(b"WARC/") {
        return None;
    }
    let length = loop {
        let seen = &input.bytes()[..input.bytes().len().min(HEADER)];
        match header_end(seen) {
            Some(length) => break length,
            None if seen.len() == HEADER || !input.grow() => return None,
            None => {}
        }
    };
    let header = &input.bytes()[..length];
    let block = std::str::from_utf8(field(header, "content-length")?).ok()?.parse().ok()?;
    let is = |name, value: &str| {
        field(header, name).is_some_and(|found| found.to_ascii_lowercase().starts_with(value.as_bytes()))
    };
    let wanted = if is("warc-type", "response") {
        Wanted::Response
    } else if is("warc-type", "conversion") && is("content-type", "text/plain")
        || is("warc-type", "resource") && is("content-type", "text/html")
    {
        Wanted::Yes
    } else {
        Wanted::No("not-a-response")
    };
    Some(Head { length, block, wanted })
}

/// `URL IP DATE TYPE LENGTH`: the address may hold spaces, so the line is read from its end.
fn arc_head(input: &mut Input) -> Option<Head> {
    let length = loop {
        let seen = &input.bytes()[..input.bytes().len().min(HEADER)];
        match memchr(b'\n', seen) {
            Some(at) => break at + 1,
            None if seen.len() == HEADER || !input.grow() => return None,
            None => {}
        }
    };
    let line = std::str::from_utf8(&input.bytes()[..length]).ok()?.trim_end();
    let mut parts = line.rsplitn(5, ' ');
    let (block, kind, _, _, url) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let block = block.parse().ok().filter(|_| url.contains(':'))?;
    let wanted = match (url.starts_with("http"), kind.starts_with("text/html")) {
        (false, _) => Wanted::No("not-a-response"),
        (true, false) => Wanted::No("not-a-page"),
        (true, true) => Wanted::Response,
    };
    Some(Head { length, block, wanted })
}

/// Why a response is no page that was there.
fn response_reason(block: &[u8]) -> Option<&'static str> {
    if !block.starts_with(b"HTTP/") {
        return Some("not-a-page");
    }
    let line = &block[..memchr(b'\n', block).unwrap_or(block.len())];
    if line.split(|&byte| byte == b' ').nth(1).map(<[u8]>::trim_ascii) != Some(b"200") {
        return Some("status-not-200");
    }
    let header = &block[..header_end(block).unwrap_or(block.len())];
    let kind = field(header, "content-type").unwrap_or_default().to_ascii_lowercase();
    let page = kind.is_empty() || kind.starts_with(b"text/html") || kind.starts_with(b"application/xhtml");
    (!page).then_some("not-a-page")
}
