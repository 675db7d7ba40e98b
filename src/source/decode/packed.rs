//! Text that a program packed or printed into a cell or string: base64, bytes as Python prints them.

use mail_parser::decoders::base64::base64_decode;

/// Bytes of the shortest text that is unpacked: a word may look so.
const SHORT: usize = 64;

/// The text that base64 holds; `None` if this is no base64, or none of text.
pub(super) fn base64(packed: &str) -> Option<String> {
    let lines = packed.trim();
    let packed = lines.get(..SHORT)?.bytes().all(is_digit)
        && lines.bytes().all(|byte| is_digit(byte) || byte == b'=' || byte.is_ascii_whitespace());
    let bytes = packed.then(|| base64_decode(lines.as_bytes())).flatten()?;
    String::from_utf8(bytes).ok().filter(|text| text.contains(' ') && !text.contains('\0'))
}

/// Whether a byte is a digit of base64, in either alphabet.
fn is_digit(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_')
}

/// Whether a text is nothing but digits of base64, and as long as no word is.
pub(super) fn looks_packed(text: &str) -> bool {
    let text = text.trim();
    text.len() >= SHORT * 2 && text.bytes().all(|byte| is_digit(byte) || byte == b'=')
}

/// The text of bytes that Python printed: `b'caf\xc3\xa9'`.
pub(super) fn python_bytes(text: &str) -> Option<String> {
    let inner = text.strip_prefix('b')?;
    let mark = inner.chars().next().filter(|mark| matches!(mark, '\'' | '"'))?;
    let inner = inner[1..].strip_suffix(mark).filter(|inner| inner.is_ascii())?.as_bytes();
    let mut out = Vec::with_capacity(inner.len());
    let mut at = 0;
    while let Some(&byte) = inner.get(at) {
        at += 1;
        if byte != b'\\' {
            out.push(byte);
            continue;
        }
        let escape = *inner.get(at)?;
        at += 1;
        out.push(match escape {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'x' => {
                let digits = std::str::from_utf8(inner.get(at..at + 2)?).ok()?;
                at += 2;
                u8::from_str_radix(digits, 16).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(out).ok()
}

/// A text whose UTF-8 was taken for Latin-1 and written as UTF-8 once more, as it was: all its characters are bytes, and
/// together they are UTF-8. Facebook's archives write `\u00e2\u0080\u0099` for `’`.
pub(super) fn encoded_once(text: &str) -> Option<String> {
    // A control character behind a letter with an accent, each two bytes long: no text has that. What is doubly encoded
    // and has none (`cafÃ©`) is mended where texts are cleaned, and seen there.
    let bytes = text.as_bytes();
    let begins = |at: usize| {
        matches!(bytes.get(at + 1), Some(0x82..=0xB4))
            && bytes.get(at + 2) == Some(&0xC2)
            && matches!(bytes.get(at + 3), Some(0x80..=0x9F))
    };
    if !memchr::memchr_iter(0xC3, bytes).any(begins) {
        return None;
    }
    let bytes: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    String::from_utf8(bytes?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_unpacked_and_what_is_not_is_left() {
        let text = "SWxrYSBCcmFuZHQgd2lsbCBub3Qgc2VsbCBoZXIgZmVycnkuIOKAnEl0IHN0YXlzLOKAnSBzaGUgc2FpZC4=";
        assert_eq!(base64(text).as_deref(), Some("Ilka Brandt will not sell her ferry. “It stays,” she said."));
        assert_eq!(base64("Ilka Brandt will not sell her ferry, whatever the council may offer."), None);
        assert_eq!(base64(&"A".repeat(200)), None, "nothing but zeros");
        assert!(looks_packed(&"Ab9".repeat(60)) && !looks_packed("Ilka"));
        assert_eq!(python_bytes(r"b'caf\xc3\xa9\nIt\'s'").as_deref(), Some("café\nIt's"));
        assert_eq!(python_bytes("b'and so on"), None);
    }

    #[test]
    fn what_was_encoded_twice_is_encoded_once() {
        let twice: String = "“It stays,” she said".bytes().map(char::from).collect();
        assert_eq!(encoded_once(&twice).as_deref(), Some("“It stays,” she said"));
        assert_eq!(encoded_once("café “so”"), None);
        assert_eq!(encoded_once("caf\u{e9}"), None);
    }
}
