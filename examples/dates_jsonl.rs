//! Reads lines of `{"id","text","date"?}`, prints `{"id","dates":[…]}`: what the date scorer reads.
use std::io::{BufRead, Write};

use onrecord::{
    analysis::dates::find,
    article::Published,
    text::{Tokens, chars::CharIndex},
};
use serde_json::{Value, json};

fn main() {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let record: Value = serde_json::from_str(&line.expect("a line")).expect("a JSON object");
        let text = record["text"].as_str().unwrap_or("");
        let published = record["date"].as_str().and_then(published);
        let tokens = Tokens::new(text);
        let index = CharIndex::new(text);
        let dates: Vec<Value> = find(&tokens, published)
            .iter()
            .map(|found| {
                let place = index.span(found.span);
                json!({"start": place.start, "end": place.end, "text": found.span.of(text), "type": found.kind,
                    "value": found.value, "from": found.interval.map(|i| i.0.to_string()),
                    "to": found.interval.map(|i| i.1.to_string())})
            })
            .collect();
        let line = json!({"id": record["id"], "text": text, "dates": dates});
        writeln!(out, "{line}").expect("stdout takes a line");
    }
}

fn published(date: &str) -> Option<Published> {
    match date.get(..10) {
        Some(day) => day.parse().ok().map(Published::on),
        None => {
            let from: jiff::civil::Date = format!("{date}-01").parse().ok()?;
            Some(Published { from, to: from.last_of_month() })
        }
    }
}
