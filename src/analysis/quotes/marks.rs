//! Which quote mark opens, which closes: pairing by shape, paragraph by paragraph.
//!
//! A straight mark opens where white space stands before it and none after; a curly one may be closed by a straight one,
//! and an opening one closes where an attribution follows it (`ignored, “he said`). A stretch without a closing mark ends
//! with its paragraph, so that one stray mark never turns the rest of an article inside out. Only when the next paragraph
//! goes on in lower case was the paragraph broken by accident, and the stretch runs on.

use super::{
    lexemes::Lexeme,
    setoff, singles,
    words::{Class, class},
};
use crate::text::{TokenKind, Tokens};

/// A stretch between quote marks, in token numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// The opening mark.
    pub open: usize,
    /// First token inside.
    pub first: usize,
    /// Token after the last inside.
    pub last: usize,
    /// Token after the closing mark; equals `last` if there is none.
    pub close: usize,
    /// What ends it.
    pub ending: Ending,
}

/// What ends a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// A closing mark.
    Closed,
    /// The end of the paragraph or a new opening mark: the closing mark is missing, as where a quote is reopened in the
    /// next paragraph.
    Unclosed,
    /// The end of a paragraph without marks, which the sentence above sets off: `open` is its first token.
    SetOff,
}

/// What a mark looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// `“`, `„`, `«`: made for opening.
    Opener,
    /// `”`, `»`: made for closing.
    Closer,
    /// A straight mark with white space before it only.
    StraightOpen,
    /// A straight mark with white space after it only.
    StraightClose,
    /// A straight mark that could be either.
    Straight,
}

impl Shape {
    fn may_close(self) -> bool {
        matches!(self, Self::Closer | Self::StraightClose)
    }
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    token: usize,
    shape: Shape,
}

/// The stretches between quote marks, in text order, not overlapping, each holding a word. Single marks count only
/// beside an attribution; paragraphs that are set off without marks stand among them.
#[must_use]
pub fn stretches(tokens: &Tokens<'_>) -> Vec<Stretch> {
    let marked = in_order(doubles(tokens), tokens, singles::stretches);
    in_order(marked, tokens, setoff::stretches)
}

/// The stretches found and those that `more` finds beside them.
fn in_order(
    mut found: Vec<Stretch>,
    tokens: &Tokens<'_>,
    more: impl FnOnce(&Tokens<'_>, &[Stretch]) -> Vec<Stretch>,
) -> Vec<Stretch> {
    let more = more(tokens, &found);
    if !more.is_empty() {
        found.extend(more);
        found.sort_by_key(|stretch| stretch.open);
    }
    found
}

/// The stretches between double quote marks.
pub(super) fn doubles(tokens: &Tokens<'_>) -> Vec<Stretch> {
    let mut pairing = Pairing { tokens, out: Vec::new(), carried: None };
    let mut from = 0;
    while from < tokens.len() {
        let paragraph = tokens[from].paragraph;
        let length = tokens.items()[from..].partition_point(|token| token.paragraph == paragraph);
        pairing.paragraph(from, from + length);
        from += length;
    }
    let mut out = pairing.out;
    out.retain(|stretch| (stretch.first..stretch.last).any(|i| tokens[i].is_wordlike()));
    out
}

struct Pairing<'a, 't> {
    tokens: &'a Tokens<'t>,
    out: Vec<Stretch>,
    /// Opening mark and end so far of a stretch whose paragraph broke in mid-sentence.
    carried: Option<(usize, usize)>,
}

impl Pairing<'_, '_> {
    fn paragraph(&mut self, from: usize, to: usize) {
        let marks = shapes(self.tokens, from, to);
        // How many marks after this one open, and how many close: nesting is told without looking ahead each time.
        let mut later = vec![(0_usize, 0_usize); marks.len() + 1];
        for (n, mark) in marks.iter().enumerate().rev() {
            let (opening, closing) = later[n + 1];
            let opens = usize::from(mark.shape == Shape::Opener);
            later[n] = (opening + opens, closing + usize::from(mark.shape.may_close()));
        }
        let mut marks = marks.as_slice();
        let skipped = self.settle_carried(&mut marks, to);
        let mut open: Option<(Mark, usize)> = None;
        for (n, &mark) in marks.iter().enumerate() {
            let after = later[skipped + n + 1];
            open = match open {
                None => self.opening(mark),
                Some((opener, depth)) => self.within(opener, depth, mark, after, marks.get(n + 1)),
            };
        }
        if let Some((opener, _)) = open {
            self.end_of_paragraph(opener.token, to);
        }
    }

    /// Ends a stretch carried over the paragraph break; tells how many marks that took.
    fn settle_carried(&mut self, marks: &mut &[Mark], to: usize) -> usize {
        let Some((open, end)) = self.carried.take() else { return 0 };
        match marks.first() {
            Some(mark) if mark.shape.may_close() || mark.shape == Shape::Straight => {
                self.push(open, mark.token, Ending::Closed);
                *marks = &marks[1..];
                1
            }
            // No mark at all: the break may be the first of several.
            None if self.runs_on(to) => {
                self.carried = Some((open, to));
                0
            }
            _ => {
                self.push(open, end, Ending::Unclosed);
                0
            }
        }
    }

    fn opening(&self, mark: Mark) -> Option<(Mark, usize)> {
        // A stray closing mark opens nothing.
        (!mark.shape.may_close()).then_some((mark, 1))
    }

    /// A mark within an open stretch: closes it, nests, or shows that the closing mark was forgotten.
    fn within(
        &mut self,
        opener: Mark,
        depth: usize,
        mark: Mark,
        (openers, closers): (usize, usize),
        next: Option<&Mark>,
    ) -> Option<(Mark, usize)> {
        match mark.shape {
            Shape::Closer if opener.shape == Shape::Opener && depth > 1 => Some((opener, depth - 1)),
            Shape::Closer | Shape::StraightClose | Shape::Straight => self.close(opener, mark),
            Shape::Opener | Shape::StraightOpen if self.closes_wrongly(mark) => self.close(opener, mark),
            Shape::Opener if opener.shape != Shape::Opener || self.tokens.word(opener.token) == "„" => {
                self.close(opener, mark)
            }
            Shape::Opener if closers > openers + 1 => Some((opener, depth + 1)),
            Shape::Opener => self.restart(opener, mark),
            Shape::StraightOpen if next.is_some_and(|next| next.shape.may_close()) => self.restart(opener, mark),
            Shape::StraightOpen if next.is_some() && self.reopens(mark) => self.restart(opener, mark),
            Shape::StraightOpen => self.close(opener, mark),
        }
    }

    /// Whether an opening mark begins a further paragraph of a quote, its paragraphs run together: `"It was late. "We went home."`
    fn reopens(&self, mark: Mark) -> bool {
        let ended = mark.token.checked_sub(1).is_some_and(|i| self.tokens[i].kind == TokenKind::Stop);
        ended && self.tokens.items().get(mark.token + 1).is_some_and(|token| token.is_capitalised())
    }

    fn close(&mut self, opener: Mark, mark: Mark) -> Option<(Mark, usize)> {
        self.push(opener.token, mark.token, Ending::Closed);
        None
    }

    fn restart(&mut self, opener: Mark, mark: Mark) -> Option<(Mark, usize)> {
        self.push(opener.token, mark.token, Ending::Unclosed);
        Some((mark, 1))
    }

    /// Whether an opening mark stands where a closing one is meant: after `,`, `.`, `?` or `!`, before an attribution.
    fn closes_wrongly(&self, mark: Mark) -> bool {
        let before = mark.token.checked_sub(1).map(|i| self.tokens.word(i));
        let ends = before.is_some_and(|word| word.ends_with([',', '.', '?', '!', '…']));
        // `"It was late. "We always ask.`: whoever is quoted goes on.
        let own = self.reopens(mark) && matches!(self.tokens.lower(mark.token + 1), "i" | "we" | "you");
        ends && !own && attribution_follows(self.tokens, mark.token + 1)
    }

    fn end_of_paragraph(&mut self, open: usize, to: usize) {
        if self.runs_on(to) {
            self.carried = Some((open, to));
        } else {
            let end = self.before_attribution(open, to).unwrap_or(to);
            self.push(open, end, Ending::Unclosed);
        }
    }

    /// Where an unclosed stretch ends if its paragraph ends with an attribution: `"I want to dig, said Orlov.`
    fn before_attribution(&self, open: usize, to: usize) -> Option<usize> {
        /// Longest attribution at the end of a paragraph, in tokens.
        const TAIL: usize = 9;
        let from = to.saturating_sub(TAIL).max(open + 2);
        let ends =
            |i: &usize| matches!(self.tokens.word(*i), "," | "?" | "!") && attribution_follows(self.tokens, i + 1);
        (from..to).rev().find(ends).map(|i| i + 1)
    }

    /// Whether the paragraph that ends at token `to` was broken in mid-sentence.
    fn runs_on(&self, to: usize) -> bool {
        let Some(last) = to.checked_sub(1) else { return false };
        let ended = matches!(self.tokens[last].kind, TokenKind::Stop | TokenKind::DoubleMark | TokenKind::SingleMark)
            || matches!(self.tokens.word(last), "," | ":" | ";");
        let next_lower =
            to < self.tokens.len() && self.tokens[to].kind == TokenKind::Word && !self.tokens[to].is_capitalised();
        !ended && next_lower
    }

    fn push(&mut self, open: usize, last: usize, ending: Ending) {
        let close = if ending == Ending::Closed { last + 1 } else { last };
        self.out.push(Stretch { open, first: open + 1, last, close, ending });
    }
}

/// Whether the tokens from `at` on read like "he said", "said Orlov", "Ada Orlova added".
pub(super) fn attribution_follows(tokens: &Tokens<'_>, at: usize) -> bool {
    let limit = (at + 5).min(tokens.len());
    let class = |i: usize| class(tokens, i, &|i| Lexeme::of(tokens.lower(i), tokens.key(i)));
    let mut subject = false;
    for i in at..limit {
        match class(i) {
            Class::Cue => return subject || i + 1 < tokens.len() && subject_like(class(i + 1)),
            Class::Adverb | Class::Auxiliary => {}
            found if subject_like(found) => subject = true,
            _ => return false,
        }
    }
    false
}

fn subject_like(class: Class) -> bool {
    matches!(class, Class::Pronoun | Class::Capital | Class::Determiner)
}

/// The double marks of the tokens `from..to` with their shapes.
fn shapes(tokens: &Tokens<'_>, from: usize, to: usize) -> Vec<Mark> {
    let marks = (from..to).filter(|&i| tokens[i].kind == TokenKind::DoubleMark && !is_inches(tokens, i));
    marks.map(|token| Mark { token, shape: shape(tokens, token) }).collect()
}

/// The mark of 5'10": after a number that holds an apostrophe, or alone after one that follows a digit's foot mark.
fn is_inches(tokens: &Tokens<'_>, i: usize) -> bool {
    let straight = matches!(tokens.word(i), "\"" | "''" | "”");
    let Some(before) = i.checked_sub(1).filter(|_| straight) else { return false };
    let adjacent = tokens[before].span().end == tokens[i].span().start;
    adjacent && tokens[before].kind == TokenKind::Number && tokens.word(before).contains(['\'', '’'])
}

fn shape(tokens: &Tokens<'_>, i: usize) -> Shape {
    let (space_before, space_after) = sides(tokens, i);
    match tokens.word(i) {
        "“" | "„" | "〝" | "``" | "‟" => Shape::Opener,
        "”" | "〞" => Shape::Closer,
        // Guillemets point either way, by country: what stands beside them decides.
        "«" if !space_before && space_after => Shape::Closer,
        "»" if space_before && !space_after => Shape::Opener,
        "«" => Shape::Opener,
        "»" => Shape::Closer,
        _ => match (space_before, space_after) {
            (true, false) => Shape::StraightOpen,
            (false, true) => Shape::StraightClose,
            _ => Shape::Straight,
        },
    }
}

/// Whether white space, or a sign that does as well, stands before and after token `i`.
fn sides(tokens: &Tokens<'_>, i: usize) -> (bool, bool) {
    let span = tokens[i].span();
    let before = tokens.text()[..span.start].chars().next_back();
    let after = tokens.text()[span.end..].chars().next();
    let opens = before
        .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | '/' | '‘' | '\'' | '“' | '"'));
    let closes = after.is_none_or(|c| {
        c.is_whitespace()
            || matches!(
                c,
                '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '—' | '–' | '-' | '/' | '’' | '\'' | '”' | '"'
            )
    });
    (opens, closes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn found(text: &str) -> Vec<&str> {
        let tokens = Tokens::new(text);
        let inside = |s: &Stretch| Span::new(tokens[s.first].span().start, tokens[s.last - 1].span().end).of(text);
        stretches(&tokens).iter().map(inside).collect()
    }

    #[test]
    fn all_usual_marks_are_paired() {
        assert_eq!(found("“One,” he said. \"Two,\" she said. ''Three,'' it said."), ["One,", "Two,", "Three,"]);
        assert_eq!(found("«Un», „zwei“ and »drei« and ``four''."), ["Un", "zwei", "drei", "four"]);
        assert_eq!(found("“One,\" he said. \"Two,” she said."), ["One,", "Two,"]);
    }

    #[test]
    fn an_opening_mark_before_an_attribution_closes() {
        assert_eq!(found("“They were ignored, “he said. 2004 was a bad year."), ["They were ignored,"]);
        assert_eq!(found("\"They were ignored, \"said Orlov. Rain fell."), ["They were ignored,"]);
    }

    #[test]
    fn a_missing_mark_costs_one_paragraph_only() {
        assert_eq!(found("“One never closed.\n\n“Two,” he said.\nPlain."), ["One never closed.", "Two,"]);
        assert_eq!(found("He said\" no.\n\n“Two,” he said."), ["Two,"]);
        assert_eq!(found("“We will\n\nnot go,” he said."), ["We will\n\nnot go,"]);
    }

    #[test]
    fn paragraphs_run_together_are_reopened() {
        assert_eq!(found("He said: \"One. \"Two. \"Three.\" Rain fell."), ["One.", "Two.", "Three."]);
        assert_eq!(found("\"One. \"Two,\" he said. Rain."), ["One.", "Two,"]);
    }

    #[test]
    fn nested_quotes_stay_inside_and_inches_are_no_marks() {
        assert_eq!(found("“She told me “go home” and left,” he said."), ["She told me “go home” and left,"]);
        assert_eq!(found("The 6'2\" guard said \"no\" twice."), ["no"]);
    }
}
