//! Names that the tagger left out and other words of the article tell.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Stretch, bodies, groups, hidden, person};
use crate::{
    analysis::{EntityKind, transcript::Turn},
    lexicon::{self, FirstName, gaz, word},
    text::{Case, TokenKind, Tokens, words::WordId},
};

/// Adds persons named in full whose first name is mostly another word ("Will Young"): what stands round a first and a
/// last name shows that they are one.
pub fn persons_shown(tokens: &Tokens<'_>, stretches: &mut Vec<Stretch>) {
    let mut taken = stretches.iter().peekable();
    let mut missed = Vec::new();
    for pair in tokens.capitals().windows(2).filter(|pair| pair[0] + 1 == pair[1]) {
        let i = pair[0] as usize;
        while taken.next_if(|stretch| stretch.last < i).is_some() {}
        let free = taken.peek().is_none_or(|stretch| stretch.first > i + 1);
        if free && is_person_shown(tokens, i) {
            missed.push(Stretch { first: i, last: i + 1, kind: EntityKind::Person });
        }
    }
    insert(stretches, missed);
}

/// Whether a first name at `i` and a last name behind it are a person by what follows: an age or description ("Will
/// Young, a mechanic,", "Will Young, 34,").
fn is_person_shown(tokens: &Tokens<'_>, i: usize) -> bool {
    let apart = i == 0 || tokens[i - 1].sentence != tokens[i].sentence || !tokens[i - 1].is_capitalised();
    let named = is_first_name(tokens, i) && lexicon::is_last_name(tokens.key(i + 1));
    // "In May, a group of senators": no month or day.
    let named = named && lexicon::word_bits(tokens.key(i + 1)) & (word::CALENDAR | word::STARTER) == 0;
    let described = || {
        let Some(next) = (i + 3 < tokens.len()).then_some(i + 3) else { return false };
        tokens.word(i + 2) == ","
            && tokens[next].sentence == tokens[i].sentence
            && (matches!(tokens.word(next), "a" | "an" | "who" | "whose") || is_age(tokens, next))
    };
    apart && named && tokens[i].sentence == tokens[i + 1].sentence && described()
}

/// A first name that is no small word ("In", "So" and "My" are names somewhere).
fn is_first_name(tokens: &Tokens<'_>, i: usize) -> bool {
    let lower = tokens.lower(i);
    let modal = matches!(lower, "may" | "will");
    let starts = lexicon::word_bits(tokens.key(i)) & word::STARTER != 0;
    lower.len() > 2 && (modal || !starts) && lexicon::first_name(tokens.key(i)) != FirstName::No
}

/// A number of two digits before a comma.
fn is_age(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens[i].kind == TokenKind::Number
        && tokens.word(i).len() == 2
        && i + 1 < tokens.len()
        && tokens.word(i + 1) == ","
}

/// Adds persons of one word who speak by a verb right behind a quote ("“It is late,” fumed Orlova."), or are quoted ("quoted Orlova as
/// saying"): the tagger has seldom met the verb, and the name never.
pub fn speakers_shown(tokens: &Tokens<'_>, stretches: &mut Vec<Stretch>) {
    let mut at = 0;
    let mut missed = Vec::new();
    for i in tokens.capitals().iter().map(|&i| i as usize) {
        if is_named_at_quote(tokens, i) {
            at += stretches[at..].iter().take_while(|stretch| stretch.last < i).count();
            let guess = stretches.get_mut(at).filter(|it| it.first == i && it.last == i + 1);
            if let Some(it) = guess.filter(|it| it.kind == EntityKind::Misc) {
                it.kind = EntityKind::Person;
            }
            continue;
        }
        if !((is_behind_quote(tokens, i) || is_quoted_as(tokens, i)) && may_be_last_name(tokens, i)) {
            continue;
        }
        at += stretches[at..].iter().take_while(|stretch| stretch.last < i).count();
        match stretches.get_mut(at).filter(|stretch| stretch.first <= i) {
            None => missed.push(Stretch { first: i, last: i, kind: EntityKind::Person }),
            // The tagger's guess at a word it has not met either.
            Some(it) if it.last == it.first && matches!(it.kind, EntityKind::Place | EntityKind::Misc) => {
                it.kind = EntityKind::Person;
            }
            Some(_) => {}
        }
    }
    insert(stretches, missed);
}

/// Whether a verb and a quote's mark stand before token `i`, in one sentence.
fn is_behind_quote(tokens: &Tokens<'_>, i: usize) -> bool {
    let Some(mark) = i.checked_sub(2).filter(|&mark| mark > 0) else { return false };
    let closes = |mark: usize, sign: usize| {
        let marked = matches!(tokens[mark].kind, TokenKind::DoubleMark | TokenKind::SingleMark);
        marked && (tokens.word(sign) == "," || tokens[sign].kind == TokenKind::Stop)
    };
    let verb = i - 1;
    // Hardly any capital has a mark there, and no list is asked of others.
    (closes(mark, mark - 1) || closes(mark - 1, mark))
        && tokens[mark].sentence == tokens[i].sentence
        && tokens[verb].kind == TokenKind::Word
        && !tokens[verb].is_capitalised()
        && (tokens.lower(verb).len() > 3 && tokens.lower(verb).ends_with("ed")
            || lexicon::word_bits(tokens.key(verb)) & word::NAME_VERB != 0)
}

/// Whether two capitals right behind the comma and mark of a quote are told more of, or speak: "“It is late,” Wenna Skoll, a pilot, said".
fn is_named_at_quote(tokens: &Tokens<'_>, i: usize) -> bool {
    let behind = i >= 2 && tokens[i - 1].kind == TokenKind::DoubleMark && tokens.word(i - 2) == ",";
    let next = i + 2;
    let named = behind
        && next + 1 < tokens.len()
        && tokens[i + 1].is_capitalised()
        && tokens[next].sentence == tokens[i].sentence;
    let speaks = || lexicon::word_bits(tokens.key(next)) & word::NAME_VERB != 0;
    let told = || {
        let role = (next + 1..tokens.len().min(next + 5)).any(|i| lexicon::is_role_noun(tokens.key(i)));
        tokens.word(next) == "," && role
    };
    named && (speaks() || told())
}

/// "quoted Orlova as saying".
fn is_quoted_as(tokens: &Tokens<'_>, i: usize) -> bool {
    i > 0
        && i + 2 < tokens.len()
        && matches!(tokens.lower(i - 1), "quoted" | "quotes" | "quoting" | "cited" | "cites" | "citing")
        && tokens.word(i + 1) == "as"
        && matches!(tokens.lower(i + 2), "saying" | "telling")
}

/// Whether a capital that stands alone is none of the words that are no names.
fn may_be_last_name(tokens: &Tokens<'_>, i: usize) -> bool {
    /// What else it may be.
    const OTHER: u16 =
        word::TITLE | word::ROLE | word::BODY | word::ORG_WORD | word::DEMONYM | word::CALENDAR | word::STARTER;
    let next = i + 1;
    let goes_on = || {
        tokens[next].is_capitalised()
            || tokens[next].kind == TokenKind::Possessive
            || matches!(tokens.lower(next), "and" | "of" | "&" | "-")
    };
    let joined = next < tokens.len() && tokens[next].sentence == tokens[i].sentence && goes_on();
    let key = tokens.key(i);
    let bits = lexicon::gazetteer(key);
    // "said Dayton, Ohio, teacher Anna Sorrel".
    let set_off = next < tokens.len() && tokens.word(next) == ",";
    let elsewhere = bits & (gaz::PLACE | gaz::ORGANISATION) != 0 && (set_off || bits & gaz::LAST == 0);
    let written = matches!(tokens[i].case, Case::Title | Case::Mixed) && tokens[i].kind == TokenKind::Word;
    written && tokens.lower(i).len() > 2 && !joined && !elsewhere && lexicon::word_bits(key) & OTHER == 0
}

/// Takes persons whom the article names in full elsewhere out of bodies and places that were taken to end with them: "Director
/// of National Intelligence Ada Orlova".
pub fn persons_named_elsewhere(tokens: &Tokens<'_>, stretches: &mut Vec<Stretch>) {
    /// Words of a name looked for.
    const LONGEST: usize = 3;
    let words = |first: usize, last: usize| (first..=last).map(|i| tokens[i].lower_id());
    let whole = |s: &&Stretch| s.kind == EntityKind::Person && (1..LONGEST).contains(&(s.last - s.first));
    let holds = |s: &Stretch| matches!(s.kind, EntityKind::Organisation | EntityKind::Place) && s.last > s.first + 1;
    if !stretches.iter().any(holds) {
        return;
    }
    let known: FxHashSet<Vec<WordId>> =
        stretches.iter().filter(whole).map(|s| words(s.first, s.last).collect()).collect();
    let person_in = |s: &Stretch| {
        let starts = (s.last + 1).saturating_sub(LONGEST).max(s.first + 1)..s.last;
        // "Friends of Ada Orlova" is a body.
        let joined =
            |i: usize| matches!(tokens.lower(i - 1), "of" | "for" | "and" | "&") || !tokens[i].is_capitalised();
        starts.into_iter().find(|&i| !joined(i) && known.contains(&words(i, s.last).collect::<Vec<_>>()))
    };
    let mut persons = Vec::new();
    stretches.retain_mut(|stretch| {
        let Some(first) = holds(stretch).then(|| person_in(stretch)).flatten() else { return true };
        persons.push(Stretch { first, kind: EntityKind::Person, ..*stretch });
        hidden::ends_before_person(tokens, stretch, first)
    });
    insert(stretches, persons);
}

/// Adds companies that wires print in angle brackets ("<Forst and Orr>", "<Acme Ltd>"), and those whose last word tells that they are
/// one ("New Harbour Boats Inc").
pub fn companies_shown(tokens: &Tokens<'_>, stretches: &mut Vec<Stretch>) {
    for stretch in
        stretches.iter_mut().filter(|stretch| stretch.kind == EntityKind::Misc && stretch.first < stretch.last)
    {
        if groups::is_company_end(tokens.lower(stretch.last)) {
            stretch.kind = EntityKind::Organisation;
        }
    }
    let mut taken = stretches.iter().peekable();
    let mut missed: Vec<Stretch> = Vec::new();
    for i in tokens.capitals().iter().map(|&i| i as usize) {
        while taken.next_if(|stretch| stretch.last < i).is_some() {}
        if missed.last().is_some_and(|company| company.last >= i) {
            continue;
        }
        if let Some(last) = end_of_bracketed(tokens, i) {
            missed.push(Stretch { first: i, last, kind: EntityKind::Organisation });
        } else if groups::is_company_end(tokens.lower(i))
            && taken.peek().is_none_or(|stretch| stretch.first > i)
            && let Some(first) = start_of_company(tokens, i)
        {
            missed.push(Stretch { first, last: i, kind: EntityKind::Organisation });
        }
    }
    if !missed.is_empty() {
        let within = |stretch: &Stretch| {
            let after = missed.partition_point(|company| company.last < stretch.first);
            missed.get(after).is_some_and(|company| company.first <= stretch.last)
        };
        stretches.retain(|stretch| !within(stretch));
        insert(stretches, missed);
    }
}

/// Last token of the name that begins at `first`, if angle brackets stand round it. A share code, one word, is no name: "<ACM.L>".
fn end_of_bracketed(tokens: &Tokens<'_>, first: usize) -> Option<usize> {
    /// Words of the longest.
    const LONGEST: usize = 9;
    if first == 0 || tokens.word(first - 1) != "<" {
        return None;
    }
    let part = |&i: &usize| {
        tokens[i].is_capitalised()
            || matches!(tokens[i].kind, TokenKind::Number | TokenKind::Possessive)
            || matches!(
                tokens.lower(i),
                "and" | "&" | "of" | "the" | "de" | "(" | ")" | "." | "-" | "," | "inc" | "corp" | "ltd" | "plc"
            )
    };
    let last = (first..tokens.len().min(first + LONGEST)).take_while(part).last()?;
    let closed = last + 1 < tokens.len() && tokens.word(last + 1) == ">" && tokens[last].is_wordlike();
    let words = (first..=last).filter(|&i| tokens[i].is_wordlike()).count();
    (closed && words > 1 && tokens.word(first + 1) != ".").then_some(last)
}

/// First token of the company that ends at `end`: capitals right before it, one at least.
fn start_of_company(tokens: &Tokens<'_>, end: usize) -> Option<usize> {
    /// Words of the longest.
    const LONGEST: usize = 6;
    let part = |&i: &usize| bodies::is_of_company(tokens, i, end);
    let first = (end.saturating_sub(LONGEST)..end).rev().take_while(part).last()?;
    // "Bank of New Lund Co": more of the name stands before.
    let more = |i: usize| {
        let joins = matches!(tokens.lower(i), "of" | "and" | "&")
            || tokens[i].kind == TokenKind::Word && tokens[i].is_capitalised();
        joins && tokens[i].sentence == tokens[end].sentence
    };
    if first.checked_sub(1).is_some_and(more) {
        return None;
    }
    // "NEW YORK, June 1 - Acme Inc", but not "CO" of an address.
    (tokens.word(end).len() > 2 || tokens.lower(end) == "co" && tokens.word(end) == "Co").then_some(first)
}

/// Makes persons of the names that label the turns of a transcript, whatever the tagger took such lines for.
pub fn labels(turns: &[Turn], stretches: &mut Vec<Stretch>) {
    let labels = turns.iter().filter(|turn| !turn.goes_on);
    let named: Vec<Range<usize>> = labels.filter_map(|turn| turn.named.clone()).collect();
    if named.is_empty() {
        return;
    }
    let taken = |stretch: &Stretch| {
        let next = named.partition_point(|name| name.end <= stretch.first);
        named.get(next).is_some_and(|name| name.start <= stretch.last)
    };
    stretches.retain(|stretch| !taken(stretch));
    let person = |name: Range<usize>| Stretch { first: name.start, last: name.end - 1, kind: EntityKind::Person };
    insert(stretches, named.into_iter().map(person).collect());
}

pub(super) fn insert(stretches: &mut Vec<Stretch>, mut missed: Vec<Stretch>) {
    if !missed.is_empty() {
        stretches.append(&mut missed);
        stretches.sort_unstable_by_key(|stretch| stretch.first);
    }
}

/// Lets a long name label its short form (last name, head of a company's name) wherever it stands alone: words the tagger
/// left out ("Green told"), and single words it took for something else.
pub fn long_names_label_short_forms(tokens: &Tokens<'_>, stretches: &mut Vec<Stretch>) {
    let heads = groups::called::heads(tokens, stretches);
    if let Some(known) = short_forms(tokens, stretches, &heads) {
        relabel(tokens, stretches, &heads, &known);
        add_missed(tokens, stretches, &known);
    }
}

/// Words that stand for a longer name, and what it names: last names of persons named in full, and the heads of
/// organisations' names ("Acme" of "Acme Holdings"). By the number of the word; none if there is no such word.
type ShortForms = Vec<Option<EntityKind>>;

fn short_forms(tokens: &Tokens<'_>, stretches: &[Stretch], heads: &FxHashMap<WordId, usize>) -> Option<ShortForms> {
    let mut known = Vec::new();
    let mut note = |word: WordId, kind| {
        known.resize(tokens.words().len(), None);
        known[word.index()] = Some(kind);
    };
    heads.keys().for_each(|&word| note(word, EntityKind::Organisation));
    for stretch in stretches.iter().filter(|s| s.kind == EntityKind::Person && s.first < s.last) {
        let suffixes = (stretch.first + 1..=stretch.last).rev().take_while(|&i| person::is_suffix(tokens.lower(i)));
        let last = stretch.last - suffixes.count();
        if tokens.lower(last).len() > 2 {
            note(tokens[last].lower_id(), EntityKind::Person);
        }
    }
    (!known.is_empty()).then_some(known)
}

fn relabel(tokens: &Tokens<'_>, stretches: &mut [Stretch], heads: &FxHashMap<WordId, usize>, known: &ShortForms) {
    let is_company = |at: &usize| groups::is_company_end(tokens.lower(stretches[*at].last));
    let companies: Vec<WordId> = heads.iter().filter(|(_, at)| is_company(at)).map(|(&word, _)| word).collect();
    // "Varden Inc … Varden said": no person of that name is told of.
    for stretch in stretches.iter_mut().filter(|s| s.first == s.last && s.kind == EntityKind::Person) {
        let word = tokens[stretch.first].lower_id();
        let titled = stretch.first > 0 && lexicon::word_bits(tokens.key(stretch.first - 1)) & word::TITLE != 0;
        if companies.contains(&word) && !titled && known[word.index()] == Some(EntityKind::Organisation) {
            stretch.kind = EntityKind::Organisation;
        }
    }
    for stretch in stretches.iter_mut().filter(|s| s.first == s.last && s.kind != EntityKind::Person) {
        if known[tokens[stretch.first].lower_id().index()] == Some(EntityKind::Person)
            && (!is_elsewhere(tokens, stretch.first) || is_of_people_and_acts(tokens, stretch.first))
        {
            stretch.kind = EntityKind::Person;
        }
    }
}

/// Whether a last name is a place or people as well.
fn is_elsewhere(tokens: &Tokens<'_>, i: usize) -> bool {
    let key = tokens.key(i);
    lexicon::gazetteer(key) & gaz::PLACE != 0 || lexicon::word_bits(key) & word::DEMONYM != 0
}

/// "English said", "English, 54, left": the name of a people does nothing without an article, and has no age. A country does.
fn is_of_people_and_acts(tokens: &Tokens<'_>, i: usize) -> bool {
    let (key, lower) = (tokens.key(i), tokens.lower(i));
    let party = lexicon::is_affiliation(lower.strip_suffix('s').unwrap_or(lower));
    let people = !party && lexicon::word_bits(key) & word::DEMONYM != 0 && lexicon::gazetteer(key) & gaz::COUNTRY == 0;
    let article = i > 0 && matches!(tokens.lower(i - 1), "the" | "a" | "an");
    let next = i + 1;
    let here = next < tokens.len() && tokens[next].sentence == tokens[i].sentence;
    let acts = || lexicon::word_bits(tokens.key(next)) & word::NAME_VERB != 0;
    let aged = || next + 1 < tokens.len() && tokens.word(next) == "," && is_age(tokens, next + 1);
    people && !article && here && (acts() || aged())
}

fn add_missed(tokens: &Tokens<'_>, stretches: &mut Vec<Stretch>, known: &ShortForms) {
    let capital = |i: usize| i < tokens.len() && tokens[i].is_capitalised();
    let kind_of = |i: usize| known[tokens[i].lower_id().index()];
    let is_also_small = |i: usize| tokens.words().is_met_small(tokens[i].lower_id());
    let mut taken = stretches.iter().peekable();
    let mut missed = Vec::new();
    let capitals = tokens.capitals().iter().map(|&i| i as usize);
    for (i, kind) in capitals.filter_map(|i| Some((i, kind_of(i)?))) {
        while taken.next_if(|stretch| stretch.last < i).is_some() {}
        if taken.peek().is_some_and(|stretch| stretch.first <= i) || capital(i + 1) {
            continue;
        }
        let first = i == 0 || tokens[i - 1].sentence != tokens[i].sentence || tokens[i - 1].kind != TokenKind::Word;
        let alone = first || !capital(i - 1) || lexicon::word_bits(tokens.key(i - 1)) & word::TITLE != 0;
        let named = !first || !is_also_small(i) || acts_like_a_name(tokens, i);
        if alone && named {
            missed.push(Stretch { first: i, last: i, kind });
        }
    }
    insert(stretches, missed);
}

fn acts_like_a_name(tokens: &Tokens<'_>, i: usize) -> bool {
    let next = i + 1;
    next < tokens.len()
        && (tokens[next].kind == TokenKind::Possessive || lexicon::word_bits(tokens.key(next)) & word::NAME_VERB != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        by(persons_shown, text)
    }

    /// What `rule` adds to no names at all.
    fn by(rule: fn(&Tokens<'_>, &mut Vec<Stretch>), text: &str) -> Vec<String> {
        let tokens = Tokens::new(text);
        let mut found = Vec::new();
        rule(&tokens, &mut found);
        found.iter().map(|stretch| stretch.span(&tokens).of(text).to_owned()).collect()
    }

    #[test]
    fn who_speaks_behind_a_quote_is_a_person() {
        let said = |text: &str| by(speakers_shown, text);
        assert_eq!(said("“It is late,” fumed Orlova. “No”, snapped Pask."), ["Orlova", "Pask"]);
        assert_eq!(said("The agency quoted Bondarchuk as saying so."), ["Bondarchuk"]);
        for text in [
            "“It is late,” said Dayton, Ohio, teachers.",
            "“It is late,” noted Acme and Orr.",
            "“It is late,” said Orlova's coach.",
            "“It is late,” sighed Friday.",
            "It was late, feared Orlova.",
            "Snapped Orlova.",
        ] {
            assert!(said(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn angle_brackets_and_last_words_show_a_company() {
        assert_eq!(
            by(
                companies_shown,
                "<Forst and Orr> bought Harbour Boats Inc and <Acme (Lund) Ltd> from the Orlov Line Plc."
            ),
            ["Forst and Orr", "Harbour Boats Inc", "Acme (Lund) Ltd", "Orlov Line Plc"]
        );
        for text in ["<ACM.L> fell.", "<ACM>", "a <b> Co", "Inc said", "Bank of Marenta Co", "<A", "if A < Big Orr"] {
            assert!(by(companies_shown, text).is_empty(), "{text}");
        }
    }

    #[test]
    fn what_follows_shows_a_person_whose_first_name_is_another_word() {
        assert_eq!(
            shown("Will Young, a mechanic, slept, and May Banks, 34, who left, came."),
            ["Will Young", "May Banks"]
        );
        let none = [
            "Will Young People Vote, a Study Asks",
            "In May, a group met.",
            "Last May, a man left.",
            "Will Young, Orr",
        ];
        for text in none {
            assert!(shown(text).is_empty(), "{text}");
        }
    }
}
