//! Counts for people and programs: tables with bars, CSV, JSON, and a timeline as SVG.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::{
    look::{Look, Part},
    report::grouped,
    sanitize::sanitize,
    table::guarded,
};
use crate::query::Counts;

/// Columns of a value's name at most.
const WIDEST: usize = 40;

/// Prints each facet as a table with bars, at most `most` values of it; times all.
///
/// # Errors
/// If `out` does not take it.
pub fn text(out: &mut dyn Write, look: &Look, counts: &[Counts], most: usize) -> io::Result<()> {
    for (i, facet) in counts.iter().enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        table(out, look, facet, if facet.facet.is_of_time() { usize::MAX } else { most })?;
    }
    Ok(())
}

fn table(out: &mut dyn Write, look: &Look, facet: &Counts, most: usize) -> io::Result<()> {
    let (name, dim) = (look.style(Part::Name), look.style(Part::Dim));
    writeln!(out, "{name}{}{name:#}", facet.facet)?;
    let shown = &facet.values[..most.min(facet.values.len())];
    let labels: Vec<String> = shown.iter().map(|(value, _)| cut(&sanitize(value))).collect();
    let wide = labels.iter().map(|label| label.width()).max().unwrap_or(0);
    let highest = shown.iter().map(|(_, number)| *number).max().unwrap_or(1).max(1);
    let digits = grouped(highest).len();
    let room = look.width.saturating_sub(wide + digits + 6).clamp(5, 60);
    for (label, (_, number)) in labels.iter().zip(shown) {
        let pad = wide - label.width();
        writeln!(out, "  {label}{:pad$}  {:>digits$}  {}", "", grouped(*number), bar(*number, highest, room))?;
    }
    if facet.values.len() > shown.len() {
        writeln!(out, "  {dim}and {} more{dim:#}", grouped((facet.values.len() - shown.len()) as u64))?;
    }
    if facet.without > 0 {
        writeln!(out, "  {dim}without: {}{dim:#}", grouped(facet.without))?;
    }
    Ok(())
}

fn cut(label: &str) -> String {
    if label.width() <= WIDEST {
        return label.to_owned();
    }
    label.chars().take(WIDEST / 2).chain(['…']).collect()
}

/// A bar of eighths of a column.
fn bar(number: u64, highest: u64, room: usize) -> String {
    let eighths = (number as u128 * room as u128 * 8).div_ceil(u128::from(highest)) as usize;
    let part = ['▏', '▎', '▍', '▌', '▋', '▊', '▉'];
    let mut bar = "█".repeat(eighths / 8);
    bar.extend((eighths % 8).checked_sub(1).map(|eighth| part[eighth]));
    bar
}

/// Rows of facet, value and number; the hits without a value have an empty one.
///
/// # Errors
/// If `out` does not take it.
pub fn csv(out: &mut dyn Write, counts: &[Counts]) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(["facet", "value", "hits"])?;
    for facet in counts {
        for (value, number) in &facet.values {
            writer.write_record([facet.facet.name(), &guarded(value), &number.to_string()])?;
        }
        if facet.without > 0 {
            writer.write_record([facet.facet.name(), "", &facet.without.to_string()])?;
        }
    }
    writer.flush()
}

/// One object: facet to `{"values": [[value, hits], …], "without": hits}`.
///
/// # Errors
/// If `out` does not take it.
pub fn json(out: &mut dyn Write, counts: &[Counts]) -> io::Result<()> {
    let facet =
        |c: &Counts| (c.facet.name().to_owned(), serde_json::json!({ "values": c.values, "without": c.without }));
    let all: serde_json::Map<String, serde_json::Value> = counts.iter().map(facet).collect();
    serde_json::to_writer_pretty(&mut *out, &all)?;
    writeln!(out)
}

/// A bar chart of one facet of time.
///
/// # Errors
/// If `out` does not take it.
pub fn svg(out: &mut dyn Write, counts: &Counts) -> io::Result<()> {
    const HEIGHT: usize = 200;
    let highest = counts.values.iter().map(|(_, number)| *number).max().unwrap_or(1).max(1);
    let step = (900 / counts.values.len().max(1)).clamp(2, 60);
    let width = step * counts.values.len() + 20;
    writeln!(
        out,
        r##"<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {}" font-family="sans-serif" font-size="10">"##,
        HEIGHT + 40
    )?;
    writeln!(out, "<title>Hits by {}</title>", counts.facet)?;
    let every = (60 / step).max(1);
    for (i, (value, number)) in counts.values.iter().enumerate() {
        let tall = (u128::from(*number) * HEIGHT as u128 / u128::from(highest)).max(1) as usize;
        let (x, y) = (10 + i * step, 10 + HEIGHT - tall);
        let wide = (step - 1).max(1);
        // Values are digits and hyphens: days of our own printing.
        writeln!(
            out,
            r##"<rect x="{x}" y="{y}" width="{wide}" height="{tall}" fill="#36c"><title>{value}: {number}</title></rect>"##
        )?;
        if i % every == 0 {
            writeln!(out, r##"<text x="{x}" y="{}">{value}</text>"##, HEIGHT + 25)?;
        }
    }
    writeln!(out, "</svg>")
}
