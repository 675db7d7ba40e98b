//! Transcripts: who speaks stands before the words, and no quote mark round them.
//!
//! Broadcasters, parliaments, courts, press offices and magazines print talk so, each in its own way: `ORLOVA: …`, `JANE PORTER, HOST:`
//! above its paragraphs, `Mr. BRANDT. …`, `((Ada Orlova)) …`, `Orlova: …`, `Q: …`. [`label`] reads what may be a label, [`talk`] tells by
//! the whole article whether its labels are those who speak (market reports, fact checks and lists label their paragraphs as well), and
//! [`turns`] what each of them says. A label names a person where the tagger has seen no sentence, so labels are read before names are
//! gathered, and [`people`] tells afterwards whose they are.

mod label;
mod people;
mod signed;
mod talk;
mod turns;

use std::ops::Range;

use super::NameId;
use crate::text::Tokens;
use label::Line;
use talk::Known;

pub use people::tell;

/// How a label is set off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `ORLOVA:`, `JANE PORTER, HOST:`
    Capitals,
    /// `((Ada Orlova))`
    Brackets,
    /// `Mr. BRANDT.`
    Titled,
    /// `Orlova:`
    Plain,
    /// `Q:`, `A.`, and `Q` alone.
    Letter,
    /// `— Ada Orlova (@aorlova) May 3, 2019`, behind the words.
    Signed,
}

/// A paragraph of what somebody says in a transcript. Ranges are of token numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// The label as printed, without its sign. Paragraphs that go on have that of their first.
    pub label: Range<usize>,
    /// The words of the label that name a person.
    pub named: Option<Range<usize>>,
    /// The office that the label tells of them behind a comma or in brackets; not their party, seat or "(on camera)".
    pub role: Option<Range<usize>>,
    /// The sign that ends the label: a colon, a full stop, a bracket, or the letter itself; the dash before one that stands behind.
    pub sign: usize,
    /// The words said in this paragraph.
    pub words: Range<usize>,
    /// Whether the paragraph has no label of its own.
    pub goes_on: bool,
    /// How the label is set off.
    pub style: Style,
    /// Whom the label names ([`tell`]).
    pub name: Option<NameId>,
}

/// The turns of an article that is, or holds, a transcript, in text order; `persons` are the stretches of tokens that the tagger took for
/// persons' names. Linear in the number of paragraphs and tokens.
///
/// ```
/// use onrecord::{analysis::transcript, text::Tokens};
/// let text = "ADA ORLOVA, MAYOR: Did you see the bridge?\n\nKARL BRANDT (on camera): I crossed it.\n\nORLOVA: So did I.";
/// let tokens = Tokens::new(text);
/// let turns = transcript::find(&tokens, std::iter::empty());
/// assert_eq!(turns.len(), 3);
/// assert!(turns[0].role.is_some() && turns[1].role.is_none() && turns[2].named.is_some());
/// ```
#[must_use]
pub fn find(tokens: &Tokens<'_>, persons: impl Iterator<Item = Range<usize>>) -> Vec<Turn> {
    let mut lines: Vec<Line> = label::all(tokens);
    // One label makes no transcript.
    lines.truncate(if lines.len() < 2 { 0 } else { lines.len() });
    let posts = signed::may_hold(tokens);
    if lines.is_empty() && !posts {
        return Vec::new();
    }
    let persons: Vec<Range<usize>> = persons.collect();
    let known = Known::of(tokens, persons.iter().cloned(), &lines);
    let lines = talk::spoken(tokens, &lines, &known);
    let turns = turns::of(tokens, &lines, &known);
    if posts { with_posts(turns, signed::all(tokens, &persons, &known)) } else { turns }
}

/// Turns and posts in text order; a post within a turn is no part of it.
fn with_posts(mut turns: Vec<Turn>, posts: Vec<Turn>) -> Vec<Turn> {
    let posted = |turn: &Turn| {
        let next = posts.partition_point(|post| post.sign < turn.words.start);
        posts.get(next).is_some_and(|post| post.words.start < turn.words.end)
    };
    turns.retain(|turn| !posted(turn));
    turns.extend(posts);
    turns.sort_unstable_by_key(|turn| turn.words.start);
    turns
}
