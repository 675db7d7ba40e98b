//! Looks for the words of a dictionary that a condition stands for, without looking at most of them.
//!
//! A dictionary is a graph of bytes; a path is given up at the first byte after which no word can fit. What is let
//! through is checked again letter by letter: bytes beyond ASCII are let through unseen.

use tantivy::{InvertedIndexReader, Term, postings::TermInfo, schema::Field};
use tantivy_fst::Automaton;

use super::matcher::Matcher;

/// Longest pattern or word that is walked; a longer one is compared with every word.
const LONGEST: usize = 40;

/// Visits every term of a dictionary that `word` stands for, in order within each stretch of it.
pub(crate) fn each_term(
    index: &InvertedIndexReader,
    field: Field,
    word: &Matcher,
    mut see: impl FnMut(&TermInfo) -> tantivy::Result<()>,
) -> tantivy::Result<()> {
    match word {
        Matcher::Word(word) => match index.get_term_info(&Term::from_field_text(field, word))? {
            Some(info) => see(&info),
            None => Ok(()),
        },
        Matcher::Pattern(pattern) => walk(index, Walk::of_pattern(pattern), word, see),
        Matcher::Fuzzy(letters, most) => walk(index, Walk::of_fuzzy(letters, *most), word, see),
        Matcher::Prefix(prefix) => stretch(index, prefix, word, &mut see),
        Matcher::Regex(_, prefixes) => prefixes.iter().try_for_each(|prefix| stretch(index, prefix, word, &mut see)),
    }
}

/// The terms that begin so, as far as `word` stands for them.
fn stretch(
    index: &InvertedIndexReader,
    prefix: &str,
    word: &Matcher,
    see: &mut impl FnMut(&TermInfo) -> tantivy::Result<()>,
) -> tantivy::Result<()> {
    let mut range = index.terms().range();
    if !prefix.is_empty() {
        range = range.ge(prefix);
    }
    let mut terms = range.into_stream()?;
    while terms.advance() && terms.key().starts_with(prefix.as_bytes()) {
        if word.matches_term(terms.key()) {
            see(terms.value())?;
        }
    }
    Ok(())
}

fn walk(
    index: &InvertedIndexReader,
    walk: Walk,
    word: &Matcher,
    mut see: impl FnMut(&TermInfo) -> tantivy::Result<()>,
) -> tantivy::Result<()> {
    let mut terms = index.terms().search(walk).into_stream()?;
    while terms.advance() {
        if word.matches_term(terms.key()) {
            see(terms.value())?;
        }
    }
    Ok(())
}

/// What a walk looks for.
enum Walk {
    /// A pattern of so many steps.
    Pattern(Vec<Step>),
    /// Words at most so many letters from this one, which is ASCII.
    Fuzzy(Vec<u8>, u8),
    /// Every word.
    All,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// This byte.
    Byte(u8),
    /// One letter, of whatever bytes.
    Letter,
    /// Any letters or none.
    Letters,
}

/// How far a walk has come.
#[derive(Clone)]
enum At {
    /// Steps of a pattern that may come next, a bit each; the bit after the last is a match.
    Steps(u64),
    /// Changes needed up to each letter of the word asked for: the row, the row before it, and the byte between them.
    Row(Box<(Row, Row, u8)>),
    /// Past a byte that is not told apart here: anything may match.
    Open,
}

type Row = [u8; LONGEST + 1];

impl Walk {
    fn of_pattern(pattern: &[char]) -> Self {
        let mut steps = Vec::new();
        for c in pattern {
            match c {
                '*' => steps.push(Step::Letters),
                '?' => steps.push(Step::Letter),
                c => steps.extend(c.encode_utf8(&mut [0; 4]).bytes().map(Step::Byte)),
            }
        }
        if steps.len() > LONGEST { Self::All } else { Self::Pattern(steps) }
    }

    fn of_fuzzy(letters: &[char], most: u8) -> Self {
        if letters.len() > LONGEST || !letters.iter().all(char::is_ascii) {
            return Self::All;
        }
        Self::Fuzzy(letters.iter().map(|&c| c as u8).collect(), most)
    }
}

/// Adds the steps that may come next because stars may stand for nothing.
fn beyond_stars(steps: &[Step], mut set: u64) -> u64 {
    for (i, step) in steps.iter().enumerate() {
        if *step == Step::Letters && set & (1 << i) != 0 {
            set |= 1 << (i + 1);
        }
    }
    set
}

fn step_on(steps: &[Step], set: u64, byte: u8) -> u64 {
    let goes_on = byte & 0xC0 == 0x80;
    let mut next = 0;
    for (i, step) in steps.iter().enumerate().filter(|(i, _)| set & (1 << i) != 0) {
        next |= match step {
            Step::Byte(wanted) if *wanted == byte => 1 << (i + 1),
            Step::Byte(_) => 0,
            // The later bytes of a letter belong to the step that took the first.
            Step::Letter if goes_on => 0,
            Step::Letter => 1 << (i + 1),
            Step::Letters => 1 << i,
        };
    }
    if goes_on {
        for i in (0..steps.len()).filter(|i| steps[*i] == Step::Letter) {
            next |= set & (1 << (i + 1));
        }
    }
    beyond_stars(steps, next)
}

/// The next row of the table of changes, for one letter more of the word met.
fn next_row(wanted: &[u8], at: &(Row, Row, u8), byte: u8) -> (Row, Row, u8) {
    let (row, before, last) = at;
    let mut next: Row = [u8::MAX; LONGEST + 1];
    next[0] = row[0].saturating_add(1);
    for (j, &letter) in wanted.iter().enumerate() {
        let changed = row[j].saturating_add(u8::from(letter != byte));
        let mut least = changed.min(row[j + 1].saturating_add(1)).min(next[j].saturating_add(1));
        if j > 0 && wanted[j - 1] == byte && letter == *last {
            least = least.min(before[j - 1].saturating_add(1));
        }
        next[j + 1] = least;
    }
    (next, *row, byte)
}

impl Automaton for Walk {
    type State = At;

    fn start(&self) -> At {
        match self {
            Self::Pattern(steps) => At::Steps(beyond_stars(steps, 1)),
            Self::Fuzzy(wanted, _) => {
                let mut row: Row = [u8::MAX; LONGEST + 1];
                row.iter_mut().zip(0..).take(wanted.len() + 1).for_each(|(changes, i)| *changes = i);
                // No letter comes before the first: byte 0 is in no word.
                At::Row(Box::new((row, [u8::MAX; LONGEST + 1], 0)))
            }
            Self::All => At::Open,
        }
    }

    fn is_match(&self, at: &At) -> bool {
        match (self, at) {
            (Self::Pattern(steps), At::Steps(set)) => set & (1 << steps.len()) != 0,
            (Self::Fuzzy(wanted, most), At::Row(row)) => row.0[wanted.len()] <= *most,
            _ => true,
        }
    }

    fn can_match(&self, at: &At) -> bool {
        match (self, at) {
            (Self::Pattern(_), At::Steps(set)) => *set != 0,
            // A swap of letters is no way out either: it costs one more than the row two letters back, and so does the
            // change that the row between has for it.
            (Self::Fuzzy(wanted, most), At::Row(row)) => row.0[..=wanted.len()].iter().any(|changes| changes <= most),
            _ => true,
        }
    }

    fn accept(&self, at: &At, byte: u8) -> At {
        match (self, at) {
            (Self::Pattern(steps), At::Steps(set)) => At::Steps(step_on(steps, *set, byte)),
            (Self::Fuzzy(wanted, _), At::Row(row)) if byte.is_ascii() => At::Row(Box::new(next_row(wanted, row, byte))),
            _ => At::Open,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*, sample::select};

    use super::*;

    /// Whether a walk lets a word through: to its end, never given up on the way.
    fn passes(walk: &Walk, word: &str) -> bool {
        let mut at = walk.start();
        for byte in word.bytes() {
            at = walk.accept(&at, byte);
            if !walk.can_match(&at) {
                return false;
            }
        }
        walk.is_match(&at)
    }

    fn letters() -> impl Strategy<Value = Vec<char>> {
        vec(select(vec!['a', 'b', 'c', 'é', 'Ж']), 1..7)
    }

    proptest! {
        #[test]
        fn a_walk_loses_no_word_and_of_ascii_lets_no_other_through(
            word in letters(),
            wanted in letters(),
            pattern in vec(select(vec!['a', 'b', 'é', '*', '?']), 1..7),
            most in 1u8..3,
        ) {
            let word: String = word.into_iter().collect();
            let fuzzy = Matcher::Fuzzy(wanted.clone(), most);
            let pass = passes(&Walk::of_fuzzy(&wanted, most), &word);
            prop_assert!(pass || !fuzzy.matches(&word), "{wanted:?} {word}");
            if wanted.iter().all(char::is_ascii) && word.is_ascii() {
                prop_assert_eq!(pass, fuzzy.matches(&word), "{:?} {}", wanted, word);
            }
            let fits = Matcher::Pattern(pattern.clone());
            prop_assert_eq!(passes(&Walk::of_pattern(&pattern), &word), fits.matches(&word), "{:?} {}", pattern, word);
        }
    }
}
