//! Any bytes as a record of any form: no panic, no hang.
#![no_main]

use std::{path::PathBuf, sync::Arc};

use libfuzzer_sys::fuzz_target;
use onrecord::{
    article::Provenance,
    source::{DecodeOptions, Dialect, Format, Header, Provider, RawRecord, WebArchive, decode},
};

const FORMATS: [Format; 22] = [
    Format::Text,
    Format::Json,
    Format::Html,
    Format::Row { delimiter: b',' },
    Format::Element(Dialect::Reuters),
    Format::Element(Dialect::Trec),
    Format::Element(Dialect::Nitf),
    Format::Element(Dialect::NewsMl1),
    Format::Element(Dialect::NewsMlG2),
    Format::Element(Dialect::Feed),
    Format::Element(Dialect::MediaWiki),
    Format::Element(Dialect::NexisPage),
    Format::Element(Dialect::FactivaPage),
    Format::Element(Dialect::FactivaXml),
    Format::Element(Dialect::Alto),
    Format::Element(Dialect::Xml),
    Format::Response(WebArchive::Warc),
    Format::Response(WebArchive::Arc),
    Format::Mail,
    Format::Wire,
    Format::Nexis,
    Format::Element(Dialect::Mets),
];

fuzz_target!(|bytes: &[u8]| {
    let header = Arc::new(Header::from(vec!["title".to_owned(), "text".to_owned(), "date".to_owned()]));
    for format in FORMATS.into_iter().chain(Provider::ALL.map(Format::Export)) {
        let provenance = Provenance { path: Arc::new(PathBuf::from("fuzz")), member: None, offset: 0 };
        let header = Some(Arc::clone(&header));
        let record = RawRecord { bytes: bytes.to_vec(), format, provenance, header, shared: None };
        let _ = decode(&record, &DecodeOptions::default());
    }
});
