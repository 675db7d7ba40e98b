//! The words that tell where reported speech begins and ends.

/// Verbs that report words even without "that".
pub(super) const REPORTING: &[&str] = &[
    "acknowledged",
    "acknowledges",
    "added",
    "adding",
    "adds",
    "admits",
    "admitted",
    "alleged",
    "alleges",
    "announced",
    "argued",
    "argues",
    "claimed",
    "claims",
    "confirmed",
    "confirms",
    "explained",
    "explains",
    "insisted",
    "insists",
    "maintains",
    "maintained",
    "noted",
    "notes",
    "noting",
    "predicted",
    "predicts",
    "recalled",
    "reported",
    "reports",
    "said",
    "say",
    "saying",
    "says",
    "stated",
    "states",
    "stressed",
    "suggested",
    "suggests",
    "warned",
    "warns",
    "writes",
    "wrote",
    "contends",
    "contended",
    "conceded",
    "reiterated",
    "testified",
    "estimated",
    "thinks",
    "believes",
    "alleging",
    "allege",
    "argue",
    "arguing",
    "claim",
    "claiming",
    "insist",
    "insisting",
    "promise",
    "promised",
    "promises",
    "report",
    "testifying",
    "warn",
    "warning",
];

/// Verbs that name their listener before the clause.
pub(in crate::analysis::attribution) const TELLING: &[&str] =
    &["told", "tells", "tell", "telling", "informed", "reminded", "assured", "warned", "advised"];

/// Verbs of [`REPORTING`] that often take a thing ("added a goal"): after them only a verb before any relative clause shows
/// a clause.
pub(super) const TAKING_THINGS: &[&str] = &[
    "acknowledged",
    "acknowledges",
    "added",
    "adding",
    "adds",
    "announced",
    "confirmed",
    "confirms",
    "explained",
    "explains",
    "maintained",
    "maintains",
    "noted",
    "notes",
    "noting",
    "outlined",
    "predicted",
    "predicts",
    "recalled",
    "report",
    "reported",
    "reports",
    "stressed",
    "writes",
    "wrote",
    "promise",
    "promised",
    "promises",
    "estimated",
    "alleging",
    "allege",
    "claim",
    "claiming",
    "claims",
];

/// Verbs whose plain form is a noun more often ("the report"): cues only between a subject and what can begin a clause.
pub(super) const PLAIN_VERBS: &[&str] = &[
    "allege", "argue", "cautions", "claim", "claims", "counters", "hints", "jokes", "laments", "note", "notes",
    "promise", "promises", "protests", "quips", "remarks", "report", "reports", "state", "states", "vows", "warn",
];

/// Verbs that do more than to report: without "that" they open a clause where it holds words in quote marks.
pub(super) const STATING: &[&str] = &[
    "asserted",
    "asserting",
    "asserts",
    "boasted",
    "cautioned",
    "complained",
    "concluded",
    "declared",
    "declaring",
    "indicated",
    "joked",
    "lamented",
    "pledged",
    "pledges",
    "pledging",
    "quipped",
    "tweeted",
    "tweeting",
    "vowed",
    "vowing",
    "vows",
];

/// Verbs of [`REPORTING`] that things do too ("the data suggest").
pub(super) const OF_THINGS: &[&str] = &["suggested", "suggests", "indicated", "indicates"];

/// Whether a verb does nothing but report.
pub(super) fn is_plain(verb: &str) -> bool {
    matches!(verb, "said" | "says" | "told" | "tells")
}

/// Verbs that ask somebody to do something: what follows "to" is what they say.
pub(super) const URGING: &[&str] = &["urged", "urges", "urging"];

/// Verbs that tell what somebody means to do: what follows "to" is what they say, where words are quoted in it.
pub(super) const PROMISING: &[&str] = &[
    "pledged",
    "pledges",
    "pledging",
    "promised",
    "promises",
    "promising",
    "threatened",
    "threatening",
    "threatens",
    "vowed",
    "vowing",
    "vows",
];

/// Verbs that put a question, or ask somebody to do something.
pub(super) const ASKING: &[&str] = &["ask", "asked", "asking", "asks", "inquired"];

/// Words that can begin nothing but a clause, right behind a cue.
const OPENERS: &[&str] = &["he", "she", "they", "it", "we", "i", "you", "there"];

/// Whether `lower` is one of [`OPENERS`], alone or drawn together with its verb ("she'll").
pub(in crate::analysis::attribution) fn is_opener(lower: &str) -> bool {
    OPENERS.contains(&lower.split(['\'', '’']).next().unwrap_or(lower))
}

/// Words that begin a clause on which the sentence does not end: what is said within it ends with it.
pub(in crate::analysis::attribution) const SUBORDINATE: &[&str] =
    &["while", "although", "though", "if", "when", "as", "after", "before", "since", "once"];

/// Participles by which the reporter goes on, not the speaker.
pub(super) const ASIDES: &[&str] = &["alluding", "referring", "citing", "pointing", "speaking", "echoing"];

/// Modals that make a cue something not said ("would tell", "declined to say").
pub(super) const UNSAID: &[&str] = &[
    "would", "could", "might", "must", "should", "can", "may", "'d", "to", "did", "didn't", "won't", "wouldn't",
    "couldn't", "can't", "cannot", "don't", "doesn't", "not", "never", "without",
];

/// Phrases that join a sentence to the one before and say nothing of their own.
pub(in crate::analysis::attribution) const LINKS: &[&str] = &[
    "after all",
    "also",
    "as a result",
    "as such",
    "at the same time",
    "besides",
    "by contrast",
    "consequently",
    "finally",
    "for example",
    "for instance",
    "for that reason",
    "for these reasons",
    "for this reason",
    "furthermore",
    "hence",
    "however",
    "in addition",
    "in any case",
    "in contrast",
    "in fact",
    "in other words",
    "in particular",
    "in short",
    "in that case",
    "in this way",
    "in turn",
    "indeed",
    "instead",
    "meanwhile",
    "moreover",
    "nevertheless",
    "nonetheless",
    "of course",
    "on the contrary",
    "on the one hand",
    "on the other hand",
    "secondly",
    "similarly",
    "still",
    "that said",
    "then",
    "therefore",
    "thus",
];

/// Participles that go on with what their subject said before.
pub(super) const GOING_ON: &[&str] = &[
    "acknowledging",
    "adding",
    "alleging",
    "arguing",
    "claiming",
    "declaring",
    "explaining",
    "insisting",
    "noting",
    "predicting",
    "recalling",
    "saying",
    "stating",
    "stressing",
    "suggesting",
    "telling",
    "warning",
    "writing",
];

/// Nouns that "that" belongs to, by what they say is so: "amid reports that", "in response to claims that".
pub(super) const OF_CONTENT: &[&str] = &[
    "accusation",
    "agreement",
    "allegation",
    "argument",
    "assertion",
    "assumption",
    "assurance",
    "belief",
    "certainty",
    "charge",
    "claim",
    "concern",
    "conclusion",
    "condition",
    "confidence",
    "confirmation",
    "consensus",
    "conviction",
    "criticism",
    "determination",
    "disappointment",
    "doubt",
    "estimate",
    "evidence",
    "expectation",
    "fact",
    "fear",
    "feeling",
    "finding",
    "frustration",
    "ground",
    "guarantee",
    "hint",
    "hope",
    "idea",
    "impression",
    "indication",
    "knowledge",
    "law",
    "likelihood",
    "new",
    "notion",
    "opinion",
    "optimism",
    "perception",
    "pledge",
    "possibility",
    "prediction",
    "pride",
    "promise",
    "proof",
    "proposal",
    "regret",
    "relief",
    "reminder",
    "report",
    "requirement",
    "revelation",
    "risk",
    "rule",
    "rumor",
    "rumour",
    "satisfaction",
    "sense",
    "sign",
    "speculation",
    "suggestion",
    "surprise",
    "suspicion",
    "theory",
    "threat",
    "view",
    "vow",
    "warning",
    "worry",
];

/// Verbs by which the reporter takes up what somebody said: "as Orlova noted, …".
pub(super) const NOTING: &[&str] = &[
    "acknowledged",
    "argued",
    "argues",
    "conceded",
    "explained",
    "explains",
    "noted",
    "notes",
    "observed",
    "pointed",
    "points",
    "predicted",
    "remarked",
    "reported",
    "reports",
    "said",
    "says",
    "stressed",
    "suggested",
    "warned",
    "writes",
    "wrote",
];

/// Words before a noun phrase that are no verbs, besides the common prepositions.
pub(super) const RARE_PREPOSITIONS: &[&str] = &[
    "across",
    "along",
    "around",
    "below",
    "beneath",
    "beside",
    "concerning",
    "except",
    "including",
    "inside",
    "like",
    "minus",
    "opposite",
    "outside",
    "past",
    "plus",
    "regarding",
    "round",
    "throughout",
    "unlike",
];
