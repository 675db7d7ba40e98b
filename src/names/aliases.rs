//! `aliases.toml` in the index folder: names joined and kept apart by hand. The user's file; never written here.
//!
//! ```toml
//! [merge]
//! "Ada Orlova" = ["A. Orlowa", "Ada Orlowa"]
//!
//! [split]
//! names = ["Brandt"]
//! ```

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::{Path, PathBuf},
};

use serde::Deserialize;

/// The file's name.
pub const FILE: &str = "aliases.toml";

/// Most bytes read: some hundred thousand names.
const MOST_BYTES: u64 = 16 << 20;

/// What the user has settled.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aliases {
    /// Person to other names.
    #[serde(default)]
    merge: BTreeMap<String, Vec<String>>,
    /// Names kept apart.
    #[serde(default)]
    split: Split,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Split {
    #[serde(default)]
    names: BTreeSet<String>,
}

/// Why the file could not be used.
#[derive(Debug, thiserror::Error)]
pub enum AliasError {
    /// It is there and cannot be read.
    #[error("{0}: {1}")]
    Read(PathBuf, io::Error),
    /// It is not what it should be.
    #[error("{0}: {1}; write [merge] \"Full Name\" = [\"Other Name\"] and [split] names = [\"Name\"]")]
    Faulty(PathBuf, String),
}

impl Aliases {
    /// Reads the file of an index folder; nothing is settled if there is none.
    ///
    /// # Errors
    /// If it is there and cannot be read or understood.
    pub fn open(dir: &Path) -> Result<Self, AliasError> {
        let path = dir.join(FILE);
        match std::fs::metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Ok(data) if data.len() > MOST_BYTES => {
                return Err(AliasError::Faulty(path, format!("it is longer than {MOST_BYTES} bytes")));
            }
            _ => {}
        }
        let text = std::fs::read_to_string(&path).map_err(|error| AliasError::Read(path.clone(), error))?;
        Self::parse(&text).map_err(|message| AliasError::Faulty(path, message))
    }

    /// Reads the text of such a file.
    ///
    /// # Errors
    /// If it is no TOML, holds other keys, or gives one name to two persons; the message says which.
    pub fn parse(text: &str) -> Result<Self, String> {
        let aliases: Self = toml::from_str(text).map_err(|error| error.to_string().trim_end().replace('\n', " "))?;
        let mut owner: BTreeMap<&str, &str> = BTreeMap::new();
        for (name, person) in aliases.pairs() {
            if let Some(other) = owner.insert(name, person).filter(|other| *other != person) {
                return Err(format!("\"{name}\" is given to both \"{other}\" and \"{person}\""));
            }
        }
        if let Some((name, _)) = aliases.pairs().find(|(name, _)| aliases.merge.contains_key(*name)) {
            return Err(format!("\"{name}\" is joined to another and has names of its own"));
        }
        Ok(aliases)
    }

    /// Each name and the person it is joined to.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.merge.iter().flat_map(|(person, names)| names.iter().map(move |name| (name.as_str(), person.as_str())))
    }

    /// Whether the user keeps this name apart from others.
    #[must_use]
    pub fn is_apart(&self, name: &str) -> bool {
        self.split.names.contains(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_joined_and_kept_apart() {
        let aliases =
            Aliases::parse("[merge]\n\"Ada Orlova\" = [\"A. Orlowa\"]\n[split]\nnames = [\"Brandt\"]").unwrap();
        assert_eq!(aliases.pairs().collect::<Vec<_>>(), [("A. Orlowa", "Ada Orlova")]);
        assert!(aliases.is_apart("Brandt") && !aliases.is_apart("Ada Orlova"));
        assert_eq!(Aliases::parse("").unwrap(), Aliases::default());
    }

    #[test]
    fn what_contradicts_itself_is_refused() {
        for text in [
            "[merge]\nA = [\"X\"]\nB = [\"X\"]",
            "[merge]\nA = [\"B\"]\nB = [\"C\"]",
            "[merge]\nA = \"X\"",
            "[marge]\nA = [\"X\"]",
            "merge",
        ] {
            assert!(Aliases::parse(text).is_err(), "{text}");
        }
    }
}
