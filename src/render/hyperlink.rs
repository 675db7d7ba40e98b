//! Links in a terminal (OSC 8): text that opens an address when it is clicked.

use std::fmt::Write as _;

/// Ends the link that was opened before.
pub const END: &str = "\u{1b}]8;;\u{1b}\\";

/// Begins a link to this address. Whatever is no printable ASCII is percent-encoded, so that nothing in the address can
/// end the sequence or begin another.
#[must_use]
pub fn begin(address: &str) -> String {
    let mut sequence = String::from("\u{1b}]8;;");
    for byte in address.bytes() {
        match byte {
            b'!'..=b'~' => sequence.push(char::from(byte)),
            byte => write!(sequence, "%{byte:02X}").expect("a string takes all that is written"),
        }
    }
    sequence + "\u{1b}\\"
}

/// The address of a file, by its absolute path.
#[must_use]
pub fn of_file(path: &str) -> String {
    // In an address these begin a query or fragment, or stand for another byte.
    let path = path.replace('%', "%25").replace('?', "%3F").replace('#', "%23");
    format!("file://{path}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_address_can_end_its_sequence() {
        let sequence = begin("https://a.example/\u{1b}\\\u{7}\u{9c} é");
        assert_eq!(sequence, "\u{1b}]8;;https://a.example/%1B\\%07%C2%9C%20%C3%A9\u{1b}\\");
        assert_eq!(of_file("/a b/50%#1?.txt"), "file:///a b/50%25%231%3F.txt");
    }
}
