//! Those who enter without a name, and whom "he" or "she" means behind them: "A farmer was waiting. “…,” he said."
//! The pass over persons ([`super::super::pronouns`]) knows those with names only, and would give the words to one of them.

use super::{How, Resolved, Resolver, WINDOW};
use crate::{
    analysis::{
        EntityKind, SpeakerKind,
        attribution::{acts, antecedent, documents, indirect::SUBORDINATE, pronouns, turns},
        entities::gender,
        quotes::{Candidate, Class, Kind, Pronoun, Scene},
    },
    lexicon::{self, Gender},
    text::TokenKind,
};

/// Those who ask, of whom whoever answers is told: "A reporter put it to the minister. “No,” he said".
const ASKERS: &[&str] = &["correspondent", "interviewer", "journalist", "moderator", "questioner", "reporter"];

/// How likely a pronoun means who spoke last, where nothing tells the gender: a guess, above what such pronouns are otherwise.
const FRESH_SHARE: f32 = 0.9;

impl Resolver<'_, '_, '_> {
    /// One without a name who spoke last, or is the subject of the sentence before, and since whom nobody else was named.
    pub(super) fn somebody(&self, pronoun: &Candidate) -> Option<Resolved> {
        let scene = self.scene;
        let number = self.waiting_before(pronoun).filter(|&n| self.is_newcomer(n, pronoun))?;
        if self.is_named_since(number, pronoun) {
            return None;
        }
        let first = scene.candidates[number].first;
        let spoke = self.role(number, None);
        match spoke.how {
            _ if spoke.kind == SpeakerKind::Unnamed => Some(self.carried(pronoun, Some((&spoke, first)))),
            // "Tom Hill said so. The mayor disagreed. “…,” he said": of Tom Hill if he is the mayor, which nobody tells.
            How::Near => Some(Resolved { how: How::Near, ..self.carried(pronoun, Some((&spoke, first))) }),
            _ => None,
        }
    }

    /// One told by a role who spoke last, where whom the pass over persons found was only spoken of in what was said: "The harbour chief said
    /// that Orr had seen it. “…,” he said".
    pub(super) fn teller(&self, number: usize) -> Option<Resolved> {
        let scene = self.scene;
        let pronoun = &scene.candidates[number];
        let found = self.referents.get(&number)?.name;
        let teller = self.waiting_before(pronoun)?;
        let one = &scene.candidates[teller];
        let head = documents::head(scene, one);
        let cue = self.acts[self.act_of(teller)?].cue;
        let speaks = matches!(one.kind, Kind::Role)
            && one.last <= cue
            && (self.leads(teller) || self.is_titled_from_start(one.first))
            && lexicon::is_role_noun(scene.tokens.key(head))
            && !super::is_plural(scene.tokens.lower(head))
            && !self.is_of_several(head)
            && !ASKERS.contains(&scene.tokens.lower(head))
            && self.may_mean(pronoun, one)
            && !self.is_set_off(one);
        // "An officer asked Orr to leave. “…,” he said", "said to Orr. “…,” he replies": the other's turn.
        let verb = pronoun.last;
        let answers = turns::ASKS.contains(&scene.tokens.lower(cue))
            || verb < scene.len() && turns::ANSWERS.contains(&scene.tokens.lower(verb));
        if !speaks || answers || scene.paragraphs_between(cue, pronoun.first) > 1 {
            return None;
        }
        let since = self.named.partition_point(|&c| scene.candidates[c].first < one.first);
        let named = self.named[since..].iter().map(|&c| &scene.candidates[c]);
        let mut named = named.take(WINDOW).take_while(|c| c.first < pronoun.first);
        let told = |c: &Candidate| c.quoted || c.first > cue && scene.same_sentence(cue, c.first);
        let (mut told_of, mut others) = (false, false);
        named.by_ref().filter(|c| c.name().is_some_and(|name| self.is_person(name))).for_each(|c| {
            told_of |= c.name() == Some(found) && told(c);
            others |= !told(c);
        });
        let spoke = self.role(teller, None);
        (told_of && !others && spoke.kind == SpeakerKind::Unnamed)
            .then(|| self.carried(pronoun, Some((&spoke, one.first))))
    }

    /// The person named in full who spoke last and opens the sentence, and since whom nobody else was named, where the pass over persons found one
    /// of long before because it knows that one's gender: "Michele Orr, a pilot, said it was late. “…,” she said" after Ada Orlova.
    pub(super) fn fresh_speaker(&self, number: usize) -> Option<Resolved> {
        let scene = self.scene;
        let pronoun = &scene.candidates[number];
        let found = self.referents.get(&number).map(|referent| referent.name);
        let speaker = self.waiting_before(pronoun)?;
        let one = &scene.candidates[speaker];
        let act = self.acts[self.act_of(speaker)?];
        let name = one.name().filter(|&name| Some(name) != found && self.is_person(name))?;
        let known = &scene.names[name.0 as usize];
        let whole = known.canonical.contains(' ') && known.gender.is_none();
        let passed = turns::is_passed(scene, act, pronoun)
            || turns::ASKS.contains(&scene.tokens.lower(act.cue))
            || pronoun.last < scene.len() && turns::ANSWERS.contains(&scene.tokens.lower(pronoun.last));
        let near = scene.paragraphs_between(act.cue, pronoun.first) <= 1;
        if !whole || passed || !near || one.last > act.cue || one.quoted {
            return None;
        }
        // Whoever is named since, in what was said too, may be meant.
        let since = self.named.partition_point(|&c| scene.candidates[c].first <= one.first);
        let others = self.named[since..].iter().map(|&c| &scene.candidates[c]).take_while(|c| c.first < pronoun.first);
        let mut others = others.take(WINDOW).filter_map(Candidate::name);
        let alone = !others.any(|other| other != name && self.is_person(other));
        let words = pronoun.text(scene);
        let evidence = vec![format!("“{words}” → {}: spoke last, and nobody else is named since", known.canonical)];
        alone.then(|| self.named(name, How::Pronoun(FRESH_SHARE), evidence))
    }

    /// Whether somebody is told anew between a pronoun and the name it is given: of "Orr left. The retired miner said it was late. He added" the
    /// miner is Orr, or another. Read by eye in American news (2026-11-30): of 20 such 13 were.
    pub(super) fn is_told_anew(&self, pronoun: &Candidate) -> bool {
        let scene = self.scene;
        self.waiting_before(pronoun).is_some_and(|number| {
            let one = &scene.candidates[number];
            let head = documents::head(scene, one);
            matches!(one.kind, Kind::Role)
                && scene.tokens.lower(one.first) == "the"
                && !is_bare(scene, one)
                && lexicon::is_role_noun(scene.tokens.key(head))
                && !self.is_of_several(head)
                && !self.is_set_off(one)
                && !self.is_named_since(number, pronoun)
                && self.role(number, None).kind == SpeakerKind::Unnamed
        })
    }

    /// Whether a person is named between a phrase and a pronoun. "A spokesman for Orr said": not Orr.
    fn is_named_since(&self, number: usize, pronoun: &Candidate) -> bool {
        let scene = self.scene;
        let last = scene.candidates[number].last;
        let since = self.named.partition_point(|&c| scene.candidates[c].first < last);
        let named = self.named[since..].iter().map(|&c| &scene.candidates[c]);
        let mut named = named.take(WINDOW).take_while(|c| c.first < pronoun.first).filter(|c| !c.quoted);
        named.any(|c| c.name().is_some_and(|name| self.is_person(name)))
    }

    /// Whom a pronoun goes back to, over those of its kind that speak between: "A farmer said so. “…,” he said. “…,” he added".
    fn waiting_before(&self, pronoun: &Candidate) -> Option<usize> {
        let scene = self.scene;
        let is_same = |c: &Candidate| {
            matches!(c.kind, Kind::Pronoun(Pronoun::He | Pronoun::She))
                && scene.tokens.lower(c.first) == scene.tokens.lower(pronoun.first)
        };
        let waiting = |at: usize| antecedent::subject_before(scene, at).filter(|&n| self.leads(n));
        let mut at = pronoun.first;
        let count = self.acts.partition_point(|act| act.cue < at);
        let mut found = None;
        for act in self.acts[..count].iter().rev().take(WINDOW) {
            found = waiting(at).filter(|&n| scene.candidates[n].first > act.cue);
            if found.is_some() || scene.paragraphs_between(act.cue, at) > 1 {
                break;
            }
            let subject = &scene.candidates[act.subject];
            if !is_same(subject) {
                found = Some(act.subject);
                break;
            }
            at = subject.first;
        }
        found.or_else(|| waiting(at))
    }

    /// Whether a candidate opens its sentence ("But another farmer was waiting"): not "if a farmer wanted", "not one farmer".
    fn leads(&self, number: usize) -> bool {
        let (scene, first) = (self.scene, self.scene.candidates[number].first);
        let conjunction = |i: usize| scene.class[i] == Class::Conjunction && scene.begins_sentence(i);
        // "At the gate a guard yawned", "Asked about it, an official laughed": the subject, behind a phrase.
        let enters = matches!(scene.tokens.lower(first), "a" | "an" | "another" | "one");
        let behind_phrase = || enters && !self.scene.is_quoted(first) && self.has_no_person_before(first);
        scene.begins_sentence(first) || first.checked_sub(1).is_some_and(conjunction) || behind_phrase()
    }

    /// Whether nothing but an article and words in capitals stands in a sentence before token `first`: "The NYPD Chief".
    fn is_titled_from_start(&self, first: usize) -> bool {
        /// Those words.
        const TITLES: usize = 3;
        let scene = self.scene;
        let part = |&i: &usize| {
            scene.same_sentence(i, first) && matches!(scene.class[i], Class::Determiner | Class::Capital | Class::Named)
        };
        let start = (first.saturating_sub(TITLES)..first).rev().take_while(part).last().unwrap_or(first);
        scene.begins_sentence(start)
    }

    /// Whether but a phrase that names nobody stands in a sentence before token `first`: "At the gate", "Asked about it,"; not "Not", "In other
    /// words, if".
    fn has_no_person_before(&self, first: usize) -> bool {
        /// Tokens of a phrase at the front of a sentence.
        const PHRASE: usize = 10;
        let scene = self.scene;
        let before = (first.saturating_sub(PHRASE)..first).rev().take_while(|&i| scene.same_sentence(i, first));
        let phrase = [Class::Preposition, Class::Determiner, Class::Other, Class::Capital, Class::Comma, Class::Day];
        let part = |i: usize| match scene.candidate_at(i).map(|number| scene.candidates[number].kind) {
            Some(Kind::Name(_, kind)) => kind != EntityKind::Person,
            Some(Kind::Pronoun(pronoun)) => pronoun == Pronoun::It,
            _ => phrase.contains(&scene.class[i]) || scene.begins_sentence(i) && scene.class[i] == Class::Cue,
        };
        let subordinate = |i: usize| SUBORDINATE.contains(&scene.tokens.lower(i));
        before.clone().last().is_some_and(|start| scene.begins_sentence(start))
            && before.into_iter().all(|i| part(i) && !subordinate(i))
    }

    /// Whether a candidate enters without a name ("a manager", "one resident") and may be of the pronoun's gender.
    fn is_newcomer(&self, number: usize, pronoun: &Candidate) -> bool {
        let scene = self.scene;
        let one = &scene.candidates[number];
        let head = documents::head(scene, one);
        let enters = matches!(scene.tokens.lower(one.first), "a" | "an" | "one" | "another");
        let told = || self.is_somebodys(one, head) || self.is_definite(number, head, pronoun);
        matches!(one.kind, Kind::Role)
            && (enters || told() && self.stays(number, pronoun))
            && lexicon::is_role_noun(scene.tokens.key(head))
            && !ASKERS.contains(&scene.tokens.lower(head))
            && self.may_mean(pronoun, one)
            && !self.is_set_off(one)
            // Of "saw a man say he was late" who saw it may be meant.
            && !acts::is_perceived(scene, one)
    }

    /// Whether a role may be of the pronoun's gender: not "the woman … he".
    pub(super) fn may_mean(&self, pronoun: &Candidate, one: &Candidate) -> bool {
        let scene = self.scene;
        let told = match scene.tokens.lower(documents::head(scene, one)) {
            "man" | "boy" | "gentleman" => Some(Gender::Male),
            "woman" | "girl" | "lady" => Some(Gender::Female),
            noun => gender::noun(noun),
        };
        told.is_none_or(|told| told == pronouns::gender(scene, pronoun))
    }

    /// Whether a candidate is told by the person whose it is: "Orr's brother", "her lawyer", "the lawyer for Orr". What a place has is often
    /// another name for one who is named.
    fn is_somebodys(&self, one: &Candidate, head: usize) -> bool {
        let scene = self.scene;
        let lower = |i: usize| scene.tokens.lower(i);
        let from = scene.candidates.partition_point(|c| c.first < one.first);
        let within = scene.candidates[from..].iter().take(WINDOW).take_while(|c| c.first < one.last);
        let person = within.into_iter().any(|c| matches!(c.kind, Kind::Name(_, EntityKind::Person)));
        let owned = (one.first..head).any(|i| scene.tokens[i].kind == TokenKind::Possessive);
        let of = head + 1 < one.last && matches!(lower(head + 1), "for" | "of" | "to") && lower(one.first) == "the";
        !self.is_of_several(head) && (matches!(lower(one.first), "his" | "her" | "their") || person && (owned || of))
    }

    /// Whether a phrase tells one person by a bare role ("the minister", "my father"), who speaks on: one that tells more ("the retired
    /// miner") mostly names somebody anew who has a name. "The source said … he has told colleagues" is of whom the source tells; what
    /// follows an answer in the next paragraph may be the other's.
    fn is_definite(&self, number: usize, head: usize, pronoun: &Candidate) -> bool {
        let scene = self.scene;
        let one = &scene.candidates[number];
        let several = self.is_of_several(head) || super::is_plural(scene.tokens.lower(head));
        let helped = pronoun.last < scene.len() && scene.class[pronoun.last] == Class::Auxiliary;
        let answered = self.act_of(number).is_some_and(|n| {
            let verb = scene.tokens.lower(self.acts[n].cue);
            turns::ANSWERS.contains(&verb) || turns::ASKS.contains(&verb)
        });
        let apart = answered && scene.paragraphs_between(one.first, pronoun.first) > 0;
        is_bare(scene, one) && !several && !helped && !apart
    }

    fn is_of_several(&self, head: usize) -> bool {
        lexicon::is_body_noun(self.scene.tokens.key(head))
            || matches!(self.scene.tokens.lower(head), "campaign" | "family" | "office" | "staff" | "team")
    }

    /// Whether one who is told by whose he is stays the subject up to a pronoun: of "his boss told him to go, but he stayed" the owner is meant
    /// behind it.
    fn stays(&self, number: usize, pronoun: &Candidate) -> bool {
        let scene = self.scene;
        let one = &scene.candidates[number];
        let from = scene.candidates.partition_point(|c| c.first < one.last);
        let since =
            (from..scene.candidates.len()).take(WINDOW).take_while(|&n| scene.candidates[n].first < pronoun.first);
        let mut others = since.filter(|&n| {
            let other = &scene.candidates[n];
            let he = matches!(other.kind, Kind::Pronoun(Pronoun::He | Pronoun::She));
            !other.quoted && he && self.act_of(n).is_none()
        });
        self.leads(number) && others.next().is_none()
    }

    /// Whether a candidate tells of one who has a name: "Ivan Orr, 62, a farmer".
    fn is_set_off(&self, one: &Candidate) -> bool {
        let scene = self.scene;
        let comma = one.first.checked_sub(1).filter(|&i| scene.class[i] == Class::Comma);
        comma.and_then(|comma| comma.checked_sub(1)).is_some_and(|i| {
            let named = |number: usize| scene.candidates[number].name().is_some();
            scene.tokens[i].kind == TokenKind::Number || scene.candidate_at(i).is_some_and(named)
        })
    }
}

/// Whether a phrase is a role and nothing else ("the minister", "my father"), or tells but "the young woman".
pub(super) fn is_bare(scene: &Scene<'_, '_>, one: &Candidate) -> bool {
    let head = scene.tokens.lower(one.last - 1);
    let words = 2 + usize::from(matches!(head, "woman" | "man" | "girl" | "boy" | "lady"));
    (2..=words).contains(&(one.last - one.first)) && matches!(scene.tokens.lower(one.first), "the" | "my" | "our")
}
