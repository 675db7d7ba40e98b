//! The table that is made: from the names that speakers have in their articles to persons of the archive.
//!
//! It errs on the side of not joining. Two rules:
//! - Full names that differ only in case, accents, or a middle initial are one person, unless two different initials are
//!   printed with the same first and last name ("George H. Moss" and "George W. Moss" keep all three apart).
//! - A bare last name joins the person who has at least 95 % of the quotes of all persons with that last name.

use std::{collections::BTreeMap, fs, io, path::Path};

use rustc_hash::FxHashMap;
use tantivy::SegmentReader;

use super::{
    column::{each_speaker, with_words},
    table_file,
};
use crate::index::{IndexError, Reader};

/// Share of the uses of a last name that one person must have.
const SHARE: f64 = 0.95;

/// First line of the file before the state of the index; changed when rules or form change.
const VERSION: &str = "onrecord names 1";

/// Which name stands for which person, by the rules alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Name and person, where they differ; sorted.
    pairs: Vec<(String, String)>,
}

impl Table {
    /// The table of an index: the one kept if it is of this commit, else a new one, which is kept if it can be.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn open(reader: &Reader) -> Result<Self, IndexError> {
        let stamp = stamp(reader);
        if let Some(kept) = Self::kept(reader.dir(), &stamp) {
            return Ok(kept);
        }
        let made = Self::make(reader)?;
        // An index in a folder that cannot be written is asked all the same.
        let _ = made.keep(reader.dir(), &stamp);
        Ok(made)
    }

    /// Each name and its person, where they differ.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(name, person)| (name.as_str(), person.as_str()))
    }

    /// Makes the table from names and the number of their uses.
    #[must_use]
    pub fn of(uses: &FxHashMap<String, u64>) -> Self {
        let mut persons: BTreeMap<(String, String), Vec<Used<'_>>> = BTreeMap::new();
        let mut bare: Vec<(&str, String)> = Vec::new();
        for (name, &count) in uses {
            match Shape::of(name) {
                Some(Shape::Full { first, middle, last }) => {
                    persons.entry((first, last)).or_default().push((name, middle, count));
                }
                Some(Shape::Bare(last)) => bare.push((name, last)),
                None => {}
            }
        }
        let mut pairs = Vec::new();
        let mut by_last: FxHashMap<String, Vec<(&str, u64)>> = FxHashMap::default();
        for ((_, last), mut names) in persons {
            let mut initials: Vec<char> = names.iter().filter_map(|name| name.1).collect();
            initials.sort_unstable();
            initials.dedup();
            names.sort_unstable_by(|a, b| b.2.cmp(&a.2).then_with(|| a.0.cmp(b.0)));
            let groups: Vec<Vec<Used<'_>>> = if initials.len() > 1 {
                [None].into_iter().chain(initials.into_iter().map(Some)).map(|i| of_initial(&names, i)).collect()
            } else {
                vec![names]
            };
            for group in groups.iter().filter(|group| !group.is_empty()) {
                let person = group[0].0;
                pairs.extend(group[1..].iter().map(|name| (name.0.to_owned(), person.to_owned())));
                by_last.entry(last.clone()).or_default().push((person, group.iter().map(|name| name.2).sum()));
            }
        }
        for (name, last) in bare {
            let Some(owners) = by_last.get(&last) else { continue };
            let all: u64 = owners.iter().map(|owner| owner.1).sum();
            let most = owners.iter().max_by_key(|owner| owner.1).filter(|owner| owner.1 as f64 >= SHARE * all as f64);
            pairs.extend(most.map(|owner| (name.to_owned(), owner.0.to_owned())));
        }
        pairs.sort_unstable();
        Self { pairs }
    }

    fn make(reader: &Reader) -> Result<Self, IndexError> {
        let mut uses = FxHashMap::default();
        for segment in reader.searcher().segment_readers() {
            count(segment, &mut uses).map_err(|error| IndexError::read(reader.dir(), &error))?;
        }
        Ok(Self::of(&uses))
    }

    fn kept(dir: &Path, stamp: &str) -> Option<Self> {
        let text = fs::read_to_string(table_file(dir)).ok()?;
        let mut lines = text.lines();
        if lines.next() != Some(stamp) || !text.ends_with("\n.\n") {
            return None;
        }
        let pair = |line: &str| line.split_once('\t').map(|(name, person)| (name.to_owned(), person.to_owned()));
        Some(Self { pairs: lines.filter_map(pair).collect() })
    }

    fn keep(&self, dir: &Path, stamp: &str) -> io::Result<()> {
        let mut text = format!("{stamp}\n");
        // A name holds no tab or line feed: the analysis has folded blanks. One that did would be left out.
        for (name, person) in self.pairs.iter().filter(|(a, b)| !a.contains(['\t', '\n']) && !b.contains(['\t', '\n']))
        {
            text.push_str(&format!("{name}\t{person}\n"));
        }
        text.push_str(".\n");
        let fresh = dir.join(format!("names.{}", std::process::id()));
        fs::write(&fresh, text)?;
        fs::rename(&fresh, table_file(dir)).inspect_err(|_| drop(fs::remove_file(&fresh)))
    }
}

/// A name as printed, its middle initial, and how often it is used.
type Used<'n> = (&'n str, Option<char>, u64);

fn of_initial<'n>(names: &[Used<'n>], initial: Option<char>) -> Vec<Used<'n>> {
    names.iter().filter(|name| name.1 == initial).copied().collect()
}

/// What the index holds, as one line: the same line means the same table.
fn stamp(reader: &Reader) -> String {
    let searcher = reader.searcher();
    let mut segments: Vec<String> = searcher
        .segment_readers()
        .iter()
        .map(|segment| format!("{}:{}", segment.segment_id().short_uuid_string(), segment.num_docs()))
        .collect();
    segments.sort_unstable();
    format!("{VERSION} {}", segments.join(" "))
}

/// Adds the uses of persons' names as speakers.
fn count(segment: &SegmentReader, uses: &mut FxHashMap<String, u64>) -> tantivy::Result<()> {
    let mut by_ord: FxHashMap<u64, u64> = FxHashMap::default();
    let names = each_speaker(segment, |kind| kind == "person", |_, name| *by_ord.entry(name).or_default() += 1)?;
    let Some(names) = names else { return Ok(()) };
    for (name, number) in with_words(&names, by_ord)? {
        *uses.entry(name).or_default() += number;
    }
    Ok(())
}

/// The parts of a person's name, folded.
enum Shape {
    Full { first: String, middle: Option<char>, last: String },
    Bare(String),
}

impl Shape {
    /// None for names that are not "First Last", "First M. Last" or "Last": of these nothing is joined by rule.
    fn of(name: &str) -> Option<Self> {
        let words: Vec<String> = name.split_whitespace().map(folded).filter(|word| !word.is_empty()).collect();
        let long = |word: &String| word.chars().count() > 1;
        match words.as_slice() {
            [last] if long(last) => Some(Self::Bare(last.clone())),
            [first, last] if long(first) && long(last) => {
                Some(Self::Full { first: first.clone(), middle: None, last: last.clone() })
            }
            [first, middle, last] if long(first) && long(last) && !long(middle) => {
                let middle = middle.chars().next();
                Some(Self::Full { first: first.clone(), middle, last: last.clone() })
            }
            _ => None,
        }
    }
}

/// Letters in lower case without accents; hyphens and apostrophes stay out.
fn folded(word: &str) -> String {
    use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
    word.nfd().filter(|c| !is_combining_mark(*c) && c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(uses: &[(&str, u64)]) -> Vec<(String, String)> {
        Table::of(&uses.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()).pairs
    }

    fn pair(name: &str, person: &str) -> (String, String) {
        (name.to_owned(), person.to_owned())
    }

    #[test]
    fn a_last_name_joins_the_one_who_has_nearly_all_of_it() {
        let uses = [("Ada Orlova", 97), ("Vera Orlova", 3), ("Orlova", 20)];
        assert_eq!(joined(&uses), [pair("Orlova", "Ada Orlova")]);
        assert_eq!(joined(&[("Ada Orlova", 94), ("Vera Orlova", 6), ("Orlova", 20)]), []);
        assert_eq!(joined(&[("Orlova", 20), ("Jan Brandt", 5)]), []);
    }

    #[test]
    fn initials_case_and_accents_do_not_part_a_person() {
        let uses = [("Zoë Märtens", 9), ("ZOE MARTENS", 1), ("Zoë K. Märtens", 2), ("Martens", 1)];
        let person = "Zoë Märtens";
        assert_eq!(
            joined(&uses),
            [pair("Martens", person), pair("ZOE MARTENS", person), pair("Zoë K. Märtens", person)]
        );
    }

    #[test]
    fn two_initials_are_two_persons_and_neither_has_the_last_name() {
        assert_eq!(joined(&[("George Moss", 5), ("George H. Moss", 9), ("George W. Moss", 9), ("Moss", 3)]), []);
    }

    #[test]
    fn names_of_other_shapes_are_left_alone() {
        assert_eq!(joined(&[("Ludwig van der Moss", 5), ("J. Moss", 1), ("Moss", 3)]), []);
    }
}
