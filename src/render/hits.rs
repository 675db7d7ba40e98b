//! Hits in any form, one by one as they are found; those of a batch with the query that found them.

use std::io::{self, Write};

use serde::Serialize;

use super::{
    citation, kwic,
    look::{Look, Part},
    markdown,
    sanitize::sanitize,
    table::{BOM, Table},
    text::{self, Reasons},
};
use crate::query::Hit;

/// How to print hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For reading.
    Text,
    /// One array.
    Json,
    /// One object a line.
    Jsonl,
    /// Rows with this between cells; with or without a byte order mark.
    Table(u8, Mark),
    /// Quotations.
    Markdown,
    /// A concordance.
    Kwic(kwic::Order),
    /// Citations as CSL-JSON.
    Csl,
    /// Citations as BibTeX.
    Bibtex,
}

/// Whether a table begins with a byte order mark, as some spreadsheets need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It does.
    Bom,
    /// It does not.
    None,
}

/// Whether hits are those of one query or of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Queries {
    /// One, which need not be named.
    One,
    /// Several, each named with its hits.
    Several,
}

/// How text and concordances look.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Width, marks and links.
    pub look: Look,
    /// Whether reasons are given.
    pub reasons: Reasons,
}

/// Prints hits one by one.
pub struct Printer<'o> {
    way: Way<'o>,
    style: Style,
    /// The query whose hits are printed, where it is to be named.
    query: Option<String>,
}

enum Way<'o> {
    Table(Box<Table<&'o mut dyn Write>>),
    /// To be sorted, lines must be held: a few hundred bytes each.
    Kwic(&'o mut dyn Write, kwic::Order, Vec<kwic::Line>),
    /// An array, and whether anything stands in it.
    Array(&'o mut dyn Write, Format, Filled),
    Plain(&'o mut dyn Write, Format),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Filled {
    Yes,
    No,
}

/// A hit with the query that found it.
#[derive(Serialize)]
struct Named<'h> {
    query: &'h str,
    #[serde(flatten)]
    hit: &'h Hit,
}

impl<'o> Printer<'o> {
    /// Begins: tables with their column names.
    ///
    /// # Errors
    /// If `out` does not take it.
    pub fn new(out: &'o mut dyn Write, format: Format, style: Style, queries: Queries) -> io::Result<Self> {
        let way = match format {
            Format::Table(delimiter, mark) => {
                if mark == Mark::Bom {
                    out.write_all(BOM)?;
                }
                let lead = (queries == Queries::Several).then_some("query");
                Way::Table(Box::new(Table::new(out, delimiter, lead)?))
            }
            Format::Kwic(order) => Way::Kwic(out, order, Vec::new()),
            Format::Json | Format::Csl => Way::Array(out, format, Filled::No),
            format => Way::Plain(out, format),
        };
        Ok(Self { way, style, query: None })
    }

    /// What comes now are the hits of this query; forms for reading get a heading.
    ///
    /// # Errors
    /// If the output does not take it.
    pub fn query(&mut self, query: &str) -> io::Result<()> {
        self.query = Some(query.to_owned());
        let style = self.style.look.style(Part::Name);
        match &mut self.way {
            Way::Plain(out, Format::Text) => writeln!(out, "{style}== {}{style:#}\n", sanitize(query)),
            Way::Plain(out, Format::Markdown) => writeln!(out, "## {}\n", markdown::escaped(query)),
            Way::Kwic(out, kwic::Order::Hits, _) => writeln!(out, "{style}== {}{style:#}", sanitize(query)),
            _ => Ok(()),
        }
    }

    /// Prints a hit, numbered from 1.
    ///
    /// # Errors
    /// If the output does not take it.
    pub fn hit(&mut self, number: usize, hit: &Hit) -> io::Result<()> {
        let (look, query) = (&self.style.look, self.query.as_deref());
        match &mut self.way {
            Way::Table(table) => table.hit(query, hit),
            Way::Kwic(out, kwic::Order::Hits, _) => {
                kwic::lines(hit).try_for_each(|line| kwic::print(*out, look, &line))
            }
            Way::Kwic(_, _, lines) => {
                lines.extend(kwic::lines(hit));
                Ok(())
            }
            Way::Array(out, format, filled) => {
                out.write_all(if *filled == Filled::Yes { b",\n" } else { b"[\n" })?;
                *filled = Filled::Yes;
                match format {
                    Format::Csl => Ok(serde_json::to_writer(&mut *out, &citation::csl(hit, query))?),
                    _ => json(*out, query, hit),
                }
            }
            Way::Plain(out, Format::Jsonl) => {
                json(*out, query, hit)?;
                out.write_all(b"\n")
            }
            Way::Plain(out, Format::Markdown) => markdown::hit(*out, hit),
            Way::Plain(out, Format::Bibtex) => citation::bibtex(*out, hit, query),
            Way::Plain(out, _) => text::hit(*out, look, number, hit, self.style.reasons),
        }
    }

    /// Ends: what was held back is printed.
    ///
    /// # Errors
    /// If the output does not take it.
    pub fn end(self) -> io::Result<()> {
        match self.way {
            Way::Table(mut table) => table.flush(),
            Way::Kwic(out, order, mut lines) => {
                kwic::sort(&mut lines, order);
                lines.iter().try_for_each(|line| kwic::print(out, &self.style.look, line))
            }
            Way::Array(out, _, Filled::Yes) => out.write_all(b"\n]\n"),
            Way::Array(out, _, Filled::No) => out.write_all(b"[]\n"),
            Way::Plain(..) => Ok(()),
        }
    }
}

fn json(out: &mut dyn Write, query: Option<&str>, hit: &Hit) -> io::Result<()> {
    match query {
        Some(query) => serde_json::to_writer(out, &Named { query, hit })?,
        None => serde_json::to_writer(out, hit)?,
    }
    Ok(())
}
