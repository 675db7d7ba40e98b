//! Damaged samples of every form: reading them ends, soon and without a panic, whatever comes of it.
//!
//! The short run is part of the tests. For a long one: `ONRECORD_SEEDS=folder ONRECORD_SECONDS=120 cargo test --release
//! --lib mutants -- --ignored` damages the files below a folder, each form in turn for so long.

use std::{
    collections::BTreeMap,
    io::Read as _,
    path::Path,
    time::{Duration, Instant},
};

use super::*;

/// What one damaged sample may take, with a factor for tests that run unoptimised side by side.
const PATIENCE: Duration = Duration::from_secs(4);

/// Largest sample in bytes: a large one spends its time on what is not damaged.
const LARGEST: usize = 64 << 10;

/// What makes readers turn off their way.
const TOKENS: [&[u8]; 24] = [
    b"<",
    b"</",
    b"<!--",
    b"]]>",
    b"<![CDATA[",
    b"&#x110000;",
    b"\"",
    b"\\",
    b"\\u",
    b"{",
    b"[",
    b"\0",
    b"\x01",
    b"\x02",
    b"\x03",
    b"\xFF\xFE",
    b"\xC3",
    b"\r\n\r\n",
    b"\nFrom ",
    b"WARC/1.0\r\n",
    b"99999999999999999999",
    b"-1",
    b"{{",
    b"</DOC>",
];

/// A small generator of numbers (SplitMix64): a failure can be had again.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % n.max(1) as u64) as usize
    }
}

/// A sample with one to eight injuries, some of them grafts from another.
fn mutant(sample: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = sample.to_vec();
    for _ in 0..=dice.below(8) {
        let at = dice.below(bytes.len());
        let end = (at + 1 + dice.below(64)).min(bytes.len());
        match dice.below(7) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let part = bytes[at..end].repeat(1 + dice.below(40));
                bytes.splice(at..at, part).for_each(drop);
            }
            3 => bytes.splice(at..at, TOKENS[dice.below(TOKENS.len())].iter().copied()).for_each(drop),
            4 => {
                let from = dice.below(other.len());
                let graft = other[from..(from + 200).min(other.len())].to_vec();
                bytes.splice(at..end, graft).for_each(drop);
            }
            _ if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            _ => {}
        }
        if bytes.is_empty() {
            bytes.push(b' ');
        }
    }
    bytes
}

/// Reads a damaged sample as the form it was and as what it is now taken for.
fn survive(folder: &Path, form: Form, bytes: &[u8]) {
    let path = folder.join("mutant");
    fs::write(&path, bytes).unwrap();
    let entry = FileEntry { path: Arc::new(path), size: bytes.len() as u64, mtime: 0 };
    let began = Instant::now();
    for forced in [Some(form), None] {
        let Ok(records) = open_as(&entry, &Limits::default(), forced) else { continue };
        for record in records {
            let _ = record.and_then(|record| decode(&record, &DecodeOptions::default()));
        }
    }
    assert!(began.elapsed() < PATIENCE, "{} took {:?}", form.name(), began.elapsed());
}

/// The samples of each form among the files below some paths.
fn samples(roots: &[PathBuf]) -> BTreeMap<&'static str, (Form, Vec<Vec<u8>>)> {
    let mut all: BTreeMap<&'static str, (Form, Vec<Vec<u8>>)> = BTreeMap::new();
    for found in Walk::new(roots, &WalkOptions::default()) {
        let Ok(Found::File(entry)) = found else { continue };
        let Ok(mut records) = open(&entry, &Limits::default()) else { continue };
        let _ = records.next();
        let form = records.form();
        let mut bytes = fs::read(&*entry.path).unwrap();
        if entry.path.extension().is_some_and(|end| end == "gz") {
            let mut unpacked = Vec::new();
            let _ = flate2::read::MultiGzDecoder::new(&bytes[..]).take(LARGEST as u64).read_to_end(&mut unpacked);
            bytes = unpacked;
        }
        bytes.truncate(LARGEST);
        let (_, list) = all.entry(form.name()).or_insert_with(|| (form, Vec::new()));
        if !bytes.is_empty() && list.len() < 64 {
            list.push(bytes);
        }
    }
    all
}

/// Samples of the forms that the fixtures do not have.
const MORE: [(&str, &str); 22] = [
    (
        "reuters",
        "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS NEWID=\"1\"><DATE>26-FEB-1987 15:01:01.79</DATE><TEXT>&#2;<TITLE>FERRY STAYS</TITLE><BODY>Ilka Brandt said so.\n    More. Reuter\n&#3;</BODY></TEXT></REUTERS>",
    ),
    (
        "trec",
        "<DOC>\n<DOCNO> AP880212-0001 </DOCNO>\n<HEAD>Ferry Stays</HEAD>\n<TEXT>\n   ``No,'' said Ilka Brandt.\n</TEXT>\n</DOC>\n",
    ),
    (
        "nitf",
        "<?xml version=\"1.0\"?><nitf><head><docdata><date.issue norm=\"20160920\"/></docdata></head><body><body.head><hedline><hl1>Ferry</hl1></hedline></body.head><body.content><p>It stays, said Ilka Brandt.</p></body.content></body></nitf>",
    ),
    (
        "newsml-g2",
        "<newsMessage><itemSet><newsItem guid=\"a\" version=\"2\"><contentMeta><headline>Ferry</headline></contentMeta><contentSet><inlineXML><html><body><p>It stays.</p></body></html></inlineXML></contentSet></newsItem></itemSet></newsMessage>",
    ),
    (
        "newsml",
        "<NewsML><NewsItem><NewsComponent><NewsLines><HeadLine>Ferry</HeadLine></NewsLines><ContentItem><DataContent><p>It stays.</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>",
    ),
    (
        "feed",
        "<rss><channel><title>Ledger</title><item><title>Ferry</title><description>&lt;p&gt;It stays.&lt;/p&gt;</description><pubDate>Tue, 20 Sep 2016 10:00:00 +0000</pubDate></item></channel></rss>",
    ),
    (
        "mediawiki",
        "<mediawiki><siteinfo><sitename>W</sitename></siteinfo><page><title>Ferry</title><ns>0</ns><revision><text>{{date|September 20, 2016}} It stays, said {{w|Ilka Brandt}}. [[File:a|b]]</text></revision></page></mediawiki>",
    ),
    (
        "wire",
        "\u{1}eca1 4 i 21 dpa 061\r\n\u{2}Ferry to stay =\r\n\n Holmsund (dpa) - Ilka Brandt stays.\r\n\u{3}201137 GMT Sep 16\r\n\u{4}",
    ),
    (
        "nexis",
        "   1 of 2 DOCUMENTS\n\n  Ledger\n\n September 20, 2016 Tuesday\n\nFerry\n\nBYLINE: Rosa Lind\n\nIt stays.\n\nLOAD-DATE: x\n",
    ),
    (
        "nexis-uni",
        "Ferry\nLedger\nSeptember 20, 2016\n\nLength: 2 words\n\nBody\n\nIt stays.\n\nClassification\n\nLanguage: ENGLISH\n\nLoad-Date: x\n\nEnd of Document\n\n",
    ),
    (
        "factiva",
        "HD\nFerry\nWC\n2 words\nPD\n20 September 2016\nSN  Ledger\nLP\nIt stays.\nTD\nSo.\nAN\nDocument HLED000020160920ec9k0001\n",
    ),
    (
        "factiva-shown",
        "Ferry\nBy Rosa Lind\n2 words\n20 September 2016\n10:05\nLedger\nHLED\n(c) 2016\n\nIt stays.\n\nDocument HLED000020160920ec9k0001\n",
    ),
    (
        "proquest",
        "____\n\nDocument 1 of 2\n\nFerry\n\nAuthor: Lind\n\nProQuest document link\n\nFull text: It stays.\n\nSubject: a\n\nPages: 1\n\nDatabase: b\n",
    ),
    (
        "newsbank",
        "Ferry\nSeptember 20, 2016 | Ledger\nAuthor: Lind | Section: a\n\nIt stays.\n\nRecord: 0123\nCopyright: Copyright (c) 2016\n\n",
    ),
    (
        "westlaw",
        "September 20, 2016\nLedger\n2016 WLNR 28\nLoaded Date: x\n\nSeptember 20, 2016\nSection: a\nFerry\nRosa Lind\nIt stays.\n---- Index References ----\nEnd of Document\t\n",
    ),
    (
        "ebsco",
        "Record: 1\nTitle: Ferry\nSource: Ledger. 09/20/2016, p7.\nAccession Number: 1\nIt stays.\n\nRecord: 2\nTitle: Bridge\nAccession Number: 2\nNo.\n",
    ),
    (
        "newsbank-full",
        "Ledger (Holmsund)\nSeptember 20, 2016\nFerry\nAuthor: Lind\nArticle Text:\nIt stays.\nCopyright (c) 2016\nRecord Number: 1A\n\n",
    ),
    (
        "gale",
        "Gale OneFile\n\nFerry\nDate: Sept. 20, 2016\nFrom: Ledger\nFull Text: \nIt stays.\nSource Citation (MLA)\nx\nGale Document Number: GALE|A1\n\n",
    ),
    (
        "pressreader",
        "Ferry\n\nLedger\n2016-09-20\nLind\n\nIt stays.\n\nArticle Name:Ferry\nPublication:Ledger\nAuthor:Lind\nEnd Page:7\n",
    ),
    (
        "mbox",
        "From a@b Mon Sep 20\nFrom: a@b.example\nSubject: Ferry\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nIt stays.\n--x--\n",
    ),
    (
        "warc",
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 88\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1a\r\n<html><p>It stays.</p></html>\r\n0\r\n\r\n\r\n\r\n",
    ),
    (
        "alto",
        "<alto><Layout><Page><TextBlock ID=\"a\"><TextLine><String CONTENT=\"It\"/><String CONTENT=\"st\" SUBS_TYPE=\"HypPart1\" SUBS_CONTENT=\"stays\"/></TextLine></TextBlock></Page></Layout></alto>",
    ),
];

#[test]
fn damaged_samples_of_every_form_are_survived() {
    let mut all = samples(&[PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/source"))]);
    for (name, text) in MORE {
        let form: Form = name.parse().unwrap();
        all.entry(form.name()).or_insert_with(|| (form, Vec::new())).1.push(text.as_bytes().to_vec());
    }
    assert!(all.len() >= 16, "{:?}", all.keys());
    let folder = tempfile::tempdir().unwrap();
    let mut dice = Dice(1);
    for (form, list) in all.values() {
        for _ in 0..60 {
            let (one, other) = (dice.below(list.len()), dice.below(list.len()));
            survive(folder.path(), *form, &mutant(&list[one], &list[other], &mut dice));
        }
    }
}

#[test]
#[ignore = "takes ONRECORD_SECONDS for each form found below ONRECORD_SEEDS"]
fn damaged_samples_for_long() {
    let Some(seeds) = std::env::var_os("ONRECORD_SEEDS") else { return };
    let seconds = std::env::var("ONRECORD_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(120);
    let folder = tempfile::tempdir().unwrap();
    let mut dice = Dice(u64::from(std::process::id()));
    for (name, (form, list)) in samples(&[PathBuf::from(seeds)]) {
        let (began, mut count) = (Instant::now(), 0_u64);
        while began.elapsed() < Duration::from_secs(seconds) && !list.is_empty() {
            let (one, other) = (dice.below(list.len()), dice.below(list.len()));
            let bytes = mutant(&list[one], &list[other], &mut dice);
            // What fails lies here.
            fs::write(std::env::temp_dir().join(format!("onrecord-mutant-{name}")), &bytes).unwrap();
            survive(folder.path(), form, &bytes);
            count += 1;
        }
        println!("{name}: {count} damaged samples of {} survived", list.len());
    }
}
