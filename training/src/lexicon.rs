//! Writes `gazetteer.bin` and `clusters.bin` from the lists.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use onrecord::{
    lexicon::{
        FIRST_NAMES, ORGANISATIONS, PLACES, gaz, pack_clusters,
        table::{Key, Table},
    },
    text::Tokens,
};
use rustc_hash::FxHashMap;

/// Longest name, in words, that the gazetteer keeps.
const LONGEST: usize = 8;

/// 2^18 slots hold the names and their beginnings, 2^17 the 100,000 clustered words, which takes up three quarters of those.
const NAME_BITS: u32 = 18;
const WORD_BITS: u32 = 17;

const CENSUS: &str = include_str!("../data/census_first_names.tsv");

/// Writes both tables into `out`, from `gaz.tsv`, `clust64.tsv` and `clust512.tsv` in `data`.
pub(crate) fn write(data: &Path, out: &Path) -> Result<()> {
    let names = read(&data.join("gaz.tsv"))?;
    let gazetteer = Table::build(&gazetteer(&names), NAME_BITS);
    fs::write(out.join("gazetteer.bin"), gazetteer)?;
    let clusters = clusters(&read(&data.join("clust64.tsv"))?, &read(&data.join("clust512.tsv"))?)?;
    fs::write(out.join("clusters.bin"), Table::build(&clusters, WORD_BITS))?;
    Ok(())
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

fn gazetteer(names: &str) -> FxHashMap<Key, u16> {
    let mut out = FxHashMap::default();
    for line in names.lines() {
        let Some((kind, name)) = line.split_once('\t') else { continue };
        if let Some(bit) = kind_bit(kind) {
            add(&mut out, name, bit);
        }
    }
    for (list, bit) in [(PLACES, gaz::REGION), (ORGANISATIONS, gaz::ORGANISATION)] {
        list.lines().filter(|line| !line.starts_with('#')).for_each(|name| add(&mut out, name, bit));
    }
    for line in [FIRST_NAMES, CENSUS].iter().flat_map(|list| list.lines()).filter(|line| !line.starts_with('#')) {
        let Some((name, gender)) = line.split_once('\t') else { continue };
        let told = match gender {
            "m" => gaz::MALE,
            "f" => gaz::FEMALE,
            _ => 0,
        };
        add(&mut out, name, gaz::FIRST | told);
    }
    out
}

fn kind_bit(kind: &str) -> Option<u16> {
    Some(match kind {
        "country" => gaz::COUNTRY,
        "capital" => gaz::CAPITAL,
        "bigcity" => gaz::BIG_CITY,
        "city" => gaz::CITY,
        "state" => gaz::STATE,
        "last" => gaz::LAST,
        _ => return None,
    })
}

/// Adds a name, cut into words as an article is, and marks its beginnings. A point at the end would be a full stop if nothing
/// followed ("Calif.").
fn add(out: &mut FxHashMap<Key, u16>, name: &str, bit: u16) {
    let followed = format!("{name} on");
    let tokens = Tokens::new(&followed);
    let words: Vec<&str> = (0..tokens.len() - 1).map(|i| tokens.lower(i)).collect();
    if words.is_empty() || words.len() > LONGEST {
        return;
    }
    for n in 1..words.len() {
        *out.entry(Key::phrase(&words[..n])).or_insert(0) |= gaz::PREFIX;
    }
    *out.entry(Key::phrase(&words)).or_insert(0) |= bit;
}

fn clusters(coarse: &str, fine: &str) -> Result<FxHashMap<Key, u16>> {
    let coarse: FxHashMap<&str, u16> = rows(coarse)?;
    let mut out = FxHashMap::default();
    for (word, fine) in rows(fine)? {
        if let Some(&coarse) = coarse.get(word) {
            out.insert(Key::of(word), pack_clusters(coarse, fine));
        }
    }
    Ok(out)
}

fn rows(text: &str) -> Result<FxHashMap<&str, u16>> {
    text.lines().filter_map(|line| line.rsplit_once('\t')).map(|(word, n)| Ok((word, n.parse()?))).collect()
}
