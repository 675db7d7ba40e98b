//! Bodies that an article calls by one word of their name: "Acme" of "Acme Holdings", "the Courier" of "Lund Courier", "the
//! Commission" of "Commission on Ferries".
//!
//! A word that several bodies of the article share tells none of them: "In doubt two names stay two".

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::{Entity, Words, is_company_end, is_head_before_org_words, is_small, key, words_of};
use crate::{
    analysis::{EntityKind, entities::Stretch},
    lexicon::{self, FirstName, gaz, word},
    text::{Case, Key, TokenKind, Tokens, words::WordId},
};

/// Words that end a body's name, and behind "the" mean a body of their own.
const OTHERS: &[&str] = &[
    "assembly",
    "commons",
    "congress",
    "democrats",
    "district",
    "government",
    "hill",
    "house",
    "lords",
    "nation",
    "parliament",
    "republicans",
    "senate",
    "union",
];

/// Whether a stretch names a body by several words.
fn is_long_body(stretch: &Stretch) -> bool {
    stretch.kind == EntityKind::Organisation && stretch.first < stretch.last
}

/// The words that alone mean a body of the article, by the stretch of its first name with that word: heads of companies
/// ("Goodwater" of "B.F. Goodwater Co"), and of what nothing but words for organisations follows. A head with which other
/// bodies begin as well means none ("Acme" beside "Acme Holdings" and "Acme Bank"), unless a company is called just so ("Acme Inc").
pub(in crate::analysis::entities) fn heads(tokens: &Tokens<'_>, stretches: &[Stretch]) -> FxHashMap<WordId, usize> {
    let bodies = || stretches.iter().enumerate().filter(|(_, stretch)| is_long_body(stretch));
    let may_be: SmallVec<[(usize, usize); 4]> =
        bodies().filter_map(|(at, stretch)| Some((at, head_of(tokens, stretch)?))).collect();
    let mut heads: FxHashMap<WordId, usize> = FxHashMap::default();
    if may_be.is_empty() {
        return heads;
    }
    let alone = |stretch: &&Stretch| stretch.kind == EntityKind::Person && stretch.first == stretch.last;
    let persons: FxHashSet<WordId> =
        stretches.iter().filter(alone).map(|stretch| tokens[stretch.first].lower_id()).collect();
    let mut begun: FxHashMap<WordId, (Words<'_>, bool)> = FxHashMap::default();
    for (_, stretch) in bodies() {
        let name: Words<'_> = words_of(tokens, stretch).into_iter().filter(|word| !is_company_end(word)).collect();
        let (known, several) = begun.entry(tokens[stretch.first].lower_id()).or_insert_with(|| (name.clone(), false));
        let longer = name.starts_with(known);
        *several |= !longer && !known.starts_with(&name);
        if !longer {
            *known = name;
        }
    }
    for (at, head) in may_be {
        let stretch = &stretches[at];
        let company = is_company_end(tokens.lower(stretch.last));
        let id = tokens[head].lower_id();
        let plain = company && key(&words_of(tokens, stretch)) == key(&[tokens.lower(head)]);
        // "Lund Poll" and "Lund Press" are of "Lund University".
        let seat = matches!(tokens.lower(stretch.last), "bureau" | "college" | "department" | "university");
        let several = !seat && begun.get(&id).is_some_and(|(_, several)| *several);
        // "the Orlova Government": a person's.
        if plain || !several && (company || !persons.contains(&id)) {
            heads.entry(id).or_insert(at);
        }
    }
    heads
}

/// The word of a body's name that may stand for it.
fn head_of(tokens: &Tokens<'_>, body: &Stretch) -> Option<usize> {
    let company = is_company_end(tokens.lower(body.last));
    if let Some(head) = company.then(|| head_of_company(tokens, body)).flatten() {
        return Some(head);
    }
    // "Orlov Center on the Islands" is an "Orlov Center".
    let on = (body.first + 1..body.last).find(|&i| tokens.word(i) == "on");
    let named = Stretch { last: on.map_or(body.last, |on| on - 1), ..*body };
    let leads =
        named.first < named.last && (is_head_before_org_words(tokens, &named) || is_head_before_fields(tokens, &named));
    leads.then_some(body.first)
}

/// Whether nothing but a field of work and a word for an institute follows the first word: "Orlov Research Center". Not of what is
/// known as a body by itself, and may have a centre for something.
fn is_head_before_fields(tokens: &Tokens<'_>, body: &Stretch) -> bool {
    let fields = |i: usize| lexicon::is_field(tokens.key(i)) || lexicon::is_org_word(tokens.key(i));
    let institute = matches!(
        tokens.lower(body.last),
        "associates" | "center" | "centre" | "foundation" | "group" | "institute" | "institution" | "partners"
    );
    let known = || lexicon::gazetteer(tokens.key(body.first)) & gaz::ORGANISATION != 0;
    institute && (body.first + 1..body.last).all(fields) && !is_common(tokens, body.first) && !known()
}

/// A word that tells no body from others.
fn is_common(tokens: &Tokens<'_>, i: usize) -> bool {
    const COMMON: u16 =
        word::ORG_WORD | word::DEMONYM | word::TITLE | word::BODY | word::ROLE | word::STARTER | word::CALENDAR;
    let key = tokens.key(i);
    lexicon::word_bits(key) & COMMON != 0
        || lexicon::is_field(key)
        || lexicon::gazetteer(key) & gaz::PLACE != 0
        || tokens.words().is_met_small(tokens[i].lower_id())
}

/// The word by which a company is called: the one behind initials ("B.F. Goodwater Co"), or the first, if it is neither a first
/// name nor a word that others have as well ("General Ferries Co").
fn head_of_company(tokens: &Tokens<'_>, company: &Stretch) -> Option<usize> {
    let is_initial = |i: usize| tokens.word(i).ends_with('.') && tokens.word(i).len() <= "B.F.".len();
    let initials = (company.first..company.last).take_while(|&i| is_initial(i)).count();
    let head = company.first + initials;
    let rest = (head + 1..=company.last).filter(|&i| !is_company_end(tokens.lower(i)) && !is_small(tokens.lower(i)));
    let named = || lexicon::first_name(tokens.key(head)) != FirstName::No;
    // "Orlova & Co." may be said of a person and hers.
    let and = || matches!(tokens.lower(head + 1), "&" | "and");
    let own = if initials > 0 { rest.count() == 0 } else { !named() && head < company.last && !and() };
    (head < company.last && tokens.lower(head).len() > 2 && own && !is_common(tokens, head)).then_some(head)
}

/// A body by the noun of its name.
#[derive(Debug, Clone, Copy)]
struct Noun {
    /// Its entity.
    of: usize,
    /// The first stretch that names it.
    first: usize,
    /// Its name stands behind a small "the" within a sentence: of "The Times" there another paper is meant, or the one that prints it.
    small: bool,
    /// The noun alone has meant it.
    called: bool,
}

/// What a single word may mean.
#[derive(Debug, Default)]
pub(super) struct Called {
    /// By their heads, and whether "the" may stand before: "the Treasury" of "Treasury Department", but of no company.
    heads: FxHashMap<WordId, (usize, bool)>,
    /// By their nouns; nothing where several bodies share one.
    nouns: FxHashMap<WordId, Option<Noun>>,
}

impl Called {
    /// Reads the bodies of several words, which `of` gives entities.
    pub(super) fn new(tokens: &Tokens<'_>, stretches: &[Stretch], entities: &[Entity<'_>], of: &[usize]) -> Self {
        let article = |at: usize| {
            is_head_before_org_words(tokens, &stretches[at]) && !is_company_end(tokens.lower(stretches[at].last))
        };
        let heads = heads(tokens, stretches).into_iter().map(|(word, at)| (word, (of[at], article(at)))).collect();
        let mut nouns: FxHashMap<WordId, Option<Noun>> = FxHashMap::default();
        for (first, stretch) in stretches.iter().enumerate().filter(|(_, stretch)| is_long_body(stretch)) {
            let small = stretch.first > 0 && tokens.word(stretch.first - 1) == "the";
            let noun = Noun { of: of[first], first, small, called: false };
            for word in [noun_of(tokens, stretch), short_noun_of(tokens, stretch)].into_iter().flatten() {
                let known = nouns.entry(word).or_insert(Some(noun));
                *known = known.and_then(|known| either(known, noun, entities));
            }
        }
        Self { heads, nouns }
    }

    /// The entity that the single word of stretch `i` means by being part of its name.
    pub(super) fn find(&mut self, tokens: &Tokens<'_>, stretches: &[Stretch], i: usize) -> Option<usize> {
        let at = stretches[i].first;
        let word = tokens[at].lower_id();
        let article = at > 0 && tokens.lower(at - 1) == "the";
        // "the Acme ferries", but of "the Acme said" it would be another's.
        let fits = |&&(_, with_article): &&(usize, bool)| with_article || !article || stands_before_noun(tokens, at);
        if let Some(&(of, _)) = self.heads.get(&word).filter(fits) {
            return Some(of);
        }
        let noun = self.nouns.get_mut(&word)?.as_mut()?;
        let capital = article
            && tokens.word(at - 1) == "The"
            && at > 1
            && tokens[at - 2].sentence == tokens[at].sentence
            && noun.small;
        let behind = at + 1 < tokens.len() && tokens[at + 1].is_capitalised();
        let joins = behind && tokens[at + 1].sentence == tokens[at].sentence;
        let written = matches!(tokens[at].case, Case::Title | Case::Mixed);
        let meant = noun.first < i && written && !joins && !capital && (article || noun.called);
        noun.called |= meant;
        meant.then_some(noun.of)
    }
}

/// Whether a name tells more of a noun behind it, as far as a word that is no verb shows.
fn stands_before_noun(tokens: &Tokens<'_>, at: usize) -> bool {
    let next = at + 1;
    next < tokens.len()
        && tokens[next].sentence == tokens[at].sentence
        && tokens[next].kind == TokenKind::Word
        && !tokens[next].is_capitalised()
        && !is_small(tokens.lower(next))
        && lexicon::word_bits(tokens.key(next)) & (word::NAME_VERB | word::STARTER) == 0
}

/// Of two bodies with one noun the one of which the other's name is but longer: "Lund Courier" of "Breaking News Lund Courier".
fn either(known: Noun, next: Noun, entities: &[Entity<'_>]) -> Option<Noun> {
    let small = known.small || next.small;
    let [one, two] = [known, next].map(|noun| &entities[noun.of].words);
    if known.of == next.of || two.ends_with(one) {
        return Some(Noun { small, ..known });
    }
    one.ends_with(two).then_some(Noun { small, ..next })
}

/// What stands before "of", "for" or "on" in a body's name, if it may stand for it: "Lund Chamber" of "Lund Chamber of
/// Trades". Courts of several countries are called alike, and what is known by those words is itself.
pub(super) fn front<'w, 's>(words: &'w [&'s str]) -> Option<&'w [&'s str]> {
    let joint = words.iter().position(|word| matches!(*word, "of" | "for" | "on"))?;
    let front = &words[..joint];
    let noun = *front.last()?;
    let body = lexicon::is_org_word(noun) || lexicon::is_body_noun(noun);
    let known = || lexicon::gazetteer(Key::phrase(front)) & gaz::ORGANISATION != 0;
    (joint > 1 && body && noun != "court" && !known()).then_some(front)
}

/// The noun that a body's name is made round: its last word, or the one before "of", "for" or "on".
fn noun_of(tokens: &Tokens<'_>, body: &Stretch) -> Option<WordId> {
    let joint = (body.first + 1..body.last).find(|&i| matches!(tokens.lower(i), "of" | "for" | "on" | "in"));
    let noun = joint.unwrap_or(body.last + 1) - 1;
    let lower = tokens.lower(noun);
    let key = tokens.key(noun);
    let means_it = tokens[noun].case != Case::Upper
        && tokens[noun].is_capitalised()
        && !is_company_end(lower)
        && !OTHERS.contains(&lower)
        && !lexicon::is_demonym(key)
        && lexicon::gazetteer(key) & (gaz::PLACE & !gaz::CITY) == 0;
    means_it.then(|| tokens[noun].lower_id())
}

/// What a body is called that nobody calls by its noun: "the Fed".
fn short_noun_of(tokens: &Tokens<'_>, body: &Stretch) -> Option<WordId> {
    let reserve = tokens.lower(body.first) == "federal" && tokens.lower(body.first + 1) == "reserve";
    let whole = || (body.first + 2..=body.last).all(|i| matches!(tokens.lower(i), "board" | "system"));
    (reserve && whole()).then(|| tokens.words().number_of("fed")).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analysis::entities::{gender::Pronouns, groups},
        text::Span,
    };

    /// Which of the bodies in brackets are one: each by a number, in the order in which they are met.
    fn entities(text: &str) -> Vec<usize> {
        let (mut plain, mut spans) = (String::new(), Vec::new());
        for part in text.split('[') {
            let Some((name, rest)) = part.split_once(']') else {
                plain.push_str(part);
                continue;
            };
            let start = plain.len();
            plain.push_str(name);
            spans.push(Span::new(start, plain.len()));
            plain.push_str(rest);
        }
        let tokens = Tokens::new(&plain);
        let at = |offset: usize| (0..tokens.len()).find(|&i| tokens[i].span().end > offset).unwrap();
        let stretch =
            |span: &Span| Stretch { first: at(span.start), last: at(span.end - 1), kind: EntityKind::Organisation };
        let stretches: Vec<Stretch> = spans.iter().map(stretch).collect();
        let pronouns = Pronouns::of(&tokens);
        let of = groups::group(&tokens, &stretches, &pronouns, None).of;
        let mut met: Vec<usize> = Vec::new();
        let number = |entity: &usize| {
            met.iter().position(|known| known == entity).unwrap_or_else(|| {
                met.push(*entity);
                met.len() - 1
            })
        };
        of.iter().map(number).collect()
    }

    #[test]
    fn a_noun_means_the_body_named_before() {
        assert_eq!(
            entities("The [Lund Courier] told. The [Courier] and the [Commission on Ferries]: the [Commission] said."),
            [0, 0, 1, 1]
        );
        assert_eq!(
            entities("the [St. Orlov Post-Dispatch] and a [Post-Dispatch] poll, the [Post-Dispatch] said"),
            [0, 1, 0]
        );
        assert_eq!(entities("the [Breaking Lund Courier] and the [Lund Courier]; the [Courier] said"), [0, 1, 1]);
    }

    #[test]
    fn a_noun_that_may_mean_another_stays_alone() {
        for text in [
            "The [Courier] said. The [Lund Courier] told.",
            "The [Lund Courier], a [Courier] of old.",
            "The [White House] and the [House] met.",
            "The [Lund Courier] told, the [COURIER] too.",
            "They read the [Lund Courier] and told The [Courier] so.",
        ] {
            assert_eq!(entities(text), [0, 1], "{text}");
        }
        assert_eq!(entities("the [Lund Courier], the [Kelmar Courier], the [Courier] said"), [0, 1, 2]);
    }

    #[test]
    fn a_head_means_the_only_body_that_begins_with_it() {
        assert_eq!(entities("[Orvik Research Center] said. As [Orvik] notes, an [Orvik] poll fell."), [0, 0, 0]);
        assert_eq!(
            entities("[E.F. Goodwater & Co] and [Goodwater] and [Harlund Brank Ferries Inc] and [Harlund]"),
            [0, 0, 1, 1]
        );
        assert_eq!(entities("[Zamsun Electronics], [Zamsun Heavy Ferries] and [Zamsun] said"), [0, 1, 2]);
        assert_eq!(entities("[Zamsun Inc], [Zamsun Heavy Ferries] and [Zamsun] said"), [0, 1, 0]);
        assert_eq!(entities("[General Ferries Co] and the [General] said"), [0, 1]);
        assert_eq!(entities("[Isle Equity Ltd], [IEL Finance Ltd] and [IEL] said"), [0, 1, 0]);
    }

    #[test]
    fn the_front_of_a_name_is_its_body_and_a_court_is_not() {
        assert_eq!(entities("the [US Chamber of Ferries] and the [U.S. Chamber] said"), [0, 0]);
        assert_eq!(entities("the [Harbour Court of Lund] and the [Harbour Court] said"), [0, 1]);
    }
}
