//! From the words that tell a speaker to a name: pronouns, roles, relative clauses.
//!
//! Names resolve through [`crate::analysis::entities`], "he" and "she" through [`super::pronouns`]; what is left is other
//! pronouns and role nouns ("the minister"), resolved only where the article ties that role to one person.
//! What cannot be told stays what is printed; a pronoun that cannot be told is unknown.

use super::{
    acts::{self, Act},
    antecedent, documents,
    holders::Holders,
    pronouns::Referents,
};
use crate::{
    analysis::{
        EntityKind, NameId, SpeakerKind,
        quotes::{Candidate, Class, Kind, Pronoun, Scene, papers, shares},
    },
    lexicon,
};

/// How a mention was resolved; ordered by how sure that is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum How {
    /// The mention is a name.
    Named,
    /// The mention is a noun phrase that names itself ("residents").
    Printed,
    /// A role that the article ties to a name.
    Role,
    /// A description that may fit whoever alone is named near.
    Near,
    /// A pronoun, meant as likely as that among the persons who fit.
    Pronoun(f32),
    /// A pronoun without an antecedent.
    Unknown,
}

impl How {
    /// Share of right names among the right mentions, by way of resolving.
    #[must_use]
    pub fn certainty(self) -> f32 {
        match self {
            Self::Named => 0.98,
            Self::Printed => 0.85,
            Self::Pronoun(share) => 0.95 * share,
            // Read by eye, 42 of 44 (2026-11-27); left below that, since a role may pass on within an article.
            Self::Role => 0.85,
            // Read by eye, 36 of 54: with it such quotes are given .68 at most (training/README.md).
            Self::Near => 0.42,
            Self::Unknown => 0.3,
        }
    }
}

/// A resolved speaker.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved {
    /// The name, if there is one.
    pub name: Option<NameId>,
    /// Canonical name or words printed; none if unknown.
    pub label: Option<String>,
    /// What kind of speaker.
    pub kind: SpeakerKind,
    /// Role as printed, if any.
    pub role: Option<String>,
    /// How it was told.
    pub how: How,
    /// Why, in words.
    pub evidence: Vec<String>,
}

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

/// Mentions looked back at for a pronoun: more never lie near enough to win, and the look-up stays linear.
const WINDOW: usize = 48;

/// Resolves mentions of one article.
#[derive(Debug)]
pub struct Resolver<'s, 'a, 't> {
    scene: &'s Scene<'a, 't>,
    acts: &'s [Act],
    /// Whom "he" and "she" mean.
    referents: Referents,
    /// Name candidates in text order.
    named: Vec<usize>,
    holders: Holders<'s>,
}

impl<'s, 'a, 't> Resolver<'s, 'a, 't> {
    /// Reads what the article says of its names.
    #[must_use]
    pub fn new(scene: &'s Scene<'a, 't>, acts: &'s [Act], referents: Referents) -> Self {
        let named = (0..scene.candidates.len()).filter(|&c| matches!(scene.candidates[c].kind, Kind::Name(..)));
        let named: Vec<usize> = named.collect();
        let holders = Holders::of(scene, &named);
        Self { scene, acts, referents, named, holders }
    }

    /// Whom candidate `number` means. `previous` is the speaker of the last quote, said at token `since`.
    #[must_use]
    pub fn resolve(&self, number: usize, previous: Option<(&Resolved, usize)>) -> Resolved {
        let candidate = self.scene.candidates[number];
        match candidate.kind {
            Kind::Name(name, _) => self.name(name, number),
            Kind::Pronoun(Pronoun::He | Pronoun::She) => self.pronoun(number, previous),
            Kind::Pronoun(Pronoun::Who) => self.who(&candidate, previous),
            Kind::Pronoun(Pronoun::It) => self.it(&candidate, previous),
            Kind::Pronoun(Pronoun::They) => self.they(&candidate, previous),
            Kind::Pronoun(Pronoun::We | Pronoun::I) => self.first_person(&candidate, previous),
            Kind::Role | Kind::Subject => self.role(number, previous),
        }
    }

    fn named(&self, name: NameId, how: How, evidence: Vec<String>) -> Resolved {
        let entry = &self.scene.names[name.0 as usize];
        let kind = if entry.kind == EntityKind::Person { SpeakerKind::Person } else { SpeakerKind::Org };
        Resolved {
            name: Some(name),
            label: Some(entry.canonical.clone()),
            kind,
            role: entry.role.clone(),
            how,
            evidence,
        }
    }

    fn unknown(candidate: &Candidate, scene: &Scene<'_, '_>) -> Resolved {
        let evidence = vec![format!("“{}” could not be resolved to a name", candidate.text(scene))];
        Resolved { name: None, label: None, kind: SpeakerKind::Unnamed, role: None, how: How::Unknown, evidence }
    }

    fn name(&self, name: NameId, number: usize) -> Resolved {
        let scene = self.scene;
        let candidate = &scene.candidates[number];
        let canonical = &scene.names[name.0 as usize].canonical;
        let printed = candidate.text(scene);
        let evidence = if printed == canonical {
            Vec::new()
        } else {
            vec![format!("“{printed}” is {canonical} in this article")]
        };
        self.named(name, How::Named, evidence)
    }

    /// "he", "she": whom the pass through the article gave it.
    fn pronoun(&self, number: usize, previous: Option<(&Resolved, usize)>) -> Resolved {
        let scene = self.scene;
        let pronoun = scene.candidates[number];
        if let Some(resolved) = self.somebody(&pronoun) {
            return resolved;
        }
        let Some(referent) = self.referents.get(&number) else {
            // "a bank official said … he said": whoever spoke last, if it is one without a name.
            let single = |resolved: &Resolved| {
                resolved.kind == SpeakerKind::Unnamed && !resolved.label.as_deref().is_some_and(names_several)
            };
            return match previous.filter(|(resolved, _)| single(resolved)) {
                Some(_) => self.carried(&pronoun, previous),
                None => self.last_unnamed(&pronoun, single).unwrap_or_else(|| Self::unknown(&pronoun, scene)),
            };
        };
        let canonical = |name: NameId| &scene.names[name.0 as usize].canonical;
        let mut evidence = vec![format!("“{}” → {}: {}", pronoun.text(scene), canonical(referent.name), referent.why)];
        if let Some((next, share)) = referent.next.filter(|(_, share)| *share > 0.1) {
            evidence.push(format!("“{}” could be {} ({share:.2})", pronoun.text(scene), canonical(next)));
        }
        self.named(referent.name, How::Pronoun(referent.share), evidence)
    }

    fn is_person(&self, name: NameId) -> bool {
        self.scene.names[name.0 as usize].kind == EntityKind::Person
    }

    /// "who": the nearest candidate before it in its sentence that can be a person and is nobody's complement ("a professor
    /// at Acme, who").
    fn who(&self, candidate: &Candidate, previous: Option<(&Resolved, usize)>) -> Resolved {
        /// How far back it may lie, in tokens.
        const REACH: usize = 24;
        let scene = self.scene;
        if let Some(phrase) = described(scene, candidate.first) {
            return self.printed(&phrase, phrase.last - 1);
        }
        // "quoted “a senior official” who said": in another's words, and not the one who quotes.
        let quoted =
            candidate.first.checked_sub(1).is_some_and(|i| scene.is_quoted(i) && !scene.is_quoted(candidate.first));
        if quoted && scene.same_sentence(candidate.first - 1, candidate.first) {
            return Self::unknown(candidate, scene);
        }
        let from = candidate.first.saturating_sub(REACH);
        let before = (from..candidate.first).rev().take_while(|&i| scene.same_sentence(i, candidate.first));
        let mut before = before.filter_map(|i| scene.candidate_at(i)).peekable();
        // "the president's fellow Republicans in Congress who": those before the preposition and nobody farther off.
        let beside =
            |last: usize| last == candidate.first || last + 1 == candidate.first && scene.class[last] == Class::Comma;
        let near = before.peek().copied().filter(|&near| beside(scene.candidates[near].last));
        // "badgered by Republicans who said", "under fire from Republicans, who said".
        let members = |near: &Candidate| {
            let plural = scene.tokens.lower(near.first).strip_suffix('s');
            near.last == near.first + 1 && plural.is_some_and(lexicon::is_affiliation)
        };
        if let Some(near) = near.filter(|&near| members(&scene.candidates[near])) {
            return self.resolve(near, previous);
        }
        let near = near.filter(|&near| scene.candidates[near].last == candidate.first);
        let body = near.map(|near| &scene.candidates[near]);
        let body = body.filter(|near| matches!(near.kind, Kind::Name(_, EntityKind::Organisation)));
        let governor = body.and_then(|near| acts::governor(scene, near.first));
        let antecedent = before.find(|&number| {
            let other = &scene.candidates[number];
            if governor.is_some_and(|governor| other.last < governor) {
                return false;
            }
            match other.kind {
                Kind::Name(name, _) => self.is_person(name) || acts::governor(scene, other.first).is_none(),
                // "a member of the opposition coalition, who".
                Kind::Role | Kind::Subject => {
                    !lexicon::is_body_noun(scene.tokens.lower(other.last - 1))
                        || acts::governor(scene, other.first).is_none()
                }
                Kind::Pronoun(_) => false,
            }
        });
        match antecedent {
            Some(number) => self.resolve(number, previous),
            None => Self::unknown(candidate, scene),
        }
    }

    /// "it": the body that is the subject of its sentence, else the one that spoke last, else one that is the subject of a sentence
    /// just before, else the last speaker if it is one. Whatever body was only named before is hardly ever meant.
    fn it(&self, candidate: &Candidate, previous: Option<(&Resolved, usize)>) -> Resolved {
        let scene = self.scene;
        let body = |number| self.subject_meant(candidate, number, is_one_body);
        let here = antecedent::subject_here(scene, candidate.first);
        if let Some(resolved) = here.and_then(body).or_else(|| self.speaking_body(candidate)) {
            return resolved;
        }
        let sentence = scene.tokens[candidate.first].sentence;
        let near = |c: &Candidate| sentence - scene.tokens[c.first].sentence <= 2 && scene.begins_sentence(c.first);
        if let Some(name) = self.organisation_before(candidate, near) {
            return self.bridged(name, candidate, "the organisation named last as a subject");
        }
        let before = || antecedent::subject_before(scene, candidate.first).and_then(body);
        match previous {
            Some((resolved, _)) if resolved.kind != SpeakerKind::Person => self.carried(candidate, previous),
            _ => before().unwrap_or_else(|| Self::unknown(candidate, scene)),
        }
    }

    /// Whom the subject `number` of a sentence is, if that fits a pronoun behind it.
    fn subject_meant(&self, pronoun: &Candidate, number: usize, fits: impl Fn(&Resolved) -> bool) -> Option<Resolved> {
        let subject = &self.scene.candidates[number];
        let meant = match subject.kind {
            _ if antecedent::is_empty(self.scene, pronoun) => return None,
            Kind::Name(name, EntityKind::Organisation) => self.name(name, number),
            Kind::Role | Kind::Subject => self.role(number, None),
            _ => return None,
        };
        let label = meant.label.clone().filter(|_| fits(&meant))?;
        let evidence = vec![format!("“{}” → {label}: subject of the sentence", pronoun.text(self.scene))];
        Some(Resolved { how: How::Role, evidence, ..meant })
    }

    fn organisation_before(&self, candidate: &Candidate, fits: impl Fn(&Candidate) -> bool) -> Option<NameId> {
        let scene = self.scene;
        let count = self.named.partition_point(|&c| scene.candidates[c].first < candidate.first);
        let before = self.named[..count].iter().rev().take(WINDOW).map(|&c| &scene.candidates[c]);
        let mut organisations =
            before.filter(|c| matches!(c.kind, Kind::Name(_, EntityKind::Organisation)) && !c.quoted);
        organisations.find(|c| fits(c)).and_then(Candidate::name)
    }

    fn bridged(&self, name: NameId, candidate: &Candidate, why: &str) -> Resolved {
        let canonical = &self.scene.names[name.0 as usize].canonical;
        let evidence = vec![format!("“{}” → {canonical}: {why}", candidate.text(self.scene))];
        self.named(name, How::Role, evidence)
    }

    /// "they": those who are the subject of its sentence, else the group or body that spoke last, else those who are the subject of
    /// the sentence before; never one person.
    fn they(&self, candidate: &Candidate, previous: Option<(&Resolved, usize)>) -> Resolved {
        let scene = self.scene;
        let several = |resolved: &Resolved| matches!(resolved.kind, SpeakerKind::Group | SpeakerKind::Org);
        let plural = |resolved: &Resolved| {
            resolved.kind == SpeakerKind::Group
                || several(resolved) && resolved.label.as_deref().is_some_and(names_several)
        };
        let here = antecedent::subject_here(scene, candidate.first);
        if let Some(resolved) = here.and_then(|number| self.subject_meant(candidate, number, several)) {
            return resolved;
        }
        if previous.is_some_and(|(resolved, _)| several(resolved)) {
            return self.carried(candidate, previous);
        }
        let those = |number| self.subject_meant(candidate, number, plural);
        let before = || antecedent::subject_before(scene, candidate.first).filter(|_| here.is_none()).and_then(those);
        let spoke = self.last_unnamed(candidate, several).or_else(before);
        spoke.unwrap_or_else(|| Self::unknown(candidate, scene))
    }

    /// The phrase that was the subject of a verb of speech last, if that was near and it fits.
    fn last_unnamed(&self, candidate: &Candidate, fits: impl Fn(&Resolved) -> bool) -> Option<Resolved> {
        let scene = self.scene;
        let count = self.acts.partition_point(|act| act.cue < candidate.first);
        let person = matches!(candidate.kind, Kind::Pronoun(Pronoun::He | Pronoun::She));
        let last = self.acts[..count].iter().rev().take(WINDOW).find(|act| {
            let near = scene.paragraphs_between(act.cue, candidate.first) <= 2;
            let subject = &scene.candidates[act.subject];
            let spoken_of = match subject.kind {
                Kind::Role => true,
                // "The recruiter said", and not "The relay said".
                Kind::Subject => !person || is_doer(scene.tokens.lower(documents::head(scene, subject))),
                _ => false,
            };
            near && spoken_of
        })?;
        let spoke = self.role(last.subject, None);
        fits(&spoke).then(|| self.carried(candidate, Some((&spoke, last.cue))))
    }

    /// "A manager said so. “…,” he said": one without a name who spoke last, and since whom nobody else was named.
    fn somebody(&self, pronoun: &Candidate) -> Option<Resolved> {
        let scene = self.scene;
        let count = self.acts.partition_point(|act| act.cue < pronoun.first);
        let act = self.acts[..count].last()?;
        let subject = &scene.candidates[act.subject];
        let head = documents::head(scene, subject);
        let new = matches!(subject.kind, Kind::Role)
            && matches!(scene.tokens.lower(subject.first), "a" | "an" | "one" | "another")
            // Of "saw a man say he was late" who saw it may be meant.
            && !acts::is_perceived(scene, subject)
            && lexicon::is_role_noun(scene.tokens.lower(head));
        let since = self.named.partition_point(|&c| scene.candidates[c].first < subject.first);
        let mut named = self.named[since..].iter().map(|&c| &scene.candidates[c]);
        let named = named.by_ref().take(WINDOW).take_while(|c| c.first < pronoun.first);
        let other = || named.filter(|c| !c.quoted).filter_map(Candidate::name).any(|name| self.is_person(name));
        if !new || scene.paragraphs_between(act.cue, pronoun.first) > 1 || other() {
            return None;
        }
        let spoke = self.role(act.subject, None);
        (spoke.kind == SpeakerKind::Unnamed).then(|| self.carried(pronoun, Some((&spoke, act.cue))))
    }

    /// "I", "we": within speech whoever spoke last; in the writer's own words the writer, whom the text does not name.
    fn first_person(&self, candidate: &Candidate, previous: Option<(&Resolved, usize)>) -> Resolved {
        if candidate.quoted {
            return self.carried(candidate, previous);
        }
        let evidence = vec![format!("“{}” is the writer, whom the text does not name", candidate.text(self.scene))];
        Resolved { evidence, ..Self::unknown(candidate, self.scene) }
    }

    /// A pronoun of one who speaks on: whoever spoke last.
    fn carried(&self, candidate: &Candidate, previous: Option<(&Resolved, usize)>) -> Resolved {
        match previous {
            Some((resolved, _)) if resolved.label.is_some() => {
                let label = resolved.label.as_deref().unwrap_or_default();
                let evidence = vec![format!("“{}” → {label}: the last speaker", candidate.text(self.scene))];
                Resolved { how: How::Role, evidence, ..resolved.clone() }
            }
            _ => Self::unknown(candidate, self.scene),
        }
    }

    /// A noun phrase: the person it stands beside or whose role it is, the owner of a document, else what is printed.
    fn role(&self, number: usize, previous: Option<(&Resolved, usize)>) -> Resolved {
        let scene = self.scene;
        let candidate = &scene.candidates[number];
        if let Some(name) = self.beside(candidate) {
            return self.bridged(name, candidate, "the name beside it");
        }
        let head = documents::head(scene, candidate);
        if papers::is_document(scene.tokens.lower(head)) {
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
        /// Words that may stand between ("the vicar, the Rev. Violet Tamsin").
        const TITLES: usize = 3;
        let scene = self.scene;
        let mut next = candidate.last;
        if next < scene.len() && scene.class[next] == Class::Comma {
            next += 1;
            let limit = (next + TITLES).min(scene.len());
            let titles = |i: usize| {
                scene.tokens.lower(i) == "the"
                    || lexicon::is_title(scene.tokens.lower(i))
                    || scene.tokens.word(i) == "."
            };
            while next < limit && scene.candidate_at(next).is_none() && titles(next) {
                next += 1;
            }
        }
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
        let tells =
            |i: &usize| matches!(scene.tokens.lower(*i), "head") || lexicon::is_role_noun(scene.tokens.lower(*i));
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
        let description = noun.ends_with("-year-old") || lexicon::is_affiliation(noun) || lexicon::is_role_noun(noun);
        let one = !is_plural(noun) && !self.is_nameless(candidate, noun);
        (description && one).then(|| self.only_person(candidate, previous)).flatten()
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
    fn speaking_body(&self, candidate: &Candidate) -> Option<Resolved> {
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

    fn printed(&self, candidate: &Candidate, head: usize) -> Resolved {
        let noun = self.scene.tokens.lower(head);
        let kind = if lexicon::is_body_noun(noun) || noun == "police" {
            SpeakerKind::Org
        } else if is_plural(noun) {
            SpeakerKind::Group
        } else {
            SpeakerKind::Unnamed
        };
        let label = Some(candidate.text(self.scene).to_owned());
        Resolved { name: None, label, kind, role: None, how: How::Printed, evidence: Vec::new() }
    }
}

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

/// Whether a noun ends as those for persons do.
fn is_doer(noun: &str) -> bool {
    const ENDINGS: &[&str] = &["er", "or", "ist", "ian", "man", "woman", "person", "ee", "ant", "ent"];
    lexicon::is_role_noun(noun) || ENDINGS.iter().any(|ending| noun.ends_with(ending))
}

/// "A minister met them": whoever begins a sentence and does something.
fn opens_and_acts(scene: &Scene<'_, '_>, candidate: &Candidate) -> bool {
    let next = candidate.last;
    let verb = || {
        let past = scene.tokens.lower(next).ends_with("ed") && scene.class[next] == Class::Other;
        past || matches!(scene.class[next], Class::Cue | Class::WeakCue)
    };
    scene.begins_sentence(candidate.first) && scene.same_sentence(candidate.first, next) && verb()
}

/// The phrase of any noun that "who" at token `who` follows without a comma: "one loafer who shouted". Behind a preposition it
/// may be what another noun is told by ("a man in the hat who").
fn described(scene: &Scene<'_, '_>, who: usize) -> Option<Candidate> {
    /// Words of the phrase before its noun.
    const PHRASE: usize = 4;
    let noun = |i: usize| {
        scene.class[i] == Class::Other
            && scene.tokens[i].is_wordlike()
            && scene.same_sentence(i, who)
            && scene.candidate_at(i).is_none()
    };
    // "the guy who is told", but "the guy who is saying".
    let passive = who + 2 < scene.len()
        && matches!(scene.tokens.lower(who + 1), "is" | "are" | "was" | "were")
        && !scene.tokens.lower(who + 2).ends_with("ing");
    let before = who.checked_sub(1).filter(|&i| scene.same_sentence(i, who) && !scene.is_quoted(i));
    let phrase = |first: usize| Candidate {
        first,
        last: who,
        kind: Kind::Subject,
        quoted: false,
        possessive: false,
        inner: false,
    };
    // "those who said", "41 percent who say".
    let anybody = |i: usize| {
        matches!(
            scene.tokens.lower(i),
            "those" | "anyone" | "anybody" | "someone" | "somebody" | "everyone" | "everybody" | "others"
        )
    };
    let said = (who + 1..scene.len().min(who + 4)).any(|i| scene.class[i] == Class::Cue && scene.same_sentence(i, who));
    let free = before.filter(|&i| said && scene.candidate_at(i).is_none());
    let part = free.filter(|&i| shares::tells_part(scene, i)).and_then(|_| shares::start(scene, who));
    if let Some(first) = part.or(free.filter(|&i| anybody(i))) {
        return Some(phrase(first));
    }
    let last = before.filter(|&i| noun(i) && !passive)?;
    let start = (last.saturating_sub(PHRASE)..last).rev().find(|&i| !noun(i) || is_one(scene, i))?;
    let opens = scene.same_sentence(start, who) && (scene.class[start] == Class::Determiner || is_one(scene, start));
    let of_another = start.checked_sub(1).is_some_and(|i| {
        scene.same_sentence(i, who)
            && matches!(scene.tokens.lower(i), "of" | "in" | "at" | "from" | "with" | "for" | "on" | "near" | "by")
    });
    (opens && !of_another).then(|| phrase(start))
}

fn is_one(scene: &Scene<'_, '_>, i: usize) -> bool {
    matches!(scene.tokens.lower(i), "one" | "another")
}

/// Whether it is a body that "it" may mean: "the ministry", "a coalition of miners"; but not "the police".
fn is_one_body(resolved: &Resolved) -> bool {
    let label = resolved.label.as_deref().unwrap_or_default().to_lowercase();
    let of_several = label.split(' ').nth(1).is_some_and(lexicon::is_body_noun) && label.contains(" of ");
    let body = resolved.kind == SpeakerKind::Org || resolved.kind == SpeakerKind::Group && of_several;
    body && !label.ends_with("police")
}

/// Whether a phrase names several: "some of his advisers", "the officials"; but "one of the officials".
fn names_several(phrase: &str) -> bool {
    let lower = phrase.to_lowercase();
    let mut words = lower.split(' ');
    match words.next() {
        Some("one" | "another" | "a" | "an") => false,
        Some("some" | "most" | "many" | "several" | "others" | "those") => true,
        _ => {
            let head =
                lower.split(' ').take_while(|word| !matches!(*word, "of" | "for" | "in" | "at" | "from" | "with"));
            head.last().is_some_and(is_plural)
        }
    }
}

/// Whether a noun names several.
fn is_plural(noun: &str) -> bool {
    noun.ends_with('s') && !noun.ends_with("ss") || matches!(noun, "people" | "police" | "men" | "women")
}
