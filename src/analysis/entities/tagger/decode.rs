//! The walk over an article's tokens, for training and for use.

use super::{
    TAGS, Tag,
    facts::{Facts, WordFacts},
    features::{All, History, Window, features},
    score::Scorer,
};
use crate::text::Tokens;

/// Where the walk stands: what was tagged before, and what the article used so far.
#[derive(Debug)]
pub struct Walk<'t> {
    tokens: &'t Tokens<'t>,
    facts: Facts,
    history: History,
    /// Tags of the two tokens before [`Walk::at`], the nearest first.
    before: [Tag; 2],
    /// The token to be tagged next.
    at: usize,
    /// How many of the tokens where a name may begin lie behind.
    passed: usize,
}

impl<'t> Walk<'t> {
    /// Before the first token.
    #[must_use]
    pub fn new(tokens: &'t Tokens<'t>) -> Self {
        let know = |asked: &[u32], facts: &mut Vec<WordFacts>| {
            facts.extend(asked.iter().map(|&i| WordFacts::of(tokens, i as usize)));
        };
        Self::over(tokens, Facts::of(tokens, know))
    }

    fn over(tokens: &'t Tokens<'t>, facts: Facts) -> Self {
        let history = History::of(tokens, &facts);
        Self { tokens, facts, history, before: [Tag::OUT; 2], at: 0, passed: 0 }
    }

    /// The next token that may be part of a name; those between are in none.
    fn next(&mut self) -> Option<usize> {
        if self.before[0].is_open() {
            return Some(self.at);
        }
        let ahead = &self.facts.starts()[self.passed..];
        self.passed += ahead.iter().take_while(|&&start| (start as usize) < self.at).count();
        self.facts.starts().get(self.passed).map(|&start| start as usize)
    }

    /// Goes on to token `i`; those between are in no name.
    fn go(&mut self, i: usize) {
        self.before = match i - self.at {
            0 => self.before,
            1 => [Tag::OUT, self.before[0]],
            _ => [Tag::OUT; 2],
        };
        self.at = i;
    }

    /// What there is to see of token `i`; none if no name can stand there.
    pub fn window(&mut self, i: usize) -> Option<Window<'_>> {
        self.go(i);
        let tokens = self.facts.tokens();
        let here = |back: usize| i >= back && tokens[i - back].paragraph() == tokens[i].paragraph();
        if !here(2) {
            self.before = [if here(1) { self.before[0] } else { Tag::OUT }, Tag::OUT];
        }
        let open = tokens[i].may_begin() || self.before[0].is_open();
        open.then(|| Window::at(self.tokens, &self.facts, i, self.before, &self.history))
    }

    /// Collects the rows of all features of token `i`; none if no name can stand there.
    pub fn look(&mut self, i: usize, rows: &mut Vec<u32>) {
        rows.clear();
        if let Some(window) = self.window(i) {
            features(&window, &mut All(rows));
        }
    }

    /// The tags that may stand at token `i`, a bit for each.
    fn allowed(&self, i: usize) -> u32 {
        let tokens = self.facts.tokens();
        let last = tokens.get(i + 1).is_none_or(|next| next.paragraph() != tokens[i].paragraph());
        FOLLOWING[usize::from(self.before[0].0)] & if last { !OPEN } else { u32::MAX }
    }

    /// Whether `tag` may stand at token `i`.
    #[must_use]
    pub fn allows(&self, i: usize, tag: Tag) -> bool {
        self.allowed(i) >> tag.0 & 1 == 1
    }

    /// The best allowed tag, of equals the first.
    #[must_use]
    pub fn best<N: Copy + PartialOrd>(&self, i: usize, scores: &[N; TAGS]) -> Tag {
        let mut left = self.allowed(i);
        let mut best = left.trailing_zeros();
        while left != 0 {
            let tag = left.trailing_zeros();
            if scores[tag as usize] > scores[best as usize] {
                best = tag;
            }
            left &= left - 1;
        }
        // Some tag is always allowed: the end of an open name, else none.
        Tag(best as u8)
    }

    /// Goes on past token `i`, tagged `tag`; `fed` is what the next tokens shall believe.
    pub fn step(&mut self, i: usize, tag: Tag, fed: Tag) {
        self.history.note(&self.facts.tokens()[i], tag);
        self.before = [fed, self.before[0]];
        self.at = i + 1;
    }
}

/// For each tag the tags that may follow, a bit for each.
const FOLLOWING: [u32; TAGS] = {
    let (mut table, mut before) = ([0; TAGS], 0);
    while before < TAGS {
        let mut tag = 0;
        while tag < TAGS {
            table[before] |= (Tag(tag as u8).may_follow(Tag(before as u8)) as u32) << tag;
            tag += 1;
        }
        before += 1;
    }
    table
};

/// The tags after which the name goes on.
const OPEN: u32 = {
    let (mut bits, mut tag) = (0, 0);
    while tag < TAGS {
        bits |= (Tag(tag as u8).is_open() as u32) << tag;
        tag += 1;
    }
    bits
};

/// The tokens that are part of a name and how they are tagged, in order.
pub fn tag(tokens: &Tokens<'_>, scorer: &mut Scorer<'_>) -> Vec<(usize, Tag)> {
    let mut walk = Walk::over(tokens, Facts::of(tokens, |asked, facts| scorer.word_facts(tokens, asked, facts)));
    let mut tags = Vec::with_capacity(walk.facts.starts().len());
    while let Some(i) = walk.next() {
        let scores = walk.window(i).map(|window| scorer.score(&window));
        let tag = scores.map_or(Tag::OUT, |scores| walk.best(i, &scores));
        if tag != Tag::OUT {
            tags.push((i, tag));
        }
        walk.step(i, tag, tag);
    }
    tags
}

/// The names among `tags`, which [`tag`] gives: first token, last token, kind number.
pub fn spans(tags: &[(usize, Tag)]) -> impl Iterator<Item = (usize, usize, usize)> + '_ {
    let mut first = 0;
    tags.iter().filter_map(move |&(i, tag)| {
        if tag.starts() {
            first = i;
        }
        tag.kind().filter(|_| !tag.is_open()).map(|kind| (first, i, kind))
    })
}
