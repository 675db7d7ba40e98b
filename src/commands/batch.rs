//! Queries from a file: one a line, one between zero bytes, or one a row of a table.

use std::{
    fs::File,
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use anyhow::{Context as _, anyhow, bail, ensure};

/// Most bytes of a file of queries: some hundred thousand of them.
const MOST_BYTES: u64 = 64 << 20;

/// Where queries come from, and what parts them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The file; `-` is standard input.
    pub file: PathBuf,
    /// What parts them.
    pub form: Form,
}

/// What parts queries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// Ends of lines; empty lines and those that begin with `#` are passed over.
    Lines,
    /// Zero bytes.
    Zeros,
    /// Rows of a CSV or TSV with a line of names, of which this column (its name or its number from 1) is taken.
    Column(String),
}

/// A query of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// As it was written.
    pub query: String,
    /// Line it begins on, from 1; of zero-ended queries its number.
    pub line: u64,
}

impl Source {
    /// Reads the queries, in order.
    ///
    /// # Errors
    /// If the file cannot be read, is no UTF-8, or lacks the column; the message names it and the place.
    pub fn read(&self) -> anyhow::Result<Vec<Item>> {
        let name = self.file.display().to_string();
        let mut bytes = Vec::new();
        let input: &mut dyn io::Read = if self.file == Path::new("-") {
            &mut io::stdin().lock()
        } else {
            &mut File::open(&self.file).context(name.clone())?
        };
        input.take(MOST_BYTES + 1).read_to_end(&mut bytes).context(name.clone())?;
        ensure!(bytes.len() as u64 <= MOST_BYTES, "{name}: longer than {MOST_BYTES} bytes; split it");
        let text = String::from_utf8(bytes).map_err(|error| {
            anyhow!("{name}: byte {} is no UTF-8; save it as UTF-8", error.utf8_error().valid_up_to())
        })?;
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
        match &self.form {
            Form::Lines => Ok(lines(text)),
            Form::Zeros => Ok(zeros(text)),
            Form::Column(column) => rows(text, column).with_context(|| name),
        }
    }
}

fn lines(text: &str) -> Vec<Item> {
    let numbered = text.lines().zip(1..);
    let asked = numbered.filter(|(line, _)| !line.trim().is_empty() && !line.starts_with('#'));
    asked.map(|(query, line)| Item { query: query.to_owned(), line }).collect()
}

fn zeros(text: &str) -> Vec<Item> {
    let asked = text.split('\0').zip(1..).filter(|(query, _)| !query.trim().is_empty());
    asked.map(|(query, line)| Item { query: query.to_owned(), line }).collect()
}

fn rows(text: &str, column: &str) -> anyhow::Result<Vec<Item>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(delimiter(text)).from_reader(text.as_bytes());
    let names = reader.headers()?.clone();
    let at = match names.iter().position(|name| name.trim() == column) {
        Some(at) => at,
        None => match column.parse::<usize>() {
            Ok(number) if (1..=names.len()).contains(&number) => number - 1,
            _ => bail!("no column `{column}`; there are {}", names.iter().collect::<Vec<_>>().join(", ")),
        },
    };
    let mut items = Vec::new();
    for row in reader.into_records() {
        let row = row?;
        let query = row.get(at).unwrap_or_default().to_owned();
        if !query.trim().is_empty() {
            items.push(Item { query, line: row.position().map_or(0, csv::Position::line) });
        }
    }
    Ok(items)
}

/// What parts the cells of a table: of comma, semicolon and tab the one that its first line has most of.
pub(super) fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |sign: u8| first.bytes().filter(|&byte| byte == sign).count();
    // Of equals the last is taken: a comma where there is none at all.
    [b'\t', b';', b','].into_iter().max_by_key(|&sign| count(sign)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queries(items: Vec<Item>) -> Vec<(String, u64)> {
        items.into_iter().map(|item| (item.query, item.line)).collect()
    }

    #[test]
    fn lines_that_are_empty_or_remarks_are_passed_over() {
        let found = queries(lines("# mine\nbridge\r\n\n speaker:orlova \n"));
        assert_eq!(found, [("bridge".to_owned(), 2), (" speaker:orlova ".to_owned(), 4)]);
        assert_eq!(queries(zeros("a\nb\0\0c")), [("a\nb".to_owned(), 1), ("c".to_owned(), 3)]);
    }

    #[test]
    fn a_column_is_found_by_name_or_number_whatever_parts_the_cells() {
        for text in
            ["id,claim\n1,\"a, b\"\n2,\n3,c\n", "id;claim\n1;\"a, b\"\n2;\n3;c\n", "id\tclaim\n1\ta, b\n2\t\n3\tc\n"]
        {
            let expected = [("a, b".to_owned(), 2), ("c".to_owned(), 4)];
            assert_eq!(queries(rows(text, "claim").unwrap()), expected);
            assert_eq!(queries(rows(text, "2").unwrap()), expected);
        }
        let error = rows("id,claim\n", "words").unwrap_err().to_string();
        assert!(error.contains("id, claim"), "{error}");
    }
}
