//! The examples that `--help` prints are commands that work.

use std::{fs, process::Command};

use crate::util::{Dir, HARBOUR, RIVER};

/// Everything that the examples name.
fn furnish(dir: &Dir) {
    let lines = RIVER.join("\n");
    dir.create("news/river.jsonl", &lines);
    dir.create("more-news.jsonl.zst", zstd::encode_all(lines.as_bytes(), 0).unwrap());
    let table = "full_text,day,title\n\"The ferry sailed, Ada Orlova said.\",2019-05-03,Ferry\n";
    for name in ["dump.csv", "export.csv"] {
        dir.create(name, table);
    }
    dir.create("paper.toml", "");
    dir.create("claims.csv", "id,claim\n1,bridge\n2,\"speaker:orlova\"\n");
    dir.create("story.txt", HARBOUR);
    dir.create("dump/story.txt", HARBOUR);
    dir.create("articles.jsonl", "{\"id\": 1, \"text\": \"“No,” Ada Orlova said.\"}\n");
    dir.expect(0, &["index", "news", "--quiet"]);
}

/// Lines of a help text that are commands of ours; not those that begin with another program.
fn examples(help: &str) -> Vec<String> {
    help.lines().filter_map(|line| line.strip_prefix("  onrecord ")).map(str::to_owned).collect()
}

#[cfg(unix)]
onrecord!(examples_of_help_work, |dir: Dir| {
    furnish(&dir);
    let program = dir.command().get_program().to_owned();
    let help = |args: &[&str]| dir.expect(0, &[args, &["--help"]].concat()).out;
    let mut commands = examples(&help(&[]));
    for command in ["index", "query", "timeline", "speakers", "sample", "sources", "extract", "show"] {
        let found = examples(&help(&[command]));
        assert!(!found.is_empty(), "{command} has no example");
        commands.extend(found);
    }
    let mut run = 0;
    for typed in commands {
        // An archive that is named and not made here: the form is what the example shows.
        if typed.contains("dump.zip") {
            continue;
        }
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("exec \"$ONRECORD\" {typed}")]).current_dir(dir.path("")).env("ONRECORD", &program);
        let ran = shell.env("HOME", dir.path("")).env("ONRECORD_CONFIG", "").output().unwrap();
        let err = String::from_utf8_lossy(&ran.stderr).into_owned();
        // No hit and no such id are answers too; grades have yet to be filled in.
        assert!(matches!(ran.status.code(), Some(0 | 1)) && !err.contains("panicked"), "{typed}: {err}");
        run += 1;
    }
    assert!(run > 20, "only {run} examples were found");
    assert!(fs::read_to_string(dir.path("found.csv")).unwrap().starts_with("query,id,"));
});
