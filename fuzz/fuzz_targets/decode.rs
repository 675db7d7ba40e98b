//! Any bytes as a record of any form: no panic, no hang.
#![no_main]

use std::{path::PathBuf, sync::Arc};

use libfuzzer_sys::fuzz_target;
use onrecord::{
    article::Provenance,
    source::{DecodeOptions, Format, RawRecord, decode},
};

fuzz_target!(|bytes: &[u8]| {
    let header = Arc::new(vec!["title".to_owned(), "text".to_owned(), "date".to_owned()]);
    for format in [Format::Text, Format::Json, Format::Html, Format::Row { delimiter: b',' }] {
        let provenance = Provenance { path: Arc::new(PathBuf::from("fuzz")), member: None, offset: 0 };
        let record = RawRecord { bytes: bytes.to_vec(), format, provenance, header: Some(Arc::clone(&header)) };
        let _ = decode(&record, &DecodeOptions::default());
    }
});
