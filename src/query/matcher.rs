//! Which words of a dictionary a condition stands for.

use std::sync::Arc;

use regex::{Regex, RegexBuilder};
use tantivy::tokenizer::TextAnalyzer;

use super::{
    ast::{Form, Value},
    leaf,
};

/// Most bytes a compiled expression takes; larger ones repeat too much.
const REGEX_BYTES: usize = 1 << 20;

/// Stands for words, all as the index has them: folded, lower case.
#[derive(Debug, Clone)]
pub(crate) enum Matcher {
    /// This word.
    Word(String),
    /// Words that begin so.
    Prefix(String),
    /// Words with any letters for `*` and one for `?`.
    Pattern(Vec<char>),
    /// Words that an expression matches whole; each begins in one of these ways.
    Regex(Arc<Regex>, Vec<String>),
    /// Words that differ from this one by so many letters at most.
    Fuzzy(Vec<char>, u8),
}

/// An expression as it is matched: against a whole word, in any case.
pub(crate) fn compile(pattern: &str) -> Result<Regex, regex::Error> {
    // Each on its own first: `a)(b` must not become whole by our parentheses.
    RegexBuilder::new(pattern).size_limit(REGEX_BYTES).build()?;
    RegexBuilder::new(&format!("^(?:{pattern})$")).case_insensitive(true).size_limit(REGEX_BYTES).build()
}

/// How the words begin that an expression matches, none of which begins another; an empty one if that cannot be told.
fn beginnings(pattern: &str) -> Vec<String> {
    let parsed = regex_syntax::parse(pattern).ok();
    let found = parsed.map(|hir| regex_syntax::hir::literal::Extractor::new().extract(&hir));
    let Some(literals) = found.as_ref().and_then(|found| found.literals()) else { return vec![String::new()] };
    // Words are in lower case, and expressions match in any.
    let text = |bytes: &[u8]| std::str::from_utf8(bytes).map(str::to_lowercase).unwrap_or_default();
    let mut beginnings: Vec<String> = literals.iter().map(|literal| text(literal.as_bytes())).collect();
    beginnings.sort_unstable();
    beginnings.dedup_by(|later, earlier| later.starts_with(earlier.as_str()));
    beginnings
}

impl Matcher {
    /// What a value stands for, word by word in a row; empty for a value that is not of words.
    pub(crate) fn row(analyzer: &mut TextAnalyzer, value: &Value) -> Vec<Self> {
        match value {
            Value::Pattern(pattern) => vec![Self::Pattern(pattern.chars().collect())],
            // The parser has compiled it once.
            Value::Regex(pattern) => compile(pattern)
                .ok()
                .map(|regex| Self::Regex(Arc::new(regex), beginnings(pattern)))
                .into_iter()
                .collect(),
            Value::Text { text, form } => Self::of_text(leaf::tokens(analyzer, text), *form),
            _ => Vec::new(),
        }
    }

    fn of_text(tokens: Vec<String>, form: Form) -> Vec<Self> {
        let last = tokens.len().saturating_sub(1);
        let make = |(i, token): (usize, String)| match form {
            Form::Prefix | Form::PrefixPhrase if i == last => Self::Prefix(token),
            Form::Fuzzy(most) => Self::Fuzzy(token.chars().collect(), most),
            _ => Self::Word(token),
        };
        tokens.into_iter().enumerate().map(make).collect()
    }

    /// How every word it stands for begins.
    pub(crate) fn prefix(&self) -> String {
        match self {
            Self::Word(word) | Self::Prefix(word) => word.clone(),
            Self::Pattern(pattern) => pattern.iter().take_while(|c| !matches!(c, '*' | '?')).collect(),
            Self::Regex(..) | Self::Fuzzy(..) => String::new(),
        }
    }

    /// Whether it stands for this word.
    pub(crate) fn matches(&self, word: &str) -> bool {
        match self {
            Self::Word(wanted) => word == wanted,
            Self::Prefix(wanted) => word.starts_with(wanted.as_str()),
            Self::Pattern(pattern) => fits(pattern, word),
            Self::Regex(regex, _) => regex.is_match(word),
            Self::Fuzzy(wanted, most) => near(wanted, word, usize::from(*most)),
        }
    }

    /// The same for a term of a dictionary.
    pub(crate) fn matches_term(&self, term: &[u8]) -> bool {
        std::str::from_utf8(term).is_ok_and(|word| self.matches(word))
    }
}

/// Whether a pattern fits a whole word. Going back to the last `*` alone is enough; costs length times length.
fn fits(pattern: &[char], word: &str) -> bool {
    let word: Vec<char> = word.chars().collect();
    let (mut p, mut w, mut star) = (0, 0, None);
    while w < word.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, w));
                p += 1;
            }
            Some(&c) if c == '?' || c == word[w] => {
                p += 1;
                w += 1;
            }
            _ => {
                let Some((at, from)) = star else { return false };
                star = Some((at, from + 1));
                p = at + 1;
                w = from + 1;
            }
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

/// Which letters occur, told apart by their last five bits.
fn letters(word: impl Iterator<Item = char>) -> u32 {
    word.fold(0, |set, c| set | 1 << (u32::from(c) & 31))
}

/// Whether at most `most` letters are added, left out, changed, or swapped with the next.
fn near(wanted: &[char], word: &str, most: usize) -> bool {
    // Bytes bound letters from above and, four to a letter, from below: most words are refused here.
    if word.len() + most < wanted.len() || word.len() > (wanted.len() + most) * 4 {
        return false;
    }
    // A change makes at most one letter appear and one vanish.
    let (a, b) = (letters(wanted.iter().copied()), letters(word.chars()));
    if (a ^ b).count_ones() as usize > 2 * most {
        return false;
    }
    let word: Vec<char> = word.chars().collect();
    if word.len().abs_diff(wanted.len()) > most {
        return false;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=word.len()).collect();
    for (i, a) in wanted.iter().enumerate() {
        let mut next = vec![i + 1; word.len() + 1];
        for (j, b) in word.iter().enumerate() {
            let mut cost = (row[j] + usize::from(a != b)).min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && *a == word[j - 1] && wanted[i - 1] == *b {
                cost = cost.min(before[j - 1] + 1);
            }
            next[j + 1] = cost;
        }
        if next.iter().min().is_none_or(|least| *least > most) {
            return false;
        }
        before = std::mem::replace(&mut row, next);
    }
    row[word.len()] <= most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_whole_words() {
        let fit = |pattern: &str, word: &str| fits(&pattern.chars().collect::<Vec<_>>(), word);
        for (pattern, word) in
            [("w?ld", "wild"), ("*land", "iceland"), ("m*ster*", "ministers"), ("a*", "a"), ("*b*b", "abab")]
        {
            assert!(fit(pattern, word), "{pattern} {word}");
        }
        for (pattern, word) in [("w?ld", "wld"), ("*land", "lander"), ("a?", "a"), ("*b*b", "ab")] {
            assert!(!fit(pattern, word), "{pattern} {word}");
        }
    }

    #[test]
    fn words_differ_by_letters() {
        let close = |a: &str, b: &str, most| near(&a.chars().collect::<Vec<_>>(), b, most);
        for (a, b) in
            [("harbour", "harbor"), ("harbour", "harbuor"), ("kadafi", "kaddafi"), ("über", "uber"), ("same", "same")]
        {
            assert!(close(a, b, 1), "{a} {b}");
        }
        assert!(!close("harbour", "harbr", 1) && close("harbour", "harbr", 2));
        assert!(!close("bridge", "fridges", 1) && close("bridge", "fridges", 2));
    }

    #[test]
    fn beginnings_leave_no_word_out() {
        assert_eq!(beginnings("PR[eo]si.*"), ["presi", "prosi"]);
        assert_eq!(beginnings("(min|ministers?|ax)"), ["ax", "min"]);
        assert_eq!(beginnings(".*ing"), [""]);
        assert_eq!(beginnings("x?ab"), ["ab", "xab"]);
    }

    #[test]
    fn expressions_match_whole_words_and_stay_small() {
        let regex = compile("min(ist|e)er?s").unwrap();
        assert!(regex.is_match("MINISTERS") && !regex.is_match("administers"));
        assert!(compile("a)(b").is_err() && compile("((a{100}){100}){100}").is_err());
    }
}
