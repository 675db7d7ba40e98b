//! A disk too small for the index: an error that says where and why, the last commit stays, and with more room the
//! same command goes on.
//!
//! The disk is a file system in memory; where none may be mounted, the test says that it did nothing.
//! `ONRECORD_ROOM` sets the sizes in MB, as a list (`1,2` by default).

use std::{
    fs::{self, File},
    io::BufWriter,
    path::{Path, PathBuf},
    process::Command,
};

use onrecord::index::{check, engine_folder};

use crate::{COMMIT_EVERY, corpus, held, start, strays};

/// Sizes in MB without `ONRECORD_ROOM`: too small for the lock and first segments, for a merge, for the last commit.
const SIZES: &str = "1,2";

/// Articles of the archive: its index takes some 2 MB, and more while segments are merged.
const ARTICLES: usize = 500;

/// A file system of its own, gone with the value.
struct Disk(PathBuf);

impl Disk {
    /// None if it may not be mounted.
    fn mount(at: PathBuf, megabytes: u32) -> Option<Self> {
        fs::create_dir(&at).unwrap();
        let mounted = mount(&at, &format!("size={megabytes}m"));
        mounted.then_some(Self(at))
    }

    fn grow(&self) {
        assert!(mount(&self.0, "remount,size=512m"), "the disk does not grow");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // What is left mounted in a temporary folder goes with the machine; a panic here would hide the test's own.
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

fn mount(at: &Path, options: &str) -> bool {
    let tried = Command::new("mount").args(["-t", "tmpfs", "-o", options, "none"]).arg(at).output();
    tried.is_ok_and(|tried| tried.status.success())
}

#[test]
fn a_disk_without_room_is_told_and_survived() {
    let scratch = tempfile::tempdir().unwrap();
    let (news, clean) = (scratch.path().join("news"), scratch.path().join("clean"));
    fs::create_dir(&news).unwrap();
    corpus::write(&mut BufWriter::new(File::create(news.join("a.jsonl")).unwrap()), 6, 0, ARTICLES).unwrap();
    assert!(start(&news, &clean).wait().unwrap().success());
    let expected = held(&clean);
    let sizes = std::env::var("ONRECORD_ROOM").unwrap_or_else(|_| SIZES.to_owned());
    let mut full = 0;
    for size in sizes.split(',').map(|size| size.parse().unwrap()) {
        let Some(disk) = Disk::mount(scratch.path().join(format!("disk-{size}")), size) else {
            eprintln!("no file system may be mounted here: nothing was tested");
            return;
        };
        let dir = disk.0.join("index");
        let ran = Command::new(env!("CARGO_BIN_EXE_onrecord"))
            .args(["index", "--index-dir"])
            .args([&dir, &news])
            .env("ONRECORD_COMMIT_EVERY", COMMIT_EVERY)
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&ran.stderr);
        assert!(!told.contains("panicked"), "{size} MB: {told}");
        if !ran.status.success() {
            full += 1;
            assert_eq!(ran.status.code(), Some(2), "{size} MB: {told}");
            assert!(told.contains("No space left") && told.contains(&*dir.to_string_lossy()), "{size} MB: {told}");
        }
        if engine_folder(&dir).join("meta.json").exists() {
            let report = check(&dir).unwrap();
            assert!(report.is_sound(), "{size} MB: {report:?}");
        }
        disk.grow();
        assert!(start(&news, &dir).wait().unwrap().success(), "{size} MB: the run with more room fails");
        assert_eq!(held(&dir), expected, "{size} MB");
        assert_eq!(strays(&dir), Vec::<String>::new(), "{size} MB");
    }
    assert!(full > 0 || sizes != SIZES, "no disk was too small");
}
