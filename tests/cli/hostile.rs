//! Input and circumstances that mean harm, or just happen.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _},
    process::Stdio,
    time::{Duration, Instant},
};

use crate::util::{Dir, HARBOUR};

/// What a hostile query may take. A second is promised; tests run unoptimised and side by side.
const PATIENCE: Duration = Duration::from_secs(2);

onrecord!(hostile_queries_get_an_answer_or_a_clear_error_soon, |dir: Dir| {
    let dir = dir.with_index();
    let queries = [
        "(".repeat(10_000),
        ")".repeat(10_000),
        format!("{}a{}", "(".repeat(10_000), ")".repeat(10_000)),
        "-".repeat(10_000) + "a",
        "NOT ".repeat(10_000) + "a",
        "a OR ".repeat(10_000) + "a",
        "x".repeat(120_000),
        "a ".repeat(60_000),
        "\"".to_owned(),
        "\"\"".to_owned(),
        "*".to_owned(),
        "a*".repeat(100),
        "speaker:".to_owned(),
        "speaker:()".to_owned(),
        ":".to_owned(),
        "date:9999999999-99".to_owned(),
        "date:2015..2014".to_owned(),
        "confidence:nan..".to_owned(),
        "\u{1b}[31m\u{202e}".to_owned(),
        "“curly".to_owned(),
        "   ".to_owned(),
        String::new(),
    ];
    for query in &queries {
        let began = Instant::now();
        let ran = dir.run(&["query", "--", query]);
        let shown: String = query.chars().take(20).collect();
        assert!((0..=2).contains(&ran.code) && !ran.err.contains("panicked"), "{shown:?}: {ran:?}");
        assert!(began.elapsed() < PATIENCE, "{shown:?} took {:?}", began.elapsed());
        assert!(ran.code != 2 || ran.err.contains('^'), "no place is shown for {shown:?}: {}", ran.err);
        assert!(!ran.err.contains('\u{1b}') && ran.err.len() < 2_000, "{shown:?}: {}", ran.err);
    }
});

onrecord!(escapes_in_an_article_reach_json_but_no_terminal, |dir: Dir| {
    let attack = "Tit\u{1b}]0;owned\u{7}le \u{9b}31m\u{202e}gnp.exe";
    let text = format!("\u{1b}[2J“We {attack} will win,” Ada\u{1b}[31m Orlova said. The mayor Ada Orlova won.");
    let article = serde_json::json!({"title": attack, "source": attack, "byline": attack, "text": text});
    dir.create("news/a.jsonl", article.to_string());
    dir.expect(0, &["index", "news"]);
    let harmless = |out: &str| {
        assert!(out.chars().all(|c| c == '\n' || !c.is_control()) && !out.contains('\u{202e}'), "{out:?}");
    };
    let ran = dir.expect(0, &["query", "win", "--explain"]);
    harmless(&ran.out);
    harmless(&dir.expect(0, &["query", "*", "--as", "quotes", "--explain"]).out);
    harmless(&dir.expect(0, &["stats"]).out);
    harmless(&dir.expect(0, &["extract", "news", "--format", "text"]).out);
    let id = ran.out.split("id ").nth(1).unwrap().split_whitespace().next().unwrap();
    harmless(&dir.expect(0, &["show", id]).out);
    // Taken exactly as given, the text still holds them: JSON keeps them, text for people does not.
    let exact = ["extract", "--input", "jsonl", "news/a.jsonl"];
    assert!(dir.expect(0, &exact).out.contains("\\u001b[2J"));
    harmless(&dir.expect(0, &[&exact[..], &["--format", "text", "--explain"]].concat()).out);
});

onrecord!(escapes_in_a_path_reach_no_terminal, |dir: Dir| {
    let ran = dir.expect(2, &["index", "no\u{1b}[31m\nsuch"]);
    assert!(ran.err.chars().all(|c| c == '\n' || !c.is_control()), "{:?}", ran.err);
});

onrecord!(a_reader_that_goes_away_is_no_error, |dir: Dir| {
    let paragraph = "The ferry sailed again that morning and nobody in Lindholm was surprised by it. ".repeat(10);
    let mut lines = String::new();
    for number in 0..400 {
        lines += &serde_json::json!({"id": number, "text": format!("{number} {paragraph}")}).to_string();
        lines.push('\n');
    }
    dir.create("news/many.jsonl", &lines);
    dir.expect(0, &["index", "news"]);
    for args in [
        &["query", "ferry", "--all"][..],
        &["query", "ferry", "--all", "--format", "json"],
        &["query", "ferry", "--all", "--format", "jsonl"],
        &["extract", "news"],
    ] {
        let mut child = dir.command().args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = String::new();
        BufReader::with_capacity(16, child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        let code = child.wait().unwrap().code();
        assert_eq!((code, err.as_str()), (Some(0), ""), "{args:?}");
    }
});

onrecord!(odd_files_are_counted_and_keep_nobody_waiting, |dir: Dir| {
    let dir = dir.with_news();
    dir.create("news/zero.gz", "");
    dir.create("news/bytes.txt", b"The ferry \xff\xfe\x93sank\x94, Ada Orlova said.\n");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("..", dir.path("news/loop")).unwrap();
        let made = std::process::Command::new("mkfifo").arg(dir.path("news/pipe.txt")).status().unwrap();
        assert!(made.success());
    }
    let ran = dir.expect(2, &["index", "news"]);
    assert!(ran.err.contains("zero.gz"), "{}", ran.err);
    #[cfg(unix)]
    assert!(ran.err.contains("1 not-regular") && ran.err.contains("1 symlink"), "{}", ran.err);
    dir.expect(0, &["query", "ferry"]);
    dir.expect(0, &["query", "bridge"]);
});

#[cfg(unix)]
onrecord!(what_may_not_be_read_is_told, |dir: Dir| {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = dir.with_news();
    dir.create("news/locked/a.txt", HARBOUR);
    dir.create("news/locked.txt", HARBOUR);
    for name in ["news/locked.txt", "news/locked"] {
        fs::set_permissions(dir.path(name), fs::Permissions::from_mode(0o000)).unwrap();
    }
    if fs::read_dir(dir.path("news/locked")).is_ok() {
        eprintln!("SKIPPED what_may_not_be_read_is_told: this user (root?) may read everything");
        return;
    }
    let ran = dir.expect(2, &["index", "news"]);
    fs::set_permissions(dir.path("news/locked"), fs::Permissions::from_mode(0o700)).unwrap();
    assert!(ran.err.contains("locked.txt") && ran.err.contains("2 failed (2 io)"), "{}", ran.err);
    dir.expect(0, &["query", "bridge"]);
});

#[cfg(unix)]
onrecord!(a_second_interrupt_ends_at_once, |dir: Dir| {
    let mut child = dir.command().args(["extract", "--input", "jsonl"]).stdin(Stdio::piped()).spawn().unwrap();
    let began = Instant::now();
    let interrupt = || {
        std::thread::sleep(Duration::from_millis(400));
        std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    };
    interrupt();
    interrupt();
    // Standard input stays open all the while: only the signal can end it.
    let code = child.wait().unwrap().code();
    assert_eq!(code, Some(130));
    assert!(began.elapsed() < Duration::from_secs(10));
});

#[cfg(unix)]
onrecord!(an_interrupted_run_says_so_and_is_completed_by_the_next, |dir: Dir| {
    let paragraph = "“The ferry sailed again,” Ada Orlova said, and nobody in Lindholm was surprised. ".repeat(20);
    let mut lines = String::new();
    for number in 0..4000 {
        lines += &serde_json::json!({"id": number, "text": format!("{number} {paragraph}")}).to_string();
        lines.push('\n');
    }
    dir.create("news/many.jsonl", &lines);
    let mut child = dir.command().args(["index", "news", "-j", "1"]).stderr(Stdio::piped()).spawn().unwrap();
    while !dir.path(".onrecord/index").is_dir() {
        std::thread::sleep(Duration::from_millis(5));
    }
    std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130), "{err}");
    assert!(err.contains("Interrupted"), "{err}");
    let ran = dir.expect(0, &["index", "news"]);
    assert!(ran.err.contains("4,000 found"), "{}", ran.err);
    assert!(dir.expect(0, &["stats"]).out.contains("articles  4,000"));
});
