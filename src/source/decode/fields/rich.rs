//! Rich text: a tree whose leaves are text, as editors keep it, in whatever words a product has for it.
//!
//! Blocks part paragraphs; what stands within one block (spans of bold, links) is joined with nothing. Which is which is
//! told by shape: leaves under one block are a run. Covers Contentful, ProseMirror, Slate, Strapi, Sanity, Lexical,
//! Editor.js, Draft.js, Quill, Prismic, and the typed elements of news systems. The parser refuses more than 128 levels,
//! so recursion is safe here.

use std::borrow::Cow;

use crate::source::{
    decode::json::{self, Json},
    mapping::{self, Field},
    markup,
};

/// What holds what is within a block or document, the surest first.
const INNER: [&str; 22] = [
    "children",
    "nodes",
    "blocks",
    "ops",
    "slices",
    "root",
    "content",
    "text",
    "value",
    "rendered",
    "html",
    "body",
    "plaintext",
    "data",
    "p",
    "para",
    "paragraph",
    "primary",
    "document",
    "richtext",
    "processed",
    "code",
];

/// The text of a tree in paragraphs; none if it has none.
pub(super) fn text(value: &Json<'_>) -> Option<String> {
    let mut out = String::new();
    walk(&mut out, value, false);
    (!out.is_empty()).then_some(out)
}

/// The text of a tree that is written as a string of JSON.
pub(super) fn in_string(text: &str) -> Option<String> {
    let opens = text.trim_start().starts_with(['{', '[']);
    opens.then(|| json::within(text)).flatten().and_then(|json| self::text(&json))
}

/// Whether an object is rich text and no article: it holds blocks, and says nothing else that an article does.
pub(super) fn is_tree(value: &Json<'_>) -> bool {
    let Json::Object(members) = value else { return false };
    let is_inner = |value: &Json<'_>| matches!(value, Json::List(_) | Json::Object(_));
    let holds = ["children", "nodes", "blocks", "ops", "slices", "root", "content", "p"]
        .iter()
        .any(|key| value.get(key).is_some_and(is_inner));
    let of_article = [Field::Title, Field::Byline, Field::Url, Field::Date];
    // Editor.js says when it saved.
    let tells = |key: &str| key != "time" && of_article.iter().any(|field| mapping::known(*field).contains(&key));
    localised(value).is_some() || holds && !members.iter().any(|(key, _)| tells(key))
}

/// The value of an object that holds one for each language: `{"en-US": …}`.
pub(super) fn localised<'a, 'j>(value: &'a Json<'j>) -> Option<&'a Json<'j>> {
    const LANGUAGES: [&str; 26] = [
        "en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da", "nb", "no", "fi", "cs", "hu", "ro", "el", "ru",
        "uk", "tr", "ar", "he", "zh", "ja", "ko", "vi",
    ];
    const REGIONS: [&str; 22] = [
        "us", "gb", "uk", "ca", "au", "nz", "ie", "in", "za", "de", "at", "ch", "fr", "be", "es", "mx", "ar", "it",
        "nl", "pt", "br", "cn",
    ];
    let Json::Object(members) = value else { return None };
    let is_locale = |key: &str| {
        let (language, region) = key.split_at_checked(2).unwrap_or(("", ""));
        LANGUAGES.contains(&language) && (region.is_empty() || REGIONS.contains(&region))
    };
    let all = !members.is_empty() && members.iter().all(|(key, _)| is_locale(key));
    all.then(|| members.iter().map(|(_, value)| value).find(|value| **value != Json::Nothing)).flatten()
}

/// Adds the text of a value, which lies in a block or not.
fn walk(out: &mut String, value: &Json<'_>, in_block: bool) {
    match value {
        Json::Text(text) => paragraph(out, text),
        Json::List(items) if is_run(items, in_block) || is_mixed(items) => {
            let mut run = String::new();
            let words = &items[usize::from(heading(value).is_some())..];
            words.iter().for_each(|item| push_inline(&mut run, item));
            paragraph(out, &run);
        }
        Json::List(items) => items.iter().for_each(|item| walk(out, item, false)),
        Json::Object(_) if is_prose(value) => {
            let is_block = kind(value).is_some() || ["children", "nodes"].iter().any(|key| value.get(key).is_some());
            parts(value).into_iter().for_each(|part| walk(out, part, is_block));
        }
        _ => {}
    }
}

/// Adds a paragraph of its own.
fn paragraph(out: &mut String, text: &str) {
    let text = markup::to_text(Cow::Borrowed(text));
    let text = text.trim();
    if !text.is_empty() {
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        out.push_str(text);
    }
}

/// What an element calls itself, folded.
fn kind(element: &Json<'_>) -> Option<String> {
    let kind = ["type", "nodetype"].iter().find_map(|key| element.get(key))?;
    if let Json::Text(kind) = kind { Some(mapping::fold(kind)) } else { None }
}

/// Whether a list is what one block holds: nothing but leaves of text and what stands among words.
fn is_run(items: &[Json<'_>], in_block: bool) -> bool {
    let mut words = false;
    items.iter().all(|item| {
        let leaf = ["text", "value", "insert"].iter().find(|key| matches!(item.get(key), Some(Json::Text(_))));
        words |= leaf.is_some();
        // Quill has no blocks, and its breaks are in its texts.
        let is_op = item.get("insert").is_some();
        is_op || in_block && kind(item).map_or(leaf.is_some(), |kind| is_inline(&kind))
    }) && words
}

/// Whether a list is one text whose plain stretches are strings and whose others are spans, as Telegram writes it:
/// strings are never beside each other, as paragraphs are.
fn is_mixed(items: &[Json<'_>]) -> bool {
    const SPANS: [&str; 6] = ["plain", "textlink", "hashtag", "strikethrough", "spoiler", "code"];
    let is_span = |item: &Json<'_>| {
        let inline = |kind: String| is_inline(&kind) || SPANS.contains(&&*kind);
        matches!(item.get("text"), Some(Json::Text(_))) && kind(item).is_some_and(inline)
    };
    let is_text = |item: &Json<'_>| matches!(item, Json::Text(_));
    items.len() > 1
        && items.iter().any(is_text)
        && items.iter().all(|item| is_text(item) || is_span(item))
        && !items.windows(2).any(|pair| pair.iter().all(is_text))
}

/// The heading that such a text begins with: a span in bold on a line of its own.
pub(super) fn heading<'a>(value: &'a Json<'_>) -> Option<&'a str> {
    let Json::List(items) = value else { return None };
    let [first, Json::Text(next), ..] = &items[..] else { return None };
    let is_bold = kind(first).is_some_and(|kind| matches!(&*kind, "bold" | "strong")) && is_mixed(items);
    let Some(Json::Text(text)) = first.get("text").filter(|_| is_bold && next.starts_with('\n')) else { return None };
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// Whether elements of this kind stand among words.
fn is_inline(kind: &str) -> bool {
    const INLINE: [&str; 26] = [
        "text",
        "span",
        "extendedtext",
        "textnode",
        "link",
        "hyperlink",
        "a",
        "autolink",
        "entryhyperlink",
        "assethyperlink",
        "mention",
        "strong",
        "em",
        "emphasis",
        "bold",
        "italic",
        "underline",
        "b",
        "i",
        "u",
        "inlinecode",
        "hardbreak",
        "linebreak",
        "br",
        "emoji",
        "tab",
    ];
    INLINE.contains(&kind)
}

/// Adds a leaf, or what is within a link, as it stands.
fn push_inline(run: &mut String, item: &Json<'_>) {
    if let Json::Text(text) = item {
        run.push_str(text);
        return;
    }
    if let Some(Json::Text(insert)) = item.get("insert") {
        run.push_str(&insert.replace('\n', "\n\n"));
        return;
    }
    if let Some(Json::Text(text)) = ["text", "value"].iter().find_map(|key| item.get(key)) {
        run.push_str(text);
        return;
    }
    match ["children", "nodes", "content"].iter().find_map(|key| item.get(key)) {
        Some(Json::List(items)) => items.iter().for_each(|item| push_inline(run, item)),
        _ if kind(item).is_some_and(|kind| matches!(&*kind, "hardbreak" | "linebreak" | "br")) => run.push('\n'),
        _ => {}
    }
}

/// Whether an element is text, and no title, image or date that the record has elsewhere.
fn is_prose(element: &Json<'_>) -> bool {
    const PROSE: [&str; 33] = [
        "text",
        "sanitizedhtml",
        "html",
        "p",
        "a",
        "li",
        "ul",
        "ol",
        "quote",
        "blockquote",
        "list",
        "listitem",
        "olistitem",
        "listitemchild",
        "bulletlist",
        "bulletedlist",
        "numberedlist",
        "orderedlist",
        "unorderedlist",
        "orderedlistitem",
        "unorderedlistitem",
        "text/html",
        "text/plain",
        "application/xhtml+xml",
        "doc",
        "document",
        "root",
        "block",
        "span",
        "unstyled",
        "richtext",
        "preformatted",
        "extendedquote",
    ];
    /// What follows the name of a heading or paragraph.
    const ENDS: [&str; 15] =
        ["", "1", "2", "3", "4", "5", "6", "one", "two", "three", "four", "five", "six", "block", "text"];
    let Some(kind) = kind(element) else { return true };
    let kind = kind.strip_prefix("core/").unwrap_or(&kind);
    let numbered = ["heading", "header", "paragraph", "extendedheading", "h"]
        .iter()
        .any(|name| kind.strip_prefix(name).is_some_and(|end| ENDS.contains(&end)));
    PROSE.contains(&kind) || numbered || is_inline(kind)
}

/// What within an element is its text.
fn parts<'a, 'j>(element: &'a Json<'j>) -> Vec<&'a Json<'j>> {
    if let Some(value) = localised(element) {
        return vec![value];
    }
    let is_empty = |value: &Json<'_>| match value {
        Json::List(items) => items.is_empty(),
        Json::Object(members) => members.is_empty(),
        Json::Text(text) => text.trim().is_empty(),
        _ => true,
    };
    let filled = |key: &&str| element.get(key).filter(|value| !is_empty(value));
    let sections: Vec<&Json<'_>> = ["headline", "heading", "sections", "paragraphs", "contentelements", "items"]
        .iter()
        .filter_map(filled)
        .collect();
    let heads = ["headline", "heading"].iter().filter_map(filled).count();
    if sections.len() > heads {
        // An item of a list with a list of its own.
        let own = ["content", "text"].iter().filter_map(filled).find(|value| matches!(value, Json::Text(_)));
        return own.into_iter().chain(sections).collect();
    }
    INNER.iter().filter_map(filled).take(1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> String {
        text(&json::parse(json).unwrap()).unwrap_or_default()
    }

    #[test]
    fn spans_of_a_block_are_joined_and_blocks_are_parted() {
        let two = "Holmsund stays.\n\nThe pier goes.";
        for tree in [
            r#"{"nodeType":"document","content":[{"nodeType":"paragraph","content":[{"nodeType":"text","value":"Holms"},{"nodeType":"text","value":"und stays."}]},{"nodeType":"paragraph","content":[{"nodeType":"text","value":"The pier goes."}]}]}"#,
            r#"{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"Holms"},{"type":"text","text":"und stays."}]},{"type":"paragraph","content":[{"type":"text","text":"The pier goes."}]}]}"#,
            r#"{"x":0,"content":[{"type":"p","children":[{"text":"Holms"},{"type":"a","url":"x","children":[{"text":"und"}]},{"text":" stays."}]},{"type":"p","children":[{"text":"The pier goes."}]}]}"#,
            r#"{"root":{"type":"root","children":[{"type":"paragraph","children":[{"type":"text","text":"Holmsund stays."}]},{"type":"paragraph","children":[{"type":"text","text":"The pier goes."}]}]}}"#,
            r#"{"time":1,"blocks":[{"type":"paragraph","data":{"text":"Holmsund stays."}},{"type":"image","data":{"caption":"Quay"}},{"type":"paragraph","data":{"text":"The pier goes."}}]}"#,
            r#"{"blocks":[{"text":"Holmsund stays.","type":"unstyled","data":{}},{"text":"The pier goes.","type":"unstyled"}],"entityMap":{}}"#,
            r#"{"ops":[{"insert":"Holms"},{"insert":"und stays.\nThe "},{"insert":{"image":"x"}},{"insert":"pier goes.\n"}]}"#,
            r#"{"en-US":{"p":["Holmsund stays.","The pier goes."]}}"#,
            r#"{"slices":[{"slice_type":"text","primary":{"text":[{"type":"paragraph","text":"Holmsund stays.","spans":[]}]},"items":[]},{"slice_type":"text","primary":{"text":[{"type":"paragraph","text":"The pier goes."}]}}]}"#,
            r#"{"blocks":[{"type":"list","data":{"items":[{"content":"Holmsund stays.","items":[]},{"content":"The pier goes.","items":[]}]}}]}"#,
        ] {
            assert_eq!(read(tree), two, "{tree}");
        }
    }
}
