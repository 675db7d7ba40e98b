//! An article that its page holds in the data of a script alone, from which the script makes what is seen
//! (`<script id="__NEXT_DATA__" type="application/json">`).

use super::{
    Draft, fields,
    json::{self, Json},
    mapping::Mapping,
    markup::{self, Piece, attribute},
};

/// Shortest data in bytes that may hold an article.
const SHORT: usize = 300;

/// Values that are looked at.
const VALUES: usize = 20_000;

/// Articles that are looked at.
const ARTICLES: usize = 32;

/// The article in the scripts of a page: the one of its title, else the only one.
pub(super) fn article(html: &str, title: Option<&str>) -> Option<Draft<'static>> {
    let scripts = markup::pieces(html).filter_map(|piece| match piece {
        Piece::Raw { name, attributes, contents } if name.eq_ignore_ascii_case("script") => {
            Some(data(attributes, contents)).flatten()
        }
        _ => None,
    });
    scripts.filter(|data| data.len() >= SHORT).find_map(|data| of_data(data, title))
}

/// The JSON of a script that is nothing else, or sets one thing: `window.__STATE__ = {…};`.
fn data<'h>(attributes: &str, contents: &'h str) -> Option<&'h str> {
    let kind = attribute(attributes, "type").map(|kind| kind.trim().to_ascii_lowercase()).unwrap_or_default();
    let contents = contents.trim();
    if kind == "application/json" {
        return Some(contents);
    }
    let (name, value) = contents.split_once('=').filter(|_| kind.is_empty() || kind.ends_with("javascript"))?;
    let is_name = name.len() <= 60 && name.contains("window.") && !name.contains(['(', '{', ';']);
    let value = value.trim().trim_end_matches(';').trim_end();
    (is_name && value.starts_with('{') && value.ends_with('}')).then_some(value)
}

fn of_data(data: &str, title: Option<&str>) -> Option<Draft<'static>> {
    let json = json::parse(data).ok()?;
    let map = Mapping::default();
    let articles = articles(&json);
    let drafts = || articles.iter().map(|json| fields::draft(json, &map));
    let page = title.map(letters).unwrap_or_default();
    let is_its = |draft: &Draft<'_>| {
        let own = draft.title.as_deref().map(letters).unwrap_or_default();
        own.len() >= 8 && page.contains(&own)
    };
    let draft = drafts().find(is_its).or_else(|| drafts().next().filter(|_| articles.len() == 1))?;
    Some(of_article(draft))
}

/// The objects that are articles beyond doubt and lie within no other.
fn articles<'a, 'j>(json: &'a Json<'j>) -> Vec<&'a Json<'j>> {
    let (mut open, mut found) = (vec![json], Vec::new());
    for _ in 0..VALUES {
        match open.pop() {
            Some(object @ Json::Object(_)) if fields::is_whole_article(object) => found.push(object),
            Some(Json::Object(members)) => open.extend(members.iter().rev().map(|(_, value)| value)),
            Some(Json::List(items)) => open.extend(items.iter().rev()),
            Some(_) => {}
            None => break,
        }
        if found.len() == ARTICLES {
            break;
        }
    }
    found
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What of a draft is told of the article, and not of the site.
fn of_article(draft: Draft<'_>) -> Draft<'static> {
    let Draft { title, body, published, byline, url, .. } = draft.into_owned();
    Draft { title, body, published, byline, url: url.filter(|url| url.starts_with("http")), ..Draft::default() }
}
