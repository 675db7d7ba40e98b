//! An article that its page holds in several boxes of one kind, with offers between them: the page parser takes one box
//! for the whole. Told by the class of the boxes, and put together again.

use std::collections::{HashMap, HashSet};

use super::markup::{self, Piece};

/// Boxes that may hold paragraphs.
const BOXES: [&str; 4] = ["div", "section", "article", "main"];

/// What is a paragraph of an article, or stands between two.
const TEXTS: [&str; 5] = ["p", "h2", "h3", "li", "blockquote"];

/// Deepest nesting of boxes that is followed.
const DEPTH: usize = 512;

/// A paragraph with fewer letters tells nothing of where the text stands.
const TELLING: usize = 40;

/// A paragraph and the class of the box round it.
struct Paragraph<'h> {
    class: &'h str,
    text: String,
}

/// The text of all boxes of the class in which most of `main` stands, if it is half as long again as `main`.
pub(super) fn whole(html: &str, main: &str) -> Option<String> {
    let known: HashSet<String> = main.lines().map(letters).filter(|line| line.len() >= TELLING).collect();
    let paragraphs = paragraphs(html);
    let mut classes: HashMap<&str, usize> = HashMap::new();
    for paragraph in paragraphs.iter().filter(|one| known.contains(&letters(&one.text))) {
        *classes.entry(paragraph.class).or_default() += 1;
    }
    let (class, found) = classes.into_iter().max_by_key(|(class, count)| (*count, *class))?;
    if class.is_empty() || found < 2 || found * 10 < known.len() * 6 {
        return None;
    }
    let mut out = String::new();
    for paragraph in paragraphs.iter().filter(|one| one.class == class && !one.text.trim().is_empty()) {
        markup::part(&mut out);
        out.push_str(paragraph.text.trim());
    }
    (out.len() * 2 > main.trim().len() * 3).then_some(out)
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// All paragraphs and subheadings of a page, in order.
fn paragraphs(html: &str) -> Vec<Paragraph<'_>> {
    let mut all: Vec<Paragraph<'_>> = Vec::new();
    let mut boxes: Vec<(&str, &str)> = Vec::new();
    let mut inside = false;
    for piece in markup::pieces(html) {
        match piece {
            Piece::Text(text) if inside => {
                if let Some(last) = all.last_mut() {
                    markup::push_collapsed(&mut last.text, &htmlize::unescape(text));
                }
            }
            Piece::Open { name, .. } if markup::is_one_of(name, &TEXTS) => {
                let class = boxes.last().map_or("", |(_, attributes)| *attributes);
                all.push(Paragraph { class: class_of(class), text: String::new() });
                inside = true;
            }
            Piece::Open { name, attributes } if markup::is_one_of(name, &BOXES) && boxes.len() < DEPTH => {
                inside = false;
                boxes.push((name, attributes));
            }
            Piece::Close { name } => {
                inside &= !markup::is_one_of(name, &TEXTS);
                if let Some(at) = boxes.iter().rposition(|(open, _)| open.eq_ignore_ascii_case(name)) {
                    boxes.truncate(at);
                    inside = false;
                }
            }
            _ => {}
        }
    }
    all
}

/// The class as it stands in the tag: compared only with others of the page.
fn class_of(attributes: &str) -> &str {
    let Some(at) = attributes.find("class=") else { return "" };
    let value = &attributes[at + 6..];
    match value.chars().next() {
        Some(quote @ ('"' | '\'')) => value[1..].split(quote).next().unwrap_or_default(),
        _ => value.split(char::is_whitespace).next().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_of_one_class_make_one_article() {
        let said = |n: usize| {
            format!("“The ferry stays where it is,” said Ilka Brandt in her letter number {n} of that year.")
        };
        let boxed = |from: usize| format!("<div class=\"part\"><p>{}</p><p>{}</p></div>", said(from), said(from + 1));
        let page = format!("<article>{}<div class=offer><p>Subscribe!</p></div>{}</article>", boxed(1), boxed(3));
        let main = format!("{}\n\n{}", said(1), said(2));
        let whole = whole(&page, &main).unwrap();
        assert_eq!(whole.matches("Ilka Brandt").count(), 4);
        assert!(!whole.contains("Subscribe"));
        assert_eq!(super::whole(&page, &whole), None, "nothing is missing any more");
        assert_eq!(super::whole("<p>x</p>", &main), None);
    }
}
