//! What grades given by hand come to: how many quotes of a sample are right, and within which bounds that holds of all.

use serde::Serialize;

/// Confidences from which a band goes up to the one before it.
const BANDS: [f64; 5] = [0.9, 0.75, 0.5, 0.25, 0.0];

/// Standard deviations either side of the middle that hold 95 of 100 cases.
const Z: f64 = 1.959_963_984_540_054;

/// A quote that was graded.
#[derive(Debug, Clone, PartialEq)]
pub struct Grade {
    /// Whether it is right.
    pub right: bool,
    /// Its kind as printed: direct, mixed, indirect.
    pub kind: String,
    /// What kind of speaker it was given: person, org, group, unnamed; empty if unknown.
    pub speaker_kind: String,
    /// Confidence stated, 0 to 1; none if the file does not say.
    pub confidence: Option<f64>,
}

/// How many of some quotes are right.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Score {
    /// What these quotes have in common: `all`, or a column and a value.
    pub of: String,
    /// How many are right.
    pub right: usize,
    /// How many were graded.
    pub graded: usize,
    /// Share of right ones.
    pub precision: f64,
    /// Lower bound of that share in the whole archive (Wilson, 95 %).
    pub low: f64,
    /// Upper bound.
    pub high: f64,
    /// Mean of the confidences that the program stated for them; none if none is known.
    pub stated: Option<f64>,
}

/// Scores of all, then by kind, kind of speaker and band of confidence; empty groups are left out.
#[must_use]
pub fn scores(grades: &[Grade]) -> Vec<Score> {
    let mut scores = Vec::new();
    let mut add =
        |of: String, test: &dyn Fn(&Grade) -> bool| scores.extend(score(of, grades.iter().filter(|g| test(g))));
    add("all".to_owned(), &|_| true);
    for kind in values(grades, |grade| &grade.kind) {
        add(format!("kind {kind}"), &|grade| grade.kind == kind);
    }
    for kind in values(grades, |grade| &grade.speaker_kind) {
        let name = if kind.is_empty() { "unknown" } else { kind };
        add(format!("speaker {name}"), &|grade| grade.speaker_kind == kind);
    }
    let mut above = f64::INFINITY;
    for from in BANDS {
        let name = if above.is_finite() {
            format!("confidence {from} to {above}")
        } else {
            format!("confidence {from} or more")
        };
        add(name, &|grade| grade.confidence.is_some_and(|c| from <= c && c < above));
        above = from;
    }
    scores
}

fn values(grades: &[Grade], of: fn(&Grade) -> &String) -> Vec<&str> {
    let mut values: Vec<&str> = grades.iter().map(|grade| of(grade).as_str()).collect();
    values.sort_unstable();
    values.dedup();
    values
}

fn score<'g>(of: String, grades: impl Iterator<Item = &'g Grade>) -> Option<Score> {
    let (mut right, mut graded, mut stated, mut known) = (0, 0, 0.0, 0usize);
    for grade in grades {
        right += usize::from(grade.right);
        graded += 1;
        stated += grade.confidence.unwrap_or(0.0);
        known += usize::from(grade.confidence.is_some());
    }
    if graded == 0 {
        return None;
    }
    let (low, high) = wilson(right, graded);
    let stated = (known > 0).then(|| stated / known as f64);
    Some(Score { of, right, graded, precision: right as f64 / graded as f64, low, high, stated })
}

/// Bounds of a share of which a sample has `right` of `graded`, which is not 0 (Wilson, 1927): unlike the textbook's
/// interval they hold for small samples and for shares near 0 and 1.
#[must_use]
pub fn wilson(right: usize, graded: usize) -> (f64, f64) {
    let (n, share) = (graded as f64, right as f64 / graded as f64);
    let shrink = 1.0 + Z * Z / n;
    let middle = (share + Z * Z / (2.0 * n)) / shrink;
    let half = Z / shrink * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    ((middle - half).max(0.0), (middle + half).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_those_of_the_tables() {
        // Worked by hand from the formula: 45 of 50, all of 10, none of 10.
        for (right, graded, low, high) in [(45, 50, 0.7864, 0.9565), (10, 10, 0.7225, 1.0), (0, 10, 0.0, 0.2775)] {
            let (a, b) = wilson(right, graded);
            assert!((a - low).abs() < 1e-4 && (b - high).abs() < 1e-4, "{right}/{graded}: {a} {b}");
        }
    }

    #[test]
    fn every_grade_counts_once_in_each_group() {
        let grade = |right, kind: &str, confidence| Grade {
            right,
            kind: kind.to_owned(),
            speaker_kind: if right { "person".to_owned() } else { String::new() },
            confidence,
        };
        let grades = [
            grade(true, "direct", Some(0.95)),
            grade(true, "direct", Some(0.9)),
            grade(false, "indirect", Some(0.5)),
            grade(false, "indirect", None),
        ];
        let found: Vec<_> = scores(&grades).into_iter().map(|s| (s.of, s.right, s.graded)).collect();
        let expected = [
            ("all", 2, 4),
            ("kind direct", 2, 2),
            ("kind indirect", 0, 2),
            ("speaker unknown", 0, 2),
            ("speaker person", 2, 2),
            ("confidence 0.9 or more", 2, 2),
            ("confidence 0.5 to 0.75", 0, 1),
        ];
        assert_eq!(found, expected.map(|(of, right, graded)| (of.to_owned(), right, graded)));
        assert!(scores(&[]).is_empty());
    }
}
