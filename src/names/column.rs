//! The words of a column, many at a time.

use rustc_hash::FxHashMap;
use tantivy::{TantivyError, columnar::StrColumn};

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
