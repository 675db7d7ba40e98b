//! Hits as a concordance: each match in the middle of a line, what stands before and after it on either side.

use std::io::{self, Write};

use unicode_width::UnicodeWidthChar;

use super::{
    look::{Look, Part},
    sanitize::sanitize,
};
use crate::query::Hit;

/// Order of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// As hits come.
    Hits,
    /// By the words before, the nearest first.
    Left,
    /// By the words after.
    Right,
}

/// A line: before, match, after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    before: String,
    found: String,
    after: String,
    id: String,
}

/// Code points kept either side of a match; no screen shows more.
const KEPT: usize = 160;

/// The lines of a hit: one a match; of a hit without marked words one for its beginning.
pub fn lines(hit: &Hit) -> impl Iterator<Item = Line> {
    let chars: Vec<char> = hit.passage.chars().collect();
    let start = hit.quote_in_passage.map_or(0, |quote| quote.0);
    let whole = [(start, start)];
    let places = if hit.highlights.is_empty() { &whole[..] } else { &hit.highlights };
    let clean = |range: &[char]| sanitize(&range.iter().collect::<String>()).into_owned();
    let line = |&(start, end): &(usize, usize)| {
        let (start, end) = (start.min(chars.len()), end.min(chars.len()).max(start.min(chars.len())));
        Line {
            before: clean(&chars[start.saturating_sub(KEPT)..start]),
            found: clean(&chars[start..end]),
            after: clean(&chars[end..(end + KEPT).min(chars.len())]),
            id: hit.id.clone(),
        }
    };
    places.iter().map(line).collect::<Vec<_>>().into_iter()
}

/// Puts lines in order; equal ones stay as they come.
pub fn sort(lines: &mut [Line], order: Order) {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    match order {
        Order::Hits => {}
        Order::Left => lines.sort_by_cached_key(|line| words(&line.before).into_iter().rev().collect::<Vec<_>>()),
        Order::Right => lines.sort_by_cached_key(|line| words(&line.after)),
    }
}

/// Prints a line with its match in the middle of the look's width.
///
/// # Errors
/// If `out` does not take it.
pub fn print(out: &mut dyn Write, look: &Look, line: &Line) -> io::Result<()> {
    let found: usize = line.found.chars().map(columns).sum();
    let room = look.width.saturating_sub(found + 2).max(20);
    let (left, right) = (room / 2, room - room / 2);
    let (before, used) = last(&line.before, left);
    let (after, taken) = first(&line.after, right);
    let (style, dim) = (look.style(Part::Match), look.style(Part::Dim));
    // Gaps before and after, so that matches stand under one another, and ids too.
    let (gap, rest) = (left.saturating_sub(used), right.saturating_sub(taken));
    writeln!(out, "{:gap$}{before} {style}{}{style:#} {after}{:rest$}  {dim}{}{dim:#}", "", line.found, "", line.id)
}

fn columns(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// The end of a text that fits in `room` columns, and the columns it takes.
fn last(text: &str, room: usize) -> (String, usize) {
    let mut used = 0;
    let fits = text.trim_end().chars().rev().take_while(|c| {
        used += columns(*c);
        used <= room
    });
    let kept: Vec<char> = fits.collect();
    let used = kept.iter().map(|c| columns(*c)).sum();
    (kept.into_iter().rev().collect(), used)
}

/// The beginning of a text that fits in `room` columns, and the columns it takes.
fn first(text: &str, room: usize) -> (String, usize) {
    let mut used = 0;
    let fits = text.trim_start().chars().take_while(|c| {
        used += columns(*c);
        used <= room
    });
    let kept: String = fits.collect();
    let used = kept.chars().map(columns).sum();
    (kept, used)
}
