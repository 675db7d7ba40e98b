//! The same articles in any packing are the same articles, and a packing that means harm costs little.

use std::{
    fs,
    io::{Cursor, Write as _},
    process::Stdio,
    time::{Duration, Instant},
};

use flate2::{Compression, write::GzEncoder};

use crate::util::Dir;

/// What a bomb may take. Tests run unoptimised and side by side; the release build is some four times as quick.
const PATIENCE: Duration = Duration::from_secs(2 * 4);

/// Bytes of memory that a bomb may take.
const MEMORY: u64 = 300 << 20;

/// An invented article.
struct Story {
    title: String,
    date: String,
    paragraphs: Vec<String>,
}

const WHO: [&str; 5] = ["Ilka Brandt", "Tomas Ekdal", "Oona Veldt", "Piet Sorbeck", "Rukia Hadwin"];
const ROLE: [&str; 4] = ["the harbour master", "the mayor", "a union leader", "the chief surgeon"];
const SAID: [&str; 5] = [
    "We will not wait for another winter to mend it",
    "Nobody who lives here was asked, and it shows",
    "The café is £300 short, and that is a scandal",
    "I have read every page of that report twice",
    "This is how a town loses its ferry",
];

fn stories() -> Vec<Story> {
    let story = |n: usize| {
        let (who, role, other) = (WHO[n % 5], ROLE[n % 4], WHO[(n + 2) % 5]);
        let last = who.split(' ').next_back().unwrap();
        let paragraphs = vec![
            format!(
                "The council of Tarnholm met for the {n}th time this year to hear about the old quay, its tolls and its lamps."
            ),
            format!("“{}, and I said so {n} times,” said {who}, {role}, after the meeting on Monday.", SAID[n % 5]),
            format!(
                "{last} added that the quay would close. “{},” {last} said. “{}.”",
                SAID[(n + 1) % 5],
                SAID[(n + 3) % 5]
            ),
            format!(
                "According to {other}, the town paid {} crowns for a study of the tides that nobody has seen.",
                1000 + n
            ),
        ];
        Story {
            title: format!("Quay closes for the {n}th time"),
            date: format!("20{:02}-03-{:02}", n % 20, 1 + n % 28),
            paragraphs,
        }
    };
    (0..200).map(story).collect()
}

impl Story {
    fn text(&self) -> String {
        self.paragraphs.join("\n\n")
    }

    fn json(&self) -> String {
        serde_json::json!({"title": self.title, "date": self.date, "text": self.text()}).to_string()
    }

    fn page(&self) -> String {
        let paragraphs: String = self.paragraphs.iter().map(|text| format!("<p>{text}</p>\n")).collect();
        format!(
            "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>{0}</title>\
            <meta property=\"article:published_time\" content=\"{1}T10:00:00Z\"></head><body><nav><a href=/>Home</a></nav>\
            <article><h1>{0}</h1>\n{paragraphs}</article><footer>Tarnholm Post</footer></body></html>",
            self.title, self.date
        )
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn csv(stories: &[Story]) -> Vec<u8> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["title", "publication_date", "content"]).unwrap();
    for story in stories {
        table.write_record([&story.title, &story.date, &story.text()]).unwrap();
    }
    table.into_inner().unwrap()
}

fn zip(members: impl Iterator<Item = (String, Vec<u8>)>) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in members {
        zip.start_file(name, options).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn tar(members: impl Iterator<Item = (String, Vec<u8>)>) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, bytes) in members {
        let mut block = vec![0_u8; 512];
        block[..name.len()].copy_from_slice(name.as_bytes());
        block[124..135].copy_from_slice(format!("{:011o}", bytes.len()).as_bytes());
        block[156] = b'0';
        block[257..263].copy_from_slice(b"ustar\0");
        block[148..156].fill(b' ');
        let sum: u32 = block.iter().map(|&byte| u32::from(byte)).sum();
        block[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
        out.extend(block);
        out.extend(&bytes);
        out.resize(out.len().next_multiple_of(512), 0);
    }
    out.extend([0; 1024]);
    out
}

fn warc(stories: &[Story]) -> Vec<u8> {
    let record = |(n, story): (usize, &Story)| {
        let page = story.page();
        let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
        let head = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/a/{n}\r\n\
            Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
            http.len()
        );
        gzip(format!("{head}{http}\r\n\r\n").as_bytes())
    };
    stories.iter().enumerate().flat_map(record).collect()
}

#[cfg(feature = "parquet")]
fn parquet(stories: &[Story]) -> Vec<u8> {
    use std::sync::Arc;

    use parquet::{data_type::ByteArrayType, file::writer::SerializedFileWriter, schema::parser::parse_message_type};

    let schema =
        "message s { required binary title (UTF8); required binary date (UTF8); optional binary text (UTF8); }";
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let mut out = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut out, schema, Arc::default()).unwrap();
    for part in stories.chunks(70) {
        let mut group = writer.next_row_group().unwrap();
        for at in 0..3 {
            let cell = |story: &Story| [story.title.clone(), story.date.clone(), story.text()][at].as_str().into();
            let cells: Vec<_> = part.iter().map(cell).collect();
            let levels = vec![1; part.len()];
            let mut column = group.next_column().unwrap().unwrap();
            let levels = (at == 2).then_some(&levels[..]);
            column.typed::<ByteArrayType>().write_batch(&cells, levels, None).unwrap();
            column.close().unwrap();
        }
        group.close().unwrap();
    }
    writer.close().unwrap();
    out
}

/// Title, date and each quote with its speaker, of one article.
type Told = (String, String, Vec<(String, String)>);

/// What is told of each article.
fn told(dir: &Dir, name: &str) -> Vec<Told> {
    let ran = dir.expect(0, &["extract", name]);
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let article = |line: &str| {
        let article: serde_json::Value = serde_json::from_str(line).unwrap();
        let quotes =
            article["quotes"].as_array().unwrap().iter().map(|quote| (text(&quote["text"]), text(&quote["speaker"])));
        (text(&article["title"]), text(&article["date"]), quotes.collect())
    };
    let mut all: Vec<_> = ran.out.lines().map(article).collect();
    all.sort();
    all
}

onrecord!(the_same_articles_give_the_same_quotes_in_every_form, |dir: Dir| {
    let stories = stories();
    let lines: String = stories.iter().map(|story| story.json() + "\n").collect();
    let texts = stories.iter().enumerate().map(|(n, story)| {
        (format!("{}_{n}.txt", story.date), format!("{}\n\n{}\n", story.title, story.text()).into_bytes())
    });
    let objects = stories.iter().enumerate().map(|(n, story)| (format!("{n}.json"), story.json().into_bytes()));
    dir.create("a.jsonl", &lines);
    dir.create("a.csv", csv(&stories));
    dir.create("a.zip", zip(texts));
    dir.create("a.tar.gz", gzip(&tar(objects)));
    dir.create("a.warc.gz", warc(&stories));
    #[cfg(feature = "parquet")]
    dir.create("a.parquet", parquet(&stories));
    let expected = told(&dir, "a.jsonl");
    assert_eq!(expected.len(), 200);
    let quotes: usize = expected.iter().map(|(_, _, quotes)| quotes.len()).sum();
    assert!(quotes >= 400, "{quotes}");
    let parquet = cfg!(feature = "parquet").then_some("a.parquet");
    for name in ["a.csv", "a.zip", "a.tar.gz", "a.warc.gz"].into_iter().chain(parquet) {
        let found = told(&dir, name);
        assert_eq!(found.len(), 200, "{name}");
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found, expected, "{name}");
        }
    }
});

/// 64 MiB of blanks, deflated, as they are repeated in bombs.
fn blanks() -> Vec<u8> {
    vec![b' '; 64 << 20]
}

/// A zip whose 400 members all lie in one place.
fn overlapping() -> Vec<u8> {
    let mut deflated = flate2::write::DeflateEncoder::new(Vec::new(), Compression::best());
    deflated.write_all(&blanks()).unwrap();
    let bytes = deflated.finish().unwrap();
    let mut sum = flate2::Crc::new();
    sum.update(&blanks());
    let sizes = [sum.sum(), bytes.len() as u32, 64 << 20].map(u32::to_le_bytes).concat();
    let mut out = [&b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0"[..], &sizes, &[5, 0, 0, 0], b"a.txt", &bytes].concat();
    let start = out.len() as u32;
    let entry = [&b"PK\x01\x02\x14\0\x14\0\0\0\x08\0\0\0\0\0"[..], &sizes, &[5, 0, 0, 0], &[0; 14], b"a.txt"].concat();
    (0..400).for_each(|_| out.extend(&entry));
    let length = out.len() as u32 - start;
    out.extend(
        [&b"PK\x05\x06\0\0\0\0\x90\x01\x90\x01"[..], &length.to_le_bytes(), &start.to_le_bytes(), &[0, 0]].concat(),
    );
    out
}

/// Runs `sources` on a file; how long it took, the most memory it held, what it said.
fn cost(dir: &Dir, name: &str) -> (Duration, u64, String) {
    let began = Instant::now();
    let mut child =
        dir.command().args(["sources", name, "-j", "1"]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        let held = fs::read_to_string(&status).unwrap_or_default();
        let line = held.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
        peak = peak.max(line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) << 10);
        std::thread::sleep(Duration::from_millis(5));
    }
    let out = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    (began.elapsed(), peak, out)
}

onrecord!(bombs_stop_soon_and_cost_little_memory, |dir: Dir| {
    let member = gzip(&blanks());
    // Ten gigabytes of blanks in ten megabytes; the same as one stream of zstd; a window of 2 GiB; members in one place.
    dir.create("a.jsonl.gz", member.repeat(160));
    dir.create("a.txt.zst", zstd::encode_all(&blanks()[..], 1).unwrap().repeat(160));
    dir.create("window.txt.zst", [&b"\x28\xB5\x2F\xFD\x00\xA8"[..], &[0x02, 0, 0x10], b" ", &[0; 64]].concat());
    dir.create("overlapping.zip", overlapping());
    dir.create("a.tar.gz", gzip(&tar([("a.jsonl".to_owned(), blanks())].into_iter())).repeat(20));
    dir.create("deep.json.gz", gzip("[".repeat(8 << 20).as_bytes()));
    for name in ["a.jsonl.gz", "a.txt.zst", "window.txt.zst", "overlapping.zip", "a.tar.gz", "deep.json.gz"] {
        let (time, peak, out) = cost(&dir, name);
        assert!(out.contains("rejected"), "{name}: {out}");
        assert!(time < PATIENCE, "{name} took {time:?}");
        assert!(peak < MEMORY, "{name} took {} MiB", peak >> 20);
    }
});

onrecord!(names_that_lead_out_of_an_archive_create_nothing, |dir: Dir| {
    let member = |name: &str| {
        (name.to_owned(), b"Ferry stays\n\n\xe2\x80\x9cIt stays,\xe2\x80\x9d said Ilka Brandt.\n".to_vec())
    };
    let names = ["../../x.txt", "/x.txt", "a/../../../x.txt"];
    dir.create("in/a.zip", zip(names.iter().map(|name| member(name))));
    dir.create("in/a.tar", tar(names.iter().map(|name| member(name))));
    let ran = dir.expect(0, &["index", "in"]);
    assert!(ran.err.contains("6 found"), "{}", ran.err);
    let names = |folder: &str| {
        let mut names: Vec<_> =
            fs::read_dir(dir.path(folder)).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(
        (names("."), names("in")),
        (vec![".onrecord".into(), "in".into()], vec!["a.tar".into(), "a.zip".into()])
    );
    assert!(!std::path::Path::new("/x.txt").exists());
});
