//! What a page prints for its readers: its short lines, and what its elements are marked as. It is asked for day,
//! byline and heading where the page's head says nothing of them.

use super::super::{
    classes, dates,
    dates::Label,
    markup::{self, Piece, attribute},
};

/// Longest line in bytes that is kept: what is longer is running text.
pub(super) const LONGEST: usize = 240;

/// Longest stretch of text in bytes that is looked at: what is longer is no short line.
const TEXT: usize = 4096;

/// Shortest line in bytes that may be a sentence of the text.
const SENTENCE: usize = 60;

/// Deepest nesting of boxes that is followed.
const DEPTH: usize = 512;

/// Marked elements that are looked at.
const MARKS: usize = 1000;

/// Marked elements that may be open at once.
const OPEN: usize = 8;

/// Elements whose class may say that they are none of the article.
const BOXES: [&str; 9] = ["div", "section", "aside", "nav", "ol", "ul", "li", "article", "table"];

/// Words of classes and ids of what stands beside an article, in lower case.
const BESIDE: [&str; 13] = [
    "comment",
    "comments",
    "commentlist",
    "related",
    "recommended",
    "teaser",
    "promo",
    "sidebar",
    "widget",
    "ticker",
    "recirc",
    "trending",
    "popular",
];

/// Classes and ids of what a site prints above every page, with the day on which it is looked at, in lower case.
const MASTHEAD: [&str; 10] = [
    "masthead",
    "top",
    "topbar",
    "top-bar",
    "today",
    "todays-date",
    "current-date",
    "currentdate",
    "header-date",
    "site-date",
];

/// Classes of an article's day of publication, in lower case.
const PUBLISHED: [&str; 8] = [
    "published",
    "entry-date",
    "dt-published",
    "published-date",
    "publish-date",
    "date-published",
    "post-date",
    "pubdate",
];

/// Classes of what may hold a day beside them, in lower case.
const DATED: [&str; 6] = ["date", "datum", "timestamp", "article-date", "story-date", "news-date"];

/// Classes of the day on which an article was changed, in lower case.
const CHANGED: [&str; 4] = ["updated", "dt-updated", "modified", "last-updated"];

/// Classes of the heading of an article.
const HEADINGS: [&str; 2] = ["entry-title", "post-title"];

/// Words of classes of bylines.
const AUTHORS: [&str; 7] = ["byline", "bylines", "author", "authors", "vcard", "auteur", "auteurs"];

/// Attributes in which scripts find the day of what has the class of one.
const DATA: [&str; 9] = [
    "aria-label",
    "datetime",
    "data-seconds",
    "data-timestamp",
    "data-time",
    "data-date",
    "data-datetime",
    "data-published",
    "data-epoch",
];

/// Elements that are the whole page or hold nothing.
const UNMARKED: [&str; 6] = ["meta", "link", "img", "body", "html", "input"];

/// What an element is marked as; of marks for the same thing, those that say it most exactly come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// The heading of the article.
    Heading,
    /// The day of publication.
    Published,
    /// Some day.
    Time,
    /// The day of a change.
    Changed,
    /// What has the class of a day.
    Dated,
    /// The author, as `itemprop` says.
    Author,
    /// The full name of a person.
    Name,
    /// A name within a byline.
    AuthorName,
    /// A byline.
    Byline,
    /// A link to a page on an author.
    AuthorLink,
}

/// A marked element: what it holds, and on which line.
#[derive(Debug)]
pub(super) struct Marked {
    pub(super) mark: Mark,
    pub(super) text: String,
    pub(super) line: usize,
    /// Whether it stands beside the article: among comments, or with other articles.
    pub(super) beside: bool,
}

/// A line between two elements that part paragraphs.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// Its text; of a longer one than [`LONGEST`] the beginning.
    pub(super) text: String,
    /// The number of the heading it is: 1 to 6, or 0.
    pub(super) heading: u8,
    pub(super) beside: bool,
}

impl Line {
    /// Whether this is a paragraph, and too long for the line below a heading.
    pub(super) fn is_long(&self) -> bool {
        self.text.len() > LONGEST
    }

    /// Whether this is a sentence: one may stand below a heading, two are running text.
    pub(super) fn is_sentence(&self) -> bool {
        self.text.len() >= SENTENCE && self.text.ends_with(['.', '?', '!', '”', '"'])
    }
}

/// All that a page prints.
#[derive(Debug, Default)]
pub(super) struct Printed {
    pub(super) lines: Vec<Line>,
    pub(super) marked: Vec<Marked>,
}

/// A marked element that is open.
struct Capture<'h> {
    name: &'h str,
    /// Elements of the same name that are open within.
    within: usize,
    /// The box beside the article that it is in, by number.
    aside: Option<usize>,
    marked: Marked,
}

/// A box that may stand beside the article, as its class says.
#[derive(Debug)]
struct Aside {
    /// The one it lies in, by number.
    within: Option<usize>,
    /// Whether the first heading of the page is in it: then its class is that of the whole page (`has-sidebar`).
    heads: bool,
    /// Whether it is what stands above every page; any heading in it is one of the article then.
    masthead: bool,
}

/// What is known while a page is read.
#[derive(Default)]
struct Reader<'h> {
    out: Printed,
    line: Line,
    /// The boxes that are open, with the aside that each is in.
    boxes: Vec<(&'h str, Option<usize>)>,
    asides: Vec<Aside>,
    /// The asides of the lines and of the marked elements that were read.
    lines_within: Vec<Option<usize>>,
    marked_within: Vec<Option<usize>>,
    headed: bool,
    /// Sentences outside of asides that were read.
    sentences: usize,
    captures: Vec<Capture<'h>>,
    in_title: bool,
    /// Whether a span ended right before.
    span_ended: bool,
}

/// Reads what a page prints, in one pass.
pub(super) fn read(html: &str) -> Printed {
    let mut reader = Reader::default();
    for piece in markup::pieces(html) {
        match piece {
            Piece::Text(text) if !reader.in_title => reader.text(text),
            Piece::Open { name, attributes } => reader.open(name, attributes),
            Piece::Close { name } => reader.close(name),
            Piece::Text(_) | Piece::Raw { .. } => {}
        }
    }
    reader.end_line();
    while let Some(capture) = reader.captures.pop() {
        reader.keep(capture.marked, capture.aside);
    }
    reader.set_aside();
    reader.out.marked.sort_by_key(|marked| marked.line);
    reader.out
}

impl<'h> Reader<'h> {
    fn text(&mut self, text: &str) {
        self.span_ended = false;
        let text = htmlize::unescape(super::super::head(text.trim_start_matches('\n'), TEXT)).replace('\u{a0}', " ");
        let captured = self.captures.iter_mut().map(|capture| &mut capture.marked.text);
        for out in captured.chain([&mut self.line.text]).filter(|out| out.len() <= LONGEST) {
            markup::push_collapsed(out, &text);
        }
    }

    fn open(&mut self, name: &'h str, attributes: &'h str) {
        if name.eq_ignore_ascii_case("time") {
            self.part();
        }
        if markup::is_block(name) {
            self.part();
            self.end_line();
            self.line.heading = level(name);
            self.end_paragraph(name);
        }
        // `<span>By Ilka Brandt</span><span>May 2, 2018</span>`: styles part the two.
        if std::mem::take(&mut self.span_ended) && name.eq_ignore_ascii_case("span") {
            markup::push_collapsed(&mut self.line.text, " ");
            let captured = self.captures.iter_mut().map(|capture| &mut capture.marked);
            captured
                .filter(|marked| marked.mark >= Mark::Author && !marked.text.is_empty())
                .for_each(|marked| marked.text.push('\n'));
        }
        self.in_title |= name.eq_ignore_ascii_case("title");
        let within = self.captures.iter_mut().filter(|capture| capture.name.eq_ignore_ascii_case(name));
        within.for_each(|capture| capture.within += 1);
        if self.boxes.len() < DEPTH && markup::is_one_of(name, &BOXES) && !attributes.ends_with('/') {
            let mut aside = self.aside();
            let masthead = !self.headed && is_masthead(attributes);
            if masthead || is_beside(name, attributes) {
                self.asides.push(Aside { within: aside, heads: false, masthead });
                aside = Some(self.asides.len() - 1);
            }
            self.boxes.push((name, aside));
        }
        if let Some(mark) = mark(name, attributes).filter(|_| self.out.marked.len() < MARKS) {
            self.mark(name, attributes, mark);
        }
    }

    /// What browsers set apart is not one word: "By ILKA BRANDT" above "Staff reporter".
    fn part(&mut self) {
        for marked in self.captures.iter_mut().map(|capture| &mut capture.marked) {
            let by = if marked.mark >= Mark::Author { '\n' } else { ' ' };
            if !marked.text.is_empty() && !marked.text.ends_with(by) && marked.text.len() <= LONGEST {
                marked.text.push(by);
            }
        }
        markup::push_collapsed(&mut self.line.text, " ");
    }

    /// A block ends a paragraph that was not closed.
    fn end_paragraph(&mut self, name: &str) {
        let is_paragraph = |capture: &Capture<'_>| capture.name.eq_ignore_ascii_case("p");
        while let Some(at) = self.captures.iter().position(is_paragraph).filter(|_| !name.eq_ignore_ascii_case("br")) {
            let closed = self.captures.remove(at);
            self.keep(closed.marked, closed.aside);
        }
    }

    /// The innermost box beside the article that is open, by number.
    fn aside(&self) -> Option<usize> {
        self.boxes.last().and_then(|(_, aside)| *aside)
    }

    /// Tells of all that was read whether it stands beside the article. A box that holds the heading does not.
    fn set_aside(&mut self) {
        for at in (0..self.asides.len()).rev() {
            if let Some(outer) = self.asides[at].within.filter(|_| self.asides[at].heads) {
                self.asides[outer].heads = true;
            }
        }
        let mut beside: Vec<bool> = Vec::with_capacity(self.asides.len());
        for aside in &self.asides {
            beside.push(!aside.heads || aside.within.is_some_and(|outer| beside[outer]));
        }
        let is_beside = |aside: &Option<usize>| aside.is_some_and(|at| beside[at]);
        let lines = self.out.lines.iter_mut().zip(&self.lines_within);
        lines.for_each(|(line, aside)| line.beside = is_beside(aside));
        let marked = self.out.marked.iter_mut().zip(&self.marked_within);
        marked.for_each(|(marked, aside)| marked.beside = is_beside(aside));
    }

    /// Notes what an element is marked as: what is said in the tag, else the text to come.
    fn mark(&mut self, name: &'h str, attributes: &str, mark: Mark) {
        let is_time = matches!(mark, Mark::Published | Mark::Time | Mark::Changed);
        let keys: &[&str] = match mark {
            _ if is_time => &["datetime", "content", "title"],
            Mark::Dated => &DATA,
            _ => &[],
        };
        let said = keys.iter().filter_map(|key| attribute(attributes, key)).find(|said| !said.trim().is_empty());
        let aside = self.aside();
        let marked = Marked {
            mark,
            text: said.as_deref().unwrap_or_default().trim().chars().take(LONGEST).collect(),
            line: self.out.lines.len(),
            beside: false,
        };
        if said.is_some() {
            self.keep(marked, aside);
        } else if self.captures.len() < OPEN {
            self.captures.push(Capture { name, within: 0, aside, marked });
        }
    }

    fn close(&mut self, name: &str) {
        self.in_title &= !name.eq_ignore_ascii_case("title");
        let is_word = |c: char| c.is_lowercase() || c.is_ascii_digit();
        self.span_ended = name.eq_ignore_ascii_case("span") && self.line.text.ends_with(is_word);
        if let Some(at) = self.captures.iter().rposition(|capture| capture.name.eq_ignore_ascii_case(name)) {
            match self.captures[at].within.checked_sub(1) {
                Some(within) => self.captures[at].within = within,
                None => {
                    let closed = self.captures.remove(at);
                    self.keep(closed.marked, closed.aside);
                }
            }
        }
        if markup::is_block(name) {
            self.end_line();
        }
        if let Some(at) = self.boxes.iter().rposition(|(open, _)| open.eq_ignore_ascii_case(name)) {
            self.boxes.truncate(at);
        }
    }

    fn keep(&mut self, marked: Marked, aside: Option<usize>) {
        if !marked.text.trim().is_empty() && marked.text.len() <= LONGEST && self.out.marked.len() < MARKS {
            self.out.marked.push(marked);
            self.marked_within.push(aside);
        }
    }

    fn end_line(&mut self) {
        let aside = self.aside();
        let mut line = std::mem::take(&mut self.line);
        line.text.truncate(line.text.trim_end().len());
        if line.text.is_empty() {
            // `<h2><div>Ferry to stay</div></h2>`: still a heading.
            self.line.heading = line.heading;
            return;
        }
        // A first heading below the text is that of comments or a list.
        self.sentences += usize::from(aside.is_none() && (line.is_long() || line.is_sentence()));
        let is_first = line.heading == 1 && !std::mem::replace(&mut self.headed, true) && self.sentences < 2;
        if let Some(aside) = aside.map(|at| &mut self.asides[at]) {
            aside.heads |= is_first || aside.masthead && matches!(line.heading, 1..=3);
        }
        self.out.lines.push(line);
        self.lines_within.push(aside);
    }
}

/// The number of a heading by its element: 2 of `h2`.
fn level(name: &str) -> u8 {
    match name.as_bytes() {
        [b'h' | b'H', digit @ b'1'..=b'6'] => digit - b'0',
        _ => 0,
    }
}

fn is_heading(name: &str) -> bool {
    level(name) > 0
}

fn is_beside(name: &str, attributes: &str) -> bool {
    // Elementor makes all of a page of widgets.
    let tells = |class: &&String| !class.starts_with("elementor-");
    let is_classed =
        || classes::of(attributes).iter().filter(tells).any(|class| classes::words(class).any(|w| BESIDE.contains(&w)));
    markup::is_one_of(name, &["nav", "aside"]) || !attributes.is_empty() && is_classed()
}

fn is_masthead(attributes: &str) -> bool {
    !attributes.is_empty() && classes::of(attributes).iter().any(|class| MASTHEAD.contains(&class.as_str()))
}

/// What an element is marked as.
fn mark(name: &str, attributes: &str) -> Option<Mark> {
    let is_time = name.eq_ignore_ascii_case("time");
    if markup::is_one_of(name, &UNMARKED) || attributes.is_empty() && !is_time {
        return None;
    }
    let property = ["itemprop", "property"].into_iter().find_map(|key| attribute(attributes, key));
    let property = property.map(|value| value.to_lowercase()).unwrap_or_default();
    let is = |wanted| property.split_whitespace().any(|word| word.strip_prefix("schema:").unwrap_or(word) == wanted);
    let classes = classes::of(attributes);
    let has = |list: &[&str]| classes.iter().any(|class| list.contains(&class.as_str()));
    let is_dated = is_time || name.eq_ignore_ascii_case("abbr");
    let is_published = is_dated && has(&PUBLISHED) || is_time && attribute(attributes, "pubdate").is_some();
    match () {
        () if is("datepublished") || is_published => Some(Mark::Published),
        () if is("datemodified") || is_dated && has(&CHANGED) => Some(Mark::Changed),
        () if is_time => Some(Mark::Time),
        () if is_labelled_day(attributes) => Some(Mark::Dated),
        () if has(&DATED) || has(&PUBLISHED) && !is_heading(name) => Some(Mark::Dated),
        () if is("headline") || has(&HEADINGS) => Some(Mark::Heading),
        () if is("author") => Some(Mark::Author),
        () => author_mark(&classes).or_else(|| leads_to_author(name, attributes).then_some(Mark::AuthorLink)),
    }
}

/// `aria-label="Published: 10:00 a.m. ET Oct. 11, 2022"`.
fn is_labelled_day(attributes: &str) -> bool {
    attributes.contains("aria-label")
        && attribute(attributes, "aria-label").is_some_and(|label| {
            label.starts_with("Published") && dates::days(&label).iter().any(|(label, _)| *label == Label::Published)
        })
}

/// `fn`, `byline-name`, `post-author vcard`, but not `author-bio`.
fn author_mark(classes: &[String]) -> Option<Mark> {
    let of_class = |class: &String| {
        let mut words = classes::words(class);
        match words.next_back()? {
            "fn" if class == "fn" => Some(Mark::Name),
            "by" if class == "by" => Some(Mark::Byline),
            "name" | "names" if words.any(|word| AUTHORS.contains(&word)) => Some(Mark::AuthorName),
            last if AUTHORS.contains(&last) && !words.any(|word| BESIDE.contains(&word)) => Some(Mark::Byline),
            _ => None,
        }
    };
    classes.iter().filter_map(of_class).min()
}

/// `<a href="/author/ilka-brandt">`.
fn leads_to_author(name: &str, attributes: &str) -> bool {
    let to = attribute(attributes, "href").filter(|_| name.eq_ignore_ascii_case("a")).unwrap_or_default();
    ["/author/", "/authors/"]
        .iter()
        .any(|way| to.split_once(way).is_some_and(|(_, who)| !who.trim_matches('/').is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_with_what_they_hold() {
        let page = "<title>Ferry</title><h1>Ferry to <i>stay</i></h1><p class=byline>By <span class='fn n'>Ilka <b>\
            Brandt</b></span><p>Text.</p><div class=comments><b class=fn>Ove</b></div>";
        let read = read(page);
        let lines: Vec<&str> = read.lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(lines, ["Ferry to stay", "By Ilka Brandt", "Text.", "Ove"]);
        let marked: Vec<(Mark, &str, bool)> =
            read.marked.iter().map(|one| (one.mark, one.text.trim(), one.beside)).collect();
        let expected =
            [(Mark::Name, "Ilka Brandt", false), (Mark::Byline, "By Ilka Brandt", false), (Mark::Name, "Ove", true)];
        assert_eq!(marked, expected);
    }

    #[test]
    fn what_holds_the_heading_is_not_beside_the_article() {
        let page = "<div class=has-sidebar><div class=page-comment><h1>Ferry to stay</h1><p>By Ilka Brandt</p>\
            <div class=sidebar><p>Most read</p></div></div><div class=comments><p>Ove</p></div></div>";
        let beside: Vec<(String, bool)> = read(page).lines.into_iter().map(|line| (line.text, line.beside)).collect();
        let expected = [("Ferry to stay", false), ("By Ilka Brandt", false), ("Most read", true), ("Ove", true)];
        assert_eq!(beside, expected.map(|(text, beside)| (text.to_owned(), beside)));
    }

    #[test]
    fn what_is_never_closed_takes_no_time() {
        for page in ["<span class=byline>By <div>".repeat(50_000), "<time>x<p class=fn>".repeat(50_000)] {
            assert!(read(&page).marked.len() <= MARKS + OPEN);
        }
    }
}
