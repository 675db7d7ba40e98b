//! Whom "he" and "she" mean: a linear score over the persons named before, in one pass through the article.
//!
//! Each pronoun outside quotes is resolved where it stands and then counts as a mention itself, so that a run of "she said"
//! stays with the person it began with until somebody else takes the place of the subject. The weights stand in
//! `data/pronoun.weights`, one named feature a line; `training/` learns them.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{
    acts::{self, Act},
    documents,
    holders::Holders,
    indirect::Clause,
    parts::{Part, is_main_subject, part},
    turns,
};
use crate::analysis::{
    EntityKind, Gender, NameId,
    quotes::{Candidate, Class, Kind, Pronoun, Scene},
};

/// Persons looked at for a pronoun, latest first: others are never meant, and the pass stays linear.
const WINDOW: usize = 12;

/// Declares the features: a variant and its name in the file of weights each.
macro_rules! features {
    ($($feature:ident $name:literal,)*) => {
        /// A feature by its place in a [`Row`].
        #[derive(Debug, Clone, Copy)]
        enum Feature { $($feature),* }

        /// What is looked at, in the order of a [`Row`]. Distances are in sentences outside quotes.
        pub const FEATURES: [&str; [$($name),*].len()] = [$($name),*];
    };
}

features! {
    GenderFits "gender fits",
    GenderUnknown "gender unknown",
    SameSentence "in the same sentence",
    OneSentence "one sentence before",
    TwoSentences "two sentences before",
    FourSentences "three or four sentences before",
    EightSentences "five to eight sentences before",
    Farther "farther before",
    SameParagraph "in the same paragraph",
    ParagraphBefore "in the paragraph before",
    TwoParagraphs "two paragraphs before",
    LastSubject "last mention is a subject",
    LastPossessive "last mention is a possessive",
    LastGoverned "last mention follows a preposition",
    LastObject "last mention is an object",
    LastPronoun "last mention is a pronoun",
    InQuotesOnly "named in quotes only",
    LastAct "subject of the last verb of speech",
    ActHere "spoke last, in this paragraph",
    ActBefore "spoke last, one paragraph before",
    Focus "subject of the last sentence that begins with a person",
    Introduced "introduced just before by full name",
    IntroducedAsSubject "introduced just before as a subject",
    IntroducedHere "introduced in this paragraph",
    Topic "first subject of the paragraph",
    Opener "first person of the paragraph",
    MeantLast "meant by the last such pronoun",
    NamedLast "the person named last",
    OnlyFitting "the only fitting person of the paragraph",
    FullName "full name known",
    Speaks "speaks in the article",
    SpeaksOften "speaks often in the article",
    NamedOften "named often before",
    SubjectSince "last subject, and nobody else fits since",
    Embedded "named in what another says",
    ActAgain "spoke last, and the pronoun speaks",
    ActAgainHere "spoke last, in this paragraph, and the pronoun speaks",
    EmbeddedSpeaks "named in what another says, and the pronoun speaks",
    SpokenOf "named in what the pronoun says",
    SubjectHere "last mention is a subject, in the same sentence",
    SubjectBefore "last mention is a subject, one sentence before",
}

/// Features that weigh another way where the pronoun is the subject of a verb of speech, and their doubles for there.
const OF_SPEECH: [(Feature, Feature); 3] = [
    (Feature::LastAct, Feature::ActAgain),
    (Feature::ActHere, Feature::ActAgainHere),
    (Feature::Embedded, Feature::EmbeddedSpeaks),
];

/// The features of one person for one pronoun.
pub type Row = [f32; FEATURES.len()];

/// Weights of the features.
#[derive(Debug, Clone)]
pub struct Weights(pub Row);

impl Weights {
    /// Reads `weight feature` lines; a feature that is not there weighs nothing.
    #[must_use]
    pub fn parse(lines: &str) -> Self {
        let mut row = [0.0; FEATURES.len()];
        for line in lines.lines().filter(|line| !line.starts_with('#')) {
            let Some((weight, name)) = line.split_once(' ') else { continue };
            if let Some(n) = FEATURES.iter().position(|feature| *feature == name.trim()) {
                row[n] = weight.parse().unwrap_or(0.0);
            }
        }
        Self(row)
    }

    /// The score of a person.
    #[must_use]
    pub fn score(&self, row: &Row) -> f32 {
        self.0.iter().zip(row).map(|(weight, value)| weight * value).sum()
    }
}

/// The shipped weights.
pub static SHIPPED: LazyLock<Weights> = LazyLock::new(|| Weights::parse(include_str!("data/pronoun.weights")));

/// Whom a pronoun means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Referent {
    /// The person.
    pub name: NameId,
    /// How likely, among the persons who fit.
    pub share: f32,
    /// Why, in words: the feature that speaks for the person most.
    pub why: &'static str,
    /// The person who fits next best, and how likely.
    pub next: Option<(NameId, f32)>,
}

/// Whom the pronouns of an article mean, by number of the candidate.
pub type Referents = FxHashMap<usize, Referent>;

/// Somebody heard to speak.
#[derive(Debug, Clone, Copy)]
pub struct Heard {
    act: Act,
    /// Whether the verb is the subject's own; otherwise it shares one with another verb, or takes it up.
    own: bool,
}

/// What the pass goes through: an article, and what is known of its persons before.
#[derive(Debug)]
pub struct Story<'s, 'a, 't> {
    scene: &'s Scene<'a, 't>,
    /// In the order of their verbs.
    speakers: Vec<Heard>,
    /// Who holds which role.
    pub(super) holders: Holders<'s>,
    /// Phrases that mean a person by a role, by number of the candidate.
    phrases: FxHashMap<usize, NameId>,
    /// How often each name is the subject of a verb of speech.
    spoken: &'s [u32],
}

impl<'s, 'a, 't> Story<'s, 'a, 't> {
    /// Reads an article.
    #[must_use]
    pub fn of(scene: &'s Scene<'a, 't>, acts: &[Act], clauses: &[Clause], spoken: &'s [u32]) -> Self {
        let holders = Holders::of(scene);
        let phrases = holders.phrases(scene);
        Self { scene, speakers: speakers(scene, acts, clauses), holders, phrases, spoken }
    }
}

/// All who speak: the subjects of verbs of speech, and of those that share a subject or take it up, which clauses tell ("Orr
/// issued a statement and said that …", "Orr went further, saying that …"). Whoever is no subject in the sentence does not
/// count: of "Orr quotes Carrow's claim that …" it is Orr whom one has in mind.
fn speakers(scene: &Scene<'_, '_>, acts: &[Act], clauses: &[Clause]) -> Vec<Heard> {
    let is_subject = |number: usize| part(scene, &scene.candidates[number]) == Part::Subject;
    let taken_up =
        clauses.iter().filter(|clause| acts::subject_at(acts, clause.cue).is_none() && is_subject(clause.subject));
    let taken_up = taken_up.map(|clause| Heard { act: Act { cue: clause.cue, subject: clause.subject }, own: false });
    let mut out: Vec<Heard> = acts.iter().map(|&act| Heard { act, own: true }).chain(taken_up).collect();
    out.sort_by_key(|heard| heard.act.cue);
    out
}

/// Resolves the pronouns of an article.
#[must_use]
pub fn resolve(story: &Story<'_, '_, '_>, weights: &Weights) -> Referents {
    let mut out = Referents::default();
    walk(story, Sight::Fitting, |number, rows| {
        let referent = choose(rows, weights)?;
        out.insert(number, referent);
        Some(referent.name)
    });
    out
}

/// The person who fits best.
fn choose(rows: &[(NameId, Row)], weights: &Weights) -> Option<Referent> {
    let scored = || rows.iter().map(|(name, row)| (*name, weights.score(row), row));
    let best = scored().reduce(|a, b| if b.1 > a.1 { b } else { a })?;
    let next = scored().filter(|other| other.0 != best.0).reduce(|a, b| if b.1 > a.1 { b } else { a });
    let total: f32 = scored().map(|(_, score, _)| (score - best.1).exp()).sum();
    let part = |n: &usize| weights.0[*n] * best.2[*n];
    let strongest = (2..FEATURES.len()).max_by(|a, b| part(a).total_cmp(&part(b)))?;
    Some(Referent {
        name: best.0,
        share: 1.0 / total,
        why: FEATURES[strongest],
        next: next.map(|(name, score, _)| (name, (score - best.1).exp() / total)),
    })
}

/// Which persons a pronoun is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// Those whose gender fits or is unknown.
    Fitting,
    /// All, gender hidden: where only one fits, gender tells `training/` the answer, and the rest of the features can
    /// be learned from it.
    Blind,
}

/// Goes through an article in text order. `decide` is given each pronoun (by number of its candidate) with the persons
/// that it may mean, and tells which it takes.
pub fn walk(
    story: &Story<'_, '_, '_>,
    sight: Sight,
    mut decide: impl FnMut(usize, &[(NameId, Row)]) -> Option<NameId>,
) {
    let (scene, mut memory) = (story.scene, Memory::new(story));
    for number in 0..scene.candidates.len() {
        let candidate = &scene.candidates[number];
        if scene.is_boilerplate(candidate.first) {
            continue;
        }
        memory.hear(candidate.first);
        match candidate.kind {
            Kind::Name(name, EntityKind::Person)
                if memory.is_person(name) && !describes(scene, candidate) && !is_credit(scene, candidate) =>
            {
                memory.mention(name, candidate, Form::Name)
            }
            Kind::Pronoun(Pronoun::He | Pronoun::She) if !candidate.quoted => {
                let gender = gender(scene, candidate);
                let mut rows = memory.rows(candidate, gender, sight);
                let others = named_after(story, candidate);
                let passed = memory.passed(candidate);
                rows.retain(|(name, _)| !others.contains(name) && passed != Some(*name));
                if let Some(name) = decide(number, &rows) {
                    memory.meant[gender as usize] = Some(name);
                    memory.referents.insert(number, name);
                    memory.mention(name, candidate, Form::Pronoun);
                }
            }
            Kind::Role | Kind::Subject if !candidate.quoted && documents::is_of_pronoun(scene, candidate) => {
                let rows = memory.rows(candidate, gender(scene, candidate), sight);
                if let Some(name) = decide(number, &rows) {
                    memory.referents.insert(number, name);
                }
            }
            Kind::Role => {
                if let Some(&name) = story.phrases.get(&number).filter(|name| memory.knows(**name)) {
                    memory.referents.insert(number, name);
                    // "Orr described the president as unfit. He added …", "Orr's fear that the president will go": whoever is
                    // only spoken of stays in the background.
                    if memory.speaks(candidate) || is_main_subject(scene, candidate) {
                        memory.mention(name, candidate, Form::Name);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Whether a name only describes what it stands within: "the Orlov government" is no mention of Orlov.
fn describes(scene: &Scene<'_, '_>, name: &Candidate) -> bool {
    let whole = scene.candidate_at(name.first).map(|number| &scene.candidates[number]);
    name.inner && !name.possessive && whole.is_some_and(|whole| name.last < whole.last)
}

/// Whether a name only signs a picture: "Ada Orlova/EPA", "REUTERS/Ada Orlova".
fn is_credit(scene: &Scene<'_, '_>, name: &Candidate) -> bool {
    let slash = |i: usize| i < scene.len() && scene.tokens.word(i) == "/";
    slash(name.last) || name.first.checked_sub(1).is_some_and(slash)
}

/// Who is named behind a subject pronoun in its clause: never the one it means ("he told Orr", "she said Orr's boat sank").
fn named_after(story: &Story<'_, '_, '_>, pronoun: &Candidate) -> Vec<NameId> {
    /// How far the clause is read, in tokens.
    const REACH: usize = 12;
    let scene = story.scene;
    let ends = |i: usize| {
        let sign =
            matches!(scene.class[i], Class::Comma | Class::Colon | Class::Semicolon | Class::Dash | Class::Quoted);
        sign || !scene.same_sentence(i, pronoun.first)
    };
    let clause = (pronoun.last..(pronoun.last + REACH).min(scene.len())).take_while(|&i| !ends(i));
    let name = |number: usize| scene.candidates[number].name().or_else(|| story.phrases.get(&number).copied());
    clause.filter_map(|i| scene.candidate_at(i)).filter_map(name).collect()
}

/// Who is named in the words that a pronoun speaks, in quotes beside it, behind its verb, or before it in the sentence that it
/// ends: hardly the one who says them ("“Orlov is weak,” he said", "he added that it was early for Orlov's ferry", "Orlov “is
/// weak,” he said").
fn spoken_of(scene: &Scene<'_, '_>, pronoun: &Candidate) -> Vec<NameId> {
    /// Tokens behind the pronoun.
    const REACH: usize = 40;
    /// Names looked at in a quote, or behind the pronoun.
    const NAMES: usize = 24;
    // "My name's Joe Orlov", "I'm Joe Orlov".
    let own = |name: &Candidate| {
        let before = |back: usize| name.first.checked_sub(back).map_or("", |i| scene.tokens.lower(i));
        matches!(before(1), "am" | "i'm")
            || before(1) == "is" && before(2) == "name"
            || before(1) == "'s" && before(2) == "name"
    };
    let within = |from: usize, to: usize| {
        let first = scene.candidates.partition_point(|other| other.first < from);
        let named = scene.candidates[first..].iter().take(NAMES).take_while(move |other| other.first < to);
        named.filter(|name| !own(name)).filter_map(Candidate::name)
    };
    let last = (pronoun.last + REACH).min(scene.len());
    let end = (pronoun.last..last).find(|&i| !scene.same_sentence(i, pronoun.first)).unwrap_or(last);
    let beside = (pronoun.first.saturating_sub(2)..pronoun.first).rev().find_map(|i| scene.stretch_of(i));
    let quote = beside.map(|number| &scene.stretches[number]);
    let quoted = quote.into_iter().flat_map(|stretch| within(stretch.first, stretch.last));
    let before =
        if beside.is_some() || is_postposed(scene, pronoun) { clause_start(scene, pronoun.first) } else { None };
    let before = within(before.unwrap_or(pronoun.first), pronoun.first);
    quoted.chain(within(pronoun.last, end)).chain(before).collect()
}

/// Whether "he said" only ends the sentence, or stands between commas: "The ship sank, he said."
fn is_postposed(scene: &Scene<'_, '_>, pronoun: &Candidate) -> bool {
    let comma = pronoun.first.checked_sub(1).is_some_and(|i| scene.class[i] == Class::Comma);
    let (cue, next) = (pronoun.last, pronoun.last + 1);
    let ends = next >= scene.len()
        || !scene.same_sentence(next, cue)
        || matches!(scene.class[next], Class::Comma | Class::Period)
        || matches!(scene.tokens.lower(next), "in" | "on" | "at" | "during");
    comma && cue < scene.len() && scene.class[cue] == Class::Cue && ends
}

/// First token of the sentence that token `at` stands in, or of what follows a colon there, if that is near.
fn clause_start(scene: &Scene<'_, '_>, at: usize) -> Option<usize> {
    /// Tokens before.
    const REACH: usize = 40;
    let parts = |i: usize| matches!(scene.class[i], Class::Colon | Class::Semicolon);
    (at.saturating_sub(REACH)..at).rev().take_while(|&i| scene.same_sentence(i, at) && !parts(i)).last()
}

/// The gender of a pronoun, or of the one that begins a phrase ("her statement").
#[must_use]
pub fn gender(scene: &Scene<'_, '_>, candidate: &Candidate) -> Gender {
    match scene.tokens.lower(candidate.first) {
        "he" | "him" | "his" => Gender::Male,
        _ => Gender::Female,
    }
}

/// What a mention is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Name,
    Pronoun,
}

/// What is remembered of a person.
#[derive(Debug, Clone, Copy)]
struct Known {
    name: NameId,
    first: usize,
    last: usize,
    part: Part,
    form: Form,
    /// Whether it stands in what somebody else is reported to say.
    embedded: bool,
    outside: bool,
    mentions: u32,
    introduced_as_subject: bool,
    introduced_in_full: bool,
}

/// What a reader has in mind.
struct Memory<'s, 'a, 't> {
    scene: &'s Scene<'a, 't>,
    speakers: &'s [Heard],
    next_act: usize,
    spoken: &'s [u32],
    /// Persons, the one mentioned last at the end.
    known: Vec<Known>,
    referents: FxHashMap<usize, NameId>,
    /// Subject of the last verb of speech, and where it stands.
    act: Option<(NameId, usize)>,
    /// Subject of the last sentence that begins with a person.
    focus: Option<NameId>,
    /// First subject, and first person at all, of a paragraph.
    topic: Option<(u32, NameId)>,
    opener: Option<(u32, NameId)>,
    /// Whom the last "he" and the last "she" meant.
    meant: [Option<NameId>; 2],
}

impl<'s, 'a, 't> Memory<'s, 'a, 't> {
    fn new(story: &'s Story<'_, 'a, 't>) -> Self {
        Self {
            scene: story.scene,
            speakers: &story.speakers,
            next_act: 0,
            spoken: story.spoken,
            known: Vec::new(),
            referents: FxHashMap::default(),
            act: None,
            focus: None,
            topic: None,
            opener: None,
            meant: [None; 2],
        }
    }

    fn is_person(&self, name: NameId) -> bool {
        self.scene.names[name.0 as usize].kind == EntityKind::Person
    }

    fn knows(&self, name: NameId) -> bool {
        self.known.iter().any(|known| known.name == name)
    }

    /// Takes in the speech acts whose subject and cue both stand before token `at`.
    fn hear(&mut self, at: usize) {
        while let Some(act) = self.speakers.get(self.next_act).map(|heard| heard.act).filter(|act| act.cue < at) {
            let subject = &self.scene.candidates[act.subject];
            if subject.first >= at {
                return; // the subject follows its cue and is heard first
            }
            self.next_act += 1;
            let name = subject.name().or_else(|| self.referents.get(&act.subject).copied());
            if let Some(name) = name.filter(|name| self.is_person(*name)) {
                self.act = Some((name, act.cue));
            }
        }
    }

    /// Who spoke last, where it is another's turn ([`turns`]).
    fn passed(&self, pronoun: &Candidate) -> Option<NameId> {
        let last = self.speakers[..self.next_act].last()?.act;
        let (name, cue) = self.act?;
        (cue == last.cue && turns::is_passed(self.scene, last, pronoun)).then_some(name)
    }

    /// Whether a mention is the subject of a verb of speech not heard yet, however far off.
    fn speaks(&self, candidate: &Candidate) -> bool {
        /// Acts looked at: of one sentence.
        const NEXT: usize = 6;
        let next = self.speakers[self.next_act..].iter().take(NEXT).filter(|heard| heard.own);
        next.into_iter().any(|heard| self.scene.candidates[heard.act.subject].first == candidate.first)
    }

    fn mention(&mut self, name: NameId, candidate: &Candidate, form: Form) {
        let scene = self.scene;
        let part = if self.speaks(candidate) { Part::Subject } else { part(scene, candidate) };
        let embedded = self.act.is_some_and(|(by, cue)| by != name && scene.same_sentence(cue, candidate.first));
        let at = self.known.iter().position(|known| known.name == name);
        let mut known = at.map_or_else(
            || Known {
                name,
                first: candidate.first,
                last: candidate.first,
                part,
                form,
                embedded: false,
                outside: false,
                mentions: 0,
                introduced_as_subject: part == Part::Subject,
                introduced_in_full: candidate.last - candidate.first > 1,
            },
            |at| self.known.remove(at),
        );
        known.mentions += 1;
        // What is said in quotes does not move the reporter's text on.
        if !candidate.quoted || !known.outside {
            if !candidate.quoted && !known.outside {
                known.first = candidate.first;
                known.introduced_as_subject = part == Part::Subject;
                known.introduced_in_full = candidate.last - candidate.first > 1;
            }
            known.last = candidate.first;
            known.part = part;
            known.form = form;
            known.embedded = embedded;
        }
        known.outside |= !candidate.quoted;
        self.known.push(known);
        if self.known.len() > WINDOW {
            self.known.remove(0);
        }
        if !candidate.quoted && !candidate.inner && !embedded {
            self.move_on(name, candidate, part);
        }
    }

    /// A mention in the reporter's text may become what the sentence or the paragraph is about.
    fn move_on(&mut self, name: NameId, candidate: &Candidate, part: Part) {
        let paragraph = self.scene.tokens[candidate.first].paragraph;
        if part == Part::Subject {
            self.focus = Some(name);
            if self.topic.is_none_or(|(of, _)| of != paragraph) {
                self.topic = Some((paragraph, name));
            }
        }
        if self.opener.is_none_or(|(of, _)| of != paragraph) {
            self.opener = Some((paragraph, name));
        }
    }

    /// The persons whom a pronoun may mean, with their features.
    fn rows(&self, pronoun: &Candidate, gender: Gender, sight: Sight) -> Vec<(NameId, Row)> {
        let scene = self.scene;
        let of = |known: &Known| scene.names[known.name.0 as usize].gender;
        let fits = |known: &&Known| sight == Sight::Blind || of(known).is_none_or(|g| g == gender);
        // Whoever was only spoken of by others is seldom meant where somebody is whom the text itself tells of.
        let told = self.known.iter().filter(fits).any(|known| known.outside);
        let fitting: Vec<&Known> = self.known.iter().filter(fits).filter(|known| known.outside || !told).collect();
        let here = |known: &&&Known| scene.paragraphs_between(known.last, pronoun.first) == 0;
        let alone = fitting.iter().filter(here).count() == 1;
        let latest = fitting.iter().filter(|known| known.outside).map(|known| known.last).max();
        let speaks = self.speaks(pronoun);
        let spoken_of = if speaks { spoken_of(scene, pronoun) } else { Vec::new() };
        let describe = |known: &&Known| {
            let mut row = self.row(known, pronoun);
            for (feature, of_speech) in OF_SPEECH {
                row[of_speech as usize] = if speaks { row[feature as usize] } else { 0.0 };
            }
            if sight == Sight::Fitting {
                let known = of(known) == Some(gender);
                set(&mut row, if known { Feature::GenderFits } else { Feature::GenderUnknown }, true);
            }
            let meant = self.meant[gender as usize] == Some(known.name);
            set(&mut row, Feature::MeantLast, meant || sight == Sight::Blind && self.meant.contains(&Some(known.name)));
            set(&mut row, Feature::SpokenOf, spoken_of.contains(&known.name));
            set(&mut row, Feature::NamedLast, Some(known.last) == latest);
            set(&mut row, Feature::OnlyFitting, alone && here(&known));
            set(&mut row, Feature::SubjectSince, Some(known.last) == latest && self.focus == Some(known.name));
            (known.name, row)
        };
        fitting.iter().map(describe).collect()
    }

    fn row(&self, known: &Known, pronoun: &Candidate) -> Row {
        let scene = self.scene;
        let entry = &scene.names[known.name.0 as usize];
        let mut row = [0.0; FEATURES.len()];
        let sentences = scene.outer_sentence[pronoun.first].saturating_sub(scene.outer_sentence[known.last]);
        set(&mut row, distance(sentences), true);
        let paragraphs = scene.paragraphs_between(known.last, pronoun.first);
        match paragraphs {
            0 => set(&mut row, Feature::SameParagraph, true),
            1 => set(&mut row, Feature::ParagraphBefore, true),
            2 => set(&mut row, Feature::TwoParagraphs, true),
            _ => {}
        }
        let place = match known.part {
            Part::Subject => Feature::LastSubject,
            Part::Possessive => Feature::LastPossessive,
            Part::Governed => Feature::LastGoverned,
            Part::Object => Feature::LastObject,
        };
        set(&mut row, place, true);
        let subject = known.part == Part::Subject;
        set(&mut row, Feature::SubjectHere, subject && sentences == 0);
        set(&mut row, Feature::SubjectBefore, subject && sentences == 1);
        set(&mut row, Feature::LastPronoun, known.form == Form::Pronoun);
        set(&mut row, Feature::Embedded, known.embedded);
        set(&mut row, Feature::InQuotesOnly, !known.outside);
        self.speech(known, pronoun, &mut row);
        let since = scene.paragraphs_between(known.first, pronoun.first);
        let fresh = known.mentions == 1 && known.introduced_in_full && known.outside && since <= 1;
        set(&mut row, Feature::Introduced, fresh);
        set(&mut row, Feature::IntroducedAsSubject, fresh && known.introduced_as_subject);
        set(&mut row, Feature::IntroducedHere, fresh && since == 0);
        let paragraph = scene.tokens[pronoun.first].paragraph;
        set(&mut row, Feature::Topic, self.topic == Some((paragraph, known.name)));
        set(&mut row, Feature::Opener, self.opener == Some((paragraph, known.name)));
        set(&mut row, Feature::FullName, entry.canonical.contains(' '));
        let spoken = self.spoken[known.name.0 as usize];
        set(&mut row, Feature::Speaks, spoken > 0);
        set(&mut row, Feature::SpeaksOften, spoken > 2);
        row[Feature::NamedOften as usize] = (known.mentions as f32).ln().min(3.0);
        row
    }

    /// Features of who has been speaking.
    fn speech(&self, known: &Known, pronoun: &Candidate, row: &mut Row) {
        if let Some((_, at)) = self.act.filter(|(name, _)| *name == known.name) {
            let paragraphs = self.scene.paragraphs_between(at, pronoun.first);
            set(row, Feature::LastAct, true);
            set(row, Feature::ActHere, paragraphs == 0);
            set(row, Feature::ActBefore, paragraphs == 1);
        }
        set(row, Feature::Focus, self.focus == Some(known.name));
    }
}

fn set(row: &mut Row, feature: Feature, yes: bool) {
    row[feature as usize] = if yes { 1.0 } else { 0.0 };
}

/// The feature of a distance in sentences.
fn distance(sentences: u32) -> Feature {
    match sentences {
        0 => Feature::SameSentence,
        1 => Feature::OneSentence,
        2 => Feature::TwoSentences,
        3..=4 => Feature::FourSentences,
        5..=8 => Feature::EightSentences,
        _ => Feature::Farther,
    }
}
