//! Which of the titles that a page gives is the article's, and the title without what is no part of it.

use super::{Found, TITLES, heading, letters, near, printed::Printed};
use crate::source::names::is_paper;

/// Parts that are cut off a title at most.
const CUTS: usize = 4;

/// Shortest heading in bytes that is found again in a title.
const HEADING: usize = 10;

/// Most words of the name of a site.
const SITE_WORDS: usize = 4;

/// Fewest words of a title that is told by its length from the name of the site beside it.
const TITLE_WORDS: usize = 4;

/// What stands in no title, and parts it from the names of a site and its sections.
const SURE: [&str; 10] = [" | ", " :: ", " « ", " » ", " ‹ ", " › ", " • ", " > ", " ~ ", " // "];

/// Beginnings of titles that programs give to pages without one, in lower case.
const UNTITLED: [&str; 6] = ["untitled", "no title", "new page", "new document", "document", "page title"];

/// The title that two of the three agree on that a page may give: its heading, the one for sharing, the one in linked
/// data. Where all differ, linked data. Without what is put behind it.
pub(super) fn told(found: &Found<'_>, linked: Option<String>) -> Option<String> {
    let filled =
        |text: &str| Some(text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty());
    let heading = filled(&found.heading);
    let shared = found.meta.get("og:title").and_then(|text| filled(text));
    let agree = shared.is_some() && shared.as_deref().map(letters) == heading.as_deref().map(letters);
    let others = || TITLES.iter().find_map(|name| found.meta.get(*name).and_then(|text| filled(text)));
    let title = match agree {
        true => heading.clone(),
        false => linked.clone().or(shared).or_else(others).or_else(|| filled(&found.title)),
    }?;
    let whole_heading = heading.clone();
    let bare = [heading, linked].into_iter().flatten().find(|bare| {
        let rest = title.strip_prefix(bare.as_str()).map(str::trim_start);
        bare.len() >= 12
            && rest.is_some_and(|rest| rest.starts_with(['|', '-', '–', '—', '*', '·', '•', '~', '»', '«', '›', '‹']))
    });
    Some(bare.unwrap_or_else(|| whole(title, whole_heading.as_deref())))
}

/// A title that was cut off, "Ferry to st…", as the heading has it whole.
fn whole(title: String, heading: Option<&str>) -> String {
    let cut = title.strip_suffix("...").or_else(|| title.strip_suffix('…')).map(letters);
    let goes_on = |heading: &&str| cut.as_ref().is_some_and(|cut| letters(heading).starts_with(cut.as_str()));
    heading.filter(goes_on).map_or(title, str::to_owned)
}

/// The title of a page that gives none but its `<title>`, of which no part is printed as a line: the heading, where the
/// title holds it or is none; else the title without what is by its form the name of a site.
pub(super) fn untold(title: Option<&str>, given: &str, found: &Found<'_>, printed: &Printed) -> Option<String> {
    let heading = found.heading.split_whitespace().collect::<Vec<_>>().join(" ");
    if may_hold(given, &heading) {
        return Some(heading);
    }
    if is_none(given) {
        return only_heading(printed).or_else(|| title.map(str::to_owned));
    }
    title.map(|title| without_paper(title).to_owned())
}

/// Whether the title is the heading with something behind it: "Road closed by Jane Holt | Post", "Road closed (11 June)".
fn may_hold(title: &str, heading: &str) -> bool {
    let rest = title.strip_prefix(heading).filter(|_| heading.len() >= HEADING && heading.contains(' '));
    let is_apart = |rest: &str| rest.starts_with([' ', '(', '[', '|', ',']);
    let is_less = |rest: &str| rest.len() <= heading.len() || rest.starts_with(" by ");
    rest.is_some_and(|rest| is_apart(rest) && is_less(rest))
}

/// Whether a title says nothing: one that programs give, or the name of the site alone.
fn is_none(title: &str) -> bool {
    let lower = title.to_lowercase();
    UNTITLED.iter().any(|none| lower.starts_with(none)) || letters(title).len() < 3 || is_paper(title)
}

/// The heading of several words that is the only one of its kind, the highest that there is.
fn only_heading(printed: &Printed) -> Option<String> {
    let titles = |level: u8| {
        let of_level = printed.lines.iter().filter(move |line| line.heading == level && !line.beside);
        of_level.filter(|line| line.text.split_whitespace().count() > 2 && !line.is_long())
    };
    let mut found = (1..=3).find(|level| titles(*level).next().is_some()).map(titles)?;
    let first = found.next()?;
    found.next().is_none().then(|| first.text.clone())
}

/// A title without the parts that are the name of a site by their form.
fn without_paper(title: &str) -> &str {
    let words = |part: &str| part.split_whitespace().count();
    let by_sure = SURE.iter().find(|by| title.contains(**by));
    if let Some(by) = by_sure {
        let parts: Vec<&str> = title.split(by).collect();
        let long: Vec<&&str> = parts.iter().filter(|part| words(part) > SITE_WORDS).collect();
        if let [one] = long[..]
            && parts.len() <= CUTS
        {
            return one.trim();
        }
    }
    let parts = heading::parts(title);
    match parts[..] {
        [first, .., last] if is_paper(last) && words(&title[..offset(title, last)]) >= TITLE_WORDS => {
            let mut own = &parts[..parts.len() - 1];
            while let [rest @ .., section] = own
                && !rest.is_empty()
                && heading::is_section(section)
            {
                own = rest;
            }
            between(title, first, own.last().unwrap_or(&first))
        }
        [first, second, .., last] if is_paper(first) && words(&title[offset(title, second)..]) >= TITLE_WORDS => {
            between(title, second, last)
        }
        [first, last] if is_paper(first) && words(last) >= TITLE_WORDS => last.trim(),
        _ => title,
    }
}

/// A title without the name of its site at its end or its beginning, and without the section beside it. A name is given
/// by its letters; the address of a site is one.
pub(super) fn without_site(title: &str, names: &[String]) -> String {
    let mut rest = without_brackets(title.trim(), names);
    let (mut behind, mut before) = (false, false);
    for _ in 0..CUTS {
        let parts = heading::parts(rest);
        let (Some(first), Some(last)) = (parts.first(), parts.last().filter(|_| parts.len() > 1)) else { break };
        if is_named(last, names) || behind && heading::is_section(last) {
            behind = true;
            rest = between(rest, first, parts[parts.len() - 2]);
        } else if (is_named(first, names) || before && heading::is_section(first))
            && rest[offset(rest, parts[1])..].split_whitespace().count() > 2
        {
            before = true;
            rest = between(rest, parts[1], last);
        } else {
            break;
        }
    }
    rest.to_owned()
}

/// A title without the site or the day in brackets at its ends: "Road closed (11 June 2016)", "[Merrow Post] Road closed".
fn without_brackets<'t>(title: &'t str, names: &[String]) -> &'t str {
    let is_other = |inner: &str| is_named(inner, names) || is_paper(inner) || near::is_only_day(inner);
    let behind = title.strip_suffix(')').and_then(|title| title.rsplit_once(" ("));
    let before = title.strip_prefix('[').and_then(|title| title.split_once("] "));
    let is_title = |rest: &&str| rest.split_whitespace().count() >= TITLE_WORDS;
    let told = behind.filter(|(_, inner)| is_other(inner)).map(|(rest, _)| rest).filter(is_title);
    told.or_else(|| before.filter(|(inner, _)| is_other(inner)).map(|(_, rest)| rest).filter(is_title))
        .unwrap_or(title)
        .trim()
}

fn is_named(part: &str, names: &[String]) -> bool {
    let own = letters(part);
    !own.is_empty() && names.contains(&own) || is_host(part.trim())
}

/// `merrowpost.example`.
fn is_host(part: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-');
    part.len() >= 6
        && part.chars().all(is_letter)
        && part.rsplit_once('.').is_some_and(|(name, end)| {
            name.len() >= 3 && end.len() >= 2 && !end.contains(|c: char| !c.is_ascii_lowercase())
        })
}

/// The stretch of a title from one of its parts to another.
fn between<'t>(title: &'t str, from: &str, to: &str) -> &'t str {
    title[offset(title, from)..offset(title, to) + to.len()].trim()
}

fn offset(title: &str, part: &str) -> usize {
    part.as_ptr() as usize - title.as_ptr() as usize
}
