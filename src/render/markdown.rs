//! Hits as Markdown: a quotation each, with who said it and where it was printed.

use std::io::{self, Write};

use super::sanitize::sanitize;
use crate::query::Hit;

/// Prints a hit.
///
/// # Errors
/// If `out` does not take it.
pub fn hit(out: &mut dyn Write, hit: &Hit) -> io::Result<()> {
    writeln!(out, "> {}\n", quotation(hit))?;
    let mut line = String::from("— ");
    if let Some(speaker) = &hit.speaker {
        line += &format!("**{}**", escaped(&speaker.name));
        if let Some(role) = &speaker.role {
            line += &format!(", {}", escaped(role));
        }
        for (i, other) in hit.co_speakers.iter().enumerate() {
            line += &format!("{} **{}**", if i == 0 { " with" } else { "," }, escaped(&other.name));
        }
        line += "; ";
    }
    let title = escaped(hit.article.title.as_deref().unwrap_or("(no title)"));
    match hit.link.as_deref().filter(|url| is_plain(url)) {
        Some(url) => line += &format!("[{title}](<{url}>)"),
        None => line += &title,
    }
    for part in [&hit.article.source, &hit.date].into_iter().flatten() {
        line += &format!(", {}", escaped(part));
    }
    writeln!(out, "{line} `{}`\n", hit.id)
}

/// The passage in one line, the words found in bold.
fn quotation(hit: &Hit) -> String {
    let chars: Vec<char> = hit.passage.chars().collect();
    let (mut text, mut at) = (String::new(), 0);
    for &(start, end) in hit.highlights.iter().filter(|(start, end)| start < end && *end <= chars.len()) {
        if start < at {
            continue;
        }
        text += &escaped(&chars[at..start].iter().collect::<String>());
        text += &format!("**{}**", escaped(&chars[start..end].iter().collect::<String>()));
        at = end;
    }
    text + &escaped(&chars[at.min(chars.len())..].iter().collect::<String>())
}

/// Text in one line that Markdown takes for text; HTML too is made harmless.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in sanitize(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '!' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Whether an address can stand in a link as it is and leads to a page.
fn is_plain(url: &str) -> bool {
    let page = url.starts_with("http://") || url.starts_with("https://");
    page && !url.chars().any(|c| c.is_control() || c.is_whitespace() || matches!(c, '<' | '>' | '\\'))
}
