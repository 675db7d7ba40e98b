//! Files of lines to which lines were added: an archive that is fed each day is read from where it grew.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::Path,
};

/// Bytes of each stretch that is compared.
const STRETCH: u64 = 16 << 10;

/// Stretches, spread evenly, the last one at the end.
const STRETCHES: u64 = 16;

/// A hash by which the first `size` bytes of a file are known again: all of a short file; of a long one sixteen
/// stretches, the first and the last bytes among them. `None` if those bytes do not end a line.
///
/// Whatever is put in or left out moves all that follows, so the last stretch tells it. What is not told is a change in
/// a long file that leaves every length as it was and lies between the stretches: reading all would be the only proof.
///
/// # Errors
/// If the file cannot be read, or is shorter.
pub fn stamp(path: &Path, size: u64) -> io::Result<Option<u64>> {
    let mut file = File::open(path)?;
    let mut hasher = blake3::Hasher::new();
    let mut bytes = Vec::new();
    for (start, end) in stretches(size) {
        file.seek(SeekFrom::Start(start))?;
        bytes.clear();
        let read = file.by_ref().take(end - start).read_to_end(&mut bytes)? as u64;
        if read < end - start {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        hasher.update(&bytes);
    }
    let hash = hasher.finalize().as_bytes().first_chunk().map(|head| u64::from_be_bytes(*head));
    Ok(hash.filter(|_| bytes.last() == Some(&b'\n')))
}

/// Start and end of each stretch, in order, none overlapping.
fn stretches(size: u64) -> impl Iterator<Item = (u64, u64)> {
    let whole = size <= STRETCH * STRETCHES;
    let (count, length) = if whole { (1, size) } else { (STRETCHES, STRETCH) };
    (0..count).map(move |i| {
        let start = if count == 1 { 0 } else { (size - length) / (count - 1) * i };
        // Division leaves a rest: the last stretch ends where the bytes end.
        if i + 1 == count { (size - length, size) } else { (start, start + length) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_cover_both_ends_in_order() {
        for size in [0, 1, 5_000, STRETCH * STRETCHES, STRETCH * STRETCHES + 1, 1_000_000, (1 << 40) + 7] {
            let all: Vec<_> = stretches(size).collect();
            assert_eq!((all[0].0, all[all.len() - 1].1), (0, size));
            assert!(all.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{size}: {all:?}");
        }
    }

    #[test]
    fn what_was_there_is_known_again_and_a_change_is_seen() {
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("a.jsonl");
        let lines: String = (0..90_000).map(|i| format!("{{\"text\":\"line {i}\"}}\n")).collect();
        std::fs::write(&path, &lines).unwrap();
        let size = lines.len() as u64;
        let known = stamp(&path, size).unwrap();
        assert!(known.is_some());
        std::fs::write(&path, lines.clone() + "{}\n").unwrap();
        assert_eq!(stamp(&path, size).unwrap(), known);
        std::fs::write(&path, lines.replacen("line 7\"", "line seven\"", 1) + "{}\n").unwrap();
        assert_ne!(stamp(&path, size).unwrap(), known, "a line became longer");
        std::fs::write(&path, lines.replacen("line 0\"", "lime 0\"", 1)).unwrap();
        assert_ne!(stamp(&path, size).unwrap(), known, "the first line changed");
        assert_eq!(stamp(&path, size - 1).unwrap(), None, "no line ends there");
        assert!(stamp(&path, size + 1).is_err());
    }
}
