//! Quotations over several paragraphs: a paragraph that ends without a closing mark is taken up again by an opening one in the
//! next, and all of it has one speaker. What the text tells of one part holds for the others, wherever it stands: behind the
//! last, as a digest of opinion signs what it quotes, or before the first.

use std::ops::Range;

use super::{Spoken, Tie, resolve::How};
use crate::{
    analysis::quotes::{Ending, Scene},
    text::TokenKind,
};

/// How sure a choice has to be to count against others.
const SURE: f32 = 0.6;

/// What the text tells of a part's speaker, from nothing to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Told {
    /// The part goes on from another paragraph, or nobody is found.
    Nothing,
    /// Somebody is named near, without a verb of speech.
    Beside,
    /// A pronoun or a description has a verb of speech.
    Described,
    /// A name has one, or signs.
    Named,
}

/// Gives the parts of each quotation the speaker whom the most telling of them has, unless two that tell as much disagree:
/// then a closing mark may be missing.
pub(super) fn agree(scene: &Scene<'_, '_>, spoken: &mut [Spoken]) {
    let mut from = 0;
    while from < spoken.len() {
        let mut end = from + 1;
        while end < spoken.len() && takes_up(scene, &spoken[end - 1], &spoken[end]) {
            end += 1;
        }
        if end > from + 1 {
            settle(scene, spoken, from..end);
        }
        from = end;
    }
}

/// Whether `next` opens the paragraph behind the one that `part` leaves open.
fn takes_up(scene: &Scene<'_, '_>, part: &Spoken, next: &Spoken) -> bool {
    let (before, here) = (scene.stretches[part.stretch], scene.stretches[next.stretch]);
    let run_together = scene.tokens[before.last - 1].kind == TokenKind::Stop;
    next.stretch == part.stretch + 1
        && before.ending == Ending::Unclosed
        && (scene.begins_paragraph(here.open) || run_together)
        && before.last == here.open
}

fn settle(scene: &Scene<'_, '_>, spoken: &mut [Spoken], parts: Range<usize>) {
    let told: Vec<Told> = parts.clone().map(|n| told(scene, spoken, n)).collect();
    let most = told.iter().copied().max().unwrap_or(Told::Nothing);
    let telling = || parts.clone().zip(&told).filter(|(_, told)| **told == most).map(|(n, _)| n);
    let Some(source) = telling().next().filter(|_| most > Told::Beside) else { return };
    if telling().any(|n| label(&spoken[n]) != label(&spoken[source])) {
        return;
    }
    let known = spoken[source].clone();
    for (n, told) in parts.clone().zip(told).filter(|(n, _)| *n != source) {
        if label(&spoken[n]) != label(&known) {
            follow(scene, &mut spoken[n], told, &known);
        }
    }
    join(spoken, &parts);
    pass_on(spoken, parts.end);
}

/// What is told of part `n`; of what goes on within a paragraph, what is told of the part before.
fn told(scene: &Scene<'_, '_>, spoken: &[Spoken], mut n: usize) -> Told {
    let paragraph = |n: usize| scene.tokens[scene.stretches[spoken[n].stretch].open].paragraph;
    while spoken[n].tie.goes_on() && n > 0 && paragraph(n - 1) == paragraph(n) {
        n -= 1;
    }
    let part = &spoken[n];
    let Some(resolved) = part.resolved.as_ref().filter(|resolved| resolved.label.is_some()) else {
        return Told::Nothing;
    };
    match (part.tie, resolved.how) {
        (Tie::Before | Tie::FarBefore, _) => Told::Nothing,
        (Tie::Outright, How::Named) => Told::Named,
        (Tie::Mention, _) if part.cue.is_none() || part.certainty.1 < SURE => Told::Beside,
        (Tie::Mention, How::Named) => Told::Named,
        (Tie::Mention | Tie::Outright, _) => Told::Described,
    }
}

fn label(part: &Spoken) -> Option<&str> {
    part.resolved.as_ref().and_then(|resolved| resolved.label.as_deref())
}

/// Gives a part the speaker of another; a description with its verb stays its mention.
fn follow(scene: &Scene<'_, '_>, part: &mut Spoken, told: Told, known: &Spoken) {
    let speaker = label(known).unwrap_or_default();
    if told == Told::Described {
        let words = part.mention.map_or("", |number| scene.candidates[number].text(scene));
        part.evidence.truncate(1);
        part.evidence.push(format!("“{words}” → {speaker}: another part of the quotation names who speaks"));
    } else {
        part.evidence = vec![if part.stretch > known.stretch {
            "reopens the quote of the paragraph before".to_owned()
        } else {
            format!("a later paragraph closes the quotation, and there it is {speaker}’s")
        }];
        (part.mention, part.cue, part.tie) = (known.mention, None, Tie::Before);
        part.certainty.1 = known.certainty.1;
    }
    part.resolved.clone_from(&known.resolved);
}

/// Makes one group of all parts, and of what is split off them.
fn join(spoken: &mut [Spoken], parts: &Range<usize>) {
    let group = spoken[parts.start].group;
    for n in parts.start + 1..parts.end {
        let old = spoken[n].group;
        if old == group {
            continue;
        }
        spoken[n..].iter_mut().take_while(|part| part.group == old).for_each(|part| part.group = group);
    }
}

/// Whoever goes on behind the last part goes on with its speaker.
fn pass_on(spoken: &mut [Spoken], from: usize) {
    for n in from..spoken.len() {
        if !spoken[n].tie.goes_on() {
            return;
        }
        spoken[n].resolved = spoken[n - 1].resolved.clone();
    }
}
