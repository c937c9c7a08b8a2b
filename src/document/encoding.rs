//! Bytes to text: UTF-8 where they are that, else the encoding that a mark, the page or the bytes themselves tell.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::ReadError;

/// The text that `bytes` are. `declared` is the encoding that the file names itself, believed if the bytes are not UTF-8.
pub(super) fn decode(
    name: &str,
    bytes: Vec<u8>,
    declared: Option<&'static Encoding>,
) -> Result<String, ReadError> {
    let marked = Encoding::for_bom(&bytes);
    let encoding = marked
        .map(|(encoding, _)| encoding)
        .or_else(|| utf16(&bytes));
    if let Some(encoding) = encoding.filter(|e| *e != UTF_8) {
        return sane(name, encoding.decode(&bytes).0.into_owned());
    }
    let mark = marked.map_or(0, |(_, length)| length);
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            text.drain(..mark);
            sane(name, text)
        }
        Err(e) => legacy(name, e.as_bytes(), declared),
    }
}

/// Text in one of the encodings from before UTF-8.
fn legacy(
    name: &str,
    bytes: &[u8],
    declared: Option<&'static Encoding>,
) -> Result<String, ReadError> {
    if looks_binary(bytes) {
        return Err(binary(name));
    }
    if let Some(at) = mixed(bytes) {
        let (line, column) = place(bytes, at);
        let name = name.to_owned();
        return Err(ReadError::MixedEncodings { name, line, column });
    }
    let encoding = declared.filter(|e| *e != UTF_8).unwrap_or_else(|| {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        detector.guess(None, Utf8Detection::Deny)
    });
    match encoding.decode(bytes) {
        (_, _, true) => Err(binary(name)),
        (text, _, false) => sane(name, text.into_owned()),
    }
}

fn binary(name: &str) -> ReadError {
    let name = name.to_owned();
    ReadError::Binary { name }
}

fn sane(name: &str, text: String) -> Result<String, ReadError> {
    if looks_binary(text.as_bytes()) {
        return Err(binary(name));
    }
    Ok(text)
}

/// More than one byte in a hundred is a control character that text does not have.
pub(super) fn looks_binary(bytes: &[u8]) -> bool {
    let is_control = |b: &&u8| matches!(b, 0..=8 | 14..=26 | 28..=31 | 127);
    let controls = bytes.iter().filter(is_control).count();
    controls * 100 > bytes.len()
}

/// UTF-16 without a mark: Latin letters leave every other byte zero.
pub(super) fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |odd: usize| {
        let bytes = start.iter().skip(odd).step_by(2);
        bytes.filter(|b| **b == 0).count()
    };
    let (even, odd, units) = (zeros(0), zeros(1), start.len() / 2);
    if odd * 2 > units && even * 20 < units {
        Some(UTF_16LE)
    } else if even * 2 > units && odd * 20 < units {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Where the first byte that is not UTF-8 stands in bytes that mostly are. Text of another encoding hardly ever has
/// sequences that are UTF-8 by chance.
fn mixed(bytes: &[u8]) -> Option<usize> {
    let (mut good, mut bad, mut at, mut first) = (0, 0, 0, None);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            bad += 1;
            first.get_or_insert(at);
            at += chunk.invalid().len();
        }
    }
    first.filter(|_| good >= bad)
}

/// Line and column of a byte, both from 1.
pub(super) fn place(bytes: &[u8], at: usize) -> (usize, usize) {
    let before = String::from_utf8_lossy(&bytes[..at]);
    let last = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, last.chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: Result<&str, &str>) {
        let decoded = decode("x.txt", bytes.to_vec(), None).map_err(|e| e.to_string());
        let decoded = decoded.as_deref().map_err(String::as_str);
        assert_eq!(decoded, expected);
    }

    #[test]
    fn encodings_are_detected() {
        check(b"\xEF\xBB\xBFCaf\xC3\xA9.", Ok("Café."));
        check(b"Caf\xC3\xA9.", Ok("Café."));
        check(b"\xFF\xFEH\0i\0\xE9\0", Ok("Hié"));
        check(b"\xFE\xFF\0H\0i", Ok("Hi"));
        check(b"W\0e\0 \0a\0g\0r\0e\0e\0", Ok("We agree"));
        check(
            b"The caf\xE9 of \x93Geneva\x94.",
            Ok("The café of “Geneva”."),
        );
        check(
            b"Se\xF1or Garc\xEDa habl\xF3 ma\xF1ana.",
            Ok("Señor García habló mañana."),
        );
    }

    #[test]
    fn other_bytes_are_named() {
        check(&[0; 400], Err("x.txt: binary data, not text"));
        let noise: Vec<u8> = (0..400_u32).map(|i| ((i * i * 7919) >> 5) as u8).collect();
        check(&noise, Err("x.txt: binary data, not text"));
        let mixed = "x.txt:2:5: not valid UTF-8, though other parts of the file are; convert the file to UTF-8 first";
        check(b"Caf\xC3\xA9\n\xC3\xA9one\xE9.", Err(mixed));
    }
}
