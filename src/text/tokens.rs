//! One scan of an article into paragraphs, sentences and tokens; every later stage reads these arrays.
//!
//! Conventions, chosen for news: a possessive `'s` is a token of its own; a word keeps its inner apostrophes, hyphens
//! and `&` (`O'Neil`, `31-year-old`, `AT&T`), a number its inner points and commas (`863.1`, `1,000`), an abbreviation
//! or initial its full stop (`Mr.`, `U.S.`, `W.`). Two apostrophes or two back-ticks are one double quote mark, as
//! agencies and LDC corpora write them. A name is parted from what a hyphen joins to it (`Lund-based`; see
//! [`super::compounds`]). A paragraph is a line that is not blank.

use index_schema::eights::{alphanumeric_end, alphanumerics_at_front, eight_at};

use super::{
    compounds::{self, Joint},
    key::Key,
    span::Span,
    spare::{self, Spare},
    words::{Found, WordId, Words},
};

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Starts with a letter, or with the hyphen that joins it to the name before (`-based` of `Lund-based`).
    Word,
    /// Starts with a digit.
    Number,
    /// `'s` or `’s` after a word.
    Possessive,
    /// A double quote mark of any kind: `"`, `“`, `”`, `„`, `«`, `»`, `''`, ``` `` ```.
    DoubleMark,
    /// A single quote mark of any kind standing outside a word.
    SingleMark,
    /// `-`, `--`, `–`, `—` standing outside a word.
    Dash,
    /// `-` between two names (`US-China`).
    Hyphen,
    /// `.`, `!`, `?`, `…` or a run of them.
    Stop,
    /// Any other sign.
    Punct,
}

/// How the letters of a token are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Case {
    /// No capital at the front.
    Lower,
    /// A capital at the front, small letters after (`Putin`), or a single capital.
    Title,
    /// Two or more letters, all capitals (`NATO`).
    Upper,
    /// A capital at the front and further ones inside (`McDonald`).
    Mixed,
}

/// A token: its place, its kind, and where it stands in sentence and paragraph order.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    start: u32,
    end: u32,
    word: WordId,
    lower: WordId,
    /// Number of its sentence in the article, from 0.
    pub sentence: u32,
    /// Number of its paragraph in the article, from 0.
    pub paragraph: u32,
    /// What it is made of.
    pub kind: TokenKind,
    /// How its letters are written; signs and numbers count as [`Case::Lower`].
    pub case: Case,
}

impl Token {
    /// Its place in the article's text, in bytes.
    #[must_use]
    #[inline]
    pub fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    /// Number of the word printed: two tokens have one number exactly if they are printed alike.
    #[must_use]
    #[inline]
    pub fn printed_id(&self) -> WordId {
        self.word
    }

    /// Number of the word in lower case: two tokens have one number exactly if [`Tokens::lower`] is the same.
    #[must_use]
    #[inline]
    pub fn lower_id(&self) -> WordId {
        self.lower
    }

    /// Whether it starts with a capital letter.
    #[must_use]
    #[inline]
    pub fn is_capitalised(&self) -> bool {
        self.case != Case::Lower
    }

    /// Whether it is a word or a number.
    #[must_use]
    #[inline]
    pub fn is_wordlike(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Number)
    }
}

/// The tokens of one article with what is read beside them.
///
/// ```
/// use onrecord::text::Tokens;
/// let tokens = Tokens::new("Mr. Orlov’s reply: “No.”");
/// let words: Vec<&str> = (0..tokens.len()).map(|i| tokens.word(i)).collect();
/// assert_eq!(words, ["Mr.", "Orlov", "’s", "reply", ":", "“", "No", ".", "”"]);
/// assert_eq!(tokens.lower(2), "'s");
/// ```
#[derive(Debug)]
pub struct Tokens<'t> {
    text: &'t str,
    words: Words,
    items: Vec<Token>,
    capitals: Vec<u32>,
    paragraphs: Vec<Span>,
    sentences: u32,
}

thread_local! {
    static ITEMS: Spare<Token> = const { Spare::new() };
    static CAPITALS: Spare<u32> = const { Spare::new() };
}

impl Drop for Tokens<'_> {
    fn drop(&mut self) {
        spare::give(&ITEMS, std::mem::take(&mut self.items));
        spare::give(&CAPITALS, std::mem::take(&mut self.capitals));
    }
}

impl<'t> Tokens<'t> {
    /// Scans `text` once.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut scan = Scan::new(text);
        for (paragraph, span) in lines(text).enumerate() {
            scan.paragraph(paragraph as u32, span);
        }
        scan.out
    }

    /// The article's text.
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Number of tokens.
    #[must_use]
    #[inline]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether the article has no token.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// All tokens in order.
    #[must_use]
    #[inline]
    pub fn items(&self) -> &[Token] {
        &self.items
    }

    /// Numbers of the tokens that start with a capital letter, in order: one in seven, and all that looks for names has to
    /// look at.
    #[must_use]
    #[inline]
    pub fn capitals(&self) -> &[u32] {
        &self.capitals
    }

    /// Token number `i` as printed.
    #[must_use]
    #[inline]
    pub fn word(&self, i: usize) -> &'t str {
        self.items[i].span().of(self.text)
    }

    /// Token number `i` in lower case, with `’` written as `'`, and "US" as "u.s.": printed so it is the country, not the pronoun.
    #[must_use]
    #[inline]
    pub fn lower(&self, i: usize) -> &str {
        self.words.spelling(self.items[i].lower)
    }

    /// Key of [`Tokens::lower`], made once a word of the article: by it the lists are asked.
    #[must_use]
    #[inline]
    pub fn key(&self, i: usize) -> Key {
        self.words.key(self.items[i].lower)
    }

    /// The different words of the article, those in lower case among them.
    #[must_use]
    #[inline]
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// Places of the paragraphs (non-blank lines, without white space at either end).
    #[must_use]
    pub fn paragraphs(&self) -> &[Span] {
        &self.paragraphs
    }

    /// Whether a hyphen joins token number `i` to what is told of it or stands beside it: "Lund" of "Lund-based", "pro-Lund",
    /// "Norway-Lund". Such a name does nothing itself.
    ///
    /// ```
    /// use onrecord::text::Tokens;
    /// let tokens = Tokens::new("A Lund-based firm left Lund.");
    /// assert_eq!((tokens.word(1), tokens.word(2)), ("Lund", "-based"));
    /// assert!(tokens.is_compounded(1) && !tokens.is_compounded(5));
    /// ```
    #[must_use]
    pub fn is_compounded(&self, i: usize) -> bool {
        let (bytes, token) = (self.text.as_bytes(), &self.items[i]);
        let joint = |kind| matches!(kind, TokenKind::Word | TokenKind::Hyphen);
        let before = i.checked_sub(1).map(|i| &self.items[i]);
        let before = before.is_some_and(|before| before.end == token.start && joint(before.kind));
        let behind = self.items.get(i + 1).is_some_and(|next| next.start == token.end && joint(next.kind));
        before && bytes[token.start as usize - 1] == b'-' || behind && bytes[token.end as usize] == b'-'
    }

    /// Number of sentences.
    #[must_use]
    pub fn sentence_count(&self) -> usize {
        self.sentences as usize
    }

    /// Number of the first token that ends after byte `offset`, or [`Tokens::len`].
    #[must_use]
    pub fn at(&self, offset: usize) -> usize {
        self.items.partition_point(|token| token.end as usize <= offset)
    }

    /// The same of an offset that is known not to lie before token `from`: for places asked for in text order, which are near
    /// one another.
    #[must_use]
    pub fn at_from(&self, from: usize, offset: usize) -> usize {
        from + self.items[from..].iter().take_while(|token| token.end as usize <= offset).count()
    }
}

impl std::ops::Index<usize> for Tokens<'_> {
    type Output = Token;

    #[inline]
    fn index(&self, i: usize) -> &Token {
        &self.items[i]
    }
}

/// The non-blank lines of `text`, white space at either end left off.
fn lines(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        while from < text.len() {
            let end = memchr::memchr(b'\n', &text.as_bytes()[from..]).map_or(text.len(), |n| from + n);
            let line = &text[from..end];
            let start = from + (line.len() - line.trim_start().len());
            let stop = from + line.trim_end().len();
            from = end + 1;
            if start < stop {
                return Some(Span::new(start, stop));
            }
        }
        None
    })
}

/// Abbreviations that keep their full stop and never end a sentence.
static TITLES: [u64; 60] = packed([
    "mr", "mrs", "ms", "dr", "drs", "sen", "rep", "reps", "sens", "gov", "govs", "gen", "gens", "lt", "lts", "sgt",
    "col", "cols", "capt", "prof", "profs", "rev", "revs", "st", "const", "insp", "supt", "cpl", "pfc", "spc", "det",
    "coun", "cst", "adm", "maj", "hon", "pres", "cmdr", "brig", "amb", "msgr", "fr", "vs", "messrs", "mme", "sept",
    "oct", "nov", "dec", "jan", "feb", "apr", "aug", "ft", "mt", "pvt", "dist", "atty", "asst", "del",
]);

/// Abbreviations that keep their full stop and may end a sentence as well.
static TAILS: [u64; 47] = packed([
    "inc", "corp", "co", "ltd", "jr", "sr", "bros", "llc", "plc", "esq", "etc", "ave", "blvd", "ala", "ariz", "ark",
    "calif", "colo", "conn", "fla", "ga", "ill", "ind", "kan", "ky", "la", "md", "mass", "mich", "minn", "miss", "mo",
    "mont", "neb", "nev", "okla", "ont", "ore", "pa", "que", "tenn", "tex", "va", "vt", "wash", "wis", "wyo",
]);

/// The words as numbers, so that a list is compared in one go.
const fn packed<const N: usize>(words: [&str; N]) -> [u64; N] {
    let mut out = [0; N];
    let mut n = 0;
    while n < N {
        out[n] = pack(words[n].as_bytes());
        n += 1;
    }
    out
}

/// A word of at most eight bytes as a number.
const fn pack(word: &[u8]) -> u64 {
    assert!(word.len() <= 8, "a packed word has at most eight bytes");
    let (mut out, mut n) = (0, 0);
    while n < word.len() {
        out |= (word[n] as u64) << (8 * n);
        n += 1;
    }
    out
}

/// Words that, capitalised after an abbreviation of [`TAILS`] or an acronym with points, begin a new sentence.
const STARTERS: &[&str] = &[
    "a",
    "after",
    "all",
    "although",
    "an",
    "and",
    "another",
    "as",
    "asked",
    "at",
    "because",
    "before",
    "both",
    "but",
    "by",
    "during",
    "each",
    "even",
    "for",
    "from",
    "he",
    "her",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "instead",
    "it",
    "its",
    "last",
    "many",
    "meanwhile",
    "more",
    "most",
    "mr.",
    "mrs.",
    "ms.",
    "my",
    "no",
    "not",
    "now",
    "of",
    "on",
    "one",
    "our",
    "she",
    "since",
    "so",
    "some",
    "still",
    "such",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "to",
    "under",
    "until",
    "we",
    "what",
    "when",
    "where",
    "while",
    "who",
    "why",
    "with",
    "yet",
    "you",
];

/// State of the scan over one article.
struct Scan<'t> {
    out: Tokens<'t>,
    /// The sentence may have ended: the next token decides.
    ended: Ended,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ended {
    No,
    /// After a stop: a capital, a digit or an opening sign begins a new sentence.
    Stop,
    /// After an abbreviation that may end a sentence: only a [`STARTERS`] word begins a new one.
    Abbreviation,
}

impl<'t> Scan<'t> {
    fn new(text: &'t str) -> Self {
        let out = Tokens {
            text,
            words: Words::new(text),
            items: spare::take(&ITEMS, text.len() / 5 + 8),
            capitals: spare::take(&CAPITALS, text.len() / 32 + 8),
            paragraphs: Vec::with_capacity(text.len() / 256 + 1),
            sentences: 0,
        };
        Self { out, ended: Ended::No }
    }

    fn paragraph(&mut self, number: u32, span: Span) {
        self.out.paragraphs.push(span);
        self.out.sentences += 1;
        self.ended = Ended::No;
        let text = &self.out.text[..span.end];
        let mut at = span.start;
        while at < span.end {
            at = self.plain_word(number, text, at).unwrap_or_else(|| self.token(number, text, at));
        }
    }

    /// The commonest token, up to fifteen ASCII letters or digits before a space, of which one look at eight bytes or two tell
    /// all there is to tell; returns where to go on, or nothing where it is not so plain.
    #[inline(always)]
    fn plain_word(&mut self, paragraph: u32, text: &'t str, at: usize) -> Option<usize> {
        let eight = eight_at(text.as_bytes(), at)?;
        let length = alphanumerics_at_front(eight);
        if length == 8 {
            return self.longer_word(paragraph, text, at);
        }
        if length == 0 || !is_space_behind(eight, length) {
            return None;
        }
        let (head, end) = (eight & ((1 << (8 * length)) - 1), at + length);
        let found = self.out.words.enter_short(head, at, end);
        self.token_of(paragraph, (at, end), kind_of_word(head as u8), found);
        Some(end + 1)
    }

    /// The same of a word whose first eight bytes are letters or digits.
    #[inline(never)]
    fn longer_word(&mut self, paragraph: u32, text: &'t str, at: usize) -> Option<usize> {
        let next = eight_at(text.as_bytes(), at + 8)?;
        let length = alphanumerics_at_front(next);
        if length == 8 || !is_space_behind(next, length) {
            return None;
        }
        let end = at + 8 + length;
        self.push(paragraph, at, end, kind_of_word(text.as_bytes()[at]));
        Some(end + 1)
    }

    /// Reads the token at `at`, or skips white space; returns where to go on. `text` ends with the paragraph.
    #[inline(never)]
    fn token(&mut self, paragraph: u32, text: &'t str, at: usize) -> usize {
        let byte = text.as_bytes()[at];
        if byte == b' ' {
            return at + 1;
        }
        if byte.is_ascii_alphanumeric() {
            return self.word(paragraph, text, at);
        }
        let Some(first) = text[at..].chars().next() else { return text.len() };
        if first.is_whitespace() || first.is_control() || is_invisible(first) {
            return at + first.len_utf8();
        }
        if first.is_alphanumeric() {
            return self.word(paragraph, text, at);
        }
        let (kind, end) = sign(text, at, first);
        self.push(paragraph, at, end, kind);
        end
    }

    fn word(&mut self, paragraph: u32, text: &'t str, at: usize) -> usize {
        let (mut end, hyphen) = word_end(text, at);
        let kind = kind_of_word(text.as_bytes()[at]);
        // What is longer is an address, and would be looked through again for each of its parts.
        let compound = hyphen && end - at <= compounds::LONGEST;
        if let Some(joint) = compound.then(|| compounds::joint(&text[at..end])).flatten() {
            return self.parted(paragraph, (at, end), joint);
        }
        let abbreviation =
            if text.as_bytes().get(end) == Some(&b'.') { abbreviation(text, at, &mut end) } else { Ended::No };
        let possessive = possessive_len(&text[at..end]);
        self.push(paragraph, at, end - possessive, kind);
        if possessive > 0 {
            self.push(paragraph, end - possessive, end, TokenKind::Possessive);
        }
        if abbreviation == Ended::Abbreviation {
            self.ended = Ended::Abbreviation;
            return self.behind_points(paragraph, text, (at, end));
        }
        end
    }

    /// The part of a word that can be told here; returns where the rest begins.
    #[cold]
    fn parted(&mut self, paragraph: u32, (at, end): (usize, usize), joint: Joint) -> usize {
        match joint {
            Joint::Tail(hyphen) => {
                self.push(paragraph, at, at + hyphen, TokenKind::Word);
                self.push(paragraph, at + hyphen, end, TokenKind::Word);
                end
            }
            Joint::Head(hyphen) => {
                self.push(paragraph, at, at + hyphen + 1, TokenKind::Word);
                at + hyphen + 1
            }
            Joint::Pair(hyphen) => {
                self.push(paragraph, at, at + hyphen, TokenKind::Word);
                self.push(paragraph, at + hyphen, at + hyphen + 1, TokenKind::Hyphen);
                at + hyphen + 1
            }
        }
    }

    /// What a hyphen joins to a word that ends with a point ("U.S.-led", "U.S.-China"); returns where to go on.
    #[cold]
    fn behind_points(&mut self, paragraph: u32, text: &str, (at, end): (usize, usize)) -> usize {
        if text.as_bytes().get(end) != Some(&b'-') {
            return end;
        }
        let next = word_end(text, end + 1).0;
        let behind = &text[end + 1..next];
        if compounds::is_tail(behind) {
            self.push(paragraph, end, next, TokenKind::Word);
            return next;
        }
        let states = end - at >= "U.S.".len() && behind.starts_with(char::is_uppercase);
        if states {
            self.push(paragraph, end, end + 1, TokenKind::Hyphen);
            return end + 1;
        }
        end
    }

    fn push(&mut self, paragraph: u32, start: usize, end: usize, kind: TokenKind) {
        let found = self.out.words.enter(start, end, kind);
        self.token_of(paragraph, (start, end), kind, found);
    }

    /// Appends the token at `start..end`, whose word is known.
    #[inline(always)]
    fn token_of(&mut self, paragraph: u32, (start, end): (usize, usize), kind: TokenKind, found: Found) {
        if self.ended != Ended::No || kind == TokenKind::Stop {
            self.sentence((start, end), found.lower, kind, found.case);
        }
        if found.case != Case::Lower {
            self.out.capitals.push(self.out.items.len() as u32);
        }
        self.out.items.push(Token {
            start: start as u32,
            end: end as u32,
            word: found.printed,
            lower: found.lower,
            sentence: self.out.sentences - 1,
            paragraph,
            kind,
            case: found.case,
        });
    }

    /// Begins a new sentence where this token shows that the last one ended, and notes where it may end.
    #[inline(never)]
    fn sentence(&mut self, (start, end): (usize, usize), lower: WordId, kind: TokenKind, case: Case) {
        let word = &self.out.text[start..end];
        let begins = match self.ended {
            Ended::No => false,
            Ended::Stop => {
                let begins = case != Case::Lower || kind == TokenKind::Number || opens(word);
                begins && !is_share_code(self.out.text, start, end) || opens_here(self.out.text, start, end)
            }
            Ended::Abbreviation => {
                case != Case::Lower && STARTERS.binary_search(&self.out.words.spelling(lower)).is_ok()
            }
        };
        let closing = matches!(kind, TokenKind::DoubleMark | TokenKind::SingleMark) || word == ")" || word == "]";
        if begins {
            self.out.sentences += 1;
        }
        if begins || !closing {
            self.ended = Ended::No;
        }
        if kind == TokenKind::Stop {
            self.ended = Ended::Stop;
        }
    }
}

/// Kind of the word that begins with `byte`.
fn kind_of_word(byte: u8) -> TokenKind {
    if byte.is_ascii_digit() { TokenKind::Number } else { TokenKind::Word }
}

/// Signs of no width that stand between letters in scraped text; they are no token.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

/// Whether a sign can only open what follows. A straight mark may close as well: see [`opens_here`].
fn opens(word: &str) -> bool {
    matches!(word, "“" | "„" | "«" | "‘" | "(" | "[" | "``")
}

/// Whether the letters at `start..end` stand between a stop and an angle bracket, as the exchange in a share code: "<ACM.L>".
fn is_share_code(text: &str, start: usize, end: usize) -> bool {
    /// Letters of the longest exchange.
    const LONGEST: usize = 3;
    let byte = |at: usize| text.as_bytes().get(at);
    end - start <= LONGEST && byte(end) == Some(&b'>') && start > 0 && byte(start - 1) == Some(&b'.')
}

/// Whether a straight mark opens what follows: white space before it, none behind. Tokenised text has it on both sides.
fn opens_here(text: &str, start: usize, end: usize) -> bool {
    let is_space = |at: usize| text.as_bytes().get(at).is_none_or(u8::is_ascii_whitespace);
    matches!(&text[start..end], "\"" | "'" | "''") && start > 0 && is_space(start - 1) && !is_space(end)
}

/// Kind and end of the sign `first` at `at`.
fn sign(text: &str, at: usize, first: char) -> (TokenKind, usize) {
    let one = at + first.len_utf8();
    match first {
        '\'' | '`' if text.as_bytes().get(one) == Some(&(first as u8)) => (TokenKind::DoubleMark, one + 1),
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '〝' | '〞' | '＂' => (TokenKind::DoubleMark, one),
        '\'' | '`' | '‘' | '’' | '‚' | '‛' | '‹' | '›' | '´' => (TokenKind::SingleMark, one),
        '-' | '–' | '—' | '―' | '−' => (TokenKind::Dash, run(text, at, |c| c == first)),
        '.' | '!' | '?' | '…' => (TokenKind::Stop, run(text, at, |c| matches!(c, '.' | '!' | '?' | '…'))),
        _ => (TokenKind::Punct, one),
    }
}

/// End of the run of signs from `at` on that satisfy `belongs`.
fn run(text: &str, at: usize, belongs: impl Fn(char) -> bool) -> usize {
    text[at..].find(|c| !belongs(c)).map_or(text.len(), |n| at + n)
}

/// Whether a space stands behind the first `length` of eight bytes, of which there is one more.
#[inline]
fn is_space_behind(eight: u64, length: usize) -> bool {
    eight >> (8 * length) & 0xFF == u64::from(b' ')
}

/// End of the word that begins at `at`, alphanumerics with single joiners between them, and whether one is a hyphen.
#[inline(always)]
fn word_end(text: &str, at: usize) -> (usize, bool) {
    let bytes = text.as_bytes();
    let (mut end, mut hyphen) = (at, false);
    loop {
        end = alphanumeric_end(bytes, end);
        let joined = match bytes.get(end) {
            None | Some(b' ') => return (end, hyphen),
            Some(b'\'' | b'-' | b'&') => follows_alphanumeric(text, end + 1).then_some(end + 1),
            Some(b'.' | b',') => {
                let digits = end > at && bytes[end - 1].is_ascii_digit();
                (digits && bytes.get(end + 1).is_some_and(u8::is_ascii_digit)).then_some(end + 1)
            }
            Some(byte) if byte.is_ascii() => return (end, hyphen),
            Some(_) => wide_joint(text, end),
        };
        let Some(next) = joined else { return (end, hyphen) };
        hyphen |= bytes[end] == b'-';
        end = next;
    }
}

fn follows_alphanumeric(text: &str, at: usize) -> bool {
    text[at..].chars().next().is_some_and(char::is_alphanumeric)
}

/// Where a word goes on after the non-ASCII character at `at`, if it does.
fn wide_joint(text: &str, at: usize) -> Option<usize> {
    let c = text[at..].chars().next()?;
    let next = at + c.len_utf8();
    let joins = match c {
        '’' | '\u{2010}' | '\u{2011}' => follows_alphanumeric(text, next),
        _ => c.is_alphanumeric() || is_combining(c),
    };
    joins.then_some(next)
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

/// Takes the full stop at `*end` into the word `at..*end` where it belongs to it.
fn abbreviation(text: &str, at: usize, end: &mut usize) -> Ended {
    let word = &text[at..*end];
    let after = &text[*end + 1..];
    // "Orr v. Brandt": who sues whom.
    if word == "v" && after.starts_with(' ') && after.trim_start().starts_with(char::is_uppercase) {
        *end += 1;
        return Ended::No;
    }
    // "U.S.", and "R-S.C.", as parties and states are told.
    let letter = word.rfind('-').filter(|&dash| dash == 1).map_or(0, |dash| dash + 1);
    if word.len() == letter + 1 && word.as_bytes()[letter].is_ascii_alphabetic() {
        return initials(text, at + letter, end);
    }
    if matches!(word, "vs" | "No" | "no" | "Nos" | "pp") || word == "Prop" && after.starts_with(' ') {
        let numbered = word == "vs" || after.trim_start().starts_with(|c: char| c.is_ascii_digit());
        *end += usize::from(numbered);
        return Ended::No;
    }
    // All others begin with a capital: the common end of a sentence is dismissed here.
    if word.len() > 6 || !word.as_bytes()[0].is_ascii_uppercase() || !word.is_ascii() {
        return Ended::No;
    }
    let packed = pack(word.to_ascii_lowercase().as_bytes());
    if TITLES.contains(&packed) {
        *end += 1;
        return Ended::No;
    }
    if TAILS.contains(&packed) && !after.trim().is_empty() {
        *end += 1;
        return Ended::Abbreviation;
    }
    *end += exchange_len(word, after).map_or(0, |exchange| exchange + 1);
    Ended::No
}

/// Length in bytes of the exchange behind the full stop of a share's code in brackets: "Acme Lines (ACME.N) said".
fn exchange_len(word: &str, after: &str) -> Option<usize> {
    let exchange = after.bytes().take_while(u8::is_ascii_uppercase).count();
    let code = word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    (code && matches!(exchange, 1 | 2) && after[exchange..].starts_with(')')).then_some(exchange)
}

/// `W.` before a name, `U.S.`, `a.m.`: letters with a stop after each.
fn initials(text: &str, at: usize, end: &mut usize) -> Ended {
    let bytes = text.as_bytes();
    let mut stop = at;
    let mut letters = 0;
    while stop + 1 < bytes.len() && bytes[stop].is_ascii_alphabetic() && bytes[stop + 1] == b'.' {
        stop += 2;
        letters += 1;
        if bytes.get(stop).is_some_and(u8::is_ascii_alphanumeric) && bytes.get(stop + 1) != Some(&b'.') {
            break;
        }
    }
    if letters >= 2 {
        *end = stop;
        return Ended::Abbreviation;
    }
    let before_name = text[*end + 1..].trim_start_matches(' ').starts_with(char::is_uppercase);
    if bytes[at].is_ascii_uppercase() && bytes[at] != b'I' && before_name {
        *end += 1;
    }
    Ended::No
}

/// Length in bytes of a possessive at the end of `word`, or 0.
fn possessive_len(word: &str) -> usize {
    match word.as_bytes() {
        [_, .., b'\'', b's' | b'S'] => 2,
        [_, .., 0xE2, 0x80, 0x99, b's' | b'S'] => 4,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*, sample::select};

    use super::*;

    fn words(text: &str) -> Vec<String> {
        let tokens = Tokens::new(text);
        (0..tokens.len()).map(|i| tokens.word(i).to_owned()).collect()
    }

    fn sentences(text: &str) -> Vec<String> {
        let tokens = Tokens::new(text);
        let mut out = vec![String::new(); tokens.sentence_count()];
        for i in 0..tokens.len() {
            let sentence = &mut out[tokens[i].sentence as usize];
            if !sentence.is_empty() {
                sentence.push(' ');
            }
            sentence.push_str(tokens.word(i));
        }
        out
    }

    #[test]
    fn starters_are_sorted() {
        assert!(STARTERS.is_sorted());
    }

    #[test]
    fn words_keep_what_belongs_to_them() {
        assert_eq!(words("AT&T’s 31-year-old O'Neil"), ["AT&T", "’s", "31-year-old", "O'Neil"]);
        assert_eq!(words("$1,000.50, 3.5% a.m."), ["$", "1,000.50", ",", "3.5", "%", "a.m."]);
        assert_eq!(words("''No,'' she said."), ["''", "No", ",", "''", "she", "said", "."]);
        assert_eq!(words("George W. Bush, Sen. Orr"), ["George", "W.", "Bush", ",", "Sen.", "Orr"]);
        assert_eq!(words("No. 5 said no."), ["No.", "5", "said", "no", "."]);
        assert_eq!(words("Prop. 8, the prop."), ["Prop.", "8", ",", "the", "prop", "."]);
    }

    #[test]
    fn sentences_end_at_stops_and_not_at_abbreviations() {
        assert_eq!(sentences("Mr. Orr left. He is in the U.S. today.").len(), 2);
        assert_eq!(sentences("It is in the U.S. He left.").len(), 2);
        assert_eq!(sentences("“Why?” he asked. “No!” Orr said.").len(), 3);
        assert_eq!(sentences("One.\n\nTwo").len(), 2);
        assert_eq!(sentences("Amb. Orr cited Orlov v. Kelmar. It was Apr. 5.").len(), 2);
        assert_eq!(sentences("They marked it with a v. It fell.").len(), 1, "the price of that");
        assert_eq!(sentences("It fell 863.1 points at Acme Inc. on Monday.").len(), 1);
        assert_eq!(sentences("Acme Plc <ACM.L> said it fell.It rose.").len(), 2);
    }

    /// Words short and long, signs, and what stands between them; no initials, which look for a blank behind them.
    const PARTS: &[&str] = &[
        "the",
        "Orr",
        "Orr's",
        "NATO",
        "iPhone",
        "5",
        "1990s",
        "1,000",
        "x-ray",
        "harbour",
        "Harbourmaster",
        "café",
        "né",
        "US",
        "Mr.",
        "“",
        "”",
        "\"",
        "'",
        "’s",
        ",",
        ".",
        "!",
        "-",
        " ",
        " ",
        " ",
        "  ",
        "\n",
    ];

    proptest! {
        /// What is read at one look before a space is read alike before a tab, which goes the long way.
        #[test]
        fn plain_words_are_read_as_all_others(parts in vec(select(PARTS), 0..40)) {
            let text = parts.concat();
            let tabbed = text.replace(' ', "\t");
            let (plain, long) = (Tokens::new(&text), Tokens::new(&tabbed));
            let tell = |tokens: &Tokens<'_>| -> Vec<_> {
                let told = |token: &Token| (token.span(), token.kind, token.case, token.sentence, token.word, token.lower);
                tokens.items().iter().map(told).collect()
            };
            prop_assert_eq!(tell(&plain), tell(&long));
            prop_assert_eq!(plain.capitals(), long.capitals());
        }
    }

    #[test]
    fn cases_are_told() {
        let tokens = Tokens::new("Putin NATO McDonald word A 5th");
        let cases: Vec<Case> = tokens.items().iter().map(|token| token.case).collect();
        assert_eq!(cases, [Case::Title, Case::Upper, Case::Mixed, Case::Lower, Case::Title, Case::Lower]);
        assert_eq!(tokens.capitals(), [0, 1, 2, 4]);
    }
}
