//! News that never happened, as much as is wanted: invented people and places, sentences recombined. The same seed
//! gives the same articles.

#![allow(dead_code, reason = "each of its users needs a part")]

use std::io::{self, Write};

/// A small generator of numbers (SplitMix64): the same on every machine.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// A number below `n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % n as u64) as usize
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

const FIRST: &[&str] = &["Oona", "Matteo", "Ilse", "Tarek", "Wanda", "Jorun", "Piet", "Salome", "Anselm", "Rukia"];
const LAST: &[&str] = &["Brask", "Vellane", "Okonjo", "Tirel", "Hadwin", "Sorbeck", "Mirolan", "Quast", "Ferreday"];
const ROLE: &[&str] = &["harbour master", "mayor", "energy minister", "union leader", "spokeswoman", "chief surgeon"];
const PLACE: &[&str] = &["Port Ellery", "Tarnholm", "Lower Vesk", "Marisburg", "the Orlan valley", "Cape Sennet"];
const BODY: &[&str] = &["the ferry company", "the Tarnholm council", "Norvik Bank", "the ministry", "the dockers"];
const DEED: &[&str] = &["approved", "rejected", "postponed", "reopened", "sold", "audited", "defended", "cancelled"];
const THING: &[&str] =
    &["the bridge tolls", "a new ice breaker", "the night trains", "three wards", "its pension plan"];
const SAID: &[&str] = &[
    "We will not wait another winter",
    "Nobody asked the people who live here",
    "It was a mistake",
    "The numbers are better than we feared",
    "This is how trust is lost",
    "I have read every page of it",
];
const CUE: &[&str] = &["said", "told reporters", "added", "warned", "insisted", "wrote in a letter"];
const WHEN: &[&str] = &["on Monday", "last week", "on 3 March", "two years ago", "in October 2014", "yesterday"];

/// One article as a line of JSON.
pub(crate) fn article(dice: &mut Dice, number: usize) -> String {
    let title = format!("{} {} {}", dice.pick(PLACE), dice.pick(DEED), dice.pick(THING));
    let mut text = String::new();
    for _ in 0..6 + dice.below(20) {
        paragraph(dice, number, &mut text);
    }
    let (year, month, day) = (2000 + dice.below(24), 1 + dice.below(12), 1 + dice.below(28));
    let record = serde_json::json!({
        "url": format!("https://post-{}.example/{number}", dice.below(30)),
        "title": title,
        "date": format!("{year}-{month:02}-{day:02}"),
        "source": format!("Post {}", dice.below(30)),
        "text": text,
    });
    record.to_string()
}

fn paragraph(dice: &mut Dice, number: usize, text: &mut String) {
    let (first, last) = (dice.pick(FIRST), dice.pick(LAST));
    let (role, place, body) = (dice.pick(ROLE), dice.pick(PLACE), dice.pick(BODY));
    let (deed, thing, when) = (dice.pick(DEED), dice.pick(THING), dice.pick(WHEN));
    let (said, more, cue) = (dice.pick(SAID), dice.pick(SAID), dice.pick(CUE));
    let count = dice.below(100_000);
    text.push_str(&match dice.below(4) {
        0 => format!("In {place}, {body} {deed} {thing} {when}, according to file {number}-{count}.\n\n"),
        1 => format!("“{said},” {role} {first} {last} {cue} {when}. “{more}, and {count} of us know it.”\n\n"),
        2 => format!("{last} {cue} that {body} {deed} {thing}. {place} counted {count} complaints {when}.\n\n"),
        _ => format!("{first} {last}, the {role} of {place}, {deed} {thing} {when}; {body} paid {count} crowns.\n\n"),
    });
}

/// Writes `count` articles as JSON lines, the first with number `from`.
///
/// # Errors
/// If writing fails.
pub(crate) fn write(out: &mut impl Write, seed: u64, from: usize, count: usize) -> io::Result<()> {
    let mut dice = Dice(seed);
    (from..from + count).try_for_each(|number| writeln!(out, "{}", article(&mut dice, number)))
}
