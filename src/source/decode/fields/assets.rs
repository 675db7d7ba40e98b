//! Articles whose members are kept apart and laid out by references to them, as public broadcasters exchange them:
//! `"layout": [{"href": "#/assets/11"}]`, `"bylines": [{"href": "#/assets/7"}]`, `"assets": {"11": {"text": …}}`.

use std::borrow::Cow;

use super::values::{body_text, one_name, short};
use crate::source::{decode::json::Json, mapping};

/// The text of what an object lays out, in that order; what has no text (pictures, sound) is passed.
pub(super) fn text(json: &Json<'_>) -> Option<String> {
    let texts = pointed(json, "layout").filter_map(|asset| body_text(asset.get("text")?));
    let texts: Vec<Cow<'_, str>> = texts.filter(|text| !text.trim().is_empty()).collect();
    (!texts.is_empty()).then(|| texts.join("\n\n"))
}

/// Whom an object refers to as its authors.
pub(super) fn names<'j>(json: &'j Json<'j>) -> Option<Cow<'j, str>> {
    let names: Vec<Cow<'_, str>> = pointed(json, "bylines").filter_map(one_name).collect();
    (!names.is_empty()).then(|| Cow::Owned(names.join(", ")))
}

/// The page that an object says it is printed on: `"webPages": [{"href": …, "rels": ["canonical"]}]`.
pub(super) fn page<'j>(json: &'j Json<'j>) -> Option<Cow<'j, str>> {
    let Json::List(pages) = json.get("webpages")? else { return None };
    let is_canonical = |page: &&Json<'_>| match page.get("rels") {
        Some(Json::List(rels)) => rels.iter().any(|rel| matches!(rel, Json::Text(rel) if rel == "canonical")),
        _ => false,
    };
    pages.iter().find(is_canonical).or(pages.first())?.get("href").and_then(short)
}

/// What the references under a key point to, in their order.
fn pointed<'j>(json: &'j Json<'j>, key: &str) -> impl Iterator<Item = &'j Json<'j>> {
    let references = match json.get(key) {
        Some(Json::List(references)) => references.as_slice(),
        _ => &[],
    };
    references.iter().filter_map(move |reference| {
        let Some(Json::Text(to)) = reference.get("href") else { return None };
        to.strip_prefix("#/")?.split('/').try_fold(json, |json, key| json.get(&mapping::fold(key)))
    })
}
