//! Names of bodies that the tagger cuts short: those after several fields of work, which it parts at the commas ("Department
//! of Health, Education and Welfare", "Fisheries, Forestry and Oceans Canada"), and companies whose first words are common.

use super::{Stretch, groups};
use crate::{
    analysis::EntityKind,
    lexicon::{self, FirstName, gaz, word},
    text::{Case, TokenKind, Tokens},
};

/// Tokens of the longest list of fields that is followed.
const REACH: usize = 16;

/// Gives companies the capitalised words before the end of their names that the tagger left out: "Advance Circuits Inc".
pub fn companies_whole(tokens: &Tokens<'_>, stretches: &mut [Stretch]) {
    /// Words of the longest name that is completed.
    const LONGEST: usize = 6;
    let mut free_from = 0;
    for stretch in stretches {
        let company = stretch.kind == EntityKind::Organisation && groups::is_company_end(tokens.lower(stretch.last));
        let low = free_from.max(stretch.last.saturating_sub(LONGEST));
        while company && stretch.first > low && is_of_company(tokens, stretch.first - 1, stretch.first) {
            stretch.first -= 1;
        }
        free_from = stretch.last + 1;
    }
}

/// Gives companies what their names end with and the tagger left out: "Acme Securities Co Ltd".
pub fn company_ends_on(tokens: &Tokens<'_>, stretches: &mut [Stretch]) {
    for i in 0..stretches.len() {
        let limit = stretches.get(i + 1).map_or(tokens.len(), |next| next.first);
        let stretch = &mut stretches[i];
        let ends = |at: usize| {
            let lower = tokens.lower(at);
            let printed = tokens[at].is_capitalised() || matches!(lower, "inc" | "corp" | "ltd" | "plc");
            printed && groups::is_company_end(lower) && tokens[at].sentence == tokens[at - 1].sentence
        };
        while stretch.kind == EntityKind::Organisation && stretch.last + 1 < limit && ends(stretch.last + 1) {
            stretch.last += 1;
        }
    }
}

/// Gives bodies the capital between them and "the": "the Stevedore Benevolent Committee". No place or people, of which a body is told
/// ("the Lund Harbour Committee" is so named by some, and not by others).
pub fn first_words_on(tokens: &Tokens<'_>, stretches: &mut [Stretch]) {
    const APART: u16 = word::TITLE | word::DEMONYM | word::CALENDAR | word::STARTER;
    let mut free_from = 0;
    for stretch in stretches {
        let before = stretch.first.checked_sub(1).filter(|&i| i > free_from && tokens.lower(i - 1) == "the");
        let body = |_: &usize| {
            stretch.kind == EntityKind::Organisation
                && stretch.first < stretch.last
                && lexicon::is_body_noun(tokens.key(stretch.last))
        };
        let part = |i: &usize| {
            tokens[*i].case == Case::Title
                && tokens[*i].sentence == tokens[stretch.first].sentence
                && lexicon::word_bits(tokens.key(*i)) & APART == 0
                && lexicon::gazetteer(tokens.key(*i)) & gaz::PLACE == 0
                && lexicon::first_name(tokens.key(*i)) == FirstName::No
        };
        if let Some(first) = before.filter(body).filter(part) {
            stretch.first = first;
        }
        free_from = stretch.last + 1;
    }
}

/// Gives bodies what they were set up for: "Lund Commission on Harbour Debates", "Orlov Center on the Islands".
pub fn purposes_on(tokens: &Tokens<'_>, stretches: &mut Vec<Stretch>) {
    const HEADS: &[&str] = &[
        "campaign",
        "center",
        "centre",
        "coalition",
        "commission",
        "committee",
        "conference",
        "council",
        "institute",
        "panel",
        "subcommittee",
    ];
    let mut kept: Vec<Stretch> = Vec::with_capacity(stretches.len());
    let mut at = 0;
    while at < stretches.len() {
        let mut stretch = stretches[at];
        at += 1;
        let head = stretch.kind == EntityKind::Organisation && HEADS.contains(&tokens.lower(stretch.last));
        if let Some(last) = head.then(|| purpose_after(tokens, stretch.last)).flatten() {
            let end = stretches[at..].iter().take_while(|next| next.first <= last).count();
            let swallowed = &stretches[at..at + end];
            // "on Lund" is where it met, "on the Islands" what it is for.
            let fits = |next: &Stretch| match next.kind {
                EntityKind::Misc => true,
                EntityKind::Place => tokens.word(next.first - 1) == "the",
                // "on Homeland Security", but not "on Lund News".
                EntityKind::Organisation => {
                    lexicon::is_field(tokens.key(next.last)) || tokens.lower(next.last) == "services"
                }
                EntityKind::Person => false,
            };
            let parts = |next: &Stretch| fits(next) && next.last <= last;
            if swallowed.iter().all(parts) {
                stretch.last = last;
                at += end;
            }
        }
        kept.push(stretch);
    }
    *stretches = kept;
}

/// Last token of "on Harbour Debates" behind the noun of a body; no day, and nothing but capitals.
fn purpose_after(tokens: &Tokens<'_>, noun: usize) -> Option<usize> {
    let same = |i: usize| i < tokens.len() && tokens[i].sentence == tokens[noun].sentence;
    let on = Some(noun + 1).filter(|&i| same(i) && tokens.word(i) == "on")?;
    let first = on + 1 + usize::from(same(on + 1) && tokens.word(on + 1) == "the");
    let capital = |i: usize| same(i) && tokens[i].kind == TokenKind::Word && tokens[i].is_capitalised();
    let common =
        lexicon::word_bits(tokens.key(first.min(tokens.len() - 1))) & (word::CALENDAR | word::STARTER | word::TITLE);
    let site = first < tokens.len() && matches!(tokens.lower(first), "facebook" | "instagram" | "twitter" | "youtube");
    let mut last = first;
    if !capital(first) || common != 0 || site {
        return None;
    }
    while capital(last + 1) || is_joint(tokens, last + 1) && capital(last + 2) {
        last += 1;
    }
    Some(last)
}

/// "Security and Fisheries".
fn is_joint(tokens: &Tokens<'_>, i: usize) -> bool {
    i < tokens.len() && is_and(tokens, i)
}

/// Makes bodies of the offices of a county or town: "the Lund County Sheriff's Office", "the Lund District Attorney's Office".
pub fn offices_of_places(tokens: &Tokens<'_>, stretches: &mut [Stretch]) {
    const HOLDERS: &[&str] = &[
        "attorney",
        "clerk",
        "commissioner",
        "coroner",
        "defender",
        "examiner",
        "governor",
        "marshal",
        "mayor",
        "prosecutor",
        "sheriff",
    ];
    /// Words before the holder: "District", "Commonwealth's".
    const TITLE: usize = 2;
    for i in 0..stretches.len() {
        let limit = stretches.get(i + 1).map_or(tokens.len(), |next| next.first);
        let stretch = &mut stretches[i];
        let from = stretch.last + 1;
        let capital = |at: usize| {
            at < limit && tokens[at].is_capitalised() && tokens[at].sentence == tokens[stretch.last].sentence
        };
        let holder =
            (from..from + TITLE + 1).take_while(|&at| capital(at)).find(|&at| HOLDERS.contains(&tokens.lower(at)));
        let office = holder.map(|holder| holder + 2).filter(|&office| {
            let owns = office < limit && tokens[office - 1].kind == TokenKind::Possessive;
            owns && capital(office) && matches!(tokens.lower(office), "office" | "department")
        });
        if let Some(last) = office.filter(|_| stretch.kind != EntityKind::Person) {
            *stretch = Stretch { last, kind: EntityKind::Organisation, ..*stretch };
        }
    }
}

/// Makes one name of a body and the members it is named after: "Fishermen's" and "Union".
pub fn of_their_members(tokens: &Tokens<'_>, stretches: &mut Vec<Stretch>) {
    let members = |i: usize| tokens.lower(i).ends_with("men") && tokens[i].is_capitalised();
    let owner = |i: usize| tokens[i].kind == TokenKind::Possessive;
    stretches.dedup_by(|body, before| {
        let named = members(before.last) && body.first == before.last + 2 && owner(before.last + 1);
        let joined = named && body.kind == EntityKind::Organisation && before.kind != EntityKind::Person;
        if joined {
            *before = Stretch { first: before.first, ..*body };
        }
        joined
    });
}

/// Makes papers of countries that are named with a day behind: "USA Today", "India Today".
pub fn papers_of_today(tokens: &Tokens<'_>, stretches: &mut [Stretch]) {
    for stretch in stretches.iter_mut().filter(|stretch| stretch.first == stretch.last) {
        let next = stretch.last + 1;
        let country =
            || lexicon::gazetteer(tokens.key(stretch.first)) & gaz::COUNTRY != 0 || tokens.word(stretch.first) == "USA";
        let today =
            |i: usize| matches!(tokens.word(i), "Today" | "TODAY") && tokens[i].sentence == tokens[i - 1].sentence;
        if next < tokens.len() && today(next) && country() {
            *stretch = Stretch { last: next, kind: EntityKind::Organisation, ..*stretch };
        }
    }
}

/// A capitalised word that is no small word, title, day or month.
pub(super) fn is_of_company(tokens: &Tokens<'_>, i: usize, next: usize) -> bool {
    let bits = lexicon::word_bits(tokens.key(i));
    tokens[i].kind == TokenKind::Word
        && tokens[i].is_capitalised()
        && tokens[i].sentence == tokens[next].sentence
        && bits & (word::STARTER | word::TITLE | word::CALENDAR | word::DEMONYM) == 0
        && !groups::is_small(tokens.lower(i))
        && !tokens.lower(i).ends_with("-based")
}

/// Makes one name of a body and the fields listed behind it, or before it where a country ends its name. Words that name
/// no field of work end the list: "the Department of Health, Congress and Kelmar" stay three.
pub fn named_after_fields(tokens: &Tokens<'_>, stretches: &mut Vec<Stretch>) {
    let mut kept: usize = 0;
    let mut at = 0;
    while at < stretches.len() {
        let stretch = stretches[at];
        at += 1;
        let Some(whole) = whole(tokens, &stretch) else {
            stretches[kept] = stretch;
            kept += 1;
            continue;
        };
        while kept > 0 && stretches[kept - 1].last >= whole.first {
            kept -= 1;
        }
        while at < stretches.len() && stretches[at].first <= whole.last {
            at += 1;
        }
        stretches[kept] = whole;
        kept += 1;
    }
    stretches.truncate(kept);
}

/// The body with all its fields, if `stretch` is but a part of it.
fn whole(tokens: &Tokens<'_>, stretch: &Stretch) -> Option<Stretch> {
    if stretch.kind == EntityKind::Person || stretch.first == stretch.last {
        return None;
    }
    let kind = EntityKind::Organisation;
    if is_field(tokens, stretch.last) && (stretch.first + 1..stretch.last).any(|i| leads(tokens, i)) {
        return list_after(tokens, stretch.last).map(|last| Stretch { last, kind, ..*stretch });
    }
    let of_country = || lexicon::gazetteer(tokens.key(stretch.last)) & gaz::COUNTRY != 0;
    if (stretch.first..stretch.last).all(|i| is_field(tokens, i)) && of_country() {
        return list_before(tokens, stretch.first).map(|first| Stretch { first, kind, ..*stretch });
    }
    let listed = stretch.first > 0 && is_and(tokens, stretch.first - 1) && stretch.kind == kind;
    if listed && is_field(tokens, stretch.first) && lexicon::is_body_noun(tokens.key(stretch.last)) {
        let after_the = |first: &usize| *first > 0 && tokens.lower(first - 1) == "the";
        return list_before(tokens, stretch.first).filter(after_the).map(|first| Stretch { first, ..*stretch });
    }
    None
}

/// A preposition behind a head in the singular: "Departments of Justice and Defense" are two.
fn leads(tokens: &Tokens<'_>, i: usize) -> bool {
    matches!(tokens.word(i), "of" | "for" | "on") && !tokens.lower(i - 1).ends_with('s')
}

fn is_field(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens[i].is_capitalised() && lexicon::is_field(tokens.key(i))
}

fn is_and(tokens: &Tokens<'_>, i: usize) -> bool {
    matches!(tokens.word(i), "and" | "&")
}

/// Last token of ", Education and Welfare" behind token `last`: at least one field, the last one behind "and".
fn list_after(tokens: &Tokens<'_>, last: usize) -> Option<usize> {
    let same = |i: usize| i < tokens.len() && i <= last + REACH && tokens[i].sentence == tokens[last].sentence;
    let mut at = last + 1;
    loop {
        let comma = same(at) && tokens.word(at) == ",";
        at += usize::from(comma);
        let ends = same(at) && is_and(tokens, at);
        at += usize::from(ends);
        let from = at;
        while same(at) && is_field(tokens, at) {
            at += 1;
        }
        if at == from || !(comma || ends) {
            return None;
        }
        if ends {
            // "… and Welfare Secretary": another's words go on, but they are no field.
            return Some(at - 1);
        }
    }
}

/// First token of "Immigration, Refugees and" before token `first`.
fn list_before(tokens: &Tokens<'_>, first: usize) -> Option<usize> {
    let before = |i: usize| {
        let i = i.checked_sub(1)?;
        (i + REACH >= first && tokens[i].sentence == tokens[first].sentence).then_some(i)
    };
    let mut start = before(first).filter(|&i| is_and(tokens, i))?;
    let mut found = None;
    loop {
        let mut part = start;
        while let Some(i) = before(part).filter(|&i| is_field(tokens, i)) {
            part = i;
        }
        if part == start {
            return found;
        }
        found = Some(part);
        match before(part).filter(|&i| tokens.word(i) == ",") {
            Some(comma) => start = comma,
            None => return found,
        }
    }
}
