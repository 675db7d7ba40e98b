//! The bar on standard error while an index is being written: articles, MB/s, quotes, rejected, time left.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::messages::Stderr;
use crate::{
    commands::Messages as _,
    pipeline::{Observer, Problem, Progress},
    render::report::grouped,
};

/// Redraws a second at most: enough to look alive, too few to cost anything.
const REDRAWS: u8 = 8;

/// Shows a run on a terminal; elsewhere only its problems.
#[derive(Debug)]
pub struct Bar<'a> {
    messages: &'a Stderr,
    bar: ProgressBar,
    began: Instant,
}

impl<'a> Bar<'a> {
    /// A bar that is not drawn before there is something to tell, and never where standard error is no terminal.
    #[must_use]
    pub fn new(messages: &'a Stderr) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(REDRAWS));
        if messages.is_quiet() {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        bar.set_style(ProgressStyle::with_template("{spinner} {msg}").expect("the template is well formed"));
        Self { messages, bar, began: Instant::now() }
    }

    fn measured(&self, total: u64) {
        if self.bar.length() != Some(total) {
            let template = "{bar:24} {percent:>3}%  {msg}  {eta} left";
            self.bar.set_style(ProgressStyle::with_template(template).expect("the template is well formed"));
            self.bar.set_length(total);
        }
    }
}

impl Observer for Bar<'_> {
    fn progress(&self, progress: &Progress) {
        if let Some(total) = progress.bytes_total {
            self.measured(total);
        }
        self.bar.set_message(told(progress, self.began.elapsed()));
        self.bar.set_position(progress.bytes_done);
    }

    fn problem(&self, problem: &Problem) {
        self.bar.suspend(|| self.messages.problem(problem));
    }
}

impl Drop for Bar<'_> {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn told(progress: &Progress, elapsed: Duration) -> String {
    let speed = progress.bytes_done as f64 / 1e6 / elapsed.as_secs_f64().max(1e-3);
    let Progress { articles, quotes, rejected, .. } = *progress;
    format!(
        "{} articles  {speed:.1} MB/s  {} quotes  {} rejected",
        grouped(articles),
        grouped(quotes),
        grouped(rejected)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_tells_what_is_done() {
        let progress = Progress { articles: 1200, bytes_done: 8_000_000, bytes_total: None, quotes: 31, rejected: 2 };
        assert_eq!(told(&progress, Duration::from_secs(4)), "1,200 articles  2.0 MB/s  31 quotes  2 rejected");
    }
}
