//! A record once more: what lies now where an index says that an article lay.

use std::sync::Arc;

use super::{DecodeOptions, FileEntry, SourceError, decode_with_raw, error::Reason, open_as};
use crate::article::{Article, Provenance};

/// Reads the article that begins at a place of an archive, with its text before it was cleaned.
///
/// The file is read from its beginning, since what is packed can be read in no other way; records before the place are
/// parted, not decoded.
///
/// # Errors
/// If the file is gone or cannot be read, if no record begins at the place any more, or if it holds no article.
pub fn read_again(place: &Provenance, options: &DecodeOptions) -> Result<(Article, String), SourceError> {
    let entry = FileEntry { path: Arc::clone(&place.path), size: 0, mtime: 0 };
    for record in open_as(&entry, &options.limits, options.form)? {
        match record {
            Ok(record) if record.provenance == *place => return decode_with_raw(&record, options),
            Err(error) if error.offset() == Some(place.offset) && error.member() == place.member.as_deref() => {
                return Err(error);
            }
            _ => {}
        }
    }
    let message = "no record begins here any more: the archive has changed since it was indexed, so run `onrecord index` \
                   on it again; or it was read with --input or --map, which must be given here too";
    Err(SourceError::record(place, Reason::Gone, message))
}
