//! PDF with a text layer: `lines` collects what is printed, `page` makes paragraphs of it.

mod forms;
mod hyphen;
mod lines;
mod page;
mod size;

use std::panic;
use std::sync::Once;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use pdf_extract::{Document, OutputError, output_doc};

use super::ReadError;
use lines::Lines;

/// The name of threads whose panics are told as errors of the file.
const THREAD: &str = "pdf";

/// Room for objects nested deep within each other.
const STACK: usize = 256 << 20;

/// The longest that one file may take; thousands of pages take a hundredth of it.
const PATIENCE: Duration = Duration::from_secs(300);

/// The text of a PDF, without what is repeated at the top and foot of its pages.
pub(super) fn text(name: &str, bytes: Vec<u8>) -> Result<String, ReadError> {
    let broken = |why: String| ReadError::Broken {
        name: name.to_owned(),
        why: format!("the PDF cannot be read: {why}"),
    };
    let file = name.to_owned();
    let read = isolated(PATIENCE, move || pages(&file, &bytes));
    let lines = read.unwrap_or_else(|why| Err(broken(why)))?;
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
    if let Some(why) = forms::hostile(&document) {
        let name = name.to_owned();
        let why = format!("the PDF cannot be read: {why}");
        return Err(ReadError::Broken { name, why });
    }
    let mut lines = Lines::default();
    output_doc(&document, &mut lines).map_err(broken)?;
    Ok(lines.pages)
}

/// Runs `read` on a thread of its own, so that bad data costs neither the program nor its stack; else what the panic
/// said, or that it takes too long: the thread is left alone then and ends with the program.
fn isolated<T: Send + 'static>(
    patience: Duration,
    read: impl FnOnce() -> T + Send + 'static,
) -> Result<T, String> {
    silence();
    let (done, result) = channel();
    let running = thread::Builder::new()
        .name(THREAD.to_owned())
        .stack_size(STACK)
        .spawn(move || drop(done.send(read())))
        .map_err(|e| e.to_string())?;
    match result.recv_timeout(patience) {
        Ok(result) => Ok(result),
        Err(RecvTimeoutError::Timeout) => Err("it takes too long".to_owned()),
        Err(RecvTimeoutError::Disconnected) => {
            let panic = running.join().err();
            let said = panic.as_ref().and_then(|panic| {
                let said = panic.downcast_ref::<String>().map(String::as_str);
                said.or_else(|| panic.downcast_ref::<&str>().copied())
            });
            let line = said.and_then(|s| s.lines().next());
            Err(line.unwrap_or("it is damaged").to_owned())
        }
    }
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

#[cfg(test)]
mod tests {
    use std::thread::park;

    use super::*;

    #[test]
    fn bad_data_costs_neither_the_program_nor_all_time() {
        let long = Duration::from_secs(60);
        assert_eq!(isolated(long, || 7), Ok(7));
        let panic = isolated(long, || -> u8 { panic!("no such font\n") });
        assert_eq!(panic, Err("no such font".to_owned()));
        let endless = isolated(Duration::from_millis(1), || {
            loop {
                park();
            }
        });
        assert_eq!(endless, Err::<(), _>("it takes too long".to_owned()));
    }
}
