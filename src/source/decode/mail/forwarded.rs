//! What a message passes on: the article that it was forwarded for, and what lists and programs put round it.

use super::super::dates;
use crate::article::Published;

/// Beginnings of the line above what is forwarded.
const MARKS: [&str; 6] = [
    "---------- Forwarded message",
    "-------- Forwarded Message",
    "-------- Original Message",
    "-----Original Message",
    "-----Ursprüngliche Nachricht",
    "Begin forwarded message:",
];

/// What programs put before the subject of what they pass on, in lower case.
const PASSED_ON: [&str; 5] = ["fwd:", "fw:", "wg:", "tr:", "rv:"];

/// Lines of the head of what is forwarded, at most.
const LINES: usize = 12;

/// Longest note in bytes of whoever passes something on.
const NOTE: usize = 2000;

/// What is forwarded, as far as its head tells.
#[derive(Debug, Default)]
pub(super) struct Forwarded<'t> {
    pub(super) subject: Option<&'t str>,
    pub(super) from: Option<&'t str>,
    pub(super) published: Option<Published>,
    pub(super) body: &'t str,
}

/// What a message with this subject passes on: below a mark, or right at its beginning, lines of a head.
pub(super) fn read<'t>(subject: &str, body: &'t str) -> Option<Forwarded<'t>> {
    is_passed_on(subject).then_some(())?;
    let mark = MARKS.iter().filter_map(|mark| body.find(mark)).filter(|at| *at <= NOTE).min();
    let below = match mark {
        Some(at) => body[at..].split_once('\n')?.1,
        None => body,
    };
    let mut out = Forwarded { body: below.trim_start(), ..Forwarded::default() };
    let mut known = 0;
    for _ in 0..LINES {
        let (line, rest) = out.body.split_once('\n')?;
        if line.trim().is_empty() || !out.takes(line) {
            break;
        }
        known += 1;
        out.body = rest;
    }
    // The foot of whoever passed it on.
    out.body = out.body.split("\n-- \n").next().unwrap_or_default();
    (known >= 2 && !out.body.trim().is_empty()).then_some(out)
}

impl<'t> Forwarded<'t> {
    /// Takes a line `From: Rosa Lind <rosa@ledger.example>`; whether it is one.
    fn takes(&mut self, line: &'t str) -> bool {
        let Some((key, value)) = line.split_once(':') else { return false };
        let value = value.trim_matches(|c: char| c.is_whitespace() || c == '*');
        match key.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '>')).to_lowercase().as_str() {
            "from" | "von" | "de" => self.from = Some(value),
            "subject" | "betreff" | "objet" | "asunto" => self.subject = Some(value).filter(|value| !value.is_empty()),
            "date" | "sent" | "datum" | "gesendet" | "envoyé" => self.published = dates::loose(value),
            "to" | "cc" | "bcc" | "reply-to" | "an" | "à" | "para" => {}
            _ => return false,
        }
        true
    }
}

fn is_passed_on(subject: &str) -> bool {
    let lower = subject.trim_start().to_lowercase();
    PASSED_ON.iter().any(|by| lower.starts_with(by))
}

/// A subject without what programs and lists put before it: "Fwd: ", and "[news] " in a message of the list `news`.
pub(super) fn bare_subject(subject: &str, is_list: impl Fn(&str) -> bool) -> &str {
    let mut rest = subject.trim();
    while is_passed_on(rest) {
        rest = rest.split_once(':').map_or(rest, |(_, rest)| rest.trim_start());
    }
    let listed = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')).filter(|(name, _)| is_list(name));
    listed.map(|(_, rest)| rest.trim_start()).filter(|rest| !rest.is_empty()).unwrap_or(rest)
}

/// A body without the foot that the program of a list puts below it: a rule, the name of the list, addresses.
pub(super) fn without_foot(body: &str) -> &str {
    const RULE: &str = "\n____________________";
    let Some((before, foot)) = body.rsplit_once(RULE) else { return body };
    let mut lines = foot.trim_start_matches('_').trim_start().lines();
    let is_list = lines.next().is_some_and(|line| line.trim_end().to_lowercase().ends_with("mailing list"));
    if is_list && lines.count() <= 8 { before } else { body }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_forwarded_is_told_from_the_note_above_it() {
        let body = "FYI\n\n---------- Forwarded message ---------\nFrom: Rosa Lind <r@ledger.example>\nDate: Tue, 20 Sep 2016 at 09:15\nSubject: Ferry to stay\nTo: <b@x.example>\n\n\nIlka Brandt said no.\n\n-- \nBob";
        let found = read("Fwd: Ferry to stay", body).unwrap();
        assert_eq!((found.subject, found.from), (Some("Ferry to stay"), Some("Rosa Lind <r@ledger.example>")));
        assert_eq!(found.published.unwrap().to_string(), "2016-09-20");
        assert_eq!(found.body.trim(), "Ilka Brandt said no.");
        assert!(read("Re: Ferry to stay", body).is_none(), "an answer");
        assert!(read("Fwd: Ferry to stay", "Ilka Brandt said no.\n").is_none());
    }

    #[test]
    fn lists_put_their_names_before_and_below() {
        assert_eq!(bare_subject("[news] Fwd: Ferry", |name| name == "news"), "Fwd: Ferry");
        assert_eq!(bare_subject("FW: [Update] Ferry", |_| false), "[Update] Ferry");
        let body = "Text.\n\n_______________________________________________\nnews mailing list\nnews@x.example";
        assert_eq!(without_foot(body).trim(), "Text.");
        assert_eq!(without_foot("Text.\n____________________\nMore text."), "Text.\n____________________\nMore text.");
    }
}
