//! The walk over an article's tokens, for training and for use.

use super::{
    TAGS, Tag,
    features::{Facts, History, Scores, facts, features},
};
use crate::text::Tokens;

/// Where the walk stands: what was tagged before, and what the article used so far.
#[derive(Debug)]
pub struct Walk {
    /// What is known of each token.
    pub facts: Vec<Facts>,
    /// How the article used its words so far.
    pub history: History,
    before: [Tag; 2],
}

impl Walk {
    /// Before the first token.
    #[must_use]
    pub fn new(tokens: &Tokens<'_>) -> Self {
        let facts = facts(tokens);
        let history = History::of(tokens, &facts);
        Self { facts, history, before: [Tag::OUT; 2] }
    }

    /// Collects the features of token `i`; none if no name can stand there.
    pub fn look(&mut self, i: usize, features_out: &mut Vec<u32>) {
        if i == 0 || self.facts[i].paragraph() != self.facts[i - 1].paragraph() {
            self.before = [Tag::OUT; 2];
        }
        features_out.clear();
        if self.facts[i].may_begin() || self.before[0].is_open() {
            features(&self.facts, i, self.before, &self.history, features_out);
        }
    }

    /// Whether `tag` may stand at token `i`.
    #[must_use]
    pub fn allows(&self, i: usize, tag: Tag) -> bool {
        let last = self.facts.get(i + 1).is_none_or(|next| next.paragraph() != self.facts[i].paragraph());
        tag.may_follow(self.before[0]) && !(last && tag.is_open())
    }

    /// The best allowed tag.
    #[must_use]
    pub fn best(&self, i: usize, scores: &Scores) -> Tag {
        let mut best: Option<Tag> = None;
        for tag in (0..TAGS as u8).map(Tag).filter(|tag| self.allows(i, *tag)) {
            if best.is_none_or(|best| scores[usize::from(tag.0)] > scores[usize::from(best.0)]) {
                best = Some(tag);
            }
        }
        best.unwrap_or(Tag::OUT)
    }

    /// Goes on past token `i`, tagged `tag`; `fed` is what the next tokens shall believe.
    pub fn step(&mut self, i: usize, tag: Tag, fed: Tag) {
        self.history.note(&self.facts[i], tag);
        self.before = [fed, self.before[0]];
    }
}

/// Tags every token, `weigh` giving the scores of a set of features.
pub fn tag(tokens: &Tokens<'_>, mut weigh: impl FnMut(&[u32]) -> Scores) -> Vec<Tag> {
    let mut walk = Walk::new(tokens);
    let mut rows = Vec::with_capacity(96);
    let mut tags = Vec::with_capacity(tokens.len());
    for i in 0..tokens.len() {
        walk.look(i, &mut rows);
        let best = if rows.is_empty() { Tag::OUT } else { walk.best(i, &weigh(&rows)) };
        walk.step(i, best, best);
        tags.push(best);
    }
    tags
}

/// The names among `tags`: first token, last token, kind number.
pub fn spans(tags: &[Tag]) -> impl Iterator<Item = (usize, usize, usize)> + '_ {
    let mut first = 0;
    tags.iter().enumerate().filter_map(move |(i, tag)| {
        if tag.starts() {
            first = i;
        }
        tag.kind().filter(|_| !tag.is_open()).map(|kind| (first, i, kind))
    })
}
