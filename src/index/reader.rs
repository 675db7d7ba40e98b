//! The index as queries see it: one whole commit, opened once.

use std::path::{Path, PathBuf};

use index_schema::{Fields, SCHEMA_VERSION, register};
use tantivy::{Index, IndexReader, ReloadPolicy, Searcher};

use super::{Counts, IndexError, Payload, engine_folder};

/// An open index.
pub struct Reader {
    dir: PathBuf,
    index: Index,
    reader: IndexReader,
    fields: Fields,
    payload: Payload,
}

impl Reader {
    /// Opens the index in `dir`. All segment files are opened, which finds those missing or cut short at the end;
    /// only [`super::check`] reads every byte.
    ///
    /// # Errors
    /// If there is no index, one of another version or another program's, or a damaged one.
    pub fn open(dir: &Path) -> Result<Self, IndexError> {
        let (index, payload) = open_index(dir)?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into();
        let reader = reader.map_err(|error| IndexError::open(dir, &error))?;
        Ok(Self { dir: dir.to_owned(), index, reader, fields: Fields::schema().1, payload })
    }

    /// A view on the commit that was the last when the reader was opened.
    #[must_use]
    pub fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    /// Handles of the fields.
    #[must_use]
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// What the last commit says of itself.
    #[must_use]
    pub fn payload(&self) -> &Payload {
        &self.payload
    }

    /// The folder it was opened in (the one that holds `index/`).
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// tantivy's handle.
    #[must_use]
    pub fn index(&self) -> &Index {
        &self.index
    }
}

/// Opens tantivy's folder below `dir` and checks whose it is.
pub(super) fn open_index(dir: &Path) -> Result<(Index, Payload), IndexError> {
    let folder = engine_folder(dir);
    if !folder.join("meta.json").is_file() {
        return Err(IndexError::Missing(dir.to_owned()));
    }
    let index = Index::open_in_dir(&folder).map_err(|error| IndexError::open(dir, &error))?;
    let payload = verify(dir, &index)?;
    register(&index);
    Ok((index, payload))
}

/// Checks program and version; a folder that was created and never committed to counts as an empty index.
pub(super) fn verify(dir: &Path, index: &Index) -> Result<Payload, IndexError> {
    let metas = index.load_metas().map_err(|error| IndexError::open(dir, &error))?;
    let payload = match metas.payload.as_deref().map(Payload::from_json) {
        Some(Some(payload)) => payload,
        None if metas.segments.is_empty() => Payload::new(Counts::default()),
        _ => return Err(IndexError::Foreign(dir.to_owned())),
    };
    if payload.schema != SCHEMA_VERSION {
        let (found, expected) = (payload.schema, SCHEMA_VERSION);
        return Err(IndexError::Version { dir: dir.to_owned(), found, expected });
    }
    if metas.schema != Fields::schema().0 {
        return Err(IndexError::Foreign(dir.to_owned()));
    }
    Ok(payload)
}
