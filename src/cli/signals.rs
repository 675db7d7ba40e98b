//! Ctrl-C and SIGTERM in two stages: the first asks the work to stop at the next safe place, the second stops at once.

use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context as _;

use super::exit::Exit;
use crate::pipeline::StopFlag;

/// Installs the handler and gives the flag that it sets.
///
/// # Errors
/// If the system refuses a signal handler.
pub fn watch() -> anyhow::Result<StopFlag> {
    let flag = StopFlag::default();
    let raised = flag.clone();
    let seen = AtomicBool::new(false);
    ctrlc::set_handler(move || {
        if seen.swap(true, Ordering::SeqCst) {
            std::process::exit(i32::from(Exit::Interrupted.code()));
        }
        raised.stop();
    })
    .context("cannot listen for Ctrl-C")?;
    Ok(flag)
}
