//! A page: its main text, and its own account of itself.

use std::borrow::Cow;

use dom_smoothie::{Config, Readability, TextMode};

use super::{
    Draft, Said, asides, classes, doubles, groups, lead, links,
    markup::{self, Piece},
    page, regions, scripts,
};
use crate::source::Limits;

/// Shortest main text in bytes that is believed to be the article.
const SHORT: usize = 200;

/// Reads a page.
pub(super) fn draft<'h>(html: &'h str, limits: &Limits) -> Draft<'h> {
    let mut page = page::read(html);
    let mut body = body(html, page.body.take(), limits);
    if body.trim().len() < SHORT
        && let Some(told) = scripts::article(html, page.title.as_deref())
    {
        body = told.body.into_owned();
        page.title = told.title.map(Cow::into_owned).or(page.title);
        page.byline = page.byline.or(told.byline.map(Cow::into_owned));
        page.published = page.published.or(told.published.map(page::Day::printed));
        page.url = page.url.or(told.url.map(Cow::into_owned));
    }
    let published = page.published.map(|day| day.where_written(page.url.as_deref()));
    let owned = |value: Option<String>| value.map(Cow::Owned);
    Draft {
        title: owned(page.title),
        body: Cow::Owned(body),
        published,
        byline: owned(page.byline),
        source: owned(page.site),
        url: owned(page.url),
        lang: owned(page.lang),
        own_id: None,
        version: page.version,
        extent: if page.paid { Said::Paid } else { Said::Nothing },
        advice: None,
        page: Some(html),
    }
}

/// The main text as the page parser finds it; the page's own copy if that is more than twice as long (a parser that
/// found one paragraph only); all paragraphs if neither is a text.
fn body(html: &str, linked: Option<String>, limits: &Limits) -> String {
    let main = main_text(html, limits).unwrap_or_default();
    let unveiled = if main.trim().len() < SHORT { unveiled(html) } else { None };
    if let Some(main) = unveiled.and_then(|html| main_text(&html, limits)).filter(|main| main.trim().len() >= SHORT) {
        return main;
    }
    match linked {
        Some(linked) if linked.len() > 2 * main.len() => linked,
        _ if main.trim().len() >= SHORT => main,
        _ => Some(markup::paragraphs(html)).filter(|all| all.trim().len() > main.trim().len()).unwrap_or(main),
    }
}

/// A page whose paragraphs lie in `noscript`, for those without scripts, with these as parts of it.
fn unveiled(html: &str) -> Option<Cow<'_, str>> {
    let mut cuts = Vec::new();
    for piece in markup::pieces(html) {
        let Piece::Raw { name, contents, .. } = piece else { continue };
        let holds_text = || contents.len() >= SHORT && memchr::memmem::find(contents.as_bytes(), b"<p").is_some();
        if name.eq_ignore_ascii_case("noscript") && holds_text() {
            let from = regions::offset(html, contents);
            let end = from + contents.len();
            let after = memchr::memchr(b'>', &html.as_bytes()[end..]).map_or(html.len(), |at| end + at + 1);
            cuts.extend([(regions::start_of_open(html, name), from), (end, after)]);
        }
    }
    (!cuts.is_empty()).then(|| regions::without(html, cuts))
}

/// A page whose text for subscribers is in it, hidden by its style: shown, as the page's script would.
fn shown(html: &str) -> Cow<'_, str> {
    const HIDDEN: [&str; 3] = ["display:none", "display: none", "DISPLAY:NONE"];
    const WALLS: [&str; 5] = ["paywall", "premium", "subscriber", "subscribers", "metered"];
    let hidden = |attributes: &str| HIDDEN.iter().find_map(|style| Some((attributes.find(style)?, style.len())));
    let is_wall = |attributes: &str| {
        classes::of(attributes).iter().any(|class| classes::words(class).any(|w| WALLS.contains(&w)))
    };
    let found = regions::of(html, |_, attributes| {
        let (at, length) = hidden(attributes).filter(|_| is_wall(attributes))?;
        let from = regions::offset(html, attributes) + at;
        Some((from, from + length))
    });
    regions::without(html, found.all.iter().filter(|region| region.prose >= SHORT).map(|region| region.part))
}

/// What the page parser takes for the article; `None` for a page that it must not be given.
fn main_text(html: &str, limits: &Limits) -> Option<String> {
    if html.len() > limits.html_bytes || markup::depth(html) > limits.html_depth {
        return None;
    }
    let config = Config { text_mode: TextMode::Formatted, disable_json_ld: true, ..Config::default() };
    let html = shown(html);
    let html = asides::without(&html);
    let html = doubles::without(&html);
    let html = links::without(&html);
    let article = Readability::new(html.as_ref(), None, Some(config)).ok()?.parse().ok()?;
    let main = article.text_content.to_string();
    Some(lead::with(&html, groups::whole(&html, &main).unwrap_or(main)))
}
