//! Documents of any of a few queries, for conjunctions.
//!
//! tantivy's own union works out the next 4,096 documents at once, which is quick where all of them are wanted. In a
//! conjunction hardly any is: the words of a query are looked for in what one speaker said. This one goes where it is sent.

use tantivy::{
    DocId, DocSet, Score, SegmentReader, TERMINATED,
    query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight},
};

use super::{filter::explained, plan::any_of};

/// Up to this many each step looks at all of them.
const FEW: usize = 8;

/// What any of these finds; scores add up.
pub(crate) fn either(mut parts: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match parts.len() {
        1 => parts.swap_remove(0),
        2..=FEW => Box::new(Either(parts)),
        _ => any_of(parts),
    }
}

#[derive(Debug)]
struct Either(Vec<Box<dyn Query>>);

impl Clone for Either {
    fn clone(&self) -> Self {
        Self(self.0.iter().map(|part| part.box_clone()).collect())
    }
}

impl Query for Either {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let parts = self.0.iter().map(|part| part.weight(scoring)).collect::<tantivy::Result<_>>()?;
        Ok(Box::new(EitherWeight(parts)))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a tantivy::Term, bool)) {
        self.0.iter().for_each(|part| part.query_terms(visitor));
    }
}

struct EitherWeight(Vec<Box<dyn Weight>>);

impl Weight for EitherWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut parts = Vec::with_capacity(self.0.len());
        for part in &self.0 {
            let scorer = part.scorer(reader, boost)?;
            if scorer.doc() != TERMINATED {
                parts.push(scorer);
            }
        }
        Ok(match parts.len() {
            0 => Box::new(EmptyScorer),
            1 => parts.swap_remove(0),
            _ => Box::new(EitherScorer::new(parts)),
        })
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        explained("Either", self.scorer(reader, 1.0)?, doc)
    }
}

struct EitherScorer {
    parts: Vec<Box<dyn Scorer>>,
    /// The least that any of them stands at.
    doc: DocId,
}

impl EitherScorer {
    fn new(parts: Vec<Box<dyn Scorer>>) -> Self {
        let doc = parts.iter().map(|part| part.doc()).min().unwrap_or(TERMINATED);
        Self { parts, doc }
    }

    /// Moves all that stand before `target` by `step`.
    fn to(&mut self, target: DocId, step: impl Fn(&mut dyn Scorer) -> DocId) -> DocId {
        let mut least = TERMINATED;
        for part in &mut self.parts {
            let at = part.doc();
            least = least.min(if at < target { step(part.as_mut()) } else { at });
        }
        self.doc = least;
        least
    }
}

impl DocSet for EitherScorer {
    fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED {
            return TERMINATED;
        }
        self.to(self.doc + 1, |part| part.advance())
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target {
            return self.doc;
        }
        self.to(target, |part| part.seek(target))
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.parts.iter().fold(0, |sum: u32, part| sum.saturating_add(part.size_hint()))
    }

    fn cost(&self) -> u64 {
        self.parts.iter().fold(0, |sum: u64, part| sum.saturating_add(part.cost()))
    }
}

impl Scorer for EitherScorer {
    fn score(&mut self) -> Score {
        let doc = self.doc;
        self.parts.iter_mut().filter(|part| part.doc() == doc).map(|part| part.score()).sum()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tantivy::{
        BitSet,
        query::{BitSetDocSet, ConstScorer},
    };

    use super::*;

    const DOCS: DocId = 300;

    fn scorer(docs: &[DocId], score: Score) -> Box<dyn Scorer> {
        let mut set = BitSet::with_max_value(DOCS);
        for doc in docs {
            set.insert(*doc);
        }
        Box::new(ConstScorer::new(BitSetDocSet::from(set), score))
    }

    proptest! {
        /// Each part tells by its score, a power of two, whether it was among those added up.
        #[test]
        fn it_finds_what_any_part_finds_and_adds_scores_up(
            sets in proptest::collection::vec(proptest::collection::vec(0..DOCS, 1..30), 1..5),
            steps in proptest::collection::vec(0..40u32, 1..60),
        ) {
            let mut found = EitherScorer::new(sets.iter().zip(0..).map(|(set, i)| scorer(set, (1 << i) as Score)).collect());
            let first = |target| sets.iter().flatten().copied().filter(|doc| *doc >= target).min().unwrap_or(TERMINATED);
            prop_assert_eq!(found.doc(), first(0));
            for step in steps {
                let before = found.doc();
                if before == TERMINATED {
                    break;
                }
                let wanted: u32 = sets.iter().zip(0..).filter(|(set, _)| set.contains(&before)).map(|(_, i)| 1 << i).sum();
                prop_assert_eq!(found.score(), wanted as Score);
                let now = if step == 0 { found.advance() } else { found.seek(before + step) };
                prop_assert_eq!(now, first(before + step.max(1)));
            }
        }
    }
}
