//! From a string to a tree. The grammar:
//!
//! ```text
//! query   = either
//! either  = both (OR both)*
//! both    = one (AND? one)*
//! one     = (NOT | - | +) one | ( either ) | field: value | word | "phrase" | *
//! value   = ( either ) | word | "phrase" | *            words within take the field, unless they name their own
//! ```
//!
//! Operators are upper case. Any double quote mark opens and closes a phrase. A word may end in `*`. Input is bounded
//! ([`MAX_BYTES`], [`MAX_DEPTH`], [`MAX_TERMS`], [`MAX_SCANS`]), so that a hostile query costs next to nothing.

use std::ops::Range;

use tantivy::tokenizer::TextAnalyzer;

use super::{
    ast::{Ast, Field},
    error::QueryError,
    leaf::{self, Typed},
};

/// Longest query read, in bytes: forty lines of text; longer ones are pasted by mistake.
pub const MAX_BYTES: usize = 4096;

/// Deepest nesting of parentheses and negations: bounds every recursion over the tree.
pub const MAX_DEPTH: usize = 32;

/// Most words in all conditions together: bounds the posting lists that are opened.
pub const MAX_TERMS: usize = 256;

/// Most conditions that read a whole stretch of a dictionary: `word*`, `field:*`, `path:`, `url:`. Each may cost a pass
/// over a field, since none of its words is left out.
pub const MAX_SCANS: usize = 16;

/// Reads a query.
///
/// ```
/// use onrecord::query::parse;
/// assert_eq!(parse("speaker:(orlova OR “Jan Brandt”) bridge").unwrap().to_string(),
///            "(speaker:orlova OR speaker:\"Jan Brandt\") bridge");
/// ```
///
/// # Errors
/// With the place of the first fault.
pub fn parse(input: &str) -> Result<Ast, QueryError> {
    parse_with_notes(input, Field::Any).map(|parsed| parsed.ast)
}

/// A tree and what was left out of it.
#[derive(Debug)]
pub(crate) struct Parsed {
    /// The tree.
    pub(crate) ast: Ast,
    /// Words that hold no letter or digit and were ignored.
    pub(crate) ignored: Vec<String>,
}

/// Reads a query whose bare words belong to `field`.
pub(crate) fn parse_with_notes(input: &str, field: Field) -> Result<Parsed, QueryError> {
    if input.len() > MAX_BYTES {
        let at = floor(input, MAX_BYTES);
        let message = format!("the query is {} bytes long and at most {MAX_BYTES} are read", input.len());
        return Err(QueryError::new(input, at..at, message).advise("ask for a few words or one phrase of it"));
    }
    let mut parser =
        Parser { input, at: 0, terms: 0, scans: 0, ignored: Vec::new(), analyzer: index_schema::analyzer::news() };
    let whole = parser.either(field, 0)?;
    if parser.peek() == Some(')') {
        let span = parser.at..parser.at + 1;
        return Err(parser.fail(span, "this parenthesis closes none").advise("take it out, or open one before it"));
    }
    match whole {
        Operand::Found(ast) => Ok(Parsed { ast, ignored: parser.ignored }),
        Operand::Ignored => Err(parser
            .fail(0..input.len(), "nothing here is a word that can be searched")
            .advise("words are made of letters and digits")),
        Operand::Nothing => Err(parser.fail(0..0, "the query is empty").advise("`*` matches everything")),
    }
}

/// What stood where an operand may stand.
#[derive(Debug)]
enum Operand {
    /// A condition.
    Found(Ast),
    /// Words without letters or digits.
    Ignored,
    /// No operand at all.
    Nothing,
}

impl From<Option<Ast>> for Operand {
    /// Of operands that were there: without a condition they were all ignored.
    fn from(ast: Option<Ast>) -> Self {
        ast.map_or(Self::Ignored, Self::Found)
    }
}

/// A word with a meaning of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    And,
    Or,
    Not,
}

struct Parser<'q> {
    input: &'q str,
    /// Byte of the next character.
    at: usize,
    terms: usize,
    scans: usize,
    ignored: Vec<String>,
    analyzer: TextAnalyzer,
}

/// Whether `c` opens or closes a phrase. Single marks do not: they are apostrophes.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '″' | '〝' | '〞' | '＂')
}

fn ends_word(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '(' | ')') || is_mark(c)
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl<'q> Parser<'q> {
    fn rest(&self) -> &'q str {
        &self.input[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_gap(&mut self) {
        self.at = self.input.len() - self.rest().trim_start_matches(is_gap).len();
    }

    fn fail(&self, span: Range<usize>, message: impl Into<String>) -> QueryError {
        QueryError::new(self.input, span, message)
    }

    /// The word at `at`, up to a gap, a parenthesis or a quote mark; not consumed.
    fn word(&self) -> &'q str {
        let rest = self.rest();
        &rest[..rest.find(ends_word).unwrap_or(rest.len())]
    }

    fn operator(&self) -> Option<Operator> {
        match self.word() {
            "AND" => Some(Operator::And),
            "OR" => Some(Operator::Or),
            "NOT" => Some(Operator::Not),
            _ => None,
        }
    }

    fn either(&mut self, field: Field, depth: usize) -> Result<Operand, QueryError> {
        let mut parts = Vec::new();
        let mut after: Option<Range<usize>> = None;
        loop {
            let part = self.both(field, depth)?;
            let or = (self.operator() == Some(Operator::Or)).then(|| self.at..self.at + 2);
            match part {
                Operand::Found(ast) => parts.push(ast),
                Operand::Ignored => {}
                Operand::Nothing => match or.or(after) {
                    Some(span) => return Err(self.lonely(span, "OR")),
                    None => return Ok(Operand::Nothing),
                },
            }
            let Some(span) = or else { return Ok(Ast::or(parts).into()) };
            self.at = span.end;
            after = Some(span);
        }
    }

    fn both(&mut self, field: Field, depth: usize) -> Result<Operand, QueryError> {
        let mut parts = Vec::new();
        let mut seen = false;
        loop {
            self.skip_gap();
            let and = (self.operator() == Some(Operator::And)).then(|| self.at..self.at + 3);
            if let Some(span) = &and {
                if !seen {
                    return Err(self.lonely(span.clone(), "AND"));
                }
                self.at = span.end;
            }
            match (self.one(field, depth)?, and) {
                (Operand::Found(ast), _) => parts.push(ast),
                (Operand::Ignored, _) => {}
                (Operand::Nothing, Some(span)) => return Err(self.lonely(span, "AND")),
                (Operand::Nothing, None) if seen => return Ok(Ast::and(parts).into()),
                (Operand::Nothing, None) => return Ok(Operand::Nothing),
            }
            seen = true;
        }
    }

    fn lonely(&self, span: Range<usize>, operator: &str) -> QueryError {
        let advice = format!("to search the word itself, write \"{operator}\" in quote marks");
        self.fail(span, format!("{operator} needs a condition on each side")).advise(advice)
    }

    fn one(&mut self, field: Field, depth: usize) -> Result<Operand, QueryError> {
        self.skip_gap();
        let start = self.at;
        match self.peek() {
            None | Some(')') => Ok(Operand::Nothing),
            Some('(') => self.group(field, depth),
            Some(mark) if is_mark(mark) => {
                let (text, span) = self.phrase()?;
                self.condition(field, text, span, Typed::InMarks)
            }
            Some('-') if self.is_sign() => self.negated(start..start + 1, field, depth),
            Some('+') if self.is_sign() => {
                self.at += 1;
                self.one(field, self.deeper(start..start + 1, depth)?)
            }
            Some(_) => match self.operator() {
                Some(Operator::Not) => self.negated(start..start + 3, field, depth),
                Some(_) => Ok(Operand::Nothing),
                None => self.word_or_field(field, depth),
            },
        }
    }

    /// Whether the sign at `at` belongs to an operand; a sign that stands alone is a dash and nobody's operator.
    fn is_sign(&self) -> bool {
        let after = self.rest().trim_start_matches(['-', '+']);
        after.chars().next().is_some_and(|c| !is_gap(c) && c != ')')
    }

    fn negated(&mut self, span: Range<usize>, field: Field, depth: usize) -> Result<Operand, QueryError> {
        let depth = self.deeper(span.clone(), depth)?;
        self.at = span.end;
        match self.one(field, depth)? {
            Operand::Found(ast) => Ok(Operand::Found(Ast::Not(Box::new(ast)))),
            Operand::Ignored => Ok(Operand::Ignored),
            Operand::Nothing => Err(self
                .fail(span, "NOT needs a condition after it")
                .advise("to search the word itself, write \"NOT\" in quote marks")),
        }
    }

    fn deeper(&self, span: Range<usize>, depth: usize) -> Result<usize, QueryError> {
        if depth < MAX_DEPTH {
            return Ok(depth + 1);
        }
        let message = format!("more than {MAX_DEPTH} parentheses or negations lie within one another here");
        Err(self.fail(span, message).advise("take out the ones that are not needed"))
    }

    fn group(&mut self, field: Field, depth: usize) -> Result<Operand, QueryError> {
        let open = self.at..self.at + 1;
        let depth = self.deeper(open.clone(), depth)?;
        self.at = open.end;
        let inner = self.either(field, depth)?;
        if self.peek() != Some(')') {
            return Err(self.fail(open, "this parenthesis is never closed").advise("add a `)`"));
        }
        self.at += 1;
        match inner {
            Operand::Nothing => Err(self.fail(open.start..self.at, "nothing stands between these parentheses")),
            inner => Ok(inner),
        }
    }

    /// The words between two quote marks, and where they stand, marks included.
    fn phrase(&mut self) -> Result<(&'q str, Range<usize>), QueryError> {
        let start = self.at;
        let mark = self.peek().map_or(0, char::len_utf8);
        let inner = &self.input[start + mark..];
        let Some((length, close)) = inner.char_indices().find(|&(_, c)| is_mark(c)) else {
            let error = self.fail(start..start + mark, "this quote mark is never closed");
            return Err(error.advise("add one at the end of the phrase, or take this one out"));
        };
        self.at = start + mark + length + close.len_utf8();
        Ok((&inner[..length], start..self.at))
    }

    fn word_or_field(&mut self, field: Field, depth: usize) -> Result<Operand, QueryError> {
        let (word, start) = (self.word(), self.at);
        let Some(name) = field_name(word) else {
            self.at += word.len();
            return self.condition(field, word, start..self.at, Typed::Bare);
        };
        let Some(field) = Field::named(name) else {
            let nearest = Field::nearest(name);
            let error = self.fail(start..start + name.len(), format!("there is no field `{name}:`"));
            let advice = format!("did you mean `{nearest}:`? to search the word itself, put it in quote marks");
            return Err(error.advise(advice));
        };
        self.at += name.len() + 1;
        self.value(field, start..self.at, depth)
    }

    fn value(&mut self, field: Field, name: Range<usize>, depth: usize) -> Result<Operand, QueryError> {
        self.skip_gap();
        let start = self.at;
        match self.peek() {
            Some('(') => self.group(field, depth),
            Some(mark) if is_mark(mark) => {
                let (text, span) = self.phrase()?;
                self.condition(field, text, span, Typed::InMarks)
            }
            Some(c) if c != ')' && (start == name.end || self.operator().is_none()) => {
                self.at += self.word().len();
                let sign = self.input[start..self.at].bytes().all(|b| matches!(b, b'<' | b'>' | b'='));
                if sign {
                    self.skip_gap();
                    self.at += self.word().len();
                }
                self.condition(field, &self.input[start..self.at], start..self.at, Typed::Bare)
            }
            _ => {
                let error = self.fail(name, format!("`{}:` has nothing after it", field.name()));
                Err(error.advise(leaf::example(field)))
            }
        }
    }

    fn condition(&mut self, field: Field, text: &str, span: Range<usize>, typed: Typed) -> Result<Operand, QueryError> {
        let fault = |fault: leaf::Fault| QueryError::new(self.input, span.clone(), fault.message).advise(fault.advice);
        let read = leaf::read(&mut self.analyzer, field, text, typed).map_err(fault)?;
        self.terms += read.terms.max(1);
        if self.terms > MAX_TERMS {
            let error = self.fail(span, format!("the query has more than {MAX_TERMS} words"));
            return Err(error.advise("ask for a few words or one phrase of it"));
        }
        self.scans += usize::from(matches!(&read.ast, Some(Ast::Leaf(leaf)) if leaf.is_scan()));
        if self.scans > MAX_SCANS {
            let message = format!("the query has more than {MAX_SCANS} conditions with `*`, `path:` or `url:`");
            return Err(self.fail(span, message).advise("write whole words, or ask in several queries"));
        }
        if read.ast.is_none() {
            self.ignored.push(text.to_owned());
        }
        Ok(read.ast.into())
    }
}

/// The field name a word begins with. `10:30` and `https://…` have none.
fn field_name(word: &str) -> Option<&str> {
    let (name, rest) = word.split_once(':')?;
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_');
    (is_name && !rest.starts_with("//")).then_some(name)
}
