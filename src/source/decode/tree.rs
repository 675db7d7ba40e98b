//! Markup as a tree in one list, made without complaint from whatever tags there are.

use std::borrow::Cow;

use super::lines;
use crate::source::{
    markup::{self, Piece, attribute, cdata, pieces},
    xmlkeys,
};

/// Deepest nesting that is kept; tags below it are taken as if they were not there.
const DEPTH: usize = 256;

/// Elements that part paragraphs, besides those of HTML.
const BLOCKS: [&str; 14] = [
    "block",
    "hl1",
    "hl2",
    "byline",
    "dateline",
    "abstract",
    "lp",
    "paragraph",
    "text",
    "headline",
    "caption",
    "lead",
    "bytag",
    "byttl",
];

/// Nodes in the order of their beginnings.
#[derive(Debug)]
pub(super) struct Tree<'t> {
    nodes: Vec<Node<'t>>,
}

/// An element, or a piece of text (whose name is empty).
#[derive(Debug)]
struct Node<'t> {
    name: &'t str,
    /// Attributes of an element; the text of a piece of text.
    inner: &'t str,
    depth: usize,
    /// The index behind the last node within.
    end: usize,
}

/// One element of a tree.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element<'a, 't> {
    tree: &'a Tree<'t>,
    at: usize,
}

impl<'t> Tree<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let mut nodes: Vec<Node<'t>> = vec![Node { name: "#", inner: "", depth: 0, end: 0 }];
        let mut open = vec![0];
        for piece in pieces(text) {
            match piece {
                Piece::Text(text) => {
                    let end = nodes.len() + 1;
                    nodes.push(Node { name: "", inner: text, depth: open.len(), end });
                }
                Piece::Raw { .. } => {}
                Piece::Open { name, attributes } => {
                    let end = nodes.len() + 1;
                    let empty = attributes.ends_with('/') || markup::is_one_of(name, &["br", "hr", "img"]);
                    nodes.push(Node { name, inner: attributes.trim_end_matches('/'), depth: open.len(), end });
                    if !empty && open.len() < DEPTH {
                        open.push(nodes.len() - 1);
                    }
                }
                Piece::Close { name } => close(&mut nodes, &mut open, name),
            }
        }
        let end = nodes.len();
        open.iter().for_each(|&at| nodes[at].end = end);
        Self { nodes }
    }

    /// The whole as one element.
    pub(super) fn root(&self) -> Element<'_, 't> {
        Element { tree: self, at: 0 }
    }
}

/// Closes the innermost open element of this name and all within it; an end tag without a beginning is nothing.
fn close(nodes: &mut [Node<'_>], open: &mut Vec<usize>, name: &str) {
    let found = open.iter().skip(1).rposition(|&at| nodes[at].name.eq_ignore_ascii_case(name));
    if let Some(found) = found {
        let end = nodes.len();
        open.drain(found + 1..).for_each(|at| nodes[at].end = end);
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Whether a name is the wanted one; a wanted name without a prefix is met with any.
fn is(name: &str, wanted: &str) -> bool {
    name.eq_ignore_ascii_case(wanted) || (!wanted.contains(':') && local(name).eq_ignore_ascii_case(wanted))
}

impl<'a, 't> Element<'a, 't> {
    fn node(self) -> &'a Node<'t> {
        &self.tree.nodes[self.at]
    }

    pub(super) fn name(self) -> &'t str {
        local(self.node().name)
    }

    /// An attribute, by its name with or without a prefix.
    pub(super) fn attribute(self, name: &str) -> Option<String> {
        attribute(self.node().inner, name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
    }

    /// The folded key of the field that it is, in XML of no known kind.
    pub(super) fn key(self) -> String {
        xmlkeys::key(self.name(), self.node().inner)
    }

    /// Whether it is given a name: `<field name="title">`.
    pub(super) fn is_given_name(self) -> bool {
        self.key() != crate::source::mapping::fold(self.name())
    }

    /// What its attributes say of the article that it is.
    pub(super) fn told(self) -> impl Iterator<Item = (&'static str, String)> {
        xmlkeys::told(self.node().inner)
    }

    /// All elements within, in order.
    pub(super) fn elements(self) -> impl Iterator<Item = Element<'a, 't>> {
        let tree = self.tree;
        (self.at + 1..self.node().end).filter(|&at| !tree.nodes[at].name.is_empty()).map(move |at| Element { tree, at })
    }

    /// All elements of this name within.
    pub(super) fn all(self, name: &'static str) -> impl Iterator<Item = Element<'a, 't>> {
        self.elements().filter(move |element| is(element.node().name, name))
    }

    /// The first element of this name within.
    pub(super) fn find(self, name: &'static str) -> Option<Element<'a, 't>> {
        self.all(name).next()
    }

    /// The first element directly within that has exactly this name, else one that has it but for a prefix.
    pub(super) fn child(self, name: &'static str) -> Option<Element<'a, 't>> {
        let depth = self.node().depth + 1;
        let children = || self.elements().filter(move |element| element.node().depth == depth);
        children()
            .find(|element| element.node().name.eq_ignore_ascii_case(name))
            .or_else(|| children().find(|element| is(element.node().name, name)))
    }

    /// Whether the name has one of these prefixes.
    pub(super) fn prefixed(self, prefixes: &[&str]) -> bool {
        let prefix = self.node().name.split_once(':').map(|(prefix, _)| prefix);
        prefix.is_some_and(|prefix| prefixes.iter().any(|one| prefix.eq_ignore_ascii_case(one)))
    }

    /// Whether it lies within another.
    pub(super) fn is_within(self, other: Self) -> bool {
        other.at < self.at && self.at < other.node().end
    }

    /// Whether no element lies within.
    pub(super) fn is_leaf(self) -> bool {
        self.elements().next().is_none()
    }

    /// All text within as it stands, entities decoded.
    pub(super) fn raw(self) -> String {
        let mut out = String::new();
        for node in &self.tree.nodes[self.at + 1..self.node().end] {
            if node.name.is_empty() {
                out.push_str(&decoded(node.inner));
            }
        }
        out
    }

    /// All text within on one line; `None` if there is none.
    pub(super) fn line(self) -> Option<String> {
        let line = self.prose(&[]).split_whitespace().collect::<Vec<_>>().join(" ");
        (!line.is_empty()).then_some(line)
    }

    /// All text within in paragraphs, without the elements named. Line ends of the markup are blanks.
    pub(super) fn prose(self, without: &[&str]) -> String {
        let mut out = String::new();
        let mut blocks: Vec<usize> = Vec::new();
        let mut at = self.at + 1;
        while at < self.node().end {
            let node = &self.tree.nodes[at];
            while blocks.last().is_some_and(|&end| end <= at) {
                blocks.pop();
                markup::part(&mut out);
            }
            if node.name.is_empty() {
                push_text(&mut out, &decoded(node.inner));
            } else if without.iter().any(|name| is(node.name, name)) {
                at = node.end;
                continue;
            } else if local(node.name).eq_ignore_ascii_case("br") {
                out.push('\n');
            } else if markup::is_one_of(local(node.name), &["line", "word", "lb"]) {
                // Of a scan: nothing but the elements parts them.
                markup::push_collapsed(&mut out, " ");
            } else if markup::is_block(local(node.name)) || markup::is_one_of(local(node.name), &BLOCKS) {
                markup::part(&mut out);
                blocks.push(node.end);
            }
            at += 1;
        }
        out.truncate(out.trim_end().len());
        out
    }
}

/// Adds text, whose line ends are blanks; but paragraphs that a wire has set in and no element parts are parted.
fn push_text(out: &mut String, text: &str) {
    match lines::set_in(text) {
        Some(paragraphs) => {
            markup::part(out);
            out.push_str(&paragraphs);
        }
        None => markup::push_collapsed(out, text),
    }
}

fn decoded(text: &str) -> Cow<'_, str> {
    let inner = cdata(text);
    if inner.len() < text.len() { Cow::Borrowed(inner) } else { htmlize::unescape(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_ill_formed_is_a_tree_all_the_same() {
        let tree = Tree::new("<a x='1'><n:b>One &amp; <i>two</i></b></n:b></x><c/><p>three<p>four</a> five");
        let root = tree.root();
        assert_eq!(root.find("b").unwrap().line().as_deref(), Some("One & two"));
        assert_eq!(root.find("a").unwrap().attribute("x").as_deref(), Some("1"));
        assert!(root.find("c").unwrap().is_leaf() && root.find("d").is_none());
        assert_eq!(root.find("a").unwrap().prose(&["b"]), "three\n\nfour");
        assert_eq!(root.line().as_deref(), Some("One & two three four five"));
    }

    #[test]
    fn depth_and_open_ends_cost_nothing() {
        let deep = "<a>".repeat(100_000) + &"</b>".repeat(100_000) + "x";
        assert_eq!(Tree::new(&deep).root().line().as_deref(), Some("x"));
        assert_eq!(Tree::new("<a><![CDATA[<p>1 &amp; 2</p>").root().raw(), "<p>1 &amp; 2</p>");
    }
}
