//! What is known of an article's tokens before they are tagged: how they are written, and what the lists say of their
//! words. The features ([`super::features`]) are made of it.

use crate::{
    lexicon::{self, gaz, word},
    text::{
        Key, Token, TokenKind, Tokens,
        spare::{self, Spare},
        tokens::Case,
        words::WordId,
    },
};

/// Words farther from a place where a name may begin are not looked at.
const REACH: usize = 2;

/// What the lists know of a word, wherever it stands.
#[derive(Debug, Clone, Copy, Default)]
pub struct WordFacts {
    pub(super) lower: u64,
    /// Number that stands for the word.
    pub(super) print: u64,
    pub(super) gaz: u16,
    pub(super) words: u16,
    pub(super) coarse: u16,
    pub(super) fine: u16,
}

/// What is known of one token before tagging.
#[derive(Debug, Clone, Copy)]
pub struct TokenFacts {
    /// Number of its word among [`Facts::words`].
    pub(super) word: u32,
    pub(super) paragraph: u32,
    pub(super) lower: WordId,
    pub(super) gaz: u16,
    pub(super) gaz_place: u8,
    pub(super) caps: Caps,
    pub(super) first: bool,
    pub(super) opener: bool,
}

/// What is known of an article's tokens before tagging.
#[derive(Debug)]
pub struct Facts {
    pub(super) words: Vec<WordFacts>,
    pub(super) tokens: Vec<TokenFacts>,
    /// The tokens where a name may begin, in order: one in eight, and all that most steps have to look at.
    pub(super) starts: Vec<u32>,
}

thread_local! {
    static WORDS: Spare<WordFacts> = const { Spare::new() };
    static TOKENS: Spare<TokenFacts> = const { Spare::new() };
    static STARTS: Spare<u32> = const { Spare::new() };
}

impl Drop for Facts {
    fn drop(&mut self) {
        spare::give(&WORDS, std::mem::take(&mut self.words));
        spare::give(&TOKENS, std::mem::take(&mut self.tokens));
        spare::give(&STARTS, std::mem::take(&mut self.starts));
    }
}

/// How a token is written, as the features count it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Caps {
    #[default]
    Sign,
    Lower,
    Number,
    Title,
    Initial,
    Upper,
    Mixed,
}

/// All of them, in order.
pub(super) const CAPS: [Caps; 7] =
    [Caps::Sign, Caps::Lower, Caps::Number, Caps::Title, Caps::Initial, Caps::Upper, Caps::Mixed];

impl Caps {
    /// Whether it begins with a capital.
    fn is_capital(self) -> bool {
        self as u8 >= Self::Title as u8
    }
}

impl TokenFacts {
    /// Whether a name may begin here; other tokens are tagged only inside a name.
    #[must_use]
    pub fn may_begin(&self) -> bool {
        self.caps.is_capital() && !self.opener
    }

    /// Number of its paragraph.
    #[must_use]
    pub fn paragraph(&self) -> u32 {
        self.paragraph
    }
}

impl WordFacts {
    /// The word at token `i`.
    #[must_use]
    pub fn of(tokens: &Tokens<'_>, i: usize) -> Self {
        let key = tokens.key(i);
        let (coarse, fine) = lexicon::clusters(key);
        Self {
            lower: key.number(),
            print: tokens.words().print(tokens[i].printed_id()),
            gaz: lexicon::gazetteer(key),
            words: lexicon::word_bits(key),
            coarse,
            fine,
        }
    }

    /// A word that is not looked at.
    fn blank(caps: Caps) -> Self {
        // Far apart, since slots are taken from the upper bits.
        Self { print: (caps as u64 + 1) << 40, ..Self::default() }
    }

    /// Number that stands for the word ([`crate::text::words::Words::print`]).
    #[must_use]
    pub fn print(&self) -> u64 {
        self.print
    }
}

/// The different words of an article as they become known.
struct Dictionary<'a, 't, K> {
    tokens: &'a Tokens<'t>,
    /// For each word of the article its number among the known ones, 0 if it is not known yet.
    number_of: Vec<u32>,
    /// Where the words stand that have a number and no facts yet.
    asked: Vec<u32>,
    know: K,
}

impl<K: FnMut(&[u32], &mut Vec<WordFacts>)> Dictionary<'_, '_, K> {
    /// Number of the word at token `i` among the known ones, of which there are `known`.
    fn number(&mut self, i: usize, known: usize) -> u32 {
        let number = &mut self.number_of[self.tokens[i].printed_id().index()];
        if *number == 0 {
            *number = (known + self.asked.len()) as u32;
            self.asked.push(i as u32);
        }
        *number
    }

    /// Appends the facts of the words asked for.
    fn answer(&mut self, known: &mut Vec<WordFacts>) {
        (self.know)(&self.asked, known);
        self.asked.clear();
    }
}

impl Facts {
    /// The facts of all tokens of an article; `know` appends those of the words at some tokens ([`WordFacts::of`]).
    #[must_use]
    pub fn of(tokens: &Tokens<'_>, know: impl FnMut(&[u32], &mut Vec<WordFacts>)) -> Self {
        let mut words = spare::take(&WORDS, 1 + CAPS.len() + tokens.words().len());
        words.push(NOTHING_WORD);
        words.extend(CAPS.map(WordFacts::blank));
        let mut list = spare::take(&TOKENS, tokens.len());
        let mut starts = spare::take(&STARTS, tokens.capitals().len());
        starts.extend(tokens.capitals());
        let mut before = None;
        list.extend(tokens.items().iter().map(|token| {
            let caps = caps(token);
            let first = before.replace(token.sentence) != Some(token.sentence);
            let (word, paragraph, lower) = (1 + caps as u32, token.paragraph, token.lower_id());
            TokenFacts { word, paragraph, lower, gaz: 0, gaz_place: 0, caps, first, opener: false }
        }));
        let mut facts = Self { words, tokens: list, starts };
        let number_of = vec![0; tokens.words().len()];
        let mut dictionary = Dictionary { tokens, number_of, asked: Vec::new(), know };
        facts.learn_words(&mut dictionary, 0);
        facts.openers_out();
        facts.learn_words(&mut dictionary, REACH);
        facts.mark_gazetteer(tokens);
        facts
    }

    /// Gives the words within `reach` of where a name may begin their facts.
    fn learn_words<K>(&mut self, dictionary: &mut Dictionary<'_, '_, K>, reach: usize)
    where
        K: FnMut(&[u32], &mut Vec<WordFacts>),
    {
        let mut learned = 0;
        for start in self.starts.iter().map(|&start| start as usize) {
            let end = (start + reach + 1).min(self.tokens.len());
            for near in learned.max(start.saturating_sub(reach))..end {
                self.tokens[near].word = dictionary.number(near, self.words.len());
            }
            learned = end;
        }
        dictionary.answer(&mut self.words);
    }

    /// The facts of each token.
    #[must_use]
    pub fn tokens(&self) -> &[TokenFacts] {
        &self.tokens
    }

    /// The tokens where a name may begin, in order.
    #[must_use]
    pub fn starts(&self) -> &[u32] {
        &self.starts
    }

    fn word(&self, i: usize) -> &WordFacts {
        &self.words[self.tokens[i].word as usize]
    }

    /// Marks the words that open a sentence and are no names there ("The", "She"), if no capital follows: a quarter of
    /// all capitals, which the tagger need not look at.
    fn openers_out(&mut self) {
        let mut starts = std::mem::take(&mut self.starts);
        starts.retain(|&start| {
            let opener = self.is_opener(start as usize);
            self.tokens[start as usize].opener = opener;
            !opener
        });
        self.starts = starts;
    }

    fn is_opener(&self, i: usize) -> bool {
        let word = self.word(i);
        let common = word.words & (word::STARTER | word::FIRST) == word::STARTER && word.gaz & gaz::FIRST == 0;
        let alone = || self.tokens.get(i + 1).is_none_or(|next| !next.caps.is_capital());
        self.tokens[i].first && common && alone()
    }

    /// Marks the words of names the gazetteer knows: single words with their bits, longer names with their place as
    /// well.
    fn mark_gazetteer(&mut self, tokens: &Tokens<'_>) {
        let mut begun = Vec::with_capacity(self.starts.len() / 2);
        for start in self.starts.iter().map(|&start| start as usize) {
            let bits = self.word(start).gaz;
            self.tokens[start].gaz |= bits & !gaz::PREFIX;
            if bits & gaz::PREFIX != 0 && self.goes_on(start, start + 1) {
                begun.push((start, tokens.key(start).then(tokens.key(start + 1))));
            }
        }
        lexicon::fetch_names(begun.iter().map(|(_, key)| *key));
        begun.into_iter().for_each(|(start, key)| self.mark_phrases(tokens, start, key));
    }

    /// Marks the names of two words and more that begin at `start`; `key` is that of the first two.
    fn mark_phrases(&mut self, tokens: &Tokens<'_>, start: usize, mut key: Key) {
        let mut last = start + 1;
        loop {
            let bits = lexicon::gazetteer(key);
            if bits & !gaz::PREFIX != 0 {
                mark_phrase(&mut self.tokens[start..=last], bits & !gaz::PREFIX);
            }
            last += 1;
            if bits & gaz::PREFIX == 0 || !self.goes_on(start, last) {
                return;
            }
            key = key.then(tokens.key(last));
        }
    }

    /// Whether token `next` is in the paragraph of token `start`.
    fn goes_on(&self, start: usize, next: usize) -> bool {
        self.tokens.get(next).is_some_and(|next| next.paragraph == self.tokens[start].paragraph)
    }
}

/// How a token is written; a table spares every token of an article a choice that no processor foresees.
fn caps(token: &Token) -> Caps {
    let caps = WRITTEN[token.kind as usize][token.case as usize];
    if caps == Caps::Title && token.span().len() <= 2 { Caps::Initial } else { caps }
}

const KINDS: usize = 1 + TokenKind::Punct as usize;
const CASES: usize = 1 + Case::Mixed as usize;

/// By the token's kind and case.
static WRITTEN: [[Caps; CASES]; KINDS] = {
    let mut table = [[Caps::Sign; CASES]; KINDS];
    let word = &mut table[TokenKind::Word as usize];
    word[Case::Lower as usize] = Caps::Lower;
    word[Case::Title as usize] = Caps::Title;
    word[Case::Upper as usize] = Caps::Upper;
    word[Case::Mixed as usize] = Caps::Mixed;
    table[TokenKind::Number as usize] = [Caps::Number; CASES];
    table
};

fn mark_phrase(facts: &mut [TokenFacts], bits: u16) {
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

/// Neighbours outside the paragraph.
pub(super) const NOTHING_WORD: WordFacts = WordFacts { lower: 3, print: 0, gaz: 0, words: 0, coarse: 65, fine: 513 };

/// Never asked for its word in the article.
pub(super) static NO_TOKEN: TokenFacts = TokenFacts {
    word: 0,
    paragraph: 0,
    lower: WordId::FIRST,
    gaz: 0,
    gaz_place: 0,
    caps: Caps::Sign,
    first: false,
    opener: true,
};
