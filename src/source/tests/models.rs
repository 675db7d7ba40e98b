//! The splitters against slower programs that are known to be right, and any bytes against all of them.

use std::io::Cursor;

use proptest::prelude::*;

use super::*;
use crate::source::{
    input::Input,
    records::{Context, json::Json, table},
};

/// A reader that hands out a few bytes at a time, so that every construct is cut somewhere.
struct Drip(Cursor<Vec<u8>>, usize);

impl std::io::Read for Drip {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let most = into.len().min(self.1);
        self.0.read(&mut into[..most])
    }
}

fn drip(bytes: &[u8], step: usize) -> Input {
    Input::over(Box::new(Drip(Cursor::new(bytes.to_vec()), step)))
}

fn context() -> Context {
    Context {
        path: Arc::new(PathBuf::from("model")),
        member: None,
        beside: None,
        told: None,
        limits: Limits { record_bytes: 4096, ..Limits::default() },
    }
}

fn json_value() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Into::into),
        any::<i32>().prop_map(Into::into),
        "[a\"\\\\{}\\[\\]:, \n“é]{0,12}".prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            prop::collection::btree_map("[a-c\"\\\\]{1,3}", inner, 0..4)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

fn json_object() -> impl Strategy<Value = serde_json::Value> {
    prop::collection::btree_map("[a-c\"\\\\]{1,3}", json_value(), 0..4)
        .prop_map(|map| serde_json::Value::Object(map.into_iter().collect()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn an_array_is_split_as_serde_json_splits_it(objects in prop::collection::vec(json_object(), 0..6), pretty: bool, step in 1_usize..9) {
        let bytes = if pretty { serde_json::to_vec_pretty(&objects) } else { serde_json::to_vec(&objects) }.unwrap();
        let (mut input, mut json) = (drip(&bytes, step), Json::default());
        let mut found: Vec<serde_json::Value> = Vec::new();
        while let Some(item) = json.next(&mut input, &context()) {
            let record = item.unwrap();
            let at = usize::try_from(record.provenance.offset).unwrap();
            prop_assert_eq!(&bytes[at..at + record.bytes.len()], &record.bytes[..]);
            found.push(serde_json::from_slice(&record.bytes).unwrap());
        }
        prop_assert_eq!(found, objects);
    }

    #[test]
    fn objects_one_after_the_other_are_split_as_serde_json_splits_them(objects in prop::collection::vec(json_object(), 1..6), pretty: bool, step in 1_usize..9) {
        let print = |object| if pretty { serde_json::to_string_pretty(object) } else { serde_json::to_string(object) }.unwrap();
        let bytes = objects.iter().map(print).collect::<Vec<_>>().join("\n");
        let (mut input, mut json) = (drip(bytes.as_bytes(), step), Json::default());
        let mut found: Vec<serde_json::Value> = Vec::new();
        while let Some(item) = json.next(&mut input, &context()) {
            found.push(serde_json::from_slice(&item.unwrap().bytes).unwrap());
        }
        prop_assert_eq!(found, objects);
    }

    #[test]
    fn a_well_formed_table_is_read_as_the_csv_crate_reads_it(
        rows in prop::collection::vec(prop::collection::vec("[a\", \n\r;é]{0,8}", 3), 1..8), step in 1_usize..9
    ) {
        let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
        writer.write_record(["title", "text", "date"]).unwrap();
        rows.iter().for_each(|row| writer.write_record(row).unwrap());
        let bytes = writer.into_inner().unwrap();
        let (mut input, mut reader) = (drip(&bytes, step), table::Table::new(b','));
        let mut found = Vec::new();
        while let Some(item) = reader.next(&mut input, &context()) {
            let record = item.unwrap();
            let cells = table::cells(&record.bytes, b',');
            found.push(cells.iter().map(|cell| String::from_utf8(cell.to_vec()).unwrap()).collect::<Vec<_>>());
        }
        let filled = |row: &&Vec<String>| row.iter().any(|cell| !cell.is_empty());
        let blank = |row: &&Vec<String>| row.iter().all(|cell| cell.trim().is_empty());
        let found: Vec<_> = found.iter().filter(filled).filter(|row| !blank(row)).collect();
        prop_assert_eq!(found, rows.iter().filter(|row| !blank(row)).collect::<Vec<_>>());
    }

    #[test]
    fn any_bytes_in_any_form_end_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        for name in ["a.txt", "a.json", "a.jsonl", "a.csv", "a.html", "a.gz", "a.zst"] {
            let _ = read_bytes(name, &bytes);
        }
    }

    #[test]
    fn nearly_json_and_nearly_csv_end_without_a_panic(text in "[\\[\\]{}\",:a\\\\u0-9\n<>/!=' -]{0,200}") {
        for (name, before) in [("a.json", "{\"articles\":["), ("a.json", ""), ("a.jsonl", ""), ("a.csv", "title,text\n"), ("a.html", "<html>")] {
            let _ = read_bytes(name, format!("{before}{text}").as_bytes());
        }
    }

    #[test]
    fn any_text_is_a_date_or_none(text in "\\PC{0,30}", digits in "[0-9/. :TZ-]{0,20}") {
        for text in [text, digits] {
            let _ = (dates::parse(&text), dates::in_path(&text), dates::moment(&text));
        }
    }
}
