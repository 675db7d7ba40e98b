//! Nearly JSON: what dumps, shells and other languages write where JSON was meant.

/// Mends what strict JSON refuses; `None` if there is nothing to mend.
///
/// Lone surrogates become U+FFFD, raw control characters in strings are escaped, unknown escapes lose their backslash,
/// `NaN`, `None` and the infinities become null. Strings in single marks are put in double ones, as Python prints them;
/// calls round a value go (`ObjectId("…")`), with commas before a closing bracket, comments, and what stands about the
/// record (`show(…);`). Whether the whole is JSON then, the parser tells.
pub(super) fn mended(text: &str) -> Option<String> {
    let mut mender = Mender { text, out: String::with_capacity(text.len() + 64), kept: 0, at: 0, changed: false };
    while mender.at < text.len() {
        match mender.byte(mender.at) {
            Some(b'"') => mender.string(),
            Some(b'\'') => mender.single(),
            _ => mender.outside(),
        }
    }
    let kept = mender.kept;
    mender.out.push_str(text.get(kept..)?);
    mender.changed.then_some(mender.out)
}

struct Mender<'t> {
    text: &'t str,
    out: String,
    /// To where the text has been copied.
    kept: usize,
    at: usize,
    changed: bool,
}

impl Mender<'_> {
    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// Puts something for the next `count` bytes.
    fn put(&mut self, count: usize, instead: &str) {
        self.out.push_str(&self.text[self.kept..self.at]);
        self.out.push_str(instead);
        self.at += count;
        self.kept = self.at;
        self.changed = true;
    }

    /// Passes a string in double marks, mending what is in it.
    fn string(&mut self) {
        self.at += 1;
        while let Some(byte) = self.byte(self.at) {
            match byte {
                b'"' => {
                    self.at += 1;
                    return;
                }
                b'\\' => self.escape(),
                byte if byte < 0x20 => self.put(1, control(byte)),
                _ => self.at += 1,
            }
        }
    }

    /// Passes a string in single marks and puts it in double ones.
    fn single(&mut self) {
        self.put(1, "\"");
        while let Some(byte) = self.byte(self.at) {
            match byte {
                b'\'' => return self.put(1, "\""),
                b'"' => self.put(1, "\\\""),
                b'\\' if self.byte(self.at + 1) == Some(b'\'') => self.put(2, "'"),
                b'\\' => self.escape(),
                byte if byte < 0x20 => self.put(1, control(byte)),
                _ => self.at += 1,
            }
        }
    }

    fn escape(&mut self) {
        let (bytes, at) = (self.text.as_bytes(), self.at);
        match bytes.get(at + 1) {
            Some(b'u') => match (unit(bytes, at), unit(bytes, at + 6)) {
                (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => self.at += 12,
                (Some(0xD800..=0xDFFF), _) => self.put(6, "\\ufffd"),
                (Some(_), _) => self.at += 6,
                (None, _) => self.put(1, ""),
            },
            // Python's `\xa0`.
            Some(b'x') if bytes.get(at + 2..at + 4).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit)) => {
                self.put(2, "\\u00");
            }
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 2,
            Some(_) => self.put(1, ""),
            None => self.at += 1,
        }
    }

    /// Passes what stands between strings.
    fn outside(&mut self) {
        let rest = &self.text[self.at..];
        let bytes = rest.as_bytes();
        let word = bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.')).count();
        match bytes[0] {
            b',' if closes(&bytes[1..]) => self.put(1, ""),
            b')' | b';' => self.put(1, ""),
            b'/' if rest.starts_with("/*") => self.put(rest.find("*/").map_or(rest.len(), |end| end + 2), ""),
            b'-' if rest.starts_with("-Infinity") => self.put("-Infinity".len(), "null"),
            first if first.is_ascii_alphabetic() => self.word(word),
            _ => self.at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }

    /// A word outside strings: a constant of some language, or the name of a call.
    fn word(&mut self, length: usize) {
        let word = &self.text[self.at..self.at + length];
        match word {
            "NaN" | "Infinity" | "None" | "undefined" => self.put(length, "null"),
            "True" => self.put(length, "true"),
            "False" => self.put(length, "false"),
            "datetime.datetime" | "datetime.date" if self.byte(self.at + length) == Some(b'(') => self.day(length),
            _ if self.byte(self.at + length) == Some(b'(') => self.put(length + 1, ""),
            "new" => self.put(length, ""),
            _ => self.at += length,
        }
    }

    /// `datetime.date(2019, 3, 5)` becomes a list of its numbers.
    fn day(&mut self, length: usize) {
        let rest = &self.text[self.at + length + 1..];
        let numbers = rest.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b' ')).count();
        let inner = rest[..numbers].trim_end_matches([',', ' ']).to_owned();
        let whole = length + 1 + rest.find(')').map_or(rest.len(), |end| end + 1);
        self.put(whole, &format!("[{inner}]"));
    }
}

/// Whether nothing but white space stands before a closing bracket or the end.
fn closes(rest: &[u8]) -> bool {
    rest.iter().find(|byte| !byte.is_ascii_whitespace()).is_none_or(|byte| matches!(byte, b'}' | b']'))
}

fn control(byte: u8) -> &'static str {
    match byte {
        b'\n' => "\\n",
        b'\r' => "\\r",
        b'\t' => "\\t",
        _ => " ",
    }
}

/// The UTF-16 unit written as `\uXXXX` at `at`.
fn unit(bytes: &[u8], at: usize) -> Option<u16> {
    let digits = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
    digits.iter().try_fold(0_u16, |sum, digit| Some(sum << 4 | (*digit as char).to_digit(16)? as u16))
}
