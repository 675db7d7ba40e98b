//! Copies and stories that are none, made of invented sentences: each set as an editor would make it.

use super::*;

/// A small generator of numbers (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(PRIME);
        (mix(self.0) % n as u64) as usize
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

const WHO: &[&str] = &[
    "harbour master Oona Brask",
    "the dockers’ union",
    "Norvik Bank",
    "mayor Ilse Tirel",
    "a spokeswoman",
    "Piet Sorbeck",
    "the ministry",
    "residents",
    "her deputy",
    "two inspectors",
    "the ferry company",
    "a court in Marisburg",
    "the chief surgeon",
    "Tarek Okonjo",
];
const DID: &[&str] = &[
    "turned down",
    "put off",
    "paid for",
    "looked into",
    "signed",
    "opened",
    "lost",
    "gave up",
    "asked about",
    "voted for",
    "measured",
    "sold",
    "would not discuss",
    "was told of",
];
const WHAT: &[&str] = &[
    "the night trains",
    "a lease on the old quay",
    "nine bridge tolls",
    "its pension plan",
    "an ice breaker",
    "the winter budget",
    "three hospital wards",
    "a letter from the capital",
    "the flood wall",
    "school meals",
    "an audit of the fish market",
    "the dredging contract",
    "a loan of four million crowns",
    "every well in the valley",
];
const WHERE: &[&str] = &[
    "in Tarnholm",
    "at Cape Sennet",
    "on the west bank",
    "near the lighthouse",
    "before a full gallery",
    "behind closed doors",
    "in Lower Vesk",
    "at the customs house",
    "over the telephone",
    "in the rain",
    "at a village hall",
    "on board the Petrel",
];
const WHEN: &[&str] = &[
    "on Monday",
    "late last year",
    "in October 2014",
    "after the storm",
    "for the second time",
    "yesterday",
    "within a week",
    "since the war",
    "at noon",
    "before Easter",
    "in spite of a warning",
    "without a word",
];

fn sentence(dice: &mut Dice) -> String {
    let (who, did, what) = (dice.pick(WHO), dice.pick(DID), dice.pick(WHAT));
    let (place, when, other) = (dice.pick(WHERE), dice.pick(WHEN), dice.pick(WHAT));
    match dice.below(5) {
        0 => format!("{when} {who} {did} {what} {place}."),
        1 => format!("“{who} {did} {what} and {other},” she said {when}."),
        2 => format!("{place} {who} {did} {what}, though {other} mattered more {when}."),
        3 => format!("{who}, who {did} {other} {when}, said {} of it were left.", dice.below(900)),
        _ => format!("Neither {what} nor {other} moved {who} {place}."),
    }
}

fn sentences(dice: &mut Dice, count: usize) -> Vec<String> {
    (0..count).map(|_| sentence(dice)).collect()
}

fn story(dice: &mut Dice) -> Vec<String> {
    let count = 10 + dice.below(25);
    sentences(dice, count)
}

/// Another word here and there, as a sub-editor would have it.
fn edited(text: &str, dice: &mut Dice, one_in: usize) -> String {
    let words = text.split(' ').map(|word| if dice.below(one_in) == 0 { "reportedly" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

/// Copies of a story as syndication makes them, by name.
fn copies(dice: &mut Dice, whole: &[String]) -> Vec<(&'static str, String)> {
    let all = whole.join(" ");
    let kept = whole.len() * (50 + dice.below(40)) / 100;
    let dateline = format!("TARNHOLM (Harbour Post) — {all}");
    let mut merged = story(dice);
    merged.splice(2..2, whole.iter().cloned());
    let fresh = 2 + whole.len() / 6;
    let mut updated = sentences(dice, fresh);
    updated.extend(whole.iter().enumerate().filter(|(i, _)| i % 7 != 3).map(|(_, sentence)| sentence.clone()));
    vec![
        ("cut", whole[..kept].join("\n\n")),
        ("dateline", dateline),
        ("other signs", all.replace(['“', '”'], "''").replace('’', "'").to_uppercase()),
        ("edited", edited(&all, dice, 15)),
        ("merged", merged.join(" ")),
        ("updated", edited(&updated.join(" "), dice, 40)),
    ]
}

/// Two stories on one event: the same quotes and a background paragraph in both, the rest each paper's own.
fn rivals(dice: &mut Dice) -> (String, String) {
    let shared = sentences(dice, 5);
    let mut paper = |at: usize| {
        let count = 14 + dice.below(15);
        let mut own = sentences(dice, count);
        own.splice(at..at, shared[..2].to_vec());
        own.extend(shared[2..].to_vec());
        own.join(" ")
    };
    (paper(1), paper(6))
}

/// Whether the bands lead from text `a` to `b`.
fn is_compared(a: &str, b: &str) -> bool {
    let others: Vec<u64> = Fingerprint::of(b).bands().map(|band| band.key).collect();
    let shared: Vec<Band> = Fingerprint::of(a).bands().filter(|band| others.contains(&band.key)).collect();
    Fingerprint::may_be_copies(&shared, a.len() as u64, b.len() as u64)
}

#[test]
fn copies_are_found_and_rival_stories_kept_apart() {
    let mut dice = Dice(5);
    let (mut found, mut copied, mut wrong) = (0, 0, 0);
    let mut missed = std::collections::BTreeMap::<&str, usize>::new();
    for _ in 0..200 {
        let whole = story(&mut dice);
        let whole_text = whole.join(" ");
        let first = Fingerprint::of(&whole_text);
        for (name, text) in copies(&mut dice, &whole) {
            let copy = Fingerprint::of(&text);
            let hit = first.is_copy_of(&copy) && is_compared(&text, &whole_text);
            copied += 1;
            found += usize::from(hit);
            *missed.entry(name).or_default() += usize::from(!hit);
        }
        for _ in 0..6 {
            let (a, b) = rivals(&mut dice);
            wrong += usize::from(Fingerprint::of(&a).is_copy_of(&Fingerprint::of(&b)));
        }
    }
    let (recall, precision) = (found as f64 / copied as f64, found as f64 / (found + wrong) as f64);
    assert!(recall >= 0.9 && precision >= 0.97, "recall {recall:.3}, precision {precision:.3}, missed {missed:?}");
    assert!(missed.values().all(|missed| *missed <= 20), "every kind of copy is found: {missed:?}");
}

#[test]
fn a_shared_gallery_makes_no_copies() {
    let mut dice = Dice(9);
    for _ in 0..50 {
        let captions: String = (1..=30).map(|n| format!("{} Hide Caption {n} of 30 ", sentence(&mut dice))).collect();
        let mut page = || {
            Fingerprint::of(&format!(
                "{}\nPhotos: {captions}\n{}",
                sentences(&mut dice, 8).join(" "),
                sentences(&mut dice, 8).join("\n")
            ))
        };
        let (one, other) = (page(), page());
        assert!(!one.is_copy_of(&other));
    }
    assert!(!is_gallery("It took 3 of 5 judges, then 4 of 5, in rounds 1 of 2 and 2 of 2."));
}

#[test]
fn short_texts_have_no_fingerprint() {
    for text in ["", "Photo: Harbour Post", "...", "The ferry sailed again on Monday, the company said."] {
        let print = Fingerprint::of(text);
        assert!(print.bands().next().is_none(), "{text}");
        assert!(!print.is_copy_of(&print), "{text}");
    }
}

#[test]
fn a_text_of_one_word_repeated_is_no_trouble() {
    let print = Fingerprint::of(&"again ".repeat(100_000));
    assert_eq!(print.bands().count(), 1);
    assert!(print.is_copy_of(&print));
}

/// The hash is on disk: the same text must give the same bands in every version and on every machine.
#[test]
fn bands_do_not_change_from_version_to_version() {
    let mut dice = Dice(1);
    let print = Fingerprint::of(&story(&mut dice).join(" "));
    let keys: Vec<u64> = print.bands().map(|band| band.key).take(2).collect();
    assert_eq!(keys, [69_072_924_257_258_855 >> 32, 103_118_381_301_550_871 >> 32]);
}

#[test]
fn one_sentence_in_common_is_not_compared() {
    let band = |place| Band { key: u64::from(place), place };
    let may = |places: &[u16], a, b| {
        let shared: Vec<Band> = places.iter().map(|&place| band(place)).collect();
        Fingerprint::may_be_copies(&shared, a, b)
    };
    assert!(!may(&[100], 2_000, 2_100) && !may(&[100, 108, 120], 2_000, 2_100), "one sentence");
    assert!(may(&[100, 260], 2_000, 2_100), "two far apart");
    assert!(may(&[100], 2_000, 900), "of less than half the length");
}
