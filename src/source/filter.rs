//! Which files below a folder are wanted, by patterns of their paths.

use std::{borrow::Cow, path::Path};

use regex::{RegexSet, RegexSetBuilder};

/// Patterns that a path must meet, and that it must not.
///
/// A pattern without `/` is met by a name at any depth; one with `/` by the path from the folder that was named. `*`
/// and `?` stand for anything but `/`, `**` for any folders, `{a,b}` for either, `[a-z]` for one letter.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    include: Option<RegexSet>,
    exclude: RegexSet,
}

/// Why a pattern was not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{pattern:?} is no pattern: {why}; write for example '*.jsonl.gz' or '2016/**'")]
pub struct FilterError {
    pattern: String,
    why: String,
}

impl Filter {
    /// A filter that lets through what meets one of `include` (anything, if there is none) and none of `exclude`.
    ///
    /// ```
    /// use std::{borrow::Cow, path::Path};
    /// use onrecord::source::Filter;
    /// let filter = Filter::new(&["*.json".to_owned()], &["drafts".to_owned(), "2016/old-*".to_owned()]).unwrap();
    /// assert!(filter.wants_file(Path::new("2016/a.json")) && !filter.wants_file(Path::new("2016/a.csv")));
    /// assert!(!filter.wants_folder(Path::new("2016/drafts")) && !filter.wants_file(Path::new("2016/old-a.json")));
    /// ```
    ///
    /// # Errors
    /// If a pattern is none.
    pub fn new(include: &[String], exclude: &[String]) -> Result<Self, FilterError> {
        let include = if include.is_empty() { None } else { Some(set(include)?) };
        Ok(Self { include, exclude: set(exclude)? })
    }

    /// Whether a file is wanted, by its path from the folder that was named.
    #[must_use]
    pub fn wants_file(&self, path: &Path) -> bool {
        let path = slashed(path);
        self.include.as_ref().is_none_or(|include| include.is_match(&path)) && !self.exclude.is_match(&path)
    }

    /// Whether a folder is to be entered.
    #[must_use]
    pub fn wants_folder(&self, path: &Path) -> bool {
        !self.exclude.is_match(&slashed(path))
    }
}

/// A path with `/` between its folders, as patterns are written everywhere.
fn slashed(path: &Path) -> Cow<'_, str> {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text } else { Cow::Owned(text.replace(std::path::MAIN_SEPARATOR, "/")) }
}

fn set(patterns: &[String]) -> Result<RegexSet, FilterError> {
    let wrong =
        |pattern: &str, why: &str| FilterError { pattern: pattern.chars().take(64).collect(), why: why.to_owned() };
    let written: Result<Vec<String>, FilterError> =
        patterns.iter().map(|pattern| expression(pattern).map_err(|why| wrong(pattern, why))).collect();
    // Compiled patterns are bounded, so that one of the user's cannot eat the memory.
    let set = RegexSetBuilder::new(written?).size_limit(1 << 22).build();
    set.map_err(|_| wrong(&patterns.join(" "), "it is too long, or a range in it runs backwards"))
}

/// A pattern as a regular expression for a whole path.
fn expression(pattern: &str) -> Result<String, &'static str> {
    let bare = pattern.trim_end_matches('/');
    let start = if bare.contains('/') { "" } else { "(?:.*/)?" };
    let mut out = format!("(?s)^{start}");
    let mut rest = bare.trim_start_matches('/');
    let mut open = 0;
    while let Some(c) = rest.chars().next() {
        let (length, part) = match c {
            '*' if rest.starts_with("**/") => (3, Cow::Borrowed("(?:.*/)?")),
            '*' if rest.starts_with("**") => (2, Cow::Borrowed(".*")),
            '*' => (1, Cow::Borrowed("[^/]*")),
            '?' => (1, Cow::Borrowed("[^/]")),
            '[' => class(rest)?,
            '{' => (1, Cow::Borrowed("(?:")),
            '}' if open > 0 => (1, Cow::Borrowed(")")),
            ',' if open > 0 => (1, Cow::Borrowed("|")),
            c => (c.len_utf8(), Cow::Owned(regex::escape(c.encode_utf8(&mut [0; 4])))),
        };
        open = match c {
            '{' => open + 1,
            '}' => i32::max(open - 1, 0),
            _ => open,
        };
        out.push_str(&part);
        rest = &rest[length..];
    }
    if open > 0 { Err("a { is not closed") } else { Ok(out + "$") }
}

/// `[a-z]` or `[!a-z]`: its length and the expression for it.
fn class(rest: &str) -> Result<(usize, Cow<'static, str>), &'static str> {
    let end = rest.char_indices().skip(2).find(|(_, c)| *c == ']').map(|(at, _)| at).ok_or("a [ is not closed")?;
    let inner = &rest[1..end];
    let (not, letters) = match inner.strip_prefix(['!', '^']) {
        Some(letters) => ("^/", letters),
        None => ("", inner),
    };
    let letters = letters.replace('\\', "\\\\").replace('[', "\\[").replace('&', "\\&").replace('~', "\\~");
    Ok((end + 1, Cow::Owned(format!("[{not}{letters}]"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(include: &[&str], exclude: &[&str]) -> Filter {
        let owned = |all: &[&str]| all.iter().map(|&one| one.to_owned()).collect::<Vec<_>>();
        Filter::new(&owned(include), &owned(exclude)).unwrap()
    }

    #[test]
    fn names_count_at_any_depth_and_paths_from_the_folder_named() {
        let wants = |filter: &Filter, path: &str| filter.wants_file(Path::new(path));
        let only = filter(&["*.jsonl", "2016/**"], &[]);
        assert!(wants(&only, "a.jsonl") && wants(&only, "x/y/a.jsonl") && wants(&only, "2016/a/b.csv"));
        assert!(!wants(&only, "x/2016/b.csv") && !wants(&only, "a.jsonl.gz"));
        let but = filter(&[], &["/tmp/", "draft-?.txt"]);
        assert!(!but.wants_folder(Path::new("tmp")) && but.wants_folder(Path::new("x/tmp")));
        assert!(!wants(&but, "x/draft-1.txt") && wants(&but, "x/draft-10.txt"));
        assert!(wants(&Filter::default(), "anything"));
        let letters = filter(&["a[!0-9].{txt,csv}", "b+(c).txt"], &[]);
        assert!(wants(&letters, "x/ab.csv") && wants(&letters, "b+(c).txt"));
        assert!(!wants(&letters, "a1.csv") && !wants(&letters, "ab.tsv") && !wants(&letters, "bbc.txt"));
    }

    #[test]
    fn a_pattern_that_is_none_is_named() {
        for pattern in ["[a", "{a,b", "[z-a]"] {
            let error = Filter::new(&[pattern.to_owned()], &[]).unwrap_err().to_string();
            assert!(error.contains(pattern), "{error}");
        }
    }
}
