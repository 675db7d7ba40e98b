//! What reaches a terminal: a real one, of our own making.

use std::{
    fs::File,
    io::Read as _,
    os::fd::OwnedFd,
    process::{Command, Stdio},
};

use nix::pty::{Winsize, openpty};

use crate::util::Dir;

/// Runs a command on a terminal of 100 columns and gives what the terminal was sent.
fn on_terminal(mut command: Command) -> String {
    let size = Winsize { ws_row: 40, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0 };
    let pty = openpty(Some(&size), None).expect("a terminal can be made");
    let copy = |end: &OwnedFd| Stdio::from(end.try_clone().unwrap());
    command.env("TERM", "xterm").stdin(copy(&pty.slave)).stdout(copy(&pty.slave)).stderr(Stdio::from(pty.slave));
    let mut child = command.spawn().unwrap();
    // The last copy of the other end goes with the command: then reading ends, on Linux with an error.
    drop(command);
    let (mut seen, mut chunk) = (Vec::new(), [0; 4096]);
    let mut screen = File::from(pty.master);
    while let Ok(length @ 1..) = screen.read(&mut chunk) {
        seen.extend_from_slice(&chunk[..length]);
    }
    assert!(child.wait().unwrap().code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&seen));
    String::from_utf8(seen).expect("only UTF-8 is printed")
}

/// Takes our own sequences out: colours (SGR) and, where they are asked for, links (OSC 8) of harmless addresses.
fn without_ours(mut text: &str) -> String {
    let mut rest = String::new();
    while let Some(at) = text.find('\u{1b}') {
        rest.push_str(&text[..at]);
        text = &text[at + 1..];
        let colour = text.strip_prefix('[').map(|s| s.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';'));
        let link = text.strip_prefix("]8;;").and_then(|s| s.split_once("\u{1b}\\"));
        if let Some(after) = colour.and_then(|s| s.strip_prefix('m')) {
            text = after;
        } else if let Some((address, after)) = link.filter(|(address, _)| address.bytes().all(|b| b.is_ascii_graphic()))
        {
            assert!(address.is_empty() || address.starts_with("http") || address.starts_with("file:///"), "{address}");
            text = after;
        } else {
            rest.push('\u{1b}');
        }
    }
    rest + text
}

/// A thousand strings that mean harm, each another: sequences, controls, reordering, in the midst of words.
fn attacks() -> Vec<String> {
    let heads = [
        "\u{1b}[2J",
        "\u{1b}]0;owned\u{7}",
        "\u{1b}]52;c;ZXZpbA==\u{7}",
        "\u{1b}]8;;http://evil.example\u{1b}\\x\u{1b}]8;;\u{1b}\\",
        "\u{9b}31m",
        "\u{90}q\u{9c}",
        "\u{1b}P1$r\u{1b}\\",
        "\u{1b}c",
        "\u{1b}[6n",
        "\u{8}\u{8}\u{8}",
        "\rfalse",
        "\u{7f}",
        "\u{202e}",
        "\u{2066}",
        "\u{0}",
        "\u{85}",
        "\u{1b}[?1049h",
        "\u{1b}#8",
        "\u{e}",
        "\u{1b}[5i",
    ];
    (0..1000)
        .map(|n| {
            format!("{}{}{n}{}", heads[n % 20], ["word", "é", "日", "\u{301}", " "][n / 20 % 5], heads[n * 7 % 20])
        })
        .collect()
}

/// An archive with an attack in every field of every article.
fn archive(dir: Dir) -> Dir {
    let attacks = attacks();
    let mut lines = String::new();
    for (n, four) in attacks.chunks(4).enumerate() {
        let text =
            format!("“The ferry {} sails,” Ada {} Orlova said on Monday.\n\nShe named {}.", four[0], four[1], four[2]);
        let article = serde_json::json!({"title": format!("Ferry {}", four[3]), "source": four[0], "byline": four[1],
            "url": format!("https://a.example/{n}/{}", four[2]), "date": "2019-05-03", "text": text});
        lines += &article.to_string();
        lines.push('\n');
    }
    dir.create("news/\u{1b}[31m.jsonl", &lines);
    dir.expect(0, &["index", "news", "--quiet"]);
    dir
}

fn command(dir: &Dir, args: &[&str]) -> Command {
    let mut command = dir.command();
    command.args(args);
    command
}

fn is_foreign(c: char) -> bool {
    let moves = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    (c.is_control() && !matches!(c, '\n' | '\r')) || moves
}

onrecord!(no_foreign_escape_reaches_a_terminal, |dir: Dir| {
    let dir = archive(dir);
    for args in [
        &["query", "ferry OR sails OR named", "--all", "--explain", "--no-pager"][..],
        &["query", "kind:quote", "--all", "--explain", "--hyperlink", "--no-pager"],
        &["query", "kind:quote", "--all", "--format", "kwic", "--no-pager"],
        &["query", "kind:quote", "--all", "--format", "md", "--no-pager"],
        &["query", "kind:quote", "--all", "--format", "bibtex", "--no-pager"],
        &["query", "ferry", "--as", "articles", "--all", "--no-pager"],
        &["query", "ferry", "-l", "--no-pager"],
        &["query", "ferry", "--facets", "speaker,source,cue,about", "-n", "1000", "--no-pager"],
        &["query", "speaker:orlov\u{1b}[31m\u{202e}", "--explain-query", "--no-pager"],
        &["timeline", "ferry", "--no-pager"],
        &["speakers", "--all", "--no-pager"],
        &["stats", "--no-pager"],
        &["sources", "news", "--no-pager"],
        &["extract", "news", "--format", "text", "--explain", "--no-pager"],
        &["config", "show"],
    ] {
        let seen = without_ours(&on_terminal(command(&dir, args)));
        assert!(seen.len() > 20, "{args:?} printed nothing: {seen:?}");
        let foreign = seen.chars().position(is_foreign);
        let round = foreign.map(|at| seen.chars().skip(at.saturating_sub(40)).take(80).collect::<String>());
        assert_eq!(round, None, "{args:?}");
    }
});

onrecord!(a_pager_shows_what_is_printed_and_messages_wait_for_it, |dir: Dir| {
    let dir = dir.with_index();
    let paged = |pager: &str, args: &[&str]| {
        let mut command = command(&dir, args);
        command.env("PAGER", pager);
        on_terminal(command)
    };
    let seen = paged("cat; echo SHOWN", &["query", "bridge"]);
    let (shown, note) = (seen.find("SHOWN").expect(&seen), seen.find("passages").expect(&seen));
    assert!(seen.find("Council votes").unwrap() < shown && shown < note, "{seen}");
    assert!(!paged("echo SHOWN", &["query", "bridge", "--no-pager"]).contains("SHOWN"));
    assert!(!paged("echo SHOWN", &["config", "path"]).contains("SHOWN"));
    // One that reads nothing, and one that is not there, are no errors.
    paged("true", &["query", "bridge"]);
    paged("", &["query", "bridge"]);
    let colours = paged("cat", &["query", "bridge"]);
    assert!(colours.contains("\u{1b}[1m") && !colours.contains("\u{1b}]8;;"), "{colours:?}");
    let mut plain = command(&dir, &["query", "bridge"]);
    plain.env("NO_COLOR", "1").env("PAGER", "cat");
    assert!(!on_terminal(plain).contains('\u{1b}'));
});

onrecord!(links_lead_to_the_words_and_to_the_file, |dir: Dir| {
    let dir = dir.with_index();
    let seen = on_terminal(command(&dir, &["query", "speaker:orlova bridge", "--hyperlink", "--no-pager"]));
    let link = "\u{1b}]8;;https://riverpost.example/2019/05/03/bridge#:~:text=We%20will%20rebuild%20the%20old%20bridge%20before%20winter\u{1b}\\";
    assert!(seen.contains(link), "{seen:?}");
    assert!(seen.contains("\u{1b}]8;;file:///") && seen.contains("news/river.jsonl\u{1b}\\"), "{seen:?}");
});
