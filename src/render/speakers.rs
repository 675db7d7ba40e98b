//! Speakers as a table.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::{
    look::{Look, Part},
    report::grouped,
    sanitize::sanitize,
    table::guarded,
};
use crate::query::speakers::Speaker;

/// Prints a line a speaker.
///
/// # Errors
/// If `out` does not take it.
pub fn text(out: &mut dyn Write, look: &Look, speakers: &[Speaker]) -> io::Result<()> {
    let digits = speakers.iter().map(|speaker| grouped(speaker.quotes).len()).max().unwrap_or(0);
    let wide = speakers.iter().map(|speaker| sanitize(&speaker.name).width()).max().unwrap_or(0).min(40);
    let (style, dim) = (look.style(Part::Name), look.style(Part::Dim));
    for speaker in speakers {
        let name = sanitize(&speaker.name);
        let pad = wide.saturating_sub(name.width());
        write!(out, "{:>digits$}  {style}{name}{style:#}{:pad$}", grouped(speaker.quotes), "")?;
        if let Some((from, to)) = speaker.from.as_ref().zip(speaker.to.as_ref()) {
            write!(out, "  {dim}{from} – {to}{dim:#}")?;
        }
        if speaker.sources > 0 {
            write!(out, "  {dim}{} outlets{dim:#}", speaker.sources)?;
        }
        if !speaker.names.is_empty() {
            write!(out, "  {dim}also {}{dim:#}", sanitize(&speaker.names.join(", ")))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Prints the names alone, one a line.
///
/// # Errors
/// If `out` does not take it.
pub fn names(out: &mut dyn Write, speakers: &[Speaker]) -> io::Result<()> {
    speakers.iter().try_for_each(|speaker| writeln!(out, "{}", sanitize(&speaker.name)))
}

/// Prints a row a speaker.
///
/// # Errors
/// If `out` does not take it.
pub fn csv(out: &mut dyn Write, speakers: &[Speaker]) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(["name", "names", "quotes", "sources", "from", "to"])?;
    for s in speakers {
        let (from, to) = (s.from.as_deref().unwrap_or(""), s.to.as_deref().unwrap_or(""));
        let names = s.names.join("; ");
        writer.write_record([
            &*guarded(&s.name),
            &*guarded(&names),
            &s.quotes.to_string(),
            &s.sources.to_string(),
            from,
            to,
        ])?;
    }
    writer.flush()
}
