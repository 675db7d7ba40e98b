//! The screens in README.md are what the program prints.
//!
//! `cargo test --test cli -- --ignored screens` compares, with `BLESS=1` writes them anew. It does not run by itself: a
//! better analysis may change a number on a screen, and that is no fault.

use std::{fs, path::Path};

use crate::util::Dir;

/// Blocks begin so; the command follows after a `$`.
const OPEN: &str = "```console\n$ onrecord ";

#[test]
#[ignore = "run by hand when output or analysis has changed"]
fn screens_of_the_readme() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dir = Dir::new();
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let (mut made, mut rest) = (String::new(), readme.as_str());
    let mut screens = 0;
    while let Some(at) = rest.find(OPEN) {
        let from = at + OPEN.len();
        let (typed, after) = rest[from..].split_once('\n').unwrap();
        let end = after.find("```\n").unwrap();
        let line = format!("exec \"$ONRECORD\" {typed}");
        let command = dir.command();
        let program = command.get_program().to_owned();
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", &line]).current_dir(root).env("ONRECORD", program).env("ONRECORD_INDEX", dir.path("index"));
        for (name, _) in command.get_envs().filter(|(_, value)| value.is_none()) {
            shell.env_remove(name);
        }
        shell.env("ONRECORD_INDEX", dir.path("index")).env("ONRECORD_CONFIG", "");
        let ran = shell.output().unwrap();
        assert!(ran.status.success(), "{typed}: {}", String::from_utf8_lossy(&ran.stderr));
        made += &rest[..from];
        made += &format!("{typed}\n{}\n```\n", String::from_utf8(ran.stdout).unwrap().trim_end());
        rest = &after[end + 4..];
        screens += 1;
    }
    made += rest;
    assert!(screens >= 4, "only {screens} screens were found");
    if std::env::var_os("BLESS").is_some() {
        fs::write(root.join("README.md"), &made).unwrap();
    }
    assert!(made == readme, "README.md shows other screens than are printed; BLESS=1 writes them anew");
}
