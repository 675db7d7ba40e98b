//! The words that can belong to a date, as tables, and the scan that picks them out of the tokens.
//!
//! The tables are asked once for each different word of an article. Small words ("the", "of", a comma) become atoms only
//! where they lie, with nothing else between, beside a word that has to do with time; so running text costs next to
//! nothing. A hyphenated word ("two-week", "mid-1996") becomes one atom a part.

use std::sync::LazyLock;

use jiff::civil::Date;

use super::value::{Part, Season, Unit};
use crate::{
    lexicon::table::KeyMap,
    text::{
        Key, Token, TokenKind, Tokens,
        spare::{self, Spare},
    },
};

/// Where a relative expression points, seen from its anchor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// "last", "latest": before publication.
    Last,
    /// "past": a length that ends now.
    Past,
    /// "previous", "preceding": before the date last named.
    Previous,
    /// "this", "current".
    This,
    /// "that", "same": the date last named.
    That,
    /// "next", "coming", "upcoming".
    Next,
    /// "following", "subsequent": after the date last named.
    Following,
    /// "recent".
    Recent,
}

/// Which of the three TIMEX3 references.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Era {
    Past,
    Present,
    Future,
}

/// What a word may contribute to a date.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Term {
    // Calendar.
    Month(i8),
    /// Abbreviated; may want a full stop after it.
    MonthShort(i8),
    /// Monday is 1.
    Weekday(i8),
    /// Abbreviated: only with a date beside it.
    WeekdayShort(i8),
    Weekdays(i8),
    Season(Season),
    Seasons(Season),
    Part(Part),
    Parts(Part),
    Noon,
    Midnight,
    /// Days from publication.
    Day(i32),
    Tonight,
    Overnight,
    Unit(Unit),
    Units(Unit),
    Period,
    Frequency(&'static str),
    Holiday(i8, i8),
    // Numbers.
    Digits {
        value: u32,
        len: u8,
    },
    Decimal(f64),
    Large,
    Cardinal(u32),
    Tens(u32),
    Hundred,
    Thousand,
    Vague,
    Couple,
    Dozens,
    Ordinal(u32),
    /// "1980s", "80s", "nineties": ten-year number, two-digit ones below 10.
    Decade(i16),
    Iso(Date),
    Meridiem {
        afternoon: bool,
    },
    Clock {
        hour: u8,
        afternoon: bool,
    },
    Zone,
    BeforeChrist,
    AnnoDomini,
    // Small words.
    The,
    A,
    Of,
    In,
    On,
    At,
    To,
    And,
    Or,
    From,
    Way(Way),
    Final,
    Early,
    Earlier,
    Late,
    Later,
    Mid,
    Ago,
    Before,
    After,
    Approx,
    More,
    Than,
    Least,
    Up,
    Only,
    Every,
    Per,
    Half,
    Full,
    Fiscal,
    Old,
    Long,
    End,
    Other,
    So,
    These,
    Comma,
    Dash,
    Slash,
    Colon,
    Stop,
    Quote,
    Possessive,
    Now,
    Reference(Era),
    Future,
    Near,
    Moment,
    Post,
}

use Term as T;

/// Stands for a day of November that is another each year: the fourth Thursday.
pub(super) const THANKSGIVING: i8 = 0;

const MONTHS: &[(&str, Term)] = &[
    ("january", T::Month(1)),
    ("february", T::Month(2)),
    ("march", T::Month(3)),
    ("april", T::Month(4)),
    ("may", T::Month(5)),
    ("june", T::Month(6)),
    ("july", T::Month(7)),
    ("august", T::Month(8)),
    ("september", T::Month(9)),
    ("october", T::Month(10)),
    ("november", T::Month(11)),
    ("december", T::Month(12)),
    ("jan", T::MonthShort(1)),
    ("feb", T::MonthShort(2)),
    ("mar", T::MonthShort(3)),
    ("apr", T::MonthShort(4)),
    ("jun", T::MonthShort(6)),
    ("jul", T::MonthShort(7)),
    ("aug", T::MonthShort(8)),
    ("sep", T::MonthShort(9)),
    ("sept", T::MonthShort(9)),
    ("oct", T::MonthShort(10)),
    ("nov", T::MonthShort(11)),
    ("dec", T::MonthShort(12)),
    ("jan.", T::Month(1)),
    ("feb.", T::Month(2)),
    ("aug.", T::Month(8)),
    ("sept.", T::Month(9)),
    ("oct.", T::Month(10)),
    ("nov.", T::Month(11)),
    ("dec.", T::Month(12)),
];

const WEEKDAYS: &[(&str, Term)] = &[
    ("monday", T::Weekday(1)),
    ("tuesday", T::Weekday(2)),
    ("wednesday", T::Weekday(3)),
    ("thursday", T::Weekday(4)),
    ("friday", T::Weekday(5)),
    ("saturday", T::Weekday(6)),
    ("sunday", T::Weekday(7)),
    ("mondays", T::Weekdays(1)),
    ("tuesdays", T::Weekdays(2)),
    ("wednesdays", T::Weekdays(3)),
    ("thursdays", T::Weekdays(4)),
    ("fridays", T::Weekdays(5)),
    ("saturdays", T::Weekdays(6)),
    ("sundays", T::Weekdays(7)),
    ("mon", T::WeekdayShort(1)),
    ("tue", T::WeekdayShort(2)),
    ("tues", T::WeekdayShort(2)),
    ("wed", T::WeekdayShort(3)),
    ("thu", T::WeekdayShort(4)),
    ("thur", T::WeekdayShort(4)),
    ("thurs", T::WeekdayShort(4)),
    ("fri", T::WeekdayShort(5)),
    ("sat", T::WeekdayShort(6)),
    ("sun", T::WeekdayShort(7)),
];

const DAYS: &[(&str, Term)] = &[
    ("today", T::Day(0)),
    ("yesterday", T::Day(-1)),
    ("tomorrow", T::Day(1)),
    ("tonight", T::Tonight),
    ("overnight", T::Overnight),
    ("morning", T::Part(Part::Morning)),
    ("dawn", T::Part(Part::Morning)),
    ("mornings", T::Parts(Part::Morning)),
    ("afternoon", T::Part(Part::Afternoon)),
    ("afternoons", T::Parts(Part::Afternoon)),
    ("evening", T::Part(Part::Evening)),
    ("evenings", T::Parts(Part::Evening)),
    ("night", T::Part(Part::Night)),
    ("nights", T::Parts(Part::Night)),
    ("daytime", T::Part(Part::Daytime)),
    ("noon", T::Noon),
    ("midday", T::Noon),
    ("midnight", T::Midnight),
    ("spring", T::Season(Season::Spring)),
    ("summer", T::Season(Season::Summer)),
    ("autumn", T::Season(Season::Autumn)),
    ("fall", T::Season(Season::Autumn)),
    ("winter", T::Season(Season::Winter)),
    ("summers", T::Seasons(Season::Summer)),
    ("winters", T::Seasons(Season::Winter)),
    ("christmas", T::Holiday(12, 25)),
    ("halloween", T::Holiday(10, 31)),
    ("thanksgiving", T::Holiday(11, THANKSGIVING)),
];

const UNITS: &[(&str, Term)] = &[
    ("seconds", T::Units(Unit::Second)),
    ("minute", T::Unit(Unit::Minute)),
    ("minutes", T::Units(Unit::Minute)),
    ("hour", T::Unit(Unit::Hour)),
    ("hours", T::Units(Unit::Hour)),
    ("day", T::Unit(Unit::Day)),
    ("days", T::Units(Unit::Day)),
    ("week", T::Unit(Unit::Week)),
    ("weeks", T::Units(Unit::Week)),
    ("weekend", T::Unit(Unit::Weekend)),
    ("weekends", T::Units(Unit::Weekend)),
    ("month", T::Unit(Unit::Month)),
    ("months", T::Units(Unit::Month)),
    ("quarter", T::Unit(Unit::Quarter)),
    ("quarters", T::Units(Unit::Quarter)),
    ("year", T::Unit(Unit::Year)),
    ("years", T::Units(Unit::Year)),
    ("decade", T::Unit(Unit::Decade)),
    ("decades", T::Units(Unit::Decade)),
    ("century", T::Unit(Unit::Century)),
    ("centuries", T::Units(Unit::Century)),
    ("period", T::Period),
    ("hourly", T::Frequency("PT1H")),
    ("daily", T::Frequency("P1D")),
    ("nightly", T::Frequency("XXXX-XX-XXTNI")),
    ("weekly", T::Frequency("P1W")),
    ("monthly", T::Frequency("P1M")),
    ("yearly", T::Frequency("P1Y")),
    ("annually", T::Frequency("P1Y")),
    ("twenties", T::Decade(2)),
    ("thirties", T::Decade(3)),
    ("forties", T::Decade(4)),
    ("fifties", T::Decade(5)),
    ("sixties", T::Decade(6)),
    ("seventies", T::Decade(7)),
    ("eighties", T::Decade(8)),
    ("nineties", T::Decade(9)),
];

const NUMBERS: &[(&str, Term)] = &[
    ("one", T::Cardinal(1)),
    ("two", T::Cardinal(2)),
    ("three", T::Cardinal(3)),
    ("four", T::Cardinal(4)),
    ("five", T::Cardinal(5)),
    ("six", T::Cardinal(6)),
    ("seven", T::Cardinal(7)),
    ("eight", T::Cardinal(8)),
    ("nine", T::Cardinal(9)),
    ("ten", T::Cardinal(10)),
    ("eleven", T::Cardinal(11)),
    ("twelve", T::Cardinal(12)),
    ("dozen", T::Cardinal(12)),
    ("thirteen", T::Cardinal(13)),
    ("fourteen", T::Cardinal(14)),
    ("fifteen", T::Cardinal(15)),
    ("sixteen", T::Cardinal(16)),
    ("seventeen", T::Cardinal(17)),
    ("eighteen", T::Cardinal(18)),
    ("nineteen", T::Cardinal(19)),
    ("twenty", T::Tens(20)),
    ("thirty", T::Tens(30)),
    ("forty", T::Tens(40)),
    ("fifty", T::Tens(50)),
    ("sixty", T::Tens(60)),
    ("seventy", T::Tens(70)),
    ("eighty", T::Tens(80)),
    ("ninety", T::Tens(90)),
    ("hundred", T::Hundred),
    ("thousand", T::Thousand),
    ("few", T::Vague),
    ("several", T::Vague),
    ("many", T::Vague),
    ("couple", T::Couple),
    ("dozens", T::Dozens),
    ("hundreds", T::Dozens),
    ("thousands", T::Dozens),
    ("first", T::Ordinal(1)),
    ("second", T::Ordinal(2)),
    ("third", T::Ordinal(3)),
    ("fourth", T::Ordinal(4)),
    ("fifth", T::Ordinal(5)),
    ("sixth", T::Ordinal(6)),
    ("seventh", T::Ordinal(7)),
    ("eighth", T::Ordinal(8)),
    ("ninth", T::Ordinal(9)),
    ("tenth", T::Ordinal(10)),
    ("eleventh", T::Ordinal(11)),
    ("twelfth", T::Ordinal(12)),
    ("thirteenth", T::Ordinal(13)),
    ("fourteenth", T::Ordinal(14)),
    ("fifteenth", T::Ordinal(15)),
    ("sixteenth", T::Ordinal(16)),
    ("seventeenth", T::Ordinal(17)),
    ("eighteenth", T::Ordinal(18)),
    ("nineteenth", T::Ordinal(19)),
    ("twentieth", T::Ordinal(20)),
];

const CLOCK: &[(&str, Term)] = &[
    ("am", T::Meridiem { afternoon: false }),
    ("a.m.", T::Meridiem { afternoon: false }),
    ("a.m", T::Meridiem { afternoon: false }),
    ("pm", T::Meridiem { afternoon: true }),
    ("p.m.", T::Meridiem { afternoon: true }),
    ("p.m", T::Meridiem { afternoon: true }),
    ("gmt", T::Zone),
    ("utc", T::Zone),
    ("est", T::Zone),
    ("edt", T::Zone),
    ("et", T::Zone),
    ("cst", T::Zone),
    ("cdt", T::Zone),
    ("pst", T::Zone),
    ("pdt", T::Zone),
    ("pt", T::Zone),
    ("bst", T::Zone),
    ("cet", T::Zone),
    ("bc", T::BeforeChrist),
    ("b.c.", T::BeforeChrist),
    ("bce", T::BeforeChrist),
    ("ad", T::AnnoDomini),
    ("a.d.", T::AnnoDomini),
];

const WAYS: &[(&str, Term)] = &[
    ("last", T::Way(Way::Last)),
    ("latest", T::Way(Way::Last)),
    ("past", T::Way(Way::Past)),
    ("previous", T::Way(Way::Previous)),
    ("preceding", T::Way(Way::Previous)),
    ("prior", T::Way(Way::Previous)),
    ("this", T::Way(Way::This)),
    ("current", T::Way(Way::This)),
    ("that", T::Way(Way::That)),
    ("same", T::Way(Way::That)),
    ("next", T::Way(Way::Next)),
    ("coming", T::Way(Way::Next)),
    ("upcoming", T::Way(Way::Next)),
    ("following", T::Way(Way::Following)),
    ("subsequent", T::Way(Way::Following)),
    ("recent", T::Way(Way::Recent)),
    ("final", T::Final),
    ("opening", T::Final),
    ("remaining", T::Final),
    ("closing", T::Final),
    ("early", T::Early),
    ("earlier", T::Earlier),
    ("late", T::Late),
    ("later", T::Later),
    ("mid", T::Mid),
    ("middle", T::End),
    ("end", T::End),
    ("beginning", T::End),
    ("start", T::End),
    ("rest", T::End),
    ("remainder", T::End),
    ("close", T::End),
    ("ago", T::Ago),
    ("before", T::Before),
    ("after", T::After),
    ("afterwards", T::Later),
    ("afterward", T::Later),
    ("about", T::Approx),
    ("around", T::Approx),
    ("nearly", T::Approx),
    ("almost", T::Approx),
    ("roughly", T::Approx),
    ("approximately", T::Approx),
    ("some", T::Approx),
    ("over", T::Approx),
    ("under", T::Approx),
    ("just", T::Only),
    ("only", T::Only),
    ("more", T::More),
    ("less", T::More),
    ("fewer", T::More),
    ("than", T::Than),
    ("at", T::At),
    ("least", T::Least),
    ("most", T::Least),
    ("up", T::Up),
    ("every", T::Every),
    ("each", T::Every),
    ("per", T::Per),
    ("half", T::Half),
    ("full", T::Full),
    ("entire", T::Full),
    ("whole", T::Full),
    ("additional", T::Full),
    ("extra", T::Full),
    ("straight", T::Full),
    ("consecutive", T::Full),
    ("trading", T::Full),
    ("calendar", T::Fiscal),
    ("fiscal", T::Fiscal),
    ("financial", T::Fiscal),
    ("old", T::Old),
    ("olds", T::Old),
    ("long", T::Long),
    ("other", T::Other),
    ("so", T::So),
    ("post", T::Post),
    ("pre", T::Post),
];

const SMALL: &[(&str, Term)] = &[
    ("the", T::The),
    ("a", T::A),
    ("an", T::A),
    ("of", T::Of),
    ("in", T::In),
    ("on", T::On),
    ("to", T::To),
    ("and", T::And),
    ("or", T::Or),
    ("from", T::From),
    ("these", T::These),
    ("now", T::Now),
    ("currently", T::Reference(Era::Present)),
    ("recently", T::Reference(Era::Past)),
    ("future", T::Future),
    ("near", T::Near),
    ("moment", T::Moment),
    (",", T::Comma),
    ("-", T::Dash),
    ("–", T::Dash),
    ("—", T::Dash),
    ("/", T::Slash),
    (":", T::Colon),
    (".", T::Stop),
    ("'", T::Quote),
    ("’", T::Quote),
    ("‘", T::Quote),
    ("`", T::Quote),
    ("'s", T::Possessive),
];

const TABLES: &[&[(&str, Term)]] = &[MONTHS, WEEKDAYS, DAYS, UNITS, NUMBERS, CLOCK, WAYS, SMALL];

/// The tables as one.
static LEXICON: LazyLock<KeyMap<Term>> =
    LazyLock::new(|| TABLES.iter().copied().flatten().map(|&(word, term)| (Key::of(word), term)).collect());

/// What a word of the article may be, whatever stands round it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    /// Not part of a date.
    Nothing,
    /// A word of the tables that is part of a date only with others.
    Small,
    /// Another word of the tables.
    Word,
    /// A hyphenated word that is none itself: its parts may be.
    Parts,
}

/// A word, or part of a hyphenated one, that can belong to a date.
#[derive(Debug, Clone, Copy)]
pub(super) struct Atom {
    /// What it may contribute.
    pub(super) term: Term,
    /// Its place in bytes.
    pub(super) start: usize,
    /// Byte after it.
    pub(super) end: usize,
    /// Number of its token.
    pub(super) token: usize,
    /// Whether something else lies between it and the atom before.
    pub(super) gap: bool,
    /// Whether a hyphen joins it to the atom before.
    pub(super) joined: bool,
}

/// Longest hyphenated word looked into; a longer one is no date.
const LONGEST: usize = 40;

thread_local! {
    /// Lists of atoms that are done with.
    pub(super) static ATOMS: Spare<Atom> = const { Spare::new() };
    static CLASSES: Spare<Class> = const { Spare::new() };
}

/// The atoms of a text, in order.
pub(super) fn atoms(tokens: &Tokens<'_>) -> Vec<Atom> {
    let classes = classes(tokens);
    let list = spare::take(&ATOMS, tokens.len() / 4);
    let mut out = Atoms { tokens, classes: &classes, list, last: None };
    let mut next = 0;
    while let Some(i) = out.trigger(next) {
        out.trigger_word(i);
        next = i + 1;
        next += out.small_words_behind(next);
    }
    let list = out.list;
    spare::give(&CLASSES, classes);
    list
}

/// What each different word of the article may be, by its number.
fn classes(tokens: &Tokens<'_>) -> Vec<Class> {
    let (lexicon, words) = (&*LEXICON, tokens.words());
    let mut out = spare::take(&CLASSES, words.len());
    out.extend(words.keys().map(|(key, hyphen)| match lexicon.get(key) {
        Some(term) if is_small(*term) => Class::Small,
        Some(_) => Class::Word,
        None if hyphen => Class::Parts,
        None => Class::Nothing,
    }));
    out
}

/// Whether a word says nothing of time by itself nor with others of its kind.
fn is_small(term: Term) -> bool {
    matches!(
        term,
        T::The
            | T::A
            | T::Of
            | T::In
            | T::On
            | T::At
            | T::To
            | T::And
            | T::Or
            | T::From
            | T::Way(Way::That)
            | T::Approx
            | T::More
            | T::Than
            | T::Least
            | T::Up
            | T::Only
            | T::Other
            | T::So
            | T::These
            | T::Before
            | T::After
            | T::Comma
            | T::Dash
            | T::Slash
            | T::Colon
            | T::Stop
            | T::Quote
            | T::Possessive
    )
}

/// Months and weekdays want a capital: "may" and "march" are words.
fn written_right(term: Term, token: &Token) -> bool {
    match term {
        T::Month(_) | T::MonthShort(_) | T::Weekday(_) | T::WeekdayShort(_) | T::Weekdays(_) | T::Holiday(..) => {
            token.is_capitalised()
        }
        T::BeforeChrist | T::AnnoDomini => token.is_capitalised(),
        _ => true,
    }
}

/// The list under construction.
struct Atoms<'a, 't> {
    tokens: &'a Tokens<'t>,
    classes: &'a [Class],
    list: Vec<Atom>,
    /// Token and sentence of the last atom.
    last: Option<(usize, u32)>,
}

impl Atoms<'_, '_> {
    fn class(&self, i: usize) -> Class {
        self.classes[self.tokens[i].lower_id().index()]
    }

    /// The next token from `from` on that has to do with time or may have, whatever stands beside it.
    fn trigger(&self, from: usize) -> Option<usize> {
        let is_trigger =
            |token: &Token| token.kind == TokenKind::Number || self.classes[token.lower_id().index()] > Class::Small;
        self.tokens.items()[from..].iter().position(is_trigger).map(|n| from + n)
    }

    /// Adds what token `i` may be, and the small words before it.
    fn trigger_word(&mut self, i: usize) {
        let tokens = self.tokens;
        let token = &tokens[i];
        match self.class(i) {
            _ if token.kind == TokenKind::Number => self.number(i, token, tokens.lower(i)),
            // "May-like".
            Class::Word if token.is_capitalised() && tokens.is_compounded(i) => {}
            Class::Word => {
                self.small_words_before(i);
                self.word(i, token);
            }
            Class::Parts if token.kind == TokenKind::Word => self.parts(i, token, tokens.lower(i)),
            Class::Parts | Class::Small | Class::Nothing => {}
        }
    }

    /// Whether an atom right before token `i` lies in its sentence.
    fn goes_on(&self, i: usize) -> bool {
        self.last.is_some_and(|(before, sentence)| before + 1 == i && sentence == self.tokens[i].sentence)
    }

    /// Adds the small words right before token `i` that are not in the list yet. Each is looked at once: the next token
    /// goes on from here.
    fn small_words_before(&mut self, i: usize) {
        if self.goes_on(i) {
            return;
        }
        let (sentence, listed) = (self.tokens[i].sentence, self.last.map_or(0, |(before, _)| before + 1));
        let belongs = |k: &usize| self.class(*k) == Class::Small && self.tokens[*k].sentence == sentence;
        let small = (listed..i).rev().take_while(belongs).count();
        for k in i - small..i {
            self.word(k, &self.tokens[k]);
        }
    }

    /// Adds the small words from token `from` on, as far as there are some, if an atom stands right before them; returns how many.
    fn small_words_behind(&mut self, from: usize) -> usize {
        let mut next = from;
        while next < self.tokens.len() && self.class(next) == Class::Small && self.goes_on(next) {
            self.word(next, &self.tokens[next]);
            next += 1;
        }
        next - from
    }

    /// Adds a word of the tables.
    fn word(&mut self, i: usize, token: &Token) {
        let term = LEXICON.get(self.tokens.key(i)).copied().filter(|&term| written_right(term, token));
        if let Some(term) = term {
            self.push(term, token.span().start, token.span().end, (i, token));
        }
    }

    fn push(&mut self, term: Term, start: usize, end: usize, (i, token): (usize, &Token)) {
        let gap = self.last.is_none_or(|(before, sentence)| before + 1 < i || sentence != token.sentence);
        let joined = self.last.is_some_and(|(before, _)| before == i);
        self.list.push(Atom { term, start, end, token: i, gap: gap && !joined, joined });
        self.last = Some((i, token.sentence));
    }

    fn number(&mut self, i: usize, token: &Token, word: &str) {
        let span = token.span();
        let hyphen = word.len() <= LONGEST && word.contains('-');
        if let Some(day) = iso(word) {
            self.small_words_before(i);
            self.push(T::Iso(day), span.start, span.end, (i, token));
        } else if hyphen {
            self.parts(i, token, word);
        } else if let Some(term) = number(word) {
            self.small_words_before(i);
            self.push(term, span.start, span.end, (i, token));
        }
    }

    /// One atom a part; a word with a part that is no date word ends the run.
    fn parts(&mut self, i: usize, token: &Token, word: &str) {
        // Offsets of parts are those of the lower-cased word: only where they agree with the printed one.
        if word.len() > LONGEST || word.len() != token.span().len() || !word.is_ascii() {
            return;
        }
        let before = (self.list.len(), self.last);
        self.small_words_before(i);
        let first = self.list.len();
        let mut at = token.span().start;
        for part in word.split('-') {
            let digit = part.starts_with(|c: char| c.is_ascii_digit());
            let term = if digit { number(part) } else { LEXICON.get(Key::of(part)).copied() };
            let Some(term) = term.filter(|&term| written_right(term, token) || self.list.len() > first) else {
                self.list.truncate(before.0);
                self.last = before.1;
                return;
            };
            self.push(term, at, at + part.len(), (i, token));
            at += part.len() + 1;
        }
    }
}

/// `2015-03-01`, also with a time after it.
fn iso(word: &str) -> Option<Date> {
    let head = word.get(..10)?;
    if word.len() > 10 && word.as_bytes()[10] != b't' || word.as_bytes()[4] != b'-' {
        return None;
    }
    head.parse().ok()
}

/// What a number may contribute.
fn number(word: &str) -> Option<Term> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let (head, tail) = word.split_at(digits);
    if digits == 0 || digits > 9 {
        return Some(T::Large);
    }
    let value: u32 = head.parse().ok()?;
    match tail {
        "" => Some(T::Digits { value, len: digits as u8 }),
        "st" | "nd" | "rd" | "th" => Some(T::Ordinal(value)),
        "s" => decade(value, digits),
        "am" if value <= 12 => Some(T::Clock { hour: value as u8, afternoon: false }),
        "pm" if value <= 12 => Some(T::Clock { hour: value as u8, afternoon: true }),
        _ if tail.starts_with('.') => word.parse().ok().map(T::Decimal),
        _ => Some(T::Large),
    }
}

/// "1980s" and "80s".
fn decade(value: u32, digits: usize) -> Option<Term> {
    let n = i16::try_from(value / 10).ok()?;
    let fits = value.is_multiple_of(10) && (digits == 4 && (100..210).contains(&n) || digits == 2 && n >= 1);
    Some(if fits { T::Decade(n) } else { T::Large })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn tables_are_lower_case_and_short_and_agree() {
        let mut seen = HashSet::new();
        for &(word, term) in TABLES.iter().copied().flatten() {
            assert_eq!(word, word.to_lowercase());
            assert!(word.len() < 32 && !word.contains(' '), "{word}");
            assert!(
                seen.insert(word) || LEXICON.get(Key::of(word)) == Some(&term),
                "{word} stands twice with two meanings"
            );
        }
    }

    #[test]
    fn numbers_say_what_they_may_be() {
        assert_eq!(number("1980s"), Some(T::Decade(198)));
        assert_eq!(number("80s"), Some(T::Decade(8)));
        assert_eq!(number("747s"), Some(T::Large));
        assert_eq!(number("3rd"), Some(T::Ordinal(3)));
        assert_eq!(number("1,200"), Some(T::Large));
        assert_eq!(number("99999999999999999999"), Some(T::Large));
        assert_eq!(number("2015"), Some(T::Digits { value: 2015, len: 4 }));
    }

    #[test]
    fn hyphenated_words_fall_into_parts_or_into_nothing() {
        let text = "mid-November two-week Monday-morning well-known 2015-03-01 May-like pro-May";
        let tokens = Tokens::new(text);
        let words: Vec<&str> = atoms(&tokens).iter().map(|atom| &text[atom.start..atom.end]).collect();
        assert_eq!(words, ["mid", "November", "two", "week", "Monday", "morning", "2015-03-01"]);
    }
}
