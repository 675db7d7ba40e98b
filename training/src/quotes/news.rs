//! News without gold: where gender tells whom a pronoun means, any article teaches.

use std::path::Path;

use anyhow::{Result, ensure};
use onrecord::source::{self, DecodeOptions, Found, Walk, WalkOptions};

use super::gold::Article;

/// The articles in a file or folder of any form that the program reads.
///
/// # Errors
/// If nothing can be read there.
pub(super) fn read(path: &Path) -> Result<Vec<Article>> {
    let options = DecodeOptions::default();
    let files = Walk::new(&[path.to_path_buf()], &WalkOptions::default()).filter_map(|found| match found {
        Ok(Found::File(entry)) => Some(entry),
        _ => None,
    });
    let records = files.flat_map(|entry| source::open(&entry, &options.limits).into_iter().flatten().flatten());
    let articles = records.filter_map(|record| source::decode(&record, &options).ok());
    let articles: Vec<Article> = articles
        .map(|article| Article { id: article.id.to_string(), text: article.text, quotes: Vec::new() })
        .collect();
    ensure!(!articles.is_empty(), "{}: no article", path.display());
    Ok(articles)
}
