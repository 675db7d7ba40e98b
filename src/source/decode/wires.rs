//! Messages of news wires: with their control characters, and printed without them.

use std::borrow::Cow;

use super::{Draft, boilerplate, dates, lines};
use crate::{article::Published, source::exports};

/// Letters of a line that is a paragraph: lines broken at a width are shorter.
const WIDE: usize = 100;

/// Reads a message: by ANPA 1312, whose header lines begin with `^`, or by IPTC 7901.
pub(super) fn draft(text: &str) -> Draft<'static> {
    let (header, message) = text.split_once('\u{2}').unwrap_or(("", text));
    let (message, trailer) = message.split_once('\u{3}').unwrap_or((message, ""));
    let message = message.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '^'));
    match header.is_empty() && trailer.is_empty() {
        true if exports::is_agency_head(message.as_bytes()) => iptc("", behind_slug(message), ""),
        true => printed(message),
        false if message.lines().take(3).any(|line| line.starts_with('^')) => anpa(message, trailer),
        false => iptc(header, message, trailer),
    }
}

/// Text in which blank lines part paragraphs, also where only the first line of each is set in: not all are, or all are
/// whole sentences.
fn paragraphs(lines: Vec<&str>) -> String {
    let begins = |words: &str| !words.starts_with(char::is_lowercase) || boilerplate::is_sign_off(words);
    let set_in = |line: &str| line.starts_with("  ") && begins(line.trim());
    let filled = || lines.iter().filter(|line| !line.trim().is_empty());
    let ends = |line: &&&str| line.trim_end().ends_with(['.', '!', '?', '"', '”']);
    let unended = filled().filter(|line| !ends(line)).count();
    let begin = filled().any(|line| line.len() > WIDE || !line.starts_with("  ")) || unended <= 1;
    let parted = |line: &&str| if begin && set_in(line) { format!("\n{line}") } else { (*line).to_owned() };
    lines.iter().map(parted).collect::<Vec<_>>().join("\n")
}

/// Whether a line says by whom a message is: `by Rosa Lind =`.
fn is_byline(line: &str) -> bool {
    let line = line.trim();
    let lower = line.strip_prefix("by ").is_some_and(|names| names.starts_with(char::is_uppercase));
    line.len() < 100 && (lower || line.starts_with("By ") || line.starts_with("BY "))
}

/// A message without the keywords above its title: `fra/us`.
fn behind_slug(message: &str) -> &str {
    match message.split_once("\n\n").or_else(|| message.split_once("\r\n\r\n")) {
        Some((slug, rest)) if slug.len() < 64 && !slug.contains('=') => rest,
        _ => message,
    }
}

/// A message that was printed, its control characters lost: keywords, title, remarks, byline, text, stamps.
fn printed(message: &str) -> Draft<'static> {
    let all: Vec<&str> = message.lines().collect();
    let bare = |line: &str| line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '^' | '<' | '=')).to_owned();
    let set_in = |line: &&&str| line.starts_with("  ") || line.starts_with('\t');
    let mut head = all.iter().take_while(|line| !set_in(line)).count();
    // Without any line that is set in the text begins behind a blank one.
    if head == all.len() {
        head = all.iter().position(|line| line.trim().is_empty()).map_or(0, |at| at + 1);
    }
    let heads: Vec<String> = all[..head].iter().map(|line| bare(line)).filter(|line| !line.is_empty()).collect();
    let is_title = |line: &&String| !exports::is_wire_slug(line) && !is_byline(line) && !is_remark(line);
    let byline = heads.iter().find(|line| is_byline(line)).map(|line| Cow::Owned(line[3..].trim().to_owned()));
    let stamps = || all[head..].iter().chain(&all[..head]).filter(|line| is_stamp(line));
    let text = all[head..].iter().filter(|line| !is_stamp(line) && !is_more(line)).copied();
    let source = stamps().find_map(|line| agency_of(line)).or_else(|| heads.iter().find_map(|line| writer_of(line)));
    Draft {
        title: heads.iter().find(is_title).map(|title| Cow::Owned(lines::unquoted(title))),
        body: Cow::Owned(lines::unquoted(&text.collect::<Vec<_>>().join("\n"))),
        published: stamps().find_map(|line| line.split_whitespace().find_map(day_of)),
        byline,
        source: source.map(Cow::Borrowed),
        ..Draft::default()
    }
}

/// Remarks of editors for editors, and what a writer is: `Eds: UPDATES throughout.`, `Associated Press Writer`.
fn is_remark(line: &str) -> bool {
    ["Eds:", "EDS:", "Editors:", "AP Photo", "With "].iter().any(|beginning| line.starts_with(beginning))
        || [" Writer", " Correspondent", " Staff"].iter().any(|end| line.ends_with(end))
}

/// The day in a stamp: `AP-WF-09-20-16`, `09-20-16`.
fn day_of(stamp: &str) -> Option<Published> {
    let parts: Vec<&str> = stamp.rsplit('-').take(3).collect();
    let [year, day, month] = parts[..] else { return None };
    let two = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    (two(year) && two(day) && two(month)).then(|| dates::parse(&format!("{month}/{day}/{year}")))?
}

/// Whether a line is no more than when a message was sent: `a0413 09-20-16 1501EDT`, `AP-WF-09-20-16 2115GMT<`.
fn is_stamp(line: &str) -> bool {
    let line = line.trim();
    line.len() < 48
        && line.split_whitespace().count() <= 4
        && line.split_whitespace().any(|word| day_of(word).is_some())
}

/// Whether a line parts the takes of a message or ends it.
fn is_more(line: &str) -> bool {
    const MARKS: [&str; 6] = ["(more)", "(MORE)", "MORE", "-30-", "NNNN", "(end)"];
    MARKS.contains(&line.trim())
}

fn agency_of(stamp: &str) -> Option<&'static str> {
    let lower = stamp.trim().to_ascii_lowercase();
    [("ap-", "AP"), ("upi ", "UPI")].iter().find(|(mark, _)| lower.starts_with(mark)).map(|(_, agency)| *agency)
}

fn writer_of(line: &str) -> Option<&'static str> {
    line.starts_with("Associated Press ").then_some("AP")
}

fn anpa(message: &str, trailer: &str) -> Draft<'static> {
    let bare = |line: &str| {
        line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '^' | '<' | '=' | '\u{8}')).to_owned()
    };
    let mut lines = message.lines();
    let heads: Vec<String> =
        lines.by_ref().take_while(|line| line.trim().is_empty() || line.starts_with('^')).map(bare).collect();
    let taken = message.lines().take_while(|line| line.trim().is_empty() || line.starts_with('^')).count();
    let mut body: Vec<String> = message.lines().skip(taken).map(bare).collect();
    if body.iter().all(String::is_empty) {
        // A list of headlines is all header.
        body = heads.iter().skip(2).cloned().collect();
    }
    let byline = heads.iter().find_map(|line| line.strip_prefix("By ")).map(str::to_owned);
    let title = heads.get(1).filter(|line| !line.starts_with("By ") && !line.is_empty()).cloned();
    let wire = trailer.trim_matches(|c: char| c.is_control() || matches!(c, '^' | '<') || c.is_whitespace());
    // AP-WF-02-20-15 0500GMT: the last three numbers before the time.
    let day = wire.split_whitespace().next().and_then(|stamp| {
        let parts: Vec<&str> = stamp.rsplit('-').take(3).collect();
        dates::parse(&format!("{}/{}/{}", parts.get(2)?, parts.get(1)?, parts.first()?))
    });
    Draft {
        title: title.map(|title| Cow::Owned(lines::unquoted(&title))),
        body: Cow::Owned(lines::unquoted(&body.join("\n\n"))),
        published: day,
        byline: byline.map(Cow::Owned),
        source: wire.starts_with("AP-").then_some(Cow::Borrowed("AP")),
        ..Draft::default()
    }
}

fn iptc(header: &str, message: &str, trailer: &str) -> Draft<'static> {
    // Lines up to the one that ends in `=`, and one by whom below it, are headlines and bylines.
    let marked = message.lines().take(12).position(|line| line.trim_end().ends_with('=')).map_or(0, |at| at + 1);
    let below = message.lines().nth(marked).filter(|line| marked > 0 && is_byline(line));
    let heads = marked + usize::from(below.is_some());
    let bare = |line: &str| line.split("=(").next().unwrap_or(line).trim().trim_end_matches(['=', ' ']).to_owned();
    let (bylines, titles): (Vec<String>, Vec<String>) =
        message.lines().take(heads).map(bare).filter(|line| !line.is_empty()).partition(|line| is_byline(line));
    let byline = bylines.into_iter().next();
    let title = (!titles.is_empty()).then(|| titles.join(" "));
    let body = paragraphs(message.lines().skip(heads).collect());
    // AFP 131137 GMT Nov 13: agency (or none), day and time, zone (or none), month, year.
    let is_stamp = |word: &&str| word.len() == 6 && word.bytes().all(|byte| byte.is_ascii_digit());
    let words: Vec<&str> = trailer.split_whitespace().take(5).skip_while(|word| !is_stamp(word)).take(4).collect();
    let day = match words[..] {
        [stamp, _, month, year] | [stamp, month, year] => {
            stamp.get(..2).and_then(|day| dates::parse(&format!("{day}-{month}-{}", year.get(..2).unwrap_or(year))))
        }
        _ => None,
    };
    let source = header.lines().next().unwrap_or_default().split_whitespace().rev().nth(1);
    let source = source.filter(|word| word.len() < 8 && word.chars().all(char::is_alphabetic)).map(str::to_owned);
    Draft {
        title: title.map(Cow::Owned),
        body: Cow::Owned(lines::blocks(&body).join("\n\n")),
        published: day,
        byline: byline.map(|line| Cow::Owned(line["By ".len()..].trim().to_owned())),
        source: source.map(Cow::Owned),
        ..Draft::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_wires_are_read() {
        let anpa = "\u{16}\u{16}\u{1}z12\u{1f}_---\r\nr z\u{13}\u{11} BC-Ferry 09-20\r\n\u{2}^BC-Ferry,40<\r\n^Ferry to stay in Holmsund<\r\n^By ROSA LIND=\r\n^Ledger Writer=\r\n\t  HOLMSUND (AP) _ ``No,'' said Ilka Brandt. \r\n\t  She stayed. \r\n\t  \u{3}AP-WF-09-20-16 0500GMT<\r\n\u{4}";
        let read = draft(anpa);
        assert_eq!(read.title.as_deref(), Some("Ferry to stay in Holmsund"));
        assert_eq!(read.body, "HOLMSUND (AP) — “No,” said Ilka Brandt.\n\nShe stayed.");
        assert_eq!(
            (read.published.unwrap().to_string().as_str(), read.byline.as_deref()),
            ("2016-09-20", Some("ROSA LIND"))
        );
        let iptc = "\u{1}eca1 4 i 21 dpa 061\r\n\nFerry/\r\n\u{2}Ferry to stay,\r\nsays owner =\r\n\n   Holmsund (dpa) - Ilka Brandt\r\nstays.\r\n\n   \"No.\"\r\n\u{3}201137 GMT Sep 16\r\n\u{4}";
        let read = draft(iptc);
        assert_eq!(read.title.as_deref(), Some("Ferry to stay, says owner"));
        assert_eq!(read.body, "Holmsund (dpa) - Ilka Brandt stays.\n\n\"No.\"");
        assert_eq!((read.published.unwrap().to_string().as_str(), read.source.as_deref()), ("2016-09-20", Some("dpa")));
    }
}
