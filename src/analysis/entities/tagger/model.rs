//! The weights, as they lie in the binary: used in place, nothing is parsed at start.
//!
//! Layout, all little-endian: for each 64 of the [`ROWS`] rows a block of twelve bytes, the number of kept rows before
//! them (u32) and a bit for each that is kept (u64); then the kept rows, [`WIDTH`] signed bytes each. Only differences
//! between tags count, so a row holds the weights of tags 1 to 16 less the weight of tag 0, which needs no place.

use super::{
    TAGS,
    features::{MOST_FEATURES, ROWS},
};

/// Weights in a row: those of all tags but 0.
pub const WIDTH: usize = TAGS - 1;

const BLOCKS: usize = ROWS / 64;
const BLOCK: usize = 12;

/// Weights of the tagger.
#[derive(Debug, Clone, Copy)]
pub struct Model<'b> {
    blocks: &'b [[u8; BLOCK]],
    rows: &'b [[u8; WIDTH]],
}

impl<'b> Model<'b> {
    /// The weights in `bytes`, as [`encode`] wrote them; none if they are cut short.
    #[must_use]
    pub fn new(bytes: &'b [u8]) -> Option<Self> {
        let (blocks, rows) = bytes.split_at_checked(BLOCKS * BLOCK)?;
        let (blocks, rows) = (blocks.as_chunks().0, rows.as_chunks());
        let (kept, bits) = read(blocks.last()?);
        let whole = rows.1.is_empty() && rows.0.len() == (kept + bits.count_ones()) as usize;
        whole.then_some(Self { blocks, rows: rows.0 })
    }

    /// Sum of the weights of `rows`, of which there are at most [`MOST_FEATURES`]. Two loops, so that the processor
    /// fetches many rows at once.
    #[must_use]
    pub fn sum(&self, rows: &[u32]) -> [i16; WIDTH] {
        let mut kept = [0u32; MOST_FEATURES];
        let mut found = 0;
        for &row in rows.iter().take(MOST_FEATURES) {
            kept[found] = row;
            found += (read(self.block(row)).1 >> (row % 64) & 1) as usize;
            if found == MOST_FEATURES {
                break;
            }
        }
        let mut sums = [0i16; WIDTH];
        for &row in &kept[..found] {
            let (before, bits) = read(self.block(row));
            let place = before + (bits & ((1 << (row % 64)) - 1)).count_ones();
            let Some(&weights) = self.rows.get(place as usize) else { continue };
            let old = sums;
            sums = std::array::from_fn(|tag| old[tag] + i16::from(weights[tag].cast_signed()));
        }
        sums
    }

    fn block(&self, row: u32) -> &[u8; BLOCK] {
        &self.blocks[row as usize / 64 % BLOCKS]
    }
}

fn read(block: &[u8; BLOCK]) -> (u32, u64) {
    let [a, b, c, d, bits @ ..] = *block;
    (u32::from_le_bytes([a, b, c, d]), u64::from_le_bytes(bits))
}

/// Writes weights, given for every row in steps of the unit the model counts in; rows in which all tags weigh alike
/// are left out. The same weights give the same bytes.
#[must_use]
pub fn encode(rows: &[[i16; TAGS]]) -> Vec<u8> {
    let (mut blocks, mut kept) = (Vec::new(), Vec::new());
    for block in rows.chunks(64) {
        let before = (kept.len() / WIDTH) as u32;
        let mut bits = 0u64;
        for (i, row) in block.iter().enumerate().filter(|(_, row)| row.iter().any(|weight| *weight != row[0])) {
            bits |= 1 << i;
            kept.extend(row[1..].iter().map(|weight| byte(weight - row[0])));
        }
        blocks.extend(before.to_le_bytes());
        blocks.extend(bits.to_le_bytes());
    }
    blocks.extend(kept);
    blocks
}

fn byte(weight: i16) -> u8 {
    (weight.clamp(-127, 127) as i8).cast_unsigned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_come_back_as_written() {
        let mut rows = vec![[0i16; TAGS]; ROWS];
        for i in (0..ROWS).step_by(977) {
            rows[i][1 + i % WIDTH] = (i % 127) as i16 + 1;
            rows[i][3] = -7;
        }
        let bytes = encode(&rows);
        let model = Model::new(&bytes).expect("whole");
        for i in (0..ROWS).step_by(977).chain(5..500) {
            assert_eq!(model.sum(&[i as u32]), rows[i][1..], "row {i}");
        }
        assert_eq!(model.sum(&[0, 977]), std::array::from_fn(|tag| rows[0][tag + 1] + rows[977][tag + 1]));
        assert!(Model::new(&bytes[..bytes.len() - 1]).is_none());
    }

    #[test]
    fn only_differences_between_tags_are_kept() {
        let mut rows = vec![[0i16; TAGS]; ROWS];
        rows[5] = [4; TAGS];
        rows[5][2] = 6;
        rows[6] = [3; TAGS];
        let bytes = encode(&rows);
        assert_eq!(bytes.len(), BLOCKS * BLOCK + WIDTH);
        assert_eq!(Model::new(&bytes).expect("whole").sum(&[5, 6])[1], 2);
    }
}
