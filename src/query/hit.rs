//! An answer, ready to be printed: everything `render` needs and nothing of the index.

use serde::Serialize;

use crate::analysis::{EntityKind, SpeakerKind, TimexKind};

/// What was hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum HitKind {
    /// A direct quote.
    Direct,
    /// A mixed quote.
    Mixed,
    /// Indirect speech.
    Indirect,
    /// A passage.
    Passage,
    /// A whole article.
    Article,
}

/// One hit. Offsets are Unicode code points; serialises as the JSON contract has it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// Article id, `:`, first byte of the quote or passage in the article's text; or the bare article id.
    ///
    /// The start is in bytes, not in code points as the offsets below: it is a handle that `show` looks up as stored. A
    /// passage that begins with a quote shares its id; `show` opens the quote.
    pub id: String,
    /// What was hit.
    pub kind: HitKind,
    /// Rank score; 0 when sorted by date.
    pub score: f32,
    /// The words said; none in a passage or article hit.
    pub quote: Option<String>,
    /// The passage it stands in.
    pub passage: String,
    /// Where the query's words stand in `passage`, in order, not overlapping.
    pub highlights: Vec<(usize, usize)>,
    /// Where `quote` stands in `passage`, if it does; not part of the contract's meaning, for printing.
    pub quote_in_passage: Option<(usize, usize)>,
    /// Who speaks; none if unknown or no quote.
    pub speaker: Option<HitSpeaker>,
    /// Others who say it with the speaker ("Orr and Brandt said"); left out where there are none, as nearly always.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub co_speakers: Vec<HitSpeaker>,
    /// Cue as printed.
    pub cue: Option<String>,
    /// 0 to 1.
    pub confidence: Option<f64>,
    /// Why, in words.
    pub evidence: Vec<String>,
    /// Publication day as printed, partial allowed.
    pub date: Option<String>,
    /// Dates named in the passage.
    pub dates: Vec<HitDate>,
    /// Entities named in the passage.
    pub entities: Vec<HitEntity>,
    /// The article it stands in.
    pub article: HitArticle,
    /// Place in the article's text.
    pub start: usize,
    /// End of that place.
    pub end: usize,
    /// How many hits more it stands for; none if hits were not gathered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub others: Option<usize>,
    /// How many copies, the same words in other printings of the story, were left out in its favour; none if no copies
    /// were looked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copies: Option<usize>,
    /// The article's address, leading to these very words where a browser can find them; none without an address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// The speaker of a hit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HitSpeaker {
    /// Canonical name in the article, or an unnamed speaker's words.
    pub name: String,
    /// What kind.
    pub kind: SpeakerKind,
    /// The words that name the speaker here.
    pub mention: Option<String>,
    /// Role as printed.
    pub role: Option<String>,
}

/// The article of a hit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HitArticle {
    /// 32 hexadecimal digits.
    pub id: String,
    /// Headline.
    pub title: Option<String>,
    /// Publication as printed, partial allowed.
    pub date: Option<String>,
    /// Outlet.
    pub source: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Author line.
    pub byline: Option<String>,
    /// Path of its first place.
    pub path: Option<String>,
    /// Name within a container.
    pub member: Option<String>,
    /// Id of its near-duplicate cluster.
    pub cluster: String,
    /// "whole", "abstract" or "stub": how much of it the archive holds.
    pub extent: String,
}

/// An entity in the passage; offsets lie in the article's text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HitEntity {
    /// First code point.
    pub start: usize,
    /// Code point after the last.
    pub end: usize,
    /// Words printed.
    pub text: String,
    /// Type.
    #[serde(rename = "type")]
    pub kind: EntityKind,
    /// Canonical name in the article.
    pub name: String,
}

/// A temporal expression in the passage; offsets lie in the article's text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HitDate {
    /// First code point.
    pub start: usize,
    /// Code point after the last.
    pub end: usize,
    /// Words printed.
    pub text: String,
    /// Type.
    #[serde(rename = "type")]
    pub kind: TimexKind,
    /// TIMEX3 value.
    pub value: Option<String>,
    /// First day named.
    pub from: Option<String>,
    /// Last day named.
    pub to: Option<String>,
}
