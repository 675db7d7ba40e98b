//! Makes the data files and models that onrecord ships. See `training/README.md`.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Result, bail};

mod dates;
mod gold;
mod lexicon;
mod quotes;
mod tagger;

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let (Some(what), Some(data)) = (args.next(), args.next().map(PathBuf::from)) else {
        bail!(
            "usage: training lexicon DATA | quotes DATA | trial TEST TRAIN… | tagger DATA [FILE…] [out=MODEL] [--without PART,…] | tag FILE MODEL | dates FILE…"
        );
    };
    let repository = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    match what.as_str() {
        "lexicon" => lexicon::write(&data, &repository.join("src/lexicon/data")),
        "quotes" => quotes::write(&data, &repository),
        "trial" => print(&quotes::trial(&data, &args.collect::<Vec<_>>())?),
        "tagger" => print(&tagger::write(&data, &args.collect::<Vec<_>>(), &repository)?),
        "dates" => dates(&data, &args.map(PathBuf::from).collect::<Vec<_>>()),
        "tag" => tag(&data, args.next()),
        other => bail!("unknown task {other}: lexicon, quotes, trial, tagger, tag or dates"),
    }
}

fn tag(file: &Path, model: Option<String>) -> Result<()> {
    let Some(model) = model else { bail!("which model? training tag FILE MODEL") };
    print(&tagger::tag(file, model.as_ref())?)
}

fn dates(first: &Path, more: &[PathBuf]) -> Result<()> {
    let files: Vec<&Path> = [first].into_iter().chain(more.iter().map(PathBuf::as_path)).collect();
    print(&dates::measure(&files)?)
}

fn print(lines: &str) -> Result<()> {
    std::io::stdout().write_all(lines.as_bytes())?;
    Ok(())
}
