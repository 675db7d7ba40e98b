//! What is written and speaks for somebody: statements, reports, court papers, and who prints it.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// What one person or body gives out, so that who gave it out is its owner.
pub const WORDS_OF_ONE: &[&str] = &[
    "statement",
    "letter",
    "message",
    "post",
    "tweet",
    "email",
    "e-mail",
    "memo",
    "note",
    "release",
    "op-ed",
    "essay",
    "column",
    "blog",
    "affidavit",
    "testimony",
    "caption",
    "comment",
    "remarks",
    "posting",
    "text",
];

/// What is made by those who are named as its makers.
pub const WORKS: &[&str] =
    &["report", "study", "paper", "survey", "analysis", "poll", "book", "article", "review", "story"];

/// Other papers, whose owner is not told by these patterns, and what is counted and asked of many.
const PAPERS: &[&str] = &[
    "advisory",
    "bulletin",
    "bylaws",
    "guidelines",
    "regulations",
    "rules",
    "circular",
    "declaration",
    "decree",
    "directive",
    "dossier",
    "letters",
    "manifesto",
    "memorandum",
    "messages",
    "notes",
    "page",
    "headline",
    "headlines",
    "count",
    "data",
    "emails",
    "estimate",
    "estimates",
    "figures",
    "interviews",
    "numbers",
    "polls",
    "projections",
    "reports",
    "research",
    "results",
    "statistics",
    "studies",
    "surveys",
    "tally",
    "document",
    "suit",
    "lawsuit",
    "claim",
    "filing",
    "filings",
    "documents",
    "papers",
    "records",
    "indictment",
    "complaint",
    "ad",
    "website",
    "ruling",
    "decision",
    "order",
    "judgment",
    "notice",
    "petition",
    "transcript",
    "warrant",
];

/// Whether `noun` is a source that is no person and must not be taken for one.
#[must_use]
pub fn is_document(noun: &str) -> bool {
    static DOCUMENTS: LazyLock<FxHashSet<&str>> =
        LazyLock::new(|| [WORDS_OF_ONE, WORKS, PAPERS].into_iter().flatten().copied().collect());
    DOCUMENTS.contains(noun)
}

/// Whether `noun` is an inquiry or what is written of it, which finds things to be so.
#[must_use]
pub fn is_inquiry(noun: &str) -> bool {
    matches!(
        noun,
        "analysis"
            | "assessment"
            | "audit"
            | "census"
            | "examination"
            | "inquiry"
            | "inquest"
            | "investigation"
            | "paper"
            | "poll"
            | "polls"
            | "probe"
            | "report"
            | "reports"
            | "research"
            | "review"
            | "studies"
            | "study"
            | "survey"
            | "surveys"
    )
}

/// Participles of making a paper: whoever did so speaks in it ("a statement issued by the ministry").
#[must_use]
pub fn is_made(participle: &str) -> bool {
    const MADE: &[&str] = &[
        "authored",
        "compiled",
        "conducted",
        "delivered",
        "filed",
        "issued",
        "made",
        "posted",
        "prepared",
        "produced",
        "published",
        "put",
        "released",
        "sent",
        "signed",
        "submitted",
        "tweeted",
        "written",
    ];
    MADE.contains(&participle)
}

/// Participles of getting hold of a paper: whoever did so did not write it ("a letter obtained by the Courier").
#[must_use]
pub fn is_got(participle: &str) -> bool {
    matches!(
        participle,
        "obtained"
            | "reviewed"
            | "seen"
            | "viewed"
            | "cited"
            | "quoted"
            | "received"
            | "read"
            | "reported"
            | "examined"
    )
}

/// Nouns for what prints or broadcasts.
pub const PRESS: &[&str] = &[
    "agency",
    "broadcaster",
    "channel",
    "magazine",
    "network",
    "newspaper",
    "outlet",
    "paper",
    "site",
    "station",
    "website",
];

/// Whether a noun is what papers, stations and agencies are called.
#[must_use]
pub fn calls_outlet(noun: &str) -> bool {
    matches!(
        noun,
        "agency"
            | "broadcaster"
            | "channel"
            | "daily"
            | "magazine"
            | "media"
            | "network"
            | "newspaper"
            | "outlet"
            | "paper"
            | "station"
            | "tabloid"
            | "television"
            | "tv"
            | "website"
            | "weekly"
    )
}

/// Whether a body's name is that of a paper, an agency or a broadcaster, by its last word.
#[must_use]
pub fn is_outlet(name: &str) -> bool {
    const LAST: &[&str] = &[
        "bbc",
        "bloomberg",
        "cbs",
        "chronicle",
        "cnn",
        "courier",
        "dispatch",
        "gazette",
        "globe",
        "guardian",
        "herald",
        "independent",
        "journal",
        "ledger",
        "magazine",
        "mail",
        "nbc",
        "news",
        "npr",
        "observer",
        "politico",
        "post",
        "press",
        "reuters",
        "star",
        "telegraph",
        "times",
        "today",
        "tribune",
    ];
    let last = name.rsplit(' ').next().unwrap_or(name).to_lowercase();
    LAST.contains(&last.as_str())
}
