//! Which key of a record is which field of an article: the well-known names, and what the user says.

use std::{collections::BTreeMap, fmt, str::FromStr};

use serde::Deserialize;

use super::Form;

/// A field of an article that a record may name in its own way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// Headline.
    Title,
    /// Body text.
    Body,
    /// Date of publication.
    Date,
    /// Author line.
    Byline,
    /// Outlet.
    Source,
    /// Address.
    Url,
    /// Language.
    Lang,
    /// The record's own id.
    Id,
    /// When this version was made.
    Version,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 9] = [
        Self::Title,
        Self::Body,
        Self::Date,
        Self::Byline,
        Self::Source,
        Self::Url,
        Self::Lang,
        Self::Id,
        Self::Version,
    ];

    /// The name used in `--map`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Body => "body",
            Self::Date => "date",
            Self::Byline => "byline",
            Self::Source => "source",
            Self::Url => "url",
            Self::Lang => "lang",
            Self::Id => "id",
            Self::Version => "version",
        }
    }
}

impl FromStr for Field {
    type Err = MappingError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let folded = text.trim().to_ascii_lowercase();
        let name = match folded.as_str() {
            "text" => "body",
            "author" | "authors" => "byline",
            "published" => "date",
            "language" => "lang",
            other => other,
        };
        Self::ALL
            .into_iter()
            .find(|field| field.name() == name)
            .ok_or_else(|| MappingError::UnknownField(text.chars().take(64).collect()))
    }
}

/// Body texts at their best.
const BODY: [&str; 83] = [
    "contentoriginal",
    "articlebody",
    "maintext",
    "bodytext",
    "fields.bodytext",
    "fulltext",
    "text",
    "articletext",
    "textcontent",
    "plaintext",
    "body",
    "story",
    "content.rendered",
    "content",
    "contenttext",
    "bodyhtml",
    "contenthtml",
    "fields.body",
    "bodyparagraphs",
    "contents",
    "contentelements",
    "article",
    "articlecontent",
    "rawtext",
    "fullcontent",
    "fullarticle",
    "articlefulltext",
    "completetext",
    "ctext",
    "cleantext",
    "cleanedtext",
    "extractedtext",
    "storytext",
    "maincontent",
    "pagecontent",
    "postcontent",
    "posttext",
    "newscontent",
    "newstext",
    "newsbody",
    "rawcontent",
    "selftext",
    "ocreng",
    "transcript",
    "td",
    "texte",
    "contenu",
    "inhalt",
    "volltext",
    "texto",
    "contenido",
    "cuerpo",
    "tailparagraph",
    "tailparagraphs",
    "posthtml",
    "текст",
    "正文",
    "slices",
    "testo",
    "contenuto",
    "conteudo",
    "conteúdo",
    "corpo",
    "tekst",
    "teksti",
    "treść",
    "tresc",
    "metin",
    "içerik",
    "isi",
    "isiberita",
    "brødtekst",
    "brödtext",
    "artikeltext",
    "szöveg",
    "κείμενο",
    "内容",
    "內容",
    "全文",
    "本文",
    "النص",
    "содержание",
    "新闻内容",
];

/// Bodies whose names other things have as well: after the first list.
const BODY_SECOND: [&str; 8] =
    ["document", "bodies", "bodyxhtml", "articlebodyhtml", "html", "paragraphs", "quotation", "sections"];

/// Abstracts: taken only where there is no body at all.
const ABSTRACT: [&str; 16] = [
    "descriptions",
    "descriptiontext",
    "leadparagraph",
    "lp",
    "hlead",
    "openingtext",
    "hitsentence",
    "shortdescription",
    "description",
    "summary",
    "abstract",
    "excerpt",
    "snippet",
    "lead",
    "standfirst",
    "intro",
];

const TITLE: [&str; 55] = [
    "title",
    "headline",
    "headlines.basic",
    "headline.main",
    "webtitle",
    "fields.headline",
    "recordtitle",
    "titlefull",
    "thread.titlefull",
    "articletitle",
    "hl1",
    "title.rendered",
    "webheadline",
    "titlepage",
    "headlines",
    "heading",
    "headlinetext",
    "newstitle",
    "hd",
    "titel",
    "titre",
    "titulo",
    "título",
    "ti",
    "posttitle",
    "pagetitle",
    "storytitle",
    "titletext",
    "maintitle",
    "titleclean",
    "headlinemain",
    "hed",
    "überschrift",
    "заголовок",
    "标题",
    "標題",
    "titolo",
    "titular",
    "judul",
    "otsikko",
    "overskrift",
    "tytuł",
    "tytul",
    "başlık",
    "baslik",
    "manchete",
    "schlagzeile",
    "nadpis",
    "τίτλος",
    "タイトル",
    "見出し",
    "العنوان",
    "kop",
    "新闻标题",
    "name",
];

/// Never among them: the dates of crawling, scraping, downloading, indexing and changing.
const DATE: [&str; 76] = [
    "firstpublicationdate",
    "firstpublishdate",
    "datepublish",
    "publishdate",
    "publishingdate",
    "published",
    "publishedat",
    "datepublished",
    "webpublicationdate",
    "pubdate",
    "publisheddate",
    "publicationdate",
    "datepublication",
    "publishedon",
    "pubtime",
    "publishtime",
    "publicationtime",
    "date",
    "articledate",
    "displaydate",
    "publishedutc",
    "dategmt",
    "firstcreated",
    "versioncreated",
    "datetime",
    "publishedtime",
    "article:publishedtime",
    "publisheddatetime",
    "publicationdatetime",
    "publishdatetime",
    "dateofpublication",
    "firstpublished",
    "newsdate",
    "postdate",
    "posted",
    "postedat",
    "dateposted",
    "releasedate",
    "contentcreated",
    "numericpubdate",
    "pd",
    "datum",
    "fecha",
    "timestamp",
    "createdat",
    "issuedate",
    "datecreated",
    "created",
    "createdutc",
    "uploaddate",
    "time",
    "da",
    "tanggal",
    "дата",
    "发布时间",
    "发布日期",
    "日期",
    "coverdate",
    "tarih",
    "dato",
    "päivämäärä",
    "datapublicacao",
    "datadepublicacao",
    "datapubblicazione",
    "datadipubblicazione",
    "fechapublicacion",
    "fechadepublicacion",
    "datedepublication",
    "erscheinungsdatum",
    "veröffentlichungsdatum",
    "датапубликации",
    "日付",
    "公開日",
    "発行日",
    "时间",
    "التاريخ",
];

/// Keys that may be a day's and anything else's: the value decides.
pub(super) const SHORT_DATES: [&str; 5] = ["dt", "ts", "pub", "when", "data"];

const BYLINE: [&str; 50] = [
    "authors",
    "author",
    "byline",
    "by",
    "creator",
    "dc:creator",
    "fields.byline",
    "byline.original",
    "credits.by",
    "author.name",
    "reporter",
    "writer",
    "authorname",
    "articleauthor",
    "journalist",
    "autor",
    "auteur",
    "autoren",
    "au",
    "postauthorname",
    "postauthor",
    "pageauthors",
    "writtenby",
    "nameauthor",
    "newsauthor",
    "fieldbyline",
    "byl",
    "автор",
    "作者",
    "contributors",
    "autore",
    "autori",
    "autora",
    "autores",
    "auteurs",
    "kirjoittaja",
    "författare",
    "forfatter",
    "penulis",
    "wartawan",
    "yazar",
    "muhabir",
    "journaliste",
    "verfasser",
    "συγγραφέας",
    "著者",
    "記者",
    "记者",
    "الكاتب",
    "embedded.author",
];

const SOURCE: [&str; 52] = [
    "source",
    "publication",
    "pubtitle",
    "publicationtitle",
    "journaltitle",
    "publisher",
    "sourcename",
    "sourcedomain",
    "domain",
    "outlet",
    "newspaper",
    "medianame",
    "site",
    "sitename",
    "thread.site",
    "source.name",
    "publisher.name",
    "publicationname",
    "provider",
    "feed",
    "infosources",
    "outletname",
    "journal",
    "sourceurl",
    "channel",
    "hostname",
    "siteurl",
    "sn",
    "quelle",
    "fuente",
    "jn",
    "testata",
    "veiculo",
    "veículo",
    "fonte",
    "lehti",
    "krant",
    "sumber",
    "kaynak",
    "kilde",
    "källa",
    "periódico",
    "periodico",
    "medio",
    "giornale",
    "źródło",
    "zeitung",
    "источник",
    "издание",
    "来源",
    "來源",
    "媒体",
];

const URL: [&str; 26] = [
    "url",
    "link",
    "weburl",
    "articleurl",
    "newsurl",
    "canonicalurl",
    "canonicallink",
    "sourceurl",
    "permalink",
    "websiteurl",
    "originalurl",
    "guid",
    "uri",
    "links.canonical",
    "html.requestedurl",
    "v2documentidentifier",
    "href",
    "urlused",
    "mainentityofpage.@id",
    "mainentityofpage",
    "links.permalink",
    "requestedurl",
    "respondedurl",
    "documenturl",
    "pageurl",
    "shareurl",
];

const LANG: [&str; 8] = ["language", "lang", "inlanguage", "baselang", "languagecode", "languageiso", "langcode", "la"];

const ID: [&str; 11] =
    ["uuid", "guid", "docno", "articleid", "id", "docid", "documentid", "storyid", "newsid", "uri", "identifier"];

const VERSION: [&str; 11] = [
    "versioncreated",
    "datemodified",
    "updatedat",
    "modified",
    "modifiedgmt",
    "lastmodified",
    "datemodify",
    "updated",
    "lastupdated",
    "modifiedat",
    "updateddate",
];

/// Words by which people name the fields of an article whose language has the day before the month: neither such as
/// English has as well nor those of the Far East, where the year stands first.
const OF_DAY_FIRST: [&str; 60] = [
    "artikeltext",
    "auteur",
    "auteurs",
    "autor",
    "autora",
    "autore",
    "autoren",
    "autores",
    "autori",
    "başlık",
    "baslik",
    "brödtext",
    "brødtekst",
    "contenido",
    "contenu",
    "contenuto",
    "conteudo",
    "conteúdo",
    "cuerpo",
    "datapublicacao",
    "datum",
    "erscheinungsdatum",
    "fecha",
    "fechapublicacion",
    "forfatter",
    "författare",
    "fuente",
    "inhalt",
    "içerik",
    "isi",
    "judul",
    "kirjoittaja",
    "manchete",
    "metin",
    "otsikko",
    "overskrift",
    "päivämäärä",
    "penulis",
    "quelle",
    "schlagzeile",
    "tanggal",
    "tarih",
    "teksti",
    "testata",
    "testo",
    "texte",
    "texto",
    "titel",
    "titolo",
    "titre",
    "titulo",
    "título",
    "treść",
    "tytuł",
    "volltext",
    "yazar",
    "автор",
    "дата",
    "заголовок",
    "текст",
];

/// Names of lists of articles within an object.
const LISTS: [&str; 22] = [
    "articles",
    "item",
    "results",
    "docs",
    "documents",
    "items",
    "hits",
    "stories",
    "records",
    "news",
    "entries",
    "posts",
    "rows",
    "data",
    "value",
    "response",
    "newsitems",
    "edges",
    "newsresults",
    "organicresults",
    "topstories",
    "resources",
];

/// Why `--map` was not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// No `=`, or nothing on one side of it.
    #[error("{0:?} is not FIELD=KEY; write for example body=full_text, or body=3 for the third column")]
    NotAPair(String),
    /// Not a field of an article.
    #[error("there is no field {0:?}; the fields are title, body, date, byline, source, url, lang, id, version")]
    UnknownField(String),
    /// A mapping file that cannot be understood.
    #[error("{}", .0.trim_end())]
    NotToml(String),
}

/// A dump described in a file, so that it need not be described anew with each command.
///
/// ```
/// use onrecord::source::mapping::MappingFile;
/// let file = MappingFile::parse("form = \"csv\"\n[fields]\ntitle = \"Titel\"\nbody = [\"Volltext\", \"Vorspann\"]\n").unwrap();
/// assert_eq!(file.overrides.len(), 3);
/// assert!(MappingFile::parse("[fields]\ncolour = \"red\"\n").is_err());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MappingFile {
    /// What to take every file for (`form = "csv"`).
    pub form: Option<Form>,
    /// Publication of what has no date (`published = "2016"`), as printed.
    pub published: Option<String>,
    /// Keys of fields (`[fields]`, each a key or a list of keys, the best first).
    pub overrides: Vec<Override>,
}

/// The file as TOML has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    form: Option<String>,
    published: Option<String>,
    #[serde(default)]
    fields: BTreeMap<String, Keys>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Keys {
    One(String),
    Several(Vec<String>),
    Column(u32),
}

impl MappingFile {
    /// Reads TOML.
    ///
    /// # Errors
    /// If it is no TOML, or names a form or a field that does not exist.
    pub fn parse(text: &str) -> Result<Self, MappingError> {
        let written: Written = toml::from_str(text).map_err(|error| MappingError::NotToml(error.to_string()))?;
        let form = written.form.map(|form| form.parse()).transpose();
        let mut overrides = Vec::new();
        for (name, keys) in written.fields {
            let field: Field = name.parse()?;
            let keys = match keys {
                Keys::One(key) => vec![key],
                Keys::Several(keys) => keys,
                Keys::Column(number) => vec![number.to_string()],
            };
            overrides.extend(keys.into_iter().map(|key| Override { field, key }));
        }
        let form = form.map_err(|error: super::UnknownForm| MappingError::NotToml(error.to_string()))?;
        Ok(Self { form, published: written.published, overrides })
    }
}

/// One `FIELD=KEY` of the user's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// The article's field.
    pub field: Field,
    /// The record's key: dotted for a nested one, a number for a column (the first is 1).
    pub key: String,
}

impl fmt::Display for Override {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.field.name(), self.key)
    }
}

/// Which keys to look under for each field: the user's first, then the well-known ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    overrides: Vec<Override>,
}

impl Mapping {
    /// A mapping with these overrides; of two for one field the first that a record has is taken.
    #[must_use]
    pub fn new(overrides: Vec<Override>) -> Self {
        Self { overrides }
    }

    /// Reads `FIELD=KEY`.
    ///
    /// ```
    /// use onrecord::source::mapping::{Field, Mapping};
    /// let body = Mapping::parse_override("body=response.full-text").unwrap();
    /// assert_eq!((body.field, body.key.as_str()), (Field::Body, "response.full-text"));
    /// assert!(Mapping::parse_override("colour=red").is_err());
    /// ```
    ///
    /// # Errors
    /// If it is not a pair, or the field does not exist.
    pub fn parse_override(text: &str) -> Result<Override, MappingError> {
        let pair = text.split_once('=').map(|(field, key)| (field.trim(), key.trim()));
        match pair {
            Some((field, key)) if !field.is_empty() && !key.is_empty() => {
                Ok(Override { field: field.parse()?, key: key.to_owned() })
            }
            _ => Err(MappingError::NotAPair(text.chars().take(64).collect())),
        }
    }

    /// The user's keys for a field, in the order given.
    pub(super) fn overrides(&self, field: Field) -> impl Iterator<Item = &str> {
        self.overrides.iter().filter(move |entry| entry.field == field).map(|entry| entry.key.as_str())
    }
}

impl Mapping {
    /// Whether the body is looked for under this folded key.
    pub(super) fn is_body(&self, folded: &str) -> bool {
        is_body_key(folded) || self.overrides(Field::Body).any(|key| fold(key) == folded)
    }

    /// Whether the user gave the number of a column for a field.
    pub(super) fn names_column(&self, field: Field) -> bool {
        self.overrides(field).any(is_number)
    }

    /// Whether the user gave the number of any column.
    pub(super) fn names_columns(&self) -> bool {
        self.overrides.iter().any(|entry| is_number(&entry.key))
    }
}

fn is_number(key: &str) -> bool {
    key.bytes().all(|byte| byte.is_ascii_digit())
}

/// The well-known keys of a field, folded, best first.
pub(super) fn known(field: Field) -> &'static [&'static str] {
    match field {
        Field::Title => &TITLE,
        Field::Body => &BODY,
        Field::Date => &DATE,
        Field::Byline => &BYLINE,
        Field::Source => &SOURCE,
        Field::Url => &URL,
        Field::Lang => &LANG,
        Field::Id => &ID,
        Field::Version => &VERSION,
    }
}

/// Where a body may be if it is under none of its usual keys, and at last the abstracts.
pub(super) fn fallback_bodies() -> [&'static [&'static str]; 2] {
    [&BODY_SECOND, &ABSTRACT]
}

/// A key without case, `_`, `-` and spaces.
pub(super) fn fold(key: &str) -> String {
    folded(key).collect()
}

fn folded(key: &str) -> impl Iterator<Item = char> {
    key.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).flat_map(char::to_lowercase)
}

/// A key as it lies in JSON, with its quotes, folded; empty if it is too long to be one known.
pub(super) fn fold_json_key(quoted: &[u8]) -> String {
    let inner = quoted.strip_prefix(b"\"").and_then(|key| key.strip_suffix(b"\"")).unwrap_or(quoted);
    if inner.len() > 64 { String::new() } else { fold(&String::from_utf8_lossy(inner)) }
}

/// Whether a list under this key may be one of articles.
pub(super) fn is_list_key(folded: &str) -> bool {
    LISTS.contains(&folded)
}

/// Whether a value under this key tells of an article beside its title: its day, address, author or abstract.
pub(super) fn tells_of_article(folded: &str) -> bool {
    let fields = [Field::Date, Field::Url, Field::Byline];
    fields.into_iter().any(|field| known(field).contains(&folded)) || ABSTRACT.contains(&folded)
}

/// Whether this key is one of any field, or an abstract's.
pub(super) fn is_known(folded: &str) -> bool {
    let others = fallback_bodies().into_iter().flatten();
    Field::ALL.into_iter().flat_map(known).chain(others).any(|key| *key == folded)
}

/// Whether a value under this key may be a day.
pub(super) fn may_be_day(folded: &str) -> bool {
    let known = |field| known(field).contains(&folded);
    known(Field::Date) || known(Field::Version) || SHORT_DATES.contains(&folded) || folded.contains("date")
}

/// Whether text under this key is a body.
pub(super) fn is_body_key(folded: &str) -> bool {
    BODY.contains(&folded)
}

/// Whether a known key of days is that of publication by its own words, and not of whatever has a day.
pub(super) fn says_published(folded: &str) -> bool {
    folded.contains("publi") && DATE.contains(&folded)
}

/// Whether a known key of days is rather that of when a record was made.
pub(super) fn says_made(folded: &str) -> bool {
    ["timestamp", "createdat", "datecreated", "created", "createdutc", "uploaddate"].contains(&folded)
}

/// Whether a key is a word of a language whose people write the day before the month, as only they name a field.
pub(super) fn is_of_day_first(folded: &str) -> bool {
    OF_DAY_FIRST.contains(&folded)
}

/// Whether text under this key is an abstract, which stands for a body only where there is none.
pub(super) fn is_abstract_key(folded: &str) -> bool {
    ABSTRACT.contains(&folded)
}

/// Whether these names are a header: two of them are known, one of them that of a body, an abstract or a title.
pub(super) fn knows_header(names: &[String]) -> bool {
    let folded: Vec<String> = names.iter().map(|name| fold(name)).collect();
    let any = |list: &[&str]| folded.iter().any(|name| list.contains(&name.as_str()));
    let telling = any(&BODY) || any(&BODY_SECOND) || any(&ABSTRACT) || any(&TITLE[..TITLE.len() - 1]);
    let known = Field::ALL.into_iter().filter(|field| any(known(*field))).count();
    telling && (known >= 2 || (names.len() == 1 && any(&BODY)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_folded_and_lists_are_written_folded() {
        assert!(fold("Content_Original") == "contentoriginal" && fold("body-paragraphs") == "bodyparagraphs");
        for key in Field::ALL.into_iter().flat_map(known).chain(fallback_bodies().into_iter().flatten()) {
            assert!(fold(key) == *key, "{key} can never be met");
        }
        for key in known(Field::Date) {
            for never in ["crawl", "scrape", "download", "index", "modif", "update", "insert"] {
                assert!(!key.contains(never), "{key} is no date of publication");
            }
        }
    }

    #[test]
    fn headers_are_told_from_rows() {
        let header = |names: &[&str]| knows_header(&names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>());
        assert!(header(&["", "id", "Title", "publication", "content"]));
        assert!(!header(&["3", "Fears for pensions", "Unions say so"]));
    }
}
