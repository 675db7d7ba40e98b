//! Lines of a page that are but a link: jumps within the page, and titles of other articles between its paragraphs.

use std::borrow::Cow;

use super::{
    markup::{self, Piece, attribute},
    regions,
};

/// Longest line in bytes that may be the title of another article.
const TITLE: usize = 200;

/// Links one below the other, parted by nothing but breaks, that make a menu.
const MENU: usize = 4;

/// What has been read of a line: the text between two elements that part paragraphs.
#[derive(Default)]
struct Line<'h> {
    /// The element that it is the first line of, and where it begins.
    element: Option<(&'h str, usize)>,
    /// Where its first link begins and its last one ends.
    links: Option<(usize, usize)>,
    /// Whether all its links lead to places on the page.
    jumps: bool,
    /// Whether it has letters outside its links.
    says_more: bool,
    bytes: usize,
    /// The last of its text that is a letter or the end of a sentence.
    last: Option<char>,
}

/// A page without such lines.
pub(super) fn without(html: &str) -> Cow<'_, str> {
    let mut cuts = Vec::new();
    let mut line = Line::default();
    let mut link: Option<(usize, bool)> = None;
    let mut menu: Vec<(usize, usize)> = Vec::new();
    for piece in markup::pieces(html) {
        match piece {
            Piece::Text(text) => line.text(text, link.is_some()),
            Piece::Open { name, attributes } if name.eq_ignore_ascii_case("a") => {
                let to = attribute(attributes, "href");
                link = to.map(|to| (regions::start_of_open(html, name), to.starts_with('#')));
            }
            Piece::Close { name } if name.eq_ignore_ascii_case("a") => {
                if let Some((from, jumps)) = link.take() {
                    line.link(from, regions::end_of_close(html, name), jumps);
                }
            }
            Piece::Open { name, attributes } if markup::is_block(name) => {
                cuts.extend(line.jump());
                line.add_to_menu(name, &mut menu, &mut cuts);
                link = None;
                line = Line { element: Some((name, regions::end_of_open(html, attributes))), ..Line::default() };
            }
            Piece::Close { name } if markup::is_block(name) => {
                cuts.extend(line.title(name, regions::start_of_close(html, name)).or_else(|| line.jump()));
                line.add_to_menu(name, &mut menu, &mut cuts);
                link = None;
                line = Line::default();
            }
            _ => {}
        }
    }
    cuts.sort_unstable();
    regions::without(html, cuts)
}

impl Line<'_> {
    fn text(&mut self, text: &str, linked: bool) {
        let text = htmlize::unescape(text);
        self.bytes += text.trim().len();
        self.says_more |= !linked && text.contains(char::is_alphanumeric);
        let tells = |c: &char| c.is_alphanumeric() || matches!(c, '.' | '!' | '?' | '…' | ':');
        self.last = text.chars().rev().find(tells).or(self.last);
    }

    fn link(&mut self, from: usize, to: usize, jumps: bool) {
        self.jumps = jumps && (self.jumps || self.links.is_none());
        self.links = Some((self.links.map_or(from, |(first, _)| first), to));
    }

    /// Notes a line that is but a link and ends with a break or a cell; a menu that ends here is cut.
    fn add_to_menu(&self, ends: &str, menu: &mut Vec<(usize, usize)>, cuts: &mut Vec<(usize, usize)>) {
        let is_item = !self.says_more && self.bytes <= TITLE && markup::is_one_of(ends, &["br", "td"]);
        match self.links.filter(|_| is_item && self.last.is_some()) {
            Some(links) => menu.push(links),
            None if self.last.is_none() && markup::is_one_of(ends, &["br", "td"]) => {}
            None if menu.len() >= MENU => cuts.append(menu),
            None => menu.clear(),
        }
    }

    /// The links of a line that is nothing but jumps within the page.
    fn jump(&self) -> Option<(usize, usize)> {
        self.links.filter(|_| self.jumps && !self.says_more && self.last.is_some())
    }

    /// All of a paragraph that is but a link to another page and no sentence.
    fn title(&self, name: &str, end: usize) -> Option<(usize, usize)> {
        let (element, from) = self.element?;
        let is_paragraph = element.eq_ignore_ascii_case(name) && name.eq_ignore_ascii_case("p");
        let is_title = self.last.is_some_and(char::is_alphanumeric) && self.bytes <= TITLE;
        self.links.filter(|_| is_paragraph && is_title && !self.jumps && !self.says_more).map(|_| (from, end))
    }
}
