//! A record of an export as text: which of its lines is which field. A further provider is a [`Layout`] here and its
//! marks in `source/exports.rs`.
//!
//! Decided: behind the text stands what is a known label with more of them below. `Subject: the ferry` alone is text.

use std::borrow::Cow;

use super::{Draft, Said, boilerplate, dates};
use crate::source::{Provider, exports};

/// Lines, without the blank ones, among which a head is looked for.
const HEAD: usize = 160;

/// Blank lines aside, how far below the line `Graphic` the labels behind the text begin.
const CAPTIONS: usize = 12;

/// Lines at the end of a record among which its number is.
const TAIL: usize = 40;

/// What the value of a label is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Title,
    Byline,
    Date,
    Source,
    /// Outlet and day in one: `Ledger, The. 09/20/2016, p7.`
    SourceAndDate,
    Lang,
    Id,
    Text,
    /// What stands for the text where there is none.
    Abstract,
    Other,
}

/// What a line of the head without a label is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    Title,
    Source,
    Date,
    /// `September 20, 2016 | Ledger, The (Holmsund)`.
    DateAndSource,
    /// `By Rosa Lind`, or two or three names; may be missing.
    Byline,
    /// `10:05`; may be missing.
    Time,
    /// `312 words`.
    Words,
    /// `2016 WLNR 28888001`.
    Wlnr,
    /// `Section: News`.
    Section,
    /// `Document 1 of 2`.
    Counter,
    /// `Gale OneFile: News`; may be missing.
    Banner,
    /// What follows down to a blank line or the copyright.
    Rest,
}

/// Where the text begins.
#[derive(Debug, Clone, Copy)]
enum Opens {
    /// Behind this line.
    Line(&'static str),
    /// With the value of a label that is [`Part::Text`].
    Label,
    /// Below the head.
    Head,
    /// Behind the labels with which the record begins.
    Labels,
}

/// How a provider lays out a record.
struct Layout {
    /// Lines without labels, each group looked for behind the one before.
    heads: &'static [&'static [Slot]],
    labels: &'static [(&'static str, Part)],
    opens: Opens,
    /// Labels behind the text.
    ends: &'static [&'static str],
    /// Beginnings of lines behind the text.
    closes: &'static [&'static str],
}

const NEXIS_UNI: Layout = Layout {
    heads: &[&[Slot::Title, Slot::Source, Slot::Date]],
    labels: &[
        ("Byline", Part::Byline),
        ("Language", Part::Lang),
        ("Section", Part::Other),
        ("Length", Part::Other),
        ("Dateline", Part::Other),
        ("Highlight", Part::Other),
    ],
    opens: Opens::Line("Body"),
    ends: &["Load-Date", "Language", "Publication-Type", "Journal Code", "Subject"],
    closes: &["Classification", "Graphic"],
};

const FACTIVA_SHOWN: Layout = Layout {
    heads: &[&[Slot::Title, Slot::Byline, Slot::Words, Slot::Date, Slot::Time, Slot::Source, Slot::Rest]],
    labels: &[],
    opens: Opens::Head,
    ends: &[],
    closes: &[],
};

const PROQUEST: Layout = Layout {
    heads: &[&[Slot::Counter, Slot::Title]],
    labels: &[
        ("Author", Part::Byline),
        ("Publication title", Part::Source),
        ("Publication date", Part::Date),
        ("Language of publication", Part::Lang),
        ("ProQuest document ID", Part::Id),
        ("Full text", Part::Text),
        ("Abstract", Part::Abstract),
    ],
    opens: Opens::Label,
    ends: &[
        "CREDIT",
        "Credit",
        "Links",
        "Illustration",
        "Word count",
        "Subject",
        "Location",
        "People",
        "Company / organization",
        "Company",
        "Identifier / keyword",
        "Title",
        "Publication title",
        "Pages",
        "Publication year",
        "Publication date",
    ],
    closes: &[],
};

const NEWSBANK: Layout = Layout {
    heads: &[&[Slot::Title, Slot::DateAndSource, Slot::Rest]],
    labels: &[("Author", Part::Byline), ("Record", Part::Id)],
    opens: Opens::Head,
    ends: &["Caption", "Memo", "Index Terms", "Dateline", "Record", "Copyright"],
    closes: &[],
};

const NEWSBANK_FULL: Layout = Layout {
    heads: &[&[Slot::Source, Slot::Date, Slot::Title]],
    labels: &[("Author", Part::Byline), ("Article Text", Part::Text), ("Record Number", Part::Id)],
    opens: Opens::Label,
    ends: &["Caption", "Memo", "Index Terms", "Dateline", "Record Number", "Copyright"],
    closes: &[],
};

const GALE: Layout = Layout {
    heads: &[&[Slot::Banner, Slot::Title]],
    labels: &[
        ("Date", Part::Date),
        ("From", Part::Source),
        ("Author", Part::Byline),
        ("Byline", Part::Byline),
        ("Full Text", Part::Text),
        ("Abstract", Part::Abstract),
        ("Gale Document Number", Part::Id),
    ],
    opens: Opens::Label,
    ends: &["Gale Document Number"],
    closes: &["Source Citation "],
};

const WESTLAW: Layout = Layout {
    heads: &[
        &[Slot::Date, Slot::Source, Slot::Wlnr],
        &[Slot::Wlnr, Slot::Source],
        &[Slot::Date, Slot::Section, Slot::Title, Slot::Byline],
    ],
    labels: &[("Language", Part::Lang)],
    opens: Opens::Head,
    ends: &[],
    closes: &["---- Index References ----"],
};

const EBSCO: Layout = Layout {
    heads: &[],
    labels: &[
        ("Record", Part::Other),
        ("Title", Part::Title),
        ("Authors", Part::Byline),
        ("Source", Part::SourceAndDate),
        ("Accession Number", Part::Id),
        ("Document Type", Part::Other),
        ("ISSN", Part::Other),
        ("Full Text Word Count", Part::Other),
        ("Database", Part::Other),
        ("Section", Part::Other),
        ("Language", Part::Lang),
    ],
    opens: Opens::Labels,
    ends: &[],
    closes: &[],
};

const PRESSREADER: Layout = Layout {
    heads: &[&[Slot::Title, Slot::Source, Slot::Date, Slot::Rest]],
    labels: &[("Author", Part::Byline), ("Language", Part::Lang)],
    opens: Opens::Head,
    ends: &["Article Name"],
    closes: &[],
};

/// The codes of Factiva.
const CODES: [(&str, Part); 29] = [
    ("HD", Part::Title),
    ("BY", Part::Byline),
    ("PD", Part::Date),
    ("SN", Part::Source),
    ("LA", Part::Lang),
    ("LP", Part::Text),
    ("TD", Part::Text),
    ("AN", Part::Id),
    ("SE", Part::Other),
    ("CLM", Part::Other),
    ("CR", Part::Other),
    ("CX", Part::Other),
    ("WC", Part::Other),
    ("ET", Part::Other),
    ("SC", Part::Other),
    ("ED", Part::Other),
    ("PG", Part::Other),
    ("VOL", Part::Other),
    ("CY", Part::Other),
    ("ART", Part::Other),
    ("CT", Part::Other),
    ("RF", Part::Other),
    ("CO", Part::Other),
    ("IN", Part::Other),
    ("NS", Part::Other),
    ("RE", Part::Other),
    ("IPC", Part::Other),
    ("IPD", Part::Other),
    ("PUB", Part::Other),
];

/// Those of them, from the first, that never stand behind the beginning of the text.
const BEFORE: usize = 6;

/// Reads a record.
pub(super) fn draft(provider: Provider, text: &str) -> Draft<'static> {
    let blank = |c: char| c.is_whitespace() || matches!(c, '\u{A0}' | '\u{FEFF}');
    let mut lines: Vec<&str> = text.lines().map(|line| line.trim_matches(blank)).collect();
    // The last line of these tells the number of the record.
    let is_told = matches!(provider, Provider::NewsBankFull | Provider::Gale);
    let is_last = |line: &str| line.trim_matches('_').is_empty() || !is_told && provider.ends_with(line);
    while lines.last().is_some_and(|line| is_last(line)) {
        lines.pop();
    }
    match provider {
        Provider::NexisUni => labelled(&NEXIS_UNI, &lines),
        Provider::Factiva => coded(text, &lines),
        Provider::FactivaShown => labelled(&FACTIVA_SHOWN, &lines),
        Provider::ProQuest => labelled(&PROQUEST, &lines),
        Provider::NewsBank => labelled(&NEWSBANK, &lines),
        Provider::Westlaw => labelled(&WESTLAW, &lines),
        Provider::Ebsco => labelled(&EBSCO, &lines),
        Provider::NewsBankFull => labelled(&NEWSBANK_FULL, &lines),
        Provider::Gale => labelled(&GALE, &lines),
        Provider::PressReader => labelled(&PRESSREADER, &lines),
    }
}

/// Takes the value of a field unless there was one.
fn put(draft: &mut Draft<'static>, part: Part, value: &str) {
    let field = match part {
        Part::Title => &mut draft.title,
        Part::Byline => &mut draft.byline,
        Part::Source => &mut draft.source,
        Part::Id => &mut draft.own_id,
        Part::Lang if value.eq_ignore_ascii_case("english") => return draft.lang = Some(Cow::Borrowed("en")),
        Part::Date => return draft.published = draft.published.or_else(|| dates::parse(value)),
        Part::SourceAndDate => return put_both(draft, value),
        Part::Lang | Part::Text | Part::Abstract | Part::Other => return,
    };
    if field.is_none() && !value.is_empty() {
        *field = Some(Cow::Owned(value.to_owned()));
    }
}

/// `Ledger, The. 09/20/2016, p7.`
fn put_both(draft: &mut Draft<'static>, value: &str) {
    let (source, rest) = value.split_once(". ").unwrap_or((value, ""));
    put(draft, Part::Source, source);
    put(draft, Part::Date, rest.split(',').next().unwrap_or_default());
}

/// A record whose fields have labels or places.
fn labelled(layout: &Layout, lines: &[&str]) -> Draft<'static> {
    let mut draft = Draft::default();
    let opening = layout.opening(lines);
    let mut below = 0;
    for slots in layout.heads {
        let within = &lines[below..opening.unwrap_or(lines.len())];
        below += fill(slots, within, matches!(layout.opens, Opens::Line(_)), &mut draft).unwrap_or(0);
    }
    let labels = |from: usize| lines[from..].iter().take_while(|line| line.is_empty() || has_label(line)).count();
    let from = opening.unwrap_or_else(|| below + if matches!(layout.opens, Opens::Head) { 0 } else { labels(below) });
    let to = from + layout.end(&lines[from..]);
    for (part, value) in lines[..from].iter().chain(&lines[to..]).filter_map(|line| layout.label(line)) {
        put(&mut draft, part, value.split(" | ").next().unwrap_or_default());
    }
    let mut text = lines[from..to].to_vec();
    if let Some((part @ (Part::Text | Part::Abstract), value)) = text.first().and_then(|line| layout.label(line)) {
        text[0] = value;
        draft.extent = if part == Part::Abstract { Said::Abstract } else { Said::Nothing };
    }
    Draft { body: Cow::Owned(text.join("\n")), ..draft }
}

impl Layout {
    /// The label of a line and its value, if it is one that is known.
    fn label<'l>(&self, line: &'l str) -> Option<(Part, &'l str)> {
        let (name, value) = line.split_once(':')?;
        let (_, part) = self.labels.iter().find(|(label, _)| label.eq_ignore_ascii_case(name))?;
        Some((*part, value.trim()))
    }

    /// The line with which the text begins, unless it is the one below the head.
    fn opening(&self, lines: &[&str]) -> Option<usize> {
        match self.opens {
            Opens::Line(opens) => lines.iter().position(|line| *line == opens).map(|at| at + 1),
            Opens::Label => self.first(lines, Part::Text).or_else(|| self.first(lines, Part::Abstract)),
            Opens::Head => None,
            Opens::Labels => {
                let labels = lines.iter().enumerate().take_while(|(_, line)| line.is_empty() || has_label(line));
                labels.filter(|(_, line)| self.label(line).is_some()).last().map(|(at, _)| at + 1)
            }
        }
    }

    /// The first line with a label of this part.
    fn first(&self, lines: &[&str], wanted: Part) -> Option<usize> {
        lines.iter().position(|line| self.label(line).is_some_and(|(part, _)| part == wanted))
    }

    /// How many lines of these are text.
    fn end(&self, lines: &[&str]) -> usize {
        let ends = (0..lines.len()).find(|&at| self.is_end(lines[at], &lines[at + 1..]));
        let to = ends.unwrap_or(lines.len());
        let rights =
            |line: &&&str| line.is_empty() || boilerplate::is_copyright(&super::head(line, 240).to_ascii_lowercase());
        to - lines[..to].iter().rev().take_while(rights).count()
    }

    /// Whether what stands behind the text begins with a line, told by the lines after it.
    fn is_end(&self, line: &str, after: &[&str]) -> bool {
        let mut after = after.iter().filter(|line| !line.is_empty());
        // A whole line, or with a blank at its end the beginning of one.
        let closes = |close: &&str| line == *close || close.ends_with(' ') && line.starts_with(*close);
        if self.closes.iter().any(closes) {
            return line.starts_with('-') || after.take(CAPTIONS).any(|line| self.ends_with(line));
        }
        self.ends_with(line) && after.by_ref().take(2).all(|line| has_label(line) || self.closes.contains(line))
    }

    /// Whether a line has a label such as stand behind the text.
    fn ends_with(&self, line: &str) -> bool {
        line.split_once(':').is_some_and(|(name, _)| self.ends.contains(&name))
    }
}

/// Whether a line begins as one with a label does: `Place of publication: Holmsund`.
fn has_label(line: &str) -> bool {
    let Some((name, _)) = line.split_once(':') else { return false };
    let letters = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '/' | '(' | ')');
    name.len() < 60 && name.starts_with(char::is_uppercase) && name.chars().all(letters)
}

/// Fills the lines of a head, where they all fit, the first or last time; gives how many lines that took.
fn fill(slots: &[Slot], lines: &[&str], last: bool, draft: &mut Draft<'static>) -> Option<usize> {
    let filled = lines.iter().enumerate().filter(|(_, line)| !line.is_empty()).map(|(at, _)| at);
    let places: Vec<usize> = filled.take(HEAD).collect();
    let mut starts = (0..places.len()).filter(|&start| Slot::all_fit(slots, lines, &places[start..]).is_some());
    let start = if last { starts.next_back() } else { starts.next() }?;
    let taken = Slot::all_fit(slots, lines, &places[start..])?;
    for &(slot, at) in &taken {
        slot.put(lines[at], draft);
    }
    let below = taken.last().map_or(0, |(_, at)| at + 1);
    let rest = slots.contains(&Slot::Rest);
    Some(below + if rest { self::rest(&lines[below..]) } else { 0 })
}

/// Lines down to a blank one or the copyright; none if there is neither.
fn rest(lines: &[&str]) -> usize {
    let ends = |line: &&str| line.is_empty() || line.starts_with("Copyright") || line.starts_with('©');
    lines.iter().take(12).position(ends).map_or(0, |at| at + 1)
}

impl Slot {
    /// Which line each slot takes, if all that must be there are.
    fn all_fit(slots: &[Self], lines: &[&str], places: &[usize]) -> Option<Vec<(Self, usize)>> {
        let (mut taken, mut places) = (Vec::new(), places.iter().copied().peekable());
        for slot in slots.iter().filter(|slot| **slot != Self::Rest) {
            match places.next_if(|&at| slot.fits(lines[at])) {
                Some(at) => taken.push((*slot, at)),
                None if matches!(slot, Self::Byline | Self::Time | Self::Banner) => {}
                None => return None,
            }
        }
        Some(taken)
    }

    fn fits(self, line: &str) -> bool {
        match self {
            Self::Title => line.len() < 300,
            Self::Source => line.len() < 120 && !exports::is_day(line),
            Self::Date => exports::is_day(line),
            Self::DateAndSource => exports::dated_source(line).is_some(),
            Self::Byline => line.starts_with("By ") || is_name(line),
            Self::Time => line.len() < 9 && line.contains(':') && line.starts_with(|c: char| c.is_ascii_digit()),
            Self::Words => exports::is_count(line),
            Self::Wlnr => exports::is_wlnr(line),
            Self::Section => line.starts_with("Section:"),
            Self::Counter => line.starts_with("Document "),
            Self::Banner => line.starts_with("Gale ") && line.len() < 80,
            Self::Rest => true,
        }
    }

    fn put(self, line: &str, draft: &mut Draft<'static>) {
        match self {
            Self::Title => put(draft, Part::Title, line),
            Self::Source => put(draft, Part::Source, line),
            Self::Date => put(draft, Part::Date, line),
            Self::Byline => put(draft, Part::Byline, line),
            Self::Wlnr => put(draft, Part::Id, line),
            Self::DateAndSource => {
                if let Some((day, source)) = exports::dated_source(line) {
                    put(draft, Part::Date, day);
                    put(draft, Part::Source, source);
                }
            }
            Self::Time | Self::Words | Self::Section | Self::Counter | Self::Banner | Self::Rest => {}
        }
    }
}

/// Whether a line may be a person's name: two or three words with capitals, and nothing else.
fn is_name(line: &str) -> bool {
    let word = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'))
    };
    (2..=3).contains(&line.split(' ').count()) && line.split(' ').all(word) && !line.ends_with('.')
}

/// A record of Factiva with codes, alone on their lines or with their values.
fn coded(text: &str, lines: &[&str]) -> Draft<'static> {
    let mut sections = vec![(Part::Other, Vec::new())];
    let mut in_text = false;
    let is_day = |line: &&&str| exports::after_code(line, "PD").and_then(dates::parse).is_some();
    let is_narrow = lines.iter().find(is_day).is_some_and(|line| !exports::is_code(line, "PD"));
    for line in lines {
        let narrow = || narrow_code(line, in_text).filter(|_| is_narrow);
        let code = code(line, in_text).or_else(narrow);
        in_text |= code.is_some_and(|(part, _)| part == Part::Text);
        match (code, sections.last_mut()) {
            (None, Some((_, section))) => section.push(*line),
            (code, _) => sections.extend(code.map(|(part, value)| (part, vec![value]))),
        }
    }
    let id = text.lines().rev().take(TAIL).find_map(exports::factiva_id).map(|id| Cow::Owned(id.to_owned()));
    let mut draft = Draft { own_id: id, ..Draft::default() };
    for (part, section) in &sections {
        put(&mut draft, *part, section.join(" ").trim());
    }
    let texts = sections.iter().filter(|(part, _)| *part == Part::Text).map(|(_, section)| section.join("\n"));
    Draft { body: Cow::Owned(texts.collect::<Vec<_>>().join("\n\n")), ..draft }
}

/// The code of a line and its value in a record that has one blank between them. Within the text only those count that no
/// sentence begins with: `NS gcat : Political News`.
fn narrow_code(line: &str, in_text: bool) -> Option<(Part, &str)> {
    let is_one = |(code, part): &&(&'static str, Part)| {
        let value = exports::after_code(line, code);
        value.is_some_and(|value| !in_text || *part == Part::Id || *code == "PUB" || value.contains(" : "))
    };
    let (code, part) = CODES.iter().skip(if in_text { BEFORE } else { 0 }).find(is_one)?;
    Some((*part, exports::after_code(line, code)?))
}

/// The code of a line and its value.
fn code(line: &str, in_text: bool) -> Option<(Part, &str)> {
    let (name, part) =
        CODES.iter().skip(if in_text { BEFORE } else { 0 }).find(|(code, _)| exports::is_code(line, code))?;
    Some((*part, line[name.len()..].trim()))
}
