//! Any text as a query: a tree that prints and reads back as itself, or a fault with a place within the text; soon.
#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord::query::{Request, parse};

fuzz_target!(|text: &str| {
    match parse(text) {
        Ok(ast) => {
            let printed = ast.to_string();
            match parse(&printed) {
                Ok(again) => assert_eq!(again, ast, "{text:?} -> {printed:?}"),
                // Printed, a query names each field: what was just short enough may be too long.
                Err(error) => assert!(printed.len() > 4096, "{text:?} -> {printed:?}: {error}"),
            }
            let request = Request { expr: text.to_owned(), ..Request::default() };
            assert!(request.understood().is_ok(), "{text:?}");
        }
        Err(error) => {
            assert!(text.get(error.span.clone()).is_some(), "{text:?}: {:?}", error.span);
            assert!(error.to_string().chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
        }
    }
});
