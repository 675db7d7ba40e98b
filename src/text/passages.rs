//! Passages: what a query shows. A paragraph, and of a long one its sentences in bundles.

use super::{span::Span, tokens::Tokens};

/// A paragraph up to this many bytes is one passage: about what fits on a screen.
pub const WHOLE_PARAGRAPH: usize = 1200;

/// A longer paragraph is cut after the first sentence end past this many bytes.
const TARGET: usize = 800;

/// The passages of an article in order; together they cover every token.
#[must_use]
pub fn passages(tokens: &Tokens<'_>) -> Vec<Span> {
    let mut out = Vec::with_capacity(tokens.paragraphs().len());
    for &paragraph in tokens.paragraphs() {
        if paragraph.len() <= WHOLE_PARAGRAPH {
            out.push(paragraph);
        } else {
            split(tokens, paragraph, &mut out);
        }
    }
    out
}

fn split(tokens: &Tokens<'_>, paragraph: Span, out: &mut Vec<Span>) {
    let mut start = paragraph.start;
    for i in tokens.at(paragraph.start)..tokens.at(paragraph.end) {
        let at = tokens[i].span().start;
        let new_sentence = i > 0 && tokens[i].sentence != tokens[i - 1].sentence;
        // A text without sentence ends (tables, lists, other scripts) is cut at a token in the end.
        let long = at - start >= if new_sentence { TARGET } else { 4 * WHOLE_PARAGRAPH };
        if long && at > start {
            out.push(Span::new(start, tokens[i - 1].span().end));
            start = at;
        }
    }
    out.push(Span::new(start, paragraph.end));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_paragraphs_are_cut_at_sentences_and_lose_nothing() {
        let text = format!("{}\nShort one.", "The mayor spoke of the bridge again. ".repeat(120));
        let tokens = Tokens::new(&text);
        let found = passages(&tokens);
        assert!(found.len() > 3);
        assert!(found.iter().all(|span| span.len() <= WHOLE_PARAGRAPH));
        assert!(tokens.items().iter().all(|token| found.iter().any(|span| span.covers(token.span()))));
    }
}
