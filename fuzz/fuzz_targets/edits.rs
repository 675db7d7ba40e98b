//! Any two texts: the edits told make the second of the first.
#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord::source::edits::edits;

fuzz_target!(|texts: (&str, &str)| {
    let (before, after) = texts;
    let (mut made, mut from) = (String::new(), 0);
    for edit in edits(before, after) {
        made.push_str(&before[from..edit.at.start]);
        made.push_str(&edit.put);
        from = edit.at.end;
    }
    made.push_str(&before[from..]);
    assert_eq!(made, after);
});
