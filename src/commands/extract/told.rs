//! What is told of what was not read: the first few faults of each file, the number of the others, and in the end which
//! files lay there that are of no form that is read.

use std::path::Path;

use crate::{
    commands::Messages,
    pipeline::Repeats,
    source::{SkipReason, SourceError},
};

/// Label of a member that was passed over within a container, its name being that of no form that is read.
const UNKNOWN_MEMBER: &str = "unknown-kind";

/// Something wrong with a file or an article.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    /// The file, as messages name it.
    pub(super) file: String,
    /// The label of the reason.
    pub(super) reason: &'static str,
    /// File, place and remedy in words.
    pub(super) text: String,
}

impl From<SourceError> for Fault {
    fn from(error: SourceError) -> Self {
        let file = error.path().display().to_string();
        Self { file, reason: error.reason().label(), text: error.to_string() }
    }
}

/// Tells faults and counts them.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// The file that the last fault was of.
    file: String,
    repeats: Repeats,
    faults: u64,
    unread: Unread,
}

impl Told {
    /// Faults so far, told one by one or not.
    pub(super) fn faults(&self) -> u64 {
        self.faults
    }

    /// Tells a fault, or only counts it, if many of its file were the same. Faults come file by file.
    pub(super) fn fault(&mut self, fault: &Fault, messages: &dyn Messages) {
        if self.file != fault.file {
            self.end_file(messages);
            self.file.clone_from(&fault.file);
        }
        self.faults += 1;
        if self.repeats.is_told(fault.reason) {
            messages.problem(&fault.text);
        }
    }

    fn end_file(&mut self, messages: &dyn Messages) {
        self.repeats.rest(&self.file).iter().for_each(|rest| messages.problem(rest));
    }

    /// Remembers what was passed by because of its form.
    pub(super) fn unread(&mut self, unread: Unread) {
        self.unread.add(unread);
    }

    /// Tells what is still to be told.
    pub(super) fn end(&mut self, messages: &dyn Messages) {
        self.end_file(messages);
        if !self.unread.is_nothing() {
            messages.note(&self.unread);
        }
    }
}

/// Files that are of no form that is read: no faults, but what is in them is missing.
#[derive(Debug, Default)]
pub(super) struct Unread {
    /// PDF, RTF, DOCX and their like.
    documents: u64,
    /// Files whose names are those of no form that is read, and members of containers.
    others: u64,
    /// The first document, else the first of the others, in words.
    first: Option<String>,
}

impl Unread {
    /// Counts a path that the walk passed by.
    pub(super) fn skip(&mut self, path: &Path, reason: SkipReason) {
        if !reason.is_of_form() {
            return;
        }
        let is_document = reason == SkipReason::Document;
        if self.first.is_none() || (is_document && self.documents == 0) {
            self.first = Some(path.display().to_string());
        }
        *(if is_document { &mut self.documents } else { &mut self.others }) += 1;
    }

    /// Counts what was passed over within a container.
    pub(super) fn members(&mut self, container: &Path, passed: &std::collections::BTreeMap<&'static str, u64>) {
        let Some(members) = passed.get(UNKNOWN_MEMBER) else { return };
        self.others += members;
        self.first.get_or_insert_with(|| format!("within {}", container.display()));
    }

    /// How many there are.
    pub(super) fn number(&self) -> u64 {
        self.documents + self.others
    }

    fn is_nothing(&self) -> bool {
        self.number() == 0
    }

    fn add(&mut self, more: Self) {
        if self.first.is_none() || (self.documents == 0 && more.documents > 0) {
            self.first = more.first.or(self.first.take());
        }
        self.documents += more.documents;
        self.others += more.others;
    }
}

impl std::fmt::Display for Unread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let plural = |number: u64, one: &'static str, more: &'static str| if number == 1 { one } else { more };
        let number = self.number();
        write!(f, "{number} {} not of a form that is read", plural(number, "file is", "files are"))?;
        if let Some(first) = &self.first {
            write!(f, ", {}{}", plural(number, "", "the first "), first)?;
        }
        if self.documents > 0 {
            let documents = plural(self.documents, "is a document", "are documents");
            write!(
                f,
                "; {} {documents}: convert with `pdftotext -layout FILE.pdf` or `libreoffice --headless --convert-to txt:Text FILE`",
                self.documents
            )?;
        }
        write!(f, "; `onrecord sources PATH` tells what they are")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_named_before_a_picture() {
        let mut unread = Unread::default();
        for (path, reason) in [
            ("a/quay.jpg", SkipReason::UnknownKind),
            ("a/quay.pdf", SkipReason::Document),
            ("a/link", SkipReason::Symlink),
        ] {
            unread.skip(Path::new(path), reason);
        }
        let told = unread.to_string();
        assert!(told.starts_with("2 files are not of a form that is read, the first a/quay.pdf; 1 is a document"));
        assert!(told.contains("pdftotext"), "{told}");
    }
}
