//! PDF with a text layer: `lines` collects what is printed, `page` makes paragraphs of it.

mod hyphen;
mod lines;
mod page;
mod size;

use std::panic;
use std::sync::Once;
use std::thread;

use pdf_extract::{Document, OutputError, output_doc};

use super::ReadError;
use lines::Lines;

/// The name of threads whose panics are told as errors of the file.
const THREAD: &str = "pdf";

/// Room for objects nested deep within each other.
const STACK: usize = 256 << 20;

/// The text of a PDF, without what is repeated at the top and foot of its pages.
pub(super) fn text(name: &str, bytes: &[u8]) -> Result<String, ReadError> {
    let broken = |why: String| ReadError::Broken {
        name: name.to_owned(),
        why: format!("the PDF cannot be read: {why}"),
    };
    let lines = isolated(|| pages(name, bytes)).unwrap_or_else(|panic| Err(broken(panic)))?;
    let text = page::text(lines);
    if text.is_empty() {
        let name = name.to_owned();
        return Err(ReadError::NoTextLayer { name });
    }
    Ok(text)
}

fn pages(name: &str, bytes: &[u8]) -> Result<Vec<page::Page>, ReadError> {
    let broken = |why: OutputError| ReadError::Broken {
        name: name.to_owned(),
        why: format!("the PDF cannot be read: {why}"),
    };
    let mut document = Document::load_mem(bytes).map_err(|e| broken(e.into()))?;
    if document.is_encrypted() && document.decrypt("").is_err() {
        let name = name.to_owned();
        return Err(ReadError::Encrypted { name });
    }
    if size::is_excessive(&document) {
        return Err(ReadError::Broken {
            name: name.to_owned(),
            why: "the PDF unpacks to far more than text".to_owned(),
        });
    }
    let mut lines = Lines::default();
    output_doc(&document, &mut lines).map_err(broken)?;
    Ok(lines.pages)
}

/// Runs `read` on a thread of its own, so that bad data costs neither the program nor its stack; else what the panic said.
fn isolated<T: Send>(read: impl FnOnce() -> T + Send) -> Result<T, String> {
    silence();
    thread::scope(|scope| {
        let thread = thread::Builder::new()
            .name(THREAD.to_owned())
            .stack_size(STACK);
        let running = thread
            .spawn_scoped(scope, read)
            .map_err(|e| e.to_string())?;
        running.join().map_err(|panic| {
            let said = panic.downcast_ref::<String>().map(String::as_str);
            let said = said.or_else(|| panic.downcast_ref::<&str>().copied());
            let line = said.and_then(|s| s.lines().next());
            line.unwrap_or("it is damaged").to_owned()
        })
    })
}

/// Panics of our threads are reported as errors; all others as before.
fn silence() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if thread::current().name() != Some(THREAD) {
                before(info);
            }
        }));
    });
}
