//! Temporal expressions: what the text dates, as TIMEX3 types and values and as intervals of days.
//!
//! `triggers` turns the few tokens that can belong to a date into atoms, `grammar` reads runs of adjacent atoms,
//! `resolve` ties what was read to the calendar with the arithmetic of `value`: by itself, by the publication
//! date, or by the last date named. Whether a text is a narrative, where the last date named leads, is told from the
//! text. One pass, linear in the text.

mod clock;
mod context;
mod grammar;
mod numbers;
mod relative;
mod resolve;
mod triggers;
mod value;

#[cfg(test)]
mod tests;

use super::DateMention;
use crate::{
    article::Published,
    text::{Tokens, spare},
};

/// The temporal expressions of an article in text order; none overlaps another.
///
/// Relative ones ("two weeks ago") are resolved against `published`; without it they keep their span and have no
/// value, unless the text itself has named the date they follow ("the next day").
///
/// ```
/// use onrecord::{analysis::dates::find, article::Published, text::Tokens};
/// let tokens = Tokens::new("Two weeks ago the council met.");
/// let found = find(&tokens, Some(Published::on(jiff::civil::date(2021, 12, 1))));
/// assert_eq!(found[0].value.as_deref(), Some("2021-11-17"));
/// ```
#[must_use]
pub fn find(tokens: &Tokens<'_>, published: Option<Published>) -> Vec<DateMention> {
    let atoms = triggers::atoms(tokens);
    let readings = grammar::Grammar::new(tokens, &atoms).read();
    spare::give(&triggers::ATOMS, atoms);
    resolve::resolve(tokens, &readings, published)
}
