//! Settings that hold for every run: an option over an environment variable over the user's file over a default.
//!
//! The file is `onrecord/config.toml` in the user's folder for configuration, or what `ONRECORD_CONFIG` names. None is
//! looked for in the working folder: a setting can name a program (the pager), and whoever packed an archive must not
//! choose what runs on the reader's machine.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, ensure};
use serde::Deserialize;

use super::args::{Color, Hyperlink};
use crate::commands::config::{Line, Origin};

/// Names another file than the usual one; empty for none at all.
const FILE: &str = "ONRECORD_CONFIG";

/// Where the index lies.
const INDEX: &str = "ONRECORD_INDEX";

/// Pagers, the first that is set; empty for none.
const PAGERS: [&str; 2] = ["ONRECORD_PAGER", "PAGER"];

/// What shows a screen at a time where nothing else is set: it ends by itself if one screen is enough (F), lets colours
/// through (R), and leaves what was read on the screen (X).
const LESS: &str = "less -FRX";

/// Most bytes of the file that are read.
const MOST_BYTES: u64 = 1 << 20;

/// What the file may hold.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    index_dir: Option<PathBuf>,
    color: Option<Color>,
    pager: Option<String>,
    hyperlink: Option<Hyperlink>,
    max: Option<usize>,
    threads: Option<usize>,
}

/// A value and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Where it came from.
    pub origin: Origin,
}

/// What is set beside the options of a run.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Where the file is looked for; none if there is no such place.
    path: Option<PathBuf>,
    file: File,
}

impl Settings {
    /// Reads the user's file, if there is one.
    ///
    /// # Errors
    /// If it is there and cannot be read or understood, or `ONRECORD_CONFIG` names one that is not there.
    pub fn load() -> anyhow::Result<Self> {
        let named = std::env::var_os(FILE);
        let path = match &named {
            Some(named) if named.is_empty() => None,
            Some(named) => Some(PathBuf::from(named)),
            None => usual_place(),
        };
        let Some(path) = path else { return Ok(Self::default()) };
        match std::fs::metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && named.is_none() => {
                return Ok(Self { path: Some(path), file: File::default() });
            }
            data => {
                let length = data.with_context(|| path.display().to_string())?.len();
                ensure!(length <= MOST_BYTES, "{}: longer than {MOST_BYTES} bytes", path.display());
            }
        }
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let file = parse(&text).map_err(|fault| anyhow::anyhow!("{}: {fault}", path.display()))?;
        Ok(Self { path: Some(path), file })
    }

    /// A value: the option if it was given, else the variable, else the file's, else the default.
    fn settle<T: Clone>(
        &self,
        option: (&'static str, Option<T>),
        env: Env<T>,
        file: Option<T>,
        other: T,
    ) -> Setting<T> {
        let (value, origin) = match (option, env, file, &self.path) {
            ((name, Some(value)), ..) => (value, Origin::Option(name)),
            (_, Some((name, value)), ..) => (value, Origin::Environment(name)),
            (_, _, Some(value), Some(path)) => (value, Origin::File(path.clone())),
            _ => (other, Origin::Default),
        };
        Setting { value, origin }
    }

    /// The index folder.
    #[must_use]
    pub fn index_dir(&self, typed: Option<PathBuf>) -> Setting<PathBuf> {
        let env = variable(INDEX).map(|dir| (INDEX, PathBuf::from(dir)));
        let file = self.file.index_dir.as_deref().map(from_home);
        self.settle(("--index-dir", typed), env, file, PathBuf::from(".onrecord"))
    }

    /// When colours are used.
    #[must_use]
    pub fn color(&self, typed: Option<Color>) -> Setting<Color> {
        let never = variable("NO_COLOR").map(|_| ("NO_COLOR", Color::Never));
        let force = || variable("CLICOLOR_FORCE").filter(|value| value != "0");
        let env = never.or_else(|| force().map(|_| ("CLICOLOR_FORCE", Color::Always)));
        self.settle(("--color", typed), env, self.file.color, Color::Auto)
    }

    /// The program that shows long output on a terminal; empty for none.
    #[must_use]
    pub fn pager(&self, none: bool) -> Setting<String> {
        let set = PAGERS.into_iter().find_map(|name| Some((name, std::env::var(name).ok()?)));
        self.settle(("--no-pager", none.then(String::new)), set, self.file.pager.clone(), LESS.to_owned())
    }

    /// When paths and addresses are links.
    #[must_use]
    pub fn hyperlink(&self, typed: Option<Hyperlink>) -> Setting<Hyperlink> {
        self.settle(("--hyperlink", typed), None, self.file.hyperlink, Hyperlink::Never)
    }

    /// Most hits printed.
    #[must_use]
    pub fn max(&self, typed: Option<usize>) -> Setting<usize> {
        self.settle(("--max", typed), None, self.file.max, 10)
    }

    /// Threads that analyse; none for one a core.
    #[must_use]
    pub fn threads(&self, typed: Option<usize>) -> Setting<Option<usize>> {
        self.settle(("--threads", typed.map(Some)), None, self.file.threads.map(Some), None)
    }

    /// The file, if there is a place for it.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Every setting, as it is without the options of a subcommand.
    #[must_use]
    pub fn lines(&self, color: Option<Color>, no_pager: bool, hyperlink: Option<Hyperlink>) -> Vec<Line> {
        fn line<T>(key: &'static str, setting: Setting<T>, show: impl Fn(T) -> String) -> Line {
            Line { key, value: show(setting.value), origin: setting.origin }
        }
        vec![
            line("index-dir", self.index_dir(None), |dir| dir.display().to_string()),
            line("color", self.color(color), |color| color.to_string()),
            line("pager", self.pager(no_pager), |pager| if pager.is_empty() { "none".to_owned() } else { pager }),
            line("hyperlink", self.hyperlink(hyperlink), |when| when.to_string()),
            line("max", self.max(None), |max| max.to_string()),
            line("threads", self.threads(None), |n| n.map_or_else(|| "one a core".to_owned(), |n| n.to_string())),
        ]
    }
}

/// A variable's name and value, if it is set.
type Env<T> = Option<(&'static str, T)>;

/// A variable that is set and not empty.
fn variable(name: &str) -> Option<std::ffi::OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

fn usual_place() -> Option<PathBuf> {
    let folder = variable("XDG_CONFIG_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute());
    let windows = || variable("APPDATA").map(PathBuf::from).filter(|_| cfg!(windows));
    let home = || variable("HOME").map(|home| Path::new(&home).join(".config"));
    Some(folder.or_else(windows).or_else(home)?.join("onrecord").join("config.toml"))
}

/// `~/news` as the shell would read it; no shell reads the file.
fn from_home(path: &Path) -> PathBuf {
    match (path.strip_prefix("~"), variable("HOME")) {
        (Ok(rest), Some(home)) => Path::new(&home).join(rest),
        _ => path.to_owned(),
    }
}

fn parse(text: &str) -> Result<File, String> {
    let file: File = toml::from_str(text).map_err(|error| {
        let before = error.span().map_or(0, |span| span.start).min(text.len());
        let line = text.as_bytes()[..before].iter().filter(|&&byte| byte == b'\n').count() + 1;
        format!("line {line}: {}", error.message().replace('\n', " "))
    })?;
    match (file.max, file.threads) {
        (Some(0), _) => Err("max = 0: at least one hit is needed".to_owned()),
        (_, Some(0)) => Err("threads = 0: at least one thread is needed".to_owned()),
        _ => Ok(file),
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        })
    }
}

impl fmt::Display for Hyperlink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_holds_known_keys_only_and_sound_values() {
        let file =
            parse("index-dir = \"/x\"\nmax = 25\ncolor = \"never\"\nhyperlink = \"auto\"\npager = \"\"").unwrap();
        assert_eq!((file.max, file.color, file.pager.as_deref()), (Some(25), Some(Color::Never), Some("")));
        let unknown = parse("max = 3\ncolour = \"never\"").unwrap_err();
        assert!(
            unknown.starts_with("line 2: ") && unknown.contains("colour") && unknown.contains("color"),
            "{unknown}"
        );
        assert!(parse("max = 0").is_err() && parse("color = \"red\"").is_err() && parse("threads = 0").is_err());
    }

    #[test]
    fn an_option_beats_the_variable_which_beats_the_file() {
        let file = File { max: Some(25), ..File::default() };
        let settings = Settings { path: Some(PathBuf::from("/c")), file };
        assert_eq!(settings.max(Some(3)), Setting { value: 3, origin: Origin::Option("--max") });
        assert_eq!(settings.max(None), Setting { value: 25, origin: Origin::File(PathBuf::from("/c")) });
        assert_eq!(settings.settle(("--x", None), Some(("X", 7)), Some(8), 9).origin, Origin::Environment("X"));
        assert_eq!(Settings::default().max(None), Setting { value: 10, origin: Origin::Default });
    }
}
