//! The one place where panics are caught: round the work on one article.
//!
//! Rust prints a message of its own at each panic, in the middle of the progress line and once for each article. A
//! guarded panic is kept silent and told as any other rejection; every other panic is printed as ever.

use std::{
    cell::{Cell, RefCell},
    panic::{self, AssertUnwindSafe, PanicHookInfo},
    sync::Once,
};

thread_local! {
    /// Whether this thread works on an article.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    /// What the last guarded panic of this thread said, and where.
    static SAID: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Runs `work`; a panic becomes its message and the place in the program, and nothing is printed.
///
/// # Errors
/// If `work` panics.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let other = panic::take_hook();
        panic::set_hook(Box::new(move |info| if GUARDED.get() { note(info) } else { other(info) }));
    });
    let outer = GUARDED.replace(true);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(outer);
    done.map_err(|_| SAID.take())
}

fn note(info: &PanicHookInfo<'_>) {
    let payload = info.payload();
    let words = payload.downcast_ref::<&str>().copied();
    let words = words.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message");
    let place = info.location().map(|at| format!(" at {}:{}", at.file(), at.line())).unwrap_or_default();
    SAID.set(format!("{words}{place}"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_tells_its_words_and_place() {
        let said = guarded(|| -> u8 { panic!("no such case {}", 7) }).unwrap_err();
        assert!(said.starts_with("no such case 7 at src"), "{said}");
        assert_eq!(guarded(|| 1), Ok(1));
        assert!(!GUARDED.get());
    }
}
