//! Files that are one record: plain text and pages.

use super::{Context, Item};
use crate::source::{Format, input::Input};

/// Yields the whole file once.
#[derive(Debug)]
pub(in crate::source) struct Whole {
    format: Format,
    done: bool,
}

impl Whole {
    pub(in crate::source) fn new(format: Format) -> Self {
        Self { format, done: false }
    }

    pub(in crate::source) fn next(&mut self, input: &mut Input, context: &Context) -> Option<Item> {
        if std::mem::replace(&mut self.done, true) {
            return None;
        }
        if input.has(context.limits.record_bytes.saturating_add(1)) {
            return Some(Err(context.too_long(0)));
        }
        if input.failed() {
            return Some(Err(context.cut(input, 0)));
        }
        let mut record = context.record(input.offset(), input.bytes(), self.format);
        input.consume(record.bytes.len());
        record.shared = context.beside.clone().filter(|_| self.format == Format::Text);
        Some(Ok(record))
    }
}
