//! Which key of a record is which field of an article: the well-known names, and what the user says.

use std::{fmt, str::FromStr};

/// A field of an article that a record may name in its own way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// Headline.
    Title,
    /// Body text.
    Body,
    /// Date of publication.
    Date,
    /// Author line.
    Byline,
    /// Outlet.
    Source,
    /// Address.
    Url,
    /// Language.
    Lang,
    /// The record's own id.
    Id,
    /// When this version was made.
    Version,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 9] = [
        Self::Title,
        Self::Body,
        Self::Date,
        Self::Byline,
        Self::Source,
        Self::Url,
        Self::Lang,
        Self::Id,
        Self::Version,
    ];

    /// The name used in `--map`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Body => "body",
            Self::Date => "date",
            Self::Byline => "byline",
            Self::Source => "source",
            Self::Url => "url",
            Self::Lang => "lang",
            Self::Id => "id",
            Self::Version => "version",
        }
    }
}

impl FromStr for Field {
    type Err = MappingError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let folded = text.trim().to_ascii_lowercase();
        let name = match folded.as_str() {
            "text" => "body",
            "author" | "authors" => "byline",
            "published" => "date",
            "language" => "lang",
            other => other,
        };
        Self::ALL
            .into_iter()
            .find(|field| field.name() == name)
            .ok_or_else(|| MappingError::UnknownField(text.chars().take(64).collect()))
    }
}

/// Why `--map` was not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// No `=`, or nothing on one side of it.
    #[error("{0:?} is not FIELD=KEY; write for example body=full_text, or body=3 for the third column")]
    NotAPair(String),
    /// Not a field of an article.
    #[error("there is no field {0:?}; the fields are title, body, date, byline, source, url, lang, id, version")]
    UnknownField(String),
}

/// One `FIELD=KEY` of the user's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// The article's field.
    pub field: Field,
    /// The record's key: dotted for a nested one, a number for a column (the first is 1).
    pub key: String,
}

impl fmt::Display for Override {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.field.name(), self.key)
    }
}

/// Which keys to look under for each field: the user's first, then the well-known ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    overrides: Vec<Override>,
}

impl Mapping {
    /// A mapping with these overrides; of two for one field the first that a record has is taken.
    #[must_use]
    pub fn new(overrides: Vec<Override>) -> Self {
        Self { overrides }
    }

    /// Reads `FIELD=KEY`.
    ///
    /// ```
    /// use onrecord::source::mapping::{Field, Mapping};
    /// let body = Mapping::parse_override("body=response.full-text").unwrap();
    /// assert_eq!((body.field, body.key.as_str()), (Field::Body, "response.full-text"));
    /// assert!(Mapping::parse_override("colour=red").is_err());
    /// ```
    ///
    /// # Errors
    /// If it is not a pair, or the field does not exist.
    pub fn parse_override(text: &str) -> Result<Override, MappingError> {
        let pair = text.split_once('=').map(|(field, key)| (field.trim(), key.trim()));
        match pair {
            Some((field, key)) if !field.is_empty() && !key.is_empty() => {
                Ok(Override { field: field.parse()?, key: key.to_owned() })
            }
            _ => Err(MappingError::NotAPair(text.chars().take(64).collect())),
        }
    }

    /// The user's keys for a field, in the order given.
    pub(super) fn overrides(&self, field: Field) -> impl Iterator<Item = &str> {
        self.overrides.iter().filter(move |entry| entry.field == field).map(|entry| entry.key.as_str())
    }
}
