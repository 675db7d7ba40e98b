//! What a file is, judged by its name; [`super::open`] looks at its contents too.

use std::path::Path;

/// The form that a file's name promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// One article as plain text.
    Text,
    /// JSON: an object, an array, a list within, or objects one after the other.
    Json,
    /// JSON, one object a line.
    Lines,
    /// A table with this delimiter.
    Table(u8),
    /// One page.
    Html,
    /// A compressed file whose inner name says nothing.
    Unnamed,
}

/// Judges a name; `None` if this version reads no such file.
pub(super) fn of_name(path: &Path) -> Option<Kind> {
    let name = path.file_name()?.to_str().map(str::to_ascii_lowercase)?;
    let inner = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst"));
    match (of_extension(inner.unwrap_or(&name)), inner) {
        (None, Some(_)) if !is_other_container(&name) => Some(Kind::Unnamed),
        (kind, _) => kind,
    }
}

/// Compressed containers that are known and not read yet.
fn is_other_container(name: &str) -> bool {
    [".tar", ".warc", ".arc", ".xml", ".sql", ".wet", ".wat", ".cdx"].iter().any(|inner| {
        name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).is_some_and(|stem| stem.ends_with(inner))
    })
}

fn of_extension(name: &str) -> Option<Kind> {
    let (_, extension) = name.rsplit_once('.')?;
    Some(match extension {
        "txt" | "text" => Kind::Text,
        "json" => Kind::Json,
        "jsonl" | "ndjson" | "jl" => Kind::Lines,
        "csv" => Kind::Table(b','),
        "tsv" | "tab" => Kind::Table(b'\t'),
        "html" | "htm" | "xhtml" => Kind::Html,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_promise_forms_whatever_their_case_and_compression() {
        for (name, kind) in [
            ("a.TXT", Some(Kind::Text)),
            ("a.json.gz", Some(Kind::Json)),
            ("a.b.ndjson.zst", Some(Kind::Lines)),
            ("a.tsv", Some(Kind::Table(b'\t'))),
            ("dump.gz", Some(Kind::Unnamed)),
            ("pages.warc.gz", None),
            ("Makefile", None),
            ("photo.jpg", None),
        ] {
            assert_eq!(of_name(Path::new(name)), kind, "{name}");
        }
    }
}
