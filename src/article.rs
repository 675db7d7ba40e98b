//! The article: what every reader of [`crate::source`] yields and every later stage works on.

use std::{fmt, path::PathBuf, str::FromStr, sync::Arc};

use jiff::civil::Date;

/// One article as read: its cleaned text and what its record says about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// Identity across runs, paths and formats.
    pub id: ArticleId,
    /// The cleaned body text. Every offset of the program points into this string.
    pub text: String,
    /// Headline, if the record has one.
    pub title: Option<String>,
    /// Day (or month, or year) of publication as printed; never a crawl or download date.
    pub published: Option<Published>,
    /// Author line as printed, without its "By".
    pub byline: Option<String>,
    /// Outlet: a name or a host.
    pub source: Option<String>,
    /// Address as printed (not normalised).
    pub url: Option<String>,
    /// BCP 47 language tag as printed, if any.
    pub lang: Option<String>,
    /// The record's own id as printed; echoed by `extract`.
    pub own_id: Option<String>,
    /// How much of the article the record holds.
    pub extent: Extent,
    /// When this version was made, if the record says so; decides which of two versions of one article wins.
    pub version: Option<jiff::Timestamp>,
    /// Where it lay.
    pub provenance: Provenance,
}

/// How much of an article a record holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Extent {
    /// All of it, as far as can be told.
    #[default]
    Whole,
    /// An abstract, where there is no body.
    Abstract,
    /// A beginning, cut where a paywall or an interface cuts.
    Stub,
}

impl Extent {
    /// As JSON, the index and reports name it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Abstract => "abstract",
            Self::Stub => "stub",
        }
    }

    /// The extent of that name; what has none, as in an index that was written before there were names, counts as whole.
    #[must_use]
    pub fn of_label(label: &str) -> Self {
        [Self::Abstract, Self::Stub].into_iter().find(|extent| extent.label() == label).unwrap_or_default()
    }
}

/// Where an article lay.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Provenance {
    /// Absolute path of the file.
    pub path: Arc<PathBuf>,
    /// Name of the member within a container, if the file is one.
    pub member: Option<Arc<str>>,
    /// Byte offset of the record in the (decompressed) file or member.
    pub offset: u64,
}

/// A date of publication with the precision it was printed in, as an inclusive interval of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Published {
    /// First day.
    pub from: Date,
    /// Last day; equals `from` when the day is known.
    pub to: Date,
}

impl Published {
    /// A publication on a known day.
    #[must_use]
    pub fn on(day: Date) -> Self {
        Self { from: day, to: day }
    }

    /// The day, if it is known.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        (self.from == self.to).then_some(self.from)
    }
}

impl fmt::Display for Published {
    /// ISO 8601 in the precision known: `2016-09-20`, `2016-09` or `2016`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (a, b) = (self.from, self.to);
        if a == b {
            write!(f, "{a}")
        } else if a.month() == b.month() {
            write!(f, "{:04}-{:02}", a.year(), a.month())
        } else {
            write!(f, "{:04}", a.year())
        }
    }
}

/// A string that is no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a date: write 2016, 2016-09 or 2016-09-20")]
pub struct ParsePublishedError(String);

impl FromStr for Published {
    type Err = ParsePublishedError;

    /// Reads `2016`, `2016-09`, `2016-09-20`, or an ISO 8601 time stamp, of which the day counts as printed.
    ///
    /// ```
    /// use onrecord::article::Published;
    /// let day: Published = "2016-02".parse()?;
    /// assert_eq!(day.to.to_string(), "2016-02-29");
    /// assert_eq!("2021-12-01T23:59:00-05:00".parse::<Published>()?, "2021-12-01".parse()?);
    /// assert!("yesterday".parse::<Published>().is_err());
    /// # Ok::<(), onrecord::article::ParsePublishedError>(())
    /// ```
    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        let trimmed = typed.trim();
        interval(trimmed).ok_or_else(|| ParsePublishedError(trimmed.chars().take(64).collect()))
    }
}

fn interval(typed: &str) -> Option<Published> {
    let day = match typed.split_once(['T', ' ']) {
        Some((day, time)) if day.len() == 10 && time.starts_with(|c: char| c.is_ascii_digit()) => day,
        Some(_) => return None,
        None => typed,
    };
    let numbers = day.split('-').map(number).collect::<Option<Vec<_>>>()?;
    match (numbers.as_slice(), day.len()) {
        (&[year], 4) => Some(Published { from: Date::new(year, 1, 1).ok()?, to: Date::new(year, 12, 31).ok()? }),
        (&[year, month], 7) => {
            let from = Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
            Some(Published { from, to: from.last_of_month() })
        }
        (&[year, month, day], 10) => {
            Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().map(Published::on)
        }
        _ => None,
    }
}

fn number(digits: &str) -> Option<i16> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

/// Identity of an article: a 128-bit hash, printed as 32 hexadecimal digits.
///
/// What is hashed (DESIGN "Ids"): the normalised address; else source and own id where that id is global;
/// else the folded title and text. `source::identity` computes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleId(pub [u8; 16]);

impl ArticleId {
    /// Hashes the parts that make up an identity; the parts are kept apart by their lengths.
    #[must_use]
    pub fn of(parts: &[&str]) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        let mut id = [0; 16];
        id.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        Self(id)
    }

    /// The first 64 bits, big endian: the number by which passages and quotes point to their article.
    #[must_use]
    pub fn key(self) -> u64 {
        let mut head = [0; 8];
        head.copy_from_slice(&self.0[..8]);
        u64::from_be_bytes(head)
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Why a string is not an [`ArticleId`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an article id has 32 hexadecimal digits, not {0:?}")]
pub struct ParseArticleIdError(String);

impl FromStr for ArticleId {
    type Err = ParseArticleIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || ParseArticleIdError(text.chars().take(64).collect());
        if text.len() != 32 || !text.is_ascii() {
            return Err(wrong());
        }
        let mut id = [0; 16];
        for (i, byte) in id.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * i..2 * i + 2], 16).map_err(|_| wrong())?;
        }
        Ok(Self(id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_survive_printing_and_parts_do_not_run_together() {
        let id = ArticleId::of(&["source", "42"]);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_ne!(id, ArticleId::of(&["source4", "2"]));
        assert!("xyz".parse::<ArticleId>().is_err());
    }

    #[test]
    fn only_dates_are_dates() {
        for wrong in
            ["", "2016-", "2016-13", "2016-02-30", "16-02-03", "2016-2-3", "20160203", "-016", "２０１６", "next week"]
        {
            assert!(wrong.parse::<Published>().is_err(), "{wrong}");
        }
        for (typed, printed) in [("2016", "2016"), (" 2016-09 ", "2016-09"), ("2016-09-20 11:00", "2016-09-20")] {
            assert_eq!(typed.parse::<Published>().unwrap().to_string(), printed);
        }
    }
}
