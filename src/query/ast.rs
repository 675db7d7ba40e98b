//! The syntax tree of a query: what was asked, checked, and still without any knowledge of the index.

use std::{fmt, ops::Bound};

use super::dates::Days;

/// A query. Prints as a query that parses to the same tree.
#[derive(Debug, Clone, PartialEq)]
pub enum Ast {
    /// `*`: everything.
    All,
    /// One condition.
    Leaf(Leaf),
    /// All of these; two or more, none itself an `And`.
    And(Vec<Ast>),
    /// Any of these; two or more, none itself an `Or`.
    Or(Vec<Ast>),
    /// Not this.
    Not(Box<Ast>),
    /// These near one another.
    Near(Near),
    /// This, weighing so many tenths of what it weighs by itself.
    Boost(Box<Ast>, u16),
}

/// Words that stand near one another in one text: each part near the one before it.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    /// Two or more; each a condition of words in one field, or an `Or` of such in the same field.
    pub parts: Vec<Ast>,
    /// How near part `i + 1` stands to part `i`; one fewer than parts, all words or all the same.
    pub steps: Vec<Within>,
}

/// How near.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Within {
    /// At most so many words farther on or back; 1 is the next word.
    Words(u16),
    /// At most so many words farther on.
    After(u16),
    /// In one sentence.
    Sentence,
    /// In one paragraph.
    Paragraph,
}

impl fmt::Display for Within {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words(n) => write!(f, "w/{n}"),
            Self::After(n) => write!(f, "pre/{n}"),
            Self::Sentence => f.write_str("w/s"),
            Self::Paragraph => f.write_str("w/p"),
        }
    }
}

/// One condition: what must stand in which field.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaf {
    /// Where.
    pub field: Field,
    /// What.
    pub value: Value,
}

/// What a condition asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Words as typed, quote marks and the final `*` off; read by the news analyzer where they meet the index.
    Text {
        /// As typed.
        text: String,
        /// How typed.
        form: Form,
    },
    /// One word with `*` (any letters) and `?` (one letter) in it, folded as the index folds words.
    Pattern(String),
    /// A regular expression for one whole word, without its slashes.
    Regex(String),
    /// `*`: anything at all.
    Present,
    /// `unknown`, of a speaker.
    Unknown,
    /// A stretch of days.
    Days(Days),
    /// A range of numbers.
    Numbers(Bound<f64>, Bound<f64>),
    /// A kind of answer.
    Kind(KindValue),
    /// 16 hexadecimal digits.
    Cluster(u64),
    /// The first hexadecimal digits of an article id, lower case, at least four.
    IdPrefix(String),
}

/// How a text was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// Without quote marks.
    Word,
    /// In quote marks.
    Phrase,
    /// A word with a final `*`.
    Prefix,
    /// In quote marks, the last word with a final `*`.
    PrefixPhrase,
    /// In quote marks with `~n`: the words in any order, with at most `n` others among them.
    Loose(u8),
    /// A word with `~1` or `~2`: with at most so many letters added, left out, changed or swapped with the next.
    Fuzzy(u8),
    /// After `:=`: the whole name and no other form of it.
    Whole,
}

/// Value of `kind:`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KindValue {
    /// Direct quotes.
    Direct,
    /// Mixed quotes.
    Mixed,
    /// Indirect speech.
    Indirect,
    /// Passages.
    Passage,
}

impl KindValue {
    /// All, as typed.
    pub(crate) const ALL: [(&'static str, Self); 4] =
        [("direct", Self::Direct), ("mixed", Self::Mixed), ("indirect", Self::Indirect), ("passage", Self::Passage)];

    /// As typed, and as the index has it.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

/// A field of the query language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// No field: the words of a passage; of a quote the words said or the paragraphs round them.
    Any,
    /// Who speaks.
    Speaker,
    /// The words said.
    Said,
    /// Who or what is named and does not speak.
    About,
    /// A person named.
    Person,
    /// An organisation named.
    Org,
    /// A place named.
    Place,
    /// Headline.
    Title,
    /// Author line.
    Byline,
    /// Outlet.
    Source,
    /// Day of publication.
    Date,
    /// Kind of answer.
    Kind,
    /// Language tag.
    Lang,
    /// Whom it is said to.
    To,
    /// The speaker's role.
    Role,
    /// The word that introduces the speech.
    Cue,
    /// How sure the attribution is, 0 to 1.
    Confidence,
    /// Where the article lay.
    Path,
    /// Address of the article.
    Url,
    /// Days named.
    Mentions,
    /// Near-duplicate cluster.
    Cluster,
    /// Article id.
    Id,
}

impl Field {
    /// Names as typed, canonical before others.
    const NAMES: [(&'static str, Self); 24] = [
        ("speaker", Self::Speaker),
        ("said", Self::Said),
        ("about", Self::About),
        ("person", Self::Person),
        ("org", Self::Org),
        ("place", Self::Place),
        ("title", Self::Title),
        ("byline", Self::Byline),
        ("source", Self::Source),
        ("date", Self::Date),
        ("kind", Self::Kind),
        ("lang", Self::Lang),
        ("to", Self::To),
        ("role", Self::Role),
        ("cue", Self::Cue),
        ("confidence", Self::Confidence),
        ("path", Self::Path),
        ("url", Self::Url),
        ("mentions", Self::Mentions),
        ("cluster", Self::Cluster),
        ("id", Self::Id),
        ("who", Self::Speaker),
        ("author", Self::Byline),
        ("type", Self::Kind),
    ];

    /// The field of that name, in any case.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, field)| *field)
    }

    /// Its canonical name; empty for [`Field::Any`].
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, field)| *field == self).map_or("", |(name, _)| name)
    }

    /// The known name nearest to what was typed.
    pub(crate) fn nearest(typed: &str) -> &'static str {
        let typed: Vec<u8> = typed.bytes().take(16).map(|b| b.to_ascii_lowercase()).collect();
        Self::NAMES.iter().map(|(name, _)| *name).min_by_key(|name| distance(name.as_bytes(), &typed)).unwrap_or("")
    }

    /// Whether it holds words in an order.
    pub(crate) fn is_of_words(self) -> bool {
        use Field::{Cluster, Confidence, Date, Id, Kind, Lang, Mentions, Path, Url};
        !matches!(self, Cluster | Confidence | Date | Id | Kind | Lang | Mentions | Path | Url)
    }

    /// Whether a condition on it can only hold of a quote.
    #[must_use]
    pub fn is_of_quotes(self) -> bool {
        matches!(self, Self::Speaker | Self::Said | Self::To | Self::Role | Self::Cue | Self::Confidence)
    }
}

/// Edit distance of two short words.
pub(crate) fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = change.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

impl Leaf {
    /// Whether it can only hold of a quote; `kind:passage` alone of the kinds does not ask for one.
    #[must_use]
    pub fn is_of_quotes(&self) -> bool {
        let kind = self.field == Field::Kind && self.value != Value::Kind(KindValue::Passage);
        kind || self.field.is_of_quotes()
    }

    /// Whether it reads a stretch of a dictionary and not single words.
    pub(crate) fn is_scan(&self) -> bool {
        match &self.value {
            Value::Present => self.field != Field::Kind,
            Value::Pattern(_) | Value::Regex(_) => true,
            Value::Text { form: Form::Word | Form::Phrase | Form::Loose(_), .. } => {
                matches!(self.field, Field::Path | Field::Url)
            }
            Value::Text { .. } => true,
            _ => false,
        }
    }

    /// Whether it is about words of a passage (of a quote), not about the article as a whole.
    #[must_use]
    pub fn is_of_passages(&self) -> bool {
        use Field::{About, Any, Mentions, Org, Person, Place};
        self.is_of_quotes() || matches!(self.field, Any | About | Person | Org | Place | Mentions)
    }

    /// Whether its words can be asked to stand near others.
    pub(crate) fn can_be_near(&self) -> bool {
        let words = match &self.value {
            Value::Text { form, .. } => !matches!(form, Form::Loose(_) | Form::Whole),
            value => matches!(value, Value::Pattern(_) | Value::Regex(_)),
        };
        words && self.field.is_of_words()
    }
}

impl Ast {
    /// Visits every condition with whether it is asked for (`true`) or excluded.
    pub fn visit<'a>(&'a self, see: &mut dyn FnMut(&'a Leaf, bool)) {
        self.walk(true, see);
    }

    // Recursion is bounded: the parser refuses trees deeper than `grammar::MAX_DEPTH`.
    fn walk<'a>(&'a self, wanted: bool, see: &mut dyn FnMut(&'a Leaf, bool)) {
        match self {
            Self::All => {}
            Self::Leaf(leaf) => see(leaf, wanted),
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(|part| part.walk(wanted, see)),
            Self::Near(near) => near.parts.iter().for_each(|part| part.walk(wanted, see)),
            Self::Boost(part, _) => part.walk(wanted, see),
            Self::Not(part) => part.walk(!wanted, see),
        }
    }

    /// Whether some condition passes `test`.
    pub(crate) fn any(&self, test: impl Fn(&Leaf) -> bool) -> bool {
        let mut found = false;
        self.visit(&mut |leaf, _| found |= test(leaf));
        found
    }

    /// Whether a condition reads a stretch of a dictionary, or where words stand.
    pub(crate) fn is_dear(&self) -> bool {
        match self {
            Self::All => false,
            Self::Leaf(leaf) => {
                leaf.is_scan() || matches!(leaf.value, Value::Text { form: Form::Phrase | Form::Loose(_), .. })
            }
            Self::Near(_) => true,
            Self::And(parts) | Self::Or(parts) => parts.iter().any(Self::is_dear),
            Self::Not(part) | Self::Boost(part, _) => part.is_dear(),
        }
    }

    /// Joins parts by AND, keeping the tree flat.
    pub(crate) fn and(parts: Vec<Self>) -> Option<Self> {
        Self::join(parts, Self::And, |part| match part {
            Self::And(inner) => Ok(inner),
            other => Err(other),
        })
    }

    /// Joins parts by OR, keeping the tree flat.
    pub(crate) fn or(parts: Vec<Self>) -> Option<Self> {
        Self::join(parts, Self::Or, |part| match part {
            Self::Or(inner) => Ok(inner),
            other => Err(other),
        })
    }

    fn join(parts: Vec<Self>, make: fn(Vec<Self>) -> Self, open: fn(Self) -> Result<Vec<Self>, Self>) -> Option<Self> {
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts {
            match open(part) {
                Ok(inner) => flat.extend(inner),
                Err(part) => flat.push(part),
            }
        }
        if flat.len() > 1 { Some(make(flat)) } else { flat.pop() }
    }
}

impl fmt::Display for Ast {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("*"),
            Self::Leaf(leaf) => leaf.fmt(f),
            Self::And(parts) => join(f, parts, " "),
            Self::Or(parts) => join(f, parts, " OR "),
            Self::Not(part) => {
                f.write_str("-")?;
                part.fmt_operand(f)
            }
            Self::Near(near) => {
                near.parts[0].fmt_operand(f)?;
                near.steps.iter().zip(&near.parts[1..]).try_for_each(|(step, part)| {
                    write!(f, " {step} ")?;
                    part.fmt_operand(f)
                })
            }
            Self::Boost(part, tenths) => {
                match **part {
                    Self::Not(_) | Self::Boost(..) => write!(f, "({part})")?,
                    _ => part.fmt_operand(f)?,
                }
                write!(f, "^{}.{}", tenths / 10, tenths % 10)
            }
        }
    }
}

impl Ast {
    fn fmt_operand(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::And(_) | Self::Or(_) | Self::Near(_) => write!(f, "({self})"),
            _ => fmt::Display::fmt(self, f),
        }
    }
}

fn join(f: &mut fmt::Formatter<'_>, parts: &[Ast], between: &str) -> fmt::Result {
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            f.write_str(between)?;
        }
        part.fmt_operand(f)?;
    }
    Ok(())
}

impl fmt::Display for Leaf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.field != Field::Any {
            write!(f, "{}:", self.field.name())?;
            // `name://` is the beginning of an address and no field.
            if matches!(&self.value, Value::Text { text, form: Form::Word | Form::Prefix } if text.starts_with("//")) {
                f.write_str(" ")?;
            }
        }
        self.value.fmt(f)
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text { text, form: Form::Word } => f.write_str(text),
            Self::Text { text, form: Form::Phrase } => write!(f, "\"{text}\""),
            Self::Text { text, form: Form::Prefix } => write!(f, "{text}*"),
            Self::Text { text, form: Form::PrefixPhrase } => write!(f, "\"{text}*\""),
            Self::Text { text, form: Form::Loose(n) } => write!(f, "\"{text}\"~{n}"),
            Self::Text { text, form: Form::Fuzzy(n) } => write!(f, "{text}~{n}"),
            Self::Text { text, form: Form::Whole } => write!(f, "=\"{text}\""),
            Self::Pattern(pattern) => f.write_str(pattern),
            Self::Regex(pattern) => write!(f, "/{pattern}/"),
            Self::Present => f.write_str("*"),
            Self::Unknown => f.write_str("unknown"),
            Self::Days(days) => days.fmt(f),
            Self::Numbers(from, to) => fmt_numbers(f, *from, *to),
            Self::Kind(kind) => f.write_str(kind.name()),
            Self::Cluster(key) => write!(f, "{key:016x}"),
            Self::IdPrefix(digits) => f.write_str(digits),
        }
    }
}

fn fmt_numbers(f: &mut fmt::Formatter<'_>, from: Bound<f64>, to: Bound<f64>) -> fmt::Result {
    match (from, to) {
        (Bound::Included(a), Bound::Included(b)) => write!(f, "{a}..{b}"),
        (Bound::Included(a), _) => write!(f, ">={a}"),
        (Bound::Excluded(a), _) => write!(f, ">{a}"),
        (Bound::Unbounded, Bound::Included(b)) => write!(f, "<={b}"),
        (Bound::Unbounded, Bound::Excluded(b)) => write!(f, "<{b}"),
        (Bound::Unbounded, Bound::Unbounded) => f.write_str(".."),
    }
}
