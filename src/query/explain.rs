//! How a query was understood, in words.

use super::ast::{Ast, Field, Form, Leaf, Value};

/// Most conditions that are put into words.
const MOST: usize = 24;

/// A line a condition: as it is printed, and what it asks for. `of_quotes` says that quotes are searched.
pub(super) fn conditions(ast: &Ast, of_quotes: bool) -> Vec<String> {
    let mut lines = Vec::new();
    ast.visit(&mut |leaf, wanted| {
        let sign = if wanted { ' ' } else { '-' };
        lines.push((format!("{sign}{leaf}"), format!("{} {}", asked(leaf), place(leaf.field, of_quotes))));
    });
    let more = lines.len().saturating_sub(MOST);
    lines.truncate(MOST);
    let wide = lines.iter().map(|(leaf, _)| leaf.chars().count()).max().unwrap_or(0).min(40);
    let mut told: Vec<String> = lines.into_iter().map(|(leaf, words)| format!("  {leaf:wide$}  {words}")).collect();
    if more > 0 {
        told.push(format!("   and {more} more"));
    }
    told
}

fn asked(leaf: &Leaf) -> String {
    match &leaf.value {
        Value::Text { text, form } => match form {
            _ if matches!(leaf.field, Field::Path | Field::Url) => format!("`{text}`, anywhere"),
            Form::Word if text.contains(|c: char| !c.is_alphanumeric()) => format!("the words of `{text}` in a row"),
            Form::Word => format!("the word `{text}`"),
            Form::Phrase => format!("the phrase `{text}`"),
            Form::Prefix => format!("a word that begins with `{text}`"),
            Form::PrefixPhrase => format!("the phrase `{text}`, its last word going on"),
            Form::Loose(n) => format!("the words `{text}` in any order, at most {n} others among them,"),
            Form::Fuzzy(1) => format!("a word at most one letter from `{text}`"),
            Form::Fuzzy(n) => format!("a word at most {n} letters from `{text}`"),
            Form::Whole => format!("exactly `{text}`"),
        },
        Value::Pattern(pattern) => format!("a word that fits `{pattern}`"),
        Value::Regex(pattern) => format!("a word that the expression `{pattern}` matches whole"),
        Value::Present => "anything".to_owned(),
        Value::Unknown => "nobody who could be told".to_owned(),
        Value::Days(days) => format!("a day within {days}"),
        Value::Numbers(..) => "a number so high".to_owned(),
        Value::Kind(kind) => kind.name().to_owned(),
        Value::Cluster(_) | Value::IdPrefix(_) => "this one".to_owned(),
    }
}

fn place(field: Field, of_quotes: bool) -> &'static str {
    match field {
        Field::Any if of_quotes => "said, or in the paragraph round it",
        Field::Any => "in one passage",
        Field::Said => "among the words said",
        Field::Speaker => "in a name of who says it",
        Field::To => "in whom it is said to",
        Field::Role => "in what the speaker is called",
        Field::Cue => "in the words that introduce the speech",
        Field::About => "in a name mentioned there, not the speaker's",
        Field::Person => "in the name of a person named there",
        Field::Org => "in the name of an organisation named there",
        Field::Place => "in the name of a place named there",
        Field::Mentions => "named there",
        Field::Kind => "as the kind",
        Field::Confidence => "as how sure the speaker is",
        Field::Title => "in the headline",
        Field::Byline => "in the author line",
        Field::Source => "in the name of the outlet",
        Field::Date => "of publication",
        Field::Lang => "as the language",
        Field::Path => "in the path of the file",
        Field::Url => "in the address",
        Field::Cluster => "of the clusters of copies",
        Field::Id => "of the articles, by its id",
    }
}
