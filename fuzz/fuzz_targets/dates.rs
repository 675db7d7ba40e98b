//! Any text as a date of publication: a date or none, no panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord::source::dates;

fuzz_target!(|text: &str| {
    let _ = dates::parse(text);
});
