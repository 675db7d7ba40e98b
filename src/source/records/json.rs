//! JSON files: an object, an array, a list within an object, or objects one after the other.
//!
//! A file of any size is split by a scanner that knows strings and brackets only. An object that holds a list of
//! articles (`{"response": {"results": [...]}}`) is told from an article that holds a list (of keywords, of images) by
//! the list's name and by looking at its first element.

use memchr::memchr;

use super::{
    Context, Item,
    lines::Lines,
    scan::{Bad, Cursor},
};
use crate::source::{Format, SourceError, decode, error::Reason, input::Input, mapping};

/// Nesting of objects within which a list of articles is looked for.
const WRAPPERS: usize = 4;

/// A body of this many bytes makes an object an article, whatever lists it holds besides.
const BODY: usize = 200;

/// Splits JSON.
#[derive(Debug, Default)]
pub(in crate::source) struct Json {
    frames: Vec<Frame>,
    /// Beginning of the object at the root that may yet turn out to be one article.
    root: Option<u64>,
    /// Where scanning goes on, when that is ahead of what is consumed.
    at: u64,
    lines: Option<Lines>,
    list_seen: bool,
    done: bool,
}

/// A container that was entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frame {
    Object,
    /// A list of articles.
    List,
    /// A list whose first element has not been looked at.
    Candidate,
}

/// What a step found.
enum Step {
    On,
    Yield(Item),
}

impl Json {
    pub(in crate::source) fn next(&mut self, input: &mut Input, context: &Context) -> Option<Item> {
        loop {
            if let Some(lines) = &mut self.lines {
                return lines.next(input, context);
            }
            if self.done {
                let offset = input.offset();
                return input.take_fault().map(|fault| Err(fault.at(&context.place(offset))));
            }
            let mut cursor = Cursor::resume(input, context.limits.record_bytes, self.at);
            let step = match self.frames.last().copied() {
                None => self.at_root(&mut cursor, context),
                Some(Frame::Object) => self.in_object(&mut cursor, context),
                Some(frame) => self.in_list(&mut cursor, context, frame),
            };
            self.at = cursor.offset();
            match step {
                Ok(Step::On) => {}
                Ok(Step::Yield(item)) => return Some(item),
                Err(bad) => return self.broken(bad, input, context),
            }
        }
    }

    /// Whether this file was one article and no list; known after the first record.
    pub(in crate::source) fn is_single(&self, input: &mut Input, context: &Context) -> bool {
        let at_root = self.frames.is_empty() && self.lines.is_none() && !self.list_seen;
        at_root && Cursor::resume(input, context.limits.record_bytes, self.at).skip(&[]).is_none()
    }

    fn at_root(&mut self, cursor: &mut Cursor<'_>, context: &Context) -> Result<Step, Bad> {
        // Some dumps part objects by commas or by the record separator of RFC 7464.
        let Some(byte) = cursor.skip(b",\x1e") else {
            self.done = true;
            cursor.consume();
            return Ok(Step::On);
        };
        cursor.consume();
        match byte {
            b'{' => {
                self.root = Some(cursor.offset());
                self.frames.push(Frame::Object);
                cursor.advance(1);
            }
            b'[' => {
                self.list_seen = true;
                self.frames.push(Frame::List);
                cursor.advance(1);
            }
            _ => {
                let place = context.place(cursor.offset());
                let message = "neither { nor [ begins here; is it JSON?";
                self.resync(cursor);
                return Ok(Step::Yield(Err(SourceError::record(&place, Reason::BadJson, message))));
            }
        }
        Ok(Step::On)
    }

    /// After junk at the root: on to the next line that opens an object.
    fn resync(&mut self, cursor: &mut Cursor<'_>) {
        let mut last = b' ';
        while let Some(byte) = cursor.peek() {
            if last == b'\n' && byte == b'{' {
                break;
            }
            last = byte;
            cursor.advance(1);
        }
        cursor.consume();
    }

    fn in_object(&mut self, cursor: &mut Cursor<'_>, context: &Context) -> Result<Step, Bad> {
        match cursor.skip(b",").ok_or(Bad::Cut)? {
            b'}' => {
                cursor.advance(1);
                self.frames.pop();
                Ok(self.object_ends(cursor, context))
            }
            b'"' => {
                let start = cursor.offset();
                cursor.advance(1);
                cursor.string()?;
                let key = cursor.since(start).map(mapping::fold_json_key).unwrap_or_default();
                cursor.skip(b":").ok_or(Bad::Cut)?;
                self.member(cursor, &key)?;
                Ok(Step::On)
            }
            b']' => Err(Bad::Mismatch),
            // Not a key: the decoder will say so; passed as a value so that the object's end is found.
            _ => cursor.value().map(|()| Step::On),
        }
    }

    /// The value after a key: entered if it may lead to a list of articles, else passed.
    fn member(&mut self, cursor: &mut Cursor<'_>, key: &str) -> Result<(), Bad> {
        let roomy = self.frames.len() < WRAPPERS;
        match cursor.peek().ok_or(Bad::Cut)? {
            b'[' if roomy && mapping::is_list_key(key) => {
                cursor.advance(1);
                if cursor.skip(&[]) == Some(b'{') {
                    self.frames.push(Frame::Candidate);
                    return Ok(());
                }
                cursor.rest_of_array()
            }
            b'{' if roomy && mapping::is_wrapper_key(key) => {
                cursor.advance(1);
                self.frames.push(Frame::Object);
                Ok(())
            }
            _ => {
                let start = cursor.offset();
                cursor.value()?;
                let long = cursor.offset() - start > BODY as u64;
                if long && self.frames.len() == 1 && self.root.is_some() && mapping::is_body_key(key) {
                    return self.rest_of_article(cursor);
                }
                Ok(())
            }
        }
    }

    /// It has a body: passes the rest of the object without looking for lists.
    fn rest_of_article(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Bad> {
        loop {
            match cursor.skip(b",:").ok_or(Bad::Cut)? {
                b'}' => return Ok(()),
                b']' => return Err(Bad::Mismatch),
                _ => cursor.value()?,
            }
        }
    }

    fn object_ends(&mut self, cursor: &mut Cursor<'_>, context: &Context) -> Step {
        if !self.frames.is_empty() {
            return Step::On;
        }
        let Some(start) = self.root.take() else { return Step::On };
        let item = match cursor.since(start) {
            None => Err(context.too_long(start)),
            Some(bytes) => {
                if bytes.len() > 2 && memchr(b'\n', bytes).is_none() {
                    let record = context.record(start, bytes, Format::Json);
                    self.perhaps_lines(cursor);
                    return Step::Yield(Ok(record));
                }
                Ok(context.record(start, bytes, Format::Json))
            }
        };
        cursor.consume();
        Step::Yield(item)
    }

    /// An object on one line and another on the next: JSON lines, where a bad line costs only itself.
    fn perhaps_lines(&mut self, cursor: &mut Cursor<'_>) {
        cursor.consume();
        while let Some(byte @ (b' ' | b'\t' | b'\r' | b'\n')) = cursor.peek() {
            cursor.advance(1);
            if byte == b'\n' && cursor.peek() == Some(b'{') {
                cursor.consume();
                self.lines = Some(Lines::default());
                return;
            }
        }
    }

    fn in_list(&mut self, cursor: &mut Cursor<'_>, context: &Context, frame: Frame) -> Result<Step, Bad> {
        let byte = cursor.skip(b",").ok_or(Bad::Cut)?;
        if frame == Frame::List {
            cursor.consume();
        }
        if byte == b']' {
            cursor.advance(1);
            self.frames.pop();
            return Ok(Step::On);
        }
        if byte == b'}' {
            return Err(Bad::Mismatch);
        }
        cursor.keep_from_here();
        let start = cursor.offset();
        cursor.value()?;
        if frame == Frame::Candidate {
            if !cursor.since(start).is_some_and(decode::looks_like_article) {
                self.frames.pop();
                return cursor.rest_of_array().map(|()| Step::On);
            }
            self.root = None;
            self.list_seen = true;
            *self.frames.last_mut().expect("this frame was looked at") = Frame::List;
        }
        let item = match cursor.since(start) {
            None => Err(context.too_long(start)),
            Some(bytes) if byte == b'{' => Ok(context.record(start, bytes, Format::Json)),
            Some(_) => Err(SourceError::record(
                &context.place(start),
                Reason::BadJson,
                "an element of the list is no object; articles are objects",
            )),
        };
        cursor.consume();
        Ok(Step::Yield(item))
    }

    /// The structure is lost: one error at the record in which that happened, and the end.
    fn broken(&mut self, bad: Bad, input: &mut Input, context: &Context) -> Option<Item> {
        self.done = true;
        let offset = self.root.unwrap_or(input.offset());
        Some(Err(match bad {
            Bad::Cut => context.cut(input, offset),
            Bad::Mismatch => SourceError::rest(
                &context.place(offset),
                Reason::BadJson,
                "the brackets do not match; all before this record was read, mend it for the rest",
            ),
        }))
    }
}
