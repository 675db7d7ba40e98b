//! Speech in single marks, as British papers and headlines print it: `'…,' said Orr`, `Orr: ‘…’`.
//!
//! Apostrophes look the same, so a pair counts only where an attribution stands beside it: after a closing mark that
//! follows a comma or stop, or before an opening mark in the form of a colon. What stands in marks from there to the end of
//! the paragraph goes on with it.

use super::marks::{Ending, Stretch, attribution_follows};
use crate::text::{TokenKind, Tokens};

/// Fewest tokens between the marks.
const FEWEST: usize = 3;

/// The stretches between single marks outside of `doubles`, in text order.
pub(super) fn stretches(tokens: &Tokens<'_>, doubles: &[Stretch]) -> Vec<Stretch> {
    let (mut out, mut open, mut next_double) = (Vec::new(), None, 0);
    let marks = tokens.items().iter().enumerate().filter(|(_, token)| token.kind == TokenKind::SingleMark);
    for (i, mark) in marks {
        open = open.filter(|&from: &usize| tokens[from].paragraph == mark.paragraph);
        while let Some(double) = doubles.get(next_double).filter(|double| double.close <= i) {
            open = open.filter(|&from| double.open < from);
            next_double += 1;
        }
        let inside = doubles.get(next_double).is_some_and(|stretch| stretch.open <= i);
        open = if inside { None } else { step(tokens, open, i, &mut out) };
    }
    out
}

/// A single mark at `i`: opens, closes what is open, or is an apostrophe.
fn step(tokens: &Tokens<'_>, open: Option<usize>, i: usize, out: &mut Vec<Stretch>) -> Option<usize> {
    match open {
        None => opens(tokens, i).then_some(i),
        Some(from) if i > from + FEWEST && (closes(tokens, from, i) || goes_on(tokens, from, i, out.last())) => {
            out.push(Stretch { open: from, first: from + 1, last: i, close: i + 1, ending: Ending::Closed });
            None
        }
        open => open,
    }
}

fn opens(tokens: &Tokens<'_>, i: usize) -> bool {
    let span = tokens[i].span();
    let text = tokens.text();
    let before = text[..span.start].chars().next_back().is_none_or(|c| c.is_whitespace() || c == '(');
    let after = text[span.end..].chars().next().is_some_and(char::is_alphanumeric);
    before && after && matches!(tokens.word(i), "'" | "‘" | "`")
}

/// Whether the mark at `i` closes what opened at `from`, with an attribution beside it.
fn closes(tokens: &Tokens<'_>, from: usize, i: usize) -> bool {
    let text = tokens.text();
    let free = text[tokens[i].span().end..].chars().next().is_none_or(|c| !c.is_alphanumeric());
    if !free || !matches!(tokens.word(i), "'" | "’") {
        return false;
    }
    let signed = tokens.word(i - 1).ends_with([',', '.', '?', '!']);
    let ends = i + 1 == tokens.len() || tokens[i + 1].paragraph != tokens[i].paragraph;
    let led = from > 0 && tokens[from - 1].paragraph == tokens[from].paragraph && tokens.word(from - 1) == ":";
    signed && attribution_follows(tokens, i + 1) || led && (signed || ends)
}

/// Whether the marks at `from` and `i` hold the rest of the paragraph, in which `last` was speech already.
fn goes_on(tokens: &Tokens<'_>, from: usize, i: usize, last: Option<&Stretch>) -> bool {
    let text = tokens.text();
    let same = last.is_some_and(|last| tokens[last.open].paragraph == tokens[i].paragraph);
    let free = text[tokens[i].span().end..].chars().next().is_none_or(|c| !c.is_alphanumeric());
    let after_stop =
        from > 0 && (tokens[from - 1].kind == TokenKind::Stop || matches!(tokens.word(from - 1), "," | ":"));
    let signed = tokens.word(i - 1).ends_with(['.', '?', '!']);
    let ends = i + 1 == tokens.len() || tokens[i + 1].paragraph != tokens[i].paragraph;
    same && free && after_stop && signed && ends && matches!(tokens.word(i), "'" | "’")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let tokens = Tokens::new(text);
        let doubles = super::super::marks::doubles(&tokens);
        let words = |s: &Stretch| tokens[s.first].span().join(tokens[s.last - 1].span()).of(text);
        stretches(&tokens, &doubles).iter().map(words).collect()
    }

    #[test]
    fn single_marks_need_an_attribution() {
        assert_eq!(found("'It hasn't rained since the '80s,' said Ann Orr."), ["It hasn't rained since the '80s,"]);
        assert_eq!(found("Orr: ‘The house is not for sale’"), ["The house is not for sale"]);
        assert_eq!(found("'It is dry,' said Orr. 'The well's deep.'"), ["It is dry,", "The well's deep."]);
        assert!(found("The farmers' market and the workers' club of the '80s.").is_empty());
        assert!(found("She wore 'the old blue hat' that day, said Orr.").is_empty());
        assert!(found("“He said 'go home now,' said Orr,” she told us.").is_empty());
    }
}
