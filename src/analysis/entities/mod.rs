//! Who and what is named: a tagger finds the names, `names` makes one entity of the forms of one name.

pub mod tagger;

use crate::analysis::{EntityKind, Mention, Name, NameId};
use crate::lexicon;
use crate::text::Tokens;

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// names
    pub names: Vec<Name>,
    /// mentions
    pub mentions: Vec<Mention>,
}

/// TEMP
pub fn find(tokens: &Tokens<'_>, _title: Option<&str>) -> Found {
    let mut out = Found::default();
    let mut i = 0;
    while i < tokens.len() {
        let low = tokens.lower(i);
        let cap = tokens[i].is_capitalised()
            && tokens[i].kind == crate::text::TokenKind::Word
            && !lexicon::is_title(low.trim_end_matches('.'))
            && super::quotes::words::sense(low).is_none();
        if !cap {
            i += 1;
            continue;
        }
        let mut j = i + 1;
        while j < tokens.len()
            && tokens[j].is_capitalised()
            && tokens[j].sentence == tokens[i].sentence
            && tokens[j].kind == crate::text::TokenKind::Word
            && tokens[j].span().start == tokens[j - 1].span().end + 1
        {
            j += 1;
        }
        let span = tokens[i].span().join(tokens[j - 1].span());
        let text = span.of(tokens.text()).to_owned();
        let last = text.rsplit(' ').next().unwrap_or("").to_owned();
        let id = out
            .names
            .iter()
            .position(|n: &Name| n.canonical == text || j == i + 1 && n.canonical.ends_with(&format!(" {last}")));
        let id = id.unwrap_or_else(|| {
            out.names.push(Name {
                canonical: text,
                variants: vec![],
                kind: EntityKind::Person,
                gender: None,
                role: None,
            });
            out.names.len() - 1
        });
        out.mentions.push(Mention { span, kind: EntityKind::Person, name: NameId(id as u32) });
        i = j;
    }
    out
}
