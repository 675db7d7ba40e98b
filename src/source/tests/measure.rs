//! Not run by default: reads what the variable `ONRECORD_TRY` names (paths parted by `:`) and says how fast it went
//! and what came out. `ONRECORD_SHOW=n` shows n articles.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use super::*;

#[derive(Default)]
struct Tally {
    records: usize,
    bytes: usize,
    text: usize,
    dated: usize,
    titled: usize,
    errors: BTreeMap<&'static str, (usize, String)>,
    splitting: Duration,
    decoding: Duration,
}

impl Tally {
    fn fail(&mut self, error: &SourceError) {
        let entry = self.errors.entry(error.reason().label()).or_insert_with(|| (0, error.to_string()));
        entry.0 += 1;
    }
}

#[test]
#[ignore = "reads what ONRECORD_TRY names"]
fn read_and_say_how_fast() {
    let Some(paths) = std::env::var_os("ONRECORD_TRY") else { return };
    let roots: Vec<PathBuf> = std::env::split_paths(&paths).collect();
    let mut show: usize = std::env::var("ONRECORD_SHOW").ok().and_then(|n| n.parse().ok()).unwrap_or(0);
    let options = DecodeOptions::default();
    let mut tally = Tally::default();
    for found in Walk::new(&roots, &WalkOptions::default()) {
        let Ok(Found::File(entry)) = found else {
            println!("{found:?}");
            continue;
        };
        let mut records = match open(&entry, &options.limits) {
            Ok(records) => records,
            Err(error) => {
                tally.fail(&error);
                continue;
            }
        };
        loop {
            let start = Instant::now();
            let Some(record) = records.next() else { break };
            tally.splitting += start.elapsed();
            let start = Instant::now();
            let article = record.and_then(|record| {
                tally.records += 1;
                tally.bytes += record.bytes.len();
                decode(&record, &options)
            });
            tally.decoding += start.elapsed();
            match article {
                Ok(article) => {
                    tally.text += article.text.len();
                    tally.dated += usize::from(article.published.is_some());
                    tally.titled += usize::from(article.title.is_some());
                    if show > 0 {
                        show -= 1;
                        let text: String = article.text.chars().take(700).collect();
                        println!("{:#?}\n-----\n{text}\n=====", Article { text: String::new(), ..article });
                    }
                }
                Err(error) => tally.fail(&error),
            }
        }
    }
    let speed = |time: Duration| tally.bytes as f64 / 1e6 / time.as_secs_f64();
    println!(
        "{} records, {} bytes, {} bytes of text, {} dated, {} titled, splitting {:?} ({:.0} MB/s), decoding {:?} ({:.0} MB/s)",
        tally.records,
        tally.bytes,
        tally.text,
        tally.dated,
        tally.titled,
        tally.splitting,
        speed(tally.splitting),
        tally.decoding,
        speed(tally.decoding)
    );
    for (reason, (count, example)) in &tally.errors {
        println!("{reason}: {count}, as {example}");
    }
}
