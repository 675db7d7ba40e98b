//! Titles that lie apart: some collections keep the headline of `Real/7.txt` in `Real_titles/7.txt`. The two are one
//! article, and the file with the headline is none of its own.

use std::{
    fs::File,
    io::Read as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{Shared, container::Zip, encoding};

/// What the folder of the titles is called, behind the name of that of the texts.
const BEHIND: [&str; 2] = ["_titles", "-titles"];

/// Largest file in bytes that may be a title.
const LONGEST: u64 = 600;

/// Label under which files are counted that hold the title of another.
pub(super) const LABEL: &str = "title-of-another-file";

/// Where titles are looked for.
pub(super) trait Beside {
    /// Whether there is a file of this name.
    fn has(&self, name: &str) -> bool;
    /// The bytes of a file, if there is one of this name with no more than so many.
    fn small(&mut self, name: &str, most: u64) -> Option<Vec<u8>>;
}

/// The files of a disk, by their paths.
#[derive(Debug)]
pub(super) struct Disk;

impl Beside for Disk {
    fn has(&self, name: &str) -> bool {
        Path::new(name).is_file()
    }

    fn small(&mut self, name: &str, most: u64) -> Option<Vec<u8>> {
        let path = Path::new(name);
        let size = path.metadata().ok().filter(std::fs::Metadata::is_file)?.len();
        let mut bytes = Vec::new();
        (size <= most).then_some(())?;
        File::open(path).ok()?.take(most).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }
}

impl Beside for Zip {
    fn has(&self, name: &str) -> bool {
        self.holds(name)
    }

    fn small(&mut self, name: &str, most: u64) -> Option<Vec<u8>> {
        self.read_small(name, most)
    }
}

/// Whether the file of this name holds but the title of another.
pub(super) fn is_one(name: &str, files: &impl Beside) -> bool {
    text_of(name).is_some_and(|text| files.has(&text))
}

/// What is said of the text of this name in a file of its own.
pub(super) fn of(name: &str, files: &mut impl Beside) -> Option<Arc<Shared>> {
    let bytes = BEHIND.iter().find_map(|behind| files.small(&title_of(name, behind)?, LONGEST))?;
    let title = encoding::of_file(&bytes, None).trim().to_owned();
    (!title.is_empty()).then(|| Arc::new(Shared { title: Some(title), ..Shared::default() }))
}

/// `a/Real/7.txt` is the text of `a/Real_titles/7.txt`.
fn text_of(title: &str) -> Option<String> {
    let (folder, file) = plain_text(title)?;
    let folder = BEHIND.iter().find_map(|behind| folder.strip_suffix(behind))?;
    (!folder.is_empty() && !folder.ends_with('/')).then(|| format!("{folder}/{file}"))
}

/// `a/Real_titles/7.txt` is the title of `a/Real/7.txt`.
fn title_of(text: &str, behind: &str) -> Option<String> {
    let (folder, file) = plain_text(text)?;
    (!folder.is_empty()).then(|| format!("{folder}{behind}/{file}"))
}

/// Folder and name of a plain text.
fn plain_text(name: &str) -> Option<(&str, &str)> {
    let is_text = |file: &str| PathBuf::from(file).extension().is_some_and(|end| end.eq_ignore_ascii_case("txt"));
    name.rsplit_once('/').filter(|(_, file)| is_text(file))
}
