//! From the words that tell a speaker to a name: pronouns, roles, relative clauses.
//!
//! Names resolve through [`crate::analysis::entities`]; what is left is pronouns, scored by recency, gender, position and
//! who has been speaking, and role nouns ("the minister"), resolved only where the article ties that role to one person.
//! What cannot be told stays what is printed; a pronoun that cannot be told is unknown.

use rustc_hash::FxHashSet;

use super::acts::Act;
use crate::{
    analysis::{
        EntityKind, Gender, NameId, SpeakerKind,
        quotes::{Candidate, Class, Kind, Pronoun, Scene},
    },
    lexicon,
    text::TokenKind,
};

/// How a mention was resolved; ordered by how sure that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// The mention is a name.
    Named,
    /// The mention is a noun phrase that names itself ("residents").
    Printed,
    /// A role that the article ties to a name.
    Role,
    /// A pronoun.
    Pronoun,
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
            Self::Pronoun => 0.9,
            Self::Role => 0.75,
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

/// Mentions looked back at for a pronoun: more never lie near enough to win, and the look-up stays linear.
const WINDOW: usize = 48;

/// Resolves mentions of one article.
#[derive(Debug)]
pub struct Resolver<'s, 'a, 't> {
    scene: &'s Scene<'a, 't>,
    acts: &'s [Act],
    spoken: &'s [u32],
    /// Name candidates in text order.
    named: Vec<usize>,
    /// Which role nouns the article ties to which name.
    roles: FxHashSet<(NameId, &'s str)>,
}

impl<'s, 'a, 't> Resolver<'s, 'a, 't> {
    /// Reads what the article says of its names.
    #[must_use]
    pub fn new(scene: &'s Scene<'a, 't>, acts: &'s [Act], spoken: &'s [u32]) -> Self {
        let named = (0..scene.candidates.len()).filter(|&c| matches!(scene.candidates[c].kind, Kind::Name(..)));
        let named: Vec<usize> = named.collect();
        let roles = roles(scene, &named);
        Self { scene, acts, spoken, named, roles }
    }

    /// Whom candidate `number` means. `previous` is the speaker of the last quote, said at token `since`.
    #[must_use]
    pub fn resolve(&self, number: usize, previous: Option<(&Resolved, usize)>) -> Resolved {
        let candidate = self.scene.candidates[number];
        match candidate.kind {
            Kind::Name(name, _) => self.name(name, &candidate, previous),
            Kind::Pronoun(Pronoun::He) => self.person(number, Gender::Male, previous),
            Kind::Pronoun(Pronoun::She) => self.person(number, Gender::Female, previous),
            Kind::Pronoun(Pronoun::Who) => self.who(&candidate, previous),
            Kind::Pronoun(Pronoun::It) => self.it(&candidate, previous),
            Kind::Pronoun(Pronoun::They | Pronoun::We | Pronoun::I) => self.carried(&candidate, previous),
            Kind::Role | Kind::Subject => self.role(&candidate, previous),
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

    /// A name; "the Kentucky Republican" is a person described by place and party, not a name.
    fn name(&self, name: NameId, candidate: &Candidate, previous: Option<(&Resolved, usize)>) -> Resolved {
        let scene = self.scene;
        let described = candidate.first > 0
            && scene.tokens.lower(candidate.first - 1) == "the"
            && scene.names[name.0 as usize].kind != EntityKind::Person
            && is_affiliation(scene.tokens.lower(candidate.last - 1));
        if described {
            return self.role(candidate, previous);
        }
        let canonical = &scene.names[name.0 as usize].canonical;
        let printed = candidate.text(scene);
        let evidence = if printed == canonical {
            Vec::new()
        } else {
            vec![format!("“{printed}” is {canonical} in this article")]
        };
        self.named(name, How::Named, evidence)
    }

    /// "he", "she": the person before who fits best.
    fn person(&self, number: usize, gender: Gender, previous: Option<(&Resolved, usize)>) -> Resolved {
        let scene = self.scene;
        let pronoun = scene.candidates[number];
        let last_speaker = self.last_speaker(&pronoun, previous);
        let acting = self.last_act(&pronoun, gender);
        let topic = self.topic(&pronoun);
        let mut best: Option<(f32, NameId)> = None;
        let mut second = f32::MIN;
        for (name, mentions) in self.persons_before(&pronoun, gender) {
            let score = self.salience(name, &mentions, &pronoun, gender)
                + if last_speaker == Some(name) { 1.6 } else { 0.0 }
                + if acting == Some(name) { 1.2 } else { 0.0 }
                + if topic == Some(name) { 2.0 } else { 0.0 };
            match best {
                Some((top, _)) if top >= score => second = second.max(score),
                _ => {
                    second = best.map_or(second, |(top, _)| top);
                    best = Some((score, name));
                }
            }
        }
        let Some((score, name)) = best else { return Self::unknown(&pronoun, scene) };
        let canonical = &scene.names[name.0 as usize].canonical;
        let why = if topic == Some(name) {
            "the person whom its paragraph is about"
        } else if last_speaker == Some(name) {
            "the last speaker"
        } else if acting == Some(name) {
            "the last subject of a verb of speech"
        } else {
            "the fitting person named last"
        };
        let mut evidence = vec![format!("“{}” → {canonical}: {why}", pronoun.text(scene))];
        if score - second < 0.5 && second > f32::MIN {
            evidence.push("another person fits nearly as well".to_owned());
        }
        self.named(name, How::Pronoun, evidence)
    }

    /// The person whom a pronoun would go on with: the subject of a cue since the last quote, else its speaker.
    fn last_speaker(&self, pronoun: &Candidate, previous: Option<(&Resolved, usize)>) -> Option<NameId> {
        let since = previous.map_or(0, |(_, since)| since);
        let acts = self.acts_before(pronoun.first).take_while(|act| act.cue >= since);
        let named = acts.filter_map(|act| self.scene.candidates[act.subject].name());
        named.take(1).find(|name| self.is_person(*name)).or_else(|| previous.and_then(|(resolved, _)| resolved.name))
    }

    fn acts_before(&self, token: usize) -> impl Iterator<Item = &Act> {
        let count = self.acts.partition_point(|act| act.cue < token);
        let scene = self.scene;
        self.acts[..count].iter().rev().take(WINDOW).filter(move |act| scene.candidates[act.subject].last <= token)
    }

    fn is_person(&self, name: NameId) -> bool {
        self.scene.names[name.0 as usize].kind == EntityKind::Person
    }

    fn last_act(&self, pronoun: &Candidate, gender: Gender) -> Option<NameId> {
        let scene = self.scene;
        let fits = |name: NameId| {
            let entry = &scene.names[name.0 as usize];
            entry.kind == EntityKind::Person && entry.gender.is_none_or(|g| g == gender)
        };
        let found = self.acts_before(pronoun.first).find_map(|act| {
            let subject = &scene.candidates[act.subject];
            subject.name().filter(|name| fits(*name)).map(|name| (name, subject.first))
        });
        let (name, at) = found?;
        (scene.outer_sentence[pronoun.first] - scene.outer_sentence[at] <= 5).then_some(name)
    }

    /// The person named first in the pronoun's own paragraph, in a place where a subject stands.
    fn topic(&self, pronoun: &Candidate) -> Option<NameId> {
        let scene = self.scene;
        let count = self.named.partition_point(|&c| scene.candidates[c].first < pronoun.first);
        let paragraph = scene.tokens[pronoun.first].paragraph;
        let before = self.named[..count].iter().rev().take(WINDOW).map(|&c| &scene.candidates[c]);
        let here = before.take_while(|c| scene.tokens[c.first].paragraph == paragraph);
        let governed = |c: &Candidate| c.first > 0 && scene.class[c.first - 1] == Class::Preposition;
        let subjects = here.filter(|c| !c.quoted && !c.possessive && !c.inner && !governed(c));
        subjects.filter_map(Candidate::name).filter(|name| self.is_person(*name)).last()
    }

    /// The persons named before a pronoun that it may mean, each with its mentions in text order.
    fn persons_before(&self, pronoun: &Candidate, gender: Gender) -> Vec<(NameId, Vec<usize>)> {
        let scene = self.scene;
        let count = self.named.partition_point(|&c| scene.candidates[c].first < pronoun.first);
        let mut out: Vec<(NameId, Vec<usize>)> = Vec::new();
        for &number in &self.named[count.saturating_sub(WINDOW)..count] {
            let candidate = &scene.candidates[number];
            let Kind::Name(name, kind) = candidate.kind else { continue };
            let entry = &scene.names[name.0 as usize];
            let misfit = entry.gender.is_some_and(|g| g != gender);
            if kind != EntityKind::Person || misfit || scene.is_boilerplate(candidate.first) {
                continue;
            }
            match out.iter_mut().find(|(known, _)| *known == name) {
                Some((_, mentions)) => mentions.push(number),
                None => out.push((name, vec![number])),
            }
        }
        out
    }

    /// How much a person is in the reader's mind at a pronoun.
    fn salience(&self, name: NameId, mentions: &[usize], pronoun: &Candidate, gender: Gender) -> f32 {
        let scene = self.scene;
        let entry = &scene.names[name.0 as usize];
        let full = entry.canonical.contains(' ');
        let mut score = if entry.gender == Some(gender) { 1.2 } else { 0.0 };
        score += 0.4 * self.spoken[name.0 as usize].min(3) as f32;
        score += if full { 0.5 } else { 0.0 };
        score += 0.15 * mentions.len().min(6) as f32;
        let outside = mentions.iter().any(|&c| !scene.candidates[c].quoted);
        score -= if outside { 0.0 } else { 2.0 };
        let nearest = mentions.iter().rev().filter(|&&c| !outside || !scene.candidates[c].quoted).take(6);
        score += nearest.map(|&c| self.nearness(c, pronoun)).fold(-9.0, f32::max);
        // Someone introduced by full name just before is whom the text is about now.
        let first = &scene.candidates[mentions[0]];
        let introduced = mentions.len() == 1 && full && !first.quoted;
        if introduced && scene.paragraphs_between(first.first, pronoun.first) <= 1 {
            score += 1.8;
        }
        score
    }

    /// How near one mention stands, and in how prominent a place.
    fn nearness(&self, number: usize, pronoun: &Candidate) -> f32 {
        let scene = self.scene;
        let mention = &scene.candidates[number];
        let sentences = scene.outer_sentence[pronoun.first].saturating_sub(scene.outer_sentence[mention.first]).min(10);
        let paragraphs = scene.paragraphs_between(mention.first, pronoun.first).min(6);
        let mut near = 3.0 - 0.35 * sentences as f32 - 0.25 * paragraphs as f32;
        let next = (mention.last < scene.len()).then(|| scene.class[mention.last]);
        let before = mention.first.checked_sub(1).map(|i| scene.class[i]);
        let after_cue = before == Some(Class::Cue)
            && mention.first > 1
            && matches!(scene.class[mention.first - 2], Class::Quoted | Class::Comma);
        near += if scene.begins_sentence(mention.first) { 0.8 } else { 0.0 };
        near += if matches!(next, Some(Class::Cue | Class::WeakCue | Class::Auxiliary)) { 0.6 } else { 0.0 };
        near += if after_cue { 1.0 } else { 0.0 };
        near -= if mention.possessive { 0.8 } else { 0.0 };
        near -= if before == Some(Class::Preposition) { 0.6 } else { 0.0 };
        near -= if mention.quoted { 1.5 } else { 0.0 };
        near - if sentences == 0 { 0.3 } else { 0.0 }
    }

    /// "who": the nearest candidate before it in its sentence.
    fn who(&self, candidate: &Candidate, previous: Option<(&Resolved, usize)>) -> Resolved {
        let from = candidate.first.saturating_sub(12);
        let mut before = (from..candidate.first).rev().take_while(|&i| self.scene.same_sentence(i, candidate.first));
        let antecedent = before.find_map(|i| self.scene.candidate_at(i));
        match antecedent.map(|number| (number, self.scene.candidates[number].kind)) {
            Some((number, Kind::Name(..) | Kind::Role | Kind::Subject)) => self.resolve(number, previous),
            _ => Self::unknown(candidate, self.scene),
        }
    }

    /// "it": an organisation that is the subject of a sentence just before, else the last speaker if it is one.
    fn it(&self, candidate: &Candidate, previous: Option<(&Resolved, usize)>) -> Resolved {
        let scene = self.scene;
        let sentence = scene.tokens[candidate.first].sentence;
        let near = |c: &Candidate| sentence - scene.tokens[c.first].sentence <= 2 && scene.begins_sentence(c.first);
        match self.organisation_before(candidate, near) {
            Some(name) => self.bridged(name, candidate, "the organisation named last as a subject"),
            None => match previous {
                Some((resolved, _)) if resolved.kind != SpeakerKind::Person => self.carried(candidate, previous),
                _ => match self.organisation_before(candidate, |_| true) {
                    Some(name) => self.bridged(name, candidate, "the organisation named last"),
                    None => Self::unknown(candidate, scene),
                },
            },
        }
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

    /// "they", "we", "I": whoever spoke last.
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

    /// A noun phrase: the person it stands beside or whose role it is, else what is printed.
    fn role(&self, candidate: &Candidate, previous: Option<(&Resolved, usize)>) -> Resolved {
        let scene = self.scene;
        if let Some(name) = self.beside(candidate) {
            return self.bridged(name, candidate, "the name beside it");
        }
        let definite = scene.tokens.lower(candidate.first) == "the";
        let head = self.head(candidate);
        if definite && let Some(resolved) = self.definite(candidate, head, previous) {
            return resolved;
        }
        self.printed(candidate, head)
    }

    /// "a spokesman, Bill Orr," and "spokesman Bill Orr".
    fn beside(&self, candidate: &Candidate) -> Option<NameId> {
        let scene = self.scene;
        let mut next = candidate.last;
        if next < scene.len() && scene.class[next] == Class::Comma {
            next += 1;
        }
        let number =
            (next < scene.len() && scene.same_sentence(next, candidate.first)).then(|| scene.candidate_at(next))??;
        let beside = &scene.candidates[number];
        beside.name().filter(|name| beside.first == next && self.is_person(*name))
    }

    /// Token of the head noun: the last word before a preposition.
    fn head(&self, candidate: &Candidate) -> usize {
        let range = candidate.first..candidate.last;
        let words = range.take_while(|&i| i == candidate.first || self.scene.class[i] != Class::Preposition);
        words.filter(|&i| self.scene.tokens[i].is_wordlike()).last().unwrap_or(candidate.first)
    }

    /// "the minister": a person of that role before, the last speaker first.
    fn definite(&self, candidate: &Candidate, head: usize, previous: Option<(&Resolved, usize)>) -> Option<Resolved> {
        let scene = self.scene;
        let noun = scene.tokens.lower(head);
        if is_document(noun) {
            return None;
        }
        let holds = |name: NameId| self.roles.contains(&(name, noun));
        let spoke = previous.and_then(|(resolved, _)| resolved.name);
        if let Some(name) = spoke.filter(|name| holds(*name)) {
            return Some(self.bridged(name, candidate, "the last speaker has this role"));
        }
        let count = self.named.partition_point(|&c| scene.candidates[c].first < candidate.first);
        let before = self.named[..count].iter().rev().take(WINDOW).map(|&c| &scene.candidates[c]);
        let holder = before.filter_map(Candidate::name).find(|name| self.is_person(*name) && holds(*name));
        if let Some(name) = holder {
            return Some(self.bridged(name, candidate, "the article gives them this role"));
        }
        if lexicon::is_body_noun(noun) {
            return self.body(candidate, noun);
        }
        let description = noun.ends_with("-year-old") || is_affiliation(noun) || lexicon::is_role_noun(noun);
        description.then(|| self.only_person(candidate, previous)).flatten()
    }

    /// "the singer", "the 31-year-old": the one person spoken of just before. Where there are two, it stays as printed.
    fn only_person(&self, candidate: &Candidate, previous: Option<(&Resolved, usize)>) -> Option<Resolved> {
        let scene = self.scene;
        let near = |at: usize| scene.paragraphs_between(at, candidate.first) <= 2;
        let count = self.named.partition_point(|&c| scene.candidates[c].first < candidate.first);
        let before = self.named[..count].iter().rev().take(WINDOW).map(|&c| &scene.candidates[c]);
        let mut persons: Vec<NameId> = before
            .take_while(|c| near(c.first))
            .filter(|c| !c.quoted && !scene.is_boilerplate(c.first))
            .filter_map(Candidate::name)
            .filter(|name| self.is_person(*name))
            .collect();
        persons.extend(previous.filter(|(_, since)| near(*since)).and_then(|(resolved, _)| resolved.name));
        persons.sort_unstable();
        persons.dedup();
        match persons[..] {
            [name] if self.is_person(name) => {
                Some(self.bridged(name, candidate, "the only person spoken of just before"))
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

    fn printed(&self, candidate: &Candidate, head: usize) -> Resolved {
        let noun = self.scene.tokens.lower(head);
        let plural =
            noun.ends_with('s') && !noun.ends_with("ss") || matches!(noun, "people" | "police" | "men" | "women");
        let kind = if lexicon::is_body_noun(noun) || noun == "police" {
            SpeakerKind::Org
        } else if plural {
            SpeakerKind::Group
        } else {
            SpeakerKind::Unnamed
        };
        let label = Some(candidate.text(self.scene).to_owned());
        Resolved { name: None, label, kind, role: None, how: How::Printed, evidence: Vec::new() }
    }
}

/// Words by which a person is described as belonging somewhere.
fn is_affiliation(lower: &str) -> bool {
    matches!(
        lower,
        "republican"
            | "democrat"
            | "liberal"
            | "conservative"
            | "independent"
            | "socialist"
            | "californian"
            | "texan"
            | "canadian"
            | "american"
            | "briton"
            | "australian"
            | "frenchman"
            | "german"
            | "italian"
            | "spaniard"
            | "russian"
    )
}

/// Sources that are no person and must not be taken for one.
fn is_document(noun: &str) -> bool {
    matches!(
        noun,
        "report"
            | "statement"
            | "post"
            | "document"
            | "suit"
            | "lawsuit"
            | "letter"
            | "paper"
            | "study"
            | "article"
            | "book"
            | "email"
            | "filing"
            | "indictment"
            | "complaint"
            | "survey"
            | "poll"
            | "ad"
            | "tweet"
            | "website"
            | "caption"
    )
}

/// Which role nouns stand before ("coach Ann Orr") or after ("Ann Orr, the coach,") each name.
fn roles<'s>(scene: &'s Scene<'_, '_>, named: &[usize]) -> FxHashSet<(NameId, &'s str)> {
    let mut roles = FxHashSet::default();
    for &number in named {
        let candidate = &scene.candidates[number];
        let Kind::Name(name, EntityKind::Person) = candidate.kind else { continue };
        let before = candidate.first.saturating_sub(4)..candidate.first;
        let same = |i: &usize| scene.same_sentence(*i, candidate.first);
        let mut enter = |i: usize| {
            let lower = scene.tokens.lower(i);
            if scene.tokens[i].kind == TokenKind::Word && (lexicon::is_role_noun(lower) || lexicon::is_title(lower)) {
                roles.insert((name, lower.trim_end_matches('.')));
            }
        };
        before.rev().take_while(same).take_while(|&i| scene.tokens[i].kind == TokenKind::Word).for_each(&mut enter);
        let after = candidate.last + 1..(candidate.last + 10).min(scene.len());
        if candidate.last < scene.len() && scene.class[candidate.last] == Class::Comma {
            let ends = |i: &usize| {
                matches!(scene.class[*i], Class::Comma | Class::Period | Class::Cue | Class::Quoted | Class::Semicolon)
            };
            after.take_while(same).take_while(|i| !ends(i)).for_each(&mut enter);
        }
    }
    roles
}
