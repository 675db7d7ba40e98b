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

/// A form feed, lines of nothing but one sign, labels.
const MARKS: [&[u8]; 14] = [
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
];

impl Part {
    /// What parts the articles of a file that begins so, if there is more than one.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        MARKS.into_iter().map(Self).find(|part| part.parts(head))
    }

    /// Whether articles with titles of their own begin behind most marks. Pages of one article begin with one title.
    fn parts(self, head: &[u8]) -> bool {
        let first = memmem::find(head, self.0).and_then(|_| self.title(without_rule(head)));
        let Some(first) = first else { return false };
        let (mut missed, mut titles) = (0, vec![first]);
        let above = head.len() - without_rule(head).len();
        for behind in self.marks(head, above.max(1)) {
            match self.title(&head[behind..]) {
                Some(title) => titles.push(title),
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
        self.marks(bytes, from).find(|&behind| behind >= from && self.title(&bytes[behind..]).is_some())
    }

    /// Where what is parted begins: with the label, or behind the mark.
    fn marks(self, bytes: &[u8], from: usize) -> impl Iterator<Item = usize> + '_ {
        let mut next = from;
        std::iter::from_fn(move || {
            loop {
                let at = next + memmem::find(bytes.get(next..)?, self.0)?;
                if self.0 == b"\x0C" {
                    next = at + 1;
                    return Some(next);
                }
                next = at + memchr(b'\n', &bytes[at..]).map_or(bytes.len() - at, |end| end + 1);
                match Line::about(bytes, at) {
                    Some(line) if self.0.ends_with(b":") && line.start == at => return Some(at),
                    Some(line) if heads::is_rule(line.text) && next > at + 2 => return Some(next),
                    _ => {}
                }
            }
        })
    }

    /// The title of the article that begins with these bytes for certain, and ends with the next mark.
    fn title(self, bytes: &[u8]) -> Option<String> {
        let bytes = bytes[..bytes.len().min(HEAD)].trim_ascii_start();
        // Rules one below the other cost little.
        if bytes.first().is_none_or(|first| b"=-*_~".contains(first)) {
            return None;
        }
        let end = memmem::find(&bytes[1..], self.0).map_or(bytes.len(), |at| at + 1);
        heads::surely(&String::from_utf8_lossy(&bytes[..end]))
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
