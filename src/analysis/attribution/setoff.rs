//! Paragraphs without quote marks that a sentence sets off ([`crate::analysis::quotes::Ending::SetOff`]): whether they are somebody's words.

use crate::analysis::{EntityKind, NameId, quotes::Scene};

/// How sure it is that such a paragraph is speech, with a first person in it and without: by eye.
const OWN: f32 = 0.95;
const PLAIN: f32 = 0.8;

/// How sure it is that the paragraph `stretch` is the words of whoever is told of above.
pub(super) fn certainty(scene: &Scene<'_, '_>, stretch: usize) -> f32 {
    let stretch = scene.stretches[stretch];
    let own = |i: usize| matches!(scene.tokens.lower(i), "i" | "we" | "our" | "my" | "us" | "me");
    if (stretch.first..stretch.last).any(own) { OWN } else { PLAIN }
}

/// Whether the candidate `mention` stands in the sentence that leads to the paragraph.
pub(super) fn is_told_above(scene: &Scene<'_, '_>, stretch: usize, mention: Option<usize>) -> bool {
    let Some(colon) = scene.stretches[stretch].open.checked_sub(1) else { return false };
    mention
        .map(|number| scene.candidates[number].first)
        .is_some_and(|first| first < colon && scene.same_sentence(first, colon))
}

/// Whether the paragraph tells of the person `name`, whose words it would be: "Orlova said this on Sunday:", and below it "Ada Orlova
/// went on with her attacks on the board." is the paper's telling.
pub(super) fn tells_of(scene: &Scene<'_, '_>, stretch: usize, name: Option<NameId>) -> bool {
    let Some(name) = name else { return false };
    let stretch = scene.stretches[stretch];
    let next = scene.candidates.partition_point(|candidate| candidate.first < stretch.first);
    let mut within = scene.candidates[next..].iter().take_while(|candidate| candidate.first < stretch.last);
    within.any(|candidate| candidate.name() == Some(name) && scene.names[name.0 as usize].kind == EntityKind::Person)
}
