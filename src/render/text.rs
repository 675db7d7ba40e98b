//! Answers for people: who said it, the words within their passage, where they were printed.

use std::{
    borrow::Cow,
    io::{self, Write},
    path::Path,
};

use super::{
    flow::Flow,
    hyperlink,
    json::{ArticleJson, QuoteJson},
    look::{Links, Look, Part},
};
use crate::query::{Hit, HitKind};

/// Columns before the lines of a hit.
const INDENT: usize = 3;

/// Code points of a passage shown before and after what was found in it.
const ROUND: usize = 240;

/// Most code points of the words said that are shown: with what stands round them and the lines about them, a hit
/// fits on one screen of 80 by 24.
const SAID: usize = 640;

/// Most code points of a title, a name or another line about a hit.
const LINE: usize = 120;

/// Whether reasons are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reasons {
    /// Why each decision was taken.
    Shown,
    /// Only the decisions.
    Hidden,
}

/// Prints a hit, numbered from 1.
///
/// # Errors
/// If `out` does not take it.
pub fn hit(out: &mut dyn Write, look: &Look, number: usize, hit: &Hit, reasons: Reasons) -> io::Result<()> {
    let mut head = Flow::default();
    head.push(Part::Dim, &format!("{number}. "));
    match hit.kind {
        HitKind::Direct | HitKind::Mixed | HitKind::Indirect => speaker_line(&mut head, hit),
        HitKind::Passage | HitKind::Article => {
            head.push(Part::Name, &title(hit));
        }
    }
    head.print(out, look, 0)?;
    passage(out, look, hit)?;
    if hit.quote.is_some() {
        Flow::default().push(Part::Plain, &title(hit)).print(out, look, INDENT)?;
    }
    origin(hit).print(out, look, INDENT)?;
    places(out, look, hit)?;
    Flow::default().push(Part::Dim, &format!("id {}", hit.id)).print(out, look, INDENT)?;
    if let Some(others) = hit.others.filter(|others| *others > 0) {
        Flow::default().push(Part::Dim, &format!("and {others} more")).print(out, look, INDENT)?;
    }
    if let Some(copies) = hit.copies.filter(|copies| *copies > 0) {
        let noun = if copies == 1 { "copy" } else { "copies" };
        Flow::default().push(Part::Dim, &format!("and {copies} {noun} in other articles")).print(out, look, INDENT)?;
    }
    if reasons == Reasons::Shown {
        because(out, look, &hit.evidence, INDENT)?;
    }
    writeln!(out)
}

fn title(hit: &Hit) -> Cow<'_, str> {
    shortened(hit.article.title.as_deref().unwrap_or("(no title)"), LINE)
}

/// Name, mention where it differs, role, cue, kind and how sure it is.
fn speaker_line(head: &mut Flow, hit: &Hit) {
    match &hit.speaker {
        Some(speaker) => {
            head.push(Part::Name, &shortened(&speaker.name, LINE));
            if let Some(mention) = speaker.mention.as_ref().filter(|mention| **mention != speaker.name) {
                head.push(Part::Plain, &format!(" (“{}”)", shortened(mention, LINE)));
            }
            if let Some(role) = &speaker.role {
                head.push(Part::Plain, &format!(", {}", shortened(role, LINE)));
            }
            for (i, other) in hit.co_speakers.iter().enumerate() {
                head.push(Part::Plain, together(i)).push(Part::Name, &shortened(&other.name, LINE));
            }
        }
        None => {
            head.push(Part::Name, "unknown speaker");
        }
    }
    if let Some(cue) = &hit.cue {
        head.push(Part::Plain, &format!(" — {cue}"));
    }
    let kind = match hit.kind {
        HitKind::Mixed => "mixed",
        HitKind::Indirect => "indirect",
        _ => "direct",
    };
    head.push(Part::Dim, &format!(" [{kind}"));
    if let Some(confidence) = hit.confidence {
        head.push(Part::Dim, &format!(", {}", sureness(confidence)));
    }
    head.push(Part::Dim, "]");
}

/// What leads to the name of one who says it too.
fn together(number: usize) -> &'static str {
    if number == 0 { ", with " } else { ", " }
}

/// A confidence in a word and a number.
fn sureness(confidence: f64) -> String {
    // Of the number as it is printed, so that word and number never disagree.
    let confidence = (confidence * 100.0).round() / 100.0;
    let word = match confidence {
        c if c >= 0.9 => "sure",
        c if c >= 0.75 => "likely",
        c if c >= 0.5 => "uncertain",
        _ => "a guess",
    };
    format!("{word} {confidence:.2}")
}

/// The passage, of a long one what lies round the quote or the words found.
fn passage(out: &mut dyn Write, look: &Look, hit: &Hit) -> io::Result<()> {
    let found = hit.highlights.first().zip(hit.highlights.last()).map(|(first, last)| (first.0, last.1));
    let focus = shown_part(hit.quote_in_passage.or(found).unwrap_or((0, 0)), found);
    let (from, to) = window(&hit.passage, focus);
    let shown: String = hit.passage.chars().skip(from).take(to - from).collect();
    let shift = |(start, end): (usize, usize)| (start.clamp(from, to) - from, end.clamp(from, to) - from);
    let matches: Vec<_> = hit.highlights.iter().copied().map(shift).collect();
    let mut flow = Flow::default();
    if from > 0 {
        flow.push(Part::Plain, "… ");
    }
    flow.push_marked(&shown, hit.quote_in_passage.map(shift), &matches, look);
    if to < hit.passage.chars().count() {
        flow.push(Part::Plain, " …");
    }
    flow.print(out, look, INDENT)?;
    let Some(quote) = hit.quote.as_ref().filter(|_| hit.quote_in_passage.is_none()) else { return Ok(()) };
    // A quote over several paragraphs is not within one passage.
    Flow::default().push(Part::Quote, &shortened(quote, SAID)).print(out, look, INDENT)
}

/// What is sure to be shown of a stretch: all of it, or of a long one what lies round the first word found.
fn shown_part(whole: (usize, usize), found: Option<(usize, usize)>) -> (usize, usize) {
    if whole.1.saturating_sub(whole.0) <= SAID {
        return whole;
    }
    let first = found.map_or(whole.0, |found| found.0).clamp(whole.0, whole.1);
    let from = first.saturating_sub(SAID / 4).max(whole.0);
    (from, (from + SAID).min(whole.1))
}

/// The beginning of a text that is longer than it may be.
fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        None => Cow::Borrowed(text),
        Some((end, _)) => Cow::Owned(format!("{} …", text[..end].trim_end())),
    }
}

/// What is shown of a passage, from blank to blank.
fn window(passage: &str, focus: (usize, usize)) -> (usize, usize) {
    let chars: Vec<char> = passage.chars().collect();
    let length = chars.len();
    if length <= (focus.1 - focus.0.min(focus.1)) + 3 * ROUND && length <= SAID + 3 * ROUND {
        return (0, length);
    }
    let rough = focus.0.min(length).saturating_sub(ROUND);
    let from = chars[..rough].iter().rposition(|c| c.is_whitespace()).map_or(0, |blank| blank + 1);
    let rough = (focus.1 + ROUND).min(length);
    let to = chars[rough..].iter().position(|c| c.is_whitespace()).map_or(length, |blank| rough + blank);
    (from, to)
}

/// Address and path. Where the address can be a link, it is printed short and leads to the words all the same.
fn places(out: &mut dyn Write, look: &Look, hit: &Hit) -> io::Result<()> {
    let shown = if look.links == Links::On { &hit.article.url } else { &hit.link };
    if let Some(shown) = shown {
        Flow::default().push(Part::Dim, shown).print_linked(out, look, INDENT, hit.link.as_deref())?;
    }
    let Some(path) = &hit.article.path else { return Ok(()) };
    let file = hyperlink::of_file(path);
    let shown = place(path, hit.article.member.as_deref());
    Flow::default().push(Part::Dim, &shown).print_linked(out, look, INDENT, Some(&file))
}

/// Date, source and byline, as far as they are known.
fn origin(hit: &Hit) -> Flow {
    let article = &hit.article;
    let date = article.date.as_deref().or(hit.date.as_deref());
    let known = [Some(date.unwrap_or("undated")), article.source.as_deref(), article.byline.as_deref()];
    let mut flow = Flow::default();
    let known: Vec<_> = known.into_iter().flatten().map(|part| shortened(part, LINE)).collect();
    flow.push(Part::Dim, &known.join(" · "));
    flow
}

/// A path as one would type it here, with the member of a container.
fn place(path: &str, member: Option<&str>) -> String {
    let here = std::env::current_dir().ok();
    let short = here.as_deref().and_then(|here| Path::new(path).strip_prefix(here).ok());
    let path = short.filter(|short| !short.as_os_str().is_empty()).map_or(path.into(), |short| short.to_string_lossy());
    member.map_or_else(|| path.to_string(), |member| format!("{path}:{member}"))
}

fn because(out: &mut dyn Write, look: &Look, evidence: &[String], indent: usize) -> io::Result<()> {
    evidence
        .iter()
        .try_for_each(|reason| Flow::default().push(Part::Dim, &format!("because {reason}")).print(out, look, indent))
}

/// What `show` adds to an article.
#[derive(Debug, Clone, Default)]
pub struct Opened<'a> {
    /// The stretch that was asked for, in code points.
    pub span: Option<(usize, usize)>,
    /// Where it lay: path and member.
    pub places: Vec<(&'a str, Option<&'a str>)>,
    /// Ids of its quotes, in the order of the article's quotes.
    pub quote_ids: Vec<String>,
}

/// Prints an article with its text, opened at a stretch of it, and the list of its quotes.
///
/// # Errors
/// If `out` does not take it.
pub fn opened(
    out: &mut dyn Write,
    look: &Look,
    article: &ArticleJson<'_>,
    opened: &Opened<'_>,
    reasons: Reasons,
) -> io::Result<()> {
    headed(out, look, article, &opened.places)?;
    body(out, look, article.text, opened.span)?;
    quotes(out, look, article, &opened.quote_ids, reasons)
}

/// Prints the heading of an article and where it lay.
///
/// # Errors
/// If `out` does not take it.
pub fn headed(
    out: &mut dyn Write,
    look: &Look,
    article: &ArticleJson<'_>,
    places: &[(&str, Option<&str>)],
) -> io::Result<()> {
    heading(out, look, article)?;
    for (path, member) in places {
        Flow::default().push(Part::Dim, &place(path, *member)).print(out, look, 0)?;
    }
    writeln!(out)
}

/// Prints what was found in an article just read: its heading and its quotes.
///
/// # Errors
/// If `out` does not take it.
pub fn extracted(out: &mut dyn Write, look: &Look, article: &ArticleJson<'_>, reasons: Reasons) -> io::Result<()> {
    heading(out, look, article)?;
    quotes(out, look, article, &[], reasons)
}

fn heading(out: &mut dyn Write, look: &Look, article: &ArticleJson<'_>) -> io::Result<()> {
    Flow::default().push(Part::Name, article.title.unwrap_or("(no title)")).print(out, look, 0)?;
    let part = article.extent.and_then(|extent| match extent {
        "abstract" => Some("an abstract"),
        "stub" => Some("a beginning, cut by a paywall"),
        _ => None,
    });
    let known = [Some(article.date.unwrap_or("undated")), article.source, article.byline, article.url, part];
    let line = known.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    Flow::default().push(Part::Dim, &line).print(out, look, 0)?;
    let id = article.id.to_string();
    if id.is_empty() { Ok(()) } else { Flow::default().push(Part::Dim, &format!("id {id}")).print(out, look, 0) }
}

/// The text by lines, the stretch asked for marked.
fn body(out: &mut dyn Write, look: &Look, text: &str, span: Option<(usize, usize)>) -> io::Result<()> {
    let mut at = 0;
    for line in text.split('\n') {
        let length = line.chars().count();
        let marked = span.and_then(|(start, end)| {
            let (start, end) = (start.max(at), end.min(at + length));
            (start < end).then(|| (start - at, end - at))
        });
        let mut flow = Flow::default();
        flow.push_marked(line, marked, &[], look);
        if line.trim().is_empty() {
            writeln!(out)?;
        }
        flow.print(out, look, 0)?;
        at += length + 1;
    }
    Ok(())
}

fn quotes(
    out: &mut dyn Write,
    look: &Look,
    article: &ArticleJson<'_>,
    ids: &[String],
    reasons: Reasons,
) -> io::Result<()> {
    writeln!(out)?;
    if article.quotes.is_empty() {
        return writeln!(out, "No quotes found.\n");
    }
    for (i, quote) in article.quotes.iter().enumerate() {
        quote_line(quote).print(out, look, 0)?;
        Flow::default().push(Part::Quote, quote.text).print(out, look, INDENT)?;
        if let Some(id) = ids.get(i) {
            Flow::default().push(Part::Dim, &format!("id {id}")).print(out, look, INDENT)?;
        }
        if reasons == Reasons::Shown {
            because(out, look, quote.evidence, INDENT)?;
        }
    }
    writeln!(out)
}

fn quote_line(quote: &QuoteJson<'_>) -> Flow {
    let mut flow = Flow::default();
    flow.push(Part::Name, quote.speaker.unwrap_or("unknown speaker"));
    if let Some(mention) = quote.speaker_mention.filter(|mention| Some(*mention) != quote.speaker) {
        flow.push(Part::Plain, &format!(" (“{mention}”)"));
    }
    if let Some(role) = quote.role {
        flow.push(Part::Plain, &format!(", {role}"));
    }
    for (i, other) in quote.co_speakers.iter().enumerate() {
        flow.push(Part::Plain, together(i)).push(Part::Name, other.name);
    }
    if let Some(cue) = quote.cue {
        flow.push(Part::Plain, &format!(" — {cue}"));
    }
    if let Some(addressee) = quote.addressee {
        flow.push(Part::Plain, &format!(" to {addressee}"));
    }
    flow.push(Part::Dim, &format!(" [{}, {}]", quote.kind, sureness(quote.confidence)));
    flow
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_passage_is_cut_at_blanks_round_what_was_found() {
        let passage = "word ".repeat(400);
        let (from, to) = window(&passage, (1000, 1010));
        assert!(from > 700 && to < 1300);
        assert_eq!(passage.chars().nth(from), Some('w'));
        assert_eq!(passage.chars().nth(to), Some(' '));
        assert_eq!(window("short", (1, 2)), (0, 5));
        assert_eq!(window("", (7, 3)), (0, 0));
        // Of a speech that fills pages, what lies round the first word found.
        let part = shown_part((10, 90_000), Some((50_000, 50_004)));
        assert!(part.0 < 50_000 && 50_004 < part.1 && part.1 - part.0 == SAID);
        assert_eq!(shown_part((10, 200), Some((50, 54))), (10, 200));
        assert_eq!(shortened("naïve words", 5), "naïve …");
    }
}
