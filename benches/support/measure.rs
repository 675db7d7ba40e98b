//! What a run costs: CPU time and peak memory of this process, bytes on disk.

use std::{fs, path::Path};

/// Begins a new measurement of the peak; where that is not possible the peak is of all runs so far.
pub(crate) fn reset_peak() {
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// Peak of resident memory in bytes, 0 where it cannot be told.
pub(crate) fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0) * 1024
}

/// Seconds of CPU time of all threads so far, 0 where it cannot be told.
pub(crate) fn cpu() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Fields 14 and 15, in hundredths of a second on every Linux; the name in field 2 may hold spaces.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    fields.filter_map(|field| field.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// Bytes of the files in a folder.
pub(crate) fn size(folder: &Path) -> u64 {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum()
}

/// Millions of bytes.
pub(crate) fn mb(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
