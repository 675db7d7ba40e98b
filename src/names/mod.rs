//! Names across the archive: which names, each canonical in its article, stand for one person.
//!
//! [`table::Table`] is made from the speakers of the whole index and kept in the index folder; it can be made again at
//! any time. [`aliases::Aliases`] is what the user has settled by hand. [`Names`] is both together, as look-ups and
//! counts use them. Documents are never touched: a change of either is in force at the next question.

pub mod aliases;
pub(crate) mod column;
pub mod table;

use std::path::Path;

use rustc_hash::FxHashMap;

use crate::index::{IndexError, Reader};

pub use aliases::{AliasError, Aliases};
pub use table::Table;

/// Which name stands for which person.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Name to person, where they differ.
    person: FxHashMap<String, String>,
    /// Person to all names, the person's own first; only those with more than one.
    names: FxHashMap<String, Vec<String>>,
}

/// Why names could not be had.
#[derive(Debug, thiserror::Error)]
pub enum NamesError {
    /// The index could not be read.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The user's file is faulty.
    #[error(transparent)]
    Aliases(#[from] AliasError),
}

impl Names {
    /// Names of an index: its table, made anew if the index has changed since, and the user's aliases over it.
    ///
    /// # Errors
    /// If the index or `aliases.toml` cannot be read. A table that cannot be kept is no error: it is made again.
    pub fn open(reader: &Reader) -> Result<Self, NamesError> {
        let aliases = Aliases::open(reader.dir())?;
        Ok(Self::new(&Table::open(reader)?, &aliases))
    }

    /// The table with the aliases over it.
    #[must_use]
    pub fn new(table: &Table, aliases: &Aliases) -> Self {
        let mut person: FxHashMap<String, String> = FxHashMap::default();
        for (name, of) in table.pairs() {
            if !aliases.is_apart(name) && !aliases.is_apart(of) {
                person.insert(name.to_owned(), of.to_owned());
            }
        }
        for (name, of) in aliases.pairs() {
            // Whoever was joined to the name moves with it.
            for joined in person.values_mut().filter(|joined| *joined == name) {
                of.clone_into(joined);
            }
            person.insert(name.to_owned(), of.to_owned());
        }
        person.retain(|name, of| name != of);
        let mut names: FxHashMap<String, Vec<String>> = FxHashMap::default();
        for (name, of) in &person {
            names.entry(of.clone()).or_insert_with(|| vec![of.clone()]).push(name.clone());
        }
        names.values_mut().for_each(|names| names[1..].sort_unstable());
        Self { person, names }
    }

    /// The person a name stands for; the name itself if nothing is known of it.
    #[must_use]
    pub fn person_of<'n>(&'n self, name: &'n str) -> &'n str {
        self.person.get(name).map_or(name, String::as_str)
    }

    /// All names of persons with more than one.
    pub fn groups(&self) -> impl Iterator<Item = &[String]> {
        self.names.values().map(Vec::as_slice)
    }
}

/// The file of the table in an index folder.
pub(crate) fn table_file(dir: &Path) -> std::path::PathBuf {
    dir.join("names")
}
