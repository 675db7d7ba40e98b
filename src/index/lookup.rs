//! The last commit as the writing side asks it: which articles, places and files are there.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::Arc,
};

use index_schema::{ArticleDoc, Fields, PlaceDoc};
use tantivy::{
    DocAddress, Index, TantivyDocument, TantivyError, Term,
    directory::{Directory, META_LOCK},
};

use super::{
    Counts, IndexError,
    ledger::{Prune, file_key},
    segment::Segment,
};
use crate::article::ArticleId;

/// What is known of an article without reading its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// Hash of all that is indexed of it.
    pub content_hash: u64,
    /// When its version was made, seconds since 1970-01-01.
    pub version: Option<i64>,
    /// Key of the first member of its cluster.
    pub cluster: u64,
}

/// What a file document says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownFile {
    /// Size in bytes.
    pub size: u64,
    /// Time of modification, nanoseconds since 1970-01-01.
    pub mtime: i64,
    /// Articles found in it.
    pub articles: u64,
    /// Records rejected in it.
    pub rejected: u64,
    /// Hash by which its bytes are known again, if lines may be added to it.
    pub stamp: Option<u64>,
}

/// One commit, cheap to ask and shared between threads.
pub struct Snapshot {
    dir: PathBuf,
    segments: Vec<Arc<Segment>>,
    fields: Fields,
}

impl Snapshot {
    /// The last commit of `index`. Segments that `before` has open already are shared with it: were they opened anew,
    /// each commit would read the dictionaries of the whole archive, and twice of them would be held meanwhile.
    pub(super) fn new(dir: &Path, index: &Index, fields: Fields, before: Option<&Self>) -> Result<Self, IndexError> {
        let known = before.map_or(&[][..], |before| &before.segments);
        let segments = open_segments(index, known).map_err(|error| IndexError::read(dir, &error))?;
        Ok(Self { dir: dir.to_owned(), segments, fields })
    }

    fn fail(&self, cause: &TantivyError) -> IndexError {
        IndexError::read(&self.dir, cause)
    }

    /// Asks the segments in turn until one answers.
    fn any<T>(
        &self,
        mut ask: impl FnMut(u32, &Segment) -> tantivy::Result<Option<T>>,
    ) -> Result<Option<T>, IndexError> {
        for (ord, segment) in (0..).zip(&self.segments) {
            if let Some(found) = ask(ord, segment).map_err(|cause| self.fail(&cause))? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// What is known of the article with this key.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn article(&self, key: u64) -> Result<Option<Known>, IndexError> {
        let term = Term::from_field_u64(self.fields.article_key, key);
        self.any(|_, segment| {
            segment.find_key(&self.fields, &term, |doc| {
                let Some(content_hash) = segment.value(&segment.content_hash, doc)? else { return Ok(None) };
                let cluster = segment.value(&segment.cluster, doc)?.unwrap_or(key);
                Ok(Some(Known { content_hash, version: segment.value(&segment.version, doc)?, cluster }))
            })
        })
    }

    /// Calls `visit` with key and address of each living article that carries the band, until it answers false.
    pub(super) fn with_band(
        &self,
        band: u64,
        mut visit: impl FnMut(u64, DocAddress) -> bool,
    ) -> Result<(), IndexError> {
        let term = Term::from_field_u64(self.fields.bands, band);
        self.any(|ord, segment| {
            segment.find_key(&self.fields, &term, |doc| {
                let Some(key) = segment.value(&segment.key, doc)? else { return Ok(None) };
                Ok((!visit(key, DocAddress::new(ord, doc))).then_some(()))
            })
        })?;
        Ok(())
    }

    /// The text of the article at an address.
    pub(super) fn text(&self, address: DocAddress) -> Result<String, IndexError> {
        Ok(ArticleDoc::text_of(&self.fields, &self.stored(address)?)?)
    }

    /// Bytes of the text of the article at an address: a column tells, its document is not read.
    pub(super) fn text_len(&self, address: DocAddress) -> Result<u64, IndexError> {
        let segment = &self.segments[address.segment_ord as usize];
        let len = segment.value(&segment.text_bytes, address.doc_id);
        Ok(len.map_err(|error| self.fail(&error))?.unwrap_or(0))
    }

    /// The article at an address.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn read_article(&self, address: DocAddress) -> Result<ArticleDoc, IndexError> {
        Ok(ArticleDoc::from_document(&self.fields, &self.stored(address)?)?)
    }

    fn stored(&self, address: DocAddress) -> Result<TantivyDocument, IndexError> {
        let segment = &self.segments[address.segment_ord as usize];
        segment.store.get(address.doc_id).map_err(|error| self.fail(&error))
    }

    /// Addresses of the articles whose analysis version is `wanted`, in order: eight bytes an article.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn articles(&self, wanted: impl Fn(u64) -> bool) -> Result<Vec<DocAddress>, IndexError> {
        let mut found = Vec::new();
        for (ord, segment) in (0..).zip(&self.segments) {
            let column = segment.reader.fast_fields().column_opt::<u64>("analysis_version");
            let column = column.map_err(|error| self.fail(&error))?;
            let version = |doc| column.as_ref().and_then(|column| column.first(doc));
            let docs = segment.reader.doc_ids_alive().filter(|&doc| version(doc).is_some_and(&wanted));
            found.extend(docs.map(|doc| DocAddress::new(ord, doc)));
        }
        Ok(found)
    }

    /// Number of articles that another analysis than `version` made. Segments of that version alone are not gone through.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn outdated(&self, version: u64) -> Result<usize, IndexError> {
        let mut count = 0;
        for segment in &self.segments {
            let column = segment.reader.fast_fields().column_opt::<u64>("analysis_version");
            let Some(column) = column.map_err(|error| self.fail(&error))? else { continue };
            if (column.min_value(), column.max_value()) != (version, version) {
                let docs = segment.reader.doc_ids_alive();
                count += docs.filter(|&doc| column.first(doc).is_some_and(|made| made != version)).count();
            }
        }
        Ok(count)
    }

    /// Whether the article with exactly this id is there; two ids may share a key.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn has_id(&self, id: ArticleId) -> Result<bool, IndexError> {
        let term = Term::from_field_text(self.fields.article_id, &id.to_string());
        Ok(self.any(|_, segment| segment.find(&term, |_| Ok(Some(()))))?.is_some())
    }

    /// Numbers of documents of an article.
    pub(super) fn documents_of(&self, key: u64) -> Result<Counts, IndexError> {
        let term = Term::from_field_u64(self.fields.article_key, key);
        let mut counts = Counts::default();
        self.any(|_, segment| {
            segment.find(&term, |doc| {
                if segment.value(&segment.content_hash, doc)?.is_some() {
                    counts.articles += 1;
                } else if segment.value(&segment.confidence, doc)?.is_some() {
                    counts.quotes += 1;
                } else {
                    counts.passages += 1;
                }
                Ok(None::<()>)
            })
        })?;
        Ok(counts)
    }

    /// Where the place (or file) document with this key lies.
    pub(super) fn place(&self, place_key: u64) -> Result<Option<DocAddress>, IndexError> {
        let term = Term::from_field_u64(self.fields.place_key, place_key);
        self.any(|ord, segment| segment.find(&term, |doc| Ok(Some(DocAddress::new(ord, doc)))))
    }

    /// What is known of the file with this key.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn file(&self, file_key: u64) -> Result<Option<KnownFile>, IndexError> {
        let term = Term::from_field_u64(self.fields.place_key, file_key);
        self.any(|_, segment| {
            segment.find(&term, |doc| {
                let size = segment.value(&segment.size, doc)?;
                let Some((size, mtime)) = size.zip(segment.value(&segment.mtime, doc)?) else { return Ok(None) };
                let articles = segment.value(&segment.articles, doc)?.unwrap_or(0);
                let rejected = segment.value(&segment.rejected, doc)?.unwrap_or(0);
                Ok(Some(KnownFile { size, mtime, articles, rejected, stamp: segment.value(&segment.stamp, doc)? }))
            })
        })
    }

    /// What is known of a file that need not be read again, since it has this size and time still. With
    /// [`Prune::Remove`] it must also hold no place that an earlier run left behind.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn unchanged(&self, path: &str, size: u64, mtime: i64, prune: Prune) -> Result<Option<KnownFile>, IndexError> {
        let known = self.file(file_key(path))?.filter(|known| (known.size, known.mtime) == (size, mtime));
        match (known, prune) {
            (Some(known), Prune::Remove) if self.places_at(path)?.len() as u64 > known.articles => Ok(None),
            _ => Ok(known),
        }
    }

    /// What is known of a file that may only have grown: it was smaller, and its bytes can be known again. With
    /// [`Prune::Remove`] all of it has to be read, to see what is gone.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn smaller(&self, path: &str, size: u64, prune: Prune) -> Result<Option<KnownFile>, IndexError> {
        let may = |known: &KnownFile| prune == Prune::Keep && known.stamp.is_some() && known.size < size;
        Ok(self.file(file_key(path))?.filter(may))
    }

    /// The places of an article.
    pub(super) fn places_of(&self, key: u64) -> Result<Vec<(DocAddress, PlaceDoc)>, IndexError> {
        let term = Term::from_field_u64(self.fields.place_article, key);
        self.read_places(self.addresses(&term)?)
    }

    /// Number of places of an article.
    pub(super) fn count_places(&self, key: u64) -> Result<u64, IndexError> {
        let term = Term::from_field_u64(self.fields.place_article, key);
        Ok(self.addresses(&term)?.len() as u64)
    }

    /// Whether anything is known of a path.
    pub(super) fn knows_path(&self, path: &str) -> Result<bool, IndexError> {
        let term = Term::from_field_text(self.fields.path, path);
        Ok(self.any(|_, segment| segment.find(&term, |_| Ok(Some(()))))?.is_some())
    }

    /// Addresses of the place documents of a path, in order.
    pub(super) fn places_at(&self, path: &str) -> Result<Vec<DocAddress>, IndexError> {
        let term = Term::from_field_text(self.fields.path, path);
        let mut found = Vec::new();
        self.any(|ord, segment| {
            segment.find(&term, |doc| {
                if segment.value(&segment.mtime, doc)?.is_none() {
                    found.push(DocAddress::new(ord, doc));
                }
                Ok(None::<()>)
            })
        })?;
        Ok(found)
    }

    /// Reads one place.
    pub(super) fn read_place(&self, address: DocAddress) -> Result<PlaceDoc, IndexError> {
        Ok(PlaceDoc::from_document(&self.fields, &self.stored(address)?)?)
    }

    fn read_places(&self, addresses: Vec<DocAddress>) -> Result<Vec<(DocAddress, PlaceDoc)>, IndexError> {
        addresses.into_iter().map(|address| Ok((address, self.read_place(address)?))).collect()
    }

    fn addresses(&self, term: &Term) -> Result<Vec<DocAddress>, IndexError> {
        let mut found = Vec::new();
        self.any(|ord, segment| {
            segment.find(term, |doc| {
                found.push(DocAddress::new(ord, doc));
                Ok(None::<()>)
            })
        })?;
        Ok(found)
    }

    /// The paths that are `root` or lie below it and satisfy `wanted`, each once, in order.
    pub(super) fn paths_below(
        &self,
        root: &str,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<BTreeSet<String>, IndexError> {
        let below = format!("{}/", root.trim_end_matches('/'));
        let mut found = BTreeSet::new();
        for segment in &self.segments {
            let path = segment.reader.inverted_index(self.fields.path).map_err(|cause| self.fail(&cause))?;
            let range = path.terms().range().ge(root.as_bytes());
            let mut stream = range.into_stream().map_err(|cause| self.fail(&cause.into()))?;
            while let Some((term, _)) = stream.next() {
                if !term.starts_with(root.as_bytes()) {
                    break;
                }
                let path = String::from_utf8_lossy(term);
                if (path == root || path.starts_with(&below)) && wanted(&path) {
                    found.insert(path.into_owned());
                }
            }
        }
        Ok(found)
    }

    /// The largest document number plus one of each segment: the size of a bit set over it.
    pub(super) fn sizes(&self) -> Vec<u32> {
        self.segments.iter().map(|segment| segment.reader.max_doc()).collect()
    }
}

/// The segments of the last commit of `index`; those that are `known` are not opened again.
fn open_segments(index: &Index, known: &[Arc<Segment>]) -> tantivy::Result<Vec<Arc<Segment>>> {
    // Without it a merge that ends meanwhile would remove files about to be opened.
    let _lock = index.directory().acquire_lock(&META_LOCK)?;
    let open = |segment: &tantivy::Segment| match known.iter().find(|known| known.is(segment)) {
        Some(known) => Ok(Arc::clone(known)),
        None => Segment::open(segment).map(Arc::new),
    };
    index.searchable_segments()?.iter().map(open).collect()
}
