//! Roles as printed: the words before a name ("Lund Mayor Ada Orlova") or set off behind it ("Ada Orlova, the mayor
//! of Lund,").

use super::{Stretch, groups::Grouped};
use crate::{
    analysis::EntityKind,
    lexicon::{self, word},
    text::{Span, TokenKind, Tokens},
};

/// Longest role, in tokens.
const LONGEST: usize = 14;

/// Small words that stand before a role and belong to it.
const MODIFIERS: &[&str] = &[
    "acting",
    "assistant",
    "associate",
    "chief",
    "civil",
    "criminal",
    "democratic",
    "deputy",
    "economic",
    "environmental",
    "executive",
    "federal",
    "fellow",
    "financial",
    "foreign",
    "former",
    "general",
    "gubernatorial",
    "head",
    "health",
    "human",
    "interim",
    "junior",
    "lead",
    "legal",
    "local",
    "longtime",
    "medical",
    "military",
    "national",
    "party",
    "political",
    "presidential",
    "presumptive",
    "prime",
    "provincial",
    "public",
    "retired",
    "rights",
    "security",
    "senatorial",
    "senior",
    "state",
    "vice",
    "vice-presidential",
];

/// Gives each person the first role printed with any of its mentions.
pub fn read(tokens: &Tokens<'_>, stretches: &[Stretch], grouped: &mut Grouped<'_>) {
    for (i, stretch) in stretches.iter().enumerate().filter(|(_, stretch)| stretch.kind == EntityKind::Person) {
        let entity = &mut grouped.entities[grouped.of[i]];
        if entity.role.is_none() {
            entity.role = before(tokens, stretch).or_else(|| behind(tokens, stretch));
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

/// The run of titles, role nouns and names right before the name, with at least one role among them.
fn before(tokens: &Tokens<'_>, stretch: &Stretch) -> Option<String> {
    let sentence = tokens[stretch.first].sentence;
    let mut first = stretch.first;
    while first > 0 && stretch.first - first < LONGEST && tokens[first - 1].sentence == sentence {
        if !may_stand_before(tokens, first - 1) {
            break;
        }
        first -= 1;
    }
    while first < stretch.first && starts_badly(tokens, first) {
        first += 1;
    }
    let ends_in_role = stretch.first > first && is_role(tokens, stretch.first - 1);
    ends_in_role.then(|| text_of(tokens, first, stretch.first))
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
    tokens[i].is_capitalised() && bits & word::STARTER == 0 || small || MODIFIERS.binary_search(&lower).is_ok()
}

/// A possessive or verb cannot open a role, nor the small word that opens the sentence.
fn starts_badly(tokens: &Tokens<'_>, i: usize) -> bool {
    let bits = lexicon::word_bits(tokens.key(i));
    tokens[i].kind == TokenKind::Possessive || bits & word::NAME_VERB != 0 && bits & word::TITLE == 0
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
