//! Standard output, on a terminal by way of a pager.

use std::{
    io::{self, IsTerminal as _, StdoutLock, Write},
    process::{Child, ChildStdin, Command, Stdio},
};

use super::messages::Stderr;

/// Standard output. A pager is started when there is something to show: until then messages have the terminal, from then
/// on they wait until it has gone.
#[derive(Debug)]
pub struct Output<'m> {
    way: Way,
    messages: &'m Stderr,
}

#[derive(Debug)]
enum Way {
    /// Through this pager, which is not yet started.
    Through(String),
    /// To standard output.
    Straight(StdoutLock<'static>),
    /// Into a pager at work.
    Into(Child, ChildStdin),
}

impl<'m> Output<'m> {
    /// Standard output, if it is a terminal through `pager`.
    #[must_use]
    pub fn new(pager: &str, messages: &'m Stderr) -> Self {
        let dumb = std::env::var_os("TERM").is_none_or(|term| term.is_empty() || term == "dumb");
        let paged = !pager.trim().is_empty() && !dumb && io::stdout().is_terminal();
        let way = if paged { Way::Through(pager.to_owned()) } else { Way::Straight(io::stdout().lock()) };
        Self { way, messages }
    }

    /// Where to write now. A pager that cannot be started is no error: what was asked for is shown without it.
    fn open(&mut self) -> &mut dyn Write {
        if let Way::Through(pager) = &self.way {
            self.way = match start(pager) {
                Some((child, pipe)) => {
                    self.messages.hold();
                    Way::Into(child, pipe)
                }
                None => Way::Straight(io::stdout().lock()),
            };
        }
        match &mut self.way {
            Way::Into(_, pipe) => pipe,
            Way::Straight(out) => out,
            Way::Through(_) => unreachable!("a pager that waited was started or given up"),
        }
    }

    /// Tells the pager that this was all, and waits until it has gone.
    pub fn finish(self) {
        if let Way::Into(mut child, pipe) = self.way {
            drop(pipe);
            // How it ended is its own affair.
            let _ = child.wait();
            self.messages.release();
        }
    }
}

/// The pager is a line for the shell, as other programs take it: `less -R`, `bat --plain | cat`.
fn start(pager: &str) -> Option<(Child, ChildStdin)> {
    let (shell, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut command = Command::new(shell);
    command.arg(flag).arg(pager).stdin(Stdio::piped());
    if std::env::var_os("LESSCHARSET").is_none() {
        command.env("LESSCHARSET", "utf-8");
    }
    let mut child = command.spawn().ok()?;
    let pipe = child.stdin.take()?;
    Some((child, pipe))
}

impl Write for Output<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.open().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        // Nothing was written to a pager that was not started.
        match &mut self.way {
            Way::Through(_) => Ok(()),
            _ => self.open().flush(),
        }
    }
}
