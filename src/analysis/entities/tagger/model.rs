//! The weights, as they lie in the binary: used in place, nothing is parsed at start.
//!
//! Layout, all little-endian: a bit for each of the [`ROWS`] rows, set if it has weights; for each 64 rows a u32, the
//! number of rows with weights before them; for each row with weights, and once more at the end, a u32, where its
//! weights start; the weights, pairs of a tag and a signed byte.

use super::{
    TAGS,
    features::{ROWS, Scores},
};

const BLOCKS: usize = ROWS / 64;

/// Weights of the tagger.
#[derive(Debug, Clone, Copy)]
pub struct Model<'b> {
    bits: &'b [u8],
    ranks: &'b [u8],
    starts: &'b [u8],
    pairs: &'b [u8],
}

impl<'b> Model<'b> {
    /// The weights in `bytes`, as [`encode`] wrote them; none if they are cut short.
    #[must_use]
    pub fn new(bytes: &'b [u8]) -> Option<Self> {
        let (bits, rest) = bytes.split_at_checked(BLOCKS * 8)?;
        let (ranks, rest) = rest.split_at_checked((BLOCKS + 1) * 4)?;
        let rows = number(ranks, BLOCKS)?;
        let (starts, pairs) = rest.split_at_checked((rows + 1) * 4)?;
        (number(starts, rows)? * 2 == pairs.len()).then_some(Self { bits, ranks, starts, pairs })
    }

    /// Sum of the weights of `rows`.
    #[must_use]
    pub fn weigh(&self, rows: &[u32]) -> Scores {
        let mut sums = [0i32; TAGS];
        for &row in rows {
            for pair in self.row(row as usize).chunks_exact(2) {
                sums[usize::from(pair[0]) % TAGS] += i32::from(pair[1].cast_signed());
            }
        }
        sums.map(|sum| sum as f32)
    }

    fn row(&self, row: usize) -> &'b [u8] {
        let block = row / 64 % BLOCKS;
        let eight = &self.bits[block * 8..block * 8 + 8];
        let word = eight.iter().rev().fold(0u64, |word, &byte| word << 8 | u64::from(byte));
        if word >> (row % 64) & 1 == 0 {
            return &[];
        }
        let below = (word & ((1 << (row % 64)) - 1)).count_ones() as usize;
        let rank = number(self.ranks, block).map(|rank| rank + below);
        let start = rank.and_then(|rank| number(self.starts, rank));
        let end = rank.and_then(|rank| number(self.starts, rank + 1));
        match (start, end) {
            (Some(start), Some(end)) => self.pairs.get(start * 2..end * 2).unwrap_or(&[]),
            _ => &[],
        }
    }
}

fn number(bytes: &[u8], i: usize) -> Option<usize> {
    let four = bytes.get(i * 4..i * 4 + 4)?;
    Some(u32::from_le_bytes([four[0], four[1], four[2], four[3]]) as usize)
}

/// Writes weights, given for every row, leaving out zeros. The same weights give the same bytes.
#[must_use]
pub fn encode(rows: &[[i8; TAGS]]) -> Vec<u8> {
    let mut bits = vec![0u8; BLOCKS * 8];
    let (mut ranks, mut starts, mut pairs) = (Vec::new(), Vec::new(), Vec::new());
    let mut kept = 0u32;
    for (i, row) in rows.iter().enumerate() {
        if i % 64 == 0 {
            ranks.extend(kept.to_le_bytes());
        }
        if row.iter().all(|&weight| weight == 0) {
            continue;
        }
        bits[i / 8] |= 1 << (i % 8);
        kept += 1;
        starts.extend((pairs.len() as u32 / 2).to_le_bytes());
        for (tag, &weight) in row.iter().enumerate().filter(|(_, weight)| **weight != 0) {
            pairs.extend([tag as u8, weight.cast_unsigned()]);
        }
    }
    ranks.extend(kept.to_le_bytes());
    starts.extend((pairs.len() as u32 / 2).to_le_bytes());
    [bits, ranks, starts, pairs].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_come_back_as_written() {
        let mut rows = vec![[0i8; TAGS]; ROWS];
        for i in (0..ROWS).step_by(977) {
            rows[i][i % TAGS] = (i % 255) as i8 | 1;
            rows[i][3] = -7;
        }
        let bytes = encode(&rows);
        let model = Model::new(&bytes).expect("whole");
        for i in (0..ROWS).step_by(977).chain(5..500) {
            assert_eq!(model.weigh(&[i as u32]), rows[i].map(f32::from), "row {i}");
        }
        assert!(Model::new(&bytes[..bytes.len() - 1]).is_none());
    }
}
