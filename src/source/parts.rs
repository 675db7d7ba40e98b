//! Several articles in one file of plain text: where they part.
//!
//! Decided: a rule, a form feed or a line `Title:` parts articles only where the head of one follows, with more in it
//! than a title; and only in a file that begins so, and where most such marks are followed so. All else is one article,
//! in which `***` may part sections, and form feeds pages.

use memchr::{memchr, memmem};

use super::{exports::Line, heads};

/// Bytes behind a mark among which a head lies.
const HEAD: usize = 1024;

/// Bytes without a head that are not worth counting: the name of an archive, at its end.
const FEW: usize = 200;

/// What parts the articles of a file: how the mark begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part(&'static [u8]);

/// Longest head in bytes between two rules.
const FRAMED: usize = 400;

/// A line that is the number of an article: [`heads::is_counter`]; and one that tells day, paper and title. No bytes are
/// common to them.
const COUNTER: Part = Part(b"1 of 2");
const STAMP: Part = Part(b"2016-09-20 | ");

/// A form feed, lines of nothing but one sign, labels, headings.
const MARKS: [&[u8]; 20] = [
    COUNTER.0,
    b"\x0C",
    b"===",
    b"---",
    b"***",
    b"###",
    b"___",
    b"* * *",
    b"# # #",
    b"URL:",
    b"Url:",
    b"Title:",
    b"TITLE:",
    b"Headline:",
    b"HEADLINE:",
    b"@@@",
    b"$FILE:",
    b"# ",
    b"## ",
    STAMP.0,
];

impl Part {
    /// What parts the articles of a file that begins so, if there is more than one.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        MARKS.into_iter().map(Self).find(|part| part.parts(head))
    }

    /// Whether articles with titles of their own begin behind most marks. Pages of one article begin with one title.
    fn parts(self, head: &[u8]) -> bool {
        let start = without_rule(head);
        let above = head.len() - start.len();
        let met = if self.is_line() { self.line(head, 0).is_some() } else { memmem::find(head, self.0).is_some() };
        let Some(first) = Some(()).filter(|()| met).and_then(|()| self.title(start, above > 0)) else { return false };
        let (mut missed, mut titles) = (0, vec![first]);
        let mut framed = self.frame(start).filter(|_| above > 0).map(|end| above + end);
        for behind in self.marks(head, above.max(1)) {
            if framed.take().is_some_and(|end| behind <= end) {
                continue;
            }
            match self.title(&head[behind..], true) {
                Some(title) => {
                    titles.push(title);
                    framed = self.frame(&head[behind..]).map(|end| behind + end);
                }
                None => missed += usize::from(head[behind..].trim_ascii().len() > FEW),
            }
        }
        let found = titles.len();
        titles.sort_unstable();
        titles.dedup();
        found > 1 && found - 1 > missed && titles.len() * 4 >= found * 3
    }

    /// Where the next article begins, at or after `from`.
    pub(super) fn find(self, bytes: &[u8], from: usize) -> Option<usize> {
        self.marks(bytes, from).find(|&behind| behind >= from && self.title(&bytes[behind..], true).is_some())
    }

    /// Where what is parted begins: with the label, or behind the mark.
    fn marks(self, bytes: &[u8], from: usize) -> impl Iterator<Item = usize> + '_ {
        let mut next = from;
        std::iter::from_fn(move || {
            if self.is_line() {
                let at = self.line(bytes, next)?;
                next = at + 1;
                return Some(at);
            }
            loop {
                let at = next + memmem::find(bytes.get(next..)?, self.0)?;
                if self.0 == b"\x0C" {
                    next = at + 1;
                    return Some(next);
                }
                next = at + memchr(b'\n', &bytes[at..]).map_or(bytes.len() - at, |end| end + 1);
                match Line::about(bytes, at) {
                    Some(line) if self.0.ends_with(b":") && line.start == at => return Some(at),
                    Some(line) if self.0.starts_with(b"#") && self.0.ends_with(b" ") && line.start == at => {
                        return Some(at);
                    }
                    Some(line) if heads::is_rule(line.text) && next > at + 2 => return Some(next),
                    _ => {}
                }
            }
        })
    }

    /// Whether the mark is a whole line of some form.
    fn is_line(self) -> bool {
        self == COUNTER || self == STAMP
    }

    /// Where the next line of that form begins, at or after `from`, and not within a line.
    fn line(self, bytes: &[u8], from: usize) -> Option<usize> {
        let is_first = |byte: Option<&u8>| match self {
            STAMP => byte.is_some_and(u8::is_ascii_digit),
            _ => byte.is_some_and(|byte| b"ADIRSTadirst[<#".contains(byte)),
        };
        let mut at = if from == 0 || bytes.get(from - 1) == Some(&b'\n') {
            from
        } else {
            from + memchr(b'\n', bytes.get(from..)?)? + 1
        };
        loop {
            if is_first(bytes.get(at))
                && let Some(line) = Line::about(bytes, at)
            {
                let is_one = match self {
                    STAMP => heads::is_stamped(line.text.trim()),
                    _ => heads::is_counter(line.text.trim()),
                };
                if is_one {
                    return Some(at);
                }
            }
            at += memchr(b'\n', bytes.get(at..)?)? + 1;
        }
    }

    /// Where the rule ends that stands below a head, if one stands above it too.
    fn frame(self, bytes: &[u8]) -> Option<usize> {
        let start = bytes.len() - bytes.trim_ascii_start().len();
        let head = &bytes[start..bytes.len().min(start + FRAMED)];
        let is_rule = self.0.iter().all(|sign| sign == &self.0[0]) && self.0.len() == 3;
        let at = memmem::find(head, self.0).filter(|at| is_rule && *at > 0 && head[at - 1] == b'\n')?;
        let lines = memchr::memchr_iter(b'\n', &head[..at]).count();
        let end = memchr(b'\n', &head[at..])? + at + 1;
        let is_block = memmem::find(&head[..at], b"\n\n").is_none() && memmem::find(&head[..at], b"\n\r").is_none();
        (lines <= 6 && is_block).then_some(start + end)
    }

    /// The title of the article that begins with these bytes for certain, and ends with the next mark; `ruled` if a rule may
    /// stand above them.
    fn title(self, bytes: &[u8], ruled: bool) -> Option<String> {
        let framed = self.frame(bytes).filter(|_| ruled).unwrap_or_default();
        let bytes = bytes[..bytes.len().min(HEAD)].trim_ascii_start();
        // Rules one below the other cost little.
        if bytes.first().is_none_or(|first| b"=-*_~".contains(first)) {
            return None;
        }
        let from = framed.min(bytes.len()).max(1);
        let mark = if self.is_line() {
            self.line(bytes, from)
        } else {
            memmem::find(&bytes[from..], self.0).map(|at| at + from)
        };
        heads::surely(&String::from_utf8_lossy(&bytes[..mark.unwrap_or(bytes.len())]))
    }
}

/// The beginning of a file without the rule above its first article.
fn without_rule(head: &[u8]) -> &[u8] {
    let start = head.trim_ascii_start();
    let first = &start[..memchr(b'\n', start).unwrap_or(0)];
    let is_rule = first.len() < HEAD && std::str::from_utf8(first).is_ok_and(heads::is_rule);
    if is_rule { &start[first.len()..] } else { start }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(n: usize) -> String {
        format!(
            "Ferry {n} stays\nBy Rosa Lind\nSeptember 20, 2016\n\nIlka Brandt will not sell the ferry, whatever it costs.\n\n"
        )
    }

    #[test]
    fn heads_are_told_whatever_stands_above_them() {
        let text = "The ferry stays where it is, the council of Holmsund decided late on Monday.\n\n";
        let all = |head: &dyn Fn(usize) -> String| (1..4).map(|n| head(n) + text).collect::<String>();
        let rule = "=".repeat(40);
        for file in [
            all(&|n| format!("DOCUMENT {n}\nHEADLINE: Ferry {n} stays\nDATE: May 2, 2018\nBYLINE: Rosa Lind\nBODY: ")),
            all(&|n| format!("Article {n} of 3\n\nFerry {n} stays\nHolmsund Ledger; May 2, 2018; Rosa Lind\n\n")),
            all(&|n| format!("{rule}\nThe ferry {n} stays\nHolmsund Ledger - 2 May 2018\n{rule}\n\n")),
            all(&|n| format!("[article{n}]\ntitle=Ferry {n} stays\ndate=2018-05-02\nauthor=Rosa Lind\ntext=")),
            all(&|n| format!("2018-05-0{n} | Holmsund Ledger | The ferry {n} stays where it is\n\n")),
            all(&|n| format!("@@@@@\nThe ferry {n} stays where it is\nRosa Lind\n2018-05-02\n\n")),
        ] {
            assert!(Part::of(file.as_bytes()).is_some(), "{file}");
        }
        let chapters: String = (1..4).map(|n| format!("## Chapter {n}\n\n{text}")).collect();
        assert_eq!(Part::of(chapters.as_bytes()), None);
    }

    #[test]
    fn what_parts_articles_parts_them() {
        for mark in ["\x0C", "=====\n\n", "***\n", "* * *\n"] {
            let text = [article(1), article(2), article(3)].join(mark);
            assert!(Part::of(text.as_bytes()).is_some(), "{mark:?}");
        }
        let pages = [article(1), article(1), article(1)].join("\x0C");
        assert_eq!(Part::of(pages.as_bytes()), None);
        let sections = format!("{}***\n\nNobody else will.\n\n***\n\nThe end.\n", article(1));
        assert_eq!(Part::of(sections.as_bytes()), None);
    }
}
