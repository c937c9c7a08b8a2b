//! The files named on the command line, in a fixed order; what cannot be read is reported and skipped.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::complain;
use crate::document::{Document, read};

/// Kinds of files that are read in folders.
const EXTENSIONS: &[&str] = &["txt", "md", "jsonl"];

/// What was read, and how much was not.
#[derive(Default)]
pub(super) struct Input {
    /// In the order of the arguments; files of folders sorted by path.
    pub documents: Vec<Document>,
    /// Files and lines that could not be read; each was reported.
    pub failures: usize,
}

impl Input {
    /// 0 if all was read, else 1.
    pub fn status(&self) -> u8 {
        u8::from(self.failures > 0)
    }
}

/// Reads all documents of `paths`; `-` is standard input.
pub(super) fn documents(paths: &[PathBuf]) -> Input {
    let mut input = Input::default();
    for path in paths {
        if path.as_os_str() == "-" {
            let mut bytes = Vec::new();
            let done = std::io::stdin().lock().read_to_end(&mut bytes);
            input.add(stdin_name(&bytes), done.map(|_| bytes));
        } else if path.is_dir() {
            input.folder(path);
        } else {
            input.file(path);
        }
    }
    input
}

/// Standard input is JSON Lines if it looks like that.
fn stdin_name(bytes: &[u8]) -> &'static str {
    let json = bytes.trim_ascii_start().starts_with(b"{");
    if json { "stdin.jsonl" } else { "stdin" }
}

impl Input {
    fn file(&mut self, path: &Path) {
        self.add(&path.display().to_string(), std::fs::read(path));
    }

    fn folder(&mut self, path: &Path) {
        let before = (self.documents.len(), self.failures);
        self.walk(path);
        if before == (self.documents.len(), self.failures) {
            self.fail(&format!(
                "{}: no .txt, .md or .jsonl file in it",
                path.display()
            ));
        }
    }

    fn walk(&mut self, path: &Path) {
        let entries = std::fs::read_dir(path).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let mut entries: Vec<PathBuf> = match entries {
            Ok(entries) => entries.iter().map(std::fs::DirEntry::path).collect(),
            Err(e) => return self.fail(&format!("{}: {e}", path.display())),
        };
        entries.sort();
        for entry in entries {
            let extension = entry.extension().and_then(|e| e.to_str());
            if entry.is_dir() {
                self.walk(&entry);
            } else if extension.is_some_and(|e| EXTENSIONS.contains(&e)) {
                self.file(&entry);
            }
        }
    }

    fn add(&mut self, name: &str, bytes: std::io::Result<Vec<u8>>) {
        let bytes = match bytes {
            Ok(bytes) => bytes,
            Err(e) => return self.fail(&format!("{name}: {e}")),
        };
        let (documents, errors) = read(name, &bytes);
        self.documents.extend(documents);
        for error in errors {
            self.fail(&error);
        }
    }

    fn fail(&mut self, message: &dyn std::fmt::Display) {
        complain(message);
        self.failures += 1;
    }
}
