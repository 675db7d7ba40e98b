//! The stored half of an article document but its text.
//!
//! Nothing is written out that stands in the text or was written before: offsets are distances from what stands before,
//! names are told by where they are printed, other texts by when they were written first, reasons by what they have in
//! common. Numbers are packed as bits ([`bits`](crate::bits)), texts stand in one list for the compressor. There is no
//! text to print and parse for each of a hundred entities.

use std::{borrow::Cow, ops::Range, sync::Arc};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::{
    bits::{Reader, Writer},
    documents::{Annotations, ArticleDoc, CoSpeaker, DateNote, EntityNote, Label, StoredQuote, thousandths},
};

type Text<'a> = Cow<'a, str>;

/// First byte and the byte after the last.
type Bounds = (usize, usize);

const ENTITIES: [&str; 4] = ["PER", "ORG", "LOC", "MISC"];
const TIMES: [&str; 4] = ["DATE", "TIME", "DURATION", "SET"];
const SPEAKERS: [&str; 5] = ["person", "unknown", "unnamed", "org", "group"];
const QUOTES: [&str; 3] = ["direct", "indirect", "mixed"];

/// The id of an article.
#[derive(Serialize, Deserialize)]
enum Id<'a> {
    /// 32 hexadecimal digits in lower case, of which the first 16 are the key.
    Number([u8; 16]),
    /// Some other id, and the key.
    Other(Text<'a>, u64),
}

#[derive(Serialize, Deserialize)]
struct Record<'a> {
    id: Id<'a>,
    source: Option<Text<'a>>,
    lang: Option<Text<'a>>,
    title: Option<Text<'a>>,
    byline: Option<Text<'a>>,
    url: Option<Text<'a>>,
    own_id: Option<Text<'a>>,
    published: Option<Text<'a>>,
    version: Option<i64>,
    /// Texts of entities, dates and quotes, each once.
    texts: Vec<Text<'a>>,
    /// Entities, dates and quotes.
    numbers: Vec<u8>,
}

fn some(text: &Option<String>) -> Option<Text<'_>> {
    text.as_deref().map(Cow::Borrowed)
}

fn owned(text: Option<Text<'_>>) -> Option<String> {
    text.map(Cow::into_owned)
}

/// What is stored of an article beside its text.
pub(crate) fn pack(doc: &ArticleDoc) -> Vec<u8> {
    let mut pen = Pen { bits: Writer::default(), texts: FxHashMap::default() };
    let names = pen.entities(&doc.annotations, &doc.text);
    pen.dates(&doc.annotations);
    pen.quotes(doc, &names);
    let Pen { bits, texts } = pen;
    let record = Record {
        id: id(doc),
        source: some(&doc.source),
        lang: some(&doc.lang),
        title: some(&doc.title),
        byline: some(&doc.byline),
        url: some(&doc.url),
        own_id: some(&doc.own_id),
        published: some(&doc.published),
        version: doc.version,
        texts: in_order(texts),
        numbers: bits.finish(),
    };
    let whole = "numbers, strings and lists of known length always serialise";
    let packed = postcard::to_allocvec(&record).expect(whole);
    match Rare::of(doc) {
        // Behind the record, where readers that do not know it pass over it; of nearly all articles there is nothing.
        Some(rare) => postcard::to_extend(&rare, packed).expect(whole),
        None => packed,
    }
}

/// What few articles have. Grows at its end: a reader takes what it knows.
#[derive(Default, Serialize, Deserialize)]
struct Rare<'a> {
    /// Empty for none.
    extent: Text<'a>,
    /// Numbers of quotes, and who says them with their speakers.
    co_speakers: Vec<(usize, Cow<'a, [CoSpeaker]>)>,
}

impl<'a> Rare<'a> {
    /// Nothing if it would be empty.
    fn of(doc: &'a ArticleDoc) -> Option<Self> {
        let joint = doc.quotes.iter().enumerate().filter(|(_, quote)| !quote.co_speakers.is_empty());
        let rare = Self {
            extent: some(&doc.extent).unwrap_or_default(),
            co_speakers: joint.map(|(number, quote)| (number, Cow::Borrowed(&quote.co_speakers[..]))).collect(),
        };
        (!rare.extent.is_empty() || !rare.co_speakers.is_empty()).then_some(rare)
    }

    /// Of indexes that were written when there was no more to it the extent alone.
    fn read(bytes: &'a [u8]) -> Option<Self> {
        if bytes.is_empty() {
            return Some(Self::default());
        }
        let (extent, rest) = postcard::take_from_bytes(bytes).ok()?;
        let co_speakers = if rest.is_empty() { Vec::new() } else { postcard::from_bytes(rest).ok()? };
        Some(Self { extent, co_speakers })
    }
}

fn in_order(texts: FxHashMap<Text<'_>, usize>) -> Vec<Text<'_>> {
    let mut list: Vec<(Text<'_>, usize)> = texts.into_iter().collect();
    list.sort_unstable_by_key(|(_, number)| *number);
    list.into_iter().map(|(text, _)| text).collect()
}

/// Nothing if it is no number as it is printed here.
fn id_number(id: &str) -> Option<u128> {
    let printed = id.len() == 32 && id.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    if printed { u128::from_str_radix(id, 16).ok() } else { None }
}

fn id(doc: &ArticleDoc) -> Id<'_> {
    match id_number(&doc.article_id).filter(|number| (number >> 64) as u64 == doc.article_key) {
        Some(number) => Id::Number(number.to_be_bytes()),
        None => Id::Other(Cow::Borrowed(&doc.article_id), doc.article_key),
    }
}

impl Id<'_> {
    /// The id and the key.
    fn read(self) -> (String, u64) {
        match self {
            Self::Number(bytes) => {
                let number = u128::from_be_bytes(bytes);
                (format!("{number:032x}"), (number >> 64) as u64)
            }
            Self::Other(id, key) => (id.into_owned(), key),
        }
    }
}

/// The article again; nothing if the bytes are no such record.
pub(crate) fn unpack(packed: &[u8], text: String) -> Option<ArticleDoc> {
    let (record, rest): (Record<'_>, _) = postcard::take_from_bytes(packed).ok()?;
    let rare = Rare::read(rest)?;
    let (article_id, article_key) = record.id.read();
    let mut eye = Eye { bits: Reader::new(&record.numbers), texts: &record.texts, seen: 0 };
    let (names, entities) = eye.entities(&text)?;
    let annotations = Annotations { entities, dates: eye.dates()? };
    let mut quotes = eye.quotes(&text, &names)?;
    for (number, speakers) in rare.co_speakers {
        quotes.get_mut(number)?.co_speakers = speakers.into_owned();
    }
    Some(ArticleDoc {
        article_key,
        article_id,
        source: owned(record.source),
        lang: owned(record.lang),
        title: owned(record.title),
        byline: owned(record.byline),
        url: owned(record.url),
        own_id: owned(record.own_id),
        published: owned(record.published),
        version: record.version,
        extent: Some(rare.extent.into_owned()).filter(|extent| !extent.is_empty()),
        annotations,
        quotes,
        text,
        ..ArticleDoc::default()
    })
}

/// Writes what [`Eye`] reads: each function of the one has its like in the other.
struct Pen<'a> {
    bits: Writer,
    /// With their numbers in the order in which they were first written.
    texts: FxHashMap<Text<'a>, usize>,
}

/// Reads what [`Pen`] wrote; nothing if that cannot have been.
struct Eye<'r> {
    bits: Reader<'r>,
    texts: &'r [Text<'r>],
    /// How many texts have been met.
    seen: usize,
}

/// A distance; offsets are far below what either type holds.
fn apart(from: usize, to: usize) -> i64 {
    to as i64 - from as i64
}

impl<'a> Pen<'a> {
    /// 0 for none, 1 for one not written before, else how many were written first since, and 2.
    fn text(&mut self, text: Option<Text<'a>>) {
        let Some(text) = text else { return self.bits.number(0, 1) };
        let next = self.texts.len();
        match self.texts.get(&text) {
            Some(number) => self.bits.count(next - number + 1, 1),
            None => {
                self.bits.number(1, 1);
                self.texts.insert(text, next);
            }
        }
    }

    /// The number of one of a few words, the likeliest first; 0 and a text for another.
    fn label(&mut self, word: &'a str, known: &[&str]) {
        match known.iter().position(|known| *known == word) {
            Some(number) => self.bits.count(number + 1, 1),
            None => {
                self.bits.number(0, 1);
                self.text(Some(Cow::Borrowed(word)));
            }
        }
    }

    /// The distance of the start from `before`, and the length, with the orders in which they are written.
    fn place(&mut self, (start, end): Bounds, before: usize, orders: (u32, u32)) {
        self.bits.signed(apart(before, start), orders.0);
        self.bits.count(end.saturating_sub(start), orders.1);
    }

    fn place_if_any(&mut self, place: Option<Bounds>, before: usize) {
        self.bits.flag(place.is_some());
        if let Some(place) = place {
            self.place(place, before, (4, 2));
        }
    }
}

impl Eye<'_> {
    fn text(&mut self) -> Option<Option<String>> {
        let number = match self.bits.count(1)? {
            0 => return Some(None),
            1 => {
                self.seen += 1;
                self.seen - 1
            }
            back => self.seen.checked_sub(back - 1)?,
        };
        self.texts.get(number).map(|text| Some(text.clone().into_owned()))
    }

    fn label(&mut self, known: &[&'static str]) -> Option<Label> {
        match self.bits.count(1)? {
            0 => self.text()?.map(Cow::Owned),
            number => known.get(number - 1).map(|word| Cow::Borrowed(*word)),
        }
    }

    fn place(&mut self, before: usize, orders: (u32, u32)) -> Option<Bounds> {
        let distance = isize::try_from(self.bits.signed(orders.0)?).ok()?;
        let start = before.checked_add_signed(distance)?;
        Some((start, start.checked_add(self.bits.count(orders.1)?)?))
    }

    fn place_if_any(&mut self, before: usize) -> Option<Option<Bounds>> {
        if self.bits.flag()? { self.place(before, (4, 2)).map(Some) } else { Some(None) }
    }
}

/// A name of entities.
struct Name<'a> {
    kind: &'a str,
    words: &'a str,
    /// The first entity that is printed so.
    printed: Option<usize>,
}

/// Orders of the numbers of entities: distance, length of the first of a name.
const ENTITY: (u32, u32) = (6, 3);

impl<'a> Pen<'a> {
    /// An entity is the number of its name, or 0 for a name not met before and that name; then its place, the length
    /// as what it differs by from that of the last entity of the name. Gives the number of each name's words.
    fn entities(&mut self, notes: &'a Annotations, text: &str) -> FxHashMap<&'a str, usize> {
        let (names, numbers) = names_of(notes, text);
        self.bits.count(numbers.len(), 6);
        let (mut lengths, mut before): (Vec<usize>, usize) = (Vec::new(), 0);
        for (i, ((start, end, ..), number)) in notes.entities.iter().zip(numbers).enumerate() {
            let length = end.saturating_sub(*start);
            self.bits.count(lengths.len() - number, 3);
            if number == lengths.len() {
                let name = &names[number];
                self.label(name.kind, &ENTITIES);
                self.bits.count(name.printed.map_or(0, |printed| printed - i + 1), 0);
                if name.printed.is_none() {
                    self.text(Some(Cow::Borrowed(name.words)));
                }
                self.place((*start, *end), before, ENTITY);
                lengths.push(length);
            } else {
                self.bits.signed(apart(before, *start), ENTITY.0);
                self.bits.signed(apart(lengths[number], length), 0);
                lengths[number] = length;
            }
            before = *end;
        }
        let mut numbers = FxHashMap::default();
        names.iter().zip(0..).for_each(|(name, number)| _ = numbers.entry(name.words).or_insert(number));
        numbers
    }
}

/// The names of entities in the order in which they first come, and the number of each entity's.
fn names_of<'a>(notes: &'a Annotations, text: &str) -> (Vec<Name<'a>>, Vec<usize>) {
    let (mut names, mut known) = (Vec::<Name<'a>>::new(), FxHashMap::default());
    let mut numbers = Vec::with_capacity(notes.entities.len());
    for (i, (start, end, kind, words)) in notes.entities.iter().enumerate() {
        let number = *known.entry((&**kind, &**words)).or_insert(names.len());
        if number == names.len() {
            names.push(Name { kind, words, printed: None });
        }
        let name = &mut names[number];
        if name.printed.is_none() && text.get(*start..*end) == Some(words) {
            name.printed = Some(i);
        }
        numbers.push(number);
    }
    (names, numbers)
}

/// Type and words of a name.
type Named = (Label, Arc<str>);

/// Where the words of a name are found.
enum Found {
    Words(String),
    /// Those of the entity at this number.
    Printed(usize),
}

impl Eye<'_> {
    fn entities(&mut self, text: &str) -> Option<(Vec<Named>, Vec<EntityNote>)> {
        let (mut names, mut lengths, mut places, mut before) = (Vec::new(), Vec::<usize>::new(), Vec::new(), 0);
        for i in 0..self.bits.count(6)? {
            let number = lengths.len().checked_sub(self.bits.count(3)?)?;
            let place = if number == lengths.len() {
                let kind = self.label(&ENTITIES)?;
                let found = match self.bits.count(0)? {
                    0 => Found::Words(self.text()??),
                    ahead => Found::Printed(i.checked_add(ahead - 1)?),
                };
                names.push((kind, found));
                self.place(before, ENTITY)?
            } else {
                let start = before.checked_add_signed(isize::try_from(self.bits.signed(ENTITY.0)?).ok()?)?;
                let more = isize::try_from(self.bits.signed(0)?).ok()?;
                (start, start.checked_add(lengths[number].checked_add_signed(more)?)?)
            };
            let length = place.1 - place.0;
            match lengths.get_mut(number) {
                Some(last) => *last = length,
                None => lengths.push(length),
            }
            places.push((place, number));
            before = place.1;
        }
        let words = |found| match found {
            Found::Words(words) => Some(Arc::from(words)),
            Found::Printed(entity) => {
                let ((start, end), _) = *places.get(entity)?;
                text.get(start..end).map(Arc::from)
            }
        };
        let names: Vec<Named> =
            names.into_iter().map(|(kind, found)| Some((kind, words(found)?))).collect::<Option<_>>()?;
        let entity = |&((start, end), number): &(Bounds, usize)| {
            let (kind, name): &Named = &names[number];
            (start, end, kind.clone(), Arc::clone(name))
        };
        let entities = places.iter().map(entity).collect();
        Some((names, entities))
    }
}

/// Orders of the numbers of dates: distance, length.
const DATE: (u32, u32) = (8, 3);

/// A day as a number, in its order; days are not one apart at the ends of months. Nothing for what is no whole day as
/// ISO prints it.
fn day_number(day: &str) -> Option<i64> {
    let bytes = day.as_bytes();
    let printed = bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-';
    let part = |at: Range<usize>| {
        day.get(at)?.bytes().try_fold(0, |number, digit| match digit {
            b'0'..=b'9' => Some(10 * number + i64::from(digit - b'0')),
            _ => None,
        })
    };
    let (year, month, day) = (part(0..4)?, part(5..7)?, part(8..10)?);
    (printed && (1..=12).contains(&month) && (1..=31).contains(&day)).then(|| (year * 12 + month - 1) * 31 + day - 1)
}

/// What [`day_number`] was given.
fn day_text(number: i64) -> Option<String> {
    let (months, day) = (number.div_euclid(31), number.rem_euclid(31) + 1);
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
    let digits = [year / 1000, year / 100, year / 10, year, -1, month / 10, month, -1, day / 10, day];
    let sign = |number: i64| if number < 0 { '-' } else { char::from(b'0' + (number % 10) as u8) };
    (0..10_000).contains(&year).then(|| digits.map(sign).iter().collect())
}

impl<'a> Pen<'a> {
    fn dates(&mut self, notes: &'a Annotations) {
        self.bits.count(notes.dates.len(), 3);
        let (mut before, mut last) = (0, 0);
        for (start, end, kind, value, from, to) in &notes.dates {
            self.place((*start, *end), before, DATE);
            self.label(kind, &TIMES);
            self.day(value, &None, &mut last);
            self.day(from, value, &mut last);
            self.day(to, from, &mut last);
            before = *end;
        }
    }

    /// 0 for the same as the one before it, 1 and the distance from the last day, or 2 and a text.
    fn day(&mut self, day: &'a Option<String>, before: &Option<String>, last: &mut i64) {
        if day == before {
            return self.bits.number(0, 1);
        }
        match day.as_deref().and_then(day_number) {
            Some(number) => {
                self.bits.number(1, 1);
                self.bits.signed(number - *last, 4);
                *last = number;
            }
            None => {
                self.bits.number(2, 1);
                self.text(some(day));
            }
        }
    }
}

impl Eye<'_> {
    fn dates(&mut self) -> Option<Vec<DateNote>> {
        let (mut dates, mut before, mut last) = (Vec::new(), 0, 0);
        for _ in 0..self.bits.count(3)? {
            let (start, end) = self.place(before, DATE)?;
            let kind = self.label(&TIMES)?;
            let value = self.day(&None, &mut last)?;
            let from = self.day(&value, &mut last)?;
            let to = self.day(&from, &mut last)?;
            dates.push((start, end, kind, value, from, to));
            before = end;
        }
        Some(dates)
    }

    fn day(&mut self, before: &Option<String>, last: &mut i64) -> Option<Option<String>> {
        match self.bits.number(1)? {
            0 => Some(before.clone()),
            1 => {
                *last = last.checked_add(self.bits.signed(4)?)?;
                day_text(*last).map(Some)
            }
            _ => self.text(),
        }
    }
}

/// What reasons have in common: words of the quote they are given for.
struct Shared<'a> {
    /// The name of the speaker, the words that mention the speaker, the cue; empty if there is none.
    words: [&'a str; 3],
}

/// What stands for each of the shared words: signs that no text for people holds.
const SIGNS: [char; 3] = ['\u{1}', '\u{2}', '\u{3}'];

/// Stands before a reason that is written out, since it holds a sign itself.
const AS_IT_IS: char = '\u{0}';

impl<'a> Shared<'a> {
    /// None if a word holds one of the signs.
    fn of(name: Option<&'a str>, mention: Option<&'a str>, cue: Option<&'a str>) -> Option<Self> {
        let words = [name, mention, cue].map(Option::unwrap_or_default);
        (!words.iter().any(|word| word.contains(SIGNS))).then_some(Self { words })
    }

    /// A reason with signs for shared words: mention and cue where they stand in quote marks, the name where it follows
    /// a blank or mark. Reasons that say the same of different quotes then are the same bytes.
    fn shorten<'r>(&self, reason: &'r str) -> Text<'r> {
        if reason.starts_with(AS_IT_IS) || reason.contains(SIGNS) {
            return Cow::Owned(format!("{AS_IT_IS}{reason}"));
        }
        let (mut short, mut kept, mut at) = (String::new(), 0, 0);
        while at < reason.len() {
            let before = &reason.as_bytes()[..at];
            let in_marks = before.ends_with("“".as_bytes());
            let begins = in_marks || before.last().is_none_or(|byte| *byte == b' ');
            match if begins { self.sign(&reason[at..], in_marks) } else { None } {
                Some((sign, length)) => {
                    short.push_str(&reason[kept..at]);
                    short.push(sign);
                    at += length;
                    kept = at;
                }
                None => at += 1,
            }
        }
        if kept == 0 {
            return Cow::Borrowed(reason);
        }
        short.push_str(&reason[kept..]);
        Cow::Owned(short)
    }

    /// The sign for what a text begins with, and how long that is.
    fn sign(&self, text: &str, in_marks: bool) -> Option<(char, usize)> {
        let fits = |number: usize| {
            let word = self.words[number];
            let stands = !word.is_empty() && text.starts_with(word);
            stands && (number == 0 || (in_marks && text[word.len()..].starts_with('”')))
        };
        let number = (0..SIGNS.len()).find(|number| fits(*number))?;
        Some((SIGNS[number], self.words[number].len()))
    }

    fn lengthen(&self, short: &str) -> String {
        if let Some(reason) = short.strip_prefix(AS_IT_IS) {
            return reason.to_owned();
        }
        let mut reason = String::with_capacity(short.len() + 32);
        let mut rest = short;
        while let Some(at) = rest.find(SIGNS) {
            reason.push_str(&rest[..at]);
            let number = SIGNS.iter().position(|sign| rest[at..].starts_with(*sign));
            reason.push_str(number.map_or("", |number| self.words[number]));
            rest = &rest[at + 1..];
        }
        reason.push_str(rest);
        reason
    }
}

/// The cue that is not written out.
fn printed(text: &str, cue: Option<Bounds>) -> Option<String> {
    cue.and_then(|(start, end)| text.get(start..end)).map(str::to_lowercase)
}

/// What the reasons of a quote share; none if they are written out.
fn shared<'q>(quote: &'q StoredQuote, text: &'q str) -> Option<Shared<'q>> {
    let mention = quote.mention.and_then(|(start, end)| text.get(start..end));
    Shared::of(quote.speaker_name.as_deref(), mention, quote.cue.as_deref())
}

/// Orders of the numbers of quotes: distance, length.
const QUOTE: (u32, u32) = (7, 6);

impl<'a> Pen<'a> {
    fn quotes(&mut self, doc: &'a ArticleDoc, names: &FxHashMap<&str, usize>) {
        self.bits.count(doc.quotes.len(), 3);
        let (mut before, mut group) = (0, 0);
        for quote in &doc.quotes {
            self.place((quote.start, quote.end), before, QUOTE);
            self.speaker(quote, names);
            self.place_if_any(quote.mention, quote.end);
            self.place_if_any(quote.cue_span, quote.mention.map_or(quote.end, |mention| mention.1));
            self.text(some(&quote.role));
            self.text(if quote.cue == printed(&doc.text, quote.cue_span) { None } else { some(&quote.cue) });
            self.text(some(&quote.addressee));
            self.label(&quote.kind, &QUOTES);
            self.bits.flag(quote.group.is_some());
            if let Some(number) = quote.group {
                self.bits.signed(number.wrapping_sub(group) as i64, 0);
                group = number;
            }
            self.bits.number(thousandths(quote.confidence), 9);
            self.reasons(quote, &doc.text);
            before = quote.end;
        }
    }

    /// 0 for none, 1 and a text, or the number of a name, and 2.
    fn speaker(&mut self, quote: &'a StoredQuote, names: &FxHashMap<&str, usize>) {
        match quote.speaker_name.as_deref().map(|name| (name, names.get(name))) {
            None => self.bits.number(0, 3),
            Some((_, Some(number))) => self.bits.count(number + 2, 3),
            Some((name, None)) => {
                self.bits.number(1, 3);
                self.text(Some(Cow::Borrowed(name)));
            }
        }
        self.label(&quote.speaker_kind, &SPEAKERS);
    }

    fn reasons(&mut self, quote: &'a StoredQuote, text: &str) {
        self.bits.count(quote.evidence.len(), 1);
        let shared = shared(quote, text);
        for reason in &quote.evidence {
            let short = shared.as_ref().map_or(Cow::Borrowed(reason.as_str()), |shared| shared.shorten(reason));
            self.text(Some(short));
        }
    }
}

impl Eye<'_> {
    fn quotes(&mut self, text: &str, names: &[Named]) -> Option<Vec<StoredQuote>> {
        let (mut quotes, mut before, mut group) = (Vec::new(), 0, 0);
        for _ in 0..self.bits.count(3)? {
            let quote = self.quote(before, &mut group, text, names)?;
            before = quote.end;
            quotes.push(quote);
        }
        Some(quotes)
    }

    fn quote(&mut self, before: usize, group: &mut u64, text: &str, names: &[Named]) -> Option<StoredQuote> {
        let (start, end) = self.place(before, QUOTE)?;
        let speaker_name = match self.bits.count(3)? {
            0 => None,
            1 => self.text()?,
            number => Some(names.get(number - 2)?.1.as_ref().to_owned()),
        };
        let speaker_kind = self.label(&SPEAKERS)?;
        let mention = self.place_if_any(end)?;
        let cue_span = self.place_if_any(mention.map_or(end, |mention| mention.1))?;
        let role = self.text()?;
        let cue = self.text()?.or_else(|| printed(text, cue_span));
        let (addressee, kind) = (self.text()?, self.label(&QUOTES)?);
        let in_group = self.bits.flag()?;
        if in_group {
            *group = group.wrapping_add(self.bits.signed(0)? as u64);
        }
        let confidence = self.bits.number(9)? as f64 / 1000.0;
        let mut quote = StoredQuote {
            start,
            end,
            speaker_name,
            speaker_kind,
            mention,
            role,
            cue,
            cue_span,
            addressee,
            kind,
            group: in_group.then_some(*group),
            confidence,
            evidence: Vec::new(),
            co_speakers: Vec::new(),
        };
        quote.evidence = self.reasons(&quote, text)?;
        Some(quote)
    }

    fn reasons(&mut self, quote: &StoredQuote, text: &str) -> Option<Vec<String>> {
        let shared = shared(quote, text);
        let mut reasons = Vec::new();
        for _ in 0..self.bits.count(1)? {
            let short = self.text()??;
            reasons.push(shared.as_ref().map_or_else(|| short.clone(), |shared| shared.lengthen(&short)));
        }
        Some(reasons)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article() -> ArticleDoc {
        let own = |text: &str| Some(text.to_owned());
        let entity = |start, end, name: &str| (start, end, Label::from("PER"), Arc::from(name));
        ArticleDoc {
            article_key: u64::MAX,
            article_id: "f".repeat(32),
            text: "Tirel Said so. “Pay,” Ilse Tirel said.".to_owned(),
            title: own("Pay"),
            version: Some(-5),
            annotations: Annotations {
                entities: vec![entity(26, 36, "Ilse Tirel"), entity(0, 5, "Ilse Tirel"), entity(0, 5, "Mrs T.")],
                dates: vec![
                    (3, 9, "DATE".into(), None, own("2014-01-01"), own("2014-12-31")),
                    (9, 12, "DATE".into(), own("2014-01-05"), own("2014-01-05"), own("2014-01-05")),
                    (9, 12, "HOUR".into(), own("P1H"), None, None),
                ],
            },
            quotes: vec![StoredQuote {
                start: 18,
                end: 22,
                speaker_name: own("Ilse Tirel"),
                speaker_kind: "person".into(),
                mention: Some((26, 36)),
                cue: own("said"),
                cue_span: Some((6, 10)),
                kind: "direct".into(),
                group: Some(3),
                confidence: 0.873,
                evidence: vec![
                    "“said” beside “Ilse Tirel” after the quote: Ilse Tirel said it".to_owned(),
                    "a sign \u{1} of its own".to_owned(),
                ],
                ..StoredQuote::default()
            }],
            ..ArticleDoc::default()
        }
    }

    #[test]
    fn what_is_packed_comes_out_again() {
        let mut doc = article();
        assert_eq!(unpack(&pack(&doc), doc.text.clone()), Some(doc.clone()));
        doc.quotes[0].cue = Some("according to".to_owned());
        doc.article_id = format!("{:032x}", (u128::from(u64::MAX) << 64) + 7);
        assert_eq!(unpack(&pack(&doc), doc.text.clone()), Some(doc.clone()), "a cue that is not what stands there");
        let other = CoSpeaker { name: "Jan Brandt".to_owned(), kind: "person".into(), mention: Some((0, 3)) };
        doc.quotes[0].co_speakers.push(other);
        assert_eq!(unpack(&pack(&doc), doc.text.clone()), Some(doc.clone()), "two who say it");
        doc.extent = Some("stub".to_owned());
        assert_eq!(unpack(&pack(&doc), doc.text.clone()), Some(doc.clone()), "a beginning");
        doc.quotes[0].speaker_name = Some("Ilse\u{2}".to_owned());
        doc.article_id = "7".to_owned();
        assert_eq!(unpack(&pack(&doc), doc.text.clone()), Some(doc), "a name that holds a sign");
    }

    #[test]
    fn a_record_that_ends_with_the_extent_is_read() {
        let mut doc = article();
        let before = postcard::to_extend("stub", pack(&doc)).unwrap();
        doc.extent = Some("stub".to_owned());
        assert_eq!(unpack(&before, doc.text.clone()), Some(doc));
    }

    #[test]
    fn reasons_that_say_the_same_are_the_same() {
        let shared = |name, mention, cue| Shared::of(Some(name), Some(mention), Some(cue)).unwrap();
        let (one, other) = (shared("Ilse Tirel", "she", "said"), shared("Jan Brandt", "he", "wrote"));
        let short = one.shorten("“said” beside “she”: she is Ilse Tirel");
        assert_eq!(short, "“\u{3}” beside “\u{2}”: she is \u{1}");
        assert_eq!(one.lengthen(&short), "“said” beside “she”: she is Ilse Tirel");
        assert_eq!(other.shorten("“wrote” beside “he”: the"), "“\u{3}” beside “\u{2}”: the");
    }

    #[test]
    fn damage_is_told_and_never_panics() {
        let doc = article();
        let whole = pack(&doc);
        for at in 0..whole.len() {
            for bit in 0..8 {
                let mut damaged = whole.clone();
                damaged[at] ^= 1 << bit;
                let _: Option<ArticleDoc> = unpack(&damaged, doc.text.clone());
            }
            assert_eq!(unpack(&whole[..at], doc.text.clone()), None, "cut at {at}");
        }
    }
}
