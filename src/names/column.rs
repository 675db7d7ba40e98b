//! The words of a column, many at a time.

use rustc_hash::FxHashMap;
use tantivy::{DocId, SegmentReader, TantivyError, columnar::StrColumn};

/// The words that stand behind the keys of `by_ord`, each with its value, in the order of the alphabet.
///
/// Words lie in blocks, each told by how it differs from the one before: in order each block is read once, one by one
/// it would be read anew for each word.
///
/// # Errors
/// If the column cannot be read, or lacks one of the words.
pub(crate) fn with_words<T>(column: &StrColumn, by_ord: FxHashMap<u64, T>) -> tantivy::Result<Vec<(String, T)>> {
    let mut values: Vec<(u64, T)> = by_ord.into_iter().collect();
    values.sort_unstable_by_key(|(ord, _)| *ord);
    let ords: Vec<u64> = values.iter().map(|(ord, _)| *ord).collect();
    let mut words = Vec::with_capacity(ords.len());
    let add = |word: &[u8]| words.push(String::from_utf8_lossy(word).into_owned());
    if !column.dictionary().sorted_ords_to_term_cb(&ords, add)? || words.len() != values.len() {
        return Err(TantivyError::InternalError("a column lacks a word it counts".to_owned()));
    }
    Ok(words.into_iter().zip(values).map(|(word, (_, value))| (word, value)).collect())
}

/// Visits the living quotes of a segment whose kind of speaker is wanted, each with the ordinal of the speaker's name, and again
/// with that of each who says it too.
/// Gives the column of names; none if nobody speaks. Kinds are few, so each is read once.
pub(crate) fn each_speaker(
    segment: &SegmentReader,
    wanted: impl Fn(&str) -> bool,
    mut visit: impl FnMut(DocId, u64),
) -> tantivy::Result<Option<StrColumn>> {
    let fast = segment.fast_fields();
    let (Some(names), Some(kinds)) = (fast.str("speaker_name")?, fast.str("speaker_kind")?) else { return Ok(None) };
    let mut is_wanted: FxHashMap<u64, bool> = FxHashMap::default();
    let mut word = String::new();
    for doc in segment.doc_ids_alive() {
        let Some(kind) = kinds.ords().first(doc) else { continue };
        let fits = match is_wanted.get(&kind) {
            Some(fits) => *fits,
            None => {
                word.clear();
                kinds.ord_to_str(kind, &mut word)?;
                *is_wanted.entry(kind).or_insert(wanted(&word))
            }
        };
        if fits {
            names.ords().values_for_doc(doc).for_each(|name| visit(doc, name));
        }
    }
    Ok(Some(names))
}
