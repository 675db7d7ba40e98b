//! The `<title>` of a page, apart from the name of its site: told by the page's printing one part of it as a line.

use std::collections::HashSet;

use super::{
    super::super::identity,
    letters, near,
    printed::{Mark, Printed},
};

/// What parts a title from the name of the site.
const BY: [&str; 17] = [
    " | ", " - ", " – ", " — ", " :: ", " : ", " « ", " » ", " ‹ ", " › ", " · ", " • ", " > ", " ~ ", " / ", " // ",
    ": ",
];

/// Parts of a title that are looked at.
const PARTS: usize = 8;

/// Longest name of a site in bytes.
const SITE: usize = 40;

/// Parts of titles that name no site, in lower case.
const SECTIONS: [&str; 35] = [
    "article",
    "arts",
    "business",
    "culture",
    "entertainment",
    "environment",
    "health",
    "home",
    "international",
    "latest",
    "lifestyle",
    "local",
    "local news",
    "money",
    "national",
    "news",
    "opinion",
    "politics",
    "politics news",
    "print",
    "print version",
    "printable version",
    "region",
    "regional",
    "science",
    "sport",
    "sports",
    "sports news",
    "story",
    "technology",
    "uk news",
    "us news",
    "video",
    "world",
    "world news",
];

/// A title and the name of the site beside it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Apart {
    pub(super) title: String,
    pub(super) site: Option<String>,
}

/// Parts a title from the name of its site, if the page prints one part as its heading, or as a line.
pub(super) fn apart(title: &str, heading: Option<&str>, printed: &Printed) -> Option<Apart> {
    let mut parts = parts(title);
    while parts.pop_if(|part| near::is_only_day(part)).is_some() {}
    let (first, last) = (parts.first()?, parts.last()?);
    let lines = letters_of(printed, |_| true);
    let headings = letters_of(printed, |heading| heading > 0);
    let known = heading.map(letters);
    let marked: Vec<String> = printed
        .marked
        .iter()
        .filter(|one| one.mark == Mark::Heading && !one.beside)
        .map(|one| letters(&one.text))
        .collect();
    let begin = |part: &str| part.as_ptr() as usize - title.as_ptr() as usize;
    let end = begin(last) + last.len();
    let cuts = parts.windows(2).map(|pair| (begin(pair[0]) + pair[0].len(), begin(pair[1])));
    let halves = cuts.flat_map(|(to, from)| {
        let (before, behind) = (&title[begin(first)..to], &title[from..end]);
        [(before, behind, *last), (behind, before, *first)]
    });
    let told = halves.filter_map(|(half, rest, site)| {
        let (own, rest) = (letters(half), letters(rest));
        let words = half.split_whitespace().count();
        let rank = match () {
            () if known.as_ref() == Some(&own) || marked.contains(&own) => 0,
            () if own.len() < rest.len() || words < 2 => return None,
            () if headings.contains(&own) => 1,
            () if words > 2 && lines.contains(&own) => 2,
            () => return None,
        };
        Some((rank, std::cmp::Reverse(own.len()), half, site))
    });
    let (_, _, half, site) = told.min()?;
    Some(Apart { title: half.to_owned(), site: is_site(site).then(|| site.to_owned()) })
}

/// The parts of a title, without a day before them.
pub(super) fn parts(title: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = title;
    while parts.len() + 1 < PARTS {
        let next = BY.iter().filter_map(|by| rest.find(by).map(|at| (at, by.len()))).min();
        let Some((at, length)) = next else { break };
        parts.push(&rest[..at]);
        rest = &rest[at + length..];
    }
    parts.push(rest);
    parts.retain(|part| !part.trim().is_empty());
    parts
}

fn letters_of(printed: &Printed, is_wanted: impl Fn(u8) -> bool) -> HashSet<String> {
    let lines = printed.lines.iter().filter(|line| !line.beside && !line.is_long() && is_wanted(line.heading));
    lines.map(|line| letters(&line.text)).collect()
}

/// Whether a part of a title names a section of a site.
pub(super) fn is_section(part: &str) -> bool {
    SECTIONS.contains(&part.trim().to_lowercase().as_str())
}

fn is_site(part: &str) -> bool {
    let lower = part.to_lowercase();
    part.len() <= SITE && part.contains(char::is_alphabetic) && !is_section(part) && !lower.starts_with("by ")
}

/// Whether a site of this name may be at this address: a word of the host is in the name, or the name is in the host.
pub(super) fn may_be_at(site: &str, address: &str) -> bool {
    let site = letters(site);
    let host = identity::host(identity::original(address)).unwrap_or_default();
    let labels = host.rsplit('.').skip(1).filter(|label| label.len() >= 3 && !matches!(*label, "com" | "news"));
    labels.map(letters).any(|label| site.contains(&label) || (site.len() >= 3 && label.contains(&site)))
}
