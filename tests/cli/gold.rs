//! Quotes that people marked are found again.

#[path = "../../benches/support/gold.rs"]
mod finding;

use std::path::Path;

use crate::util::Dir;

onrecord!(a_quote_is_found_first_by_its_speaker_and_three_of_its_words, |dir: Dir| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    dir.expect(0, &["index", root.join("archive").to_str().unwrap(), "--quiet"]);
    let found = finding::ask(&dir.path(".onrecord"), &finding::read(&root.join("archive-gold.jsonl")));
    assert!(found.asked > 150, "{found:?}");
    assert!(found.right_first * 100 >= found.right * 95, "{found:?}");
    assert!(found.first * 100 >= found.asked * 80, "{found:?}");
});
