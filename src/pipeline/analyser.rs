//! What is analysed of an article: all of it, or only where its passages are.

use crate::{
    analysis::{Analysis, Input, analyze, text_only},
    article::Article,
    source,
};

/// Most bytes of text that are analysed: 8 MiB, some half a second.
///
/// The analysis takes linear time (a test keeps it so), so a bound on its bytes is a bound on its time, and one that
/// does not depend on how busy the machine is: the same archive gives the same index everywhere. The longest real
/// article seen has 76 KB.
pub const LONGEST_ANALYSED: usize = 8 << 20;

/// Why an article is indexed as text only: found by its words, without quotes, names and dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AsText {
    /// It is in another language than English, for which there are no rules of speech.
    Foreign,
    /// It has more than [`LONGEST_ANALYSED`] bytes of text.
    TooLong,
}

impl AsText {
    /// Why an article of this text in this language (a tag) is not analysed; none if it is.
    #[must_use]
    pub fn why(text: &str, lang: Option<&str>) -> Option<Self> {
        if text.len() > LONGEST_ANALYSED {
            return Some(Self::TooLong);
        }
        lang.is_some_and(source::is_foreign).then_some(Self::Foreign)
    }
}

/// The analysis that a run uses: [`analyze`], unless a test gives one that fails.
#[derive(Debug, Clone, Copy)]
pub struct Analyser(pub fn(&Input<'_>) -> Analysis);

impl Default for Analyser {
    fn default() -> Self {
        Self(analyze)
    }
}

impl Analyser {
    /// Analyses an article, or only cuts it into passages if there is a reason to ([`AsText`]).
    #[must_use]
    pub fn of(self, article: &Article) -> Analysis {
        let input = Input { text: &article.text, title: article.title.as_deref(), published: article.published };
        self.input(&input, AsText::why(&article.text, article.lang.as_deref()))
    }

    /// The same of what an article is made of, and whether there is a reason.
    #[must_use]
    pub fn input(self, input: &Input<'_>, as_text: Option<AsText>) -> Analysis {
        if as_text.is_some() { text_only(input.text) } else { self.0(input) }
    }
}

#[cfg(test)]
mod tests {
    use std::{fmt::Write as _, fs, path::Path};

    use super::*;
    use crate::{
        index::check,
        pipeline::{IndexOptions, Report, Silent, StopFlag, run},
    };

    /// Indexes lines of JSON.
    fn index(lines: &str, analyser: Analyser) -> (Report, tempfile::TempDir) {
        let scratch = tempfile::tempdir().unwrap();
        let news = scratch.path().join("news.jsonl");
        fs::write(&news, lines).unwrap();
        let options = IndexOptions { roots: vec![news], dir: dir(scratch.path()), analyser, ..IndexOptions::default() };
        (run(&options, &Silent, &StopFlag::default()).unwrap(), scratch)
    }

    fn dir(scratch: &Path) -> std::path::PathBuf {
        scratch.join("index")
    }

    #[test]
    fn one_analysis_in_a_hundred_may_fail() {
        let mut lines = String::new();
        for number in 0..10_000 {
            let pilot = if number % 100 == 37 { "no pilot" } else { "a pilot" };
            writeln!(
                lines,
                r#"{{"id":"{number}","source":"Post","text":"Ferry {number} sails with {pilot} on board."}}"#
            )
            .unwrap();
        }
        let failing = Analyser(|input| {
            assert!(!input.text.contains("no pilot"), "no pilot on board");
            analyze(input)
        });
        let (report, scratch) = index(&lines, failing);
        assert_eq!(report.balanced(), Ok(()));
        assert_eq!((report.articles.read, report.articles.indexed), (10_000, 9_900));
        assert_eq!(report.articles.rejected.into_iter().collect::<Vec<_>>(), [("panic", 100)]);
        let check = check(&dir(scratch.path())).unwrap();
        assert!(check.is_sound() && check.counts.articles == 9_900, "{check:?}");
    }

    #[test]
    fn a_text_too_long_is_indexed_as_text_and_counted() {
        let said = "“We sail,” said Oona Brask.\\n\\n";
        let long = said.repeat(1 + LONGEST_ANALYSED / (said.len() - 2));
        let lines = format!("{{\"id\":1,\"text\":\"{long}\"}}\n{{\"id\":2,\"text\":\"{said}\"}}\n");
        let (report, _scratch) = index(&lines, Analyser::default());
        assert_eq!((report.articles.indexed, report.articles.too_long, report.quotes), (2, 1, 1));
        assert!(report.passages > 1_000);
    }
}
