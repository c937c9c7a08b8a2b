//! DOCX: a ZIP file whose `word/document.xml` holds the paragraphs.

use std::io::{BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;
use zip::result::ZipError;

use super::flow::Flow;
use super::read::too_large;
use super::{ReadError, TEXT_LIMIT};

/// The most bytes of XML that are unpacked: a ZIP file of a kilobyte can hold a gigabyte of zeros.
const XML_LIMIT: usize = 2 * TEXT_LIMIT;

/// The text of a DOCX file: body, lists and tables as it stands with all changes accepted; no notes, headers, footers.
pub(super) fn text(name: &str, bytes: &[u8]) -> Result<String, ReadError> {
    let broken = |why: String| ReadError::Broken {
        name: name.to_owned(),
        why,
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes))
        .map_err(|e| broken(format!("not a whole ZIP file, as DOCX is: {e}")))?;
    let part = archive.by_name("word/document.xml").map_err(|e| match e {
        ZipError::FileNotFound => {
            broken("a ZIP file without word/document.xml, so it is no DOCX".to_owned())
        }
        e => broken(e.to_string()),
    })?;
    let mut part = part.take(XML_LIMIT as u64);
    let text = paragraphs(&mut part);
    if part.limit() == 0 {
        return Err(too_large(name, XML_LIMIT, "of unpacked XML"));
    }
    text.map_err(|e| broken(format!("word/document.xml cannot be read: {e}")))
}

fn paragraphs(part: impl Read) -> Result<String, quick_xml::Error> {
    let mut reader = Reader::from_reader(BufReader::new(part));
    let mut body = Body::new();
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer)? {
            Event::Start(tag) => body.start(&tag),
            Event::Empty(tag) => {
                body.start(&tag);
                body.end(tag.local_name().as_ref());
            }
            Event::End(tag) => body.end(tag.local_name().as_ref()),
            Event::Text(text) => body.text(&text.unescape()?),
            Event::Eof => return Ok(body.flow.finish()),
            _ => {}
        }
        buffer.clear();
    }
}

struct Body {
    flow: Flow,
    /// How many elements are open whose text is no text of the body.
    skipped: usize,
    in_text: bool,
    /// Whether a paragraph has begun and nothing of it is written.
    fresh: bool,
}

impl Body {
    fn new() -> Self {
        Self {
            flow: Flow::new(),
            skipped: 0,
            in_text: false,
            fresh: true,
        }
    }

    fn start(&mut self, tag: &BytesStart) {
        match tag.local_name().as_ref() {
            // Deleted or moved-away text, and what old programs show instead of a drawing.
            b"del" | b"moveFrom" | b"Fallback" => self.skipped += 1,
            b"t" => self.in_text = true,
            b"tab" => self.flow.push(" "),
            b"br" | b"cr" => self.flow.line_break(),
            b"noBreakHyphen" => self.flow.push("-"),
            b"p" => self.fresh = true,
            _ => {}
        }
    }

    fn end(&mut self, name: &[u8]) {
        match name {
            b"del" | b"moveFrom" | b"Fallback" => self.skipped = self.skipped.saturating_sub(1),
            b"t" => self.in_text = false,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.skipped > 0 || !self.in_text || text.is_empty() {
            return;
        }
        if std::mem::take(&mut self.fresh) {
            self.flow.paragraph();
        }
        self.flow.push(text);
    }
}
