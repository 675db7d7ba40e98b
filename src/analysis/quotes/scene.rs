//! An article laid out for attribution: token classes, quoted stretches, reading order, and who could be speaking.
//!
//! Everything that decides about a quote reads these arrays. They are made in one pass each.

use super::{
    candidates::{self, Candidate, Kind},
    lexemes::{Lexeme, Lexemes},
    marks::{Stretch, stretches},
    words::{Class, Form, class},
};
use crate::{
    analysis::{Name, entities::Found, transcript::Turn},
    text::{Case, TokenKind, Tokens},
};

/// No stretch, no candidate.
const NONE: u32 = u32::MAX;

/// A line of at most this many words without a final sign is a caption, heading or link, not prose.
const BOILERPLATE_WORDS: usize = 16;

/// The layout of one article.
#[derive(Debug)]
pub struct Scene<'a, 't> {
    /// The article's tokens.
    pub tokens: &'a Tokens<'t>,
    /// The article's names.
    pub names: &'a [Name],
    /// The turns of a transcript; nearly always none.
    pub turns: &'a [Turn],
    /// Quoted stretches in text order.
    pub stretches: Vec<Stretch>,
    /// Who could be speaking, in text order, not overlapping.
    pub candidates: Vec<Candidate>,
    /// Class of each token; [`Class::Quoted`] within a stretch.
    pub class: Vec<Class>,
    /// Running number of the prose paragraph of each paragraph: headings and captions do not count.
    pub prose: Vec<u32>,
    /// Whether a paragraph is a heading, caption or link.
    pub boilerplate: Vec<bool>,
    /// Running number of the sentence outside quotes that each token stands in or after.
    pub outer_sentence: Vec<u32>,
    /// Where single words tell of speech.
    pub places: Places,
    lexemes: Lexemes,
    stretch_of: Vec<u32>,
    candidate_of: Vec<u32>,
}

impl<'a, 't> Scene<'a, 't> {
    /// Lays out an article whose names were found.
    #[must_use]
    pub fn new(tokens: &'a Tokens<'t>, found: &'a Found) -> Self {
        let stretches = stretches(tokens);
        let lexemes = Lexemes::of(tokens.words());
        let places = Places::of(tokens, &lexemes);
        let (stretch_of, class) = overlay(tokens, &lexemes, &stretches, &places.words);
        let (boilerplate, prose) = prose(tokens);
        let outer_sentence = outer_sentences(tokens, &stretch_of);
        let mut scene = Self {
            tokens,
            names: &found.names,
            turns: &found.turns,
            stretches,
            candidates: Vec::new(),
            class,
            prose,
            boilerplate,
            outer_sentence,
            places,
            lexemes,
            stretch_of,
            candidate_of: vec![NONE; tokens.len()],
        };
        candidates::find(&mut scene, &found.mentions);
        scene
    }

    /// Number of tokens.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether the article has no token.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// What is known of the word at token `i`, wherever it stands.
    #[must_use]
    #[inline]
    pub fn lexeme(&self, i: usize) -> &Lexeme {
        self.lexemes.at(self.tokens, i)
    }

    /// Number of the stretch that token `i` stands in, its marks included.
    #[must_use]
    pub fn stretch_of(&self, i: usize) -> Option<usize> {
        (self.stretch_of[i] != NONE).then_some(self.stretch_of[i] as usize)
    }

    /// Whether token `i` stands in a quoted stretch.
    #[must_use]
    pub fn is_quoted(&self, i: usize) -> bool {
        self.stretch_of[i] != NONE
    }

    /// Number of the candidate that token `i` belongs to.
    #[must_use]
    pub fn candidate_at(&self, i: usize) -> Option<usize> {
        (self.candidate_of[i] != NONE).then_some(self.candidate_of[i] as usize)
    }

    /// Whether tokens `i` and `j` stand in one sentence.
    #[must_use]
    pub fn same_sentence(&self, i: usize, j: usize) -> bool {
        self.tokens[i].sentence == self.tokens[j].sentence
    }

    /// Prose paragraphs from token `i` to the later token `j`.
    #[must_use]
    pub fn paragraphs_between(&self, i: usize, j: usize) -> u32 {
        self.prose_of(j).saturating_sub(self.prose_of(i))
    }

    /// Prose number of the paragraph of token `i`.
    #[must_use]
    pub fn prose_of(&self, i: usize) -> u32 {
        self.prose[self.tokens[i].paragraph as usize]
    }

    /// Whether token `i` stands in a heading, caption or link.
    #[must_use]
    pub fn is_boilerplate(&self, i: usize) -> bool {
        self.boilerplate[self.tokens[i].paragraph as usize]
    }

    /// Whether token `i` stands in a line that points to another article, or in the caption of a picture.
    #[must_use]
    pub fn points_elsewhere(&self, i: usize) -> bool {
        let paragraph = self.tokens.paragraphs()[self.tokens[i].paragraph as usize].of(self.tokens.text());
        is_pointer(paragraph) || is_caption(paragraph)
    }

    /// Whether no token of its paragraph stands before `i`.
    #[must_use]
    pub fn begins_paragraph(&self, i: usize) -> bool {
        i == 0 || self.tokens[i - 1].paragraph != self.tokens[i].paragraph
    }

    /// Whether no token of its paragraph stands at or after `i`, seen from the token before.
    #[must_use]
    pub fn ends_paragraph(&self, i: usize) -> bool {
        i >= self.len() || self.tokens[i - 1].paragraph != self.tokens[i].paragraph
    }

    /// Whether token `i` begins a sentence, or follows a quote directly.
    #[must_use]
    pub fn begins_sentence(&self, i: usize) -> bool {
        i == 0 || !self.same_sentence(i - 1, i) || self.is_quoted(i - 1)
    }

    /// Whether the word at token `i` only says that all of those before it are meant: "they both said", "have all said".
    #[must_use]
    pub fn floats(&self, i: usize) -> bool {
        let before = i.checked_sub(1).filter(|&before| self.same_sentence(before, i) && !self.is_quoted(before));
        let behind = |i: usize| {
            self.class[i] == Class::Auxiliary && self.tokens[i].kind != TokenKind::Possessive
                || self.candidate_at(i).is_some()
        };
        matches!(self.tokens.lower(i), "all" | "both" | "each") && before.is_some_and(behind)
    }

    /// Whether the token at `i` is the year of "in 2010".
    #[must_use]
    pub fn is_year_behind_in(&self, i: usize) -> bool {
        let four = self.tokens[i].kind == TokenKind::Number && self.tokens[i].span().len() == 4;
        four && i > 0 && self.tokens.lower(i - 1) == "in"
    }

    /// Class of token `i`, with the candidates laid over it.
    #[must_use]
    pub fn symbol(&self, i: usize) -> Class {
        if self.class[i] == Class::Quoted {
            return Class::Quoted;
        }
        match self.candidate_at(i).map(|c| &self.candidates[c].kind) {
            Some(Kind::Name(..)) => Class::Named,
            Some(Kind::Pronoun(_)) => Class::Pronoun,
            Some(Kind::Role | Kind::Subject) => Class::Role,
            None => self.class[i],
        }
    }

    /// Enters a candidate and claims its tokens.
    pub(super) fn claim(&mut self, candidate: Candidate) {
        let number = self.candidates.len() as u32;
        self.candidate_of[candidate.first..candidate.last].fill(number);
        self.candidates.push(candidate);
    }

    /// Whether a token of `range` belongs to a candidate already.
    pub(super) fn is_claimed(&self, range: std::ops::Range<usize>) -> bool {
        self.candidate_of[range].iter().any(|&c| c != NONE)
    }

    /// Takes the names within `range` out of the candidates that speak; a larger one is about to claim their tokens.
    pub(super) fn enclose(&mut self, range: std::ops::Range<usize>) {
        for i in range {
            if let Some(number) = self.candidate_at(i) {
                self.candidates[number].inner = true;
                // All of it, should it reach beyond the range.
                let (first, last) = (self.candidates[number].first, self.candidates[number].last);
                self.candidate_of[first..last].fill(NONE);
            }
        }
    }

    /// Puts candidates into text order once all are found.
    pub(super) fn sort_candidates(&mut self) {
        // They were found kind by kind: runs in order, which a stable sort takes as they are.
        self.candidates.sort_by_key(|c| (c.first, c.inner));
        for (number, candidate) in self.candidates.iter().enumerate().filter(|(_, candidate)| !candidate.inner) {
            self.candidate_of[candidate.first..candidate.last].fill(number as u32);
        }
    }
}

/// Numbers of tokens, in order: whoever looks for speech goes along these and not along all tokens.
#[derive(Debug, Default)]
pub struct Places {
    /// What may have a subject as far as the word alone tells: verbs of speech, "according", nouns for what was said.
    pub words: Vec<usize>,
    /// Pronouns that may speak.
    pub(super) pronouns: Vec<usize>,
    /// Nouns that tell a person or body.
    pub(super) nouns: Vec<usize>,
}

impl Places {
    fn of(tokens: &Tokens<'_>, lexemes: &Lexemes) -> Self {
        let mut places = Self::default();
        for (i, token) in tokens.items().iter().enumerate() {
            let lexeme = lexemes.by_id(token.lower_id());
            if lexeme.tells_of_speech {
                places.words.push(i);
            }
            if lexeme.pronoun.is_some() {
                places.pronouns.push(i);
            }
            if lexeme.is_head_noun {
                places.nouns.push(i);
            }
        }
        places
    }
}

/// For each token its stretch, and its class with [`Class::Quoted`] laid over. All cues are among `words`.
fn overlay(tokens: &Tokens<'_>, lexemes: &Lexemes, stretches: &[Stretch], words: &[usize]) -> (Vec<u32>, Vec<Class>) {
    let mut stretch_of = vec![NONE; tokens.len()];
    let mut classes: Vec<Class> = (0..tokens.len()).map(|i| class(tokens, i, &|i| *lexemes.at(tokens, i))).collect();
    let is_cue = |class: Class| matches!(class, Class::Cue | Class::WeakCue);
    let mut next = 1;
    for i in words.iter().flat_map(|&word| [word, word + 1]) {
        if i < next || i >= tokens.len() || !is_cue(classes[i - 1]) && !is_cue(classes[i]) {
            continue;
        }
        next = i + 1;
        // "the state's campaign": what owns something is no verb.
        let owner = &mut classes[i - 1];
        if tokens[i].kind == TokenKind::Possessive && is_cue(*owner) {
            *owner = Class::Other;
        }
        // "whose announced retirement": tells more of a noun.
        if is_cue(classes[i]) && tokens.lower(i - 1) == "whose" {
            classes[i] = Class::Other;
        }
        // "the federal WARN Act": letters that stand for a name among small ones.
        let letters = tokens[i].case == Case::Upper && tokens[i - 1].case == Case::Lower;
        if letters && is_cue(classes[i]) {
            classes[i] = Class::Capital;
        }
        if classes[i - 1] == Class::WeakCue && is_noun_beside(tokens, lexemes, i) {
            classes[i - 1] = Class::Other;
        }
        // "to charge you more for, say, news".
        let example = classes[i] == Class::Cue && classes[i - 1] == Class::Comma && tokens.lower(i) == "say";
        if example && classes.get(i + 1) == Some(&Class::Comma) {
            classes[i] = Class::Adverb;
        }
    }
    for (number, stretch) in stretches.iter().enumerate() {
        stretch_of[stretch.open..stretch.close].fill(number as u32);
        classes[stretch.open..stretch.close].fill(Class::Quoted);
    }
    (stretch_of, classes)
}

/// Whether the plain form before token `i` is a noun, having no plural or pronoun for its subject: a role itself ("general
/// counsel said"), or beside one ("White House press secretary"); but "residents fear officials".
fn is_noun_beside(tokens: &Tokens<'_>, lexemes: &Lexemes, i: usize) -> bool {
    let (this, next) = (lexemes.at(tokens, i - 1), lexemes.at(tokens, i));
    let beside = next.is_head_noun && !tokens.lower(i).ends_with('s') && tokens[i - 1].sentence == tokens[i].sentence;
    let before = i.checked_sub(2).filter(|&before| tokens[before].sentence == tokens[i].sentence);
    let subject = |i: usize| {
        let owner = tokens[i].kind == TokenKind::Possessive;
        !owner && (tokens.lower(i).ends_with('s') || lexemes.at(tokens, i).sense.is_some())
    };
    this.has(Form::Base) && (this.is_head_noun || beside) && !before.is_some_and(subject)
}

/// Which paragraphs are headings, captions or links, and the running number of prose paragraphs.
fn prose(tokens: &Tokens<'_>) -> (Vec<bool>, Vec<u32>) {
    let (mut boilerplate, mut numbers, mut number) = (Vec::new(), Vec::new(), 0);
    for span in tokens.paragraphs() {
        let aside = is_boilerplate(span.of(tokens.text()));
        number += u32::from(!aside);
        boilerplate.push(aside);
        numbers.push(number);
    }
    (boilerplate, numbers)
}

/// Openings of lines that point elsewhere.
const POINTERS: &[&str] = &[
    "READ MORE",
    "Read more",
    "Read also",
    "Read:",
    "READ ALSO",
    "Read Also",
    "WATCH",
    "Watch:",
    "RELATED",
    "Related:",
    "PHOTOS",
    "Story continues",
    "Article Continued",
    "Click here",
    "LISTEN",
    "Advertisement",
    "ADVERTISEMENT",
    "STORY CONTINUES",
    "MORE:",
    "VIDEO",
    "Share this",
    "SEE ALSO",
    "See also",
    "Sign up",
    "Subscribe",
    "Photo:",
    "Image:",
    "Copyright",
    "©",
    "Follow us",
];

/// The two bytes with which each begins: nearly all paragraphs are dismissed by theirs, at one look.
static POINTERS_BEGIN: [[u8; 2]; POINTERS.len()] = {
    let (mut table, mut n) = ([[0; 2]; POINTERS.len()], 0);
    while n < POINTERS.len() {
        let pointer = POINTERS[n].as_bytes();
        table[n] = [pointer[0], pointer[1]];
        n += 1;
    }
    table
};

fn is_pointer(paragraph: &str) -> bool {
    // "( Also on the Courier: Board ponders ceding power)".
    let bracketed = paragraph.strip_prefix(['(', '[']).and_then(|inner| inner.trim().strip_suffix([')', ']']));
    let paragraph = bracketed.map_or(paragraph, str::trim);
    let begins = paragraph.as_bytes().first_chunk().is_some_and(|two| POINTERS_BEGIN.contains(two));
    // "Also on the Courier:", but "Also on Thursday, Orlova said".
    let beside = || paragraph.starts_with("Also on") && !paragraph.ends_with(['.', '”', '"']);
    begins && POINTERS.iter().any(|pointer| paragraph.starts_with(pointer)) || beside()
}

/// Whether a paragraph ends with whom its picture is by: "(Ada Orlova/Lund Press)".
fn is_caption(paragraph: &str) -> bool {
    /// Longest credit, in bytes.
    const LONGEST: usize = 80;
    let Some(credit) = paragraph.trim_end().strip_suffix(')').and_then(|inner| inner.rsplit_once('(')) else {
        return false;
    };
    let agency =
        || ["photo", "press", "getty", "reuters", "handout"].iter().any(|word| credit.1.to_lowercase().contains(word));
    credit.1.len() <= LONGEST && (credit.1.contains('/') || agency())
}

fn is_boilerplate(paragraph: &str) -> bool {
    if is_pointer(paragraph) || is_caption(paragraph) {
        return true;
    }
    let ends_prose = paragraph.ends_with(['.', '!', '?', ':', ',', '"', '”', '…', '\'', '’', ';', '—', '-', '»', ')']);
    let opens_quote = paragraph.starts_with(['"', '“', '\'', '‘', '«', '„', '`']);
    !ends_prose && !opens_quote && paragraph.split_whitespace().take(BOILERPLATE_WORDS + 1).count() <= BOILERPLATE_WORDS
}

/// Running number of the sentence outside quotes: distances to a pronoun are counted in what the reporter writes.
fn outer_sentences(tokens: &Tokens<'_>, stretch_of: &[u32]) -> Vec<u32> {
    let (mut number, mut last) = (0, u32::MAX);
    let count = |i: usize| {
        let token = &tokens[i];
        let outside = stretch_of[i] == NONE && matches!(token.kind, TokenKind::Word | TokenKind::Number);
        if outside && token.sentence != last {
            number += 1;
            last = token.sentence;
        }
        number
    };
    (0..tokens.len()).map(count).collect()
}
