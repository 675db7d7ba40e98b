//! Containers: the same articles come out of them as lie in them, whatever is around, damaged or hostile.

use std::time::Instant;

use flate2::write::DeflateEncoder;

use super::*;

/// A member of a zip: its name as bytes, how it is packed (0 stored, 8 deflated), its packed bytes.
type Part<'a> = (&'a [u8], u16, Vec<u8>);

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

fn header(signature: u32, method: u16, part: &[u8], name: &[u8], size: u32) -> Vec<u8> {
    let mut out = signature.to_le_bytes().to_vec();
    if signature == 0x0201_4B50 {
        out.extend(20_u16.to_le_bytes());
    }
    out.extend([20, 0, 0, 0]);
    out.extend(method.to_le_bytes());
    out.extend([0; 4]);
    out.extend(crc(part).to_le_bytes());
    out.extend((part.len() as u32).to_le_bytes());
    out.extend(size.to_le_bytes());
    out.extend((name.len() as u16).to_le_bytes());
    out.extend([0; 2]);
    out
}

/// A zip, byte by byte; `at` gives each member's place if they are to overlap.
fn zip(parts: &[Part<'_>], overlap: bool) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, method, bytes) in parts {
        let place = if overlap { 0 } else { out.len() as u32 };
        if !overlap || out.is_empty() {
            out.extend(header(0x0403_4B50, *method, bytes, name, bytes.len() as u32));
            out.extend_from_slice(name);
            out.extend_from_slice(bytes);
        }
        directory.extend(header(0x0201_4B50, *method, bytes, name, bytes.len() as u32));
        directory.extend([0; 10]);
        directory.extend(place.to_le_bytes());
        directory.extend_from_slice(name);
    }
    let start = out.len() as u32;
    out.extend_from_slice(&directory);
    out.extend(0x0605_4B50_u32.to_le_bytes());
    out.extend([0; 4]);
    out.extend((parts.len() as u16).to_le_bytes());
    out.extend((parts.len() as u16).to_le_bytes());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0; 2]);
    out
}

fn tar_entry(name: &str, kind: u8, bytes: &[u8]) -> Vec<u8> {
    let mut block = vec![0_u8; 512];
    let short = &name.as_bytes()[..name.len().min(99)];
    block[..short.len()].copy_from_slice(short);
    block[100..107].copy_from_slice(b"0000644");
    block[124..135].copy_from_slice(format!("{:011o}", bytes.len()).as_bytes());
    block[156] = kind;
    block[257..263].copy_from_slice(b"ustar\0");
    block[148..156].fill(b' ');
    let sum: u32 = block.iter().map(|&byte| u32::from(byte)).sum();
    block[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
    block.extend_from_slice(bytes);
    block.resize(block.len().next_multiple_of(512), 0);
    block
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out: Vec<u8> = members.iter().flat_map(|(name, bytes)| tar_entry(name, b'0', bytes)).collect();
    out.extend([0; 1024]);
    out
}

fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ::bzip2::write::BzEncoder::new(Vec::new(), ::bzip2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn xz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::with_preset(1)).unwrap();
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn some_lines(from: usize, to: usize) -> Vec<u8> {
    (from..to).map(|n| line(n) + "\n").collect::<String>().into_bytes()
}

#[test]
fn every_compression_and_container_gives_the_same_articles() {
    let whole = some_lines(0, 40);
    let halves = [some_lines(0, 20), some_lines(20, 40)];
    let (expected, _) = read_bytes("a.jsonl", &whole);
    let two_streams = [bzip2(&halves[0]), bzip2(&halves[1])].concat();
    let two_xz = [xz(&halves[0]), xz(&halves[1])].concat();
    let tar = tar(&[("x/a.jsonl", &halves[0]), ("x/b.jsonl", &halves[1])]);
    let zip = zip(&[(b"a.jsonl", 8, deflate(&halves[0])), (b"b.jsonl", 0, halves[1].clone())], false);
    let zip_in_tar = super::containers::tar(&[("2016/all.zip", &zip), ("__MACOSX/._all.zip", b"x")]);
    let packed_in_zip = super::containers::zip(
        &[(b"a.jsonl.gz", 0, gzip(&halves[0])), (b"b.jsonl.xz", 8, deflate(&xz(&halves[1])))],
        false,
    );
    for (name, bytes) in [
        ("a.jsonl.bz2", two_streams),
        ("a.jsonl.xz", two_xz),
        ("a.tar", tar.clone()),
        ("a.tar.gz", gzip(&tar)),
        ("a.tgz", gzip(&tar)),
        ("a.tar.bz2", bzip2(&tar)),
        ("a.tar.xz", xz(&tar)),
        ("a.tar.zst", zstd::encode_all(&tar[..], 3).unwrap()),
        ("a.zip", zip),
        ("nested.tar.gz", gzip(&zip_in_tar)),
        ("packed.zip", packed_in_zip),
    ] {
        let (articles, errors) = read_bytes(name, &bytes);
        assert_eq!(reasons(&errors), Vec::<&str>::new(), "{name}: {errors:?}");
        let ids = |articles: &[Article]| articles.iter().map(|a| (a.id, a.text.clone())).collect::<Vec<_>>();
        assert_eq!(ids(&articles), ids(&expected), "{name}");
        let member = articles[39].provenance.member.as_deref();
        assert_eq!(member.is_some(), !name.starts_with("a.jsonl"), "{name}: {member:?}");
    }
}

#[test]
fn members_are_named_and_their_names_date_them() {
    let cp437 = [b'2', b'0', b'1', b'6', b'-', b'0', b'9', b'-', b'2', b'0', b'_', 0x81, b'.', b't', b'x', b't'];
    let text = b"Ferry to stay\n\nIlka Brandt said so.".to_vec();
    let litter: Part<'_> = (b"__MACOSX/._a.txt", 0, b"\x00\x05\x16\x07".to_vec());
    let (articles, errors) =
        read_bytes("a.zip", &zip(&[(&cp437, 0, text), litter, (b"photo.jpg", 0, b"x".to_vec())], false));
    assert_eq!((titles(&articles), errors.len()), (vec!["Ferry to stay"], 0));
    assert_eq!(articles[0].provenance.member.as_deref(), Some("2016-09-20_ü.txt"));
    assert_eq!(articles[0].published.unwrap().to_string(), "2016-09-20");
    let long = format!("{}/2016-09-21.txt", "deep/".repeat(40));
    let mut bytes = tar_entry("././@LongLink", b'L', long.as_bytes());
    bytes.extend(tar_entry("short", b'0', b"Ferry gone\n\nShe left."));
    let (articles, _) = read_bytes("a.tar", &bytes);
    assert_eq!(articles[0].provenance.member.as_deref(), Some(long.as_str()));
    assert_eq!(articles[0].published.unwrap().to_string(), "2016-09-21");
}

#[test]
fn names_that_lead_out_create_nothing() {
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path().join("in");
    fs::create_dir(&folder).unwrap();
    let names: [&[u8]; 4] = [b"../../x.txt", b"/tmp/onrecord-must-not-be.txt", b"..\\x.txt", b"a\0b.txt"];
    let parts: Vec<Part<'_>> = names.iter().map(|name| (*name, 0, b"Ferry\n\nShe left.".to_vec())).collect();
    fs::write(folder.join("a.zip"), zip(&parts, false)).unwrap();
    fs::write(folder.join("a.tar"), tar(&[("../../x.txt", b"Ferry\n\nShe left.")])).unwrap();
    let (articles, _) = read(std::slice::from_ref(&folder), &DecodeOptions::default());
    assert!(articles.len() >= 4, "{articles:?}");
    assert_eq!((fs::read_dir(outer.path()).unwrap().count(), fs::read_dir(&folder).unwrap().count()), (1, 2));
    assert!(!std::path::Path::new("/tmp/onrecord-must-not-be.txt").exists());
}

#[test]
fn bombs_stop_in_every_packing() {
    let zeros = vec![b' '; 64 << 20];
    let start = Instant::now();
    let once = deflate(&zeros);
    let many: Vec<Part<'_>> = (0..200).map(|_| (b"a.txt".as_slice(), 8, once[..].to_vec())).collect();
    for (name, bytes) in [
        ("a.jsonl.bz2", bzip2(&zeros)),
        ("a.jsonl.xz", xz(&zeros)),
        ("a.zip", zip(&[(b"a.jsonl", 8, once.clone())], false)),
        ("overlap.zip", zip(&many, true)),
        ("a.tar.gz", gzip(&tar(&[("a.jsonl", &zeros)]))),
    ] {
        let (articles, errors) = read_bytes(name, &bytes);
        assert!(articles.is_empty() && (1..=4).contains(&errors.len()), "{name}: {errors:?}");
        let stops = [Reason::Bomb, Reason::TooLong, Reason::Damaged];
        assert!(stops.contains(&errors[0].reason()), "{name}: {}", errors[0]);
    }
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
    let inner = tar(&[("a.txt", b"Ferry\n\nShe left.")]);
    let deep = (0..5).fold(inner, |inner, _| tar(&[("inner.tar", &inner)]));
    let (articles, errors) = read_bytes("deep.tar", &deep);
    assert_eq!((articles.len(), reasons(&errors)), (0, vec!["bomb"]));
}

#[test]
fn a_cut_tar_or_a_bad_member_costs_only_what_is_lost() {
    let members: Vec<Vec<u8>> = (0..20).map(|n| line(n).into_bytes()).collect();
    let names: Vec<String> = (0..20).map(|n| format!("{n:02}.json")).collect();
    let list: Vec<(&str, &[u8])> = names.iter().map(String::as_str).zip(members.iter().map(Vec::as_slice)).collect();
    let whole = tar(&list);
    for cut in [1024 * 10 + 100, 1024 * 10 + 600, 1024 * 10] {
        let (articles, errors) = read_bytes("a.tar", &whole[..cut]);
        assert_eq!(articles.len(), 10, "cut at {cut}");
        assert_eq!(errors.len(), usize::from(cut % 1024 != 0), "cut at {cut}: {errors:?}");
    }
    let parts = [(b"a.json".as_slice(), 8, b"not deflated".to_vec()), (b"b.json", 0, line(1).into_bytes())];
    let (articles, errors) = read_bytes("a.zip", &zip(&parts, false));
    assert_eq!((titles(&articles), errors.len()), (vec!["Ferry 1"], 1));
    assert_eq!(errors[0].member(), Some("a.json"));
}

fn warc_record(n: usize) -> Vec<u8> {
    let page = format!(
        "<html><head><title>Ferry {n}</title></head><body><p>{}</p></body></html>",
        "Ilka Brandt said that the ferry would sail. ".repeat(8)
    );
    let http = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{page}\r\n0\r\n\r\n",
        page.len()
    );
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://ledger.example/ferry-{n}\r\nWARC-Date: 2020-01-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    )
    .into_bytes()
}

#[test]
fn a_web_archive_cut_anywhere_yields_every_whole_record_before() {
    let members: Vec<Vec<u8>> = (0..60).map(|n| gzip(&warc_record(n))).collect();
    let whole = members.concat();
    let ends: Vec<usize> = members
        .iter()
        .scan(0, |sum, member| {
            *sum += member.len();
            Some(*sum)
        })
        .collect();
    for step in 0..200 {
        let cut = 1 + step * (whole.len() - 1) / 200;
        let (articles, errors) = read_bytes("a.warc.gz", &whole[..cut]);
        let before = ends.iter().filter(|&&end| end <= cut).count();
        // A record whose own bytes are all there is whole, though the end of its gzip member is lost.
        assert!((before..=before + 1).contains(&articles.len()), "cut at {cut}: {} of {before}", articles.len());
        assert!(ends.contains(&cut) || !errors.is_empty(), "cut at {cut}");
    }
    let (articles, errors) = read_bytes("a.warc.gz", &whole);
    assert_eq!((articles.len(), errors.len()), (60, 0));
    assert_eq!(articles[7].url.as_deref(), Some("https://ledger.example/ferry-7"));
    assert_eq!(articles[7].published, None, "the day of the crawl is no day of publication");
}

#[test]
fn only_pages_that_were_there_are_taken_from_a_web_archive() {
    let other = |find: &str, put: &str| String::from_utf8(warc_record(0)).unwrap().replace(find, put).into_bytes();
    let bytes = [
        other("200 OK", "404 NO"),
        other("text/html", "image/png"),
        other("WARC-Type: response", "WARC-Type: warcinfo"),
        b"junk that is no record\r\n\r\n".to_vec(),
        warc_record(1),
    ]
    .concat();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.warc");
    fs::write(&path, bytes).unwrap();
    let entry = FileEntry { path: Arc::new(path), size: 0, mtime: 0 };
    let mut records = open(&entry, &Limits::default()).unwrap();
    let found: Vec<_> = records.by_ref().collect();
    assert_eq!(found.iter().filter(|record| record.is_ok()).count(), 1);
    let passed: u64 = records.passed_over().values().sum();
    assert_eq!((passed, found.len()), (3, 2), "{:?}", records.passed_over());
    let http = "HTTP/1.1 200 OK\nContent-Type: text/html\n\n<html><p>Ilka Brandt left.</p></html>\n";
    let version = "filedesc://a.arc 127.0.0.1 20140101000000 text/plain 4\n1 0\n\n";
    let arc = format!("{version}http://ledger.example/a b 1.2.3.4 20140101000000 text/html {}\n{http}\n", http.len());
    let (articles, errors) = read_bytes("a.arc", arc.as_bytes());
    assert_eq!((articles.len(), errors.len()), (1, 0), "{errors:?}");
    assert_eq!(articles[0].url.as_deref(), Some("http://ledger.example/a b"));
}

#[test]
fn the_user_may_name_the_form() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dump.dat");
    fs::write(&path, "title;text\nFerry;It stays, says Ilka Brandt.\n").unwrap();
    let entry = FileEntry { path: Arc::new(path), size: 0, mtime: 0 };
    let records = open_as(&entry, &Limits::default(), Some("csv".parse().unwrap())).unwrap();
    let articles: Vec<Article> =
        records.map(|record| decode(&record.unwrap(), &DecodeOptions::default()).unwrap()).collect();
    assert_eq!(titles(&articles), ["Ferry"]);
}

#[test]
fn titles_that_lie_apart_are_found_on_disk_and_in_a_zip() {
    let files = [
        ("set/Real/1.txt", "Ilka Brandt said it sails.\n\nOve Dahl left."),
        ("set/Real/2.txt", "A first line\n\nNobody was hurt, she said."),
        ("set/Real_titles/1.txt", "Ferry \u{93}stays\u{94}\r\n"),
        ("set/Real_titles/3.txt", "A title of nothing, which is all there is."),
    ];
    let bytes = |text: &str| text.chars().map(|c| c as u8).collect::<Vec<u8>>();
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes(text)).unwrap();
    }
    let (on_disk, errors) = read(&[folder.path().to_path_buf()], &DecodeOptions::default());
    assert!(errors.is_empty(), "{errors:?}");
    let parts: Vec<Part<'_>> = files.iter().map(|(name, text)| (name.as_bytes(), 0, bytes(text))).collect();
    let (in_zip, errors) = read_bytes("a.zip", &zip(&parts, false));
    assert!(errors.is_empty(), "{errors:?}");
    for articles in [on_disk, in_zip] {
        let told: Vec<(Option<&str>, &str)> =
            articles.iter().map(|article| (article.title.as_deref(), article.text.lines().next().unwrap())).collect();
        let expected = [
            (Some("Ferry “stays”"), "Ilka Brandt said it sails."),
            (Some("A first line"), "Nobody was hurt, she said."),
            (None, "A title of nothing, which is all there is."),
        ];
        assert_eq!(told, expected);
    }
}
