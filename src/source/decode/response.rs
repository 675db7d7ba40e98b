//! A record of a web archive: its header, the header of the response, and the page.

use std::{borrow::Cow, io::Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::source::{
    Limits, WebArchive,
    error::Reason,
    records::archive::{field, header_end},
};

/// What a record holds.
#[derive(Debug)]
pub(super) struct Response<'r> {
    pub(super) url: Option<String>,
    /// The charset that the server gave.
    pub(super) charset: Option<&'static encoding_rs::Encoding>,
    pub(super) body: Cow<'r, [u8]>,
    /// Whether it is text already (a WET file).
    pub(super) plain: bool,
}

/// Takes a record apart.
///
/// # Errors
/// The reason, if its body is packed in a way that cannot be unpacked.
pub(super) fn read<'r>(bytes: &'r [u8], kind: WebArchive, limits: &Limits) -> Result<Response<'r>, (Reason, String)> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim_matches(['<', '>']).to_owned();
    let (url, block, plain) = match kind {
        WebArchive::Warc => {
            let end = header_end(bytes).unwrap_or(bytes.len());
            let header = &bytes[..end];
            let plain = field(header, "content-type").is_some_and(|kind| kind.starts_with(b"text/plain"));
            (field(header, "warc-target-uri").map(text), &bytes[end..], plain)
        }
        WebArchive::Arc => {
            let end = memchr::memchr(b'\n', bytes).map_or(bytes.len(), |at| at + 1);
            let line = text(bytes[..end].trim_ascii());
            (line.rsplitn(5, ' ').nth(4).map(str::to_owned), &bytes[end..], false)
        }
    };
    if !block.starts_with(b"HTTP/") {
        return Ok(Response { url, charset: None, body: Cow::Borrowed(block), plain });
    }
    let end = header_end(block).unwrap_or(block.len());
    let header = &block[..end];
    let value = |name| field(header, name).unwrap_or_default().to_ascii_lowercase();
    let charset = crate::source::markup::declared_charset(&value("content-type"));
    let mut body = Cow::Borrowed(&block[end..]);
    // Some crawlers leave the header and take the chunks away: what does not fit chunks is none.
    if value("transfer-encoding").ends_with(b"chunked")
        && let Some(joined) = dechunk(&body)
    {
        body = Cow::Owned(joined);
    }
    let body = unpack(body, &value("content-encoding"), limits)?;
    Ok(Response { url, charset, body, plain: false })
}

/// Joins chunks; `None` if these are none. The last may be cut.
fn dechunk(body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let Some(line) = memchr::memchr(b'\n', &rest[..rest.len().min(64)]) else {
            return (!out.is_empty()).then_some(out);
        };
        let size = rest[..line].split(|&byte| byte == b';').next()?.trim_ascii();
        let Some(size) = std::str::from_utf8(size).ok().and_then(|size| usize::from_str_radix(size, 16).ok()) else {
            return (!out.is_empty() && rest[..line].trim_ascii().is_empty()).then_some(out);
        };
        rest = &rest[line + 1..];
        if size == 0 {
            return Some(out);
        }
        let chunk = &rest[..size.min(rest.len())];
        out.extend_from_slice(chunk);
        rest = &rest[chunk.len()..];
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        if rest.is_empty() {
            return Some(out);
        }
    }
}

/// Unpacks a body, if it is packed as it says: crawlers unpack and leave the header.
fn unpack<'r>(body: Cow<'r, [u8]>, coding: &[u8], limits: &Limits) -> Result<Cow<'r, [u8]>, (Reason, String)> {
    let all = |reader: &mut dyn Read| {
        let mut out = Vec::new();
        let most = limits.record_bytes as u64 + 1;
        // What came out before damage is kept: half a page is a page.
        let _ = reader.take(most).read_to_end(&mut out);
        if out.len() > limits.record_bytes {
            return Err((Reason::TooLong, "the page is longer than the limit once unpacked".to_owned()));
        }
        Ok(out)
    };
    let out = match coding {
        b"gzip" | b"x-gzip" if body.starts_with(&[0x1F, 0x8B]) => all(&mut MultiGzDecoder::new(&*body))?,
        b"deflate" if body.first() == Some(&0x78) => all(&mut ZlibDecoder::new(&*body))?,
        b"deflate" if !looks_like_text(&body) => all(&mut DeflateDecoder::new(&*body))?,
        b"zstd" if body.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]) => match zstd::stream::read::Decoder::new(&*body) {
            Ok(mut decoder) => all(&mut decoder)?,
            Err(_) => return Ok(body),
        },
        b"br" if !looks_like_text(&body) => {
            return Err((Reason::UnknownFormat, "the page is packed by brotli, which is not read".to_owned()));
        }
        _ => return Ok(body),
    };
    Ok(Cow::Owned(out))
}

fn looks_like_text(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"<")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined_and_what_is_none_is_left() {
        assert_eq!(dechunk(b"4\r\nIlka\r\n7;x=1\r\n Brandt\r\n0\r\n\r\n").unwrap(), b"Ilka Brandt");
        assert_eq!(dechunk(b"4\r\nIlka\r\nff\r\n Bra").unwrap(), b"Ilka Bra");
        assert_eq!(dechunk(b"<html>no chunks</html>\n"), None);
        assert_eq!(dechunk(b""), None);
    }

    #[test]
    fn a_warc_record_is_taken_apart() {
        let record = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: <http://ledger.example/ferry>\r\nContent-Length: 9\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html; charset=ISO-8859-1\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n3\r\n<p>\r\n0\r\n\r\n";
        let response = read(record, WebArchive::Warc, &Limits::default()).unwrap();
        assert_eq!(response.url.as_deref(), Some("http://ledger.example/ferry"));
        assert_eq!(response.charset.map(encoding_rs::Encoding::name), Some("windows-1252"));
        assert_eq!(&*response.body, b"<p>");
    }
}
