//! How much a PDF would unpack to, counted before anything is kept.

use std::io::{self, Read};

use flate2::read::ZlibDecoder;
use pdf_extract::{Document, Object, Stream};

/// The most bytes that the instructions of a page may unpack to: printing its text takes a hundredth of it.
const PAGE: u64 = 8 << 20;

/// The most bytes that a font may unpack to; those of Chinese have twenty million.
const FONT: u64 = 64 << 20;

/// The most bytes that all streams together may unpack to.
const TOTAL: u64 = 128 << 20;

/// Whether the instructions and fonts of a document are larger than those of any text; pictures don't count.
pub(super) fn is_excessive(document: &Document) -> bool {
    let streams = document.objects.values().filter_map(|object| match object {
        Object::Stream(stream) if !is_picture(stream) => Some(stream),
        _ => None,
    });
    let mut total = 0;
    for stream in streams {
        let limit = if is_font(stream) { FONT } else { PAGE };
        let size = unpacked(stream, limit);
        total += size;
        if size > limit || total > TOTAL {
            return true;
        }
    }
    false
}

fn is_picture(stream: &Stream) -> bool {
    let kind = stream.dict.get(b"Subtype").and_then(Object::as_name);
    kind.is_ok_and(|kind| kind == b"Image")
}

fn is_font(stream: &Stream) -> bool {
    let kind = stream.dict.get(b"Subtype").and_then(Object::as_name);
    stream.dict.has(b"Length1") || kind.is_ok_and(|kind| kind != b"Form")
}

/// The size of a stream when it is unpacked, counted up to a little more than the limit.
fn unpacked(stream: &Stream, limit: u64) -> u64 {
    let mut source: Box<dyn Read + '_> = Box::new(stream.content.as_slice());
    for filter in stream.filters().unwrap_or_default() {
        if filter == b"FlateDecode" {
            source = Box::new(ZlibDecoder::new(source));
        }
    }
    let mut counted = source.take(limit + 1);
    // Broken data is the reader's to complain about.
    let _ = io::copy(&mut counted, &mut io::sink());
    limit + 1 - counted.limit()
}
