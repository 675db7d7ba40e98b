//! Who an article is, across runs, paths and formats (DESIGN "Ids").

use url::Url;

use crate::article::ArticleId;

/// Parameters of an address that say how one came, not where one is.
const TRACKING: [&str; 29] = [
    "fbclid",
    "gclid",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "yclid",
    "igshid",
    "mc_cid",
    "mc_eid",
    "ref",
    "ref_src",
    "referrer",
    "cmpid",
    "cmp",
    "ncid",
    "ito",
    "smid",
    "smtyp",
    "soc_src",
    "soc_trk",
    "sref",
    "spm",
    "icid",
    "ocid",
    "_ga",
    "at_medium",
    "at_campaign",
    "amp",
];

/// Archives of the web: the address of a copy there ends in that of the page.
const ARCHIVES: [&str; 13] = [
    "web.archive.org",
    "wayback.archive.org",
    "wayback.archive-it.org",
    "webarchive.nationalarchives.gov.uk",
    "webarchive.loc.gov",
    "arquivo.pt",
    "archive.today",
    "archive.is",
    "archive.ph",
    "archive.li",
    "archive.vn",
    "archive.md",
    "archive.fo",
];

/// Bytes between an archive's host and the address of the page: when the copy was made.
const STAMP: usize = 64;

/// The identity of an article: of its address; else of its source and own id where that id is global; else of its
/// title and text.
#[must_use]
pub fn article_id(
    url: Option<&str>,
    source: Option<&str>,
    own_id: Option<&str>,
    title: Option<&str>,
    text: &str,
) -> ArticleId {
    if let Some(address) = url.and_then(normal_url) {
        return ArticleId::of(&["url", &address]);
    }
    if let Some(id) = own_id.filter(|id| is_global(id)) {
        return ArticleId::of(&["id", &fold(source.unwrap_or_default()), id.trim()]);
    }
    ArticleId::of(&["text", &fold(title.unwrap_or_default()), &fold(text)])
}

/// An address with all gone that does not say where it leads: scheme, `www.`, default port, fragment, tracking
/// parameters, a last slash; host in lower case. `None` for what is no web address, or only a host or home page.
///
/// ```
/// use onrecord::source::identity::normal_url;
/// assert_eq!(
///     normal_url("HTTPS://WWW.Example.org:443/a/?utm_source=x&id=7#top").as_deref(),
///     Some("example.org/a?id=7")
/// );
/// assert_eq!(normal_url("https://example.org/"), None);
/// assert_eq!(
///     normal_url("https://web.archive.org/web/20180501000000/http://example.org/a").as_deref(),
///     Some("example.org/a")
/// );
/// ```
#[must_use]
pub fn normal_url(text: &str) -> Option<String> {
    let text = original(text.trim());
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    let url = if lower.starts_with("http://") || lower.starts_with("https://") {
        Url::parse(text).ok()?
    } else if lower.starts_with("www.") {
        Url::parse(&format!("http://{text}")).ok()?
    } else {
        return None;
    };
    let host = url.host_str()?;
    let path = url.path().trim_end_matches('/');
    let query = kept_parameters(&url);
    if (path.is_empty() || is_home(path)) && query.is_empty() {
        return None;
    }
    let port = url.port().filter(|port| !matches!(port, 80 | 443)).map(|port| format!(":{port}")).unwrap_or_default();
    let mark = if query.is_empty() { "" } else { "?" };
    Some(format!("{}{port}{path}{mark}{query}", without_www(host)))
}

/// The address of the page that an archive's copy is of: `https://example.org/a` of
/// `https://archive.is/2018.05.01-100000/https://example.org/a`. Every other address as it is.
pub(super) fn original(address: &str) -> &str {
    let Some((_, rest)) = address.split_once("://") else { return address };
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let copied = ["/http://", "/https://"].into_iter().filter_map(|by| path.find(by)).min().filter(|at| *at <= STAMP);
    match copied {
        Some(at) if is_archive(host) && !path[..at].contains('?') => &path[at + 1..],
        _ => address,
    }
}

/// Whether a page at this address is a copy by archive.today, which puts its own name and date on it.
pub(super) fn is_retold(address: &str) -> bool {
    let host = address.split_once("://").map_or("", |(_, rest)| rest.split('/').next().unwrap_or_default());
    is_archive(host) && without_www(host).to_ascii_lowercase().starts_with("archive.")
}

fn is_archive(host: &str) -> bool {
    let host = host.split(':').next().unwrap_or_default().to_ascii_lowercase();
    ARCHIVES.contains(&without_www(&host))
}

/// The host of an address without `www.`.
pub(super) fn host(text: &str) -> Option<String> {
    let url = Url::parse(text.trim()).ok()?;
    url.host_str().filter(|host| host.contains('.')).map(|host| without_www(host).to_owned())
}

fn without_www(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host).trim_end_matches('.')
}

fn is_home(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    path.matches('/').count() == 1 && (name.starts_with("index.") || name.starts_with("default.") || name == "home")
}

fn kept_parameters(url: &Url) -> String {
    let kept = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or_default().to_ascii_lowercase();
        !name.is_empty() && !name.starts_with("utm_") && !TRACKING.contains(&name.as_str())
    };
    url.query().unwrap_or_default().split('&').filter(kept).collect::<Vec<_>>().join("&")
}

/// Whether an id names one article in the world and not a row of one export: a UUID, a tag, urn or address, a TREC
/// document number, or anything long with digits and letters; never a plain number.
fn is_global(id: &str) -> bool {
    let id = id.trim();
    let digits = id.bytes().filter(u8::is_ascii_digit).count();
    let letters = id.bytes().filter(u8::is_ascii_alphabetic).count();
    let one_word = id.len() >= 12 && id.len() <= 512 && !id.contains(char::is_whitespace);
    one_word
        && (id.contains("://") || id.starts_with("tag:") || id.starts_with("urn:") || (digits >= 2 && letters >= 2))
}

/// Letters and digits in lower case with single spaces: what stays the same when marks and line ends change hands.
fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if c.is_alphanumeric() {
            if std::mem::take(&mut gap) && !out.is_empty() {
                out.push(' ');
            }
            out.extend(c.to_lowercase());
        } else {
            gap = true;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_article_under_many_addresses_is_one() {
        let id = |url| article_id(Some(url), None, None, None, "text");
        let first = id("https://www.example.org/2016/09/talks/?page=2");
        for other in [
            "http://example.org/2016/09/talks?page=2",
            "https://Example.org:443/2016/09/talks?utm_source=feed&page=2&fbclid=abc#comments",
        ] {
            assert_eq!(id(other), first, "{other}");
        }
        assert_ne!(id("https://example.org/2016/09/talks?page=3"), first);
        assert_ne!(id("https://example.org/2016/09/Talks?page=2"), first);
    }

    #[test]
    fn the_copy_of_an_archive_is_the_page() {
        let page = "https://www.example.org/2015/03/04/fish?a=http://x.org/";
        for copy in [
            "https://web.archive.org/web/20180501000000/https://www.example.org/2015/03/04/fish?a=http://x.org/",
            "http://web.archive.org:80/web/2018id_/https://www.example.org/2015/03/04/fish?a=http://x.org/",
            "http://archive.is/2022.11.20-100000/https://www.example.org/2015/03/04/fish?a=http://x.org/",
            "https://archive.ph/o/AbCde/https://www.example.org/2015/03/04/fish?a=http://x.org/",
        ] {
            assert_eq!(original(copy), page, "{copy}");
            assert_eq!(article_id(Some(copy), None, None, None, "x"), article_id(Some(page), None, None, None, "y"));
        }
        for other in [page, "http://archive.is/AbCde", "https://example.org/share/https://x.org/a", "archive.is", ""] {
            assert_eq!(original(other), other);
        }
        assert!(is_retold("http://archive.is/AbCde") && !is_retold("https://web.archive.org/web/2018/http://x.org/"));
    }

    #[test]
    fn a_home_page_or_a_row_number_is_no_identity() {
        for home in ["https://example.org", "http://www.example.org/", "https://example.org/index.html", "example.org"]
        {
            assert_eq!(normal_url(home), None, "{home}");
        }
        let by = |own: &str, text| article_id(Some("https://example.org"), Some("The Ledger"), Some(own), None, text);
        assert_eq!(by("17", "One text."), by("18", "one  text"));
        let uuid = "a5cb6419-2bb9-4af3-8046-96637f050cd9";
        assert_eq!(by(uuid, "first version"), by(uuid, "second version"));
        assert_ne!(by("17", "one text"), by("17", "another text"));
    }
}
