//! A file of lines, each of one document, read and written document by document: memory holds where the lines of each
//! document are, never the lines.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many bytes are gathered before they are written.
const GATHERED: usize = 64 << 10;

/// Lines by document.
pub struct Records {
    file: Scratch,
    /// The runs of lines, in the order in which they were added.
    runs: BTreeMap<String, Vec<Run>>,
}

/// Where bytes stand in a file.
#[derive(Clone, Copy, Debug)]
struct Run {
    at: u64,
    length: u64,
}

/// The lines of a document in a scratch file, which belong to no records before they are [added](Records::add_written).
#[derive(Debug)]
pub struct Written(Vec<Run>);

/// A file that threads write lines to, each as soon as it has some.
#[derive(Clone)]
pub struct Scratch(Arc<Mutex<Tail>>);

struct Tail {
    file: File,
    end: u64,
}

impl Scratch {
    fn of(file: File) -> Self {
        Self(Arc::new(Mutex::new(Tail { file, end: 0 })))
    }

    /// Writes the lines of a document, each with its line break, without gathering them all in memory.
    ///
    /// # Errors
    /// If they cannot be made or written.
    pub fn write(
        &self,
        lines: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<Written> {
        let pen = Pen {
            file: self,
            runs: Vec::new(),
        };
        let mut pen = BufWriter::with_capacity(GATHERED, pen);
        lines(&mut pen)?;
        let pen = pen.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok(Written(pen.runs))
    }

    fn append(&self, bytes: &[u8]) -> io::Result<Run> {
        let mut tail = self.tail();
        let run = Run {
            at: tail.end,
            length: bytes.len() as u64,
        };
        tail.file.seek(SeekFrom::Start(run.at))?;
        tail.file.write_all(bytes)?;
        tail.end += run.length;
        Ok(run)
    }

    fn read(&self, run: Run, bytes: &mut Vec<u8>) -> io::Result<()> {
        let mut tail = self.tail();
        tail.file.seek(SeekFrom::Start(run.at))?;
        (&tail.file).take(run.length).read_to_end(bytes)?;
        Ok(())
    }

    /// Bytes whose writing failed are of no run, so what stands there does not matter.
    fn tail(&self) -> MutexGuard<'_, Tail> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes one document's lines, while others may write theirs.
struct Pen<'a> {
    file: &'a Scratch,
    runs: Vec<Run>,
}

impl Write for Pen<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.runs.push(self.file.append(bytes)?);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Records {
    /// No records, to be added to; the file vanishes when this is dropped.
    ///
    /// # Errors
    /// If `folder` cannot be written.
    pub fn scratch(folder: &Path) -> io::Result<Self> {
        Ok(Self {
            file: Scratch::of(tempfile::tempfile_in(folder)?),
            runs: BTreeMap::new(),
        })
    }

    /// The records of a file, by the document that `key` finds in a line; lines without one are left out.
    ///
    /// # Errors
    /// If the file is missing, cannot be read, or is not UTF-8.
    pub fn open(path: &Path, mut key: impl FnMut(&str) -> Option<String>) -> io::Result<Self> {
        let file = File::open(path)?;
        let mut lines = BufReader::new(file.try_clone()?);
        let mut records = Self {
            file: Scratch::of(file),
            runs: BTreeMap::new(),
        };
        let (mut at, mut line) = (0, String::new());
        loop {
            line.clear();
            let length = lines.read_line(&mut line)? as u64;
            if length == 0 {
                return Ok(records);
            }
            if let Some(key) = key(line.trim_end_matches(['\r', '\n'])) {
                records.add_run(&key, Run { at, length });
            }
            at += length;
        }
    }

    /// Where lines can be written before they are added.
    pub fn file(&self) -> &Scratch {
        &self.file
    }

    /// Runs that follow each other are one.
    fn add_run(&mut self, key: &str, run: Run) {
        let Some(runs) = self.runs.get_mut(key) else {
            self.runs.insert(key.to_owned(), vec![run]);
            return;
        };
        match runs.last_mut() {
            Some(last) if last.at + last.length == run.at => last.length += run.length,
            _ => runs.push(run),
        }
    }

    /// Adds lines of a document that were written to [`Records::file`].
    pub fn add_written(&mut self, key: &str, written: Written) {
        for run in written.0 {
            self.add_run(key, run);
        }
    }

    /// Writes lines of a document, each with its line break, and adds them.
    ///
    /// # Errors
    /// If they cannot be made or written.
    pub fn add(
        &mut self,
        key: &str,
        lines: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        let written = self.file.write(lines)?;
        self.add_written(key, written);
        Ok(())
    }

    /// Forgets the lines of a document.
    pub fn remove(&mut self, key: &str) {
        self.runs.remove(key);
    }

    /// The documents that have lines, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.runs.keys().map(String::as_str)
    }

    /// Whether a document has lines here.
    pub fn has(&self, key: &str) -> bool {
        self.runs.contains_key(key)
    }

    /// All lines of a document, each with its line break.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn read(&self, key: &str) -> io::Result<String> {
        self.lines(self.runs.get(key).map_or(&[], Vec::as_slice))
    }

    /// The lines that were written to [`Records::file`].
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn read_written(&self, written: &Written) -> io::Result<String> {
        self.lines(&written.0)
    }

    fn lines(&self, runs: &[Run]) -> io::Result<String> {
        let mut lines = Vec::new();
        for run in runs {
            self.file.read(*run, &mut lines)?;
        }
        if !lines.is_empty() && !lines.ends_with(b"\n") {
            lines.push(b'\n');
        }
        String::from_utf8(lines).map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The word before a colon.
    fn key(line: &str) -> Option<String> {
        line.split_once(':').map(|(key, _)| key.to_owned())
    }

    #[test]
    fn lines_are_found_by_their_document() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("lines");
        std::fs::write(&path, "b:1\nb:2\nnone\na:1\nb:3").expect("written");
        let records = Records::open(&path, key).expect("read");
        assert_eq!(records.keys().collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(records.read("b").expect("read"), "b:1\nb:2\nb:3\n");
        assert_eq!(records.read("c").expect("read"), "");
    }

    #[test]
    fn what_is_added_can_be_read_at_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut records = Records::scratch(folder.path()).expect("written");
        for (key, line) in [("a", "a:1\n"), ("b", "b:1\n"), ("a", "a:2\n")] {
            let write = |out: &mut dyn Write| out.write_all(line.as_bytes());
            records.add(key, write).expect("written");
        }
        assert_eq!(records.read("a").expect("read"), "a:1\na:2\n");
        records
            .add("b", |out| writeln!(out, "b:2"))
            .expect("written");
        assert_eq!(records.read("b").expect("read"), "b:1\nb:2\n");
    }

    #[test]
    fn lines_belong_where_they_are_added_in_that_order() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut records = Records::scratch(folder.path()).expect("written");
        let file = records.file().clone();
        let first = file.write(|out| writeln!(out, "1")).expect("written");
        let second = file.write(|out| {
            // More than is gathered, so that another document's lines come to stand among these.
            write!(out, "{}", "2".repeat(GATHERED + 1))?;
            file.write(|out| writeln!(out, "nobody's"))?;
            writeln!(out)
        });
        records.add_written("a", second.expect("written"));
        records.add_written("a", first);
        let expected = "2".repeat(GATHERED + 1) + "\n1\n";
        assert_eq!(records.read("a").expect("read"), expected);
    }
}
