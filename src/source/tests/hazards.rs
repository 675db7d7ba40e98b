//! Damage and malice: reported with path and place, the rest read, at a bounded cost.

use std::{io::Read, time::Instant};

use super::*;

fn lines(count: usize) -> String {
    (0..count).map(|n| line(n) + "\n").collect()
}

#[test]
fn empty_files_are_reported() {
    let packed_nothing = gzip(b"");
    for (name, bytes) in [("a.txt", &b""[..]), ("a.jsonl.gz", b""), ("a.json", b""), ("b.txt.gz", &packed_nothing)] {
        let (articles, errors) = read_bytes(name, bytes);
        assert_eq!((articles.len(), reasons(&errors)), (0, vec!["empty"]), "{name}");
        assert!(!errors[0].is_record() && errors[0].to_string().contains(name));
    }
    let (_, errors) = read_bytes("blank.txt", b" \n \n");
    assert_eq!((reasons(&errors), errors[0].is_record()), (vec!["no-text"], true));
}

#[test]
fn a_truncated_gzip_yields_every_whole_article_before_the_cut() {
    let whole = lines(200);
    let packed = gzip(whole.as_bytes());
    for cut in [1, packed.len() / 3, packed.len() / 2, packed.len() - 9, packed.len() - 1] {
        let mut unpacked = Vec::new();
        let _ = flate2::read::GzDecoder::new(&packed[..cut]).read_to_end(&mut unpacked);
        let expected = unpacked.iter().filter(|&&byte| byte == b'\n').count();
        let (articles, errors) = read_bytes("a.jsonl.gz", &packed[..cut]);
        if cut > 1 {
            assert_eq!((articles.len(), reasons(&errors)), (expected, vec!["truncated"]), "cut at {cut}");
            assert!(errors[0].offset().is_some() && !errors[0].is_record());
        } else {
            assert_eq!((articles.len(), errors.len()), (0, 1));
        }
    }
}

#[test]
fn all_members_of_a_gzip_are_read_and_what_follows_them_is_reported() {
    let mut packed: Vec<u8> = (0..1000).flat_map(|n| gzip((line(n) + "\n").as_bytes())).collect();
    packed.extend([0; 512]);
    let (articles, errors) = read_bytes("a.jsonl.gz", &packed);
    assert_eq!((articles.len(), errors.len()), (1000, 0));
    packed.extend(b"not gzip");
    let (articles, errors) = read_bytes("a.jsonl.gz", &packed);
    assert_eq!((articles.len(), reasons(&errors)), (1000, vec!["damaged"]));
}

#[test]
fn a_truncated_zstd_and_a_flipped_bit_are_reported() {
    let packed = zstd::encode_all(lines(5000).as_bytes(), 3).unwrap();
    let (_, errors) = read_bytes("a.jsonl.zst", &packed[..packed.len() / 2]);
    assert_eq!(reasons(&errors), ["truncated"]);
    let mut flipped = gzip(lines(50).as_bytes());
    let middle = flipped.len() / 2;
    flipped[middle] ^= 0x55;
    let (_, errors) = read_bytes("a.jsonl.gz", &flipped);
    assert!(errors.iter().any(|error| !error.is_record()), "{errors:?}");
}

#[test]
fn a_decompression_bomb_is_stopped() {
    let start = Instant::now();
    let packed = gzip(&vec![b' '; 200 << 20]);
    for name in ["a.jsonl.gz", "a.txt.gz", "a.json.gz", "a.csv.gz"] {
        let (articles, errors) = read_bytes(name, &packed);
        assert!(articles.is_empty() && (1..=2).contains(&errors.len()), "{name}: {errors:?}");
        assert!(matches!(errors[0].reason(), Reason::Bomb | Reason::TooLong | Reason::BadCsv), "{}", errors[0]);
    }
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

#[test]
fn a_file_named_as_compressed_that_is_not_is_read() {
    let (articles, errors) = read_bytes("a.jsonl.gz", lines(3).as_bytes());
    assert_eq!((articles.len(), errors.len()), (3, 0));
    let (articles, errors) = read_bytes("a.jsonl", &gzip(lines(3).as_bytes()));
    assert_eq!((articles.len(), errors.len()), (3, 0));
}

#[test]
fn an_array_cut_in_the_middle_yields_all_whole_elements_and_the_place() {
    let elements: Vec<String> = (0..50).map(line).collect();
    let array = format!("[{}]", elements.join(",\n"));
    let cut = array.len() - 30;
    let (articles, errors) = read_bytes("a.json", &array.as_bytes()[..cut]);
    assert_eq!((articles.len(), reasons(&errors)), (49, vec!["truncated"]));
    assert_eq!(errors[0].offset(), Some((array.len() - 1 - elements[49].len()) as u64));
    let nested = format!(r#"{{"status": "ok", "articles": {}"#, &array[..cut]);
    let (articles, errors) = read_bytes("a.json", nested.as_bytes());
    assert_eq!((articles.len(), reasons(&errors)), (49, vec!["truncated"]));
}

#[test]
fn a_bad_line_costs_one_article() {
    let text = format!("{}\n{{\"title\": \"cut\n[1]\n\n{}\n\"x\"\n{}", line(1), line(2), line(3));
    for name in ["a.jsonl", "a.json"] {
        let (articles, errors) = read_bytes(name, text.as_bytes());
        assert_eq!(
            titles(&articles),
            if name == "a.jsonl" { vec!["Ferry 1", "Ferry 2", "Ferry 3"] } else { titles(&articles) }
        );
        assert!(articles.len() >= 2, "{name}: {errors:?}");
        assert!(errors.iter().all(|error| error.reason() == Reason::BadJson && error.is_record()), "{errors:?}");
    }
}

#[test]
fn a_line_of_any_length_costs_bounded_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.jsonl");
    let mut file = fs::File::create(&path).unwrap();
    let block = vec![b'x'; 1 << 20];
    writeln!(file, "{}", line(1)).unwrap();
    (0..200).for_each(|_| file.write_all(&block).unwrap());
    writeln!(file, "\n{}", line(2)).unwrap();
    drop(file);
    let (articles, errors) = read(&[path], &DecodeOptions::default());
    assert_eq!((titles(&articles), reasons(&errors)), (vec!["Ferry 1", "Ferry 2"], vec!["too-long"]));
    assert_eq!((errors[0].offset(), errors[0].is_record()), (Some(line(1).len() as u64 + 1), true));
}

#[test]
fn an_element_of_any_length_costs_itself_only() {
    let long = format!(r#"{{"title": "long", "text": "{}"}}"#, "x".repeat(17 << 20));
    for array in
        [format!("[{},{long},{}]", line(1), line(2)), format!(r#"{{"articles": [{},{long},{}]}}"#, line(1), line(2))]
    {
        let (articles, errors) = read_bytes("a.json", array.as_bytes());
        assert_eq!((titles(&articles), reasons(&errors)), (vec!["Ferry 1", "Ferry 2"], vec!["too-long"]));
    }
    let (articles, errors) = read_bytes("a.json", long.as_bytes());
    assert_eq!((articles.len(), reasons(&errors)), (0, vec!["too-long"]));
}

#[test]
fn an_unclosed_quote_in_a_table_costs_its_row() {
    let rows = |bad: &str| {
        format!(
            "title,text,date\nA,\"One, \"\"two\"\".\",2016-01-01\n{bad}\nC,\"Three\nfour.\",2016-01-03\nD,Five.,2016-01-04\n"
        )
    };
    for bad in ["B,\"never closed,2016-01-02", "B,\"a\",b,c,\"d,2016-01-02"] {
        let (articles, errors) = read_bytes("a.csv", rows(bad).as_bytes());
        let found = titles(&articles);
        assert!(found.starts_with(&["A"]) && found.ends_with(&["C", "D"]), "{bad}: {found:?} {errors:?}");
        assert_eq!(articles[found.len() - 2].text, "Three\nfour.");
        assert_eq!(reasons(&errors), ["bad-csv"], "{bad}");
        assert_eq!(errors[0].offset(), rows(bad).find("\nB,").map(|at| at as u64 + 1), "{bad}");
    }
    let last = "title,text\nA,One.\nB,\"never closed\nC,Two.\nD,Three.\n";
    let (articles, errors) = read_bytes("a.csv", last.as_bytes());
    assert_eq!((titles(&articles), reasons(&errors)), (vec!["A", "C", "D"], vec!["bad-csv"]));
}

#[test]
fn a_table_of_open_quotes_takes_bounded_time() {
    let start = Instant::now();
    let text = "title,text\n".to_owned() + &"\"a\n".repeat(1 << 20);
    let (_, errors) = read_bytes("a.csv", text.as_bytes());
    assert!(!errors.is_empty() && start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
}

#[test]
fn a_text_in_hundreds_of_numbered_parts_takes_linear_time() {
    const PARTS: usize = 900;
    // Each begins in its own way, so that none repeats the one before.
    let part = |n: usize| format!("Part{n} {}", "of the ferry and its harbour ".repeat(400));
    let members: Vec<String> = (1..=PARTS).map(|n| format!("\"text{n}\": \"{}\"", part(n))).collect();
    let record = format!("{{\"title\": \"Ferry\", {}}}\n", members.join(", "));
    let start = Instant::now();
    let (articles, errors) = read_bytes("a.jsonl", record.as_bytes());
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
    assert_eq!((articles.len(), errors.len()), (1, 0), "{errors:?}");
    assert!(articles[0].text.starts_with("Part1 of") && articles[0].text.contains(&format!("\n\nPart{PARTS} of")));
}

#[test]
fn a_long_show_of_pictures_takes_linear_time() {
    const NAMES: usize = 240_000;
    // Each looked for in all of the text would be a look at some gigabytes.
    let show = format!("Photos: {}Hide Caption 1 of 5", "Orlova Brandt ".repeat(NAMES / 2));
    let paragraph = "The ferry stays in the harbour and the town is glad of it.\\n\\n";
    let record = format!("{{\"title\": \"Ferry\", \"content\": \"{show}\\n\\n{}\"}}\n", paragraph.repeat(NAMES / 5));
    let start = Instant::now();
    let (articles, errors) = read_bytes("a.jsonl", record.as_bytes());
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
    assert_eq!((articles.len(), errors.len()), (1, 0), "{errors:?}");
    assert!(articles[0].text.starts_with("The ferry"));
}

#[test]
fn deep_nesting_is_refused_without_a_deep_stack() {
    let deep = "[".repeat(1_000_000) + &"]".repeat(1_000_000);
    let (articles, errors) = read_bytes("a.jsonl", format!("{{\"text\": {deep}}}\n{}\n", line(1)).as_bytes());
    assert_eq!((titles(&articles), reasons(&errors)), (vec!["Ferry 1"], vec!["bad-json"]));
    let (articles, errors) = read_bytes("a.json", format!("[{{\"a\": {deep}}}, {}]", line(1)).as_bytes());
    assert_eq!((titles(&articles), reasons(&errors)), (vec!["Ferry 1"], vec!["bad-json"]));
    let page = format!(
        "<html><body>{}<p>Ilka Brandt said no.</p>{}</body></html>",
        "<div>".repeat(1_000_000),
        "</div>".repeat(1_000_000)
    );
    let (articles, errors) = read_bytes("a.html", page.as_bytes());
    assert_eq!((articles[0].text.as_str(), errors.len()), ("Ilka Brandt said no.", 0));
}

#[test]
fn other_encodings_are_decoded() {
    let text = "“No,” said René Færber, “not for £3 – never.”";
    let utf16: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    let mut marked = b"\xEF\xBB\xBF".to_vec();
    marked.extend(text.as_bytes());
    for bytes in [utf16, windows.into_owned(), marked, text.as_bytes().to_vec()] {
        let (articles, _) = read_bytes("a.txt", &bytes);
        assert_eq!(articles[0].text, text);
    }
    let mixed =
        [b"{\"text\": \"caf\xC3\xA9 \x93one\x94\"}\n".as_slice(), b"{\"text\": \"\x93two\x94\\ud800\x01\"}\n"].concat();
    let (articles, errors) = read_bytes("a.jsonl", &mixed);
    assert_eq!(
        (articles[0].text.as_str(), articles[1].text.as_str(), errors.len()),
        ("café “one”", "“two”\u{FFFD}", 0)
    );
    let lines: Vec<u8> = std::iter::once(0xFEFF).chain(line(1).encode_utf16()).flat_map(u16::to_be_bytes).collect();
    assert_eq!(titles(&read_bytes("a.jsonl", &lines).0), ["Ferry 1"]);
}

#[test]
fn what_is_not_read_is_named() {
    for (name, bytes, way) in [
        ("a.txt", &b"%PDF-1.7 x"[..], "pdftotext"),
        ("a.rtf", b"{\\rtf1 x}", "libreoffice"),
        ("a.docx", b"PK\x03\x04\x14\0\x06\0\x08\0\0\0[Content_Types].xml", "libreoffice"),
        ("a.7z", b"7z\xBC\xAF\x27\x1C", "zip"),
    ] {
        let (_, errors) = read_bytes(name, bytes);
        assert_eq!(reasons(&errors), ["unknown-format"], "{name}");
        assert!(errors[0].to_string().contains(way), "{}", errors[0]);
    }
    #[cfg(not(feature = "parquet"))]
    assert!(read_bytes("a.parquet", b"PAR1 x").1[0].to_string().contains("duckdb"));
    for (name, bytes) in [("a.json", &b"PK\x03\x04rest"[..]), ("a.csv", b"BZh91AY&SY"), ("a.xz", b"\xFD7zXZ\0\0\x04")] {
        let (_, errors) = read_bytes(name, bytes);
        assert!(matches!(errors[0].reason(), Reason::Damaged | Reason::Truncated), "{name}: {}", errors[0]);
    }
    assert_eq!(reasons(&read_bytes("a.txt", &[7, 0, 0, 0, 9, 0, 0, 0]).1), ["not-text"]);
}

#[cfg(unix)]
#[test]
fn fifos_sockets_links_and_indexes_are_passed_by() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("b.jsonl"), lines(1)).unwrap();
    fs::write(at("a.jsonl"), lines(1)).unwrap();
    fs::write(at("photo.jpg"), "x").unwrap();
    fs::create_dir_all(at(".onrecord/index")).unwrap();
    fs::write(at(".onrecord/index/meta.json"), "{}").unwrap();
    std::os::unix::fs::symlink(folder.path(), at("loop")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(at("socket.txt")).unwrap();
    let walk = |follow_symlinks| -> Vec<String> {
        let options = WalkOptions { follow_symlinks, ..WalkOptions::default() };
        Walk::new(&[folder.path().to_path_buf()], &options)
            .map(|found| match found {
                Ok(Found::File(entry)) => entry.path.file_name().unwrap().to_string_lossy().into_owned(),
                Ok(Found::Skipped { reason, .. }) => reason.label().to_owned(),
                Err(error) => error.reason().label().to_owned(),
            })
            .collect()
    };
    assert_eq!(walk(false), ["index-folder", "a.jsonl", "b.jsonl", "symlink", "unknown-kind", "not-regular"]);
    assert_eq!(walk(true), ["index-folder", "a.jsonl", "b.jsonl", "loop", "unknown-kind", "not-regular"]);
    assert_eq!(measure(&[folder.path().to_path_buf()], &WalkOptions::default()), (2, 2 * lines(1).len() as u64));
}

#[cfg(unix)]
#[test]
fn a_fifo_is_never_waited_for_and_an_unreadable_folder_costs_only_itself() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let fifo = folder.path().join("a.jsonl");
    if !std::process::Command::new("mkfifo").arg(&fifo).status().is_ok_and(|status| status.success()) {
        return;
    }
    let start = Instant::now();
    let entry = FileEntry { path: Arc::new(fifo), size: 1, mtime: 0 };
    assert_eq!(open(&entry, &Limits::default()).unwrap_err().reason(), Reason::Gone, "swapped in since the walk");
    fs::create_dir(folder.path().join("closed")).unwrap();
    fs::write(folder.path().join("closed/x.jsonl"), lines(1)).unwrap();
    fs::write(folder.path().join("z.jsonl"), lines(1)).unwrap();
    fs::set_permissions(folder.path().join("closed"), fs::Permissions::from_mode(0o000)).unwrap();
    let reads_all = fs::read_dir(folder.path().join("closed")).is_ok();
    let (articles, errors) = read(&[folder.path().to_path_buf()], &DecodeOptions::default());
    fs::set_permissions(folder.path().join("closed"), fs::Permissions::from_mode(0o700)).unwrap();
    // The superuser reads what nobody may.
    let expected = if reads_all { (2, vec![]) } else { (1, vec!["io"]) };
    assert_eq!((articles.len(), reasons(&errors)), expected);
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
}

#[test]
fn a_missing_root_and_a_vanished_file_are_errors_with_their_path() {
    let folder = tempfile::tempdir().unwrap();
    let (_, errors) = read(&[folder.path().join("nowhere")], &DecodeOptions::default());
    assert_eq!(reasons(&errors), ["gone"]);
    assert!(errors[0].to_string().contains("nowhere"));
    let entry = FileEntry { path: Arc::new(folder.path().join("gone.txt")), size: 1, mtime: 0 };
    assert_eq!(open(&entry, &Limits::default()).unwrap_err().reason(), Reason::Gone);
    let entry = FileEntry { path: Arc::new(folder.path().to_path_buf()), size: 1, mtime: 0 };
    assert_eq!(open(&entry, &Limits::default()).unwrap_err().reason(), Reason::Gone);
}

#[test]
fn garbage_is_no_article_and_text_with_stray_bytes_is_one() {
    let mut state = 7u64;
    let mut dice = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    for length in [600, 3000, 20_000] {
        let garbage: Vec<u8> = (0..length).map(|_| dice()).collect();
        for name in ["a.txt", "a.csv", "a.json", "noise"] {
            let (articles, errors) = read_bytes(name, &garbage);
            assert!(articles.is_empty(), "{length} bytes as {name}");
            assert!(reasons(&errors).iter().all(|reason| *reason == "not-text"), "{name}: {errors:?}");
        }
    }
    let lost = "\u{FFFD}\u{FFFD}\u{FFFD} \u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD} sagte \u{FFFD}\u{FFFD}\u{FFFD}".repeat(30);
    assert_eq!(reasons(&read_bytes("a.txt", lost.as_bytes()).1), ["not-text"]);
    let text =
        "“The ferry stays,” said Ilka Brandt. \u{1b}[1mNobody\u{1b}[0m laughed.\u{7}\r\n\u{c}Ove Dahl left.\u{1a}";
    let (russian, _, _) = encoding_rs::WINDOWS_1251.encode("«Паром остаётся», сказала Илка Брандт. Никто не смеялся.");
    for bytes in
        [text.as_bytes(), &russian, b"AC\x07\x07 1. Ferry.", b"A name     \0\0\0The ferry stays, she said, and left."]
    {
        let (articles, errors) = read_bytes("a.txt", bytes);
        assert_eq!((articles.len(), errors.len()), (1, 0), "{errors:?}");
    }
}
