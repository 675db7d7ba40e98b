//! Markup of one article or many: what each dialect keeps where. All words and names are invented.

use super::*;

fn only(name: &str, text: &str) -> Article {
    let (mut articles, errors) = read_bytes(name, text.as_bytes());
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(articles.len(), 1, "{articles:#?}");
    articles.remove(0)
}

/// Title, date, byline and source, as printed.
fn about(article: &Article) -> [Option<String>; 4] {
    [
        article.title.clone(),
        article.published.map(|day| day.to_string()),
        article.byline.clone(),
        article.source.clone(),
    ]
}

fn some(texts: [&str; 4]) -> [Option<String>; 4] {
    texts.map(|text| Some(text.to_owned()).filter(|text| !text.is_empty()))
}

#[test]
fn reuters_21578_is_no_xml_and_is_read() {
    let text = "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS TOPICS=\"YES\" NEWID=\"7\">\n<DATE>26-FEB-1987 15:01:01.79</DATE>\n<TOPICS><D>ship</D></TOPICS>\n<UNKNOWN>\n&#5;&#5;C T</UNKNOWN>\n<TEXT>&#2;\n<TITLE>FERRY &lt;FRY> STAYS</TITLE>\n<DATELINE>    HOLMSUND, Feb 26 - </DATELINE><BODY>Ilka Brandt said\nshe would not sell.\n    \"No,\" she said.\n Reuter\n&#3;</BODY></TEXT>\n</REUTERS>\n<REUTERS NEWID=\"8\"><TEXT TYPE=\"UNPROC\">&#2;\nA table of ferries\n&#3;</TEXT></REUTERS>\n";
    let (articles, errors) = read_bytes("reut2-000.sgm", text.as_bytes());
    assert_eq!((articles.len(), errors.len()), (2, 0), "{errors:?}");
    assert_eq!(about(&articles[0]), some(["FERRY <FRY> STAYS", "1987-02-26", "", "Reuters"]));
    assert_eq!(articles[0].text, "HOLMSUND, Feb 26 - Ilka Brandt said she would not sell.\n\n\"No,\" she said.");
    assert_eq!(articles[1].text, "A table of ferries");
    let (articles, errors) = read_bytes("cut.sgm", &text.as_bytes()[..text.len() - 20]);
    assert_eq!((articles.len(), reasons(&errors)), (1, vec!["truncated"]));
}

#[test]
fn trec_and_gigaword_keep_stories_and_pass_over_the_rest() {
    let text = "<DOC>\n<DOCNO> AP880212-0001 </DOCNO>\n<HEAD>Ferry Stays</HEAD>\n<BYLINE>By ROSA LIND</BYLINE>\n<TEXT>\n   Ilka Brandt said ``No'' on\nFriday.\n   She left.\n</TEXT>\n</DOC>\n<DOC id=\"NYT_ENG_19950101.0001\" type=\"story\" >\n<HEADLINE>\nFerry\n</HEADLINE>\n<TEXT>\n<P>\nOne &amp; two.\n</P>\n<P>\nThree.\n</P>\n</TEXT>\n</DOC>\n<DOC id=\"NYT_ENG_19950101.0002\" type=\"advis\" ><TEXT>Not this</TEXT></DOC>";
    let (articles, errors) = read_bytes("AP880212", text.as_bytes());
    assert_eq!((articles.len(), errors.len()), (2, 0), "{errors:?}");
    assert_eq!(about(&articles[0]), some(["Ferry Stays", "1988-02-12", "ROSA LIND", ""]));
    assert_eq!(articles[0].text, "Ilka Brandt said “No” on Friday.\n\nShe left.");
    assert_eq!(
        (articles[1].text.as_str(), articles[1].published.unwrap().to_string().as_str()),
        ("One & two.\n\nThree.", "1995-01-01")
    );
}

#[test]
fn nitf_takes_the_full_text_once() {
    let article = only(
        "a.xml",
        "<?xml version=\"1.0\"?><nitf><head><title>T</title><meta name=\"publication_year\" content=\"2007\"/><meta name=\"publication_month\" content=\"2\"/><meta name=\"publication_day_of_month\" content=\"1\"/><docdata><doc-id id-string=\"17\"/><doc.copyright holder=\"Holmsund Ledger\"/></docdata><pubdata ex-ref=\"https://ledger.example/a\"/></head><body><body.head><hedline><hl1>Ferry <em>stays</em></hl1></hedline><byline class=\"normalized_byline\">LIND, R</byline><byline class=\"print_byline\">By ROSA LIND</byline></body.head><body.content><block class=\"lead_paragraph\"><p>One.</p></block><block class=\"full_text\"><p>One.</p><p>“Two,” said <person>Ilka Brandt</person>.</p></block></body.content></body></nitf>",
    );
    assert_eq!(about(&article), some(["Ferry stays", "2007-02-01", "ROSA LIND", "Holmsund Ledger"]));
    assert_eq!(
        (article.text.as_str(), article.url.as_deref()),
        ("One.\n\n“Two,” said Ilka Brandt.", Some("https://ledger.example/a"))
    );
}

#[test]
fn newsml_of_both_generations() {
    let article = only(
        "a.xml",
        "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>ledger.example</ProviderId><PublicIdentifier>urn:newsml:ledger.example:20160920:x1:1</PublicIdentifier></NewsIdentifier></Identification><NewsManagement><FirstCreated>20160920T101500Z</FirstCreated><ThisRevisionCreated>20160921T101500Z</ThisRevisionCreated></NewsManagement><NewsComponent><NewsLines><HeadLine>Ferry stays</HeadLine><ByLine>Rosa Lind</ByLine></NewsLines><ContentItem><DataContent><p>One.</p><p>Two.</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>",
    );
    assert_eq!(about(&article), some(["Ferry stays", "2016-09-20", "Rosa Lind", "ledger.example"]));
    assert_eq!(article.text, "One.\n\nTwo.");
    let item = |version: u32, status: &str| {
        format!(
            "<n:newsItem guid=\"tag:ledger.example,2016:x1\" version=\"{version}\" xml:lang=\"en\"><n:itemMeta><n:provider literal=\"Ledger\"/><n:versionCreated>2016-09-2{version}T10:00:00Z</n:versionCreated><n:firstCreated>2016-09-20T10:00:00Z</n:firstCreated><n:pubStatus qcode=\"stat:{status}\"/></n:itemMeta><n:contentMeta><n:by>Rosa Lind</n:by><n:headline>Ferry {version}</n:headline></n:contentMeta><n:contentSet><n:inlineXML><html><head><title>x</title></head><body><p>Version {version}.</p></body></html></n:inlineXML></n:contentSet></n:newsItem>"
        )
    };
    let text = format!(
        "<?xml version=\"1.0\"?><n:newsMessage><n:itemSet>{}{}{}</n:itemSet></n:newsMessage>",
        item(1, "usable"),
        item(3, "usable"),
        item(4, "canceled")
    );
    let (articles, errors) = read_bytes("a.xml", text.as_bytes());
    assert_eq!((articles.len(), errors.len()), (2, 0), "{errors:?}");
    assert_eq!(about(&articles[1]), some(["Ferry 3", "2016-09-20", "Rosa Lind", "Ledger"]));
    assert_eq!(articles[0].id, articles[1].id, "versions of one guid are one article");
    assert!(articles[0].version < articles[1].version && articles[1].text == "Version 3.");
}

#[test]
fn feeds_and_the_export_of_wordpress() {
    let rss = "<?xml version=\"1.0\"?><rss><channel><title>Ledger &amp; Co</title><language>en-GB</language><wp:author><wp:author_login><![CDATA[rl]]></wp:author_login><wp:author_display_name><![CDATA[Rosa Lind]]></wp:author_display_name></wp:author><item><title>Ferry &amp;amp; all</title><link>https://ledger.example/a</link><pubDate>Tue, 20 Sep 2016 10:00:00 +0000</pubDate><dc:creator><![CDATA[rl]]></dc:creator><description>Short</description><content:encoded><![CDATA[<p>One.</p><p>Two.</p>]]></content:encoded><wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item><item><title>Draft</title><wp:post_type>page</wp:post_type></item></channel></rss>";
    let article = only("a.xml", rss);
    assert_eq!(about(&article), some(["Ferry & all", "2016-09-20", "Rosa Lind", "Ledger & Co"]));
    assert_eq!((article.text.as_str(), article.lang.as_deref()), ("One.\n\nTwo.", Some("en-GB")));
    let atom = "<feed xmlns=\"x\"><title>Ledger</title><entry><title>Ferry</title><link rel=\"self\" href=\"https://x.example/s\"/><link href=\"https://ledger.example/b\"/><published>2016-09-20T10:00:00Z</published><author><name>Rosa Lind</name></author><content type=\"xhtml\"><div><p>One.</p><p>Two.</p></div></content></entry></feed>";
    let article = only("feed.atom", atom);
    assert_eq!(about(&article), some(["Ferry", "2016-09-20", "Rosa Lind", "Ledger"]));
    assert_eq!((article.text.as_str(), article.url.as_deref()), ("One.\n\nTwo.", Some("https://ledger.example/b")));
}

#[test]
fn a_wiki_export_gives_its_articles() {
    let text = "<mediawiki xml:lang=\"en\"><siteinfo><sitename>Wikiledger</sitename><base>https://en.wikiledger.example/wiki/Main_Page</base></siteinfo><page><title>Ferry stays</title><ns>0</ns><revision><timestamp>2020-01-01T00:00:00Z</timestamp><text>{{date|September 20, 2016}} {{w|Ilka Brandt}} said &quot;no&quot;.\n\n==Sources==\n*x</text></revision></page><page><title>Talk:x</title><ns>1</ns><revision><text>no</text></revision></page></mediawiki>";
    let article = only("wiki.xml", text);
    assert_eq!(about(&article), some(["Ferry stays", "2016-09-20", "", "Wikiledger"]));
    assert_eq!(
        (article.text.as_str(), article.url.as_deref()),
        ("Ilka Brandt said \"no\".", Some("https://en.wikiledger.example/wiki/Ferry_stays"))
    );
}

#[test]
fn exports_of_databases() {
    let factiva = "<html><head><title>Factiva</title></head><body><div id=\"article-LEDG0001\" class=\"article\"><div class=\"article enArticle\"><div id=\"hd\"><span class=\"enHeadline\">Ferry stays</span></div><div class=\"author\">By ROSA LIND</div><div>877 words</div><div>20 September 2016</div><div>10:15</div><div>Holmsund Ledger</div><div>LEDG</div><p class=\"articleParagraph enarticleParagraph\">One.</p><p class=\"articleParagraph enarticleParagraph\">Two.</p></div></div><div id=\"article-LEDG0002\" class=\"article\"><span class=\"enHeadline\">Second</span><p class=\"articleParagraph\">Three.</p></div></body></html>";
    let (articles, errors) = read_bytes("factiva.html", factiva.as_bytes());
    assert_eq!((articles.len(), errors.len()), (2, 0));
    assert_eq!(about(&articles[0]), some(["Ferry stays", "2016-09-20", "ROSA LIND", "Holmsund Ledger"]));
    assert_eq!(articles[0].text, "One.\n\nTwo.");
    let nexis = "Cover page\n\n   1 of 2 DOCUMENTS\n\nHolmsund Ledger\n\nSeptember 20, 2016 Tuesday\n\nFerry stays\n\nLENGTH: 3 words\n\nOne two three.\n\nLOAD-DATE: x\n\n   2 of 2 DOCUMENTS\n\nHolmsund Ledger\n\nSeptember 21, 2016 Wednesday\n\nFerry gone\n\nLENGTH: 1 words\n\nFour.\n";
    let (articles, errors) = read_bytes("nexis.txt", nexis.as_bytes());
    assert_eq!((titles(&articles), errors.len()), (vec!["Ferry stays", "Ferry gone"], 0));
    assert_eq!(articles[0].text, "One two three.");
}

#[test]
fn a_scanned_page_is_text_in_reading_order() {
    let alto = "<?xml version=\"1.0\"?><alto><Layout><Page><TextBlock><TextLine><String CONTENT=\"The\"/><SP/><String CONTENT=\"fer\" SUBS_TYPE=\"HypPart1\" SUBS_CONTENT=\"ferry\"/><HYP CONTENT=\"-\"/></TextLine><TextLine><String CONTENT=\"ry\" SUBS_TYPE=\"HypPart2\" SUBS_CONTENT=\"ferry\"/><SP/><String CONTENT=\"stays.\"/></TextLine></TextBlock><TextBlock><TextLine><String CONTENT=\"Next.\"/></TextLine></TextBlock></Page></Layout></alto>";
    let article = only("0001_18240217_0003.xml", alto);
    assert_eq!(
        (article.text.as_str(), article.published.unwrap().to_string().as_str()),
        ("The ferry stays.\n\nNext.", "1824-02-17")
    );
}

#[test]
fn a_mailbox_and_wires_are_split() {
    let mail = |n: u32| {
        format!(
            "From a@b.example Tue Sep 20 10:00:00 2016\nFrom: Rosa Lind <rl@ledger.example>\nSubject: Ferry {n}\nDate: Tue, 20 Sep 2016 10:00:00 +0000\n\nIlka Brandt stays.\nFrom here on it rains.\n\n"
        )
    };
    let (articles, errors) = read_bytes("news.mbox", (mail(1) + &mail(2)).as_bytes());
    assert_eq!((titles(&articles), errors.len()), (vec!["Ferry 1", "Ferry 2"], 0));
    assert!(articles[0].text.ends_with("it rains."), "{}", articles[0].text);
    let wire = |n: u32| {
        format!(
            "\u{1}eca{n} 4 i 21 dpa 061\r\n\nFerry/\r\n\u{2}Ferry {n} =\r\n\n   It sails.\r\n\u{3}201137 GMT Sep 16\r\n\u{4}"
        )
    };
    let (articles, errors) = read_bytes("wire.txt", (wire(1) + &wire(2)).as_bytes());
    assert_eq!((titles(&articles), errors.len()), (vec!["Ferry 1", "Ferry 2"], 0));
}

#[test]
fn unknown_xml_is_read_by_the_names_of_its_elements() {
    let article = only(
        "a.xml",
        "<?xml version=\"1.0\"?><story><headline>Ferry stays</headline><pub_date>2016-09-20</pub_date><author>Rosa Lind</author><body><p>One.</p><p>Two.</p></body></story>",
    );
    assert_eq!(about(&article), some(["Ferry stays", "2016-09-20", "Rosa Lind", ""]));
    assert_eq!(article.text, "One.\n\nTwo.");
}

#[test]
fn a_scanned_page_is_cut_into_the_articles_of_its_issue() {
    let folder = tempfile::tempdir().unwrap();
    let block = |id: &str, words: &str| {
        let words: String = words.split(' ').map(|word| format!("<String CONTENT=\"{word}\"/>")).collect();
        format!("<TextBlock ID=\"{id}\"><TextLine>{words}</TextLine></TextBlock>")
    };
    let blocks = [
        block("b1", "Coal is dear"),
        block("b2", "A ferry sank"),
        block("b3", "says Ilka Brandt"),
        block("b4", "Price twopence"),
    ];
    let page = format!("<alto><Layout><Page ID=\"P1\">{}</Page></Layout></alto>", blocks.concat());
    fs::write(folder.path().join("ledger_18240217_0001.xml"), &page).unwrap();
    fs::write(
        folder.path().join("ledger_18240217_mets.xml"),
        "<mets><dmdSec ID=\"i\"><title>The Ledger.</title><dateIssued>1824-02-17</dateIssued></dmdSec>\
        <dmdSec ID=\"d1\"><title>COAL</title></dmdSec><div TYPE=\"ISSUE\" DMDID=\"i\"><div ID=\"a1\" TYPE=\"ARTICLE\" DMDID=\"d1\">\
        <fptr><area BEGIN=\"b1\"/><area BEGIN=\"b3\"/></fptr></div><div ID=\"a2\" TYPE=\"ARTICLE\"><fptr><area BEGIN=\"b2\"/></fptr></div></div></mets>",
    )
    .unwrap();
    let (articles, errors) = super::read(&[folder.path().to_path_buf()], &DecodeOptions::default());
    assert_eq!(errors.len(), 0, "{errors:?}");
    let found: Vec<_> = articles.iter().map(|article| (article.title.as_deref(), article.text.as_str())).collect();
    assert_eq!(
        found,
        [(Some("COAL"), "Coal is dear\n\nsays Ilka Brandt"), (None, "A ferry sank"), (None, "Price twopence")]
    );
    for article in &articles {
        assert_eq!(article.published.unwrap().to_string(), "1824-02-17");
        assert_eq!(article.source.as_deref(), Some("The Ledger"));
    }
    // Without its issue the page is one article.
    assert_eq!(read_bytes("ledger_18240217_0001.xml", page.as_bytes()).0.len(), 1);
}
