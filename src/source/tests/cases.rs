//! Reads `fixtures/source/cases/*.txt`: a file as a dump has it, `=>`, and what each article in it must be.
//!
//! Adding a case means adding lines there, not code; `fixtures/README.md` tells how.

use std::path::Path;

use super::*;

/// One file of a dump, and what reading it must give.
struct Case {
    /// Its path; the folders of it are made too.
    name: String,
    bytes: Vec<u8>,
    /// Of each article the fields to hold, in order.
    articles: Vec<Vec<(String, String)>>,
    /// Of each fault words of its message.
    rejected: Vec<String>,
}

impl Case {
    fn parse(block: &str, file: &Path) -> Self {
        let place = || format!("{}: {:.60}", file.display(), block.trim_start());
        let (content, expected) = block.split_once("\n=>").unwrap_or_else(|| panic!("{}: no line =>", place()));
        let (name, content) =
            content.trim_start_matches('\n').split_once('\n').unwrap_or_else(|| panic!("{}", place()));
        let name = name.strip_prefix("== ").unwrap_or_else(|| panic!("{}: no line == NAME", place()));
        let mut case = Self {
            name: name.trim().to_owned(),
            bytes: signs(content).into_bytes(),
            articles: Vec::new(),
            rejected: Vec::new(),
        };
        for line in expected.lines().filter(|line| !line.trim().is_empty()) {
            let (key, value) = line.split_once(':').unwrap_or_else(|| panic!("{}: {line}", place()));
            match (key.trim(), value.trim().to_owned()) {
                ("rejected", words) => case.rejected.push(words),
                ("title", title) => case.articles.push(vec![("title".to_owned(), title)]),
                (key, value) => {
                    let article = case.articles.last_mut().unwrap_or_else(|| panic!("{}: title first", place()));
                    article.push((key.to_owned(), value));
                }
            }
        }
        case
    }

    /// What is wrong, in words; nothing if all is as it must be.
    fn run(&self) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join(&self.name);
        fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("a folder for the file");
        fs::write(&path, &self.bytes).expect("the file is written");
        let (articles, errors) = read(&[folder.path().to_path_buf()], &DecodeOptions::default());
        let mut wrong = Vec::new();
        if articles.len() != self.articles.len() || errors.len() != self.rejected.len() {
            wrong.push(format!("{} articles {:?}; rejected {errors:?}", articles.len(), titles(&articles)));
        }
        for (article, fields) in articles.iter().zip(&self.articles) {
            let differs = |(key, expected): &(String, String)| {
                let found = field(article, key);
                (!fits(&found, expected)).then(|| format!("{key}: {found} (not: {expected})"))
            };
            wrong.extend(fields.iter().filter_map(differs));
        }
        let missing = self.rejected.iter().zip(&errors).filter(|(words, error)| !error.to_string().contains(*words));
        wrong.extend(missing.map(|(words, error)| format!("rejected: {error} (not: {words})")));
        wrong
    }
}

/// Signs that stand for what cannot be seen: `␍` a carriage return, `␉` a tab, `␌` a form feed, `␞` a record separator, `␀` a NUL, `␁␂␃␄` wire marks.
fn signs(text: &str) -> String {
    let sign = |c: char| match c {
        '␍' => '\r',
        '␉' => '\t',
        '␌' => '\u{C}',
        '␞' => '\u{1E}',
        '␀'..='␄' => char::from_u32(c as u32 - '␀' as u32).expect("a control character"),
        other => other,
    };
    text.chars().map(sign).collect()
}

/// A field as the cases write it: `-` for none, `¶` between paragraphs.
fn field(article: &Article, key: &str) -> String {
    let value = match key {
        "title" => article.title.clone(),
        "text" => Some(article.text.replace("\n\n", " ¶ ").replace('\n', " / ")),
        "date" => article.published.map(|day| day.to_string()),
        "byline" => article.byline.clone(),
        "source" => article.source.clone(),
        "url" => article.url.clone(),
        "lang" => article.lang.clone(),
        "extent" => Some(article.extent.label().to_owned()),
        other => panic!("{other} is no field of a case"),
    };
    value.unwrap_or_else(|| "-".to_owned())
}

/// Whether a text is the one expected, in which ` … ` stands for any words.
fn fits(found: &str, expected: &str) -> bool {
    let mut parts = expected.split(" … ");
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = found.strip_prefix(first) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

#[test]
fn every_case_is_read_as_it_must_be() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/source/cases");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("the cases are there").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    let mut wrong = Vec::new();
    for file in &files {
        let text = fs::read_to_string(file).expect("cases are UTF-8");
        for block in text.split("\n----\n").filter(|block| !block.trim().is_empty()) {
            let case = Case::parse(block, file);
            let faults = case.run();
            if !faults.is_empty() {
                let name = file.file_name().unwrap_or_default().to_string_lossy();
                wrong.push(format!("{name} {}:\n    {}", case.name, faults.join("\n    ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{} cases are read otherwise:\n{}", wrong.len(), wrong.join("\n"));
}
