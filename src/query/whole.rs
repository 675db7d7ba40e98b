//! The same words over whole articles, for when no passage holds them all.
//!
//! Each condition alone gives a set of articles; AND, OR and NOT are worked out on the sets.

use index_schema::DocKind;
use tantivy::query::Query;

use super::{
    ast::{Ast, Leaf},
    plan::{Planner, any_of},
};

/// Most conditions that are tried over whole articles: each costs a pass over the passages it holds of, and a longer
/// query is a pasted text.
const MOST: usize = 64;

/// A set of articles by key.
enum Set {
    /// These; sorted.
    In(Vec<u64>),
    /// All but these; sorted.
    Out(Vec<u64>),
}

/// Keys of the articles that `ast` holds of as a whole, sorted; none if widening cannot find more than passages did.
pub(crate) fn articles(planner: &Planner<'_>, ast: &Ast) -> tantivy::Result<Option<Vec<u64>>> {
    let mut words = 0;
    ast.visit(&mut |leaf, wanted| words += usize::from(wanted && leaf.is_of_passages()));
    if !(2..=MOST).contains(&words) {
        return Ok(None);
    }
    Ok(match evaluate(planner, ast)? {
        Set::In(keys) => Some(keys),
        Set::Out(_) => None,
    })
}

/// Passages that any wanted condition on passages holds of; the more, the higher they rank.
pub(crate) fn wanted(planner: &Planner<'_>, ast: &Ast) -> tantivy::Result<Box<dyn Query>> {
    let mut leaves = Vec::new();
    ast.visit(&mut |leaf, wanted| {
        if wanted && leaf.is_of_passages() {
            leaves.push(leaf);
        }
    });
    Ok(any_of(leaves.into_iter().map(|leaf| planner.leaf_query(leaf)).collect::<Result<_, _>>()?))
}

// Recursion is bounded by `grammar::MAX_DEPTH`.
fn evaluate(planner: &Planner<'_>, ast: &Ast) -> tantivy::Result<Set> {
    match ast {
        Ast::All => Ok(Set::Out(Vec::new())),
        Ast::Leaf(leaf) => keys(planner, leaf).map(Set::In),
        Ast::Boost(part, _) => evaluate(planner, part),
        Ast::Near(near) => {
            let mut of_passages = false;
            ast.visit(&mut |leaf, _| of_passages |= leaf.is_of_passages());
            let planner = planner.over(if of_passages { DocKind::Passage } else { DocKind::Article });
            planner.keys(planner.near(near)?).map(Set::In)
        }
        Ast::Not(part) => Ok(evaluate(planner, part)?.complement()),
        Ast::And(parts) => {
            let mut all = Set::Out(Vec::new());
            for part in parts {
                all = all.and(evaluate(planner, part)?);
            }
            Ok(all)
        }
        Ast::Or(parts) => {
            let mut none = Set::Out(Vec::new());
            for part in parts {
                none = none.and(evaluate(planner, part)?.complement());
            }
            Ok(none.complement())
        }
    }
}

fn keys(planner: &Planner<'_>, leaf: &Leaf) -> tantivy::Result<Vec<u64>> {
    let unit = if leaf.is_of_passages() { DocKind::Passage } else { DocKind::Article };
    planner.over(unit).keys_of(leaf)
}

impl Set {
    fn complement(self) -> Self {
        match self {
            Self::In(keys) => Self::Out(keys),
            Self::Out(keys) => Self::In(keys),
        }
    }

    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::In(a), Self::In(b)) => Self::In(a.into_iter().filter(|key| b.binary_search(key).is_ok()).collect()),
            (Self::In(a), Self::Out(b)) | (Self::Out(b), Self::In(a)) => {
                Self::In(a.into_iter().filter(|key| b.binary_search(key).is_err()).collect())
            }
            (Self::Out(mut a), Self::Out(b)) => {
                a.extend(b);
                a.sort_unstable();
                a.dedup();
                Self::Out(a)
            }
        }
    }
}
