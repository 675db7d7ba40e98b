//! An article in XML of no known kind: its leaves are fields by their names; the body is what has most paragraphs.

use std::borrow::Cow;

use super::{Draft, dates, element::MEDIA, fields, json::Json, markup, tree::Element};
use crate::source::mapping::{self, Mapping};

/// Elements of one record that are looked at.
const MOST: usize = 10_000;

/// Elements round what an outlet is called: a title in them is not the article's (ProQuest:
/// `<Publication><Title>Post</Title></Publication>`).
const OUTLETS: [&str; 6] = ["publication", "journal", "newspaper", "publisher", "source", "outlet"];

/// Elements whose titles and texts are those of a picture, or what readers wrote, and not the article's.
const BESIDE: [&str; 13] = [
    "audio", "comment", "comments", "figure", "gallery", "image", "images", "media", "photo", "photos", "picture",
    "related", "video",
];

/// The fields found, by their folded keys; of two with one key the first counts.
#[derive(Default)]
struct Members(Vec<(Cow<'static, str>, Json<'static>)>);

impl Members {
    fn add(&mut self, key: String, text: String) {
        self.0.push((Cow::Owned(key), Json::Text(Cow::Owned(text))));
    }

    fn has(&self, key: impl Fn(&str) -> bool) -> bool {
        self.0.iter().any(|(name, _)| key(name))
    }
}

/// Reads one record, or the one article of a file.
pub(super) fn draft(root: Element<'_, '_>, map: &Mapping) -> Draft<'static> {
    let mut members = Members::default();
    // TEI: the day of the edition stands before that of what was printed.
    if let Some(day) = root.find("sourcedesc").and_then(source_day) {
        members.add("date".to_owned(), day);
    }
    of_rcv1(root, &mut members);
    let of_article = Members(members.0.clone());
    of_elements(root, &mut members, &beside(root));
    of_attributes(root, &mut members);
    if !members.has(mapping::is_body_key) {
        // Nothing but what mostly stands beside an article: then it is the article.
        members = of_article;
        of_elements(root, &mut members, &[]);
        of_attributes(root, &mut members);
    }
    let json = Json::Object(members.0);
    fields::draft(&json, map).into_owned()
}

/// The day that the description of a source gives: `<bibl><date when="2015-06-11"/></bibl>`.
pub(super) fn source_day(source: Element<'_, '_>) -> Option<String> {
    let said = |date: Element<'_, '_>| {
        date.attribute("when").into_iter().chain(date.line()).find(|text| dates::parse(text).is_some())
    };
    source.all("date").find_map(said)
}

/// Reuters' corpus of 1996: `<newsitem itemid="2286" date="1996-08-20" xml:lang="en">`.
fn of_rcv1(root: Element<'_, '_>, members: &mut Members) {
    let Some(item) = root.find("newsitem") else { return };
    let said = [("date", "date"), ("id", "itemid"), ("lang", "xml:lang")];
    for (name, value) in said.into_iter().filter_map(|(name, key)| Some((name, item.attribute(key)?))) {
        members.add(name.to_owned(), value);
    }
    members.add("source".to_owned(), "Reuters".to_owned());
}

/// What stands beside an article within its record.
fn beside<'a, 't>(root: Element<'a, 't>) -> Vec<Element<'a, 't>> {
    let is_beside =
        |at: &Element<'_, '_>| !at.is_leaf() && BESIDE.iter().any(|name| at.name().eq_ignore_ascii_case(name));
    root.elements().skip(1).take(MOST).filter(is_beside).take(100).collect()
}

/// What the elements are, but for those beside the article.
fn of_elements(root: Element<'_, '_>, members: &mut Members, beside: &[Element<'_, '_>]) {
    let is_own = |at: &Element<'_, '_>| !beside.iter().any(|other| at.is_within(*other));
    let outlets: Vec<Element<'_, '_>> = root.elements().filter(is_outlet).take(100).collect();
    let is_outlets = |at: &Element<'_, '_>| outlets.iter().any(|outlet| at.is_within(*outlet)) && is_name(at);
    let headed = root.find("heading").is_some();
    for element in root.elements().take(MOST).filter(|at| at.is_leaf() && is_own(at)) {
        // Trove: the title with a number is the paper's, beside the heading.
        let is_papers = headed && element.name() == "title" && element.attribute("id").is_some();
        let key = if is_outlets(&element) || is_papers { "publicationtitle".to_owned() } else { element.key() };
        members.add(key, element.raw().trim().to_owned());
    }
    // Of bodies within bodies (`<story><body>`) the innermost: what stands outside it are fields of their own.
    let body_like = |at: &Element<'_, '_>| mapping::is_body_key(&at.key()) && !at.is_leaf();
    // A record may have the name of a body; then a leaf in it may be that, or an abstract all there is.
    let is_record = |at: &Element<'_, '_>| markup::is_one_of(at.name(), &["article", "story", "document"]);
    let has = |at: &Element<'_, '_>, such: fn(&str) -> bool| at.elements().any(|inner| such(&inner.key()));
    let is_empty =
        |at: &Element<'_, '_>| has(at, mapping::is_abstract_key) && !has(at, |key| matches!(key, "p" | "para"));
    let holds_body = |at: &Element<'_, '_>| match is_record(at) {
        true => has(at, mapping::is_body_key) || is_empty(at),
        false => at.elements().any(|inner| body_like(&inner)),
    };
    let innermost = |at: &Element<'_, '_>| body_like(at) && !holds_body(at);
    for element in root.elements().filter(|at| innermost(at) && is_own(at)).take(100) {
        members.add(element.key(), element.prose(&MEDIA));
    }
    // Solr: `<arr name="author"><str>Ilka Brandt</str></arr>`.
    let named = |at: &Element<'_, '_>| !at.is_leaf() && at.is_given_name() && !mapping::is_body_key(&at.key());
    for element in root.elements().take(MOST).filter(|at| named(at) && is_own(at)).take(100) {
        element.line().into_iter().for_each(|line| members.add(element.key(), line));
    }
}

fn is_outlet(at: &Element<'_, '_>) -> bool {
    !at.is_leaf() && OUTLETS.iter().any(|name| at.name().eq_ignore_ascii_case(name))
}

fn is_name(at: &Element<'_, '_>) -> bool {
    ["title", "name"].iter().any(|name| at.name().eq_ignore_ascii_case(name))
}

/// What the attributes of the record's own element say, behind what elements do; with a title or a day among it the text
/// of the element is the body, where none of what is in it is a field.
fn of_attributes(root: Element<'_, '_>, members: &mut Members) {
    let Some(record) = root.elements().next() else { return };
    let told: Vec<(&str, String)> = record.told().collect();
    let says = |field| told.iter().any(|(key, _)| mapping::known(field).contains(key));
    let told_of = says(mapping::Field::Title) || says(mapping::Field::Date);
    told.into_iter().for_each(|(key, value)| members.add(key.to_owned(), value));
    let is_field = |at: Element<'_, '_>| mapping::is_known(&at.key());
    if told_of && !members.has(mapping::is_body_key) && !record.elements().take(MOST).any(is_field) {
        let text = if record.is_leaf() { record.raw().trim().to_owned() } else { record.prose(&MEDIA) };
        members.add("text".to_owned(), text);
    }
}
