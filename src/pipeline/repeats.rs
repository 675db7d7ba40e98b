//! A table of three thousand titles without texts would say so three thousand times. Of each file and reason the first
//! few problems are told as they come, the others are counted and told in one line.

use std::collections::BTreeMap;

use super::report::Problem;

/// Problems of one reason that are told of a file: enough to see what they have in common.
const TOLD: u64 = 3;

/// What is wrong with one file: how often for each reason.
#[derive(Debug, Default)]
pub struct Repeats {
    met: BTreeMap<&'static str, u64>,
}

impl Repeats {
    /// Counts a problem; whether it is among the first few of its reason, and is to be told.
    pub fn is_told(&mut self, reason: &'static str) -> bool {
        let met = self.met.entry(reason).or_default();
        *met += 1;
        *met <= TOLD
    }

    /// What was not told of the file, a line for each reason; what follows is of another file.
    pub fn rest(&mut self, file: &str) -> Vec<Problem> {
        let untold = std::mem::take(&mut self.met).into_iter().filter(|(_, met)| *met > TOLD);
        let line = |(reason, met): (&'static str, u64)| {
            let text = format!("{file}: {} more like these, {met} in all ({reason})", met - TOLD);
            Problem { reason, text }
        };
        untold.map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_few_of_each_reason_are_told_and_all_are_counted() {
        let mut repeats = Repeats::default();
        let told = (0..10).filter(|_| repeats.is_told("no-text")).count();
        assert!(repeats.is_told("bad-csv"));
        assert_eq!(told, 3);
        let rest: Vec<String> = repeats.rest("a.csv").iter().map(ToString::to_string).collect();
        assert_eq!(rest, ["a.csv: 7 more like these, 10 in all (no-text)"]);
        assert!(repeats.rest("a.csv").is_empty() && repeats.is_told("no-text"), "the next file begins anew");
    }
}
