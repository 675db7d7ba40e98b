//! Makes the data files and models that onrecord ships. See `training/README.md`.

use std::{io::Write, path::PathBuf};

use anyhow::{Result, bail};

mod gold;
mod lexicon;
mod quotes;
mod tagger;

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let (Some(what), Some(data)) = (args.next(), args.next().map(PathBuf::from)) else {
        bail!(
            "usage: training lexicon DATA | quotes DATA | trial TEST TRAIN… | tagger DATA [FILE…] [out=MODEL] | tag FILE MODEL"
        );
    };
    let repository = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    match what.as_str() {
        "lexicon" => lexicon::write(&data, &repository.join("src/lexicon/data")),
        "quotes" => quotes::write(&data, &repository),
        "trial" => print(&quotes::trial(&data, &args.collect::<Vec<_>>())?),
        "tagger" => tagger::write(&data, &args.collect::<Vec<_>>(), &repository),
        "tag" => tag(&data, args.next()),
        other => bail!("unknown task {other}: lexicon, quotes, trial, tagger or tag"),
    }
}

fn tag(file: &std::path::Path, model: Option<String>) -> Result<()> {
    let Some(model) = model else { bail!("which model? training tag FILE MODEL") };
    print(&tagger::tag(file, model.as_ref())?)
}

fn print(lines: &str) -> Result<()> {
    std::io::stdout().write_all(lines.as_bytes())?;
    Ok(())
}
