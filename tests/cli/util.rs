//! A folder of its own for each test, and the program run in it.

use std::{
    ffi::OsStr,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Declares a test that gets an empty [`Dir`].
macro_rules! onrecord {
    ($name:ident, $body:expr) => {
        #[test]
        fn $name() {
            let body: fn($crate::util::Dir) = $body;
            body($crate::util::Dir::new());
        }
    };
}

/// An empty folder that goes away with the test.
pub(crate) struct Dir(tempfile::TempDir);

/// What a run came to.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Dir {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder can be made"))
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file, its folders made as needed.
    pub(crate) fn create(&self, name: &str, contents: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("/"))).unwrap();
        fs::write(path, contents).unwrap();
    }

    /// The program, to be run here without the caller's settings.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
        command.current_dir(self.0.path());
        for variable in
            ["ONRECORD_INDEX", "ONRECORD_PAGER", "PAGER", "NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR", "COLUMNS"]
        {
            command.env_remove(variable);
        }
        // No file of settings.
        command.env("ONRECORD_CONFIG", "");
        command
    }

    /// Runs it with nothing on standard input.
    pub(crate) fn run<S: AsRef<OsStr>>(&self, args: &[S]) -> Ran {
        self.run_with(args, b"")
    }

    /// Runs it with `input` on standard input.
    pub(crate) fn run_with<S: AsRef<OsStr>>(&self, args: &[S], input: &[u8]) -> Ran {
        let mut command = self.command();
        command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        // A program that ends without reading all of it closes the pipe; that is its right.
        let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        Ran {
            code: output.status.code().expect("the program ends by itself"),
            out: String::from_utf8(output.stdout).expect("results are UTF-8"),
            err: String::from_utf8(output.stderr).expect("messages are UTF-8"),
        }
    }

    /// Runs it and checks the exit code.
    #[track_caller]
    pub(crate) fn expect<S: AsRef<OsStr>>(&self, code: i32, args: &[S]) -> Ran {
        let ran = self.run(args);
        assert_eq!(ran.code, code, "{ran:?}");
        assert!(!ran.err.contains("panicked"), "{ran:?}");
        ran
    }

    /// A small archive in `news/`.
    pub(crate) fn with_news(self) -> Self {
        self.create("news/river.jsonl", RIVER.join("\n"));
        self.create("news/harbour.txt", HARBOUR);
        self
    }

    /// The same, indexed into the default folder.
    pub(crate) fn with_index(self) -> Self {
        let dir = self.with_news();
        dir.expect(0, &["index", "news"]);
        dir
    }
}

/// Three articles of an invented paper.
pub(crate) const RIVER: [&str; 3] = [
    r#"{"id":"r1","title":"Council votes for new bridge","date":"2019-05-03","source":"River Post","url":"https://riverpost.example/2019/05/03/bridge","text":"Ada Orlova, the mayor of Lindholm, won the vote on Thursday.\n\n“We will rebuild the old bridge before winter,” Orlova said. “Nobody will have to swim.”\n\nThe council of Lindholm met for nine hours."}"#,
    r#"{"id":"r2","title":"Bridge too dear, says opposition","date":"2019-06-11","source":"River Post","url":"https://riverpost.example/2019/06/11/cost","text":"Bruno Castell, who leads the opposition, spoke against the plan.\n\n“The bridge costs more than the town,” Castell told reporters. He blamed Ada Orlova for the delay."}"#,
    r#"{"id":"r3","title":"Naïve café owner reopens","date":"2020-01-20","source":"Hill Gazette","url":"https://hillgazette.example/2020/01/20/cafe","text":"Zoë Märtens reopened her café – “l’étoile” – on Monday.\n\n“Coffee, größer than ever,” Märtens said."}"#,
];

/// One article as plain text.
pub(crate) const HARBOUR: &str = "Harbour lamps fail again\n\nThe lamps at the harbour of Lindholm failed on Sunday. \
Nobody was hurt.\n\nThe harbour master, Ines Halvorsen, promised new ones.\n";
