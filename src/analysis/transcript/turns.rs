//! What is said under each label, the paragraphs that go on without one with it.

use std::ops::Range;

use super::{
    Turn,
    label::{self, Line},
    talk::{Known, is_of_talk},
};
use crate::text::{TokenKind, Tokens};

/// The turns of labelled lines.
pub(super) fn of(tokens: &Tokens<'_>, lines: &[&Line], known: &Known) -> Vec<Turn> {
    let Some((first, last)) = lines.first().zip(lines.last()) else { return Vec::new() };
    let from = first.label.start - before_label(tokens, first);
    let paragraphs: Vec<Range<usize>> =
        label::paragraphs(tokens, from).take_while(|paragraph| paragraph.start < last.words.end).collect();
    let whole = is_whole(tokens, &paragraphs, lines);
    let mut out = Vec::with_capacity(lines.len());
    let mut lines = lines.iter().peekable();
    let mut speaking: Option<&Line> = None;
    for paragraph in paragraphs {
        if let Some(line) = lines.next_if(|line| paragraph.contains(&line.label.start)) {
            speaking = (!line.is_question(tokens)).then_some(*line);
            out.extend(speaking.map(|line| turn(tokens, line, line.words.clone(), known)));
        } else if let Some(line) = speaking.filter(|line| line.words.end <= paragraph.start) {
            match next(tokens, &paragraph, line) {
                Next::Words if whole => {
                    out.push(Turn { goes_on: true, ..turn(tokens, line, paragraph, known) });
                }
                Next::Other => speaking = None,
                Next::Words | Next::Aside => {}
            }
        }
    }
    out
}

/// Tokens of the paragraph before the label.
fn before_label(tokens: &Tokens<'_>, line: &Line) -> usize {
    let paragraph = tokens[line.label.start].paragraph;
    (0..line.label.start).rev().take_while(|&i| tokens[i].paragraph == paragraph).count()
}

fn turn(tokens: &Tokens<'_>, line: &Line, words: Range<usize>, known: &Known) -> Turn {
    let named = Some(line.named.clone()).filter(|named| known.holds(tokens, named));
    Turn {
        label: line.who.clone(),
        named,
        role: line.role.clone(),
        sign: line.sign,
        words,
        goes_on: false,
        style: line.style,
        name: None,
    }
}

/// Whether what lies between the first label and the last is a transcript as a whole, so that paragraphs without a label are said by the
/// last: every other one has a label, or most of the others talk. What a fact check quotes in marks never goes on.
fn is_whole(tokens: &Tokens<'_>, paragraphs: &[Range<usize>], lines: &[&Line]) -> bool {
    /// Fewer lines are an exchange within an article.
    const FEWEST: usize = 4;
    let marked = |line: &&&Line| tokens[line.words.start].kind == TokenKind::DoubleMark;
    if lines.len() < FEWEST || 2 * lines.iter().filter(marked).count() >= lines.len() {
        return false;
    }
    let person = |i: usize| is_of_talk(tokens, i);
    let mut labels = lines.iter().peekable();
    let (mut others, mut talk) = (0, 0);
    for paragraph in paragraphs {
        if labels.next_if(|line| paragraph.contains(&line.label.start)).is_none() {
            others += 1;
            talk += usize::from(paragraph.clone().any(person));
        }
    }
    let below = lines.iter().filter(|line| is_below(tokens, line)).count();
    others <= lines.len() + 2 * below || 2 * talk >= others
}

/// Whether a label stands alone above its words.
fn is_below(tokens: &Tokens<'_>, line: &Line) -> bool {
    tokens[line.words.start].paragraph != tokens[line.label.start].paragraph
}

/// What a paragraph without a label is.
enum Next {
    /// More of what is said.
    Words,
    /// A heading, or what is heard: "(LAUGHTER)". Whoever speaks may go on behind it.
    Aside,
    /// Something else: a clip begins, another label, words about who speaks.
    Other,
}

fn next(tokens: &Tokens<'_>, paragraph: &Range<usize>, line: &Line) -> Next {
    /// Tokens of the longest bracket behind which somebody goes on: "(APPLAUSE)".
    const HEARD: usize = 4;
    /// Words of the shortest sentence that goes on.
    const SHORTEST: usize = 4;
    let bracket = matches!(tokens.word(paragraph.start), "(" | "[");
    if bracket {
        return if paragraph.len() <= HEARD { Next::Aside } else { Next::Other };
    }
    let colon = paragraph.clone().take(8).any(|i| tokens.word(i) == ":");
    let named = line.named.end.checked_sub(1).filter(|_| !line.named.is_empty()).map(|i| tokens[i].lower_id());
    let told_of = paragraph.clone().any(|i| Some(tokens[i].lower_id()) == named);
    if colon || told_of {
        return Next::Other;
    }
    let words = paragraph.clone().filter(|&i| tokens[i].is_wordlike()).count();
    let ends = matches!(tokens[paragraph.end - 1].kind, TokenKind::Stop | TokenKind::DoubleMark);
    if ends && words >= SHORTEST { Next::Words } else { Next::Aside }
}
