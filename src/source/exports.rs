//! Exports of databases as text: by which lines one is told, and where its records part. What their lines say is told in
//! `decode/exports.rs`.
//!
//! Decided: two lines such as no article has must be there before a file is taken for an export.

use memchr::{memchr, memmem};

use super::dates;

/// Bytes of a line that may be a mark.
const LINE: usize = 256;

/// Bytes among which the head of a record lies.
const HEAD: usize = 2048;

/// Which database an export is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Provider {
    /// Nexis Uni and Lexis Advance: `Body` and `End of Document` are lines of their own.
    NexisUni,
    /// Factiva with its codes: `HD`, `LP`, `TD`.
    Factiva,
    /// Factiva as it is shown: no labels, and a line `Document HLED000020160920ec9k0001` at the end.
    FactivaShown,
    /// ProQuest: `Document 1 of 2` at the beginning.
    ProQuest,
    /// NewsBank: `September 20, 2016 | Ledger, The (Holmsund)`.
    NewsBank,
    /// Westlaw: `2016 WLNR 28888001`.
    Westlaw,
    /// EBSCO: `Record: 1` at the beginning.
    Ebsco,
    /// NewsBank with `Article Text:` above the text and `Record Number:` below it.
    NewsBankFull,
    /// Gale: `Full Text:` above the text and `Gale Document Number:` below it.
    Gale,
    /// PressReader: `Article Name:`, `Publication:` and `End Page:` at the end.
    PressReader,
}

/// A line that no article has: bytes in it, and whether it is the one.
type Mark = (&'static [u8], fn(&str) -> bool);

/// Where records part.
#[derive(Debug, Clone, Copy)]
enum Edge {
    /// At the beginning of such a line.
    Before(Mark),
    /// At the end of such a line.
    After(Mark),
}

const NEXIS_END: Mark = (b"End of Document", |line| line.starts_with("End of Document"));
const FACTIVA_END: Mark = (b"Document ", |line| factiva_id(line).is_some());
const PROQUEST_BEGIN: Mark = (b"Document ", is_proquest_begin);
const EBSCO_BEGIN: Mark = (b"Record: ", |line| is_numbered(line, "Record: ") && line.len() < 16);
const NEWSBANK_END: Mark = (b"Copyright: ", |line| line.starts_with("Copyright: Copyright"));
const RECORD_END: Mark = (b"Record Number:", |line| is_numbered(line, "Record Number:"));
const GALE_END: Mark = (b"Gale Document Number:", |line| line.starts_with("Gale Document Number:"));
const PRESSREADER_END: Mark = (b"End Page:", |line| is_numbered(line, "End Page:"));

impl Provider {
    /// Every provider.
    pub const ALL: [Self; 10] = [
        Self::NexisUni,
        Self::Factiva,
        Self::FactivaShown,
        Self::ProQuest,
        Self::NewsBank,
        Self::Westlaw,
        Self::Ebsco,
        Self::NewsBankFull,
        Self::Gale,
        Self::PressReader,
    ];

    /// The lines that must all be there.
    fn marks(self) -> &'static [Mark] {
        match self {
            Self::NexisUni => &[(b"Body", |line| line == "Body"), (b"Length:", is_length)],
            Self::Factiva => &[
                (b"HD", |line| after_code(line, "HD").is_some()),
                (b"PD", |line| is_code(line, "PD") || after_code(line, "PD").and_then(dates::parse).is_some()),
                (b"LP", |line| after_code(line, "LP").is_some()),
            ],
            Self::FactivaShown => &[FACTIVA_END, (b" words", is_count)],
            Self::ProQuest => &[PROQUEST_BEGIN, (b"ProQuest document", |line| line.starts_with("ProQuest document"))],
            Self::NewsBank => &[NEWSBANK_END, (b" | ", |line| dated_source(line).is_some())],
            Self::Westlaw => &[(b" WLNR ", is_wlnr), NEXIS_END],
            Self::Ebsco => {
                &[EBSCO_BEGIN, (b"Accession Number:", |line| line.trim_start().starts_with("Accession Number:"))]
            }
            Self::NewsBankFull => &[RECORD_END, (b"Article Text:", |line| line.starts_with("Article Text:"))],
            Self::Gale => &[GALE_END, (b"Full Text:", |line| line.starts_with("Full Text:"))],
            Self::PressReader => &[PRESSREADER_END, (b"Article Name:", |line| line.starts_with("Article Name:"))],
        }
    }

    fn edge(self) -> Edge {
        match self {
            Self::NexisUni | Self::Westlaw => Edge::After(NEXIS_END),
            Self::Factiva | Self::FactivaShown => Edge::After(FACTIVA_END),
            Self::ProQuest => Edge::Before(PROQUEST_BEGIN),
            Self::NewsBank => Edge::After(NEWSBANK_END),
            Self::Ebsco => Edge::Before(EBSCO_BEGIN),
            Self::NewsBankFull => Edge::After(RECORD_END),
            Self::Gale => Edge::After(GALE_END),
            Self::PressReader => Edge::After(PRESSREADER_END),
        }
    }

    /// Whether what stands before the first edge is no record: the cover page.
    pub(super) fn has_preamble(self) -> bool {
        matches!(self.edge(), Edge::Before(_))
    }

    /// Whether a record ends with this line.
    pub(super) fn ends_with(self, line: &str) -> bool {
        matches!(self.edge(), Edge::After((_, is_mark)) if is_mark(line))
    }

    /// Where the next record begins, at or after `from`.
    pub(super) fn find(self, bytes: &[u8], from: usize) -> Option<usize> {
        let ((mark, is_mark), after) = match self.edge() {
            Edge::Before(mark) => (mark, false),
            Edge::After(mark) => (mark, true),
        };
        memmem::find_iter(bytes.get(from..)?, mark).find_map(|at| {
            let line = Line::about(bytes, from + at).filter(|line| is_mark(line.text.trim()))?;
            if after { line.next } else { (line.start >= from).then_some(line.start) }
        })
    }
}

/// The provider of an export that begins so.
pub(super) fn told(head: &[u8]) -> Option<Provider> {
    let all = |provider: &Provider| provider.marks().iter().all(|mark| has(head, mark));
    Provider::ALL.into_iter().find(|provider| all(provider) && (*provider != Provider::FactivaShown || is_shown(head)))
}

/// Whether a file without `1 of 2 DOCUMENTS` is one document of Nexis all the same.
pub(super) fn is_nexis(head: &[u8]) -> bool {
    let length = |line: &str| line.split_once(':').is_some_and(|(_, rest)| is_count_abroad(rest.trim()));
    let labels: [&[u8]; 3] = [b"LENGTH:", "LÄNGE:".as_bytes(), b"LONGUEUR:"];
    let ends: [&[u8]; 5] = [b"LOAD-DATE:", b"Supplied by BBC ", b"SPRACHE:", b"LANGUE:", b"DATE-CHARGEMENT:"];
    let begins = |mark: &&[u8]| {
        memmem::find_iter(head, mark)
            .any(|at| Line::about(head, at).is_some_and(|line| line.text.trim_start().as_bytes().starts_with(mark)))
    };
    labels.iter().any(|label| {
        memmem::find_iter(head, label).any(|at| Line::about(head, at).is_some_and(|line| length(line.text.trim())))
    }) && ends.iter().any(begins)
}

/// `312 words`, `312 Wörter`, `312 mots`.
fn is_count_abroad(line: &str) -> bool {
    let words = [" Wörter", " mots", " woorden", " palabras"].iter().find_map(|words| line.strip_suffix(words));
    is_count(line) || words.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a file is one message of a news wire, its control characters lost: two lines of its head are marked as such.
pub(super) fn is_printed_wire(head: &[u8]) -> bool {
    is_zczc(head) || is_agency_head(head) || {
        let start = String::from_utf8_lossy(&head[..head.len().min(HEAD)]);
        let lines = || start.lines().map(str::trim).filter(|line| !line.is_empty()).take(8);
        let marked = lines().filter(|line| line.starts_with('^') && line.ends_with(['<', '='])).count();
        let slugs = lines().filter(|line| is_wire_slug(line)).count();
        let told = lines().any(|line| line.starts_with("Eds:") || line == "Associated Press Writer");
        marked >= 2 || (slugs >= 1 && (marked >= 1 || told || slugs >= 2))
    }
}

/// Whether messages stand between `ZCZC` and `NNNN`, as telegraphs wrap them.
fn is_zczc(head: &[u8]) -> bool {
    head.starts_with(b"ZCZC") && memmem::find(head, b"\nNNNN").is_some()
}

/// Whether a title ends in `=` as agencies of Europe write it, and the dateline below names one.
pub(super) fn is_agency_head(head: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&head[..head.len().min(HEAD)]);
    let marked = |line: &str| line.trim_end().ends_with('=') && line.chars().filter(|c| c.is_alphabetic()).count() > 8;
    let mut lines = start.lines().filter(|line| !line.trim().is_empty()).take(8);
    let dateline = |line: &str| ["(AFP) -", "(dpa) -", "(APA) -"].iter().any(|agency| line.contains(agency));
    lines.by_ref().take(5).any(marked) && lines.any(dateline)
}

/// Whether a line is the number or the keywords of a message: `a0412`, `BC-Ferry, 1st Ld-Writethru, a0412,310`,
/// `u n BC-FERRY 09-20 0310`, `ZCZC UPU0412`.
pub(super) fn is_wire_slug(line: &str) -> bool {
    let cycle = |word: &str| ["BC-", "AM-", "PM-"].iter().any(|cycle| word.starts_with(cycle));
    let number = |word: &str| {
        word.len() == 5
            && word.starts_with(|c: char| c.is_ascii_lowercase())
            && word[1..].bytes().all(|b| b.is_ascii_digit())
    };
    let words: Vec<&str> = line.split(' ').take(4).collect();
    match words[..] {
        ["ZCZC", ..] => true,
        [word] => {
            cycle(word)
                || number(word)
                || (word.ends_with('-') && word.len() < 10 && word.starts_with(char::is_lowercase))
        }
        _ => words.iter().take(3).any(|word| cycle(word)) && words[0].len() <= 24,
    }
}

/// Whether a line with this mark is there.
fn has(head: &[u8], (mark, is_mark): &Mark) -> bool {
    memmem::find_iter(head, mark).any(|at| Line::about(head, at).is_some_and(|line| is_mark(line.text.trim())))
}

/// Whether a Factiva record without codes begins here: its number of words, and its day below.
fn is_shown(head: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&head[..head.len().min(HEAD)]);
    let lines: Vec<&str> = start.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.windows(2).any(|pair| is_count(pair[0]) && is_day(pair[1]))
}

/// A line of bytes.
pub(super) struct Line<'b> {
    /// Where it begins.
    pub(super) start: usize,
    /// What it says, up to a byte that is no UTF-8.
    pub(super) text: &'b str,
    /// Where the next one begins; `None` where its end has not been seen.
    next: Option<usize>,
}

impl<'b> Line<'b> {
    /// The line about a byte; `None` if it is too long to be a mark.
    pub(super) fn about(bytes: &'b [u8], at: usize) -> Option<Self> {
        let floor = at.saturating_sub(LINE);
        let start = match bytes[floor..at].iter().rposition(|&byte| byte == b'\n') {
            Some(before) => floor + before + 1,
            None if floor == 0 => 0,
            None => return None,
        };
        let rest = &bytes[start..bytes.len().min(start + LINE)];
        let end = memchr(b'\n', rest);
        let text = rest[..end.unwrap_or(rest.len())].utf8_chunks().next().map_or("", |chunk| chunk.valid());
        Some(Self { start, text, next: end.map(|end| start + end + 1) })
    }
}

/// `Length: 312 words`.
fn is_length(line: &str) -> bool {
    line.strip_prefix("Length:").is_some_and(|rest| is_count(rest.trim()))
}

/// `312 words`.
pub(super) fn is_count(line: &str) -> bool {
    line.strip_suffix(" words").is_some_and(|number| {
        !number.is_empty() && number.len() < 8 && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b',')
    })
}

/// A code alone on its line, or with blanks and its value behind it: `HD  Ferry to stay`.
pub(super) fn is_code(line: &str, code: &str) -> bool {
    line.strip_prefix(code).is_some_and(|rest| rest.is_empty() || rest.starts_with("  ") || rest.starts_with('\t'))
}

/// What follows a code and one blank or more, or nothing.
pub(super) fn after_code<'t>(line: &'t str, code: &str) -> Option<&'t str> {
    let rest = line.strip_prefix(code)?;
    (rest.is_empty() || rest.starts_with([' ', '\t'])).then(|| rest.trim_start())
}

/// The number in `Document HLED000020160920ec9k0001`, with or without the code before it.
pub(super) fn factiva_id(line: &str) -> Option<&str> {
    let line = line.trim();
    let line = line.strip_prefix("AN").map_or(line, str::trim_start);
    let id = line.strip_prefix("Document ")?;
    let is_id = (16..=32).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && id.bytes().filter(u8::is_ascii_digit).count() >= 10;
    is_id.then_some(id)
}

/// `Document 3 of 10`.
fn is_proquest_begin(line: &str) -> bool {
    let words: Vec<&str> = line.split(' ').take(5).collect();
    let number = |word: &str| !word.is_empty() && word.len() < 8 && word.bytes().all(|byte| byte.is_ascii_digit());
    matches!(words[..], ["Document", a, "of", b] if number(a) && number(b))
}

/// `2016 WLNR 28888001`.
pub(super) fn is_wlnr(line: &str) -> bool {
    line.split_once(" WLNR ").is_some_and(|(year, number)| {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        year.len() == 4 && digits(year) && digits(number)
    })
}

/// Whether a line is this label and a number.
fn is_numbered(line: &str, label: &str) -> bool {
    line.strip_prefix(label).map(str::trim).is_some_and(|number| {
        !number.is_empty() && number.len() < 16 && number.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// Whether a line is nothing but a day.
pub(super) fn is_day(line: &str) -> bool {
    let telling = line.len() < 60 && line.bytes().any(|byte| byte.is_ascii_digit()) && !line.contains(": ");
    telling && dates::parse(line).is_some_and(|day| day.from == day.to)
}

/// The day and the outlet of `September 20, 2016 | Ledger, The (Holmsund)`.
pub(super) fn dated_source(line: &str) -> Option<(&str, &str)> {
    let (day, source) = line.split_once(" | ")?;
    (is_day(day) && !source.contains(" | ")).then_some((day, source))
}
