//! The n-th write, sync or rename fails: the error says so, the last commit stays, the same command goes on.
//!
//! Faults are injected with `strace`; without it, or where it may not trace, the test says that it did nothing.
//! `ONRECORD_FAULTS` sets how many of each call fail in turn (6 by default).

use std::{
    fs::{self, File},
    io::BufWriter,
    path::Path,
    process::{Command, Output},
};

use onrecord::index::{check, engine_folder};

use crate::{COMMIT_EVERY, asked_for, corpus, held, start, strays};

/// Faults of each kind without `ONRECORD_FAULTS`.
const FAULTS: usize = 6;

/// Calls that fail, each with the error it fails with.
const CALLS: [(&str, &str); 4] =
    [("write", "ENOSPC"), ("fsync,fdatasync", "EIO"), ("rename,renameat2", "EIO"), ("openat", "EMFILE")];

fn traced(inject: &str, news: &Path, dir: &Path) -> Output {
    Command::new("strace")
        .args(["-f", "-qq", "-o", "/dev/null", "-e"])
        .arg(format!("trace={}", inject.split(':').next().unwrap()))
        .args(["-e", &format!("inject={inject}")])
        .arg(env!("CARGO_BIN_EXE_onrecord"))
        .args(["index", "--threads", "1", "--index-dir"])
        .args([dir, news])
        .env("ONRECORD_COMMIT_EVERY", COMMIT_EVERY)
        .output()
        .unwrap()
}

fn can_trace() -> bool {
    let tried = Command::new("strace").args(["-f", "-qq", "-o", "/dev/null", "true"]).output();
    tried.is_ok_and(|tried| tried.status.success())
}

#[test]
fn a_failing_disk_is_told_and_survived() {
    if !can_trace() {
        eprintln!("no strace here that may trace: nothing was tested");
        return;
    }
    let faults = asked_for("ONRECORD_FAULTS", FAULTS);
    let scratch = tempfile::tempdir().unwrap();
    let (news, clean) = (scratch.path().join("news"), scratch.path().join("clean"));
    fs::create_dir(&news).unwrap();
    corpus::write(&mut BufWriter::new(File::create(news.join("a.jsonl")).unwrap()), 5, 0, 40).unwrap();
    assert!(start(&news, &clean).wait().unwrap().success());
    let expected = held(&clean);
    let mut failed = 0;
    for (calls, error) in CALLS {
        for n in 1..=faults {
            let dir = scratch.path().join(format!("index-{error}-{n}"));
            let ran = traced(&format!("{calls}:error={error}:when={n}"), &news, &dir);
            let told = String::from_utf8_lossy(&ran.stderr);
            assert!(!told.contains("panicked"), "{calls} {n}: {told}");
            let code = ran.status.code();
            assert!(matches!(code, Some(0 | 2)), "{calls} {n}: {code:?} {told}");
            failed += u32::from(code == Some(2));
            if engine_folder(&dir).join("meta.json").exists() {
                let report = check(&dir).unwrap();
                assert!(report.is_sound(), "{calls} {n}: {report:?}");
            }
            assert!(start(&news, &dir).wait().unwrap().success(), "{calls} {n}: the run after it fails");
            assert_eq!(held(&dir), expected, "{calls} {n}");
            assert_eq!(strays(&dir), Vec::<String>::new(), "{calls} {n}");
            fs::remove_dir_all(&dir).unwrap();
        }
    }
    assert!(failed > 0, "no fault was felt");
}
