//! The house has one order of rooms, from low to high; no room uses a higher one.

use std::{
    fs,
    path::{Path, PathBuf},
};

const ROOMS: [&str; 12] = [
    "text", "article", "lexicon", "analysis", "source", "index", "pipeline", "names", "query", "render", "commands",
    "cli",
];

#[test]
fn no_import_runs_upward() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    let mut seen = 0;
    for file in files(&root) {
        let Some(room) = room(file.strip_prefix(&root).unwrap()) else { continue };
        let rank = rank(&room).unwrap_or_else(|| panic!("{room} has no place in the order of rooms"));
        for used in used(&code(&fs::read_to_string(&file).unwrap())) {
            seen += 1;
            if super::arrows::rank(&used).is_some_and(|other| other > rank) {
                wrong.push(format!("{} uses {used}", file.display()));
            }
        }
    }
    assert!(seen > 50, "only {seen} imports were found: the search is broken");
    assert_eq!(wrong, Vec::<String>::new());
}

fn rank(room: &str) -> Option<usize> {
    ROOMS.iter().position(|other| *other == room)
}

/// All sources but those of tests, which may use any room.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("tests") {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
            found.push(path);
        }
    }
    found
}

/// The room a file lies in; none for the roots of library and binary, which know all.
fn room(file: &Path) -> Option<String> {
    let first = file.iter().next()?.to_str()?;
    let name = first.strip_suffix(".rs").unwrap_or(first);
    (name != "lib" && name != "main").then(|| name.to_owned())
}

/// The source without comments and without its tests at the end.
fn code(source: &str) -> String {
    let body = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    body.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The rooms that stand after `crate::`, alone or at the first level of braces.
fn used(code: &str) -> Vec<String> {
    code.split("crate::").skip(1).flat_map(after).collect()
}

fn after(rest: &str) -> Vec<String> {
    let Some(group) = rest.strip_prefix('{') else { return vec![word(rest)] };
    let (mut depth, mut words, mut fresh) = (1, Vec::new(), true);
    for (i, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => break,
            '}' => depth -= 1,
            ',' if depth == 1 => fresh = true,
            c if fresh && c.is_alphabetic() => {
                words.push(word(&group[i..]));
                fresh = false;
            }
            _ => {}
        }
    }
    words
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn the_search_sees_groups_and_single_paths() {
    let found = used("use crate::{\n a::{b, c},\n d,\n};\nlet x = crate::e::f();");
    assert_eq!(found, ["a", "d", "e"]);
    assert_eq!(used(&code("// crate::x\nuse crate::y; // crate::z")), ["y"]);
}
