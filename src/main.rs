//! The binary: parse, run, exit code. Everything else is the library's.

use std::process::ExitCode;

use clap::Parser;
use onrecord::cli::{self, args::Args};

/// Many small values on many threads: glibc's allocator costs a twentieth of the time of a run more.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // Usage errors and --help leave here, with the exit codes clap gives them: 2 and 0.
    let args = Args::parse();
    cli::run(args).into()
}
