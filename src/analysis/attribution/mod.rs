//! Who says it: each quoted stretch is judged to be speech or not, given to a candidate or to the speaker before, and the
//! candidate resolved to a name; then indirect speech is added.
//!
//! Two linear models decide (see [`features`]); they are trained by `training/` and part of the binary. What they choose
//! among, and how a mention becomes a name, is rules. Each quote keeps the reasons.

pub mod acts;
mod documents;
pub mod features;
mod holders;
pub mod indirect;
pub mod labels;
mod lead;
pub mod model;
mod naming;
pub mod pronouns;
pub mod resolve;
pub mod signature;

use std::sync::LazyLock;

use acts::Speech;
use features::{Choice, Previous};
use indirect::Clause;
use labels::Labelled;
use lead::Lead;
use model::{Features, Model, logistic};
use resolve::{How, Resolved, Resolver};

use super::{
    EntityKind, Quote, QuoteKind, Speaker, SpeakerKind,
    quotes::{Class, Ending, Kind, Scene},
};
use crate::text::{Span, TokenKind};

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

/// A stretch is kept as speech from this probability on. Within a sentence what is less sure is mostly titles and scare
/// quotes, in both dev sets; what begins a paragraph, is announced or signed, is seldom anything but speech.
const SPEECH_WITHIN: f32 = 0.7;
const SPEECH_ALONE: f32 = 0.5;
const SPEECH_SIGNED: f32 = 0.2;

/// How sure a signature is ("— Ada Orlova").
const SIGNED_CERTAINTY: f32 = 0.97;

/// How sure the label of a transcript is: by eye, to be calibrated.
const LABEL_CERTAINTY: f32 = 0.9;

/// How sure words are that name or judge ("called it “…”"): that they are speech nine in ten times, where they end less.
const NAMING_CERTAINTY: f32 = 0.8;

/// How sure a clause is where the speaker has a name: so many are where the gold has one, with that speaker (PolNeAR and ggt,
/// 2026-11-28). Other verbs than "said" and "told" do more than to report.
const INDIRECT_CERTAINTY: f32 = 0.82;

/// The same behind "said" and "told".
const SAID_CERTAINTY: f32 = 0.9;

/// Of a clause with words in quote marks in it, which show that it is speech.
const MIXED_CERTAINTY: f32 = 0.86;

/// The same behind "said" and "told".
const MIXED_SAID_CERTAINTY: f32 = 0.92;

/// A stretch decided to be speech.
#[derive(Debug, Clone)]
struct Spoken {
    stretch: usize,
    kind: QuoteKind,
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
    let referents = pronouns::resolve(scene, &acts, &speech.counts, models.pronouns);
    let resolver = Resolver::new(scene, &acts, referents);
    let spoken =
        Attribution { models, scene, resolver: &resolver, speech: &speech, scratch: Features::default() }.run();
    let clauses = indirect::find(scene, &acts);
    let assembly = Assembly { scene, resolver: &resolver };
    let mut out = assembly.assemble(&spoken, &clauses);
    assembly.add_transcript(&labels::find(scene), &mut out);
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
            if let Some(named) = naming::namer(self.scene, stretch) {
                let spoken = self.fragment(stretch, named, out.last());
                out.push(spoken);
                continue;
            }
            if naming::is_name_of_a_thing(self.scene, stretch) {
                continue;
            }
            let speech = self.speech_chance(stretch, previous);
            if speech >= self.threshold(stretch) {
                let spoken = self.attribute(stretch, previous, out.last(), speech);
                out.push(spoken);
            }
        }
        out
    }

    /// Words by which somebody names or judges a thing.
    fn fragment(&self, stretch: usize, (verb, subject): (usize, usize), last: Option<&Spoken>) -> Spoken {
        let mut spoken = Spoken::new(stretch, QuoteKind::Mixed, NAMING_CERTAINTY);
        spoken.certainty.1 = NAMING_CERTAINTY;
        self.give(&mut spoken, subject, last);
        spoken.cue = Some(verb);
        spoken.evidence[0] = format!("“{}” names or judges by the words quoted", self.scene.tokens.word(verb));
        spoken
    }

    /// Whether a verb of speech, and a comma or colon, lead to a stretch that begins as a sentence does: "he told her, “I".
    fn is_led_in(&self, stretch: usize) -> bool {
        let scene = self.scene;
        let stretch = scene.stretches[stretch];
        let Some(before) = stretch.open.checked_sub(1) else { return false };
        let cue = (before.saturating_sub(4)..before).any(|i| scene.class[i] == Class::Cue);
        let sign = matches!(scene.class[before], Class::Comma | Class::Colon);
        cue && sign && scene.tokens[stretch.first].is_capitalised()
    }

    fn threshold(&self, stretch: usize) -> f32 {
        let open = self.scene.stretches[stretch].open;
        let begins = self.scene.begins_paragraph(open);
        // "… issued a statement:" ends the paragraph before.
        let announced = begins && open > 0 && self.scene.class[open - 1] == Class::Colon;
        if announced || signed(self.scene, stretch).is_some() {
            SPEECH_SIGNED
        } else if begins || self.is_led_in(stretch) {
            SPEECH_ALONE
        } else {
            SPEECH_WITHIN
        }
    }

    fn speech_chance(&mut self, stretch: usize, previous: Previous) -> f32 {
        features::speech(self.scene, stretch, previous, &mut self.scratch);
        logistic(self.models.speech.score(self.scratch.list()))
    }

    fn attribute(&mut self, stretch: usize, previous: Previous, last: Option<&Spoken>, speech: f32) -> Spoken {
        let mut spoken = Spoken::new(stretch, QuoteKind::Direct, speech);
        if let Some(number) = signed(self.scene, stretch) {
            spoken.certainty.1 = SIGNED_CERTAINTY;
            self.give(&mut spoken, number, last);
            return spoken;
        }
        let models = self.models;
        let mut scores: Vec<(Choice, f32)> = Vec::with_capacity(16);
        features::choices(self.scene, self.speech, stretch, previous, &mut self.scratch, |choice, features| {
            scores.push((choice, models.speaker.score(features.list())));
        });
        scores.retain(|(choice, _)| !matches!(choice, Choice::Candidate(number) if self.only_relays(*number, stretch)));
        let lead = Lead::of(self.scene, &self.speech.acts, self.scene.stretches[stretch]);
        // "Orr resisted: “…”": nobody of an earlier sentence.
        let closed = lead.is_closed(self.scene);
        let speaks = |choice: Choice| match choice {
            Choice::Candidate(number) => {
                let candidate = &self.scene.candidates[number];
                !self.is_bare_place(number, stretch)
                    && (!closed || candidate.first >= lead.from)
                    && !lead.passes_over(self.scene, candidate)
            }
            Choice::Continue => !closed,
        };
        let able = scores.iter().copied().filter(|(choice, _)| speaks(*choice));
        let best = able.reduce(|a, b| if b.1 > a.1 { b } else { a });
        let total: f32 = scores.iter().map(|(_, score)| score.exp()).sum();
        let Some((choice, score)) = best else {
            spoken.evidence.push("nobody who could speak is named near the quote".to_owned());
            return spoken;
        };
        spoken.certainty.1 = score.exp() / total;
        match choice {
            Choice::Continue => self.go_on(&mut spoken, last),
            Choice::Candidate(number) => self.give(&mut spoken, number, last),
        }
        spoken.evidence.extend(self.runner_up(&scores, choice, total));
        spoken
    }

    /// Whether a candidate is a place without a verb of speech, which says nothing.
    fn is_bare_place(&self, number: usize, stretch: usize) -> bool {
        let place = matches!(self.scene.candidates[number].kind, Kind::Name(_, EntityKind::Place));
        let stretch = self.scene.stretches[stretch];
        place && cue(self.scene, number, (stretch.open, stretch.close)).is_none()
    }

    /// Whether a candidate behind the quote only reports who said it: "“…,” Orlova said, according to the paper".
    fn only_relays(&self, number: usize, stretch: usize) -> bool {
        /// Tokens from "according" to the end of "the leaked transcript".
        const REACH: usize = 8;
        let (scene, close) = (self.scene, self.scene.stretches[stretch].close);
        let first = scene.candidates[number].first;
        let mut near =
            (close.max(first.saturating_sub(REACH))..first).rev().take_while(|&i| scene.same_sentence(i, first));
        let Some(according) = near.find(|&i| is_according(scene, i)) else { return false };
        let next = self.speech.acts.partition_point(|act| act.cue < close);
        self.speech
            .acts
            .get(next)
            .is_some_and(|act| act.cue < according && scene.candidates[act.subject].first >= close)
    }

    /// The quote goes on with the speaker before.
    fn go_on(&self, spoken: &mut Spoken, last: Option<&Spoken>) {
        let Some(last) = last else { return };
        let scene = self.scene;
        let before = scene.stretches[last.stretch];
        let here = scene.stretches[spoken.stretch];
        spoken.tie = Tie::Before;
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
        spoken.evidence.push(if reopened {
            "reopens the quote of the paragraph before".to_owned()
        } else {
            "goes on with the speaker of the quote before".to_owned()
        });
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

/// What ties a quote to its speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tie {
    /// Words near it.
    Mention,
    /// The quote before.
    Before,
}

/// What a product of chances is worth. Its factors are not independent, so it is too low: the more so the longer the way
/// to the name was. The powers are read off both dev sets: of quotes given .9 or more, nine in ten have the right speaker
/// in each way.
fn calibrated(product: f32, tie: Tie, how: How) -> f32 {
    let power = match (tie, how) {
        (_, How::Pronoun(_)) | (Tie::Before, How::Named) => 0.12,
        _ => 0.45,
    };
    product.clamp(0.0, 1.0).powf(power)
}

/// The name that signs a quote: `“…” — Ada Orlova` at the end of a paragraph, or as the short one that follows.
fn signed(scene: &Scene<'_, '_>, stretch: usize) -> Option<usize> {
    /// Longest signature that is a paragraph of its own, in tokens.
    const LONGEST: usize = 14;
    let dash = scene.stretches[stretch].close;
    if dash < scene.len()
        && scene.begins_paragraph(dash)
        && scene.begins_paragraph(scene.stretches[stretch].open)
        && let Some(number) = credited(scene, dash)
    {
        return Some(number);
    }
    if dash >= scene.len() || scene.class[dash] != Class::Dash || scene.ends_paragraph(dash + 1) {
        return None;
    }
    if scene.begins_paragraph(dash) {
        let paragraph = scene.tokens[dash].paragraph;
        let far = scene.tokens.items().get(dash + LONGEST);
        if far.is_some_and(|far| far.paragraph == paragraph) {
            return None;
        }
    }
    // "— Mayor Ada Orlova": past the title.
    let name = (dash + 1..scene.len().min(dash + 4))
        .take_while(|&i| scene.same_sentence(i, dash))
        .find(|&i| scene.candidate_at(i).is_some() || scene.class[i] != Class::Capital)?;
    let number = scene.candidate_at(name)?;
    let candidate = &scene.candidates[number];
    let last = candidate.last;
    let alone = scene.ends_paragraph(last) || scene.class[last] == Class::Comma || scene.ends_paragraph(last + 1);
    (candidate.first == name && candidate.name().is_some() && alone).then_some(number)
}

/// The name in a line of name and paper that begins at token `first`, as digests of opinion sign what they quote: "Ada Orlova,
/// The Lund Courier", "Editorial Board, Lund Courier".
fn credited(scene: &Scene<'_, '_>, first: usize) -> Option<usize> {
    /// Longest such line, in tokens.
    const LONGEST: usize = 12;
    let end =
        (first + 1..scene.len().min(first + LONGEST)).find(|&i| scene.begins_paragraph(i) || i + 1 == scene.len())?;
    let end = if scene.begins_paragraph(end) { end } else { end + 1 };
    let plain = |i: usize| {
        let lower = scene.tokens.lower(i);
        scene.tokens[i].is_capitalised()
            || scene.class[i] == Class::Comma
            || matches!(lower, "of" | "and" | "the" | ".")
    };
    let comma = (first..end).find(|&i| scene.class[i] == Class::Comma)?;
    let stop = scene.class[end - 1] == Class::Period && scene.tokens.word(end - 1) == ".";
    if stop || comma + 1 >= end || !(first..end).all(plain) {
        return None;
    }
    let board = matches!(scene.tokens.lower(comma - 1), "board" | "editors" | "editorial");
    let of = |at: usize| (at..end).find_map(|i| scene.candidate_at(i)).map(|n| (n, &scene.candidates[n]));
    let (number, candidate) = of(if board { comma + 1 } else { first })?;
    let whole = board || candidate.first == first && candidate.last == comma;
    let named = match candidate.kind {
        Kind::Name(_, EntityKind::Person) => !board,
        Kind::Name(_, EntityKind::Organisation) => board,
        _ => false,
    };
    (whole && named).then_some(number)
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
        return near(close..first).or_else(|| near(last..limit(last + 4)));
    }
    // Of several verbs before a quote in its sentence the last one introduces it ("said no, and added: …").
    let here = (last..open).rev().take(30).take_while(|&i| scene.same_sentence(i, open)).filter(strong);
    let mut here = here;
    let here = here.find(|&i| !scene.is_quoted(i));
    here.or_else(|| near(last..open.min(last + 30))).or_else(|| near(first.saturating_sub(2)..first))
}

/// Whether "according to" stands at token `i`.
fn is_according(scene: &Scene<'_, '_>, i: usize) -> bool {
    scene.tokens.lower(i) == "according" && i + 1 < scene.len() && scene.tokens.lower(i + 1) == "to"
}

/// Place of the cue at token `i` ("according to" is two words).
fn cue_span(scene: &Scene<'_, '_>, i: usize) -> Span {
    let last = if is_according(scene, i) { i + 1 } else { i };
    scene.tokens[i].span().join(scene.tokens[last].span())
}

/// Whom a telling cue names ("told reporters"), as printed.
fn addressee(scene: &Scene<'_, '_>, cue: usize) -> Option<String> {
    let at = cue + 1;
    let told = (indirect::TELLING.contains(&scene.tokens.lower(cue)) || scene.tokens.lower(cue) == "asked")
        && at < scene.len()
        && scene.same_sentence(at, cue);
    if !told || scene.is_quoted(at) {
        return None;
    }
    if let Some(number) = scene.candidate_at(at) {
        return Some(scene.candidates[number].text(scene).to_owned());
    }
    let belongs = |&i: &usize| {
        let pronoun = matches!(scene.tokens.lower(i), "him" | "her" | "them" | "me" | "us" | "you");
        let noun = matches!(scene.class[i], Class::Other | Class::Capital | Class::Determiner);
        scene.same_sentence(i, cue) && scene.tokens[i].is_wordlike() && (pronoun || noun)
    };
    let last = (at..(at + 6).min(scene.len())).take_while(belongs).last()?;
    Some(scene.tokens[at].span().join(scene.tokens[last].span()).of(scene.tokens.text()).to_owned())
}

/// Makes quotes of decisions and clauses.
struct Assembly<'s, 'a, 't> {
    scene: &'s Scene<'a, 't>,
    resolver: &'s Resolver<'s, 'a, 't>,
}

impl Assembly<'_, '_, '_> {
    /// A direct stretch within a mixed clause is part of it; a clause that cuts across a direct quote goes, and one in which
    /// another speaks: "Orr said she heard a man shout, “No!”".
    fn assemble(&self, spoken: &[Spoken], clauses: &[Clause]) -> Vec<Quote> {
        let over = self.clauses_over(spoken, clauses);
        let mut inside: Vec<Option<&Spoken>> = vec![None; clauses.len()];
        let mut dropped = vec![false; clauses.len()];
        for (direct, over) in spoken.iter().zip(&over) {
            let Some(n) = *over else { continue };
            dropped[n] |= !self.holds(&clauses[n], direct);
            inside[n] = inside[n].or(Some(direct));
        }
        let mut out = Vec::with_capacity(spoken.len() + clauses.len());
        let apart = spoken.iter().zip(&over).filter(|(_, over)| over.is_none_or(|n| dropped[n]));
        out.extend(apart.map(|(direct, _)| self.direct(direct)));
        for (n, clause) in clauses.iter().enumerate().filter(|(n, _)| !dropped[*n]) {
            out.push(self.clause(clause, inside[n]));
        }
        out.sort_by_key(|quote| (quote.span, quote.kind));
        out
    }

    /// For each direct quote the number of the clause that touches it.
    fn clauses_over(&self, spoken: &[Spoken], clauses: &[Clause]) -> Vec<Option<usize>> {
        let mut from = 0;
        let touching = |direct: &Spoken| {
            let stretch = self.scene.stretches[direct.stretch];
            while from < clauses.len() && clauses[from].last <= stretch.open {
                from += 1;
            }
            clauses.get(from).filter(|clause| clause.first < stretch.close).map(|_| from)
        };
        spoken.iter().map(touching).collect()
    }

    /// Whether a direct quote is part of what the clause tells.
    fn holds(&self, clause: &Clause, direct: &Spoken) -> bool {
        let stretch = self.scene.stretches[direct.stretch];
        let within = self.speaks_within(clause, direct.mention);
        let heard = |n: usize| acts::is_heard(self.scene, &self.scene.candidates[n]);
        // "“No,” Orlova shouted, according to the paper": her words, and the paper their source.
        let speaks = |cue: usize| clause.contains(cue) && self.scene.class[cue] == Class::Cue;
        let told = direct.resolved.as_ref().is_some_and(|resolved| resolved.label.is_some());
        let relayed = is_according(self.scene, clause.cue) && told && direct.cue.is_some_and(speaks);
        let heard = within && (relayed || direct.mention.is_some_and(heard));
        clause.quoted && clause.first <= stretch.open && stretch.close <= clause.last + 2 && !heard
    }

    /// Whether a speaker is named within the clause, as somebody of whom is told there.
    fn speaks_within(&self, clause: &Clause, mention: Option<usize>) -> bool {
        mention.is_some_and(|n| n != clause.subject && clause.contains(self.scene.candidates[n].first))
    }

    /// What a labelled paragraph holds is said by its label; quotes and reports within it are part of that.
    fn add_transcript(&self, lines: &[Labelled], out: &mut Vec<Quote>) {
        if lines.is_empty() {
            return;
        }
        let spans: Vec<Span> = lines.iter().map(|line| self.span(line.first, line.last)).collect();
        let within = |quote: &Quote| {
            let next = spans.partition_point(|span| span.end <= quote.span.start);
            spans.get(next).is_some_and(|span| span.overlaps(quote.span))
        };
        out.retain(|quote| !within(quote));
        out.extend(lines.iter().map(|line| self.labelled(line)));
        out.sort_by_key(|quote| (quote.span, quote.kind));
    }

    fn labelled(&self, line: &Labelled) -> Quote {
        let scene = self.scene;
        let mark = |i: usize| scene.tokens[i].kind == TokenKind::DoubleMark;
        let first = line.first + usize::from(mark(line.first) && line.first + 1 < line.last);
        let last = line.last - usize::from(mark(line.last - 1) && line.last - 1 > first);
        let mention = self.span(line.label, line.colon);
        let printed = mention.of(scene.tokens.text());
        let answer = printed.len() == 1;
        let speaker = match line.name {
            Some(name) => Some((Some(name), scene.names[name.0 as usize].canonical.clone(), SpeakerKind::Person)),
            None if answer => None,
            None => Some((None, printed.to_owned(), SpeakerKind::Unnamed)),
        };
        let role = line.name.and_then(|name| scene.names[name.0 as usize].role.clone());
        Quote {
            span: self.span(first, last),
            kind: QuoteKind::Direct,
            group: None,
            speaker: speaker.map(|(name, label, kind)| Speaker { name, label, kind, mention: Some(mention), role }),
            unresolved: None,
            cue: Some(scene.tokens[line.colon].span()),
            addressee: None,
            confidence: if line.name.is_some() { LABEL_CERTAINTY } else { LABEL_CERTAINTY * How::Printed.certainty() },
            evidence: vec![format!("“{printed}:” opens the paragraph, as in a transcript")],
        }
    }

    fn span(&self, first: usize, last: usize) -> Span {
        self.scene.tokens[first].span().join(self.scene.tokens[last - 1].span())
    }

    fn direct(&self, spoken: &Spoken) -> Quote {
        let stretch = self.scene.stretches[spoken.stretch];
        let (speech, choice) = spoken.certainty;
        let how = spoken.resolved.as_ref().map_or(How::Unknown, |resolved| resolved.how);
        Quote {
            span: self.span(stretch.first, stretch.last),
            kind: spoken.kind,
            group: Some(spoken.group),
            speaker: self.speaker(spoken.resolved.as_ref(), spoken.mention),
            unresolved: self.unresolved(spoken.resolved.as_ref(), spoken.mention),
            cue: spoken.cue.map(|cue| cue_span(self.scene, cue)),
            addressee: spoken.cue.and_then(|cue| addressee(self.scene, cue)),
            confidence: calibrated(speech * choice * how.certainty(), spoken.tie, how),
            evidence: spoken.evidence.clone(),
        }
    }

    fn clause(&self, clause: &Clause, inside: Option<&Spoken>) -> Quote {
        let subject = self.scene.candidates[clause.subject].text(self.scene);
        let word = self.scene.tokens.word(clause.cue);
        let mut evidence = vec![format!("clause beside “{subject}” and “{word}”")];
        let own = || self.resolver.resolve(clause.subject, None);
        // Where the clause holds a quote that was given to somebody, that decision saw more, unless it is named at the verb.
        let told = inside.and_then(|spoken| Some((spoken.resolved.clone()?, spoken.mention)));
        let told = told.filter(|(resolved, mention)| {
            resolved.label.is_some() && !self.names_speaker(clause) && !self.speaks_within(clause, *mention)
        });
        let (resolved, mention) = told.unwrap_or_else(|| (own(), Some(clause.subject)));
        evidence.extend(resolved.evidence.iter().cloned());
        Quote {
            span: self.span(clause.first, clause.last),
            kind: if clause.quoted { QuoteKind::Mixed } else { QuoteKind::Indirect },
            // Stretches are numbered first; parts of one clause have one cue.
            group: Some((self.scene.stretches.len() + clause.cue) as u32),
            speaker: self.speaker(Some(&resolved), mention),
            unresolved: self.unresolved(Some(&resolved), mention),
            cue: Some(cue_span(self.scene, clause.cue)),
            addressee: addressee(self.scene, clause.cue),
            confidence: self.clause_certainty(clause) * resolved.how.certainty(),
            evidence,
        }
    }

    /// How sure a clause is, its speaker apart.
    fn clause_certainty(&self, clause: &Clause) -> f32 {
        let said = matches!(self.scene.tokens.lower(clause.cue), "said" | "says" | "say" | "told" | "tells");
        match (clause.quoted, said) {
            (false, false) => INDIRECT_CERTAINTY,
            (false, true) => SAID_CERTAINTY,
            (true, false) => MIXED_CERTAINTY,
            (true, true) => MIXED_SAID_CERTAINTY,
        }
    }

    /// Whether a name stands right beside a clause's finite verb: then it tells who speaks, whatever is quoted in the clause.
    fn names_speaker(&self, clause: &Clause) -> bool {
        let (scene, cue) = (self.scene, clause.cue);
        let subject = &scene.candidates[clause.subject];
        let (from, to) = if subject.first > cue { (cue + 1, subject.first) } else { (subject.last, cue) };
        let beside = (from..to)
            .all(|i| matches!(scene.class[i], Class::Auxiliary | Class::Adverb | Class::Determiner | Class::Capital));
        let speaks = matches!(subject.kind, Kind::Name(_, EntityKind::Person | EntityKind::Organisation));
        speaks && beside && !scene.tokens.lower(cue).ends_with("ing")
    }

    /// The words that name a speaker who stays unknown.
    fn unresolved(&self, resolved: Option<&Resolved>, mention: Option<usize>) -> Option<Span> {
        let unknown = resolved.is_some_and(|resolved| resolved.label.is_none());
        mention.filter(|_| unknown).map(|number| self.scene.candidates[number].span(self.scene))
    }

    fn speaker(&self, resolved: Option<&Resolved>, mention: Option<usize>) -> Option<Speaker> {
        let resolved = resolved?;
        let label = resolved.label.clone()?;
        let kind = if resolved.name.is_none() && resolved.kind == SpeakerKind::Person {
            SpeakerKind::Unnamed
        } else {
            resolved.kind
        };
        let mention = mention.map(|number| self.scene.candidates[number].span(self.scene));
        Some(Speaker { name: resolved.name, label, kind, mention, role: resolved.role.clone() })
    }
}

/// The trained parts, for `training/`: decisions with their features.
pub mod lessons {
    pub use super::{
        acts,
        features::{self, Choice, Previous},
        model::{Feature, Features, Model, SLOTS},
        pronouns,
    };
}
