//! Any bytes as a file of any form: no panic, no hang, and reading comes to an end.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use onrecord::source::{FileEntry, Form, Limits, open, open_as};

fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for name in ["a.json", "a.jsonl", "a.csv", "a.gz", "a.zip", "a.tar", "a"] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("a temporary file");
        let entry = FileEntry { path: Arc::new(path), size: bytes.len() as u64, mtime: 0 };
        let _ = open(&entry, &Limits::default()).map(Iterator::count);
        for (_, form) in Form::NAMES {
            let _ = open_as(&entry, &Limits::default(), Some(form)).map(Iterator::count);
        }
    }
});
