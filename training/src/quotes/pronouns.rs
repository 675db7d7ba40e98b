//! Learns whom "he" and "she" mean: a log-linear choice among the persons before, with few features and a strong pull
//! towards nought, for there are few articles whose gold names the person behind a pronoun.

use std::{fmt::Write as _, fs, io, path::Path};

use onrecord::{
    analysis::{
        EntityKind, NameId,
        attribution::lessons::{
            acts,
            pronouns::{FEATURES, Row, Weights, walk},
        },
        entities,
        quotes::Scene,
    },
    text::Tokens,
};

use super::gold::Article;

/// Rounds: what a pronoun without gold is taken for depends on the weights of the round before.
const ROUNDS: usize = 4;

/// Steps of gradient descent in a round.
const STEPS: usize = 400;

/// Step width.
const RATE: f32 = 0.5;

/// Pull of each weight towards nought, for each lesson.
const PULL: f32 = 0.01;

/// A pronoun: the persons it may mean, and which of them it does.
struct Lesson {
    rows: Vec<Row>,
    right: usize,
}

/// Weights learned from the articles whose gold names speakers in full.
pub(super) fn learn<'g>(articles: impl Iterator<Item = &'g Article> + Clone) -> Weights {
    let mut weights = Weights([0.0; FEATURES.len()]);
    for _ in 0..ROUNDS {
        let mut lessons = Vec::new();
        let mut lost = 0;
        for article in articles.clone() {
            read(article, &weights, &mut lessons, &mut lost);
        }
        weights = fit(&lessons);
        let right = lessons.iter().filter(|lesson| best(&weights, &lesson.rows) == Some(lesson.right)).count();
        super::report(&format!(
            "pronouns: {right} of {} right, {lost} without the person among those before",
            lessons.len()
        ));
    }
    weights
}

fn read(article: &Article, weights: &Weights, lessons: &mut Vec<Lesson>, lost: &mut usize) {
    let tokens = Tokens::new(&article.text);
    let found = entities::find(&tokens, None);
    let scene = Scene::new(&tokens, &found.names, &found.mentions);
    let acts = acts::find(&scene);
    let counts = acts::counts(&scene, &acts);
    let gold = |number: usize| {
        let place = scene.candidates[number].span(&scene);
        let said = article.quotes.iter().find(|quote| quote.speaker_start == Some(place.start))?;
        person(&scene, said.speaker_resolved.as_deref()?)
    };
    walk(&scene, &acts, &counts, |number, rows| {
        let all: Vec<Row> = rows.iter().map(|(_, row)| *row).collect();
        let guess = best(weights, &all).map(|n| rows[n].0);
        let Some(meant) = gold(number) else { return guess };
        match rows.iter().position(|(name, _)| *name == meant) {
            Some(right) if rows.len() > 1 => lessons.push(Lesson { rows: all, right }),
            Some(_) => {}
            None => *lost += 1,
        }
        Some(meant)
    });
}

/// The person of the article whom the gold calls so: by the whole name, else by the last.
fn person(scene: &Scene<'_, '_>, gold: &str) -> Option<NameId> {
    let gold = gold.to_lowercase();
    let last = |name: &str| name.rsplit(' ').next().unwrap_or_default().to_owned();
    let persons = || {
        let all = scene.names.iter().enumerate().filter(|(_, name)| name.kind == EntityKind::Person);
        all.map(|(n, name)| (n, name.canonical.to_lowercase()))
    };
    let whole = persons().find(|(_, name)| *name == gold);
    whole.or_else(|| persons().find(|(_, name)| last(name) == last(&gold))).map(|(n, _)| NameId(n as u32))
}

fn best(weights: &Weights, rows: &[Row]) -> Option<usize> {
    (0..rows.len()).max_by(|&a, &b| weights.score(&rows[a]).total_cmp(&weights.score(&rows[b])))
}

fn fit(lessons: &[Lesson]) -> Weights {
    let mut weights = Weights([0.0; FEATURES.len()]);
    let count = lessons.len().max(1) as f32;
    for _ in 0..STEPS {
        let mut gradient = weights.0.map(|weight| -PULL * weight);
        for lesson in lessons {
            let exps: Vec<f32> = lesson.rows.iter().map(|row| weights.score(row).exp()).collect();
            let total: f32 = exps.iter().sum();
            for (n, row) in lesson.rows.iter().enumerate() {
                let wanted = if n == lesson.right { 1.0 } else { 0.0 };
                let step = (wanted - exps[n] / total) / count;
                gradient.iter_mut().zip(row).for_each(|(slope, value)| *slope += step * value);
            }
        }
        weights.0.iter_mut().zip(gradient).for_each(|(weight, slope)| *weight += RATE * slope);
    }
    weights
}

/// Writes the weights, one named feature a line.
///
/// # Errors
/// If the file cannot be written.
pub(super) fn write(weights: &Weights, path: &Path) -> io::Result<()> {
    let mut out = "# Whom \"he\" and \"she\" mean: weight and feature. Written by `training`; see \
                   src/analysis/attribution/pronouns.rs.\n"
        .to_owned();
    for (weight, feature) in weights.0.iter().zip(FEATURES) {
        let _ = writeln!(out, "{weight:.3} {feature}");
    }
    fs::write(path, out)
}
