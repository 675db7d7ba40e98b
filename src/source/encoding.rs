//! From bytes to text: byte order mark, declared charset, UTF-8, else a guess; nothing is ever refused for a bad byte.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_1252};

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Decodes one record of many (a line, a cell, a row).
///
/// Valid UTF-8 is taken as it is. A record that is UTF-8 but for a few bytes keeps its good parts, and each bad byte
/// is read as Windows-1252: what such bytes are in practice. One without any good sequence beyond ASCII is guessed as
/// a whole, and so is one with more bad bytes than good signs, where such a sequence may stand by chance: in Chinese,
/// Japanese and Korean of before UTF-8 it does.
pub(super) fn of_record(bytes: &[u8]) -> Cow<'_, str> {
    let bytes = bytes.strip_prefix(BOM).unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) if has_utf8_sequence(bytes) => as_a_whole(bytes).unwrap_or_else(|| Cow::Owned(patch(bytes))),
        Err(_) => guess(bytes).decode_without_bom_handling(bytes).0,
    }
}

/// Encodings of several bytes a sign: what is none of them hardly decodes as one.
const WIDE: [&Encoding; 6] = [GBK, GB18030, BIG5, SHIFT_JIS, EUC_JP, EUC_KR];

/// Bad bytes for each good sign at which all may be of one encoding of a byte a sign.
const MANY: usize = 8;

/// The text of bytes of which some are UTF-8 by chance; `None` if they are UTF-8 with some bad bytes.
fn as_a_whole(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|sign| !sign.is_ascii()).count();
        bad += chunk.invalid().len();
    }
    let encoding = if bad > good { guess(bytes) } else { return None };
    let (text, ..) = encoding.decode_without_bom_handling(bytes);
    let lost = text.chars().filter(|&sign| sign == char::REPLACEMENT_CHARACTER).count();
    let is_one = WIDE.contains(&encoding) && lost * 100 <= bad || bad > MANY * good && lost == 0;
    is_one.then_some(text)
}

/// Decodes a whole file with what it declares about itself, if it does.
///
/// A declaration of UTF-8 that is not true is ignored; so is any declaration where the bytes are valid UTF-8 with
/// sequences beyond ASCII, which chance does not produce.
pub(super) fn of_file<'b>(bytes: &'b [u8], declared: Option<&'static Encoding>) -> Cow<'b, str> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[length..]).0;
    }
    match (std::str::from_utf8(bytes), declared) {
        (Ok(text), Some(encoding)) if encoding != UTF_8 && text.is_ascii() => {
            encoding.decode_without_bom_handling(bytes).0
        }
        (Ok(text), _) => Cow::Borrowed(text),
        (Err(_), Some(encoding)) if encoding != UTF_8 => encoding.decode_without_bom_handling(bytes).0,
        (Err(_), _) => of_record(bytes),
    }
}

/// The charset of a stretch of records where none of them is UTF-8 and together they tell more than a short one does:
/// none if that is Windows-1252, which each is taken for by itself.
pub(super) fn of_all(bytes: &[u8]) -> Option<&'static Encoding> {
    /// Bytes that a stretch may end with in the middle of a character.
    const CUT: usize = 4;
    let whole = &bytes[..bytes.len().saturating_sub(CUT)];
    if whole.is_ascii() || !is_far_from_utf8(whole) {
        return None;
    }
    Some(guess(bytes)).filter(|encoding| *encoding != WINDOWS_1252)
}

/// The encoding that a label (`latin1`, `utf8`, `shift_jis`) names; UTF-16 declared in bytes one can read is no UTF-16.
pub(super) fn labelled(label: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_label(label).filter(|encoding| encoding.is_ascii_compatible())
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if has_macintosh_quotes(bytes) {
        return MACINTOSH;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    // A short record says little: among single-byte guesses Windows-1252 is by far the commonest in news dumps.
    if bytes.iter().filter(|byte| !byte.is_ascii()).count() >= 8 { encoding } else { WINDOWS_1252 }
}

/// Whether the bytes of old Macintoshes for `“` and `”` stand where such marks do, always, and both do; elsewhere they
/// are `Ò` and `Ó`, of which hardly a word begins with the one and none ends with the other.
fn has_macintosh_quotes(bytes: &[u8]) -> bool {
    const OPENS: u8 = 0xD2;
    const CLOSES: u8 = 0xD3;
    let is_gap = |byte: Option<&u8>| byte.is_none_or(|byte| byte.is_ascii_whitespace() || b"(-[".contains(byte));
    let is_word = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric());
    let before = |at: usize| at.checked_sub(1).and_then(|at| bytes.get(at));
    let opens = |at: usize| is_gap(before(at)) && is_word(bytes.get(at + 1));
    let closes = |at: usize| {
        before(at).is_some_and(|byte| byte.is_ascii_punctuation() || byte.is_ascii_alphanumeric())
            && !is_word(bytes.get(at + 1))
    };
    let found = |mark| memchr::memchr_iter(mark, bytes);
    let (opened, closed) = (found(OPENS).count(), found(CLOSES).count());
    opened > 0
        && closed > 0
        && opened.abs_diff(closed) <= 1 + opened / 4
        && found(OPENS).all(opens)
        && found(CLOSES).all(closes)
}

/// Whether bytes beyond ASCII are mostly none of UTF-8: in those of Chinese two are now and then by chance.
fn is_far_from_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().bytes().filter(|byte| !byte.is_ascii()).count();
        invalid += chunk.invalid().len();
    }
    invalid > valid
}

fn has_utf8_sequence(bytes: &[u8]) -> bool {
    bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii())
}

/// Keeps what is UTF-8 and reads every other byte as Windows-1252.
fn patch(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_text_is_not_copied_and_bad_bytes_are_windows_1252() {
        assert!(matches!(of_record("„Nein“, sagte Ilka Brandt".as_bytes()), Cow::Borrowed(_)));
        assert_eq!(of_record(b"\x93No,\x94 said Ilka Brandt"), "“No,” said Ilka Brandt");
        assert_eq!(of_record(b"the caf\xC3\xA9 asked for \xA3300"), "the café asked for £300");
    }

    #[test]
    fn marks_of_old_macintoshes_are_told_from_letters() {
        assert_eq!(
            of_record(b"\xD2It stays,\xD3 said Ilka Brandt \xD1 and left."),
            "“It stays,” said Ilka Brandt — and left."
        );
        assert_eq!(of_record(b"\xD3scar, said \xD2dena."), "Óscar, said Òdena.");
        assert_eq!(of_record(b"\xD2dena, caf\xE9"), "Òdena, café");
    }

    #[test]
    fn what_is_utf8_by_chance_is_guessed_as_a_whole() {
        for (encoding, text) in [
            (
                GBK,
                "县政府周二宣布，有三百年历史的古桥将于下月开始修复，工期预计为十四个月。修复期间，居民可以使用浮桥。",
            ),
            (SHIFT_JIS, "港町の市議会は二日、古い灯台を来年の春に一般公開すると発表した。入場料はかからない。"),
            (EUC_JP, "港町の市議会は二日、古い灯台を来年の春に一般公開すると発表した。入場料はかからない。"),
            (BIG5, "縣政府週二宣布，有三百年歷史的古橋將於下月開始修復，工期預計為十四個月。"),
            (EUC_KR, "시 정부는 화요일 삼백 년 된 옛 다리를 다음 달부터 복원하기 시작한다고 발표했다."),
        ] {
            let (bytes, _, lost) = encoding.encode(text);
            assert!(!lost);
            assert_eq!(of_record(&bytes), text, "{}", encoding.name());
        }
    }

    #[test]
    fn a_russian_file_is_guessed_and_a_declaration_is_believed_unless_it_lies() {
        let russian = "Ирина Волкова сказала, что поезд опоздал на час, и никто не извинился.";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(russian);
        assert_eq!(of_record(&bytes), russian);
        assert_eq!(of_file(b"\xA3300", labelled(b"iso-8859-1")), "£300");
        assert_eq!(of_file("“so”".as_bytes(), labelled(b"latin1")), "“so”");
        assert_eq!(of_file(b"\x93so\x94", labelled(b"utf-8")), "“so”");
        assert_eq!(of_file(b"\xFF\xFEh\0i\0", None), "hi");
    }
}
