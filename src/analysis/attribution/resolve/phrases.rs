//! From a noun phrase to a name: whom it stands beside, whose role it is, who owns the document; else what is printed.

use super::{How, Resolved, Resolver, WINDOW, is_plural};
use crate::{
    analysis::{
        EntityKind, NameId, SpeakerKind,
        attribution::{acts::Act, documents},
        quotes::{Candidate, Class, Kind, Scene, papers},
    },
    lexicon,
    text::TokenKind,
};

impl Resolver<'_, '_, '_> {
    /// A noun phrase: the person it stands beside or whose role it is, the owner of a document, else what is printed.
    pub(super) fn role(&self, number: usize, previous: Option<(&Resolved, usize)>) -> Resolved {
        let scene = self.scene;
        let candidate = &scene.candidates[number];
        if let Some(name) = self.beside(candidate) {
            return self.bridged(name, candidate, "the name beside it");
        }
        let head = documents::head(scene, candidate);
        if scene.lexeme(head).is_document {
            return self.document(number, head);
        }
        if scene.tokens.lower(candidate.first) == "the"
            && let Some(resolved) = self.definite(candidate, head, previous)
            && !resolved.name.is_some_and(|name| self.is_told_of(candidate, name))
        {
            return resolved;
        }
        self.printed(candidate, head)
    }

    /// Whether a name stands in the phrase itself, or in what tells more of it: "the lawyer for Orlova" is not Orlova.
    fn is_told_of(&self, candidate: &Candidate, name: NameId) -> bool {
        /// Tokens behind the phrase.
        const NEAR: usize = 4;
        let scene = self.scene;
        let same = |i: usize| i < scene.len() && scene.same_sentence(i, candidate.first);
        let preposition = same(candidate.last) && scene.class[candidate.last] == Class::Preposition;
        let end = candidate.last + if preposition { NEAR } else { 0 };
        let within = scene.candidates.partition_point(|other| other.first < candidate.first);
        let near = scene.candidates[within..].iter().take_while(|other| other.first < end);
        near.filter(|other| same(other.first)).any(|other| other.name() == Some(name))
    }

    /// "her statement", "the report": its owner if the article tells, else the document, marked as left so.
    fn document(&self, number: usize, head: usize) -> Resolved {
        let scene = self.scene;
        let candidate = &scene.candidates[number];
        let owned = self.referents.get(&number).map(|referent| (referent.name, "whom the pronoun means"));
        match owned.or_else(|| documents::owner(scene, candidate)) {
            Some((name, why)) => self.bridged(name, candidate, why),
            None => {
                let evidence = vec![format!("“{}” is a document whose owner is not told", candidate.text(scene))];
                Resolved { evidence, ..self.printed(candidate, head) }
            }
        }
    }

    /// "a spokesman, Bill Orr,", "spokesman Bill Orr", and "Bill Orr, a spokesman".
    fn beside(&self, candidate: &Candidate) -> Option<NameId> {
        self.named_after(candidate).or_else(|| self.named_before(candidate))
    }

    fn named_after(&self, candidate: &Candidate) -> Option<NameId> {
        let scene = self.scene;
        let comma = candidate.last < scene.len() && scene.class[candidate.last] == Class::Comma;
        let next = if comma { past_titles(scene, candidate.last + 1) } else { candidate.last };
        let number =
            (next < scene.len() && scene.same_sentence(next, candidate.first)).then(|| scene.candidate_at(next))??;
        let beside = &scene.candidates[number];
        let apart = next > candidate.last && !self.is_apposed(candidate, beside);
        beside.name().filter(|name| beside.first == next && !apart && self.is_person(*name))
    }

    /// Whether a name behind a comma is that of the phrase before it: "the mayor, Ada Orlova, said"; not "according to the
    /// mayor, Ada Orlova will leave".
    fn is_apposed(&self, candidate: &Candidate, beside: &Candidate) -> bool {
        let scene = self.scene;
        // "Acme's head of sales, Ada Orlova,".
        let tells = |i: &usize| matches!(scene.tokens.lower(*i), "head") || lexicon::is_role_noun(scene.tokens.key(*i));
        let last = candidate.last - 1;
        let head = [last, documents::head(scene, candidate)].into_iter().find(tells).unwrap_or(last);
        let noun = scene.tokens.lower(head);
        // "One of the lawyers, Ahmed Orr, said".
        let one = matches!(scene.tokens.lower(candidate.first), "one" | "another");
        let ends = [
            Class::Comma,
            Class::Period,
            Class::Quoted,
            Class::Bracket,
            Class::Dash,
            Class::Preposition,
            Class::Conjunction,
        ];
        let closed = beside.last >= scene.len()
            || !scene.same_sentence(beside.last, candidate.first)
            || ends.contains(&scene.class[beside.last]);
        closed && (one || !is_plural(noun)) && !papers::is_document(noun)
    }

    /// A name before the comma before, unless the phrase has a verb of its own ("To Orr, a spokesman said").
    fn named_before(&self, candidate: &Candidate) -> Option<NameId> {
        let scene = self.scene;
        let comma = candidate.first.checked_sub(1).filter(|&i| i > 0 && scene.same_sentence(i, candidate.first))?;
        // "…, a source familiar with the list said".
        let after = (candidate.last..scene.len()).take_while(|&i| scene.same_sentence(i, candidate.first));
        let ends = |i: &usize| {
            matches!(scene.class[*i], Class::Comma | Class::Quoted | Class::Cue | Class::WeakCue | Class::Auxiliary)
        };
        let verb =
            after.into_iter().find(ends).is_some_and(|i| !matches!(scene.class[i], Class::Comma | Class::Quoted));
        let before = &scene.candidates[scene.candidate_at(comma - 1)?];
        let fits = scene.class[comma] == Class::Comma && !verb && before.last == comma && !before.possessive;
        before.name().filter(|name| fits && self.is_person(*name) && !scene.is_quoted(comma))
    }

    /// "the minister": a person of that role before, the last speaker first.
    fn definite(&self, candidate: &Candidate, head: usize, previous: Option<(&Resolved, usize)>) -> Option<Resolved> {
        let scene = self.scene;
        let noun = scene.tokens.lower(head);
        // "Senators Orr and Brandt … the senators": not one of them.
        let holder = if is_plural(noun) { None } else { self.holder(candidate, head, previous) };
        if let Some(holder) = holder {
            // "Orr, an official, wrote … A ministry official said … the official": the one brought in since.
            let named = holder.name.and_then(|name| self.last_named(name, candidate));
            let since = self.brought_in(candidate, noun).is_some_and(|at| named.is_none_or(|named| named < at));
            return (!since).then_some(holder);
        }
        // "the Orlov campaign" is no other body.
        let specific = (candidate.first + 1..head).any(|i| scene.class[i] == Class::Capital);
        if specific && lexicon::is_body_noun(noun) {
            return None;
        }
        if lexicon::is_body_noun(noun) {
            let last = || if ANY_BODY.contains(&noun) { self.speaking_body(candidate) } else { None };
            return self.body(candidate, noun).or_else(last);
        }
        let former = (candidate.first + 1..head).any(|i| matches!(scene.tokens.lower(i), "former" | "then"));
        let description = noun.ends_with("-year-old")
            || noun.starts_with("ex-")
            || lexicon::is_affiliation(noun)
            || STORIED.contains(&noun)
            || former && lexicon::is_role_noun(noun);
        // "the secretary of state's office", "the fourth senator".
        let another = |i: usize| {
            scene.tokens[i].kind == TokenKind::Possessive
                || matches!(scene.tokens.lower(i), "first" | "second" | "third" | "fourth" | "other" | "only")
        };
        let one =
            !is_plural(noun) && !self.is_nameless(candidate, noun) && !(candidate.first..candidate.last).any(another);
        let words: Vec<&str> = (candidate.first + 1..head).map(|i| scene.tokens.lower(i)).collect();
        let deputy = |meant: &Resolved| meant.name.is_some_and(|name| self.holders.is_deputy(name, noun, &words));
        (description && one).then(|| self.only_person(candidate, previous)).flatten().filter(|meant| !deputy(meant))
    }

    /// Whether it is one of [`BESIDE_THE_STORY`], or somebody brought in without a name before
    /// ("a neighbor said … the neighbor said"). Whoever stands near is another one.
    fn is_nameless(&self, candidate: &Candidate, noun: &str) -> bool {
        BESIDE_THE_STORY.contains(&noun) || self.brought_in(candidate, noun).is_some()
    }

    /// Where a person was last named before a candidate.
    fn last_named(&self, name: NameId, candidate: &Candidate) -> Option<usize> {
        let count = self.named.partition_point(|&c| self.scene.candidates[c].first < candidate.first);
        let mut before = self.named[..count].iter().rev().take(WINDOW).map(|&c| &self.scene.candidates[c]);
        before.find(|c| c.name() == Some(name)).map(|c| c.first)
    }

    /// Where somebody of whom this noun is said was last brought in without a name ("a neighbor said").
    fn brought_in(&self, candidate: &Candidate, noun: &str) -> Option<usize> {
        let scene = self.scene;
        let predicate = |c: &Candidate| {
            let before = c.first.checked_sub(1).filter(|&i| scene.same_sentence(i, c.first));
            before.is_some_and(|i| {
                scene.class[i] == Class::Auxiliary || matches!(scene.tokens.lower(i), "as" | "be" | "been" | "became")
            })
        };
        let brought_in = |c: &Candidate| {
            matches!(c.kind, Kind::Role | Kind::Subject)
                && matches!(scene.tokens.lower(c.first), "a" | "an" | "another" | "one")
                && scene.tokens.lower(documents::head(scene, c)) == noun
                && !c.quoted
                && !predicate(c)
                && self.beside(c).is_none()
        };
        let acts = self.acts.partition_point(|act| act.cue < candidate.first);
        let mut spoke = self.acts[..acts].iter().rev().take(WINDOW).map(|act| &scene.candidates[act.subject]);
        let count = scene.candidates.partition_point(|c| c.first < candidate.first);
        let mut before = scene.candidates[..count].iter().rev().take(2 * WINDOW);
        // "a president" is any, "the president" is the one, but for one who spoke or of whom more is told.
        let told_of =
            |c: &Candidate| c.last < scene.len() && (scene.tokens.lower(c.last) == "who" || opens_and_acts(scene, c));
        let titled = lexicon::is_title(noun);
        let spoke = spoke.find(|c| brought_in(c)).map(|c| c.first);
        spoke.max(before.find(|c| (!titled || told_of(c)) && brought_in(c)).map(|c| c.first))
    }

    /// A person of this role: the last speaker, else the nearest before of those whom the phrase fits best. Where the
    /// last speaker has the role and another fits it better, it stays as printed.
    fn holder(&self, candidate: &Candidate, head: usize, previous: Option<(&Resolved, usize)>) -> Option<Resolved> {
        let scene = self.scene;
        let words: Vec<&str> = (candidate.first + 1..head).map(|i| scene.tokens.lower(i)).collect();
        let fit = |name: NameId| self.holders.fit(name, scene.tokens.lower(head), &words).map(|fit| (fit, name));
        let near = |since: usize| scene.paragraphs_between(since, candidate.first) <= 2;
        let spoke = previous.filter(|(_, since)| near(*since)).and_then(|(resolved, _)| fit(resolved.name?));
        let count = self.named.partition_point(|&c| scene.candidates[c].first < candidate.first);
        let before = self.named[..count].iter().rev().take(WINDOW).filter_map(|&c| fit(scene.candidates[c].name()?));
        // Of equals the nearest: `max_by_key` would take the last.
        let best = before.reduce(|best, next| if next.0 > best.0 { next } else { best });
        match (spoke, best) {
            (Some((fit, name)), best) if best.is_none_or(|best| best.0 <= fit || best.1 == name) => {
                Some(self.bridged(name, candidate, "the last speaker has this role"))
            }
            (Some((_, spoke)), Some((_, best))) => {
                let canonical = |name: NameId| &scene.names[name.0 as usize].canonical;
                let either = format!("“{}” may be {} or {}", candidate.text(scene), canonical(best), canonical(spoke));
                Some(Resolved { evidence: vec![either], ..self.printed(candidate, head) })
            }
            (_, best) => best.map(|(_, name)| self.bridged(name, candidate, "the article gives them this role")),
        }
    }

    /// "the singer", "the 31-year-old": the one person of the nearest paragraph that names any. Where there are two, it
    /// stays as printed.
    fn only_person(&self, candidate: &Candidate, previous: Option<(&Resolved, usize)>) -> Option<Resolved> {
        let scene = self.scene;
        let away = |at: usize| scene.paragraphs_between(at, candidate.first);
        let count = self.named.partition_point(|&c| scene.candidates[c].first < candidate.first);
        let before = self.named[..count].iter().rev().take(WINDOW).map(|&c| &scene.candidates[c]);
        let mut persons: Vec<(u32, NameId)> = before
            .filter(|c| !c.quoted && !scene.is_boilerplate(c.first))
            .filter_map(|c| Some((away(c.first), c.name()?)))
            .collect();
        persons.extend(previous.and_then(|(resolved, since)| Some((away(since), resolved.name?))));
        persons.retain(|(away, name)| *away <= 2 && self.is_person(*name));
        let nearest = persons.iter().map(|(away, _)| *away).min()?;
        let mut names: Vec<NameId> =
            persons.iter().filter(|(away, _)| *away == nearest).map(|(_, name)| *name).collect();
        names.sort_unstable();
        names.dedup();
        match names[..] {
            [name] => {
                let near = self.bridged(name, candidate, "the only person spoken of just before");
                Some(Resolved { how: How::Near, ..near })
            }
            _ => None,
        }
    }

    /// "the company", "the ministry": an organisation named before with that word in its name.
    fn body(&self, candidate: &Candidate, noun: &str) -> Option<Resolved> {
        let stem: String = noun.chars().take(6).collect();
        let has = |name: NameId| {
            let canonical = self.scene.names[name.0 as usize].canonical.to_lowercase();
            canonical.split(' ').any(|word| word.starts_with(&stem))
        };
        let name = self.organisation_before(candidate, |c| c.name().is_some_and(has))?;
        Some(self.bridged(name, candidate, "the organisation named so before"))
    }

    /// "the firm": the organisation that was the subject of a verb of speech last, if that was near.
    pub(super) fn speaking_body(&self, candidate: &Candidate) -> Option<Resolved> {
        let scene = self.scene;
        let count = self.acts.partition_point(|act| act.cue < candidate.first);
        let acts = self.acts[..count].iter().rev().take(WINDOW);
        let near = |act: &&Act| scene.paragraphs_between(act.cue, candidate.first) <= 2;
        let mut named = acts.take_while(near).filter_map(|act| scene.candidates[act.subject].name());
        // "The company told the paper" is not the paper that has just reported.
        let head = scene.tokens.lower(documents::head(scene, candidate));
        let press = matches!(candidate.kind, Kind::Pronoun(_)) || papers::PRESS.contains(&head);
        let fits = |name: &NameId| {
            let name = &scene.names[name.0 as usize];
            name.kind == EntityKind::Organisation && (press || !papers::is_outlet(&name.canonical))
        };
        Some(self.bridged(named.find(fits)?, candidate, "the organisation that spoke last"))
    }

    pub(super) fn printed(&self, candidate: &Candidate, head: usize) -> Resolved {
        let noun = self.scene.tokens.lower(head);
        let kind = if lexicon::is_body_noun(noun) || noun == "police" {
            SpeakerKind::Org
        } else if is_plural(noun) {
            SpeakerKind::Group
        } else {
            SpeakerKind::Unnamed
        };
        let label = Some(candidate.text(self.scene).to_owned());
        Resolved { name: None, label, kind, role: None, with: Vec::new(), how: How::Printed, evidence: Vec::new() }
    }
}

/// The token behind the titles and roles that begin at `first`: "the vicar, [the Rev.] Violet Tamsin", "her husband, [the late actor] Bo
/// Brandt". What no list has for a role counts only behind "the".
fn past_titles(scene: &Scene<'_, '_>, first: usize) -> usize {
    /// Words at most.
    const TITLES: usize = 4;
    let limit = (first + TITLES).min(scene.len());
    let described = first < limit && scene.tokens.lower(first) == "the";
    let plain = |i: usize| described && scene.class[i] == Class::Other && !is_plural(scene.tokens.lower(i));
    let title =
        |i: usize| matches!(scene.tokens.lower(i), "the" | ".") || lexicon::is_title(scene.tokens.key(i)) || plain(i);
    let mut next = first;
    while next < limit && scene.same_sentence(next, first - 1) {
        next = match scene.candidate_at(next).map(|number| &scene.candidates[number]) {
            Some(role) if described && role.kind == Kind::Role => role.last,
            None if title(next) => next + 1,
            _ => break,
        };
    }
    next
}

/// Nouns by which papers speak of the one person a story is about. Of others ("the judge", "the doctor", "the commander") hardly any of 20
/// read meant whoever alone was named near, of these about three in four of 60; of "the professor" three of three
/// in 7,510 AllSides articles.
const STORIED: &[&str] = &[
    "actor",
    "actress",
    "ambassador",
    "billionaire",
    "businessman",
    "businesswoman",
    "candidate",
    "captain",
    "chef",
    "comedian",
    "congressman",
    "congresswoman",
    "contender",
    "defenceman",
    "defender",
    "defenseman",
    "farmer",
    "front-runner",
    "frontrunner",
    "goalie",
    "goalkeeper",
    "goaltender",
    "governor",
    "hopeful",
    "incumbent",
    "leader",
    "legislator",
    "magnate",
    "mayor",
    "midfielder",
    "minister",
    "mogul",
    "mp",
    "native",
    "nominee",
    "parliamentarian",
    "pitcher",
    "player",
    "pm",
    "politician",
    "premier",
    "president",
    "professor",
    "quarterback",
    "rapper",
    "representative",
    "rookie",
    "senator",
    "singer",
    "skipper",
    "speaker",
    "star",
    "striker",
    "teenager",
    "tycoon",
    "veteran",
    "vp",
    "whip",
    "winger",
];

/// Nouns by which papers keep a source's name back, and for those whose trade puts them beside the persons a story is
/// about: whoever alone is named near is hardly ever meant.
const BESIDE_THE_STORY: &[&str] = &[
    "aide",
    "analyst",
    "author",
    "correspondent",
    "detective",
    "director",
    "eyewitness",
    "informant",
    "insider",
    "investigator",
    "journalist",
    "lawmaker",
    "narrator",
    "officer",
    "official",
    "organizer",
    "organiser",
    "prosecutor",
    "reporter",
    "source",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "staffer",
    "strategist",
    "witness",
    "writer",
];

/// Nouns by which an article speaks of whatever body it has just named. Of others ("the government", "the city", "the
/// station") none of 7 read was the body that spoke last, of these and "it" 19 of 23 were.
const ANY_BODY: &[&str] = &[
    "agency",
    "airline",
    "bank",
    "charity",
    "committee",
    "company",
    "firm",
    "group",
    "newspaper",
    "organisation",
    "organization",
    "paper",
    "union",
];

/// "A minister met them": whoever begins a sentence and does something.
fn opens_and_acts(scene: &Scene<'_, '_>, candidate: &Candidate) -> bool {
    let next = candidate.last;
    let verb = || {
        let past = scene.tokens.lower(next).ends_with("ed") && scene.class[next] == Class::Other;
        past || matches!(scene.class[next], Class::Cue | Class::WeakCue)
    };
    scene.begins_sentence(candidate.first) && scene.same_sentence(candidate.first, next) && verb()
}
