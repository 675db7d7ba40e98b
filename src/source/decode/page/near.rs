//! What stands near an article's heading: when it was put up and by whom.
//!
//! Only what is marked as such, or is a line of its own that says nothing else. Of several days that no mark tells
//! apart the nearest below the heading counts; farther off a day or name counts if it is the only one.

use std::borrow::Cow;

use super::{
    super::dates,
    Day, letters,
    printed::{Line, Mark, Marked, Printed},
};
use crate::{
    article::Published,
    source::{dates::Label, names},
};

/// Lines above a heading in which the day may stand.
const ABOVE: usize = 4;

/// Lines below a heading in which day and byline may stand.
const BELOW: usize = 12;

/// Lines below a heading, and above a text without one, in which a day may stand behind a name without "by".
const CLOSE: usize = 3;

/// Longest line in bytes that tells but by whom and when.
const LINE: usize = 80;

/// Shortest line in bytes that is surely of the text.
const TEXT: usize = 100;

/// The line of the heading: one that is the title, else the first heading.
pub(super) fn heading(printed: &Printed, title: Option<&str>) -> Option<usize> {
    let title = title.map(letters).filter(|title| !title.is_empty());
    let is_title = |line: &Line| !line.beside && title.as_deref() == Some(letters(&line.text).as_str());
    let lines = || printed.lines.iter();
    lines()
        .position(|line| line.heading > 0 && is_title(line))
        .or_else(|| title.as_ref().and_then(|_| lines().position(is_title)))
        .or_else(|| lines().position(|line| line.heading == 1 && !line.beside))
}

/// What is marked as the article's heading, if it is one thing.
pub(super) fn marked_heading(printed: &Printed) -> Option<String> {
    let mut marked = printed.marked.iter().filter(|one| one.mark == Mark::Heading && !one.beside).map(|one| &one.text);
    let first = marked.next()?;
    marked.all(|other| letters(other) == letters(first)).then(|| first.trim().to_owned())
}

/// Whether a text is a day and nothing else.
pub(super) fn is_only_day(text: &str) -> bool {
    !dates::days(text).is_empty()
}

/// The day of publication. What is marked as such counts most, then what stands below the heading; what is farther off, or
/// above, counts less, and the day of a change least. `day_first` where the page's language writes `05/12/2019` so.
pub(super) fn published(printed: &Printed, heading: Option<usize>, day_first: bool) -> Option<Day> {
    let plain = |day: Published| Day { day, in_greenwich: false };
    let before = || before_text(printed, |line| days_of(line, true, day_first).first().map(|(_, day)| *day));
    let beside = |side: Side, changed: bool| {
        let day = heading.and_then(|heading| printed_day(printed, heading, side, changed, day_first));
        day.or_else(|| before().filter(|_| heading.is_none())).map(plain)
    };
    let classed = || heading.and_then(|heading| classed_day(printed, heading, day_first)).map(plain);
    let time =
        |side: Side| heading.and_then(|heading| near_day(&marked_days(printed, Mark::Time), heading, Some(side)));
    let sure = marked_day(printed, heading, Mark::Published)
        .or_else(|| time(Side::Below))
        .or_else(|| beside(Side::Below, false))
        .or_else(classed);
    // A day that cannot be read is the one: what stands elsewhere is another.
    if sure.is_some() || heading.is_some_and(|heading| has_unread_day(printed, heading)) {
        return sure;
    }
    time(Side::Above)
        .or_else(|| beside(Side::Above, false))
        .or_else(|| day_of_foot(printed).map(plain))
        .or_else(|| marked_day(printed, heading, Mark::Time))
        .or_else(|| beside(Side::Below, true).or_else(|| beside(Side::Above, true)))
        .or_else(|| marked_day(printed, heading, Mark::Changed))
}

/// Where something stands, as the heading sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Above,
    Below,
}

impl Side {
    fn of(line: usize, heading: usize) -> Self {
        if line < heading { Self::Above } else { Self::Below }
    }
}

/// The days of all elements that are marked so, with their lines.
fn marked_days(printed: &Printed, mark: Mark) -> Vec<(usize, Day)> {
    let marked = printed.marked.iter().filter(|one| one.mark == mark && !one.beside);
    let read = marked.filter_map(|one| Some((one.line, Day::read(&one.text)?)));
    read.filter(|(_, day)| is_day(day.day)).collect()
}

/// The day nearest to the heading, on this side of it.
fn near_day(days: &[(usize, Day)], heading: usize, side: Option<Side>) -> Option<Day> {
    let is_there = |line: usize| is_near(line, heading) && side.is_none_or(|side| side == Side::of(line, heading));
    let near = days.iter().filter(|(line, _)| is_there(*line));
    near.min_by_key(|(line, _)| (*line < heading, line.abs_diff(heading))).map(|(_, day)| *day)
}

/// The day in the marked element nearest to the heading; in any, if there is but one day.
fn marked_day(printed: &Printed, heading: Option<usize>, mark: Mark) -> Option<Day> {
    let days = marked_days(printed, mark);
    let first = days.first().map(|(_, day)| *day);
    let near = heading.and_then(|heading| near_day(&days, heading, None));
    near.or_else(|| first.filter(|first| days.iter().all(|(_, day)| day.day == first.day)))
}

/// The one day of the elements near the heading that have the class of one.
fn classed_day(printed: &Printed, heading: usize, day_first: bool) -> Option<Published> {
    let marked =
        printed.marked.iter().filter(|one| one.mark == Mark::Dated && !one.beside && is_near(one.line, heading));
    let days = marked.flat_map(|one| dates::days(&in_order(&one.text, day_first)));
    only(days.filter(|(label, _)| *label != Label::Changed).map(|(_, day)| day))
}

/// Whether right below the heading a day stands that may be one of two: `08/01/2020`.
fn has_unread_day(printed: &Printed, heading: usize) -> bool {
    let is_numbers = |word: &str| {
        word.len() >= 6
            && word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'/' | b'-' | b'.'))
            && word.bytes().filter(|byte| !byte.is_ascii_digit()).count() == 2
    };
    let is_unread = |part: &str| {
        part.split_whitespace().any(is_numbers)
            && dates::among(part.split_whitespace()).is_some_and(|days| days.is_empty())
    };
    let lines = below(printed, heading).take(CLOSE).filter(|(_, line)| !line.beside && line.text.len() <= LINE);
    lines.flat_map(|(_, line)| parts(&line.text, false)).any(is_unread)
}

/// A line whose days like `05/12/2019` are written so that nobody takes the day for the month, where the day is first.
fn in_order(line: &str, day_first: bool) -> Cow<'_, str> {
    if !day_first || !line.contains(['/', '-']) {
        return Cow::Borrowed(line);
    }
    let words = line.split_whitespace().map(|word| dates::with_day_first(word).unwrap_or_else(|| word.to_owned()));
    Cow::Owned(words.collect::<Vec<_>>().join(" "))
}

fn is_near(line: usize, heading: usize) -> bool {
    line + ABOVE >= heading && line <= heading + BELOW
}

/// A single day and no month or year.
fn is_day(published: Published) -> bool {
    published.from == published.to
}

/// The day in a line that is one, near the heading, on one side of it; one labelled as that of publication before others.
/// Above it the line has no other numbers: a masthead has the day on which the page was looked at, and the weather.
fn printed_day(printed: &Printed, heading: usize, side: Side, changed: bool, day_first: bool) -> Option<Published> {
    let above = printed.lines.iter().enumerate().take(heading).skip(heading.saturating_sub(ABOVE));
    let own = printed.lines.iter().enumerate().skip(heading).take(1);
    // Headings part the days of a chronicle and of other articles; below a byline in one such a day is the article's.
    let is_signed = |at: usize| printed.lines[at].heading > 0 && names::byline(&printed.lines[at].text).is_some();
    let is_day = |at: usize, line: &Line| !dates::days(&line.text).is_empty() && is_signed(at - 1);
    let below =
        own.chain(below(printed, heading).filter(|(at, line)| !matches!(line.heading, 1..=4) || is_day(*at, line)));
    let lines: Vec<(usize, &Line)> = if side == Side::Above { above.collect() } else { below.collect() };
    let days = lines.into_iter().filter(|(_, line)| !line.beside).flat_map(|(at, line)| {
        let days = days_of(&line.text, (heading..=heading + CLOSE).contains(&at), day_first);
        let sure = at >= heading || is_of_article(&in_order(&line.text, day_first));
        days.into_iter().filter(move |_| sure).map(move |(label, day)| (label, at, day))
    });
    let days = days.filter(|(label, ..)| (*label == Label::Changed) == changed);
    days.min_by_key(|(label, at, _)| (*label, at.abs_diff(heading))).map(|(.., day)| day)
}

/// Whether a line above a heading may tell the article's day: "24. April 2020 | Press", not "2 May 2024 · Rain 11°".
fn is_of_article(line: &str) -> bool {
    let tells = |part: &str| !part.contains(|c: char| c.is_ascii_digit()) || !dates::days(part).is_empty();
    names::parted(line).is_some() || parts(line, false).into_iter().all(tells)
}

/// The lines below the heading, up to the running text.
fn below(printed: &Printed, heading: usize) -> impl Iterator<Item = (usize, &Line)> {
    let mut sentences = 0;
    let lines = printed.lines.iter().enumerate().skip(heading + 1).take(BELOW);
    lines.take_while(move |(_, line)| {
        sentences += usize::from(line.is_sentence());
        !line.is_long() && sentences < 2
    })
}

/// The days of a line that holds little else: "Updated 15 January 2015 | Published 12 January 2015". Behind a name a day
/// counts if the line says that the name is the author's, or if it stands `close` to the heading.
fn days_of(line: &str, close: bool, day_first: bool) -> Vec<(Label, Published)> {
    const ELSE: usize = 6;
    let line = &*in_order(line, day_first);
    let (mut days, mut others) = (Vec::new(), 0);
    if line.len() > super::printed::LONGEST / 2 {
        return days;
    }
    let (before, after) = names::parted(line).unwrap_or((line, ""));
    let before = parts(before, false).into_iter().map(|part| (part, close));
    for (part, may_be_named) in before.chain(parts(after, true).into_iter().map(|part| (part, true))) {
        let named = || names::behind_name(part).filter(|_| may_be_named);
        let mut found = dates::days(part);
        if found.is_empty() {
            found = named().map(dates::days).unwrap_or_default();
        }
        others += if found.is_empty() { part.split_whitespace().count() } else { 0 };
        days.extend(found);
    }
    if days.is_empty() && close {
        days.extend(day_before_words(line).map(|day| (Label::None, day)));
    }
    if others > ELSE { Vec::new() } else { days }
}

/// The day with which a short line begins that tells more, and is no sentence: "2016-09-20 Source: The Ledger".
fn day_before_words(line: &str) -> Option<Published> {
    let first = line.split_whitespace().next()?;
    let is_whole = first.len() >= 8 && first.starts_with(|c: char| c.is_ascii_digit()) && line.len() <= LINE;
    let day = dates::parse(first).filter(|day| is_whole && is_day(*day) && first.get(..4).is_some_and(is_year))?;
    (!line.ends_with(['.', '!', '?', '。'])).then_some(day)
}

fn is_year(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What marks part in a line: "By Ilka Brandt | 12 January 2015", and in one that says by whom "Ilka Brandt on 12 January
/// 2015".
fn parts(line: &str, is_by: bool) -> Vec<&str> {
    let (before, after) = line.split_once(" on ").filter(|_| is_by).unwrap_or((line, ""));
    let halves = before.split(" - ").chain(after.split(" - "));
    halves.flat_map(|half| half.split(['|', '•', '·', '–', '—', ';'])).filter(|part| !part.trim().is_empty()).collect()
}

/// Who wrote the article.
pub(super) fn byline(printed: &Printed, heading: Option<usize>, published: Option<Published>) -> Option<String> {
    let marks = [Mark::Author, Mark::Name, Mark::AuthorName, Mark::Byline];
    let near = |mark: &Mark| heading.and_then(|heading| near_names(printed, heading, *mark));
    let far = || marks.iter().find_map(|mark| only_name(printed, heading.unwrap_or(0), *mark));
    let linked = || near(&Mark::AuthorLink);
    let as_printed = || match heading {
        Some(heading) => printed_byline(printed, heading).or_else(|| signed(printed, published)),
        None => before_text(printed, names::byline).or_else(|| signed(printed, published)),
    };
    marks.iter().find_map(near).or_else(linked).or_else(as_printed).or_else(far)
}

fn names_of<'p>(printed: &'p Printed, mark: Mark) -> impl Iterator<Item = (usize, String)> + use<'p> {
    let marked = move |one: &&Marked| one.mark == mark && !one.beside;
    printed.marked.iter().filter(marked).filter_map(|one| Some((one.line, names::name_of_lines(&one.text)?)))
}

/// All names near the heading that are marked so.
fn near_names(printed: &Printed, heading: usize, mark: Mark) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for (_, name) in names_of(printed, mark).filter(|(line, _)| is_near(*line, heading)) {
        // "Ilka Brandt", and in the same byline "Ilka Brandt, The Ledger".
        let is_known =
            names.iter().any(|known| name.strip_prefix(known.as_str()).is_some_and(|rest| rest.starts_with(',')));
        if !is_known && !names.contains(&name) && names.len() < 8 {
            names.push(name);
        }
    }
    (!names.is_empty()).then(|| names.join(", "))
}

/// The one name below the heading that is marked so, if there are no others.
fn only_name(printed: &Printed, heading: usize, mark: Mark) -> Option<String> {
    only(names_of(printed, mark).filter(|(line, _)| *line >= heading).map(|(_, name)| name))
}

/// A line below the heading that says "By Ilka Brandt" or "By Ilka Brandt, harbour reporter".
fn printed_byline(printed: &Printed, heading: usize) -> Option<String> {
    let below = below(printed, heading).map(|(_, line)| line);
    let mut lines = below.filter(|line| !line.beside && !matches!(line.heading, 1..=3));
    lines.find_map(|line| names::byline(&line.text))
}

/// What is told by the last short lines before the text, on a page without a heading, and told otherwise by no line below,
/// as it would be in a list of articles.
fn before_text<T: PartialEq>(printed: &Printed, told: impl Fn(&str) -> Option<T>) -> Option<T> {
    let is_text = |line: &Line| !line.beside && (line.is_long() || line.is_sentence() && line.text.len() >= TEXT);
    let text = printed.lines.iter().position(is_text)?;
    let first = printed.lines[..text].iter().rev().take(CLOSE).filter(|line| !line.beside).rev();
    let below = printed.lines[text..].iter().filter(|line| !line.beside && line.text.len() <= LINE);
    let first = only(first.filter_map(|line| told(&line.text)))?;
    below.filter_map(|line| told(&line.text)).all(|other| other == first).then_some(first)
}

/// The one name that lines below texts give: "posted by Ilka Brandt at 9:15 AM". A reader's, who is named so below a
/// comment, is not the author's: it stands behind a line that says that comments follow, or with another day than the
/// article's.
fn signed(printed: &Printed, published: Option<Published>) -> Option<String> {
    let is_label = |line: &&Line| {
        let lower = super::super::head(&line.text, LINE).to_ascii_lowercase();
        !line.beside && line.text.len() <= LINE && ["posted by ", "written by "].iter().any(|by| lower.starts_with(by))
    };
    let own = printed.lines.iter().take_while(|line| !begins_comments(&line.text));
    let signed = printed.lines.iter().filter(is_label);
    let own = own.filter(is_label).filter(|line| !is_of_other_day(&line.text, published));
    // Whoever else is named so shows that it may be readers who are.
    let name = only(own.filter_map(|line| names::byline(&line.text)))?;
    signed.filter_map(|line| names::byline(&line.text)).all(|other| other == name).then_some(name)
}

/// Whether what readers wrote follows a line: "3 comments", "Comments (3)", "Reader responses:".
fn begins_comments(line: &str) -> bool {
    const WORDS: [&str; 9] =
        ["comment", "comments", "response", "responses", "replies", "reactions", "feedback", "talkback", "discussion"];
    const PASSED: [&str; 10] = ["reader", "readers", "user", "your", "post", "leave", "a", "add", "to", "on"];
    if line.len() > LINE / 2 {
        return false;
    }
    let lower = line.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut words = words.filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit()) && !PASSED.contains(word));
    words.next().is_some_and(|word| WORDS.contains(&word)) && words.next().is_none()
}

/// Whether a line names a day, and not the one on which the article was published.
fn is_of_other_day(line: &str, published: Option<Published>) -> bool {
    let Some(published) = published else { return false };
    let days = days_of(line, true, false);
    !days.is_empty() && days.iter().all(|(_, day)| *day != published)
}

/// What all that give something give; `None` if they differ.
fn only<T: PartialEq>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}

/// The day in the line that WordPress puts below a text: "This entry was posted on Thursday, February 17th, 2022 at 9:15
/// am and is filed under News.", or in one that says nothing but when the text was published.
fn day_of_foot(printed: &Printed) -> Option<Published> {
    let lines = || printed.lines.iter().filter(|line| !line.beside);
    let labelled = || {
        let short = lines().filter(|line| line.text.len() <= LINE);
        short
            .flat_map(|line| dates::days(&line.text))
            .filter(|(label, _)| *label == Label::Published)
            .map(|(_, day)| day)
    };
    only(lines().filter_map(|line| dates::begun(line.text.strip_prefix("This entry was posted on ")?)))
        .or_else(|| only(labelled()))
}
