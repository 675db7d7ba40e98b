//! Linked data: what a page's `application/ld+json` says of its article.

use super::{
    super::{
        dates,
        json::{self, Json},
        markup,
    },
    Day, Page,
};

/// Nodes of linked data that are looked at.
const NODES: usize = 10_000;

/// What linked data is wrapped in, for readers that know no scripts.
const WRAPPINGS: [(&str, &str); 5] = [
    ("<!--", "-->"),
    ("//<![CDATA[", "//]]>"),
    ("/*<![CDATA[*/", "/*]]>*/"),
    ("/* <![CDATA[ */", "/* ]]> */"),
    ("<![CDATA[", "]]>"),
];

/// Takes over what linked data says.
pub(super) fn add(page: &mut Page, text: &str) {
    page.paid |= is_paid(text);
    if let Ok(json) = json::parse(trimmed(text)) {
        add_first_article(page, &json);
    }
}

/// Whether linked data says `"isAccessibleForFree": false`, in whichever spelling, of the article or a part of it.
fn is_paid(linked: &str) -> bool {
    const KEY: &str = "\"isAccessibleForFree\"";
    memchr::memmem::find_iter(linked.as_bytes(), KEY).any(|at| {
        let value = linked[at + KEY.len()..].trim_start().trim_start_matches(':').trim_start().trim_start_matches('"');
        value.get(..5).is_some_and(|value| value.eq_ignore_ascii_case("false"))
    })
}

/// Linked data comes in comments and CDATA, and with a last semicolon.
fn trimmed(text: &str) -> &str {
    let trim = |c: char| c.is_whitespace() || matches!(c, ';');
    let mut text = text.trim_matches(trim);
    for (before, after) in WRAPPINGS {
        text = text.strip_prefix(before).unwrap_or(text).trim_matches(trim);
        text = text.strip_suffix(after).unwrap_or(text).trim_matches(trim);
    }
    text
}

/// Takes over what an article among the nodes says.
fn add_first_article(page: &mut Page, json: &Json<'_>) {
    let mut open = vec![json];
    let mut seen = 0;
    while let Some(node) = open.pop().filter(|_| seen < NODES) {
        seen += 1;
        match node {
            Json::List(items) => open.extend(items.iter().rev()),
            Json::Object(_) => {
                if is_article(node) {
                    return add_article(page, node);
                }
                open.extend(["@graph", "mainentity", "mainentityofpage"].iter().rev().filter_map(|key| node.get(key)));
            }
            _ => {}
        }
    }
}

fn is_article(node: &Json<'_>) -> bool {
    let article = |kind: &Json<'_>| matches!(kind, Json::Text(kind) if kind.ends_with("Article") || kind.contains("Posting") || kind == "Report");
    match node.get("@type") {
        Some(Json::List(kinds)) => kinds.iter().any(article),
        Some(kind) => article(kind),
        None => false,
    }
}

fn add_article(page: &mut Page, node: &Json<'_>) {
    let text = |key| node.get(key).and_then(text_of);
    page.title = page.title.take().or_else(|| text("headline"));
    page.published = page.published.or_else(|| text("datepublished").and_then(|text| Day::read(&text)));
    page.version = page.version.or_else(|| text("datemodified").and_then(|text| dates::moment(&text)));
    page.lang = page.lang.take().or_else(|| text("inlanguage"));
    page.body = page.body.take().or_else(|| text("articlebody"));
    page.url = page.url.take().or_else(|| text("url").filter(|url| url.starts_with("http")));
    page.site = page.site.take().or_else(|| node.get("publisher").and_then(names_of));
    page.byline = page.byline.take().or_else(|| node.get("author").or_else(|| node.get("creator")).and_then(names_of));
}

fn text_of(value: &Json<'_>) -> Option<String> {
    match value {
        Json::Text(text) => {
            Some(markup::to_text(text.as_ref().into()).trim().to_owned()).filter(|text| !text.is_empty())
        }
        Json::Object(_) => {
            value.get("name").or_else(|| value.get("@value")).filter(|v| matches!(v, Json::Text(_))).and_then(text_of)
        }
        _ => None,
    }
}

/// One name, an object with a name, a list of either, or a list of lists.
fn names_of(value: &Json<'_>) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    let mut open = vec![value];
    while let Some(value) = open.pop().filter(|_| names.len() < 32) {
        match value {
            Json::List(items) => open.extend(items.iter().rev()),
            other => names.extend(text_of(other).filter(|name| !name.contains("://") && !names.contains(name))),
        }
    }
    (!names.is_empty()).then(|| names.join(", "))
}
