//! Lays out text of several parts in lines: sanitised, marked, wrapped by display width.

use std::io::{self, Write};

use unicode_width::UnicodeWidthChar;

use super::{
    hyperlink,
    look::{Links, Look, Marks, Part},
    sanitize::{Fate, fate},
};

/// A paragraph to be printed, put together piece by piece.
#[derive(Debug, Clone, Default)]
pub struct Flow {
    chars: Vec<(char, Part)>,
}

impl Flow {
    /// Adds text; its control characters are defused.
    pub fn push(&mut self, part: Part, text: &str) -> &mut Self {
        text.chars().for_each(|c| self.add(c, part));
        self
    }

    fn add(&mut self, c: char, part: Part) {
        match fate(c) {
            Fate::Kept(c) | Fate::Replaced(c) => self.chars.push((c, part)),
            Fate::Dropped => {}
        }
    }

    /// Adds text in which `quote` and `matches` (code points, in order) are marked.
    pub fn push_marked(
        &mut self,
        text: &str,
        quote: Option<(usize, usize)>,
        matches: &[(usize, usize)],
        look: &Look,
    ) -> &mut Self {
        let signs = look.marks == Marks::Signs;
        let mut matches = matches.iter().copied().filter(|(start, end)| start < end).peekable();
        let mut inside = None;
        for (i, c) in text.chars().enumerate() {
            self.close(i, &mut inside, quote, signs);
            if signs && quote.is_some_and(|(start, end)| start == i && start < end) {
                self.push(Part::Quote, ">>");
            }
            while matches.next_if(|&(start, _)| start < i).is_some() {}
            if inside.is_none()
                && let Some((_, end)) = matches.next_if(|&(start, _)| start == i)
            {
                inside = Some(end);
                if signs {
                    self.push(Part::Match, "*");
                }
            }
            let quoted = quote.is_some_and(|(start, end)| start <= i && i < end);
            self.add(
                c,
                if inside.is_some() {
                    Part::Match
                } else if quoted {
                    Part::Quote
                } else {
                    Part::Plain
                },
            );
        }
        let length = text.chars().count();
        self.close(usize::MAX, &mut inside, quote.filter(|q| q.0 < length && q.1 >= length), signs);
        self
    }

    /// Ends the match and the quote that end before code point `i`.
    fn close(&mut self, i: usize, inside: &mut Option<usize>, quote: Option<(usize, usize)>, signs: bool) {
        if inside.is_some_and(|end| end <= i) {
            *inside = None;
            if signs {
                self.push(Part::Match, "*");
            }
        }
        let ended = quote.is_some_and(|(start, end)| start < end && (end == i || i == usize::MAX));
        if signs && ended {
            self.push(Part::Quote, "<<");
        }
    }

    /// Prints the paragraph, each line after `indent` blanks, wrapped at the look's width. Blanks are folded.
    ///
    /// # Errors
    /// If `out` does not take it.
    pub fn print(&self, out: &mut dyn Write, look: &Look, indent: usize) -> io::Result<()> {
        self.print_linked(out, look, indent, None)
    }

    /// The same, each line a link to an address if there is one and links are wanted.
    ///
    /// # Errors
    /// If `out` does not take it.
    pub fn print_linked(
        &self,
        out: &mut dyn Write,
        look: &Look,
        indent: usize,
        address: Option<&str>,
    ) -> io::Result<()> {
        let address = address.filter(|_| look.links == Links::On);
        let room = look.width.saturating_sub(indent).max(20);
        let mut line: Vec<(char, Part)> = Vec::new();
        let mut used = 0;
        for word in self.chars.split(|(c, _)| c.is_whitespace()).filter(|word| !word.is_empty()) {
            let width = columns(word);
            if used > 0 && used + 1 + width > room {
                print_line(out, look, indent, &line, address)?;
                line.clear();
                used = 0;
            }
            if used > 0 {
                // A blank within one part keeps its style, so that underlining and colours run through.
                let part =
                    line.last().map_or(Part::Plain, |last| if last.1 == word[0].1 { last.1 } else { Part::Plain });
                line.push((' ', part));
                used += 1;
            }
            line.extend_from_slice(word);
            used += width;
        }
        if line.is_empty() { Ok(()) } else { print_line(out, look, indent, &line, address) }
    }
}

fn columns(word: &[(char, Part)]) -> usize {
    word.iter().map(|(c, _)| c.width().unwrap_or(0)).sum()
}

fn print_line(
    out: &mut dyn Write,
    look: &Look,
    indent: usize,
    line: &[(char, Part)],
    address: Option<&str>,
) -> io::Result<()> {
    write!(out, "{:indent$}", "")?;
    if let Some(address) = address {
        write!(out, "{}", hyperlink::begin(address))?;
    }
    for run in line.chunk_by(|a, b| a.1 == b.1) {
        let style = look.style(run[0].1);
        let words: String = run.iter().map(|(c, _)| c).collect();
        write!(out, "{style}{words}{style:#}")?;
    }
    if address.is_some() {
        write!(out, "{}", hyperlink::END)?;
    }
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIGNS: Look = Look { marks: Marks::Signs, width: 30, links: Links::Off };
    const COLOURS: Look = Look { marks: Marks::Colours, width: 200, links: Links::Off };

    fn printed(flow: &Flow, look: &Look) -> String {
        let mut out = Vec::new();
        flow.print(&mut out, look, 2).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn quote_and_matches_are_marked_by_signs() {
        let mut flow = Flow::default();
        flow.push_marked("“We sail,” he said", Some((1, 9)), &[(4, 8), (14, 18)], &SIGNS);
        assert_eq!(printed(&flow, &SIGNS), "  “>>We *sail*,<<” he *said*\n");
    }

    #[test]
    fn a_mark_that_ends_with_the_text_is_closed() {
        let mut flow = Flow::default();
        flow.push_marked("all of it", Some((0, 9)), &[(7, 9)], &SIGNS);
        assert_eq!(printed(&flow, &SIGNS), "  >>all of *it*<<\n");
    }

    #[test]
    fn marks_out_of_order_or_range_do_no_harm() {
        let mut flow = Flow::default();
        flow.push_marked("abc", Some((2, 99)), &[(2, 1), (1, 50), (0, 1)], &SIGNS);
        assert!(printed(&flow, &SIGNS).contains("<<"));
    }

    #[test]
    fn lines_wrap_by_width_and_long_words_stay_whole() {
        let mut flow = Flow::default();
        flow.push(Part::Plain, "港湾港湾港湾港湾 港湾港湾港湾港湾 https://example.org/a/very/long/address end");
        let lines = printed(&flow, &SIGNS);
        assert_eq!(lines.lines().count(), 4, "{lines}");
    }

    #[test]
    fn hostile_text_gets_no_escape_through_and_colours_are_ours() {
        let mut flow = Flow::default();
        flow.push(Part::Plain, "a\u{1b}[31mb\nc\u{202e}d");
        let lines = printed(&flow, &COLOURS);
        assert_eq!(lines, "  a\u{FFFD}[31mb c\u{FFFD}d\n");
    }
}
