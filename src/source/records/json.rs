//! JSON files: an object, an array, a list within an object, or objects one after the other.
//!
//! A file of any size is split by a scanner that knows strings and brackets only. An object that holds a list of
//! articles (`{"response": {"results": [...]}}`) is told from an article that holds a list (of keywords, of images) by
//! looking at the list's first element: under a name that such lists have it must be an article, under any other one
//! beyond doubt, and beside no text of some length.

use std::sync::Arc;

use memchr::memchr;

use super::{
    Context, Item,
    columns::{self, Rows},
    lines::{Lines, is_bulk_action},
    scan::{self, Bad, Cursor},
};
use crate::source::{
    Format, RawRecord, Shared, SourceError, dates, decode,
    error::Reason,
    input::Input,
    mapping::{self, Field},
};

/// Nesting of objects within which a list of articles is looked for.
const WRAPPERS: usize = 6;

/// A body of this many bytes makes an object an article, whatever lists it holds besides.
const BODY: usize = 200;

/// A text of this many bytes says of an object that it may be one, under whatever key.
const PROSE: usize = 400;

/// Bytes looked at ahead, to tell whether an object may be a table: names of columns, and the first cell's beginning.
const TABLE: usize = 256;

/// Bytes looked at ahead, to tell what an object holds before it is passed.
const AHEAD: usize = 256 << 10;

/// Splits JSON.
#[derive(Debug, Default)]
pub(in crate::source) struct Json {
    frames: Vec<Frame>,
    /// Beginning of the object at the root that may yet turn out to be one article.
    root: Option<u64>,
    /// Where scanning goes on, when that is ahead of what is consumed.
    at: u64,
    lines: Option<Lines>,
    /// Rows of a table that one object held.
    rows: Option<Rows>,
    /// Whether the object at the root may be a table, and have as much room.
    may_be_table: bool,
    /// What is entered and says of what day all in it is, with the depth it lies at.
    groups: Vec<(usize, Option<String>)>,
    /// The key of the first of the articles that lie under keys, which was passed before that was known.
    first_key: Vec<u8>,
    /// The names in the first row of a list of rows, quoted as they lay.
    names: Vec<Vec<u8>>,
    list_seen: bool,
    done: bool,
}

/// A container that was entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frame {
    /// An object: whether the first object it holds has been looked at, and what it was seen to say of itself.
    Object { looked: bool, says: Says },
    /// An object whose members are articles, under their ids or addresses.
    Keyed,
    /// A list of articles.
    List,
    /// A list of articles among other things, which are passed: `{"@graph": [{"@type": "WebSite"}, …]}`.
    Mixed,
    /// A list whose first element has not been looked at, and whether its name is one of lists of articles.
    Candidate { named: bool },
    /// A list of answers, each of which holds a list of articles.
    Answers,
}

impl Frame {
    const OBJECT: Self = Self::Object { looked: false, says: NOTHING };

    /// What an object was seen to say of itself.
    fn says(&mut self) -> Option<&mut Says> {
        if let Self::Object { says, .. } = self { Some(says) } else { None }
    }
}

/// What an object, or one round it, says of itself before the list that is looked at: with a title and more it is rather an
/// article with a list (of comments, of related ones) than what holds a list of articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Says {
    title: bool,
    /// A day, an address, an author, an abstract, prose.
    more: bool,
    /// It is the body of the object round it: `"content": {"rendered": …}`.
    is_body: bool,
    /// It, or the object round it, has a text of its own: no list in it is looked at.
    text: bool,
}

/// What is known of an object at its beginning.
const NOTHING: Says = Says { title: false, more: false, is_body: false, text: false };

/// What a step found.
enum Step {
    On,
    Yield(Item),
}

impl Json {
    pub(in crate::source) fn next(&mut self, input: &mut Input, context: &Context) -> Option<Item> {
        loop {
            if let Some(row) = self.rows.as_mut().and_then(|rows| rows.next(context)) {
                return Some(Ok(row));
            }
            self.rows = None;
            if let Some(lines) = &mut self.lines {
                return lines.next(input, context);
            }
            if self.done {
                let offset = input.offset();
                return input.take_fault().map(|fault| Err(fault.at(&context.place(offset))));
            }
            let mut cursor = Cursor::resume(input, self.room(context), self.at);
            let step = match self.frames.last().copied() {
                None => self.at_root(&mut cursor, context),
                Some(Frame::Object { .. } | Frame::Keyed) => self.in_object(&mut cursor, context),
                Some(Frame::Answers) => self.in_answers(&mut cursor),
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

    /// Bytes of the longest value that is kept.
    fn room(&self, context: &Context) -> usize {
        if self.may_be_table { context.limits.table_bytes } else { context.limits.record_bytes }
    }

    fn at_root(&mut self, cursor: &mut Cursor<'_>, context: &Context) -> Result<Step, Bad> {
        // Some dumps part objects by commas or by the record separator of RFC 7464; some are a call: "show([…]);".
        let Some(_) = cursor.skip(b",\x1e);") else {
            self.done = true;
            cursor.consume();
            return Ok(Step::On);
        };
        pass_lead(cursor);
        cursor.consume();
        let byte = cursor.peek().ok_or(Bad::Cut)?;
        match byte {
            b'{' => {
                self.root = Some(cursor.offset());
                self.may_be_table = columns::may_be(cursor.ahead(TABLE));
                self.frames.push(Frame::OBJECT);
                cursor.advance(1);
            }
            b'[' => {
                self.list_seen = true;
                self.frames.push(Frame::Candidate { named: true });
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
                self.leaves();
                Ok(self.object_ends(cursor, context))
            }
            b'"' => {
                let start = cursor.offset();
                cursor.advance(1);
                cursor.string()?;
                let quoted = cursor.since(start).filter(|key| key.len() < 2048).unwrap_or_default().to_vec();
                let key = mapping::fold_json_key(&quoted);
                cursor.skip(b":").ok_or(Bad::Cut)?;
                if self.frames.last() == Some(&Frame::Keyed) {
                    return self.element(cursor, context).map(|step| under_address(step, &quoted));
                }
                let depth = self.frames.len();
                let from = cursor.offset();
                self.member(cursor, &key)?;
                if self.frames.last() == Some(&Frame::Keyed) {
                    self.first_key = quoted;
                } else if self.frames.len() > depth {
                    self.enters(&key, &quoted);
                } else {
                    self.notes_day(cursor, from, &key);
                }
                Ok(Step::On)
            }
            b']' => Err(Bad::Mismatch),
            b'{' if self.frames.last() == Some(&Frame::Keyed) => {
                let key = std::mem::take(&mut self.first_key);
                self.element(cursor, context).map(|step| under_address(step, &key))
            }
            // Not a key: the decoder will say so; passed as a value so that the object's end is found.
            _ => cursor.value().map(|()| Step::On),
        }
    }

    /// The value after a key: entered if it may lead to articles, else passed.
    fn member(&mut self, cursor: &mut Cursor<'_>, key: &str) -> Result<(), Bad> {
        let says = self.frames.last_mut().and_then(Frame::says).copied();
        let roomy = self.frames.len() < WRAPPERS && !says.is_some_and(|says| says.text);
        let start = cursor.offset();
        match cursor.peek().ok_or(Bad::Cut)? {
            b'[' if roomy => {
                cursor.advance(1);
                let opens = matches!(cursor.skip(&[]), Some(b'{' | b'['));
                if opens && !says.is_some_and(|says| self.is_list_of_article(cursor, key, says)) {
                    self.frames.push(Frame::Candidate { named: mapping::is_list_key(key) });
                    return Ok(());
                }
                cursor.rest_of_array()?;
            }
            b'{' if roomy && self.first_object_is_article(cursor) => return Ok(()),
            b'{' if roomy => {
                cursor.advance(1);
                let outer = says.unwrap_or(NOTHING);
                let says = Says { is_body: mapping::is_body_key(key), ..outer };
                self.frames.push(Frame::Object { looked: false, says });
                return Ok(());
            }
            _ => cursor.value()?,
        }
        self.notes(cursor, start, key);
        Ok(())
    }

    /// Notes what tells of the day of all that is in the container just entered: its key, or that it is an issue.
    fn enters(&mut self, key: &str, quoted: &[u8]) {
        const ISSUES: [&str; 4] = ["issue", "edition", "newspaper", "paper"];
        let inner = std::str::from_utf8(quoted).unwrap_or_default().trim_matches('"');
        let day = dates::parse(inner).filter(|day| day.from == day.to && inner.contains(['-', '/', '.']));
        if day.is_some() || ISSUES.contains(&key) {
            self.groups.push((self.frames.len(), day.map(|_| inner.to_owned())));
        }
    }

    /// Notes the day of the issue that the cursor is in, which a member tells.
    fn notes_day(&mut self, cursor: &Cursor<'_>, start: u64, key: &str) {
        let depth = self.frames.len();
        let issue = self.groups.last_mut().filter(|(at, day)| *at == depth && day.is_none());
        let (Some((_, day)), true) = (issue, mapping::known(Field::Date).contains(&key)) else { return };
        let value = cursor.since(start).and_then(|value| std::str::from_utf8(value).ok()).unwrap_or_default();
        let value = value.trim_matches('"');
        *day = dates::parse(value).map(|_| value.to_owned());
    }

    /// Leaves the innermost container.
    fn leaves(&mut self) {
        self.frames.pop();
        self.groups.retain(|(depth, _)| *depth <= self.frames.len());
    }

    /// A record with the day of what it lies in.
    fn in_group(&self, record: RawRecord) -> RawRecord {
        let Some(day) = self.groups.iter().rev().find_map(|(_, day)| day.clone()) else { return record };
        let told = record.shared.as_deref().cloned().unwrap_or_default();
        RawRecord { shared: Some(Arc::new(Shared { published: Some(day), ..told })), ..record }
    }

    /// Notes what a member that began at `start` and has been passed says of the object it is in.
    fn notes(&mut self, cursor: &Cursor<'_>, start: u64, key: &str) {
        let length = cursor.offset() - start;
        let last = self.frames.len() - 1;
        let Some(says) = self.frames[last].says() else { return };
        let spaced = |bytes: &[u8]| bytes[..bytes.len().min(BODY)].contains(&b' ');
        let prose = || length > PROSE as u64 && cursor.since(start).is_some_and(spaced);
        let text = length > BODY as u64 && (mapping::is_body_key(key) || says.is_body);
        says.title |= mapping::known(Field::Title).contains(&key);
        says.more |= mapping::tells_of_article(key) || prose();
        says.text |= text;
        if text && says.is_body {
            let outer = last.checked_sub(1).and_then(|outer| self.frames[outer].says());
            outer.into_iter().for_each(|says| says.text = true);
        }
    }

    /// Whether a list whose elements go on at the cursor is one of parts of a body, or of what an article has beside it.
    fn is_list_of_article(&self, cursor: &mut Cursor<'_>, key: &str, says: Says) -> bool {
        let is_part = mapping::is_body_key(key) && !begins_with(cursor.ahead(AHEAD), decode::is_whole_article);
        is_part || self.root.is_some() && says.title && says.more && !mapping::is_list_key(key)
    }

    /// Whether this is the first of several objects that are articles, under their ids: then its key stands for nothing.
    /// The value is left to be read.
    fn first_object_is_article(&mut self, cursor: &mut Cursor<'_>) -> bool {
        let Some(Frame::Object { looked, .. }) = self.frames.last_mut() else { return false };
        if std::mem::replace(looked, true) || !holds_articles_by_key(cursor.ahead(AHEAD)) {
            return false;
        }
        *self.frames.last_mut().expect("this frame was looked at") = Frame::Keyed;
        self.begins_list();
        true
    }

    /// From here on what is held is articles, and the object round them is none.
    fn begins_list(&mut self) {
        self.root = None;
        self.may_be_table = false;
        self.list_seen = true;
    }

    fn object_ends(&mut self, cursor: &mut Cursor<'_>, context: &Context) -> Step {
        if !self.frames.is_empty() {
            return Step::On;
        }
        let Some(start) = self.root.take() else { return Step::On };
        self.may_be_table = false;
        if let Some(rows) = cursor.since(start).and_then(|bytes| Rows::of(bytes, start)) {
            self.rows = Some(rows);
            self.begins_list();
            cursor.consume();
            return Step::On;
        }
        if let Some(whole) = with_text_below(start, cursor, context) {
            return Step::Yield(Ok(context.record(start, &whole, Format::Json)));
        }
        let kept = cursor.since(start).filter(|bytes| bytes.len() <= context.limits.record_bytes);
        let item = match kept {
            None => Err(context.too_long_object(start)),
            Some(bytes) => {
                if is_bulk_action(bytes) {
                    self.perhaps_lines(cursor);
                    return Step::On;
                }
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
        if matches!(frame, Frame::List | Frame::Mixed) {
            cursor.consume();
        }
        if byte == b']' {
            cursor.advance(1);
            self.leaves();
            return Ok(Step::On);
        }
        if byte == b'}' {
            return Err(Bad::Mismatch);
        }
        match frame {
            Frame::Candidate { named } => self.look_at_list(cursor, named).map(|()| Step::On),
            Frame::Mixed if !begins_with(cursor.ahead(AHEAD), decode::is_whole_article) => {
                cursor.value().map(|()| Step::On)
            }
            _ => self.element(cursor, context),
        }
    }

    /// Looks at the first element of a list, and leaves it to be read if the list is one of articles or of answers.
    fn look_at_list(&mut self, cursor: &mut Cursor<'_>, named: bool) -> Result<(), Bad> {
        let at_root = self.frames.len() == 1;
        if !at_root {
            cursor.keep_from_here();
        }
        let start = cursor.offset();
        cursor.value()?;
        let first = cursor.since(start);
        let looks = if named { decode::looks_like_article } else { decode::is_whole_article };
        let articles = first.is_some_and(looks);
        let answers = !articles && first.is_some_and(decode::holds_articles);
        // Once a list was found in it, an object is no article.
        let may_be_one = self.root.is_some();
        let within_article = |cursor: &mut Cursor<'_>| may_be_one && body_follows(cursor.ahead(AHEAD));
        let mixed = !articles && !answers && one_follows(cursor.ahead(AHEAD));
        let frame = match (articles, answers) {
            (true, _) if !within_article(cursor) => Frame::List,
            (_, true) if !within_article(cursor) => Frame::Answers,
            _ if mixed && !within_article(cursor) => Frame::Mixed,
            // What is in no other object is read, so that it is told what is wrong with it.
            _ if at_root => Frame::List,
            _ => {
                self.frames.pop();
                return cursor.rest_of_array();
            }
        };
        *self.frames.last_mut().expect("this frame was looked at") = frame;
        if frame != Frame::Answers {
            self.begins_list();
        }
        if cursor.back_to(start) { Ok(()) } else { Err(Bad::Cut) }
    }

    /// A list of answers, or of pages: each is entered.
    fn in_answers(&mut self, cursor: &mut Cursor<'_>) -> Result<Step, Bad> {
        let roomy = self.frames.len() < WRAPPERS;
        match cursor.skip(b",").ok_or(Bad::Cut)? {
            b']' => {
                cursor.advance(1);
                self.frames.pop();
            }
            b'}' => return Err(Bad::Mismatch),
            b'{' if roomy => {
                cursor.advance(1);
                self.frames.push(Frame::OBJECT);
            }
            b'[' if roomy => {
                cursor.advance(1);
                self.frames.push(Frame::Candidate { named: true });
            }
            _ => cursor.value()?,
        }
        Ok(Step::On)
    }

    /// One value that is an article, or ought to be.
    fn element(&mut self, cursor: &mut Cursor<'_>, context: &Context) -> Result<Step, Bad> {
        let byte = cursor.peek().ok_or(Bad::Cut)?;
        cursor.keep_from_here();
        let start = cursor.offset();
        cursor.value()?;
        let item = match cursor.since(start) {
            None => Err(context.too_long(start)),
            Some(bytes) if byte == b'{' => Ok(self.in_group(context.record(start, bytes, Format::Json))),
            Some(bytes) if byte == b'[' && self.is_header(bytes) => {
                self.names = columns::row_of_names(bytes).unwrap_or_default();
                cursor.consume();
                return Ok(Step::On);
            }
            Some(bytes) if let Some(object) = self.as_object(bytes) => Ok(context.record(start, &object, Format::Json)),
            Some(_) => Err(SourceError::record(
                &context.place(start),
                Reason::BadJson,
                "an element of the list is no object; articles are objects",
            )),
        };
        cursor.consume();
        Ok(Step::Yield(item))
    }

    /// Whether a list is the header of a list of rows: `[["title", "text"], ["Ferry to stay", …]]`.
    fn is_header(&self, list: &[u8]) -> bool {
        let Some(names) = self.names.is_empty().then(|| columns::row_of_names(list)).flatten() else { return false };
        let texts = names.iter().filter_map(|name| serde_json::from_slice(name).ok()).collect::<Vec<String>>();
        mapping::knows_header(&texts)
    }

    /// What an element that is no object holds: a row below a header, members with their names beside them, an object
    /// that was written as a string.
    fn as_object(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        match bytes.first()? {
            b'"' => {
                let text: String = serde_json::from_slice(bytes).ok()?;
                text.trim_start().starts_with('{').then(|| text.into_bytes())
            }
            b'[' => columns::row_below(&self.names, bytes).or_else(|| columns::named_members(bytes)),
            _ => None,
        }
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

/// A note of Hugo's: an object at the beginning of a file, and below it the text of which it tells.
fn with_text_below(start: u64, cursor: &mut Cursor<'_>, context: &Context) -> Option<Vec<u8>> {
    let name = context.name().to_ascii_lowercase();
    if start > 0 || ![".md", ".markdown", ".mdx", ".txt"].iter().any(|end| name.ends_with(end)) {
        return None;
    }
    let mut whole = cursor.since(start)?.to_vec();
    let below = cursor.ahead(context.limits.record_bytes);
    let text = below.trim_ascii();
    if text.is_empty() || matches!(text[0], b'{' | b'[' | b',' | b';' | b')' | 0x1E) {
        return None;
    }
    whole.pop();
    whole.extend_from_slice(b",\"text\":");
    whole.extend_from_slice(serde_json::to_string(&String::from_utf8_lossy(text)).ok()?.as_bytes());
    whole.push(b'}');
    let length = below.len();
    cursor.advance(length);
    cursor.consume();
    Some(whole)
}

/// A record under the address that is its key.
fn under_address(step: Step, quoted: &[u8]) -> Step {
    let address =
        std::str::from_utf8(quoted).ok().map(|key| key.trim_matches('"')).filter(|key| key.starts_with("http"));
    match (step, address) {
        (Step::Yield(Ok(record)), Some(address)) => {
            let told = record.shared.as_deref().cloned().unwrap_or_default();
            let shared = Shared { url: Some(address.replace("\\/", "/")), ..told };
            Step::Yield(Ok(RawRecord { shared: Some(Arc::new(shared)), ..record }))
        }
        (step, _) => step,
    }
}

/// Passes what scripts and shells put before a record: a comment, the name of a call or variable.
fn pass_lead(cursor: &mut Cursor<'_>) {
    /// Bytes of it.
    const LEAD: usize = 256;
    let ahead = cursor.ahead(LEAD);
    let comment = ahead.starts_with(b"/*").then(|| memchr::memmem::find(ahead, b"*/")).flatten();
    let comment = comment.map_or(0, |end| end + 2);
    let rest = &ahead[comment..];
    let opens = rest.iter().position(|byte| matches!(byte, b'{' | b'['));
    let named = |byte: &u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'.' | b'_' | b'$' | b'=' | b'(' | b'\n' | b'\r')
    };
    let call = |lead: &[u8]| lead.iter().all(named) && matches!(lead.trim_ascii().last(), Some(b'=' | b'(') | None);
    let passed = opens.filter(|&opens| call(&rest[..opens])).map_or(comment, |opens| comment + opens);
    cursor.advance(passed);
}

/// Whether the value at the beginning of `ahead` ends there and is such a one.
fn begins_with(ahead: &[u8], such: fn(&[u8]) -> bool) -> bool {
    scan::end_of_value(ahead).is_some_and(|end| such(&ahead[..end]))
}

/// Whether one of the next few elements of the list that goes on at the beginning of `ahead` is an article beyond doubt.
fn one_follows(ahead: &[u8]) -> bool {
    /// Elements looked at.
    const FEW: usize = 8;
    let mut rest = ahead.trim_ascii_start();
    for _ in 0..FEW {
        let next = rest.strip_prefix(b",").map(<[u8]>::trim_ascii_start).filter(|next| next.first() == Some(&b'{'));
        let Some((next, end)) = next.and_then(|next| Some((next, scan::end_of_value(next)?))) else { return false };
        if decode::is_whole_article(&next[..end]) {
            return true;
        }
        rest = next[end..].trim_ascii_start();
    }
    false
}

/// Whether the value at the beginning of `ahead` and the next member's are articles beyond doubt.
fn holds_articles_by_key(ahead: &[u8]) -> bool {
    let Some(end) = scan::end_of_value(ahead).filter(|&end| decode::is_whole_article(&ahead[..end])) else {
        return false;
    };
    let rest = &ahead[end..];
    // `, "id": {`
    let Some(key) = memchr(b'"', rest) else { return false };
    let next = scan::end_of_value(&rest[key..]).map(|end| rest[key + end..].trim_ascii_start());
    let value = next.and_then(|next| next.strip_prefix(b":")).map(<[u8]>::trim_ascii_start);
    value.is_some_and(|value| value.first() == Some(&b'{') && begins_with(value, decode::is_whole_article))
}

/// Whether the object that holds the list whose elements go on at the beginning of `ahead` has a text of its own behind it.
fn body_follows(ahead: &[u8]) -> bool {
    let (mut at, mut depth) = (0, 1_usize);
    while let Some(&byte) = ahead.get(at) {
        match byte {
            b'"' => {
                let Some(end) = scan::end_of_value(&ahead[at..]) else { return false };
                if depth == 0 && is_body(&ahead[at..], end) {
                    return true;
                }
                at += end;
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 0 => return false,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    false
}

/// Whether `member` is a key of `length` bytes that bodies have, and a long text.
fn is_body(member: &[u8], length: usize) -> bool {
    let value = member[length..].trim_ascii_start().strip_prefix(b":").map(<[u8]>::trim_ascii_start);
    let long = |value: &[u8]| scan::end_of_value(value).is_none_or(|end| end > BODY);
    value.is_some_and(long) && mapping::is_body_key(&mapping::fold_json_key(&member[..length]))
}
