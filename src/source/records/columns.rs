//! Tables that one JSON object holds by their columns, as pandas writes them, cut into rows:
//! `{"title": {"0": …, "1": …}, "text": {"0": …, "1": …}}`, `{"title": […], "text": […]}`, and
//! `{"columns": ["title", "text"], "index": [0, 1], "data": [[…], […]]}`.
//!
//! Decided: only where all columns have the same rows in the same order, and one of them is known to be a title, another
//! a body. What is an article stops the look at its first member that is a string.

use std::ops::Range;

use super::{Context, scan::end_of_value};
use crate::source::{
    Format, RawRecord,
    mapping::{self, Field},
};

/// Most columns; a row of more is no article.
const COLUMNS: usize = 256;

/// Most cells: of more a machine wrote numbers, no articles.
const CELLS: usize = 1 << 20;

/// What the rows may come to, in times what the table has: names stand again in each.
const GROWTH: usize = 4;

/// A value and where it begins in the object.
type Cell<'b> = (usize, &'b [u8]);

/// The rows of a table, made one after the other.
#[derive(Debug)]
pub(super) struct Rows {
    object: Vec<u8>,
    /// Where the object lay.
    start: u64,
    /// The names of the columns, quoted as they lie.
    names: Vec<Vec<u8>>,
    /// Where each cell lies in the object, row by row.
    cells: std::vec::IntoIter<Range<usize>>,
}

impl Rows {
    /// The rows of an object that began at `start`; `None` if it is no such table.
    pub(super) fn of(object: &[u8], start: u64) -> Option<Self> {
        let members = members(object, 0, COLUMNS)?;
        let (names, rows) = by_columns(&members).or_else(|| split(&members))?;
        let keys: Vec<String> = names.iter().map(|name| mapping::fold_json_key(name)).collect();
        let has = |field: Field| keys.iter().any(|key| mapping::known(field).contains(&key.as_str()));
        if rows.len() < 2 || !has(Field::Title) || !has(Field::Body) {
            return None;
        }
        let repeated = names.iter().map(|name| name.len() + 4).sum::<usize>().saturating_mul(rows.len());
        if repeated > object.len().saturating_mul(GROWTH) {
            return None;
        }
        let cells: Vec<Range<usize>> = rows.iter().flatten().map(|(at, cell)| *at..at + cell.len()).collect();
        let names = names.into_iter().map(<[u8]>::to_vec).collect();
        Some(Self { object: object.to_vec(), start, names, cells: cells.into_iter() })
    }

    /// The next row.
    pub(super) fn next(&mut self, context: &Context) -> Option<RawRecord> {
        let mut bytes = vec![b'{'];
        let mut at = None;
        for name in &self.names {
            let cell = self.cells.next()?;
            let by: &[u8] = if at.is_some() { b"," } else { b"" };
            at = at.or(Some(cell.start));
            [by, name, b":", &self.object[cell]].iter().for_each(|part| bytes.extend_from_slice(part));
        }
        bytes.push(b'}');
        Some(context.record(self.start + at? as u64, &bytes, Format::Json))
    }
}

/// The names in a list that is nothing but strings, quoted as they lie.
pub(super) fn row_of_names(list: &[u8]) -> Option<Vec<Vec<u8>>> {
    let names = items(list, 0, COLUMNS)?;
    let all = names.len() > 1 && names.iter().all(|(_, name)| name.first() == Some(&b'"'));
    all.then(|| names.into_iter().map(|(_, name)| name.to_vec()).collect())
}

/// The object that a row below a header is.
pub(super) fn row_below(names: &[Vec<u8>], list: &[u8]) -> Option<Vec<u8>> {
    let cells = items(list, 0, COLUMNS)?;
    if names.is_empty() || cells.len() != names.len() {
        return None;
    }
    Some(object(names.iter().zip(cells).map(|(name, (_, cell))| (name.as_slice(), cell))))
}

/// The object that a list of members is, each of which names itself: `[{"name": "title", "value": …}, …]`.
pub(super) fn named_members(list: &[u8]) -> Option<Vec<u8>> {
    let pairs: Option<Vec<(&[u8], &[u8])>> = items(list, 0, COLUMNS)?
        .into_iter()
        .map(|(_, item)| {
            // Not at the root: a string says of an object there that it is no table.
            let members = members(item, 1, COLUMNS)?;
            let under = |wanted: &[&[u8]]| members.iter().find(|(key, _)| wanted.contains(key)).map(|(_, cell)| cell.1);
            let name = under(&[b"\"name\"", b"\"key\"", b"\"field\""]).filter(|name| name.first() == Some(&b'"'))?;
            Some((name, under(&[b"\"value\""])?))
        })
        .collect();
    pairs.filter(|pairs| pairs.len() > 1).map(|pairs| object(pairs.into_iter()))
}

fn object<'b>(members: impl Iterator<Item = (&'b [u8], &'b [u8])>) -> Vec<u8> {
    let mut out = vec![b'{'];
    for (name, value) in members {
        let by: &[u8] = if out.len() > 1 { b"," } else { b"" };
        [by, name, b":", value].iter().for_each(|part| out.extend_from_slice(part));
    }
    out.push(b'}');
    out
}

/// Whether an object that begins so may be such a table, and is worth more room than one article.
pub(super) fn may_be(head: &[u8]) -> bool {
    let key = |at: usize| -> Option<(&[u8], usize)> {
        let at = passed(head, at, b"");
        let end = at + end_of_value(head.get(at..).filter(|rest| rest.first() == Some(&b'"'))?)?;
        let colon = passed(head, end, b"");
        (head.get(colon) == Some(&b':')).then(|| (&head[at..end], passed(head, colon + 1, b"")))
    };
    let Some((_, value)) = (head.first() == Some(&b'{')).then(|| key(1)).flatten() else { return false };
    match head.get(value) {
        Some(b'[') => matches!(head.get(passed(head, value + 1, b"")), Some(b'"' | b'0'..=b'9' | b'n')),
        Some(b'{') => key(value + 1).is_some_and(|(row, _)| row[1..row.len() - 1].iter().all(u8::is_ascii_digit)),
        _ => false,
    }
}

/// The names of columns, quoted as they lie, and the rows of cells.
type Table<'b> = (Vec<&'b [u8]>, Vec<Vec<Cell<'b>>>);

/// A column under each key: an object whose keys are the rows, or a list.
fn by_columns<'b>(members: &[(&'b [u8], Cell<'b>)]) -> Option<Table<'b>> {
    /// Longest key of a text in one of several languages: what looks so is no table.
    const LANGUAGE: usize = 4;
    let mut rows: Vec<Vec<Cell<'b>>> = Vec::new();
    let mut keys: Vec<&[u8]> = Vec::new();
    for (at, (_, (from, column))) in members.iter().enumerate() {
        if at > 0 && keys.len().saturating_mul(at) > CELLS {
            return None;
        }
        let cells: Vec<(&[u8], Cell<'b>)> = match column.first()? {
            b'{' => self::members(column, *from, CELLS)?,
            b'[' => items(column, *from, CELLS)?.into_iter().map(|cell| (&column[..0], cell)).collect(),
            _ => return None,
        };
        if at == 0 {
            keys = cells.iter().map(|(key, _)| *key).collect();
            rows = vec![Vec::with_capacity(members.len()); cells.len()];
        }
        if keys.len() != cells.len() || keys.iter().zip(&cells).any(|(key, (other, _))| key != other) {
            return None;
        }
        rows.iter_mut().zip(cells).for_each(|(row, (_, cell))| row.push(cell));
    }
    let is_language = |key: &&[u8]| key.len() <= LANGUAGE + 2 && key.iter().any(u8::is_ascii_alphabetic);
    (!keys.iter().any(is_language)).then(|| (members.iter().map(|(name, _)| *name).collect(), rows))
}

/// The names of all columns, and each row as a list.
fn split<'b>(members: &[(&'b [u8], Cell<'b>)]) -> Option<Table<'b>> {
    const NAMES: [&str; 5] = ["columns", "header", "headers", "fields", "columnnames"];
    const ROWS: [&str; 3] = ["data", "rows", "values"];
    const OTHERS: [&str; 5] = ["index", "indexnames", "columnnames", "count", "total"];
    let keys: Vec<String> = members.iter().map(|(key, _)| mapping::fold_json_key(key)).collect();
    if !keys.iter().all(|key| [&NAMES[..], &ROWS, &OTHERS].iter().any(|known| known.contains(&key.as_str()))) {
        return None;
    }
    let under = |wanted: &[&str]| {
        let at = wanted.iter().find_map(|wanted| keys.iter().position(|key| key == wanted));
        at.map(|at| members[at].1)
    };
    let (from, columns) = under(&NAMES)?;
    let names: Vec<&[u8]> = items(columns, from, COLUMNS)?.into_iter().map(|(_, name)| name).collect();
    let (from, data) = under(&ROWS)?;
    let row = |(from, row): Cell<'b>| items(row, from, COLUMNS).filter(|row| row.len() == names.len());
    let rows: Option<Vec<Vec<Cell<'b>>>> = items(data, from, CELLS)?.into_iter().map(row).collect();
    Some((names, rows?))
}

/// The members of the object at the beginning of `bytes`, which lie at `base`; `None` if it is none, or has more.
fn members(bytes: &[u8], base: usize, most: usize) -> Option<Vec<(&[u8], Cell<'_>)>> {
    let mut at = 1;
    let mut all = Vec::new();
    if bytes.first() != Some(&b'{') {
        return None;
    }
    loop {
        at = passed(bytes, at, b",");
        match bytes.get(at)? {
            b'}' => return Some(all),
            b'"' if all.len() < most => {}
            _ => return None,
        }
        let key = &bytes[at..at + end_of_value(&bytes[at..])?];
        at = passed(bytes, at + key.len(), b":");
        // An article has strings, a table has none here.
        if matches!(bytes.get(at)?, b'"') && base == 0 {
            return None;
        }
        let value = value(&bytes[at..])?;
        all.push((key, (base + at, value)));
        at += value.len();
    }
}

/// The elements of the list at the beginning of `bytes`, which lie at `base`; `None` if it is none, or has more.
fn items(bytes: &[u8], base: usize, most: usize) -> Option<Vec<Cell<'_>>> {
    let mut at = 1;
    let mut all = Vec::new();
    if bytes.first() != Some(&b'[') {
        return None;
    }
    loop {
        at = passed(bytes, at, b",");
        if *bytes.get(at)? == b']' {
            return Some(all);
        }
        if all.len() >= most {
            return None;
        }
        let value = value(&bytes[at..])?;
        all.push((base + at, value));
        at += value.len();
    }
}

/// The first place behind white space and these bytes.
fn passed(bytes: &[u8], at: usize, also: &[u8]) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().take_while(|byte| byte.is_ascii_whitespace() || also.contains(byte)).count()
}

/// The value at the beginning of `bytes`, a number or word too.
fn value(bytes: &[u8]) -> Option<&[u8]> {
    let length = match bytes.first()? {
        b'"' | b'{' | b'[' => end_of_value(bytes)?,
        _ => bytes.iter().take_while(|byte| !byte.is_ascii_whitespace() && !b",]}".contains(byte)).count(),
    };
    (length > 0).then(|| &bytes[..length])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tables_may_be_tables() {
        for (head, expected) in [
            (r#"{"title": {"0": "Ferry to stay", "1": "#, true),
            (r#"{"columns":["title","text"],"index":[0,"#, true),
            (r#"{ "title" : [ "Ferry to stay", "#, true),
            (r#"{"articles": [{"title": "Ferry to stay"}"#, false),
            (r#"{"title": {"en": "Ferry to stay"}"#, false),
            (r#"{"title": "Ferry to stay""#, false),
            (r#"{"title": {"#, false),
            ("{", false),
            ("", false),
        ] {
            assert_eq!(may_be(head.as_bytes()), expected, "{head}");
        }
    }
}
