//! Cuts the passage round a quote, and makes a hit of it.

use std::ops::Range;

use index_schema::documents::StoredQuote;

use super::{
    highlight::Highlighter,
    hit::{Hit, HitArticle, HitDate, HitEntity, HitKind, HitSpeaker},
    link,
    store::Loaded,
};
use crate::{
    analysis::{EntityKind, SpeakerKind, TimexKind},
    text::{Tokens, chars::CharIndex, passages::WHOLE_PARAGRAPH},
};

/// Bytes shown either side of a quote in a paragraph too long to be shown whole.
const AROUND: usize = 400;

/// Bytes of the paragraph or paragraphs that hold `quote`; of long ones the sentences round it.
///
/// Looks at no more than [`WHOLE_PARAGRAPH`] bytes either side, so that a text in one long line stays cheap.
pub(crate) fn round(text: &str, quote: Range<usize>) -> Range<usize> {
    let low = floor(text, quote.start.saturating_sub(WHOLE_PARAGRAPH));
    let high = floor(text, quote.end.saturating_add(WHOLE_PARAGRAPH).min(text.len()));
    let start = memchr::memrchr(b'\n', &text.as_bytes()[low..quote.start]).map_or(low, |at| low + at + 1);
    // A quote that reaches to the end of its line does not draw in the next.
    let tail = quote.end.max(quote.start);
    let end = memchr::memchr(b'\n', &text.as_bytes()[tail..high]).map_or(high, |at| tail + at);
    let whole = start..end;
    let cut = if whole.len() <= WHOLE_PARAGRAPH { whole } else { sentences(text, whole, &quote) };
    let (start, end) = (cut.start, cut.end);
    let lead = text[start..quote.start].len() - text[start..quote.start].trim_start().len();
    start + lead..tail + text[tail..end].trim_end().len()
}

/// Cuts at the ends of sentences not farther than [`AROUND`] from the quote; failing these at gaps between words.
fn sentences(text: &str, whole: Range<usize>, quote: &Range<usize>) -> Range<usize> {
    let low = floor(text, quote.start.saturating_sub(AROUND).max(whole.start));
    let high = floor(text, quote.end.saturating_add(AROUND).min(whole.end));
    let (before, after) = (&text[low..quote.start], &text[quote.end..high]);
    let start = if low == whole.start { 0 } else { first_end(before).or_else(|| before.find(' ')).unwrap_or(0) };
    let end = if high == whole.end {
        after.len()
    } else {
        last_end(after).or_else(|| after.rfind(' ')).unwrap_or(after.len())
    };
    low + start..quote.end + end
}

/// The sentences that `spot` touches and `count` more either side, in whatever paragraph.
fn sentences_round(text: &str, spot: &Range<usize>, count: usize) -> Range<usize> {
    let tokens = Tokens::new(text);
    let items = tokens.items();
    let first = items.partition_point(|token| token.span().end <= spot.start);
    let after = items.partition_point(|token| token.span().start < spot.end);
    let (Some(first), Some(last)) = (items.get(first), items[..after].last()) else { return spot.clone() };
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    let (low, high) = (first.sentence.saturating_sub(count), last.sentence.saturating_add(count));
    let from = items.partition_point(|token| token.sentence < low);
    let to = items.partition_point(|token| token.sentence <= high);
    let start = items.get(from).map_or(spot.start, |token| token.span().start);
    let end = items[..to].last().map_or(spot.end, |token| token.span().end);
    start.min(spot.start)..end.max(spot.end)
}

/// Bytes up to which sentences end in `text`: a stop, perhaps closing marks, then a space.
fn ends(text: &str) -> impl DoubleEndedIterator<Item = usize> {
    text.match_indices(' ').map(|(at, _)| at).filter(|&at| {
        let closing = |c: char| matches!(c, '"' | '”' | '’' | '\'' | '»' | ')');
        text[..at].trim_end_matches(closing).ends_with(['.', '!', '?', '…'])
    })
}

fn first_end(text: &str) -> Option<usize> {
    ends(text).next()
}

fn last_end(text: &str) -> Option<usize> {
    ends(text).next_back()
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// What is hit in an article; bytes of its text.
pub(crate) enum Place<'q> {
    /// A stretch of speech.
    Quote(&'q StoredQuote),
    /// A passage; empty at 0 for the title.
    Passage(Range<usize>),
    /// The article, shown by this passage.
    Article(Range<usize>),
}

/// Makes the hit that is printed.
///
/// With `context` so many sentences are shown either side of it, else the paragraph of a quote or the passage itself.
pub(crate) fn hit(
    loaded: &Loaded,
    place: &Place<'_>,
    score: f32,
    highlighter: &mut Highlighter,
    context: Option<usize>,
) -> Hit {
    let text = &loaded.article.text;
    let (kind, spot) = match place {
        Place::Quote(quote) => (quote_kind(&quote.kind), loaded.cut(quote.start, quote.end)),
        Place::Passage(range) => (HitKind::Passage, loaded.cut(range.start, range.end)),
        Place::Article(range) => (HitKind::Article, loaded.cut(range.start, range.end)),
    };
    let spot = spot.0..spot.1;
    let range = match (place, context) {
        (_, Some(sentences)) if !spot.is_empty() => sentences_round(text, &spot, sentences),
        (Place::Quote(_), _) => round(text, spot.clone()),
        _ => spot.clone(),
    };
    let is_title = !matches!(place, Place::Quote(_)) && range.is_empty();
    let passage = if is_title { loaded.article.title.as_deref().unwrap_or("") } else { &text[range.clone()] };
    let index = CharIndex::new(passage);
    let chars = |bytes: Range<usize>| (index.offset(bytes.start), index.offset(bytes.end));
    let said = matches!(place, Place::Quote(_)).then(|| spot.start - range.start..spot.end - range.start);
    let mut hit = Hit {
        id: id(loaded, kind, spot.start),
        kind,
        score,
        quote: None,
        passage: passage.to_owned(),
        // Where no quote is shown, words said are marked wherever they stand.
        highlights: highlighter
            .find(passage, &said.clone().unwrap_or(0..passage.len()))
            .into_iter()
            .map(chars)
            .collect(),
        quote_in_passage: said.map(chars),
        speaker: None,
        co_speakers: Vec::new(),
        cue: None,
        confidence: None,
        evidence: Vec::new(),
        date: loaded.article.published.clone(),
        dates: dates(loaded, &range),
        entities: entities(loaded, &range),
        article: article(loaded),
        start: loaded.chars(spot.start),
        end: loaded.chars(spot.end),
        others: None,
        copies: None,
        link: None,
    };
    hit.link = hit.article.url.as_deref().map(|url| link::to_words(url, &text[spot.clone()]));
    if let Place::Quote(quote) = place {
        add_speech(&mut hit, loaded, quote, text[spot].to_owned());
    }
    hit
}

fn id(loaded: &Loaded, kind: HitKind, start: usize) -> String {
    match kind {
        HitKind::Article => loaded.article.article_id.clone(),
        _ => format!("{}:{start}", loaded.article.article_id),
    }
}

fn add_speech(hit: &mut Hit, loaded: &Loaded, quote: &StoredQuote, said: String) {
    let printed = |span: Option<(usize, usize)>| {
        let (start, end) = span.map(|span| loaded.cut(span.0, span.1))?;
        (start < end).then(|| loaded.article.text[start..end].to_owned())
    };
    hit.quote = Some(said);
    hit.cue = printed(quote.cue_span).or_else(|| quote.cue.clone());
    hit.confidence = Some(quote.confidence);
    hit.evidence.clone_from(&quote.evidence);
    hit.speaker = quote.speaker_name.as_ref().zip(speaker_kind(&quote.speaker_kind)).map(|(name, kind)| HitSpeaker {
        name: name.clone(),
        kind,
        mention: printed(quote.mention),
        role: quote.role.clone(),
    });
    let together = quote.co_speakers.iter().filter_map(|speaker| {
        let kind = speaker_kind(&speaker.kind)?;
        Some(HitSpeaker { name: speaker.name.clone(), kind, mention: printed(speaker.mention), role: None })
    });
    hit.co_speakers = together.collect();
}

fn article(loaded: &Loaded) -> HitArticle {
    let article = &loaded.article;
    HitArticle {
        id: article.article_id.clone(),
        title: article.title.clone(),
        date: article.published.clone(),
        source: article.source.clone(),
        url: article.url.clone(),
        byline: article.byline.clone(),
        path: loaded.place.as_ref().map(|place| place.path.clone()),
        member: loaded.place.as_ref().and_then(|place| place.member.clone()),
        cluster: format!("{:016x}", loaded.cluster),
        extent: article.extent.clone().unwrap_or_else(|| "whole".to_owned()),
    }
}

/// The items, sorted by start, that lie wholly in `range`.
pub(super) fn within<'a, T>(
    items: &'a [T],
    range: &Range<usize>,
    bounds: impl Fn(&T) -> (usize, usize) + Copy + 'a,
) -> impl Iterator<Item = &'a T> {
    let (start, end) = (range.start, range.end);
    let first = items.partition_point(|item| bounds(item).0 < start);
    items[first..].iter().take_while(move |item| bounds(item).0 < end).filter(move |item| bounds(item).1 <= end)
}

fn entities(loaded: &Loaded, range: &Range<usize>) -> Vec<HitEntity> {
    let found = within(&loaded.article.annotations.entities, range, |entity| (entity.0, entity.1));
    let made = found.map(|(start, end, kind, name)| {
        let (start, end) = loaded.cut(*start, *end);
        HitEntity {
            start: loaded.chars(start),
            end: loaded.chars(end),
            text: loaded.article.text[start..end].to_owned(),
            kind: entity_kind(kind),
            name: name.as_ref().to_owned(),
        }
    });
    made.collect()
}

fn dates(loaded: &Loaded, range: &Range<usize>) -> Vec<HitDate> {
    let found = within(&loaded.article.annotations.dates, range, |date| (date.0, date.1));
    let made = found.map(|(start, end, kind, value, from, to)| {
        let (start, end) = loaded.cut(*start, *end);
        HitDate {
            start: loaded.chars(start),
            end: loaded.chars(end),
            text: loaded.article.text[start..end].to_owned(),
            kind: timex_kind(kind),
            value: value.clone(),
            from: from.clone(),
            to: to.clone(),
        }
    });
    made.collect()
}

fn quote_kind(stored: &str) -> HitKind {
    match stored {
        "mixed" => HitKind::Mixed,
        "indirect" => HitKind::Indirect,
        _ => HitKind::Direct,
    }
}

fn speaker_kind(stored: &str) -> Option<SpeakerKind> {
    match stored {
        "person" => Some(SpeakerKind::Person),
        "org" => Some(SpeakerKind::Org),
        "group" => Some(SpeakerKind::Group),
        "unnamed" => Some(SpeakerKind::Unnamed),
        _ => None,
    }
}

pub(super) fn entity_kind(stored: &str) -> EntityKind {
    match stored {
        "PER" => EntityKind::Person,
        "ORG" => EntityKind::Organisation,
        "LOC" => EntityKind::Place,
        _ => EntityKind::Misc,
    }
}

fn timex_kind(stored: &str) -> TimexKind {
    match stored {
        "TIME" => TimexKind::Time,
        "DURATION" => TimexKind::Duration,
        "SET" => TimexKind::Set,
        _ => TimexKind::Date,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_paragraph_is_shown_whole() {
        let text = "First one.\n  “We begin,” she said. \n\nLast.";
        let at = text.find("We").unwrap();
        assert_eq!(&text[round(text, at..at + 9)], "“We begin,” she said.");
    }

    #[test]
    fn a_quote_over_two_paragraphs_brings_both() {
        let text = "Nothing.\n“We begin.\n“We end,” she said.\nNothing.";
        let (start, end) = (text.find("We begin").unwrap(), text.find(",”").unwrap());
        assert_eq!(&text[round(text, start..end)], "“We begin.\n“We end,” she said.");
    }

    #[test]
    fn a_long_paragraph_is_cut_at_sentences() {
        let text =
            format!("{}“Here,” é said. {}", "The mayor spöke again. ".repeat(90), "They left early. ".repeat(90));
        let at = text.find("Here").unwrap();
        let cut = &text[round(&text, at..at + 5)];
        assert!(cut.len() < 900 && cut.contains("“Here,” é said."), "{cut}");
        assert!(cut.starts_with("The mayor") && cut.ends_with("early."), "{cut}");
    }

    #[test]
    fn no_character_is_cut_in_a_text_without_gaps() {
        let text = "あ".repeat(5000);
        let cut = round(&text, 6000..6300);
        assert!(cut.start <= 6000 && cut.end >= 6300 && cut.len() < 3000);
        assert!(text.is_char_boundary(cut.start) && text.is_char_boundary(cut.end));
    }
}
