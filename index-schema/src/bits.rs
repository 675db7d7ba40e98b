//! Numbers as bits: the smaller, the fewer (Exp-Golomb codes).
//!
//! Bytes of numbers between texts compress badly: the compressor's code for bytes is made for letters. So numbers are
//! packed on their own.

/// Bits of the largest number that can be written.
const MOST: u32 = 40;

/// Bits that are always seen ahead.
const AT_LEAST: u32 = 56;

/// Writes numbers.
#[derive(Default)]
pub(crate) struct Writer {
    bytes: Vec<u8>,
    /// What does not fill a byte yet, in the lowest bits.
    open: u64,
    /// How many bits that are, fewer than 8.
    filled: u32,
}

impl Writer {
    fn bits(&mut self, value: u64, count: u32) {
        self.open = self.open << count | value;
        self.filled += count;
        while self.filled >= 8 {
            self.filled -= 8;
            self.bytes.push((self.open >> self.filled) as u8);
        }
    }

    /// A number below 2^40 (a larger one is written as the largest); one below `2^order` takes `order + 1` bits.
    pub(crate) fn number(&mut self, value: u64, order: u32) {
        let value = value.min((1 << MOST) - 1);
        let head = (value >> order) + 1;
        let width = u64::BITS - head.leading_zeros();
        self.bits(0, width - 1);
        self.bits(head, width);
        self.bits(value & ((1 << order) - 1), order);
    }

    /// A number of either sign.
    pub(crate) fn signed(&mut self, value: i64, order: u32) {
        self.number(((value << 1) ^ (value >> 63)) as u64, order);
    }

    /// One bit.
    pub(crate) fn flag(&mut self, flag: bool) {
        self.bits(u64::from(flag), 1);
    }

    /// A place in a list.
    pub(crate) fn count(&mut self, value: usize, order: u32) {
        self.number(value as u64, order);
    }

    /// The bytes, the last filled with zeros.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        self.bits(0, (8 - self.filled) % 8);
        self.bytes
    }
}

/// Reads numbers; every reading is nothing if there are no bits left.
pub(crate) struct Reader<'b> {
    bytes: &'b [u8],
    /// In bits.
    at: usize,
}

impl<'b> Reader<'b> {
    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// The next 56 bits or more, those beyond the end being zeros, from the highest on.
    fn ahead(&self) -> u64 {
        let bytes = self.bytes.get(self.at / 8..).unwrap_or_default();
        let eight = bytes.first_chunk().copied().unwrap_or_else(|| {
            let mut eight = [0; 8];
            eight[..bytes.len()].copy_from_slice(bytes);
            eight
        });
        u64::from_be_bytes(eight) << (self.at % 8)
    }

    fn bits(&mut self, count: u32) -> Option<u64> {
        let value = self.ahead().checked_shr(u64::BITS - count).unwrap_or(0);
        self.at += count as usize;
        (self.at <= 8 * self.bytes.len()).then_some(value)
    }

    /// What [`Writer::number`] wrote.
    pub(crate) fn number(&mut self, order: u32) -> Option<u64> {
        let ahead = self.ahead();
        let zeros = ahead.leading_zeros();
        if zeros > MOST {
            return None;
        }
        let whole = 2 * zeros + 1 + order;
        if whole <= AT_LEAST {
            // Nearly all numbers: one look.
            self.at += whole as usize;
            let (head, low) = (
                (ahead << zeros) >> (u64::BITS - 1 - zeros),
                (ahead << (2 * zeros + 1)).checked_shr(u64::BITS - order),
            );
            let value = (head - 1) << order | low.unwrap_or(0);
            return (self.at <= 8 * self.bytes.len()).then_some(value);
        }
        self.bits(zeros)?;
        let head = self.bits(zeros + 1)?;
        Some((head - 1) << order | self.bits(order)?)
    }

    /// What [`Writer::signed`] wrote.
    pub(crate) fn signed(&mut self, order: u32) -> Option<i64> {
        let number = self.number(order)?;
        Some((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    /// What [`Writer::flag`] wrote.
    pub(crate) fn flag(&mut self) -> Option<bool> {
        self.bits(1).map(|bit| bit == 1)
    }

    /// What [`Writer::count`] wrote.
    pub(crate) fn count(&mut self, order: u32) -> Option<usize> {
        usize::try_from(self.number(order)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_out_again_and_end_where_the_bits_do() {
        let numbers = [0, 1, 2, 3, 31, 32, 33, 1 << 20, (1 << MOST) - 1, 7, u64::MAX];
        let mut writer = Writer::default();
        for order in 0..8 {
            numbers.iter().for_each(|&number| writer.number(number, order));
            [0, 1, -1, 77, -1_000_000].iter().for_each(|&number| writer.signed(number, order));
        }
        let bytes = writer.finish();
        let mut reader = Reader::new(&bytes);
        for order in 0..8 {
            for number in numbers {
                assert_eq!(reader.number(order), Some(number.min((1 << MOST) - 1)), "{number} in order {order}");
            }
            for number in [0, 1, -1, 77, -1_000_000] {
                assert_eq!(reader.signed(order), Some(number));
            }
        }
        assert_eq!(reader.number(8), None);
        assert_eq!(Reader::new(&[]).number(0), None);
    }

    #[test]
    fn small_numbers_take_few_bits() {
        let mut writer = Writer::default();
        (0..8).for_each(|_| writer.number(0, 0));
        (0..8).for_each(|number| writer.number(number, 3));
        assert_eq!(writer.finish().len(), 1 + 4);
    }
}
