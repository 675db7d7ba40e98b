//! Where text output goes: its width, and whether marks are colours or signs.

use anstyle::{AnsiColor, Style};

/// Columns where nothing is known of the reader's screen.
const WIDTH: usize = 100;

/// Lines longer than this are hard to read, whatever the screen.
const WIDEST: usize = 120;

/// How marks are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    /// By escape sequences, for a terminal.
    Colours,
    /// By signs: `>>quote<<`, `*word*`.
    Signs,
}

/// Whether paths and addresses are links that a terminal lets one click (OSC 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Links {
    /// They are.
    On,
    /// They are text alone.
    #[default]
    Off,
}

/// How text for people looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// How quotes and matched words are marked.
    pub marks: Marks,
    /// Columns of a line.
    pub width: usize,
    /// Whether paths and addresses are links.
    pub links: Links,
}

/// What a stretch of text is; each has one style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Part {
    /// Text that stands round what is looked for.
    #[default]
    Plain,
    /// The words said, or the passage that was addressed.
    Quote,
    /// A word of the query.
    Match,
    /// Who speaks.
    Name,
    /// Numbers, places and ids.
    Dim,
    /// What was cut out of a text.
    Cut,
    /// What was put in its place.
    Put,
}

impl Look {
    /// For a screen of `columns`, if they are known.
    #[must_use]
    pub fn new(marks: Marks, columns: Option<usize>) -> Self {
        Self { marks, width: columns.map_or(WIDTH, |columns| columns.clamp(30, WIDEST)), links: Links::Off }
    }

    /// The style of a part; empty where marks are signs.
    #[must_use]
    pub fn style(&self, part: Part) -> Style {
        if self.marks == Marks::Signs {
            return Style::new();
        }
        match part {
            Part::Plain => Style::new(),
            Part::Quote => Style::new().bold(),
            Part::Match => AnsiColor::Red.on_default().bold(),
            Part::Name => AnsiColor::Cyan.on_default().bold(),
            Part::Dim => Style::new().dimmed(),
            Part::Cut => AnsiColor::Red.on_default().strikethrough(),
            Part::Put => AnsiColor::Green.on_default(),
        }
    }
}
