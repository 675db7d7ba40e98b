//! `sources` and `--input`: what files are taken for, before anything is written.

use super::util::Dir;

onrecord!(sources_tell_forms_fields_samples_and_rejects, |dir: Dir| {
    dir.create(
        "news/a.jsonl",
        "{\"headline\":\"Bridge\",\"maintext\":\"It opens, Dora Lind said.\",\"pub_date\":\"2019-05-03\"}\n{\"headline\":\"Empty\"}\n",
    );
    dir.create("news/b.xml", "<rss><channel><title>Ledger</title><item><title>Ferry</title><description>It sails.</description></item></channel></rss>");
    dir.create("news/c.pdf", "%PDF-1.4");
    let ran = dir.expect(0, &["sources", "news"]);
    for part in [
        "a.jsonl",
        "body=maintext",
        "date=pubdate",
        "2019-05-03",
        "rejected 1 as no-text",
        "Ferry",
        "Ledger",
        "1 document",
    ] {
        assert!(ran.out.contains(part), "{part} is not in\n{}", ran.out);
    }
    let ran = dir.expect(0, &["sources", "--summary", "news"]);
    let rows: Vec<Vec<&str>> = ran.out.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(rows[1][..4], ["feed", "1", "1", "1"], "{}", ran.out);
    assert_eq!(rows[2][..3], ["jsonl", "1", "1"], "{}", ran.out);
    let ran = dir.expect(0, &["sources", "news/c.pdf"]);
    assert!(ran.out.contains("pdftotext"), "{}", ran.out);
    assert!(!dir.path(".onrecord").exists());
});

onrecord!(a_form_may_be_named, |dir: Dir| {
    dir.create("news/dump.dat", "title;text\nFerry;It stays, said Dora Lind.\n");
    dir.expect(0, &["index", "news"]);
    dir.expect(1, &["query", "title:ferry"]);
    dir.expect(0, &["index", "--input", "csv", "news"]);
    dir.expect(0, &["query", "title:ferry"]);
    let ran = dir.expect(2, &["index", "--input", "pdf", "news"]);
    assert!(ran.err.contains("newsml-g2"), "{}", ran.err);
});
