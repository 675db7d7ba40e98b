//! How much of a news page's text, title, date and byline is read rightly?
//!
//! `cargo bench --bench pages -- [--misses] FOLDER…`: each folder holds pages with what is true of them, in one of two
//! layouts that public collections have: `ground-truth.json` (page → `articleBody`) beside `NAME.html.gz`, as in
//! article-extraction-benchmark; or `Outlet.json` (parser version → title, authors, publishing_date, body) beside
//! `Outlet_2024_09_03.html.gz`, as in fundus. `--misses` prints each field that differs. Without a folder nothing is
//! measured.
//!
//! Titles have a ceiling below all: many pages give two in full, one for readers and one for sharing or for search, and
//! those who wrote down what is true took now the one, now the other. Of 79 English pages of fundus (2026-11-24) the
//! title for sharing stands alone against heading and linked data on 15, and is the true one on 6 of them; linked data
//! stands alone on 10, and is the true one on 4. Whoever follows two of three is right on 69, whoever follows linked data
//! on 68, the title for sharing on 67, the heading on 65; one that knew each outlet's habit would be right on all.
//!
//! A title is right when its letters and digits are those of the true one. `title or part` also takes one that holds the
//! other whole, such as a title with its outlet's name.
#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a benchmark prints, and may stop at once"
)]

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use onrecord::{
    article::Article,
    source::{DecodeOptions, FileEntry, Limits, decode, open},
};
use serde_json::Value;

/// A page and what is true of it.
struct Gold {
    page: PathBuf,
    body: String,
    title: Option<String>,
    day: Option<String>,
    authors: Vec<String>,
}

/// Right of how many.
#[derive(Default)]
struct Share(usize, usize);

impl Share {
    fn add(&mut self, right: bool) {
        self.0 += usize::from(right);
        self.1 += 1;
    }
}

/// What was measured on a folder.
#[derive(Default)]
struct Figures {
    f1: Vec<f64>,
    fields: BTreeMap<&'static str, Share>,
}

fn main() {
    let mut args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let misses = args.iter().position(|arg| arg == "--misses").map(|at| args.remove(at)).is_some();
    for folder in &args {
        let mut golds = Vec::new();
        collect(Path::new(folder), &mut golds);
        golds.sort_by(|a, b| a.page.cmp(&b.page));
        let mut figures = Figures::default();
        golds.iter().for_each(|gold| figures.add(gold, read(&gold.page).as_ref(), misses));
        println!("{folder}: {}", figures.line());
    }
}

impl Figures {
    fn add(&mut self, gold: &Gold, article: Option<&Article>, misses: bool) {
        let text = article.map_or("", |article| article.text.as_str());
        let f1 = word_f1(text, &gold.body);
        self.f1.push(f1);
        if misses && f1 < 0.9 {
            println!("text  {f1:.3} {} {:?}", gold.page.display(), differing(text, &gold.body));
        }
        let mut field = |name, wanted: Option<String>, got: Option<String>, same: fn(&str, &str) -> bool| {
            let Some(wanted) = wanted else { return };
            let right = got.as_deref().is_some_and(|got| same(&wanted, got));
            self.fields.entry(name).or_default().add(right);
            if misses && !right {
                println!("{name:<5} {} wanted {wanted:?} got {got:?}", gold.page.display());
            }
        };
        let article = |take: fn(&Article) -> Option<String>| article.and_then(take);
        field("title", gold.title.clone(), article(|article| article.title.clone()), same_letters);
        field("title or part", gold.title.clone(), article(|article| article.title.clone()), holds_the_other);
        field("date", gold.day.clone(), article(|article| article.published.map(|day| day.to_string())), |a, b| a == b);
        let authors = (!gold.authors.is_empty()).then(|| gold.authors.join("|"));
        field("byline", authors, article(|article| article.byline.clone()), names_all);
    }

    fn line(&self) -> String {
        let mean = self.f1.iter().sum::<f64>() / self.f1.len().max(1) as f64;
        let mut line = format!("{} pages, word F1 {mean:.4}", self.f1.len());
        for (name, Share(right, all)) in &self.fields {
            line += &format!(", {name} {right}/{all} ({:.1} %)", 100.0 * *right as f64 / *all as f64);
        }
        line
    }
}

/// Reads a page as the program reads it.
fn read(page: &Path) -> Option<Article> {
    let size = fs::metadata(page).ok()?.len();
    let entry = FileEntry { path: Arc::new(page.to_path_buf()), size, mtime: 0 };
    let record = open(&entry, &Limits::default()).ok()?.next()?.ok()?;
    decode(&record, &DecodeOptions::default()).ok()
}

/// Finds pages with what is true of them, in either layout, below a folder.
fn collect(folder: &Path, into: &mut Vec<Gold>) {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in &files {
        if file.is_dir() {
            collect(file, into);
        } else if file.file_name().is_some_and(|name| name == "ground-truth.json") {
            let truth = json(file);
            into.extend(truth.as_object().unwrap().iter().map(|(name, gold)| of_body(folder, name, gold)));
        } else if file.extension().is_some_and(|end| end == "json") {
            of_outlet(file, &files, into);
        }
    }
}

fn json(file: &Path) -> Value {
    serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn of_body(folder: &Path, name: &str, gold: &Value) -> Gold {
    let beside = folder.join(format!("{name}.html.gz"));
    let page = if beside.exists() { beside } else { folder.join("html").join(format!("{name}.html.gz")) };
    let body = text(&gold["articleBody"]).unwrap_or_default();
    Gold { page, body, title: None, day: None, authors: Vec::new() }
}

/// The pages of an outlet in order of their dates are those of its parser's versions in order.
fn of_outlet(file: &Path, files: &[PathBuf], into: &mut Vec<Gold>) {
    let outlet = format!("{}_", file.file_stem().unwrap().to_string_lossy());
    let dated = |page: &&PathBuf| {
        let name = page.file_name().unwrap().to_string_lossy();
        name.strip_prefix(&outlet).is_some_and(|rest| rest.ends_with(".html.gz") && rest.starts_with("20"))
    };
    let pages: Vec<&PathBuf> = files.iter().filter(dated).collect();
    let truth = json(file);
    let mut versions: Vec<(&String, &Value)> = truth.as_object().unwrap().iter().collect();
    versions.sort_by_key(|(name, _)| {
        name.trim_start_matches('V').split('_').map(|n| n.parse::<u32>().unwrap_or(0)).collect::<Vec<_>>()
    });
    if pages.len() != versions.len() {
        return eprintln!("{}: {} pages, {} versions; left out", file.display(), pages.len(), versions.len());
    }
    for (page, (_, gold)) in pages.into_iter().zip(versions) {
        let authors = gold["authors"].as_array().into_iter().flatten().filter_map(text).collect();
        let day = text(&gold["publishing_date"]).map(|date| date.chars().take(10).collect());
        into.push(Gold {
            page: page.clone(),
            body: paragraphs(&gold["body"]),
            title: text(&gold["title"]),
            day,
            authors,
        });
    }
}

fn paragraphs(body: &Value) -> String {
    let mut all: Vec<&str> = body["summary"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    for section in body["sections"].as_array().into_iter().flatten() {
        for part in ["headline", "paragraphs"] {
            all.extend(section[part].as_array().into_iter().flatten().filter_map(Value::as_str));
        }
    }
    all.join("\n\n")
}

fn words(text: &str) -> HashMap<String, usize> {
    let mut all = HashMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *all.entry(word.to_lowercase()).or_default() += 1;
    }
    all
}

/// F1 over the words of two texts, each as often as it stands there.
fn word_f1(got: &str, wanted: &str) -> f64 {
    let (got, wanted) = (words(got), words(wanted));
    let count = |all: &HashMap<String, usize>| all.values().sum::<usize>();
    let both: usize = wanted.iter().map(|(word, n)| *n.min(got.get(word).unwrap_or(&0))).sum();
    if both == 0 { 0.0 } else { 2.0 * both as f64 / (count(&got) + count(&wanted)) as f64 }
}

/// Lines that only one of the texts has, the first of each.
fn differing<'a>(got: &'a str, wanted: &'a str) -> [Vec<&'a str>; 2] {
    let only = |a: &'a str, b: &str| {
        let letters: String = b.chars().filter(|c| c.is_alphanumeric()).collect();
        let missing = |line: &&str| {
            let line: String = line.chars().filter(|c| c.is_alphanumeric()).collect();
            !line.is_empty() && !letters.contains(&line)
        };
        a.lines().filter(missing).take(6).map(|line| line.get(..90).unwrap_or(line)).collect()
    };
    [only(got, wanted), only(wanted, got)]
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn same_letters(wanted: &str, got: &str) -> bool {
    letters(wanted) == letters(got)
}

fn holds_the_other(wanted: &str, got: &str) -> bool {
    let (wanted, got) = (letters(wanted), letters(got));
    !got.is_empty() && (wanted.contains(&got) || got.contains(&wanted))
}

fn names_all(wanted: &str, got: &str) -> bool {
    let got = letters(got);
    wanted.split('|').all(|name| got.contains(&letters(name)))
}
