//! From a string to a tree. The grammar:
//!
//! ```text
//! query   = either
//! either  = both (OR both)*
//! both    = near (AND? near)*
//! near    = one (STEP one)*                             STEP: w/3 NEAR/3 pre/3 w/s w/p, in any case
//! one     = (NOT | - | +) one | ( either )WEIGHT | field: value | text
//! value   = ( either )WEIGHT | text | ="whole name"     words within take the field, unless they name their own
//! text    = word WEIGHT | "phrase"~3 WEIGHT | /regex/WEIGHT | *
//! WEIGHT  = ^2 | ^0.5 |
//! ```
//!
//! AND, OR and NOT are upper case. Any double quote mark opens and closes a phrase. A word may hold `*` and `?` and end
//! in `~1`. Input is bounded ([`MAX_BYTES`], [`MAX_DEPTH`], [`MAX_TERMS`], [`MAX_SCANS`]), so that a hostile query costs
//! next to nothing.

use std::ops::Range;

use tantivy::tokenizer::TextAnalyzer;

use super::{
    ast::{Ast, Field, Leaf, Near, Within},
    error::QueryError,
    leaf::{self, Typed},
};

/// Longest query read, in bytes: forty lines of text; longer ones are pasted by mistake.
pub const MAX_BYTES: usize = 4096;

/// Deepest nesting of parentheses and negations: bounds every recursion over the tree.
pub const MAX_DEPTH: usize = 32;

/// Most words in all conditions together: bounds the posting lists that are opened.
pub const MAX_TERMS: usize = 256;

/// Most conditions that read a whole stretch of a dictionary or the places of words: `word*`, `w?rd`, `word~1`,
/// `/regex/`, `field:*`, `path:`, `url:`, `w/3`, `"a b"~3`. Each may cost a pass over a field, since none of its words is
/// left out.
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
            self.skip_gap();
            let begun = self.at;
            match (self.one(field, depth)?, and) {
                (Operand::Found(ast), _) => parts.push(self.near(ast, begun, field, depth)?),
                (Operand::Ignored, _) => {}
                (Operand::Nothing, Some(span)) => return Err(self.lonely(span, "AND")),
                (Operand::Nothing, None) if seen => return Ok(Ast::and(parts).into()),
                (Operand::Nothing, None) => return Ok(Operand::Nothing),
            }
            seen = true;
        }
    }

    /// What stands after `first`, if a sign of nearness does.
    fn near(&mut self, first: Ast, begun: usize, field: Field, depth: usize) -> Result<Ast, QueryError> {
        let (mut parts, mut steps) = (vec![first], Vec::new());
        loop {
            self.skip_gap();
            let span = self.at..self.at + self.word().len();
            let Some(step) = self.step()? else { break };
            self.at = span.end;
            match self.one(field, depth)? {
                Operand::Found(ast) => parts.push(ast),
                _ => return Err(self.lonely(span.clone(), &self.input[span])),
            }
            steps.push(step);
        }
        if steps.is_empty() {
            return Ok(parts.swap_remove(0));
        }
        self.scan(begun..self.at)?;
        let near = Near { parts, steps };
        match fault_of(&near) {
            None => Ok(Ast::Near(near)),
            Some((message, advice)) => Err(self.fail(begun..self.at, message).advise(advice)),
        }
    }

    /// The sign of nearness at `at`; not consumed.
    fn step(&self) -> Result<Option<Within>, QueryError> {
        let word = self.word();
        let Some((name, rest)) = word.split_once('/') else { return Ok(None) };
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        let of_words = is("w") || is("near");
        let step = match rest {
            "s" | "S" if of_words => Some(Within::Sentence),
            "p" | "P" if of_words => Some(Within::Paragraph),
            _ if rest.is_empty() || !rest.bytes().all(|b| b.is_ascii_digit()) => None,
            _ if of_words || is("pre") => {
                let span = self.at..self.at + word.len();
                let words = rest.parse().ok().filter(|n| (1..=MAX_NEAR).contains(n)).ok_or_else(|| {
                    let message = format!("words can be asked to stand within 1 to {MAX_NEAR} words");
                    self.fail(span, message).advise("w/p asks for one paragraph")
                })?;
                Some(if is("pre") { Within::After(words) } else { Within::Words(words) })
            }
            _ => None,
        };
        Ok(step)
    }

    /// Counts a condition that reads more than single posting lists.
    fn scan(&mut self, span: Range<usize>) -> Result<(), QueryError> {
        self.scans += 1;
        if self.scans <= MAX_SCANS {
            return Ok(());
        }
        let message =
            format!("the query has more than {MAX_SCANS} conditions with `*`, `?`, `~`, `w/3`, `path:` or `url:`");
        Err(self.fail(span, message).advise("write whole words, or ask in several queries"))
    }

    /// `^2` at `at`, in tenths; consumed.
    fn weight(&mut self) -> Result<Option<u16>, QueryError> {
        let Some(rest) = self.rest().strip_prefix('^') else { return Ok(None) };
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
        let span = self.at..self.at + 1 + digits;
        self.at = span.end;
        tenths(&rest[..digits])
            .map(Some)
            .ok_or_else(|| self.fail(span, "a weight is a number from 0.1 to 100").advise("write for example bridge^2"))
    }

    fn weighed(&mut self, operand: Operand) -> Result<Operand, QueryError> {
        let weight = self.weight()?;
        Ok(match (operand, weight) {
            (Operand::Found(ast), Some(tenths)) => Operand::Found(Ast::Boost(Box::new(ast), tenths)),
            (operand, _) => operand,
        })
    }

    fn lonely(&self, span: Range<usize>, operator: &str) -> QueryError {
        let advice = format!("to search the word itself, write \"{operator}\" in quote marks");
        let operator = if operator.len() > 16 { "nearness" } else { operator };
        self.fail(span, format!("{operator} needs a condition on each side")).advise(advice)
    }

    fn one(&mut self, field: Field, depth: usize) -> Result<Operand, QueryError> {
        self.skip_gap();
        let start = self.at;
        match self.peek() {
            None | Some(')') => Ok(Operand::Nothing),
            Some('(') => self.group(field, depth),
            Some(mark) if is_mark(mark) => self.marked(field),
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
        let end = self.at;
        match self.weighed(inner)? {
            Operand::Nothing => Err(self.fail(open.start..end, "nothing stands between these parentheses")),
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

    /// A phrase with what may stand behind it.
    fn marked(&mut self, field: Field) -> Result<Operand, QueryError> {
        let (text, span) = self.phrase()?;
        let typed = match self.rest().strip_prefix('~') {
            None => Typed::InMarks,
            Some(rest) => {
                let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
                self.at += 1 + digits;
                let message = "a number from 0 to 99 stands after the `~` of a phrase";
                let fault = || self.fail(span.clone(), message).advise("write for example \"old bridge\"~3");
                Typed::Loose(rest[..digits].parse().ok().filter(|n| *n < 100).ok_or_else(fault)?)
            }
        };
        let found = self.condition(field, text, span.start..self.at, typed)?;
        self.weighed(found)
    }

    /// A word, its weight taken off, or a regular expression.
    fn bare(&mut self, field: Field) -> Result<Operand, QueryError> {
        let start = self.at;
        if let Some(pattern) = regex_at(self.rest()).filter(|_| field.is_of_words()) {
            self.at += pattern.len() + 2;
            let found = self.condition(field, pattern, start..self.at, Typed::Regex)?;
            return self.weighed(found);
        }
        let word = self.word();
        let sign = word.bytes().all(|b| matches!(b, b'<' | b'>' | b'='));
        self.at += word.len();
        if sign && field != Field::Any {
            self.skip_gap();
            self.at += self.word().len();
        } else if let Some(at) = word.rfind('^').filter(|at| *at > 0 && tenths(&word[at + 1..]).is_some()) {
            self.at = start + at;
        } else if word.contains('^') && word.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').ends_with('^') {
            self.at = start + word.rfind('^').unwrap_or(0);
            self.weight()?;
        }
        let found = self.condition(field, &self.input[start..self.at], start..self.at, Typed::Bare)?;
        self.weighed(found)
    }

    fn word_or_field(&mut self, field: Field, depth: usize) -> Result<Operand, QueryError> {
        let (word, start) = (self.word(), self.at);
        if self.step()?.is_some() {
            return Err(self.lonely(start..start + word.len(), word));
        }
        let Some(name) = field_name(word) else {
            return self.bare(field);
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
            Some(mark) if is_mark(mark) => self.marked(field),
            Some('=') if field.is_of_words() => self.whole(field),
            Some(c) if c != ')' && (start == name.end || self.operator().is_none()) => self.bare(field),
            _ => {
                let error = self.fail(name, format!("`{}:` has nothing after it", field.name()));
                Err(error.advise(leaf::example(field)))
            }
        }
    }

    /// `="the whole name"`.
    fn whole(&mut self, field: Field) -> Result<Operand, QueryError> {
        let sign = self.at..self.at + 1;
        self.at += 1;
        if !matches!(field, Field::Speaker | Field::Source) {
            let error = self.fail(sign, "only `speaker:` and `source:` can be asked for a whole name by `=`");
            return Err(error.advise("leave the `=` out"));
        }
        let (text, span) = match self.peek() {
            Some(mark) if is_mark(mark) => self.phrase()?,
            Some(c) if !ends_word(c) => {
                let (word, start) = (self.word(), self.at);
                self.at += word.len();
                (word, start..self.at)
            }
            _ => {
                let error = self.fail(sign, format!("`{}:=` has no name after it", field.name()));
                return Err(error.advise(format!("write for example {}:=\"Ada Orlova\"", field.name())));
            }
        };
        self.condition(field, text, span, Typed::Whole)
    }

    fn condition(&mut self, field: Field, text: &str, span: Range<usize>, typed: Typed) -> Result<Operand, QueryError> {
        let fault = |fault: leaf::Fault| QueryError::new(self.input, span.clone(), fault.message).advise(fault.advice);
        let read = leaf::read(&mut self.analyzer, field, text, typed).map_err(fault)?;
        self.terms += read.terms.max(1);
        if self.terms > MAX_TERMS {
            let error = self.fail(span, format!("the query has more than {MAX_TERMS} words"));
            return Err(error.advise("ask for a few words or one phrase of it"));
        }
        if matches!(&read.ast, Some(Ast::Leaf(leaf)) if leaf.is_scan()) {
            self.scan(span)?;
        }
        if read.ast.is_none() {
            self.ignored.push(text.to_owned());
        }
        Ok(read.ast.into())
    }
}

/// Farthest that words can be asked to stand from one another.
const MAX_NEAR: u16 = 1000;

/// A weight in tenths.
fn tenths(text: &str) -> Option<u16> {
    let weight: f64 = text.parse().ok().filter(|_| text.starts_with(|c: char| c.is_ascii_digit()))?;
    let tenths = (weight * 10.0).round();
    // Saturating, but the filter has bounded it.
    (1.0..=1000.0).contains(&tenths).then_some(tenths as u16)
}

/// The expression between the slashes `rest` begins with, if a word ends there.
fn regex_at(rest: &str) -> Option<&str> {
    let inner = rest.strip_prefix('/')?;
    let mut escaped = false;
    for (at, c) in inner.char_indices() {
        match c {
            _ if is_gap(c) || is_mark(c) => return None,
            '/' if !escaped => {
                let after = inner[at + 1..].chars().next();
                let ends = after.is_none_or(|c| ends_word(c) || c == '^');
                return (at > 0 && ends).then(|| &inner[..at]);
            }
            _ => escaped = c == '\\' && !escaped,
        }
    }
    None
}

/// What is wrong with what is asked to stand near, and the remedy.
fn fault_of(near: &Near) -> Option<(&'static str, &'static str)> {
    let leaves = |part: &Ast| match part {
        Ast::Leaf(leaf) => Some(vec![leaf.clone()]),
        Ast::Or(parts) => parts
            .iter()
            .map(|part| if let Ast::Leaf(leaf) = part { Some(leaf.clone()) } else { None })
            .collect::<Option<Vec<_>>>(),
        _ => None,
    };
    let all: Option<Vec<Vec<Leaf>>> = near.parts.iter().map(leaves).collect();
    let Some(all) = all.map(|all| all.concat()).filter(|all| all.iter().all(Leaf::can_be_near)) else {
        return Some((
            "only words, phrases and (words OR words) can be asked to stand near one another",
            "put the other conditions beside it, as in (old w/3 bridge) speaker:orlova",
        ));
    };
    if all.iter().any(|leaf| leaf.field != all[0].field) {
        return Some((
            "words that stand near one another stand in one field",
            "write for example said:(old w/3 bridge)",
        ));
    }
    let of_words = |step: &Within| matches!(step, Within::Words(_) | Within::After(_));
    let mixed =
        near.steps.iter().any(|step| if of_words(step) { !of_words(&near.steps[0]) } else { *step != near.steps[0] });
    mixed.then_some(("w/s, w/p and numbers of words cannot be mixed in one row", "join two rows by AND"))
}

/// The field name a word begins with. `10:30` and `https://…` have none.
fn field_name(word: &str) -> Option<&str> {
    let (name, rest) = word.split_once(':')?;
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_');
    (is_name && !rest.starts_with("//")).then_some(name)
}
