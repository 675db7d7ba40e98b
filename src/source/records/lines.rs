//! JSON lines: one record a line, whatever the line holds.

use memchr::{memchr, memmem};

use super::{Context, Item};
use crate::source::{Format, input::Input};

/// Yields line after line; a line that is too long costs no memory and one error.
#[derive(Debug, Default)]
pub(in crate::source) struct Lines {
    done: bool,
}

impl Lines {
    pub(in crate::source) fn next(&mut self, input: &mut Input, context: &Context) -> Option<Item> {
        while !self.done {
            let offset = input.offset();
            let Some(length) = self.line(input, context.limits.record_bytes) else {
                skip_line(input);
                return Some(Err(context.too_long(offset)));
            };
            if self.done && input.failed() {
                return Some(Err(context.cut(input, offset)));
            }
            let line = &input.bytes()[..length];
            let trimmed = line.trim_ascii();
            let passed = trimmed.is_empty() || is_bulk_action(trimmed);
            let record = (!passed).then(|| context.record(offset, trimmed, Format::Json));
            input.consume(length);
            if let Some(record) = record {
                return Some(Ok(record));
            }
        }
        None
    }

    /// Length of the line at the window's beginning with its newline; `None` if it passes the limit.
    fn line(&mut self, input: &mut Input, limit: usize) -> Option<usize> {
        let mut seen = 0;
        loop {
            if let Some(at) = memchr(b'\n', &input.bytes()[seen..]) {
                return (seen + at <= limit).then_some(seen + at + 1);
            }
            seen = input.bytes().len();
            if seen > limit {
                return None;
            }
            if !input.grow() {
                self.done = true;
                return Some(seen);
            }
        }
    }
}

/// Gives up bytes up to and with the next newline, in constant memory.
pub(super) fn skip_line(input: &mut Input) {
    skip_past(input, b'\n');
}

/// Gives up bytes up to and with the next one that is `end`, in constant memory.
pub(super) fn skip_past(input: &mut Input, end: u8) {
    loop {
        if let Some(at) = memchr(end, input.bytes()) {
            return input.consume(at + 1);
        }
        input.consume(input.bytes().len());
        if !input.grow() {
            return;
        }
    }
}

/// Whether an object is but the line that tells a search engine what to do with the next one.
pub(super) fn is_bulk_action(bytes: &[u8]) -> bool {
    /// Bytes of the longest such line.
    const LONGEST: usize = 512;
    let action = [&b"{\"index\""[..], b"{\"create\"", b"{\"update\"", b"{\"delete\""];
    bytes.len() <= LONGEST
        && action.iter().any(|action| bytes.starts_with(action))
        && memmem::find(bytes, b"\"_i").is_some()
}
