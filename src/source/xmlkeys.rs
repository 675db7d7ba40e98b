//! Which field an element of XML of no known kind is: by its name, by the name it is given, or by its attributes.
//!
//! Databases and search engines write all fields as elements of one name and say in an attribute which each is
//! (`<field name="title">`); corpora put what they know of a text into the attributes of its element.

use super::{
    mapping::{self, Field},
    markup,
};

/// Elements whose own names say nothing where they are given another.
const BARE: [&str; 12] =
    ["arr", "attribute", "col", "column", "date", "element", "field", "item", "property", "str", "value", "var"];

/// Attributes of a record that are fields of its article. Neither `id`, which mostly counts the records of one file, nor
/// `name`, which is mostly that of a file.
const TOLD: [Field; 6] = [Field::Title, Field::Date, Field::Byline, Field::Source, Field::Url, Field::Lang];

/// The folded key of an element: the name it is given where that is a known one or its own says nothing, else its own.
pub(super) fn key(name: &str, attributes: &str) -> String {
    let own = mapping::fold(without_prefix(name));
    let Some(given) = markup::attribute(attributes, "name").map(|given| mapping::fold(&given)) else { return own };
    if mapping::is_known(&given) || (BARE.contains(&own.as_str()) && !given.is_empty()) { given } else { own }
}

/// A name without the prefix of its namespace, but for those of pictures and programs: `media:title` is no title.
fn without_prefix(name: &str) -> &str {
    const OTHERS: [&str; 6] = ["media", "itunes", "georss", "image", "video", "foaf"];
    match name.split_once(':') {
        Some((prefix, local)) if !OTHERS.iter().any(|other| prefix.eq_ignore_ascii_case(other)) => local,
        _ => name,
    }
}

/// What the attributes of an element say of the article that it is: keys with their values.
pub(super) fn told(attributes: &str) -> impl Iterator<Item = (&'static str, String)> {
    let known = TOLD.into_iter().flat_map(|field| mapping::known(field).iter().copied());
    let values = known.filter(|key| *key != "name").filter_map(move |key| Some((key, value(attributes, key)?)));
    // RDF: `<bib:Article rdf:about="https://…">`.
    let about = markup::attribute(attributes, "rdf:about").filter(|about| about.starts_with("http"));
    let about = about.map(|about| ("url", about.into_owned()));
    values.filter(|(_, value)| !value.trim().is_empty()).chain(about)
}

/// An attribute by its folded name.
fn value(attributes: &str, folded: &str) -> Option<String> {
    // Nearly all elements have none, and no key is looked for in vain.
    if !attributes.contains('=') {
        return None;
    }
    markup::attribute(attributes, folded).map(std::borrow::Cow::into_owned)
}

/// What the attributes of an element say it is.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Says {
    /// A title.
    pub(super) title: bool,
    /// Beside a title a day, an author or an outlet.
    pub(super) more: bool,
    /// A day.
    pub(super) day: bool,
}

impl Says {
    /// What these attributes say.
    pub(super) fn of(attributes: &str) -> Self {
        let (mut title, mut day, mut other) = (false, false, false);
        for (name, value) in markup::attributes(attributes) {
            if value.trim().is_empty() || name.eq_ignore_ascii_case("name") {
                continue;
            }
            let key = name.to_ascii_lowercase();
            let is = |field: Field| mapping::known(field).contains(&key.as_str());
            title |= is(Field::Title);
            day |= is(Field::Date);
            other |= is(Field::Byline) || is(Field::Source);
        }
        Self { title, more: title && (day || other), day }
    }
}

/// Whether elements of this name are parts of one article, or stand beside its text.
pub(super) fn is_part(name: &str) -> bool {
    const PARTS: [&str; 24] = [
        "a", "abbr", "audio", "block", "chapter", "comment", "div", "figure", "image", "img", "li", "link", "media",
        "p", "page", "part", "photo", "picture", "region", "sec", "section", "sidebar", "span", "video",
    ];
    PARTS.iter().any(|part| name.eq_ignore_ascii_case(part))
}

/// Whether elements of this name, which are parts elsewhere, may be all that a file holds: comments of a newspaper, pages.
pub(super) fn may_stand_alone(name: &str) -> bool {
    ["comment", "media", "page", "part"].iter().any(|part| name.eq_ignore_ascii_case(part))
}
