//! Wikitext to text, as much as an article of Wikinews needs: names in `{{w|…}}` stay, sources and tables go.

/// Deepest nesting of templates and links that is followed; what lies deeper goes.
const DEPTH: usize = 64;

/// Sections that are not the article's own words.
const LISTS: [&str; 8] =
    ["sources", "source", "external links", "references", "related news", "sister links", "see also", "notes"];

/// What a page of wikitext says.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) text: String,
    pub(super) date: Option<String>,
    pub(super) byline: Option<String>,
}

/// Something opened and not yet closed, with the text it has gathered.
#[derive(Debug)]
struct Open {
    template: bool,
    text: String,
}

/// Reads wikitext in one pass.
pub(super) fn read(wikitext: &str) -> Page {
    let wikitext = without_comments(wikitext);
    let mut page = Page::default();
    let mut stack: Vec<Open> = Vec::new();
    let mut out = String::with_capacity(wikitext.len());
    let mut rest = wikitext.as_str();
    while let Some(at) = rest.find(['{', '[', '}', ']']) {
        push(&mut stack, &mut out, &rest[..at]);
        rest = &rest[at..];
        let two = rest.get(..2).unwrap_or_default();
        match two {
            "{{" | "[[" => {
                // Beyond the depth, marks are dropped; their ends then close what lies above, which loses text, not time.
                if stack.len() < DEPTH {
                    stack.push(Open { template: two == "{{", text: String::new() });
                }
                rest = &rest[2..];
            }
            "}}" | "]]" if stack.last().is_some_and(|open| open.template == (two == "}}")) => {
                let open = stack.pop().expect("there is one: it was just looked at");
                let text = if open.template { template(&open.text, &mut page) } else { link(&open.text) };
                push(&mut stack, &mut out, &text);
                rest = &rest[2..];
            }
            _ => {
                push(&mut stack, &mut out, &rest[..1]);
                rest = &rest[1..];
            }
        }
    }
    push(&mut stack, &mut out, rest);
    // What was never closed was no template.
    let open: Vec<String> = stack.into_iter().map(|open| open.text).collect();
    open.iter().for_each(|text| out.push_str(text));
    page.text = body(&out);
    page
}

fn push(stack: &mut [Open], out: &mut String, text: &str) {
    stack.last_mut().map_or(out, |open| &mut open.text).push_str(text);
}

fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!--") {
        out.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, after)| after);
    }
    out + rest
}

/// What a template shows.
fn template(inner: &str, page: &mut Page) -> String {
    let mut parts = inner.split('|').map(str::trim);
    let name = parts.next().unwrap_or_default().to_ascii_lowercase();
    let unnamed: Vec<&str> = parts
        .filter(|part| !part.split_once('=').is_some_and(|(key, _)| key.len() < 20 && !key.contains(' ')))
        .collect();
    match name.as_str() {
        "date" => {
            page.date = page.date.take().or_else(|| unnamed.first().map(|date| (*date).to_owned()));
            String::new()
        }
        "byline" => {
            let names =
                inner.split('|').skip(1).filter_map(|part| part.split_once("name=")).map(|(_, name)| name.trim());
            page.byline = page.byline.take().or_else(|| names.map(str::to_owned).next());
            String::new()
        }
        // {{w|Article|words shown}}.
        "w" | "wikipedia" | "lw" => unnamed
            .get(1)
            .filter(|shown| !shown.is_empty())
            .or(unnamed.first())
            .map(|text| (*text).to_owned())
            .unwrap_or_default(),
        "quoteleft" | "quoteright" | "quote" | "pullquote" | "blockquote" | "cquote" => match unnamed.split_first() {
            Some((said, rest)) => {
                let who =
                    rest.iter().find(|who| !who.is_empty()).map(|who| format!(" said {who}.")).unwrap_or_default();
                let said = said.trim_matches(|c: char| matches!(c, '"' | '“' | '”'));
                format!("\n\n“{said}”{who}\n\n")
            }
            None => String::new(),
        },
        "nowrap" | "lang" | "nobold" | "small" => unnamed.last().map(|text| (*text).to_owned()).unwrap_or_default(),
        _ => String::new(),
    }
}

/// The words that a link shows; nothing for pictures, categories and other languages.
fn link(inner: &str) -> String {
    let (target, shown) = inner.split_once('|').unwrap_or((inner, inner));
    let space = target.split_once(':').map(|(space, _)| space.trim().to_ascii_lowercase()).unwrap_or_default();
    let hidden =
        matches!(space.as_str(), "file" | "image" | "category" | "media") || (space.len() == 2 && shown == target);
    if hidden { String::new() } else { shown.trim_start_matches(':').to_owned() }
}

/// Headings, lists, tables, references and emphasis; the sections of sources end the text.
fn body(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut table, mut listed) = (0_usize, false);
    for line in without_references(text).lines() {
        let line = line.trim();
        if line.starts_with("{|") {
            table += 1;
        } else if line.starts_with("|}") {
            table = table.saturating_sub(1);
            continue;
        }
        if let Some(heading) = line.strip_prefix("==").and_then(|line| line.strip_suffix("==")) {
            let heading = heading.trim_matches(|c: char| c == '=' || c.is_whitespace());
            listed = LISTS.contains(&heading.to_lowercase().as_str());
            if !listed {
                out.push_str(&format!("\n\n{heading}\n\n"));
            }
            continue;
        }
        let picture = ["File:", "Image:"].iter().any(|space| line.starts_with(space));
        if table > 0 || listed || picture {
            continue;
        }
        let line = line.trim_start_matches(['*', '#', ':', ';']).trim();
        let paragraph = links_out(line).replace("'''", "").replace("''", "");
        out.push_str(&paragraph);
        out.push_str(if paragraph.is_empty() { "\n" } else { "\n\n" });
    }
    crate::source::markup::to_text(std::borrow::Cow::Owned(out)).into_owned()
}

/// `[https://address words]` shows the words.
fn links_out(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find("[http") {
        out.push_str(&rest[..at]);
        let Some(end) = rest[at..].find(']') else {
            rest = &rest[at..];
            break;
        };
        out.push_str(rest[at + 1..at + end].split_once(' ').map_or("", |(_, words)| words));
        rest = &rest[at + end + 1..];
    }
    out + rest
}

fn without_references(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("<ref") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let tag_end = rest.find('>').map_or(rest.len(), |end| end + 1);
        rest = if rest[..tag_end].ends_with("/>") {
            &rest[tag_end..]
        } else {
            rest.find("</ref>").map_or("", |end| &rest[end + "</ref>".len()..])
        };
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_and_what_is_not_the_article_goes() {
        let page = read(
            "{{date|September 20, 2016}}\n{{byline|date=x|name=Rosa Lind|location=Holmsund}}\n{{Sport}}\nThe ferry of '''{{w|Ilka Brandt|Brandt}}''' and {{w|Ove Dahl}} stays in [[Holmsund (town)|Holmsund]].<ref>x</ref>\n\n[[File:a.jpg|thumb|A [[boat]]]]\n{{QuoteLeft|I stay.|Ilka Brandt}}\n==Reactions==\nGood [https://x.example news].\n\n== Sources ==\n*{{source|url=x|title=No}}\n*Nothing\n[[Category:Boats]]",
        );
        assert_eq!(page.date.as_deref(), Some("September 20, 2016"));
        assert_eq!(page.byline.as_deref(), Some("Rosa Lind"));
        let text = page.text.split("\n").filter(|line| !line.is_empty()).collect::<Vec<_>>().join("|");
        assert_eq!(
            text,
            "The ferry of Brandt and Ove Dahl stays in Holmsund.|“I stay.” said Ilka Brandt.|Reactions|Good news."
        );
    }

    #[test]
    fn open_marks_cost_no_text_and_little_time() {
        assert!(read("{{w|a and [[b").text.contains("a and"));
        let _ = read(&"{{".repeat(200_000));
        let _ = read(&"<ref>".repeat(50_000));
    }
}
