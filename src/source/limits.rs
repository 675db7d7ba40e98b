//! All caps of the reading half in one place. Every limit that is hit is a counted reason, never silent.

/// What a hostile or damaged input may cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Longest record (line, array element, row, page, text file) in bytes, decompressed. 16 MiB: the longest real
    /// article seen has 76 KB, the longest real page some 6 MB; the rest of a longer record is skipped unread.
    pub record_bytes: usize,
    /// Longest object of JSON in bytes that holds a whole table by its columns, as pandas writes one unless it is told
    /// otherwise: its rows are known at its end only, so it is held in memory, twice. 128 MiB.
    pub table_bytes: usize,
    /// Largest growth by decompression, bytes out per byte in, looked at after [`Limits::ratio_grace`]. 200: text
    /// grows three- to tenfold, repetitive logs fiftyfold, gzip's utmost is 1,029.
    pub ratio: u64,
    /// Bytes out before the ratio is looked at. 1 MiB: small files of blanks are harmless.
    pub ratio_grace: u64,
    /// Most bytes out of one compressed file. 1 TiB: larger than any dump known; a stop, not a quota.
    pub file_bytes: u64,
    /// Largest zstd window, as a power of two in bytes. 27 (128 MiB): what `zstd --long` writes by default, and what
    /// one file may cost in memory.
    pub zstd_window_log: u32,
    /// Most memory that unpacking xz may take, in KiB. 160 Ki (160 MiB): `xz -9` wants 65 MiB; a header may ask for 4 GiB.
    pub xz_memory_kib: u32,
    /// Most members of one container. 1,000,000: a dump of one text a member has some hundred thousand.
    pub members: u64,
    /// How deep containers may lie within containers. 2: zips of a year within a tar of all.
    pub depth: usize,
    /// Largest zip within another container in bytes: its table of contents lies at its end, so it is held in memory.
    /// 64 MiB.
    pub nested_zip_bytes: usize,
    /// Deepest nesting of JSON that is decoded. 128: `serde_json`'s own border, kept because it is known to be safe.
    pub json_depth: usize,
    /// Most columns of a table. 4,096: the widest news table known has 61.
    pub columns: usize,
    /// Deepest nesting of elements of an HTML page that is given to the page parser; deeper pages are stripped of
    /// their tags by a linear scanner instead. 512: browsers stop there too.
    pub html_depth: usize,
    /// Longest HTML page in bytes that is given to the page parser; longer ones are stripped of their tags instead.
    /// 8 MiB: some tens of milliseconds for each MiB.
    pub html_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            record_bytes: 16 << 20,
            table_bytes: 128 << 20,
            ratio: 200,
            ratio_grace: 1 << 20,
            file_bytes: 1 << 40,
            zstd_window_log: 27,
            xz_memory_kib: 160 << 10,
            members: 1_000_000,
            depth: 2,
            nested_zip_bytes: 64 << 20,
            json_depth: 128,
            columns: 4096,
            html_depth: 512,
            html_bytes: 8 << 20,
        }
    }
}

/// A limit that was not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} sets no limit; write NAME=NUMBER with k, M or G behind it: {names}", names = Limits::NAMES.map(|(name, what)| format!("{name} ({what})")).join(", "))]
pub struct UnknownLimit(String);

impl Limits {
    /// The limits that the user may set, with what each bounds.
    pub const NAMES: [(&'static str, &'static str); 11] = [
        ("record", "bytes of an article's record"),
        ("table", "bytes of a table in one JSON object"),
        ("file", "bytes out of a compressed file"),
        ("ratio", "bytes out for each byte in"),
        ("members", "members of a container"),
        ("depth", "containers within containers"),
        ("zip", "bytes of a zip within a container"),
        ("window", "bytes of memory to unpack zstd"),
        ("xz", "bytes of memory to unpack xz"),
        ("columns", "columns of a table"),
        ("page", "bytes of a page that is read as one"),
    ];

    /// Sets one limit as typed: `record=64M`.
    ///
    /// ```
    /// let mut limits = onrecord::source::Limits::default();
    /// limits.set("record=64M")?;
    /// assert_eq!(limits.record_bytes, 64 << 20);
    /// assert!(limits.set("record=much").is_err());
    /// # Ok::<(), onrecord::source::limits::UnknownLimit>(())
    /// ```
    ///
    /// # Errors
    /// If there is no such limit, or the number is none or too great for this machine.
    pub fn set(&mut self, typed: &str) -> Result<(), UnknownLimit> {
        self.try_set(typed).ok_or_else(|| UnknownLimit(typed.chars().take(64).collect()))
    }

    fn try_set(&mut self, typed: &str) -> Option<()> {
        let (name, number) = typed.split_once('=')?;
        let number = number_of(number.trim())?;
        let size = || usize::try_from(number).ok();
        match name.trim() {
            "record" => self.record_bytes = size()?,
            "table" => self.table_bytes = size()?,
            "file" => self.file_bytes = number,
            "ratio" => self.ratio = number,
            "members" => self.members = number,
            "depth" => self.depth = size()?,
            "zip" => self.nested_zip_bytes = size()?,
            "window" => self.zstd_window_log = number.checked_ilog2()?,
            "xz" => self.xz_memory_kib = u32::try_from(number >> 10).ok()?,
            "columns" => self.columns = size()?,
            "page" => self.html_bytes = size()?,
            _ => return None,
        }
        Some(())
    }
}

/// A number with `k`, `M` or `G` behind it, which are powers of 1,024.
fn number_of(typed: &str) -> Option<u64> {
    let digits = typed.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let power = match typed[digits.len()..].to_ascii_lowercase().as_str() {
        "" => 0,
        "k" => 10,
        "m" => 20,
        "g" => 30,
        _ => return None,
    };
    digits.parse::<u64>().ok()?.checked_mul(1 << power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_can_be_set_and_nothing_else() {
        for (name, _) in Limits::NAMES {
            let mut limits = Limits::default();
            limits.set(&format!("{name}=3k")).unwrap();
            assert_ne!(limits, Limits::default(), "{name}");
        }
        for wrong in ["", "record", "record=", "record=-1", "records=1", "record=1e9", "ratio=99999999999G"] {
            let error = Limits::default().set(wrong).unwrap_err().to_string();
            assert!(error.contains("record (bytes"), "{error}");
        }
    }
}
