//! Are quotes that people marked found again, by who says them and three of their rarer words?
//!
//! `cargo bench --bench gold -- GOLD.jsonl`: one article a line, `{"text", "quotes": [{"text", "speaker_resolved" or
//! "speaker", "type"?}]}`. The articles are indexed, and for each direct quote of a speaker with a full name the words
//! `speaker:"NAME" word word word` are asked for.
#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark prints, and may stop at once")]

#[path = "support/gold.rs"]
mod gold;

use std::{path::PathBuf, process::Command};

fn main() {
    let file = std::env::args().skip(1).find(|word| word != "--bench").map(PathBuf::from);
    let Some(file) = file else { return println!("nothing asked: cargo bench --bench gold -- GOLD.jsonl") };
    let index = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    assert!(command.arg("index").arg(&file).args(["--quiet", "-d"]).arg(index.path()).status().unwrap().success());
    let found = gold::ask(index.path(), &gold::read(&file));
    let share = |part: usize, all: usize| format!("{part} of {all}, {:.1} %", 100.0 * part as f64 / all.max(1) as f64);
    println!("direct quotes of full names: {}", found.asked);
    println!("first hit:                   {}", share(found.first, found.asked));
    println!("among the first three:       {}", share(found.third, found.asked));
    println!("given to the right speaker:  {}", share(found.right, found.asked));
    println!("of these the first hit:      {}", share(found.right_first, found.right));
    found.missed.iter().for_each(|expr| println!("  not first: {expr}"));
}
