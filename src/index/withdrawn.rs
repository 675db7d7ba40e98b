//! What was taken out for good: a list beside the index that outlives every run.
//!
//! A takedown must hold when the archive is read again. So the ids of articles taken out are kept in the file
//! `withdrawn` of the index folder, a line for each place: id, tab, path. `index` leaves them out and counts them. The
//! list is written before the index is changed: a run killed in between is finished by the
//! next.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use super::{IndexError, Ledger};
use crate::article::ArticleId;

/// First line of the file.
const HEADER: &str =
    "# Articles taken out of this index: id, tab, path. `onrecord remove --restore ID` lets one in again.\n";

/// The articles taken out, with the paths where they lay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Withdrawn {
    paths: BTreeMap<ArticleId, BTreeSet<String>>,
}

fn file(dir: &Path) -> PathBuf {
    dir.join("withdrawn")
}

impl Withdrawn {
    /// Reads the list of an index; none is an empty one.
    ///
    /// # Errors
    /// If the file cannot be read or a line of it is no article id.
    pub fn load(dir: &Path) -> Result<Self, IndexError> {
        let path = file(dir);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(IndexError::io(&path, error)),
        };
        let mut list = Self::default();
        for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let (id, at) = line.split_once('\t').unwrap_or((line, ""));
            let wrong = |error| io::Error::new(io::ErrorKind::InvalidData, format!("line {number}: {error}"));
            let id = id.trim().parse().map_err(wrong).map_err(|error| IndexError::io(&path, error))?;
            list.paths.entry(id).or_default().insert(at.to_owned());
        }
        Ok(list)
    }

    /// Whether the article is to stay out.
    #[must_use]
    pub fn contains(&self, id: ArticleId) -> bool {
        self.paths.contains_key(&id)
    }

    /// Number of articles.
    #[must_use]
    pub fn len(&self) -> usize {
        self.paths.len()
    }

    /// Whether nothing was ever taken out.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    /// Writes the list so that a crash leaves the old one or the new one.
    fn save(&self, dir: &Path) -> Result<(), IndexError> {
        let (path, fresh) = (file(dir), dir.join("withdrawn.new"));
        let write = || {
            let mut out = fs::File::create(&fresh)?;
            let mut text = HEADER.to_owned();
            for (id, paths) in &self.paths {
                // A path with a line feed in it would break the list; it is only needed to read its file again.
                let clean = paths.iter().filter(|path| !path.contains(['\n', '\r', '\t']));
                let mut lines = clean.map(|path| format!("{id}\t{path}\n")).collect::<String>();
                if lines.is_empty() {
                    lines = format!("{id}\n");
                }
                text.push_str(&lines);
            }
            out.write_all(text.as_bytes())?;
            out.sync_all()?;
            fs::rename(&fresh, &path)?;
            fs::File::open(dir)?.sync_all()
        };
        write().map_err(|error| IndexError::io(&path, error))
    }
}

impl Ledger {
    /// Takes articles out for good, with all their places. Gives the number of those that were there.
    ///
    /// # Errors
    /// If the index or the list of what was taken out cannot be read or written.
    pub fn withdraw(&mut self, ids: &[ArticleId]) -> Result<u64, IndexError> {
        let snapshot = self.snapshot();
        let mut places = Vec::new();
        for &id in ids {
            let of_article = if snapshot.has_id(id)? { snapshot.places_of(id.key())? } else { Vec::new() };
            let paths = self.withdrawn.paths.entry(id).or_default();
            paths.extend(of_article.iter().map(|(_, place)| place.path.clone()));
            places.extend(of_article.into_iter().map(|(_, place)| place));
        }
        self.withdrawn.save(self.writer.dir())?;
        let before = self.removed.articles;
        for place in &places {
            self.remove_place(place)?;
        }
        self.commit()?;
        Ok(self.removed.articles - before)
    }

    /// Takes out what was to go when a run was killed.
    ///
    /// # Errors
    /// As [`Self::withdraw`].
    pub fn finish_withdrawing(&mut self) -> Result<(), IndexError> {
        let mut left = Vec::new();
        for &id in self.withdrawn.paths.keys() {
            if self.now.has_id(id)? {
                left.push(id);
            }
        }
        if left.is_empty() { Ok(()) } else { self.withdraw(&left).map(drop) }
    }

    /// Lets articles in again: the files where they lay will be read at the next run. Gives the number of those that
    /// had been taken out.
    ///
    /// # Errors
    /// As [`Self::withdraw`].
    pub fn restore(&mut self, ids: &[ArticleId]) -> Result<u64, IndexError> {
        let mut restored = 0;
        for id in ids {
            let Some(paths) = self.withdrawn.paths.remove(id) else { continue };
            restored += 1;
            for path in paths {
                self.forget_file(&path)?;
            }
        }
        self.commit()?;
        self.withdrawn.save(self.writer.dir())?;
        Ok(restored)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_survives_writing_and_faults_are_placed() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(Withdrawn::load(dir.path()).unwrap(), Withdrawn::default());
        let mut list = Withdrawn::default();
        list.paths.entry(ArticleId::of(&["a"])).or_default().extend(["/n/a.txt".to_owned(), "/n/b.txt".to_owned()]);
        list.paths.entry(ArticleId::of(&["b"])).or_default();
        list.save(dir.path()).unwrap();
        let read = Withdrawn::load(dir.path()).unwrap();
        assert!(read.contains(ArticleId::of(&["b"])) && read.len() == 2);
        assert_eq!(read.paths[&ArticleId::of(&["a"])], list.paths[&ArticleId::of(&["a"])]);
        fs::write(file(dir.path()), "# list\nnot an id\n").unwrap();
        let error = Withdrawn::load(dir.path()).unwrap_err().to_string();
        assert!(error.contains("withdrawn: line 2: "), "{error}");
    }
}
