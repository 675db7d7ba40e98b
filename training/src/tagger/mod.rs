//! Trains the tagger: an averaged perceptron with a margin, the same bytes at every run.

use std::{fmt::Write as _, fs, path::Path};

use anyhow::{Context, Result};
use onrecord::{
    analysis::entities::tagger::{
        TAGS, Tag,
        decode::{self, Walk},
        features::{ROWS, Scores},
        model::{self, Model},
        score::Scorer,
    },
    lexicon,
    text::{Span, Tokens, chars::CharIndex},
};

use self::{
    measure::Score,
    plan::{Part, Plan, Templates},
};
use crate::gold::{self, Article};

mod measure;
mod plan;

/// Rounds over the data; five to twenty score alike.
const ROUNDS: usize = 12;

/// Runs that are averaged; the more there are, the less chance decides.
const RUNS: usize = 24;

/// Steps of a stored weight in one unit. Averaged weights reach 30 and more: finer steps cut them off and cost 2 to 6 F1.
const SCALE: f32 = 4.0;

/// Share of features hidden at each step of training, per cent.
const HIDDEN: usize = 15;

/// Features none of whose averaged weights reach this are dropped: up to .5 no score moves.
const PRUNE: f32 = 0.5;

/// What the shipped model is trained on.
const DEFAULT: [&str; 3] = ["worldwide.train.jsonl", "uner_ewt.dev.jsonl", WIKIGOLD];

const WIKIGOLD: &str = "wikigold.jsonl";

/// What a model is measured on, unless it was trained on it.
const MEASURED: [&str; 2] = ["worldwide.dev.jsonl", WIKIGOLD];

/// Trains on sets in `data` as `args` ask ([`Plan::parse`]; by default on all three) and gives lines that tell what the
/// model reaches on the sets kept for that, as far as `data` has them. Writes the model, and beside it the state of the
/// lists it was trained with, unless something was left out.
///
/// # Errors
/// If the arguments are wrong, or a file cannot be read or written.
pub(crate) fn write(data: &Path, args: &[String], repository: &Path) -> Result<String> {
    let plan = Plan::parse(args)?;
    let files = training_sets(&plan);
    let mut articles = Vec::new();
    for file in &files {
        articles.extend(gold::read(&data.join(file))?);
    }
    let bytes = model::encode(&train(&articles, Templates::without(&plan.without)));
    if plan.without.is_empty() {
        let out = plan.out.unwrap_or_else(|| repository.join("src/analysis/entities/tagger/tagger.bin"));
        put(&out, &bytes)?;
        put(&out.with_extension("lists"), lexicon::state().as_bytes())?;
    }
    let model = Model::new(&bytes).expect("the model has just been made");
    scores(data, &files, model, &plan.without)
}

fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

fn training_sets(plan: &Plan) -> Vec<String> {
    let mut files = plan.files.clone();
    if files.is_empty() {
        files = DEFAULT.map(str::to_owned).into();
    }
    files.retain(|file| file != WIKIGOLD || !plan.without.contains(&Part::WikiGold));
    files
}

/// A line for each set to measure on.
fn scores(data: &Path, trained_on: &[String], model: Model<'_>, without: &[Part]) -> Result<String> {
    let mut out = String::new();
    let left_out: String = without.iter().map(|part| format!(" without {part}")).collect();
    for file in MEASURED.into_iter().filter(|file| !trained_on.iter().any(|trained| trained == file)) {
        let path = data.join(file);
        if path.exists() {
            let score = Score::of(&gold::read(&path)?, model, without);
            writeln!(out, "{file}{left_out}: {score}")?;
        }
    }
    Ok(out)
}

/// Tags the articles of `file` with the model at `model` and gives JSON lines as the scorer reads them.
pub(crate) fn tag(file: &Path, model: &Path) -> Result<String> {
    let bytes = fs::read(model)?;
    let model = Model::new(&bytes).context("the model file is damaged: train it again")?;
    let mut scorer = Scorer::new(model);
    let mut out = String::new();
    for article in gold::read(file)? {
        let tokens = Tokens::new(&article.text);
        let tags = decode::tag(&tokens, &mut scorer);
        out.push_str(&line(&article, &tokens, &tags));
        out.push('\n');
    }
    Ok(out)
}

fn line(article: &Article, tokens: &Tokens<'_>, tags: &[(usize, Tag)]) -> String {
    let chars = CharIndex::new(&article.text);
    let entities: Vec<_> = decode::spans(tags)
        .map(|(first, last, kind)| {
            let span = chars.span(Span::new(tokens[first].span().start, tokens[last].span().end));
            let kind = ["PER", "ORG", "LOC", "MISC"][kind];
            serde_json::json!({"start": span.start, "end": span.end, "type": kind})
        })
        .collect();
    serde_json::json!({"id": article.id, "text": article.text, "entities": entities}).to_string()
}

/// Weights while training, each with the sum of its past values for the average.
struct Weights {
    now: Vec<[f32; TAGS]>,
    past: Vec<[f32; TAGS]>,
    since: Vec<u32>,
    step: u32,
}

impl Weights {
    fn new() -> Self {
        Self { now: vec![[0.0; TAGS]; ROWS], past: vec![[0.0; TAGS]; ROWS], since: vec![0; ROWS], step: 1 }
    }

    fn weigh(&self, rows: &[u32]) -> Scores {
        let mut sums = [0.0; TAGS];
        for &row in rows {
            sums.iter_mut().zip(&self.now[row as usize]).for_each(|(sum, weight)| *sum += weight);
        }
        sums
    }

    fn settle(&mut self, row: usize) {
        let steps = (self.step - self.since[row]) as f32;
        self.past[row].iter_mut().zip(&self.now[row]).for_each(|(past, now)| *past += now * steps);
        self.since[row] = self.step;
    }

    fn learn(&mut self, rows: &[u32], right: Tag, wrong: Tag) {
        for &row in rows {
            self.settle(row as usize);
            self.now[row as usize][usize::from(right.0)] += 1.0;
            self.now[row as usize][usize::from(wrong.0)] -= 1.0;
        }
    }

    /// Adds the mean of each weight over all steps, as a share of [`RUNS`], to `sums`.
    fn add_means(mut self, sums: &mut [[f32; TAGS]]) {
        (0..ROWS).for_each(|row| self.settle(row));
        let share = 1.0 / (self.step as f32 * RUNS as f32);
        for (sums, past) in sums.iter_mut().zip(&self.past) {
            sums.iter_mut().zip(past).for_each(|(sum, past)| *sum += past * share);
        }
    }
}

/// The mean of several runs, each over another order of the articles: a linear model bears it, and chance evens out.
fn train(articles: &[Article], templates: Templates) -> Vec<[i16; TAGS]> {
    let mut means = vec![[0.0; TAGS]; ROWS];
    let mut random = 12_345u64;
    for _ in 0..RUNS {
        run(articles, templates, &mut random).add_means(&mut means);
    }
    means.iter().map(steps).collect()
}

/// Weights in steps of `1 / SCALE`; a row without a weight that counts is zero.
fn steps(row: &[f32; TAGS]) -> [i16; TAGS] {
    let counts = row.iter().any(|weight| weight.abs() >= PRUNE);
    if counts { row.map(|weight| (weight * SCALE).round() as i16) } else { [0; TAGS] }
}

fn run(articles: &[Article], templates: Templates, random: &mut u64) -> Weights {
    let mut weights = Weights::new();
    let mut order: Vec<usize> = (0..articles.len()).collect();
    for round in 0..ROUNDS {
        shuffle(&mut order, random);
        for &i in &order {
            learn(&mut weights, &articles[i], templates, round == 0, random);
        }
    }
    weights
}

/// A fixed sequence: training must write the same file everywhere.
fn shuffle(order: &mut [usize], random: &mut u64) {
    for i in (1..order.len()).rev() {
        order.swap(i, next(random) % (i + 1));
    }
}

fn next(random: &mut u64) -> usize {
    *random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*random >> 33) as usize
}

/// Hides some features at random, so that no single word decides and unknown words are met with practice.
fn hide(rows: &mut Vec<u32>, random: &mut u64) {
    rows.retain(|_| next(random) % 100 >= HIDDEN);
}

/// One article: in the first round the walk believes the gold tags, later its own, as it will have to.
fn learn(weights: &mut Weights, article: &Article, templates: Templates, first_round: bool, random: &mut u64) {
    let tokens = Tokens::new(&article.text);
    let gold = article.tags(&tokens);
    let mut walk = Walk::new(&tokens);
    let mut rows = Vec::with_capacity(96);
    for (i, &right) in gold.iter().enumerate() {
        rows.clear();
        if let Some(window) = walk.window(i) {
            templates.look(&window, &mut rows);
        }
        hide(&mut rows, random);
        let mut best = Tag::OUT;
        if !rows.is_empty() {
            let scores = weights.weigh(&rows);
            best = walk.best(i, &scores);
            if let Some(wrong) = violator(&walk, i, &scores, best, right, article.has_misc()) {
                weights.learn(&rows, right, wrong);
            }
            weights.step += 1;
        }
        walk.step(i, best, if first_round { right } else { best });
    }
}

/// The tag that scored as high as the right one, or less than a margin of 1 below it.
fn violator(walk: &Walk, i: usize, scores: &Scores, best: Tag, right: Tag, has_misc: bool) -> Option<Tag> {
    let unknown = !has_misc && right == Tag::OUT && best.kind() == Some(3);
    if unknown || !walk.allows(i, right) {
        return None;
    }
    if best != right {
        return Some(best);
    }
    let others = (0..TAGS as u8).map(Tag).filter(|&tag| tag != right && walk.allows(i, tag));
    let others = others.filter(|tag| has_misc || right != Tag::OUT || tag.kind() != Some(3));
    let score = |tag: Tag| scores[usize::from(tag.0)];
    let rival = others.max_by(|a, b| score(*a).total_cmp(&score(*b)))?;
    (score(rival) >= score(right) - 1.0).then_some(rival)
}
