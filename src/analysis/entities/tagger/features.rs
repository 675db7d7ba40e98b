//! What the tagger looks at: the word, its neighbours, lists, clusters, and how the article used the word before.
//!
//! The features are told in one place, [`features`]. Each belongs to a [`Part`], which says on what it depends: use
//! keeps the sums of most parts (see [`super::score`]), training sees every feature.

use super::{
    TAGS, Tag,
    facts::{CAPS, Caps, Facts, NO_TOKEN, NOTHING_WORD, TokenFacts, WordFacts},
};
use crate::{
    lexicon::{table::Key, word},
    text::Tokens,
};

/// Rows of the weight table while training; features are hashed to them.
pub const ROWS: usize = 1 << 21;

/// How a word is spelled. Made when it is asked for, which sums that are kept spare.
#[derive(Debug, Clone, Copy, Default)]
struct Form {
    word: u64,
    shape: u64,
    prefix: u64,
    suffix: [u64; 3],
}

impl Form {
    /// Of the word at token `i`.
    fn of(tokens: &Tokens<'_>, i: usize) -> Self {
        let (lower, printed, key) = (tokens.lower(i), tokens.word(i), tokens.key(i));
        let printed_key = if tokens[i].printed_id() == tokens[i].lower_id() { key } else { Key::of(printed) };
        let (prefix, suffix) = ends(lower);
        Self {
            word: printed_key.number(),
            shape: shape(printed),
            prefix: prefix.number(),
            suffix: suffix.map(Key::number),
        }
    }
}

/// Keys of the first three bytes, and of the last two, three and four.
fn ends(word: &str) -> (Key, [Key; 3]) {
    if let (Some(&[a, b, c]), Some(&[w, x, y, z]), true) =
        (word.as_bytes().first_chunk(), word.as_bytes().last_chunk(), word.is_ascii())
    {
        let suffix = [Key::of_bytes([y, z]), Key::of_bytes([x, y, z]), Key::of_bytes([w, x, y, z])];
        return (Key::of_bytes([a, b, c]), suffix);
    }
    (Key::of(head(word, 3)), [2, 3, 4].map(|n| Key::of(tail(word, n))))
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
    let (mut hash, mut before) = (0xcbf2_9ce4_8422_2325, 0);
    let mut see = |class: u8| {
        if class != before {
            hash = (hash ^ u64::from(class)).wrapping_mul(0x100_0000_01b3);
            before = class;
        }
    };
    if word.is_ascii() {
        word.bytes().for_each(|byte| see(CLASSES[usize::from(byte)]));
    } else {
        word.chars().for_each(|c| see(class(c)));
    }
    hash
}

/// What a sign counts as in a shape.
fn class(c: char) -> u8 {
    match c {
        _ if c.is_ascii() => CLASSES[usize::from(c as u8)],
        _ if c.is_uppercase() => b'A',
        _ if c.is_lowercase() => b'a',
        _ if c.is_numeric() => b'0',
        _ => b'?',
    }
}

/// The same for ASCII; signs stand for themselves.
static CLASSES: [u8; 128] = {
    let (mut table, mut byte) = ([0; 128], 0);
    while byte < 128 {
        table[byte as usize] = match byte {
            b'A'..=b'Z' => b'A',
            b'a'..=b'z' => b'a',
            b'0'..=b'9' => b'0',
            _ => byte,
        };
        byte += 1;
    }
    table
};

/// How the article has used its words so far, by their numbers in lower case.
#[derive(Debug, Default)]
pub struct History {
    words: Vec<Used>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Used {
    kinds: [u16; 5],
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
    /// Looks through an article before tagging: which capitalised words stand inside sentences.
    #[must_use]
    pub fn of(tokens: &Tokens<'_>, facts: &Facts) -> Self {
        let mut words = vec![Used::default(); tokens.words().len()];
        for start in facts.starts.iter().map(|&start| start as usize) {
            let (fact, before) = (&facts.tokens[start], start.checked_sub(1).map(|i| facts.tokens[i].caps));
            let inner = !fact.first && before.is_some_and(|before| before != Caps::Sign);
            let used = &mut words[fact.lower.index()];
            used.inner = used.inner.saturating_add(u16::from(inner));
        }
        Self { words }
    }

    /// Notes that the token was tagged so.
    pub fn note(&mut self, fact: &TokenFacts, tag: Tag) {
        if fact.may_begin() {
            let count = &mut self.words[fact.lower.index()].kinds[tag.kind().unwrap_or(4)];
            *count = count.saturating_add(1);
        }
    }

    /// What it tells of a token and the next.
    fn at(&self, window: &Window<'_>) -> Option<Past> {
        let (x, b) = (window.x.here, window.b.here);
        if !x.may_begin() {
            return None;
        }
        let used = &self.words[x.lower.index()];
        let (best, count) = used.favourite();
        let next = if b.may_begin() { self.words[b.lower.index()].favourite().0 } else { 0 };
        let small = window.tokens.words().is_met_small(x.lower);
        Some(Past { best, count, seen: u64::from(small) * 4 + u64::from(used.inner.min(2)), next })
    }
}

/// What an article's past use of a word tells.
#[derive(Debug, Clone, Copy)]
struct Past {
    best: u64,
    count: u64,
    seen: u64,
    next: u64,
}

const NOTHING_FORM: Form = Form { word: 3, shape: 3, prefix: 3, suffix: [3; 3] };

static NOTHING: Place<'static> = Place { word: &NOTHING_WORD, here: &NO_TOKEN, at: usize::MAX };

/// Row of a feature in the weight table.
fn row(template: u64, value: u64) -> u32 {
    let mut z = (value ^ template.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    z ^= z >> 29;
    z = z.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z ^= z >> 32;
    (z % ROWS as u64) as u32
}

/// A token and its word.
#[derive(Debug, Clone, Copy)]
struct Place<'f> {
    word: &'f WordFacts,
    here: &'f TokenFacts,
    /// Its number among the tokens, if it is one.
    at: usize,
}

/// The tokens round one place, the tags before it, and what the article's past tells: all that a feature may depend on.
#[derive(Debug)]
pub struct Window<'f> {
    tokens: &'f Tokens<'f>,
    x: Place<'f>,
    a: Place<'f>,
    aa: Place<'f>,
    b: Place<'f>,
    bb: Place<'f>,
    tags: [u64; 2],
    past: Option<Past>,
}

impl<'f> Window<'f> {
    /// Token `i` after two tokens tagged `before`, the nearest first.
    #[must_use]
    pub fn at(tokens: &'f Tokens<'f>, facts: &'f Facts, i: usize, before: [Tag; 2], history: &History) -> Self {
        let x = facts.tokens[i].paragraph;
        let get = |j: usize| match facts.tokens.get(j) {
            Some(here) if here.paragraph == x => Place { word: &facts.words[here.word as usize], here, at: j },
            _ => NOTHING,
        };
        let (a, aa) = (get(i.wrapping_sub(1)), get(i.wrapping_sub(2)));
        let tags = before.map(|tag| u64::from(tag.0));
        let mut window = Self { tokens, x: get(i), a, aa, b: get(i + 1), bb: get(i + 2), tags, past: None };
        window.past = history.at(&window);
        window
    }
}

/// On what a feature depends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The word, by itself and by the lists it is on, and the tag before.
    Word,
    /// The word before and its tag.
    Before,
    /// The word before that.
    Before2,
    /// The word after.
    After,
    /// The word after that.
    After2,
    /// Tags before, and how the tokens are written.
    Look,
    /// Lists of the words next to it, the tag before, and how the word is written.
    Lists,
    /// The same of the word after the next.
    Lists2,
    /// Names the gazetteer knows.
    Gazetteer,
    /// The article's past.
    Past,
}

impl Part {
    /// The part's bit in a set of parts.
    #[must_use]
    pub const fn bit(self) -> u16 {
        1 << self as u16
    }

    /// The part of a template.
    #[inline(always)]
    const fn of(template: u64) -> Self {
        match template {
            0..=8 | 20 | 21 | 40 | 41 | 50 | 80 | 81 => Self::Word,
            9 | 13 | 22 | 24 | 42 | 43 => Self::Before,
            11 | 46 => Self::Before2,
            10 | 14 | 25 | 44 | 45 => Self::After,
            12 | 47 => Self::After2,
            15 | 18 | 19 | 26 => Self::Look,
            60..=65 => Self::Gazetteer,
            70..=74 => Self::Past,
            82..=85 => Self::Lists,
            _ => Self::Lists2,
        }
    }
}

impl Window<'_> {
    fn form(&self, place: &Place<'_>) -> Form {
        match place.here.word as usize {
            0 => NOTHING_FORM,
            blank if blank <= CAPS.len() => Form::default(),
            _ => Form::of(self.tokens, place.at),
        }
    }

    /// Numbers for that on which the word parts depend: of the word, those before it and those after it, the nearest first. The
    /// word and the one before go with the tag before.
    #[must_use]
    pub fn prints(&self) -> [u64; 5] {
        let [x, a, aa, b, bb] = [self.x, self.a, self.aa, self.b, self.bb].map(|place| place.word.print);
        let tag = self.tags[0] << 59;
        [x ^ tag, a ^ tag, aa, b, bb]
    }

    /// All that the features of [`Part::Look`] depend on, as a number.
    #[must_use]
    pub fn look(&self) -> u64 {
        pattern(self) << 11 | u64::from(self.x.here.first) << 10 | self.tags[0] << 5 | self.tags[1]
    }

    /// All that the features of [`Part::Lists`] depend on, as a number: list bits are twelve.
    #[must_use]
    pub fn lists(&self) -> u64 {
        let [a, b] = [self.a, self.b].map(|place| u64::from(place.word.words));
        a << 20 | b << 8 | (self.x.here.caps as u64) << 5 | self.tags[0]
    }

    /// All that the features of [`Part::Lists2`] depend on, as a number.
    #[must_use]
    pub fn lists_2(&self) -> u64 {
        u64::from(self.bb.word.words) << 8 | (self.x.here.caps as u64) << 5 | self.tags[0]
    }

    /// All that the features of [`Part::Gazetteer`] depend on, as a number: gazetteer bits are twelve.
    #[must_use]
    pub fn gazetteer(&self) -> u64 {
        let here = [self.x, self.a, self.b].map(|place| u64::from(place.here.gaz));
        let here = here.into_iter().fold(0, |all, gaz| all << 12 | gaz);
        here << 11 | u64::from(self.x.here.gaz_place) << 8 | (self.x.here.caps as u64) << 5 | self.tags[0]
    }

    /// All that the features of [`Part::Past`] depend on, as a number; none if there are none.
    #[must_use]
    pub fn past(&self) -> Option<u64> {
        let past = self.past?;
        let written = (self.x.here.caps as u64) << 1 | u64::from(self.x.here.first);
        Some(past.best << 17 | past.next << 14 | past.count << 12 | past.seen << 9 | written << 5 | self.tags[0])
    }
}

/// Takes features one by one.
pub trait Sink {
    /// Whether it takes features of `part`; what is made for others alone need not be made.
    fn wants(&self, _part: Part) -> bool {
        true
    }

    /// Takes the feature of `template` with `value`.
    fn add(&mut self, template: u64, value: u64);
}

/// Collects the rows of all features.
#[derive(Debug)]
pub struct All<'o>(pub &'o mut Vec<u32>);

impl Sink for All<'_> {
    #[inline(always)]
    fn add(&mut self, template: u64, value: u64) {
        self.0.push(row(template, value));
    }
}

/// Most features of one part: those of the gazetteer are at most 28.
pub const MOST_FEATURES: usize = 32;

/// Collects the rows of the features of some parts, given as a set of [`Part::bit`] since types take no enum.
#[derive(Debug)]
pub struct Only<const PARTS: u16> {
    rows: [u32; MOST_FEATURES],
    len: usize,
}

impl<const PARTS: u16> Only<PARTS> {
    /// The rows of the parts' features.
    #[must_use]
    pub fn rows(&self) -> &[u32] {
        &self.rows[..self.len]
    }
}

impl<const PARTS: u16> Default for Only<PARTS> {
    fn default() -> Self {
        Self { rows: [0; MOST_FEATURES], len: 0 }
    }
}

impl<const PARTS: u16> Sink for Only<PARTS> {
    #[inline(always)]
    fn wants(&self, part: Part) -> bool {
        part.bit() & PARTS != 0
    }

    // Inlined, the comparison is of constants, and features of other parts cost nothing.
    #[inline(always)]
    fn add(&mut self, template: u64, value: u64) {
        if self.wants(Part::of(template)) && self.len < MOST_FEATURES {
            self.rows[self.len] = row(template, value);
            self.len += 1;
        }
    }
}

/// Tells all features of a place to `sink`.
#[inline(always)]
pub fn features(window: &Window<'_>, sink: &mut impl Sink) {
    word_features(window, sink);
    cluster_features(window, sink);
    list_features(window, sink);
    history_features(window, sink);
}

/// How the five tokens are written.
fn pattern(w: &Window<'_>) -> u64 {
    let [aa, a, x, b, bb] = [w.aa, w.a, w.x, w.b, w.bb].map(|place| place.here.caps as u64);
    aa << 12 | a << 9 | x << 6 | b << 3 | bb
}

#[inline(always)]
fn word_features(w: &Window<'_>, sink: &mut impl Sink) {
    let (x, a, b, aa, bb) = (w.x.word, w.a.word, w.b.word, w.aa.word, w.bb.word);
    let form = |wanted, place| if wanted { w.form(place) } else { Form::default() };
    let x_form = form(sink.wants(Part::Word), &w.x);
    let a_form = form(sink.wants(Part::Before), &w.a);
    let b_form = form(sink.wants(Part::After), &w.b);
    let ([p, pp], caps, first) = (w.tags, w.x.here.caps as u64, w.x.here.first);
    let with_tag = |hash: u64| hash.wrapping_add(p.wrapping_mul(0x0123_4567_89ab));
    sink.add(0, 0);
    sink.add(1, x_form.word);
    sink.add(2, x.lower);
    sink.add(3, x_form.shape);
    sink.add(4, x_form.prefix);
    sink.add(6, x_form.suffix[0]);
    sink.add(7, x_form.suffix[1]);
    sink.add(8, x_form.suffix[2]);
    sink.add(9, a.lower);
    sink.add(10, b.lower);
    sink.add(11, aa.lower);
    sink.add(12, bb.lower);
    sink.add(13, a_form.shape);
    sink.add(14, b_form.shape);
    sink.add(15, pattern(w));
    sink.add(18, p);
    sink.add(19, p * 32 + pp);
    sink.add(20, with_tag(x.lower));
    sink.add(21, with_tag(x_form.shape));
    sink.add(22, with_tag(a.lower));
    sink.add(24, a_form.suffix[1]);
    sink.add(25, b_form.suffix[1]);
    sink.add(26, u64::from(first) * 8 + caps);
}

#[inline(always)]
fn cluster_features(w: &Window<'_>, sink: &mut impl Sink) {
    let (x, a, b, aa, bb) = (w.x.word, w.a.word, w.b.word, w.aa.word, w.bb.word);
    let (p, caps) = (w.tags[0], w.x.here.caps as u64);
    let fine = |word: &WordFacts| u64::from(word.fine);
    let coarse = |word: &WordFacts| u64::from(word.coarse);
    sink.add(40, fine(x) * 8 + caps);
    sink.add(41, coarse(x) * 8 + caps);
    sink.add(42, fine(a));
    sink.add(43, coarse(a));
    sink.add(44, fine(b));
    sink.add(45, coarse(b));
    sink.add(46, coarse(aa));
    sink.add(47, coarse(bb));
    sink.add(50, coarse(x) * 64 + p);
}

#[inline(always)]
fn list_features(w: &Window<'_>, sink: &mut impl Sink) {
    let (x, a, b) = (w.x.here, w.a.here, w.b.here);
    let (p, caps) = (w.tags[0], x.caps as u64);
    let (here, place) = (u64::from(x.gaz), u64::from(x.gaz_place));
    sink.add(60, here * 64 + place * 8 + caps);
    for bit in (0..12).filter(|bit| here >> bit & 1 == 1) {
        sink.add(61, bit * 8 + place);
        sink.add(62, bit * 32 + p);
    }
    sink.add(63, u64::from(b.gaz) * 8 + caps);
    sink.add(64, u64::from(a.gaz) * 8 + caps);
    sink.add(65, here << 16 | u64::from(b.gaz));
    for (template, fact) in [(80, w.x), (82, w.a), (84, w.b), (86, w.bb)] {
        let words = u64::from(fact.word.words & !word::BODY);
        sink.add(template, words * 8 + caps);
        if words != 0 {
            sink.add(template + 1, words * 32 + p);
        }
    }
}

#[inline(always)]
fn history_features(w: &Window<'_>, sink: &mut impl Sink) {
    let Some(Past { best, count, seen, next }) = w.past else { return };
    let p = w.tags[0];
    sink.add(70, best);
    sink.add(71, best * 32 + p);
    sink.add(72, best * 4 + count);
    sink.add(73, seen * 16 + (w.x.here.caps as u64) * 2 + u64::from(w.x.here.first));
    sink.add(74, next * 8 + best);
}

/// Scores of the tags, from weights of any kind.
pub type Scores = [f32; TAGS];
