//! All caps of the reading half in one place. Every limit that is hit is a counted reason, never silent.

/// What a hostile or damaged input may cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Longest record (line, array element, row, page, text file) in bytes, decompressed. 16 MiB: the longest real
    /// article seen has 76 KB, the longest real page some 6 MB; the rest of a longer record is skipped unread.
    pub record_bytes: usize,
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
