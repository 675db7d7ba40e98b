//! What the tagger looks at: the word, its neighbours, lists, clusters, and how the article used the word before.

use rustc_hash::FxHashMap;

use super::{TAGS, Tag};
use crate::{
    lexicon::{self, gaz, table::Key, word},
    text::{TokenKind, Tokens, tokens::Case},
};

/// Rows of the weight table while training; features are hashed to them.
pub const ROWS: usize = 1 << 21;

/// Words this far from the nearest capital are not looked at.
const REACH: usize = 4;

/// What is known of one token before tagging.
#[derive(Debug, Clone, Copy, Default)]
pub struct Facts {
    word: u64,
    lower: u64,
    shape: u64,
    prefix: [u64; 2],
    suffix: [u64; 3],
    caps: Caps,
    gaz: u16,
    gaz_place: u16,
    words: u16,
    coarse: u16,
    fine: u16,
    first: bool,
    opener: bool,
    paragraph: u32,
}

/// How a token is written, as the features count it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Caps {
    #[default]
    Sign,
    Lower,
    Number,
    Title,
    Initial,
    Upper,
    Mixed,
}

impl Facts {
    /// Whether a name may begin here; other tokens are tagged only inside a name.
    #[must_use]
    pub fn may_begin(&self) -> bool {
        self.caps as u8 >= Caps::Title as u8 && !self.opener
    }

    /// Number of its paragraph.
    #[must_use]
    pub fn paragraph(&self) -> u32 {
        self.paragraph
    }
}

/// The facts of all tokens of an article.
#[must_use]
pub fn facts(tokens: &Tokens<'_>) -> Vec<Facts> {
    let near = near_capitals(tokens);
    let mut out: Vec<Facts> = (0..tokens.len()).map(|i| facts_of(tokens, i, near[i])).collect();
    mark_openers(tokens, &mut out);
    mark_gazetteer(tokens, &mut out);
    out
}

/// Marks the words that open a sentence and are no names there ("The", "She"), if no capital follows: a quarter of all
/// capitals, which the tagger need not look at.
fn mark_openers(tokens: &Tokens<'_>, facts: &mut [Facts]) {
    for i in 0..facts.len() {
        let common = facts[i].first && facts[i].words & (word::STARTER | word::FIRST) == word::STARTER;
        let alone = facts.get(i + 1).is_none_or(|next| next.caps as u8 <= Caps::Number as u8);
        facts[i].opener = common && alone && lexicon::gazetteer(Key::of(tokens.lower(i))) & gaz::FIRST == 0;
    }
}

fn near_capitals(tokens: &Tokens<'_>) -> Vec<bool> {
    let mut near = vec![false; tokens.len()];
    let mut reached = 0;
    for (i, token) in tokens.items().iter().enumerate() {
        if token.is_capitalised() {
            let end = (i + REACH + 1).min(near.len());
            let start = i.saturating_sub(REACH).max(reached);
            near[start.min(end)..end].fill(true);
            reached = end;
        }
    }
    near
}

fn facts_of(tokens: &Tokens<'_>, i: usize, near: bool) -> Facts {
    let token = &tokens[i];
    let first = i == 0 || tokens[i - 1].sentence != token.sentence;
    let caps = caps(tokens, i);
    let blank = Facts { caps, first, paragraph: token.paragraph, ..Facts::default() };
    if !near {
        return blank;
    }
    let (lower, printed) = (tokens.lower(i), tokens.word(i));
    let key = Key::of(lower);
    let (coarse, fine) = lexicon::clusters(key);
    Facts {
        word: Key::of(printed).number(),
        lower: key.number(),
        shape: shape(printed),
        prefix: [3, 4].map(|n| Key::of(head(lower, n)).number()),
        suffix: [2, 3, 4].map(|n| Key::of(tail(lower, n)).number()),
        words: lexicon::word_bits(lower),
        coarse,
        fine,
        ..blank
    }
}

fn caps(tokens: &Tokens<'_>, i: usize) -> Caps {
    let token = &tokens[i];
    match (token.kind, token.case) {
        (TokenKind::Word, Case::Lower) => Caps::Lower,
        (TokenKind::Word, Case::Title) if token.span().len() <= 2 => Caps::Initial,
        (TokenKind::Word, Case::Title) => Caps::Title,
        (TokenKind::Word, Case::Upper) => Caps::Upper,
        (TokenKind::Word, Case::Mixed) => Caps::Mixed,
        (TokenKind::Number, _) => Caps::Number,
        _ => Caps::Sign,
    }
}

/// First `n` bytes or a little less: characters are not cut.
fn head(word: &str, n: usize) -> &str {
    let mut end = n.min(word.len());
    while !word.is_char_boundary(end) {
        end -= 1;
    }
    &word[..end]
}

/// Last `n` bytes or a little less.
fn tail(word: &str, n: usize) -> &str {
    let mut start = word.len() - n.min(word.len());
    while !word.is_char_boundary(start) {
        start += 1;
    }
    &word[start..]
}

/// Hash of the word's shape, runs of like signs counted once.
fn shape(word: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325;
    let mut before = 0;
    for c in word.chars() {
        let class = if c.is_uppercase() {
            b'A'
        } else if c.is_lowercase() {
            b'a'
        } else if c.is_numeric() {
            b'0'
        } else if c.is_ascii() {
            c as u8
        } else {
            b'?'
        };
        if class != before {
            hash = (hash ^ u64::from(class)).wrapping_mul(0x100_0000_01b3);
            before = class;
        }
    }
    hash
}

/// Marks the words of names the gazetteer knows: single words with their bits, longer names with their place as well.
fn mark_gazetteer(tokens: &Tokens<'_>, facts: &mut [Facts]) {
    for start in 0..facts.len() {
        if !facts[start].may_begin() {
            continue;
        }
        let mut key = Key::of(tokens.lower(start));
        let mut bits = lexicon::gazetteer(key);
        facts[start].gaz |= bits & !gaz::PREFIX;
        let mut end = start + 1;
        while bits & gaz::PREFIX != 0 && end < facts.len() && facts[end].paragraph == facts[start].paragraph {
            key = key.then(tokens.lower(end));
            bits = lexicon::gazetteer(key);
            end += 1;
            if bits & !gaz::PREFIX != 0 {
                mark_phrase(&mut facts[start..end], bits & !gaz::PREFIX);
            }
        }
    }
}

fn mark_phrase(facts: &mut [Facts], bits: u16) {
    let last = facts.len() - 1;
    for (i, fact) in facts.iter_mut().enumerate() {
        fact.gaz |= bits;
        fact.gaz_place |= if i == 0 {
            1
        } else if i == last {
            4
        } else {
            2
        };
    }
}

/// How the article has used its words so far.
#[derive(Debug, Default)]
pub struct History {
    words: FxHashMap<u64, Used>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Used {
    kinds: [u16; 5],
    lower: bool,
    inner: u16,
}

impl Used {
    /// 1 + the kind given most often so far, counting "no name" as 4; 0 if never tagged. And how often, up to 3.
    fn favourite(&self) -> (u64, u64) {
        let (mut best, mut count) = (0, 0);
        for (kind, &n) in self.kinds.iter().enumerate() {
            if n > count {
                (best, count) = (kind + 1, n);
            }
        }
        (best as u64, u64::from(count.min(3)))
    }
}

impl History {
    /// Looks through an article before tagging: which capitalised words stand inside sentences, which also occur small.
    #[must_use]
    pub fn of(tokens: &Tokens<'_>, facts: &[Facts]) -> Self {
        let mut words: FxHashMap<u64, Used> = FxHashMap::default();
        for (i, fact) in facts.iter().enumerate() {
            if fact.may_begin() {
                let used = words.entry(fact.lower).or_default();
                used.inner = used.inner.saturating_add(u16::from(!fact.first && facts[i - 1].caps != Caps::Sign));
            }
        }
        for (i, fact) in facts.iter().enumerate() {
            if fact.caps == Caps::Lower {
                let key = if fact.lower == 0 { Key::of(tokens.lower(i)).number() } else { fact.lower };
                if let Some(used) = words.get_mut(&key) {
                    used.lower = true;
                }
            }
        }
        Self { words }
    }

    /// Notes that the token was tagged so.
    pub fn note(&mut self, fact: &Facts, tag: Tag) {
        if !fact.may_begin() {
            return;
        }
        if let Some(used) = self.words.get_mut(&fact.lower) {
            let kind = tag.kind().unwrap_or(4);
            used.kinds[kind] = used.kinds[kind].saturating_add(1);
        }
    }

    fn of_word(&self, fact: &Facts) -> Used {
        self.words.get(&fact.lower).copied().unwrap_or_default()
    }
}

/// Neighbours outside the paragraph.
static NOTHING: Facts = Facts {
    word: 3,
    lower: 3,
    shape: 3,
    prefix: [3; 2],
    suffix: [3; 3],
    caps: Caps::Sign,
    gaz: 0,
    gaz_place: 0,
    words: 0,
    coarse: 65,
    fine: 513,
    first: false,
    opener: false,
    paragraph: 0,
};

/// Row of a feature in the weight table.
fn row(template: u64, value: u64) -> u32 {
    let mut z = (value ^ template.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    z ^= z >> 29;
    z = z.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z ^= z >> 32;
    (z % ROWS as u64) as u32
}

/// The tokens round one place.
struct Window<'f> {
    x: &'f Facts,
    a: &'f Facts,
    aa: &'f Facts,
    b: &'f Facts,
    bb: &'f Facts,
}

impl<'f> Window<'f> {
    fn at(facts: &'f [Facts], i: usize) -> Self {
        let x = &facts[i];
        let get = |j: Option<usize>| {
            j.and_then(|j| facts.get(j)).filter(|fact| fact.paragraph == x.paragraph).unwrap_or(&NOTHING)
        };
        Self { x, a: get(i.checked_sub(1)), aa: get(i.checked_sub(2)), b: get(Some(i + 1)), bb: get(Some(i + 2)) }
    }
}

/// Collects the rows of the features of token `i` into `out`, which is cleared first.
pub fn features(facts: &[Facts], i: usize, before: [Tag; 2], history: &History, out: &mut Vec<u32>) {
    out.clear();
    let window = Window::at(facts, i);
    let tags = [u64::from(before[0].0), u64::from(before[1].0)];
    word_features(&window, tags, out);
    cluster_features(&window, tags, out);
    list_features(&window, tags, out);
    history_features(&window, tags, history, out);
}

fn word_features(w: &Window<'_>, [p, pp]: [u64; 2], out: &mut Vec<u32>) {
    let mut add = |template, value| out.push(row(template, value));
    let caps = |fact: &Facts| fact.caps as u64;
    let (x, a, b) = (w.x, w.a, w.b);
    let pattern = caps(w.aa) << 12 | caps(a) << 9 | caps(x) << 6 | caps(b) << 3 | caps(w.bb);
    add(0, 0);
    add(1, x.word);
    add(2, x.lower);
    add(3, x.shape);
    add(4, x.prefix[0]);
    add(5, x.prefix[1]);
    (0..3).for_each(|n| add(6 + n as u64, x.suffix[n]));
    add(9, a.lower);
    add(10, b.lower);
    add(11, w.aa.lower);
    add(12, w.bb.lower);
    add(13, a.shape);
    add(14, b.shape);
    add(15, pattern);
    add(16, a.lower ^ x.lower.rotate_left(7));
    add(17, b.lower ^ x.lower.rotate_left(7));
    add(18, p);
    add(19, p * 32 + pp);
    add(20, x.lower.wrapping_add(p.wrapping_mul(0x0123_4567_89ab)));
    add(21, x.shape.wrapping_add(p.wrapping_mul(0x0123_4567_89ab)));
    add(22, a.lower.wrapping_add(p.wrapping_mul(0x0123_4567_89ab)));
    add(23, b.lower.wrapping_add(p.wrapping_mul(0x0123_4567_89ab)));
    add(24, a.suffix[1]);
    add(25, b.suffix[1]);
    add(26, u64::from(x.first) * 8 + caps(x));
    add(27, a.lower ^ b.lower.rotate_left(9) ^ caps(x));
    add(28, a.lower ^ w.aa.lower.rotate_left(9) ^ caps(x));
    add(29, b.lower ^ w.bb.lower.rotate_left(9) ^ caps(x));
}

fn cluster_features(w: &Window<'_>, [p, _]: [u64; 2], out: &mut Vec<u32>) {
    let mut add = |template, value| out.push(row(template, value));
    let (x, a, b, caps) = (w.x, w.a, w.b, w.x.caps as u64);
    let fine = |fact: &Facts| u64::from(fact.fine);
    let coarse = |fact: &Facts| u64::from(fact.coarse);
    add(40, fine(x) * 8 + caps);
    add(41, coarse(x) * 8 + caps);
    add(42, fine(a));
    add(43, coarse(a));
    add(44, fine(b));
    add(45, coarse(b));
    add(46, coarse(w.aa));
    add(47, coarse(w.bb));
    add(48, fine(x) * 1000 + fine(b));
    add(49, fine(x) * 1000 + fine(a));
    add(50, coarse(x) * 64 + p);
    add(51, coarse(b) * 64 + p);
    add(52, coarse(a) * 8 + caps);
    add(53, coarse(b) * 8 + caps);
    add(54, caps * 1_000_000 + fine(a) * 1000 + fine(b));
}

fn list_features(w: &Window<'_>, [p, _]: [u64; 2], out: &mut Vec<u32>) {
    let mut add = |template, value| out.push(row(template, value));
    let (x, a, b, caps) = (w.x, w.a, w.b, w.x.caps as u64);
    let (here, place) = (u64::from(x.gaz), u64::from(x.gaz_place));
    add(60, here * 64 + place * 8 + caps);
    for bit in (0..11).filter(|bit| here >> bit & 1 == 1) {
        add(61, bit * 8 + place);
        add(62, bit * 32 + p);
    }
    add(63, u64::from(b.gaz) * 8 + caps);
    add(64, u64::from(a.gaz) * 8 + caps);
    add(65, here << 16 | u64::from(b.gaz));
    for (template, fact) in [(80, x), (82, a), (84, b), (86, w.bb)] {
        let words = u64::from(fact.words & !word::BODY);
        add(template, words * 8 + caps);
        if words != 0 {
            add(template + 1, words * 32 + p);
        }
    }
    add(88, u64::from(x.first) << 32 | u64::from(x.words) << 16 | u64::from(b.words));
}

fn history_features(w: &Window<'_>, [p, _]: [u64; 2], history: &History, out: &mut Vec<u32>) {
    if !w.x.may_begin() {
        return;
    }
    let mut add = |template, value| out.push(row(template, value));
    let used = history.of_word(w.x);
    let (best, count) = used.favourite();
    let next = if w.b.may_begin() { history.of_word(w.b).favourite().0 } else { 0 };
    add(70, best);
    add(71, best * 32 + p);
    add(72, best * 4 + count);
    let seen = u64::from(used.lower) * 4 + u64::from(used.inner.min(2));
    add(73, seen * 16 + (w.x.caps as u64) * 2 + u64::from(w.x.first));
    add(74, next * 8 + best);
}

/// Scores of the tags, from weights of any kind.
pub type Scores = [f32; TAGS];
