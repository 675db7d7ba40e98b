//! Text read eight bytes at a time: which of them are letters, told in a few operations on one number.
//!
//! Both the tokens of the analysis and the words of the index are found so; it stands here since this crate is the one that
//! both know. Eight bytes are a number in little-endian order, so that the first byte is the lowest.

/// The same byte eight times.
///
/// ```
/// use index_schema::eights::each;
/// assert_eq!(each(b'a'), u64::from_le_bytes(*b"aaaaaaaa"));
/// ```
#[must_use]
pub const fn each(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// The high bit of each of eight ASCII bytes that lies in `first..=last`.
///
/// ```
/// use index_schema::eights::range;
/// assert_eq!(range(u64::from_le_bytes(*b"aBc dEf!"), b'A', b'Z'), u64::from_le_bytes([0, 128, 0, 0, 0, 128, 0, 0]));
/// ```
#[must_use]
#[inline]
pub const fn range(eight: u64, first: u8, last: u8) -> u64 {
    (eight + each(0x80 - first)) & !(eight + each(0x7F - last)) & each(0x80)
}

/// The high bit of each of eight bytes that is an ASCII letter or digit; other bits mean nothing.
#[inline]
const fn alphanumerics(eight: u64) -> u64 {
    // Sums of two numbers below 128 do not run over; their high bit tells that the byte is at least the first of a
    // range, or beyond its last.
    let low = eight & each(0x7F);
    let letter = low | each(0x20);
    let letters = (letter + each(0x80 - b'a')) & !(letter + each(0x7F - b'z'));
    let digits = (low + each(0x80 - b'0')) & !(low + each(0x7F - b'9'));
    (letters | digits) & !eight
}

/// How many of eight bytes are ASCII letters or digits before one that is not.
///
/// ```
/// use index_schema::eights::alphanumerics_at_front;
/// assert_eq!(alphanumerics_at_front(u64::from_le_bytes(*b"9a, bcde")), 2);
/// ```
#[must_use]
#[inline]
pub const fn alphanumerics_at_front(eight: u64) -> usize {
    let others = !alphanumerics(eight) & each(0x80);
    others.trailing_zeros() as usize / 8
}

/// Eight bytes from `at` on, if there are so many.
///
/// ```
/// use index_schema::eights::eight_at;
/// assert_eq!(eight_at(b"the ferry", 1), Some(u64::from_le_bytes(*b"he ferry")));
/// assert_eq!(eight_at(b"the ferry", 2), None);
/// ```
#[must_use]
#[inline]
pub fn eight_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// The first eight bytes of `bytes[start..end]` as a number; zeros stand for those it has not.
///
/// # Panics
/// If the range does not lie within `bytes`.
///
/// ```
/// use index_schema::eights::head;
/// assert_eq!(head(b"the ferry", 0, 3), u64::from_le_bytes(*b"the\0\0\0\0\0"));
/// ```
#[must_use]
#[inline]
pub fn head(bytes: &[u8], start: usize, end: usize) -> u64 {
    let len = end - start;
    match bytes[start..].first_chunk() {
        Some(eight) if len >= 8 => u64::from_le_bytes(*eight),
        Some(eight) => u64::from_le_bytes(*eight) & ((1 << (8 * len)) - 1),
        None => bytes[start..end].iter().rev().fold(0, |head, &byte| head << 8 | u64::from(byte)),
    }
}

/// End of the run of ASCII letters and digits from `at` on.
///
/// ```
/// use index_schema::eights::alphanumeric_end;
/// assert_eq!(alphanumeric_end(b"twentylettersandmore, yes", 0), 20);
/// assert_eq!(alphanumeric_end(b"x-y", 2), 3);
/// ```
#[must_use]
#[inline]
pub fn alphanumeric_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(eight) = eight_at(bytes, at) {
        let length = alphanumerics_at_front(eight);
        at += length;
        if length < 8 {
            return at;
        }
    }
    while bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_are_told_eight_at_a_time() {
        for byte in 0..=255u8 {
            let told = alphanumerics(u64::from_le_bytes([b'-', byte, b'x', 0xFF, byte, b' ', b'9', byte]));
            let told = told.to_le_bytes().map(|byte| byte >= 0x80);
            let one = byte.is_ascii_alphanumeric();
            assert_eq!(told, [false, one, true, false, one, false, true, one], "{byte}");
        }
    }
}
