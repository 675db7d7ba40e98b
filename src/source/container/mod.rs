//! Files that hold files: tar and zip, read member by member as a stream; nothing is ever unpacked to disk.

use std::io::Read;

use super::{SourceError, records::Context};

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
}

/// Whether a member is what an operating system puts beside files, and no file of the archive.
pub(super) fn is_litter(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    name.starts_with("__MACOSX/") || last.starts_with("._") || matches!(last, ".DS_Store" | "Thumbs.db" | "desktop.ini")
}
