//! The files named on the command line, in a fixed order; what cannot be read is noted and skipped.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use walkdir::{DirEntry, WalkDir};

use crate::Extractor;
use crate::document::{self, Document, Documents, Format, SIDECAR, Sidecar};
use crate::store::Folder;

/// The documents of all files, one at a time: files in the order of the arguments, those of folders sorted by path.
pub(super) struct Input<'a> {
    files: VecDeque<Source>,
    /// The file that is being read, and what it still holds.
    current: Option<(Source, Documents<'static>)>,
    /// Statements of the document that was read last.
    waiting: VecDeque<Document>,
    /// Who parts records of meetings, if anybody.
    extractor: Option<&'a Extractor>,
    /// Tables of metadata in the folders above the file that is being read, each with its folder; outermost first.
    sidecars: Vec<(PathBuf, Sidecar)>,
    /// Why files and lines could not be read, in their order.
    pub failures: Vec<String>,
    /// Bytes of all files, as far as files have a size.
    pub total: u64,
    /// Bytes that were read of them.
    read: Arc<AtomicU64>,
}

/// A file, and the folder that was named on the command line.
struct Source {
    path: PathBuf,
    root: PathBuf,
}

/// All documents of `paths`: files, folders and patterns such as `a/*.pdf`; `-` is standard input. With an extractor,
/// records of meetings are parted into their statements.
pub(super) fn documents<'a>(paths: &[PathBuf], extractor: Option<&'a Extractor>) -> Input<'a> {
    Input::new(paths, extractor)
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

impl<'a> Input<'a> {
    fn new(paths: &[PathBuf], extractor: Option<&'a Extractor>) -> Self {
        let mut input = Input {
            files: VecDeque::new(),
            current: None,
            waiting: VecDeque::new(),
            extractor,
            sidecars: Vec::new(),
            failures: Vec::new(),
            total: 0,
            read: Arc::default(),
        };
        for path in paths {
            if path.is_dir() {
                input.folder(path);
            } else if path.exists() || is_stdin(path) {
                input.file(path.clone());
            } else {
                input.pattern(path);
            }
        }
        input
    }

    /// Bytes read so far; of [`Self::total`], unless standard input is among the files.
    pub fn done(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    fn file(&mut self, path: PathBuf) {
        let root = path.parent().unwrap_or(Path::new("")).to_owned();
        self.add(path, root);
    }

    fn add(&mut self, path: PathBuf, root: PathBuf) {
        if path.file_name().is_some_and(|name| name == SIDECAR) {
            return;
        }
        self.total += path.metadata().map_or(0, |m| m.len());
        self.files.push_back(Source { path, root });
    }

    fn folder(&mut self, root: &Path) {
        let before = (self.files.len(), self.failures.len());
        let walk = WalkDir::new(root).follow_links(true).sort_by_file_name();
        // What was made of other documents is no input, unless it is asked for by its name.
        let made = |entry: &DirEntry| entry.depth() > 0 && Folder::new(entry.path()).is_filled();
        for entry in walk.into_iter().filter_entry(|entry| !made(entry)) {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => {
                    let path = entry.into_path();
                    if Format::of_name(&path.to_string_lossy()).is_some() {
                        self.add(path, root.to_owned());
                    }
                }
                Err(e) => self.fail(&e),
            }
        }
        if before == (self.files.len(), self.failures.len()) {
            self.fail(&format!(
                "{}: no file in it that could be read ({})",
                root.display(),
                extensions()
            ));
        }
    }

    /// Patterns reach us where the shell does not expand them.
    fn pattern(&mut self, path: &Path) {
        let pattern = path.to_string_lossy();
        let found = glob::glob(&pattern).map(|found| found.filter_map(Result::ok).collect());
        let found: Vec<PathBuf> = found.unwrap_or_default();
        for path in &found {
            match path.is_dir() {
                true => self.folder(path),
                false => self.file(path.clone()),
            }
        }
        if found.is_empty() {
            self.fail(&format!("{pattern}: no such file"));
        }
    }

    fn fail(&mut self, message: &dyn std::fmt::Display) {
        self.failures.push(message.to_string());
    }

    /// Opens the next file.
    fn open(&mut self, source: Source) {
        let path = &source.path;
        let documents = if is_stdin(path) {
            document::read("stdin", self.counted(io::stdin()))
        } else {
            match File::open(path) {
                Ok(file) => {
                    self.look_beside(&source);
                    document::read(&path.to_string_lossy(), self.counted(file))
                }
                Err(e) => return self.fail(&format!("{}: {e}", path.display())),
            }
        };
        self.current = Some((source, documents));
    }

    fn counted<R: Read>(&self, source: R) -> Counted<R> {
        let read = Arc::clone(&self.read);
        Counted { source, read }
    }

    /// Reads the tables of metadata that lie beside a file and in the folders above it, each once.
    fn look_beside(&mut self, source: &Source) {
        let path = &source.path;
        self.sidecars.retain(|(folder, _)| path.starts_with(folder));
        let known = self.sidecars.last().map(|(folder, _)| folder.clone());
        let folders = path.ancestors().skip(1);
        let mut new: Vec<PathBuf> = folders
            .take_while(|f| f.starts_with(&source.root) && known.as_deref() != Some(*f))
            .map(Path::to_owned)
            .collect();
        new.reverse();
        for folder in new {
            let sidecar = self.sidecar(&folder);
            self.sidecars.push((folder, sidecar));
        }
    }

    /// The table in a folder; an empty one if there is none.
    fn sidecar(&mut self, folder: &Path) -> Sidecar {
        let path = folder.join(SIDECAR);
        if !path.exists() {
            return Sidecar::default();
        }
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(e) => {
                self.fail(&format!("{}: {e}", path.display()));
                return Sidecar::default();
            }
        };
        let (sidecar, errors) = Sidecar::read(&path.to_string_lossy(), bytes);
        for error in errors {
            self.fail(&error);
        }
        for (file, line) in sidecar.files() {
            if !folder.join(file).exists() {
                self.fail(&format!("{}:{line}: no such file: {file}", path.display()));
            }
        }
        sidecar
    }

    /// What the tables say of a document; the nearest one wins.
    fn completed(&self, path: &Path, mut document: Document) -> Document {
        for (folder, sidecar) in &self.sidecars {
            if let Ok(file) = path.strip_prefix(folder) {
                sidecar.complete(&file.to_string_lossy().replace('\\', "/"), &mut document);
            }
        }
        document
    }
}

impl Iterator for Input<'_> {
    type Item = Document;

    fn next(&mut self) -> Option<Document> {
        loop {
            if let Some(statement) = self.waiting.pop_front() {
                return Some(statement);
            }
            match self.current.as_mut().map(|(_, documents)| documents.next()) {
                Some(Some(Ok(document))) => {
                    let path = self
                        .current
                        .as_ref()
                        .map(|(source, _)| source.path.clone())?;
                    let document = self.completed(&path, document);
                    match self.extractor {
                        Some(extractor) => self.waiting.extend(extractor.statements(document)),
                        None => self.waiting.push_back(document),
                    }
                }
                Some(Some(Err(error))) => self.fail(&error),
                Some(None) => self.current = None,
                None => {
                    let source = self.files.pop_front()?;
                    self.open(source);
                }
            }
        }
    }
}

/// The endings of files that are read in folders.
fn extensions() -> String {
    let all = Format::ALL.iter().flat_map(|format| format.extensions());
    let all: Vec<String> = all.map(|extension| format!(".{extension}")).collect();
    all.join(" ")
}

/// Counts what is read.
struct Counted<R> {
    source: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}
