//! Hits as citations: CSL-JSON for Zotero, pandoc and the like, BibTeX for LaTeX. One item a hit, by the hit's id.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::sanitize::sanitize;
use crate::query::Hit;

/// A hit as an item of CSL-JSON.
#[must_use]
pub fn csl(hit: &Hit, query: Option<&str>) -> Value {
    let article = &hit.article;
    let mut item = json!({
        "id": hit.id,
        "type": "article-newspaper",
        "title": article.title.as_deref().unwrap_or("(no title)"),
        "note": note(hit),
    });
    let known = [
        ("container-title", article.source.clone()),
        ("URL", hit.link.clone()),
        ("archive_location", place(hit)),
        ("keyword", query.map(str::to_owned)),
    ];
    for (key, value) in known {
        if let Some(value) = value {
            item[key] = value.into();
        }
    }
    if let Some(byline) = &article.byline {
        item["author"] = json!([{ "literal": byline }]);
    }
    if let Some(date) = article.date.as_deref().map(date_parts).filter(|parts| !parts.is_empty()) {
        item["issued"] = json!({ "date-parts": [date] });
    }
    item
}

/// Year, month and day, as far as they are known.
fn date_parts(date: &str) -> Vec<u32> {
    date.split('-').map_while(|part| part.parse().ok()).take(3).collect()
}

/// What was found: the words said and who says them, or the passage.
fn note(hit: &Hit) -> String {
    let speakers: Vec<&str> = hit.speaker.iter().chain(&hit.co_speakers).map(|speaker| speaker.name.as_str()).collect();
    let speakers = if speakers.is_empty() { String::new() } else { format!(" — {}", speakers.join(", ")) };
    let words = hit.quote.as_deref().unwrap_or(&hit.passage).split_whitespace().collect::<Vec<_>>().join(" ");
    format!("“{words}”{speakers}")
}

fn place(hit: &Hit) -> Option<String> {
    let path = hit.article.path.as_deref()?;
    Some(hit.article.member.as_deref().map_or_else(|| path.to_owned(), |member| format!("{path}:{member}")))
}

/// Prints a hit as an entry of BibTeX.
///
/// # Errors
/// If `out` does not take it.
pub fn bibtex(out: &mut dyn Write, hit: &Hit, query: Option<&str>) -> io::Result<()> {
    let article = &hit.article;
    writeln!(out, "@misc{{onrecord-{},", hit.id.replace(':', "-"))?;
    let mut field = |name: &str, value: &str| writeln!(out, "  {name} = {{{value}}},");
    // Double braces keep the case of titles and take a byline for one name.
    field("title", &format!("{{{}}}", tex(article.title.as_deref().unwrap_or("(no title)"))))?;
    if let Some(byline) = &article.byline {
        field("author", &format!("{{{}}}", tex(byline)))?;
    }
    if let Some(source) = &article.source {
        field("howpublished", &tex(source))?;
    }
    let date = article.date.as_deref().map(date_parts).unwrap_or_default();
    for (name, part) in ["year", "month", "day"].into_iter().zip(&date) {
        field(name, &part.to_string())?;
    }
    if let Some(link) = &hit.link {
        field("url", &verbatim(link))?;
    }
    field("note", &tex(&note(hit)))?;
    if let Some(query) = query {
        field("keywords", &tex(query))?;
    }
    writeln!(out, "}}\n")
}

/// Text that TeX takes for text.
fn tex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in sanitize(text).chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '{' | '}' | '$' | '&' | '#' | '%' | '_' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

/// An address as BibTeX's `url` field takes it: as it is, but no brace, backslash, blank or control.
fn verbatim(url: &str) -> String {
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '{' | '}' | '\\');
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        if plain(c) {
            out.push(c);
        } else {
            c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| out.push_str(&format!("%{byte:02X}")));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_tex_are_text_and_braces_stay_balanced() {
        assert_eq!(
            tex("50% & {more} \\x_1~^"),
            "50\\% \\& \\{more\\} \\textbackslash{}x\\_1\\textasciitilde{}\\textasciicircum{}"
        );
        assert_eq!(verbatim("https://a.example/{x}\\ é"), "https://a.example/%7Bx%7D%5C%20%C3%A9");
    }

    #[test]
    fn dates_may_be_partial() {
        assert_eq!(date_parts("2019-05-03"), [2019, 5, 3]);
        assert_eq!(date_parts("2019"), [2019]);
        assert!(date_parts("undated").is_empty());
    }
}
