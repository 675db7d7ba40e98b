//! What was done to a text, told from the text before and after: the stretches that were cut out or put in another's
//! place.
//!
//! Cleaning takes away and mends, and never moves anything; so both texts are walked at once, and where they differ the
//! nearest place is looked for where they agree again. An index of runs of words makes that a look-up: linear time for
//! any two texts, and for texts that have nothing in common too.

use std::hash::{DefaultHasher, Hash, Hasher};

use rustc_hash::FxHashMap;

use crate::text::Span;

/// Tokens that must agree before two texts are believed to: one word may stand anywhere.
const RUN: usize = 3;

/// Tokens of the later text for which a place in the earlier one is looked for before the nearest is taken.
const LOOK: usize = 48;

/// A stretch of the earlier text and what stands in its place in the later one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The stretch, in bytes of the earlier text; empty if something was put in.
    pub at: Span,
    /// What stands there now; empty if the stretch was cut out.
    pub put: String,
}

impl Edit {
    /// Whether only blanks and line ends differ.
    #[must_use]
    pub fn is_blank(&self, before: &str) -> bool {
        self.put.trim().is_empty() && self.at.of(before).trim().is_empty()
    }
}

/// The edits, in order, that make `after` of `before`.
///
/// ```
/// use onrecord::source::edits::edits;
/// let made = edits("No, she said.\n\nAdvertisement\n\nShe left.", "No, she said.\n\nShe left.");
/// assert_eq!((made.len(), made[0].put.as_str()), (1, ""));
/// ```
#[must_use]
pub fn edits(before: &str, after: &str) -> Vec<Edit> {
    let (old, new) = (tokens(before), tokens(after));
    let walk = Walk { runs: runs(&old), old, new };
    let mut edits: Vec<Edit> = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < walk.old.len() || j < walk.new.len() {
        if walk.agrees(i, j) {
            (i, j) = (i + 1, j + 1);
            continue;
        }
        let (to_i, to_j) = walk.next(i, j);
        let at = Span::new(walk.offset(i, before), walk.offset(to_i, before));
        let put: String = walk.new[j..to_j].concat();
        match edits.last_mut() {
            Some(last) if last.at.end == at.start => {
                last.at.end = at.end;
                last.put.push_str(&put);
            }
            _ => edits.push(Edit { at, put }),
        }
        (i, j) = (to_i, to_j);
    }
    edits
}

/// Words and what stands between them, by turns.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::with_capacity(text.len() / 3);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c: char| c.is_whitespace() != first.is_whitespace()).unwrap_or(rest.len());
        let (token, after) = rest.split_at(end);
        tokens.push(token);
        rest = after;
    }
    tokens
}

/// Where each run of tokens begins, in order.
fn runs(tokens: &[&str]) -> FxHashMap<u64, Vec<usize>> {
    let mut places: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for at in 0..tokens.len() {
        places.entry(run(tokens, at)).or_default().push(at);
    }
    places
}

/// The run that begins at a token; all blanks count as one, for they are what is changed most.
fn run(tokens: &[&str], at: usize) -> u64 {
    let mut hasher = DefaultHasher::new();
    for token in &tokens[at..(at + RUN).min(tokens.len())] {
        let blank = token.starts_with(char::is_whitespace);
        (if blank { " " } else { token }).hash(&mut hasher);
    }
    hasher.finish()
}

struct Walk<'t> {
    old: Vec<&'t str>,
    new: Vec<&'t str>,
    runs: FxHashMap<u64, Vec<usize>>,
}

impl Walk<'_> {
    fn agrees(&self, i: usize, j: usize) -> bool {
        self.old.get(i).is_some_and(|token| self.new.get(j) == Some(token))
    }

    /// Byte of the earlier text at which a token begins.
    fn offset(&self, i: usize, before: &str) -> usize {
        self.old.get(i).map_or(before.len(), |token| token.as_ptr() as usize - before.as_ptr() as usize)
    }

    /// Where the texts, which differ at `i` and `j`, agree again.
    fn next(&self, i: usize, j: usize) -> (usize, usize) {
        let blank = |tokens: &[&str], at: usize| tokens.get(at).is_some_and(|token| token.trim().is_empty());
        let one_for_one =
            blank(&self.old, i) && blank(&self.new, j) || self.agrees(i + 1, j + 1) && self.agrees(i + 2, j + 2);
        if one_for_one && i < self.old.len() && j < self.new.len() {
            return (i + 1, j + 1);
        }
        let mut best: Option<(usize, usize)> = None;
        for to_j in j..self.new.len() {
            let near = best.map_or(usize::MAX, |(a, b)| (a - i) + (b - j));
            if to_j - j >= near || (best.is_some() && to_j - j >= LOOK) {
                break;
            }
            let Some(places) = self.runs.get(&run(&self.new, to_j)) else { continue };
            if let Some(&to_i) = places.get(places.partition_point(|&at| at < i))
                && (to_i - i) + (to_j - j) < near
            {
                best = Some((to_i, to_j));
            }
        }
        best.unwrap_or((self.old.len(), self.new.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn applied(before: &str, edits: &[Edit]) -> String {
        let (mut out, mut from) = (String::new(), 0);
        for edit in edits {
            out.push_str(&before[from..edit.at.start]);
            out.push_str(&edit.put);
            from = edit.at.end;
        }
        out + &before[from..]
    }

    fn told(before: &str, after: &str) -> Vec<(String, String)> {
        let edits = edits(before, after);
        assert_eq!(applied(before, &edits), after, "{before:?}");
        let words = edits.iter().filter(|edit| !edit.is_blank(before));
        words.map(|edit| (edit.at.of(before).trim().to_owned(), edit.put.trim().to_owned())).collect()
    }

    #[test]
    fn cuts_and_mended_words_are_told_apart() {
        let before = "Menu Home\n\nIlka Brandt stays at the cafÃ©,\r\nshe said.\n\nRead more: Ferries of the north\n\nThe ferry stays\u{0}too.\nShare";
        let after = "Ilka Brandt stays at the café, she said.\n\nThe ferry stays too.";
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            told(before, after),
            [
                pair("Menu Home", ""),
                pair("cafÃ©,", "café,"),
                pair("Read more: Ferries of the north", ""),
                pair("stays\u{0}too.\nShare", "stays too."),
            ]
        );
        assert!(told("a  b\n\n\nc", "a b\n\nc").is_empty());
    }

    #[test]
    fn any_two_texts_have_edits_that_make_one_of_the_other() {
        let mut state = 11u64;
        let mut below = |n: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % n
        };
        let words = ["ferry", "the", "the", "said", "Ilka", " ", "\n", "é", "“no,”"];
        for _ in 0..2000 {
            let text = |below: &mut dyn FnMut(u64) -> u64| -> String {
                (0..below(40))
                    .map(|_| {
                        words[below(words.len() as u64) as usize].to_owned() + if below(3) == 0 { "" } else { " " }
                    })
                    .collect()
            };
            let (before, after) = (text(&mut below), text(&mut below));
            let _ = told(&before, &after);
        }
        assert_eq!(told("", "").len() + told("a b", "a b").len(), 0);
        assert_eq!(told("only this", "").len(), 1);
    }

    #[test]
    fn texts_with_nothing_in_common_take_linear_time() {
        let start = std::time::Instant::now();
        let before: String = (0..300_000).map(|n| format!("a{n} ")).collect();
        let after: String = (0..300_000).map(|n| format!("b{n} ")).collect();
        assert_eq!(edits(&before, &after).len(), 1);
        let same = "the ferry ".repeat(300_000);
        assert_eq!(applied(&same, &edits(&same, &same[4..])), &same[4..]);
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    }
}
