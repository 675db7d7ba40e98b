//! One article in markup: where each dialect keeps what.

use std::borrow::Cow;

use super::{
    Draft, dates, leaves, lines, markup, nexis, scanned,
    tree::{Element, Tree},
    wiki,
};
use crate::source::{Dialect, Shared, mapping::Mapping};

/// What belongs to a picture or repeats the fields of the item, not to the text.
pub(super) const MEDIA: [&str; 7] =
    ["media", "media-caption", "media-reference", "figure", "figcaption", "abstract", "header"];

/// Reads one element.
pub(super) fn draft(dialect: Dialect, text: &str, shared: &Shared, path: &str, map: &Mapping) -> Draft<'static> {
    let tree = Tree::new(text);
    let root = tree.root();
    let draft = match dialect {
        Dialect::Reuters => reuters(root),
        Dialect::Trec => trec(root, text),
        Dialect::Nitf => nitf(root),
        Dialect::NewsMl1 => newsml(root),
        Dialect::NewsMlG2 => newsml_g2(root),
        Dialect::Feed => feed(root, shared),
        Dialect::MediaWiki => mediawiki(root, shared),
        Dialect::NexisPage => return nexis::draft(&markup::strip(text)),
        Dialect::FactivaPage => factiva_page(root),
        Dialect::EuropressePage => europresse_page(root),
        Dialect::FactivaXml => factiva_xml(root),
        Dialect::Alto => scanned::alto(root, path),
        Dialect::Page => scanned::page(root, path),
        Dialect::Hocr => scanned::hocr(root, path),
        Dialect::Tei => scanned::tei(root),
        Dialect::Mets | Dialect::Xml => return leaves::draft(root, map),
    };
    Draft { lang: draft.lang.or_else(|| shared.lang.clone().map(Cow::Owned)), ..draft }
}

fn own(value: Option<String>) -> Option<Cow<'static, str>> {
    value.map(Cow::Owned)
}

/// The first of these elements that has text, on one line.
fn first(root: Element<'_, '_>, names: &[&'static str]) -> Option<String> {
    names.iter().find_map(|name| root.all(name).find_map(Element::line))
}

/// The first of these attributes of these elements.
fn first_attribute(root: Element<'_, '_>, pairs: &[(&'static str, &str)]) -> Option<String> {
    pairs.iter().find_map(|(name, attribute)| root.all(name).find_map(|element| element.attribute(attribute)))
}

fn reuters(root: Element<'_, '_>) -> Draft<'static> {
    let body = root.find("body").or_else(|| root.find("text")).map(Element::raw).unwrap_or_default();
    let body = lines::unwrapped(body.trim_matches(|c: char| c.is_whitespace() || c.is_control()));
    let body = body.trim_end();
    let body = ["Reuter", "REUTER"].iter().find_map(|end| body.strip_suffix(end)).unwrap_or(body).trim_end();
    let dateline = first(root, &["dateline"]).map(|line| line + " ").unwrap_or_default();
    Draft {
        title: own(first(root, &["title"])),
        body: Cow::Owned(dateline + body),
        published: first(root, &["date"]).and_then(|text| dates::parse(&text)),
        byline: own(first(root, &["author"])),
        source: Some(Cow::Borrowed("Reuters")),
        own_id: own(first_attribute(root, &[("reuters", "newid")]).map(|id| format!("reuters-21578-{id}"))),
        lang: Some(Cow::Borrowed("en")),
        ..Draft::default()
    }
}

fn trec(root: Element<'_, '_>, text: &str) -> Draft<'static> {
    let doc = root.find("doc").unwrap_or(root);
    let own_id = first(doc, &["docno", "docid"]).or_else(|| doc.attribute("id"));
    let part = |name| doc.child(name).or_else(|| doc.find("body").and_then(|body| body.find(name)));
    let texts: Vec<String> =
        ["lp", "text", "leadpara"].iter().flat_map(|name| doc.all(name)).map(prose_or_lines).collect();
    let body = match texts.iter().any(|text| !text.trim().is_empty()) {
        true => texts.join("\n\n"),
        false => part("html")
            .map(|_| markup::strip(text.split_once("</DOCHDR>").map_or(text, |(_, rest)| rest)))
            .unwrap_or_default(),
    };
    let published = ["date_time", "date", "dd", "date1", "pubdate"]
        .iter()
        .find_map(|name| doc.all(name).find_map(|element| dates::loose(&element.line()?)))
        .or_else(|| own_id.as_deref().and_then(dates::in_number));
    let heads: Vec<String> = ["headline", "hl", "ti", "title", "head"]
        .iter()
        .find_map(|name| {
            let found: Vec<String> = doc.all(name).filter_map(Element::line).collect();
            (!found.is_empty()).then_some(found)
        })
        .unwrap_or_default();
    Draft {
        title: own(heads.into_iter().next()),
        body: Cow::Owned(lines::unquoted(&body)),
        published,
        byline: own(first(doc, &["byline", "author"])),
        source: own(first(doc, &["so", "source", "pub"])),
        own_id: own(own_id),
        ..Draft::default()
    }
}

/// Text with paragraphs of its own in tags, or wrapped lines.
fn prose_or_lines(element: Element<'_, '_>) -> String {
    if element.find("p").is_some() { element.prose(&[]) } else { lines::unwrapped(&element.raw()) }
}

fn nitf(root: Element<'_, '_>) -> Draft<'static> {
    let content = root.find("body.content").or_else(|| root.find("body")).unwrap_or(root);
    let full = content.all("block").find(|block| block.attribute("class").as_deref() == Some("full_text"));
    let byline = root
        .all("byline")
        .find(|byline| byline.attribute("class").as_deref() == Some("print_byline"))
        .or_else(|| root.find("byline"));
    let meta = |wanted: &str| {
        root.all("meta")
            .find(|meta| meta.attribute("name").as_deref() == Some(wanted))
            .and_then(|meta| meta.attribute("content"))
    };
    let columns = || {
        let year = meta("publication_year")?;
        dates::from_columns(&year, meta("publication_month").as_deref(), meta("publication_day_of_month").as_deref())
    };
    let day =
        [("date.issue", "norm"), ("pubdata", "date.publication"), ("story.date", "norm"), ("date.release", "norm")]
            .iter()
            .find_map(|(name, attribute)| root.all(name).find_map(|at| dates::parse(&at.attribute(attribute)?)));
    Draft {
        title: own(first(root, &["hl1"]).or_else(|| first(root, &["headline", "title"]))),
        body: Cow::Owned(without_markup(&full.unwrap_or(content).prose(&MEDIA))),
        published: columns().or(day).or_else(|| first(root, &["story.date"]).and_then(|text| dates::parse(&text))),
        byline: own(byline.and_then(Element::line)),
        source: own(first_attribute(root, &[("pubdata", "name"), ("doc.copyright", "holder")])
            .or_else(|| first(root, &["distributor"]))),
        url: own(first_attribute(root, &[("pubdata", "ex-ref")])),
        own_id: own(first_attribute(root, &[("doc-id", "id-string")])),
        lang: own(first_attribute(root, &[("nitf", "xml:lang"), ("body", "xml:lang"), ("body.content", "lang")])),
        ..Draft::default()
    }
}

/// Paragraphs without the markup that some of them hold as text: what was pasted in from elsewhere.
fn without_markup(prose: &str) -> String {
    if !prose.contains('<') {
        return prose.to_owned();
    }
    let bare = prose.split("\n\n").map(|paragraph| markup::to_text(Cow::Borrowed(paragraph)));
    bare.map(|bare| bare.trim().to_owned()).filter(|bare| !bare.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// The longest text among elements that hold content: as NITF, as a page, or as text that may be markup itself.
fn longest<'a, 't: 'a>(elements: impl Iterator<Item = Element<'a, 't>>) -> String {
    let text = |element: Element<'a, 't>| {
        let inner = ["body.content", "body"].iter().find_map(|name| element.find(name)).unwrap_or(element);
        let raw = if inner.is_leaf() { inner.raw() } else { inner.prose(&MEDIA) };
        markup::to_text(Cow::Owned(raw)).into_owned()
    };
    elements.map(text).max_by_key(String::len).unwrap_or_default()
}

fn newsml(root: Element<'_, '_>) -> Draft<'static> {
    let day = ["firstcreated", "dateid", "thisrevisioncreated", "dateandtime"]
        .iter()
        .find_map(|name| dates::parse(&first(root, &[name])?));
    let source = first(root, &["creditline"])
        .or_else(|| root.find("provider").and_then(|provider| first_attribute(provider, &[("party", "formalname")])));
    Draft {
        title: own(first(root, &["headline", "hl1", "title"])),
        body: Cow::Owned(longest(root.all("datacontent"))),
        published: day,
        byline: own(first(root, &["byline"])),
        source: own(source.or_else(|| first(root, &["providerid"]))),
        own_id: own(first(root, &["publicidentifier", "newsitemid"])),
        lang: own(first_attribute(root, &[("language", "formalname"), ("newsitem", "xml:lang")])),
        version: first(root, &["thisrevisioncreated"]).and_then(|text| dates::moment(&text)),
        ..Draft::default()
    }
}

fn newsml_g2(root: Element<'_, '_>) -> Draft<'static> {
    let item = root.find("newsitem").unwrap_or(root);
    let meta = item.find("contentmeta").unwrap_or(item);
    let day = ["firstcreated", "contentcreated", "versioncreated", "sent"]
        .iter()
        .find_map(|name| dates::parse(&first(item, &[name])?));
    let source =
        item.find("provider").and_then(|provider| provider.attribute("literal").or_else(|| first(provider, &["name"])));
    let source = source
        .or_else(|| first(meta, &["infosource", "creditline"]))
        .or_else(|| first_attribute(meta, &[("infosource", "literal")]))
        .or_else(|| first_attribute(item, &[("provider", "qcode"), ("copyrightholder", "literal")]));
    let number = item.attribute("version").and_then(|version| version.parse().ok());
    let title = first(meta, &["headline"])
        .or_else(|| item.find("itemmeta").and_then(|itemmeta| first(itemmeta, &["title"])))
        .or_else(|| first(item, &["hl1", "title"]));
    Draft {
        title: own(title),
        body: Cow::Owned(longest(["inlinexml", "inlinedata"].into_iter().flat_map(|name| item.all(name)))),
        published: day,
        byline: own(first(meta, &["by"]).or_else(|| first(item, &["byline"]))),
        source: own(source),
        own_id: own(item.attribute("guid")),
        lang: own(first_attribute(meta, &[("language", "tag")]).or_else(|| item.attribute("xml:lang"))),
        version: first(item, &["versioncreated"])
            .and_then(|text| dates::moment(&text))
            .or_else(|| jiff::Timestamp::from_second(number?).ok()),
        ..Draft::default()
    }
}

fn feed(item: Element<'_, '_>, shared: &Shared) -> Draft<'static> {
    let item = item.find("item").or_else(|| item.find("entry")).unwrap_or(item);
    let child = |name| item.child(name).and_then(Element::line);
    // "media:content" is a picture's.
    let told = |name: &'static str| item.child(name).filter(|at| !at.prefixed(&["media", "itunes", "georss"]));
    let text = |name| {
        let element = told(name)?;
        let raw = if element.is_leaf() { element.raw() } else { element.prose(&["script", "style"]) };
        Some(markup::to_text(Cow::Owned(raw)).into_owned()).filter(|text| !text.trim().is_empty())
    };
    let bodies = ["content:encoded", "full-text", "fulltext", "content", "description", "summary", "excerpt:encoded"];
    let alternate = item.all("link").find_map(|link| {
        let rel = link.attribute("rel");
        link.attribute("href").filter(|_| rel.is_none_or(|rel| rel == "alternate"))
    });
    let login = child("dc:creator").or_else(|| {
        let author = item.child("author")?;
        author.child("name").and_then(Element::line).or_else(|| author.line())
    });
    let byline = login.map(|login| {
        let known = shared.authors.iter().find(|(known, _)| *known == login);
        known.map_or(login, |(_, name)| name.clone())
    });
    let id = child("guid").or_else(|| child("id"));
    let url = child("link").filter(|link| link.starts_with("http")).or(alternate);
    Draft {
        title: own(child("title").map(|title| markup::to_text(Cow::Owned(title)).into_owned())),
        body: Cow::Owned(match bodies.iter().find_map(|name| text(name)).unwrap_or_default() {
            body if item.child("wp:post_type").is_some() => without_shortcodes(&body),
            body => body,
        }),
        published: [
            "wp:post_date",
            "wp:post_date_gmt",
            "pubdate",
            "published",
            "dc:date",
            "issued",
            "date",
            "created",
            "updated",
        ]
        .iter()
        .find_map(|name| dates::parse(&child(name)?)),
        byline: own(byline),
        source: own(shared.source.clone().map(|source| markup::to_text(Cow::Owned(source)).into_owned())),
        url: own(url.or_else(|| id.clone().filter(|id| id.starts_with("http")))),
        own_id: own(id),
        version: child("updated").and_then(|text| dates::moment(&text)),
        ..Draft::default()
    }
}

/// The text of a WordPress post without what the program puts things in by: `[caption id="1"]words[/caption]`.
fn without_shortcodes(text: &str) -> String {
    let text = &*without_captions(text);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(before);
        let inner = after.split_once(']').filter(|(inner, _)| is_shortcode(inner, text));
        match inner {
            Some((_, after)) => rest = after,
            None => {
                out.push('[');
                rest = after;
            }
        }
    }
    out + rest
}

/// A text without captions of pictures: `[caption id="1"]Boats at the pier[/caption]`.
pub(super) fn without_captions(text: &str) -> Cow<'_, str> {
    const CAPTION: usize = 1000;
    const END: &str = "[/caption]";
    if memchr::memmem::find(text.as_bytes(), b"[caption ").is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("[caption ") {
        match after.split_once(END).filter(|(caption, _)| caption.len() <= CAPTION && caption.contains(']')) {
            Some((_, after)) => {
                out.push_str(before);
                rest = after;
            }
            None => {
                out.push_str(&rest[..before.len() + 1]);
                rest = &rest[before.len() + 1..];
            }
        }
    }
    if rest.len() == text.len() { Cow::Borrowed(text) } else { Cow::Owned(out + rest) }
}

/// Whether what stands in brackets is no words: it has an end, is one, or has attributes.
fn is_shortcode(inner: &str, text: &str) -> bool {
    let name = inner.trim_start_matches('/').split([' ', '=']).next().unwrap_or_default();
    let is_name =
        (3..=24).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b'_' | b'-'));
    is_name
        && (inner.starts_with('/') || inner.contains("=\"") || (inner == name && text.contains(&format!("[/{name}]"))))
}

fn mediawiki(root: Element<'_, '_>, shared: &Shared) -> Draft<'static> {
    let title = first(root, &["title"]);
    let text = root.find("text").map(Element::raw).unwrap_or_default();
    let page = wiki::read(&text);
    let base = shared.base.as_deref().and_then(|base| base.rsplit_once('/')).map(|(base, _)| base);
    let url = base.zip(title.as_deref()).map(|(base, title)| format!("{base}/{}", title.replace(' ', "_")));
    Draft {
        title: own(title),
        body: Cow::Owned(page.text),
        published: page.date.as_deref().and_then(dates::parse),
        byline: own(page.byline),
        source: own(shared.source.clone()),
        url: own(url),
        version: first(root, &["timestamp"]).and_then(|text| dates::moment(&text)),
        ..Draft::default()
    }
}

fn factiva_page(root: Element<'_, '_>) -> Draft<'static> {
    let with_class = |wanted| classed(root, wanted);
    let body: Vec<String> = with_class("articleparagraph").filter_map(Element::line).collect();
    let divs: Vec<String> = root
        .all("div")
        .filter(|div| div.find("div").is_none() && div.find("p").is_none())
        .filter_map(Element::line)
        .collect();
    let dated = divs.iter().position(|text| text.len() < 40 && dates::parse(text).is_some());
    let is_time = |text: &&String| text.starts_with(|c: char| c.is_ascii_digit());
    let source = dated.and_then(|at| divs[at + 1..].iter().find(|text| !is_time(text))).cloned();
    let id = root
        .all("div")
        .find_map(|div| div.attribute("id"))
        .and_then(|id| id.strip_prefix("article-").map(str::to_owned));
    Draft {
        title: own(with_class("headline").find_map(Element::line)),
        body: Cow::Owned(body.join("\n\n")),
        published: dated.and_then(|at| dates::parse(&divs[at])),
        byline: own(with_class("author").find_map(Element::line)),
        source: own(source),
        own_id: own(id),
        ..Draft::default()
    }
}

/// Elements one of whose classes holds this, which is in lower case.
fn classed<'a, 't: 'a>(root: Element<'a, 't>, wanted: &'static str) -> impl Iterator<Item = Element<'a, 't>> {
    let has = move |at: &Element<'_, '_>| {
        at.attribute("class").is_some_and(|class| class.to_ascii_lowercase().contains(wanted))
    };
    root.elements().filter(has)
}

/// One `<article>` of Europresse: outlet and number, section and day, title, author, text, and at the foot a number that
/// holds the day: `news·20160920·HL·3249`.
fn europresse_page(root: Element<'_, '_>) -> Draft<'static> {
    let line = |class| classed(root, class).find_map(Element::line);
    let id = line("lblnodoc").filter(|id| id.contains('·'));
    let outlet = classed(root, "docpublicationname").map(|at| at.prose(&[])).find(|text| !text.is_empty());
    let source = outlet.as_deref().and_then(|text| text.split(['\n', ',']).next()).map(|name| name.trim().to_owned());
    let day = id.as_deref().and_then(|id| id.split('·').find(|part| part.len() == 8).and_then(dates::parse));
    let header = || line("docheader").as_deref().and_then(dates::within);
    let body = ["dococurrcontainer", "doctext"].iter().find_map(|class| classed(root, class).next());
    let body = body.or_else(|| root.find("section")).unwrap_or(root);
    Draft {
        title: own(line("titrearticle")),
        body: Cow::Owned(body.prose(&["header", "footer", "aside"])),
        published: day.or_else(header).or_else(|| outlet.as_deref().and_then(dates::within)),
        byline: own(line("docauthors")),
        source: own(source.filter(|name| !name.is_empty())),
        own_id: own(id),
        ..Draft::default()
    }
}

fn factiva_xml(root: Element<'_, '_>) -> Draft<'static> {
    let part = |name| root.find(name).map(prose_or_paragraphs).unwrap_or_default();
    let body = format!("{}\n\n{}", part("leadparagraph"), part("tailparagraphs"));
    Draft {
        title: own(first(root, &["headline"])),
        body: Cow::Owned(body),
        published: root.find("publicationdate").and_then(|date| dates::parse(&date.line()?)),
        byline: own(first(root, &["byline"])),
        source: own(first(root, &["sourcename", "publishername"])),
        own_id: own(first(root, &["accessionno"])),
        lang: own(first(root, &["baselanguage"]).map(|lang| lang.to_lowercase())),
        ..Draft::default()
    }
}

fn prose_or_paragraphs(element: Element<'_, '_>) -> String {
    if element.is_leaf() { lines::unwrapped(&element.raw()) } else { element.prose(&[]) }
}
