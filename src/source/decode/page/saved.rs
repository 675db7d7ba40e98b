//! Where a page was saved from, as the program says that saved it.

/// Bytes at the beginning of a page in which that is said.
const HEAD: usize = 4096;

/// The address that a browser or SingleFile noted: `<!-- saved from url=(0026)https://ledger.example/ferry -->`.
pub(super) fn address(html: &str) -> Option<&str> {
    let head = super::super::head(html, HEAD);
    let by_browser = || head.split_once("saved from url=(")?.1.split_once(')').map(|(_, rest)| rest);
    let by_single_file = || head.split_once("Page saved with SingleFile")?.1.split_once("url:").map(|(_, rest)| rest);
    let rest = by_browser().or_else(by_single_file)?;
    let address = rest.split_whitespace().next()?.split("-->").next()?;
    address.starts_with("http").then_some(address)
}
