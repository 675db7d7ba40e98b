//! Who may say a quote at all, whatever the model makes of them.

use super::{
    Spoken,
    acts::Speech,
    features::Choice,
    lead::Lead,
    onward::{Onward, onward},
    silent,
};
use crate::analysis::quotes::Scene;

/// Of one quote, whose choices are already known.
pub(super) struct Able<'s, 'a, 't> {
    scene: &'s Scene<'a, 't>,
    stretch: usize,
    lead: Lead,
    /// How it stands to the quote before, if there is one.
    pub(super) onward: Option<Onward>,
    /// Whether nobody of an earlier sentence says it: "Orr resisted: “…”".
    closed: bool,
    /// Whether the model would have it go on, and it must not: then those in its sentence are left, if there are any.
    apart: bool,
    /// Who speaks in the quote before, a paragraph or more away.
    before: Option<usize>,
}

impl<'s, 'a, 't> Able<'s, 'a, 't> {
    /// Reads what stands round a stretch; `likeliest` is what the model would choose.
    pub(super) fn of(
        scene: &'s Scene<'a, 't>,
        speech: &Speech,
        (stretch, last): (usize, Option<&Spoken>),
        likeliest: Option<Choice>,
    ) -> Self {
        let here = scene.stretches[stretch];
        let lead = Lead::of(scene, &speech.acts, here);
        let closed = lead.is_closed(scene);
        let onward = last.map(|last| onward(scene, &speech.acts, scene.stretches[last.stretch], here));
        let far = |last: &&Spoken| scene.paragraphs_between(scene.stretches[last.stretch].open, here.open) > 0;
        let before = last.filter(far).and_then(|last| last.mention);
        let apart = onward == Some(Onward::Barred) && likeliest == Some(Choice::Continue);
        Self { scene, stretch, lead, onward, closed, apart, before }
    }

    /// Whether a choice may say it.
    pub(super) fn speaks(&self, choice: Choice) -> bool {
        let barred = self.onward == Some(Onward::Barred);
        match choice {
            Choice::Candidate(number) => {
                let candidate = &self.scene.candidates[number];
                !silent::is_bare_place(self.scene, number, self.stretch)
                    && (!self.closed || candidate.first >= self.lead.from)
                    && (!self.apart || self.is_beside(candidate.first))
                    && (!barred || self.before != Some(number))
                    && !self.lead.passes_over(self.scene, candidate)
            }
            Choice::Continue => !self.closed && !barred,
        }
    }

    /// Whether token `i` stands in the sentence of the quote.
    fn is_beside(&self, i: usize) -> bool {
        let here = self.scene.stretches[self.stretch];
        self.scene.same_sentence(i, here.open) || self.scene.same_sentence(i, here.close - 1)
    }
}
