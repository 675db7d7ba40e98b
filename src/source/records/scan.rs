//! Where a JSON value ends: strings, escapes and brackets only; whether it is well formed is the decoder's matter.

use memchr::memchr2;

use crate::source::input::Input;

/// Nesting whose brackets are matched by kind; deeper ones are only counted, so that depth costs no memory.
const MATCHED: usize = 1024;

/// Why a value has no end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bad {
    /// The bytes end within it.
    Cut,
    /// A bracket closes what another kind opened.
    Mismatch,
}

/// A place in an [`Input`] ahead of what is consumed.
///
/// While it moves, the window keeps what lies between; past `limit` bytes the beginning is given up, so that a value of
/// any length is passed in bounded memory.
#[derive(Debug)]
pub(super) struct Cursor<'i> {
    input: &'i mut Input,
    /// From the beginning of the window.
    at: usize,
    limit: usize,
    /// What must be kept as long as it fits, as an offset in the file.
    keep: u64,
}

impl<'i> Cursor<'i> {
    pub(super) fn new(input: &'i mut Input, limit: usize) -> Self {
        let keep = input.offset();
        Self { input, at: 0, limit, keep }
    }

    /// Continues where another cursor stood.
    pub(super) fn resume(input: &'i mut Input, limit: usize, offset: u64) -> Self {
        let at = usize::try_from(offset.saturating_sub(input.offset())).unwrap_or(usize::MAX).min(input.bytes().len());
        Self { at, ..Self::new(input, limit) }
    }

    /// Offset in the file.
    pub(super) fn offset(&self) -> u64 {
        self.input.offset() + self.at as u64
    }

    /// From here on is what must be kept rather than what lies before.
    pub(super) fn keep_from_here(&mut self) {
        self.keep = self.offset();
    }

    /// The bytes since `offset`, if they were kept.
    pub(super) fn since(&self, offset: u64) -> Option<&[u8]> {
        let from = usize::try_from(offset.checked_sub(self.input.offset())?).ok()?;
        (self.at - from <= self.limit).then(|| &self.input.bytes()[from..self.at])
    }

    /// Goes back to where it was, if the bytes from there on were kept.
    pub(super) fn back_to(&mut self, offset: u64) -> bool {
        let at = offset.checked_sub(self.input.offset()).and_then(|at| usize::try_from(at).ok());
        self.at = at.unwrap_or(self.at);
        at.is_some()
    }

    /// Up to `most` bytes from the cursor on, without going there.
    pub(super) fn ahead(&mut self, most: usize) -> &[u8] {
        while self.input.bytes().len() < self.at + most && self.input.grow() {}
        let bytes = self.input.bytes();
        &bytes[self.at..bytes.len().min(self.at + most)]
    }

    /// Gives up everything before the cursor.
    pub(super) fn consume(&mut self) {
        self.input.consume(self.at);
        self.at = 0;
        self.keep = self.input.offset();
    }

    /// The byte at the cursor.
    pub(super) fn peek(&mut self) -> Option<u8> {
        self.rest().first().copied()
    }

    pub(super) fn advance(&mut self, count: usize) {
        self.at += count;
    }

    /// Passes white space and these bytes; the byte that then follows.
    pub(super) fn skip(&mut self, also: &[u8]) -> Option<u8> {
        loop {
            let byte = self.peek()?;
            if !byte.is_ascii_whitespace() && !also.contains(&byte) {
                return Some(byte);
            }
            self.at += 1;
        }
    }

    /// The bytes at hand from the cursor on; empty only at the end.
    fn rest(&mut self) -> &[u8] {
        if self.at == self.input.bytes().len() {
            self.make_room();
            self.input.grow();
        }
        &self.input.bytes()[self.at..]
    }

    fn make_room(&mut self) {
        if self.at <= self.limit {
            return;
        }
        let kept = usize::try_from(self.keep.saturating_sub(self.input.offset())).unwrap_or(usize::MAX);
        let spare = if (1..=self.at).contains(&kept) { kept } else { self.at };
        self.input.consume(spare);
        self.at -= spare;
    }

    /// Passes one value of any kind.
    pub(super) fn value(&mut self) -> Result<(), Bad> {
        match self.peek().ok_or(Bad::Cut)? {
            b'"' => {
                self.at += 1;
                self.string()
            }
            b'{' | b'[' => self.nested(Open::default()),
            _ => {
                self.scalar();
                Ok(())
            }
        }
    }

    /// Passes the rest of an array whose bracket was passed before.
    pub(super) fn rest_of_array(&mut self) -> Result<(), Bad> {
        let mut open = Open::default();
        open.push(b'[');
        self.nested(open)
    }

    fn scalar(&mut self) {
        while let Some(byte) = self.peek() {
            if byte.is_ascii_whitespace() || matches!(byte, b',' | b']' | b'}' | b'{' | b'[' | b'"') {
                return;
            }
            self.at += 1;
        }
    }

    /// Passes the rest of a string whose opening mark was passed before.
    pub(super) fn string(&mut self) -> Result<(), Bad> {
        loop {
            let rest = self.rest();
            if rest.is_empty() {
                return Err(Bad::Cut);
            }
            let length = rest.len();
            match memchr2(b'"', b'\\', rest).map(|found| (found, rest[found])) {
                None => self.at += length,
                Some((found, b'"')) => {
                    self.at += found + 1;
                    return Ok(());
                }
                Some((found, _)) => {
                    self.at += found + 1;
                    self.peek().ok_or(Bad::Cut)?;
                    self.at += 1;
                }
            }
        }
    }

    fn nested(&mut self, mut open: Open) -> Result<(), Bad> {
        loop {
            let rest = self.rest();
            if rest.is_empty() {
                return Err(Bad::Cut);
            }
            let structural = |byte: &u8| matches!(byte, b'"' | b'{' | b'[' | b'}' | b']');
            let Some(found) = rest.iter().position(structural) else {
                self.at += rest.len();
                continue;
            };
            let byte = rest[found];
            self.at += found + 1;
            match byte {
                b'"' => self.string()?,
                b'{' | b'[' => open.push(byte),
                _ if !open.pop(byte) => return Err(Bad::Mismatch),
                _ if open.is_empty() => return Ok(()),
                _ => {}
            }
        }
    }
}

/// Where the value at the beginning of `bytes` ends, if it does within them.
pub(super) fn end_of_value(bytes: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at = match byte {
            b'"' => end_of_string(bytes, at)?,
            _ => at + 1,
        };
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.checked_sub(1)?,
            b'"' => {}
            _ => continue,
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// The byte after the string that opens at `at`.
fn end_of_string(bytes: &[u8], at: usize) -> Option<usize> {
    let mut from = at + 1;
    loop {
        let found = from + memchr2(b'"', b'\\', bytes.get(from..)?)?;
        if bytes[found] == b'"' {
            return Some(found + 1);
        }
        from = found + 2;
    }
}

/// The brackets that are open.
#[derive(Debug, Default)]
struct Open {
    matched: Vec<u8>,
    deeper: u64,
}

impl Open {
    fn push(&mut self, bracket: u8) {
        if self.matched.len() < MATCHED {
            self.matched.push(bracket);
        } else {
            self.deeper += 1;
        }
    }

    /// Closes the innermost; false if it is of the other kind.
    fn pop(&mut self, bracket: u8) -> bool {
        if self.deeper > 0 {
            self.deeper -= 1;
            return true;
        }
        // `{` and `}`, as `[` and `]`, are two apart in ASCII.
        self.matched.pop().is_some_and(|opened| opened + 2 == bracket)
    }

    fn is_empty(&self) -> bool {
        self.matched.is_empty()
    }
}
