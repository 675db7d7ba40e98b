//! `sample`: draws quotes to be graded by hand, and says what the grades come to.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};

use super::{Context, Outcome, batch::delimiter};
use crate::{
    index::Reader,
    names::Names,
    query::{
        Answers, Request, Target, answer,
        grades::{Grade, scores},
    },
    render::{
        Look,
        hits::Mark,
        scores as print,
        table::{BOM, Table},
    },
};

/// The column that is filled in by hand.
const GRADE: &str = "grade";

/// What to do.
#[derive(Debug)]
pub enum Options {
    /// Draw quotes.
    Draw {
        /// The index folder.
        dir: PathBuf,
        /// From these quotes.
        expr: String,
        /// How many.
        number: usize,
        /// The same number draws the same quotes.
        seed: u64,
        /// How to print them.
        format: Rows,
    },
    /// Say what grades come to.
    Score {
        /// The sample with its grades.
        file: PathBuf,
        /// How to print it.
        format: Scores,
        /// How text looks.
        look: Look,
    },
}

/// How to print a sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// A row a quote, the column `grade` empty.
    Csv(Mark),
    /// One object a line.
    Jsonl,
}

/// How to print what grades come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scores {
    /// For reading.
    Text,
    /// One array.
    Json,
}

/// Runs the command.
///
/// # Errors
/// If the query is faulty, the index or the file of grades cannot be read or understood, or results cannot be written.
/// No quote to draw, or no grade given, is [`Outcome::Nothing`].
pub fn run(options: &Options, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    match options {
        Options::Draw { dir, expr, number, seed, format } => {
            let request = Request { expr: expr.clone(), target: Some(Target::Quotes), ..Request::default() };
            request.check()?;
            let reader = Reader::open(dir)?;
            let (searcher, names) = (reader.searcher(), Names::open(&reader)?);
            let mut answers = answer(&searcher, reader.fields(), &names, &request)?;
            let total = answers.total;
            answers.draw(*number, *seed);
            let drawn = rows(answers, *format, context)?;
            context.messages.note(&match drawn {
                0 => "no quotes to draw from".to_owned(),
                _ => format!(
                    "{drawn} of {total} quotes; write y or n into the column {GRADE}, then: onrecord sample --grades FILE"
                ),
            });
            Ok(if drawn == 0 { Outcome::Nothing } else { Outcome::Done })
        }
        Options::Score { file, format, look } => score(file, *format, look, context),
    }
}

fn rows(answers: Answers<'_>, format: Rows, context: &mut Context<'_>) -> anyhow::Result<usize> {
    let mut drawn = 0;
    if format == Rows::Jsonl {
        for hit in answers {
            serde_json::to_writer(&mut *context.out, &hit?)?;
            context.out.write_all(b"\n")?;
            drawn += 1;
        }
        return Ok(drawn);
    }
    if format == Rows::Csv(Mark::Bom) {
        context.out.write_all(BOM)?;
    }
    let mut table = Table::new(&mut *context.out, b',', Some(GRADE))?;
    for hit in answers {
        table.hit(Some(""), &hit?)?;
        drawn += 1;
    }
    table.flush()?;
    Ok(drawn)
}

fn score(file: &Path, format: Scores, look: &Look, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let name = file.display().to_string();
    let text = std::fs::read_to_string(file).with_context(|| name.clone())?;
    let (grades, left) = grades(text.strip_prefix('\u{FEFF}').unwrap_or(&text)).context(name)?;
    let scores = scores(&grades);
    match format {
        Scores::Text if scores.is_empty() => {}
        Scores::Text => print::text(context.out, look, &scores)?,
        Scores::Json => {
            serde_json::to_writer_pretty(&mut *context.out, &scores)?;
            context.out.write_all(b"\n")?;
        }
    }
    context.out.flush()?;
    context.messages.note(&match grades.len() {
        0 => format!("no grades given: write y or n into the column {GRADE}"),
        given => format!("{given} graded, {left} not"),
    });
    Ok(if grades.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

/// The rows with a grade, and the number of those without.
fn grades(text: &str) -> anyhow::Result<(Vec<Grade>, usize)> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(delimiter(text)).from_reader(text.as_bytes());
    let names = reader.headers()?.clone();
    let column = |wanted: &str| names.iter().position(|name| name.trim().eq_ignore_ascii_case(wanted));
    let Some(grade) = column(GRADE) else { bail!("no column `{GRADE}`: take a file that `onrecord sample` wrote") };
    let (kind, speaker, confidence) = (column("kind"), column("speaker_kind"), column("confidence"));
    let (mut given, mut left) = (Vec::new(), 0);
    for row in reader.into_records() {
        let row = row?;
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).unwrap_or_default().trim();
        let line = row.position().map_or(0, csv::Position::line);
        let Some(right) = verdict(cell(Some(grade))).with_context(|| format!("line {line}"))? else {
            left += 1;
            continue;
        };
        // Spreadsheets of some countries write 0,98.
        let number = cell(confidence).replace(',', ".");
        let confidence = number.parse::<f64>().ok();
        ensure!(number.is_empty() || confidence.is_some(), "line {line}: the confidence `{number}` is no number");
        let [kind, speaker_kind] = [kind, speaker].map(|at| cell(at).to_owned());
        given.push(Grade { right, kind, speaker_kind, confidence });
    }
    Ok((given, left))
}

/// A grade as people write it; none where it was left open.
fn verdict(typed: &str) -> anyhow::Result<Option<bool>> {
    Ok(match typed.to_lowercase().as_str() {
        "" | "?" | "-" => None,
        "y" | "yes" | "1" | "right" | "true" | "ok" => Some(true),
        "n" | "no" | "0" | "wrong" | "false" => Some(false),
        _ => bail!("`{}` is no grade: write y or n, or leave it empty", typed.chars().take(24).collect::<String>()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_are_read_as_spreadsheets_write_them() {
        let comma = "grade,kind,confidence,speaker_kind\nY,direct,0.98,person\n,direct,0.5,\nno,mixed,0.4,org\n";
        let semicolon = "grade;kind;confidence;speaker_kind\nY;direct;0,98;person\n;direct;0,5;\nno;mixed;0,4;org\n";
        for text in [comma, semicolon] {
            let (grades, left) = grades(text).unwrap();
            assert_eq!((grades.len(), left), (2, 1));
            assert_eq!((grades[0].right, grades[0].confidence, grades[1].kind.as_str()), (true, Some(0.98), "mixed"));
        }
    }

    #[test]
    fn what_is_no_grade_is_told_with_its_line() {
        let error = format!("{:#}", grades("grade,kind\ny,direct\nmaybe,direct\n").unwrap_err());
        assert!(error.contains("line 3") && error.contains("maybe"), "{error}");
        assert!(grades("kind\ndirect\n").is_err());
    }
}
