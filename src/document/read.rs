//! An opened file to documents, one at a time. Opens nothing: whoever opened the file names it.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use flate2::read::MultiGzDecoder;

use super::encoding::{self, decode, looks_binary};
use super::format::{Format, Packing, stem};
use super::zstd::Frames;
use super::{Document, ReadError, TEXT_LIMIT, docx, front_matter, html, jsonl, pdf};

/// Documents of one file, or what is wrong with it and with its lines.
pub type Documents<'a> = Box<dyn Iterator<Item = Result<Document, ReadError>> + Send + 'a>;

/// How much of a file tells what it is, in bytes.
const START: usize = 4096;

/// Reads the documents of one file of any [`Format`], packed or not; `name` is how errors call the file.
///
/// JSON Lines come line by line, so that memory does not grow with the file. What cannot be read is reported; the rest
/// is read all the same.
pub fn read<'a>(name: &str, source: impl Read + Send + 'a) -> Documents<'a> {
    match open(name, source) {
        Ok((Format::JsonLines, source)) => Box::new(jsonl::documents(name, source)),
        Ok((format, source)) => Box::new(std::iter::once(whole(name, format, source))),
        Err(error) => Box::new(std::iter::once(Err(error))),
    }
}

type Source<'a> = Box<dyn BufRead + Send + 'a>;

/// Unpacks, and looks what it is.
fn open<'a>(name: &str, source: impl Read + Send + 'a) -> Result<(Format, Source<'a>), ReadError> {
    let (start, source) = peek(source).map_err(|e| unreadable(name, &e))?;
    let (start, source): (_, Source) = match Packing::detect(&start) {
        Packing::None => (start, Box::new(BufReader::new(source))),
        Packing::Gzip => unpacked(name, MultiGzDecoder::new(BufReader::new(source)))?,
        Packing::Zstd => unpacked(name, Frames::new(BufReader::new(source)))?,
    };
    let format = Format::detect(name, &start);
    match format {
        Format::Pdf => begins(name, &start, b"%PDF-", "PDF")?,
        Format::Docx => begins(name, &start, b"PK", "ZIP file, as DOCX is")?,
        _ => is_text(name, &start)?,
    }
    Ok((format, source))
}

fn unpacked<'a>(
    name: &str,
    source: impl Read + Send + 'a,
) -> Result<(Vec<u8>, Source<'a>), ReadError> {
    let (start, source) = peek(source).map_err(|e| unreadable(name, &e))?;
    Ok((start, Box::new(BufReader::new(source))))
}

/// The first bytes, and all bytes.
fn peek<'a>(mut source: impl Read + Send + 'a) -> io::Result<(Vec<u8>, impl Read + Send + 'a)> {
    let mut start = Vec::new();
    source.by_ref().take(START as u64).read_to_end(&mut start)?;
    Ok((start.clone(), Cursor::new(start).chain(source)))
}

/// A container is told by its first bytes before it is read whole.
fn begins(name: &str, start: &[u8], mark: &[u8], what: &str) -> Result<(), ReadError> {
    // Some PDFs have a line of their printer before the mark.
    let head = &start[..start.len().min(1024)];
    if head.windows(mark.len()).any(|window| window == mark) {
        return Ok(());
    }
    Err(ReadError::Broken {
        name: name.to_owned(),
        why: format!("no {what}, whatever its name says"),
    })
}

/// Tells binary files apart before they are read whole.
fn is_text(name: &str, start: &[u8]) -> Result<(), ReadError> {
    let name = || name.to_owned();
    if start.starts_with(b"\xD0\xCF\x11\xE0") || start.starts_with(b"{\\rtf") {
        let why = "an old word processor's file (.doc, .rtf); save it as .docx".to_owned();
        return Err(ReadError::Broken { name: name(), why });
    }
    let wide = start.starts_with(b"\xFF\xFE") || start.starts_with(b"\xFE\xFF");
    if looks_binary(start) && !wide && encoding::utf16(start).is_none() {
        return Err(ReadError::Binary { name: name() });
    }
    Ok(())
}

/// A file that is one document.
fn whole(name: &str, format: Format, source: Source) -> Result<Document, ReadError> {
    let bytes = bounded(name, format.limit(), source)?;
    let mut document = match format {
        Format::Pdf => plain(pdf::text(name, bytes)?),
        Format::Docx => plain(docx::text(name, &bytes)?),
        Format::Html => {
            let declared = html::charset(&bytes);
            html::document(&decode(name, bytes, declared)?)
        }
        _ => front_matter::document(decode(name, bytes, None)?),
    };
    if document.text.trim().is_empty() {
        let name = name.to_owned();
        return Err(ReadError::Empty { name });
    }
    if document.text.len() > TEXT_LIMIT {
        return Err(too_large(name, TEXT_LIMIT, "of text"));
    }
    if document.id.is_empty() {
        document.id = stem(name).to_owned();
    }
    Ok(document)
}

fn plain(text: String) -> Document {
    Document {
        text,
        ..Document::default()
    }
}

fn bounded(name: &str, limit: usize, source: impl Read) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    let done = source.take(limit as u64 + 1).read_to_end(&mut bytes);
    done.map_err(|e| unreadable(name, &e))?;
    if bytes.len() > limit {
        return Err(too_large(name, limit, "in one document"));
    }
    Ok(bytes)
}

/// More than `limit` bytes of something.
pub(super) fn too_large(name: &str, limit: usize, of: &'static str) -> ReadError {
    ReadError::TooLarge {
        name: name.to_owned(),
        megabytes: limit >> 20,
        of,
    }
}

/// The operating system, or a decompressor, gave up.
pub(super) fn unreadable(name: &str, error: &io::Error) -> ReadError {
    ReadError::Broken {
        name: name.to_owned(),
        why: error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, bytes: &[u8], expected: &[Result<&str, &str>]) {
        let read: Vec<Result<String, String>> = read(name, bytes)
            .map(|d| d.map(|d| d.id).map_err(|e| e.to_string()))
            .collect();
        let read: Vec<Result<&str, &str>> = read
            .iter()
            .map(|d| d.as_deref().map_err(String::as_str))
            .collect();
        assert_eq!(read, expected);
    }

    #[test]
    fn text_is_one_document_named_by_its_file() {
        let mut documents = read("seeds/japan.v2.txt", "A.\r\n".as_bytes());
        let document = documents.next().expect("one").expect("readable");
        assert_eq!(document.id, "japan.v2");
        assert_eq!(document.text, "A.\r\n");
    }

    #[test]
    fn what_is_no_text_is_named() {
        check("a.txt", b" \n", &[Err("a.txt: the file is empty")]);
        check("a.txt", &[0; 9000], &[Err("a.txt: binary data, not text")]);
        let old = "a.doc: an old word processor's file (.doc, .rtf); save it as .docx";
        check("a.doc", b"\xD0\xCF\x11\xE0\xA1\xB1", &[Err(old)]);
    }

    #[test]
    fn files_beyond_the_limit_are_not_read_on() {
        let endless = io::repeat(b'a');
        let error = read("a.txt", endless).next().expect("one").unwrap_err();
        assert_eq!(
            error.to_string(),
            "a.txt: more than 64 MB in one document; split the file"
        );
    }
}
