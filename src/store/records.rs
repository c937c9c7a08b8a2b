//! A file of lines, each of one document, read and written document by document: memory holds where the lines of each
//! document are, never the lines.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// Lines by document.
pub struct Records {
    file: BufWriter<File>,
    end: u64,
    /// Offset and length of each run of lines.
    runs: BTreeMap<String, Vec<(u64, u64)>>,
}

impl Records {
    /// No records, to be added to; the file vanishes when this is dropped.
    ///
    /// # Errors
    /// If `folder` cannot be written.
    pub fn scratch(folder: &Path) -> io::Result<Self> {
        Ok(Self::of(tempfile::tempfile_in(folder)?))
    }

    fn of(file: File) -> Self {
        Self {
            file: BufWriter::new(file),
            end: 0,
            runs: BTreeMap::new(),
        }
    }

    /// The records of a file, by the document that `key` finds in a line; lines without one are left out.
    ///
    /// # Errors
    /// If the file is missing, cannot be read, or is not UTF-8.
    pub fn open(path: &Path, mut key: impl FnMut(&str) -> Option<String>) -> io::Result<Self> {
        let file = File::open(path)?;
        let mut lines = BufReader::new(file.try_clone()?);
        let mut records = Self::of(file);
        let mut line = String::new();
        loop {
            line.clear();
            let length = lines.read_line(&mut line)? as u64;
            if length == 0 {
                return Ok(records);
            }
            let at = records.end;
            records.end += length;
            if let Some(key) = key(line.trim_end_matches(['\r', '\n'])) {
                records.add_run(&key, at, length);
            }
        }
    }

    /// Lines that follow each other are one run.
    fn add_run(&mut self, key: &str, at: u64, length: u64) {
        let Some(runs) = self.runs.get_mut(key) else {
            self.runs.insert(key.to_owned(), vec![(at, length)]);
            return;
        };
        match runs.last_mut() {
            Some((start, len)) if *start + *len == at => *len += length,
            _ => runs.push((at, length)),
        }
    }

    /// Adds lines of a document, each with its line break, to a scratch file.
    ///
    /// # Errors
    /// If they cannot be written.
    pub fn add(&mut self, key: &str, lines: &[u8]) -> io::Result<()> {
        self.file.write_all(lines)?;
        self.add_run(key, self.end, lines.len() as u64);
        self.end += lines.len() as u64;
        Ok(())
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
    pub fn read(&mut self, key: &str) -> io::Result<String> {
        self.file.flush()?;
        let mut file: &File = self.file.get_ref();
        let mut lines = String::new();
        for (at, length) in self.runs.get(key).into_iter().flatten() {
            file.seek(SeekFrom::Start(*at))?;
            file.take(*length).read_to_string(&mut lines)?;
            if !lines.is_empty() && !lines.ends_with('\n') {
                lines.push('\n');
            }
        }
        // Where the next lines are added.
        file.seek(SeekFrom::Start(self.end))?;
        Ok(lines)
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
        let mut records = Records::open(&path, key).expect("read");
        assert_eq!(records.keys().collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(records.read("b").expect("read"), "b:1\nb:2\nb:3\n");
        assert_eq!(records.read("c").expect("read"), "");
    }

    #[test]
    fn what_is_added_can_be_read_at_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut records = Records::scratch(folder.path()).expect("written");
        for (key, line) in [("a", "a:1\n"), ("b", "b:1\n"), ("a", "a:2\n")] {
            records.add(key, line.as_bytes()).expect("written");
        }
        assert_eq!(records.read("a").expect("read"), "a:1\na:2\n");
        records.add("b", b"b:2\n").expect("written");
        assert_eq!(records.read("b").expect("read"), "b:1\nb:2\n");
    }
}
