//! Roles as printed: the words before a name ("Lund Mayor Ada Orlova") or set off behind it ("Ada Orlova, the mayor
//! of Lund,").

use super::{Stretch, groups::Grouped};
use crate::{
    analysis::EntityKind,
    lexicon::{self, word},
    text::{Case, Span, TokenKind, Tokens},
};

/// Longest role, in tokens.
const LONGEST: usize = 14;

/// Small words that stand before a role and belong to it: nouns and adjectives that tell its field.
const MODIFIERS: &[&str] = &[
    "academic",
    "acting",
    "affairs",
    "agricultural",
    "agriculture",
    "air",
    "airline",
    "art",
    "assistant",
    "associate",
    "attorney",
    "auto",
    "ballot",
    "band",
    "bank",
    "banking",
    "baseball",
    "basketball",
    "board",
    "book",
    "border",
    "budget",
    "bureau",
    "business",
    "cabinet",
    "campaign",
    "cancer",
    "career",
    "chain",
    "chief",
    "city",
    "civil",
    "class",
    "climate",
    "club",
    "coalition",
    "college",
    "committee",
    "communications",
    "community",
    "company",
    "congressional",
    "conservative",
    "consumer",
    "contributing",
    "corporate",
    "counterterrorism",
    "country",
    "county",
    "court",
    "crime",
    "criminal",
    "cultural",
    "cyber",
    "data",
    "daytime",
    "defence",
    "defense",
    "democratic",
    "department",
    "deputy",
    "development",
    "digital",
    "diplomatic",
    "district",
    "economic",
    "education",
    "election",
    "emergency",
    "energy",
    "engineering",
    "entertainment",
    "environmental",
    "ethics",
    "evening",
    "events",
    "executive",
    "faculty",
    "family",
    "fashion",
    "federal",
    "fellow",
    "film",
    "finance",
    "financial",
    "fire",
    "fiscal",
    "flight",
    "floor",
    "food",
    "football",
    "foreign",
    "former",
    "founding",
    "fund",
    "gas",
    "general",
    "global",
    "government",
    "graduate",
    "grassroots",
    "group",
    "gubernatorial",
    "gun",
    "hall",
    "head",
    "health",
    "hedge",
    "high",
    "highway",
    "history",
    "hockey",
    "hospital",
    "housing",
    "human",
    "immigration",
    "inaugural",
    "industry",
    "information",
    "infrastructure",
    "innovation",
    "intelligence",
    "interim",
    "international",
    "investigations",
    "investment",
    "junior",
    "justice",
    "labor",
    "labour",
    "law",
    "lead",
    "leadership",
    "league",
    "legal",
    "legislative",
    "liberal",
    "library",
    "litigation",
    "local",
    "longtime",
    "majority",
    "management",
    "managing",
    "marketing",
    "media",
    "medical",
    "metro",
    "military",
    "minority",
    "mission",
    "money",
    "morning",
    "movie",
    "music",
    "national",
    "network",
    "news",
    "newspaper",
    "night",
    "nuclear",
    "nursing",
    "office",
    "oil",
    "operations",
    "opinion",
    "opposition",
    "organising",
    "organizing",
    "parish",
    "parliamentary",
    "partnership",
    "party",
    "peace",
    "philosophy",
    "planning",
    "police",
    "policy",
    "political",
    "polling",
    "pop",
    "portfolio",
    "power",
    "presidential",
    "press",
    "presumptive",
    "primary",
    "prime",
    "prison",
    "private",
    "product",
    "production",
    "professional",
    "program",
    "progressive",
    "project",
    "property",
    "provincial",
    "public",
    "publicity",
    "purchasing",
    "radio",
    "ranking",
    "rapid",
    "real",
    "recruiting",
    "regional",
    "regulatory",
    "relief",
    "religious",
    "research",
    "response",
    "restaurant",
    "retail",
    "retired",
    "rights",
    "rival",
    "road",
    "rock",
    "rural",
    "safety",
    "sales",
    "school",
    "science",
    "scientific",
    "security",
    "senate",
    "senatorial",
    "senior",
    "series",
    "service",
    "services",
    "site",
    "small",
    "social",
    "space",
    "special",
    "sports",
    "staff",
    "state",
    "strategic",
    "strategy",
    "student",
    "studies",
    "studio",
    "supreme",
    "surveillance",
    "talk",
    "tax",
    "team",
    "tech",
    "technical",
    "technology",
    "television",
    "theater",
    "then",
    "tourism",
    "town",
    "township",
    "trade",
    "training",
    "transition",
    "transport",
    "transportation",
    "travel",
    "treasury",
    "tribal",
    "trust",
    "tv",
    "union",
    "university",
    "urban",
    "vaccine",
    "vice",
    "vice-presidential",
    "video",
    "village",
    "visual",
    "volunteer",
    "voting",
    "war",
    "water",
    "weapons",
    "weather",
    "welfare",
    "wire",
    "women",
    "world",
    "youth",
];

/// What pages print in capitals beside a picture or above a text.
const PAGE: &[&str] = &[
    "breaking",
    "close",
    "exclusive",
    "live",
    "more",
    "photo",
    "photos",
    "read",
    "update",
    "updated",
    "video",
    "watch",
    "watched",
];

/// Gives each person the first role printed with any of its mentions.
pub fn read(tokens: &Tokens<'_>, stretches: &[Stretch], grouped: &mut Grouped<'_>) {
    for (i, stretch) in stretches.iter().enumerate().filter(|(_, stretch)| stretch.kind == EntityKind::Person) {
        let entity = &mut grouped.entities[grouped.of[i]];
        if entity.role.is_none() {
            entity.role = before(tokens, &stretches[..=i]).or_else(|| behind(tokens, stretch));
        }
    }
}

fn text_of(tokens: &Tokens<'_>, first: usize, end: usize) -> String {
    let span = Span::new(tokens[first].span().start, tokens[end - 1].span().end);
    span.of(tokens.text()).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_role(tokens: &Tokens<'_>, i: usize) -> bool {
    let bits = lexicon::word_bits(tokens.key(i));
    bits & word::ROLE != 0 || bits & word::TITLE != 0 && !is_courtesy(tokens.lower(i))
}

/// Titles that say nothing but gender and rank in society.
fn is_courtesy(lower: &str) -> bool {
    let plain = lower.trim_end_matches('.');
    matches!(
        plain,
        "mr" | "mrs"
            | "ms"
            | "miss"
            | "sir"
            | "madam"
            | "mme"
            | "messrs"
            | "hon"
            | "st"
            | "dr"
            | "lady"
            | "lord"
            | "dame"
    )
}

/// The run of titles, role nouns and names right before the name that the last of `stretches` is, with at least one role among them.
fn before(tokens: &Tokens<'_>, stretches: &[Stretch]) -> Option<String> {
    let (stretch, earlier) = stretches.split_last()?;
    // "former Orlova supporter", "a senior Orlova official": of another.
    let next = tokens.items().get(stretch.last + 1).filter(|next| next.sentence == tokens[stretch.last].sentence);
    let small = next.is_some_and(|next| next.kind == TokenKind::Word && !next.is_capitalised());
    if small && is_of_role(tokens, stretch.last + 1) {
        return None;
    }
    let sentence = tokens[stretch.first].sentence;
    let mut names = earlier.iter().rev().peekable();
    let mut first = stretch.first;
    while first > 0 && stretch.first - first < LONGEST && tokens[first - 1].sentence == sentence {
        let name = names.peek().filter(|name| name.last + 1 == first && name.kind != EntityKind::Person);
        if let Some(name) = name {
            // "60 Minutes producer", "New York Gov.", whole.
            first = name.first;
            names.next();
            continue;
        }
        if !may_stand_before(tokens, first - 1) && !joins_office(tokens, first - 1, stretch.first) {
            break;
        }
        first -= 1;
    }
    while first < stretch.first && starts_badly(tokens, first) {
        first += 1;
    }
    let last = stretch.first.checked_sub(1).filter(|&last| last >= first)?;
    // "chief of staff", "Secretary of Defense".
    let office = (first + 1..last).any(|i| tokens.lower(i) == "of");
    let ends = is_role(tokens, last) || office && tokens[last].is_capitalised();
    let head = (first..=last).any(|i| is_head(tokens, i));
    (ends && head).then(|| text_of(tokens, first, stretch.first))
}

/// Whether the word at `i` tells a role by itself, and not only what kind of one ("former", "senior").
fn is_head(tokens: &Tokens<'_>, i: usize) -> bool {
    let lower = tokens.lower(i);
    let kind = matches!(lower, "former" | "senior" | "elder" | "home" | "men" | "women" | "staff" | "junior" | "both");
    is_role(tokens, i) && !kind
}

/// Whether the small word at `i` shows that a name before it tells whose somebody else is: "the Orlova campaign manager".
fn is_of_role(tokens: &Tokens<'_>, i: usize) -> bool {
    let bits = lexicon::word_bits(tokens.key(i));
    let noun = bits & (word::ROLE | word::BODY) != 0 && bits & word::NAME_VERB == 0;
    noun || matches!(
        tokens.lower(i),
        "campaign" | "housing" | "foreign" | "business" | "transition" | "era" | "loyalist"
    )
}

/// Whether "of" at `i` joins an office to what it is held over, before the name at `name`: "chief of staff", "Secretary of Defense".
fn joins_office(tokens: &Tokens<'_>, i: usize, name: usize) -> bool {
    let held = |i: usize| {
        is_role(tokens, i) && !matches!(tokens.lower(i), "wife" | "husband" | "son" | "daughter" | "friend" | "widow")
    };
    let whole = i > 0 && i + 1 < name && held(i - 1);
    // "aide of President Orlova": another's title.
    let titled = tokens.lower(name - 1);
    let other = is_role(tokens, name - 1)
        && !matches!(titled, "staff" | "state" | "defense" | "defence" | "police" | "education");
    tokens.lower(i) == "of" && whole && !other
}

fn may_stand_before(tokens: &Tokens<'_>, i: usize) -> bool {
    let lower = tokens.lower(i);
    let bits = lexicon::word_bits(tokens.key(i));
    if tokens[i].kind == TokenKind::Possessive {
        return i > 0 && tokens[i - 1].is_capitalised();
    }
    if tokens[i].kind != TokenKind::Word || is_courtesy(lower) || bits & word::CALENDAR != 0 {
        return false;
    }
    let small = bits & (word::ROLE | word::TITLE | word::BODY) != 0 && bits & word::NAME_VERB == 0;
    let begins = i == 0 || tokens[i - 1].sentence != tokens[i].sentence;
    // "former New Lund Senator Ada Orlova".
    let new = lower == "new" && !begins;
    let capital = tokens[i].is_capitalised() && (bits & word::STARTER == 0 || new);
    capital || small || MODIFIERS.binary_search(&lower).is_ok()
}

/// A possessive or verb cannot open a role, nor the small word that opens the sentence.
fn starts_badly(tokens: &Tokens<'_>, i: usize) -> bool {
    let bits = lexicon::word_bits(tokens.key(i));
    // "CLOSE Former House Member": what a page prints above it.
    let page = tokens[i].case == Case::Upper && PAGE.contains(&tokens.lower(i));
    // "to fire Senate Majority Leader Ada Orlova".
    let fires = tokens.lower(i) == "fire" && tokens[i + 1].is_capitalised();
    page || fires
        || tokens.lower(i) == "of"
        || tokens[i].kind == TokenKind::Possessive
        || bits & word::NAME_VERB != 0 && bits & word::TITLE == 0
}

/// What is set off by commas behind the name, if a role noun heads it.
fn behind(tokens: &Tokens<'_>, stretch: &Stretch) -> Option<String> {
    let mut first = stretch.last + 1;
    if tokens.items().get(first)?.kind != TokenKind::Punct || tokens.word(first) != "," {
        return None;
    }
    first += 1;
    // An age comes before the role: "Orlova, 51, a nurse".
    if first + 1 < tokens.len() && tokens[first].kind == TokenKind::Number && tokens.word(first + 1) == "," {
        first += 2;
    }
    let end = end_of_apposition(tokens, first)?;
    // "Orlova, both of them Democrats,", "Orlova, delivered a speech from the mayor's hall,".
    let verbal = tokens.lower(first).ends_with("ed")
        && !tokens[first].is_capitalised()
        && MODIFIERS.binary_search(&tokens.lower(first)).is_err();
    if verbal
        || matches!(
            tokens.lower(first),
            "both"
                | "all"
                | "according"
                | "also"
                | "including"
                | "like"
                | "two"
                | "three"
                | "whom"
                | "herself"
                | "himself"
                | "from"
        )
    {
        return None;
    }
    let mut head =
        (first..end.min(first + 9)).take_while(|&i| !matches!(tokens.lower(i), "of" | "at" | "for" | "in" | "with"));
    let noun = head.any(|i| is_role(tokens, i));
    noun.then(|| text_of(tokens, first, end))
}

/// The token after the apposition that starts at `first`: a comma or a stop; none if it is a clause or too long.
fn end_of_apposition(tokens: &Tokens<'_>, first: usize) -> Option<usize> {
    let sentence = tokens.items().get(first)?.sentence;
    if matches!(
        tokens.lower(first),
        "who" | "which" | "whose" | "and" | "but" | "or" | "as" | "while" | "when" | "where"
    ) {
        return None;
    }
    for i in first..tokens.len().min(first + LONGEST + 1) {
        let ends = tokens[i].kind == TokenKind::Stop
            || matches!(tokens.word(i), "," | ";" | ")")
            || tokens[i].sentence != sentence;
        if ends || tokens[i].kind == TokenKind::Dash {
            return (i > first).then_some(i);
        }
        if is_clause_word(tokens, i) {
            return None;
        }
    }
    None
}

/// "praising the coach": a doing, not a role. "The acting coach" has no article behind it.
pub(crate) fn is_doing(tokens: &Tokens<'_>, i: usize) -> bool {
    let object =
        i + 1 < tokens.len() && matches!(tokens.lower(i + 1), "the" | "a" | "an" | "his" | "her" | "their" | "its");
    object && tokens.lower(i).ends_with("ing")
}

fn is_clause_word(tokens: &Tokens<'_>, i: usize) -> bool {
    let lower = tokens.lower(i);
    let verb = lexicon::word_bits(tokens.key(i)) & (word::NAME_VERB | word::ROLE) == word::NAME_VERB;
    let quoted = matches!(tokens[i].kind, TokenKind::DoubleMark | TokenKind::SingleMark);
    quoted
        || is_doing(tokens, i)
        || verb && !tokens[i].is_capitalised()
        || matches!(lower, "he" | "she" | "they" | "we" | "i" | "it" | "is" | "are" | "were")
}

#[cfg(test)]
mod tests {
    #[test]
    fn modifiers_are_sorted() {
        assert!(super::MODIFIERS.is_sorted());
    }
}
