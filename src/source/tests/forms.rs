//! The same articles in every form are the same articles.

use super::*;

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/source").join(name)
}

fn read_fixture(name: &str) -> (Vec<Article>, Vec<SourceError>) {
    read(&[fixture(name)], &DecodeOptions::default())
}

/// All that must be the same whatever the form.
fn essence(articles: &[Article]) -> Vec<impl PartialEq + std::fmt::Debug + use<>> {
    articles
        .iter()
        .map(|a| {
            let own =
                (a.title.clone(), a.published, a.byline.clone(), a.source.clone(), a.url.clone(), a.own_id.clone());
            (a.id, a.text.clone(), own)
        })
        .collect()
}

#[test]
fn every_form_gives_the_same_ids_and_texts() {
    let (expected, errors) = read_fixture("articles.jsonl");
    assert_eq!((expected.len(), errors.len()), (4, 0));
    for form in [
        "articles.jsonl.gz",
        "articles.json",
        "nested.json",
        "lines.json",
        "articles.csv",
        "articles.tsv",
        "semicolons.csv",
        "folder",
    ] {
        let (articles, errors) = read_fixture(form);
        assert_eq!(reasons(&errors), Vec::<&str>::new(), "{form}");
        assert_eq!(essence(&articles), essence(&expected), "{form}");
    }
}

#[test]
fn every_form_may_be_compressed_by_zstd() {
    let folder = tempfile::tempdir().unwrap();
    for form in ["articles.jsonl", "articles.csv", "nested.json"] {
        let packed = zstd::encode_all(fs::File::open(fixture(form)).unwrap(), 3).unwrap();
        fs::write(folder.path().join(format!("{form}.zst")), packed).unwrap();
    }
    let (articles, errors) = read(&[folder.path().to_path_buf()], &DecodeOptions::default());
    assert_eq!((articles.len(), errors.len()), (12, 0));
    assert_eq!(essence(&articles[..4]), essence(&articles[4..8]));
}

#[test]
fn text_is_decoded_and_its_title_and_date_are_found() {
    let (articles, _) = read_fixture("2016-09-20-ferry.txt");
    let article = &articles[0];
    assert_eq!(article.title.as_deref(), Some("Ferry to stay in Holmsund, says owner"));
    assert_eq!(article.published.unwrap().to_string(), "2016-09-20");
    assert!(article.text.starts_with("Ilka Brandt will not sell her ferry. “I was"), "{}", article.text);
    assert!(article.text.ends_with("Monday.\n\nThe mayor called it “brave” – and stubborn."), "{}", article.text);
}

#[test]
fn a_page_gives_its_article_in_paragraphs_and_what_it_says_about_itself() {
    let (articles, _) = read_fixture("page.html");
    let article = &articles[0];
    assert_eq!(article.title.as_deref(), Some("Ferry to stay in Holmsund, says owner"));
    assert_eq!(article.published.unwrap().to_string(), "2016-09-20", "the day as printed, no time zone shift");
    assert_eq!(article.version.unwrap().to_string(), "2016-09-22T08:00:00Z");
    assert_eq!(article.byline.as_deref(), Some("Rosa Lind, Ove Dahl"));
    assert_eq!(article.source.as_deref(), Some("The Holmsund Ledger"));
    assert_eq!(article.url.as_deref(), Some("https://www.ledger.example/2016/09/20/ferry-to-stay"));
    assert_eq!(article.lang.as_deref(), Some("en-GB"));
    assert!(article.text.contains("springs.\n\n“I was offered twice what she is worth,” Brandt"), "{}", article.text);
    assert!(!article.text.contains("newsletter") && !article.text.contains("Sport"), "{}", article.text);
    let (table, _) = read_fixture("articles.csv");
    assert_eq!(article.id, table[0].id, "one address is one article, tracking parameters or not");
}

#[test]
fn a_form_of_one_article_says_so() {
    for (name, single) in [
        ("page.html", true),
        ("folder/1.json", true),
        ("2016-09-20-ferry.txt", true),
        ("nested.json", false),
        ("lines.json", false),
    ] {
        let entry = FileEntry { path: Arc::new(fixture(name)), size: 0, mtime: 0 };
        let records = open(&entry, &Limits::default()).unwrap();
        assert_eq!(records.is_single(), single, "{name}");
        assert!(records.bytes_read() > 0);
    }
}

#[test]
fn the_longest_natural_body_is_taken_and_no_crawl_date() {
    let json = r#"{"content": "Mr. Dahl , 40 , did n't answer . He left . He ran , and ran . He fell .", "content_original":
        "Mr. Dahl, 40, didn't answer. He left.", "description": "short", "date_download": "2016-01-01", "updated_at": "2017-01-01T10:00:00Z",
        "authors": [{"name": "A. Lind"}, "B. Dahl"], "source_url": "www.ledger.example", "headline": {"main": "Mr. <b>Dahl</b> &amp; all"}}"#;
    let (articles, errors) = read_bytes("a.json", json.as_bytes());
    assert!(errors.is_empty(), "{errors:?}");
    let article = &articles[0];
    assert_eq!(article.text, "Mr. Dahl, 40, didn't answer. He left.");
    assert_eq!(article.title.as_deref(), Some("Mr. Dahl & all"));
    assert_eq!((article.published, article.byline.as_deref()), (None, Some("A. Lind, B. Dahl")));
    assert_eq!((article.source.as_deref(), article.url.as_deref()), (Some("ledger.example"), None));
    assert_eq!(article.version.unwrap().to_string(), "2017-01-01T10:00:00Z");
}

#[test]
fn bodies_in_paragraphs_elements_and_shells() {
    let text = |json: &str| read_bytes("a.json", json.as_bytes()).0.first().map(|a| a.text.clone()).unwrap_or_default();
    assert_eq!(text(r#"{"body-paragraphs": [["One.", "Two."], ["Three."]]}"#), "One.\n\nTwo.\n\nThree.");
    assert_eq!(
        text(
            r#"{"contents": [null, {"type": "title", "content": "T"}, {"type": "sanitized_html", "content": "<p>One.</p>"}, {"type": "image", "caption": "x"}]}"#
        ),
        "One."
    );
    assert_eq!(
        text(r#"{"body": {"summary": ["S"], "sections": [{"headline": ["H"], "paragraphs": ["One.", "Two."]}]}}"#),
        "H\n\nOne.\n\nTwo."
    );
    assert_eq!(text(r#"{"_id": 7, "_source": {"title": "T", "text": "One."}}"#), "One.");
    assert_eq!(text(r#"{"title": "T", "summary": "Only this."}"#), "Only this.");
}

#[test]
fn the_user_may_say_which_key_is_which_field() {
    let folder = tempfile::tempdir().unwrap();
    let map = |entries: &[&str]| DecodeOptions {
        map: Mapping::new(entries.iter().map(|entry| Mapping::parse_override(entry).unwrap()).collect()),
        ..DecodeOptions::default()
    };
    fs::write(folder.path().join("a.jsonl"), r#"{"text": "not this", "inhalt": {"roh": "This one."}, "ueber": "T"}"#)
        .unwrap();
    fs::write(folder.path().join("b.csv"), "7,Talks resume,It rained.\n8,Talks end,It rained again.\n").unwrap();
    let (articles, errors) = read(&[folder.path().join("a.jsonl")], &map(&["body=inhalt.roh", "title=ueber"]));
    assert_eq!((articles[0].text.as_str(), articles[0].title.as_deref(), errors.len()), ("This one.", Some("T"), 0));
    let (articles, errors) = read(&[folder.path().join("b.csv")], &map(&["title=2", "body=3"]));
    assert_eq!((titles(&articles), errors.len()), (vec!["Talks resume", "Talks end"], 0));
    let (articles, errors) = read(&[folder.path().join("b.csv")], &DecodeOptions::default());
    assert_eq!((articles.len(), reasons(&errors)), (0, vec!["no-header", "no-header"]));
    assert!(errors[0].to_string().contains("--map"), "{}", errors[0]);
}

#[test]
fn an_undated_article_takes_the_date_given() {
    let day = Published::on(jiff::civil::date(2021, 12, 1));
    let options = DecodeOptions { published: Some(day), ..DecodeOptions::default() };
    let (articles, _) = read(&[fixture("articles.jsonl")], &options);
    assert_eq!(articles[0].published.unwrap().to_string(), "2016-09-20");
    assert_eq!(articles[3].published, Some(day));
}

#[test]
fn a_table_in_a_charset_of_its_own_has_names_and_cells_in_it() {
    let cases = [
        (
            encoding_rs::WINDOWS_1251,
            "Заголовок;Дата;Автор;Текст",
            "Паром остаётся",
            "Анна Вольф",
            "Илька Брандт сказала в понедельник на причале, что не продаст паром, что бы ни предлагал совет города.",
        ),
        (
            encoding_rs::WINDOWS_1250,
            "tytuł;data;autor;treść",
            "Prom zostaje",
            "Łucja Żak",
            "Ilka Brandt powiedziała w poniedziałek na nabrzeżu, że nie sprzeda łodzi, choćby żądała tego cała rada miejska i wójt.",
        ),
        (
            encoding_rs::GBK,
            "标题;发布时间;作者;内容",
            "渡轮留下",
            "林晓芳",
            "伊尔卡周一在码头说,无论市议会出什么价,她都不会卖掉自己的渡轮。船员们听了都很高兴。",
        ),
    ];
    for (charset, names, title, author, text) in cases {
        let table = format!("{names}\n{title};2019-03-05;{author};{text}\n{title};2019-03-06;{author};{text}\n");
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.csv"), charset.encode(&table).0).unwrap();
        let (articles, errors) = read(&[folder.path().to_path_buf()], &DecodeOptions::default());
        assert_eq!((articles.len(), errors.len()), (2, 0), "{names}: {errors:?}");
        let article = &articles[0];
        assert_eq!(
            (article.title.as_deref(), article.byline.as_deref(), article.text.as_str()),
            (Some(title), Some(author), text)
        );
    }
}

#[test]
fn a_note_round_a_message_that_it_carries_is_counted() {
    let mail = "From: a@ledger.example\nSubject: Fwd\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n\
        Worth a look.\n--b\nContent-Type: message/rfc822\n\nFrom: b@ledger.example\nSubject: Ferry to stay\n\n\
        Ilka Brandt will not sell her ferry.\n--b--\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("forwarded.eml");
    std::fs::write(&path, mail).unwrap();
    let entry = FileEntry { path: Arc::new(path), size: mail.len() as u64, mtime: 0 };
    let mut records = open(&entry, &Limits::default()).unwrap();
    assert_eq!(records.by_ref().filter(Result::is_ok).count(), 1);
    assert_eq!(records.passed_over().get("note-on-message"), Some(&1));
}
