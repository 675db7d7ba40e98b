//! Held-out runs: models trained on some gold files print what they find in another, for a scorer.

use std::path::Path;

use anyhow::{Context, Result};
use onrecord::{
    analysis::{
        Quote, QuoteKind,
        attribution::{Models, lessons::pronouns::SHIPPED, quotes_by},
        entities,
        quotes::Scene,
    },
    text::{Span, Tokens, chars::CharIndex},
};
use serde_json::json;

use super::{
    Trained,
    gold::{self, Article},
    news, pronouns,
};

/// Parts into which a set is cut that is both trained on and tested: an article is never judged by models that saw it.
const FOLDS: usize = 7;

/// A gold file to learn from.
struct Source {
    articles: Vec<Article>,
    /// Whether it is the file tested on too.
    tested: bool,
}

impl Source {
    /// Its articles but those that `fold` tests.
    fn without(&self, fold: usize) -> impl Iterator<Item = &Article> + Clone {
        let kept = move |(n, _): &(usize, &Article)| !self.tested || n % FOLDS != fold;
        self.articles.iter().enumerate().filter(kept).map(|(_, article)| article)
    }
}

/// Trains on `files` and prints, as JSON lines, the quotes found in `test`. Files after the word `names` teach pronouns
/// only, and replace the shipped weights; news after the word `news` teach them where gender tells. A `test` that is
/// among the gold files is cross-validated over its articles.
///
/// # Errors
/// If a file cannot be read.
pub(crate) fn trial(test: &Path, files: &[String]) -> Result<String> {
    let tested = gold::read(test)?;
    let read = |file: &String| -> Result<Source> {
        let articles = gold::read(file.as_ref()).with_context(|| format!("training set {file}"))?;
        Ok(Source { articles, tested: Path::new(file) == test })
    };
    let end = files.iter().position(|file| file == "news").unwrap_or(files.len());
    let news: Vec<Article> = match files.get(end + 1) {
        Some(path) => news::read(path.as_ref())?,
        None => Vec::new(),
    };
    let files = &files[..end];
    let cut = files.iter().position(|file| file == "names").unwrap_or(files.len());
    let models: Vec<Source> = files[..cut].iter().map(read).collect::<Result<_>>()?;
    let names: Vec<Source> = files[cut..].iter().skip(1).map(read).collect::<Result<_>>()?;
    let folds = if models.iter().chain(&names).any(|source| source.tested) { FOLDS } else { 1 };
    let mut lines = vec![String::new(); tested.len()];
    let mut trained = None;
    for fold in 0..folds {
        if fold == 0 || models.iter().any(|source| source.tested) {
            let both = Trained::by(models.iter().flat_map(|source| source.without(fold)));
            trained = Some((both.speech.into_model(), both.speaker.into_model()));
        }
        let (speech, speaker) = trained.context("the first fold trains")?;
        let pronouns = if names.is_empty() {
            &*SHIPPED
        } else {
            let named = names.iter().flat_map(|source| source.without(fold));
            let plain = models.iter().flat_map(|source| source.without(fold));
            Box::leak(Box::new(pronouns::learn(named, plain, &news)))
        };
        let models = Models { speech, speaker, pronouns };
        for n in (0..tested.len()).filter(|n| n % folds == fold) {
            lines[n] = format!("{}\n", found(&models, &tested[n]));
        }
    }
    Ok(lines.concat())
}

/// What the models find in an article.
fn found(models: &Models, article: &Article) -> serde_json::Value {
    let tokens = Tokens::new(&article.text);
    let named = entities::find(&tokens, None);
    let scene = Scene::new(&tokens, &named);
    let index = CharIndex::new(&article.text);
    let quotes: Vec<_> = quotes_by(models, &scene).iter().map(|quote| json(quote, &article.text, &index)).collect();
    json!({ "id": article.id, "quotes": quotes })
}

fn json(quote: &Quote, text: &str, index: &CharIndex<'_>) -> serde_json::Value {
    let kind = match quote.kind {
        QuoteKind::Direct => "direct",
        QuoteKind::Mixed => "mixed",
        QuoteKind::Indirect => "indirect",
    };
    let mention: Option<Span> = quote.speaker.as_ref().and_then(|speaker| speaker.mention).or(quote.unresolved);
    let place = mention.map(|span| index.span(span));
    let span = index.span(quote.span);
    json!({
        "start": span.start, "end": span.end, "text": quote.span.of(text), "kind": kind, "group": quote.group,
        "speaker": quote.speaker.as_ref().map(|speaker| &speaker.label),
        "speaker_mention": mention.map(|span| span.of(text)),
        "speaker_start": place.map(|span| span.start), "speaker_end": place.map(|span| span.end),
        "cue": quote.cue.map(|span| span.of(text)),
        "confidence": quote.confidence, "evidence": quote.evidence,
    })
}
