//! What a run of training is asked for.

use std::{fmt, path::PathBuf};

use anyhow::{Context, Result, bail};
use onrecord::analysis::entities::tagger::features::{All, Sink, Window, features};

/// What can be left out, to see what it is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Features of word clusters.
    Clusters,
    /// Features of names the gazetteer knows. (Which words open a sentence and are no names is still asked of it.)
    Gazetteer,
    /// Features of how the article used a word before.
    History,
    /// The second pass, in which long names label their short forms.
    SecondPass,
    /// All rules after the tagger, the second pass among them.
    Rules,
    /// WikiGold among the training sets, so that it can be a test set.
    WikiGold,
}

/// All of them, by the words they are asked for with.
const PARTS: [(&str, Part); 6] = [
    ("clusters", Part::Clusters),
    ("gazetteer", Part::Gazetteer),
    ("history", Part::History),
    ("second-pass", Part::SecondPass),
    ("rules", Part::Rules),
    ("wikigold", Part::WikiGold),
];

impl Part {
    fn parse(word: &str) -> Result<Self> {
        let found = PARTS.iter().find(|(name, _)| *name == word).map(|(_, part)| *part);
        let names = || PARTS.map(|(name, _)| name).join(", ");
        found.with_context(|| format!("--without {word}: one of {} is expected", names()))
    }

    /// The templates of its features, numbered as in `features`; a bit for each.
    fn templates(self) -> u128 {
        let range = match self {
            Self::Clusters => 40..=54,
            Self::Gazetteer => 60..=65,
            Self::History => 70..=74,
            Self::SecondPass | Self::Rules | Self::WikiGold => return 0,
        };
        range.map(|template| 1 << template).sum()
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = PARTS.iter().find(|(_, part)| part == self).map_or("", |(name, _)| name);
        f.write_str(name)
    }
}

/// The features to learn from and to tag with.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Templates {
    hidden: u128,
}

impl Templates {
    /// All but those of the parts left out.
    pub(crate) fn without(parts: &[Part]) -> Self {
        Self { hidden: parts.iter().fold(0, |hidden, part| hidden | part.templates()) }
    }

    /// Collects the rows of the features of a place.
    pub(crate) fn look(self, window: &Window<'_>, rows: &mut Vec<u32>) {
        rows.clear();
        features(window, &mut Seen { all: All(rows), hidden: self.hidden });
    }
}

struct Seen<'o> {
    all: All<'o>,
    hidden: u128,
}

impl Sink for Seen<'_> {
    #[inline(always)]
    fn add(&mut self, template: u64, value: u64) {
        if self.hidden >> template & 1 == 0 {
            self.all.add(template, value);
        }
    }
}

/// A run of `training tagger`.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// Names of the training sets; the default ones if none was given.
    pub(crate) files: Vec<String>,
    /// Where the model goes, if not to its place in the repository.
    pub(crate) out: Option<PathBuf>,
    /// What is left out.
    pub(crate) without: Vec<Part>,
}

impl Plan {
    /// Reads `FILE… out=MODEL --without PART,PART`, in any order.
    ///
    /// # Errors
    /// If a part is not known, or a model is to be written that the program, which looks at everything, could not use.
    pub(crate) fn parse(args: &[String]) -> Result<Self> {
        let mut plan = Self::default();
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            if arg == "--without" {
                let parts = args.next().context("--without what? for example --without clusters")?;
                plan.without.extend(parts.split(',').map(Part::parse).collect::<Result<Vec<_>>>()?);
            } else if let Some(out) = arg.strip_prefix("out=") {
                plan.out = Some(out.into());
            } else if arg.starts_with('-') {
                bail!("unknown option {arg}: --without is the only one");
            } else {
                plan.files.push(arg.clone());
            }
        }
        if plan.out.is_some() && !plan.without.is_empty() {
            bail!("out= with --without: a run that leaves something out prints scores and writes no model");
        }
        Ok(plan)
    }
}

#[cfg(test)]
mod tests {
    use onrecord::{analysis::entities::tagger::decode::Walk, text::Tokens};

    use super::*;

    fn parse(args: &str) -> Result<Plan> {
        Plan::parse(&args.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn parts_are_read_and_misspelt_ones_told() {
        let plan = parse("a.jsonl --without clusters,second-pass b.jsonl").unwrap();
        assert_eq!((plan.files.len(), plan.without), (2, vec![Part::Clusters, Part::SecondPass]));
        assert!(parse("--without cluster").unwrap_err().to_string().contains("second-pass"));
        assert!(parse("--without rules out=model.bin").is_err());
        assert!(parse("--with").is_err());
    }

    /// Rows seen of the first word of `text`.
    fn rows(text: &str, without: &[Part]) -> Vec<u32> {
        let tokens = Tokens::new(text);
        let (mut walk, mut rows) = (Walk::new(&tokens), Vec::new());
        Templates::without(without).look(&walk.window(0).unwrap(), &mut rows);
        rows
    }

    #[test]
    fn what_is_left_out_is_not_seen() {
        let text = "London buses were late.";
        let all = rows(text, &[]);
        for (part, features) in [(Part::Clusters, 9), (Part::History, 5)] {
            assert_eq!(rows(text, &[part]).len() + features, all.len(), "{part}");
        }
        assert!(rows(text, &[Part::Gazetteer]).len() < all.len() - 4, "the gazetteer knows London");
        let mut seen = Vec::new();
        let tokens = Tokens::new(text);
        Walk::new(&tokens).look(0, &mut seen);
        assert_eq!(all, seen, "with nothing left out, training sees what use sees");
    }
}
