//! Reads `fixtures/quotes/*.txt`: an article, `=>`, and a line for each quote that must be found.
//!
//! Adding a case means adding lines there, not code. What is known to fail stands in `fixtures/quotes/known-failures`,
//! which must be exact: a case that starts to work is taken off, one that stops working fails the test.

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use super::{Analysis, Input, QuoteKind, analyze};

/// A line of expectation: kind, words (`…` may stand for some in the middle), speaker (several with ` + `), cue.
struct Expected<'a> {
    kind: &'a str,
    words: &'a str,
    speaker: &'a str,
    cue: &'a str,
}

impl<'a> Expected<'a> {
    fn parse(line: &'a str) -> Self {
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let [kind, words, speaker, cue] = parts[..] else { panic!("four parts between | are expected: {line}") };
        Self { kind, words, speaker, cue }
    }

    fn matches(&self, found: &Found) -> bool {
        let words = match self.words.split_once('…') {
            Some((head, tail)) if !tail.is_empty() => {
                found.words.starts_with(head.trim()) && found.words.ends_with(tail.trim())
            }
            _ => found.words == self.words,
        };
        let cue = self.cue == "-" || found.cue.eq_ignore_ascii_case(self.cue);
        self.kind == found.kind && words && cue && self.speaker == found.speaker
    }
}

/// A found quote, as the fixtures write it.
struct Found {
    kind: &'static str,
    words: String,
    speaker: String,
    cue: String,
}

fn found(text: &str, analysis: &Analysis) -> Vec<Found> {
    let one = |quote: &super::Quote| Found {
        kind: match quote.kind {
            QuoteKind::Direct => "direct",
            QuoteKind::Mixed => "mixed",
            QuoteKind::Indirect => "indirect",
        },
        words: quote.span.of(text).split_whitespace().collect::<Vec<_>>().join(" "),
        speaker: {
            let together: Vec<&str> =
                quote.speaker.iter().chain(&quote.co_speakers).map(|speaker| speaker.label.as_str()).collect();
            if together.is_empty() { "-".to_owned() } else { together.join(" + ") }
        },
        cue: quote.cue.map_or("-", |cue| cue.of(text)).to_owned(),
    };
    analysis.quotes.iter().map(one).collect()
}

/// What is wrong with one block, or nothing.
fn judge(text: &str, expected: &[Expected<'_>]) -> Option<String> {
    let analysis = analyze(&Input { text, title: None, published: None });
    let found = found(text, &analysis);
    let right = found.len() == expected.len() && expected.iter().zip(&found).all(|(e, f)| e.matches(f));
    if right {
        return None;
    }
    let mut report = format!("{text}\n");
    for e in expected {
        let _ = writeln!(report, "  wanted {} | {} | {} | {}", e.kind, e.words, e.speaker, e.cue);
    }
    for f in &found {
        let _ = writeln!(report, "  found  {} | {} | {} | {}", f.kind, f.words, f.speaker, f.cue);
    }
    Some(report)
}

/// Runs a file; gives the number of blocks and the failed ones by their first line.
fn run(path: &Path) -> (usize, Vec<(String, String)>) {
    let content = fs::read_to_string(path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let mut failed = Vec::new();
    let blocks: Vec<&str> = content.split("\n---\n").filter(|block| block.contains("=>")).collect();
    for block in &blocks {
        let (text, lines) = block.split_once("\n=>").unwrap_or((block, ""));
        let text = text.trim_matches('\n');
        let lines = lines.lines().filter(|line| line.contains('|'));
        if let Some(report) = judge(text, &lines.map(Expected::parse).collect::<Vec<_>>()) {
            failed.push((format!("{name}: {}", text.lines().next().unwrap_or_default()), report));
        }
    }
    (blocks.len(), failed)
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/quotes")
}

fn files() -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ext| ext == "txt"));
    files.sort();
    files
}

#[test]
fn quotes_are_found_as_the_fixtures_say() {
    let mut failed = Vec::new();
    let mut blocks = 0;
    for file in &files() {
        let (count, failures) = run(file);
        blocks += count;
        failed.extend(failures);
    }
    assert!(blocks > 70, "only {blocks} blocks were read");
    let now: BTreeSet<&str> = failed.iter().map(|(name, _)| name.as_str()).collect();
    let list = folder().join("known-failures");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&list, now.iter().map(|name| format!("{name}\n")).collect::<String>()).unwrap();
    }
    let known = fs::read_to_string(&list).unwrap_or_default();
    let known: BTreeSet<&str> = known.lines().collect();
    let news: Vec<&str> =
        failed.iter().filter(|(name, _)| !known.contains(name.as_str())).map(|(_, report)| report.as_str()).collect();
    let mended: Vec<&&str> = known.difference(&now).collect();
    assert!(news.is_empty(), "{} of {blocks} blocks fail anew:\n{}", news.len(), news.join("\n"));
    assert!(mended.is_empty(), "these work now, take them off {}: {mended:#?}", list.display());
}

/// A text that ends anywhere is analysed: every rule that looks ahead meets an end where its fixture goes on.
#[test]
fn texts_that_break_off_are_analysed() {
    let mut cuts = 0;
    for file in files() {
        let content = fs::read_to_string(file).unwrap();
        for text in content.split("\n---\n").filter_map(|block| block.split("\n=>").next()) {
            for (end, _) in text.match_indices(|c: char| c.is_whitespace() || c.is_ascii_punctuation()) {
                let _: Analysis = analyze(&Input { text: &text[..end], title: None, published: None });
                cuts += 1;
            }
        }
    }
    assert!(cuts > 10_000, "only {cuts} cuts");
}
