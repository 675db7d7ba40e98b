//! From stretches to entities: the forms of one name in one article are gathered under the fullest.
//!
//! Names in full come first, wherever they stand (the headline included), so that a last name printed before the full
//! one finds it too; then short forms in text order, a bare last name going to the person of that name mentioned last.
//! In doubt two names stay two.

pub(super) mod called;

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::{
    Stretch,
    gender::{self, Pronouns},
    person::{self, Fit},
    relatives,
};
use crate::{
    analysis::{EntityKind, Mention, Name, NameId},
    lexicon::{self, FirstName, Gender, gaz, word},
    text::{Key, Tokens, tokens::Case, words::WordId},
};
use called::Called;

/// The words of a name in lower case; few names have more than four.
pub(super) type Words<'s> = SmallVec<[&'s str; 4]>;

/// Numbers of the persons whom a short form may mean.
type Candidates = SmallVec<[usize; 8]>;

/// Candidates kept for one word: more people of one name than this in one article are told apart by recency, and the
/// time stays linear.
const CANDIDATES: usize = 16;

/// Times that a last name alone has to mean a person before it has come to.
const CALLED_SO: u32 = 2;

/// One entity while the article is being read; its forms are where they are printed.
#[derive(Debug, Clone, Default)]
pub struct Entity<'s> {
    /// Fullest form so far.
    canonical: Cow<'s, str>,
    /// The words of the canonical form in lower case.
    words: Words<'s>,
    /// Forms printed, in order of first mention, the canonical one among them.
    forms: SmallVec<[Cow<'s, str>; 2]>,
    /// Number of mentions of each kind, in the order of [`super::tagger::KINDS`].
    pub kinds: [u32; 4],
    /// Gender as far as it is told.
    pub gender: Option<Gender>,
    /// What the first name of the canonical form tells of it.
    pub(super) first_name: Option<Gender>,
    /// Role as printed.
    pub role: Option<String>,
    /// Stretch that mentioned it last, and first.
    seen: Option<(usize, usize)>,
    /// The last one that did by more than a first name: whom an article calls "Ada" it does not call "Orlova" a line later.
    named: Option<usize>,
    /// How often a last name alone meant this person so far.
    bare: u32,
    /// The paragraph of the last mention, if that was a name in full with a verb behind it, and whether that is one of speech.
    acts: Option<(u32, bool)>,
    /// The first stretch that names this person in full, if whoever is called by the last name before is another one.
    pub(super) enters: Option<usize>,
    capitals: bool,
    /// Named in the headline, and not met in the text yet.
    headline_only: bool,
}

/// Entities, and which of them each stretch names.
#[derive(Debug, Default)]
pub struct Grouped<'s> {
    /// The entities, persons of the headline first.
    pub entities: Vec<Entity<'s>>,
    /// Number of the entity of each stretch; `usize::MAX` while it is not told.
    pub of: Vec<usize>,
}

/// Gathers stretches; `headline` gives persons named in full there.
#[must_use]
pub(super) fn group<'s>(
    tokens: &'s Tokens<'_>,
    stretches: &[Stretch],
    pronouns: &Pronouns,
    headline: Option<(&'s Tokens<'_>, &[Stretch])>,
) -> Grouped<'s> {
    let mut people = People::default();
    let mut grouped = Grouped { entities: Vec::new(), of: vec![usize::MAX; stretches.len()] };
    if let Some((headline, named)) = headline {
        for stretch in named {
            let n = people.full(&mut grouped, headline, stretch);
            grouped.entities[n].headline_only = true;
        }
    }
    for (i, stretch) in stretches.iter().enumerate() {
        if is_full_person(tokens, stretch) {
            let n = people.full(&mut grouped, tokens, stretch);
            grouped.entities[n].headline_only = false;
            grouped.of[i] = n;
        }
    }
    relatives::enter(tokens, stretches, pronouns, &mut grouped);
    for (i, stretch) in stretches.iter().enumerate().filter(|(_, stretch)| stretch.kind == EntityKind::Person) {
        let full = grouped.of[i] != usize::MAX;
        if !full {
            grouped.of[i] = people.short(&mut grouped, tokens, (stretches, pronouns), i);
        }
        grouped.see(i, stretch);
        if full {
            grouped.entities[grouped.of[i]].named = Some(i);
        }
        let verb = if full { verb_behind(tokens, stretch) } else { None };
        let acts = verb.map(|verb| (tokens[stretch.first].paragraph, is_speech(tokens.lower(verb))));
        grouped.entities[grouped.of[i]].acts = acts;
    }
    group_others(tokens, stretches, &mut grouped);
    grouped
}

fn is_speech(verb: &str) -> bool {
    matches!(verb, "said" | "says" | "told" | "tells" | "added" | "recalled" | "wrote")
}

/// The verb of "Ada Orlova described": whoever does something is whom the next bare last name means.
pub(super) fn verb_behind(tokens: &Tokens<'_>, stretch: &Stretch) -> Option<usize> {
    let behind = stretch.last + 1;
    // "his father, Ivan Orlov, said".
    let set_off = behind < tokens.len() && tokens.lower(behind) == ",";
    let next = behind + usize::from(set_off);
    let verb = |i: usize| {
        if set_off {
            return is_speech(tokens.lower(i));
        }
        lexicon::word_bits(tokens.key(i)) & word::NAME_VERB != 0
            || tokens.lower(i).ends_with("ed") && !tokens[i].is_capitalised()
    };
    (next < tokens.len() && tokens[next].sentence == tokens[stretch.last].sentence && verb(next)).then_some(next)
}

fn words_of<'s>(tokens: &'s Tokens<'_>, stretch: &Stretch) -> Words<'s> {
    stretch.lower(tokens).collect()
}

fn is_full_person(tokens: &Tokens<'_>, stretch: &Stretch) -> bool {
    if stretch.kind != EntityKind::Person || stretch.first == stretch.last {
        return false;
    }
    let words = words_of(tokens, stretch);
    let words = person::bare(&words);
    words.len() > 1 && lexicon::word_bits(words[0]) & lexicon::word::PARTICLE == 0
}

/// The words as printed, white space between them made one space, and without the brackets of an editor who put a
/// first name in ("[Ilona] Carrow").
fn printed<'t>(tokens: &Tokens<'t>, stretch: &Stretch) -> Cow<'t, str> {
    let text = stretch.span(tokens).of(tokens.text());
    let mut before = b'x';
    let plain = text.bytes().all(|byte| {
        let one_space = byte == b' ' && before != b' ';
        before = byte;
        byte.is_ascii_graphic() && !matches!(byte, b'[' | b']') || one_space
    });
    if plain { Cow::Borrowed(text) } else { Cow::Owned(plainly(text)) }
}

fn plainly(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '[' | ']')).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    // Nothing but brackets was taken for a name.
    if words.is_empty() { text.to_owned() } else { words.join(" ") }
}

impl<'s> Entity<'s> {
    fn new(tokens: &'s Tokens<'_>, stretch: &Stretch) -> Self {
        let mut entity = Self::default();
        entity.add(tokens, stretch);
        entity
    }

    /// Adds a form; a fuller one, or one not all in capitals, becomes canonical.
    fn add(&mut self, tokens: &'s Tokens<'_>, stretch: &Stretch) {
        let form = printed(tokens, stretch);
        if self.forms.contains(&form) {
            return;
        }
        let words = stretch.last - stretch.first + 1;
        let same = words == self.words.len() && stretch.lower(tokens).eq(self.words.iter().copied());
        let capitals = (stretch.first..=stretch.last).all(|i| matches!(tokens[i].case, Case::Upper));
        let fuller =
            words > self.words.len() || words == self.words.len() && !same && form.len() > self.canonical.len();
        if self.forms.is_empty() || (self.capitals, fuller) == (true, true) || self.prefers(capitals, fuller, same) {
            self.canonical = form.clone();
            self.words = words_of(tokens, stretch);
            let person = stretch.kind == EntityKind::Person;
            self.first_name = if person { gender::of_first_name(&self.words) } else { None };
            self.capitals = capitals;
        }
        if self.forms.len() < CANDIDATES {
            self.forms.push(form);
        }
    }

    /// Whether a last name alone has come to mean this person.
    fn is_called_so(&self) -> bool {
        self.bare >= CALLED_SO
    }

    fn prefers(&self, capitals: bool, fuller: bool, same: bool) -> bool {
        !capitals && (fuller || self.capitals && same)
    }

    fn kind(&self) -> EntityKind {
        let most = self.kinds.iter().max().copied().unwrap_or(0);
        let best = self.kinds.iter().position(|&n| n == most).unwrap_or(0);
        super::tagger::KINDS[best]
    }
}

impl<'s> Grouped<'s> {
    fn push(&mut self, entity: Entity<'s>) -> usize {
        self.entities.push(entity);
        self.entities.len() - 1
    }

    fn see(&mut self, i: usize, stretch: &Stretch) {
        let entity = &mut self.entities[self.of[i]];
        let first = entity.seen.map_or(i, |(_, first)| first);
        entity.seen = Some((i, first));
        let kind = super::tagger::KINDS.iter().position(|kind| *kind == stretch.kind).unwrap_or(3);
        entity.kinds[kind] += 1;
    }

    /// The single words by which the text calls those whose name has three words or more, by their numbers.
    fn called<'t>(&self, tokens: &'t Tokens<'_>, stretches: &[Stretch]) -> FxHashMap<usize, Vec<&'t str>> {
        let mut called: FxHashMap<usize, Vec<&str>> = FxHashMap::default();
        for (stretch, &of) in stretches.iter().zip(&self.of) {
            if stretch.first == stretch.last && self.entities[of].words.len() > 2 {
                called.entry(of).or_default().push(tokens.lower(stretch.first));
            }
        }
        called
    }

    /// Names in the order of first mention; entities without a mention in the text are left out.
    #[must_use]
    pub fn into_names(self, tokens: &Tokens<'_>, stretches: &[Stretch]) -> (Vec<Name>, Vec<Mention>) {
        let mut ids = vec![None; self.entities.len()];
        let (mut names, mut mentions) = (Vec::new(), Vec::with_capacity(stretches.len()));
        let called = self.called(tokens, stretches);
        for (stretch, &of) in stretches.iter().zip(&self.of) {
            let id = *ids[of].get_or_insert_with(|| {
                let called = called.get(&of).map_or(&[][..], Vec::as_slice);
                names.push(name(&self.entities[of], called));
                NameId(names.len() as u32 - 1)
            });
            mentions.push(Mention { span: stretch.span(tokens), kind: stretch.kind, name: id });
        }
        (names, mentions)
    }
}

fn name(entity: &Entity<'_>, called: &[&str]) -> Name {
    let kind = entity.kind();
    let person = kind == EntityKind::Person;
    let cut = if person { tail(entity).or_else(|| tail_by_call(entity, called)) } else { None };
    let canonical = cut.and_then(|words| before_tail(entity, words)).unwrap_or(&entity.canonical);
    let variants = entity.forms.iter().filter(|form| *form != canonical);
    Name {
        canonical: canonical.to_owned(),
        variants: variants.cloned().map(Cow::into_owned).collect(),
        kind,
        gender: entity.gender.filter(|_| person),
        role: entity.role.clone().filter(|_| person),
    }
}

/// How many words of the fullest form are the name, if it goes on with a word that is no last name: "Ada Carrow Indictment", from
/// a headline, where "Ada Carrow" is printed too.
fn tail(entity: &Entity<'_>) -> Option<usize> {
    let tail = (2..entity.words.len()).find(|&i| {
        let word = entity.words[i];
        let another = lexicon::is_last_name(word) || word.contains('-') || person::is_suffix(word);
        !another && lexicon::is_last_name(entity.words[i - 1])
    })?;
    printed_so(entity, &entity.words[..tail]).map(|_| tail)
}

/// The first form that has just these words.
fn printed_so<'e>(entity: &'e Entity<'_>, words: &[&str]) -> Option<&'e str> {
    entity.forms.iter().find(|form| has_words(form, words)).map(|form| &**form)
}

/// Whether a form has just these words.
fn has_words(form: &str, words: &[&str]) -> bool {
    form.split(' ').map(folded).eq(words.iter().copied())
}

/// A printed word as [`Tokens::lower`] gives it.
fn folded(word: &str) -> String {
    word.to_lowercase().replace('’', "'")
}

/// The same where the text calls the person by a word before the last, and never by the last: "Ada Carrow Speaks Out", and "Carrow"
/// ever after. First names and "da Silva" tell nothing.
fn tail_by_call(entity: &Entity<'_>, called: &[&str]) -> Option<usize> {
    /// Words of a name before its tail; the time stays linear.
    const LONGEST: usize = 8;
    let (last, words) = entity.words.split_last()?;
    let times = |word: &str| called.iter().filter(|called| **called == word).count();
    let k = (1..words.len().min(LONGEST)).rev().find(|&k| times(words[k]) >= CALLED_SO as usize)?;
    let next = entity.words[k + 1];
    let goes_on = person::is_suffix(next)
        || next.contains(['-', '.'])
        || lexicon::word_bits(next) & word::PARTICLE != 0
        || lexicon::first_name(words[k]) != FirstName::No;
    let ends_alike = |form: &Cow<'_, str>| form.rsplit(' ').next().is_some_and(|word| folded(word) == *last);
    let other = |form: &Cow<'_, str>| *form != entity.canonical && ends_alike(form);
    (!goes_on && !entity.forms.iter().any(other)).then_some(k + 1)
}

/// So many words of the fullest form, as they are printed alone or else there.
fn before_tail<'e>(entity: &'e Entity<'_>, words: usize) -> Option<&'e str> {
    let whole = &entity.words[..words];
    let cut = || {
        let (end, _) = entity.canonical.match_indices(' ').nth(words - 1)?;
        let cut = &entity.canonical[..end];
        has_words(cut, whole).then_some(cut)
    };
    printed_so(entity, whole).or_else(cut)
}

/// Persons by the words of their names.
#[derive(Debug, Default)]
struct People {
    by_word: FxHashMap<Key, Vec<usize>>,
}

impl People {
    /// The entity of a name in full, made if there is none.
    fn full<'s>(&mut self, grouped: &mut Grouped<'s>, tokens: &'s Tokens<'_>, stretch: &Stretch) -> usize {
        let words = words_of(tokens, stretch);
        let found = self.candidates(&words).into_iter().rev().find(|&n| {
            let entity = &grouped.entities[n];
            let known = &entity.words;
            // Headlines leave "Jr." off; texts that print a name with and without it tell of father and son.
            let one = entity.headline_only || person::generation(&words) == person::generation(known);
            one && person::same_person(&words, known)
        });
        let n = found.unwrap_or_else(|| grouped.push(Entity::new(tokens, stretch)));
        grouped.entities[n].add(tokens, stretch);
        self.note(n, &words);
        n
    }

    fn candidates(&self, words: &[&str]) -> Candidates {
        let ends = [words.first().copied(), person::last_name(words)];
        let known = ends.into_iter().flatten().filter_map(|word| self.by_word.get(&Key::of(word)));
        let mut out: Candidates = known.flatten().copied().collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    fn note(&mut self, n: usize, words: &[&str]) {
        let parts = words.iter().flat_map(|word| word.split('-').filter(|part| part.len() < word.len()));
        for word in words.iter().copied().chain(parts) {
            let known = self.by_word.entry(Key::of(word)).or_default();
            if !known.contains(&n) {
                if known.len() == CANDIDATES {
                    known.remove(0);
                }
                known.push(n);
            }
        }
    }

    /// The entity of a short form: the person it fits best, else one of its own. Whom the article has called so more than
    /// once is preferred, since relatives are printed in full beside them; but not to whoever has just acted under a full
    /// name, who is preferred to a relative named in passing since.
    fn short<'s>(
        &mut self,
        grouped: &mut Grouped<'s>,
        tokens: &'s Tokens<'_>,
        (stretches, pronouns): (&[Stretch], &Pronouns),
        i: usize,
    ) -> usize {
        let stretch = &stretches[i];
        let words = words_of(tokens, stretch);
        let title = gender::of_title_before(tokens, stretch);
        let candidates = self.candidates(&words);
        let settled = candidates.iter().any(|&n| grouped.entities[n].is_called_so());
        let here = tokens[stretch.first].paragraph;
        let enters_later = |n: usize| grouped.entities[n].enters.is_some_and(|first| i < first);
        let pronoun = if candidates.len() > 1 { pronouns.own(tokens, stretches, i) } else { None };
        let rank = |n: usize| {
            let entity = &grouped.entities[n];
            let (fit, agrees, plain, seen) = rank(entity, &words, title).filter(|_| !enters_later(n))?;
            let acts = entity.acts.filter(|(paragraph, _)| here - paragraph <= 1);
            let meant = if settled { entity.is_called_so() } else { entity.enters.is_none() };
            let own = entity.gender.or(entity.first_name);
            let opposed = own.zip(pronoun).is_some_and(|(own, told)| own != told);
            // A relative who enters beside whom the article tells of is meant only by having spoken.
            let speaks = acts.is_some_and(|(_, speaks)| speaks);
            let near = u8::from(acts.is_some()) + u8::from(meant || speaks);
            Some((fit, agrees, near, !opposed, plain, seen))
        };
        let best = candidates.iter().filter_map(|&n| Some((rank(n)?, n))).max();
        let apart = candidates.iter().any(|&n| enters_later(n));
        if let Some(((fit, ..), n)) = best {
            grouped.entities[n].add(tokens, stretch);
            if fit == Fit::Last {
                grouped.entities[n].bare += 1;
                grouped.entities[n].named = Some(i);
            }
            return n;
        }
        let mut entity = Entity::new(tokens, stretch);
        entity.gender = title;
        // Whom the article calls so before a relative enters keeps the name.
        entity.bare = if apart { CALLED_SO } else { 0 };
        entity.named = Some(i);
        let n = grouped.push(entity);
        self.note(n, &words);
        n
    }
}

/// How well a short form suits a person: last name before first name, "Jr." before none where it is printed, none before "Jr."
/// where it is not, then the person mentioned last (by a first name alone only where that is looked for), then the one to be
/// mentioned. `None` if it does not suit at all.
fn rank(entity: &Entity<'_>, words: &[&str], title: Option<Gender>) -> Option<(Fit, u8, bool, usize)> {
    let known = &entity.words;
    let (own, told) = (person::generation(known), person::generation(words));
    if told.is_some() && told != own {
        return None;
    }
    let fit = if person::bare(known) == person::bare(words) { Fit::Last } else { person::fit(words, known)? };
    let gender = entity.gender.or(entity.first_name);
    let agrees = match (title, gender) {
        (Some(title), Some(gender)) if title != gender => return None,
        (Some(_), Some(_)) => 2,
        _ => 1,
    };
    let seen = if fit == Fit::Last { entity.named } else { entity.seen.map(|(last, _)| last) };
    Some((fit, agrees, own == told, seen.map_or(0, |last| last + 1)))
}

/// Groups organisations, places and other names: by their words, by initials, by "Name (INITIALS)".
fn group_others<'s>(tokens: &'s Tokens<'_>, stretches: &[Stretch], grouped: &mut Grouped<'s>) {
    let mut known = Others::default();
    let others = || stretches.iter().enumerate().filter(|(_, stretch)| stretch.kind != EntityKind::Person);
    for (i, stretch) in others().filter(|(_, stretch)| stretch.first < stretch.last) {
        grouped.of[i] = known.long(grouped, tokens, stretch);
        if let Some(next) = stretches.get(i + 1).filter(|next| in_brackets_after(tokens, stretch, next)) {
            known.acronyms.insert(without_points(tokens, next.first), grouped.of[i]);
        }
    }
    let mut called = Called::new(tokens, stretches, &grouped.entities, &grouped.of);
    for (i, stretch) in others() {
        if grouped.of[i] == usize::MAX {
            // "IEL", of "Isle Equity Ltd", is not the head of "IEL Finance Ltd".
            let initials = tokens[stretch.first].case == Case::Upper
                && known.acronyms.contains_key(&without_points(tokens, stretch.first));
            let of = if initials { None } else { called.find(tokens, stretches, i) };
            let of = of.inspect(|&of| grouped.entities[of].add(tokens, stretch));
            grouped.of[i] = of.unwrap_or_else(|| known.single(grouped, tokens, stretch));
        }
        grouped.see(i, stretch);
    }
}

/// Whether `next` stands in brackets right behind `long` and may stand for it.
fn in_brackets_after(tokens: &Tokens<'_>, long: &Stretch, next: &Stretch) -> bool {
    let initial = |i: usize| tokens.lower(i).chars().next();
    next.first == next.last
        && next.first == long.last + 2
        && tokens.word(long.last + 1) == "("
        && tokens[next.first].case == Case::Upper
        && (long.first..=long.last).any(|i| initial(i) == initial(next.first))
}

/// Key of the word at token `i` without its points: "U.N." is "UN".
fn without_points(tokens: &Tokens<'_>, i: usize) -> Key {
    let lower = tokens.lower(i);
    if lower.contains('.') { lower.split('.').fold(Key::of(""), Key::and) } else { tokens.key(i) }
}

/// Names of bodies, places and works, by the keys of what tells them from others.
#[derive(Debug, Default)]
struct Others {
    by_words: FxHashMap<Key, usize>,
    acronyms: FxHashMap<Key, usize>,
    /// Bodies by what stands before "of" in their names; nothing where it begins several.
    fronts: FxHashMap<Key, Option<usize>>,
    /// Which entity a single word means, as it is printed.
    singles: FxHashMap<WordId, usize>,
}

impl Others {
    fn long<'s>(&mut self, grouped: &mut Grouped<'s>, tokens: &'s Tokens<'_>, stretch: &Stretch) -> usize {
        let words = words_of(tokens, stretch);
        let key_of_all = key(&words);
        let organisation = stretch.kind == EntityKind::Organisation;
        let shortened = self.fronts.get(&key_of_all).copied().flatten().filter(|_| organisation);
        let known = self.by_words.get(&key_of_all).copied().or(shortened);
        let n = known.unwrap_or_else(|| grouped.push(Entity::new(tokens, stretch)));
        self.by_words.insert(key_of_all, n);
        grouped.entities[n].add(tokens, stretch);
        if let Some(front) = called::front(&words).filter(|_| organisation) {
            let one = self.fronts.entry(key(front)).or_insert(Some(n));
            *one = one.filter(|one| *one == n);
        }
        for acronym in acronyms(&words).into_iter().flatten() {
            self.acronyms.entry(acronym).or_insert(n);
        }
        n
    }

    /// The entity of a single word, asked for after all names of several words.
    fn single<'s>(&mut self, grouped: &mut Grouped<'s>, tokens: &'s Tokens<'_>, stretch: &Stretch) -> usize {
        let printed = tokens[stretch.first].printed_id();
        if let Some(&known) = self.singles.get(&printed) {
            return known;
        }
        let n = self.new_single(grouped, tokens, stretch);
        self.singles.insert(printed, n);
        n
    }

    fn new_single<'s>(&mut self, grouped: &mut Grouped<'s>, tokens: &'s Tokens<'_>, stretch: &Stretch) -> usize {
        let lower = tokens.key(stretch.first);
        let plain = without_points(tokens, stretch.first);
        let upper = tokens[stretch.first].case == Case::Upper;
        let known = self.by_words.get(&lower).or_else(|| self.by_words.get(&plain));
        let known = known.or_else(|| self.acronyms.get(&plain).filter(|_| upper)).copied();
        let n = known.unwrap_or_else(|| grouped.push(Entity::new(tokens, stretch)));
        self.by_words.entry(if upper { plain } else { lower }).or_insert(n);
        grouped.entities[n].add(tokens, stretch);
        n
    }
}

/// Small words that initials skip and that do not tell names apart.
#[must_use]
pub fn is_small(word: &str) -> bool {
    matches!(word, "of" | "the" | "and" | "for" | "&" | "," | "in" | "on" | "de" | "'s")
}

/// Words that end companies' names and do not tell them apart.
#[must_use]
pub fn is_company_end(lower: &str) -> bool {
    matches!(lower, "inc" | "inc." | "corp" | "corp." | "ltd" | "ltd." | "co" | "co." | "plc" | "llc")
}

/// Key of the words that tell a name from others: without small words and company suffixes, and in alphabetical order, so
/// that "Ministry of Justice" meets "Justice Ministry".
fn key(words: &[&str]) -> Key {
    let tells = |word: &&str| !is_small(word) && !is_company_end(word);
    let mut telling: Words<'_> = words.iter().copied().filter(tells).collect();
    if telling.is_empty() {
        return Key::phrase(words);
    }
    telling.iter_mut().for_each(|word| *word = without_its_points(word));
    if words.contains(&"of") || words.iter().any(|word| lexicon::is_body_noun(*word)) {
        telling.sort_unstable();
    }
    Key::phrase(&telling)
}

/// "U.S. Chamber" is "US Chamber".
fn without_its_points(word: &str) -> &str {
    match word {
        "u.s." => "us",
        "u.k." => "uk",
        "u.n." => "un",
        _ => word,
    }
}

/// Key of the initials of a body's name, small words skipped.
pub(super) fn initials_of(tokens: &Tokens<'_>, body: &Stretch) -> Option<Key> {
    acronyms(&words_of(tokens, body))[0]
}

/// Keys of the initials of the words: small words skipped, and with "of" and "and" counted ("DOJ"). One letter is none.
fn acronyms(words: &[&str]) -> [Option<Key>; 2] {
    let skipped = words.iter().filter(|word| !is_small(word));
    let counted = words.iter().filter(|word| !matches!(**word, "the" | "," | "'s"));
    [initials(skipped), initials(counted)]
}

fn initials<'w>(words: impl Iterator<Item = &'w &'w str>) -> Option<Key> {
    let firsts = words.filter_map(|word| word.chars().next()).filter(|c| c.is_alphanumeric());
    let (mut key, mut letters) = (Key::of(""), 0);
    for first in firsts {
        key = key.and(first.encode_utf8(&mut [0; 4]));
        letters += 1;
    }
    (letters > 1).then_some(key)
}

/// Whether nothing but words for organisations follows the first word ("Acme" of "Acme Holdings"): it may stand alone.
#[must_use]
pub fn is_head_before_org_words(tokens: &Tokens<'_>, stretch: &Stretch) -> bool {
    let bits = |i: usize| lexicon::word_bits(tokens.key(i));
    let alone = || {
        bits(stretch.first) & (word::ORG_WORD | word::DEMONYM) == 0
            && lexicon::gazetteer(tokens.key(stretch.first)) & gaz::PLACE == 0
    };
    (stretch.first + 1..=stretch.last).all(|i| bits(i) & word::ORG_WORD != 0) && alone()
}
