//! What METS says about pages in ALTO: which blocks make which article, and what the articles are called.
//!
//! The pages stay the files that are read; each is cut into its articles by the METS found beside it. So an article over
//! two pages comes in two parts. A page that is read already is not read again when only its METS changes.

use std::{
    collections::HashMap,
    fs::File,
    io::Read as _,
    path::{Path, PathBuf},
};

use crate::source::markup::{self, Piece, attribute};

/// An issue of a newspaper.
#[derive(Debug, Default)]
pub(super) struct Issue {
    /// The newspaper.
    pub(super) source: Option<String>,
    /// The day, as printed.
    pub(super) date: Option<String>,
    pub(super) articles: Vec<Entry>,
    /// The article that a block of text is part of.
    blocks: HashMap<String, usize>,
}

/// One article of it.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) title: Option<String>,
    pub(super) lang: Option<String>,
}

/// A description of the issue or of an article.
#[derive(Debug, Default)]
struct Described {
    title: Option<String>,
    date: Option<String>,
    lang: Option<String>,
}

/// What the text that follows is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Title,
    Date,
    Lang,
}

/// All that one pass over the file gathers.
#[derive(Debug, Default)]
struct Gathered {
    described: HashMap<String, Described>,
    /// The description that is open.
    open: Option<String>,
    wanted: Option<Wanted>,
    /// For each open division the article that it is part of.
    divisions: Vec<Option<usize>>,
    /// Articles with the descriptions they refer to.
    articles: Vec<(String, Option<String>)>,
    by_id: HashMap<String, usize>,
    issue: Option<String>,
    blocks: HashMap<String, usize>,
    linked: Vec<String>,
}

impl Issue {
    /// The issue that a page belongs to, if its METS lies where digitisers put it and is no longer than `limit` bytes.
    pub(super) fn of_page(page: &Path, limit: usize) -> Option<Self> {
        places(page).into_iter().find_map(|path| {
            let file = crate::source::input::open_regular(&path).ok()?;
            let text = read(file, limit)?;
            Some(Self::read(&text)).filter(|issue| !issue.blocks.is_empty())
        })
    }

    /// Which article a block of text is part of.
    pub(super) fn article_of(&self, block: &str) -> Option<usize> {
        self.blocks.get(block).copied()
    }

    fn read(text: &str) -> Self {
        let mut all = Gathered::default();
        for piece in markup::pieces(text) {
            match piece {
                Piece::Open { name, attributes } => all.begin(local(name), attributes),
                Piece::Close { name } => all.end(local(name)),
                Piece::Text(text) => all.text(text),
                Piece::Raw { .. } => {}
            }
        }
        let mut described = all.described;
        let issue = all.issue.and_then(|id| described.remove(&id)).unwrap_or_default();
        let entry = |(id, about): (String, Option<String>)| {
            let about = about.and_then(|about| described.remove(&about)).unwrap_or_default();
            Entry { id, title: about.title, lang: about.lang }
        };
        let articles = all.articles.into_iter().map(entry).collect();
        Self { source: issue.title, date: issue.date, articles, blocks: all.blocks }
    }
}

impl Gathered {
    fn begin(&mut self, name: &str, attributes: &str) {
        let value = |key| attribute(attributes, key).map(std::borrow::Cow::into_owned);
        match name {
            "dmdSec" => {
                self.open = value("ID");
                self.described.extend(self.open.clone().map(|id| (id, Described::default())));
            }
            "title" => self.wanted = Some(Wanted::Title),
            "dateIssued" => self.wanted = Some(Wanted::Date),
            "languageTerm" => self.wanted = Some(Wanted::Lang),
            "div" => self.division(attributes),
            "area" => {
                if let (Some(Some(article)), Some(block)) = (self.divisions.last(), value("BEGIN")) {
                    self.blocks.insert(block, *article);
                }
            }
            "smLocatorLink" => self.linked.extend(value("xlink:href")),
            "smLink" => {
                self.linked = [value("xlink:from"), value("xlink:to")].into_iter().flatten().collect();
                self.link();
            }
            _ => {}
        }
    }

    fn division(&mut self, attributes: &str) {
        let value = |key| attribute(attributes, key).map(std::borrow::Cow::into_owned);
        let kind = value("TYPE").unwrap_or_default().to_ascii_uppercase();
        let about = value("DMDID").and_then(|ids| ids.split_whitespace().next().map(str::to_owned));
        let outer = self.divisions.last().copied().flatten();
        let own = match (kind.as_str(), value("ID")) {
            ("ARTICLE", Some(id)) => {
                self.by_id.insert(id.clone(), self.articles.len());
                self.articles.push((id, about));
                Some(self.articles.len() - 1)
            }
            ("ISSUE" | "NEWSPAPER", _) => {
                self.issue = self.issue.take().or(about);
                None
            }
            _ => outer,
        };
        if !attributes.ends_with('/') {
            self.divisions.push(own);
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "dmdSec" => self.open = None,
            "div" => drop(self.divisions.pop()),
            "smLinkGrp" => self.link(),
            _ => {}
        }
        self.wanted = None;
    }

    /// Blocks are linked with the article among what is linked.
    fn link(&mut self) {
        let linked: Vec<String> = self.linked.drain(..).map(|id| id.trim_start_matches('#').to_owned()).collect();
        let article = linked.iter().find_map(|id| self.by_id.get(id).copied());
        if let Some(article) = article {
            self.blocks.extend(linked.into_iter().map(|id| (id, article)));
        }
    }

    fn text(&mut self, text: &str) {
        let Some(about) = self.open.as_ref().and_then(|id| self.described.get_mut(id)) else { return };
        let slot = match self.wanted {
            Some(Wanted::Title) => &mut about.title,
            Some(Wanted::Date) => &mut about.date,
            Some(Wanted::Lang) => &mut about.lang,
            None => return,
        };
        let text = htmlize::unescape(text.trim());
        if slot.is_none() && !text.is_empty() {
            *slot = Some(text.into_owned());
        }
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Where the METS of a page may lie: `paper_18240217_0001.xml` has `paper_18240217_mets.xml` beside it, others
/// `mets.xml`, in the page's folder or up to two above.
fn places(page: &Path) -> Vec<PathBuf> {
    let stem = page.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let folders: Vec<&Path> = page.ancestors().skip(1).take(3).collect();
    let mut places = Vec::new();
    if let (Some(at), Some(folder)) = (stem.rfind(['_', '-']), folders.first()) {
        let (issue, by) = (&stem[..at], &stem[at..=at]);
        places.extend(["mets", "METS"].map(|mets| folder.join(format!("{issue}{by}{mets}.xml"))));
    }
    for folder in folders {
        places.extend(["mets.xml", "METS.xml"].map(|name| folder.join(name)));
    }
    places
}

fn read(file: File, limit: usize) -> Option<String> {
    let mut bytes = Vec::new();
    file.take(limit as u64 + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() <= limit).then(|| String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_told_by_areas_and_by_links() {
        let issue = Issue::read(
            "<m:mets><m:dmdSec ID='d0'><mods:title>The Ledger</mods:title><mods:dateIssued>1824-02-17</mods:dateIssued></m:dmdSec>\
             <m:dmdSec ID='d1'><mods:titleInfo><mods:title>COAL &amp; TOLLS</mods:title></mods:titleInfo></m:dmdSec>\
             <m:div TYPE='Newspaper' DMDID='d0'><m:div ID='a1' TYPE='ARTICLE' DMDID='d1'><m:div TYPE='BODY'><m:fptr>\
             <m:area FILEID='p1' BEGIN='b1'/></m:fptr></m:div></m:div><m:div ID='a2' TYPE='Article'/></m:div>\
             <m:smLinkGrp><m:smLocatorLink xlink:href='#a2'/><m:smLocatorLink xlink:href='#b2'/></m:smLinkGrp>\
             <m:smLink xlink:from='#a1' xlink:to='#b3'/></m:mets>",
        );
        assert_eq!((issue.source.as_deref(), issue.date.as_deref()), (Some("The Ledger"), Some("1824-02-17")));
        assert_eq!(issue.articles[0].title.as_deref(), Some("COAL & TOLLS"));
        assert_eq!(["b1", "b2", "b3", "b4"].map(|block| issue.article_of(block)), [Some(0), Some(1), Some(0), None]);
    }

    #[test]
    fn a_broken_table_of_contents_is_none() {
        for text in ["", "<mets><div ID='a' TYPE='ARTICLE'>", "</div></div><area BEGIN='x'/>", "<dmdSec><title>x"] {
            assert_eq!(Issue::read(text).article_of("x"), None, "{text}");
        }
    }
}
