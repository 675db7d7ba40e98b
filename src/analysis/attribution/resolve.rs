//! From the words that tell a speaker to a name: pronouns, roles, relative clauses.
//!
//! Names resolve through [`crate::analysis::entities`], "he" and "she" through [`super::pronouns`]; what is left is other
//! pronouns and role nouns ("the minister"), resolved only where the article ties that role to one person.
//! What cannot be told stays what is printed; a pronoun that cannot be told is unknown.

mod newcomers;
mod phrases;
mod relative;

use super::{
    acts::{self, Act},
    antecedent, documents,
    holders::Holders,
    indirect::Clause,
    joint,
    pronouns::{self, Referents},
    turns,
};
use crate::{
    analysis::{
        EntityKind, NameId, SpeakerKind,
        quotes::{Candidate, Class, Kind, Pronoun, Scene, papers},
    },
    lexicon,
};
use rustc_hash::FxHashMap;

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
    /// Candidates that say it with this one: "Orr and Brandt said".
    pub with: Vec<usize>,
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
    /// Whom "he" and "she" mean.
    referents: Referents,
    /// Name candidates in text order.
    named: Vec<usize>,
    holders: Holders<'s>,
    /// Those who say one thing together, by each of them.
    joint: FxHashMap<usize, Vec<usize>>,
}

impl<'s, 'a, 't> Resolver<'s, 'a, 't> {
    /// Reads what the article says of its names.
    #[must_use]
    pub fn new(
        scene: &'s Scene<'a, 't>,
        acts: &'s [Act],
        clauses: &[Clause],
        holders: Holders<'s>,
        referents: Referents,
    ) -> Self {
        let named = (0..scene.candidates.len()).filter(|&c| matches!(scene.candidates[c].kind, Kind::Name(..)));
        // "according to Orr and Brandt" is no act.
        let sourced = clauses.iter().map(|clause| Act { cue: clause.cue, subject: clause.subject });
        let acting = acts.iter().copied().chain(sourced);
        let mut joint = FxHashMap::default();
        for act in acting {
            let mut all = joint::speakers(scene, &act);
            if all.is_empty() {
                continue;
            }
            all.push(act.subject);
            all.sort_unstable();
            // Whichever of them a quote is given to, the others say it too.
            for &one in &all {
                joint.insert(one, all.iter().copied().filter(|&other| other != one).collect());
            }
        }
        Self { scene, acts, referents, named: named.collect(), holders, joint }
    }

    /// Whom candidate `number` means. `previous` is the speaker of the last quote, said at token `since`.
    #[must_use]
    pub fn resolve(&self, number: usize, previous: Option<(&Resolved, usize)>) -> Resolved {
        let candidate = self.scene.candidates[number];
        let mut resolved = match candidate.kind {
            Kind::Name(name, _) => self.name(name, number),
            Kind::Pronoun(Pronoun::He | Pronoun::She) => self.pronoun(number, previous),
            Kind::Pronoun(Pronoun::Who) => self.who(&candidate, previous),
            Kind::Pronoun(Pronoun::It) => self.it(&candidate, previous),
            Kind::Pronoun(Pronoun::They) => self.they(&candidate, previous),
            Kind::Pronoun(Pronoun::We | Pronoun::I) => self.first_person(&candidate, previous),
            Kind::Role | Kind::Subject => self.role(number, previous),
        };
        if let Some(others) = self.joint.get(&number) {
            resolved.with.clone_from(others);
            let words: Vec<&str> = others.iter().map(|&other| self.scene.candidates[other].text(self.scene)).collect();
            resolved.evidence.push(format!("said together with “{}”", words.join("”, “")));
        }
        resolved
    }

    fn named(&self, name: NameId, how: How, evidence: Vec<String>) -> Resolved {
        let entry = &self.scene.names[name.0 as usize];
        let kind = if entry.kind == EntityKind::Person { SpeakerKind::Person } else { SpeakerKind::Org };
        Resolved {
            name: Some(name),
            label: Some(entry.canonical.clone()),
            kind,
            role: entry.role.clone(),
            with: Vec::new(),
            how,
            evidence,
        }
    }

    fn unknown(candidate: &Candidate, scene: &Scene<'_, '_>) -> Resolved {
        let evidence = vec![format!("“{}” could not be resolved to a name", candidate.text(scene))];
        Resolved {
            name: None,
            label: None,
            kind: SpeakerKind::Unnamed,
            role: None,
            with: Vec::new(),
            how: How::Unknown,
            evidence,
        }
    }

    fn name(&self, name: NameId, number: usize) -> Resolved {
        let scene = self.scene;
        let candidate = &scene.candidates[number];
        let canonical = &scene.names[name.0 as usize].canonical;
        let printed = candidate.text(scene);
        // "the elder Orlova": which of them the words do not tell.
        let before = candidate.first.checked_sub(1).filter(|&i| scene.same_sentence(i, candidate.first));
        if let Some(elder) = before.filter(|&i| matches!(scene.tokens.lower(i), "elder" | "older" | "younger")) {
            let first = elder - usize::from(elder > 0 && scene.class[elder - 1] == Class::Determiner);
            let words = scene.tokens[first].span().join(scene.tokens[candidate.last - 1].span());
            let label = words.of(scene.tokens.text());
            return Resolved {
                name: None,
                label: Some(label.to_owned()),
                how: How::Printed,
                evidence: vec![format!("“{label}” is one of several of that name")],
                ..self.named(name, How::Named, Vec::new())
            };
        }
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
        if let Some(resolved) = self.somebody(&pronoun).or_else(|| self.answerer(number)) {
            return resolved;
        }
        if let Some(resolved) = self.teller(number).or_else(|| self.fresh_speaker(number)) {
            return resolved;
        }
        let Some(referent) = self.referents.get(&number) else {
            return self.unnamed_before(&pronoun, previous);
        };
        let canonical = |name: NameId| &scene.names[name.0 as usize].canonical;
        let mut evidence = vec![format!("“{}” → {}: {}", pronoun.text(scene), canonical(referent.name), referent.why)];
        if let Some((next, share)) = referent.next.filter(|(_, share)| *share > 0.1) {
            evidence.push(format!("“{}” could be {} ({share:.2})", pronoun.text(scene), canonical(next)));
        }
        if self.is_told_anew(&pronoun) {
            evidence.push("somebody is told of anew between the two, by words that may name another".to_owned());
            return self.named(referent.name, How::Near, evidence);
        }
        self.named(referent.name, How::Pronoun(referent.share), evidence)
    }

    /// Whoever spoke last, if it is one without a name whose turn it still is: "a bank official said … he said".
    fn unnamed_before(&self, pronoun: &Candidate, previous: Option<(&Resolved, usize)>) -> Resolved {
        let scene = self.scene;
        let single = |resolved: &Resolved| {
            resolved.kind == SpeakerKind::Unnamed && !resolved.label.as_deref().is_some_and(names_several)
        };
        let before = self.acts[..self.acts.partition_point(|act| act.cue < pronoun.first)].last();
        let noun = |act: &&Act| matches!(scene.candidates[act.subject].kind, Kind::Role | Kind::Subject);
        if before.filter(noun).is_some_and(|&act| turns::is_passed(scene, act, pronoun)) {
            return Self::unknown(pronoun, scene);
        }
        match previous.filter(|(resolved, _)| single(resolved)) {
            Some(_) => self.carried(pronoun, previous),
            None => self.last_unnamed(pronoun, single).unwrap_or_else(|| Self::unknown(pronoun, scene)),
        }
    }

    /// Number of the act whose subject a candidate is: its verb stands next to it, before or behind.
    fn act_of(&self, number: usize) -> Option<usize> {
        let last = self.scene.candidates[number].last;
        let next = self.acts.partition_point(|act| act.cue < last);
        let own = |n: &usize| self.acts.get(*n).is_some_and(|act| act.subject == number);
        [Some(next), next.checked_sub(1)].into_iter().flatten().find(own)
    }

    /// Who was asked just before, where a pronoun answers: "Orlova asked Orr if it was late. “…,” he replied".
    fn answerer(&self, number: usize) -> Option<Resolved> {
        /// Tokens from "asked" to the name: titles.
        const TITLES: usize = 5;
        let scene = self.scene;
        let pronoun = &scene.candidates[number];
        let reply = self.act_of(number)?;
        let asking = self.acts[..reply].last()?;
        let answers = turns::ANSWERS.contains(&scene.tokens.lower(self.acts[reply].cue));
        let asks = turns::ASKS.contains(&scene.tokens.lower(asking.cue));
        let near = scene.paragraphs_between(asking.cue, pronoun.first) <= 1;
        if !(answers && asks && near) || scene.is_quoted(asking.cue) {
            return None;
        }
        let behind = asking.cue + 1..scene.len().min(asking.cue + 1 + TITLES);
        let mut behind = behind.take_while(|&i| scene.same_sentence(i, asking.cue) && !scene.is_quoted(i));
        let leads = |i: usize| matches!(scene.class[i], Class::Capital | Class::Determiner | Class::Other);
        let asked =
            behind.find(|&i| scene.candidate_at(i).is_some() || !leads(i)).and_then(|i| scene.candidate_at(i))?;
        // "asked Orr to go" asks no question.
        let last = scene.candidates[asked].last;
        if last < scene.len() && scene.tokens.lower(last) == "to" {
            return None;
        }
        if scene.candidates[asked].kind == Kind::Role {
            return self.role_asked(number, asked);
        }
        let name = scene.candidates[asked].name().filter(|&name| self.is_person(name))?;
        let gender = scene.names[name.0 as usize].gender;
        let fits = gender.is_none_or(|gender| gender == pronouns::gender(scene, pronoun));
        let canonical = &scene.names[name.0 as usize].canonical;
        let why = format!("“{}” → {canonical}: was asked just before", pronoun.text(scene));
        fits.then(|| self.named(name, How::Role, vec![why]))
    }

    /// The role that was asked just before, and has no name: "asked the accused". "The former mayor" is mostly one who has.
    fn role_asked(&self, number: usize, asked: usize) -> Option<Resolved> {
        let scene = self.scene;
        let (pronoun, role) = (&scene.candidates[number], &scene.candidates[asked]);
        let named = self.referents.contains_key(&number) && !newcomers::is_bare(scene, role);
        let meant = self.role(asked, None);
        let label = meant.label.clone().filter(|_| meant.kind == SpeakerKind::Unnamed)?;
        let why = format!("“{}” → {label}: was asked just before", pronoun.text(scene));
        (!named && self.may_mean(pronoun, role)).then(|| Resolved { evidence: vec![why], ..meant })
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
        if let Some(phrase) = relative::described(scene, candidate.first) {
            return self.printed(&phrase, phrase.last - 1);
        }
        // "quoted “a senior official” who said": in another's words, and not the one who quotes.
        let quoted =
            candidate.first.checked_sub(1).is_some_and(|i| scene.is_quoted(i) && !scene.is_quoted(candidate.first));
        if quoted && scene.same_sentence(candidate.first - 1, candidate.first) {
            return Self::unknown(candidate, scene);
        }
        if relative::follows_several(scene, candidate.first) {
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
        if let Some(body) = near.filter(|&near| relative::is_told_to(scene, &scene.candidates[near], candidate.first)) {
            return self.resolve(body, previous);
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
                    !lexicon::is_body_noun(scene.tokens.key(other.last - 1))
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
        let body = |number: usize| {
            let paper = antecedent::is_paper(scene, &scene.candidates[number]);
            self.subject_meant(candidate, number, |meant| paper || is_one_body(meant))
        };
        let place = |number: &usize| matches!(scene.candidates[*number].kind, Kind::Name(_, EntityKind::Place));
        let here = antecedent::subject_here(scene, candidate.first).filter(|number| !place(number));
        let before = || antecedent::subject_before(scene, candidate.first).and_then(body);
        let paper = || self.phrase_meant(candidate, papers::is_document);
        // Who spoke last, unless a sentence has come since of which something else is the subject.
        let since = antecedent::sentence_before(scene, candidate.first);
        let count = self.acts.partition_point(|act| act.cue < candidate.first);
        let silent = since.is_some_and(|since| self.acts[..count].last().is_none_or(|act| act.cue < since));
        let told = || if silent { before().or_else(paper) } else { None };
        let spoke = || told().or_else(|| self.spoke_impersonally(candidate)).or_else(|| self.speaking_body(candidate));
        if let Some(resolved) = here.and_then(body).or_else(spoke) {
            return resolved;
        }
        let sentence = scene.tokens[candidate.first].sentence;
        let near = |c: &Candidate| sentence - scene.tokens[c.first].sentence <= 2 && scene.begins_sentence(c.first);
        if let Some(name) = self.organisation_before(candidate, near) {
            return self.bridged(name, candidate, "the organisation named last as a subject");
        }
        match previous {
            Some((resolved, _)) if resolved.kind != SpeakerKind::Person && resolved.label.is_some() => {
                self.carried(candidate, previous)
            }
            _ => before().or_else(paper).unwrap_or_else(|| Self::unknown(candidate, scene)),
        }
    }

    /// The body, place or paper that spoke last, if nobody else has since: "The lawsuit says it is late. It says".
    fn spoke_impersonally(&self, candidate: &Candidate) -> Option<Resolved> {
        let scene = self.scene;
        if antecedent::is_empty(scene, candidate) {
            return None;
        }
        let count = self.acts.partition_point(|act| act.cue < candidate.first);
        let other = |act: &&Act| !matches!(scene.candidates[act.subject].kind, Kind::Pronoun(Pronoun::It));
        let last = self.acts[..count].iter().rev().take(WINDOW).find(other)?;
        let subject = &scene.candidates[last.subject];
        let spoke = match subject.kind {
            Kind::Name(name, EntityKind::Organisation | EntityKind::Place) => self.name(name, last.subject),
            Kind::Role | Kind::Subject => self.role(last.subject, None),
            _ => return None,
        };
        let near = scene.paragraphs_between(last.cue, candidate.first) <= 1 && !subject.quoted;
        // "Velland's emergency service said": no person.
        let head = scene.tokens.lower(documents::head(scene, subject));
        let thing = || {
            let role = matches!(subject.kind, Kind::Role) && spoke.kind == SpeakerKind::Unnamed;
            role && !is_doer(head) && !is_plural(head)
        };
        let named = spoke.name.is_some();
        let fits =
            is_one_body(&spoke) && (named || !is_plural(head)) || antecedent::is_paper(scene, subject) || thing();
        (near && fits).then(|| self.carried(candidate, Some((&spoke, last.cue))))
    }

    /// The phrase that begins the sentence before, whose noun `fits`, where it is nobody who speaks: printed, or the paper's owner.
    fn phrase_meant(&self, pronoun: &Candidate, fits: impl Fn(&str) -> bool) -> Option<Resolved> {
        let scene = self.scene;
        if antecedent::is_empty(scene, pronoun) {
            return None;
        }
        let phrase = antecedent::phrase_before(scene, pronoun.first, fits)?;
        let head = phrase.last - 1;
        let owner = scene.lexeme(head).is_document.then(|| documents::owner(scene, &phrase)).flatten();
        let meant = match owner {
            Some((name, why)) => self.bridged(name, &phrase, why),
            None => self.printed(&phrase, head),
        };
        let label = meant.label.clone()?;
        let evidence = vec![format!("“{}” → {label}: subject of the sentence before", pronoun.text(scene))];
        Some(Resolved { how: How::Role, evidence, ..meant })
    }

    /// Whom the subject `number` of a sentence is, if that fits a pronoun behind it.
    fn subject_meant(&self, pronoun: &Candidate, number: usize, fits: impl Fn(&Resolved) -> bool) -> Option<Resolved> {
        let subject = &self.scene.candidates[number];
        let meant = match subject.kind {
            _ if antecedent::is_empty(self.scene, pronoun) => return None,
            Kind::Name(name, EntityKind::Organisation) => self.name(name, number),
            Kind::Name(name, EntityKind::Place) if matches!(pronoun.kind, Kind::Pronoun(Pronoun::It)) => {
                self.name(name, number)
            }
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
        let joint = |resolved: &Resolved| !resolved.with.is_empty();
        let several =
            |resolved: &Resolved| matches!(resolved.kind, SpeakerKind::Group | SpeakerKind::Org) || joint(resolved);
        let plural = |resolved: &Resolved| {
            resolved.kind == SpeakerKind::Group
                || joint(resolved)
                || resolved.kind == SpeakerKind::Unnamed && resolved.label.as_deref().is_some_and(names_several)
                || several(resolved) && resolved.label.as_deref().is_some_and(names_several)
        };
        let here = antecedent::subject_here(scene, candidate.first);
        if let Some(resolved) = here.and_then(|number| self.subject_meant(candidate, number, several)) {
            return resolved;
        }
        if let Some(resolved) = self.persons_meant(candidate).filter(|_| here.is_none()) {
            return resolved;
        }
        if previous.is_some_and(|(resolved, _)| several(resolved)) {
            return self.carried(candidate, previous);
        }
        if let Some(resolved) = self.last_joint(candidate) {
            return resolved;
        }
        let those = |number| self.subject_meant(candidate, number, plural);
        let before = || antecedent::subject_before(scene, candidate.first).filter(|_| here.is_none()).and_then(those);
        let spoke = self.last_unnamed(candidate, several).or_else(before).or_else(|| self.last_who(candidate, plural));
        let spoke =
            spoke.or_else(|| self.persons_meant(candidate)).or_else(|| self.phrase_meant(candidate, names_persons));
        let spoke = spoke.or_else(|| self.last_unnamed(candidate, plural));
        spoke.unwrap_or_else(|| Self::unknown(candidate, scene))
    }

    /// Those of whom "who said" told last: "Republicans, who said he should leave. They said".
    fn last_who(&self, candidate: &Candidate, fits: impl Fn(&Resolved) -> bool) -> Option<Resolved> {
        let scene = self.scene;
        let count = self.acts.partition_point(|act| act.cue < candidate.first);
        let last = self.acts[..count].last()?;
        let who = &scene.candidates[last.subject];
        let near = scene.paragraphs_between(last.cue, candidate.first) <= 1;
        let spoke = (near && matches!(who.kind, Kind::Pronoun(Pronoun::Who))).then(|| self.who(who, None))?;
        (spoke.label.is_some() && fits(&spoke)).then(|| self.carried(candidate, Some((&spoke, last.cue))))
    }

    /// The persons who are the subject of the sentence before by name.
    fn persons_meant(&self, candidate: &Candidate) -> Option<Resolved> {
        let act = antecedent::persons_before(self.scene, candidate.first)?;
        let others = joint::speakers(self.scene, &act);
        if others.is_empty() {
            return None;
        }
        let meant = Resolved { with: others, ..self.resolve(act.subject, None) };
        Some(self.carried(candidate, Some((&meant, act.cue))))
    }

    /// Those who spoke last, if they are several by name: "Orr and Brandt said it was late. They said".
    fn last_joint(&self, candidate: &Candidate) -> Option<Resolved> {
        let scene = self.scene;
        let count = self.acts.partition_point(|act| act.cue < candidate.first);
        let others = |act: &&Act| !matches!(scene.candidates[act.subject].kind, Kind::Pronoun(Pronoun::They));
        let last = self.acts[..count].iter().rev().take(WINDOW).find(others)?;
        let near = scene.paragraphs_between(last.cue, candidate.first) <= 2 && self.joint.contains_key(&last.subject);
        near.then(|| self.carried(candidate, Some((&self.resolve(last.subject, None), last.cue))))
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
}

/// Whether a noun ends as those for persons do.
fn is_doer(noun: &str) -> bool {
    const ENDINGS: &[&str] = &["er", "or", "ist", "ian", "man", "woman", "person", "ee", "ant", "ent"];
    lexicon::is_role_noun(noun) || ENDINGS.iter().any(|ending| noun.ends_with(ending))
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
        // "a trio of scientists".
        Some("one" | "another" | "a" | "an") => {
            let collective = words.next().is_some_and(|noun| COLLECTIVE.contains(&noun));
            collective && words.next() == Some("of")
        }
        Some("some" | "most" | "many" | "several" | "others" | "those") => true,
        _ => {
            let head =
                lower.split(' ').take_while(|word| !matches!(*word, "of" | "for" | "in" | "at" | "from" | "with"));
            head.last().is_some_and(|head| is_plural(head) || matches!(head, "couple" | "duo" | "pair" | "trio"))
        }
    }
}

/// Nouns for several persons together.
const COLLECTIVE: &[&str] = &[
    "array",
    "band",
    "coalition",
    "couple",
    "dozen",
    "group",
    "handful",
    "majority",
    "number",
    "pair",
    "panel",
    "string",
    "team",
    "trio",
];

/// Whether a noun names several persons: "protectionists", "backers".
fn names_persons(noun: &str) -> bool {
    let one = |one: &str| is_doer(one) || lexicon::is_affiliation(one) || lexicon::is_body_noun(one);
    noun.strip_suffix('s').is_some_and(one) && !papers::is_document(noun) && !noun.ends_with("ments")
}

/// Whether a noun names several.
fn is_plural(noun: &str) -> bool {
    noun.ends_with('s') && !noun.ends_with("ss") || matches!(noun, "people" | "police" | "men" | "women")
}
