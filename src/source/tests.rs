//! What a user relies on when a dump is read, form by form and damage by damage.

use std::{fs, io::Write, path::PathBuf};

use flate2::{Compression, write::GzEncoder};

use super::*;
use crate::article::Article;

mod cases;
mod containers;
mod dialects;
mod forms;
mod hazards;
mod measure;
mod models;
mod mutants;

/// Everything below some paths: the articles, and what went wrong.
fn read(roots: &[PathBuf], options: &DecodeOptions) -> (Vec<Article>, Vec<SourceError>) {
    let (mut articles, mut errors) = (Vec::new(), Vec::new());
    let mut sort = |result| match result {
        Ok(article) => articles.push(article),
        Err(error) => errors.push(error),
    };
    for found in Walk::new(roots, &WalkOptions::default()) {
        match found {
            Ok(Found::File(entry)) => match open(&entry, &options.limits) {
                Ok(records) => records.for_each(|record| sort(record.and_then(|record| decode(&record, options)))),
                Err(error) => sort(Err(error)),
            },
            Ok(Found::Skipped { .. }) => {}
            Err(error) => sort(Err(error)),
        }
    }
    (articles, errors)
}

/// A folder of one file, read.
fn read_bytes(name: &str, bytes: &[u8]) -> (Vec<Article>, Vec<SourceError>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    read(&[path], &DecodeOptions::default())
}

fn titles(articles: &[Article]) -> Vec<&str> {
    articles.iter().filter_map(|article| article.title.as_deref()).collect()
}

fn reasons(errors: &[SourceError]) -> Vec<&'static str> {
    errors.iter().map(|error| error.reason().label()).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// An invented article as a JSON object on one line.
fn line(n: usize) -> String {
    format!(
        r#"{{"title": "Ferry {n}", "text": "Ilka Brandt said ferry {n} would sail.", "url": "https://ledger.example/2016/09/20/ferry-{n}"}}"#
    )
}
