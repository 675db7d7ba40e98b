//! Whether labels are those of people who talk.
//!
//! Market reports, fact checks, guides and lists label their paragraphs too ("ENERGY: …", "Verdict: …", "TARGET: …"). Talk is told by who
//! the labels are (persons named in the article, names and offices by the lists), by labels that come again, and by the words behind
//! them: whoever talks says "I" or "you", or asks.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Style,
    label::{Line, looks_named},
};
use crate::{
    lexicon::{self, gaz, word},
    text::{TokenKind, Tokens, words::WordId},
};

/// Last words of labels that point elsewhere or say what follows, though some are names as well.
const POINTERS: &[&str] = &[
    "also", "below", "breaking", "credit", "more", "now", "photo", "photos", "read", "related", "source", "sources",
    "update", "updated", "video", "watch",
];

/// Words for those who speak without being named.
const VOICES: &[&str] = &[
    "announcer",
    "anchor",
    "audience",
    "caller",
    "chair",
    "clerk",
    "correspondent",
    "court",
    "crowd",
    "dispatcher",
    "guest",
    "host",
    "interpreter",
    "interviewer",
    "juror",
    "moderator",
    "narrator",
    "operator",
    "participant",
    "presenter",
    "questioner",
    "reporter",
    "speaker",
    "translator",
    "unidentified",
    "voice",
    "witness",
];

/// The persons of an article by the words of their names.
#[derive(Debug, Default)]
pub(super) struct Known {
    firsts: FxHashSet<WordId>,
    lasts: FxHashSet<WordId>,
}

impl Known {
    /// Those that the tagger found, and those that labels name in full.
    pub(super) fn of(tokens: &Tokens<'_>, persons: impl Iterator<Item = Range<usize>>, lines: &[Line]) -> Self {
        let mut known = Self::default();
        let labels = lines.iter().map(|line| line.named.clone()).filter(|named| looks_named(tokens, named.clone()));
        for name in persons.chain(labels).filter(|name| !name.is_empty()) {
            known.lasts.insert(tokens[name.end - 1].lower_id());
            if name.len() > 1 {
                known.firsts.insert(tokens[name.start].lower_id());
            }
        }
        known
    }

    /// Whether a label's name is one of theirs.
    pub(super) fn holds(&self, tokens: &Tokens<'_>, named: &Range<usize>) -> bool {
        let last = |i: usize| self.lasts.contains(&tokens[i].lower_id());
        let only = || named.len() == 1 && self.firsts.contains(&tokens[named.start].lower_id());
        !named.is_empty() && (last(named.end - 1) || only())
    }
}

/// All that goes under one label.
#[derive(Debug, Default, Clone, Copy)]
struct Voice {
    turns: usize,
    /// Turns that ask.
    asks: usize,
}

/// Labels by the number of their last word, and which longer label initials stand for.
#[derive(Debug)]
struct Voices {
    by_word: FxHashMap<WordId, Voice>,
    spelled_out: FxHashMap<WordId, WordId>,
    /// Those longer labels.
    long: FxHashSet<WordId>,
}

impl Voices {
    fn of(tokens: &Tokens<'_>, lines: &[Line]) -> Self {
        let spelled_out = spelled_out(tokens, lines);
        let long = spelled_out.values().copied().collect();
        let mut voices = Self { by_word: FxHashMap::default(), spelled_out, long };
        for line in lines {
            let voice = voices.by_word.entry(voices.key(tokens, line)).or_default();
            voice.turns += 1;
            voice.asks += usize::from(asks(tokens, &line.words));
        }
        voices
    }

    /// What tells a label from others.
    fn key(&self, tokens: &Tokens<'_>, line: &Line) -> WordId {
        let words = if line.named.is_empty() { &line.who } else { &line.named };
        let last = tokens[words.end - 1].lower_id();
        self.spelled_out.get(&last).copied().unwrap_or(last)
    }

    /// Whether initials stand for the label with that key.
    fn is_spelled_out(&self, key: WordId) -> bool {
        self.long.contains(&key)
    }
}

/// For labels of initials the last word of a label whose first letters they are: "Piers Brandt:", then "PB:".
fn spelled_out(tokens: &Tokens<'_>, lines: &[Line]) -> FxHashMap<WordId, WordId> {
    let letters = |line: &Line| -> String {
        let words = if line.named.is_empty() { &line.who } else { &line.named };
        words.clone().filter_map(|i| tokens.word(i).chars().next()).collect()
    };
    let long = lines.iter().filter(|line| line.who.len() > 1);
    let long: FxHashMap<String, WordId> =
        long.map(|line| (letters(line), tokens[line.who.end - 1].lower_id())).collect();
    let short = lines.iter().filter(|line| line.who.len() == 1 && line.style == Style::Capitals);
    let pair = |line: &Line| {
        let word = tokens[line.who.start].lower_id();
        Some((word, *long.get(tokens.word(line.who.start))?))
    };
    short.filter_map(pair).collect()
}

/// The lines that are talk; with their questions, though nobody is named by those.
pub(super) fn spoken<'l>(tokens: &Tokens<'_>, lines: &'l [Line], known: &Known) -> Vec<&'l Line> {
    let talk = Talk { tokens, known, voices: Voices::of(tokens, lines) };
    let firm: Vec<&Line> = lines.iter().filter(|line| talk.is_firm(line)).collect();
    let firm = if talk.is_talk(&firm) { firm } else { Vec::new() };
    let loose: Vec<&Line> = lines.iter().filter(|line| talk.may_speak_loosely(line)).collect();
    let loose = if talk.is_dialogue(&loose) { loose } else { Vec::new() };
    let mut all: Vec<&Line> = firm.into_iter().chain(loose).collect();
    let letters: Vec<&Line> = lines.iter().filter(|line| line.style == Style::Letter).collect();
    if talk.is_interview(&letters, &all) {
        all.extend(letters);
    }
    // Of what a fact check quotes in marks, lines without them are its own words: "Orlova: The bridge is safe".
    let marked = |line: &&Line| tokens[line.words.start].kind == TokenKind::DoubleMark;
    if 2 * all.iter().filter(|line| marked(line)).count() >= all.len() {
        all.retain(marked);
    }
    all.sort_unstable_by_key(|line| line.label.start);
    all
}

fn asks(tokens: &Tokens<'_>, words: &Range<usize>) -> bool {
    words.clone().any(|i| tokens[i].kind == TokenKind::Stop && tokens.word(i).contains('?'))
}

/// Whether the word at `i` is one by which people speak of themselves and to each other: "I", "your", "we're".
pub(super) fn is_of_talk(tokens: &Tokens<'_>, i: usize) -> bool {
    let lower = tokens.lower(i);
    let plain = lower.split(['\'', '’']).next().unwrap_or(lower);
    matches!(plain, "i" | "you" | "my" | "your" | "we" | "our" | "us" | "me")
}

struct Talk<'s, 't> {
    tokens: &'s Tokens<'t>,
    known: &'s Known,
    voices: Voices,
}

impl Talk<'_, '_> {
    fn voice(&self, line: &Line) -> Voice {
        self.voices.by_word.get(&self.key(line)).copied().unwrap_or_default()
    }

    fn key(&self, line: &Line) -> WordId {
        self.voices.key(self.tokens, line)
    }

    fn is_person(&self, line: &Line) -> bool {
        self.known.holds(self.tokens, &line.named)
    }

    /// Whether a label set off by capitals or brackets can be somebody's: a person's, initials, or words among which is a name or an
    /// office. "FILE PHOTO:", "THE FACTS:", "SPECIAL COVERAGE:" are nobody's.
    fn is_firm(&self, line: &Line) -> bool {
        /// Letters of the longest initials.
        const INITIALS: usize = 3;
        let tokens = self.tokens;
        let spelled_out = || line.style == Style::Plain && self.voices.is_spelled_out(self.key(line));
        if matches!(line.style, Style::Brackets | Style::Titled) || spelled_out() {
            return true;
        }
        if line.style != Style::Capitals || self.points(line) {
            return false;
        }
        let initials = line.who.len() == 1 && tokens.word(line.who.start).len() <= INITIALS;
        let asker = self.is_asker(line);
        self.is_person(line) || initials || asker || !self.is_phrase(line) && self.is_somebody(line)
    }

    /// Whether the label asks most of the times that it comes.
    fn is_asker(&self, line: &Line) -> bool {
        let voice = self.voice(line);
        voice.turns > 1 && 2 * voice.asks >= voice.turns
    }

    fn points(&self, line: &Line) -> bool {
        POINTERS.contains(&self.tokens.lower(line.who.end - 1))
    }

    /// "THE FACTS", "WHAT THEY PLAN": words of a sentence; "THE COURT" is somebody.
    fn is_phrase(&self, line: &Line) -> bool {
        let bits = |i: usize| lexicon::word_bits(self.tokens.key(i));
        let starts = |i: usize| bits(i) & word::STARTER != 0 && self.tokens.word(i).len() > 2;
        let office = self.tokens.lower(line.who.start) == "the" && self.is_somebody(line);
        let from = line.who.start + usize::from(office);
        (from..line.who.end).any(starts)
    }

    fn is_somebody(&self, line: &Line) -> bool {
        let tokens = self.tokens;
        let somebody = |i: usize| {
            let key = tokens.key(i);
            lexicon::gazetteer(key) & (gaz::FIRST | gaz::LAST) != 0
                || lexicon::word_bits(key) & (word::ROLE | word::TITLE) != 0
                || VOICES.contains(&tokens.lower(i))
        };
        line.who.clone().any(somebody)
    }

    /// Whether somebody talks in a line, or asks.
    fn talks(&self, line: &Line) -> bool {
        line.words.clone().any(|i| is_of_talk(self.tokens, i)) || asks(self.tokens, &line.words)
    }

    /// Whether a label says of itself that it is somebody: "MR. ORR:", "THE WITNESS:", "REPORTER:".
    fn is_titled(&self, line: &Line) -> bool {
        let title = line.who.len() > 1 && lexicon::is_title(self.tokens.key(line.who.start));
        title || line.style == Style::Titled || line.who.clone().any(|i| VOICES.contains(&self.tokens.lower(i)))
    }

    /// Whether labels in capitals come again or mostly say that they are somebody's, and some of them talk, or what they say stands in marks.
    fn is_talk(&self, lines: &[&Line]) -> bool {
        if lines.len() < 2 {
            return false;
        }
        let again = lines.len() - lines.iter().map(|line| self.key(line)).collect::<FxHashSet<_>>().len();
        let talks = lines.iter().filter(|line| self.talks(line)).count();
        let marked = lines.iter().filter(|line| self.tokens[line.words.start].kind == TokenKind::DoubleMark).count();
        let set_off = lines.iter().all(|line| line.style == Style::Brackets);
        let titled = lines.iter().filter(|line| self.is_person(line) || self.is_titled(line)).count();
        let said = 3 * (talks + marked) >= lines.len();
        let several = 2 * titled >= lines.len() || 3 * again >= lines.len();
        several && (set_off || said)
    }

    /// Whether a label in small letters may be somebody's: a person's, that of one who asks, or of one who speaks unnamed.
    fn may_speak_loosely(&self, line: &Line) -> bool {
        if line.style != Style::Plain || self.points(line) || self.voices.is_spelled_out(self.key(line)) {
            return false;
        }
        let tokens = self.tokens;
        let voice = line.who.clone().any(|i| VOICES.contains(&tokens.lower(i)));
        let listed = |i: usize| lexicon::gazetteer(tokens.key(i)) & (gaz::FIRST | gaz::LAST) != 0;
        let single = || line.named.len() == 1 && listed(line.named.start);
        let again = self.voice(line).turns > 1;
        self.is_person(line) || voice || again && (single() || self.is_asker(line))
    }

    /// Whether labels in small letters are talk. Lists of what persons stand for look the same ("Orlova: Against the dam."), so most lines
    /// have to talk, and two voices have to take turns, or one to answer what is asked without a label.
    fn is_dialogue(&self, loose: &[&Line]) -> bool {
        let mut turns: FxHashMap<WordId, usize> = FxHashMap::default();
        loose.iter().for_each(|line| *turns.entry(self.key(line)).or_default() += 1);
        let talks = loose.iter().filter(|line| self.talks(line)).count();
        let changes = loose.windows(2).filter(|pair| self.key(pair[0]) != self.key(pair[1])).count();
        let in_turn = turns.values().filter(|turns| **turns > 1).count() > 1 && 3 * (changes + 1) >= 2 * loose.len();
        let persons = loose.iter().any(|line| self.is_person(line)) || in_turn;
        let answers = loose.iter().filter(|line| self.is_asked(line)).count();
        persons && 2 * talks >= loose.len() && (in_turn || loose.len() > 2 && 3 * answers >= 2 * loose.len())
    }

    /// Whether the paragraph before a line ends with a question.
    fn is_asked(&self, line: &Line) -> bool {
        let before = |i: &usize| self.tokens[*i].paragraph != self.tokens[line.label.start].paragraph;
        let last = (0..line.label.start).rev().take(4).find(before);
        last.is_some_and(|i| (i.saturating_sub(1)..=i).any(|i| self.tokens.word(i).contains('?')))
    }

    /// Whether `Q` and `A` are questions and answers: both come, or questions among other talk.
    fn is_interview(&self, letters: &[&Line], others: &[&Line]) -> bool {
        let questions = letters.iter().filter(|line| line.is_question(self.tokens)).count();
        let answers = letters.iter().filter(|line| line.is_answer(self.tokens)).count();
        // What a paper explains in questions and answers of its own is said by nobody.
        let talk = letters.iter().filter(|line| line.is_answer(self.tokens) && self.talks(line)).count();
        let both = questions > 0 && answers > 0 && (2 * talk >= answers || self.known.lasts.len() == 1);
        both || questions > 0 && !others.is_empty()
    }
}
