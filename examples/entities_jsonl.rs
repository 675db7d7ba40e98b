//! Names of articles: JSON lines in ({"id","text","title"?}), JSON lines out, offsets in code points.

use std::io::{BufRead, Write};

use onrecord::{
    analysis::entities,
    text::{Tokens, chars::CharIndex},
};
use serde_json::{Value, json};

fn main() -> anyhow::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let article: Value = serde_json::from_str(&line?)?;
        let text = article["text"].as_str().unwrap_or_default();
        let found = entities::find(&Tokens::new(text), article["title"].as_str());
        let chars = CharIndex::new(text);
        let entities: Vec<Value> = found.mentions.iter().map(|mention| {
            let span = chars.span(mention.span);
            let name = &found.names[mention.name.0 as usize];
            json!({"start": span.start, "end": span.end, "type": mention.kind, "text": mention.span.of(text), "name": name.canonical})
        }).collect();
        let names: Vec<Value> = found.names.iter().map(|name| {
            json!({"name": name.canonical, "variants": name.variants, "type": name.kind, "role": name.role, "gender": name.gender.map(|g| format!("{g:?}"))})
        }).collect();
        writeln!(out, "{}", json!({"id": article["id"], "text": text, "entities": entities, "names": names}))?;
    }
    Ok(())
}
