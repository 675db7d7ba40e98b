//! Why nothing was found: which condition leaves nothing, and which speakers have names like the one asked for.

use std::cmp::Reverse;

use index_schema::Fields;
use rustc_hash::FxHashMap;
use tantivy::Searcher;

use super::{
    ast::{Ast, Field, Form, Leaf, Value},
    error::AskError,
    execute::{Request, answer_tree, tree},
};
use crate::names::{Names, column::with_words};

/// Most conditions that are tried.
const TRIED: usize = 12;

/// Speakers named as near.
const NEAREST: usize = 5;

/// Tells, in lines, why `request` finds nothing; nothing if no reason can be told.
///
/// # Errors
/// If the query is faulty or the index cannot be read.
pub fn reasons_for_nothing(
    searcher: &Searcher,
    fields: &Fields,
    names: &Names,
    request: &Request,
) -> Result<Vec<String>, AskError> {
    let ast = tree(request)?;
    let count = |ast: &Ast| answer_tree(searcher, fields, names, request, ast.clone());
    let parts: &[Ast] = match &ast {
        Ast::And(parts) if parts.len() <= TRIED => parts,
        Ast::And(_) => &[],
        one => std::slice::from_ref(one),
    };
    let mut reasons = Vec::new();
    for part in parts.iter().filter(|part| !matches!(part, Ast::Not(_))) {
        if parts.len() > 1 && count(part)? == 0 {
            reasons.push(format!("`{part}` alone finds nothing"));
        }
    }
    if reasons.is_empty() && parts.len() > 1 {
        for (i, part) in parts.iter().enumerate() {
            let others = [&parts[..i], &parts[i + 1..]].concat();
            let found = Ast::and(others).map_or(Ok(0), |others| count(&others))?;
            if found > 0 {
                reasons.push(format!("without `{part}` there are {found}"));
            }
        }
        if reasons.is_empty() {
            reasons.push("each condition alone finds something, but no two or three of them together".to_owned());
        }
    }
    let mut asked: Vec<&Leaf> = Vec::new();
    ast.visit(&mut |leaf, wanted| {
        if wanted && leaf.field == Field::Speaker {
            asked.push(leaf);
        }
    });
    for leaf in asked.into_iter().take(TRIED) {
        if let Value::Text { text, form } = &leaf.value
            && *form != Form::Prefix
            && count(&Ast::Leaf(leaf.clone()))? == 0
        {
            let near = nearest(searcher, text)?;
            reasons
                .extend((!near.is_empty()).then(|| format!("speakers with names like `{text}`: {}", near.join(", "))));
        }
    }
    Ok(reasons)
}

/// Speakers' names nearest to what was typed, most quoted first among equals. Each name is compared once, in however many
/// segments it stands.
fn nearest(searcher: &Searcher, typed: &str) -> Result<Vec<String>, AskError> {
    let mut quoted: FxHashMap<String, u64> = FxHashMap::default();
    for segment in searcher.segment_readers() {
        let Some(column) = segment.fast_fields().str("speaker_name")? else { continue };
        let mut uses: FxHashMap<u64, u64> = FxHashMap::default();
        for doc in segment.doc_ids_alive() {
            column.ords().values_for_doc(doc).for_each(|ord| *uses.entry(ord).or_default() += 1);
        }
        for (name, number) in with_words(&column, uses)? {
            *quoted.entry(name).or_default() += number;
        }
    }
    let mut analyzer = index_schema::analyzer::news();
    let mut words = |name: &str| super::leaf::tokens(&mut analyzer, name);
    let wanted = words(typed);
    let near = |(name, number): (String, u64)| Some((apart(&wanted, &words(&name))?, Reverse(number), name));
    let mut found: Vec<(usize, Reverse<u64>, String)> = quoted.into_iter().filter_map(near).collect();
    found.sort_unstable();
    Ok(found.into_iter().take(NEAREST).map(|(.., name)| name).collect())
}

/// Letters by which the words asked for differ from words of a name; none if it is not like it.
fn apart(wanted: &[String], name: &[String]) -> Option<usize> {
    let of = |word: &String| name.iter().map(|other| super::ast::distance(word.as_bytes(), other.as_bytes())).min();
    let apart: Vec<usize> = wanted.iter().map(of).collect::<Option<_>>()?;
    // Of each word a third may differ; of several words one may be another altogether, if the last is near.
    let near = |(word, apart): (&String, &usize)| *apart * 3 <= word.len();
    let last = wanted.iter().zip(&apart).next_back().is_some_and(near);
    last.then(|| apart.iter().sum())
}
