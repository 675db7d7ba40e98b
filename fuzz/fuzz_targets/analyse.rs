//! Any text as an article: no panic, every span within the text and between characters.
#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord::analysis::{Input, analyze};

fuzz_target!(|text: &str| {
    let found = analyze(&Input { text, title: None, published: None });
    let spans = found.quotes.iter().map(|quote| quote.span).chain(found.mentions.iter().map(|mention| mention.span));
    for span in spans {
        assert!(text.get(span.start..span.end).is_some(), "{span:?}");
    }
});
