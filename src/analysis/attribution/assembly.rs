//! Makes quotes of what was decided: direct ones, clauses of indirect and mixed speech, the lines of a transcript; and which of them
//! are part of which.

use std::ops::Range;

use super::{
    Spoken, acts, calibrated,
    indirect::{self, Clause},
    is_according, naming,
    resolve::{How, Resolved, Resolver},
};
use crate::{
    analysis::{
        EntityKind, Quote, QuoteKind, Speaker, SpeakerKind,
        quotes::{Class, Scene, Stretch, words::Form},
        transcript::{Style, Turn},
    },
    text::{Span, TokenKind},
};

/// How sure the label of a transcript is: by eye, to be calibrated.
const LABEL_CERTAINTY: f32 = 0.9;

/// Of a paragraph behind that, without a label of its own: of 25 read by eye in American news 21 were right (2026-11-30).
const GOES_ON_CERTAINTY: f32 = 0.8;

/// Of a post that an article shows with its writer's name, handle and day: of 45 read by eye in American news 45 were right (2026-11-30).
const SIGNED_CERTAINTY: f32 = 0.95;

/// How sure a clause is where the speaker has a name: so many are where the gold has one, with that speaker (PolNeAR and ggt,
/// 2026-11-28). Other verbs than "said" and "told" do more than to report.
const INDIRECT_CERTAINTY: f32 = 0.82;

/// The same behind "said" and "told".
const SAID_CERTAINTY: f32 = 0.9;

/// Of a clause with words in quote marks in it, which show that it is speech.
const MIXED_CERTAINTY: f32 = 0.86;

/// The same behind "said" and "told".
const MIXED_SAID_CERTAINTY: f32 = 0.92;

/// Of a clause behind "that" that is quoted from end to end: by eye 45 of 46 in PolNeAR and ggt (2026-11-29).
const WHOLE_CERTAINTY: f32 = 0.95;

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
pub(super) struct Assembly<'s, 'a, 't> {
    pub(super) scene: &'s Scene<'a, 't>,
    pub(super) resolver: &'s Resolver<'s, 'a, 't>,
}

impl Assembly<'_, '_, '_> {
    /// A direct stretch within a mixed clause is part of it; a clause that cuts across a direct quote goes, and one in which
    /// another speaks: "Orr said she heard a man shout, “No!”".
    pub(super) fn assemble(&self, spoken: &[Spoken], clauses: &[Clause]) -> Vec<Quote> {
        let over = self.clauses_over(spoken, clauses);
        let mut inside: Vec<Option<&Spoken>> = vec![None; clauses.len()];
        let mut dropped = vec![false; clauses.len()];
        for (direct, over) in spoken.iter().zip(&over) {
            let Some(n) = *over else { continue };
            dropped[n] |= !self.holds(&clauses[n], direct);
            inside[n] = inside[n].or(Some(direct));
        }
        let mut out: Vec<Quote> = Vec::with_capacity(spoken.len() + clauses.len());
        let apart = spoken.iter().zip(&over).filter(|(_, over)| over.is_none_or(|n| dropped[n]));
        let mut object = None;
        for (direct, _) in apart {
            let quote = self.direct(direct);
            // "called it “late” and “dear”": one quote.
            match out.last_mut().filter(|_| direct.object.is_some() && direct.object == object) {
                Some(last) => last.span = last.span.join(quote.span),
                None => out.push(quote),
            }
            object = direct.object;
        }
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
        let heard = |n: usize| acts::is_perceived(self.scene, &self.scene.candidates[n]);
        // "“No,” Orlova shouted, according to the paper": her words, and the paper their source.
        let speaks = |cue: usize| clause.contains(cue) && self.scene.class[cue] == Class::Cue;
        let told = direct.resolved.as_ref().is_some_and(|resolved| resolved.label.is_some());
        let relayed = is_according(self.scene, clause.cue) && told && direct.cue.is_some_and(speaks);
        let finite = |cue: usize| self.scene.lexeme(cue).has(Form::Finite) && !acts::is_passive(self.scene, cue);
        let passed_on = direct
            .cue
            .is_some_and(|cue| cue < stretch.open && speaks(cue) && finite(cue) && self.leads_to_words(cue, stretch));
        let heard = within && (relayed || passed_on || direct.mention.is_some_and(heard));
        clause.quoted && clause.first <= stretch.open && stretch.close <= clause.last + 2 && !heard
    }

    /// Whether a colon, or, before a capital, a comma or the verb at `cue` leads to a quote: of "Orr told the court that Brandt had said to
    /// him: “Go.”" the words are Brandt's, whoever tells of it.
    fn leads_to_words(&self, cue: usize, stretch: Stretch) -> bool {
        let Some(sign) = stretch.open.checked_sub(1) else { return false };
        let capital = self.scene.tokens[stretch.first].is_capitalised();
        self.scene.class[sign] == Class::Colon || capital && (self.scene.class[sign] == Class::Comma || sign == cue)
    }

    /// Whether a speaker is named within the clause, as somebody of whom is told there.
    fn speaks_within(&self, clause: &Clause, mention: Option<usize>) -> bool {
        mention.is_some_and(|n| n != clause.subject && clause.contains(self.scene.candidates[n].first))
    }

    /// What a turn of a transcript holds is said by whom its label names; quotes and reports within it are part of that.
    pub(super) fn add_transcript(&self, out: &mut Vec<Quote>) {
        if self.scene.turns.is_empty() {
            return;
        }
        // More of an answer that is nobody's says nothing new.
        let nobody = |turn: &&Turn| turn.goes_on && turn.style == Style::Letter && turn.name.is_none();
        let passes_on = |turn: &&Turn| turn.style == Style::Signed && self.quotes_another(turn, out);
        let turns = self.scene.turns.iter().filter(|turn| !nobody(turn) && !passes_on(turn));
        let turns: Vec<Quote> = turns.map(|turn| self.turn(turn)).collect();
        let within = |quote: &Quote| {
            let next = turns.partition_point(|turn| turn.span.end <= quote.span.start);
            turns.get(next).is_some_and(|turn| turn.span.overlaps(quote.span))
        };
        out.retain(|quote| !within(quote));
        out.extend(turns);
        out.sort_by_key(|quote| (quote.span, quote.kind));
    }

    /// Whether somebody else is quoted in a turn by a mention of its own: "Orlova: “I will stay” — Lund News (@lundnews) May 3, 2019".
    fn quotes_another(&self, turn: &Turn, quotes: &[Quote]) -> bool {
        let words = self.span(turn.words.start, turn.words.end);
        let next = quotes.partition_point(|quote| quote.span.start < words.start);
        let mut within = quotes[next..].iter().take_while(|quote| quote.span.end <= words.end);
        within.any(|quote| {
            let other = quote.speaker.as_ref().filter(|speaker| speaker.name != turn.name);
            let mention = other.and_then(|speaker| speaker.mention);
            quote.kind == QuoteKind::Direct && mention.is_some_and(|mention| words.covers(mention))
        })
    }

    fn turn(&self, turn: &Turn) -> Quote {
        let scene = self.scene;
        let words = self.words_of(turn);
        let mention = self.span(turn.label.start, turn.label.end);
        let printed = mention.of(scene.tokens.text());
        let role = turn.role.clone().map(|role| self.span(role.start, role.end).of(scene.tokens.text()).to_owned());
        let speaker = match turn.name {
            Some(name) => {
                let known = &scene.names[name.0 as usize];
                let kind = if known.kind == EntityKind::Organisation { SpeakerKind::Org } else { SpeakerKind::Person };
                Some((Some(name), known.canonical.clone(), kind, known.role.clone().or(role)))
            }
            None if turn.style == Style::Letter => None,
            None => Some((None, printed.to_owned(), SpeakerKind::Unnamed, role)),
        };
        let named = if turn.name.is_some() { 1.0 } else { How::Printed.certainty() };
        let why = match turn.style {
            Style::Signed => "signs the post above",
            _ if turn.goes_on => "goes on in this paragraph, as in a transcript",
            _ => "opens the paragraph, as in a transcript",
        };
        Quote {
            span: self.span(words.start, words.end),
            kind: QuoteKind::Direct,
            // Behind the numbers of stretches and of clauses.
            group: Some((scene.stretches.len() + scene.len() + turn.label.start) as u32),
            speaker: speaker.map(|(name, label, kind, role)| Speaker {
                name,
                label,
                kind,
                mention: Some(mention),
                role,
            }),
            co_speakers: Vec::new(),
            unresolved: None,
            cue: Some(scene.tokens[turn.sign].span()),
            addressee: None,
            confidence: named
                * match turn.style {
                    Style::Signed => SIGNED_CERTAINTY,
                    _ if turn.goes_on => GOES_ON_CERTAINTY,
                    _ => LABEL_CERTAINTY,
                },
            evidence: vec![format!("“{printed}” {why}")],
        }
    }

    /// The words of a turn without the marks round them. What a fact check quotes under a label ends with its mark: "ORLOVA: “We won.” —
    /// tweets Friday".
    fn words_of(&self, turn: &Turn) -> Range<usize> {
        let Range { start, end } = turn.words.clone();
        let quoted = self.scene.stretch_of(start).map(|number| self.scene.stretches[number]);
        let end =
            quoted.filter(|quoted| quoted.open == start && quoted.close <= end).map_or(end, |quoted| quoted.close);
        let mark = |i: usize| self.scene.tokens[i].kind == TokenKind::DoubleMark;
        let first = start + usize::from(mark(start) && start + 1 < end);
        first..end - usize::from(mark(end - 1) && end - 1 > first)
    }

    fn span(&self, first: usize, last: usize) -> Span {
        self.scene.tokens[first].span().join(self.scene.tokens[last - 1].span())
    }

    fn direct(&self, spoken: &Spoken) -> Quote {
        let stretch = self.scene.stretches[spoken.stretch];
        let (speech, choice) = spoken.certainty;
        let how = spoken.resolved.as_ref().map_or(How::Unknown, |resolved| resolved.how);
        let words = self.span(stretch.first, stretch.last);
        Quote {
            span: spoken.object.map_or(words, |object| self.span(object, naming::end(self.scene, spoken.stretch))),
            kind: spoken.kind,
            group: Some(spoken.group),
            speaker: self.speaker(spoken.resolved.as_ref(), spoken.mention),
            co_speakers: self.co_speakers(spoken.resolved.as_ref()),
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
            resolved.label.is_some() && !clause.names_speaker(self.scene) && !self.speaks_within(clause, *mention)
        });
        let (resolved, mention) = told.unwrap_or_else(|| (own(), Some(clause.subject)));
        evidence.extend(resolved.evidence.iter().cloned());
        Quote {
            span: self.span(clause.first, clause.last),
            kind: if clause.quoted { QuoteKind::Mixed } else { QuoteKind::Indirect },
            // Stretches are numbered first; parts of one clause have one cue.
            group: Some((self.scene.stretches.len() + clause.cue) as u32),
            speaker: self.speaker(Some(&resolved), mention),
            co_speakers: self.co_speakers(Some(&resolved)),
            unresolved: self.unresolved(Some(&resolved), mention),
            cue: Some(cue_span(self.scene, clause.cue)),
            addressee: addressee(self.scene, clause.cue),
            confidence: self.clause_certainty(clause) * resolved.how.certainty(),
            evidence,
        }
    }

    /// How sure a clause is, its speaker apart.
    fn clause_certainty(&self, clause: &Clause) -> f32 {
        let stretch = self.scene.stretch_of(clause.first);
        if stretch.is_some() && stretch == self.scene.stretch_of(clause.last - 1) {
            return WHOLE_CERTAINTY;
        }
        let said = matches!(self.scene.tokens.lower(clause.cue), "said" | "says" | "say" | "told" | "tells");
        match (clause.quoted, said) {
            (false, false) => INDIRECT_CERTAINTY,
            (false, true) => SAID_CERTAINTY,
            (true, false) => MIXED_CERTAINTY,
            (true, true) => MIXED_SAID_CERTAINTY,
        }
    }

    /// The words that name a speaker who stays unknown, or was taken back ([`super::retracted`]).
    fn unresolved(&self, resolved: Option<&Resolved>, mention: Option<usize>) -> Option<Span> {
        let unknown = resolved.is_none_or(|resolved| resolved.label.is_none());
        mention.filter(|_| unknown).map(|number| self.scene.candidates[number].span(self.scene))
    }

    /// Those who say it with the speaker, the speaker's own name left out.
    fn co_speakers(&self, resolved: Option<&Resolved>) -> Vec<Speaker> {
        let Some(resolved) = resolved.filter(|resolved| resolved.label.is_some()) else { return Vec::new() };
        let other = |&number: &usize| self.speaker(Some(&self.resolver.resolve(number, None)), Some(number));
        let others = resolved.with.iter().filter_map(other);
        others.filter(|other| other.name.is_none() || other.name != resolved.name).collect()
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
