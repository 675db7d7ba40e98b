//! Trains the two models of attribution from gold quotes: is a quoted stretch speech, and who says it.

mod gold;
mod linear;
mod news;
mod pronouns;
mod trial;

pub(crate) use trial::trial;

use std::path::Path;

use anyhow::Result;
use gold::{Article, Quote};
use linear::{Shuffle, Weights};
use onrecord::{
    analysis::{
        attribution::lessons::{Choice, Feature, Features, Previous, acts, features},
        entities,
        quotes::{Ending, Scene},
    },
    text::Tokens,
};

/// Passes over the data; more fit the training articles only.
const EPOCHS: usize = 4;

/// Runs in other orders whose mean is taken: one order alone is luck.
const RUNS: u64 = 7;

/// Step width.
const RATE: f32 = 0.15;

/// A stretch with the answer whether it is speech.
struct SpeechLesson {
    features: Vec<Feature>,
    speech: bool,
}

/// A quote's choices with the right ones.
struct SpeakerLesson {
    choices: Vec<Vec<Feature>>,
    right: Vec<usize>,
}

#[derive(Default)]
struct Lessons {
    speech: Vec<SpeechLesson>,
    speaker: Vec<SpeakerLesson>,
    unreachable: usize,
}

/// The largest gold file that the models are trained on, below the data folder.
const GOLD: &str = "quotes/polnear.train.jsonl";

/// The gold files that name the person behind a pronoun; the models learn from them too.
const NAMED: [&str; 2] = ["quotes/ggt.dev.jsonl", "quotes/gum_wikinews.train.jsonl"];

/// News that teach pronouns where gender tells, as the largest gold file does.
const NEWS: &str = "dumps/allsides-fifth.jsonl.zst";

/// Where the binary takes the models from, below the repository.
const MODELS: &str = "src/analysis/attribution/data";

/// Trains both models on the gold file below `data` and writes them into `repository`.
pub(crate) fn write(data: &Path, repository: &Path) -> Result<()> {
    let articles = gold::read(&data.join(GOLD))?;
    let mut named = Vec::new();
    for file in NAMED {
        named.extend(gold::read(&data.join(file))?);
    }
    let trained = Trained::by(articles.iter().chain(&named));
    let out = repository.join(MODELS);
    trained.speech.write(&out.join("speech.model"))?;
    trained.speaker.write(&out.join("speaker.model"))?;
    let news = news::read(&data.join(NEWS))?;
    pronouns::write(&pronouns::learn(named.iter(), articles.iter(), &news), &out.join("pronoun.weights"))?;
    Ok(())
}

/// Both models.
struct Trained {
    speech: Weights,
    speaker: Weights,
}

impl Trained {
    fn by<'g>(articles: impl Iterator<Item = &'g Article>) -> Self {
        let mut lessons = Lessons::default();
        articles.for_each(|article| lessons.read(article));
        report(&format!(
            "{} stretches, {} quotes with the speaker among the candidates, {} without",
            lessons.speech.len(),
            lessons.speaker.len(),
            lessons.unreachable
        ));
        Self {
            speech: mean(|order| train_speech(&mut lessons.speech, order)),
            speaker: mean(|order| train_speaker(&mut lessons.speaker, order)),
        }
    }
}

#[expect(clippy::print_stderr, reason = "a trainer reports to whoever runs it")]
fn report(line: &str) {
    eprintln!("{line}");
}

impl Lessons {
    fn read(&mut self, article: &Article) {
        let tokens = Tokens::new(&article.text);
        let found = entities::find(&tokens, None);
        let scene = Scene::new(&tokens, &found);
        let acts = acts::find(&scene);
        let speech = acts::Speech::of(&scene, &acts);
        let gold: Vec<Option<&Quote>> =
            (0..scene.stretches.len()).map(|n| gold_of(&scene, n, &article.quotes)).collect();
        let mut previous = Previous { kept: None, adjacent: false };
        let mut scratch = Features::default();
        // What is set off without marks, no model is asked about.
        let marked = |number: usize| scene.stretches[number].ending != Ending::SetOff;
        for (number, quote) in gold.iter().enumerate().filter(|(number, _)| marked(*number)) {
            if quote.is_none_or(|quote| quote.kind == "direct") {
                features::speech(&scene, number, previous, &mut scratch);
                self.speech.push(SpeechLesson { features: scratch.list().to_vec(), speech: quote.is_some() });
            }
            previous.adjacent = quote.is_some();
            let Some(quote) = quote else { continue };
            self.speaker(&scene, &speech, number, quote, previous, &gold);
            previous.kept = Some(number);
        }
    }

    fn speaker(
        &mut self,
        scene: &Scene<'_, '_>,
        speech: &acts::Speech,
        number: usize,
        quote: &Quote,
        previous: Previous,
        gold: &[Option<&Quote>],
    ) {
        let (Some(start), Some(end)) = (quote.speaker_start, quote.speaker_end) else { return };
        let mut choices = Vec::new();
        let mut kinds = Vec::new();
        let mut scratch = Features::default();
        features::choices(scene, speech, number, previous, &mut scratch, |choice, features| {
            choices.push(features.list().to_vec());
            kinds.push(choice);
        });
        let mut right: Vec<usize> = head(scene, &kinds, (start, end), quote).into_iter().collect();
        let before = previous.kept.and_then(|kept| gold[kept]);
        if before.is_some_and(|before| before.speaker_start == Some(start)) {
            right.extend(kinds.iter().position(|kind| *kind == Choice::Continue));
        }
        if right.is_empty() {
            self.unreachable += 1;
        } else {
            self.speaker.push(SpeakerLesson { choices, right });
        }
    }
}

/// The gold quote that covers more than half of a stretch.
fn gold_of<'g>(scene: &Scene<'_, '_>, number: usize, quotes: &'g [Quote]) -> Option<&'g Quote> {
    let stretch = scene.stretches[number];
    let (start, end) = (scene.tokens[stretch.first].span().start, scene.tokens[stretch.last - 1].span().end);
    let overlap = |quote: &&Quote| quote.end.min(end).saturating_sub(quote.start.max(start));
    let quoted = quotes.iter().filter(|quote| quote.kind != "indirect" && 2 * overlap(quote) > end - start);
    quoted.max_by_key(overlap)
}

/// The candidate that is the head of the gold source: the last one before the first comma, "of", "with", "who", …
fn head(scene: &Scene<'_, '_>, kinds: &[Choice], (start, end): (usize, usize), quote: &Quote) -> Option<usize> {
    let place = |n: usize| match kinds[n] {
        Choice::Candidate(c) => Some((scene.candidates[c].span(scene), scene.candidates[c].possessive)),
        Choice::Continue => None,
    };
    let overlaps = |n: &usize| place(*n).is_some_and(|(span, _)| span.start < end && start < span.end);
    let mut inside: Vec<usize> = (0..kinds.len()).filter(overlaps).collect();
    inside.sort_by_key(|&n| place(n).map(|(span, _)| span.start));
    let words = quote.speaker.as_deref().unwrap_or_default();
    let cuts = [
        ",", "(", ";", " who ", " of ", " with ", " for ", " from ", " in ", " at ", " on ", " to ", " - ", " – ",
        " — ",
    ];
    let head = cuts.iter().filter_map(|cut| words.find(cut)).min().unwrap_or(words.len());
    let in_head: Vec<usize> =
        inside.iter().copied().filter(|&n| place(n).is_some_and(|(span, _)| span.start < start + head)).collect();
    let pool = if in_head.is_empty() { inside.into_iter().take(1).collect() } else { in_head };
    let owner = |n: &&usize| place(**n).is_some_and(|(_, possessive)| !possessive);
    pool.iter().rfind(owner).or(pool.last()).copied()
}

/// Mean weights of several runs.
fn mean(mut train: impl FnMut(&mut Shuffle) -> Weights) -> Weights {
    let runs: Vec<Weights> = (1..=RUNS).map(|seed| train(&mut Shuffle::new(0x5EED * seed))).collect();
    Weights::mean(&runs)
}

fn train_speech(lessons: &mut [SpeechLesson], order: &mut Shuffle) -> Weights {
    let mut weights = Weights::default();
    for epoch in 0..EPOCHS {
        order.shuffle(lessons);
        let mut right = 0;
        for lesson in lessons.iter() {
            let p = 1.0 / (1.0 + (-weights.score(&lesson.features)).exp());
            right += usize::from((p >= 0.5) == lesson.speech);
            weights.step(&lesson.features, f32::from(u8::from(lesson.speech)) - p, RATE);
        }
        report(&format!("speech, pass {epoch}: {:.4} right before learning it", right as f32 / lessons.len() as f32));
    }
    weights
}

fn train_speaker(lessons: &mut [SpeakerLesson], order: &mut Shuffle) -> Weights {
    let mut weights = Weights::default();
    for epoch in 0..EPOCHS {
        order.shuffle(lessons);
        let right: usize = lessons.iter().map(|lesson| usize::from(learn(&mut weights, lesson))).sum();
        report(&format!("speaker, pass {epoch}: {:.4} right before learning it", right as f32 / lessons.len() as f32));
    }
    weights
}

/// One step on one quote; tells whether it was right before.
fn learn(weights: &mut Weights, lesson: &SpeakerLesson) -> bool {
    let scores: Vec<f32> = lesson.choices.iter().map(|features| weights.score(features)).collect();
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let exps: Vec<f32> = scores.iter().map(|score| (score - most).exp()).collect();
    let total: f32 = exps.iter().sum();
    let of_right: f32 = lesson.right.iter().map(|&n| exps[n]).sum();
    for (n, features) in lesson.choices.iter().enumerate() {
        let wanted = if lesson.right.contains(&n) { exps[n] / of_right } else { 0.0 };
        let gradient = wanted - exps[n] / total;
        if gradient.abs() > 1e-3 {
            weights.step(features, gradient, RATE);
        }
    }
    let best = (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b]));
    best.is_some_and(|best| lesson.right.contains(&best))
}
