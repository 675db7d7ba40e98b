//! Gold files of quotes: one JSON object a line, offsets in code points.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use serde::Deserialize;

/// An article with its gold quotes.
#[derive(Debug, Deserialize)]
pub(crate) struct Article {
    /// Its name in the set.
    #[serde(default)]
    pub(crate) id: String,
    /// The text that all offsets point into.
    pub(crate) text: String,
    /// Its quotes.
    pub(crate) quotes: Vec<Quote>,
}

/// A gold quote; offsets are bytes once [`read`] has converted them.
#[derive(Debug, Deserialize)]
pub(crate) struct Quote {
    /// First byte.
    pub(crate) start: usize,
    /// Byte after the last.
    pub(crate) end: usize,
    /// direct, mixed or indirect.
    #[serde(rename = "type")]
    pub(crate) kind: String,
    /// Words that name the speaker.
    pub(crate) speaker: Option<String>,
    /// The speaker's name in full.
    #[serde(default)]
    pub(crate) speaker_resolved: Option<String>,
    /// First byte of those words.
    pub(crate) speaker_start: Option<usize>,
    /// Byte after their last.
    pub(crate) speaker_end: Option<usize>,
}

/// Reads a gold file and turns its offsets into bytes.
///
/// # Errors
/// If the file cannot be read or a line is not of this form.
pub(crate) fn read(path: &Path) -> Result<Vec<Article>> {
    let lines = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    lines.lines().filter(|line| !line.trim().is_empty()).map(article).collect()
}

fn article(line: &str) -> Result<Article> {
    let mut article: Article = serde_json::from_str(line)?;
    let mut bytes: Vec<usize> = article.text.char_indices().map(|(byte, _)| byte).collect();
    bytes.push(article.text.len());
    let at = |offset: usize| bytes[offset.min(bytes.len() - 1)];
    for quote in &mut article.quotes {
        quote.start = at(quote.start);
        quote.end = at(quote.end);
        quote.speaker_start = quote.speaker_start.map(at);
        quote.speaker_end = quote.speaker_end.map(at);
    }
    Ok(article)
}
