//! Spreadsheets as XML, as Excel of 2003 writes them: the rows of a table whose first names its columns.

use serde_json::{Map, Value};

use super::{Context, Item, PassedOver, elements::Elements};
use crate::source::{
    Dialect, Format, RawRecord, SourceError,
    error::Reason,
    input::Input,
    mapping,
    markup::{self, Piece, attribute, pieces},
};

/// Rows among which one that names the columns is looked for: titles and notes stand above it.
const ABOVE: usize = 20;

/// Yields row after row, each as the object that its header makes of it.
#[derive(Debug)]
pub(in crate::source) struct Sheet {
    rows: Elements,
    names: Vec<String>,
    /// Rows seen before any that names columns.
    above: usize,
    done: bool,
}

impl Sheet {
    /// Rows that are elements of this name, written as it is in the file.
    pub(in crate::source) fn new(name: &str) -> Self {
        Self { rows: Elements::new(Dialect::Xml, name), names: Vec::new(), above: 0, done: false }
    }

    pub(in crate::source) fn next(
        &mut self,
        input: &mut Input,
        context: &Context,
        passed: &mut PassedOver,
    ) -> Option<Item> {
        while !self.done {
            let row = match self.rows.next(input, context, passed) {
                Some(Ok(row)) => row,
                other => return other.or_else(|| self.headless(context)),
            };
            let cells = cells(&String::from_utf8_lossy(&row.bytes), context.limits.columns);
            // Each sheet has a header of its own.
            if mapping::knows_header(&cells) {
                self.names = cells;
                continue;
            }
            if self.names.is_empty() {
                self.above += 1;
                if self.above >= ABOVE {
                    return self.headless(context);
                }
                continue;
            }
            if cells.iter().any(|cell| !cell.trim().is_empty()) {
                return Some(Ok(self.record(&row, cells, context)));
            }
        }
        None
    }

    fn record(&self, row: &RawRecord, cells: Vec<String>, context: &Context) -> RawRecord {
        let named = self.names.iter().zip(cells).filter(|(name, cell)| !name.is_empty() && !cell.is_empty());
        let object: Map<String, Value> = named.map(|(name, cell)| (name.clone(), Value::String(cell))).collect();
        context.record(row.provenance.offset, Value::Object(object).to_string().as_bytes(), Format::Json)
    }

    /// The fault of a spreadsheet no row of which names columns.
    fn headless(&mut self, context: &Context) -> Option<Item> {
        let message = "is a spreadsheet as XML no row of which names its columns; write it as CSV with `libreoffice --headless --convert-to csv FILE`, and say which column is which with --map";
        let none = self.names.is_empty() && !std::mem::replace(&mut self.done, true);
        none.then(|| Err(SourceError::whole(&context.place(0), Reason::NoHeader, message)))
    }
}

/// The cells of a row, those that it leaves out empty.
fn cells(row: &str, most: usize) -> Vec<String> {
    let mut cells: Vec<String> = Vec::new();
    let mut in_data = false;
    for piece in pieces(row) {
        match piece {
            // A row without cells has no end tag, and the next begins within it.
            Piece::Open { name, .. } if is(name, "Row") => cells.clear(),
            Piece::Open { name, attributes } if is(name, "Cell") => {
                let at = attribute(attributes, "ss:Index").and_then(|index| index.parse::<usize>().ok());
                let at = at.filter(|at| *at > cells.len() && *at <= most).map_or(cells.len(), |at| at - 1);
                cells.resize(at + 1, String::new());
            }
            Piece::Open { name, attributes } if is(name, "Data") => in_data = !attributes.trim_end().ends_with('/'),
            Piece::Close { name } if is(name, "Data") => in_data = false,
            Piece::Text(text) if in_data => {
                let inner = markup::cdata(text);
                let text = if inner.len() < text.len() { inner.into() } else { htmlize::unescape(text) };
                cells.last_mut().into_iter().for_each(|cell| cell.push_str(&text));
            }
            _ => {}
        }
    }
    cells
}

/// Whether a name is this one, but for a prefix.
fn is(name: &str, wanted: &str) -> bool {
    name.rsplit(':').next() == Some(wanted)
}
