//! What grades come to, as a table.

use std::io::{self, Write};

use super::{
    look::{Look, Part},
    sanitize::sanitize,
};
use crate::query::grades::Score;

/// Prints a line a group of quotes.
///
/// # Errors
/// If `out` does not take it.
pub fn text(out: &mut dyn Write, look: &Look, scores: &[Score]) -> io::Result<()> {
    let (name, dim) = (look.style(Part::Name), look.style(Part::Dim));
    let wide = scores.iter().map(|score| score.of.chars().count()).max().unwrap_or(0).max(6);
    writeln!(out, "{dim}{:wide$}  right of graded  precision   95 % interval  stated{dim:#}", "quotes")?;
    for score in scores {
        let stated = score.stated.map_or_else(|| "–".to_owned(), percent);
        writeln!(
            out,
            "{name}{:wide$}{name:#}  {:>5} of {:<6}  {:>9}  {:>14}  {stated:>6}",
            sanitize(&score.of),
            score.right,
            score.graded,
            percent(score.precision),
            format!("{} – {}", percent(score.low), percent(score.high)),
        )?;
    }
    Ok(())
}

fn percent(share: f64) -> String {
    format!("{:.1}", share * 100.0)
}
