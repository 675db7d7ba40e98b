//! Who says it: each quoted stretch is judged to be speech or not, given to a candidate or to the speaker before, and the
//! candidate resolved to a name; then indirect speech is added.
//!
//! Two linear models decide (see [`features`]); they are trained by `training/` and part of the binary. What they choose
//! among, and how a mention becomes a name, is rules. Each quote keeps the reasons.

mod able;
pub mod acts;
mod ahead;
mod antecedent;
mod assembly;
mod beside;
mod documents;
pub mod features;
mod holders;
pub mod indirect;
mod joint;
mod lead;
pub mod model;
mod naming;
mod onward;
mod outright;
mod parts;
mod printed;
pub mod pronouns;
mod quotation;
pub mod resolve;
mod retracted;
mod setoff;
pub mod signature;
mod silent;
mod sourced;
mod threshold;
mod turns;
mod written;

use std::sync::LazyLock;

use able::Able;
use acts::{Act, Speech};
use assembly::Assembly;
use features::{Choice, Previous};
use indirect::Clause;
use model::{Features, Model, logistic};
use onward::Onward;
use pronouns::Story;
use resolve::{How, Resolved, Resolver};

use super::{
    Quote, QuoteKind,
    quotes::{Class, Ending, Scene},
};

/// The trained parts.
#[derive(Debug, Clone, Copy)]
pub struct Models {
    /// Is a quoted stretch speech?
    pub speech: Model,
    /// Who says it?
    pub speaker: Model,
    /// Whom does a pronoun mean?
    pub pronouns: &'static pronouns::Weights,
}

/// The models that are part of the binary.
static SHIPPED: LazyLock<Models> = LazyLock::new(|| Models {
    speech: Model::new(include_bytes!("data/speech.model")),
    speaker: Model::new(include_bytes!("data/speaker.model")),
    pronouns: &pronouns::SHIPPED,
});

/// How sure words are that name or judge ("called it “…”"): that they are speech nine in ten times, where they end less.
const NAMING_CERTAINTY: f32 = 0.8;

/// How sure it is that whoever stands right beside a quote says it by a verb that no list has ([`beside`]): a guess, below
/// what a signature is given, not a count.
const BESIDE_CERTAINTY: f32 = 0.9;

/// A stretch decided to be speech.
#[derive(Debug, Clone)]
struct Spoken {
    stretch: usize,
    kind: QuoteKind,
    /// First token of what is named or judged by the words quoted: "called [the plan “a dream”]".
    object: Option<usize>,
    tie: Tie,
    /// Candidate that names the speaker; none if the quote goes on without one.
    mention: Option<usize>,
    resolved: Option<Resolved>,
    /// Probability that it is speech, and that the choice is right.
    certainty: (f32, f32),
    cue: Option<usize>,
    group: u32,
    evidence: Vec<String>,
}

impl Spoken {
    fn new(stretch: usize, kind: QuoteKind, speech: f32) -> Self {
        Self {
            stretch,
            kind,
            object: None,
            tie: Tie::Mention,
            mention: None,
            resolved: None,
            certainty: (speech, 0.0),
            cue: None,
            group: stretch as u32,
            evidence: Vec::new(),
        }
    }
}

/// The quotes of an article in text order.
#[must_use]
pub fn quotes(scene: &Scene<'_, '_>) -> Vec<Quote> {
    quotes_by(&SHIPPED, scene)
}

/// The quotes of an article as other models find them, for trials by `training/`.
#[must_use]
pub fn quotes_by(models: &Models, scene: &Scene<'_, '_>) -> Vec<Quote> {
    let acts = acts::find(scene);
    let speech = Speech::of(scene, &acts);
    let clauses = indirect::find(scene, &acts);
    // Whoever but accuses or promises something need not be the one of whose words the story tells: the weights never met them.
    let told: Vec<Clause> = clauses.iter().copied().filter(|clause| !indirect::is_demand(scene, clause)).collect();
    let story = Story::of(scene, &acts, &told, &speech.counts);
    let referents = pronouns::resolve(&story, models.pronouns);
    let resolver = Resolver::new(scene, &acts, &clauses, story.holders, referents);
    let spoken = Attribution {
        models,
        scene,
        resolver: &resolver,
        speech: &speech,
        clauses: &clauses,
        scratch: Features::default(),
    }
    .run();
    let assembly = Assembly { scene, resolver: &resolver };
    let mut out = assembly.assemble(&spoken, &clauses);
    assembly.add_transcript(&mut out);
    keep_real_groups(&mut out);
    out
}

/// A group of one is none.
fn keep_real_groups(quotes: &mut [Quote]) {
    let mut sizes = rustc_hash::FxHashMap::default();
    for quote in quotes.iter() {
        *sizes.entry(quote.group).or_insert(0) += 1;
    }
    for quote in quotes {
        if sizes[&quote.group] < 2 {
            quote.group = None;
        }
    }
}

struct Attribution<'s, 'a, 't> {
    models: &'s Models,
    scene: &'s Scene<'a, 't>,
    resolver: &'s Resolver<'s, 'a, 't>,
    speech: &'s Speech,
    clauses: &'s [Clause],
    scratch: Features,
}

impl Attribution<'_, '_, '_> {
    fn run(mut self) -> Vec<Spoken> {
        let mut out: Vec<Spoken> = Vec::new();
        for stretch in 0..self.scene.stretches.len() {
            let last = out.last();
            let previous = Previous {
                kept: last.map(|spoken| spoken.stretch),
                adjacent: last.is_some_and(|spoken| spoken.stretch + 1 == stretch),
            };
            if self.scene.stretches[stretch].ending == Ending::SetOff {
                let spoken = self.set_off(stretch, previous, out.last());
                out.extend(spoken);
                continue;
            }
            if let Some(named) = naming::namer(self.scene, &self.speech.acts, stretch) {
                let spoken = self.fragment(stretch, named, out.last());
                out.push(spoken);
                continue;
            }
            let thing = naming::is_name_of_a_thing(self.scene, stretch) || printed::is_printed(self.scene, stretch);
            if thing && sourced::speaker(self.scene, &self.speech.acts, stretch).is_none() {
                continue;
            }
            let chance = self.speech_chance(stretch, previous);
            if let Some(speech) = threshold::kept(self.scene, &self.speech.acts, stretch, previous, chance) {
                let mut spoken = self.attribute(stretch, previous, out.last(), speech);
                self.retract(&mut spoken);
                self.follow_clause(&mut spoken);
                out.push(spoken);
            } else if let Some(clause) = self.clause_over(stretch).filter(|_| self.leads_on(stretch)) {
                out.push(self.within_clause(stretch, clause));
            }
        }
        quotation::agree(self.scene, &mut out);
        out
    }

    /// A paragraph without marks that the sentence above sets off.
    fn set_off(&mut self, stretch: usize, previous: Previous, last: Option<&Spoken>) -> Option<Spoken> {
        let mut spoken = self.attribute(stretch, previous, last, setoff::certainty(self.scene, stretch));
        let told = setoff::is_told_above(self.scene, stretch, spoken.mention);
        let name = spoken.resolved.as_ref().and_then(|resolved| resolved.name);
        spoken.evidence.insert(0, "set off below a verb of speech and a colon, without quote marks".to_owned());
        (told && !setoff::tells_of(self.scene, stretch, name)).then_some(spoken)
    }

    /// Words by which somebody names or judges a thing.
    fn fragment(&self, stretch: usize, (verb, subject): (usize, usize), last: Option<&Spoken>) -> Spoken {
        let mut spoken = Spoken::new(stretch, QuoteKind::Mixed, NAMING_CERTAINTY);
        spoken.certainty.1 = NAMING_CERTAINTY;
        spoken.object = naming::object(self.scene, stretch, verb);
        self.give(&mut spoken, subject, last);
        spoken.cue = Some(verb);
        spoken.evidence[0] = format!("“{}” names or judges by the words quoted", self.scene.tokens.word(verb));
        spoken
    }

    fn speech_chance(&mut self, stretch: usize, previous: Previous) -> f32 {
        features::speech(self.scene, stretch, previous, &mut self.scratch);
        logistic(self.models.speech.score(self.scratch.list()))
    }

    fn attribute(&mut self, stretch: usize, previous: Previous, last: Option<&Spoken>, speech: f32) -> Spoken {
        let mut spoken = Spoken::new(stretch, QuoteKind::Direct, speech);
        if let Some((number, certainty)) = outright::speaker(self.scene, &self.speech.acts, stretch) {
            spoken.certainty.1 = certainty;
            spoken.tie = Tie::Outright;
            self.give(&mut spoken, number, last);
            return spoken;
        }
        if let Some((number, verb)) = beside::speaker(self.scene, stretch) {
            spoken.certainty.1 = BESIDE_CERTAINTY;
            spoken.tie = Tie::Outright;
            self.give(&mut spoken, number, last);
            spoken.cue = Some(verb);
            return spoken;
        }
        let models = self.models;
        let mut scores: Vec<(Choice, f32)> = Vec::with_capacity(16);
        features::choices(self.scene, self.speech, stretch, previous, &mut self.scratch, |choice, features| {
            scores.push((choice, models.speaker.score(features.list())));
        });
        scores.retain(|(choice, _)| match *choice {
            Choice::Candidate(number) => !silent::is_beside_the_speaker(self.scene, self.speech, number, stretch),
            Choice::Continue => true,
        });
        let likeliest = best(&scores, |_| true).map(|(choice, _)| choice);
        let able = Able::of(self.scene, self.speech, (stretch, last), likeliest);
        let best = best(&scores, |choice| able.speaks(choice));
        let total: f32 = scores.iter().map(|(_, score)| score.exp()).sum();
        let Some((choice, score)) = best else {
            spoken.evidence.push("nobody who could speak is named near the quote".to_owned());
            return spoken;
        };
        spoken.certainty.1 = score.exp() / total;
        // The mention of the quote before is its speaker too.
        let same = last.and_then(|last| last.mention).map(Choice::Candidate);
        let goes_on = choice == Choice::Continue || Some(choice) == same;
        match choice {
            _ if goes_on && let Some(Onward::Another(number)) = able.onward => self.give(&mut spoken, number, last),
            _ if goes_on && let Some(Onward::Asked(number)) = able.onward => self.answers(&mut spoken, number, last),
            Choice::Continue => self.go_on(&mut spoken, last, able.onward),
            Choice::Candidate(number) => self.give(&mut spoken, number, last),
        }
        spoken.evidence.extend(self.runner_up(&scores, choice, total));
        spoken
    }

    /// Takes back the speaker of words that the verb beside them does not give to whoever was found ([`retracted`]).
    fn retract(&self, spoken: &mut Spoken) {
        let Some((cue, subject)) = spoken.cue.zip(spoken.mention) else { return };
        let outright = spoken.tie == Tie::Outright;
        let act = Act { cue, subject };
        let Some(why) = retracted::why(self.scene, &self.speech.acts, act, spoken.stretch, outright) else { return };
        // Nor does "he" behind it mean whoever it was.
        spoken.resolved = None;
        spoken.certainty.1 = 0.0;
        spoken.evidence.push(format!("“{}” {why}", self.scene.tokens.word(cue)));
    }

    /// The clause round a stretch, if a name stands beside its verb: its words are of that name, whatever else is near.
    fn clause_over(&self, stretch: usize) -> Option<&Clause> {
        let stretch = self.scene.stretches[stretch];
        let next = self.clauses.partition_point(|clause| clause.first <= stretch.open);
        let clause = self.clauses[..next].last().filter(|clause| clause.quoted && stretch.open < clause.last)?;
        clause.names_speaker(self.scene).then_some(clause)
    }

    /// Whether the sentence behind that of a stretch, in its paragraph, is quoted from its beginning.
    fn leads_on(&self, stretch: usize) -> bool {
        let scene = self.scene;
        let (here, next) = (scene.stretches[stretch], scene.stretches.get(stretch + 1));
        next.is_some_and(|next| {
            let (last, open) = (&scene.tokens[here.last - 1], &scene.tokens[next.open]);
            let follows = open.paragraph == last.paragraph && open.sentence == last.sentence + 1;
            follows && scene.begins_sentence(next.open) && scene.tokens[next.first].is_capitalised()
        })
    }

    /// Words that are no quote of their own within a clause: whoever goes on behind them goes on with who says it.
    fn within_clause(&self, stretch: usize, clause: &Clause) -> Spoken {
        let mut spoken = Spoken::new(stretch, QuoteKind::Direct, threshold::WITHIN);
        spoken.certainty.1 = threshold::WITHIN;
        self.give_to_clause(&mut spoken, clause);
        spoken
    }

    /// The same of words that are a quote, unless somebody is told of within the clause who says them.
    fn follow_clause(&self, spoken: &mut Spoken) {
        let Some(clause) = self.clause_over(spoken.stretch) else { return };
        let resolved = self.resolver.resolve(clause.subject, None);
        let told = spoken.mention.map(|number| self.scene.candidates[number].first);
        let within = told.is_some_and(|first| clause.contains(first));
        if !within && spoken.resolved.as_ref().is_none_or(|other| other.label != resolved.label) {
            self.give_to_clause(spoken, clause);
        }
    }

    fn give_to_clause(&self, spoken: &mut Spoken, clause: &Clause) {
        let words = self.scene.candidates[clause.subject].text(self.scene);
        spoken.evidence = vec![format!("part of what “{words}” is told to have said")];
        spoken.resolved = Some(self.resolver.resolve(clause.subject, None));
        (spoken.mention, spoken.cue) = (Some(clause.subject), Some(clause.cue));
    }

    /// The quote is of whom the one before asks something.
    fn answers(&self, spoken: &mut Spoken, number: usize, last: Option<&Spoken>) {
        self.give(spoken, number, last);
        spoken.cue = None;
        let words = self.scene.candidates[number].text(self.scene);
        spoken.evidence[0] = format!("“{words}” was asked in the paragraph before");
    }

    /// The quote goes on with the speaker before.
    fn go_on(&self, spoken: &mut Spoken, last: Option<&Spoken>, onward: Option<Onward>) {
        let Some(last) = last else { return };
        let scene = self.scene;
        let before = scene.stretches[last.stretch];
        let here = scene.stretches[spoken.stretch];
        spoken.tie = match onward {
            Some(Onward::Far(_)) => Tie::FarBefore,
            _ => Tie::Before,
        };
        spoken.resolved.clone_from(&last.resolved);
        let reopened = before.ending == Ending::Unclosed && scene.begins_paragraph(here.open);
        let same = scene.tokens[before.open].paragraph == scene.tokens[here.open].paragraph;
        if same || reopened {
            // Parts of one quote share its attribution, and so its mention.
            spoken.group = last.group;
            spoken.mention = last.mention;
        }
        // A chain is as sure as its weakest link.
        spoken.certainty.1 *= last.certainty.1.max(0.5);
        if let Some(Onward::Far(sure)) = onward {
            spoken.certainty.1 *= sure;
        }
        let why = match onward {
            _ if reopened => "reopens the quote of the paragraph before",
            Some(Onward::Far(_)) => "may go on with the speaker of the quote before; other words stand between",
            _ => "goes on with the speaker of the quote before",
        };
        spoken.evidence.push(why.to_owned());
    }

    fn give(&self, spoken: &mut Spoken, number: usize, last: Option<&Spoken>) {
        let scene = self.scene;
        let stretch = scene.stretches[spoken.stretch];
        let since = last.map(|last| scene.stretches[last.stretch].open);
        let previous = last.and_then(|last| last.resolved.as_ref()).zip(since);
        let resolved = self.resolver.resolve(number, previous);
        spoken.cue = cue(scene, number, (stretch.open, stretch.close));
        let candidate = &scene.candidates[number];
        spoken.mention = Some(number);
        let side = if candidate.first >= stretch.close { "after" } else { "before" };
        let words = candidate.text(scene);
        spoken.evidence.push(match spoken.cue {
            Some(cue) => format!("“{}” beside “{words}” {side} the quote", scene.tokens.word(cue)),
            None => format!("“{words}” {side} the quote, without a verb of speech"),
        });
        spoken.evidence.extend(resolved.evidence.iter().cloned());
        spoken.resolved = Some(resolved);
    }

    /// The next best choice in words, if it came near.
    fn runner_up(&self, scores: &[(Choice, f32)], chosen: Choice, total: f32) -> Option<String> {
        let others = scores.iter().filter(|(choice, _)| *choice != chosen);
        let (choice, score) = others.copied().reduce(|a, b| if b.1 > a.1 { b } else { a })?;
        let share = score.exp() / total;
        let words = match choice {
            Choice::Continue => "the speaker before",
            Choice::Candidate(number) => self.scene.candidates[number].text(self.scene),
        };
        (share > 0.1).then(|| format!("next candidate: {words} ({share:.2})"))
    }
}

/// The choice with the highest score of those who are `able`.
fn best(scores: &[(Choice, f32)], able: impl Fn(Choice) -> bool) -> Option<(Choice, f32)> {
    let able = scores.iter().copied().filter(|(choice, _)| able(*choice));
    able.reduce(|a, b| if b.1 > a.1 { b } else { a })
}

/// What ties a quote to its speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tie {
    /// Words near it.
    Mention,
    /// Words by which the text tells it outright ([`outright`]).
    Outright,
    /// The quote before.
    Before,
    /// The quote before, past other words ([`Onward::Far`]).
    FarBefore,
}

impl Tie {
    /// Whether the quote goes on from the one before.
    fn goes_on(self) -> bool {
        matches!(self, Self::Before | Self::FarBefore)
    }
}

/// What a product of chances is worth. Its factors are not independent, so it is too low: the more so the longer the way
/// to the name was. The powers are read off both dev sets: of quotes given .9 or more, nine in ten have the right speaker
/// in each way. Of a pronoun the share of the person weighs more than the other factors: of American news read by eye
/// (2026-11-28) 24 of 36 were right where another had .3 or more of it, 28 of 32 where one had .13 to .25.
fn calibrated(product: f32, tie: Tie, how: How) -> f32 {
    let product = product.clamp(0.0, 1.0);
    match (tie, how) {
        (_, How::Pronoun(share)) => product.powf(0.12) * share.clamp(0.0, 1.0).powf(0.48),
        (Tie::Before, How::Named) => product.powf(0.12),
        _ => product.powf(0.45),
    }
}

/// The cue that ties candidate `number` to the quote `open..close`.
fn cue(scene: &Scene<'_, '_>, number: usize, (open, close): (usize, usize)) -> Option<usize> {
    let candidate = &scene.candidates[number];
    let (first, last) = (candidate.first, candidate.last);
    let strong = |i: &usize| scene.class[*i] == Class::Cue || is_according(scene, *i);
    let weak = |i: &usize| scene.class[*i] == Class::WeakCue;
    let near = |mut range: std::ops::Range<usize>| range.clone().find(strong).or_else(|| range.find(weak));
    let limit = |i: usize| i.min(scene.len());
    if first >= close {
        let beside = near(close..first).or_else(|| near(last..limit(last + 4)));
        return beside.or_else(|| cue_farther(scene, number));
    }
    // Of several verbs before a quote in its sentence the last one introduces it ("said no, and added: …").
    let here = (last..open).rev().take(30).take_while(|&i| scene.same_sentence(i, open)).filter(strong);
    let mut here = here;
    let here = here.find(|&i| !scene.is_quoted(i));
    here.or_else(|| near(last..open.min(last + 30))).or_else(|| near(first.saturating_sub(2)..first))
}

/// The verb of speech behind what is told of the speaker: "Orlova, the mayor of Lund, said", "Orlova (L-Lund) said".
fn cue_farther(scene: &Scene<'_, '_>, number: usize) -> Option<usize> {
    /// Tokens from the speaker to the verb.
    const REACH: usize = 28;
    let last = scene.candidates[number].last;
    let same = |&i: &usize| i < scene.len() && scene.same_sentence(last - 1, i) && !scene.is_quoted(i);
    let mut verbs = (last..last + REACH).take_while(same).filter(|&i| scene.class[i] == Class::Cue);
    verbs.find(|&i| acts::subject(scene, i) == Some(number))
}

/// Whether "according to" stands at token `i`.
fn is_according(scene: &Scene<'_, '_>, i: usize) -> bool {
    scene.tokens.lower(i) == "according" && i + 1 < scene.len() && scene.tokens.lower(i + 1) == "to"
}

/// The trained parts, for `training/`: decisions with their features.
pub mod lessons {
    pub use super::{
        acts,
        features::{self, Choice, Previous},
        indirect,
        model::{Feature, Features, Model, SLOTS},
        pronouns,
    };
}
