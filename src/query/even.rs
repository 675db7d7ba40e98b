//! Scores that add up to the same sum in any order.
//!
//! Documents fall into segments by chance where several threads write, and tantivy adds the scores of clauses in an
//! order that depends on the segment. Sums of floats depend on their order: equal hits would change places from one
//! index of the same archive to the next. Rounded to the same step, all sums that occur are exact.

use tantivy::{
    COLLECT_BLOCK_BUFFER_LEN, DocId, DocSet, Score, SegmentReader,
    query::{EnableScoring, Explanation, Query, Scorer, Weight},
};

use super::filter::explained;

/// Steps of a score that count: sums up to 4,096 then fit the 24 bits of a float.
const STEPS: f32 = 4096.0;

/// The score, which is not negative, to the nearest step. A call of the system's `roundf` for each of them would cost more
/// than the score.
pub(crate) fn even(score: Score) -> Score {
    (score * STEPS + 0.5) as i64 as Score / STEPS
}

/// Another query, its scores [even].
#[derive(Debug)]
pub(crate) struct Even(pub(crate) Box<dyn Query>);

impl Clone for Even {
    fn clone(&self) -> Self {
        Self(self.0.box_clone())
    }
}

impl Query for Even {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let is_scored = scoring.is_scoring_enabled();
        let weight = self.0.weight(scoring)?;
        Ok(if is_scored { Box::new(EvenWeight(weight)) } else { weight })
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a tantivy::Term, bool)) {
        self.0.query_terms(visitor);
    }
}

struct EvenWeight(Box<dyn Weight>);

impl Weight for EvenWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(EvenScorer(self.0.scorer(reader, boost)?)))
    }

    fn count(&self, reader: &SegmentReader) -> tantivy::Result<u32> {
        self.0.count(reader)
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        explained("Even", self.scorer(reader, 1.0)?, doc)
    }
}

struct EvenScorer(Box<dyn Scorer>);

impl DocSet for EvenScorer {
    fn advance(&mut self) -> DocId {
        self.0.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.0.seek(target)
    }

    fn fill_buffer(&mut self, buffer: &mut [DocId; COLLECT_BLOCK_BUFFER_LEN]) -> usize {
        self.0.fill_buffer(buffer)
    }

    fn doc(&self) -> DocId {
        self.0.doc()
    }

    fn size_hint(&self) -> u32 {
        self.0.size_hint()
    }

    fn cost(&self) -> u64 {
        self.0.cost()
    }
}

impl Scorer for EvenScorer {
    fn score(&mut self) -> Score {
        even(self.0.score())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn sums_do_not_depend_on_their_order(scores in proptest::collection::vec(0f32..60.0, 1..40)) {
            let even: Vec<f32> = scores.into_iter().map(even).collect();
            let forward: f32 = even.iter().sum();
            let backward: f32 = even.iter().rev().sum();
            prop_assert_eq!(forward.to_bits(), backward.to_bits());
        }
    }
}
