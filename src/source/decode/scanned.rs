//! What was scanned and recognised: ALTO, PAGE and hOCR, and editions in TEI. The text in reading order, lines joined.

use std::borrow::Cow;

use super::{Draft, dates, leaves, markup, tree::Element};

/// What stands in a TEI article and is none of its text.
const APPARATUS: [&str; 4] = ["fw", "note", "figure", "byline"];

/// A page of a scanned newspaper, or an article of it with what its METS says, in ALTO: blocks in the order of the file,
/// lines joined, words broken at a line's end whole.
pub(super) fn alto(root: Element<'_, '_>, path: &str) -> Draft<'static> {
    let mut body = String::new();
    for block in root.all("textblock") {
        markup::part(&mut body);
        for word in block.all("string") {
            let hyphen = word.attribute("subs_type").map(|kind| kind.to_ascii_lowercase());
            let text = match hyphen.as_deref() {
                Some("hyppart2") => continue,
                Some("hyppart1") => word.attribute("subs_content").or_else(|| word.attribute("content")),
                _ => word.attribute("content"),
            };
            if !body.is_empty() && !body.ends_with('\n') {
                body.push(' ');
            }
            body.push_str(&text.unwrap_or_default());
        }
    }
    let says = |name| root.find("alto").and_then(|page| page.attribute(name));
    Draft {
        title: says("title").map(Cow::Owned),
        body: Cow::Owned(body),
        published: says("date").and_then(|date| dates::parse(&date)).or_else(|| dates::in_number(path)),
        source: says("source").map(|source| Cow::Owned(source.trim_end_matches('.').to_owned())),
        lang: says("lang").map(Cow::Owned),
        own_id: says("id").map(Cow::Owned),
        ..Draft::default()
    }
}

/// A page in PAGE XML. When it was transcribed is no day of publication.
pub(super) fn page(root: Element<'_, '_>, path: &str) -> Draft<'static> {
    let regions = in_order(root);
    let kind = |region: &Element<'_, '_>| region.attribute("type").unwrap_or_default().to_ascii_lowercase();
    let mut headings = regions.iter().filter(|region| kind(region) == "heading").map(|region| region_text(*region));
    let title = headings.next().filter(|title| !title.is_empty() && headings.next().is_none());
    let is_text = |region: &&Element<'_, '_>| match &*kind(region) {
        "page-number" => false,
        "heading" => title.is_none(),
        _ => true,
    };
    let texts = regions.iter().filter(is_text).map(|region| region_text(*region));
    let body = texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n");
    let image = root.find("page").and_then(|page| page.attribute("imagefilename"));
    let published = dates::in_number(path).or_else(|| image.as_deref().and_then(dates::in_number));
    Draft { title: title.map(Cow::Owned), body: Cow::Owned(body), published, ..Draft::default() }
}

/// The outermost regions of text: those that the reading order names in its order, then the others as they stand.
fn in_order<'a, 't>(root: Element<'a, 't>) -> Vec<Element<'a, 't>> {
    let mut regions: Vec<Element<'a, 't>> = Vec::new();
    for region in root.all("textregion") {
        if !regions.last().is_some_and(|outer| region.is_within(*outer)) {
            regions.push(region);
        }
    }
    let Some(order) = root.find("readingorder") else { return regions };
    let group = |at: &Element<'_, '_>| at.name().to_ascii_lowercase().ends_with("group");
    let is_plain = order.elements().filter(group).count() <= 1;
    let references = order.elements().filter(|at| !group(at));
    let mut named: Vec<(usize, String)> = references
        .enumerate()
        .filter_map(|(at, reference)| {
            let index = reference.attribute("index").and_then(|index| index.parse().ok()).filter(|_| is_plain);
            Some((index.unwrap_or(at), reference.attribute("regionref")?))
        })
        .collect();
    named.sort_by_key(|(index, _)| *index);
    let places: std::collections::HashMap<String, usize> =
        named.into_iter().enumerate().map(|(place, (_, id))| (id, place)).collect();
    let place = |region: &Element<'_, '_>| {
        let id = region.attribute("id");
        id.and_then(|id| places.get(&id).copied()).unwrap_or(usize::MAX)
    };
    regions.sort_by_key(place);
    regions
}

/// The text of a region: its lines, or what is written of it as a whole.
fn region_text(region: Element<'_, '_>) -> String {
    let written = |at: Element<'_, '_>| {
        let text = at.child("textequiv")?.find("unicode")?.raw();
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    let mut out = String::new();
    let mut lines = region.all("textline").peekable();
    if lines.peek().is_none() {
        written(region).iter().flat_map(|text| text.lines()).for_each(|line| push_line(&mut out, line));
        return out;
    }
    for line in lines {
        let words = || line.all("word").filter_map(written).collect::<Vec<_>>().join(" ");
        push_line(&mut out, &written(line).unwrap_or_else(words));
    }
    out
}

/// Pages in hOCR: paragraphs, or where none are marked areas of text.
pub(super) fn hocr(root: Element<'_, '_>, path: &str) -> Draft<'static> {
    let is = |at: Element<'_, '_>, wanted: &[&str]| {
        at.attribute("class").is_some_and(|class| class.split_whitespace().any(|one| wanted.contains(&one)))
    };
    let boxes = ["ocr_par", "ocr_carea", "ocr_page"];
    let kind = boxes.into_iter().find(|kind| root.elements().any(|at| is(at, &[*kind])));
    let mut body = String::new();
    for paragraph in root.elements().filter(|at| kind.is_some_and(|kind| is(*at, &[kind]))) {
        let mut text = String::new();
        let line = ["ocr_line", "ocrx_line", "ocr_header", "ocr_caption", "ocr_textfloat"];
        let lines = paragraph.elements().filter(|at| is(*at, &line)).filter_map(Element::line);
        lines.for_each(|line| push_line(&mut text, &line));
        if text.is_empty() {
            text = paragraph.line().unwrap_or_default();
        }
        if !text.is_empty() {
            markup::part(&mut body);
            body.push_str(&text);
        }
    }
    let lang = root.find("html").and_then(|html| html.attribute("lang").or_else(|| html.attribute("xml:lang")));
    Draft { body: Cow::Owned(body), published: dates::in_number(path), lang: lang.map(Cow::Owned), ..Draft::default() }
}

/// An article of an edition in TEI, below the header of the issue.
pub(super) fn tei(root: Element<'_, '_>) -> Draft<'static> {
    let header = root.find("teiheader");
    let printed = header.and_then(|header| header.find("sourcedesc"));
    let created = || {
        let creation = header?.find("creation")?;
        leaves::source_day(creation)
    };
    let day = printed.and_then(leaves::source_day).or_else(created);
    let part = root.find("part").unwrap_or(root);
    let title = part.find("head").and_then(Element::line);
    let body = part.prose(&APPARATUS);
    // The heading is the first paragraph of the text.
    let first = body.split("\n\n").next().unwrap_or_default();
    let is_title = title.as_deref().is_some_and(|title| title.split_whitespace().eq(first.split_whitespace()));
    let text = if is_title { body[first.len()..].trim_start().to_owned() } else { body };
    let source = printed.and_then(|printed| printed.all("title").find_map(Element::line));
    let byline = ["byline", "docauthor"].iter().find_map(|name| part.find(name)).and_then(Element::line);
    Draft {
        title: title.map(Cow::Owned),
        body: Cow::Owned(text),
        published: day.as_deref().and_then(dates::parse),
        byline: byline.map(Cow::Owned),
        source: source.map(Cow::Owned),
        lang: header.and_then(|header| header.find("language")).and_then(|at| at.attribute("ident")).map(Cow::Owned),
        ..Draft::default()
    }
}

/// Adds a line to a paragraph; a word that was parted at the end of a line is one again.
fn push_line(out: &mut String, line: &str) {
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    if out.is_empty() || line.is_empty() {
        return out.push_str(&line);
    }
    let parted = out.ends_with(['¬', '⸗', '\u{AD}']) || (out.ends_with('-') && line.starts_with(char::is_lowercase));
    let is_word = out.chars().rev().nth(1).is_some_and(char::is_alphabetic);
    if parted && is_word {
        out.pop();
    } else {
        out.push(' ');
    }
    out.push_str(&line);
}
