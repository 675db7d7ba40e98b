//! Persons' names: where they begin and end, beside titles, small words and bodies.

use super::is_event_or_law;
use crate::{
    analysis::{
        EntityKind,
        entities::{Stretch, person},
    },
    lexicon::{self, FirstName, gaz, word},
    text::{Case, Key, TokenKind, Tokens},
};

/// Words that begin a sentence or slogan and take a person's name behind them for their own; hours before what was said then.
const LEADS: &[&str] = &[
    "a.m.",
    "alongside",
    "dear",
    "draft",
    "elect",
    "how",
    "impeach",
    "including",
    "like",
    "p.m.",
    "poor",
    "said",
    "says",
    "see",
    "thank",
    "taoiseach",
    "tory",
    "twitter",
    "unlike",
    "why",
];

/// Takes such words off the front of persons' names: "Said Ada Orlova: “…”", "Impeach Orlova".
pub(in crate::analysis::entities) fn leads_off(tokens: &Tokens<'_>, stretches: &mut [Stretch]) {
    let several = |stretch: &&mut Stretch| stretch.kind == EntityKind::Person && stretch.first < stretch.last;
    for stretch in stretches.iter_mut().filter(several) {
        let drawn = |i: usize| tokens.lower(i).ends_with("n't") || tokens.lower(i).ends_with("n’t");
        let verb = (stretch.first + 1..=stretch.last).find(|&i| drawn(i));
        stretch.last = verb.map_or(stretch.last, |verb| verb - 1);
        // "Said" is a first name too, but not where a sentence begins.
        let begins = stretch.first == 0 || tokens[stretch.first - 1].sentence != tokens[stretch.first].sentence;
        let lead = tokens.lower(stretch.first);
        // "Tory" is a first name too.
        let alone = stretch.first + 1 == stretch.last && lead == "tory";
        let leads = stretch.first < stretch.last && LEADS.contains(&lead) && (begins || lead != "said") && !alone;
        stretch.first += usize::from(leads);
    }
}

/// Takes titles off the front of persons' names, and what stands before a title within them
/// ("Lund Mayor Ada Orlova").
pub(in crate::analysis::entities) fn titles_off(tokens: &Tokens<'_>, stretches: &mut [Stretch]) {
    for stretch in stretches.iter_mut().filter(|stretch| stretch.kind == EntityKind::Person) {
        stretch.first = name_start(tokens, stretch);
    }
}

fn name_start(tokens: &Tokens<'_>, stretch: &Stretch) -> usize {
    // "Nevada Democrat Ada Orlova".
    let member =
        |i: usize| lexicon::is_affiliation(tokens.lower(i)) && lexicon::first_name(tokens.key(i + 1)) != FirstName::No;
    let mut inner = (stretch.first + 1..stretch.last.saturating_sub(1)).rev();
    let after_inner = inner.find(|&i| is_plain_title(tokens, i) || member(i)).map(|i| i + 1);
    let mut start = after_inner.unwrap_or(stretch.first);
    while start < stretch.last && is_title_at(tokens, start) && !person::is_suffix(tokens.lower(start + 1)) {
        start += 1;
    }
    start
}

/// A title that is no name here: "Mayor", and "Leader", which the census knows as a last name, before a first name.
fn is_plain_title(tokens: &Tokens<'_>, i: usize) -> bool {
    let lower = tokens.lower(i);
    let of_party = |i: usize| matches!(tokens.lower(i), "majority" | "minority" | "floor" | "opposition" | "party");
    if matches!(lower, "leader" | "whip") && i > 0 && of_party(i - 1) {
        return true;
    }
    let first_name_follows = || lexicon::first_name(tokens.key(i + 1)) != FirstName::No;
    let key = tokens.key(i);
    lexicon::is_title(key)
        && lexicon::first_name(key) == FirstName::No
        && (!lexicon::is_last_name(key) || first_name_follows())
}

/// A title at the front: one that may be a first name ("Dean", "King") only before another first name, as are
/// nationalities and parties ("Republican Ada Orlova").
fn is_title_at(tokens: &Tokens<'_>, i: usize) -> bool {
    let key = tokens.key(i);
    let is_first_name = lexicon::first_name(key) != FirstName::No;
    let first_name_follows = || lexicon::first_name(tokens.key(i + 1)) != FirstName::No;
    if lexicon::is_title(key) {
        return tokens.lower(i).ends_with('.') || !is_first_name || first_name_follows();
    }
    // "Republican Hughes": whoever is told by party alone.
    let party = || lexicon::is_affiliation(tokens.lower(i)) && lexicon::is_last_name(tokens.key(i + 1));
    !is_first_name && (lexicon::is_demonym(key) && first_name_follows() || party())
}

/// Cuts what persons do in a headline off their names ("Nora Carrow Resigns", "Ada Orlova Raises $8"), and drops a last name
/// with such a verb.
pub(in crate::analysis::entities) fn headline_verbs_off(tokens: &Tokens<'_>, stretches: &mut Vec<Stretch>) {
    let name = |i: usize| {
        let key = tokens.key(i);
        lexicon::is_last_name(key) || lexicon::first_name(key) != FirstName::No
    };
    let verb = |i: usize| {
        let lower = tokens.lower(i);
        let form = lower.len() > 3 && (lower.ends_with("ed") || lower.ends_with('s') && !lower.ends_with("ss"));
        tokens[i].kind == TokenKind::Number || tokens[i].kind == TokenKind::Word && form && !name(i)
    };
    let particle = |i: usize| lexicon::word_bits(tokens.key(i)) & word::PARTICLE != 0;
    let is_first = |i: usize| lexicon::first_name(tokens.key(i)) != FirstName::No || tokens.word(i).ends_with('.');
    for stretch in stretches.iter_mut().filter(|stretch| stretch.kind == EntityKind::Person) {
        let cut = (stretch.first + 2..=stretch.last).find(|&i| verb(i));
        stretch.last = cut.map_or(stretch.last, |cut| cut - 1);
        // "Ada Orlova Hires Clueless Bo Brandt".
        let long = stretch.last > stretch.first + 2
            && lexicon::is_last_name(tokens.key(stretch.first + 1))
            && !particle(stretch.last - 1)
            && !person::is_suffix(tokens.lower(stretch.last));
        stretch.last = if long { stretch.first + 1 } else { stretch.last };
    }
    let capitals = is_in_title_case(tokens);
    for stretch in stretches.iter_mut().filter(|stretch| stretch.kind == EntityKind::Person && capitals) {
        // "Pardon Ada Orlova", "Orlova Names Bo Brandt".
        let inner = (stretch.first..stretch.last).find(|&i| is_first(i));
        stretch.first = inner.unwrap_or(stretch.first);
    }
    let is_clause = |s: &Stretch| {
        let asks = s.first == 0 && matches!(tokens.lower(0), "can" | "may" | "will");
        s.last == s.first + 1 && !is_first(s.first) && verb(s.last) || asks
    };
    stretches.retain(|stretch| stretch.kind != EntityKind::Person || !is_clause(stretch));
}

/// Whether a headline has its words in capitals: what looks like a name there may be any words ("Orlova Names Ada Orr").
fn is_in_title_case(tokens: &Tokens<'_>) -> bool {
    /// Letters of small words that stay small ("from").
    const SMALL: usize = 4;
    let words =
        || tokens.items().iter().enumerate().filter(|(i, token)| token.is_wordlike() && tokens.word(*i).len() > SMALL);
    let (all, capital) = (words().count(), words().filter(|(_, token)| token.is_capitalised()).count());
    all > 2 && capital * 4 >= all * 3
}

/// Parts a person from small words that are no particles of a name: of "Harbour donor Ada Orlova" what stands behind them, of
/// "Ada Orlova pushes" and "Orlova vs. Brandt" what stands before.
pub(super) fn person_from_small_words(tokens: &Tokens<'_>, stretch: &mut Stretch) {
    /// Letters of the longest particle that no list need know ("tha", "zum").
    const PARTICLE: usize = 3;
    let small = |&i: &usize| {
        let lower = tokens.lower(i);
        // "Kaddo al-Brenn".
        let joined = lower.find('-').is_some_and(|hyphen| (1..=PARTICLE).contains(&hyphen));
        let apart =
            lower.len() > PARTICLE && !joined || matches!(lower, "a" | "had" | "has" | "is" | "vs" | "vs." | "was");
        let letters = lower.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'.' | b'-'));
        // "diGenova" is printed otherwise than in lower case.
        apart && letters && tokens.word(i) == lower && lexicon::word_bits(tokens.key(i)) & word::PARTICLE == 0
    };
    let mut inner = (stretch.first + 1..=stretch.last).filter(small);
    let Some(first) = inner.next() else { return };
    let behind = inner.next_back().unwrap_or(first) + 1;
    // "Kaddo tarniver Brenn": a name of his people between the two.
    let word = tokens.lower(first);
    let verbal = ["s", "ed", "ing", "."].iter().any(|end| word.ends_with(end)) || word.contains('-');
    if first == stretch.first + 1 && behind == stretch.last && behind == first + 1 && !verbal {
        return;
    }
    if behind < stretch.last && lexicon::first_name(tokens.key(behind)) != FirstName::No {
        stretch.first = behind;
    } else {
        stretch.last = first - 1;
    }
}

/// Takes persons out of what was taken for a body with their title: "Senate Majority Leader Ada Orlova", "Lund Republican Ada
/// Orlova and House Whip Piet Castell".
pub(super) fn persons_out(tokens: &Tokens<'_>, stretches: &mut Vec<Stretch>) {
    let mut apart = Vec::with_capacity(stretches.len());
    for &stretch in stretches.iter() {
        let from = apart.len();
        if stretch.kind == EntityKind::Place {
            apart.extend(judge_of_place(tokens, &stretch));
        }
        if stretch.kind == EntityKind::Organisation {
            apart.extend(parts_at_and(tokens, stretch).map(|part| titled_person(tokens, &part).unwrap_or(part)));
            let whole = apart.len() == from + 1 && apart[from].kind == EntityKind::Organisation;
            if let (true, Some(person)) = (whole, head_of_body(tokens, &stretch)) {
                apart[from].last = person.first - 1;
                apart.push(person);
            }
        }
        if apart[from..].iter().all(|part| part.kind != EntityKind::Person) {
            apart.truncate(from);
            apart.push(stretch);
        }
    }
    *stretches = apart;
}

/// The person at the end of a place, behind a role that is told of it: "Marenta District Judge Ada Orr".
fn judge_of_place(tokens: &Tokens<'_>, place: &Stretch) -> Option<Stretch> {
    let first = place.last.checked_sub(1).filter(|&i| i > place.first + 1)?;
    Some(first).filter(|&i| lexicon::is_role_noun(tokens.key(i - 1)))?;
    let named =
        lexicon::first_name(tokens.key(first)) != FirstName::No && lexicon::is_last_name(tokens.key(place.last));
    let of_land = lexicon::gazetteer(Key::phrase(&[tokens.key(first), tokens.key(place.last)])) & gaz::PLACE != 0;
    (named && !of_land).then_some(Stretch { first, last: place.last, kind: EntityKind::Person })
}

/// The person at the end of a body behind the title that is held there: "Secretary of Homeland Affairs Ada Orlova".
fn head_of_body(tokens: &Tokens<'_>, body: &Stretch) -> Option<Stretch> {
    let start = office_start(tokens, body.first);
    // "Ambassador to the United Nations Ada Orlova".
    let start = start - usize::from(start > 0 && tokens.lower(start - 1) == "the");
    let of = start.checked_sub(2).filter(|&i| tokens[i].sentence == tokens[body.first].sentence)?;
    let titled = tokens[of].is_capitalised() && lexicon::is_title_or_role(tokens.key(of));
    let holds = titled && matches!(tokens.lower(of + 1), "of" | "for" | "to");
    let first = body.last.checked_sub(1).filter(|&i| holds && i > body.first)?;
    let (last, last_key) = (tokens.lower(body.last), tokens.key(body.last));
    let named = lexicon::first_name(tokens.key(first)) != FirstName::No
        && lexicon::word_bits(tokens.key(first)) & (word::STARTER | word::ROLE | word::TITLE) == 0
        && (lexicon::is_last_name(last_key) || lexicon::first_name(last_key) == FirstName::No);
    let bodily = lexicon::is_org_word(last_key) || lexicon::is_body_noun(last_key) || is_event_or_law(last);
    (named && !bodily).then_some(Stretch { first, last: body.last, kind: EntityKind::Person })
}

/// First token of an office of two fields, of which the body at `first` is the second: "Secretary of Health and Harbour Services".
fn office_start(tokens: &Tokens<'_>, first: usize) -> usize {
    /// Words of the first field.
    const FIELD: usize = 4;
    let Some(and) = first.checked_sub(1).filter(|&i| tokens.lower(i) == "and") else { return first };
    let field = (and.saturating_sub(FIELD)..and).rev().take_while(|&i| tokens[i].is_capitalised());
    field.last().unwrap_or(first)
}

/// What "and" parts of a stretch.
fn parts_at_and<'t>(tokens: &'t Tokens<'_>, stretch: Stretch) -> impl Iterator<Item = Stretch> + use<'t> {
    let mut first = stretch.first;
    let ends = (stretch.first..=stretch.last + 1).filter(move |&i| i > stretch.last || tokens.lower(i) == "and");
    ends.filter_map(move |end| {
        let part = (end > first).then(|| Stretch { first, last: end - 1, kind: stretch.kind });
        first = end + 1;
        part
    })
}

/// The person at the end of a stretch, behind a title, office or party.
fn titled_person(tokens: &Tokens<'_>, stretch: &Stretch) -> Option<Stretch> {
    let titled = |i: usize| lexicon::is_title_or_role(tokens.key(i)) || lexicon::is_affiliation(tokens.lower(i));
    // "Centre for Policy Mr Orr".
    let addressed =
        |i: usize| is_personal(tokens.lower(i)) || matches!(tokens.lower(i), "dr" | "dr." | "lady" | "lord");
    let apart =
        stretch.first + 1 < stretch.last && addressed(stretch.last - 1) && tokens[stretch.last].is_capitalised();
    if apart {
        return Some(Stretch { first: stretch.last, last: stretch.last, kind: EntityKind::Person });
    }
    if let Some(person) = addressed_person(tokens, stretch) {
        return Some(person);
    }
    let first = (stretch.first + 1..stretch.last)
        .find(|&i| titled(i - 1) && !titled(i) && lexicon::first_name(tokens.key(i)) != FirstName::No)?;
    // "Joe Orr of Lund".
    let of = (first + 1..=stretch.last).find(|&i| tokens.lower(i) == "of").map_or(stretch.last, |of| of - 1);
    let last = tokens.key(of);
    let body = lexicon::is_org_word(last) || lexicon::is_body_noun(last) || is_event_or_law(tokens.lower(of));
    (of > first && of - first < 4 && !body).then_some(Stretch { first, last: of, kind: EntityKind::Person })
}

/// Titles that no body begins with; "Dr" and "Lord" stand in names of firms as well.
fn is_personal(lower: &str) -> bool {
    matches!(
        lower,
        "cllr" | "dame" | "mr" | "mr." | "mrs" | "mrs." | "ms" | "ms." | "rev" | "rev." | "rt" | "sir" | "ven"
    )
}

/// The person behind the titles with which a body was taken to begin, by which only persons are addressed: "Rt Rev Oona Brask".
fn addressed_person(tokens: &Tokens<'_>, stretch: &Stretch) -> Option<Stretch> {
    /// Words of a name.
    const NAME: usize = 3;
    let titles = (stretch.first..stretch.last).take_while(|&i| is_personal(tokens.lower(i))).count();
    let first = stretch.first + titles;
    let last = tokens.key(stretch.last);
    let body = (first..=stretch.last).any(|i| !tokens[i].is_capitalised())
        || lexicon::is_org_word(last)
        || lexicon::is_body_noun(last);
    (titles > 0 && stretch.last - first < NAME && !body).then_some(Stretch {
        first,
        kind: EntityKind::Person,
        ..*stretch
    })
}

/// A dash, behind which a place or an agency stands; a number ("John 10"); a day ("Orlova Friday told"); the name's first word once more,
/// where a picture's caption or a link was joined to it ("Ada Orlova Ada OrlovaMore on").
pub(super) fn is_tail(tokens: &Tokens<'_>, first: usize, i: usize) -> bool {
    /// Letters of the shortest name of a day written out. Shorter words of the calendar are names too ("May", "Sun").
    const DAY: usize = 6;
    let key = tokens.key(i);
    let day = || {
        lexicon::word_bits(key) & word::CALENDAR != 0
            && tokens.lower(i).len() >= DAY
            && lexicon::first_name(key) == FirstName::No
    };
    let same = |j: usize| tokens[i].printed_id() == tokens[j].printed_id();
    // "Joe Carrow Carrow's"; of two words only where they are no first name ("Ali Ali").
    let twice = i > first && same(i - 1) && (i > first + 1 || lexicon::first_name(key) == FirstName::No);
    let again = i > first + 1 && same(first) || twice;
    matches!(tokens[i].kind, TokenKind::Dash | TokenKind::Number) || again || day()
}

/// Takes a first name that the tagger left out into the name it belongs to, and one that it left at the end of a body with a
/// title: of "Lund Council Chairman Ada" and "B. Orlova".
pub(super) fn first_names_on(tokens: &Tokens<'_>, stretches: &mut [Stretch]) {
    for i in 0..stretches.len() {
        let Stretch { first, kind, .. } = stretches[i];
        let Some(before) = first.checked_sub(1).filter(|_| kind == EntityKind::Person) else { continue };
        if tokens[before].sentence != tokens[first].sentence {
            continue;
        }
        let neighbour = i.checked_sub(1).map(|i| stretches[i]).filter(|neighbour| neighbour.last == before);
        let fits = match neighbour {
            None => is_free_first_name(tokens, before) || is_free_initial(tokens, before),
            Some(body) => ends_with_first_name(tokens, &body) && is_initial(tokens, first),
        };
        if fits {
            stretches[i].first = before;
            if neighbour.is_some() {
                stretches[i - 1].last = before - 1;
            }
        }
    }
}

/// Gives a body that ends with a title and a first name the word behind, which is the last name: "Senate Majority Leader Ada" of
/// "Orlova". Then the person is taken out of it.
pub(super) fn last_names_on(tokens: &Tokens<'_>, stretches: &mut [Stretch]) {
    for i in 0..stretches.len() {
        let next = stretches[i].last + 1;
        let taken = stretches.get(i + 1).is_some_and(|other| other.first <= next);
        let named = next < tokens.len()
            && matches!(tokens[next].case, Case::Title | Case::Mixed)
            && tokens[next].kind == TokenKind::Word
            && tokens[next].sentence == tokens[next - 1].sentence
            && lexicon::word_bits(tokens.key(next)) & (word::STARTER | word::CALENDAR) == 0;
        if named && !taken && ends_with_first_name(tokens, &stretches[i]) {
            stretches[i] = Stretch { last: next, kind: EntityKind::Organisation, ..stretches[i] };
        }
    }
}

/// Whether a stretch that is no person ends with a title and a first name.
fn ends_with_first_name(tokens: &Tokens<'_>, body: &Stretch) -> bool {
    body.kind != EntityKind::Person
        && body.first < body.last
        && lexicon::is_title_or_role(tokens.key(body.last - 1))
        && lexicon::first_name(tokens.key(body.last)) != FirstName::No
}

fn is_initial(tokens: &Tokens<'_>, i: usize) -> bool {
    matches!(tokens.word(i).as_bytes(), [letter, b'.'] if letter.is_ascii_uppercase())
}

/// Gives a person what ends the name and was left out of it: "Jr." and the like, and "al-Brenn".
pub(super) fn ends_on(tokens: &Tokens<'_>, stretches: &mut Vec<Stretch>) {
    let family = |i: usize| matches!(tokens.word(i), "Jr." | "Jr" | "Sr." | "Sr");
    stretches.retain(|stretch| stretch.first < stretch.last || !family(stretch.first));
    for i in 0..stretches.len() {
        let Stretch { last, kind: EntityKind::Person, .. } = stretches[i] else { continue };
        let end = stretches.get(i + 1).map_or(tokens.len(), |next| next.first);
        let here = |i: usize| i < end && tokens[i].sentence == tokens[last].sentence;
        let number = |i: usize| matches!(tokens.word(i), "II" | "III" | "IV");
        let arab = |i: usize| tokens.word(i).starts_with("al-") || tokens.word(i).starts_with("el-");
        let next = last + 1;
        if here(next) && (family(next) || number(next) || arab(next)) {
            stretches[i].last = next;
        } else if here(next + 1) && tokens.lower(next) == "," && family(next + 1) {
            stretches[i].last = next + 1;
        }
    }
}

/// Takes a first name that an editor put in into the name it belongs to ("[Ilona] Carrow").
pub(super) fn inserted_names_on(tokens: &Tokens<'_>, stretches: &mut Vec<Stretch>) {
    let is = |i: usize, bracket: &str| tokens.lower(i) == bracket;
    stretches.dedup_by(|next, one| {
        let joins = (one.kind, next.kind) == (EntityKind::Person, EntityKind::Person)
            && next.first == one.last + 2
            && is(one.last + 1, "]")
            && one.first > 0
            && is(one.first - 1, "[");
        if joins {
            one.last = next.last;
        }
        joins
    });
}

/// An initial that ends no name before it: "the minister, B. Orlova", but "Platform B. Orlova".
fn is_free_initial(tokens: &Tokens<'_>, i: usize) -> bool {
    is_initial(tokens, i) && i.checked_sub(1).is_none_or(|before| !tokens[before].is_capitalised())
}

fn is_free_first_name(tokens: &Tokens<'_>, i: usize) -> bool {
    let key = tokens.key(i);
    tokens[i].is_capitalised()
        && lexicon::first_name(key) != FirstName::No
        && lexicon::word_bits(key) & (word::STARTER | word::TITLE | word::CALENDAR | word::ROLE) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(first: usize, last: usize) -> Stretch {
        Stretch { first, last, kind: EntityKind::Person }
    }

    /// The names of a text after `rule`, given the numbers of their first and last tokens before it.
    fn after(text: &str, names: &[(usize, usize)], rule: impl Fn(&Tokens<'_>, &mut Vec<Stretch>)) -> Vec<String> {
        let tokens = Tokens::new(text);
        let mut stretches: Vec<Stretch> = names.iter().map(|&(first, last)| person(first, last)).collect();
        rule(&tokens, &mut stretches);
        stretches.iter().map(|stretch| stretch.span(&tokens).of(text).to_owned()).collect()
    }

    #[test]
    fn what_ends_a_name_belongs_to_it() {
        let ends = |text: &str, names: &[(usize, usize)]| after(text, names, ends_on);
        assert_eq!(ends("Joe Orr III said", &[(0, 1)]), ["Joe Orr III"]);
        assert_eq!(ends("Joe Orr, Jr., said", &[(0, 1)]), ["Joe Orr, Jr."]);
        assert_eq!(ends("Zeid al-Kaddo said", &[(0, 0)]), ["Zeid al-Kaddo"]);
        assert_eq!(ends("Orr Jr. said", &[(0, 0), (1, 1)]), ["Orr Jr."], "“Jr.” alone is nobody");
        assert_eq!(ends("Joe Orr, III said", &[(0, 1)]), ["Joe Orr"]);
        assert_eq!(ends("Orr met Joe Vell III", &[(0, 0), (2, 3)]), ["Orr", "Joe Vell III"]);
    }

    #[test]
    fn an_initial_belongs_to_the_name_behind_it_and_to_none_before() {
        let starts = |text: &str, name| after(text, &[name], |tokens, names| first_names_on(tokens, names));
        assert_eq!(starts("the minister, K. Brandt, left", (4, 4)), ["K. Brandt"]);
        assert_eq!(starts("from Platform B. Orlova left", (3, 3)), ["Orlova"]);
    }
}
