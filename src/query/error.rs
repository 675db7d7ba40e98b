//! What can be wrong with a question, and how to draw it: a message, the place, a remedy.

use std::{fmt, ops::Range};

use index_schema::documents::DamagedDocument;

/// Characters of the query shown either side of the fault.
const WINDOW: usize = 36;

/// A query that cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryError {
    /// What is wrong, lower-case, without a full stop.
    pub message: String,
    /// Where, in bytes of the string that was parsed; may be empty at its end.
    pub span: Range<usize>,
    /// What the user can do.
    pub advice: Option<String>,
    /// Option the faulty string came from ("date" for `--date`); none for the query itself.
    pub option: Option<&'static str>,
    /// The part of the query round the fault, and where the marks go under it.
    pub caret: Caret,
}

/// One line of the query and the marks to draw under it, cut to a width that fits a screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caret {
    /// The line; control characters replaced, `…` where it was cut.
    pub line: String,
    /// Characters before the first mark.
    pub column: usize,
    /// Number of marks, at least one.
    pub width: usize,
}

impl QueryError {
    /// A fault at `span` (bytes, on character boundaries) of `input`.
    pub(crate) fn new(input: &str, span: Range<usize>, message: impl Into<String>) -> Self {
        let caret = Caret::new(input, &span);
        // What was typed may stand in it.
        let message = message.into().chars().map(printable).collect();
        Self { message, span, advice: None, option: None, caret }
    }

    /// Adds the remedy.
    pub(crate) fn advise(mut self, advice: impl Into<String>) -> Self {
        self.advice = Some(advice.into().chars().map(printable).collect());
        self
    }
}

impl fmt::Display for QueryError {
    /// The message, the line with its marks, the advice: up to four lines.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(option) = self.option {
            write!(f, "--{option}: ")?;
        }
        let Caret { line, column, width } = &self.caret;
        write!(f, "{}\n  {line}\n  {:column$}{:^<width$}", self.message, "", "")?;
        self.advice.iter().try_for_each(|advice| write!(f, "\n  {advice}"))
    }
}

impl std::error::Error for QueryError {}

impl Caret {
    fn new(input: &str, span: &Range<usize>) -> Self {
        let (before, at) = (&input[..span.start], &input[span.start..span.end]);
        let mut head: Vec<char> = before.chars().rev().take(WINDOW + 1).collect();
        let cut_head = head.len() > WINDOW;
        head.truncate(WINDOW);
        let mut line = String::from(if cut_head { "…" } else { "" });
        line.extend(head.iter().rev().map(|&c| printable(c)));
        let width = at.chars().take(WINDOW).count().max(1);
        let tail: Vec<char> = input[span.start..].chars().take(width + WINDOW + 1).collect();
        let cut_tail = tail.len() > width + WINDOW;
        line.extend(tail.iter().take(width + WINDOW).map(|&c| printable(c)));
        line.push_str(if cut_tail { "…" } else { "" });
        Self { line, column: head.len() + usize::from(cut_head), width }
    }
}

/// A sign that cannot move the marks under it or drive a terminal.
fn printable(c: char) -> char {
    if c.is_whitespace() {
        ' '
    } else if c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    {
        '\u{fffd}'
    } else {
        c
    }
}

/// Why a question got no answer.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// The question cannot be understood.
    #[error("{0}")]
    Query(#[from] QueryError),
    /// The index could not be read.
    #[error("the index could not be read: {0}")]
    Index(#[from] tantivy::TantivyError),
    /// A stored document lacks what every such document has.
    #[error(transparent)]
    Damaged(#[from] DamagedDocument),
    /// A quote or passage points to an article that is not there.
    #[error("the index has lost article {0:016x}…: run `onrecord check`")]
    LostArticle(u64),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marks_stand_under_the_fault() {
        let error =
            QueryError::new("war speeker:x", 4..11, "unknown field `speeker`").advise("did you mean `speaker:`?");
        let text = error.to_string();
        assert_eq!(text, "unknown field `speeker`\n  war speeker:x\n      ^^^^^^^\n  did you mean `speaker:`?");
    }

    #[test]
    fn a_long_query_is_cut_round_the_fault() {
        let input = format!("{}({}", "é".repeat(100), "ü\u{1b}".repeat(100));
        let caret = QueryError::new(&input, 200..201, "x").caret;
        assert_eq!(caret.line.chars().nth(caret.column), Some('('));
        assert!(caret.line.chars().count() < 80);
        assert!(!caret.line.contains('\u{1b}'));
    }
}
