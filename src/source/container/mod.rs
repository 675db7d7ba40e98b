//! Files that hold files: tar and zip, read member by member as a stream; nothing is ever unpacked to disk.

use std::{io::Read, sync::Arc};

use super::{Shared, SourceError, records::Context, titles};

mod tar;
mod zip;

pub(super) use self::{
    tar::{Tar, is_tar},
    zip::Zip,
};

/// One member: its name as the container has it, and its bytes.
pub(super) struct Member {
    pub(super) name: String,
    pub(super) bytes: Box<dyn Read + Send>,
}

/// A container that is being read.
#[derive(Debug)]
pub(super) enum Container {
    Tar(Tar),
    Zip(Zip),
}

impl Container {
    /// The next member that is a file; the one before must not be read any more.
    pub(super) fn next(&mut self, context: &Context) -> Option<Result<Member, SourceError>> {
        match self {
            Self::Tar(tar) => tar.next(context),
            Self::Zip(zip) => zip.next(context),
        }
    }

    /// Whether a member holds but the title of another. Of a stream that cannot be told: what comes later is not known.
    pub(super) fn is_title(&self, name: &str) -> bool {
        matches!(self, Self::Zip(zip) if titles::is_one(name, zip))
    }

    /// What another member says of the text in this one.
    pub(super) fn said_beside(&mut self, name: &str) -> Option<Arc<Shared>> {
        match self {
            Self::Zip(zip) => titles::of(name, zip),
            Self::Tar(_) => None,
        }
    }
}

/// Whether a member is what an operating system, or a WACZ, puts beside files, and no file of the archive.
pub(super) fn is_litter(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    // What stands beside the pages of a WACZ: its index and what it says of itself.
    let web =
        matches!(name, "datapackage.json" | "datapackage-digest.json" | "pages/pages.jsonl" | "pages/extraPages.jsonl");
    web || name.starts_with("__MACOSX/")
        || last.starts_with("._")
        || matches!(last, ".DS_Store" | "Thumbs.db" | "desktop.ini")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_beside_files_is_told_from_files() {
        assert!(["__MACOSX/a.json", "a/._b.txt", "a/.DS_Store", "pages/pages.jsonl"].into_iter().all(is_litter));
        assert!(!["pages/1.html", "a/pages/pages.jsonl", "MACOSX/a.json", "a/b.txt"].into_iter().any(is_litter));
    }
}
