//! What the models look at.
//!
//! Two decisions are learned: whether a quoted stretch is speech at all ([`speech`]), and which candidate, or the speaker
//! of the quote before, says it ([`choices`]). Both see token classes, distances and a few words, never names: what is
//! learned on one decade's politicians holds for another's.

use super::acts::{self, Speech};
use super::lead::Lead;
use super::model::{Features, bucket, word};
use super::signature::Signature;
use crate::{
    analysis::{
        EntityKind,
        quotes::{Candidate, Class, Ending, Kind, Scene, papers},
    },
    text::Case,
};

/// What has been decided about the stretches before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Previous {
    /// Number of the last stretch kept as speech.
    pub kept: Option<usize>,
    /// Whether the stretch just before was kept.
    pub adjacent: bool,
}

/// Who may say a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// A candidate, by number.
    Candidate(usize),
    /// Whoever said the last quote kept.
    Continue,
}

/// Spaces of features, so that one template serves several places.
mod space {
    pub(super) const SPEECH: u64 = 1;
    pub(super) const AFTER: u64 = 2;
    pub(super) const BEFORE: u64 = 3;
    pub(super) const CONTINUE: u64 = 4;
}

/// How far candidates before a quote are looked for: tokens, and candidates.
const BACK: (usize, usize) = (140, 10);

/// How far candidates after a quote are looked for: tokens, and candidates.
const ON: (usize, usize) = (40, 4);

fn flag(yes: bool) -> u64 {
    u64::from(yes)
}

/// The sentence part outside the quote: from where it begins before `first`, to where it ends after `last`.
fn frame(scene: &Scene<'_, '_>, first: usize, last: usize) -> (usize, usize) {
    // Bounded: a text without sentence ends must not be read anew for each quote in it.
    const REACH: usize = 120;
    let (mut from, mut to) = (first, last);
    while from > 0 && first - from < REACH && scene.same_sentence(from - 1, first) {
        from -= 1;
    }
    while to < scene.len() && to - last < REACH && scene.same_sentence(to, last - 1) {
        to += 1;
    }
    (from, to)
}

/// Features of whether stretch `number` is speech.
pub fn speech(scene: &Scene<'_, '_>, number: usize, previous: Previous, out: &mut Features) {
    out.begin(space::SPEECH);
    let stretch = scene.stretches[number];
    let shape = Shape::of(scene, stretch.first, stretch.last);
    let (open, close) = (stretch.open, stretch.close);
    let starts = scene.begins_paragraph(open);
    let ends = scene.ends_paragraph(close);
    let before = (!starts).then(|| open - 1);
    let after = (!ends).then_some(close);
    let class_before = before.map_or(0, |i| scene.class[i] as u64);
    let class_after = after.map_or(0, |i| scene.class[i] as u64);
    let n = bucket(shape.words);
    out.add(0, &[]);
    out.add(1, &[n]);
    out.add(2, &[shape.last]);
    out.add(3, &[flag(shape.capital), n]);
    out.add(4, &[flag(shape.all_capitals), n.min(6)]);
    out.add(5, &[before.map_or(0, |i| word(scene.tokens.lower(i)))]);
    out.add(6, &[class_before, class_after]);
    out.add(7, &[after.map_or(0, |i| word(scene.tokens.lower(i)))]);
    out.add(8, &[flag(shape.personal)]);
    out.add(9, &[shape.function.min(4)]);
    out.add(10, &[shape.auxiliaries.min(2)]);
    out.add(11, &[flag(starts), flag(ends)]);
    out.add(12, &[flag(stretch.ending == Ending::Unclosed)]);
    let signed = flag(shape.ends_signed);
    out.add(13, &[flag(shape.capital), signed, n.min(4), class_before]);
    out.add(14, &[flag(shape.capital), signed, class_after]);
    if starts && open > 0 {
        // "…, Orlova said:" or "issued a statement:" in the paragraph before.
        let ending = scene.class[open - 1] as u64;
        out.add(31, &[ending, flag(shape.capital), n.min(4)]);
        out.add(32, &[ending, flag(stretch.ending == Ending::Unclosed)]);
    }
    speech_context(scene, (open, close), &shape, n, out);
    let gap = previous.kept.map(|kept| scene.paragraphs_between(scene.stretches[kept].close - 1, open).min(3));
    out.add(30, &[gap.map_or(9, u64::from), flag(previous.adjacent), flag(shape.capital)]);
}

/// The sentence round the stretch: cues, signatures, words before.
fn speech_context(scene: &Scene<'_, '_>, (open, close): (usize, usize), shape: &Shape, n: u64, out: &mut Features) {
    let (from, to) = frame(scene, open, close);
    let has = |range: std::ops::Range<usize>, class| range.into_iter().any(|i| scene.class[i] == class);
    let cue_before = has(from..open, Class::Cue);
    let cue_after = has(close..to, Class::Cue);
    let weak_before = has(from..open, Class::WeakCue);
    out.add(15, &[flag(cue_before), flag(cue_after)]);
    out.add(16, &[flag(cue_before), flag(cue_after), n.min(5), flag(shape.capital)]);
    out.add(17, &[flag(weak_before)]);
    out.add(18, &[flag(from == open && to == close), n.min(5)]);
    let before = Signature::of(scene, from.max(open.saturating_sub(4)), open, 6);
    let after = Signature::of(scene, close, to.min(close + 3), 6);
    out.add(19, &[before.tail(3)]);
    out.add(20, &[after.head(3)]);
    out.add(21, &[before.tail(2), flag(shape.ends_signed)]);
    for i in from.max(open.saturating_sub(3))..open {
        out.add(22, &[word(scene.tokens.lower(i))]);
    }
}

/// What a stretch looks like inside.
struct Shape {
    words: usize,
    last: u64,
    capital: bool,
    all_capitals: bool,
    personal: bool,
    function: u64,
    auxiliaries: u64,
    ends_signed: bool,
}

impl Shape {
    fn of(scene: &Scene<'_, '_>, first: usize, last: usize) -> Self {
        let tokens = scene.tokens;
        let mut shape = Self {
            words: 0,
            last: 0,
            capital: false,
            all_capitals: true,
            personal: false,
            function: 0,
            auxiliaries: 0,
            ends_signed: false,
        };
        for i in (first..last).filter(|&i| tokens[i].is_wordlike()) {
            let lexeme = scene.lexeme(i);
            let function = lexeme.sense.is_some_and(|s| s.function);
            shape.capital |= shape.words == 0 && tokens[i].is_capitalised();
            shape.all_capitals &= tokens[i].is_capitalised() || function;
            shape.personal |= lexeme.is_personal;
            shape.function += flag(function);
            shape.auxiliaries += flag(lexeme.is(Class::Auxiliary));
            shape.words += 1;
        }
        let end = last.checked_sub(1).filter(|&i| i >= first).map_or("", |i| tokens.word(i));
        shape.ends_signed = end.ends_with([',', '.', '?', '!']);
        shape.last = if end.starts_with(char::is_alphanumeric) { 1 } else { word(end) };
        shape
    }
}

/// The tokens round a quote from which its choices are described.
struct Place {
    open: usize,
    close: usize,
    starts: bool,
    /// Signature of the few tokens before, 0 if it begins its paragraph.
    before: u64,
    before_last: u64,
    /// Signature of the few tokens after, 0 if it ends its paragraph.
    after: Signature,
    after_two: u64,
    lead: Lead,
}

impl Place {
    fn of(scene: &Scene<'_, '_>, speech: &Speech, number: usize) -> Self {
        let stretch = scene.stretches[number];
        let (open, close) = (stretch.open, stretch.close);
        let starts = scene.begins_paragraph(open);
        let before = Signature::of(scene, open.saturating_sub(4), open, 9);
        let after = Signature::of(scene, close, close + 4, 9);
        Self {
            open,
            close,
            starts,
            before: if starts { 0 } else { before.tail(2) },
            before_last: if starts { 0 } else { before.tail(1) },
            after,
            after_two: if scene.ends_paragraph(close) { 0 } else { after.head(2) },
            lead: Lead::of(scene, &speech.acts, stretch),
        }
    }
}

/// Lists who may say stretch `number`, each with its features, by calling `each`.
pub fn choices(
    scene: &Scene<'_, '_>,
    speech: &Speech,
    number: usize,
    previous: Previous,
    scratch: &mut Features,
    mut each: impl FnMut(Choice, &Features),
) {
    let place = Place::of(scene, speech, number);
    for (order, candidate) in after(scene, &place).into_iter().enumerate() {
        describe_after(scene, speech, &place, order, candidate, scratch);
        each(Choice::Candidate(candidate), scratch);
    }
    let mut stops = Stops { from: place.open, count: 0 };
    for (order, candidate) in before(scene, &place).into_iter().enumerate() {
        stops.go_back(scene, scene.candidates[candidate].last);
        describe_before(scene, speech, (&place, stops.count.min(3)), order, candidate, scratch);
        each(Choice::Candidate(candidate), scratch);
    }
    if let Some(kept) = previous.kept {
        describe_continue(scene, &place, kept, scratch);
        each(Choice::Continue, scratch);
    }
}

/// Ends of sentences between a quote and the candidates before it, which are met from the quote on: each token is looked at once.
struct Stops {
    /// The last token looked at.
    from: usize,
    count: u64,
}

impl Stops {
    /// Counts those from token `to` on.
    fn go_back(&mut self, scene: &Scene<'_, '_>, to: usize) {
        let ends = |class: &&Class| matches!(class, Class::Period | Class::Question | Class::Exclamation);
        let more = scene.class.get(to..self.from).unwrap_or_default();
        self.count += more.iter().filter(ends).count() as u64;
        self.from = self.from.min(to);
    }
}

/// Candidates after the quote in its paragraph, nearest first.
fn after(scene: &Scene<'_, '_>, place: &Place) -> Vec<usize> {
    let paragraph = scene.tokens[place.close - 1].paragraph;
    let mut out = Vec::with_capacity(ON.1);
    let mut i = place.close;
    while i < scene.len() && scene.tokens[i].paragraph == paragraph && i - place.close < ON.0 && out.len() < ON.1 {
        match scene.candidate_at(i) {
            Some(c) if !scene.candidates[c].quoted && scene.candidates[c].first >= place.close => {
                if !belongs_to_another(scene, c) {
                    out.push(c);
                }
                i = scene.candidates[c].last;
            }
            _ => i += 1,
        }
    }
    out
}

/// Candidates before the quote in its paragraph and the prose paragraph before, nearest first.
fn before(scene: &Scene<'_, '_>, place: &Place) -> Vec<usize> {
    let here = scene.tokens[place.open].paragraph;
    let prose = scene.prose_of(place.open);
    let mut out = Vec::with_capacity(BACK.1);
    let mut i = place.open;
    while i > 0 && place.open - i < BACK.0 && out.len() < BACK.1 && scene.prose_of(i - 1) + 1 >= prose {
        i -= 1;
        let Some(c) = scene.candidate_at(i) else { continue };
        let candidate = &scene.candidates[c];
        let aside = scene.is_boilerplate(i) && scene.tokens[i].paragraph != here;
        // A name may hold a quoted nickname, and so reach over the quote itself.
        if !candidate.quoted && !aside && candidate.last <= place.open && !belongs_to_another(scene, c) {
            out.push(c);
        }
        i = candidate.first;
    }
    out
}

/// Whether a candidate only tells of another who could speak: "Orlova of Lund said", "Acme spokeswoman Ada Orlova said", "the
/// paper quoted Orlova as saying".
fn belongs_to_another(scene: &Scene<'_, '_>, number: usize) -> bool {
    let candidate = &scene.candidates[number];
    if acts::quotes_another_behind(scene, candidate.last) || got_a_paper(scene, candidate.first) {
        return true;
    }
    match candidate.kind {
        Kind::Name(_, EntityKind::Person) => false,
        Kind::Name(_, EntityKind::Place) if acts::governor(scene, candidate.first).is_some() => true,
        Kind::Name(..) => acts::employee(scene, number).is_some(),
        _ => false,
    }
}

/// Whether the name at `first` is whose hands a paper came into: "the letter, obtained by the Courier".
fn got_a_paper(scene: &Scene<'_, '_>, first: usize) -> bool {
    let article = first.checked_sub(1).is_some_and(|i| scene.class[i] == Class::Determiner);
    let by = first.checked_sub(1 + usize::from(article)).filter(|&i| i > 0 && scene.same_sentence(i - 1, first));
    by.is_some_and(|by| scene.tokens.lower(by) == "by" && papers::is_got(scene.tokens.lower(by - 1)))
}

/// What a candidate is made of, as a number.
fn make(candidate: &Candidate) -> u64 {
    match candidate.kind {
        Kind::Pronoun(pronoun) => 32 + pronoun as u64,
        Kind::Name(_, kind) => 64 + 4 * (candidate.last - candidate.first).min(3) as u64 + kind as u64,
        Kind::Role => 1,
        Kind::Subject => 2,
    }
}

/// The kind of a candidate, as a number.
fn sort(candidate: &Candidate) -> u64 {
    match candidate.kind {
        Kind::Name(..) => 1,
        Kind::Pronoun(_) => 2,
        Kind::Role => 3,
        Kind::Subject => 4,
    }
}

/// What the article as a whole tells of the candidate's name: what it is, how often it speaks.
fn entity(speech: &Speech, candidate: &Candidate, beside_cue: bool, out: &mut Features) {
    let Kind::Name(name, kind) = candidate.kind else {
        out.add(60, &[sort(candidate), flag(beside_cue)]);
        return;
    };
    let count = u64::from(speech.counts[name.0 as usize]);
    let class = match kind {
        EntityKind::Person => 1,
        EntityKind::Organisation => 2,
        EntityKind::Place | EntityKind::Misc => 3,
    };
    out.add(61, &[class, flag(beside_cue)]);
    out.add(62, &[class, count.min(3), flag(beside_cue)]);
    out.add(63, &[count.min(4)]);
}

fn describe_after(
    scene: &Scene<'_, '_>,
    speech: &Speech,
    place: &Place,
    order: usize,
    number: usize,
    out: &mut Features,
) {
    out.begin(space::AFTER);
    let candidate = &scene.candidates[number];
    let between = Signature::of(scene, place.close, candidate.first, 9);
    let next = Signature::of(scene, candidate.last, candidate.last + 3, 4);
    let cue_before = !between.is_long() && between.tail(1) == Class::Cue as u64;
    let cue_after = next.first() == Class::Cue as u64;
    out.add(40, &[]);
    out.add(41, &[order as u64]);
    out.add(42, &[between.code()]);
    out.add(43, &[between.tail(3), next.head(2)]);
    out.add(44, &[next.head(2)]);
    out.add(45, &[next.first(), sort(candidate)]);
    out.add(46, &[make(candidate)]);
    out.add(47, &[bucket(candidate.first - place.close)]);
    let stops = between.count(Class::Period) + between.count(Class::Question);
    out.add(48, &[flag(stops > 0)]);
    if cue_before {
        out.add(49, &[word(scene.tokens.lower(candidate.first - 1))]);
    }
    if cue_after && candidate.last < scene.len() {
        out.add(50, &[word(scene.tokens.lower(candidate.last))]);
    }
    out.add(52, &[place.after_two, between.head(4), next.first()]);
    out.add(53, &[sort(candidate), between.tail(2)]);
    acts_near(place, number, candidate, out);
    before_words(scene, candidate, out);
    out.add(65, &[flag(speech.subject[number]), sort(candidate), order as u64]);
    entity(speech, candidate, cue_before || cue_after, out);
}

fn describe_before(
    scene: &Scene<'_, '_>,
    speech: &Speech,
    (place, stops): (&Place, u64),
    order: usize,
    number: usize,
    out: &mut Features,
) {
    out.begin(space::BEFORE);
    let candidate = &scene.candidates[number];
    let (first, last) = (candidate.first, candidate.last);
    let between = Signature::of(scene, last, place.open, 9);
    let previous = Signature::of(scene, first.saturating_sub(2), first, 9);
    let gap = u64::from(scene.paragraphs_between(first, place.open).min(3));
    out.add(40, &[]);
    out.add(41, &[order as u64]);
    out.add(42, &[between.code()]);
    out.add(43, &[stops]);
    out.add(44, &[gap]);
    out.add(45, &[make(candidate)]);
    out.add(46, &[bucket(place.open - last)]);
    out.add(47, &[between.tail(2)]);
    out.add(48, &[between.head(2)]);
    out.add(49, &[previous.tail(1)]);
    out.add(50, &[previous.tail(1), between.first()]);
    out.add(51, &[flag(scene.begins_sentence(first))]);
    let early = between.head(3);
    out.add(52, &[stops, early]);
    let cue = cue_after(scene, candidate, place.open);
    if let Some(cue) = cue {
        out.add(53, &[word(scene.tokens.lower(cue))]);
        out.add(54, &[stops, between.tail(1)]);
    }
    before_words(scene, candidate, out);
    acts_near(place, number, candidate, out);
    out.add(57, &[flag(place.starts), stops.min(2), place.before_last, place.after.code()]);
    out.add(58, &[between.count(Class::Cue) as u64, flag(stops == 0), place.after.head(4)]);
    out.add(59, &[order.min(4) as u64, place.after.code(), flag(place.starts)]);
    let acts = flag(speech.subject[number]);
    out.add(65, &[acts, sort(candidate), gap]);
    out.add(66, &[acts, stops, flag(place.starts)]);
    out.add(67, &[acts, flag(scene.begins_sentence(first)), flag(place.starts), gap]);
    entity(speech, candidate, cue.is_some_and(|i| scene.class[i] == Class::Cue), out);
}

/// How a candidate stands to the acts of speech and the sentence nearest to the quote.
fn acts_near(place: &Place, number: usize, candidate: &Candidate, out: &mut Features) {
    let lead = &place.lead;
    let role = |act: Option<(usize, u32)>| match act {
        Some((subject, away)) => (1 + flag(subject == number), u64::from(away.min(3))),
        None => (0, 9),
    };
    let (before, before_away) = role(lead.act_before);
    let (after, after_away) = role(lead.act_after);
    let leads = flag(lead.subject == Some(number)) + 2 * flag(lead.clause == Some(number));
    let inside = flag(candidate.first >= lead.from);
    out.add(70, &[before, before_away, flag(place.starts)]);
    out.add(71, &[after, after_away]);
    out.add(72, &[before, after, after_away, flag(place.starts)]);
    out.add(73, &[leads, inside, flag(lead.colon), flag(place.starts)]);
    out.add(74, &[leads, sort(candidate), place.before_last, flag(after_away == 0)]);
    out.add(75, &[leads, before, before_away, after, after_away]);
}

/// The cue whose subject the candidate is, if it follows directly.
fn cue_after(scene: &Scene<'_, '_>, candidate: &Candidate, limit: usize) -> Option<usize> {
    let next = (candidate.last..limit).find(|&i| !matches!(scene.class[i], Class::Auxiliary | Class::Adverb))?;
    matches!(scene.class[next], Class::Cue | Class::WeakCue).then_some(next)
}

fn before_words(scene: &Scene<'_, '_>, candidate: &Candidate, out: &mut Features) {
    if candidate.possessive {
        out.add(64, &[]);
    }
    let Some(previous) = candidate.first.checked_sub(1) else { return };
    let template = match scene.class[previous] {
        Class::Cue | Class::WeakCue => 55,
        Class::Preposition => 56,
        _ => return,
    };
    out.add(template, &[word(scene.tokens.lower(previous))]);
}

fn describe_continue(scene: &Scene<'_, '_>, place: &Place, kept: usize, out: &mut Features) {
    out.begin(space::CONTINUE);
    let last = scene.stretches[kept];
    let between = Signature::of(scene, last.close, place.open, 12);
    let gap = u64::from(scene.paragraphs_between(last.close - 1, place.open).min(3));
    let unclosed = flag(last.ending == Ending::Unclosed);
    let starts = flag(place.starts);
    out.add(40, &[]);
    out.add(41, &[gap]);
    out.add(42, &[between.code()]);
    out.add(43, &[gap, place.before, place.after_two]);
    out.add(44, &[unclosed, starts]);
    out.add(45, &[between.tail(2)]);
    out.add(46, &[between.head(3)]);
    out.add(47, &[flag(between.count(Class::Cue) > 0), place.after_two]);
    out.add(48, &[between.candidates() as u64]);
    out.add(49, &[bucket(place.open - last.close)]);
    out.add(50, &[gap, starts, flag(scene.begins_paragraph(last.open)), place.after_two]);
    let first = (place.open + 1).min(scene.len() - 1);
    let capital = flag(scene.tokens[first].case != Case::Lower);
    out.add(51, &[capital, place.before]);
    out.add(52, &[capital, gap.min(2), place.after_two]);
    let lead = &place.lead;
    let fresh = |act: (usize, u32)| scene.candidates[act.0].first >= last.close;
    let acts = lead.act_before.filter(|act| fresh(*act)).map_or(9, |act| u64::from(act.1.min(3)));
    let follows = lead.act_after.map_or(9, |act| u64::from(act.1.min(3)));
    let subject = lead.subject.filter(|&number| scene.candidates[number].first >= last.close);
    let subject = subject.map_or(0, |number| sort(&scene.candidates[number]));
    out.add(70, &[acts, starts]);
    out.add(71, &[acts, follows, starts]);
    out.add(72, &[follows, gap.min(2)]);
    out.add(73, &[flag(lead.colon), subject, starts]);
    out.add(74, &[subject, place.before_last, gap.min(2), flag(follows == 0)]);
}
