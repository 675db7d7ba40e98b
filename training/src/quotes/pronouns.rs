//! Learns whom "he" and "she" mean: a log-linear choice among the persons before, with few features and a pull towards
//! nought, for there are few articles whose gold names the person behind a pronoun.

use std::{fmt::Write as _, fs, io, path::Path};

use onrecord::{
    analysis::{
        EntityKind, NameId,
        attribution::lessons::{
            acts, indirect,
            pronouns::{FEATURES, Row, Sight, Story, Weights, gender, walk},
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

/// Pull of each weight towards nought, for each lesson. Chosen by [`unseen`] while the features were still fewer: with 0.005 it
/// told 1,253 of 1,390 rightly, with this 1,258.
const PULL: f32 = 0.001;

/// A pronoun: the persons it may mean, and which of them it does.
struct Lesson {
    rows: Vec<Row>,
    right: usize,
    worth: f32,
}

/// What a lesson is worth in which gender gave the answer and was hidden: writers take more liberty there.
const BLIND_WORTH: f32 = 0.2;

/// Share of that for a pronoun that is not the subject of a verb of speech: what is asked for are those that are.
const SILENT: f32 = 0.25;

/// The same of one out of news without gold: all of them weigh about as much as the others together.
const NEWS_WORTH: f32 = 0.2;

/// Weights learned from articles whose gold names speakers in full, and from `plain` ones and `news` where gender tells.
pub(super) fn learn<'g>(
    articles: impl Iterator<Item = &'g Article> + Clone,
    plain: impl Iterator<Item = &'g Article> + Clone,
    news: &[Article],
) -> Weights {
    let mut weights = Weights([0.0; FEATURES.len()]);
    for round in 0..ROUNDS {
        let mut lessons = Vec::new();
        let mut lost = 0;
        for article in articles.clone() {
            read(article, &weights, &mut lessons, &mut lost);
        }
        let named = lessons.len();
        plain.clone().for_each(|article| read_blind(article, BLIND_WORTH, &weights, &mut lessons));
        news.iter().for_each(|article| read_blind(article, NEWS_WORTH, &weights, &mut lessons));
        weights = fit(lessons.iter());
        let right = lessons[..named].iter().filter(|lesson| best(&weights, &lesson.rows) == Some(lesson.right)).count();
        super::report(&format!(
            "pronouns: {right} of {named} right, {lost} without the person among those before, {} learned blind",
            lessons.len() - named
        ));
        if round + 1 == ROUNDS {
            super::report(&unseen(&lessons));
        }
    }
    weights
}

/// How many pronouns weights get right that were learned without them: those of speech, and the others.
fn unseen(lessons: &[Lesson]) -> String {
    /// Parts, each of which is left out once.
    const PARTS: usize = 5;
    let (mut right, mut all) = ([0; 2], [0; 2]);
    for part in 0..PARTS {
        let of = |n: usize| n * PARTS / lessons.len() == part;
        let weights = fit(lessons.iter().enumerate().filter(|(n, _)| !of(*n)).map(|(_, lesson)| lesson));
        for (_, lesson) in lessons.iter().enumerate().filter(|(n, _)| of(*n)) {
            let silent = usize::from(lesson.worth < BLIND_WORTH);
            all[silent] += 1;
            right[silent] += usize::from(best(&weights, &lesson.rows) == Some(lesson.right));
        }
    }
    format!("pronouns not learned: {} of {} right of speech, {} of {} others", right[0], all[0], right[1], all[1])
}

fn read(article: &Article, weights: &Weights, lessons: &mut Vec<Lesson>, lost: &mut usize) {
    let tokens = Tokens::new(&article.text);
    let found = entities::find(&tokens, None);
    let scene = Scene::new(&tokens, &found);
    let acts = acts::find(&scene);
    let speech = acts::Speech::of(&scene, &acts);
    let gold = |number: usize| {
        let place = scene.candidates[number].span(&scene);
        let said = article.quotes.iter().find(|quote| quote.speaker_start == Some(place.start))?;
        person(&scene, said.speaker_resolved.as_deref()?)
    };
    let clauses = indirect::find(&scene, &acts);
    let story = Story::of(&scene, &acts, &clauses, &speech.counts);
    walk(&story, Sight::Fitting, |number, rows| {
        let all: Vec<Row> = rows.iter().map(|(_, row)| *row).collect();
        let guess = best(weights, &all).map(|n| rows[n].0);
        let Some(meant) = gold(number) else { return guess };
        match rows.iter().position(|(name, _)| *name == meant) {
            Some(right) if rows.len() > 1 => lessons.push(Lesson { rows: all, right, worth: 1.0 }),
            Some(_) => {}
            None => *lost += 1,
        }
        Some(meant)
    });
}

/// Pronouns that only one person fits, among others whom gender rules out.
fn read_blind(article: &Article, worth: f32, weights: &Weights, lessons: &mut Vec<Lesson>) {
    let tokens = Tokens::new(&article.text);
    let found = entities::find(&tokens, None);
    let scene = Scene::new(&tokens, &found);
    let acts = acts::find(&scene);
    let speech = acts::Speech::of(&scene, &acts);
    let clauses = indirect::find(&scene, &acts);
    let story = Story::of(&scene, &acts, &clauses, &speech.counts);
    walk(&story, Sight::Blind, |number, rows| {
        let wanted = gender(&scene, &scene.candidates[number]);
        let gender = |n: usize| scene.names[rows[n].0.0 as usize].gender;
        let fitting: Vec<usize> = (0..rows.len()).filter(|&n| gender(n).is_none_or(|g| g == wanted)).collect();
        let score = |n: usize| weights.score(&rows[n].1);
        let guess = fitting.iter().copied().max_by(|&a, &b| score(a).total_cmp(&score(b)))?;
        let speaks = acts.iter().any(|act| act.subject == number);
        if fitting.len() == 1 && rows.len() > 1 && gender(guess) == Some(wanted) {
            let worth = if speaks { worth } else { SILENT * worth };
            let all = rows.iter().map(|(_, row)| *row).collect();
            lessons.push(Lesson { rows: all, right: guess, worth });
        }
        Some(rows[guess].0)
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

fn fit<'l>(lessons: impl Iterator<Item = &'l Lesson> + Clone) -> Weights {
    let mut weights = Weights([0.0; FEATURES.len()]);
    let count = lessons.clone().map(|lesson| lesson.worth).sum::<f32>().max(1.0);
    for _ in 0..STEPS {
        let mut gradient = weights.0.map(|weight| -PULL * weight);
        for lesson in lessons.clone() {
            let exps: Vec<f32> = lesson.rows.iter().map(|row| weights.score(row).exp()).collect();
            let total: f32 = exps.iter().sum();
            for (n, row) in lesson.rows.iter().enumerate() {
                let wanted = if n == lesson.right { 1.0 } else { 0.0 };
                let step = lesson.worth * (wanted - exps[n] / total) / count;
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
