//! One condition as typed: checked and given its type.

use std::ops::Bound;

use tantivy::tokenizer::TextAnalyzer;

use super::{
    ast::{Ast, Field, Form, KindValue, Leaf, Value},
    dates::Days,
    matcher,
};

/// Fewest letters before a `*`: with one, a tenth of all words would match.
pub(crate) const MIN_PREFIX: usize = 2;

/// Fewest digits by which an article is named.
pub(crate) const MIN_ID: usize = 4;

/// Whether a value stood in quote marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Typed {
    /// It did not.
    Bare,
    /// It did.
    InMarks,
    /// It did, and `~n` stood behind it.
    Loose(u8),
    /// It stood behind `=`.
    Whole,
    /// It stood between slashes.
    Regex,
}

/// A condition that was read.
#[derive(Debug)]
pub(crate) struct Read {
    /// The condition; none if the text holds no letter or digit.
    pub(crate) ast: Option<Ast>,
    /// Words in it.
    pub(crate) terms: usize,
}

/// What is wrong with a value.
#[derive(Debug)]
pub(crate) struct Fault {
    /// What.
    pub(crate) message: String,
    /// The remedy.
    pub(crate) advice: String,
}

impl Fault {
    fn new(message: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { message: message.into(), advice: advice.into() }
    }
}

/// A value that a field takes, for advice.
pub(crate) fn example(field: Field) -> String {
    let value = match field {
        Field::Date | Field::Mentions => "2015-03..2016",
        Field::Kind => "direct",
        Field::Confidence => ">=0.8",
        Field::Lang => "en",
        Field::Cluster => "0123456789abcdef",
        Field::Id => "3fa9",
        Field::Url => "example.org",
        Field::Path => "/archive/2015",
        Field::Cue => "warned",
        Field::Source => "\"Daily Courier\"",
        Field::Speaker | Field::Byline => "\"Ada Orlova\"",
        _ => "word",
    };
    format!("write for example {}:{value}", field.name())
}

/// Reads what was typed after `field:` (or bare).
pub(crate) fn read(analyzer: &mut TextAnalyzer, field: Field, text: &str, typed: Typed) -> Result<Read, Fault> {
    let one = |value| Ok(Read { ast: Some(Ast::Leaf(Leaf { field, value })), terms: 1 });
    if typed == Typed::Bare && !text.is_empty() && text.bytes().all(|b| b == b'*') {
        return if field == Field::Any { Ok(Read { ast: Some(Ast::All), terms: 1 }) } else { one(Value::Present) };
    }
    match field {
        Field::Date | Field::Mentions => one(Value::Days(days(field, text)?)),
        Field::Confidence => numbers(text).and_then(one),
        Field::Kind => kinds(text),
        Field::Cluster => cluster(text).and_then(one),
        Field::Id => id(text).and_then(one),
        Field::Speaker if typed == Typed::Bare && text.eq_ignore_ascii_case("unknown") => one(Value::Unknown),
        Field::Lang | Field::Path | Field::Url => exact(field, text, typed),
        _ => match typed {
            Typed::Regex => regex(field, text),
            Typed::Bare => match tilde(text)? {
                Some((base, letters)) => fuzzy(analyzer, field, base, letters),
                None => match pattern(analyzer, field, text)? {
                    Some(read) => Ok(read),
                    None => words(analyzer, field, text, typed),
                },
            },
            _ => words(analyzer, field, text, typed),
        },
    }
}

/// Longest regular expression, in bytes.
const MAX_REGEX: usize = 256;

fn regex(field: Field, text: &str) -> Result<Read, Fault> {
    let advice = "it is matched against whole words in lower case without accents";
    if text.len() > MAX_REGEX {
        return Err(Fault::new(format!("a regular expression has at most {MAX_REGEX} bytes"), advice));
    }
    let wrong = |error: regex::Error| {
        let last = error.to_string().lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
        Fault::new(format!("this is no regular expression: {last}"), advice)
    };
    matcher::compile(text).map_err(wrong)?;
    Ok(Read { ast: Some(Ast::Leaf(Leaf { field, value: Value::Regex(text.to_owned()) })), terms: 1 })
}

/// The word before a final `~1`, and the number.
fn tilde(text: &str) -> Result<Option<(&str, u8)>, Fault> {
    let base = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let Some(word) = base.strip_suffix('~') else { return Ok(None) };
    match &text[base.len()..] {
        "" | "1" => Ok(Some((word, 1))),
        "2" => Ok(Some((word, 2))),
        _ => Err(Fault::new("a word can be asked for with ~1 or ~2 letters changed", "write for example harbour~1")),
    }
}

/// Fewest letters of a word for each letter that may differ: of shorter words too much would match.
const LETTERS_A_CHANGE: usize = 3;

fn fuzzy(analyzer: &mut TextAnalyzer, field: Field, text: &str, letters: u8) -> Result<Read, Fault> {
    let tokens = tokens(analyzer, text);
    let [word] = tokens.as_slice() else {
        return Err(Fault::new("a `~` stands behind one word", "write the words apart, or put them in quote marks"));
    };
    if word.chars().count() < LETTERS_A_CHANGE * usize::from(letters) {
        let message =
            format!("`~{letters}` needs a word of at least {} letters", LETTERS_A_CHANGE * usize::from(letters));
        return Err(Fault::new(message, "write the word as it is"));
    }
    let value = Value::Text { text: word.clone(), form: Form::Fuzzy(letters) };
    Ok(Read { ast: Some(Ast::Leaf(Leaf { field, value })), terms: 1 })
}

/// Whether the sign at `at` stands for letters: `?` only before one, since else it ends a question.
fn is_wild(text: &str, at: usize, sign: char) -> bool {
    sign == '*' || (sign == '?' && text[at + 1..].starts_with(|c: char| c.is_alphanumeric() || c == '*'))
}

/// A word with `*` or `?` elsewhere than a `*` at its end.
fn pattern(analyzer: &mut TextAnalyzer, field: Field, text: &str) -> Result<Option<Read>, Fault> {
    let inner = text.trim_end_matches('*');
    let trailing = text.len() > inner.len();
    let signs: Vec<(usize, char)> = inner.char_indices().filter(|&(at, c)| is_wild(text, at, c)).collect();
    if signs.is_empty() {
        return Ok(None);
    }
    let (mut folded, mut from, mut letters, mut whole) = (String::new(), 0, 0, true);
    for (at, sign) in signs.iter().copied().chain([(inner.len(), ' ')]) {
        let tokens = tokens(analyzer, &inner[from..at]);
        whole &= tokens.len() <= 1;
        letters += tokens.concat().chars().count();
        folded.push_str(&tokens.concat());
        if sign != ' ' && !(sign == '*' && folded.ends_with('*')) {
            folded.push(sign);
        }
        from = at + sign.len_utf8();
    }
    if trailing && !folded.ends_with('*') {
        folded.push('*');
    }
    match (whole, letters < MIN_PREFIX) {
        // An address with a question mark.
        (false, _) if !signs.iter().any(|(_, sign)| *sign == '*') && !trailing => Ok(None),
        (false, _) => Err(Fault::new("`*` and `?` stand within one word", "write the words apart")),
        (_, true) => {
            let message = format!("`*` and `?` need at least {MIN_PREFIX} letters beside them");
            Err(Fault::new(message, "write more of the word"))
        }
        _ => Ok(Some(Read { ast: Some(Ast::Leaf(Leaf { field, value: wild(folded) })), terms: 1 })),
    }
}

/// A folded pattern; what lost all behind its only star (`bc*-`) is a prefix.
fn wild(folded: String) -> Value {
    match folded.strip_suffix('*').filter(|head| !head.contains(['*', '?'])) {
        Some(head) => Value::Text { text: head.to_owned(), form: Form::Prefix },
        None => Value::Pattern(folded),
    }
}

fn words(analyzer: &mut TextAnalyzer, field: Field, text: &str, typed: Typed) -> Result<Read, Fault> {
    let (text, starred) = unstar(text, typed);
    let tokens = tokens(analyzer, text);
    let form = match (typed, starred) {
        (Typed::Bare, false) => Form::Word,
        (Typed::Bare, true) => Form::Prefix,
        (Typed::Whole, _) => Form::Whole,
        (Typed::Loose(n), _) if n > 0 && tokens.len() > 1 => Form::Loose(n),
        (_, false) => Form::Phrase,
        (_, true) => Form::PrefixPhrase,
    };
    if starred && tokens.last().is_none_or(|last| last.chars().count() < MIN_PREFIX) {
        let message = format!("a `*` needs at least {MIN_PREFIX} letters before it");
        return Err(Fault::new(message, "write more of the word"));
    }
    let leaf = || Ast::Leaf(Leaf { field, value: Value::Text { text: text.to_owned(), form } });
    Ok(Read { ast: (!tokens.is_empty()).then(leaf), terms: tokens.len() })
}

/// Takes the final stars off, where they stand for the end of a word. In a phrase one that stands alone is a mere sign.
fn unstar(text: &str, typed: Typed) -> (&str, bool) {
    let base = text.trim_end_matches('*');
    let after_word = base.chars().next_back().is_some_and(char::is_alphanumeric);
    match typed {
        Typed::Bare => (base, base.len() < text.len()),
        Typed::InMarks if after_word => (base, base.len() < text.len()),
        // Words in any order have no last one to go on.
        Typed::Loose(_) if after_word => (base, false),
        _ => (text, false),
    }
}

/// The words of a text as the index has them.
pub(crate) fn tokens(analyzer: &mut TextAnalyzer, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    analyzer.token_stream(text).process(&mut |token| found.push(token.text.clone()));
    found
}

/// Fields that are matched letter by letter: nothing is analysed.
fn exact(field: Field, text: &str, typed: Typed) -> Result<Read, Fault> {
    let base = text.trim_end_matches('*');
    if base.is_empty() {
        return Err(Fault::new(format!("`{}:` has nothing after it", field.name()), example(field)));
    }
    // Printed bare, `en^2` of `en^2*` would be read as `en` with a weight.
    let form = if typed == Typed::Bare && !base.contains('^') { Form::Word } else { Form::Phrase };
    let value = Value::Text { text: base.to_owned(), form };
    Ok(Read { ast: Some(Ast::Leaf(Leaf { field, value })), terms: 1 })
}

fn days(field: Field, text: &str) -> Result<Days, Fault> {
    let advice = || format!("{}; 2015, 2015-03 and 2015-03-07 are dates, A..B, A.., ..B are ranges", example(field));
    Days::parse(text).map_err(|message| Fault::new(message, advice()))
}

fn kinds(text: &str) -> Result<Read, Fault> {
    let mut parts = Vec::new();
    for name in text.split(',').map(str::trim) {
        let known = KindValue::ALL.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        let value = match known {
            Some((_, kind)) => Value::Kind(*kind),
            None if name.eq_ignore_ascii_case("quote") => Value::Present,
            None => {
                let shown: String = name.chars().take(32).collect();
                let advice = "kinds are direct, mixed, indirect, quote (any of these) and passage";
                return Err(Fault::new(format!("there is no kind `{shown}`"), advice));
            }
        };
        parts.push(Ast::Leaf(Leaf { field: Field::Kind, value }));
    }
    let terms = parts.len();
    Ok(Read { ast: Ast::or(parts), terms })
}

/// `0.8` and `>=0.8` are at least; `>`, `<`, `<=` and `A..B` as they say.
fn numbers(text: &str) -> Result<Value, Fault> {
    let number = |part: &str| {
        let value = part.trim().parse::<f64>().ok().filter(|value| (0.0..=1.0).contains(value));
        value.ok_or_else(|| Fault::new("confidence lies between 0 and 1", example(Field::Confidence)))
    };
    let (from, to) = if let Some(rest) = text.strip_prefix(">=") {
        (Bound::Included(number(rest)?), Bound::Unbounded)
    } else if let Some(rest) = text.strip_prefix("<=") {
        (Bound::Unbounded, Bound::Included(number(rest)?))
    } else if let Some(rest) = text.strip_prefix('>') {
        (Bound::Excluded(number(rest)?), Bound::Unbounded)
    } else if let Some(rest) = text.strip_prefix('<') {
        (Bound::Unbounded, Bound::Excluded(number(rest)?))
    } else if let Some((from, to)) = text.split_once("..") {
        let bound =
            |part: &str| if part.trim().is_empty() { Ok(Bound::Unbounded) } else { number(part).map(Bound::Included) };
        (bound(from)?, bound(to)?)
    } else {
        (Bound::Included(number(text)?), Bound::Unbounded)
    };
    match (from, to) {
        (Bound::Unbounded, Bound::Unbounded) => Ok(Value::Present),
        (from, to) => Ok(Value::Numbers(from, to)),
    }
}

fn cluster(text: &str) -> Result<Value, Fault> {
    let digits = text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit());
    let key = digits.then(|| u64::from_str_radix(text, 16).ok()).flatten();
    key.map(Value::Cluster)
        .ok_or_else(|| Fault::new("a cluster has 16 hexadecimal digits", "copy it from the JSON of a hit"))
}

fn id(text: &str) -> Result<Value, Fault> {
    let digits = (MIN_ID..=32).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_hexdigit());
    let message = format!("an article id is {MIN_ID} to 32 hexadecimal digits");
    let advice = "`onrecord show` opens a quote or passage by its id";
    if digits { Ok(Value::IdPrefix(text.to_ascii_lowercase())) } else { Err(Fault::new(message, advice)) }
}
