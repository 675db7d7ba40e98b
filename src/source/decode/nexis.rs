//! A document of a Nexis export: outlet, date, edition, title, labelled lines, text, labelled lines.
//!
//! Decided: only labels that Nexis is known to write are taken for labels. `MARLOW BAY: The council …` is a dateline,
//! `ORR: Good evening` a speaker, and both are text.

use std::borrow::Cow;

use super::{Draft, boilerplate, dates, lines};
use crate::source::heads;

/// Labels before the text.
const HEAD: [&str; 29] = [
    "ANCHORS",
    "AUTEUR",
    "AUTOR",
    "BODY",
    "BYLINE",
    "COLUMN",
    "CONTENT",
    "CORRESPONDENTS",
    "DATELINE",
    "DEPARTMENT",
    "DISTRIBUTION",
    "GRAPHIC",
    "GUESTS",
    "HEADLINE",
    "HIGHLIGHT",
    "HOSTS",
    "ILLUSTRATION",
    "LENGTH",
    "LONGUEUR",
    "LÄNGE",
    "REPORTERS",
    "RUBRIK",
    "RUBRIQUE",
    "SECTION",
    "SERIES",
    "SHOW",
    "SLUG",
    "TITLE",
    "TYPE",
];

/// Labels behind the text that no text has.
const SURE_ENDS: [&str; 13] = [
    "ACC-NO",
    "CORRECTION-DATE",
    "DATE-CHARGEMENT",
    "DOCUMENT-TYPE",
    "JOURNAL-CODE",
    "LANGUAGE",
    "LANGUE",
    "LOAD-DATE",
    "PUB-TYPE",
    "PUBLICATION-TYPE",
    "SPRACHE",
    "TYPE-PUBLICATION",
    "UPDATE-DATE",
];

/// Labels behind the text.
const ENDS: [&str; 6] = ["BIBLIOGRAPHIE", "GRAFIK", "GRAPHIC", "SUBJECT", "TYPE", "URL"];

/// Beginnings of the captions that follow a `GRAPHIC:`.
const CAPTIONS: [&str; 11] = [
    "Photo:",
    "Photos:",
    "Photograph:",
    "Picture:",
    "Chart:",
    "Charts:",
    "Graph:",
    "Map:",
    "Drawing:",
    "Table:",
    "PHOTO:",
];

/// Blocks among which the labels begin: outlet, copyright, show, date, editions and title stand before them.
const FIRST: usize = 9;

/// Letters of a line of copyright that is shorter than any that goes on below.
const SHORT: usize = 60;

/// Reads a document.
pub(super) fn draft(text: &str) -> Draft<'static> {
    let blocks = blocks(text);
    let end = end(&blocks);
    let Head { source, dated, title, from } = Head::of(&blocks[..end]);
    let labels = || blocks[..from].iter().chain(&blocks[end..]).filter_map(|block| label(block));
    let labelled =
        |wanted: &[&str]| labels().find(|(name, _)| wanted.contains(name)).map(|(_, value)| value.to_owned());
    let first = blocks[..from].last().and_then(|block| block.strip_prefix("BODY:")).map(str::trim);
    let text = blocks[from..end].iter().map(String::as_str).filter(|block| *block != "BODY:");
    let body: Vec<&str> = first.filter(|first| !first.is_empty()).into_iter().chain(text).collect();
    Draft {
        title: labelled(&["HEADLINE", "TITLE"]).or_else(|| title.map(|at| blocks[at].clone())).map(Cow::Owned),
        body: Cow::Owned(body.join("\n\n")),
        published: dated.and_then(|at| dates::parse(&blocks[at])),
        byline: labelled(&["BYLINE", "AUTOR", "AUTEUR"]).map(Cow::Owned),
        source: source.map(|at| Cow::Owned(blocks[at].clone())),
        lang: labelled(&["LANGUAGE"]).filter(|lang| lang.eq_ignore_ascii_case("english")).map(|_| Cow::Borrowed("en")),
        ..Draft::default()
    }
}

/// What stands before the text, by the numbers of the blocks.
struct Head {
    source: Option<usize>,
    dated: Option<usize>,
    title: Option<usize>,
    /// Where the text begins.
    from: usize,
}

impl Head {
    fn of(blocks: &[String]) -> Self {
        let opens = |block: &String| head_label(block).is_some_and(|name| name != "SHOW");
        let first = blocks.iter().take(FIRST).position(opens);
        // Without any label the title is the block behind the date, and the rest is text.
        let unlabelled = |to: usize| (0..to).filter(|&at| head_label(&blocks[at]).is_none() && !is_rights(&blocks[at]));
        let is_day = |at: &usize| blocks[*at].len() < 80 && dates::parse(&blocks[*at]).is_some();
        let dated = unlabelled(first.unwrap_or(blocks.len().min(FIRST))).find(is_day);
        let head = first.or_else(|| dated.map(|at| blocks.len().min(at + 2))).unwrap_or(0);
        // `Fall 2003` is no day: outlet, it, and the title.
        let title = unlabelled(head).rfind(|&at| dated.map_or(at > 1, |dated| at > dated));
        let source = unlabelled(dated.unwrap_or(head.min(1))).next();
        Self { source, dated, title, from: head + run(&blocks[head..]) }
    }
}

/// How many blocks are labels before the text; what else looks like a label is one only if another follows it.
fn run(blocks: &[String]) -> usize {
    let body = blocks.iter().position(|block| head_label(block) == Some("BODY")).map_or(blocks.len(), |at| at + 1);
    let labels = blocks[..body].iter().take_while(|block| label(block).is_some());
    let known = labels.enumerate().filter(|(_, block)| head_label(block).is_some());
    known.last().map_or(0, |(at, _)| at + 1)
}

/// Where what follows the text begins: every later block is a label or a copyright. `UPDATE: The vote is over.` may be
/// text, and is where text follows.
fn end(blocks: &[String]) -> usize {
    let loose = |block: &&String| label(block).is_some() || is_end(block);
    let from = blocks.len() - blocks.iter().rev().take_while(loose).count();
    let sure = |block: &String| name(block).is_some_and(|name| SURE_ENDS.contains(&name));
    let to = blocks[from..].iter().position(sure).map_or(blocks.len(), |at| from + at);
    to - blocks[from..to].iter().rev().take_while(|block| is_end(block)).count()
}

/// Blocks parted by blank lines, each on one line. A label begins one; the text below `BODY:` and the outlet below a
/// copyright are blocks of their own.
fn blocks(text: &str) -> Vec<String> {
    let (mut blocks, mut in_head) = (vec![String::new()], true);
    for line in text.lines() {
        let line = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{A0}');
        let named = head_label(line);
        in_head &= named.is_none();
        let alone =
            line == "BODY:" || (in_head && is_rights(line) && line.chars().count() < SHORT && !line.ends_with(','));
        let last = blocks.last_mut().expect("there is always a block");
        if line.is_empty() || named.is_some() || (in_head && line.starts_with("Supplied by ")) {
            blocks.push(line.to_owned());
        } else {
            lines::append(last, line);
        }
        if alone {
            blocks.push(String::new());
        }
    }
    blocks.retain(|block| !block.is_empty() && !is_counter(block) && !heads::is_counter(block));
    blocks
}

/// `3 of 10 DOCUMENTS`, and what marks a document of a page.
fn is_counter(block: &str) -> bool {
    let words: Vec<&str> = block.split_whitespace().collect();
    let number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let counted = |word: &str| word.starts_with("DOCUMENT") || word.starts_with("DOKUMENT");
    matches!(words[..], [a, _, b, d] if number(a) && number(b) && counted(d))
        || block.starts_with("<DOC")
        || block == "-->"
}

/// `BYLINE: Rosa Lind` in its two parts, whatever the label.
fn label(block: &str) -> Option<(&str, &str)> {
    let (name, value) = block.split_once(':')?;
    let labelled = (3..=24).contains(&name.len())
        && name.chars().all(|c| c.is_uppercase() || matches!(c, '-' | ' '))
        && name.chars().any(char::is_uppercase);
    labelled.then(|| (name, value.trim()))
}

fn name(block: &str) -> Option<&str> {
    label(block).map(|(name, _)| name)
}

/// The label of a block before the text.
fn head_label(block: &str) -> Option<&str> {
    name(block).filter(|name| HEAD.contains(name))
}

/// A label behind the text, a caption, or the copyright.
fn is_end(block: &str) -> bool {
    let labelled = label(block).is_some_and(|(name, value)| match name {
        "UPDATE" => dates::parse(value).is_some(),
        _ => ENDS.contains(&name) || SURE_ENDS.contains(&name),
    });
    labelled || (is_rights(block) && block.len() < 200) || CAPTIONS.iter().any(|caption| block.starts_with(caption))
}

/// `Copyright 2003 Ledger`, `All Rights Reserved`.
fn is_rights(block: &str) -> bool {
    let lower = super::head(block, 240).to_ascii_lowercase();
    boilerplate::is_copyright(&lower) || lower == "all rights reserved"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_taken_apart() {
        let text = "   1 of 2 DOCUMENTS\n\n  Holmsund Ledger\n\n September 20, 2016 Tuesday\n   Final Edition\n\nFerry to stay, says\nowner\n\nBYLINE: Rosa Lind\n\nSECTION: NEWS; Pg. 3\n\nLENGTH: 12 words\n\nIlka Brandt will not\nsell.\n\n\"No,\" she said.\n\nLOAD-DATE: September 22, 2016\n\nLANGUAGE: ENGLISH\n\nCopyright 2016 Ledger\n";
        let draft = draft(text);
        assert_eq!(draft.title.as_deref(), Some("Ferry to stay, says owner"));
        assert_eq!(draft.body, "Ilka Brandt will not sell.\n\n\"No,\" she said.");
        assert_eq!(draft.published.unwrap().to_string(), "2016-09-20");
        assert_eq!((draft.byline.as_deref(), draft.source.as_deref()), (Some("Rosa Lind"), Some("Holmsund Ledger")));
    }
}
