//! Captions of pictures and films that stand among the paragraphs of an article, told by the credit they end with: "A ferry
//! at Lund. (Ada Orr/Lund Press)".
//!
//! Decided: the credit alone tells, for a caption is written as the article is. Words that somebody says stay, whatever
//! they end with, and so does a poll: "(Reuters/Ipsos)" names who asked.

use memchr::memmem;

use super::{head, names, notices::words, tail};

/// Longest caption in bytes.
const LONGEST: usize = 900;

/// Bytes at the end of a line in which its credit stands.
const TAIL: usize = 200;

/// Most words of a credit.
const CREDIT: usize = 12;

/// Most words of the credit behind a film.
const OUTLET: usize = 5;

/// Those who make or sell pictures, in lower case.
const AGENCIES: [&str; 40] = [
    "aap",
    "afp",
    "agence france-presse",
    "alamy",
    "anadolu",
    "anadolu agency",
    "anp",
    "ansa",
    "ap",
    "associated press",
    "belga",
    "bloomberg",
    "bloomberg news",
    "canadian press",
    "contributed",
    "dpa",
    "efe",
    "epa",
    "epa-efe",
    "european pressphoto agency",
    "getty",
    "getty images",
    "imago",
    "keystone",
    "lehtikuva",
    "nurphoto",
    "pa",
    "press association",
    "pti",
    "reuters",
    "rex",
    "scanpix",
    "shutterstock",
    "sipa",
    "sipa usa",
    "the associated press",
    "the canadian press",
    "upi",
    "xinhua",
    "zuma press",
];

/// Beginnings of a credit in brackets.
const LABELS: [&str; 11] = [
    "AFP PHOTO",
    "AP File Photo",
    "AP Photo",
    "Image:",
    "Photo by ",
    "Photo:",
    "Photograph by ",
    "Photograph:",
    "Photos by ",
    "Photos:",
    "Picture:",
];

/// What parts a caption from a credit without brackets.
const MARKS: [&str; 10] = [
    " Photo: ",
    " Photo : ",
    " Photo by ",
    " Photograph: ",
    " Photographer: ",
    " Picture: ",
    " Credit: ",
    " Credit... ",
    " Credit… ",
    " Credit ",
];

/// Agencies as they stand before a slash and a name.
const SLASHED: [&str; 3] = ["REUTERS/", "AP Photo/", "AFP PHOTO/"];

/// Words of the names of those who ask people, or print what was asked, and of no person, in lower case.
const BODIES: [&str; 30] = [
    "association",
    "center",
    "centre",
    "college",
    "consult",
    "council",
    "daily",
    "data",
    "foundation",
    "gallup",
    "group",
    "institute",
    "international",
    "ipsos",
    "journal",
    "marist",
    "news",
    "opinion",
    "poll",
    "polling",
    "post",
    "press",
    "report",
    "research",
    "strategies",
    "street",
    "survey",
    "times",
    "university",
    "yougov",
];

/// Words of telling, in lower case.
const SPEAKING: [&str; 52] = [
    "according",
    "acknowledged",
    "acknowledges",
    "added",
    "adding",
    "adds",
    "announced",
    "announces",
    "argued",
    "argues",
    "asked",
    "asks",
    "called",
    "calling",
    "calls",
    "claimed",
    "claims",
    "declared",
    "declares",
    "denied",
    "denies",
    "describes",
    "explained",
    "explains",
    "insisted",
    "insists",
    "noted",
    "notes",
    "pledged",
    "pledges",
    "promised",
    "promises",
    "reads",
    "recalled",
    "replied",
    "responded",
    "said",
    "saying",
    "says",
    "stated",
    "suggested",
    "tells",
    "testified",
    "told",
    "tweeted",
    "vowed",
    "vows",
    "warned",
    "warns",
    "writes",
    "wrote",
    "yelled",
];

/// Whether a line is a caption; `headed` if it is the first of an article that has a title, for a page may hang the title
/// on the caption below its picture.
pub(super) fn is_caption(line: &str, headed: bool) -> bool {
    line.len() <= LONGEST
        && (ends_with_credit(line) || headed && has_title(line) || is_of_film(line))
        && !is_speech(line)
}

/// Whether a line has quotation marks and a word of telling.
pub(super) fn is_speech(line: &str) -> bool {
    line.contains(['"', '“', '”', '„', '«', '‘'])
        && words(&line.to_ascii_lowercase()).any(|word| SPEAKING.binary_search(&word).is_ok())
}

/// Whether a caption, or the beginning of another line of the page, tells the full name of somebody whom `text` calls by
/// the last one only. Each name is looked for in all of the text, so no more than [`LONGEST`] bytes of a line are read.
pub(super) fn names_somebody(line: &str, text: &str) -> bool {
    let line = head(line, LONGEST);
    let shown = &line[..line.rfind(['(', '/']).unwrap_or(line.len())];
    let is_name =
        |word: &str| word.len() > 2 && word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic);
    let holds = |words: &str| memmem::find(text.as_bytes(), words.as_bytes()).is_some();
    let pairs = shown.split_whitespace().zip(shown.split_whitespace().skip(1));
    pairs.into_iter().any(|(first, next)| {
        let last = next.trim_end_matches(|c: char| !c.is_alphanumeric());
        let last = last.strip_suffix("’s").or_else(|| last.strip_suffix("'s")).unwrap_or(last);
        is_name(first) && is_name(last) && holds(&format!(" {last}")) && !holds(&format!("{first} {last}"))
    })
}

fn ends_with_credit(line: &str) -> bool {
    let bare = line.trim_end_matches(['.', ' ']);
    let end = tail(bare, TAIL);
    let in_brackets = end.strip_suffix(')').and_then(|open| open.rsplit_once('('));
    in_brackets.is_some_and(|(_, inside)| is_credit(inside.trim(), line))
        || may_hold_mark(end)
            && (behind_last(end, &SLASHED).is_some_and(is_names)
                || behind_last(end, &MARKS[..9]).is_some_and(is_names)
                || line.strip_prefix("Credit: ").is_some_and(is_names)
                || line.starts_with("Image ") && behind_last(end, &MARKS[9..]).is_some_and(is_names))
}

/// Whether one of the marks may stand in the end of a line: nearly all lines are dismissed by one look at their capitals.
fn may_hold_mark(end: &str) -> bool {
    const BEGIN: [&str; 5] = ["Photo", "Picture", "PHOTO", "Credit", "REUTERS/"];
    memchr::memchr3_iter(b'C', b'P', b'R', end.as_bytes())
        .any(|at| BEGIN.iter().any(|word| end[at..].starts_with(word)))
}

/// What stands behind the last of these marks.
fn behind_last<'l>(line: &'l str, marks: &[&str]) -> Option<&'l str> {
    marks.iter().filter_map(|mark| line.rfind(mark).map(|at| at + mark.len())).max().map(|at| &line[at..])
}

/// "Ada Orr/Lund Press", "Pool photo by Ada Orr", "Ada Orr for The Lund Courier": few words that are names.
fn is_names(credit: &str) -> bool {
    const SMALL: [&str; 12] = ["and", "by", "courtesy", "de", "for", "of", "photo", "pool", "the", "van", "via", "von"];
    let is_name = |word: &str| {
        let bare = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        bare.is_empty() || bare.starts_with(char::is_uppercase) || SMALL.contains(&bare)
    };
    let count = credit.split_whitespace().count();
    (1..=CREDIT).contains(&count) && credit.split_whitespace().all(is_name)
}

/// Whether words in brackets at the end of a line are a credit.
fn is_credit(inside: &str, line: &str) -> bool {
    let labelled = LABELS.iter().find_map(|label| inside.strip_prefix(label));
    if let Some(names) = labelled {
        return names.split_whitespace().count() <= CREDIT && !names.contains(". ");
    }
    let inside =
        ["/File Photo", ", File", ", file", "/File"].iter().find_map(|end| inside.strip_suffix(end)).unwrap_or(inside);
    if let Some((names, agency)) = inside.rsplit_once(" via ") {
        return is_agency(agency) && names.contains(' ') && is_names(names);
    }
    let Some((first, last)) = inside.rsplit_once('/') else { return false };
    let (first, last) = (first.trim(), last.trim());
    let is_code = (2..=5).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_whose = is_person(first) && (is_agency(last) || names::is_paper(last))
        || is_person(last) && (is_agency(first) || is_code);
    is_whose && !is_poll(line)
}

fn is_agency(name: &str) -> bool {
    AGENCIES.binary_search(&name.trim().to_ascii_lowercase().as_str()).is_ok()
}

/// "Ada Orr", "J. Lind Orlova": two to four words with capitals, none of them one of papers and pollsters.
pub(super) fn is_person(name: &str) -> bool {
    let is_word = |word: &str| {
        (word.starts_with(char::is_uppercase) || matches!(word, "bin" | "da" | "de" | "el" | "van" | "von" | "der"))
            && !word.contains(|c: char| c.is_ascii_digit() || matches!(c, ':' | ';' | '!' | '?'))
            && BODIES.binary_search(&word.to_ascii_lowercase().as_str()).is_err()
    };
    (2..=4).contains(&name.split_whitespace().count()) && name.split_whitespace().all(is_word)
}

fn is_poll(line: &str) -> bool {
    ["percent", "per cent", "%", "poll", "Poll", "survey"].iter().any(|word| line.contains(word))
}

/// "A ferry at Lund. | AP Photo Ferry to stay": a caption, its credit, and behind it the title.
fn has_title(line: &str) -> bool {
    const CREDITS: [&str; 6] = ["AFP", "AP Photo", "Getty", "POLITICO", "REUTERS", "Reuters"];
    let Some((caption, behind)) = line.split_once(" | ") else { return false };
    let begins = |text: &str| CREDITS.iter().any(|credit| text.trim_start().starts_with(credit));
    let named = || behind.split_once('/').is_some_and(|(name, agency)| is_person(name) && begins(agency));
    caption.split_whitespace().count() >= 3 && !line.ends_with(['.', '!', '”', '"']) && (begins(behind) || named())
}

/// "CLOSE The ferry stays in Lund, the council decided. Lund Courier": the button of a film, what it shows, and whose it is.
fn is_of_film(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("CLOSE ") else { return false };
    let Some(end) = rest.rfind(['.', '?', '!', ')']).filter(|end| rest[end + 1..].starts_with(' ')) else {
        return false;
    };
    let whose = rest[end + 1..].trim();
    rest.contains(char::is_lowercase) && whose.split_whitespace().count() <= OUTLET && is_names(whose)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_are_told_by_their_credit() {
        assert!(AGENCIES.is_sorted() && BODIES.is_sorted() && SPEAKING.is_sorted());
        for line in [
            "FILE PHOTO: A ferry leaves Holmsund, May 4, 2012. REUTERS/Ada Orr/File Photo",
            "FILE - In this May 4, 2012, file photo, a ferry leaves Holmsund. (AP Photo/Ada Orr, File)",
            "Ilka Brandt on the ferry that she says she will not sell. (Ada Orr/Lund Press)",
            "Ilka Brandt on deck (Ada Orr/Reuters)",
            "Ilka Brandt on deck. (Photo: Ada Orr, Lund Courier)",
            "A ferry. (Harbour Office of Lund via AP)",
            "A ferry in the ice at Lund. (WXLD/Ada Orr)",
            "A ferry in the ice Photo : Ada Orr ( AP )",
            "Image Ilka Brandt on deck in May. Credit... Ada Orr for The Lund Courier",
            "CLOSE Holmsund keeps its ferry, and Ove Dahl is not happy. (May 4) Lund Courier",
        ] {
            assert!(is_caption(line, false), "{line}");
        }
        assert!(is_caption("Ilka Brandt has her reasons. | AP Photo Brandt: The ferry stays", true));
    }

    #[test]
    fn sentences_that_end_with_a_name_in_brackets_stay() {
        for line in [
            "“The ferry stays,” Ilka Brandt said on Monday. (AP Photo/Ada Orr)",
            "Most of those who were asked want the ferry, 54 percent. (Lund Institute/Lund Courier)",
            "Two of three want it to stay (Reuters/Ipsos)",
            "The ferry stays (and so does Ilka Brandt).",
            "The council met in the old hall (Town Hall/Museum).",
            "She was asked by Reuters/Ipsos and by others who she is.",
            "It all began with a note: “Close the ferry.” (via AP)",
            "CLOSE TO THE EDGE. The ferry stays, the council decided.",
            "Her name stood below the picture. Photo by photo the album tells of it.",
        ] {
            assert!(!is_caption(line, false), "{line}");
        }
        let headed = "Brandt | Dahl wins the vote of the harbour";
        assert!(!is_caption(headed, true));
    }

    #[test]
    fn a_caption_that_names_somebody_in_full_is_known() {
        let caption = "Owner Ilka Brandt’s ferry leaves Holmsund. (Ada Orr/Lund Press)";
        assert!(names_somebody(caption, "The ferry stays, says Brandt."));
        assert!(!names_somebody(caption, "Ilka Brandt was late. The ferry stays, says Brandt."));
        assert!(!names_somebody(caption, "The ferry stays, the council said."));
    }
}
