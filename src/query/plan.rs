//! From a syntax tree to a tantivy query over one kind of document.
//!
//! Every condition becomes a set of documents of that kind. A condition on the article (`title:`, `byline:`, `path:`,
//! `url:`, `id:`) is put to the article or place documents first; the articles found then filter by their keys.

use std::{ops::Bound, path::MAIN_SEPARATOR};

use index_schema::{DocKind, Fields, analyzer};
use tantivy::{
    Searcher, Term,
    query::{
        AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhrasePrefixQuery, PhraseQuery, Query,
        RangeQuery, TermQuery,
    },
    schema::{self, IndexRecordOption},
};

use crate::names::Names;

use super::{
    around::Around,
    ast::{Ast, Field, Form, KindValue, Leaf, Near, Value},
    collect::Keys,
    dates::{Days, epoch_day, period},
    either::either,
    even::Even,
    filter::{Filter, OfArticles, Settled},
    leaf,
    matcher::Matcher,
    near::Proximity,
    said::{SaidRow, Where},
};

/// What the words said weigh against the paragraph round them.
const SAID_BOOST: f32 = 3.0;

/// Words a `"prefix phra*"` stands for at most, in the order of the alphabet. tantivy's default of 50 silently loses
/// common phrases; this many covers any two letters of a dictionary of half a million words.
const PHRASE_EXPANSIONS: u32 = 20_000;

/// Slack for thousandths of confidence as typed, which are no round numbers in binary.
const ROUNDING: f64 = 1e-6;

type Boxed = Box<dyn Query>;

/// Makes queries over documents of one kind.
#[derive(Clone, Copy)]
pub(crate) struct Planner<'a> {
    /// Where article conditions are looked up.
    pub(crate) searcher: &'a Searcher,
    /// The schema.
    pub(crate) fields: &'a Fields,
    /// Which names are one person's.
    pub(crate) names: &'a Names,
    /// What is to be found.
    pub(crate) unit: DocKind,
}

/// Filters without ranking.
pub(crate) fn unscored(query: impl Query) -> Boxed {
    Box::new(ConstScoreQuery::new(Box::new(query), 0.0))
}

/// Ranked by scores that add up in any order.
fn even(query: impl Query) -> Boxed {
    Box::new(Even(Box::new(query)))
}

/// All of these.
pub(crate) fn all_of(parts: Vec<Boxed>) -> Boxed {
    Box::new(BooleanQuery::new(parts.into_iter().map(|part| (Occur::Must, part)).collect()))
}

/// Any of these.
pub(crate) fn any_of(parts: Vec<Boxed>) -> Boxed {
    Box::new(BooleanQuery::new(parts.into_iter().map(|part| (Occur::Should, part)).collect()))
}

/// Documents with exactly this text in an exact field.
pub(crate) fn exactly(field: schema::Field, text: &str) -> Boxed {
    unscored(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic))
}

/// Documents with this number.
pub(crate) fn numbered(field: schema::Field, number: u64) -> Boxed {
    unscored(TermQuery::new(Term::from_field_u64(field, number), IndexRecordOption::Basic))
}

impl<'a> Planner<'a> {
    /// The same index, another kind of document.
    pub(crate) fn over(&self, unit: DocKind) -> Self {
        Self { unit, ..*self }
    }

    /// Documents of this kind that `ast` holds of.
    pub(crate) fn query(&self, ast: &Ast) -> tantivy::Result<Boxed> {
        let query = self.tree(ast)?;
        Ok(if self.is_anchored(ast) { query } else { self.of_unit(query) })
    }

    /// Whether only documents of this kind can have what `ast` asks for: then their kind need not be looked at, which
    /// for a common word takes longer than the word.
    fn is_anchored(&self, ast: &Ast) -> bool {
        match ast {
            Ast::All | Ast::Not(_) => false,
            Ast::Leaf(leaf) => self.is_own(leaf),
            Ast::Boost(part, _) => self.is_anchored(part),
            Ast::And(parts) => parts.iter().any(|part| self.is_anchored(part)),
            Ast::Or(parts) => parts.iter().all(|part| self.is_anchored(part)),
            Ast::Near(near) => near.parts.iter().all(|part| self.is_anchored(part)),
        }
    }

    /// Whether the field is one that only this kind of document has.
    fn is_own(&self, leaf: &Leaf) -> bool {
        let words = matches!(leaf.value, Value::Text { .. } | Value::Pattern(_) | Value::Regex(_));
        match self.unit {
            DocKind::Passage => words && leaf.field == Field::Any,
            DocKind::Quote => {
                use Field::{Any, Cue, Role, Said, Speaker, To};
                words && matches!(leaf.field, Any | Cue | Role | Said | Speaker | To)
            }
            _ => false,
        }
    }

    /// Documents of this kind among those of `query`.
    pub(crate) fn of_unit(&self, query: Boxed) -> Boxed {
        all_of(vec![query, exactly(self.fields.doc, self.unit.term())])
    }

    /// Documents of this kind that one condition holds of.
    pub(crate) fn leaf_query(&self, leaf: &Leaf) -> tantivy::Result<Boxed> {
        Ok(self.of_unit(self.leaf(leaf)?))
    }

    // Recursion is bounded by `grammar::MAX_DEPTH`.
    fn tree(&self, ast: &Ast) -> tantivy::Result<Boxed> {
        match ast {
            Ast::All => Ok(unscored(AllQuery)),
            Ast::Leaf(leaf) => self.leaf(leaf),
            Ast::Or(parts) => Ok(any_of(parts.iter().map(|part| self.tree(part)).collect::<Result<_, _>>()?)),
            Ast::And(parts) => self.conjunction(parts),
            Ast::Not(_) => self.conjunction(std::slice::from_ref(ast)),
            Ast::Near(near) => self.near(near),
            Ast::Boost(part, tenths) => Ok(Box::new(BoostQuery::new(self.tree(part)?, f32::from(*tenths) / 10.0))),
        }
    }

    fn conjunction(&self, parts: &[Ast]) -> tantivy::Result<Boxed> {
        let mut clauses = Vec::with_capacity(parts.len() + 1);
        for part in parts {
            clauses.push(match part {
                Ast::Not(part) => (Occur::MustNot, Box::new(Settled(self.tree(part)?)) as Boxed),
                part => (Occur::Must, self.tree(part)?),
            });
        }
        // Exclusions alone match nothing in tantivy: they exclude from everything.
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, unscored(AllQuery)));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    /// Words near one another rank by the words.
    pub(crate) fn near(&self, near: &Near) -> tantivy::Result<Boxed> {
        let Some(first) = first_leaf(&near.parts) else { return Ok(Box::new(EmptyQuery)) };
        if self.unit == DocKind::Article && first.is_of_passages() {
            let passages = self.over(DocKind::Passage);
            return Ok(self.having_keys(passages.keys(passages.near(near)?)?));
        }
        if self.unit != DocKind::Article && matches!(first.field, Field::Title | Field::Byline | Field::Source) {
            let articles = self.over(DocKind::Article);
            return Ok(self.having_keys(articles.keys(articles.near(near)?)?));
        }
        let proximity = Proximity::of_near(near);
        let together = match (first.field, self.unit) {
            (Field::Any, DocKind::Quote) => {
                let said = proximity.clone().query(self.fields, DocKind::Quote, Where::Said);
                let body = Where::Field(self.fields.body);
                either(vec![said, self.around(|passages| proximity.query(passages.fields, DocKind::Passage, body))])
            }
            (field, unit) => self.in_fields(field, |place| proximity.clone().query(self.fields, unit, place)),
        };
        let words = near.parts.iter().map(|part| self.tree(part)).collect::<Result<Vec<_>, _>>()?;
        Ok(Box::new(BooleanQuery::new(vec![(Occur::Must, unscored(together)), (Occur::Must, any_of(words))])))
    }

    /// What holds of an article, as the documents of this kind that it holds of.
    fn of_articles(&self, articles: Boxed) -> Boxed {
        if self.unit == DocKind::Article { articles } else { unscored(OfArticles(articles)) }
    }

    /// Quotes that touch the passages found.
    fn around(&self, find: impl FnOnce(Self) -> Boxed) -> Boxed {
        Box::new(Around(find(self.over(DocKind::Passage))))
    }

    /// What `find` finds where a query field looks for words, for this kind of document.
    fn in_fields(&self, field: Field, find_in: impl Fn(Where) -> Boxed) -> Boxed {
        let f = self.fields;
        let find = |field| find_in(Where::Field(field));
        match field {
            Field::Any => find(f.body),
            Field::Speaker => find(f.speaker),
            Field::Said => find_in(Where::Said),
            // Of a passage only what is neither person, organisation nor place stands in `about`.
            Field::About if self.unit == DocKind::Passage => {
                either([f.about, f.person, f.org, f.place].map(find).into())
            }
            Field::About => find(f.about),
            Field::Person => find(f.person),
            Field::Org => find(f.org),
            Field::Place => find(f.place),
            Field::Source => find(f.source),
            Field::To => find(f.addressee),
            Field::Role => find(f.role),
            Field::Cue => find(f.cue),
            Field::Title => find(f.title),
            Field::Byline => find(f.byline),
            // The others are no words.
            _ => Box::new(EmptyQuery),
        }
    }

    fn leaf(&self, leaf: &Leaf) -> tantivy::Result<Boxed> {
        if self.unit == DocKind::Article && leaf.is_of_passages() {
            let keys = self.over(DocKind::Passage).keys_of(leaf)?;
            return Ok(self.having_keys(keys));
        }
        match (leaf.field, &leaf.value) {
            (Field::Date, Value::Days(days)) => Ok(self.published(days)),
            (Field::Date, _) => Ok(self.published(&Days { from: None, to: None })),
            (Field::Mentions, value) => Ok(self.mentioning(value)),
            (Field::Confidence, value) => Ok(self.confidence(value)),
            (Field::Kind, value) => Ok(self.kind(value)),
            (Field::Speaker, Value::Unknown) => Ok(exactly(self.fields.speaker_kind, "unknown")),
            (Field::Lang, value) => Ok(self.lang(value)),
            (Field::Cluster, Value::Cluster(key)) => Ok(self.of_articles(numbered(self.fields.cluster, *key))),
            (Field::Cluster, _) => Ok(unscored(AllQuery)),
            (Field::Title | Field::Byline | Field::Url | Field::Id, _) => {
                Ok(self.of_articles(self.article_condition(leaf)))
            }
            (Field::Path, value) => Ok(self.having_keys(self.keys_at(value)?)),
            (field, value) => Ok(self.words(field, value)),
        }
    }

    /// Words in the fields where the query field looks, for this kind of document.
    fn words(&self, field: Field, value: &Value) -> Boxed {
        let f = self.fields;
        let has = |place| self.text(place, value);
        match field {
            Field::Any if self.unit == DocKind::Quote => {
                let round = self.around(|passages| passages.text(Where::Field(f.body), value));
                either(vec![Box::new(BoostQuery::new(has(Where::Said), SAID_BOOST)), round])
            }
            Field::Speaker => self.speaker(value),
            Field::About | Field::Person => self.in_fields(field, |place| self.with_names(place, value)),
            Field::Source if is_whole(value) => self.of_articles(whole(f.source_exact, value)),
            Field::Source => self.of_articles(has(Where::Field(f.source))),
            field => self.in_fields(field, has),
        }
    }

    /// Documents with these words there.
    fn text(&self, place: Where, value: &Value) -> Boxed {
        if let Some(loose) = Proximity::of_loose(value) {
            let words = loose.words().map(|word| self.word(place, word)).collect();
            return all_of(vec![unscored(loose.query(self.fields, self.unit, place)), any_of(words)]);
        }
        if !matches!(value, Value::Text { .. } | Value::Pattern(_) | Value::Regex(_)) {
            return self.any_word(place);
        }
        let mut row = Matcher::row(&mut analyzer::news(), value);
        match (row.as_slice(), place) {
            ([], _) => Box::new(EmptyQuery),
            ([Matcher::Word(word)], _) => self.word(place, word),
            ([_], _) => Box::new(Filter::words(self.fields, place, row.swap_remove(0))),
            (_, Where::Field(field)) => phrase(field, &row),
            (_, Where::Said) => self.said_row(row),
        }
    }

    /// Documents with this word there.
    fn word(&self, place: Where, word: &str) -> Boxed {
        match place {
            Where::Field(field) => {
                even(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs))
            }
            Where::Said => even(SaidRow::new(self.fields, [word])),
        }
    }

    /// Documents with any word there.
    fn any_word(&self, place: Where) -> Boxed {
        match place {
            Where::Field(field) => unscored(Filter::terms(field, "", |_| true)),
            Where::Said => {
                let one = Bound::Included(Term::from_field_u64(self.fields.said_words, 1));
                unscored(RangeQuery::new(one, Bound::Unbounded))
            }
        }
    }

    /// Quotes with these words in a row, of which the last may be the beginning of one; ranked by the whole ones.
    fn said_row(&self, row: Vec<Matcher>) -> Boxed {
        let whole =
            row.iter().map_while(|word| if let Matcher::Word(word) = word { Some(word.as_str()) } else { None });
        let whole = SaidRow::new(self.fields, whole);
        if row.last().is_some_and(|last| matches!(last, Matcher::Word(_))) {
            return even(whole);
        }
        let all = Proximity::of_row(row).query(self.fields, DocKind::Quote, Where::Said);
        all_of(vec![unscored(all), even(whole)])
    }

    fn speaker(&self, value: &Value) -> Boxed {
        let unknown = || exactly(self.fields.speaker_kind, "unknown");
        match value {
            Value::Present => {
                let clauses = vec![(Occur::Must, unscored(AllQuery)), (Occur::MustNot, unknown())];
                Box::new(BooleanQuery::new(clauses))
            }
            value if is_whole(value) => whole(self.fields.speaker_name, value),
            value => self.with_names(Where::Field(self.fields.speaker), value),
        }
    }

    /// The words, or another name of a person one of whose names has them.
    fn with_names(&self, place: Where, value: &Value) -> Boxed {
        let words = self.text(place, value);
        let Value::Text { form: Form::Word | Form::Phrase, .. } = value else { return words };
        let wanted = Matcher::row(&mut analyzer::news(), value);
        let others = names_of(self.names, &wanted);
        if others.is_empty() {
            return words;
        }
        let of_speaker = place == Where::Field(self.fields.speaker);
        let named = |name: &String| -> Boxed {
            if of_speaker {
                return exactly(self.fields.speaker_name, name);
            }
            let whole = Value::Text { text: name.clone(), form: Form::Phrase };
            unscored(self.text(place, &whole))
        };
        either(std::iter::once(words).chain(others.iter().map(named)).collect())
    }

    /// Published on one of these days; an article of which only the month or year is known, if one of its days is.
    fn published(&self, days: &Days) -> Boxed {
        let f = self.fields;
        let term = |field, day| Bound::Included(Term::from_field_i64(field, epoch_day(day)));
        // tantivy cannot take a range that is open on both sides; every dated article lies above the least number.
        let least = |field| Bound::Included(Term::from_field_i64(field, i64::MIN));
        let to = days.to.map_or(Bound::Unbounded, |day| term(f.published_from, day));
        let from = days.from.map_or_else(|| least(f.published_to), |day| term(f.published_to, day));
        let begins = RangeQuery::new(least(f.published_from), to);
        let ends = RangeQuery::new(from, Bound::Unbounded);
        self.of_articles(all_of(vec![unscored(begins), unscored(ends)]))
    }

    fn mentioning(&self, value: &Value) -> Boxed {
        let days = match value {
            Value::Days(days) => *days,
            _ => Days { from: None, to: None },
        };
        let overlaps = move |term: &[u8]| {
            let named = std::str::from_utf8(term).ok().and_then(|term| period(term).ok());
            named.is_some_and(|named| days.overlap(named))
        };
        unscored(Filter::terms(self.fields.mentions, "", overlaps))
    }

    fn confidence(&self, value: &Value) -> Boxed {
        let Value::Numbers(from, to) = value else { return unscored(AllQuery) };
        let term = |number: f64| Term::from_field_u64(self.fields.confidence, number as u64);
        let thousandths = |number: f64| (number * 1000.0 - ROUNDING, number * 1000.0 + ROUNDING);
        let from = match from {
            Bound::Included(number) => Bound::Included(term(thousandths(*number).0.ceil())),
            Bound::Excluded(number) => Bound::Excluded(term(thousandths(*number).1.floor())),
            Bound::Unbounded => Bound::Unbounded,
        };
        let to = match to {
            Bound::Included(number) => Bound::Included(term(thousandths(*number).1.floor())),
            Bound::Excluded(number) => Bound::Excluded(term(thousandths(*number).0.ceil())),
            Bound::Unbounded => Bound::Unbounded,
        };
        unscored(RangeQuery::new(from, to))
    }

    fn kind(&self, value: &Value) -> Boxed {
        let is_quote = self.unit == DocKind::Quote;
        match value {
            Value::Kind(KindValue::Passage) if is_quote => Box::new(EmptyQuery),
            // An article is made of passages.
            Value::Kind(KindValue::Passage) => unscored(AllQuery),
            Value::Kind(kind) => exactly(self.fields.kind, kind.name()),
            _ if is_quote => unscored(AllQuery),
            _ => Box::new(EmptyQuery),
        }
    }

    /// `en` is any English, `en-GB` only that one.
    fn lang(&self, value: &Value) -> Boxed {
        let wanted = match value {
            Value::Text { text, .. } => text.to_ascii_lowercase(),
            _ => return self.of_articles(unscored(Filter::terms(self.fields.lang, "", |_| true))),
        };
        let matches = move |term: &[u8]| {
            let (head, tail) = term.split_at(wanted.len().min(term.len()));
            head.eq_ignore_ascii_case(wanted.as_bytes()) && tail.first().is_none_or(|&b| matches!(b, b'-' | b'_'))
        };
        self.of_articles(unscored(Filter::terms(self.fields.lang, "", matches)))
    }

    /// Articles of which a condition on their own text or marks holds.
    fn article_condition(&self, leaf: &Leaf) -> Boxed {
        let f = self.fields;
        let typed = typed(&leaf.value);
        match leaf.field {
            Field::Title => self.text(Where::Field(f.title), &leaf.value),
            Field::Byline => self.text(Where::Field(f.byline), &leaf.value),
            Field::Id => unscored(Filter::terms(f.article_id, typed, |_| true)),
            _ => {
                let wanted = typed.to_ascii_lowercase();
                let found = move |term: &[u8]| holds(&term.to_ascii_lowercase(), wanted.as_bytes());
                unscored(Filter::terms(f.url, "", found))
            }
        }
    }

    /// Keys of the articles that lay at a path with these letters in it, sorted.
    fn keys_at(&self, value: &Value) -> tantivy::Result<Vec<u64>> {
        let typed = typed(value).to_owned();
        let found = move |term: &[u8]| holds(term, typed.as_bytes());
        self.over(DocKind::Place).keys(unscored(Filter::terms(self.fields.path, "", found)))
    }

    /// Keys of the articles that have a document of this kind for which the condition holds, sorted.
    pub(crate) fn keys_of(&self, leaf: &Leaf) -> tantivy::Result<Vec<u64>> {
        self.keys(self.leaf(leaf)?)
    }

    /// Keys of the articles that lay at or under one of these absolute paths, sorted; none if that is all of them.
    pub(crate) fn keys_within(&self, roots: &[String]) -> tantivy::Result<Option<Vec<u64>>> {
        for root in roots {
            if self.is_all_below(root)? {
                return Ok(None);
            }
        }
        let under = |root: &String| -> Boxed {
            let root = root.trim_end_matches(MAIN_SEPARATOR).as_bytes().to_vec();
            let length = root.len();
            let inside = move |path: &[u8]| path.get(length).is_none_or(|&b| b == MAIN_SEPARATOR as u8);
            unscored(Filter::terms(self.fields.path, root, inside))
        };
        self.over(DocKind::Place).keys(any_of(roots.iter().map(under).collect())).map(Some)
    }

    /// Whether no path of the index lies outside this folder: then nothing need be filtered, which is the common case.
    fn is_all_below(&self, root: &str) -> tantivy::Result<bool> {
        let below = format!("{}{}", root.trim_end_matches(MAIN_SEPARATOR), MAIN_SEPARATOR).into_bytes();
        let mut beyond = below.clone();
        // The separator is an ASCII sign, so the one after it exists; `beyond` is the first string past the folder.
        beyond.iter_mut().last().into_iter().for_each(|last| *last += 1);
        for reader in self.searcher.segment_readers() {
            let index = reader.inverted_index(self.fields.path)?;
            let before = index.terms().range().lt(&below).into_stream()?.advance();
            if before || index.terms().range().ge(&beyond).into_stream()?.advance() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Keys of the articles of the documents found, sorted.
    pub(crate) fn keys(&self, query: Boxed) -> tantivy::Result<Vec<u64>> {
        let keys = if self.unit == DocKind::Place { Keys::Places } else { Keys::Articles };
        self.searcher.search(&self.of_unit(query), &keys)
    }

    /// Documents of the articles with these keys, which are sorted.
    pub(crate) fn having_keys(&self, keys: Vec<u64>) -> Boxed {
        unscored(Filter::keys(self.fields.article_key, keys))
    }
}

/// Names that do not have the words themselves, of persons who have a name that does.
fn names_of(names: &Names, wanted: &[Matcher]) -> Vec<String> {
    let mut analyzer = analyzer::news();
    let mut others = Vec::new();
    // A name that is asked for has its first word in some name: most groups are refused without being cut into words.
    let Some(Matcher::Word(first)) = wanted.first() else { return others };
    let may = |name: &str| !name.is_ascii() || holds_in_any_case(name, first);
    for group in names.groups().filter(|group| group.iter().any(|name| may(name))) {
        let mut has = |name: &String| {
            let tokens = leaf::tokens(&mut analyzer, name);
            tokens.windows(wanted.len()).any(|row| row.iter().zip(wanted).all(|(word, wanted)| wanted.matches(word)))
        };
        let (with, without): (Vec<&String>, Vec<&String>) = group.iter().partition(|name| has(name));
        if !with.is_empty() {
            others.extend(without.into_iter().take(MOST_NAMES - others.len().min(MOST_NAMES)).cloned());
        }
    }
    others
}

/// Most names a condition is widened by; a bare first name would else bring in half the archive.
const MOST_NAMES: usize = 512;

fn holds_in_any_case(name: &str, word: &str) -> bool {
    name.as_bytes().windows(word.len().max(1)).any(|row| row.eq_ignore_ascii_case(word.as_bytes()))
}

/// Documents with these words in a row in a field, of which the last may be the beginning of one.
fn phrase(field: schema::Field, row: &[Matcher]) -> Boxed {
    let terms = row.iter().map(|word| Term::from_field_text(field, &word.prefix())).collect();
    if row.last().is_none_or(|last| matches!(last, Matcher::Word(_))) {
        return even(PhraseQuery::new(terms));
    }
    let mut query = PhrasePrefixQuery::new(terms);
    query.set_max_expansions(PHRASE_EXPANSIONS);
    even(query)
}

fn is_whole(value: &Value) -> bool {
    matches!(value, Value::Text { form: Form::Whole, .. })
}

/// Documents whose exact field is this name, in any case and with any accents.
fn whole(field: schema::Field, value: &Value) -> Boxed {
    let Value::Text { text, .. } = value else { return Box::new(EmptyQuery) };
    let wanted = leaf::tokens(&mut analyzer::news(), text);
    let found = move |term: &[u8]| {
        // Folding changes lengths little; most terms are refused before they are folded.
        let first = wanted.first().and_then(|word| word.chars().next());
        let begins = term.iter().find(|b| b.is_ascii_alphanumeric()).map(|b| char::from(b.to_ascii_lowercase()));
        let may = !term.is_ascii() || begins == first;
        may && std::str::from_utf8(term).is_ok_and(|term| leaf::tokens(&mut analyzer::news(), term) == wanted)
    };
    unscored(Filter::terms(field, "", found))
}

/// The first condition of words that are to stand near one another; all are in one field.
fn first_leaf(parts: &[Ast]) -> Option<&Leaf> {
    let mut first = None;
    parts.first()?.visit(&mut |leaf, _| first = first.or(Some(leaf)));
    first
}

/// The text of a value that is one; else all is meant.
fn typed(value: &Value) -> &str {
    match value {
        Value::Text { text, .. } | Value::IdPrefix(text) => text,
        _ => "",
    }
}

fn holds(text: &[u8], wanted: &[u8]) -> bool {
    memchr::memmem::find(text, wanted).is_some()
}
