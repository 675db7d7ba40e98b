//! Where the query's words stand in a passage.
//!
//! The passage goes through the analyzer of the index, so that what is marked is what matched; a phrase is marked where
//! its words stand in a row, and only there.

use std::ops::Range;

use rustc_hash::FxHashMap;
use tantivy::tokenizer::TextAnalyzer;

use super::{
    ast::{Ast, Field, Form, Leaf, Value},
    matcher::Matcher,
};

/// Where a condition's words are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// In the whole passage.
    Passage,
    /// In the words said.
    Said,
}

/// Words to be found in a row; one or more.
#[derive(Debug)]
struct Run {
    words: Vec<Matcher>,
    scope: Scope,
}

impl Run {
    fn matches(&self, tokens: &[Token]) -> bool {
        let Some(found) = tokens.get(..self.words.len()) else { return false };
        found
            .iter()
            .zip(&self.words)
            .enumerate()
            .all(|(i, (found, wanted))| wanted.matches(&found.text) && found.position == found_position(tokens, i))
    }
}

/// Position the `i`-th word of a run must have: over-long words leave gaps that no phrase crosses.
fn found_position(tokens: &[Token], i: usize) -> usize {
    tokens[0].position + i
}

#[derive(Debug)]
struct Token {
    text: String,
    place: Range<usize>,
    position: usize,
}

/// Marks the words of one query in passages.
pub(crate) struct Highlighter {
    analyzer: TextAnalyzer,
    runs: Vec<Run>,
    /// Runs by their first word, where that is a whole one.
    by_first: FxHashMap<String, Vec<usize>>,
    /// Runs whose first word may be several.
    open: Vec<usize>,
}

impl Highlighter {
    /// Takes what `ast` asks for, not what it excludes.
    pub(crate) fn new(ast: &Ast) -> Self {
        let mut made = Self {
            analyzer: index_schema::analyzer::news(),
            runs: Vec::new(),
            by_first: FxHashMap::default(),
            open: Vec::new(),
        };
        ast.visit(&mut |leaf, wanted| {
            if wanted {
                made.add(leaf);
            }
        });
        made
    }

    fn add(&mut self, leaf: &Leaf) {
        let scope = match leaf.field {
            Field::Any | Field::About | Field::Person | Field::Org | Field::Place => Scope::Passage,
            Field::Said => Scope::Said,
            _ => return,
        };
        let words = Matcher::row(&mut self.analyzer, &leaf.value);
        // The words of a loose phrase stand in any order, so each is marked where it stands.
        if let Value::Text { form: Form::Loose(_), .. } = leaf.value {
            return words.into_iter().for_each(|word| self.add_run(vec![word], scope));
        }
        self.add_run(words, scope);
    }

    fn add_run(&mut self, words: Vec<Matcher>, scope: Scope) {
        match words.first() {
            None => return,
            Some(Matcher::Word(first)) => self.by_first.entry(first.clone()).or_default().push(self.runs.len()),
            Some(_) => self.open.push(self.runs.len()),
        }
        self.runs.push(Run { words, scope });
    }

    /// Bytes of `passage` to mark, in order, not overlapping. `said` is where the words said stand in it.
    pub(crate) fn find(&mut self, passage: &str, said: &Range<usize>) -> Vec<Range<usize>> {
        if self.runs.is_empty() {
            return Vec::new();
        }
        let mut tokens = Vec::new();
        self.analyzer.token_stream(passage).process(&mut |token| {
            let place = token.offset_from..token.offset_to;
            tokens.push(Token { text: token.text.clone(), place, position: token.position });
        });
        let mut found: Vec<Range<usize>> = Vec::new();
        for at in 0..tokens.len() {
            if let Some(run) = self.longest(&tokens[at..], said) {
                let place = tokens[at].place.start..tokens[at + run - 1].place.end;
                match found.last_mut() {
                    Some(last) if place.start < last.end => last.end = last.end.max(place.end),
                    _ => found.push(place),
                }
            }
        }
        found
    }

    /// Words of the longest run that begins here.
    fn longest(&self, tokens: &[Token], said: &Range<usize>) -> Option<usize> {
        let whole = self.by_first.get(&tokens[0].text).into_iter().flatten();
        let fits = |run: &&Run| {
            let last = tokens.get(run.words.len() - 1);
            let inside = said.start <= tokens[0].place.start && last.is_some_and(|last| last.place.end <= said.end);
            (run.scope == Scope::Passage || inside) && run.matches(tokens)
        };
        let runs = whole.chain(&self.open).map(|&run| &self.runs[run]);
        runs.filter(fits).map(|run| run.words.len()).max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

    fn marked(query: &str, passage: &str) -> Vec<String> {
        let mut highlighter = Highlighter::new(&parse(query).unwrap());
        highlighter.find(passage, &(0..passage.len())).into_iter().map(|r| passage[r].to_owned()).collect()
    }

    #[test]
    fn words_are_marked_as_the_index_matches_them() {
        assert_eq!(marked("cafe", "The Café of Orla’s café-bar."), ["Café", "café"]);
        assert_eq!(marked("min*", "A minister, a mine, an admin."), ["minister", "mine"]);
        assert_eq!(marked("U.S.", "In the U.S. they wrote us."), ["U.S"]);
    }

    #[test]
    fn phrases_are_marked_only_in_a_row() {
        assert_eq!(marked("\"old bridge\"", "The bridge is old; the old bridge fell."), ["old bridge"]);
        assert_eq!(marked("\"old bri*\" bridge", "An old bridge."), ["old bridge"]);
        assert_eq!(marked("\"a b\" \"b c\"", "x a b c"), ["a b c"]);
    }

    #[test]
    fn excluded_words_and_those_of_the_article_are_not_marked() {
        assert_eq!(marked("bridge -river title:town", "The bridge, the river, the town."), ["bridge"]);
        assert_eq!(marked("-(river OR -bridge)", "The bridge, the river."), ["bridge"]);
    }

    #[test]
    fn words_said_are_marked_only_in_the_quote() {
        let mut highlighter = Highlighter::new(&parse("said:bridge").unwrap());
        let found = highlighter.find("bridge “the bridge” bridge", &(10..20));
        assert_eq!(found.first(), Some(&(14..20)));
        assert_eq!(found.len(), 1);
    }
}
